//! Jail, bans and the return to service, with the calls and states of the staking pallet.

use super::*;
use crate::Error;
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::ValidatorGate;
use palisade_staking::types::State;

type Refused = Error<Test>;

#[test]
fn the_way_back_is_unjail_alone() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		run_to_epoch(12);
		assert_noop!(Staking::go_online(signed(1)), Refused::InJail);
		assert_eq!(Slashing::admit(&1), Err(Refused::InJail.into()));
		// Leaving and staking again does not end the jail either.
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_ok!(Staking::increase_self_stake(signed(1), 1_000 * UNIT));
		assert_noop!(Staking::go_online(signed(1)), Refused::InJail);
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(state(1), State::Waiting);
		assert_eq!(Slashing::admit(&1), Ok(()));
	});
}

#[test]
fn unjail_fails_where_staking_does_not_admit_and_nothing_is_lost() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		run_to_epoch(12);
		MinimumSelfStake::set(2_000 * UNIT);
		assert_noop!(
			Slashing::unjail(signed(1)),
			palisade_staking::Error::<Test>::SelfStakeTooSmall
		);
		assert!(validator_record(1).jail.is_some());
	});
}

#[test]
fn a_ban_is_for_ever_and_retires_the_keys() {
	Chain::with_validators(20).execute(|| {
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		assert_eq!(state(1), State::Banned);
		assert_eq!(Retired::get(), [1]);
		run_to_epoch(200);
		assert_eq!(Slashing::admit(&1), Err(Refused::Banned.into()));
		assert_noop!(
			Staking::go_online(signed(1)),
			palisade_staking::Error::<Test>::ValidatorBanned
		);
		assert_ok!(Slashing::pardon(root(), 1));
		assert_eq!(state(1), State::Waiting);
		assert_eq!(Slashing::admit(&1), Ok(()));
	});
}

#[test]
fn a_dismissal_does_not_end_a_jail_of_governance() {
	Chain::with_validators(20).execute(|| {
		assert_ok!(Staking::set_validator_state(root(), 1, State::Jailed { until: 50 }));
		equivocate(1, 1, None);
		cancel(open_offence(1));
		assert_eq!(validator_record(1).jail, None);
		assert_eq!(state(1), State::Jailed { until: 50 });
		assert_noop!(
			Staking::go_online(signed(1)),
			palisade_staking::Error::<Test>::ValidatorJailed
		);
	});
}

#[test]
fn a_pardon_by_appeal_does_not_end_a_jail_of_governance() {
	Chain::with_validators(20).execute(|| {
		jail_for(OffenceKind::DoubleSign, 5);
		assert_ok!(Staking::set_validator_state(root(), 1, State::Jailed { until: 50 }));
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		assert_ok!(Slashing::pardon(signed(APPEAL), 1));
		assert_eq!(state(1), State::Jailed { until: 50 });
		assert_noop!(
			Staking::go_online(signed(1)),
			palisade_staking::Error::<Test>::ValidatorJailed
		);
	});
}

#[test]
fn who_has_left_while_in_jail_can_come_back() {
	for by_pardon in [false, true] {
		Chain::with_validators(20).account(50).execute(|| {
			jail_for(OffenceKind::InvalidBlock, 2);
			uphold(report(50, 1, OffenceKind::InvalidBlock));
			run_to_epoch(4);
			assert_ok!(Staking::leave_validators(signed(1)));
			run_to_epoch(40);
			assert_ok!(Staking::withdraw(signed(1)));
			assert_ok!(Staking::remove_validator(signed(50), 1));
			assert_eq!(Slashing::admit(&1), Err(Refused::InJail.into()));
			if by_pardon {
				assert_ok!(Slashing::pardon(root(), 1));
			} else {
				assert_ok!(Slashing::unjail(signed(1)));
			}
			assert_eq!(Slashing::admit(&1), Ok(()));
			assert_eq!(validator_record(1).probation.is_some(), !by_pardon);
			assert_ok!(Staking::register_validator(
				signed(1),
				500 * UNIT,
				percent(0),
				palisade_staking::types::RewardPolicy::Compound,
			));
		});
	}
}

/// Winds up validator 1, which is banned.
fn wind_up() {
	let pass = |epochs| run_to_epoch(palisade_staking::CurrentEpoch::<Test>::get() + epochs);
	pass(3);
	assert_ok!(Staking::push_out(signed(50), 1, 1));
	pass(40);
	assert_ok!(Staking::withdraw_for(signed(50), 1));
	assert_ok!(Staking::remove_validator(signed(50), 1));
}

fn register() -> sp_runtime::DispatchResult {
	let policy = palisade_staking::types::RewardPolicy::Compound;
	Staking::register_validator(signed(1), 500 * UNIT, Perbill::zero(), policy)
}

#[test]
fn a_ban_by_governance_is_not_escaped_by_winding_up_in_jail() {
	Chain::with_validators(20).account(50).execute(|| {
		uphold(report(50, 1, OffenceKind::FalseAttestation));
		assert!(validator_record(1).jail.is_some());
		assert_ok!(Staking::set_validator_state(root(), 1, State::Banned));
		wind_up();
		// The gate has refused the account for its jail only, which ends.
		assert_ok!(Slashing::unjail(signed(1)));
		assert_eq!(Slashing::admit(&1), Ok(()));
		assert_noop!(register(), palisade_staking::Error::<Test>::ValidatorBanned);
		assert_ok!(Staking::set_validator_state(root(), 1, State::Offline));
		assert_ok!(register());
	});
}

#[test]
fn a_pardon_after_the_removal_lets_the_account_register_again() {
	Chain::with_validators(20).account(50).execute(|| {
		equivocate(1, 1, None);
		run_to(open_offence(1), is_final);
		assert_eq!(state(1), State::Banned);
		wind_up();
		assert!(register().is_err());
		assert_ok!(Slashing::pardon(root(), 1));
		assert_ok!(register());
	});
}
