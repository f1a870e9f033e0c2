//! Random steps against a model that updates every holder.
//!
//! After every step the following holds, to the planck:
//!
//! - the stake and the waiting rewards of each class equal the model's;
//! - the value of a position, a deal or an exit is the model's value, rounded down once per piece;
//! - claimable rewards and commission are less than a sixteenth of a planck above the model's, and
//!   at most a planck per settlement below it, see [`ledger::Rewards`];
//! - a slash takes the model's amount, and takes from exits what it takes from remaining stake;
//! - the issuance is that of genesis, plus the minted and minus the burned amounts. The pot holds
//!   the liabilities and the dust, and nothing else. The credited rewards do not exceed the budget
//!   of the epoch;
//! - a call is refused exactly if the model refuses it; one refused call in eight is checked for
//!   side effects;
//! - the minimum self-stake in force is the least that was set within the grace, and no election
//!   loses more of the stake of its candidates than the limit.
//!
//! Holders are compared when a step has touched their records or their validators, and all holders
//! after each epoch.
//!
//! The model takes elections and the states of validators from the pallet.

mod actions;
mod calls;
mod chain;
mod compare;
mod deals;
mod delegations;
mod epochs;
mod exact;
mod generator;
mod ledger;
mod observed;
mod pools;
mod state;
mod validators;

use crate::mock::*;
use chain::*;
use palisade_test_support::{accesses::search, dice::Dice};
use proptest::prelude::*;

/// Usual amounts.
const USUAL: Scenario = Scenario {
	amounts: (12, 18),
	payout: 1_000_000_000_000_000,
	self_stake: 1_000_000_000_000,
	delegation: 1_000_000_000,
	slashes: 20,
};

/// From a planck to a million units: rewards of many times the stake, prices far from the initial
/// one.
const EXTREME: Scenario = Scenario {
	amounts: (0, 18),
	payout: 1_000_000_000_000,
	self_stake: 1,
	delegation: 1,
	slashes: 30,
};

/// A few planck, so that every rounding counts.
const TINY: Scenario =
	Scenario { amounts: (0, 4), payout: 10_000, self_stake: 1, delegation: 1, slashes: 20 };

/// The number of steps of a run with a fixed seed.
const STEPS: usize = 5_000;

/// The number of steps of a search for accesses.
const SEARCHED: usize = 800;

fn run(scenario: Scenario, seed: u64) {
	Twin::run(scenario, |twin| {
		let mut dice = Dice(seed);
		(0..STEPS).for_each(|_| twin.step(dice.roll()));
		eprintln!("done and refused: {:?}", twin.journal.tally);
	});
}

#[test]
fn holders_have_what_the_model_says() {
	run(USUAL, 1);
}

#[test]
fn holders_have_what_the_model_says_at_extreme_prices() {
	run(EXTREME, 2);
}

#[test]
fn holders_have_what_the_model_says_to_the_planck() {
	run(TINY, 3);
}

/// Random steps access no more storage than the benchmarks, which are the worst case.
#[test]
#[cfg(feature = "runtime-benchmarks")]
fn benchmarks_access_as_much_storage_as_the_worst_random_step() {
	search::<AllPalletsWithSystem, Staking>(
		35,
		|| {
			for (scenario, seed) in [(USUAL, 4), (TINY, 5)] {
				Twin::run(scenario, |twin| {
					let mut dice = Dice(seed);
					(0..SEARCHED).for_each(|_| twin.step(dice.roll()));
				});
			}
		},
		|| Chain::new().start(),
	);
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

	#[test]
	fn holders_have_what_the_model_says_whatever_happens(
		scenario in prop_oneof![Just(USUAL), Just(EXTREME), Just(TINY)],
		steps in proptest::collection::vec(any::<u64>(), 300),
	) {
		Twin::run(scenario, |twin| steps.into_iter().for_each(|entropy| twin.step(entropy)));
	}
}
