//! Cases: the offences of which a validator is accused, and the slashes so far. Both are kept as
//! long as their epoch can be slashed.
//!
//! The only code that writes [`Liabilities`]. Another pallet judges; it acts through
//! `SlashControl`.

use crate::{ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, BoundedVec};
use palisade_primitives::{Balance, Basis, EpochIndex};

impl OpenCases {
	/// The number of cases on a basis, mutable.
	fn number_mut(&mut self, basis: Basis) -> &mut u32 {
		match basis {
			Basis::Proven => &mut self.proven,
			Basis::Alleged => &mut self.alleged,
		}
	}
}

impl Liability {
	/// The cumulative slashes for `epoch`. Planck.
	pub(crate) fn slashed(&self, epoch: EpochIndex) -> Balance {
		let mut slashes = self.slashes.iter();
		slashes.find(|slashed| slashed.epoch == epoch).map_or(0, |slashed| slashed.amount)
	}

	/// Adds `amount` to the cumulative slashes for `epoch`. Fails with [`Error::TooManyCases`].
	pub(crate) fn add_slash<T: Config>(
		&mut self,
		epoch: EpochIndex,
		amount: Balance,
	) -> Result<(), Error<T>> {
		match self.slashes.iter_mut().find(|slashed| slashed.epoch == epoch) {
			Some(slashed) => slashed.amount = slashed.amount.saturating_add(amount),
			None => self
				.slashes
				.try_push(SlashedEpoch { epoch, amount })
				.map_err(|_| Error::<T>::TooManyCases)?,
		}
		Ok(())
	}

	/// Counts another case of `epoch`. Fails with [`Error::TooManyCases`].
	fn add_case<T: Config>(&mut self, epoch: EpochIndex, basis: Basis) -> Result<(), Error<T>> {
		let open = &mut self.cases;
		let index = match open.iter().position(|cases| cases.epoch >= epoch) {
			Some(index) if open.get(index).is_some_and(|at| at.epoch == epoch) => index,
			found => {
				let index = found.unwrap_or(open.len());
				let new = OpenCases { epoch, proven: 0, alleged: 0 };
				open.try_insert(index, new).map_err(|_| Error::<T>::TooManyCases)?;
				index
			},
		};
		let cases = open.get_mut(index).ok_or(Error::<T>::UnknownCase)?;
		let number = cases.number_mut(basis);
		*number = number.checked_add(1).ok_or(Error::<T>::TooManyCases)?;
		Ok(())
	}

	/// Counts a case of `epoch` less. Fails with [`Error::UnknownCase`].
	fn remove_case<T: Config>(&mut self, epoch: EpochIndex, basis: Basis) -> Result<(), Error<T>> {
		let cases = self
			.cases
			.iter_mut()
			.find(|cases| cases.epoch == epoch)
			.ok_or(Error::<T>::UnknownCase)?;
		let number = cases.number_mut(basis);
		*number = number.checked_sub(1).ok_or(Error::<T>::UnknownCase)?;
		self.cases.retain(|cases| cases.proven > 0 || cases.alleged > 0);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// The open cases and slashes of a validator, without epochs that can no longer be slashed.
	/// Fails with [`Error::Undecodable`] on a record that cannot be decoded, instead of treating it
	/// as empty.
	pub(crate) fn liability(
		validator: &T::AccountId,
		now: EpochIndex,
	) -> Result<Liability, Error<T>> {
		let Some(mut liability) = Liabilities::<T>::get(validator) else {
			ensure!(!Liabilities::<T>::contains_key(validator), Error::<T>::Undecodable);
			return Ok(Liability::default());
		};
		let first = Self::first_liable(now);
		liability.slashes.retain(|slashed| slashed.epoch >= first);
		liability.cases.retain(|cases| cases.epoch >= first);
		Ok(liability)
	}

	pub(crate) fn do_open_case(
		validator: &T::AccountId,
		epoch: EpochIndex,
		basis: Basis,
	) -> Result<(), Error<T>> {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		ensure!(Self::is_reportable(epoch, now), Error::<T>::EpochNotReportable);
		let mut liability = Self::liability(validator, now)?;
		liability.add_case::<T>(epoch, basis)?;
		ledger.store_liability(liability);
		ledger.save();
		Self::deposit_event(Event::CaseOpened {
			validator: validator.clone(),
			epoch,
			proven: basis == Basis::Proven,
		});
		Ok(())
	}

	pub(crate) fn do_close_case(
		validator: &T::AccountId,
		epoch: EpochIndex,
		basis: Basis,
	) -> Result<(), Error<T>> {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		if !Self::is_liable_for(epoch, now) {
			// The case has expired: it holds no exits.
			return Ok(());
		}
		let mut liability = Self::liability(validator, now)?;
		liability.remove_case::<T>(epoch, basis)?;
		ledger.store_liability(liability);
		ledger.save();
		Self::deposit_event(Event::CaseClosed {
			validator: validator.clone(),
			epoch,
			proven: basis == Basis::Proven,
		});
		Ok(())
	}

	/// The earliest epoch whose exits an open case of the validator holds. All later exits are
	/// held too.
	pub(crate) fn held_from(record: &Validator, now: EpochIndex) -> Option<EpochIndex> {
		if !Self::has_liable_case(record, now) {
			return None;
		}
		let first = Self::first_liable(now);
		let oldest = record.cases.iter().find(|offence| **offence >= first)?;
		let kept = Self::first_not_passed(Self::liable_epochs(), now);
		Some(Self::first_liable_exits(*oldest).max(kept))
	}
}

/// Whether an open case holds exits of `epoch`, given [`Pallet::held_from`].
pub(crate) fn is_held(held_from: Option<EpochIndex>, epoch: EpochIndex) -> bool {
	held_from.is_some_and(|from| from <= epoch)
}

impl<T: Config> ValidatorLedger<T> {
	/// Stores `liability` and copies the epochs of its cases to the validator's record.
	pub(crate) fn store_liability(&mut self, liability: Liability) {
		let epochs = liability.cases.iter().map(|cases| cases.epoch);
		// Both lists have the same bound.
		self.cases = BoundedVec::truncate_from(epochs.collect());
		let mut latest = liability.cases.iter().rev();
		self.proven = latest.find(|cases| cases.proven > 0).map(|cases| cases.epoch);
		if liability == Liability::default() {
			Liabilities::<T>::remove(&self.account);
		} else {
			Liabilities::<T>::insert(&self.account, liability);
		}
	}

	/// Removes the open cases and slashes of a validator that is removed.
	pub(crate) fn forget_liability(&self) {
		Liabilities::<T>::remove(&self.account);
	}
}
