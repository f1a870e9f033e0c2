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
	/// The blocks expected of each member, in thousandths.
	expected: BTreeMap<AccountId, u64>,
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

	/// The performance of a member, in eighths of parts per billion, and its credit after the
	/// epoch, in thousandths of a block.
	fn performance(
		&self,
		exposure: &Exposure<AccountId>,
		participation: Perbill,
		is_kept_offline: bool,
		is_disabled: bool,
		credit: u64,
	) -> (Exact, u64) {
		let exact = |x: u64| Exact::from(x);
		let made = self.authored.get(&exposure.validator).copied().unwrap_or_default();
		let made = u64::from(made) * 1_000;
		let billion = exact(Perbill::ACCURACY.into());
		let expected = self.expected.get(&exposure.validator).copied();
		let part = |made: u64| match expected {
			None => billion.clone(),
			Some(0) if made == 0 => exact(0),
			Some(0) => billion.clone(),
			Some(expected) => exact(made.min(expected)) * &billion / expected,
		};
		let participated = exact(participation.deconstruct().into()) * 7;
		match is_kept_offline {
			// No blocks are expected, and those made before are no credit.
			false if is_disabled => (participated + billion, credit),
			false => {
				let available = credit + made;
				let left = available.saturating_sub(expected.unwrap_or_default()).min(32_000);
				(participated + part(available), left)
			},
			// Without duties, only authored blocks are paid.
			true if made == 0 || expected.is_none() => (exact(0), credit),
			true => (part(made) * 8, credit),
		}
	}
}

/// The blocks expected of each member with a power, in thousandths: the differences of the sums of
/// the first members, rounded down.
fn expected(set: &[Exposure<AccountId>], blocks: u32) -> BTreeMap<AccountId, u64> {
	let elected: Balance = set.iter().map(|exposure| exposure.power).sum();
	let mut expected = BTreeMap::new();
	let (mut power, mut before) = (0, 0);
	for exposure in set {
		power += exposure.power;
		let all: Exact = Exact::from(blocks) * 1_000u32 * power;
		let Some(until) = all.checked_div(&Exact::from(elected)) else { continue };
		let until = u64::try_from(until).expect("blocks are few");
		if exposure.power > 0 && blocks > 0 {
			expected.insert(exposure.validator, until - before);
		}
		before = until;
	}
	expected
}

/// The blocks expected of each member: those on duty divide what they made among themselves.
fn expected_on_duty(
	set: &[Exposure<AccountId>],
	authored: &BTreeMap<AccountId, u32>,
	before: &Before,
) -> BTreeMap<AccountId, u64> {
	let blocks = |members: &[Exposure<AccountId>]| {
		members.iter().filter_map(|member| authored.get(&member.validator)).sum()
	};
	let mut on_duty = set.to_vec();
	on_duty.retain(|member| {
		!before.kept_offline.contains(&member.validator)
			&& !before.disabled.contains(&member.validator)
	});
	let mut all = expected(set, blocks(set));
	for member in &on_duty {
		all.remove(&member.validator);
	}
	all.extend(expected(&on_duty, blocks(&on_duty)));
	all
}

impl Model {
	/// Pays the set of the epoch that has ended, and begins the next.
	pub fn end_epoch(&mut self, before: &Before, done: &Done) {
		let ended = before.now;
		let set = Staking::exposures_of(ended).expect("each epoch has a set").into_inner();
		let results = EpochResults::<Test>::get(ended).expect("the epoch has ended").into_inner();
		let authored = std::mem::take(&mut self.authored);
		let epoch = Ended {
			expected: expected_on_duty(&set, &authored, before),
			authored,
			budget: PayoutOfEpoch::get() + before.fees,
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
			assert_eq!(record.credit, crate::Validators::<Test>::get(who).unwrap().credit.0);
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
		self.check_minimum();
		let is_kept = done
			.events
			.iter()
			.any(|event| matches!(event, Event::TooFewCandidates { .. } | Event::SetKept { .. }));
		check_losses(done);
		if !is_kept {
			check_election(before);
			check_seats(before, done);
		}
	}

	/// Compares the minimum self-stake in force with the least that was set within the grace.
	fn check_minimum(&mut self) {
		self.minimums.push(MinimumSelfStake::get());
		let within = self.minimums.iter().rev().take(SelfStakeGrace::get() as usize + 1);
		assert_eq!(Some(&Staking::minimum_in_force()), within.min(), "minimum in force");
	}

	/// Compares the reward of a member with its share and its performance. Settles its credit.
	fn check_reward(
		&mut self,
		before: &Before,
		epoch: &Ended,
		exposure: &Exposure<AccountId>,
		reward: Balance,
	) {
		let who = exposure.validator;
		let participation = self.participation.get(&who).copied().unwrap_or(Perbill::one());
		let is_kept_offline = before.kept_offline.contains(&who);
		let is_disabled = before.disabled.contains(&who);
		let record = self.validators.get_mut(&who).expect("a member of the set is a validator");
		let (parts, credit) =
			epoch.performance(exposure, participation, is_kept_offline, is_disabled, record.credit);
		record.credit = credit;
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
		for exposure in Staking::exposures_of(epoch).expect("each epoch has a set") {
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

/// Checks that a block in the last quarter of an epoch has held the election, unless an earlier one
/// did.
pub fn check_preparation(before: &Before, done: &Done) {
	let held = done.events.iter().filter(|event| matches!(event, Event::SetPrepared { .. }));
	assert_eq!(held.count(), usize::from(before.prepared.is_none()), "elections in an epoch");
	let prepared = PreparedSet::<Test>::get().expect("an election was prepared");
	assert_eq!(prepared.epoch, before.now + 2);
}

/// Checks that no member of the next set is said to have lost its seat.
fn check_losses(done: &Done) {
	let set = NextSet::<Test>::get();
	for event in &done.events {
		if let Event::SeatLost { validator, .. } = event {
			assert!(
				!set.iter().any(|member| member.validator == *validator),
				"the seat of {validator}"
			);
		}
	}
}

/// Checks that the elected have their seats, unless they have lost them for a reason, and that each
/// member has the weight of its stake.
fn check_seats(before: &Before, done: &Done) {
	let set = NextSet::<Test>::get();
	for member in &set {
		let record = Validators::<Test>::get(member.validator).expect("a member is a validator");
		assert_eq!(member.stake, record.pool.stake(), "the weight of a member");
	}
	for who in before.prepared.iter().flatten() {
		let is_member = set.iter().any(|member| member.validator == *who);
		let is_lost = done
			.events
			.iter()
			.any(|event| matches!(event, Event::SeatLost { validator, .. } if validator == who));
		let record = Validators::<Test>::get(*who);
		let is_able = record.is_some_and(|record| {
			record.state.is_electable()
				&& record.pool.stake() > 0
				&& record.self_stake() >= Staking::minimum_in_force()
		});
		assert_eq!((is_member, is_lost), (is_able, !is_able), "the seat of {who}");
	}
}

/// Checks that the election has lost no more stake of candidates than the limit.
fn check_election(before: &Before) {
	let stake_of = |who: &AccountId| Validators::<Test>::get(who).map_or(0, |it| it.pool.stake());
	let candidates = before.next_set.iter().filter(|who| before.records[who].state.is_electable());
	let stake_before: Balance = candidates.map(stake_of).sum();
	let stake: Balance = NextSet::<Test>::get().iter().map(|elected| elected.stake).sum();
	let least = MaximumElectionLoss::get().left_from_one().mul_floor(stake_before);
	assert!(stake >= least, "an election left {stake} of {stake_before}");
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
