//! Removal of expired records.

use crate::{types::*, *};
use frame_support::{ensure, weights::Weight};
use palisade_primitives::{Balance, DealId};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The weight of removing a record.
	pub(crate) fn weight_of_reaping(item: &Expired) -> Weight {
		match item {
			Expired::Listing(_) => T::WeightInfo::reap_listing(),
			Expired::Offer(_) => T::WeightInfo::reap_offer(),
			Expired::Request(_) => T::WeightInfo::reap_request(),
			Expired::Deal(_) => T::WeightInfo::reap_deal(),
			Expired::Sale(_) => T::WeightInfo::reap_sale(),
		}
	}

	pub(crate) fn do_reap(who: T::AccountId, item: Expired) -> DispatchResult {
		let reward = match item {
			Expired::Listing(id) => Self::reap_listing(&who, id),
			Expired::Offer(id) => Self::reap_offer(&who, id),
			Expired::Request(id) => Self::reap_request(&who, id),
			Expired::Deal(id) => Self::reap_deal(&who, id),
			Expired::Sale(id) => Self::reap_sale(&who, id),
		}?;
		Self::deposit_event(Event::Reaped { item, by: who, reward });
		Ok(())
	}

	/// Closes a listing that has expired, or removes one that is closed and unused. Only the first
	/// of both is rewarded.
	fn reap_listing(who: &T::AccountId, id: ListingId) -> Result<Balance, DispatchError> {
		let mut listing = Self::listing(id)?;
		let is_unused = Self::is_unused(id, &listing);
		let has_expired = Self::now() >= listing.terms.expiry;
		ensure!(has_expired || listing.closed, Error::<T>::StillNeeded);
		// The terms are fixed for the bids.
		ensure!(listing.bids == 0, Error::<T>::StillNeeded);
		ensure!(!listing.closed || is_unused, Error::<T>::StillNeeded);
		let reward = Self::reward_cleaner(&listing.validator, who, listing.deposit)?;
		listing.deposit = 0;
		if !listing.closed {
			Self::close(id, &mut listing);
		}
		if is_unused {
			Self::remove_listing(id, listing)?;
		} else {
			Self::store_listing(id, listing);
		}
		Ok(reward)
	}

	/// Removes an offer that has expired or can no longer be accepted. Only an expired offer is
	/// rewarded: otherwise a validator could earn rewards by amending its listings.
	fn reap_offer(who: &T::AccountId, id: OfferId) -> Result<Balance, DispatchError> {
		let offer = Self::offer(id)?;
		let now = Self::now();
		let can_be_accepted = now < offer.expiry
			&& Self::listing_now(offer.listing)
				.is_some_and(|listing| listing.version == offer.version && listing.is_open(now));
		ensure!(!can_be_accepted, Error::<T>::StillNeeded);
		Self::return_offer(id, &offer)?;
		let cleaner = if now < offer.expiry { &offer.delegator } else { who };
		Self::reward_cleaner(&offer.delegator, cleaner, offer.deposit)
	}

	/// Removes a request that was not settled in time.
	fn reap_request(who: &T::AccountId, id: RequestId) -> Result<Balance, DispatchError> {
		let request = Self::request(id)?;
		let block = frame_system::Pallet::<T>::block_number();
		ensure!(block > request.settle_until, Error::<T>::StillNeeded);
		Self::return_bids(id, &request)?;
		Self::return_request(id, &request)?;
		Self::reward_cleaner(&request.delegator, who, request.deposit)
	}

	/// Removes the record of an ended deal that is no longer liable and can no longer be rated, and
	/// pays the payouts that its cover owes.
	fn reap_deal(who: &T::AccountId, id: DealId) -> Result<Balance, DispatchError> {
		let deal = Self::deal(id)?;
		let epoch = deal.finished.as_ref().ok_or(Error::<T>::StillNeeded)?.epoch;
		ensure!(!Self::is_kept(&deal.validator, epoch), Error::<T>::StillNeeded);
		if deal.occupies {
			let mut listing = Self::listing(deal.listing)?;
			Self::pay_leaving_cover(deal.listing, &mut listing, epoch, &deal.owner)?;
			listing.filled = listing.filled.saturating_sub(deal.amount);
			Self::place(deal.listing, &mut listing);
			Self::store_listing(deal.listing, listing);
		}
		Self::forget_deal(id, &deal);
		Self::reward_cleaner(&deal.owner, who, deal.deposit)
	}

	fn reap_sale(who: &T::AccountId, id: SaleId) -> Result<Balance, DispatchError> {
		let sale = Self::sale(id)?;
		let is_over = Self::now() >= sale.expiry || Self::is_over(&sale);
		ensure!(is_over, Error::<T>::StillNeeded);
		Self::remove_sale(id, &sale);
		Self::reward_cleaner(&sale.seller, who, sale.deposit)
	}
}
