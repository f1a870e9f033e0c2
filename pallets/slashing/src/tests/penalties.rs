//! Penalties that do not depend on who reports when.

use super::*;
use crate::{
	assessment::{charge, repetitions, FAULT_SPAN},
	consensus::proof_hash,
	Error, Event, Offences, ReportProofs, SessionOf,
};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{test::Call, Basis, OffenceIntake, OffenceReport, ValidatorGate};
use palisade_test_support::{dice::Dice, equivocation::TwoVotes};
use sp_runtime::DispatchError;
use sp_staking::{
	offence::{OffenceError, ReportOffence},
	SessionIndex,
};
use std::collections::BTreeMap;

/// Has the chain find downtime of a validator in an epoch. Returns the offence.
fn down(validator: AccountId, epoch: EpochIndex) -> OffenceId {
	let report = OffenceReport {
		validator,
		kind: OffenceKind::Downtime,
		epoch,
		evidence: proof(epoch),
		reporter: None,
		basis: Basis::Proven,
	};
	<Slashing as OffenceIntake<_>>::report(report).expect("it was active")
}

/// Reports the `number`-th proof of an equivocation. Returns the offences that it opened.
fn equivocate_by(validator: AccountId, epoch: EpochIndex, number: u32) -> Option<OffenceId> {
	let before = validator_record(validator).offences;
	Slashing::report_proof(validator, epoch, proof(number), None);
	let mut after = validator_record(validator).offences.into_iter();
	after.find(|id| !before.contains(id))
}

/// Returns the slashes since the last call.
fn slashes() -> Vec<Call<AccountId>> {
	let calls = Staking::take_calls().into_iter();
	calls.filter(|call| matches!(call, Call::Slash(..))).collect()
}

/// Returns the part of its stake that a validator with 1,000 units has lost.
fn lost(who: AccountId) -> u128 {
	1_000 - (at_risk(who, who) + UNIT / 2) / UNIT
}

// Repetition.

#[test]
fn a_lasting_fault_reported_in_slices_does_not_double() {
	Chain::with_validators(20).account(50).execute(|| {
		run_to_epoch(10);
		for epoch in [1, 4, 7, 9, 10] {
			let kind = OffenceKind::Other;
			assert_ok!(Slashing::report_offence(
				signed(50),
				1,
				kind,
				epoch,
				evidence("it did"),
				u128::MAX
			));
			uphold(open_offence(1));
		}
		for id in validator_record(1).offences {
			assert_eq!(offence(id).fraction, percent(5));
		}
		// The fault lasted longer than one fault can: the epochs 1, 4, 7 and 10 were charged.
		assert_eq!(slashes(), [1, 4, 7, 10].map(|epoch| Call::Slash(1, epoch, percent(5))));
		// The validator has been reported by now.
		run_to_epoch(13);
		let next = report(50, 1, OffenceKind::Other);
		uphold(next);
		assert_eq!(offence(next).fraction, percent(10));
	});
}

#[test]
fn an_outage_that_the_jail_could_not_end_earlier_costs_once() {
	for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1]] {
		Chain::with_validators(20).execute(|| {
			run_to_epoch(3);
			let ids = order.map(|epoch| down(1, epoch));
			ids.into_iter().for_each(|id| run_to(id, is_final));
			assert_eq!(ids.map(|id| offence(id).fraction), [percent(5); 3]);
			assert_eq!(lost(1), 50);
		});
	}
	// Each is reported in the epoch after it.
	Chain::with_validators(20).execute(|| {
		let ids = [1, 2, 3].map(|epoch| {
			run_to_epoch(epoch + 1);
			down(1, epoch)
		});
		ids.into_iter().for_each(|id| run_to(id, is_final));
		assert_eq!(ids.map(|id| offence(id).fraction), [percent(5); 3]);
		assert_eq!(lost(1), 50);
	});
}

#[test]
fn repetition_is_counted_by_reports_and_faults() {
	let conviction = |epoch, reported| Conviction {
		kind: OffenceKind::Other,
		epoch,
		reported,
		fraction: percent(5),
		charged: percent(0),
	};
	let count = |of: &[(u32, u32)], epoch| {
		let convictions: Vec<_> =
			of.iter().map(|(epoch, reported)| conviction(*epoch, *reported)).collect();
		repetitions(convictions.iter(), epoch)
	};
	assert_eq!(count(&[], 9), 0);
	assert_eq!(count(&[(1, 1)], 3), 0, "one fault");
	assert_eq!(count(&[(1, 1)], 4), 1);
	assert_eq!(count(&[(1, 4)], 4), 0, "not reported before");
	assert_eq!(count(&[(1, 3)], 4), 1);
	assert_eq!(count(&[(1, 1), (4, 4)], 7), 2);
	assert_eq!(count(&[(1, 6), (4, 6)], 7), 1, "slices of one report");
	assert_eq!(count(&[(1, 1), (2, 2), (3, 3)], 4), 1);
	assert_eq!(count(&[(1, 1), (2, 2), (3, 3), (4, 4)], 7), 2);
	assert_eq!(count(&[(7, 7)], 4), 0, "later");
}

// One fault.

#[test]
fn one_fault_across_an_epoch_boundary_costs_once() {
	for order in [[1, 2], [2, 1]] {
		Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
			next_epoch();
			for epoch in order {
				equivocate(1, epoch, None);
			}
			run_to_epoch(6);
			near(at_risk(1, 1), 500 * UNIT);
			near(at_risk(100, 1), 250 * UNIT);
			for id in validator_record(1).offences {
				assert_eq!(offence(id).fraction, percent(50));
			}
		});
		// Reported after the penalty for the other was applied.
		Chain::with_validators(20).execute(|| {
			next_epoch();
			for epoch in order {
				equivocate(1, epoch, None);
				run_to_epoch(now() + 4);
			}
			near(at_risk(1, 1), 500 * UNIT);
		});
	}
}

#[test]
fn two_faults_cost_twice() {
	Chain::with_validators(20).execute(|| {
		run_to_epoch(4);
		equivocate(1, 1, None);
		equivocate(1, 4, None);
		run_to_epoch(8);
		let mut slashes = slashes();
		slashes.sort_by_key(|call| matches!(call, Call::Slash(_, 4, _)));
		assert_eq!(slashes, [1, 4].map(|epoch| Call::Slash(1, epoch, percent(50))));
	});
}

#[test]
fn a_fault_is_charged_from_its_first_epoch_though_the_accused_disputes_that() {
	Chain::with_validators(20).execute(|| {
		next_epoch();
		let [first, second] = [1, 2].map(|epoch| equivocate_by(1, epoch, 0).expect("it is new"));
		assert_ok!(dispute(first));
		run_to(first, is_committing);
		// Upheld, but the panel judges the epoch before.
		assert_eq!(offence(second).stage, Stage::Upheld);
		assert_eq!(Staking::cases().len(), 2);
		Staking::take_calls();
		judge(first, &[Verdict::Uphold; 7]);
		next_epoch();
		assert!(is_final(offence(first).stage) && is_final(offence(second).stage));
		assert_eq!(slashes(), [Call::Slash(1, 1, percent(50))]);
	});
	// A dismissal of the first epoch frees no other.
	Chain::with_validators(20).execute(|| {
		next_epoch();
		let [first, second] = [1, 2].map(|epoch| equivocate_by(1, epoch, 0).expect("it is new"));
		assert_ok!(dispute(first));
		run_to(first, is_committing);
		judge(first, &[Verdict::Cancel; 7]);
		run_to(second, is_final);
		assert_eq!(offence(second).stage, Stage::Applied { part: percent(100) });
		near(at_risk(1, 1), 500 * UNIT);
	});
}

#[test]
fn a_graver_epoch_of_a_fault_costs_the_difference() {
	Chain::with_validators(20).account(50).execute(|| {
		let light = report(50, 1, OffenceKind::InvalidBlock);
		let half = Verdict::Reduce { to: percent(50), sentence: Sentence::None };
		assert_ok!(Slashing::rule(root(), light, half));
		next_epoch();
		assert_eq!(lost(1), 50);
		let grave = report(50, 1, OffenceKind::InvalidBlock);
		uphold(grave);
		assert_eq!(lost(1), 100);
		assert_eq!(offence(grave).fraction, percent(10));
	});
}

/// A conviction of a kind and epoch, and its cost in percent.
type Fault = (OffenceKind, EpochIndex, u32);

/// Applies the convictions in an order, and returns the rest of the stake, in billionths.
fn left_after(faults: &[Fault], order: &[usize]) -> f64 {
	let mut convictions: Vec<Conviction> = Vec::new();
	let mut charges = BTreeMap::<EpochIndex, Perbill>::new();
	for index in order {
		let (kind, epoch, fraction) = faults[*index];
		let fraction = percent(fraction);
		let at = convictions.partition_point(|other| other.epoch < epoch);
		let (reported, charged) = (epoch, percent(0));
		let conviction = Conviction { kind, epoch, reported, fraction, charged };
		convictions.insert(at, conviction);
		if let Some(charged) = charge(&convictions, &conviction) {
			convictions[at].charged = charged;
			let before = charges.insert(epoch, charged);
			assert!(before.is_none_or(|before| before < charged));
		}
	}
	let parts = charges.into_values().map(|charged| f64::from(charged.deconstruct()) / 1e9);
	parts.fold(1e9, |left, part| left * (1.0 - part))
}

/// Returns the least that a choice of convictions leaves, of which none excludes another.
fn least_left(faults: &[Fault]) -> f64 {
	let excludes = |one: &Fault, other: &Fault| {
		let apart = one.1.abs_diff(other.1);
		apart == 0 || (one.0 == other.0 && apart <= FAULT_SPAN)
	};
	let choices = (0u32..1 << faults.len()).filter_map(|choice| {
		let of = faults.iter().enumerate().filter(|(index, _)| choice >> index & 1 == 1);
		let of: Vec<_> = of.map(|(_, fault)| fault).collect();
		let is_valid = of
			.iter()
			.enumerate()
			.all(|(index, one)| of[..index].iter().all(|other| !excludes(one, other)));
		is_valid.then(|| of.iter().fold(1e9, |left, fault| left * (1.0 - f64::from(fault.2) / 1e2)))
	});
	choices.fold(1e9, f64::min)
}

#[test]
fn the_order_of_convictions_does_not_change_what_faults_cost() {
	let mut dice = Dice(7);
	for round in 0..600 {
		let kinds = [OffenceKind::DoubleSign, OffenceKind::InvalidBlock, OffenceKind::Downtime];
		let kinds = &kinds[..1 + round % 3];
		let mut faults = BTreeMap::new();
		for _ in 0..dice.between(1, 8) {
			let kind = kinds[dice.below(kinds.len() as u64) as usize];
			faults.insert((dice.between(1, 12), kind), dice.between(1, 100));
		}
		let faults: Vec<Fault> =
			faults.into_iter().map(|((epoch, kind), cost)| (kind, epoch, cost)).collect();
		let least = least_left(&faults);
		for _ in 0..4 {
			let mut order: Vec<_> = (0..faults.len()).collect();
			for index in (1..order.len()).rev() {
				order.swap(index, dice.below(index as u64 + 1) as usize);
			}
			let left = left_after(&faults, &order);
			assert!((left - least).abs() < 10.0, "{faults:?} in {order:?}: {left} of {least}");
		}
	}
}

// What governance changes.

#[test]
fn a_raised_penalty_reaches_no_offence_already_reported() {
	Chain::with_validators(20).account(50).execute(|| {
		let applied = down(1, 1);
		run_to(applied, is_final);
		equivocate(2, now(), None);
		let [proven, alleged] = [open_offence(2), report(50, 3, OffenceKind::Other)];
		Penalties::mutate(|all| {
			for penalty in all.values_mut() {
				*penalty =
					Penalty { fraction: percent(90), sentence: Sentence::Ban, signal: 1_000 };
			}
		});
		TheWindows::mutate(|windows| windows.correlation = 16);
		uphold(alleged);
		run_to(proven, is_final);
		let costs = [applied, proven, alleged].map(|id| offence(id).fraction);
		assert_eq!(costs, [percent(5), percent(50), percent(5)]);
		assert_eq!(status(3), ValidatorStatus::Online);
		// A review of the applied one changes nothing either.
		let mut reviewed = offence(applied);
		Slashing::reassess(applied, &mut reviewed);
		assert_eq!(reviewed.fraction, percent(5));
		// Later reports are judged by the new penalty.
		let later = report(50, 4, OffenceKind::Other);
		uphold(later);
		assert_eq!((offence(later).fraction, status(4)), (percent(90), ValidatorStatus::Banned));
	});
}

// Sentences.

#[test]
fn a_penalty_reduced_to_a_billionth_is_no_ban_with_buried_keys() {
	let billionth = Perbill::from_parts(1);
	for sentence in [Sentence::None, Sentence::Jail(2), Sentence::Jail(9), Sentence::Ban] {
		Chain::with_validators(20).execute(|| {
			Retired::take();
			equivocate(1, 1, None);
			let id = open_offence(1);
			assert_ok!(dispute(id));
			run_to(id, is_committing);
			judge(id, &[Verdict::Reduce { to: billionth, sentence }; 7]);
			assert_eq!(offence(id).stage, Stage::Applied { part: billionth });
			assert_eq!(offence(id).sentence, sentence);
			let is_banned = sentence == Sentence::Ban;
			assert_eq!(validator_record(1).banned, is_banned);
			assert_eq!(Retired::get().contains(&1), is_banned);
			// The jail term began with the report, in epoch 1.
			match sentence {
				Sentence::None => {
					assert_eq!(
						(status(1), validator_record(1).jail),
						(ValidatorStatus::Online, None)
					);
				},
				Sentence::Jail(epochs) => {
					assert_eq!(jailed_until(1), Some(1 + epochs));
					run_to_epoch(now().max(1 + epochs));
					assert_ok!(Slashing::unjail(signed(1)));
				},
				Sentence::Ban => assert_eq!(status(1), ValidatorStatus::Banned),
			}
		});
	}
}

#[test]
fn a_lighter_sentence_leaves_the_jail_of_other_offences() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		let lighter = Verdict::Reduce { to: percent(100), sentence: Sentence::Jail(3) };
		assert_ok!(Slashing::rule(root(), id, lighter));
		next_block();
		assert_eq!(offence(id).fraction, percent(50));
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((11, 2)));
		assert_eq!(jailed_until(1), Some(11));
	});
}

#[test]
fn the_sentence_is_the_median_of_the_ballots() {
	let to = percent(50);
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		run_to(id, is_committing);
		let jail = Verdict::Reduce { to, sentence: Sentence::Jail(7) };
		let [uphold, cancel] = [Verdict::Uphold, Verdict::Cancel];
		judge(id, &[uphold, uphold, uphold, jail, jail, cancel, cancel]);
		assert_eq!((offence(id).fraction, offence(id).sentence), (percent(25), Sentence::Jail(7)));
	});
}

#[test]
fn an_appeal_and_a_ruling_ease_the_sentence() {
	let to = percent(60);
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		let ease =
			|to, sentence| Slashing::rule(signed(APPEAL), id, Verdict::Reduce { to, sentence });
		assert_ok!(ease(percent(100), Sentence::Jail(5)));
		assert_noop!(ease(percent(100), Sentence::Jail(6)), Error::<Test>::AlreadyEased);
		assert_noop!(ease(percent(100), Sentence::Ban), Error::<Test>::NotAReduction);
		// What was eased before stays eased.
		assert_ok!(ease(to, Sentence::Ban));
		assert_eq!((offence(id).most, offence(id).sentence), (to, Sentence::Jail(5)));
		run_to(id, is_final);
		assert_eq!(offence(id).fraction, percent(30));
		assert_eq!(jailed_until(1), Some(6));
	});
}

// Proofs.

#[test]
fn a_dismissed_equivocation_frees_no_other_of_its_epoch() {
	Chain::with_validators(20).execute(|| {
		let first = equivocate_by(1, 1, 0).expect("it is new");
		cancel(first);
		let second = equivocate_by(1, 1, 1).expect("another fault reopens the epoch");
		assert_eq!(offence(second).evidence, proof(1));
		assert_eq!(status(1), ValidatorStatus::Jailed);
		run_to(second, is_final);
		near(at_risk(1, 1), 500 * UNIT);
		assert_eq!(offence(first).stage, Stage::Dismissed);
	});
}

#[test]
fn an_old_proof_reopens_nothing() {
	Chain::with_validators(20).execute(|| {
		let id = equivocate_by(1, 1, 0).expect("it is new");
		cancel(id);
		take_events();
		for _ in 0..3 {
			assert_eq!(equivocate_by(1, 1, 0), None);
			assert_eq!(take_events(), [Event::OffenceKnown { offence: id }]);
			next_epoch();
		}
		assert_eq!(status(1), ValidatorStatus::Online);
	});
}

#[test]
fn a_reduced_or_eased_equivocation_covers_no_other_either() {
	for sentence in [Sentence::Ban, Sentence::None] {
		Chain::with_validators(20).execute(|| {
			let light = Verdict::Reduce { to: percent(1), sentence };
			for number in 0..MAX_PROOFS {
				let id = equivocate_by(1, 1, number).expect("it is new");
				assert_ok!(Slashing::rule(signed(APPEAL), id, light));
			}
			let grave = equivocate_by(1, 1, 9).expect("the others are eased");
			run_to(grave, is_final);
			near(at_risk(1, 1), 500 * UNIT);
			assert_eq!(status(1), ValidatorStatus::Banned);
		});
	}
}

#[test]
fn a_flood_of_proofs_opens_three_offences_and_says_one_thing() {
	Chain::with_validators(20).execute(|| {
		Conducts::take();
		for number in 0..100 {
			assert_eq!(Slashing::is_new_proof(&1, 1, proof(number)), number < MAX_PROOFS);
			equivocate_by(1, 1, number);
		}
		assert_eq!(Slashing::open_offences(&1).len(), MAX_PROOFS as usize);
		run_to_epoch(4);
		near(at_risk(1, 1), 500 * UNIT);
		let offended = |conduct: &palisade_primitives::Conduct| {
			matches!(conduct, palisade_primitives::Conduct::Offended { .. })
		};
		assert_eq!(Conducts::get().iter().filter(|(.., conduct)| offended(conduct)).count(), 1);
	});
}

/// Rounds below a hundred are those of the first session.
struct FirstHundred;
impl SessionOf<u64> for FirstHundred {
	fn session_of(round: &u64) -> Option<SessionIndex> {
		(*round < 100).then_some(1)
	}
}

type Consensus = ReportProofs<Test, (), FirstHundred>;

/// Has the consensus report that validator 1 voted twice in a round of epoch 1.
fn vote_twice(round: u64) -> Result<(), OffenceError> {
	let votes = TwoVotes { offender: 1, session: 1, round };
	<Consensus as ReportOffence<_, (AccountId, u128), _>>::report_offence(vec![50], votes)
}

#[test]
fn proofs_of_the_consensus_are_known_by_their_round() {
	Chain::with_validators(20).account(50).execute(|| {
		let known = |round: u64| {
			let offenders = [(1u128, 0u128)];
			<Consensus as ReportOffence<_, _, TwoVotes>>::is_known_offence(&offenders, &round)
		};
		assert!(!known(7));
		assert_eq!(vote_twice(7), Ok(()));
		assert!(known(7) && !known(8));
		let again = vote_twice(7);
		assert_eq!(again, Err(OffenceError::DuplicateReport));
		let id = open_offence(1);
		assert_eq!(offence(id).evidence, proof_hash(*b"test:equivocatio", &7u64));
		assert_eq!(offence(id).reporter, Some(50));
		assert_eq!(
			Slashing::offence_view(id).map(|view| view.offence.evidence),
			Some(offence(id).evidence)
		);
		cancel(id);
		assert!(known(7) && !known(8));
		assert_eq!(vote_twice(8), Ok(()));
		assert_ne!(open_offence(1), id);
		// Its session is not known without the proof.
		assert!(!known(100));
	});
}

// The staking pallet.

#[test]
fn a_jail_holds_once_a_ban_of_governance_is_lifted() {
	Chain::with_validators(20).execute(|| {
		Staking::set_status(&1, ValidatorStatus::Banned);
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_eq!(status(1), ValidatorStatus::Banned);
		assert!(validator_record(1).jail.is_some());
		// Governance lifts its ban before the verdict.
		Staking::set_status(&1, ValidatorStatus::Online);
		assert_eq!(Slashing::admit(&1), Err(Error::<Test>::InJail.into()));
		assert_noop!(Slashing::unjail(signed(1)), Error::<Test>::JailNotOver);
		cancel(id);
		assert_eq!(Slashing::admit(&1), Ok(()));
	});
}

#[test]
fn a_release_that_is_refused_is_not_reported_as_done() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
		take_events();
		// The case is closed first.
		Staking::set_failing_after(1, DispatchError::Unavailable);
		next_block();
		Staking::set_failing(None);
		let events = take_events();
		let refused = Event::ConfinementFailed { validator: 1, reason: DispatchError::Unavailable };
		assert!(events.contains(&refused), "{events:?}");
		assert!(!events.contains(&Event::ValidatorReleased { validator: 1 }));
		assert_eq!(status(1), ValidatorStatus::Jailed);
		assert!(Offences::<Test>::contains_key(id));
	});
}
