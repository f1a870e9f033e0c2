//! The invariants of the pallet.

use crate::{types::*, *};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungible::InspectHold};
use palisade_primitives::{
	Balance, DealControl, Duty, Interruptions, ValidatorInspect, ValidatorStatus,
	MAX_INTERRUPTED_EPOCHS,
};

/// The holds that an account should have.
#[derive(Default)]
struct Held {
	deposits: Balance,
	escrow: Balance,
	cover: Balance,
}

fn add(sum: &mut Balance, amount: Balance) {
	*sum = sum.saturating_add(amount);
}

impl<T: Config> Pallet<T> {
	/// Checks that all records decode and agree.
	pub(crate) fn check_state() -> Result<(), &'static str> {
		let mut held: BTreeMap<T::AccountId, Held> = BTreeMap::new();
		Self::check_listings(&mut held)?;
		Self::check_book()?;
		Self::check_deals(&mut held)?;
		Self::check_offers(&mut held)?;
		Self::check_requests(&mut held)?;
		for id in Sales::<T>::iter_keys() {
			let sale = Sales::<T>::get(id).ok_or("a sale cannot be decoded")?;
			ensure!(sale.price > 0, "a sale has no price");
			let of_asset = SaleOfAsset::<T>::get(&sale.seller, sale.asset.key());
			ensure!(of_asset == Some(id), "a sale is not that of its asset");
			ensure!(sale.made <= Self::now(), "an asset was offered in the future");
			Self::check_moved(sale.moved)?;
			add(&mut held.entry(sale.seller).or_default().deposits, sale.deposit);
		}
		let for_sale = SaleOfAsset::<T>::iter_keys().count();
		ensure!(for_sale == Sales::<T>::iter_keys().count(), "an asset has a sale that is gone");
		for id in Trades::<T>::iter_keys() {
			ensure!(id < MAX_TRADES && Trades::<T>::get(id).is_some(), "a trade is unsound");
		}
		// Also the accounts without a record: their holds would be released by no call.
		for who in frame_system::Account::<T>::iter_keys() {
			held.entry(who).or_default();
		}
		for (who, held) in held {
			let is_held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(is_held(HoldReason::Deposit) == held.deposits, "a deposit is not held");
			ensure!(is_held(HoldReason::Escrow) == held.escrow, "an escrow is not held");
			ensure!(is_held(HoldReason::Cover) == held.cover, "a cover is not held");
		}
		Ok(())
	}

	/// Checks that a deadline was moved by past interruptions only, and within the bound.
	fn check_moved(moved: Moved) -> Result<(), &'static str> {
		ensure!(moved.to <= Self::now(), "a deadline was moved by the future");
		ensure!(moved.by <= MAX_INTERRUPTED_EPOCHS, "a deadline was moved too far");
		Ok(())
	}

	fn check_listings(held: &mut BTreeMap<T::AccountId, Held>) -> Result<(), &'static str> {
		let mut listings: BTreeMap<ListingId, T::AccountId> = BTreeMap::new();
		for id in Listings::<T>::iter_keys() {
			let listing = Listings::<T>::get(id).ok_or("a listing cannot be decoded")?;
			let taken = listing.filled.saturating_add(listing.reserved);
			ensure!(taken <= listing.terms.capacity, "a listing is too full");
			ensure!(
				listing.terms_from < NextId::<T>::get(),
				"terms of a listing are of the future"
			);
			Self::check_moved(listing.moved)?;
			ensure!(!listing.closed || listing.level.is_none(), "a closed listing is in the book");
			let status = T::Stake::status(&listing.validator);
			let is_online = status == Some(ValidatorStatus::Online);
			ensure!(
				status.is_none() || listing.suspended != is_online,
				"a listing is in the book without its validator, or the other way round"
			);
			let expiry = Self::listing_now(id).map(|listing| listing.terms.expiry);
			let has_expired = expiry.is_some_and(|expiry| Self::now() >= expiry);
			ensure!(!listing.lapsed || has_expired, "a listing has not expired");
			let of_validator = held.entry(listing.validator.clone()).or_default();
			add(&mut of_validator.deposits, listing.deposit);
			let cover =
				Self::held_for(id, &listing).map_err(|_| "exit cohorts cannot be decoded")?;
			add(&mut of_validator.cover, cover);
			Self::check_cover(id, &listing)?;
			listings.insert(id, listing.validator);
		}
		let next = NextId::<T>::get();
		let is_known = |id: Option<u64>| id.is_none_or(|id| id < next);
		let are_known = is_known(listings.keys().next_back().copied())
			&& is_known(Offers::<T>::iter_keys().max())
			&& is_known(Requests::<T>::iter_keys().max())
			&& is_known(Sales::<T>::iter_keys().max());
		ensure!(are_known, "a record has a number that was not given yet");
		let mut known: usize = 0;
		for validator in Operators::<T>::iter_keys() {
			let operator =
				Operators::<T>::get(&validator).ok_or("an operator cannot be decoded")?;
			ensure!(!operator.listings.is_empty(), "an operator has no listings");
			known = known.saturating_add(operator.listings.len());
			for id in &operator.listings {
				ensure!(
					listings.get(id) == Some(&validator),
					"a listing belongs to another operator"
				);
			}
		}
		ensure!(known == listings.len(), "a listing is in no list");
		for id in ExitCohorts::<T>::iter_keys() {
			ensure!(listings.contains_key(&id), "exits of a listing that is gone");
		}
		for (id, _) in Activations::<T>::iter_keys() {
			ensure!(listings.contains_key(&id), "a cover waits for a listing that is gone");
		}
		for (id, _) in EndedCohorts::<T>::iter_keys() {
			ensure!(listings.contains_key(&id), "a cover has ended of a listing that is gone");
		}
		for ((id, epoch, _), coverage) in CohortCovers::<T>::iter() {
			let is_there = EndedCohorts::<T>::contains_key(id, epoch)
				|| Self::cohorts(id)
					.is_ok_and(|all| all.iter().any(|cohorts| cohorts.epoch == epoch));
			ensure!(is_there, "a part of a cover that is gone");
			ensure!(!coverage.shares.is_zero(), "a part of a cover without shares");
		}
		Ok(())
	}

	/// Checks that every share of a cover has an owner, and that a cover does not owe more than it
	/// holds.
	fn check_cover(id: ListingId, listing: &ListingOf<T>) -> Result<(), &'static str> {
		let mut shares: u128 = 0;
		let mut owed: Balance = 0;
		for deal in DealsOn::<T>::iter_key_prefix(id) {
			let deal = Deals::<T>::get(deal).ok_or("a deal of a listing is not there")?;
			if deal.finished.is_some() {
				continue;
			}
			shares = shares.saturating_add(deal.coverage.shares.0);
			let accrued = listing
				.pool
				.paid(deal.coverage.shares, deal.coverage.settled)
				.map_err(|_| "a payout does not fit")?;
			add(&mut owed, accrued.saturating_add(deal.coverage.unclaimed));
		}
		for (_, activation) in Activations::<T>::iter_prefix(id) {
			shares = shares.saturating_add(activation.shares_left.0);
			let accrued = listing
				.pool
				.paid(activation.shares_left, activation.index.net)
				.map_err(|_| "a payout does not fit")?;
			add(&mut owed, accrued);
		}
		ensure!(shares == listing.pool.covered.shares.0, "shares of a cover have no owner");
		ensure!(owed <= listing.pool.owed, "a cover owes more than it has");

		let all = Self::cohorts(id).map_err(|_| "exit cohorts cannot be decoded")?;
		let sorted = all.windows(2).all(|pair| match pair {
			[one, other] => one.epoch < other.epoch,
			_ => true,
		});
		ensure!(sorted, "exit cohorts are not sorted");
		let ended: alloc::vec::Vec<_> = EndedCohorts::<T>::iter_prefix(id)
			.map(|(epoch, pool)| ExitCohort { epoch, pool })
			.collect();
		let owed_to_ended =
			ended.iter().fold(0, |sum: Balance, cohorts| sum.saturating_add(cohorts.pool.owed));
		ensure!(
			(u32::try_from(ended.len()), owed_to_ended) == (Ok(listing.ended), listing.ended_owed),
			"covers that have ended are counted wrongly"
		);
		for cohorts in all.into_iter().chain(ended) {
			let mut shares: u128 = 0;
			let mut owed: Balance = 0;
			for (_, coverage) in CohortCovers::<T>::iter_prefix((id, cohorts.epoch)) {
				shares = shares.saturating_add(coverage.shares.0);
				let accrued = cohorts
					.pool
					.paid(coverage.shares, coverage.settled)
					.map_err(|_| "a payout does not fit")?;
				add(&mut owed, accrued.saturating_add(coverage.unclaimed));
			}
			ensure!(shares == cohorts.pool.covered.shares.0, "shares of exits have no owner");
			ensure!(!cohorts.pool.is_empty(), "an empty exit cohort");
			ensure!(owed <= cohorts.pool.owed, "an exit cohort owes more than it has");
		}
		Ok(())
	}

	fn check_book() -> Result<(), &'static str> {
		let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
		for (level, id) in Book::<T>::iter_keys() {
			let listing = Listings::<T>::get(id).ok_or("the book has a listing that is gone")?;
			ensure!(listing.level == Some(level), "a listing is on the wrong level");
			let count = counts.entry(level).or_default();
			*count = count.saturating_add(1);
		}
		for (id, listing) in Listings::<T>::iter() {
			let is_there = listing.level.is_none_or(|level| Book::<T>::contains_key(level, id));
			ensure!(is_there, "a listing is missing from the book");
			let is_right = listing.level == Self::level_for(&listing);
			ensure!(is_right, "a listing is not where it belongs");
		}
		let words = Levels::<T>::get();
		for level in 0u16..1_024 {
			let word = words.get(usize::from(level >> 6)).copied().unwrap_or_default();
			let is_marked = word.checked_shr(u32::from(level & 63)).unwrap_or_default() & 1 == 1;
			let count = counts.get(&level).copied();
			ensure!(LevelCounts::<T>::get(level) == count, "a level is counted wrongly");
			ensure!(is_marked == count.is_some(), "a level is marked wrongly");
		}
		Ok(())
	}

	fn check_deals(held: &mut BTreeMap<T::AccountId, Held>) -> Result<(), &'static str> {
		let mut running: BTreeMap<ListingId, (u32, Balance)> = BTreeMap::new();
		let mut deals: usize = 0;
		for id in Deals::<T>::iter_keys() {
			let deal = Deals::<T>::get(id).ok_or("a deal cannot be decoded")?;
			deals = deals.saturating_add(1);
			Self::check_moved(deal.moved)?;
			ensure!(DealsOf::<T>::contains_key(&deal.owner, id), "a deal has no owner");
			ensure!(DealsOn::<T>::contains_key(deal.listing, id), "a deal is on no listing");
			add(&mut held.entry(deal.owner.clone()).or_default().deposits, deal.deposit);
			let is_needed = deal.occupies || deal.finished.is_none();
			let is_there = Listings::<T>::contains_key(deal.listing);
			ensure!(is_there || !is_needed, "a deal is on a listing that is gone");
			let of_listing = running.entry(deal.listing).or_default();
			if deal.occupies {
				add(&mut of_listing.1, deal.amount);
			}
			if deal.finished.is_none() {
				of_listing.0 = of_listing.0.saturating_add(1);
				let status = T::Stake::deal_status(&deal.owner, id)
					.ok_or("a deal is not in the staking pallet")?;
				ensure!(status.validator == deal.validator, "a deal is with another validator");
				ensure!(T::Stake::status(&deal.validator).is_some(), "a deal has no validator");
			}
		}
		ensure!(DealsOf::<T>::iter_keys().count() == deals, "an owner has a deal that is gone");
		ensure!(DealsOn::<T>::iter_keys().count() == deals, "a listing has a deal that is gone");
		for (id, listing) in Listings::<T>::iter() {
			let counted = running.get(&id).copied().unwrap_or_default();
			ensure!(counted == (listing.deals, listing.filled), "deals are counted wrongly");
		}
		Ok(())
	}

	fn check_offers(held: &mut BTreeMap<T::AccountId, Held>) -> Result<(), &'static str> {
		let mut offers: usize = 0;
		for id in Offers::<T>::iter_keys() {
			let offer = Offers::<T>::get(id).ok_or("an offer cannot be decoded")?;
			offers = offers.saturating_add(1);
			ensure!(OffersOn::<T>::contains_key(offer.listing, id), "an offer is on no listing");
			ensure!(offer.round <= MAX_ROUNDS, "an offer was countered too often");
			Self::check_moved(offer.moved)?;
			let of_delegator = held.entry(offer.delegator).or_default();
			add(&mut of_delegator.deposits, offer.deposit);
			add(&mut of_delegator.escrow, offer.amount);
		}
		ensure!(
			OffersOn::<T>::iter_keys().count() == offers,
			"a listing has an offer that is gone"
		);
		Ok(())
	}

	fn check_requests(held: &mut BTreeMap<T::AccountId, Held>) -> Result<(), &'static str> {
		for id in Requests::<T>::iter_keys() {
			let request = Requests::<T>::get(id).ok_or("a request cannot be decoded")?;
			let of_delegator = held.entry(request.delegator).or_default();
			let deals = request.deal_deposit.saturating_mul(request.terms.parts.into());
			add(&mut of_delegator.deposits, request.deposit.saturating_add(deals));
			add(&mut of_delegator.escrow, request.terms.amount);
			ensure!(request.terms.closing <= request.latest, "a request closes too late");
			ensure!(
				request.interrupted <= T::Interruptions::blocks(Duty::Bidding),
				"a request was moved by the future"
			);
		}
		let mut kept: BTreeMap<ListingId, (u32, Balance)> = BTreeMap::new();
		for id in Bids::<T>::iter_keys() {
			let bids = Bids::<T>::get(id).ok_or("bids cannot be decoded")?;
			let request = Requests::<T>::get(id).ok_or("bids on a request that is gone")?;
			ensure!(!bids.is_empty(), "an empty list of bids");
			for bid in bids {
				ensure!(bid.made <= NextId::<T>::get(), "a bid was made in the future");
				let of_bidder = held.entry(bid.validator).or_default();
				add(&mut of_bidder.deposits, bid.deposit);
				if let BidStage::Open(terms) = bid.stage {
					add(&mut of_bidder.cover, terms.cover);
					let of_listing = kept.entry(terms.listing).or_default();
					of_listing.0 = of_listing.0.saturating_add(1);
					add(&mut of_listing.1, terms.amount.min(request.terms.amount));
				}
			}
		}
		for (id, listing) in Listings::<T>::iter() {
			let of_listing = kept.remove(&id).unwrap_or_default();
			ensure!(of_listing == (listing.bids, listing.reserved), "bids are counted wrongly");
		}
		ensure!(kept.is_empty(), "a bid on a listing that is gone");
		Ok(())
	}
}
