//! Offers and answers.

use super::*;
use frame_support::assert_noop;
use palisade_primitives::{EpochIndex, PositionInspect};
use sp_arithmetic::Perbill;

type Refused = Error<Test>;

/// An offer.
fn offer_of(id: OfferId) -> OfferOf<Test> {
	Offers::<Test>::get(id).expect("there is such an offer")
}

fn counter(who: AccountId, id: OfferId, round: u8, terms: DealTerms) {
	assert_ok!(Marketplace::counter_offer(signed(who), id, round, terms));
}

/// Checks that an offer was removed: no record, no holds, and account 10 has its initial balance.
fn assert_gone(id: OfferId) {
	assert!(Offers::<Test>::get(id).is_none());
	assert_eq!(OffersOn::<Test>::iter().count(), 0);
	assert_eq!((escrow(10), deposits(10), free(10)), (0, 0, WEALTH));
	check();
}

#[test]
fn an_offer_at_the_listings_own_terms_is_filled_at_once() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		take_events();
		let made = Marketplace::make_offer(signed(10), id, 0, 100 * UNIT, at(5, 7), 2, false);
		assert_ok!(made);
		assert_eq!(
			take_events(),
			vec![Event::DealMade {
				deal: 0,
				listing: id,
				owner: 10,
				validator: 1,
				amount: 100 * UNIT,
				terms: at(5, 7),
				end: 9,
			}]
		);
		assert_eq!((escrow(10), deposits(10)), (0, UNIT));
		assert_eq!(free(10), WEALTH - 101 * UNIT);
		assert_eq!(staked_deal(10, 0).map(|deal| deal.value), Some(100 * UNIT));
		assert_eq!(Staking::staked_by(&10), 100 * UNIT);
		assert_eq!((listing(id).filled, listing(id).deals), (100 * UNIT, 1));
		assert_eq!(Offers::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_offer_above_the_listings_commission_costs_no_more() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deal = next_deal();
		offer(10, id, 100, at(20, 4));
		assert_eq!(deal_of(deal).terms, at(5, 4));
		assert_eq!(staked_deal(10, deal).map(|deal| deal.commission), Some(percent(5)));
	});
}

#[test]
fn an_offer_below_is_held_in_escrow() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		take_events();
		let just_below = DealTerms { commission: Perbill::from_parts(49_999_999), term: 6 };
		let made = offer(10, id, 50, just_below);
		assert_eq!(
			take_events(),
			vec![Event::OfferMade {
				offer: made,
				listing: id,
				delegator: 10,
				amount: 50 * UNIT,
				terms: just_below,
				expiry: 6,
			}]
		);
		assert_eq!((escrow(10), deposits(10)), (50 * UNIT, UNIT));
		assert_eq!(free(10), WEALTH - 51 * UNIT);
		// No capacity is reserved yet.
		assert_eq!((listing(id).filled, listing(id).deals), (0, 0));
		let stored = offer_of(made);
		assert_eq!((stored.round, stored.turn, stored.version), (0, Party::Operator, 0));
	});
}

#[test]
fn the_validator_accepts_an_offer() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (made, deal) = (offer(10, id, 50, at(2, 6)), next_deal());
		take_events();
		assert_ok!(Marketplace::accept_offer(signed(1), made, 0));
		let events = take_events();
		assert!(matches!(events[0], Event::DealMade { owner: 10, validator: 1, end: 8, .. }));
		assert_eq!(events[1..], [Event::OfferAccepted { offer: made, deal }]);
		assert_eq!(deal_of(deal).terms, at(2, 6));
		// The deposit of the offer is now the deal's.
		assert_eq!((escrow(10), deposits(10)), (0, UNIT));
		assert_eq!(free(10), WEALTH - 51 * UNIT);
		assert_eq!(view(deal).value, 50 * UNIT);
		assert!(Offers::<Test>::get(made).is_none());
	});
}

#[test]
fn an_offer_is_countered_and_countered_back() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		take_events();
		counter(1, made, 0, at(4, 8));
		counter(10, made, 1, at(2, 6));
		counter(1, made, 2, at(3, 6));
		let countered = |by, round, terms| Event::OfferCountered { offer: made, by, round, terms };
		assert_eq!(
			take_events(),
			vec![
				countered(Party::Operator, 1, at(4, 8)),
				countered(Party::Delegator, 2, at(2, 6)),
				countered(Party::Operator, 3, at(3, 6)),
			]
		);
		// Only the last terms can be accepted, by the other party.
		let stored = offer_of(made);
		assert_eq!((stored.terms, stored.turn), (at(3, 6), Party::Delegator));
		assert_eq!((escrow(10), deposits(10)), (50 * UNIT, UNIT));
		check();
		let accept = |who, round| Marketplace::accept_offer(signed(who), made, round);
		assert_noop!(accept(10, 0), Refused::WrongRound);
		assert_noop!(accept(10, 1), Refused::WrongRound);
		assert_noop!(accept(1, 3), Refused::NotYourTurn);
		let deal = next_deal();
		assert_ok!(accept(10, 3));
		assert_eq!(deal_of(deal).terms, at(3, 6));
		assert_eq!((escrow(10), free(10)), (0, WEALTH - 51 * UNIT));
	});
}

#[test]
fn a_counter_can_be_above_the_listing() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		// For a longer term. No deal is made unless the delegator accepts.
		counter(1, made, 0, at(9, 100));
		assert_eq!(next_deal(), 0);
		assert_ok!(Marketplace::accept_offer(signed(10), made, 1));
		assert_eq!(deal_of(0).terms, at(9, 100));
	});
}

#[test]
fn an_offer_is_countered_eight_times_at_most() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		for round in 0..8 {
			counter(if round % 2 == 0 { 1 } else { 10 }, made, round, at(2, 4 + u32::from(round)));
		}
		let ninth = Marketplace::counter_offer(signed(1), made, 8, at(3, 4));
		assert_noop!(ninth, Refused::TooManyRounds);
		// The last terms can still be accepted.
		assert_ok!(Marketplace::accept_offer(signed(1), made, 8));
		assert_eq!(deal_of(0).terms, at(2, 11));
	});
}

#[test]
fn the_validator_refuses_an_offer_at_any_time() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		take_events();
		assert_ok!(Marketplace::refuse_offer(signed(1), made));
		assert_eq!(take_events(), vec![Event::OfferRefused { offer: made }]);
		assert_gone(made);
		// While the delegator's answer is awaited.
		let made = offer(10, id, 50, at(1, 4));
		counter(1, made, 0, at(3, 4));
		assert_ok!(Marketplace::refuse_offer(signed(1), made));
		assert_gone(made);
		// And after it has expired.
		let made = offer(10, id, 50, at(1, 4));
		run_to_epoch(9);
		assert_ok!(Marketplace::refuse_offer(signed(1), made));
		assert_gone(made);
	});
}

#[test]
fn the_delegator_withdraws_an_offer_at_any_time() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		take_events();
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_eq!(take_events(), vec![Event::OfferWithdrawn { offer: made }]);
		assert_gone(made);
		let made = offer(10, id, 50, at(1, 4));
		counter(1, made, 0, at(3, 4));
		counter(10, made, 1, at(2, 4));
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_gone(made);
		let made = offer(10, id, 50, at(1, 4));
		run_to_epoch(9);
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_gone(made);
	});
}

#[test]
fn an_expired_offer_is_cleaned_by_anybody_and_the_escrow_returns() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		// Expires with epoch 6.
		let made = offer(10, id, 50, at(1, 4));
		let reap = |who| Marketplace::reap(signed(who), Expired::Offer(made));
		run_to_epoch(5);
		assert_noop!(reap(11), Refused::StillNeeded);
		next_epoch();
		let accept = Marketplace::accept_offer(signed(1), made, 0);
		assert_noop!(accept, Refused::OfferExpired);
		let counter = Marketplace::counter_offer(signed(1), made, 0, at(2, 4));
		assert_noop!(counter, Refused::OfferExpired);
		take_events();
		assert_ok!(reap(11));
		let reaped = Event::Reaped { item: Expired::Offer(made), by: 11, reward: UNIT / 10 };
		assert_eq!(take_events(), vec![reaped]);
		assert_eq!((escrow(10), deposits(10)), (0, 0));
		assert_eq!((free(10), free(11)), (WEALTH - UNIT / 10, WEALTH + UNIT / 10));
		assert_noop!(reap(11), Refused::UnknownOffer);
	});
}

#[test]
fn who_cleans_up_its_own_offer_gets_the_whole_deposit_back() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		run_to_epoch(6);
		assert_ok!(Marketplace::reap(signed(10), Expired::Offer(made)));
		assert_gone(made);
	});
}

#[test]
fn an_amendment_ends_what_was_offered_before() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (first, second) = (offer(10, id, 50, at(1, 4)), offer(10, id, 60, at(1, 4)));
		counter(1, second, 0, at(3, 4));
		amend(1, id, ListingTerms { exit_fee: percent(40), ..terms() });
		// Neither party can make the other accept terms that it has not read.
		for (who, offer, round) in [(1, first, 0), (10, second, 1)] {
			let accept = Marketplace::accept_offer(signed(who), offer, round);
			assert_noop!(accept, Refused::WrongVersion);
			let counter = Marketplace::counter_offer(signed(who), offer, round, at(2, 4));
			assert_noop!(counter, Refused::WrongVersion);
		}
		let stale = Marketplace::make_offer(signed(11), id, 0, 50 * UNIT, at(5, 4), 9, false);
		assert_noop!(stale, Refused::WrongVersion);
		assert_ok!(Marketplace::make_offer(signed(11), id, 1, 50 * UNIT, at(5, 4), 9, false));
		assert_eq!(escrow(10), 110 * UNIT);
		assert_ok!(Marketplace::withdraw_offer(signed(10), first));
		// The cleanup of an unexpired offer is not rewarded: a validator could earn rewards by its
		// amendments.
		assert_ok!(Marketplace::reap(signed(1), Expired::Offer(second)));
		assert_gone(second);
	});
}

#[test]
fn a_slash_that_the_cover_pays_for_ends_what_was_offered_before() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		deal(11, id, 100);
		next_epoch();
		let made = offer(10, id, 50, at(1, 4));
		slash(1, 2, percent(10));
		let accept = Marketplace::accept_offer(signed(1), made, 0);
		assert_noop!(accept, Refused::WrongVersion);
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_gone(made);
	});
}

#[test]
fn what_does_not_fit_any_more_cannot_be_accepted() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { capacity: 100 * UNIT, expiry: 4, ..terms() });
		let made = offer(10, id, 50, at(1, 4));
		let accept = || Marketplace::accept_offer(signed(1), made, 0);
		let refused = |error: Refused| {
			assert_noop!(accept(), error);
			assert_eq!((escrow(10), deposits(10)), (50 * UNIT, UNIT));
		};
		crate::mock::Refused::set([1].into());
		refused(Refused::NotAdmitted);
		crate::mock::Refused::set([].into());
		let other = deal(11, id, 60);
		refused(Refused::CapacityExceeded);
		next_epoch();
		exit(other);
		refused(Refused::CapacityExceeded);
		run_to_epoch(4);
		refused(Refused::ListingNotOpen);
		assert_ok!(Marketplace::close_listing(signed(1), id));
		refused(Refused::ListingNotOpen);
		assert_ok!(Marketplace::reap(signed(10), Expired::Offer(made)));
		assert_gone(made);
	});
}

#[test]
fn a_jailed_validator_cannot_accept() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		jail(1, 9);
		let accept = Marketplace::accept_offer(signed(1), made, 0);
		assert_noop!(accept, Refused::NotAdmitted);
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_gone(made);
	});
}

#[test]
fn an_offer_outlives_its_listing_and_returns_in_full() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (first, second) = (offer(10, id, 50, at(1, 4)), offer(10, id, 50, at(1, 4)));
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert!(Listings::<Test>::get(id).is_none());
		check();
		let accept = Marketplace::accept_offer(signed(1), first, 0);
		assert_noop!(accept, Refused::UnknownListing);
		let counter = Marketplace::counter_offer(signed(1), first, 0, at(2, 4));
		assert_noop!(counter, Refused::UnknownListing);
		assert_noop!(Marketplace::refuse_offer(signed(1), first), Refused::UnknownListing);
		assert_ok!(Marketplace::withdraw_offer(signed(10), first));
		assert_ok!(Marketplace::reap(signed(10), Expired::Offer(second)));
		assert_gone(second);
	});
}

#[test]
fn deposits_are_those_of_the_time_when_they_were_held() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let made = offer(10, id, 50, at(1, 4));
		let dearer = Deposits { offer: 7 * UNIT, listing: 70 * UNIT, ..TheDeposits::get() };
		TheDeposits::set(dearer);
		check();
		assert_ok!(Marketplace::withdraw_offer(signed(10), made));
		assert_gone(made);
		let made = offer(10, id, 50, at(1, 4));
		assert_eq!(deposits(10), 7 * UNIT);
		assert_ok!(Marketplace::refuse_offer(signed(1), made));
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!((deposits(1), cover(1)), (0, 0));
	});
}

#[test]
fn offers_are_for_whom_and_how_much_the_listing_says() {
	Chain::with_validators(2).execute(|| {
		let requirements = ClientRequirements {
			reserved_for: Some(10),
			maximum_delegation: Some(40 * UNIT),
			maximum_term: Some(9),
		};
		let id = list(1, ListingTerms { requirements, ..terms() });
		let with = |who, amount, commission, term| {
			let terms = at(commission, term);
			Marketplace::make_offer(signed(who), id, 0, amount, terms, now() + 5, false)
		};
		// At the listing's terms, and below them.
		for commission in [5, 1] {
			assert_noop!(with(11, 40 * UNIT, commission, 9), Refused::NotForYou);
			assert_noop!(with(10, 40 * UNIT + 1, commission, 9), Refused::AmountTooLarge);
			assert_noop!(with(10, 10 * UNIT - 1, commission, 9), Refused::AmountTooSmall);
			assert_noop!(with(10, 40 * UNIT, commission, 10), Refused::TermTooLong);
			assert_noop!(with(10, 40 * UNIT, commission, 3), Refused::TermTooShort);
			assert_ok!(with(10, 40 * UNIT, commission, 9));
			assert_ok!(with(10, 10 * UNIT, commission, 4));
		}
		assert_eq!((Offers::<Test>::iter().count(), next_deal()), (2, 2));
	});
}

/// The listing on which a match made a deal for account 10.
fn taken(units: Balance, terms: DealTerms) -> ListingId {
	let deal = next_deal();
	assert_ok!(take_best(10, units * UNIT, terms));
	deal_of(deal).listing
}

fn untaken(units: Balance, terms: DealTerms) {
	let match_ = take_best(10, units * UNIT, terms);
	assert_noop!(match_, Refused::NoMatch);
}

#[test]
fn a_match_takes_the_cheapest() {
	Chain::with_validators(3).execute(|| {
		let [seven, three, five] = [(1, 7), (2, 3), (3, 5)]
			.map(|(validator, commission)| list(validator, costing(commission)));
		take_events();
		let before = free(10);
		assert_eq!(taken(100, at(10, 4)), three);
		assert!(matches!(take_events()[..], [Event::DealMade { validator: 2, .. }]));
		// At the listing's commission, not at the delegator's maximum.
		assert_eq!(deal_of(0).terms, at(3, 4));
		assert_eq!((free(10), escrow(10)), (before - 101 * UNIT, 0));
		assert_eq!(deposits(10), UNIT);
		untaken(100, DealTerms { commission: Perbill::from_parts(29_999_999), term: 4 });
		assert_eq!(taken(100, at(3, 4)), three);
		assert_ok!(Marketplace::close_listing(signed(2), three));
		assert_eq!(taken(100, at(10, 4)), five);
		amend(3, five, costing(8));
		assert_eq!(taken(100, at(10, 4)), seven);
	});
}

#[test]
fn a_match_takes_the_cheapest_within_a_level() {
	Chain::with_validators(3).execute(|| {
		let parts = |parts| ListingTerms { commission: Perbill::from_parts(parts), ..terms() };
		let listings = [1, 2, 3].map(|validator| list(validator, parts(50_700_000)));
		// Each listing in turn, for they have no order within the level.
		for (id, validator) in listings.into_iter().zip(1..) {
			amend(validator, id, parts(50_200_000));
			assert_eq!(taken(100, at(10, 4)), id);
			let below = DealTerms { commission: Perbill::from_parts(50_199_999), term: 4 };
			untaken(100, below);
			let least = DealTerms { commission: Perbill::from_parts(50_200_000), term: 4 };
			assert_eq!(taken(100, least), id);
			amend(validator, id, parts(50_700_000));
		}
	});
}

#[test]
fn a_match_passes_over_what_does_not_fit() {
	Chain::with_validators(8).execute(|| {
		let small = ClientRequirements {
			maximum_delegation: Some(20 * UNIT),
			maximum_term: Some(6),
			..Default::default()
		};
		let reserved = ClientRequirements { reserved_for: Some(11), ..Default::default() };
		let [full, large, long, _small, _expired, _refused, _jailed, _reserved] = [
			ListingTerms { capacity: 50 * UNIT, ..costing(1) },
			ListingTerms { minimum_delegation: 500 * UNIT, ..costing(2) },
			ListingTerms { minimum_term: 30, ..costing(3) },
			ListingTerms { requirements: small, ..costing(4) },
			ListingTerms { expiry: 2, ..costing(4) },
			costing(5),
			costing(6),
			ListingTerms { requirements: reserved, ..costing(7) },
		]
		.into_iter()
		.zip(1..)
		.map(|(terms, validator)| list(validator, terms))
		.collect::<Vec<_>>()[..] else {
			panic!("eight listings")
		};
		crate::mock::Refused::set([6].into());
		jail(7, 50);
		next_epoch();
		untaken(100, at(100, 4));
		assert_eq!(taken(50, at(100, 4)), full);
		untaken(10, at(100, 7));
		assert_eq!(taken(500, at(100, 4)), large);
		assert_eq!(taken(100, at(100, 30)), long);
		let fits = list(1, costing(9));
		assert_eq!(taken(100, at(100, 4)), fits);
		untaken(100, at(8, 4));
	});
}

#[test]
fn a_match_is_as_demanded() {
	Chain::with_validators(3).execute(|| {
		Scores::set([(1, 500), (2, 700), (3, 900)].into());
		Buckets::set([(1, 4), (2, 2), (3, 0)].into());
		Attested::set([(2, 1), (3, 3)].into());
		let [first, second, third] = [
			ListingTerms { exit_fee: percent(6), cover: 20 * UNIT, ..costing(1) },
			ListingTerms { exit_fee: percent(4), ..costing(2) },
			ListingTerms { exit_fee: percent(2), cover: 300 * UNIT, ..costing(3) },
		]
		.into_iter()
		.zip(1..)
		.map(|(terms, validator)| list(validator, terms))
		.collect::<Vec<_>>()[..] else {
			panic!("three listings")
		};
		let taken = |wanted: Requirements| {
			let deal = next_deal();
			let made = Marketplace::take_best(signed(10), 10 * UNIT, at(10, 4), wanted);
			made.ok().map(|()| deal_of(deal).listing)
		};
		let fee = |parts| taken(Requirements { maximum_exit_fee: percent(parts), ..anything() });
		let fees = [fee(6), fee(5), fee(3), fee(1)];
		assert_eq!(fees, [Some(first), Some(second), Some(third), None]);
		let cover = |parts| taken(Requirements { minimum_cover: percent(parts), ..anything() });
		let covers = [cover(2), cover(10), cover(11), cover(31)];
		assert_eq!(covers, [Some(first), Some(second), Some(third), None]);
		let score = |least| taken(Requirements { minimum_score: Some(least), ..anything() });
		let scores = [score(500), score(501), score(900), score(901)];
		assert_eq!(scores, [Some(first), Some(second), Some(third), None]);
		let bucket = |most| taken(Requirements { maximum_bucket: Some(most), ..anything() });
		assert_eq!([bucket(4), bucket(3), bucket(1)], [Some(first), Some(second), Some(third)]);
		let level = |least| taken(Requirements { minimum_attestation: least, ..anything() });
		let attested = [level(0), level(1), level(2), level(4)];
		assert_eq!(attested, [Some(first), Some(second), Some(third), None]);
		Offenders::set([1, 2].into());
		let reap = taken(Requirements { clean_record: true, ..anything() });
		assert_eq!([reap, taken(anything())], [Some(third), Some(first)]);
	});
}

#[test]
fn a_match_is_never_ones_own_listing() {
	Chain::with_validators(2).execute(|| {
		list(1, costing(1));
		let own = |who| take_best(who, 100 * UNIT, at(10, 4));
		assert_noop!(own(1), Refused::NoMatch);
		assert_ok!(own(2));
		assert_eq!(deal_of(0).owner, 2);
	});
}

#[test]
fn a_match_looks_at_thirty_two_listings() {
	Chain::with_validators(6).execute(|| {
		// Eight listings each with a least delegation too large, by validators 1 to 4.
		let large = ListingTerms { minimum_delegation: 500 * UNIT, ..costing(1) };
		for index in 0..32 {
			list(1 + index / 8, large.clone());
		}
		let fits = list(6, costing(2));
		untaken(100, at(10, 4));
		// A read finds it, and an offer makes the deal.
		let found = quote(10, 100 * UNIT, 4).expect("one fits");
		assert_eq!(found.id, fits);
		deal(10, fits, 100);
		assert_ok!(Marketplace::close_listing(signed(1), 0));
		assert_eq!(taken(100, at(10, 4)), fits);
	});
}

#[test]
fn many_offers_are_side_by_side() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { capacity: 100 * UNIT, ..terms() });
		// The offers exceed the capacity: the validator chooses.
		let offers: Vec<_> = (10..20).map(|who| offer(who, id, 60, at(1, 4))).collect();
		check();
		assert_ok!(Marketplace::accept_offer(signed(1), offers[4], 0));
		let other = Marketplace::accept_offer(signed(1), offers[5], 0);
		assert_noop!(other, Refused::CapacityExceeded);
		assert_eq!(OffersOn::<Test>::iter_prefix(id).count(), 9);
		let expiry: EpochIndex = 6;
		run_to_epoch(expiry);
		for (offer, who) in offers.into_iter().zip(10u128..20) {
			if who != 14 {
				assert_eq!(escrow(who), 60 * UNIT);
				assert_ok!(Marketplace::withdraw_offer(signed(who), offer));
			}
			assert_eq!(escrow(who), 0);
		}
		assert_eq!(OffersOn::<Test>::iter().count(), 0);
	});
}
