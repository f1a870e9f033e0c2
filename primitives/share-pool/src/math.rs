//! Multiplication and division without intermediate overflow. The function names state the
//! rounding.

use primitive_types::{U256, U512};

/// Why an operation failed. A failed operation changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
	/// The result does not fit: the amounts exceed those of any real currency. Use smaller amounts.
	Overflow,
	/// The operation would take more than is available. Take at most the available amount.
	Insufficient,
	/// The amount is worth less than the smallest share. Use a larger amount.
	NothingBought,
}

/// ⌊a·b/c⌋.
pub(crate) fn mul_div_floor(a: u128, b: u128, c: u128) -> Result<u128, Error> {
	// The product mostly fits, and hardware division is far cheaper.
	match a.checked_mul(b) {
		Some(product) => product.checked_div(c).ok_or(Error::Overflow),
		None => {
			let quotient = wide_product(a, b).checked_div(U256::from(c)).ok_or(Error::Overflow)?;
			u128::try_from(quotient).map_err(|_| Error::Overflow)
		},
	}
}

/// ⌈a·b/c⌉.
pub(crate) fn mul_div_ceil(a: u128, b: u128, c: u128) -> Result<u128, Error> {
	if c == 0 {
		return Err(Error::Overflow);
	}
	let (quotient, rest) = wide_product(a, b).div_mod(U256::from(c));
	let quotient = u128::try_from(quotient).map_err(|_| Error::Overflow)?;
	quotient.checked_add(u128::from(!rest.is_zero())).ok_or(Error::Overflow)
}

/// a·b: the product of two 128-bit numbers has 256 bits.
fn wide_product(a: u128, b: u128) -> U256 {
	U256::from(a).saturating_mul(U256::from(b))
}

/// The part of `amount` that remains when `base` loses `loss` and all its parts lose in proportion:
/// ⌊amount·(base−loss)/base⌋. Zero if the loss is at least the base.
pub fn retained(amount: u128, base: u128, loss: u128) -> u128 {
	let kept = base.saturating_sub(loss);
	if base == 0 || kept == 0 {
		return 0;
	}
	// At most `amount`, since `kept` is at most `base`.
	mul_div_floor(amount, kept, base).unwrap_or(amount)
}

/// ⌊a/b⌋ of 512-bit numbers.
pub(crate) fn div_floor(a: U512, b: impl Into<U512>) -> Result<U512, Error> {
	a.checked_div(b.into()).ok_or(Error::Overflow)
}

/// `amount` in units of 2^-[`INDEX_BITS`](crate::INDEX_BITS) planck.
#[allow(clippy::arithmetic_side_effects)] // Shifts 128 of 512 bits by less than the rest.
pub(crate) fn scale_up(amount: u128) -> U512 {
	U512::from(amount) << crate::INDEX_BITS
}

/// `amount`, which is in units of 2^-[`INDEX_BITS`](crate::INDEX_BITS) planck, in planck, rounded
/// down.
#[allow(clippy::arithmetic_side_effects)] // A right shift by less than the width.
pub(crate) fn scale_down(amount: U512) -> Result<u128, Error> {
	narrow(amount >> crate::INDEX_BITS)
}

fn narrow(wide: U512) -> Result<u128, Error> {
	u128::try_from(wide).map_err(|_| Error::Overflow)
}

pub(crate) fn narrow_to_256(wide: U512) -> Result<U256, Error> {
	U256::try_from(wide).map_err(|_| Error::Overflow)
}
