//! The model of the market: balances, holds and claims of all accounts.

use super::{actions::Step, exact::*, stake::*};
use crate::{mock::integration::*, types::*, *};
use palisade_primitives::{Balance, DealId, EpochIndex};
pub use palisade_test_support::model::{require, Refusal, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The existential deposit of the mock.
pub const EXISTENCE: Balance = UNIT / 1_000;
/// The least delegation of the mock.
pub const MINIMUM: Balance = UNIT;

/// The result of a step on the chain.
pub struct Done {
	pub failed: bool,
	pub error: Option<sp_runtime::DispatchError>,
	pub events: Vec<Event<Test>>,
	pub free: BTreeMap<AccountId, Balance>,
	/// The slashed amount.
	pub taken: Balance,
	/// The minted amount.
	pub minted: Balance,
	/// The rewards of the validators in an epoch that has ended.
	pub rewards: BTreeMap<AccountId, Balance>,
	/// The validators of the running epoch.
	pub set: BTreeSet<AccountId>,
}

impl Done {
	pub fn require_ok(&self) -> Verdict {
		match self.failed {
			true => Err(Refusal::Unsure),
			false => Ok(()),
		}
	}

	pub fn find<Found>(&self, find: impl Fn(&Event<Test>) -> Option<Found>) -> Option<Found> {
		self.events.iter().find_map(find)
	}
}

/// The state of the chain before a step, as far as the model does not know it.
pub struct Before {
	pub now: EpochIndex,
	pub block: u64,
	/// Validators that can be elected.
	pub online: BTreeSet<AccountId>,
	/// The stakes of validators.
	pub stakes: BTreeMap<AccountId, Balance>,
	/// The total stake when the epoch began.
	pub active: Balance,
}

/// The payouts that a cover owes to a deal or an exit.
#[derive(Clone, Debug, Default)]
pub struct Claim {
	/// The losses while it was covered.
	pub lost: Exact,
	/// The payouts for these losses.
	pub owed: Exact,
	/// The claimed part of the payouts.
	pub paid: Balance,
	/// The bound on the pallet's rounding.
	pub slack: Balance,
}

impl Claim {
	pub fn due(&self) -> Exact {
		&self.owed - whole(self.paid)
	}

	pub fn add(&mut self, other: Self) {
		self.lost += other.lost;
		self.owed += other.owed;
		self.paid += other.paid;
		self.slack += other.slack;
	}

	/// Records a payout.
	pub fn take(&mut self, what: &str, paid: Balance) {
		ensure_close(what, paid, &self.due(), self.slack + 1);
		self.paid += paid;
		self.slack += 1;
		assert!(
			whole(self.paid) <= &self.lost + whole(self.slack),
			"{what}: more was paid than was lost"
		);
	}
}

/// The exits of an owner from a listing in an epoch.
#[derive(Clone, Debug, Default)]
pub struct Leaver {
	pub value: Exact,
	pub claim: Claim,
}

#[derive(Clone, Debug)]
pub struct Listing {
	pub validator: AccountId,
	pub terms: ListingTerms<AccountId>,
	pub version: u32,
	pub closed: bool,
	pub filled: Balance,
	/// The number of the terms.
	pub terms_from: u64,
	/// The capacity kept for bids that are not settled, and their number.
	pub reserved: Balance,
	pub bids: u32,
	pub cover: Balance,
	/// The funds held for the cover and its unclaimed payouts.
	pub held: Balance,
	pub deposit: Balance,
	/// The number of times that the values of the deals may have been rounded.
	pub rounded: Balance,
}

#[derive(Clone, Debug)]
pub struct Offer {
	pub listing: ListingId,
	pub version: u32,
	pub delegator: AccountId,
	pub amount: Balance,
	pub terms: DealTerms,
	pub round: u8,
	pub turn: Party,
	pub expiry: EpochIndex,
	/// Whether the deal is made despite an open case.
	pub despite: bool,
}

#[derive(Clone, Debug)]
pub struct Deal {
	pub owner: AccountId,
	pub validator: AccountId,
	pub listing: ListingId,
	pub amount: Balance,
	pub terms: DealTerms,
	pub opened: EpochIndex,
	pub end: EpochIndex,
	pub exit_fee: sp_arithmetic::Perbill,
	pub score_floor: Option<u32>,
	/// Whether the validator was jailed since.
	pub broken: bool,
	/// Whether the delegator, and whether the validator, want the deal to renew itself.
	pub renews: [bool; 2],
	/// The proposing party, the terms, the epoch, and the end of the term of a proposal.
	pub proposal: Option<(Party, DealTerms, EpochIndex, EpochIndex)>,
	pub claim: Claim,
	pub finished: Option<EpochIndex>,
	pub rated: [bool; 2],
	pub occupies: bool,
}

impl Deal {
	/// The end of the term in `now`: the deal renews itself for as long as both parties want it.
	pub fn end_in(&self, now: EpochIndex) -> EpochIndex {
		let mut end = self.end;
		while self.renews == [true, true] && end <= now {
			end += self.terms.term;
		}
		end
	}
}

#[derive(Clone, Debug)]
pub struct Request {
	pub delegator: AccountId,
	pub terms: RequestTerms<u64>,
	pub latest: u64,
	pub reveal_until: u64,
	pub settle_until: u64,
	/// In the order of bidding. An unrevealed bid holds the terms of its commitment.
	pub bids: Vec<(AccountId, BidTerms, bool)>,
	/// The next number when a bid was made, and the stake of its bidder then.
	pub made: BTreeMap<AccountId, (u64, Balance)>,
}

impl Request {
	/// The number of bids that can win.
	pub fn rivals(&self) -> usize {
		self.bids.iter().filter(|(.., revealed)| *revealed).count()
	}
}

#[derive(Clone, Debug)]
pub struct Sale {
	pub seller: AccountId,
	pub asset: Asset<AccountId>,
	pub price: Balance,
	pub expiry: EpochIndex,
	pub despite: bool,
	/// The terms of the deal for sale, and their end.
	pub terms: Option<(DealTerms, EpochIndex)>,
	/// What has left the position, or has joined the exits, until the offer.
	pub mark: u32,
}

/// The model of the whole chain.
#[derive(Clone, Debug, Default)]
pub struct Model {
	pub stake: Stake,
	/// The free balances.
	pub money: BTreeMap<AccountId, Balance>,
	pub listings: BTreeMap<ListingId, Listing>,
	pub offers: BTreeMap<OfferId, Offer>,
	pub requests: BTreeMap<RequestId, Request>,
	pub deals: BTreeMap<DealId, Deal>,
	pub sales: BTreeMap<SaleId, Sale>,
	/// The exits, by listing, epoch and owner.
	pub cohorts: BTreeMap<(ListingId, EpochIndex, AccountId), Leaver>,
	/// How often delegators undelegated from validators.
	pub departures: BTreeMap<(AccountId, AccountId), u32>,
	/// How often exits of an owner from a validator in an epoch became more.
	pub arrivals: BTreeMap<(AccountId, AccountId, EpochIndex), u32>,
	pub scores: BTreeMap<AccountId, u32>,
	pub refused: BTreeSet<AccountId>,
	pub next_id: u64,
	pub next_deal: DealId,
	pub issuance: Balance,
	/// The number of steps that may have rounded an amount in the pot.
	pub steps: Balance,
}

impl Model {
	pub fn earn(&mut self, who: AccountId, amount: Balance) {
		*self.money.get_mut(&who).expect("it is known") += amount;
	}

	/// Takes an amount from the free balance of `who`. The existential deposit must remain.
	pub fn spend(&mut self, who: AccountId, amount: Balance, done: &Done) -> Verdict {
		let own = self.money.get_mut(&who).expect("it is known");
		require(*own >= amount, "no funds")?;
		if amount > 0 && *own < amount + EXISTENCE {
			done.require_ok()?;
		}
		*own -= amount;
		Ok(())
	}

	/// The payment to `who` that the model has not recorded yet.
	pub fn paid(&self, who: AccountId, done: &Done) -> Balance {
		let paid = done.free[&who].checked_sub(self.money[&who]);
		paid.unwrap_or_else(|| panic!("{who} has lost {}", self.money[&who] - done.free[&who]))
	}

	/// The holds of an account: deposits, escrow, cover.
	pub fn held(&self, who: AccountId) -> [Balance; 3] {
		let price = TheDeposits::get();
		let mut held = [0; 3];
		for listing in self.listings.values().filter(|listing| listing.validator == who) {
			held[0] += listing.deposit;
			held[2] += listing.held;
		}
		for offer in self.offers.values().filter(|offer| offer.delegator == who) {
			held[0] += price.offer;
			held[1] += offer.amount;
		}
		for request in self.requests.values() {
			if request.delegator == who {
				held[0] += price.request + price.offer * Balance::from(request.terms.parts);
				held[1] += request.terms.amount;
			}
			for (_, terms, revealed) in request.bids.iter().filter(|(bidder, ..)| *bidder == who) {
				held[0] += price.bid;
				held[2] += if *revealed { terms.cover } else { 0 };
			}
		}
		held[0] +=
			price.offer * self.deals.values().filter(|deal| deal.owner == who).count() as u128;
		held[0] +=
			price.sale * self.sales.values().filter(|sale| sale.seller == who).count() as u128;
		held
	}

	/// Releases a deposit, less the cleaner's reward.
	pub fn reward_cleaner(&mut self, owner: AccountId, cleaner: AccountId, deposit: Balance) {
		let reward = if owner == cleaner { 0 } else { deposit / 10 };
		self.earn(cleaner, reward);
		self.earn(owner, deposit - reward);
	}

	/// Applies a step. `done` is the result on the chain.
	pub fn apply(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		self.steps += 1;
		let now = before.now;
		match step {
			Step::Open { who, terms } => self.open_listing(*who, terms, before, done),
			Step::Amend { who, id, terms } => self.amend_listing(*who, *id, terms, before, done),
			Step::Close { who, id } => self.close_listing(*who, *id, done),
			Step::Clean { who, item } => self.reap(*who, *item, before, done),
			Step::Score { who, score } => {
				self.scores.insert(*who, *score);
				Ok(())
			},
			Step::Gate { who } => {
				if !self.refused.remove(who) {
					self.refused.insert(*who);
				}
				Ok(())
			},
			Step::Case { who, epoch, proven } => {
				done.require_ok()?;
				require(*epoch <= now && epoch + REPORT >= now, "too long ago")?;
				let record = self.stake.validators.get_mut(who).expect("it is one");
				let case = record.cases.entry(*epoch).or_default();
				*(if *proven { &mut case.0 } else { &mut case.1 }) += 1;
				Ok(())
			},
			Step::CloseCase { who, epoch, proven } => {
				let record = self.stake.validators.get_mut(who).expect("it is one");
				let case = record.cases.get_mut(epoch).ok_or(Refusal::Unsure)?;
				let count = if *proven { &mut case.0 } else { &mut case.1 };
				*count = count.checked_sub(1).ok_or(Refusal::Sure("no such case"))?;
				record.cases.retain(|_, case| *case != (0, 0));
				Ok(())
			},
			Step::Jail { who } => {
				done.require_ok()?;
				let deals = self.deals.values_mut().filter(|deal| deal.validator == *who);
				deals.for_each(|deal| deal.broken = true);
				Ok(())
			},
			Step::Unjail { .. } | Step::Blocks { .. } => done.require_ok(),
			Step::Slash { who, epoch, fraction } => {
				done.require_ok()?;
				self.slash(*who, *epoch, *fraction, now, done);
				Ok(())
			},
			Step::Epoch => {
				self.stake.end_epoch(now, &done.rewards, &done.set);
				assert_eq!(done.minted, done.rewards.values().sum::<Balance>(), "minted");
				self.issuance += done.minted;
				Ok(())
			},
			Step::Undelegate { who, validator, class, amount } => {
				*self.departures.entry((*who, *validator)).or_default() += 1;
				*self.arrivals.entry((*who, *validator, now)).or_default() += 1;
				self.undelegate(Piece::new(*who, *validator, *class, *amount), now, done)
			},
			Step::WithdrawStake { who } => self.withdraw_stake(*who, now, done),
			_ => self.apply_to_offers(step, before, done),
		}
	}
}
