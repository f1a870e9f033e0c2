//! Settlement of requests: the cheapest eligible bids win.
//!
//! Any account can settle a request after the time to bid or reveal. Eligible bids are taken by
//! commission, the lowest first, then by score, the highest first, then by time. Each takes as much
//! as it bid for, as its listing has room for, and as its entity may reach. Each takes no less than
//! its part of the request: the amount divided by the number of parts. An entity may reach the part
//! [`concentration`](Rules::concentration) of the active stake. The rest is offered to these
//! bidders again with [`concentration_slack`](Rules::concentration_slack) more, so that the cap
//! does not stop a market of few validators. At most [`MAX_PARTS`] deals are made. The remaining
//! amount is released.
//!
//! Every bid is judged first. A bid that cannot win by an act of its own maker forfeits its
//! deposit: see [`auction`](crate::auction). The listing is as it was when the bid was made, its
//! expiry included. A bidder whose self-stake a risen minimum has outgrown is left out without
//! forfeiture.
//!
//! A bidder whose deal cannot be made is passed over, and its share is distributed again, up to two
//! times. The settlement has to happen within [`settlement`](Rules::settlement) blocks. After that
//! [`reap`](Call::reap) returns escrow, covers and deposits.

use crate::{auction::part_of, deal::Entry, types::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use palisade_primitives::{
	Affiliation, Balance, DealControl, ExposureInspect, Reputation, ValidatorGate,
	ValidatorInspect, ValidatorStatus,
};
use sp_arithmetic::traits::Saturating;
use sp_runtime::{DispatchError, DispatchResult};

/// The rounds of a settlement: the first, and two where deals could not be made.
const ROUNDS: u32 = 3;

/// A bid that takes part in the settlement.
struct Candidate<AccountId> {
	validator: AccountId,
	/// The bid, capped at the amount of the request.
	terms: BidTerms,
	score: u32,
	/// The active stake of the bidder's entity when the bid was made. Planck.
	stake: Balance,
	/// The least share, unless less is left. Planck.
	least: Balance,
	/// The least delegation of the listing. Planck.
	minimum: Balance,
	/// The assigned share. Planck.
	share: Balance,
	/// Whether the deal was attempted.
	tried: bool,
}

/// The answers to the question whether a candidate is bound to another, by their places in the
/// order of settlement. Each is asked once, because an answer takes the proxies of an account.
type Answers = BTreeMap<(usize, usize), bool>;

impl<T: Config> Pallet<T> {
	/// Whether a bid on `listing` can win; a fault if it cannot by an act of its maker.
	fn judge(
		validator: &T::AccountId,
		request: &RequestOf<T>,
		terms: &BidTerms,
		listing: &ListingOf<T>,
	) -> Result<bool, Fault> {
		let wanted = &request.terms.requirements;
		let status = T::Stake::status(validator);
		// A minimum self-stake that rises takes a bidder out of the candidates by no act of its own.
		let is_electable = status != Some(ValidatorStatus::BelowMinimum);
		if is_electable {
			ensure!(status == Some(ValidatorStatus::Online), Fault::NotOnline);
			ensure!(T::Stake::accepts_deals(validator), Fault::TakesNoDeals);
		}
		let cover = listing.cover.saturating_add(terms.cover);
		let is_covered = Self::ensure_covered(listing, cover, wanted).is_ok();
		ensure!(is_covered && !listing.pool.covered.has_collapsed(), Fault::Cover);
		ensure!(Self::has_record(validator, wanted), Fault::Record);
		ensure!(Self::is_attested(validator, wanted), Fault::Attestation);
		let has_accepted_case = Self::ensure_no_case(validator, wanted.accept_open_case).is_ok();
		Ok(is_electable && has_accepted_case && T::ValidatorGate::admit(validator).is_ok())
	}

	/// Releases the funds and the room of a bid, or forfeits its deposit. Returns a bid that can
	/// win.
	fn settle_bid(
		id: RequestId,
		request: &RequestOf<T>,
		bid: Bid<T::AccountId>,
	) -> Option<Candidate<T::AccountId>> {
		let Bid { validator, stage, stake, deposit, .. } = bid;
		let (judged, candidate) = match stage {
			BidStage::Committed(_) => (Err(Fault::Unrevealed), None),
			BidStage::Open(mut terms) => {
				Self::release_or_forfeit(HoldReason::Cover, &validator, terms.cover);
				let Some(listing) = Self::free_room(request, &terms) else {
					// Cannot happen: a listing with bids is not removed.
					Self::release_or_forfeit(HoldReason::Deposit, &validator, deposit);
					return None;
				};
				let judged = Self::judge(&validator, request, &terms, &listing);
				terms.amount = terms.amount.min(request.terms.amount);
				let candidate = Candidate {
					validator: validator.clone(),
					terms,
					score: T::Reputation::score(&validator).unwrap_or_default(),
					stake,
					least: part_of(&request.terms),
					minimum: listing.terms.minimum_delegation,
					share: 0,
					tried: false,
				};
				(judged, Some(candidate))
			},
		};
		match judged {
			// A brake may have refused the call that would have mended it.
			Err(fault) if request.can_wait > 0 => {
				Self::forfeit(HoldReason::Deposit, &validator, deposit);
				Self::deposit_event(Event::BidForfeited { request: id, validator, deposit, fault });
				None
			},
			judged => {
				Self::release_or_forfeit(HoldReason::Deposit, &validator, deposit);
				if judged == Ok(true) {
					return candidate;
				}
				Self::deposit_event(Event::BidLeftOut { request: id, validator });
				None
			},
		}
	}

	/// Settles the bids of a request. Returns those that can win, in the order of settlement.
	fn candidates(
		id: RequestId,
		request: &RequestOf<T>,
		bids: BidsOf<T>,
	) -> Vec<Candidate<T::AccountId>> {
		let mut candidates: Vec<_> =
			bids.into_iter().filter_map(|bid| Self::settle_bid(id, request, bid)).collect();
		// The sort is stable: among equal bids the earlier is first.
		candidates.sort_by(|one, other| {
			let by_commission = one.terms.commission.cmp(&other.terms.commission);
			by_commission.then(other.score.cmp(&one.score))
		});
		candidates
	}

	/// The stake by which the entity of a candidate may still grow. Planck.
	///
	/// Only the candidate's own word, or an affiliation that it cannot be rid of, counts against it:
	/// a rival could shut it out by naming it.
	fn headroom(
		candidates: &[Candidate<T::AccountId>],
		index: usize,
		most: Balance,
		answers: &mut Answers,
	) -> Balance {
		let Some(candidate) = candidates.get(index) else { return 0 };
		let sharing = candidates.iter().enumerate().filter(|(_, other)| other.share > 0);
		let stake = sharing.fold(candidate.stake, |sum, (place, other)| {
			let is_of_entity = *answers.entry((index, place)).or_insert_with(|| {
				T::Affiliation::is_bound_to(&candidate.validator, &other.validator)
			});
			sum.saturating_add(if is_of_entity { other.share } else { 0 })
		});
		most.saturating_sub(stake)
	}

	/// Distributes `left` to candidates that were not tried yet. `caps` are the stakes that an
	/// entity may reach, applied in turn.
	fn share_out(
		candidates: &mut [Candidate<T::AccountId>],
		mut left: Balance,
		parts: u32,
		caps: [Balance; 2],
		answers: &mut Answers,
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
				// Skip the affiliation check where it cannot change the result.
				let most = left.min(wanted).min(cap.saturating_sub(candidate.stake));
				if most == 0 || most < least {
					continue;
				}
				let more = most.min(Self::headroom(candidates, index, cap, answers));
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

	/// Settles a request. Returns the number of bids.
	pub(crate) fn do_settle_request(id: RequestId) -> Result<u32, DispatchError> {
		let request = Self::request(id)?;
		let block = Self::block();
		ensure!(block > Self::bidding_ends(&request), Error::<T>::BiddingNotOver);
		ensure!(block <= request.settle_until, Error::<T>::SettlementOver);
		let bids = Self::bids(id)?;
		let number = u32::try_from(bids.len()).unwrap_or(MAX_BIDS);
		Self::return_request(id, &request)?;
		Self::release(HoldReason::Deposit, &request.delegator, request.deposit)?;
		let mut candidates = Self::candidates(id, &request, bids);

		let rules = T::Rules::get();
		let active = T::Stake::exposed_total(Self::now()).stake;
		let with_slack = rules.concentration.saturating_add(rules.concentration_slack);
		// Before the first exposures are recorded there is no stake to cap by.
		let caps = [rules.concentration, with_slack].map(|part| match active {
			0 => Balance::MAX,
			active => part.mul_floor(active),
		});
		let mut left = request.terms.amount;
		let mut deals: u32 = 0;
		let mut answers = Answers::new();
		for _ in 0..ROUNDS {
			let parts = request.terms.parts.saturating_sub(deals);
			if parts == 0 || left == 0 {
				break;
			}
			Self::share_out(&mut candidates, left, parts, caps, &mut answers);
			let chosen =
				candidates.iter_mut().filter(|candidate| !candidate.tried && candidate.share > 0);
			for candidate in chosen {
				candidate.tried = true;
				let made = with_storage_layer(|| Self::award(&request, candidate));
				if made.is_err() {
					candidate.share = 0;
					let validator = candidate.validator.clone();
					Self::deposit_event(Event::BidSkipped { request: id, validator });
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

	/// Makes the deal of a winning bid.
	fn award(request: &RequestOf<T>, winner: &Candidate<T::AccountId>) -> DispatchResult {
		let Candidate { validator, terms, share, .. } = winner;
		let mut listing = Self::listing(terms.listing)?;
		ensure!(*share <= listing.capacity_left(), Error::<T>::CapacityExceeded);
		Self::hold(HoldReason::Cover, validator, terms.cover)?;
		listing.cover = listing.cover.saturating_add(terms.cover);
		let delegator = &request.delegator;
		Self::hold(HoldReason::Deposit, delegator, request.deal_deposit)?;
		let entry = Entry {
			owner: delegator.clone(),
			amount: *share,
			terms: DealTerms { commission: terms.commission, term: request.terms.term },
			fee: request.fee,
			deposit: request.deal_deposit,
		};
		Self::make_deal(terms.listing, listing, entry).map(|_| ())
	}
}
