//! The panel: the draw, the ballots, the verdict and its effects.

use super::*;
use frame_support::assert_ok;

#[test]
fn an_alleged_offence_is_judged_by_a_panel_of_seven_without_the_parties() {
	Chain::with_validators(12).execute(|| {
		let id = report(12, 1, OffenceKind::InvalidBlock);
		assert_eq!(held(12), 1_000 * UNIT);
		// The accused is innocent until then.
		assert!(is_active(1));
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Reported);
		next_epoch();
		assert_eq!(offence(id).stage, Stage::Disputed { round: 1, phase: Phase::Committing });
		let panel = members(id);
		assert_eq!(panel.len(), 7);
		assert!(!panel.contains(&1) && !panel.contains(&12));
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(offence(id).slashed, 100 * UNIT);
		assert_eq!(held(12), 0);
		assert_eq!(status(1), ValidatorStatus::Jailed);
		assert_eq!(free(12), WEALTH + 10 * UNIT);
	});
}

#[test]
fn a_report_that_is_cancelled_costs_the_deposit() {
	Chain::with_validators(9).account(50).execute(|| {
		let before = (free(1), free(50));
		let id = report(50, 1, OffenceKind::Collusion);
		run_to(id, is_committing);
		judge(id, &[Verdict::Cancel; 7]);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(free(50), before.1 - 1_000 * UNIT);
		assert_eq!(held(50), 0);
		assert_eq!(free(1), before.0 + 400 * UNIT);
		assert_eq!(ToTheTreasury::get(), 600 * UNIT);
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
		assert_ok!(Slashing::report_offence(
			signed(50),
			1,
			OffenceKind::Collusion,
			now(),
			evidence("once more"),
			u128::MAX
		));
	});
}

#[test]
fn the_verdict_is_the_median_and_of_two_the_lower() {
	use crate::panel::median;
	assert_eq!(median::<Perbill>(vec![]), None);
	assert_eq!(median(vec![percent(7)]), Some(percent(7)));
	let of = |parts: &[u32]| median(parts.iter().map(|part| percent(*part)).collect()).unwrap();
	assert_eq!(of(&[0, 100, 0, 100, 0]), percent(0));
	assert_eq!(of(&[100, 100, 50, 0, 0]), percent(50));
	assert_eq!(of(&[100, 0, 100, 50, 100]), percent(100));
	assert_eq!(of(&[100, 0]), percent(0));
	assert_eq!(of(&[100, 100, 0, 0]), percent(0));
}

#[test]
fn ballots_decide_by_majority() {
	use Verdict::{Cancel, Reduce, Uphold};
	let half = Reduce { to: percent(50), sentence: Sentence::Ban };
	for (ballots, part) in [
		(vec![Uphold, Uphold, Uphold, Uphold, Cancel, Cancel, Cancel], 100),
		(vec![Uphold, Uphold, Uphold, Cancel, Cancel, Cancel, Cancel], 0),
		(vec![Uphold, Uphold, Uphold, half, Cancel, Cancel, Cancel], 50),
		// Not all reveal: of an even number of ballots, the middle one better for the accused
		// counts.
		(vec![Uphold, Uphold, Uphold, Cancel], 100),
		(vec![Uphold, Uphold, Cancel, Cancel], 0),
	] {
		Chain::with_validators(12).account(50).execute(|| {
			let id = report(50, 1, OffenceKind::Other);
			judge(id, &ballots);
			let wanted = match part {
				0 => Stage::Dismissed,
				part => Stage::Applied { part: percent(part) },
			};
			assert_eq!(offence(id).stage, wanted, "{ballots:?}");
		});
	}
}

#[test]
fn without_a_quorum_a_larger_panel_judges_and_then_governance() {
	Chain::with_validators(20).account(50).execute(|| {
		TheBondAmounts::mutate(|amounts| amounts.fee = 70 * UNIT);
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let first = members(id);
		judge(id, &[Verdict::Uphold; 3]);
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
		assert_eq!(members(id).len(), 15);
		// The absent members were fined, the others paid.
		for (index, member) in first.iter().enumerate() {
			let wanted = if index < 3 { WEALTH + 10 * UNIT } else { WEALTH - 10 * UNIT };
			assert_eq!(free(*member), wanted);
		}
		// The fines are for the treasury alone.
		assert_eq!(ToTheTreasury::get(), 40 * UNIT);
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Governing });
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		next_block();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

#[test]
fn governance_can_ask_for_a_higher_quorum() {
	Chain::with_validators(20).account(50).execute(|| {
		ThePanelRules::mutate(|rules| rules.quorum = percent(100));
		let id = report(50, 1, OffenceKind::Other);
		judge(id, &[Verdict::Uphold; 6]);
		assert_eq!(offence(id).stage, Stage::Disputed { round: 2, phase: Phase::Committing });
	});
}

#[test]
fn panels_are_odd_and_as_large_as_can_be() {
	for (validators, reporter, seats) in [
		(3, 50, 0),
		(4, 50, 3),
		(4, 2, 0),
		(5, 50, 3),
		(6, 50, 5),
		(7, 2, 5),
		(8, 50, 7),
		(30, 50, 7),
	] {
		Chain::with_validators(validators).account(50).execute(|| {
			let id = report(reporter, 1, OffenceKind::Other);
			run_to(id, |stage| stage != Stage::Reported);
			assert_eq!(members(id).len(), seats, "{validators}");
			let expected = match seats {
				0 => Stage::Disputed { round: 0, phase: Phase::Governing },
				_ => Stage::Disputed { round: 1, phase: Phase::Committing },
			};
			assert_eq!(offence(id).stage, expected);
		});
	}
}

#[test]
fn those_who_belong_to_a_party_do_not_judge() {
	Chain::with_validators(12).account(50).execute(|| {
		Entities::set([(2, 1), (3, 1), (4, 50)].into());
		for seed in 0..20 {
			Seed::set(seed);
			let id = report_of(50, 1, &format!("{seed}"));
			run_to(id, is_committing);
			for excluded in [1, 2, 3, 4] {
				assert!(!members(id).contains(&excluded));
			}
			assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
			next_block();
		}
	});
}

/// Reports an alleged offence with this evidence. Returns its id.
fn report_of(reporter: AccountId, validator: AccountId, text: &str) -> OffenceId {
	assert_ok!(Slashing::report_offence(
		signed(reporter),
		validator,
		OffenceKind::Other,
		now(),
		evidence(text),
		u128::MAX
	));
	open_offence(validator)
}

#[test]
fn seats_are_drawn_by_stake() {
	// Two validators that have as much stake as all others together.
	let mut chain = Chain::with_validators(12).account(50);
	for heavy in [20, 21] {
		chain = chain.validator(heavy, 30_000);
	}
	chain.execute(|| {
		let mut drawn = 0;
		for seed in 0..30 {
			Seed::set(seed);
			let id = report_of(50, 1, &format!("{seed}"));
			run_to(id, is_committing);
			drawn += members(id).iter().filter(|member| **member >= 20).count();
			assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
			next_block();
		}
		// Each of the two is nearly always drawn; of the others about one in two.
		assert!(drawn >= 58, "{drawn}");
	});
}

#[test]
fn anyone_can_repeat_the_draw() {
	use crate::Event;
	use palisade_primitives::{ExposureInspect, WeightedDraw};
	Chain::with_validators(12).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let (seed, drawn) = take_events()
			.into_iter()
			.find_map(|event| match event {
				Event::PanelSeated { seed, members, .. } => Some((seed, members)),
				_ => None,
			})
			.unwrap();
		let exposures = Staking::exposures(now());
		let weights = exposures.iter().map(|exposure| exposure.power).collect();
		let repeated: Vec<_> = WeightedDraw::new(seed, weights)
			.map(|index| exposures[index].validator)
			.filter(|who| *who != 1)
			.take(7)
			.collect();
		assert_eq!(repeated, drawn);
		assert_eq!(members(id), drawn);
	});
}

#[test]
fn a_fine_takes_no_more_than_there_is() {
	Chain::with_validators(12).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let poor = members(id)[6];
		let all = free(poor) - UNIT;
		assert_ok!(Balances::transfer_allow_death(signed(poor), 50, all));
		commit(id, &[Verdict::Uphold; 6]);
		next_epoch();
		reveal(id, &[Verdict::Uphold; 6]);
		next_epoch();
		// The account stays alive.
		assert_eq!(free(poor), UNIT / 1_000);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}
