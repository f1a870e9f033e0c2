//! Redelegating: stake that moves from one validator to another.

use crate::{
	cases::is_held, exits::TakenExit, holder::Holder, ledger::ValidatorLedger, types::*, *,
};
use frame_support::ensure;
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

/// The exits of a delegator from one validator, divided by their arrival at another.
struct Arrival<T: Config> {
	/// The stake to deposit in the compounding class. Planck.
	compounding: Balance,
	/// The stake to deposit in the liquid class. Planck.
	liquid: Balance,
	/// The rewards of the exits, which stay with the first validator. Planck.
	rewards: Balance,
	/// The number of exits that arrive.
	count: u32,
	/// The remaining exits.
	left: ExitsOf<T>,
	/// Whether an open case holds an exit that could arrive otherwise.
	is_held: bool,
	/// Whether an exit cannot arrive yet.
	is_waiting: bool,
}

impl<T: Config> ValidatorLedger<T> {
	/// Takes the `exits` that are on their way to `to` and may arrive out of their pools.
	fn take_arrivals(
		&mut self,
		exits: ExitsOf<T>,
		to: &T::AccountId,
		now: EpochIndex,
	) -> Result<Arrival<T>, Error<T>> {
		let mut arrival = Arrival {
			compounding: 0,
			liquid: 0,
			rewards: 0,
			count: 0,
			left: ExitsOf::<T>::default(),
			is_held: false,
			is_waiting: false,
		};
		let held_from = Pallet::<T>::held_from(self, now);
		for chunk in exits {
			let ours = chunk.destination.as_ref() == Some(to);
			let waits = !Pallet::<T>::can_arrive(chunk.epoch, now);
			let held = is_held(held_from, chunk.epoch);
			if !ours || waits || held {
				arrival.is_held |= ours && held && !waits;
				arrival.is_waiting |= ours && waits;
				arrival.left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
				continue;
			}
			let TakenExit { assets, reward } = self.take_exit(&chunk)?;
			let sum = match chunk.class {
				RewardClass::Compounding => &mut arrival.compounding,
				RewardClass::Liquid => &mut arrival.liquid,
			};
			*sum = sum.saturating_add(assets);
			arrival.rewards = arrival.rewards.saturating_add(reward);
			arrival.count = arrival.count.saturating_add(1);
		}
		Ok(arrival)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_redelegate(
		who: &T::AccountId,
		from: &T::AccountId,
		to: &T::AccountId,
		class: RewardClass,
		amount: Amount,
	) -> DispatchResult {
		ensure!(from != to, Error::<T>::SameValidator);
		ensure!(who != to, Error::<T>::CannotDelegateToSelf);
		ensure!(Validators::<T>::contains_key(to), Error::<T>::UnknownValidator);
		let now = Self::now();
		let (exit, _) = Self::exit(who, from, class, amount, Some(to), now)?;
		Self::deposit_event(Event::Redelegated {
			delegator: who.clone(),
			from: from.clone(),
			to: to.clone(),
			class,
			amount: exit.value,
			completable: Self::arrives_from(exit.epoch, now),
		});
		Ok(())
	}

	/// Deposits redelegated stake with the new validator. Returns the number of exits.
	pub(crate) fn do_complete_redelegation(
		who: &T::AccountId,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<u32, Error<T>> {
		ensure!(from != to, Error::<T>::SameValidator);
		let now = Self::now();
		let mut source = ValidatorLedger::<T>::load(from)?;
		let mut target = ValidatorLedger::<T>::load(to)?;
		let mut holder = Holder::<T>::load(who)?;
		let exits = Self::exits_of(who, from)?;
		let arrival = source.take_arrivals(exits, to, now)?;
		let amount = arrival.compounding.saturating_add(arrival.liquid);
		if amount == 0 {
			ensure!(!arrival.is_held, Error::<T>::HeldByCase);
			ensure!(!arrival.is_waiting, Error::<T>::NotYetWithdrawable);
			return Err(Error::<T>::NoExits);
		}

		holder.with_position(&mut source, |source, position| {
			source.credit_reward(position, arrival.rewards)
		})?;
		let delegation = holder.delegation(from).ok_or(Error::<T>::NoExits)?;
		Self::store_exits(who, delegation, arrival.left);
		// The new delegation may need the freed place.
		holder.forget_if_empty(&mut source);
		for (class, assets) in
			[(RewardClass::Compounding, arrival.compounding), (RewardClass::Liquid, arrival.liquid)]
		{
			if assets > 0 {
				target.deposit_delegation(&mut holder, class, assets, now)?;
			}
		}
		holder.save()?;
		source.save();
		target.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::RedelegationCompleted {
			delegator: who.clone(),
			from: from.clone(),
			to: to.clone(),
			amount,
		});
		Ok(arrival.count)
	}
}
