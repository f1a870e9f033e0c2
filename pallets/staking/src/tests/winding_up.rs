//! Winding up validators that have left or are banned.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Get};
use palisade_primitives::{
	Basis,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl, ValidatorInspect,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchResult;

/// Validator 2 serves, and delegators 10 and 11 have delegated to it.
fn chain() -> Chain {
	Chain::new()
		.validator(1, 1_000)
		.validator_with(2, 1_000, Perbill::from_percent(10), RewardPolicy::Payout)
		.delegation(10, 2, 100, Liquid)
		.delegation(11, 2, 200, Compounding)
		.account(12)
}

fn push(who: AccountId) -> DispatchResult {
	Staking::push_out(signed(12), who, 2)
}

/// Runs `epochs` epochs.
fn pass(epochs: u32) {
	run_to_epoch(CurrentEpoch::<Test>::get() + epochs);
}

#[test]
fn a_banned_validator_winds_up_although_no_holder_returns() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Compounding, 0));
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&2));
		// It is in the sets elected before: its holders act for themselves.
		for who in [2, 10, 11] {
			assert_noop!(push(who), Error::<Test>::ValidatorNotGone);
		}
		assert!(!Staking::is_gone(&2));
		pass(2);
		assert!(Staking::is_gone(&2));
		take_events();
		let before = free(10);
		assert_ok!(push(10));
		let rewards = free(10) - before;
		assert!(rewards > 0);
		let epoch = CurrentEpoch::<Test>::get();
		let events = take_events();
		let Some(Event::PushedOut {
			delegator: 10,
			validator: 2,
			amount,
			rewards: paid,
			epoch: at,
		}) = events.last()
		else {
			panic!("{events:?}")
		};
		assert_eq!((*paid, *at), (rewards, epoch));
		// Each class rounds down.
		assert!(150 * UNIT - *amount <= 2, "{amount}");
		assert_noop!(push(10), Error::<Test>::InsufficientStake);
		assert_noop!(push(12), Error::<Test>::NotDelegator);
		assert_ok!(push(11));
		let operator = free(2);
		assert_ok!(push(2));
		assert!(free(2) > operator, "its rewards and its commission");
		assert_noop!(Staking::remove_validator(signed(12), 2), Error::<Test>::ValidatorInUse);
		pass(21);
		for who in [2, 10, 11] {
			assert_ok!(Staking::withdraw_for(signed(12), who));
		}
		// The record and the deposit go in the end, and the ban stays.
		let deposit: u128 = <Test as Config>::RegistrationDeposit::get();
		let before = free(2);
		assert_ok!(Staking::remove_validator(signed(12), 2));
		assert_eq!(free(2) - before, deposit);
		assert!(!Validators::<Test>::contains_key(2));
		let register = || {
			let stake = 500 * UNIT;
			Staking::register_validator(signed(2), stake, Perbill::zero(), RewardPolicy::Payout)
		};
		assert_noop!(register(), Error::<Test>::ValidatorBanned);
		assert_eq!(Staking::admission(&2), [Error::<Test>::ValidatorBanned.into()]);
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, State::Offline));
		assert_noop!(
			Staking::set_validator_state(RuntimeOrigin::root(), 2, State::Offline),
			Error::<Test>::UnknownValidator
		);
		assert_ok!(register());
	});
}

#[test]
fn a_ban_is_remembered_whatever_a_gate_says_and_can_be_reversed() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&2));
		pass(2);
		for who in [2, 10, 11] {
			assert_ok!(push(who));
		}
		pass(21);
		for who in [2, 10, 11] {
			assert_ok!(Staking::withdraw_for(signed(12), who));
		}
		let remove = || Staking::remove_validator(signed(12), 2);
		let _ = frame_support::storage::with_storage_layer(|| -> DispatchResult {
			assert_ok!(remove());
			assert!(BannedAccounts::<Test>::contains_key(2));
			assert_ok!(<Staking as ValidatorControl<_>>::unban(&2));
			assert!(!BannedAccounts::<Test>::contains_key(2));
			Err(Error::<Test>::Overflow.into())
		});
		// A gate may refuse the account for a time only.
		Gates::set([(2, vec![refusal(1)])].into());
		assert_ok!(remove());
		Gates::set(Default::default());
		assert!(BannedAccounts::<Test>::contains_key(2));
		assert_eq!(Staking::admission(&2), [Error::<Test>::ValidatorBanned.into()]);
	});
}

#[test]
fn holders_of_a_validator_that_has_left_are_pushed_out() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_noop!(push(10), Error::<Test>::ValidatorNotGone);
		assert_ok!(Staking::leave_validators(signed(2)));
		assert_noop!(push(10), Error::<Test>::ValidatorNotGone);
		pass(2);
		assert_ok!(push(10));
		// A holder that returns can do the same by itself.
		assert_ok!(Staking::undelegate(signed(11), 2, Compounding, Amount::All));
		assert_noop!(push(11), Error::<Test>::InsufficientStake);
	});
}

#[test]
fn pushed_out_stake_stays_as_liable_as_an_exit() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::open_case(&2, 1, Basis::Proven));
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&2));
		pass(2);
		assert_ok!(push(11));
		let before = leaving(11);
		drop(Staking::slash(&2, 1, Perbill::from_percent(50)).unwrap());
		assert!((before / 2).abs_diff(leaving(11)) <= 1);
		pass(21);
		assert_noop!(Staking::withdraw_for(signed(12), 11), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&2, 1, Basis::Proven));
		assert_ok!(Staking::withdraw_for(signed(12), 11));
	});
}

#[test]
fn rewards_that_the_reward_account_cannot_receive_go_to_the_holder() {
	chain().execute(|| {
		PayoutOfEpoch::set(100);
		// Less than the existential deposit, to an account that does not exist.
		assert_ok!(Staking::set_reward_account(signed(10), Some(77)));
		assert_ok!(Staking::leave_validators(signed(2)));
		pass(3);
		let before = free(10);
		assert_ok!(push(10));
		assert!(free(10) > before);
		assert_eq!(free(77), 0);
	});
}

#[test]
fn stake_of_a_closed_class_and_deposits_behind_it_are_pushed_out_together() {
	chain().execute(|| {
		PayoutOfEpoch::set(0);
		run_to_epoch(1);
		drop(Staking::slash(&2, 0, Perbill::from_parts(999_900_000)).unwrap());
		assert_eq!(validator(2).pool.compounding.generation, 1);
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, State::Banned));
		pass(3);
		assert_ok!(push(11));
		assert!(leaving(11) > 0);
		assert!(Staking::positions(11).is_empty());
	});
}

#[test]
fn stake_that_is_pushed_out_takes_no_place_of_a_deal() {
	chain().execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::leave_validators(signed(2)));
		pass(2);
		let _ = frame_support::storage::with_storage_layer(|| -> DispatchResult {
			let chunk = |epoch| ExitChunk {
				epoch,
				class: Compounding,
				shares: palisade_share_pool::Shares(1),
				deal: None,
				destination: None,
			};
			let chunks: Vec<_> = (100..100 + MAX_CLOSED_EXITS).map(chunk).collect();
			Exits::<Test>::insert(10, 2, ExitsOf::<Test>::try_from(chunks).unwrap());
			assert_noop!(push(10), Error::<Test>::TooManyExits);
			// One place is enough.
			Exits::<Test>::mutate(10, 2, |exits| exits.as_mut().unwrap().pop());
			assert_ok!(push(10));
			Err(Error::<Test>::Overflow.into())
		});
		assert_ok!(push(10));
	});
}
