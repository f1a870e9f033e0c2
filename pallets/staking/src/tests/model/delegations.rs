//! The steps of delegators, except for deals and transfers.

use super::{ledger::*, observed::*, state::*};
use crate::{mock::*, types::State, Event, MAX_CLOSED_EXITS, MAX_EXITS};
use palisade_primitives::{Balance, EpochIndex};

/// The part of a delegation to one validator: its amount, class and least number of shares.
type Part = (AccountId, Balance, usize, u128);

impl Model {
	/// Delegates to each of several validators.
	pub fn delegate_to(&mut self, before: &Before, who: AccountId, to: &[Part]) -> Verdict {
		require(!to.is_empty(), "nothing")?;
		let mut spendable = before.spendable[&who];
		for (validator, amount, class, least) in to {
			require(*amount > 0 && who != *validator, "zero or self-stake")?;
			let shares = self.validator(*validator)?.classes[*class].shares_for(*amount);
			require(shares >= *least, "fewer shares than wanted")?;
			self.delegate(before, who, *validator, *class, *amount)?;
			require(spendable >= *amount, "no funds")?;
			spendable -= amount;
		}
		Ok(())
	}

	/// Undelegates, or redelegates if the exit has a destination.
	pub fn undelegate(
		&mut self,
		before: &Before,
		from: AccountId,
		class: usize,
		amount: Option<Balance>,
		chunk: Chunk,
	) -> Verdict {
		let now = before.now;
		let Chunk { who, to, .. } = chunk;
		require(to != Some(from) && to != Some(who) && who != from, "not possible")?;
		require(to.is_none_or(|to| self.validators.contains_key(&to)), "no destination")?;
		let owner = Owner::Account(who);
		self.validator(from)?.settle(owner);
		require(before.knows(who, from), "no delegation")?;
		if let Some((_, epoch)) = self.validator(from)?.closed_of(class, owner) {
			let bound = if epoch == now { MAX_EXITS } else { MAX_CLOSED_EXITS };
			self.ensure_room(from, (epoch, class, chunk), bound, now)?;
			self.validator(from)?.leave_closed(owner, class, chunk);
		} else {
			let record = self.validator(from)?;
			let (mut shares, held) = record.shares_of(owner, class, amount)?;
			if record.rest_in(owner, class, shares) < MinimumDelegation::get() {
				shares = held;
			}
			let is_large_enough = amount.is_none_or(|it| it >= MinimumDelegation::get());
			require(shares == held || is_large_enough, "too small an exit")?;
			self.ensure_room(from, (now, class, chunk), MAX_EXITS, now)?;
			self.validator(from)?.leave(owner, class, shares, chunk, now);
		}
		self.validator(from)?.settle(owner);
		Ok(())
	}

	/// Cancels the exits of an epoch.
	pub fn cancel(
		&mut self,
		before: &Before,
		who: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
	) -> Verdict {
		let now = before.now;
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
	}

	/// Pays mature exits, of all validators or of one.
	pub fn withdraw(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		from: Option<AccountId>,
	) -> Verdict {
		let now = before.now;
		let mut taken = 0;
		let (mut least, mut most) = (0, 0);
		let delegations = before.delegators.get(&who).map(|it| it.delegations.to_vec());
		for delegation in delegations.unwrap_or_default() {
			let validator = delegation.validator;
			if from.is_some_and(|from| from != validator) {
				continue;
			}
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
	}

	/// Pushes a delegator out of a validator that has left or is banned.
	pub fn push_out(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		validator: AccountId,
	) -> Verdict {
		let now = before.now;
		self.validator(validator)?;
		let record = &before.records[&validator];
		let is_going = matches!(record.state, State::Leaving | State::Banned);
		require(is_going && !record.serves(now), "its holders act for themselves")?;
		require(who != validator && before.knows(who, validator), "no delegation")?;
		// The model does not know the next set.
		done.require_ok()?;
		let (owner, chunk) = (Owner::Account(who), Chunk { who, deal: None, to: None });
		let record = self.validator(validator)?;
		record.settle(owner);
		for class in [COMPOUNDING, LIQUID] {
			loop {
				if record.closed_of(class, owner).is_some() {
					record.leave_closed(owner, class, chunk);
				} else if let Ok((shares, _)) = record.shares_of(owner, class, None) {
					record.leave(owner, class, shares, chunk, now);
				} else {
					break;
				}
				record.settle(owner);
			}
		}
		let rewards = done.find(|event| match event {
			Event::PushedOut { rewards, .. } => Some(*rewards),
			_ => None,
		});
		let paid = done.paid_to(before.reward_account(who)).max(done.paid_to(who));
		assert!(paid >= rewards, "{paid} paid, not {rewards}");
		record.claim(owner, rewards);
		Ok(())
	}

	/// Completes redelegations.
	pub fn complete(
		&mut self,
		before: &Before,
		who: AccountId,
		from: AccountId,
		to: AccountId,
	) -> Verdict {
		let now = before.now;
		require(from != to, "the same")?;
		self.validator(to)?;
		let owner = Owner::Account(who);
		let source = self.validator(from)?;
		source.settle(owner);
		let mut arrived = [0; 2];
		for exit in before.exits.get(&from).into_iter().flatten() {
			let is_due = exit.epoch + REDELEGATION <= now && !before.is_held(from, exit.epoch);
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
	}

	/// Moves stake into the class `to`.
	pub fn change_class(
		&mut self,
		before: &Before,
		who: AccountId,
		validator: AccountId,
		to: usize,
		amount: Option<Balance>,
	) -> Verdict {
		let now = before.now;
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
	}

	/// Pays the rewards of a position.
	pub fn claim(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		validator: AccountId,
		by: AccountId,
	) -> Verdict {
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
	}

	/// Delegates the rewards of a position.
	pub fn restake(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		validator: AccountId,
		class: usize,
	) -> Verdict {
		require(who != validator, "self-stake")?;
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
	}
}
