//! The pallet on a chain that ran before without it.

use crate::{
	migrations::JoinRunningChain, mock::*, types::*, CurrentEpoch, NextElectionMode, NextSet,
};
use frame_support::{assert_ok, traits::OnRuntimeUpgrade};
use palisade_test_support::session::SessionKeys;
use sp_arithmetic::Perbill;
use sp_runtime::{testing::UintAuthorityId, BuildStorage};

/// The authorities of the chain before.
const AUTHORITIES: [AccountId; 3] = [71, 72, 73];

/// The session in which the runtime is upgraded.
const SESSION: u32 = 40;

/// A chain with sessions and authorities whose runtime has just learnt of the pallet.
fn running_chain(test: impl FnOnce()) {
	let keys = |who: &AccountId| SessionKeys { other: UintAuthorityId(*who as u64) };
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=8).chain(AUTHORITIES).map(|who| (who, WEALTH)).collect(),
			..Default::default()
		},
		session: pallet_session::GenesisConfig {
			keys: AUTHORITIES.iter().map(|who| (*who, *who, keys(who))).collect(),
			..Default::default()
		},
		staking: crate::GenesisConfig { election_mode: ElectionMode::Paused, ..Default::default() },
		..Default::default()
	};
	let mut chain: sp_io::TestExternalities = genesis.build_storage().unwrap().into();
	chain.execute_with(|| {
		System::set_block_number(1);
		// The pallet was not there at genesis.
		let prefix = sp_io::hashing::twox_128(b"Staking");
		let _ = frame_support::storage::unhashed::clear_prefix(&prefix, None, None);
		let pots = [Staking::pot(), Staking::fee_pot()];
		for pot in pots {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), pot, 0));
		}
		pallet_session::CurrentIndex::<Test>::put(SESSION);
		for who in 1..=8 {
			pallet_session::NextKeys::<Test>::insert(who, keys(&who));
			assert_ok!(System::inc_consumers(&who));
		}
		test();
		check();
	});
}

fn upgrade() {
	JoinRunningChain::<Test>::on_runtime_upgrade();
}

fn register(who: AccountId, units: u128) {
	let policy = RewardPolicy::Compound;
	assert_ok!(Staking::register_validator(signed(who), units * UNIT, Perbill::zero(), policy));
}

#[test]
fn the_first_validator_to_register_is_not_the_whole_set() {
	running_chain(|| {
		upgrade();
		assert_eq!(CurrentEpoch::<Test>::get(), SESSION);
		register(1, 1_000);
		for _ in 0..5 {
			next_epoch();
			assert_eq!(Session::validators(), AUTHORITIES);
			assert!(NextSet::<Test>::get().is_empty());
		}
		assert_eq!(Staking::now(), SESSION + 5);
		// Those that have registered can be seen before governance decides.
		assert_eq!(Staking::election_preview().preview.len(), 1);
	});
}

#[test]
fn a_runtime_that_forgets_the_migration_begins_paused_too() {
	running_chain(|| {
		assert_eq!(NextElectionMode::<Test>::get(), ElectionMode::Paused);
		register(1, 1_000);
		next_epoch();
		next_epoch();
		assert_eq!(Session::validators(), AUTHORITIES);
	});
}

#[test]
fn governance_hands_the_chain_to_the_validators_once_enough_have_registered() {
	MinimumActiveValidators::set(3);
	running_chain(|| {
		upgrade();
		(1..=5).for_each(|who| register(who, 1_000 - 100 * who));
		next_epoch();
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Normal));
		next_epoch();
		assert_eq!(Session::validators(), AUTHORITIES);
		next_epoch();
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert_eq!(Staking::active_validators(), vec![1, 2, 3, 4]);
		// Paid from the first epoch on.
		next_epoch();
		assert!(validator(1).pool.stake() > 900 * UNIT);
	});
}

#[test]
fn governance_that_decides_too_early_changes_no_authority() {
	MinimumActiveValidators::set(3);
	running_chain(|| {
		upgrade();
		register(1, 1_000);
		register(2, 1_000);
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Normal));
		run_to_epoch(SESSION + 4);
		assert_eq!(Session::validators(), AUTHORITIES);
		register(3, 1_000);
		run_to_epoch(SESSION + 6);
		assert_eq!(Session::validators().len(), 3);
	});
}

#[test]
fn the_migration_runs_once() {
	running_chain(|| {
		upgrade();
		register(1, 1_000);
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Normal));
		run_to_epoch(SESSION + 3);
		let root = palisade_test_support::storage::state_root();
		upgrade();
		assert_eq!(palisade_test_support::storage::state_root(), root);
	});
	// Nor on a chain that began with the pallet.
	Chain::new().validator(1, 1_000).execute(|| {
		upgrade();
		assert_eq!(NextElectionMode::<Test>::get(), ElectionMode::Normal);
	});
}
