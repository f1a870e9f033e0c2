//! Allegations: what the next report costs, and the members that they bar from panels.
//!
//! Neither reads the offences of a validator. The record of the validator counts its allegations,
//! [`ReportsBy`] those of each reporter, and [`OpenAllegations`] finds those of a kind and time.
//!
//! The only code that writes [`OpenAllegations`] and [`ReportsBy`].

use crate::{assessment::FAULT_SPAN, types::*, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::traits::Get;
use palisade_primitives::{Balance, Basis, Exposure, OffenceId};

/// The amount held of a reporter. Planck.
#[derive(Default)]
pub(crate) struct Security {
	/// The deposit.
	pub(crate) deposit: Balance,
	/// How often it was doubled for its place.
	pub(crate) doublings: u32,
	/// The fees of two panels.
	pub(crate) fees: Balance,
}

impl Security {
	pub(crate) fn sum(&self) -> Balance {
		self.deposit.saturating_add(self.fees)
	}
}

impl<AccountId: Clone> Allegation<AccountId> {
	/// Returns the entry of an offence, or `None` unless it is an undecided allegation.
	pub(crate) fn of(offence: &Offence<AccountId>) -> Option<Self> {
		let is_undecided = offence.basis == Basis::Alleged && offence.stage.is_open();
		is_undecided.then(|| Self {
			validator: offence.validator.clone(),
			reporter: offence.reporter.clone(),
			reported: offence.reported,
		})
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the amount held of `reporter` for its next report of an alleged offence of
	/// `validator`. Each reporter has one place at the base price while there are some.
	pub(crate) fn security(reporter: &T::AccountId, validator: &T::AccountId) -> Security {
		let record = ValidatorRecords::<T>::get(validator).unwrap_or_default();
		let at_a_price = record.alleged_at_a_price;
		let at_base = record.alleged.saturating_sub(at_a_price);
		let has_other = ReportsBy::<T>::contains_key(validator, reporter);
		let doublings = match has_other || at_base >= PLACES_AT_BASE {
			true => at_a_price.saturating_add(1).div_ceil(PLACES_AT_A_PRICE),
			false => 0,
		};
		let amounts = T::BondAmounts::get();
		let factor = 1u128.checked_shl(doublings).unwrap_or(u128::MAX);
		let deposit = amounts.report.saturating_mul(factor);
		Security { deposit, doublings, fees: Self::panel_fees(amounts.fee) }
	}

	/// Returns the amount held of `reporter` for its next report of an alleged offence of
	/// `validator`: the deposit and the fees of two panels. Planck.
	pub fn report_deposit(reporter: &T::AccountId, validator: &T::AccountId) -> Balance {
		Self::security(reporter, validator).sum()
	}

	/// Notes a new allegation. Fails with [`Error::RecordCorrupt`].
	pub(crate) fn note_allegation(
		id: OffenceId,
		offence: &Offence<T::AccountId>,
	) -> Result<(), Error<T>> {
		let Some(allegation) = Allegation::of(offence) else { return Ok(()) };
		if let Some(reporter) = &offence.reporter {
			let key = (&offence.validator, reporter);
			let number = ReportsBy::<T>::get(key.0, key.1);
			let is_stored = || ReportsBy::<T>::contains_key(key.0, key.1);
			let number = Self::decoded(number, is_stored)?.unwrap_or_default();
			ReportsBy::<T>::insert(key.0, key.1, number.saturating_add(1));
		}
		OpenAllegations::<T>::insert((offence.kind, offence.epoch), id, allegation);
		Ok(())
	}

	/// Removes an allegation that was decided from those that bar members.
	pub(crate) fn forget_allegation(id: OffenceId, offence: &Offence<T::AccountId>) {
		if offence.basis == Basis::Alleged {
			OpenAllegations::<T>::remove((offence.kind, offence.epoch), id);
		}
	}

	/// Counts an allegation of a reporter less, once it no longer raises the price of the
	/// reporter's next report.
	pub(crate) fn forget_report(offence: &Offence<T::AccountId>) {
		let Some(reporter) = offence.reporter.as_ref().filter(|_| offence.basis == Basis::Alleged)
		else {
			return;
		};
		let validator = &offence.validator;
		match ReportsBy::<T>::get(validator, reporter) {
			Some(0 | 1) => ReportsBy::<T>::remove(validator, reporter),
			Some(number) => ReportsBy::<T>::insert(validator, reporter, number.saturating_sub(1)),
			None => {
				log::error!(target: LOG_TARGET, "the reports of {reporter:?} cannot be counted");
			},
		}
	}

	/// Returns the candidates that allegations bar from judging an offence: none, if these would be
	/// more than a third of the candidates by number or by stake. Adds the number of storage reads
	/// to `read`. Reads the undecided allegations of the kind and time, and no other.
	pub(crate) fn barred_by_allegations(
		candidates: &[Exposure<T::AccountId>],
		offence: &Offence<T::AccountId>,
		read: &mut u32,
	) -> BTreeSet<T::AccountId> {
		let powers: BTreeMap<_, _> =
			candidates.iter().map(|candidate| (&candidate.validator, candidate.power)).collect();
		let total = powers.values().fold(0, |sum: Balance, power| sum.saturating_add(*power));
		let first = offence.epoch.saturating_sub(FAULT_SPAN);
		let last = offence.epoch.saturating_add(FAULT_SPAN);
		let (mut barred, mut power) = (BTreeSet::new(), 0);
		for epoch in first..=last {
			// The key after the last one of the epoch.
			*read = read.saturating_add(1);
			for allegation in OpenAllegations::<T>::iter_prefix_values((offence.kind, epoch)) {
				// The key and the value.
				*read = read.saturating_add(2);
				let Allegation { validator, reporter, reported } = allegation;
				let bars = validator != offence.validator
					&& reported < offence.reported
					&& reporter != offence.reporter
					&& reporter.as_ref() != Some(&offence.validator);
				let Some(own) = powers.get(&validator).filter(|_| bars) else { continue };
				if barred.insert(validator) {
					power = own.saturating_add(power);
				}
				let is_too_much = barred.len().saturating_mul(3) > candidates.len()
					|| power.saturating_mul(3) > total;
				if is_too_much {
					return BTreeSet::new();
				}
			}
		}
		barred
	}
}
