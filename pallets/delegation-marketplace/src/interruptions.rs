//! Deadlines wait while a brake keeps accounts from meeting them.
//!
//! A brake of the chain (safe mode, a pause of single calls, a migration over several blocks) that
//! refuses a call stops the clock of its [`Duty`], and no other. Each deadline waits for one duty:
//!
//! | deadline | waits for |
//! |---|---|
//! | expiry of listings, offers and sales | [`Duty::Offering`] |
//! | last blocks of a request: for bids, extensions, reveals and settlement | [`Duty::Bidding`] |
//! | end of the term of a deal, and of a proposal to renew it | [`Duty::Renewing`] |
//! | removal of the record of a deal that has ended, and of its cover | [`Duty::Claiming`] |
//!
//! | duty | calls |
//! |---|---|
//! | offering | `make_offer`, `counter_offer`, `accept_offer`, `take_best`, `buy_position` |
//! | bidding | `bid`, `commit_bid`, `reveal_bid`, `settle_request` |
//! | renewing | `renew_deal`, `set_automatic_renewal` |
//! | claiming | `rate_deal`, `claim_exit_cover` |
//!
//! Where neither a pause nor safe mode can refuse renewals, as in the reference runtime, the term
//! of a deal becomes longer in migrations only.
//!
//! # How
//!
//! Each record states up to when interruptions have moved its deadlines: as an epoch, or as the
//! number of interrupted blocks. Every read of a record, for a call or a wallet, moves its
//! deadlines on to now. The functions of this module are the only ones that read records for that.
//! A call stores moved deadlines, so the state can show deadlines that are too early, never too
//! late.
//!
//! A deadline moves by the interruptions before it. A deadline that has passed does not come back.
//! The term of a deal becomes longer for both parties alike.
//!
//! # How far
//!
//! A brake without an end must not hold an escrow, a deposit or a cover for ever. The deadlines of
//! a record therefore move by [`MAX_INTERRUPTED_EPOCHS`] in all, those of a request by
//! [`Config::MaxInterruption`] blocks, which is as long. The bound is for the whole life of the
//! record: to amend a listing, bid on a request, counter an offer or renew a deal restores nothing.
//!
//! - [`reap`](Call::reap) releases all funds held for an offer that has expired, or for a request
//!   that was not settled in time. Every account can make this call, and a runtime should let no
//!   brake refuse it.
//! - A request that has waited for the bound is settled with the bids that it has. No bid is
//!   forfeited: the brake may have refused the reveal.

use crate::{types::*, *};
use palisade_primitives::{
	moved_deadline, CaseInspect, DealId, Duty, EpochIndex, Interruptions, MAX_INTERRUPTED_EPOCHS,
};
use sp_arithmetic::traits::Saturating;

impl<T: Config> Pallet<T> {
	/// The number of epochs, from `from` on and before `until`, in which `duty` was interrupted.
	fn interrupted(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		if from >= until {
			return 0;
		}
		T::Interruptions::epochs(duty, from, until)
	}

	/// Moves a deadline that waits for `duty` on to now: by the interrupted epochs before it since
	/// its last move. Epochs added by the move count too. Where the deadline is the end of a term
	/// that `renews` itself, every interruption until now counts.
	fn move_on(duty: Duty, deadline: &mut EpochIndex, moved: &mut Moved, renews: bool) {
		let now = Self::now();
		let before = *deadline;
		let left = MAX_INTERRUPTED_EPOCHS.saturating_sub(moved.by);
		let latest = before.saturating_add(left);
		*deadline = moved_deadline(before, latest, |deadline| {
			let until = if renews { now } else { now.min(deadline) };
			Self::interrupted(duty, moved.to, until)
		});
		moved.by = moved.by.saturating_add(deadline.saturating_sub(before));
		moved.to = now;
	}

	/// A listing with its deadline moved on to now.
	pub(crate) fn listing_now(id: ListingId) -> Option<ListingOf<T>> {
		let mut listing = Listings::<T>::get(id)?;
		Self::move_on(Duty::Offering, &mut listing.terms.expiry, &mut listing.moved, false);
		Some(listing)
	}

	/// An offer with its deadline moved on to now.
	pub(crate) fn offer_now(id: OfferId) -> Option<OfferOf<T>> {
		let mut offer = Offers::<T>::get(id)?;
		Self::move_on(Duty::Offering, &mut offer.expiry, &mut offer.moved, false);
		Some(offer)
	}

	/// A request with its deadlines moved on to now.
	pub(crate) fn request_now(id: RequestId) -> Option<RequestOf<T>> {
		let mut request = Requests::<T>::get(id)?;
		let interrupted = T::Interruptions::blocks(Duty::Bidding);
		let by = interrupted.saturating_sub(request.interrupted).min(request.can_wait);
		for block in [
			&mut request.terms.closing,
			&mut request.latest,
			&mut request.reveal_until,
			&mut request.settle_until,
		] {
			*block = block.saturating_add(by.into());
		}
		request.can_wait = request.can_wait.saturating_sub(by);
		request.interrupted = interrupted;
		Some(request)
	}

	/// A deal with its deadlines moved on to now.
	pub(crate) fn deal_now(id: DealId) -> Option<DealOf<T>> {
		let mut deal = Deals::<T>::get(id)?;
		// The term of a deal that has ended is over.
		if deal.finished.is_some() {
			return Some(deal);
		}
		let renews = deal.renews_itself();
		let before = deal.end;
		Self::move_on(Duty::Renewing, &mut deal.end, &mut deal.moved, renews);
		let by = deal.end.saturating_sub(before);
		if let Some(proposal) = &mut deal.proposal {
			proposal.end = proposal.end.saturating_add(by);
		}
		Some(deal)
	}

	/// A sale with its deadline moved on to now. The end of the term for sale moves with the
	/// deal's.
	pub(crate) fn sale_now(id: SaleId) -> Option<SaleOf<T>> {
		let mut sale = Sales::<T>::get(id)?;
		Self::move_on(Duty::Offering, &mut sale.expiry, &mut sale.moved, false);
		if let (Some(deal), Some((_, end))) = (Self::deal_of(&sale.asset), &mut sale.terms) {
			*end = end.saturating_add(deal.moved.by.saturating_sub(sale.end_moved_by));
			sale.end_moved_by = deal.moved.by;
		}
		Some(sale)
	}

	/// Whether the record of exits from `validator` in `epoch` must be kept: the exits can still be
	/// slashed, or the time to rate and to claim is not over. Exits that could have been withdrawn
	/// are no longer covered: the pallet does not know whether they were.
	pub(crate) fn is_kept(validator: &T::AccountId, epoch: EpochIndex) -> bool {
		let by = Self::interrupted(Duty::Claiming, epoch, Self::now());
		epoch.saturating_add(by) >= T::Stake::exits_held_since(validator)
	}
}
