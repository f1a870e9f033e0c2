//! The size of penalties.

use super::*;
use crate::{
	assessment::{correlated, repeated},
	Equivocations, Event,
};
use frame_support::assert_ok;
use palisade_primitives::OffenceIntake;
use sp_core::H256;

#[test]
fn repetition_doubles_up_to_all() {
	assert_eq!(repeated(percent(5), 0, false), percent(5));
	assert_eq!(repeated(percent(5), 1, false), percent(10));
	assert_eq!(repeated(percent(5), 2, false), percent(20));
	assert_eq!(repeated(percent(5), 1, true), percent(20));
	assert_eq!(repeated(percent(5), 5, false), percent(100));
	assert_eq!(repeated(percent(50), u32::MAX, true), percent(100));
	assert_eq!(repeated(Perbill::zero(), u32::MAX, true), percent(0));
}

#[test]
fn correlation_is_three_times_the_share_where_that_is_more() {
	assert_eq!(correlated(percent(50), percent(1)), percent(50));
	assert_eq!(correlated(percent(50), percent(20)), percent(60));
	assert_eq!(correlated(percent(50), percent(34)), percent(100));
	assert_eq!(correlated(percent(50), percent(100)), percent(100));
}

/// Returns the fraction of a validator's only applied offence.
fn fraction(who: AccountId) -> Perbill {
	let record = validator_record(who);
	assert_eq!(record.offences.len(), 1);
	offence(record.offences[0]).fraction
}

#[test]
fn of_several_equivocations_of_an_epoch_the_gravest_is_raised() {
	Chain::with_validators(10).execute(|| {
		equivocate(1, 1, None);
		let light = open_offence(1);
		assert_ok!(Slashing::rule(
			root(),
			light,
			Verdict::Reduce { to: percent(1), sentence: Sentence::Ban }
		));
		next_block();
		// Another pallet reports a second equivocation.
		let report = proven_report(OffenceKind::DoubleSign, H256::repeat_byte(9));
		let grave = <Slashing as OffenceIntake<_>>::report(report).expect("it is new");
		run_to(grave, is_final);
		assert_eq!(offence(grave).fraction, percent(50));
		equivocate(2, 2, None);
		run_to_epoch(8);
		assert_eq!(offence(grave).fraction, percent(60));
		assert!(at_risk(1, 1).abs_diff(400 * UNIT) < 10);
	});
}

#[test]
fn equivocations_at_the_same_time_raise_each_others_penalties() {
	// Each validator has a tenth of the stake.
	Chain::with_validators(10).execute(|| {
		equivocate(1, 1, None);
		run_to_epoch(4);
		assert_eq!(fraction(1), percent(50));
		equivocate(2, 3, None);
		run_to_epoch(7);
		// A tenth, and a ninth of the set without the first, less than five epochs apart.
		let both = Perbill::from_parts(3 * (100_000_000 + 111_111_111));
		assert_eq!(fraction(2), both);
		assert_eq!(fraction(1), both);
		for who in [1, 2] {
			assert!(at_risk(who, who).abs_diff(366_666_667 * UNIT / 1_000_000) < UNIT);
		}
		// Six epochs from the first and four from the second, which is correlated with both.
		equivocate(3, 7, None);
		run_to_epoch(11);
		assert_eq!(fraction(1), both);
		assert_eq!(fraction(3), Perbill::from_parts(3 * (111_111_111 + 125_000_000)));
		assert_eq!(fraction(2), percent(100));
	});
}

#[test]
fn a_third_of_the_stake_loses_everything() {
	Chain::with_validators(9).execute(|| {
		for who in 1..=3 {
			equivocate(who, 1, None);
		}
		run_to_epoch(4);
		for who in 1..=3 {
			assert!(fraction(who) >= Perbill::from_parts(999_999_990), "{:?}", fraction(who));
			assert!(at_risk(who, who) < UNIT / 1_000);
		}
		let raised = |event: &Event<Test>| matches!(event, Event::PenaltyRaised { .. });
		assert!(take_events().iter().any(raised));
	});
}

#[test]
fn one_that_equivocates_in_several_epochs_counts_once() {
	Chain::with_validators(10).execute(|| {
		next_epoch();
		equivocate(1, 1, None);
		equivocate(1, 2, None);
		run_to_epoch(6);
		for id in validator_record(1).offences {
			assert_eq!(offence(id).fraction, percent(50));
		}
	});
}

#[test]
fn an_equivocation_that_is_not_applied_raises_nothing() {
	Chain::with_validators(10).execute(|| {
		for who in 1..=4 {
			equivocate(who, 1, None);
		}
		for who in 2..=4 {
			assert_ok!(Slashing::rule(root(), open_offence(who), Verdict::Cancel));
		}
		run_to_epoch(5);
		assert_eq!(fraction(1), percent(50));
		assert_eq!(Equivocations::<Test>::get(1).unwrap().len(), 1);
	});
}

#[test]
fn the_next_offence_of_the_kind_costs_twice_as_much() {
	Chain::with_validators(9).account(50).execute(|| {
		let uphold = |kind| {
			let id = report(50, 1, kind);
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
			next_block();
			offence(id).fraction
		};
		assert_eq!(uphold(OffenceKind::Other), percent(5));
		run_to_epoch(4);
		assert_eq!(uphold(OffenceKind::Other), percent(10));
		run_to_epoch(7);
		assert_eq!(uphold(OffenceKind::Other), percent(20));
		// An offence of another kind is not a repetition.
		assert_eq!(uphold(OffenceKind::FalseAttestation), percent(5));
	});
}

#[test]
fn an_offence_is_no_repetition_before_the_validator_could_be_kept_out() {
	Chain::with_validators(9).account(50).execute(|| {
		for expected in [5, 5, 5, 10] {
			let id = report(50, 1, OffenceKind::Other);
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
			next_block();
			assert_eq!(offence(id).fraction, percent(expected));
			next_epoch();
		}
	});
}

#[test]
fn an_earlier_offence_that_is_decided_later_makes_the_later_one_a_repetition() {
	Chain::with_validators(9).account(50).execute(|| {
		let first = report(50, 1, OffenceKind::Other);
		run_to_epoch(4);
		let second = report(50, 1, OffenceKind::Other);
		assert_ok!(Slashing::rule(root(), second, Verdict::Uphold));
		next_block();
		assert_eq!(offence(second).fraction, percent(5));
		assert_ok!(Slashing::rule(root(), first, Verdict::Uphold));
		next_block();
		next_block();
		assert_eq!(offence(first).fraction, percent(5));
		assert_eq!(offence(second).fraction, percent(10));
		let history = Slashing::history_of(&1);
		let noted = history.iter().find(|decision| decision.offence == second).unwrap();
		assert_eq!(noted.fraction, percent(10));
		assert_eq!(noted.amount, offence(second).slashed);
	});
}

#[test]
fn a_verdict_reduces_the_penalty_in_proportion() {
	Chain::with_validators(9).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_ok!(Slashing::rule(
			root(),
			id,
			Verdict::Reduce { to: percent(30), sentence: Sentence::Ban }
		));
		next_block();
		assert_eq!(offence(id).fraction, percent(3));
		assert_eq!(offence(id).slashed, 30 * UNIT);
		// The reporter forfeits the part of its deposit that was not upheld.
		assert_eq!(held(50), 0);
		assert_eq!(free(50), WEALTH - 700 * UNIT + 3 * UNIT);
	});
}

#[test]
fn offences_of_one_epoch_cost_as_much_as_the_worst() {
	Chain::with_validators(9).account(50).execute(|| {
		let [other, block] = [OffenceKind::Other, OffenceKind::InvalidBlock].map(|kind| {
			let id = report(50, 1, kind);
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
			next_block();
			id
		});
		assert_eq!(offence(other).slashed, 50 * UNIT);
		assert_eq!(offence(block).slashed, 50 * UNIT);
		assert!(at_risk(1, 1).abs_diff(900 * UNIT) < 10);
	});
}
