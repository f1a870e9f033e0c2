//! Migrations.

use crate::*;
use frame_support::{
	traits::{Get, OnRuntimeUpgrade},
	weights::Weight,
};

/// Adds the pallet to a chain that runs already, in the upgrade that brings the pallet.
///
/// The clock begins with the running session, and elections are paused. The session pallet keeps
/// the authorities that it has, while validators register and delegators delegate. Once enough
/// validators have registered, governance calls [`force_epoch`](Call::force_epoch) with
/// [`ElectionMode::Normal`](types::ElectionMode::Normal): the next boundary elects the set of the
/// epoch after it. Without a pause the first validator to register would be the whole set.
///
/// Does nothing on a chain on which the pallet has a clock.
pub struct JoinRunningChain<T>(core::marker::PhantomData<T>);

impl<T: Config + pallet_session::Config> OnRuntimeUpgrade for JoinRunningChain<T> {
	fn on_runtime_upgrade() -> Weight {
		if CurrentEpoch::<T>::exists() {
			return T::DbWeight::get().reads(1);
		}
		Pallet::<T>::begin_clock(pallet_session::Pallet::<T>::current_index());
		Pallet::<T>::begin_with_mode(types::ElectionMode::Paused);
		// The first registration tries again.
		if let Err(error) = Pallet::<T>::endow_pot() {
			log::error!(target: LOG_TARGET, "the pot was not endowed: {error:?}");
		}
		// Read: the clock, the session, two pots and the issuance. Written: the clock, the exposures
		// and their oldest epoch, the mode, two pots and the issuance.
		T::DbWeight::get().reads_writes(5, 7)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let session = pallet_session::Pallet::<T>::current_index();
		frame_support::ensure!(Pallet::<T>::now() == session, "the clock is not the session's");
		Pallet::<T>::check_state().map_err(Into::into)
	}
}
