//! Reports that are withdrawn: what others can still do.

use super::*;
use crate::Error;
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::Duty;

type Refused = Error<Test>;

/// Account `who` reports validator 1 for epoch 1.
fn try_report(who: AccountId, text: &str) -> sp_runtime::DispatchResult {
	Slashing::report_offence(signed(who), 1, OffenceKind::Other, 1, evidence(text), u128::MAX)
}

#[test]
fn a_copied_allegation_is_not_withdrawn_when_no_account_can_report_it_again() {
	for is_interrupted in [false, true] {
		Chain::with_validators(20).accounts([50, 51]).execute(|| {
			TheWindows::mutate(|windows| windows.dispute = 2);
			// Epoch 1 can be reported in the ten epochs after it.
			run_to_epoch(11);
			assert_ok!(try_report(51, "a copy"));
			let id = open_offence(1);
			assert_noop!(try_report(50, "a copy"), Refused::AlreadyReported);
			if !is_interrupted {
				assert_noop!(Slashing::withdraw_report(signed(51), id), Refused::TooLateToWithdraw);
				return;
			}
			// The interruption makes the report window longer by an epoch.
			interrupt(Duty::Judging);
			assert_ok!(Slashing::withdraw_report(signed(51), id));
			next_epoch();
			assert_ok!(try_report(50, "a copy"));
			assert_noop!(
				Slashing::withdraw_report(signed(50), open_offence(1)),
				Refused::TooLateToWithdraw
			);
			check();
		});
	}
}

#[test]
fn an_allegation_withdrawn_in_time_can_be_reported_in_the_next_epoch() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		TheWindows::mutate(|windows| windows.dispute = 2);
		run_to_epoch(10);
		assert_ok!(try_report(51, "a copy"));
		assert_ok!(Slashing::withdraw_report(signed(51), open_offence(1)));
		next_epoch();
		assert_ok!(try_report(50, "a copy"));
		check();
	});
}
