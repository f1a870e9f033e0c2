//! Weights of voting with staked funds.

use core::marker::PhantomData;
use frame_support::weights::Weight;
use palisade_staking::WeightInfo as _;

type Sdk<T> = pallet_conviction_voting::weights::SubstrateWeight<T>;
type Staking<T> = palisade_staking::weights::SubstrateWeight<T>;

/// The SDK's weights, plus that of reading an account's stake where the pallet reads its balance.
pub struct WithStake<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_conviction_voting::WeightInfo for WithStake<T> {
	fn vote_new() -> Weight {
		Sdk::<T>::vote_new().saturating_add(Staking::<T>::staked_by())
	}

	fn vote_existing() -> Weight {
		Sdk::<T>::vote_existing().saturating_add(Staking::<T>::staked_by())
	}

	fn remove_vote() -> Weight {
		Sdk::<T>::remove_vote()
	}

	fn remove_other_vote() -> Weight {
		Sdk::<T>::remove_other_vote()
	}

	fn delegate(votes: u32) -> Weight {
		Sdk::<T>::delegate(votes).saturating_add(Staking::<T>::staked_by())
	}

	fn undelegate(votes: u32) -> Weight {
		Sdk::<T>::undelegate(votes)
	}

	fn unlock() -> Weight {
		Sdk::<T>::unlock()
	}
}
