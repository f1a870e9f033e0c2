//! A brake within each kind of window: deadlines wait for the calls that it refuses.

use super::{
	amend,
	auctions::{ask, listings, of, wanted},
	buy,
};
use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{DealId, Duty, EpochIndex};

const SALT: [u8; 32] = [7; 32];

fn block() -> u64 {
	System::block_number()
}

/// Commits validators 1 and 2 to bids of 5 % and 6 % on a sealed request. Returns its number, its
/// deadlines and the bids.
fn sealed() -> (RequestId, RequestOf<Test>, [BidTerms; 2]) {
	let on = listings(2);
	let request = ask(10, RequestTerms { sealed: true, ..wanted() });
	let bids = [of(on[0], 5, 300), of(on[1], 6, 300)];
	for (validator, terms) in [1, 2].into_iter().zip(&bids) {
		let hash = commitment(request, &validator, terms, SALT);
		assert_ok!(Marketplace::commit_bid(signed(validator), request, hash));
	}
	(request, Requests::<Test>::get(request).expect("it was opened"), bids)
}

fn reveal(
	validator: AccountId,
	request: RequestId,
	terms: &BidTerms,
) -> sp_runtime::DispatchResult {
	Marketplace::reveal_bid(signed(validator), request, terms.clone(), SALT)
}

#[test]
fn bids_are_taken_for_as_many_blocks_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		let closing = wanted().closing;
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 7, 300)));
		run_to_block(closing - 3);
		interrupt_blocks(Duty::Bidding, 100);
		// Four blocks were left, with the one in which the pause began.
		assert_eq!(block(), closing + 97);
		let shown = Marketplace::request_view(request).expect("it is there").request;
		assert_eq!(shown.terms.closing, closing + 100);
		run_to_block(closing + 100);
		assert_noop!(
			Marketplace::settle_request(signed(20), request),
			Error::<Test>::BiddingNotOver
		);
		take_events();
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 5, 300)));
		// A late bid moves the close by an unchanged number of blocks.
		let moved = Event::AuctionExtended { request, closing: closing + 105 };
		assert_eq!(take_events().pop(), Some(moved));
		run_to_block(closing + 105);
		assert_noop!(
			Marketplace::settle_request(signed(20), request),
			Error::<Test>::BiddingNotOver
		);
		run_to_block(closing + 106);
		let late = Marketplace::bid(signed(1), request, of(on[0], 4, 300));
		assert_noop!(late, Error::<Test>::BiddingOver);
		assert_ok!(Marketplace::settle_request(signed(20), request));
	});
}

#[test]
fn the_last_block_to_which_bids_move_the_close_moves_as_much() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		let latest = wanted().closing + 20;
		run_to_block(wanted().closing);
		interrupt_blocks(Duty::Bidding, 30);
		for commission in [8, 7, 6, 5] {
			assert_ok!(Marketplace::bid(signed(1), request, of(on[0], commission, 300)));
			let shown = Marketplace::request_view(request).expect("it is there").request;
			run_to_block(shown.terms.closing);
		}
		assert_eq!(block(), latest + 30);
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 4, 300)));
		run_to_block(latest + 31);
		let late = Marketplace::bid(signed(1), request, of(on[0], 3, 300));
		assert_noop!(late, Error::<Test>::BiddingOver);
	});
}

#[test]
fn no_deposit_is_forfeited_for_a_reveal_that_a_brake_refused() {
	Chain::with_validators(2).execute(|| {
		let (request, opened, bids) = sealed();
		run_to_block(opened.terms.closing + 1);
		assert_ok!(reveal(1, request, &bids[0]));
		run_to_block(opened.reveal_until);
		// The second bidder is kept from revealing in the last block, and long after.
		interrupt_blocks(Duty::Bidding, 500);
		assert_noop!(
			Marketplace::settle_request(signed(20), request),
			Error::<Test>::BiddingNotOver
		);
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Request(request)),
			Error::<Test>::StillNeeded
		);
		assert_ok!(reveal(2, request, &bids[1]));
		next_block();
		take_events();
		assert_ok!(Marketplace::settle_request(signed(20), request));
		let is_forfeit = |event: &Event<Test>| matches!(event, Event::BidForfeited { .. });
		assert!(!take_events().iter().any(is_forfeit));
		assert_eq!((deposits(1), deposits(2)), (10 * UNIT, 10 * UNIT));
		assert_eq!(ToTheTreasury::get(), 0);
	});
}

#[test]
fn a_bid_that_could_have_been_revealed_is_forfeited_after_a_pause_too() {
	Chain::with_validators(2).execute(|| {
		let (request, opened, bids) = sealed();
		run_to_block(opened.terms.closing + 1);
		interrupt_blocks(Duty::Bidding, 50);
		assert_ok!(reveal(1, request, &bids[0]));
		run_to_block(opened.reveal_until + 50);
		next_block();
		assert_noop!(reveal(2, request, &bids[1]), Error::<Test>::NotRevealing);
		assert_ok!(Marketplace::settle_request(signed(20), request));
		assert_eq!(ToTheTreasury::get(), 3 * UNIT);
	});
}

#[test]
fn what_has_passed_does_not_come_back() {
	Chain::with_validators(2).execute(|| {
		let (request, opened, bids) = sealed();
		run_to_block(opened.reveal_until + 1);
		// In the first block of a pause, during it, and after it.
		assert_noop!(reveal(1, request, &bids[0]), Error::<Test>::NotRevealing);
		for _ in 0..3 {
			interrupt_blocks(Duty::Bidding, 10);
			assert_noop!(reveal(1, request, &bids[0]), Error::<Test>::NotRevealing);
		}
		run_to_block(opened.settle_until + 30);
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Request(request)),
			Error::<Test>::StillNeeded
		);
		next_block();
		assert_noop!(
			Marketplace::settle_request(signed(20), request),
			Error::<Test>::SettlementOver
		);
		interrupt_blocks(Duty::Bidding, 1_000);
		assert_noop!(
			Marketplace::settle_request(signed(20), request),
			Error::<Test>::SettlementOver
		);
		assert_ok!(Marketplace::reap(signed(20), Expired::Request(request)));
	});
}

#[test]
fn a_request_is_settled_although_a_pause_took_all_the_time_for_it() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, wanted());
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 300)));
		let until = Requests::<Test>::get(request).expect("it is there").settle_until;
		run_to_block(until - 1);
		interrupt_blocks(Duty::Bidding, 200);
		let item = Expired::Request(request);
		assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
		run_to_block(until + 200);
		assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
		assert_ok!(Marketplace::settle_request(signed(20), request));
		assert_eq!(listing(on[0]).filled, 300 * UNIT);
	});
}

#[test]
fn an_offer_holds_for_as_many_epochs_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let [one, other] = [10, 11].map(|who| offer(who, id, 100, at(4, 4)));
		run_to_epoch(3);
		interrupt_epoch(Duty::Offering);
		run_to_epoch(5);
		interrupt_epoch(Duty::Offering);
		// The offers would have expired with epoch 6.
		run_to_epoch(7);
		let shown = Marketplace::offers_on(id, None, 10);
		assert_eq!(shown.iter().map(|(_, offer)| offer.expiry).collect::<Vec<_>>(), [8, 8]);
		for offer in [one, other] {
			let item = Expired::Offer(offer);
			assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
		}
		assert_ok!(Marketplace::accept_offer(signed(1), one, 0));
		next_epoch();
		assert_noop!(Marketplace::accept_offer(signed(1), other, 0), Error::<Test>::OfferExpired);
		assert_ok!(Marketplace::reap(signed(20), Expired::Offer(other)));
	});
}

#[test]
fn an_answer_in_a_pause_loses_nothing_of_the_time_for_the_next() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		run_to_epoch(3);
		interrupt_epoch(Duty::Offering);
		run_to_epoch(4);
		assert_ok!(Marketplace::counter_offer(signed(1), one, 0, at(3, 4)));
		run_to_epoch(5);
		interrupt_epoch(Duty::Offering);
		run_to_epoch(7);
		assert_ok!(Marketplace::accept_offer(signed(10), one, 1));
	});
}

#[test]
fn an_offer_that_has_expired_does_not_come_back() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		run_to_epoch(6);
		for _ in 0..40 {
			assert_noop!(Marketplace::accept_offer(signed(1), one, 0), Error::<Test>::OfferExpired);
			interrupt_epoch(Duty::Offering);
			next_epoch();
		}
		assert_ok!(Marketplace::reap(signed(20), Expired::Offer(one)));
	});
}

#[test]
fn an_epoch_moves_deadlines_once_it_is_over() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(4, 4));
		run_to_epoch(5);
		interrupt_epoch(Duty::Offering);
		let expiry = || Marketplace::offers_on(id, None, 1)[0].1.expiry;
		assert_eq!(expiry(), 6);
		next_epoch();
		assert_eq!(expiry(), 7);
		assert_ok!(Marketplace::accept_offer(signed(1), one, 0));
	});
}

#[test]
fn deadlines_in_epochs_move_by_28_at_most() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 5, ..terms() });
		while now() < 5 + 27 {
			interrupt_epoch(Duty::Offering);
			next_epoch();
		}
		assert!(Marketplace::listing_view(id).expect("it is there").open);
		interrupt_epoch(Duty::Offering);
		next_epoch();
		assert_eq!(Marketplace::listing_view(id).expect("it is there").terms.expiry, 5 + 28);
		assert!(!Marketplace::listing_view(id).expect("it is there").open);
	});
}

#[test]
fn a_listing_is_open_for_as_many_epochs_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 4, ..terms() });
		run_to_epoch(3);
		interrupt_epoch(Duty::Offering);
		next_epoch();
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Listing(id)),
			Error::<Test>::StillNeeded
		);
		let view = Marketplace::listing_view(id).expect("it is there");
		assert_eq!((view.open, view.terms.expiry), (true, 5));
		deal(10, id, 100);
		// New terms count as they are named.
		amend(1, id, ListingTerms { expiry: 6, ..terms() });
		run_to_epoch(6);
		let view = Marketplace::listing_view(id).expect("it is there");
		assert_eq!((view.open, view.terms.expiry), (false, 6));
		assert_ok!(Marketplace::reap(signed(20), Expired::Listing(id)));
	});
}

#[test]
fn a_sale_lasts_for_as_many_epochs_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [10, 11].map(|who| deal(who, id, 100));
		next_epoch();
		let sell_until = |who, deal: DealId, expiry| {
			let sale = NextId::<Test>::get();
			let asset = Asset::Deal(deal);
			assert_ok!(Marketplace::offer_for_sale(signed(who), asset, UNIT, expiry, false));
			sale
		};
		let sales = [sell_until(10, deals[0], 4), sell_until(11, deals[1], 4)];
		run_to_epoch(3);
		interrupt_epoch(Duty::Offering);
		interrupt_epoch(Duty::Renewing);
		next_epoch();
		let shown = Marketplace::sale_view(sales[0]).expect("it is there").sale;
		assert_eq!((shown.expiry, shown.terms), (5, Some((at(5, 4), 7))));
		let item = Expired::Sale(sales[0]);
		assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
		// The end of the deal has moved as well, which does not change the deal for sale.
		buy(12, sales[0]);
		assert_eq!(view(deals[0]).end, 7);
		next_epoch();
		let late = Marketplace::buy_position(signed(12), sales[1], UNIT, 0, false);
		assert_noop!(late, Error::<Test>::SaleExpired);
		assert_ok!(Marketplace::reap(signed(20), Expired::Sale(sales[1])));
	});
}

#[test]
fn a_deal_that_is_for_sale_is_another_one_only_when_it_has_renewed_itself() {
	for is_sold_in_time in [true, false] {
		Chain::with_validators(2).execute(|| {
			let one = deal(10, list(1, terms()), 100);
			renew_itself(one, true);
			next_epoch();
			let sale = sell(10, Asset::Deal(one), UNIT);
			run_to_epoch(5);
			interrupt_epoch(Duty::Renewing);
			next_epoch();
			interrupt_epoch(Duty::Renewing);
			// The term would have ended with epoch 6, and ends with epoch 8.
			run_to_epoch(7);
			assert_eq!(view(one).end, 8);
			if is_sold_in_time {
				buy(12, sale);
				assert_eq!(view(one).end, 8);
			} else {
				next_epoch();
				assert_eq!(view(one).end, 12);
				let late = Marketplace::buy_position(signed(12), sale, UNIT, 0, false);
				assert_noop!(late, Error::<Test>::WrongVersion);
			}
		});
	}
}

fn renew_itself(deal: DealId, renews: bool) {
	for who in [10, 1] {
		assert_ok!(Marketplace::set_automatic_renewal(signed(who), deal, renews));
	}
}

#[test]
fn a_deal_can_be_kept_from_renewing_itself_after_a_pause_at_its_end() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		renew_itself(one, true);
		run_to_epoch(5);
		// In the last epoch of the term, and for longer than the term.
		while now() < 12 {
			interrupt_epoch(Duty::Renewing);
			next_epoch();
		}
		assert_eq!(view(one).end, 13);
		assert_ok!(Marketplace::set_automatic_renewal(signed(10), one, false));
		assert_eq!(view(one).exit_fee, 2 * UNIT);
		next_epoch();
		assert_eq!((view(one).end, view(one).exit_fee), (13, 0));
		assert_ok!(Marketplace::exit_deal(signed(10), one, 0));
	});
}

#[test]
fn a_deal_renews_itself_once_the_moved_end_has_come() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		renew_itself(one, true);
		let end_in = |epoch: EpochIndex, is_interrupted: bool| {
			run_to_epoch(epoch);
			if is_interrupted {
				interrupt_epoch(Duty::Renewing);
			}
			view(one).end
		};
		assert_eq!(end_in(5, true), 6);
		assert_eq!(end_in(6, false), 7);
		assert_eq!(end_in(7, false), 11);
		// Interruptions of a later term move the end of that term.
		assert_eq!(end_in(10, true), 11);
		assert_eq!(end_in(11, false), 12);
		assert_eq!(end_in(12, false), 16);
		// Storing the deal changes nothing.
		assert_ok!(Marketplace::set_automatic_renewal(signed(1), one, true));
		assert_eq!((deal_of(one).end, view(one).end), (16, 16));
	});
}

#[test]
fn a_proposal_lives_as_long_as_the_term_in_which_it_was_made() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		run_to_epoch(4);
		assert_ok!(Marketplace::renew_deal(signed(10), one, at(6, 8)));
		interrupt_epoch(Duty::Renewing);
		run_to_epoch(5);
		interrupt_epoch(Duty::Renewing);
		// The term would be over, and the proposal with it.
		run_to_epoch(7);
		assert_ok!(Marketplace::renew_deal(signed(1), one, at(6, 8)));
		assert_eq!((view(one).end, view(one).terms), (16, at(6, 8)));
	});
}

#[test]
fn a_proposal_that_was_made_after_the_end_outlives_a_pause() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		run_to_epoch(7);
		assert_ok!(Marketplace::renew_deal(signed(10), one, at(6, 8)));
		while now() < 20 {
			interrupt_epoch(Duty::Renewing);
			next_epoch();
		}
		// Deadlines no longer move.
		assert_eq!(view(one).end, 6);
		assert_ok!(Marketplace::renew_deal(signed(1), one, at(6, 8)));
		assert_eq!(view(one).end, 28);
	});
}

#[test]
fn a_deal_can_be_rated_for_as_many_epochs_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, 0));
		for epoch in [10, 26] {
			run_to_epoch(epoch);
			interrupt_epoch(Duty::Claiming);
		}
		let item = Expired::Deal(one);
		for epoch in [27, 28] {
			run_to_epoch(epoch);
			assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
		}
		assert_ok!(Marketplace::rate_deal(signed(10), one, 5));
		next_epoch();
		assert_ok!(Marketplace::reap(signed(20), item));
	});
}

#[test]
fn what_a_cover_owes_can_be_claimed_for_as_many_epochs_as_without_a_pause() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		slash(1, 5, percent(10));
		assert_ok!(Marketplace::exit_deal(signed(10), one, 0));
		run_to_epoch(20);
		interrupt_epoch(Duty::Claiming);
		run_to_epoch(27);
		// The exits are no longer liable, and their payouts are still owed.
		assert!(CohortCovers::<Test>::contains_key((id, 6, 10)));
		assert_ok!(Marketplace::claim_exit_cover(signed(20), 10, id, 6));
		assert!(CohortCovers::<Test>::contains_key((id, 6, 10)));
		check();
		next_epoch();
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(one)));
		assert!(!CohortCovers::<Test>::contains_key((id, 6, 10)));
		assert_eq!(Marketplace::exit_cover(&10, &1), vec![]);
	});
}

/// A request as the runtime API shows it.
fn shown(request: RequestId) -> RequestOf<Test> {
	Marketplace::request_view(request).expect("it is there").request
}

/// Runs to a block; bidding calls are refused in each block before it.
fn run_without_bids_to(number: u64) {
	interrupt_blocks(Duty::Bidding, u32::try_from(number - block()).expect("it is soon"));
}

fn has_forfeits() -> bool {
	take_events().iter().any(|event| matches!(event, Event::BidForfeited { .. }))
}

#[test]
fn each_deadline_waits_for_its_own_duty_only() {
	for duty in Duty::ALL {
		InterruptedEpochs::set(Default::default());
		InterruptedBlocks::set(Default::default());
		Chain::with_validators(2).execute(|| {
			let id = list(1, terms());
			offer(11, id, 100, at(4, 4));
			let request = ask(12, wanted());
			let one = deal(10, id, 100);
			next_epoch();
			let sale = sell(10, Asset::Deal(one), UNIT);
			let deadlines = || {
				let expiry = Marketplace::listing_view(id).expect("it is there").terms.expiry;
				let of_offer = Marketplace::offers_on(id, None, 1)[0].1.expiry;
				let of_sale = Marketplace::sale_view(sale).expect("it is there").sale.expiry;
				let request = shown(request);
				let blocks = [
					request.terms.closing,
					request.latest,
					request.reveal_until,
					request.settle_until,
				];
				([expiry, of_offer, of_sale], blocks, view(one).end)
			};
			let (epochs, blocks, end) = deadlines();
			interrupt_blocks(duty, 10);
			next_epoch();
			let expected = match duty {
				Duty::Offering => (epochs.map(|epoch| epoch + 1), blocks, end),
				Duty::Bidding => (epochs, blocks.map(|block| block + 10), end),
				Duty::Renewing => (epochs, blocks, end + 1),
				Duty::Claiming | Duty::Judging | Duty::Serving => (epochs, blocks, end),
			};
			assert_eq!(deadlines(), expected, "{duty:?}");
		});
	}
}

#[test]
fn a_pause_of_ratings_locks_no_escrow_of_an_auction_or_an_offer() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, wanted());
		let closing = wanted().closing;
		let one = offer(11, on[0], 100, at(4, 4));
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 300)));
		interrupt_blocks(Duty::Claiming, u32::try_from(closing + 1 - block()).expect("it is soon"));
		assert_ok!(Marketplace::settle_request(signed(20), request));
		assert_eq!(escrow(10), 0);
		while now() < 6 {
			next_epoch_without(&[Duty::Claiming]);
		}
		assert_noop!(Marketplace::accept_offer(signed(1), one, 0), Error::<Test>::OfferExpired);
		assert_ok!(Marketplace::reap(signed(20), Expired::Offer(one)));
		assert_eq!(escrow(11), 0);
	});
}

#[test]
fn a_pause_of_bids_that_never_ends_frees_the_escrow_at_the_bound() {
	let bound = u64::from(MAX_INTERRUPTION);
	for is_settled in [true, false] {
		InterruptedBlocks::set(Default::default());
		Chain::with_validators(2).execute(|| {
			let on = listings(1);
			let request = ask(10, wanted());
			let bid = BidTerms { cover: 20 * UNIT, ..of(on[0], 5, 300) };
			assert_ok!(Marketplace::bid(signed(1), request, bid));
			let opened = shown(request);
			run_without_bids_to(opened.terms.closing + bound);
			assert_noop!(
				Marketplace::settle_request(signed(20), request),
				Error::<Test>::BiddingNotOver
			);
			if is_settled {
				run_without_bids_to(block() + 1);
				assert_ok!(Marketplace::settle_request(signed(20), request));
				assert_eq!(listing(on[0]).filled, 300 * UNIT);
			} else {
				let item = Expired::Request(request);
				run_without_bids_to(opened.settle_until + bound);
				assert_noop!(Marketplace::reap(signed(1), item), Error::<Test>::StillNeeded);
				run_without_bids_to(block() + 1);
				assert_ok!(Marketplace::reap(signed(1), item));
				assert_eq!((deposits(1), cover(1)), (10 * UNIT, 100 * UNIT));
			}
			assert_eq!(escrow(10), 0);
		});
	}
}

#[test]
fn a_pause_of_offers_that_never_ends_frees_the_escrow_after_28_epochs() {
	Chain::with_validators(2).execute(|| {
		let one = offer(10, list(1, terms()), 100, at(4, 4));
		while now() < 6 + 28 {
			let item = Expired::Offer(one);
			assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
			next_epoch_without(&[Duty::Offering]);
		}
		assert_ok!(Marketplace::reap(signed(20), Expired::Offer(one)));
		assert_eq!(escrow(10), 0);
	});
}

#[test]
fn no_bid_is_forfeited_that_a_pause_longer_than_the_bound_kept_from_being_revealed() {
	let bound = u64::from(MAX_INTERRUPTION);
	for ends in [true, false] {
		InterruptedBlocks::set(Default::default());
		ToTheTreasury::set(0);
		Chain::with_validators(2).execute(|| {
			let (request, opened, bids) = sealed();
			run_to_block(opened.terms.closing + 1);
			assert_ok!(reveal(1, request, &bids[0]));
			run_without_bids_to(opened.reveal_until + bound);
			assert_noop!(
				Marketplace::settle_request(signed(20), request),
				Error::<Test>::BiddingNotOver
			);
			run_without_bids_to(block() + 1);
			if ends {
				next_block();
			}
			assert_noop!(reveal(2, request, &bids[1]), Error::<Test>::NotRevealing);
			take_events();
			assert_ok!(Marketplace::settle_request(signed(20), request));
			assert!(!has_forfeits());
			assert_eq!((deposits(1), deposits(2)), (10 * UNIT, 10 * UNIT));
			assert_eq!((escrow(10), ToTheTreasury::get()), (0, 0));
		});
	}
}

#[test]
fn a_bid_is_forfeited_while_its_request_can_still_wait() {
	Chain::with_validators(2).execute(|| {
		let (request, opened, bids) = sealed();
		interrupt_blocks(Duty::Bidding, MAX_INTERRUPTION - 1);
		run_to_block(opened.terms.closing + u64::from(MAX_INTERRUPTION));
		assert_ok!(reveal(1, request, &bids[0]));
		run_to_block(opened.reveal_until + u64::from(MAX_INTERRUPTION));
		take_events();
		assert_ok!(Marketplace::settle_request(signed(20), request));
		assert!(has_forfeits());
		assert_eq!(deposits(2), 10 * UNIT);
	});
}

#[test]
fn bidding_does_not_restart_the_bound_of_a_request() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, wanted());
		let opened = shown(request);
		for commission in [8, 7, 6] {
			run_to_block(shown(request).terms.closing);
			interrupt_blocks(Duty::Bidding, MAX_INTERRUPTION / 3);
			let before = Requests::<Test>::get(request);
			assert_ok!(Marketplace::bid(signed(1), request, of(on[0], commission, 300)));
			assert_ne!(Requests::<Test>::get(request), before);
		}
		let moved = shown(request);
		assert_eq!(moved.latest, opened.latest + u64::from(MAX_INTERRUPTION));
		assert_eq!(moved.can_wait, 0);
		interrupt_blocks(Duty::Bidding, 3);
		let bid = Marketplace::bid(signed(1), request, of(on[0], 5, 300));
		assert_ok!(bid);
		// The bid moved the close; the interruption did not.
		assert_eq!(shown(request).latest, moved.latest);
		assert_eq!(shown(request).terms.closing, block() + 5);
		assert_eq!(shown(request).settle_until, moved.settle_until);
	});
}

#[test]
fn amending_a_listing_does_not_restart_its_28_epochs() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, ListingTerms { expiry: 5, ..terms() });
		let shown = || Marketplace::listing_view(id).expect("it is there");
		while now() < 5 + 28 {
			assert!(shown().open);
			// The expiry is named as it was moved.
			amend(1, id, shown().terms);
			next_epoch_without(&[Duty::Offering]);
		}
		assert_eq!((shown().terms.expiry, shown().open), (5 + 28, false));
	});
}

#[test]
fn countering_an_offer_does_not_restart_its_28_epochs() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = offer(10, id, 100, at(1, 4));
		for round in 0..MAX_ROUNDS {
			(0..3).for_each(|_| next_epoch_without(&[Duty::Offering]));
			let who = if round % 2 == 0 { 1 } else { 10 };
			assert_ok!(Marketplace::counter_offer(signed(who), one, round, at(2, 4)));
		}
		assert_eq!(now(), 25);
		while now() < 6 + 28 {
			assert!(Offers::<Test>::contains_key(one));
			next_epoch_without(&[Duty::Offering]);
		}
		let late = Marketplace::accept_offer(signed(1), one, MAX_ROUNDS);
		assert_noop!(late, Error::<Test>::OfferExpired);
	});
}

#[test]
fn renewing_does_not_restart_the_28_epochs_of_a_deal() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		while now() < 6 + 28 {
			assert_ok!(Marketplace::renew_deal(signed(10), one, at(6, 8)));
			assert_ok!(Marketplace::set_automatic_renewal(signed(10), one, true));
			assert!(now() < view(one).end);
			next_epoch_without(&[Duty::Renewing]);
		}
		assert_eq!((view(one).end, view(one).exit_fee), (6 + 28, 0));
		// A term on which both agree restores nothing either.
		for who in [10, 1] {
			assert_ok!(Marketplace::renew_deal(signed(who), one, at(6, 8)));
		}
		assert_eq!(view(one).end, now() + 8);
		while now() < 6 + 28 + 8 {
			next_epoch_without(&[Duty::Renewing]);
		}
		assert_eq!((view(one).end, view(one).exit_fee), (6 + 28 + 8, 0));
	});
}

#[test]
fn renewing_itself_does_not_restart_the_28_epochs_of_a_deal() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		renew_itself(one, true);
		while now() < 6 + 28 {
			renew_itself(one, true);
			assert!(view(one).end <= 6 + 28);
			next_epoch_without(&[Duty::Renewing]);
		}
		// The next terms have the agreed length.
		for end in [38, 42, 46] {
			assert_eq!(view(one).end, end);
			while now() < end {
				next_epoch_without(&[Duty::Renewing]);
			}
		}
	});
}

#[test]
fn a_term_does_not_grow_in_safe_mode() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let [one, other] = [10, 11].map(|who| deal(who, id, 100));
		for who in [11, 1] {
			assert_ok!(Marketplace::set_automatic_renewal(signed(who), other, true));
		}
		// The calls that safe mode refuses in the runtime, and ratings by a pause.
		while now() < 6 {
			assert_eq!([one, other].map(|deal| view(deal).end), [6, 6]);
			next_epoch_without(&[Duty::Offering, Duty::Bidding, Duty::Claiming]);
		}
		assert_eq!([one, other].map(|deal| view(deal).end), [6, 10]);
		let before = free(10);
		assert_ok!(Marketplace::exit_deal(signed(10), one, 0));
		assert!(free(10) >= before);
	});
}

#[test]
fn a_deal_that_is_for_sale_stays_the_one_that_was_offered_at_the_bound() {
	Chain::with_validators(2).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		let run_without_renewals_to = |epoch: EpochIndex| {
			while now() < epoch {
				next_epoch_without(&[Duty::Renewing]);
			}
		};
		run_without_renewals_to(21);
		let sale = NextId::<Test>::get();
		let asset = Asset::Deal(one);
		assert_ok!(Marketplace::offer_for_sale(signed(10), asset, UNIT, 100, false));
		run_without_renewals_to(40);
		let shown = Marketplace::sale_view(sale).expect("it is there").sale;
		assert_eq!(shown.terms, Some((at(5, 4), 6 + 28)));
		assert_eq!(view(one).end, 6 + 28);
		buy(12, sale);
	});
}

#[test]
fn a_pause_of_ratings_that_never_ends_keeps_a_record_28_epochs_longer() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, 0));
		let item = Expired::Deal(one);
		while now() < 27 + 28 {
			assert_noop!(Marketplace::reap(signed(20), item), Error::<Test>::StillNeeded);
			next_epoch_without(&[Duty::Claiming]);
		}
		assert_ok!(Marketplace::reap(signed(20), item));
		assert_eq!((deposits(10), listing(id).filled), (0, 0));
	});
}
