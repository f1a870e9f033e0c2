//! The eager model: exact assets and rewards of every holder, and each operation loops over all of them.
//!
//! It knows no shares and no indexes. Two variants:
//!
//! - [`Model::following`] rounds as the specification says that rounding goes: what one loses by it, all others
//!   of the class gain in proportion to their assets, the virtual holder of `V` shares (who starts with one
//!   planck that does not exist) among them. It takes the whole numbers that were bought or paid, and checks
//!   that each is the exact one rounded in the right direction. No holder may ever claim more than it says,
//!   nor less by a whole unit for each piece that is rounded.
//! - [`Model::fair`] does not round at all and has no virtual holder. It shows how far all rounding together
//!   takes a holder from what would be fair.
//!
//! Exact fractions would have tens of thousands of digits after as many operations. So the model has fixed
//! numbers of [`BITS`] binary places. Each multiplication rounds by less than 2^-256, relative to an amount
//! that is later scaled up by less than 2^160 (no class lets an amount below 2^-32 grow to 2^128). With less
//! than 2^24 multiplications to an amount, the error is below 2^-72: far below [`tolerance`], 2^-40.

use crate::ledger::{own_commission, Effect, Key, Kind, Place, Terms, OPERATOR};
use num_bigint::{BigInt, Sign};
use palisade_share_pool::{INDEX_BITS, VIRTUAL_SHARES};
use sp_arithmetic::{PerThing, Perbill};
use std::collections::BTreeMap;

/// Binary places of the model's numbers.
pub const BITS: usize = 256;

/// A whole number.
pub fn whole(number: u128) -> BigInt {
	BigInt::from(number) << BITS
}

/// More than all errors of the model.
pub fn tolerance() -> BigInt {
	BigInt::from(1) << (BITS - 40)
}

fn zero() -> BigInt {
	BigInt::from(0)
}

/// Less than zero or more than `most` only by the errors of the model.
fn is_rounding(loss: &BigInt, most: &BigInt) -> bool {
	*loss >= -tolerance() && *loss <= most + tolerance()
}

/// What a holder has in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lot {
	Held(Key),
	Leaving(Key),
	/// Shares of an activation that the rounding left, until they are burned.
	Leftover(Terms, u32),
}

impl Lot {
	fn owner(self) -> Option<Key> {
		match self {
			Self::Held(who) | Self::Leaving(who) => Some(who),
			Self::Leftover(..) => None,
		}
	}
}

/// A class: who has how much of it.
#[derive(Clone, Debug, Default)]
struct Class {
	lots: BTreeMap<Lot, BigInt>,
	/// What the virtual shares are worth.
	unowned: BigInt,
	/// Rewards that are not stake yet.
	waiting: BigInt,
}

impl Class {
	fn new(follows: bool) -> Self {
		Self { unowned: if follows { whole(1) } else { zero() }, ..Default::default() }
	}

	fn owned(&self) -> BigInt {
		self.lots.values().sum()
	}

	fn total(&self) -> BigInt {
		self.owned() + &self.unowned
	}

	fn add(&mut self, lot: Lot, amount: BigInt) {
		*self.lots.entry(lot).or_default() += amount;
	}

	/// Multiplies everything.
	fn scale(&mut self, numerator: &BigInt, denominator: &BigInt) {
		for amount in self.lots.values_mut().chain([&mut self.unowned]) {
			*amount = &*amount * numerator / denominator;
		}
	}

	/// Gives to all in proportion to what they have.
	fn spread(&mut self, amount: &BigInt) {
		let total = self.total();
		if total > zero() && *amount != zero() {
			self.scale(&(&total + amount), &total);
		}
	}

	/// What `shares` are worth, by what the virtual ones are.
	fn worth(&self, shares: u128) -> BigInt {
		&self.unowned * shares / VIRTUAL_SHARES
	}

	/// How many shares an amount is.
	fn shares(&self, amount: &BigInt) -> BigInt {
		(amount << BITS) * VIRTUAL_SHARES / &self.unowned
	}

	/// Takes a part of a lot out. Waiting rewards go with it in proportion.
	fn take(&mut self, lot: Lot, part: u128, of: u128) -> BigInt {
		let total = self.owned();
		let amount = self.lots.get_mut(&lot).expect("only holders take out");
		let taken = match part == of {
			true => self.lots.remove(&lot).unwrap(),
			false => {
				let taken = &*amount * part / of;
				*amount -= &taken;
				taken
			},
		};
		if total > zero() {
			self.waiting -= &self.waiting * &taken / total;
		}
		taken
	}
}

/// Pending deposits or exits: assets that weights divide.
#[derive(Clone, Debug, Default)]
struct Fund {
	weights: BTreeMap<Lot, BigInt>,
	/// All weights.
	weight: BigInt,
	assets: BigInt,
}

impl Fund {
	fn add(&mut self, lot: Lot, weight: BigInt) {
		self.weight += &weight;
		*self.weights.entry(lot).or_default() += weight;
	}

	fn value(&self, lot: &Lot) -> BigInt {
		match self.weights.get(lot) {
			Some(weight) if *weight > zero() => weight * &self.assets / &self.weight,
			_ => zero(),
		}
	}

	fn take(&mut self, lot: &Lot) -> BigInt {
		let value = self.value(lot);
		self.weight -= self.weights.remove(lot).unwrap_or_default();
		self.assets -= &value;
		value
	}
}

pub struct Model {
	follows: bool,
	classes: BTreeMap<Kind, Class>,
	funds: BTreeMap<Place, Fund>,
	/// Assets that were paid out.
	received: BTreeMap<Key, BigInt>,
	/// Rewards since ever.
	rewards: BTreeMap<Key, BigInt>,
	/// What a holder's shares can have lost by the rounding of the net index.
	blurred: BTreeMap<Key, BigInt>,
	/// Commission of the liquid class since ever.
	pub operator: BigInt,
}

impl Model {
	/// Rounds as the specification says.
	pub fn following() -> Self {
		Self::new(true)
	}

	/// Never rounds.
	pub fn fair() -> Self {
		Self::new(false)
	}

	fn new(follows: bool) -> Self {
		Self {
			follows,
			classes: [Kind::Compounding, Kind::Liquid]
				.into_iter()
				.map(|kind| (kind, Class::new(follows)))
				.collect(),
			funds: BTreeMap::new(),
			received: BTreeMap::new(),
			rewards: BTreeMap::new(),
			blurred: BTreeMap::new(),
			operator: zero(),
		}
	}

	/// What a holder has everywhere.
	pub fn assets_of(&self, who: Key) -> BigInt {
		let class = &self.classes[&who.1.kind()];
		let held = [Lot::Held(who), Lot::Leaving(who)]
			.iter()
			.filter_map(|lot| class.lots.get(lot))
			.sum::<BigInt>();
		held + self.funds.values().map(|fund| fund.value(&Lot::Held(who))).sum::<BigInt>()
	}

	pub fn received_by(&self, who: Key) -> BigInt {
		self.received.get(&who).cloned().unwrap_or_default()
	}

	pub fn rewards_of(&self, who: Key) -> BigInt {
		self.rewards.get(&who).cloned().unwrap_or_default()
	}

	pub fn blurred_of(&self, who: Key) -> BigInt {
		self.blurred.get(&who).cloned().unwrap_or_default()
	}

	fn class(&mut self, kind: Kind) -> &mut Class {
		self.classes.get_mut(&kind).unwrap()
	}

	fn reset(&mut self, kind: Kind) {
		let fresh = Class::new(self.follows);
		*self.class(kind) = fresh;
	}

	pub fn apply(&mut self, effect: &Effect) {
		match effect {
			Effect::Pended { who, assets, units } => self.pend(*who, *assets, *units),
			Effect::Deposited { who, assets, shares } => {
				self.deposit(Lot::Held(*who), who.1.kind(), whole(*assets), *shares)
			},
			Effect::Activated { terms, epoch, shares, owners } => {
				self.activate(*terms, *epoch, *shares, owners)
			},
			Effect::Redeemed { who, burned, of, assets, emptied, dust } => {
				self.redeem(*who, (*burned, *of), *assets, emptied.then_some(*dust))
			},
			Effect::Leaving { who, shares, of } => {
				let class = self.class(who.1.kind());
				let waiting = class.waiting.clone();
				let leaving = class.take(Lot::Held(*who), *shares, *of);
				class.waiting = waiting;
				class.add(Lot::Leaving(*who), leaving);
			},
			Effect::Left { kind, epoch, assets, emptied } => {
				self.left(*kind, *epoch, *assets, *emptied)
			},
			Effect::Collapsed { kind, epoch, assets } => self.collapse(*kind, *epoch, *assets),
			Effect::LeftoverGone { terms, epoch, from, emptied } => {
				if self.follows {
					self.burn(Lot::Leftover(*terms, *epoch), *from, *emptied);
				}
			},
			Effect::Rewarded { reward, commission, compounding, .. } => {
				let compounding = match self.follows {
					true => whole(*compounding),
					false => self.fair_part(*reward),
				};
				let liquid = whole(*reward) - &compounding;
				self.compound_reward(effect, compounding, *commission);
				self.pay_reward(effect, liquid, *commission);
			},
			Effect::Compounded => self.class(Kind::Compounding).waiting = zero(),
			Effect::Slashed { base, loss, kept } => self.slash(*base, *loss, kept),
			Effect::Withdrawn { who, epoch, assets, pieces, emptied } => {
				let place = Place::Exit(who.1.kind(), *epoch);
				let fund = self.funds.get_mut(&place).expect("it has left");
				let value = fund.take(&Lot::Held(*who));
				if *emptied && self.follows {
					self.funds.remove(&place);
				}
				self.receive(*who, value, *assets, *pieces);
			},
		}
	}

	fn receive(&mut self, who: Key, value: BigInt, paid: u128, pieces: u32) {
		let received = match self.follows {
			true => {
				assert!(is_rounding(&(&value - whole(paid)), &whole(pieces.into())));
				whole(paid)
			},
			false => value,
		};
		*self.received.entry(who).or_default() += received;
	}

	fn pend(&mut self, who: Key, assets: u128, units: u128) {
		let follows = self.follows;
		let fund = self.funds.entry(Place::Pending(who.1)).or_default();
		let weight = match follows {
			true => {
				if fund.weight > zero() {
					let unit = whole(1) * &fund.assets / &fund.weight;
					assert!(is_rounding(&(whole(assets) - &unit * units), &unit));
				}
				whole(units)
			},
			false => whole(assets),
		};
		fund.add(Lot::Held(who), weight);
		fund.assets += whole(assets);
	}

	fn deposit(&mut self, lot: Lot, kind: Kind, assets: BigInt, shares: u128) {
		let follows = self.follows;
		let class = self.class(kind);
		if !follows {
			return class.add(lot, assets);
		}
		let worth = class.worth(shares);
		let loss = assets - &worth;
		assert!(is_rounding(&loss, &class.worth(1)));
		class.add(lot, worth);
		class.spread(&loss);
	}

	fn activate(&mut self, terms: Terms, epoch: u32, shares: u128, owners: &[(Key, u128)]) {
		let follows = self.follows;
		let Some(fund) = self.funds.remove(&Place::Pending(terms)) else { return };
		let class = self.class(terms.kind());
		if !follows {
			for (lot, amount) in fund.weights {
				class.add(lot, amount);
			}
			return;
		}
		let loss = &fund.assets - class.worth(shares);
		assert!(is_rounding(&loss, &class.worth(1)));
		let mut leftover = shares;
		for (who, shares) in owners {
			let exact = fund.value(&Lot::Held(*who));
			let worth = class.worth(*shares);
			// Its own rounding, and its part of that of all.
			assert!(is_rounding(&(exact - &worth), &class.worth(2)));
			class.add(Lot::Held(*who), worth);
			leftover -= shares;
		}
		assert!(leftover <= owners.len() as u128);
		class.add(Lot::Leftover(terms, epoch), class.worth(leftover));
		// What buys nothing at all does not become stake.
		if shares > 0 {
			class.spread(&loss);
		}
	}

	fn redeem(&mut self, who: Key, (burned, of): (u128, u128), paid: u128, dust: Option<u128>) {
		let follows = self.follows;
		let class = self.class(who.1.kind());
		let value = class.take(Lot::Held(who), burned, of);
		if follows {
			class.spread(&(&value - whole(paid)));
		}
		if let Some(dust) = dust {
			if follows {
				let left = class.total() - whole(1) - whole(dust);
				assert!(is_rounding(&left, &zero()), "what belongs to nobody is dust");
				self.reset(who.1.kind());
			}
		}
		self.receive(who, value, paid, 1);
	}

	fn left(&mut self, kind: Kind, epoch: u32, paid: u128, emptied: bool) {
		let follows = self.follows;
		let class = self.classes.get_mut(&kind).unwrap();
		let leaving: Vec<Lot> =
			class.lots.keys().filter(|lot| matches!(lot, Lot::Leaving(_))).copied().collect();
		if !leaving.is_empty() {
			let fund = self.funds.entry(Place::Exit(kind, epoch)).or_default();
			let mut loss = -whole(paid);
			for lot in leaving {
				// By the price before anyone took out.
				let weight = follows.then(|| class.shares(&class.lots[&lot]));
				let value = class.take(lot, 1, 1);
				loss += &value;
				fund.assets += &value;
				fund.add(Lot::Held(lot.owner().unwrap()), weight.unwrap_or(value));
			}
			if follows {
				assert!(is_rounding(&loss, &whole(1)));
				fund.assets = whole(paid);
				class.spread(&loss);
			}
		}
		if emptied && follows {
			self.reset(kind);
		}
	}

	fn collapse(&mut self, kind: Kind, epoch: u32, assets: u128) {
		let follows = self.follows;
		let class = self.classes.get_mut(&kind).unwrap();
		let fund = self.funds.entry(Place::Exit(kind, epoch)).or_default();
		for (lot, value) in &class.lots {
			let lot = match lot {
				Lot::Leftover(..) => *lot,
				_ => Lot::Held(lot.owner().unwrap()),
			};
			let weight = if follows { class.shares(value) } else { value.clone() };
			fund.add(lot, weight);
		}
		if follows {
			let other = class.total() - whole(1) - whole(assets);
			assert!(is_rounding(&other, &zero()), "all assets are somebody's");
			fund.assets += whole(assets);
		} else {
			fund.assets += class.owned();
		}
		self.reset(kind);
	}

	fn burn(&mut self, lot: Lot, from: Place, emptied: bool) {
		match from {
			Place::Class(kind) => {
				let class = self.class(kind);
				if let Some(value) = class.lots.remove(&lot) {
					class.spread(&value);
				}
				if emptied {
					self.reset(kind);
				}
			},
			_ => {
				if let Some(fund) = self.funds.get_mut(&from) {
					fund.take(&lot);
				}
				if emptied {
					self.funds.remove(&from);
				}
			},
		}
	}

	/// The compounding class's part of a reward, by stakes.
	fn fair_part(&self, reward: u128) -> BigInt {
		let stake = |kind| {
			let class: &Class = &self.classes[&kind];
			class.owned() - &class.waiting
		};
		let (compounding, liquid) = (stake(Kind::Compounding), stake(Kind::Liquid));
		match &compounding + &liquid {
			none if none == zero() => zero(),
			all => whole(reward) * compounding / all,
		}
	}

	fn compound_reward(&mut self, effect: &Effect, reward: BigInt, commission: Perbill) {
		let Effect::Rewarded { compounding, operator_shares, .. } = effect else { unreachable!() };
		let fee = match self.follows {
			true => whole(commission.mul_floor(*compounding)),
			false => &reward * commission.deconstruct() / Perbill::ACCURACY,
		};
		let class = self.class(Kind::Compounding);
		class.spread(&(&reward - &fee));
		class.waiting += &reward;
		let operator = Lot::Held((OPERATOR, Terms::Compounding));
		self.deposit(operator, Kind::Compounding, fee, *operator_shares);
	}

	fn pay_reward(&mut self, effect: &Effect, reward: BigInt, standard: Perbill) {
		let Effect::Rewarded { liquid, to_operator, carry, .. } = effect else { unreachable!() };
		let class = &self.classes[&Kind::Liquid];
		let all = class.owned();
		if *liquid == 0 || all == zero() {
			return;
		}
		let reward = match self.follows {
			true => {
				let [before, after] = carry
					.map(|bytes| BigInt::from_bytes_le(Sign::Plus, &bytes) << (BITS - INDEX_BITS));
				let shares = class.shares(&all);
				assert!(
					after < (shares >> INDEX_BITS) + tolerance(),
					"only a remainder is carried"
				);
				reward + before - after
			},
			false => reward,
		};
		let (mut operator, mut nobodys) = (zero(), zero());
		for (lot, amount) in &class.lots {
			let gross = &reward * amount / &all;
			let Some(who) = lot.owner() else {
				nobodys += gross;
				continue;
			};
			let commission = own_commission(who).unwrap_or(standard).deconstruct();
			let fee = &gross * commission / Perbill::ACCURACY;
			*self.rewards.entry(who).or_default() += &gross - &fee;
			operator += fee;
			if self.follows {
				let blurred = class.shares(amount) >> INDEX_BITS;
				*self.blurred.entry(who).or_default() += blurred;
			}
		}
		if self.follows {
			let paid = whole(*to_operator);
			assert!(paid <= &operator + nobodys + tolerance(), "never more than the exact part");
			if to_operator < liquid {
				assert!(paid + whole(1) + tolerance() >= operator, "one unit less at most");
			}
		}
		self.operator += operator;
	}

	fn slash(&mut self, base: u128, loss: u128, kept: &BTreeMap<Place, u128>) {
		let part = [BigInt::from(base - loss), BigInt::from(base)];
		if !self.follows {
			for class in self.classes.values_mut() {
				let before = class.owned();
				let after = &before * &part[0] / &part[1];
				class.waiting = &class.waiting * &part[0] / &part[1];
				if before > zero() {
					class.scale(&after, &before);
				}
			}
			for fund in self.funds.values_mut() {
				for amount in fund.weights.values_mut() {
					*amount = &*amount * &part[0] / &part[1];
				}
				// Here a weight is what it is worth.
				fund.weight = fund.weights.values().sum();
				fund.assets = fund.weight.clone();
			}
			return;
		}
		for (place, kept) in kept {
			let kept = whole(*kept);
			match place {
				Place::Class(kind) => {
					let class = self.class(*kind);
					let before = class.total();
					class.scale(&(kept + whole(1)), &before);
				},
				_ => {
					if let Some(fund) = self.funds.get_mut(place) {
						fund.assets = kept;
					}
				},
			}
		}
	}
}
