//! Positions: what a delegator or an operator has with a validator, and how stake gets in and out of it.
//!
//! The only code that writes [`Delegators`], [`Exits`], [`ExitPools`] and [`Activations`], and the shares of
//! a validator's pool. The functions take the validator's record in memory; whoever loaded it stores it.

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{fungible::Mutate, tokens::Preservation, Get},
};
use palisade_primitives::{Balance, Class, EpochIndex};
use palisade_share_pool::{self as share_pool, DealWeight, ExitClass, ExitPool, Index, Shares};
use sp_arithmetic::Perbill;
use sp_runtime::{traits::AccountIdConversion, DispatchError};
use sp_staking::OnStakingUpdate;

impl Validator {
	/// Whether it is in the set of `epoch`, which runs: deposits and exits wait for its end.
	pub fn serves(&self, epoch: EpochIndex) -> bool {
		self.serving == Some(epoch)
	}

	/// The class of its pool.
	pub(crate) fn class(&self, class: Class) -> &share_pool::Class {
		match class {
			Class::Compounding => &self.pool.compounding,
			Class::Liquid => &self.pool.liquid.class,
		}
	}

	/// The class of its pool, to change.
	pub(crate) fn class_mut(&mut self, class: Class) -> &mut share_pool::Class {
		match class {
			Class::Compounding => &mut self.pool.compounding,
			Class::Liquid => &mut self.pool.liquid.class,
		}
	}

	/// The last epoch in which a class was closed.
	pub(crate) fn closed_in(&self, class: Class) -> Option<EpochIndex> {
		match class {
			Class::Compounding => self.closed.compounding,
			Class::Liquid => self.closed.liquid,
		}
	}

	/// Notes that a class was closed in `epoch`.
	pub(crate) fn set_closed_in(&mut self, class: Class, epoch: EpochIndex) {
		match class {
			Class::Compounding => self.closed.compounding = Some(epoch),
			Class::Liquid => self.closed.liquid = Some(epoch),
		}
	}

	/// Whether what left a class in `epoch` is still in it, until that epoch has ended.
	pub(crate) fn is_open(&self, class: Class, epoch: EpochIndex) -> bool {
		self.serves(epoch) && self.closed_in(class) != Some(epoch)
	}

	/// Whether a class can take stake in the running epoch. If it was closed in it, the exits of the class and
	/// of the new generation would mix.
	pub(crate) fn ensure_reopened<T: Config>(
		&self,
		class: Class,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		ensure!(self.closed_in(class) != Some(now), Error::<T>::ClassReopens);
		Ok(())
	}

	/// What a position has in a class that is active or waits to be. Planck.
	pub(crate) fn value_in(&self, position: &Position, class: Class) -> Balance {
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

	/// What a deposit of this epoch is worth; nothing where it has become shares since. Planck.
	pub(crate) fn pending_value(&self, deposit: &PendingDeposit) -> Balance {
		match self.serves(deposit.epoch) {
			true => self.deposits.of(deposit.kind).value_of(deposit.units),
			false => 0,
		}
	}

	/// Its own stake: what is active and what waits to be. Planck.
	pub(crate) fn own_stake(&self) -> Balance {
		self.value_in(&self.own, Class::Compounding)
			.saturating_add(self.value_in(&self.own, Class::Liquid))
	}
}

impl<AccountId> Delegation<AccountId> {
	/// What the delegator has.
	pub(crate) fn open<T: Config>(&self) -> Result<Position, Error<T>> {
		self.position().ok_or(Error::<T>::Undecodable)
	}
}

impl Position {
	/// Shares of a class, and of which generation they are.
	pub(crate) fn held(&self, class: Class) -> (Shares, u32) {
		match class {
			Class::Compounding => (self.compounding.shares, self.compounding.generation),
			Class::Liquid => (self.liquid.shares, self.liquid.generation),
		}
	}

	fn set_held(&mut self, class: Class, shares: Shares, generation: u32) {
		match class {
			Class::Compounding => self.compounding = CompoundingHolding { shares, generation },
			Class::Liquid => {
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
	/// The record of `who`; an empty one for somebody new. A record that cannot be decoded is an error, and never
	/// taken for none.
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

	/// Whether there is a place for one delegation or deal more. A deal has one too, so that it can always be
	/// closed: what is left of it is an exit.
	pub(crate) fn has_place(&self) -> bool {
		let delegations = &self.record.delegations;
		let others = delegations.iter().filter(|entry| entry.validator != self.who).count();
		let taken = others.saturating_add(self.record.deals as usize);
		taken < T::MaxDelegations::get() as usize
	}

	/// What `who` has with `validator`.
	pub(crate) fn delegation(
		&mut self,
		validator: &T::AccountId,
	) -> Option<&mut Delegation<T::AccountId>> {
		self.record.delegations.iter_mut().find(|delegation| delegation.validator == *validator)
	}

	/// The same; a new one where there is none, which `record` of the validator then counts.
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
				// The exits of an operator's own stake have a place of their own: a slash must not fail
				// for want of one.
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

	/// Stores the record, without what is empty in it. `record` is that of `validator`.
	pub(crate) fn store(mut self, validator: &T::AccountId, record: &mut Validator) {
		self.forget_if_empty(validator, record);
		self.store_as_is();
	}

	/// Forgets the delegation to `validator`, whose record is `record`, if nothing is left of it.
	pub(crate) fn forget_if_empty(&mut self, validator: &T::AccountId, record: &mut Validator) {
		let before = self.record.delegations.len();
		self.record.delegations.retain(|entry| entry.validator != *validator || !entry.is_empty());
		if self.record.delegations.len() < before {
			record.holders = record.holders.saturating_sub(1);
			T::StakingListener::on_unstake(&self.who);
		}
	}

	/// Stores the record; removes one that is empty. That of a validator stays for its reward account.
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

	/// The account whose balance is added to the payout of the next epochs: for fees.
	pub fn fee_pot() -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(b"fees")
	}

	/// The epoch that runs.
	pub(crate) fn now() -> EpochIndex {
		CurrentEpoch::<T>::get()
	}

	pub(crate) fn validator(who: &T::AccountId) -> Result<Validator, DispatchError> {
		Validators::<T>::get(who).ok_or_else(|| Error::<T>::UnknownValidator.into())
	}

	/// Takes money from somebody into the pot.
	pub(crate) fn collect(who: &T::AccountId, amount: Balance) -> Result<(), DispatchError> {
		T::Currency::transfer(who, &Self::pot(), amount, Preservation::Preserve)
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		Ok(())
	}

	/// Pays money out of the pot.
	pub(crate) fn pay(who: &T::AccountId, amount: Balance) -> Result<(), DispatchError> {
		T::Currency::transfer(&Self::pot(), who, amount, Preservation::Preserve).map(|_| ())
	}

	/// Where the rewards of `who` are paid.
	pub(crate) fn reward_account_of(who: &T::AccountId) -> T::AccountId {
		Delegators::<T>::get(who)
			.and_then(|delegator| delegator.reward_account)
			.unwrap_or_else(|| who.clone())
	}

	/// What became of a generation of a class of `validator` that was closed.
	pub(crate) fn closed_class(
		validator: &T::AccountId,
		class: Class,
		generation: u32,
	) -> Result<ClosedClass, DispatchError> {
		ClosedClasses::<T>::get((validator, class, generation))
			.ok_or_else(|| Error::<T>::UnknownValidator.into())
	}

	/// The index, net of commission, up to which liquid shares of a generation have earned.
	pub(crate) fn net_index(
		validator: &T::AccountId,
		record: &Validator,
		generation: u32,
	) -> Result<Index, DispatchError> {
		let liquid = &record.pool.liquid;
		if generation == liquid.class.generation {
			return Ok(liquid.index.net);
		}
		Self::closed_class(validator, Class::Liquid, generation).map(|closed| closed.index.net)
	}

	/// Adds the rewards that the shares of a position have earned. Doing it twice is doing it once.
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

	/// Brings a position up to date: adds the rewards that it has earned, and takes the shares for deposits
	/// of past epochs. Doing it twice is doing it once.
	pub(crate) fn settle(
		validator: &T::AccountId,
		record: &mut Validator,
		position: &mut Position,
	) -> Result<(), DispatchError> {
		Self::settle_rewards(validator, record, position)?;
		let mut waiting = Vec::new();
		// Those that were made in one epoch are stored together.
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
		// Not longer than it was.
		position.pending.try_extend(waiting.into_iter()).map_err(|_| Error::<T>::Overflow)?;
		Ok(())
	}

	/// Takes the shares for a deposit out of those of its epoch, which has ended. Not possible while the position
	/// still has shares of a generation of the class that was closed.
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
		if class == Class::Liquid {
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

	/// The deposits of an epoch that have become shares.
	pub(crate) fn activated(
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Result<Activated, DispatchError> {
		Activations::<T>::get(validator, epoch).ok_or_else(|| Error::<T>::NotActiveYet.into())
	}

	/// Stores what is left of the deposits of an epoch that have become shares.
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

	/// Burns what nobody can take any more of deposits of `kind`, after some were `taken`.
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

	/// Puts `amount`, which is in the pot already, into a position that was settled. Returns whether it is
	/// active at once.
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

	/// Shares of a position that was settled, for `amount`; an error where it has not as much.
	pub(crate) fn shares_for_amount(
		record: &Validator,
		position: &Position,
		class: Class,
		amount: Amount,
	) -> Result<Shares, DispatchError> {
		let (held, _) = position.held(class);
		let shares = match amount {
			Amount::All => held,
			Amount::Exactly(0) => return Err(Error::<T>::ZeroAmount.into()),
			Amount::Exactly(amount) => {
				record.class(class).shares_to_withdraw(amount).map_err(Error::<T>::from)?
			},
		};
		ensure!(!held.is_zero() && shares <= held, Error::<T>::MoreThanOwned);
		Ok(shares)
	}

	/// Takes shares, which are no longer anybody's, out of the stake. Returns what they are worth now, and as how
	/// many shares they are in the exits of the epoch.
	pub(crate) fn leave(
		validator: &T::AccountId,
		record: &mut Validator,
		class: Class,
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

	/// Removes shares from a position that was settled.
	pub(crate) fn take_from(
		position: &mut Position,
		class: Class,
		shares: Shares,
	) -> Result<(), DispatchError> {
		let (held, generation) = position.held(class);
		let left = held.minus(shares).map_err(Error::<T>::from)?;
		position.set_held(class, left, generation);
		Ok(())
	}

	/// Gives shares of the current generation to a position that was settled.
	pub(crate) fn give_to(
		record: &Validator,
		position: &mut Position,
		class: Class,
		shares: Shares,
	) -> Result<(), DispatchError> {
		let (held, generation) = position.held(class);
		let current = record.class(class).generation;
		ensure!(held.is_zero() || generation == current, Error::<T>::ClassClosed);
		let sum = held.plus(shares).map_err(Error::<T>::from)?;
		position.set_held(class, sum, current);
		Ok(())
	}

	/// Notes an exit of `delegation`, which is that of `who`. Those of the same kind and epoch become one.
	/// `bound` is how many there can be.
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

	/// Stores the exits that are left of `delegation`, which is that of `who`.
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

	/// Takes a chunk out of its exit pool. Returns what it is worth, and the reward that it earned in its
	/// last epoch. Planck.
	pub(crate) fn take_exit(
		validator: &T::AccountId,
		record: &mut Validator,
		chunk: &ExitChunk<T::AccountId>,
	) -> Result<(Balance, Balance), DispatchError> {
		ExitPools::<T>::try_mutate_exists(validator, chunk.epoch, |exits| {
			let mut pool = exits.take().ok_or(Error::<T>::NoExits)?;
			let reward = match chunk.class {
				Class::Compounding => 0,
				Class::Liquid => {
					pool.last_reward(chunk.shares, chunk.deal).map_err(Error::<T>::from)?
				},
			};
			pool.unclaimed = pool.unclaimed.checked_sub(reward).ok_or(Error::<T>::MoreThanOwned)?;
			let redeemed = exit_class_mut(&mut pool, chunk.class)
				.withdraw(chunk.shares)
				.map_err(Error::<T>::from)?;
			record.dust = record.dust.saturating_add(redeemed.dust);
			*exits = keep_unless_empty(pool, record);
			Ok((redeemed.assets, reward))
		})
	}

	/// What a chunk is worth now, without its last reward. Planck.
	pub(crate) fn exit_value(
		validator: &T::AccountId,
		record: &Validator,
		chunk: &ExitChunk<T::AccountId>,
	) -> Balance {
		// Until the epoch has ended, what leaves is still in the class.
		match record.is_open(chunk.class, chunk.epoch) {
			true => record.class(chunk.class).value_of(chunk.shares),
			false => ExitPools::<T>::get(validator, chunk.epoch)
				.map(|mut pool| exit_class_mut(&mut pool, chunk.class).value_of(chunk.shares))
				.unwrap_or_default(),
		}
	}
}

pub(crate) fn exit_class_mut(pool: &mut ExitPool, class: Class) -> &mut ExitClass {
	match class {
		Class::Compounding => &mut pool.compounding,
		Class::Liquid => &mut pool.liquid,
	}
}

/// The deposits of a kind among those of an epoch.
pub(crate) fn activation_mut<T: Config>(
	activated: &mut Activated,
	kind: DepositKind,
) -> Result<&mut share_pool::Activation, DispatchError> {
	activated
		.iter_mut()
		.find_map(|(other, activation)| (*other == kind).then_some(activation))
		.ok_or_else(|| Error::<T>::NotActiveYet.into())
}

/// The pool, if somebody has something in it; what is left otherwise is dust of the validator.
pub(crate) fn keep_unless_empty(mut pool: ExitPool, record: &mut Validator) -> Option<ExitPool> {
	if !pool.is_empty() {
		return Some(pool);
	}
	record.dust = record.dust.saturating_add(core::mem::take(&mut pool.unclaimed));
	None
}
