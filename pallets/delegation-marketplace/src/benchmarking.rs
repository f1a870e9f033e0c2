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
use frame_support::traits::{fungible::Mutate, Get};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use palisade_primitives::{
	Balance, CaseInspect, DealId, EpochIndex, ExposureInspect, OnSlash, PositionInspect,
	RewardClass,
};
use palisade_share_pool::{Cover, Pending};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_core::H256;
use sp_runtime::DispatchError;

/// The runtime setup for the benchmarks, besides [`Config`].
pub trait BenchmarkHelper<T: Config> {
	/// Begins an epoch late enough for every benchmark. The rules have a protocol fee, a low
	/// concentration and a high slack, and ratings count. Returns `validators` electable validators
	/// outside the set, with records as costly as possible.
	fn start(validators: u32) -> Result<Vec<T::AccountId>, BenchmarkError>;

	/// An amount above all minimums. A thousandth of it can be paid to an existing account. Planck.
	fn unit() -> Balance;

	/// The strictest requirements that these validators meet.
	fn requirements() -> Requirements;

	/// Fills the set of the running epoch with other validators.
	fn fill_set();

	/// Puts a validator into the set from the next epoch on.
	fn serve(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Ends the epoch. The validators in the set stay in it if `goes_on`; otherwise the next set is
	/// empty.
	fn end_epoch(goes_on: bool);

	/// Skips `epochs` epochs without events, and begins the next.
	fn skip_epochs(epochs: u32);

	/// Pays a reward to a validator and its delegators.
	fn reward(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Puts the validator with this `index` between two others of its bag. Returns the additional
	/// stake that makes it the last of another bag. Planck.
	fn rise(validator: &T::AccountId, index: u32) -> Result<Balance, BenchmarkError>;

	/// Puts the validator between two others of its bag, so that losing a unit makes it the last of
	/// another bag.
	fn fall(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Sets the stake of a validator. Planck.
	fn set_stake(validator: &T::AccountId, stake: Balance) -> Result<(), BenchmarkError>;

	/// Takes a validator offline.
	fn go_offline(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Gives `who` the largest number of delegations, less `places`, and a reward account.
	fn fill_delegations(
		who: &T::AccountId,
		validator: &T::AccountId,
		places: u32,
	) -> Result<(), BenchmarkError>;

	/// Gives `who` the largest number of exits from a validator, less one.
	fn fill_exits(who: &T::AccountId, validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Makes the affiliation check of `who` as costly as possible, with a negative result.
	fn fill_affiliations(who: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Gives two accounts positions with a validator that are the most costly to move from the
	/// first to the second. Returns the movable amount of the compounding class. Planck.
	fn positions(
		from: &T::AccountId,
		to: &T::AccountId,
		validator: &T::AccountId,
	) -> Result<Balance, BenchmarkError>;

	/// Gives two accounts exits from a validator that are the most costly to move from the first to
	/// the second. Returns the epoch of exit.
	fn exits(
		from: &T::AccountId,
		to: &T::AccountId,
		validator: &T::AccountId,
	) -> Result<EpochIndex, BenchmarkError>;
}

/// A large number of listings.
const CROWD: u32 = 100_000;

/// The epochs until a listing expires.
const OPEN_EPOCHS: u32 = 1_000;

/// The level of the benchmarked listing. Lower levels hold the listings that a match visits before
/// it.
const LEVEL_OF_ONE: u32 = MAX_LOOKS;

/// The first level of the validator's other listings.
const LEVEL_OF_OTHERS: u32 = 150;

/// The first level of the crowd's listings.
const LEVEL_OF_CROWD: u32 = 200;

fn now<T: Config>() -> EpochIndex {
	Pallet::<T>::now()
}

fn unit<T: Config>() -> Balance {
	T::BenchmarkHelper::unit()
}

/// A small part of a unit.
fn part<T: Config>() -> Balance {
	unit::<T>() / 1_000
}

fn refused(_: palisade_share_pool::Error) -> BenchmarkError {
	BenchmarkError::Stop("the pool refused")
}

fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

fn endow<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	let riches = unit::<T>().saturating_mul(1_000_000);
	<T::Currency as Mutate<_>>::mint_into(who, riches)?;
	Ok(())
}

fn rich<T: Config>(name: &'static str, index: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account(name, index, 0);
	endow::<T>(&who)?;
	Ok(who)
}

/// An account without a role.
fn anybody<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let who = whitelisted_caller();
	endow::<T>(&who)?;
	Ok(who)
}

/// A validator.
fn validator<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let validators = T::BenchmarkHelper::start(1)?;
	let validator = validators.into_iter().next().ok_or("there is one")?;
	T::BenchmarkHelper::fill_affiliations(&validator)?;
	Ok(validator)
}

fn listing<T: Config>(id: ListingId) -> Result<ListingOf<T>, BenchmarkError> {
	Pallet::<T>::listing(id).map_err(failed)
}

/// The lowest commission of a level.
fn commission_of(level: u32) -> Perbill {
	Perbill::from_parts(level.saturating_mul(LEVEL))
}

/// The terms of a listing on a level.
fn terms<T: Config>(level: u32, capacity: Balance, minimum: Balance) -> ListingTermsOf<T> {
	ListingTerms {
		capacity,
		minimum_delegation: minimum,
		commission: commission_of(level),
		minimum_term: 1,
		cover: capacity / 10,
		exit_fee: Perbill::from_percent(1),
		score_floor: T::BenchmarkHelper::requirements().minimum_score,
		expiry: now::<T>().saturating_add(OPEN_EPOCHS),
		requirements: ClientRequirements {
			reserved_for: None,
			maximum_delegation: Some(Balance::MAX),
			maximum_term: Some(u32::MAX),
		},
	}
}

/// The terms of a listing with room for many deals, each of at least a unit.
fn roomy_terms<T: Config>(level: u32) -> ListingTermsOf<T> {
	terms::<T>(level, unit::<T>().saturating_mul(100), unit::<T>())
}

/// Opens a listing. Returns its number.
fn open<T: Config>(
	validator: &T::AccountId,
	terms: ListingTermsOf<T>,
) -> Result<ListingId, BenchmarkError> {
	let id = NextId::<T>::get();
	Pallet::<T>::do_open_listing(validator.clone(), terms)?;
	Ok(id)
}

/// Opens other listings until a validator has `number`.
fn open_others<T: Config>(validator: &T::AccountId, number: u32) -> Result<(), BenchmarkError> {
	let before = Operators::<T>::get(validator).unwrap_or_default().listings.len();
	for index in before as u32..number {
		open::<T>(validator, roomy_terms::<T>(LEVEL_OF_OTHERS.saturating_add(index)))?;
	}
	Ok(())
}

/// The account that exited listings.
fn leaver<T: Config>() -> T::AccountId {
	account("leaver", 0, 0)
}

/// Makes a listing as costly as possible to settle: deposits whose owners have not taken their
/// shares of the cover; others whose epoch is over; and exits of all liable epochs. The cover has
/// paid `payout` to each of them.
fn load<T: Config>(id: ListingId, payout: Balance) -> Result<(), BenchmarkError> {
	let (now, value) = (now::<T>(), unit::<T>());
	let pending = || -> Result<Pending, BenchmarkError> {
		let mut pending = Pending::default();
		pending.deposit(value).map_err(refused)?;
		Ok(pending)
	};
	let mut listing = listing::<T>(id)?;
	Pallet::<T>::activate_waiting(id, &mut listing, now);
	if listing.pool.is_empty() {
		let activation = listing.pool.activate(pending()?);
		Activations::<T>::insert(id, now.saturating_sub(2), activation);
	}
	listing.waiting = Some(Waiting { epoch: now.saturating_sub(1), deposits: pending()? });
	listing.pool.pay(payout).map_err(refused)?;
	Pallet::<T>::hold(HoldReason::Cover, &listing.validator, payout)?;
	Listings::<T>::insert(id, listing);
	add_leavers::<T>(id, payout)
}

/// Adds exits from a listing in all liable epochs. The cover has paid `payout` to those of each
/// epoch.
fn add_leavers<T: Config>(id: ListingId, payout: Balance) -> Result<(), BenchmarkError> {
	let validator = listing::<T>(id)?.validator;
	let mut all = Pallet::<T>::cohorts(id);
	for epoch in T::Stake::exits_held_since(&validator)..now::<T>() {
		let mut pool = Cover::default();
		let shares = pool.enter(unit::<T>()).map_err(refused)?;
		pool.pay(payout).map_err(refused)?;
		let coverage = Coverage { shares, ..Default::default() };
		CohortCovers::<T>::insert((id, epoch, leaver::<T>()), coverage);
		all.push(ExitCohort { epoch, pool });
		Pallet::<T>::hold(HoldReason::Cover, &validator, payout)?;
	}
	Ok(Pallet::<T>::store_cohorts(id, all)?)
}

/// Makes an electable validator as costly as possible to slash: [`MAX_LISTINGS`] listings, all with
/// a cover that has paid before, deposits whose owners have not taken their shares of it, others
/// whose epoch is over, and exits of all liable epochs. Also for the benchmarks of the slashing
/// pallet.
pub fn burden<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	endow::<T>(validator)?;
	endow::<T>(&leaver::<T>())?;
	open_others::<T>(validator, MAX_LISTINGS)?;
	for id in Operators::<T>::get(validator).unwrap_or_default().listings {
		load::<T>(id, part::<T>())?;
	}
	Ok(())
}

/// Adds an exit of `who` from a listing in an epoch that is no longer liable, before a payout of
/// its cover.
fn leave<T: Config>(
	id: ListingId,
	epoch: EpochIndex,
	who: &T::AccountId,
) -> Result<(), BenchmarkError> {
	let mut listing = listing::<T>(id)?;
	let mut pool = EndedCohorts::<T>::get(id, epoch).unwrap_or_else(|| {
		listing.ended = listing.ended.saturating_add(1);
		Cover::default()
	});
	let settled = pool.index;
	let shares = pool.enter(unit::<T>()).map_err(refused)?;
	pool.pay(part::<T>()).map_err(refused)?;
	listing.ended_owed = listing.ended_owed.saturating_add(part::<T>());
	Pallet::<T>::hold(HoldReason::Cover, &listing.validator, part::<T>())?;
	EndedCohorts::<T>::insert(id, epoch, pool);
	Listings::<T>::insert(id, listing);
	let coverage = Coverage { shares, settled, ..Default::default() };
	CohortCovers::<T>::insert((id, epoch, who), coverage);
	Ok(())
}

/// The amount to delegate for about `staked` after the fee.
fn with_fee(staked: Balance) -> Balance {
	staked.saturating_add(staked / 50)
}

/// Makes a deal at the terms of a listing, the only deal of `who`. Returns its number.
fn deal<T: Config>(
	id: ListingId,
	who: &T::AccountId,
	amount: Balance,
	term: u32,
) -> Result<DealId, BenchmarkError> {
	let version = listing::<T>(id)?.version;
	let terms = DealTerms { commission: Perbill::one(), term };
	let expiry = now::<T>().saturating_add(1);
	Pallet::<T>::do_make_offer(who.clone(), id, version, amount, terms, expiry)?;
	let mut deals = DealsOf::<T>::iter_key_prefix(who);
	Ok(deals.next().ok_or("it was made at once")?)
}

/// The number of deals of `who`.
fn deals_of<T: Config>(who: &T::AccountId) -> u32 {
	DealsOf::<T>::iter_key_prefix(who).count() as u32
}

/// A deal whose shares and payouts were not settled recently.
struct Stale<T: Config> {
	validator: T::AccountId,
	listing: ListingId,
	owner: T::AccountId,
	deal: DealId,
}

/// The cover of a listing.
#[derive(PartialEq, Eq)]
enum Covered {
	/// The cover has paid, and has funds left.
	Yes,
	/// The listing has no cover.
	No,
}

/// Makes a stale deal. It and another deal fill their listing. The validator stays in the set if
/// `serves`; the owner has no place for a further deal.
fn stale_deal<T: Config>(
	term: u32,
	covered: Covered,
	serves: bool,
) -> Result<Stale<T>, BenchmarkError> {
	let validator = validator::<T>()?;
	let owner = rich::<T>("deal owner", 0)?;
	let other = rich::<T>("deal owner", 1)?;
	let amount = unit::<T>().saturating_mul(10);
	let mut terms = terms::<T>(LEVEL_OF_ONE, amount.saturating_mul(2), amount);
	if covered == Covered::No {
		terms.cover = 0;
	}
	let listing = open::<T>(&validator, terms)?;
	T::BenchmarkHelper::serve(&validator)?;
	T::BenchmarkHelper::end_epoch(true);
	deal::<T>(listing, &other, amount, term)?;
	let deal = deal::<T>(listing, &owner, amount, term)?;
	// Two epochs, so that other deposits wait with an epoch of their own.
	T::BenchmarkHelper::end_epoch(serves);
	T::BenchmarkHelper::end_epoch(serves);
	T::BenchmarkHelper::reward(&validator)?;
	match covered {
		Covered::Yes => burden::<T>(&validator)?,
		Covered::No => load::<T>(listing, 0)?,
	}
	T::BenchmarkHelper::fill_affiliations(&owner)?;
	Ok(Stale { validator, listing, owner, deal })
}

/// A stale deal about to be closed: the validator is not in the set, and falls into another bag.
/// The owner has as many exits and delegations as possible. All exit cohorts of the listing are no
/// longer liable, but were not moved aside yet.
fn deal_to_close<T: Config>(term: u32, covered: Covered) -> Result<Stale<T>, BenchmarkError> {
	let stale = stale_deal::<T>(term, covered, false)?;
	T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS);
	T::BenchmarkHelper::fill_exits(&stale.owner, &stale.validator)?;
	T::BenchmarkHelper::fill_delegations(&stale.owner, &stale.validator, 1)?;
	T::BenchmarkHelper::fall(&stale.validator)?;
	Ok(stale)
}

/// Checks that a deal was closed, and is covered with the other exits of this epoch.
fn has_left<T: Config>(stale: &Stale<T>) {
	let deal = Deals::<T>::get(stale.deal);
	assert!(deal.is_some_and(|deal| deal.finished.is_some() && deal.occupies));
	// All other cohorts are no longer liable.
	assert_eq!(Pallet::<T>::cohorts(stale.listing).len(), 1);
	assert!(EndedCohorts::<T>::iter_key_prefix(stale.listing).count() > 1);
	let coverage = CohortCovers::<T>::get((stale.listing, now::<T>(), &stale.owner));
	assert!(coverage.is_some_and(|coverage| coverage.unclaimed > 0));
}

/// A listing that one deal fills.
struct Vacancy<T: Config> {
	validator: T::AccountId,
	listing: ListingId,
	delegator: T::AccountId,
	amount: Balance,
}

/// Opens a listing that one deal fills.
fn vacancy<T: Config>(validator: T::AccountId) -> Result<Vacancy<T>, BenchmarkError> {
	let delegator = anybody::<T>()?;
	T::BenchmarkHelper::fill_affiliations(&validator)?;
	T::BenchmarkHelper::fill_affiliations(&delegator)?;
	let amount = with_fee(T::BenchmarkHelper::rise(&validator, 0)?);
	let listing = open::<T>(&validator, terms::<T>(LEVEL_OF_ONE, amount, amount))?;
	burden::<T>(&validator)?;
	T::BenchmarkHelper::fill_delegations(&delegator, &validator, 1)?;
	Ok(Vacancy { validator, listing, delegator, amount })
}

/// Makes an offer for the whole listing at a lower commission. Returns the number of the offer.
fn offer<T: Config>(vacancy: &Vacancy<T>) -> Result<OfferId, BenchmarkError> {
	let id = NextId::<T>::get();
	Pallet::<T>::do_make_offer(
		vacancy.delegator.clone(),
		vacancy.listing,
		0,
		vacancy.amount,
		DealTerms { commission: Perbill::zero(), term: 1 },
		now::<T>().saturating_add(1),
	)?;
	Ok(id)
}

/// Checks that the delegator's deal filled the listing.
fn is_filled<T: Config>(vacancy: &Vacancy<T>) -> Result<(), BenchmarkError> {
	let listing = listing::<T>(vacancy.listing)?;
	assert_eq!((listing.deals, listing.level), (1, None));
	assert!(listing.filled < vacancy.amount, "there was a fee");
	assert!(listing.waiting.is_none());
	assert_eq!(deals_of::<T>(&vacancy.delegator), 1);
	Ok(())
}

/// A vacancy that a match visits last. The listings before it have levels of their own, and
/// validators that are offline, which is checked last.
fn hidden_vacancy<T: Config>() -> Result<Vacancy<T>, BenchmarkError> {
	let mut validators = T::BenchmarkHelper::start(MAX_LOOKS)?;
	let one = validators.pop().ok_or("there is one")?;
	let vacancy = vacancy::<T>(one)?;
	let capacity = vacancy.amount.saturating_mul(2);
	for (level, validator) in validators.iter().enumerate() {
		open::<T>(validator, terms::<T>(level as u32, capacity, unit::<T>().min(capacity)))?;
		T::BenchmarkHelper::go_offline(validator)?;
	}
	Ok(vacancy)
}

/// Adds [`CROWD`] listings, `number` of them open, on the levels above the benchmarked one. The
/// size of the state hardly depends on `number`.
fn crowd<T: Config>(number: u32) -> Result<(), BenchmarkError> {
	let like = Listings::<T>::iter_values().next().ok_or("there is one")?;
	let terms = roomy_terms::<T>(LEVEL_OF_CROWD);
	let levels = 1_000u32.saturating_sub(LEVEL_OF_CROWD);
	for index in 0..CROWD {
		let id = Pallet::<T>::next_id();
		let validator: T::AccountId = account("crowd", index / MAX_LISTINGS, 0);
		let level = LEVEL_OF_CROWD.saturating_add(index % levels);
		let mut listing = Listing {
			validator: validator.clone(),
			terms: ListingTerms { commission: commission_of(level), cover: 0, ..terms.clone() },
			filled: 0,
			deals: 0,
			cover: 0,
			pool: Cover::default(),
			waiting: None,
			level: None,
			deposit: 0,
			closed: index >= number,
			..like.clone()
		};
		Pallet::<T>::place(id, &mut listing);
		Listings::<T>::insert(id, listing);
		Operators::<T>::try_mutate(validator, |operator| {
			operator.get_or_insert_default().listings.try_push(id)
		})
		.map_err(|_| "a validator has few")?;
	}
	Ok(())
}

/// The block `blocks` from now.
fn block_in<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(blocks.into())
}

/// Opens a request for the largest number of validators. The last block for bids is the next one.
fn request<T: Config>(
	who: &T::AccountId,
	amount: Balance,
	sealed: bool,
) -> Result<RequestId, BenchmarkError> {
	let id = NextId::<T>::get();
	let terms = request_terms::<T>(amount, sealed);
	Pallet::<T>::do_open_request(who.clone(), terms)?;
	Ok(id)
}

/// The requirements of a request.
fn requirements<T: Config>() -> Requirements {
	Requirements {
		minimum_cover: Perbill::from_percent(1),
		maximum_exit_fee: Perbill::from_percent(1),
		..T::BenchmarkHelper::requirements()
	}
}

/// The terms of a request.
fn request_terms<T: Config>(amount: Balance, sealed: bool) -> RequestTermsOf<T> {
	RequestTerms {
		amount,
		maximum_commission: Perbill::one(),
		term: 1,
		requirements: requirements::<T>(),
		sealed,
		parts: MAX_PARTS,
		closing: block_in::<T>(1),
	}
}

/// The terms of a bid.
fn bid_terms<T: Config>(listing: ListingId, commission: Perbill, amount: Balance) -> BidTerms {
	BidTerms { listing, commission, amount, cover: part::<T>() }
}

/// Fills the first `number` places with bids of other validators.
fn fill_bids<T: Config>(
	id: RequestId,
	number: u32,
	stage: BidStage,
	deposit: Balance,
) -> Result<(), BenchmarkError> {
	let mut bids = BidsOf::<T>::default();
	for index in 0..number {
		let validator = rich::<T>("bidder", index)?;
		Pallet::<T>::hold(HoldReason::Deposit, &validator, deposit)?;
		if let BidStage::Open(terms) = &stage {
			Pallet::<T>::hold(HoldReason::Cover, &validator, terms.cover)?;
		}
		bids.try_push(Bid { validator, stage: stage.clone(), deposit })
			.map_err(|_| "there is room")?;
	}
	Bids::<T>::insert(id, bids);
	Ok(())
}

/// A request whose bids can be settled.
struct Contest<T: Config> {
	request: RequestId,
	delegator: T::AccountId,
}

/// The bidders of [`contest`] whose deals cannot be made.
const IN_VAIN: u32 = MAX_PARTS + 1;

/// A request with `bids` bids. All of them meet the requirements, and each is for one part. In the
/// order of settlement:
///
/// - All parts but one go to the first bidders.
/// - Most entities have too much stake to get a share. The settlement finds that out for each of
///   them in every round and for both caps, by comparing it with all bidders that have a share.
/// - The last bidders get the last part, one in each round, within the slack, until all rounds are
///   used up: the delegator has no place for a further deal, which is checked last.
fn contest<T: Config>(bids: u32) -> Result<Contest<T>, BenchmarkError> {
	let validators = T::BenchmarkHelper::start(bids)?;
	T::BenchmarkHelper::fill_set();
	let active = T::Stake::exposures(now::<T>())
		.iter()
		.fold(0, |sum: Balance, exposure| sum.saturating_add(exposure.stake()));
	let rules = T::Rules::get();
	let without_slack = rules.concentration.mul_floor(active);
	let with_slack =
		rules.concentration.saturating_add(rules.concentration_slack).mul_floor(active);

	let winning = MAX_PARTS.saturating_sub(1);
	let in_vain = bids.saturating_sub(IN_VAIN);
	for (index, validator) in (0..bids).zip(&validators).skip(winning as usize) {
		let has_no_room = index < in_vain;
		let stake = if has_no_room { with_slack } else { without_slack };
		T::BenchmarkHelper::set_stake(validator, stake)?;
	}
	let last = validators.last().ok_or("there is one")?;
	let amount = with_fee(T::BenchmarkHelper::rise(last, bids)?);
	let mut offered = Vec::new();
	for (index, validator) in (0..bids).zip(&validators) {
		endow::<T>(validator)?;
		T::BenchmarkHelper::fill_affiliations(validator)?;
		let listing = open::<T>(validator, terms::<T>(index, amount, amount))?;
		let has_no_room = (winning..in_vain).contains(&index);
		if !has_no_room {
			T::BenchmarkHelper::rise(validator, index)?;
			load::<T>(listing, part::<T>())?;
		}
		offered.push((validator, bid_terms::<T>(listing, Perbill::from_parts(index), amount)));
	}

	let delegator = rich::<T>("delegator", 0)?;
	T::BenchmarkHelper::fill_affiliations(&delegator)?;
	T::BenchmarkHelper::fill_delegations(&delegator, last, winning)?;
	let request = request::<T>(&delegator, amount.saturating_mul(MAX_PARTS.into()), false)?;
	for (validator, terms) in offered {
		Pallet::<T>::do_bid(validator.clone(), request, terms)?;
	}
	let until = Pallet::<T>::request(request).map_err(failed)?.settle_until;
	frame_system::Pallet::<T>::set_block_number(until);
	Ok(Contest { request, delegator })
}

/// Checks the result of a settlement.
fn is_settled<T: Config>(contest: &Contest<T>) {
	assert!(!Requests::<T>::contains_key(contest.request));
	assert!(!Bids::<T>::contains_key(contest.request));
	assert_eq!(deals_of::<T>(&contest.delegator), MAX_PARTS.saturating_sub(1));
}

/// Puts an asset up for sale. Returns the number of the sale.
fn sale<T: Config>(who: &T::AccountId, asset: AssetOf<T>) -> Result<SaleId, BenchmarkError> {
	let id = NextId::<T>::get();
	let expiry = now::<T>().saturating_add(1);
	Pallet::<T>::do_offer_for_sale(who.clone(), asset, unit::<T>(), expiry, true)?;
	Ok(id)
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
		_(RawOrigin::Signed(vacancy.delegator), listing, 0, amount, terms, u32::MAX);

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
		make_offer(caller, listing, 0, amount, terms, u32::MAX);

		is_filled::<T>(&vacancy)
	}

	#[benchmark]
	fn counter_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;
		let terms = DealTerms { commission: Perbill::one(), term: 2 };

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.validator), id, 0, terms);

		assert!(Offers::<T>::get(id).is_some_and(|offer| offer.round == 1 && offer.terms == terms));
		Ok(())
	}

	#[benchmark]
	fn accept_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(vacancy.validator.clone()), id, 0);

		assert!(!Offers::<T>::contains_key(id));
		is_filled::<T>(&vacancy)
	}

	#[benchmark]
	fn refuse_offer() -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
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
	/// because its validator is offline, which is checked last.
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
		T::BenchmarkHelper::start(0)?;
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
		T::BenchmarkHelper::start(0)?;
		let caller = anybody::<T>()?;
		let id = request::<T>(&caller, unit::<T>(), true)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	/// The request is full. The bid displaces the highest one, so late that it moves the close.
	#[benchmark]
	fn bid() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let listing = open::<T>(&caller, roomy_terms::<T>(LEVEL_OF_ONE))?;
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

	/// The last bid of a full request. All others are revealed.
	#[benchmark]
	fn reveal_bid() -> Result<(), BenchmarkError> {
		let caller = validator::<T>()?;
		let listing = open::<T>(&caller, roomy_terms::<T>(LEVEL_OF_ONE))?;
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

	/// With `b` bids. All meet the requirements, and are visited in every round, because deals fail
	/// as often as is tried. All parts but one become deals. Fewer bids cost less than the result.
	#[benchmark]
	fn settle_request(
		b: Linear<{ MAX_PARTS - 1 + IN_VAIN }, { MAX_BIDS }>,
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
		assert!(Pallet::<T>::exit_fee_of(stale.deal, &deal_record::<T>(stale.deal)?).0 > 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(stale.owner.clone()), stale.deal, Balance::MAX);

		has_left::<T>(&stale);
		Ok(())
	}

	/// Without a cover: the listing returns to the order book, and the parties are related, so that
	/// the record of the deal is removed.
	#[benchmark]
	fn exit_uncovered_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(T::MaxTerm::get(), Covered::No)?;
		// The validator shares the reward account of the owner, which is checked last.
		T::BenchmarkHelper::fill_delegations(&stale.validator, &stale.validator, 1)?;
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
		T::BenchmarkHelper::fill_delegations(&owner, &validator, 1)?;

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
		let cohorts = Pallet::<T>::cohorts(id);
		let epoch = cohorts.first().ok_or("the listing has exits")?.epoch;
		T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), leaver::<T>(), id, epoch);

		assert!(!CohortCovers::<T>::contains_key((id, epoch, leaver::<T>())));
		assert_eq!(Pallet::<T>::cohorts(id).len(), cohorts.len() - 1);
		Ok(())
	}

	/// The largest number of exits of an account from a validator: the value of each has to be
	/// read.
	#[benchmark]
	fn offer_for_sale() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let caller = anybody::<T>()?;
		let buyer = rich::<T>("buyer", 0)?;
		let epoch = T::BenchmarkHelper::exits(&caller, &buyer, &validator)?;
		let asset = Asset::Exits { validator, epoch };
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
		let amount = T::BenchmarkHelper::positions(&seller, &caller, &validator)?;
		let class = RewardClass::Compounding;
		let id =
			sale::<T>(&seller, Asset::Position { validator: validator.clone(), class, amount })?;
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
		T::BenchmarkHelper::fill_delegations(&owner, &validator, 1)?;
		T::BenchmarkHelper::fill_delegations(&caller, &validator, 1)?;
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
		let epoch = T::BenchmarkHelper::exits(&seller, &caller, &validator)?;
		burden::<T>(&validator)?;
		let listings = Operators::<T>::get(&validator).unwrap_or_default().listings;
		assert_eq!(listings.len(), MAX_LISTINGS as usize);
		for id in &listings {
			leave::<T>(*id, epoch, &caller)?;
			leave::<T>(*id, epoch, &seller)?;
		}
		let id = sale::<T>(&seller, Asset::Exits { validator, epoch })?;

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
		T::BenchmarkHelper::skip_epochs(OPEN_EPOCHS);

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
		T::BenchmarkHelper::skip_epochs(1);

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Offer(id));

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	/// With the largest number of bids, all open.
	#[benchmark]
	fn reap_request() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::start(0)?;
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
		T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS);
		add_leavers::<T>(stale.listing, part::<T>())?;
		let cohorts = Pallet::<T>::cohorts(stale.listing).len();
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Deal(stale.deal));

		assert!(!Deals::<T>::contains_key(stale.deal));
		assert_eq!(Pallet::<T>::cohorts(stale.listing).len(), cohorts - 1);
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), Some(1));
		Ok(())
	}

	#[benchmark]
	fn reap_sale() -> Result<(), BenchmarkError> {
		let Stale { owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let id = sale::<T>(&owner, Asset::Deal(deal))?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(1);

		#[extrinsic_call]
		reap(RawOrigin::Signed(caller), Expired::Sale(id));

		assert!(!Sales::<T>::contains_key(id));
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
		make_offer(caller, listing, 0, amount, terms, u32::MAX);

		is_filled::<T>(&vacancy)
	}

	/// With `l` other open listings.
	#[benchmark(extra)]
	fn accept_offer_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
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
		crate::mock::TestChain::start(crate::mock::Chain::with_validators(4)),
		crate::mock::Test
	);
}

fn deal_record<T: Config>(id: DealId) -> Result<DealOf<T>, BenchmarkError> {
	Pallet::<T>::deal(id).map_err(failed)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{Chain, Marketplace, Test, TestChain};

	/// The setup of the benchmarks is a valid state: the invariants hold, and all listings pay for
	/// a slash.
	#[test]
	fn burdened_validator_of_benchmarks_is_sound_and_its_covers_pay() {
		Chain::new().start().execute_with(|| {
			let validator = validator::<Test>().expect("there is one");
			burden::<Test>(&validator).expect("it can be elected");
			Marketplace::check_state().expect("the invariants hold");

			let epoch = now::<Test>() - 1;
			Marketplace::on_slash(&validator, epoch, 1_000, 1);

			let operator = Operators::<Test>::get(validator).expect("it has listings");
			assert_eq!(operator.listings.len(), MAX_LISTINGS as usize);
			for id in operator.listings {
				let listing = listing::<Test>(id).expect("it is there");
				// The active stake, the exits of the two epochs before, and the deposits of the
				// last epoch each lose a thousandth of a unit. Rounding adds up to a planck each.
				let lost = listing.terms.cover - listing.cover;
				let all = 4 * (unit::<Test>() / 1_000);
				assert!((all..all + 4).contains(&lost), "{lost} of {all}");
			}
			Marketplace::check_state().expect("the invariants hold");
		});
	}
}
