//! Tests by topic.

mod activation;
mod classes;
mod closing;
mod cover;
mod deals;
mod exits;
mod extremes;
mod generations;
mod liquid;
mod slash;

use crate::{Index, Liquid, Pool, RewardIndexes, Shares, Vault, VIRTUAL_SHARES};
use num_bigint::BigInt;
use num_rational::BigRational;
use palisade_test_support::dice::Numbers;
use primitive_types::U256;
use sp_arithmetic::Perbill;

/// An exact fraction.
fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> BigRational {
	BigRational::new(numerator.into(), denominator.into())
}

/// A whole number as a fraction.
fn whole(number: impl Into<BigInt>) -> BigRational {
	BigRational::from_integer(number.into())
}

/// (A + 1) / (S + V), exactly.
fn price(class: &Vault) -> BigRational {
	ratio(
		BigInt::from(class.stake) + class.waiting + 1,
		BigInt::from(class.shares.0) + VIRTUAL_SHARES,
	)
}

/// A wide number as a number without limits.
fn big(wide: U256) -> BigInt {
	let bytes: [u8; 32] = wide.to_little_endian();
	BigInt::from_bytes_le(num_bigint::Sign::Plus, &bytes)
}

/// The exact fraction of `part`.
fn commission(part: Perbill) -> BigRational {
	ratio(part.deconstruct(), 1_000_000_000)
}

/// Both indexes at these values.
fn parts(gross: impl Into<U256>, net: impl Into<U256>) -> RewardIndexes {
	RewardIndexes { gross: Index(gross.into()), net: Index(net.into()) }
}

/// A class of `stake` and `shares`.
fn class(stake: u128, shares: u128) -> Vault {
	Vault { stake, shares: Shares(shares), ..Default::default() }
}

/// A pool with `compounding` and `liquid` deposited.
fn pool(compounding: u128, liquid: u128) -> Pool {
	let mut pool = Pool::default();
	if compounding > 0 {
		pool.compounding.deposit(compounding).unwrap();
	}
	if liquid > 0 {
		pool.liquid.class.deposit(liquid).unwrap();
	}
	pool
}

/// A deal in the liquid class.
fn open_deal(liquid: &mut Liquid, assets: u128, commission: Perbill) -> Shares {
	let shares = liquid.class.deposit(assets).unwrap();
	liquid.deal_shares = liquid.deal_shares.plus(shares).unwrap();
	liquid.deal_weight = liquid.deal_weight.plus(crate::DealWeight::of(shares, commission));
	shares
}
