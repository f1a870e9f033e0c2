//! Registration, self-stake, and the states of validators.

use crate::{lifecycle::Change, mock::*, types::*, Error, Event, HoldReason, Profiles, Validators};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible::{Inspect, InspectHold, Mutate, MutateHold},
		Imbalance,
	},
	BoundedVec,
};
use palisade_primitives::{
	Basis, Conduct, Exposure, ExposureInspect, Impact, PositionInspect, RewardClass, SlashControl,
	ValidatorControl, ValidatorInspect, ValidatorStatus,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError;

const DEPOSIT: u128 = 10 * UNIT;

fn register(who: AccountId, units: u128) -> sp_runtime::DispatchResult {
	Staking::register_validator(
		signed(who),
		units * UNIT,
		Perbill::from_percent(10),
		RewardPolicy::Compound,
	)
}

fn state(who: AccountId) -> State {
	validator(who).state
}

fn set_state(who: AccountId, state: State) -> sp_runtime::DispatchResult {
	Staking::set_validator_state(RuntimeOrigin::root(), who, state)
}

#[test]
fn registering_takes_the_stake_and_holds_the_deposit() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		let pot = Balances::balance(&Staking::pot());
		take_events();
		assert_ok!(register(5, 200));

		assert_eq!(free(5), WEALTH - 200 * UNIT - DEPOSIT);
		assert_eq!(Balances::total_balance_on_hold(&5), DEPOSIT);
		assert_eq!(Balances::balance(&Staking::pot()), pot + 200 * UNIT);
		let record = validator(5);
		assert_eq!(record.state, State::Waiting);
		assert_eq!(record.self_stake(), 200 * UNIT);
		assert_eq!(record.own.compounding.shares.0, 1_000 * 200 * UNIT);
		assert_eq!(record.commission, Commission::new(Perbill::from_percent(10)));
		assert_eq!(
			take_events(),
			vec![
				Event::StateChanged { validator: 5, from: State::Offline, to: State::Waiting },
				Event::ValidatorRegistered {
					validator: 5,
					self_stake: 200 * UNIT,
					commission: Perbill::from_percent(10)
				},
			]
		);
	});
}

#[test]
fn own_stake_goes_into_the_class_of_the_reward_policy() {
	let none = Perbill::zero();
	Chain::new()
		.validator_with(1, 100, none, RewardPolicy::Compound)
		.validator_with(2, 100, none, RewardPolicy::Payout)
		.execute(|| {
			assert_eq!(validator(1).pool.compounding.stake, 100 * UNIT);
			assert_eq!(validator(1).pool.liquid.class.stake, 0);
			assert_eq!(validator(2).pool.compounding.stake, 0);
			assert_eq!(validator(2).pool.liquid.class.stake, 100 * UNIT);
		});
}

#[test]
fn a_new_validator_serves_two_epochs_later() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		assert_ok!(register(5, 200));
		run_to_epoch(1);
		assert_eq!(state(5), State::Waiting);
		assert_eq!(Staking::active_validators(), vec![1]);
		run_to_epoch(2);
		assert_eq!(state(5), State::Active);
		assert_eq!(Staking::active_validators(), vec![1, 5]);
	});
}

#[test]
fn registering_fails_for_invalid_input() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		let as_is = |who, stake, percent| {
			let commission = Perbill::from_percent(percent);
			Staking::register_validator(signed(who), stake, commission, RewardPolicy::Payout)
		};
		assert_noop!(as_is(1, 100 * UNIT, 0), Error::<Test>::AlreadyRegistered);
		assert_noop!(as_is(5, 100 * UNIT - 1, 0), Error::<Test>::SelfStakeTooSmall);
		assert_noop!(as_is(5, 100 * UNIT, 51), Error::<Test>::CommissionTooHigh);
		// The stake or the deposit could be paid, but not both; and an account must not be emptied.
		assert_noop!(as_is(5, WEALTH, 0), Error::<Test>::InsufficientFunds);
		assert_noop!(as_is(5, WEALTH - DEPOSIT, 0), Error::<Test>::InsufficientFunds);
		assert_noop!(as_is(77, 100 * UNIT, 0), Error::<Test>::InsufficientFunds);
		assert_noop!(
			Staking::register_validator(
				RuntimeOrigin::root(),
				100 * UNIT,
				Perbill::zero(),
				RewardPolicy::Payout
			),
			DispatchError::BadOrigin
		);
		assert_ok!(as_is(5, 100 * UNIT, 50));
	});
}

#[test]
fn a_stake_of_nothing_is_refused_even_without_a_minimum() {
	MinimumSelfStake::set(0);
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		assert_noop!(register(5, 0), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn a_gate_refuses_with_its_own_error() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		for error in (0..7).map(refusal) {
			Gates::set([(1, vec![error]), (5, vec![error])].into());
			assert_eq!(register(5, 200), Err(error));
			let error = Staking::go_online(signed(1)).unwrap_err();
			assert_eq!(register(5, 200), Err(error));
		}
		Gates::set(Default::default());
		assert_ok!(register(5, 200));
		assert_ok!(Staking::go_online(signed(1)));
	});
}

#[test]
fn validating_needs_session_keys() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		WithoutKeys::set(vec![1, 5]);
		assert_noop!(register(5, 200), Error::<Test>::NoSessionKeys);
		assert_ok!(Staking::go_offline(signed(1)));
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::NoSessionKeys);
		WithoutKeys::set(vec![]);
		assert_ok!(register(5, 200));
		assert_ok!(Staking::go_online(signed(1)));
	});
}

#[test]
fn a_profile_is_stored_and_replaced() {
	Chain::new().validator(1, 1_000).execute(|| {
		let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
		let name = "Pfahlbau";
		assert_ok!(Staking::set_profile(signed(1), text(name), Default::default(), None));
		let web = BoundedVec::truncate_from(b"https://example.org".to_vec());
		assert_ok!(Staking::set_profile(signed(1), text("Zaun"), web.clone(), Some([7; 32])));
		let profile = Profile { name: text("Zaun"), website: web, contact: Some([7; 32]) };
		assert_eq!(Profiles::<Test>::get(1), Some(profile));
	});
}

#[test]
fn a_profile_must_be_text_of_a_validator() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		let set = |who, name: &[u8], website: &[u8]| {
			let name = BoundedVec::truncate_from(name.to_vec());
			let website = BoundedVec::truncate_from(website.to_vec());
			Staking::set_profile(signed(who), name, website, None)
		};
		assert_noop!(set(5, b"", b""), Error::<Test>::UnknownValidator);
		assert_noop!(set(1, b"a\xff", b""), Error::<Test>::NotUtf8);
		assert_noop!(set(1, b"", b"a\xff"), Error::<Test>::NotUtf8);
	});
}

#[test]
fn own_stake_rises_with_the_next_epoch_while_serving() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).execute(|| {
		assert_ok!(Staking::increase_self_stake(signed(1), 50 * UNIT));
		assert_eq!(validator(1).pool.stake(), 1_000 * UNIT);
		// Pending deposits count for the minimum self-stake.
		assert_eq!(validator(1).self_stake(), 1_050 * UNIT);
		check();
		run_to_epoch(1);
		assert_eq!(validator(1).pool.stake(), 1_050 * UNIT);
		assert_eq!(validator(1).self_stake(), 1_050 * UNIT);
		assert_eq!(free(1), WEALTH - 1_050 * UNIT - DEPOSIT);
	});
}

#[test]
fn own_stake_rises_at_once_outside_the_set() {
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		assert_ok!(register(5, 200));
		assert_ok!(Staking::increase_self_stake(signed(5), 50 * UNIT));
		assert_eq!(validator(5).pool.stake(), 250 * UNIT);
		check();
		assert_noop!(Staking::increase_self_stake(signed(5), 0), Error::<Test>::ZeroAmount);
		assert_noop!(
			Staking::increase_self_stake(signed(5), WEALTH),
			Error::<Test>::InsufficientFunds
		);
		assert_noop!(Staking::increase_self_stake(signed(6), 1), Error::<Test>::UnknownValidator);
		assert_ok!(Staking::ban(&5));
		assert_noop!(Staking::increase_self_stake(signed(5), 1), Error::<Test>::ValidatorBanned);
	});
}

#[test]
fn own_stake_leaves_after_the_bonding_period() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).execute(|| {
		take_events();
		let amount = Amount::Exact(400 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, amount));
		assert_eq!(
			take_events(),
			vec![Event::SelfStakeDecreased { validator: 1, amount: 400 * UNIT, epoch: 0 }]
		);
		assert_eq!(validator(1).self_stake(), 600 * UNIT);
		assert_eq!(validator(1).pool.stake(), 1_000 * UNIT);
		check();
		run_to_epoch(1);
		assert_eq!(validator(1).pool.stake(), 600 * UNIT);
		run_to_epoch(20);
		assert_noop!(Staking::withdraw(signed(1)), Error::<Test>::NotYetWithdrawable);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(free(1), WEALTH - 600 * UNIT - DEPOSIT);
	});
}

#[test]
fn the_least_own_stake_stays_while_online() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		let down =
			|amount| Staking::decrease_self_stake(signed(1), RewardClass::Compounding, amount);
		assert_noop!(down(Amount::Exact(900 * UNIT + 1)), Error::<Test>::SelfStakeTooSmall);
		assert_noop!(down(Amount::All), Error::<Test>::SelfStakeTooSmall);
		assert_noop!(down(Amount::Exact(1_000 * UNIT + 1)), Error::<Test>::InsufficientStake);
		assert_noop!(down(Amount::Exact(0)), Error::<Test>::ZeroAmount);
		assert_noop!(
			Staking::decrease_self_stake(signed(1), RewardClass::Liquid, Amount::All),
			Error::<Test>::InsufficientStake
		);
		assert_ok!(down(Amount::Exact(900 * UNIT)));
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(down(Amount::All));
		assert_eq!(validator(1).self_stake(), 0);
		check();
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::SelfStakeTooSmall);
	});
}

#[test]
fn going_offline_ends_with_the_sets_that_were_elected_before() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		assert_noop!(Staking::go_offline(signed(1)), Error::<Test>::NotOnline);
		check();
		run_to_epoch(1);
		assert_eq!(state(1), State::Offline);
		assert_eq!(Staking::active_validators(), vec![1, 2]);
		run_to_epoch(2);
		assert_eq!(Staking::active_validators(), vec![2]);
		// Both epochs that it served were paid.
		assert_eq!(validator(1).pool.stake(), 2_000 * UNIT);
		assert_ok!(Staking::go_online(signed(1)));
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::AlreadyOnline);
		run_to_epoch(4);
		assert_eq!(state(1), State::Active);
	});
}

#[test]
fn jail_ends_with_its_epoch_and_not_by_itself() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::jail(&1, 5));
		// The longer of two jail terms.
		assert_ok!(Staking::jail(&1, 3));
		assert_eq!(state(1), State::Jailed { until: 5 });
		check();
		run_to_epoch(4);
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::ValidatorJailed);
		assert_noop!(Staking::leave_validators(signed(1)), Error::<Test>::ValidatorJailed);
		run_to_epoch(5);
		assert_eq!(state(1), State::Jailed { until: 5 });
		assert_ok!(Staking::go_online(signed(1)));
		assert_eq!(state(1), State::Waiting);
	});
}

#[test]
fn a_ban_is_for_ever() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::jail(&1, 3));
		assert_eq!(state(1), State::Banned);
		run_to_epoch(40);
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::ValidatorBanned);
		assert_noop!(Staking::go_offline(signed(1)), Error::<Test>::NotOnline);
		assert_noop!(Staking::leave_validators(signed(1)), Error::<Test>::ValidatorBanned);
		assert_eq!(Staking::active_validators(), vec![2]);
		assert_noop!(Staking::jail(&9, 3), Error::<Test>::UnknownValidator);
		assert_noop!(Staking::ban(&9), Error::<Test>::UnknownValidator);
		// The self-stake can be unbonded.
		assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, Amount::All));
	});
}

#[test]
fn leaving_takes_out_the_own_stake_of_both_classes() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		let some = Amount::Exact(300 * UNIT);
		assert_ok!(Staking::change_class(signed(1), 1, RewardClass::Liquid, some));
		take_events();
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_eq!(
			take_events(),
			vec![
				Event::StateChanged { validator: 1, from: State::Active, to: State::Leaving },
				Event::SelfStakeDecreased { validator: 1, amount: 700 * UNIT, epoch: 0 },
				Event::SelfStakeDecreased { validator: 1, amount: 300 * UNIT, epoch: 0 },
			]
		);
		check();
		assert_noop!(Staking::leave_validators(signed(1)), Error::<Test>::AlreadyLeaving);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(free(1), WEALTH - DEPOSIT);
	});
}

#[test]
fn a_validator_that_left_can_come_back() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_noop!(Staking::go_online(signed(1)), Error::<Test>::SelfStakeTooSmall);
		// In the same epoch the exit is undone.
		assert_ok!(Staking::cancel_undelegation(signed(1), 1, 0));
		check();
		assert_ok!(Staking::go_online(signed(1)));
		assert_eq!(state(1), State::Waiting);
		assert_eq!(validator(1).self_stake(), 1_000 * UNIT);
		run_to_epoch(2);
		assert_eq!(state(1), State::Active);

		// Later with new stake, while the old stake is still unbonding.
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(5);
		assert_ok!(Staking::increase_self_stake(signed(1), 100 * UNIT));
		assert_ok!(Staking::go_online(signed(1)));
		run_to_epoch(7);
		assert_eq!(state(1), State::Active);
		assert_eq!(validator(1).pool.stake(), 100 * UNIT);
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(free(1), WEALTH - 100 * UNIT - DEPOSIT);
	});
}

#[test]
fn removing_returns_the_deposit_and_leaves_nothing() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(5).execute(|| {
		assert_ok!(Staking::set_profile(
			signed(1),
			Default::default(),
			Default::default(),
			Some([1; 32])
		));
		assert_ok!(Staking::set_reward_account(signed(1), Some(5)));
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(1)));
		take_events();
		assert_ok!(Staking::remove_validator(signed(5), 1));
		assert_eq!(take_events(), vec![Event::ValidatorRemoved { validator: 1 }]);
		assert_eq!(free(1), WEALTH);
		assert_eq!(Balances::total_balance_on_hold(&1), 0);
		assert!(!Staking::is_validator(&1));
		assert_eq!(Profiles::<Test>::get(1), None);
		assert_eq!(crate::Delegators::<Test>::get(1), None);
		assert_noop!(Staking::remove_validator(signed(5), 1), Error::<Test>::UnknownValidator);
		// The account can start again.
		assert_ok!(register(1, 100));
	});
}

#[test]
fn removing_returns_a_deposit_of_another_time_and_forgets_old_offences() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(5).execute(|| {
		// As if the deposit had been higher at registration.
		let reason = HoldReason::Registration.into();
		assert_ok!(Balances::hold(&reason, &1, 5 * UNIT));
		drop(Staking::slash(&1, 0, Perbill::from_percent(10)).unwrap());
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(28);
		assert_ok!(Staking::withdraw(signed(1)));
		let remove = || Staking::remove_validator(signed(5), 1);
		assert_noop!(remove(), Error::<Test>::ValidatorInUse);
		// The case was never closed, and is no longer liable.
		run_to_epoch(29);
		assert_ok!(remove());
		assert_eq!(Balances::total_balance_on_hold(&1), 0);
		assert_eq!(free(1), WEALTH - 100 * UNIT);
		assert_eq!(crate::Liabilities::<Test>::get(1), None);
	});
}

#[test]
fn removing_fails_while_the_validator_has_holders() {
	Chain::new()
		.validator(2, 1_000)
		.validator_with(1, 1_000, Perbill::from_percent(10), RewardPolicy::Compound)
		.delegation(10, 1, 500, RewardClass::Liquid)
		.execute(|| {
			let in_use = Error::<Test>::ValidatorInUse;
			let remove = || Staking::remove_validator(signed(10), 1);
			assert_noop!(remove(), in_use);
			assert_ok!(Staking::leave_validators(signed(1)));
			assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Liquid, Amount::All));
			run_to_epoch(22);
			assert_noop!(remove(), Error::<Test>::ValidatorInUse);
			// The commission of the last served epochs became self-stake of the compounding class.
			assert_ok!(Staking::decrease_self_stake(
				signed(1),
				RewardClass::Compounding,
				Amount::All
			));
			assert_ok!(Staking::withdraw(signed(10)));
			assert_noop!(remove(), Error::<Test>::ValidatorInUse);
			assert_ok!(Staking::claim_commission(signed(1)));
			assert_noop!(remove(), Error::<Test>::ValidatorInUse);
			run_to_epoch(43);
			assert_ok!(Staking::withdraw(signed(1)));
			assert_eq!(validator(1).holders, 0);
			assert_ok!(Staking::open_case(&1, 43, Basis::Alleged));
			assert_noop!(remove(), Error::<Test>::ValidatorInUse);
			assert_ok!(Staking::close_case(&1, 43, Basis::Alleged));
			assert_ok!(remove());
		});
}

#[test]
fn a_validator_of_the_next_set_cannot_be_removed() {
	MinimumSelfStake::set(1);
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).account(5).execute(|| {
		assert_ok!(register(5, 200));
		run_to_epoch(1);
		// Elected for epoch 2, and not in the set of epoch 1.
		assert_ok!(Staking::leave_validators(signed(5)));
		assert_noop!(Staking::remove_validator(signed(1), 5), Error::<Test>::ValidatorInUse);
		Validators::<Test>::mutate(5, |record| record.as_mut().unwrap().holders = 0);
		assert_noop!(Staking::remove_validator(signed(1), 5), Error::<Test>::ValidatorInUse);
		Validators::<Test>::mutate(5, |record| record.as_mut().unwrap().holders = 1);
	});
}

#[test]
fn a_deposit_that_waits_while_its_validator_leaves_is_not_lost() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::increase_self_stake(signed(1), 50 * UNIT));
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(1);
		assert_eq!(validator(1).self_stake(), 50 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, Amount::All));
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(free(1), WEALTH - DEPOSIT);
		assert_ok!(Staking::remove_validator(signed(2), 1));
	});
}

#[test]
fn one_that_starts_again_does_not_answer_for_its_former_life() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(10).execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(22);
		assert_ok!(Staking::withdraw(signed(1)));
		// Either the validator cannot be removed while it can be slashed, or its next registration
		// is not slashed.
		if Staking::remove_validator(signed(2), 1).is_ok() {
			assert_ok!(register(1, 200));
			assert_ok!(Staking::delegate(signed(10), 1, 300 * UNIT, RewardClass::Liquid, 0));
			let _ = Staking::slash(&1, 0, Perbill::from_percent(50)).map(drop);
			assert_eq!(Staking::stake_of(&1), 500 * UNIT);
		}
		run_to_epoch(40);
	});
}

/// Removes validator 1 with dust. Returns the dust.
fn remove_with_dust(dust_per_epoch: u128) -> u128 {
	PayoutOfEpoch::set(dust_per_epoch);
	assert_ok!(Staking::leave_validators(signed(1)));
	assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Liquid, Amount::All));
	run_to_epoch(21);
	for who in [1, 10] {
		assert_ok!(Staking::withdraw(signed(who)));
	}
	let record = validator(1);
	assert_eq!(record.holders, 0);
	let dust = record.dust + record.pool.liquid.unclaimed + record.pool.compounding.assets();
	assert_ok!(Staking::remove_validator(signed(10), 1));
	dust
}

#[test]
fn dust_of_a_removed_validator_is_paid() {
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 500, RewardClass::Liquid)
		.account(DustAccount::get())
		.execute(|| {
			let dust = remove_with_dust(1_000 * UNIT + 7);
			assert!(dust > 0 && dust < 10, "{dust}");
			assert_eq!(free(DustAccount::get()), WEALTH + dust);
		});
}

#[test]
fn dust_that_cannot_be_paid_is_burned() {
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 500, RewardClass::Liquid)
		.execute(|| {
			let pot = Balances::balance(&Staking::pot());
			let dust = remove_with_dust(1_000 * UNIT + 7);
			assert!(dust > 0, "there is dust");
			assert!(pot > 0);
			assert_eq!(free(DustAccount::get()), 0);
			// The pot is left with the stake of validator 2 and the existential deposit.
			let rest = Balances::balance(&Staking::pot()) - Balances::minimum_balance();
			assert_eq!(rest, validator(2).pool.stake() + validator(2).dust);
		});
}

#[test]
fn next_state_is_as_the_table_says() {
	use Change::*;
	use Error::{
		AlreadyLeaving, AlreadyOnline, InvalidTransition as Impossible, NotOnline, ValidatorBanned,
		ValidatorJailed,
	};
	use State::{Active, Banned, BelowMinimum, Jailed, Leaving, Offline, Waiting};
	type Next = Result<State, Error<Test>>;
	const NOW: u32 = 5;
	let over = Jailed { until: NOW };
	let runs = Jailed { until: NOW + 1 };
	let longer = Jailed { until: 9 };
	let from = [Waiting, Active, Offline, over, runs, Banned, Leaving];
	let all = |state| from.map(|_| Ok(state));
	let released = |to| -> [Next; 7] {
		[Ok(Waiting), Ok(Active), Ok(Offline), Ok(to), Ok(to), Ok(Banned), Ok(Leaving)]
	};
	let unbanned = |to| -> [Next; 7] {
		[Ok(Waiting), Ok(Active), Ok(Offline), Ok(over), Ok(runs), Ok(to), Ok(Leaving)]
	};
	let table: [(Change, [Next; 7]); 14] = [
		(
			Elected,
			[Ok(Active), Ok(Active), Ok(Offline), Ok(over), Ok(runs), Ok(Banned), Ok(Leaving)],
		),
		(
			NotElected,
			[Ok(Waiting), Ok(Waiting), Ok(Offline), Ok(over), Ok(runs), Ok(Banned), Ok(Leaving)],
		),
		(
			GoOffline,
			[
				Ok(Offline),
				Ok(Offline),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
			],
		),
		(
			GoOnline,
			[
				Err(AlreadyOnline),
				Err(AlreadyOnline),
				Ok(Waiting),
				Ok(Waiting),
				Err(ValidatorJailed),
				Err(ValidatorBanned),
				Ok(Waiting),
			],
		),
		(
			Leave,
			[
				Ok(Leaving),
				Ok(Leaving),
				Ok(Leaving),
				Ok(Leaving),
				Err(ValidatorJailed),
				Err(ValidatorBanned),
				Err(AlreadyLeaving),
			],
		),
		(
			Jail(9),
			[Ok(longer), Ok(longer), Ok(longer), Ok(longer), Ok(longer), Ok(Banned), Ok(longer)],
		),
		(
			Jail(0),
			[
				Ok(Jailed { until: 0 }),
				Ok(Jailed { until: 0 }),
				Ok(Jailed { until: 0 }),
				Ok(over),
				Ok(runs),
				Ok(Banned),
				Ok(Jailed { until: 0 }),
			],
		),
		(
			FallBelowMinimum,
			[
				Ok(BelowMinimum),
				Ok(BelowMinimum),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
				Err(NotOnline),
			],
		),
		(Ban, all(Banned)),
		(Force(Waiting), all(Waiting)),
		(Force(Offline), all(Offline)),
		(Force(longer), all(longer)),
		(Force(Banned), all(Banned)),
		(Force(Active), from.map(|_| Err(Impossible))),
	];
	let next =
		|state, change| Staking::next_state(state, None, change, NOW).map_err(DispatchError::from);
	for (change, row) in table {
		for (state, expected) in from.into_iter().zip(row) {
			assert_eq!(next(state, change), expected.map_err(Into::into), "{state:?} → {change:?}");
		}
	}
	for (change, expected) in [
		(Elected, Ok(BelowMinimum)),
		(NotElected, Ok(BelowMinimum)),
		(GoOffline, Err(NotOnline)),
		(FallBelowMinimum, Err(NotOnline)),
		(GoOnline, Ok(Waiting)),
		(Leave, Ok(Leaving)),
		(Jail(9), Ok(longer)),
		(Ban, Ok(Banned)),
		(Release, Ok(BelowMinimum)),
		(Unban, Ok(BelowMinimum)),
		(Force(Offline), Ok(Offline)),
		(Force(BelowMinimum), Err(Impossible)),
	] {
		let expected = expected.map_err(|error: Error<Test>| error.into());
		assert_eq!(next(BelowMinimum, change), expected, "{change:?}");
	}
	for state in from {
		assert_eq!(next(state, Force(Leaving)), Err(Impossible::<Test>.into()));
		assert_eq!(next(state, Force(BelowMinimum)), Err(Impossible::<Test>.into()));
		// Governance has confined the validator, or the validator is not confined.
		assert_eq!(next(state, Release), Ok(state));
		assert_eq!(next(state, Unban), Ok(state));
	}
	for before in [Waiting, Offline, Leaving, Jailed { until: 3 }, Banned] {
		for (change, row) in [(Release, released(before)), (Unban, unbanned(before))] {
			for (state, expected) in from.into_iter().zip(row) {
				let next = Staking::next_state(state, Some(before), change, NOW);
				assert_eq!(
					next.map_err(DispatchError::from),
					expected.map_err(Into::into),
					"{state:?} from {before:?} → {change:?}"
				);
			}
		}
	}
	// The table has a row for each change: a new one does not compile here.
	match GoOnline {
		Elected | NotElected | GoOffline | FallBelowMinimum | GoOnline | Leave | Jail(_) | Ban
		| Release | Unban | Force(_) => {},
	}
}

#[test]
fn a_release_restores_the_state_before_the_jailing() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		let before = |who| validator(who).confined_from;
		assert_eq!(state(1), State::Active);
		assert_ok!(Staking::jail(&1, 9));
		assert_eq!(before(1), Some(State::Waiting));
		assert_ok!(Staking::jail(&1, 12));
		assert_eq!(before(1), Some(State::Waiting));
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::jail(&1, 12));
		assert_eq!(before(1), Some(State::Waiting));
		assert_ok!(Staking::release(&1));
		assert_eq!(state(1), State::Banned);
		assert_ok!(Staking::unban(&1));
		assert_eq!((state(1), before(1)), (State::Waiting, None));

		assert_ok!(Staking::go_offline(signed(2)));
		assert_ok!(Staking::jail(&2, 9));
		assert_eq!(before(2), Some(State::Offline));
		assert_ok!(Staking::release(&2));
		assert_eq!(state(2), State::Offline);

		assert_ok!(Staking::leave_validators(signed(3)));
		assert_ok!(Staking::jail(&3, 9));
		assert_eq!(before(3), Some(State::Leaving));
		assert_ok!(Staking::release(&3));
		assert_eq!(state(3), State::Leaving);
		// A validator that is not jailed keeps its state.
		assert_ok!(Staking::release(&3));
		assert_eq!(state(3), State::Leaving);
		assert_noop!(Staking::release(&9), Error::<Test>::UnknownValidator);
	});
}

#[test]
fn a_release_does_not_end_what_governance_has_set() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		// Set before the jailing: its own end counts again.
		assert_ok!(set_state(1, State::Jailed { until: 5 }));
		assert_ok!(Staking::jail(&1, 50));
		assert_eq!(state(1), State::Jailed { until: 50 });
		assert_ok!(Staking::release(&1));
		assert_eq!(state(1), State::Jailed { until: 5 });
		// Set after the jailing.
		assert_ok!(Staking::jail(&2, 5));
		assert_ok!(set_state(2, State::Jailed { until: 50 }));
		assert_ok!(Staking::release(&2));
		assert_eq!(state(2), State::Jailed { until: 50 });
		// Set before and after a ban.
		assert_ok!(set_state(3, State::Banned));
		assert_ok!(Staking::ban(&3));
		assert_ok!(Staking::unban(&3));
		assert_eq!(state(3), State::Banned);
		assert_ok!(Staking::ban(&3));
		assert_ok!(set_state(3, State::Banned));
		assert_ok!(Staking::unban(&3));
		assert_eq!(state(3), State::Banned);
		// Lifted by governance: a reversal has nothing to restore.
		assert_ok!(set_state(3, State::Offline));
		assert_ok!(Staking::unban(&3));
		assert_eq!((state(3), validator(3).confined_from), (State::Offline, None));
	});
}

#[test]
fn who_comes_back_or_leaves_after_a_jail_has_no_state_before() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		assert_ok!(Staking::jail(&1, 2));
		assert_ok!(Staking::jail(&2, 2));
		run_to_epoch(2);
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::leave_validators(signed(2)));
		for who in [1, 2] {
			assert_eq!(validator(who).confined_from, None);
			let before = state(who);
			assert_ok!(Staking::release(&who));
			assert_ok!(Staking::unban(&who));
			assert_eq!(state(who), before);
		}
	});
}

#[test]
fn release_makes_no_candidate_of_one_without_stake() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		next_epoch();
		assert_ok!(Staking::jail(&1, 9));
		drop(Staking::slash(&1, 1, Perbill::from_percent(95)).unwrap());
		assert_ok!(Staking::release(&1));
		assert_eq!(state(1), State::Offline);
	});
}

#[test]
fn unjail_waits_for_the_time_and_asks_the_gates() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::jail(&1, 2));
		assert_noop!(Staking::unjail(&1), Error::<Test>::ValidatorJailed);
		run_to_epoch(2);
		Gates::set([(1, vec![refusal(0)])].into());
		assert_noop!(Staking::unjail(&1), refusal(0));
		Gates::set(Default::default());
		assert_ok!(Staking::unjail(&1));
		assert_eq!(state(1), State::Waiting);
	});
}

#[test]
fn impact_says_what_a_slash_takes_from_whom() {
	Chain::new()
		.validator(1, 1_000)
		.delegation(5, 1, 600, RewardClass::Compounding)
		.delegation(6, 1, 400, RewardClass::Liquid)
		.execute(|| {
			PayoutOfEpoch::set(0);
			next_epoch();
			assert_ok!(Staking::undelegate(
				signed(6),
				1,
				RewardClass::Liquid,
				Amount::Exact(100 * UNIT)
			));
			next_epoch();
			let fraction = Perbill::from_percent(10);
			let impact = Staking::impact(&1, 1, fraction).unwrap();
			let risk = |who| Staking::at_risk(&who, &1);
			let before = [1, 5, 6].map(risk);
			let taken = Staking::slash(&1, 1, fraction).unwrap().peek();
			let after = [1, 5, 6].map(risk);
			assert_eq!(impact.total, taken);
			assert_eq!(impact.exits.len(), 1);
			assert_eq!(impact.exits[0].0, 1);
			let near = |a: u128, b: u128| assert!(a.abs_diff(b) <= 3, "{a} {b}");
			near(impact.validator, before[0] - after[0]);
			near(
				impact.delegators + impact.exits[0].1,
				before[1] + before[2] - after[1] - after[2],
			);
			near(impact.exits[0].1, 10 * UNIT);
			// No second loss for the same offence, and none without exposure.
			assert_eq!(Staking::impact(&1, 1, fraction).unwrap().total, 0);
			assert_eq!(Staking::impact(&2, 1, fraction), None::<Impact>);
			assert_eq!(Staking::impact(&1, 9, fraction), None);
			assert_eq!(Staking::at_risk(&1, &2), 0);
			assert_eq!(
				Staking::exposures(1).iter().map(Exposure::liable).sum::<u128>(),
				2_000 * UNIT
			);
		});
}

#[test]
fn governance_can_set_every_state_but_those_that_have_an_effect() {
	let states = [
		State::Waiting,
		State::Active,
		State::Offline,
		State::Jailed { until: 9 },
		State::Banned,
		State::Leaving,
	];
	let possible = [State::Waiting, State::Offline, State::Jailed { until: 9 }, State::Banned];
	let mut sets = 0;
	for from in states {
		for to in states {
			Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
				match from {
					State::Active => {},
					State::Leaving => {
						assert_ok!(Staking::leave_validators(signed(1)));
						// With enough self-stake each state is possible.
						assert_ok!(Staking::cancel_undelegation(signed(1), 1, 0));
					},
					from => {
						assert_ok!(set_state(1, from));
					},
				}
				assert_eq!(state(1), from);
				if possible.contains(&to) {
					assert_ok!(set_state(1, to));
					assert_eq!(state(1), to);
					sets += 1;
				} else {
					assert_noop!(set_state(1, to), Error::<Test>::InvalidTransition);
				}
				check();
				next_epoch();
			});
		}
	}
	assert_eq!(sets, 6 * 4);
}

#[test]
fn governance_makes_no_candidate_of_one_without_stake() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_noop!(set_state(1, State::Waiting), Error::<Test>::SelfStakeTooSmall);
		assert_noop!(set_state(9, State::Waiting), Error::<Test>::UnknownValidator);
		assert_ok!(set_state(1, State::Offline));
	});
}

#[test]
fn only_governance_forces() {
	Chain::new().validator(1, 1_000).execute(|| {
		for origin in [signed(1), RuntimeOrigin::none()] {
			assert_noop!(
				Staking::set_validator_state(origin.clone(), 1, State::Offline),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Staking::force_epoch(origin, ElectionMode::Paused),
				DispatchError::BadOrigin
			);
		}
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Paused));
		assert_eq!(crate::NextElectionMode::<Test>::get(), ElectionMode::Paused);
	});
}

#[test]
fn governance_leads_back_from_a_ban() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::ban(&1));
		run_to_epoch(3);
		assert_eq!(Staking::active_validators(), vec![2]);
		assert_ok!(set_state(1, State::Waiting));
		run_to_epoch(5);
		assert_eq!(Staking::active_validators(), vec![2, 1]);
	});
}

#[test]
fn standing_is_what_the_validator_is_doing() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(5).execute(|| {
		assert_eq!(Staking::status(&5), None);
		assert_ok!(register(5, 200));
		assert_eq!(
			(state(5), Staking::status(&5)),
			(State::Waiting, Some(ValidatorStatus::Online))
		);
		assert_eq!((state(1), Staking::status(&1)), (State::Active, Some(ValidatorStatus::Online)));
		assert_ok!(Staking::go_offline(signed(1)));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Offline));
		assert_ok!(Staking::jail(&1, 3));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Jailed));
		// The validator stays jailed until it goes online itself.
		run_to_epoch(4);
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Jailed));
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Leaving));
		assert_ok!(Staking::ban(&1));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Banned));
		assert_eq!(Staking::status(&2), Some(ValidatorStatus::Online));
	});
}

#[test]
fn standing_ends_when_the_validator_is_removed() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(1)));
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::Leaving));
		assert_ok!(Staking::remove_validator(signed(2), 1));
		assert_eq!(Staking::status(&1), None);
	});
}

#[test]
fn the_reward_account_is_the_one_that_rewards_are_paid_to() {
	Chain::new()
		.validator(1, 1_000)
		.delegation(10, 1, 1_000, RewardClass::Liquid)
		.account(7)
		.execute(|| {
			assert_eq!(Staking::reward_account(&10), 10);
			// Of an unknown account too.
			assert_eq!(Staking::reward_account(&77), 77);
			assert_ok!(Staking::set_reward_account(signed(10), Some(7)));
			assert_eq!((Staking::reward_account(&10), Staking::reward_account(&7)), (7, 7));
			run_to_epoch(1);
			let before = free(10);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
			assert_eq!(free(10), before);
			assert!(free(Staking::reward_account(&10)) > WEALTH);
			assert_ok!(Staking::set_reward_account(signed(10), None));
			assert_eq!(Staking::reward_account(&10), 10);
			// The operator's reward account is its own.
			assert_ok!(Staking::set_reward_account(signed(1), Some(7)));
			assert_eq!(Staking::reward_account(&1), 7);
		});
}

/// The conduct observed since the last call.
fn observed() -> Vec<(AccountId, u32, Conduct)> {
	Conducts::take()
}

#[test]
fn one_that_is_jailed_twice_is_told_once() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		run_to_epoch(2);
		assert_eq!(observed(), []);
		assert_ok!(Staking::jail(&1, 5));
		assert_eq!(observed(), [(1, 2, Conduct::Jailed)]);
		run_to_epoch(3);
		assert_ok!(Staking::jail(&1, 4));
		assert_ok!(Staking::jail(&1, 9));
		assert_eq!(state(1), State::Jailed { until: 9 });
		assert_eq!(observed(), []);
		assert!(Staking::jail(&9, 5).is_err());
		assert_eq!(observed(), []);
	});
}

#[test]
fn one_that_is_banned_out_of_jail_is_not_told_again() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		assert_ok!(Staking::jail(&1, 5));
		assert_ok!(Staking::ban(&1));
		assert_eq!(state(1), State::Banned);
		assert_eq!(observed(), [(1, 0, Conduct::Jailed)]);
		// The validator stays banned, whatever follows.
		assert_ok!(Staking::jail(&1, 9));
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::release(&1));
		assert_eq!(observed(), []);
		assert_ok!(Staking::ban(&2));
		assert_eq!(observed(), [(2, 0, Conduct::Jailed)]);
	});
}

#[test]
fn one_that_should_not_have_been_jailed_is_told_whatever_it_does_then() {
	for status in [ValidatorStatus::Online, ValidatorStatus::Offline, ValidatorStatus::Leaving] {
		Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
			match status {
				ValidatorStatus::Offline => Staking::go_offline(signed(1)).unwrap(),
				ValidatorStatus::Leaving => Staking::leave_validators(signed(1)).unwrap(),
				_ => {},
			}
			assert_ok!(Staking::jail(&1, 5));
			run_to_epoch(2);
			observed();
			assert_ok!(Staking::release(&1));
			assert_eq!(Staking::status(&1), Some(status));
			assert_eq!(observed(), [(1, 2, Conduct::Released)]);
			// The validator is no longer jailed.
			assert_ok!(Staking::release(&1));
			assert_ok!(Staking::unban(&1));
			assert_eq!(observed(), []);

			assert_ok!(Staking::ban(&1));
			assert_eq!(observed(), [(1, 2, Conduct::Jailed)]);
			assert_ok!(Staking::unban(&1));
			assert_eq!(Staking::status(&1), Some(status));
			assert_eq!(observed(), [(1, 2, Conduct::Released)]);
		});
	}
}

#[test]
fn one_that_stays_in_jail_for_something_else_is_not_told() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(set_state(1, State::Jailed { until: 5 }));
		assert_ok!(Staking::jail(&1, 4));
		observed();
		// The validator was already jailed.
		assert_ok!(Staking::release(&1));
		assert_ok!(Staking::unban(&1));
		assert_eq!(state(1), State::Jailed { until: 5 });
		assert_eq!(observed(), []);
	});
}

#[test]
fn one_that_comes_back_after_its_time_is_not_told() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		for who in [1, 2, 3] {
			assert_ok!(Staking::jail(&who, 2));
		}
		observed();
		run_to_epoch(2);
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::unjail(&2));
		assert_ok!(Staking::leave_validators(signed(3)));
		assert_eq!([1, 2, 3].map(state), [State::Waiting, State::Waiting, State::Leaving]);
		assert_eq!(observed(), []);
		// A validator that was jailed can be jailed again.
		assert_ok!(Staking::jail(&1, 5));
		assert_eq!(observed(), [(1, 2, Conduct::Jailed)]);
	});
}

#[test]
fn what_governance_forces_is_told_where_it_confines() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		assert_ok!(set_state(1, State::Jailed { until: 9 }));
		assert_eq!(observed(), [(1, 0, Conduct::Jailed)]);
		assert_ok!(set_state(1, State::Jailed { until: 12 }));
		assert_ok!(set_state(1, State::Banned));
		assert_ok!(set_state(1, State::Jailed { until: 3 }));
		assert_eq!(observed(), []);
		// Going online is no reversal of the jailing.
		assert_ok!(set_state(1, State::Waiting));
		assert_eq!(observed(), []);
		assert_ok!(set_state(1, State::Banned));
		assert_eq!(observed(), [(1, 0, Conduct::Jailed)]);
	});
}

#[test]
fn who_can_be_elected_again_is_told_to_be_online() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(3).execute(|| {
		assert_eq!(WentOnline::take(), [(1, 0), (2, 0)]);
		let is_told = |expected: &[(AccountId, u32)]| assert_eq!(WentOnline::take(), expected);
		// By its own call, by a reversal, by governance, and by registering.
		assert_ok!(Staking::go_offline(signed(1)));
		is_told(&[]);
		assert_ok!(Staking::go_online(signed(1)));
		is_told(&[(1, 0)]);
		assert_ok!(Staking::jail(&1, 9));
		assert_ok!(Staking::jail(&1, 12));
		is_told(&[]);
		assert_ok!(Staking::release(&1));
		is_told(&[(1, 0)]);
		// A reversal does not bring back one that was offline.
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::unban(&1));
		is_told(&[]);
		run_to_epoch(1);
		assert_ok!(set_state(1, State::Waiting));
		is_told(&[(1, 1)]);
		assert_ok!(set_state(1, State::Waiting));
		is_told(&[]);
	});
}

#[test]
fn who_can_be_elected_no_more_is_told_to_be_offline() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(set_state(1, State::Offline));
		assert_ok!(Staking::leave_validators(signed(2)));
		run_to_epoch(4);
		let offline = [1, 1, 2].map(|validator| (validator, 2, Conduct::WentOffline));
		assert_eq!(observed(), offline);
		// Also where a slash has left too little self-stake.
		drop(Staking::slash(&3, 4, Perbill::from_percent(95)).unwrap());
		assert_eq!(state(3), State::Offline);
		let told = observed();
		assert!(matches!(
			told[..],
			[(3, 4, Conduct::WentOffline), (3, 4, Conduct::Slashed { .. })]
		));
		// Changes that do not end a candidacy are not observed.
		assert_ok!(Staking::leave_validators(signed(3)));
		assert_ok!(Staking::go_online(signed(1)));
		assert_eq!(observed(), []);
	});
}

/// The pallet's own errors as those of a call.
fn own<const N: usize>(errors: [Error<Test>; N]) -> Vec<DispatchError> {
	errors.into_iter().map(Into::into).collect()
}

#[test]
fn admission_tells_all_that_keeps_an_account_from_validating() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(5).execute(|| {
		// A validator that is online, and a newcomer that may register.
		assert_eq!(Staking::admission(&1), []);
		assert_eq!(Staking::admission(&5), []);
		// A newcomer without anything, and two gates.
		Gates::set([(6, vec![refusal(3), refusal(1)])].into());
		WithoutKeys::set(vec![6]);
		let mut expected = own([Error::InsufficientFunds, Error::NoSessionKeys]);
		expected.extend([refusal(3), refusal(1)]);
		assert_eq!(Staking::admission(&6), expected);
		Gates::set(Default::default());
		WithoutKeys::set(vec![]);
		// Exactly enough to register.
		let least = DEPOSIT + MinimumSelfStake::get() + Balances::minimum_balance();
		Balances::set_balance(&6, least - 1);
		assert_eq!(Staking::admission(&6), own([Error::InsufficientFunds]));
		Balances::set_balance(&6, least);
		assert_eq!(Staking::admission(&6), []);
		assert_ok!(register(6, 100));

		// A validator offline by its own choice may return.
		assert_ok!(Staking::go_offline(signed(1)));
		assert_eq!(Staking::admission(&1), []);
		MinimumSelfStake::set(2_000 * UNIT);
		assert_eq!(Staking::admission(&1), own([Error::SelfStakeTooSmall]));
		assert_ok!(Staking::jail(&1, 2));
		assert_eq!(Staking::admission(&1), own([Error::ValidatorJailed, Error::SelfStakeTooSmall]));
		assert_ok!(Staking::ban(&2));
		MinimumSelfStake::set(100 * UNIT);
		assert_eq!(Staking::admission(&2), own([Error::ValidatorBanned]));
		run_to_epoch(2);
		assert_eq!(Staking::admission(&1), []);
		assert_ok!(Staking::go_online(signed(1)));
	});
}
