//! Attacks with exits, with separately stored records, and with elections. Each test states the
//! invariant that must hold.

use crate::{election::draw, mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{
	Balance,
	Basis::{Alleged, Proven},
	DealControl, EpochIndex, ExposureInspect, PositionInspect, PositionTransfer,
	RewardClass::{self, Compounding, Liquid},
	SlashControl, ValidatorInspect,
};
use palisade_test_support::dice::Dice;
use sp_arithmetic::Perbill;
use std::collections::{BTreeMap, BTreeSet};

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

/// A fraction that leaves half a thousandth, which closes a class.
fn nearly_all() -> Perbill {
	Perbill::from_parts(999_500_000)
}

/// Slashes and burns. Returns the amount.
fn slash(who: AccountId, epoch: EpochIndex, fraction: Perbill) -> Balance {
	Staking::slash(&who, epoch, fraction).expect("can be slashed").peek()
}

fn value(who: AccountId, of: AccountId, class: RewardClass) -> Balance {
	Staking::position_value(&who, &of, class)
}

fn undelegate(who: AccountId, of: AccountId, class: RewardClass, units: Balance) {
	assert_ok!(Staking::undelegate(signed(who), of, class, Amount::Exact(units * UNIT)));
}

fn undelegate_all(who: AccountId, of: AccountId, class: RewardClass) {
	assert_ok!(Staking::undelegate(signed(who), of, class, Amount::All));
}

fn assert_close(a: Balance, b: Balance, gap: Balance) {
	assert!(a.abs_diff(b) <= gap, "{a} and {b} are {} apart", a.abs_diff(b));
}

fn elected() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

/// Checks the invariants, and that each exit pool covers its exits.
fn check_exits_too() {
	check();
	let mut worth: BTreeMap<(AccountId, EpochIndex, u8), Balance> = BTreeMap::new();
	for (_, of, exits) in Exits::<Test>::iter() {
		let record = ledger(of);
		for chunk in exits.iter().filter(|chunk| !record.is_open(chunk.class, chunk.epoch)) {
			let key = (of, chunk.epoch, u8::from(chunk.class == Liquid));
			*worth.entry(key).or_default() += record.exit_value(chunk);
		}
	}
	for ((of, epoch, class), worth) in worth {
		let pool = ExitPools::<Test>::get(of, epoch).expect("exits have a pool");
		let left = [pool.compounding.assets_left, pool.liquid.assets_left][usize::from(class)];
		assert!(worth <= left, "the exits of epoch {epoch} are worth {worth}, the pool has {left}");
	}
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
		.accounts([12, 13])
}

/// Validator 1, with liquid self-stake, has earned and is no longer in the set. All of its
/// compounding class belongs to 10, and has grown.
fn outside_the_set() -> Chain {
	PayoutOfEpoch::set(3_000 * UNIT);
	Chain::new()
		.validator_with(1, 1_000, Perbill::zero(), RewardPolicy::Payout)
		.validator(2, 10_000)
		.delegation(10, 1, 1_000, Compounding)
		.accounts([12, 13, 14])
}

fn leave_the_set() {
	run_to_epoch(3);
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	run_to_epoch(6);
	let record = validator(1);
	assert!(record.state == State::Waiting && !record.serves(6));
}

// ---------------------------------------------------------------- exits that share a pool

#[test]
fn a_class_that_was_empty_takes_nothing_from_those_who_left_it() {
	outside_the_set().execute(|| {
		leave_the_set();
		undelegate_all(10, 1, Compounding);
		let due = leaving(10);
		assert!(due > 1_500 * UNIT && validator(1).pool.compounding.shares.is_zero());
		// Shares of the class cost the initial price again, which is less than the value of those
		// of 10.
		if Staking::delegate(signed(12), 1, 20_000 * UNIT, Compounding, 0).is_ok() {
			undelegate_all(12, 1, Compounding);
			assert!(leaving(12) <= 20_000 * UNIT, "took {}", leaving(12) - 20_000 * UNIT);
		}
		assert_close(leaving(10), due, 10);
		check_exits_too();
	});
}

#[test]
fn a_class_that_is_emptied_again_and_again_does_not_drain_the_exits_of_others() {
	outside_the_set().execute(|| {
		leave_the_set();
		undelegate_all(10, 1, Compounding);
		let due = leaving(10);
		let now = Staking::now();
		let _ = Staking::delegate(signed(12), 1, 20_000 * UNIT, Compounding, 0);
		let mut most = 0;
		for _ in 0..100 {
			let _ = Staking::undelegate(signed(12), 1, Compounding, Amount::All);
			let _ = Staking::cancel_undelegation(signed(12), 1, now);
			most = most.max(Staking::staked_by(&12));
		}
		let taken = most.saturating_sub(20_000 * UNIT);
		assert!(taken == 0, "took {} of {} units", taken / UNIT, due / UNIT);
		run_to_epoch(now + 21);
		assert_ok!(Staking::withdraw(signed(10)));
		// The rounding of each round is in favour of the exits.
		assert_close(free(10), WEALTH - 1_000 * UNIT + due, 100);
	});
}

#[test]
fn an_operator_does_not_take_the_exits_of_the_last_who_leave() {
	outside_the_set().execute(|| {
		leave_the_set();
		undelegate_all(10, 1, Compounding);
		let due = leaving(10);
		assert_ok!(Staking::go_offline(signed(1)));
		let (before, now) = (validator(1).self_stake(), Staking::now());
		// Self-stake moves back and forth in a class without other holders.
		let _ = Staking::change_class(signed(1), 1, Compounding, Amount::All);
		let _ = Staking::decrease_self_stake(signed(1), Compounding, Amount::All);
		let _ = Staking::cancel_undelegation(signed(1), 1, now);
		let after = validator(1).self_stake();
		assert!(after <= before, "took {} of {} units", (after - before) / UNIT, due / UNIT);
		assert_close(leaving(10), due, 10);
		check_exits_too();
	});
}

#[test]
fn the_last_in_a_class_does_not_change_to_and_fro_at_the_cost_of_those_who_left() {
	outside_the_set().delegation(12, 1, 100, Compounding).execute(|| {
		leave_the_set();
		assert_ok!(Staking::delegate(signed(12), 1, 5_000 * UNIT, Liquid, 0));
		undelegate_all(10, 1, Compounding);
		let due = leaving(10);
		assert_ok!(Staking::change_class(signed(12), 1, Liquid, Amount::All));
		assert!(validator(1).pool.compounding.shares.is_zero());
		let before = Staking::staked_by(&12);
		let _ = Staking::change_class(signed(12), 1, Compounding, Amount::All);
		let _ = Staking::undelegate(signed(12), 1, Compounding, Amount::All);
		let after = Staking::staked_by(&12) + leaving(12);
		assert!(after <= before, "took {} of {} units", (after - before) / UNIT, due / UNIT);
		assert_close(leaving(10), due, 10);
	});
}

#[test]
fn who_was_slashed_completely_gets_nothing_from_who_leaves_after() {
	MinimumSelfStake::set(0);
	outside_the_set().execute(|| {
		leave_the_set();
		undelegate_all(10, 1, Compounding);
		slash(1, 3, Perbill::one());
		assert_eq!(leaving(10), 0);
		// The liquid class was closed; the compounding one had no shares and was not.
		if Staking::delegate(signed(12), 1, 1_000 * UNIT, Compounding, 0).is_ok() {
			undelegate_all(12, 1, Compounding);
			assert_close(leaving(12), 1_000 * UNIT, 10);
		}
		assert_eq!(leaving(10), 0);
		check_exits_too();
	});
}

#[test]
fn rounding_leaves_no_exit_without_its_part() {
	outside_the_set().execute(|| {
		leave_the_set();
		let now = Staking::now();
		undelegate(10, 1, Compounding, 900);
		assert_ok!(Staking::delegate(signed(13), 1, 900_000 * UNIT, Compounding, 0));
		// Most of the pool's stake comes and goes. The class is never empty.
		assert_ok!(Staking::delegate(signed(14), 1, 100_000 * UNIT, Compounding, 0));
		undelegate_all(14, 1, Compounding);
		assert_ok!(Staking::cancel_undelegation(signed(14), 1, now));
		// Each of these exits is rounded down, and their sum is not.
		for round in 0..10 {
			assert_ok!(Staking::delegate(signed(12), 1, UNIT + 7 * round, Compounding, 0));
			undelegate_all(12, 1, Compounding);
		}
		check();
		run_to_epoch(now + 21);
		assert_ok!(Staking::withdraw(signed(12)));
		assert_ok!(Staking::withdraw(signed(10)));
		check_exits_too();
	});
}

#[test]
fn rounding_leaves_no_exit_without_its_part_whatever_comes_and_goes() {
	for seed in 0..6 {
		// One holder stays in each class, so that neither class is ever empty.
		let chain =
			outside_the_set().delegation(13, 1, 5, Liquid).delegation(13, 1, 5, Compounding);
		chain.execute(|| {
			leave_the_set();
			let mut dice = Dice(seed);
			for step in 0..400 {
				let who = [10, 12, 14][dice.below(3) as usize];
				let class = if dice.below(2) == 0 { Liquid } else { Compounding };
				let amount = Amount::Exact((UNIT * Balance::from(dice.below(50) + 1)) / 7);
				let _ = match dice.below(6) {
					0 | 1 => {
						let amount = UNIT + Balance::from(dice.below(1_000_000_007));
						Staking::delegate(signed(who), 1, amount, class, 0).map(drop)
					},
					2 => Staking::undelegate(signed(who), 1, class, amount).map(drop),
					3 => Staking::undelegate(signed(who), 1, class, Amount::All).map(drop),
					4 => Staking::cancel_undelegation(signed(who), 1, Staking::now())
						.map_err(Into::into),
					_ => Staking::change_class(signed(who), 1, class, Amount::All)
						.map_err(Into::into),
				};
				if step % 100 == 99 {
					next_epoch();
				}
			}
			check_exits_too();
			run_to_epoch(Staking::now() + 21);
			for who in [10, 12, 14] {
				if Exits::<Test>::iter_prefix(who).next().is_some() {
					assert_ok!(Staking::withdraw(signed(who)));
				}
			}
			check_exits_too();
		});
	}
}

// ---------------------------------------------------------------- liable for the epoch after

#[test]
fn exits_in_between_do_not_change_what_slashes_in_another_order_come_to() {
	let slashes = [(1, 10), (2, 30), (3, 50)];
	let mut outcomes = vec![];
	for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
		chain().execute(|| {
			for epoch in 0..4 {
				run_to_epoch(epoch);
				undelegate(10, 1, Liquid, 100);
				undelegate(11, 1, Compounding, 200);
			}
			run_to_epoch(5);
			for index in order {
				let (epoch, fraction) = slashes[index];
				slash(1, epoch, percent(fraction));
				check_exits_too();
			}
			let exits = Exits::<Test>::get(10, 1).unwrap();
			let record = ledger(1);
			let exits = exits.iter().map(|chunk| record.exit_value(chunk));
			let mut all: Vec<_> = exits.collect();
			all.push(value(10, 1, Liquid));
			all.push(value(11, 1, Compounding));
			outcomes.push(all);
		});
	}
	// Exits of epoch 0 are liable for epoch 1, those of epoch 1 for 1 and 2, later ones for all.
	let expected = [90, 63, 315, 315];
	for outcome in outcomes {
		for (found, tenths) in outcome.iter().zip(expected) {
			let units = if tenths == 315 { tenths * UNIT / 10 } else { tenths * UNIT };
			assert_close(*found, units, 20);
		}
		assert_close(outcome[4], 600 * 315 * UNIT / 1_000, 20);
		assert_close(outcome[5], 1_200 * 315 * UNIT / 1_000, 20);
	}
}

/// The remaining stake of validator 1 after these slashes and a growth of a fifth before them.
fn left_after_growth(slashes: &[(EpochIndex, u32)]) -> Balance {
	let mut left = 0;
	chain().execute(|| {
		run_to_epoch(3);
		assert_ok!(Staking::delegate(signed(12), 1, 800 * UNIT, Liquid, 0));
		run_to_epoch(4);
		for (epoch, fraction) in slashes {
			slash(1, *epoch, percent(*fraction));
		}
		left = Staking::stake_of(&1);
	});
	left
}

#[test]
fn growth_never_makes_anybody_lose_more_than_the_fractions() {
	for order in [[(1, 80), (2, 40)], [(2, 40), (1, 80)]] {
		let left = left_after_growth(&order);
		assert!(left >= 4_800 * UNIT * 20 / 100 * 60 / 100 - 10, "{} units are left", left / UNIT);
	}
}

#[test]
fn an_exit_does_not_make_a_slash_larger_for_those_who_stay() {
	let mut kept = vec![];
	for leaves in [false, true] {
		PayoutOfEpoch::set(2_000 * UNIT);
		Chain::new().validator(1, 1_000).delegation(11, 1, 1_000, Compounding).execute(|| {
			assert_ok!(Staking::set_compounding(signed(1), 1_000, 0));
			run_to_epoch(1);
			PayoutOfEpoch::set(0);
			// 2,000 units are at stake, and 2,000 units of rewards wait.
			if leaves {
				undelegate_all(11, 1, Compounding);
			}
			run_to_epoch(2);
			assert_eq!(Staking::exposure(2, &1).unwrap().power, 2_000 * UNIT);
			slash(1, 2, percent(50));
			kept.push(validator(1).self_stake() / UNIT);
		});
	}
	assert_eq!(kept[0], kept[1]);
}

#[test]
fn all_slashes_for_an_epoch_take_no_more_than_what_was_liable_for_it() {
	for seed in 0..8 {
		chain().execute(|| {
			let mut dice = Dice(seed);
			let mut taken = BTreeMap::<EpochIndex, Balance>::new();
			for epoch in 1..12 {
				run_to_epoch(epoch);
				for _ in 0..6 {
					let units = Balance::from(dice.below(90) + 1);
					let past = epoch.saturating_sub(dice.below(4) as u32);
					match dice.below(6) {
						0 => drop(Staking::delegate(signed(12), 1, units * UNIT, Liquid, 0)),
						1 => drop(Staking::undelegate(
							signed(10),
							1,
							Liquid,
							Amount::Exact(units * UNIT),
						)),
						2 => drop(Staking::undelegate(
							signed(11),
							1,
							Compounding,
							Amount::Exact(units * UNIT),
						)),
						3 => drop(Staking::cancel_undelegation(signed(10), 1, past)),
						4 => drop(Staking::cancel_undelegation(signed(11), 1, past)),
						_ => {
							let fraction = Perbill::from_parts(dice.below(300_000_000) as u32);
							if let Ok(loss) = Staking::slash(&1, past, fraction) {
								*taken.entry(past).or_default() += loss.peek();
							}
						},
					}
				}
				check_exits_too();
			}
			for (epoch, taken) in taken {
				let liable = Staking::exposure(epoch, &1).unwrap().liable();
				assert!(taken <= liable, "{taken} of {liable} in epoch {epoch}");
			}
		});
	}
}

#[test]
fn the_weight_in_consensus_is_never_above_the_liable_stake() {
	for seed in 0..8 {
		ActiveValidators::set(2);
		PayoutOfEpoch::set(100 * UNIT);
		let chain = (1..=3).fold(Chain::new(), |chain, who| {
			chain
				.validator(who, 1_000)
				.delegation(10 + who, who, 500 + 10 * who, Liquid)
				.delegation(20 + who, who, 600, Compounding)
		});
		chain.execute(|| {
			let mut dice = Dice(seed);
			for epoch in 1..25 {
				run_to_epoch(epoch);
				for exposure in Staking::exposures_of(epoch).unwrap() {
					let (weight, liable) = (exposure.power, exposure.liable());
					assert!(weight <= liable + 1_000, "weight {weight}, liable {liable}");
				}
				for _ in 0..8 {
					let of = AccountId::from(dice.below(3)) + 1;
					let (who, class) = match dice.below(2) {
						0 => (10 + of, Liquid),
						_ => (20 + of, Compounding),
					};
					let past = epoch.saturating_sub(dice.below(3) as u32);
					let units = Balance::from(dice.below(300) + 1) * UNIT;
					match dice.below(6) {
						0 | 1 => {
							let amount = Amount::Exact(units);
							let _ = Staking::undelegate(signed(who), of, class, amount);
						},
						2 => drop(Staking::cancel_undelegation(signed(who), of, past)),
						3 => drop(Staking::delegate(signed(who), of, units, class, 0)),
						4 => drop(Staking::go_offline(signed(of))),
						_ => drop(Staking::go_online(signed(of))),
					}
				}
			}
		});
	}
	PayoutOfEpoch::set(0);
}

#[test]
fn one_that_waits_and_was_elected_answers_for_stake_that_left_came_back_and_left() {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 2_000)
		.validator(2, 1_900)
		.validator(3, 1_000)
		.delegation(10, 3, 10_000, Liquid)
		.execute(|| {
			ActiveValidators::set(2);
			assert_ok!(Staking::go_offline(signed(3)));
			run_to_epoch(3);
			assert_ok!(Staking::go_online(signed(3)));
			next_epoch();
			assert!(elected().contains(&3) && !validator(3).serves(4));
			undelegate_all(10, 3, Liquid);
			assert_ok!(Staking::cancel_undelegation(signed(10), 3, 4));
			undelegate_all(10, 3, Liquid);
			next_epoch();
			let exposure = Staking::exposure(5, &3).unwrap();
			assert_close(exposure.liable(), exposure.power, 5);
			// Once more, while it serves.
			assert_ok!(Staking::cancel_undelegation(signed(10), 3, 4));
			slash(3, 5, percent(40));
			next_epoch();
			assert_close(value(10, 3, Liquid), 6_000 * UNIT, 10);
			assert_close(validator(3).self_stake(), 600 * UNIT, 10);
			undelegate_all(10, 3, Liquid);
			slash(3, 5, Perbill::one());
			next_epoch();
			assert!(leaving(10) <= 10 && validator(3).self_stake() <= 10);
			check_exits_too();
		});
}

#[test]
fn a_slash_between_leaving_and_coming_back_is_paid_once() {
	chain().execute(|| {
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		slash(1, 2, percent(20));
		assert_close(leaving(10), 400 * UNIT, 5);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 1));
		slash(1, 2, percent(20));
		slash(1, 2, percent(50));
		run_to_epoch(3);
		assert_close(value(10, 1, Liquid), 500 * UNIT, 10);
		assert_close(value(11, 1, Compounding), 1_000 * UNIT, 10);
		check_exits_too();
	});
}

#[test]
fn a_deal_that_was_closed_answers_for_the_next_epoch() {
	chain().execute(|| {
		let deal = Staking::open_deal(&12, &1, 1_000 * UNIT, percent(1)).unwrap();
		run_to_epoch(2);
		assert_ok!(Staking::close_deal(&12, deal));
		run_to_epoch(3);
		assert_eq!(Staking::exposure(3, &1).unwrap().left, 1_000 * UNIT);
		assert_eq!(slash(1, 3, percent(50)), 2_500 * UNIT);
		assert_close(leaving(12), 500 * UNIT, 5);
		run_to_epoch(4);
		assert_eq!(slash(1, 4, percent(50)), 1_250 * UNIT - 250 * UNIT);
		assert_close(leaving(12), 500 * UNIT, 5);
		check_exits_too();
	});
}

#[test]
fn a_class_that_was_closed_answers_for_the_next_epoch_and_for_no_later_one() {
	MinimumSelfStake::set(0);
	chain().execute(|| {
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(2);
		undelegate(11, 1, Compounding, 500);
		slash(1, 2, nearly_all());
		check_exits_too();
		let pool = ExitPools::<Test>::get(1, 2).unwrap();
		assert_close(pool.assets_left(), 3_500 * UNIT / 2_000, 10);
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, State::Offline));
		run_to_epoch(3);
		let exposure = Staking::exposure(3, &1).unwrap();
		assert_eq!((exposure.stake(), exposure.left), (0, pool.assets_left()));
		slash(1, 3, percent(50));
		check_exits_too();
		// 500 units that left in epoch 1 are not liable for epoch 3.
		assert_close(ExitPools::<Test>::get(1, 1).unwrap().assets_left(), UNIT / 4, 10);
		assert_close(
			ExitPools::<Test>::get(1, 2).unwrap().assets_left(),
			pool.assets_left() / 2,
			10,
		);
		run_to_epoch(4);
		undelegate_all(10, 1, Liquid);
		undelegate_all(11, 1, Compounding);
		check_exits_too();
		run_to_epoch(23);
		for who in [10, 11, 1] {
			assert_ok!(Staking::withdraw(signed(who)));
		}
		check_exits_too();
	});
}

#[test]
fn a_redelegation_that_begins_just_before_arrives_after_the_last_report() {
	chain().execute(|| {
		run_to_epoch(4);
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		// The last epoch in which an offence of epoch 5 can be reported.
		run_to_epoch(19);
		assert_noop!(
			Staking::complete_redelegation(signed(10), 1, 2),
			Error::<Test>::NotYetWithdrawable
		);
		assert_ok!(Staking::open_case(&1, 5, Proven));
		run_to_epoch(20);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Error::<Test>::HeldByCase);
		slash(1, 5, percent(50));
		assert_ok!(Staking::close_case(&1, 5, Proven));
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		assert_close(Staking::staked_by(&10), 500 * UNIT, 5);
	});
}

#[test]
fn exits_that_change_hands_stay_held_and_liable() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		assert_ok!(Staking::move_exits(&10, &1, 2, &12));
		run_to_epoch(17);
		assert_ok!(Staking::open_case(&1, 3, Proven));
		run_to_epoch(23);
		assert_noop!(Staking::withdraw(signed(12)), Error::<Test>::HeldByCase);
		assert_ok!(Staking::move_exits(&12, &1, 2, &13));
		assert_noop!(Staking::withdraw(signed(13)), Error::<Test>::HeldByCase);
		slash(1, 3, percent(25));
		assert_ok!(Staking::close_case(&1, 3, Proven));
		assert_ok!(Staking::withdraw(signed(13)));
		assert_close(free(13), WEALTH + 750 * UNIT, 5);
		assert_eq!((leaving(10), leaving(12)), (0, 0));
	});
}

#[test]
fn own_stake_that_leaves_answers_for_the_next_epoch() {
	chain().execute(|| {
		run_to_epoch(2);
		let some = Amount::Exact(900 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, some));
		run_to_epoch(3);
		slash(1, 3, percent(50));
		assert_close(leaving(1), 450 * UNIT, 5);
		assert_eq!(validator(1).state, State::Offline);
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(4);
		slash(1, 3, Perbill::one());
		assert!(leaving(1) <= 5);
		check_exits_too();
	});
}

#[test]
fn the_first_epoch_to_withdraw_is_after_the_last_to_report() {
	chain().execute(|| {
		run_to_epoch(2);
		undelegate(10, 1, Liquid, 500);
		for epoch in 3..23 {
			run_to_epoch(epoch);
			assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		}
		// An exit cannot be withdrawn while an offence within its liability can be reported.
		assert_noop!(Staking::open_case(&1, 3, Proven), Error::<Test>::EpochNotReportable);
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(10)));
		// The remaining stake does not owe for paid exits.
		let before = value(11, 1, Compounding);
		slash(1, 3, percent(10));
		assert_close(before - value(11, 1, Compounding), before / 10, 5);
	});
}

#[test]
fn the_loss_that_is_expected_is_the_same_for_who_left_before_and_comes_back() {
	chain().execute(|| {
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 400);
		undelegate(11, 1, Compounding, 300);
		run_to_epoch(2);
		assert_ok!(Staking::delegate(signed(12), 1, 700 * UNIT, Liquid, 0));
		assert_ok!(Staking::cancel_undelegation(signed(11), 1, 1));
		slash(1, 1, percent(7));
		slash(1, 2, percent(3));
		run_to_epoch(4);
		let loss = |of: Balance| Staking::expected_loss(&1, 2, percent(33), of).unwrap();
		let (exit, stays) = (leaving(10), value(11, 1, Compounding));
		let expected = (loss(exit), loss(stays));
		slash(1, 2, percent(33));
		assert_close(exit - leaving(10), expected.0, 5);
		assert_close(stays - value(11, 1, Compounding), expected.1, 5);
	});
}

#[test]
fn a_set_that_is_kept_is_as_liable_as_one_that_is_elected() {
	chain().execute(|| {
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Paused));
		run_to_epoch(3);
		undelegate_all(10, 1, Liquid);
		undelegate_all(11, 1, Compounding);
		run_to_epoch(4);
		let exposure = Staking::exposure(4, &1).unwrap();
		assert_eq!((exposure.power, exposure.liable()), (4_000 * UNIT, 4_000 * UNIT));
		assert_eq!(slash(1, 4, Perbill::one()), 4_000 * UNIT);
		run_to_epoch(6);
		assert_eq!(elected(), vec![2]);
	});
}

#[test]
fn exits_of_the_first_epoch_answer_for_the_second() {
	chain().execute(|| {
		undelegate_all(11, 1, Compounding);
		slash(1, 0, percent(10));
		run_to_epoch(1);
		let exposure = Staking::exposure(1, &1).unwrap();
		// The sets of both epochs were named at genesis.
		assert_eq!((exposure.power, exposure.liable()), (4_000 * UNIT, 3_600 * UNIT));
		assert_eq!(slash(1, 1, percent(50)), 1_800 * UNIT);
		assert_close(leaving(11), 900 * UNIT, 5);
		run_to_epoch(2);
		slash(1, 2, percent(50));
		assert_close(leaving(11), 900 * UNIT, 5);
	});
}

// ---------------------------------------------------------------- cases apart from the record

#[test]
fn one_who_registers_anew_has_a_clean_record() {
	chain().validator(3, 500).execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::open_case(&3, 1, Alleged));
		slash(3, 1, percent(10));
		assert_ok!(Staking::leave_validators(signed(3)));
		run_to_epoch(22);
		assert_noop!(Staking::withdraw(signed(3)), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&3, 1, Alleged));
		assert_ok!(Staking::withdraw(signed(3)));
		assert_ok!(Staking::remove_validator(signed(9), 3));
		assert_eq!(Liabilities::<Test>::get(3), None);
		assert_ok!(Staking::register_validator(
			signed(3),
			500 * UNIT,
			Perbill::zero(),
			RewardPolicy::Compound
		));
		check();
		// Offences of an earlier registration are not the validator's.
		assert!(Staking::exposure(1, &3).is_some());
		assert_noop!(Staking::slash(&3, 1, percent(50)).map(drop), Error::<Test>::NotExposed);
		run_to_epoch(24);
		assert_eq!(validator(3).self_stake(), 500 * UNIT);
	});
}

#[test]
fn no_loss_is_expected_where_none_can_be_had() {
	chain().validator(3, 500).execute(|| {
		run_to_epoch(1);
		assert_ok!(Staking::leave_validators(signed(3)));
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(3)));
		assert_ok!(Staking::remove_validator(signed(9), 3));
		assert_ok!(Staking::register_validator(
			signed(3),
			500 * UNIT,
			Perbill::zero(),
			RewardPolicy::Compound
		));
		assert!(Staking::slash(&3, 1, percent(50)).is_err());
		assert_eq!(Staking::expected_loss(&3, 1, percent(50), 100 * UNIT), None);
	});
}

#[test]
fn a_case_that_was_forgotten_stops_nothing() {
	chain().execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Proven));
		undelegate(10, 1, Liquid, 100);
		run_to_epoch(28);
		assert_noop!(
			Staking::delegate(signed(12), 1, UNIT, Liquid, 0),
			Error::<Test>::ProvenOffencePending
		);
		run_to_epoch(29);
		// The record's summary still has the case, without effect.
		assert_eq!(validator(1).proven, Some(0));
		assert_ok!(Staking::delegate(signed(12), 1, UNIT, Liquid, 0));
		assert_ok!(Staking::withdraw(signed(10)));
		assert_ok!(Staking::close_case(&1, 0, Proven));
		check();
		assert_ok!(Staking::open_case(&1, 29, Alleged));
		assert_eq!((validator(1).cases.len(), validator(1).proven), (1, None));
	});
}

#[test]
fn the_last_proof_of_several_epochs_is_the_one_that_counts() {
	chain().execute(|| {
		run_to_epoch(6);
		for epoch in [2, 5, 5, 3] {
			assert_ok!(Staking::open_case(&1, epoch, Proven));
		}
		assert_ok!(Staking::open_case(&1, 6, Alleged));
		let delegate = || Staking::delegate(signed(12), 1, UNIT, Liquid, 0);
		for (closed, last) in [(5, Some(5)), (5, Some(3)), (2, Some(3)), (3, None)] {
			assert_noop!(delegate(), Error::<Test>::ProvenOffencePending);
			assert_ok!(Staking::close_case(&1, closed, Proven));
			assert_eq!(validator(1).proven, last);
			check();
		}
		assert_ok!(delegate());
		assert_noop!(Staking::close_case(&1, 6, Proven), Error::<Test>::UnknownCase);
		assert_ok!(Staking::close_case(&1, 6, Alleged));
		assert_eq!(Liabilities::<Test>::get(1), None);
	});
}

#[test]
fn every_epoch_that_can_be_slashed_has_a_place() {
	chain().execute(|| {
		for epoch in 0..=35 {
			run_to_epoch(epoch);
			assert_ok!(Staking::open_case(&1, epoch, Alleged));
			slash(1, epoch, Perbill::from_percent(1));
			slash(1, epoch.saturating_sub(28), Perbill::from_percent(2));
			check();
		}
		assert_eq!(liability(1).slashes.len(), 29);
		assert_eq!(liability(1).cases.len(), 29);
	});
}

#[test]
fn a_page_shows_no_case_that_was_forgotten() {
	chain().execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Alleged));
		run_to_epoch(29);
		assert_eq!(Staking::validator_view(1).unwrap().cases, (0, 0));
	});
}

#[test]
fn who_leaves_at_the_deadline_leaves_no_debt_to_others() {
	chain().execute(|| {
		run_to_epoch(2);
		undelegate(10, 1, Liquid, 500);
		run_to_epoch(3);
		assert_ok!(Staking::open_case(&1, 3, Proven));
		run_to_epoch(29);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		run_to_epoch(30);
		assert_ok!(Staking::withdraw(signed(10)));
		// The case can be judged for an epoch more. The others lose the fraction, and do not pay
		// for withdrawn exits.
		run_to_epoch(31);
		assert_eq!(slash(1, 3, percent(20)), 700 * UNIT);
		assert_close(value(11, 1, Compounding), 1_600 * UNIT, 5);
		run_to_epoch(32);
		assert_noop!(Staking::slash(&1, 3, percent(30)).map(drop), Error::<Test>::NotExposed);
	});
}

// ---------------------------------------------------------------- positions that stay encoded

#[test]
fn a_position_that_was_emptied_in_another_generation_can_be_used_again() {
	MinimumSelfStake::set(0);
	chain().execute(|| {
		slash(1, 0, nearly_all());
		run_to_epoch(1);
		assert_ok!(Staking::delegate(signed(12), 1, 100 * UNIT, Liquid, 0));
		run_to_epoch(2);
		undelegate_all(12, 1, Liquid);
		// Only an exit is left; the position is as if there had never been one.
		let delegator = Delegators::<Test>::get(12).unwrap();
		assert_eq!(delegator.delegations[0].position(), Some(Position::default()));
		check();
		assert_noop!(Staking::claim_rewards(signed(12), 1), Error::<Test>::NothingToClaim);
		assert_noop!(
			Staking::change_class(signed(12), 1, Compounding, Amount::All),
			Error::<Test>::InsufficientStake
		);
		assert_ok!(Staking::delegate(signed(12), 1, 50 * UNIT, Liquid, 0));
		run_to_epoch(3);
		PayoutOfEpoch::set(1_000 * UNIT);
		run_to_epoch(4);
		let liquid = Staking::positions(12)[0].liquid_rewards;
		assert!(liquid > 0 && liquid <= 1_000 * UNIT);
		assert_close(value(12, 1, Liquid), 50 * UNIT, 5);
		check_exits_too();
	});
}

#[test]
fn deposits_of_several_epochs_and_generations_become_what_they_were() {
	MinimumSelfStake::set(0);
	chain().execute(|| {
		run_to_epoch(1);
		undelegate(10, 1, Liquid, 100);
		undelegate(11, 1, Compounding, 100);
		run_to_epoch(2);
		for class in [Liquid, Compounding] {
			assert_ok!(Staking::delegate(signed(10), 1, 300 * UNIT, class, 0));
		}
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 1));
		slash(1, 2, nearly_all());
		check_exits_too();
		run_to_epoch(3);
		// A deposit of another epoch, before the pending shares can be taken.
		assert_ok!(Staking::delegate(signed(10), 1, 200 * UNIT, Compounding, 0));
		check_exits_too();
		assert_noop!(
			Staking::delegate(signed(10), 1, 200 * UNIT, Liquid, 0),
			Error::<Test>::ClassClosed
		);
		slash(1, 3, nearly_all());
		check_exits_too();
		run_to_epoch(5);
		for _ in 0..3 {
			let _ = Staking::undelegate(signed(10), 1, Liquid, Amount::All);
			let _ = Staking::undelegate(signed(10), 1, Compounding, Amount::All);
			check_exits_too();
		}
		assert_eq!(Staking::staked_by(&10), 0);
		// Of two slashes: 900 and 100 units of before, 600 of between, and 200 of after.
		let expected = 200 * UNIT + 600 * UNIT / 2_000 + 900 * UNIT / 2_000 / 2_000;
		assert_close(leaving(10), expected, UNIT);
		run_to_epoch(40);
		assert_ok!(Staking::withdraw(signed(10)));
		check_exits_too();
	});
}

#[test]
fn exits_that_are_given_to_the_operator_become_its_own() {
	chain().execute(|| {
		run_to_epoch(2);
		undelegate(10, 1, Liquid, 500);
		assert_ok!(Staking::move_exits(&10, &1, 2, &1));
		check_exits_too();
		run_to_epoch(3);
		slash(1, 3, percent(10));
		assert_ok!(Staking::cancel_undelegation(signed(1), 1, 2));
		assert_close(validator(1).self_stake(), 900 * UNIT + 450 * UNIT, 5);
		check_exits_too();
		slash(1, 3, percent(20));
		run_to_epoch(4);
		assert_close(validator(1).self_stake(), 800 * UNIT + 400 * UNIT, 10);
		assert!(Delegators::<Test>::get(1).is_none_or(|it| it.delegations.is_empty()));
		assert_eq!(validator(1).holders, 2);
		check_exits_too();
	});
}

#[test]
fn one_position_that_cannot_be_decoded_stops_no_other() {
	chain().start().execute_with(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 100 * UNIT, Liquid, 0));
		run_to_epoch(1);
		undelegate(10, 2, Liquid, 50);
		corrupt_position(10);
		run_to_epoch(22);
		assert_noop!(
			Staking::undelegate(signed(10), 1, Liquid, Amount::All),
			Error::<Test>::Undecodable
		);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::All));
		assert_eq!(slash(1, 20, percent(10)), 400 * UNIT);
		next_epoch();
		assert_eq!(Delegators::<Test>::get(10).unwrap().delegations[0].position(), None);
	});
}

// ---------------------------------------------------------------- elections

/// Validators 1 to 12 with 1,200 to 100 units and four seats, so that all are examined.
fn twelve() -> Chain {
	PayoutOfEpoch::set(0);
	(1..=12).fold(Chain::new(), |chain, who| chain.validator(who, 1_300 - 100 * who))
}

#[test]
fn candidates_without_keys_take_no_seat_and_block_none() {
	for share in [0, 25, 50, 100] {
		twelve().execute(|| {
			RotationShare::set(percent(share));
			let mut dice = Dice(share.into());
			for seed in 0..20 {
				Seed::set(seed);
				let without: Vec<AccountId> = (1..=12).filter(|_| dice.below(3) > 0).collect();
				WithoutKeys::set(without.clone());
				let able: Vec<AccountId> = (1..=12).filter(|who| !without.contains(who)).collect();
				let view = Staking::election_preview();
				assert_eq!(view.kept, able.is_empty());
				if view.kept {
					continue;
				}
				let set: Vec<_> = view.preview.iter().map(|elected| elected.validator).collect();
				assert_eq!(set.len(), able.len().min(4), "{able:?} {set:?}");
				assert_eq!(set.iter().collect::<BTreeSet<_>>().len(), set.len());
				assert!(set.iter().all(|who| able.contains(who)));
				// The seats by weight go to the heaviest candidates, in their order.
				let by_weight = view.preview.iter().filter(|elected| !elected.rotation);
				let by_weight: Vec<_> = by_weight.map(|elected| elected.validator).collect();
				assert_eq!(by_weight, able[..by_weight.len()]);
				assert!(view.refused.iter().all(|(who, _)| without.contains(who)));
			}
			WithoutKeys::set(vec![]);
			Seed::set(0);
			RotationShare::set(Perbill::zero());
		});
	}
}

#[test]
fn an_election_without_candidates_with_keys_keeps_the_set() {
	twelve().execute(|| {
		RotationShare::set(Perbill::one());
		WithoutKeys::set((1..=12).collect());
		take_events();
		next_epoch();
		let few = Event::TooFewCandidates { epoch: 2, eligible: 0, minimum: 1 };
		let events = take_events();
		assert!(events.contains(&few));
		let refused = events.iter().filter(|event| {
			let no_keys = Error::<Test>::NoSessionKeys.into();
			matches!(event, Event::CandidateRefused { reason, .. } if *reason == no_keys)
		});
		assert_eq!(refused.count(), 12);
		assert_eq!(elected(), vec![1, 2, 3, 4]);
		check();
		run_to_epoch(4);
		assert_eq!(elected(), vec![1, 2, 3, 4]);
		WithoutKeys::set(vec![]);
		RotationShare::set(Perbill::zero());
	});
}

#[test]
fn fewer_with_keys_than_the_least_number_replace_a_set_without_keys() {
	MinimumActiveValidators::set(3);
	twelve().execute(|| {
		RotationShare::set(percent(50));
		WithoutKeys::set((1..=10).collect());
		take_events();
		next_epoch();
		let few = Event::TooFewCandidates { epoch: 2, eligible: 2, minimum: 3 };
		assert!(take_events().contains(&few));
		// Two that can make blocks are better than four that cannot.
		assert_eq!(elected(), vec![11, 12]);
		WithoutKeys::set(vec![1]);
		next_epoch();
		assert!(!elected().contains(&1) && !elected().is_empty());
		WithoutKeys::set(vec![]);
		RotationShare::set(Perbill::zero());
	});
}

#[test]
fn weights_beyond_all_bounds_are_drawn_once_each() {
	for seed in 0..20 {
		for weights in [
			vec![Balance::MAX, Balance::MAX, Balance::MAX, 1],
			vec![Balance::MAX; 300],
			vec![1; 300],
			vec![0, 0, 1],
			vec![],
		] {
			let drawn = draw([seed; 32], &weights, 1_000);
			assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
			assert!(drawn.iter().all(|index| weights[*index] > 0));
			if weights.iter().all(|weight| *weight > 1 << 20) {
				assert_eq!(drawn.len(), weights.len());
			}
		}
	}
}

// ---------------------------------------------------------------- everything at once

/// One step of an account with a validator; refusals are ignored.
fn step(dice: &mut Dice, epoch: EpochIndex) {
	let of = AccountId::from(dice.below(3)) + 1;
	let who = AccountId::from(dice.below(4)) + 10;
	let class = if dice.below(2) == 0 { Liquid } else { Compounding };
	let past = epoch.saturating_sub(dice.below(3) as u32);
	let amount = UNIT + Balance::from(dice.below(400_000_000_000_007));
	let some = match dice.below(3) {
		0 => Amount::All,
		_ => Amount::Exact(amount),
	};
	match dice.below(16) {
		0..=2 => drop(Staking::delegate(signed(who), of, amount, class, 0)),
		3 | 4 => drop(Staking::undelegate(signed(who), of, class, some)),
		5 | 6 => drop(Staking::cancel_undelegation(signed(who), of, past)),
		7 => drop(Staking::change_class(signed(who), of, class, some)),
		8 => drop(Staking::redelegate(signed(who), of, of % 3 + 1, class, some)),
		9 => drop(Staking::move_exits(&who, &of, past, &(who % 4 + 10))),
		10 => drop(Staking::open_deal(&who, &of, amount, percent(3))),
		11 => {
			let deal = Deals::<Test>::iter_prefix(who).next().map(|(id, _)| id);
			if let Some(deal) = deal {
				let _ = Staking::close_deal(&who, deal);
			}
		},
		12 => drop(Staking::increase_self_stake(signed(of), amount)),
		13 => drop(Staking::decrease_self_stake(signed(of), class, some)),
		14 => drop(Staking::go_online(signed(of)).or_else(|_| Staking::go_offline(signed(of)))),
		_ => {
			let fraction = match dice.below(4) {
				0 => nearly_all(),
				1 => Perbill::one(),
				_ => Perbill::from_parts(dice.below(500_000_000) as u32),
			};
			if dice.below(3) == 0 {
				drop(Staking::slash(&of, past, fraction));
			}
		},
	}
}

#[test]
fn whatever_happens_all_who_left_are_paid_in_the_end() {
	for seed in 0..30 {
		MinimumSelfStake::set(0);
		ActiveValidators::set(2);
		PayoutOfEpoch::set(100 * UNIT);
		let chain = (1..=3).fold(Chain::new(), |chain, who| chain.validator(who, 500));
		chain.accounts(10..14).execute(|| {
			let mut dice = Dice(seed);
			for epoch in 1..20 {
				run_to_epoch(epoch);
				for _ in 0..25 {
					step(&mut dice, epoch);
				}
				check_exits_too();
			}
			PayoutOfEpoch::set(0);
			next_epoch();
			for who in 10..14 {
				for deal in Staking::deals(who) {
					assert_ok!(Staking::close_deal(&who, deal.deal));
				}
				for of in 1..=3 {
					// Once for each closed generation of a class.
					for class in [Liquid, Compounding].repeat(4) {
						let _ = Staking::undelegate(signed(who), of, class, Amount::All);
					}
					let _ = Staking::claim_rewards(signed(who), of);
				}
			}
			for of in 1..=3 {
				let _ = Staking::leave_validators(signed(of));
				let _ = Staking::claim_commission(signed(of));
				let _ = Staking::claim_rewards(signed(of), of);
			}
			run_to_epoch(50);
			for who in (1..4).chain(10..14) {
				while Exits::<Test>::iter_prefix(who).next().is_some() {
					assert_ok!(Staking::withdraw(signed(who)));
				}
				assert_eq!((Staking::staked_by(&who), leaving(who)), (0, 0), "of {who}");
			}
			check_exits_too();
			for of in 1..=3 {
				assert_eq!(validator(of).holders, 0);
				let stored = ExitPools::<Test>::iter_prefix(of).count();
				assert_eq!((stored, Activations::<Test>::iter_prefix(of).count()), (0, 0));
			}
		});
	}
}

/// The liable stake of all holders with a validator for `epoch`, in these classes and in exits; and
/// the exits too early to be liable.
fn holdings(
	of: AccountId,
	epoch: EpochIndex,
	classes: &[RewardClass],
) -> (Vec<Balance>, Vec<Balance>) {
	let (mut liable, mut others) = (vec![], vec![]);
	let record = ledger(of);
	for who in (1..4).chain(10..14) {
		for class in classes {
			liable.push(value(who, of, *class));
		}
		for chunk in Exits::<Test>::get(who, of).unwrap_or_default() {
			let is_liable = chunk.epoch + 1 >= epoch;
			let holdings = if is_liable { &mut liable } else { &mut others };
			holdings.push(record.exit_value(&chunk));
		}
	}
	(liable, others)
}

#[test]
fn every_unit_loses_what_was_expected_and_what_left_before_loses_nothing() {
	let mut slashes = 0;
	for seed in 100..120 {
		MinimumSelfStake::set(0);
		ActiveValidators::set(2);
		PayoutOfEpoch::set(100 * UNIT);
		let chain = (1..=3).fold(Chain::new(), |chain, who| chain.validator(who, 500));
		chain.accounts(10..14).execute(|| {
			let mut dice = Dice(seed);
			for epoch in 1..20 {
				run_to_epoch(epoch);
				for _ in 0..12 {
					step(&mut dice, epoch);
				}
				let (of, past) = (
					AccountId::from(dice.below(3)) + 1,
					epoch.saturating_sub(dice.below(4) as u32),
				);
				let fraction = Perbill::from_parts(dice.below(400_000_000) as u32);
				// Shares of a closed class may be in exits of an early epoch.
				let record = validator(of);
				let mut classes = vec![Liquid, Compounding];
				classes.retain(|class| record.closed_in(*class).is_none());
				let before = holdings(of, past, &classes);
				let expected = |value: &Balance| {
					value - Staking::expected_loss(&of, past, fraction, *value).unwrap()
				};
				if Staking::exposure(past, &of).is_none() {
					continue;
				}
				let expected: Vec<_> = before.0.iter().map(expected).collect();
				slash(of, past, fraction);
				let after = holdings(of, past, &classes);
				assert_eq!(before.1, after.1);
				for (found, expected) in after.0.into_iter().zip(expected) {
					assert_close(found, expected, 5);
				}
				slashes += 1;
			}
		});
	}
	assert!(slashes > 100, "{slashes}");
}
