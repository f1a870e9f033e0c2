//! The model of requests and bids.

use super::{
	actions::Step,
	deals::Agreed,
	market::{Listing, Request, *},
};
use crate::{auction::commitment, mock::integration::*, types::*, *};
use palisade_primitives::{Balance, EpochIndex};
use sp_arithmetic::Perbill;
use std::{cmp::Reverse, collections::BTreeMap};

/// The salt of a bid.
pub fn salt(who: AccountId) -> [u8; 32] {
	[who as u8; 32]
}

/// A bid in a settlement.
#[derive(Clone, Debug)]
struct Candidate {
	validator: AccountId,
	terms: BidTerms,
	/// The stake of the bidder when it bid.
	stake: Balance,
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

	/// Checks that a validator has no open case, unless that is accepted.
	pub fn ensure_no_case(&self, who: AccountId, accepted: bool, now: EpochIndex) -> Verdict {
		let has_open_case = self.stake.validators[&who].has_open_case(now);
		require(accepted || !has_open_case, "an open case")
	}

	/// Checks the standing of a bidder.
	fn ensure_standing(&self, who: AccountId, request: &Request, now: EpochIndex) -> Verdict {
		let wanted = &request.terms.requirements;
		self.ensure_no_case(who, wanted.accept_open_case, now)?;
		require(self.reaches(who, wanted.minimum_score), "score")
	}

	/// Checks a listing with this cover, and its validator, against the requirements.
	pub fn ensure_meets(
		&self,
		listing: &Listing,
		cover: Balance,
		wanted: &Requirements,
		now: EpochIndex,
	) -> Verdict {
		self.ensure_no_case(listing.validator, wanted.accept_open_case, now)?;
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		require(cover >= needed, "not covered")?;
		require(listing.terms.exit_fee <= wanted.maximum_exit_fee, "exit fee")?;
		require(self.reaches(listing.validator, wanted.minimum_score), "score")
	}

	/// Checks the terms of a bid that takes the place of `old`.
	fn ensure_fitting(
		&self,
		who: AccountId,
		request: &Request,
		bid: &BidTerms,
		old: Option<&BidTerms>,
		now: EpochIndex,
	) -> Verdict {
		require(bid.amount >= least(request), "too little")?;
		require(bid.commission <= request.terms.maximum_commission, "too expensive")?;
		let listing = self.listings.get(&bid.listing).ok_or(Refusal::Sure("no listing"))?;
		let mut listing = listing.clone();
		require(listing.validator == who, "not the owner's")?;
		if let Some(old) = old.filter(|old| old.listing == bid.listing) {
			listing.reserved -= room(request, old);
		}
		let amount = room(request, bid);
		self.ensure_fits(&listing, request.delegator, amount, request.terms.term, now)?;
		let wanted = &request.terms.requirements;
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		require(listing.cover + bid.cover >= needed, "not covered")?;
		require(listing.terms.exit_fee <= wanted.maximum_exit_fee, "exit fee")
	}

	fn keep_room(&mut self, request: &Request, bid: &BidTerms) {
		let listing = self.listings.get_mut(&bid.listing).expect("it fits");
		listing.reserved += room(request, bid);
		listing.bids += 1;
	}

	/// Takes a bid off its listing.
	pub fn take_off(&mut self, request: &Request, bid: &BidTerms) {
		let listing = self.listings.get_mut(&bid.listing).expect("its terms are fixed");
		listing.reserved -= room(request, bid);
		listing.bids -= 1;
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
			made: BTreeMap::new(),
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
		self.ensure_standing(who, &request, before.now)?;
		let known = request.clone();
		let position = request.bids.iter().position(|(bidder, ..)| *bidder == who);
		let old = position.map(|index| request.bids.remove(index).1);
		self.ensure_fitting(who, &known, terms, old.as_ref(), before.now)?;
		match old {
			Some(old) => {
				let zero = terms.commission.is_zero();
				let step = Perbill::from_rational(1u32, 1_000);
				let is_better = terms.commission < old.commission
					&& (zero || old.commission - terms.commission >= step)
					&& terms.amount >= old.amount
					&& terms.cover >= old.cover
					&& terms.listing == old.listing;
				require(is_better, "not better")?;
				self.spend(who, terms.cover - old.cover, done)?;
				self.take_off(&known, &old);
			},
			None => {
				self.spend(who, price.bid, done)?;
				self.spend(who, terms.cover, done)?;
			},
		}
		self.keep_room(&known, terms);
		request.bids.push((who, terms.clone(), true));
		request.made.insert(who, (self.next_id, before.stakes[&who]));
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
		before: &Before,
		done: &Done,
	) -> Verdict {
		let block = before.block;
		let mut request = self.request(id)?;
		let is_time = block > request.terms.closing && block <= request.reveal_until;
		require(request.terms.sealed && is_time, "not now")?;
		let known = request.clone();
		let bid = request.bids.iter_mut().find(|(bidder, ..)| *bidder == who);
		let (_, committed, revealed) = bid.ok_or(Refusal::Sure("no bid"))?;
		require(!*revealed && committed == terms, "revealed, or another one")?;
		self.ensure_fitting(who, &known, terms, None, before.now)?;
		require(self.listings[&terms.listing].terms_from < known.made[&who].0, "amended")?;
		self.spend(who, terms.cover, done)?;
		self.keep_room(&known, terms);
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
				self.ensure_standing(*who, &request, before.now)?;
				self.spend(*who, price.bid, done)?;
				request.made.insert(*who, (self.next_id, before.stakes[who]));
				request.bids.push((*who, terms.clone(), false));
				self.requests.insert(*id, request);
				Ok(())
			},
			Step::Reveal { who, request, terms } => {
				self.reveal(*who, *request, terms, before, done)
			},
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
		let mut candidates: Vec<Candidate> = Vec::new();
		for (bidder, terms, revealed) in &request.bids {
			if !*revealed {
				self.earn(TREASURY, price.bid);
				continue;
			}
			self.take_off(&request, terms);
			self.earn(*bidder, terms.cover);
			let listing = &self.listings[&terms.listing];
			let wanted = &request.terms.requirements;
			let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
			let is_at_fault = !before.online.contains(bidder)
				|| self.stake.validators[bidder].is_proven(before.now)
				|| listing.cover + terms.cover < needed;
			if is_at_fault {
				self.earn(TREASURY, price.bid);
				continue;
			}
			self.earn(*bidder, price.bid);
			let accepted = request.terms.requirements.accept_open_case;
			let has_no_case = self.ensure_no_case(*bidder, accepted, before.now).is_ok();
			if has_no_case && self.is_admitted(*bidder, before) {
				let terms = BidTerms { amount: room(&request, terms), ..terms.clone() };
				let (_, stake) = request.made[bidder];
				let validator = *bidder;
				candidates.push(Candidate { validator, terms, stake, share: 0, tried: false });
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
					let has_more = candidate.stake + candidate.share;
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

/// The capacity that a listing keeps for a bid.
fn room(request: &Request, bid: &BidTerms) -> Balance {
	bid.amount.min(request.terms.amount)
}

/// The commitment of a bidder.
pub fn hidden(request: RequestId, who: AccountId, terms: &BidTerms) -> sp_core::H256 {
	commitment(request, &who, terms, salt(who))
}
