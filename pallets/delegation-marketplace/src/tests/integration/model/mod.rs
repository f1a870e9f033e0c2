//! Random steps against a model that visits every account.
//!
//! The model holds every position, deal and exit as a number of its own, without shares, indexes
//! and pools: a reward, a slash and a payout of a cover visit all of them. After every step the
//! following holds:
//!
//! - all funds have an owner: the issuance is the sum of all accounts, and what it was at the
//!   start, plus mints, less slashes; each account's free balance, deposits, escrow and cover are
//!   the model's to the planck;
//! - the pot of the staking pallet holds all accounts' stakes, to a planck for every four steps;
//! - a deal is worth the model's value, to a planck and two for each slash; its rewards over its
//!   life are its part of its validator's payments for liquid stake, less its own commission: to a
//!   planck, one for each settlement, and one for every sixteen epochs; see [`stake::Piece`];
//! - a slash costs a cover the joint loss of its deals and exits, as far as it lasts: to two planck
//!   for the deals, two for each epoch with exits, and the slash's part of earlier rounding;
//! - each deal, and each owner's exits of an epoch, are owed their part of that: to two planck for
//!   each payout and one for each claim; never more than their loss;
//! - the exit fee is the agreed part of the value, and zero after a breach or the term;
//! - the whole rest of a cover is released when its listing is removed;
//! - a request is settled with the cheapest bidders, to the planck;
//! - a call succeeds if and only if the model says so, except where a planck decides; refused calls
//!   change nothing.
//!
//! The model takes the elected validators and the payment of an epoch from the staking pallet, and
//! where several listings are equally cheap, the choice among them. A rounded amount is also taken
//! from the pallet, after the model has found it within its bound.

mod actions;
mod auction;
mod calls;
mod chain;
mod cover;
mod deals;
mod dice;
mod exact;
mod listings;
mod market;
mod stake;

use crate::mock::integration::*;
use chain::*;
use proptest::prelude::*;
use sp_arithmetic::Perbill;

/// Every account can pay for its calls; no protocol fee, no cap on entities.
const USUAL: Scenario = Scenario {
	payout: 3 * UNIT,
	wealth: 3_000,
	protocol_fee: Perbill::zero(),
	concentration: (100, 0),
};

/// Funds are short, deals cost a fee, and no entity may reach more than a part of all stake.
const SHORT: Scenario = Scenario {
	payout: 40 * UNIT + 7,
	wealth: 800,
	protocol_fee: Perbill::from_parts(1_234_567),
	concentration: (34, 3),
};

/// Steps of a run with a fixed seed: about two hundred epochs.
const STEPS: usize = 3_000;

/// The steps of a search for accesses.
const SEARCHED: usize = 600;

fn run(scenario: Scenario, seed: u64) {
	Twin::run(scenario, |twin| {
		let mut dice = dice::Dice(seed);
		(0..STEPS).for_each(|_| twin.step(dice.roll()));
		eprintln!("done and refused: {:?}", twin.journal.tally);
		let seldom = twin.journal.tally.iter().find(|(_, (done, _))| *done < 2);
		assert_eq!(seldom, None, "a kind of step hardly happened");
	});
}

#[test]
fn everybody_has_what_the_model_says() {
	run(USUAL, 1);
}

#[test]
fn everybody_has_what_the_model_says_where_money_is_short() {
	run(SHORT, 2);
}

/// Random calls access no more storage than the benchmarks, which are the worst case.
#[test]
#[cfg(feature = "runtime-benchmarks")]
fn benchmarks_access_as_much_storage_as_the_worst_random_call() {
	palisade_test_support::accesses::search::<AllPalletsWithSystem, Marketplace>(
		28,
		|| {
			for (scenario, seed) in [(USUAL, 4), (SHORT, 5)] {
				Twin::run(scenario, |twin| {
					let mut dice = dice::Dice(seed);
					(0..SEARCHED).for_each(|_| twin.step(dice.roll()));
				});
			}
		},
		|| Chain::with_validators(4).start(),
	);
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..Default::default() })]

	#[test]
	fn everybody_has_what_the_model_says_whatever_happens(
		scenario in prop_oneof![Just(USUAL), Just(SHORT)],
		steps in proptest::collection::vec(any::<u64>(), 1..250),
	) {
		Twin::run(scenario, |twin| steps.into_iter().for_each(|entropy| twin.step(entropy)));
	}
}
