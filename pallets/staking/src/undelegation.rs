//! Undelegating: exits, their cancellation and their withdrawal.

use crate::{
	cases::is_held,
	exits::{Departure, TakenExit},
	holder::Holder,
	ledger::ValidatorLedger,
	position::Held,
	types::*,
	*,
};
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::Shares;
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

/// An exit that was made.
pub(crate) struct Exit {
	/// The epoch with which the stake leaves.
	pub(crate) epoch: EpochIndex,
	/// Its shares of the exits of that epoch.
	pub(crate) shares: Shares,
	/// Its current value. Planck.
	pub(crate) value: Balance,
}

/// The exits of a delegator from one validator, divided by a withdrawal.
struct Withdrawal<T: Config> {
	/// The amount to pay. Planck.
	amount: Balance,
	/// The number of exits withdrawn.
	taken: u32,
	/// The remaining exits.
	left: ExitsOf<T>,
	/// Why a mature exit cannot be paid now, if one cannot.
	skipped: Option<Error<T>>,
}

/// What a withdrawal from several validators has done.
#[derive(Default)]
struct Withdrawals {
	/// The sum to pay. Planck.
	amount: Balance,
	/// The number of exits withdrawn.
	taken: u32,
	/// The number of validators examined without effect.
	in_vain: u32,
}

impl<T: Config> ValidatorLedger<T> {
	/// Takes shares of a settled position for an exit: `amount`, or all if the rest would be below
	/// the minimum. Fails with [`Error::ExitTooSmall`]. The shares of a closed class are in the
	/// exits of its closing epoch already.
	pub(crate) fn take_out(
		&mut self,
		position: &mut Position,
		class: RewardClass,
		amount: Amount,
		now: EpochIndex,
	) -> Result<Exit, Error<T>> {
		let Held { shares, generation } = position.held(class);
		if !shares.is_zero() && generation != self.class(class).generation {
			position.take(class, shares)?;
			let (epoch, shares) = self.exchange_closed(class, generation, shares)?;
			let chunk = ExitChunk { epoch, class, shares, deal: None, destination: None };
			return Ok(Exit { epoch, shares, value: self.exit_value(&chunk) });
		}
		let shares = self.take_amount(position, class, amount)?;
		// Exits without a least amount would fill all places at no cost.
		let is_all = position.held(class).shares.is_zero();
		ensure!(is_all || amount.is_at_least(T::MinimumDelegation::get()), Error::ExitTooSmall);
		let Departure { value, shares } = self.leave(class, shares, None, now)?;
		Ok(Exit { epoch: now, shares, value })
	}

	/// Returns an exit to a settled position. Returns its value in planck.
	fn take_back(
		&mut self,
		position: &mut Position,
		chunk: &ExitChunk<T::AccountId>,
		now: EpochIndex,
	) -> Result<Balance, Error<T>> {
		let class = chunk.class;
		self.ensure_reopened::<T>(class, now)?;
		if self.serves(chunk.epoch) {
			let pool = self.class_mut(class);
			pool.leaving = pool.leaving.minus(chunk.shares)?;
			let value = pool.value_of(chunk.shares);
			self.give(position, class, chunk.shares)?;
			return Ok(value);
		}
		let TakenExit { assets, reward } = self.take_exit(chunk)?;
		self.credit_reward(position, reward)?;
		self.deposit(position, DepositKind::returning(class), assets, now)?;
		Ok(assets)
	}

	/// Takes mature `exits` out of their pools, at most `places` of them. Skips those that cannot be
	/// paid now: exits that a case holds or whose pool refuses.
	fn withdraw(
		&mut self,
		exits: ExitsOf<T>,
		places: u32,
		now: EpochIndex,
	) -> Result<Withdrawal<T>, Error<T>> {
		let mut withdrawal =
			Withdrawal { amount: 0, taken: 0, left: ExitsOf::<T>::default(), skipped: None };
		let held_from = Pallet::<T>::held_from(self, now);
		let mut examined: u32 = 0;
		for chunk in exits {
			let epoch = chunk.epoch;
			let outcome = match examined < places && Pallet::<T>::is_mature(epoch, now) {
				false => None,
				true if is_held(held_from, epoch) => Some(Err(Error::<T>::HeldByCase)),
				true => {
					examined = examined.saturating_add(1);
					Some(self.take_exit(&chunk))
				},
			};
			let TakenExit { assets, reward } = match outcome {
				Some(Ok(taken)) => taken,
				reason => {
					withdrawal.skipped = reason.and_then(Result::err).or(withdrawal.skipped);
					withdrawal.left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
					continue;
				},
			};
			withdrawal.amount = withdrawal.amount.saturating_add(assets).saturating_add(reward);
			withdrawal.taken = withdrawal.taken.saturating_add(1);
		}
		Ok(withdrawal)
	}
}

impl<T: Config> Pallet<T> {
	/// Exits, to `destination` if the stake is redelegated. Returns the exit, and whether it waits
	/// for the end of the epoch.
	pub(crate) fn exit(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Amount,
		destination: Option<&T::AccountId>,
		now: EpochIndex,
	) -> Result<(Exit, bool), Error<T>> {
		ensure!(who != validator, Error::<T>::CannotDelegateToSelf);
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let mut holder = Holder::<T>::load(who)?;
		let exit = holder.with_position(&mut ledger, |ledger, position| {
			let exit = ledger.take_out(position, class, amount, now)?;
			// Deposits that waited for the closed class to be cleared can be settled now.
			ledger.settle(position)?;
			Ok(exit)
		})?;
		let Exit { epoch, shares, .. } = exit;
		let bound = if epoch == now { MAX_EXITS } else { MAX_CLOSED_EXITS };
		let chunk =
			ExitChunk { epoch, class, shares, deal: None, destination: destination.cloned() };
		let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
		if !shares.is_zero() {
			Self::add_exit(who, delegation, chunk, bound)?;
		}
		delegation.count_departure();
		holder.save_with(&mut ledger)?;
		let waits = ledger.serves(now);
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Ok((exit, waits))
	}

	/// Exits. Returns whether the exit waits for the end of the epoch.
	pub(crate) fn do_undelegate(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Amount,
	) -> Result<bool, Error<T>> {
		let now = Self::now();
		let (exit, waits) = Self::exit(who, validator, class, amount, None, now)?;
		Self::deposit_event(Event::Undelegated {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount: exit.value,
			epoch: exit.epoch,
			withdrawable: Self::withdrawable_from(exit.epoch, now),
		});
		Ok(waits)
	}

	pub(crate) fn do_cancel_undelegation(
		who: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		if who != validator {
			ledger.ensure_takes_stake::<T>(now)?;
		}
		let mut holder = Holder::<T>::load(who)?;
		ensure!(holder.delegation(validator).is_some(), Error::<T>::NoExits);
		let mut exits = Self::exits_of(who, validator)?;
		let returned = holder.with_position(&mut ledger, |ledger, position| {
			// Closed deals do not return: the parties agreed to close them.
			exits.iter().filter(|chunk| chunk.epoch == epoch && chunk.deal.is_none()).try_fold(
				0,
				|sum: Balance, chunk| {
					Ok(sum.saturating_add(ledger.take_back(position, chunk, now)?))
				},
			)
		})?;
		let waiting = exits.len();
		exits.retain(|chunk| chunk.epoch != epoch || chunk.deal.is_some());
		ensure!(exits.len() < waiting, Error::<T>::NoExits);

		let delegation = holder.delegation(validator).ok_or(Error::<T>::NoExits)?;
		delegation.cancellations = delegation.cancellations.saturating_add(1);
		Self::store_exits(who, delegation, exits);
		holder.save_with(&mut ledger)?;
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::UndelegationCancelled {
			delegator: who.clone(),
			validator: validator.clone(),
			epoch,
			amount: returned,
		});
		Ok(())
	}

	/// Withdraws mature exits, of all validators or of `only`. Skips those that cannot be paid now,
	/// with an event. Returns the number of exits, plus the number of validators examined without
	/// effect.
	pub(crate) fn do_withdraw(
		who: &T::AccountId,
		only: Option<&T::AccountId>,
	) -> Result<u32, DispatchError> {
		let now = Self::now();
		let mut holder = Holder::<T>::load(who)?;
		let mut sum = Withdrawals::default();
		let mut first_reason = None;
		let mut has_exits = false;
		let mut skipped = alloc::vec::Vec::new();

		for delegation in holder.record.delegations.iter_mut() {
			let Some(oldest) = delegation.oldest_exit else { continue };
			if only.is_some_and(|only| *only != delegation.validator) {
				continue;
			}
			has_exits = true;
			let places = MAX_WITHDRAWALS.saturating_sub(sum.taken);
			if places == 0 || !Self::is_mature(oldest, now) {
				continue;
			}
			let mut after = delegation.clone();
			// What fails with one validator does not keep the owner from the exits of the others.
			let withdrawn =
				with_storage_layer(|| Self::withdraw_from_one(who, &mut after, places, now));
			let (taken, reason) = match withdrawn {
				Ok((amount, taken, reason)) => {
					*delegation = after;
					sum.amount = sum.amount.saturating_add(amount);
					(taken, reason)
				},
				Err(reason) => (0, Some(reason)),
			};
			sum.taken = sum.taken.saturating_add(taken);
			sum.in_vain = sum.in_vain.saturating_add((taken == 0).into());
			if let Some(reason) = reason {
				first_reason = first_reason.or(Some(reason));
				skipped.push((delegation.validator.clone(), reason));
			}
		}
		if sum.taken == 0 {
			ensure!(has_exits, Error::<T>::NoExits);
			return Err(first_reason.unwrap_or(Error::<T>::NotYetWithdrawable.into()));
		}
		for (validator, reason) in skipped {
			let delegator = who.clone();
			Self::deposit_event(Event::WithdrawalSkipped { delegator, validator, reason });
		}
		// One payment: each amount alone may be too small for an account to exist.
		if sum.amount > 0 {
			Self::pay(who, sum.amount)?;
		}
		let before = holder.record.delegations.len();
		holder.record.delegations.retain(|delegation| !delegation.is_empty());
		if holder.record.delegations.len() < before {
			T::StakingListener::on_unstake(who);
		}
		holder.save()?;
		Self::renew_stake_locks(who, sum.amount);
		Ok(sum.taken.saturating_add(sum.in_vain))
	}

	/// Takes the mature exits of `delegation` of `who`, at most `places`. Returns the amount to pay
	/// in planck, the number of exits, and why others were skipped.
	fn withdraw_from_one(
		who: &T::AccountId,
		delegation: &mut Delegation<T::AccountId>,
		places: u32,
		now: EpochIndex,
	) -> Result<(Balance, u32, Option<DispatchError>), DispatchError> {
		let validator = delegation.validator.clone();
		let mut ledger = ValidatorLedger::<T>::load(&validator)?;
		let before = (ledger.dust, ledger.holders);
		let exits = Self::exits_of(who, &validator)?;
		let withdrawal = ledger.withdraw(exits, places, now)?;
		let Withdrawal { amount, taken, left, skipped } = withdrawal;
		let skipped = skipped.map(Into::into);
		if taken == 0 {
			return Ok((0, 0, skipped));
		}
		Self::store_exits(who, delegation, left);
		if delegation.is_empty() {
			ledger.holders = ledger.holders.saturating_sub(1);
		}
		if before != (ledger.dust, ledger.holders) {
			ledger.save();
		}
		T::StakingListener::on_withdraw(who, amount);
		Self::deposit_event(Event::Withdrawn {
			delegator: who.clone(),
			validator,
			amount,
			exits: taken,
		});
		Ok((amount, taken, skipped))
	}
}
