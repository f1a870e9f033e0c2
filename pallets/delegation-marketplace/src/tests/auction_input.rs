//! Bad input to requests, bids, sales, reaping and claims: each has an error of its own, and
//! changes nothing.

use super::auctions::{ask, of, wanted};
use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, RewardClass};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::DispatchError;

const SALT: [u8; 32] = [9; 32];

/// A change of a request, and the resulting error.
type BadRequest = (fn(&mut RequestTerms<u64>), Error<Test>);

#[test]
fn a_request_must_be_sound() {
	Chain::with_validators(1).execute(|| {
		let cases: [BadRequest; 9] = [
			(|terms| terms.amount = 0, Error::ZeroAmount),
			(|terms| terms.term = 0, Error::TermTooShort),
			(|terms| terms.term = 10_001, Error::TermTooLong),
			(|terms| terms.parts = 0, Error::PartsOutOfBounds),
			(|terms| terms.parts = MAX_PARTS + 1, Error::PartsOutOfBounds),
			(|terms| terms.closing = System::block_number(), Error::ClosingOutOfBounds),
			(|terms| terms.closing = System::block_number() + 1_001, Error::ClosingOutOfBounds),
			(|terms| terms.amount = WEALTH, Error::InsufficientFunds),
			(|terms| terms.amount = Balance::MAX, Error::InsufficientFunds),
		];
		for (spoil, error) in cases {
			let error: DispatchError = error.into();
			let mut terms = wanted();
			spoil(&mut terms);
			assert_noop!(Marketplace::open_request(signed(10), terms), error);
		}
		// The bounds themselves are valid.
		let closing = System::block_number() + 1_000;
		ask(10, RequestTerms { term: 10_000, parts: MAX_PARTS, closing, ..wanted() });
		let closing = System::block_number() + 1;
		ask(10, RequestTerms { closing, ..wanted() });
	});
}

#[test]
fn a_request_leaves_enough_to_exist() {
	// 300 units, and 3 of deposits.
	Chain::with_validators(1).account_with(40, 303 * UNIT).execute(|| {
		assert_noop!(
			Marketplace::open_request(signed(40), wanted()),
			Error::<Test>::InsufficientFunds
		);
	});
}

#[test]
fn only_the_delegator_withdraws_a_request() {
	Chain::with_validators(1).execute(|| {
		let request = ask(10, wanted());
		assert_noop!(
			Marketplace::withdraw_request(signed(11), request),
			Error::<Test>::NotYourRequest
		);
		assert_noop!(
			Marketplace::withdraw_request(signed(10), request + 1),
			Error::<Test>::UnknownRequest
		);
	});
}

/// A change of a bid, and the resulting error.
type BadBid = (fn(&mut BidTerms), Error<Test>);

/// A bid on listing 0 for the whole request, with a change.
fn spoilt(spoil: fn(&mut BidTerms)) -> BidTerms {
	let mut bid = of(0, 5, 300);
	spoil(&mut bid);
	bid
}

/// Opens a suitable listing of validator 1, unsuitable ones after it, and one of validator 2. Their
/// numbers are in the tests.
fn open_listings() {
	list(1, terms());
	list(2, terms());
	let reserved = ClientRequirements { reserved_for: Some(11), ..Default::default() };
	list(1, ListingTerms { requirements: reserved, ..terms() });
	let small = ClientRequirements { maximum_delegation: Some(100 * UNIT), ..Default::default() };
	list(1, ListingTerms { requirements: small, ..terms() });
	list(1, ListingTerms { minimum_term: 5, ..terms() });
	let short = ClientRequirements { maximum_term: Some(3), ..Default::default() };
	list(1, ListingTerms { minimum_term: 1, requirements: short, ..terms() });
	list(1, ListingTerms { exit_fee: percent(3), ..terms() });
	list(1, ListingTerms { minimum_delegation: 301 * UNIT, ..terms() });
	list(1, ListingTerms { cover: 99 * UNIT, ..terms() });
}

/// A request with a least cover of a tenth.
fn covered(sealed: bool) -> RequestTerms<u64> {
	let requirements = Requirements { minimum_cover: percent(10), ..wanted().requirements };
	RequestTerms { requirements, sealed, ..wanted() }
}

/// Invalid terms that the bidder alone controls.
fn unsound() -> [BadBid; 6] {
	[
		(|bid| bid.commission = Perbill::from_parts(80_000_001), Error::CommissionTooHigh),
		(|bid| bid.amount = 300 * UNIT - 1, Error::BidTooSmall),
		(|bid| bid.listing = 99, Error::UnknownListing),
		(|bid| bid.listing = 1, Error::NotYourListing),
		(|bid| bid.listing = 8, Error::BidNotCovered),
		(|bid| bid.cover = WEALTH, Error::InsufficientFunds),
	]
}

/// Terms that do not fit at present.
fn unfit() -> [BadBid; 6] {
	[
		(|bid| bid.listing = 2, Error::NotForYou),
		(|bid| bid.listing = 3, Error::AmountTooLarge),
		(|bid| bid.listing = 4, Error::TermTooShort),
		(|bid| bid.listing = 5, Error::TermTooLong),
		(|bid| bid.listing = 6, Error::RequirementsNotMet),
		(|bid| bid.listing = 7, Error::AmountTooSmall),
	]
}

#[test]
fn an_open_bid_must_be_one_that_could_win() {
	Chain::with_validators(2).execute(|| {
		open_listings();
		let request = ask(10, covered(false));
		for (spoil, error) in unsound().into_iter().chain(unfit()) {
			let error = DispatchError::from(error);
			assert_noop!(Marketplace::bid(signed(1), request, spoilt(spoil)), error);
		}
		assert_ok!(Marketplace::bid(signed(1), request, of(0, 5, 300)));
	});
}

#[test]
fn a_bid_that_could_not_win_is_not_revealed_and_forfeits() {
	for (spoil, error) in unsound().into_iter().chain(unfit()) {
		Chain::with_validators(2).execute(|| {
			open_listings();
			let request = ask(10, covered(true));
			let hash = commitment(request, &1u128, &spoilt(spoil), SALT);
			assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
			run_to_block(wanted().closing + 1);
			let error = DispatchError::from(error);
			assert_noop!(Marketplace::reveal_bid(signed(1), request, spoilt(spoil), SALT), error);
			run_to_block(wanted().closing + 11);
			let (before, treasury) = (deposits(1), free(TREASURY));
			assert_ok!(Marketplace::settle_request(signed(20), request));
			assert_eq!((deposits(1), free(TREASURY)), (before - 3 * UNIT, treasury + 3 * UNIT));
			assert!(Deals::<Test>::iter().next().is_none());
		});
	}
}

#[test]
fn a_bid_must_find_room() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		deal(11, id, 750);
		assert_noop!(
			Marketplace::bid(signed(1), request, of(id, 5, 300)),
			Error::<Test>::CapacityExceeded
		);
		assert_ok!(Marketplace::bid(signed(1), request, of(id, 5, 250)));
		// The part of a bid above the request is not required.
		let all = ask(10, RequestTerms { amount: 200 * UNIT, ..wanted() });
		let other = list(1, ListingTerms { capacity: 200 * UNIT, ..terms() });
		assert_ok!(Marketplace::bid(signed(1), all, of(other, 5, 9_999)));
		assert_eq!(listing(other).capacity_left(), 0);
	});
}

#[test]
fn a_bid_takes_at_least_its_part_of_a_request() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		// A third, rounded up.
		let amount = 100 * UNIT;
		let request = ask(10, RequestTerms { amount, parts: 3, ..wanted() });
		let third = amount / 3;
		let bid = |amount| BidTerms { amount, ..of(id, 5, 0) };
		assert_noop!(Marketplace::bid(signed(1), request, bid(third)), Error::<Test>::BidTooSmall);
		assert_ok!(Marketplace::bid(signed(1), request, bid(third + 1)));
	});
}

#[test]
fn who_cannot_be_elected_does_not_bid() {
	Chain::with_validators(2).execute(|| {
		let on = [list(1, terms()), list(2, terms())];
		let open = ask(10, wanted());
		let sealed = ask(10, RequestTerms { sealed: true, ..wanted() });
		let assert_refused = |who: AccountId, listing| {
			assert_noop!(
				Marketplace::bid(signed(who), open, of(listing, 5, 300)),
				Error::<Test>::NotAdmitted
			);
			assert_noop!(
				Marketplace::commit_bid(signed(who), sealed, H256::zero()),
				Error::<Test>::NotAdmitted
			);
		};
		// Not a validator.
		assert_refused(11, on[0]);
		jail(1, 100);
		assert_refused(1, on[0]);
		Refused::set([2].into());
		assert_refused(2, on[1]);
		Refused::set([].into());
		go_offline(2);
		assert_refused(2, on[1]);
	});
}

#[test]
fn no_author_bids_on_its_own_request() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let open = ask(1, wanted());
		let sealed = ask(1, RequestTerms { sealed: true, ..wanted() });
		assert_noop!(Marketplace::bid(signed(1), open, of(id, 5, 300)), Error::<Test>::OwnRequest);
		assert_noop!(
			Marketplace::commit_bid(signed(1), sealed, H256::zero()),
			Error::<Test>::OwnRequest
		);
	});
}

#[test]
fn bids_are_made_as_the_request_says() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let open = ask(10, wanted());
		let sealed = ask(10, RequestTerms { sealed: true, ..wanted() });
		assert_noop!(
			Marketplace::bid(signed(1), sealed, of(id, 5, 300)),
			Error::<Test>::BidsAreSealed
		);
		assert_noop!(
			Marketplace::commit_bid(signed(1), open, H256::zero()),
			Error::<Test>::BidsAreOpen
		);
		assert_noop!(
			Marketplace::reveal_bid(signed(1), open, of(id, 5, 300), SALT),
			Error::<Test>::BidsAreOpen
		);
		let unknown = 99;
		assert_noop!(
			Marketplace::bid(signed(1), unknown, of(id, 5, 300)),
			Error::<Test>::UnknownRequest
		);
		assert_noop!(
			Marketplace::commit_bid(signed(1), unknown, H256::zero()),
			Error::<Test>::UnknownRequest
		);
		assert_noop!(
			Marketplace::reveal_bid(signed(1), unknown, of(id, 5, 300), SALT),
			Error::<Test>::UnknownRequest
		);
		assert_noop!(
			Marketplace::settle_request(signed(1), unknown),
			Error::<Test>::UnknownRequest
		);
	});
}

#[test]
fn a_further_bid_must_be_better() {
	Chain::with_validators(1).execute(|| {
		let (id, other) = (list(1, terms()), list(1, terms()));
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		let first = BidTerms { cover: 10 * UNIT, ..of(id, 5, 200) };
		assert_ok!(Marketplace::bid(signed(1), request, first.clone()));
		let lower = BidTerms { commission: percent(4), ..first.clone() };
		let worse = [
			first.clone(),
			BidTerms { commission: percent(6), ..first.clone() },
			// An improvement by less than 0.1 %.
			BidTerms { commission: Perbill::from_parts(49_000_001), ..first.clone() },
			BidTerms { amount: 200 * UNIT - 1, ..lower.clone() },
			BidTerms { cover: 10 * UNIT - 1, ..lower.clone() },
			BidTerms { listing: other, ..lower.clone() },
		];
		for terms in worse {
			assert_noop!(Marketplace::bid(signed(1), request, terms), Error::<Test>::BidNotBetter);
		}
		let too_much = BidTerms { cover: WEALTH, ..lower.clone() };
		assert_noop!(
			Marketplace::bid(signed(1), request, too_much),
			Error::<Test>::InsufficientFunds
		);
		assert_ok!(Marketplace::bid(signed(1), request, lower));
	});
}

#[test]
fn a_bidder_pays_the_deposit() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let open = ask(10, wanted());
		let sealed = ask(10, RequestTerms { sealed: true, ..wanted() });
		TheDeposits::mutate(|deposits| deposits.bid = WEALTH);
		assert_noop!(
			Marketplace::bid(signed(1), open, of(id, 5, 300)),
			Error::<Test>::InsufficientFunds
		);
		assert_noop!(
			Marketplace::commit_bid(signed(1), sealed, H256::zero()),
			Error::<Test>::InsufficientFunds
		);
	});
}

#[test]
fn a_reveal_must_match_its_commitment() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let on_second = list(2, terms());
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let sound = BidTerms { cover: UNIT, ..of(id, 5, 300) };
		let hash = commitment(request, &1u128, &sound, SALT);
		assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
		assert_noop!(Marketplace::commit_bid(signed(1), request, hash), Error::<Test>::AlreadyBid);
		run_to_block(wanted().closing + 1);
		let others = [
			(BidTerms { commission: percent(4), ..sound.clone() }, SALT),
			(BidTerms { amount: 299 * UNIT, ..sound.clone() }, SALT),
			(BidTerms { cover: 0, ..sound.clone() }, SALT),
			(BidTerms { listing: on_second, ..sound.clone() }, SALT),
			(sound.clone(), [8; 32]),
		];
		for (terms, salt) in others {
			assert_noop!(
				Marketplace::reveal_bid(signed(1), request, terms, salt),
				Error::<Test>::BidMismatch
			);
		}
		assert_noop!(
			Marketplace::reveal_bid(signed(2), request, sound.clone(), SALT),
			Error::<Test>::NotCommitted
		);
		assert_ok!(Marketplace::reveal_bid(signed(1), request, sound.clone(), SALT));
		assert_noop!(
			Marketplace::reveal_bid(signed(1), request, sound, SALT),
			Error::<Test>::AlreadyBid
		);
	});
}

#[test]
fn bids_are_revealed_in_their_time() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let close = wanted().closing;
		let terms = of(id, 5, 300);
		let hash = commitment(request, &1u128, &terms, SALT);
		assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
		for block in [close, close + 11] {
			run_to_block(block);
			assert_noop!(
				Marketplace::reveal_bid(signed(1), request, terms.clone(), SALT),
				Error::<Test>::NotRevealing
			);
		}
		run_to_block(close + 10);
		assert_noop!(
			Marketplace::settle_request(signed(11), request),
			Error::<Test>::BiddingNotOver
		);
		assert_ok!(Marketplace::reveal_bid(signed(1), request, terms, SALT));
	});
}

#[test]
fn requests_are_settled_in_their_time() {
	Chain::with_validators(1).execute(|| {
		let request = ask(10, wanted());
		let Request { terms, settle_until, .. } = Requests::<Test>::get(request).unwrap();
		for (block, error) in [
			(terms.closing, Error::<Test>::BiddingNotOver),
			(settle_until + 1, Error::<Test>::SettlementOver),
		] {
			run_to_block(block);
			assert_noop!(Marketplace::settle_request(signed(11), request), error);
		}
		run_to_block(settle_until);
		assert_ok!(Marketplace::settle_request(signed(11), request));
		assert_noop!(
			Marketplace::settle_request(signed(11), request),
			Error::<Test>::UnknownRequest
		);
	});
}

#[test]
fn a_sale_must_be_sound() {
	Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let asset = || Asset::Position { validator: 1, class: RewardClass::Liquid, amount: UNIT };
		let list =
			|price, expiry| Marketplace::offer_for_sale(signed(30), asset(), price, expiry, false);
		assert_noop!(list(0, 100), Error::<Test>::ZeroPrice);
		assert_noop!(list(UNIT, 1), Error::<Test>::AlreadyExpired);
		assert_noop!(list(UNIT, 0), Error::<Test>::AlreadyExpired);
		TheDeposits::mutate(|deposits| deposits.sale = WEALTH + 1);
		assert_noop!(list(UNIT, 100), Error::<Test>::InsufficientFunds);
		assert_noop!(
			Marketplace::buy_position(signed(11), 0, UNIT, 0, false),
			Error::<Test>::UnknownSale
		);
	});
}

#[test]
fn a_missing_record_is_not_reaped() {
	Chain::with_validators(1).execute(|| {
		let unknown = 99;
		let cases = [
			(Expired::Listing(unknown), Error::<Test>::UnknownListing),
			(Expired::Offer(unknown), Error::UnknownOffer),
			(Expired::Request(unknown), Error::UnknownRequest),
			(Expired::Deal(unknown), Error::UnknownDeal),
			(Expired::Sale(unknown), Error::UnknownSale),
		];
		for (item, error) in cases {
			assert_noop!(Marketplace::reap(signed(20), item), error);
		}
	});
}

#[test]
fn a_needed_record_is_not_reaped() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let items = [
			Expired::Listing(id),
			Expired::Offer(offer(10, id, 100, at(4, 4))),
			Expired::Request(ask(10, wanted())),
			Expired::Deal(one),
			Expired::Sale(sell(10, Asset::Deal(one), UNIT)),
		];
		for item in items {
			for who in [1, 10, 20] {
				assert_noop!(Marketplace::reap(signed(who), item), Error::<Test>::StillNeeded);
			}
		}
	});
}

#[test]
fn covers_pay_only_what_they_owe() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		assert_noop!(Marketplace::claim_cover(signed(10), 99), Error::<Test>::UnknownDeal);
		assert_noop!(Marketplace::claim_cover(signed(10), one), Error::<Test>::NothingToClaim);
		assert_noop!(
			Marketplace::claim_exit_cover(signed(10), 10, 99, 1),
			Error::<Test>::UnknownListing
		);
		assert_noop!(
			Marketplace::claim_exit_cover(signed(10), 10, id, 1),
			Error::<Test>::NothingToClaim
		);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert_noop!(Marketplace::claim_cover(signed(10), one), Error::<Test>::DealFinished);
		for (owner, epoch) in [(10, 6), (11, 6), (10, 5)] {
			assert_noop!(
				Marketplace::claim_exit_cover(signed(10), owner, id, epoch),
				Error::<Test>::NothingToClaim
			);
		}
	});
}

#[test]
fn every_call_must_be_signed() {
	Chain::with_validators(1).execute(|| {
		let nobody = RuntimeOrigin::none;
		let unsigned = DispatchError::BadOrigin;
		assert_noop!(Marketplace::open_request(nobody(), wanted()), unsigned);
		assert_noop!(Marketplace::withdraw_request(nobody(), 0), unsigned);
		assert_noop!(Marketplace::bid(nobody(), 0, of(0, 5, 300)), unsigned);
		assert_noop!(Marketplace::commit_bid(nobody(), 0, H256::zero()), unsigned);
		assert_noop!(Marketplace::reveal_bid(nobody(), 0, of(0, 5, 300), SALT), unsigned);
		assert_noop!(Marketplace::settle_request(nobody(), 0), unsigned);
		assert_noop!(Marketplace::offer_for_sale(nobody(), Asset::Deal(0), 1, 9, false), unsigned);
		assert_noop!(Marketplace::withdraw_sale(nobody(), 0), unsigned);
		assert_noop!(Marketplace::buy_position(nobody(), 0, 1, 0, false), unsigned);
		assert_noop!(Marketplace::claim_cover(nobody(), 0), unsigned);
		assert_noop!(Marketplace::claim_exit_cover(nobody(), 10, 0, 1), unsigned);
		assert_noop!(Marketplace::reap(nobody(), Expired::Deal(0)), unsigned);
	});
}
