//! Requirements: the properties that a validator must have for a bid or an offer to be eligible.
//!
//! Cover as a part of the listing's capacity, a highest exit fee, a clean record, a least score, a
//! most crowded diversity bucket, and a least level of attestation. A requirement on unknown data
//! is not met.

use crate::{types::*, *};
use frame_support::ensure;
use palisade_primitives::{Attestation, Balance, Diversity, OffenceRecord};

impl<T: Config> Pallet<T> {
	/// Checks the cover of a listing, for its capacity, against the requirements.
	pub(crate) fn ensure_covered(
		listing: &ListingOf<T>,
		cover: Balance,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		ensure!(cover >= needed, Error::BidNotCovered);
		Ok(())
	}

	/// Checks a listing with `cover`, and its validator, against the requirements.
	pub(crate) fn ensure_meets(
		listing: &ListingOf<T>,
		cover: Balance,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		Self::ensure_covered(listing, cover, wanted)?;
		let validator = &listing.validator;
		let is_cheap_to_leave = listing.terms.exit_fee <= wanted.maximum_exit_fee;
		let is_clean = !wanted.clean_record || T::Offences::is_clean(validator);
		let is_diverse = wanted.maximum_bucket.is_none_or(|most| {
			T::Diversity::bucket(validator).is_some_and(|bucket| bucket <= most)
		});
		// Every validator has level 0 at least.
		let is_attested = wanted.minimum_attestation == 0
			|| T::Attestation::level(validator) >= wanted.minimum_attestation;
		let has_score = Self::reaches(validator, wanted.minimum_score);
		ensure!(
			is_cheap_to_leave && is_clean && is_diverse && is_attested && has_score,
			Error::RequirementsNotMet
		);
		Ok(())
	}
}
