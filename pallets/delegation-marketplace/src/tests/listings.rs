//! Listings.

use super::*;
use frame_support::assert_noop;

type Refused = Error<Test>;

#[test]
fn a_listing_holds_cover_and_deposit() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, terms());
		assert_eq!((cover(1), deposits(1)), (100 * UNIT, 10 * UNIT));
		assert_eq!(free(1), before - 110 * UNIT);
		assert_eq!(
			take_events(),
			vec![Event::ListingOpened { listing: id, validator: 1, terms: terms() }]
		);
		let listing = listing(id);
		assert_eq!((listing.version, listing.closed, listing.deals), (0, false, 0));
		assert_eq!((listing.capacity_left(), listing.cover), (1_000 * UNIT, 100 * UNIT));
	});
}

#[test]
fn an_amendment_holds_or_frees_the_difference_and_raises_the_version() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, terms());
		take_events();
		let more = ListingTerms { cover: 150 * UNIT, ..costing(4) };
		amend(1, id, more.clone());
		assert_eq!(
			take_events(),
			vec![Event::ListingAmended { listing: id, version: 1, terms: more.clone() }]
		);
		assert_eq!((cover(1), deposits(1)), (150 * UNIT, 10 * UNIT));
		assert_eq!((listing(id).version, listing(id).terms), (1, more));
		// No deal is covered yet, so the cover can be lowered.
		let less = ListingTerms { cover: 20 * UNIT, capacity: 5_000 * UNIT, ..terms() };
		amend(1, id, less);
		assert_eq!((cover(1), listing(id).cover), (20 * UNIT, 20 * UNIT));
		assert_eq!(listing(id).version, 2);
		assert_eq!(free(1), before - 30 * UNIT);
	});
}

#[test]
fn cover_cannot_be_lowered_as_long_as_anything_is_covered() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deal = deal(10, id, 100);
		let with = |cover| {
			let terms = ListingTerms { cover, ..terms() };
			Marketplace::amend_listing(signed(1), id, terms)
		};
		let before = 100 * UNIT - 1;
		assert_noop!(with(before), Refused::CoverTooSmall);
		assert_ok!(with(100 * UNIT));
		next_epoch();
		exit(deal);
		// Exits are liable, and covered, until they can be withdrawn.
		assert_eq!(listing(id).deals, 0);
		assert_noop!(with(before), Refused::CoverTooSmall);
		run_to_epoch(22);
		assert_noop!(Marketplace::reap(signed(11), Expired::Deal(deal)), Refused::StillNeeded);
		run_to_epoch(23);
		assert_noop!(with(before), Refused::CoverTooSmall);
		assert_ok!(Marketplace::reap(signed(11), Expired::Deal(deal)));
		assert_ok!(with(before));
		assert_ok!(with(0));
		assert_eq!(cover(1), 0);
	});
}

#[test]
fn what_the_cover_has_paid_need_not_be_put_up_again() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		deal(10, id, 500);
		next_epoch();
		slash(1, 2, percent(10));
		// 50 of 500 units are lost, and paid.
		let left = listing(id).cover;
		assert!(left.abs_diff(50 * UNIT) <= 2);
		assert_eq!((cover(1), listing(id).version), (100 * UNIT, 1));
		let with = |cover| {
			let terms = ListingTerms { cover, ..terms() };
			Marketplace::amend_listing(signed(1), id, terms)
		};
		assert_noop!(with(left - 1), Refused::CoverTooSmall);
		assert_ok!(with(left));
		assert_eq!((cover(1), listing(id).cover), (100 * UNIT, left));
		// To restore a cover of 100 units, half of that is added; the payout owed to the deal is on
		// top.
		assert_ok!(with(100 * UNIT));
		assert_eq!(cover(1), 200 * UNIT - left);
	});
}

#[test]
fn capacity_cannot_be_raised_without_raising_the_cover_as_much() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		deal(10, id, 100);
		let with = |capacity, cover| {
			let terms = ListingTerms { capacity, cover, ..terms() };
			Marketplace::amend_listing(signed(1), id, terms)
		};
		assert_noop!(with(1_000 * UNIT + 10, 100 * UNIT), Refused::CoverTooSmall);
		assert_noop!(with(2_000 * UNIT, 200 * UNIT - 1), Refused::CoverTooSmall);
		assert_noop!(with(Balance::MAX, 100 * UNIT), Refused::CoverTooSmall);
		assert_ok!(with(2_000 * UNIT, 200 * UNIT));
		// A larger cover is allowed, and so is a smaller capacity.
		assert_ok!(with(2_000 * UNIT, 300 * UNIT));
		assert_ok!(with(500 * UNIT, 300 * UNIT));
		assert_eq!(cover(1), 300 * UNIT);
	});
}

#[test]
fn capacity_cannot_be_lower_than_its_filled_part() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		deal(10, id, 60);
		deal(11, id, 40);
		let with = |capacity| {
			let terms = ListingTerms { capacity, ..terms() };
			Marketplace::amend_listing(signed(1), id, terms)
		};
		assert_noop!(with(100 * UNIT - 1), Refused::CapacityTooSmall);
		assert_ok!(with(100 * UNIT));
		assert_eq!(listing(id).capacity_left(), 0);
	});
}

#[test]
fn deals_keep_their_terms_when_the_listing_changes() {
	Scores::set([(1, 700)].into());
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let before = deal(10, id, 100);
		let harder = ListingTerms {
			exit_fee: percent(50),
			minimum_term: 1,
			minimum_delegation: UNIT,
			score_floor: Some(600),
			..costing(40)
		};
		let kept = deal_of(before);
		amend(1, id, harder);
		assert_eq!(deal_of(before), kept);
		let after = deal(11, id, 100);
		assert_eq!(deal_of(after).terms, at(40, 4));
		next_epoch();
		assert_eq!((view(before).exit_fee, view(after).exit_fee), (2 * UNIT, 50 * UNIT));
		Scores::set([(1, 599)].into());
		assert_eq!((view(before).breach, view(after).breach), (None, Some(Breach::Score)));
	});
}

#[test]
fn an_unused_listing_is_removed_when_it_is_closed() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, terms());
		take_events();
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!(
			take_events(),
			vec![
				Event::ListingClosed { listing: id },
				Event::ListingRemoved { listing: id, validator: 1, cover: 100 * UNIT }
			]
		);
		assert_eq!((free(1), cover(1), deposits(1)), (before, 0, 0));
		assert!(Listings::<Test>::get(id).is_none() && Operators::<Test>::get(1).is_none());
	});
}

#[test]
fn a_closed_listing_stays_until_its_covers_end() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, terms());
		let deal = deal(10, id, 100);
		take_events();
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!(take_events(), vec![Event::ListingClosed { listing: id }]);
		assert_eq!((cover(1), deposits(1)), (100 * UNIT, 10 * UNIT));
		check();
		let close = || Marketplace::close_listing(signed(1), id);
		assert_noop!(close(), Refused::StillNeeded);
		run_to_epoch(6);
		// The deal goes on unchanged.
		assert_eq!((view(deal).breach, view(deal).value), (None, 100 * UNIT));
		assert_eq!(exit(deal), (0, 0, None));
		assert_noop!(close(), Refused::StillNeeded);
		run_to_epoch(35);
		assert_noop!(close(), Refused::StillNeeded);
		assert_ok!(Marketplace::reap(signed(10), Expired::Deal(deal)));
		take_events();
		assert_ok!(close());
		let removed = Event::ListingRemoved { listing: id, validator: 1, cover: 100 * UNIT };
		assert_eq!(take_events(), vec![removed]);
		assert_eq!((free(1), cover(1), deposits(1)), (before, 0, 0));
		assert_noop!(close(), Refused::UnknownListing);
	});
}

#[test]
fn without_cover_a_closed_listing_waits_for_its_deals_only() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, uncovered());
		assert_eq!((cover(1), free(1)), (0, before - 10 * UNIT));
		let deal = deal(10, id, 50);
		assert_ok!(Marketplace::close_listing(signed(1), id));
		run_to_epoch(6);
		assert_eq!(exit(deal), (UNIT as i128, 0, None));
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!(free(1), before);
	});
}

#[test]
fn a_validator_has_eight_listings_at_most() {
	Chain::with_validators(2).execute(|| {
		let listings: Vec<_> = (1..=8).map(|commission| list(1, costing(commission))).collect();
		assert_eq!((cover(1), deposits(1)), (800 * UNIT, 80 * UNIT));
		let ninth = || Marketplace::open_listing(signed(1), costing(9));
		assert_noop!(ninth(), Refused::TooManyListings);
		// A closed listing counts as long as deals depend on it.
		deal(10, listings[3], 100);
		assert_ok!(Marketplace::close_listing(signed(1), listings[3]));
		assert_noop!(ninth(), Refused::TooManyListings);
		assert_ok!(Marketplace::close_listing(signed(1), listings[4]));
		assert_ok!(ninth());
		// Another validator has its own listings.
		list(2, terms());
	});
}

#[test]
fn a_score_that_is_not_reached_cannot_be_promised() {
	Chain::with_validators(2).execute(|| {
		let promising = ListingTerms { score_floor: Some(600), ..terms() };
		let open = || Marketplace::open_listing(signed(1), promising.clone());
		assert_noop!(open(), Refused::ScoreNotReached);
		Scores::set([(1, 599), (2, 900)].into());
		assert_noop!(open(), Refused::ScoreNotReached);
		Scores::set([(1, 600)].into());
		assert_ok!(open());
		let id = list(1, terms());
		Scores::set([(1, 599)].into());
		let amended = Marketplace::amend_listing(signed(1), id, promising.clone());
		assert_noop!(amended, Refused::ScoreNotReached);
	});
}

#[test]
fn an_expired_listing_takes_no_offers_and_anybody_removes_it() {
	Chain::with_validators(2).execute(|| {
		let before = free(1);
		let id = list(1, ListingTerms { expiry: 4, ..terms() });
		run_to_epoch(3);
		assert!(view_of(id).open);
		let reap = || Marketplace::reap(signed(11), Expired::Listing(id));
		assert_noop!(reap(), Refused::StillNeeded);
		next_epoch();
		assert!(!view_of(id).open);
		let (amount, at_terms) = (100 * UNIT, at(5, 4));
		let offer = Marketplace::make_offer(signed(10), id, 0, amount, at_terms, 9, false);
		assert_noop!(offer, Refused::ListingNotOpen);
		assert_noop!(take_best(10, amount, at_terms), Refused::NoMatch);
		take_events();
		assert_ok!(reap());
		assert_eq!(
			take_events(),
			vec![
				Event::ListingClosed { listing: id },
				Event::ListingRemoved { listing: id, validator: 1, cover: 100 * UNIT },
				Event::Reaped { item: Expired::Listing(id), by: 11, reward: UNIT },
			]
		);
		assert_eq!((free(1), free(11)), (before - UNIT, WEALTH + UNIT));
		assert_eq!((cover(1), deposits(1)), (0, 0));
	});
}

#[test]
fn an_amendment_can_move_the_expiry() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 3, ..terms() });
		run_to_epoch(3);
		assert!(!view_of(id).open);
		amend(1, id, ListingTerms { expiry: 5, ..terms() });
		assert!(view_of(id).open);
		deal(10, id, 100);
	});
}

fn view_of(id: ListingId) -> crate::runtime_api::ListingView<AccountId> {
	Marketplace::listing_view(id).expect("there is such a listing")
}
