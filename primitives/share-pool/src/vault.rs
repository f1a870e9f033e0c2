//! Vaults: assets and the shares that divide them.

use crate::math::{mul_div_ceil, mul_div_floor, retained, Error};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Virtual shares without an owner that enter every price. An untouched class has this many shares
/// per planck.
pub const VIRTUAL_SHARES: u128 = 1_000;

/// A class with more shares than this per planck of its assets has collapsed: its price is below a
/// thousandth of the initial one.
pub const MAX_SHARES_PER_ASSET: u128 = 1_000 * VIRTUAL_SHARES;

/// A number of shares of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Shares(#[codec(compact)] pub u128);

impl Shares {
	/// No shares.
	pub const ZERO: Self = Self(0);

	/// Whether there are no shares.
	pub fn is_zero(self) -> bool {
		self.0 == 0
	}

	/// The sum. Fails with [`Error::Overflow`] if it does not fit.
	pub fn plus(self, other: Self) -> Result<Self, Error> {
		self.0.checked_add(other.0).map(Self).ok_or(Error::Overflow)
	}

	/// The difference. Fails with [`Error::Insufficient`] if `other` is larger.
	pub fn minus(self, other: Self) -> Result<Self, Error> {
		self.0.checked_sub(other.0).map(Self).ok_or(Error::Insufficient)
	}
}

/// The outcome of redeeming shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redeemed {
	/// Assets for the holder. Planck.
	pub assets: u128,
	/// The assets left after the last share was burned. They have no owner. Planck.
	pub dust: u128,
}

/// Assets and the shares that divide them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Vault {
	/// The stake, which earns rewards and is slashed. Planck.
	#[codec(compact)]
	pub stake: u128,
	/// Rewards that wait to become stake. They count in the price. Planck.
	#[codec(compact)]
	pub waiting: u128,
	/// All shares.
	pub shares: Shares,
	/// The shares that leave at the end of this epoch.
	pub leaving: Shares,
	/// How often the class was closed because its price had collapsed.
	#[codec(compact)]
	pub generation: u32,
}

impl Vault {
	/// All assets: stake and waiting rewards. Planck.
	pub fn assets(&self) -> u128 {
		self.stake.saturating_add(self.waiting)
	}

	/// A + 1 and S + V.
	fn price(&self) -> Result<(u128, u128), Error> {
		let assets = self.stake.checked_add(self.waiting).and_then(|assets| assets.checked_add(1));
		let shares = self.shares.0.checked_add(VIRTUAL_SHARES);
		assets.zip(shares).ok_or(Error::Overflow)
	}

	/// Fails if the price would overflow: no holder could leave any more.
	pub(crate) fn ensure_price(&self) -> Result<(), Error> {
		self.price().map(|_| ())
	}

	/// The shares that `assets` buy, rounded down.
	pub fn shares_for(&self, assets: u128) -> Result<Shares, Error> {
		let (price_assets, price_shares) = self.price()?;
		mul_div_floor(assets, price_shares, price_assets).map(Shares)
	}

	/// The shares that must be burned to withdraw `assets`, rounded up.
	pub fn shares_to_withdraw(&self, assets: u128) -> Result<Shares, Error> {
		let (price_assets, price_shares) = self.price()?;
		mul_div_ceil(assets, price_shares, price_assets).map(Shares)
	}

	/// The value of `shares`, rounded down; at most all assets. Planck.
	pub fn value_of(&self, shares: Shares) -> u128 {
		self.price()
			.and_then(|(assets, all)| mul_div_floor(shares.0, assets, all))
			.unwrap_or_default()
			.min(self.assets())
	}

	/// Adds `assets` to the stake and returns the shares that they buy, rounded down.
	///
	/// Fails with [`Error::NothingBought`] if they buy no share: the assets would go to the other
	/// holders.
	pub fn deposit(&mut self, assets: u128) -> Result<Shares, Error> {
		let bought = self.shares_for(assets)?;
		if bought.is_zero() {
			return Err(Error::NothingBought);
		}
		let shares = self.shares.plus(bought)?;
		let stake = self.stake.checked_add(assets).ok_or(Error::Overflow)?;
		let after = Self { stake, shares, ..self.clone() };
		after.ensure_price()?;
		*self = after;
		Ok(bought)
	}

	/// Burns `shares` and takes out their value, from the stake and the waiting rewards in
	/// proportion.
	pub fn redeem(&mut self, shares: Shares) -> Result<Redeemed, Error> {
		let left = self.shares.minus(shares)?;
		let assets = self.value_of(shares);
		let from_waiting = match self.assets() {
			0 => 0,
			all => mul_div_floor(assets, self.waiting, all)?,
		};
		self.waiting = self.waiting.saturating_sub(from_waiting);
		// Rounded up by the amount that the waiting part was rounded down. Still at most the stake,
		// since `assets` is at most the sum of both.
		self.stake = self.stake.saturating_sub(assets.saturating_sub(from_waiting));
		self.shares = left;
		Ok(Redeemed { assets, dust: self.take_if_unowned() })
	}

	/// Burns shares that can never have an owner, in favour of all other holders. Returns the
	/// assets left if no shares remain. Planck.
	pub fn burn(&mut self, shares: Shares) -> u128 {
		self.shares = Shares(self.shares.0.saturating_sub(shares.0));
		self.take_if_unowned()
	}

	/// Takes the assets of a class that has no shares.
	fn take_if_unowned(&mut self) -> u128 {
		if !self.shares.is_zero() {
			return 0;
		}
		let dust = self.assets();
		(self.stake, self.waiting) = (0, 0);
		dust
	}

	/// Turns the waiting rewards into stake. Returns their amount. Planck.
	pub fn compound(&mut self) -> u128 {
		let compounded = core::mem::take(&mut self.waiting);
		self.stake = self.stake.saturating_add(compounded);
		compounded
	}

	/// Takes the part of a `loss` that is spread over `base` from the stake and the waiting
	/// rewards. Returns the loss of this class. Planck.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let before = self.assets();
		self.stake = retained(self.stake, base, loss);
		self.waiting = retained(self.waiting, base, loss);
		before.saturating_sub(self.assets())
	}

	/// Whether the price is below a thousandth of the initial one: 1000·A·V < S. The class must
	/// then be closed before its shares outgrow every precision.
	pub fn has_collapsed(&self) -> bool {
		!self.shares.is_zero()
			&& self
				.assets()
				.checked_mul(MAX_SHARES_PER_ASSET)
				.is_some_and(|most| most < self.shares.0)
	}
}
