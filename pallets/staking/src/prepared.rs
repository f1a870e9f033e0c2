//! Elections ahead of their time: when the set of an epoch is elected, and when it is taken.
//!
//! The only code that writes [`PreparedFor`] and [`PreparedSet`].
//!
//! The set of epoch *e* + 2 is elected in epoch *e*, and taken at its end:
//!
//! 1. **Prepared.** The first block that finds [`PREPARED_AT`] of the epoch over holds the
//!    [election](crate::election). Stake that changes later does not change who has a seat.
//! 2. **Taken.** The first block of the next epoch takes the elected, with their stakes of that
//!    time. These become their weights in consensus, so that no weight is left of stake that has
//!    left or was slashed.
//!
//! An elected validator loses its seat in between, with [`Event::SeatLost`], if it goes offline,
//! leaves, is jailed or banned, loses its session keys, or falls below the minimum self-stake. The
//! next of the reserves that can serve takes the seat. A validator can therefore neither shrink the
//! set nor have it kept by giving up seats. The rules about the most stake lost and about kept sets
//! apply to the members that result. Gates, factors and the number of seats are those of the
//! election.
//!
//! The first block of an epoch ends the epoch before for each validator and begins the next. No
//! block has more work, and an election would nearly double it.
//!
//! Where no election was prepared, the block that takes the set holds it: if no block followed the
//! three quarters of an epoch, and if the runtime has no estimate of the progress. An estimate can
//! lag by a block, as that of BABE does for pallets before it; two blocks must follow then. While
//! elections are paused none is prepared.
//!
//! Where governance sets the mode, after a pause or to force an election, an election that was held
//! already is forgotten, with the weights that it noted. The next block holds another if it is late
//! enough, and its draw goes by the weights noted before.

use crate::{types::*, *};
use frame_support::{
	traits::{EstimateNextSessionRotation, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{ConductObserver, EpochIndex};
use sp_arithmetic::Permill;

/// The part of an epoch after which the election is prepared.
pub const PREPARED_AT: Permill = Permill::from_percent(75);

impl<T: Config> Pallet<T> {
	/// Holds the election for the set after the next if it is due. Returns the weight.
	pub(crate) fn prepare_if_due(now: BlockNumberFor<T>) -> Weight {
		let (progress, weight) = T::NextSessionRotation::estimate_current_session_progress(now);
		if progress.is_none_or(|progress| progress < PREPARED_AT) {
			return weight;
		}
		let weight = weight.saturating_add(T::DbWeight::get().reads(3));
		let epoch = Self::now().saturating_add(2);
		let is_due = CurrentEpoch::<T>::exists()
			&& PreparedFor::<T>::get() != Some(epoch)
			&& Self::election_mode() != ElectionMode::Paused;
		if !is_due {
			return weight;
		}
		let removed = Self::prepare(epoch);
		let observed = T::ConductObserver::candidacy_weight().saturating_mul(removed.into());
		// The candidates are examined by seats, the members of the set before by their number.
		let members = NextSet::<T>::decode_len().map_or(0, count);
		weight
			.saturating_add(T::WeightInfo::prepare_election(Self::seats().max(members)))
			.saturating_add(observed)
	}

	/// Holds the election for the set of `epoch`. Returns the number of candidates that ceased to
	/// be candidates.
	pub(crate) fn prepare(epoch: EpochIndex) -> u32 {
		let (prepared, removed) = Self::elect_ahead(epoch);
		PreparedFor::<T>::put(epoch);
		PreparedSet::<T>::put(prepared);
		removed
	}

	/// The election that was prepared for the set of `epoch`.
	pub(crate) fn prepared_for(epoch: EpochIndex) -> Option<PreparedOf<T>> {
		PreparedSet::<T>::get().filter(|prepared| prepared.epoch == epoch)
	}

	/// Forgets an election that was prepared.
	pub(crate) fn forget_prepared() {
		PreparedSet::<T>::kill();
		PreparedFor::<T>::kill();
	}

	/// Takes the election that was prepared for the set of `epoch`. Forgets any other.
	pub(crate) fn take_prepared(epoch: EpochIndex) -> Option<PreparedOf<T>> {
		PreparedSet::<T>::take().filter(|prepared| prepared.epoch == epoch)
	}
}
