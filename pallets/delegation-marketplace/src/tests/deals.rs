//! Deals: made, paid, exited, renewed.

use super::*;
use frame_support::assert_noop;
use palisade_primitives::{test as fake, Conduct, DealControl, Subject};
use sp_arithmetic::Perbill;

/// A chain on which validator 2 is outside the set.
fn two_of_whom_one_is_active(test: impl FnOnce()) {
	Chain::new().validator(1, 2_000).accounts(10..=20).account(2).execute(|| {
		Staking::add_validator(2, 1_000 * UNIT);
		test();
	});
}

/// Turns the automatic renewal of a deal on or off.
fn set_renewal(who: AccountId, id: DealId, renews: bool) {
	assert_ok!(Marketplace::set_automatic_renewal(signed(who), id, renews));
}

#[test]
fn a_deal_is_active_and_covered_with_the_next_epoch() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deal = deal(10, id, 100);
		let made = deal_of(deal);
		assert_eq!((made.opened, made.end, made.amount), (1, 6, 100 * UNIT));
		assert_eq!((made.exit_fee, made.score_floor, made.finished), (percent(2), None, None));
		assert_eq!((made.coverage.waiting.is_some(), view(deal).cover), (true, 0));
		let early = Marketplace::exit_deal(signed(10), deal, Balance::MAX);
		assert_noop!(early, fake::DEPOSIT_PENDING);
		assert_eq!(worth(10, deal), 100 * UNIT);
		next_epoch();
		assert_eq!((view(deal).value, view(deal).cover), (100 * UNIT, 100 * UNIT));
		assert_eq!(listing(id).filled, 100 * UNIT);
	});
}

#[test]
fn a_deal_with_a_validator_outside_the_set_is_active_at_once() {
	two_of_whom_one_is_active(|| {
		let id = list(2, terms());
		let deal = deal(10, id, 100);
		let made = deal_of(deal);
		assert_eq!((made.opened, made.end), (1, 5));
		assert_eq!((made.coverage.waiting, listing(id).waiting), (None, None));
		assert_eq!((view(deal).value, view(deal).cover), (100 * UNIT, 100 * UNIT));
		check();
		// The deal can also be exited at once.
		assert_eq!(exit(deal), (-2 * UNIT as i128, 2 * UNIT as i128, None));
	});
}

#[test]
fn rewards_that_were_not_claimed_are_paid_when_a_deal_is_left() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		next_epoch();
		reward(deal, 1_000);
		next_epoch();
		let (owner, validator, breach) = exit(deal);
		// 950 units less 20 for the early exit.
		assert!((930 * UNIT).abs_diff(owner as Balance) <= 2);
		assert_eq!((validator, breach), (20 * UNIT as i128, None));
	});
}

#[test]
fn leaving_early_costs_exactly_the_fee() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		run_to_epoch(5);
		assert_eq!(view(deal).exit_fee, 2 * UNIT);
		renew(1, deal, at(1, 4));
		take_events();
		let before = (free(10), free(1));
		assert_ok!(Marketplace::exit_deal(signed(10), deal, Balance::MAX));
		assert_eq!(
			take_events(),
			vec![Event::DealEnded { deal, by: Party::Delegator, fee: 2 * UNIT, breach: None }]
		);
		assert_eq!((free(10), free(1)), (before.0 - 2 * UNIT, before.1 + 2 * UNIT));
		assert_eq!(deal_of(deal).finished.map(|finished| finished.epoch), Some(5));
		// Renewals can no longer be agreed.
		assert_eq!((view(deal).exit_fee, view(deal).proposal), (0, None));
		// The stake exits like all stake.
		run_to_epoch(26);
		assert_ok!(withdraw(10));
		assert_eq!((free(10), deposits(10)), (WEALTH - 3 * UNIT, UNIT));
		run_to_epoch(34);
		assert_ok!(Marketplace::reap(signed(10), Expired::Deal(deal)));
		assert_eq!((free(10), deposits(10)), (WEALTH - 2 * UNIT, 0));
	});
}

#[test]
fn the_fee_is_a_part_of_what_the_deal_is_worth_now() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		slash(1, 2, percent(50));
		assert!(view(deal).value.abs_diff(50 * UNIT) <= 1);
		let fee = view(deal).value / 50;
		assert_eq!(exit(deal), (-(fee as i128), fee as i128, None));
	});
}

#[test]
fn leaving_costs_nothing_after_the_end() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		run_to_epoch(5);
		assert_eq!(view(deal).exit_fee, 2 * UNIT);
		next_epoch();
		assert_eq!((view(deal).exit_fee, view(deal).end), (0, 6));
		assert_eq!(exit(deal), (0, 0, None));
	});
}

#[test]
fn a_deal_goes_on_after_its_end_until_a_party_ends_it() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		run_to_epoch(50);
		reward(deal, 1_000);
		next_epoch();
		assert_units(claim(deal), 950);
		assert_eq!(exit(deal), (0, 0, None));
	});
}

#[test]
fn the_validator_ends_a_deal_only_after_its_term() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		let end = || Marketplace::terminate_deal(signed(1), deal);
		run_to_epoch(2);
		assert_noop!(end(), Error::<Test>::TermNotOver);
		run_to_epoch(5);
		assert_noop!(end(), Error::<Test>::TermNotOver);
		reward(deal, 1_000);
		next_epoch();
		let before = (free(10), free(1));
		take_events();
		assert_ok!(end());
		assert_eq!(
			take_events(),
			vec![Event::DealEnded { deal, by: Party::Operator, fee: 0, breach: None }]
		);
		// The owner is paid its rewards, and its stake exits.
		assert_units(free(10) - before.0, 950);
		assert_eq!(free(1), before.1);
		assert_noop!(end(), Error::<Test>::DealFinished);
		run_to_epoch(27);
		let before = free(10);
		assert_ok!(withdraw(10));
		assert_eq!(free(10) - before, 1_000 * UNIT);
	});
}

#[test]
fn leaving_costs_nothing_once_the_validator_was_jailed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (first, second) = (deal(10, id, 100), deal(11, id, 100));
		next_epoch();
		assert_eq!(view(first).breach, None);
		jail(1, 4);
		assert_eq!((view(first).exit_fee, view(first).breach), (0, Some(Breach::Jailed)));
		assert_eq!(exit(first), (0, 0, Some(Breach::Jailed)));
		// The breach lasts after the validator is back online.
		run_to_epoch(4);
		go_online(1);
		assert_eq!(exit(second), (0, 0, Some(Breach::Jailed)));
		// A deal made afterwards is not broken.
		let third = deal(12, id, 100);
		run_to_epoch(6);
		assert_eq!((view(third).exit_fee, view(third).breach), (2 * UNIT, None));
		jail(1, 9);
		assert_eq!(view(third).breach, Some(Breach::Jailed));
	});
}

#[test]
fn a_ban_breaks_the_deals_too() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		ban(1);
		assert_eq!(exit(deal), (0, 0, Some(Breach::Jailed)));
	});
}

#[test]
fn what_was_wrongly_jailed_has_broken_nothing() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deal = deal(10, id, 100);
		next_epoch();
		jail(1, 9);
		assert_eq!(view(deal).breach, Some(Breach::Jailed));
		release(1);
		assert_eq!((view(deal).exit_fee, view(deal).breach), (2 * UNIT, None));
		assert_eq!(Operators::<Test>::get(1).expect("it has listings").breaches, 0);
		// One of two jailings was reversed.
		jail(1, 9);
		release(1);
		jail(1, 3);
		next_epoch();
		go_online(1);
		assert_eq!(view(deal).breach, Some(Breach::Jailed));
	});
}

#[test]
fn leaving_costs_nothing_once_the_validator_gives_up() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		leave_validators(1);
		assert_eq!((view(deal).exit_fee, view(deal).breach), (0, Some(Breach::Left)));
		assert_eq!(exit(deal), (0, 0, Some(Breach::Left)));
	});
}

#[test]
fn leaving_costs_nothing_once_the_validator_was_offline() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (first, second) = (deal(10, id, 100), deal(11, id, 100));
		next_epoch();
		go_offline(1);
		let breach = Some(Breach::NotElectable);
		assert_eq!((view(first).exit_fee, view(first).breach), (0, breach));
		assert_eq!(exit(first), (0, 0, breach));
		// There may have been an election while the validator was offline.
		go_online(1);
		assert_eq!(exit(second), (0, 0, breach));
		// The earlier absence does not break a later deal.
		let third = deal(12, id, 100);
		assert_eq!((view(third).exit_fee, view(third).breach), (2 * UNIT, None));
	});
}

#[test]
fn leaving_costs_nothing_while_a_gate_keeps_the_validator_out() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (first, second) = (deal(10, id, 100), deal(11, id, 100));
		next_epoch();
		Refused::set([1].into());
		assert_eq!(exit(first), (0, 0, Some(Breach::NotElectable)));
		Refused::set([].into());
		assert_eq!((view(second).exit_fee, view(second).breach), (2 * UNIT, None));
	});
}

#[test]
fn a_proposal_does_not_outlive_a_term_that_renews_itself() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		for who in [10, 1] {
			assert_ok!(Marketplace::set_automatic_renewal(signed(who), deal, true));
		}
		run_to_epoch(4);
		renew(10, deal, at(8, 1_000));
		run_to_epoch(8);
		assert_ok!(Marketplace::set_automatic_renewal(signed(10), deal, false));
		// The validator repeats its earlier proposal: that is a new proposal.
		renew(1, deal, at(8, 1_000));
		assert_eq!((view(deal).terms, view(deal).end), (at(5, 4), 10));
		assert_eq!(view(deal).proposal.expect("there is one").by, Party::Operator);
	});
}

#[test]
fn a_renewal_in_jail_does_not_hide_the_next_jail() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		jail(1, 3);
		renew(10, deal, at(5, 9));
		renew(1, deal, at(5, 9));
		assert_eq!(view(deal).end, 15);
		release(1);
		assert_eq!(view(deal).breach, None);
		jail(1, 3);
		run_to_epoch(3);
		go_online(1);
		assert_eq!(view(deal).breach, Some(Breach::Jailed));
	});
}

#[test]
fn a_renewal_forgives_what_was_broken() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		jail(1, 3);
		next_epoch();
		go_online(1);
		assert_eq!(view(deal).breach, Some(Breach::Jailed));
		renew(10, deal, at(5, 4));
		renew(1, deal, at(5, 4));
		assert_eq!((view(deal).exit_fee, view(deal).breach), (2 * UNIT, None));
	});
}

#[test]
fn a_proposal_dies_with_the_term_in_which_it_was_made() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		renew(1, deal, at(1, 100));
		run_to_epoch(6);
		// This agrees to nothing: it is a new proposal.
		renew(10, deal, at(1, 100));
		assert_eq!((view(deal).terms, view(deal).end), (at(5, 4), 6));
		renew(1, deal, at(1, 100));
		assert_eq!((view(deal).terms, view(deal).end), (at(1, 100), 106));
	});
}

#[test]
fn the_rewards_of_a_deal_can_pay_the_fee() {
	Chain::with_validators(2).account_with(21, 1_002 * UNIT).execute(|| {
		let deal = deal(21, list(1, terms()), 1_000);
		next_epoch();
		let poor = Marketplace::exit_deal(signed(21), deal, Balance::MAX);
		assert_noop!(poor, Error::<Test>::FeeNotPaid);
		reward(deal, 1_000);
		next_epoch();
		let (owner, validator, _) = exit(deal);
		assert!((930 * UNIT).abs_diff(owner as Balance) <= 2);
		assert_eq!(validator, 20 * UNIT as i128);
	});
}

#[test]
fn leaving_costs_no_more_than_the_owner_has_looked_at() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		let with = |most| Marketplace::exit_deal(signed(10), deal, most);
		assert_noop!(with(2 * UNIT - 1), Error::<Test>::FeeTooHigh);
		assert_ok!(with(2 * UNIT));
	});
}

#[test]
fn leaving_costs_nothing_where_the_commission_is_above_what_was_agreed() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		let set = |parts| {
			let commission = Perbill::from_parts(parts);
			assert_ok!(<Staking as DealControl<_>>::amend_deal(&10, deal, commission));
		};
		set(49_999_999);
		assert_eq!(view(deal).breach, None);
		set(50_000_001);
		assert_eq!((view(deal).exit_fee, view(deal).breach), (0, Some(Breach::Commission)));
		set(50_000_000);
		assert_eq!(view(deal).breach, None);
		set(60_000_000);
		assert_eq!(exit(deal), (0, 0, Some(Breach::Commission)));
	});
}

#[test]
fn leaving_costs_nothing_while_the_score_is_below_what_was_promised() {
	Scores::set([(1, 700)].into());
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { score_floor: Some(600), ..terms() });
		let (first, second) = (deal(10, id, 100), deal(11, id, 100));
		next_epoch();
		Scores::set([(1, 600)].into());
		assert_eq!(view(first).breach, None);
		Scores::set([(1, 599)].into());
		assert_eq!((view(first).exit_fee, view(first).breach), (0, Some(Breach::Score)));
		assert_eq!(exit(first), (0, 0, Some(Breach::Score)));
		// The score is back at its floor.
		Scores::set([(1, 700)].into());
		assert_eq!((view(second).exit_fee, view(second).breach), (2 * UNIT, None));
		// A missing score breaks the promise.
		Scores::set([].into());
		assert_eq!(exit(second), (0, 0, Some(Breach::Score)));
	});
}

#[test]
fn both_renew_a_deal_by_proposing_the_same() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		run_to_epoch(3);
		take_events();
		renew(10, deal, at(2, 10));
		renew(10, deal, at(3, 9));
		renew(1, deal, at(3, 10));
		assert_eq!((view(deal).terms, view(deal).end), (at(5, 4), 6));
		let proposal = Proposal { by: Party::Operator, terms: at(3, 10), made: 3, end: 6 };
		assert_eq!(view(deal).proposal, Some(proposal));
		// A party cannot agree to its own proposal by repeating it.
		renew(1, deal, at(3, 10));
		assert_eq!(view(deal).end, 6);
		renew(10, deal, at(3, 10));
		let proposed = |by, terms| Event::RenewalProposed { deal, by, terms };
		assert_eq!(
			take_events(),
			vec![
				proposed(Party::Delegator, at(2, 10)),
				proposed(Party::Delegator, at(3, 9)),
				proposed(Party::Operator, at(3, 10)),
				proposed(Party::Operator, at(3, 10)),
				Event::DealRenewed { deal, terms: at(3, 10), end: 16 },
			]
		);
		let renewed = deal_of(deal);
		assert_eq!((renewed.terms, renewed.end, renewed.proposal), (at(3, 10), 16, None));
		run_to_epoch(15);
		assert_eq!(view(deal).exit_fee, 20 * UNIT);
		let end = Marketplace::terminate_deal(signed(1), deal);
		assert_noop!(end, Error::<Test>::TermNotOver);
		next_epoch();
		assert_ok!(Marketplace::terminate_deal(signed(1), deal));
	});
}

#[test]
fn a_renewal_after_the_end_begins_now() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		run_to_epoch(9);
		renew(1, deal, at(5, 7));
		renew(10, deal, at(5, 7));
		assert_eq!((view(deal).end, view(deal).exit_fee), (16, 2 * UNIT));
	});
}

#[test]
fn a_deal_renews_itself_as_long_as_both_want_it() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		take_events();
		set_renewal(10, deal, true);
		assert_eq!(
			take_events(),
			vec![Event::AutomaticRenewalSet { deal, by: Party::Delegator, renews: true }]
		);
		run_to_epoch(5);
		// One party alone does not renew the deal, and the other can join in before the end only.
		assert_eq!((view(deal).end, view(deal).renews), (6, (true, false)));
		set_renewal(1, deal, true);
		assert_eq!((view(deal).end, view(deal).renews), (6, (true, true)));
		next_epoch();
		assert_eq!((view(deal).end, view(deal).renews), (10, (true, true)));
		run_to_epoch(9);
		assert_eq!((view(deal).end, view(deal).exit_fee), (10, 2 * UNIT));
		next_epoch();
		assert_eq!((view(deal).end, view(deal).exit_fee), (14, 2 * UNIT));
		// Several terms later.
		run_to_epoch(25);
		assert_eq!(view(deal).end, 26);
		run_to_epoch(27);
		assert_eq!(view(deal).end, 30);
		let end = || Marketplace::terminate_deal(signed(1), deal);
		assert_noop!(end(), Error::<Test>::TermNotOver);
		// The term that has begun still counts.
		set_renewal(1, deal, false);
		assert_eq!((view(deal).end, deal_of(deal).end), (30, 30));
		run_to_epoch(29);
		assert_noop!(end(), Error::<Test>::TermNotOver);
		next_epoch();
		assert_eq!((view(deal).end, view(deal).exit_fee), (30, 0));
		assert_ok!(end());
	});
}

#[test]
fn a_deal_renews_itself_for_the_term_that_was_agreed_on_last() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		set_renewal(1, deal, true);
		set_renewal(10, deal, true);
		run_to_epoch(7);
		assert_eq!(view(deal).end, 10);
		renew(1, deal, at(5, 20));
		renew(10, deal, at(5, 20));
		assert_eq!(view(deal).end, 30);
		run_to_epoch(30);
		assert_eq!(view(deal).end, 50);
	});
}

#[test]
fn a_part_of_each_deal_goes_to_the_treasury() {
	TheRules::mutate(|rules| rules.protocol_fee = Perbill::from_parts(2_500_000));
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let before = (free(TREASURY), ToTheTreasury::get());
		take_events();
		let deal = deal(10, id, 200);
		let events = take_events();
		let (fee, rest) = (UNIT / 2, 200 * UNIT - UNIT / 2);
		assert!(matches!(events[0], Event::DealMade { amount, .. } if amount == rest));
		assert_eq!(events[1..], [Event::ProtocolFeePaid { deal, amount: fee }]);
		assert_eq!(free(TREASURY) - before.0, fee);
		assert_eq!(ToTheTreasury::get() - before.1, fee);
		assert_eq!(free(10), WEALTH - 201 * UNIT);
		assert_eq!((view(deal).value, listing(id).filled), (rest, rest));
		// The fee is also taken from the escrow of an offer.
		let made = offer(11, id, 100, at(1, 4));
		assert_eq!((escrow(11), free(TREASURY) - before.0), (100 * UNIT, fee));
		assert_ok!(Marketplace::accept_offer(signed(1), made, 0));
		assert_eq!((escrow(11), free(11)), (0, WEALTH - 101 * UNIT));
		assert_eq!(free(TREASURY) - before.0, fee + UNIT / 4);
		// The fee is fixed when the offer is made.
		let made = offer(13, id, 100, at(1, 4));
		TheRules::mutate(|rules| rules.protocol_fee = percent(50));
		assert_ok!(Marketplace::accept_offer(signed(1), made, 0));
		assert_eq!(free(TREASURY) - before.0, fee + UNIT / 2);
		// A refused offer costs no fee.
		let made = offer(12, id, 100, at(1, 4));
		assert_ok!(Marketplace::refuse_offer(signed(1), made));
		assert_eq!(free(12), WEALTH);
	});
}

#[test]
fn the_end_of_a_deal_is_told_where_it_was_kept_or_broken() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [10, 11, 12, 13].map(|who| deal(who, id, 100));
		let small = deal(14, id, 99);
		run_to_epoch(5);
		Conducts::set(vec![]);
		// An early exit: the validator has neither kept nor broken the deal.
		exit(deals[0]);
		assert_eq!(Conducts::get(), vec![]);
		run_to_epoch(6);
		exit(deals[1]);
		assert_ok!(Marketplace::terminate_deal(signed(1), deals[2]));
		assert_eq!(Conducts::get(), vec![(Subject::Validator(1), 6, Conduct::DealKept); 2]);
		// Too small to count.
		exit(small);
		assert_eq!(Conducts::get().len(), 2);
		jail(1, 9);
		exit(deals[3]);
		assert_eq!(Conducts::take()[2..], [(Subject::Validator(1), 6, Conduct::DealBroken)]);
	});
}

#[test]
fn the_end_of_a_deal_says_nothing_where_it_was_short_or_with_a_relative() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { minimum_term: 1, ..terms() });
		let [short, long, related, same_account] = [10, 11, 12, 13].map(|who| deal(who, id, 100));
		Entities::set([(12, 1)].into());
		set_reward_account(13, 1);
		next_epoch();
		Conducts::set(vec![]);
		jail(1, 9);
		// One epoch after the deal was made; two are needed.
		exit(short);
		assert_eq!(Conducts::get(), vec![]);
		next_epoch();
		exit(related);
		exit(same_account);
		assert_eq!(Conducts::get(), vec![]);
		exit(long);
		assert_eq!(Conducts::take(), vec![(Subject::Validator(1), 3, Conduct::DealBroken)]);
	});
}

#[test]
fn what_needs_neither_cover_nor_rating_is_forgotten_at_once() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, uncovered());
		let (small, large) = (deal(10, id, 50), deal(11, id, 100));
		run_to_epoch(6);
		assert_eq!(exit(small), (UNIT as i128, 0, None));
		assert!(Deals::<Test>::get(small).is_none());
		// The deal has no cover, but can be rated.
		assert_eq!(exit(large), (0, 0, None));
		assert!(deal_of(large).finished.is_some_and(|finished| finished.counts));
		assert_eq!((listing(id).filled, listing(id).deals), (0, 0));
		run_to_epoch(35);
		let before = (free(12), free(11));
		assert_ok!(Marketplace::reap(signed(12), Expired::Deal(large)));
		let after = (before.0 + UNIT / 10, before.1 + UNIT - UNIT / 10);
		assert_eq!((free(12), free(11)), after);
	});
}

#[test]
fn everything_returns_in_the_end() {
	Chain::with_validators(2).execute(|| {
		let issuance = Balances::total_issuance();
		let before = free(1);
		let id = list(1, terms());
		let deals: Vec<_> = (10..15).map(|who| deal(who, id, 100)).collect();
		run_to_epoch(6);
		for deal in &deals {
			assert_eq!(exit(*deal), (0, 0, None));
		}
		run_to_epoch(35);
		for (deal, who) in deals.into_iter().zip(10u128..) {
			assert_ok!(Marketplace::reap(signed(who), Expired::Deal(deal)));
			assert_ok!(withdraw(who));
			assert_eq!((free(who), deposits(who)), (WEALTH, 0));
		}
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!((free(1), cover(1), deposits(1)), (before, 0, 0));
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(Deals::<Test>::iter().count() + DealsOn::<Test>::iter().count(), 0);
		assert_eq!(DealsOf::<Test>::iter().count() + ExitCohorts::<Test>::iter().count(), 0);
		assert_eq!(CohortCovers::<Test>::iter().count() + Activations::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_fee_that_cannot_be_paid_keeps_the_deal() {
	let poor = 102 * UNIT;
	Chain::with_validators(2).account_with(21, poor).execute(|| {
		let deal = deal(21, list(1, terms()), 100);
		next_epoch();
		// The account has one unit, less the existential deposit; the fee is two units.
		let leave = || Marketplace::exit_deal(signed(21), deal, Balance::MAX);
		assert_noop!(leave(), Error::<Test>::FeeNotPaid);
		assert_eq!(view(deal).value, 100 * UNIT);
		run_to_epoch(6);
		assert_ok!(leave());
	});
}
