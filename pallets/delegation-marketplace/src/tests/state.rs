//! Corruptions that the invariants detect.

use super::auctions::{ask, of, wanted};
use crate::{mock::*, types::*, *};
use frame_support::{assert_ok, storage::unhashed};
use palisade_primitives::{Balance, DealControl, DealId};
use sp_runtime::Perbill;

/// A change of the storage of a chain with one record of each kind.
type Corruption = fn();

const LISTING: ListingId = 0;
const OTHER: ListingId = 1;
const OFFER: OfferId = 2;
const REQUEST: RequestId = 3;
const SALE: SaleId = 4;

/// Two listings: on the first one active deal, 0, one that has exited, 1, and one that waits, 2; an
/// offer, a request with a bid, and a sale. The first validator was slashed.
fn furnish() {
	assert_eq!((list(1, terms()), list(2, terms())), (LISTING, OTHER));
	deal(10, LISTING, 100);
	deal(11, LISTING, 100);
	run_to_epoch(6);
	assert_ok!(Marketplace::exit_deal(signed(11), 1, Balance::MAX));
	slash(1, 6, percent(10));
	deal(12, LISTING, 100);
	assert_eq!(offer(13, LISTING, 50, at(4, 4)), OFFER);
	assert_eq!(ask(14, wanted()), REQUEST);
	let bid = BidTerms { cover: 20 * UNIT, ..of(OTHER, 5, 300) };
	assert_ok!(Marketplace::bid(signed(2), REQUEST, bid));
	assert_eq!(sell(10, Asset::Deal(0), UNIT), SALE);
	check();
}

/// Changes a listing.
fn with_listing(id: ListingId, change: impl FnOnce(&mut ListingOf<Test>)) {
	let mut changed = listing(id);
	change(&mut changed);
	Listings::<Test>::insert(id, changed);
}

/// Changes a deal.
fn with_deal(id: DealId, change: impl FnOnce(&mut DealOf<Test>)) {
	let mut changed = deal_of(id);
	change(&mut changed);
	Deals::<Test>::insert(id, changed);
}

/// Changes the bid.
fn with_bid(change: impl FnOnce(&mut Bid<AccountId>)) {
	Bids::<Test>::mutate(REQUEST, |bids| change(&mut bids.as_mut().unwrap()[0]));
}

/// Changes the exit cohorts of the first listing.
fn with_leavers(change: impl FnOnce(&mut Vec<ExitCohort>)) {
	let mut cohorts = ExitCohorts::<Test>::get(LISTING).unwrap().into_inner();
	change(&mut cohorts);
	ExitCohorts::<Test>::insert(
		LISTING,
		frame_support::BoundedVec::<_, _>::try_from(cohorts).unwrap(),
	);
}

/// Writes a value that cannot be decoded as any type of the pallet.
fn spoil(key: Vec<u8>) {
	unhashed::put_raw(&key, &[0xff]);
}

/// Each corruption of a valid state makes the checks complain.
fn each_is_detected(corruptions: &[(Corruption, &'static str)]) {
	for (number, (corrupt, complaint)) in corruptions.iter().enumerate() {
		let mut chain = Chain::with_validators(2).start();
		chain.execute_with(|| {
			furnish();
			corrupt();
			assert_eq!(Marketplace::check_state(), Err(*complaint), "corruption {number}");
		});
	}
}

#[test]
fn the_invariants_detect_corrupt_holds() {
	each_is_detected(&[
		(|| with_listing(LISTING, |listing| listing.deposit += 1), "a deposit is not held"),
		(|| with_listing(LISTING, |listing| listing.cover += 1), "a cover is not held"),
		(|| with_listing(LISTING, |listing| listing.pool.owed += 1), "a cover is not held"),
		(
			|| {
				Offers::<Test>::mutate(OFFER, |offer| offer.as_mut().unwrap().amount += 1);
			},
			"an escrow is not held",
		),
		(
			|| {
				Requests::<Test>::mutate(REQUEST, |request| {
					request.as_mut().unwrap().terms.parts += 1;
				});
			},
			"a deposit is not held",
		),
		(
			|| {
				Sales::<Test>::mutate(SALE, |sale| sale.as_mut().unwrap().deposit -= 1);
			},
			"a deposit is not held",
		),
		(|| with_deal(1, |deal| deal.deposit = 0), "a deposit is not held"),
		// Holds of an account without any record.
		(
			|| {
				assert_ok!(Marketplace::hold(HoldReason::Deposit, &19, UNIT));
			},
			"a deposit is not held",
		),
		(
			|| {
				assert_ok!(Marketplace::hold(HoldReason::Escrow, &19, UNIT));
			},
			"an escrow is not held",
		),
		(
			|| {
				assert_ok!(Marketplace::hold(HoldReason::Cover, &19, UNIT));
			},
			"a cover is not held",
		),
		(|| Bids::<Test>::remove(REQUEST), "bids are counted wrongly"),
		(|| Requests::<Test>::remove(REQUEST), "bids on a request that is gone"),
	]);
}

#[test]
fn the_invariants_detect_corrupt_deadlines() {
	each_is_detected(&[
		(
			|| with_listing(LISTING, |listing| listing.moved.to = 7),
			"a deadline was moved by the future",
		),
		(|| with_deal(0, |deal| deal.moved.to = 7), "a deadline was moved by the future"),
		(
			|| {
				Offers::<Test>::mutate(OFFER, |offer| offer.as_mut().unwrap().moved.to = 7);
			},
			"a deadline was moved by the future",
		),
		(
			|| {
				Sales::<Test>::mutate(SALE, |sale| sale.as_mut().unwrap().moved.to = 7);
			},
			"a deadline was moved by the future",
		),
		(|| with_listing(LISTING, |listing| listing.moved.by = 29), "a deadline was moved too far"),
		(|| with_deal(0, |deal| deal.moved.by = 29), "a deadline was moved too far"),
		(
			|| {
				Offers::<Test>::mutate(OFFER, |offer| offer.as_mut().unwrap().moved.by = 29);
			},
			"a deadline was moved too far",
		),
		(
			|| {
				Sales::<Test>::mutate(SALE, |sale| sale.as_mut().unwrap().moved.by = 29);
			},
			"a deadline was moved too far",
		),
		(
			|| {
				Requests::<Test>::mutate(REQUEST, |request| {
					request.as_mut().unwrap().interrupted = 1;
				});
			},
			"a request was moved by the future",
		),
	]);
}

#[test]
fn the_invariants_detect_corrupt_listings_and_operators() {
	each_is_detected(&[
		(
			|| with_listing(OTHER, |listing| listing.terms.minimum_delegation = 701 * UNIT),
			"a listing is not where it belongs",
		),
		(
			|| with_listing(LISTING, |listing| listing.terms.capacity = 299 * UNIT),
			"a listing is too full",
		),
		(
			|| with_listing(LISTING, |listing| listing.closed = true),
			"a closed listing is in the book",
		),
		(
			|| with_listing(OTHER, |listing| listing.validator = 1),
			"a listing belongs to another operator",
		),
		(
			|| with_listing(OTHER, |listing| listing.suspended = true),
			"a listing is in the book without its validator, or the other way round",
		),
		(|| with_listing(OTHER, |listing| listing.lapsed = true), "a listing has not expired"),
		(|| Operators::<Test>::remove(1), "a listing is in no list"),
		(|| Operators::<Test>::insert(3, Operator::default()), "an operator has no listings"),
		(
			|| {
				Operators::<Test>::mutate(1, |operator| {
					operator.as_mut().unwrap().listings.try_push(99).unwrap();
				});
			},
			"a listing belongs to another operator",
		),
	]);
}

#[test]
fn the_invariants_detect_corrupt_covers() {
	each_is_detected(&[
		(|| with_deal(0, |deal| deal.coverage.shares.0 += 1), "shares of a cover have no owner"),
		(
			|| with_listing(LISTING, |listing| listing.pool.covered.shares.0 -= 1),
			"shares of a cover have no owner",
		),
		(
			|| with_deal(0, |deal| deal.coverage.unclaimed += 20 * UNIT),
			"a cover owes more than it has",
		),
	]);
}

#[test]
fn the_invariants_detect_corrupt_covers_of_exits() {
	each_is_detected(&[
		(
			|| {
				CohortCovers::<Test>::mutate((LISTING, 6, 11), |coverage| {
					coverage.as_mut().unwrap().shares.0 += 1;
				});
			},
			"shares of exits have no owner",
		),
		(
			|| {
				CohortCovers::<Test>::mutate((LISTING, 6, 11), |coverage| {
					coverage.as_mut().unwrap().unclaimed += UNIT;
				});
			},
			"an exit cohort owes more than it has",
		),
		(
			|| {
				let mut coverage = CohortCovers::<Test>::get((LISTING, 6, 11)).unwrap();
				coverage.shares.0 = 0;
				CohortCovers::<Test>::insert((LISTING, 6, 11), coverage);
				with_leavers(|cohorts| cohorts[0].pool.covered.shares.0 = 0);
			},
			"an empty exit cohort",
		),
		(
			|| {
				with_leavers(|cohorts| {
					let earlier = ExitCohort { epoch: 5, ..cohorts[0].clone() };
					cohorts.push(earlier);
				});
			},
			"exit cohorts are not sorted",
		),
		(
			|| {
				CohortCovers::<Test>::insert((LISTING, 7, 11), Coverage::default());
			},
			"a part of a cover that is gone",
		),
		(
			|| {
				let cohorts = ExitCohorts::<Test>::get(LISTING).unwrap();
				ExitCohorts::<Test>::insert(99, cohorts);
			},
			"exits of a listing that is gone",
		),
		(
			|| {
				let activation = palisade_share_pool::Activation::default();
				Activations::<Test>::insert(99, 5, activation);
			},
			"a cover waits for a listing that is gone",
		),
		(
			|| {
				EndedCohorts::<Test>::insert(LISTING, 2, palisade_share_pool::Cover::default());
			},
			"covers that have ended are counted wrongly",
		),
		(
			|| with_listing(LISTING, |listing| listing.ended_owed += 1),
			"covers that have ended are counted wrongly",
		),
		(
			|| {
				EndedCohorts::<Test>::insert(99, 2, palisade_share_pool::Cover::default());
			},
			"a cover has ended of a listing that is gone",
		),
	]);
}

#[test]
fn the_invariants_detect_a_corrupt_order_book() {
	each_is_detected(&[
		(|| Book::<Test>::remove(50, LISTING), "a listing is missing from the book"),
		(|| Book::<Test>::insert(50, 99, ()), "the book has a listing that is gone"),
		(|| Book::<Test>::insert(51, OTHER, ()), "a listing is on the wrong level"),
		(
			|| with_listing(OTHER, |listing| listing.terms.commission = Perbill::one()),
			"a listing is not where it belongs",
		),
		(|| LevelCounts::<Test>::insert(50, 3), "a level is counted wrongly"),
		(|| LevelCounts::<Test>::insert(7, 1), "a level is counted wrongly"),
		(|| Levels::<Test>::kill(), "a level is marked wrongly"),
		(|| Levels::<Test>::mutate(|words| words[15] = 1), "a level is marked wrongly"),
	]);
}

#[test]
fn the_invariants_detect_corrupt_deals() {
	each_is_detected(&[
		(|| DealsOf::<Test>::remove(10, 0), "a deal has no owner"),
		(|| DealsOf::<Test>::insert(10, 99, ()), "an owner has a deal that is gone"),
		(|| DealsOn::<Test>::insert(LISTING, 99, ()), "a deal of a listing is not there"),
		(|| Deals::<Test>::remove(1), "a deal of a listing is not there"),
		(|| with_listing(LISTING, |listing| listing.deals = 1), "deals are counted wrongly"),
		(|| with_deal(1, |deal| deal.occupies = false), "deals are counted wrongly"),
		(|| with_deal(2, |deal| deal.validator = 2), "a deal is with another validator"),
		(
			|| {
				assert_ok!(Staking::close_deal(&10, 0));
			},
			"a deal is not in the staking pallet",
		),
	]);
}

#[test]
fn the_invariants_detect_corrupt_offers_requests_and_sales() {
	each_is_detected(&[
		(|| OffersOn::<Test>::remove(LISTING, OFFER), "an offer is on no listing"),
		(|| OffersOn::<Test>::insert(LISTING, 99, ()), "a listing has an offer that is gone"),
		(
			|| {
				Offers::<Test>::mutate(OFFER, |offer| {
					offer.as_mut().unwrap().round = MAX_ROUNDS + 1;
				});
			},
			"an offer was countered too often",
		),
		(
			|| {
				Requests::<Test>::mutate(REQUEST, |request| {
					request.as_mut().unwrap().latest = 1;
				});
			},
			"a request closes too late",
		),
		(|| Bids::<Test>::insert(REQUEST, BidsOf::<Test>::default()), "an empty list of bids"),
		(|| with_listing(OTHER, |listing| listing.bids = 2), "bids are counted wrongly"),
		(|| with_listing(OTHER, |listing| listing.reserved -= 1), "bids are counted wrongly"),
		(|| with_listing(LISTING, |listing| listing.bids = 1), "bids are counted wrongly"),
		(
			|| with_listing(OTHER, |listing| listing.terms_from = u64::MAX),
			"terms of a listing are of the future",
		),
		(|| with_bid(|bid| bid.made = u64::MAX), "a bid was made in the future"),
		(
			|| {
				with_bid(|bid| {
					let BidStage::Open(terms) = &mut bid.stage else { panic!("it is open") };
					terms.listing = 99;
				});
				with_listing(OTHER, |listing| (listing.bids, listing.reserved) = (0, 0));
			},
			"a bid on a listing that is gone",
		),
		(
			|| {
				Sales::<Test>::mutate(SALE, |sale| sale.as_mut().unwrap().price = 0);
			},
			"a sale has no price",
		),
		(
			|| {
				Sales::<Test>::mutate(SALE, |sale| sale.as_mut().unwrap().made = 99);
			},
			"an asset was offered in the future",
		),
		(|| SaleOfAsset::<Test>::remove(10, Asset::Deal(0)), "a sale is not that of its asset"),
		(
			|| SaleOfAsset::<Test>::insert(10, Asset::Deal(2), SALE),
			"an asset has a sale that is gone",
		),
		(
			|| {
				let trade = Trades::<Test>::get(0).unwrap();
				Trades::<Test>::insert(MAX_TRADES, trade);
			},
			"a trade is unsound",
		),
	]);
}

#[test]
fn the_invariants_detect_records_without_an_owner() {
	each_is_detected(&[
		(
			|| CohortCovers::<Test>::insert((LISTING, 6, 19), Coverage::default()),
			"a part of a cover without shares",
		),
		(|| NextId::<Test>::put(SALE), "a record has a number that was not given yet"),
		(
			|| {
				// A deal that was rated, and whose listing was removed though it is covered.
				with_deal(1, |deal| deal.listing = 99);
				DealsOn::<Test>::remove(LISTING, 1);
				DealsOn::<Test>::insert(99, 1, ());
			},
			"a deal is on a listing that is gone",
		),
	]);
}

#[test]
fn the_invariants_detect_records_that_cannot_be_decoded() {
	each_is_detected(&[
		(|| spoil(Listings::<Test>::hashed_key_for(OTHER)), "a listing cannot be decoded"),
		(|| spoil(Operators::<Test>::hashed_key_for(2)), "an operator cannot be decoded"),
		(|| spoil(Offers::<Test>::hashed_key_for(OFFER)), "an offer cannot be decoded"),
		(|| spoil(Requests::<Test>::hashed_key_for(REQUEST)), "a request cannot be decoded"),
		(|| spoil(Bids::<Test>::hashed_key_for(REQUEST)), "bids cannot be decoded"),
		(|| spoil(Sales::<Test>::hashed_key_for(SALE)), "a sale cannot be decoded"),
		(|| spoil(Trades::<Test>::hashed_key_for(0)), "a trade is unsound"),
		(|| spoil(ExitCohorts::<Test>::hashed_key_for(LISTING)), "exit cohorts cannot be decoded"),
		(
			|| spoil(CohortCovers::<Test>::hashed_key_for((LISTING, 6, 11))),
			"shares of exits have no owner",
		),
	]);
}

#[test]
fn a_valid_state_passes_the_checks() {
	Chain::with_validators(2).execute(|| {
		assert_eq!(Marketplace::check_state(), Ok(()));
		furnish();
		assert_eq!(Marketplace::check_state(), Ok(()));
		run_to_epoch(12);
		assert_eq!(Marketplace::check_state(), Ok(()));
	});
}
