//! The eager model: exact assets and rewards of every holder. Each operation loops over all
//! holders.
//!
//! The model has no shares and no indexes. There are two variants:
//!
//! - [`Model::following`] rounds as specified. One holder's loss by rounding goes to all others of
//!   the class in proportion to their assets. The virtual holder of `V` shares, who starts with one
//!   planck that does not exist, takes part. The model takes the whole numbers that were bought or
//!   paid, and checks that each is the exact number rounded in the right direction. No holder may
//!   ever claim more than the model's amount, nor less by a whole unit per rounded piece.
//! - [`Model::fair`] does not round and has no virtual holder. It shows how far rounding as a whole
//!   moves a holder from the fair result.
//!
//! Exact fractions would have tens of thousands of digits after as many operations. The model
//! therefore uses fixed-point numbers with [`BITS`] binary places. Each multiplication rounds by
//! less than 2^-256, relative to an amount that is later scaled up by less than 2^160 (no class
//! lets an amount below 2^-32 grow to 2^128). With fewer than 2^24 multiplications per amount, the
//! error is below 2^-72: far below [`tolerance`], 2^-40.

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

/// A bound on all errors of the model.
pub fn tolerance() -> BigInt {
	BigInt::from(1) << (BITS - 40)
}

fn zero() -> BigInt {
	BigInt::from(0)
}

/// Below zero or above `most` only by the errors of the model.
fn is_rounding(loss: &BigInt, most: &BigInt) -> bool {
	*loss >= -tolerance() && *loss <= most + tolerance()
}

/// A holder's part of one place.
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

/// A class and its holders' parts.
#[derive(Clone, Debug, Default)]
struct Vault {
	lots: BTreeMap<Lot, BigInt>,
	/// The value of the virtual shares.
	unowned: BigInt,
	/// Rewards that are not stake yet.
	waiting: BigInt,
}

impl Vault {
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

	/// Multiplies all parts.
	fn scale(&mut self, numerator: &BigInt, denominator: &BigInt) {
		for amount in self.lots.values_mut().chain([&mut self.unowned]) {
			*amount = &*amount * numerator / denominator;
		}
	}

	/// Adds to all parts in proportion.
	fn spread(&mut self, amount: &BigInt) {
		let total = self.total();
		if total > zero() && *amount != zero() {
			self.scale(&(&total + amount), &total);
		}
	}

	/// The value of `shares`, from the value of the virtual shares.
	fn worth(&self, shares: u128) -> BigInt {
		&self.unowned * shares / VIRTUAL_SHARES
	}

	/// The number of shares worth an amount.
	fn shares(&self, amount: &BigInt) -> BigInt {
		(amount << BITS) * VIRTUAL_SHARES / &self.unowned
	}

	/// Takes part of a lot out. Waiting rewards leave in proportion.
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
	classes: BTreeMap<Kind, Vault>,
	funds: BTreeMap<Place, Fund>,
	/// Assets that were paid out.
	received: BTreeMap<Key, BigInt>,
	/// Rewards since the start.
	rewards: BTreeMap<Key, BigInt>,
	/// The maximum loss of a holder's shares by the rounding of the net index.
	blurred: BTreeMap<Key, BigInt>,
	/// Commission of the liquid class since the start.
	pub operator: BigInt,
}

impl Model {
	/// Rounds as specified.
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
				.map(|kind| (kind, Vault::new(follows)))
				.collect(),
			funds: BTreeMap::new(),
			received: BTreeMap::new(),
			rewards: BTreeMap::new(),
			blurred: BTreeMap::new(),
			operator: zero(),
		}
	}

	/// A holder's assets in all places.
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

	fn class(&mut self, kind: Kind) -> &mut Vault {
		self.classes.get_mut(&kind).unwrap()
	}

	fn reset(&mut self, kind: Kind) {
		let fresh = Vault::new(self.follows);
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
			Effect::RewardSplit { reward, commission, compounding, .. } => {
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
			// The holder's own rounding, and its part of all roundings.
			assert!(is_rounding(&(exact - &worth), &class.worth(2)));
			class.add(Lot::Held(*who), worth);
			leftover -= shares;
		}
		assert!(leftover <= owners.len() as u128);
		class.add(Lot::Leftover(terms, epoch), class.worth(leftover));
		// Assets that buy no share do not become stake.
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
				assert!(is_rounding(&left, &zero()), "assets without an owner are dust");
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
				// At the price before the first exit.
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
			assert!(is_rounding(&other, &zero()), "all assets have an owner");
			fund.assets += whole(assets);
		} else {
			fund.assets += class.owned();
		}
		self.reset(kind);
	}

	fn burn(&mut self, lot: Lot, from: Place, emptied: bool) {
		match from {
			Place::Vault(kind) => {
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
			let class: &Vault = &self.classes[&kind];
			class.owned() - &class.waiting
		};
		let (compounding, liquid) = (stake(Kind::Compounding), stake(Kind::Liquid));
		match &compounding + &liquid {
			none if none == zero() => zero(),
			all => whole(reward) * compounding / all,
		}
	}

	fn compound_reward(&mut self, effect: &Effect, reward: BigInt, commission: Perbill) {
		let Effect::RewardSplit { compounding, operator_shares, .. } = effect else {
			unreachable!()
		};
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
		let Effect::RewardSplit { liquid, to_operator, carry, .. } = effect else { unreachable!() };
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
				// In this variant the weight is the value.
				fund.weight = fund.weights.values().sum();
				fund.assets = fund.weight.clone();
			}
			return;
		}
		for (place, kept) in kept {
			let kept = whole(*kept);
			match place {
				Place::Vault(kind) => {
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
