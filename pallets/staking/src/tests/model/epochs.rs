//! The boundary of epochs.

use super::{exact::*, ledger::*, observed::*, state::*};
use crate::{mock::*, types::State, *};
use palisade_primitives::{Balance, DealId, EpochIndex, Exposure};
use sp_arithmetic::{PerThing, Perbill};
use std::collections::BTreeMap;

/// An epoch to pay.
struct Ended {
	/// The blocks of each author.
	authored: BTreeMap<AccountId, u32>,
	/// The payable amount. Planck.
	budget: Balance,
	/// The sum of the members' stakes at their election. Planck.
	elected: Balance,
	/// The sum of the members' weights. Planck.
	weights: Balance,
}

/// The stake of a member, with its bonus. Planck.
fn weight(exposure: &Exposure<AccountId>) -> Balance {
	let stake = exposure.stake();
	stake + exposure.bonus.mul_floor(stake)
}

impl Ended {
	/// The share of a member that performs fully. Planck.
	fn share(&self, exposure: &Exposure<AccountId>) -> Exact {
		match self.weights {
			0 => Exact::from(0),
			_ => Exact::from(self.budget) * weight(exposure) / self.weights,
		}
	}

	/// The performance of a member, in eighths of parts per billion.
	fn performance(
		&self,
		exposure: &Exposure<AccountId>,
		participation: Perbill,
		is_kept_offline: bool,
	) -> Exact {
		let exact = |x: Balance| Exact::from(x);
		let blocks: u32 = self.authored.values().sum();
		let expected = match self.elected {
			0 => exact(0),
			elected => exact(blocks.into()) * exposure.power / elected,
		};
		let expected_blocks = match self.elected {
			0 => 0,
			elected => Balance::from(blocks) * exposure.power / elected,
		};
		let made =
			exact(self.authored.get(&exposure.validator).copied().unwrap_or_default().into());
		let billion = exact(Perbill::ACCURACY.into());
		let authorship = match expected == exact(0) {
			true => billion,
			false => (made * &billion / expected).min(billion),
		};
		match is_kept_offline {
			false => exact(participation.deconstruct().into()) * 7 + authorship,
			// Without duties, only authored blocks are paid; below one expected block nothing is
			// paid.
			true if expected_blocks == 0 => exact(0),
			true => authorship * 8,
		}
	}
}

impl Model {
	/// Pays the set of the epoch that has ended, and begins the next.
	pub fn end_epoch(&mut self, before: &Before, done: &Done) {
		let ended = before.now;
		let set = Exposures::<Test>::get(ended).expect("each epoch has a set").into_inner();
		let results = EpochResults::<Test>::get(ended).expect("the epoch has ended").into_inner();
		let epoch = Ended {
			authored: std::mem::take(&mut self.authored),
			budget: PayoutOfEpoch::get() + before.fees,
			elected: set.iter().map(|exposure| exposure.power).sum(),
			weights: set.iter().map(weight).sum(),
		};
		let mut paid = 0;
		for (exposure, result) in set.iter().zip(&results) {
			let who = exposure.validator;
			self.check_reward(before, &epoch, exposure, result.reward);
			paid += result.reward;

			let commission = before.records[&who].commission.current;
			let deals = &self.deals;
			let record = self.validators.get_mut(&who).expect("a member of the set is a validator");
			record.end_epoch(who, result.reward, commission, ended, deals);
		}
		assert!(paid <= epoch.budget, "{paid} paid of a budget of {}", epoch.budget);
		let (minted, from_fees) = done.find(|event| match event {
			Event::EpochPaid { minted, from_fees, .. } => Some((*minted, *from_fees)),
			_ => None,
		});
		assert_eq!(minted + from_fees, paid, "what was credited is not what was put into the pot");
		assert!(minted <= PayoutOfEpoch::get() + 1 && from_fees <= before.fees);
		self.issuance += minted;
		self.begin_epoch(ended + 1);
	}

	/// Compares the reward of a member with its share and its performance.
	fn check_reward(
		&self,
		before: &Before,
		epoch: &Ended,
		exposure: &Exposure<AccountId>,
		reward: Balance,
	) {
		let who = exposure.validator;
		let participation = self.participation.get(&who).copied().unwrap_or(Perbill::one());
		let is_kept_offline = before.kept_offline.contains(&who);
		let parts = epoch.performance(exposure, participation, is_kept_offline);
		let is_punished =
			matches!(before.records[&who].state, State::Jailed { .. } | State::Banned);
		let share = epoch.share(exposure);
		let fair = match is_punished || self.validators[&who].stake() == 0 {
			true => Exact::from(0),
			false => &share * parts / (Exact::from(Perbill::ACCURACY) * 8),
		};
		// Performance has nine decimal places, and is rounded twice.
		let most = share / 400_000_000 + 2;
		let error = Exact::from(reward) - &fair;
		assert!(error <= most && -error <= most, "reward {reward} instead of {fair}");
	}

	/// Compares the exposures of the new set.
	pub fn begin_epoch(&mut self, epoch: EpochIndex) {
		for exposure in Exposures::<Test>::get(epoch).expect("each epoch has a set") {
			let record =
				self.validators.get_mut(&exposure.validator).expect("a member is a validator");
			record.serves = true;
			assert_eq!(exposure.compounding, record.classes[COMPOUNDING].stake, "exposure");
			assert_eq!(exposure.liquid, record.classes[LIQUID].stake, "exposure");
			let before = epoch.wrapping_sub(1);
			let left = [COMPOUNDING, LIQUID]
				.into_iter()
				.filter_map(|class| record.exits.get(&(before, class)))
				.map(|pool| pool.left)
				.sum::<Balance>();
			assert_eq!(exposure.left, left, "exposure");
			assert_eq!(exposure.waiting, record.classes[COMPOUNDING].waiting, "exposure");
			record.exposures.insert(epoch, exposure.liable());
		}
	}
}

impl Validator {
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
