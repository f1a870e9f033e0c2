//! Genesis.

use crate::{mock::*, types::*, GenesisConfig, NextSet};
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
	// With the keys of the session pallet, and paused elections.
	Chain::new().account(5).execute(|| {
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Normal));
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

/// The genesis of a chain of these validators without elections by the mock's own choice.
fn genesis(validators: &[AccountId], election_mode: ElectionMode) -> GenesisConfig<Test> {
	let validator = |who: &AccountId| (*who, 1_000 * UNIT, Perbill::zero(), RewardPolicy::Compound);
	let validators = validators.iter().map(validator).collect();
	GenesisConfig { validators, election_mode, ..Default::default() }
}

#[test]
fn a_check_of_the_genesis_names_the_flaw() {
	let check = |validators: &[AccountId], mode, keys: &[AccountId], minimum| {
		genesis(validators, mode).check(|who| keys.contains(who), minimum)
	};
	let all = [1, 2, 3];
	assert_eq!(check(&all, ElectionMode::Normal, &all, 3), Ok(()));
	let says = |outcome: Result<(), String>, part: &str| {
		let error = outcome.expect_err("it is refused");
		assert!(error.contains(part), "{error}");
	};
	says(check(&all, ElectionMode::Normal, &[1, 3], 1), "validator 2 has no session keys");
	says(check(&[1, 2, 1], ElectionMode::Normal, &all, 1), "1 is a validator twice");
	says(check(&[], ElectionMode::Normal, &all, 1), "because it names none");
	says(check(&all, ElectionMode::Normal, &all, 4), "3 can be elected and the least number is 4");
	assert_eq!(check(&all, ElectionMode::ForceOnce, &all, 4), Ok(()));
	assert_eq!(check(&[], ElectionMode::Paused, &[], 4), Ok(()));
	says(check(&all, ElectionMode::Paused, &[], 4), "validator 1 has no session keys");
}

#[test]
#[should_panic(expected = "the genesis validator 2 has no session keys")]
fn a_validator_without_session_keys_does_not_start_a_chain() {
	WithoutKeys::set(vec![2]);
	Chain::new().validator(1, 1_000).validator(2, 1_000).start();
}

#[test]
#[should_panic(expected = "because 2 can be elected and the least number is 3")]
fn a_genesis_with_too_few_validators_does_not_start() {
	MinimumActiveValidators::set(3);
	Chain::new().validator(1, 1_000).validator(2, 1_000).start();
}

#[test]
#[should_panic(expected = "because 0 can be elected and the least number is 1: name more \
	validators, or lower the minimum; 1 is refused: Module")]
fn a_genesis_whose_validators_are_refused_names_them() {
	Gates::set([(1, vec![refusal(7)])].into());
	Chain::new().validator(1, 1_000).start();
}

#[test]
#[should_panic(expected = "declare the staking pallet before the session pallet")]
fn a_genesis_after_that_of_the_sessions_does_not_start() {
	use frame_support::traits::BuildGenesisConfig;
	sp_io::TestExternalities::new_empty().execute_with(|| {
		pallet_session::GenesisConfig::<Test>::default().build();
		genesis(&[1], ElectionMode::Normal).build();
	});
}
