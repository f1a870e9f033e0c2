//! Deadlines wait for accounts that a brake keeps from meeting them.
//!
//! While a brake of the chain (safe mode, a pause of single calls, a migration over several blocks) refuses
//! a call of [`Duty::Trading`], the clock of the market stands still. By as much move
//!
//! | deadline | for |
//! |---|---|
//! | the closing block of a request, the block to which late bids can move the close | bids |
//! | the last block to reveal bids | deposits of bidders: a bid is forfeited only if it could have been revealed |
//! | the last block to settle a request | bidders who have won, and the delegator |
//! | expiry of listings, offers and sales | the parties, and those who clean up |
//! | end of the term of a deal, and of a proposal to renew it | who wants to renew it, or no longer wants it to renew itself |
//! | the record of a deal that has ended, and of its cover | ratings, claims, and those who clean up |
//!
//! # How
//!
//! Each record says up to when interruptions have moved its deadlines: as an epoch, or as the number of
//! interrupted blocks. Whenever a record is read for a call or a read of a wallet, its deadlines are moved on
//! to now; the functions of this module are the only ones that read records for that. What a call stores is
//! moved already, so that the state can show deadlines that are earlier than they are, never later ones.
//!
//! A deadline moves by what was interrupted before it. One that has passed does not come back. Deadlines in
//! epochs move by at most [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS) between
//! two calls that store the record. The term of a deal becomes longer for both parties alike.

use crate::{types::*, *};
use palisade_primitives::{DealId, Duty, EpochIndex, Interruptions, StakeInspect};
use sp_arithmetic::traits::Saturating;

impl<T: Config> Pallet<T> {
	/// Epochs from `noted` on and before `until` in which the market was interrupted.
	fn interrupted(noted: EpochIndex, until: EpochIndex) -> EpochIndex {
		if noted >= until {
			return 0;
		}
		T::Interruptions::epochs(Duty::Trading, noted, until)
	}

	/// An epoch that was the deadline when `noted` ran, moved by the epochs before it that were interrupted
	/// since. Those by which it moves count too.
	fn moved(deadline: EpochIndex, noted: EpochIndex) -> EpochIndex {
		let now = Self::now();
		let mut moved = deadline;
		// Rises with each round, and not beyond the most that is ever interrupted.
		loop {
			let next = deadline.saturating_add(Self::interrupted(noted, moved.min(now)));
			if next <= moved {
				return moved;
			}
			moved = next;
		}
	}

	/// The end of the term of a deal: as [`Self::moved`], but where it renews itself every interruption moves
	/// the end of the term that runs.
	fn moved_term(end: EpochIndex, noted: EpochIndex, renews: bool) -> EpochIndex {
		match renews {
			true => end.saturating_add(Self::interrupted(noted, Self::now())),
			false => Self::moved(end, noted),
		}
	}

	/// A listing, as it is now.
	pub(crate) fn listing_now(id: ListingId) -> Option<ListingOf<T>> {
		let mut listing = Listings::<T>::get(id)?;
		listing.terms.expiry = Self::moved(listing.terms.expiry, listing.moved_to);
		listing.moved_to = Self::now();
		Some(listing)
	}

	/// An offer, as it is now.
	pub(crate) fn offer_now(id: OfferId) -> Option<OfferOf<T>> {
		let mut offer = Offers::<T>::get(id)?;
		offer.expiry = Self::moved(offer.expiry, offer.moved_to);
		offer.moved_to = Self::now();
		Some(offer)
	}

	/// A request, as it is now.
	pub(crate) fn request_now(id: RequestId) -> Option<RequestOf<T>> {
		let mut request = Requests::<T>::get(id)?;
		let interrupted = T::Interruptions::blocks(Duty::Trading);
		let by = interrupted.saturating_sub(request.interrupted).into();
		for block in [
			&mut request.terms.closing,
			&mut request.latest,
			&mut request.reveal_until,
			&mut request.settle_until,
		] {
			*block = block.saturating_add(by);
		}
		request.interrupted = interrupted;
		Some(request)
	}

	/// A deal, as it is now.
	pub(crate) fn deal_now(id: DealId) -> Option<DealOf<T>> {
		let mut deal = Deals::<T>::get(id)?;
		if deal.finished.is_none() {
			let moved = Self::moved_term(deal.end, deal.moved_to, deal.renews_itself());
			let by = moved.saturating_sub(deal.end);
			deal.end = moved;
			if let Some(proposal) = &mut deal.proposal {
				proposal.end = proposal.end.saturating_add(by);
			}
		}
		deal.moved_to = Self::now();
		Some(deal)
	}

	/// A sale, as it is now.
	pub(crate) fn sale_now(id: SaleId) -> Option<SaleOf<T>> {
		let mut sale = Sales::<T>::get(id)?;
		sale.expiry = Self::moved(sale.expiry, sale.moved_to);
		if let (Asset::Deal(deal), Some((_, end))) = (&sale.asset, &mut sale.terms) {
			let renews = Deals::<T>::get(deal).is_some_and(|deal| deal.renews_itself());
			*end = Self::moved_term(*end, sale.moved_to, renews);
		}
		sale.moved_to = Self::now();
		Some(sale)
	}

	/// Whether the record of what left `validator` in `epoch` must be kept: it can still be slashed, or the
	/// time to rate it and to claim its cover is not over. What could have been withdrawn is no longer
	/// covered: nobody knows here whether it was.
	pub(crate) fn is_kept(validator: &T::AccountId, epoch: EpochIndex) -> bool {
		let by = Self::interrupted(epoch, Self::now());
		epoch.saturating_add(by) >= T::Stake::exits_held_since(validator)
	}
}
