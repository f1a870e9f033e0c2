//! The balance that staking leaves for fees.

use crate::{mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, LockableCurrency, WithdrawReasons},
};
use palisade_primitives::{
	DealControl,
	RewardClass::{Compounding, Liquid},
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchResult;

const EXISTENTIAL_DEPOSIT: u128 = UNIT / 1_000;

fn chain() -> Chain {
	FeeReserve::set(UNIT);
	Chain::new().validator(1, 1_000).accounts([10, 11])
}

fn delegate(amount: u128) -> DispatchResult {
	Staking::delegate(signed(10), 1, amount, Liquid, 0).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn staking_leaves_the_reserve_for_fees() {
	chain().execute(|| {
		let most = WEALTH - EXISTENTIAL_DEPOSIT - UNIT;
		assert_noop!(delegate(WEALTH), Error::<Test>::InsufficientFunds);
		assert_noop!(delegate(most + 1), Error::<Test>::NothingLeftForFees);
		let many = vec![(1, most, Liquid, 0), (1, 1, Liquid, 0)].try_into().unwrap();
		assert_noop!(Staking::delegate_many(signed(10), many), Error::<Test>::NothingLeftForFees);
		assert_ok!(delegate(most));
		assert_eq!(free(10), UNIT + EXISTENTIAL_DEPOSIT);
		let operator = free(1) - EXISTENTIAL_DEPOSIT - UNIT;
		assert_noop!(
			Staking::increase_self_stake(signed(1), operator + 1),
			Error::<Test>::NothingLeftForFees
		);
		assert_ok!(Staking::increase_self_stake(signed(1), operator));
	});
}

#[test]
fn a_registration_leaves_the_reserve_for_fees() {
	chain().execute(|| {
		let deposit: u128 = <Test as Config>::RegistrationDeposit::get();
		let most = WEALTH - deposit - EXISTENTIAL_DEPOSIT - UNIT;
		let register = |amount| {
			Staking::register_validator(signed(11), amount, Perbill::zero(), RewardPolicy::Payout)
		};
		assert_noop!(register(most + 1), Error::<Test>::NothingLeftForFees);
		let poor = 100 * UNIT + deposit + UNIT;
		assert_ok!(Balances::transfer_allow_death(signed(10), 12, poor - 1));
		assert_eq!(Staking::admission(&12), [Error::<Test>::InsufficientFunds.into()]);
		assert_ok!(Balances::transfer_allow_death(signed(10), 12, 1 + EXISTENTIAL_DEPOSIT));
		assert_eq!(Staking::admission(&12), []);
	});
}

#[test]
fn all_is_delegated_but_the_reserve_unless_asked_otherwise() {
	chain().execute(|| {
		let all = |keep_reserve| Staking::delegate_all(signed(10), 1, Compounding, 0, keep_reserve);
		assert_ok!(all(true));
		assert_eq!(free(10), UNIT + EXISTENTIAL_DEPOSIT);
		assert_noop!(all(true), Error::<Test>::InsufficientFunds);
		assert_ok!(all(false));
		assert_eq!(free(10), EXISTENTIAL_DEPOSIT);
		assert_noop!(all(false), Error::<Test>::InsufficientFunds);
		// A lock is neither delegated nor part of the reserve.
		let lock = (*b"testlock", 400 * UNIT);
		Balances::set_lock(lock.0, &11, lock.1, WithdrawReasons::all());
		assert_ok!(Staking::delegate_all(signed(11), 1, Liquid, 0, true));
		assert_eq!(free(11), 401 * UNIT);
		assert_noop!(
			Staking::delegate_all(signed(11), 1, Liquid, u128::MAX, false),
			Error::<Test>::SlippageExceeded
		);
		Balances::remove_lock(lock.0, &11);
	});
}

#[test]
fn a_deal_may_take_all_that_its_owner_has_agreed_on() {
	chain().execute(|| {
		let all = WEALTH - EXISTENTIAL_DEPOSIT;
		assert_ok!(Staking::open_deal(&10, &1, all, Perbill::zero()));
		assert_eq!(free(10), EXISTENTIAL_DEPOSIT);
	});
}
