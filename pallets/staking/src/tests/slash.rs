//! Cases and slashes.

use crate::{mock::*, types::*, ClosedClasses, Error, Event, ExitPools, Exits};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::DispatchClass,
	traits::{fungible::Inspect, Imbalance},
};
use palisade_primitives::{
	Basis, CaseInspect, Conduct, DealControl, ExposureInspect, PositionInspect, RewardClass,
	SlashControl, ValidatorInspect,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError;

use Basis::{Alleged, Proven};
use RewardClass::{Compounding, Liquid};

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

/// Slashes and burns. Returns the amount.
fn slash(who: AccountId, epoch: u32, fraction: Perbill) -> u128 {
	Staking::slash(&who, epoch, fraction).expect("can be slashed").peek()
}

fn value(who: AccountId, of: AccountId, class: RewardClass) -> u128 {
	Staking::position_value(&who, &of, class)
}

/// The values of an account's exits from a validator, oldest first.
fn exits(who: AccountId, of: AccountId) -> Vec<u128> {
	let record = ledger(of);
	Exits::<Test>::get(who, of)
		.unwrap_or_default()
		.iter()
		.map(|chunk| record.exit_value(chunk))
		.collect()
}

fn undelegate(who: AccountId, of: AccountId, class: RewardClass, units: u128) {
	let amount = Amount::Exact(units * UNIT);
	assert_ok!(Staking::undelegate(signed(who), of, class, amount));
}

fn assert_close(a: u128, b: u128, gap: u128) {
	assert!(a.abs_diff(b) <= gap, "{a} and {b} are {} apart", a.abs_diff(b));
}

/// Without rewards: validator 1 with 1,000 units of self-stake, 1,000 liquid units of 10 and 2,000
/// compounding units of 11; validator 2 with 1,000 units of self-stake and 1,000 liquid units of
/// 20.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.delegation(11, 1, 2_000, Compounding)
		.delegation(20, 2, 1_000, Liquid)
}

#[test]
fn a_case_holds_exits_of_its_epoch_and_of_later_ones_only() {
	chain().execute(|| {
		for epoch in 0..3 {
			run_to_epoch(epoch);
			undelegate(10, 1, Liquid, 100);
		}
		run_to_epoch(3);
		assert_ok!(Staking::open_case(&1, 2, Alleged));
		run_to_epoch(23);
		// All three exits are mature; the exit of epoch 0 left before the set of the offence was
		// elected.
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 900 * UNIT);
		check();
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 2, Alleged));
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 700 * UNIT);
	});
}

#[test]
fn the_deadline_releases_exits() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 100);
		run_to_epoch(3);
		undelegate(10, 1, Liquid, 200);
		assert_ok!(Staking::open_case(&1, 0, Proven));
		// Bonding period and slack: 28 epochs after it left.
		run_to_epoch(27);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		run_to_epoch(28);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 900 * UNIT);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		run_to_epoch(31);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 700 * UNIT);
	});
}

#[test]
fn delegators_of_other_validators_do_not_wait() {
	chain().delegation(10, 2, 500, Liquid).execute(|| {
		undelegate(10, 1, Liquid, 100);
		undelegate(10, 2, Liquid, 100);
		undelegate(20, 2, Liquid, 100);
		assert_ok!(Staking::open_case(&1, 0, Proven));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(20)));
		// Nor does the same delegator with another validator.
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 1_400 * UNIT);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
	});
}

#[test]
fn a_case_holds_the_own_stake_and_redelegations_too() {
	chain().execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		let all = Amount::All;
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, all));
		assert_ok!(Staking::open_case(&1, 0, Proven));
		run_to_epoch(21);
		assert_noop!(Staking::withdraw(signed(1)), Error::<Test>::HeldByCase);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 0, Proven));
		assert_ok!(Staking::withdraw(signed(1)));
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
	});
}

#[test]
fn a_proof_stops_new_delegations_and_an_allegation_does_not() {
	chain().account(12).execute(|| {
		let delegate = || Staking::delegate(signed(12), 1, 10 * UNIT, Liquid, 0);
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		assert_ok!(delegate());
		assert_ok!(Staking::open_case(&1, 0, Proven));
		assert_noop!(delegate(), Error::<Test>::ProvenOffencePending);
		// Exits are possible, but do not return before the decision.
		undelegate(10, 1, Liquid, 100);
		assert_noop!(
			Staking::cancel_undelegation(signed(10), 1, 0),
			Error::<Test>::ProvenOffencePending
		);
		assert_ok!(Staking::close_case(&1, 0, Proven));
		assert_ok!(delegate());
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		assert_ok!(Staking::close_case(&1, 0, Alleged));
	});
}

#[test]
fn a_case_is_closed_as_often_as_it_was_opened() {
	chain().execute(|| {
		take_events();
		let unknown = Error::<Test>::UnknownCase;
		assert_noop!(Staking::close_case(&1, 0, Proven), unknown);
		assert_ok!(Staking::open_case(&1, 0, Proven));
		assert_ok!(Staking::open_case(&1, 0, Proven));
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		assert_eq!(
			liability(1).cases.into_inner(),
			vec![OpenCases { epoch: 0, proven: 2, alleged: 1 }]
		);
		assert_ok!(Staking::close_case(&1, 0, Proven));
		assert_ok!(Staking::close_case(&1, 0, Proven));
		assert_noop!(Staking::close_case(&1, 0, Proven), Error::<Test>::UnknownCase);
		assert_eq!(validator(1).cases.len(), 1);
		assert_ok!(Staking::close_case(&1, 0, Alleged));
		assert!(validator(1).cases.is_empty());
		let opened = |proven| Event::CaseOpened { validator: 1, epoch: 0, proven };
		let closed = |proven| Event::CaseClosed { validator: 1, epoch: 0, proven };
		assert_eq!(
			take_events(),
			vec![
				opened(true),
				opened(true),
				opened(false),
				closed(true),
				closed(true),
				closed(false)
			]
		);
	});
}

#[test]
fn only_epochs_of_the_report_window_can_be_reported() {
	chain().execute(|| {
		run_to_epoch(20);
		let open = |epoch| Staking::open_case(&1, epoch, Alleged);
		assert_noop!(open(21), Error::<Test>::EpochNotReportable);
		assert_noop!(open(5), Error::<Test>::EpochNotReportable);
		assert_noop!(Staking::open_case(&9, 20, Proven), Error::<Test>::UnknownValidator);
		for epoch in [20, 7, 13] {
			assert_ok!(open(epoch));
		}
		assert_eq!(validator(1).cases.into_inner(), vec![7, 13, 20]);
		assert_eq!(validator(1).proven, None);
		for epoch in [13, 7] {
			assert_ok!(Staking::open_case(&1, epoch, Proven));
			assert_eq!(validator(1).proven, Some(13));
		}
		assert_ok!(Staking::close_case(&1, 13, Proven));
		assert_eq!(validator(1).proven, Some(7));
	});
}

#[test]
fn an_unclosed_case_is_pruned_with_its_epoch() {
	chain().execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		run_to_epoch(29);
		assert_ok!(Staking::open_case(&1, 29, Alleged));
		assert_eq!(validator(1).cases.len(), 1);
	});
}

#[test]
fn a_slash_takes_the_fraction_from_everybody() {
	chain().execute(|| {
		let issued = Balances::total_issuance();
		let pot = Balances::balance(&Staking::pot());
		take_events();
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		assert_eq!(
			take_events(),
			vec![Event::Slashed {
				validator: 1,
				epoch: 0,
				fraction: percent(10),
				amount: 400 * UNIT
			}]
		);
		assert_close(value(10, 1, Liquid), 900 * UNIT, 1);
		assert_close(value(11, 1, Compounding), 1_800 * UNIT, 1);
		assert_close(validator(1).self_stake(), 900 * UNIT, 1);
		assert_eq!(Staking::stake_of(&1), 3_600 * UNIT);
		assert_eq!(Staking::stake_of(&2), 2_000 * UNIT);
		// The loss was dropped: burned.
		assert_eq!(Balances::total_issuance(), issued - 400 * UNIT);
		assert_eq!(Balances::balance(&Staking::pot()), pot - 400 * UNIT);
		check();
	});
}

#[test]
fn a_loss_can_be_paid_to_an_account() {
	chain().account(5).execute(|| {
		let issued = Balances::total_issuance();
		let loss = Staking::slash(&1, 0, percent(10)).unwrap();
		assert_ok!(<Balances as frame_support::traits::fungible::Balanced<_>>::resolve(&5, loss)
			.map_err(|_| "5 exists"));
		assert_eq!(free(5), WEALTH + 400 * UNIT);
		assert_eq!(Balances::total_issuance(), issued);
	});
}

#[test]
fn the_same_slash_again_takes_nothing_and_a_higher_one_the_difference() {
	chain().execute(|| {
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		assert_eq!(slash(1, 0, percent(10)), 0);
		assert_eq!(slash(1, 0, percent(3)), 0);
		assert_eq!(slash(1, 0, percent(25)), 600 * UNIT);
		assert_eq!(slash(1, 0, Perbill::zero()), 0);
		let slashed = SlashedEpoch { epoch: 0, amount: 1_000 * UNIT };
		assert_eq!(liability(1).slashes.into_inner(), vec![slashed]);
		// Another epoch counts on its own.
		run_to_epoch(1);
		assert_eq!(Staking::exposure(1, &1).unwrap().liable(), 3_000 * UNIT);
		assert_eq!(slash(1, 1, percent(10)), 300 * UNIT);
	});
}

/// The values of 10 (active), its exits, 11, and the operator, after these slashes.
fn after(slashes: &[(u32, u32)]) -> Vec<u128> {
	let mut values = vec![];
	chain().execute(|| {
		undelegate(10, 1, Liquid, 600);
		run_to_epoch(2);
		for (epoch, fraction) in slashes {
			slash(1, *epoch, percent(*fraction));
			check();
		}
		values.push(value(10, 1, Liquid));
		values.extend(exits(10, 1));
		values.push(value(11, 1, Compounding));
		values.push(validator(1).self_stake());
	});
	values
}

#[test]
fn slashes_of_an_epoch_come_to_the_same_in_every_order() {
	let expected = [320, 480, 1_600, 800];
	for order in [
		&[(0, 20)][..],
		&[(0, 5), (0, 20)],
		&[(0, 20), (0, 5)],
		&[(0, 10), (0, 20), (0, 15)],
		&[(0, 1), (0, 2), (0, 19), (0, 20), (0, 20)],
	] {
		for (found, units) in after(order).into_iter().zip(expected) {
			assert_close(found, units * UNIT, 10);
		}
	}
}

#[test]
fn slashes_of_several_epochs_come_to_the_same_in_every_order() {
	// 600 units left with epoch 0, of which 10 % are slashed; they are liable for epoch 1 too, at
	// 20 %, and not for epoch 2, at 50 %.
	let expected = [400 * 36, 600 * 72, 2_000 * 36, 1_000 * 36];
	for order in [
		&[(0, 10), (1, 20), (2, 50)][..],
		&[(2, 50), (1, 20), (0, 10)],
		&[(1, 20), (2, 50), (0, 10)],
		&[(1, 5), (2, 50), (0, 10), (1, 20)],
		&[(0, 5), (1, 20), (2, 30), (0, 10), (1, 10), (2, 50)],
	] {
		for (found, hundredths) in after(order).into_iter().zip(expected) {
			assert_close(found, hundredths * UNIT / 100, 10);
		}
	}
}

#[test]
fn remaining_stake_does_not_pay_for_stake_out_of_reach() {
	chain().execute(|| {
		undelegate(11, 1, Compounding, 2_000);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(11)));
		// After the late verdict, half of the exposure is withdrawn. The others lose their 10 %,
		// and not 20 %.
		assert_eq!(slash(1, 0, percent(10)), 200 * UNIT);
		assert_close(value(10, 1, Liquid), 900 * UNIT, 1);
		assert_eq!(slash(1, 0, percent(10)), 0);
		assert_eq!(slash(1, 0, percent(20)), 200 * UNIT);
		assert_close(value(10, 1, Liquid), 800 * UNIT, 2);
	});
}

#[test]
fn slash_reaches_stake_that_left_after_the_offence_as_much_as_stake_that_stayed() {
	chain().execute(|| {
		run_to_epoch(1);
		// In the epoch of the offence, and in a later one; the offence was in epoch 1.
		undelegate(10, 1, Liquid, 500);
		undelegate(11, 1, Compounding, 500);
		run_to_epoch(2);
		undelegate(11, 1, Compounding, 500);
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, Amount::Exact(100 * UNIT)));
		run_to_epoch(4);
		assert_eq!(slash(1, 1, percent(30)), 1_200 * UNIT);
		check();
		assert_close(value(10, 1, Liquid), 350 * UNIT, 2);
		assert_close(exits(10, 1)[0], 350 * UNIT, 2);
		assert_close(value(11, 1, Compounding), 700 * UNIT, 2);
		assert_close(exits(11, 1)[0], 350 * UNIT, 2);
		assert_close(exits(11, 1)[1], 350 * UNIT, 2);
		assert_close(validator(1).self_stake(), 630 * UNIT, 2);
		assert_close(exits(1, 1)[0], 70 * UNIT, 2);
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_close(free(10), WEALTH - 1_000 * UNIT + 350 * UNIT, 2);
	});
}

#[test]
fn slash_spares_stake_that_left_before_the_set_of_the_offence_was_elected() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		assert_eq!(slash(1, 2, percent(10)), 350 * UNIT);
		assert_eq!(exits(10, 1), vec![500 * UNIT]);
		assert_close(value(10, 1, Liquid), 450 * UNIT, 1);
	});
}

#[test]
fn slash_reaches_what_left_after_the_set_of_the_offence_was_elected() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		let exposure = Staking::exposure(1, &1).unwrap();
		assert_eq!((exposure.power, exposure.left), (4_000 * UNIT, 500 * UNIT));
		assert_eq!(slash(1, 1, percent(10)), 400 * UNIT);
		assert_close(exits(10, 1)[0], 450 * UNIT, 1);
		assert_close(value(10, 1, Liquid), 450 * UNIT, 1);
		assert_eq!(slash(1, 1, Perbill::one()), 3_600 * UNIT);
		assert_eq!(exits(10, 1)[0], 0);
		check();
	});
}

#[test]
fn slash_takes_from_exits_of_the_running_epoch() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 500);
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		assert_close(exits(10, 1)[0], 450 * UNIT, 1);
		run_to_epoch(1);
		assert_close(exits(10, 1)[0], 450 * UNIT, 1);
	});
}

#[test]
fn fresh_deposits_are_not_liable_and_returning_ones_are() {
	chain().account(12).execute(|| {
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		assert_ok!(Staking::delegate(signed(12), 1, 400 * UNIT, Liquid, 0));
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		assert_eq!(validator(1).deposits.liable(), 500 * UNIT);
		assert_eq!(slash(1, 2, percent(20)), 700 * UNIT);
		check();
		// 700 of the 3,500 that stayed and the 500 that return.
		let kept = 4_000 - 700;
		assert_close(validator(1).deposits.liable(), 500 * UNIT * kept / 4_000, 1);
		run_to_epoch(3);
		assert_close(value(12, 1, Liquid), 400 * UNIT, 1);
		assert_close(value(10, 1, Liquid), 1_000 * UNIT * kept / 4_000, 3);
	});
}

#[test]
fn returning_stake_is_as_liable_as_if_it_had_never_left() {
	chain().execute(|| {
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 1));
		assert_eq!(slash(1, 1, percent(20)), 800 * UNIT);
		run_to_epoch(3);
		assert_close(value(10, 1, Liquid), 800 * UNIT, 3);
		assert_close(value(11, 1, Compounding), 1_600 * UNIT, 3);
	});
}

#[test]
fn deposits_after_the_offence_never_make_a_slash_larger_than_the_exposure() {
	chain().account(12).execute(|| {
		assert_ok!(Staking::delegate(signed(12), 1, 3_333 * UNIT + 1, Liquid, 0));
		undelegate(10, 1, Liquid, 333);
		run_to_epoch(1);
		undelegate(11, 1, Compounding, 777);
		run_to_epoch(3);
		let exposed = Staking::exposure(0, &1).unwrap().liable();
		let mut taken = 0;
		for fraction in [10, 33, 34, 70, 100, 100] {
			taken += slash(1, 0, percent(fraction));
			assert!(taken <= percent(fraction).mul_ceil(exposed), "{fraction} %: {taken}");
			check();
		}
		assert_eq!(taken, exposed);
		assert_eq!(liability(1).slashes[0].amount, exposed);
	});
}

#[test]
fn a_slash_takes_no_more_than_there_is() {
	chain().execute(|| {
		run_to_epoch(3);
		assert_eq!(slash(1, 0, percent(60)), 2_400 * UNIT);
		// Of the remaining stake: no holder loses more than the fraction for each offence.
		assert_eq!(slash(1, 1, percent(60)), 960 * UNIT);
		assert_eq!(slash(1, 2, Perbill::one()), 640 * UNIT);
		assert_eq!(Staking::stake_of(&1), 0);
		check();
		assert_eq!(slash(1, 0, Perbill::one()), 0);
		assert_eq!(slash(1, 3, Perbill::one()), 0);
	});
}

#[test]
fn only_liable_stake_can_be_slashed() {
	chain().execute(|| {
		assert_noop!(
			Staking::slash(&9, 0, percent(10)).map(|_| ()),
			Error::<Test>::UnknownValidator
		);
		assert_noop!(Staking::slash(&1, 1, percent(10)).map(|_| ()), Error::<Test>::NotExposed);
		run_to_epoch(28);
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		run_to_epoch(29);
		assert_noop!(Staking::slash(&1, 0, percent(20)).map(|_| ()), Error::<Test>::NotExposed);
		// The record of its slash is removed with the next slash.
		assert_eq!(slash(1, 29, percent(10)), 360 * UNIT);
		assert_eq!(liability(1).slashes.len(), 1);
	});
}

#[test]
fn a_validator_is_slashed_after_it_has_left_the_set() {
	chain().execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		undelegate(10, 1, Liquid, 1_000);
		run_to_epoch(4);
		assert_eq!(Staking::active_validators(), vec![2]);
		assert_eq!(slash(1, 0, percent(25)), 1_000 * UNIT);
		assert_close(exits(1, 1)[0], 750 * UNIT, 1);
		assert_close(exits(10, 1)[0], 750 * UNIT, 1);
		assert_close(value(11, 1, Compounding), 1_500 * UNIT, 1);
		// The validator was not exposed since.
		assert_noop!(Staking::slash(&1, 3, percent(10)).map(|_| ()), Error::<Test>::NotExposed);
	});
}

#[test]
fn one_whose_own_stake_is_too_small_after_a_slash_goes_offline() {
	chain().execute(|| {
		assert_eq!(slash(1, 0, percent(90)), 3_600 * UNIT);
		// 100 units less a planck of rounding are below the minimum self-stake of 100 units.
		let own = validator(1).self_stake();
		assert_close(own, 100 * UNIT, 1);
		let expected = if own < 100 * UNIT { State::Offline } else { State::Active };
		assert_eq!(validator(1).state, expected);
		slash(1, 0, percent(91));
		assert_eq!(validator(1).state, State::Offline);
		check();
		run_to_epoch(2);
		assert_eq!(Staking::active_validators(), vec![2]);
	});
}

#[test]
fn the_expected_loss_is_what_a_slash_takes() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 400);
		run_to_epoch(2);
		slash(1, 0, percent(5));
		let (stayed, left) = (value(11, 1, Compounding), exits(10, 1)[0]);
		let expected =
			[stayed, left].map(|value| Staking::expected_loss(&1, 0, percent(30), value).unwrap());
		slash(1, 0, percent(30));
		assert_close(stayed - value(11, 1, Compounding), expected[0], 2);
		assert_close(left - exits(10, 1)[0], expected[1], 2);
		assert_eq!(Staking::expected_loss(&1, 0, percent(30), 100 * UNIT), Some(0));
		assert_eq!(Staking::expected_loss(&1, 5, percent(30), 100 * UNIT), None);
		assert_eq!(Staking::expected_loss(&9, 0, percent(30), 100 * UNIT), None);
	});
}

#[test]
fn rewards_that_wait_are_as_liable_as_those_that_left() {
	PayoutOfEpoch::set(2_000 * UNIT);
	Chain::new().validator(1, 1_000).delegation(11, 1, 1_000, Compounding).execute(|| {
		assert_ok!(Staking::set_compounding(signed(1), 1_000, 0));
		run_to_epoch(1);
		PayoutOfEpoch::set(0);
		// 2,000 units at stake, 2,000 units of waiting rewards. Half of both leaves.
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
		run_to_epoch(2);
		assert_close(exits(11, 1)[0], 2_000 * UNIT, 1);
		assert_close(validator(1).self_stake(), 2_000 * UNIT, 1);
		slash(1, 1, percent(50));
		check();
		assert_close(exits(11, 1)[0], validator(1).self_stake(), 3);
	});
}

#[test]
fn redelegated_stake_keeps_its_liability() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(5);
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		run_to_epoch(20);
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		run_to_epoch(21);
		assert_close(value(10, 2, Liquid), 900 * UNIT, 2);
	});
}

#[test]
fn redelegated_stake_does_not_arrive_while_its_last_epoch_can_be_reported() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		let mut arrived = None;
		for epoch in 1..25 {
			run_to_epoch(epoch);
			if Staking::complete_redelegation(signed(10), 1, 2).is_ok() {
				arrived = Some(epoch);
				break;
			}
		}
		assert!(arrived.is_some());
		assert_noop!(Staking::open_case(&1, 0, Proven), Error::<Test>::EpochNotReportable);
	});
}

#[test]
fn redelegation_plus_later_exit_is_charged_once() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to_epoch(3);
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		run_to_epoch(20);
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		run_to_epoch(21);
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::All));
		assert_eq!(slash(1, 0, percent(10)), 0);
		// A higher fraction reaches only the stake still with the validator.
		assert_eq!(slash(1, 0, percent(20)), 300 * UNIT);
		run_to_epoch(42);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_close(free(10), WEALTH - 100 * UNIT, 3);
	});
}

/// A fraction that leaves half a thousandth, which closes a class.
fn nearly_all() -> Perbill {
	Perbill::from_parts(999_500_000)
}

#[test]
fn a_class_of_which_nearly_nothing_is_left_is_closed() {
	chain().execute(|| {
		run_to_epoch(1);
		take_events();
		assert_eq!(slash(1, 1, nearly_all()), 3_998 * UNIT);
		let events = take_events();
		for class in [Compounding, Liquid] {
			let closed = Event::ClassClosed { validator: 1, class, generation: 0 };
			assert!(events.contains(&closed));
			assert_eq!(ClosedClasses::<Test>::get((1, class, 0)).unwrap().epoch, 1);
		}
		check();
		let record = validator(1);
		assert_eq!(record.pool.stake(), 0);
		assert_eq!(record.pool.compounding.generation, 1);
		assert_eq!(record.pool.liquid.class.generation, 1);
		// The self-stake is now an exit of this epoch.
		assert!(record.own.compounding.shares.is_zero());
		assert_close(exits(1, 1)[0], UNIT / 2, 1);
		assert_eq!(record.state, State::Offline);
	});
}

#[test]
fn a_fraction_just_above_a_thousandth_closes_nothing() {
	chain().execute(|| {
		slash(1, 0, Perbill::from_parts(998_999_000));
		assert_eq!(validator(1).pool.compounding.generation, 0);
		assert_close(Staking::stake_of(&1), 4_004_000_000_000, 10);
	});
}

#[test]
fn holders_of_a_closed_class_get_exactly_their_part() {
	chain().account(12).execute(|| {
		slash(1, 0, nearly_all());
		assert_close(value(10, 1, Liquid), UNIT / 2, 1);
		assert_close(value(11, 1, Compounding), UNIT, 1);
		run_to_epoch(3);
		for (who, class) in [(10, Liquid), (11, Compounding)] {
			// All stake leaves, whatever the amount, with the exits of the epoch of the slash.
			take_events();
			assert_ok!(Staking::undelegate(signed(who), 1, class, Amount::Exact(1)));
			assert!(matches!(
				take_events()[..],
				[Event::Undelegated { epoch: 0, withdrawable: 21, .. }]
			));
			check();
		}
		run_to_epoch(20);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		run_to_epoch(21);
		for (who, before, part) in
			[(10, WEALTH - 1_000 * UNIT, UNIT / 2), (11, WEALTH - 2_000 * UNIT, UNIT)]
		{
			assert_ok!(Staking::withdraw(signed(who)));
			assert_close(free(who), before + part, 1);
		}
		assert_ok!(Staking::withdraw(signed(1)));
		check();
		assert_eq!(ExitPools::<Test>::iter_prefix(1).count(), 0);
		assert_eq!(validator(1).holders, 0);
	});
}

#[test]
fn a_closed_class_takes_deposits_from_the_next_epoch_on() {
	chain().account(12).execute(|| {
		undelegate(10, 1, Liquid, 100);
		slash(1, 0, nearly_all());
		for class in [Compounding, Liquid] {
			let kind = DepositKind::fresh(class);
			let mut record = ledger(1);
			let mut position = Position::default();
			// The validator is offline: only the operator could.
			assert_eq!(
				record.deposit(&mut position, kind, 100 * UNIT, 0).map_err(DispatchError::from),
				Err(Error::<Test>::ClassReopens.into())
			);
		}
		assert_noop!(
			Staking::increase_self_stake(signed(1), 200 * UNIT),
			Error::<Test>::ClassReopens
		);
		run_to_epoch(1);
		assert_ok!(Staking::increase_self_stake(signed(1), 200 * UNIT));
		check();
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::delegate(signed(12), 1, 100 * UNIT, Liquid, 0));
		// Holders of shares of the old generation undelegate them first.
		assert_noop!(
			Staking::delegate(signed(11), 1, 100 * UNIT, Compounding, 0),
			Error::<Test>::ClassClosed
		);
		assert_noop!(
			Staking::change_class(signed(11), 1, Liquid, Amount::All),
			Error::<Test>::ClassClosed
		);
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
		assert_ok!(Staking::delegate(signed(11), 1, 100 * UNIT, Compounding, 0));
		run_to_epoch(3);
		assert_eq!(Staking::stake_of(&1), 400 * UNIT);
		assert_eq!(value(11, 1, Compounding), 100 * UNIT);
		assert_eq!(value(12, 1, Liquid), 100 * UNIT);
	});
}

#[test]
fn deposits_that_waited_when_a_class_was_closed_become_shares_of_the_new_one() {
	chain().account(12).execute(|| {
		assert_ok!(Staking::delegate(signed(12), 1, 100 * UNIT, Liquid, 0));
		// A delegator with shares, and one for which the class closes under its deposit.
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		slash(1, 0, nearly_all());
		check();
		run_to_epoch(1);
		assert_eq!(validator(1).pool.liquid.class.stake, 150 * UNIT);
		assert_eq!(value(12, 1, Liquid), 100 * UNIT);
		assert_eq!(Staking::staked_by(&12), 100 * UNIT);
		assert_close(Staking::staked_by(&10), 50 * UNIT + UNIT / 2, 1);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		check();
		assert_eq!(value(10, 1, Liquid), 50 * UNIT);
		assert_close(exits(10, 1)[0], UNIT / 2, 1);
	});
}

#[test]
fn rewards_of_a_closed_class_are_still_paid() {
	PayoutOfEpoch::set(1_000 * UNIT);
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Liquid).execute(|| {
		run_to_epoch(2);
		PayoutOfEpoch::set(0);
		slash(1, 1, Perbill::one());
		let expected = 500 * UNIT + 1_000 * UNIT * 1_000 / 2_500;
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_close(free(10), WEALTH - 1_000 * UNIT + expected, 2);
		run_to_epoch(30);
		assert_ok!(Staking::withdraw(signed(10)));
	});
}

#[test]
fn commission_goes_on_in_the_new_generation() {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator_with(1, 1_000, percent(10), RewardPolicy::Compound)
		.delegation(11, 1, 1_000, Compounding)
		.account(12)
		.execute(|| {
			slash(1, 0, nearly_all());
			run_to_epoch(1);
			assert_ok!(Staking::increase_self_stake(signed(1), 1_000 * UNIT));
			assert_ok!(Staking::go_online(signed(1)));
			assert_ok!(Staking::delegate(signed(12), 1, 1_000 * UNIT, Compounding, 0));
			PayoutOfEpoch::set(1_000 * UNIT);
			run_to_epoch(4);
			let record = validator(1);
			assert_eq!(record.own.compounding.generation, 1);
			assert!(record.self_stake() > record.pool.stake() / 2);
			check();
		});
}

#[test]
fn a_slash_cannot_be_dodged_with_delegations_to_everybody() {
	PayoutOfEpoch::set(0);
	let others = 100..164;
	let chain = others.clone().fold(Chain::new(), |chain, who| chain.validator(who, 100));
	chain.validator(1, 1_000).delegation(10, 1, 500, Liquid).execute(|| {
		for who in others {
			let _ = Staking::delegate(signed(1), who, UNIT, Liquid, 0);
		}
		check();
		assert_eq!(slash(1, 0, Perbill::one()), 1_500 * UNIT);
		check();
	});
}

#[test]
fn a_slash_cannot_be_dodged_with_exits() {
	chain().execute(|| {
		run_to_epoch(1);
		for epoch in 1..40 {
			run_to_epoch(epoch);
			for class in [Compounding, Liquid] {
				let some = Amount::Exact(UNIT);
				let _ = Staking::decrease_self_stake(signed(1), class, some);
				let _ = Staking::change_class(signed(1), 1, Liquid, Amount::Exact(2 * UNIT));
			}
		}
		assert_eq!(Exits::<Test>::get(1, 1).unwrap().len(), 32);
		slash(1, Staking::now(), Perbill::one());
		check();
		assert_eq!(Staking::stake_of(&1), 0);
	});
}

#[test]
fn deals_are_as_liable_as_other_stake() {
	use palisade_primitives::DealControl;
	chain().account(12).execute(|| {
		let deal = Staking::open_deal(&12, &1, 1_000 * UNIT, percent(1)).unwrap();
		// Not before the deposit is active.
		assert_eq!(slash(1, 0, percent(10)), 400 * UNIT);
		assert_eq!(Staking::deal_value(&12, deal), 1_000 * UNIT);
		run_to_epoch(2);
		let before = Staking::deal_value(&12, deal);
		assert_close(before, 1_000 * UNIT, 1);
		assert_eq!(slash(1, 2, percent(50)), 2_300 * UNIT);
		assert_close(Staking::deal_value(&12, deal), 500 * UNIT, 1);
		slash(1, 2, nearly_all());
		check();
		assert_close(Staking::deal_value(&12, deal), UNIT / 2, 1);
		assert_ok!(Staking::close_deal(&12, deal));
		check();
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(12)));
		assert_close(free(12), WEALTH - 1_000 * UNIT + UNIT / 2, 1);
	});
}

#[test]
fn a_slash_measures_the_epoch_of_the_offence_and_not_that_of_the_verdict() {
	chain().account(12).execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::delegate(signed(12), 1, 8_000 * UNIT, Liquid, 0));
		undelegate(11, 1, Compounding, 1_500);
		run_to_epoch(3);
		assert_eq!(Staking::exposures_of(3).unwrap()[0].liable(), 10_500 * UNIT);
		assert_eq!(slash(1, 1, percent(10)), 400 * UNIT);
		assert!(liability(1).slashes[0].amount == 400 * UNIT);
	});
}

/// The last observed slash, with no other conduct: its epoch, amount and base.
fn told() -> (u32, u128, u128) {
	let mut conducts = Conducts::take();
	// The loss may take the validator offline.
	conducts.retain(|(.., conduct)| *conduct != Conduct::WentOffline);
	match conducts[..] {
		[(1, epoch, Conduct::Slashed { amount, base })] => (epoch, amount, base),
		ref others => panic!("one slash of validator 1, not {others:?}"),
	}
}

/// All stake that can be slashed: self-stake, positions of both classes, a deal, and exits.
fn everything_of(deal: u64) -> [u128; 6] {
	[
		validator(1).self_stake(),
		value(10, 1, Liquid),
		value(11, 1, Compounding),
		Staking::deal_value(&12, deal),
		Staking::exits_value(&10, &1, 1),
		Staking::exits_value(&11, &1, 2),
	]
}

#[test]
fn every_position_loses_the_part_that_is_told() {
	chain().account(12).execute(|| {
		let deal = Staking::open_deal(&12, &1, 700 * UNIT, percent(3)).unwrap();
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 300);
		run_to_epoch(2);
		undelegate(11, 1, Compounding, 500);
		// Odd fractions, twice for the same epoch and once for another.
		for (epoch, parts) in [(1, 123_456_789), (2, 333_333_333), (1, 200_000_001)] {
			let before = everything_of(deal);
			let taken = slash(1, epoch, Perbill::from_parts(parts));
			let (of, amount, base) = told();
			assert_eq!((of, amount), (epoch, taken));
			assert!(0 < amount && amount < base);
			// Exits of epoch 1 were bonded when the set of epoch 2 was elected.
			assert_close(base, before.iter().sum::<u128>(), 6 + 10);
			for (before, after) in before.into_iter().zip(everything_of(deal)) {
				let expected = palisade_share_pool::retained(before, base, amount);
				assert!(before > 100 * UNIT);
				assert_close(after, expected, 2);
			}
			check();
		}
	});
}

#[test]
fn the_reported_base_excludes_stake_that_is_not_liable() {
	chain().account(12).execute(|| {
		undelegate(10, 1, Liquid, 400);
		run_to_epoch(2);
		// Neither is part of epoch 2's exposure: the exit is too early, the deposit too late.
		assert_ok!(Staking::delegate(signed(12), 1, 500 * UNIT, Liquid, 0));
		let deal = Staking::open_deal(&12, &1, 700 * UNIT, percent(3)).unwrap();
		slash(1, 2, percent(10));
		assert_eq!(told(), (2, 360 * UNIT, 3_600 * UNIT));
		assert_eq!(Staking::exits_value(&10, &1, 0), 400 * UNIT);
		assert_eq!(Staking::deal_value(&12, deal), 700 * UNIT);
		assert_eq!(Staking::staked_by(&12), 1_200 * UNIT);
		// A second slash takes from the remainder of the first.
		slash(1, 2, percent(20));
		assert_eq!(told(), (2, 360 * UNIT, 3_240 * UNIT));
	});
}

#[test]
fn the_reported_base_is_the_stake_within_reach() {
	chain().execute(|| {
		undelegate(11, 1, Compounding, 2_000);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(11)));
		// Half of the exposure is withdrawn: the others lose their 10 % of the rest.
		slash(1, 0, percent(10));
		assert_eq!(told(), (0, 200 * UNIT, 2_000 * UNIT));
		assert_eq!(slash(1, 0, Perbill::one()), 1_800 * UNIT);
		assert_eq!(told(), (0, 1_800 * UNIT, 1_800 * UNIT));
	});
}

#[test]
fn a_slash_that_takes_nothing_is_not_told() {
	chain().execute(|| {
		slash(1, 0, percent(10));
		Conducts::take();
		assert_eq!(slash(1, 0, percent(10)), 0);
		assert_eq!(slash(1, 0, percent(4)), 0);
		assert_eq!(
			Staking::slash(&1, 1, percent(10)).unwrap_err(),
			Error::<Test>::NotExposed.into()
		);
		assert!(Staking::slash(&9, 0, percent(10)).is_err());
		assert_eq!(Conducts::take(), []);
	});
}

#[test]
fn a_case_is_open_from_its_opening_to_its_closing() {
	chain().execute(|| {
		assert!(!Staking::has_open_case(&1));
		for basis in [Alleged, Proven] {
			assert_ok!(Staking::open_case(&1, 0, basis));
			assert!(Staking::has_open_case(&1));
			assert!(!Staking::has_open_case(&2), "only those whose it is");
			assert_ok!(Staking::close_case(&1, 0, basis));
			assert!(!Staking::has_open_case(&1));
		}
		run_to_epoch(2);
		assert_ok!(Staking::open_case(&1, 1, Proven));
		assert_ok!(Staking::open_case(&1, 2, Alleged));
		assert_ok!(Staking::close_case(&1, 1, Proven));
		assert!(Staking::has_open_case(&1), "the other one");
		assert_ok!(Staking::close_case(&1, 2, Alleged));
		assert!(!Staking::has_open_case(&1));
		assert!(!Staking::has_open_case(&9), "no validator");
	});
}

#[test]
fn an_unclosed_case_is_open_as_long_as_it_can_be_slashed() {
	chain().execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		// Bonding period and slack.
		run_to_epoch(28);
		assert!(Staking::has_open_case(&1));
		assert!(Staking::exposure(0, &1).is_some());
		run_to_epoch(29);
		assert!(!Staking::has_open_case(&1));
		assert!(Staking::exposure(0, &1).is_none());
		assert_eq!(validator(1).cases.into_inner(), vec![0], "though it is noted still");
	});
}

#[test]
fn an_open_case_holds_the_exits_that_it_is_asked_for() {
	chain().execute(|| {
		undelegate(10, 1, Liquid, 100);
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		for epoch in 1..28 {
			run_to_epoch(epoch);
			assert_eq!(Staking::has_open_case(&1), Staking::exits(10)[0].held);
		}
	});
}

#[test]
fn exits_are_held_since_the_oldest_epoch_that_cannot_be_withdrawn() {
	chain().execute(|| {
		for epoch in 0..60 {
			run_to_epoch(epoch);
			if epoch % 3 == 0 {
				undelegate(10, 1, Liquid, 10);
			}
			if epoch == 8 {
				assert_ok!(Staking::open_case(&1, 5, Alleged));
			}
			if epoch == 31 {
				assert_ok!(Staking::open_case(&1, 22, Proven));
			}
			if epoch == 46 {
				assert_ok!(Staking::close_case(&1, 22, Proven));
			}
			let since = Staking::exits_held_since(&1);
			for exit in Staking::exits(10) {
				let is_due = exit.withdrawable <= epoch && !exit.held;
				assert_eq!(is_due, exit.epoch < since, "{} in {epoch}", exit.epoch);
			}
			// Without a case only the bonding period counts.
			let bonding = (epoch + 1).saturating_sub(21);
			assert_eq!(Staking::exits_held_since(&2), bonding);
			assert_eq!(Staking::exits_held_since(&9), bonding, "no validator");
			// Exits of the epoch before the offence and of later epochs are held, until the
			// deadline.
			let deadline = (epoch + 1).saturating_sub(28);
			let expected = match epoch {
				25..=33 => deadline.max(4),
				42..=45 => deadline.max(21),
				_ => bonding,
			};
			assert_eq!(since, expected, "in epoch {epoch}");
		}
	});
}

#[test]
fn those_who_act_on_a_slash_learn_base_and_loss_and_their_weight_counts() {
	chain().execute(|| {
		Slashes::take();
		let registered = || *System::block_weight().get(DispatchClass::Mandatory);
		let before = registered();
		slash(1, 0, percent(10));
		let (epoch, loss, base) = told();
		assert_eq!(Slashes::take(), [(1, epoch, base, loss)]);
		assert_eq!(registered(), before + COVER);
		// A slash that takes nothing costs nothing.
		assert_eq!(slash(1, 0, percent(10)), 0);
		assert!(Staking::slash(&1, 1, percent(10)).is_err());
		assert_eq!(Slashes::take(), []);
		assert_eq!(registered(), before + COVER);
	});
}
