//! Cover: stakes whose losses other funds compensate.

use crate::{
	liquid::{Index, RewardIndexes},
	math::{narrow_to_256, retained, scale_up, Error},
	pending::{Activation, Pending},
	vault::{Shares, Vault},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::{U256, U512};
use scale_info::TypeInfo;

/// Stakes that are covered together: their losses are compensated in proportion, as far as funds
/// suffice.
///
/// The stakes and the funds are kept elsewhere; this type counts each holder's part of both. As
/// long as all stakes lose the same fraction at once, the cost of a loss is independent of the
/// number of holders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Cover {
	/// The covered stakes: the assets are their value.
	pub covered: Vault,
	/// Payouts per share so far.
	pub index: Index,
	/// The remainder of the last division by the shares, in units of 2^-96 planck. Belongs to the
	/// next payout.
	pub carry: U256,
	/// Payouts that have not been claimed. Planck.
	#[codec(compact)]
	pub owed: u128,
}

impl Cover {
	/// Covers stake worth `value` from now on. Returns its shares, rounded down.
	pub fn enter(&mut self, value: u128) -> Result<Shares, Error> {
		self.covered.deposit(value)
	}

	/// Covers stake worth `value` and never fails. After a collapse, stake may be unable to buy
	/// shares because they would outgrow every precision; it then gets one share free. Returns its
	/// shares.
	pub fn admit(&mut self, value: u128) -> Shares {
		self.enter(value).unwrap_or_else(|_| {
			let one = Shares(1);
			self.covered.shares = Shares(self.covered.shares.0.saturating_add(one.0));
			one
		})
	}

	/// Covers pending stakes. Stakes that cannot buy shares after a collapse are not covered.
	pub fn activate(&mut self, pending: Pending) -> Activation {
		let index = RewardIndexes { gross: self.index, net: self.index };
		let units = pending.units;
		pending.activate(&mut self.covered, index).unwrap_or_else(|_| Activation {
			units,
			units_left: units,
			index,
			..Default::default()
		})
	}

	/// Ends the cover of `shares`. Returns the value of their stake, rounded down. Planck.
	pub fn leave(&mut self, shares: Shares) -> Result<u128, Error> {
		self.covered.redeem(shares).map(|redeemed| redeemed.assets)
	}

	/// Records that all parts of `base` lost `loss` in proportion. Returns the loss of the covered
	/// stakes. Planck.
	pub fn lose(&mut self, base: u128, loss: u128) -> u128 {
		self.covered.slash(base, loss)
	}

	/// Spreads `payout` over the shares. Fails with [`Error::Insufficient`], with nothing changed,
	/// if there are none.
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

	/// The payouts of `shares` since the index was `settled`, rounded down. Planck.
	pub fn paid(&self, shares: Shares, settled: Index) -> Result<u128, Error> {
		self.index.since(settled).earned(shares)
	}

	/// Deducts `amount` from the payouts owed. Fails with [`Error::Insufficient`] if less is owed.
	pub fn claim(&mut self, amount: u128) -> Result<(), Error> {
		self.owed = self.owed.checked_sub(amount).ok_or(Error::Insufficient)?;
		Ok(())
	}

	/// Whether no shares are left.
	pub fn is_empty(&self) -> bool {
		self.covered.shares.is_zero()
	}

	/// The part of `total` for holders who lost `lost` of `all`: ⌊total·lost/all⌋.
	pub fn part_of(total: u128, lost: u128, all: u128) -> u128 {
		retained(total, all, all.saturating_sub(lost))
	}
}
