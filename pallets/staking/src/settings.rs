//! The settings of a validator: commission, profile, compounding and delegation policy.
//!
//! The only code that writes [`Profiles`].

use crate::{ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::Balance;
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_commission(who: &T::AccountId, commission: Perbill) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		ensure!(commission <= T::MaximumCommission::get(), Error::<T>::CommissionTooHigh);
		let now = Self::now();
		// The announced commission may be in force: it is not applied while a validator is not
		// elected.
		ledger.commission.roll(now);
		let current = ledger.commission.current;
		let period = T::CommissionPeriod::get();
		let recent = ledger.rise.filter(|rise| now < rise.announced.saturating_add(period));
		let base = recent.map_or(current, |rise| rise.base.min(current));
		let rise = commission.saturating_sub(base);
		ensure!(rise <= T::MaximumCommissionIncrease::get(), Error::<T>::CommissionRisesTooFast);
		ledger.rise = match commission > current {
			true => Some(CommissionRise { base, announced: now }),
			false => recent.map(|rise| CommissionRise { base, ..rise }),
		};
		let notice = if commission > current { 2 } else { 1 };
		let from = now.saturating_add(notice);
		ledger.commission.announced = Some(Announced { value: commission, from });
		ledger.save();
		T::StakingListener::on_validator_update(who);
		Self::deposit_event(Event::CommissionAnnounced {
			validator: who.clone(),
			commission,
			from,
		});
		Ok(())
	}

	pub(crate) fn do_set_profile(who: T::AccountId, profile: Profile) -> DispatchResult {
		ensure!(Validators::<T>::contains_key(&who), Error::<T>::UnknownValidator);
		let is_text = |bytes: &[u8]| core::str::from_utf8(bytes).is_ok();
		ensure!(is_text(&profile.name) && is_text(&profile.website), Error::<T>::NotUtf8);
		Profiles::<T>::insert(&who, profile);
		Self::deposit_event(Event::ProfileSet { validator: who });
		Ok(())
	}

	/// Removes the profile of a validator that is removed.
	pub(crate) fn forget_profile(who: &T::AccountId) {
		Profiles::<T>::remove(who);
	}

	pub(crate) fn do_set_compounding(
		who: &T::AccountId,
		frequency: u32,
		minimum: Balance,
	) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		let is_in_bounds = (1..=MAX_COMPOUNDING_EPOCHS).contains(&frequency);
		ensure!(is_in_bounds, Error::<T>::FrequencyOutOfBounds);
		ledger.compounding.frequency = frequency;
		ledger.compounding.minimum = minimum;
		ledger.save();
		Self::deposit_event(Event::CompoundingSet { validator: who.clone(), frequency, minimum });
		Ok(())
	}

	pub(crate) fn do_set_delegation_policy(
		who: &T::AccountId,
		policy: DelegationPolicy,
	) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		let DelegationPolicy { closed, minimum } = policy;
		ledger.delegation_policy = policy;
		ledger.save();
		Self::deposit_event(Event::DelegationPolicySet { validator: who.clone(), closed, minimum });
		Ok(())
	}
}
