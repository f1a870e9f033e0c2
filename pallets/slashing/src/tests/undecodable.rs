//! Stored records that cannot be decoded: no call and no hook overwrites or removes them. For the
//! records of validators see [`state`](super::state).

use super::*;
use crate::{
	AddedEvidenceOf, Equivocations, Error, FoundDown, History, LivenessWindows, Offences, Schedule,
};
use frame_support::{assert_noop, storage::unhashed};
use palisade_primitives::{Basis, Conduct, ConductObserver, Milliblocks, OffenceIntake, Subject};
use sp_core::H256;

const CORRUPT: Error<Test> = Error::RecordCorrupt;

/// Bytes that can be decoded as no record.
const SPOILT: [u8; 1] = [0xff];

/// Makes a record undecodable, runs `test`, checks that the bytes are the same, and repairs them.
fn with_spoilt(key: impl AsRef<[u8]>, test: impl FnOnce()) {
	let key = key.as_ref();
	let before = unhashed::get_raw(key).expect("there is a record");
	unhashed::put_raw(key, &SPOILT);
	test();
	assert_eq!(unhashed::get_raw(key), Some(SPOILT.to_vec()), "the record was left as it is");
	unhashed::put_raw(key, &before);
	check();
}

/// Validator `who` authors none of these expected blocks in an epoch.
fn idle(who: AccountId, epoch: EpochIndex, expected: u32) {
	let conduct = Conduct::Authored { blocks: 0, expected: Milliblocks::of_blocks(expected) };
	<Slashing as ConductObserver<_>>::observe(Subject::Validator(&who), epoch, conduct);
}

fn missed(who: AccountId) -> Milliblocks {
	Slashing::downtime_of(&who).missed
}

#[test]
fn an_undecodable_downtime_window_is_not_begun_anew() {
	Chain::with_validators(3).execute(|| {
		idle(1, 0, 15);
		with_spoilt(LivenessWindows::<Test>::hashed_key_for(1), || {
			idle(1, 1, 3);
			// The other validators are counted.
			idle(2, 1, 3);
			assert_eq!(missed(2), Milliblocks::of_blocks(3));
		});
		// The repaired window finds the validator.
		assert_eq!(missed(1), Milliblocks::of_blocks(15));
		idle(1, 2, 6);
		assert_eq!(FoundDown::<Test>::take().into_inner(), [(1, 2)]);
	});
}

#[test]
fn validators_found_down_are_not_forgotten_for_another_one() {
	Chain::with_validators(3).execute(|| {
		idle(1, 0, 21);
		assert_eq!(FoundDown::<Test>::get().into_inner(), [(1, 0)]);
		with_spoilt(FoundDown::<Test>::hashed_key(), || {
			idle(2, 0, 21);
			// The window that finds the second validator is kept, and none is reported.
			assert_eq!(missed(2), Milliblocks::of_blocks(21));
			next_block();
			assert_eq!(Slashing::open_offences(&1).len(), 0);
		});
		idle(2, 1, 1);
		assert_eq!(FoundDown::<Test>::get().into_inner(), [(1, 0), (2, 1)]);
		next_block();
		assert_eq!([1, 2].map(|who| Slashing::open_offences(&who).len()), [1, 1]);
	});
}

#[test]
fn an_undecodable_history_is_left_as_it_is() {
	Chain::with_validators(20).account(50).execute(|| {
		cancel(report(50, 1, OffenceKind::Other));
		with_spoilt(History::<Test>::hashed_key_for(1), || {
			uphold(report(50, 1, OffenceKind::FalseAttestation));
			assert_eq!(Slashing::decisions(100).len(), 2);
		});
		cancel(report(50, 1, OffenceKind::Collusion));
		let history = Slashing::history_of(&1);
		assert_eq!(history.len(), 2);
		assert_eq!(history[0].kind, OffenceKind::Collusion);
	});
}

#[test]
fn undecodable_equivocations_are_not_replaced_by_the_next_one() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		with_spoilt(Equivocations::<Test>::hashed_key_for(1), || {
			equivocate(2, 1, None);
			run_to(open_offence(2), is_final);
		});
		assert_eq!(Equivocations::<Test>::get(1).expect("it is repaired").len(), 1);
	});
}

#[test]
fn undecodable_evidence_is_not_replaced_by_more_evidence() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		assert_ok!(Slashing::add_evidence(signed(50), id, evidence("and this")));
		with_spoilt(AddedEvidenceOf::<Test>::hashed_key_for(id), || {
			for party in [1, 50] {
				assert_noop!(Slashing::add_evidence(signed(party), id, evidence("more")), CORRUPT);
			}
		});
		assert_ok!(Slashing::add_evidence(signed(1), id, evidence("not so")));
		assert_eq!(AddedEvidenceOf::<Test>::decode_len(id), Some(2));
	});
}

#[test]
fn an_undecodable_offence_keeps_its_deposit_and_goes_on_once_it_is_repaired() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		let deposit = held(50);
		let key = Offences::<Test>::hashed_key_for(id);
		let before = unhashed::get_raw(&key).expect("it is there");
		unhashed::put_raw(&key, &SPOILT);
		let again = |who| {
			let (kind, evidence) = (OffenceKind::Other, evidence("I saw it"));
			Slashing::report_offence(signed(who), 1, kind, 1, evidence, u128::MAX)
		};
		assert_noop!(again(50), CORRUPT);
		assert_noop!(again(51), CORRUPT);
		let answer = evidence("I did not");
		let disputed = Slashing::dispute(signed(1), id, Grounds::FactsDisputed, answer);
		assert_eq!(disputed, Err(CORRUPT.into()));
		assert_noop!(Slashing::withdraw_report(signed(50), id), CORRUPT);
		assert_noop!(Slashing::rule(root(), id, Verdict::Cancel), CORRUPT);
		assert_noop!(Slashing::hold(signed(COMMITTEE), id), CORRUPT);
		// It is due in each epoch from its first on, and the others go on.
		run_to_epoch(5);
		assert!(Schedule::<Test>::contains_key((Basis::Alleged, 6), id));
		equivocate(2, 5, None);
		run_to(open_offence(2), is_final);
		assert_eq!(unhashed::get_raw(&key), Some(SPOILT.to_vec()));
		assert_eq!(held(50), deposit);
		unhashed::put_raw(&key, &before);
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(held(50), 0);
		check();
	});
}

#[test]
fn a_report_by_a_pallet_does_not_replace_an_undecodable_offence() {
	Chain::with_validators(20).execute(|| {
		let report = || {
			<Slashing as OffenceIntake<_>>::report(proven_report(
				OffenceKind::Downtime,
				H256::zero(),
			))
		};
		let id = report().expect("it can be reported");
		with_spoilt(Offences::<Test>::hashed_key_for(id), || {
			assert_noop!(report(), CORRUPT);
		});
	});
}

#[test]
fn a_pardon_leaves_an_undecodable_offence_as_it_is() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to(id, is_final);
		with_spoilt(Offences::<Test>::hashed_key_for(id), || {
			assert_ok!(Slashing::pardon(root(), 1));
		});
	});
}
