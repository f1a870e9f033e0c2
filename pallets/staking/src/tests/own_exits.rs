//! Self-stake that leaves: its owner alone bears what the validator does.

use crate::{mock::*, types::*, Error, Exits};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Balance, Basis, EpochIndex, PositionInspect, PositionTransfer, RewardClass::Compounding,
	SlashControl,
};
use sp_arithmetic::Perbill;

/// The exits of the self-stake are of this epoch.
const LEFT: EpochIndex = 2;

/// The first epoch in which an offence of the epoch after [`LEFT`] can no longer be reported.
const CLEAR: EpochIndex = LEFT + 1 + 14 + 1;

/// Validator 1, which unbonds 400 of its 1,000 units in epoch [`LEFT`].
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator_with(1, 1_000, Perbill::zero(), RewardPolicy::Compound)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Compounding)
		.accounts([12])
}

fn unbond() {
	run_to_epoch(LEFT);
	let some = Amount::Exact(400 * UNIT);
	assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, some));
}

fn sell() -> Result<Balance, sp_runtime::DispatchError> {
	Staking::move_exits(&1, &1, LEFT, &12)
}

fn assert_refused() {
	assert!(!Staking::may_move_exits(&1, &1, LEFT));
	assert_noop!(sell().map(drop), Error::<Test>::SelfStakeLiable);
}

fn slash(epoch: EpochIndex) {
	drop(<Staking as SlashControl<_>>::slash(&1, epoch, Perbill::from_percent(50)).unwrap());
}

#[test]
fn an_operator_does_not_sell_the_liability_for_what_it_is_about_to_do() {
	chain().execute(|| {
		unbond();
		// It would be paid now, double-sign in the next epoch, and the buyer would lose half.
		assert_refused();
		run_to_epoch(LEFT + 1);
		assert_refused();
		slash(LEFT + 1);
		assert_eq!(Staking::exits_value(&1, &1, LEFT), 200 * UNIT);
		assert!(Exits::<Test>::get(12, 1).is_none());
	});
}

#[test]
fn own_exits_are_for_sale_once_no_offence_that_reaches_them_can_be_reported() {
	chain().execute(|| {
		unbond();
		run_to_epoch(CLEAR - 1);
		assert_refused();
		assert_ok!(<Staking as SlashControl<_>>::open_case(&1, LEFT + 1, Basis::Alleged));
		// Delegators may transfer theirs, with the case.
		assert!(Staking::may_move_exits(&10, &1, LEFT));
		run_to_epoch(CLEAR);
		let late = <Staking as SlashControl<_>>::open_case(&1, LEFT + 1, Basis::Alleged);
		assert_eq!(late, Err(Error::<Test>::EpochNotReportable.into()));
		// The case of the last reportable epoch holds them.
		assert_refused();
		assert_ok!(<Staking as SlashControl<_>>::close_case(&1, LEFT + 1, Basis::Alleged));
		assert_eq!(sell(), Ok(400 * UNIT));
		assert_eq!(Staking::exits_value(&12, &1, LEFT), 400 * UNIT);
	});
}

#[test]
fn a_validator_that_leaves_does_not_sell_its_liability_either() {
	chain().execute(|| {
		run_to_epoch(LEFT);
		assert_ok!(Staking::leave_validators(signed(1)));
		for epoch in [LEFT, LEFT + 1, CLEAR - 1] {
			run_to_epoch(epoch);
			assert_refused();
			// The record of the validator outlasts its exits, so that it cannot become another
			// account's by registering anew.
			assert_noop!(Staking::remove_validator(signed(1), 1), Error::<Test>::ValidatorInUse);
		}
	});
}

#[test]
fn exits_that_were_given_to_the_operator_are_not_sold_on() {
	chain().execute(|| {
		run_to_epoch(LEFT);
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Compounding, some));
		// Delegators do not commit the offences of the validator.
		assert_eq!(Staking::move_exits(&10, &1, LEFT, &12), Ok(300 * UNIT));
		assert_eq!(Staking::move_exits(&12, &1, LEFT, &1), Ok(300 * UNIT));
		assert_refused();
	});
}

#[test]
fn own_exits_are_not_redelegated_and_own_stake_is_no_position_for_sale() {
	chain().execute(|| {
		unbond();
		let all = Amount::All;
		assert_noop!(
			Staking::redelegate(signed(1), 1, 2, Compounding, all),
			Error::<Test>::CannotDelegateToSelf
		);
		assert_noop!(
			Staking::move_position(&1, &1, Compounding, 100 * UNIT, &12).map(drop),
			Error::<Test>::CannotDelegateToSelf
		);
	});
}
