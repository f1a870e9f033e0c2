//! The steps of deals and of transfers.

use super::{ledger::*, observed::*, state::*};
use crate::{mock::*, MAX_EXITS, MAX_STORED_EXITS};
use palisade_primitives::{Balance, DealId, EpochIndex};
use sp_arithmetic::Perbill;

impl Model {
	/// Opens a deal of `amount`.
	pub fn open_deal(&mut self, before: &Before, amount: Balance, deal: Deal) -> Verdict {
		let Deal { owner: who, validator, .. } = deal;
		require(amount > 0 && who != validator, "zero or self-stake")?;
		require(amount >= MinimumDelegation::get(), "too little")?;
		self.validator(validator)?;
		before.takes_delegations(validator)?;
		require(before.spendable[&who] >= amount, "no funds")?;
		self.ensure_place(before, who)?;
		self.ensure_place_for_deal(validator, who, before.now)?;
		let owner = Owner::Deal(before.next_deal);
		self.validator(validator)?.deposit(owner, DEALS, amount, before.now)?;
		self.deals.insert(before.next_deal, deal);
		Ok(())
	}

	/// Changes the commission of a deal.
	pub fn amend_deal(&mut self, who: AccountId, id: DealId, commission: Perbill) -> Verdict {
		let deal = self.deal_of(who, id)?;
		let owner = Owner::Deal(id);
		let record = self.validator(deal.validator)?;
		record.settle(owner);
		require(record.closed_of(LIQUID, owner).is_none(), "it was closed")?;
		self.deals.insert(id, Deal { commission, ..deal });
		Ok(())
	}

	/// Closes a deal and pays its rewards. Its stake exits.
	pub fn close_deal(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		id: DealId,
	) -> Verdict {
		let now = before.now;
		let deal = self.deal_of(who, id)?;
		let owner = Owner::Deal(id);
		let record = self.validator(deal.validator)?;
		require(!record.deposits[DEALS].units.contains_key(&owner), "not active yet")?;
		record.settle(owner);
		let closed = record.closed_of(LIQUID, owner);
		if let Some((_, epoch)) = closed {
			let chunk = Chunk { who, deal: None, to: None };
			let bound = MAX_STORED_EXITS;
			self.ensure_room(deal.validator, (epoch, LIQUID, chunk), bound, now)?;
			self.validator(deal.validator)?.leave_closed(owner, LIQUID, chunk);
		} else if let Ok((shares, _)) = record.shares_of(owner, LIQUID, None) {
			let chunk = Chunk { who, deal: Some(deal.commission), to: None };
			let bound = MAX_STORED_EXITS;
			self.ensure_room(deal.validator, (now, LIQUID, chunk), bound, now)?;
			self.validator(deal.validator)?.leave(owner, LIQUID, shares, chunk, now);
		}
		done.require_ok()?;
		let record = self.validator(deal.validator)?;
		record.claim(owner, done.paid_to(before.reward_account(who)));
		record.rewards.remove(&owner);
		self.deals.remove(&id);
		Ok(())
	}

	/// Pays the rewards of a deal.
	pub fn claim_deal(
		&mut self,
		before: &Before,
		done: &Done,
		who: AccountId,
		id: DealId,
	) -> Verdict {
		let deal = self.deal_of(who, id)?;
		let paid = match done.failed {
			false => done.paid_to(before.reward_account(who)),
			true => 0,
		};
		let record = self.validator(deal.validator)?;
		record.settle(Owner::Deal(id));
		record.claim(Owner::Deal(id), paid);
		done.require_ok()
	}

	/// Transfers a deal to `to`.
	pub fn move_deal(
		&mut self,
		before: &Before,
		who: AccountId,
		id: DealId,
		to: AccountId,
	) -> Verdict {
		let deal = self.deal_of(who, id)?;
		require(to != deal.validator, "self-stake")?;
		require(who != to, "the same")?;
		self.ensure_place(before, to)?;
		self.ensure_place_for_deal(deal.validator, to, before.now)?;
		self.deals.insert(id, Deal { owner: to, ..deal });
		Ok(())
	}

	/// Transfers a part of a position from `who` to `to`.
	pub fn move_position(
		&mut self,
		before: &Before,
		validator: AccountId,
		class: usize,
		amount: Balance,
		(who, to): (AccountId, AccountId),
	) -> Verdict {
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
	}

	/// Transfers the exits of an epoch from `who` to `to`.
	pub fn move_exits(
		&mut self,
		before: &Before,
		validator: AccountId,
		epoch: EpochIndex,
		(who, to): (AccountId, AccountId),
	) -> Verdict {
		let now = before.now;
		require(who != to, "the same")?;
		self.validator(validator)?;
		// An offence of the next epoch reaches the exits, and can be reported for a while.
		let is_liable = now < epoch + 1 + REPORT + 1 || before.is_held(validator, epoch);
		require(who != validator || !is_liable, "its own, and liable")?;
		let exits = before.exits.get(&validator).cloned().unwrap_or_default();
		let mut moved = false;
		for exit in exits.into_iter().filter(|exit| exit.epoch == epoch) {
			let class = class_of(exit.class);
			let chunk = Chunk { who, deal: exit.deal, to: exit.destination };
			let arrives = Chunk { who: to, to: None, ..chunk };
			let bound = if arrives.deal.is_some() { MAX_STORED_EXITS } else { MAX_EXITS };
			if arrives.deal.is_some() {
				self.ensure_place_for_deal(validator, to, now)?;
			}
			self.ensure_room(validator, (epoch, class, arrives), bound, now)?;
			self.validator(validator)?.move_exit(epoch, class, chunk, to, now);
			moved = true;
		}
		require(moved, "no exits")
	}
}
