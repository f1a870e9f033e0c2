//! Random interleavings against a model: reports, disputes, ballots, rulings, holds, interruptions,
//! epochs, exits, redelegations and returns from jail.
//!
//! The model has its own list of offences, goes through all of them at every step, and has no
//! schedule, records or reviews. After every block the following holds:
//!
//! - every offence is at the stage and `due` of the model, or is forgotten when the model forgets
//!   it;
//! - an offence is applied at most once, a convicted one only, and a cancelled one never;
//! - its penalty is what the model computes from all applied offences, whatever their order;
//! - the balances and deposits of validators, reporters and the treasury match the model to the
//!   planck;
//! - the missing issuance was burned by the distribution's parts: deposits and stake are conserved;
//! - stake that left, or moved to another validator, has lost what stake that stayed has lost,
//!   within a planck for each slash and hop, and is paid out only after every offence it is liable
//!   for is decided;
//! - a call succeeds if and only if the model expects it to; a failed call changes nothing.
//!
//! The model takes the members of a panel from the pallet.

mod world;

use super::*;
use palisade_test_support::{accesses::search, dice::Dice};
use proptest::prelude::*;
use world::{LivenessWindow, World};

/// Chains per run with a fixed seed.
const CHAINS: usize = 15;

/// Steps per chain: about fifty epochs.
const STEPS: usize = 700;

/// The bound on what rounding takes of a stake of 1,000 units, in planck: each of up to nine
/// charges is rounded up to a billionth.
const ROUNDING: u128 = 9 * 1_000 * UNIT / 1_000_000_000 + 40;

fn run(equivocation: Sentence, seed: u64) {
	let mut dice = Dice(seed);
	let mut liveness = LivenessWindow::new();
	for _ in 0..CHAINS {
		World::run(equivocation, |world| {
			(0..STEPS).for_each(|_| world.step(dice.roll()));
			for (what, (done, refused)) in &world.liveness {
				let sum = liveness.entry(what).or_default();
				*sum = (sum.0 + done, sum.1 + refused);
			}
		});
	}
	eprintln!("done and refused: {liveness:?}");
	let seldom = liveness.iter().find(|(_, (done, _))| *done < 10);
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

#[test]
fn a_fault_that_shares_an_epoch_with_another_costs_as_much_whichever_is_charged_first() {
	// Invalid blocks in two epochs, and an equivocation in the second.
	let offences = [(1, 1, false), (1, 2, false), (1, 2, true)];
	for order in 0..8 {
		let left = world::report_all(&offences, order)[0];
		assert!(left.abs_diff(450 * UNIT) < ROUNDING, "{left} in order {order}");
	}
}

/// Random calls access no more storage than the benchmarks, which are the worst case.
#[test]
#[cfg(feature = "runtime-benchmarks")]
fn benchmarks_access_as_much_storage_as_the_worst_random_call() {
	search::<AllPalletsWithSystem, Slashing>(
		10,
		|| {
			let mut dice = Dice(3);
			for sentence in [Sentence::Ban, Sentence::Jail(2)].repeat(2) {
				World::run(sentence, |world| (0..STEPS).for_each(|_| world.step(dice.roll())));
			}
		},
		|| {
			// Panels are paid, as in the model.
			TheBondAmounts::mutate(|amounts| amounts.fee = world::FEE);
			chain()
		},
	);
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

	/// The order of reports and decisions does not change the loss of any account.
	#[test]
	fn the_order_of_reports_is_irrelevant(
		offences in proptest::collection::btree_set((1u128..=8, 1u32..=3, any::<bool>()), 1..10),
		order in any::<u64>(),
	) {
		let offences: Vec<_> = offences.into_iter().collect();
		let in_order = world::report_all(&offences, 1);
		for (one, other) in in_order.into_iter().zip(world::report_all(&offences, order)) {
			prop_assert!(one.abs_diff(other) < ROUNDING, "{one} and {other}");
		}
	}
}
