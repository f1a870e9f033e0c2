//! The exposures of the sets of epochs.
//!
//! The only code that writes [`Exposures`] and [`ExposureIndexes`].
//!
//! # Pages
//!
//! A set of 1,000 members takes up to 116 kB. Most questions are about one of them, so its exposures
//! are [in pages](crate::pages) of [`MEMBERS_PER_PAGE`]: one exposure costs two reads of 1 kB and
//! 4 kB. The index of an epoch also holds the sums over the set. Whatever needs all exposures reads
//! each page once and restores the order of the session.

use crate::{pages::*, types::*, *};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use palisade_primitives::{EpochIndex, ExposedTotal, Exposure};
use scale_info::TypeInfo;

/// The exposure of a member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Placed<AccountId> {
	/// The member's place in the order of the session.
	#[codec(compact)]
	pub place: u32,
	/// The exposure.
	pub exposure: Exposure<AccountId>,
}

/// The index of the exposures of an epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExposureIndex<Firsts> {
	/// The sums over the set.
	pub total: ExposedTotal,
	/// The first member of each page.
	pub firsts: Firsts,
}

/// The index of the exposures of an epoch.
pub type ExposureIndexOf<T> = ExposureIndex<FirstsOf<T>>;

/// A page of exposures.
pub type ExposurePageOf<T> =
	BoundedVec<Placed<<T as frame_system::Config>::AccountId>, ConstU32<MEMBERS_PER_PAGE>>;

impl<T: Config> Pallet<T> {
	/// The exposures of the set of `epoch`, in the order of the session. `None` if they are not
	/// stored.
	pub(crate) fn exposures_of(epoch: EpochIndex) -> Option<ExposuresOf<T>> {
		let pages = count(ExposureIndexes::<T>::get(epoch)?.firsts.len());
		let mut placed: Vec<_> =
			(0..pages).filter_map(|page| Exposures::<T>::get(epoch, page)).flatten().collect();
		placed.sort_unstable_by_key(|placed| placed.place);
		let exposures = placed.into_iter().map(|placed| placed.exposure).collect();
		// Within the bound: the set was.
		Some(ExposuresOf::<T>::truncate_from(exposures))
	}

	/// The exposure of a validator in `epoch`, with its place in the order of the session. `None`
	/// if it was not in the set.
	pub(crate) fn placed_of(
		epoch: EpochIndex,
		validator: &T::AccountId,
	) -> Option<Placed<T::AccountId>> {
		let page = page_of(&ExposureIndexes::<T>::get(epoch)?.firsts, validator)?;
		let members = Exposures::<T>::get(epoch, page)?;
		members.into_iter().find(|placed| placed.exposure.validator == *validator)
	}

	/// The exposure of a validator in `epoch`. `None` if it was not in the set.
	pub(crate) fn exposure_of(
		epoch: EpochIndex,
		validator: &T::AccountId,
	) -> Option<Exposure<T::AccountId>> {
		Self::placed_of(epoch, validator).map(|placed| placed.exposure)
	}

	/// The sums over the set of `epoch`. Zero without a set.
	pub(crate) fn total_of(epoch: EpochIndex) -> ExposedTotal {
		ExposureIndexes::<T>::get(epoch).map(|index| index.total).unwrap_or_default()
	}

	/// Stores the exposures of the set of an epoch that has none, in the order of the session. The
	/// members are all different.
	pub(crate) fn insert_exposures(epoch: EpochIndex, set: ExposuresOf<T>) {
		let total = ExposedTotal::of(&set);
		let mut placed: Vec<_> =
			(0..).zip(set).map(|(place, exposure)| Placed { place, exposure }).collect();
		placed.sort_unstable_by(|a, b| a.exposure.validator.cmp(&b.exposure.validator));
		let mut firsts = FirstsOf::<T>::default();
		for (page, members) in (0..).zip(placed.chunks(MEMBERS_PER_PAGE as usize)) {
			// Neither bound is exceeded: the set has an equal bound.
			let _ = members.first().map(|first| firsts.try_push(first.exposure.validator.clone()));
			Exposures::<T>::insert(epoch, page, ExposurePageOf::<T>::truncate_from(members.into()));
		}
		ExposureIndexes::<T>::insert(epoch, ExposureIndex { total, firsts });
	}

	/// Removes the exposures of `epoch`: at most a page per [`MEMBERS_PER_PAGE`] members of the
	/// largest set, and the index.
	pub(crate) fn remove_exposures(epoch: EpochIndex) {
		let Some(index) = ExposureIndexes::<T>::take(epoch) else { return };
		(0..count(index.firsts.len())).for_each(|page| Exposures::<T>::remove(epoch, page));
	}
}

#[cfg(any(feature = "try-runtime", test))]
impl<T: Config> Pallet<T> {
	/// Checks the pages of exposures against their indexes.
	pub(crate) fn check_exposures() -> Result<(), &'static str> {
		use frame_support::ensure;
		let mut pages = 0;
		for epoch in ExposureIndexes::<T>::iter_keys() {
			let index = ExposureIndexes::<T>::get(epoch).ok_or("an index cannot be decoded")?;
			pages += index.firsts.len();
			let mut placed = Vec::new();
			for (page, first) in (0..).zip(&index.firsts) {
				let members =
					Exposures::<T>::get(epoch, page).ok_or("a page of exposures is missing")?;
				ensure!(
					members.first().is_some_and(|placed| placed.exposure.validator == *first),
					"a page of exposures begins with another member"
				);
				placed.extend(members);
			}
			ensure!(
				placed.is_sorted_by(|a, b| a.exposure.validator < b.exposure.validator),
				"exposures are not sorted"
			);
			let exposures = placed.iter().map(|placed| &placed.exposure);
			ensure!(
				index.total == ExposedTotal::of(exposures),
				"the sums are not those of the exposures"
			);
			let mut places: Vec<_> = placed.iter().map(|placed| placed.place).collect();
			places.sort_unstable();
			ensure!(places.into_iter().eq(0..count(placed.len())), "two members have one place");
		}
		ensure!(Exposures::<T>::iter_keys().count() == pages, "a page of exposures is left over");
		Ok(())
	}
}
