//! Recourse against an offence, by account and window: dispute, hold, appeal.

use super::*;
use crate::{Error, Event, Window};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::Duty;
use sp_core::H256;
use sp_runtime::DispatchError;

type Refused = Error<Test>;

fn hold(id: OffenceId) -> sp_runtime::DispatchResult {
	Slashing::hold(signed(COMMITTEE), id)
}

fn rule(id: OffenceId, verdict: Verdict) -> sp_runtime::DispatchResult {
	Slashing::rule(signed(APPEAL), id, verdict)
}

/// Runs `test` on a chain with an alleged offence of validator 1, reported by account 50.
fn alleged(test: impl FnOnce(OffenceId)) {
	Chain::with_validators(20).account(50).execute(|| test(report(50, 1, OffenceKind::Other)));
}

/// Runs `test` on a chain with a proven offence of validator 1.
fn proven(test: impl FnOnce(OffenceId)) {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		equivocate(1, 1, None);
		test(open_offence(1));
	});
}

#[test]
fn an_appeal_by_referendum_rules_and_pardons() {
	proven(|id| {
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		next_block();
		assert_eq!(status(1), ValidatorStatus::Banned);
		assert_ok!(Slashing::pardon(signed(APPEAL), 1));
		assert_ne!(status(1), ValidatorStatus::Banned);
	});
}

#[test]
fn an_appeal_cannot_convict() {
	let half = Verdict::Reduce { to: Perbill::from_percent(50), sentence: Sentence::Ban };
	proven(|id| {
		assert_noop!(rule(id, Verdict::Uphold), Refused::AppealCannotConvict);
		assert_ok!(rule(id, half));
		assert_ok!(rule(id, Verdict::Cancel));
		assert_noop!(rule(id, Verdict::Cancel), Refused::AlreadyDecided);
	});
	alleged(|id| {
		for verdict in [Verdict::Uphold, half] {
			assert_noop!(rule(id, verdict), Refused::AppealCannotConvict);
		}
		assert_ok!(rule(id, Verdict::Cancel));
	});
}

#[test]
fn an_appeal_limits_the_penalty_and_the_window_goes_on() {
	let to =
		|percent| Verdict::Reduce { to: Perbill::from_percent(percent), sentence: Sentence::Ban };
	proven(|id| {
		let expected = || Slashing::offence_view(id).map(|view| view.expected_fraction);
		assert_eq!(expected(), Some(percent(50)));
		take_events();
		assert_ok!(rule(id, to(40)));
		assert_eq!(
			take_events(),
			[Event::PenaltyEased { offence: id, to: percent(40), sentence: Sentence::Ban }]
		);
		assert_eq!(expected(), Some(percent(20)));
		for worse in [40, 41, 99] {
			assert_noop!(rule(id, to(worse)), Refused::AlreadyEased);
		}
		assert_ok!(rule(id, to(30)));
		assert_eq!((offence(id).stage, offence(id).due), (Stage::Reported, 3));
		run_to(id, is_final);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(30) });
		assert_eq!(offence(id).fraction, percent(15));
	});
	// A panel may reduce further, but not raise.
	for (found, due) in [(10, 10), (80, 30)] {
		proven(|id| {
			assert_ok!(rule(id, to(30)));
			assert_ok!(dispute(id));
			run_to(id, is_committing);
			judge(id, &[to(found); 7]);
			assert_eq!(offence(id).stage, Stage::Applied { part: percent(due) });
		});
	}
}

#[test]
fn governance_is_above_an_appeal() {
	proven(|id| {
		assert_ok!(rule(id, Verdict::Reduce { to: percent(10), sentence: Sentence::Ban }));
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		next_block();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

#[test]
fn a_proven_offence_is_held_once_and_a_referendum_cancels_it() {
	proven(|id| {
		assert_eq!(offence(id).due, 3);
		take_events();
		assert_ok!(hold(id));
		assert_eq!(take_events(), [Event::OffenceHeld { offence: id, due: 10 }]);
		assert_eq!((offence(id).due, offence(id).held), (10, true));
		assert_noop!(hold(id), Refused::AlreadyHeld);
		run_to_epoch(9);
		// Nothing was slashed, and the accused is still in jail.
		assert_eq!(offence(id).stage, Stage::Reported);
		assert_eq!(at_risk(100, 1), 500 * UNIT);
		assert_noop!(hold(id), Refused::AlreadyHeld);
		assert_ok!(rule(id, Verdict::Cancel));
		next_block();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(at_risk(100, 1), 500 * UNIT);
		assert_eq!(status(1), ValidatorStatus::Online);
		assert_noop!(hold(id), Refused::AlreadyDecided);
	});
}

#[test]
fn a_hold_decides_nothing() {
	proven(|id| {
		assert_ok!(hold(id));
		run_to_epoch(10);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(offence(id).slashed, 750 * UNIT);
	});
	alleged(|id| {
		assert_ok!(hold(id));
		run_to_epoch(9);
		assert_eq!(offence(id).stage, Stage::Reported);
		run_to_epoch(10);
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

#[test]
fn the_accused_can_dispute_for_as_long_as_an_offence_is_held() {
	proven(|id| {
		assert_ok!(hold(id));
		run_to_epoch(9);
		assert_ok!(dispute(id));
		run_to_epoch(10);
		judge(id, &[Verdict::Cancel; 7]);
		assert_eq!(offence(id).stage, Stage::Dismissed);
	});
	alleged(|id| {
		assert_ok!(hold(id));
		run_to_epoch(9);
		assert_ok!(dispute(id));
		assert_eq!(held(1), 500 * UNIT);
	});
}

#[test]
fn members_can_commit_for_as_long_as_an_offence_is_held_and_then_reveal() {
	alleged(|id| {
		run_to(id, is_committing);
		commit(id, &[Verdict::Cancel; 3]);
		assert_eq!(offence(id).due, 4);
		assert_ok!(hold(id));
		assert_eq!(offence(id).due, 11);
		run_to_epoch(10);
		let late = members(id)[3];
		let ballot = crate::panel::commitment(id, &late, Verdict::Cancel, salt(late));
		assert_ok!(Slashing::commit_ballot(signed(late), id, ballot));
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Disputed { round: 1, phase: Phase::Revealing });
		assert_eq!(offence(id).due, 12);
		reveal(id, &[Verdict::Cancel; 4]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
	});
}

#[test]
fn members_can_reveal_for_as_long_as_an_offence_is_held_and_are_not_fined() {
	TheBondAmounts::mutate(|amounts| amounts.fee = 70 * UNIT);
	alleged(|id| {
		run_to(id, is_committing);
		commit(id, &[Verdict::Uphold; 7]);
		next_epoch();
		let panel = members(id);
		let before = free(panel[6]);
		assert_ok!(hold(id));
		assert_eq!(offence(id).due, 12);
		run_to_epoch(11);
		assert_eq!(free(panel[6]), before);
		reveal(id, &[Verdict::Uphold; 7]);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert!(free(panel[6]) > before);
	});
}

#[test]
fn governance_rules_in_each_window_of_a_held_offence() {
	for epochs in [0, 1, 2, 3] {
		alleged(|id| {
			for _ in 0..epochs {
				next_epoch();
			}
			assert_ok!(hold(id));
			run_to_epoch(offence(id).due - 1);
			assert!(offence(id).stage.is_open(), "{epochs}");
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
			next_block();
			assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		});
	}
}

#[test]
fn hold_fails_for_other_origins() {
	proven(|id| {
		for origin in [signed(1), signed(2), signed(APPEAL), root(), RuntimeOrigin::none()] {
			assert_noop!(Slashing::hold(origin, id), DispatchError::BadOrigin);
		}
		let of_committee = Slashing::rule(signed(COMMITTEE), id, Verdict::Cancel);
		assert_noop!(of_committee, DispatchError::BadOrigin);
		assert_noop!(Slashing::pardon(signed(COMMITTEE), 1), DispatchError::BadOrigin);
	});
}

#[test]
fn hold_fails_for_unknown_and_for_decided_offences() {
	proven(|id| {
		assert_noop!(hold(H256::zero()), Refused::UnknownOffence);
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		// Neither before the decision is executed nor after.
		assert_noop!(hold(id), Refused::AlreadyDecided);
		next_block();
		assert_noop!(hold(id), Refused::AlreadyDecided);
		run_to_epoch(60);
		assert_noop!(hold(id), Refused::UnknownOffence);
	});
}

#[test]
fn hold_fails_while_governance_has_to_decide() {
	// Too few validators for a panel.
	Chain::with_validators(3).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to_epoch(3);
		assert_eq!(offence(id).stage, Stage::Disputed { round: 0, phase: Phase::Governing });
		assert_noop!(hold(id), Refused::NoTimeToHold);
		assert!(!offence(id).held);
	});
}

#[test]
fn hold_fails_where_governance_has_set_it_to_nothing() {
	TheWindows::mutate(|windows| windows.hold = 0);
	proven(|id| {
		assert_noop!(hold(id), Refused::NoTimeToHold);
	});
}

#[test]
fn a_hold_leaves_two_panels_their_time_before_the_decision_deadline() {
	// The hook is late by this many epochs.
	for (late, until) in [(10, Some(17)), (16, Some(22)), (21, Some(22)), (22, None), (26, None)] {
		alleged(|id| {
			MaxSteps::set(0);
			run_to_epoch(late);
			match until {
				None => {
					assert_noop!(hold(id), Refused::NoTimeToHold);
				},
				Some(until) => {
					assert_ok!(hold(id));
					assert_eq!(offence(id).due, until, "{late}");
				},
			}
			MaxSteps::set(1_000);
			let Some(until) = until else { return };
			run_to_epoch(until);
			assert_eq!(offence(id).stage, Stage::Disputed { round: 1, phase: Phase::Committing });
			run_to_epoch(until + 2);
			assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
			run_to_epoch(until + 4);
			assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Governing });
			assert!(now() < offence(id).due && offence(id).due == 27);
		});
	}
	MaxSteps::set(1_000);
}

#[test]
fn a_window_that_has_just_ended_can_be_held() {
	proven(|id| {
		run_to_epoch(2);
		EndSession::set(true);
		next_block();
		// The hook has not run in this epoch.
		assert_eq!((now(), offence(id).due), (3, 3));
		assert_ok!(hold(id));
		assert_eq!(offence(id).due, 10);
		next_block();
		assert_eq!(offence(id).stage, Stage::Reported);
	});
}

#[test]
fn reads_show_a_hold() {
	alleged(|id| {
		assert_ok!(hold(id));
		let view = Slashing::offence_view(id).unwrap();
		assert_eq!((view.offence.due, view.offence.held), (10, true));
		assert_eq!(Slashing::expected_loss(&1, &1).offences[0].due, 10);
	});
	alleged(|id| {
		run_to(id, is_committing);
		assert_ok!(hold(id));
		assert_eq!(Slashing::duties(&members(id)[0])[0].due, 11);
	});
}

#[test]
fn windows_last_at_least_as_long_as_is_said() {
	let least = Slashing::least_epochs;
	proven(|id| assert_eq!(offence(id).due - now() - 1, least(Window::Veto)));
	alleged(|id| {
		assert_eq!(offence(id).due - now() - 1, least(Window::Dispute));
		run_to(id, is_committing);
		assert_eq!(offence(id).due - now(), least(Window::Commit));
		next_epoch();
		assert_eq!(offence(id).due - now(), least(Window::Reveal));
		let before = offence(id).due;
		assert_ok!(hold(id));
		assert_eq!(offence(id).due - before, least(Window::Hold));
	});
	// Whatever comes before, the governing window is as long.
	Chain::with_validators(20).account(50).execute(|| {
		run_to_epoch(1 + least(Window::Report));
		let what = evidence("I saw it");
		let kind = OffenceKind::Other;
		assert_ok!(Slashing::report_offence(signed(50), 1, kind, 1, what, u128::MAX));
		let id = open_offence(1);
		assert_ok!(hold(id));
		run_to(id, |stage| matches!(stage, Stage::Disputed { phase: Phase::Governing, .. }));
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Governing });
		assert_eq!(offence(id).due - now(), least(Window::Governing));
	});
	for window in Window::ALL {
		assert!(least(window) > 0, "{window:?}");
	}
}

// Attacks by the committee with a hold.

#[test]
fn an_offence_is_held_once_in_whatever_window_and_round_it_comes_to() {
	alleged(|id| {
		assert_ok!(hold(id));
		// A brake moves the window, but allows no second hold.
		interrupt(Duty::Judging);
		let mut stages = Vec::new();
		while offence(id).stage.is_open() {
			assert_noop!(hold(id), Refused::AlreadyHeld);
			if !stages.contains(&offence(id).stage) {
				stages.push(offence(id).stage);
			}
			next_epoch();
		}
		// The dispute window, two panels that commit and reveal, and governance.
		assert_eq!((stages.len(), now()), (6, 28));
	});
}

#[test]
fn no_hold_reaches_beyond_the_decision_deadline_whatever_is_interrupted() {
	type Brake = fn(EpochIndex) -> bool;
	let brakes: [(Brake, EpochIndex); 3] =
		[(|_| true, 55), (|epoch| epoch % 2 == 0, 52), (|epoch| epoch < 6, 32)];
	for (is_interrupted, decided) in brakes {
		for held_in in [1, 5, 9] {
			alleged(|id| {
				while offence(id).stage.is_open() {
					if is_interrupted(now()) {
						interrupt(Duty::Judging);
					}
					if now() == held_in {
						assert_ok!(hold(id));
					}
					let due = Slashing::due_of(&offence(id));
					assert!(due <= Slashing::decision_deadline(1), "held in {held_in}");
					next_epoch();
				}
				assert_eq!((now(), offence(id).held), (decided, true), "held in {held_in}");
				assert_eq!(held(50), 0);
			});
		}
	}
}

#[test]
fn a_hold_changes_neither_the_panel_nor_a_ballot() {
	alleged(|id| {
		run_to(id, is_committing);
		let panel = members(id);
		commit(id, &[Verdict::Uphold; 7]);
		next_epoch();
		reveal(id, &[Verdict::Uphold; 4]);
		// The other three members have seven more epochs to be bribed.
		assert_ok!(hold(id));
		run_to_epoch(offence(id).due - 1);
		assert_eq!(members(id), panel);
		let (first, last) = (panel[0], panel[6]);
		let again = Slashing::reveal_ballot(signed(first), id, Verdict::Cancel, salt(first), None);
		assert_noop!(again, Refused::AlreadyRevealed);
		let other = crate::panel::commitment(id, &last, Verdict::Cancel, salt(last));
		let other = Slashing::commit_ballot(signed(last), id, other);
		assert_noop!(other, Refused::NotCommitting);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

/// Has the chain detect downtime of validator 1. The penalty is a twentieth of its stake, and jail
/// until epoch 5.
fn down() -> OffenceId {
	let report = palisade_primitives::OffenceReport {
		validator: 1,
		kind: OffenceKind::Downtime,
		epoch: 1,
		evidence: H256::zero(),
		reporter: None,
		basis: palisade_primitives::Basis::Proven,
	};
	<Slashing as palisade_primitives::OffenceIntake<_>>::report(report).expect("it was active")
}

#[test]
fn a_hold_keeps_a_validator_in_jail_no_longer_than_the_hold_lasts() {
	Chain::with_validators(20).execute(|| {
		let id = down();
		assert_ok!(hold(id));
		run_to_epoch(9);
		assert_noop!(Slashing::unjail(signed(1)), Refused::OffenceOpen);
		run_to_epoch(10);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_ok!(Slashing::unjail(signed(1)));
	});
}

// Attempts to convict by appeal.

const NEARLY_ALL: Verdict =
	Verdict::Reduce { to: Perbill::from_parts(999_999_999), sentence: Sentence::Ban };

#[test]
fn an_appeal_cannot_convict_by_a_reduction_to_all() {
	proven(|id| {
		for to in [Perbill::one(), Perbill::zero()] {
			assert_noop!(
				rule(id, Verdict::Reduce { to, sentence: Sentence::Ban }),
				Refused::NotAReduction
			);
		}
		assert_eq!(offence(id).stage, Stage::Reported);
	});
	alleged(|id| {
		assert_noop!(rule(id, NEARLY_ALL), Refused::AppealCannotConvict);
		assert_eq!(offence(id).stage, Stage::Reported);
	});
}

#[test]
fn an_appeal_cannot_convict_in_any_window_of_an_allegation() {
	for epochs in 0..8 {
		alleged(|id| {
			run_to_epoch(1 + epochs);
			assert!(offence(id).stage.is_open());
			for verdict in [Verdict::Uphold, NEARLY_ALL] {
				assert_noop!(rule(id, verdict), Refused::AppealCannotConvict);
			}
		});
	}
}

/// Returns the loss of validator 1, in planck, of its stake and bond, after it disputed downtime.
fn lost_with(appeal: Option<Verdict>) -> u128 {
	let lost = std::cell::Cell::new(0);
	// Too few validators for a panel.
	Chain::with_validators(3).execute(|| {
		let wealth = || free(1) + held(1) + at_risk(1, 1);
		let before = wealth();
		let id = down();
		assert_ok!(dispute(id));
		run_to_epoch(4);
		if let Some(verdict) = appeal {
			assert_ok!(rule(id, verdict));
		}
		run_to(id, is_final);
		lost.set(before - wealth());
	});
	lost.get()
}

#[test]
fn an_appeal_costs_the_accused_no_more_than_silence() {
	let by_silence = lost_with(None);
	assert_eq!(by_silence, 50 * UNIT);
	let by_appeal = lost_with(Some(NEARLY_ALL));
	assert!(by_appeal <= by_silence, "{} units", by_appeal / UNIT);
}

#[test]
fn an_appeal_does_not_forestall_an_acquittal_by_the_panel() {
	proven(|id| {
		assert_ok!(dispute(id));
		run_to(id, is_committing);
		commit(id, &[Verdict::Cancel; 7]);
		next_epoch();
		reveal(id, &[Verdict::Cancel; 7]);
		let _ = rule(id, NEARLY_ALL);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(at_risk(100, 1), 500 * UNIT);
	});
}

#[test]
fn an_appeal_leaves_the_accused_its_time_to_dispute() {
	proven(|id| {
		let _ = rule(id, NEARLY_ALL);
		assert_ok!(dispute(id));
		run_to(id, is_committing);
	});
}

#[test]
fn an_appeal_takes_no_deposit_of_a_reporter() {
	alleged(|id| {
		let before = free(1);
		assert_ok!(rule(id, Verdict::Cancel));
		next_block();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!((free(50), free(1)), (WEALTH, before));
	});
}
