//! Calls to the staking pallet: their order, and what happens where one of them fails.

use super::*;
use crate::{Error, Event, Offences};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	test::{Call, UNKNOWN_VALIDATOR},
	Basis, OffenceIntake, ValidatorGate,
};
use sp_core::H256;
use sp_runtime::DispatchError;

/// The error with which the staking pallet fails.
const FAILURE: DispatchError = DispatchError::Unavailable;

/// Runs `steps` while all calls of the staking pallet fail, but the first `spared`.
fn failing_after<Outcome>(spared: u32, steps: impl FnOnce() -> Outcome) -> Outcome {
	Staking::set_failing_after(spared, FAILURE);
	let outcome = steps();
	Staking::set_failing(None);
	outcome
}

fn jail_of(who: AccountId) -> Option<(EpochIndex, u32)> {
	validator_record(who).jail.map(|jail| (jail.until, jail.reasons))
}

// The order of calls.

#[test]
fn an_equivocation_is_jailed_slashed_closed_and_banned_in_this_order() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let opened = [Call::OpenCase(1, 1, Basis::Proven), Call::Jail(1, 28)];
		assert_eq!(Staking::take_calls(), opened);
		assert_eq!(Staking::cases(), [(1, 1, Basis::Proven)]);
		run_to(open_offence(1), is_final);
		assert_eq!(
			Staking::take_calls(),
			[Call::Slash(1, 1, percent(50)), Call::CloseCase(1, 1, Basis::Proven), Call::Ban(1),]
		);
		assert_eq!(Staking::cases(), []);
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(Staking::take_calls(), [Call::Unban(1)]);
	});
}

#[test]
fn an_allegation_is_slashed_and_closed_before_its_jail_and_return() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_eq!(Staking::take_calls(), [Call::OpenCase(1, 1, Basis::Alleged)]);
		assert_ok!(dispute(id));
		judge(id, &[Verdict::Reduce { to: percent(50), sentence: Sentence::Ban }; 7]);
		let until = now() + 20;
		assert_eq!(
			Staking::take_calls(),
			[
				Call::Slash(1, 1, percent(5)),
				Call::CloseCase(1, 1, Basis::Alleged),
				Call::Jail(1, until),
			]
		);
		run_to_epoch(until);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(Staking::take_calls(), [Call::Unjail(1)]);
	});
}

#[test]
fn a_dismissal_closes_the_case_and_reverses_the_jailing_alone() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::DoubleSign, 10);
		equivocate(1, 1, None);
		let first = open_offence(1);
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		Staking::take_calls();
		cancel(first);
		// The jail term for the other offence remains.
		assert_eq!(
			Staking::take_calls(),
			[Call::CloseCase(1, 1, Basis::Proven), Call::Release(1), Call::Jail(1, 11)]
		);
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(Staking::take_calls(), [Call::Release(1)]);
	});
}

#[test]
fn a_penalty_that_is_raised_is_slashed_up_to_its_new_fraction() {
	Chain::with_validators(10).execute(|| {
		equivocate(1, 1, None);
		equivocate(2, 1, None);
		run_to_epoch(3);
		let slashes = Staking::take_calls().into_iter();
		let slashes: Vec<_> = slashes.filter(|call| matches!(call, Call::Slash(..))).collect();
		// In any order: the second of them is correlated with the first, whose penalty is raised.
		let [Call::Slash(one, 1, first), Call::Slash(other, 1, second), last] = &slashes[..] else {
			panic!("{slashes:?}")
		};
		assert_eq!((one + other, *first, *second), (3, percent(50), percent(60)));
		assert_eq!(*last, Call::Slash(*one, 1, percent(60)));
	});
}

// Failures.

#[test]
fn a_report_whose_case_cannot_be_opened_is_refused_and_changes_nothing() {
	Chain::with_validators(20).account(50).execute(|| {
		let what = || evidence("I saw it");
		let by_account =
			|| Slashing::report_offence(signed(50), 1, OffenceKind::Other, 1, what(), u128::MAX);
		let by_pallet = || {
			<Slashing as OffenceIntake<_>>::report(proven_report(
				OffenceKind::Downtime,
				H256::zero(),
			))
		};
		failing_after(0, || {
			assert_noop!(by_account(), FAILURE);
			assert_noop!(by_pallet(), FAILURE);
			take_events();
			equivocate(1, 1, None);
			let kind = OffenceKind::DoubleSign;
			let refused = Event::ReportRefused { validator: 1, kind, epoch: 1, reason: FAILURE };
			assert_eq!(take_events(), [refused]);
		});
		assert_eq!(Offences::<Test>::iter().count(), 0);
		assert_eq!((held(50), validator_record(1)), (0, ValidatorRecord::default()));
		check();
		// The reports can be made again.
		assert_ok!(by_account());
		assert_ok!(by_pallet());
		equivocate(1, 1, None);
		assert_eq!(Slashing::open_offences(&1).len(), 3);
	});
}

#[test]
fn a_validator_that_was_removed_cannot_be_reported() {
	Chain::with_validators(20).account(50).execute(|| {
		Staking::remove_validator(&1);
		let report = Slashing::report_offence(
			signed(50),
			1,
			OffenceKind::Other,
			1,
			evidence("I saw it"),
			u128::MAX,
		);
		assert_noop!(report, UNKNOWN_VALIDATOR);
	});
}

#[test]
fn an_accused_that_cannot_be_jailed_at_once_is_judged_and_jailed_after_the_verdict() {
	Chain::with_validators(20).execute(|| {
		jail_for(OffenceKind::DoubleSign, 5);
		take_events();
		// After the opening of the case.
		failing_after(1, || equivocate(1, 1, None));
		let id = open_offence(1);
		assert_eq!((status(1), jail_of(1)), (ValidatorStatus::Online, None));
		assert_eq!(offence(id).jailed_until, 0);
		assert!(matches!(
			take_events()[..],
			[Event::OffenceReported { .. }, Event::ConfinementFailed { validator: 1, .. }]
		));
		check();
		run_to(id, is_final);
		assert_eq!(offence(id).slashed, 500 * UNIT);
		assert_eq!((jailed_until(1), jail_of(1)), (Some(8), Some((8, 1))));
	});
}

#[test]
fn an_offence_of_which_the_accused_was_never_jailed_is_dismissed_without_a_release() {
	Chain::with_validators(20).execute(|| {
		failing_after(1, || equivocate(1, 1, None));
		Staking::take_calls();
		cancel(open_offence(1));
		assert_eq!(Staking::take_calls(), [Call::CloseCase(1, 1, Basis::Proven)]);
		assert_eq!(validator_record(1).jail, None);
	});
}

#[test]
fn a_slash_that_fails_is_said_and_made_up_for_when_the_penalty_is_raised() {
	Chain::with_validators(10).account(50).execute(|| {
		equivocate(1, 1, Some(50));
		let id = open_offence(1);
		let issuance = Balances::total_issuance();
		take_events();
		failing_after(0, || run_to(id, is_final));
		assert!(take_events().contains(&Event::SlashFailed { offence: id, reason: FAILURE }));
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!((offence(id).fraction, offence(id).slashed), (percent(50), 0));
		assert_eq!((at_risk(1, 1), free(50)), (1_000 * UNIT, WEALTH));
		assert_eq!(Balances::total_issuance(), issuance);
		check();
		// A correlated equivocation raises the penalty, and all of it is slashed.
		equivocate(2, now(), None);
		run_to(open_offence(2), is_final);
		next_block();
		assert!(offence(id).fraction > percent(60));
		assert_eq!(offence(id).slashed, offence(id).fraction.mul_ceil(1_000 * UNIT));
		assert_eq!(at_risk(1, 1), 1_000 * UNIT - offence(id).slashed);
		assert_eq!(free(50), WEALTH + offence(id).rewarded);
	});
}

#[test]
fn a_validator_that_cannot_be_banned_stays_in_jail_with_its_keys() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to_epoch(2);
		take_events();
		// After the slash and the end of the case.
		failing_after(2, next_epoch);
		assert_eq!((offence(id).slashed, Staking::cases()), (500 * UNIT, vec![]));
		let banned = |event: &Event<Test>| matches!(event, Event::ValidatorBanned { .. });
		assert!(!take_events().iter().any(banned));
		assert!(!validator_record(1).banned && Retired::get().is_empty());
		assert_eq!((jailed_until(1), jail_of(1)), (Some(28), Some((28, 1))));
		assert_eq!(Slashing::admit(&1), Err(Error::<Test>::InJail.into()));
		assert_noop!(Slashing::unjail(signed(1)), Error::<Test>::JailNotOver);
	});
}

#[test]
fn a_case_that_cannot_be_closed_stays_open_and_the_offence_is_decided() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
		// After the slash: neither is the validator jailed.
		failing_after(1, next_block);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
		assert_eq!(offence(id).slashed, 100 * UNIT);
		assert_eq!((held(50), validator_record(1).alleged_open), (0, 0));
		assert_eq!(Staking::cases(), [(1, 1, Basis::Alleged)]);
		assert_eq!((status(1), jail_of(1)), (ValidatorStatus::Online, None));
		check();
		// The offence is forgotten all the same.
		run_to_epoch(60);
		assert_eq!(Offences::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_acquittal_stands_though_the_validator_cannot_be_released() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
		// After the end of the case.
		failing_after(1, next_block);
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!((held(1), at_risk(1, 1)), (0, 1_000 * UNIT));
		assert_eq!(Staking::cases(), []);
		// The staking pallet's own jail term remains, and this pallet admits the validator.
		assert_eq!((jailed_until(1), jail_of(1)), (Some(28), None));
		assert_eq!(Slashing::admit(&1), Ok(()));
	});
}

#[test]
fn a_jail_that_cannot_be_shortened_keeps_the_validator_out_all_the_same() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::DoubleSign, 10);
		equivocate(1, 1, None);
		let proven = open_offence(1);
		jail_for(OffenceKind::FalseAttestation, 5);
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		assert_eq!(jail_of(1), Some((11, 2)));
		assert_ok!(Slashing::rule(root(), proven, Verdict::Cancel));
		// After the end of the case and the release.
		failing_after(2, next_block);
		assert_eq!((status(1), jail_of(1)), (ValidatorStatus::Online, Some((6, 1))));
		assert_eq!(Slashing::admit(&1), Err(Error::<Test>::InJail.into()));
		run_to_epoch(6);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(Slashing::admit(&1), Ok(()));
	});
}

#[test]
fn a_return_or_a_pardon_that_staking_refuses_changes_nothing() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		equivocate(2, 1, None);
		run_to(open_offence(2), is_final);
		run_to_epoch(11);
		failing_after(0, || {
			assert_noop!(Slashing::unjail(signed(1)), FAILURE);
			assert_noop!(Slashing::pardon(root(), 1), FAILURE);
			assert_noop!(Slashing::pardon(root(), 2), FAILURE);
		});
		assert_eq!(jail_of(1), Some((11, 1)));
		assert!(validator_record(2).banned);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_ok!(Slashing::pardon(root(), 2));
		assert_eq!([1, 2].map(status), [ValidatorStatus::Online; 2]);
	});
}
