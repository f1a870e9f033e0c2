//! Exits: stake that has left and is liable until withdrawn.
//!
//! The exits of an epoch from a validator are in one pool, and each delegator has a share of it.
//! The only code that writes [`Exits`] and [`ExitPools`].

use crate::{holder::Holder, ledger::ValidatorLedger, types::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use core::ops::RangeInclusive;
use frame_support::ensure;
use palisade_primitives::{Balance, EpochIndex, RewardClass, StakeMark};
use palisade_share_pool::{DealWeight, Exchange, ExitClass, ExitPool, RewardIndexes, Shares};
use sp_arithmetic::Perbill;

/// Stake that has moved into the exits of an epoch.
pub(crate) struct Departure {
	/// Its current value. Planck.
	pub(crate) value: Balance,
	/// Its shares of the exits.
	pub(crate) shares: Shares,
}

/// A chunk taken out of its exit pool.
pub(crate) struct TakenExit {
	/// Its value without the reward. Planck.
	pub(crate) assets: Balance,
	/// The reward of its last epoch. Planck.
	pub(crate) reward: Balance,
}

impl<T: Config> ValidatorLedger<T> {
	/// Moves shares, already taken from a position, into the exits of the epoch.
	pub(crate) fn leave(
		&mut self,
		class: RewardClass,
		shares: Shares,
		deal: Option<Perbill>,
		now: EpochIndex,
	) -> Result<Departure, Error<T>> {
		let weight = deal.map(|commission| DealWeight::of(shares, commission));
		let serves = self.serves(now);
		if let Some(weight) = weight {
			let liquid = &mut self.pool.liquid;
			if serves {
				liquid.leaving_deal_shares = liquid.leaving_deal_shares.plus(shares)?;
				liquid.leaving_deal_weight = liquid.leaving_deal_weight.plus(weight);
			} else {
				liquid.deal_shares = liquid.deal_shares.minus(shares)?;
				liquid.deal_weight = liquid.deal_weight.minus(weight)?;
			}
		}
		let pool = self.class_mut(class);
		if serves {
			pool.leaving = pool.leaving.plus(shares)?;
			return Ok(Departure { value: pool.value_of(shares), shares });
		}
		let redeemed = pool.redeem(shares)?;
		self.dust = self.dust.saturating_add(redeemed.dust);
		let shares = Self::change_exits(&self.account, now, |pool| {
			Ok(exit_class_mut(pool, class).join(redeemed.assets, shares)?)
		})?;
		Ok(Departure { value: redeemed.assets, shares })
	}

	/// Moves the stake that leaves with the epoch `ended` into its exits. `before` are the reward
	/// indexes before the reward of the epoch.
	pub(crate) fn close_exits(
		&mut self,
		ended: EpochIndex,
		before: RewardIndexes,
	) -> Result<(), Error<T>> {
		let nobody_leaves =
			self.pool.compounding.leaving.is_zero() && self.pool.liquid.class.leaving.is_zero();
		if nobody_leaves {
			return Ok(());
		}
		let Self { account, record, .. } = self;
		let dust = Self::change_exits(account, ended, |exits| {
			Ok(record.pool.close_exits(exits, before)?)
		})?;
		record.dust = record.dust.saturating_add(dust);
		Ok(())
	}

	/// Moves all assets of a class into the exits of the epoch, and starts a new generation. Returns
	/// what the shares of the class are exchanged for.
	pub(crate) fn empty_into_exits(
		&mut self,
		class: RewardClass,
		now: EpochIndex,
	) -> Result<Option<Exchange>, Error<T>> {
		let Self { account, record, .. } = self;
		let closing = Self::change_exits(account, now, |exits| {
			Ok(match class {
				RewardClass::Compounding => record.pool.close_compounding(exits)?,
				RewardClass::Liquid => record.pool.close_liquid(exits)?,
			})
		})?;
		record.dust = record.dust.saturating_add(closing.dust);
		Ok(closing.exchange)
	}

	/// Changes the exits of an epoch, which are empty if there are none. Fails with
	/// [`Error::Undecodable`] on a record that cannot be decoded, instead of treating it as empty.
	fn change_exits<R>(
		account: &T::AccountId,
		epoch: EpochIndex,
		change: impl FnOnce(&mut ExitPool) -> Result<R, Error<T>>,
	) -> Result<R, Error<T>> {
		ExitPools::<T>::try_mutate(account, epoch, |exits| {
			let is_new = exits.is_some() || !ExitPools::<T>::contains_key(account, epoch);
			ensure!(is_new, Error::<T>::Undecodable);
			change(exits.get_or_insert_with(Default::default))
		})
	}

	/// Takes a chunk out of its exit pool.
	pub(crate) fn take_exit(
		&mut self,
		chunk: &ExitChunk<T::AccountId>,
	) -> Result<TakenExit, Error<T>> {
		let Self { account, record, .. } = self;
		ExitPools::<T>::try_mutate_exists(&*account, chunk.epoch, |exits| {
			let is_undecodable = || ExitPools::<T>::contains_key(&*account, chunk.epoch);
			let mut pool = match exits.take() {
				Some(pool) => pool,
				None if is_undecodable() => return Err(Error::<T>::Undecodable),
				None => return Err(Error::<T>::NoExits),
			};
			let reward = match chunk.class {
				RewardClass::Compounding => 0,
				RewardClass::Liquid => pool.last_reward(chunk.shares, chunk.deal)?,
			};
			pool.unclaimed =
				pool.unclaimed.checked_sub(reward).ok_or(Error::<T>::InsufficientStake)?;
			let redeemed = exit_class_mut(&mut pool, chunk.class).withdraw(chunk.shares)?;
			record.dust = record.dust.saturating_add(redeemed.dust);
			*exits = keep_unless_empty(pool, record);
			Ok(TakenExit { assets: redeemed.assets, reward })
		})
	}

	/// Burns shares of the exits of an epoch that have no owner, in favour of the other exits.
	pub(crate) fn burn_exit(&mut self, class: RewardClass, shares: Shares, epoch: EpochIndex) {
		let Self { account, record, .. } = self;
		let account: &T::AccountId = account;
		let Some(mut pool) = ExitPools::<T>::get(account, epoch) else {
			// Removed with its last exit, or it cannot be decoded: then it is left as it is.
			if ExitPools::<T>::contains_key(account, epoch) {
				log::error!(target: LOG_TARGET, "exits of {account:?} cannot be decoded");
			}
			return;
		};
		let dust = exit_class_mut(&mut pool, class).burn(shares);
		record.dust = record.dust.saturating_add(dust);
		match keep_unless_empty(pool, record) {
			Some(pool) => ExitPools::<T>::insert(account, epoch, pool),
			None => ExitPools::<T>::remove(account, epoch),
		}
	}

	/// Takes the part of a `loss` that is spread over `base` from the exits of `epochs`. Returns
	/// the loss of the exits in planck. Adds the assets left of each epoch to `unlocking`.
	pub(crate) fn slash_exits(
		&self,
		epochs: RangeInclusive<EpochIndex>,
		base: Balance,
		loss: Balance,
		unlocking: &mut BTreeMap<EpochIndex, Balance>,
	) -> Balance {
		let mut taken: Balance = 0;
		for epoch in epochs {
			let Some(mut exits) = self.exit_pool(epoch) else { continue };
			taken = taken.saturating_add(exits.slash(base, loss));
			unlocking.insert(epoch, exits.assets_left());
			ExitPools::<T>::insert(&self.account, epoch, exits);
		}
		taken
	}

	/// The exits of an epoch.
	pub(crate) fn exit_pool(&self, epoch: EpochIndex) -> Option<ExitPool> {
		ExitPools::<T>::get(&self.account, epoch)
	}

	/// The current value of a chunk, without its last reward. Planck.
	pub(crate) fn exit_value(&self, chunk: &ExitChunk<T::AccountId>) -> Balance {
		// Until the epoch ends, exiting stake is still in the class.
		match self.is_open(chunk.class, chunk.epoch) {
			true => self.class(chunk.class).value_of(chunk.shares),
			false => self
				.exit_pool(chunk.epoch)
				.map(|mut pool| exit_class_mut(&mut pool, chunk.class).value_of(chunk.shares))
				.unwrap_or_default(),
		}
	}

	/// Records an exit of the self-stake in the operator's own record.
	pub(crate) fn add_own_exit(
		&mut self,
		chunk: ExitChunk<T::AccountId>,
		bound: u32,
	) -> Result<(), Error<T>> {
		let who = self.account.clone();
		let mut holder = Holder::<T>::load(&who)?;
		let delegation = holder.delegation_or_new(self)?;
		Pallet::<T>::add_exit(&who, delegation, chunk, bound)?;
		holder.save_with(self)?;
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// The exits of `who` from `validator`. Fails with [`Error::NoExits`], and with
	/// [`Error::Undecodable`] on a record that cannot be decoded.
	pub(crate) fn exits_of(
		who: &T::AccountId,
		validator: &T::AccountId,
	) -> Result<ExitsOf<T>, Error<T>> {
		match Exits::<T>::get(who, validator) {
			Some(exits) => Ok(exits),
			None if Exits::<T>::contains_key(who, validator) => Err(Error::<T>::Undecodable),
			None => Err(Error::<T>::NoExits),
		}
	}

	/// Records an exit of `delegation` of `who`, merging exits of one kind and epoch. `bound` is
	/// the maximum number of exits: of all for the exit of a deal, else of those that are of no
	/// deal. Fails with [`Error::TooManyExits`].
	pub(crate) fn add_exit(
		who: &T::AccountId,
		delegation: &mut Delegation<T::AccountId>,
		chunk: ExitChunk<T::AccountId>,
		bound: u32,
	) -> Result<(), Error<T>> {
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
				same.shares = same.shares.plus(chunk.shares)?;
				return Ok::<_, Error<T>>(());
			}
			let taken = match chunk.deal {
				Some(_) => count(exits.len()),
				None => of_no_deal(exits),
			};
			ensure!(taken < bound, Error::<T>::TooManyExits);
			let index = exits.partition_point(|other| other.epoch <= chunk.epoch);
			exits.try_insert(index, chunk).map_err(|_| Error::<T>::TooManyExits)?;
			Ok(())
		})?;
		delegation.oldest_exit = Some(oldest);
		Ok(())
	}

	/// Refuses an owner of `deals` running deals that has no place for the exit of another deal
	/// with the validator. Fails with [`Error::TooManyExits`].
	pub(crate) fn ensure_place_for_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		deals: u32,
	) -> Result<(), Error<T>> {
		let exits = Exits::<T>::get(owner, validator).unwrap_or_default();
		let others = of_no_deal(&exits);
		let of_deals = count(exits.len()).saturating_sub(others);
		// Exits of deals whose class was closed are like others.
		let places = MAX_STORED_EXITS.saturating_sub(others.max(MAX_CLOSED_EXITS));
		ensure!(of_deals.saturating_add(deals) < places, Error::<T>::TooManyExits);
		Ok(())
	}

	/// The mark of the exits of an epoch, of `delegation` of `who`. The shares tell exits apart,
	/// except from exits of as many shares after a cancellation.
	pub(crate) fn mark_of_exits(
		who: &T::AccountId,
		delegation: &Delegation<T::AccountId>,
		epoch: EpochIndex,
	) -> Option<StakeMark> {
		let exits = Exits::<T>::get(who, &delegation.validator)?;
		let exits: Vec<_> = exits.into_iter().filter(|chunk| chunk.epoch == epoch).collect();
		let Delegation { begun, cancellations, .. } = delegation;
		(!exits.is_empty()).then(|| StakeMark::of(&(begun, cancellations, exits)))
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
}

/// The number of exits that are of no deal.
fn of_no_deal<AccountId>(exits: &[ExitChunk<AccountId>]) -> u32 {
	count(exits.iter().filter(|chunk| chunk.deal.is_none()).count())
}

/// The exits of a class in a pool.
pub(crate) fn exit_class_mut(pool: &mut ExitPool, class: RewardClass) -> &mut ExitClass {
	match class {
		RewardClass::Compounding => &mut pool.compounding,
		RewardClass::Liquid => &mut pool.liquid,
	}
}

/// The pool, unless empty. The unclaimed remainder of an empty pool is dust of the validator.
fn keep_unless_empty(mut pool: ExitPool, record: &mut Validator) -> Option<ExitPool> {
	if !pool.is_empty() {
		return Some(pool);
	}
	record.dust = record.dust.saturating_add(core::mem::take(&mut pool.unclaimed));
	None
}
