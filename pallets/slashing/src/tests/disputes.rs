//! Disputes: the deposits and bonds of both sides, and their distribution.

use super::*;
use crate::{deposits::forfeits, Event, Panels};
use frame_support::assert_ok;

fn dispute(id: OffenceId) {
	let accused = offence(id).validator;
	assert_ok!(Slashing::dispute(
		signed(accused),
		id,
		Grounds::FactsDisputed,
		evidence("I did not")
	));
}

#[test]
fn both_sides_forfeit_in_the_proportion_in_which_they_were_wrong() {
	assert_eq!(forfeits(1_000, 500, percent(100)), (0, 500));
	assert_eq!(forfeits(1_000, 500, percent(0)), (1_000, 0));
	assert_eq!(forfeits(1_000, 500, percent(30)), (700, 150));
	// Rounded down for both sides.
	assert_eq!(forfeits(1, 1, percent(50)), (0, 0));
}

#[test]
fn an_equivocation_that_is_disputed_goes_to_a_panel() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		dispute(id);
		run_to(id, is_committing);
		judge(id, &[Verdict::Cancel; 7]);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(held(1), 0);
		assert_eq!(free(1), WEALTH);
		assert_eq!(status(1), ValidatorStatus::Online);
	});
}

#[test]
fn an_accused_that_disputes_in_vain_loses_its_bond() {
	Chain::with_validators(20).account(50).execute(|| {
		let before = free(1);
		let id = report(50, 1, OffenceKind::InvalidBlock);
		dispute(id);
		assert_eq!(held(1), 500 * UNIT);
		run_to(id, is_committing);
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(free(1), before - 500 * UNIT);
		// The reporter receives its deposit back, 40 % of the bond, and a tenth of the slash.
		assert_eq!(free(50), WEALTH + 200 * UNIT + 10 * UNIT);
	});
}

#[test]
fn a_reduction_divides_both_deposits() {
	Chain::with_validators(20).account(50).execute(|| {
		let before = free(1);
		let id = report(50, 1, OffenceKind::InvalidBlock);
		dispute(id);
		run_to(id, is_committing);
		take_events();
		judge(id, &[Verdict::Reduce { to: percent(25), sentence: Sentence::Ban }; 7]);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(25) });
		// The reporter forfeits 750, of which the accused gets 300; the accused forfeits 125, of
		// which the reporter gets 50.
		assert_eq!(free(1), before - 125 * UNIT + 300 * UNIT);
		assert_eq!(free(50), WEALTH - 750 * UNIT + 50 * UNIT + 25 * UNIT / 10);
		let settled: Vec<_> = take_events()
			.into_iter()
			.filter_map(|event| match event {
				Event::DepositSettled { who, returned, forfeited, .. } => {
					Some((who, returned / UNIT, forfeited / UNIT))
				},
				_ => None,
			})
			.collect();
		assert_eq!(settled, [(50, 250, 750), (1, 375, 125)]);
		assert_eq!((held(1), held(50)), (0, 0));
	});
}

#[test]
fn without_a_judgement_only_the_reporter_forfeits_and_only_a_tenth() {
	// Too few validators for a panel.
	Chain::with_validators(3).account(50).execute(|| {
		let before = free(1);
		let alleged = report(50, 1, OffenceKind::Other);
		dispute(alleged);
		equivocate(2, 1, None);
		let proven = open_offence(2);
		dispute(proven);
		run_to_epoch(3);
		for id in [alleged, proven] {
			let wanted = Stage::Disputed { round: 0, phase: Phase::Governing };
			assert_eq!(offence(id).stage, wanted);
			assert_eq!(offence(id).due, 27);
			assert!(!Panels::<Test>::contains_key(id));
		}
		run_to_epoch(26);
		assert!(offence(alleged).stage.is_open());
		run_to_epoch(27);
		// The alleged offence is cancelled, the proven one upheld.
		assert_eq!(offence(alleged).stage, Stage::Dismissed);
		assert_eq!(offence(proven).stage, Stage::Applied { part: percent(100) });
		assert_eq!(free(1), before);
		assert_eq!(free(50), WEALTH - 100 * UNIT);
		assert_eq!((held(1), held(2), held(50)), (0, 0, 0));
	});
}

#[test]
fn governance_can_decide_at_every_stage() {
	for epochs in 0..6 {
		Chain::with_validators(20).account(50).execute(|| {
			let id = report(50, 1, OffenceKind::Other);
			dispute(id);
			for _ in 0..epochs {
				next_epoch();
			}
			assert!(offence(id).stage.is_open());
			assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
			next_block();
			assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
			assert_eq!(offence(id).slashed, 50 * UNIT);
			assert_eq!(held(1) + held(50), 0);
		});
	}
}

#[test]
fn nothing_is_lost_or_made() {
	Chain::with_validators(20).account(50).execute(|| {
		let all = || Balances::total_issuance();
		let before = all();
		let id = report(50, 1, OffenceKind::InvalidBlock);
		dispute(id);
		run_to(id, is_committing);
		commit(id, &[Verdict::Reduce { to: percent(33), sentence: Sentence::Ban }; 5]);
		next_epoch();
		reveal(id, &[Verdict::Reduce { to: percent(33), sentence: Sentence::Ban }; 5]);
		next_epoch();
		let slashed = offence(id).slashed;
		assert_eq!(slashed, 33 * UNIT);
		// A tenth to the reporter; half of the rest is burned.
		assert_eq!(before - all(), (slashed - slashed / 10) / 2);
	});
}

#[test]
fn who_would_not_exist_with_its_reward_is_not_paid_and_it_is_said() {
	Chain::with_validators(20).execute(|| {
		TheDistribution::mutate(|shares| shares.reporter_most = UNIT / 10_000);
		// An account that does not exist.
		equivocate(1, 1, Some(777));
		take_events();
		run_to(open_offence(1), is_final);
		let failed = Event::PaymentFailed { who: 777, amount: UNIT / 10_000 };
		assert!(take_events().contains(&failed));
		assert_eq!(free(777), 0);
	});
}

#[test]
fn a_reporter_gets_no_more_than_the_most_also_if_the_penalty_is_raised() {
	Chain::with_validators(10).account(50).execute(|| {
		TheDistribution::mutate(|shares| shares.reporter_most = 51 * UNIT);
		equivocate(1, 1, Some(50));
		let id = open_offence(1);
		run_to(id, is_final);
		assert_eq!(offence(id).rewarded, 50 * UNIT);
		equivocate(2, 3, None);
		run_to_epoch(7);
		assert!(offence(id).fraction > percent(60));
		assert_eq!(offence(id).rewarded, 51 * UNIT);
		assert_eq!(free(50), WEALTH + 51 * UNIT);
	});
}

#[test]
fn shares_of_more_than_all_take_nothing_from_others() {
	Chain::with_validators(20).account(50).execute(|| {
		TheDistribution::mutate(|shares| {
			shares.winner = percent(100);
			shares.abandoned = percent(100);
			shares.reporter = percent(100);
			shares.burned = percent(100);
		});
		let before = Balances::total_issuance();
		let id = report(50, 1, OffenceKind::Other);
		dispute(id);
		run_to(id, is_committing);
		judge(id, &[Verdict::Reduce { to: percent(50), sentence: Sentence::Ban }; 7]);
		// The whole slash went to the reporter: nothing is left to burn.
		assert_eq!(Balances::total_issuance(), before);
	});
}
