//! Proofs of the consensus that are refused.

use super::*;
use crate::{consensus::REFUSED, Event, ReportProofs, SessionOf};
use palisade_primitives::{test::Call, Basis, OffenceIntake, OffenceReport};
use palisade_test_support::equivocation::TwoVotes;
use sp_staking::{
	offence::{OffenceError, ReportOffence},
	SessionIndex,
};

/// Each session has ten rounds.
struct Tens;
impl SessionOf<u64> for Tens {
	fn session_of(round: &u64) -> Option<SessionIndex> {
		SessionIndex::try_from(round / 10).ok()
	}
}

type Consensus = ReportProofs<Test, (), Tens>;

fn vote_twice(session: SessionIndex, round: u64) -> Result<(), OffenceError> {
	let votes = TwoVotes { offender: 1, session, round };
	<Consensus as ReportOffence<_, (AccountId, u128), _>>::report_offence(vec![50], votes)
}

fn is_known(round: u64) -> bool {
	<Consensus as ReportOffence<AccountId, _, TwoVotes>>::is_known_offence(&[(1, 0)], &round)
}

#[test]
fn a_proof_that_came_too_late_is_not_taken_into_blocks_for_free() {
	Chain::with_validators(20).account(50).execute(|| {
		// Governance has shortened the report window; the proof itself can still be checked.
		TheWindows::mutate(|windows| windows.report = 2);
		run_to_epoch(4);
		assert!(is_known(10), "the transaction pool takes it");
		assert_eq!(vote_twice(1, 10), Err(OffenceError::DuplicateReport));
		assert!(!is_known(20));
		assert_eq!(vote_twice(2, 20), Ok(()));
	});
}

#[test]
fn a_proof_of_an_epoch_without_exposure_is_not_taken_into_blocks_for_free() {
	Chain::with_validators(20).account(50).execute(|| {
		assert!(is_known(20), "of the next epoch");
		assert_eq!(vote_twice(2, 20), Err(OffenceError::DuplicateReport));
	});
}

#[test]
fn a_proof_that_the_staking_pallet_refuses_is_an_error() {
	Chain::with_validators(20).account(50).execute(|| {
		take_events();
		Staking::set_failing(Some(sp_runtime::DispatchError::Unavailable));
		assert_eq!(vote_twice(1, 10), Err(OffenceError::Other(REFUSED)));
		Staking::set_failing(None);
		assert!(matches!(take_events()[..], [Event::ReportRefused { .. }]));
		assert!(!Staking::take_calls().iter().any(|call| matches!(call, Call::Jail(..))));
		assert_eq!(vote_twice(1, 10), Ok(()));
	});
}

#[test]
fn proofs_find_room_beside_all_allegations() {
	let reporters = 50..58;
	Chain::with_validators(20).accounts(reporters.clone()).execute(|| {
		jail_for(OffenceKind::DoubleSign, 0);
		jail_for(OffenceKind::Downtime, 0);
		for number in 0..MAX_ALLEGED {
			let reporter = reporters.start + AccountId::from(number.saturating_sub(24));
			assert_ok!(Slashing::report_offence(
				signed(reporter),
				1,
				OffenceKind::Other,
				1,
				evidence(&format!("no. {number}")),
				u128::MAX,
			));
		}
		run_to_epoch(11);
		for epoch in 1..=11 {
			for number in 0..u64::from(MAX_PROOFS) {
				let round = 10 * u64::from(epoch) + number;
				assert!(!is_known(round), "round {round} finds no room");
				assert_eq!(vote_twice(epoch, round), Ok(()));
			}
			assert_ok!(<Slashing as OffenceIntake<_>>::report(OffenceReport {
				validator: 1,
				kind: OffenceKind::Downtime,
				epoch,
				evidence: proof(epoch),
				reporter: None,
				basis: Basis::Proven,
			}));
		}
		check();
	});
}
