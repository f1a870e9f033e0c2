//! Changes of the class of stake.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;

/// One validator with 1,000 of self-stake, and 1,000 of delegator 10 in the liquid class.
fn chain() -> Chain {
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Liquid)
}

fn values() -> (u128, u128) {
	(Staking::position_value(&10, &1, Compounding), Staking::position_value(&10, &1, Liquid))
}

#[test]
fn the_class_changes_at_once_both_ways() {
	chain().execute(|| {
		take_events();
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		let changed =
			|to| Event::ClassChanged { delegator: 10, validator: 1, to, amount: 1_000 * UNIT };
		assert_eq!(values(), (1_000 * UNIT, 0));
		check();
		assert_ok!(Staking::change_class(signed(10), 1, Liquid, Amount::All));
		assert_eq!(values(), (0, 1_000 * UNIT));
		assert_eq!(take_events(), [changed(Compounding), changed(Liquid)]);
		assert_eq!(validator(1).pool.stake(), 2_000 * UNIT);
		assert_eq!(free(10), WEALTH - 1_000 * UNIT);
	});
}

#[test]
fn stake_goes_on_to_earn_without_a_gap() {
	chain().execute(|| {
		// Of each reward of 1,000 half is for delegator 10, as long as it has half of the stake.
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		run_to_epoch(1);
		assert!(values().0.abs_diff(1_500 * UNIT) <= 1);
		assert_ok!(Staking::change_class(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(2);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert!(free(10).abs_diff(WEALTH - 500 * UNIT) <= 2);
		assert!(values().1.abs_diff(1_500 * UNIT) <= 2);
	});
}

#[test]
fn rewards_of_before_stay_owed() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		run_to_epoch(2);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(free(10), WEALTH - 500 * UNIT - 1);
	});
}

#[test]
fn a_part_can_change_and_a_rest_below_the_minimum_goes_along() {
	chain().execute(|| {
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(300 * UNIT)));
		assert_eq!(values(), (300 * UNIT, 700 * UNIT));
		let all_but_a_little = Amount::Exact(700 * UNIT - 1);
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, all_but_a_little));
		assert_eq!(values(), (1_000 * UNIT, 0));
	});
}

#[test]
fn what_changes_must_be_a_delegation_in_the_other_class() {
	chain().execute(|| {
		assert_noop!(
			Staking::change_class(signed(10), 1, Compounding, Amount::Exact(UNIT - 1)),
			Error::<Test>::BelowMinimumDelegation
		);
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(UNIT)));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(1)));
	});
}

#[test]
fn deposits_of_the_running_epoch_stay_in_their_class() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		assert_eq!(values(), (1_000 * UNIT, 0));
		run_to_epoch(1);
		assert_eq!(values().1, 100 * UNIT);
	});
}

#[test]
fn stake_that_leaves_does_not_change() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(400 * UNIT)));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		assert_eq!(values(), (600 * UNIT, 0));
		check();
		run_to_epoch(1);
		assert_eq!(ExitPools::<Test>::get(1, 0).unwrap().liquid.assets, 400 * UNIT);
		// It has earned a fifth of the reward.
		assert!(Staking::exits(10)[0].amount.abs_diff(600 * UNIT) <= 1);
	});
}

#[test]
fn the_class_can_change_with_a_validator_that_takes_nothing_more() {
	chain().execute(|| {
		assert_ok!(Staking::set_delegation_policy(signed(1), true, 0));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(UNIT)));
		assert_ok!(Staking::jail(&1, 10));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(UNIT)));
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
		assert_eq!(values(), (1_000 * UNIT, 0));
	});
}

#[test]
fn an_operator_changes_the_class_of_its_own_stake() {
	chain().execute(|| {
		assert_ok!(Staking::change_class(signed(1), 1, Liquid, Amount::Exact(400 * UNIT)));
		assert_eq!(validator(1).self_stake(), 1_000 * UNIT);
		assert_eq!(Staking::position_value(&1, &1, Liquid), 400 * UNIT);
		run_to_epoch(1);
		assert_ok!(Staking::claim_rewards(signed(1), 1));
		// Less the registration deposit.
		assert_eq!(free(1), WEALTH - 810 * UNIT - 1);
		assert!(Delegators::<Test>::get(1).is_none_or(|record| record.delegations.is_empty()));
	});
}

#[test]
fn changing_to_and_fro_gains_nothing() {
	chain().execute(|| {
		run_to_epoch(3);
		let before = Staking::staked_by(&10);
		for _ in 0..20 {
			assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::All));
			assert_ok!(Staking::change_class(signed(10), 1, Liquid, Amount::All));
		}
		let after = Staking::staked_by(&10);
		assert!(after <= before && before - after <= 40);
	});
}

#[test]
fn a_class_that_was_closed_has_to_be_left_first() {
	chain().execute(|| {
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(500 * UNIT)));
		drop(Staking::slash(&1, 0, Perbill::one()).unwrap());
		let generations = |record: &Validator| {
			(record.pool.compounding.generation, record.pool.liquid.class.generation)
		};
		assert_eq!(generations(&validator(1)), (1, 1));
		for to in [Compounding, Liquid] {
			assert_noop!(
				Staking::change_class(signed(10), 1, to, Amount::All),
				Error::<Test>::ClassClosed
			);
		}
		assert_noop!(
			Staking::increase_self_stake(signed(1), 200 * UNIT),
			Error::<Test>::ClassReopens
		);

		run_to_epoch(1);
		assert_ok!(Staking::increase_self_stake(signed(1), 200 * UNIT));
		assert_ok!(Staking::go_online(signed(1)));
		assert_noop!(
			Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0),
			Error::<Test>::ClassClosed
		);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0));
		check();
		// Nothing left of it, from the epoch in which it was closed.
		assert_eq!(Staking::exits(10)[0].epoch, 0);
		run_to_epoch(2);
		assert_eq!(values(), (0, 100 * UNIT));
	});
}

#[test]
fn commission_after_a_class_was_closed_is_stake_of_the_new_one() {
	Chain::new()
		.validator_with(1, 1_000, Perbill::from_percent(10), RewardPolicy::Payout)
		.delegation(10, 1, 1_000, Compounding)
		.account(11)
		.execute(|| {
			// The operator has no compounding stake, so none of the generation that is closed.
			drop(Staking::slash(&1, 0, Perbill::one()).unwrap());
			assert_eq!(validator(1).pool.compounding.generation, 1);
			run_to_epoch(1);
			assert_ok!(Staking::increase_self_stake(signed(1), 1_000 * UNIT));
			assert_ok!(Staking::go_online(signed(1)));
			assert_ok!(Staking::delegate(signed(11), 1, 1_000 * UNIT, Compounding, 0));
			run_to_epoch(4);
			let commission = Staking::position_value(&1, &1, Compounding);
			assert!(commission >= 50 * UNIT, "{commission}");
			check();
			assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, Amount::All));
			assert_eq!(leaving(1), commission);
		});
}
