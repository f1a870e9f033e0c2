use crate::weighted;
use core::marker::PhantomData;
use frame_support::{traits::OneSessionHandler, WeakBoundedVec};
use palisade_primitives::ElectedStake;
use pallet_babe::{Authorities, NextAuthorities};
use sp_consensus_babe::AuthorityId;

/// BABE authorities whose probability of leading a slot follows their stake. Replaces `pallet_babe`
/// in the session keys of runtime `T`.
pub struct WeightedBabe<T, Stake>(PhantomData<(T, Stake)>);

impl<T, Stake> sp_runtime::BoundToRuntimeAppPublic for WeightedBabe<T, Stake> {
	type Public = AuthorityId;
}

impl<T, Stake> OneSessionHandler<T::AccountId> for WeightedBabe<T, Stake>
where
	T: pallet_babe::Config + pallet_session::Config,
	Stake: ElectedStake<T::AccountId>,
{
	type Key = AuthorityId;

	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		if let Some(authorities) = bounded::<T>(weighted::<_, _, Stake>(0, validators)) {
			Authorities::<T>::put(&authorities);
			NextAuthorities::<T>::put(&authorities);
		}
	}

	fn on_new_session<'a, I>(_changed: bool, validators: I, queued_validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		// The session pallet has already rotated, so its index is that of `validators`.
		let session = pallet_session::Pallet::<T>::current_index();
		let next_session = session.saturating_add(1);
		// An epoch without authorities never has a block, and no later epoch begins. If all
		// validators have purged their keys, keep the authorities that were announced last.
		let active = bounded::<T>(weighted::<_, _, Stake>(session, validators))
			.unwrap_or_else(NextAuthorities::<T>::get);
		let next = bounded::<T>(weighted::<_, _, Stake>(next_session, queued_validators))
			.unwrap_or_else(|| active.clone());
		pallet_babe::Pallet::<T>::enact_epoch_change(active, next, Some(session));
	}

	fn on_disabled(index: u32) {
		<pallet_babe::Pallet<T> as OneSessionHandler<T::AccountId>>::on_disabled(index)
	}
}

/// `authorities` within the pallet's bound; `None` if there are none.
fn bounded<T: pallet_babe::Config>(
	authorities: alloc::vec::Vec<(AuthorityId, u64)>,
) -> Option<WeakBoundedVec<(AuthorityId, u64), T::MaxAuthorities>> {
	let scope = Some("More BABE authorities than `MaxAuthorities`");
	(!authorities.is_empty()).then(|| WeakBoundedVec::force_from(authorities, scope))
}
