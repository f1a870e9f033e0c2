//! Random steps against a model that goes through all holders.
//!
//! After every step the following holds, to the planck:
//!
//! - each class has the stake and the waiting rewards that the model says;
//! - what a holder could take out of a position, a deal or an exit is the model's value rounded down, once for
//!   each piece that it consists of;
//! - rewards that can be claimed, and commission, are less than a sixteenth of a planck above the model's, and
//!   below it by at most a planck for each time that they were settled, see [`ledger::Rewards`];
//! - a slash takes what the model says, and from stake that left what it takes from stake that stayed;
//! - issuance is that of genesis, what was minted and not what was burned; the pot holds what is owed and
//!   the dust, and nothing else; what was credited is not more than the budget of the epoch;
//! - a call that the model refuses is refused and no other is; one refused call in eight is looked at whether it
//!   has changed anything.
//!
//! Holders are compared when a step has touched their records or a validator that they have something with, and
//! all of them after each epoch.
//!
//! Which validators are elected, and their states, the model takes from the pallet.

mod chain;
mod exact;
mod ledger;

use chain::*;
use proptest::prelude::*;

/// Amounts of people who use the chain.
const USUAL: Scenario = Scenario {
	amounts: (12, 18),
	payout: 1_000_000_000_000_000,
	self_stake: 1_000_000_000_000,
	delegation: 1_000_000_000,
	slashes: 20,
};

/// From a planck to a million units: rewards that are many times the stake, prices far from the first.
const EXTREME: Scenario = Scenario {
	amounts: (0, 18),
	payout: 1_000_000_000_000,
	self_stake: 1,
	delegation: 1,
	slashes: 30,
};

/// Some planck, which every rounding counts for.
const TINY: Scenario =
	Scenario { amounts: (0, 4), payout: 10_000, self_stake: 1, delegation: 1, slashes: 20 };

/// Steps of a run with a fixed seed.
const STEPS: usize = 5_000;

fn run(scenario: Scenario, seed: u64) {
	Twin::run(scenario, |twin| {
		let mut dice = Dice(seed);
		(0..STEPS).for_each(|_| twin.step(dice.roll()));
		eprintln!("done and refused: {:?}", twin.tally);
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
