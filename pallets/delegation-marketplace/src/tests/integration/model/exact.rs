//! The numbers of the model: fixed point with 192 binary places.
//!
//! Exact fractions would have thousands of digits after some hundred slashes. Each multiplication
//! rounds by less than 2^-192 planck. No sum of the model makes that as large as a millionth of a
//! planck.

use num_bigint::BigInt;
use palisade_primitives::Balance;
use sp_arithmetic::{PerThing, Perbill};

/// An amount in planck, with 192 binary places.
pub type Exact = BigInt;

const PLACES: usize = 192;

/// A whole number.
pub fn whole(number: Balance) -> Exact {
	BigInt::from(number) << PLACES
}

/// Zero.
pub fn zero() -> Exact {
	BigInt::from(0)
}

/// ⌊x⌋; zero where it is negative.
pub fn floor(x: &Exact) -> Balance {
	let floor: BigInt = x >> PLACES;
	Balance::try_from(floor).unwrap_or_default()
}

/// x·a/b.
pub fn scaled(x: &Exact, a: &Exact, b: &Exact) -> Exact {
	x * a / b
}

/// A part of an amount.
pub fn part(x: &Exact, part: Perbill) -> Exact {
	x * part.deconstruct() / Perbill::ACCURACY
}

/// Whether two amounts differ by at most `slack` planck.
pub fn is_close(actual: Balance, exact: &Exact, slack: Balance) -> bool {
	let difference = whole(actual) - exact;
	difference <= whole(slack) && -difference <= whole(slack)
}

/// Fails where two amounts differ by more than `slack` planck.
#[track_caller]
pub fn ensure_close(what: &str, actual: Balance, exact: &Exact, slack: Balance) {
	let shown = show(exact);
	assert!(is_close(actual, exact, slack), "{what}: {actual}, not {shown} within {slack}");
}

/// A readable form for messages.
pub fn show(x: &Exact) -> String {
	let parts: BigInt = (x * 1_000) >> PLACES;
	format!("{}.{:03}", &parts / 1_000, &parts % 1_000)
}
