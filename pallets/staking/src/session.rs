//! Epochs as sessions: the elected sets and stakes, for the session pallet and for consensus.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use palisade_primitives::{Balance, ElectedStake, EpochClock, EpochIndex};
use sp_staking::SessionIndex;

impl<T: Config> EpochClock for Pallet<T> {
	fn current_epoch() -> EpochIndex {
		Self::now()
	}
}

impl<T: Config> ElectedStake<T::AccountId> for Pallet<T> {
	fn elected_stakes(session: SessionIndex, validators: &[&T::AccountId]) -> Vec<Option<Balance>> {
		let stakes: BTreeMap<T::AccountId, Balance> = match Exposures::<T>::get(session) {
			Some(set) => {
				set.into_iter().map(|exposure| (exposure.validator, exposure.power)).collect()
			},
			None => NextSet::<T>::get()
				.into_iter()
				.map(|elected| (elected.validator, elected.stake))
				.collect(),
		};
		validators.iter().map(|validator| stakes.get(*validator).copied()).collect()
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let set = Self::elect(index);
		(!set.is_empty()).then(|| set.into_iter().map(|elected| elected.validator).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let set = Self::elect_at_genesis(index);
		(!set.is_empty()).then(|| set.into_iter().map(|elected| elected.validator).collect())
	}

	fn end_session(_: SessionIndex) {}

	fn start_session(index: SessionIndex) {
		Self::begin_epoch(index);
	}
}

/// The set is announced for each session, even if unchanged: stakes have changed, and the proofs of
/// key ownership are made with the announcement.
impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, Balance> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, Balance)>> {
		let set = Self::elect(index);
		(!set.is_empty())
			.then(|| set.into_iter().map(|elected| (elected.validator, elected.stake)).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, Balance)>> {
		let set = Self::elect_at_genesis(index);
		(!set.is_empty())
			.then(|| set.into_iter().map(|elected| (elected.validator, elected.stake)).collect())
	}

	fn end_session(ended: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(ended)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}
}

/// The identification of a validator in an offence report: its stake at the election.
pub struct ElectedWith<T>(core::marker::PhantomData<T>);

impl<T: Config> sp_runtime::traits::Convert<T::AccountId, Option<Balance>> for ElectedWith<T> {
	fn convert(validator: T::AccountId) -> Option<Balance> {
		Exposures::<T>::get(Pallet::<T>::now())
			.unwrap_or_default()
			.into_iter()
			.find(|exposure| exposure.validator == validator)
			.map(|exposure| exposure.power)
	}
}
