//! The order book: listings that take offers, by commission.
//!
//! A listing is on the level `⌊commission / 0.1 %⌋` as long as it is not closed, is open to every
//! delegator, and has room for its least delegation. A bitmap of the 1,001 levels tells which of
//! them have listings, so one read finds the cheapest level, however many listings there are.
//! Within a level they have no order: a match takes the cheapest of the listings that it visits.
//!
//! The only code that writes [`Book`], [`LevelCounts`] and [`Levels`].

use crate::{types::*, *};
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
		(!listing.closed && is_public && has_room).then(|| Self::level_of(terms.commission))
	}

	/// Inserts a listing into the order book, moves it, or removes it.
	pub(crate) fn place(id: ListingId, listing: &mut ListingOf<T>) {
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
