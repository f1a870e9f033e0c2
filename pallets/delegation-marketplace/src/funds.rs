//! Funds: holds, releases and payments.

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
	/// Holds `amount` of the free balance of `who`. The account must own it and still exist.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		T::Currency::hold(&reason.into(), who, amount)
			.map_err(|_| Error::<T>::InsufficientFunds.into())
	}

	/// Holds `amount` in escrow. The amount must be spendable now, as the deal will require: a lock
	/// by a vote excludes it.
	pub(crate) fn hold_in_escrow(who: &T::AccountId, amount: Balance) -> DispatchResult {
		let spendable =
			T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite);
		ensure!(spendable >= amount, Error::<T>::InsufficientFunds);
		Self::hold(HoldReason::Escrow, who, amount)
	}

	/// Releases held funds, or gives them to the treasury where the release fails: one account must
	/// not keep others from their funds.
	pub(crate) fn release_or_forfeit(reason: HoldReason, who: &T::AccountId, amount: Balance) {
		if Self::release(reason, who, amount).is_err() {
			Self::forfeit(reason, who, amount);
			Self::deposit_event(Event::PaymentFailed { who: who.clone(), amount });
		}
	}

	/// Releases held funds.
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

	/// Pays held funds of `from` to `to`, even where a vote also locks them. Refused where `to`
	/// does not exist and the amount is below the existential deposit.
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

	/// Gives held funds of `who` to the treasury.
	pub(crate) fn forfeit(reason: HoldReason, who: &T::AccountId, amount: Balance) {
		let (credit, _) = <T::Currency as BalancedHold<_>>::slash(&reason.into(), who, amount);
		T::Treasury::on_unbalanced(credit);
	}

	/// Pays free funds. Refused where `to` does not exist and the amount is below the existential
	/// deposit.
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

	/// Pays free funds to the treasury.
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

	/// Releases a record's deposit, less the cleaner's reward, rounded down. Returns the reward. An
	/// owner that cleans up gets no reward.
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
