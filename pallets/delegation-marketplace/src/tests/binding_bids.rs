//! A bid is binding: what its maker can do, once the others are known, to keep it from winning, and
//! what that costs.

use super::auctions::{ask, listings, of, settle, wanted};
use crate::{auction::commitment, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, Basis};
use sp_runtime::DispatchError;

const SALT: [u8; 32] = [9; 32];

/// The deposit of a bid.
const DEPOSIT: Balance = 3 * UNIT;

/// The strictest requirements that the bidders of the tests meet.
fn strict(sealed: bool) -> RequestTerms<u64> {
	let requirements = Requirements {
		minimum_cover: percent(10),
		clean_record: true,
		minimum_score: Some(500),
		maximum_bucket: Some(0),
		minimum_attestation: 9,
		..wanted().requirements
	};
	RequestTerms { requirements, sealed, ..wanted() }
}

/// Lets the validators 1 and 2 meet [`strict`] requirements.
fn in_good_standing() {
	Scores::set([(1, 500), (2, 500)].into());
	Offenders::set([].into());
	Buckets::set([(1, 0), (2, 0)].into());
	Attested::set([(1, 9), (2, 9)].into());
	Refused::set([].into());
	Entities::set([].into());
	EntityStakes::set([].into());
}

/// The bids of validator 1 at 3 %, and of validator 2 at 6 %.
fn bids(on: &[ListingId]) -> [(AccountId, BidTerms); 2] {
	[(1, of(on[0], 3, 300)), (2, of(on[1], 6, 300))]
}

fn commit(request: RequestId, who: AccountId, terms: &BidTerms) {
	let hash = commitment(request, &who, terms, SALT);
	assert_ok!(Marketplace::commit_bid(signed(who), request, hash));
}

fn reveal(request: RequestId, who: AccountId, terms: &BidTerms) -> sp_runtime::DispatchResult {
	Marketplace::reveal_bid(signed(who), request, terms.clone(), SALT)
}

/// The result of a settlement: the winner, and what validator 1 forfeited.
type Outcome = (Option<AccountId>, Option<(Balance, Fault)>);

fn outcome(request: RequestId) -> Outcome {
	let treasury = free(TREASURY);
	let winners = settle(request);
	assert!(winners.len() <= 1);
	let forfeited = take_events().into_iter().find_map(|event| match event {
		Event::BidForfeited { validator: 1, deposit, fault, .. } => Some((deposit, fault)),
		_ => None,
	});
	assert_eq!(free(TREASURY) - treasury, forfeited.map_or(0, |(deposit, _)| deposit));
	// No bid keeps room after the settlement.
	assert!(Listings::<Test>::iter_values().all(|it| (it.reserved, it.bids) == (0, 0)));
	(winners.first().map(|(who, ..)| *who), forfeited)
}

/// The result where validator 1 acts after all bids are known: open ones, and sealed ones that were
/// revealed.
fn after(act: fn(ListingId)) -> Outcome {
	let [open, sealed] = [false, true].map(|sealed| {
		in_good_standing();
		let mut result = None;
		Chain::with_validators(2).execute(|| {
			let on = listings(2);
			// A deal that a slash reaches, before the bids.
			deal(11, on[0], 100);
			next_epoch();
			let request = ask(10, strict(sealed));
			let bids = bids(&on);
			if sealed {
				bids.iter().for_each(|(who, terms)| commit(request, *who, terms));
				run_to_block(wanted().closing + 1);
				for (who, terms) in &bids {
					assert_ok!(reveal(request, *who, terms));
				}
			} else {
				for (who, terms) in bids {
					assert_ok!(Marketplace::bid(signed(who), request, terms));
				}
			}
			act(on[0]);
			result = Some(outcome(request));
		});
		result.expect("it ran")
	});
	assert_eq!(open, sealed);
	open
}

/// The result where validator 1 bids lowest, and cannot take its bid back.
const WINS: Outcome = (Some(1), None);

/// The result where validator 1 forfeits its deposit, and the next bid wins.
fn forfeits(fault: Fault) -> Outcome {
	(Some(2), Some((DEPOSIT, fault)))
}

#[test]
fn the_lowest_bid_wins_without_further_acts() {
	assert_eq!(after(|_| {}), WINS);
}

#[test]
fn going_offline_or_leaving_forfeits() {
	assert_eq!(after(|_| go_offline(1)), forfeits(Fault::NotOnline));
	assert_eq!(after(|_| leave_validators(1)), forfeits(Fault::NotOnline));
	// A bidder that is back in time keeps its bid.
	assert_eq!(
		after(|_| {
			go_offline(1);
			go_online(1);
		}),
		WINS
	);
}

#[test]
fn an_own_offence_forfeits() {
	assert_eq!(after(|_| jail(1, 100)), forfeits(Fault::NotOnline));
	assert_eq!(after(|_| ban(1)), forfeits(Fault::NotOnline));
	assert_eq!(after(|_| accuse(1, 2, Basis::Proven)), forfeits(Fault::TakesNoDeals));
	assert_eq!(after(|_| Offenders::set([1].into())), forfeits(Fault::Record));
	// The cover pays for the deals of the listing, and too little of it is left.
	assert_eq!(after(|_| slash(1, 2, percent(50))), forfeits(Fault::Cover));
}

#[test]
fn a_lost_attestation_forfeits() {
	assert_eq!(after(|_| Attested::set([(1, 8), (2, 9)].into())), forfeits(Fault::Attestation));
}

#[test]
fn the_terms_of_a_listing_are_fixed_from_the_bid_to_the_settlement() {
	let amend = |id: ListingId| {
		let requirements = ClientRequirements { reserved_for: Some(11), ..Default::default() };
		let amendments = [
			terms(),
			ListingTerms { commission: percent(90), ..terms() },
			ListingTerms { exit_fee: percent(50), ..terms() },
			ListingTerms { capacity: 100 * UNIT, ..terms() },
			ListingTerms { minimum_delegation: 301 * UNIT, ..terms() },
			ListingTerms { minimum_term: 5, ..terms() },
			ListingTerms { cover: 101 * UNIT, ..terms() },
			ListingTerms { expiry: 3, ..terms() },
			ListingTerms { requirements, ..terms() },
		];
		for terms in amendments {
			assert_noop!(
				Marketplace::amend_listing(signed(1), id, terms),
				Error::<Test>::ListingHasBids
			);
		}
		assert_noop!(Marketplace::close_listing(signed(1), id), Error::<Test>::ListingHasBids);
	};
	assert_eq!(after(amend), WINS);
}

#[test]
fn the_bids_on_a_listing_outlast_its_expiry() {
	for act in [
		|_| {},
		|id| {
			assert_noop!(
				Marketplace::reap(signed(20), Expired::Listing(id)),
				Error::<Test>::StillNeeded
			);
		},
	] as [fn(ListingId); 2]
	{
		in_good_standing();
		Chain::with_validators(2).execute(|| {
			let on = [list(1, ListingTerms { expiry: 3, ..terms() }), list(2, terms())];
			let request = ask(10, strict(false));
			for (who, terms) in bids(&on) {
				assert_ok!(Marketplace::bid(signed(who), request, terms));
			}
			run_to_epoch(4);
			act(on[0]);
			assert_eq!(outcome(request), WINS);
			// Afterwards it is over.
			assert_ok!(Marketplace::reap(signed(20), Expired::Listing(on[0])));
		});
	}
}

#[test]
fn the_room_for_a_bid_is_not_given_to_an_accomplice() {
	let fill = |id: ListingId| {
		let version = listing(id).version;
		// 100 of 1,000 units are taken, and 300 are kept for the bid.
		let offer =
			Marketplace::make_offer(signed(15), id, version, 601 * UNIT, at(5, 4), 100, false);
		assert_noop!(offer, Error::<Test>::CapacityExceeded);
		deal(15, id, 600);
	};
	assert_eq!(after(fill), WINS);
}

#[test]
fn what_others_can_cause_costs_the_bidder_nothing() {
	let is_left_out: Outcome = (Some(2), None);
	assert_eq!(after(|_| Refused::set([1].into())), is_left_out);
	// The delegator is not able to take the deal.
	let failing = || Staking::set_failing_after(0, DispatchError::Exhausted);
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, strict(false));
		for (who, terms) in bids(&on) {
			assert_ok!(Marketplace::bid(signed(who), request, terms));
		}
		failing();
		assert_eq!(outcome(request), (None, None));
		assert_eq!(deposits(1), 10 * UNIT);
	});
}

#[test]
fn the_standing_of_a_bidder_is_that_of_its_bid() {
	assert_eq!(after(|_| Scores::set([(1, 1), (2, 500)].into())), WINS);
	assert_eq!(after(|_| Buckets::set([(1, 9), (2, 0)].into())), WINS);
	assert_eq!(after(|_| Buckets::set([(2, 0)].into())), WINS);
}

#[test]
fn an_affiliation_does_not_take_a_bid_back() {
	// Eight tenths of the stake of 2,100 units.
	TheRules::mutate(|rules| rules.concentration = percent(80));
	assert_eq!(after(|_| EntityStakes::set([(1, 9_000 * UNIT)].into())), WINS);
	assert_eq!(after(|_| Entities::set([(1, 15)].into())), WINS);
	// The control: the entity was that large when it bid.
	in_good_standing();
	EntityStakes::set([(1, 9_000 * UNIT)].into());
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, strict(false));
		for (who, terms) in bids(&on) {
			assert_ok!(Marketplace::bid(signed(who), request, terms));
		}
		assert_eq!(outcome(request), (Some(2), None));
	});
	EntityStakes::set([].into());
}

#[test]
fn the_cover_of_a_bid_is_not_spent() {
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, strict(false));
		let terms = BidTerms { cover: 50 * UNIT, ..of(on[0], 3, 300) };
		assert_ok!(Marketplace::bid(signed(1), request, terms));
		let rest = free(1) - UNIT;
		assert_ok!(Balances::transfer_allow_death(signed(1), 20, rest));
		assert_eq!(outcome(request), WINS);
		assert_eq!(listing(on[0]).cover, 150 * UNIT);
	});
}

/// The result where validator 1 acts between its commitment and the reveal, which then fails with
/// this error.
fn before_the_reveal(act: impl Fn(ListingId), error: Error<Test>) {
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, strict(true));
		let mut bids = bids(&on);
		bids[0].1.cover = 10 * UNIT;
		bids.iter().for_each(|(who, terms)| commit(request, *who, terms));
		run_to_block(wanted().closing + 1);
		// The other bid is known now.
		let [(_, own), (_, other)] = &bids;
		assert_ok!(reveal(request, 2, other));
		act(on[0]);
		let error = DispatchError::from(error);
		assert_noop!(reveal(request, 1, own), error);
		assert_eq!(outcome(request), forfeits(Fault::Unrevealed));
	});
}

#[test]
fn a_listing_that_is_amended_after_the_commitment_forfeits_the_bid() {
	let amendments = [
		// Even to equal terms, and to others within the requirements.
		terms(),
		ListingTerms { exit_fee: percent(1), ..terms() },
		ListingTerms { commission: percent(9), ..terms() },
		ListingTerms { cover: 200 * UNIT, ..terms() },
		ListingTerms { score_floor: None, expiry: 50, ..terms() },
	];
	for terms in amendments {
		let amend = |id| {
			assert_ok!(Marketplace::amend_listing(signed(1), id, terms.clone()));
		};
		before_the_reveal(amend, Error::ListingAmended);
	}
	// To terms that do not fit.
	let too_small = ListingTerms { capacity: 100 * UNIT, ..terms() };
	let amend = |id| {
		assert_ok!(Marketplace::amend_listing(signed(1), id, too_small.clone()));
	};
	before_the_reveal(amend, Error::CapacityExceeded);
	let dear = ListingTerms { exit_fee: percent(50), ..terms() };
	let amend = |id| {
		assert_ok!(Marketplace::amend_listing(signed(1), id, dear.clone()));
	};
	before_the_reveal(amend, Error::RequirementsNotMet);
}

#[test]
fn a_listing_that_is_closed_after_the_commitment_forfeits_the_bid() {
	let close = |id| {
		assert_ok!(Marketplace::close_listing(signed(1), id));
	};
	before_the_reveal(close, Error::UnknownListing);
}

#[test]
fn room_that_is_given_away_after_the_commitment_forfeits_the_bid() {
	before_the_reveal(|id| _ = deal(15, id, 701), Error::CapacityExceeded);
}

#[test]
fn funds_that_are_spent_after_the_commitment_forfeit_the_bid() {
	let spend = |_| {
		let rest = free(1) - UNIT;
		assert_ok!(Balances::transfer_allow_death(signed(1), 20, rest));
	};
	before_the_reveal(spend, Error::InsufficientFunds);
}

#[test]
fn no_bid_is_committed_to_on_a_listing_whose_terms_come_later() {
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let request = ask(10, strict(true));
		// The number of the next listing is known.
		let next = NextId::<Test>::get();
		let terms_of_bid = of(next, 3, 300);
		commit(request, 1, &terms_of_bid);
		run_to_block(wanted().closing + 1);
		assert_eq!(list(1, terms()), next);
		assert_noop!(reveal(request, 1, &terms_of_bid), Error::<Test>::ListingAmended);
	});
}

#[test]
fn a_listing_reserved_for_the_delegator_keeps_the_room_for_a_sealed_bid() {
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let requirements = ClientRequirements { reserved_for: Some(10), ..Default::default() };
		let on = list(1, ListingTerms { requirements, ..terms() });
		let request = ask(10, strict(true));
		let terms = of(on, 3, 300);
		commit(request, 1, &terms);
		let taken = Marketplace::make_offer(signed(15), on, 0, 900 * UNIT, at(5, 4), 100, false);
		assert_noop!(taken, Error::<Test>::NotForYou);
		run_to_block(wanted().closing + 1);
		assert_ok!(reveal(request, 1, &terms));
		assert_eq!(outcome(request), WINS);
	});
}

#[test]
fn a_validator_that_does_not_meet_the_requirements_does_not_commit() {
	let lapses: [fn(); 4] = [
		|| Scores::set([].into()),
		|| Offenders::set([1].into()),
		|| Buckets::set([(1, 1)].into()),
		|| Attested::set([].into()),
	];
	for lapse in lapses {
		in_good_standing();
		Chain::with_validators(1).execute(|| {
			let request = ask(10, strict(true));
			lapse();
			assert_noop!(
				Marketplace::commit_bid(signed(1), request, Default::default()),
				Error::<Test>::RequirementsNotMet
			);
		});
	}
}

#[test]
fn a_brake_at_its_bound_forfeits_nothing() {
	in_good_standing();
	Chain::with_validators(2).execute(|| {
		let on = listings(2);
		let request = ask(10, strict(false));
		for (who, terms) in bids(&on) {
			assert_ok!(Marketplace::bid(signed(who), request, terms));
		}
		// The brake may have refused what would have brought the bidder back.
		go_offline(1);
		interrupt_blocks(palisade_primitives::Duty::Bidding, MAX_INTERRUPTION);
		let closing = Marketplace::request(request).expect("it is open").terms.closing;
		run_to_block(closing + 1);
		assert_ok!(Marketplace::settle_request(signed(20), request));
		assert!(take_events().contains(&Event::BidLeftOut { request, validator: 1 }));
		assert_eq!(deposits(1), 10 * UNIT);
	});
}

#[test]
fn a_bid_that_is_displaced_or_never_settled_frees_its_room() {
	Chain::with_validators(66).account(1_000).execute(|| {
		let on = listings(66);
		let request = ask(1_000, RequestTerms { parts: 8, ..wanted() });
		for validator in 1..=64u128 {
			let terms = of(on[validator as usize - 1], 5, 40);
			assert_ok!(Marketplace::bid(signed(validator), request, terms));
		}
		assert_eq!(listing(on[63]).reserved, 40 * UNIT);
		assert_ok!(Marketplace::bid(signed(65), request, of(on[64], 4, 40)));
		assert_eq!((listing(on[63]).reserved, listing(on[63]).bids), (0, 0));
		// An improved bid is counted once.
		assert_ok!(Marketplace::bid(signed(65), request, of(on[64], 3, 60)));
		assert_eq!((listing(on[64]).reserved, listing(on[64]).bids), (60 * UNIT, 1));
		let until = Requests::<Test>::get(request).expect("it is open").settle_until;
		run_to_block(until + 1);
		assert_ok!(Marketplace::reap(signed(20), Expired::Request(request)));
		assert!(Listings::<Test>::iter_values().all(|it| (it.reserved, it.bids) == (0, 0)));
		assert_ok!(Marketplace::close_listing(signed(65), on[64]));
	});
}

#[test]
fn a_higher_minimum_self_stake_leaves_a_bid_out_without_forfeiture() {
	let falls = |_| Staking::set_status(&1, palisade_primitives::ValidatorStatus::BelowMinimum);
	assert_eq!(after(falls), (Some(2), None));
	// A bidder that leaves after that goes by its own choice.
	let leaves = |_| {
		Staking::set_status(&1, palisade_primitives::ValidatorStatus::BelowMinimum);
		leave_validators(1);
	};
	assert_eq!(after(leaves), forfeits(Fault::NotOnline));
	// And one that takes part in the rise does not escape another fault.
	let lapses = |_| {
		Staking::set_status(&1, palisade_primitives::ValidatorStatus::BelowMinimum);
		Attested::mutate(|levels| levels.insert(1, 0));
	};
	assert_eq!(after(lapses), forfeits(Fault::Attestation));
}
