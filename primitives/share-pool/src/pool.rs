//! The pool of a validator: both reward classes together.

use crate::{
	exit::{ExitClass, ExitPool},
	liquid::{DealWeight, Index, Liquid, RewardIndexes},
	math::{div_floor, mul_div_floor, scale_down, Error},
	vault::{Shares, Vault},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::U512;
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Perbill};

/// The stake behind a validator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pool {
	/// The compounding class: rewards become stake.
	pub compounding: Vault,
	/// The liquid class: holders claim their rewards.
	pub liquid: Liquid,
}

/// The split of a reward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RewardSplit {
	/// The compounding class's part, the operator's included. Planck.
	pub compounding: u128,
	/// The liquid class's part, the operator's included. Planck.
	pub liquid: u128,
	/// The operator's part of the compounding class's reward, as newly minted shares of that class.
	/// The caller must credit them to the operator.
	pub operator_shares: Shares,
	/// The operator's part of the liquid class's reward. Planck.
	pub to_operator: u128,
	/// The part that cannot be assigned because there is no stake. Planck.
	pub unassigned: u128,
}

impl Pool {
	/// The active stake, which earns rewards and gives weight. Planck.
	pub fn stake(&self) -> u128 {
		self.compounding.stake.saturating_add(self.liquid.class.stake)
	}

	/// All assets of holders: stake and rewards that wait to become stake. Planck.
	pub fn assets(&self) -> u128 {
		self.compounding.assets().saturating_add(self.liquid.class.assets())
	}

	/// Pays a reward to both classes in proportion to their stakes, after the operator's
	/// commission. An error changes nothing.
	pub fn reward(&mut self, reward: u128, commission: Perbill) -> Result<RewardSplit, Error> {
		let stake =
			self.compounding.stake.checked_add(self.liquid.class.stake).ok_or(Error::Overflow)?;
		if stake == 0 {
			return Ok(RewardSplit { unassigned: reward, ..Default::default() });
		}
		let compounding = mul_div_floor(reward, self.compounding.stake, stake)?;
		let liquid = reward.saturating_sub(compounding);

		let mut class = self.compounding.clone();
		let fee = commission.mul_floor(compounding);
		class.waiting =
			class.waiting.checked_add(compounding.saturating_sub(fee)).ok_or(Error::Overflow)?;
		// The fee buys shares at the price after the reward.
		let operator_shares = class.shares_for(fee)?;
		class.shares = class.shares.plus(operator_shares)?;
		class.waiting = class.waiting.checked_add(fee).ok_or(Error::Overflow)?;
		class.ensure_price()?;

		let to_operator = match liquid {
			0 => 0,
			_ => self.liquid.reward(liquid, commission)?,
		};
		self.compounding = class;
		Ok(RewardSplit { compounding, liquid, operator_shares, to_operator, unassigned: 0 })
	}

	/// Moves the stake that leaves with this epoch into `exits`, at current prices. `before` are
	/// the indexes before the epoch's reward, which leaving stake still earns. Returns the dust
	/// that has no owner. Planck. An error changes nothing.
	pub fn close_exits(
		&mut self,
		exits: &mut ExitPool,
		before: RewardIndexes,
	) -> Result<u128, Error> {
		let (mut pool, mut left) = (self.clone(), exits.clone());
		let dust = pool.move_leaving(&mut left, before)?;
		(*self, *exits) = (pool, left);
		Ok(dust)
	}

	fn move_leaving(&mut self, exits: &mut ExitPool, before: RewardIndexes) -> Result<u128, Error> {
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

		let rise = RewardIndexes {
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

	/// Closes the compounding class after its price has collapsed: all its assets leave into
	/// `exits`, and a new generation starts.
	pub fn close_compounding(&mut self, exits: &mut ExitPool) -> Result<Closing, Error> {
		let class = &mut self.compounding;
		let closing = Closing::new(class, &mut exits.compounding)?;
		*class = Vault { generation: class.generation.saturating_add(1), ..Default::default() };
		Ok(closing)
	}

	/// Closes the liquid class after its price has collapsed: all its assets leave into `exits`,
	/// and a new generation starts. The indexes continue, so that rewards earned so far can still
	/// be claimed.
	pub fn close_liquid(&mut self, exits: &mut ExitPool) -> Result<Closing, Error> {
		let liquid = &mut self.liquid;
		let closing = Closing::new(&liquid.class, &mut exits.liquid)?;
		liquid.class =
			Vault { generation: liquid.class.generation.saturating_add(1), ..Default::default() };
		(liquid.deal_shares, liquid.deal_weight) = Default::default();
		(liquid.leaving_deal_shares, liquid.leaving_deal_weight) = Default::default();
		Ok(closing)
	}

	/// Takes both classes' part of a `loss` that is spread over `base`. Returns the loss of the
	/// pool. Planck.
	pub fn slash(&mut self, base: u128, loss: u128) -> u128 {
		let compounding = self.compounding.slash(base, loss);
		compounding.saturating_add(self.liquid.class.slash(base, loss))
	}
}

/// The outcome of closing a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closing {
	/// What the shares of the closed class are exchanged for; `None` for as many shares of the exits.
	pub exchange: Option<Exchange>,
	/// Assets worth less than the smallest share of the exits, which have no owner. Planck.
	pub dust: u128,
}

impl Closing {
	/// Moves the assets of `class` into `exits`, at the price of the exits that are there.
	fn new(class: &Vault, exits: &mut ExitClass) -> Result<Self, Error> {
		if have_one_price(class, exits) {
			exits.add(class.assets(), class.shares)?;
			return Ok(Self::default());
		}
		let (bought, dust) = match exits.join(class.assets(), class.shares) {
			Ok(bought) => (bought, 0),
			Err(Error::NothingBought) => (Shares::ZERO, class.assets()),
			Err(error) => return Err(error),
		};
		let exchange = Exchange { shares: class.shares, for_shares: bought };
		Ok(Self { exchange: Some(exchange), dust })
	}
}

/// Whether mixing the assets of `class` and `exits` by their shares would move at most a planck
/// between them: `|A·s − a·S| ≤ S + s`.
fn have_one_price(class: &Vault, exits: &ExitClass) -> bool {
	let (shares, left) = (U512::from(class.shares.0), U512::from(exits.shares_left.0));
	let of_class = U512::from(class.assets()).saturating_mul(left);
	let of_exits = U512::from(exits.assets_left).saturating_mul(shares);
	of_class.abs_diff(of_exits) <= shares.saturating_add(left)
}

/// Shares of a closed class that are still to be exchanged, and the shares of exits that they buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Exchange {
	/// The shares of the closed class.
	pub shares: Shares,
	/// The shares of the exits.
	pub for_shares: Shares,
}

impl Exchange {
	/// The shares of the exits for `shares` of the closed class, rounded down.
	pub fn worth(&self, shares: Shares) -> Shares {
		let worth = match self.shares.0 {
			0 => 0,
			all => mul_div_floor(shares.0, self.for_shares.0, all).unwrap_or_default(),
		};
		Shares(worth.min(self.for_shares.0))
	}

	/// Exchanges `shares`. The last owner receives what rounding has left.
	pub fn take(&mut self, shares: Shares) -> Result<Shares, Error> {
		let worth = self.worth(shares);
		self.shares = self.shares.minus(shares)?;
		self.for_shares = self.for_shares.minus(worth)?;
		Ok(worth)
	}
}

/// The maximum that leaving holders can claim of the last reward, for standard shares and deals,
/// each sum rounded down.
fn last_rewards(
	standard: Shares,
	deals: Shares,
	weight: DealWeight,
	rise: RewardIndexes,
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
