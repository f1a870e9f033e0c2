//! Random steps against a model that goes through everybody.
//!
//! The model has every position, deal and exit as a number of its own, without shares, indexes and pools: a reward, a
//! slash and a payout of a cover go through all of them. After every step the following holds:
//!
//! - all money is somebody's: the issuance is the sum of all accounts, and what it was at the beginning with what was
//!   minted and without what was slashed; what each account can spend, and what is held of it as deposits, in escrow and as
//!   cover, is what the model says to the planck;
//! - the pot of the staking pallet has what everybody has there, to a planck for every four steps;
//! - a deal is worth what the model says, to a planck and two for each slash; its rewards over all its life are its part of
//!   what its validator was paid for liquid stake, less its own commission: to a planck, one each time that they were
//!   settled, and one for every sixteen epochs; see [`stake::Piece`];
//! - a slash costs a cover what its deals and what has left them lost together, as far as it lasts: to two planck for the
//!   deals, two for each epoch in which something left, and the part that the slash takes of what was rounded before;
//! - each deal, and what somebody closed in an epoch, is owed its part of that: to two planck for each payout and one for each
//!   claim; never more than it has lost;
//! - the fee for leaving early is the part of the value that was agreed on, and nothing at all after a breach or the term;
//! - all that is left of a cover is free when its listing is removed;
//! - a request is settled with those who are cheapest, to the planck;
//! - a call succeeds if and only if the model says so, but for what hangs on a planck; refused calls change nothing.
//!
//! Which validators are elected, and what an epoch pays them, the model takes from the staking pallet, and where
//! several listings are equally cheap, which of them was taken. What an amount is that depends on a rounding it takes
//! from there as well, once it has found it within its bound.

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

use crate::mock::*;
use chain::*;
use proptest::prelude::*;
use sp_arithmetic::Perbill;

/// Everybody can pay for what it does; nothing goes to the treasury, and nobody is kept small.
const USUAL: Scenario = Scenario {
	payout: 3 * UNIT,
	wealth: 3_000,
	protocol_fee: Perbill::zero(),
	concentration: (100, 0),
};

/// Money is short, deals cost a fee, and no entity may come to more than a part of all stake.
const SHORT: Scenario = Scenario {
	payout: 40 * UNIT + 7,
	wealth: 800,
	protocol_fee: Perbill::from_parts(1_234_567),
	concentration: (34, 3),
};

/// Steps of a run with a fixed seed: about two hundred epochs.
const STEPS: usize = 3_000;

fn run(scenario: Scenario, seed: u64) {
	Twin::run(scenario, |twin| {
		let mut dice = dice::Dice(seed);
		(0..STEPS).for_each(|_| twin.step(dice.roll()));
		eprintln!("done and refused: {:?}", twin.tally);
		let seldom = twin.tally.iter().find(|(_, (done, _))| *done < 2);
		assert_eq!(seldom, None, "this says nothing");
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
