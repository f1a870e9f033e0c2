//! Removal of expired records by any account.

use super::auctions::{ask, of, wanted};
use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::Balance;

/// Checks that a record cannot be reaped yet.
#[track_caller]
fn assert_needed(item: Expired) {
	assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
}

/// Reaps a record for a tenth of a deposit. `owner`, of whom it was held, gets the rest.
#[track_caller]
fn reap(item: Expired, owner: AccountId, deposit: Balance) {
	let (held_before, cleaner) = (deposits(owner), free(20));
	take_events();
	assert_ok!(Marketplace::reap(signed(20), item));
	let reward = deposit / 10;
	assert!(take_events().contains(&Event::Reaped { item, by: 20, reward }));
	assert_eq!(deposits(owner), held_before - deposit);
	assert_eq!(free(20), cleaner + reward);
	check();
}

#[test]
fn an_expired_listing_without_deals_is_removed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 5, ..terms() });
		run_to_epoch(4);
		assert_needed(Expired::Listing(id));
		next_epoch();
		let before = free(1);
		reap(Expired::Listing(id), 1, 10 * UNIT);
		assert!(Listings::<Test>::get(id).is_none());
		assert!(Operators::<Test>::get(1).is_none());
		// The cover, and nine tenths of the deposit.
		assert_eq!((free(1), cover(1)), (before + 109 * UNIT, 0));
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Listing(id)),
			Error::<Test>::UnknownListing
		);
	});
}

#[test]
fn an_expired_listing_with_deals_is_closed_and_removed_when_they_are_gone() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 5, ..terms() });
		let one = deal(10, id, 100);
		run_to_epoch(5);
		take_events();
		assert_ok!(Marketplace::reap(signed(20), Expired::Listing(id)));
		assert_eq!(
			take_events(),
			vec![
				Event::ListingClosed { listing: id },
				Event::Reaped { item: Expired::Listing(id), by: 20, reward: UNIT },
			]
		);
		let closed = listing(id);
		assert!(closed.closed && closed.level.is_none());
		// The deposit is released, the cover stays.
		assert_eq!((deposits(1), cover(1)), (0, 100 * UNIT));
		check();
		assert_needed(Expired::Listing(id));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert_needed(Expired::Listing(id));
		run_to_epoch(27);
		assert_needed(Expired::Listing(id));
		reap(Expired::Deal(one), 10, UNIT);
		// There is no deposit left for a second reward.
		reap(Expired::Listing(id), 1, 0);
		assert!(Listings::<Test>::get(id).is_none());
		assert_eq!(cover(1), 0);
	});
}

#[test]
fn a_listing_that_its_operator_has_closed_is_removed_when_its_deals_are_gone() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_needed(Expired::Listing(id));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		run_to_epoch(27);
		reap(Expired::Deal(one), 10, UNIT);
		reap(Expired::Listing(id), 1, 10 * UNIT);
		assert_eq!(cover(1), 0);
	});
}

#[test]
fn an_expired_offer_is_removed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		assert_eq!((escrow(10), deposits(10)), (100 * UNIT, UNIT));
		run_to_epoch(5);
		assert_needed(Expired::Offer(one));
		next_epoch();
		reap(Expired::Offer(one), 10, UNIT);
		assert_eq!((escrow(10), free(10)), (0, WEALTH - UNIT / 10));
		assert!(OffersOn::<Test>::iter().next().is_none());
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Offer(one)),
			Error::<Test>::UnknownOffer
		);
	});
}

#[test]
fn an_offer_that_can_no_longer_be_accepted_is_removed() {
	type Change = fn(ListingId);
	let changes: [Change; 5] = [
		// Other terms.
		|id| {
			assert_ok!(Marketplace::amend_listing(signed(1), id, terms()));
		},
		// Another cover.
		|_| slash(1, 2, percent(10)),
		// Closed, with a running deal.
		|id| {
			assert_ok!(Marketplace::close_listing(signed(1), id));
		},
		// Expired.
		|_| run_to_epoch(4),
		// Gone.
		|id| {
			assert_ok!(Marketplace::close_listing(signed(2), id + 1));
			assert!(Listings::<Test>::get(id + 1).is_none());
		},
	];
	for (number, change) in changes.into_iter().enumerate() {
		Chain::with_validators(2).execute(|| {
			let id = list(1, ListingTerms { expiry: 4, ..terms() });
			let unused = list(2, terms());
			deal(10, id, 100);
			next_epoch();
			let on = if number == 4 { unused } else { id };
			let one = offer(10, on, 100, at(4, 4));
			assert_needed(Expired::Offer(one));
			change(id);
			check();
			// No reward: a validator could earn rewards by amending its listings.
			let (held_before, cleaner) = (deposits(10), free(20));
			take_events();
			let item = Expired::Offer(one);
			assert_ok!(Marketplace::reap(signed(20), item));
			assert!(take_events().contains(&Event::Reaped { item, by: 20, reward: 0 }));
			assert_eq!((deposits(10), free(20)), (held_before - UNIT, cleaner));
			assert_eq!(escrow(10), 0);
		});
	}
}

#[test]
fn an_unsettled_request_is_removed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		let bid = BidTerms { cover: 10 * UNIT, ..of(id, 5, 300) };
		assert_ok!(Marketplace::bid(signed(1), request, bid));
		run_to_block(Requests::<Test>::get(request).unwrap().settle_until);
		assert_needed(Expired::Request(request));
		next_block();
		take_events();
		assert_ok!(Marketplace::reap(signed(20), Expired::Request(request)));
		let item = Expired::Request(request);
		assert_eq!(take_events(), vec![Event::Reaped { item, by: 20, reward: UNIT / 5 }]);
		// Only the deposit of the request is shared: the deposits of its deals are released.
		assert_eq!((escrow(10), deposits(10)), (0, 0));
		assert_eq!(free(10), WEALTH - UNIT / 5);
		assert_eq!((deposits(1), cover(1)), (10 * UNIT, 100 * UNIT));
		assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::UnknownRequest);
	});
}

#[test]
fn a_deal_is_removed_when_it_is_no_longer_liable() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		assert_needed(Expired::Deal(one));
		run_to_epoch(6);
		assert_needed(Expired::Deal(one));
		assert_ok!(Marketplace::terminate_deal(signed(1), one));
		run_to_epoch(26);
		assert_needed(Expired::Deal(one));
		// Ratings are possible until then.
		assert_ok!(Marketplace::rate_deal(signed(10), one, 5));
		next_epoch();
		reap(Expired::Deal(one), 10, UNIT);
		assert_noop!(Marketplace::rate_deal(signed(1), one, 5), Error::<Test>::UnknownDeal);
		assert_noop!(Marketplace::reap(signed(20), Expired::Deal(one)), Error::<Test>::UnknownDeal);
		assert!(DealsOf::<Test>::iter().next().is_none());
		assert!(DealsOn::<Test>::iter().next().is_none());
	});
}

#[test]
fn a_deal_without_cover_is_removed_as_late() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { cover: 0, ..terms() });
		let one = deal(10, id, 100);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		// The record is kept for ratings, and uses no capacity.
		assert_eq!((deal_of(one).occupies, listing(id).filled), (false, 0));
		run_to_epoch(26);
		assert_needed(Expired::Deal(one));
		next_epoch();
		reap(Expired::Deal(one), 10, UNIT);
	});
}

#[test]
fn an_expired_sale_is_removed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let sale = sell(10, Asset::Deal(one), UNIT);
		run_to_epoch(999);
		assert_needed(Expired::Sale(sale));
		next_epoch();
		reap(Expired::Sale(sale), 10, UNIT);
		assert!(Sales::<Test>::get(sale).is_none());
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Sale(sale)),
			Error::<Test>::UnknownSale
		);
	});
}

#[test]
fn who_cleans_up_its_own_gets_all_of_it() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		run_to_epoch(6);
		take_events();
		assert_ok!(Marketplace::reap(signed(10), Expired::Offer(one)));
		let item = Expired::Offer(one);
		assert_eq!(take_events(), vec![Event::Reaped { item, by: 10, reward: 0 }]);
		assert_eq!((free(10), deposits(10), escrow(10)), (WEALTH, 0, 0));
	});
}

#[test]
fn who_would_not_exist_with_the_reward_does_not_get_it() {
	Chain::with_validators(2).execute(|| {
		// A tenth of it is less than the existential deposit.
		TheDeposits::mutate(|deposits| deposits.offer = UNIT / 1_000);
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		run_to_epoch(6);
		assert_noop!(
			Marketplace::reap(signed(5_000), Expired::Offer(one)),
			sp_runtime::TokenError::CannotCreate
		);
		assert_ok!(Marketplace::reap(signed(20), Expired::Offer(one)));
		assert_eq!(free(20), WEALTH + UNIT / 10_000);
		assert_eq!(free(10), WEALTH - UNIT / 10_000);
	});
}

#[test]
fn deposits_are_those_of_when_they_were_taken() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		let request = ask(10, wanted());
		assert_ok!(Marketplace::bid(signed(1), request, of(id, 5, 300)));
		TheDeposits::mutate(|deposits| {
			deposits.offer = 50 * UNIT;
			deposits.request = 60 * UNIT;
			deposits.bid = 70 * UNIT;
		});
		check();
		run_to_block(wanted().closing + 1);
		assert_ok!(Marketplace::settle_request(signed(20), request));
		// One deposit for the offer, one for the deal.
		assert_eq!((deposits(10), deposits(1)), (2 * UNIT, 10 * UNIT));
		run_to_epoch(6);
		reap(Expired::Offer(one), 10, UNIT);
	});
}
