//! Requests: a delegator asks, validators bid, the cheapest that will do wins.
//!
//! # Bidding
//!
//! A bid names a listing of the bidder, whose cover, exit fee and promised score the deal gets, a commission, the most that
//! it takes, and what it adds to the cover of that listing if it wins. A request has at most [`MAX_BIDS`] bids, one
//! for each validator, and each has a deposit. Where all places are taken a lower open bid takes that of the highest.
//!
//! *Open* bids are seen by all, and can be bettered until the closing block. A bid in the last
//! [`extension`](Rules::extension) blocks moves it by as many, up to [`extensions`](Rules::extensions) blocks in
//! all, so that others can answer. Who bids in the very last block to which it can be moved has the last word: who
//! fears that asks for sealed bids. A bidder betters its own bid by 0.1 % of the rewards at least.
//!
//! *Sealed* bids are committed to until the closing block and revealed after it, within [`reveal`](Rules::reveal) blocks.
//! Whoever does not reveal its bid forfeits its deposit. Whoever comes when all places are taken comes too late: nobody
//! knows which bid is the highest.
//!
//! While a brake keeps bidders from a call no block counts, up to [`Config::MaxInterruption`] in
//! all. A request that has waited for as long forfeits no bid: see
//! [`interruptions`](crate::interruptions).
//!
//! # Settlement
//!
//! By anybody, when bidding or revealing is over. Bids are taken by commission, the lowest first, then by score, the highest
//! first, then by time, if they still meet the requirements. Each takes as much as it bid for, its listing has room for,
//! and its entity may come to, and no less than its part of the request, which is the amount by the number of parts: an
//! entity may come to the part [`concentration`](Rules::concentration) of the active stake. What is then left is
//! offered to the same bidders again with [`concentration_slack`](Rules::concentration_slack) more, so that a cap shuts
//! nobody out of a market that has few validators. At most [`MAX_PARTS`] deals are made. What nobody takes is free again.
//!
//! A bidder whose deal cannot be made is passed over, and what it would have got is shared out again, up to two times. The settlement has to happen within
//! [`settlement`](Rules::settlement) blocks, after which everybody gets everything back by [`clean`](Call::clean).
//!
//! Bids do not bind for ever: who closes its listing, or changes it so that its bid does not meet the requirements any more,
//! does not win, and a delegator that locks its funds gets no deals.
//!
//! # Requirements
//!
//! Cover as a part of the capacity of the listing, a highest fee for leaving early, a clean record, a least score, a most
//! crowded bucket of diversity, and a least level of attestation. What nothing is known of is not met.

use crate::{types::*, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{
	Affiliation, Attestation, Balance, Diversity, Duty, Interruptions, OffenceRecord, Reputation,
	StakeInspect,
};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// What a bidder commits to: the hash (BLAKE2, 256 bits) of the SCALE encoding of
/// `("palisade/bid", request, validator, terms, salt)`.
pub fn commitment<AccountId: Encode>(
	request: RequestId,
	validator: &AccountId,
	terms: &BidTerms,
	salt: [u8; 32],
) -> H256 {
	let opened = (b"palisade/bid", request, validator, terms, salt);
	H256(opened.using_encoded(sp_io::hashing::blake2_256))
}

/// Times that a request is shared out: again where deals could not be made.
const ROUNDS: u32 = 3;

/// By how much a bidder betters its own bid at least, unless it comes down to nothing.
const LEAST_STEP: Perbill = Perbill::from_parts(LEVEL);

/// The least that a bidder takes: the amount by the number of parts, rounded up. Who took less would keep others out.
fn part_of<BlockNumber>(terms: &RequestTerms<BlockNumber>) -> Balance {
	terms.amount.div_ceil(Balance::from(terms.parts.max(1)))
}

/// A bid that takes part in the settlement.
struct Candidate<AccountId> {
	validator: AccountId,
	/// Its bid, for no more than its listing has room for.
	terms: BidTerms,
	score: u32,
	/// What its entity has at stake. Planck.
	stake: Balance,
	/// The least that it takes, unless less is left. Planck.
	least: Balance,
	/// The least that its listing takes. Planck.
	minimum: Balance,
	/// What it gets. Planck.
	share: Balance,
	/// Whether it was tried to make the deal.
	tried: bool,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn request(id: RequestId) -> Result<RequestOf<T>, Error<T>> {
		Self::request_now(id).ok_or(Error::UnknownRequest)
	}

	fn block() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	pub(crate) fn do_open_request(who: T::AccountId, terms: RequestTermsOf<T>) -> DispatchResult {
		let rules = T::Rules::get();
		ensure!(terms.amount > 0, Error::<T>::ZeroAmount);
		ensure!(terms.term > 0, Error::<T>::TermTooShort);
		ensure!(terms.term <= T::MaxTerm::get(), Error::<T>::TermTooLong);
		ensure!((1..=MAX_PARTS).contains(&terms.parts), Error::<T>::PartsOutOfBounds);
		let block = Self::block();
		let last = block.saturating_add(rules.bidding.into());
		ensure!(terms.closing > block && terms.closing <= last, Error::<T>::ClosingOutOfBounds);
		let deposits = T::Deposits::get();
		let deals = deposits.offer.saturating_mul(terms.parts.into());
		let all = deposits.request.saturating_add(deals);
		Self::hold(HoldReason::Deposit, &who, all)?;
		Self::hold_in_escrow(&who, terms.amount)?;
		// Sealed bids are not seen, and so not late.
		let (extensions, reveal) =
			if terms.sealed { (0, rules.reveal.max(1)) } else { (rules.extensions, 0) };
		let latest = terms.closing.saturating_add(extensions.into());
		let reveal_until = latest.saturating_add(reveal.into());
		let request = Request {
			delegator: who.clone(),
			terms: terms.clone(),
			latest,
			reveal_until,
			settle_until: reveal_until.saturating_add(rules.settlement.max(1).into()),
			interrupted: T::Interruptions::blocks(Duty::Bidding),
			can_wait: T::MaxInterruption::get(),
			fee: rules.protocol_fee,
			deposit: deposits.request,
			deal_deposit: deposits.offer,
		};
		let id = Self::next_id();
		Requests::<T>::insert(id, request);
		Self::deposit_event(Event::RequestOpened { request: id, delegator: who, terms });
		Ok(())
	}

	/// Removes a request and frees its escrow. The deposit for storing it is left to the caller.
	pub(crate) fn return_request(id: RequestId, request: &RequestOf<T>) -> DispatchResult {
		Requests::<T>::remove(id);
		Bids::<T>::remove(id);
		let deals = request.deal_deposit.saturating_mul(request.terms.parts.into());
		Self::release(HoldReason::Deposit, &request.delegator, deals)?;
		Self::release(HoldReason::Escrow, &request.delegator, request.terms.amount)
	}

	pub(crate) fn do_withdraw_request(who: T::AccountId, id: RequestId) -> DispatchResult {
		let request = Self::request(id)?;
		ensure!(request.delegator == who, Error::<T>::NotYourRequest);
		ensure!(!Bids::<T>::contains_key(id), Error::<T>::HasBids);
		Self::return_request(id, &request)?;
		Self::release(HoldReason::Deposit, &who, request.deposit)?;
		Self::deposit_event(Event::RequestWithdrawn { request: id });
		Ok(())
	}

	/// A request that takes bids, and the bids that it has.
	fn biddable(
		who: &T::AccountId,
		id: RequestId,
		sealed: bool,
	) -> Result<(RequestOf<T>, BidsOf<T>), Error<T>> {
		let request = Self::request(id)?;
		match (request.terms.sealed, sealed) {
			(true, false) => return Err(Error::BidsAreSealed),
			(false, true) => return Err(Error::BidsAreOpen),
			_ => {},
		}
		ensure!(Self::block() <= request.terms.closing, Error::BiddingOver);
		ensure!(request.delegator != *who, Error::OwnRequest);
		ensure!(Self::is_admitted(who), Error::NotAdmitted);
		Ok((request, Bids::<T>::get(id).unwrap_or_default()))
	}

	/// Whether a listing has as much cover, for its capacity, as a delegator demands.
	fn ensure_covered(
		listing: &ListingOf<T>,
		cover: Balance,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		let needed = wanted.minimum_cover.mul_ceil(listing.terms.capacity);
		ensure!(cover >= needed, Error::BidNotCovered);
		Ok(())
	}

	/// Whether a listing and its validator are as a delegator demands, with so much cover.
	pub(crate) fn ensure_meets(
		listing: &ListingOf<T>,
		cover: Balance,
		wanted: &Requirements,
	) -> Result<(), Error<T>> {
		Self::ensure_covered(listing, cover, wanted)?;
		let validator = &listing.validator;
		let is_cheap_to_leave = listing.terms.exit_fee <= wanted.maximum_exit_fee;
		let is_clean = !wanted.clean_record || T::Offences::is_clean(validator);
		let is_diverse = wanted.maximum_bucket.is_none_or(|most| {
			T::Diversity::bucket(validator).is_some_and(|bucket| bucket <= most)
		});
		// Nobody is below level 0.
		let is_attested = wanted.minimum_attestation == 0
			|| T::Attestation::level(validator) >= wanted.minimum_attestation;
		let has_score = Self::reaches(validator, wanted.minimum_score);
		ensure!(
			is_cheap_to_leave && is_clean && is_diverse && is_attested && has_score,
			Error::RequirementsNotMet
		);
		Ok(())
	}

	/// Whether a bid is one that can be made: what the bidder alone decides.
	fn ensure_sound_bid(
		who: &T::AccountId,
		request: &RequestOf<T>,
		terms: &BidTerms,
	) -> Result<ListingOf<T>, Error<T>> {
		ensure!(terms.amount >= part_of(&request.terms), Error::BidTooSmall);
		ensure!(terms.commission <= request.terms.maximum_commission, Error::CommissionTooHigh);
		let listing = Self::listing(terms.listing)?;
		ensure!(listing.validator == *who, Error::NotYourListing);
		// As it was set: what a slash has taken of it since is looked at where the bid could win.
		let cover = listing.cover.max(listing.terms.cover).saturating_add(terms.cover);
		Self::ensure_covered(&listing, cover, &request.terms.requirements)?;
		Ok(listing)
	}

	/// Whether a bid is one that could win now.
	fn ensure_eligible(
		who: &T::AccountId,
		request: &RequestOf<T>,
		terms: &BidTerms,
	) -> Result<ListingOf<T>, Error<T>> {
		ensure!(Self::is_admitted(who), Error::NotAdmitted);
		let listing = Self::ensure_sound_bid(who, request, terms)?;
		let amount = terms.amount.min(request.terms.amount);
		Self::ensure_fits(&listing, &request.delegator, amount, request.terms.term)?;
		let cover = listing.cover.saturating_add(terms.cover);
		Self::ensure_meets(&listing, cover, &request.terms.requirements)?;
		Ok(listing)
	}

	/// Where there is no place left, gives the place of the highest bid to a lower one.
	fn displace(id: RequestId, bids: &mut BidsOf<T>, terms: &BidTerms) -> Result<(), Error<T>> {
		if !bids.is_full() {
			return Ok(());
		}
		let commission_of = |bid: &Bid<T::AccountId>| match &bid.stage {
			BidStage::Open(terms) => Some(terms.commission),
			BidStage::Committed(_) => None,
		};
		// Of equal ones the last.
		let highest = bids
			.iter()
			.enumerate()
			.max_by_key(|(_, bid)| commission_of(bid))
			.filter(|(_, bid)| commission_of(bid) > Some(terms.commission))
			.map(|(index, _)| index)
			.ok_or(Error::TooManyBids)?;
		let displaced = bids.remove(highest);
		Self::return_bid(&displaced);
		let validator = displaced.validator;
		Self::deposit_event(Event::BidDisplaced { request: id, validator });
		Ok(())
	}

	/// Frees what a bidder has on hold for its bid.
	fn return_bid(bid: &Bid<T::AccountId>) {
		Self::release_or_forfeit(HoldReason::Deposit, &bid.validator, bid.deposit);
		if let BidStage::Open(terms) = &bid.stage {
			Self::release_or_forfeit(HoldReason::Cover, &bid.validator, terms.cover);
		}
	}

	pub(crate) fn do_bid(who: T::AccountId, id: RequestId, terms: BidTerms) -> DispatchResult {
		let (mut request, mut bids) = Self::biddable(&who, id, false)?;
		Self::ensure_eligible(&who, &request, &terms)?;
		let position = bids.iter().position(|bid| bid.validator == who);
		let deposit = match position {
			Some(index) => {
				let before = bids.remove(index);
				let BidStage::Open(old) = &before.stage else {
					return Err(Error::<T>::Undecodable.into());
				};
				let is_lower = terms.commission < old.commission
					&& (terms.commission.is_zero()
						|| old.commission.saturating_sub(terms.commission) >= LEAST_STEP);
				let is_better = is_lower
					&& terms.amount >= old.amount
					&& terms.cover >= old.cover
					&& terms.listing == old.listing;
				ensure!(is_better, Error::<T>::BidNotBetter);
				Self::hold(HoldReason::Cover, &who, terms.cover.saturating_sub(old.cover))?;
				before.deposit
			},
			None => {
				Self::displace(id, &mut bids, &terms)?;
				let deposit = T::Deposits::get().bid;
				Self::hold(HoldReason::Deposit, &who, deposit)?;
				Self::hold(HoldReason::Cover, &who, terms.cover)?;
				deposit
			},
		};
		let stage = BidStage::Open(terms.clone());
		bids.try_push(Bid { validator: who.clone(), stage, deposit })
			.map_err(|_| Error::<T>::TooManyBids)?;
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::BidMade { request: id, validator: who, terms });

		let extended = Self::block().saturating_add(T::Rules::get().extension.into());
		let closing = extended.min(request.latest);
		if closing > request.terms.closing {
			request.terms.closing = closing;
			Requests::<T>::insert(id, request);
			Self::deposit_event(Event::ClosingMoved { request: id, closing });
		}
		Ok(())
	}

	pub(crate) fn do_commit_bid(
		who: T::AccountId,
		id: RequestId,
		commitment: H256,
	) -> DispatchResult {
		let (_, mut bids) = Self::biddable(&who, id, true)?;
		ensure!(bids.iter().all(|bid| bid.validator != who), Error::<T>::AlreadyBid);
		let deposit = T::Deposits::get().bid;
		let stage = BidStage::Committed(commitment);
		bids.try_push(Bid { validator: who.clone(), stage, deposit })
			.map_err(|_| Error::<T>::TooManyBids)?;
		Self::hold(HoldReason::Deposit, &who, deposit)?;
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::BidCommitted { request: id, validator: who });
		Ok(())
	}

	pub(crate) fn do_reveal_bid(
		who: T::AccountId,
		id: RequestId,
		terms: BidTerms,
		salt: [u8; 32],
	) -> DispatchResult {
		let request = Self::request(id)?;
		ensure!(request.terms.sealed, Error::<T>::BidsAreOpen);
		let block = Self::block();
		let is_time = block > request.terms.closing && block <= request.reveal_until;
		ensure!(is_time, Error::<T>::NotRevealing);
		let mut bids = Bids::<T>::get(id).unwrap_or_default();
		let bid =
			bids.iter_mut().find(|bid| bid.validator == who).ok_or(Error::<T>::NotCommitted)?;
		let BidStage::Committed(committed) = &bid.stage else {
			return Err(Error::<T>::AlreadyBid.into());
		};
		let revealed = commitment(id, &who, &terms, salt);
		ensure!(*committed == revealed, Error::<T>::BidMismatch);
		// What others decide is looked at in the settlement: nobody forfeits its deposit for it.
		Self::ensure_sound_bid(&who, &request, &terms)?;
		Self::hold(HoldReason::Cover, &who, terms.cover)?;
		bid.stage = BidStage::Open(terms.clone());
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::BidMade { request: id, validator: who, terms });
		Ok(())
	}

	/// The first block in which a request can be settled is the next one after this.
	pub(crate) fn bidding_ends(request: &RequestOf<T>) -> BlockNumberFor<T> {
		if request.terms.sealed {
			request.reveal_until
		} else {
			request.terms.closing
		}
	}

	/// Gives the deposits back to those who have bid; the others forfeit theirs, unless a brake may
	/// have refused their reveals.
	fn settle_deposits(id: RequestId, request: &RequestOf<T>, bids: &BidsOf<T>) {
		for bid in bids {
			if matches!(bid.stage, BidStage::Open(_)) || request.can_wait == 0 {
				Self::return_bid(bid);
			} else {
				let (validator, deposit) = (bid.validator.clone(), bid.deposit);
				Self::forfeit(HoldReason::Deposit, &validator, deposit);
				Self::deposit_event(Event::BidForfeited { request: id, validator, deposit });
			}
		}
	}

	/// The bids that can win, in the order in which they are taken.
	fn candidates(request: &RequestOf<T>, bids: BidsOf<T>) -> Vec<Candidate<T::AccountId>> {
		let mut candidates: Vec<_> = bids
			.into_iter()
			.filter_map(|Bid { validator, stage, .. }| {
				let BidStage::Open(mut terms) = stage else { return None };
				let listing = Self::listing_now(terms.listing)?;
				terms.amount = terms.amount.min(listing.capacity_left());
				Self::ensure_eligible(&validator, request, &terms).ok()?;
				let score = T::Reputation::score(&validator).unwrap_or_default();
				let stake = T::Diversity::entity_stake(&validator)
					.unwrap_or_else(|| T::Stake::stake_of(&validator));
				Some(Candidate {
					validator,
					terms,
					score,
					stake,
					least: part_of(&request.terms),
					minimum: listing.terms.minimum_delegation,
					share: 0,
					tried: false,
				})
			})
			.collect();
		// A stable sort: among equals the earlier first.
		candidates.sort_by(|one, other| {
			let by_commission = one.terms.commission.cmp(&other.terms.commission);
			by_commission.then(other.score.cmp(&one.score))
		});
		candidates
	}

	/// How much more stake the entity of a candidate may come to. Planck.
	fn headroom(
		candidate: &Candidate<T::AccountId>,
		candidates: &[Candidate<T::AccountId>],
		most: Balance,
	) -> Balance {
		let is_of_entity = |other: &&Candidate<T::AccountId>| {
			other.share > 0
				&& T::Affiliation::are_affiliated(&candidate.validator, &other.validator)
		};
		let stake = candidates
			.iter()
			.filter(is_of_entity)
			.fold(candidate.stake, |sum, other| sum.saturating_add(other.share));
		most.saturating_sub(stake)
	}

	/// Shares `left` out to candidates that were not tried yet. `caps` are the stakes that an entity may come to, one after
	/// the other.
	fn share_out(
		candidates: &mut [Candidate<T::AccountId>],
		mut left: Balance,
		parts: u32,
		caps: [Balance; 2],
	) {
		let mut free = parts;
		for cap in caps {
			for index in 0..candidates.len() {
				let Some(candidate) = candidates.get(index) else { continue };
				if left == 0 || candidate.tried || (candidate.share == 0 && free == 0) {
					continue;
				}
				let wanted = candidate.terms.amount.saturating_sub(candidate.share);
				let least = match candidate.share {
					0 => candidate.least.min(left).max(candidate.minimum).max(1),
					_ => 0,
				};
				// Who belongs together is not asked where it makes no difference.
				let room = cap.saturating_sub(candidate.stake);
				if left.min(wanted).min(room) < least {
					continue;
				}
				let more = left.min(wanted).min(Self::headroom(candidate, candidates, cap));
				if more < least {
					continue;
				}
				let Some(candidate) = candidates.get_mut(index) else { continue };
				if candidate.share == 0 {
					free = free.saturating_sub(1);
				}
				candidate.share = candidate.share.saturating_add(more);
				left = left.saturating_sub(more);
			}
		}
	}

	/// Settles a request. Returns how many bids there were.
	pub(crate) fn do_settle_request(id: RequestId) -> Result<u32, DispatchError> {
		let request = Self::request(id)?;
		let block = Self::block();
		ensure!(block > Self::bidding_ends(&request), Error::<T>::BiddingNotOver);
		ensure!(block <= request.settle_until, Error::<T>::SettlementOver);
		let bids = Bids::<T>::get(id).unwrap_or_default();
		let number = u32::try_from(bids.len()).unwrap_or(MAX_BIDS);
		Self::return_request(id, &request)?;
		Self::release(HoldReason::Deposit, &request.delegator, request.deposit)?;
		Self::settle_deposits(id, &request, &bids);
		let mut candidates = Self::candidates(&request, bids);

		let rules = T::Rules::get();
		let active = T::Stake::exposures(Self::now())
			.iter()
			.fold(0, |sum: Balance, exposure| sum.saturating_add(exposure.stake()));
		let with_slack = rules.concentration.saturating_add(rules.concentration_slack);
		// Before the first set was recorded there is nothing to be a part of.
		let caps = [rules.concentration, with_slack].map(|part| match active {
			0 => Balance::MAX,
			active => part.mul_floor(active),
		});
		let mut left = request.terms.amount;
		let mut deals: u32 = 0;
		for _ in 0..ROUNDS {
			let parts = request.terms.parts.saturating_sub(deals);
			if parts == 0 || left == 0 {
				break;
			}
			Self::share_out(&mut candidates, left, parts, caps);
			let chosen =
				candidates.iter_mut().filter(|candidate| !candidate.tried && candidate.share > 0);
			for candidate in chosen {
				candidate.tried = true;
				let made = with_storage_layer(|| Self::award(&request, candidate));
				if made.is_err() {
					candidate.share = 0;
					let validator = candidate.validator.clone();
					Self::deposit_event(Event::BidPassedOver { request: id, validator });
					continue;
				}
				left = left.saturating_sub(candidate.share);
				deals = deals.saturating_add(1);
			}
		}
		let filled = request.terms.amount.saturating_sub(left);
		Self::deposit_event(Event::RequestSettled { request: id, filled, deals });
		Ok(number)
	}

	/// Makes the deal of a bidder that has won.
	fn award(request: &RequestOf<T>, winner: &Candidate<T::AccountId>) -> DispatchResult {
		let Candidate { validator, terms, share, .. } = winner;
		// Its bid was for a part of the request; what is left for it can be less.
		let mut listing = Self::ensure_eligible(validator, request, terms)?;
		Self::hold(HoldReason::Cover, validator, terms.cover)?;
		listing.cover = listing.cover.saturating_add(terms.cover);
		let delegator = &request.delegator;
		Self::hold(HoldReason::Deposit, delegator, request.deal_deposit)?;
		let agreed = DealTerms { commission: terms.commission, term: request.terms.term };
		let deposit = request.deal_deposit;
		Self::make_deal(terms.listing, listing, delegator, *share, agreed, request.fee, deposit)
			.map(|_| ())
	}

	/// Gives everything back to the bidders of a request that nobody has settled.
	pub(crate) fn return_bids(id: RequestId) {
		for bid in &Bids::<T>::take(id).unwrap_or_default() {
			Self::return_bid(bid);
		}
	}
}
