//! The payout of an epoch.

use crate::payout::{InflationCurve, NposPayout, MILLISECONDS_PER_YEAR};
use frame_support::parameter_types;
use palisade_primitives::EpochPayout;
use sp_arithmetic::Perquintill;

/// From 2.5 % to 10 % at half of the issuance; halves with every 5 % above.
const CURVE: InflationCurve = InflationCurve {
	minimum: Perquintill::from_parts(25_000_000_000_000_000),
	maximum: Perquintill::from_parts(100_000_000_000_000_000),
	ideal_stake: Perquintill::from_parts(500_000_000_000_000_000),
	falloff: Perquintill::from_parts(50_000_000_000_000_000),
};

const ISSUANCE: u128 = 1_000_000_000_000_000_000;

fn inflation(thousandths: u128) -> Perquintill {
	CURVE.inflation(ISSUANCE / 1_000 * thousandths, ISSUANCE)
}

#[test]
fn the_curve_goes_through_known_points() {
	// Stake in thousandths of the issuance, and inflation in millionths.
	let points = [
		(0, 25_000),
		(100, 40_000),
		(250, 62_500),
		(500, 100_000),
		(550, 62_500),
		(600, 43_750),
		(650, 34_375),
		(1_000, 25_073),
	];
	for (staked, millionths) in points {
		let expected = Perquintill::from_rational(millionths, 1_000_000u64);
		let found = inflation(staked);
		let gap = found.max(expected).deconstruct() - found.min(expected).deconstruct();
		assert!(gap < 1_000_000_000_000, "at {staked}: {found:?} is not {expected:?}");
	}
}

#[test]
fn the_curve_rises_to_the_ideal_and_falls_after_it() {
	for staked in 0..500 {
		assert!(inflation(staked) < inflation(staked + 1), "at {staked}");
	}
	for staked in 500..1_000 {
		assert!(inflation(staked) > inflation(staked + 1), "at {staked}");
	}
	assert_eq!(inflation(500), CURVE.maximum);
	assert!((0..=1_000).map(inflation).all(|rate| rate >= CURVE.minimum));
}

#[test]
fn a_year_of_epochs_pays_what_the_curve_says() {
	let staked = ISSUANCE / 2;
	let year = CURVE.epoch_payout(staked, ISSUANCE, MILLISECONDS_PER_YEAR);
	assert_eq!(year, ISSUANCE / 10);
	let hour = CURVE.epoch_payout(staked, ISSUANCE, 3_600_000);
	// 8,766 hours, each rounded down.
	assert!(year - hour * 8_766 < 8_766);
	assert_eq!(CURVE.epoch_payout(staked, ISSUANCE, 0), 0);
	assert_eq!(CURVE.epoch_payout(0, ISSUANCE, MILLISECONDS_PER_YEAR), ISSUANCE / 40);
}

#[test]
fn a_curve_is_defined_everywhere() {
	let odd = [
		InflationCurve { falloff: Perquintill::zero(), ..CURVE },
		InflationCurve { ideal_stake: Perquintill::zero(), ..CURVE },
		InflationCurve { ideal_stake: Perquintill::one(), ..CURVE },
		// The minimum above the maximum.
		InflationCurve { minimum: Perquintill::one(), ..CURVE },
	];
	for curve in odd {
		for (staked, issuance) in
			[(0, 0), (1, 0), (0, 1), (u128::MAX, 1), (1, u128::MAX), (u128::MAX, u128::MAX)]
		{
			let rate = curve.inflation(staked, issuance);
			assert!(rate >= curve.minimum && rate <= curve.maximum.max(curve.minimum));
			curve.epoch_payout(staked, issuance, u64::MAX);
		}
	}
}

parameter_types! {
	pub const Curve: InflationCurve = CURVE;
	pub const SixHours: u64 = 6 * 3_600_000;
}

#[test]
fn the_payout_of_a_chain_is_that_of_its_curve_and_epochs() {
	type Payout = NposPayout<Curve, SixHours>;
	let staked = ISSUANCE / 3;
	let expected = CURVE.epoch_payout(staked, ISSUANCE, 6 * 3_600_000);
	assert_eq!(Payout::payout(staked, ISSUANCE), expected);
	assert_eq!(<() as EpochPayout>::payout(staked, ISSUANCE), 0);
}
