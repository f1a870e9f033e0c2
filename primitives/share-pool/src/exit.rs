//! What has left and is still liable.

use crate::{
	class::{Redeemed, Shares},
	liquid::Parts,
	math::{mul_div_floor, retained, Error},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;

/// What left one class in one epoch. Its owners hold shares, as many as they held of the class.
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
pub struct ExitClass {
	/// What the shares divide: what was left after the last slash or addition. Planck.
	#[codec(compact)]
	pub assets: u128,
	/// The shares that divide it: of those who were left then.
	pub shares: Shares,
	/// What has not been withdrawn. Planck.
	#[codec(compact)]
	pub assets_left: u128,
	/// The shares of those who have not withdrawn.
	pub shares_left: Shares,
}

impl ExitClass {
	/// Adds what `shares` of the class came to. Their price must be that of those that are there, but for rounding.
	pub fn add(&mut self, assets: u128, shares: Shares) -> Result<(), Error> {
		// What was withdrawn does not count any more. If it did, the roundings of those who left and came back
		// would add up, until the others' parts are more than there is.
		let assets = self.assets_left.checked_add(assets).ok_or(Error::Overflow)?;
		let shares = self.shares_left.plus(shares)?;
		(self.assets, self.shares) = (assets, shares);
		(self.assets_left, self.shares_left) = (assets, shares);
		Ok(())
	}

	/// Lets in what `shares` of the class came to, at whatever price. Returns as how many shares of the exits: as many
	/// where there are none yet, at the price of those that are there where there are.
	///
	/// Whoever left before or will leave after loses nothing by it, what the class is worth then or now. Refused where
	/// the assets would not be worth a share of the exits.
	pub fn join(&mut self, assets: u128, shares: Shares) -> Result<Shares, Error> {
		let joined = match self.shares_left {
			Shares::ZERO => shares,
			// Those whose shares are worth nothing keep less than a planck of what comes.
			Shares(left) => Shares(mul_div_floor(assets, left, self.assets_left.max(1))?),
		};
		let joined = match (joined, assets) {
			// Nothing that comes is a share too, so that its owner finds it.
			(Shares::ZERO, 0) => Shares(1),
			(Shares::ZERO, _) => return Err(Error::NothingBought),
			(joined, _) => joined,
		};
		self.add(assets, joined)?;
		Ok(joined)
	}

	/// What `shares` are worth, rounded down. Does not depend on who withdrew since the last slash or addition.
	pub fn value_of(&self, shares: Shares) -> u128 {
		match self.shares.0 {
			0 => 0,
			all => mul_div_floor(shares.0, self.assets, all).unwrap_or_default(),
		}
	}

	/// Takes out what `shares` are worth.
	pub fn withdraw(&mut self, shares: Shares) -> Result<Redeemed, Error> {
		let shares_left = self.shares_left.minus(shares)?;
		let assets = self.value_of(shares);
		let assets_left = self.assets_left.checked_sub(assets).ok_or(Error::Insufficient)?;
		(self.shares_left, self.assets_left) = (shares_left, assets_left);
		Ok(Redeemed { assets, dust: self.take_if_unowned() })
	}

	/// Removes shares that nobody can ever own. Returns the assets that then belong to nobody.
	pub fn burn(&mut self, shares: Shares) -> u128 {
		self.shares_left = Shares(self.shares_left.0.saturating_sub(shares.0));
		self.take_if_unowned()
	}

	/// Takes the part of a `loss` that is spread over `base`. Returns what was taken from what has not been
	/// withdrawn.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let kept = retained(self.assets_left, base, loss);
		let taken = self.assets_left.saturating_sub(kept);
		// From here on those who are left divide what is left. If both sums were rounded on their own, they
		// would drift apart, until the last owner's part is more than there is.
		(self.assets, self.shares) = (kept, self.shares_left);
		self.assets_left = kept;
		taken
	}

	fn take_if_unowned(&mut self) -> u128 {
		match self.shares_left.is_zero() {
			true => core::mem::take(&mut self.assets_left),
			false => 0,
		}
	}
}

/// What left a validator in one epoch.
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
pub struct ExitPool {
	/// From the compounding class.
	pub compounding: ExitClass,
	/// From the liquid class, deals included.
	pub liquid: ExitClass,
	/// What the indexes of the liquid class rose by at the end of the epoch: stake earns until it leaves.
	pub rise: Parts,
	/// Rewards for it that nobody has claimed. Planck.
	#[codec(compact)]
	pub unclaimed: u128,
}

impl ExitPool {
	/// Whether nothing is left in it.
	pub fn is_empty(&self) -> bool {
		self.compounding.shares_left.is_zero() && self.liquid.shares_left.is_zero()
	}

	/// What can still be withdrawn, and slashed. Planck.
	pub fn assets_left(&self) -> u128 {
		self.compounding.assets_left.saturating_add(self.liquid.assets_left)
	}

	/// What `shares` of the liquid class earned in their last epoch; `commission` is that of the deal, if
	/// they were one.
	pub fn last_reward(&self, shares: Shares, commission: Option<Perbill>) -> Result<u128, Error> {
		match commission {
			Some(commission) => self.rise.gross.earned_after(shares, commission),
			None => self.rise.net.earned(shares),
		}
	}

	/// Takes the part of a `loss` that is spread over `base` from both classes. Returns what was taken.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let compounding = self.compounding.slash(base, loss);
		compounding.saturating_add(self.liquid.slash(base, loss))
	}
}
