//! Downtime by the blocks that the staking pallet counts, also in a set that is kept.

use super::*;
use frame_support::assert_ok;
use palisade_primitives::Milliblocks;
use palisade_staking::types::{ElectionMode, State};

/// Validators 2 and 3 author `blocks` blocks of the epoch; validator 1 authors none.
fn epoch_without_the_first(blocks: u32) {
	for _ in 0..blocks {
		block_by(2);
		block_by(3);
	}
	next_epoch();
}

#[test]
fn who_makes_no_blocks_is_reported_jailed_and_slashed() {
	Chain::with_validators(3).delegation(100, 1, 500).execute(|| {
		// More than ten of 24 blocks are expected each epoch; 20 may be missed.
		epoch_without_the_first(12);
		assert!(Slashing::open_offences(&1).is_empty());
		epoch_without_the_first(12);
		epoch_without_the_first(12);
		let id = open_offence(1);
		assert_eq!(offence(id).kind, OffenceKind::Downtime);
		assert!(matches!(state(1), State::Jailed { .. }));
		assert!(validator_record(1).jail.is_some());
		assert_eq!(state_before(1), Some(State::Waiting));
		run_to(id, is_final);
		assert_eq!(offence(id).fraction, percent(5));
		assert_eq!(offence(id).slashed, 75 * UNIT);
		// Counting starts anew.
		assert!(Slashing::downtime_of(&1).missed <= Milliblocks::of_blocks(20));
		let back = validator_record(1).jail.unwrap().until;
		run_to_epoch(back);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(state(1), State::Waiting);
		next_epoch();
		next_epoch();
		assert_eq!(state(1), State::Active);
	});
}

/// Only validator 3 authors blocks, more than the others may miss together.
fn epochs_of_the_third() {
	for _ in 0..4 {
		(0..24).for_each(|_| block_by(3));
		next_epoch();
	}
}

#[test]
fn who_is_kept_in_the_set_though_it_went_offline_or_left_is_fined_for_nothing() {
	Chain::with_validators(3).delegation(100, 2, 500).execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::leave_validators(signed(2)));
		assert_ok!(Staking::go_offline(signed(3)));
		// The sets of these epochs were elected before.
		run_to_epoch(3);
		epochs_of_the_third();
		// The one that left has no stake of its own any more, and drops out.
		assert_eq!(Staking::active_validators(), [1, 3]);
		for who in [1, 2] {
			assert_eq!(Slashing::downtime_of(&who).missed, Milliblocks::ZERO);
			assert!(Slashing::open_offences(&who).is_empty());
		}
		// Back online, the validator has duties again in the first set elected after that.
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::go_online(signed(3)));
		next_epoch();
		next_epoch();
		epochs_of_the_third();
		assert_eq!(offence(validator_record(1).offences[0]).kind, OffenceKind::Downtime);
	});
}

#[test]
fn who_is_online_has_duties_in_a_set_that_is_kept() {
	Chain::with_validators(3).execute(|| {
		assert_ok!(Staking::force_epoch(root(), ElectionMode::Paused));
		run_to_epoch(3);
		epochs_of_the_third();
		assert_eq!(offence(validator_record(1).offences[0]).kind, OffenceKind::Downtime);
	});
}

#[test]
fn a_chain_that_stood_still_is_no_validators_fault() {
	Chain::with_validators(3).execute(|| {
		for _ in 0..40 {
			next_epoch();
		}
		for who in 1..=3 {
			assert_eq!(Slashing::downtime_of(&who).missed, Milliblocks::ZERO);
		}
	});
}

#[test]
fn a_validator_that_is_down_while_the_set_is_kept_is_not_jailed_for_ever() {
	Chain::with_validators(3).execute(|| {
		assert_ok!(Staking::force_epoch(root(), ElectionMode::Paused));
		for _ in 0..8 {
			epochs_of_the_third();
		}
		// In jail it makes no block, and the kept set goes on without it.
		assert_eq!(Staking::active_validators(), [3]);
		// One offence for an outage of 32 epochs.
		assert_eq!(Slashing::history_of(&1).len(), 1);
		assert_ok!(Slashing::unjail(signed(1)));
	});
}

#[test]
fn a_set_that_is_kept_in_jail_is_fined_for_nothing() {
	Chain::with_validators(3).execute(|| {
		// No member is left that makes blocks: the whole set is kept.
		for who in 1..=3 {
			let jail = State::Jailed { until: 90 };
			assert_ok!(Staking::set_validator_state(root(), who, jail));
		}
		run_to_epoch(3);
		for _ in 0..4 {
			epochs_of_the_third();
		}
		assert_eq!(Staking::active_validators(), [1, 2, 3]);
		for who in 1..=3 {
			assert_eq!(Slashing::downtime_of(&who).missed, Milliblocks(0));
			assert!(Slashing::open_offences(&who).is_empty());
		}
	});
}

#[test]
fn a_member_that_is_kept_offline_answers_for_its_equivocations() {
	Chain::with_validators(3).execute(|| {
		for who in 1..=3 {
			assert_ok!(Staking::go_offline(signed(who)));
		}
		run_to_epoch(4);
		assert_eq!(Staking::active_validators(), [1, 2, 3]);
		equivocate(1, 4, None);
		let id = open_offence(1);
		run_to(id, is_final);
		// A third of the stake loses everything.
		assert_eq!(offence(id).slashed / UNIT, 999);
		assert_eq!(state(1), State::Banned);
		next_epoch();
		next_epoch();
		assert_eq!(Staking::active_validators(), [2, 3]);
	});
}
