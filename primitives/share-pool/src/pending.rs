//! Deposits that become shares together.

use crate::{
	class::{Class, Shares},
	liquid::{DealWeight, Parts},
	math::{div_floor, mul_div_floor, narrow_to_256, retained, Error},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;

/// Deposits of an epoch that wait for its end. Depositors own units of it.
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
pub struct Pending {
	/// What waits. Planck.
	#[codec(compact)]
	pub assets: u128,
	/// The depositors' units: one for each planck, until a slash.
	#[codec(compact)]
	pub units: u128,
	/// Σ units × commission, where these are deals.
	pub deal_weight: DealWeight,
}

impl Pending {
	/// Whether nothing waits.
	pub fn is_empty(&self) -> bool {
		self.units == 0
	}

	/// Adds `assets` and returns the units that they bought, rounded down.
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

	/// What `units` are worth, rounded down.
	pub fn value_of(&self, units: u128) -> u128 {
		match self.units {
			0 => 0,
			all => mul_div_floor(units, self.assets, all).unwrap_or_default(),
		}
	}

	/// Notes that `units` of the deposits are a deal at `commission`.
	pub fn add_deal(&mut self, units: u128, commission: Perbill) {
		self.deal_weight = self.deal_weight.plus(DealWeight::of(Shares(units), commission));
	}

	/// Takes back a note of [`add_deal`](Self::add_deal).
	pub fn remove_deal(&mut self, units: u128, commission: Perbill) -> Result<(), Error> {
		self.deal_weight = self.deal_weight.minus(DealWeight::of(Shares(units), commission))?;
		Ok(())
	}

	/// Takes the part of a `loss` that is spread over `base`. Returns what was taken.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let kept = retained(self.assets, base, loss);
		let taken = self.assets.saturating_sub(kept);
		self.assets = kept;
		taken
	}

	/// Buys shares of `class` for everything that waits. The owners of units take theirs from the
	/// [`Activation`].
	///
	/// `index` is that of the class now: what it earns from now on belongs to these shares too. Assets that
	/// buy no share, because a slash has left so little, do not become stake: they belong to nobody.
	pub fn activate(self, class: &mut Class, index: Parts) -> Result<Activation, Error> {
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

/// Deposits that have become shares which their owners have not taken yet.
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
pub struct Activation {
	/// All units there were.
	#[codec(compact)]
	pub units: u128,
	/// All shares that they bought.
	pub shares: Shares,
	/// Units that have not been exchanged yet.
	#[codec(compact)]
	pub units_left: u128,
	/// Shares that nobody has taken yet.
	pub shares_left: Shares,
	/// The indexes from which on these shares earn.
	pub index: Parts,
	/// The generation of the class at the time.
	#[codec(compact)]
	pub generation: u32,
	/// What the shares that nobody has taken count for in the weight of all deals.
	pub deal_weight: DealWeight,
}

/// What units were exchanged for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
	/// Shares for the owner, rounded down.
	pub shares: Shares,
	/// Shares that the rounding left when the last owner had taken its own: to be burned.
	pub leftover: Shares,
	/// The same for the weight of deals.
	pub leftover_weight: DealWeight,
}

impl Activation {
	/// The shares of `units`, rounded down. Does not depend on who took theirs before.
	pub fn shares_of(&self, units: u128) -> Shares {
		match self.units {
			0 => Shares::ZERO,
			// Not more than all shares where the units are not more than all units.
			all => Shares(mul_div_floor(units, self.shares.0, all).unwrap_or_default()),
		}
	}

	/// Exchanges `units` for shares; `commission` is that of the deal, if it is one.
	pub fn take(&mut self, units: u128, commission: Option<Perbill>) -> Result<Taken, Error> {
		let units_left = self.units_left.checked_sub(units).ok_or(Error::Insufficient)?;
		let shares = self.shares_of(units);
		let shares_left = self.shares_left.minus(shares)?;
		let weight =
			commission.map(|commission| DealWeight::of(shares, commission)).unwrap_or_default();
		// Never less than nothing. With ε the part of a share that the rounding takes from a deal, what is
		// left at the end is ⌊w⌋ − Σ s·c with w = Σ (s + ε)·c, an integer above −1.
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
