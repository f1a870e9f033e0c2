//! The marks of positions and exits, by which a sale knows what was offered.

use crate::{mock::*, types::*, *};
use frame_support::assert_ok;
use palisade_primitives::{
	Balance, DealControl, EpochIndex, PositionInspect, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl, StakeMark, ValidatorControl,
};
use sp_arithmetic::Perbill;

/// Delegator 10 has stake of both classes with validator 1, and delegator 11 has liquid stake.
fn chain() -> Chain {
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 500, Liquid)
		.delegation(10, 1, 500, Compounding)
		.delegation(11, 1, 500, Liquid)
		.account(12)
}

fn position() -> Option<StakeMark> {
	Staking::position_mark(&10, &1)
}

fn exits(epoch: EpochIndex) -> Option<StakeMark> {
	<Staking as PositionInspect<_>>::exits_mark(&10, &1, epoch)
}

fn undelegate(units: Balance) {
	assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(units * UNIT)));
}

fn redelegate() {
	assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::Exact(UNIT)));
}

/// Checks that each of the acts changes the mark.
fn assert_each_changes<const N: usize>(mark: impl Fn() -> Option<StakeMark>, acts: [fn(); N]) {
	let mut seen = vec![mark()];
	for (number, act) in acts.into_iter().enumerate() {
		act();
		let new = mark();
		assert!(new.is_some() && !seen.contains(&new), "act {number}");
		seen.push(new);
		check();
	}
}

#[test]
fn every_departure_changes_the_mark_of_a_position_also_within_an_epoch() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_each_changes(
			position,
			[
				|| undelegate(10),
				|| undelegate(10),
				redelegate,
				|| {
					let amount = Amount::Exact(10 * UNIT);
					assert_ok!(Staking::change_class(signed(10), 1, Liquid, amount));
				},
				|| {
					assert_ok!(<Staking as ValidatorControl<_>>::ban(&1));
					run_to_epoch(4);
					assert_ok!(Staking::push_out(signed(12), 10, 1));
				},
			],
		);
	});
}

#[test]
fn a_position_that_grows_or_is_slashed_keeps_its_mark() {
	chain().execute(|| {
		run_to_epoch(2);
		let before = position();
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		drop(<Staking as SlashControl<_>>::slash(&1, 2, Perbill::from_percent(10)));
		run_to_epoch(3);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_ok!(Staking::move_position(&10, &1, Liquid, 50 * UNIT, &12));
		assert_eq!(position(), before);
	});
}

#[test]
fn a_delegation_that_begins_again_has_another_mark() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		run_to_epoch(2);
		let before = position();
		for class in [Liquid, Compounding] {
			let value = Staking::position_value(&10, &1, class);
			assert_ok!(Staking::move_position(&10, &1, class, value, &12));
		}
		assert_eq!(position(), None);
		run_to_epoch(3);
		assert_ok!(Staking::delegate(signed(10), 1, 500 * UNIT, Liquid, 0));
		assert!(position().is_some() && position() != before);
	});
}

#[test]
fn whatever_joins_exits_or_leaves_them_changes_their_mark() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::open_deal(&10, &1, 10 * UNIT, Perbill::zero()));
		run_to_epoch(3);
		undelegate(10);
		assert_each_changes(
			|| exits(3),
			[
				|| undelegate(10),
				|| {
					let amount = Amount::Exact(10 * UNIT);
					assert_ok!(Staking::undelegate(signed(10), 1, Compounding, amount));
				},
				redelegate,
				|| {
					assert_ok!(Staking::close_deal(&10, NextDeal::<Test>::get() - 1));
				},
				|| {
					assert_ok!(Staking::undelegate(signed(11), 1, Liquid, Amount::All));
					assert_ok!(Staking::move_exits(&11, &1, 3, &10));
				},
			],
		);
	});
}

#[test]
fn exits_that_are_cancelled_and_made_again_have_another_mark() {
	chain().execute(|| {
		run_to_epoch(2);
		undelegate(10);
		let (before, shares) = (exits(2), Exits::<Test>::get(10, 1));
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 2));
		assert_eq!(exits(2), None);
		undelegate(10);
		assert_eq!(Exits::<Test>::get(10, 1), shares);
		assert!(exits(2).is_some() && exits(2) != before);
	});
}

#[test]
fn exits_of_other_epochs_and_slashes_do_not_change_the_mark_of_exits() {
	chain().execute(|| {
		run_to_epoch(2);
		undelegate(10);
		let before = exits(2);
		run_to_epoch(3);
		undelegate(10);
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		drop(<Staking as SlashControl<_>>::slash(&1, 2, Perbill::from_percent(10)));
		run_to_epoch(4);
		assert_eq!(exits(2), before);
	});
}
