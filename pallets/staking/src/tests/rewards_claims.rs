//! Claims of rewards.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Basis, PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;

/// One validator with 1,000 of liquid self-stake, and 1,000 of delegator 10 in the liquid class:
/// 500 for each in an epoch.
fn chain() -> Chain {
	Chain::new()
		.validator_with(1, 1_000, Perbill::zero(), RewardPolicy::Payout)
		.delegation(10, 1, 1_000, Liquid)
		.account(11)
}

/// The payment to delegator 10 of [`chain`], rounding aside.
fn paid() -> u128 {
	free(10) + 1_000 * UNIT - WEALTH + 1
}

#[test]
fn a_claim_pays_what_was_earned() {
	chain().execute(|| {
		assert_noop!(Staking::claim_rewards(signed(10), 1), Error::<Test>::NothingToClaim);
		run_to_epoch(1);
		take_events();
		assert_eq!(Staking::positions(10)[0].liquid_rewards, 500 * UNIT - 1);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(
			take_events(),
			[Event::RewardsClaimed { delegator: 10, validator: 1, to: 10, amount: 500 * UNIT - 1 }]
		);
		assert_eq!(paid(), 500 * UNIT);
		assert_noop!(Staking::claim_rewards(signed(10), 1), Error::<Test>::NothingToClaim);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_000 * UNIT);
	});
}

#[test]
fn claiming_late_or_often_comes_to_the_same() {
	chain().delegation(11, 1, 1_000, Liquid).execute(|| {
		for epoch in 1..=10 {
			run_to_epoch(epoch);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
		}
		assert_ok!(Staking::claim_rewards(signed(11), 1));
		// A planck for each claim at most.
		assert!(free(10) <= free(11) && free(11) - free(10) <= 10);
	});
}

#[test]
fn nothing_expires() {
	chain().execute(|| {
		// Far beyond the retention of past sets.
		run_to_epoch(100);
		assert!(OldestExposure::<Test>::get() > 0);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(paid(), 50_000 * UNIT);
	});
}

#[test]
fn rewards_are_in_proportion_and_after_commission() {
	Chain::new()
		.validator_with(1, 1_000, Perbill::from_percent(10), RewardPolicy::Payout)
		.delegation(10, 1, 2_000, Liquid)
		.delegation(11, 1, 1_000, Liquid)
		.execute(|| {
			run_to_epoch(1);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
			assert_ok!(Staking::claim_rewards(signed(11), 1));
			assert!(free(10).abs_diff(WEALTH - 2_000 * UNIT + 450 * UNIT) <= 1);
			assert!(free(11).abs_diff(WEALTH - 1_000 * UNIT + 225 * UNIT) <= 1);
			assert!(validator(1).commission_due.abs_diff(100 * UNIT) <= 1);
		});
}

#[test]
fn a_claim_for_another_account_needs_its_permission() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_noop!(
			Staking::claim_rewards_for(signed(11), 10, 1),
			Error::<Test>::ClaimNotPermitted
		);
		assert_ok!(Staking::permit_claims(signed(10), true));
		assert_ok!(Staking::claim_rewards_for(signed(11), 10, 1));
		assert_eq!((paid(), free(11)), (500 * UNIT, WEALTH));

		run_to_epoch(2);
		assert_ok!(Staking::permit_claims(signed(10), false));
		assert_noop!(
			Staking::claim_rewards_for(signed(11), 10, 1),
			Error::<Test>::ClaimNotPermitted
		);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
	});
}

#[test]
fn an_operator_can_permit_claims_too() {
	chain().execute(|| {
		assert_ok!(Staking::permit_claims(signed(1), true));
		assert_ok!(Staking::set_reward_account(signed(1), Some(11)));
		run_to_epoch(1);
		assert_ok!(Staking::claim_rewards_for(signed(10), 1, 1));
		assert_eq!(free(11), WEALTH + 500 * UNIT - 1);
	});
}

#[test]
fn rewards_go_to_the_reward_account() {
	chain().execute(|| {
		assert_ok!(Staking::set_reward_account(signed(10), Some(11)));
		assert_ok!(Staking::permit_claims(signed(10), true));
		run_to_epoch(1);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(free(11), WEALTH + 500 * UNIT - 1);
		run_to_epoch(2);
		assert_ok!(Staking::claim_rewards_for(signed(1), 10, 1));
		assert!(free(11).abs_diff(WEALTH + 1_000 * UNIT) <= 2);

		run_to_epoch(3);
		assert_ok!(Staking::set_reward_account(signed(10), None));
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert!(paid().abs_diff(500 * UNIT) <= 1);
		// Stake that is withdrawn is no reward.
		assert_ok!(Staking::set_reward_account(signed(10), Some(11)));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(500 * UNIT)));
		run_to_epoch(24);
		assert_ok!(Staking::withdraw(signed(10)));
		assert!(free(11).abs_diff(WEALTH + 1_000 * UNIT) <= 2);
	});
}

#[test]
fn a_reward_too_small_for_a_new_account_stays_owed() {
	PayoutOfEpoch::set(UNIT / 1_000);
	chain().execute(|| {
		assert_ok!(Staking::set_reward_account(signed(10), Some(77)));
		run_to_epoch(1);
		assert_noop!(Staking::claim_rewards(signed(10), 1), sp_runtime::TokenError::BelowMinimum);
		run_to_epoch(3);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(free(77), 3 * UNIT / 2_000 - 1);
	});
}

#[test]
fn restaked_rewards_are_a_delegation() {
	chain().execute(|| {
		run_to_epoch(1);
		take_events();
		assert_ok!(Staking::restake_rewards(signed(10), 1, Liquid));
		assert_eq!(
			take_events(),
			[Event::RewardsRestaked {
				delegator: 10,
				validator: 1,
				class: Liquid,
				amount: 500 * UNIT - 1,
			}]
		);
		assert_eq!(free(10), WEALTH - 1_000 * UNIT);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_000 * UNIT);
		check();
		run_to_epoch(2);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_500 * UNIT - 1);
		assert_ok!(Staking::restake_rewards(signed(10), 1, Compounding));
		run_to_epoch(3);
		assert!(Staking::position_value(&10, &1, Compounding).abs_diff(500 * UNIT) <= 2);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_500 * UNIT - 1);
	});
}

#[test]
fn restaking_is_refused_as_a_delegation_would_be() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::set_delegation_policy(signed(1), true, 0));
		assert_noop!(
			Staking::restake_rewards(signed(10), 1, Liquid),
			Error::<Test>::ValidatorClosed
		);
		assert_ok!(Staking::set_delegation_policy(signed(1), false, 501 * UNIT));
		assert_noop!(
			Staking::restake_rewards(signed(10), 1, Compounding),
			Error::<Test>::BelowMinimumDelegation
		);
		assert_ok!(Staking::jail(&1, 9));
		assert_noop!(
			Staking::restake_rewards(signed(10), 1, Liquid),
			Error::<Test>::ValidatorJailed
		);
		// Claiming is always possible.
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_noop!(
			Staking::restake_rewards(signed(10), 1, Liquid),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn the_compounding_class_needs_no_claim() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Compounding).execute(|| {
		let delegator = Delegators::<Test>::get(10);
		run_to_epoch(10);
		assert_eq!(Staking::position_value(&10, &1, Compounding), 6_000 * UNIT - 3);
		assert_eq!(Staking::staked_by(&10), 6_000 * UNIT - 3);
		assert_noop!(Staking::claim_rewards(signed(10), 1), Error::<Test>::NothingToClaim);
		// No call has settled the position.
		assert_eq!(Delegators::<Test>::get(10), delegator);
	});
}

#[test]
fn rewards_that_wait_to_be_compounded_count_in_the_position() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Compounding).execute(|| {
		assert_ok!(Staking::set_compounding(signed(1), 4, 0));
		run_to_epoch(2);
		let view = &Staking::positions(10)[0];
		assert!(view.compounding.abs_diff(2_000 * UNIT) <= 1);
		assert!(view.compounding_rewards.abs_diff(1_000 * UNIT) <= 1);
		assert_eq!(validator(1).pool.stake(), 2_000 * UNIT);
		// An exit takes its part of the waiting rewards along.
		assert_ok!(Staking::undelegate(signed(10), 1, Compounding, Amount::All));
		run_to_epoch(3);
		assert!(Staking::exits(10)[0].amount.abs_diff(2_500 * UNIT) <= 2);
	});
}

#[test]
fn rewards_of_several_validators_are_claimed_each_on_its_own() {
	Chain::new()
		.validator_with(1, 500, Perbill::zero(), RewardPolicy::Payout)
		.validator_with(2, 500, Perbill::zero(), RewardPolicy::Payout)
		.delegation(10, 1, 500, Liquid)
		.delegation(10, 2, 500, Liquid)
		.execute(|| {
			run_to_epoch(1);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
			assert_eq!(paid(), 250 * UNIT);
			assert_ok!(Staking::claim_rewards(signed(10), 2));
			assert_eq!(paid(), 500 * UNIT - 1);
		});
}

#[test]
fn a_claim_after_a_slash_never_fails() {
	for percent in [1, 50, 99, 100] {
		chain().execute(|| {
			run_to_epoch(1);
			// A deposit that is active only after the slash, in the class that the slash may close.
			assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0));
			drop(Staking::slash(&1, 0, Perbill::from_percent(percent)).unwrap());
			check();
			assert_ok!(Staking::claim_rewards(signed(10), 1));
			assert!(paid().abs_diff(490 * UNIT) <= 1, "rewards are not at stake");

			run_to_epoch(3);
			drop(Staking::slash(&1, 1, Perbill::from_percent(percent)).unwrap());
			check();
			// Of all rewards earned since.
			let claimable = Staking::positions(10)[0].liquid_rewards;
			if claimable > 0 {
				assert_ok!(Staking::claim_rewards(signed(10), 1));
			}
			let value = Staking::position_value(&10, &1, Liquid);
			assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
			assert!(value <= 1_010 * UNIT);
			run_to_epoch(30);
			assert_ok!(Staking::withdraw(signed(10)));
		});
	}
}

#[test]
fn rewards_can_be_claimed_whatever_becomes_of_the_validator() {
	chain().execute(|| {
		run_to_epoch(1);
		// The validator makes a block in each epoch and is paid for it while kept in the set.
		let serve_until = |epoch| {
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(1);
			run_to_epoch(epoch);
		};
		let claim = |epoch| {
			serve_until(epoch);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
		};
		claim(1);
		assert_ok!(Staking::open_case(&1, 1, Basis::Proven));
		claim(2);
		assert_ok!(Staking::go_offline(signed(1)));
		claim(3);
		assert_ok!(Staking::leave_validators(signed(1)));
		claim(4);
		serve_until(5);
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::claim_rewards(signed(10), 1));
	});
}
