//! The model of the whole chain, and what several steps have in common.

use super::{exact::*, ledger::*, observed::Before};
use crate::{mock::*, MAX_CLOSED_EXITS, MAX_STORED_EXITS};
use palisade_primitives::{Balance, DealId, EpochIndex};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

/// Initial validators, and accounts that may register.
pub const VALIDATORS: core::ops::RangeInclusive<AccountId> = 1..=7;
pub const AT_GENESIS: core::ops::RangeInclusive<AccountId> = 1..=6;
/// Accounts that only delegate.
pub const DELEGATORS: core::ops::RangeInclusive<AccountId> = 11..=26;

/// The mock's bonding period.
pub const BONDING: EpochIndex = 21;
/// The mock's time for reports.
pub const REPORT: EpochIndex = 14;
/// The mock's waiting period of redelegations.
pub const REDELEGATION: EpochIndex = 16;
/// The mock's liability of exits, in epochs.
pub const LIABLE: EpochIndex = BONDING + 7;
/// The mock's most delegations and deals.
pub const PLACES: usize = 64;

/// All accounts of the steps.
pub fn accounts() -> impl Iterator<Item = AccountId> {
	VALIDATORS.chain(DELEGATORS)
}

/// The model of the whole chain.
#[derive(Clone)]
pub struct Model {
	pub validators: BTreeMap<AccountId, Validator>,
	pub deals: BTreeMap<DealId, Deal>,
	pub authored: BTreeMap<AccountId, u32>,
	pub participation: BTreeMap<AccountId, Perbill>,
	/// The expected issuance.
	pub issuance: Balance,
	/// The minimum self-stake that was set when each epoch began.
	pub minimums: Vec<Balance>,
}

impl Model {
	/// The initial state.
	pub fn of_genesis(stakes: &[(AccountId, Balance, usize)]) -> Self {
		let mut model = Self {
			validators: BTreeMap::new(),
			deals: BTreeMap::new(),
			authored: BTreeMap::new(),
			participation: BTreeMap::new(),
			issuance: Balances::total_issuance(),
			minimums: vec![MinimumSelfStake::get()],
		};
		for (who, stake, class) in stakes {
			let mut validator = Validator::new(*class, 0);
			validator
				.deposit(Owner::Account(*who), FRESH[*class], *stake, 0)
				.expect("it is enough");
			model.validators.insert(*who, validator);
		}
		model.begin_epoch(0);
		model
	}

	pub fn validator(&mut self, who: AccountId) -> Verdict<&mut Validator> {
		self.validators.get_mut(&who).ok_or(Refusal::Sure("no such validator"))
	}

	/// An exit more, or as many as before.
	pub fn ensure_room(
		&self,
		validator: AccountId,
		exit: (EpochIndex, usize, Chunk),
		bound: u32,
		now: EpochIndex,
	) -> Verdict {
		let (_, _, chunk) = exit;
		let exits = self.validators[&validator].exits_of(chunk.who, now);
		let is_same = exits.contains(&exit);
		let taken = match chunk.deal {
			Some(_) => exits.len(),
			None => of_no_deal(&exits),
		};
		require(is_same || taken < bound as usize, "too many exits")
	}

	/// Checks that the owner has a place for the exit of another deal with the validator.
	pub fn ensure_place_for_deal(
		&self,
		validator: AccountId,
		owner: AccountId,
		now: EpochIndex,
	) -> Verdict {
		let exits = self.validators[&validator].exits_of(owner, now);
		let others = of_no_deal(&exits);
		let of_deals = exits.len() - others;
		let running = self.deals.values().filter(|deal| deal.owner == owner).count();
		let places = MAX_STORED_EXITS as usize - others.max(MAX_CLOSED_EXITS as usize);
		require(of_deals + running < places, "no place for its exit")
	}

	/// Delegates funds that are already in the pot.
	pub fn delegate(
		&mut self,
		before: &Before,
		who: AccountId,
		validator: AccountId,
		class: usize,
		amount: Balance,
	) -> Verdict {
		before.takes_delegations(validator)?;
		require(!before.records[&validator].delegation_policy.closed, "it is closed")?;
		let minimum = before.minimum(validator);
		let record = self.validator(validator)?;
		let owner = Owner::Account(who);
		// Past deposits stay unsettled where settling makes no difference.
		let is_enough = record.value_in(owner, class) + amount >= minimum;
		if record.serves || !is_enough || record.classes[class].generation > 0 {
			record.settle(owner);
		} else {
			record.round(owner);
		}
		require(record.value_in(owner, class) + amount >= minimum, "too little")?;
		record.deposit(owner, FRESH[class], amount, before.now)
	}

	/// Whether there is a place for a deal more.
	pub fn ensure_place(&self, before: &Before, who: AccountId) -> Verdict {
		let deals = self.deals.values().filter(|deal| deal.owner == who).count();
		let delegations = before.delegators.get(&who).map(|record| &record.delegations);
		let others = delegations.into_iter().flatten().filter(|it| it.validator != who).count();
		require(deals + others < PLACES, "too many delegations and deals")
	}

	pub fn deal_of(&self, who: AccountId, id: DealId) -> Verdict<Deal> {
		let deal = self.deals.get(&id).filter(|deal| deal.owner == who);
		deal.copied().ok_or(Refusal::Sure("no such deal"))
	}
}

/// The number of exits that are of no deal.
pub fn of_no_deal(exits: &[(EpochIndex, usize, Chunk)]) -> usize {
	exits.iter().filter(|(_, _, chunk)| chunk.deal.is_none()).count()
}

/// The possible roundings of a reward.
pub fn around(reward: &Exact) -> (Balance, Balance) {
	let sixteenth = whole(1) / 16;
	let low = if *reward > sixteenth { floor(&(reward - &sixteenth)) } else { 0 };
	(low, floor(&(reward + sixteenth)))
}

impl Validator {
	/// Adds the paid reward of an exit to the rewards of a position.
	pub fn credit(&mut self, owner: Owner, reward: &Exact) {
		let rewards = self.rewards.entry(owner).or_default();
		rewards.amount += reward;
		rewards.rounded += 1;
	}

	/// Takes the rewards, of which `paid` was paid.
	pub fn claim(&mut self, owner: Owner, paid: Balance) {
		let rewards = self.rewards.entry(owner).or_default();
		rewards.check(paid, 0, "rewards that were paid");
		*rewards = Rewards::default();
	}
}
