//! What junk in the places of an accomplice costs, by verdict.

use super::*;
use frame_support::assert_ok;
use palisade_primitives::Balance;

const BASE: Balance = 1_000 * UNIT;

/// Account 51 reports validator 1.
fn report_as_51(text: &str) {
	let kind = OffenceKind::Other;
	let reported = Slashing::report_offence(signed(51), 1, kind, 1, evidence(text), u128::MAX);
	assert_ok!(reported);
}

#[test]
fn an_accused_wins_nothing_of_the_price_of_places_filled_by_an_accomplice() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		for number in 0..25 {
			report_as_51(&format!("junk no. {number}"));
		}
		let all = 25 * BASE + 480 * BASE;
		assert_eq!(held(51), all);
		let before = (free(1), ToTheTreasury::get());
		for view in Slashing::open_offences(&1) {
			cancel(view.id);
		}
		// Of the base deposits alone.
		let won = 25 * BASE * 4 / 10;
		assert_eq!((free(51), held(51)), (WEALTH - all, 0));
		assert_eq!(free(1), before.0 + won);
		assert_eq!(ToTheTreasury::get(), before.1 + all - won);
		check();
	});
}

#[test]
fn a_reporter_that_was_right_in_part_gets_the_price_of_its_place_back_in_part() {
	Chain::with_validators(20).accounts([50, 51]).execute(|| {
		report_as_51("the first");
		report_as_51("the second");
		let second = Slashing::open_offences(&1)
			.into_iter()
			.find(|view| view.offence.doublings == 1)
			.expect("the second costs more");
		let before = (free(1), free(51), ToTheTreasury::get());
		let verdict = Verdict::Reduce { to: percent(75), sentence: Sentence::Ban };
		assert_ok!(Slashing::rule(root(), second.id, verdict));
		assert_eq!(free(51), before.1 + 2 * BASE * 3 / 4);
		assert_eq!(free(1), before.0 + BASE / 4 * 4 / 10);
		assert_eq!(ToTheTreasury::get(), before.2 + BASE / 4 + BASE / 4 * 6 / 10);
		check();
	});
}
