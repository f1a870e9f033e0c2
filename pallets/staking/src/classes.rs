//! The two classes of a validator's pool, and their closed generations.
//!
//! The only code that writes [`ClosedClasses`].

use crate::{ledger::ValidatorLedger, types::*, *};
use frame_support::ensure;
use palisade_primitives::{EpochIndex, RewardClass};
use palisade_share_pool::{RewardIndexes, Shares, Vault};

impl Validator {
	/// A class of the validator's pool.
	pub(crate) fn class(&self, class: RewardClass) -> &Vault {
		match class {
			RewardClass::Compounding => &self.pool.compounding,
			RewardClass::Liquid => &self.pool.liquid.class,
		}
	}

	/// A class of the validator's pool, mutable.
	pub(crate) fn class_mut(&mut self, class: RewardClass) -> &mut Vault {
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

	/// Refuses a position that holds shares of a closed generation of a class. Fails with
	/// [`Error::ClassClosed`].
	pub(crate) fn ensure_current<T: Config>(
		&self,
		position: &Position,
		class: RewardClass,
	) -> Result<(), Error<T>> {
		let held = position.held(class);
		let is_current = held.generation == self.class(class).generation;
		ensure!(held.shares.is_zero() || is_current, Error::<T>::ClassClosed);
		Ok(())
	}
}

impl<T: Config> ValidatorLedger<T> {
	/// The record of a closed generation of a class.
	pub(crate) fn closed_class(
		&self,
		class: RewardClass,
		generation: u32,
	) -> Result<ClosedClass, Error<T>> {
		ClosedClasses::<T>::get((&self.account, class, generation))
			.ok_or(Error::<T>::UnknownValidator)
	}

	/// Exchanges shares of a closed generation of a class for shares of exits. Returns the epoch of
	/// these exits, and the shares.
	pub(crate) fn exchange_closed(
		&self,
		class: RewardClass,
		generation: u32,
		shares: Shares,
	) -> Result<(EpochIndex, Shares), Error<T>> {
		let mut closed = self.closed_class(class, generation)?;
		let epoch = closed.epoch;
		let Some(exchange) = closed.exchange.as_mut() else { return Ok((epoch, shares)) };
		let bought = exchange.take(shares)?;
		ClosedClasses::<T>::insert((&self.account, class, generation), closed);
		Ok((epoch, bought))
	}

	/// The indexes up to which the liquid shares of a generation have earned.
	pub(crate) fn indexes(&self, generation: u32) -> Result<RewardIndexes, Error<T>> {
		let liquid = &self.pool.liquid;
		if generation == liquid.class.generation {
			return Ok(liquid.index);
		}
		self.closed_class(RewardClass::Liquid, generation).map(|closed| closed.index)
	}

	/// Closes the classes whose price has collapsed.
	pub(crate) fn close_collapsed(&mut self, now: EpochIndex) -> Result<(), Error<T>> {
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			if self.class(class).has_collapsed() {
				self.close_class(class, now)?;
			}
		}
		Ok(())
	}

	/// Closes a class whose price has collapsed, before its shares outgrow every precision: all its
	/// assets exit with this epoch, and a new generation begins.
	pub(crate) fn close_class(
		&mut self,
		class: RewardClass,
		now: EpochIndex,
	) -> Result<(), Error<T>> {
		let generation = self.class(class).generation;
		let index = self.pool.liquid.index;
		// Exits of this epoch may have another price: the class joins them at theirs.
		let exchange = self.empty_into_exits(class, now)?;
		let closed = ClosedClass { epoch: now, index, exchange };
		ClosedClasses::<T>::insert((&self.account, class, generation), closed);
		self.set_closed_in(class, now);

		// Self-stake earns shares of the new generation, so it must not hold shares of the old one.
		let shares = self.with_own(|_, own| match own.held(class) {
			held if held.generation == generation => Ok(own.take(class, held.shares)?),
			_ => Ok(Shares::ZERO),
		})?;
		let (_, shares) = self.exchange_closed(class, generation, shares)?;
		if !shares.is_zero() {
			let chunk = ExitChunk { epoch: now, class, shares, deal: None, destination: None };
			if self.add_own_exit(chunk, MAX_CLOSED_EXITS).is_err() {
				// No place for the exit. The price is below a thousandth, and a slash must not
				// fail.
				self.burn_exit(class, shares, now);
			}
		}
		let validator = self.account.clone();
		Pallet::<T>::deposit_event(Event::ClassClosed { validator, class, generation });
		Ok(())
	}

	/// Removes the closed generations of a validator that is removed. One entry per price collapse.
	/// Entries beyond the limit stay, reachable only by their key.
	pub(crate) fn forget_closed_classes(&self) {
		let _ = ClosedClasses::<T>::clear_prefix((&self.account,), MAX_LIABLE_EPOCHS, None);
	}
}
