//! Numbers of the model: fixed point with 256 binary places.
//!
//! Exact fractions would have tens of thousands of digits after some thousand operations. Each
//! multiplication here rounds by less than 2^-256 planck; what it rounds is later scaled up by less than 2^100
//! (a class whose price falls below 2^-20 is closed, and no price here rises above 2^80). With less than
//! 2^30 operations to a number, the error stays below 2^-126, below [`tolerance`].

use num_bigint::BigInt;
use palisade_primitives::Balance;

/// A number of planck, with 256 binary places.
pub type Exact = BigInt;

const PLACES: usize = 256;

/// More than all errors of the model, and less than any part of a planck that a share of fewer than 2^110 can be
/// worth: 2^-120.
pub fn tolerance() -> Exact {
	BigInt::from(1) << (PLACES - 120)
}

/// A whole number.
pub fn whole(number: Balance) -> Exact {
	BigInt::from(number) << PLACES
}

/// None.
pub fn zero() -> Exact {
	BigInt::from(0)
}

/// ⌊x⌋, where an error of the model does not count.
pub fn floor(x: &Exact) -> Balance {
	let floor: BigInt = (x + tolerance()) >> PLACES;
	Balance::try_from(floor).expect("no number of the model is negative")
}

/// ⌈x⌉, where an error of the model does not count.
pub fn ceil(x: &Exact) -> Balance {
	let below: BigInt = x - tolerance();
	let floor: BigInt = below >> PLACES;
	Balance::try_from(floor + 1).expect("no number of the model is negative")
}

/// The whole number that `x` is, but for errors of the model.
pub fn as_whole(x: &Exact) -> Balance {
	let number = floor(x);
	assert!(x - whole(number) < tolerance(), "{x} is not a whole number");
	number
}

/// x·a/b.
pub fn scaled(x: &Exact, a: &Exact, b: &Exact) -> Exact {
	x * a / b
}

/// For people.
pub fn show(x: &Exact) -> String {
	let scale = 1_000_000_000_000_000u64;
	let parts: BigInt = (x * scale) >> PLACES;
	format!("{}.{:015}", &parts / scale, &parts % scale)
}
