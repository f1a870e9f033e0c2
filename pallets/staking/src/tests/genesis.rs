//! Genesis.

use crate::{mock::*, types::*, NextSet};
use frame_support::{
	assert_ok,
	traits::fungible::{Inspect, InspectHold},
};
use palisade_primitives::{ExposureInspect, PositionInspect, RewardClass};
use sp_arithmetic::Perbill;

#[test]
fn validators_and_delegations_are_there_from_the_first_block() {
	Chain::new()
		.validator(1, 1_000)
		.validator_with(2, 500, Perbill::from_percent(7), RewardPolicy::Payout)
		.delegation(10, 1, 300, RewardClass::Liquid)
		.delegation(10, 2, 200, RewardClass::Compounding)
		.execute(|| {
			check();
			assert_eq!(Staking::active_validators(), vec![1, 2]);
			assert_eq!(Session::validators(), vec![1, 2]);
			assert_eq!(validator(1).state, State::Active);
			assert_eq!(validator(2).commission, Commission::new(Perbill::from_percent(7)));
			// Deposits of the genesis are active in the first epoch.
			assert_eq!(Staking::exposure(0, &1).unwrap().stake(), 1_300 * UNIT);
			assert_eq!(Staking::exposure(0, &2).unwrap().stake(), 700 * UNIT);
			assert_eq!(Staking::position_value(&10, &1, RewardClass::Liquid), 300 * UNIT);
			assert_eq!(NextSet::<Test>::get().len(), 2);
			assert_eq!(free(10), WEALTH - 500 * UNIT);
			assert_eq!(Balances::total_balance_on_hold(&1), 10 * UNIT);
			let pot = Balances::balance(&Staking::pot());
			assert_eq!(pot, 2_000 * UNIT + Balances::minimum_balance());
		});
}

#[test]
fn a_chain_can_start_without_validators() {
	Chain::new().account(5).execute(|| {
		assert!(Staking::active_validators().is_empty());
		run_to_epoch(2);
		check();
		assert_ok!(Staking::register_validator(
			signed(5),
			100 * UNIT,
			Perbill::zero(),
			RewardPolicy::Compound
		));
		run_to_epoch(4);
		assert_eq!(Staking::active_validators(), vec![5]);
	});
}

#[test]
fn the_first_sets_are_those_of_the_session() {
	for seed in 0..10 {
		Seed::set(seed);
		RotationShare::set(Perbill::from_percent(75));
		let chain = (1..=10).fold(Chain::new(), |chain, who| chain.validator(who, 1_000 + who));
		chain.execute(|| {
			for epoch in 0..4 {
				run_to_epoch(epoch);
				assert_eq!(Staking::active_validators(), Session::validators(), "of {epoch}");
			}
		});
	}
}

#[test]
#[should_panic(expected = "is a validator twice")]
fn a_validator_is_named_once() {
	Chain::new().validator(1, 1_000).validator(1, 1_000).start();
}

#[test]
#[should_panic(expected = "the self-stake of 1 is too small")]
fn a_validator_has_enough_own_stake() {
	Chain::new().validator(1, 99).start();
}

#[test]
#[should_panic(expected = "the commission of 1 is too high")]
fn a_commission_is_not_too_high() {
	Chain::new()
		.validator_with(1, 1_000, Perbill::from_percent(51), RewardPolicy::Compound)
		.start();
}

#[test]
#[should_panic(expected = "1 cannot be a validator")]
fn a_validator_owns_its_stake_and_its_deposit() {
	Chain::new().validator(1, WEALTH / UNIT - 5).start();
}

#[test]
#[should_panic(expected = "10 cannot delegate to 2")]
fn a_delegation_has_a_validator() {
	Chain::new().validator(1, 1_000).delegation(10, 2, 100, RewardClass::Liquid).start();
}

#[test]
#[should_panic(expected = "10 cannot delegate to 1")]
fn a_delegator_owns_its_stake() {
	Chain::new()
		.validator(1, 1_000)
		.delegation(10, 1, WEALTH / UNIT + 1, RewardClass::Liquid)
		.start();
}

#[test]
#[should_panic(expected = "10 cannot delegate to 1")]
fn a_delegation_is_large_enough() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 0, RewardClass::Liquid).start();
}
