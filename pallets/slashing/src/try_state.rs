//! The invariants of the pallet.

use crate::{types::*, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use palisade_primitives::{Balance, Basis, OffenceId};

impl<T: Config> Pallet<T> {
	/// Checks that storage decodes and is consistent.
	pub(crate) fn check_state() -> Result<(), &'static str> {
		Self::check_offences()?;
		Self::check_deposits()?;
		Self::check_dossiers()?;
		Self::check_allegations()?;
		Self::check_lists()
	}

	fn check_offences() -> Result<(), &'static str> {
		let mut scheduled = BTreeMap::new();
		for ((basis, due), id, ()) in Schedule::<T>::iter() {
			ensure!(scheduled.insert(id, (basis, due)).is_none(), "an offence is due twice");
			let next = NextDue::<T>::get(basis);
			ensure!(
				next.is_some_and(|next| due >= next),
				"an offence that is due would be passed over"
			);
		}
		let mut offences = BTreeSet::new();
		for id in Offences::<T>::iter_keys() {
			let offence = Offences::<T>::get(id).ok_or("an offence cannot be decoded")?;
			offences.insert(id);
			let due = (offence.basis, offence.due);
			ensure!(scheduled.get(&id) == Some(&due), "an offence is not due when it says");
			Self::check_offence(id, &offence)?;
		}
		ensure!(scheduled.len() == offences.len(), "an unknown offence is scheduled");
		Self::check_files(&offences)
	}

	/// Checks an offence by itself, and with its record and its panel.
	fn check_offence(id: OffenceId, offence: &Offence<T::AccountId>) -> Result<(), &'static str> {
		let number =
			intake::offence_id(&offence.validator, offence.epoch, offence.kind, offence.evidence);
		ensure!(number == id, "an offence has another number than it should");
		let record =
			ValidatorRecords::<T>::get(&offence.validator).ok_or("an offence has no record")?;
		ensure!(record.offences.contains(&id), "an offence is not in the record");
		let has_panel = Panels::<T>::contains_key(id);
		let is_right = match offence.stage {
			Stage::Disputed { phase: Phase::Committing | Phase::Revealing, .. } => has_panel,
			// The panel is kept until the decision is executed, which pays its members.
			Stage::Upheld | Stage::Reduced { .. } | Stage::Cancelled => true,
			_ => !has_panel,
		};
		ensure!(is_right, "a panel at the wrong time");
		let is_guilty = matches!(offence.stage, Stage::Applied { .. });
		ensure!(
			is_guilty || (offence.slashed == 0 && offence.fraction.is_zero()),
			"an offence was slashed without a conviction"
		);
		ensure!(
			offence.stage.is_open()
				|| (offence.deposit == 0
					&& offence.bond.unwrap_or_default() == 0
					&& offence.reporter_fees == 0
					&& offence.accused_fees == 0),
			"a deposit is held for an offence that is decided"
		);
		ensure!(offence.since <= Self::now(), "a window has begun in the future");
		if offence.stage.is_open() {
			ensure!(
				offence.due <= Self::decision_deadline(offence.epoch),
				"an offence is decided too late"
			);
		}
		ensure!(offence.rewarded <= offence.slashed, "a reporter got more than was slashed");
		Ok(())
	}

	/// Evidence, defences and panels belong to offences.
	fn check_files(offences: &BTreeSet<OffenceId>) -> Result<(), &'static str> {
		for id in EvidenceOf::<T>::iter_keys() {
			ensure!(offences.contains(&id), "evidence without an offence");
			ensure!(EvidenceOf::<T>::get(id).is_some(), "evidence cannot be decoded");
		}
		for id in AddedEvidenceOf::<T>::iter_keys() {
			ensure!(offences.contains(&id), "added evidence without an offence");
			ensure!(AddedEvidenceOf::<T>::get(id).is_some(), "added evidence cannot be decoded");
		}
		for id in Defences::<T>::iter_keys() {
			ensure!(offences.contains(&id), "a defence without an offence");
			ensure!(Defences::<T>::get(id).is_some(), "a defence cannot be decoded");
		}
		for id in Panels::<T>::iter_keys() {
			let panel = Panels::<T>::get(id).ok_or("a panel cannot be decoded")?;
			ensure!(offences.contains(&id), "a panel without an offence");
			let members: BTreeSet<_> = panel.iter().map(|seat| &seat.member).collect();
			ensure!(members.len() == panel.len(), "a member has two seats");
			ensure!(count(panel.len()) >= panel::LEAST_MEMBERS, "a panel is too small");
			ensure!(panel.len() % 2 == 1, "a panel has an even number of seats");
		}
		Ok(())
	}

	/// The balances on hold match the deposits and bonds of the offences.
	fn check_deposits() -> Result<(), &'static str> {
		let mut held: BTreeMap<T::AccountId, (Balance, Balance)> = BTreeMap::new();
		for offence in Offences::<T>::iter_values() {
			if let Some(reporter) = offence.reporter.clone() {
				let of_reporter = &mut held.entry(reporter).or_default().0;
				*of_reporter = of_reporter
					.saturating_add(offence.deposit)
					.saturating_add(offence.reporter_fees);
			}
			let of_accused = &mut held.entry(offence.validator.clone()).or_default().1;
			*of_accused = of_accused
				.saturating_add(offence.bond.unwrap_or_default())
				.saturating_add(offence.accused_fees);
		}
		for (who, (deposits, bonds)) in held {
			let is_held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(is_held(HoldReason::Report) == deposits, "a report's deposit is not held");
			ensure!(is_held(HoldReason::Dispute) == bonds, "a dispute's bond is not held");
		}
		Ok(())
	}

	fn check_dossiers() -> Result<(), &'static str> {
		for validator in ValidatorRecords::<T>::iter_keys() {
			let record =
				ValidatorRecords::<T>::get(&validator).ok_or("a record cannot be decoded")?;
			ensure!(record != ValidatorRecord::default(), "a record is empty");
			let (mut alleged, mut open, mut at_a_price) = (0u32, 0u32, 0u32);
			let (mut proven_open, mut incriminating) = (0u32, 0u32);
			for id in &record.offences {
				let offence = Offences::<T>::get(id).ok_or("a record names an unknown offence")?;
				ensure!(offence.validator == validator, "an offence is in another's record");
				let is_decided = matches!(offence.stage, Stage::Applied { .. } | Stage::Dismissed);
				if offence.basis == Basis::Alleged {
					alleged = alleged.saturating_add(1);
					at_a_price = at_a_price.saturating_add(u32::from(offence.doublings > 0));
					open = open.saturating_add(u32::from(!is_decided));
				} else {
					proven_open = proven_open.saturating_add(u32::from(!is_decided));
				}
				let speaks_against = match offence.stage {
					Stage::Reported | Stage::Disputed { .. } => offence.basis == Basis::Proven,
					Stage::Upheld | Stage::Reduced { .. } => true,
					Stage::Cancelled | Stage::Applied { .. } | Stage::Dismissed => false,
				};
				incriminating = incriminating.saturating_add(u32::from(speaks_against));
			}
			let counted = (record.alleged, record.alleged_open);
			ensure!((alleged, open) == counted, "allegations are not counted");
			ensure!(
				at_a_price == record.alleged_at_a_price,
				"allegations at a price are not counted"
			);
			ensure!(proven_open == record.proven_open, "open proofs are not counted");
			ensure!(
				incriminating == record.incriminating,
				"offences that speak against a validator are not counted"
			);
			let sorted = record.convictions.windows(2);
			ensure!(
				sorted.into_iter().all(|pair| match pair {
					[one, other] => one.epoch <= other.epoch,
					_ => true,
				}),
				"convictions are not sorted"
			);
			let noted: BTreeSet<_> =
				record.convictions.iter().map(|noted| (noted.kind, noted.epoch)).collect();
			ensure!(noted.len() == record.convictions.len(), "a conviction is noted twice");
			ensure!(record.jail.is_none() || !record.banned, "a validator is jailed and banned");
			ensure!(
				record.jail.is_none_or(|jail| jail.reasons > 0),
				"a validator is jailed for no offence"
			);
		}
		Ok(())
	}

	/// Checks that allegations are noted, and counted for their reporters.
	fn check_allegations() -> Result<(), &'static str> {
		let mut counted = BTreeMap::<(T::AccountId, T::AccountId), u32>::new();
		for (id, offence) in Offences::<T>::iter() {
			let noted = OpenAllegations::<T>::get((offence.kind, offence.epoch), id);
			ensure!(noted == Allegation::of(&offence), "an undecided allegation is not noted");
			let is_final = matches!(offence.stage, Stage::Applied { .. } | Stage::Dismissed);
			let raises_price = offence.basis == Basis::Alleged && (!is_final || offence.withdrawn);
			if let Some(reporter) = offence.reporter.filter(|_| raises_price) {
				let number = counted.entry((offence.validator, reporter)).or_default();
				*number = number.saturating_add(1);
			}
		}
		for (_, id) in OpenAllegations::<T>::iter_keys() {
			ensure!(Offences::<T>::contains_key(id), "an allegation without an offence");
		}
		for (validator, reporter) in ReportsBy::<T>::iter_keys() {
			let number = ReportsBy::<T>::get(&validator, &reporter);
			let number = number.ok_or("a number of reports cannot be decoded")?;
			let is_right = counted.remove(&(validator, reporter)) == Some(number);
			ensure!(is_right, "the reports of an account are not counted");
		}
		ensure!(counted.is_empty(), "the reports of an account are not counted");
		Ok(())
	}

	fn check_lists() -> Result<(), &'static str> {
		for epoch in Equivocations::<T>::iter_keys() {
			let noted = Equivocations::<T>::get(epoch).ok_or("equivocations cannot be decoded")?;
			let validators: BTreeSet<_> = noted.iter().map(|other| &other.validator).collect();
			ensure!(validators.len() == noted.len(), "an equivocation is noted twice");
			for other in &noted {
				let offence =
					Offences::<T>::get(other.offence).ok_or("an equivocation is forgotten")?;
				let is_guilty = matches!(offence.stage, Stage::Applied { .. });
				ensure!(is_guilty, "an equivocation counts that was not applied");
			}
		}
		ensure!(
			count(RecentDecisions::<T>::iter().count()) <= RECENT,
			"too many decisions are kept"
		);
		if let Some((epoch, members)) = UncountedBlocks::<T>::get() {
			ensure!(epoch < Self::now(), "blocks of an epoch that has not ended are to be counted");
			ensure!(!members.is_empty(), "no blocks are to be counted");
			let validators: BTreeSet<_> = members.iter().map(|it| &it.validator).collect();
			ensure!(validators.len() == members.len(), "blocks are to be counted twice");
		}
		for validator in LivenessWindows::<T>::iter_keys() {
			ensure!(
				LivenessWindows::<T>::get(&validator).is_some(),
				"a liveness cannot be decoded"
			);
		}
		Ok(())
	}
}
