use crate::{weighted, LOG_TARGET};
use core::marker::PhantomData;
use frame_support::{traits::OneSessionHandler, WeakBoundedVec};
use palisade_primitives::ElectedStake;
use pallet_grandpa::{Authorities, CurrentSetId, PendingChange, SetIdSession};
use sp_consensus_grandpa::AuthorityId;

/// GRANDPA voters whose votes count by stake. Replaces `pallet_grandpa` in the session keys of
/// runtime `T`.
///
/// The pallet keeps its own records of sets, sessions and stalls. Only the weights are replaced,
/// before the change is signalled at the end of the block.
pub struct WeightedGrandpa<T, Stake>(PhantomData<(T, Stake)>);

impl<T, Stake> sp_runtime::BoundToRuntimeAppPublic for WeightedGrandpa<T, Stake> {
	type Public = AuthorityId;
}

impl<T, Stake> OneSessionHandler<T::AccountId> for WeightedGrandpa<T, Stake>
where
	T: pallet_grandpa::Config + pallet_session::Config,
	Stake: ElectedStake<T::AccountId>,
{
	type Key = AuthorityId;

	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		let (unweighted, validators) = collect_twice(validators);
		<pallet_grandpa::Pallet<T> as OneSessionHandler<T::AccountId>>::on_genesis_session(
			unweighted.into_iter(),
		);
		Authorities::<T>::put(WeakBoundedVec::<_, T::MaxAuthorities>::force_from(
			weighted::<_, _, Stake>(0, validators.into_iter()),
			Some("More GRANDPA authorities than `MaxAuthorities`"),
		));
	}

	fn on_new_session<'a, I>(changed: bool, validators: I, queued_validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		let set_before = CurrentSetId::<T>::get();
		let (unweighted, validators) = collect_twice(validators);
		// Nodes refuse a set without voters. If all validators have purged their keys, keep the
		// set.
		if validators.is_empty() {
			let session = pallet_session::Pallet::<T>::current_index();
			return SetIdSession::<T>::insert(set_before, session);
		}
		<pallet_grandpa::Pallet<T> as OneSessionHandler<T::AccountId>>::on_new_session(
			changed,
			unweighted.into_iter(),
			alloc::vec::Vec::from_iter(queued_validators).into_iter(),
		);
		// The pallet has kept the set: nothing changed, or a change is still pending.
		if CurrentSetId::<T>::get() == set_before {
			return;
		}
		let session = pallet_session::Pallet::<T>::current_index();
		PendingChange::<T>::mutate(|pending| match pending {
			Some(change) => {
				change.next_authorities = WeakBoundedVec::force_from(
					weighted::<_, _, Stake>(session, validators.into_iter()),
					Some("More GRANDPA authorities than `MaxAuthorities`"),
				)
			},
			None => log::error!(
				target: LOG_TARGET,
				"a new GRANDPA set without a pending change in session {session}",
			),
		});
	}

	fn on_disabled(index: u32) {
		<pallet_grandpa::Pallet<T> as OneSessionHandler<T::AccountId>>::on_disabled(index)
	}
}

type Voters<'a, AccountId> = alloc::vec::Vec<(&'a AccountId, AuthorityId)>;

/// Collects the validators twice: the pallet consumes one copy, the weights need the other.
fn collect_twice<'a, AccountId>(
	validators: impl Iterator<Item = (&'a AccountId, AuthorityId)>,
) -> (Voters<'a, AccountId>, Voters<'a, AccountId>) {
	let validators = Voters::from_iter(validators);
	(validators.clone(), validators)
}
