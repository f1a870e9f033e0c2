//! Exits.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{
	Basis, PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use sp_arithmetic::Perbill;

/// Validator 1 is in the set and earns 1,000 in an epoch: for 1,000 of self-stake, for 1,000 of
/// delegator 10 in the liquid and of 11 in the compounding class. Validator 2 is never in the set.
fn chain() -> Chain {
	ActiveValidators::set(1);
	Chain::new()
		.validator_with(1, 1_000, Perbill::zero(), RewardPolicy::Payout)
		.validator(2, 100)
		.delegation(10, 1, 1_000, Liquid)
		.delegation(11, 1, 1_000, Compounding)
}

fn third() -> u128 {
	1_000 * UNIT / 3
}

/// The exits of `who` from `validator`: epoch, class, shares.
fn chunks(
	who: AccountId,
	validator: AccountId,
) -> Vec<(u32, palisade_primitives::RewardClass, u128)> {
	Exits::<Test>::get(who, validator)
		.unwrap_or_default()
		.iter()
		.map(|chunk| (chunk.epoch, chunk.class, chunk.shares.0))
		.collect()
}

#[test]
fn undelegated_stake_earns_until_the_epoch_ends() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
		// The stake is part of the class until the epoch ends.
		assert_eq!(validator(1).pool.stake(), 3_000 * UNIT);
		assert_eq!(leaving(10), 1_000 * UNIT);
		check();

		run_to_epoch(1);
		assert_eq!(validator(1).pool.stake(), 1_000 * UNIT);
		let views = [Staking::exits(10), Staking::exits(11)].concat();
		for view in &views {
			assert!(view.amount.abs_diff(1_000 * UNIT + third()) <= 2, "{}", view.amount);
			assert_eq!((view.epoch, view.withdrawable, view.held), (0, 21, false));
		}

		// Afterwards it earns nothing.
		run_to_epoch(21);
		assert_eq!([Staking::exits(10), Staking::exits(11)].concat(), views);
		for (who, view) in [10, 11].into_iter().zip(views) {
			assert_ok!(Staking::withdraw(signed(who)));
			assert_eq!(free(who), WEALTH - 1_000 * UNIT + view.amount);
		}
	});
}

#[test]
fn exits_of_a_waiting_validator_are_closed_at_once() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 70 * UNIT, Compounding, 0));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::Exact(20 * UNIT)));
		assert_eq!(validator(2).pool.stake(), 150 * UNIT);
		assert_eq!(ExitPools::<Test>::get(2, 0).unwrap().assets_left(), 20 * UNIT);
		// The exit has to wait as with any validator.
		run_to_epoch(20);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 1_050 * UNIT);
	});
}

#[test]
fn undelegating_says_from_when_it_can_be_withdrawn() {
	chain().execute(|| {
		run_to_epoch(3);
		take_events();
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(300 * UNIT)));
		assert_eq!(
			take_events(),
			[Event::Undelegated {
				delegator: 10,
				validator: 1,
				class: Liquid,
				amount: 300 * UNIT,
				epoch: 3,
				withdrawable: 24,
			}]
		);
		run_to_epoch(24);
		take_events();
		assert_ok!(Staking::withdraw(signed(10)));
		let [Event::Withdrawn { delegator: 10, validator: 1, amount, exits: 1 }] =
			take_events()[..]
		else {
			panic!("one withdrawal")
		};
		assert_eq!(free(10), WEALTH - 1_000 * UNIT + amount);
	});
}

#[test]
fn exactly_what_was_asked_for_leaves() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(400 * UNIT)));
		assert_eq!(Staking::position_value(&10, &1, Liquid), 600 * UNIT);
		run_to_epoch(2);
		assert_eq!(ExitPools::<Test>::get(1, 0).unwrap().liquid.assets, 400 * UNIT);
		// The price of the compounding class is no round number: shares are rounded up, never the
		// amount.
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::Exact(400 * UNIT)));
		run_to_epoch(3);
		let left = ExitPools::<Test>::get(1, 2).unwrap().compounding.assets;
		assert!(left >= 400 * UNIT);
	});
}

#[test]
fn everything_can_be_undelegated_by_its_exact_value() {
	chain().execute(|| {
		run_to_epoch(5);
		let value = Staking::position_value(&11, &1, Compounding);
		assert_noop!(
			Staking::undelegate(signed(11), 1, Compounding, Amount::Exact(value + 1)),
			Error::<Test>::InsufficientStake
		);
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::Exact(value)));
		assert_eq!(Staking::position_value(&11, &1, Compounding), 0);
	});
}

#[test]
fn what_would_be_left_below_the_minimum_leaves_too() {
	chain().execute(|| {
		let all_but_the_minimum = Amount::Exact(999 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, all_but_the_minimum));
		assert_eq!(Staking::position_value(&10, &1, Liquid), UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(1)));
		assert_eq!(Staking::position_value(&10, &1, Liquid), 0);
		assert_eq!(chunks(10, 1), [(0, Liquid, 1_000_000 * UNIT)]);
	});
}

#[test]
fn deposits_of_the_running_epoch_do_not_leave() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		assert_noop!(
			Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(1_001 * UNIT)),
			Error::<Test>::InsufficientStake
		);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_noop!(
			Staking::undelegate(signed(10), 1, Liquid, Amount::All),
			Error::<Test>::InsufficientStake
		);
		run_to_epoch(1);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 50 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
	});
}

#[test]
fn exits_of_an_epoch_merge() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Compounding, 0));
		run_to_epoch(1);
		for _ in 0..3 {
			assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		}
		assert_eq!(chunks(10, 1), [(1, Liquid, 30_000 * UNIT)]);
		// Another class, and another epoch, are exits of their own.
		assert_ok!(Staking::undelegate(signed(10), 1, Compounding, Amount::Exact(10 * UNIT)));
		assert_eq!(chunks(10, 1).len(), 2);
		run_to_epoch(2);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_eq!(chunks(10, 1).len(), 3);
		assert_eq!(chunks(10, 1)[2], (2, Liquid, 10_000 * UNIT));
		assert_eq!(Delegators::<Test>::get(10).unwrap().delegations[0].oldest_exit, Some(1));
	});
}

#[test]
fn the_thirty_third_exit_is_refused() {
	chain().execute(|| {
		let ten = Amount::Exact(10 * UNIT);
		for epoch in 0..32 {
			run_to_epoch(epoch);
			assert_ok!(Staking::undelegate(signed(10), 1, Liquid, ten));
		}
		// More stake of the last epoch adds no exit.
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, ten));
		run_to_epoch(32);
		assert_noop!(Staking::undelegate(signed(10), 1, Liquid, ten), Error::<Test>::TooManyExits);
		assert_noop!(
			Staking::redelegate(signed(10), 1, 2, Liquid, ten),
			Error::<Test>::TooManyExits
		);
		// A withdrawal of mature exits makes room.
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(chunks(10, 1).len(), 20);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, ten));
	});
}

#[test]
fn withdrawing_early_is_refused() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		for epoch in 2..23 {
			run_to_epoch(epoch);
			assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
			assert_noop!(Staking::withdraw_for(signed(11), 10), Error::<Test>::NotYetWithdrawable);
		}
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_noop!(Staking::withdraw(signed(11)), Error::<Test>::NoExits);
	});
}

#[test]
fn anyone_can_withdraw_for_the_owner() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::Exact(500 * UNIT)));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw_for(signed(10), 11));
		assert_eq!(free(10), WEALTH - 1_000 * UNIT);
		// 500 and a sixth of the reward.
		assert!(free(11).abs_diff(WEALTH - 500 * UNIT + third() / 2) <= 2);
		assert_noop!(Staking::withdraw_for(signed(10), 11), Error::<Test>::NoExits);
	});
}

#[test]
fn one_call_withdraws_mature_exits_from_all_validators() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::Exact(10 * UNIT)));
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(100 * UNIT)));
		run_to_epoch(2);
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::Exact(10 * UNIT)));

		run_to_epoch(22);
		take_events();
		assert_ok!(Staking::withdraw(signed(10)));
		let withdrawn: Vec<_> = take_events()
			.into_iter()
			.map(|event| match event {
				Event::Withdrawn { delegator: 10, validator, exits, .. } => (validator, exits),
				event => panic!("{event:?}"),
			})
			.collect();
		assert_eq!(withdrawn, [(1, 1), (2, 2)]);
		assert_eq!(chunks(10, 2), [(2, Liquid, 10_000 * UNIT)]);
		assert_eq!(Exits::<Test>::get(10, 1), None);
	});
}

#[test]
fn a_call_withdraws_at_most_thirty_two_exits() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Liquid, 0));
		for epoch in 0..20 {
			run_to_epoch(epoch);
			for validator in [1, 2] {
				assert_ok!(Staking::undelegate(signed(10), validator, Liquid, Amount::Exact(UNIT)));
			}
		}
		run_to_epoch(40);
		let counts = || (chunks(10, 1).len(), chunks(10, 2).len());
		let paid = Staking::withdraw(signed(10)).unwrap();
		assert_eq!(paid.actual_weight, Some(<() as WeightInfo>::withdraw(32)));
		assert_eq!(counts(), (0, 8));
		check();
		let paid = Staking::withdraw(signed(10)).unwrap();
		assert_eq!(paid.actual_weight, Some(<() as WeightInfo>::withdraw(8)));
		assert_eq!(counts(), (0, 0));
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NoExits);
	});
}

#[test]
fn nothing_is_left_in_storage() {
	chain().account(12).execute(|| {
		for class in [Liquid, Compounding] {
			assert_ok!(Staking::delegate(signed(12), 1, 10 * UNIT, class, 0));
			assert_ok!(Staking::delegate(signed(12), 2, 10 * UNIT, class, 0));
		}
		run_to_epoch(2);
		for who in [10, 11, 12] {
			for (validator, class) in [(1, Liquid), (1, Compounding), (2, Liquid), (2, Compounding)]
			{
				let value = Staking::position_value(&who, &validator, class);
				if value > 0 {
					assert_ok!(Staking::undelegate(signed(who), validator, class, Amount::All));
				}
			}
		}
		assert_eq!(Activations::<Test>::iter().count(), 0);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_ok!(Staking::claim_rewards(signed(12), 1));
		run_to_epoch(23);
		for who in [10, 11, 12] {
			assert_ok!(Staking::withdraw(signed(who)));
		}
		assert_eq!(Delegators::<Test>::iter().count(), 0);
		assert_eq!(Exits::<Test>::iter().count(), 0);
		assert_eq!(ExitPools::<Test>::iter().count(), 0);
		assert_eq!((validator(1).holders, validator(2).holders), (0, 0));
		assert!(validator(1).dust < 10);
	});
}

#[test]
fn rewards_outlive_the_stake() {
	chain().execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(10)));
		// The reward of the last epoch came with the stake.
		assert!(free(10) > WEALTH + 100 * UNIT);
		assert!(Delegators::<Test>::contains_key(10));
		let before = free(10);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		// A third of the reward of epoch 0, and 1,000 of 10,000 / 3 in epoch 1.
		assert!((before + third() + 300 * UNIT).abs_diff(free(10)) <= 2);
		assert!(!Delegators::<Test>::contains_key(10));
	});
}

#[test]
fn cancelling_in_the_same_epoch_leaves_no_trace_but_the_counts() {
	chain().execute(|| {
		run_to_epoch(1);
		// Settled earlier, as by any call on the position.
		assert_ok!(Staking::delegate(signed(10), 1, UNIT, Compounding, 0));
		let record = |who| (validator(1), Delegators::<Test>::get(who));
		let before = record(10);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		assert_eq!(chunks(10, 1).len(), 2);
		check();
		take_events();
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 1));
		assert_eq!(
			take_events(),
			[Event::UndelegationCancelled {
				delegator: 10,
				validator: 1,
				epoch: 1,
				amount: 1_000 * UNIT,
			}]
		);
		// The position was given up for a moment.
		Delegators::<Test>::mutate(10, |it| {
			let delegation = &mut it.as_mut().unwrap().delegations[0];
			let counts = (&mut delegation.departures, &mut delegation.cancellations);
			assert_eq!((core::mem::take(counts.0), core::mem::take(counts.1)), (2, 1));
		});
		assert_eq!(record(10), before);
		assert_eq!(Exits::<Test>::iter().count() + ExitPools::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancelling_with_a_waiting_validator_is_active_at_once() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::All));
		run_to_epoch(5);
		assert_ok!(Staking::cancel_undelegation(signed(10), 2, 0));
		assert_eq!(Staking::position_value(&10, &2, Liquid), 50 * UNIT);
		assert_eq!(Exits::<Test>::iter().count() + ExitPools::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancelling_later_returns_the_stake_with_the_next_epoch() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
		run_to_epoch(3);
		assert_noop!(Staking::cancel_undelegation(signed(10), 1, 1), Error::<Test>::NoExits);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		assert_ok!(Staking::cancel_undelegation(signed(11), 1, 1));
		assert_eq!(Exits::<Test>::iter().count() + ExitPools::<Test>::iter().count(), 0);
		let waiting = |class| validator(1).deposits.of(DepositKind::returning(class)).assets;
		assert_eq!(waiting(Liquid), 1_000 * UNIT);
		assert!(waiting(Compounding) > 1_000 * UNIT);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 0);
		check();

		// What it earned in its last epoch can be claimed.
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert!((WEALTH - 1_000 * UNIT + third()).abs_diff(free(10)) <= 2);
		run_to_epoch(4);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_000 * UNIT);
	});
}

#[test]
fn fresh_and_returning_deposits_of_an_epoch_wait_side_by_side() {
	chain().execute(|| {
		for class in [Liquid, Compounding] {
			assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, class, 0));
		}
		run_to_epoch(1);
		for class in [Liquid, Compounding] {
			assert_ok!(Staking::undelegate(signed(10), 1, class, Amount::Exact(50 * UNIT)));
		}
		run_to_epoch(2);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 1));
		for class in [Liquid, Compounding] {
			assert_ok!(Staking::delegate(signed(10), 1, 7 * UNIT, class, 0));
		}
		assert_eq!(
			Delegators::<Test>::get(10).unwrap().delegations[0].position().unwrap().pending.len(),
			4
		);
		check();
		run_to_epoch(3);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 1_107 * UNIT);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(Activations::<Test>::iter().count(), 0);
	});
}

#[test]
fn stake_that_returns_loses_what_stake_that_stayed_loses() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(500 * UNIT)));
		run_to_epoch(3);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		assert_ok!(Staking::delegate(signed(10), 1, 500 * UNIT, Liquid, 0));
		// 1,500 of epoch 0, of which 1,000 stayed; compounding has grown since.
		let base = validator(1).pool.stake() + 500 * UNIT;
		let loss = Staking::slash(&1, 0, Perbill::from_percent(50)).unwrap();
		// Each remainder is rounded down.
		assert!(loss.peek().abs_diff(1_500 * UNIT) <= 3);
		let kept = |amount| palisade_share_pool::retained(amount, base, 1_500 * UNIT);
		assert_eq!(
			validator(1).deposits.of(DepositKind::returning(Liquid)).assets,
			kept(500 * UNIT)
		);
		// Fresh deposits are not liable.
		assert_eq!(validator(1).deposits.of(DepositKind::fresh(Liquid)).assets, 500 * UNIT);
		drop(loss);
		check();
		run_to_epoch(4);
		let value = Staking::position_value(&10, &1, Liquid);
		assert!(value.abs_diff(2 * kept(500 * UNIT) + 500 * UNIT) <= 3);
	});
}

#[test]
fn own_exits_can_be_cancelled_even_after_a_report() {
	chain().execute(|| {
		assert_ok!(Staking::decrease_self_stake(signed(1), Liquid, Amount::Exact(500 * UNIT)));
		run_to_epoch(1);
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		assert_eq!(validator(1).self_stake(), 500 * UNIT);
		assert_ok!(Staking::cancel_undelegation(signed(1), 1, 0));
		run_to_epoch(2);
		assert_eq!(validator(1).self_stake(), 1_000 * UNIT);
		assert!(!Delegators::<Test>::contains_key(1) || Exits::<Test>::get(1, 1).is_none());
		assert_eq!(validator(1).holders, 2);
	});
}

#[test]
fn a_case_holds_the_exits_of_its_validator_and_of_no_other() {
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, Liquid, 0));
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::Exact(10 * UNIT)));
		run_to_epoch(2);
		assert_ok!(Staking::open_case(&1, 1, Basis::Alleged));
		run_to_epoch(22);
		assert_noop!(Staking::withdraw(signed(11)), Error::<Test>::HeldByCase);
		assert!(Staking::exits(11)[0].held);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(chunks(10, 1).len(), 1);
		assert_eq!(Exits::<Test>::get(10, 2), None);

		assert_ok!(Staking::close_case(&1, 1, Basis::Alleged));
		assert_ok!(Staking::withdraw(signed(10)));
	});
}

#[test]
fn a_case_does_not_hold_what_left_before_its_set_was_elected() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		run_to_epoch(2);
		assert_ok!(Staking::open_case(&1, 2, Basis::Proven));
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(chunks(10, 1), [(1, Liquid, 10_000 * UNIT)]);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
	});
}

#[test]
fn a_case_that_is_never_closed_holds_no_exit_for_ever() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		// The bonding period, and seven epochs.
		run_to_epoch(27);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		run_to_epoch(28);
		assert_ok!(Staking::withdraw(signed(10)));
	});
}

#[test]
fn an_exit_that_is_worth_nothing_can_be_withdrawn() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, 10 * UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		run_to_epoch(1);
		drop(Staking::slash(&1, 0, Perbill::one()).unwrap());
		assert_eq!(Staking::exits(10)[0].amount, 0);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH - 1_010 * UNIT);
		assert_eq!(Exits::<Test>::iter_prefix(10).count(), 0);
	});
}

#[test]
fn an_exit_too_small_to_be_paid_does_not_hold_up_the_others() {
	ActiveValidators::set(2);
	PayoutOfEpoch::set(0);
	let chain = Chain::new().validator(1, 1_000).validator(2, 1_000).account(11);
	chain.delegation(10, 1, 1, Compounding).delegation(10, 2, 100, Compounding).execute(|| {
		for validator in [1, 2] {
			assert_ok!(Staking::undelegate(signed(10), validator, Compounding, Amount::All));
		}
		run_to_epoch(1);
		drop(Staking::slash(&1, 0, Perbill::from_parts(999_500_000)).unwrap());
		// The owner has no other funds: less than the existential deposit cannot be paid.
		assert_ok!(Balances::transfer_all(signed(10), 11, false));
		let amounts: Vec<_> = Staking::exits(10).into_iter().map(|exit| exit.amount).collect();
		assert!(amounts.iter().any(|amount| (1..UNIT / 1_000).contains(amount)));
		run_to_epoch(21);
		let before = free(10);
		assert_ok!(Staking::withdraw_for(signed(11), 10));
		assert_eq!(free(10), before + amounts.iter().sum::<u128>());
	});
}
