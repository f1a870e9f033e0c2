//! The state machine: the valid transitions, and no others.

use super::*;
use crate::{offence::Cause, Error};
use frame_support::{traits::Hooks, weights::Weight};
use palisade_primitives::Basis;

fn part(parts: u32) -> Verdict {
	Verdict::Reduce { to: percent(parts), sentence: Sentence::Ban }
}

/// The valid transitions between `stages`.
fn valid_changes(stages: &[Stage]) -> Vec<(Stage, Cause, Stage)> {
	use Phase::{Committing, Governing, Revealing};
	use Stage::{Applied, Cancelled, Dismissed, Disputed, Reduced, Reported, Upheld};
	let at = |round, phase| Disputed { round, phase };
	let reduced = Reduced { to: percent(30) };
	let mut possible = vec![
		(Reported, Cause::Unchallenged, Upheld),
		(Reported, Cause::Seated { round: 1 }, at(1, Committing)),
		(Reported, Cause::Referred, at(0, Governing)),
		(Reported, Cause::Withdrawn, Cancelled),
		(at(1, Revealing), Cause::Seated { round: 2 }, at(2, Committing)),
		(at(1, Revealing), Cause::Referred, at(1, Governing)),
		(at(2, Revealing), Cause::Referred, at(2, Governing)),
		(Upheld, Cause::Executed, Applied { part: percent(100) }),
		(reduced, Cause::Executed, Applied { part: percent(30) }),
		(Cancelled, Cause::Executed, Dismissed),
	];
	for round in [1, 2] {
		possible.push((at(round, Committing), Cause::CommitOver, at(round, Revealing)));
		possible.push((at(round, Revealing), Cause::Judged(Verdict::Uphold), Upheld));
		possible.push((at(round, Revealing), Cause::Judged(part(30)), reduced));
		possible.push((at(round, Revealing), Cause::Judged(Verdict::Cancel), Cancelled));
	}
	for stage in stages.iter().copied().filter(|stage| stage.is_open()) {
		possible.push((stage, Cause::Ruled(Verdict::Uphold), Upheld));
		possible.push((stage, Cause::Ruled(part(30)), reduced));
		possible.push((stage, Cause::Ruled(Verdict::Cancel), Cancelled));
		possible.push((stage, Cause::Lapsed(Basis::Proven), Upheld));
		possible.push((stage, Cause::Lapsed(Basis::Alleged), Cancelled));
		possible.push((stage, Cause::Interrupted(2), stage));
		if !matches!(stage, Disputed { phase: Governing, .. }) {
			possible.push((stage, Cause::Held { until: 7 }, stage));
		}
	}
	possible
}

#[test]
fn every_change_is_as_the_table_says() {
	use Phase::{Committing, Governing, Revealing};
	use Stage::{Applied, Cancelled, Dismissed, Disputed, Reduced, Reported, Upheld};
	let at = |round, phase| Disputed { round, phase };
	let stages = [
		Reported,
		at(0, Governing),
		at(1, Committing),
		at(1, Revealing),
		at(1, Governing),
		at(2, Committing),
		at(2, Revealing),
		at(2, Governing),
		Upheld,
		Reduced { to: percent(30) },
		Cancelled,
		Applied { part: percent(30) },
		Dismissed,
	];
	let causes = [
		Cause::Unchallenged,
		Cause::Seated { round: 1 },
		Cause::Seated { round: 2 },
		Cause::Referred,
		Cause::CommitOver,
		Cause::Judged(Verdict::Uphold),
		Cause::Judged(part(30)),
		Cause::Judged(Verdict::Cancel),
		Cause::Ruled(Verdict::Uphold),
		Cause::Ruled(part(30)),
		Cause::Ruled(Verdict::Cancel),
		Cause::Withdrawn,
		Cause::Lapsed(Basis::Proven),
		Cause::Lapsed(Basis::Alleged),
		Cause::Interrupted(2),
		Cause::Held { until: 7 },
		Cause::Executed,
	];
	let possible = valid_changes(&stages);
	for stage in stages {
		for cause in causes {
			let expected = possible
				.iter()
				.find(|(from, why, _)| (*from, *why) == (stage, cause))
				.map(|(_, _, to)| *to);
			let next = Slashing::next_stage(stage, cause);
			match expected {
				Some(to) => {
					assert!(matches!(next, Ok(stage) if stage == to), "{stage:?} {cause:?}")
				},
				None => {
					assert!(matches!(next, Err(Error::InvalidTransition)), "{stage:?} {cause:?}")
				},
			}
		}
	}
}

#[test]
fn nothing_follows_the_end() {
	for last in [Stage::Applied { part: percent(1) }, Stage::Dismissed] {
		for cause in [Cause::Ruled(Verdict::Cancel), Cause::Executed, Cause::Withdrawn] {
			assert!(Slashing::next_stage(last, cause).is_err());
		}
	}
}

#[test]
fn windows_are_kept_within_their_bounds() {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		for size in [0, 1, 2, 3, 7, 1_000, u32::MAX] {
			TheWindows::set(Windows {
				report: size,
				veto: size,
				dispute: size,
				commit: size,
				reveal: size,
				correlation: size,
				repetition: size,
				probation: size,
				hold: size,
			});
			let windows = Slashing::windows();
			assert!(windows.report <= 10);
			assert!(windows.commit >= 1 && windows.reveal >= 1);
			let longest =
				1 + windows.veto.max(windows.dispute) + 2 * (windows.commit + windows.reveal);
			assert!(longest <= 7, "{size}: {longest}");
			assert!((1..=MAX_CORRELATION_EPOCHS).contains(&windows.correlation));
			// Reported in the last epoch, held, and judged by two panels: decided in time.
			assert!(10 + longest + windows.hold < 26, "{size}");
		}
	});
}

/// Returns whether a runtime with these times, in epochs, would start.
fn starts(slack: u32, bonding: u32, decision: u32) -> bool {
	SlackEpochs::set(slack);
	BondingEpochs::set(bonding);
	DecisionEpochs::set(decision);
	std::panic::catch_unwind(<Slashing as Hooks<u64>>::integrity_test).is_ok()
}

#[test]
fn a_runtime_whose_times_do_not_fit_does_not_start() {
	// Ten epochs to report and seven to dispute.
	assert!(starts(3, 21, 26));
	assert!(starts(1, 19, 19));
	assert!(!starts(3, 20, 26), "stake could be withdrawn before its offences are decided");
	assert!(!starts(0, 21, 26), "governance would have no time");
	assert!(!starts(3, 21, 20), "stake could be withdrawn before a late decision");
	assert!(!starts(u32::MAX, 21, 26));
	MaxStepsWeight::set(Weight::zero());
	assert!(!starts(3, 21, 26), "nothing would ever be done");
}

#[test]
fn longer_panels_leave_the_accused_an_epoch_to_dispute() {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		TheWindows::mutate(|windows| windows.commit = 2);
		let windows = Slashing::windows();
		assert_eq!((windows.veto, windows.dispute), (1, 1), "{windows:?}");
	});
}
