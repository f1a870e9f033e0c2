//! The model of offers, deals and sales.

use super::{
	actions::Step,
	exact::*,
	market::{Deal, Listing, Offer, Sale, *},
	stake::*,
};
use crate::{mock::integration::*, types::*, *};
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass};

/// A deal to be made.
pub struct Agreed {
	pub listing: ListingId,
	pub who: AccountId,
	pub amount: Balance,
	pub terms: DealTerms,
}

impl Model {
	/// Makes a deal with free funds of its owner, whose deposit is held already.
	pub fn make_deal(&mut self, agreed: Agreed, before: &Before, done: &Done) -> Verdict<DealId> {
		let Agreed { listing, who, amount, terms } = agreed;
		let Listing { validator, terms: listed, .. } = self.listings[&listing].clone();
		require(self.is_admitted(validator, before), "not admitted")?;
		let fee = TheRules::get().protocol_fee.mul_floor(amount);
		self.spend(who, fee, done)?;
		self.earn(TREASURY, fee);
		let amount = amount - fee;
		require(amount >= MINIMUM, "too little")?;
		self.spend(who, amount, done)?;

		let id = self.next_deal;
		self.next_deal += 1;
		let serves = self.stake.validators[&validator].serves;
		let mut piece = Piece::new(who, validator, RewardClass::Liquid, amount);
		(piece.deal, piece.commission) = (Some(id), Some(terms.commission));
		piece.at = if serves { At::Waiting } else { At::Active };
		self.stake.pieces.push(piece);
		self.stake.note_move_at_once(validator, RewardClass::Liquid);
		let record = self.listings.get_mut(&listing).expect("it is there");
		record.filled += amount;
		record.rounded += 1;
		let now = before.now;
		let deal = Deal {
			owner: who,
			validator,
			listing,
			amount,
			terms,
			opened: now,
			end: now + u32::from(serves) + terms.term,
			exit_fee: listed.exit_fee,
			score_floor: listed.score_floor,
			broken: false,
			renews: [false; 2],
			proposal: None,
			claim: Claim::default(),
			finished: None,
			rated: [false; 2],
			occupies: true,
		};
		self.deals.insert(id, deal);
		Ok(id)
	}

	fn listing_as_seen(&self, id: ListingId, version: u32) -> Verdict<Listing> {
		let listing = self.listings.get(&id).ok_or(Refusal::Sure("no listing"))?;
		require(listing.version == version, "another version")?;
		Ok(listing.clone())
	}

	/// An offer that awaits the answer of `who`, its listing, and the party of `who`.
	fn answerable(
		&self,
		who: AccountId,
		id: OfferId,
		round: u8,
		now: EpochIndex,
	) -> Verdict<(Offer, Listing, Party)> {
		let offer = self.offers.get(&id).ok_or(Refusal::Sure("no offer"))?.clone();
		let listing = self.listing_as_seen(offer.listing, offer.version)?;
		let party = match offer.delegator == who {
			true => Party::Delegator,
			false => Party::Operator,
		};
		require(party == Party::Delegator || listing.validator == who, "between others")?;
		require(party == offer.turn && round == offer.round, "not its turn")?;
		require(now < offer.expiry, "expired")?;
		Ok((offer, listing, party))
	}

	fn return_offer(&mut self, id: OfferId) {
		let offer = self.offers.remove(&id).expect("it is there");
		self.earn(offer.delegator, offer.amount + TheDeposits::get().offer);
	}

	/// The listings in the book with the lowest commission that fits.
	fn best(
		&self,
		who: AccountId,
		amount: Balance,
		terms: DealTerms,
		wanted: &Requirements,
		before: &Before,
	) -> Vec<ListingId> {
		let takes = |listing: &Listing| {
			listing.terms.requirements.reserved_for.is_none()
				&& listing.terms.commission <= terms.commission
				&& self.ensure_fits(listing, who, amount, terms.term, before.now).is_ok()
				&& self.ensure_meets(listing, listing.cover, wanted, before.now).is_ok()
				&& self.is_admitted(listing.validator, before)
		};
		let fit = || self.listings.iter().filter(|(_, listing)| takes(listing));
		let lowest = fit().map(|(_, listing)| listing.terms.commission).min();
		fit()
			.filter(|(_, listing)| Some(listing.terms.commission) == lowest)
			.map(|(id, _)| *id)
			.collect()
	}

	fn make_offer(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let Step::Offer { who, listing, version, amount, terms, expiry, despite } = *step else {
			unreachable!("it is an offer")
		};
		let now = before.now;
		let record = self.listing_as_seen(listing, version)?;
		self.ensure_fits(&record, who, amount, terms.term, now)?;
		require(expiry > now, "expired")?;
		self.ensure_no_case(record.validator, despite, now)?;
		self.spend(who, TheDeposits::get().offer, done)?;
		let commission = record.terms.commission;
		if terms.commission >= commission {
			let terms = DealTerms { commission, ..terms };
			return self.make_deal(Agreed { listing, who, amount, terms }, before, done).map(drop);
		}
		self.spend(who, amount, done)?;
		let offer = Offer {
			listing,
			version,
			delegator: who,
			amount,
			terms,
			round: 0,
			turn: Party::Operator,
			expiry,
			despite,
		};
		self.offers.insert(self.next_id, offer);
		self.next_id += 1;
		Ok(())
	}

	/// Makes a deal on one of the `best` listings.
	fn take_one(
		&mut self,
		best: &[ListingId],
		(who, amount, terms): (AccountId, Balance, DealTerms),
		before: &Before,
		done: &Done,
	) -> Verdict {
		require(!best.is_empty(), "no match")?;
		self.spend(who, TheDeposits::get().offer, done)?;
		let taken = done.find(|event| match event {
			Event::DealMade { listing, .. } => Some(*listing),
			_ => None,
		});
		// Where there are several, the pallet chooses.
		let listing = taken.unwrap_or(best[0]);
		assert!(best.contains(&listing), "{listing} is not the best: {best:?}");
		let commission = self.listings[&listing].terms.commission;
		let terms = DealTerms { commission, ..terms };
		self.make_deal(Agreed { listing, who, amount, terms }, before, done).map(drop)
	}

	pub fn apply_to_offers(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let now = before.now;
		match *step {
			Step::Offer { .. } => self.make_offer(step, before, done),
			Step::Counter { who, offer: id, round, terms } => {
				let (mut offer, listing, party) = self.answerable(who, id, round, now)?;
				self.ensure_term(&listing, terms.term)?;
				require(offer.round < MAX_ROUNDS, "too often")?;
				(offer.round, offer.turn, offer.terms) = (round + 1, party.other(), terms);
				self.offers.insert(id, offer);
				Ok(())
			},
			Step::Accept { who, offer: id, round } => {
				let (offer, record, _) = self.answerable(who, id, round, now)?;
				let Offer { listing, delegator, amount, terms, despite, .. } = offer;
				self.ensure_no_case(record.validator, despite, now)?;
				self.ensure_fits(&record, delegator, amount, terms.term, now)?;
				self.offers.remove(&id);
				self.earn(delegator, amount);
				self.make_deal(Agreed { listing, who: delegator, amount, terms }, before, done)
					.map(drop)
			},
			Step::Refuse { who, offer } => {
				let record = self.offers.get(&offer).ok_or(Refusal::Sure("no offer"))?;
				let listing = self.listings.get(&record.listing);
				let is_operator = listing.is_some_and(|listing| listing.validator == who);
				require(is_operator, "not the owner's")?;
				self.return_offer(offer);
				Ok(())
			},
			Step::Withdraw { who, offer } => {
				let record = self.offers.get(&offer).ok_or(Refusal::Sure("no offer"))?;
				require(record.delegator == who, "not the owner's")?;
				self.return_offer(offer);
				Ok(())
			},
			Step::TakeBest { who, amount, terms, ref requirements } => {
				let best = self.best(who, amount, terms, requirements, before);
				self.take_one(&best, (who, amount, terms), before, done)
			},
			_ => self.apply_to_deals(step, before, done),
		}
	}

	fn running_deal(&self, id: DealId) -> Verdict<Deal> {
		let deal = self.deals.get(&id).ok_or(Refusal::Sure("no deal"))?;
		require(deal.finished.is_none(), "it has ended")?;
		Ok(deal.clone())
	}

	fn party(deal: &Deal, who: AccountId) -> Verdict<Party> {
		require(who == deal.owner || who == deal.validator, "between others")?;
		Ok(if who == deal.owner { Party::Delegator } else { Party::Operator })
	}

	fn exit(
		&mut self,
		who: AccountId,
		id: DealId,
		maximum: Balance,
		before: &Before,
		done: &Done,
	) -> Verdict {
		let now = before.now;
		let deal = self.running_deal(id)?;
		require(deal.owner == who, "not the owner's")?;
		let value = self.stake.find_deal(id).value.clone();
		let slack = self.stake.find_deal(id).value_slack();
		let is_broken = deal.broken
			|| !self.is_electable(deal.validator, before)
			|| !self.reaches(deal.validator, deal.score_floor);
		let fee = match is_broken || now >= deal.end_in(now) {
			true => zero(),
			false => part(&value, deal.exit_fee),
		};
		let paid = done.find(|event| match event {
			Event::DealEnded { fee, .. } => Some(*fee),
			_ => None,
		});
		let paid = paid.unwrap_or(floor(&fee));
		// A zero fee has no rounding.
		let slack = if fee == zero() { 0 } else { 1 + slack };
		ensure_close("the fee for leaving early", paid, &fee, slack);
		require(paid <= maximum, "too expensive")?;
		self.finish(id, paid, now, done)
	}

	fn renew(&mut self, who: AccountId, id: DealId, terms: DealTerms, now: EpochIndex) -> Verdict {
		let mut deal = self.running_deal(id)?;
		let party = Self::party(&deal, who)?;
		require(terms.term > 0, "too short")?;
		let end = deal.end_in(now).max(now) + terms.term;
		require(end - now <= 10_000, "too long")?;
		// A proposal expires with the term in which it was made.
		let term_end = deal.end_in(now);
		let is_agreed = deal.proposal.is_some_and(|(by, proposed, made, made_for)| {
			let is_alive = made_for == term_end && (now < term_end || made >= term_end);
			(by, proposed) == (party.other(), terms) && is_alive
		});
		if !is_agreed {
			deal.proposal = Some((party, terms, now, term_end));
		} else {
			deal.broken = false;
			let piece = self.stake.deal(id);
			if deal.terms.commission != terms.commission {
				piece.settled += 1;
				piece.commission = Some(terms.commission);
			}
			(deal.proposal, deal.terms, deal.end) = (None, terms, end);
		}
		self.deals.insert(id, deal);
		Ok(())
	}

	fn claim_deal(&mut self, who: AccountId, id: DealId, done: &Done) -> Verdict {
		let deal = self.running_deal(id)?;
		require(deal.owner == who, "not the owner's")?;
		let paid = if done.failed { 0 } else { self.paid(who, done) };
		let piece = self.stake.deal(id);
		let slack = piece.reward_slack();
		ensure_close("the rewards of a deal", paid, &piece.due(), slack);
		done.require_ok()?;
		piece.paid += paid;
		piece.settled += 1;
		self.earn(who, paid);
		Ok(())
	}

	fn apply_to_deals(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let now = before.now;
		match *step {
			Step::Exit { who, deal, maximum } => self.exit(who, deal, maximum, before, done),
			Step::End { who, deal: id } => {
				let deal = self.running_deal(id)?;
				require(deal.validator == who, "not the owner's")?;
				require(now >= deal.end_in(now), "the term is not over")?;
				self.finish(id, 0, now, done)
			},
			Step::Renew { who, deal, terms } => self.renew(who, deal, terms, now),
			Step::AutoRenew { who, deal: id, renews } => {
				let mut deal = self.running_deal(id)?;
				let party = Self::party(&deal, who)?;
				deal.end = deal.end_in(now);
				require(!renews || now < deal.end, "the term is over")?;
				deal.renews[usize::from(party == Party::Operator)] = renews;
				self.deals.insert(id, deal);
				Ok(())
			},
			Step::Rate { who, deal: id, rating } => {
				let deal = self.deals.get_mut(&id).ok_or(Refusal::Sure("no deal"))?;
				let party = Self::party(deal, who)?;
				require(deal.finished.is_some(), "it runs")?;
				require((1..=5).contains(&rating), "out of bounds")?;
				let rated = &mut deal.rated[usize::from(party == Party::Operator)];
				require(!*rated, "rated already")?;
				*rated = true;
				Ok(())
			},
			Step::ClaimDeal { who, deal } => self.claim_deal(who, deal, done),
			Step::ClaimCover { deal, .. } => self.claim_cover(deal, done),
			Step::ClaimExitCover { owner, listing, epoch, .. } => {
				self.claim_exit_cover(owner, listing, epoch, now, done)
			},
			_ => self.apply_to_sales(step, before, done),
		}
	}

	/// Whether `who` owns the whole asset; `None` if a planck of rounding decides.
	pub fn has_all(&self, who: AccountId, asset: &Asset<AccountId>) -> Option<bool> {
		match *asset {
			Asset::Position { validator, class, amount } => {
				if amount == 0 || who == validator {
					return Some(false);
				}
				let Some(position) = self.stake.position(who, validator, class) else {
					return Some(false);
				};
				let slack = position.value_slack();
				let may_have = whole(amount) <= &position.value + whole(slack);
				let must_have = whole(amount + slack) <= position.value;
				(may_have == must_have).then_some(must_have)
			},
			Asset::Deal(id) => Some(self.running_deal(id).is_ok_and(|deal| deal.owner == who)),
			Asset::Exits { validator, epoch } => {
				Some(self.stake.exits(who, validator, epoch).next().is_some())
			},
		}
	}

	/// Checks that `who` owns the whole asset, up to a planck of rounding.
	fn owns(&self, who: AccountId, asset: &Asset<AccountId>, done: &Done) -> Verdict {
		match self.has_all(who, asset) {
			Some(has_all) => require(has_all, "not the owner's"),
			None => done.require_ok(),
		}
	}

	/// How often stake has left a position, or has joined exits.
	pub fn mark_of(&self, seller: AccountId, asset: &Asset<AccountId>) -> u32 {
		let mark = match asset {
			Asset::Position { validator, .. } => self.departures.get(&(seller, *validator)),
			Asset::Exits { validator, epoch } => self.arrivals.get(&(seller, *validator, *epoch)),
			Asset::Deal(_) => None,
		};
		mark.copied().unwrap_or_default()
	}

	fn is_accused(&self, asset: &Asset<AccountId>, now: EpochIndex) -> bool {
		let validator = match asset {
			Asset::Position { validator, .. } | Asset::Exits { validator, .. } => *validator,
			Asset::Deal(id) => self.deals[id].validator,
		};
		self.stake.validators[&validator].has_open_case(now)
	}

	fn apply_to_sales(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		let now = before.now;
		let price_of = TheDeposits::get();
		match step {
			Step::Sell { who, asset, price, expiry, despite } => {
				require(*price > 0 && *expiry > now, "free or expired")?;
				self.owns(*who, asset, done)?;
				let mut ours = self.sales.values().filter(|sale| sale.seller == *who);
				require(ours.all(|sale| sale.asset.key() != asset.key()), "for sale already")?;
				require(*despite || !self.is_accused(asset, now), "accused")?;
				self.spend(*who, price_of.sale, done)?;
				let asset = asset.clone();
				let (seller, price, expiry, despite) = (*who, *price, *expiry, *despite);
				let terms = self.terms_of(&asset, now);
				let mark = self.mark_of(seller, &asset);
				let sale = Sale { seller, asset, price, expiry, despite, terms, mark };
				self.sales.insert(self.next_id, sale);
				self.next_id += 1;
				Ok(())
			},
			Step::WithdrawSale { who, sale } => {
				let record = self.sales.get(sale).ok_or(Refusal::Sure("no sale"))?;
				require(record.seller == *who, "not the owner's")?;
				self.sales.remove(sale);
				self.earn(*who, price_of.sale);
				Ok(())
			},
			Step::Buy { who, sale, maximum, minimum, despite } => {
				let record = self.sales.get(sale).ok_or(Refusal::Sure("no sale"))?.clone();
				let Sale { seller, asset, price, expiry, despite: is_offered, terms, mark } =
					record;
				require(seller != *who && now < expiry && price <= *maximum, "not for it")?;
				self.owns(seller, &asset, done)?;
				require(self.mark_of(seller, &asset) == mark, "not what was offered")?;
				require(self.terms_of(&asset, now) == terms, "other terms")?;
				// The steps name no minimum between zero and more than the value.
				require(*minimum == 0, "worth less")?;
				let is_known = *despite && is_offered;
				require(is_known || !self.is_accused(&asset, now), "accused")?;
				self.sales.remove(sale);
				self.earn(seller, price_of.sale);
				self.spend(*who, price, done)?;
				self.earn(seller, price);
				self.hand_over(&asset, seller, *who, now, done)
			},
			_ => self.apply_to_requests(step, before, done),
		}
	}

	/// The terms of a deal, and their end.
	fn terms_of(
		&self,
		asset: &Asset<AccountId>,
		now: EpochIndex,
	) -> Option<(DealTerms, EpochIndex)> {
		let Asset::Deal(id) = asset else { return None };
		self.deals.get(id).map(|deal| (deal.terms, deal.end_in(now)))
	}

	/// Transfers a sold asset to the buyer.
	fn hand_over(
		&mut self,
		asset: &Asset<AccountId>,
		seller: AccountId,
		buyer: AccountId,
		now: EpochIndex,
		done: &Done,
	) -> Verdict {
		match *asset {
			Asset::Position { validator, class, amount } => {
				require(buyer != validator, "own stake")?;
				let given = self.stake.position_mut(seller, validator, class);
				given.value -= whole(amount);
				given.settled += 1;
				given.rounded += 1;
				let left = floor(&given.value);
				require(left <= given.rounded * 2 || left + 8 >= MINIMUM, "too little is left")?;
				if left > 0 && left < MINIMUM + 8 {
					done.require_ok()?;
				}
				let taken = self.stake.position_mut(buyer, validator, class);
				taken.value += whole(amount);
				taken.settled += 1;
				taken.rounded += 1;
				require(floor(&taken.value) + 8 >= MINIMUM, "too little has come")
			},
			Asset::Deal(id) => {
				let mut deal = self.deals[&id].clone();
				require(buyer != deal.validator, "own stake")?;
				self.earn(seller, TheDeposits::get().offer);
				self.spend(buyer, TheDeposits::get().offer, done)?;
				deal.end = deal.end_in(now);
				(deal.owner, deal.renews[0]) = (buyer, false);
				deal.proposal = deal.proposal.filter(|(by, ..)| *by == Party::Operator);
				self.deals.insert(id, deal);
				self.stake.deal(id).owner = buyer;
				Ok(())
			},
			Asset::Exits { validator, epoch } => {
				// The buyer may have too many delegations or exits.
				done.require_ok()?;
				for piece in &mut self.stake.pieces {
					let left = matches!(piece.at, At::Left { epoch: left, .. } if left == epoch);
					if left && (piece.owner, piece.validator) == (seller, validator) {
						piece.owner = buyer;
					}
				}
				*self.arrivals.entry((buyer, validator, epoch)).or_default() += 1;
				let listings = self.listings.iter();
				let of_validator = listings.filter(|(_, listing)| listing.validator == validator);
				let ids: Vec<_> = of_validator.map(|(id, _)| *id).collect();
				for id in ids {
					let Some(moved) = self.cohorts.remove(&(id, epoch, seller)) else { continue };
					let arrived = self.cohorts.entry((id, epoch, buyer)).or_default();
					arrived.value += moved.value;
					arrived.claim.add(moved.claim);
					arrived.claim.slack += 1;
				}
				Ok(())
			},
		}
	}
}
