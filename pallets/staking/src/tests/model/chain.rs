//! Random steps on the chain and on the model, and the comparison after each.

use super::{exact::*, ledger::*};
use crate::{
	mock::*,
	runtime_api::ExitView,
	types::{self, Amount, DelegatorOf, ExitChunk, RewardPolicy, State},
	*,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
	storage::with_storage_layer,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
	},
};
use palisade_primitives::{
	Balance, Basis, DealControl, DealId, EpochIndex, PositionInspect, PositionTransfer,
	RewardClass as ClassName, SlashControl, ValidatorControl,
};
pub use palisade_test_support::dice::Dice;
use palisade_test_support::{
	model::{kind_of, Journal},
	storage::{compact, state_root},
};
use sp_arithmetic::{PerThing, Perbill};
use sp_runtime::DispatchError;
use std::{borrow::Cow, collections::BTreeMap};

/// Initial validators, and accounts that may register.
pub const VALIDATORS: core::ops::RangeInclusive<AccountId> = 1..=7;
const AT_GENESIS: core::ops::RangeInclusive<AccountId> = 1..=6;
/// Accounts that only delegate.
pub const DELEGATORS: core::ops::RangeInclusive<AccountId> = 11..=26;

/// The mock's bonding period.
const BONDING: EpochIndex = 21;
/// The mock's waiting period of redelegations.
const REDELEGATION: EpochIndex = 16;
/// The mock's liability of exits, in epochs.
const LIABLE: EpochIndex = BONDING + 7;
/// The mock's most delegations and deals.
const PLACES: usize = 64;

/// The parameters of a chain.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
	/// Decimal places of the amounts.
	pub amounts: (u32, u32),
	/// The budget of an epoch.
	pub payout: Balance,
	/// Least own stake.
	pub self_stake: Balance,
	/// Least delegation.
	pub delegation: Balance,
	/// The number of slashes in a thousand steps.
	pub slashes: u64,
}

/// A step.
#[derive(Clone, Debug)]
pub enum Step {
	Delegate {
		who: AccountId,
		to: Vec<(AccountId, Balance, usize, u128)>,
	},
	Undelegate {
		who: AccountId,
		from: AccountId,
		class: usize,
		amount: Option<Balance>,
		to: Option<AccountId>,
	},
	Cancel {
		who: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
	},
	Withdraw {
		who: AccountId,
		by: AccountId,
	},
	Complete {
		who: AccountId,
		from: AccountId,
		to: AccountId,
	},
	ChangeClass {
		who: AccountId,
		validator: AccountId,
		to: usize,
		amount: Option<Balance>,
	},
	Claim {
		who: AccountId,
		validator: AccountId,
		by: AccountId,
	},
	Restake {
		who: AccountId,
		validator: AccountId,
		class: usize,
	},
	PermitClaims {
		who: AccountId,
		permitted: bool,
	},
	SetRewardAccount {
		who: AccountId,
		account: Option<AccountId>,
	},
	OpenDeal {
		who: AccountId,
		validator: AccountId,
		amount: Balance,
		commission: Perbill,
	},
	AmendDeal {
		who: AccountId,
		deal: DealId,
		commission: Perbill,
	},
	CloseDeal {
		who: AccountId,
		deal: DealId,
	},
	ClaimDeal {
		who: AccountId,
		deal: DealId,
	},
	MoveDeal {
		who: AccountId,
		deal: DealId,
		to: AccountId,
	},
	MovePosition {
		who: AccountId,
		validator: AccountId,
		class: usize,
		amount: Balance,
		to: AccountId,
	},
	MoveExits {
		who: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
		to: AccountId,
	},
	Register {
		who: AccountId,
		amount: Balance,
		commission: Perbill,
		class: usize,
	},
	IncreaseSelfStake {
		who: AccountId,
		amount: Balance,
	},
	DecreaseSelfStake {
		who: AccountId,
		class: usize,
		amount: Option<Balance>,
	},
	SetCommission {
		who: AccountId,
		commission: Perbill,
	},
	SetCompounding {
		who: AccountId,
		frequency: u32,
		minimum: Balance,
	},
	SetPolicy {
		who: AccountId,
		closed: bool,
		minimum: Balance,
	},
	GoOffline {
		who: AccountId,
	},
	GoOnline {
		who: AccountId,
	},
	Leave {
		who: AccountId,
	},
	Remove {
		who: AccountId,
	},
	ClaimCommission {
		who: AccountId,
	},
	OpenCase {
		who: AccountId,
		epoch: EpochIndex,
		proven: bool,
	},
	CloseCase {
		who: AccountId,
		epoch: EpochIndex,
		proven: bool,
	},
	Slash {
		who: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	},
	Jail {
		who: AccountId,
		until: EpochIndex,
	},
	Ban {
		who: AccountId,
	},
	ForceState {
		who: AccountId,
		state: State,
	},
	Fees {
		who: AccountId,
		amount: Balance,
	},
	Participate {
		who: AccountId,
		part: Perbill,
	},
	Parameters {
		self_stake: Balance,
		delegation: Balance,
	},
	Block {
		author: AccountId,
	},
	Epoch,
}

impl Step {
	/// The account that pays the amount of the step.
	fn payer(&self) -> Option<AccountId> {
		match self {
			Self::Delegate { who, .. }
			| Self::OpenDeal { who, .. }
			| Self::IncreaseSelfStake { who, .. } => Some(*who),
			_ => None,
		}
	}
}

/// The state of the chain before a step that the model does not hold.
struct Before {
	now: EpochIndex,
	records: BTreeMap<AccountId, types::Validator>,
	liabilities: BTreeMap<AccountId, types::Liability>,
	delegators: BTreeMap<AccountId, DelegatorOf<Test>>,
	free: BTreeMap<AccountId, Balance>,
	spendable: BTreeMap<AccountId, Balance>,
	exits: BTreeMap<AccountId, Vec<ExitChunk<AccountId>>>,
	next_deal: DealId,
	fees: Balance,
	issuance: Balance,
	/// Members of the running set without duties.
	kept_offline: Vec<AccountId>,
}

fn class_name(class: usize) -> ClassName {
	match class {
		COMPOUNDING => ClassName::Compounding,
		_ => ClassName::Liquid,
	}
}

fn class_of(name: ClassName) -> usize {
	match name {
		ClassName::Compounding => COMPOUNDING,
		ClassName::Liquid => LIQUID,
	}
}

fn exactly_or_all(amount: Option<Balance>) -> Amount {
	amount.map_or(Amount::All, Amount::Exact)
}

fn accounts() -> impl Iterator<Item = AccountId> {
	VALIDATORS.chain(DELEGATORS)
}

impl Before {
	fn look(step: &Step) -> Self {
		let exits_of = match step {
			Step::Cancel { who, .. }
			| Step::Withdraw { who, .. }
			| Step::Complete { who, .. }
			| Step::MoveExits { who, .. } => Some(*who),
			_ => None,
		};
		let spendable = |who: &AccountId| {
			Balances::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
		};
		let kept_offline =
			KeptOffline::<Test>::get(Staking::now()).unwrap_or_default().into_inner();
		Self {
			kept_offline,
			now: Staking::now(),
			records: Validators::<Test>::iter().collect(),
			liabilities: Liabilities::<Test>::iter().collect(),
			delegators: Delegators::<Test>::iter().collect(),
			free: accounts().map(|who| (who, free(who))).collect(),
			spendable: step.payer().map(|who| (who, spendable(&who))).into_iter().collect(),
			exits: exits_of
				.map(Exits::<Test>::iter_prefix)
				.into_iter()
				.flatten()
				.map(|(validator, exits)| (validator, exits.into_inner()))
				.collect(),
			next_deal: NextDeal::<Test>::get(),
			fees: Balances::balance(&Staking::fee_pot()) - Balances::minimum_balance(),
			issuance: Balances::total_issuance(),
		}
	}

	fn knows(&self, who: AccountId, validator: AccountId) -> bool {
		self.delegators.get(&who).is_some_and(|delegator| {
			delegator.delegations.iter().any(|delegation| delegation.validator == validator)
		})
	}

	fn takes_delegations(&self, validator: AccountId) -> Verdict {
		let record = &self.records[&validator];
		require(record.state.is_electable(), "it is not online")?;
		let counts = |case: &types::OpenCases| self.now - case.epoch <= LIABLE;
		let cases = &self.liabilities.get(&validator).cloned().unwrap_or_default().cases;
		let is_reported = cases.iter().any(|case| case.proven > 0 && counts(case));
		require(!is_reported, "it is reported")
	}

	fn minimum(&self, validator: AccountId) -> Balance {
		MinimumDelegation::get().max(self.records[&validator].delegation_policy.minimum)
	}

	fn is_held(&self, validator: AccountId, epoch: EpochIndex) -> bool {
		let cases = &self.liabilities.get(&validator).cloned().unwrap_or_default().cases;
		let holds =
			|case: &types::OpenCases| case.epoch <= epoch + 1 && self.now - case.epoch <= LIABLE;
		self.now < epoch + LIABLE && cases.iter().any(holds)
	}

	fn reward_account(&self, who: AccountId) -> AccountId {
		self.delegators.get(&who).and_then(|delegator| delegator.reward_account).unwrap_or(who)
	}
}

/// The model of the whole chain.
#[derive(Clone)]
pub struct Model {
	validators: BTreeMap<AccountId, Validator>,
	deals: BTreeMap<DealId, Deal>,
	authored: BTreeMap<AccountId, u32>,
	participation: BTreeMap<AccountId, Perbill>,
	/// The expected issuance.
	issuance: Balance,
}

impl Model {
	/// The initial state.
	fn of_genesis(stakes: &[(AccountId, Balance, usize)]) -> Self {
		let mut model = Self {
			validators: BTreeMap::new(),
			deals: BTreeMap::new(),
			authored: BTreeMap::new(),
			participation: BTreeMap::new(),
			issuance: Balances::total_issuance(),
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

	fn validator(&mut self, who: AccountId) -> Verdict<&mut Validator> {
		self.validators.get_mut(&who).ok_or(Refusal::Sure("no such validator"))
	}

	/// An exit more, or as many as before.
	fn ensure_room(
		&self,
		validator: AccountId,
		epoch: EpochIndex,
		class: usize,
		chunk: Chunk,
		bound: u32,
		now: EpochIndex,
	) -> Verdict {
		let exits = self.validators[&validator].exits_of(chunk.who, now);
		let is_same = exits.contains(&(epoch, class, chunk));
		require(is_same || exits.len() < bound as usize, "too many exits")
	}

	/// Delegates funds that are already in the pot.
	fn delegate(
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

	/// Applies a step. `done` is the pallet's result; the model may read it where the result
	/// depends on a planck of rounding.
	fn apply(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let now = before.now;
		match *step {
			Step::Delegate { who, ref to } => {
				require(!to.is_empty(), "nothing")?;
				let mut spendable = before.spendable[&who];
				for (validator, amount, class, least) in to {
					require(*amount > 0 && who != *validator, "zero or own stake")?;
					let shares = self.validator(*validator)?.classes[*class].shares_for(*amount);
					require(shares >= *least, "fewer shares than wanted")?;
					self.delegate(before, who, *validator, *class, *amount)?;
					require(spendable >= *amount, "no funds")?;
					spendable -= amount;
				}
				Ok(())
			},
			Step::Undelegate { who, from, class, amount, to } => {
				require(to != Some(from) && to != Some(who) && who != from, "not possible")?;
				require(to.is_none_or(|to| self.validators.contains_key(&to)), "no destination")?;
				let owner = Owner::Account(who);
				self.validator(from)?.settle(owner);
				require(before.knows(who, from), "no delegation")?;
				let chunk = Chunk { who, deal: None, to };
				if let Some((_, epoch)) = self.validator(from)?.closed_of(class, owner) {
					let bound = if epoch == now { MAX_EXITS } else { MAX_STORED_EXITS };
					self.ensure_room(from, epoch, class, chunk, bound, now)?;
					self.validator(from)?.leave_closed(owner, class, chunk);
				} else {
					let record = self.validator(from)?;
					let (mut shares, held) = record.shares_of(owner, class, amount)?;
					if record.rest_in(owner, class, shares) < MinimumDelegation::get() {
						shares = held;
					}
					self.ensure_room(from, now, class, chunk, MAX_EXITS, now)?;
					self.validator(from)?.leave(owner, class, shares, chunk, now);
				}
				self.validator(from)?.settle(owner);
				Ok(())
			},
			Step::Cancel { who, validator, epoch } => {
				let owner = Owner::Account(who);
				let record = self.validator(validator)?;
				if who != validator {
					before.takes_delegations(validator)?;
				}
				record.settle(owner);
				let exits = before.exits.get(&validator).cloned().unwrap_or_default();
				let ours: Vec<_> = exits
					.into_iter()
					.filter(|chunk| chunk.epoch == epoch && chunk.deal.is_none())
					.collect();
				require(!ours.is_empty(), "no exits")?;
				for exit in ours {
					let class = class_of(exit.class);
					require(!record.was_closed_now(class, now), "the class was closed")?;
					let chunk = Chunk { who, deal: None, to: exit.destination };
					if record.is_open(epoch, class, now) {
						require(record.closed_of(class, owner).is_none(), "it was closed")?;
						record.stay(class, chunk);
						continue;
					}
					let (assets, reward) = record.pay_exit(epoch, class, chunk);
					record.credit(owner, &reward);
					record.deposit(owner, RETURNING[class], assets, now)?;
				}
				Ok(())
			},
			Step::Withdraw { who, .. } => {
				let mut taken = 0;
				let (mut least, mut most) = (0, 0);
				let delegations = before.delegators.get(&who).map(|it| it.delegations.to_vec());
				for delegation in delegations.unwrap_or_default() {
					let validator = delegation.validator;
					for exit in before.exits.get(&validator).into_iter().flatten() {
						let is_mature = exit.epoch + BONDING <= now;
						if !is_mature || before.is_held(validator, exit.epoch) || taken == 32 {
							continue;
						}
						let chunk = Chunk { who, deal: exit.deal, to: exit.destination };
						let class = class_of(exit.class);
						let record = self.validator(validator)?;
						let (assets, reward) = record.pay_exit(exit.epoch, class, chunk);
						let (low, high) = around(&reward);
						least += assets + low;
						most += assets + high;
						taken += 1;
					}
				}
				require(taken > 0, "nothing to withdraw")?;
				let paid = done.paid_to(who);
				assert!(least <= paid && paid <= most, "{paid} paid, not {least} to {most}");
				Ok(())
			},
			Step::Complete { who, from, to } => {
				require(from != to, "the same")?;
				self.validator(to)?;
				let owner = Owner::Account(who);
				let source = self.validator(from)?;
				source.settle(owner);
				let mut arrived = [0; 2];
				for exit in before.exits.get(&from).into_iter().flatten() {
					let is_due =
						exit.epoch + REDELEGATION <= now && !before.is_held(from, exit.epoch);
					if exit.destination != Some(to) || !is_due {
						continue;
					}
					let chunk = Chunk { who, deal: exit.deal, to: exit.destination };
					let class = class_of(exit.class);
					let (assets, reward) = source.pay_exit(exit.epoch, class, chunk);
					source.credit(owner, &reward);
					arrived[class] += assets;
				}
				require(arrived != [0, 0], "nothing has come")?;
				for class in [COMPOUNDING, LIQUID] {
					if arrived[class] > 0 {
						self.delegate(before, who, to, class, arrived[class])?;
					}
				}
				Ok(())
			},
			Step::ChangeClass { who, validator, to, amount } => {
				let owner = Owner::Account(who);
				let from = 1 - to;
				let is_own = who == validator;
				let record = self.validator(validator)?;
				require(is_own || before.knows(who, validator), "no delegation")?;
				record.settle(owner);
				require(record.closed_of(from, owner).is_none(), "it was closed")?;
				require(record.closed_of(to, owner).is_none(), "it was closed")?;
				require(!record.was_closed_now(to, now), "it was closed now")?;
				let (mut shares, held) = record.shares_of(owner, from, amount)?;
				if record.rest_in(owner, from, shares) < MinimumDelegation::get() {
					shares = held;
				}
				let there = record.value_in(owner, to);
				let amount = record.change_class(owner, from, shares)?;
				require(is_own || there + amount >= before.minimum(validator), "too little")
			},
			Step::Claim { who, validator, by } => {
				let owner = Owner::Account(who);
				let is_own = who == validator;
				let is_open = before.delegators.get(&who).is_some_and(|it| it.open_claims);
				require(who == by || is_open, "not permitted")?;
				let record = self.validator(validator)?;
				require(is_own || before.knows(who, validator), "no delegation")?;
				record.settle(owner);
				let paid = match done.failed {
					false => done.paid_to(before.reward_account(who)),
					true => 0,
				};
				record.claim(owner, paid);
				done.require_ok()
			},
			Step::Restake { who, validator, class } => {
				require(who != validator, "own stake")?;
				self.validator(validator)?;
				require(before.knows(who, validator), "no delegation")?;
				done.require_ok()?;
				let restaked = done.find(|event| match event {
					Event::RewardsRestaked { amount, .. } => Some(*amount),
					_ => None,
				});
				let record = self.validator(validator)?;
				record.settle(Owner::Account(who));
				record.claim(Owner::Account(who), restaked);
				self.delegate(before, who, validator, class, restaked)
			},
			Step::PermitClaims { .. } | Step::SetRewardAccount { .. } => done.require_ok(),
			Step::OpenDeal { who, validator, amount, commission } => {
				require(amount > 0 && who != validator, "zero or own stake")?;
				require(amount >= MinimumDelegation::get(), "too little")?;
				self.validator(validator)?;
				before.takes_delegations(validator)?;
				require(before.spendable[&who] >= amount, "no funds")?;
				self.ensure_place(before, who)?;
				let owner = Owner::Deal(before.next_deal);
				self.validator(validator)?.deposit(owner, DEALS, amount, now)?;
				let deal = Deal { owner: who, validator, commission };
				self.deals.insert(before.next_deal, deal);
				Ok(())
			},
			Step::AmendDeal { who, deal: id, commission } => {
				let deal = self.deal_of(who, id)?;
				let owner = Owner::Deal(id);
				let record = self.validator(deal.validator)?;
				record.settle(owner);
				require(record.closed_of(LIQUID, owner).is_none(), "it was closed")?;
				self.deals.insert(id, Deal { commission, ..deal });
				Ok(())
			},
			Step::CloseDeal { who, deal: id } => {
				let deal = self.deal_of(who, id)?;
				let owner = Owner::Deal(id);
				let record = self.validator(deal.validator)?;
				require(!record.deposits[DEALS].units.contains_key(&owner), "not active yet")?;
				record.settle(owner);
				let closed = record.closed_of(LIQUID, owner);
				if let Some((_, epoch)) = closed {
					let chunk = Chunk { who, deal: None, to: None };
					let bound = MAX_STORED_EXITS;
					self.ensure_room(deal.validator, epoch, LIQUID, chunk, bound, now)?;
					self.validator(deal.validator)?.leave_closed(owner, LIQUID, chunk);
				} else if let Ok((shares, _)) = record.shares_of(owner, LIQUID, None) {
					let chunk = Chunk { who, deal: Some(deal.commission), to: None };
					let bound = MAX_STORED_EXITS;
					self.ensure_room(deal.validator, now, LIQUID, chunk, bound, now)?;
					self.validator(deal.validator)?.leave(owner, LIQUID, shares, chunk, now);
				}
				done.require_ok()?;
				let record = self.validator(deal.validator)?;
				record.claim(owner, done.paid_to(before.reward_account(who)));
				record.rewards.remove(&owner);
				self.deals.remove(&id);
				Ok(())
			},
			Step::ClaimDeal { who, deal: id } => {
				let deal = self.deal_of(who, id)?;
				let paid = match done.failed {
					false => done.paid_to(before.reward_account(who)),
					true => 0,
				};
				let record = self.validator(deal.validator)?;
				record.settle(Owner::Deal(id));
				record.claim(Owner::Deal(id), paid);
				done.require_ok()
			},
			Step::MoveDeal { who, deal: id, to } => {
				let deal = self.deal_of(who, id)?;
				require(to != deal.validator, "own stake")?;
				require(who != to, "the same")?;
				self.ensure_place(before, to)?;
				self.deals.insert(id, Deal { owner: to, ..deal });
				Ok(())
			},
			Step::MovePosition { who, validator, class, amount, to } => {
				require(who != validator && to != validator && who != to, "not possible")?;
				let minimum = MinimumDelegation::get();
				let (giver, taker) = (Owner::Account(who), Owner::Account(to));
				let record = self.validator(validator)?;
				require(before.knows(who, validator), "no delegation")?;
				record.settle(giver);
				record.settle(taker);
				require(record.closed_of(class, giver).is_none(), "it was closed")?;
				require(record.closed_of(class, taker).is_none(), "it was closed")?;
				let (shares, _) = record.shares_of(giver, class, Some(amount))?;
				record.give(giver, taker, class, shares);
				let left = record.value_in(giver, class);
				require(left == 0 || left >= minimum, "too little is left")?;
				require(record.value_in(taker, class) >= minimum, "too little has come")
			},
			Step::MoveExits { who, validator, epoch, to } => {
				require(who != to, "the same")?;
				self.validator(validator)?;
				let exits = before.exits.get(&validator).cloned().unwrap_or_default();
				let mut moved = false;
				for exit in exits.into_iter().filter(|exit| exit.epoch == epoch) {
					let class = class_of(exit.class);
					let chunk = Chunk { who, deal: exit.deal, to: exit.destination };
					let arrives = Chunk { who: to, to: None, ..chunk };
					self.ensure_room(validator, epoch, class, arrives, MAX_EXITS, now)?;
					self.validator(validator)?.move_exit(epoch, class, chunk, to, now);
					moved = true;
				}
				require(moved, "no exits")
			},
			Step::Register { who, amount, commission, class } => {
				require(!self.validators.contains_key(&who), "it is one")?;
				require(amount > 0 && amount >= MinimumSelfStake::get(), "too little")?;
				require(commission <= MaximumCommission::get(), "too much")?;
				done.require_ok()?;
				let mut validator = Validator::new(class, now);
				validator.deposit(Owner::Account(who), FRESH[class], amount, now)?;
				self.validators.insert(who, validator);
				Ok(())
			},
			Step::IncreaseSelfStake { who, amount } => {
				require(amount > 0 && before.spendable[&who] >= amount, "zero or no funds")?;
				let record = self.validator(who)?;
				require(before.records[&who].state != State::Banned, "banned")?;
				record.settle(Owner::Account(who));
				record.deposit(Owner::Account(who), FRESH[record.own_class], amount, now)
			},
			Step::DecreaseSelfStake { who, class, amount } => {
				let owner = Owner::Account(who);
				let record = self.validator(who)?;
				record.settle(owner);
				let (shares, _) = record.shares_of(owner, class, amount)?;
				self.leave_own(who, class, shares, now)?;
				let record = self.validator(who)?;
				let left = record.value_in(owner, COMPOUNDING) + record.value_in(owner, LIQUID);
				let is_electable = before.records[&who].state.is_electable();
				require(!is_electable || left >= MinimumSelfStake::get(), "too little")
			},
			Step::Leave { who } => {
				done.require_ok()?;
				let owner = Owner::Account(who);
				self.validator(who)?.settle(owner);
				for class in [COMPOUNDING, LIQUID] {
					if let Ok((shares, _)) = self.validator(who)?.shares_of(owner, class, None) {
						self.leave_own(who, class, shares, now)?;
					}
				}
				Ok(())
			},
			Step::Remove { who } => {
				done.require_ok()?;
				let record = self.validators.remove(&who).ok_or(Refusal::Sure("no validator"))?;
				let rest = record.classes.iter().any(|class| !class.lots.is_empty())
					|| !record.exits.is_empty()
					|| !record.ready.is_empty()
					|| record.deposits.iter().any(|pending| !pending.units.is_empty())
					|| self.deals.values().any(|deal| deal.validator == who);
				require(!rest, "the validator still has holders")?;
				record.commission.check(0, 0, "the commission of a removed validator");
				let removed = &before.records[&who];
				let dust = removed.dust + removed.pool.liquid.unclaimed;
				let burned = before.issuance - done.issuance;
				assert!(burned == 0 || burned == dust, "{burned} burned instead of {dust}");
				self.issuance -= burned;
				Ok(())
			},
			Step::ClaimCommission { who } => {
				let record = self.validator(who)?;
				let paid = match done.failed {
					false => done.paid_to(before.reward_account(who)),
					true => 0,
				};
				record.commission.check(paid, 0, "commission");
				record.commission = Rewards::default();
				done.require_ok()
			},
			Step::SetCompounding { who, frequency, minimum } => {
				let record = self.validator(who)?;
				require((1..=1_000).contains(&frequency), "out of bounds")?;
				record.compounding = (frequency, minimum, record.compounding.2);
				Ok(())
			},
			Step::Slash { who, epoch, fraction } => {
				let is_liable = epoch <= now && now - epoch <= LIABLE;
				let record = self.validator(who)?;
				require(is_liable, "too long ago")?;
				let exposure = record.exposures.get(&epoch).copied().unwrap_or_default();
				let taken = record.slash(who, epoch, fraction, now)?;
				let total = record.slashed.get(&epoch).copied().unwrap_or_default();
				assert!(total <= exposure, "{total} slashed of an exposure of {exposure}");
				assert!(done.failed || done.taken == taken, "{} slashed, not {taken}", done.taken);
				self.issuance -= taken;
				Ok(())
			},
			Step::Fees { .. }
			| Step::GoOffline { .. }
			| Step::GoOnline { .. }
			| Step::SetCommission { .. }
			| Step::SetPolicy { .. }
			| Step::OpenCase { .. }
			| Step::CloseCase { .. }
			| Step::Jail { .. }
			| Step::Ban { .. }
			| Step::ForceState { .. } => done.require_ok(),
			Step::Participate { who, part } => {
				self.participation.insert(who, part);
				Ok(())
			},
			Step::Parameters { .. } => Ok(()),
			Step::Block { author } => {
				*self.authored.entry(author).or_default() += 1;
				Ok(())
			},
			Step::Epoch => {
				self.end_epoch(before, done);
				Ok(())
			},
		}
	}

	/// Whether there is a place for a deal more.
	fn ensure_place(&self, before: &Before, who: AccountId) -> Verdict {
		let deals = self.deals.values().filter(|deal| deal.owner == who).count();
		let delegations = before.delegators.get(&who).map(|record| &record.delegations);
		let others = delegations.into_iter().flatten().filter(|it| it.validator != who).count();
		require(deals + others < PLACES, "too many delegations and deals")
	}

	fn deal_of(&self, who: AccountId, id: DealId) -> Verdict<Deal> {
		let deal = self.deals.get(&id).filter(|deal| deal.owner == who);
		deal.copied().ok_or(Refusal::Sure("no such deal"))
	}

	fn leave_own(
		&mut self,
		who: AccountId,
		class: usize,
		shares: u128,
		now: EpochIndex,
	) -> Verdict {
		let chunk = Chunk { who, deal: None, to: None };
		self.ensure_room(who, now, class, chunk, MAX_EXITS, now)?;
		self.validator(who)?.leave(Owner::Account(who), class, shares, chunk, now);
		Ok(())
	}

	/// Pays the set of the epoch that has ended, and begins the next.
	fn end_epoch(&mut self, before: &Before, done: &Done) {
		let ended = before.now;
		let set = Exposures::<Test>::get(ended).expect("each epoch has a set").into_inner();
		let results = EpochResults::<Test>::get(ended).expect("the epoch has ended").into_inner();
		let authored = std::mem::take(&mut self.authored);
		let blocks: u32 = authored.values().sum();
		let exact = |x: Balance| Exact::from(x);
		let weight = |exposure: &palisade_primitives::Exposure<AccountId>| {
			let stake = exposure.stake();
			stake + exposure.bonus.mul_floor(stake)
		};
		let weights: Balance = set.iter().map(weight).sum();
		let elected: Balance = set.iter().map(|exposure| exposure.elected).sum();
		let budget = PayoutOfEpoch::get() + before.fees;

		let mut paid = 0;
		for (exposure, result) in set.iter().zip(&results) {
			let who = exposure.validator;
			let expected = match elected {
				0 => exact(0),
				_ => exact(blocks.into()) * exposure.elected / elected,
			};
			let expected_blocks = match elected {
				0 => 0,
				_ => Balance::from(blocks) * exposure.elected / elected,
			};
			let made = exact(authored.get(&who).copied().unwrap_or_default().into());
			let billion = exact(Perbill::ACCURACY.into());
			let authorship = match expected == exact(0) {
				true => billion.clone(),
				false => (made * &billion / expected).min(billion.clone()),
			};
			let participation = self.participation.get(&who).copied().unwrap_or(Perbill::one());
			let parts = match before.kept_offline.contains(&who) {
				false => exact(participation.deconstruct().into()) * 7 + authorship,
				// Without duties, only authored blocks are paid; below one expected block nothing
				// is paid.
				true if expected_blocks == 0 => exact(0),
				true => authorship * 8,
			};
			let is_punished =
				matches!(before.records[&who].state, State::Jailed { .. } | State::Banned);
			let share = match weights {
				0 => exact(0),
				_ => exact(budget) * weight(exposure) / weights,
			};
			let stake = self.validators[&who].stake();
			let fair = match is_punished || stake == 0 {
				true => exact(0),
				false => &share * parts / (billion * 8),
			};
			// Performance has nine decimal places, and is rounded twice.
			let most = share / 400_000_000 + 2;
			let error = exact(result.reward) - &fair;
			assert!(error <= most && -error <= most, "reward {} instead of {fair}", result.reward);
			paid += result.reward;

			let commission = before.records[&who].commission.current;
			let deals = &self.deals;
			let record = self.validators.get_mut(&who).expect("a member of the set is a validator");
			record.end_epoch(who, result.reward, commission, ended, deals);
		}
		assert!(paid <= budget, "{paid} paid of a budget of {budget}");
		let (minted, from_fees) = done.find(|event| match event {
			Event::EpochPaid { minted, from_fees, .. } => Some((*minted, *from_fees)),
			_ => None,
		});
		assert_eq!(minted + from_fees, paid, "what was credited is not what was put into the pot");
		assert!(minted <= PayoutOfEpoch::get() + 1 && from_fees <= before.fees);
		self.issuance += minted;
		self.begin_epoch(ended + 1);
	}

	fn begin_epoch(&mut self, epoch: EpochIndex) {
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

/// The possible roundings of a reward.
fn around(reward: &Exact) -> (Balance, Balance) {
	let sixteenth = whole(1) / 16;
	let low = if *reward > sixteenth { floor(&(reward - &sixteenth)) } else { 0 };
	(low, floor(&(reward + sixteenth)))
}

impl Validator {
	/// Adds the paid reward of an exit to the rewards of a position.
	fn credit(&mut self, owner: Owner, reward: &Exact) {
		let rewards = self.rewards.entry(owner).or_default();
		rewards.amount += reward;
		rewards.rounded += 1;
	}

	/// Takes the rewards, of which `paid` was paid.
	fn claim(&mut self, owner: Owner, paid: Balance) {
		let rewards = self.rewards.entry(owner).or_default();
		rewards.check(paid, 0, "rewards that were paid");
		*rewards = Rewards::default();
	}
}

/// The result of a step.
struct Done {
	failed: bool,
	events: Vec<Event<Test>>,
	gained: BTreeMap<AccountId, Balance>,
	/// The slashed amount.
	taken: Balance,
	issuance: Balance,
}

impl Done {
	fn require_ok(&self) -> Verdict {
		if self.failed {
			return Err(Refusal::Unsure);
		}
		Ok(())
	}

	fn paid_to(&self, who: AccountId) -> Balance {
		self.gained.get(&who).copied().unwrap_or_default()
	}

	fn find<Found>(&self, find: impl Fn(&Event<Test>) -> Option<Found>) -> Found {
		self.events.iter().find_map(find).expect("there is such an event")
	}
}

/// A chain and its model.
pub struct Twin {
	scenario: Scenario,
	chain: Option<sp_io::TestExternalities>,
	model: Model,
	steps: u32,
	pub journal: Journal,
}

/// Steps after which the storage is written anew.
const COMPACTED_AFTER: u32 = 40;

/// One refused call in this many is checked for side effects.
const ROOTS_ONE_IN: u32 = 8;

impl Twin {
	/// Runs `test` with a new chain.
	pub fn run(scenario: Scenario, test: impl FnOnce(&mut Self)) {
		MinimumSelfStake::set(scenario.self_stake.max(1));
		MinimumDelegation::set(scenario.delegation.max(1));
		PayoutOfEpoch::set(scenario.payout);
		Participations::set(BTreeMap::new());
		let mut chain = Chain::new().accounts(accounts());
		let mut stakes = Vec::new();
		for who in AT_GENESIS {
			let (policy, class) = match who % 2 {
				0 => (RewardPolicy::Payout, LIQUID),
				_ => (RewardPolicy::Compound, COMPOUNDING),
			};
			chain = chain.validator_with(who, 1, Perbill::from_percent(10), policy);
			stakes.push((who, UNIT, class));
		}
		let mut chain = chain.start();
		let model = chain.execute_with(|| Model::of_genesis(&stakes));
		let mut twin =
			Self { scenario, chain: Some(chain), model, steps: 0, journal: Journal::new(scenario) };
		twin.on_chain(|twin| twin.compare(None));
		// These accounts have one unit from genesis.
		let mut dice = Dice(0);
		for (who, _, class) in stakes {
			let stake = dice.amount(scenario.amounts).max(scenario.self_stake);
			let amount = stake.abs_diff(UNIT).max(1);
			twin.on_chain(|twin| match stake < UNIT {
				true => twin.perform(Step::DecreaseSelfStake { who, class, amount: Some(amount) }),
				false => twin.perform(Step::IncreaseSelfStake { who, amount }),
			});
		}
		test(&mut twin);
	}

	fn on_chain(&mut self, act: impl FnOnce(&mut Self)) {
		let mut chain = self.chain.take().expect("it is put back");
		chain.execute_with(|| act(self));
		if self.steps.is_multiple_of(COMPACTED_AFTER) {
			chain = compact(chain);
		}
		self.chain = Some(chain);
	}

	/// Does a random step and compares.
	pub fn step(&mut self, entropy: u64) {
		self.steps += 1;
		self.on_chain(|twin| {
			let mut dice = Dice(entropy);
			let step = twin.choose(&mut dice);
			twin.perform(step);
		});
	}

	/// Does a step on both sides and compares.
	fn perform(&mut self, step: Step) {
		let before = Before::look(&step);
		self.journal.begin(format!("epoch {}: {step:?}", before.now));
		System::reset_events();
		let root = self.steps.is_multiple_of(ROOTS_ONE_IN).then(state_root);
		let result = execute(&step);
		let done = Done {
			failed: result.is_err(),
			events: take_events(),
			gained: before
				.free
				.iter()
				.map(|(who, before)| (*who, free(*who).saturating_sub(*before)))
				.collect(),
			taken: *result.as_ref().unwrap_or(&0),
			issuance: Balances::total_issuance(),
		};
		self.journal.end(&kind_of(&step), &result);

		// `take_events` has reset them on both sides of a refused call.
		let mut after = self.model.clone();
		match (after.apply(&step, &before, &done), result) {
			(Ok(()), Ok(_)) => self.model = after,
			(Err(_), Err(_)) => {
				let left = root.as_ref().map(|_| state_root());
				assert_eq!(root, left, "a refused call has changed something");
				// Nothing to compare: neither the chain nor the model has changed.
				return;
			},
			(Ok(()), Err(error)) => panic!("refused without a reason: {error:?}"),
			(Err(refusal), Ok(_)) => panic!("not refused, although: {refusal:?}"),
		}
		self.compare(Some(&before));
	}

	/// Checks all invariants, and compares the redeemable values: of all holders, or of the holders
	/// of the validators touched by the step.
	fn compare(&self, before: Option<&Before>) {
		assert_ok!(Staking::check_state());
		assert_eq!(Balances::total_issuance(), self.model.issuance, "issuance");
		assert_eq!(owed() + Balances::minimum_balance(), Balances::balance(&Staking::pot()), "pot");
		let now = Staking::now();
		let records: BTreeMap<_, _> = Validators::<Test>::iter().collect();
		assert!(records.keys().eq(self.model.validators.keys()), "validators");
		for (who, record) in &records {
			let model = &self.model.validators[who];
			for class in [COMPOUNDING, LIQUID] {
				model.classes[class].check();
				let pool = record.class(class_name(class));
				assert_eq!(pool.stake, model.classes[class].stake, "stake of {who}");
				assert_eq!(pool.waiting, model.classes[class].waiting, "waiting of {who}");
				assert_eq!(pool.generation, model.classes[class].generation, "generation of {who}");
			}
			model.commission.check(record.commission_due, 0, "commission");
		}

		let delegators: BTreeMap<_, _> = Delegators::<Test>::iter().collect();
		let is_touched = |validator: &AccountId, before: &Before| {
			before.records.get(validator) != records.get(validator)
				|| before.exits.contains_key(validator)
		};
		let is_concerned = |who: &AccountId| {
			let Some(before) = before.filter(|before| before.now == now) else { return true };
			let record = delegators.get(who);
			let mut deals = self.model.deals.values().filter(|deal| deal.owner == *who);
			let mut delegations = record.into_iter().flat_map(|record| &record.delegations);
			before.delegators.get(who) != record
				|| is_touched(who, before)
				|| deals.any(|deal| is_touched(&deal.validator, before))
				|| delegations.any(|it| is_touched(&it.validator, before))
		};
		for who in accounts().filter(is_concerned) {
			self.compare_positions(who);
			self.compare_exits(who, now);
			self.compare_deals(who);
		}
	}

	fn compare_positions(&self, who: AccountId) {
		let views: BTreeMap<_, _> =
			Staking::positions(who).into_iter().map(|view| (view.validator, view)).collect();
		let owner = Owner::Account(who);
		for (validator, model) in &self.model.validators {
			let view = views.get(validator);
			let model = &settled(model, owner);
			for class in [COMPOUNDING, LIQUID] {
				let claim = view.map_or(0, |view| match class {
					COMPOUNDING => view.compounding + view.pending_compounding,
					_ => view.liquid + view.pending_liquid,
				});
				let (value, pieces) = value_of(model, owner, class);
				assert!(
					claim <= value && claim + pieces >= value,
					"{who} with {validator}, class {class}: {claim}, not {value} in {pieces} pieces"
				);
			}
			let rewards = model.rewards.get(&owner).cloned().unwrap_or_default();
			rewards.check(view.map_or(0, |view| view.liquid_rewards), 1, "rewards");
		}
	}

	fn compare_exits(&self, who: AccountId, now: EpochIndex) {
		type Views = BTreeMap<(AccountId, EpochIndex, usize, Option<AccountId>), Balance>;
		let mut views = Views::new();
		for view in Staking::exits(who) {
			let ExitView { validator, class, epoch, amount, redelegation, .. } = view;
			let to = redelegation.map(|(to, _)| to);
			*views.entry((validator, epoch, class_of(class), to)).or_default() += amount;
		}
		let mut models = BTreeMap::new();
		for (validator, model) in &self.model.validators {
			for (epoch, class, chunk) in model.exits_of(who, now) {
				let (assets, reward) = model.exit_value(epoch, class, chunk, now);
				let (low, high) = around(&reward);
				let entry: &mut (Balance, Balance) =
					models.entry((*validator, epoch, class, chunk.to)).or_default();
				entry.0 += assets + low;
				entry.1 += assets + high;
			}
		}
		assert!(views.keys().eq(models.keys()), "exits of {who}: {views:?}, not {models:?}");
		for (key, amount) in &views {
			let (least, most) = models[key];
			assert!(
				least <= *amount && *amount <= most,
				"exit {key:?} of {who} is worth {amount}, not {least} to {most}"
			);
		}
	}

	fn compare_deals(&self, who: AccountId) {
		let views = Staking::deals(who);
		let ours = self.model.deals.values().filter(|deal| deal.owner == who).count();
		assert_eq!(views.len(), ours, "deals of {who}");
		for view in views {
			let deal = self.model.deals[&view.deal];
			let owner = Owner::Deal(view.deal);
			// The value is compared before the rounding remainder is distributed.
			let model = &self.model.validators[&deal.validator];
			let (value, pieces) = value_of(model, owner, LIQUID);
			let model = &settled(model, owner);
			assert!(
				view.amount <= value && view.amount + pieces >= value,
				"deal {} is worth {}, not {value} in {pieces} pieces",
				view.deal,
				view.amount
			);
			assert_eq!(view.commission, deal.commission);
			let rewards = model.rewards.get(&owner).cloned().unwrap_or_default();
			rewards.check(view.rewards, 1, "rewards of a deal");
		}
	}
}

/// The validator after a settlement of a position or a deal, before its comparison.
fn settled(validator: &Validator, owner: Owner) -> Cow<'_, Validator> {
	if validator.ready_of(owner).is_empty() {
		return Cow::Borrowed(validator);
	}
	let mut settled = validator.clone();
	settled.settle(owner);
	Cow::Owned(settled)
}

/// A holder's value with a validator in a class, and the greatest number of pieces that are each
/// rounded down.
fn value_of(model: &Validator, owner: Owner, class: usize) -> (Balance, Balance) {
	let pool = &model.classes[class];
	let is_ours = |lot: &Lot| match lot {
		Lot::Held(of) | Lot::Ready(of, ..) => *of == owner,
		_ => false,
	};
	let active: Exact =
		pool.lots.iter().filter(|(lot, _)| is_ours(lot)).map(|(_, value)| value).sum();
	let pieces = pool.lots.keys().filter(|lot| is_ours(lot)).count() as u128;
	let waiting: Balance = (0..5)
		.filter(|kind| CLASS_OF_KIND[*kind] == class)
		.map(|kind| model.deposits[kind].claim(owner))
		.sum();
	let mut closed = 0;
	let mut closed_pieces: u128 = 0;
	for (_, exits) in model.exits.iter().filter(|((_, of), _)| *of == class) {
		for (lot, generation) in exits.lots.keys().filter(|(lot, _)| is_ours(lot)) {
			closed += exits.claim(*lot, *generation);
			closed_pieces += 1;
		}
	}
	let value = floor(&active).min(pool.assets()) + waiting + closed;
	(value + closed_pieces.saturating_sub(1), pieces.saturating_sub(1) + 2 * closed_pieces)
}

/// The pallet's liabilities and its dust.
fn owed() -> Balance {
	let records: Balance = Validators::<Test>::iter_values()
		.map(|record| {
			record.commission_due
				+ record.dust
				+ record.pool.compounding.assets()
				+ record.pool.liquid.class.assets()
				+ record.pool.liquid.unclaimed
				+ record.deposits.assets()
		})
		.sum();
	let exits = ExitPools::<Test>::iter_values().map(|pool| pool.assets_left() + pool.unclaimed);
	records + exits.sum::<Balance>()
}

/// Applies a step to the chain. Returns the slashed amount.
fn execute(step: &Step) -> Result<Balance, DispatchError> {
	with_storage_layer(|| {
		match step.clone() {
			Step::Delegate { who, to } => {
				let to: Vec<_> = to
					.into_iter()
					.map(|(validator, amount, class, least)| {
						(validator, amount, class_name(class), least)
					})
					.collect();
				match to.as_slice() {
					[(validator, amount, class, least)] => without_weight(Staking::delegate(
						signed(who),
						*validator,
						*amount,
						*class,
						*least,
					)),
					_ => Staking::delegate_many(signed(who), to.try_into().expect("not too many")),
				}
			},
			Step::Undelegate { who, from, class, amount, to } => {
				let (class, amount) = (class_name(class), exactly_or_all(amount));
				match to {
					None => without_weight(Staking::undelegate(signed(who), from, class, amount)),
					Some(to) => Staking::redelegate(signed(who), from, to, class, amount),
				}
			},
			Step::Cancel { who, validator, epoch } => {
				Staking::cancel_undelegation(signed(who), validator, epoch)
			},
			Step::Withdraw { who, by } => without_weight(match who == by {
				true => Staking::withdraw(signed(who)),
				false => Staking::withdraw_for(signed(by), who),
			}),
			Step::Complete { who, from, to } => {
				without_weight(Staking::complete_redelegation(signed(who), from, to))
			},
			Step::ChangeClass { who, validator, to, amount } => Staking::change_class(
				signed(who),
				validator,
				class_name(to),
				exactly_or_all(amount),
			),
			Step::Claim { who, validator, by } => match who == by {
				true => Staking::claim_rewards(signed(who), validator),
				false => Staking::claim_rewards_for(signed(by), who, validator),
			},
			Step::Restake { who, validator, class } => {
				Staking::restake_rewards(signed(who), validator, class_name(class))
			},
			Step::PermitClaims { who, permitted } => Staking::permit_claims(signed(who), permitted),
			Step::SetRewardAccount { who, account } => {
				Staking::set_reward_account(signed(who), account)
			},
			Step::OpenDeal { who, validator, amount, commission } => {
				<Staking as DealControl<_>>::open_deal(&who, &validator, amount, commission)
					.map(|_| ())
			},
			Step::AmendDeal { who, deal, commission } => {
				<Staking as DealControl<_>>::amend_deal(&who, deal, commission)
			},
			Step::CloseDeal { who, deal } => {
				<Staking as DealControl<_>>::close_deal(&who, deal).map(|_| ())
			},
			Step::ClaimDeal { who, deal } => {
				<Staking as DealControl<_>>::claim_deal(&who, deal).map(|_| ())
			},
			Step::MoveDeal { who, deal, to } => {
				<Staking as PositionTransfer<_>>::move_deal(&who, deal, &to)
			},
			Step::MovePosition { who, validator, class, amount, to } => {
				let class = class_name(class);
				<Staking as PositionTransfer<_>>::move_position(
					&who, &validator, class, amount, &to,
				)
				.map(|_| ())
			},
			Step::MoveExits { who, validator, epoch, to } => {
				<Staking as PositionTransfer<_>>::move_exits(&who, &validator, epoch, &to)
					.map(|_| ())
			},
			Step::Register { who, amount, commission, class } => {
				let policy = match class {
					COMPOUNDING => RewardPolicy::Compound,
					_ => RewardPolicy::Payout,
				};
				Staking::register_validator(signed(who), amount, commission, policy)
			},
			Step::IncreaseSelfStake { who, amount } => {
				Staking::increase_self_stake(signed(who), amount)
			},
			Step::DecreaseSelfStake { who, class, amount } => {
				Staking::decrease_self_stake(signed(who), class_name(class), exactly_or_all(amount))
			},
			Step::SetCommission { who, commission } => {
				Staking::set_commission(signed(who), commission)
			},
			Step::SetCompounding { who, frequency, minimum } => {
				Staking::set_compounding(signed(who), frequency, minimum)
			},
			Step::SetPolicy { who, closed, minimum } => {
				Staking::set_delegation_policy(signed(who), closed, minimum)
			},
			Step::GoOffline { who } => Staking::go_offline(signed(who)),
			Step::GoOnline { who } => Staking::go_online(signed(who)),
			Step::Leave { who } => Staking::leave_validators(signed(who)),
			Step::Remove { who } => Staking::remove_validator(signed(11), who),
			Step::ClaimCommission { who } => Staking::claim_commission(signed(who)),
			Step::OpenCase { who, epoch, proven } => {
				<Staking as SlashControl<_>>::open_case(&who, epoch, basis(proven))
			},
			Step::CloseCase { who, epoch, proven } => {
				<Staking as SlashControl<_>>::close_case(&who, epoch, basis(proven))
			},
			Step::Slash { who, epoch, fraction } => {
				let loss = <Staking as SlashControl<_>>::slash(&who, epoch, fraction)?;
				return Ok(frame_support::traits::Imbalance::peek(&loss));
			},
			Step::Jail { who, until } => <Staking as ValidatorControl<_>>::jail(&who, until),
			Step::Ban { who } => <Staking as ValidatorControl<_>>::ban(&who),
			Step::ForceState { who, state } => {
				Staking::set_validator_state(RuntimeOrigin::root(), who, state)
			},
			Step::Fees { who, amount } => {
				Balances::transfer(&who, &Staking::fee_pot(), amount, Preservation::Preserve)
					.map(|_| ())
			},
			Step::Participate { who, part } => {
				Participations::mutate(|parts| parts.insert(who, part));
				Ok(())
			},
			Step::Parameters { self_stake, delegation } => {
				MinimumSelfStake::set(self_stake);
				MinimumDelegation::set(delegation);
				Ok(())
			},
			Step::Block { author } => {
				block_by(author);
				Ok(())
			},
			Step::Epoch => {
				next_epoch();
				Ok(())
			},
		}
		.map(|()| 0)
	})
}

fn without_weight(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|error| error.error)
}

fn basis(proven: bool) -> Basis {
	match proven {
		true => Basis::Proven,
		false => Basis::Alleged,
	}
}

/// The choice of a step.
impl Twin {
	fn choose(&self, dice: &mut Dice) -> Step {
		let now = Staking::now();
		let everybody: Vec<AccountId> = accounts().collect();
		let validators: Vec<AccountId> = VALIDATORS.collect();
		let who = dice.pick(&everybody).expect("there are accounts");
		let other = dice.pick(&everybody).expect("there are accounts");
		let validator = dice.pick(&validators).expect("there are validators");
		// Mostly candidates on which the call can succeed.
		let records: BTreeMap<_, _> = Validators::<Test>::iter().collect();
		let likely = |dice: &mut Dice, wanted: &dyn Fn(&types::Validator) -> bool| {
			let found: Vec<_> =
				records.iter().filter(|(_, record)| wanted(record)).map(|(who, _)| *who).collect();
			match dice.one_in(10) {
				true => validator,
				false => dice.pick(&found).unwrap_or(validator),
			}
		};
		let takes =
			|record: &types::Validator| record.state.is_electable() && record.proven.is_none();
		let is_away = |record: &types::Validator| {
			!record.state.is_electable() && record.state != State::Leaving
		};
		let is_banned = |record: &types::Validator| record.state == State::Banned;
		let is_leaving = |record: &types::Validator| record.state == State::Leaving;
		let has_cases = |record: &types::Validator| !record.cases.is_empty();
		let to = likely(dice, &takes);
		let class = dice.below(2) as usize;
		let amount = dice.amount(self.scenario.amounts);
		let commission = Perbill::from_parts(dice.below(500_000_001) as u32);

		// A holder and a validator.
		let held: Vec<(AccountId, AccountId)> = Delegators::<Test>::iter()
			.flat_map(|(who, delegator)| {
				delegator.delegations.into_iter().map(move |it| (who, it.validator))
			})
			.collect();
		let (holder, at) = match dice.one_in(15) {
			true => (who, validator),
			false => dice.pick(&held).unwrap_or((who, validator)),
		};
		let exits: Vec<(AccountId, AccountId)> = Exits::<Test>::iter_keys().collect();
		let (leaver, left) = match dice.one_in(15) {
			true => (holder, at),
			false => dice.pick(&exits).unwrap_or((holder, at)),
		};
		let epochs: Vec<EpochIndex> = Exits::<Test>::get(leaver, left)
			.unwrap_or_default()
			.iter()
			.map(|chunk| chunk.epoch)
			.collect();
		let epoch = dice.pick(&epochs).unwrap_or(now);
		let value = |class| Staking::position_value(&holder, &at, class_name(class));
		let class = if value(class) > 0 || dice.one_in(4) { class } else { 1 - class };
		let deals: Vec<(AccountId, DealId)> =
			self.model.deals.iter().map(|(id, deal)| (deal.owner, *id)).collect();
		let (owner, deal) = match dice.one_in(20) {
			true => (who, dice.below(10)),
			false => dice.pick(&deals).unwrap_or((who, 0)),
		};

		if dice.one_in(8) {
			let leaving = likely(dice, &is_leaving);
			if let Some(step) = self.clear(dice, leaving) {
				return step;
			}
		}
		match dice.below(1_000) {
			0..110 => {
				let many = if dice.one_in(6) { dice.below(4) } else { 1 };
				let to = (0..many)
					.map(|_| {
						let to = likely(dice, &takes);
						let least = if dice.one_in(20) { amount.saturating_mul(999) } else { 0 };
						(to, dice.amount(self.scenario.amounts), dice.below(2) as usize, least)
					})
					.collect();
				Step::Delegate { who, to }
			},
			110..230 => {
				let amount = self.amount_of(dice, value(class));
				let to = dice.one_in(2).then_some(to);
				Step::Undelegate { who: holder, from: at, class, amount, to }
			},
			230..270 => Step::Cancel { who: leaver, validator: left, epoch },
			270..310 => {
				let by = if dice.one_in(3) { who } else { leaver };
				Step::Withdraw { who: leaver, by }
			},
			310..340 => {
				let due: Vec<_> = Exits::<Test>::iter()
					.flat_map(|(who, from, exits)| exits.into_iter().map(move |it| (who, from, it)))
					.filter(|(_, _, chunk)| chunk.epoch + REDELEGATION <= now)
					.filter_map(|(who, from, chunk)| chunk.destination.map(|to| (who, from, to)))
					.collect();
				let (who, from, to) = match dice.one_in(5) {
					true => (leaver, left, to),
					false => dice.pick(&due).unwrap_or((leaver, left, to)),
				};
				Step::Complete { who, from, to }
			},
			340..385 => {
				let amount = self.amount_of(dice, value(class));
				let (who, at) = if dice.one_in(8) { (at, at) } else { (holder, at) };
				Step::ChangeClass { who, validator: at, to: 1 - class, amount }
			},
			385..425 => {
				let (who, at) = if dice.one_in(8) { (at, at) } else { (holder, at) };
				let by = if dice.one_in(4) { other } else { who };
				Step::Claim { who, validator: at, by }
			},
			425..450 => Step::Restake { who: holder, validator: at, class },
			450..456 => Step::PermitClaims { who, permitted: !dice.one_in(3) },
			456..460 => {
				let account = dice.one_in(2).then_some(other);
				Step::SetRewardAccount { who, account }
			},
			460..490 => Step::OpenDeal { who, validator: to, amount, commission },
			490..500 => Step::AmendDeal { who: owner, deal, commission },
			500..515 => Step::CloseDeal { who: owner, deal },
			515..525 => Step::ClaimDeal { who: owner, deal },
			525..533 => Step::MoveDeal { who: owner, deal, to: other },
			533..553 => {
				let amount = self.amount_of(dice, value(class)).unwrap_or(value(class));
				Step::MovePosition { who: holder, validator: at, class, amount, to: other }
			},
			553..563 => Step::MoveExits { who: leaver, validator: left, epoch, to: other },
			563..573 => {
				let commission = Perbill::from_percent(dice.below(60) as u32);
				let amount = amount.max(self.scenario.self_stake);
				let missing: Vec<_> =
					validators.into_iter().filter(|who| !records.contains_key(who)).collect();
				let who = dice.pick(&missing).unwrap_or(validator);
				Step::Register { who, amount, commission, class }
			},
			573..600 => {
				let who = if dice.one_in(2) { likely(dice, &is_away) } else { validator };
				Step::IncreaseSelfStake { who, amount }
			},
			600..615 => {
				let own = Staking::position_value(&validator, &validator, class_name(class));
				let amount = self.amount_of(dice, own);
				Step::DecreaseSelfStake { who: validator, class, amount }
			},
			615..625 => {
				let commission = Perbill::from_percent(dice.below(30) as u32);
				Step::SetCommission { who: validator, commission }
			},
			625..635 => {
				let frequency = dice.below(6) as u32;
				let minimum = if dice.one_in(2) { 0 } else { amount };
				Step::SetCompounding { who: validator, frequency, minimum }
			},
			635..640 => {
				let minimum = if dice.one_in(2) { 0 } else { amount };
				Step::SetPolicy { who: validator, closed: dice.one_in(4), minimum }
			},
			640..646 => Step::GoOffline { who: validator },
			646..676 => Step::GoOnline { who: likely(dice, &is_away) },
			676..681 => Step::Leave { who: validator },
			681..690 => Step::Remove { who: likely(dice, &is_leaving) },
			690..705 => Step::ClaimCommission { who: validator },
			705..720 => {
				let epoch = now.saturating_sub(dice.below(16) as u32);
				Step::OpenCase { who: validator, epoch, proven: dice.one_in(4) }
			},
			720..733 => {
				let who = likely(dice, &has_cases);
				let case = dice.pick(&liability(who).cases);
				let (epoch, proven) =
					case.map_or((now, true), |case| (case.epoch, case.proven > 0));
				Step::CloseCase { who, epoch, proven }
			},
			733..738 => {
				let until = now + dice.below(5) as u32;
				Step::Jail { who: validator, until }
			},
			738 => Step::Ban { who: validator },
			739..746 => {
				let states = [State::Waiting, State::Waiting, State::Offline, State::Leaving];
				let state = dice.pick(&states).expect("there are states");
				Step::ForceState { who: likely(dice, &is_banned), state }
			},
			746..751 => Step::Fees { who, amount },
			751..756 => {
				let part = Perbill::from_parts(dice.below(1_000_000_001) as u32);
				Step::Participate { who: validator, part }
			},
			756..759 => {
				let Scenario { self_stake, delegation, .. } = self.scenario;
				let factors = [1, 1, 1, 2, 10];
				Step::Parameters {
					self_stake: self_stake * dice.pick(&factors).expect("there are factors"),
					delegation: delegation * dice.pick(&factors).expect("there are factors"),
				}
			},
			roll if roll < 759 + self.scenario.slashes => {
				let back = if dice.one_in(10) { 40 } else { 15 };
				let random = now.saturating_sub(dice.below(back) as u32);
				// Repeated ones, for other fractions.
				let slashed: Vec<_> = Liabilities::<Test>::iter()
					.flat_map(|(who, it)| it.slashes.into_iter().map(move |it| (who, it.epoch)))
					.collect();
				let (who, epoch) = match dice.one_in(3) {
					true => dice.pick(&slashed).unwrap_or((validator, random)),
					false => (validator, random),
				};
				let fraction = match dice.below(10) {
					0 => Perbill::one(),
					1 => Perbill::from_parts(999_600_000),
					2 => Perbill::from_parts(dice.below(1_000_000_001) as u32),
					_ => Perbill::from_parts(dice.below(100_000_000) as u32),
				};
				Step::Slash { who, epoch, fraction }
			},
			roll if roll < 880 => {
				let set = Staking::active_validators();
				dice.pick(&set).map_or(Step::Epoch, |author| Step::Block { author })
			},
			_ => Step::Epoch,
		}
	}

	/// A step towards a leaving validator without holders.
	fn clear(&self, dice: &mut Dice, validator: AccountId) -> Option<Step> {
		let record =
			Validators::<Test>::get(validator).filter(|record| record.state == State::Leaving)?;
		let deals: Vec<_> =
			self.model.deals.iter().filter(|(_, deal)| deal.validator == validator).collect();
		if let Some((id, deal)) = dice.pick(&deals) {
			return Some(Step::CloseDeal { who: deal.owner, deal: *id });
		}
		let holders: Vec<_> = Delegators::<Test>::iter()
			.flat_map(|(who, delegator)| {
				delegator.delegations.into_iter().map(move |delegation| (who, delegation))
			})
			.filter(|(_, delegation)| delegation.validator == validator)
			.collect();
		let (who, oldest_exit) = match dice.pick(&holders) {
			Some((who, delegation)) => (who, delegation.oldest_exit),
			None if record.commission_due > 0 => {
				return Some(Step::ClaimCommission { who: validator });
			},
			None => (validator, None),
		};
		let stake = [COMPOUNDING, LIQUID]
			.into_iter()
			.find(|class| Staking::position_value(&who, &validator, class_name(*class)) > 0);
		Some(match stake {
			Some(class) if who == validator => Step::DecreaseSelfStake { who, class, amount: None },
			Some(class) => Step::Undelegate { who, from: validator, class, amount: None, to: None },
			None if oldest_exit.is_some_and(|epoch| epoch + BONDING <= Staking::now()) => {
				Step::Withdraw { who, by: who }
			},
			None if oldest_exit.is_some() => Step::Epoch,
			None if holders.is_empty() && dice.one_in(2) => Step::Remove { who: validator },
			None => Step::Claim { who, validator, by: who },
		})
	}

	/// Part of a holder's stake: all, all but a planck, a little more than all, a random part.
	fn amount_of(&self, dice: &mut Dice, value: Balance) -> Option<Balance> {
		match dice.below(8) {
			0 | 1 => None,
			2 => Some(value),
			3 => Some(value + 1),
			4 => Some(value.saturating_sub(1)),
			5 => Some(dice.amount(self.scenario.amounts)),
			_ => Some(value / 100 * u128::from(dice.below(100)) + 1),
		}
	}
}
