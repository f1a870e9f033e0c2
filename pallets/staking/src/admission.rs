//! Which accounts may validate, and which delegations and deals a validator accepts.

use crate::{ledger::ValidatorLedger, types::*, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{
		fungible::Inspect,
		tokens::{Fortitude, Preservation},
		Contains, Get,
	},
};
use palisade_primitives::{Balance, EpochIndex, ValidatorGate};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Fails with [`Error::NoSessionKeys`] if `who` has none.
	pub(crate) fn ensure_session_keys(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(T::SessionKeys::contains(who), Error::<T>::NoSessionKeys);
		Ok(())
	}

	/// Whether `who` may validate. Fails with the first reason of the refusal.
	pub(crate) fn ensure_admitted(who: &T::AccountId) -> DispatchResult {
		Self::ensure_session_keys(who)?;
		T::ValidatorGate::admit(who)
	}

	/// Everything that keeps `who` from validating now, each as the error with which a registration
	/// or [`go_online`](crate::Call::go_online) would fail. Empty for an account that validates or
	/// may do so.
	///
	/// An account that is not registered needs the funds for the deposit and the least self-stake.
	pub fn admission(who: &T::AccountId) -> Vec<DispatchError> {
		let of_the_record = match ValidatorLedger::<T>::find(who) {
			Some(ledger) => [ledger.ensure_not_confined(), ledger.ensure_self_stake()],
			None => [Self::ensure_not_banned(who), Self::ensure_funds_to_register(who)],
		};
		of_the_record
			.into_iter()
			.chain([Self::ensure_session_keys(who)])
			.filter_map(|condition| Some(condition.err()?.into()))
			.chain(T::ValidatorGate::refusals(who))
			.collect()
	}

	/// Whether the balance of `who` covers the deposit, the least self-stake and the reserve for
	/// fees.
	///
	/// Locked funds, such as those of votes, may be held for the deposit and may not be staked.
	fn ensure_funds_to_register(who: &T::AccountId) -> Result<(), Error<T>> {
		let least = T::MinimumSelfStake::get().max(1);
		let staked = least.saturating_add(T::FeeReserve::get());
		let needed = T::RegistrationDeposit::get().saturating_add(staked);
		let free = |force| T::Currency::reducible_balance(who, Preservation::Preserve, force);
		let is_enough = free(Fortitude::Force) >= needed && free(Fortitude::Polite) >= staked;
		ensure!(is_enough, Error::<T>::InsufficientFunds);
		Ok(())
	}
}

impl<T: Config> ValidatorLedger<T> {
	/// Fails if the validator is banned, or its jail term is not over.
	fn ensure_not_confined(&self) -> Result<(), Error<T>> {
		match self.state {
			State::Jailed { until } if Pallet::<T>::now() < until => {
				Err(Error::<T>::ValidatorJailed)
			},
			State::Banned => Err(Error::<T>::ValidatorBanned),
			_ => Ok(()),
		}
	}

	/// Whether the self-stake reaches the newest minimum, be it in force or not. Fails with
	/// [`Error::SelfStakeTooSmall`].
	pub(crate) fn ensure_self_stake(&self) -> Result<(), Error<T>> {
		ensure!(self.self_stake() >= T::MinimumSelfStake::get(), Error::<T>::SelfStakeTooSmall);
		Ok(())
	}
}

impl Validator {
	/// Whether the validator accepts stake, be it delegated, returning or in deals. Fails with the
	/// reason of the refusal.
	pub(crate) fn ensure_takes_stake<T: Config>(&self, now: EpochIndex) -> Result<(), Error<T>> {
		match self.state {
			State::Waiting | State::Active => {},
			State::Offline | State::BelowMinimum => return Err(Error::<T>::ValidatorOffline),
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
