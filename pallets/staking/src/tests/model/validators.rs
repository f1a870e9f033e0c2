//! The steps of validators, and slashes.

use super::{ledger::*, observed::*, state::*};
use crate::{mock::*, types::State, MAX_EXITS};
use palisade_primitives::{Balance, EpochIndex};
use sp_arithmetic::Perbill;

impl Model {
	/// Registers a validator.
	pub fn register(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		amount: Balance,
		class: usize,
	) -> Verdict {
		let now = before.now;
		require(!self.validators.contains_key(&who), "it is one")?;
		require(amount > 0 && amount >= MinimumSelfStake::get(), "too little")?;
		done.require_ok()?;
		let mut validator = Validator::new(class, now);
		validator.deposit(Owner::Account(who), FRESH[class], amount, now)?;
		self.validators.insert(who, validator);
		Ok(())
	}

	/// Adds self-stake.
	pub fn increase_self_stake(
		&mut self,
		before: &Before,
		who: AccountId,
		amount: Balance,
	) -> Verdict {
		require(amount > 0 && before.spendable[&who] >= amount, "zero or no funds")?;
		let record = self.validator(who)?;
		require(before.records[&who].state != State::Banned, "banned")?;
		record.settle(Owner::Account(who));
		record.deposit(Owner::Account(who), FRESH[record.own_class], amount, before.now)
	}

	/// Undelegates self-stake.
	pub fn decrease_self_stake(
		&mut self,
		before: &Before,
		who: AccountId,
		class: usize,
		amount: Option<Balance>,
	) -> Verdict {
		let owner = Owner::Account(who);
		let record = self.validator(who)?;
		record.settle(owner);
		let (shares, held) = record.shares_of(owner, class, amount)?;
		let is_large_enough = amount.is_none_or(|it| it >= MinimumDelegation::get());
		require(shares == held || is_large_enough, "too small an exit")?;
		self.leave_own(who, class, shares, before.now)?;
		let record = self.validator(who)?;
		let left = record.value_in(owner, COMPOUNDING) + record.value_in(owner, LIQUID);
		let is_electable = before.records[&who].state.is_electable();
		require(!is_electable || left >= MinimumSelfStake::get(), "too little")
	}

	/// Undelegates all self-stake.
	pub fn leave_validators(&mut self, before: &Before, done: &Done, who: AccountId) -> Verdict {
		done.require_ok()?;
		let owner = Owner::Account(who);
		self.validator(who)?.settle(owner);
		for class in [COMPOUNDING, LIQUID] {
			if let Ok((shares, _)) = self.validator(who)?.shares_of(owner, class, None) {
				self.leave_own(who, class, shares, before.now)?;
			}
		}
		Ok(())
	}

	/// Exits with self-stake.
	fn leave_own(
		&mut self,
		who: AccountId,
		class: usize,
		shares: u128,
		now: EpochIndex,
	) -> Verdict {
		let chunk = Chunk { who, deal: None, to: None };
		self.ensure_room(who, (now, class, chunk), MAX_EXITS, now)?;
		self.validator(who)?.leave(Owner::Account(who), class, shares, chunk, now);
		Ok(())
	}

	/// Removes a validator without holders.
	pub fn remove_validator(&mut self, before: &Before, done: &Done, who: AccountId) -> Verdict {
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
	}

	/// Pays the commission.
	pub fn claim_commission(&mut self, before: &Before, done: &Done, who: AccountId) -> Verdict {
		let record = self.validator(who)?;
		let paid = match done.failed {
			false => done.paid_to(before.reward_account(who)),
			true => 0,
		};
		record.commission.check(paid, 0, "commission");
		record.commission = Rewards::default();
		done.require_ok()
	}

	/// Sets how often, and from which amount on, rewards are compounded.
	pub fn set_compounding(&mut self, who: AccountId, frequency: u32, minimum: Balance) -> Verdict {
		let record = self.validator(who)?;
		require((1..=1_000).contains(&frequency), "out of bounds")?;
		record.compounding = (frequency, minimum, record.compounding.2);
		Ok(())
	}

	/// Slashes.
	pub fn slash(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Verdict {
		let now = before.now;
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
	}
}
