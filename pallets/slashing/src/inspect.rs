//! Reads.

use crate::{assessment::PerbillExt, runtime_api::*, types::*, *};
use alloc::vec::Vec;
use frame_support::{
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::Get,
};
use palisade_primitives::{OffenceId, OffenceKind, OffenceRecord, PositionInspect};

impl<T: Config> Pallet<T> {
	/// See [`SlashingApi::offence`].
	pub fn offence_view(id: OffenceId) -> Option<OffenceView<T::AccountId>> {
		let mut offence = Offences::<T>::get(id)?;
		offence.due = Self::due_of(&offence);
		let record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		Some(OffenceView {
			id,
			expected_fraction: offence.most.saturating_mul_perbill(Self::assess(&offence, &record)),
			evidence: EvidenceOf::<T>::get(id),
			defence: Defences::<T>::get(id),
			added: AddedEvidenceOf::<T>::get(id).unwrap_or_default().into_inner(),
			panel: Panels::<T>::get(id).unwrap_or_default().into_inner(),
			offence,
		})
	}

	/// See [`SlashingApi::validator_record`].
	pub fn validator_record_of(validator: &T::AccountId) -> ValidatorRecord {
		ValidatorRecords::<T>::get(validator).unwrap_or_default()
	}

	/// Returns whether the validator has no remembered conviction, no jail or ban, no running
	/// probation, and no open case. An undecided allegation is no open case, because any account
	/// can allege. Reads the record alone: an auction asks for each of its bids.
	fn has_clean_record(validator: &T::AccountId) -> bool {
		let now = Self::now();
		let Ok(record) = Self::record_of(validator) else { return false };
		let repetition = T::Windows::get().repetition;
		let is_remembered =
			|conviction: &Conviction| conviction.epoch.saturating_add(repetition) >= now;
		!record.convictions.iter().any(is_remembered)
			&& record.jail.is_none()
			&& !record.banned
			&& record.probation.is_none_or(|probation| probation.until <= now)
			&& record.incriminating == 0
	}

	/// See [`SlashingApi::open_offences`].
	pub fn open_offences(validator: &T::AccountId) -> Vec<OffenceView<T::AccountId>> {
		let offences = Self::validator_record_of(validator).offences;
		let views = offences.into_iter().filter_map(Self::offence_view);
		views.filter(|view| view.offence.stage.is_open()).collect()
	}

	/// See [`SlashingApi::expected_loss`].
	pub fn expected_loss(who: &T::AccountId, validator: &T::AccountId) -> ExpectedLoss {
		let offences = Self::open_offences(validator);
		with_transaction_unchecked(|| {
			let at_risk = T::Stake::at_risk(who, validator);
			let mut left = at_risk;
			let mut record = Self::validator_record_of(validator);
			let offences = offences
				.into_iter()
				.map(|mut view| {
					view.offence.fraction = view.expected_fraction;
					Self::note_conviction(&view.offence, &mut record);
					Self::charge(view.id, &mut view.offence, &mut record);
					let value = T::Stake::at_risk(who, validator);
					let loss = left.saturating_sub(value);
					left = value;
					OffenceLoss { offence: view.id, due: view.offence.due, loss }
				})
				.collect();
			let loss = at_risk.saturating_sub(left);
			TransactionOutcome::Rollback(ExpectedLoss { at_risk, loss, offences })
		})
	}

	/// See [`SlashingApi::history`].
	pub fn history_of(validator: &T::AccountId) -> Vec<Decision<T::AccountId>> {
		History::<T>::get(validator).into_iter().rev().collect()
	}

	/// See [`SlashingApi::decisions`].
	pub fn decisions(most: u32) -> Vec<Decision<T::AccountId>> {
		let next = NextDecision::<T>::get();
		(1..=most.min(RECENT))
			.map(|back| Self::place_of(next.wrapping_sub(back)))
			.map_while(RecentDecisions::<T>::get)
			.collect()
	}

	/// See [`SlashingApi::slashes`].
	pub fn slashes(kind: Option<OffenceKind>) -> Vec<Decision<T::AccountId>> {
		Self::decisions(RECENT)
			.into_iter()
			.filter(|decision| decision.amount > 0)
			.filter(|decision| kind.is_none_or(|kind| decision.kind == kind))
			.collect()
	}

	/// See [`SlashingApi::duties`].
	pub fn duties(member: &T::AccountId) -> Vec<Duty> {
		Panels::<T>::iter()
			.filter_map(|(id, panel)| {
				let seat = panel.into_iter().find(|seat| seat.member == *member)?;
				let offence = Offences::<T>::get(id)?;
				let Stage::Disputed { phase, .. } = offence.stage else { return None };
				let due = Self::due_of(&offence);
				Some(Duty { offence: id, phase, due, ballot: seat.ballot })
			})
			.collect()
	}

	/// See [`SlashingApi::downtime`].
	pub fn downtime_of(validator: &T::AccountId) -> DowntimeView {
		let liveness = Self::window_of(validator);
		DowntimeView {
			blocks: liveness.total(),
			missed: liveness.missed(),
			tolerated: liveness.tolerated(&T::DowntimeRules::get()),
		}
	}
}

impl<T: Config> OffenceRecord<T::AccountId> for Pallet<T> {
	fn is_clean(validator: &T::AccountId) -> bool {
		Self::has_clean_record(validator)
	}
}
