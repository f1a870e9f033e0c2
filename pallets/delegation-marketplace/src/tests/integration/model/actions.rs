//! The steps of a run, and their random choice.

use super::{
	dice::{ChooseAccount, Dice},
	market::{Listing, Request, *},
	stake::*,
};
use crate::{mock::integration::*, types::*};
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass};
use sp_arithmetic::Perbill;

/// The validators of the run.
pub const VALIDATORS: [AccountId; 3] = [1, 2, 3];
/// The delegators of the run.
pub const DELEGATORS: [AccountId; 4] = [10, 11, 12, 13];

/// A step.
#[rustfmt::skip]
#[derive(Clone, Debug)]
pub enum Step {
	Open { who: AccountId, terms: ListingTerms<AccountId> },
	Amend { who: AccountId, id: ListingId, terms: ListingTerms<AccountId> },
	Close { who: AccountId, id: ListingId },
	Offer {
		who: AccountId, listing: ListingId, version: u32, amount: Balance, terms: DealTerms, expiry: EpochIndex,
		despite: bool,
	},
	Counter { who: AccountId, offer: OfferId, round: u8, terms: DealTerms },
	Accept { who: AccountId, offer: OfferId, round: u8 },
	Refuse { who: AccountId, offer: OfferId },
	Withdraw { who: AccountId, offer: OfferId },
	TakeBest { who: AccountId, amount: Balance, terms: DealTerms, requirements: Requirements },
	Request { who: AccountId, terms: RequestTerms<u64> },
	WithdrawRequest { who: AccountId, request: RequestId },
	Bid { who: AccountId, request: RequestId, terms: BidTerms },
	Commit { who: AccountId, request: RequestId, terms: BidTerms },
	Reveal { who: AccountId, request: RequestId, terms: BidTerms },
	Settle { who: AccountId, request: RequestId },
	Exit { who: AccountId, deal: DealId, maximum: Balance },
	End { who: AccountId, deal: DealId },
	Renew { who: AccountId, deal: DealId, terms: DealTerms },
	AutoRenew { who: AccountId, deal: DealId, renews: bool },
	Rate { who: AccountId, deal: DealId, rating: u8 },
	ClaimDeal { who: AccountId, deal: DealId },
	ClaimCover { who: AccountId, deal: DealId },
	ClaimExitCover { who: AccountId, owner: AccountId, listing: ListingId, epoch: EpochIndex },
	Sell { who: AccountId, asset: Asset<AccountId>, price: Balance, expiry: EpochIndex, despite: bool },
	WithdrawSale { who: AccountId, sale: SaleId },
	Buy { who: AccountId, sale: SaleId, maximum: Balance, minimum: Balance, despite: bool },
	Clean { who: AccountId, item: Expired },
	Undelegate { who: AccountId, validator: AccountId, class: RewardClass, amount: Balance },
	WithdrawStake { who: AccountId },
	Slash { who: AccountId, epoch: EpochIndex, fraction: Perbill },
	Jail { who: AccountId },
	Unjail { who: AccountId },
	Case { who: AccountId, epoch: EpochIndex, proven: bool },
	CloseCase { who: AccountId, epoch: EpochIndex, proven: bool },
	Score { who: AccountId, score: u32 },
	Gate { who: AccountId },
	Blocks { number: u64 },
	Epoch,
}

fn listing_terms(dice: &mut Dice, now: EpochIndex) -> ListingTerms<AccountId> {
	let minimum_term = if dice.one_in(30) { 0 } else { dice.between(1, 4) };
	ListingTerms {
		capacity: dice.units(150, 900),
		minimum_delegation: dice.units(2, 12),
		commission: dice.percent(0, 30),
		minimum_term,
		cover: if dice.one_in(5) { 0 } else { dice.units(1, 120) },
		exit_fee: dice.percent(0, 10),
		score_floor: dice.one_in(3).then(|| dice.between(30, 70)),
		expiry: now + if dice.one_in(20) { 0 } else { dice.between(4, 60) },
		requirements: ClientRequirements {
			reserved_for: dice.one_in(8).then(|| dice.delegator()),
			maximum_delegation: dice.one_in(5).then(|| dice.units(60, 200)),
			maximum_term: dice.one_in(5).then(|| dice.between(4, 12)),
		},
	}
}

fn deal_terms(dice: &mut Dice) -> DealTerms {
	let term = if dice.one_in(12) { 0 } else { dice.between(1, 12) };
	DealTerms { commission: dice.percent(0, 35), term }
}

fn requirements(dice: &mut Dice) -> Requirements {
	Requirements {
		minimum_cover: if dice.one_in(2) { dice.percent(0, 12) } else { Perbill::zero() },
		maximum_exit_fee: dice.percent(6, 20),
		clean_record: dice.one_in(2),
		accept_open_case: dice.one_in(2),
		minimum_score: dice.one_in(3).then(|| dice.between(20, 60)),
		..Default::default()
	}
}

fn request_terms(dice: &mut Dice, block: u64) -> RequestTerms<u64> {
	RequestTerms {
		amount: dice.units(10, 160),
		maximum_commission: dice.percent(10, 40),
		term: if dice.one_in(20) { 0 } else { dice.between(3, 8) },
		requirements: requirements(dice),
		sealed: dice.one_in(2),
		parts: if dice.one_in(20) { 0 } else { dice.between(1, 3) },
		closing: block + if dice.one_in(15) { 0 } else { u64::from(dice.between(6, 25)) },
	}
}

impl Model {
	/// Chooses the next step; `None` where there is nothing to apply it to.
	pub fn choose(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		match dice.below(100) {
			0..=6 => Some(Step::Epoch),
			7..=12 => Some(Step::Blocks { number: u64::from(dice.between(1, 5)) }),
			13..=21 => self.choose_listing(dice, before),
			22..=35 => self.choose_offer(dice, before),
			36..=53 => self.choose_request(dice, before),
			54..=70 => self.choose_deal(dice, before),
			71..=78 => self.choose_sale(dice, before),
			79..=86 => self.choose_reaping(dice),
			87..=90 => self.choose_stake(dice),
			_ => self.choose_fate(dice, before),
		}
	}

	fn any_listing(&self, dice: &mut Dice, wanted: impl Fn(&Listing) -> bool) -> Option<ListingId> {
		let fit = self.listings.iter().filter(|(_, listing)| wanted(listing));
		let fit: Vec<_> = fit.map(|(id, _)| *id).collect();
		dice.pick(&fit)
	}

	fn choose_listing(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let terms = listing_terms(dice, before.now);
		match dice.below(5) {
			0..=2 => {
				let who = dice.validator();
				let ours = self.listings.values().filter(|listing| listing.validator == who);
				let is_wanted = ours.count() < 8 || dice.one_in(8);
				is_wanted.then_some(Step::Open { who, terms })
			},
			3 => {
				let id = self.any_listing(dice, |listing| !listing.closed)?;
				let listing = &self.listings[&id];
				// Most amendments keep existing deals covered.
				let terms = match dice.one_in(3) {
					true => terms,
					false => ListingTerms {
						cover: listing.cover + dice.units(0, 30),
						capacity: listing.terms.capacity,
						..terms
					},
				};
				Some(Step::Amend { who: dice.mostly(listing.validator), id, terms })
			},
			_ => {
				let id = self.any_listing(dice, |_| true)?;
				let is_wanted = self.is_unused(id) || dice.one_in(8);
				is_wanted
					.then(|| Step::Close { who: dice.mostly(self.listings[&id].validator), id })
			},
		}
	}

	fn choose_offer(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let now = before.now;
		let any = dice.one_in(6);
		let offers = self.offers.iter().filter(|(_, offer)| any || now < offer.expiry);
		let offers: Vec<_> = offers.map(|(id, offer)| (*id, offer)).collect();
		let answers = dice.below(12);
		if answers < 5 || offers.is_empty() {
			let any = dice.one_in(10);
			let id = self.any_listing(dice, |listing| {
				let has_room = listing.filled + 20 * UNIT < listing.terms.capacity;
				let is_open = !listing.closed && now < listing.terms.expiry;
				any || (is_open && has_room && self.is_admitted(listing.validator, before))
			})?;
			let listing = &self.listings[&id];
			let who = dice.delegator();
			let who = listing.terms.requirements.reserved_for.unwrap_or(who);
			let taken = listing.filled + listing.reserved;
			let room = listing.terms.capacity.saturating_sub(taken);
			let amount = match dice.one_in(20) {
				true => room + 1,
				false => dice.units(8, 90).min(room),
			};
			let terms = match dice.one_in(6) {
				true => deal_terms(dice),
				false => DealTerms {
					commission: dice.percent(0, 40),
					term: listing.terms.minimum_term + dice.between(0, 2),
				},
			};
			if dice.one_in(5) {
				let requirements = requirements(dice);
				return Some(Step::TakeBest { who, amount, terms, requirements });
			}
			let version = listing.version + u32::from(dice.one_in(15));
			let expiry = now + if dice.one_in(10) { 0 } else { dice.between(1, 9) };
			let who = if dice.one_in(15) { listing.validator } else { who };
			let despite = dice.one_in(2);
			let listing = id;
			return Some(Step::Offer { who, listing, version, amount, terms, expiry, despite });
		}
		let (id, offer) = dice.pick(&offers)?;
		let operator = self.listings.get(&offer.listing).map_or(1, |listing| listing.validator);
		let who = match offer.turn {
			Party::Operator => operator,
			Party::Delegator => offer.delegator,
		};
		let who = dice.mostly(who);
		let round = offer.round + u8::from(dice.one_in(15));
		Some(match answers {
			5..=8 => Step::Accept { who, offer: id, round },
			9 | 10 => {
				let term = (offer.terms.term + dice.between(0, 1)).max(1);
				let terms = DealTerms { commission: dice.percent(0, 35), term };
				Step::Counter { who, offer: id, round, terms }
			},
			_ if dice.one_in(2) => Step::Refuse { who: dice.mostly(operator), offer: id },
			_ => Step::Withdraw { who: dice.mostly(offer.delegator), offer: id },
		})
	}

	fn bid_terms(
		&self,
		dice: &mut Dice,
		who: AccountId,
		request: &Request,
		now: EpochIndex,
	) -> Option<BidTerms> {
		let any = dice.one_in(10);
		let Request { delegator, terms, .. } = request;
		let listing = self.any_listing(dice, |listing| {
			let fits = || self.ensure_fits(listing, *delegator, 12 * UNIT, terms.term, now).is_ok();
			listing.validator == who && (any || fits())
		})?;
		let wanted = terms.requirements.minimum_cover * self.listings[&listing].terms.capacity;
		let missing = (wanted + 1).saturating_sub(self.listings[&listing].cover);
		Some(BidTerms {
			listing,
			commission: match dice.one_in(12) {
				true => dice.percent(0, 45),
				false => request.terms.maximum_commission.min(dice.percent(0, 30)),
			},
			amount: match dice.below(4) {
				0 => terms.amount,
				1 | 2 => terms.amount.div_ceil(Balance::from(terms.parts)),
				_ => dice.units(12, 120).max(terms.amount / Balance::from(terms.parts) + 1),
			},
			cover: if dice.one_in(3) { missing } else { dice.units(1, 90) },
		})
	}

	fn choose_request(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let block = before.block;
		let requests: Vec<_> = self.requests.iter().map(|(id, it)| (*id, it)).collect();
		let open = requests.iter().filter(|(_, request)| block <= request.terms.closing).count();
		if open == 0 || dice.one_in(15) {
			let terms = request_terms(dice, block);
			return Some(Step::Request { who: dice.delegator(), terms });
		}
		// Mostly a request that has a bid or a reveal, or can be settled.
		let any = dice.one_in(3);
		let alive = requests.iter().copied();
		let alive = alive.filter(|(_, request)| any || block <= request.reveal_until);
		let (id, request) = dice.pick(&alive.collect::<Vec<_>>())?;
		if dice.one_in(25) {
			let who = dice.mostly(request.delegator);
			return Some(Step::WithdrawRequest { who, request: id });
		}
		// Mostly a validator without a bid.
		let has_bid = |who: &AccountId| request.bids.iter().any(|(bidder, ..)| bidder == who);
		let others = before.online.iter().copied().filter(|who| !has_bid(who));
		let others: Vec<_> = others.collect();
		let who = match dice.one_in(5) {
			true => dice.validator(),
			false => dice.pick(&others).unwrap_or(1),
		};
		let is_bidding = block <= request.terms.closing;
		if is_bidding || dice.one_in(10) {
			let terms = self.bid_terms(dice, who, request, before.now)?;
			return Some(match request.terms.sealed != dice.one_in(30) {
				true => Step::Commit { who, request: id, terms },
				false => Step::Bid { who, request: id, terms },
			});
		}
		let hidden = request.bids.iter().filter(|(.., revealed)| !revealed).collect::<Vec<_>>();
		if block <= request.reveal_until && request.terms.sealed && !hidden.is_empty() {
			if dice.one_in(10) {
				return Some(Step::Settle { who, request: id });
			}
			let (who, terms, _) = dice.pick(&hidden)?;
			let commission = match dice.one_in(10) {
				true => dice.percent(0, 5),
				false => terms.commission,
			};
			let terms = BidTerms { commission, ..terms.clone() };
			return Some(Step::Reveal { who: *who, request: id, terms });
		}
		// Some requests are left to expire, and reaped.
		(!id.is_multiple_of(5)).then_some(Step::Settle { who, request: id })
	}

	fn choose_deal(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let now = before.now;
		let of_all = dice.one_in(8);
		let deals = self.deals.iter().filter(|(_, deal)| of_all || deal.finished.is_none());
		let deals: Vec<_> = deals.map(|(id, deal)| (*id, deal)).collect();
		let kind = dice.below(22);
		if kind < 2 {
			let cohorts: Vec<_> = self.cohorts.keys().copied().collect();
			let (listing, epoch, owner) = dice.pick(&cohorts)?;
			let who = dice.delegator();
			let owner = dice.mostly(owner);
			return Some(Step::ClaimExitCover { who, owner, listing, epoch });
		}
		let (id, deal) = dice.pick(&deals)?;
		let delegator = dice.mostly(deal.owner);
		let operator = dice.mostly(deal.validator);
		let party = if dice.one_in(2) { delegator } else { operator };
		let maximum = if dice.one_in(8) { 0 } else { Balance::MAX };
		Some(match kind {
			2..=4 => Step::Exit { who: delegator, deal: id, maximum },
			5..=7 if now >= deal.end || dice.one_in(4) => Step::End { who: operator, deal: id },
			5..=7 => Step::Exit { who: delegator, deal: id, maximum },
			8..=10 => match deal.proposal.filter(|_| !dice.one_in(4)) {
				Some((by, terms, ..)) => {
					let who = match by {
						Party::Operator => delegator,
						Party::Delegator => operator,
					};
					Step::Renew { who, deal: id, terms }
				},
				None => Step::Renew { who: party, deal: id, terms: deal_terms(dice) },
			},
			11..=13 => Step::AutoRenew { who: party, deal: id, renews: !dice.one_in(3) },
			14..=17 => Step::ClaimDeal { who: delegator, deal: id },
			18..=20 => Step::ClaimCover { who: party, deal: id },
			_ => {
				let finished = self.deals.iter().filter(|(_, deal)| deal.finished.is_some());
				let finished: Vec<_> = finished.map(|(id, deal)| (*id, deal)).collect();
				let (deal, record) = dice.pick(&finished)?;
				let party = if dice.one_in(2) { record.owner } else { record.validator };
				let rating = dice.between(0, 6) as u8;
				Step::Rate { who: dice.mostly(party), deal, rating }
			},
		})
	}

	fn choose_sale(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let any = dice.one_in(6);
		let sales = self.sales.iter().filter(|(_, sale)| any || before.now < sale.expiry);
		let sales: Vec<_> = sales.map(|(id, sale)| (*id, sale)).collect();
		let despite = !dice.one_in(3);
		if dice.one_in(3) || sales.is_empty() {
			// Without the validators' self-stake.
			let pieces = self.stake.pieces.iter().filter(|piece| piece.owner != piece.validator);
			let kind = dice.below(3);
			let pieces: Vec<_> = pieces
				.filter(|piece| match kind {
					0 => piece.is_position() && piece.value > super::exact::whole(4 * UNIT),
					1 => piece.deal.is_some(),
					_ => matches!(piece.at, At::Left { .. }),
				})
				.collect();
			let piece = dice.pick(&pieces)?;
			let Piece { validator, class, owner, .. } = *piece;
			let value = super::exact::floor(&piece.value);
			let asset = match (piece.deal, piece.at) {
				(Some(id), _) => Asset::Deal(id),
				(None, At::Left { epoch, .. }) => Asset::Exits { validator, epoch },
				_ => {
					let amount = dice.units(1, 30).min(value - 2 * UNIT);
					Asset::Position { validator, class, amount }
				},
			};
			let price = if dice.one_in(20) { 0 } else { value - value / 10 + 1 };
			let expiry = before.now + if dice.one_in(15) { 0 } else { dice.between(1, 12) };
			return Some(Step::Sell { who: dice.mostly(owner), asset, price, expiry, despite });
		}
		let (id, sale) = dice.pick(&sales)?;
		if dice.one_in(12) {
			return Some(Step::WithdrawSale { who: dice.mostly(sale.seller), sale: id });
		}
		let maximum = if dice.one_in(15) { sale.price - 1 } else { sale.price };
		let minimum = if dice.one_in(15) { WEALTH * 1_000 } else { 0 };
		let who = if dice.one_in(12) { dice.validator() } else { dice.delegator() };
		Some(Step::Buy { who, sale: id, maximum, minimum, despite })
	}

	fn choose_reaping(&self, dice: &mut Dice) -> Option<Step> {
		let items: Vec<Expired> = match dice.below(5) {
			0 => self.listings.keys().copied().map(Expired::Listing).collect(),
			1 => self.offers.keys().copied().map(Expired::Offer).collect(),
			2 => self.requests.keys().copied().map(Expired::Request).collect(),
			3 => {
				let finished = self.deals.iter().filter(|(_, deal)| deal.finished.is_some());
				finished.map(|(id, _)| Expired::Deal(*id)).collect()
			},
			_ => self.sales.keys().copied().map(Expired::Sale).collect(),
		};
		// The oldest records are due first.
		let item = if dice.one_in(2) { *items.first()? } else { dice.pick(&items)? };
		let delegator = dice.delegator();
		Some(Step::Clean { who: dice.mostly(delegator), item })
	}

	fn choose_stake(&self, dice: &mut Dice) -> Option<Step> {
		let who = dice.delegator();
		if dice.one_in(2) {
			return Some(Step::WithdrawStake { who });
		}
		let ours = self.stake.pieces.iter().filter(|piece| piece.is_position());
		let least = super::exact::whole(4 * UNIT);
		let ours: Vec<_> = ours.filter(|it| it.owner == who && it.value > least).collect();
		let piece = dice.pick(&ours)?;
		let amount = dice.units(1, 30);
		Some(Step::Undelegate { who, validator: piece.validator, class: piece.class, amount })
	}

	fn choose_fate(&self, dice: &mut Dice, before: &Before) -> Option<Step> {
		let now = before.now;
		let who = dice.validator();
		let record = &self.stake.validators[&who];
		let cases: Vec<_> = record.cases.iter().map(|(epoch, case)| (*epoch, *case)).collect();
		match dice.below(12) {
			0..=4 => {
				// An offence is reported in time, or its open case is decided before the exits can
				// be withdrawn.
				let epochs = record.exposures.keys().copied().filter(|epoch| {
					epoch + REPORT >= now
						|| epoch + LIABLE - 2 >= now && record.cases.contains_key(epoch)
				});
				let epochs: Vec<_> = epochs.collect();
				let epoch = dice.pick(&epochs)?;
				let fraction = match dice.below(6) {
					0 => dice.percent(20, 60),
					1 => Perbill::from_parts(dice.between(0, 999)),
					_ => dice.percent(1, 12),
				};
				// A nearly empty class is closed, which this model does not cover.
				let is_worth = &record.price * 50 > super::exact::whole(1);
				is_worth.then_some(Step::Slash { who, epoch, fraction })
			},
			// The first validator stays, so that the set is never empty.
			5 if who != 1 && dice.one_in(2) => Some(Step::Jail { who }),
			5..=7 => {
				let is_jailed = |who: &AccountId| !before.online.contains(who);
				let jailed: Vec<_> = VALIDATORS.into_iter().filter(is_jailed).collect();
				Some(Step::Unjail { who: dice.pick(&jailed)? })
			},
			8 => {
				let epoch = (now + 1).saturating_sub(dice.between(1, 12));
				Some(Step::Case { who, epoch, proven: dice.one_in(4) })
			},
			9 | 10 => {
				let (epoch, (proven, _)) = dice.pick(&cases)?;
				Some(Step::CloseCase { who, epoch, proven: proven > 0 })
			},
			_ => Some(match self.refused.first() {
				Some(who) => Step::Gate { who: *who },
				None if dice.one_in(6) => Step::Gate { who },
				None => Step::Score { who, score: dice.between(20, 120) },
			}),
		}
	}
}
