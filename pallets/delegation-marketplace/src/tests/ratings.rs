//! Ratings between the parties of a deal.

use super::*;
use frame_support::assert_noop;
use palisade_primitives::{Conduct, Subject};

type Refused = Error<Test>;

fn rate(who: AccountId, id: DealId, rating: u8) {
	assert_ok!(Marketplace::rate_deal(signed(who), id, rating));
}

/// A deal of this many units between account 10 and validator 1, for 4 epochs; it ends in epoch 6.
fn ended(units: Balance) -> DealId {
	let id = deal(10, list(1, terms()), units);
	run_to_epoch(6);
	exit(id);
	Conducts::set(vec![]);
	take_events();
	id
}

/// Rates a deal by both parties, and checks that no rating is passed on.
fn assert_does_not_count(id: DealId) {
	assert!(deal_of(id).finished.is_some_and(|finished| !finished.counts));
	take_events();
	rate(10, id, 5);
	rate(1, id, 5);
	let rated = |by| Event::DealRated { deal: id, by, rating: 5, counts: false };
	assert_eq!(take_events(), vec![rated(Party::Delegator), rated(Party::Operator)]);
	let is_rating = |conduct: &Conduct| matches!(conduct, Conduct::Rated { .. });
	assert!(!Conducts::take().iter().any(|(_, _, conduct)| is_rating(conduct)));
}

#[test]
fn both_rate_a_deal_that_has_ended() {
	Chain::with_validators(2).execute(|| {
		let id = ended(100);
		rate(10, id, 5);
		next_epoch();
		rate(1, id, 1);
		let rated = |by, rating| Event::DealRated { deal: id, by, rating, counts: true };
		let events = vec![rated(Party::Delegator, 5), rated(Party::Operator, 1)];
		assert_eq!(take_events(), events);
		// Each party is rated, with the amount and duration of the deal.
		let said = |rating| Conduct::Rated { rating, amount: 100 * UNIT, epochs: 5 };
		assert_eq!(
			Conducts::take(),
			vec![(Subject::Validator(1), 6, said(5)), (Subject::Delegator(10), 7, said(1))]
		);
	});
}

#[test]
fn each_rates_once() {
	Chain::with_validators(2).execute(|| {
		let id = ended(100);
		for who in [10, 1] {
			rate(who, id, 4);
			let again = Marketplace::rate_deal(signed(who), id, 5);
			assert_noop!(again, Refused::AlreadyRated);
		}
		assert_eq!(Conducts::take().len(), 2);
	});
}

#[test]
fn a_rating_is_from_one_to_five() {
	Chain::with_validators(2).execute(|| {
		let id = ended(100);
		for rating in [0, 6, 255] {
			let rated = Marketplace::rate_deal(signed(10), id, rating);
			assert_noop!(rated, Refused::RatingOutOfBounds);
		}
		rate(10, id, 1);
		rate(1, id, 5);
	});
}

#[test]
fn only_what_has_ended_is_rated_and_only_by_its_parties() {
	Chain::with_validators(2).execute(|| {
		let id = deal(10, list(1, terms()), 100);
		run_to_epoch(6);
		for who in [10, 1] {
			let early = Marketplace::rate_deal(signed(who), id, 5);
			assert_noop!(early, Refused::DealNotFinished);
		}
		exit(id);
		for who in [11, 2] {
			let others = Marketplace::rate_deal(signed(who), id, 5);
			assert_noop!(others, Refused::NotYourDeal);
		}
		// As long as the record is kept.
		run_to_epoch(35);
		rate(10, id, 5);
		assert_ok!(Marketplace::reap(signed(11), Expired::Deal(id)));
		assert_noop!(Marketplace::rate_deal(signed(1), id, 5), Refused::UnknownDeal);
	});
}

#[test]
fn a_deal_that_was_left_early_is_rated_too() {
	Chain::with_validators(2).execute(|| {
		let id = deal(10, list(1, terms()), 100);
		run_to_epoch(3);
		exit(id);
		rate(10, id, 2);
		let said = Conduct::Rated { rating: 2, amount: 100 * UNIT, epochs: 2 };
		assert_eq!(Conducts::take(), vec![(Subject::Validator(1), 3, said)]);
	});
}

#[test]
fn ratings_of_a_small_deal_do_not_count() {
	TheRules::mutate(|rules| rules.rated_amount = 100 * UNIT + 1);
	Chain::with_validators(2).execute(|| {
		assert_does_not_count(ended(100));
	});
}

#[test]
fn ratings_of_a_short_deal_do_not_count() {
	TheRules::mutate(|rules| rules.rated_epochs = 6);
	Chain::with_validators(2).execute(|| {
		// Made in epoch 1, and ended in epoch 6.
		assert_does_not_count(ended(100));
	});
}

#[test]
fn the_initial_amount_of_a_deal_decides_whether_it_counts() {
	Chain::with_validators(2).execute(|| {
		let id = deal(10, list(1, terms()), 100);
		next_epoch();
		slash(1, 2, percent(50));
		run_to_epoch(6);
		exit(id);
		assert!(deal_of(id).finished.is_some_and(|finished| finished.counts));
	});
}

#[test]
fn ratings_between_accounts_that_have_both_declared_it_do_not_count() {
	Entities::set([(1, 10), (10, 1)].into());
	Chain::with_validators(2).execute(|| {
		assert_does_not_count(ended(100));
	});
	Entities::set([].into());
}
