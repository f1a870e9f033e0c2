//! Both classes of a validator together.

use crate::{
	class::{Class, Shares},
	exit::ExitPool,
	liquid::{DealWeight, Index, Liquid, Parts},
	math::{div_floor, mul_div_floor, scale_down, Error},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::U512;
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Perbill};

/// The stake behind a validator.
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
pub struct Pool {
	/// Holders whose rewards become stake.
	pub compounding: Class,
	/// Holders who claim their rewards.
	pub liquid: Liquid,
}

/// Where a reward went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rewarded {
	/// To the compounding class, the operator's part included. Planck.
	pub compounding: u128,
	/// To the liquid class, the operator's part included. Planck.
	pub liquid: u128,
	/// The operator's part of what went to the compounding class: shares of it that were made for the
	/// operator and that the caller must give to it.
	pub operator_shares: Shares,
	/// The operator's part of what went to the liquid class. Planck.
	pub to_operator: u128,
	/// What nobody could be given, because there is no stake. Planck.
	pub unassigned: u128,
}

impl Pool {
	/// All that is at stake: earns rewards and gives weight. Planck.
	pub fn stake(&self) -> u128 {
		self.compounding.stake.saturating_add(self.liquid.class.stake)
	}

	/// All that belongs to holders: stake and rewards that wait to become stake. Planck.
	pub fn assets(&self) -> u128 {
		self.compounding.assets().saturating_add(self.liquid.class.assets())
	}

	/// Pays a reward to both classes in proportion to their stakes, after the operator's commission. An
	/// error changes nothing.
	pub fn reward(&mut self, reward: u128, commission: Perbill) -> Result<Rewarded, Error> {
		let stake =
			self.compounding.stake.checked_add(self.liquid.class.stake).ok_or(Error::Overflow)?;
		if stake == 0 {
			return Ok(Rewarded { unassigned: reward, ..Default::default() });
		}
		let compounding = mul_div_floor(reward, self.compounding.stake, stake)?;
		let liquid = reward.saturating_sub(compounding);

		let mut class = self.compounding.clone();
		let fee = commission.mul_floor(compounding);
		class.waiting =
			class.waiting.checked_add(compounding.saturating_sub(fee)).ok_or(Error::Overflow)?;
		// The fee buys its shares at the price after the reward.
		let operator_shares = class.shares_for(fee)?;
		class.shares = class.shares.plus(operator_shares)?;
		class.waiting = class.waiting.checked_add(fee).ok_or(Error::Overflow)?;
		class.ensure_price()?;

		let to_operator = match liquid {
			0 => 0,
			_ => self.liquid.reward(liquid, commission)?,
		};
		self.compounding = class;
		Ok(Rewarded { compounding, liquid, operator_shares, to_operator, unassigned: 0 })
	}

	/// Moves what leaves with this epoch into `exits`, at the prices of now. `before` are the indexes before
	/// the reward of the epoch, which those who leave still earn. Returns what belongs to nobody any more. An
	/// error changes nothing.
	pub fn close_exits(&mut self, exits: &mut ExitPool, before: Parts) -> Result<u128, Error> {
		let (mut pool, mut left) = (self.clone(), exits.clone());
		let dust = pool.move_leaving(&mut left, before)?;
		(*self, *exits) = (pool, left);
		Ok(dust)
	}

	fn move_leaving(&mut self, exits: &mut ExitPool, before: Parts) -> Result<u128, Error> {
		let leaving = core::mem::take(&mut self.compounding.leaving);
		let from_compounding = self.compounding.redeem(leaving)?;
		exits.compounding.add(from_compounding.assets, leaving)?;

		let liquid = &mut self.liquid;
		let leaving = core::mem::take(&mut liquid.class.leaving);
		let deals = core::mem::take(&mut liquid.leaving_deal_shares);
		let weight = core::mem::take(&mut liquid.leaving_deal_weight);
		liquid.deal_shares = liquid.deal_shares.minus(deals)?;
		liquid.deal_weight = liquid.deal_weight.minus(weight)?;
		let from_liquid = liquid.class.redeem(leaving)?;
		exits.liquid.add(from_liquid.assets, leaving)?;

		let rise = Parts {
			gross: liquid.index.gross.since(before.gross),
			net: liquid.index.net.since(before.net),
		};
		let last = last_rewards(leaving.minus(deals)?, deals, weight, rise)?;
		liquid.claim(last)?;
		if !leaving.is_zero() {
			exits.rise = rise;
		}
		exits.unclaimed = exits.unclaimed.checked_add(last).ok_or(Error::Overflow)?;
		Ok(from_compounding.dust.saturating_add(from_liquid.dust))
	}

	/// Closes the compounding class, whose price has collapsed: everything in it leaves into `exits`, and a
	/// new generation starts.
	pub fn close_compounding(&mut self, exits: &mut ExitPool) -> Result<(), Error> {
		let class = &mut self.compounding;
		exits.compounding.add(class.assets(), class.shares)?;
		*class = Class { generation: class.generation.saturating_add(1), ..Default::default() };
		Ok(())
	}

	/// The same for the liquid class. The indexes go on: what was earned until now can be claimed.
	pub fn close_liquid(&mut self, exits: &mut ExitPool) -> Result<(), Error> {
		let liquid = &mut self.liquid;
		exits.liquid.add(liquid.class.assets(), liquid.class.shares)?;
		liquid.class =
			Class { generation: liquid.class.generation.saturating_add(1), ..Default::default() };
		(liquid.deal_shares, liquid.deal_weight) = Default::default();
		(liquid.leaving_deal_shares, liquid.leaving_deal_weight) = Default::default();
		Ok(())
	}

	/// Takes the part of a `loss` that is spread over `base` from both classes. Returns what was taken.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let compounding = self.compounding.slash(base, loss);
		compounding.saturating_add(self.liquid.class.slash(base, loss))
	}
}

/// What those who leave can claim at most of the last reward: standard shares and deals, rounded down as a
/// whole.
fn last_rewards(
	standard: Shares,
	deals: Shares,
	weight: DealWeight,
	rise: Parts,
) -> Result<u128, Error> {
	let of_standard = rise.net.earned(standard)?;
	let billion = U512::from(Perbill::ACCURACY);
	let after_commission = U512::from(deals.0)
		.saturating_mul(billion)
		.checked_sub(U512::from(weight.0))
		.ok_or(Error::Insufficient)?;
	let Index(gross) = rise.gross;
	let product = after_commission.checked_mul(U512::from(gross)).ok_or(Error::Overflow)?;
	let of_deals = scale_down(div_floor(product, billion)?)?;
	of_standard.checked_add(of_deals).ok_or(Error::Overflow)
}
