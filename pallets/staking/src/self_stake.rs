//! A validator's self-stake and commission.

use crate::{exits::Departure, ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::Shares;
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

/// Why self-stake is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Levy {
	/// A fine, which leaves the minimum self-stake to a candidate.
	Fine,
	/// A forfeit for a fault of the validator.
	Forfeit,
}

impl<T: Config> ValidatorLedger<T> {
	/// Moves settled self-stake into the exits of the epoch. Returns its value in planck.
	pub(crate) fn own_exit(
		&mut self,
		class: RewardClass,
		shares: Shares,
		now: EpochIndex,
	) -> Result<Balance, Error<T>> {
		self.own.take(class, shares)?;
		let Departure { value, shares } = self.leave(class, shares, None, now)?;
		let chunk = ExitChunk { epoch: now, class, shares, deal: None, destination: None };
		self.add_own_exit(chunk, MAX_EXITS)?;
		Ok(value)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_increase_self_stake(who: &T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		ensure!(ledger.state != State::Banned, Error::<T>::ValidatorBanned);
		let now = Self::now();
		let kind = DepositKind::fresh(ledger.reward_policy.class());
		ledger.with_own(|ledger, own| ledger.deposit(own, kind, amount, now))?;
		Self::collect(who, amount)?;
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::SelfStakeIncreased { validator: who.clone(), amount });
		Ok(())
	}

	pub(crate) fn do_decrease_self_stake(
		who: &T::AccountId,
		class: RewardClass,
		amount: Amount,
	) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		let (now, before) = (Self::now(), ledger.self_stake());
		let shares = ledger.with_own(|ledger, own| ledger.shares_for_amount(own, class, amount))?;
		let is_all = shares == ledger.own.held(class).shares;
		let is_large_enough = is_all || amount.is_at_least(T::MinimumDelegation::get());
		ensure!(is_large_enough, Error::<T>::ExitTooSmall);
		let amount = ledger.own_exit(class, shares, now)?;
		let is_enough = ledger.self_stake() >= T::MinimumSelfStake::get();
		ensure!(is_enough || !ledger.state.is_electable(), Error::<T>::SelfStakeTooSmall);
		ledger.check_self_stake(before);
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::SelfStakeDecreased {
			validator: who.clone(),
			amount,
			epoch: now,
		});
		Ok(())
	}

	/// Takes up to `most` planck of a validator: from its commission due, then from its active
	/// self-stake. Returns the amount.
	///
	/// A fine ends the service of no candidate: the minimum self-stake is left to it, and the
	/// rest is not collected. A forfeit, for a fault of the validator, spares nothing, and takes a
	/// candidate that falls below the minimum offline.
	pub(crate) fn do_take_self_stake(
		who: &T::AccountId,
		most: Balance,
		levy: Levy,
	) -> Result<Balance, Error<T>> {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		let before = ledger.self_stake();
		let commission = ledger.commission_due.min(most);
		ledger.commission_due = ledger.commission_due.saturating_sub(commission);
		let spared = match levy {
			// The value can lose a planck of each class by rounding.
			Levy::Fine if ledger.state.is_electable() => {
				T::MinimumSelfStake::get().saturating_add(2)
			},
			Levy::Fine | Levy::Forfeit => 0,
		};
		let most = most.saturating_sub(commission).min(ledger.self_stake().saturating_sub(spared));
		let mut taken: Balance = 0;
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let left = most.saturating_sub(taken);
			let redeemed = ledger.with_own(|ledger, own| {
				let value = ledger.class(class).value_of(own.held(class).shares);
				let amount = match left {
					0 => return Ok(None),
					_ if value == 0 => return Ok(None),
					left if left >= value => Amount::All,
					left => Amount::Exact(left),
				};
				let shares = ledger.shares_for_amount(own, class, amount)?;
				own.take(class, shares)?;
				Ok(Some(ledger.class_mut(class).redeem(shares)?))
			})?;
			if let Some(redeemed) = redeemed {
				taken = taken.saturating_add(redeemed.assets);
				ledger.dust = ledger.dust.saturating_add(redeemed.dust);
			}
		}
		let all = commission.saturating_add(taken);
		if all == 0 {
			return Ok(0);
		}
		if levy == Levy::Forfeit {
			ledger.check_self_stake(before);
		}
		ledger.save();
		if taken > 0 {
			T::StakingListener::on_stake_update(who, None);
			Self::deposit_event(Event::SelfStakeTaken { validator: who.clone(), amount: taken });
		}
		Ok(all)
	}

	pub(crate) fn do_claim_commission(who: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		let amount = core::mem::take(&mut ledger.commission_due);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		let to = Self::reward_account_of(who);
		Self::pay(&to, amount)?;
		ledger.save();
		Self::deposit_event(Event::CommissionClaimed { validator: who.clone(), to, amount });
		Ok(())
	}
}
