//! Rotation seats: their draw, and the weights noted for it.

use crate::{election::draw, mock::*, types::*, Event, NextSet, RotationWeights};
use frame_support::assert_ok;
use palisade_primitives::{Balance, ValidatorControl};
use sp_arithmetic::Perbill;
use std::collections::BTreeSet;

fn next_set() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

/// Validators 1 to 8 with 800 to 100 units, no rewards, and half of the four seats drawn.
fn eight() -> Chain {
	PayoutOfEpoch::set(0);
	RotationShare::set(Perbill::from_percent(50));
	(1..=8).fold(Chain::new(), |chain, who| chain.validator(who, 900 - 100 * who))
}

/// The candidates in the order drawn by `seed` from the noted weights.
fn order_drawn(noted: &[Noted<AccountId>], seed: [u8; 32]) -> Vec<AccountId> {
	let weights: Vec<Balance> = noted.iter().map(|noted| noted.weight).collect();
	draw(seed, &weights, noted.len()).into_iter().map(|index| noted[index].validator).collect()
}

/// The set that two seats by stake and the draw lead to.
fn expected(
	noted: &[Noted<AccountId>],
	epoch: u32,
	by_stake: [AccountId; 2],
	is_candidate: impl Fn(AccountId) -> bool,
) -> Vec<AccountId> {
	let drawn = order_drawn(noted, Staking::rotation_seed(epoch)).into_iter();
	let drawn = drawn.filter(|who| !by_stake.contains(who) && is_candidate(*who)).take(2);
	by_stake.into_iter().chain(drawn).collect()
}

#[test]
fn rotation_seats_are_drawn_as_anyone_can_repeat() {
	let mut drawn = BTreeSet::new();
	eight().execute(|| {
		for seed in 0..20 {
			Seed::set(seed);
			take_events();
			let noted = RotationWeights::<Test>::get();
			let weights: Vec<_> = noted.iter().map(|it| (it.validator, it.weight)).collect();
			let stakes: Vec<_> = (1..=8).map(|who| (who, (900 - 100 * who) * UNIT)).collect();
			assert_eq!(weights, stakes);
			next_epoch();
			let epoch = Staking::now() + 1;
			assert_eq!(next_set(), expected(&noted, epoch, [1, 2], |_| true));
			let flags: Vec<_> = NextSet::<Test>::get().iter().map(|seat| seat.rotation).collect();
			assert_eq!(flags[..4], [false, false, true, true]);
			drawn.extend(next_set().into_iter().skip(2).take(2));
			let seed = Staking::rotation_seed(epoch);
			assert!(take_events().contains(&Event::SetElected {
				epoch,
				seats: 4,
				rotation: 2,
				seed
			}));
			check();
		}
	});
	assert_eq!(drawn, (3..=8).collect(), "every other candidate has a chance");
}

#[test]
fn stake_that_moves_when_the_seed_is_known_changes_no_draw() {
	// The seed of the election is known, and stake moves in the last block before it.
	let outcome = |seed, act: &dyn Fn()| {
		let mut outcome = (vec![], vec![]);
		eight().account(9).execute(|| {
			next_epoch();
			Seed::set(seed);
			act();
			let noted = RotationWeights::<Test>::get();
			next_epoch();
			outcome = (next_set(), order_drawn(&noted, Staking::rotation_seed(3)));
		});
		outcome
	};
	let register = |stake| {
		let policy = RewardPolicy::Compound;
		assert_ok!(Staking::register_validator(signed(9), stake, Perbill::zero(), policy));
	};
	for seed in 0..20 {
		let (undisturbed, order) = outcome(seed, &|| {});
		// More stake, without a seat by stake; and a newcomer.
		let more = outcome(seed, &|| {
			assert_ok!(Staking::increase_self_stake(signed(8), 590 * UNIT));
			assert_ok!(Staking::increase_self_stake(signed(5), 90 * UNIT));
			register(650 * UNIT);
		});
		assert_eq!(more, (undisturbed.clone(), order.clone()), "seed {seed}");
		// Less: a candidate that goes only gives up its own seat, to the next in the order.
		for who in 3..=8 {
			let (set, same_order) = outcome(seed, &|| {
				assert_ok!(Staking::go_offline(signed(who)));
			});
			assert_eq!(same_order, order);
			let left = order.iter().copied().filter(|drawn| *drawn > 2 && *drawn != who);
			assert_eq!(set[2..], left.take(2).collect::<Vec<_>>());
		}
	}
}

#[test]
fn a_drawn_candidate_without_keys_is_passed_over() {
	for seed in 0..20 {
		eight().execute(|| {
			Seed::set(seed);
			// One candidate for the seats by stake, and two of those left for the draw.
			let without = [2, 4, 7];
			WithoutKeys::set(without.to_vec());
			let noted = RotationWeights::<Test>::get();
			take_events();
			next_epoch();
			let epoch = Staking::now() + 1;
			let set = expected(&noted, epoch, [1, 3], |who| !without.contains(&who));
			assert_eq!(next_set()[..4], set);
			// Only candidates that were due for a seat were checked.
			let last = set[3];
			let before: Vec<_> = order_drawn(&noted, Staking::rotation_seed(epoch))
				.into_iter()
				.take_while(|who| *who != last)
				.collect();
			for who in without {
				let is_passed_over = who == 2 || before.contains(&who);
				assert_eq!(validator(who).state == State::Offline, is_passed_over);
			}
		});
		WithoutKeys::set(vec![]);
	}
}

#[test]
fn a_candidate_takes_part_in_the_draw_from_its_second_election_on() {
	eight().account(9).execute(|| {
		let policy = RewardPolicy::Compound;
		let stake = 650 * UNIT;
		assert_ok!(Staking::register_validator(signed(9), stake, Perbill::zero(), policy));
		let is_noted = || RotationWeights::<Test>::get().iter().any(|noted| noted.validator == 9);
		assert!(!is_noted());
		next_epoch();
		assert!(is_noted() && !next_set().contains(&9));
		let mut was_drawn = false;
		for seed in 0..20 {
			Seed::set(seed);
			next_epoch();
			was_drawn |= next_set().contains(&9);
		}
		assert!(was_drawn);
	});
}

#[test]
fn seats_that_the_draw_leaves_empty_go_to_the_most_stake() {
	eight().execute(|| {
		next_epoch();
		// Of the noted candidates only three are left.
		for who in 4..=8 {
			assert_ok!(Staking::ban(&who));
		}
		for who in 10..=14 {
			assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who, WEALTH));
			let stake = (120 + who) * UNIT;
			let policy = RewardPolicy::Compound;
			assert_ok!(Staking::register_validator(signed(who), stake, Perbill::zero(), policy));
		}
		next_epoch();
		let set = NextSet::<Test>::get();
		let set: Vec<_> = set.iter().map(|seat| (seat.validator, seat.rotation)).collect();
		assert_eq!(set, vec![(1, false), (2, false), (3, true), (14, false)]);
	});
}

#[test]
fn rotation_share_is_rounded_down_and_needs_more_candidates_than_seats() {
	MaximumElectionLoss::set(Perbill::one());
	eight().execute(|| {
		RotationShare::set(Perbill::from_percent(49));
		let rotation = || NextSet::<Test>::get().iter().filter(|seat| seat.rotation).count();
		next_epoch();
		assert_eq!(rotation(), 1);
		ActiveValidators::set(8);
		next_epoch();
		assert_eq!((rotation(), next_set().len()), (0, 8));
		RotationShare::set(Perbill::one());
		ActiveValidators::set(3);
		next_epoch();
		assert_eq!((rotation(), next_set().len()), (3, 3));
	});
}

#[test]
fn weights_are_noted_only_for_a_draw() {
	eight().execute(|| {
		assert_eq!(RotationWeights::<Test>::get().len(), 8);
		RotationShare::set(Perbill::zero());
		next_epoch();
		assert!(!RotationWeights::<Test>::exists());
		// The first election with rotation seats has no weights of the election before.
		RotationShare::set(Perbill::from_percent(50));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		assert_eq!(RotationWeights::<Test>::get().len(), 8);
		// Nor has the first one after a pause.
		let force = |mode| {
			assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), mode));
		};
		force(ElectionMode::Paused);
		next_epoch();
		assert!(!RotationWeights::<Test>::exists());
		force(ElectionMode::Normal);
		next_epoch();
		assert!(NextSet::<Test>::get().iter().all(|seat| !seat.rotation));
	});
}
