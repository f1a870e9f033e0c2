//! The calls to the staking pallet: which ones, in which order, and what happens when they fail.

use super::{
	auctions::{ask, listings, of, settle, wanted},
	*,
};
use frame_support::assert_noop;
use palisade_primitives::{test::Call, RewardClass};
use sp_runtime::{DispatchError, DispatchResult};

/// The error with which the staking pallet refuses its calls.
const DOWN: DispatchError = DispatchError::Unavailable;

/// The price in these tests.
const PRICE: Balance = 90 * UNIT;

/// Two validators; account 30 has 500 liquid units with the first.
fn chain() -> Chain {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid)
}

/// The free balance, deposits, escrow and cover of all parties.
fn funds() -> Vec<[Balance; 4]> {
	let parties = [1, 2, 10, 11, 12, 20, 30, TREASURY];
	parties.map(|who| [free(who), deposits(who), escrow(who), cover(who)]).to_vec()
}

/// Checks that a call fails with the staking pallet, changes nothing then, and succeeds afterwards.
#[track_caller]
fn assert_waits_for_staking(call: impl Fn() -> DispatchResult) {
	Staking::set_failing(Some(DOWN));
	Staking::take_calls();
	let before = funds();
	assert_noop!(call(), DOWN);
	assert_eq!(funds(), before);
	assert_eq!(Staking::take_calls(), vec![]);
	check();
	Staking::set_failing(None);
	assert_ok!(call());
	assert_eq!(Staking::take_calls().len(), 1);
	check();
}

#[test]
fn the_life_of_a_deal_is_these_calls_in_this_order() {
	chain().execute(|| {
		let id = list(1, terms());
		Staking::take_calls();
		let one = deal(10, id, 100);
		next_epoch();
		reward(one, 10);
		assert_eq!(claim(one), 9_500_000_000_000);
		for party in [1, 10] {
			assert_ok!(Marketplace::renew_deal(signed(party), one, at(4, 8)));
		}
		buy(11, sell(10, Asset::Deal(one), PRICE));
		let epoch = now();
		assert_ok!(Marketplace::exit_deal(signed(11), one, Balance::MAX));
		buy(12, sell(11, Asset::Exits { validator: 1, epoch }, PRICE));
		run_to_epoch(epoch + 21);
		assert_ok!(Marketplace::rate_deal(signed(11), one, 5));
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(one)));
		assert_eq!(
			Staking::take_calls(),
			vec![
				Call::OpenDeal(10, 1, 100 * UNIT, percent(5)),
				Call::ClaimDeal(10, one),
				Call::AmendDeal(10, one, percent(4)),
				Call::MoveDeal(10, one, 11),
				Call::CloseDeal(11, one),
				Call::MoveExits(11, 1, epoch, 12),
			]
		);
	});
}

#[test]
fn a_renewal_at_the_agreed_commission_is_no_call() {
	chain().execute(|| {
		let one = deal(10, list(1, terms()), 100);
		Staking::take_calls();
		for party in [1, 10] {
			assert_ok!(Marketplace::renew_deal(signed(party), one, at(5, 8)));
		}
		assert_eq!(view(one).end, 14);
		assert_eq!(Staking::take_calls(), vec![]);
	});
}

#[test]
fn the_parties_of_a_sale_are_named_in_its_call() {
	chain().execute(|| {
		let class = RewardClass::Liquid;
		let asset = Asset::Position { validator: 1, class, amount: 100 * UNIT };
		let sale = sell(30, asset, PRICE);
		assert_eq!(Staking::take_calls(), vec![]);
		buy(11, sale);
		assert_eq!(Staking::take_calls(), vec![Call::MovePosition(30, 1, class, 100 * UNIT, 11)]);
	});
}

#[test]
fn what_binds_no_stake_is_no_call() {
	chain().execute(|| {
		let id = list(1, terms());
		amend(1, id, costing(6));
		let (first, second) = (offer(10, id, 50, at(1, 4)), offer(11, id, 50, at(1, 4)));
		assert_ok!(Marketplace::counter_offer(signed(1), first, 0, at(2, 4)));
		assert_ok!(Marketplace::withdraw_offer(signed(10), first));
		assert_ok!(Marketplace::refuse_offer(signed(1), second));
		let (request, sealed) = (ask(12, wanted()), ask(12, wanted()));
		let other = list(1, terms());
		assert_ok!(Marketplace::bid(signed(1), request, of(other, 5, 300)));
		assert_ok!(Marketplace::withdraw_request(signed(12), sealed));
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!(Staking::take_calls(), vec![]);
	});
}

#[test]
fn a_deal_that_staking_does_not_open_leaves_nothing() {
	chain().execute(|| {
		TheRules::mutate(|rules| rules.protocol_fee = percent(1));
		let id = list(1, terms());
		assert_waits_for_staking(|| {
			Marketplace::make_offer(signed(10), id, 0, 100 * UNIT, at(5, 4), 9, false)
		});
		let low = offer(11, id, 100, at(1, 4));
		assert_waits_for_staking(|| Marketplace::accept_offer(signed(1), low, 0));
		assert_waits_for_staking(|| take_best(12, 100 * UNIT, at(5, 4)));
		assert_eq!((listing(id).deals, listing(id).filled), (3, 297 * UNIT));
	});
}

#[test]
fn a_deal_that_staking_does_not_close_goes_on() {
	chain().execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(5);
		assert_waits_for_staking(|| Marketplace::exit_deal(signed(10), one, Balance::MAX));
		run_to_epoch(6);
		assert_waits_for_staking(|| Marketplace::terminate_deal(signed(1), other));
		assert_eq!(listing(id).deals, 0);
	});
}

#[test]
fn rewards_that_staking_does_not_pay_stay_due() {
	chain().execute(|| {
		let one = deal(10, list(1, terms()), 100);
		next_epoch();
		reward(one, 100);
		let due = view(one).rewards;
		assert_waits_for_staking(|| {
			assert_eq!(view(one).rewards, due);
			Marketplace::claim_deal(signed(10), one)
		});
		assert_eq!((due, view(one).rewards), (95 * UNIT, 0));
	});
}

#[test]
fn a_renewal_that_staking_refuses_leaves_the_terms_and_the_proposal() {
	chain().execute(|| {
		let one = deal(10, list(1, terms()), 100);
		assert_ok!(Marketplace::renew_deal(signed(1), one, at(4, 8)));
		let proposal = view(one).proposal;
		assert_waits_for_staking(|| {
			assert_eq!((view(one).terms, view(one).proposal), (at(5, 4), proposal));
			Marketplace::renew_deal(signed(10), one, at(4, 8))
		});
		assert_eq!((view(one).terms, view(one).proposal), (at(4, 8), None));
	});
}

#[test]
fn a_sale_whose_stake_staking_does_not_move_stays_open() {
	chain().execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		slash(1, 6, percent(10));
		let class = RewardClass::Liquid;
		let assets = [
			(30, Asset::Position { validator: 1, class, amount: 100 * UNIT }),
			(10, Asset::Deal(one)),
			(11, Asset::Exits { validator: 1, epoch: 6 }),
		];
		for (seller, asset) in assets {
			let sale = sell(seller, asset, PRICE);
			let value = Marketplace::sale_view(sale).expect("it is open").value;
			assert_waits_for_staking(|| {
				let offered = Marketplace::sale_view(sale).expect("it is open");
				assert_eq!((offered.sale.price, offered.value), (PRICE, value));
				Marketplace::buy_position(signed(12), sale, PRICE, value, false)
					.map(drop)
					.map_err(|refused| refused.error)
			});
			assert!(Sales::<Test>::get(sale).is_none());
		}
	});
}

#[test]
fn a_request_of_which_staking_opens_no_deal_is_settled_without_deals() {
	chain().execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 300)));
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 6, 300)));
		Staking::set_failing(Some(DOWN));
		assert_eq!(settle(request), vec![]);
		let skipped = |validator| Event::BidSkipped { request, validator };
		let settled = Event::RequestSettled { request, filled: 0, deals: 0 };
		assert_eq!(take_events(), vec![skipped(1), skipped(2), settled]);
		assert_eq!((free(10), deposits(10), escrow(10)), (WEALTH, 0, 0));
		assert_eq!([1, 2].map(deposits), [10 * UNIT; 2]);
		assert_eq!([1, 2].map(cover), [100 * UNIT; 2]);
		assert_eq!(on.into_iter().map(|id| listing(id).filled).sum::<Balance>(), 0);
	});
}

#[test]
fn a_request_of_which_staking_opens_some_deals_returns_the_rest() {
	chain().execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 150)));
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 6, 150)));
		Staking::set_failing_after(1, DOWN);
		assert_eq!(settle(request), vec![(1, 150 * UNIT, percent(5))]);
		assert_eq!(Staking::take_calls(), vec![Call::OpenDeal(10, 1, 150 * UNIT, percent(5))]);
		// The deposit of the deal that was made is kept.
		assert_eq!((free(10), deposits(10), escrow(10)), (WEALTH - 151 * UNIT, UNIT, 0));
		assert_eq!((listing(on[0]).filled, listing(on[1]).filled), (150 * UNIT, 0));
	});
}

#[test]
fn a_lapsed_deal_is_ended_before_its_term_by_either_party() {
	chain().execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(3);
		let early = || Marketplace::terminate_deal(signed(1), one);
		assert_noop!(early(), Error::<Test>::TermNotOver);
		[one, other].into_iter().for_each(Staking::lapse_deal);
		run_to_epoch(4);
		assert_eq!((view(one).exit_fee, view(one).breach), (0, Some(Breach::Lapsed)));
		assert_ok!(early());
		assert_eq!(exit(other), (0, 0, Some(Breach::Lapsed)));
		// The stake exited when the deals lapsed.
		assert_eq!((exits_worth(10, 1, 3), exits_worth(11, 1, 3)), (100 * UNIT, 100 * UNIT));
		let finished = |deal| deal_of(deal).finished.map(|finished| finished.epoch);
		assert_eq!([one, other].map(finished), [Some(3); 2]);
	});
}
