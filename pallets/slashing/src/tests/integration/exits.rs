//! Stake that leaves: a slash reaches all stake that is liable for the offence, and an exit waits
//! for the decision.

use super::*;
use crate::{Error, Offences};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Duty, RewardClass, MAX_INTERRUPTED_EPOCHS};
use palisade_staking::types::{Amount, State};

type Refused = Error<Test>;

fn undelegate(who: AccountId, units: u128) {
	assert_ok!(Staking::undelegate(
		signed(who),
		1,
		RewardClass::Compounding,
		Amount::Exact(units * UNIT)
	));
}

fn leave(who: AccountId) {
	assert_ok!(Staking::undelegate(signed(who), 1, RewardClass::Compounding, Amount::All));
}

#[test]
fn leaving_does_not_help() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		next_epoch();
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_ok!(Staking::undelegate(signed(100), 1, RewardClass::Compounding, Amount::All));
		// Reported in the last epoch of its report window.
		run_to_epoch(12);
		equivocate(1, 2, None);
		let id = open_offence(1);
		run_to(id, is_final);
		assert_eq!(offence(id).slashed, 750 * UNIT);
		run_to_epoch(40);
		let before = (free(1), free(100));
		assert_ok!(Staking::withdraw(signed(1)));
		assert_ok!(Staking::withdraw(signed(100)));
		assert!((free(1) - before.0).abs_diff(500 * UNIT) < 10 + 10 * UNIT);
		assert!((free(100) - before.1).abs_diff(250 * UNIT) < 10);
	});
}

#[test]
fn allegations_one_after_another_hold_no_exit_for_ever() {
	// Too few validators for a panel: each offence waits for governance until its deadline.
	Chain::with_validators(3).accounts([50, 51]).delegation(100, 1, 500).execute(|| {
		assert_ok!(Staking::undelegate(signed(100), 1, RewardClass::Compounding, Amount::All));
		let mut paid = None;
		for epoch in 2..40 {
			run_to_epoch(epoch);
			// An offence of the last epoch for which the exit is liable, and one of each later
			// epoch.
			for of in [2, epoch] {
				let what = evidence(&format!("junk of {epoch}"));
				let _ = Slashing::report_offence(
					signed(50),
					1,
					OffenceKind::Other,
					of,
					what,
					u128::MAX,
				);
			}
			if paid.is_none() && Staking::withdraw(signed(100)).is_ok() {
				paid = Some(epoch);
			}
		}
		// Unbonding would end with epoch 22. The allegations of epoch 2 are cancelled with epoch
		// 28.
		assert_eq!(paid, Some(28));
		assert_eq!(free(100), WEALTH);
	});
}

#[test]
fn redelegation_does_not_escape_a_slash() {
	Chain::with_validators(20).delegation(100, 1, 500).delegation(101, 1, 500).execute(|| {
		next_epoch();
		assert_ok!(Staking::redelegate(signed(100), 1, 2, RewardClass::Compounding, Amount::All));
		// Reported in the last possible epoch, and decided in the last possible epoch.
		run_to_epoch(11);
		equivocate(1, 1, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		for _ in 0..40 {
			let _ = Staking::complete_redelegation(signed(100), 1, 2);
			next_epoch();
		}
		assert!(is_final(offence_or_forgotten(id)));
		let left = at_risk(100, 1) + at_risk(100, 2);
		near(left, at_risk(101, 1));
		near(left, 250 * UNIT);
	});
}

/// Returns the stage of an offence, or `Applied` if it is forgotten.
fn offence_or_forgotten(id: OffenceId) -> Stage {
	Offences::<Test>::get(id).map_or(Stage::Applied { part: percent(100) }, |it| it.stage)
}

#[test]
fn a_withdrawal_does_not_beat_a_slash() {
	Chain::with_validators(20).delegation(100, 1, 500).delegation(101, 1, 500).execute(|| {
		next_epoch();
		undelegate(100, 500);
		run_to_epoch(12);
		// An offence of the epoch in which the delegator left, reported in the last epoch of its
		// window, and judged by two panels without a quorum.
		equivocate(1, 2, None);
		let id = open_offence(1);
		assert_ok!(dispute(id));
		let before = free(100);
		while offence(id).stage.is_open() {
			let _ = Staking::withdraw(signed(100));
			assert_eq!(free(100), before, "paid in epoch {}", now());
			next_epoch();
		}
		assert!(is_final(offence(id).stage));
		assert_ok!(Staking::withdraw(signed(100)));
		near(free(100) - before, 250 * UNIT);
		near(at_risk(101, 1), 250 * UNIT);
	});
}

#[test]
fn exits_of_others_do_not_wait() {
	Chain::with_validators(20).delegation(100, 2, 500).execute(|| {
		assert_ok!(Staking::undelegate(signed(100), 2, RewardClass::Compounding, Amount::All));
		equivocate(1, 1, None);
		run_to_epoch(22);
		let before = free(100);
		assert_ok!(Staking::withdraw(signed(100)));
		near(free(100) - before, 500 * UNIT);
	});
}

#[test]
fn redelegation_and_exit_are_not_charged_twice() {
	Chain::with_validators(20).delegation(100, 1, 500).delegation(101, 1, 500).execute(|| {
		next_epoch();
		assert_ok!(Staking::redelegate(
			signed(100),
			1,
			2,
			RewardClass::Compounding,
			Amount::Exact(250 * UNIT)
		));
		undelegate(100, 250);
		next_epoch();
		equivocate(1, 2, None);
		run_to(open_offence(1), is_final);
		// Each delegator lost half, and neither lost anything with the other validator.
		let half = percent(50).mul_floor(500 * UNIT);
		near(at_risk(100, 1), half);
		near(at_risk(101, 1), half);
		run_to_epoch(40);
		let _ = Staking::complete_redelegation(signed(100), 1, 2);
		let before = free(100);
		assert_ok!(Staking::withdraw(signed(100)));
		near(free(100) - before + at_risk(100, 2) + at_risk(100, 1), half);
	});
}

#[test]
fn a_validator_does_not_escape_by_exits_while_it_is_held() {
	Chain::with_validators(20).delegation(100, 1, 500).delegation(101, 1, 500).execute(|| {
		let leave =
			|who| Staking::undelegate(signed(who), 1, RewardClass::Compounding, Amount::All);
		assert_ok!(leave(100));
		run_to_epoch(11);
		// An offence of the epoch in which the delegator left, reported in the last epoch of its
		// window, held and disputed as late as possible, and judged by two panels without a quorum.
		equivocate(1, 1, None);
		let id = open_offence(1);
		run_to_epoch(12);
		assert_ok!(Slashing::hold(signed(COMMITTEE), id));
		run_to_epoch(offence(id).due - 1);
		assert_ok!(dispute(id));
		assert_ok!(leave(101));
		let before = free(100);
		while offence(id).stage.is_open() {
			assert!(now() < 27);
			let _ = Staking::withdraw(signed(100));
			assert_eq!(free(100), before, "paid in epoch {}", now());
			next_epoch();
		}
		assert_eq!(now(), 27);
		assert!(offence(id).slashed > 0);
		assert_ok!(Staking::withdraw(signed(100)));
		assert!((free(100) - before).abs_diff(250 * UNIT) < 20);
		assert!(at_risk(101, 1).abs_diff(250 * UNIT) < 20);
	});
}

#[test]
fn a_brake_in_the_epoch_of_an_offence_frees_no_stake_before_its_last_report() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		leave(100);
		run_to_epoch(2);
		interrupt(Duty::Judging);
		// The last epoch in which an offence of that epoch can be reported.
		run_to_epoch(13);
		equivocate(1, 2, None);
		run_to(open_offence(1), is_final);
		assert!(at_risk(100, 1).abs_diff(250 * UNIT) < 20);
		run_to_epoch(22);
		assert!(Staking::withdraw(signed(100)).is_err());
		let before = free(100);
		run_to_epoch(23);
		assert_ok!(Staking::withdraw(signed(100)));
		assert!((free(100) - before).abs_diff(250 * UNIT) < 20);
	});
}

#[test]
fn a_brake_without_end_frees_no_stake_before_its_offence_is_decided() {
	Chain::with_validators(20).delegation(100, 1, 500).execute(|| {
		leave(100);
		let next_interrupted = || {
			interrupt(Duty::Judging);
			next_epoch();
		};
		// The last epoch to report an offence of the epoch after: 2 + 10 + 28.
		while now() < 40 {
			next_interrupted();
		}
		equivocate(1, 2, None);
		let id = open_offence(1);
		let before = free(100);
		while offence(id).stage.is_open() {
			assert!(Staking::withdraw(signed(100)).is_err(), "paid in {}", now());
			next_interrupted();
			equivocate(3, 2, None);
		}
		assert_eq!(now(), 2 + 26 + MAX_INTERRUPTED_EPOCHS);
		assert!(Slashing::open_offences(&3).is_empty());
		assert_ok!(Staking::withdraw(signed(100)));
		assert!((free(100) - before).abs_diff(250 * UNIT) < 20);
	});
}

#[test]
fn a_validator_that_waits_for_its_ban_neither_returns_nor_escapes_in_a_brake() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		let until = validator_record(1).jail.expect("it is in jail").until;
		assert_eq!(until, 28);
		while now() < until {
			interrupt(Duty::Judging);
			next_epoch();
		}
		assert_noop!(Slashing::unjail(signed(1)), Refused::OffenceOpen);
		let open = Refused::InJail;
		assert_noop!(Staking::go_online(signed(1)), open);
		// The validator may leave, and remains liable for the offence.
		assert_ok!(Staking::leave_validators(signed(1)));
		while offence(id).stage.is_open() {
			interrupt(Duty::Judging);
			assert!(Staking::withdraw(signed(1)).is_err(), "paid in {}", now());
			next_epoch();
		}
		assert_eq!((now(), offence(id).slashed), (55, 500 * UNIT));
		assert_eq!(state(1), State::Banned);
	});
}
