//! Epochs as sessions: the elected sets and stakes, for the session pallet and for consensus.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use palisade_primitives::{Balance, DisableMembers, ElectedStake, EpochClock, EpochIndex};
use sp_staking::SessionIndex;

impl<T: Config> EpochClock for Pallet<T> {
	fn current_epoch() -> EpochIndex {
		Self::now()
	}
}

impl<T: Config> ElectedStake<T::AccountId> for Pallet<T> {
	fn elected_stakes(session: SessionIndex, validators: &[&T::AccountId]) -> Vec<Option<Balance>> {
		let stakes: BTreeMap<T::AccountId, Balance> = match Pallet::<T>::exposures_of(session) {
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
		Pallet::<T>::exposure_of(Pallet::<T>::now(), &validator).map(|exposure| exposure.power)
	}
}

/// Disables members of the running set by the list of the session pallet, which BABE and Aura ask:
/// a block of a disabled author is invalid. GRANDPA does not ask: votes of a disabled validator
/// count.
///
/// No other code of the runtime may write that list: the `DisablingStrategy` of the session pallet
/// is `()`.
pub struct DisableInSession<T>(core::marker::PhantomData<T>);

impl<T> DisableMembers<T::AccountId> for DisableInSession<T>
where
	T: Config + pallet_session::Config<ValidatorId = <T as frame_system::Config>::AccountId>,
{
	fn set_disabled(members: &[T::AccountId]) {
		let disabled = pallet_session::Pallet::<T>::disabled_validators();
		if members.is_empty() && disabled.is_empty() {
			return;
		}
		let members: BTreeSet<&T::AccountId> = members.iter().collect();
		let wanted: BTreeSet<u32> = pallet_session::Validators::<T>::get()
			.iter()
			.zip(0u32..)
			.filter(|(validator, _)| members.contains(validator))
			.map(|(_, index)| index)
			.collect();
		for index in disabled.iter().filter(|index| !wanted.contains(index)) {
			pallet_session::Pallet::<T>::reenable_index(*index);
		}
		for index in wanted.into_iter().filter(|index| !disabled.contains(index)) {
			pallet_session::Pallet::<T>::disable_index(index);
		}
	}

	fn members() -> Vec<T::AccountId> {
		pallet_session::Validators::<T>::get()
	}
}
