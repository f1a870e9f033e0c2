//! Reads.

use crate::{assessment::PerbillExt, runtime_api::*, types::*, *};
use alloc::vec::Vec;
use frame_support::{
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::Get,
};
use palisade_primitives::{
	Backing, OffenceId, OffenceKind, OffenceRecord, StakeControl, StakeInspect,
};

impl<T: Config> Pallet<T> {
	/// For [`SlashingApi::offence`].
	pub fn offence_view(id: OffenceId) -> Option<OffenceView<T::AccountId>> {
		let mut offence = Offences::<T>::get(id)?;
		offence.due = Self::due_of(&offence);
		let dossier = Dossiers::<T>::get(&offence.validator).unwrap_or_default();
		Some(OffenceView {
			id,
			expected_fraction: offence
				.most
				.saturating_mul_perbill(Self::assess(&offence, &dossier)),
			evidence: EvidenceOf::<T>::get(id),
			defence: Defences::<T>::get(id),
			panel: Panels::<T>::get(id).unwrap_or_default().into_inner(),
			offence,
		})
	}

	/// For [`SlashingApi::dossier`].
	pub fn dossier_of(validator: &T::AccountId) -> Dossier {
		Dossiers::<T>::get(validator).unwrap_or_default()
	}

	/// Whether a validator has no conviction that is remembered, no probation that lasts, and no offence that is proven or
	/// upheld and waits for what follows. Anybody can allege.
	fn has_clean_record(validator: &T::AccountId) -> bool {
		let now = Self::now();
		let dossier = Self::dossier_of(validator);
		let repetition = T::Windows::get().repetition;
		let is_remembered =
			|conviction: &Conviction| conviction.epoch.saturating_add(repetition) >= now;
		let mut offences = dossier.offences.iter().filter_map(Offences::<T>::get);
		let speaks_against = |offence: Offence<T::AccountId>| match offence.stage {
			Stage::Reported | Stage::Disputed { .. } => offence.backing == Backing::Proof,
			// The conviction is noted when it is carried out.
			Stage::Upheld | Stage::Reduced { .. } => true,
			// What was applied is a conviction.
			Stage::Cancelled | Stage::Applied { .. } | Stage::Dismissed => false,
		};
		!dossier.convictions.iter().any(is_remembered)
			&& dossier.jail.is_none()
			&& dossier.banned.is_none()
			&& dossier.probation.is_none_or(|probation| probation.until <= now)
			&& !offences.any(speaks_against)
	}

	/// For [`SlashingApi::open_offences`].
	pub fn open_offences(validator: &T::AccountId) -> Vec<OffenceView<T::AccountId>> {
		let offences = Self::dossier_of(validator).offences;
		let views = offences.into_iter().filter_map(Self::offence_view);
		views.filter(|view| view.offence.stage.is_open()).collect()
	}

	/// For [`SlashingApi::expected_loss`].
	pub fn expected_loss(who: &T::AccountId, validator: &T::AccountId) -> ExpectedLoss {
		let offences = Self::open_offences(validator);
		with_transaction_unchecked(|| {
			let at_risk = T::Stake::at_risk(who, validator);
			let mut left = at_risk;
			let offences = offences
				.into_iter()
				.map(|view| {
					let epoch = view.offence.epoch;
					let _ = T::Stake::slash(validator, epoch, view.expected_fraction);
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

	/// For [`SlashingApi::history`].
	pub fn history_of(validator: &T::AccountId) -> Vec<Decision<T::AccountId>> {
		History::<T>::get(validator).into_iter().rev().collect()
	}

	/// For [`SlashingApi::decisions`].
	pub fn decisions(most: u32) -> Vec<Decision<T::AccountId>> {
		let next = NextDecision::<T>::get();
		(1..=most.min(RECENT))
			.map(|back| Self::place_of(next.wrapping_sub(back)))
			.map_while(Recent::<T>::get)
			.collect()
	}

	/// For [`SlashingApi::slashes`].
	pub fn slashes(kind: Option<OffenceKind>) -> Vec<Decision<T::AccountId>> {
		Self::decisions(RECENT)
			.into_iter()
			.filter(|decision| decision.amount > 0)
			.filter(|decision| kind.is_none_or(|kind| decision.kind == kind))
			.collect()
	}

	/// For [`SlashingApi::duties`].
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

	/// For [`SlashingApi::downtime`].
	pub fn downtime_of(validator: &T::AccountId) -> DowntimeView {
		let tally = Tallies::<T>::get(validator).unwrap_or_default();
		DowntimeView {
			blocks: tally.total(),
			missed: tally.missed(),
			tolerated: tally.tolerated(&T::DowntimeRules::get()),
		}
	}
}

impl<T: Config> OffenceRecord<T::AccountId> for Pallet<T> {
	fn is_clean(validator: &T::AccountId) -> bool {
		Self::has_clean_record(validator)
	}
}
