//! The class whose rewards are paid out.

use crate::{
	class::{Class, Shares},
	math::{div_floor, narrow_to_256, scale_down, scale_up, Error},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::{U256, U512};
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Perbill};

/// Precision of the reward indexes in bits: `P` = 2^96. With 2^64 whole units are lost after a large slash.
pub const INDEX_BITS: usize = 96;

/// Commissions are parts of this many.
const BILLION: u128 = 1_000_000_000;

/// Rewards per share since the class exists, in units of 2^-96 planck.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Parts {
	/// Before commission.
	pub gross: Index,
	/// After the commission of each epoch.
	pub net: Index,
}

/// A reward index: a sum of rewards per share, in units of 2^-96 planck.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Index(pub U256);

impl Index {
	/// What the index rose by since it was `earlier`.
	pub fn since(self, earlier: Self) -> Self {
		Self(self.0.saturating_sub(earlier.0))
	}

	/// What `shares` earned while the index rose by this much, rounded down to a planck.
	pub fn earned(self, shares: Shares) -> Result<u128, Error> {
		scale_down(U256::from(shares.0).full_mul(self.0))
	}

	/// What `shares` with a commission of their own earned while the gross index rose by this much, rounded
	/// down to a planck.
	pub fn earned_after(self, shares: Shares, commission: Perbill) -> Result<u128, Error> {
		let parts = U512::from(commission.left_from_one().deconstruct());
		let product = U256::from(shares.0).full_mul(self.0);
		let scaled = product.checked_mul(parts).ok_or(Error::Overflow)?;
		scale_down(div_floor(scaled, BILLION)?)
	}
}

/// Σ shares × commission over deals, in parts per billion of a share.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DealWeight(pub U256);

impl DealWeight {
	/// That of one deal.
	pub fn of(shares: Shares, commission: Perbill) -> Self {
		// 128 and 30 bits.
		Self(U256::from(shares.0).saturating_mul(U256::from(commission.deconstruct())))
	}

	/// The sum.
	pub fn plus(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// The difference; an error where `other` is more.
	pub fn minus(self, other: Self) -> Result<Self, Error> {
		self.0.checked_sub(other.0).map(Self).ok_or(Error::Insufficient)
	}
}

/// The class whose rewards are claimed, with the deals in it.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Liquid {
	/// Its stake and shares. Nothing waits here: rewards are not stake.
	pub class: Class,
	/// Rewards per share until now.
	pub index: Parts,
	/// What the last division by the shares left over, in units of 2^-96 planck. Belongs to the next reward.
	pub carry: U256,
	/// Shares in deals: `S_deal`.
	pub deal_shares: Shares,
	/// Σ shares × commission over deals: `W`.
	pub deal_weight: DealWeight,
	/// Those of the deal shares that leave at the end of this epoch.
	pub leaving_deal_shares: Shares,
	/// Their part of the weight.
	pub leaving_deal_weight: DealWeight,
	/// Rewards of this class that nobody has claimed yet. Planck.
	#[codec(compact)]
	pub unclaimed: u128,
}

impl Liquid {
	/// Rewards that `shares` at the standard commission earned from `settled` until `until`.
	pub fn accrued(&self, shares: Shares, settled: Parts, until: Parts) -> Result<u128, Error> {
		until.net.since(settled.net).earned(shares)
	}

	/// Spreads `reward` over the shares. Returns the operator's part.
	///
	/// What the holders can claim, the operator's part and the carry together are never more than the
	/// reward and the carry before. Refused, with nothing changed, where there are no shares.
	pub(crate) fn reward(&mut self, reward: u128, commission: Perbill) -> Result<u128, Error> {
		let shares = U512::from(self.class.shares.0);
		if shares.is_zero() {
			return Err(Error::Insufficient);
		}
		let spread = scale_up(reward).checked_add(U512::from(self.carry)).ok_or(Error::Overflow)?;
		let (rise, carry) = spread.div_mod(shares);
		let rise = narrow_to_256(rise)?;

		let kept = U512::from(commission.left_from_one().deconstruct());
		let net_rise = U512::from(rise).checked_mul(kept).ok_or(Error::Overflow)?;
		let net_rise = narrow_to_256(div_floor(net_rise, BILLION)?)?;
		let index = Parts {
			gross: Index(self.index.gross.0.checked_add(rise).ok_or(Error::Overflow)?),
			net: Index(self.index.net.0.checked_add(net_rise).ok_or(Error::Overflow)?),
		};

		let standard = self.class.shares.minus(self.deal_shares)?;
		let weight = DealWeight::of(standard, commission).plus(self.deal_weight);
		let to_operator = scale_down(div_floor(rise.full_mul(weight.0), BILLION)?)?.min(reward);

		let to_holders = reward.saturating_sub(to_operator);
		self.unclaimed = self.unclaimed.checked_add(to_holders).ok_or(Error::Overflow)?;
		self.index = index;
		self.carry = narrow_to_256(carry)?;
		Ok(to_operator)
	}

	/// Takes `amount` of settled rewards out of what is unclaimed.
	pub fn claim(&mut self, amount: u128) -> Result<(), Error> {
		self.unclaimed = self.unclaimed.checked_sub(amount).ok_or(Error::Insufficient)?;
		Ok(())
	}
}
