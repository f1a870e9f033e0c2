//! The numbers of the model: fixed point with 320 binary places.
//!
//! Exact fractions would have tens of thousands of digits after some thousand operations. Each
//! multiplication here rounds by less than 2^-320 planck; a rounding error is later scaled up by
//! less than 2^100 (a class whose price falls below 2^-20 is closed, and no price here rises above
//! 2^80). With less than 2^30 operations per number, the error stays below 2^-190, below
//! [`tolerance`].

use num_bigint::BigInt;
use palisade_primitives::Balance;

/// A number of planck, with 320 binary places.
pub type Exact = BigInt;

const PLACES: usize = 320;

/// An upper bound of the model's errors, and a lower bound of the part of a planck that one of
/// fewer than 2^110 shares can be worth: 2^-120.
pub fn tolerance() -> Exact {
	BigInt::from(1) << (PLACES - 120)
}

/// A whole number.
pub fn whole(number: Balance) -> Exact {
	BigInt::from(number) << PLACES
}

/// Zero.
pub fn zero() -> Exact {
	BigInt::from(0)
}

/// ⌊x⌋, up to an error of the model.
pub fn floor(x: &Exact) -> Balance {
	let floor: BigInt = (x + tolerance()) >> PLACES;
	Balance::try_from(floor).expect("no number of the model is negative")
}

/// ⌈x⌉, up to an error of the model.
pub fn ceil(x: &Exact) -> Balance {
	let below: BigInt = x - tolerance();
	let floor: BigInt = below >> PLACES;
	Balance::try_from(floor + 1).expect("no number of the model is negative")
}

/// The whole number that `x` equals, up to an error of the model.
pub fn as_whole(x: &Exact) -> Balance {
	let number = floor(x);
	assert!(x - whole(number) < tolerance(), "{x} is not a whole number");
	number
}

/// x·a/b.
pub fn scaled(x: &Exact, a: &Exact, b: &Exact) -> Exact {
	x * a / b
}

/// A readable approximation.
pub fn show(x: &Exact) -> String {
	let scale = 1_000_000_000_000_000u64;
	let parts: BigInt = (x * scale) >> PLACES;
	format!("{}.{:015}", &parts / scale, &parts % scale)
}
