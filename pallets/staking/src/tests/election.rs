//! Elections.

use crate::{
	election::draw, mock::*, types::*, Error, Event, KeptOffline, NextElectionMode, NextSet,
};
use frame_support::assert_ok;
use palisade_primitives::{EpochClock, ExposureInspect, Milliblocks, RewardClass};
use sp_arithmetic::{FixedU64, Perbill};
use sp_runtime::DispatchError;

/// The accounts that were elected for the next epoch.
fn next_set() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

/// Validators 1 to 8 with 800 to 100 units.
fn eight() -> Chain {
	(1..=8).fold(Chain::new(), |chain, who| chain.validator(who, 900 - 100 * who))
}

fn refused() -> Vec<(AccountId, DispatchError)> {
	take_events()
		.into_iter()
		.filter_map(|event| match event {
			Event::CandidateRefused { validator, reason } => Some((validator, reason)),
			_ => None,
		})
		.collect()
}

#[test]
fn the_seats_go_to_the_most_stake() {
	eight().execute(|| {
		assert_eq!(Staking::active_validators(), vec![1, 2, 3, 4]);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
		assert_ok!(Staking::increase_self_stake(signed(8), 550 * UNIT));
		next_epoch();
		// Rewards of 1,000 units have been added to the four of the set.
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		assert_ok!(Staking::increase_self_stake(signed(8), 2_000 * UNIT));
		next_epoch();
		assert_eq!(next_set(), vec![8, 1, 2, 3]);
		next_epoch();
		assert_eq!(Staking::active_validators(), vec![8, 1, 2, 3]);
		assert_eq!(validator(4).state, State::Waiting);
	});
}

#[test]
fn delegated_stake_counts_as_much_as_own() {
	PayoutOfEpoch::set(0);
	eight().account(10).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 7, 350 * UNIT, RewardClass::Liquid, 0));
		assert_ok!(Staking::delegate(signed(10), 7, 350 * UNIT, RewardClass::Compounding, 0));
		next_epoch();
		assert_eq!(next_set(), vec![7, 1, 2, 3]);
		assert_eq!(NextSet::<Test>::get()[0].stake, 900 * UNIT);
	});
}

#[test]
fn ties_go_to_the_lower_account() {
	let chain = [7, 3, 9, 5, 1, 8].into_iter().fold(Chain::new(), |c, who| c.validator(who, 500));
	chain.execute(|| assert_eq!(Staking::active_validators(), vec![1, 3, 5, 7]));
}

#[test]
fn an_election_is_announced() {
	eight().execute(|| {
		take_events();
		next_epoch();
		let expected =
			Event::SetElected { epoch: 2, seats: 4, rotation: 0, seed: Staking::rotation_seed(2) };
		assert!(take_events().contains(&expected));
	});
}

#[test]
fn fewer_candidates_than_seats_are_all_elected() {
	MaximumElectionLoss::set(Perbill::one());
	Chain::new().validator(1, 300).validator(2, 200).execute(|| {
		assert_eq!(Staking::active_validators(), vec![1, 2]);
		ActiveValidators::set(0);
		next_epoch();
		// There is always a seat.
		assert_eq!(next_set(), vec![1]);
	});
}

#[test]
fn a_gate_keeps_candidates_out_and_says_why() {
	eight().execute(|| {
		Gates::set([(2, vec![refusal(0)]), (3, vec![refusal(9), refusal(1)])].into());
		WithoutKeys::set(vec![4]);
		take_events();
		next_epoch();
		assert_eq!(next_set(), vec![1, 5, 6, 7]);
		let mut refused = refused();
		refused.sort_by_key(|(who, _)| *who);
		assert_eq!(
			refused,
			vec![(2, refusal(0)), (3, refusal(9)), (4, Error::<Test>::NoSessionKeys.into())]
		);
		// A candidate refused by a gate stays a candidate: once the reason is gone, the candidate
		// is elected again.
		Gates::set(Default::default());
		WithoutKeys::set(vec![]);
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 5]);
		// A candidate that does not meet the pallet's own conditions is taken offline.
		assert_eq!(validator(4).state, State::Offline);
		assert_ok!(Staking::go_online(signed(4)));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_least_own_stake_that_rises_keeps_candidates_out() {
	PayoutOfEpoch::set(0);
	SelfStakeGrace::set(0);
	MaximumElectionLoss::set(Perbill::one());
	eight().execute(|| {
		MinimumSelfStake::set(650 * UNIT);
		take_events();
		next_epoch();
		// Members and other candidates alike are refused.
		assert_eq!(validator(3).state, State::BelowMinimum);
		assert_eq!(validator(5).state, State::BelowMinimum);
		assert_eq!(next_set(), vec![1, 2]);
		let refused = refused();
		assert_eq!(refused.len(), 6);
		assert!(refused
			.into_iter()
			.all(|(who, reason)| who > 2 && reason == Error::<Test>::SelfStakeTooSmall.into()));
	});
}

#[test]
fn candidates_without_keys_do_not_keep_others_out_for_long() {
	// As many candidates as an election examines, each heavier than all eligible candidates.
	let chain = (100..112)
		.fold(Chain::new().validator(1, 300), |chain, who| chain.validator(who, 1_000 + who));
	chain.execute(|| {
		WithoutKeys::set((100..112).collect());
		assert_eq!(ActiveValidators::get() * crate::election::CANDIDATES_PER_SEAT, 12);
		next_epoch();
		assert!(refused().len() == 12 && !next_set().contains(&1));
		next_epoch();
		assert_eq!(next_set(), vec![1]);
	});
}

#[test]
fn an_election_weight_reorders_within_its_bound() {
	PayoutOfEpoch::set(0);
	let chain =
		Chain::new().validator(1, 1_000).validator(2, 850).validator(3, 830).validator(4, 820);
	ActiveValidators::set(2);
	chain.execute(|| {
		// 850 · 1.2 = 1,020 beats 1,000. However large its factor, 820 · 1.2 = 984 does not.
		Factors::set([(2, FixedU64::from_u32(9)), (4, FixedU64::from_u32(100))].into());
		next_epoch();
		assert_eq!(next_set(), vec![2, 1]);
		let set = NextSet::<Test>::get();
		assert_eq!(set[0].factor, FixedU64::from_rational(12, 10));
		// The weight in consensus is the stake.
		assert_eq!(set[0].stake, 850 * UNIT);
		// 1,000 · 0.8 = 800 is less than all others.
		Factors::set([(1, FixedU64::from_u32(0))].into());
		next_epoch();
		assert_eq!(next_set(), vec![2, 3]);
	});
}

#[test]
fn a_member_that_is_kept_offline_is_paid_for_the_blocks_it_makes_and_for_nothing_else() {
	PayoutOfEpoch::set(0);
	MaximumElectionLoss::set(Perbill::zero());
	MinimumActiveValidators::set(3);
	Chain::new().validator(1, 300).validator(2, 200).validator(3, 200).execute(|| {
		assert_ok!(Staking::go_offline(signed(2)));
		assert_ok!(Staking::go_offline(signed(3)));
		run_to_epoch(4);
		let performance = |epoch: u32| -> Vec<Perbill> {
			let results = crate::EpochResults::<Test>::get(epoch).expect("the epoch has ended");
			results.iter().map(|result| result.performance).collect()
		};
		// No validator makes a block: the online one loses nothing by it.
		next_epoch();
		assert_eq!(performance(4)[1..], [Perbill::zero(); 2]);
		assert!(!performance(4)[0].is_zero());
		// Of eight blocks each of the two was expected to make two sevenths.
		for author in [1, 1, 1, 1, 1, 2, 1, 1] {
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(author);
		}
		next_epoch();
		let part = Milliblocks::of_blocks(1).part_of(Milliblocks(2_286));
		assert_eq!(performance(5)[1..], [part, Perbill::zero()]);
		// Neither has or earns credit.
		assert!([2, 3].iter().all(|who| validator(*who).credit.is_zero()));
		// A block made without a duty is no credit for later downtime.
		let told: Vec<_> =
			Authored::take().into_iter().filter(|(_, epoch, _)| *epoch == 5).collect();
		assert_eq!(told.len(), 3);
		assert_eq!(told[0].2 .0, 7);
		let none = (0, Milliblocks::ZERO);
		assert_eq!(told[1..], [(2, 5, none), (3, 5, none)]);
	});
}

#[test]
fn a_member_that_is_kept_offline_is_not_paid_for_an_expectation_that_rounds_to_zero() {
	MaximumElectionLoss::set(Perbill::zero());
	MinimumActiveValidators::set(2);
	Chain::new().validator(1, 900_000).validator(2, 100).validator(3, 100).execute(|| {
		assert_ok!(Staking::go_offline(signed(2)));
		assert_ok!(Staking::go_offline(signed(3)));
		run_to_epoch(4);
		// Less than a thousandth of the only block is expected of the second.
		<Staking as pallet_authorship::EventHandler<_, _>>::note_author(1);
		next_epoch();
		let results = crate::EpochResults::<Test>::get(4).expect("the epoch has ended");
		assert!(results[0].reward > 0);
		assert_eq!(results[1..], [EpochResult::default(), EpochResult::default()]);
	});
}

#[test]
fn too_few_candidates_keep_the_set() {
	PayoutOfEpoch::set(0);
	MaximumElectionLoss::set(Perbill::zero());
	MinimumActiveValidators::set(3);
	Chain::new().validator(1, 300).validator(2, 200).validator(3, 150).execute(|| {
		assert_ok!(Staking::go_offline(signed(3)));
		assert_ok!(Staking::increase_self_stake(signed(1), 50 * UNIT));
		take_events();
		next_epoch();
		let few = Event::TooFewCandidates { epoch: 2, eligible: 2, minimum: 3 };
		assert!(take_events().contains(&few));
		// The set is unchanged, with the current stakes.
		assert_eq!(next_set(), vec![1, 2, 3]);
		assert_eq!(NextSet::<Test>::get()[0].stake, 350 * UNIT);
		run_to_epoch(5);
		assert_eq!(Staking::active_validators(), vec![1, 2, 3]);
		assert_eq!(validator(3).state, State::Offline);
		let kept = |epoch| KeptOffline::<Test>::get(epoch).map(|kept| kept.into_inner());
		assert_eq!((kept(5), kept(6)), (Some(vec![3]), Some(vec![3])));
		assert_ok!(Staking::go_online(signed(3)));
		take_events();
		next_epoch();
		// The set was named before the validator went online, but the validator is online when the
		// epoch begins.
		assert_eq!((kept(5), kept(6), kept(7)), (None, None, None));
		assert!(take_events().contains(&Event::SetElected {
			epoch: 7,
			seats: 3,
			rotation: 0,
			seed: Staking::rotation_seed(7)
		}));
	});
}

#[test]
fn a_least_number_above_the_seats_does_not_stop_elections() {
	MinimumActiveValidators::set(50);
	eight().execute(|| {
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_forced_set_stays() {
	eight().execute(|| {
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Paused));
		assert_ok!(Staking::increase_self_stake(signed(8), 9_000 * UNIT));
		take_events();
		run_to_epoch(3);
		assert!(take_events().contains(&Event::SetKept { epoch: 4 }));
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Normal));
		next_epoch();
		assert_eq!(next_set(), vec![8, 1, 2, 3]);
	});
}

#[test]
fn an_election_can_be_forced_once_with_fewer() {
	MinimumActiveValidators::set(3);
	Chain::new().validator(1, 300).validator(2, 200).validator(3, 150).execute(|| {
		assert_ok!(Staking::go_offline(signed(3)));
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::ForceOnce));
		take_events();
		next_epoch();
		assert!(take_events().contains(&Event::SetElected {
			epoch: 2,
			seats: 2,
			rotation: 0,
			seed: Staking::rotation_seed(2)
		}));
		assert_eq!(next_set(), vec![1, 2]);
		assert_eq!(NextElectionMode::<Test>::get(), ElectionMode::Normal);
	});
}

#[test]
fn an_election_without_candidates_is_not_forced() {
	Chain::new().validator(1, 300).execute(|| {
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::ForceOnce));
		assert_ok!(Staking::go_offline(signed(1)));
		take_events();
		next_epoch();
		let events = take_events();
		assert!(events.contains(&Event::TooFewCandidates { epoch: 2, eligible: 0, minimum: 1 }));
		assert!(events.contains(&Event::ForcedElectionFailed { epoch: 2 }));
		assert_eq!(next_set(), vec![1]);
		// The order is spent: a newcomer is not elected alone, days later.
		assert_eq!(NextElectionMode::<Test>::get(), ElectionMode::Normal);
	});
}

#[test]
fn only_the_head_of_the_list_is_looked_at() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(2);
	eight().execute(|| {
		// Three per seat: the candidates with 800 to 300 units.
		Gates::set((1..=6).map(|who| (who, vec![refusal(0)])).collect());
		take_events();
		next_epoch();
		let few = Event::TooFewCandidates { epoch: 2, eligible: 0, minimum: 1 };
		assert!(take_events().contains(&few));
		assert_eq!(next_set(), vec![1, 2]);
	});
}

#[test]
fn the_seed_is_the_one_that_is_documented() {
	use sp_io::hashing::blake2_256;
	Chain::new().validator(1, 1_000).execute(|| {
		// The randomness of these tests is a hash of its subject and a byte.
		let random = blake2_256(b"palisade/rotation\x05\0\0\0\0");
		assert_eq!(Staking::rotation_seed(5), blake2_256(&random));
	});
}

#[test]
fn the_seed_depends_on_the_epoch_and_on_the_randomness() {
	Chain::new().validator(1, 1_000).execute(|| {
		let first = Staking::rotation_seed(5);
		assert_eq!(Staking::rotation_seed(5), first);
		assert_ne!(Staking::rotation_seed(6), first);
		Seed::set(1);
		assert_ne!(Staking::rotation_seed(5), first);
	});
}

#[test]
fn a_preview_is_what_an_election_comes_to() {
	PayoutOfEpoch::set(0);
	eight().execute(|| {
		RotationShare::set(Perbill::from_percent(50));
		Gates::set([(5, vec![refusal(0)])].into());
		let view = Staking::election_preview();
		assert_eq!(view.refused, vec![(5, refusal(0))]);
		next_epoch();
		assert_eq!(NextSet::<Test>::get().into_inner(), view.preview);
	});
}

/// Computed without code of this repository: ChaCha20 of RFC 7539 in forty lines of Python, with
/// its 64-bit counter and a zero nonce, and the loop documented in the module.
#[test]
fn a_draw_is_the_one_that_is_documented() {
	let counted: [u8; 32] = core::array::from_fn(|index| index as u8);
	let units = [900, 800, 700, 600, 500, 400, 300, 200, 100, 50].map(|weight| weight * UNIT);
	assert_eq!(draw(counted, &units, 10), vec![4, 1, 2, 6, 3, 7, 0, 5, 9, 8]);
	assert_eq!(draw([0; 32], &[1; 8], 8), vec![6, 5, 2, 3, 7, 1, 4, 0]);
	assert_eq!(draw([7; 32], &[5, 0, 1, 1 << 100, 3], 5), vec![3, 2, 0, 4]);
	let large = [3 * 10u128.pow(30) + 7, 10u128.pow(30), 2 * 10u128.pow(30) + 1, 1];
	assert_eq!(draw([0xff; 32], &large, 4), vec![0, 2, 1, 3]);
}

#[test]
fn a_draw_knows_no_one_twice_and_no_one_without_weight() {
	for seed in 0..100 {
		let mut drawn = draw([seed; 32], &[3, 0, 1, 4, 0, 2], 6);
		assert_eq!(drawn.len(), 4);
		drawn.sort_unstable();
		assert_eq!(drawn, vec![0, 2, 3, 5]);
	}
	assert!(draw([1; 32], &[], 3).is_empty());
	assert!(draw([1; 32], &[0, 0], 3).is_empty());
	assert!(draw([1; 32], &[1, 1], 0).is_empty());
	assert_eq!(draw([1; 32], &[0, 9], 1), vec![1]);
	// More than a sum can hold: halved, and still each index once.
	assert_eq!(draw([1; 32], &[u128::MAX; 3], 3).len(), 3);
}

#[test]
fn a_longer_draw_begins_like_a_shorter_one() {
	let weights: Vec<u128> = (1..=20).collect();
	let all = draw([9; 32], &weights, 20);
	for seats in 0..20 {
		assert_eq!(draw([9; 32], &weights, seats), all[..seats]);
	}
}

/// How far `counts` are from what the weights let expect: Σ (count − expected)² / expected.
fn chi_square(counts: &[u64], expected: &[f64]) -> f64 {
	counts.iter().zip(expected).map(|(count, e)| (*count as f64 - e).powi(2) / e).sum()
}

#[test]
fn probabilities_are_in_proportion_to_the_weights() {
	const DRAWS: u64 = 20_000;
	let weights = [1_000 * UNIT, 2_000 * UNIT, 3_000 * UNIT, 4_000 * UNIT];
	let mut first = [0u64; 4];
	let mut pairs = [[0u64; 4]; 4];
	for number in 0..DRAWS {
		let seed = sp_io::hashing::blake2_256(&number.to_le_bytes());
		let drawn = draw(seed, &weights, 2);
		first[drawn[0]] += 1;
		pairs[drawn[0]][drawn[1]] += 1;
	}
	// The critical values of 3 and of 11 degrees of freedom at 0.1 %.
	let expected = [0.1, 0.2, 0.3, 0.4].map(|part| part * DRAWS as f64);
	let chi = chi_square(&first, &expected);
	assert!(chi < 16.266, "{first:?}: {chi}");
	let (mut counts, mut expected) = (vec![], vec![]);
	for (one, row) in pairs.iter().enumerate() {
		for (other, count) in row.iter().enumerate() {
			if one == other {
				assert_eq!(*count, 0);
				continue;
			}
			let (p, q) = ((one + 1) as f64 / 10.0, (other + 1) as f64 / 10.0);
			counts.push(*count);
			expected.push(DRAWS as f64 * p * q / (1.0 - p));
		}
	}
	let chi = chi_square(&counts, &expected);
	assert!(chi < 31.264, "{pairs:?}: {chi}");
}

#[test]
fn a_member_that_hides_when_epochs_begin_is_paid_for_no_block_that_it_does_not_make() {
	PayoutOfEpoch::set(900 * UNIT);
	MaximumElectionLoss::set(Perbill::zero());
	MinimumActiveValidators::set(3);
	Chain::new().validator(1, 300).validator(2, 200).validator(3, 150).execute(|| {
		assert_ok!(Staking::go_offline(signed(3)));
		run_to_epoch(4);
		let stake = validator(3).pool.assets();
		for epoch in 4..9 {
			// Online within each epoch, and in no election.
			assert_ok!(Staking::go_online(signed(3)));
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(1);
			assert_ok!(Staking::go_offline(signed(3)));
			next_epoch();
			let results = crate::EpochResults::<Test>::get(epoch).expect("the epoch has ended");
			assert_eq!((results[2].performance, results[2].reward), (Perbill::zero(), 0));
		}
		assert_eq!(validator(3).pool.assets(), stake);
		assert!(validator(1).pool.assets() > 300 * UNIT);
	});
}

#[test]
fn the_planned_set_is_that_of_the_next_epoch_with_its_powers() {
	eight().execute(|| {
		for _ in 0..3 {
			let planned = Staking::planned();
			next_epoch();
			let exposed = Staking::exposures(Staking::current_epoch()).into_iter();
			let exposed: Vec<_> =
				exposed.map(|exposure| (exposure.validator, exposure.power)).collect();
			let planned: Vec<_> =
				planned.into_iter().map(|member| (member.validator, member.power)).collect();
			assert_eq!(planned, exposed);
			assert_eq!(planned.len(), 4);
		}
	});
}
