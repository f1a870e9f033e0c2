//! Commission and its changes.

use crate::{mock::*, types::*, Error, Event};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::RewardClass;
use sp_arithmetic::Perbill;

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

fn announce(value: u32) -> sp_runtime::DispatchResult {
	Staking::set_commission(signed(1), percent(value))
}

/// Validator 1 at 10 %, with as much self-stake as liquid stake of a delegator.
fn chain() -> Chain {
	Chain::new().validator_with(1, 1_000, percent(10), RewardPolicy::Payout).delegation(
		10,
		1,
		1_000,
		RewardClass::Liquid,
	)
}

/// The operator's part of the rewards of each of these epochs, in units, rounded up.
fn dues(epochs: u32) -> Vec<u128> {
	let mut before = validator(1).commission_due;
	(0..epochs)
		.map(|_| {
			next_epoch();
			let due = validator(1).commission_due - before;
			before += due;
			due.div_ceil(UNIT)
		})
		.collect()
}

#[test]
fn a_commission_has_a_maximum_and_a_largest_rise() {
	chain().execute(|| {
		assert_noop!(announce(51), Error::<Test>::CommissionTooHigh);
		assert_noop!(announce(16), Error::<Test>::CommissionRisesTooFast);
		assert_noop!(
			Staking::set_commission(signed(1), percent(15) + Perbill::from_parts(1)),
			Error::<Test>::CommissionRisesTooFast
		);
		assert_noop!(
			Staking::set_commission(signed(10), percent(5)),
			Error::<Test>::UnknownValidator
		);
		assert_ok!(announce(15));
		assert_ok!(announce(0));
	});
}

#[test]
fn a_rise_is_counted_from_the_current_commission_and_not_from_the_announced_one() {
	chain().execute(|| {
		assert_ok!(announce(15));
		assert_noop!(announce(20), Error::<Test>::CommissionRisesTooFast);
		run_to_epoch(1);
		assert_noop!(announce(20), Error::<Test>::CommissionRisesTooFast);
		run_to_epoch(2);
		assert_eq!(validator(1).commission, Commission::new(percent(15)));
		assert_ok!(announce(20));
	});
}

#[test]
fn a_rise_has_an_epoch_of_notice() {
	chain().execute(|| {
		take_events();
		assert_ok!(announce(15));
		assert_eq!(
			take_events(),
			vec![Event::CommissionAnnounced { validator: 1, commission: percent(15), from: 2 }]
		);
		// Epochs 0 and 1 at 10 %, then 15 % of 1,000 units.
		assert_eq!(dues(4), vec![100, 100, 150, 150]);
	});
}

#[test]
fn a_decrease_is_taken_from_the_next_epoch_on() {
	chain().execute(|| {
		take_events();
		assert_ok!(announce(2));
		assert_eq!(
			take_events(),
			vec![Event::CommissionAnnounced { validator: 1, commission: percent(2), from: 1 }]
		);
		assert_eq!(dues(3), vec![100, 20, 20]);
	});
}

#[test]
fn the_commission_of_the_running_epoch_does_not_change() {
	chain().execute(|| {
		for value in [15, 0, 12, 3] {
			assert_ok!(announce(value));
			assert_eq!(validator(1).commission.current, percent(10));
		}
		assert_eq!(dues(2), vec![100, 30]);
	});
}

#[test]
fn raising_at_the_boundary_and_lowering_after_gains_nothing() {
	chain().execute(|| {
		// The operator raises in the last block of each epoch and lowers in the first block of the
		// next: an observer between them sees no change. No reward is ever divided at more than 10
		// %.
		for _ in 0..6 {
			assert_ok!(announce(15));
			assert_eq!(dues(1), vec![100]);
			assert_ok!(announce(10));
		}
		// A lasting announcement is visible for an epoch.
		assert_ok!(announce(15));
		assert_eq!(dues(3), vec![100, 100, 150]);
	});
}

#[test]
fn an_announcement_replaces_the_one_before() {
	chain().execute(|| {
		assert_ok!(announce(15));
		run_to_epoch(1);
		// The first announcement was for epoch 2; the second one is for epoch 3, from the same
		// commission.
		assert_ok!(announce(12));
		assert_eq!(dues(4), vec![100, 100, 120, 120]);
	});
}

#[test]
fn what_was_announced_holds_outside_the_set_too() {
	ActiveValidators::set(1);
	Chain::new()
		.validator(2, 5_000)
		.validator_with(1, 1_000, percent(10), RewardPolicy::Payout)
		.execute(|| {
			assert_ok!(announce(15));
			run_to_epoch(2);
			// The record was not updated since, but the rise has been announced long enough: from
			// 15 to 20 %.
			assert_ok!(announce(20));
			assert_eq!(validator(1).commission.at(3), percent(15));
			assert_eq!(validator(1).commission.at(4), percent(20));
		});
}

#[test]
fn a_lower_maximum_lowers_the_commission_from_the_next_epoch() {
	chain().execute(|| {
		MaximumCommission::set(percent(5));
		assert_eq!(dues(2), vec![100, 50]);
		assert_noop!(announce(6), Error::<Test>::CommissionTooHigh);
		assert_ok!(announce(5));
	});
}

#[test]
fn commission_is_claimed_to_the_reward_account() {
	chain().account(7).execute(|| {
		assert_noop!(Staking::claim_commission(signed(1)), Error::<Test>::NothingToClaim);
		assert_noop!(Staking::claim_commission(signed(10)), Error::<Test>::UnknownValidator);
		assert_ok!(Staking::set_reward_account(signed(1), Some(7)));
		run_to_epoch(1);
		let due = validator(1).commission_due;
		// A tenth of 1,000 units, less than a planck of rounding.
		assert_eq!(due, 100 * UNIT - 1);
		take_events();
		assert_ok!(Staking::claim_commission(signed(1)));
		assert_eq!(
			take_events(),
			vec![Event::CommissionClaimed { validator: 1, to: 7, amount: due }]
		);
		assert_eq!(free(7), WEALTH + due);
		assert_eq!(validator(1).commission_due, 0);
		check();
		assert_noop!(Staking::claim_commission(signed(1)), Error::<Test>::NothingToClaim);
		assert_ok!(Staking::set_reward_account(signed(1), None));
		run_to_epoch(2);
		let before = free(1);
		assert_ok!(Staking::claim_commission(signed(1)));
		assert_eq!(free(1), before + 100 * UNIT - 1);
	});
}

#[test]
fn commission_on_compounding_stake_becomes_own_stake() {
	Chain::new()
		.validator_with(1, 1_000, percent(10), RewardPolicy::Compound)
		.delegation(10, 1, 3_000, RewardClass::Compounding)
		.execute(|| {
			run_to_epoch(1);
			let record = validator(1);
			assert_eq!(record.commission_due, 0);
			// 1,000 units of reward: 100 are commission, a quarter of the other 900 is earned.
			let gap = 1_325 * UNIT - record.self_stake();
			assert!(gap <= 2, "{gap}");
			assert_eq!(record.pool.stake(), 5_000 * UNIT);
		});
}

#[test]
fn commission_of_an_operator_that_is_paid_out_goes_on_to_compound() {
	Chain::new()
		.validator_with(1, 1_000, percent(10), RewardPolicy::Payout)
		.delegation(10, 1, 1_000, RewardClass::Compounding)
		.execute(|| {
			run_to_epoch(1);
			let record = validator(1);
			// Of the 500 units for each class 50: once as shares, once to be claimed.
			let shares = record.own.compounding.shares;
			let gap = 50 * UNIT - record.pool.compounding.value_of(shares);
			assert!(gap <= 1, "{gap}");
			assert_eq!(record.commission_due, 50 * UNIT - 1);
			check();
			let class = RewardClass::Compounding;
			assert_ok!(Staking::decrease_self_stake(signed(1), class, Amount::All));
		});
}
