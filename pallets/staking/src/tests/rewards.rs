//! Rewards of an epoch: their split and their sources.

use crate::{epoch::performance, mock::*, types::*, EpochResults, Error, Event};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use palisade_primitives::{
	ExposureInspect, PositionInspect, RewardClass, SlashControl, ValidatorControl, ValidatorInspect,
};
use sp_arithmetic::{FixedU64, Perbill};

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

fn issuance() -> u128 {
	Balances::total_issuance()
}

fn fee_pot() -> u128 {
	Balances::balance(&Staking::fee_pot())
}

/// The rewards of an ended epoch, in the order of its set.
fn rewards(epoch: u32) -> Vec<u128> {
	EpochResults::<Test>::get(epoch).unwrap().iter().map(|result| result.reward).collect()
}

/// The minted part and the part from fees, epoch by epoch, since the last call.
fn paid() -> Vec<(u128, u128)> {
	take_events()
		.into_iter()
		.filter_map(|event| match event {
			Event::EpochPaid { minted, from_fees, .. } => Some((minted, from_fees)),
			_ => None,
		})
		.collect()
}

#[test]
fn rewards_are_in_proportion_to_stake() {
	Chain::new().validator(1, 3_000).validator(2, 1_000).execute(|| {
		run_to_epoch(1);
		assert_eq!(rewards(0), vec![750 * UNIT, 250 * UNIT]);
		assert_eq!(validator(1).pool.stake(), 3_750 * UNIT);
		assert_eq!(validator(2).pool.stake(), 1_250 * UNIT);
	});
}

#[test]
fn rewards_are_in_proportion_to_the_stake_that_the_epoch_began_with() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(10).execute(|| {
		// Neither deposits nor exits of the epoch change its rewards.
		assert_ok!(Staking::delegate(signed(10), 1, 8_000 * UNIT, RewardClass::Liquid, 0));
		let amount = Amount::Exact(900 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(2), RewardClass::Compounding, amount));
		run_to_epoch(1);
		assert_eq!(rewards(0), vec![500 * UNIT, 500 * UNIT]);
		run_to_epoch(2);
		// 9,500 units; and 1,000 + 500, of which 900/1000 left at the price after the reward, 1.5.
		let left = 1_500 * UNIT - 900 * 3 * UNIT / 2;
		let total = 9_500 * UNIT + left;
		let [first, second] = rewards(1)[..] else { panic!("two validators") };
		let expected =
			[9_500 * UNIT, left].map(|stake| stake / 1_000 * 1_000 * UNIT / (total / 1_000));
		assert!(first.abs_diff(expected[0]) < 1_000 && second.abs_diff(expected[1]) < 1_000);
	});
}

#[test]
fn performance_is_seven_eighths_participation_and_one_eighth_authorship() {
	let (full, half, none) = (Perbill::one(), percent(50), Perbill::zero());
	let thousandths = |parts: u32| Perbill::from_parts(parts * 1_000_000);
	assert_eq!(performance(full, full), full);
	assert_eq!(performance(full, none), thousandths(875));
	assert_eq!(performance(none, full), thousandths(125));
	assert_eq!(performance(none, none), none);
	assert_eq!(performance(half, half), thousandths(500));
	assert_eq!(performance(full, percent(40)), thousandths(925));
}

#[test]
fn votes_that_are_missing_cost_seven_eighths_of_them() {
	Chain::new().validator(1, 3_000).validator(2, 1_000).execute(|| {
		Participations::set([(2, percent(50))].into());
		run_to_epoch(1);
		// 250 · (7/16 + 1/8).
		assert_eq!(rewards(0), vec![750 * UNIT, 250 * UNIT * 9 / 16]);
		Participations::set([(2, Perbill::zero())].into());
		run_to_epoch(2);
		assert_eq!(
			EpochResults::<Test>::get(1).unwrap()[1].performance,
			Perbill::from_rational(1u32, 8)
		);
	});
}

#[test]
fn blocks_that_are_missing_cost_an_eighth_of_them() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		(0..8).for_each(|_| block_by(1));
		(0..2).for_each(|_| block_by(2));
		run_to_epoch(1);
		// Five were expected of each: 2 made two fifths of them. 500 · (7/8 + 1/20).
		assert_eq!(rewards(0), vec![500 * UNIT, 500 * UNIT * 37 / 40]);
		// The count starts anew.
		(0..3).for_each(|_| block_by(2));
		(0..3).for_each(|_| block_by(1));
		run_to_epoch(2);
		let performances: Vec<_> =
			EpochResults::<Test>::get(1).unwrap().iter().map(|result| result.performance).collect();
		assert_eq!(performances, vec![Perbill::one(); 2]);
	});
}

#[test]
fn expected_blocks_follow_the_stake_at_the_election() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(10).execute(|| {
		// Active from epoch 1 on; but the set of epoch 1 was elected with equal stakes, and so are
		// its slots.
		assert_ok!(Staking::delegate(signed(10), 1, 9_000 * UNIT, RewardClass::Liquid, 0));
		run_to_epoch(1);
		(0..5).for_each(|_| block_by(1));
		(0..5).for_each(|_| block_by(2));
		run_to_epoch(2);
		let results = EpochResults::<Test>::get(1).unwrap();
		assert!(results.iter().all(|result| result.performance == Perbill::one()));
	});
}

#[test]
fn an_election_weight_is_a_bonus_within_its_bound() {
	let sixths = |n, d| FixedU64::from_rational(n, d);
	Factors::set([(1, sixths(3, 2)), (2, sixths(11, 10)), (3, sixths(1, 2))].into());
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		run_to_epoch(1);
		// 1.5 counts as 1.2; and below 1 delegators lose nothing: 1200, 1100 and 1000 of 3300.
		assert_eq!(rewards(0), [12, 11, 10].map(|weight| 1_000 * UNIT * weight / 33).to_vec());
		assert_eq!(Staking::exposure(0, &1).unwrap().bonus, percent(20));
		assert_eq!(Staking::exposure(0, &2).unwrap().bonus, percent(10));
		assert_eq!(Staking::exposure(0, &3).unwrap().bonus, Perbill::zero());
	});
}

#[test]
fn a_bonus_is_that_of_the_election() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		Factors::set([(1, FixedU64::from_u32(2))].into());
		run_to_epoch(2);
		assert_eq!(rewards(0), vec![500 * UNIT; 2]);
		assert_eq!(rewards(1), vec![500 * UNIT; 2]);
		run_to_epoch(3);
		// Elected at the boundary to epoch 1, for epoch 2: six fifths against one.
		assert_eq!(rewards(2), [6, 5].map(|weight| 1_000 * UNIT * weight / 11).to_vec());
	});
}

#[test]
fn unearned_rewards_are_not_minted() {
	Chain::new().validator(1, 3_000).validator(2, 1_000).execute(|| {
		let before = issuance();
		Participations::set([(1, Perbill::zero())].into());
		take_events();
		run_to_epoch(1);
		let earned = 750 * UNIT / 8 + 250 * UNIT;
		assert_eq!(paid(), vec![(earned, 0)]);
		assert_eq!(issuance(), before + earned);
	});
}

#[test]
fn issuance_rises_by_exactly_the_minted_amount() {
	PayoutOfEpoch::set(1_000_000_007);
	Chain::new()
		.validator_with(1, 1_001, percent(7), RewardPolicy::Payout)
		.validator(2, 777)
		.validator(3, 501)
		.delegation(10, 1, 333, RewardClass::Compounding)
		.delegation(10, 2, 77, RewardClass::Liquid)
		.execute(|| {
			let before = issuance();
			Participations::set([(2, percent(33))].into());
			take_events();
			run_to_epoch(10);
			let paid = paid();
			assert_eq!(paid.len(), 10);
			assert!(paid.iter().all(|(minted, _)| *minted <= PayoutOfEpoch::get()));
			let minted: u128 = paid.iter().map(|(minted, _)| minted).sum();
			assert_eq!(issuance(), before + minted);
			let earned: u128 = (0..10).flat_map(rewards).sum();
			assert_eq!(minted, earned);
		});
}

#[test]
fn fees_are_paid_in_proportion() {
	Chain::new().validator(1, 1_000).account(7).execute(|| {
		assert_ok!(Balances::transfer_allow_death(signed(7), Staking::fee_pot(), 500 * UNIT));
		Participations::set([(1, percent(50))].into());
		let (issued, fees) = (issuance(), fee_pot());
		take_events();
		run_to_epoch(1);
		// 9/16 of a budget of 1,500: of the 1,000 and of the 500.
		let (minted, from_fees) = (1_000 * UNIT * 9 / 16, 500 * UNIT * 9 / 16);
		assert_eq!(paid(), vec![(minted, from_fees)]);
		assert_eq!(issuance(), issued + minted);
		assert_eq!(fee_pot(), fees - from_fees);
		assert_eq!(validator(1).pool.stake(), 1_000 * UNIT + minted + from_fees);
	});
}

#[test]
fn fees_alone_pay_where_nothing_is_minted() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).account(7).execute(|| {
		assert_ok!(Balances::transfer_allow_death(signed(7), Staking::fee_pot(), 500 * UNIT));
		let issued = issuance();
		take_events();
		run_to_epoch(2);
		assert_eq!(paid(), vec![(0, 500 * UNIT), (0, 0)]);
		assert_eq!(issuance(), issued);
		// The account of the fees stays alive.
		assert_eq!(fee_pot(), Balances::minimum_balance());
	});
}

#[test]
fn compounding_and_liquid_stake_earn_the_same() {
	Chain::new()
		.validator(1, 1_000)
		.delegation(10, 1, 1_000, RewardClass::Liquid)
		.delegation(11, 1, 2_000, RewardClass::Compounding)
		.execute(|| {
			run_to_epoch(1);
			// A quarter, a quarter and a half; each loses less than a planck.
			let record = validator(1);
			assert_eq!(record.pool.compounding.stake, 3_750 * UNIT);
			assert_eq!(record.pool.liquid.class.stake, 1_000 * UNIT);
			assert_eq!(
				Staking::position_value(&11, &1, RewardClass::Compounding),
				2_500 * UNIT - 1
			);
			assert_eq!(record.self_stake(), 1_250 * UNIT - 1);
			assert_ok!(Staking::claim_rewards(signed(10), 1));
			assert_eq!(free(10), WEALTH - 1_000 * UNIT + 250 * UNIT - 1);
			assert_noop!(Staking::claim_rewards(signed(10), 1), Error::<Test>::NothingToClaim);
			// From now on the compounding stake has more.
			run_to_epoch(2);
			assert_eq!(Staking::stake_of(&1), 4_750 * UNIT + 1_000 * UNIT * 3_750 / 4_750);
		});
}

#[test]
fn rewards_wait_for_the_frequency() {
	Chain::new().validator(1, 1_000).execute(|| {
		assert_ok!(Staking::set_compounding(signed(1), 3, 0));
		let stakes: Vec<_> = (1..=7)
			.map(|epoch| {
				run_to_epoch(epoch);
				check();
				// Waiting rewards count in the price and belong to the operator, except for the
				// part of the virtual shares: a planck when they are worth a planck.
				let gap = 1_000 * UNIT * (1 + u128::from(epoch)) - validator(1).self_stake();
				assert!(gap <= u128::from(epoch), "{gap}");
				validator(1).pool.stake() / UNIT
			})
			.collect();
		assert_eq!(stakes, vec![1_000, 1_000, 4_000, 4_000, 4_000, 7_000, 7_000]);
		assert_eq!(validator(1).pool.compounding.waiting, 1_000 * UNIT);
	});
}

#[test]
fn rewards_wait_for_the_minimum() {
	Chain::new().validator(1, 1_000).execute(|| {
		assert_ok!(Staking::set_compounding(signed(1), 2, 2_500 * UNIT));
		let stakes: Vec<_> = (1..=7)
			.map(|epoch| {
				run_to_epoch(epoch);
				validator(1).pool.stake() / UNIT
			})
			.collect();
		// Due after two epochs, but only three are enough.
		assert_eq!(stakes, vec![1_000, 1_000, 4_000, 4_000, 4_000, 7_000, 7_000]);
		assert_ok!(Staking::set_compounding(signed(1), 1, 0));
		run_to_epoch(8);
		assert_eq!(validator(1).pool.stake(), 9_000 * UNIT);
	});
}

#[test]
fn set_compounding_fails_out_of_bounds() {
	Chain::new().validator(1, 1_000).execute(|| {
		for frequency in [0, 1_001] {
			assert_noop!(
				Staking::set_compounding(signed(1), frequency, 0),
				Error::<Test>::FrequencyOutOfBounds
			);
		}
		assert_noop!(Staking::set_compounding(signed(2), 1, 0), Error::<Test>::UnknownValidator);
		take_events();
		assert_ok!(Staking::set_compounding(signed(1), 1_000, 5));
		assert_eq!(
			take_events(),
			vec![Event::CompoundingSet { validator: 1, frequency: 1_000, minimum: 5 }]
		);
	});
}

#[test]
fn rewards_that_wait_leave_with_the_stake() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, RewardClass::Compounding).execute(
		|| {
			assert_ok!(Staking::set_compounding(signed(1), 1_000, 0));
			run_to_epoch(2);
			assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Compounding, Amount::All));
			run_to_epoch(23);
			assert_ok!(Staking::withdraw(signed(10)));
			// Three epochs of 500 units, the last of which it left with; less than a planck lost.
			assert_eq!(free(10), WEALTH + 1_500 * UNIT - 1);
		},
	);
}

#[test]
fn a_jailed_or_banned_validator_earns_nothing() {
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.validator(3, 2_000)
		.delegation(10, 1, 1_000, RewardClass::Liquid)
		.execute(|| {
			let before = issuance();
			assert_ok!(Staking::jail(&1, 3));
			assert_ok!(Staking::ban(&2));
			take_events();
			run_to_epoch(1);
			assert_eq!(rewards(0), vec![0, 400 * UNIT, 0]);
			assert_eq!(EpochResults::<Test>::get(0).unwrap()[0], EpochResult::default());
			assert_eq!(paid(), vec![(400 * UNIT, 0)]);
			assert_eq!(issuance(), before + 400 * UNIT);
			assert_noop!(Staking::claim_rewards(signed(10), 1), Error::<Test>::NothingToClaim);
		});
}

#[test]
fn one_that_goes_offline_or_leaves_is_paid_for_its_last_epochs() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000).execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::leave_validators(signed(2)));
		run_to_epoch(1);
		assert!(rewards(0).iter().all(|reward| *reward == 1_000 * UNIT / 3));
		// The self-stake of 2 left with epoch 0: its exposure in epoch 1 is zero.
		run_to_epoch(2);
		let stake = 1_000 * UNIT + 1_000 * UNIT / 3;
		assert_eq!(Staking::exposure(1, &1).unwrap().stake(), stake);
		assert!(Staking::exposure(1, &2).unwrap().stake() <= 1);
		assert!(500 * UNIT - rewards(1)[0] <= 1);
	});
}

#[test]
fn nothing_is_minted_for_a_validator_that_was_slashed_to_nothing() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		drop(Staking::slash(&1, 0, Perbill::one()).unwrap());
		take_events();
		run_to_epoch(1);
		assert_eq!(rewards(0), vec![0, 500 * UNIT]);
		assert_eq!(paid(), vec![(500 * UNIT, 0)]);
	});
}

#[test]
fn rewards_do_not_expire() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, RewardClass::Liquid).execute(|| {
		run_to_epoch(1);
		PayoutOfEpoch::set(0);
		run_to_epoch(100);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		assert_eq!(free(10), WEALTH - 1_000 * UNIT + 500 * UNIT - 1);
	});
}

#[test]
fn rewards_of_a_payout_beyond_all_bounds_are_not_minted() {
	PayoutOfEpoch::set(u128::MAX);
	Chain::new().validator(1, 1_000).execute(|| {
		run_to_epoch(1);
		// As much as the issuance can hold; the class cannot, which an event tells.
		let events = take_events();
		assert!(
			events.iter().any(|event| matches!(event, Event::RewardFailed { .. }))
				|| issuance() == u128::MAX
		);
		check();
		PayoutOfEpoch::set(0);
		run_to_epoch(3);
	});
}

/// All holders with validator 1 or 2 leave, and withdraw and claim all.
fn all_leave(holders: &[AccountId]) {
	for who in [1, 2] {
		assert_ok!(Staking::leave_validators(signed(who)));
	}
	next_epoch();
	PayoutOfEpoch::set(0);
	// Twice: for deposits or commission that arrived when the others left.
	for _ in 0..2 {
		next_epoch();
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			for (who, of) in [(10, 1), (11, 1), (12, 1), (12, 2)] {
				let _ = Staking::undelegate(signed(who), of, class, Amount::All);
			}
			for who in [1, 2] {
				let _ = Staking::decrease_self_stake(signed(who), class, Amount::All);
			}
		}
		check();
	}
	run_to_epoch(Staking::now() + 22);
	for who in holders.iter().copied() {
		for of in [1, 2] {
			let _ = Staking::claim_rewards(signed(who), of);
		}
		let _ = Staking::claim_commission(signed(who));
		assert_ok!(Staking::withdraw(signed(who)));
	}
	assert!([1, 2].into_iter().all(|who| validator(who).holders == 0));
	check();
}

/// All holders with validator 1 or 2 leave in a given way and withdraw all. Returns the excess of
/// the withdrawals over the deposits, and the minted amount.
fn earned_and_minted(order: &[usize]) -> (u128, u128) {
	let mut outcome = (0, 0);
	Chain::new()
		.validator_with(1, 1_000, percent(10), RewardPolicy::Payout)
		.validator_with(2, 500, percent(3), RewardPolicy::Compound)
		.delegation(10, 1, 700, RewardClass::Compounding)
		.delegation(11, 1, 300, RewardClass::Liquid)
		.delegation(12, 1, 111, RewardClass::Compounding)
		.delegation(12, 2, 77, RewardClass::Liquid)
		.execute(|| {
			let holders = [1, 2, 10, 11, 12];
			let before = issuance();
			take_events();
			let down = |who, of, class, units| {
				assert_ok!(Staking::undelegate(signed(who), of, class, Amount::Exact(units)));
			};
			let steps: [&dyn Fn(); 6] = [
				&|| down(10, 1, RewardClass::Compounding, 500 * UNIT + 1),
				&|| {
					// After the change of class, no stake is left in the old one.
					let some = Amount::Exact(99 * UNIT);
					let _ = Staking::undelegate(signed(11), 1, RewardClass::Liquid, some);
				},
				&|| down(12, 1, RewardClass::Compounding, 10 * UNIT),
				&|| down(12, 2, RewardClass::Liquid, 7 * UNIT + 3),
				&|| {
					let some = Amount::Exact(333 * UNIT);
					assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Liquid, some));
				},
				&|| {
					let to = RewardClass::Compounding;
					assert_ok!(Staking::change_class(signed(11), 1, to, Amount::All));
				},
			];
			for step in order {
				steps[*step]();
				check();
				if step % 2 == 0 {
					next_epoch();
				}
			}
			all_leave(&holders);
			let minted = paid().iter().map(|(minted, _)| minted).sum();
			assert_eq!(issuance(), before + minted);
			let owned: u128 = holders.iter().map(Balances::total_balance).sum();
			outcome = (owned - WEALTH * holders.len() as u128, minted);
		});
	outcome
}

#[test]
fn rewards_paid_are_never_more_than_minted_whatever_the_order_of_decreases() {
	let orders = [
		[0, 1, 2, 3, 4, 5],
		[5, 4, 3, 2, 1, 0],
		[4, 0, 2, 1, 3, 5],
		[1, 3, 0, 4, 2, 5],
		[2, 4, 0, 3, 1, 5],
		[3, 5, 1, 0, 4, 2],
	];
	for order in orders {
		let (earned, minted) = earned_and_minted(&order);
		assert!(earned <= minted, "{order:?}: {earned} of {minted}");
		assert!(minted - earned < 100, "{order:?}: {} are dust", minted - earned);
	}
}
