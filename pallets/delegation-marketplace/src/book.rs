//! The order book: listings that take offers, by commission.
//!
//! A listing is on the level `⌊commission / 0.1 %⌋` as long as it is not closed, is open to every
//! delegator, and has room for its least delegation. A bitmap of the 1,001 levels tells which of
//! them have listings, so one read finds the cheapest level, however many listings there are.
//! Within a level they have no order: a match takes the cheapest of the listings that it visits.
//!
//! Listings that no account can take do not crowd it:
//!
//! - The listings of a validator leave with the call or verdict by which it goes offline, leaves,
//!   is jailed or banned. Those that have not expired return when the validator is online again:
//!   after its jail, by a reversal, or by its own call. Their terms, deals and covers are not
//!   touched, so that the validator need not list anew.
//! - A listing that has expired leaves in one of the next blocks. Each block with weight to spare
//!   looks at [`SWEPT_IN_A_BLOCK`] places of the book. The validator can put the listing back by
//!   amending its expiry.
//! - A listing whose validator a gate refuses, or has a proven offence, stays: a match passes it
//!   over.
//!
//! The only code that writes [`Book`], [`LevelCounts`], [`Levels`] and [`NextSwept`].

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{
	dispatch::DispatchClass,
	weights::{Weight, WeightMeter},
};
use palisade_primitives::{Balance, DealControl, ValidatorGate};

/// A place in the order book: a level, and the last visited listing on it.
pub type Place = (u16, Option<ListingId>);

impl<T: Config> Pallet<T> {
	/// The level of a commission.
	fn level_of(commission: sp_arithmetic::Perbill) -> u16 {
		let level = commission.deconstruct().checked_div(LEVEL).unwrap_or_default();
		u16::try_from(level).unwrap_or(u16::MAX)
	}

	/// Sets or clears the bit of a level.
	fn mark_level(level: u16, is_empty: bool) {
		let bit = 1u64.checked_shl(u32::from(level & 63)).unwrap_or_default();
		Levels::<T>::mutate(|words| {
			if let Some(word) = words.get_mut(usize::from(level >> 6)) {
				*word = if is_empty { *word & !bit } else { *word | bit };
			}
		});
	}

	/// The level of a listing in the order book; `None` if it does not belong there.
	pub(crate) fn level_for(listing: &ListingOf<T>) -> Option<u16> {
		let terms = &listing.terms;
		let has_room = listing.capacity_left() >= terms.minimum_delegation;
		let is_public = terms.requirements.reserved_for.is_none();
		let is_alive = !listing.closed && !listing.suspended && !listing.lapsed;
		(is_alive && is_public && has_room).then(|| Self::level_of(terms.commission))
	}

	/// Inserts a listing into the order book, moves it, or removes it.
	pub(crate) fn place(id: ListingId, listing: &mut ListingOf<T>) {
		listing.lapsed |= Self::now() >= listing.terms.expiry;
		let level = Self::level_for(listing);
		if level == listing.level {
			return;
		}
		if let Some(from) = listing.level.take() {
			Book::<T>::remove(from, id);
			let left = LevelCounts::<T>::get(from).unwrap_or_default().saturating_sub(1);
			if left == 0 {
				LevelCounts::<T>::remove(from);
				Self::mark_level(from, true);
			} else {
				LevelCounts::<T>::insert(from, left);
			}
		}
		if let Some(to) = level {
			Book::<T>::insert(to, id, ());
			let before = LevelCounts::<T>::get(to).unwrap_or_default();
			LevelCounts::<T>::insert(to, before.saturating_add(1));
			if before == 0 {
				Self::mark_level(to, false);
			}
		}
		listing.level = level;
	}

	/// The first non-empty level from `from` on.
	fn next_level(words: &[u64; LEVEL_WORDS], from: u16) -> Option<u16> {
		let (first, bit) = (usize::from(from >> 6), u32::from(from & 63));
		words.iter().enumerate().skip(first).find_map(|(index, word)| {
			let unseen = match index == first {
				true => word & u64::MAX.checked_shl(bit).unwrap_or_default(),
				false => *word,
			};
			if unseen == 0 {
				return None;
			}
			let level = u16::try_from(index).ok()?.checked_mul(64)?;
			level.checked_add(u16::try_from(unseen.trailing_zeros()).ok()?)
		})
	}

	/// The listings after a place in the order book, the cheapest level first, with their places.
	pub(crate) fn book_from((level, after): Place) -> impl Iterator<Item = (Place, ListingId)> {
		let words = Levels::<T>::get();
		let mut iterator = match after {
			Some(id) => {
				Book::<T>::iter_key_prefix_from(level, Book::<T>::hashed_key_for(level, id))
			},
			None => Book::<T>::iter_key_prefix(level),
		};
		let mut level = Some(level);
		core::iter::from_fn(move || loop {
			let current = level?;
			if let Some(id) = iterator.next() {
				return Some(((current, Some(id)), id));
			}
			level = current.checked_add(1).and_then(|next| Self::next_level(&words, next));
			iterator = Book::<T>::iter_key_prefix(level?);
		})
	}

	/// Takes the listings of a validator that cannot be elected out of the order book, or puts them
	/// back. Registers the weight with the block, because a call or a hook of another pallet is
	/// the cause. The validator's own calls declare the largest weight besides: it pays for them,
	/// and no batch takes more of a block than it declares. See
	/// [`candidacy_weight`](palisade_primitives::ConductObserver::candidacy_weight).
	pub(crate) fn set_suspended(validator: &T::AccountId, suspended: bool) {
		let Some(Operator { listings, .. }) = Self::operator_or_log(validator) else { return };
		let number = u32::try_from(listings.len()).unwrap_or(MAX_LISTINGS);
		for id in listings {
			let Some(mut listing) = Self::listing_now(id) else { continue };
			listing.suspended = suspended;
			Self::place(id, &mut listing);
			Self::store_listing(id, listing);
		}
		if number > 0 {
			let weight = T::WeightInfo::suspend_listings(number);
			frame_system::Pallet::<T>::register_extra_weight_unchecked(
				weight,
				DispatchClass::Mandatory,
			);
		}
	}

	/// Takes expired listings out of the order book, as far as the weight goes: looks at the next
	/// [`SWEPT_IN_A_BLOCK`] places. Returns the weight used.
	pub(crate) fn sweep(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		let most = (0..=SWEPT_IN_A_BLOCK)
			.rev()
			.find(|number| meter.can_consume(T::WeightInfo::sweep(*number)))
			.filter(|number| *number > 0);
		let Some(most) = most else { return meter.consumed() };
		let from = NextSwept::<T>::get().unwrap_or((0, None));
		let looked: Vec<_> = Self::book_from(from).take(most as usize).collect();
		let number = u32::try_from(looked.len()).unwrap_or(most);
		meter.consume(T::WeightInfo::sweep(number));
		// At the end of the book the next sweep begins anew.
		let next = looked.last().map(|(place, _)| *place).filter(|_| number == most);
		for (_, id) in looked {
			let Some(mut listing) = Self::listing_now(id) else { continue };
			if Self::now() >= listing.terms.expiry {
				Self::place(id, &mut listing);
				Self::store_listing(id, listing);
				Self::deposit_event(Event::ListingExpired { listing: id });
			}
		}
		if next != NextSwept::<T>::get() {
			NextSwept::<T>::set(next);
		}
		meter.consumed()
	}

	/// Whether `validator` may sell capacity.
	pub(crate) fn is_admitted(validator: &T::AccountId) -> bool {
		T::Stake::accepts_deals(validator) && T::ValidatorGate::admit(validator).is_ok()
	}

	/// The listing with the lowest commission that fits the offer and meets the requirements, among
	/// the first `looks` entries of the order book.
	pub(crate) fn best_listing(
		who: &T::AccountId,
		amount: Balance,
		terms: DealTerms,
		wanted: &Requirements,
		looks: u32,
	) -> Option<(ListingId, ListingOf<T>)> {
		let mut best: Option<(u16, ListingId, ListingOf<T>)> = None;
		for ((level, _), id) in Self::book_from((0, None)).take(looks as usize) {
			if best.as_ref().is_some_and(|(of_best, ..)| *of_best < level)
				|| level > Self::level_of(terms.commission)
			{
				break;
			}
			let Some(listing) = Self::listing_now(id) else { continue };
			let commission = listing.terms.commission;
			let is_better =
				best.as_ref().is_none_or(|(_, _, other)| commission < other.terms.commission);
			if is_better
				&& commission <= terms.commission
				&& Self::ensure_fits(&listing, who, amount, terms.term).is_ok()
				&& Self::ensure_meets(&listing, listing.cover, wanted).is_ok()
				&& Self::is_admitted(&listing.validator)
			{
				best = Some((level, id, listing));
			}
		}
		best.map(|(_, id, listing)| (id, listing))
	}
}
