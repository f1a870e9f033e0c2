//! Listings: opening, amending, closing and removal.
//!
//! The only code that writes [`Listings`] and [`NextId`].

use crate::{types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, Reputation};
use palisade_share_pool::Cover;
use sp_arithmetic::helpers_128bit::multiply_by_rational_with_rounding;
use sp_runtime::{DispatchError, DispatchResult};

/// Whether `cover / capacity` is at least `cover_before / capacity_before`.
fn is_covered_as_well(
	cover: Balance,
	capacity: Balance,
	cover_before: Balance,
	capacity_before: Balance,
) -> bool {
	// cover · capacity_before ≥ cover_before · capacity
	let rounding = sp_arithmetic::Rounding::Up;
	multiply_by_rational_with_rounding(cover_before, capacity, capacity_before.max(1), rounding)
		.is_some_and(|needed| cover >= needed)
}

impl<T: Config> Pallet<T> {
	/// The number of the next listing, offer, request or sale, or of new terms of a listing.
	pub(crate) fn next_id() -> u64 {
		NextId::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		})
	}

	pub(crate) fn listing(id: ListingId) -> Result<ListingOf<T>, Error<T>> {
		Self::listing_now(id).ok_or(Error::UnknownListing)
	}

	fn own_listing(who: &T::AccountId, id: ListingId) -> Result<ListingOf<T>, Error<T>> {
		let listing = Self::listing(id)?;
		ensure!(listing.validator == *who, Error::NotYourListing);
		Ok(listing)
	}

	/// Stores a listing.
	pub(crate) fn store_listing(id: ListingId, listing: ListingOf<T>) {
		Listings::<T>::insert(id, listing);
	}

	/// Whether the score of `validator` is at least `floor`. A missing score reaches no floor.
	pub(crate) fn reaches(validator: &T::AccountId, floor: Option<u32>) -> bool {
		let Some(floor) = floor else { return true };
		T::Reputation::score(validator).is_some_and(|score| score >= floor)
	}

	fn ensure_sound(who: &T::AccountId, terms: &ListingTermsOf<T>) -> DispatchResult {
		ensure!(Self::is_admitted(who), Error::<T>::NotAdmitted);
		ensure!(terms.minimum_delegation > 0, Error::<T>::ZeroAmount);
		ensure!(terms.capacity >= terms.minimum_delegation, Error::<T>::CapacityTooSmall);
		ensure!(terms.minimum_term > 0, Error::<T>::TermTooShort);
		ensure!(terms.minimum_term <= T::MaxTerm::get(), Error::<T>::TermTooLong);
		ensure!(terms.expiry > Self::now(), Error::<T>::AlreadyExpired);
		ensure!(terms.exit_fee <= T::Rules::get().maximum_exit_fee, Error::<T>::ExitFeeTooHigh);
		ensure!(Self::reaches(who, terms.score_floor), Error::<T>::ScoreNotReached);
		Ok(())
	}

	pub(crate) fn do_open_listing(who: T::AccountId, terms: ListingTermsOf<T>) -> DispatchResult {
		Self::ensure_sound(&who, &terms)?;
		let mut operator = Self::operator(&who)?;
		let id = Self::next_id();
		operator.listings.try_push(id).map_err(|_| Error::<T>::TooManyListings)?;
		let deposit = T::Deposits::get().listing;
		Self::hold(HoldReason::Deposit, &who, deposit)?;
		Self::hold(HoldReason::Cover, &who, terms.cover)?;
		let mut listing = Listing {
			validator: who.clone(),
			version: 0,
			terms: terms.clone(),
			terms_from: id,
			moved: Moved::not_since(Self::now()),
			closed: false,
			filled: 0,
			reserved: 0,
			bids: 0,
			deals: 0,
			cover: terms.cover,
			pool: Cover::default(),
			waiting: None,
			level: None,
			suspended: false,
			lapsed: false,
			ended: 0,
			ended_owed: 0,
			deposit,
		};
		Self::place(id, &mut listing);
		Self::store_listing(id, listing);
		Self::store_operator(&who, operator);
		Self::deposit_event(Event::ListingOpened { listing: id, validator: who, terms });
		Ok(())
	}

	pub(crate) fn do_amend_listing(
		who: T::AccountId,
		id: ListingId,
		terms: ListingTermsOf<T>,
	) -> DispatchResult {
		let mut listing = Self::own_listing(&who, id)?;
		ensure!(!listing.closed, Error::<T>::ListingNotOpen);
		ensure!(listing.bids == 0, Error::<T>::ListingHasBids);
		Self::ensure_sound(&who, &terms)?;
		ensure!(terms.capacity >= listing.filled, Error::<T>::CapacityTooSmall);
		if listing.deals > 0 || ExitCohorts::<T>::contains_key(id) {
			let is_kept = terms.cover >= listing.cover
				&& (terms.capacity <= listing.terms.capacity
					|| is_covered_as_well(
						terms.cover,
						terms.capacity,
						listing.cover,
						listing.terms.capacity,
					));
			ensure!(is_kept, Error::<T>::CoverTooSmall);
		}
		Self::set_cover(&mut listing, terms.cover)?;
		listing.version = listing.version.saturating_add(1);
		listing.terms = terms.clone();
		listing.terms_from = Self::next_id();
		listing.lapsed = false;
		Self::place(id, &mut listing);
		let version = listing.version;
		Self::store_listing(id, listing);
		Self::deposit_event(Event::ListingAmended { listing: id, version, terms });
		Ok(())
	}

	/// Sets the remaining cover: holds or releases the difference.
	fn set_cover(listing: &mut ListingOf<T>, cover: Balance) -> DispatchResult {
		let more = cover.saturating_sub(listing.cover);
		let less = listing.cover.saturating_sub(cover);
		Self::hold(HoldReason::Cover, &listing.validator, more)?;
		Self::release(HoldReason::Cover, &listing.validator, less)?;
		listing.cover = cover;
		Ok(())
	}

	/// Closes a listing to offers.
	pub(crate) fn close(id: ListingId, listing: &mut ListingOf<T>) {
		listing.closed = true;
		Self::place(id, listing);
		Self::deposit_event(Event::ListingClosed { listing: id });
	}

	/// Whether a listing has no deals, no liable exits and no unclaimed payouts.
	pub(crate) fn is_unused(id: ListingId, listing: &ListingOf<T>) -> bool {
		listing.deals == 0
			&& listing.filled == 0
			&& listing.bids == 0
			&& listing.ended == 0
			&& !ExitCohorts::<T>::contains_key(id)
	}

	pub(crate) fn do_close_listing(who: T::AccountId, id: ListingId) -> DispatchResult {
		let mut listing = Self::own_listing(&who, id)?;
		ensure!(listing.bids == 0, Error::<T>::ListingHasBids);
		let is_unused = Self::is_unused(id, &listing);
		ensure!(!listing.closed || is_unused, Error::<T>::StillNeeded);
		if !listing.closed {
			Self::close(id, &mut listing);
		}
		if is_unused {
			Self::remove_listing(id, listing)
		} else {
			Self::store_listing(id, listing);
			Ok(())
		}
	}

	/// Removes a closed, unused listing. The validator gets the rounding remainders of payouts.
	pub(crate) fn remove_listing(id: ListingId, listing: ListingOf<T>) -> DispatchResult {
		let validator = listing.validator.clone();
		let cover = Self::held_for(id, &listing)?;
		Self::release(HoldReason::Cover, &validator, cover)?;
		Self::release(HoldReason::Deposit, &validator, listing.deposit)?;
		Self::forget_listing(&validator, id)?;
		Listings::<T>::remove(id);
		Self::deposit_event(Event::ListingRemoved { listing: id, validator, cover });
		Ok(())
	}

	/// Checks that a deal fits a listing. The commission is not checked.
	pub(crate) fn ensure_fits(
		listing: &ListingOf<T>,
		who: &T::AccountId,
		amount: Balance,
		term: u32,
	) -> Result<(), Error<T>> {
		let terms = &listing.terms;
		let wanted = &terms.requirements;
		ensure!(listing.is_open(Self::now()), Error::ListingNotOpen);
		ensure!(!listing.pool.covered.has_collapsed(), Error::ListingNotOpen);
		ensure!(*who != listing.validator, Error::OwnListing);
		ensure!(wanted.reserved_for.as_ref().is_none_or(|only| only == who), Error::NotForYou);
		ensure!(amount >= terms.minimum_delegation, Error::AmountTooSmall);
		let is_small = wanted.maximum_delegation.is_none_or(|most| amount <= most);
		ensure!(is_small, Error::AmountTooLarge);
		ensure!(amount <= listing.capacity_left(), Error::CapacityExceeded);
		Self::ensure_term(listing, term)
	}

	/// Checks that a listing allows a term.
	pub(crate) fn ensure_term(listing: &ListingOf<T>, term: u32) -> Result<(), Error<T>> {
		ensure!(term >= listing.terms.minimum_term.max(1), Error::TermTooShort);
		let longest = listing.terms.requirements.maximum_term.unwrap_or(u32::MAX);
		ensure!(term <= longest.min(T::MaxTerm::get()), Error::TermTooLong);
		Ok(())
	}

	/// A listing at the version that the caller has read.
	pub(crate) fn listing_as_seen(
		id: ListingId,
		version: u32,
	) -> Result<ListingOf<T>, DispatchError> {
		let listing = Self::listing(id)?;
		ensure!(listing.version == version, Error::<T>::WrongVersion);
		Ok(listing)
	}
}
