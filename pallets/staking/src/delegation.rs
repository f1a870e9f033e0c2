//! The calls of delegators.

use crate::{position::Holder, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

impl<T: Config> Pallet<T> {
	/// Whether the validator accepts delegations. Fails with the reason of the refusal.
	pub(crate) fn ensure_takes_delegations(record: &Validator) -> DispatchResult {
		match record.state {
			State::Waiting | State::Active => {},
			State::Offline => return Err(Error::<T>::ValidatorOffline.into()),
			State::Jailed { .. } => return Err(Error::<T>::ValidatorJailed.into()),
			State::Banned => return Err(Error::<T>::ValidatorBanned.into()),
			State::Leaving => return Err(Error::<T>::ValidatorLeaving.into()),
		}
		let now = Self::now();
		let is_reported = record.proven.is_some_and(|epoch| Self::is_liable_for(epoch, now));
		ensure!(!is_reported, Error::<T>::ProvenOffencePending);
		Ok(())
	}

	/// Whether `value`, the value of a position in a class, reaches the minimum delegation.
	fn ensure_large_enough(record: &Validator, value: Balance) -> DispatchResult {
		let minimum = T::MinimumDelegation::get().max(record.delegation_policy.minimum);
		ensure!(value >= minimum, Error::<T>::BelowMinimumDelegation);
		Ok(())
	}

	/// The first epoch in which a deposit of the running epoch earns.
	pub(crate) fn active_from(record: &Validator, now: EpochIndex) -> EpochIndex {
		match record.serves(now) {
			true => now.saturating_add(1),
			false => now,
		}
	}

	/// Delegates `amount`, which is in the pot or will be transferred by the caller. The caller
	/// stores all records.
	fn deposit_delegation(
		holder: &mut Holder<T>,
		validator: &T::AccountId,
		record: &mut Validator,
		class: RewardClass,
		amount: Balance,
		now: EpochIndex,
	) -> DispatchResult {
		Self::ensure_takes_delegations(record)?;
		ensure!(!record.delegation_policy.closed, Error::<T>::ValidatorClosed);
		let delegation = holder.delegation_or_new(validator, record)?;
		let mut position = delegation.open::<T>()?;
		// With no deferral to the epoch's end, deposits of the past need no settlement, unless
		// their value matters or their generation of the class was closed.
		let value = record.value_in(&position, class).saturating_add(amount);
		let is_large_enough = Self::ensure_large_enough(record, value).is_ok();
		let is_closed = record.closed_in(class).is_some_and(|closed| {
			let mut pending = position.pending.iter();
			pending.any(|deposit| deposit.kind.class == class && deposit.epoch < closed)
		});
		if record.serves(now) || !is_large_enough || is_closed {
			Self::settle(validator, record, &mut position)?;
		} else {
			Self::settle_rewards(validator, record, &mut position)?;
		}
		let value = record.value_in(&position, class).saturating_add(amount);
		Self::ensure_large_enough(record, value)?;
		let kind = DepositKind::fresh(class);
		Self::deposit(record, &mut position, kind, amount, now)?;
		delegation.set_position(&position);
		Ok(())
	}

	/// Delegates. Returns whether the deposit waits for the end of the epoch.
	pub(crate) fn do_delegate(
		who: &T::AccountId,
		validator: &T::AccountId,
		amount: Balance,
		class: RewardClass,
		min_shares_out: u128,
	) -> Result<bool, DispatchError> {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(who != validator, Error::<T>::CannotDelegateToSelf);
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		let now = Self::now();
		let shares = record.class(class).shares_for(amount).map_err(Error::<T>::from)?;
		ensure!(shares.0 >= min_shares_out, Error::<T>::SlippageExceeded);
		let mut holder = Holder::<T>::load(who)?;
		Self::deposit_delegation(&mut holder, validator, &mut record, class, amount, now)?;
		Self::collect(who, amount)?;

		holder.store(validator, &mut record);
		let waits = record.serves(now);
		let active = Self::active_from(&record, now);
		Self::store_and_rank(validator, record, before);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::Delegated {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount,
			active,
		});
		Ok(waits)
	}

	/// Takes shares of a position for an exit: `amount`, or all if the rest would be below the
	/// minimum. The shares of a closed class are in the exits of its closing epoch already. Returns
	/// the epoch of the exit, its shares, and their value in planck.
	fn take_out(
		validator: &T::AccountId,
		record: &mut Validator,
		position: &mut Position,
		class: RewardClass,
		amount: Amount,
		now: EpochIndex,
	) -> Result<(EpochIndex, palisade_share_pool::Shares, Balance), DispatchError> {
		let (held, generation) = position.held(class);
		if !held.is_zero() && generation != record.class(class).generation {
			let closed = Self::closed_class(validator, class, generation)?;
			Self::take_from(position, class, held)?;
			let chunk = ExitChunk {
				epoch: closed.epoch,
				class,
				shares: held,
				deal: None,
				destination: None,
			};
			return Ok((closed.epoch, held, Self::exit_value(validator, record, &chunk)));
		}

		let mut shares = Self::shares_for_amount(record, position, class, amount)?;
		let mut rest = position.clone();
		Self::take_from(&mut rest, class, shares)?;
		if record.value_in(&rest, class) < T::MinimumDelegation::get() {
			shares = held;
		}
		Self::take_from(position, class, shares)?;
		let (value, shares) = Self::leave(validator, record, class, shares, None, now)?;
		Ok((now, shares, value))
	}

	/// Exits. Returns the exit's epoch, its value in planck, and whether it waits for the end of
	/// the epoch.
	fn exit(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Amount,
		destination: Option<&T::AccountId>,
		now: EpochIndex,
	) -> Result<(EpochIndex, Balance, bool), DispatchError> {
		ensure!(who != validator, Error::<T>::CannotDelegateToSelf);
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		let mut holder = Holder::<T>::load(who)?;
		let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
		let mut position = delegation.open::<T>()?;
		Self::settle(validator, &mut record, &mut position)?;
		let (epoch, shares, value) =
			Self::take_out(validator, &mut record, &mut position, class, amount, now)?;
		let bound = if epoch == now { MAX_EXITS } else { MAX_STORED_EXITS };
		let chunk =
			ExitChunk { epoch, class, shares, deal: None, destination: destination.cloned() };
		Self::add_exit(who, delegation, chunk, bound)?;
		// Deposits that waited for the closed class to be cleared can be settled now.
		Self::settle(validator, &mut record, &mut position)?;
		delegation.set_position(&position);
		holder.store(validator, &mut record);
		let waits = record.serves(now);
		Self::store_and_rank(validator, record, before);
		T::StakingListener::on_stake_update(who, None);
		Ok((epoch, value, waits))
	}

	/// Exits. Returns whether the exit waits for the end of the epoch.
	pub(crate) fn do_undelegate(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
		amount: Amount,
	) -> Result<bool, DispatchError> {
		let now = Self::now();
		let (epoch, amount, waits) = Self::exit(who, validator, class, amount, None, now)?;
		Self::deposit_event(Event::Undelegated {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount,
			epoch,
			withdrawable: Self::withdrawable_from(epoch, now),
		});
		Ok(waits)
	}

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
		let (epoch, amount, _) = Self::exit(who, from, class, amount, Some(to), now)?;
		Self::deposit_event(Event::Redelegated {
			delegator: who.clone(),
			from: from.clone(),
			to: to.clone(),
			class,
			amount,
			completable: Self::arrives_from(epoch, now),
		});
		Ok(())
	}

	pub(crate) fn do_cancel_undelegation(
		who: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		let now = Self::now();
		let is_own = who == validator;
		if !is_own {
			Self::ensure_takes_delegations(&record)?;
		}
		let mut holder = Holder::<T>::load(who)?;
		let delegation = holder.delegation(validator).ok_or(Error::<T>::NoExits)?;
		let mut exits = Exits::<T>::get(who, validator).ok_or(Error::<T>::NoExits)?;
		let mut position = match is_own {
			true => core::mem::take(&mut record.own),
			false => delegation.open::<T>()?,
		};
		Self::settle(validator, &mut record, &mut position)?;

		let mut returned: Balance = 0;
		// Closed deals do not return: the parties agreed to close them.
		for chunk in exits.iter().filter(|chunk| chunk.epoch == epoch && chunk.deal.is_none()) {
			let class = chunk.class;
			record.ensure_reopened::<T>(class, now)?;
			let assets = if record.serves(chunk.epoch) {
				let pool = record.class_mut(class);
				pool.leaving = pool.leaving.minus(chunk.shares).map_err(Error::<T>::from)?;
				let value = pool.value_of(chunk.shares);
				Self::give_to(&record, &mut position, class, chunk.shares)?;
				value
			} else {
				let (assets, reward) = Self::take_exit(validator, &mut record, chunk)?;
				Self::credit_reward(&mut record, &mut position, reward)?;
				let kind = DepositKind::returning(class);
				Self::deposit(&mut record, &mut position, kind, assets, now)?;
				assets
			};
			returned = returned.saturating_add(assets);
		}
		let waiting = exits.len();
		exits.retain(|chunk| chunk.epoch != epoch || chunk.deal.is_some());
		ensure!(exits.len() < waiting, Error::<T>::NoExits);

		match is_own {
			true => record.own = position,
			false => delegation.set_position(&position),
		}
		Self::store_exits(who, delegation, exits);
		holder.store(validator, &mut record);
		Self::store_and_rank(validator, record, before);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::UndelegationCancelled {
			delegator: who.clone(),
			validator: validator.clone(),
			epoch,
			amount: returned,
		});
		Ok(())
	}

	/// Adds a reward taken out of the exits to a position.
	fn credit_reward(
		record: &mut Validator,
		position: &mut Position,
		reward: Balance,
	) -> DispatchResult {
		let liquid = &mut record.pool.liquid;
		liquid.unclaimed = liquid.unclaimed.checked_add(reward).ok_or(Error::<T>::Overflow)?;
		position.unclaimed = position.unclaimed.checked_add(reward).ok_or(Error::<T>::Overflow)?;
		Ok(())
	}

	/// The earliest epoch whose exits an open case of the validator holds. All later exits are
	/// held too.
	pub(crate) fn held_from(record: &Validator, now: EpochIndex) -> Option<EpochIndex> {
		if !Self::has_liable_case(record, now) {
			return None;
		}
		let first = Self::first_liable(now);
		let oldest = record.cases.iter().find(|offence| **offence >= first)?;
		let kept = Self::first_not_passed(Self::liable_epochs(), now);
		Some(Self::first_liable_exits(*oldest).max(kept))
	}

	/// Whether an open case holds exits of `epoch`.
	pub(crate) fn is_held(record: &Validator, epoch: EpochIndex, now: EpochIndex) -> bool {
		Self::held_from(record, now).is_some_and(|from| from <= epoch)
	}

	/// Withdraws mature exits. Returns the number of exits, plus the number of validators examined
	/// without effect.
	pub(crate) fn do_withdraw(who: &T::AccountId) -> Result<u32, DispatchError> {
		let now = Self::now();
		let is_mature = |epoch: EpochIndex| Self::is_mature(epoch, now);
		let mut holder = Holder::<T>::load(who)?;
		let mut count: u32 = 0;
		let mut in_vain: u32 = 0;
		let mut is_held = false;
		let mut has_exits = false;
		let mut sum: Balance = 0;

		for delegation in holder.record.delegations.iter_mut() {
			let Some(oldest) = delegation.oldest_exit else { continue };
			has_exits = true;
			if count >= MAX_WITHDRAWALS || !is_mature(oldest) {
				continue;
			}
			let validator = delegation.validator.clone();
			let mut record = Self::validator(&validator)?;
			let mut exits = Exits::<T>::get(who, &validator).ok_or(Error::<T>::NoExits)?;
			let before = (record.dust, record.holders);
			let mut amount: Balance = 0;
			let mut taken: u32 = 0;
			let mut left = ExitsOf::<T>::default();
			for chunk in core::mem::take(&mut exits) {
				let held = Self::is_held(&record, chunk.epoch, now);
				if count >= MAX_WITHDRAWALS || !is_mature(chunk.epoch) || held {
					is_held |= held && is_mature(chunk.epoch);
					left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
					continue;
				}
				let (assets, reward) = Self::take_exit(&validator, &mut record, &chunk)?;
				amount = amount.saturating_add(assets).saturating_add(reward);
				count = count.saturating_add(1);
				taken = taken.saturating_add(1);
			}
			if taken == 0 {
				in_vain = in_vain.saturating_add(1);
				continue;
			}
			sum = sum.saturating_add(amount);
			Self::store_exits(who, delegation, left);
			if delegation.is_empty() {
				record.holders = record.holders.saturating_sub(1);
			}
			if before != (record.dust, record.holders) {
				Validators::<T>::insert(&validator, record);
			}
			T::StakingListener::on_withdraw(who, amount);
			Self::deposit_event(Event::Withdrawn {
				delegator: who.clone(),
				validator,
				amount,
				exits: taken,
			});
		}
		if count == 0 {
			ensure!(has_exits, Error::<T>::NoExits);
			ensure!(!is_held, Error::<T>::HeldByCase);
			return Err(Error::<T>::NotYetWithdrawable.into());
		}
		// One payment: each amount alone may be too small for an account to exist.
		if sum > 0 {
			Self::pay(who, sum)?;
		}
		let before = holder.record.delegations.len();
		holder.record.delegations.retain(|delegation| !delegation.is_empty());
		if holder.record.delegations.len() < before {
			T::StakingListener::on_unstake(who);
		}
		holder.store_as_is();
		Ok(count.saturating_add(in_vain))
	}

	/// Deposits redelegated stake with the new validator. Returns the number of exits.
	pub(crate) fn do_complete_redelegation(
		who: &T::AccountId,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<u32, DispatchError> {
		ensure!(from != to, Error::<T>::SameValidator);
		let now = Self::now();
		let mut source = Self::validator(from)?;
		let mut target = Self::validator(to)?;
		let before = (source.pool.stake(), target.pool.stake());
		let mut holder = Holder::<T>::load(who)?;
		let exits = Exits::<T>::get(who, from).ok_or(Error::<T>::NoExits)?;
		let mut left = ExitsOf::<T>::default();
		let (mut compounding, mut liquid, mut rewards): (Balance, Balance, Balance) = (0, 0, 0);
		let (mut is_held, mut is_waiting) = (false, false);
		let mut count: u32 = 0;
		for chunk in exits {
			let ours = chunk.destination.as_ref() == Some(to);
			let waits = !Self::can_arrive(chunk.epoch, now);
			let held = Self::is_held(&source, chunk.epoch, now);
			if !ours || waits || held {
				is_held |= ours && held && !waits;
				is_waiting |= ours && waits;
				left.try_push(chunk).map_err(|_| Error::<T>::TooManyExits)?;
				continue;
			}
			let (assets, reward) = Self::take_exit(from, &mut source, &chunk)?;
			let sum = match chunk.class {
				RewardClass::Compounding => &mut compounding,
				RewardClass::Liquid => &mut liquid,
			};
			*sum = sum.saturating_add(assets);
			rewards = rewards.saturating_add(reward);
			count = count.saturating_add(1);
		}
		let amount = compounding.saturating_add(liquid);
		if amount == 0 {
			ensure!(!is_held, Error::<T>::HeldByCase);
			ensure!(!is_waiting, Error::<T>::NotYetWithdrawable);
			return Err(Error::<T>::NoExits.into());
		}

		let delegation = holder.delegation(from).ok_or(Error::<T>::NoExits)?;
		let mut position = delegation.open::<T>()?;
		Self::settle(from, &mut source, &mut position)?;
		Self::credit_reward(&mut source, &mut position, rewards)?;
		delegation.set_position(&position);
		Self::store_exits(who, delegation, left);
		// The new delegation may need the freed place.
		holder.forget_if_empty(from, &mut source);
		for (class, assets) in
			[(RewardClass::Compounding, compounding), (RewardClass::Liquid, liquid)]
		{
			if assets > 0 {
				Self::deposit_delegation(&mut holder, to, &mut target, class, assets, now)?;
			}
		}
		holder.store_as_is();
		Self::store_and_rank(from, source, before.0);
		Self::store_and_rank(to, target, before.1);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::RedelegationCompleted {
			delegator: who.clone(),
			from: from.clone(),
			to: to.clone(),
			amount,
		});
		Ok(count)
	}

	pub(crate) fn do_change_class(
		who: &T::AccountId,
		validator: &T::AccountId,
		to: RewardClass,
		amount: Amount,
	) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		let now = Self::now();
		let is_own = who == validator;
		let mut holder = Holder::<T>::load(who)?;
		let mut position = match is_own {
			true => core::mem::take(&mut record.own),
			false => {
				let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
				delegation.open::<T>()?
			},
		};
		let class = match to {
			RewardClass::Compounding => RewardClass::Liquid,
			RewardClass::Liquid => RewardClass::Compounding,
		};
		Self::settle(validator, &mut record, &mut position)?;
		let (held, generation) = position.held(class);
		let is_current = held.is_zero() || generation == record.class(class).generation;
		ensure!(is_current, Error::<T>::ClassClosed);

		let mut shares = Self::shares_for_amount(&record, &position, class, amount)?;
		let mut rest = position.clone();
		Self::take_from(&mut rest, class, shares)?;
		if record.value_in(&rest, class) < T::MinimumDelegation::get() {
			shares = held;
		}
		Self::take_from(&mut position, class, shares)?;
		let redeemed = record.class_mut(class).redeem(shares).map_err(Error::<T>::from)?;
		record.dust = record.dust.saturating_add(redeemed.dust);
		let amount = redeemed.assets;
		if !is_own {
			let value = record.value_in(&position, to).saturating_add(amount);
			Self::ensure_large_enough(&record, value)?;
		}
		record.ensure_reopened::<T>(to, now)?;
		let bought = record.class_mut(to).deposit(amount).map_err(Error::<T>::from)?;
		Self::give_to(&record, &mut position, to, bought)?;

		match is_own {
			true => record.own = position,
			false => {
				let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
				delegation.set_position(&position);
				holder.store(validator, &mut record);
			},
		}
		Self::store_and_rank(validator, record, before);
		Self::deposit_event(Event::ClassChanged {
			delegator: who.clone(),
			validator: validator.clone(),
			to,
			amount,
		});
		Ok(())
	}

	/// Takes the settled rewards out of a position. Returns the amount in planck. Fails with
	/// [`Error::NothingToClaim`].
	fn take_rewards(
		record: &mut Validator,
		position: &mut Position,
	) -> Result<Balance, DispatchError> {
		ensure!(position.unclaimed > 0, Error::<T>::NothingToClaim);
		let amount = core::mem::take(&mut position.unclaimed);
		record.pool.liquid.claim(amount).map_err(Error::<T>::from)?;
		Ok(amount)
	}

	pub(crate) fn do_claim_rewards(who: &T::AccountId, validator: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		let mut holder = Holder::<T>::load(who)?;
		let to = holder.record.reward_account.clone().unwrap_or_else(|| who.clone());
		let amount = if who == validator {
			let mut position = core::mem::take(&mut record.own);
			Self::settle(validator, &mut record, &mut position)?;
			let amount = Self::take_rewards(&mut record, &mut position)?;
			record.own = position;
			amount
		} else {
			let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
			let mut position = delegation.open::<T>()?;
			Self::settle(validator, &mut record, &mut position)?;
			let amount = Self::take_rewards(&mut record, &mut position)?;
			delegation.set_position(&position);
			holder.store(validator, &mut record);
			amount
		};
		Self::pay(&to, amount)?;
		Validators::<T>::insert(validator, record);
		Self::deposit_event(Event::RewardsClaimed {
			delegator: who.clone(),
			validator: validator.clone(),
			to,
			amount,
		});
		Ok(())
	}

	pub(crate) fn do_restake_rewards(
		who: &T::AccountId,
		validator: &T::AccountId,
		class: RewardClass,
	) -> DispatchResult {
		ensure!(who != validator, Error::<T>::CannotDelegateToSelf);
		let mut record = Self::validator(validator)?;
		let before = record.pool.stake();
		let now = Self::now();
		let mut holder = Holder::<T>::load(who)?;
		let delegation = holder.delegation(validator).ok_or(Error::<T>::NotDelegator)?;
		let mut position = delegation.open::<T>()?;
		Self::settle(validator, &mut record, &mut position)?;
		let amount = Self::take_rewards(&mut record, &mut position)?;
		delegation.set_position(&position);
		Self::deposit_delegation(&mut holder, validator, &mut record, class, amount, now)?;
		holder.store(validator, &mut record);
		Self::store_and_rank(validator, record, before);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::RewardsRestaked {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount,
		});
		Ok(())
	}

	/// The record of a delegator, empty for a validator without one. Fails with
	/// [`Error::NotDelegator`] on any other account.
	fn settings_of(who: &T::AccountId) -> Result<DelegatorOf<T>, DispatchError> {
		match Delegators::<T>::get(who) {
			Some(delegator) => Ok(delegator),
			None if Validators::<T>::contains_key(who) => Ok(Default::default()),
			None => Err(Error::<T>::NotDelegator.into()),
		}
	}

	pub(crate) fn do_set_reward_account(
		who: T::AccountId,
		account: Option<T::AccountId>,
	) -> DispatchResult {
		let mut delegator = Self::settings_of(&who)?;
		delegator.reward_account = account.clone();
		Delegators::<T>::insert(&who, delegator);
		Self::deposit_event(Event::RewardAccountSet { delegator: who, account });
		Ok(())
	}

	pub(crate) fn do_permit_claims(who: T::AccountId, permitted: bool) -> DispatchResult {
		let mut delegator = Self::settings_of(&who)?;
		delegator.open_claims = permitted;
		Delegators::<T>::insert(&who, delegator);
		Self::deposit_event(Event::ClaimsPermitted { delegator: who, permitted });
		Ok(())
	}
}
