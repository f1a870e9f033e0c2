//! The model: the ledger of each holder.
//!
//! The model has no reward indexes, no delayed settlement and no shares of a class: every operation
//! updates the value of every lot. The rounding loss of one holder goes to all other holders of the
//! class in proportion, as specified, so that no error adds up: every amount that the pallet pays
//! or values must be the model's, rounded down.
//!
//! The virtual shares of a class are a holder in the model, [`RewardClass::unowned`]: initially one
//! planck that does not exist. The price of a share is the holder's value divided by the number of
//! virtual shares.

use super::exact::*;
use palisade_primitives::{Balance, DealId, EpochIndex};
use palisade_share_pool::{MAX_SHARES_PER_ASSET, VIRTUAL_SHARES};
pub use palisade_test_support::model::{require, Refusal, Verdict};
use sp_arithmetic::{PerThing, Perbill};
use std::collections::{BTreeMap, BTreeSet};

use crate::{mock::AccountId, MAX_STORED_EXITS};

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
	fn new(generation: u32) -> Self {
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

	fn in_shares(&self, value: &Exact) -> Exact {
		scaled(value, &whole(VIRTUAL_SHARES), &self.unowned)
	}

	/// The shares of a lot of this value.
	pub fn shares(&self, value: &Exact) -> u128 {
		as_whole(&self.in_shares(value))
	}

	/// The value of a number of shares.
	fn worth(&self, shares: u128) -> Exact {
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

	fn scale(&mut self, a: &Exact, b: &Exact) {
		for value in self.lots.values_mut() {
			*value = scaled(value, a, b);
		}
		self.unowned = scaled(&self.unowned, a, b);
	}

	/// Distributes an amount to all in proportion.
	fn spread(&mut self, gain: Exact) {
		let all = self.owned() + &self.unowned;
		let after = &all + gain;
		self.scale(&after, &all);
	}

	fn give(&mut self, lot: Lot, value: Exact) {
		*self.lots.entry(lot).or_insert_with(zero) += value;
	}

	/// Takes a number of shares out of a lot. Returns their value.
	fn take(&mut self, lot: Lot, shares: u128) -> Exact {
		let held = self.lots[&lot].clone();
		if shares == self.shares(&held) {
			return self.lots.remove(&lot).expect("it is there");
		}
		let value = self.worth(shares);
		self.lots.insert(lot, held - &value);
		value
	}

	/// Buys shares for `amount`. `None` where it buys none.
	fn buy(&mut self, amount: Balance) -> Option<Exact> {
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
	fn redeem(&mut self, value: Exact) -> Balance {
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
	fn burn(&mut self, lot: Lot) {
		if let Some(value) = self.lots.remove(&lot) {
			self.spread(value);
			self.reset_if_unowned();
		}
	}

	fn reset_if_unowned(&mut self) {
		if self.lots.is_empty() {
			*self = Self::new(self.generation);
		}
	}

	fn slash(&mut self, base: Balance, loss: Balance) {
		let before = whole(self.assets() + 1);
		self.stake = kept(self.stake, base, loss);
		self.waiting = kept(self.waiting, base, loss);
		let after = whole(self.assets() + 1);
		self.scale(&after, &before);
	}

	/// Whether there are more than a million shares to a planck.
	fn has_collapsed(&self) -> bool {
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
fn part(a: Balance, b: Balance, c: Balance) -> Balance {
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
}

impl ExitPool {
	/// The value of a part.
	pub fn claim(&self, lot: Lot, generation: u32) -> Balance {
		let shares = self.lots.get(&(lot, generation)).map_or(0, |gone| gone.shares);
		part(shares, self.assets, self.shares)
	}

	/// Adds assets for shares. Their price must be that of the existing exits, up to a planck and a
	/// share for each earlier rounding, then and since.
	fn add(&mut self, assets: Balance, shares: u128) {
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

	fn shares_left(&self) -> u128 {
		self.lots.values().map(|gone| gone.shares).sum()
	}

	/// The exit shares of an amount that had a given number of shares of the class: at the price of
	/// the existing exits.
	fn shares_for(&self, amount: Balance, shares: u128) -> u128 {
		match self.shares_left() {
			0 => shares,
			left => part(amount, left, self.left.max(1)).max(1),
		}
	}

	fn give(&mut self, lot: Lot, generation: u32, shares: u128, reward: Exact) {
		let gone = self.lots.entry((lot, generation)).or_default();
		gone.shares += shares;
		gone.reward += reward;
	}

	/// Pays a part out.
	fn pay(&mut self, lot: Lot) -> Option<(Balance, Exact)> {
		let assets = self.claim(lot, 0);
		let gone = self.lots.remove(&(lot, 0))?;
		self.left -= assets;
		self.payments += 1;
		Some((assets, gone.reward))
	}

	fn slash(&mut self, base: Balance, loss: Balance) {
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
	fn all_units(&self) -> Balance {
		self.units.values().sum()
	}

	/// The value of a part.
	pub fn claim(&self, owner: Owner) -> Balance {
		let units = self.units.get(&owner).copied().unwrap_or_default();
		part(units, self.assets, self.all_units())
	}

	fn deposit(&mut self, owner: Owner, amount: Balance) -> Verdict {
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
	fn add(&mut self, amount: &Exact) {
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

/// A deal.
#[derive(Clone, Copy, Debug)]
pub struct Deal {
	/// The owner.
	pub owner: AccountId,
	/// The validator.
	pub validator: AccountId,
	/// The validator's share of the rewards.
	pub commission: Perbill,
}

/// A validator.
#[derive(Clone, Debug)]
pub struct Validator {
	/// Both classes.
	pub classes: [RewardClass; 2],
	/// Deposits by kind.
	pub deposits: [Pending; 5],
	/// The owners of unsettled activated deposits, with the generation of the class.
	pub ready: BTreeMap<(EpochIndex, usize), (BTreeSet<Owner>, u32)>,
	/// Rewards of such deposits.
	pub ready_rewards: BTreeMap<(EpochIndex, usize, Owner), Exact>,
	/// Exits by epoch and class.
	pub exits: BTreeMap<(EpochIndex, usize), ExitPool>,
	/// The epoch in which a generation of a class was closed.
	pub closed: BTreeMap<(usize, u32), EpochIndex>,
	/// Rewards of positions and deals.
	pub rewards: BTreeMap<Owner, Rewards>,
	/// Commission from the liquid class.
	pub commission: Rewards,
	/// Compounding: frequency, minimum, since when rewards wait.
	pub compounding: (u32, Balance, EpochIndex),
	/// Whether it is in the set of the running epoch.
	pub serves: bool,
	/// Its own class.
	pub own_class: usize,
	/// The exposures.
	pub exposures: BTreeMap<EpochIndex, Balance>,
	/// The slashes.
	pub slashed: BTreeMap<EpochIndex, Balance>,
}

impl Validator {
	/// One that is new.
	pub fn new(own_class: usize, now: EpochIndex) -> Self {
		Self {
			classes: [RewardClass::new(0), RewardClass::new(0)],
			deposits: Default::default(),
			ready: BTreeMap::new(),
			ready_rewards: BTreeMap::new(),
			exits: BTreeMap::new(),
			closed: BTreeMap::new(),
			rewards: BTreeMap::new(),
			commission: Rewards::default(),
			compounding: (1, 0, now),
			serves: false,
			own_class,
			exposures: BTreeMap::new(),
			slashed: BTreeMap::new(),
		}
	}

	/// All stake.
	pub fn stake(&self) -> Balance {
		self.classes[COMPOUNDING].stake + self.classes[LIQUID].stake
	}

	/// The closed generation in which a holder still has shares, and the epoch of the closing.
	pub fn closed_of(&self, class: usize, owner: Owner) -> Option<(u32, EpochIndex)> {
		self.closed
			.range((class, 0)..=(class, u32::MAX))
			.map(|((_, generation), epoch)| (*generation, *epoch))
			.find(|(generation, epoch)| {
				let key = (Lot::Held(owner), *generation);
				self.exits.get(&(*epoch, class)).is_some_and(|pool| pool.lots.contains_key(&key))
			})
	}

	/// Whether a class was closed in the running epoch.
	pub fn was_closed_now(&self, class: usize, now: EpochIndex) -> bool {
		let generation = self.classes[class].generation;
		generation > 0 && self.closed.get(&(class, generation - 1)) == Some(&now)
	}

	/// A holder's value in a class, pending deposits included.
	pub fn value_in(&self, owner: Owner, class: usize) -> Balance {
		let active = self.classes[class].claim(Lot::Held(owner));
		let waiting = (0..5).filter(|kind| CLASS_OF_KIND[*kind] == class);
		active + waiting.map(|kind| self.deposits[kind].claim(owner)).sum::<Balance>()
	}

	/// A holder's unsettled activated deposits.
	pub fn ready_of(&self, owner: Owner) -> Vec<(EpochIndex, usize)> {
		let owned = self.ready.iter().filter(|(_, (owners, _))| owners.contains(&owner));
		owned.map(|(key, _)| *key).collect()
	}

	/// Records that the rewards of a position or a deal are rounded down.
	pub fn round(&mut self, owner: Owner) {
		self.rewards.entry(owner).or_default().rounded += 1;
	}

	/// Settles a position or a deal: its activated deposits become part of it.
	pub fn settle(&mut self, owner: Owner) {
		self.round(owner);
		for (epoch, kind) in self.ready_of(owner) {
			let class = CLASS_OF_KIND[kind];
			let generation = self.ready[&(epoch, kind)].1;
			let closed = self.closed_of(class, owner).map(|(generation, _)| generation);
			let held = match self.classes[class].lots.contains_key(&Lot::Held(owner)) {
				true => Some(self.classes[class].generation),
				false => closed,
			};
			if held.is_none_or(|held| held == generation) {
				self.take_ready(owner, kind, epoch, generation);
			}
		}
	}

	fn take_ready(&mut self, owner: Owner, kind: usize, epoch: EpochIndex, generation: u32) {
		let class = CLASS_OF_KIND[kind];
		let lot = Lot::Ready(owner, kind, epoch);
		let leftover = Lot::Leftover(kind, epoch);
		let reward = self.ready_rewards.remove(&(epoch, kind, owner)).unwrap_or_default();
		self.rewards.entry(owner).or_default().add(&reward);

		let (owners, _) = self.ready.get_mut(&(epoch, kind)).expect("it is there");
		owners.remove(&owner);
		let is_last = owners.is_empty();
		if is_last {
			self.ready.remove(&(epoch, kind));
		}
		if generation == self.classes[class].generation {
			let class = &mut self.classes[class];
			if let Some(value) = class.lots.remove(&lot) {
				class.give(Lot::Held(owner), value);
			}
			if is_last {
				class.burn(leftover);
			}
			return;
		}
		let closed = self.closed[&(class, generation)];
		let Some(pool) = self.exits.get_mut(&(closed, class)) else { return };
		if let Some(gone) = pool.lots.remove(&(lot, generation)) {
			pool.give(Lot::Held(owner), generation, gone.shares, gone.reward);
		}
		if is_last {
			pool.lots.remove(&(leftover, generation));
		}
		self.forget_if_empty(closed, class);
	}

	fn forget_if_empty(&mut self, epoch: EpochIndex, class: usize) {
		if self.exits.get(&(epoch, class)).is_some_and(|pool| pool.lots.is_empty()) {
			self.exits.remove(&(epoch, class));
		}
	}

	/// Puts an amount into a position or a deal.
	pub fn deposit(
		&mut self,
		owner: Owner,
		kind: usize,
		amount: Balance,
		now: EpochIndex,
	) -> Verdict {
		let class = CLASS_OF_KIND[kind];
		require(self.closed_of(class, owner).is_none(), "what it has was closed")?;
		require(!self.was_closed_now(class, now), "the class was closed in this epoch")?;
		if !self.serves {
			return self.classes[class].deposit(Lot::Held(owner), amount);
		}
		let waits = self.ready_of(owner).into_iter().any(|(_, other)| other == kind);
		require(!waits, "a deposit of before was not taken")?;
		self.deposits[kind].deposit(owner, amount)
	}

	/// Shares of a lot, for an amount, or all.
	pub fn shares_of(
		&self,
		owner: Owner,
		class: usize,
		amount: Option<Balance>,
	) -> Verdict<(u128, u128)> {
		let class = &self.classes[class];
		let held = class.lots.get(&Lot::Held(owner)).map_or(0, |value| class.shares(value));
		let shares = match amount {
			None => held,
			Some(amount) => {
				require(amount > 0, "zero")?;
				class.shares_to_withdraw(amount)
			},
		};
		require(held > 0 && shares <= held, "more than it has")?;
		Ok((shares, held))
	}

	/// The remainder of a position after taking a number of shares.
	pub fn rest_in(&self, owner: Owner, class: usize, shares: u128) -> Balance {
		let mut pool = self.classes[class].clone();
		pool.take(Lot::Held(owner), shares);
		let waiting = (0..5).filter(|kind| CLASS_OF_KIND[*kind] == class);
		let waits: Balance = waiting.map(|kind| self.deposits[kind].claim(owner)).sum();
		pool.claim(Lot::Held(owner)) + waits
	}

	/// Lets shares leave.
	pub fn leave(
		&mut self,
		owner: Owner,
		class: usize,
		shares: u128,
		chunk: Chunk,
		now: EpochIndex,
	) {
		let pool = &mut self.classes[class];
		let value = pool.take(Lot::Held(owner), shares);
		if self.serves {
			pool.give(Lot::Leaving(chunk), value);
			return;
		}
		let amount = pool.redeem(value);
		let exits = self.exits.entry((now, class)).or_default();
		let shares = exits.shares_for(amount, shares);
		exits.add(amount, shares);
		exits.give(Lot::Leaving(chunk), 0, shares, zero());
	}

	/// Turns a holder's shares of a closed generation into an exit.
	pub fn leave_closed(&mut self, owner: Owner, class: usize, chunk: Chunk) -> EpochIndex {
		let (generation, epoch) = self.closed_of(class, owner).expect("there is something");
		let pool = self.exits.get_mut(&(epoch, class)).expect("it is there");
		let gone = pool.lots.remove(&(Lot::Held(owner), generation)).expect("it is there");
		pool.give(Lot::Leaving(chunk), 0, gone.shares, gone.reward);
		epoch
	}

	/// The exits of a holder: epoch, class, kind.
	pub fn exits_of(&self, who: AccountId, now: EpochIndex) -> Vec<(EpochIndex, usize, Chunk)> {
		let of = |lot: &Lot| match lot {
			Lot::Leaving(chunk) if chunk.who == who => Some(*chunk),
			_ => None,
		};
		let mut found = Vec::new();
		for class in [COMPOUNDING, LIQUID] {
			found.extend(self.classes[class].lots.keys().filter_map(of).map(|c| (now, class, c)));
		}
		for ((epoch, class), pool) in &self.exits {
			let lots = pool.lots.keys().filter_map(|(lot, _)| of(lot));
			found.extend(lots.map(|chunk| (*epoch, *class, chunk)));
		}
		found.sort_by_key(|(epoch, ..)| *epoch);
		found
	}

	/// Whether an exit is still part of the class.
	pub fn is_open(&self, epoch: EpochIndex, class: usize, now: EpochIndex) -> bool {
		self.serves && epoch == now && !self.was_closed_now(class, now)
	}

	/// The value of an exit, and its last reward.
	pub fn exit_value(
		&self,
		epoch: EpochIndex,
		class: usize,
		chunk: Chunk,
		now: EpochIndex,
	) -> (Balance, Exact) {
		let lot = Lot::Leaving(chunk);
		if self.is_open(epoch, class, now) {
			return (self.classes[class].claim(lot), zero());
		}
		let Some(pool) = self.exits.get(&(epoch, class)) else { return (0, zero()) };
		let reward = pool.lots.get(&(lot, 0)).map(|gone| gone.reward.clone()).unwrap_or_default();
		(pool.claim(lot, 0), reward)
	}

	/// Undoes an exit of the running epoch.
	pub fn stay(&mut self, class: usize, chunk: Chunk) {
		let pool = &mut self.classes[class];
		let value = pool.lots.remove(&Lot::Leaving(chunk)).expect("it is there");
		pool.give(Lot::Held(Owner::Account(chunk.who)), value);
	}

	/// Pays an exit out of its pool: its value, and its last reward.
	pub fn pay_exit(&mut self, epoch: EpochIndex, class: usize, chunk: Chunk) -> (Balance, Exact) {
		let pool = self.exits.get_mut(&(epoch, class)).expect("exits have a pool");
		let paid = pool.pay(Lot::Leaving(chunk)).expect("it is there");
		self.forget_if_empty(epoch, class);
		paid
	}

	/// Transfers an exit to another owner, without a destination.
	pub fn move_exit(
		&mut self,
		epoch: EpochIndex,
		class: usize,
		chunk: Chunk,
		to: AccountId,
		now: EpochIndex,
	) {
		let moved = Chunk { who: to, to: None, ..chunk };
		if self.is_open(epoch, class, now) {
			let lots = &mut self.classes[class].lots;
			let value = lots.remove(&Lot::Leaving(chunk)).expect("it is there");
			self.classes[class].give(Lot::Leaving(moved), value);
			return;
		}
		let pool = self.exits.get_mut(&(epoch, class)).expect("exits have a pool");
		let gone = pool.lots.remove(&(Lot::Leaving(chunk), 0)).expect("it is there");
		pool.give(Lot::Leaving(moved), 0, gone.shares, gone.reward);
	}

	/// Moves shares into the other class.
	pub fn change_class(&mut self, owner: Owner, from: usize, shares: u128) -> Verdict<Balance> {
		let value = self.classes[from].take(Lot::Held(owner), shares);
		let amount = self.classes[from].redeem(value);
		self.classes[1 - from].deposit(Lot::Held(owner), amount)?;
		Ok(amount)
	}

	/// Transfers shares to another holder. Returns their value.
	pub fn give(&mut self, from: Owner, to: Owner, class: usize, shares: u128) {
		let pool = &mut self.classes[class];
		let value = pool.take(Lot::Held(from), shares);
		pool.give(Lot::Held(to), value);
	}

	/// Slashes all stake liable for `epoch`. Returns the loss.
	pub fn slash(
		&mut self,
		who: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
		now: EpochIndex,
	) -> Verdict<Balance> {
		let exposure = *self.exposures.get(&epoch).ok_or(Refusal::Sure("not exposed"))?;
		let billion = u128::from(Perbill::ACCURACY);
		let parts = u128::from(fraction.deconstruct());
		let target = (exposure * parts).div_ceil(billion);
		let before = self.slashed.get(&epoch).copied().unwrap_or_default();
		let mut base: Balance = self.classes.iter().map(RewardClass::assets).sum();
		base += RETURNING.map(|kind| self.deposits[kind].assets).iter().sum::<Balance>();
		// Exits of one epoch before were bonded when the set was elected.
		let liable = (epoch.saturating_sub(1), 0)..=(now, usize::MAX);
		base += self.exits.range(liable.clone()).map(|(_, pool)| pool.left).sum::<Balance>();
		// If less is left than the exposure minus its earlier losses, the rest pays in proportion.
		let wanted = target.saturating_sub(before);
		let left = exposure.saturating_sub(before).max(base);
		let loss = match wanted {
			0 => 0,
			wanted => Balance::try_from((Exact::from(wanted) * base + left - 1u8) / left)
				.expect("not more than the base"),
		};
		if loss == 0 {
			return Ok(0);
		}

		for class in self.classes.iter_mut() {
			class.slash(base, loss);
		}
		for kind in RETURNING {
			let pending = &mut self.deposits[kind];
			pending.assets = kept(pending.assets, base, loss);
		}
		for pool in self.exits.range_mut(liable).map(|(_, pool)| pool) {
			pool.slash(base, loss);
		}
		*self.slashed.entry(epoch).or_default() += wanted;
		for class in [COMPOUNDING, LIQUID] {
			if self.classes[class].has_collapsed() {
				self.close(who, class, now);
			}
		}
		Ok(loss)
	}

	/// Lets everything in a class leave.
	fn close(&mut self, who: AccountId, class: usize, now: EpochIndex) {
		let pool = std::mem::replace(&mut self.classes[class], RewardClass::new(0));
		let exits = self.exits.entry((now, class)).or_default();
		let shares = pool.lots.values().map(|value| pool.shares(value)).sum();
		exits.add(pool.assets(), shares);
		for (lot, value) in &pool.lots {
			let of_lot = pool.shares(value);
			let generation = match lot {
				Lot::Leaving(_) => 0,
				_ => pool.generation,
			};
			exits.give(*lot, generation, of_lot, zero());
		}
		self.closed.insert((class, pool.generation), now);
		self.classes[class] = RewardClass::new(pool.generation + 1);

		let own = Owner::Account(who);
		self.settle(own);
		if self.closed_of(class, own).is_none_or(|(generation, _)| generation != pool.generation) {
			return;
		}
		let chunk = Chunk { who, deal: None, to: None };
		let exits = self.exits_of(who, now);
		if exits.contains(&(now, class, chunk)) || exits.len() < MAX_STORED_EXITS as usize {
			self.leave_closed(own, class, chunk);
			return;
		}
		// Without a place for the exit, less than a thousandth is burned.
		let exits = self.exits.get_mut(&(now, class)).expect("it is there");
		exits.lots.remove(&(Lot::Held(own), pool.generation));
		self.forget_if_empty(now, class);
	}

	/// Ends an epoch of the validator's service.
	pub fn end_epoch(
		&mut self,
		who: AccountId,
		reward: Balance,
		commission: Perbill,
		ended: EpochIndex,
		deals: &BTreeMap<DealId, Deal>,
	) {
		let of_leaving = self.reward(who, reward, commission, deals);

		let (frequency, minimum, since) = self.compounding;
		let waiting = self.classes[COMPOUNDING].waiting;
		if waiting > 0 && waiting >= minimum && ended + 1 - since >= frequency {
			self.classes[COMPOUNDING].stake += waiting;
			self.classes[COMPOUNDING].waiting = 0;
			self.compounding.2 = ended + 1;
		}

		for class in [COMPOUNDING, LIQUID] {
			let pool = &mut self.classes[class];
			let is_leaving = |lot: &Lot| matches!(lot, Lot::Leaving(_));
			let leaving: Vec<Lot> =
				pool.lots.keys().filter(|lot| is_leaving(lot)).copied().collect();
			if leaving.is_empty() {
				continue;
			}
			let (mut all, mut shares) = (zero(), 0);
			let mut parts = Vec::new();
			for lot in leaving {
				let value = pool.lots.remove(&lot).expect("it is there");
				let of_lot = pool.shares(&value);
				parts.push((lot, of_lot));
				shares += of_lot;
				all += value;
			}
			let amount = pool.redeem(all);
			let exits = self.exits.entry((ended, class)).or_default();
			assert!(exits.lots.is_empty(), "a class that was closed takes nothing in that epoch");
			exits.add(amount, shares);
			for (lot, of_lot) in parts {
				let reward = match class {
					COMPOUNDING => zero(),
					_ => of_leaving.get(&lot).cloned().unwrap_or_default(),
				};
				exits.give(lot, 0, of_lot, reward);
			}
		}

		for kind in 0..5 {
			self.activate(kind, ended);
		}
		self.serves = false;
		self.settle(Owner::Account(who));
	}

	/// Distributes a reward. Returns the rewards of the exits.
	fn reward(
		&mut self,
		who: AccountId,
		reward: Balance,
		commission: Perbill,
		deals: &BTreeMap<DealId, Deal>,
	) -> BTreeMap<Lot, Exact> {
		let stake = self.stake();
		let mut of_leaving = BTreeMap::new();
		if reward == 0 || stake == 0 {
			return of_leaving;
		}
		let to_compounding = part(reward, self.classes[COMPOUNDING].stake, stake);
		let to_liquid = reward - to_compounding;

		let fee = part(to_compounding, commission.deconstruct().into(), Perbill::ACCURACY.into());
		let class = &mut self.classes[COMPOUNDING];
		class.waiting += to_compounding;
		class.spread(whole(to_compounding - fee));
		let value = class.buy(fee).unwrap_or_default();
		if value > zero() {
			class.give(Lot::Held(Owner::Account(who)), value.clone());
		}
		if fee > 0 {
			class.spread(whole(fee) - value);
		}

		if to_liquid == 0 {
			return of_leaving;
		}
		let class = &self.classes[LIQUID];
		let all = class.owned();
		let commission_of = |lot: &Lot| match lot {
			Lot::Held(Owner::Deal(id)) | Lot::Ready(Owner::Deal(id), ..) => deals[id].commission,
			Lot::Leaving(Chunk { deal: Some(commission), .. }) => *commission,
			_ => commission,
		};
		let billion = Exact::from(Perbill::ACCURACY);
		let mut operator = zero();
		for (lot, value) in &class.lots {
			let gross = scaled(&whole(to_liquid), value, &all);
			let fee = scaled(&gross, &commission_of(lot).deconstruct().into(), &billion);
			let net = &gross - &fee;
			operator += fee;
			match lot {
				Lot::Held(owner) => self.rewards.entry(*owner).or_default().amount += net,
				Lot::Ready(owner, kind, epoch) => {
					*self.ready_rewards.entry((*epoch, *kind, *owner)).or_default() += net;
				},
				Lot::Leaving(_) => {
					of_leaving.insert(*lot, net);
				},
				// How much commission this counts for is a matter of rounding.
				Lot::Leftover(DEALS, _) => self.commission.rounded += ceil(&gross) + 1,
				Lot::Leftover(..) => {},
			}
		}
		self.commission.add(&operator);
		of_leaving
	}

	/// Makes stake of deposits.
	fn activate(&mut self, kind: usize, ended: EpochIndex) {
		let pending = std::mem::take(&mut self.deposits[kind]);
		if pending.units.is_empty() {
			return;
		}
		let class = &mut self.classes[CLASS_OF_KIND[kind]];
		let all_units = pending.all_units();
		let shares = class.shares_for(pending.assets);
		if shares > 0 {
			let mut rest = shares;
			for (owner, units) in &pending.units {
				let of_owner = part(*units, shares, all_units);
				if of_owner > 0 {
					let value = class.worth(of_owner);
					class.give(Lot::Ready(*owner, kind, ended), value);
				}
				rest -= of_owner;
			}
			if rest > 0 {
				let value = class.worth(rest);
				class.give(Lot::Leftover(kind, ended), value);
			}
			let rounded = whole(pending.assets) - class.worth(shares);
			class.stake += pending.assets;
			class.spread(rounded);
		}
		let owners = pending.units.into_keys().collect();
		self.ready.insert((ended, kind), (owners, class.generation));
	}
}
