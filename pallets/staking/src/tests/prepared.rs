//! Elections before the epoch ends: the stake that counts, and the set that is taken.

use crate::{
	mock::*, prepared::PREPARED_AT, types::*, Error, Event, NextSet, PreparedFor, PreparedSet,
	RotationWeights, WeightInfo,
};
use frame_support::{
	assert_ok,
	traits::{Get, Hooks},
	weights::{RuntimeDbWeight, Weight},
};
use palisade_primitives::{RewardClass, SlashControl, ValidatorControl};
use palisade_test_support::session::ESTIMATE;
use sp_arithmetic::{Perbill, Permill};
use sp_runtime::DispatchError;

/// The members of the next set.
fn next_set() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

/// The elected of the set after the next.
fn prepared() -> Option<Vec<AccountId>> {
	let elected = PreparedSet::<Test>::get()?.elected;
	Some(elected.iter().map(|elected| elected.validator).collect())
}

/// The members that a preview shows, and whether they are a kept set.
fn previewed() -> (Vec<AccountId>, bool) {
	let view = Staking::election_preview();
	(view.preview.iter().map(|elected| elected.validator).collect(), view.kept)
}

/// The losses of seats since the events were last taken.
fn lost() -> Vec<(AccountId, DispatchError)> {
	take_events()
		.into_iter()
		.filter_map(|event| match event {
			Event::SeatLost { validator, reason, .. } => Some((validator, reason)),
			_ => None,
		})
		.collect()
}

/// Validators 1 to 8 with 800 to 100 units, four seats and no rewards, in epoch 1.
fn eight() -> Chain {
	PayoutOfEpoch::set(0);
	(1..=8).fold(Chain::new(), |chain, who| chain.validator(who, 900 - 100 * who))
}

fn mode(mode: ElectionMode) {
	assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), mode));
}

#[test]
fn the_election_is_held_once_when_three_quarters_of_the_epoch_are_over() {
	eight().execute(|| {
		Progress::set(Some(Permill::from_parts(PREPARED_AT.deconstruct() - 1)));
		next_block();
		assert_eq!(prepared(), None);
		Progress::set(Some(PREPARED_AT));
		take_events();
		next_block();
		assert_eq!(prepared(), Some(vec![1, 2, 3, 4]));
		let seed = Staking::rotation_seed(2);
		let held = Event::SetPrepared { epoch: 2, seats: 4, rotation: 0, seed };
		assert_eq!(take_events(), vec![held.clone()]);
		// Once: no later block of the epoch holds it again.
		Progress::set(Some(Permill::one()));
		assert_ok!(Staking::increase_self_stake(signed(8), 5_000 * UNIT));
		next_block();
		assert_eq!(prepared(), Some(vec![1, 2, 3, 4]));
		assert!(!take_events().contains(&held));
		Progress::set(None);
		next_epoch();
		let taken = Event::SetElected { epoch: 2, seats: 4, rotation: 0, seed };
		assert!(take_events().contains(&taken));
		assert_eq!((prepared(), PreparedFor::<Test>::get()), (None, Some(2)));
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn stake_that_changes_after_the_election_changes_no_seat() {
	eight().account(10).execute(|| {
		late_block();
		// 5 would have the most stake, and 1 the least.
		assert_ok!(Staking::delegate(signed(10), 5, 9_000 * UNIT, RewardClass::Liquid, 0));
		let amount = Amount::Exact(650 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, amount));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		late_block();
		next_epoch();
		assert_eq!(next_set(), vec![5, 2, 3, 4]);
	});
}

#[test]
fn no_weight_in_consensus_is_left_of_stake_that_has_left() {
	eight().account(10).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 500 * UNIT, RewardClass::Liquid, 0));
		next_epoch();
		late_block();
		// It leaves with the epoch in which it was counted, so it is not liable for the epoch that
		// the set serves.
		assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Liquid, Amount::All));
		drop(Staking::slash(&2, 1, Perbill::from_percent(10)).unwrap());
		next_epoch();
		let weights: Vec<_> = NextSet::<Test>::get().iter().map(|it| it.stake / UNIT).collect();
		assert_eq!((next_set(), weights), (vec![1, 2, 3, 4], vec![800, 630, 600, 500]));
		next_epoch();
		for exposure in Staking::exposures_of(3).unwrap() {
			assert!(exposure.power <= exposure.liable(), "{exposure:?}");
		}
	});
}

#[test]
fn no_seat_is_left_to_a_validator_that_cannot_serve() {
	MaximumElectionLoss::set(Perbill::one());
	ActiveValidators::set(8);
	eight().execute(|| {
		late_block();
		assert_eq!(prepared().map(|elected| elected.len()), Some(8));
		assert_ok!(Staking::jail(&1, 50));
		assert_ok!(Staking::ban(&2));
		assert_ok!(Staking::go_offline(signed(3)));
		assert_ok!(Staking::leave_validators(signed(4)));
		WithoutKeys::set(vec![5]);
		drop(Staking::slash(&8, 0, Perbill::from_percent(10)).unwrap());
		take_events();
		next_epoch();
		let not_online: DispatchError = Error::<Test>::NotOnline.into();
		let without_keys: DispatchError = Error::<Test>::NoSessionKeys.into();
		assert_eq!(
			lost(),
			vec![
				(1, not_online),
				(2, not_online),
				(3, not_online),
				(4, not_online),
				(5, without_keys),
				// Offline by its own loss.
				(8, not_online),
			]
		);
		assert_eq!(next_set(), vec![6, 7]);
	});
}

#[test]
fn a_validator_that_is_released_in_time_keeps_its_seat() {
	eight().execute(|| {
		late_block();
		assert_ok!(Staking::jail(&1, 50));
		assert_eq!(previewed(), (vec![2, 3, 4, 5], false));
		assert_ok!(Staking::release(&1));
		assert_eq!(previewed(), (vec![1, 2, 3, 4], false));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn the_set_is_kept_if_too_few_are_left() {
	ActiveValidators::set(8);
	MinimumActiveValidators::set(7);
	eight().execute(|| {
		late_block();
		assert_ok!(Staking::jail(&1, 50));
		assert_ok!(Staking::jail(&2, 50));
		let preview = previewed();
		take_events();
		next_epoch();
		let events = take_events();
		assert!(events.contains(&Event::TooFewCandidates { epoch: 2, eligible: 6, minimum: 7 }));
		assert_eq!((next_set(), true), preview);
		assert_eq!(next_set(), vec![3, 4, 5, 6, 7, 8]);
	});
}

#[test]
fn losses_after_the_election_hand_consensus_to_no_small_part_of_the_stake() {
	// Of the 3,600 units of eight members, the four of a smaller set must have 3,240.
	ActiveValidators::set(8);
	MaximumElectionLoss::set(Perbill::from_percent(10));
	eight().execute(|| {
		ActiveValidators::set(4);
		late_block();
		assert_eq!(previewed(), (vec![1, 2, 3, 4, 5, 6], false));
		// Without 1 they must have 2,520 of 2,800; with a reserve they have 2,200.
		assert_ok!(Staking::jail(&1, 50));
		let preview = previewed();
		take_events();
		next_epoch();
		assert!(take_events().contains(&Event::MembersRetained { epoch: 2, members: 2 }));
		assert_eq!((next_set(), false), preview);
		assert_eq!(next_set(), vec![2, 3, 4, 5, 6, 7]);
	});
}

#[test]
fn an_epoch_without_a_block_in_its_last_quarter_is_elected_for_at_its_end() {
	eight().execute(|| {
		Progress::set(Some(Permill::from_percent(74)));
		next_block();
		Progress::set(None);
		assert_ok!(Staking::increase_self_stake(signed(8), 5_000 * UNIT));
		take_events();
		next_epoch();
		assert_eq!(next_set(), vec![8, 1, 2, 3]);
		let seed = Staking::rotation_seed(2);
		let events = take_events();
		assert!(events.contains(&Event::SetElected { epoch: 2, seats: 4, rotation: 0, seed }));
		assert!(!events.iter().any(|event| matches!(event, Event::SetPrepared { .. })));
	});
}

#[test]
fn an_election_for_another_epoch_is_not_taken() {
	eight().execute(|| {
		late_block();
		assert_ok!(Staking::increase_self_stake(signed(8), 5_000 * UNIT));
		let set = Staking::elect(3);
		assert_eq!(set[0].validator, 8);
		assert_eq!(prepared(), None);
	});
}

#[test]
fn a_pause_forgets_what_was_elected_before() {
	eight().execute(|| {
		mode(ElectionMode::Paused);
		late_block();
		assert_eq!(prepared(), None);
		mode(ElectionMode::Normal);
		late_block();
		assert_eq!(prepared(), Some(vec![1, 2, 3, 4]));
		mode(ElectionMode::Paused);
		assert_ok!(Staking::go_offline(signed(1)));
		// No longer what was elected.
		assert_eq!(previewed(), (vec![2, 3, 4, 1], true));
		take_events();
		next_epoch();
		assert!(take_events().contains(&Event::SetKept { epoch: 2 }));
		assert_eq!((next_set(), prepared()), (vec![2, 3, 4, 1], None));
	});
}

#[test]
fn an_election_is_forced_once_when_it_is_taken() {
	// A normal election would retain members.
	ActiveValidators::set(8);
	eight().execute(|| {
		ActiveValidators::set(1);
		late_block();
		assert!(previewed().0.len() > 1);
		mode(ElectionMode::ForceOnce);
		assert_eq!(previewed(), (vec![1], false));
		next_block();
		assert_eq!(Staking::election_mode(), ElectionMode::ForceOnce);
		next_epoch();
		assert_eq!((next_set(), Staking::election_mode()), (vec![1], ElectionMode::Normal));
	});
}

#[test]
fn a_minimum_that_rises_with_the_next_epoch_counts_in_the_election_before() {
	MaximumElectionLoss::set(Perbill::one());
	SelfStakeGrace::set(0);
	eight().execute(|| {
		MinimumSelfStake::set(650 * UNIT);
		late_block();
		assert_eq!(prepared(), Some(vec![1, 2]));
		assert_eq!(previewed(), (vec![1, 2], false));
		assert_eq!(validator(3).state, State::Active);
		next_epoch();
		assert_eq!(next_set(), vec![1, 2]);
		// They were in the set, and cease to be candidates when it is taken.
		assert_eq!(validator(3).state, State::BelowMinimum);
	});
}

#[test]
fn a_validator_that_meets_a_higher_minimum_in_time_stays_a_candidate() {
	MaximumElectionLoss::set(Perbill::one());
	SelfStakeGrace::set(0);
	eight().execute(|| {
		MinimumSelfStake::set(650 * UNIT);
		take_events();
		late_block();
		assert_eq!(prepared(), Some(vec![1, 2]));
		let error: DispatchError = Error::<Test>::SelfStakeTooSmall.into();
		let refused = |validator| Event::CandidateRefused { validator, reason: error };
		assert_eq!(take_events()[..2], [refused(3), refused(4)]);
		let refused = || Staking::election_preview().refused;
		assert_eq!(refused()[..2], [(3, error), (4, error)]);
		assert_ok!(Staking::increase_self_stake(signed(3), 50 * UNIT));
		next_epoch();
		// Too late for a seat, in time to stay a candidate.
		assert_eq!(next_set(), vec![1, 2]);
		assert_eq!(validator(3).state, State::Active);
		assert_eq!(validator(4).state, State::BelowMinimum);
		late_block();
		assert_eq!(prepared(), Some(vec![1, 2, 3]));
	});
}

#[test]
fn candidates_that_set_their_keys_again_do_not_shield_others() {
	eight().execute(|| {
		WithoutKeys::set(vec![1, 2]);
		late_block();
		assert_eq!(prepared(), Some(vec![3, 4, 5, 6]));
		WithoutKeys::set(vec![]);
		// They left the list when the election was held, and must come back themselves.
		assert_eq!([1, 2].map(|who| validator(who).state), [State::Offline; 2]);
		next_epoch();
		assert_eq!(next_set(), vec![3, 4, 5, 6]);
		assert_ok!(Staking::go_online(signed(1)));
		late_block();
		assert_eq!(prepared(), Some(vec![1, 3, 4, 5]));
	});
}

#[test]
fn an_elected_validator_that_drops_out_leaves_its_seat_to_the_next() {
	eight().execute(|| {
		late_block();
		let reserves: Vec<_> = PreparedSet::<Test>::get().unwrap().reserves.into_inner();
		let reserves: Vec<_> = reserves.into_iter().map(|reserve| reserve.validator).collect();
		assert_eq!(reserves, vec![5, 6, 7, 8]);
		assert_ok!(Staking::go_offline(signed(2)));
		assert_ok!(Staking::go_offline(signed(5)));
		assert_eq!(previewed(), (vec![1, 3, 4, 6], false));
		take_events();
		next_epoch();
		assert_eq!(next_set(), vec![1, 3, 4, 6]);
		assert_eq!(lost(), vec![(2, Error::<Test>::NotOnline.into())]);
	});
}

#[test]
fn candidates_that_go_offline_after_each_election_do_not_shrink_the_set() {
	for is_by_keys in [false, true] {
		let chain = eight().validator(11, 2_000).validator(12, 2_000);
		chain.execute(|| {
			for who in [11, 12] {
				assert_ok!(Staking::go_offline(signed(who)));
			}
			run_to_epoch(4);
			assert_eq!(next_set(), vec![1, 2, 3, 4]);
			for _ in 0..10 {
				WithoutKeys::set(vec![]);
				for who in [11, 12] {
					let _ = Staking::go_online(signed(who));
				}
				late_block();
				assert_eq!(prepared(), Some(vec![11, 12, 1, 2]));
				if is_by_keys {
					WithoutKeys::set(vec![11, 12]);
				} else {
					assert_ok!(Staking::go_offline(signed(11)));
					assert_ok!(Staking::go_offline(signed(12)));
				}
				next_epoch();
				assert_eq!(next_set(), vec![1, 2, 3, 4]);
			}
		});
	}
}

#[test]
fn a_set_is_not_kept_while_reserves_are_eligible() {
	MinimumActiveValidators::set(4);
	eight().execute(|| {
		late_block();
		for who in 1..=4 {
			assert_ok!(Staking::jail(&who, 50));
		}
		take_events();
		next_epoch();
		assert_eq!(next_set(), vec![5, 6, 7, 8]);
		let too_few = |event: &Event<Test>| matches!(event, Event::TooFewCandidates { .. });
		assert!(!take_events().iter().any(too_few));
	});
}

#[test]
fn stake_that_leaves_with_the_epoch_wins_no_seat() {
	eight().account(10).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 4, 5_000 * UNIT, RewardClass::Liquid, 0));
		next_epoch();
		// The first block of the epoch.
		assert_ok!(Staking::undelegate(signed(10), 4, RewardClass::Liquid, Amount::All));
		let amount = Amount::Exact(250 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(4), RewardClass::Compounding, amount));
		late_block();
		assert_eq!(prepared(), Some(vec![1, 2, 3, 5]));
		let view = Staking::election_preview();
		next_epoch();
		assert_eq!(NextSet::<Test>::get().into_inner(), view.preview);
	});
}

#[test]
fn a_deposit_with_a_serving_validator_counts_in_the_election_of_its_epoch() {
	eight().account(10).execute(|| {
		next_epoch();
		assert_ok!(Staking::delegate(signed(10), 4, 5_000 * UNIT, RewardClass::Liquid, 0));
		late_block();
		assert_eq!(prepared(), Some(vec![4, 1, 2, 3]));
		let view = Staking::election_preview();
		assert_eq!(view.preview[0].stake, 5_500 * UNIT);
		next_epoch();
		assert_eq!(NextSet::<Test>::get().into_inner(), view.preview);
	});
}

#[test]
fn waiting_rewards_that_become_stake_count_in_the_election() {
	PayoutOfEpoch::set(1_000 * UNIT);
	let chain = (1..=8).fold(Chain::new(), |chain, who| chain.validator(who, 900 - 100 * who));
	chain.execute(|| {
		for who in 1..=4 {
			assert_ok!(Staking::set_compounding(signed(who), 2, 0));
		}
		run_to_epoch(4);
		PayoutOfEpoch::set(0);
		for _ in 0..3 {
			late_block();
			let expected = Staking::election_preview().preview;
			next_epoch();
			assert_eq!(NextSet::<Test>::get().into_inner(), expected);
		}
	});
}

#[test]
fn an_election_that_is_forced_after_a_failed_one_is_held_anew() {
	ActiveValidators::set(4);
	RotationShare::set(Perbill::from_percent(50));
	eight().execute(|| {
		late_block();
		next_epoch();
		let noted = RotationWeights::<Test>::get();
		MinimumSelfStake::set(900 * UNIT);
		SelfStakeGrace::set(0);
		late_block();
		assert_eq!(prepared(), Some(vec![]));
		MinimumSelfStake::set(100 * UNIT);
		mode(ElectionMode::ForceOnce);
		assert_eq!(prepared(), None);
		// The draw goes by the weights of the epoch before, not by those of the election forgotten.
		assert_eq!(RotationWeights::<Test>::get(), noted);
		late_block();
		assert_eq!(prepared().map(|elected| elected.len()), Some(4));
		assert_eq!(RotationWeights::<Test>::get(), noted);
		take_events();
		next_epoch();
		let failed = |event: &Event<Test>| matches!(event, Event::ForcedElectionFailed { .. });
		assert!(!take_events().iter().any(failed));
		assert_eq!(next_set().len(), 4);
	});
}

#[test]
fn a_least_number_that_rises_after_the_election_keeps_no_set() {
	eight().execute(|| {
		ActiveValidators::set(2);
		MaximumElectionLoss::set(Perbill::one());
		late_block();
		ActiveValidators::set(8);
		MinimumActiveValidators::set(5);
		assert_eq!(previewed(), (vec![1, 2], false));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2]);
		late_block();
		assert_eq!(prepared().map(|elected| elected.len()), Some(8));
	});
}

#[test]
fn waiting_rewards_do_not_count_before_they_are_stake() {
	PayoutOfEpoch::set(1_000 * UNIT);
	let chain = (1..=8).fold(Chain::new(), |chain, who| chain.validator(who, 900 - 100 * who));
	chain.execute(|| {
		for who in 1..=4 {
			assert_ok!(Staking::set_compounding(signed(who), 2, 0));
		}
		for epoch in 0..6 {
			if epoch % 3 != 0 {
				late_block();
			}
			next_epoch();
			for member in NextSet::<Test>::get() {
				assert_eq!(member.stake, validator(member.validator).pool.stake());
			}
		}
	});
}

#[test]
fn no_seat_is_reported_lost_by_a_member_of_the_set() {
	// A minimum that rises at once, and the limit of the loss keeps its members.
	SelfStakeGrace::set(0);
	eight().execute(|| {
		late_block();
		MinimumSelfStake::set(650 * UNIT);
		let view = Staking::election_preview();
		assert!(view.preview.iter().any(|member| member.validator == 3));
		assert!(!view.refused.iter().any(|(who, _)| *who == 3));
		take_events();
		next_epoch();
		assert!(next_set().contains(&3));
		assert!(!lost().iter().any(|(who, _)| next_set().contains(who)));
	});
	// A set that is kept, with a member that went offline.
	SelfStakeGrace::set(7);
	MinimumSelfStake::set(100 * UNIT);
	MinimumActiveValidators::set(4);
	(1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 500 - 100 * who)).execute(|| {
		late_block();
		assert_ok!(Staking::go_offline(signed(1)));
		take_events();
		next_epoch();
		assert!(next_set().contains(&1));
		assert_eq!(lost(), vec![]);
	});
}

#[test]
fn the_draw_goes_by_weights_that_were_noted_an_epoch_before() {
	ActiveValidators::set(4);
	RotationShare::set(Perbill::from_percent(50));
	eight().execute(|| {
		late_block();
		let noted = PreparedSet::<Test>::get().unwrap().noted;
		assert_eq!(noted.len(), 8);
		next_epoch();
		assert_eq!(RotationWeights::<Test>::get(), noted);
		// The seed is known now, and 8 moves stake.
		assert_ok!(Staking::increase_self_stake(signed(8), 300 * UNIT));
		let weights: Vec<_> = noted.iter().map(|noted| noted.weight).collect();
		let seed = Staking::rotation_seed(3);
		let order = crate::election::draw(seed, &weights, 8);
		late_block();
		let by_weight = [1, 2];
		let drawn: Vec<_> = order
			.into_iter()
			.map(|index| noted[index].validator)
			.filter(|who| !by_weight.contains(who))
			.take(2)
			.collect();
		assert_eq!(prepared(), Some([by_weight.to_vec(), drawn].concat()));
		assert_eq!(RotationWeights::<Test>::get(), noted);
	});
}

#[test]
fn each_block_pays_for_what_it_does() {
	eight().execute(|| {
		let weight_at = |percent| {
			Progress::set(Some(Permill::from_percent(percent)));
			Staking::on_initialize(0)
		};
		assert_eq!(weight_at(10), ESTIMATE);
		let costs: RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
		let reads = costs.reads(3);
		let due: Weight = <() as WeightInfo>::prepare_election(4);
		assert_eq!(weight_at(80), ESTIMATE + reads + due);
		assert_eq!(weight_at(90), ESTIMATE + reads);
		// As many members as are looked at, though there are fewer seats.
		next_epoch();
		ActiveValidators::set(1);
		assert_eq!(weight_at(80), ESTIMATE + reads + due);
	});
}

#[test]
fn a_prepared_election_that_is_wrong_does_not_pass_the_check_of_the_state() {
	eight().execute(|| {
		late_block();
		let prepared = PreparedSet::<Test>::get().unwrap();
		let check = || Staking::check_state().err();
		let mut twice = prepared.clone();
		twice.elected[1] = twice.elected[0].clone();
		PreparedSet::<Test>::put(twice);
		assert_eq!(check(), Some("a validator was elected twice"));
		let mut as_reserve = prepared.clone();
		as_reserve.reserves[0] = as_reserve.elected[0].clone();
		PreparedSet::<Test>::put(as_reserve);
		assert_eq!(check(), Some("a validator was elected twice"));
		PreparedSet::<Test>::put(Prepared { epoch: 3, ..prepared.clone() });
		assert_eq!(check(), Some("an election was prepared for another epoch"));
		PreparedSet::<Test>::put(&prepared);
		PreparedFor::<Test>::kill();
		assert_eq!(check(), Some("an election was prepared for another epoch"));
		PreparedFor::<Test>::put(2);
		assert_eq!(check(), None);
	});
}

/// Whatever blocks there are, each epoch has a set of four with a weight for each, and the members
/// are the heaviest at the first block in the last quarter of the epoch, or at its end.
mod patterns {
	use super::*;
	use palisade_primitives::Balance;
	use palisade_test_support::dice::Dice;
	use proptest::prelude::*;

	proptest! {
		#![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

		#[test]
		fn missing_blocks_lose_no_election(
			epochs in proptest::collection::vec(proptest::collection::btree_set(0u32..100, 0..6), 12),
			entropy in any::<u64>(),
		) {
			MaximumElectionLoss::set(Perbill::one());
			eight().execute(|| {
				let mut dice = Dice(entropy);
				let stake_more = |dice: &mut Dice| {
					let who = AccountId::from(dice.below(8)) + 1;
					let amount = Balance::from(dice.below(300)) + 1;
					assert_ok!(Staking::increase_self_stake(signed(who), amount * UNIT));
				};
				let heaviest = || {
					let stake = |who: &AccountId| validator(*who).stake_to_come(Staking::now());
					let mut all: Vec<AccountId> = (1..=8).collect();
					all.sort_by_key(|who| (std::cmp::Reverse(stake(who)), *who));
					all.truncate(4);
					all
				};
				for blocks in epochs {
					let mut expected = None;
					for percent in blocks {
						stake_more(&mut dice);
						if percent >= 75 {
							expected.get_or_insert_with(heaviest);
						}
						Progress::set(Some(Permill::from_percent(percent)));
						next_block();
					}
					stake_more(&mut dice);
					Progress::set(None);
					let before = Staking::now();
					next_epoch();
					assert_eq!(Staking::now(), before + 1);
						assert_eq!(next_set(), expected.unwrap_or_else(heaviest));
					for member in NextSet::<Test>::get() {
						assert_eq!(member.stake, validator(member.validator).pool.stake());
					}
				}
			});
		}
	}
}
