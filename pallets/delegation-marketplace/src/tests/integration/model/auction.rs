//! The model of requests and bids.

use super::{
	actions::Step,
	deals::Agreed,
	market::{Listing, Request, *},
};
use crate::{auction::commitment, mock::integration::*, types::*, *};
use palisade_primitives::Balance;
use sp_arithmetic::Perbill;
use std::cmp::Reverse;

/// The salt of a bid.
pub fn salt(who: AccountId) -> [u8; 32] {
	[who as u8; 32]
}

/// A bid in a settlement.
#[derive(Clone, Debug)]
struct Candidate {
	validator: AccountId,
	terms: BidTerms,
	share: Balance,
	tried: bool,
}

impl Model {
	fn request(&self, id: RequestId) -> Verdict<Request> {
		self.requests.get(&id).cloned().ok_or(Refusal::Sure("no request"))
	}

	/// Removes a request and releases the delegator's holds.
	fn return_request(&mut self, id: RequestId) {
		let request = self.requests.remove(&id).expect("it is there");
		let price = TheDeposits::get();
		let deposits = price.request + price.offer * Balance::from(request.terms.parts);
		self.earn(request.delegator, request.terms.amount + deposits);
	}

	fn biddable(
		&self,
		who: AccountId,
		id: RequestId,
		sealed: bool,
		before: &Before,
	) -> Verdict<Request> {
		let request = self.request(id)?;
		require(request.terms.sealed == sealed, "the other kind")?;
		require(before.block <= request.terms.closing, "closed")?;
		require(request.delegator != who, "own request")?;
		require(self.is_admitted(who, before), "not admitted")?;
		Ok(request)
	}

	/// Checks a listing with this cover, and its validator, against the requirements.
	pub fn ensure_meets(
		&self,
		listing: &Listing,
		cover: Balance,
		wanted: &Requirements,
	) -> Verdict {
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		require(cover >= needed, "not covered")?;
		require(listing.terms.exit_fee <= wanted.maximum_exit_fee, "exit fee")?;
		require(self.reaches(listing.validator, wanted.minimum_score), "score")
	}

	/// Checks the part of a bid that the bidder alone controls.
	fn ensure_sound_bid(&self, who: AccountId, request: &Request, bid: &BidTerms) -> Verdict {
		require(bid.commission <= request.terms.maximum_commission, "too expensive")?;
		let listing = self.listings.get(&bid.listing).ok_or(Refusal::Sure("no listing"))?;
		require(listing.validator == who, "not the owner's")?;
		let wanted = &request.terms.requirements;
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		let set = listing.cover.max(listing.terms.cover);
		require(set + bid.cover >= needed, "not covered")
	}

	/// Checks that a bid could win now.
	fn ensure_eligible(
		&self,
		who: AccountId,
		request: &Request,
		bid: &BidTerms,
		before: &Before,
	) -> Verdict {
		require(self.is_admitted(who, before), "not admitted")?;
		self.ensure_sound_bid(who, request, bid)?;
		let listing = &self.listings[&bid.listing];
		let amount = bid.amount.min(request.terms.amount);
		self.ensure_fits(listing, request.delegator, amount, request.terms.term, before.now)?;
		self.ensure_meets(listing, listing.cover + bid.cover, &request.terms.requirements)
	}

	fn open_request(
		&mut self,
		who: AccountId,
		terms: &RequestTermsOf<Test>,
		block: u64,
		done: &Done,
	) -> Verdict {
		let price = TheDeposits::get();
		let rules = TheRules::get();
		require(terms.amount > 0 && (1..=10_000).contains(&terms.term), "nothing")?;
		require((1..=8).contains(&terms.parts), "parts")?;
		let last = block + u64::from(rules.bidding);
		require(terms.closing > block && terms.closing <= last, "closing")?;
		self.spend(who, price.request + price.offer * u128::from(terms.parts), done)?;
		self.spend(who, terms.amount, done)?;
		let (late, reveal) = match terms.sealed {
			true => (0, rules.reveal),
			false => (rules.extensions, 0),
		};
		let latest = terms.closing + u64::from(late);
		let reveal_until = latest + u64::from(reveal);
		let request = Request {
			delegator: who,
			terms: terms.clone(),
			latest,
			reveal_until,
			settle_until: reveal_until + u64::from(rules.settlement),
			bids: Vec::new(),
		};
		self.requests.insert(self.next_id, request);
		self.next_id += 1;
		Ok(())
	}

	fn bid(
		&mut self,
		who: AccountId,
		id: RequestId,
		terms: &BidTerms,
		before: &Before,
		done: &Done,
	) -> Verdict {
		let price = TheDeposits::get();
		let rules = TheRules::get();
		let block = before.block;
		let mut request = self.biddable(who, id, false, before)?;
		require(terms.amount >= least(&request), "too little")?;
		self.ensure_eligible(who, &request, terms, before)?;
		match request.bids.iter().position(|(bidder, ..)| *bidder == who) {
			Some(index) => {
				let (_, old, _) = request.bids.remove(index);
				let zero = terms.commission.is_zero();
				let step = Perbill::from_rational(1u32, 1_000);
				let is_better = terms.commission < old.commission
					&& (zero || old.commission - terms.commission >= step)
					&& terms.amount >= old.amount
					&& terms.cover >= old.cover
					&& terms.listing == old.listing;
				require(is_better, "not better")?;
				self.spend(who, terms.cover - old.cover, done)?;
			},
			None => {
				self.spend(who, price.bid, done)?;
				self.spend(who, terms.cover, done)?;
			},
		}
		request.bids.push((who, terms.clone(), true));
		let moved = (block + u64::from(rules.extension)).min(request.latest);
		request.terms.closing = request.terms.closing.max(moved);
		self.requests.insert(id, request);
		Ok(())
	}

	fn reveal(
		&mut self,
		who: AccountId,
		id: RequestId,
		terms: &BidTerms,
		block: u64,
		done: &Done,
	) -> Verdict {
		let mut request = self.request(id)?;
		let is_time = block > request.terms.closing && block <= request.reveal_until;
		require(request.terms.sealed && is_time, "not now")?;
		let known = request.clone();
		let bid = request.bids.iter_mut().find(|(bidder, ..)| *bidder == who);
		let (_, committed, revealed) = bid.ok_or(Refusal::Sure("no bid"))?;
		require(!*revealed && committed == terms, "revealed, or another one")?;
		require(terms.amount >= least(&known), "too little")?;
		self.ensure_sound_bid(who, &known, terms)?;
		self.spend(who, terms.cover, done)?;
		*revealed = true;
		self.requests.insert(id, request);
		Ok(())
	}

	pub fn apply_to_requests(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let price = TheDeposits::get();
		let block = before.block;
		match step {
			Step::Request { who, terms } => self.open_request(*who, terms, block, done),
			Step::WithdrawRequest { who, request: id } => {
				let request = self.request(*id)?;
				require(request.delegator == *who, "not the owner's")?;
				require(request.bids.is_empty(), "has bids")?;
				self.return_request(*id);
				Ok(())
			},
			Step::Bid { who, request, terms } => self.bid(*who, *request, terms, before, done),
			Step::Commit { who, request: id, terms } => {
				let mut request = self.biddable(*who, *id, true, before)?;
				require(request.bids.iter().all(|(bidder, ..)| bidder != who), "has bid")?;
				self.spend(*who, price.bid, done)?;
				request.bids.push((*who, terms.clone(), false));
				self.requests.insert(*id, request);
				Ok(())
			},
			Step::Reveal { who, request, terms } => self.reveal(*who, *request, terms, block, done),
			Step::Settle { request: id, .. } => {
				let request = self.request(*id)?;
				let over = match request.terms.sealed {
					true => request.reveal_until,
					false => request.terms.closing,
				};
				require(block > over && block <= request.settle_until, "not now")?;
				assert!(!done.failed, "it can be settled");
				self.settle(*id, request, before, done);
				Ok(())
			},
			_ => unreachable!("all steps are known"),
		}
	}

	fn settle(&mut self, id: RequestId, request: Request, before: &Before, done: &Done) {
		let price = TheDeposits::get();
		self.return_request(id);
		for (bidder, terms, revealed) in &request.bids {
			match revealed {
				true => self.earn(*bidder, price.bid + terms.cover),
				false => self.earn(TREASURY, price.bid),
			}
		}
		let mut candidates: Vec<Candidate> = Vec::new();
		for (bidder, terms, _) in request.bids.iter().filter(|(.., revealed)| *revealed) {
			let mut terms = terms.clone();
			let Some(listing) = self.listings.get(&terms.listing) else { continue };
			terms.amount = terms.amount.min(listing.terms.capacity - listing.filled);
			let is_large_enough = terms.amount >= least(&request);
			let is_eligible = self.ensure_eligible(*bidder, &request, &terms, before).is_ok();
			if is_large_enough && is_eligible {
				candidates.push(Candidate { validator: *bidder, terms, share: 0, tried: false });
			}
		}
		let score = |who: AccountId| self.scores.get(&who).copied().unwrap_or_default();
		candidates.sort_by_key(|bid| (bid.terms.commission, Reverse(score(bid.validator))));

		let rules = TheRules::get();
		let with_slack = rules.concentration + rules.concentration_slack;
		let caps = [rules.concentration, with_slack].map(|part| part.mul_floor(before.active));
		let mut left = request.terms.amount;
		let mut made = Vec::new();
		for _ in 0..3 {
			let mut unshared = left;
			let mut parts = request.terms.parts as usize - made.len();
			for cap in caps {
				for candidate in candidates.iter_mut().filter(|candidate| !candidate.tried) {
					let has_more = before.stakes[&candidate.validator] + candidate.share;
					let more = unshared
						.min(candidate.terms.amount - candidate.share)
						.min(cap.saturating_sub(has_more));
					let is_new = candidate.share == 0;
					let listing = &self.listings[&candidate.terms.listing];
					let enough =
						least(&request).min(unshared).max(listing.terms.minimum_delegation);
					if more == 0 || (is_new && (parts == 0 || more < enough)) {
						continue;
					}
					parts -= usize::from(is_new);
					candidate.share += more;
					unshared -= more;
				}
			}
			for candidate in &mut candidates {
				if candidate.tried || candidate.share == 0 {
					continue;
				}
				candidate.tried = true;
				let mut after = self.clone();
				if after.award(&request, candidate, before, done).is_ok() {
					*self = after;
					left -= candidate.share;
					made.push((candidate.validator, candidate.terms.commission));
				} else {
					candidate.share = 0;
				}
			}
		}
		let events = done.events.iter().filter_map(|event| match event {
			Event::DealMade { validator, terms, .. } => Some((*validator, terms.commission)),
			_ => None,
		});
		assert_eq!(events.collect::<Vec<_>>(), made, "the cheapest have won");
	}

	fn award(
		&mut self,
		request: &Request,
		winner: &Candidate,
		before: &Before,
		done: &Done,
	) -> Verdict {
		let Candidate { validator, terms, share, .. } = winner;
		let won = BidTerms { amount: *share, ..terms.clone() };
		self.ensure_eligible(*validator, request, &won, before)?;
		self.spend(*validator, terms.cover, done)?;
		let listing = self.listings.get_mut(&terms.listing).expect("it is eligible");
		listing.cover += terms.cover;
		listing.held += terms.cover;
		self.spend(request.delegator, TheDeposits::get().offer, done)?;
		let agreed = Agreed {
			listing: terms.listing,
			who: request.delegator,
			amount: *share,
			terms: DealTerms { commission: terms.commission, term: request.terms.term },
		};
		self.make_deal(agreed, before, done).map(drop)
	}
}

/// The least part of a request that a bidder takes.
fn least(request: &Request) -> Balance {
	request.terms.amount.div_ceil(Balance::from(request.terms.parts))
}

/// The commitment of a bidder.
pub fn hidden(request: RequestId, who: AccountId, terms: &BidTerms) -> sp_core::H256 {
	commitment(request, &who, terms, salt(who))
}
