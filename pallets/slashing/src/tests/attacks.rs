//! Attacks: stealing funds, stalling decisions, inflating the issuance, crashing the chain.

use super::*;
use crate::History;
use crate::{panel::commitment, Error, Event, Offences};
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use palisade_primitives::{Balance, Basis, OffenceIntake, OffenceReport};
use sp_core::H256;

/// Returns the total wealth of an account: free, held by this pallet, and self-staked.
fn wealth(who: AccountId) -> Balance {
	free(who) + held(who) + at_risk(who, who)
}

fn try_dispute(who: AccountId, id: OffenceId) {
	assert_ok!(Slashing::dispute(signed(who), id, Grounds::FactsDisputed, evidence("I did not")));
}

// Steal.

#[test]
fn a_validator_and_its_accuser_gain_nothing_together() {
	for verdict in [
		Verdict::Uphold,
		Verdict::Reduce { to: percent(1), sentence: Sentence::Ban },
		Verdict::Reduce { to: percent(99), sentence: Sentence::Ban },
		Verdict::Cancel,
	] {
		for disputed in [false, true] {
			// The validator has only self-stake, and the penalty is small.
			Chain::with_validators(20).account(50).execute(|| {
				let before = wealth(1) + wealth(50);
				let id = report(50, 1, OffenceKind::Other);
				if disputed {
					try_dispute(1, id);
				}
				run_to(id, is_committing);
				judge(id, &[verdict; 7]);
				assert!(is_final(offence(id).stage));
				assert!(wealth(1) + wealth(50) < before, "{verdict:?} {disputed}");
			});
		}
	}
}

#[test]
fn a_panel_of_friends_gets_no_more_than_the_fee() {
	Chain::with_validators(20).account(50).execute(|| {
		TheBondAmounts::mutate(|amounts| amounts.fee = 70 * UNIT);
		let id = report(50, 1, OffenceKind::Other);
		try_dispute(1, id);
		run_to(id, is_committing);
		let friends = members(id);
		let before: Balance = friends.iter().map(|who| wealth(*who)).sum();
		judge(id, &[Verdict::Cancel; 7]);
		let after: Balance = friends.iter().map(|who| wealth(*who)).sum();
		assert_eq!(after, before + 70 * UNIT);
		assert_eq!(held(1) + held(50), 0);
	});
}

#[test]
fn a_copied_commitment_cannot_be_revealed_by_another_member() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let [honest, copyist, ..] = members(id)[..] else { panic!("there are seven") };
		let hash = commitment(id, &honest, Verdict::Cancel, salt(honest));
		assert_ok!(Slashing::commit_ballot(signed(honest), id, hash));
		assert_ok!(Slashing::commit_ballot(signed(copyist), id, hash));
		next_epoch();
		assert_ok!(Slashing::reveal_ballot(
			signed(honest),
			id,
			Verdict::Cancel,
			salt(honest),
			None
		));
		let copied =
			Slashing::reveal_ballot(signed(copyist), id, Verdict::Cancel, salt(honest), None);
		assert_noop!(copied, Error::<Test>::BallotMismatch);
	});
}

#[test]
fn a_hash_of_another_offence_is_worth_nothing() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let member = members(id)[0];
		let other = commitment(OffenceId::zero(), &member, Verdict::Cancel, salt(member));
		assert_ok!(Slashing::commit_ballot(signed(member), id, other));
		next_epoch();
		let reveal =
			Slashing::reveal_ballot(signed(member), id, Verdict::Cancel, salt(member), None);
		assert_noop!(reveal, Error::<Test>::BallotMismatch);
	});
}

#[test]
fn deposits_that_governance_changes_meanwhile_are_given_back_as_they_were_held() {
	Chain::with_validators(20).account(50).execute(|| {
		let before = (free(50), free(1));
		let id = report(50, 1, OffenceKind::Other);
		try_dispute(1, id);
		TheBondAmounts::set(BondAmounts {
			report: UNIT,
			dispute: 9_999 * UNIT,
			fine: 0,
			fee: 9 * UNIT,
		});
		// No verdict: the reporter forfeits a tenth, the accused nothing.
		run_to(id, is_final);
		assert_eq!((free(50), free(1)), (before.0 - 100 * UNIT, before.1));
		assert_eq!((held(50), held(1)), (0, 0));
	});
}

#[test]
fn a_deposit_for_one_report_does_not_pay_for_another() {
	Chain::with_validators(20).account(50).execute(|| {
		let lost = report(50, 1, OffenceKind::Other);
		let open = report(50, 2, OffenceKind::Other);
		assert_ok!(Slashing::rule(root(), lost, Verdict::Cancel));
		assert_eq!(held(50), 1_000 * UNIT);
		assert_ok!(Slashing::rule(root(), open, Verdict::Uphold));
		assert_eq!(held(50), 0);
	});
}

#[test]
fn parties_that_hold_nothing_else_are_settled() {
	Chain::with_validators(20).account(50).execute(|| {
		// The reporter keeps only its deposit and the existential deposit.
		let rest = free(50) - 1_000 * UNIT - UNIT / 1_000;
		assert_ok!(Balances::transfer_allow_death(signed(50), 51, rest));
		let before = free(1);
		let id = report(50, 1, OffenceKind::Other);
		assert_eq!(free(50), UNIT / 1_000);
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
		next_block();
		assert_eq!((free(50), held(50)), (UNIT / 1_000, 0));
		assert_eq!(free(1), before + 400 * UNIT);
	});
}

// Stall.

#[test]
fn a_flood_of_allegations_does_not_delay_proven_offences() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		MaxSteps::set(2);
		TheBondAmounts::mutate(|deposits| deposits.report = UNIT);
		for validator in 2..=20 {
			for number in 0..PLACES_AT_BASE {
				let what = evidence(&format!("no. {number}"));
				let kind = OffenceKind::Other;
				let reporter = 50 + AccountId::from(number % 2);
				assert_ok!(Slashing::report_offence(
					signed(reporter),
					validator,
					kind,
					1,
					what,
					u128::MAX
				));
			}
		}
		equivocate(1, 1, None);
		let id = open_offence(1);
		let due = offence(id).due;
		run_to_epoch(due);
		next_block();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		// All of them are decided by the deadline, though hardly any by a panel.
		run_to_epoch(27);
		for _ in 0..1_000 {
			next_block();
		}
		assert!(Offences::<Test>::iter_values().all(|offence| is_final(offence.stage)));
		assert_eq!(held(50) + held(51), 0);
		check();
		// All of them are forgotten.
		for _ in 0..40 {
			next_epoch();
			(0..20).for_each(|_| next_block());
		}
		check();
		assert_eq!(Offences::<Test>::iter().count(), 0);
		MaxSteps::set(1_000);
	});
}

#[test]
fn an_offence_decided_after_it_should_be_forgotten_is_forgotten() {
	Chain::with_validators(20).account(50).execute(|| {
		let late = report(50, 1, OffenceKind::Other);
		let ruled = report(50, 2, OffenceKind::Other);
		// The hook does nothing for a long time, though epochs pass.
		MaxSteps::set(0);
		run_to_epoch(40);
		assert_ok!(Slashing::rule(root(), ruled, Verdict::Uphold));
		MaxSteps::set(1);
		for _ in 0..100 {
			next_block();
		}
		check();
		assert_eq!(Offences::<Test>::iter().count(), 0);
		assert_eq!(Slashing::history_of(&1)[0].offence, late);
		assert_eq!(validator_record(1).alleged, 0);
		MaxSteps::set(1_000);
	});
}

#[test]
fn the_weight_of_a_block_is_not_exceeded_by_more_than_a_step() {
	use crate::WeightInfo;
	Chain::with_validators(20).execute(|| {
		for who in 1..=20 {
			equivocate(who, 1, None);
		}
		// The weight budget covers about five steps.
		let step = <() as WeightInfo>::apply(20);
		MaxStepsWeight::set(step.saturating_mul(5));
		run_to_epoch(3);
		let done = || (1..=20u128).filter(|who| History::<Test>::contains_key(who)).count();
		let mut before = done();
		for _ in 0..20 {
			let spent = Slashing::on_initialize(0);
			assert!(spent.all_lte(step.saturating_mul(6)), "{spent:?}");
			assert!(done() - before <= 6);
			before = done();
		}
		assert_eq!(before, 20);
	});
}

#[test]
fn the_weight_of_those_who_act_on_slashes_counts_against_that_of_a_block() {
	use crate::WeightInfo;
	Chain::with_validators(20).execute(|| {
		for who in 1..=20 {
			equivocate(who, 1, None);
		}
		let step = <() as WeightInfo>::apply(20);
		MaxStepsWeight::set(step.saturating_mul(5));
		// Each slash costs as much as two steps besides.
		let cover = step.saturating_mul(2);
		CoverWeight::set(cover);
		run_to_epoch(3);
		let done = || (1..=20u128).filter(|who| History::<Test>::contains_key(who)).count();
		let mut before = done();
		assert!(before < 20);
		for _ in 0..20 {
			// The weight returned excludes the cover, which the staking pallet registers.
			let spent = Slashing::on_initialize(0);
			let applied = done() - before;
			assert!(applied <= 2, "{applied}");
			let all = spent.saturating_add(cover.saturating_mul(applied as u64));
			// At most the limit, and one step with its cover.
			assert!(all.all_lte(step.saturating_mul(8)), "{all:?}");
			before = done();
		}
		assert_eq!(before, 20);
	});
}

#[test]
fn however_little_a_block_may_weigh_there_is_a_step() {
	use crate::WeightInfo;
	MaxStepsWeight::set(<() as WeightInfo>::nothing_due());
	Chain::with_validators(3).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to_epoch(4);
		for _ in 0..10 {
			next_block();
		}
		assert!(is_final(offence(id).stage));
	});
}

#[test]
fn to_fill_the_places_of_a_validator_costs_more_and_more() {
	Chain::with_validators(20).accounts(50..58).execute(|| {
		let mut all = 0;
		// Each of eight accounts has a place at the base price; the first has the others.
		for number in 0..MAX_ALLEGED {
			let who = 50 + AccountId::from(number.saturating_sub(24));
			let doublings = if who > 50 { 0 } else { number.div_ceil(4) };
			let deposit = (1_000 * UNIT) << doublings;
			assert_eq!(Slashing::report_deposit(&who, &1), deposit, "the {number}th");
			all += deposit;
			let what = evidence(&format!("junk no. {number}"));
			let kind = OffenceKind::Other;
			assert_ok!(Slashing::report_offence(signed(who), 1, kind, 1, what, u128::MAX));
		}
		assert_eq!(all, 512_000 * UNIT);
		all -= 7_000 * UNIT;
		assert_eq!(held(50), all);
		// The deposit on another validator is unchanged.
		assert_eq!(Slashing::report_deposit(&50, &2), 1_000 * UNIT);
		for view in Slashing::open_offences(&1) {
			assert_ok!(Slashing::rule(root(), view.id, Verdict::Cancel));
		}
		next_block();
		// On this one it falls when the junk is forgotten, which cost its reporter all of it.
		assert_eq!(free(50), WEALTH - all);
		assert_eq!(Slashing::report_deposit(&50, &1), 128_000 * UNIT);
		run_to_epoch(30);
		assert_eq!(Slashing::report_deposit(&50, &1), 1_000 * UNIT);
	});
}

#[test]
fn an_accused_cannot_put_off_its_penalty_for_ever() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		try_dispute(1, id);
		// Neither panel members nor governance act.
		run_to_epoch(27);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(status(1), ValidatorStatus::Banned);
	});
}

#[test]
fn a_name_that_was_never_a_validator_cannot_be_accused_by_anybody() {
	Chain::with_validators(5).account(50).execute(|| {
		equivocate(50, 1, None);
		let report = OffenceReport {
			validator: 50,
			kind: OffenceKind::Downtime,
			epoch: 1,
			evidence: H256::zero(),
			reporter: None,
			basis: Basis::Proven,
		};
		assert_noop!(
			<Slashing as OffenceIntake<_>>::report(report),
			sp_runtime::DispatchError::from(Error::<Test>::NotExposed)
		);
		assert_eq!(Offences::<Test>::iter().count(), 0);
	});
}

#[test]
fn without_enough_validators_governance_decides_or_nothing_changes() {
	for number in 1..=4 {
		Chain::with_validators(number).account(50).execute(|| {
			let id = report(50, 1, OffenceKind::Other);
			run_to_epoch(4);
			let wanted = match number {
				4 => Stage::Disputed { round: 1, phase: Phase::Revealing },
				_ => Stage::Disputed { round: 0, phase: Phase::Governing },
			};
			assert_eq!(offence(id).stage, wanted);
			run_to_epoch(27);
			assert_eq!(offence(id).stage, Stage::Dismissed);
			assert_eq!(at_risk(1, 1), 1_000 * UNIT);
			assert_eq!(held(50), 0);
		});
	}
}

// Inflate.

#[test]
fn whatever_governance_sets_nothing_is_made() {
	for parts in [0, 1, 50, 99, 100] {
		Chain::with_validators(20).account(50).execute(|| {
			let share = percent(parts);
			TheDistribution::set(Distribution {
				reporter: share,
				reporter_most: Balance::MAX,
				burned: share,
				winner: share,
				abandoned: share,
			});
			TheBondAmounts::mutate(|deposits| deposits.fine = Balance::MAX);
			let before = Balances::total_issuance();
			for verdict in [
				Verdict::Uphold,
				Verdict::Reduce { to: percent(33), sentence: Sentence::Ban },
				Verdict::Cancel,
			] {
				let id = report(50, 1, OffenceKind::Other);
				try_dispute(1, id);
				run_to(id, is_committing);
				commit(id, &[verdict; 5]);
				next_epoch();
				reveal(id, &[verdict; 5]);
				next_epoch();
			}
			let after = Balances::total_issuance();
			assert!(after <= before);
			assert_eq!(after == before, parts == 0 || parts == 100, "{parts}");
		});
	}
}

// Crash.

#[test]
fn numbers_at_their_bounds_are_taken_or_refused() {
	Chain::with_validators(20).account(50).execute(|| {
		let kind = OffenceKind::Other;
		let future = Slashing::report_offence(
			signed(50),
			1,
			kind,
			u32::MAX,
			evidence("it will do it"),
			u128::MAX,
		);
		assert_noop!(future, Error::<Test>::EpochNotBegun);
		equivocate(1, u32::MAX, None);
		assert_eq!(Offences::<Test>::iter().count(), 0);
		// For longer than there are epochs.
		Penalties::mutate(|all| {
			for penalty in all.values_mut() {
				penalty.sentence = Sentence::Jail(u32::MAX);
				penalty.fraction = percent(100);
			}
		});
		TheWindows::mutate(|windows| {
			windows.probation = u32::MAX;
			windows.repetition = u32::MAX;
		});
		equivocate(1, 1, None);
		run_to_epoch(4);
		assert_eq!(at_risk(1, 1), 0);
		assert_noop!(Slashing::unjail(signed(1)), Error::<Test>::JailNotOver);
		assert_ok!(Slashing::pardon(root(), 1));
	});
}

#[test]
fn a_penalty_of_nothing_is_a_penalty() {
	Chain::with_validators(20).account(50).execute(|| {
		Penalties::mutate(|all| {
			for penalty in all.values_mut() {
				penalty.fraction = percent(0);
			}
		});
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		next_block();
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(offence(id).slashed, 0);
		assert_eq!(status(1), ValidatorStatus::Jailed);
	});
}

#[test]
fn rules_that_governance_changes_meanwhile_neither_stall_nor_fail() {
	Chain::with_validators(20).account(50).execute(|| {
		let proven = {
			equivocate(1, 1, None);
			open_offence(1)
		};
		let judged = report(50, 2, OffenceKind::Other);
		run_to(judged, is_committing);
		ThePanelRules::set(PanelRules {
			seats: 0,
			seats_of_second: 0,
			quorum: percent(100),
			withheld: percent(100),
		});
		TheWindows::set(Windows {
			report: 0,
			veto: 0,
			dispute: 0,
			commit: 0,
			reveal: 0,
			correlation: 0,
			repetition: 0,
			probation: 0,
			hold: 0,
		});
		TheDowntimeRules::set(DowntimeRules {
			window: 0,
			tolerated: 0,
			tolerated_part: percent(0),
		});
		TheBondAmounts::set(BondAmounts { report: 0, dispute: 0, fine: 0, fee: 0 });
		// No quorum, twice; governance does not rule either.
		let late = report(50, 3, OffenceKind::Other);
		for _ in 0..30 {
			next_epoch();
			crate::Pallet::<Test>::check_state().expect("the invariants hold");
		}
		for id in [proven, judged, late] {
			let is_over = Offences::<Test>::get(id).is_none_or(|offence| is_final(offence.stage));
			assert!(is_over);
		}
	});
}

#[test]
fn all_equivocate_at_once_and_everything_goes_on() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		MaxSteps::set(3);
		for who in 1..=20 {
			equivocate(who, 1, None);
		}
		run_to_epoch(4);
		for _ in 0..100 {
			next_block();
		}
		// All shared in the fault, so all of the stake is lost, by the first and by the last.
		for who in 1..=20 {
			assert!(at_risk(who, who) < 10, "{who} has {}", at_risk(who, who));
			assert_eq!(status(who), ValidatorStatus::Banned);
		}
		assert!(at_risk(100, 1) < 10);
		assert!(crate::Reviews::<Test>::get().is_none());
		MaxSteps::set(1_000);
	});
}

#[test]
fn an_offence_of_the_first_epoch_and_one_of_the_running_one() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 0, None);
		equivocate(2, now(), None);
		run_to_epoch(5);
		for who in [1, 2] {
			assert_eq!(status(who), ValidatorStatus::Banned);
			assert_eq!(at_risk(who, who), 500 * UNIT);
		}
		let raised = |event: &Event<Test>| matches!(event, Event::PenaltyRaised { .. });
		assert!(!take_events().iter().any(raised), "each has a twentieth of the stake");
	});
}
