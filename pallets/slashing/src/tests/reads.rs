//! The runtime API.

use super::*;
use crate::{panel::commitment, runtime_api::Duty};
use frame_support::assert_ok;

#[test]
fn an_open_offence_is_shown_with_its_stage_and_deadline() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_ok!(Slashing::dispute(signed(1), id, Grounds::NetworkFault, evidence("a split")));
		let view = Slashing::offence_view(id).unwrap();
		assert_eq!(view.offence.stage, Stage::Reported);
		assert_eq!(view.offence.due, 3);
		assert_eq!(view.expected_fraction, percent(10));
		assert_eq!(
			view.evidence,
			Some(StoredEvidence::Inline(b"I saw it".to_vec().try_into().unwrap()))
		);
		assert_eq!(view.defence.unwrap().grounds, Grounds::NetworkFault);
		assert_eq!(Slashing::open_offences(&1).len(), 1);
		assert!(Slashing::open_offences(&2).is_empty());
	});
}

#[test]
fn the_expected_loss_is_the_actual_loss() {
	Chain::with_validators(20).delegation(100, 1, 500).account(50).execute(|| {
		equivocate(1, 1, None);
		let id = report(50, 1, OffenceKind::InvalidBlock);
		let expected = Slashing::expected_loss(&100, &1);
		assert_eq!(expected.at_risk, 500 * UNIT);
		assert_eq!(expected.offences.len(), 2);
		assert_eq!(expected.loss, expected.offences.iter().map(|of| of.loss).sum::<u128>());
		// The dry run changed nothing.
		assert_eq!(at_risk(100, 1), 500 * UNIT);
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		run_to_epoch(4);
		assert!((500 * UNIT - at_risk(100, 1)).abs_diff(expected.loss) < 10);
		assert_eq!(Slashing::expected_loss(&100, &1).loss, 0);
		assert_eq!(Slashing::expected_loss(&100, &2).at_risk, 0);
	});
}

#[test]
fn decisions_are_kept_for_each_and_for_all() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		let dismissed = report(50, 2, OffenceKind::Other);
		assert_ok!(Slashing::rule(root(), dismissed, Verdict::Cancel));
		next_block();
		run_to_epoch(4);
		let history = Slashing::history_of(&1);
		assert_eq!(history.len(), 1);
		assert_eq!(history[0].amount, 500 * UNIT);
		assert_eq!(history[0].part, percent(100));
		let all = Slashing::decisions(10);
		assert_eq!(all.iter().map(|it| it.validator).collect::<Vec<_>>(), [1, 2]);
		assert_eq!(all[1].part, percent(0));
		assert_eq!(Slashing::decisions(1), [all[0].clone()]);
		assert_eq!(Slashing::slashes(None), [all[0].clone()]);
		assert_eq!(Slashing::slashes(Some(OffenceKind::DoubleSign)), [all[0].clone()]);
		assert!(Slashing::slashes(Some(OffenceKind::Other)).is_empty());
	});
}

#[test]
fn a_penalty_that_is_raised_is_shown_as_it_is() {
	Chain::with_validators(10).execute(|| {
		equivocate(1, 1, None);
		run_to_epoch(4);
		equivocate(2, 2, None);
		run_to_epoch(7);
		let shown = Slashing::decisions(2);
		assert_eq!(shown[1].validator, 1);
		assert_eq!(shown[1].fraction, percent(60));
		assert_eq!(shown[1], Slashing::history_of(&1)[0]);
		assert_eq!(shown[1].amount, offence(shown[1].offence).slashed);
	});
}

#[test]
fn rings_forget_the_oldest() {
	TheBondAmounts::mutate(|amounts| amounts.report = UNIT);
	Chain::with_validators(20).account(50).execute(|| {
		for number in 0..RECENT + 3 {
			let what = evidence(&format!("no. {number}"));
			// Decided at once: no offence waits.
			let validator = AccountId::from(number % 10 + 1);
			let kind = OffenceKind::Other;
			assert_ok!(Slashing::report_offence(signed(50), validator, kind, 1, what, u128::MAX));
			let id = open_offence(validator);
			assert_ok!(Slashing::rule(
				root(),
				id,
				Verdict::Reduce { to: percent(1), sentence: Sentence::Ban }
			));
			next_block();
		}
		assert_eq!(Slashing::decisions(u32::MAX).len() as u32, RECENT);
		assert_eq!(Slashing::history_of(&1).len() as u32, HISTORY);
		let newest = Slashing::decisions(1)[0].clone();
		assert_eq!(newest.validator, AccountId::from((RECENT + 2) % 10 + 1));
	});
}

#[test]
fn a_member_is_told_what_to_do() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let member = members(id)[0];
		let duty = |phase, due, ballot| Duty { offence: id, phase, due, ballot };
		assert_eq!(Slashing::duties(&member), [duty(Phase::Committing, 4, Ballot::Missing)]);
		assert!(Slashing::duties(&1).is_empty());
		let hash = commitment(id, &member, Verdict::Uphold, salt(member));
		assert_ok!(Slashing::commit_ballot(signed(member), id, hash));
		next_epoch();
		assert_eq!(Slashing::duties(&member), [duty(Phase::Revealing, 5, Ballot::Committed(hash))]);
	});
}
