//! The benchmarks of the calls.
//!
//! Each benchmark sets up the worst case. Unless it says otherwise, that is:
//!
//! - The validator's record is as long as possible, and the validator has [`MAX_LISTINGS`]
//!   listings: see [`burden`].
//! - A listing is the only one on the level of the order book that it enters or leaves.
//! - A deal is made with a validator outside the set: its stake is active at once, and moves the
//!   validator to the end of another bag. The delegator has as many delegations as possible. A part
//!   of the deal is a protocol fee.
//! - A deal has become active with others that have not taken their shares yet, in the staking
//!   pallet and in its cover; further deals are still waiting. The deal has unpaid rewards and a
//!   part in payouts of the cover.
//! - The caller of a cleanup is not the owner, and is paid for it.
//!
//! Benchmarks marked `extra` only show what does not affect the cost: they are no weights.

use crate::{auction::commitment, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, weights::Weight};
use frame_system::RawOrigin;
use palisade_primitives::{Balance, OnSlash, PositionInspect};
use sp_arithmetic::Perbill;
use sp_core::H256;

mod setup;

use setup::*;

/// The members of the next set.
pub enum NextSet<'a, AccountId> {
	/// The members of this set.
	AsNow,
	/// The members of this set, and this validator.
	With(&'a AccountId),
	/// No validator.
	Empty,
}

/// The direction in which a validator changes its bag of the list of candidates.
pub enum Way {
	/// By more stake.
	Up,
	/// By less stake.
	Down,
}

/// A kind of stake that can be sold without a deal.
pub enum Kind {
	/// A position of the compounding class.
	Position,
	/// Exits.
	Exits,
}

/// The states of the staking pallet and of the other neighbours for which the market has no calls.
/// A method that a runtime leaves out skips the benchmarks that need it.
pub trait BenchmarkHelper<T: Config> {
	/// Begins an epoch late enough for every benchmark, with a protocol fee, a low concentration
	/// and a high slack. Returns electable validators outside the set, with records and
	/// affiliations as costly as possible. The set is full of others if `is_full`.
	fn start(validators: u32, is_full: bool) -> Result<Vec<T::AccountId>, BenchmarkError>;

	/// An amount above all minimums. A thousandth of it can be paid to an existing account. Planck.
	fn unit() -> Balance;

	/// The strictest requirements that these validators meet.
	fn requirements() -> Requirements {
		Requirements { clean_record: true, ..Default::default() }
	}

	/// Ends the epoch.
	fn end_epoch(_next: NextSet<T::AccountId>) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Skips `number` epochs without events, and begins the next.
	fn skip_epochs(_number: u32) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Pays a reward to a validator and its delegators.
	fn reward(_validator: &T::AccountId) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Puts the validator with this `index` between two others of its bag. Returns the change of
	/// stake, up or down, that makes it the last of another bag. Planck.
	fn near_bag(
		_validator: &T::AccountId,
		_index: u32,
		_way: Way,
	) -> Result<Balance, BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Sets the stake of a validator. Planck.
	fn set_stake(_validator: &T::AccountId, _stake: Balance) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Lets the staking pallet refuse deals with a validator that stays online.
	fn refuse_deals(_validator: &T::AccountId) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Gives `who` the largest number of delegations like the one to `validator`, less `places`, a
	/// reward account, and affiliations as costly as possible to check.
	fn fill_account(
		_who: &T::AccountId,
		_validator: &T::AccountId,
		_places: u32,
	) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Lets `one` belong to the entity of `other`, as costly as possible to check.
	fn affiliate(_one: &T::AccountId, _other: &T::AccountId) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Gives `who` the largest number of exits from a validator, less one, and as many exits of
	/// deals as leave a place for the exit of one more deal.
	fn fill_exits(_who: &T::AccountId, _validator: &T::AccountId) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Gives two accounts stake with a validator that is the most costly to move from the first to
	/// the second. Returns the asset of the first.
	fn movable(
		_from: &T::AccountId,
		_to: &T::AccountId,
		_validator: &T::AccountId,
		_kind: Kind,
	) -> Result<AssetOf<T>, BenchmarkError> {
		Err(BenchmarkError::Skip)
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The validator's last possible listing.
	#[benchmark]
	fn open_listing() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		open_others::<T>(&caller, MAX_LISTINGS - 1)?;
		let terms = roomy_terms::<T>(LEVEL_OF_ONE);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), terms);

		let operator = Operators::<T>::get(&caller).ok_or("it has listings")?;
		assert_eq!(operator.listings.len(), MAX_LISTINGS as usize);
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), Some(1));
		Ok(())
	}

	/// To a higher capacity and cover on another level, while deals are covered.
	#[benchmark]
	fn amend_listing() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let mut terms = roomy_terms::<T>(LEVEL_OF_ONE);
		let id = open::<T>(&caller, terms.clone())?;
		burden::<T>(&caller)?;
		terms.commission = commission_of(LEVEL_OF_ONE + 1);
		terms.capacity *= 2;
		terms.cover *= 3;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, terms.clone());

		let listing = listing::<T>(id)?;
		assert_eq!((listing.version, listing.cover), (1, terms.cover));
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), None);
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16 + 1), Some(1));
		Ok(())
	}

	/// The listing is open and unused, so that it is closed and removed at once.
	#[benchmark]
	fn close_listing() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let id = open::<T>(&caller, roomy_terms::<T>(LEVEL_OF_ONE))?;
		open_others::<T>(&caller, MAX_LISTINGS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Listings::<T>::contains_key(id));
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), None);
		Ok(())
	}

	/// Below the commission of the listing, so that an answer is needed.
	#[benchmark]
	fn make_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let terms = DealTerms { commission: Perbill::zero(), term: 1 };
		let (listing, amount) = (vacancy.listing, vacancy.amount);
		let id = NextId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.delegator), listing, 0, amount, terms, u32::MAX, true);

		assert!(Offers::<T>::contains_key(id));
		Ok(())
	}

	/// At the commission of the listing, so that the deal is made.
	#[benchmark]
	fn make_offer_at_terms() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let terms = DealTerms { commission: Perbill::one(), term: 1 };
		let (listing, amount) = (vacancy.listing, vacancy.amount);
		let caller = RawOrigin::Signed(vacancy.delegator.clone());

		#[extrinsic_call]
		make_offer(caller, listing, 0, amount, terms, u32::MAX, true);

		is_filled::<T>(&vacancy)
	}

	#[benchmark]
	fn counter_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy_for_other::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;
		let terms = DealTerms { commission: Perbill::one(), term: 2 };

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.validator), id, 0, terms);

		assert!(Offers::<T>::get(id).is_some_and(|offer| offer.round == 1 && offer.terms == terms));
		Ok(())
	}

	#[benchmark]
	fn accept_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy_for_other::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.validator.clone()), id, 0);

		assert!(!Offers::<T>::contains_key(id));
		is_filled::<T>(&vacancy)
	}

	#[benchmark]
	fn refuse_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy_for_other::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.validator), id);

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.delegator), id);

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	/// The last visited listing fits. Each of the others has a level of its own, and is refused
	/// because an offence of its validator is proven, which is checked last.
	#[benchmark]
	fn take_best() -> Result<(), BenchmarkError> {
		let vacancy = hidden_vacancy::<T>()?;
		let terms = DealTerms { commission: Perbill::one(), term: 1 };

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.delegator.clone()), vacancy.amount, terms, requirements::<T>());

		is_filled::<T>(&vacancy)
	}

	#[benchmark]
	fn open_request() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::start(0, false)?;
		let caller = anybody::<T>()?;
		// The call may be in a later block than its setup.
		let terms =
			RequestTerms { closing: block_in::<T>(2), ..request_terms::<T>(unit::<T>(), true) };
		let id = NextId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), terms);

		assert!(Requests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_request() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::start(0, false)?;
		let caller = anybody::<T>()?;
		let id = request::<T>(&caller, unit::<T>(), true)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	/// The request is full. The bid displaces the highest one, so late that it moves the close. It
	/// fills its listing, and the listing of the displaced bid returns to the order book.
	#[benchmark]
	fn bid() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let listing = open::<T>(&caller, terms::<T>(LEVEL_OF_ONE, unit::<T>(), unit::<T>()))?;
		let id = request::<T>(&rich::<T>("delegator", 0)?, unit::<T>(), false)?;
		let terms = bid_terms::<T>(listing, Perbill::zero(), unit::<T>());
		let higher = BidTerms { commission: Perbill::one(), ..terms.clone() };
		fill_bids::<T>(id, MAX_BIDS, BidStage::Open(higher), T::Deposits::get().bid)?;
		let before = Pallet::<T>::request(id).map_err(failed)?.terms.closing;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, terms.clone());

		let bids = Bids::<T>::get(id).unwrap_or_default();
		assert_eq!(bids.len(), MAX_BIDS as usize);
		assert!(bids.last().is_some_and(|last| last.stage == BidStage::Open(terms)));
		assert!(Pallet::<T>::request(id).map_err(failed)?.terms.closing > before);
		Ok(())
	}

	/// The last bid that fits.
	#[benchmark]
	fn commit_bid() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let id = request::<T>(&rich::<T>("delegator", 0)?, unit::<T>(), true)?;
		let committed = H256::repeat_byte(1);
		fill_bids::<T>(id, MAX_BIDS - 1, BidStage::Committed(committed), 0)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, committed);

		assert_eq!(Bids::<T>::get(id).map(|bids| bids.len() as u32), Some(MAX_BIDS));
		Ok(())
	}

	/// The last bid of a full request. All others are revealed. The bid fills its listing.
	#[benchmark]
	fn reveal_bid() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let listing = open::<T>(&caller, terms::<T>(LEVEL_OF_ONE, unit::<T>(), unit::<T>()))?;
		let id = request::<T>(&rich::<T>("delegator", 0)?, unit::<T>(), true)?;
		let terms = bid_terms::<T>(listing, Perbill::zero(), unit::<T>());
		fill_bids::<T>(id, MAX_BIDS - 1, BidStage::Open(terms.clone()), 0)?;
		let salt = [7; 32];
		let committed = commitment(id, &caller, &terms, salt);
		Pallet::<T>::do_commit_bid(caller.clone(), id, committed)?;
		frame_system::Pallet::<T>::set_block_number(block_in::<T>(2));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, terms.clone(), salt);

		let bids = Bids::<T>::get(id).unwrap_or_default();
		assert_eq!(bids.len(), MAX_BIDS as usize);
		assert!(bids.last().is_some_and(|last| last.stage == BidStage::Open(terms)));
		Ok(())
	}

	/// With `b` bids. All meet the requirements, and are visited in every round, because all deals
	/// but one fail in the first two. All parts become deals. Fewer bids cost less than the result.
	#[benchmark]
	fn settle_request(
		b: Linear<{ MAX_PARTS + IN_VAIN }, { MAX_BIDS }>,
	) -> Result<(), BenchmarkError> {
		let contest = contest::<T>(b)?;
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), contest.request);

		is_settled::<T>(&contest);
		Ok(())
	}

	/// Before the end of the term, for a fee. The deal stays covered.
	#[benchmark]
	fn exit_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(T::MaxTerm::get(), Covered::Yes)?;
		let exit = Pallet::<T>::exit_fee_of(stale.deal, &deal_record::<T>(stale.deal)?);
		assert!(exit.is_ok_and(|(fee, _)| fee > 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(stale.owner.clone()), stale.deal, Balance::MAX);

		has_left::<T>(&stale);
		Ok(())
	}

	/// Without a cover: the listing returns to the order book, and the parties were tied when they
	/// made the deal, so that its record is removed.
	#[benchmark]
	fn exit_uncovered_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(T::MaxTerm::get(), Covered::No)?;
		// Their ties are looked up in vain once more, also for the reward account of the validator.
		T::BenchmarkHelper::fill_account(&stale.validator, &stale.validator, 1)?;
		let mut deal = deal_record::<T>(stale.deal)?;
		deal.ties = Ties { delegator: true, operator: true };
		Pallet::<T>::store_deal(stale.deal, deal);
		assert_eq!(listing::<T>(stale.listing)?.level, None);

		#[extrinsic_call]
		exit_deal(RawOrigin::Signed(stale.owner), stale.deal, Balance::MAX);

		assert!(!Deals::<T>::contains_key(stale.deal));
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), Some(1));
		Ok(())
	}

	/// After the end of the term, so that the deal was kept.
	#[benchmark]
	fn terminate_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(1, Covered::Yes)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(stale.validator.clone()), stale.deal);

		has_left::<T>(&stale);
		Ok(())
	}

	/// Agrees to the other party's proposal of another commission.
	#[benchmark]
	fn renew_deal() -> Result<(), BenchmarkError> {
		let Stale { validator, owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let terms = DealTerms { commission: Perbill::zero(), term: 1 };
		Pallet::<T>::do_renew_deal(validator, deal, terms)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), deal, terms);

		let deal = deal_record::<T>(deal)?;
		assert_eq!((deal.terms, deal.proposal), (terms, None));
		Ok(())
	}

	#[benchmark]
	fn set_automatic_renewal() -> Result<(), BenchmarkError> {
		let Stale { owner, deal, .. } = stale_deal::<T>(T::MaxTerm::get(), Covered::Yes, true)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), deal, true);

		assert!(deal_record::<T>(deal)?.delegator_renews);
		Ok(())
	}

	/// A deal whose ratings count.
	#[benchmark]
	fn rate_deal() -> Result<(), BenchmarkError> {
		let Stale { owner, deal, .. } = deal_to_close::<T>(1, Covered::Yes)?;
		Pallet::<T>::do_exit_deal(owner.clone(), deal, Balance::MAX)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), deal, MAX_RATING);

		let finished = deal_record::<T>(deal)?.finished.ok_or("it has ended")?;
		assert!(finished.counts && finished.rated_by_delegator);
		Ok(())
	}

	/// To a reward account.
	#[benchmark]
	fn claim_deal() -> Result<(), BenchmarkError> {
		let Stale { validator, owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		T::BenchmarkHelper::fill_account(&owner, &validator, 1)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), deal);

		let nothing = Pallet::<T>::do_claim_deal(owner, deal);
		assert!(nothing.is_err());
		Ok(())
	}

	/// The caller is not the owner.
	#[benchmark]
	fn claim_cover() -> Result<(), BenchmarkError> {
		let Stale { deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), deal);

		let coverage = deal_record::<T>(deal)?.coverage;
		assert!(coverage.waiting.is_none() && !coverage.shares.is_zero());
		assert_eq!(coverage.unclaimed, 0);
		Ok(())
	}

	/// The caller is not the owner, and claims for the oldest of the largest number of liable
	/// epochs. None of them is liable any more.
	#[benchmark]
	fn claim_exit_cover() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let id = open::<T>(&validator, roomy_terms::<T>(LEVEL_OF_ONE))?;
		burden::<T>(&validator)?;
		let caller = anybody::<T>()?;
		let cohorts = Pallet::<T>::cohorts(id).unwrap_or_default();
		let epoch = cohorts.first().ok_or("the listing has exits")?.epoch;
		T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), leaver::<T>(), id, epoch);

		assert!(!CohortCovers::<T>::contains_key((id, epoch, leaver::<T>())));
		assert_eq!(Pallet::<T>::cohorts(id).unwrap_or_default().len(), cohorts.len() - 1);
		Ok(())
	}

	/// The largest number of exits of an account from a validator: the value of each has to be
	/// read.
	#[benchmark]
	fn offer_for_sale() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let caller = anybody::<T>()?;
		let buyer = rich::<T>("buyer", 0)?;
		let asset = T::BenchmarkHelper::movable(&caller, &buyer, &validator, Kind::Exits)?;
		let id = NextId::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, unit::<T>(), u32::MAX, true);

		assert!(Sales::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_sale() -> Result<(), BenchmarkError> {
		let Stale { owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let id = sale::<T>(&owner, Asset::Deal(deal))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(!Sales::<T>::contains_key(id));
		Ok(())
	}

	/// Both accounts have as many delegations as possible, and positions with the validator that
	/// are not settled yet. The validator has an open case.
	#[benchmark]
	fn buy_position() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let seller = rich::<T>("seller", 0)?;
		let caller = anybody::<T>()?;
		let asset = T::BenchmarkHelper::movable(&seller, &caller, &validator, Kind::Position)?;
		let Asset::Position { class, .. } = asset else { return Err("it is a position".into()) };
		let id = sale::<T>(&seller, asset)?;
		let before = T::Stake::position_value(&caller, &validator, class);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), id, Balance::MAX, 1, true);

		assert!(!Sales::<T>::contains_key(id));
		assert!(T::Stake::position_value(&caller, &validator, class) > before);
		Ok(())
	}

	/// Both accounts have as many delegations as possible.
	#[benchmark]
	fn buy_deal() -> Result<(), BenchmarkError> {
		let Stale { validator, owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::fill_account(&owner, &validator, 1)?;
		T::BenchmarkHelper::fill_account(&caller, &validator, 1)?;
		let id = sale::<T>(&owner, Asset::Deal(deal))?;

		#[extrinsic_call]
		buy_position(RawOrigin::Signed(caller.clone()), id, Balance::MAX, 1, true);

		assert_eq!(deal_record::<T>(deal)?.owner, caller);
		assert_eq!((deals_of::<T>(&owner), deals_of::<T>(&caller)), (0, 1));
		Ok(())
	}

	/// Both accounts have as many delegations as possible and nearly as many exits, and have exited
	/// all listings of the validator in the epoch.
	#[benchmark]
	fn buy_exits() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let seller = rich::<T>("seller", 0)?;
		let caller = anybody::<T>()?;
		let asset = T::BenchmarkHelper::movable(&seller, &caller, &validator, Kind::Exits)?;
		let Asset::Exits { epoch, .. } = asset else { return Err("it has exits".into()) };
		burden::<T>(&validator)?;
		let listings = Operators::<T>::get(&validator).unwrap_or_default().listings;
		assert_eq!(listings.len(), MAX_LISTINGS as usize);
		for id in &listings {
			leave::<T>(*id, epoch, &caller)?;
			leave::<T>(*id, epoch, &seller)?;
		}
		let id = sale::<T>(&seller, asset)?;

		#[extrinsic_call]
		buy_position(RawOrigin::Signed(caller.clone()), id, Balance::MAX, 1, true);

		for id in listings {
			assert!(!CohortCovers::<T>::contains_key((id, epoch, &seller)));
			let coverage = CohortCovers::<T>::get((id, epoch, &caller)).ok_or("it has both")?;
			assert!(coverage.unclaimed > 0);
		}
		Ok(())
	}

	/// The listing has expired and is unused, so that it is closed and removed at once.
	#[benchmark]
	fn reap_listing() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let id = open::<T>(&validator, roomy_terms::<T>(LEVEL_OF_ONE))?;
		open_others::<T>(&validator, MAX_LISTINGS)?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(OPEN_EPOCHS)?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Listing(id));

		assert!(!Listings::<T>::contains_key(id));
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), None);
		Ok(())
	}

	#[benchmark]
	fn reap_offer() -> Result<(), BenchmarkError> {
		let mut vacancy = vacancy::<T>(validator::<T>()?)?;
		vacancy.delegator = rich::<T>("delegator", 0)?;
		let id = offer::<T>(&vacancy)?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(1)?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Offer(id));

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	/// With the largest number of bids, all open. Their listings return to the order book.
	#[benchmark]
	fn reap_request() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::start(0, false)?;
		let id = request::<T>(&rich::<T>("delegator", 0)?, unit::<T>(), true)?;
		let terms = bid_terms::<T>(0, Perbill::zero(), unit::<T>());
		fill_bids::<T>(id, MAX_BIDS, BidStage::Open(terms), T::Deposits::get().bid)?;
		let until = Pallet::<T>::request(id).map_err(failed)?.settle_until;
		frame_system::Pallet::<T>::set_block_number(until + 1u32.into());
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Request(id));

		assert!(!Requests::<T>::contains_key(id) && !Bids::<T>::contains_key(id));
		Ok(())
	}

	/// The cover owes a payout. The listing has exit cohorts of all liable epochs. It was full, and
	/// returns to the order book.
	#[benchmark]
	fn reap_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(1, Covered::Yes)?;
		Pallet::<T>::do_exit_deal(stale.owner.clone(), stale.deal, Balance::MAX)?;
		has_left::<T>(&stale);
		T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS)?;
		add_leavers::<T>(stale.listing, part::<T>())?;
		let cohorts = Pallet::<T>::cohorts(stale.listing).unwrap_or_default().len();
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Deal(stale.deal));

		assert!(!Deals::<T>::contains_key(stale.deal));
		assert_eq!(Pallet::<T>::cohorts(stale.listing).unwrap_or_default().len(), cohorts - 1);
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), Some(1));
		Ok(())
	}

	/// Before its expiry: the exits have got a cover that was not offered. The largest number of exits
	/// of an account from a validator.
	#[benchmark]
	fn reap_sale() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let seller = rich::<T>("seller", 0)?;
		let buyer = rich::<T>("buyer", 0)?;
		let asset = T::BenchmarkHelper::movable(&seller, &buyer, &validator, Kind::Exits)?;
		let Asset::Exits { epoch, .. } = asset else { return Err("it has exits".into()) };
		let id = sale::<T>(&seller, asset)?;
		Pallet::<T>::end_sale_of_exits(&seller, &validator, epoch);
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Sale(id));

		assert!(!Sales::<T>::contains_key(id));
		Ok(())
	}

	/// Of a validator with `l` listings, each the only one on its level.
	#[benchmark]
	fn suspend_listings(l: Linear<1, MAX_LISTINGS>) -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		open_others::<T>(&validator, l)?;

		#[block]
		{
			Pallet::<T>::set_suspended(&validator, true);
		}

		assert_eq!(LevelCounts::<T>::iter_keys().count(), 0);
		Ok(())
	}

	/// `l` listings that have expired, each the only one on its level, are the next in the book.
	#[benchmark]
	fn sweep(l: Linear<1, SWEPT_IN_A_BLOCK>) -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		open_others::<T>(&validator, l)?;
		T::BenchmarkHelper::skip_epochs(OPEN_EPOCHS)?;

		#[block]
		{
			Pallet::<T>::sweep(Weight::MAX);
		}

		assert_eq!(LevelCounts::<T>::iter_keys().count(), 0);
		Ok(())
	}

	/// A slash of a validator with the maximum of listings, all with cover and the maximum of exit
	/// cohorts.
	#[benchmark]
	fn on_slash() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		burden::<T>(&validator)?;
		let listings = Operators::<T>::get(&validator).unwrap_or_default().listings;
		let epoch = now::<T>() - MAX_EXIT_COHORTS;

		#[block]
		{
			<Pallet<T> as OnSlash<_>>::on_slash(&validator, epoch, 1_000_000, 1_000);
		}

		for id in listings {
			let listing = listing::<T>(id)?;
			assert!(listing.version > 0 && listing.cover < listing.terms.cover);
		}
		Ok(())
	}

	/// With `l` other open listings: the cost must not depend on their number.
	#[benchmark(extra)]
	fn take_best_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let vacancy = hidden_vacancy::<T>()?;
		crowd::<T>(l)?;
		let terms = DealTerms { commission: Perbill::one(), term: 1 };

		#[extrinsic_call]
		take_best(
			RawOrigin::Signed(vacancy.delegator.clone()),
			vacancy.amount,
			terms,
			requirements::<T>(),
		);

		is_filled::<T>(&vacancy)
	}

	/// With `l` other open listings, at the commission of the listing.
	#[benchmark(extra)]
	fn make_offer_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		crowd::<T>(l)?;
		let terms = DealTerms { commission: Perbill::one(), term: 1 };
		let (listing, amount) = (vacancy.listing, vacancy.amount);
		let caller = RawOrigin::Signed(vacancy.delegator.clone());

		#[extrinsic_call]
		make_offer(caller, listing, 0, amount, terms, u32::MAX, true);

		is_filled::<T>(&vacancy)
	}

	/// With `l` other open listings.
	#[benchmark(extra)]
	fn accept_offer_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let vacancy = vacancy_for_other::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;
		crowd::<T>(l)?;

		#[extrinsic_call]
		accept_offer(RawOrigin::Signed(vacancy.validator.clone()), id, 0);

		is_filled::<T>(&vacancy)
	}

	/// With `l` other open listings and the largest number of bids.
	#[benchmark(extra)]
	fn settle_request_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let contest = contest::<T>(MAX_BIDS)?;
		crowd::<T>(l)?;
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		settle_request(RawOrigin::Signed(caller), contest.request);

		is_settled::<T>(&contest);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::TestChain::start(crate::mock::integration::Chain::with_validators(4)),
		crate::mock::integration::Test
	);
}
