//! Shares without value, which a slash of all stake has left.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;

/// Validator 2 serves, with a delegator of each class.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 2, 100, Liquid)
		.delegation(11, 2, 200, Compounding)
		.account(12)
}

#[test]
fn a_banned_validator_that_lost_everything_can_be_wound_up() {
	chain().execute(|| {
		run_to_epoch(2);
		let lost = Staking::slash(&2, 2, Perbill::one()).expect("it can be slashed").peek();
		assert!(1_300 * UNIT - lost <= 4, "{lost}");
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&2));
		run_to_epoch(4);
		for who in [10, 11] {
			assert_ok!(Staking::push_out(signed(12), who, 2));
			// There is nothing left to push out.
			let again = Staking::push_out(signed(12), who, 2);
			assert!(again.is_err(), "{who}");
		}
		if !validator(2).own.is_empty() {
			assert_ok!(Staking::push_out(signed(12), 2, 2));
		}
		assert_noop!(Staking::push_out(signed(12), 2, 2), Error::<Test>::InsufficientStake);
		check();
		run_to_epoch(26);
		for who in [2, 10, 11] {
			let _ = Staking::withdraw_for(signed(12), who);
		}
		assert_ok!(Staking::remove_validator(signed(12), 2));
		assert!(!Validators::<Test>::contains_key(2));
		check();
	});
}
