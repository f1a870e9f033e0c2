//! A validator's self-stake and commission.

use crate::{exits::Departure, ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::Shares;
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

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
		let now = Self::now();
		let shares = ledger.with_own(|ledger, own| ledger.shares_for_amount(own, class, amount))?;
		let amount = ledger.own_exit(class, shares, now)?;
		let is_enough = ledger.self_stake() >= T::MinimumSelfStake::get();
		ensure!(is_enough || !ledger.state.is_electable(), Error::<T>::SelfStakeTooSmall);
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::SelfStakeDecreased {
			validator: who.clone(),
			amount,
			epoch: now,
		});
		Ok(())
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
