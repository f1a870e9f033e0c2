//! Exits: stake that has left and is still liable.

use crate::{
	liquid::RewardIndexes,
	math::{mul_div_floor, retained, Error},
	vault::{Redeemed, Shares},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;

/// The exits of one class in one epoch. The owners keep the number of shares that they held of the
/// class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExitClass {
	/// The assets that `shares` divide, as of the last slash or addition. Planck.
	#[codec(compact)]
	pub assets: u128,
	/// The shares that divide `assets`, as of the last slash or addition.
	pub shares: Shares,
	/// Assets that have not been withdrawn. Planck.
	#[codec(compact)]
	pub assets_left: u128,
	/// The shares of owners who have not withdrawn.
	pub shares_left: Shares,
}

impl ExitClass {
	/// Adds `assets`, the value of `shares` of the class. Up to rounding, their price must equal
	/// that of the exits here.
	pub fn add(&mut self, assets: u128, shares: Shares) -> Result<(), Error> {
		// Withdrawn exits no longer count. Otherwise the roundings of owners who withdraw and come
		// back would add up until the other owners' parts exceed the assets.
		let assets = self.assets_left.checked_add(assets).ok_or(Error::Overflow)?;
		let shares = self.shares_left.plus(shares)?;
		(self.assets, self.shares) = (assets, shares);
		(self.assets_left, self.shares_left) = (assets, shares);
		Ok(())
	}

	/// Adds `assets`, the value of `shares` of the class, at any price. Returns the shares of the
	/// exits that they receive: equally many if there are none yet, else as many as `assets` buy at
	/// the current price, rounded down.
	///
	/// The owners of earlier and later exits lose nothing by it, at whatever prices. Fails with
	/// [`Error::NothingBought`] if the assets are worth less than one share of the exits.
	pub fn join(&mut self, assets: u128, shares: Shares) -> Result<Shares, Error> {
		let joined = match self.shares_left {
			Shares::ZERO => shares,
			// If the existing shares are worthless, their owners keep less than a planck of the
			// addition.
			Shares(left) => Shares(mul_div_floor(assets, left, self.assets_left.max(1))?),
		};
		let joined = match (joined, assets) {
			// An addition of zero assets gets a share too, so that its owner can find it.
			(Shares::ZERO, 0) => Shares(1),
			(Shares::ZERO, _) => return Err(Error::NothingBought),
			(joined, _) => joined,
		};
		self.add(assets, joined)?;
		Ok(joined)
	}

	/// The value of `shares`, rounded down. Independent of withdrawals since the last slash or
	/// addition. Planck.
	pub fn value_of(&self, shares: Shares) -> u128 {
		match self.shares.0 {
			0 => 0,
			all => mul_div_floor(shares.0, self.assets, all).unwrap_or_default(),
		}
	}

	/// Withdraws the value of `shares`.
	pub fn withdraw(&mut self, shares: Shares) -> Result<Redeemed, Error> {
		let shares_left = self.shares_left.minus(shares)?;
		let assets = self.value_of(shares);
		let assets_left = self.assets_left.checked_sub(assets).ok_or(Error::Insufficient)?;
		(self.shares_left, self.assets_left) = (shares_left, assets_left);
		Ok(Redeemed { assets, dust: self.take_if_unowned() })
	}

	/// Removes shares that can never have an owner. Returns the assets left if no shares remain.
	/// Planck.
	pub fn burn(&mut self, shares: Shares) -> u128 {
		self.shares_left = Shares(self.shares_left.0.saturating_sub(shares.0));
		self.take_if_unowned()
	}

	/// Takes the part of a `loss` that is spread over `base`. Returns the loss of the assets not
	/// withdrawn. Planck.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let kept = retained(self.assets_left, base, loss);
		let taken = self.assets_left.saturating_sub(kept);
		// From now on the remaining owners divide the remaining assets. If both sums were rounded
		// separately, they would drift apart until the last owner's part exceeds the assets.
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

/// The exits from a validator in one epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExitPool {
	/// Exits from the compounding class.
	pub compounding: ExitClass,
	/// Exits from the liquid class, deals included.
	pub liquid: ExitClass,
	/// The rise of the liquid class's indexes at the end of the epoch: stake earns until it leaves.
	pub rise: RewardIndexes,
	/// Rewards of these exits that have not been claimed. Planck.
	#[codec(compact)]
	pub unclaimed: u128,
}

impl ExitPool {
	/// Whether no shares are left.
	pub fn is_empty(&self) -> bool {
		self.compounding.shares_left.is_zero() && self.liquid.shares_left.is_zero()
	}

	/// Assets that can still be withdrawn, and slashed. Planck.
	pub fn assets_left(&self) -> u128 {
		self.compounding.assets_left.saturating_add(self.liquid.assets_left)
	}

	/// The reward of `shares` of the liquid class in their last epoch, rounded down; `commission`
	/// is that of their deal, if any. Planck.
	pub fn last_reward(&self, shares: Shares, commission: Option<Perbill>) -> Result<u128, Error> {
		match commission {
			Some(commission) => self.rise.gross.earned_after(shares, commission),
			None => self.rise.net.earned(shares),
		}
	}

	/// Takes both classes' part of a `loss` that is spread over `base`. Returns the loss of the
	/// exits. Planck.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let compounding = self.compounding.slash(base, loss);
		compounding.saturating_add(self.liquid.slash(base, loss))
	}
}
