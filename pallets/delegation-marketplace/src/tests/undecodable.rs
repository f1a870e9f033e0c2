//! Stored records that cannot be decoded: no call and no hook overwrites or removes them.

use super::{
	auctions::{ask, listings, of, settle, wanted},
	buy,
};
use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, storage::unhashed};
use palisade_primitives::Balance;

const UNDECODABLE: Error<Test> = Error::Undecodable;

/// Bytes that can be decoded as no record.
const SPOILT: [u8; 1] = [0xff];

/// Makes a record undecodable, runs `test`, checks that the bytes are the same, and repairs them.
fn with_spoilt(key: Vec<u8>, test: impl FnOnce()) {
	let before = unhashed::get_raw(&key).expect("there is a record");
	unhashed::put_raw(&key, &SPOILT);
	test();
	assert_eq!(unhashed::get_raw(&key), Some(SPOILT.to_vec()), "the record was left as it is");
	unhashed::put_raw(&key, &before);
	check();
}

#[test]
fn an_undecodable_list_of_listings_forgets_no_cover_and_no_breach() {
	Chain::with_validators(2).execute(|| {
		let (id, unused) = (list(1, terms()), list(1, terms()));
		let running = deal(10, id, 100);
		run_to_epoch(2);
		with_spoilt(Operators::<Test>::hashed_key_for(1), || {
			assert_noop!(Marketplace::open_listing(signed(1), terms()), UNDECODABLE);
			assert_noop!(Marketplace::close_listing(signed(1), unused), UNDECODABLE);
			// The breaches of the deal are unknown, and with them the fee.
			assert_noop!(Marketplace::exit_deal(signed(10), running, Balance::MAX), UNDECODABLE);
			let version = listing(id).version;
			assert_noop!(
				Marketplace::make_offer(
					signed(11),
					id,
					version,
					50 * UNIT,
					at(100, 4),
					now() + 5,
					false,
				),
				UNDECODABLE
			);
			renew(1, running, at(5, 8));
			assert_noop!(Marketplace::renew_deal(signed(10), running, at(5, 8)), UNDECODABLE);
			// The hooks leave the record, and the cover, as they are. Reads show no listings.
			take_events();
			slash(1, 2, percent(10));
			assert_eq!(take_events(), vec![]);
			assert_eq!(Marketplace::listings_of(&1), vec![]);
			assert_eq!((view(running).breach, view(running).exit_fee), (None, 0));
		});
		// The repaired record pays, counts, and goes with the last listing.
		slash(1, 2, percent(20));
		assert!(claim_cover(running) >= 10 * UNIT);
		jail(1, 3);
		assert_eq!(view(running).breach, Some(Breach::Jailed));
	});
}

#[test]
fn a_breach_is_not_counted_in_an_undecodable_record() {
	Chain::with_validators(1).execute(|| {
		let running = deal(10, list(1, terms()), 100);
		run_to_epoch(2);
		let key = Operators::<Test>::hashed_key_for(1);
		let before = unhashed::get_raw(&key).expect("it has a listing");
		unhashed::put_raw(&key, &SPOILT);
		jail(1, 3);
		release(1);
		assert_eq!(unhashed::get_raw(&key), Some(SPOILT.to_vec()));
		unhashed::put_raw(&key, &before);
		assert_eq!(view(running).breach, None);
	});
}

#[test]
fn undecodable_exit_cohorts_lose_no_payout() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (leaves, stays) = (deal(11, id, 100), deal(10, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), leaves, Balance::MAX));
		slash(1, 6, percent(10));
		with_spoilt(ExitCohorts::<Test>::hashed_key_for(id), || {
			assert_noop!(Marketplace::claim_exit_cover(signed(20), 11, id, 6), UNDECODABLE);
			assert_noop!(Marketplace::exit_deal(signed(10), stays, Balance::MAX), UNDECODABLE);
			// The slash pays nothing instead of all to the deal that stays.
			let before = listing(id);
			take_events();
			slash(1, 6, percent(15));
			assert_eq!(take_events(), vec![]);
			assert_eq!(listing(id), before);
		});
		assert_nearly(claim_exit(11, id, 6), 10 * UNIT, 2);
		assert_nearly(claim_cover(stays), 10 * UNIT, 2);
	});
}

#[test]
fn an_undecodable_part_of_a_cover_is_neither_replaced_nor_sold() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [deal(11, id, 100), deal(11, id, 100)];
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), deals[0], Balance::MAX));
		slash(1, 6, percent(10));
		let sale = sell(11, Asset::Exits { validator: 1, epoch: 6 }, UNIT);
		with_spoilt(CohortCovers::<Test>::hashed_key_for((id, 6, 11)), || {
			assert_noop!(Marketplace::claim_exit_cover(signed(20), 11, id, 6), UNDECODABLE);
			// The cover of the second exit would take its place.
			assert_noop!(Marketplace::exit_deal(signed(11), deals[1], Balance::MAX), UNDECODABLE);
			assert_noop!(
				Marketplace::buy_position(signed(12), sale, Balance::MAX, 0, false),
				UNDECODABLE
			);
		});
		buy(12, sale);
		assert_nearly(claim_exit(12, id, 6), 10 * UNIT, 2);
	});
}

#[test]
fn undecodable_bids_keep_their_deposits() {
	for is_late in [false, true] {
		Chain::with_validators(3).execute(|| {
			let on = listings(3);
			let request = ask(10, wanted());
			let bid = BidTerms { cover: 20 * UNIT, ..of(on[0], 5, 300) };
			assert_ok!(Marketplace::bid(signed(1), request, bid));
			let until = Requests::<Test>::get(request).expect("it is open").settle_until;
			with_spoilt(Bids::<Test>::hashed_key_for(request), || {
				assert_noop!(Marketplace::bid(signed(2), request, of(on[1], 4, 300)), UNDECODABLE);
				assert_noop!(
					Marketplace::withdraw_request(signed(10), request),
					Error::<Test>::HasBids
				);
				run_to_block(Requests::<Test>::get(request).expect("it is open").terms.closing + 1);
				assert_noop!(Marketplace::settle_request(signed(20), request), UNDECODABLE);
				if is_late {
					run_to_block(until + 1);
					assert_noop!(
						Marketplace::reap(signed(20), Expired::Request(request)),
						UNDECODABLE
					);
				}
			});
			let held = deposits(1);
			if is_late {
				assert_ok!(Marketplace::reap(signed(20), Expired::Request(request)));
			} else {
				assert_eq!(settle_now(request), 1);
			}
			assert!(deposits(1) < held);
		});
	}
}

/// Settles a request. Returns the number of deals made.
fn settle_now(request: RequestId) -> usize {
	let before = Deals::<Test>::iter().count();
	assert_ok!(Marketplace::settle_request(signed(20), request));
	Deals::<Test>::iter().count() - before
}

#[test]
fn undecodable_sealed_bids_are_not_revealed_over() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let terms = of(on[0], 5, 300);
		let hash = auction::commitment(request, &1u128, &terms, [7; 32]);
		assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
		with_spoilt(Bids::<Test>::hashed_key_for(request), || {
			assert_noop!(Marketplace::commit_bid(signed(2), request, hash), UNDECODABLE);
			run_to_block(Requests::<Test>::get(request).expect("it is open").terms.closing + 1);
			assert_noop!(
				Marketplace::reveal_bid(signed(1), request, terms.clone(), [7; 32]),
				UNDECODABLE
			);
		});
		assert_ok!(Marketplace::reveal_bid(signed(1), request, terms, [7; 32]));
		assert_eq!(settle(request).len(), 1);
	});
}

#[test]
fn an_undecodable_sale_keeps_its_deposit() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [deal(11, id, 100), deal(11, id, 100)];
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), deals[0], Balance::MAX));
		let sale = sell(11, Asset::Exits { validator: 1, epoch: 6 }, UNIT);
		with_spoilt(Sales::<Test>::hashed_key_for(sale), || {
			// Ends the sale of the exits of the epoch.
			assert_ok!(Marketplace::exit_deal(signed(11), deals[1], Balance::MAX));
		});
		let held = deposits(11);
		assert_ok!(Marketplace::withdraw_sale(signed(11), sale));
		assert!(deposits(11) < held);
	});
}
