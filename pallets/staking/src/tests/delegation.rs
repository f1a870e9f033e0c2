//! Delegations and their activation.

use crate::{mock::*, types::*, *};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok, storage::with_storage_layer, traits::Imbalance, BoundedVec,
};
use palisade_primitives::{
	ExposureInspect, PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError;

/// Validator 1 is in the set, validator 2 is never.
fn one_seat() -> Chain {
	ActiveValidators::set(1);
	Chain::new().validator(1, 1_000).validator(2, 100).accounts([10, 11])
}

/// 65 validators, the first of which is in the set, and account 100.
fn many_validators() -> Chain {
	ActiveValidators::set(1);
	(2..=65)
		.fold(Chain::new().validator(1, 1_000), |chain, who| chain.validator(who, 100))
		.account(100)
}

#[test]
fn deposits_of_an_epoch_earn_from_the_next() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 500 * UNIT, Compounding, 0));
		assert_ok!(Staking::delegate(signed(11), 1, 500 * UNIT, Liquid, 0));
		assert_eq!(validator(1).pool.stake(), 1_000 * UNIT);
		assert_eq!(validator(1).deposits.assets(), 1_000 * UNIT);
		assert_eq!(Staking::position_value(&10, &1, Compounding), 0);
		assert_eq!(Staking::staked_by(&10), 500 * UNIT);

		// The reward of epoch 0 is the validator's: 1,000.
		run_to_epoch(1);
		assert_eq!(validator(1).pool.stake(), 3_000 * UNIT);
		assert_eq!(validator(1).deposits.assets(), 0);
		// Shares round down.
		assert_eq!(Staking::position_value(&10, &1, Compounding), 500 * UNIT - 1);
		assert_eq!(Staking::position_value(&11, &1, Liquid), 500 * UNIT);
		let exposure = Staking::exposure(1, &1).expect("it is in the set");
		assert_eq!((exposure.compounding, exposure.liquid), (2_500 * UNIT, 500 * UNIT));

		// A sixth of the reward of epoch 1 for each.
		run_to_epoch(2);
		let value = Staking::position_value(&10, &1, Compounding);
		assert!(value.abs_diff(500 * UNIT + 1_000 * UNIT / 6) <= 2);
		assert_ok!(Staking::claim_rewards(signed(11), 1));
		assert_eq!(free(11), WEALTH - 500 * UNIT + 1_000 * UNIT / 6);
	});
}

#[test]
fn a_delegation_says_from_when_it_is_active() {
	one_seat().execute(|| {
		take_events();
		assert_ok!(Staking::delegate(signed(10), 1, 5 * UNIT, Liquid, 0));
		assert_ok!(Staking::delegate(signed(10), 2, 5 * UNIT, Compounding, 0));
		let delegated = |validator, class, active| Event::Delegated {
			delegator: 10,
			validator,
			class,
			amount: 5 * UNIT,
			active,
		};
		assert_eq!(take_events(), [delegated(1, Liquid, 1), delegated(2, Compounding, 0)]);
	});
}

#[test]
fn stake_with_a_waiting_validator_is_active_at_once() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Compounding, 0));
		assert_ok!(Staking::delegate(signed(10), 2, 70 * UNIT, Liquid, 0));
		assert_eq!(Staking::position_value(&10, &2, Compounding), 50 * UNIT);
		assert_eq!(Staking::position_value(&10, &2, Liquid), 70 * UNIT);
		assert_eq!(validator(2).pool.stake(), 220 * UNIT);
		assert_eq!(Activations::<Test>::iter().count(), 0);

		// It earns nothing there.
		run_to_epoch(3);
		assert_eq!(Staking::staked_by(&10), 120 * UNIT);
		assert_noop!(Staking::claim_rewards(signed(10), 2), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn delegated_funds_are_in_the_pot() {
	one_seat().execute(|| {
		let pot = free(Staking::pot());
		assert_ok!(Staking::delegate(signed(10), 1, 30 * UNIT, Liquid, 0));
		assert_ok!(Staking::delegate(signed(10), 2, 20 * UNIT, Liquid, 0));
		assert_eq!(free(10), WEALTH - 50 * UNIT);
		assert_eq!(free(Staking::pot()), pot + 50 * UNIT);
		assert_eq!(Staking::staked_by(&10), 50 * UNIT);
		assert_eq!((validator(1).holders, validator(2).holders), (1, 1));
	});
}

#[test]
fn min_shares_out_is_compared_with_the_price_of_now() {
	one_seat().execute(|| {
		// An untouched class has a thousand shares to a planck.
		let untouched = 10 * UNIT * 1_000;
		assert_noop!(
			Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, untouched + 1),
			Error::<Test>::SlippageExceeded
		);
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, untouched));

		// The reward of an epoch has doubled the price of the other.
		run_to_epoch(1);
		let shares = validator(1).pool.compounding.shares_for(10 * UNIT).unwrap().0;
		assert!(shares.abs_diff(untouched / 2) <= 3);
		assert_noop!(
			Staking::delegate(signed(10), 1, 10 * UNIT, Compounding, shares + 1),
			Error::<Test>::SlippageExceeded
		);
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Compounding, shares));
	});
}

#[test]
fn delegate_many_delegates_to_all() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate_many(
			signed(10),
			BoundedVec::truncate_from(vec![
				(1, 10 * UNIT, Liquid, 0),
				(1, 20 * UNIT, Compounding, 0),
				(2, 30 * UNIT, Liquid, 30_000 * UNIT),
				(1, 5 * UNIT, Liquid, 0),
			]),
		));
		assert_eq!(free(10), WEALTH - 65 * UNIT);
		assert_eq!(validator(1).deposits.of(DepositKind::fresh(Liquid)).assets, 15 * UNIT);
		assert_eq!(validator(1).deposits.of(DepositKind::fresh(Compounding)).assets, 20 * UNIT);
		assert_eq!(Staking::position_value(&10, &2, Liquid), 30 * UNIT);
		assert_eq!(Delegators::<Test>::get(10).unwrap().delegations.len(), 2);
	});
}

#[test]
fn delegate_many_is_all_or_nothing() {
	one_seat().execute(|| {
		let many = |last| BoundedVec::truncate_from(vec![(1, UNIT, Liquid, 0), last]);
		for (last, error) in [
			((2, 0, Liquid, 0), Error::<Test>::ZeroAmount),
			((3, UNIT, Liquid, 0), Error::UnknownValidator),
			((2, UNIT - 1, Liquid, 0), Error::BelowMinimumDelegation),
			((2, UNIT, Liquid, 1_000 * UNIT + 1), Error::SlippageExceeded),
			((2, WEALTH, Liquid, 0), Error::InsufficientFunds),
			((10, UNIT, Liquid, 0), Error::CannotDelegateToSelf),
		] {
			assert_noop!(Staking::delegate_many(signed(10), many(last)), error);
		}
		assert_noop!(
			Staking::delegate_many(signed(10), BoundedVec::new()),
			Error::<Test>::ZeroAmount
		);
	});
}

#[test]
fn a_top_up_may_be_smaller_than_the_minimum() {
	one_seat().execute(|| {
		for (validator, class) in [(1, Liquid), (1, Compounding), (2, Liquid)] {
			assert_ok!(Staking::delegate(signed(10), validator, UNIT, class, 0));
			assert_ok!(Staking::delegate(signed(10), validator, 1, class, 0));
		}
		// Each class counts on its own.
		assert_noop!(
			Staking::delegate(signed(10), 2, UNIT - 1, Compounding, 0),
			Error::<Test>::BelowMinimumDelegation
		);
		run_to_epoch(1);
		assert_eq!(Staking::position_value(&10, &1, Liquid), UNIT + 1);
		assert_ok!(Staking::delegate(signed(10), 1, 1, Liquid, 0));
	});
}

#[test]
fn a_top_up_keeps_what_was_earned() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 1_000 * UNIT, Liquid, 0));
		// 1,000 of 3,000 in epoch 1.
		run_to_epoch(2);
		assert_ok!(Staking::delegate(signed(10), 1, 1_000 * UNIT, Liquid, 0));
		let earned = 1_000 * UNIT / 3;
		assert_eq!(
			Delegators::<Test>::get(10).unwrap().delegations[0].position().unwrap().unclaimed,
			earned
		);
		check();
		// The deposit does not earn in epoch 2, in which there are 1,000 of 1,000 + 8,000 / 3.
		run_to_epoch(3);
		let earned = earned + 1_000 * UNIT * 3 / 11;
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert!((WEALTH - 2_000 * UNIT + earned).abs_diff(free(10)) <= 2);
	});
}

#[test]
fn deposits_of_the_past_count_when_something_is_added() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 900).account(10).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0));
		run_to_epoch(1);
		// It leaves the set, so that what is added is active at once.
		assert_ok!(Staking::go_offline(signed(1)));
		run_to_epoch(3);
		assert_ok!(Staking::go_online(signed(1)));
		assert!(!validator(1).serves(3));
		assert_ok!(Staking::delegate(signed(10), 1, UNIT / 2, Liquid, 0));
		assert_eq!(Staking::position_value(&10, &1, Liquid), 100 * UNIT + UNIT / 2);
	});
}

#[test]
fn deposits_of_an_epoch_become_shares_once_and_each_takes_its_own() {
	one_seat().account(12).execute(|| {
		for (who, units) in [(10, 10), (11, 20), (12, 30)] {
			assert_ok!(Staking::delegate(signed(who), 1, units * UNIT, Liquid, 0));
		}
		run_to_epoch(1);
		let activation = || {
			let activated = Activations::<Test>::get(1, 0)?;
			let is_liquid = |kind: &DepositKind| *kind == DepositKind::fresh(Liquid);
			activated
				.into_iter()
				.find(|(kind, _)| is_liquid(kind))
				.map(|(_, activation)| activation)
		};
		assert_eq!(activation().unwrap().units_left, 60 * UNIT);

		// Settled in different epochs: a late settlement loses nothing.
		assert_ok!(Staking::delegate(signed(11), 1, UNIT, Liquid, 0));
		assert_eq!(activation().unwrap().units_left, 40 * UNIT);
		check();
		run_to_epoch(4);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(activation().unwrap().units_left, 30 * UNIT);
		assert_ok!(Staking::claim_rewards(signed(12), 1));
		assert_eq!(activation(), None);
		let claimed = |who, units| free(who) + units * UNIT - WEALTH;
		assert!((3 * claimed(10, 10)).abs_diff(claimed(12, 30)) <= 3);
	});
}

#[test]
fn sixty_four_validators_and_no_more() {
	many_validators().execute(|| {
		for validator in 1..=64 {
			assert_ok!(Staking::delegate(signed(100), validator, UNIT, Compounding, 0));
		}
		assert_noop!(
			Staking::delegate(signed(100), 65, UNIT, Liquid, 0),
			Error::<Test>::TooManyDelegations
		);
		assert_ok!(Staking::delegate(signed(100), 64, UNIT, Liquid, 0));
		assert_ok!(Staking::delegate(signed(100), 1, UNIT, Liquid, 0));

		// An exit still needs the place; what was withdrawn does not.
		assert_ok!(Staking::undelegate(signed(100), 7, Compounding, Amount::All));
		assert_noop!(
			Staking::delegate(signed(100), 65, UNIT, Liquid, 0),
			Error::<Test>::TooManyDelegations
		);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(100)));
		assert_ok!(Staking::delegate(signed(100), 65, UNIT, Liquid, 0));
		assert_eq!(Delegators::<Test>::get(100).unwrap().delegations.len(), 64);
	});
}

#[test]
fn a_validator_with_all_delegations_can_still_leave() {
	many_validators().execute(|| {
		for validator in 2..=65 {
			assert_ok!(Staking::delegate(signed(1), validator, UNIT, Compounding, 0));
		}
		assert_ok!(Staking::leave_validators(signed(1)));
	});
}

#[test]
fn a_validator_with_all_delegations_does_not_escape_a_slash() {
	many_validators().execute(|| {
		for validator in 2..=65 {
			assert_ok!(Staking::delegate(signed(1), validator, UNIT, Compounding, 0));
		}
		let slashed =
			with_storage_layer::<_, DispatchError, _>(|| Staking::slash(&1, 0, Perbill::one()))
				.map(|loss| loss.peek());
		assert_eq!(slashed, Ok(1_000 * UNIT));
	});
}

#[test]
fn a_closed_validator_keeps_the_delegations_it_has() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0));
		assert_ok!(Staking::set_delegation_policy(signed(1), true, 0));
		for who in [10, 11] {
			assert_noop!(
				Staking::delegate(signed(who), 1, 100 * UNIT, Liquid, 0),
				Error::<Test>::ValidatorClosed
			);
		}
		// Self-stake is no delegation.
		assert_ok!(Staking::increase_self_stake(signed(1), UNIT));
		run_to_epoch(2);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_ok!(Staking::change_class(signed(10), 1, Compounding, Amount::Exact(50 * UNIT)));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 2));

		assert_ok!(Staking::set_delegation_policy(signed(1), false, 0));
		assert_ok!(Staking::delegate(signed(11), 1, 100 * UNIT, Liquid, 0));
	});
}

#[test]
fn a_validator_may_ask_for_more_than_the_least_delegation() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0));
		assert_ok!(Staking::set_delegation_policy(signed(1), false, 100 * UNIT));
		assert_noop!(
			Staking::delegate(signed(11), 1, 100 * UNIT - 1, Liquid, 0),
			Error::<Test>::BelowMinimumDelegation
		);
		assert_ok!(Staking::delegate(signed(11), 1, 100 * UNIT, Liquid, 0));
		// Existing delegations may stay; a top-up has to reach the new minimum.
		assert_noop!(
			Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0),
			Error::<Test>::BelowMinimumDelegation
		);
		assert_ok!(Staking::delegate(signed(10), 1, 90 * UNIT, Liquid, 0));

		// The chain's minimum applies too.
		assert_ok!(Staking::set_delegation_policy(signed(1), false, 1));
		assert_noop!(
			Staking::delegate(signed(10), 1, 1, Compounding, 0),
			Error::<Test>::BelowMinimumDelegation
		);
	});
}

#[test]
fn a_validator_may_delegate_to_others() {
	one_seat().execute(|| {
		assert_ok!(Staking::delegate(signed(2), 1, 100 * UNIT, Liquid, 0));
		run_to_epoch(2);
		assert_ok!(Staking::claim_rewards(signed(2), 1));
		assert_eq!(Staking::staked_by(&2), 200 * UNIT);
		assert_ok!(Staking::undelegate(signed(2), 1, Liquid, Amount::All));
		assert_ok!(Staking::leave_validators(signed(2)));
		check();
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(2)));
		assert_eq!(Staking::staked_by(&2), 0);
	});
}

#[test]
fn deposits_become_active_when_the_validator_leaves_the_set() {
	one_seat().execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		// The set of epoch 1 was elected before.
		run_to_epoch(1);
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Liquid, 0));
		assert_eq!(NextSet::<Test>::get()[0].validator, 2);
		run_to_epoch(2);
		assert!(!validator(1).serves(2));
		assert_eq!(Staking::position_value(&10, &1, Liquid), 100 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
	});
}

#[test]
fn a_position_of_nothing_is_known_by_its_encoding() {
	let mut position = Position::default();
	assert!(position.encode().iter().all(|byte| *byte == 0));
	let mut delegation = Delegation::new(1, 0);
	assert!(delegation.is_empty());
	// Past stake leaves a generation and an index.
	position.liquid.generation = 1;
	position.liquid.settled.0 = 5.into();
	delegation.set_position(&position);
	assert!(delegation.is_empty());
	let changes: [fn(&mut Position); 4] = [
		|position| position.compounding.shares.0 = 1,
		|position| position.liquid.shares.0 = u128::MAX,
		|position| position.unclaimed = 1 << 100,
		|position| {
			let deposit = PendingDeposit { kind: DepositKind::ALL[0], epoch: 0, units: 1 };
			position.pending.try_push(deposit).unwrap();
		},
	];
	for change in changes {
		let mut position = Position::default();
		change(&mut position);
		delegation.set_position(&position);
		assert!(!delegation.is_empty());
		assert_eq!(delegation.position(), Some(position));
	}
}
