//! Deals, and transfers of positions.

use crate::{mock::*, types::*, Deals, Delegators, Error, Event, Exits};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Basis, DealControl, DealId, DealStatus, ExposureInspect, PositionInspect, PositionTransfer,
	RewardClass, SlashControl, ValidatorInspect,
};
use sp_arithmetic::Perbill;

use RewardClass::{Compounding, Liquid};

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

/// Validator 1 at 10 % with 1,000 units of compounding self-stake; 10 with 1,000 liquid units; 12
/// and 13.
fn chain() -> Chain {
	Chain::new()
		.validator_with(1, 1_000, percent(10), RewardPolicy::Compound)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.accounts([12, 13])
}

fn open(owner: AccountId, units: u128, commission: u32) -> DealId {
	Staking::open_deal(&owner, &1, units * UNIT, percent(commission)).expect("a sound deal")
}

fn claimed(owner: AccountId, deal: DealId) -> u128 {
	Staking::claim_deal(&owner, deal).unwrap()
}

#[test]
fn a_deal_is_active_with_the_next_epoch() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		take_events();
		let deal = open(12, 500, 3);
		assert_eq!(
			take_events(),
			vec![Event::DealOpened {
				owner: 12,
				deal,
				validator: 1,
				amount: 500 * UNIT,
				commission: percent(3)
			}]
		);
		assert_eq!(free(12), WEALTH - 500 * UNIT);
		assert_eq!(Staking::deal_value(&12, deal), 500 * UNIT);
		assert_eq!(Staking::staked_by(&12), 500 * UNIT);
		assert_eq!(Staking::stake_of(&1), 2_000 * UNIT);
		assert_eq!(validator(1).holders, 2);
		check();
		run_to_epoch(1);
		assert_eq!(Staking::stake_of(&1), 2_500 * UNIT);
		assert_eq!(Staking::deal_value(&12, deal), 500 * UNIT);
		let [view] = &Staking::deals(12)[..] else { panic!("one deal") };
		assert!(view.active && view.amount == 500 * UNIT && view.deal == deal);
		assert_eq!(open(13, 5, 3), deal + 1);
	});
}

#[test]
fn a_deal_outside_the_set_is_active_at_once() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	chain().execute(|| {
		assert_eq!(Staking::active_validators(), vec![1]);
		let deal = Staking::open_deal(&12, &2, 500 * UNIT, percent(0)).unwrap();
		assert_eq!(Staking::stake_of(&2), 1_500 * UNIT);
		check();
		assert_ok!(Staking::amend_deal(&12, deal, percent(20)));
		check();
		assert_ok!(Staking::close_deal(&12, deal));
		assert_eq!(Staking::stake_of(&2), 1_000 * UNIT);
		check();
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(12)));
		assert_eq!(free(12), WEALTH);
	});
}

#[test]
fn a_deal_pays_exactly_its_own_commission() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let (cheap, dear) = (open(12, 1_000, 2), open(13, 1_000, 35));
		run_to_epoch(1);
		// 5,000 units at stake with 1 and 2: 1,000 each of the five holders.
		PayoutOfEpoch::set(5_000 * UNIT);
		run_to_epoch(2);
		let close = |found: u128, units: u128| {
			assert!(units * UNIT - found <= 2, "{found} is not {units} units")
		};
		close(claimed(12, cheap), 980);
		close(claimed(13, dear), 650);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		close(free(10) - (WEALTH - 1_000 * UNIT), 900);
		// 2 % and 35 % of the deals, 10 % of the delegator; its own liquid stake is none.
		close(validator(1).commission_due, 20 + 350 + 100);
		check();
		let again = Staking::claim_deal(&12, cheap);
		assert_eq!(again, Err(Error::<Test>::NothingToClaim.into()));
	});
}

#[test]
fn an_amendment_holds_from_the_next_reward_on() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		assert_ok!(Staking::amend_deal(&12, deal, percent(50)));
		check();
		run_to_epoch(1);
		PayoutOfEpoch::set(4_000 * UNIT);
		run_to_epoch(2);
		take_events();
		assert_ok!(Staking::amend_deal(&12, deal, percent(0)));
		assert_eq!(
			take_events(),
			vec![Event::DealAmended { owner: 12, deal, commission: percent(0) }]
		);
		PayoutOfEpoch::set(0);
		run_to_epoch(3);
		// What it earned before stays at 50 %.
		assert!(500 * UNIT - claimed(12, deal) <= 2);
		PayoutOfEpoch::set(1_000 * UNIT);
		let exposure = Staking::exposure(3, &1).unwrap();
		let all = exposure.stake() + Staking::exposure(3, &2).unwrap().stake();
		run_to_epoch(4);
		// Without commission it is paid what its stake earns, in proportion.
		let expected = 1_000 * UNIT * 1_000 / (all / UNIT);
		assert!(claimed(12, deal).abs_diff(expected) < UNIT / 100);
	});
}

#[test]
fn closing_pays_the_rewards_and_lets_the_stake_leave() {
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		assert_noop!(Staking::close_deal(&12, deal), Error::<Test>::DepositPending);
		run_to_epoch(2);
		let view = Staking::deals(12)[0].rewards;
		let before = free(12);
		take_events();
		assert_ok!(Staking::close_deal(&12, deal));
		assert_eq!(
			take_events(),
			vec![Event::DealClosed { owner: 12, deal, amount: 1_000 * UNIT, epoch: 2 }]
		);
		assert_eq!(free(12), before + view);
		assert_eq!(Deals::<Test>::get(12, deal), None);
		assert_eq!((Staking::staked_by(&12), leaving(12)), (0, 1_000 * UNIT));
		assert_eq!(validator(1).holders, 2);
		check();
		// It earns until the epoch ends, at its own commission.
		let stake = Staking::exposure(2, &1).unwrap().stake();
		let all = stake + Staking::exposure(2, &2).unwrap().stake();
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(12)));
		let last = free(12) - before - view - 1_000 * UNIT;
		let expected = 1_000 * UNIT * 1_000 / (all / UNIT);
		assert!(last.abs_diff(expected) < UNIT / 100, "{last} is not {expected}");
		assert_eq!(Delegators::<Test>::get(12), None);
	});
}

#[test]
fn a_closed_deal_is_not_cancelled_by_one_side() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		run_to_epoch(1);
		assert_ok!(Staking::close_deal(&12, deal));
		assert_noop!(Staking::cancel_undelegation(signed(12), 1, 1), Error::<Test>::NoExits);
		run_to_epoch(2);
		assert_noop!(Staking::cancel_undelegation(signed(12), 1, 1), Error::<Test>::NoExits);
	});
}

#[test]
fn a_deal_moves_with_its_rewards() {
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		run_to_epoch(2);
		let rewards = Staking::deals(12)[0].rewards;
		assert!(rewards > 0);
		take_events();
		assert_ok!(Staking::move_deal(&12, deal, &13));
		assert_eq!(take_events(), vec![Event::DealMoved { from: 12, to: 13, deal }]);
		check();
		assert_eq!(Staking::staked_by(&12), 0);
		assert_eq!(Delegators::<Test>::get(12), None);
		assert_eq!(claimed(13, deal), rewards);
		assert_eq!(free(13), WEALTH + rewards);
		for result in [
			Staking::amend_deal(&12, deal, percent(1)),
			Staking::close_deal(&12, deal).map(|_| ()),
			Staking::move_deal(&12, deal, &13),
			Staking::claim_deal(&12, deal).map(|_| ()),
		] {
			assert_eq!(result, Err(Error::<Test>::UnknownDeal.into()));
		}
		assert_eq!(Staking::deal_value(&12, deal), 0);
	});
}

#[test]
fn a_deal_moves_before_it_is_active() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		assert_ok!(Staking::move_deal(&12, deal, &13));
		check();
		run_to_epoch(1);
		assert_eq!(Staking::deal_value(&13, deal), 1_000 * UNIT);
		assert_ok!(Staking::close_deal(&13, deal));
	});
}

#[test]
fn rewards_of_deals_go_to_the_reward_account() {
	chain().account(7).execute(|| {
		let deal = open(12, 1_000, 0);
		assert_ok!(Staking::set_reward_account(signed(12), Some(7)));
		run_to_epoch(2);
		let amount = claimed(12, deal);
		assert_eq!(free(7), WEALTH + amount);
	});
}

#[test]
fn an_unsound_deal_is_refused() {
	chain().execute(|| {
		let open =
			|owner, of, amount| Staking::open_deal(&owner, &of, amount, percent(0)).map(|_| ());
		assert_noop!(open(12, 1, 0), Error::<Test>::ZeroAmount);
		assert_noop!(open(1, 1, UNIT), Error::<Test>::CannotDelegateToSelf);
		assert_noop!(open(12, 1, UNIT - 1), Error::<Test>::BelowMinimumDelegation);
		assert_noop!(open(12, 9, UNIT), Error::<Test>::UnknownValidator);
		assert_noop!(open(12, 1, WEALTH + 1), Error::<Test>::InsufficientFunds);
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		assert_noop!(open(12, 1, UNIT), Error::<Test>::ProvenOffencePending);
		for (state, error) in [
			(State::Offline, Error::<Test>::ValidatorOffline),
			(State::Jailed { until: 9 }, Error::ValidatorJailed),
			(State::Banned, Error::ValidatorBanned),
		] {
			assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, state));
			assert_noop!(open(12, 2, UNIT), error);
		}
	});
}

#[test]
fn an_account_has_a_bounded_number_of_deals() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deals: Vec<_> = (0..64).map(|_| open(12, 1, 0)).collect();
		assert_noop!(
			Staking::open_deal(&12, &1, UNIT, percent(0)).map(|_| ()),
			Error::<Test>::TooManyDelegations
		);
		let other = open(13, 1, 0);
		assert_noop!(Staking::move_deal(&13, other, &12), Error::<Test>::TooManyDelegations);
		run_to_epoch(1);
		// The exits of all closed deals take one place.
		assert_ok!(Staking::close_deal(&12, deals[0]));
		assert_noop!(Staking::move_deal(&13, other, &12), Error::<Test>::TooManyDelegations);
		assert_ok!(Staking::close_deal(&12, deals[1]));
		assert_ok!(Staking::move_deal(&13, other, &12));
		check();
	});
}

#[test]
fn a_deal_does_not_move_to_its_validator_or_to_its_owner() {
	chain().execute(|| {
		let deal = open(12, 1, 0);
		assert_ok!(Staking::set_reward_account(signed(12), Some(13)));
		assert_noop!(Staking::move_deal(&12, deal, &1), Error::<Test>::CannotDelegateToSelf);
		assert_noop!(Staking::move_deal(&12, deal, &12), Error::<Test>::SameOwner);
		assert_eq!(Delegators::<Test>::get(12).unwrap().reward_account, Some(13));
	});
}

#[test]
fn deals_of_a_closed_class_can_only_be_closed() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		run_to_epoch(1);
		drop(Staking::slash(&1, 1, Perbill::from_parts(999_500_000)).unwrap());
		assert_noop!(Staking::amend_deal(&12, deal, percent(5)), Error::<Test>::ClassClosed);
		assert_noop!(
			Staking::open_deal(&13, &1, UNIT, percent(0)).map(|_| ()),
			Error::<Test>::ValidatorOffline
		);
		run_to_epoch(3);
		take_events();
		assert_ok!(Staking::close_deal(&12, deal));
		let [Event::DealClosed { epoch: 1, amount, .. }] = take_events()[..] else {
			panic!("closed with the exits of the slash")
		};
		assert!(amount.abs_diff(UNIT / 2) <= 1);
		check();
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(12)));
		assert_eq!(free(12), WEALTH - 1_000 * UNIT + amount);
	});
}

#[test]
fn a_position_moves_without_its_rewards() {
	chain().execute(|| {
		run_to_epoch(2);
		let before = Staking::stake_of(&1);
		let rewards = Staking::positions(10)[0].liquid_rewards;
		take_events();
		let moved = Staking::move_position(&10, &1, Liquid, 400 * UNIT, &12).unwrap();
		assert_eq!(moved, 400 * UNIT);
		assert_eq!(
			take_events(),
			vec![Event::PositionMoved {
				from: 10,
				to: 12,
				validator: 1,
				class: Liquid,
				amount: 400 * UNIT
			}]
		);
		check();
		assert_eq!(Staking::stake_of(&1), before);
		assert_eq!(Staking::position_value(&10, &1, Liquid), 600 * UNIT);
		assert_eq!(Staking::position_value(&12, &1, Liquid), 400 * UNIT);
		assert_eq!(Staking::positions(10)[0].liquid_rewards, rewards);
		assert_noop!(Staking::claim_rewards(signed(12), 1), Error::<Test>::NothingToClaim);
		assert_eq!(validator(1).holders, 2);
		// From now on the new owner earns.
		run_to_epoch(3);
		assert_ok!(Staking::claim_rewards(signed(12), 1));
		let (first, second) =
			(Staking::positions(10)[0].liquid_rewards - rewards, free(12) - WEALTH);
		assert!((first * 2).abs_diff(second * 3) <= 6);
	});
}

#[test]
fn a_compounding_position_moves_at_its_price() {
	chain().delegation(11, 1, 1_000, Compounding).execute(|| {
		run_to_epoch(3);
		let value = Staking::position_value(&11, &1, Compounding);
		let moved = Staking::move_position(&11, &1, Compounding, 100 * UNIT, &12).unwrap();
		// Shares are rounded up, at some thousand to a planck.
		assert_eq!(moved, 100 * UNIT);
		let sum = Staking::position_value(&11, &1, Compounding)
			+ Staking::position_value(&12, &1, Compounding);
		assert!(value - sum <= 1);
		check();
	});
}

#[test]
fn a_position_moves_as_a_whole_or_leaves_enough() {
	chain().execute(|| {
		let go = |amount| Staking::move_position(&10, &1, Liquid, amount, &12).map(|_| ());
		let below = Error::<Test>::BelowMinimumDelegation;
		assert_noop!(go(1_000 * UNIT - 1), below);
		assert_noop!(go(UNIT - 1), Error::<Test>::BelowMinimumDelegation);
		assert_noop!(go(1_000 * UNIT + 1), Error::<Test>::InsufficientStake);
		assert_noop!(go(0), Error::<Test>::ZeroAmount);
		assert_ok!(go(1_000 * UNIT));
		check();
		assert_eq!(Delegators::<Test>::get(10), None);
		assert_eq!(validator(1).holders, 1);
		assert_noop!(go(UNIT), Error::<Test>::NotDelegator);
	});
}

#[test]
fn a_position_moves_between_two_delegators() {
	chain().execute(|| {
		let go = |from, of, to| Staking::move_position(&from, &of, Liquid, UNIT, &to).map(|_| ());
		assert_noop!(go(10, 1, 10), Error::<Test>::SameOwner);
		assert_noop!(go(10, 1, 1), Error::<Test>::CannotDelegateToSelf);
		assert_noop!(go(1, 1, 12), Error::<Test>::CannotDelegateToSelf);
		assert_noop!(go(10, 9, 12), Error::<Test>::UnknownValidator);
		assert_noop!(go(12, 1, 10), Error::<Test>::NotDelegator);
		let wrong_class = Staking::move_position(&10, &1, Compounding, UNIT, &12).map(|_| ());
		assert_eq!(wrong_class, Err(Error::<Test>::InsufficientStake.into()));
	});
}

#[test]
fn a_position_of_a_closed_class_does_not_move() {
	chain().execute(|| {
		drop(Staking::slash(&1, 0, Perbill::one()).unwrap());
		assert_noop!(
			Staking::move_position(&10, &1, Liquid, UNIT, &12).map(|_| ()),
			Error::<Test>::ClassClosed
		);
	});
}

#[test]
fn exits_move_and_are_paid_to_the_new_owner() {
	chain().execute(|| {
		run_to_epoch(1);
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, some));
		// In the epoch in which they leave, or later.
		take_events();
		assert_eq!(Staking::move_exits(&10, &1, 1, &12), Ok(300 * UNIT));
		assert_eq!(
			take_events(),
			vec![Event::ExitsMoved {
				from: 10,
				to: 12,
				validator: 1,
				epoch: 1,
				amount: 300 * UNIT
			}]
		);
		check();
		run_to_epoch(2);
		assert_eq!(Staking::move_exits(&12, &1, 1, &13), Ok(300 * UNIT));
		check();
		assert_eq!(Delegators::<Test>::get(12), None);
		assert!(leaving(13) >= 300 * UNIT);
		run_to_epoch(22);
		assert_noop!(Staking::withdraw(signed(12)), Error::<Test>::NoExits);
		assert_ok!(Staking::withdraw(signed(13)));
		// With the reward of its last epoch.
		assert!(free(13) > WEALTH + 300 * UNIT);
		assert_eq!(validator(1).holders, 1);
	});
}

#[test]
fn exits_that_move_stay_liable_and_held_and_go_nowhere_else() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, some));
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		run_to_epoch(2);
		assert_eq!(Staking::move_exits(&10, &1, 0, &12), Ok(300 * UNIT));
		drop(Staking::slash(&1, 0, percent(10)).unwrap());
		assert_eq!(leaving(12), 270 * UNIT);
		run_to_epoch(21);
		assert_noop!(Staking::complete_redelegation(signed(12), 1, 2), Error::<Test>::NoExits);
		assert_noop!(Staking::withdraw(signed(12)), Error::<Test>::HeldByCase);
		assert_ok!(Staking::close_case(&1, 0, Basis::Proven));
		assert_ok!(Staking::withdraw(signed(12)));
		assert_eq!(free(12), WEALTH + 270 * UNIT);
	});
}

#[test]
fn only_exits_that_are_there_move() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let go = |from, epoch, to| Staking::move_exits(&from, &1, epoch, &to).map(|_| ());
		assert_noop!(go(10, 0, 12), Error::<Test>::NoExits);
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, some));
		assert_noop!(go(10, 1, 12), Error::<Test>::NoExits);
		assert_noop!(go(10, 0, 10), Error::<Test>::SameOwner);
		assert_eq!(
			Staking::move_exits(&10, &9, 0, &12),
			Err(Error::<Test>::UnknownValidator.into())
		);
		run_to_epoch(1);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, some));
		assert_ok!(go(10, 0, 12));
		let epochs: Vec<_> =
			Exits::<Test>::get(10, 1).unwrap().iter().map(|chunk| chunk.epoch).collect();
		assert_eq!(epochs, vec![1]);
	});
}

#[test]
fn an_account_can_refuse_no_more_exits_than_it_can_hold() {
	PayoutOfEpoch::set(0);
	chain().delegation(12, 1, 1_000, Liquid).execute(|| {
		for epoch in 0..33 {
			run_to_epoch(epoch);
			let who = if epoch < 32 { 12 } else { 10 };
			let some = Amount::Exact(UNIT);
			assert_ok!(Staking::undelegate(signed(who), 1, Liquid, some));
		}
		assert_noop!(
			Staking::move_exits(&10, &1, 32, &12).map(|_| ()),
			Error::<Test>::TooManyExits
		);
	});
}

#[test]
fn a_deal_closes_with_as_many_exits_as_can_wait() {
	PayoutOfEpoch::set(0);
	chain().delegation(12, 1, 1_000, Liquid).execute(|| {
		let deals: Vec<_> = (0..5).map(|commission| open(12, 1, commission)).collect();
		for epoch in 0..32 {
			run_to_epoch(epoch);
			let some = Amount::Exact(UNIT);
			assert_ok!(Staking::undelegate(signed(12), 1, Liquid, some));
		}
		// Each commission is a separate exit, and has a place beyond the others'.
		for deal in deals {
			assert_ok!(Staking::close_deal(&12, deal));
		}
		assert_eq!(Exits::<Test>::get(12, 1).unwrap().len(), 37);
		check();
	});
}

fn status(owner: AccountId, deal: DealId) -> DealStatus<AccountId> {
	Staking::deal_status(&owner, deal).expect("there is such a deal")
}

/// Runs `read` and checks that it has no side effects.
fn unchanged<Read>(read: impl FnOnce() -> Read) -> Read {
	let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
	let before = root();
	let read = read();
	assert_eq!(root(), before);
	read
}

#[test]
fn a_deal_that_waits_is_active_from_the_next_epoch_on() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		run_to_epoch(3);
		let deal = open(12, 500, 3);
		let waiting = DealStatus {
			validator: 1,
			commission: percent(3),
			value: 500 * UNIT,
			rewards: 0,
			lapsed: false,
			active_from: 4,
		};
		assert_eq!(unchanged(|| status(12, deal)), waiting);
		assert_noop!(Staking::close_deal(&12, deal), Error::<Test>::DepositPending);
		assert_ok!(Staking::amend_deal(&12, deal, percent(7)));
		assert_eq!(status(12, deal), DealStatus { commission: percent(7), ..waiting });
		// From then on it is so in every epoch, settled or not.
		for epoch in 4..7 {
			run_to_epoch(epoch);
			let active = DealStatus { commission: percent(7), active_from: epoch, ..waiting };
			assert_eq!(unchanged(|| status(12, deal)), active);
		}
		assert_ok!(Staking::amend_deal(&12, deal, percent(8)));
		assert_eq!(status(12, deal).active_from, 6);
	});
}

#[test]
fn a_deal_outside_the_set_is_active_in_the_running_epoch() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	chain().execute(|| {
		run_to_epoch(3);
		let deal = Staking::open_deal(&12, &2, 500 * UNIT, percent(0)).unwrap();
		let status = unchanged(|| status(12, deal));
		assert_eq!((status.validator, status.value, status.active_from), (2, 500 * UNIT, 3));
	});
}

#[test]
fn there_is_no_status_of_a_deal_of_another_owner() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 500, 3);
		for (owner, deal) in [(13, deal), (1, deal), (12, deal + 1)] {
			assert_eq!(Staking::deal_status(&owner, deal), None);
			assert_eq!(Staking::deal_value(&owner, deal), 0);
		}
		assert_ok!(Staking::move_deal(&12, deal, &13));
		assert_eq!(Staking::deal_status(&12, deal), None);
		assert_eq!(status(13, deal).value, 500 * UNIT);
		run_to_epoch(1);
		assert_ok!(Staking::close_deal(&13, deal));
		assert_eq!(Staking::deal_status(&13, deal), None);
	});
}

#[test]
fn rewards_of_a_status_are_what_a_claim_pays() {
	chain().execute(|| {
		let (deal, other) = (open(12, 777, 3), open(13, 333, 11));
		run_to_epoch(1);
		assert_eq!(status(12, deal).rewards, 0, "it has earned nothing before it was active");
		for epoch in 2..6 {
			run_to_epoch(epoch);
			let status = unchanged(|| status(12, deal));
			assert!(status.rewards > 0);
			assert_eq!(status.value, Staking::deal_value(&12, deal));
			if epoch % 2 == 0 {
				let before = free(12);
				assert_eq!(Staking::claim_deal(&12, deal), Ok(status.rewards));
				assert_eq!(free(12), before + status.rewards);
				assert_eq!(
					Staking::deal_status(&12, deal),
					Some(DealStatus { rewards: 0, ..status })
				);
			}
			check();
		}
		// The status includes settled, unpaid rewards of any owner.
		let rewards = status(13, other).rewards;
		assert_ok!(Staking::amend_deal(&13, other, percent(5)));
		assert_eq!(status(13, other).rewards, rewards);
		assert_ok!(Staking::move_deal(&13, other, &12));
		assert_eq!(status(12, other).rewards, rewards);
		let before = free(12);
		assert_ok!(Staking::close_deal(&12, other));
		assert_eq!(free(12), before + rewards);
	});
}

#[test]
fn a_status_knows_of_losses() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		drop(Staking::slash(&1, 0, percent(50)).unwrap());
		assert_eq!(status(12, deal).value, 1_000 * UNIT, "what waits is not liable");
		run_to_epoch(1);
		drop(Staking::slash(&1, 1, percent(10)).unwrap());
		let value = status(12, deal).value;
		assert!(value.abs_diff(900 * UNIT) <= 1);
		assert_eq!(unchanged(|| status(12, deal)).value, Staking::deal_value(&12, deal));
		// What is taken out is that much.
		assert_ok!(Staking::close_deal(&12, deal));
		assert_eq!(Staking::exits_value(&12, &1, 1), value);
	});
}

#[test]
fn a_status_of_a_deal_of_a_closed_class_is_the_remainder() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let deal = open(12, 1_000, 4);
		run_to_epoch(1);
		drop(Staking::slash(&1, 1, Perbill::from_parts(999_500_000)).unwrap());
		run_to_epoch(3);
		let status = unchanged(|| status(12, deal));
		assert!(status.value.abs_diff(UNIT / 2) <= 1);
		assert_eq!((status.commission, status.rewards, status.active_from), (percent(4), 0, 3));
		assert!(status.lapsed);
		assert_eq!(Staking::exits_value(&12, &1, 1), 0, "it is not closed yet");
		assert_eq!(Staking::close_deal(&12, deal), Ok(1), "it left with the slash");
		assert_eq!(Staking::exits_value(&12, &1, 1), status.value);
	});
}

#[test]
fn exits_are_worth_what_would_move() {
	PayoutOfEpoch::set(0);
	chain().delegation(12, 1, 1_000, Compounding).delegation(12, 2, 1_000, Liquid).execute(|| {
		let leave = |who, of, class, units| {
			let some = Amount::Exact(units * UNIT);
			assert_ok!(Staking::undelegate(signed(who), of, class, some));
		};
		let deal = open(12, 500, 3);
		leave(12, 1, Compounding, 100);
		leave(12, 2, Liquid, 7);
		run_to_epoch(1);
		// Of both classes and of a deal.
		leave(12, 1, Compounding, 30);
		assert_ok!(Staking::close_deal(&12, deal));
		leave(10, 1, Liquid, 4);
		let values = |who| [0, 1, 2].map(|epoch| Staking::exits_value(&who, &1, epoch) / UNIT);
		assert_eq!(unchanged(|| values(12)), [100, 530, 0]);
		assert_eq!(values(10), [0, 4, 0]);
		assert_eq!(values(13), [0, 0, 0]);
		assert_eq!(Staking::exits_value(&12, &2, 0), 7 * UNIT);
		assert_eq!(Staking::exits_value(&12, &9, 0), 0, "no validator");
		run_to_epoch(2);
		assert_eq!(values(12), [100, 530, 0]);
		drop(Staking::slash(&1, 1, percent(10)).unwrap());
		// The exits of the epoch before were bonded when the set was elected.
		let (first, second) = (Staking::exits_value(&12, &1, 0), Staking::exits_value(&12, &1, 1));
		assert!(first.abs_diff(90 * UNIT) <= 1 && second.abs_diff(477 * UNIT) <= 2);
		assert_eq!(Staking::move_exits(&12, &1, 1, &13), Ok(second));
		assert_eq!(Staking::exits_value(&12, &1, 1), 0);
		assert_eq!(Staking::exits_value(&13, &1, 1), second);
		check();
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(13)));
		assert_eq!(free(13), WEALTH + second);
		assert_eq!(Staking::exits_value(&13, &1, 1), 0);
	});
}

#[test]
fn the_worth_of_exits_has_no_rewards_in_it() {
	chain().execute(|| {
		run_to_epoch(1);
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, some));
		assert_eq!(Staking::exits_value(&10, &1, 1), 300 * UNIT);
		run_to_epoch(2);
		assert_eq!(Staking::exits_value(&10, &1, 1), 300 * UNIT);
		assert!(leaving(10) > 300 * UNIT, "those of its last epoch are paid besides");
	});
}

#[test]
fn only_what_was_there_when_nearly_everything_was_lost_has_lapsed() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let early = open(12, 1_000, 0);
		run_to_epoch(1);
		assert!(!status(12, early).lapsed);
		let waits = open(13, 1_000, 0);
		drop(Staking::slash(&1, 1, Perbill::from_parts(999_500_000)).unwrap());
		let lapsed = |who, deal| status(who, deal).lapsed;
		assert_eq!((lapsed(12, early), lapsed(13, waits)), (true, false));
		// The pending deposit becomes stake of the next generation.
		run_to_epoch(2);
		assert_eq!((lapsed(12, early), lapsed(13, waits)), (true, false));
		assert_eq!(status(13, waits).value, 1_000 * UNIT);
		assert_eq!(Staking::close_deal(&13, waits), Ok(2));
		assert_eq!(Staking::close_deal(&12, early), Ok(1));
	});
}

#[test]
fn closing_says_with_which_epoch_the_deal_left() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	chain().execute(|| {
		let serving = open(12, 500, 0);
		let waiting = Staking::open_deal(&12, &2, 500 * UNIT, percent(0)).unwrap();
		assert_eq!(Staking::close_deal(&12, waiting), Ok(0));
		run_to_epoch(4);
		assert_eq!(Staking::close_deal(&12, serving), Ok(4));
		for (validator, epoch) in [(1, 4), (2, 0)] {
			assert_eq!(Staking::exits_value(&12, &validator, epoch), 500 * UNIT);
		}
	});
}

#[test]
fn rewards_that_cannot_be_paid_do_not_keep_a_deal_from_being_closed() {
	PayoutOfEpoch::set(UNIT / 2_000);
	chain().execute(|| {
		let deal = open(12, 1_000, 0);
		// An account that does not exist, with rewards below the existential deposit.
		assert_ok!(Staking::set_reward_account(signed(12), Some(77)));
		run_to_epoch(2);
		let rewards = status(12, deal).rewards;
		assert!(rewards > 0 && rewards < UNIT / 1_000);
		assert!(Staking::claim_deal(&12, deal).is_err());
		assert_eq!(status(12, deal).rewards, rewards);
		let before = free(12);
		assert_eq!(Staking::close_deal(&12, deal), Ok(2));
		assert_eq!((free(12), free(77)), (before, 0));
		check();
		// They are paid as soon as they can be.
		assert_ok!(Staking::set_reward_account(signed(12), None));
		assert_ok!(Staking::claim_rewards(signed(12), 1));
		assert_eq!(free(12), before + rewards);
		check();
		assert_eq!(leaving(12), 1_000 * UNIT);
	});
}

#[test]
fn a_validator_takes_deals_where_one_can_be_opened() {
	PayoutOfEpoch::set(0);
	chain().execute(|| {
		let takes = |validator| {
			let takes = unchanged(|| Staking::accepts_deals(&validator));
			let opened = frame_support::storage::with_transaction_unchecked(|| {
				let opened = Staking::open_deal(&12, &validator, UNIT, percent(0)).is_ok();
				sp_runtime::TransactionOutcome::Rollback(opened)
			});
			assert_eq!(takes, opened, "of {validator} in epoch {}", Staking::now());
			takes
		};
		assert_eq!([1, 2, 9].map(takes), [true, true, false]);
		for (basis, expected) in [(Basis::Alleged, true), (Basis::Proven, false)] {
			assert_ok!(Staking::open_case(&1, 0, basis));
			assert_eq!(takes(1), expected);
			assert_ok!(Staking::close_case(&1, 0, basis));
			assert!(takes(1));
		}
		for state in [State::Offline, State::Jailed { until: 9 }, State::Banned] {
			assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, state));
			assert!(!takes(2));
		}
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 2, State::Waiting));
		assert!(takes(2));
		// Almost all stake is lost, and the validator stays online: no deals before the class
		// begins anew with the next epoch.
		MinimumSelfStake::set(0);
		drop(Staking::slash(&1, 0, Perbill::from_parts(999_500_000)).unwrap());
		assert_eq!(validator(1).state, State::Active);
		assert!(!takes(1));
		run_to_epoch(1);
		assert!(takes(1));
	});
}
