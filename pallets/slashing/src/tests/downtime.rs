//! Downtime: validators that miss their expected blocks.

use super::*;
use crate::{FoundDown, LivenessWindows};
use palisade_primitives::{Conduct, ConductObserver, Milliblocks, Subject, ValidatorControl};

fn tell_parts(who: AccountId, epoch: EpochIndex, blocks: u32, expected: Milliblocks) {
	<Slashing as ConductObserver<_>>::observe(
		Subject::Validator(&who),
		epoch,
		Conduct::Authored { blocks, expected },
	);
}

fn tell(who: AccountId, epoch: EpochIndex, blocks: u32, expected: u32) {
	tell_parts(who, epoch, blocks, Milliblocks::of_blocks(expected));
}

fn missed(who: AccountId) -> Milliblocks {
	Slashing::downtime_of(&who).missed
}

/// Whether validator 1 was found down. Forgets it.
fn is_found() -> bool {
	!FoundDown::<Test>::take().is_empty()
}

#[test]
fn as_many_as_are_tolerated_are() {
	Chain::with_validators(3).execute(|| {
		tell(1, 0, 0, 20);
		assert_eq!(missed(1), Milliblocks::of_blocks(20));
		assert!(FoundDown::<Test>::get().is_empty());
		tell(1, 0, 0, 1);
		assert_eq!(FoundDown::<Test>::get().into_inner(), [(1, 0)]);
		assert_eq!(LivenessWindows::<Test>::get(1), None);
		FoundDown::<Test>::kill();
	});
}

#[test]
fn a_validator_with_more_expected_blocks_may_miss_more() {
	Chain::with_validators(3).execute(|| {
		TheDowntimeRules::mutate(|rules| rules.tolerated_part = percent(10));
		tell(1, 0, 880, 1_000);
		let view = Slashing::downtime_of(&1);
		let all = Milliblocks::of_blocks(120);
		assert_eq!((view.missed, view.tolerated), (all, all));
		assert!(FoundDown::<Test>::get().is_empty());
		tell(1, 0, 0, 1);
		assert_eq!(FoundDown::<Test>::get().into_inner(), [(1, 0)]);
		FoundDown::<Test>::kill();
	});
}

#[test]
fn good_luck_makes_up_for_bad_luck() {
	Chain::with_validators(3).execute(|| {
		for epoch in 0..14 {
			let blocks = if epoch % 2 == 0 { 0 } else { 30 };
			tell(1, epoch, blocks, 15);
		}
		assert_eq!(missed(1), Milliblocks::ZERO);
		assert!(FoundDown::<Test>::get().is_empty());
	});
}

#[test]
fn blocks_older_than_the_window_are_forgotten() {
	Chain::with_validators(3).execute(|| {
		// Sixteen counted epochs in eight slots of two.
		tell(1, 0, 0, 10);
		tell(1, 1, 0, 5);
		(2..16).for_each(|epoch| tell(1, epoch, 5, 5));
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		tell(1, 16, 5, 5);
		assert_eq!(missed(1), Milliblocks::ZERO);
		assert_eq!(Slashing::downtime_of(&1).blocks.epochs, 15);
	});
}

#[test]
fn time_outside_the_set_neither_counts_nor_forgets() {
	Chain::with_validators(3).execute(|| {
		tell(1, 0, 0, 10);
		tell(1, 1, 0, 5);
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		// Neither years outside the set, nor epochs in it without any expected block.
		(100..200).for_each(|epoch| tell(1, epoch, 0, 0));
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		assert_eq!(Slashing::downtime_of(&1).blocks.epochs, 2);
		tell(1, 1_000_000, 0, 6);
		assert!(is_found());
	});
}

#[test]
fn a_jailed_validator_that_stays_in_the_set_is_not_found_down_again() {
	Chain::with_validators(3).execute(|| {
		tell(1, 0, 0, 10);
		Staking::jail(&1, 50).expect("it can be jailed");
		(1..9).for_each(|epoch| tell(1, epoch, 0, 1_000));
		assert_eq!(missed(1), Milliblocks::of_blocks(10));
		// Its blocks count, and what it misses while it authors some.
		tell(1, 9, 5, 10);
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		Staking::release(&1).expect("it can be released");
		tell(1, 10, 0, 10);
		assert!(is_found());
	});
}

#[test]
fn fractions_of_a_block_add_up_until_an_idle_validator_is_found() {
	Chain::with_validators(3).execute(|| {
		// The window has sixteen epochs, but the blocks expected in it are too few to tell.
		let found = (0..10_000).find(|epoch| {
			tell_parts(1, *epoch, 0, Milliblocks(500));
			is_found()
		});
		// More than 16 blocks: e > e / 4 + 3 √e.
		assert_eq!(found, Some(32));
		// A tenth of that takes ten times as long.
		let found = (0..10_000).find(|epoch| {
			tell_parts(1, *epoch, 0, Milliblocks(50));
			is_found()
		});
		assert_eq!(found, Some(320));
	});
}

#[test]
fn a_small_validator_is_not_found_before_half_a_window() {
	Chain::with_validators(3).execute(|| {
		TheDowntimeRules::mutate(|rules| rules.tolerated = 1_000);
		// 25 blocks per epoch, in a window of sixteen.
		let found = (0..10_000).find(|epoch| {
			tell(1, *epoch, 0, 25);
			is_found()
		});
		assert_eq!(found, Some(7));
		// With half of its blocks as well as with none of them; but a quarter can be missed.
		let found_with = |blocks| {
			let found = (0..1_000).find(|epoch| {
				tell(1, *epoch, blocks, 20);
				is_found()
			});
			LivenessWindows::<Test>::remove(1);
			found
		};
		assert_eq!(found_with(8), Some(7));
		assert_eq!(found_with(15), None);
	});
}

#[test]
fn lengthening_the_window_forgets_nothing() {
	Chain::with_validators(3).execute(|| {
		tell(1, 100, 0, 10);
		TheDowntimeRules::mutate(|rules| rules.window = 160);
		tell(1, 101, 0, 3);
		assert_eq!(missed(1), Milliblocks::of_blocks(13));
		// A window of zero epochs has slots of one epoch.
		TheDowntimeRules::mutate(|rules| rules.window = 0);
		tell(1, 102, 0, 1);
		tell(1, 103, 0, 1);
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		(104..112).for_each(|epoch| tell(1, epoch, 10, 10));
		assert_eq!(missed(1), Milliblocks::ZERO);
	});
}

#[test]
fn numbers_do_not_overflow() {
	Chain::with_validators(3).execute(|| {
		let most = Milliblocks(u64::MAX);
		TheDowntimeRules::mutate(|rules| rules.tolerated = u32::MAX);
		tell_parts(1, 0, u32::MAX, Milliblocks::ZERO);
		tell_parts(1, 1, u32::MAX, Milliblocks(u64::from(u32::MAX) * 1_000));
		tell_parts(1, u32::MAX, u32::MAX, Milliblocks(u64::from(u32::MAX) * 1_000));
		assert_eq!(missed(1), Milliblocks(u64::from(u32::MAX) * 1_000));
		assert_eq!(Slashing::downtime_of(&1).blocks.made, u32::MAX);
		tell_parts(1, u32::MAX, 0, most);
		assert!(is_found());
		LivenessWindows::<Test>::remove(1);
	});
}
