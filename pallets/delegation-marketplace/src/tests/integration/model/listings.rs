//! The model of listings and reaping.

use super::{
	exact::*,
	market::{Deal, Listing, *},
};
use crate::{mock::integration::*, types::*, *};
use palisade_primitives::{Balance, DealId, EpochIndex};

impl Model {
	/// Whether a validator can be elected.
	pub fn is_electable(&self, who: AccountId, before: &Before) -> bool {
		before.online.contains(&who) && !self.refused.contains(&who)
	}

	pub fn is_admitted(&self, who: AccountId, before: &Before) -> bool {
		let is_reported = self.stake.validators[&who].is_proven(before.now);
		self.is_electable(who, before) && !is_reported
	}

	pub fn reaches(&self, who: AccountId, floor: Option<u32>) -> bool {
		floor.is_none_or(|floor| self.scores.get(&who).is_some_and(|score| *score >= floor))
	}

	pub fn running(&self, listing: ListingId) -> impl Iterator<Item = (&DealId, &Deal)> {
		self.deals
			.iter()
			.filter(move |(_, deal)| deal.listing == listing && deal.finished.is_none())
	}

	pub fn is_unused(&self, id: ListingId) -> bool {
		let mut cohorts = self.cohorts.keys().filter(|(listing, ..)| *listing == id);
		self.listings[&id].filled == 0
			&& self.listings[&id].bids == 0
			&& self.running(id).next().is_none()
			&& cohorts.next().is_none()
	}

	fn ensure_sound(
		&self,
		who: AccountId,
		terms: &ListingTerms<AccountId>,
		before: &Before,
	) -> Verdict {
		require(self.is_admitted(who, before), "not admitted")?;
		require(terms.minimum_delegation > 0, "zero")?;
		require(terms.capacity >= terms.minimum_delegation, "no capacity")?;
		require((1..=10_000).contains(&terms.minimum_term), "term")?;
		require(terms.expiry > before.now, "expired")?;
		require(self.reaches(who, terms.score_floor), "score")
	}

	fn own_listing(&mut self, who: AccountId, id: ListingId) -> Verdict<&mut Listing> {
		let listing = self.listings.get_mut(&id).ok_or(Refusal::Sure("no listing"))?;
		require(listing.validator == who, "not the owner's")?;
		Ok(listing)
	}

	pub fn open_listing(
		&mut self,
		who: AccountId,
		terms: &ListingTerms<AccountId>,
		before: &Before,
		done: &Done,
	) -> Verdict {
		self.ensure_sound(who, terms, before)?;
		let ours = self.listings.values().filter(|listing| listing.validator == who);
		require(ours.count() < 8, "too many")?;
		let deposit = TheDeposits::get().listing;
		self.spend(who, deposit, done)?;
		self.spend(who, terms.cover, done)?;
		let listing = Listing {
			validator: who,
			terms: terms.clone(),
			version: 0,
			closed: false,
			filled: 0,
			terms_from: self.next_id,
			reserved: 0,
			bids: 0,
			cover: terms.cover,
			held: terms.cover,
			deposit,
			rounded: 0,
		};
		self.listings.insert(self.next_id, listing);
		self.next_id += 1;
		Ok(())
	}

	pub fn amend_listing(
		&mut self,
		who: AccountId,
		id: ListingId,
		terms: &ListingTerms<AccountId>,
		before: &Before,
		done: &Done,
	) -> Verdict {
		let listing = self.own_listing(who, id)?.clone();
		require(!listing.closed, "closed")?;
		require(listing.bids == 0, "has bids")?;
		self.ensure_sound(who, terms, before)?;
		require(terms.capacity >= listing.filled, "less than is taken")?;
		let is_covered = self.running(id).next().is_some()
			|| self.cohorts.keys().any(|(listing, ..)| *listing == id);
		if is_covered {
			require(terms.cover >= listing.cover, "less cover")?;
			let part = |cover: Balance, of: Balance| Exact::from(cover) * of;
			let is_as_well =
				part(terms.cover, listing.terms.capacity) >= part(listing.cover, terms.capacity);
			require(terms.capacity <= listing.terms.capacity || is_as_well, "a smaller part")?;
		}
		self.spend(who, terms.cover.saturating_sub(listing.cover), done)?;
		self.earn(who, listing.cover.saturating_sub(terms.cover));
		let held = listing.held + terms.cover - listing.cover;
		let version = listing.version + 1;
		let (terms, cover) = (terms.clone(), terms.cover);
		let terms_from = self.next_id;
		self.next_id += 1;
		self.listings.insert(id, Listing { terms, terms_from, cover, held, version, ..listing });
		Ok(())
	}

	/// Closes a listing, and removes it if it is unused.
	fn close(&mut self, id: ListingId, done: &Done) {
		let is_unused = self.is_unused(id);
		let listing = self.listings.get_mut(&id).expect("it is there");
		listing.closed = true;
		if !is_unused {
			return;
		}
		let Listing { validator, held, deposit, .. } =
			self.listings.remove(&id).expect("as before");
		let freed = done.find(|event| match event {
			Event::ListingRemoved { cover, .. } => Some(*cover),
			_ => None,
		});
		assert_eq!(freed, Some(held), "all of a cover is free in the end");
		self.earn(validator, held + deposit);
	}

	pub fn close_listing(&mut self, who: AccountId, id: ListingId, done: &Done) -> Verdict {
		let listing = self.own_listing(who, id)?;
		require(listing.bids == 0, "has bids")?;
		let is_closed = listing.closed;
		require(!is_closed || self.is_unused(id), "needed")?;
		if !done.failed {
			self.close(id, done);
		}
		Ok(())
	}

	/// Checks that a deal fits a listing.
	pub fn ensure_fits(
		&self,
		listing: &Listing,
		who: AccountId,
		amount: Balance,
		term: u32,
		now: EpochIndex,
	) -> Verdict {
		let terms = &listing.terms;
		let wanted = &terms.requirements;
		require(!listing.closed && now < terms.expiry, "not open")?;
		require(who != listing.validator, "own listing")?;
		require(wanted.reserved_for.is_none_or(|only| only == who), "not for you")?;
		require(amount >= terms.minimum_delegation, "too little")?;
		require(wanted.maximum_delegation.is_none_or(|most| amount <= most), "too much")?;
		require(amount + listing.filled + listing.reserved <= terms.capacity, "no capacity left")?;
		self.ensure_term(listing, term)
	}

	pub fn ensure_term(&self, listing: &Listing, term: u32) -> Verdict {
		let terms = &listing.terms;
		let longest = terms.requirements.maximum_term.unwrap_or(10_000).min(10_000);
		require(term >= terms.minimum_term, "too short")?;
		require(term <= longest, "too long")
	}

	pub fn reap(&mut self, who: AccountId, item: Expired, before: &Before, done: &Done) -> Verdict {
		let now = before.now;
		let price = TheDeposits::get();
		match item {
			Expired::Listing(id) => {
				let listing = self.listings.get(&id).ok_or(Refusal::Sure("no listing"))?.clone();
				require(now >= listing.terms.expiry || listing.closed, "needed")?;
				require(listing.bids == 0, "needed")?;
				require(!listing.closed || self.is_unused(id), "needed")?;
				self.reward_cleaner(listing.validator, who, listing.deposit);
				self.listings.get_mut(&id).expect("as before").deposit = 0;
				if !done.failed {
					self.close(id, done);
				}
			},
			Expired::Offer(id) => {
				let offer = self.offers.remove(&id).ok_or(Refusal::Sure("no offer"))?;
				let is_alive = now < offer.expiry
					&& self.listings.get(&offer.listing).is_some_and(|listing| {
						let is_open = !listing.closed && now < listing.terms.expiry;
						is_open && listing.version == offer.version
					});
				require(!is_alive, "needed")?;
				self.earn(offer.delegator, offer.amount);
				// The cleanup of an unexpired offer is not rewarded.
				let cleaner = if now < offer.expiry { offer.delegator } else { who };
				self.reward_cleaner(offer.delegator, cleaner, price.offer);
			},
			Expired::Request(id) => {
				let request = self.requests.remove(&id).ok_or(Refusal::Sure("no request"))?;
				require(before.block > request.settle_until, "needed")?;
				for (bidder, terms, revealed) in &request.bids {
					if *revealed {
						self.take_off(&request, terms);
					}
					self.earn(*bidder, price.bid + if *revealed { terms.cover } else { 0 });
				}
				let deals = price.offer * Balance::from(request.terms.parts);
				self.earn(request.delegator, request.terms.amount + deals);
				self.reward_cleaner(request.delegator, who, price.request);
			},
			Expired::Deal(id) => {
				let deal = self.deals.get(&id).ok_or(Refusal::Sure("no deal"))?.clone();
				let epoch = deal.finished.ok_or(Refusal::Sure("it runs"))?;
				let since = self.stake.validators[&deal.validator].held_since(now);
				require(epoch < since, "liable")?;
				self.deals.remove(&id);
				if deal.occupies {
					let listing = self.listings.get_mut(&deal.listing).expect("it is used");
					listing.filled -= deal.amount;
					self.pay_leaver(deal.listing, epoch, deal.owner, now, done);
				}
				self.reward_cleaner(deal.owner, who, price.offer);
			},
			Expired::Sale(id) => {
				let sale = self.sales.remove(&id).ok_or(Refusal::Sure("no sale"))?;
				let is_as_offered = self.mark_of(sale.seller, &sale.asset) == sale.mark;
				if now < sale.expiry && is_as_offered {
					match self.has_all(sale.seller, &sale.asset) {
						Some(has_all) => require(!has_all, "needed")?,
						// A planck decides.
						None => done.require_ok()?,
					}
				}
				self.reward_cleaner(sale.seller, who, price.sale);
			},
		}
		Ok(())
	}
}
