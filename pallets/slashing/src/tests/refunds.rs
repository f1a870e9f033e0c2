//! The refund of the reporter for panels where the slash does not cover it.

use super::*;
use crate::Event;
use palisade_primitives::Balance;

const FEE: Balance = 70 * UNIT;

/// Two reporters are right about one fault of validator 1, by two offences of which the second
/// costs nothing more. Returns the second.
fn one_fault(before: impl FnOnce()) -> OffenceId {
	TheBondAmounts::mutate(|amounts| amounts.fee = FEE);
	let first = report(50, 1, OffenceKind::Other);
	next_epoch();
	let second = report(51, 1, OffenceKind::Other);
	before();
	run_to(first, is_committing);
	commit(first, &[Verdict::Uphold; 7]);
	next_epoch();
	reveal(first, &[Verdict::Uphold; 7]);
	commit(second, &[Verdict::Uphold; 7]);
	next_epoch();
	assert!(offence(first).slashed > 0);
	reveal(second, &[Verdict::Uphold; 7]);
	take_events();
	next_epoch();
	assert_eq!(offence(second).stage, Stage::Applied { part: percent(100) });
	assert_eq!((offence(second).slashed, offence(second).paid), (0, FEE));
	second
}

#[test]
fn a_right_reporter_gets_back_the_pay_of_a_panel_where_the_conviction_charges_nothing() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		let second = one_fault(|| ());
		assert_eq!((free(51), held(51)), (WEALTH, 0));
		// The slash of 50 units for the first left 45 of the fee.
		assert_eq!(free(1), WEALTH - (FEE - 45 * UNIT) - FEE);
		assert_eq!(offence(second).owed, 0);
		let refunded = Event::FeeRefunded { offence: second, reporter: 51, amount: FEE };
		assert!(take_events().contains(&refunded));
	});
}

#[test]
fn a_right_reporter_is_refunded_from_stake_where_the_accused_has_spent_the_rest() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		let second = one_fault(|| {
			let rest = free(1) - 4 * UNIT - UNIT / 1_000;
			assert_ok!(Balances::transfer_allow_death(signed(1), 50, rest));
		});
		assert_eq!((free(51), held(51)), (WEALTH, 0));
		assert_eq!(free(1), UNIT / 1_000);
		near(at_risk(1, 1), 950 * UNIT - (2 * FEE - 45 * UNIT - 4 * UNIT));
		assert_eq!(offence(second).owed, 0);
	});
}
