//! Fines from self-stake.

use crate::{mock::*, types::*, Error, Event};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{PositionInspect, RewardClass, SlashControl};
use sp_arithmetic::Perbill;

use RewardClass::{Compounding, Liquid};

/// Takes a fine and burns it. Returns the amount.
fn fine(who: AccountId, most: u128) -> u128 {
	Staking::take_self_stake(&who, most).expect("it is a validator").peek()
}

fn value(who: AccountId, of: AccountId, class: RewardClass) -> u128 {
	Staking::position_value(&who, &of, class)
}

/// Validator 1 with 1,000 units of self-stake, and delegators of both classes.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.delegation(11, 1, 2_000, Compounding)
}

fn own() -> u128 {
	value(1, 1, Compounding) + value(1, 1, Liquid)
}

#[test]
fn a_fine_takes_self_stake_and_nothing_of_delegators() {
	// Before the validator serves, while it does, and in the block before an epoch ends.
	for epoch in [0, 1, 3] {
		chain().execute(|| {
			run_to_epoch(epoch);
			take_events();
			let before = (own(), Balances::total_issuance());
			let taken = fine(1, 30 * UNIT);
			assert!(taken.abs_diff(30 * UNIT) <= 2, "{taken}");
			assert!((before.0 - own()).abs_diff(taken) <= 2);
			assert_eq!(before.1 - Balances::total_issuance(), taken);
			let event = Event::SelfStakeTaken { validator: 1, amount: taken };
			assert!(take_events().contains(&event));
			let others = || (value(10, 1, Liquid), value(11, 1, Compounding));
			let (liquid, compounding) = others();
			assert!(liquid.abs_diff(1_000 * UNIT) <= 2 && compounding.abs_diff(2_000 * UNIT) <= 2);
			check();
			run_to_epoch(epoch + 3);
			assert!(own().abs_diff(970 * UNIT) <= 4);
			assert!(others().0.abs_diff(liquid) <= 2 && others().1.abs_diff(compounding) <= 2);
		});
	}
}

#[test]
fn a_fine_ends_the_service_of_no_validator() {
	chain().execute(|| {
		MinimumSelfStake::set(995 * UNIT);
		run_to_epoch(2);
		// Ten units, of which five are above the minimum.
		let taken = fine(1, 10 * UNIT);
		assert!(taken.abs_diff(5 * UNIT) <= 4, "{taken}");
		assert!(own() >= 995 * UNIT);
		assert_eq!(fine(1, 10 * UNIT), 0);
		assert_eq!(validator(1).state, State::Active);
		check();
		// It is elected again.
		run_to_epoch(6);
		assert_eq!(validator(1).state, State::Active);
	});
}

#[test]
fn a_fine_takes_commission_due_before_self_stake() {
	Chain::new()
		.validator_with(1, 1_000, Perbill::from_percent(50), RewardPolicy::Compound)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.execute(|| {
			PayoutOfEpoch::set(90 * UNIT);
			run_to_epoch(3);
			let due = validator(1).commission_due;
			assert!(due > 10 * UNIT, "{due}");
			let before = own();
			take_events();
			assert_eq!(fine(1, 10 * UNIT), 10 * UNIT);
			assert_eq!((validator(1).commission_due, own()), (due - 10 * UNIT, before));
			check();
			let taken = fine(1, due);
			assert!(taken.abs_diff(due) <= 2);
			assert_eq!(validator(1).commission_due, 0);
			assert!((before - own()).abs_diff(10 * UNIT) <= 2);
			check();
		});
}

#[test]
fn a_fine_of_a_validator_without_service_takes_no_more_than_there_is() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::go_offline(signed(1)));
		assert!(fine(1, 5_000 * UNIT).abs_diff(1_000 * UNIT) <= 2);
		assert_eq!((own(), fine(1, UNIT)), (0, 0));
		assert_eq!(validator(1).state, State::Offline);
		// Its delegators can leave with all they have.
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(5);
	});
}

#[test]
fn a_fine_with_rewards_of_the_epoch_pays_no_more_than_there_is() {
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.delegation(11, 1, 2_000, Compounding)
		.execute(|| {
			for epoch in 1..8 {
				run_to_epoch(epoch);
				block_by(1);
				fine(1, 7 * UNIT + u128::from(epoch));
				check();
				block_by(2);
			}
		});
}

#[test]
fn a_fine_of_an_account_that_is_no_validator_fails() {
	chain().execute(|| {
		let fine = || Staking::take_self_stake(&10, UNIT).map(drop);
		assert_noop!(fine(), sp_runtime::DispatchError::from(Error::<Test>::UnknownValidator));
	});
}
