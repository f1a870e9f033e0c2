//! What an offence costs the validator and its delegators.

use super::*;
use frame_support::assert_ok;
use palisade_primitives::{Basis, Conduct, RewardClass};
use palisade_staking::types::State;

#[test]
fn an_equivocation_jails_at_once_and_is_applied_after_its_window() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		equivocate(1, 1, Some(2));
		let id = open_offence(1);
		assert_eq!(offence(id).basis, Basis::Proven);
		assert_eq!(offence(id).stage, Stage::Reported);
		assert!(matches!(state(1), State::Jailed { .. }));
		// The window has one whole epoch.
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Reported);
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(state(1), State::Banned);
		let near = |value: u128, wanted: u128| assert!(value.abs_diff(wanted) < 10, "{value}");
		near(at_risk(1, 1), 500 * UNIT);
		near(at_risk(100, 1), 250 * UNIT);
		assert_eq!(offence(id).slashed, 750 * UNIT);
		assert_eq!(offence(id).rewarded, 75 * UNIT);
		assert_eq!(free(2), WEALTH - 1_010 * UNIT + 75 * UNIT);
		assert_eq!(Retired::get(), [1]);
		assert!(validator_record(1).banned);
		assert_eq!(state_before(1), Some(State::Waiting));
		let offended = Conduct::Offended { kind: OffenceKind::DoubleSign, signal: 100 };
		assert!(Conducts::get().contains(&(1, 1, offended)));
	});
}

#[test]
fn a_slash_is_measured_at_the_epoch_of_the_offence() {
	Chain::with_validators(20).delegation(100, 1, 500).account(101).execute(|| {
		next_epoch();
		// Ten times as much is delegated afterwards.
		assert_ok!(Staking::delegate(signed(101), 1, 15_000 * UNIT, RewardClass::Compounding, 0));
		run_to_epoch(4);
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to(id, is_final);
		assert_eq!(offence(id).fraction, percent(50));
		assert_eq!(offence(id).slashed, 750 * UNIT);
	});
}

#[test]
fn the_impact_of_a_fraction_is_divided() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		let impact = Staking::impact(&1, 1, percent(10)).unwrap();
		assert_eq!(impact.total, 150 * UNIT);
		assert!(impact.validator.abs_diff(100 * UNIT) < 10);
		assert!(impact.delegators.abs_diff(50 * UNIT) < 10);
	});
}
