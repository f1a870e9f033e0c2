//! The set while elections are paused, and what a preview shows of a set that is kept.

use crate::{mock::*, types::*, *};
use frame_support::assert_ok;
use palisade_primitives::ValidatorControl;
use sp_arithmetic::Perbill;

fn next_set() -> Vec<AccountId> {
	let mut set: Vec<_> = NextSet::<Test>::get().iter().map(|elected| elected.validator).collect();
	set.sort_unstable();
	set
}

fn away() -> Vec<AccountId> {
	AwayMembers::<Test>::get().into_inner()
}

fn force(mode: ElectionMode) {
	assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), mode));
}

/// Validators 1 to 4 with 400 to 100 units, in a set that is kept.
fn paused(test: impl FnOnce()) {
	PayoutOfEpoch::set(0);
	(1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 500 - 100 * who)).execute(|| {
		force(ElectionMode::Paused);
		test();
	});
}

#[test]
fn a_jailed_member_of_a_paused_set_returns_after_its_term() {
	paused(|| {
		assert_ok!(Staking::jail(&2, 4));
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 3, 4], vec![2]));
		run_to_epoch(4);
		assert_eq!((next_set(), away()), (vec![1, 3, 4], vec![2]));
		assert_ok!(Staking::unjail(&2));
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 2, 3, 4], vec![]));
		// With the stake that it has now.
		let back = NextSet::<Test>::get().into_iter().find(|elected| elected.validator == 2);
		assert_eq!(back.map(|elected| elected.stake), Some(300 * UNIT));
		// It serves again.
		next_epoch();
		assert!(Staking::active_validators().contains(&2));
	});
}

#[test]
fn a_member_that_was_jailed_wrongly_returns_at_once() {
	paused(|| {
		assert_ok!(Staking::jail(&2, 50));
		next_epoch();
		assert_ok!(Staking::release(&2));
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 2, 3, 4], vec![]));
	});
}

#[test]
fn a_long_pause_does_not_wear_the_set_down() {
	paused(|| {
		for who in 1..=4 {
			let until = Staking::now() + 1;
			assert_ok!(Staking::jail(&who, until));
			next_epoch();
			assert!(!next_set().contains(&who));
			assert_ok!(Staking::unjail(&who));
		}
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 2, 3, 4], vec![]));
	});
}

#[test]
fn a_member_without_session_keys_returns_with_them() {
	paused(|| {
		WithoutKeys::set(vec![3]);
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 2, 4], vec![3]));
		WithoutKeys::set(vec![]);
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 2, 3, 4], vec![]));
	});
}

#[test]
fn a_banned_member_does_not_return_to_a_paused_set() {
	paused(|| {
		assert_ok!(Staking::jail(&2, 50));
		next_epoch();
		assert_eq!(away(), vec![2]);
		// Banned while it is away, or as a member.
		assert_ok!(Staking::ban(&2));
		assert_ok!(Staking::ban(&3));
		next_epoch();
		assert_eq!((next_set(), away()), (vec![1, 4], vec![]));
	});
}

#[test]
fn no_other_candidate_joins_a_paused_set() {
	paused(|| {
		WithoutKeys::set(vec![4]);
		next_epoch();
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), 9, 1_000 * UNIT));
		let policy = RewardPolicy::Compound;
		assert_ok!(Staking::register_validator(signed(9), 900 * UNIT, Perbill::zero(), policy));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3]);
		WithoutKeys::set(vec![]);
	});
}

#[test]
fn the_end_of_a_pause_forgets_who_was_away() {
	for mode in [ElectionMode::Normal, ElectionMode::ForceOnce] {
		paused(|| {
			assert_ok!(Staking::jail(&2, 50));
			next_epoch();
			// Another order to pause changes nothing.
			force(ElectionMode::Paused);
			assert_eq!(away(), vec![2]);
			force(mode);
			assert_eq!(away(), vec![]);
			assert_ok!(Staking::release(&2));
			next_epoch();
			assert_eq!(next_set(), vec![1, 2, 3, 4]);
		});
	}
}

/// What a preview shows: the members, and whether they are kept. They are those of the next set.
fn previewed() -> (Vec<AccountId>, bool) {
	let view = Staking::election_preview();
	next_epoch();
	assert_eq!(NextSet::<Test>::get().into_inner(), view.preview);
	(view.preview.iter().map(|elected| elected.validator).collect(), view.kept)
}

#[test]
fn a_preview_shows_the_set_that_a_pause_keeps() {
	paused(|| {
		assert_ok!(Staking::jail(&2, 50));
		assert_eq!(previewed(), (vec![1, 3, 4], true));
		assert_ok!(Staking::release(&2));
		assert_eq!(previewed(), (vec![1, 3, 4, 2], true));
		force(ElectionMode::Normal);
		assert_eq!(previewed(), (vec![1, 2, 3, 4], false));
	});
}

#[test]
fn a_preview_shows_the_set_that_too_few_candidates_keep() {
	MinimumActiveValidators::set(3);
	paused(|| {
		force(ElectionMode::Normal);
		assert_ok!(Staking::go_offline(signed(3)));
		assert_eq!(previewed(), (vec![1, 2, 4], false));
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::jail(&2, 50));
		// The fourth alone is eligible. Without 1 too much stake would be lost.
		assert_eq!(previewed(), (vec![4, 1], true));
		force(ElectionMode::ForceOnce);
		assert_eq!(previewed(), (vec![4], false));
	});
}

#[test]
fn an_absence_that_is_left_over_is_noticed() {
	let complaint = |corrupt: fn()| {
		let mut complaint = Ok(());
		paused(|| {
			let sound = (NextElectionMode::<Test>::get(), AwayMembers::<Test>::get());
			corrupt();
			complaint = Staking::check_state();
			NextElectionMode::<Test>::put(sound.0);
			AwayMembers::<Test>::put(sound.1);
		});
		complaint
	};
	fn set_away(who: AccountId) {
		AwayMembers::<Test>::put(KeptOf::<Test>::truncate_from(vec![who]));
	}
	assert_eq!(complaint(|| {}), Ok(()));
	assert_eq!(complaint(|| set_away(9)), Ok(()));
	assert_eq!(complaint(|| set_away(1)), Err("a member with a seat is away"));
	assert_eq!(
		complaint(|| {
			set_away(9);
			NextElectionMode::<Test>::put(ElectionMode::Normal);
		}),
		Err("members are away from a set that is not paused")
	);
}
