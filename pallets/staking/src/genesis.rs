//! The first validators and delegations.

use crate::*;
use frame_support::traits::Get;
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// # Panics
	///
	/// If a validator is registered twice, its self-stake or commission is out of bounds, or a
	/// delegation would be refused as a call. Admission is not checked.
	#[allow(clippy::expect_used, clippy::panic)] // A chain whose genesis is not sound must not start.
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		Self::endow_pot().expect("the pot can be endowed");
		for (who, self_stake, commission, reward_policy) in &genesis.validators {
			assert!(!Validators::<T>::contains_key(who), "{who:?} is a validator twice");
			assert!(
				*self_stake >= T::MinimumSelfStake::get() && !self_stake.is_zero(),
				"the self-stake of {who:?} is too small"
			);
			assert!(
				*commission <= T::MaximumCommission::get(),
				"the commission of {who:?} is too high"
			);
			Self::insert_new(who, *self_stake, *commission, *reward_policy)
				.unwrap_or_else(|error| panic!("{who:?} cannot be a validator: {error:?}"));
		}
		for (who, validator, amount, class) in &genesis.delegations {
			// Genesis may stake all that an account owns.
			let collect = || Self::collect_to_the_last(who, *amount);
			Self::delegate_collected(who, validator, *amount, *class, 0, collect).unwrap_or_else(
				|error| panic!("{who:?} cannot delegate to {validator:?}: {error:?}"),
			);
		}
	}
}
