//! Random interleavings against a model: reports, disputes, ballots, rulings, holds, interruptions,
//! epochs, exits, redelegations, returns from jail.
//!
//! The model has its own list of offences, goes through all of them at every step, and knows nothing of schedules,
//! dossiers and reviews. After every block the following holds:
//!
//! - every offence is at the stage that the model says until the epoch that it says, or is
//!   forgotten when it should be;
//! - each was applied at most once, and only those that are guilty; those that were cancelled never;
//! - what it costs is what the model computes from all offences that were applied, in whatever order they came;
//! - validators, reporters and the treasury own and have deposited what the model says, to the planck;
//! - what is not owned any more was burned as the shares say: deposits and stake are conserved;
//! - stake that left, or moved to another validator, has lost what stake that stayed has lost, within a planck for
//!   each slash and hop, and none of it is paid out before everything that it is liable for is decided;
//! - a call succeeds if and only if the model says so; refused calls change nothing.
//!
//! Who sits on a panel the model takes from the pallet.

mod world;

use super::*;
use proptest::prelude::*;
use world::{Dice, Tally, World};

/// Chains of a run with a fixed seed.
const CHAINS: usize = 15;

/// Steps of each: about fifty epochs.
const STEPS: usize = 700;

fn run(equivocation: Sentence, seed: u64) {
	let mut dice = Dice(seed);
	let mut tally = Tally::new();
	for _ in 0..CHAINS {
		World::run(equivocation, |world| {
			(0..STEPS).for_each(|_| world.step(dice.roll()));
			for (what, (done, refused)) in &world.tally {
				let sum = tally.entry(what).or_default();
				*sum = (sum.0 + done, sum.1 + refused);
			}
		});
	}
	eprintln!("done and refused: {tally:?}");
	let seldom = tally.iter().find(|(_, (done, _))| *done < 10);
	assert_eq!(seldom, None, "this says nothing");
}

#[test]
fn offences_do_what_the_model_says() {
	run(Sentence::Ban, 1);
}

#[test]
fn offences_of_those_who_come_back_do_what_the_model_says() {
	run(Sentence::Jail(2), 2);
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

	#[test]
	fn offences_do_what_the_model_says_whatever_happens(
		is_banned: bool,
		steps in proptest::collection::vec(any::<u64>(), 1..400),
	) {
		let equivocation = if is_banned { Sentence::Ban } else { Sentence::Jail(2) };
		World::run(equivocation, |world| steps.into_iter().for_each(|roll| world.step(roll)));
	}

	/// Reported and decided in another order, offences cost everybody the same.
	#[test]
	fn the_order_of_reports_is_irrelevant(
		offences in proptest::collection::btree_set((1u128..=8, 1u32..=3, any::<bool>()), 1..10),
		order in any::<u64>(),
	) {
		let offences: Vec<_> = offences.into_iter().collect();
		let in_order = world::report_all(&offences, 1);
		for (one, other) in in_order.into_iter().zip(world::report_all(&offences, order)) {
			prop_assert!(one.abs_diff(other) < 40, "{one} and {other}");
		}
	}
}
