//! What a place costs its reporter, by verdict.

use super::*;
use crate::Event;
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

#[test]
fn a_lapse_costs_no_more_because_others_reported() {
	// A tenth is rounded down to a planck.
	let (base, tenth) = (BASE + 19, BASE / 10 + 1);
	Chain::with_validators(20).accounts(50..60).execute(|| {
		TheBondAmounts::mutate(|amounts| amounts.report = base);
		// Eight other accounts take the places at the base price, and account 51 pays for the next.
		for who in (50..51).chain(52..59) {
			let text = format!("{who} saw it");
			let kind = OffenceKind::Other;
			assert_ok!(Slashing::report_offence(signed(who), 1, kind, 1, evidence(&text), base));
		}
		report_as_51("the ninth");
		assert_eq!(held(51), 2 * base);
		take_events();
		run_to_epoch(40);
		let settled = take_events().into_iter().filter_map(|event| match event {
			Event::DepositSettled { who, returned, forfeited, .. } => {
				Some((who, (returned, forfeited)))
			},
			_ => None,
		});
		let settled: std::collections::BTreeMap<_, _> = settled.collect();
		assert_eq!(settled.get(&50), Some(&(base - tenth, tenth)));
		assert_eq!(settled.get(&51), Some(&(2 * base - tenth, tenth)));
		assert_eq!([50, 51].map(free), [WEALTH - tenth; 2]);
		check();
	});
}
