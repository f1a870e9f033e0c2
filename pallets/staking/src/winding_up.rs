//! Winding up: the stake of holders that do not return leaves a validator that has left or is banned.
//!
//! Such a validator could never be removed: its holders need not act, and its deposit would stay.
//! Any signed origin may therefore push a holder's stake into the holder's own exits, and
//! [`withdraw_for`](crate::Call::withdraw_for) pays them after the bonding period. The stake stays
//! as liable as after an exit of the holder itself.
//!
//! A validator that is banned when it is removed stays banned, whatever a gate says: a gate may refuse
//! the account for a time only. The only code that writes [`BannedAccounts`].

use crate::{holder::Holder, ledger::ValidatorLedger, types::*, undelegation::Exit, *};
use alloc::vec::Vec;
use frame_support::{ensure, storage::with_storage_layer};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

/// What a holder is pushed out of.
#[derive(Default)]
struct PushedOut {
	/// The value of the exits. Planck.
	amount: Balance,
	/// The rewards to pay. Planck.
	rewards: Balance,
	/// Whether there were shares or rewards. A slash can have left shares without any value, which
	/// would otherwise keep the validator from being removed.
	is_some: bool,
}

impl<T: Config> ValidatorLedger<T> {
	/// Whether the validator is leaving or banned, and in neither the running nor the next set.
	pub(crate) fn is_gone(&self, now: EpochIndex) -> bool {
		matches!(self.state, State::Leaving | State::Banned)
			&& !self.serves(now)
			&& !NextSet::<T>::get().iter().any(|elected| elected.validator == self.account)
	}

	/// Moves all self-stake into exits, and takes the rewards and the commission.
	fn push_out_own(&mut self, now: EpochIndex) -> Result<PushedOut, Error<T>> {
		let mut pushed = PushedOut::default();
		self.with_own(|_, _| Ok(()))?;
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let shares = self.own.held(class).shares;
			if !shares.is_zero() {
				let amount = self.own_exit(class, shares, now)?;
				pushed.amount = pushed.amount.saturating_add(amount);
				pushed.is_some = true;
			}
		}
		let rewards = self.with_own(|ledger, own| match own.unclaimed {
			0 => Ok(0),
			_ => ledger.take_rewards(own),
		})?;
		let commission = core::mem::take(&mut self.commission_due);
		pushed.rewards = rewards.saturating_add(commission);
		pushed.is_some |= pushed.rewards > 0;
		Ok(pushed)
	}

	/// Moves all stake of a delegator into exits, and takes the rewards.
	fn push_out_delegator(
		&mut self,
		who: &T::AccountId,
		now: EpochIndex,
	) -> Result<PushedOut, Error<T>> {
		let mut holder = Holder::<T>::load(who)?;
		let (exits, rewards) = holder.with_position(self, |ledger, position| {
			let mut exits = Vec::new();
			for class in [RewardClass::Compounding, RewardClass::Liquid] {
				// Deposits that waited for a closed class to be cleared follow its exit.
				while !position.held(class).shares.is_zero() {
					exits.push((class, ledger.take_out(position, class, Amount::All, now)?));
					ledger.settle(position)?;
				}
			}
			let rewards = match position.unclaimed {
				0 => 0,
				_ => ledger.take_rewards(position)?,
			};
			Ok((exits, rewards))
		})?;
		let delegation = holder.delegation(&self.account).ok_or(Error::<T>::NotDelegator)?;
		let is_some = rewards > 0 || !exits.is_empty();
		let mut pushed = PushedOut { amount: 0, rewards, is_some };
		delegation.count_departure();
		for (class, Exit { epoch, shares, value }) in exits {
			let chunk = ExitChunk { epoch, class, shares, deal: None, destination: None };
			if !shares.is_zero() {
				// The other places are for the exits of deals, which must not fail.
				Pallet::<T>::add_exit(who, delegation, chunk, MAX_CLOSED_EXITS)?;
			}
			pushed.amount = pushed.amount.saturating_add(value);
		}
		holder.save_with(self)?;
		Ok(pushed)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_push_out(who: &T::AccountId, validator: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		ensure!(ledger.is_gone(now), Error::<T>::ValidatorNotGone);
		let PushedOut { amount, rewards, is_some } = match who == validator {
			true => ledger.push_out_own(now)?,
			false => ledger.push_out_delegator(who, now)?,
		};
		ensure!(is_some, Error::<T>::InsufficientStake);
		ledger.save();
		Self::pay_pushed_out(who, rewards)?;
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::PushedOut {
			delegator: who.clone(),
			validator: validator.clone(),
			amount,
			rewards,
			epoch: now,
		});
		Ok(())
	}

	/// Pays rewards to the reward account of `who`, or to `who`, whose record keeps its account.
	fn pay_pushed_out(who: &T::AccountId, rewards: Balance) -> Result<(), DispatchError> {
		if rewards == 0 {
			return Ok(());
		}
		let to = Self::reward_account_of(who);
		with_storage_layer(|| Self::pay(&to, rewards)).or_else(|_| Self::pay(who, rewards))
	}

	/// Remembers the ban of a validator that is removed.
	pub(crate) fn remember_ban(who: &T::AccountId) {
		BannedAccounts::<T>::insert(who, ());
	}

	/// Fails with [`Error::ValidatorBanned`] if `who` was banned when it was removed.
	pub(crate) fn ensure_not_banned(who: &T::AccountId) -> Result<(), Error<T>> {
		ensure!(!BannedAccounts::<T>::contains_key(who), Error::<T>::ValidatorBanned);
		Ok(())
	}

	/// Lifts the ban of an account that was removed. Returns whether there was one.
	pub(crate) fn lift_ban(who: &T::AccountId) -> bool {
		let was_banned = BannedAccounts::<T>::take(who).is_some();
		if was_banned {
			let (from, to) = (State::Banned, State::Offline);
			Self::deposit_event(Event::StateChanged { validator: who.clone(), from, to });
		}
		was_banned
	}
}
