//! The liquid class, whose rewards are paid out when claimed.

use crate::{
	math::{div_floor, narrow_to_256, scale_down, scale_up, Error},
	vault::{Shares, Vault},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::{U256, U512};
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Perbill};

/// Precision of the reward indexes in bits: `P` = 2^96. With 2^64, whole units are lost after a
/// large slash.
pub const INDEX_BITS: usize = 96;

/// Commissions are in parts of this number.
const BILLION: u128 = 1_000_000_000;

/// Rewards per share since the class exists, in units of 2^-96 planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct RewardIndexes {
	/// Rewards before commission.
	pub gross: Index,
	/// Rewards after the commission of each epoch.
	pub net: Index,
}

/// A reward index: cumulative rewards per share, in units of 2^-96 planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Index(pub U256);

impl Index {
	/// The rise of the index since `earlier`.
	pub fn since(self, earlier: Self) -> Self {
		Self(self.0.saturating_sub(earlier.0))
	}

	/// The rewards of `shares` while the index rose by this much, rounded down to a planck.
	pub fn earned(self, shares: Shares) -> Result<u128, Error> {
		scale_down(U256::from(shares.0).full_mul(self.0))
	}

	/// The rewards of `shares` with their own commission while the gross index rose by this much,
	/// rounded down to a planck.
	pub fn earned_after(self, shares: Shares, commission: Perbill) -> Result<u128, Error> {
		let parts = U512::from(commission.left_from_one().deconstruct());
		let product = U256::from(shares.0).full_mul(self.0);
		let scaled = product.checked_mul(parts).ok_or(Error::Overflow)?;
		scale_down(div_floor(scaled, BILLION)?)
	}
}

/// Σ shares × commission over deals, in parts per billion of a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DealWeight(pub U256);

impl DealWeight {
	/// The weight of one deal.
	pub fn of(shares: Shares, commission: Perbill) -> Self {
		// 128 and 30 bits.
		Self(U256::from(shares.0).saturating_mul(U256::from(commission.deconstruct())))
	}

	/// The sum.
	pub fn plus(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// The difference. Fails with [`Error::Insufficient`] if `other` is larger.
	pub fn minus(self, other: Self) -> Result<Self, Error> {
		self.0.checked_sub(other.0).map(Self).ok_or(Error::Insufficient)
	}
}

/// The liquid class with its deals. Rewards are claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Liquid {
	/// The stake and shares. Nothing waits here: rewards do not become stake.
	pub class: Vault,
	/// Rewards per share so far.
	pub index: RewardIndexes,
	/// The remainder of the last division by the shares, in units of 2^-96 planck. Belongs to the
	/// next reward.
	pub carry: U256,
	/// Shares in deals: `S_deal`.
	pub deal_shares: Shares,
	/// Σ shares × commission over deals: `W`.
	pub deal_weight: DealWeight,
	/// The deal shares that leave at the end of this epoch.
	pub leaving_deal_shares: Shares,
	/// Their part of `deal_weight`.
	pub leaving_deal_weight: DealWeight,
	/// Rewards of this class that have not been claimed. Planck.
	#[codec(compact)]
	pub unclaimed: u128,
}

impl Liquid {
	/// Rewards of `shares` at the standard commission from `settled` to `until`, rounded down.
	/// Planck.
	pub fn accrued(
		&self,
		shares: Shares,
		settled: RewardIndexes,
		until: RewardIndexes,
	) -> Result<u128, Error> {
		until.net.since(settled.net).earned(shares)
	}

	/// Spreads `reward` over the shares. Returns the operator's part, rounded down. Planck.
	///
	/// The holders' claims, the operator's part and the new carry never exceed the reward and the
	/// old carry. Fails with [`Error::Insufficient`], with nothing changed, if there are no shares.
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
		let index = RewardIndexes {
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

	/// Deducts `amount` of settled rewards from the unclaimed rewards. Fails with
	/// [`Error::Insufficient`] if fewer are unclaimed.
	pub fn claim(&mut self, amount: u128) -> Result<(), Error> {
		self.unclaimed = self.unclaimed.checked_sub(amount).ok_or(Error::Insufficient)?;
		Ok(())
	}
}
