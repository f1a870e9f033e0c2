//! Interruptions: brakes extend the windows of the duties that they interrupt.

use super::*;
use crate::{Error, Event, LivenessWindows};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Conduct, ConductObserver, Duty, Milliblocks, Subject, MAX_INTERRUPTED_EPOCHS,
};
use sp_runtime::DispatchResult;

type Refused = Error<Test>;

fn report_of_epoch(epoch: EpochIndex) -> DispatchResult {
	let what = evidence(&format!("seen in epoch {}", now()));
	Slashing::report_offence(signed(50), 1, OffenceKind::Other, epoch, what, u128::MAX)
}

/// Returns the `due` that readers are shown.
fn shown_due(id: OffenceId) -> EpochIndex {
	Slashing::offence_view(id).expect("there is such an offence").offence.due
}

/// Ends the block and the epoch. Due offences of the next epoch are not serviced yet.
fn first_block_of_next_epoch() {
	EndSession::set(true);
	next_block();
}

#[test]
fn the_report_window_is_longer_by_what_was_interrupted() {
	// Shorter than the staking pallet's report window.
	TheWindows::mutate(|windows| windows.report = 8);
	Chain::with_validators(20).account(50).execute(|| {
		run_to_epoch(3);
		interrupt(Duty::Judging);
		run_to_epoch(10);
		assert_ok!(report_of_epoch(2));
		assert_ok!(report_of_epoch(1));
		// The interrupted epoch does not count for offences of that epoch or earlier ones.
		assert_noop!(report_of_epoch(0), Refused::ReportTooOld);
		run_to_epoch(12);
		assert_noop!(report_of_epoch(2), Refused::ReportTooOld);
		assert_ok!(report_of_epoch(3));
		run_to_epoch(13);
		assert_noop!(report_of_epoch(4), Refused::ReportTooOld);
	});
}

#[test]
fn the_veto_of_a_proof_is_longer_by_what_was_interrupted() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to_epoch(2);
		interrupt(Duty::Judging);
		assert_eq!(shown_due(id), 4);
		assert_eq!(Slashing::expected_loss(&1, &1).offences[0].due, 4);
		take_events();
		run_to_epoch(3);
		assert!(take_events().contains(&Event::WindowMoved { offence: id, due: 4 }));
		assert_eq!((offence(id).stage, offence(id).due), (Stage::Reported, 4));
		assert_eq!(offence(id).slashed, 0);
		assert_ok!(dispute(id));
		run_to_epoch(4);
		assert!(is_committing(offence(id).stage));
	});
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to_epoch(2);
		interrupt(Duty::Judging);
		run_to_epoch(4);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

#[test]
fn the_answer_to_an_allegation_is_longer_by_what_was_interrupted() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to_epoch(2);
		interrupt(Duty::Judging);
		run_to_epoch(3);
		assert_eq!((offence(id).stage, offence(id).due), (Stage::Reported, 4));
		assert_ok!(dispute(id));
		run_to_epoch(4);
		assert!(is_committing(offence(id).stage));
	});
}

#[test]
fn commit_is_longer_by_what_was_interrupted_and_costs_no_fine() {
	TheBondAmounts::mutate(|amounts| amounts.fee = 70 * UNIT);
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let panel = members(id);
		let before = free(panel[0]);
		interrupt(Duty::Judging);
		assert_eq!(Slashing::duties(&panel[0])[0].due, 5);
		next_epoch();
		assert!(is_committing(offence(id).stage));
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 7]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert!(free(panel[0]) > before);
	});
}

#[test]
fn reveal_is_longer_by_what_was_interrupted_and_costs_no_fine() {
	TheBondAmounts::mutate(|amounts| amounts.fee = 70 * UNIT);
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let panel = members(id);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		interrupt(Duty::Judging);
		let before = free(panel[0]);
		take_events();
		next_epoch();
		let revealing = Stage::Disputed { round: 1, phase: Phase::Revealing };
		assert_eq!((offence(id).stage, offence(id).due), (revealing, 6));
		let fined = |event: &Event<Test>| matches!(event, Event::MemberFined { .. });
		assert!(!take_events().iter().any(fined));
		reveal(id, &[Verdict::Cancel; 7]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert!(!take_events().iter().any(fined));
		assert!(free(panel[0]) > before);
	});
}

#[test]
fn governance_has_longer_by_what_was_interrupted() {
	// Too few validators for a panel.
	Chain::with_validators(3).account(50).execute(|| {
		let alleged = report(50, 1, OffenceKind::Other);
		equivocate(2, 1, None);
		let proven = open_offence(2);
		assert_ok!(dispute(proven));
		run_to_epoch(15);
		interrupt(Duty::Judging);
		for id in [alleged, proven] {
			assert_eq!(shown_due(id), 28);
		}
		run_to_epoch(27);
		for id in [alleged, proven] {
			let governing = Stage::Disputed { round: 0, phase: Phase::Governing };
			assert_eq!((offence(id).stage, offence(id).due), (governing, 28));
		}
		assert_ok!(Slashing::rule(root(), alleged, Verdict::Cancel));
		run_to_epoch(28);
		// The proven offence is upheld.
		assert_eq!(offence(proven).stage, Stage::Applied { part: percent(100) });
		assert!(offence(proven).slashed > 0);
	});
}

#[test]
fn a_hold_is_longer_by_what_was_interrupted() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		// Before the hold, and during it.
		interrupt(Duty::Judging);
		run_to_epoch(2);
		assert_ok!(Slashing::hold(signed(COMMITTEE), id));
		assert_eq!(shown_due(id), 11);
		run_to_epoch(6);
		interrupt(Duty::Judging);
		assert_eq!(shown_due(id), 12);
		run_to_epoch(11);
		assert_eq!((offence(id).stage, offence(id).due), (Stage::Reported, 12));
		assert_ok!(Slashing::rule(signed(APPEAL), id, Verdict::Cancel));
		run_to_epoch(12);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
	});
}

#[test]
fn calls_and_the_hook_agree_in_the_first_block_of_an_epoch() {
	for is_interrupted in [false, true] {
		Chain::with_validators(20).account(50).execute(|| {
			let id = report(50, 1, OffenceKind::Other);
			run_to_epoch(2);
			if is_interrupted {
				interrupt(Duty::Judging);
			}
			first_block_of_next_epoch();
			// The hook has not moved the window yet, nor gone on.
			assert_eq!((now(), offence(id).due), (3, 3));
			match is_interrupted {
				true => {
					assert_ok!(dispute(id));
				},
				false => {
					assert_noop!(dispute(id), Refused::DisputeWindowOver);
				},
			}
			next_block();
			assert_eq!(offence(id).stage == Stage::Reported, is_interrupted);
			check();
		});
	}
	for is_interrupted in [false, true] {
		Chain::with_validators(20).account(50).execute(|| {
			let id = report(50, 1, OffenceKind::Other);
			run_to(id, is_committing);
			let member = members(id)[0];
			let ballot = crate::panel::commitment(id, &member, Verdict::Uphold, salt(member));
			if is_interrupted {
				interrupt(Duty::Judging);
			}
			first_block_of_next_epoch();
			let commit = Slashing::commit_ballot(signed(member), id, ballot);
			assert_eq!(commit.is_ok(), is_interrupted);
			next_block();
			assert_eq!(is_committing(offence(id).stage), is_interrupted);
			if is_interrupted {
				next_epoch();
				interrupt(Duty::Judging);
				first_block_of_next_epoch();
				let salt = salt(member);
				assert_ok!(Slashing::reveal_ballot(
					signed(member),
					id,
					Verdict::Uphold,
					salt,
					None
				));
			}
		});
	}
}

#[test]
fn only_interruptions_of_the_window_itself_count_and_those_of_its_extension_too() {
	Chain::with_validators(20).account(50).execute(|| {
		interrupt(Duty::Judging);
		next_epoch();
		// Interruptions of other duties.
		interrupt(Duty::Bidding);
		interrupt(Duty::Serving);
		let id = report(50, 1, OffenceKind::Other);
		assert_eq!((offence(id).due, shown_due(id)), (4, 4));
		for epoch in [3, 4, 5] {
			run_to_epoch(epoch);
			assert_eq!(offence(id).stage, Stage::Reported, "{epoch}");
			interrupt(Duty::Judging);
			assert_eq!(shown_due(id), epoch + 2);
		}
		run_to_epoch(6);
		assert_eq!(offence(id).stage, Stage::Reported);
		run_to_epoch(7);
		assert!(is_committing(offence(id).stage));
		// Interruptions already added to the window do not count again.
		assert_eq!((offence(id).due, shown_due(id)), (8, 8));
	});
}

#[test]
fn a_window_of_which_the_hook_is_late_is_moved_by_all_interruptions() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		MaxSteps::set(0);
		for epoch in [2, 3, 4, 5] {
			run_to_epoch(epoch);
			interrupt(Duty::Judging);
		}
		run_to_epoch(6);
		assert_eq!((offence(id).due, shown_due(id)), (3, 7));
		assert_ok!(dispute(id));
		check();
		MaxSteps::set(1_000);
		next_block();
		assert_eq!((offence(id).stage, offence(id).due), (Stage::Reported, 7));
		run_to_epoch(7);
		assert!(is_committing(offence(id).stage));
	});
}

#[test]
fn the_decision_deadline_is_moved_but_not_for_ever() {
	Chain::with_validators(3).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		let last = 1 + 26 + MAX_INTERRUPTED_EPOCHS;
		for _ in 1..last {
			assert!(offence(id).stage.is_open());
			assert!(Slashing::decision_deadline(1) <= last);
			interrupt(Duty::Judging);
			check_slashing();
			next_epoch();
		}
		// No panel could be drawn, and governance could not rule.
		assert_eq!(Slashing::decision_deadline(1), last);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(held(50), 0);
	});
}

fn check_slashing() {
	Slashing::check_state().expect("the invariants hold");
}

#[test]
fn all_is_forgotten_in_the_end_whatever_was_interrupted() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		report(50, 2, OffenceKind::Other);
		for epoch in 1..100 {
			if epoch % 3 == 0 {
				interrupt(Duty::Judging);
			}
			next_epoch();
			check_slashing();
		}
		assert_eq!(crate::Offences::<Test>::iter().count(), 0);
		assert_eq!(crate::Equivocations::<Test>::iter().count(), 0);
		assert_eq!(crate::Schedule::<Test>::iter().count(), 0);
	});
}

#[test]
fn no_blocks_are_counted_of_an_epoch_in_which_validators_could_not_return() {
	Chain::with_validators(3).execute(|| {
		let tell = |epoch, blocks, expected| {
			let expected = Milliblocks::of_blocks(expected);
			let conduct = Conduct::Authored { blocks, expected };
			<Slashing as ConductObserver<_>>::observe(Subject::Validator(&1), epoch, conduct);
		};
		InterruptedEpochs::mutate(|interrupted| {
			interrupted.extend([(Duty::Serving, 1), (Duty::Judging, 2), (Duty::Bidding, 2)])
		});
		tell(0, 0, 10);
		tell(1, 0, 1_000);
		let missed = || Slashing::downtime_of(&1).missed;
		assert_eq!(missed(), Milliblocks::of_blocks(10));
		// Neither do its authored blocks make up for other epochs.
		tell(1, 1_000, 0);
		assert_eq!(missed(), Milliblocks::of_blocks(10));
		tell(2, 0, 5);
		assert_eq!(missed(), Milliblocks::of_blocks(15));
		assert!(LivenessWindows::<Test>::contains_key(1));
		assert!(crate::FoundDown::<Test>::get().is_empty());
	});
}

#[test]
fn jail_ends_meanwhile_but_no_validator_returns_before_it_has_answered() {
	Chain::with_validators(20).execute(|| {
		// Four epochs of jail.
		let report = palisade_primitives::OffenceReport {
			validator: 1,
			kind: OffenceKind::Downtime,
			epoch: 1,
			evidence: Default::default(),
			reporter: None,
			basis: palisade_primitives::Basis::Proven,
		};
		let id = <Slashing as palisade_primitives::OffenceIntake<_>>::report(report).unwrap();
		for epoch in [2, 3, 4, 5] {
			run_to_epoch(epoch);
			interrupt(Duty::Judging);
		}
		assert_eq!(validator_record(1).jail.unwrap().until, 5);
		assert_noop!(Slashing::unjail(signed(1)), Refused::OffenceOpen);
		run_to_epoch(7);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_ok!(Slashing::unjail(signed(1)));
	});
}

// Attacks with a brake.

#[test]
fn a_brake_in_every_other_epoch_does_not_put_off_a_verdict_for_ever() {
	// Too few validators for a panel, and governance does not rule.
	Chain::with_validators(3).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		while offence(id).stage.is_open() {
			if now() % 2 == 1 {
				interrupt(Duty::Judging);
			}
			next_epoch();
		}
		// Twenty-six epochs that count, and as many that do not.
		assert_eq!((now(), offence(id).stage), (53, Stage::Applied { part: percent(100) }));
		assert_eq!(status(1), ValidatorStatus::Banned);
	});
}

#[test]
fn a_brake_after_the_end_of_a_window_does_not_open_it_again() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to_epoch(2);
		first_block_of_next_epoch();
		interrupt(Duty::Judging);
		assert_noop!(dispute(id), Refused::DisputeWindowOver);
		next_block();
		assert!(is_committing(offence(id).stage));
	});
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 6]);
		let late = members(id)[6];
		first_block_of_next_epoch();
		interrupt(Duty::Judging);
		let reveal = Slashing::reveal_ballot(signed(late), id, Verdict::Cancel, salt(late), None);
		assert_noop!(reveal, Refused::NotRevealing);
		next_block();
		assert_eq!(offence(id).stage, Stage::Dismissed);
	});
}

#[test]
fn a_brake_on_the_last_day_moves_the_report_window_and_one_after_it_does_not() {
	for (interrupted, last) in [(11, 12), (12, 11)] {
		Chain::with_validators(20).account(50).execute(|| {
			for epoch in 11..=13 {
				run_to_epoch(epoch);
				if epoch == interrupted {
					interrupt(Duty::Judging);
				}
				assert_eq!(report_of_epoch(1).is_ok(), epoch <= last, "in {epoch}");
			}
		});
	}
}

#[test]
fn a_dismissed_offence_is_not_opened_again_while_it_could_be_reported() {
	Chain::with_validators(20).account(50).execute(|| {
		let again = || {
			let what = evidence("I saw it");
			Slashing::report_offence(signed(50), 1, OffenceKind::Other, 1, what, u128::MAX)
		};
		assert_ok!(again());
		let alleged = open_offence(1);
		equivocate(2, 1, None);
		let proven = open_offence(2);
		for id in [alleged, proven] {
			assert_ok!(Slashing::rule(signed(APPEAL), id, Verdict::Cancel));
		}
		next_block();
		// A brake keeps the report window open until 1 + 10 + 28.
		while now() < 40 {
			interrupt(Duty::Judging);
			assert_noop!(again(), Refused::AlreadyReported);
			equivocate(2, 1, None);
			assert_eq!(offence(proven).stage, Stage::Dismissed);
			assert_eq!(validator_record(2).jail, None);
			next_epoch();
		}
		run_to_epoch(80);
		assert_eq!(crate::Offences::<Test>::iter().count(), 0);
		assert_noop!(again(), Refused::ReportTooOld);
		equivocate(2, 1, None);
		assert_eq!(crate::Offences::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_member_that_is_silent_in_the_time_made_good_pays_its_fine() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let silent = members(id)[6];
		let before = free(silent);
		interrupt(Duty::Judging);
		next_epoch();
		commit(id, &[Verdict::Cancel; 6]);
		next_epoch();
		interrupt(Duty::Judging);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 6]);
		assert_eq!(free(silent), before);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(before - free(silent), 10 * UNIT);
	});
}

#[test]
fn an_acquittal_by_a_panel_is_not_lost_in_a_brake_without_end() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		run_to(id, is_committing);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 7]);
		while offence(id).stage.is_open() {
			interrupt(Duty::Judging);
			next_epoch();
		}
		assert_eq!((now(), offence(id).stage), (55, Stage::Dismissed));
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
	});
}

/// Ends epochs in which finality stalls, until `epoch` is current.
fn stall_to(epoch: EpochIndex) {
	while now() < epoch {
		Stalled::mutate(|stalled| stalled.insert(now()));
		next_epoch();
	}
}

#[test]
fn a_stall_moves_reports_and_the_decision_deadline_and_no_panel() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		let deadline = Slashing::decision_deadline(1);
		assert_ok!(dispute(id));
		stall_to(3);
		next_block();
		assert!(is_committing(offence(id).stage));
		commit(id, &[Verdict::Cancel; 7]);
		stall_to(4);
		reveal(id, &[Verdict::Cancel; 7]);
		stall_to(5);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(Slashing::decision_deadline(1), deadline + 4);
	});
}

#[test]
fn governance_has_until_the_deadline_that_a_stall_has_moved() {
	// Too few validators for a panel.
	Chain::with_validators(3).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		let deadline = Slashing::decision_deadline(1);
		assert_ok!(dispute(id));
		run_to_epoch(5);
		stall_to(9);
		let due = Slashing::offence_view(id).map(|view| view.offence.due);
		assert_eq!(due, Some(deadline + 4));
		run_to_epoch(deadline + 3);
		assert!(offence(id).stage.is_open());
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
	});
}

#[test]
fn members_that_a_brake_kept_from_revealing_are_not_fined_at_the_deadline() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		run_to(id, is_committing);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 5]);
		let silent = members(id)[5..].to_vec();
		let owned = || silent.iter().map(|who| free(*who)).sum::<u128>();
		let before = owned();
		while offence(id).stage.is_open() {
			interrupt(Duty::Judging);
			next_epoch();
		}
		assert_eq!((offence(id).stage, owned()), (Stage::Dismissed, before));
	});
}
