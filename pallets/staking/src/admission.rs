//! Which delegations and deals a validator accepts.

use crate::{types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex};

impl Validator {
	/// Whether the validator accepts stake, be it delegated, returning or in deals. Fails with the
	/// reason of the refusal.
	pub(crate) fn ensure_takes_stake<T: Config>(&self, now: EpochIndex) -> Result<(), Error<T>> {
		match self.state {
			State::Waiting | State::Active => {},
			State::Offline => return Err(Error::<T>::ValidatorOffline),
			State::Jailed { .. } => return Err(Error::<T>::ValidatorJailed),
			State::Banned => return Err(Error::<T>::ValidatorBanned),
			State::Leaving => return Err(Error::<T>::ValidatorLeaving),
		}
		let is_reported = self.proven.is_some_and(|epoch| Pallet::<T>::is_liable_for(epoch, now));
		ensure!(!is_reported, Error::<T>::ProvenOffencePending);
		Ok(())
	}

	/// Whether the validator accepts new delegations. Fails with the reason of the refusal.
	pub(crate) fn ensure_takes_delegations<T: Config>(
		&self,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		self.ensure_takes_stake::<T>(now)?;
		ensure!(!self.delegation_policy.closed, Error::<T>::ValidatorClosed);
		Ok(())
	}

	/// Whether `value`, the value of a position in a class, reaches the minimum delegation of the
	/// chain and of the validator. Fails with [`Error::BelowMinimumDelegation`].
	pub(crate) fn ensure_large_enough<T: Config>(&self, value: Balance) -> Result<(), Error<T>> {
		let minimum = T::MinimumDelegation::get().max(self.delegation_policy.minimum);
		ensure!(value >= minimum, Error::<T>::BelowMinimumDelegation);
		Ok(())
	}

	/// The first epoch in which a deposit of the running epoch earns.
	pub(crate) fn active_from(&self, now: EpochIndex) -> EpochIndex {
		match self.serves(now) {
			true => now.saturating_add(1),
			false => now,
		}
	}
}
