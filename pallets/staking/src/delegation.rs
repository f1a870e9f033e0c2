//! Delegating to a validator, and changing the class of stake.

use crate::{holder::Holder, ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

impl<T: Config> ValidatorLedger<T> {
	/// Delegates `amount`, which is in the pot or will be transferred by the caller. The caller
	/// stores all records.
	pub(crate) fn deposit_delegation(
		&mut self,
		holder: &mut Holder<T>,
		class: RewardClass,
		amount: Balance,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		self.ensure_takes_delegations::<T>(now)?;
		let delegation = holder.delegation_or_new(self)?;
		let mut position = delegation.open::<T>()?;
		// With no deferral to the epoch's end, deposits of the past need no settlement, unless
		// their value matters or their generation of the class was closed.
		let value = self.value_in(&position, class).saturating_add(amount);
		let is_large_enough = self.ensure_large_enough::<T>(value).is_ok();
		let is_closed = self.closed_in(class).is_some_and(|closed| {
			let mut pending = position.pending.iter();
			pending.any(|deposit| deposit.kind.class == class && deposit.epoch < closed)
		});
		if self.serves(now) || !is_large_enough || is_closed {
			self.settle(&mut position)?;
		} else {
			self.settle_rewards(&mut position)?;
		}
		let value = self.value_in(&position, class).saturating_add(amount);
		self.ensure_large_enough::<T>(value)?;
		self.deposit(&mut position, DepositKind::fresh(class), amount, now)?;
		delegation.set_position(&position);
		Ok(())
	}

	/// Moves stake of a settled position into the other class. Returns its value in planck. The
	/// minimum delegation does not apply to self-stake.
	fn change_class(
		&mut self,
		position: &mut Position,
		to: RewardClass,
		amount: Amount,
		is_own: bool,
		now: EpochIndex,
	) -> Result<Balance, Error<T>> {
		let from = match to {
			RewardClass::Compounding => RewardClass::Liquid,
			RewardClass::Liquid => RewardClass::Compounding,
		};
		self.ensure_current::<T>(position, from)?;
		let shares = self.take_amount(position, from, amount)?;
		let redeemed = self.class_mut(from).redeem(shares)?;
		self.dust = self.dust.saturating_add(redeemed.dust);
		let amount = redeemed.assets;
		if !is_own {
			let value = self.value_in(position, to).saturating_add(amount);
			self.ensure_large_enough::<T>(value)?;
		}
		self.ensure_reopened::<T>(to, now)?;
		let bought = self.class_mut(to).deposit(amount)?;
		self.give(position, to, bought)?;
		Ok(amount)
	}
}

impl<T: Config> Pallet<T> {
	/// Delegates, and leaves the reserve for fees. Returns whether the deposit waits for the end of
	/// the epoch.
	pub(crate) fn do_delegate(
		who: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		class: RewardClass,
		min_shares_out: u128,
	) -> Result<bool, Error<T>> {
		let collect = || Self::collect(who, amount);
		Self::delegate_collected(who, validator, amount, class, min_shares_out, collect)
	}

	/// Delegates all that can be staked, less the reserve for fees where it is kept. Returns whether
	/// the deposit waits for the end of the epoch.
	pub(crate) fn do_delegate_all(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		min_shares_out: u128,
		keep_reserve: bool,
	) -> Result<bool, Error<T>> {
		let kept = if keep_reserve { T::FeeReserve::get() } else { 0 };
		let amount = Self::stakeable(who).saturating_sub(kept);
		ensure!(amount > 0, Error::<T>::InsufficientFunds);
		let collect = || Self::collect_to_the_last(who, amount);
		Self::delegate_collected(who, validator, amount, class, min_shares_out, collect)
	}

	/// Delegates `amount`, which `collect` transfers to the pot. Returns whether the deposit waits
	/// for the end of the epoch.
	pub(crate) fn delegate_collected(
		who: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		class: RewardClass,
		min_shares_out: u128,
		collect: impl FnOnce() -> Result<(), Error<T>>,
	) -> Result<bool, Error<T>> {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(who != validator, Error::<T>::CannotDelegateToSelf);
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		let shares = ledger.class(class).shares_for(amount)?;
		ensure!(shares.0 >= min_shares_out, Error::<T>::SlippageExceeded);
		let mut holder = Holder::<T>::load(who)?;
		ledger.deposit_delegation(&mut holder, class, amount, now)?;
		collect()?;

		holder.save_with(&mut ledger)?;
		let waits = ledger.serves(now);
		let active = ledger.active_from(now);
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::Delegated {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount,
			active,
		});
		Ok(waits)
	}

	pub(crate) fn do_change_class(
		who: &T::AccountId,
		validator: &T::AccountId,
		to: RewardClass,
		amount: Amount,
	) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		let is_own = who == validator;
		let mut holder = Holder::<T>::load(who)?;
		let amount = holder.with_position(&mut ledger, |ledger, position| {
			ledger.change_class(position, to, amount, is_own, now)
		})?;
		if !is_own {
			holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?.count_departure();
			holder.save_with(&mut ledger)?;
		}
		ledger.save();
		Self::deposit_event(Event::ClassChanged {
			delegator: who.clone(),
			validator: validator.clone(),
			to,
			amount,
		});
		Ok(())
	}
}
