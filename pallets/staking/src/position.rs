//! Positions: the stake of a delegator or an operator with a validator, and its deposits and exits.
//!
//! Outside benchmarks, [`Exits`] is written only here. [`ExitPools`] is also written by slashing
//! and at the end of epochs, [`Activations`] at the end of epochs, and [`Delegators`] by the
//! settings of delegators. The shares of a validator's pool change in all these modules and with
//! deals. The functions change the validator's record in memory, and the caller that loaded it
//! stores it.

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get},
};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::{self as share_pool, DealWeight, ExitClass, ExitPool, Index, Shares};
use sp_arithmetic::Perbill;
use sp_runtime::{traits::AccountIdConversion, DispatchError};
use sp_staking::OnStakingUpdate;

impl Validator {
	/// Whether the validator is in the set of the running `epoch`: deposits and exits are then
	/// deferred to its end.
	pub fn serves(&self, epoch: EpochIndex) -> bool {
		self.serving == Some(epoch)
	}

	/// A class of the validator's pool.
	pub(crate) fn class(&self, class: RewardClass) -> &share_pool::Vault {
		match class {
			RewardClass::Compounding => &self.pool.compounding,
			RewardClass::Liquid => &self.pool.liquid.class,
		}
	}

	/// A class of the validator's pool, mutable.
	pub(crate) fn class_mut(&mut self, class: RewardClass) -> &mut share_pool::Vault {
		match class {
			RewardClass::Compounding => &mut self.pool.compounding,
			RewardClass::Liquid => &mut self.pool.liquid.class,
		}
	}

	/// The last epoch in which a class was closed.
	pub(crate) fn closed_in(&self, class: RewardClass) -> Option<EpochIndex> {
		match class {
			RewardClass::Compounding => self.closed.compounding,
			RewardClass::Liquid => self.closed.liquid,
		}
	}

	/// Records that a class was closed in `epoch`.
	pub(crate) fn set_closed_in(&mut self, class: RewardClass, epoch: EpochIndex) {
		match class {
			RewardClass::Compounding => self.closed.compounding = Some(epoch),
			RewardClass::Liquid => self.closed.liquid = Some(epoch),
		}
	}

	/// Whether the exits of `epoch` are still in the class, because the epoch has not ended.
	pub(crate) fn is_open(&self, class: RewardClass, epoch: EpochIndex) -> bool {
		self.serves(epoch) && self.closed_in(class) != Some(epoch)
	}

	/// Refuses deposits to a class that was closed in the running epoch: its exits and those of the
	/// new generation would mix. Fails with [`Error::ClassReopens`].
	pub(crate) fn ensure_reopened<T: Config>(
		&self,
		class: RewardClass,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		ensure!(self.closed_in(class) != Some(now), Error::<T>::ClassReopens);
		Ok(())
	}

	/// The value of a position in a class, active and pending. Planck.
	pub(crate) fn value_in(&self, position: &Position, class: RewardClass) -> Balance {
		let (shares, generation) = position.held(class);
		let active = match generation == self.class(class).generation {
			true => self.class(class).value_of(shares),
			false => 0,
		};
		position
			.pending
			.iter()
			.filter(|deposit| deposit.kind.class == class)
			.fold(active, |sum, deposit| sum.saturating_add(self.pending_value(deposit)))
	}

	/// The value of a deposit of the running epoch; zero for an earlier, already activated one.
	/// Planck.
	pub(crate) fn pending_value(&self, deposit: &PendingDeposit) -> Balance {
		match self.serves(deposit.epoch) {
			true => self.deposits.of(deposit.kind).value_of(deposit.units),
			false => 0,
		}
	}

	/// The validator's self-stake, active and pending. Planck.
	pub(crate) fn self_stake(&self) -> Balance {
		self.value_in(&self.own, RewardClass::Compounding)
			.saturating_add(self.value_in(&self.own, RewardClass::Liquid))
	}
}

impl<AccountId> Delegation<AccountId> {
	/// The decoded position. Fails with [`Error::Undecodable`].
	pub(crate) fn open<T: Config>(&self) -> Result<Position, Error<T>> {
		self.position().ok_or(Error::<T>::Undecodable)
	}
}

impl Position {
	/// The shares of a class, and their generation.
	pub(crate) fn held(&self, class: RewardClass) -> (Shares, u32) {
		match class {
			RewardClass::Compounding => (self.compounding.shares, self.compounding.generation),
			RewardClass::Liquid => (self.liquid.shares, self.liquid.generation),
		}
	}

	fn set_held(&mut self, class: RewardClass, shares: Shares, generation: u32) {
		match class {
			RewardClass::Compounding => {
				self.compounding = CompoundingHolding { shares, generation }
			},
			RewardClass::Liquid => {
				self.liquid.shares = shares;
				self.liquid.generation = generation;
			},
		}
	}
}

/// A delegator's record in memory.
pub(crate) struct Holder<T: Config> {
	who: T::AccountId,
	pub(crate) record: DelegatorOf<T>,
}

impl<T: Config> Holder<T> {
	/// The record of `who`, empty for a new delegator. Fails with [`Error::Undecodable`] on a
	/// record that cannot be decoded, instead of treating it as absent.
	pub(crate) fn load(who: &T::AccountId) -> Result<Self, DispatchError> {
		let record = match Delegators::<T>::get(who) {
			Some(record) => record,
			None => {
				let is_new = !Delegators::<T>::contains_key(who);
				ensure!(is_new, Error::<T>::Undecodable);
				DelegatorOf::<T>::default()
			},
		};
		Ok(Self { who: who.clone(), record })
	}

	/// Whether there is a place for another delegation or deal. A deal takes a place too, so that
	/// it can always be closed: its remainder is an exit.
	pub(crate) fn has_place(&self) -> bool {
		let delegations = &self.record.delegations;
		let others = delegations.iter().filter(|entry| entry.validator != self.who).count();
		let taken = others.saturating_add(self.record.deals as usize);
		taken < T::MaxDelegations::get() as usize
	}

	/// The delegation of the holder to `validator`.
	pub(crate) fn delegation(
		&mut self,
		validator: &T::AccountId,
	) -> Option<&mut Delegation<T::AccountId>> {
		self.record.delegations.iter_mut().find(|delegation| delegation.validator == *validator)
	}

	/// The delegation of the holder to `validator`. Creates it if absent, and counts it in
	/// `record`, the validator's record.
	pub(crate) fn delegation_or_new(
		&mut self,
		validator: &T::AccountId,
		record: &mut Validator,
	) -> Result<&mut Delegation<T::AccountId>, DispatchError> {
		let has_place = self.has_place();
		let delegations = &mut self.record.delegations;
		let index = match delegations.iter().position(|entry| entry.validator == *validator) {
			Some(index) => index,
			None => {
				// The exits of the self-stake have a place beyond the limit: a slash must not fail
				// for lack of one.
				ensure!(*validator == self.who || has_place, Error::<T>::TooManyDelegations);
				delegations
					.try_push(Delegation::new(validator.clone()))
					.map_err(|_| Error::<T>::TooManyDelegations)?;
				record.holders = record.holders.saturating_add(1);
				delegations.len().saturating_sub(1)
			},
		};
		delegations.get_mut(index).ok_or_else(|| Error::<T>::NotDelegator.into())
	}

	/// Removes the delegation to `validator` if empty, and stores the record. `record` is the
	/// validator's.
	pub(crate) fn store(mut self, validator: &T::AccountId, record: &mut Validator) {
		self.forget_if_empty(validator, record);
		self.store_as_is();
	}

	/// Removes the delegation to `validator` if empty. `record` is the validator's.
	pub(crate) fn forget_if_empty(&mut self, validator: &T::AccountId, record: &mut Validator) {
		let before = self.record.delegations.len();
		self.record.delegations.retain(|entry| entry.validator != *validator || !entry.is_empty());
		if self.record.delegations.len() < before {
			record.holders = record.holders.saturating_sub(1);
			T::StakingListener::on_unstake(&self.who);
		}
	}

	/// Stores the record, or removes an empty one. A validator's record stays for its reward
	/// account.
	pub(crate) fn store_as_is(self) {
		let Self { who, record } = self;
		let is_empty = record.delegations.is_empty() && record.deals == 0;
		if is_empty && !Validators::<T>::contains_key(&who) {
			Delegators::<T>::remove(&who);
		} else {
			Delegators::<T>::insert(&who, record);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The account that holds all staked funds and unpaid rewards.
	pub fn pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The account of fees: its balance is added to the payout of the next epochs.
	pub fn fee_pot() -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(b"fees")
	}

	/// The running epoch.
	pub(crate) fn now() -> EpochIndex {
		CurrentEpoch::<T>::get()
	}

	pub(crate) fn validator(who: &T::AccountId) -> Result<Validator, DispatchError> {
		Validators::<T>::get(who).ok_or_else(|| Error::<T>::UnknownValidator.into())
	}

	/// Transfers `amount` from `who` to the pot. Fails with [`Error::InsufficientFunds`].
	pub(crate) fn collect(who: &T::AccountId, amount: Balance) -> Result<(), DispatchError> {
		T::Currency::transfer(who, &Self::pot(), amount, Preservation::Preserve)
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		Ok(())
	}

	/// Transfers `amount` from the pot to `who`.
	pub(crate) fn pay(who: &T::AccountId, amount: Balance) -> Result<(), DispatchError> {
		T::Currency::transfer(&Self::pot(), who, amount, Preservation::Preserve).map(|_| ())
	}

	/// The account to which the rewards of `who` are paid.
	pub(crate) fn reward_account_of(who: &T::AccountId) -> T::AccountId {
		Delegators::<T>::get(who)
			.and_then(|delegator| delegator.reward_account)
			.unwrap_or_else(|| who.clone())
	}

	/// The record of a closed generation of a class of `validator`.
	pub(crate) fn closed_class(
		validator: &T::AccountId,
		class: RewardClass,
		generation: u32,
	) -> Result<ClosedClass, DispatchError> {
		ClosedClasses::<T>::get((validator, class, generation))
			.ok_or_else(|| Error::<T>::UnknownValidator.into())
	}

	/// The index, net of commission, up to which the liquid shares of a generation have earned.
	pub(crate) fn net_index(
		validator: &T::AccountId,
		record: &Validator,
		generation: u32,
	) -> Result<Index, DispatchError> {
		let liquid = &record.pool.liquid;
		if generation == liquid.class.generation {
			return Ok(liquid.index.net);
		}
		Self::closed_class(validator, RewardClass::Liquid, generation)
			.map(|closed| closed.index.net)
	}

	/// Adds the rewards earned by the shares of a position to its unclaimed rewards. Idempotent.
	pub(crate) fn settle_rewards(
		validator: &T::AccountId,
		record: &Validator,
		position: &mut Position,
	) -> Result<(), DispatchError> {
		let liquid = &mut position.liquid;
		if liquid.shares.is_zero() {
			liquid.settled = record.pool.liquid.index.net;
			return Ok(());
		}
		let index = Self::net_index(validator, record, liquid.generation)?;
		let earned = index.since(liquid.settled).earned(liquid.shares).map_err(Error::<T>::from)?;
		liquid.settled = index;
		position.unclaimed = position.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// Settles a position: adds earned rewards, and exchanges deposits of past epochs for shares.
	/// Idempotent.
	pub(crate) fn settle(
		validator: &T::AccountId,
		record: &mut Validator,
		position: &mut Position,
	) -> Result<(), DispatchError> {
		Self::settle_rewards(validator, record, position)?;
		let mut waiting = Vec::new();
		// The deposits of one epoch are stored together.
		let mut opened: Option<(EpochIndex, Activated)> = None;
		for deposit in core::mem::take(&mut position.pending) {
			let epoch = deposit.epoch;
			if record.serves(epoch) {
				waiting.push(deposit);
				continue;
			}
			let mut activated = match opened.take() {
				Some((other, activated)) if other == epoch => activated,
				before => {
					if let Some((other, activated)) = before {
						Self::store_activated(validator, other, activated);
					}
					Self::activated(validator, epoch)?
				},
			};
			if !Self::take_shares(validator, record, position, &mut activated, &deposit)? {
				waiting.push(deposit);
			}
			opened = Some((epoch, activated));
		}
		if let Some((epoch, activated)) = opened {
			Self::store_activated(validator, epoch, activated);
		}
		// At most as long as before.
		position.pending.try_extend(waiting.into_iter()).map_err(|_| Error::<T>::Overflow)?;
		Ok(())
	}

	/// Exchanges a deposit of an ended epoch for its shares. Returns `false`, unchanged, while the
	/// position holds shares of a closed generation of the class.
	fn take_shares(
		validator: &T::AccountId,
		record: &mut Validator,
		position: &mut Position,
		activated: &mut Activated,
		deposit: &PendingDeposit,
	) -> Result<bool, DispatchError> {
		let class = deposit.kind.class;
		let activation = activation_mut::<T>(activated, deposit.kind)?;
		let generation = activation.generation;
		let (held, held_generation) = position.held(class);
		if !held.is_zero() && held_generation != generation {
			return Ok(false);
		}

		let taken = activation.take(deposit.units, None).map_err(Error::<T>::from)?;
		if class == RewardClass::Liquid {
			let index = Self::net_index(validator, record, generation)?;
			let earned =
				index.since(activation.index.net).earned(taken.shares).map_err(Error::<T>::from)?;
			position.unclaimed =
				position.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
			position.liquid.settled = index;
		}
		let shares = held.plus(taken.shares).map_err(Error::<T>::from)?;
		position.set_held(class, shares, generation);
		Self::burn_leftover(validator, record, activated, deposit.kind, taken)?;
		Ok(true)
	}

	/// The activated deposits of an epoch. Fails with [`Error::DepositPending`] if there are none.
	pub(crate) fn activated(
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Result<Activated, DispatchError> {
		Activations::<T>::get(validator, epoch).ok_or_else(|| Error::<T>::DepositPending.into())
	}

	/// Stores the unexchanged activated deposits of an epoch, and removes the empty entry.
	pub(crate) fn store_activated(
		validator: &T::AccountId,
		epoch: EpochIndex,
		mut activated: Activated,
	) {
		activated.retain(|(_, activation)| activation.units_left > 0);
		match activated.is_empty() {
			true => Activations::<T>::remove(validator, epoch),
			false => Activations::<T>::insert(validator, epoch, activated),
		}
	}

	/// Burns the leftover shares of the deposits of `kind` after the last one was taken.
	pub(crate) fn burn_leftover(
		validator: &T::AccountId,
		record: &mut Validator,
		activated: &mut Activated,
		kind: DepositKind,
		taken: share_pool::Taken,
	) -> Result<(), DispatchError> {
		let activation = activation_mut::<T>(activated, kind)?;
		let generation = activation.generation;
		if activation.units_left > 0 {
			return Ok(());
		}
		let class = record.class_mut(kind.class);
		if generation == class.generation {
			let dust = class.burn(taken.leftover);
			record.dust = record.dust.saturating_add(dust);
			if kind.source == Source::Deal {
				let liquid = &mut record.pool.liquid;
				liquid.deal_shares =
					liquid.deal_shares.minus(taken.leftover).map_err(Error::<T>::from)?;
				liquid.deal_weight =
					liquid.deal_weight.minus(taken.leftover_weight).map_err(Error::<T>::from)?;
			}
		} else if !taken.leftover.is_zero() {
			let closed = Self::closed_class(validator, kind.class, generation)?;
			ExitPools::<T>::mutate_exists(validator, closed.epoch, |exits| {
				let Some(mut pool) = exits.take() else { return };
				let dust = exit_class_mut(&mut pool, kind.class).burn(taken.leftover);
				record.dust = record.dust.saturating_add(dust);
				*exits = keep_unless_empty(pool, record);
			});
		}
		Ok(())
	}

	/// Deposits `amount`, which is in the pot already, in a settled position. Returns whether the
	/// deposit is active immediately.
	pub(crate) fn deposit(
		record: &mut Validator,
		position: &mut Position,
		kind: DepositKind,
		amount: Balance,
		now: EpochIndex,
	) -> Result<bool, DispatchError> {
		let class = kind.class;
		let (held, generation) = position.held(class);
		let current = record.class(class).generation;
		ensure!(held.is_zero() || generation == current, Error::<T>::ClassClosed);
		record.ensure_reopened::<T>(class, now)?;

		if !record.serves(now) {
			let shares = record.class_mut(class).deposit(amount).map_err(Error::<T>::from)?;
			let shares = held.plus(shares).map_err(Error::<T>::from)?;
			position.set_held(class, shares, current);
			return Ok(true);
		}
		let units = record.deposits.of_mut(kind).deposit(amount).map_err(Error::<T>::from)?;
		match position.pending.iter_mut().find(|deposit| deposit.kind == kind) {
			Some(deposit) => {
				ensure!(deposit.epoch == now, Error::<T>::ClassClosed);
				deposit.units = deposit.units.checked_add(units).ok_or(Error::<T>::Overflow)?;
			},
			None => position
				.pending
				.try_push(PendingDeposit { kind, epoch: now, units })
				.map_err(|_| Error::<T>::Overflow)?,
		}
		Ok(false)
	}

	/// The shares of a settled position for `amount`. Fails with [`Error::InsufficientStake`] if
	/// the position holds fewer, and with [`Error::ZeroAmount`] on zero.
	pub(crate) fn shares_for_amount(
		record: &Validator,
		position: &Position,
		class: RewardClass,
		amount: Amount,
	) -> Result<Shares, DispatchError> {
		let (held, _) = position.held(class);
		let shares = match amount {
			Amount::All => held,
			Amount::Exact(0) => return Err(Error::<T>::ZeroAmount.into()),
			Amount::Exact(amount) => {
				record.class(class).shares_to_withdraw(amount).map_err(Error::<T>::from)?
			},
		};
		ensure!(!held.is_zero() && shares <= held, Error::<T>::InsufficientStake);
		Ok(shares)
	}

	/// Moves shares, already taken from a position, into the exits of the epoch. Returns their
	/// current value in planck and their shares of the exits.
	pub(crate) fn leave(
		validator: &T::AccountId,
		record: &mut Validator,
		class: RewardClass,
		shares: Shares,
		deal: Option<Perbill>,
		now: EpochIndex,
	) -> Result<(Balance, Shares), DispatchError> {
		let weight = deal.map(|commission| DealWeight::of(shares, commission));
		let serves = record.serves(now);
		if let Some(weight) = weight {
			let liquid = &mut record.pool.liquid;
			if serves {
				liquid.leaving_deal_shares =
					liquid.leaving_deal_shares.plus(shares).map_err(Error::<T>::from)?;
				liquid.leaving_deal_weight = liquid.leaving_deal_weight.plus(weight);
			} else {
				liquid.deal_shares = liquid.deal_shares.minus(shares).map_err(Error::<T>::from)?;
				liquid.deal_weight = liquid.deal_weight.minus(weight).map_err(Error::<T>::from)?;
			}
		}
		let pool = record.class_mut(class);
		if serves {
			pool.leaving = pool.leaving.plus(shares).map_err(Error::<T>::from)?;
			return Ok((pool.value_of(shares), shares));
		}
		let redeemed = pool.redeem(shares).map_err(Error::<T>::from)?;
		record.dust = record.dust.saturating_add(redeemed.dust);
		let joined = ExitPools::<T>::try_mutate(validator, now, |exits| {
			let is_new = exits.is_some() || !ExitPools::<T>::contains_key(validator, now);
			ensure!(is_new, Error::<T>::Undecodable);
			let pool = exits.get_or_insert_with(Default::default);
			exit_class_mut(pool, class).join(redeemed.assets, shares).map_err(Error::<T>::from)
		})?;
		Ok((redeemed.assets, joined))
	}

	/// Removes shares from a settled position.
	pub(crate) fn take_from(
		position: &mut Position,
		class: RewardClass,
		shares: Shares,
	) -> Result<(), DispatchError> {
		let (held, generation) = position.held(class);
		let left = held.minus(shares).map_err(Error::<T>::from)?;
		position.set_held(class, left, generation);
		Ok(())
	}

	/// Adds shares of the current generation to a settled position.
	pub(crate) fn give_to(
		record: &Validator,
		position: &mut Position,
		class: RewardClass,
		shares: Shares,
	) -> Result<(), DispatchError> {
		let (held, generation) = position.held(class);
		let current = record.class(class).generation;
		ensure!(held.is_zero() || generation == current, Error::<T>::ClassClosed);
		let sum = held.plus(shares).map_err(Error::<T>::from)?;
		position.set_held(class, sum, current);
		Ok(())
	}

	/// Records an exit of `delegation` of `who`, merging exits of one kind and epoch. `bound` is
	/// the maximum number of exits. Fails with [`Error::TooManyExits`].
	pub(crate) fn add_exit(
		who: &T::AccountId,
		delegation: &mut Delegation<T::AccountId>,
		chunk: ExitChunk<T::AccountId>,
		bound: u32,
	) -> Result<(), DispatchError> {
		let oldest = delegation.oldest_exit.map_or(chunk.epoch, |oldest| oldest.min(chunk.epoch));
		Exits::<T>::try_mutate(who, &delegation.validator, |exits| {
			let is_new = exits.is_some() || !Exits::<T>::contains_key(who, &delegation.validator);
			ensure!(is_new, Error::<T>::Undecodable);
			let exits = exits.get_or_insert_with(Default::default);
			let same = exits.iter_mut().find(|other| {
				other.epoch == chunk.epoch
					&& other.class == chunk.class
					&& other.deal == chunk.deal
					&& other.destination == chunk.destination
			});
			if let Some(same) = same {
				same.shares = same.shares.plus(chunk.shares).map_err(Error::<T>::from)?;
				return Ok::<_, DispatchError>(());
			}
			ensure!(count(exits.len()) < bound, Error::<T>::TooManyExits);
			let index = exits.partition_point(|other| other.epoch <= chunk.epoch);
			exits.try_insert(index, chunk).map_err(|_| Error::<T>::TooManyExits)?;
			Ok(())
		})?;
		delegation.oldest_exit = Some(oldest);
		Ok(())
	}

	/// Stores the remaining exits of `delegation` of `who`.
	pub(crate) fn store_exits(
		who: &T::AccountId,
		delegation: &mut Delegation<T::AccountId>,
		exits: ExitsOf<T>,
	) {
		delegation.oldest_exit = exits.first().map(|chunk| chunk.epoch);
		if exits.is_empty() {
			Exits::<T>::remove(who, &delegation.validator);
		} else {
			Exits::<T>::insert(who, &delegation.validator, exits);
		}
	}

	/// Takes a chunk out of its exit pool. Returns its value and its reward of its last epoch.
	/// Planck.
	pub(crate) fn take_exit(
		validator: &T::AccountId,
		record: &mut Validator,
		chunk: &ExitChunk<T::AccountId>,
	) -> Result<(Balance, Balance), DispatchError> {
		ExitPools::<T>::try_mutate_exists(validator, chunk.epoch, |exits| {
			let mut pool = exits.take().ok_or(Error::<T>::NoExits)?;
			let reward = match chunk.class {
				RewardClass::Compounding => 0,
				RewardClass::Liquid => {
					pool.last_reward(chunk.shares, chunk.deal).map_err(Error::<T>::from)?
				},
			};
			pool.unclaimed =
				pool.unclaimed.checked_sub(reward).ok_or(Error::<T>::InsufficientStake)?;
			let redeemed = exit_class_mut(&mut pool, chunk.class)
				.withdraw(chunk.shares)
				.map_err(Error::<T>::from)?;
			record.dust = record.dust.saturating_add(redeemed.dust);
			*exits = keep_unless_empty(pool, record);
			Ok((redeemed.assets, reward))
		})
	}

	/// The current value of a chunk, without its last reward. Planck.
	pub(crate) fn exit_value(
		validator: &T::AccountId,
		record: &Validator,
		chunk: &ExitChunk<T::AccountId>,
	) -> Balance {
		// Until the epoch ends, exiting stake is still in the class.
		match record.is_open(chunk.class, chunk.epoch) {
			true => record.class(chunk.class).value_of(chunk.shares),
			false => ExitPools::<T>::get(validator, chunk.epoch)
				.map(|mut pool| exit_class_mut(&mut pool, chunk.class).value_of(chunk.shares))
				.unwrap_or_default(),
		}
	}
}

pub(crate) fn exit_class_mut(pool: &mut ExitPool, class: RewardClass) -> &mut ExitClass {
	match class {
		RewardClass::Compounding => &mut pool.compounding,
		RewardClass::Liquid => &mut pool.liquid,
	}
}

/// The deposits of a kind among the activated deposits of an epoch.
pub(crate) fn activation_mut<T: Config>(
	activated: &mut Activated,
	kind: DepositKind,
) -> Result<&mut share_pool::Activation, DispatchError> {
	activated
		.iter_mut()
		.find_map(|(other, activation)| (*other == kind).then_some(activation))
		.ok_or_else(|| Error::<T>::DepositPending.into())
}

/// The pool, unless empty. The unclaimed remainder of an empty pool is dust of the validator.
pub(crate) fn keep_unless_empty(mut pool: ExitPool, record: &mut Validator) -> Option<ExitPool> {
	if !pool.is_empty() {
		return Some(pool);
	}
	record.dust = record.dust.saturating_add(core::mem::take(&mut pool.unclaimed));
	None
}
