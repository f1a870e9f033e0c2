//! Records keep their accounts alive. After each test the mock compares the references to every
//! account with the records about it.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::LockableCurrency};
use palisade_primitives::{
	DealControl, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use sp_arithmetic::Perbill;

type Lockable = currency::StakeAwareCurrency<Balances, Staking>;

fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 500)
		.delegation(10, 1, 100, Liquid)
		.accounts([11, 12])
}

fn references(who: AccountId) -> u32 {
	System::consumers(&who)
}

/// Tries to reap an account.
fn empty(who: AccountId) {
	let _ = Balances::transfer_all(signed(who), 12, false);
}

#[test]
fn an_account_with_stake_is_not_reaped() {
	chain().execute(|| {
		System::inc_account_nonce(10);
		empty(10);
		assert!(System::account_exists(&10));
		assert_eq!(System::account_nonce(10), 1);
		// Its exits keep the account too.
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(20);
		empty(10);
		assert!(System::account_exists(&10));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw_for(signed(11), 10));
		assert_eq!(references(10), 0);
		empty(10);
		assert!(!System::account_exists(&10));
	});
}

#[test]
fn an_account_with_a_deal_a_deposit_or_a_lock_is_not_reaped() {
	chain().execute(|| {
		assert_ok!(Staking::open_deal(&11, &1, 10 * UNIT, Perbill::zero()));
		empty(11);
		assert!(System::account_exists(&11));
		// A deposit that waits for the end of the epoch.
		run_to_epoch(1);
		assert_ok!(Balances::transfer_allow_death(signed(12), 11, 100 * UNIT));
		assert_ok!(Balances::transfer_allow_death(signed(12), 13, 100 * UNIT));
		assert_ok!(Staking::delegate(signed(13), 1, 10 * UNIT, Compounding, 0));
		empty(13);
		assert!(System::account_exists(&13));
		// A lock that stake covers.
		Lockable::set_lock(
			*b"testlock",
			&13,
			5 * UNIT,
			frame_support::traits::WithdrawReasons::all(),
		);
		assert_eq!(references(13), 2);
		Lockable::remove_lock(*b"testlock", &13);
		assert_eq!(references(13), 1);
	});
}

#[test]
fn each_way_out_drops_the_reference() {
	chain().execute(|| {
		// By transfers of all there is.
		assert_ok!(Staking::move_position(&10, &1, Liquid, 100 * UNIT, &11));
		assert_eq!((references(10), references(11)), (0, 1));
		assert_ok!(Staking::undelegate(signed(11), 1, Liquid, Amount::Exact(40 * UNIT)));
		run_to_epoch(1);
		assert_ok!(Staking::move_exits(&11, &1, 0, &10));
		assert_ok!(Staking::move_position(&11, &1, Liquid, 60 * UNIT, &10));
		assert_eq!((references(10), references(11)), (1, 0));
		assert_ok!(Staking::open_deal(&11, &1, 10 * UNIT, Perbill::zero()));
		assert_ok!(Staking::move_deal(&11, 0, &12));
		assert_eq!((references(11), references(12)), (0, 1));
		// A closed deal becomes an exit, and a redelegation a delegation.
		run_to_epoch(2);
		assert_ok!(Staking::close_deal(&12, 0));
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(18);
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		assert_eq!((references(10), references(12)), (1, 1));
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(12)));
		assert_eq!(references(12), 0);
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::All));
		run_to_epoch(50);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(references(10), 0);
	});
}

#[test]
fn a_validator_is_kept_until_its_removal() {
	chain().execute(|| {
		let keys = references(2) - 1;
		// The record of settings, and that of exits, is another one.
		assert_ok!(Staking::set_reward_account(signed(2), Some(11)));
		assert_eq!(references(2), keys + 2);
		assert_ok!(Staking::permit_claims(signed(2), true));
		assert_ok!(Staking::leave_validators(signed(2)));
		run_to_epoch(2);
		for _ in 0..2 {
			let own = validator(2).own.compounding.shares;
			if !own.is_zero() {
				let _ = Staking::decrease_self_stake(signed(2), Compounding, Amount::All);
			}
			run_to_epoch(CurrentEpoch::<Test>::get() + 22);
			let _ = Staking::withdraw(signed(2));
		}
		assert_ok!(Staking::remove_validator(signed(11), 2));
		assert!(!Delegators::<Test>::contains_key(2));
		assert!(references(2) < keys + 1);
	});
}

#[test]
fn a_slash_that_closes_a_class_keeps_the_references() {
	chain().execute(|| {
		run_to_epoch(1);
		drop(Staking::slash(&1, 0, Perbill::from_parts(999_999_999)).unwrap());
		assert_eq!(validator(1).pool.compounding.generation, 1);
		assert!(Delegators::<Test>::contains_key(1));
	});
}

#[test]
fn an_account_that_cannot_be_kept_receives_no_stake() {
	chain().execute(|| {
		run_to_epoch(1);
		let kept = Error::<Test>::AccountNotKept;
		// It has no balance of its own.
		assert_noop!(Staking::move_position(&10, &1, Liquid, 50 * UNIT, &99), kept);
		assert_ok!(Staking::open_deal(&11, &1, 10 * UNIT, Perbill::zero()));
		let kept = Error::<Test>::AccountNotKept;
		assert_noop!(Staking::move_deal(&11, 0, &99), kept);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		let kept = Error::<Test>::AccountNotKept;
		assert_noop!(Staking::move_exits(&10, &1, 1, &99), kept);
		// It has as many references as it may.
		while System::inc_consumers(&12).is_ok() {}
		let before = references(12);
		assert_noop!(
			Staking::delegate(signed(12), 1, 10 * UNIT, Liquid, 0),
			Error::<Test>::AccountNotKept
		);
		assert_noop!(
			Staking::register_validator(
				signed(12),
				500 * UNIT,
				Perbill::zero(),
				RewardPolicy::Compound
			),
			Error::<Test>::AccountNotKept
		);
		assert_eq!(references(12), before);
		(0..before).for_each(|_| System::dec_consumers(&12));
	});
}
