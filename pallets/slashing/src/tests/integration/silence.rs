//! What silence on a panel costs.

use super::*;
use crate::Panels;
use frame_support::assert_ok;
use palisade_staking::types::State;

#[test]
fn a_withheld_ballot_costs_stake_even_at_the_minimum() {
	Chain::with_validators(20).account(50).execute(|| {
		// All self-stakes are at the minimum.
		MinimumSelfStake::set(1_000 * UNIT);
		// After the grace.
		run_to_epoch(10);
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, |stage| matches!(stage, Stage::Disputed { phase: Phase::Committing, .. }));
		let panel: Vec<_> =
			Panels::<Test>::get(id).expect("it sits").into_iter().map(|seat| seat.member).collect();
		let ballots: Vec<_> =
			[Verdict::Uphold; 4].into_iter().chain([Verdict::Cancel; 3]).collect();
		for (member, ballot) in panel.iter().zip(&ballots) {
			let hash = crate::panel::commitment(id, member, *ballot, salt(*member));
			assert_ok!(Slashing::commit_ballot(signed(*member), id, hash));
		}
		next_epoch();
		for (seat, member) in panel.iter().enumerate().filter(|(seat, _)| *seat != 3) {
			let salt = salt(*member);
			assert_ok!(Slashing::reveal_ballot(signed(*member), id, ballots[seat], salt, None));
		}
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
		let silent = panel[3];
		assert!(at_risk(silent, silent).abs_diff(990 * UNIT) <= 4);
		assert_eq!(state(silent), State::Offline);
		// The others lose nothing.
		assert_eq!(at_risk(panel[4], panel[4]), 1_000 * UNIT);
		check();
	});
}
