//! Stakes that somebody else's money stands in for.

use crate::{
	class::{Class, Shares},
	liquid::{Index, Parts},
	math::{narrow_to_256, retained, scale_up, Error},
	pending::{Activation, Pending},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::{U256, U512};
use scale_info::TypeInfo;

/// Stakes that are covered together: what they lose is made good in proportion, as far as there is money.
///
/// The stakes themselves are elsewhere, and so is the money; here is counted who has what part of both. As long as
/// all stakes lose the same part at the same time, a loss costs the same for one holder and for a million.
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
pub struct Cover {
	/// What is covered: its assets are what the stakes are worth.
	pub covered: Class,
	/// Payouts per share until now.
	pub index: Index,
	/// What the last division by the shares left over, in units of 2^-96 planck. Belongs to the next payout.
	pub carry: U256,
	/// Payouts that nobody has claimed yet. Planck.
	#[codec(compact)]
	pub owed: u128,
}

impl Cover {
	/// Covers stake that is worth `value`, from now on. Returns its shares.
	pub fn enter(&mut self, value: u128) -> Result<Shares, Error> {
		self.covered.deposit(value)
	}

	/// The same where it must not fail: stake that cannot buy shares, because so little is left of the others' that they
	/// would outgrow every precision, gets one share for nothing. Returns its shares.
	pub fn admit(&mut self, value: u128) -> Shares {
		self.enter(value).unwrap_or_else(|_| {
			let one = Shares(1);
			self.covered.shares = Shares(self.covered.shares.0.saturating_add(one.0));
			one
		})
	}

	/// Covers stakes that have waited. Those that cannot buy shares, for the same reason, are not covered.
	pub fn activate(&mut self, pending: Pending) -> Activation {
		let index = Parts { gross: self.index, net: self.index };
		let units = pending.units;
		pending.activate(&mut self.covered, index).unwrap_or_else(|_| Activation {
			units,
			units_left: units,
			index,
			..Default::default()
		})
	}

	/// Ends the cover of stake. Returns what it was worth, rounded down.
	pub fn leave(&mut self, shares: Shares) -> Result<u128, Error> {
		self.covered.redeem(shares).map(|redeemed| redeemed.assets)
	}

	/// Notes that everything that belongs to `base` lost `loss` in proportion. Returns the part of what is covered
	/// here.
	pub fn lose(&mut self, base: u128, loss: u128) -> u128 {
		self.covered.slash(base, loss)
	}

	/// Spreads `payout` over the shares. Refused, with nothing changed, where there are none.
	pub fn pay(&mut self, payout: u128) -> Result<(), Error> {
		let shares = U512::from(self.covered.shares.0);
		if shares.is_zero() {
			return Err(Error::Insufficient);
		}
		let spread = scale_up(payout).checked_add(U512::from(self.carry)).ok_or(Error::Overflow)?;
		let (rise, carry) = spread.div_mod(shares);
		let index = self.index.0.checked_add(narrow_to_256(rise)?).ok_or(Error::Overflow)?;
		let owed = self.owed.checked_add(payout).ok_or(Error::Overflow)?;
		self.carry = narrow_to_256(carry)?;
		(self.index, self.owed) = (Index(index), owed);
		Ok(())
	}

	/// What `shares` were paid since the index was `settled`, rounded down.
	pub fn paid(&self, shares: Shares, settled: Index) -> Result<u128, Error> {
		self.index.since(settled).earned(shares)
	}

	/// Takes `amount` of payouts out of what is owed.
	pub fn claim(&mut self, amount: u128) -> Result<(), Error> {
		self.owed = self.owed.checked_sub(amount).ok_or(Error::Insufficient)?;
		Ok(())
	}

	/// Whether nobody has a part of it any more.
	pub fn is_empty(&self) -> bool {
		self.covered.shares.is_zero()
	}

	/// The part of `total` that goes to those who lost `lost` of `all`: ⌊total·lost/all⌋.
	pub fn part_of(total: u128, lost: u128, all: u128) -> u128 {
		retained(total, all, all.saturating_sub(lost))
	}
}
