//! The order book, and its reads.

use super::*;
use crate::runtime_api::{BookOrder, BookQuery};
use palisade_primitives::{Basis, Region};
use sp_arithmetic::Perbill;

/// No listing.
const NONE: [ListingId; 0] = [];

/// Every listing, by commission.
fn all() -> BookQuery {
	BookQuery {
		order: BookOrder::Commission,
		amount: None,
		term: None,
		maximum_commission: None,
		minimum_score: None,
		region: None,
	}
}

/// The listings on one page of a query.
fn found(query: BookQuery) -> Vec<ListingId> {
	let page = Marketplace::order_book(query, None, 1_000);
	assert_eq!(page.next, None);
	page.listings.into_iter().map(|view| view.id).collect()
}

fn sorted(mut ids: Vec<ListingId>) -> Vec<ListingId> {
	ids.sort_unstable();
	ids
}

fn level(id: ListingId) -> Option<u16> {
	listing(id).level
}

/// The levels with listings, and the numbers of listings.
fn levels() -> Vec<(u16, u32)> {
	let mut levels: Vec<_> = LevelCounts::<Test>::iter().collect();
	levels.sort_unstable();
	levels
}

#[test]
fn a_listing_is_on_the_level_of_its_commission() {
	Chain::with_validators(2).execute(|| {
		let parts = |parts| ListingTerms { commission: Perbill::from_parts(parts), ..terms() };
		let free_of_charge = list(1, parts(0));
		let just_below = list(1, parts(999_999));
		let five = list(1, parts(50_000_000));
		let more = list(2, parts(50_999_999));
		let everything = list(2, costing(100));
		assert_eq!(level(free_of_charge), Some(0));
		assert_eq!(level(just_below), Some(0));
		assert_eq!((level(five), level(more)), (Some(50), Some(50)));
		assert_eq!(level(everything), Some(1_000));
		assert_eq!(levels(), vec![(0, 2), (50, 2), (1_000, 1)]);
		assert_eq!(found(all()), vec![free_of_charge, just_below, five, more, everything]);
		check();
		amend(1, five, parts(999_998));
		assert_eq!((level(five), levels()), (Some(0), vec![(0, 3), (50, 1), (1_000, 1)]));
		assert_ok!(Marketplace::close_listing(signed(2), more));
		assert_ok!(Marketplace::close_listing(signed(2), everything));
		assert_eq!(levels(), vec![(0, 3)]);
		assert_eq!(found(all()), vec![free_of_charge, five, just_below]);
	});
}

#[test]
fn a_full_listing_leaves_the_book_and_returns() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { capacity: 100 * UNIT, ..uncovered() });
		let large = deal(10, id, 90);
		// Just enough for the smallest deal.
		assert_eq!((level(id), listing(id).capacity_left()), (Some(50), 10 * UNIT));
		let small = deal(11, id, 10);
		assert_eq!((level(id), levels()), (None, vec![]));
		assert_eq!((found(all()), quote(12, 10 * UNIT, 4)), (vec![], None));
		check();
		next_epoch();
		exit(small);
		assert_eq!((level(id), found(all())), (Some(50), vec![id]));
		exit(large);
		assert_eq!(listing(id).capacity_left(), 100 * UNIT);
	});
}

#[test]
fn a_covered_deal_takes_of_the_capacity_until_it_is_not_liable_any_more() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { capacity: 100 * UNIT, ..terms() });
		let deal = deal(10, id, 100);
		next_epoch();
		exit(deal);
		assert_eq!((level(id), listing(id).capacity_left()), (None, 0));
		run_to_epoch(31);
		assert_ok!(Marketplace::reap(signed(10), Expired::Deal(deal)));
		assert_eq!((level(id), listing(id).capacity_left()), (Some(50), 100 * UNIT));
	});
}

#[test]
fn a_rise_of_the_capacity_brings_a_full_listing_back() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { capacity: 100 * UNIT, ..terms() });
		deal(10, id, 95);
		assert_eq!(level(id), None);
		// Five units are left: enough with a smaller least delegation.
		let smaller =
			ListingTerms { capacity: 100 * UNIT, minimum_delegation: 5 * UNIT, ..terms() };
		amend(1, id, smaller.clone());
		assert_eq!(level(id), Some(50));
		amend(1, id, ListingTerms { minimum_delegation: 6 * UNIT, ..smaller });
		assert_eq!(level(id), None);
		amend(1, id, ListingTerms { capacity: 200 * UNIT, cover: 200 * UNIT, ..terms() });
		assert_eq!(level(id), Some(50));
	});
}

#[test]
fn a_reserved_listing_is_not_in_the_book() {
	Chain::with_validators(2).execute(|| {
		let only = ClientRequirements { reserved_for: Some(10), ..Default::default() };
		let id = list(1, ListingTerms { requirements: only, ..costing(1) });
		let public = list(1, terms());
		assert_eq!((level(id), found(all())), (None, vec![public]));
		assert_eq!(Marketplace::capacity_left(&1), 1_000 * UNIT);
		assert_eq!(Marketplace::listings_of(&1).len(), 2);
		let quoted = quote(10, 100 * UNIT, 4).expect("a public listing");
		assert_eq!(quoted.id, public);
		// The reserved delegator makes a deal all the same.
		assert_eq!(deal_of(deal(10, id, 100)).terms.commission, percent(1));
		amend(1, id, costing(1));
		assert_eq!(found(all()), vec![id, public]);
	});
}

#[test]
fn the_book_is_read_page_by_page() {
	Chain::with_validators(7).execute(|| {
		// Several listings on a level, and levels far from each other.
		let commissions = [5, 5, 5, 0, 100, 37, 6, 6, 64];
		let validators = [1, 2, 3, 4, 5, 6, 7, 1, 2];
		let ids: Vec<_> = commissions
			.into_iter()
			.zip(validators)
			.map(|(commission, validator)| list(validator, costing(commission)))
			.collect();
		for size in 1..=9 {
			let (mut seen, mut place, mut pages) = (Vec::new(), None, 0);
			loop {
				let page = Marketplace::order_book(all(), place, size);
				assert!(page.listings.len() <= size as usize);
				seen.extend(page.listings.into_iter().map(|view| (view.terms.commission, view.id)));
				pages += 1;
				place = page.next;
				if place.is_none() {
					break;
				}
			}
			assert_eq!(pages, 9u32.div_ceil(size));
			assert!(seen.windows(2).all(|pair| pair[0].0 <= pair[1].0), "the cheapest come first");
			assert_eq!(sorted(seen.into_iter().map(|(_, id)| id).collect()), ids);
		}
		let nothing = Marketplace::order_book(all(), Some((1_001, None)), 10);
		assert_eq!((nothing.listings.len(), nothing.next), (0, None));
		let nothing = Marketplace::order_book(all(), Some((u16::MAX, None)), 10);
		assert_eq!((nothing.listings.len(), nothing.next), (0, None));
	});
}

#[test]
fn an_empty_book_has_no_listings() {
	Chain::with_validators(1).execute(|| {
		assert_eq!(found(all()), NONE);
		assert_eq!(quote(10, 100 * UNIT, 4), None);
		assert_eq!((Marketplace::capacity_left(&1), Marketplace::listings_of(&1)), (0, vec![]));
		assert_eq!(Marketplace::listing_view(0), None);
	});
}

/// Three validators, in two regions, with listings for different clients.
fn three_listings() -> [ListingId; 3] {
	Scores::set([(1, 500), (2, 800)].into());
	Regions::set([(1, *b"DE\0\0"), (2, *b"JP\0\0")].into());
	let small = ClientRequirements {
		maximum_delegation: Some(50 * UNIT),
		maximum_term: Some(20),
		..Default::default()
	};
	[
		list(1, ListingTerms { minimum_term: 30, ..costing(3) }),
		list(2, ListingTerms { minimum_delegation: 40 * UNIT, minimum_term: 10, ..costing(5) }),
		list(3, ListingTerms { requirements: small, ..costing(7) }),
	]
}

#[test]
fn the_book_is_filtered() {
	Chain::with_validators(3).execute(|| {
		let [a, b, c] = three_listings();
		assert_eq!(found(all()), vec![a, b, c]);
		let amount = |units: Balance| found(BookQuery { amount: Some(units * UNIT), ..all() });
		assert_eq!(amount(9), NONE);
		assert_eq!(amount(10), vec![a, c]);
		assert_eq!(amount(40), vec![a, b, c]);
		assert_eq!(amount(51), vec![a, b]);
		assert_eq!(amount(1_000), vec![a, b]);
		assert_eq!(amount(1_001), NONE);
		let term = |term| found(BookQuery { term: Some(term), ..all() });
		assert_eq!(term(3), NONE);
		assert_eq!(term(4), vec![c]);
		assert_eq!(term(20), vec![b, c]);
		assert_eq!(term(21), vec![b]);
		assert_eq!(term(30), vec![a, b]);
		let score = |score| found(BookQuery { minimum_score: Some(score), ..all() });
		assert_eq!((score(0), score(500), score(501)), (vec![a, b], vec![a, b], vec![b]));
		let region = |code| found(BookQuery { region: Some(Region(code)), ..all() });
		assert_eq!((region(*b"DE\0\0"), region(*b"JP\0\0")), (vec![a], vec![b]));
		assert_eq!(region(*b"FR\0\0"), NONE);
		let most = |parts| found(BookQuery { maximum_commission: Some(percent(parts)), ..all() });
		assert_eq!((most(2), most(5), most(6)), (vec![], vec![a, b], vec![a, b]));
		let both = BookQuery { amount: Some(20 * UNIT), term: Some(10), ..all() };
		assert_eq!(found(both), vec![c]);
	});
}

#[test]
fn the_book_is_sorted() {
	Chain::with_validators(3).execute(|| {
		let [a, b, c] = three_listings();
		assert_eq!(found(BookQuery { order: BookOrder::Term, ..all() }), vec![c, b, a]);
		assert_eq!(found(BookQuery { order: BookOrder::Score, ..all() }), vec![b, a, c]);
	});
}

#[test]
fn filtered_listings_take_no_place_on_a_page() {
	Chain::with_validators(2).execute(|| {
		Scores::set([(2, 900)].into());
		for commission in 1..=3 {
			list(1, costing(commission));
		}
		let good = list(2, costing(4));
		let query = BookQuery { minimum_score: Some(900), ..all() };
		let page = Marketplace::order_book(query.clone(), None, 1);
		assert_eq!(page.listings[0].id, good);
		assert_eq!(page.next, None);
		let none = Marketplace::order_book(query, None, 0);
		assert_eq!((none.listings.len(), none.next), (0, None));
	});
}

#[test]
fn only_listings_of_those_who_may_sell_are_open() {
	Chain::with_validators(3).execute(|| {
		let [a, b, c] = [1, 2, 3].map(|validator| list(validator, terms()));
		Refused::set([1].into());
		jail(2, 5);
		assert_eq!(found(all()), vec![c]);
		let open = |id| Marketplace::listing_view(id).map(|view| view.open);
		assert_eq!((open(a), open(b), open(c)), (Some(false), Some(false), Some(true)));
		assert_eq!((Marketplace::capacity_left(&1), Marketplace::capacity_left(&2)), (0, 0));
		Refused::set([].into());
		assert_eq!(sorted(found(all())), vec![a, c]);
	});
}

#[test]
fn a_quote_is_the_cheapest_that_fits() {
	Chain::with_validators(3).execute(|| {
		let [a, b, c] = three_listings();
		let quoted = |who, units: Balance, term| quote(who, units * UNIT, term).map(|view| view.id);
		assert_eq!(quoted(10, 100, 90), Some(a));
		assert_eq!(quoted(10, 100, 20), Some(b));
		assert_eq!(quoted(10, 30, 20), Some(c));
		assert_eq!(quoted(10, 30, 21), None);
		assert_eq!(quoted(10, 1_001, 90), None);
		// A validator is not quoted its own listing.
		assert_eq!((quoted(1, 100, 90), quoted(2, 100, 20)), (Some(b), None));
		assert_eq!(quoted(10, 100, 10_000), Some(a));
		assert_eq!(quoted(10, 100, 10_001), None);
	});
}

#[test]
fn a_quote_is_as_demanded() {
	Chain::with_validators(3).execute(|| {
		let [_, b, c] = three_listings();
		let quoted = |wanted| Marketplace::quote(&10, 40 * UNIT, 20, &wanted).map(|view| view.id);
		assert_eq!(quoted(anything()), Some(b));
		assert_eq!(quoted(Requirements { minimum_score: Some(801), ..anything() }), None);
		Offenders::set([2].into());
		assert_eq!(quoted(Requirements { clean_record: true, ..anything() }), Some(c));
		assert_eq!(quoted(anything()), Some(b));
		assert_eq!(quoted(Requirements::default()), None);
	});
}

#[test]
fn a_quote_is_the_cheapest_within_a_level() {
	Chain::with_validators(3).execute(|| {
		let parts = |parts| ListingTerms { commission: Perbill::from_parts(parts), ..terms() };
		let listings = [1, 2, 3].map(|validator| list(validator, parts(50_900_000)));
		for (id, validator) in listings.into_iter().zip(1..) {
			amend(validator, id, parts(50_100_000));
			assert_eq!(quote(10, 100 * UNIT, 4).map(|view| view.id), Some(id));
			amend(validator, id, parts(50_900_000));
		}
	});
}

#[test]
fn a_validators_capacity_is_that_of_its_open_listings() {
	Chain::with_validators(2).execute(|| {
		let first = list(1, terms());
		let second = list(1, ListingTerms { expiry: 3, capacity: 500 * UNIT, ..terms() });
		assert_eq!(Marketplace::capacity_left(&1), 1_500 * UNIT);
		deal(10, first, 300);
		assert_eq!(Marketplace::capacity_left(&1), 1_200 * UNIT);
		run_to_epoch(3);
		assert_eq!(Marketplace::capacity_left(&1), 700 * UNIT);
		assert_ok!(Marketplace::close_listing(signed(1), first));
		assert_eq!(Marketplace::capacity_left(&1), 0);
		let listings: Vec<_> =
			Marketplace::listings_of(&1).into_iter().map(|view| (view.id, view.open)).collect();
		assert_eq!(listings, vec![(first, false), (second, false)]);
		assert_eq!(Marketplace::capacity_left(&2), 0);
	});
}

#[test]
fn a_listing_view_shows_the_state_of_its_validator() {
	Chain::with_validators(2).execute(|| {
		Scores::set([(1, 640)].into());
		Regions::set([(1, *b"CH\0\0")].into());
		Buckets::set([(1, 3)].into());
		Attested::set([(1, 2)].into());
		let id = list(1, terms());
		deal(10, id, 100);
		next_epoch();
		deal(11, id, 50);
		let view = Marketplace::listing_view(id).expect("there is such a listing");
		assert_eq!((view.id, view.validator, view.version), (id, 1, 0));
		assert_eq!((view.score, view.bucket, view.attestation), (Some(640), Some(3), 2));
		assert_eq!(view.region, Some(Region(*b"CH\0\0")));
		assert_eq!((view.clean_record, view.open_offence), (true, false));
		assert_eq!((view.deals, view.capacity_left), (2, 850 * UNIT));
		assert_eq!((view.cover, view.terms), (100 * UNIT, terms()));
		Offenders::set([1].into());
		accuse(1, 2, Basis::Alleged);
		let view = Marketplace::listing_view(id).expect("there is such a listing");
		assert_eq!((view.clean_record, view.open_offence), (false, true));
	});
}

#[test]
fn offers_and_deals_are_read_page_by_page() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let other = list(2, terms());
		let offers: Vec<_> = (10..=16).map(|who| offer(who, id, 20, at(1, 4))).collect();
		let deals: Vec<_> = (10..=16).map(|who| deal(who, id, 20)).collect();
		deal(10, other, 20);
		let (mut seen, mut after) = (Vec::new(), None);
		loop {
			let page = Marketplace::offers_on(id, after, 3);
			let Some((last, _)) = page.last() else { break };
			after = Some(*last);
			seen.extend(page.into_iter().map(|(id, _)| id));
		}
		assert_eq!(sorted(seen), offers);
		let (mut seen, mut after) = (Vec::new(), None);
		loop {
			let page = Marketplace::deals_on(id, after, 3);
			let Some(last) = page.last() else { break };
			after = Some(last.id);
			seen.extend(page.into_iter().map(|view| view.id));
		}
		assert_eq!(sorted(seen), deals);
		let of_ten = Marketplace::deals_of(&10).into_iter().map(|view| view.id).collect();
		assert_eq!(sorted(of_ten), vec![deals[0], deals[6] + 1]);
		assert_eq!(Marketplace::offers_on(other, None, 10), vec![]);
	});
}

#[test]
fn a_deal_shows_its_rewards_its_cover_and_what_leaving_costs() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let first = deal(10, id, 500);
		next_epoch();
		reward(first, 500);
		next_epoch();
		// 500 units less 5 %.
		let shown = view(first);
		assert_units(shown.rewards, 475);
		assert_eq!((shown.value, shown.exit_fee, shown.end), (500 * UNIT, 10 * UNIT, 6));
		assert_eq!((shown.owner, shown.validator, shown.listing), (10, 1, id));
		assert_eq!((shown.cover, shown.cover_owed), (100 * UNIT, 0));
		assert_eq!((shown.breach, shown.renews), (None, (false, false)));
		assert_eq!(shown.proposal, None);
		deal(11, id, 500);
		next_epoch();
		// Two deals share the cover.
		assert_eq!(view(first).cover, 50 * UNIT);
	});
}

#[test]
fn deals_are_among_the_last_trades() {
	Chain::with_validators(2).execute(|| {
		let (one, two) = (list(1, terms()), list(2, costing(8)));
		deal(10, one, 100);
		next_epoch();
		deal(11, two, 30);
		let trades = Marketplace::trades(None, 10);
		let trade = |validator, units: Balance, commission, epoch| Trade {
			validator,
			amount: units * UNIT,
			kind: TradeKind::Deal { terms: at(commission, 4) },
			epoch,
		};
		assert_eq!(trades, vec![trade(2, 30, 8, 2), trade(1, 100, 5, 1)]);
		assert_eq!(Marketplace::trades(None, 1), vec![trade(2, 30, 8, 2)]);
		assert_eq!(Marketplace::trades(Some(1), 10), vec![trade(1, 100, 5, 1)]);
		// The oldest trades are replaced.
		for _ in 0..MAX_TRADES {
			Marketplace::note_trade(1, 1, TradeKind::Deal { terms: at(1, 1) });
		}
		let trades = Marketplace::trades(None, 1_000);
		assert_eq!(trades.len(), MAX_TRADES as usize);
		assert!(trades.iter().all(|trade| trade.amount == 1));
	});
}
