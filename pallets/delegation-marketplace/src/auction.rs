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
//! [`reveal`](Rules::reveal) blocks. On a full request a further sealed bid is refused: the highest
//! bid is unknown.
//!
//! While a brake keeps bidders from a call no block counts, up to [`Config::MaxInterruption`] in
//! all. A request that has waited that long forfeits no bid: see
//! [`interruptions`](crate::interruptions).
//!
//! Settlement: see [`settlement`](crate::settlement).
//!
//! # A bid is binding
//!
//! A bidder that has seen the other bids must not be able to take its own back for nothing. The
//! terms of a bid are therefore fixed when it is made, and its maker forfeits the deposit by any
//! act after which the bid cannot win.
//!
//! - From the bid, or its reveal, until the settlement the listing is neither amended nor closed,
//!   outlasts its expiry, and keeps room for the bid. The cover of the bid is held.
//! - Between commitment and reveal the listing is unknown. A bid on a listing whose terms were set
//!   after the commitment cannot be revealed, nor one without room or funds. An unrevealed bid is
//!   forfeited. To be sure of the room, a bidder names a listing that is reserved for the
//!   delegator.
//! - A bidder forfeits its deposit if at the settlement it is offline, leaving, jailed or banned,
//!   if an offence was proven, if a slash has taken the required cover, or if it has lost a clean
//!   record or a level of attestation that the request requires: see [`Fault`].
//! - Score, diversity bucket and the stake of the bidder's entity count as of the bid: others can
//!   change them too, and a bidder could change them at little cost.
//! - A bidder that a gate refuses, or against which a case was opened that the request does not
//!   accept, is left out and forfeits nothing: others can cause that. A refusal by a gate costs a
//!   validator its next election, and an accusation costs the accuser a deposit of its own.
//! - A winner whose deal fails for lack of the delegator's funds is passed over and forfeits
//!   nothing.
//!
//! No bidder is held longer than until the end of the time for settlement: then any account can
//! [`reap`](Call::reap) the request.
//!
//! A delegator whose funds are locked gets no deals.
//!
//! The only code that writes [`Requests`] and [`Bids`].

use crate::{types::*, *};
use codec::Encode;
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, Diversity, Duty, Interruptions, ValidatorInspect};
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

	/// The bids on a request. Fails with [`Error::Undecodable`] on a record that cannot be decoded,
	/// instead of treating it as empty: the deposits and the covers of the bidders would be lost.
	pub(crate) fn bids(id: RequestId) -> Result<BidsOf<T>, Error<T>> {
		match Bids::<T>::get(id) {
			Some(bids) => Ok(bids),
			None if Bids::<T>::contains_key(id) => Err(Error::Undecodable),
			None => Ok(BidsOf::<T>::default()),
		}
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
		Ok((request, Self::bids(id)?))
	}

	/// The capacity that a listing keeps for a bid. Planck.
	fn room_for(request: &RequestOf<T>, terms: &BidTerms) -> Balance {
		terms.amount.min(request.terms.amount)
	}

	/// Keeps capacity of a listing for a bid, and fixes the terms of the listing.
	fn keep_room(mut listing: ListingOf<T>, request: &RequestOf<T>, terms: &BidTerms) {
		listing.reserved = listing.reserved.saturating_add(Self::room_for(request, terms));
		listing.bids = listing.bids.saturating_add(1);
		Self::place(terms.listing, &mut listing);
		Self::store_listing(terms.listing, listing);
	}

	/// Takes a bid off its listing, in memory.
	fn take_off(listing: &mut ListingOf<T>, request: &RequestOf<T>, terms: &BidTerms) {
		listing.reserved = listing.reserved.saturating_sub(Self::room_for(request, terms));
		listing.bids = listing.bids.saturating_sub(1);
	}

	/// Frees the capacity that a listing keeps for a bid. Returns the listing.
	pub(crate) fn free_room(request: &RequestOf<T>, terms: &BidTerms) -> Option<ListingOf<T>> {
		let mut listing = Self::listing_now(terms.listing)?;
		Self::take_off(&mut listing, request, terms);
		Self::place(terms.listing, &mut listing);
		Self::store_listing(terms.listing, listing.clone());
		Some(listing)
	}

	/// The active stake of the validator's entity. Planck.
	fn entity_stake(validator: &T::AccountId) -> Balance {
		T::Diversity::entity_stake(validator).unwrap_or_else(|| T::Stake::stake_of(validator))
	}

	/// Checks that a bid fits its listing, and returns the listing, without the bidder's `old` bid.
	fn ensure_fitting_bid(
		who: &T::AccountId,
		request: &RequestOf<T>,
		terms: &BidTerms,
		old: Option<&BidTerms>,
	) -> Result<ListingOf<T>, Error<T>> {
		ensure!(terms.amount >= part_of(&request.terms), Error::BidTooSmall);
		ensure!(terms.commission <= request.terms.maximum_commission, Error::CommissionTooHigh);
		let mut listing = Self::listing(terms.listing)?;
		ensure!(listing.validator == *who, Error::NotYourListing);
		if let Some(old) = old.filter(|old| old.listing == terms.listing) {
			Self::take_off(&mut listing, request, old);
		}
		let wanted = &request.terms;
		let amount = Self::room_for(request, terms);
		Self::ensure_fits(&listing, &request.delegator, amount, wanted.term)?;
		let cover = listing.cover.saturating_add(terms.cover);
		Self::ensure_terms_meet(&listing, cover, &wanted.requirements)?;
		Ok(listing)
	}

	/// On a full request, displaces the highest bid by a lower one.
	fn displace(
		id: RequestId,
		request: &RequestOf<T>,
		bids: &mut BidsOf<T>,
		terms: &BidTerms,
	) -> Result<(), Error<T>> {
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
		Self::return_bid(request, &displaced);
		let validator = displaced.validator;
		Self::deposit_event(Event::Outbid { request: id, validator });
		Ok(())
	}

	/// Releases the deposit, the cover and the room of a bid.
	fn return_bid(request: &RequestOf<T>, bid: &Bid<T::AccountId>) {
		Self::release_or_forfeit(HoldReason::Deposit, &bid.validator, bid.deposit);
		if let BidStage::Open(terms) = &bid.stage {
			Self::release_or_forfeit(HoldReason::Cover, &bid.validator, terms.cover);
			Self::free_room(request, terms);
		}
	}

	fn new_bid(who: &T::AccountId, stage: BidStage, deposit: Balance) -> Bid<T::AccountId> {
		let (made, stake) = (NextId::<T>::get(), Self::entity_stake(who));
		Bid { validator: who.clone(), stage, made, stake, deposit }
	}

	pub(crate) fn do_bid(who: T::AccountId, id: RequestId, terms: BidTerms) -> DispatchResult {
		let (mut request, mut bids) = Self::biddable(&who, id, false)?;
		Self::ensure_standing(&who, &request.terms.requirements)?;
		let position = bids.iter().position(|bid| bid.validator == who);
		let before = position.map(|index| bids.remove(index));
		let old = match before.as_ref().map(|bid| &bid.stage) {
			Some(BidStage::Committed(_)) => return Err(Error::<T>::Undecodable.into()),
			Some(BidStage::Open(old)) => Some(old),
			None => None,
		};
		let listing = Self::ensure_fitting_bid(&who, &request, &terms, old)?;
		let deposit = match (&before, old) {
			(Some(before), Some(old)) => {
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
			_ => {
				Self::displace(id, &request, &mut bids, &terms)?;
				let deposit = T::Deposits::get().bid;
				Self::hold(HoldReason::Deposit, &who, deposit)?;
				Self::hold(HoldReason::Cover, &who, terms.cover)?;
				deposit
			},
		};
		Self::keep_room(listing, &request, &terms);
		let bid = Self::new_bid(&who, BidStage::Open(terms.clone()), deposit);
		bids.try_push(bid).map_err(|_| Error::<T>::TooManyBids)?;
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
		let (request, mut bids) = Self::biddable(&who, id, true)?;
		ensure!(bids.iter().all(|bid| bid.validator != who), Error::<T>::AlreadyBid);
		Self::ensure_standing(&who, &request.terms.requirements)?;
		let deposit = T::Deposits::get().bid;
		let bid = Self::new_bid(&who, BidStage::Committed(commitment), deposit);
		bids.try_push(bid).map_err(|_| Error::<T>::TooManyBids)?;
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
		let mut bids = Self::bids(id)?;
		let bid =
			bids.iter_mut().find(|bid| bid.validator == who).ok_or(Error::<T>::NotCommitted)?;
		let BidStage::Committed(committed) = &bid.stage else {
			return Err(Error::<T>::AlreadyBid.into());
		};
		let revealed = commitment(id, &who, &terms, salt);
		ensure!(*committed == revealed, Error::<T>::BidMismatch);
		// The state of the validator is judged at the settlement.
		let listing = Self::ensure_fitting_bid(&who, &request, &terms, None)?;
		ensure!(listing.terms_from < bid.made, Error::<T>::ListingAmended);
		Self::hold(HoldReason::Cover, &who, terms.cover)?;
		Self::keep_room(listing, &request, &terms);
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

	/// Returns deposits and covers to the bidders of a request that was not settled in time, and
	/// frees the room of their listings. Fails with [`Error::Undecodable`].
	pub(crate) fn return_bids(id: RequestId, request: &RequestOf<T>) -> Result<(), Error<T>> {
		for bid in &Self::bids(id)? {
			Self::return_bid(request, bid);
		}
		Bids::<T>::remove(id);
		Ok(())
	}
}
