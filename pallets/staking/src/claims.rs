//! The rewards of positions: their payment, and who receives them.

use crate::{holder::Holder, ledger::ValidatorLedger, *};
use frame_support::ensure;
use palisade_primitives::RewardClass;
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim_rewards(who: &T::AccountId, validator: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let mut holder = Holder::<T>::load(who)?;
		let to = holder.record.reward_account.clone().unwrap_or_else(|| who.clone());
		let amount =
			holder.with_position(&mut ledger, |ledger, position| ledger.take_rewards(position))?;
		if who != validator {
			holder.save_with(&mut ledger)?;
		}
		Self::pay(&to, amount)?;
		ledger.save();
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
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		let mut holder = Holder::<T>::load(who)?;
		let amount =
			holder.with_position(&mut ledger, |ledger, position| ledger.take_rewards(position))?;
		ledger.deposit_delegation(&mut holder, class, amount, now)?;
		holder.save_with(&mut ledger)?;
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::RewardsRestaked {
			delegator: who.clone(),
			validator: validator.clone(),
			class,
			amount,
		});
		Ok(())
	}

	pub(crate) fn do_set_reward_account(
		who: T::AccountId,
		account: Option<T::AccountId>,
	) -> DispatchResult {
		let mut holder = Holder::<T>::load_settings(&who)?;
		holder.record.reward_account = account.clone();
		holder.save()?;
		Self::deposit_event(Event::RewardAccountSet { delegator: who, account });
		Ok(())
	}

	pub(crate) fn do_permit_claims(who: T::AccountId, permitted: bool) -> DispatchResult {
		let mut holder = Holder::<T>::load_settings(&who)?;
		holder.record.open_claims = permitted;
		holder.save()?;
		Self::deposit_event(Event::ClaimsPermitted { delegator: who, permitted });
		Ok(())
	}
}
