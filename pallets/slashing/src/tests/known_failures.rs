//! Published failures of other systems, one test each, named after the danger.

use super::*;
use crate::{Error, History, Offences};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok, traits::Hooks};

#[test]
fn a_cancelled_slash_is_not_applied_by_another_path() {
	Chain::with_validators(20).account(50).delegation(100, 1, 500).execute(|| {
		equivocate(1, 1, None);
		let proven = open_offence(1);
		let alleged = report(50, 2, OffenceKind::Other);
		for id in [proven, alleged] {
			assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
			// Neither before the decision is executed nor after.
			for _ in 0..2 {
				assert_noop!(
					Slashing::rule(root(), id, Verdict::Uphold),
					Error::<Test>::AlreadyDecided
				);
				let dispute = Slashing::dispute(
					signed(offence(id).validator),
					id,
					Grounds::FactsDisputed,
					evidence("x"),
				);
				assert_noop!(dispute, Error::<Test>::DisputeWindowOver);
				next_block();
			}
		}
		// Reported again, it is the same known offence.
		equivocate(1, 1, None);
		assert_noop!(
			Slashing::report_offence(
				signed(50),
				2,
				OffenceKind::Other,
				1,
				evidence("I saw it"),
				u128::MAX
			),
			Error::<Test>::AlreadyReported
		);
		// Other offences that are applied do not revive it.
		for who in 3..=9 {
			equivocate(who, 1, None);
		}
		run_to_epoch(60);
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
		assert_eq!(at_risk(2, 2), 1_000 * UNIT);
		assert_eq!(at_risk(100, 1), 500 * UNIT);
	});
}

#[test]
fn a_bound_that_shrank_does_not_wipe_stored_values() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		// As if stored when panels could be larger than they can be now.
		let key = crate::Panels::<Test>::hashed_key_for(id);
		let seats: Vec<Seat<AccountId>> = (0..MAX_PANEL as u128 + 1)
			.map(|member| Seat { member, ballot: Ballot::Missing })
			.collect();
		sp_io::storage::set(&key, &seats.encode());
		assert_eq!(crate::Panels::<Test>::get(id), None);
		assert!(Slashing::check_state().is_err());
		// A call does not overwrite the undecodable panel.
		assert!(Slashing::commit_ballot(signed(2), id, Default::default()).is_err());
		let stored = sp_io::storage::get(&key).expect("it is still there");
		assert_eq!(Vec::<Seat<AccountId>>::decode(&mut &stored[..]).unwrap(), seats);
		sp_io::storage::clear(&key);
	});
}

#[test]
fn every_bound_is_known_at_compile_time() {
	use codec::MaxEncodedLen;
	// These bounds do not depend on values that governance sets.
	assert!(Panel::<AccountId>::max_encoded_len() < 5_000);
	assert!(ValidatorRecord::max_encoded_len() < 5_000);
	assert!(Offence::<AccountId>::max_encoded_len() < 500);
}

#[test]
fn several_offences_of_an_epoch_cost_the_highest_not_the_last_or_the_sum() {
	Chain::with_validators(20).account(50).execute(|| {
		let ids = [OffenceKind::InvalidBlock, OffenceKind::Other, OffenceKind::Collusion]
			.map(|kind| report(50, 1, kind));
		for id in ids {
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		}
		next_block();
		near(at_risk(1, 1), 900 * UNIT);
		assert_eq!(ids.map(|id| offence(id).slashed).iter().sum::<u128>(), 100 * UNIT);
	});
}

#[test]
fn only_the_first_offence_counts_and_so_order_decides() {
	let run = |order: [AccountId; 3]| {
		let mut after = Vec::new();
		Chain::with_validators(10).execute(|| {
			for who in order {
				equivocate(who, 1, None);
				next_epoch();
			}
			run_to_epoch(10);
			after = (1..=10).map(|who| at_risk(who, who)).collect();
		});
		after
	};
	let one = run([1, 2, 3]);
	for other in [[3, 2, 1], [2, 3, 1], [1, 3, 2]] {
		for (a, b) in one.iter().zip(run(other)) {
			near(*a, b);
		}
	}
}

#[test]
fn due_work_is_done_a_bounded_number_of_steps_at_a_time() {
	Chain::with_validators(20).execute(|| {
		MaxSteps::set(2);
		for who in 1..=10 {
			equivocate(who, 1, None);
		}
		let done = || (1..=10u128).filter(|who| History::<Test>::contains_key(who)).count();
		run_to_epoch(3);
		let mut before = done();
		for _ in 0..40 {
			Slashing::on_initialize(0);
			assert!(done() - before <= 2);
			before = done();
		}
		assert_eq!(before, 10);
		MaxSteps::set(1_000);
	});
}

#[test]
fn reports_are_pruned() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		let alleged = report(50, 2, OffenceKind::Other);
		assert_ok!(Slashing::dispute(
			signed(2),
			alleged,
			Grounds::FactsDisputed,
			evidence("I did not")
		));
		run_to_epoch(60);
		assert_eq!(Offences::<Test>::iter().count(), 0);
		assert_eq!(crate::EvidenceOf::<Test>::iter().count(), 0);
		assert_eq!(crate::Defences::<Test>::iter().count(), 0);
		assert_eq!(crate::Equivocations::<Test>::iter().count(), 0);
		assert_eq!(crate::Schedule::<Test>::iter().count(), 0);
		assert!(validator_record(1).offences.is_empty());
	});
}
