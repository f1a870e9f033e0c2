//! The blocks of a set, from the end of its epoch until they are counted.

use super::*;
use crate::{
	types::{Authored, AuthoredOf, LivenessWindow},
	FoundDown, LivenessWindows, UncountedBlocks, WeightInfo,
};
use frame_support::weights::Weight;
use palisade_primitives::{Conduct, ConductObserver, Milliblocks, Observation, ValidatorControl};

/// Tells that each of the first validators missed some of 100 expected blocks in an epoch.
fn tell_set(epoch: EpochIndex, missed: &[u32]) {
	let observed = |(index, missed): (usize, &u32)| Observation {
		validator: index as AccountId + 1,
		conduct: Conduct::Authored { blocks: 100 - missed, expected: Milliblocks::of_blocks(100) },
	};
	let set: Vec<_> = missed.iter().enumerate().map(observed).collect();
	<Slashing as ConductObserver<_>>::observe_set(epoch, &set);
}

fn missed(who: AccountId) -> Milliblocks {
	Slashing::downtime_of(&who).missed
}

/// The validators whose blocks are not counted yet.
fn uncounted() -> Vec<AccountId> {
	let members = UncountedBlocks::<Test>::get().map(|(_, members)| members);
	members.into_iter().flatten().map(|it| it.validator).collect()
}

/// A limit for due offences, of which half allows to count the blocks of `members`.
fn limit_for(members: u32) -> Weight {
	<() as WeightInfo>::count_blocks(members) * 2
}

#[test]
fn a_set_is_one_record_in_the_first_block_of_an_epoch() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		tell_set(0, &[1, 2, 3]);
		assert_eq!(uncounted(), vec![1, 2, 3]);
		assert_eq!(LivenessWindows::<Test>::iter().count(), 0);
		next_block();
		assert_eq!(uncounted(), Vec::<AccountId>::new());
		assert_eq!(LivenessWindows::<Test>::iter().count(), 3);
	});
}

#[test]
fn a_query_says_the_same_before_blocks_are_counted() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		tell_set(0, &[1, 2, 3]);
		next_block();
		next_epoch();
		tell_set(1, &[4, 5, 0]);
		let before = [1, 2, 3].map(|who| Slashing::downtime_of(&who));
		assert_eq!(before.clone().map(|view| view.missed.0 / 1_000), [5, 7, 3]);
		next_block();
		assert_eq!(uncounted(), Vec::<AccountId>::new());
		assert_eq!([1, 2, 3].map(|who| Slashing::downtime_of(&who)), before);
	});
}

#[test]
fn blocks_are_counted_within_the_limit_in_the_order_of_the_set() {
	Chain::with_validators(5).execute(|| {
		next_epoch();
		tell_set(0, &[1, 2, 3, 4, 5]);
		MaxStepsWeight::set(Weight::zero());
		next_block();
		assert_eq!(uncounted(), vec![1, 2, 3, 4, 5]);
		MaxStepsWeight::set(limit_for(2));
		assert!(Slashing::service_schedule().all_lte(limit_for(2)));
		assert_eq!(uncounted(), vec![3, 4, 5]);
		next_block();
		assert_eq!(uncounted(), vec![5]);
		next_block();
		assert_eq!(uncounted(), Vec::<AccountId>::new());
		let windows = [1, 2, 3, 4, 5].map(|who| LivenessWindows::<Test>::get(who).unwrap());
		assert_eq!(windows.map(|window| window.missed().0 / 1_000), [1, 2, 3, 4, 5]);
	});
}

#[test]
fn an_epoch_that_ends_too_soon_leaves_out_no_blocks() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		tell_set(0, &[1, 2, 3]);
		MaxStepsWeight::set(limit_for(1));
		next_block();
		assert_eq!(uncounted(), vec![2, 3]);
		MaxStepsWeight::set(Weight::zero());
		next_epoch();
		tell_set(1, &[1, 1, 1]);
		assert_eq!(uncounted(), vec![1, 2, 3]);
		let counted = |who: AccountId| LivenessWindows::<Test>::get(who).unwrap();
		assert_eq!([1, 2, 3].map(|who| counted(who).missed().0 / 1_000), [1, 2, 3]);
		assert_eq!([1, 2, 3].map(|who| missed(who).0 / 1_000), [2, 3, 4]);
	});
}

#[test]
fn duties_are_those_at_the_end_of_the_epoch() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		Staking::jail(&1, 50).expect("it can be jailed");
		tell_set(0, &[100, 100, 5]);
		// The jailed validator had no duty, whatever it is when its blocks would be counted.
		Staking::release(&1).expect("it can be released");
		Staking::jail(&2, 50).expect("it can be jailed");
		assert_eq!(uncounted(), vec![2, 3]);
		next_block();
		assert_eq!(LivenessWindows::<Test>::get(1), None);
		FoundDown::<Test>::kill();
	});
}

#[test]
fn a_validator_that_is_down_is_reported_in_the_next_block() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		tell_set(0, &[0, 100, 0]);
		assert!(FoundDown::<Test>::get().is_empty());
		next_block();
		let offences: Vec<_> = crate::Offences::<Test>::iter_values().collect();
		assert_eq!(offences.len(), 1);
		assert_eq!((offences[0].validator, offences[0].epoch), (2, 0));
		assert_eq!(offences[0].kind, OffenceKind::Downtime);
	});
}

#[test]
fn blocks_that_cannot_be_decoded_are_forgotten_and_stop_no_later_ones() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		frame_support::storage::unhashed::put_raw(
			&UncountedBlocks::<Test>::hashed_key(),
			&[1, 2, 3],
		);
		next_block();
		assert!(!UncountedBlocks::<Test>::exists());
		tell_set(0, &[1, 2, 3]);
		next_block();
		assert_eq!(missed(3), Milliblocks::of_blocks(3));
	});
}

#[test]
fn wrong_blocks_do_not_pass_the_check_of_the_state() {
	Chain::with_validators(3).execute(|| {
		next_epoch();
		let check = || Slashing::check_state().err();
		let of = |validators: &[AccountId]| {
			let authored = |validator: &AccountId| Authored {
				validator: *validator,
				blocks: 1,
				expected: Milliblocks::of_blocks(1),
			};
			AuthoredOf::<Test>::truncate_from(validators.iter().map(authored).collect())
		};
		for (epoch, validators, says) in [
			(Slashing::now(), vec![1], "blocks of an epoch that has not ended are to be counted"),
			(0, vec![], "no blocks are to be counted"),
			(0, vec![1, 1], "blocks are to be counted twice"),
		] {
			UncountedBlocks::<Test>::put((epoch, of(&validators)));
			assert_eq!(check(), Some(says));
		}
		UncountedBlocks::<Test>::kill();
		assert_eq!(check(), None);
	});
}

proptest::proptest! {
	#![proptest_config(proptest::prelude::ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

	/// However many blocks there are between the ends of epochs, and whatever they have room for,
	/// each window is that of a validator whose blocks are counted at once.
	#[test]
	fn no_pattern_of_blocks_changes_what_is_counted(
		epochs in proptest::collection::vec(
			(proptest::array::uniform4(0u32..3), proptest::collection::vec(0u32..5, 0..4)),
			1..10,
		),
	) {
		Chain::with_validators(4).execute(|| {
			let mut expected = [LivenessWindow::default(); 4];
			for (epoch, (missed, blocks)) in epochs.into_iter().enumerate() {
				MaxStepsWeight::set(Weight::zero());
				next_epoch();
				tell_set(epoch as EpochIndex, &missed);
				for (window, missed) in expected.iter_mut().zip(missed) {
					window.count(&TheDowntimeRules::get(), 100 - missed, Milliblocks::of_blocks(100));
				}
				for members in blocks {
					MaxStepsWeight::set(limit_for(members));
					next_block();
					for (who, window) in (1..).zip(&expected) {
						let view = Slashing::downtime_of(&who);
						assert_eq!((view.missed, view.blocks), (window.missed(), window.total()));
					}
				}
			}
			MaxStepsWeight::set(Weight::MAX);
			next_block();
			let windows = [1, 2, 3, 4].map(|who| LivenessWindows::<Test>::get(who).unwrap());
			assert_eq!(windows, expected);
		});
	}
}
