//! Transfers of positions and exits to another owner.
//!
//! Self-stake bears the offences of its validator, so it is not for sale by the account that may
//! commit them: neither while it is staked, nor as exits while an offence that reaches the exits
//! can be committed, reported or judged.

use crate::{cases::is_held, holder::Holder, ledger::ValidatorLedger, types::*, *};
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	traits::{fungible::Inspect, Get},
};
use frame_system::Pallet as System;
use palisade_primitives::{Balance, EpochIndex, LockInspect, RewardClass};

impl<T: Config> Pallet<T> {
	/// Whether `owner`, after a transfer, still owns the amount of its locks: in its balance, as
	/// stake or as exits. Otherwise the new owner could vote again with stake that has voted. Fails
	/// with [`Error::Locked`]. The records must be stored.
	///
	/// Then locks the balance for the transferred stake, which was worth `gone`.
	pub(crate) fn ensure_covers_locks(owner: &T::AccountId, gone: Balance) -> Result<(), Error<T>> {
		let locked = T::Locks::locked(owner).max(Self::largest_stake_lock(owner));
		if locked == 0 {
			return Ok(());
		}
		// The call that transfers declares this weight: see `PositionTransfer::lock_weight`. It does
		// not know whether there are locks.
		System::<T>::register_extra_weight_unchecked(
			T::WeightInfo::stake_lock(),
			DispatchClass::Normal,
		);
		let staked = Self::covering(owner, locked);
		// The giver keeps the reserve for fees, even if no stake is left.
		let own = Self::lockable(T::Currency::total_balance(owner), staked.max(1));
		ensure!(own.saturating_add(staked) >= locked, Error::<T>::Locked);
		Self::renew_stake_locks(owner, gone);
		Ok(())
	}

	/// Refuses exits of the self-stake while an offence that reaches them can still be committed or
	/// reported, or a case holds them. Fails with [`Error::SelfStakeLiable`].
	pub(crate) fn ensure_transferable(
		ledger: &ValidatorLedger<T>,
		owner: &T::AccountId,
		epoch: EpochIndex,
	) -> Result<(), Error<T>> {
		if *owner != ledger.account {
			return Ok(());
		}
		let now = Self::now();
		// Exits of an epoch are liable for the next epoch, and for none after it.
		let last = epoch.saturating_add(1);
		let reported = T::ReportEpochs::get().saturating_add(1);
		let is_liable =
			!Self::have_passed(reported, last, now) || is_held(Self::held_from(ledger, now), epoch);
		ensure!(!is_liable, Error::<T>::SelfStakeLiable);
		Ok(())
	}

	pub(crate) fn do_move_position(
		owner: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Balance,
		to: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		ensure!(owner != validator && to != validator, Error::<T>::CannotDelegateToSelf);
		ensure!(owner != to, Error::<T>::SameOwner);
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let mut giver = Holder::<T>::load(owner)?;
		let mut taker = Holder::<T>::load(to)?;
		let from = giver.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
		let receiver = taker.delegation_or_new(&mut ledger)?;
		let (mut given, mut received) = (from.open::<T>()?, receiver.open::<T>()?);
		ledger.settle(&mut given)?;
		ledger.settle(&mut received)?;

		ledger.ensure_current::<T>(&given, class)?;
		let shares = ledger.shares_for_amount(&given, class, Amount::Exact(amount))?;
		given.take(class, shares)?;
		let left = ledger.value_in(&given, class);
		let minimum = T::MinimumDelegation::get();
		ensure!(left == 0 || left >= minimum, Error::<T>::BelowMinimumDelegation);
		let value = ledger.class(class).value_of(shares);
		ledger.give(&mut received, class, shares)?;
		let is_large_enough = ledger.value_in(&received, class) >= minimum;
		ensure!(is_large_enough, Error::<T>::BelowMinimumDelegation);

		from.set_position(&given);
		receiver.set_position(&received);
		giver.save_with(&mut ledger)?;
		taker.save_with(&mut ledger)?;
		ledger.save();
		Self::ensure_covers_locks(owner, value)?;
		Self::deposit_event(Event::PositionMoved {
			from: owner.clone(),
			to: to.clone(),
			validator: validator.clone(),
			class,
			amount: value,
		});
		Ok(value)
	}

	pub(crate) fn do_move_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
		to: &T::AccountId,
	) -> Result<Balance, Error<T>> {
		ensure!(owner != to, Error::<T>::SameOwner);
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		Self::ensure_transferable(&ledger, owner, epoch)?;
		let mut giver = Holder::<T>::load(owner)?;
		let mut taker = Holder::<T>::load(to)?;
		let exits = Self::exits_of(owner, validator)?;
		let deals = taker.record.deals;
		let receiver = taker.delegation_or_new(&mut ledger)?;
		let mut left = ExitsOf::<T>::default();
		let mut amount: Balance = 0;
		let mut moved = false;
		for mut chunk in exits {
			if chunk.epoch != epoch {
				left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
				continue;
			}
			amount = amount.saturating_add(ledger.exit_value(&chunk));
			// The destination was the giver's choice.
			chunk.destination = None;
			if chunk.deal.is_some() {
				Self::ensure_place_for_deal(to, validator, deals)?;
			}
			let bound = if chunk.deal.is_some() { MAX_STORED_EXITS } else { MAX_EXITS };
			Self::add_exit(to, receiver, chunk, bound)?;
			moved = true;
		}
		ensure!(moved, Error::<T>::NoExits);
		let delegation = giver.delegation(validator).ok_or(Error::<T>::NoExits)?;
		Self::store_exits(owner, delegation, left);
		giver.save_with(&mut ledger)?;
		taker.save_with(&mut ledger)?;
		ledger.save();
		// The new owner could cancel the exits and vote again with the stake.
		Self::ensure_covers_locks(owner, amount)?;
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
