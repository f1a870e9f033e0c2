//! Jail, bans, and the return to service.

use super::*;
use crate::{Error, Event};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{ElectionWeight, ExposureInspect, ValidatorGate};
use sp_arithmetic::FixedU64;

type Refused = Error<Test>;

#[test]
fn time_in_jail_counts_from_the_report_of_a_proven_offence() {
	Chain::with_validators(20).execute(|| {
		jail_for(OffenceKind::DoubleSign, 5);
		equivocate(1, 1, None);
		assert_eq!(validator_record(1).jail.map(|jail| jail.until), Some(6));
		run_to(open_offence(1), is_final);
		assert_eq!(validator_record(1).jail.map(|jail| jail.until), Some(6));
		run_to_epoch(6);
		assert_ok!(Slashing::unjail(signed(1)));
	});
}

#[test]
fn time_in_jail_counts_from_the_verdict_on_an_alleged_offence() {
	Chain::with_validators(20).account(50).execute(|| {
		let id = report(50, 1, OffenceKind::InvalidBlock);
		assert_eq!(validator_record(1).jail, None);
		run_to_epoch(2);
		uphold(id);
		assert_eq!(validator_record(1).jail.map(|jail| jail.until), Some(22));
		assert_eq!(jailed_until(1), Some(22));
	});
}

#[test]
fn who_comes_back_is_on_probation() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		run_to_epoch(12);
		assert_eq!(Slashing::factor(&1), FixedU64::from_u32(1));
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(Slashing::factor(&1), FixedU64::from_rational(9, 10));
		assert_eq!(Slashing::breakdown(&1)[0].factor, FixedU64::from_rational(9, 10));
		assert_eq!(validator_record(1).probation, Some(Probation { from: 12, until: 20 }));
		next_epoch();
		next_epoch();
		assert!(is_active(1));
		// Its next offence costs four times as much.
		let id = report(50, 1, OffenceKind::FalseAttestation);
		uphold(id);
		assert_eq!(offence(id).fraction, percent(20));
		run_to_epoch(20);
		assert_eq!(Slashing::factor(&1), FixedU64::from_u32(1));
	});
}

#[test]
fn a_dismissal_restores_what_the_validator_was_doing() {
	Chain::with_validators(20).execute(|| {
		use ValidatorStatus::{Leaving, Offline, Online};
		Staking::set_status(&1, Offline);
		Staking::set_status(&2, Leaving);
		for (who, after) in [(1, Offline), (2, Leaving), (3, Online)] {
			equivocate(who, 1, None);
			assert_eq!(status_before(who), Some(after));
			cancel(open_offence(who));
			assert_eq!(status(who), after);
			assert_eq!(validator_record(who).jail, None);
		}
	});
}

#[test]
fn a_dismissal_leaves_the_jail_of_other_offences() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::DoubleSign, 10);
		next_epoch();
		equivocate(1, 1, None);
		let first = open_offence(1);
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		next_epoch();
		equivocate(1, 2, None);
		let second = open_offence_other_than(first);
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((13, 3)));
		cancel(second);
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((12, 2)));
		assert_eq!(jailed_until(1), Some(12));
		cancel(first);
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((12, 1)));
		run_to_epoch(12);
		assert_ok!(Slashing::unjail(signed(1)));
	});
}

fn open_offence_other_than(id: OffenceId) -> OffenceId {
	let open = Slashing::open_offences(&1);
	open.into_iter().map(|view| view.id).find(|other| *other != id).expect("there is another")
}

#[test]
fn a_dismissal_does_not_lift_a_ban_of_governance() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		Staking::set_status(&1, ValidatorStatus::Banned);
		cancel(open_offence(1));
		assert_eq!(status(1), ValidatorStatus::Banned);
		assert_eq!(validator_record(1).jail, None);
	});
}

#[test]
fn a_dismissal_leaves_the_jail_of_offences_that_are_forgotten() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::Collusion, 1_000);
		run_to_epoch(11);
		let collusion = OffenceKind::Collusion;
		let old =
			Slashing::report_offence(signed(50), 1, collusion, 1, evidence("it did"), u128::MAX);
		assert_ok!(old);
		uphold(open_offence(1));
		// The validator is still active in the next epoch, and offends in it.
		next_epoch();
		equivocate(1, 12, None);
		let second = open_offence(1);
		assert_ok!(Slashing::dispute(
			signed(1),
			second,
			Grounds::FactsDisputed,
			evidence("not so")
		));
		run_to_epoch(28);
		assert_eq!(validator_record(1).offences.into_inner(), [second]);
		cancel(second);
		assert_eq!(
			validator_record(1).jail.map(|jail| (jail.until, jail.reasons)),
			Some((1_011, 1))
		);
		assert_noop!(Slashing::unjail(signed(1)), crate::Error::<Test>::JailNotOver);
	});
}

#[test]
fn a_dismissed_jail_does_not_come_back_when_it_is_forgotten() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::DoubleSign, 1_000);
		jail_for(OffenceKind::InvalidBlock, 100);
		equivocate(1, 1, None);
		cancel(open_offence(1));
		// In jail for another offence while the first one is forgotten.
		run_to_epoch(38);
		uphold(report(50, 1, OffenceKind::InvalidBlock));
		run_to_epoch(40);
		equivocate(1, 39, None);
		let second = open_offence(1);
		assert_ok!(Slashing::dispute(
			signed(1),
			second,
			Grounds::FactsDisputed,
			evidence("not so")
		));
		run_to_epoch(44);
		assert_eq!(validator_record(1).offences.len(), 2);
		cancel(second);
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((138, 1)));
	});
}

#[test]
fn a_pardoned_jail_does_not_come_back() {
	Chain::with_validators(20).account(50).execute(|| {
		jail_for(OffenceKind::Collusion, 1_000);
		uphold(report(50, 1, OffenceKind::Collusion));
		assert_ok!(Slashing::pardon(root(), 1));
		let one = report(50, 1, OffenceKind::InvalidBlock);
		uphold(one);
		equivocate(1, 1, None);
		cancel(open_offence(1));
		// Twenty epochs for the invalid block, none for the pardoned offence.
		assert_eq!(validator_record(1).jail.map(|jail| (jail.until, jail.reasons)), Some((21, 1)));
	});
}

#[test]
fn who_was_banned_is_not_in_jail_besides() {
	Chain::with_validators(20).execute(|| {
		run_to_epoch(2);
		equivocate(1, 2, None);
		run_to(open_offence(1), is_final);
		// Governance lifts the ban in the staking pallet without a pardon.
		Staking::set_status(&1, ValidatorStatus::Online);
		equivocate(1, 1, None);
		assert_eq!(validator_record(1).jail, None);
		assert!(validator_record(1).banned);
		check();
		run_to(open_offence(1), is_final);
		assert_eq!(status(1), ValidatorStatus::Online);
		assert_eq!(Slashing::admit(&1), Err(Refused::Banned.into()));
	});
}

#[test]
fn a_pardon_ends_the_jail() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		take_events();
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(take_events(), [Event::ValidatorPardoned { validator: 1 }]);
		assert_eq!(status(1), ValidatorStatus::Online);
		assert_eq!(validator_record(1).jail, None);
		// The slash is not returned.
		assert!(at_risk(1, 1) < 951 * UNIT);
	});
}

#[test]
fn there_is_no_pardon_before_a_proven_offence_is_decided() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		assert_noop!(Slashing::pardon(root(), 1), crate::Error::<Test>::OffenceOpen);
		// Otherwise its dismissal would end the jail for another offence.
		cancel(open_offence(1));
		assert_noop!(Slashing::pardon(root(), 1), crate::Error::<Test>::NothingToPardon);
		assert_eq!(status(1), ValidatorStatus::Online);
	});
}

#[test]
fn who_is_in_jail_does_not_judge() {
	Chain::with_validators(8).account(50).execute(|| {
		jail_for(OffenceKind::DoubleSign, 50);
		let id = report(50, 1, OffenceKind::Other);
		next_epoch();
		// The set of the next epoch has been elected.
		equivocate(2, 1, None);
		run_to(id, is_committing);
		assert!(Staking::exposure(now(), &2).is_some());
		// Six of eight validators are eligible, so the panel has five seats.
		assert_eq!(members(id).len(), 5);
		assert!(!members(id).contains(&2));
	});
}

// Abuse of a pardon or a dismissal.

#[test]
fn a_pardon_does_not_make_the_next_offence_cheaper() {
	Chain::with_validators(20).account(50).execute(|| {
		let first = report(50, 1, OffenceKind::FalseAttestation);
		uphold(first);
		assert_eq!(offence(first).fraction, percent(5));
		assert_ok!(Slashing::pardon(signed(APPEAL), 1));
		run_to_epoch(4);
		let second = report(50, 1, OffenceKind::FalseAttestation);
		uphold(second);
		assert_eq!(offence(second).fraction, percent(10));
	});
}

#[test]
fn a_pardon_before_a_verdict_spares_no_jail() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		let open = report(50, 1, OffenceKind::InvalidBlock);
		assert_ok!(Slashing::pardon(signed(APPEAL), 1));
		assert_eq!(status(1), ValidatorStatus::Online);
		uphold(open);
		assert_eq!(jailed_until(1), Some(21));
		assert_noop!(Slashing::unjail(signed(1)), crate::Error::<Test>::JailNotOver);
	});
}
