//! Weights of voting with staked funds.

use core::marker::PhantomData;
use frame_support::weights::Weight;
use palisade_staking::WeightInfo as _;

type Sdk<T> = pallet_conviction_voting::weights::SubstrateWeight<T>;
type Staking<T> = palisade_staking::weights::SubstrateWeight<T>;

/// The SDK's weights, plus that of reading an account's stake where the pallet reads its balance,
/// and that of a lock of staked funds where the pallet sets a lock. Removing a vote or a delegation
/// does neither.
pub struct WithStake<T>(PhantomData<T>);

fn with_lock<T: frame_system::Config>(call: Weight) -> Weight {
	call.saturating_add(Staking::<T>::stake_lock())
}

impl<T: frame_system::Config> pallet_conviction_voting::WeightInfo for WithStake<T> {
	fn vote_new() -> Weight {
		with_lock::<T>(Sdk::<T>::vote_new()).saturating_add(Staking::<T>::staked_by())
	}

	fn vote_existing() -> Weight {
		with_lock::<T>(Sdk::<T>::vote_existing()).saturating_add(Staking::<T>::staked_by())
	}

	fn remove_vote() -> Weight {
		Sdk::<T>::remove_vote()
	}

	fn remove_other_vote() -> Weight {
		Sdk::<T>::remove_other_vote()
	}

	fn delegate(votes: u32) -> Weight {
		with_lock::<T>(Sdk::<T>::delegate(votes)).saturating_add(Staking::<T>::staked_by())
	}

	fn undelegate(votes: u32) -> Weight {
		Sdk::<T>::undelegate(votes)
	}

	fn unlock() -> Weight {
		with_lock::<T>(Sdk::<T>::unlock())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Runtime;
	use pallet_conviction_voting::WeightInfo;

	type Declared = WithStake<Runtime>;

	#[test]
	fn each_call_that_sets_a_lock_declares_what_staking_reads_for_it() {
		let lock = Staking::<Runtime>::stake_lock();
		assert!(lock.ref_time() > Staking::<Runtime>::staked_by().ref_time());
		for call in [
			Declared::vote_new(),
			Declared::vote_existing(),
			Declared::delegate(0),
			Declared::unlock(),
		] {
			assert!(call.all_gte(lock));
		}
		// Votes and delegations also read the balance, with all stake.
		let both = lock.saturating_add(Staking::<Runtime>::staked_by());
		assert!(Declared::vote_new().all_gte(both) && Declared::delegate(0).all_gte(both));
	}
}
