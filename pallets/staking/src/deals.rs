//! Deals, which are liquid stake with their own commission, and transfers of positions.
//!
//! Only this module writes [`Deals`]. Another pallet handles the agreement of the parties and acts
//! through `DealControl`.

use crate::{
	position::{activation_mut, Holder},
	types::*,
	*,
};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{fungible::Inspect, Get},
};
use palisade_primitives::{
	Balance, DealControl, DealId, DealStatus, EpochIndex, LockInspect, PositionTransfer,
	RewardClass,
};
use palisade_share_pool::{DealWeight, Index, Shares};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	fn deal(owner: &T::AccountId, deal: DealId) -> Result<Deal<T::AccountId>, DispatchError> {
		Deals::<T>::get(owner, deal).ok_or_else(|| Error::<T>::UnknownDeal.into())
	}

	/// The index, gross of commission, up to which the liquid shares of a generation have earned.
	fn gross_index(
		validator: &T::AccountId,
		record: &Validator,
		generation: u32,
	) -> Result<Index, DispatchError> {
		let liquid = &record.pool.liquid;
		if generation == liquid.class.generation {
			return Ok(liquid.index.gross);
		}
		Self::closed_class(validator, RewardClass::Liquid, generation)
			.map(|closed| closed.index.gross)
	}

	/// Settles a deal: exchanges its deposit for shares, and adds earned rewards.
	pub(crate) fn settle_deal(
		record: &mut Validator,
		deal: &mut Deal<T::AccountId>,
	) -> Result<(), DispatchError> {
		let validator = deal.validator.clone();
		if let Some((epoch, units)) = deal.pending {
			if record.serves(epoch) {
				return Ok(());
			}
			let kind = DepositKind::deal();
			let mut activated = Self::activated(&validator, epoch)?;
			let activation = activation_mut::<T>(&mut activated, kind)?;
			let taken = activation.take(units, Some(deal.commission)).map_err(Error::<T>::from)?;
			deal.shares = taken.shares;
			deal.generation = activation.generation;
			deal.settled = activation.index.gross;
			deal.pending = None;
			Self::burn_leftover(&validator, record, &mut activated, kind, taken)?;
			Self::store_activated(&validator, epoch, activated);
		}
		let index = Self::gross_index(&validator, record, deal.generation)?;
		let earned = index
			.since(deal.settled)
			.earned_after(deal.shares, deal.commission)
			.map_err(Error::<T>::from)?;
		deal.settled = index;
		deal.unclaimed = deal.unclaimed.checked_add(earned).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// Pays the settled rewards of a deal. Returns the amount in planck.
	fn pay_deal(
		owner: &T::AccountId,
		record: &mut Validator,
		deal: &mut Deal<T::AccountId>,
	) -> Result<Balance, DispatchError> {
		let amount = core::mem::take(&mut deal.unclaimed);
		if amount > 0 {
			record.pool.liquid.claim(amount).map_err(Error::<T>::from)?;
			Self::pay(&Self::reward_account_of(owner), amount)?;
		}
		Ok(amount)
	}

	/// Adds a deal to the count of `owner`. Fails with [`Error::TooManyDelegations`].
	fn add_deal_of(owner: &T::AccountId) -> DispatchResult {
		let mut holder = Holder::<T>::load(owner)?;
		ensure!(holder.has_place(), Error::<T>::TooManyDelegations);
		holder.record.deals = holder.record.deals.saturating_add(1);
		holder.store_as_is();
		Ok(())
	}

	/// Removes a deal from the count of `owner`.
	fn remove_deal_of(owner: &T::AccountId) -> DispatchResult {
		let mut holder = Holder::<T>::load(owner)?;
		holder.record.deals = holder.record.deals.saturating_sub(1);
		holder.store_as_is();
		Ok(())
	}

	/// Whether `owner`, after a transfer, still owns the amount of its locks. Otherwise the new
	/// owner could vote again with stake that has voted. Fails with [`Error::Locked`].
	fn ensure_covers_locks(owner: &T::AccountId) -> DispatchResult {
		let left = T::Currency::total_balance(owner).saturating_add(Self::all_stake_of(owner));
		ensure!(left >= T::Locks::locked(owner), Error::<T>::Locked);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	fn do_open_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError> {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(owner != validator, Error::<T>::CannotDelegateToSelf);
		ensure!(amount >= T::MinimumDelegation::get(), Error::<T>::BelowMinimumDelegation);
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		Self::ensure_takes_delegations(&record)?;
		let now = Self::now();
		record.ensure_reopened::<T>(RewardClass::Liquid, now)?;
		Self::collect(owner, amount)?;

		let mut deal = Deal {
			validator: validator.clone(),
			commission,
			shares: Shares::ZERO,
			generation: record.pool.liquid.class.generation,
			settled: record.pool.liquid.index.gross,
			unclaimed: 0,
			pending: None,
		};
		if record.serves(now) {
			let deposits = record.deposits.of_mut(DepositKind::deal());
			let units = deposits.deposit(amount).map_err(Error::<T>::from)?;
			deposits.add_deal(units, commission);
			deal.pending = Some((now, units));
		} else {
			let liquid = &mut record.pool.liquid;
			deal.shares = liquid.class.deposit(amount).map_err(Error::<T>::from)?;
			liquid.deal_shares = liquid.deal_shares.plus(deal.shares).map_err(Error::<T>::from)?;
			liquid.deal_weight = liquid.deal_weight.plus(DealWeight::of(deal.shares, commission));
		}
		record.holders = record.holders.saturating_add(1);
		let id = NextDeal::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		});
		Deals::<T>::insert(owner, id, deal);
		Self::add_deal_of(owner)?;
		Self::store_and_rank(validator, record, before);
		Self::deposit_event(Event::DealOpened {
			owner: owner.clone(),
			deal: id,
			validator: validator.clone(),
			amount,
			commission,
		});
		Ok(id)
	}

	fn do_amend_deal(owner: &T::AccountId, id: DealId, commission: Perbill) -> DispatchResult {
		let mut deal = Self::deal(owner, id)?;
		let mut record = Self::validator(&deal.validator)?;
		Self::settle_deal(&mut record, &mut deal)?;
		if let Some((_, units)) = deal.pending {
			let deposits = record.deposits.of_mut(DepositKind::deal());
			deposits.remove_deal(units, deal.commission).map_err(Error::<T>::from)?;
			deposits.add_deal(units, commission);
		} else {
			let liquid = &mut record.pool.liquid;
			ensure!(deal.generation == liquid.class.generation, Error::<T>::ClassClosed);
			let before = DealWeight::of(deal.shares, deal.commission);
			let after = DealWeight::of(deal.shares, commission);
			liquid.deal_weight =
				liquid.deal_weight.minus(before).map_err(Error::<T>::from)?.plus(after);
		}
		deal.commission = commission;
		Validators::<T>::insert(&deal.validator, record);
		Deals::<T>::insert(owner, id, deal);
		Self::deposit_event(Event::DealAmended { owner: owner.clone(), deal: id, commission });
		Ok(())
	}

	fn do_close_deal(owner: &T::AccountId, id: DealId) -> Result<EpochIndex, DispatchError> {
		let mut deal = Self::deal(owner, id)?;
		let validator = deal.validator.clone();
		let mut record = Self::validator(&validator)?;
		let before = record.pool.stake();
		let now = Self::now();
		Self::settle_deal(&mut record, &mut deal)?;
		ensure!(deal.pending.is_none(), Error::<T>::DepositPending);
		let (rewards, was) = (deal.unclaimed, record.pool.liquid.unclaimed);
		let paid = with_storage_layer(|| Self::pay_deal(owner, &mut record, &mut deal));
		let unpaid = match paid {
			Ok(_) => 0,
			// Below the existential deposit: this must not prevent closing the deal.
			Err(_) => {
				record.pool.liquid.unclaimed = was;
				rewards
			},
		};

		let is_current = deal.generation == record.pool.liquid.class.generation;
		let (epoch, commission, amount, shares) = if is_current {
			let commission = Some(deal.commission);
			let held = deal.shares;
			let (amount, shares) =
				Self::leave(&validator, &mut record, RewardClass::Liquid, held, commission, now)?;
			(now, commission, amount, shares)
		} else {
			let closed = Self::closed_class(&validator, RewardClass::Liquid, deal.generation)?;
			(closed.epoch, None, 0, deal.shares)
		};
		let chunk = ExitChunk {
			epoch,
			class: RewardClass::Liquid,
			shares,
			deal: commission,
			destination: None,
		};
		let amount = match is_current {
			true => amount,
			false => Self::exit_value(&validator, &record, &chunk),
		};
		let mut holder = Holder::<T>::load(owner)?;
		holder.record.deals = holder.record.deals.saturating_sub(1);
		let delegation = holder.delegation_or_new(&validator, &mut record)?;
		if !chunk.shares.is_zero() {
			Self::add_exit(owner, delegation, chunk, MAX_STORED_EXITS)?;
		}
		if unpaid > 0 {
			let mut position = delegation.open::<T>()?;
			position.unclaimed = position.unclaimed.saturating_add(unpaid);
			delegation.set_position(&position);
		}
		holder.store(&validator, &mut record);
		record.holders = record.holders.saturating_sub(1);
		Deals::<T>::remove(owner, id);
		Self::store_and_rank(&validator, record, before);
		Self::deposit_event(Event::DealClosed { owner: owner.clone(), deal: id, amount, epoch });
		Ok(epoch)
	}

	fn do_claim_deal(owner: &T::AccountId, id: DealId) -> Result<Balance, DispatchError> {
		let mut deal = Self::deal(owner, id)?;
		let mut record = Self::validator(&deal.validator)?;
		Self::settle_deal(&mut record, &mut deal)?;
		let amount = Self::pay_deal(owner, &mut record, &mut deal)?;
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		Validators::<T>::insert(&deal.validator, record);
		Deals::<T>::insert(owner, id, deal);
		Self::deposit_event(Event::DealRewardsClaimed { owner: owner.clone(), deal: id, amount });
		Ok(amount)
	}

	fn do_move_deal(owner: &T::AccountId, id: DealId, to: &T::AccountId) -> DispatchResult {
		let deal = Self::deal(owner, id)?;
		ensure!(owner != to, Error::<T>::SameOwner);
		ensure!(*to != deal.validator, Error::<T>::CannotDelegateToSelf);
		Deals::<T>::remove(owner, id);
		Deals::<T>::insert(to, id, deal);
		Self::remove_deal_of(owner)?;
		Self::add_deal_of(to)?;
		Self::ensure_covers_locks(owner)?;
		Self::deposit_event(Event::DealMoved { from: owner.clone(), to: to.clone(), deal: id });
		Ok(())
	}

	fn do_move_position(
		owner: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Balance,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		ensure!(owner != validator && to != validator, Error::<T>::CannotDelegateToSelf);
		ensure!(owner != to, Error::<T>::SameOwner);
		let mut record = Self::validator(validator)?;
		let mut giver = Holder::<T>::load(owner)?;
		let mut taker = Holder::<T>::load(to)?;
		let from = giver.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
		let receiver = taker.delegation_or_new(validator, &mut record)?;
		let (mut given, mut received) = (from.open::<T>()?, receiver.open::<T>()?);
		Self::settle(validator, &mut record, &mut given)?;
		Self::settle(validator, &mut record, &mut received)?;

		let (held, generation) = given.held(class);
		let is_current = held.is_zero() || generation == record.class(class).generation;
		ensure!(is_current, Error::<T>::ClassClosed);
		let exactly = Amount::Exact(amount);
		let shares = Self::shares_for_amount(&record, &given, class, exactly)?;
		Self::take_from(&mut given, class, shares)?;
		let left = record.value_in(&given, class);
		let minimum = T::MinimumDelegation::get();
		ensure!(left == 0 || left >= minimum, Error::<T>::BelowMinimumDelegation);
		let value = record.class(class).value_of(shares);
		Self::give_to(&record, &mut received, class, shares)?;
		let is_large_enough = record.value_in(&received, class) >= minimum;
		ensure!(is_large_enough, Error::<T>::BelowMinimumDelegation);

		from.set_position(&given);
		receiver.set_position(&received);
		giver.store(validator, &mut record);
		taker.store(validator, &mut record);
		Validators::<T>::insert(validator, record);
		Self::ensure_covers_locks(owner)?;
		Self::deposit_event(Event::PositionMoved {
			from: owner.clone(),
			to: to.clone(),
			validator: validator.clone(),
			class,
			amount: value,
		});
		Ok(value)
	}

	fn do_move_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		ensure!(owner != to, Error::<T>::SameOwner);
		let mut record = Self::validator(validator)?;
		let mut giver = Holder::<T>::load(owner)?;
		let mut taker = Holder::<T>::load(to)?;
		let exits = Exits::<T>::get(owner, validator).ok_or(Error::<T>::NoExits)?;
		let receiver = taker.delegation_or_new(validator, &mut record)?;
		let mut left = ExitsOf::<T>::default();
		let mut amount: Balance = 0;
		let mut moved = false;
		for mut chunk in exits {
			if chunk.epoch != epoch {
				left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
				continue;
			}
			amount = amount.saturating_add(Self::exit_value(validator, &record, &chunk));
			// The destination was the giver's choice.
			chunk.destination = None;
			Self::add_exit(to, receiver, chunk, MAX_EXITS)?;
			moved = true;
		}
		ensure!(moved, Error::<T>::NoExits);
		let delegation = giver.delegation(validator).ok_or(Error::<T>::NoExits)?;
		Self::store_exits(owner, delegation, left);
		giver.store(validator, &mut record);
		taker.store(validator, &mut record);
		Validators::<T>::insert(validator, record);
		// The new owner could cancel the exits and vote again with the stake.
		Self::ensure_covers_locks(owner)?;
		Self::deposit_event(Event::ExitsMoved {
			from: owner.clone(),
			to: to.clone(),
			validator: validator.clone(),
			epoch,
			amount,
		});
		Ok(amount)
	}
}

/// Each call takes effect completely or not at all, in any context.
impl<T: Config> DealControl<T::AccountId> for Pallet<T> {
	fn accepts_deals(validator: &T::AccountId) -> bool {
		Validators::<T>::get(validator).is_some_and(|record| {
			Self::ensure_takes_delegations(&record).is_ok()
				&& record.ensure_reopened::<T>(RewardClass::Liquid, Self::now()).is_ok()
		})
	}

	fn open_deal(
		owner: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError> {
		with_storage_layer(|| Self::do_open_deal(owner, validator, amount, commission))
	}

	fn amend_deal(owner: &T::AccountId, id: DealId, commission: Perbill) -> DispatchResult {
		with_storage_layer(|| Self::do_amend_deal(owner, id, commission))
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
	fn move_deal(owner: &T::AccountId, id: DealId, to: &T::AccountId) -> DispatchResult {
		with_storage_layer(|| Self::do_move_deal(owner, id, to))
	}

	fn move_position(
		owner: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Balance,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| Self::do_move_position(owner, validator, class, amount, to))
	}

	fn move_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
		to: &T::AccountId,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| Self::do_move_exits(owner, validator, epoch, to))
	}
}

impl<T: Config> Pallet<T> {
	/// The value of a deal without rewards. Planck.
	pub fn deal_value(owner: &T::AccountId, id: DealId) -> Balance {
		Deals::<T>::get(owner, id).map_or(0, |deal| Self::value_of_deal(&deal))
	}
}
