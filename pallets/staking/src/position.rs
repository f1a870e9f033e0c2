//! Positions: the stake of a delegator or an operator with a validator.
//!
//! A position is in its delegator's record, or in the validator's record for self-stake. The
//! functions change it in memory; [`with_own`](ValidatorLedger::with_own) and
//! [`with_position`](crate::holder::Holder::with_position) settle it and put it back.

use crate::{ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::{self as share_pool, Shares};

/// Shares of a class, and their generation.
#[derive(Clone, Copy)]
pub(crate) struct Held {
	pub(crate) shares: Shares,
	pub(crate) generation: u32,
}

impl Position {
	/// The shares of a class, and their generation.
	pub(crate) fn held(&self, class: RewardClass) -> Held {
		let (shares, generation) = match class {
			RewardClass::Compounding => (self.compounding.shares, self.compounding.generation),
			RewardClass::Liquid => (self.liquid.shares, self.liquid.generation),
		};
		Held { shares, generation }
	}

	pub(crate) fn set_held(&mut self, class: RewardClass, held: Held) {
		let Held { shares, generation } = held;
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

	/// Removes shares from a settled position, and returns them.
	pub(crate) fn take(
		&mut self,
		class: RewardClass,
		shares: Shares,
	) -> Result<Shares, share_pool::Error> {
		let held = self.held(class);
		self.set_held(class, Held { shares: held.shares.minus(shares)?, ..held });
		Ok(shares)
	}
}

impl Validator {
	/// The value of a position in a class, active and pending. Planck.
	pub(crate) fn value_in(&self, position: &Position, class: RewardClass) -> Balance {
		let Held { shares, generation } = position.held(class);
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

impl<T: Config> ValidatorLedger<T> {
	/// Settles the position of the self-stake, edits it and puts it back. An error of the
	/// settlement leaves the position as it was.
	pub(crate) fn with_own<R>(
		&mut self,
		edit: impl FnOnce(&mut Self, &mut Position) -> Result<R, Error<T>>,
	) -> Result<R, Error<T>> {
		let before = core::mem::take(&mut self.own);
		let mut own = before.clone();
		if let Err(error) = self.settle(&mut own) {
			self.own = before;
			return Err(error);
		}
		let result = edit(self, &mut own);
		self.own = own;
		result
	}

	/// Adds the rewards earned by the shares of a position to its unclaimed rewards. Idempotent.
	pub(crate) fn settle_rewards(&self, position: &mut Position) -> Result<(), Error<T>> {
		let liquid = &mut position.liquid;
		if liquid.shares.is_zero() {
			liquid.settled = self.pool.liquid.index.net;
			return Ok(());
		}
		let index = self.indexes(liquid.generation)?.net;
		let earned = index.since(liquid.settled).earned(liquid.shares)?;
		liquid.settled = index;
		position.unclaimed = position.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// Adds shares of the current generation to a settled position.
	pub(crate) fn give(
		&self,
		position: &mut Position,
		class: RewardClass,
		shares: Shares,
	) -> Result<(), Error<T>> {
		self.ensure_current::<T>(position, class)?;
		let shares = position.held(class).shares.plus(shares)?;
		let generation = self.class(class).generation;
		position.set_held(class, Held { shares, generation });
		Ok(())
	}

	/// Deposits `amount`, which is in the pot already, in a settled position. With a validator in
	/// the running set the deposit is pending until the end of the epoch.
	pub(crate) fn deposit(
		&mut self,
		position: &mut Position,
		kind: DepositKind,
		amount: Balance,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		let class = kind.class;
		self.ensure_current::<T>(position, class)?;
		self.ensure_reopened::<T>(class, now)?;
		if !self.serves(now) {
			let shares = self.class_mut(class).deposit(amount)?;
			return self.give(position, class, shares);
		}
		let units = self.deposits.of_mut(kind).deposit(amount)?;
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
		Ok(())
	}

	/// The shares of a settled position for `amount`. Fails with [`Error::InsufficientStake`] if
	/// the position holds fewer, and with [`Error::ZeroAmount`] on zero.
	pub(crate) fn shares_for_amount(
		&self,
		position: &Position,
		class: RewardClass,
		amount: Amount,
	) -> Result<Shares, Error<T>> {
		let held = position.held(class).shares;
		let shares = match amount {
			Amount::All => held,
			Amount::Exact(0) => return Err(Error::<T>::ZeroAmount),
			Amount::Exact(amount) => self.class(class).shares_to_withdraw(amount)?,
		};
		ensure!(!held.is_zero() && shares <= held, Error::<T>::InsufficientStake);
		Ok(shares)
	}

	/// Takes shares for `amount` out of a settled position, or all if the rest would be below the
	/// minimum delegation. Returns them.
	pub(crate) fn take_amount(
		&self,
		position: &mut Position,
		class: RewardClass,
		amount: Amount,
	) -> Result<Shares, Error<T>> {
		let shares = self.shares_for_amount(position, class, amount)?;
		position.take(class, shares)?;
		if self.value_in(position, class) >= T::MinimumDelegation::get() {
			return Ok(shares);
		}
		let rest = position.held(class).shares;
		position.take(class, rest)?;
		Ok(shares.plus(rest)?)
	}

	/// Takes the settled rewards out of a position. Returns the amount in planck. Fails with
	/// [`Error::NothingToClaim`].
	pub(crate) fn take_rewards(&mut self, position: &mut Position) -> Result<Balance, Error<T>> {
		ensure!(position.unclaimed > 0, Error::<T>::NothingToClaim);
		let amount = core::mem::take(&mut position.unclaimed);
		self.pool.liquid.claim(amount)?;
		Ok(amount)
	}

	/// Adds a reward taken out of the exits to a position.
	pub(crate) fn credit_reward(
		&mut self,
		position: &mut Position,
		reward: Balance,
	) -> Result<(), Error<T>> {
		let liquid = &mut self.pool.liquid;
		liquid.unclaimed = liquid.unclaimed.checked_add(reward).ok_or(Error::<T>::Overflow)?;
		position.unclaimed = position.unclaimed.checked_add(reward).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}
}
