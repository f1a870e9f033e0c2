//! Redelegation.

use crate::{mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, Imbalance},
};
use palisade_primitives::{
	Basis, PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;

/// Validators 1 and 2 are in the set and earn 500 each in the first epoch. Half of the stake with 1
/// is of delegator 10 in the liquid class. Validator 3 is never in the set.
fn chain() -> Chain {
	ActiveValidators::set(2);
	Chain::new()
		.validator_with(1, 500, Perbill::zero(), RewardPolicy::Payout)
		.validator_with(2, 1_000, Perbill::zero(), RewardPolicy::Payout)
		.validator(3, 100)
		.delegation(10, 1, 500, Liquid)
		.account(11)
}

/// The waiting period of redelegated stake, in epochs.
fn delay() -> u32 {
	<Test as Config>::RedelegationEpochs::get()
}

/// The report period, in epochs.
fn window() -> u32 {
	<Test as Config>::ReportEpochs::get()
}

#[test]
fn redelegated_stake_waits_and_arrives() {
	chain().execute(|| {
		take_events();
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::Exact(400 * UNIT)));
		assert_eq!(
			take_events(),
			[Event::Redelegated {
				delegator: 10,
				from: 1,
				to: 2,
				class: Liquid,
				amount: 400 * UNIT,
				completable: delay(),
			}]
		);
		for epoch in 0..delay() {
			run_to_epoch(epoch);
			assert_noop!(
				Staking::complete_redelegation(signed(10), 1, 2),
				Error::<Test>::NotYetWithdrawable
			);
		}
		run_to_epoch(delay());
		assert_eq!(Staking::exits(10)[0].redelegation, Some((2, delay())));
		take_events();
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		assert_eq!(
			take_events(),
			[Event::RedelegationCompleted { delegator: 10, from: 1, to: 2, amount: 400 * UNIT }]
		);
		assert_eq!(Exits::<Test>::get(10, 1), None);
		assert_eq!(ExitPools::<Test>::iter().count(), 0);
		assert_eq!(Staking::position_value(&10, &2, Liquid), 0);
		assert_eq!(validator(2).deposits.assets(), 400 * UNIT);
		assert_eq!((validator(1).holders, validator(2).holders), (1, 1));
		check();

		run_to_epoch(delay() + 1);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 100 * UNIT);
		assert_eq!(Staking::position_value(&10, &2, Liquid), 400 * UNIT);
	});
}

#[test]
fn redelegated_stake_earns_with_the_first_until_the_epoch_ends() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All));
		run_to_epoch(delay());
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 3));
		// With a validator outside the set, the stake is active immediately.
		assert_eq!(Staking::position_value(&10, &3, Liquid), 500 * UNIT);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert!((WEALTH - 500 * UNIT + 250 * UNIT).abs_diff(free(10)) <= 2);
		assert_eq!(validator(1).holders, 0);
		assert_eq!(Delegators::<Test>::get(10).unwrap().delegations.len(), 1);
	});
}

#[test]
fn both_classes_arrive_together() {
	chain().execute(|| {
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(200 * UNIT)));
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All));
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Compounding, Amount::All));
		run_to_epoch(delay());
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 3));
		assert_eq!(Staking::position_value(&10, &3, Liquid), 300 * UNIT);
		// Compounded: 200 of 1,000 of a reward of 500.
		let compounded = Staking::position_value(&10, &3, Compounding);
		assert!(compounded.abs_diff(300 * UNIT) <= 2);
	});
}

#[test]
fn each_target_gets_its_own_and_exits_stay_exits() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::Exact(100 * UNIT)));
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::Exact(150 * UNIT)));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(50 * UNIT)));
		assert_eq!(Exits::<Test>::get(10, 1).unwrap().len(), 3);
		run_to_epoch(1);
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::Exact(10 * UNIT)));

		run_to_epoch(delay());
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 3));
		assert_eq!(Staking::position_value(&10, &3, Liquid), 150 * UNIT);
		assert_noop!(
			Staking::complete_redelegation(signed(10), 1, 3),
			Error::<Test>::NotYetWithdrawable
		);
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Error::<Test>::NoExits);
		assert_eq!(Exits::<Test>::get(10, 1).unwrap().len(), 2);

		// After the bonding period an uncompleted redelegation can be withdrawn like any other
		// exit.
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(Exits::<Test>::get(10, 1), None);
	});
}

#[test]
fn a_target_that_refuses_leaves_the_exit_where_it_is() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(delay());
		let complete = || Staking::complete_redelegation(signed(10), 1, 2);
		assert_ok!(Staking::set_delegation_policy(signed(2), true, 0));
		assert_noop!(complete(), Error::<Test>::ValidatorClosed);
		assert_ok!(Staking::set_delegation_policy(signed(2), false, 501 * UNIT));
		assert_noop!(complete(), Error::<Test>::BelowMinimumDelegation);
		assert_ok!(Staking::open_case(&2, delay(), Basis::Proven));
		assert_noop!(complete(), Error::<Test>::ProvenOffencePending);
		assert_ok!(Staking::go_offline(signed(2)));
		assert_noop!(complete(), Error::<Test>::ValidatorOffline);
		assert_ok!(Staking::leave_validators(signed(2)));
		assert_noop!(complete(), Error::<Test>::ValidatorLeaving);
		assert_ok!(Staking::jail(&2, 100));
		assert_noop!(complete(), Error::<Test>::ValidatorJailed);
		assert_ok!(Staking::ban(&2));
		assert_noop!(complete(), Error::<Test>::ValidatorBanned);

		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert!(free(10).abs_diff(WEALTH + 250 * UNIT) <= 2);
	});
}

#[test]
fn a_redelegation_can_be_cancelled() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		assert_eq!(Staking::position_value(&10, &1, Liquid), 500 * UNIT);

		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(delay() + 1);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		run_to_epoch(delay() + 2);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 500 * UNIT);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Error::<Test>::NoExits);
	});
}

#[test]
fn redelegation_does_not_escape_a_slash() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All));
		run_to_epoch(window());
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		run_to_epoch(delay());
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 3), Error::<Test>::HeldByCase);
		assert_eq!(Staking::slash(&1, 0, Perbill::from_percent(20)).unwrap().peek(), 200 * UNIT);
		assert_ok!(Staking::close_case(&1, 0, Basis::Proven));
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 3));
		assert_eq!(Staking::position_value(&10, &3, Liquid), 400 * UNIT);

		// Arrived stake is liable for its new validator only: no double charge.
		drop(Staking::slash(&1, 0, Perbill::from_percent(50)).unwrap());
		assert_eq!(Staking::position_value(&10, &3, Liquid), 400 * UNIT);
	});
}

#[test]
fn redelegated_stake_waits_until_its_last_epoch_cannot_be_reported() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All));
		while Staking::complete_redelegation(signed(10), 1, 3).is_err() {
			next_epoch();
		}
		// The exit is of epoch 1, and is liable for the next epoch too.
		assert_noop!(Staking::open_case(&1, 2, Basis::Proven), Error::<Test>::EpochNotReportable);
	});
}

#[test]
fn a_case_of_the_first_holds_a_redelegation_and_one_of_the_second_does_not() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(window());
		assert_ok!(Staking::open_case(&2, 0, Basis::Alleged));
		assert_ok!(Staking::open_case(&1, 0, Basis::Alleged));
		run_to_epoch(delay());
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 0, Basis::Alleged));
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
	});
}

#[test]
fn everything_can_be_redelegated_with_as_many_validators_as_there_can_be() {
	ActiveValidators::set(1);
	let chain = (1..=65).fold(Chain::new(), |chain, who| chain.validator(who, 100));
	let chain = (1..=64).fold(chain, |chain, who| chain.delegation(100, who, 1, Liquid));
	chain.execute(|| {
		assert_ok!(Staking::redelegate(signed(100), 64, 65, Liquid, Amount::All));
		run_to_epoch(delay() + 1);
		// The redelegation frees one place and needs one.
		assert_ok!(Staking::complete_redelegation(signed(100), 64, 65));
		assert_eq!(Staking::position_value(&100, &65, Liquid), UNIT);
		assert_eq!((validator(64).holders, validator(65).holders), (0, 1));
	});
}

#[test]
fn a_target_that_is_gone_cannot_trap_the_stake() {
	chain().execute(|| {
		assert_ok!(Staking::leave_validators(signed(3)));
		assert_ok!(Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(3)));
		assert_ok!(Staking::remove_validator(signed(11), 3));
		assert_noop!(
			Staking::complete_redelegation(signed(10), 1, 3),
			Error::<Test>::UnknownValidator
		);
		assert_noop!(
			Staking::redelegate(signed(10), 1, 3, Liquid, Amount::All),
			Error::<Test>::UnknownValidator
		);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(Exits::<Test>::iter().count(), 0);
	});
}
