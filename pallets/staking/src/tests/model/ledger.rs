//! The model: the ledger of each holder.
//!
//! The model has no reward indexes, no delayed settlement and no shares of a class: every operation
//! updates the value of every lot. The rounding loss of one holder goes to all other holders of the
//! class in proportion, as specified, so that no error adds up: every amount that the pallet pays
//! or values must be the model's, rounded down.

pub use super::pools::*;

use super::exact::*;
use super::state::of_no_deal;
use crate::{mock::AccountId, MAX_CLOSED_EXITS};
use palisade_primitives::{Balance, EpochIndex};
use sp_arithmetic::{PerThing, Perbill};
use std::collections::{BTreeMap, BTreeSet};

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
	/// Blocks authored beyond those expected. Thousandths.
	pub credit: u64,
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
			credit: 0,
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
			if let Some(gone) = pool.lots.remove(&(leftover, generation)) {
				pool.exchanged(gone.shares);
			}
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
		let shares = pool.exchanged(gone.shares);
		if shares > 0 {
			pool.give(Lot::Leaving(chunk), 0, shares, gone.reward);
		}
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
		exits.join(pool.assets(), shares);
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
		let has_place = of_no_deal(&exits) < MAX_CLOSED_EXITS as usize;
		if exits.contains(&(now, class, chunk)) || has_place {
			self.leave_closed(own, class, chunk);
			return;
		}
		// Without a place for the exit, less than a thousandth is burned.
		let exits = self.exits.get_mut(&(now, class)).expect("it is there");
		if let Some(gone) = exits.lots.remove(&(Lot::Held(own), pool.generation)) {
			exits.exchanged(gone.shares);
		}
		self.forget_if_empty(now, class);
	}
}
