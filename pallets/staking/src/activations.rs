//! Activated deposits: the deposits of an ended epoch that have become shares, until their owners
//! take the shares.
//!
//! The only code that writes [`Activations`].

use crate::{ledger::ValidatorLedger, position::Held, types::*, *};
use alloc::vec::Vec;
use palisade_primitives::{EpochIndex, RewardClass};
use palisade_share_pool::{Activation, Taken};

impl<T: Config> ValidatorLedger<T> {
	/// Activates all pending deposits with the epoch `ended`, at the price after its reward.
	pub(crate) fn activate_deposits(&mut self, ended: EpochIndex) -> Result<(), Error<T>> {
		let mut activated = Activated::default();
		for kind in DepositKind::ALL {
			if self.deposits.of(kind).is_empty() {
				continue;
			}
			let pending = core::mem::take(self.deposits.of_mut(kind));
			let assets = pending.assets;
			let index = self.pool.liquid.index;
			let activation = pending.activate(self.class_mut(kind.class), index)?;
			if activation.shares.is_zero() {
				// A slash has left too little to buy a share.
				self.dust = self.dust.saturating_add(assets);
			}
			if kind.source == Source::Deal {
				let liquid = &mut self.pool.liquid;
				liquid.deal_shares = liquid.deal_shares.plus(activation.shares)?;
				liquid.deal_weight = liquid.deal_weight.plus(activation.deal_weight);
			}
			// The bound is the number of kinds.
			let _ = activated.try_push((kind, activation));
		}
		if !activated.is_empty() {
			Activations::<T>::insert(&self.account, ended, activated);
		}
		Ok(())
	}

	/// Settles a position: adds earned rewards, and exchanges deposits of past epochs for shares.
	/// Idempotent.
	pub(crate) fn settle(&mut self, position: &mut Position) -> Result<(), Error<T>> {
		self.settle_rewards(position)?;
		let mut waiting = Vec::new();
		// The deposits of one epoch are stored together.
		let mut opened: Option<(EpochIndex, Activated)> = None;
		for deposit in core::mem::take(&mut position.pending) {
			let epoch = deposit.epoch;
			if self.serves(epoch) {
				waiting.push(deposit);
				continue;
			}
			let mut activated = match opened.take() {
				Some((other, activated)) if other == epoch => activated,
				before => {
					if let Some((other, activated)) = before {
						self.store_activated(other, activated);
					}
					self.activated(epoch)?
				},
			};
			if !self.take_shares(position, &mut activated, &deposit)? {
				waiting.push(deposit);
			}
			opened = Some((epoch, activated));
		}
		if let Some((epoch, activated)) = opened {
			self.store_activated(epoch, activated);
		}
		// At most as long as before.
		position.pending.try_extend(waiting.into_iter()).map_err(|_| Error::<T>::Overflow)?;
		Ok(())
	}

	/// Exchanges a deposit of an ended epoch for its shares. Returns `false`, unchanged, while the
	/// position holds shares of a closed generation of the class.
	fn take_shares(
		&mut self,
		position: &mut Position,
		activated: &mut Activated,
		deposit: &PendingDeposit,
	) -> Result<bool, Error<T>> {
		let class = deposit.kind.class;
		let activation = activation_mut::<T>(activated, deposit.kind)?;
		let generation = activation.generation;
		let held = position.held(class);
		if !held.shares.is_zero() && held.generation != generation {
			return Ok(false);
		}

		let taken = activation.take(deposit.units, None)?;
		if class == RewardClass::Liquid {
			let index = self.indexes(generation)?.net;
			let earned = index.since(activation.index.net).earned(taken.shares)?;
			position.unclaimed =
				position.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
			position.liquid.settled = index;
		}
		let shares = held.shares.plus(taken.shares)?;
		position.set_held(class, Held { shares, generation });
		self.burn_leftover(activated, deposit.kind, taken)?;
		Ok(true)
	}

	/// Settles a deal: exchanges its deposit for shares, and adds earned rewards.
	pub(crate) fn settle_deal(&mut self, deal: &mut Deal<T::AccountId>) -> Result<(), Error<T>> {
		if let Some((epoch, units)) = deal.pending {
			if self.serves(epoch) {
				return Ok(());
			}
			let kind = DepositKind::deal();
			let mut activated = self.activated(epoch)?;
			let activation = activation_mut::<T>(&mut activated, kind)?;
			let taken = activation.take(units, Some(deal.commission))?;
			deal.shares = taken.shares;
			deal.generation = activation.generation;
			deal.settled = activation.index.gross;
			deal.pending = None;
			self.burn_leftover(&mut activated, kind, taken)?;
			self.store_activated(epoch, activated);
		}
		let index = self.indexes(deal.generation)?.gross;
		let earned = index.since(deal.settled).earned_after(deal.shares, deal.commission)?;
		deal.settled = index;
		deal.unclaimed = deal.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// The activated deposits of an epoch. Fails with [`Error::DepositPending`] if there are none.
	fn activated(&self, epoch: EpochIndex) -> Result<Activated, Error<T>> {
		Activations::<T>::get(&self.account, epoch).ok_or(Error::<T>::DepositPending)
	}

	/// Stores the unexchanged activated deposits of an epoch, and removes the empty entry.
	fn store_activated(&self, epoch: EpochIndex, mut activated: Activated) {
		activated.retain(|(_, activation)| activation.units_left > 0);
		match activated.is_empty() {
			true => Activations::<T>::remove(&self.account, epoch),
			false => Activations::<T>::insert(&self.account, epoch, activated),
		}
	}

	/// Burns the leftover shares of the deposits of `kind` after the last one was taken.
	fn burn_leftover(
		&mut self,
		activated: &mut Activated,
		kind: DepositKind,
		taken: Taken,
	) -> Result<(), Error<T>> {
		let activation = activation_mut::<T>(activated, kind)?;
		let generation = activation.generation;
		if activation.units_left > 0 {
			return Ok(());
		}
		let class = self.class_mut(kind.class);
		if generation == class.generation {
			let dust = class.burn(taken.leftover);
			self.dust = self.dust.saturating_add(dust);
			if kind.source == Source::Deal {
				let liquid = &mut self.pool.liquid;
				liquid.deal_shares = liquid.deal_shares.minus(taken.leftover)?;
				liquid.deal_weight = liquid.deal_weight.minus(taken.leftover_weight)?;
			}
		} else if !taken.leftover.is_zero() {
			let (epoch, shares) = self.exchange_closed(kind.class, generation, taken.leftover)?;
			self.burn_exit(kind.class, shares, epoch);
		}
		Ok(())
	}
}

/// The deposits of a kind among the activated deposits of an epoch.
pub(crate) fn activation_mut<T: Config>(
	activated: &mut Activated,
	kind: DepositKind,
) -> Result<&mut Activation, Error<T>> {
	activated
		.iter_mut()
		.find_map(|(other, activation)| (*other == kind).then_some(activation))
		.ok_or(Error::<T>::DepositPending)
}
