//! Ties between the parties of a deal: each counts only against the party that has declared it.

use super::*;
use palisade_primitives::{Conduct, Subject};

/// The ways of validator 1 to relate itself to the delegator 10.
const BY_THE_OPERATOR: [fn(); 3] = [
	|| Entities::set([(1, 10)].into()),
	|| set_reward_account(1, 10),
	// The delegator has named this account as its own reward account.
	|| {
		set_reward_account(10, 30);
		set_reward_account(1, 30);
	},
];

/// The ways of the delegator 10 to relate itself to validator 1.
const BY_THE_DELEGATOR: [fn(); 3] = [
	|| Entities::set([(10, 1)].into()),
	|| set_reward_account(10, 1),
	|| {
		set_reward_account(1, 30);
		set_reward_account(10, 30);
	},
];

/// The conduct of the parties of a deal of account 10 with validator 1: `before` it is made,
/// `meanwhile` and `after` its end something happens, then the parties rate each other. A deal with
/// a `breach` is broken, another is kept.
fn said(
	before: impl FnOnce(),
	meanwhile: impl FnOnce(),
	after: impl FnOnce(),
	breach: bool,
) -> Vec<(Subject<AccountId>, Conduct)> {
	let mut said = Vec::new();
	Chain::with_validators(2).execute(|| {
		before();
		let id = deal(10, list(1, terms()), 100);
		meanwhile();
		run_to_epoch(if breach { 5 } else { 6 });
		Conducts::set(vec![]);
		if breach {
			jail(1, 9);
		}
		exit(id);
		after();
		for who in [10, 1] {
			assert_ok!(Marketplace::rate_deal(signed(who), id, 1));
		}
		said =
			Conducts::take().into_iter().map(|(subject, _, conduct)| (subject, conduct)).collect();
	});
	Entities::set([].into());
	said
}

/// The conduct if a party relates itself before the deal is made, or until it has ended: that is
/// one and the same.
fn said_at_any_time(relate: fn(), breach: bool) -> Vec<(Subject<AccountId>, Conduct)> {
	let before = said(relate, || {}, || Entities::set([].into()), breach);
	let meanwhile = said(|| {}, relate, || Entities::set([].into()), breach);
	assert_eq!(before, meanwhile);
	before
}

fn rated_by_delegator(epochs: EpochIndex) -> (Subject<AccountId>, Conduct) {
	(Subject::Validator(1), Conduct::Rated { rating: 1, amount: 100 * UNIT, epochs })
}

fn rated_by_operator(epochs: EpochIndex) -> (Subject<AccountId>, Conduct) {
	(Subject::Delegator(10), Conduct::Rated { rating: 1, amount: 100 * UNIT, epochs })
}

const KEPT: (Subject<AccountId>, Conduct) = (Subject::Validator(1), Conduct::DealKept);
const BROKEN: (Subject<AccountId>, Conduct) = (Subject::Validator(1), Conduct::DealBroken);

#[test]
fn an_operator_cannot_silence_a_delegator_by_naming_it() {
	for relate in BY_THE_OPERATOR {
		let said = said_at_any_time(relate, false);
		assert!(said.contains(&rated_by_delegator(5)), "{said:?}");
	}
}

#[test]
fn an_operator_cannot_hide_a_broken_deal_by_naming_the_delegator() {
	for relate in BY_THE_OPERATOR {
		let said = said_at_any_time(relate, true);
		assert_eq!(said[..2], [BROKEN, rated_by_delegator(4)]);
	}
}

#[test]
fn a_delegator_cannot_silence_an_operator_by_naming_it() {
	for relate in BY_THE_DELEGATOR {
		let said = said_at_any_time(relate, false);
		assert!(said.contains(&rated_by_operator(5)), "{said:?}");
	}
}

#[test]
fn a_party_that_is_tied_to_the_other_makes_it_no_reputation() {
	for relate in &BY_THE_DELEGATOR[..2] {
		assert_eq!(said_at_any_time(*relate, false), [rated_by_operator(5)]);
	}
	for relate in &BY_THE_OPERATOR[..2] {
		assert_eq!(said_at_any_time(*relate, false), [rated_by_delegator(5)]);
	}
	// The control: a shared reward account is no tie, and neither is none.
	let all = vec![KEPT, rated_by_delegator(5), rated_by_operator(5)];
	assert_eq!(said_at_any_time(|| {}, false), all);
	assert_eq!(said_at_any_time(BY_THE_OPERATOR[2], false), all);
	// Nor is one that begins after the end.
	assert_eq!(said(|| {}, || {}, BY_THE_OPERATOR[0], false), all);
}

#[test]
fn a_tie_of_the_seller_of_a_deal_does_not_silence_the_buyer() {
	Entities::set([(10, 1)].into());
	Chain::with_validators(2).execute(|| {
		let id = deal(10, list(1, terms()), 100);
		assert!(deal_of(id).ties.delegator);
		let sale = sell(10, Asset::Deal(id), UNIT);
		assert_ok!(Marketplace::buy_position(signed(11), sale, UNIT, 0, false));
		assert_eq!(deal_of(id).ties, Ties::default());
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), id, Balance::MAX));
		Conducts::set(vec![]);
		assert_ok!(Marketplace::rate_deal(signed(11), id, 1));
		assert_eq!(Conducts::take().len(), 1);
	});
	Entities::set([].into());
}
