//! Pending deposits, which become shares together.

use crate::{
	liquid::{DealWeight, RewardIndexes},
	math::{div_floor, mul_div_floor, narrow_to_256, retained, Error},
	vault::{Shares, Vault},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;

/// Deposits of one epoch, pending until it ends. Depositors own units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pending {
	/// Pending assets. Planck.
	#[codec(compact)]
	pub assets: u128,
	/// The depositors' units: one per planck, until a slash.
	#[codec(compact)]
	pub units: u128,
	/// Σ units × commission over the deals among the deposits.
	pub deal_weight: DealWeight,
}

impl Pending {
	/// Whether no deposit is pending.
	pub fn is_empty(&self) -> bool {
		self.units == 0
	}

	/// Adds `assets` and returns the units that they buy, rounded down. Fails with
	/// [`Error::NothingBought`] if they buy none.
	pub fn deposit(&mut self, assets: u128) -> Result<u128, Error> {
		let units = match self.assets {
			0 if self.units == 0 => assets,
			0 => return Err(Error::NothingBought),
			all => mul_div_floor(assets, self.units, all)?,
		};
		if units == 0 {
			return Err(Error::NothingBought);
		}
		let all_assets = self.assets.checked_add(assets).ok_or(Error::Overflow)?;
		let all_units = self.units.checked_add(units).ok_or(Error::Overflow)?;
		(self.assets, self.units) = (all_assets, all_units);
		Ok(units)
	}

	/// The value of `units`, rounded down. Planck.
	pub fn value_of(&self, units: u128) -> u128 {
		match self.units {
			0 => 0,
			all => mul_div_floor(units, self.assets, all).unwrap_or_default(),
		}
	}

	/// Records that `units` of the deposits are a deal at `commission`.
	pub fn add_deal(&mut self, units: u128, commission: Perbill) {
		self.deal_weight = self.deal_weight.plus(DealWeight::of(Shares(units), commission));
	}

	/// Reverts an [`add_deal`](Self::add_deal) with equal arguments.
	pub fn remove_deal(&mut self, units: u128, commission: Perbill) -> Result<(), Error> {
		self.deal_weight = self.deal_weight.minus(DealWeight::of(Shares(units), commission))?;
		Ok(())
	}

	/// Takes the part of a `loss` that is spread over `base`. Returns the loss of the deposits.
	/// Planck.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let kept = retained(self.assets, base, loss);
		let taken = self.assets.saturating_sub(kept);
		self.assets = kept;
		taken
	}

	/// Buys shares of `class` for all pending assets. The owners of units exchange them through the
	/// [`Activation`].
	///
	/// `index` is the current index of the class: the new shares take part in later rewards. After
	/// a slash the assets may buy no share; they then have no owner and do not become stake.
	pub fn activate(self, class: &mut Vault, index: RewardIndexes) -> Result<Activation, Error> {
		let shares = match class.deposit(self.assets) {
			Ok(shares) => shares,
			Err(Error::NothingBought) => Shares::ZERO,
			Err(error) => return Err(error),
		};
		let deal_weight = match self.units {
			0 => DealWeight::default(),
			units => {
				let product = self.deal_weight.0.full_mul(shares.0.into());
				DealWeight(narrow_to_256(div_floor(product, units)?)?)
			},
		};
		Ok(Activation {
			units: self.units,
			shares,
			units_left: self.units,
			shares_left: shares,
			index,
			generation: class.generation,
			deal_weight,
		})
	}
}

/// Deposits that have become shares, to be exchanged by the owners of their units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Activation {
	/// All units at the activation.
	#[codec(compact)]
	pub units: u128,
	/// All shares that the units bought.
	pub shares: Shares,
	/// Units that have not been exchanged.
	#[codec(compact)]
	pub units_left: u128,
	/// Shares that have not been taken.
	pub shares_left: Shares,
	/// The indexes from which these shares earn.
	pub index: RewardIndexes,
	/// The generation of the class at the activation.
	#[codec(compact)]
	pub generation: u32,
	/// The part of the shares not taken in the weight of all deals.
	pub deal_weight: DealWeight,
}

/// The outcome of exchanging units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
	/// Shares for the owner, rounded down.
	pub shares: Shares,
	/// Shares that rounding left after the last owner's exchange. The caller must burn them.
	pub leftover: Shares,
	/// The deal weight that rounding left after the last owner's exchange. The caller must subtract
	/// it.
	pub leftover_weight: DealWeight,
}

impl Activation {
	/// The shares of `units`, rounded down. Independent of earlier exchanges.
	pub fn shares_of(&self, units: u128) -> Shares {
		match self.units {
			0 => Shares::ZERO,
			// At most all shares, as long as `units` is at most all units.
			all => Shares(mul_div_floor(units, self.shares.0, all).unwrap_or_default()),
		}
	}

	/// Exchanges `units` for shares; `commission` is that of the deal, if the units are one.
	pub fn take(&mut self, units: u128, commission: Option<Perbill>) -> Result<Taken, Error> {
		let units_left = self.units_left.checked_sub(units).ok_or(Error::Insufficient)?;
		let shares = self.shares_of(units);
		let shares_left = self.shares_left.minus(shares)?;
		let weight =
			commission.map(|commission| DealWeight::of(shares, commission)).unwrap_or_default();
		// Never negative. With ε the fraction of a share that rounding takes from a deal, the
		// remainder at the end is ⌊w⌋ − Σ s·c with w = Σ (s + ε)·c, an integer above −1.
		let weight_left = self.deal_weight.minus(weight)?;
		self.units_left = units_left;
		self.shares_left = shares_left;
		self.deal_weight = weight_left;
		Ok(match units_left {
			0 => Taken {
				shares,
				leftover: core::mem::take(&mut self.shares_left),
				leftover_weight: core::mem::take(&mut self.deal_weight),
			},
			_ => Taken { shares, ..Default::default() },
		})
	}
}
