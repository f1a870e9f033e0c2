//! Withdrawals skip what cannot be paid now, and can name a validator.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, storage::unhashed};
use palisade_primitives::{
	Basis,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};

/// Delegator 10 has left validators 1, 2 and 3 in epoch 0, which do not serve.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	Chain::new()
		.validator(1, 500)
		.validator(2, 500)
		.validator(3, 500)
		.validator(4, 1_000)
		.delegation(10, 1, 100, Liquid)
		.delegation(10, 2, 200, Compounding)
		.delegation(10, 3, 300, Liquid)
		.account(11)
}

fn leave_all() {
	for (validator, class) in [(1, Liquid), (2, Compounding), (3, Liquid)] {
		assert_ok!(Staking::undelegate(signed(10), validator, class, Amount::All));
	}
	run_to_epoch(21);
	take_events();
}

/// Replaces a stored value while `run` runs.
fn corrupted(key: &[u8], run: impl FnOnce()) {
	let before = unhashed::get_raw(key).unwrap();
	unhashed::put_raw(key, &[0xff]);
	run();
	assert_eq!(unhashed::get_raw(key).unwrap(), [0xff]);
	unhashed::put_raw(key, &before);
}

fn skipped(validator: AccountId, reason: Error<Test>) -> Event<Test> {
	Event::WithdrawalSkipped { delegator: 10, validator, reason: reason.into() }
}

#[test]
fn one_undecodable_validator_does_not_keep_the_exits_of_the_others() {
	for key in [
		Validators::<Test>::hashed_key_for(2),
		Exits::<Test>::hashed_key_for(10, 2),
		ExitPools::<Test>::hashed_key_for(2, 0),
	] {
		chain().execute(|| {
			leave_all();
			let before = free(10);
			let reason = match key == Validators::<Test>::hashed_key_for(2) {
				true => Error::UnknownValidator,
				false => Error::Undecodable,
			};
			corrupted(&key, || {
				assert_ok!(Staking::withdraw(signed(10)));
				assert_eq!(free(10) - before, 400 * UNIT);
				let events = take_events();
				assert!(events.contains(&skipped(2, reason)), "{events:?}");
				assert_eq!(events.len(), 3);
				// Nothing is left to pay.
				assert!(Staking::withdraw(signed(10)).is_err());
			});
			assert_ok!(Staking::withdraw(signed(10)));
			assert_eq!(free(10) - before, 600 * UNIT);
		});
	}
}

#[test]
fn one_undecodable_pool_does_not_keep_the_other_exits_from_its_validator() {
	chain().execute(|| {
		// Exits of two epochs.
		assert_ok!(Staking::undelegate(signed(10), 3, Liquid, Amount::Exact(100 * UNIT)));
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(10), 3, Liquid, Amount::All));
		run_to_epoch(22);
		take_events();
		let before = free(10);
		corrupted(&ExitPools::<Test>::hashed_key_for(3, 0), || {
			assert_ok!(Staking::withdraw(signed(10)));
			assert_eq!(free(10) - before, 200 * UNIT);
			assert!(take_events().contains(&skipped(3, Error::Undecodable)));
		});
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10) - before, 300 * UNIT);
	});
}

#[test]
fn exits_that_a_case_holds_are_skipped_with_an_event() {
	chain().execute(|| {
		run_to_epoch(1);
		for (validator, class) in [(1, Liquid), (2, Compounding)] {
			assert_ok!(Staking::undelegate(signed(10), validator, class, Amount::All));
		}
		assert_ok!(Staking::open_case(&1, 1, Basis::Alleged));
		run_to_epoch(22);
		take_events();
		let before = free(10);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10) - before, 200 * UNIT);
		assert!(take_events().contains(&skipped(1, Error::HeldByCase)));
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		assert_noop!(Staking::withdraw_from(signed(10), 10, 1), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 1, Basis::Alleged));
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10) - before, 300 * UNIT);
	});
}

#[test]
fn a_withdrawal_can_name_a_validator() {
	chain().execute(|| {
		leave_all();
		let before = free(10);
		assert_noop!(Staking::withdraw_from(signed(11), 10, 4), Error::<Test>::NoExits);
		assert_noop!(Staking::withdraw_from(signed(11), 11, 3), Error::<Test>::NoExits);
		// Any account may, and the owner is paid.
		assert_ok!(Staking::withdraw_from(signed(11), 10, 3));
		assert_eq!(free(10) - before, 300 * UNIT);
		assert_noop!(Staking::withdraw_from(signed(10), 10, 3), Error::<Test>::NoExits);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10) - before, 600 * UNIT);
	});
}
