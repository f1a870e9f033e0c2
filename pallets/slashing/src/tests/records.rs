//! The validators with a clean record.

use super::*;
use frame_support::assert_ok;
use palisade_primitives::OffenceRecord;

fn is_clean(who: AccountId) -> bool {
	<Slashing as OffenceRecord<_>>::is_clean(&who)
}

/// Sets the repetition window, in epochs.
fn remember_for(epochs: u32) {
	TheWindows::mutate(|windows| windows.repetition = epochs);
}

/// Sets the sentence of a kind of offence.
fn sentence_for(kind: OffenceKind, sentence: Sentence) {
	Penalties::mutate(|all| all.get_mut(&kind).unwrap().sentence = sentence);
}

/// Governance rules, and the decision is executed.
fn rule(id: OffenceId, verdict: Verdict) {
	assert_ok!(Slashing::rule(root(), id, verdict));
	next_block();
	assert!(is_final(offence(id).stage));
}

#[test]
fn the_record_of_one_of_whom_nothing_is_known_is_clean() {
	Chain::with_validators(20).execute(|| {
		assert!(is_clean(1));
		// An account that is no validator has a clean record too.
		assert!(is_clean(77));
		run_to_epoch(3);
		assert!(is_clean(1));
	});
}

#[test]
fn an_allegation_alone_does_not_stain() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Collusion);
		assert!(is_clean(1));
		run_to(id, is_committing);
		assert_eq!(offence(id).basis, palisade_primitives::Basis::Alleged);
		assert!(is_clean(1));
		rule(id, Verdict::Cancel);
		assert!(is_clean(1));
	});
}

#[test]
fn what_was_alleged_and_upheld_does() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		rule(id, Verdict::Reduce { to: percent(1), sentence: Sentence::Ban });
		assert!(!is_clean(1));
		assert_eq!(validator_record(1).jail, None, "there is no sentence besides");
		assert!(is_clean(2));
	});
}

#[test]
fn a_proven_offence_stains_as_long_as_it_is_open() {
	Chain::with_validators(20).execute(|| {
		sentence_for(OffenceKind::DoubleSign, Sentence::None);
		equivocate(1, 1, None);
		assert_eq!(validator_record(1).jail, None);
		let id = open_offence(1);
		assert!(!is_clean(1));
		assert_ok!(Slashing::dispute(signed(1), id, Grounds::FactsDisputed, evidence("not so")));
		run_to(id, is_committing);
		assert!(!is_clean(1));
		rule(id, Verdict::Cancel);
		assert!(is_clean(1));
		assert!(is_clean(2));
	});
}

#[test]
fn a_decision_stains_before_it_is_executed() {
	Chain::with_validators(20).account(50).execute(|| {
		sentence_for(OffenceKind::DoubleSign, Sentence::None);
		equivocate(1, 1, None);
		let proven = open_offence(1);
		let alleged = report(50, 2, OffenceKind::Other);
		let reduced = report(50, 3, OffenceKind::Other);
		let cancelled = report(50, 4, OffenceKind::Other);
		assert_ok!(Slashing::rule(root(), proven, Verdict::Uphold));
		assert_ok!(Slashing::rule(root(), alleged, Verdict::Uphold));
		assert_ok!(Slashing::rule(
			root(),
			reduced,
			Verdict::Reduce { to: percent(50), sentence: Sentence::Ban }
		));
		assert_ok!(Slashing::rule(root(), cancelled, Verdict::Cancel));
		let stages = [proven, alleged, reduced, cancelled].map(|id| offence(id).stage);
		let half = Stage::Reduced { to: percent(50) };
		assert_eq!(stages, [Stage::Upheld, Stage::Upheld, half, Stage::Cancelled]);
		assert_eq!([1, 2, 3, 4].map(is_clean), [false, false, false, true]);
		next_block();
		assert_eq!([1, 2, 3, 4].map(is_clean), [false, false, false, true]);
		assert_eq!([1, 2, 3].map(|who| validator_record(who).convictions.len()), [1, 1, 1]);
	});
}

#[test]
fn a_conviction_is_remembered_as_long_as_it_makes_a_penalty_higher() {
	Chain::with_validators(20).account(50).execute(|| {
		remember_for(30);
		run_to_epoch(3);
		let id = report(50, 1, OffenceKind::Other);
		run_to_epoch(5);
		rule(id, Verdict::Uphold);
		// The repetition window starts with the offence, not with the verdict.
		assert_eq!(validator_record(1).convictions[0].epoch, 3);
		for epoch in [5, 20, 33] {
			run_to_epoch(epoch);
			assert!(!is_clean(1), "in epoch {epoch}");
		}
		run_to_epoch(34);
		assert!(is_clean(1));
		assert_eq!(validator_record(1).convictions.len(), 1, "though it is noted still");
		// Governance can lengthen the repetition window.
		remember_for(31);
		assert!(!is_clean(1));
	});
}

#[test]
fn the_last_of_several_convictions_counts() {
	Chain::with_validators(20).account(50).execute(|| {
		remember_for(5);
		rule(report(50, 1, OffenceKind::Other), Verdict::Uphold);
		run_to_epoch(4);
		rule(report(50, 1, OffenceKind::Other), Verdict::Uphold);
		run_to_epoch(9);
		assert!(!is_clean(1));
		run_to_epoch(10);
		assert!(is_clean(1));
	});
}

#[test]
fn one_that_is_in_jail_has_no_clean_record_until_it_comes_back_and_its_probation_is_over() {
	Chain::with_validators(20).account(50).execute(|| {
		remember_for(2);
		sentence_for(OffenceKind::Collusion, Sentence::Jail(6));
		rule(report(50, 1, OffenceKind::Collusion), Verdict::Uphold);
		assert_eq!(validator_record(1).jail.map(|jail| jail.until), Some(7));
		// The conviction is forgotten and the jail term is over, but the validator has not
		// returned.
		run_to_epoch(9);
		assert!(!is_clean(1));
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(validator_record(1).probation, Some(Probation { from: 9, until: 17 }));
		run_to_epoch(16);
		assert!(!is_clean(1));
		run_to_epoch(17);
		assert!(is_clean(1));
	});
}

#[test]
fn one_that_is_in_jail_for_what_was_dismissed_has_a_clean_record_again() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		assert!(validator_record(1).jail.is_some());
		assert!(!is_clean(1));
		rule(open_offence(1), Verdict::Cancel);
		assert_eq!(validator_record(1).jail, None);
		assert!(is_clean(1));
	});
}

#[test]
fn one_that_is_banned_has_no_clean_record() {
	Chain::with_validators(20).execute(|| {
		remember_for(2);
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		run_to_epoch(60);
		assert!(validator_record(1).banned && validator_record(1).jail.is_none());
		assert!(!is_clean(1));
		// After the pardon the record is clean, because the conviction is forgotten.
		assert_ok!(Slashing::pardon(root(), 1));
		assert!(is_clean(1));
	});
}

#[test]
fn a_pardon_ends_the_jail_and_not_the_memory() {
	Chain::with_validators(20).account(50).execute(|| {
		remember_for(10);
		rule(report(50, 1, OffenceKind::Collusion), Verdict::Uphold);
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!((validator_record(1).jail, validator_record(1).probation), (None, None));
		// The slash is not returned either: the validator was guilty.
		assert!(!is_clean(1));
		run_to_epoch(11);
		assert!(!is_clean(1));
		run_to_epoch(12);
		assert!(is_clean(1));
	});
}

#[test]
fn reading_a_record_changes_nothing() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		report(50, 2, OffenceKind::Other);
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let before = root();
		assert_eq!([1, 2, 3].map(is_clean), [false, true, true]);
		assert_eq!(root(), before);
	});
}

#[test]
fn a_record_of_many_offences_is_judged_without_reading_them() {
	Chain::with_validators(20).accounts(50..60).execute(|| {
		// Eight allegations, and two proofs that are upheld.
		let report = |who: AccountId| {
			let (kind, evidence) = (OffenceKind::Other, evidence(&format!("{who} saw it")));
			assert_ok!(Slashing::report_offence(signed(who), 1, kind, now(), evidence, u128::MAX));
			*validator_record(1).offences.last().expect("it is noted")
		};
		let reports: Vec<_> = (50..58).map(report).collect();
		let offences = crate::Offences::<Test>::hashed_key_for(reports[0])[..32].to_vec();
		let look = || {
			let (clean, accesses) = palisade_test_support::accesses::accesses_of(|| is_clean(1));
			assert!(!accesses.reads.iter().any(|key| key.starts_with(&offences)));
			// The record and the epoch.
			assert!(accesses.reads.len() <= 2, "{}", accesses.reads.len());
			clean
		};
		assert!(look());
		sentence_for(OffenceKind::DoubleSign, Sentence::None);
		equivocate(1, 1, None);
		assert!(!look());
		assert_eq!(validator_record(1).incriminating, 1);
		rule(*validator_record(1).offences.last().expect("it is noted"), Verdict::Cancel);
		assert!(look());
		for id in reports {
			rule(id, Verdict::Cancel);
		}
		assert!(look());
		assert_eq!(validator_record(1).incriminating, 0);
	});
}
