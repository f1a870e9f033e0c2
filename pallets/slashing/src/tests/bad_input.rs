//! Invalid input: each case has its own error, and no state changes.

use super::*;
use crate::{panel::commitment, Error};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::DispatchError;

type Refused = Error<Test>;

fn try_report(who: AccountId, what: Evidence) -> sp_runtime::DispatchResult {
	Slashing::report_offence(signed(who), 1, OffenceKind::Other, now(), what, u128::MAX)
}

#[test]
fn report_fails_for_what_the_chain_finds_out_itself() {
	Chain::with_validators(5).account(50).execute(|| {
		for kind in [OffenceKind::DoubleSign, OffenceKind::Downtime] {
			let report =
				Slashing::report_offence(signed(50), 1, kind, 1, evidence("it did"), u128::MAX);
			assert_noop!(report, Refused::KindNotReportable);
		}
	});
}

#[test]
fn report_fails_of_oneself_and_of_ones_own() {
	Chain::with_validators(5).account(50).execute(|| {
		assert_noop!(try_report(1, evidence("I did")), Refused::ReportsItself);
		Entities::set([(50, 1)].into());
		assert_noop!(try_report(50, evidence("it did")), Refused::ReportsItself);
	});
}

#[test]
fn report_fails_outside_its_window() {
	Chain::with_validators(5).account(50).execute(|| {
		run_to_epoch(12);
		let of = |epoch| {
			Slashing::report_offence(
				signed(50),
				1,
				OffenceKind::Other,
				epoch,
				evidence("it did"),
				u128::MAX,
			)
		};
		assert_noop!(of(1), Refused::ReportTooOld);
		assert_noop!(of(13), Refused::EpochNotBegun);
		assert_ok!(of(2));
		assert_ok!(of(12));
	});
}

#[test]
fn report_fails_of_who_was_not_active() {
	Chain::with_validators(5).account(50).execute(|| {
		let of = |who| {
			Slashing::report_offence(
				signed(50),
				who,
				OffenceKind::Other,
				1,
				evidence("it did"),
				u128::MAX,
			)
		};
		assert_noop!(of(50), Refused::ReportsItself);
		assert_noop!(of(99), Refused::NotExposed);
	});
}

#[test]
fn report_fails_twice_with_the_same_evidence() {
	Chain::with_validators(5).accounts([50, 51]).execute(|| {
		assert_ok!(try_report(50, evidence("it did")));
		assert_noop!(try_report(50, evidence("it did")), Refused::AlreadyReported);
		assert_noop!(try_report(51, evidence("it did")), Refused::AlreadyReported);
		assert_ok!(try_report(51, evidence("it really did")));
	});
}

#[test]
fn report_fails_when_too_many_wait() {
	Chain::with_validators(5).accounts(50..59).execute(|| {
		// The first has all places but those that are kept for others.
		for number in 0..=MAX_ALLEGED - PLACES_AT_BASE {
			assert_ok!(try_report(50, evidence(&format!("no. {number}"))));
		}
		assert_noop!(try_report(50, evidence("one more")), Refused::TooManyOffences);
		for who in 51..58 {
			assert_ok!(try_report(who, evidence(&format!("of {who}"))));
		}
		assert_noop!(try_report(58, evidence("one more")), Refused::TooManyOffences);
		// A proven offence still finds room.
		equivocate(1, 1, None);
		assert_eq!(validator_record(1).offences.len() as u32, MAX_ALLEGED + 1);
	});
}

#[test]
fn report_fails_when_too_many_are_remembered() {
	Chain::with_validators(5).account(50).execute(|| {
		for number in 0..MAX_ALLEGED {
			assert_ok!(try_report(50, evidence(&format!("no. {number}"))));
			assert_ok!(Slashing::rule(root(), open_offence(1), Verdict::Cancel));
			next_block();
		}
		assert_noop!(try_report(50, evidence("one more")), Refused::TooManyOffences);
		equivocate(1, 1, None);
		assert_eq!(validator_record(1).offences.len() as u32, MAX_ALLEGED + 1);
		// Offences are forgotten in time.
		run_to_epoch(30);
		assert_eq!(validator_record(1).alleged, 0);
	});
}

#[test]
fn report_fails_with_evidence_that_is_too_large_or_malformed() {
	Chain::with_validators(5).account(50).execute(|| {
		let large = vec![1; MAX_EVIDENCE as usize + 1];
		let hash = H256::repeat_byte(1);
		for what in [
			Evidence::Inline(large.clone()),
			Evidence::Header(large),
			Evidence::Document { hash, uri: vec![b'a'; MAX_URI as usize + 1] },
		] {
			assert_noop!(try_report(50, what), Refused::EvidenceTooLarge);
		}
		for what in [
			Evidence::Inline(vec![]),
			Evidence::Header(vec![]),
			Evidence::Header(vec![1, 2, 3]),
			Evidence::Document { hash, uri: vec![] },
			Evidence::Document { hash, uri: vec![0xff, 0xfe] },
		] {
			assert_noop!(try_report(50, what), Refused::EvidenceMalformed);
		}
		assert_ok!(try_report(50, Evidence::Inline(vec![1; MAX_EVIDENCE as usize])));
		assert_ok!(try_report(50, Evidence::Document { hash, uri: b"ipfs://evidence".to_vec() }));
		use codec::Encode;
		use sp_runtime::traits::Header as _;
		let header = sp_runtime::testing::Header::new(
			7,
			H256::repeat_byte(1),
			H256::repeat_byte(2),
			H256::repeat_byte(3),
			Default::default(),
		);
		assert_ok!(try_report(50, Evidence::Header(header.encode())));
		let trailing = [header.encode(), vec![0]].concat();
		assert_noop!(try_report(50, Evidence::Header(trailing)), Refused::EvidenceMalformed);
	});
}

#[test]
fn report_fails_without_the_deposit() {
	Chain::with_validators(5).account(50).execute(|| {
		assert_ok!(Balances::transfer_allow_death(signed(50), 1, WEALTH - 999 * UNIT));
		assert_noop!(try_report(50, evidence("it did")), Refused::InsufficientFunds);
	});
}

#[test]
fn dispute_fails_for_unknown_offences_and_for_other_callers() {
	Chain::with_validators(5).account(50).execute(|| {
		let dispute = |who, id| {
			Slashing::dispute(signed(who), id, Grounds::FactsDisputed, evidence("I did not"))
		};
		assert_noop!(dispute(1, H256::zero()), Refused::UnknownOffence);
		let id = report(50, 1, OffenceKind::Other);
		for who in [2, 50] {
			assert_noop!(dispute(who, id), Refused::NotAccused);
		}
	});
}

#[test]
fn dispute_fails_twice_too_late_and_without_the_bond() {
	Chain::with_validators(9).account(50).execute(|| {
		let dispute = |who, id| {
			Slashing::dispute(signed(who), id, Grounds::FactsDisputed, evidence("I did not"))
		};
		let id = report(50, 1, OffenceKind::Other);
		let large = Evidence::Inline(vec![1; MAX_EVIDENCE as usize + 1]);
		assert_noop!(
			Slashing::dispute(signed(1), id, Grounds::FactsDisputed, large),
			Refused::EvidenceTooLarge
		);
		assert_ok!(dispute(1, id));
		assert_noop!(dispute(1, id), Refused::AlreadyDisputed);

		let second = report(50, 2, OffenceKind::Other);
		assert_ok!(Balances::transfer_allow_death(signed(2), 1, free(2) - 499 * UNIT));
		assert_noop!(dispute(2, second), Refused::InsufficientFunds);

		let third = report(50, 3, OffenceKind::Other);
		run_to(third, is_committing);
		assert_noop!(dispute(3, third), Refused::DisputeWindowOver);
	});
}

#[test]
fn ballots_fail_of_strangers_at_the_wrong_time_and_twice() {
	Chain::with_validators(9).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		let hash = H256::repeat_byte(1);
		let commit = |who, id| Slashing::commit_ballot(signed(who), id, hash);
		let reveal =
			|who, id| Slashing::reveal_ballot(signed(who), id, Verdict::Uphold, salt(who), None);
		assert_noop!(commit(2, H256::zero()), Refused::UnknownOffence);
		assert_noop!(reveal(2, H256::zero()), Refused::UnknownOffence);
		assert_noop!(commit(2, id), Refused::NotCommitting);
		run_to(id, is_committing);
		let panel = members(id);
		for stranger in [1, 50] {
			assert_noop!(commit(stranger, id), Refused::NotOnPanel);
		}
		assert_noop!(reveal(panel[0], id), Refused::NotRevealing);
		assert_ok!(commit(panel[0], id));
		assert_noop!(commit(panel[0], id), Refused::AlreadyCommitted);
		next_epoch();
		assert_noop!(commit(panel[1], id), Refused::NotCommitting);
		assert_noop!(reveal(1, id), Refused::NotOnPanel);
		assert_noop!(reveal(panel[1], id), Refused::NotCommitted);
	});
}

#[test]
fn reveal_fails_with_another_ballot_than_was_committed_to() {
	Chain::with_validators(9).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::Other);
		run_to(id, is_committing);
		let panel = members(id);
		let (one, other) = (panel[0], panel[1]);
		let ballot = commitment(id, &one, Verdict::Cancel, salt(one));
		assert_ok!(Slashing::commit_ballot(signed(one), id, ballot));
		// A member that copied a commitment cannot reveal it.
		assert_ok!(Slashing::commit_ballot(signed(other), id, ballot));
		let nothing = Verdict::Reduce { to: Perbill::zero(), sentence: Sentence::Ban };
		let hidden = commitment(id, &panel[2], nothing, salt(panel[2]));
		assert_ok!(Slashing::commit_ballot(signed(panel[2]), id, hidden));
		next_epoch();
		let reveal =
			|who, verdict, salt| Slashing::reveal_ballot(signed(who), id, verdict, salt, None);
		assert_noop!(reveal(one, Verdict::Uphold, salt(one)), Refused::BallotMismatch);
		assert_noop!(reveal(one, Verdict::Cancel, salt(other)), Refused::BallotMismatch);
		assert_noop!(reveal(other, Verdict::Cancel, salt(one)), Refused::BallotMismatch);
		assert_noop!(reveal(panel[2], nothing, salt(panel[2])), Refused::NotAReduction);
		assert_ok!(reveal(one, Verdict::Cancel, salt(one)));
		assert_noop!(reveal(one, Verdict::Cancel, salt(one)), Refused::AlreadyRevealed);
	});
}

#[test]
fn only_governance_rules_and_pardons() {
	Chain::with_validators(9).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		for origin in [signed(1), signed(2), RuntimeOrigin::none()] {
			let rule = Slashing::rule(origin.clone(), id, Verdict::Cancel);
			assert_noop!(rule, DispatchError::BadOrigin);
			assert_noop!(Slashing::pardon(origin, 1), DispatchError::BadOrigin);
		}
		assert_noop!(
			Slashing::rule(root(), H256::zero(), Verdict::Cancel),
			Refused::UnknownOffence
		);
		for part in [Perbill::zero(), Perbill::one()] {
			let rule =
				Slashing::rule(root(), id, Verdict::Reduce { to: part, sentence: Sentence::Ban });
			assert_noop!(rule, Refused::NotAReduction);
		}
		assert_noop!(Slashing::pardon(root(), 2), Refused::NothingToPardon);
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
		assert_noop!(Slashing::rule(root(), id, Verdict::Uphold), Refused::AlreadyDecided);
		next_block();
		assert_noop!(Slashing::rule(root(), id, Verdict::Uphold), Refused::AlreadyDecided);
	});
}

#[test]
fn unjail_fails_too_early_without_jail_banned_and_with_something_open() {
	Chain::with_validators(9).execute(|| {
		let unjail = |who| Slashing::unjail(signed(who));
		assert_noop!(unjail(1), Refused::NotJailed);
		assert_noop!(unjail(99), Refused::NotJailed);
		equivocate(1, 1, None);
		assert_noop!(unjail(1), Refused::JailNotOver);
		run_to(open_offence(1), is_final);
		assert_noop!(unjail(1), Refused::Banned);
		let penalty =
			Penalty { sentence: Sentence::Jail(0), ..Penalties::get()[&OffenceKind::DoubleSign] };
		Penalties::mutate(|all| {
			all.insert(OffenceKind::DoubleSign, penalty);
		});
		equivocate(2, now(), None);
		assert_noop!(unjail(2), Refused::OffenceOpen);
		run_to(open_offence(2), is_final);
		assert_ok!(unjail(2));
	});
}
