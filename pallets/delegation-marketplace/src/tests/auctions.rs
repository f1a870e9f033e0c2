//! Requests, bids and settlements.

use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{LockableCurrency, WithdrawReasons},
};
use palisade_primitives::{Balance, Basis};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError;

/// A request for 300 units for 4 epochs at 8 % at most, of one validator, with open bids for 20
/// blocks.
pub(super) fn wanted() -> RequestTerms<u64> {
	RequestTerms {
		amount: 300 * UNIT,
		maximum_commission: percent(8),
		term: 4,
		requirements: Requirements { maximum_exit_fee: percent(2), ..Default::default() },
		sealed: false,
		parts: 1,
		closing: System::block_number() + 20,
	}
}

/// Opens a request. Returns its number.
pub(super) fn ask(who: AccountId, terms: RequestTerms<u64>) -> RequestId {
	let id = NextId::<Test>::get();
	assert_ok!(Marketplace::open_request(signed(who), terms));
	id
}

/// A bid of this many units, without additional cover.
pub(super) fn of(listing: ListingId, commission: u32, units: Balance) -> BidTerms {
	BidTerms { listing, commission: percent(commission), amount: units * UNIT, cover: 0 }
}

/// A listing of each of the validators 1 to `number`, with the default terms.
pub(super) fn listings(number: AccountId) -> Vec<ListingId> {
	(1..=number).map(|validator| list(validator, terms())).collect()
}

/// Goes to the first block of settlement, and settles a request. Returns the winners with their
/// amounts and commissions.
pub(super) fn settle(id: RequestId) -> Vec<(AccountId, Balance, Perbill)> {
	let request = Requests::<Test>::get(id).expect("there is such a request");
	let last = match request.terms.sealed {
		true => request.reveal_until,
		false => request.terms.closing,
	};
	run_to_block(last);
	assert_noop!(Marketplace::settle_request(signed(20), id), Error::<Test>::BiddingNotOver);
	run_to_block(last + 1);
	take_events();
	assert_ok!(Marketplace::settle_request(signed(20), id));
	assert!(Requests::<Test>::get(id).is_none() && Bids::<Test>::get(id).is_none());
	check();
	let won = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Marketplace(Event::DealMade { validator, amount, terms, .. }) => {
			Some((validator, amount, terms.commission))
		},
		_ => None,
	});
	won.collect()
}

#[test]
fn the_lowest_commission_wins() {
	Chain::with_validators(3).execute(|| {
		let on = listings(3);
		let request = ask(10, wanted());
		assert_eq!((escrow(10), deposits(10)), (300 * UNIT, 3 * UNIT));
		for (validator, commission) in [(1, 7), (2, 5), (3, 6)] {
			let terms = of(on[validator as usize - 1], commission, 300);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
			assert_eq!(deposits(validator), 13 * UNIT);
		}
		check();
		let deal = next_deal();
		assert_eq!(settle(request), vec![(2, 300 * UNIT, percent(5))]);
		assert_eq!(
			take_events(),
			vec![
				Event::DealMade {
					deal,
					listing: on[1],
					owner: 10,
					validator: 2,
					amount: 300 * UNIT,
					terms: at(5, 4),
					end: 6
				},
				Event::RequestSettled { request, filled: 300 * UNIT, deals: 1 },
			]
		);
		// The remaining deposit is the deal's.
		assert_eq!((escrow(10), deposits(10)), (0, UNIT));
		assert_eq!([1, 2, 3].map(deposits), [10 * UNIT; 3]);
		assert_eq!(free(10), WEALTH - 301 * UNIT);
		assert_eq!(listing(on[1]).filled, 300 * UNIT);
		assert_eq!((deal_of(deal).exit_fee, deal_of(deal).deposit), (percent(2), UNIT));
	});
}

#[test]
fn among_equals_the_best_score_wins_and_then_the_earliest() {
	let winner = |scores: &[(AccountId, u32)]| {
		let mut won = Vec::new();
		Scores::set(scores.iter().copied().collect());
		Chain::with_validators(3).execute(|| {
			let on = listings(3);
			let request = ask(10, wanted());
			for validator in [2, 1, 3] {
				let terms = of(on[validator as usize - 1], 5, 300);
				assert_ok!(Marketplace::bid(signed(validator), request, terms));
			}
			won = settle(request);
		});
		won[0].0
	};
	assert_eq!(winner(&[]), 2);
	assert_eq!(winner(&[(1, 600), (3, 600)]), 1);
	assert_eq!(winner(&[(1, 600), (2, 500), (3, 601)]), 3);
	assert_eq!(winner(&[(1, 600), (2, 600), (3, 600)]), 2);
}

#[test]
fn a_bid_can_be_bettered_and_counts_from_then() {
	for (better, winner) in [(5, 2), (4, 1)] {
		Chain::with_validators(2).execute(|| {
			let on = listings(2);
			let request = ask(10, wanted());
			let first = BidTerms { cover: 20 * UNIT, ..of(on[0], 6, 300) };
			assert_ok!(Marketplace::bid(signed(1), request, first.clone()));
			assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 5, 300)));
			assert_eq!(cover(1), 120 * UNIT);
			let second =
				BidTerms { commission: percent(better), cover: 50 * UNIT, ..first.clone() };
			assert_ok!(Marketplace::bid(signed(1), request, second.clone()));
			// One deposit, and the increase of the cover.
			assert_eq!((cover(1), deposits(1)), (150 * UNIT, 13 * UNIT));
			let bids = Bids::<Test>::get(request).unwrap();
			let order: Vec<_> = bids.iter().map(|bid| bid.validator).collect();
			assert_eq!(order, vec![2, 1]);
			assert_eq!(bids[1].stage, BidStage::Open(second));
			check();
			assert_eq!(settle(request)[0].0, winner);
		});
	}
}

#[test]
fn sealed_bids_are_committed_to_and_revealed() {
	Chain::with_validators(3).execute(|| {
		let on = listings(3);
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let closing = Requests::<Test>::get(request).unwrap().terms.closing;
		assert_eq!(Requests::<Test>::get(request).unwrap().reveal_until, closing + 10);
		let bids: Vec<_> = [(1, 4), (2, 6), (3, 5)]
			.into_iter()
			.map(|(validator, commission)| {
				let terms = BidTerms {
					cover: 30 * UNIT,
					..of(on[validator as usize - 1], commission, 300)
				};
				(validator, terms, [validator as u8; 32])
			})
			.collect();
		for (validator, terms, salt) in &bids {
			let hash = commitment(request, validator, terms, *salt);
			take_events();
			assert_ok!(Marketplace::commit_bid(signed(*validator), request, hash));
			let validator = *validator;
			assert_eq!(take_events(), vec![Event::BidCommitted { request, validator }]);
			// The held funds do not reveal the bid.
			assert_eq!((deposits(validator), cover(validator)), (13 * UNIT, 100 * UNIT));
		}
		check();
		run_to_block(closing);
		let (_, terms, salt) = bids[1].clone();
		assert_noop!(
			Marketplace::reveal_bid(signed(2), request, terms, salt),
			Error::<Test>::NotRevealing
		);
		// The first bidder does not reveal the winning bid.
		run_to_block(closing + 1);
		for (validator, terms, salt) in bids.iter().skip(1) {
			assert_ok!(Marketplace::reveal_bid(signed(*validator), request, terms.clone(), *salt));
			assert_eq!(cover(*validator), 130 * UNIT);
		}
		check();
		let treasury = free(TREASURY);
		assert_eq!(settle(request), vec![(3, 300 * UNIT, percent(5))]);
		assert_eq!(free(TREASURY), treasury + 3 * UNIT);
		let (deposit, fault) = (3 * UNIT, Fault::Unrevealed);
		let forfeited = Event::BidForfeited { request, validator: 1, deposit, fault };
		assert!(take_events().contains(&forfeited));
		assert_eq!([1, 2, 3].map(deposits), [10 * UNIT; 3]);
		assert_eq!(free(1), WEALTH - 110 * UNIT - 3 * UNIT);
		assert_eq!([1, 2, 3].map(cover), [100 * UNIT, 100 * UNIT, 130 * UNIT]);
	});
}

#[test]
fn late_commitments_do_not_move_the_close() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, RequestTerms { sealed: true, ..wanted() });
		let closing = Requests::<Test>::get(request).unwrap().terms.closing;
		run_to_block(closing);
		let hash = commitment(request, &1u128, &of(on[0], 5, 300), [0; 32]);
		assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
		assert_eq!(Requests::<Test>::get(request).unwrap().terms.closing, closing);
		run_to_block(closing + 1);
		assert_noop!(Marketplace::commit_bid(signed(2), request, hash), Error::<Test>::BiddingOver);
	});
}

/// Whether validator 1 can bid on a request with these requirements.
fn can_bid(request: RequestId, listing: ListingId) -> bool {
	let bid = || Marketplace::bid(signed(1), request, of(listing, 5, 300));
	match bid() {
		Ok(()) => true,
		Err(_) => {
			assert_noop!(bid(), Error::<Test>::RequirementsNotMet);
			false
		},
	}
}

#[test]
fn each_requirement_must_be_met() {
	type Requirement = fn(&mut Requirements);
	type Seam = fn();
	let cases: Vec<(Requirement, Vec<Seam>, Seam)> = vec![
		(
			|wanted| wanted.clean_record = true,
			vec![|| Offenders::set([1].into())],
			|| Offenders::set([2].into()),
		),
		(
			|wanted| wanted.minimum_score = Some(500),
			vec![|| Scores::set([(2, 900)].into()), || Scores::set([(1, 499)].into())],
			|| Scores::set([(1, 500)].into()),
		),
		(
			|wanted| wanted.maximum_bucket = Some(2),
			vec![|| Buckets::set([(2, 0)].into()), || Buckets::set([(1, 3)].into())],
			|| Buckets::set([(1, 2)].into()),
		),
		(
			|wanted| wanted.minimum_attestation = 2,
			vec![|| Attested::set([(2, 3)].into()), || Attested::set([(1, 1)].into())],
			|| Attested::set([(1, 2)].into()),
		),
		(
			|wanted| wanted.maximum_exit_fee = percent(1),
			vec![|| {}],
			|| {
				let cheap = ListingTerms { exit_fee: percent(1), ..terms() };
				assert_ok!(Marketplace::amend_listing(signed(1), 0, cheap));
			},
		),
	];
	for (require, misses, meet) in cases {
		Chain::with_validators(2).execute(|| {
			let listing = list(1, terms());
			let mut terms = wanted();
			require(&mut terms.requirements);
			let request = ask(10, terms);
			for miss in misses {
				miss();
				assert!(!can_bid(request, listing));
			}
			meet();
			assert!(can_bid(request, listing));
			assert_eq!(settle(request).len(), 1);
		});
	}
}

#[test]
fn a_part_of_the_capacity_must_be_covered() {
	Chain::with_validators(2).execute(|| {
		let on = list(1, terms());
		let requirements = Requirements { minimum_cover: percent(15), ..wanted().requirements };
		let request = ask(10, RequestTerms { requirements, ..wanted() });
		// The listing covers 100 of 1,000 units.
		let bid = |cover| BidTerms { cover, ..of(on, 5, 300) };
		assert_noop!(
			Marketplace::bid(signed(1), request, bid(50 * UNIT - 1)),
			Error::<Test>::BidNotCovered
		);
		assert_ok!(Marketplace::bid(signed(1), request, bid(50 * UNIT)));
		assert_eq!(settle(request).len(), 1);
		assert_eq!((listing(on).cover, cover(1)), (150 * UNIT, 150 * UNIT));
	});
}

/// The winners of 900 units spread over this many validators, with their amounts.
fn spread(parts: u32, bids: &[(AccountId, u32, Balance)]) -> Vec<(AccountId, Balance)> {
	let mut won = Vec::new();
	Chain::with_validators(4).execute(|| {
		let on = listings(4);
		let request = ask(10, RequestTerms { amount: 900 * UNIT, parts, ..wanted() });
		assert_eq!(deposits(10), (2 + Balance::from(parts)) * UNIT);
		for (validator, commission, units) in bids {
			let terms = of(on[*validator as usize - 1], *commission, *units);
			assert_ok!(Marketplace::bid(signed(*validator), request, terms));
		}
		won = settle(request).into_iter().map(|(who, amount, _)| (who, amount / UNIT)).collect();
		let filled: Balance = won.iter().map(|(_, units): &(AccountId, Balance)| *units).sum();
		// A deposit for each deal; the rest is released.
		let deals = won.len() as Balance;
		assert_eq!((escrow(10), deposits(10)), (0, deals * UNIT));
		assert_eq!(free(10), WEALTH - (filled + deals) * UNIT);
		let deals = won.len() as u32;
		let settled = Event::RequestSettled { request, filled: filled * UNIT, deals };
		assert!(take_events().contains(&settled));
	});
	won
}

#[test]
fn a_request_is_spread_over_as_many_validators_as_it_says() {
	assert_eq!(spread(1, &[(1, 5, 900), (2, 3, 1_000)]), vec![(2, 900)]);
	let large = [(1, 5, 500), (2, 3, 450), (3, 6, 900)];
	assert_eq!(spread(2, &large), vec![(2, 450), (1, 450)]);
	let small = [(1, 5, 300), (2, 3, 400), (3, 6, 500), (4, 4, 300)];
	assert_eq!(spread(3, &small), vec![(2, 400), (4, 300), (1, 200)]);
	let smaller = [(1, 5, 300), (2, 3, 225), (3, 6, 500), (4, 4, 300)];
	assert_eq!(spread(4, &smaller), vec![(2, 225), (4, 300), (1, 300), (3, 75)]);
	// There are only three bidders, and a part of the request is not filled.
	let few = [(1, 5, 120), (2, 3, 200), (3, 6, 120)];
	assert_eq!(spread(8, &few), vec![(2, 200), (1, 120), (3, 120)]);
}

#[test]
fn a_listing_keeps_room_for_a_bid() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { amount: 600 * UNIT, parts: 2, ..wanted() });
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 3, 600)));
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 5, 9_999)));
		assert_eq!((listing(on[0]).reserved, listing(on[0]).bids), (600 * UNIT, 1));
		assert_eq!((listing(on[1]).reserved, listing(on[1]).bids), (600 * UNIT, 1));
		// Others get the rest only.
		let over = Marketplace::make_offer(signed(11), on[0], 0, 401 * UNIT, at(5, 4), 100, false);
		assert_noop!(over, Error::<Test>::CapacityExceeded);
		deal(11, on[0], 400);
		let another = ask(12, RequestTerms { amount: 100 * UNIT, ..wanted() });
		assert_noop!(
			Marketplace::bid(signed(1), another, of(on[0], 3, 100)),
			Error::<Test>::CapacityExceeded
		);
		assert_eq!(settle(request), vec![(1, 600 * UNIT, percent(3))]);
		assert_eq!((listing(on[0]).filled, listing(on[0]).reserved), (1_000 * UNIT, 0));
		// The bid that does not win frees its room.
		assert_eq!((listing(on[1]).reserved, listing(on[1]).bids), (0, 0));
	});
}

/// Four validators with 1,000 units each. The first two bid for all of 900 units, the first lower.
fn concentrated(rules: (u32, u32), setup: impl FnOnce()) -> Vec<(AccountId, Balance)> {
	let mut won = Vec::new();
	TheRules::mutate(|the_rules| {
		the_rules.concentration = percent(rules.0);
		the_rules.concentration_slack = percent(rules.1);
	});
	setup();
	Chain::with_validators(4).execute(|| {
		let on = listings(4);
		let request = ask(10, RequestTerms { amount: 900 * UNIT, parts: 8, ..wanted() });
		for (validator, commission) in [(1, 3), (2, 4), (3, 5)] {
			let terms = of(on[validator as usize - 1], commission, 900);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		won = settle(request).into_iter().map(|(who, amount, _)| (who, amount / UNIT)).collect();
		assert_eq!(escrow(10), 0);
	});
	won
}

#[test]
fn no_entity_comes_to_more_than_its_part() {
	// The cap: 1,200 of 4,000 units.
	assert_eq!(concentrated((30, 0), || {}), vec![(1, 200), (2, 200), (3, 200)]);
	assert_eq!(concentrated((100, 0), || {}), vec![(1, 900)]);
	assert_eq!(concentrated((25, 0), || {}), vec![]);
}

#[test]
fn where_a_request_is_not_filled_the_slack_is_used() {
	// The caps: 1,200 units, and 1,400 for the rest of 900 then.
	assert_eq!(concentrated((30, 5), || {}), vec![(1, 400), (2, 300), (3, 200)]);
	// The cap with slack: 1,600 units.
	assert_eq!(concentrated((30, 10), || {}), vec![(1, 500), (2, 200), (3, 200)]);
	// The slack is not used while other bidders have room.
	assert_eq!(concentrated((35, 10), || {}), vec![(1, 400), (2, 400), (3, 100)]);
}

#[test]
fn what_an_entity_has_at_stake_elsewhere_counts() {
	let stakes = || EntityStakes::set([(1, 1_050 * UNIT), (3, 1_200 * UNIT)].into());
	assert_eq!(concentrated((30, 0), stakes), vec![(1, 150), (2, 200)]);
}

#[test]
fn members_of_an_entity_share_what_it_may_come_to() {
	let entity = || {
		Entities::set([(2, 1)].into());
		EntityStakes::set([(1, 1_000 * UNIT), (2, 1_000 * UNIT)].into());
	};
	assert_eq!(concentrated((30, 0), entity), vec![(1, 200), (3, 200)]);
	// The slack is shared by the entity too.
	assert_eq!(concentrated((30, 5), entity), vec![(1, 400), (3, 400)]);
}

#[test]
fn a_bidder_cannot_shut_out_a_rival_by_naming_it() {
	let fair = vec![(1, 200), (2, 200), (3, 200)];
	assert_eq!(concentrated((30, 0), || {}), fair);
	// The first to be served names the rivals that come after it.
	assert_eq!(concentrated((30, 0), || Entities::set([(1, 2), (1, 3)].into())), fair);
	// A rival that comes later shuts out itself alone.
	assert_eq!(concentrated((30, 0), || Entities::set([(3, 1)].into())), fair[..2]);
	Entities::set([].into());
}

#[test]
fn late_bids_move_the_close_up_to_a_bound() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { closing: 50, ..wanted() });
		let closing = || Requests::<Test>::get(request).unwrap().terms.closing;
		assert_eq!(Requests::<Test>::get(request).unwrap().latest, 70);
		let mut commission = Perbill::from_parts(80_000_000);
		let mut bid_in = |block| {
			run_to_block(block);
			take_events();
			commission = Perbill::from_parts(commission.deconstruct() - LEVEL);
			let terms = BidTerms { commission, ..of(on[0], 0, 300) };
			assert_ok!(Marketplace::bid(signed(1), request, terms));
			let moved = |event: &Event<Test>| {
				*event == Event::AuctionExtended { request, closing: closing() }
			};
			take_events().iter().any(moved)
		};
		assert!(!bid_in(45));
		assert_eq!(closing(), 50);
		assert!(bid_in(46));
		assert_eq!(closing(), 51);
		assert!(bid_in(51));
		assert_eq!(closing(), 56);
		for block in [56, 61, 66] {
			assert!(bid_in(block));
		}
		// 20 blocks after the original close.
		assert_eq!(closing(), 70);
		assert!(!bid_in(70));
		run_to_block(71);
		assert_noop!(
			Marketplace::bid(signed(2), request, of(on[1], 1, 300)),
			Error::<Test>::BiddingOver
		);
		assert_eq!(settle(request)[0].0, 1);
	});
}

#[test]
fn the_unfilled_part_of_a_request_is_released() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, wanted());
		assert!(settle(request).is_empty());
		assert_eq!(take_events(), vec![Event::RequestSettled { request, filled: 0, deals: 0 }]);
		assert_eq!((free(10), escrow(10), deposits(10)), (WEALTH, 0, 0));
		// The request is also settled if its only bidder is no longer eligible.
		let request = ask(10, wanted());
		let bid = BidTerms { cover: 10 * UNIT, ..of(on[0], 5, 300) };
		assert_ok!(Marketplace::bid(signed(1), request, bid));
		go_offline(1);
		assert!(settle(request).is_empty());
		assert_eq!((free(10), escrow(10), deposits(10)), (WEALTH, 0, 0));
		assert_eq!((deposits(1), cover(1)), (10 * UNIT, 100 * UNIT));
	});
}

#[test]
fn an_unsettled_request_is_returned_after_its_deadline() {
	for sealed in [false, true] {
		Chain::with_validators(2).execute(|| {
			let on = listings(2);
			let request = ask(10, RequestTerms { sealed, ..wanted() });
			let until = Requests::<Test>::get(request).unwrap().settle_until;
			let closing = wanted().closing;
			assert_eq!(until, closing + if sealed { 60 } else { 70 });
			let terms = BidTerms { cover: 40 * UNIT, ..of(on[0], 5, 300) };
			if sealed {
				let hash = commitment(request, &1u128, &terms, [7; 32]);
				assert_ok!(Marketplace::commit_bid(signed(1), request, hash));
				assert_ok!(Marketplace::commit_bid(signed(2), request, hash));
				run_to_block(closing + 1);
				assert_ok!(Marketplace::reveal_bid(signed(1), request, terms, [7; 32]));
			} else {
				assert_ok!(Marketplace::bid(signed(1), request, terms));
			}
			assert_eq!(cover(1), 140 * UNIT);
			run_to_block(until);
			assert_noop!(
				Marketplace::reap(signed(11), Expired::Request(request)),
				Error::<Test>::StillNeeded
			);
			run_to_block(until + 1);
			assert_noop!(
				Marketplace::settle_request(signed(11), request),
				Error::<Test>::SettlementOver
			);
			take_events();
			assert_ok!(Marketplace::reap(signed(11), Expired::Request(request)));
			let (item, reward) = (Expired::Request(request), 200_000_000_000);
			assert_eq!(take_events(), vec![Event::Reaped { item, by: 11, reward }]);
			assert_eq!((free(10), escrow(10), deposits(10)), (WEALTH - reward, 0, 0));
			assert_eq!(free(11), WEALTH + reward);
			assert_eq!([1, 2].map(deposits), [10 * UNIT; 2]);
			assert_eq!([1, 2].map(cover), [100 * UNIT; 2]);
		});
	}
}

#[test]
fn the_cover_of_a_bid_is_added_where_it_wins_and_free_where_it_does_not() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		for (validator, commission) in [(1, 4), (2, 5)] {
			let terms = of(on[validator as usize - 1], commission, 300);
			let terms = BidTerms { cover: 50 * UNIT, ..terms };
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		assert_eq!([1, 2].map(cover), [150 * UNIT; 2]);
		assert_eq!(listing(on[0]).cover, 100 * UNIT);
		settle(request);
		assert_eq!([1, 2].map(cover), [150 * UNIT, 100 * UNIT]);
		assert_eq!([on[0], on[1]].map(|id| listing(id).cover), [150 * UNIT, 100 * UNIT]);
	});
}

#[test]
fn there_are_no_more_than_64_bids_and_a_lower_one_takes_the_place_of_the_highest() {
	Chain::with_validators(66).account(1_000).execute(|| {
		let on = listings(66);
		let request = ask(1_000, RequestTerms { parts: 8, ..wanted() });
		let bid = |validator: AccountId, commission, units| {
			let terms = of(on[validator as usize - 1], commission, units);
			Marketplace::bid(signed(validator), request, BidTerms { cover: 5 * UNIT, ..terms })
		};
		for validator in 1..=64 {
			assert_ok!(bid(validator, 5, 40));
		}
		check();
		for commission in [5, 6] {
			assert_noop!(bid(65, commission, 300), Error::<Test>::TooManyBids);
		}
		// An existing bid can be improved.
		assert_ok!(bid(64, 2, 50));
		// Among equal bids the last is displaced, and all its funds are released.
		assert_eq!((deposits(63), cover(63)), (13 * UNIT, 105 * UNIT));
		take_events();
		assert_ok!(bid(65, 4, 40));
		assert!(take_events().contains(&Event::Outbid { request, validator: 63 }));
		assert_eq!((deposits(63), cover(63)), (10 * UNIT, 100 * UNIT));
		assert_eq!(Bids::<Test>::get(request).unwrap().len(), 64);
		check();
		// The displaced bidder can return by a lower bid.
		assert_ok!(bid(63, 4, 40));
		let won = settle(request);
		let units: Vec<_> = won.iter().map(|(who, amount, _)| (*who, amount / UNIT)).collect();
		assert_eq!(
			units,
			vec![(64, 50), (65, 40), (63, 40), (1, 40), (2, 40), (3, 40), (4, 40), (5, 10)]
		);
	});
}

#[test]
fn of_sealed_bids_there_are_no_more_than_64_either() {
	Chain::with_validators(65).account(1_000).execute(|| {
		let request = ask(1_000, RequestTerms { sealed: true, ..wanted() });
		for validator in 1..=64u128 {
			assert_ok!(Marketplace::commit_bid(signed(validator), request, Default::default()));
		}
		assert_noop!(
			Marketplace::commit_bid(signed(65), request, Default::default()),
			Error::<Test>::TooManyBids
		);
		// No bidder reveals: all forfeit their deposits.
		let treasury = free(TREASURY);
		assert!(settle(request).is_empty());
		assert_eq!(free(TREASURY), treasury + 192 * UNIT);
		assert_eq!(free(1_000), WEALTH);
	});
}

#[test]
fn a_winner_that_is_jailed_is_passed_over() {
	Chain::with_validators(3).execute(|| {
		let on = listings(3);
		let request = ask(10, wanted());
		for (validator, commission) in [(1, 3), (2, 4), (3, 5)] {
			let terms = of(on[validator as usize - 1], commission, 300);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		jail(1, 100);
		assert_eq!(settle(request), vec![(2, 300 * UNIT, percent(4))]);
	});
}

#[test]
fn a_winner_of_whom_an_offence_was_proven_is_passed_over() {
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, wanted());
		for (validator, commission) in [(1, 3), (2, 4)] {
			let terms = of(on[validator as usize - 1], commission, 300);
			let terms = BidTerms { cover: 10 * UNIT, ..terms };
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		// The staking pallet accepts no deals for the validator.
		accuse(1, 1, Basis::Proven);
		assert_eq!(settle(request), vec![(2, 300 * UNIT, percent(4))]);
		assert_eq!([1, 2].map(cover), [100 * UNIT, 110 * UNIT]);
		assert_eq!(listing(on[0]).cover, 100 * UNIT);
	});
}

#[test]
fn what_cannot_be_made_into_a_deal_is_free_again() {
	Chain::with_validators(3).execute(|| {
		let on = listings(3);
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		for (validator, commission, units) in [(1, 3, 150), (2, 4, 300), (3, 5, 300)] {
			let terms = of(on[validator as usize - 1], commission, units);
			let terms = BidTerms { cover: 10 * UNIT, ..terms };
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		let full = list(1, terms());
		for _ in 0..63 {
			deal(10, full, 10);
		}
		// The staking pallet has a place for one more deal only.
		Staking::set_failing_after(1, DispatchError::Exhausted);
		assert_eq!(settle(request), vec![(1, 150 * UNIT, percent(3))]);
		let events = take_events();
		for validator in [2, 3] {
			assert!(events.contains(&Event::BidSkipped { request, validator }));
		}
		let settled = Event::RequestSettled { request, filled: 150 * UNIT, deals: 1 };
		assert!(events.contains(&settled));
		assert_eq!((escrow(10), deposits(10)), (0, 64 * UNIT));
		assert_eq!(cover(2), 100 * UNIT);
	});
}

#[test]
fn a_deal_that_cannot_be_made_takes_no_room_from_its_entity() {
	TheRules::mutate(|rules| {
		rules.concentration = percent(35);
		rules.concentration_slack = percent(0);
	});
	Entities::set([(2, 1)].into());
	EntityStakes::set([(1, 1_000 * UNIT), (2, 1_000 * UNIT)].into());
	Chain::with_validators(4).execute(|| {
		let on = listings(2);
		let request = ask(10, RequestTerms { amount: 500 * UNIT, parts: 8, ..wanted() });
		// The cap is 1,400 units, so the entity has room for 400.
		for (validator, commission, units) in [(1, 3, 500), (2, 4, 300)] {
			let terms = of(on[validator as usize - 1], commission, units);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		// All but 350 units of the delegator are locked: not enough for the first deal.
		let locked = WEALTH - 350 * UNIT;
		Balances::set_lock(*b"locktest", &10, locked, WithdrawReasons::all());
		assert_eq!(settle(request), vec![(2, 300 * UNIT, percent(4))]);
		assert!(take_events().contains(&Event::BidSkipped { request, validator: 1 }));
	});
}

#[test]
fn a_rest_below_a_least_delegation_goes_to_a_bidder_that_takes_it() {
	Chain::with_validators(3).execute(|| {
		let small = ListingTerms { minimum_delegation: UNIT, ..terms() };
		let on = [list(1, terms()), list(2, terms()), list(3, small)];
		let request = ask(10, RequestTerms { amount: 305 * UNIT, parts: 3, ..wanted() });
		for (validator, commission) in [(1, 3), (2, 4), (3, 5)] {
			let terms = of(on[validator as usize - 1], commission, 300);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		assert_eq!(settle(request), vec![(1, 300 * UNIT, percent(3)), (3, 5 * UNIT, percent(5))]);
	});
}

#[test]
fn a_request_pays_the_protocol_fee_of_when_it_was_made() {
	Chain::with_validators(2).execute(|| {
		TheRules::mutate(|rules| rules.protocol_fee = percent(1));
		let on = listings(2);
		let request = ask(10, RequestTerms { parts: 2, ..wanted() });
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 3, 200)));
		assert_ok!(Marketplace::bid(signed(2), request, of(on[1], 4, 200)));
		TheRules::mutate(|rules| rules.protocol_fee = percent(50));
		let treasury = free(TREASURY);
		assert_eq!(settle(request), vec![(1, 198 * UNIT, percent(3)), (2, 99 * UNIT, percent(4))]);
		assert_eq!(free(TREASURY), treasury + 3 * UNIT);
		assert_eq!(free(10), WEALTH - 302 * UNIT);
		assert_eq!([on[0], on[1]].map(|id| listing(id).filled), [198 * UNIT, 99 * UNIT]);
		let settled = Event::RequestSettled { request, filled: 300 * UNIT, deals: 2 };
		assert!(take_events().contains(&settled));
	});
}

#[test]
fn a_request_without_bids_can_be_withdrawn() {
	Chain::with_validators(2).execute(|| {
		let on = listings(1);
		let request = ask(10, RequestTerms { parts: 3, ..wanted() });
		assert_eq!(deposits(10), 5 * UNIT);
		take_events();
		assert_ok!(Marketplace::withdraw_request(signed(10), request));
		assert_eq!(take_events(), vec![Event::RequestWithdrawn { request }]);
		assert_eq!((free(10), escrow(10), deposits(10)), (WEALTH, 0, 0));

		let request = ask(10, wanted());
		assert_ok!(Marketplace::bid(signed(1), request, of(on[0], 5, 300)));
		assert_noop!(Marketplace::withdraw_request(signed(10), request), Error::<Test>::HasBids);
	});
}
