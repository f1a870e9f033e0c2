//! Numbers of the model: fixed point with 192 binary places.
//!
//! Exact fractions would have thousands of digits after some hundred slashes. Each multiplication here rounds by
//! less than 2^-192 planck, which no sum of the model makes as large as a millionth of a planck.

use num_bigint::BigInt;
use palisade_primitives::Balance;
use sp_arithmetic::{PerThing, Perbill};

/// A number of planck, with 192 binary places.
pub type Exact = BigInt;

const PLACES: usize = 192;

/// A whole number.
pub fn whole(number: Balance) -> Exact {
	BigInt::from(number) << PLACES
}

/// None.
pub fn zero() -> Exact {
	BigInt::from(0)
}

/// ⌊x⌋; none where it is negative.
pub fn floor(x: &Exact) -> Balance {
	let floor: BigInt = x >> PLACES;
	Balance::try_from(floor).unwrap_or_default()
}

/// x·a/b.
pub fn scaled(x: &Exact, a: &Exact, b: &Exact) -> Exact {
	x * a / b
}

/// A part of something.
pub fn part(x: &Exact, part: Perbill) -> Exact {
	x * part.deconstruct() / Perbill::ACCURACY
}

/// Whether two numbers differ by no more than so many planck.
pub fn is_close(actual: Balance, exact: &Exact, slack: Balance) -> bool {
	let difference = whole(actual) - exact;
	difference <= whole(slack) && -difference <= whole(slack)
}

/// Fails where two numbers differ by more than so many planck.
#[track_caller]
pub fn ensure_close(what: &str, actual: Balance, exact: &Exact, slack: Balance) {
	let shown = show(exact);
	assert!(is_close(actual, exact, slack), "{what}: {actual}, not {shown} within {slack}");
}

/// For people.
pub fn show(x: &Exact) -> String {
	let parts: BigInt = (x * 1_000) >> PLACES;
	format!("{}.{:03}", &parts / 1_000, &parts % 1_000)
}
