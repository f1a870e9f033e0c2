//! Downtime: validators that miss their expected blocks.

use super::*;
use crate::{FoundDown, LivenessWindows};
use palisade_primitives::{Conduct, ConductObserver, Subject};

fn tell(who: AccountId, epoch: EpochIndex, blocks: u32, expected: u32) {
	<Slashing as ConductObserver<_>>::observe(
		Subject::Validator(&who),
		epoch,
		Conduct::Authored { blocks, expected },
	);
}

#[test]
fn as_many_as_are_tolerated_are() {
	Chain::with_validators(3).execute(|| {
		tell(1, 0, 0, 20);
		assert_eq!(Slashing::downtime_of(&1).missed, 20);
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
		assert_eq!((view.missed, view.tolerated), (120, 120));
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
		assert_eq!(Slashing::downtime_of(&1).missed, 0);
		assert!(FoundDown::<Test>::get().is_empty());
	});
}

#[test]
fn blocks_older_than_the_window_are_forgotten() {
	Chain::with_validators(3).execute(|| {
		// Sixteen epochs in eight slots of two.
		tell(1, 0, 0, 10);
		tell(1, 1, 0, 5);
		tell(1, 15, 0, 1);
		assert_eq!(Slashing::downtime_of(&1).missed, 16);
		tell(1, 16, 0, 2);
		assert_eq!(Slashing::downtime_of(&1).missed, 3);
		tell(1, 1_000, 0, 4);
		assert_eq!(Slashing::downtime_of(&1).missed, 4);
	});
}

#[test]
fn a_window_of_another_length_begins_anew() {
	Chain::with_validators(3).execute(|| {
		tell(1, 100, 0, 10);
		TheDowntimeRules::mutate(|rules| rules.window = 160);
		tell(1, 101, 0, 3);
		assert_eq!(Slashing::downtime_of(&1).missed, 3);
		// A window of zero epochs has slots of one epoch.
		TheDowntimeRules::mutate(|rules| rules.window = 0);
		tell(1, 102, 0, 1);
		assert_eq!(Slashing::downtime_of(&1).missed, 1);
		tell(1, 103, 0, 1);
		assert_eq!(Slashing::downtime_of(&1).missed, 2);
	});
}

#[test]
fn numbers_do_not_overflow() {
	Chain::with_validators(3).execute(|| {
		TheDowntimeRules::mutate(|rules| rules.tolerated = u32::MAX);
		for epoch in [0, 1, u32::MAX - 1, u32::MAX] {
			tell(1, epoch, u32::MAX, 0);
			tell(1, epoch, 0, u32::MAX);
			tell(1, epoch, 0, u32::MAX);
		}
		assert_eq!(Slashing::downtime_of(&1).missed, 0);
		assert_eq!(Slashing::downtime_of(&1).blocks.expected, u32::MAX);
		LivenessWindows::<Test>::remove(1);
	});
}
