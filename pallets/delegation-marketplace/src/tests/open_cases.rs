//! No deal is made with a validator that has an open case, unless the delegator says that it knows.

use super::{
	anything,
	auctions::{ask, of, settle, wanted},
};
use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Basis, SlashControl};

/// Requirements that accept an open case, and no others that matter.
fn aware() -> Requirements {
	Requirements { accept_open_case: true, ..anything() }
}

/// Whether a request accepts an open case.
fn wanted_with(accept_open_case: bool, sealed: bool) -> RequestTerms<u64> {
	let requirements = Requirements { accept_open_case, ..wanted().requirements };
	RequestTerms { requirements, sealed, ..wanted() }
}

fn suspect() {
	accuse(1, 1, Basis::Alleged);
}

fn acquit() {
	assert_ok!(<Staking as SlashControl<_>>::close_case(&1, 1, Basis::Alleged));
}

#[test]
fn a_requirement_that_is_left_out_refuses_an_open_case() {
	assert!(!Requirements::default().accept_open_case);
}

#[test]
fn the_best_listing_is_not_that_of_a_suspect() {
	Chain::with_validators(2).execute(|| {
		let (cheap, dear) = (list(1, terms()), list(2, super::costing(7)));
		suspect();
		let quoted = |wanted| {
			let view = Marketplace::quote(&10, 100 * UNIT, 4, &wanted).expect("there is one");
			(view.id, view.open_offence)
		};
		assert_eq!(quoted(anything()), (dear, false));
		// The preview says what the deal would be with.
		assert_eq!(quoted(aware()), (cheap, true));
		let take = |wanted| {
			let deal = next_deal();
			assert_ok!(Marketplace::take_best(signed(10), 100 * UNIT, at(9, 4), wanted));
			deal_of(deal).validator
		};
		assert_eq!(take(anything()), 2);
		assert_eq!(take(aware()), 1);
		assert_ok!(Marketplace::close_listing(signed(2), dear));
		assert_noop!(
			Marketplace::take_best(signed(10), 100 * UNIT, at(9, 4), anything()),
			Error::<Test>::NoMatch
		);
		acquit();
		assert_eq!(take(anything()), 1);
	});
}

#[test]
fn an_offer_at_the_terms_of_a_listing_makes_no_deal_with_a_suspect() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		suspect();
		for commission in [3, 5] {
			let make = |aware| {
				let terms = at(commission, 4);
				Marketplace::make_offer(signed(10), id, 0, 100 * UNIT, terms, 100, aware)
			};
			assert_noop!(make(false), Error::<Test>::OffenceOpen);
			assert_ok!(make(true));
		}
		assert_eq!(Deals::<Test>::iter().count(), 1);
		assert!(view(0).open_offence);
		acquit();
		assert!(!view(0).open_offence);
	});
}

#[test]
fn an_offer_from_before_the_case_is_not_accepted_in_silence() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let silent = offer(10, id, 100, at(3, 4));
		let countered = offer(11, id, 100, at(3, 4));
		assert_ok!(Marketplace::counter_offer(signed(1), countered, 0, at(4, 4)));
		let aware = NextId::<Test>::get();
		let make = Marketplace::make_offer(signed(12), id, 0, 100 * UNIT, at(3, 4), 100, true);
		assert_ok!(make);
		suspect();
		assert_noop!(Marketplace::accept_offer(signed(1), silent, 0), Error::<Test>::OffenceOpen);
		assert_noop!(
			Marketplace::accept_offer(signed(11), countered, 1),
			Error::<Test>::OffenceOpen
		);
		assert_ok!(Marketplace::accept_offer(signed(1), aware, 0));
		// The funds are not stuck, and the offers are good again without the case.
		assert_ok!(Marketplace::withdraw_offer(signed(11), countered));
		acquit();
		assert_ok!(Marketplace::accept_offer(signed(1), silent, 0));
	});
}

#[test]
fn a_suspect_does_not_bid_on_a_request_that_does_not_accept_it() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		suspect();
		let (open, sealed) =
			(ask(10, wanted_with(false, false)), ask(10, wanted_with(false, true)));
		assert_noop!(Marketplace::bid(signed(1), open, of(id, 5, 300)), Error::<Test>::OffenceOpen);
		assert_noop!(
			Marketplace::commit_bid(signed(1), sealed, Default::default()),
			Error::<Test>::OffenceOpen
		);
		let request = ask(10, wanted_with(true, false));
		assert_ok!(Marketplace::bid(signed(1), request, of(id, 5, 300)));
		let shown = Marketplace::request_view(request).expect("it is open").open_offences;
		assert_eq!(shown, vec![1]);
		assert_eq!(settle(request)[0].0, 1);
	});
}

#[test]
fn a_bidder_that_becomes_a_suspect_is_left_out_and_forfeits_nothing() {
	for sealed in [false, true] {
		for aware in [false, true] {
			Chain::with_validators(2).execute(|| {
				let on = [list(1, terms()), list(2, terms())];
				let request = ask(10, wanted_with(aware, sealed));
				let bids = [(1u128, of(on[0], 3, 300)), (2, of(on[1], 6, 300))];
				for (who, terms) in &bids {
					if sealed {
						let hash = commitment(request, who, terms, [1; 32]);
						assert_ok!(Marketplace::commit_bid(signed(*who), request, hash));
					} else {
						assert_ok!(Marketplace::bid(signed(*who), request, terms.clone()));
					}
				}
				if sealed {
					run_to_block(wanted().closing + 1);
					for (who, terms) in bids {
						let revealed =
							Marketplace::reveal_bid(signed(who), request, terms, [1; 32]);
						assert_ok!(revealed);
					}
				}
				// A rival can accuse the bidder, so that it does not answer for the accusation.
				suspect();
				let winner = if aware { 1 } else { 2 };
				assert_eq!(settle(request)[0].0, winner);
				let left_out = Event::BidLeftOut { request, validator: 1 };
				assert_eq!(take_events().contains(&left_out), !aware);
				assert_eq!(deposits(1), 10 * UNIT);
			});
		}
	}
}
