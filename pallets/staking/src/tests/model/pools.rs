//! The model's amounts: classes, exits, pending deposits and rewards, as values of lots.
//!
//! The virtual shares of a class are a holder in the model, [`RewardClass::unowned`]: initially one
//! planck that does not exist. The price of a share is the holder's value divided by the number of
//! virtual shares.

use super::exact::*;
use crate::mock::AccountId;
use palisade_primitives::{Balance, DealId, EpochIndex};
use palisade_share_pool::{MAX_SHARES_PER_ASSET, VIRTUAL_SHARES};
pub use palisade_test_support::model::{require, Refusal, Verdict};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

/// The index of the compounding class.
pub const COMPOUNDING: usize = 0;
/// The index of the liquid class.
pub const LIQUID: usize = 1;

/// The kinds of deposits, in the order of their activation.
pub const FRESH: [usize; 2] = [0, 1];
/// Deposits that come from exits.
pub const RETURNING: [usize; 2] = [2, 3];
/// Deposits of deals.
pub const DEALS: usize = 4;
/// The class of each kind.
pub const CLASS_OF_KIND: [usize; 5] = [COMPOUNDING, LIQUID, COMPOUNDING, LIQUID, LIQUID];

/// The owner of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
	/// An account's position.
	Account(AccountId),
	/// A deal.
	Deal(DealId),
}

/// An exit, but for its epoch and class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chunk {
	/// The owner.
	pub who: AccountId,
	/// The commission of the closed deal.
	pub deal: Option<Perbill>,
	/// The destination of a redelegation.
	pub to: Option<AccountId>,
}

/// The kind of a part of a class or of an exit pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lot {
	/// Stake.
	Held(Owner),
	/// An activated deposit of that kind and epoch, unsettled by its owner.
	Ready(Owner, usize, EpochIndex),
	/// The rounding remainder of deposits, until the last owner has settled.
	Leftover(usize, EpochIndex),
	/// An exit.
	Leaving(Chunk),
}

/// A class and its holders.
#[derive(Clone, Debug)]
pub struct RewardClass {
	/// Values.
	pub lots: BTreeMap<Lot, Exact>,
	/// Value of the virtual shares.
	pub unowned: Exact,
	/// Assets that are at stake.
	pub stake: Balance,
	/// Assets that wait to be.
	pub waiting: Balance,
	/// How often it was closed.
	pub generation: u32,
}

impl RewardClass {
	pub fn new(generation: u32) -> Self {
		Self { lots: BTreeMap::new(), unowned: whole(1), stake: 0, waiting: 0, generation }
	}

	/// All assets.
	pub fn assets(&self) -> Balance {
		self.stake + self.waiting
	}

	/// The value of all lots.
	pub fn owned(&self) -> Exact {
		self.lots.values().sum()
	}

	pub fn in_shares(&self, value: &Exact) -> Exact {
		scaled(value, &whole(VIRTUAL_SHARES), &self.unowned)
	}

	/// The shares of a lot of this value.
	pub fn shares(&self, value: &Exact) -> u128 {
		as_whole(&self.in_shares(value))
	}

	/// The value of a number of shares.
	pub fn worth(&self, shares: u128) -> Exact {
		scaled(&self.unowned, &whole(shares), &whole(VIRTUAL_SHARES))
	}

	/// The shares that an amount buys.
	pub fn shares_for(&self, amount: Balance) -> u128 {
		floor(&self.in_shares(&whole(amount)))
	}

	/// The shares that an amount costs.
	pub fn shares_to_withdraw(&self, amount: Balance) -> u128 {
		ceil(&self.in_shares(&whole(amount)))
	}

	/// The redeemable value of a lot.
	pub fn claim(&self, lot: Lot) -> Balance {
		self.lots.get(&lot).map_or(0, |value| floor(value).min(self.assets()))
	}

	pub fn scale(&mut self, a: &Exact, b: &Exact) {
		for value in self.lots.values_mut() {
			*value = scaled(value, a, b);
		}
		self.unowned = scaled(&self.unowned, a, b);
	}

	/// Distributes an amount to all in proportion.
	pub fn spread(&mut self, gain: Exact) {
		let all = self.owned() + &self.unowned;
		let after = &all + gain;
		self.scale(&after, &all);
	}

	pub fn give(&mut self, lot: Lot, value: Exact) {
		*self.lots.entry(lot).or_insert_with(zero) += value;
	}

	/// Takes a number of shares out of a lot. Returns their value.
	pub fn take(&mut self, lot: Lot, shares: u128) -> Exact {
		let held = self.lots[&lot].clone();
		if shares == self.shares(&held) {
			return self.lots.remove(&lot).expect("it is there");
		}
		let value = self.worth(shares);
		self.lots.insert(lot, held - &value);
		value
	}

	/// Buys shares for `amount`. `None` where it buys none.
	pub fn buy(&mut self, amount: Balance) -> Option<Exact> {
		let shares = self.shares_for(amount);
		if shares == 0 {
			return None;
		}
		Some(self.worth(shares))
	}

	/// Deposits into a lot.
	pub fn deposit(&mut self, lot: Lot, amount: Balance) -> Verdict {
		let value = self.buy(amount).ok_or(Refusal::Sure("it buys no share"))?;
		let rest = whole(amount) - &value;
		self.give(lot, value);
		self.stake += amount;
		self.spread(rest);
		Ok(())
	}

	/// Pays out `value`, already taken out of the lots. Returns the amount paid.
	pub fn redeem(&mut self, value: Exact) -> Balance {
		let amount = floor(&value).min(self.assets());
		if amount > 0 {
			let part = whole(amount) * self.waiting / whole(self.assets());
			let from_waiting = Balance::try_from(part).expect("not more than all");
			self.waiting -= from_waiting;
			self.stake -= amount - from_waiting;
		}
		self.spread(value - whole(amount));
		self.reset_if_unowned();
		amount
	}

	/// Removes a lot in favour of all others.
	pub fn burn(&mut self, lot: Lot) {
		if let Some(value) = self.lots.remove(&lot) {
			self.spread(value);
			self.reset_if_unowned();
		}
	}

	pub fn reset_if_unowned(&mut self) {
		if self.lots.is_empty() {
			*self = Self::new(self.generation);
		}
	}

	pub fn slash(&mut self, base: Balance, loss: Balance) {
		let before = whole(self.assets() + 1);
		self.stake = kept(self.stake, base, loss);
		self.waiting = kept(self.waiting, base, loss);
		let after = whole(self.assets() + 1);
		self.scale(&after, &before);
	}

	/// Whether there are more than a million shares to a planck.
	pub fn has_collapsed(&self) -> bool {
		let shares = self.lots.values().fold(0, |sum, value| sum + self.shares(value));
		shares > 0 && self.assets() * MAX_SHARES_PER_ASSET < shares
	}

	/// The sum of all values is the assets plus the one planck that does not exist.
	pub fn check(&self) {
		let error = self.owned() + &self.unowned - whole(self.assets() + 1);
		assert!(
			error < tolerance() && -error < tolerance(),
			"the model of a class has lost its sum"
		);
	}
}

/// ⌊amount·(base−loss)/base⌋.
pub fn kept(amount: Balance, base: Balance, loss: Balance) -> Balance {
	let kept: Exact = Exact::from(amount) * (base - loss) / base;
	Balance::try_from(kept).expect("less than it was")
}

/// ⌊a·b/c⌋.
pub fn part(a: Balance, b: Balance, c: Balance) -> Balance {
	match c {
		0 => 0,
		c => Balance::try_from(Exact::from(a) * b / c).expect("it fits"),
	}
}

/// A bound on the exits from a validator in an epoch.
const OPERATIONS_OF_AN_EPOCH: u128 = 32;

/// The remainder of an exit.
#[derive(Clone, Debug, Default)]
pub struct Gone {
	/// Its shares.
	pub shares: u128,
	/// The reward of its last epoch.
	pub reward: Exact,
}

/// The exits from a class in an epoch.
#[derive(Clone, Debug, Default)]
pub struct ExitPool {
	/// Parts, by lot and by the generation of the class; exits have none.
	pub lots: BTreeMap<(Lot, u32), Gone>,
	/// The assets that the shares divide, as of the last slash.
	pub assets: Balance,
	/// The shares that divide the assets.
	pub shares: u128,
	/// The unpaid assets.
	pub left: Balance,
	/// Payments since the last slash.
	payments: u128,
	/// How often something was added.
	adds: u128,
	/// If the class was closed beside exits of another price: the shares of the class that are not
	/// exits yet, and the shares of exits for which they are exchanged.
	exchange: Option<(u128, u128)>,
}

impl ExitPool {
	/// The value of a part.
	pub fn claim(&self, lot: Lot, generation: u32) -> Balance {
		let held = self.lots.get(&(lot, generation)).map_or(0, |gone| gone.shares);
		let shares = match (lot, self.exchange) {
			(Lot::Leaving(_), _) | (_, None) => held,
			(_, Some((shares, for_shares))) => part(held, for_shares, shares),
		};
		part(shares, self.assets, self.shares)
	}

	/// Adds a closed class with the given assets and shares, at the price of the exits.
	pub fn join(&mut self, assets: Balance, shares: u128) {
		let left = self.shares_left();
		// Prices that differ by rounding alone are one.
		let difference = Exact::from(assets) * left - Exact::from(shares) * self.left;
		let most = Exact::from(left) + shares;
		if difference <= most && -difference <= most {
			return self.add(assets, shares);
		}
		let bought = part(assets, left, self.left.max(1));
		match (bought, assets) {
			(0, 0) => self.add(0, 1),
			// Worth less than a share of the exits.
			(0, _) => self.add(0, 0),
			_ => self.add(assets, bought),
		}
		let bought = if assets == 0 { bought.max(1) } else { bought };
		self.exchange = Some((shares, bought));
	}

	/// The shares of the exits for shares of a closed class.
	pub fn exchanged(&mut self, shares: u128) -> u128 {
		let Some((all, for_shares)) = self.exchange.as_mut() else { return shares };
		let bought = part(shares, *for_shares, *all);
		*all -= shares;
		*for_shares -= bought;
		bought
	}

	/// Adds assets for shares. Their price must be that of the existing exits, up to a planck and a
	/// share for each earlier rounding, then and since.
	pub fn add(&mut self, assets: Balance, shares: u128) {
		if self.shares > 0 && self.assets > 0 && shares > 0 {
			let fair = part(shares, self.assets, self.shares);
			let then = part(shares, 2 * (self.adds + 1), self.shares);
			let most = 2 + then + OPERATIONS_OF_AN_EPOCH * (2 + assets / shares);
			assert!(
				assets.abs_diff(fair) <= most,
				"exits of one epoch have different prices: {assets} instead of {fair}"
			);
		}
		self.left += assets;
		self.assets = self.left;
		self.shares = self.shares_left() + shares;
		self.payments = 0;
		self.adds += 1;
	}

	pub fn shares_left(&self) -> u128 {
		let is_exit = |lot: &Lot| matches!(lot, Lot::Leaving(_));
		let exits =
			self.lots.iter().filter(|((lot, _), _)| is_exit(lot) || self.exchange.is_none());
		let exits: u128 = exits.map(|(_, gone)| gone.shares).sum();
		exits + self.exchange.map_or(0, |(_, for_shares)| for_shares)
	}

	/// The exit shares of an amount that had a given number of shares of the class: at the price of
	/// the existing exits.
	pub fn shares_for(&self, amount: Balance, shares: u128) -> u128 {
		match self.shares_left() {
			0 => shares,
			left => part(amount, left, self.left.max(1)).max(1),
		}
	}

	pub fn give(&mut self, lot: Lot, generation: u32, shares: u128, reward: Exact) {
		let gone = self.lots.entry((lot, generation)).or_default();
		gone.shares += shares;
		gone.reward += reward;
	}

	/// Pays a part out.
	pub fn pay(&mut self, lot: Lot) -> Option<(Balance, Exact)> {
		let assets = self.claim(lot, 0);
		let gone = self.lots.remove(&(lot, 0))?;
		self.left -= assets;
		self.payments += 1;
		Some((assets, gone.reward))
	}

	pub fn slash(&mut self, base: Balance, loss: Balance) {
		let before: Vec<_> = self.lots.keys().map(|(lot, gen)| self.claim(*lot, *gen)).collect();
		let kept_all = kept(self.left, base, loss);
		(self.assets, self.left) = (kept_all, kept_all);
		self.shares = self.shares_left();
		// Exits lose as much as remaining stake; the rounding remainder of payments is shared.
		for (((lot, generation), _), before) in self.lots.iter().zip(before) {
			let (fair, after) = (kept(before, base, loss), self.claim(*lot, *generation));
			assert!(
				after + 1 >= fair && after <= fair + 2 + self.payments,
				"an exit loses too much or too little: {before} to {after} instead of {fair}"
			);
		}
		self.payments = 0;
	}
}

/// The pending deposits of one kind.
#[derive(Clone, Debug, Default)]
pub struct Pending {
	/// All of it.
	pub assets: Balance,
	/// Parts: a planck each, until a slash.
	pub units: BTreeMap<Owner, Balance>,
}

impl Pending {
	pub fn all_units(&self) -> Balance {
		self.units.values().sum()
	}

	/// The value of a part.
	pub fn claim(&self, owner: Owner) -> Balance {
		let units = self.units.get(&owner).copied().unwrap_or_default();
		part(units, self.assets, self.all_units())
	}

	pub fn deposit(&mut self, owner: Owner, amount: Balance) -> Verdict {
		let units = match self.all_units() {
			0 => amount,
			all => part(amount, all, self.assets),
		};
		require(units > 0, "it buys no unit")?;
		*self.units.entry(owner).or_default() += units;
		self.assets += amount;
		Ok(())
	}
}

/// Rewards that can be claimed.
#[derive(Clone, Debug, Default)]
pub struct Rewards {
	/// Without any rounding.
	pub amount: Exact,
	/// The number of times that the rewards may have been rounded down by a planck.
	pub rounded: Balance,
}

impl Rewards {
	/// Adds some that are rounded down once.
	pub fn add(&mut self, amount: &Exact) {
		self.amount += amount;
		self.rounded += 1;
	}

	/// Checks the pallet's amount. A reward index has 96 binary places, and the remainder of a
	/// division belongs to the next reward: never a sixteenth of a planck here.
	pub fn check(&self, claim: Balance, roundings: Balance, what: &str) {
		let above = whole(1) / 16;
		let below = whole(self.rounded + roundings) + &above;
		let claim_exactly = whole(claim);
		assert!(
			claim_exactly <= &self.amount + &above && claim_exactly + below >= self.amount,
			"{what}: {claim} instead of {} less at most {} planck",
			show(&self.amount),
			self.rounded + roundings
		);
	}
}
