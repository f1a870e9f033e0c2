//! Attacks on the market, and their results.

use super::{
	auctions::{ask, listings, of, settle, wanted},
	exits_worth,
};
use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, Basis, Conduct, EpochIndex, RewardClass};
use sp_arithmetic::Perbill;

#[test]
fn the_last_block_of_an_auction_gives_no_advantage() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		let close = wanted().closing;
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 300)));
		run_to_block(close);
		let sniped = BidTerms { commission: Perbill::from_parts(49_999_999), ..of(on[1], 0, 300) };
		assert_ok!(Marketplace::bid(signed(2), request, sniped));
		// The other bidder has time to answer.
		run_to_block(close + 1);
		assert_noop!(
			Marketplace::settle_request(signed(2), request),
			Error::<Test>::BiddingNotOver
		);
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 4, 300)));
		assert_eq!(settle(request), vec![(1, 300 * UNIT, percent(4))]);
	});
}

#[test]
fn an_auction_cannot_be_kept_open_for_ever() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		let close = wanted().closing;
		// The least improvement in each block in which bids are taken.
		let mut commission = 80_000_000;
		let mut block = close;
		loop {
			run_to_block(block);
			commission -= LEVEL;
			let better =
				BidTerms { commission: Perbill::from_parts(commission), ..of(on[0], 0, 300) };
			if Marketplace::bid(signed(1), request, better).is_err() {
				break;
			}
			block += 1;
		}
		assert_eq!(block, close + 21);
		assert_eq!(settle(request).len(), 1);
	});
}

/// The observed ratings and kept deals, for a deal on a listing with this cover after this
/// duration.
fn conduct_of(
	units: Balance,
	cover: Balance,
	until: EpochIndex,
	before_end: impl FnOnce(),
) -> usize {
	let mut observed = 0;
	Conducts::set(Vec::new());
	Chain::with_validators(2).execute(|| {
		let short = ListingTerms { minimum_term: 1, cover, ..terms() };
		let id = list(1, short);
		let one = next_deal();
		offer(10, id, units, at(100, 1));
		before_end();
		run_to_epoch(until);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		// A deal without a record cannot be rated at all.
		if Deals::<Test>::contains_key(one) {
			assert_ok!(Marketplace::rate_deal(signed(10), one, 5));
			assert_ok!(Marketplace::rate_deal(signed(1), one, 5));
		}
		let said = |conduct: &Conduct| {
			matches!(conduct, Conduct::Rated { .. } | Conduct::DealKept | Conduct::DealBroken)
		};
		observed = Conducts::get().iter().filter(|(_, _, conduct)| said(conduct)).count();
	});
	observed
}

#[test]
fn wash_deals_do_not_make_a_reputation() {
	for cover in [0, 100 * UNIT] {
		// The control: a deal that is kept, and two ratings.
		assert_eq!(conduct_of(100, cover, 3, || {}), 3);
		// Small deals cost little.
		assert_eq!(conduct_of(99, cover, 3, || {}), 0);
		// Short deals cost little too.
		assert_eq!(conduct_of(100, cover, 2, || {}), 0);
		// A party that is tied to the other by its own word is heard no more; the other is, but a
		// deal with a relative was not kept.
		let declared = |by: &[(AccountId, AccountId)]| {
			let observed =
				conduct_of(100, cover, 3, || Entities::set(by.iter().copied().collect()));
			Entities::set([].into());
			observed
		};
		assert_eq!(declared(&[(10, 1)]), 1);
		assert_eq!(declared(&[(1, 10)]), 1);
		assert_eq!(declared(&[(1, 10), (10, 1)]), 0);
		// So it is with the account that gets the other's rewards.
		assert_eq!(conduct_of(100, cover, 3, || set_reward_account(10, 1)), 1);
		assert_eq!(conduct_of(100, cover, 3, || set_reward_account(1, 10)), 1);
		let both = || {
			set_reward_account(10, 1);
			set_reward_account(1, 10);
		};
		assert_eq!(conduct_of(100, cover, 3, both), 0);
	}
}

#[test]
fn a_deal_that_its_owner_gives_up_early_was_not_kept() {
	Conducts::set(Vec::new());
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(4);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert!(!Conducts::get().iter().any(|(_, _, conduct)| *conduct == Conduct::DealKept));
	});
}

#[test]
fn many_tiny_offers_take_no_capacity() {
	Chain::with_validators(2).account_with(40, 1_000 * UNIT).execute(|| {
		let id = list(1, terms());
		assert_noop!(
			Marketplace::make_offer(signed(40), id, 0, 10 * UNIT - 1, at(1, 4), 100, false),
			Error::<Test>::AmountTooSmall
		);
		// Each offer ties up the least amount and a deposit, until the account is empty.
		let mut offers = Vec::new();
		while free(40) > 11 * UNIT {
			offers.push(offer(40, id, 10, at(0, 4)));
		}
		assert_eq!(offers.len(), 90);
		assert_noop!(
			Marketplace::make_offer(signed(40), id, 0, 10 * UNIT, at(0, 4), 100, false),
			Error::<Test>::InsufficientFunds
		);
		// The offers take no capacity, and delay no other offer.
		assert_eq!(listing(id).capacity_left(), 1_000 * UNIT);
		deal(10, id, 900);
		assert_ok!(Marketplace::accept_offer(signed(1), offer(11, id, 100, at(4, 4)), 0));
		// The caller that reaps them is paid for it.
		run_to_epoch(6);
		let before = free(20);
		for offer in offers {
			assert_ok!(Marketplace::reap(signed(20), Expired::Offer(offer)));
		}
		assert_eq!(free(20), before + 9 * UNIT);
		assert_eq!(free(40), 991 * UNIT);
	});
}

#[test]
fn no_party_agrees_to_terms_that_changed_after_it_read_them() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(3, 8));
		assert_ok!(Marketplace::counter_offer(signed(1), one, 0, at(4, 8)));
		// The delegator's acceptance is pending when the validator raises the exit fee.
		let dear = ListingTerms { exit_fee: percent(50), ..terms() };
		assert_ok!(Marketplace::amend_listing(signed(1), id, dear));
		assert_noop!(Marketplace::accept_offer(signed(10), one, 1), Error::<Test>::WrongVersion);
		// An offer at the listing's terms is refused too.
		assert_noop!(
			Marketplace::make_offer(signed(11), id, 0, 100 * UNIT, at(5, 4), 100, false),
			Error::<Test>::WrongVersion
		);
		// The validator cannot accept an offer on the old terms either.
		let other = offer(11, id, 100, at(3, 8));
		assert_ok!(Marketplace::amend_listing(signed(1), id, terms()));
		assert_noop!(Marketplace::accept_offer(signed(1), other, 0), Error::<Test>::WrongVersion);
		// All funds are released.
		assert_ok!(Marketplace::withdraw_offer(signed(10), one));
		assert_ok!(Marketplace::withdraw_offer(signed(11), other));
		assert_eq!([10, 11].map(free), [WEALTH; 2]);
	});
}

#[test]
fn no_party_agrees_to_a_counter_that_it_has_not_read() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(3, 8));
		assert_ok!(Marketplace::counter_offer(signed(1), one, 0, at(4, 8)));
		// The party that countered cannot change its terms before the other has answered.
		assert_noop!(
			Marketplace::counter_offer(signed(1), one, 1, at(20, 8)),
			Error::<Test>::NotYourTurn
		);
		assert_ok!(Marketplace::counter_offer(signed(10), one, 1, at(3, 6)));
		assert_ok!(Marketplace::counter_offer(signed(1), one, 2, at(20, 6)));
		assert_noop!(Marketplace::accept_offer(signed(10), one, 1), Error::<Test>::WrongRound);
	});
}

#[test]
fn who_sells_while_a_slash_is_pending_does_not_sell_it_as_sound() {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		next_epoch();
		// Offered before the case, in the hope that the buyer does not check.
		let sale = NextId::<Test>::get();
		assert_ok!(Marketplace::offer_for_sale(signed(10), Asset::Deal(one), 100 * UNIT, 99, true));
		accuse(1, 2, Basis::Proven);
		assert!(Marketplace::sale_view(sale).unwrap().open_offence);
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, 100 * UNIT, 0, false),
			Error::<Test>::OffenceOpen
		);
		// The buyer accepts the open case, and gets the liable stake with its cover.
		assert_ok!(Marketplace::buy_position(signed(11), sale, 100 * UNIT, 100 * UNIT, true));
		slash(1, 2, percent(30));
		assert_eq!(worth(11, one), 70 * UNIT);
		let before = free(11);
		assert_nearly(claim_cover(one), 30 * UNIT, 1);
		assert_nearly(free(11), before + 30 * UNIT, 1);
		// The seller gets its price only.
		assert_noop!(Marketplace::claim_cover(signed(10), one), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn a_slash_reaches_what_was_sold_before_it() {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		next_epoch();
		let half = Asset::Position { validator: 1, class: RewardClass::Liquid, amount: 250 * UNIT };
		let sale = sell(30, half, 200 * UNIT);
		let state = |who| {
			Marketplace::value_of(
				&who,
				&Asset::Position { validator: 1, class: RewardClass::Liquid, amount: Balance::MAX },
			)
		};
		assert_ok!(Marketplace::buy_position(signed(11), sale, 200 * UNIT, 250 * UNIT, false));
		slash(1, 1, percent(40));
		for who in [11, 30] {
			assert_nearly(state(who), 150 * UNIT, 1);
		}
	});
}

#[test]
fn a_slash_that_comes_first_spoils_a_sale_for_the_seller_and_not_for_the_buyer() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		next_epoch();
		let sale = sell(10, Asset::Deal(one), 95 * UNIT);
		// The buyer has read a value of 100 units; its call comes right after the slash.
		slash(1, 2, percent(50));
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, 95 * UNIT, 100 * UNIT, false),
			Error::<Test>::ValueTooLow
		);
		// A claim of the cover before the sale does not help the seller either.
		let owed = claim_cover(one);
		assert_nearly(owed, 50 * UNIT, 1);
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, 95 * UNIT, 100 * UNIT, false),
			Error::<Test>::ValueTooLow
		);
	});
}

#[test]
fn who_comes_for_the_cover_gets_no_more_than_it_loses() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let early = deal(10, id, 100);
		run_to_epoch(3);
		// The offence has happened, and is public.
		let late = deal(11, id, 900);
		slash(1, 3, percent(10));
		assert_eq!((worth(11, late), view(late).cover_owed), (900 * UNIT, 0));
		assert_nearly(view(early).cover_owed, 10 * UNIT, 1);
		next_epoch();
		// A late slash for an earlier offence takes from the new deal as from all, and its cover
		// pays.
		slash(1, 2, percent(10));
		let lost = 900 * UNIT - worth(11, late);
		let paid = claim_cover(late);
		assert!(paid <= lost + 1, "{paid} {lost}");
		// The payouts owed to the early deal are not reduced.
		let both = claim_cover(early) + paid;
		assert!(listing(id).cover + both <= 100 * UNIT);
		assert!(both > 10 * UNIT);
	});
}

#[test]
fn an_operator_does_not_get_out_of_its_cover() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		// Neither before the deals are active nor after.
		for _ in 0..2 {
			for lower in [0, 100 * UNIT - 1] {
				assert_noop!(
					Marketplace::amend_listing(
						signed(1),
						id,
						ListingTerms { cover: lower, ..terms() }
					),
					Error::<Test>::CoverTooSmall
				);
			}
			assert_noop!(Marketplace::terminate_deal(signed(1), one), Error::<Test>::TermNotOver);
			next_epoch();
		}
		// Closing the listing releases nothing.
		let closed_later = list(1, terms());
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_noop!(Marketplace::close_listing(signed(1), id), Error::<Test>::StillNeeded);
		assert_noop!(
			Marketplace::amend_listing(signed(1), id, ListingTerms { cover: 0, ..terms() }),
			Error::<Test>::ListingNotOpen
		);
		assert_eq!(cover(1), 200 * UNIT);
		// The other listing has no deals: its cover is released.
		assert_ok!(Marketplace::close_listing(signed(1), closed_later));
		// At the end of the terms the validator ends the deals, just before a slash. They are paid.
		run_to_epoch(6);
		for deal in [one, other] {
			assert_ok!(Marketplace::terminate_deal(signed(1), deal));
		}
		slash(1, 6, percent(50));
		assert_eq!(exits_worth(10, 1, 6), 50 * UNIT);
		assert_nearly(claim_exit(10, id, 6), 50 * UNIT, 1);
		assert_nearly(claim_exit(11, id, 6), 50 * UNIT, 1);
	});
}

#[test]
fn cover_stays_as_long_as_what_has_left_is_liable() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		assert_ok!(Marketplace::terminate_deal(signed(1), one));
		let lower = ListingTerms { cover: 0, ..terms() };
		for _ in 0..2 {
			assert_eq!(listing(id).deals, 0);
			assert_noop!(
				Marketplace::amend_listing(signed(1), id, lower.clone()),
				Error::<Test>::CoverTooSmall
			);
			run_to_epoch(26);
		}
		next_epoch();
		assert_ok!(Marketplace::reap(signed(1), Expired::Deal(one)));
		assert_ok!(Marketplace::amend_listing(signed(1), id, lower));
		assert_eq!(cover(1), 0);
	});
}

#[test]
fn a_fee_is_not_raised_after_the_bid() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		for validator in [1, 2] {
			let terms = of(on[validator as usize - 1], 2 + validator as u32, 300);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		run_to_block(wanted().closing);
		let dear = ListingTerms { exit_fee: percent(50), ..terms() };
		let amended = Marketplace::amend_listing(signed(1), on[0], dear);
		assert_noop!(amended, Error::<Test>::ListingHasBids);
		assert_eq!(settle(request), vec![(1, 300 * UNIT, percent(3))]);
		assert_eq!(deal_of(0).exit_fee, percent(2));
	});
}

#[test]
fn a_cover_is_not_withdrawn_after_the_bid() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let requirements = Requirements { minimum_cover: percent(10), ..wanted().requirements };
		let request = ask(10, RequestTerms { requirements, ..wanted() });
		for validator in [1, 2] {
			let terms = of(on[validator as usize - 1], 2 + validator as u32, 300);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		// The listing has no deals yet.
		let bare = ListingTerms { cover: 100 * UNIT - 1, ..terms() };
		let amended = Marketplace::amend_listing(signed(1), on[0], bare);
		assert_noop!(amended, Error::<Test>::ListingHasBids);
		assert_eq!(settle(request)[0].0, 1);
	});
}

#[test]
fn new_deals_do_not_dilute_the_cover_below_what_the_listing_says() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 200);
		next_epoch();
		// A single deal has all of the cover.
		assert_eq!(view(one).cover, 100 * UNIT);
		// Accomplices of the validator fill the listing, exit and come again.
		deal(11, id, 500);
		let leaves = deal(12, id, 300);
		run_to_epoch(6);
		let part = 100 * UNIT * 200 / 1_000;
		assert_nearly(view(one).cover, part, 1);
		assert_ok!(Marketplace::exit_deal(signed(12), leaves, Balance::MAX));
		for units in [10, 300] {
			assert_noop!(
				Marketplace::make_offer(signed(12), id, 0, units * UNIT, at(5, 4), 100, false),
				Error::<Test>::CapacityExceeded
			);
		}
		// More capacity needs more cover.
		let larger = ListingTerms { capacity: 1_500 * UNIT, ..terms() };
		assert_noop!(
			Marketplace::amend_listing(signed(1), id, larger.clone()),
			Error::<Test>::CoverTooSmall
		);
		let larger = ListingTerms { cover: 150 * UNIT, ..larger };
		assert_noop!(
			Marketplace::amend_listing(
				signed(1),
				id,
				ListingTerms { cover: 150 * UNIT - 1, ..larger.clone() }
			),
			Error::<Test>::CoverTooSmall
		);
		assert_ok!(Marketplace::amend_listing(signed(1), id, larger));
		deal(12, id, 500);
		next_epoch();
		// A slash of the whole stake costs 1,500 units, and pays the deal its part of 150.
		slash(1, 6, percent(100));
		let owed = view(one).cover_owed;
		assert!(owed + 1 >= part, "{owed}");
	});
}

#[test]
fn junk_in_the_order_book_hides_nothing_from_reads() {
	Chain::with_validators(6).execute(|| {
		// 40 listings without cost that accept no delegator.
		let junk = ListingTerms {
			commission: percent(0),
			minimum_delegation: 1_000 * UNIT,
			cover: 0,
			..terms()
		};
		for number in 0..40u128 {
			list(1 + number / 8, junk.clone());
		}
		let id = list(6, terms());
		// A match visits a bounded number of them, and refuses.
		assert_noop!(
			Marketplace::take_best(signed(10), 100 * UNIT, at(5, 4), wanted().requirements),
			Error::<Test>::NoMatch
		);
		// A read finds the suitable listing, and an offer at its terms makes the deal.
		let quote =
			Marketplace::quote(&10, 100 * UNIT, 4, &wanted().requirements).expect("there is one");
		assert_eq!(quote.id, id);
		deal(10, quote.id, 100);
		// Each of them has cost a deposit, and their number is bounded.
		assert_eq!(deposits(1), 80 * UNIT);
		assert_noop!(Marketplace::open_listing(signed(1), junk), Error::<Test>::TooManyListings);
	});
}

#[test]
fn a_copied_commitment_is_worth_nothing() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let (terms, salt) = (of(on[0], 3, 300), [5; 32]);
		let hash = commitment(request, &1u128, &terms, salt);
		assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
		assert_ok!(Marketplace::commit_bid(signed(2), request, hash));
		run_to_block(wanted().closing + 1);
		assert_ok!(Marketplace::reveal_bid(signed(1), request, terms.clone(), salt));
		// Now the attacker knows the terms and the salt, but they belong to the other bidder.
		for copied in [terms.clone(), BidTerms { listing: on[1], ..terms }] {
			assert_noop!(
				Marketplace::reveal_bid(signed(2), request, copied, salt),
				Error::<Test>::BidMismatch
			);
		}
		let treasury = free(TREASURY);
		assert_eq!(settle(request), vec![(1, 300 * UNIT, percent(3))]);
		assert_eq!(free(TREASURY), treasury + 3 * UNIT);
	});
}

#[test]
fn a_commitment_to_another_request_is_worth_nothing() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let sealed = || RequestTerms { sealed: true, ..wanted() };
		let (first, second) = (ask(10, sealed()), ask(11, sealed()));
		let (terms, salt) = (of(id, 3, 300), [5; 32]);
		let hash = commitment(first, &1u128, &terms, salt);
		assert_ok!(Marketplace::commit_bid(signed(1), second, hash));
		run_to_block(wanted().closing + 1);
		assert_noop!(
			Marketplace::reveal_bid(signed(1), second, terms, salt),
			Error::<Test>::BidMismatch
		);
	});
}

#[test]
fn a_request_is_not_held_up_by_bidders_that_cannot_deliver() {
	Chain::with_validators(3).execute(|| {
		let on = listings(3);
		let request = ask(10, wanted());
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 0, 300)));
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 1, 300)));
		assert_ok!(Marketplace::bid(signed(3), request, of(on[2], 5, 300)));
		// One bidder goes offline, the other leaves.
		go_offline(1);
		leave_validators(2);
		assert_eq!(settle(request), vec![(3, 300 * UNIT, percent(5))]);
	});
}

#[test]
fn held_funds_cannot_be_spent_twice() {
	Chain::with_validators(2).account_with(40, 500 * UNIT).execute(|| {
		let id = list(1, terms());
		offer(40, id, 300, at(4, 4));
		assert_noop!(
			Marketplace::open_request(signed(40), wanted()),
			Error::<Test>::InsufficientFunds
		);
		assert_noop!(
			Marketplace::make_offer(signed(40), id, 0, 300 * UNIT, at(4, 4), 100, false),
			Error::<Test>::InsufficientFunds
		);
		// Nor at the listing's own terms, with which it would be staked at once.
		let result = Marketplace::make_offer(signed(40), id, 0, 300 * UNIT, at(5, 4), 100, false);
		assert!(result.is_err());
		assert_eq!((escrow(40), deposits(40)), (300 * UNIT, UNIT));
		assert_eq!(worth(40, 0), 0);
	});
}
