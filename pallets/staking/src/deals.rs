//! Deals: liquid stake with its own commission.
//!
//! The only code that writes [`Deals`] and [`NextDeal`]. Another pallet handles the agreement of
//! the parties and acts through `DealControl`.

use crate::{
	exits::Departure, holder::Holder, ledger::ValidatorLedger, types::*, undelegation::Exit, *,
};
use frame_support::{ensure, storage::with_storage_layer, traits::Get, weights::Weight};
use palisade_primitives::{
	Balance, DealControl, DealId, DealStatus, EpochIndex, PositionTransfer, RewardClass,
};
use palisade_share_pool::{DealWeight, Shares};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> ValidatorLedger<T> {
	/// Deposits `amount` for a new deal, which is pending until the end of the epoch with a
	/// validator in the running set.
	fn deposit_deal(
		&mut self,
		amount: Balance,
		commission: Perbill,
		now: EpochIndex,
	) -> Result<Deal<T::AccountId>, Error<T>> {
		let mut deal = Deal {
			validator: self.account.clone(),
			commission,
			shares: Shares::ZERO,
			generation: self.pool.liquid.class.generation,
			settled: self.pool.liquid.index.gross,
			unclaimed: 0,
			pending: None,
		};
		if self.serves(now) {
			let deposits = self.deposits.of_mut(DepositKind::deal());
			let units = deposits.deposit(amount)?;
			deposits.add_deal(units, commission);
			deal.pending = Some((now, units));
		} else {
			let liquid = &mut self.pool.liquid;
			deal.shares = liquid.class.deposit(amount)?;
			liquid.deal_shares = liquid.deal_shares.plus(deal.shares)?;
			liquid.deal_weight = liquid.deal_weight.plus(DealWeight::of(deal.shares, commission));
		}
		self.holders = self.holders.saturating_add(1);
		Ok(deal)
	}

	/// Changes the commission of a settled deal.
	fn change_commission(
		&mut self,
		deal: &mut Deal<T::AccountId>,
		commission: Perbill,
	) -> Result<(), Error<T>> {
		if let Some((_, units)) = deal.pending {
			let deposits = self.deposits.of_mut(DepositKind::deal());
			deposits.remove_deal(units, deal.commission)?;
			deposits.add_deal(units, commission);
		} else {
			let liquid = &mut self.pool.liquid;
			ensure!(deal.generation == liquid.class.generation, Error::<T>::ClassClosed);
			let before = DealWeight::of(deal.shares, deal.commission);
			let after = DealWeight::of(deal.shares, commission);
			liquid.deal_weight = liquid.deal_weight.minus(before)?.plus(after);
		}
		deal.commission = commission;
		Ok(())
	}

	/// Moves the shares of a settled deal into the exits. The shares of a closed class are in the
	/// exits of its closing epoch already, and without a commission of their own.
	fn end_deal(
		&mut self,
		deal: &Deal<T::AccountId>,
		now: EpochIndex,
	) -> Result<(Exit, Option<Perbill>), Error<T>> {
		let class = RewardClass::Liquid;
		if deal.generation == self.pool.liquid.class.generation {
			let commission = Some(deal.commission);
			let Departure { value, shares } = self.leave(class, deal.shares, commission, now)?;
			return Ok((Exit { epoch: now, shares, value }, commission));
		}
		let (epoch, shares) = self.exchange_closed(class, deal.generation, deal.shares)?;
		let chunk = ExitChunk { epoch, class, shares, deal: None, destination: None };
		Ok((Exit { epoch, shares, value: self.exit_value(&chunk) }, None))
	}

	/// Takes the settled rewards out of a deal. Returns the amount in planck.
	fn take_deal_rewards(&mut self, deal: &mut Deal<T::AccountId>) -> Result<Balance, Error<T>> {
		let amount = core::mem::take(&mut deal.unclaimed);
		if amount > 0 {
			self.pool.liquid.claim(amount)?;
		}
		Ok(amount)
	}
}

impl<T: Config> Pallet<T> {
	fn deal(owner: &T::AccountId, deal: DealId) -> Result<Deal<T::AccountId>, Error<T>> {
		Deals::<T>::get(owner, deal).ok_or(Error::<T>::UnknownDeal)
	}

	/// Pays the settled rewards of a deal. Returns the amount in planck.
	fn pay_deal(
		owner: &T::AccountId,
		ledger: &mut ValidatorLedger<T>,
		deal: &mut Deal<T::AccountId>,
	) -> Result<Balance, DispatchError> {
		let amount = ledger.take_deal_rewards(deal)?;
		if amount > 0 {
			Self::pay(&Self::reward_account_of(owner), amount)?;
		}
		Ok(amount)
	}

	/// Adds a deal with `validator` to the count of `owner`. Fails with
	/// [`Error::TooManyDelegations`], or with [`Error::TooManyExits`] if there is no place for the
	/// exit of the deal.
	fn add_deal_of(owner: &T::AccountId, validator: &T::AccountId) -> Result<(), Error<T>> {
		let mut holder = Holder::<T>::load(owner)?;
		ensure!(holder.has_place(), Error::<T>::TooManyDelegations);
		Self::ensure_place_for_deal(owner, validator, holder.record.deals)?;
		holder.record.deals = holder.record.deals.saturating_add(1);
		holder.save()?;
		Ok(())
	}

	/// Removes a deal from the count of `owner`.
	fn remove_deal_of(owner: &T::AccountId) -> Result<(), Error<T>> {
		let mut holder = Holder::<T>::load(owner)?;
		holder.record.deals = holder.record.deals.saturating_sub(1);
		holder.save()?;
		Ok(())
	}

	fn do_open_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, Error<T>> {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(owner != validator, Error::<T>::CannotDelegateToSelf);
		ensure!(amount >= T::MinimumDelegation::get(), Error::<T>::BelowMinimumDelegation);
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		ledger.ensure_takes_stake::<T>(now)?;
		ledger.ensure_reopened::<T>(RewardClass::Liquid, now)?;
		// The parties have agreed on the amount, and the other pallet has checked the balance.
		Self::collect_to_the_last(owner, amount)?;

		let deal = ledger.deposit_deal(amount, commission, now)?;
		let id = NextDeal::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		});
		Deals::<T>::insert(owner, id, deal);
		Self::add_deal_of(owner, validator)?;
		ledger.save();
		Self::deposit_event(Event::DealOpened {
			owner: owner.clone(),
			deal: id,
			validator: validator.clone(),
			amount,
			commission,
		});
		Ok(id)
	}

	fn do_amend_deal(
		owner: &T::AccountId,
		id: DealId,
		commission: Perbill,
	) -> Result<(), Error<T>> {
		let mut deal = Self::deal(owner, id)?;
		let mut ledger = ValidatorLedger::<T>::load(&deal.validator)?;
		ledger.settle_deal(&mut deal)?;
		ledger.change_commission(&mut deal, commission)?;
		ledger.save();
		Deals::<T>::insert(owner, id, deal);
		Self::deposit_event(Event::DealAmended { owner: owner.clone(), deal: id, commission });
		Ok(())
	}

	fn do_close_deal(owner: &T::AccountId, id: DealId) -> Result<EpochIndex, DispatchError> {
		let mut deal = Self::deal(owner, id)?;
		let mut ledger = ValidatorLedger::<T>::load(&deal.validator)?;
		let now = Self::now();
		ledger.settle_deal(&mut deal)?;
		ensure!(deal.pending.is_none(), Error::<T>::DepositPending);
		let (rewards, was) = (deal.unclaimed, ledger.pool.liquid.unclaimed);
		let paid = with_storage_layer(|| Self::pay_deal(owner, &mut ledger, &mut deal));
		let unpaid = match paid {
			Ok(_) => 0,
			// Below the existential deposit: this must not prevent closing the deal.
			Err(_) => {
				ledger.pool.liquid.unclaimed = was;
				rewards
			},
		};

		let (exit, commission) = ledger.end_deal(&deal, now)?;
		let Exit { epoch, shares, value: amount } = exit;
		let mut holder = Holder::<T>::load(owner)?;
		holder.record.deals = holder.record.deals.saturating_sub(1);
		let delegation = holder.delegation_or_new(&mut ledger)?;
		if !shares.is_zero() {
			let class = RewardClass::Liquid;
			let chunk = ExitChunk { epoch, class, shares, deal: commission, destination: None };
			Self::add_exit(owner, delegation, chunk, MAX_STORED_EXITS)?;
		}
		if unpaid > 0 {
			let mut position = delegation.open::<T>()?;
			position.unclaimed = position.unclaimed.saturating_add(unpaid);
			delegation.set_position(&position);
		}
		holder.save_with(&mut ledger)?;
		ledger.holders = ledger.holders.saturating_sub(1);
		Deals::<T>::remove(owner, id);
		ledger.save();
		Self::deposit_event(Event::DealClosed { owner: owner.clone(), deal: id, amount, epoch });
		Ok(epoch)
	}

	fn do_claim_deal(owner: &T::AccountId, id: DealId) -> Result<Balance, DispatchError> {
		let mut deal = Self::deal(owner, id)?;
		let mut ledger = ValidatorLedger::<T>::load(&deal.validator)?;
		ledger.settle_deal(&mut deal)?;
		let amount = Self::pay_deal(owner, &mut ledger, &mut deal)?;
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		ledger.save();
		Deals::<T>::insert(owner, id, deal);
		Self::deposit_event(Event::DealRewardsClaimed { owner: owner.clone(), deal: id, amount });
		Ok(amount)
	}

	fn do_move_deal(owner: &T::AccountId, id: DealId, to: &T::AccountId) -> Result<(), Error<T>> {
		let deal = Self::deal(owner, id)?;
		ensure!(owner != to, Error::<T>::SameOwner);
		ensure!(*to != deal.validator, Error::<T>::CannotDelegateToSelf);
		let value = Self::value_of_deal(&deal);
		Deals::<T>::remove(owner, id);
		Self::remove_deal_of(owner)?;
		Self::add_deal_of(to, &deal.validator)?;
		Deals::<T>::insert(to, id, deal);
		Self::ensure_covers_locks(owner, value)?;
		Self::deposit_event(Event::DealMoved { from: owner.clone(), to: to.clone(), deal: id });
		Ok(())
	}
}

/// Each call takes effect completely or not at all, in any context.
impl<T: Config> DealControl<T::AccountId> for Pallet<T> {
	fn accepts_deals(validator: &T::AccountId) -> bool {
		Validators::<T>::get(validator).is_some_and(|record| {
			let now = Self::now();
			record.ensure_takes_stake::<T>(now).is_ok()
				&& record.ensure_reopened::<T>(RewardClass::Liquid, now).is_ok()
		})
	}

	fn open_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError> {
		with_storage_layer(|| Ok(Self::do_open_deal(owner, validator, amount, commission)?))
	}

	fn amend_deal(owner: &T::AccountId, id: DealId, commission: Perbill) -> DispatchResult {
		with_storage_layer(|| Ok(Self::do_amend_deal(owner, id, commission)?))
	}

	fn close_deal(owner: &T::AccountId, id: DealId) -> Result<EpochIndex, DispatchError> {
		with_storage_layer(|| Self::do_close_deal(owner, id))
	}

	fn claim_deal(owner: &T::AccountId, id: DealId) -> Result<Balance, DispatchError> {
		with_storage_layer(|| Self::do_claim_deal(owner, id))
	}

	fn deal_status(owner: &T::AccountId, id: DealId) -> Option<DealStatus<T::AccountId>> {
		Self::status_of_deal(owner, id)
	}
}

impl<T: Config> PositionTransfer<T::AccountId> for Pallet<T> {
	fn lock_weight() -> Weight {
		T::WeightInfo::stake_lock()
	}

	fn move_deal(owner: &T::AccountId, id: DealId, to: &T::AccountId) -> DispatchResult {
		with_storage_layer(|| Ok(Self::do_move_deal(owner, id, to)?))
	}

	fn move_position(
		owner: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Balance,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| Ok(Self::do_move_position(owner, validator, class, amount, to)?))
	}

	fn may_move_exits(owner: &T::AccountId, validator: &T::AccountId, epoch: EpochIndex) -> bool {
		ValidatorLedger::<T>::find(validator)
			.is_some_and(|ledger| Self::ensure_transferable(&ledger, owner, epoch).is_ok())
	}

	fn move_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| Ok(Self::do_move_exits(owner, validator, epoch, to)?))
	}
}

impl<T: Config> Pallet<T> {
	/// The value of a deal without rewards. Planck.
	pub fn deal_value(owner: &T::AccountId, id: DealId) -> Balance {
		Deals::<T>::get(owner, id).map_or(0, |deal| Self::value_of_deal(&deal))
	}
}
