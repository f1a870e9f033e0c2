//! The places for allegations against a validator, and what they cost.

use super::*;
use crate::Error;
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, Duty};

type Refused = Error<Test>;

const BASE: Balance = 1_000 * UNIT;

/// The price of all places of one account above the base price: six doublings, four places each.
const ABOVE: Balance = 480 * BASE;

fn try_report(who: AccountId, text: &str, most: Balance) -> sp_runtime::DispatchResult {
	Slashing::report_offence(signed(who), 1, OffenceKind::Other, 1, evidence(text), most)
}

/// Has account 51 report junk in as many places as it can get: one at the base price, and 24.
fn fill() -> Vec<OffenceId> {
	for number in 0..25 {
		assert_ok!(try_report(51, &format!("junk no. {number}"), u128::MAX));
	}
	assert_noop!(try_report(51, "one more", u128::MAX), Refused::TooManyOffences);
	Slashing::open_offences(&1).into_iter().map(|view| view.id).collect()
}

fn withdraw(ids: &[OffenceId]) {
	for id in ids {
		assert_ok!(Slashing::withdraw_report(signed(51), *id));
	}
	next_block();
}

#[test]
fn junk_of_an_accomplice_neither_prices_reports_out_nor_fills_the_places() {
	Chain::with_validators(20).accounts(50..60).execute(|| {
		fill();
		// Seven other accounts report for the deposit of a first report.
		for who in 52..59 {
			assert_eq!(Slashing::report_deposit(&who, &1), BASE);
			assert_ok!(try_report(who, &format!("{who} saw it"), BASE));
		}
		assert_eq!(validator_record(1).alleged, MAX_ALLEGED);
		assert_noop!(try_report(59, "I saw it", u128::MAX), Refused::TooManyOffences);
	});
}

#[test]
fn withdrawn_junk_costs_what_its_places_cost() {
	for is_disputed in [false, true] {
		Chain::with_validators(20).accounts([50, 51]).execute(|| {
			let ids = fill();
			assert_eq!(held(51), 25 * BASE + ABOVE);
			for id in ids.iter().filter(|_| is_disputed) {
				assert_ok!(dispute(*id));
			}
			let before = (free(1) + held(1), ToTheTreasury::get());
			withdraw(&ids);
			// A tenth of the base deposits besides, of which an accomplice wins 40 % at most.
			let lost = ABOVE + 25 * BASE / 10;
			assert_eq!((free(51), held(51)), (WEALTH - lost, 0));
			let won = if is_disputed { BASE } else { 0 };
			assert_eq!(free(1) + held(1), before.0 + won);
			assert_eq!(ToTheTreasury::get(), before.1 + lost - won);
			check();
		});
	}
}

#[test]
fn withdrawn_junk_keeps_its_price_until_it_cannot_be_reported() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		let ids = fill();
		let price = Slashing::report_deposit(&51, &1);
		assert_eq!(price, 128 * BASE);
		withdraw(&ids);
		// Epoch 1 can be reported in the ten epochs after it.
		while now() < 11 {
			assert_eq!(Slashing::report_deposit(&51, &1), price);
			assert_noop!(try_report(51, "one more", u128::MAX), Refused::TooManyOffences);
			assert_eq!(Slashing::report_deposit(&50, &1), BASE);
			next_epoch();
		}
		assert_eq!(Slashing::report_deposit(&51, &1), price);
		next_epoch();
		assert_eq!(Slashing::report_deposit(&51, &1), BASE);
		assert_eq!(validator_record(1), ValidatorRecord::default());
		check();
	});
}

#[test]
fn a_withdrawal_by_one_account_leaves_the_report_to_others() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		let ids = fill();
		withdraw(&ids);
		assert_ok!(try_report(50, "junk no. 7", BASE));
		assert_eq!(offence(open_offence(1)).deposit, BASE);
		// It is in the place of the withdrawn one.
		assert_eq!(validator_record(1).alleged, 25);
		check();
		run_to_epoch(13);
		assert_eq!(validator_record(1).alleged, 1);
	});
}

#[test]
fn a_copied_allegation_cannot_be_withdrawn_at_the_end_of_the_window() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		// Account 51 has copied the report of account 50 and was first.
		let id = report(51, 1, OffenceKind::Other);
		assert_noop!(try_report(50, "I saw it", u128::MAX), Refused::AlreadyReported);
		assert_eq!(offence(id).due, 3);
		next_epoch();
		assert_noop!(Slashing::withdraw_report(signed(51), id), Refused::TooLateToWithdraw);
		// An interruption moves the end of the window, and its last epoch with it.
		interrupt(Duty::Judging);
		next_epoch();
		assert_noop!(Slashing::withdraw_report(signed(51), id), Refused::TooLateToWithdraw);
		judge(id, &[Verdict::Uphold; 7]);
		assert_eq!(offence(id).stage, Stage::Applied { part: percent(100) });
	});
}

#[test]
fn withdrawn_allegations_do_not_crowd_out_the_history() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		cancel(report(50, 1, OffenceKind::Other));
		assert_eq!(Slashing::history_of(&1).len(), 1);
		withdraw(&fill());
		assert_eq!(Slashing::history_of(&1).len(), 1);
		assert_eq!(Slashing::decisions(100).len(), 1);
	});
}

#[test]
fn a_reporter_whose_report_was_judged_reports_again_at_the_base_price() {
	Chain::with_validators(20).account(50).execute(|| {
		assert_ok!(try_report(50, "I saw it", BASE));
		assert_eq!(Slashing::report_deposit(&50, &1), 2 * BASE);
		uphold(open_offence(1));
		assert_eq!(Slashing::report_deposit(&50, &1), BASE);
	});
}
