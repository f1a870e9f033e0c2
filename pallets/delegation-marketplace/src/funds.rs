//! Money: held, freed, paid.

use crate::*;
use frame_support::{
	ensure,
	traits::{
		fungible::{Balanced, BalancedHold, Inspect, Mutate, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get, OnUnbalanced,
	},
};
use palisade_primitives::Balance;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Holds funds of somebody who must own them, and still exist besides.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::hold(&reason.into(), who, amount)
			.map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	/// Holds funds that could be spent now, as they will have to be: not what is locked by a vote.
	pub(crate) fn hold_in_escrow(who: &T::AccountId, amount: Balance) -> DispatchResult {
		let spendable =
			T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite);
		ensure!(spendable >= amount, Error::<T>::InsufficientFunds);
		Self::hold(HoldReason::Escrow, who, amount)
	}

	/// Frees funds that are held, or gives them to the treasury where that is impossible: one account must not keep
	/// the others from theirs.
	pub(crate) fn release_or_forfeit(reason: HoldReason, who: &T::AccountId, amount: Balance) {
		if Self::release(reason, who, amount).is_err() {
			Self::forfeit(reason, who, amount);
			Self::deposit_event(Event::PaymentFailed { who: who.clone(), amount });
		}
	}

	/// Frees funds that are held.
	pub(crate) fn release(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::release(&reason.into(), who, amount, Precision::Exact).map(|_| ())
	}

	/// Pays out of what is held of `from`, even where it is locked besides by a vote. Refused where `to` would not exist
	/// with so little.
	pub(crate) fn pay_held(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)
		.map(|_| ())
	}

	/// Gives what is held of somebody to the treasury.
	pub(crate) fn forfeit(reason: HoldReason, who: &T::AccountId, amount: Balance) {
		let (credit, _) = <T::Currency as BalancedHold<_>>::slash(&reason.into(), who, amount);
		T::Treasury::on_unbalanced(credit);
	}

	/// Pays out of free funds. What is too little for `to` to exist is refused.
	pub(crate) fn pay(
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> Result<(), DispatchError> {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::transfer(from, to, amount, Preservation::Preserve).map(|_| ())
	}

	/// Gives free funds to the treasury.
	pub(crate) fn pay_treasury(from: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let credit = T::Currency::withdraw(
			from,
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)
		.map_err(|_| Error::<T>::InsufficientFunds)?;
		T::Treasury::on_unbalanced(credit);
		Ok(())
	}

	/// Frees the deposit of what is cleaned, but for the part of whoever did it. Returns that part.
	pub(crate) fn reward_cleaner(
		owner: &T::AccountId,
		cleaner: &T::AccountId,
		deposit: Balance,
	) -> Result<Balance, DispatchError> {
		let reward = match owner == cleaner {
			true => 0,
			false => T::Deposits::get().cleaner.mul_floor(deposit),
		};
		Self::pay_held(HoldReason::Deposit, owner, cleaner, reward)?;
		Self::release(HoldReason::Deposit, owner, deposit.saturating_sub(reward))?;
		Ok(reward)
	}
}
