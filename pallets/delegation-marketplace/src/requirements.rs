//! Requirements: the properties that a validator must have for a bid or an offer to be eligible.
//!
//! Cover as a part of the listing's capacity, a highest exit fee, a clean record, a least score, a
//! most crowded diversity bucket, and a least level of attestation. A requirement on unknown data
//! is not met.
//!
//! No deal is made with a validator that has an open case unless the delegator has accepted that:
//! in the requirements of a request, a quote or [`take_best`](Call::take_best), or in its offer. An
//! offer made before the case does not accept it.

use crate::{types::*, *};
use frame_support::ensure;
use palisade_primitives::{Attestation, Balance, CaseInspect, Diversity, OffenceRecord};

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
		Self::ensure_terms_meet(listing, cover, wanted)?;
		Self::ensure_standing(&listing.validator, wanted)
	}

	/// Checks the terms of a listing with `cover` against the requirements.
	pub(crate) fn ensure_terms_meet(
		listing: &ListingOf<T>,
		cover: Balance,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		Self::ensure_covered(listing, cover, wanted)?;
		let is_cheap_to_leave = listing.terms.exit_fee <= wanted.maximum_exit_fee;
		ensure!(is_cheap_to_leave, Error::RequirementsNotMet);
		Ok(())
	}

	/// Checks a validator against the requirements.
	pub(crate) fn ensure_standing(
		validator: &T::AccountId,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		Self::ensure_no_case(validator, wanted.accept_open_case)?;
		let is_diverse = wanted.maximum_bucket.is_none_or(|most| {
			T::Diversity::bucket(validator).is_some_and(|bucket| bucket <= most)
		});
		let has_score = Self::reaches(validator, wanted.minimum_score);
		ensure!(
			is_diverse
				&& has_score && Self::has_record(validator, wanted)
				&& Self::is_attested(validator, wanted),
			Error::RequirementsNotMet
		);
		Ok(())
	}

	/// Refuses a validator that has an open case, unless that `is_accepted`.
	pub(crate) fn ensure_no_case(
		validator: &T::AccountId,
		is_accepted: bool,
	) -> Result<(), Error<T>> {
		ensure!(!T::Stake::has_open_case(validator) || is_accepted, Error::OffenceOpen);
		Ok(())
	}

	/// Whether the validator has the record that is required.
	pub(crate) fn has_record(validator: &T::AccountId, wanted: &Requirements) -> bool {
		!wanted.clean_record || T::Offences::is_clean(validator)
	}

	/// Whether the validator has the level of attestation that is required.
	pub(crate) fn is_attested(validator: &T::AccountId, wanted: &Requirements) -> bool {
		// Every validator has level 0 at least.
		wanted.minimum_attestation == 0
			|| T::Attestation::level(validator) >= wanted.minimum_attestation
	}
}
