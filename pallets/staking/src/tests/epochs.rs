//! The records of an epoch and their retention.

use crate::{mock::*, types::*, EpochResults, Event, ExposureIndexes, NextSet, OldestExposure};
use frame_support::assert_ok;
use palisade_primitives::{
	ElectedStake, EpochClock, Exposure, ExposureInspect, PositionInspect, RewardClass,
	SlashControl, ValidatorInspect,
};
use sp_arithmetic::Perbill;
use sp_runtime::traits::Convert;

/// Bonding period and slack.
const LIABLE: u32 = 21 + 7;

fn stakes(session: u32, of: &[AccountId]) -> Vec<Option<u128>> {
	let of: Vec<_> = of.iter().collect();
	Staking::elected_stakes(session, &of)
}

#[test]
fn the_clock_is_that_of_the_session() {
	Chain::new().validator(1, 1_000).execute(|| {
		for epoch in 0..4 {
			assert_eq!(<Staking as EpochClock>::current_epoch(), epoch);
			assert_eq!(Session::current_index(), epoch);
			next_block();
			next_epoch();
		}
	});
}

#[test]
fn elected_stakes_are_those_of_the_election() {
	Chain::new().validator(1, 1_000).validator(2, 500).account(10).execute(|| {
		assert_eq!(stakes(0, &[2, 1, 9]), vec![Some(500 * UNIT), Some(1_000 * UNIT), None]);
		assert_eq!(stakes(1, &[1, 2]), vec![Some(1_000 * UNIT), Some(500 * UNIT)]);
		assert_ok!(Staking::delegate(signed(10), 2, 700 * UNIT, RewardClass::Liquid, 0));
		run_to_epoch(1);
		// Elected for epoch 1 before the deposit, for epoch 2 after it and after the reward.
		assert_eq!(stakes(1, &[1, 2]), vec![Some(1_000 * UNIT), Some(500 * UNIT)]);
		let now = [1, 2].map(|who| Some(Staking::stake_of(&who))).to_vec();
		assert_eq!(stakes(2, &[1, 2]), now);
		assert!(now[1] > Some(1_500 * UNIT));
	});
}

#[test]
fn the_answer_for_a_session_never_changes_once_its_set_is_known() {
	PayoutOfEpoch::set(777 * UNIT);
	Chain::new().validator(1, 1_000).validator(2, 500).validator(3, 300).account(10).execute(
		|| {
			let mut known: Vec<(u32, Vec<Option<u128>>)> = vec![];
			for epoch in 0..10 {
				known.push((epoch + 1, stakes(epoch + 1, &[1, 2, 3, 10])));
				let class = [RewardClass::Liquid, RewardClass::Compounding][epoch as usize % 2];
				assert_ok!(Staking::delegate(signed(10), 2, 50 * UNIT, class, 0));
				drop(Staking::slash(&3, epoch, Perbill::from_percent(1)).unwrap());
				if epoch == 4 {
					assert_ok!(Staking::go_offline(signed(1)));
					assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Paused));
				}
				for (session, answer) in &known {
					assert_eq!(stakes(*session, &[1, 2, 3, 10]), *answer);
				}
				next_epoch();
			}
		},
	);
}

#[test]
fn offence_reports_name_the_stake_of_the_election() {
	Chain::new().validator(1, 1_000).validator(2, 500).execute(|| {
		let elected_with = |who| crate::epoch::ElectedWith::<Test>::convert(who);
		run_to_epoch(1);
		assert_eq!(elected_with(1), Some(1_000 * UNIT));
		assert_eq!(elected_with(9), None);
		assert!(Staking::exposure(1, &1).unwrap().stake() > 1_000 * UNIT);
	});
}

#[test]
fn exposures_are_what_an_epoch_began_with() {
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 500)
		.delegation(10, 1, 300, RewardClass::Liquid)
		.execute(|| {
			let exposure = |elected, compounding, liquid, left| Exposure {
				validator: 1,
				power: elected * UNIT,
				compounding: compounding * UNIT,
				liquid: liquid * UNIT,
				waiting: 0,
				left: left * UNIT,
				bonus: Perbill::zero(),
			};
			assert_eq!(Staking::exposure(0, &1), Some(exposure(1_300, 1_000, 300, 0)));
			assert_ok!(Staking::delegate(signed(10), 1, 70 * UNIT, RewardClass::Liquid, 0));
			let some = Amount::Exact(100 * UNIT);
			assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, some));
			// Neither changes the running epoch.
			assert_eq!(Staking::exposure(0, &1), Some(exposure(1_300, 1_000, 300, 0)));
			run_to_epoch(1);
			// The exits were bonded when the set was elected.
			assert_eq!(Staking::exposure(1, &1), Some(exposure(1_300, 900, 370, 100)));
			drop(Staking::slash(&1, 0, Perbill::from_percent(10)).unwrap());
			assert_eq!(Staking::exposure(1, &1), Some(exposure(1_300, 900, 370, 100)));
			assert_eq!(Staking::exposure(0, &1), Some(exposure(1_300, 1_000, 300, 0)));
			run_to_epoch(2);
			let exposure = Staking::exposure(2, &1).unwrap();
			assert_eq!((exposure.power, exposure.left), (1_270 * UNIT, 0));
			// No validator is exposed in a future epoch, or outside the set.
			assert_eq!(Staking::exposure(3, &1), None);
			assert_eq!(Staking::exposure(0, &9), None);
		});
}

#[test]
fn exposures_are_in_the_order_of_the_session() {
	Chain::new().validator(5, 1_000).validator(2, 2_000).validator(9, 1_500).execute(|| {
		for _ in 0..3 {
			assert_eq!(Staking::active_validators(), vec![2, 9, 5]);
			assert_eq!(Session::validators(), Staking::active_validators());
			assert_eq!(Staking::active_set().len(), 3);
			next_epoch();
		}
	});
}

#[test]
fn exposures_are_kept_as_long_as_stake_is_liable() {
	Chain::new().validator(1, 1_000).execute(|| {
		for epoch in 0..(2 * LIABLE) {
			run_to_epoch(epoch);
			let oldest = epoch.saturating_sub(LIABLE);
			assert_eq!(OldestExposure::<Test>::get(), oldest);
			assert_eq!(ExposureIndexes::<Test>::iter().count() as u32, epoch - oldest + 1);
			assert_eq!(EpochResults::<Test>::iter().count() as u32, epoch - oldest);
			assert!(Staking::exposure(oldest, &1).is_some());
			if let Some(older) = oldest.checked_sub(1) {
				assert_eq!(Staking::exposure(older, &1), None);
			}
		}
	});
}

#[test]
fn no_more_than_two_epochs_are_forgotten_at_once() {
	Chain::new().validator(1, 1_000).execute(|| {
		run_to_epoch(LIABLE + 10);
		// As if the periods had been longer before an upgrade.
		OldestExposure::<Test>::put(0);
		for (boundary, expected) in [2, 4, 6, 8, 10, 12, 14, 16, 18, 20].into_iter().enumerate() {
			next_epoch();
			let oldest = 11 + boundary as u32;
			assert_eq!(OldestExposure::<Test>::get(), expected.min(oldest));
		}
		// Exposures past the retention are not returned, pruned or not.
		assert_eq!(Staking::exposure(Staking::now() - LIABLE - 1, &1), None);
		run_to_epoch(LIABLE + 40);
		assert_eq!(OldestExposure::<Test>::get(), 40);
		assert_eq!(ExposureIndexes::<Test>::iter().count() as u32, LIABLE + 1);
	});
}

#[test]
fn results_say_what_was_done_and_paid() {
	Chain::new().validator(1, 3_000).validator(2, 1_000).execute(|| {
		Participations::set([(2, Perbill::zero())].into());
		take_events();
		run_to_epoch(1);
		let expected = [
			EpochResult { performance: Perbill::one(), reward: 750 * UNIT },
			EpochResult { performance: Perbill::from_rational(1u32, 8), reward: 250 * UNIT / 8 },
		];
		assert_eq!(EpochResults::<Test>::get(0).unwrap().into_inner(), expected);
		assert_eq!(EpochResults::<Test>::get(1), None);
		let minted = 750 * UNIT + 250 * UNIT / 8;
		assert!(take_events().contains(&Event::EpochPaid { epoch: 0, minted, from_fees: 0 }));
	});
}

#[test]
fn states_follow_the_set() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	Chain::new().validator(1, 1_000).validator(2, 900).execute(|| {
		assert_eq!((validator(1).state, validator(2).state), (State::Active, State::Waiting));
		assert_ok!(Staking::increase_self_stake(signed(2), 200 * UNIT));
		run_to_epoch(1);
		assert_eq!(NextSet::<Test>::get()[0].validator, 2);
		take_events();
		run_to_epoch(2);
		assert_eq!((validator(1).state, validator(2).state), (State::Waiting, State::Active));
		assert_eq!((validator(1).serving, validator(2).serving), (None, Some(2)));
		let changes = take_events()
			.into_iter()
			.filter(|event| matches!(event, Event::StateChanged { .. }))
			.count();
		assert_eq!(changes, 2);
	});
}

#[test]
fn the_boundary_goes_reward_then_exits_then_deposits() {
	Chain::new()
		.validator(1, 1_000)
		.delegation(10, 1, 1_000, RewardClass::Compounding)
		.account(11)
		.execute(|| {
			assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Compounding, Amount::All));
			assert_ok!(Staking::delegate(signed(11), 1, 1_000 * UNIT, RewardClass::Compounding, 0));
			run_to_epoch(1);
			// The exits have their half of the reward; the deposits bought at the price after it.
			let pool = crate::ExitPools::<Test>::get(1, 0).unwrap();
			assert_eq!(pool.compounding.assets, 1_500 * UNIT - 1);
			assert!(1_000 * UNIT - Staking::position_value(&11, &1, RewardClass::Compounding) <= 1);
			assert!(1_500 * UNIT - validator(1).self_stake() <= 1);
			assert_eq!(Staking::exposure(1, &1).unwrap().stake(), 2_500 * UNIT + 1);
		});
}
