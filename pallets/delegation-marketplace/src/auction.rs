//! Requests: a delegator asks, validators bid, the cheapest eligible bids win.
//!
//! # Bidding
//!
//! A bid names a listing of the bidder, a commission, the most that the bidder takes, and the cover
//! that it adds to the listing if it wins. The deal gets the listing's cover, exit fee and promised
//! score. A request has at most [`MAX_BIDS`] bids, one for each validator, and each has a deposit.
//! On a full request a lower open bid displaces the highest one.
//!
//! *Open* bids are public, and can be improved until the closing block. A bid in the last
//! [`extension`](Rules::extension) blocks moves the close to that many blocks after the bid, up to
//! [`extensions`](Rules::extensions) blocks in all, so that others can answer. A bid in the last
//! possible closing block cannot be answered: sealed bids avoid that. An improvement of a bid is
//! worth 0.1 % of the rewards at least.
//!
//! *Sealed* bids are committed until the closing block and revealed after it, within
//! [`reveal`](Rules::reveal) blocks. A bidder that does not reveal its bid forfeits its deposit. On
//! a full request a further sealed bid is refused: the highest bid is unknown.
//!
//! While a brake keeps bidders from a call no block counts, up to [`Config::MaxInterruption`] in
//! all. A request that has waited that long forfeits no bid: see
//! [`interruptions`](crate::interruptions).
//!
//! Settlement: see [`settlement`](crate::settlement).
//!
//! Bids are not binding for ever: a validator does not win if it closes its listing, or changes it
//! so that its bid is no longer eligible. A delegator whose funds are locked gets no deals.
//!
//! The only code that writes [`Requests`] and [`Bids`].

use crate::{types::*, *};
use codec::Encode;
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, Duty, Interruptions};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// The commitment of a bidder: the hash (BLAKE2, 256 bits) of the SCALE encoding of
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

/// The least improvement of a bid, unless its commission falls to zero.
const LEAST_STEP: Perbill = Perbill::from_parts(LEVEL);

/// The least amount of a bid: the request's amount divided by the number of parts, rounded up. A
/// smaller bid would take a part from others.
pub(crate) fn part_of<BlockNumber>(terms: &RequestTerms<BlockNumber>) -> Balance {
	terms.amount.div_ceil(Balance::from(terms.parts.max(1)))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn request(id: RequestId) -> Result<RequestOf<T>, Error<T>> {
		Self::request_now(id).ok_or(Error::UnknownRequest)
	}

	pub(crate) fn block() -> BlockNumberFor<T> {
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
		// Sealed bids are unseen until the close, so none is late.
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

	/// Removes a request and releases its escrow and the deposits of its deals. The deposit of the
	/// request's record is left to the caller.
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

	/// A request open to bids, and its bids.
	pub(crate) fn biddable(
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

	/// Checks the part of a bid that the bidder alone controls.
	fn ensure_sound_bid(
		who: &T::AccountId,
		request: &RequestOf<T>,
		terms: &BidTerms,
	) -> Result<ListingOf<T>, Error<T>> {
		ensure!(terms.amount >= part_of(&request.terms), Error::BidTooSmall);
		ensure!(terms.commission <= request.terms.maximum_commission, Error::CommissionTooHigh);
		let listing = Self::listing(terms.listing)?;
		ensure!(listing.validator == *who, Error::NotYourListing);
		// The cover as it was set: a slash may have taken part of it, and eligibility is checked at
		// the settlement.
		let cover = listing.cover.max(listing.terms.cover).saturating_add(terms.cover);
		Self::ensure_covered(&listing, cover, &request.terms.requirements)?;
		Ok(listing)
	}

	/// Checks that a bid could win now.
	pub(crate) fn ensure_eligible(
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

	/// On a full request, displaces the highest bid by a lower one.
	fn displace(id: RequestId, bids: &mut BidsOf<T>, terms: &BidTerms) -> Result<(), Error<T>> {
		if !bids.is_full() {
			return Ok(());
		}
		let commission_of = |bid: &Bid<T::AccountId>| match &bid.stage {
			BidStage::Open(terms) => Some(terms.commission),
			BidStage::Committed(_) => None,
		};
		// Among equal bids the last.
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
		Self::deposit_event(Event::Outbid { request: id, validator });
		Ok(())
	}

	/// Releases the deposit and the cover of a bid.
	pub(crate) fn return_bid(bid: &Bid<T::AccountId>) {
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
			Self::deposit_event(Event::AuctionExtended { request: id, closing });
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
		// Conditions that others control are checked at the settlement: a bidder does not forfeit
		// its deposit for them.
		Self::ensure_sound_bid(&who, &request, &terms)?;
		Self::hold(HoldReason::Cover, &who, terms.cover)?;
		bid.stage = BidStage::Open(terms.clone());
		Bids::<T>::insert(id, bids);
		Self::deposit_event(Event::BidMade { request: id, validator: who, terms });
		Ok(())
	}

	/// The last block of bidding or revealing. Settlement can begin in the next block.
	pub(crate) fn bidding_ends(request: &RequestOf<T>) -> BlockNumberFor<T> {
		if request.terms.sealed {
			request.reveal_until
		} else {
			request.terms.closing
		}
	}

	/// Returns deposits and covers to the bidders of a request that was not settled in time.
	pub(crate) fn return_bids(id: RequestId) {
		for bid in &Bids::<T>::take(id).unwrap_or_default() {
			Self::return_bid(bid);
		}
	}
}
