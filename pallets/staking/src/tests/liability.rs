//! What answers for an epoch: all that gave weight in it, once, and nothing else.

use crate::{mock::*, types::*, Exits, NextSet};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{
	Backing, Class,
	Class::{Compounding, Liquid},
	DealControl, ElectedStake, StakeControl, StakeInspect,
};
use sp_arithmetic::Perbill;

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

fn slash(who: AccountId, epoch: u32, fraction: u32) -> u128 {
	let loss = Staking::slash(&who, epoch, percent(fraction)).expect("can be slashed").peek();
	check();
	loss
}

fn leave(who: AccountId, units: u128) {
	assert_ok!(Staking::undelegate(signed(who), 1, Liquid, Amount::Exactly(units * UNIT)));
}

/// What somebody has with validator 1: its position, and its exits, the oldest first.
fn holdings(who: AccountId) -> Vec<u128> {
	let record = validator(1);
	let exits = Exits::<Test>::get(who, 1).unwrap_or_default();
	let exits = exits.iter().map(|chunk| Staking::exit_value(&1, &record, chunk));
	[Staking::position_value(&who, &1, Liquid)].into_iter().chain(exits).collect()
}

fn assert_close(found: &[u128], expected: &[u128]) {
	assert_eq!(found.len(), expected.len());
	for (found, expected) in found.iter().zip(expected) {
		assert!(found.abs_diff(*expected) <= 20, "{found} is not {expected}");
	}
}

/// Without rewards: validator 1 with 1,000 own units and 4,000 liquid ones of 10; validator 2 with 900.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 900).delegation(10, 1, 4_000, Liquid).account(11)
}

#[test]
fn whatever_the_order_each_exit_pays_for_the_epochs_of_its_weight() {
	// What left in epoch 2 gave weight in 2 and 3, what left in 3 also in 4, what stayed in all.
	let left = [1_000 * 90 * 80, 1_000 * 90 * 80 * 50 / 100, 2_000 * 90 * 80 / 100 * 50 * 70 / 100];
	let expected = [left[2], left[0], left[1]].map(|parts| parts * UNIT / 10_000);
	let slashes = [(2, 10), (3, 20), (4, 50), (5, 30)];
	for first in 0..4 {
		for second in 0..4 {
			chain().execute(|| {
				run_to_epoch(2);
				leave(10, 1_000);
				next_epoch();
				leave(10, 1_000);
				run_to_epoch(6);
				let mut order = slashes.to_vec();
				order.swap(0, first);
				order.swap(1, second);
				for (epoch, fraction) in order {
					slash(1, epoch, fraction / 2);
					slash(1, epoch, fraction);
				}
				assert_close(&holdings(10), &expected);
			});
		}
	}
}

#[test]
fn all_slashes_of_an_epoch_never_take_more_than_was_liable() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 3_000);
		next_epoch();
		assert_ok!(Staking::delegate(signed(11), 1, 5_000 * UNIT, Liquid, 0));
		run_to_epoch(5);
		let exposure = Staking::exposure(3, &1).unwrap();
		assert_eq!((exposure.stake(), exposure.left), (2_000 * UNIT, 3_000 * UNIT));
		let taken: u128 = [1, 40, 39, 99, 100, 100].map(|part| slash(1, 3, part)).iter().sum();
		assert_eq!(taken, exposure.liable());
	});
}

#[test]
fn an_exit_that_comes_back_is_slashed_once_for_each_part() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		next_epoch();
		slash(1, 3, 10);
		assert_close(&holdings(10), &[2_700 * UNIT, 900 * UNIT]);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 2));
		// The same again takes nothing; what comes back pays for the rest like what stayed.
		assert_eq!(slash(1, 3, 10), 0);
		slash(1, 3, 20);
		run_to_epoch(5);
		assert_close(&holdings(10), &[3_200 * UNIT]);
		assert_eq!(slash(1, 3, 20), 0);
	});
}

#[test]
fn one_that_waits_and_was_elected_answers_for_what_left_meanwhile() {
	ActiveValidators::set(1);
	chain().execute(|| {
		// It is away for a while, so that it is elected from outside the set.
		assert_ok!(Staking::go_offline(signed(1)));
		run_to_epoch(3);
		assert_ok!(Staking::go_online(signed(1)));
		next_epoch();
		assert_eq!(NextSet::<Test>::get()[0].validator, 1);
		assert!(!validator(1).serves(4));
		// Out, back, and out again.
		leave(10, 4_000);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 4));
		check();
		leave(10, 3_000);
		next_epoch();
		let weight = Staking::elected_stakes(5, &[&1])[0].unwrap();
		let exposure = Staking::exposure(5, &1).unwrap();
		assert_eq!((weight, exposure.liable()), (5_000 * UNIT, 5_000 * UNIT));
		slash(1, 5, 50);
		assert_close(&holdings(10), &[500 * UNIT, 1_500 * UNIT]);
	});
}

#[test]
fn a_deal_that_was_closed_answers_for_the_next_epoch() {
	chain().execute(|| {
		let deal = Staking::open_deal(&11, &1, 1_000 * UNIT, percent(1)).unwrap();
		run_to_epoch(3);
		assert_ok!(Staking::close_deal(&11, deal));
		run_to_epoch(5);
		slash(1, 5, 10);
		assert_close(&holdings(11), &[0, 1_000 * UNIT]);
		slash(1, 4, 10);
		assert_close(&holdings(11), &[0, 900 * UNIT]);
		slash(1, 3, 10);
		assert_close(&holdings(11), &[0, 810 * UNIT]);
	});
}

#[test]
fn moved_and_redelegated_exits_answer_for_the_next_epoch() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		let to_other = Amount::Exactly(1_000 * UNIT);
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, to_other));
		assert_ok!(Staking::move_exits(&10, &1, 2, &11));
		next_epoch();
		slash(1, 3, 40);
		assert_close(&holdings(11), &[0, 1_200 * UNIT]);
	});
}

#[test]
fn whoever_gives_up_answers_with_its_own_stake_for_the_next_epoch() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::leave_validators(signed(1)));
		next_epoch();
		assert!(validator(1).serves(3));
		assert_eq!(slash(1, 3, 100), 5_000 * UNIT);
		run_to_epoch(24);
		// The exit is there, and worth nothing.
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(free(1), WEALTH - 1_010 * UNIT);
	});
}

#[test]
fn a_class_that_was_closed_answers_for_the_next_epoch() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		next_epoch();
		leave(10, 1_000);
		let nearly_all = Perbill::from_parts(999_500_000);
		drop(Staking::slash(&1, 3, nearly_all).unwrap());
		check();
		let of_ten = |parts: u128| parts * UNIT / 2;
		assert_close(&holdings(10), &[of_ten(2), of_ten(1), of_ten(1)]);
		next_epoch();
		// In the set of epoch 4 still, with nothing but what left.
		let exposure = Staking::exposure(4, &1).unwrap();
		assert_eq!(exposure.stake(), 0);
		assert!(exposure.left > 0);
		slash(1, 4, 50);
		assert_close(&holdings(10), &[of_ten(1), of_ten(1), of_ten(1) / 2]);
	});
}

#[test]
fn the_expected_loss_of_what_left_before_is_what_a_slash_takes() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		next_epoch();
		let [stayed, left] = holdings(10)[..] else { panic!("a position and an exit") };
		let fraction = percent(35);
		let expected =
			[stayed, left].map(|value| Staking::expected_loss(&1, 3, fraction, value).unwrap());
		slash(1, 3, 35);
		assert_close(&holdings(10), &[stayed - expected[0], left - expected[1]]);
	});
}

#[test]
fn a_set_that_stays_answers_with_what_left_too() {
	chain().execute(|| {
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), Forcing::Keep));
		for epoch in 0..4 {
			leave(10, 500);
			next_epoch();
			let exposure = Staking::exposure(epoch + 1, &1).unwrap();
			assert_eq!(exposure.elected, exposure.liable());
		}
		assert_eq!(slash(1, 4, 10), 350 * UNIT);
		assert_close(&holdings(10)[..1], &[1_800 * UNIT]);
		assert_close(&holdings(10)[4..], &[450 * UNIT]);
	});
}

#[test]
fn no_exit_is_paid_out_before_its_last_epoch_cannot_be_reported() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		let mut last_report = 0;
		let mut epoch = 2;
		while Staking::withdraw(signed(10)).is_err() {
			epoch += 1;
			run_to_epoch(epoch);
			if Staking::open_case(&1, 3, Backing::Proof).is_ok() {
				last_report = epoch;
				assert_ok!(Staking::close_case(&1, 3, Backing::Proof));
			}
		}
		assert_eq!((last_report, epoch), (3 + 14, 2 + 21));
	});
}

#[test]
fn a_case_of_the_next_epoch_holds_what_left() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		next_epoch();
		leave(10, 1_000);
		assert_ok!(Staking::open_case(&1, 3, Backing::Allegation));
		run_to_epoch(25);
		assert_noop!(Staking::withdraw(signed(10)), crate::Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 3, Backing::Allegation));
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 2_000 * UNIT);
	});
}

#[test]
fn what_is_too_old_to_be_answered_for_neither_holds_nor_refuses() {
	chain().execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Backing::Proof));
		run_to_epoch(2);
		leave(10, 1_000);
		run_to_epoch(28);
		let delegate = || Staking::delegate(signed(11), 1, 100 * UNIT, Compounding, 0);
		assert_noop!(delegate(), crate::Error::<Test>::ValidatorReported);
		next_epoch();
		// Nobody has closed it, and its epoch is noted still.
		assert_eq!(validator(1).proven, Some(0));
		assert_ok!(delegate());
		assert_ok!(Staking::close_case(&1, 0, Backing::Proof));
		assert_ok!(Staking::open_case(&1, 29, Backing::Allegation));
		assert_eq!((validator(1).proven, validator(1).cases.into_inner()), (None, vec![29]));
		check();
	});
}

#[test]
fn deposits_of_several_kinds_come_in_with_a_closed_class_between_them() {
	chain().execute(|| {
		run_to_epoch(2);
		leave(10, 1_000);
		next_epoch();
		// Of both classes, and one that comes back.
		let fresh = |class: Class| Staking::delegate(signed(10), 1, 100 * UNIT, class, 0);
		assert_ok!(fresh(Liquid));
		assert_ok!(fresh(Compounding));
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 2));
		assert_ok!(Staking::delegate(signed(11), 1, 100 * UNIT, Liquid, 0));
		drop(Staking::slash(&1, 3, Perbill::from_parts(999_500_000)).unwrap());
		check();
		run_to_epoch(5);
		// What holds shares of the closed generation has to let them go first.
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		check();
		for who in [10, 11] {
			for class in [Liquid, Compounding] {
				let _ = Staking::undelegate(signed(who), 1, class, Amount::All);
				check();
			}
		}
		run_to_epoch(30);
		for who in [1, 10, 11] {
			assert_ok!(Staking::withdraw(signed(who)));
		}
		check();
		assert!(free(10) >= WEALTH - 3_998 * UNIT && free(10) < WEALTH - 3_990 * UNIT);
		assert!(WEALTH - free(11) <= 1);
		assert_eq!(validator(1).holders, 0);
	});
}
