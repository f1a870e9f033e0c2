//! What everything costs.
//!
//! Each benchmark sets up the worst case. Where nothing else is said, that is:
//!
//! - The validator's record is as long as it gets, and it has [`MAX_LISTINGS`] listings: see [`burden`].
//! - A listing comes alone onto its level of the order book, or was alone on the one that it leaves.
//! - A deal is made with a validator that does not serve, so that its stake is active at once and makes it the last of
//!   another bag. The delegator has as many delegations as it can. A part of the deal is a fee.
//! - A deal has waited for the end of an epoch, with others that have not taken theirs, in the staking pallet as well as
//!   for its cover; others wait still. It has rewards to be paid and a part in payouts of the cover.
//! - Whoever cleans up is somebody else, who is paid for it.
//!
//! Those marked `extra` only show what does not cost anything: they are no weights.

use crate::{auction::commitment, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{fungible::Mutate, Get};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use palisade_primitives::{
	Balance, Class, Conduct, ConductObserver, DealId, EpochIndex, StakeInspect,
};
use palisade_share_pool::{Cover, Pending};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_core::H256;
use sp_runtime::DispatchError;

/// What the benchmarks need of the runtime besides [`Config`].
pub trait BenchmarkHelper<T: Config> {
	/// Begins an epoch that is late enough for everything. The rules have a protocol fee, a low concentration and a high
	/// slack, and ratings count. Returns so many validators that can be elected and do not serve, as costly as they can
	/// be.
	fn start(validators: u32) -> Result<Vec<T::AccountId>, BenchmarkError>;

	/// An amount that is large enough for everything, a thousandth of it to be paid to somebody who exists. Planck.
	fn unit() -> Balance;

	/// The most that a request can demand of those validators, and they meet.
	fn requirements() -> Requirements;

	/// Fills the set of the running epoch with others.
	fn fill_set();

	/// Makes a validator serve from the next epoch on.
	fn serve(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Ends the epoch. Those who serve go on, or nobody serves in the next.
	fn end_epoch(goes_on: bool);

	/// Begins the epoch after so many others, in which nothing happened.
	fn skip_epochs(epochs: u32);

	/// Pays a reward to a validator and those who have stake with it.
	fn reward(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Puts a validator, the one with this `index`, between two others of its bag. Returns how much more stake makes it the
	/// last of another. Planck.
	fn rise(validator: &T::AccountId, index: u32) -> Result<Balance, BenchmarkError>;

	/// The same, so that it becomes the last of another bag when a unit leaves it.
	fn fall(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Gives a validator so much stake. Planck.
	fn set_stake(validator: &T::AccountId, stake: Balance) -> Result<(), BenchmarkError>;

	/// Makes a validator one that does not want to be elected.
	fn go_offline(validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Gives `who` as many delegations as it can have, but for so many places, and a reward account.
	fn fill_delegations(
		who: &T::AccountId,
		validator: &T::AccountId,
		places: u32,
	) -> Result<(), BenchmarkError>;

	/// Gives `who` as many exits from a validator as it can have, but for one.
	fn fill_exits(who: &T::AccountId, validator: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Makes it as costly as it can be to see that `who` belongs to nobody.
	fn fill_affiliations(who: &T::AccountId) -> Result<(), BenchmarkError>;

	/// Gives two accounts positions with a validator that cost the most to move from the first to the second. Returns how
	/// much of the compounding class can be. Planck.
	fn positions(
		from: &T::AccountId,
		to: &T::AccountId,
		validator: &T::AccountId,
	) -> Result<Balance, BenchmarkError>;

	/// Gives two accounts exits from a validator that cost the most to move from the first to the second. Returns the
	/// epoch in which those left.
	fn exits(
		from: &T::AccountId,
		to: &T::AccountId,
		validator: &T::AccountId,
	) -> Result<EpochIndex, BenchmarkError>;
}

/// Listings that are many.
const CROWD: u32 = 100_000;

/// Epochs after which a listing expires.
const OPEN_EPOCHS: u32 = 1_000;

/// The level of the listing that a benchmark is about. Cheaper ones are for what a match looks at before it.
const LEVEL_OF_ONE: u32 = MAX_LOOKS;

/// The level of the first of the other listings of a validator.
const LEVEL_OF_OTHERS: u32 = 150;

/// The level from which on there are the crowd's.
const LEVEL_OF_CROWD: u32 = 200;

fn now<T: Config>() -> EpochIndex {
	Pallet::<T>::now()
}

fn unit<T: Config>() -> Balance {
	T::BenchmarkHelper::unit()
}

/// A small part of it.
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

/// Whoever may call.
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

/// The commission with which a level begins.
fn commission_of(level: u32) -> Perbill {
	Perbill::from_parts(level.saturating_mul(LEVEL))
}

/// Terms of a listing on a level.
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

/// Terms of a listing that has room for many deals, each of at least a unit.
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

/// Opens other listings until a validator has so many.
fn open_others<T: Config>(validator: &T::AccountId, number: u32) -> Result<(), BenchmarkError> {
	let before = Operators::<T>::get(validator).unwrap_or_default().listings.len();
	for index in before as u32..number {
		open::<T>(validator, roomy_terms::<T>(LEVEL_OF_OTHERS.saturating_add(index)))?;
	}
	Ok(())
}

/// Whoever has left listings.
fn leaver<T: Config>() -> T::AccountId {
	account("leaver", 0, 0)
}

/// Makes a listing one of which everything has to be looked at: deposits whose owners have not taken their shares of
/// the cover; others whose epoch is over; and exits of all epochs that are liable. The cover has paid `payout` to each
/// of them.
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

/// Has deals left a listing in all epochs that are liable. The cover has paid `payout` to those of each.
fn add_leavers<T: Config>(id: ListingId, payout: Balance) -> Result<(), BenchmarkError> {
	let validator = listing::<T>(id)?.validator;
	let mut all = Pallet::<T>::leavers(id);
	for epoch in T::Stake::exits_held_since(&validator)..now::<T>() {
		let mut pool = Cover::default();
		let shares = pool.enter(unit::<T>()).map_err(refused)?;
		pool.pay(payout).map_err(refused)?;
		let coverage = Coverage { shares, ..Default::default() };
		LeavingCover::<T>::insert((id, epoch, leaver::<T>()), coverage);
		all.push(Leavers { epoch, pool });
		Pallet::<T>::hold(HoldReason::Cover, &validator, payout)?;
	}
	Ok(Pallet::<T>::store_leavers(id, all)?)
}

/// Makes a validator, which can be elected, one that costs the most when it is slashed: with [`MAX_LISTINGS`] listings, all
/// with a cover that has paid before, deposits whose owners have not taken their shares of it, others whose epoch is
/// over, and exits of all epochs that are liable. For the benchmarks of the pallet that judges, too.
pub fn burden<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	endow::<T>(validator)?;
	endow::<T>(&leaver::<T>())?;
	open_others::<T>(validator, MAX_LISTINGS)?;
	for id in Operators::<T>::get(validator).unwrap_or_default().listings {
		load::<T>(id, part::<T>())?;
	}
	Ok(())
}

/// Has `who` be one of those who left a listing in an epoch that is no longer liable, before its cover paid once more.
fn leave<T: Config>(
	id: ListingId,
	epoch: EpochIndex,
	who: &T::AccountId,
) -> Result<(), BenchmarkError> {
	let mut listing = listing::<T>(id)?;
	let mut pool = Ended::<T>::get(id, epoch).unwrap_or_else(|| {
		listing.ended = listing.ended.saturating_add(1);
		Cover::default()
	});
	let settled = pool.index;
	let shares = pool.enter(unit::<T>()).map_err(refused)?;
	pool.pay(part::<T>()).map_err(refused)?;
	listing.ended_owed = listing.ended_owed.saturating_add(part::<T>());
	Pallet::<T>::hold(HoldReason::Cover, &listing.validator, part::<T>())?;
	Ended::<T>::insert(id, epoch, pool);
	Listings::<T>::insert(id, listing);
	let coverage = Coverage { shares, settled, ..Default::default() };
	LeavingCover::<T>::insert((id, epoch, who), coverage);
	Ok(())
}

/// What has to be delegated so that about as much is staked after the fee.
fn with_fee(staked: Balance) -> Balance {
	staked.saturating_add(staked / 50)
}

/// Makes a deal at the terms of a listing, the only one of `who`. Returns its number.
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

/// The deals of `who`.
fn deals_of<T: Config>(who: &T::AccountId) -> u32 {
	DealsOf::<T>::iter_key_prefix(who).count() as u32
}

/// A deal that has to be brought up to date.
struct Stale<T: Config> {
	validator: T::AccountId,
	listing: ListingId,
	owner: T::AccountId,
	deal: DealId,
}

/// What the cover of a listing is worth to its deals.
#[derive(PartialEq, Eq)]
enum Covered {
	/// It has paid, and will.
	Yes,
	/// There is none.
	No,
}

/// Makes such a deal. It and another one fill their listing. The validator serves if `serves`; the owner could not open
/// one more.
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
	// Two, so that others wait of an epoch of their own.
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

/// The same, about to be closed: the validator does not serve, and falls into another bag. The owner has as many exits
/// and delegations as it can. All that has left the listing is no longer liable, which nobody has noted.
fn deal_to_close<T: Config>(term: u32, covered: Covered) -> Result<Stale<T>, BenchmarkError> {
	let stale = stale_deal::<T>(term, covered, false)?;
	T::BenchmarkHelper::skip_epochs(MAX_LEAVERS);
	T::BenchmarkHelper::fill_exits(&stale.owner, &stale.validator)?;
	T::BenchmarkHelper::fill_delegations(&stale.owner, &stale.validator, 1)?;
	T::BenchmarkHelper::fall(&stale.validator)?;
	Ok(stale)
}

/// Checks that a deal was closed and is covered with what else left in this epoch.
fn has_left<T: Config>(stale: &Stale<T>) {
	let deal = Deals::<T>::get(stale.deal);
	assert!(deal.is_some_and(|deal| deal.finished.is_some() && deal.occupies));
	// All the others are no longer liable.
	assert_eq!(Pallet::<T>::leavers(stale.listing).len(), 1);
	assert!(Ended::<T>::iter_key_prefix(stale.listing).count() > 1);
	let coverage = LeavingCover::<T>::get((stale.listing, now::<T>(), &stale.owner));
	assert!(coverage.is_some_and(|coverage| coverage.unclaimed > 0));
}

/// A listing that a deal will fill.
struct Vacancy<T: Config> {
	validator: T::AccountId,
	listing: ListingId,
	delegator: T::AccountId,
	amount: Balance,
}

/// Opens such a listing.
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

/// Offers to fill it, at a lower commission. Returns the number of the offer.
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

/// Checks that it was filled, and by whom.
fn is_filled<T: Config>(vacancy: &Vacancy<T>) -> Result<(), BenchmarkError> {
	let listing = listing::<T>(vacancy.listing)?;
	assert_eq!((listing.deals, listing.level), (1, None));
	assert!(listing.filled < vacancy.amount, "there was a fee");
	assert!(listing.waiting.is_none());
	assert_eq!(deals_of::<T>(&vacancy.delegator), 1);
	Ok(())
}

/// The same for somebody who looks for it: it is the last that is looked at. Those before it have levels of their own,
/// and validators that do not want to be elected, which is seen last.
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

/// Adds [`CROWD`] listings, so many of them open, on all the levels behind those that a benchmark is about. The state
/// is nearly as large however many are open.
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

/// A block from now.
fn block_in<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(blocks.into())
}

/// Asks for so much, of as many validators as can be. The last block for bids is the next one.
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

/// What is demanded.
fn requirements<T: Config>() -> Requirements {
	Requirements {
		minimum_cover: Perbill::from_percent(1),
		maximum_exit_fee: Perbill::from_percent(1),
		..T::BenchmarkHelper::requirements()
	}
}

/// What is asked for.
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

/// A bid for a listing.
fn bid_terms<T: Config>(listing: ListingId, commission: Perbill, amount: Balance) -> BidTerms {
	BidTerms { listing, commission, amount, cover: part::<T>() }
}

/// Bids of others, for the first so many places.
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

/// A request with bids that can be settled.
struct Contest<T: Config> {
	request: RequestId,
	delegator: T::AccountId,
}

/// Bidders of [`contest`] whose deals cannot be made.
const IN_VAIN: u32 = MAX_PARTS + 1;

/// A request with so many bids. All of them meet the requirements, each is for a part. In the order in which they are
/// taken:
///
/// - All parts but one go to the first bidders.
/// - The entities of most have too much stake to get anything. That has to be found out for each in every round and
///   for both caps, by comparing it with all who get something.
/// - The last get the last part, one in each round, where there is slack: until all tries are used up, because the
///   delegator has no place for a further deal, which is seen last.
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

/// Checks that a request was settled as it should.
fn is_settled<T: Config>(contest: &Contest<T>) {
	assert!(!Requests::<T>::contains_key(contest.request));
	assert!(!Bids::<T>::contains_key(contest.request));
	assert_eq!(deals_of::<T>(&contest.delegator), MAX_PARTS.saturating_sub(1));
}

/// Puts something up for sale. Returns the number of the sale.
fn sale<T: Config>(who: &T::AccountId, asset: AssetOf<T>) -> Result<SaleId, BenchmarkError> {
	let id = NextId::<T>::get();
	let expiry = now::<T>().saturating_add(1);
	Pallet::<T>::do_list_position(who.clone(), asset, unit::<T>(), expiry, true)?;
	Ok(id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The last that there is a place for.
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

	/// To a higher capacity and cover on another level, while something is covered.
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

	/// It is open and not used, so that it is closed and removed at once.
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

	/// Below the commission of the listing, so that it has to be answered.
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

	/// The last listing that is looked at is the one. Each of the others has a level of its own, and is refused because
	/// its validator does not want to be elected, which is looked at last.
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
		// The call may be in a later block than what prepares it.
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

	/// There are as many bids as there can be. It takes the place of the highest, so late that it moves the close.
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

	/// The last bid that there is a place for.
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

	/// The last of as many bids as there can be. All others are known.
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

	/// Of `b` bids. All meet the requirements, and are looked at again and again, because deals cannot be made, as often as
	/// this is tried. All parts but one become deals. Fewer bids cost less than this says.
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

	/// The same without a cover: the listing comes back into the order book, and the parties belong together, so that the
	/// record of the deal goes.
	#[benchmark]
	fn exit_uncovered_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(T::MaxTerm::get(), Covered::No)?;
		// With the same reward account as the owner, which is seen last.
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
	fn end_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(1, Covered::Yes)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(stale.validator.clone()), stale.deal);

		has_left::<T>(&stale);
		Ok(())
	}

	/// To what the other party has proposed, with another commission.
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

	/// One whose ratings count.
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

	/// By somebody else.
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

	/// By somebody else, of the oldest of as many epochs as can be liable at a time. They are no longer.
	#[benchmark]
	fn claim_exit_cover() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let id = open::<T>(&validator, roomy_terms::<T>(LEVEL_OF_ONE))?;
		burden::<T>(&validator)?;
		let caller = anybody::<T>()?;
		let leavers = Pallet::<T>::leavers(id);
		let epoch = leavers.first().ok_or("somebody has left")?.epoch;
		T::BenchmarkHelper::skip_epochs(MAX_LEAVERS);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), leaver::<T>(), id, epoch);

		assert!(!LeavingCover::<T>::contains_key((id, epoch, leaver::<T>())));
		assert_eq!(Pallet::<T>::leavers(id).len(), leavers.len() - 1);
		Ok(())
	}

	/// Exits, as many as an account can have from a validator: what each is worth has to be looked up.
	#[benchmark]
	fn list_position() -> Result<(), BenchmarkError> {
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

	/// Both have as many delegations as they can, and positions with the validator to be brought up to date. There is a
	/// case.
	#[benchmark]
	fn buy_position() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let seller = rich::<T>("seller", 0)?;
		let caller = anybody::<T>()?;
		let amount = T::BenchmarkHelper::positions(&seller, &caller, &validator)?;
		let class = Class::Compounding;
		let id =
			sale::<T>(&seller, Asset::Position { validator: validator.clone(), class, amount })?;
		let before = T::Stake::position_value(&caller, &validator, class);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), id, Balance::MAX, 1, true);

		assert!(!Sales::<T>::contains_key(id));
		assert!(T::Stake::position_value(&caller, &validator, class) > before);
		Ok(())
	}

	/// Both have as many delegations as they can.
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

	/// Both have as many delegations as they can and nearly as many exits, and have left all listings of the
	/// validator in the epoch.
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
			assert!(!LeavingCover::<T>::contains_key((id, epoch, &seller)));
			let coverage = LeavingCover::<T>::get((id, epoch, &caller)).ok_or("it has both")?;
			assert!(coverage.unclaimed > 0);
		}
		Ok(())
	}

	/// It has expired and is not used, so that it is closed and removed at once.
	#[benchmark]
	fn clean_listing() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		let id = open::<T>(&validator, roomy_terms::<T>(LEVEL_OF_ONE))?;
		open_others::<T>(&validator, MAX_LISTINGS)?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(OPEN_EPOCHS);

		#[extrinsic_call]
		clean(RawOrigin::Signed(caller), Item::Listing(id));

		assert!(!Listings::<T>::contains_key(id));
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), None);
		Ok(())
	}

	#[benchmark]
	fn clean_offer() -> Result<(), BenchmarkError> {
		let mut vacancy = vacancy::<T>(validator::<T>()?)?;
		vacancy.delegator = rich::<T>("delegator", 0)?;
		let id = offer::<T>(&vacancy)?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(1);

		#[extrinsic_call]
		clean(RawOrigin::Signed(caller), Item::Offer(id));

		assert!(!Offers::<T>::contains_key(id));
		Ok(())
	}

	/// With as many bids as there can be, all known.
	#[benchmark]
	fn clean_request() -> Result<(), BenchmarkError> {
		T::BenchmarkHelper::start(0)?;
		let id = request::<T>(&rich::<T>("delegator", 0)?, unit::<T>(), true)?;
		let terms = bid_terms::<T>(0, Perbill::zero(), unit::<T>());
		fill_bids::<T>(id, MAX_BIDS, BidStage::Open(terms), T::Deposits::get().bid)?;
		let until = Pallet::<T>::request(id).map_err(failed)?.settle_until;
		frame_system::Pallet::<T>::set_block_number(until + 1u32.into());
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		clean(RawOrigin::Signed(caller), Item::Request(id));

		assert!(!Requests::<T>::contains_key(id) && !Bids::<T>::contains_key(id));
		Ok(())
	}

	/// Its cover owes something; what has left the listing is of all epochs that are liable; and the listing, which was
	/// full, comes back into the order book.
	#[benchmark]
	fn clean_deal() -> Result<(), BenchmarkError> {
		let stale = deal_to_close::<T>(1, Covered::Yes)?;
		Pallet::<T>::do_exit_deal(stale.owner.clone(), stale.deal, Balance::MAX)?;
		has_left::<T>(&stale);
		T::BenchmarkHelper::skip_epochs(MAX_LEAVERS);
		add_leavers::<T>(stale.listing, part::<T>())?;
		let leavers = Pallet::<T>::leavers(stale.listing).len();
		let caller = anybody::<T>()?;

		#[extrinsic_call]
		clean(RawOrigin::Signed(caller), Item::Deal(stale.deal));

		assert!(!Deals::<T>::contains_key(stale.deal));
		assert_eq!(Pallet::<T>::leavers(stale.listing).len(), leavers - 1);
		assert_eq!(LevelCounts::<T>::get(LEVEL_OF_ONE as u16), Some(1));
		Ok(())
	}

	#[benchmark]
	fn clean_sale() -> Result<(), BenchmarkError> {
		let Stale { owner, deal, .. } = stale_deal::<T>(1, Covered::Yes, true)?;
		let id = sale::<T>(&owner, Asset::Deal(deal))?;
		let caller = anybody::<T>()?;
		T::BenchmarkHelper::skip_epochs(1);

		#[extrinsic_call]
		clean(RawOrigin::Signed(caller), Item::Sale(id));

		assert!(!Sales::<T>::contains_key(id));
		Ok(())
	}

	/// What the cover adds to a slash of a validator.
	#[benchmark(extra)]
	fn pay_for_slash() -> Result<(), BenchmarkError> {
		let validator = validator::<T>()?;
		burden::<T>(&validator)?;
		let listings = Operators::<T>::get(&validator).unwrap_or_default().listings;
		let epoch = now::<T>() - MAX_LEAVERS;
		let slashed = Conduct::Slashed { amount: 1_000, base: 1_000_000 };

		#[block]
		{
			<Pallet<T> as ConductObserver<_>>::observe(&validator, epoch, slashed);
		}

		for id in listings {
			let listing = listing::<T>(id)?;
			assert!(listing.version > 0 && listing.cover < listing.terms.cover);
		}
		Ok(())
	}

	/// The call with `l` other listings that are open: must cost the same with any number.
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

	/// The same, at the commission of the listing.
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

	/// The same.
	#[benchmark(extra)]
	fn accept_offer_among(l: Linear<1, CROWD>) -> Result<(), BenchmarkError> {
		let vacancy = vacancy::<T>(validator::<T>()?)?;
		let id = offer::<T>(&vacancy)?;
		crowd::<T>(l)?;

		#[extrinsic_call]
		accept_offer(RawOrigin::Signed(vacancy.validator.clone()), id, 0);

		is_filled::<T>(&vacancy)
	}

	/// The same, with as many bids as there can be.
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
		crate::mock::Chain::with_validators(4).start(),
		crate::mock::Test
	);
}

fn deal_record<T: Config>(id: DealId) -> Result<DealOf<T>, BenchmarkError> {
	Pallet::<T>::deal(id).map_err(failed)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::{Chain, Marketplace, Test};

	/// What the benchmarks start from can be: the invariants hold, and a slash is paid for by all listings.
	#[test]
	fn burdened_validator_of_benchmarks_is_sound_and_its_covers_pay() {
		Chain::new().start().execute_with(|| {
			let validator = validator::<Test>().expect("there is one");
			burden::<Test>(&validator).expect("it can be elected");
			Marketplace::check_state().expect("the invariants hold");

			let epoch = now::<Test>() - 1;
			Marketplace::observe(&validator, epoch, Conduct::Slashed { amount: 1, base: 1_000 });

			let operator = Operators::<Test>::get(validator).expect("it has listings");
			assert_eq!(operator.listings.len(), MAX_LISTINGS as usize);
			for id in operator.listings {
				let listing = listing::<Test>(id).expect("it is there");
				// What is active and what left in the two epochs before, and in the one that ended: each a thousandth of
				// a unit, of which rounding makes a planck more.
				let lost = listing.terms.cover - listing.cover;
				let all = 4 * (unit::<Test>() / 1_000);
				assert!((all..all + 4).contains(&lost), "{lost} of {all}");
			}
			Marketplace::check_state().expect("the invariants hold");
		});
	}
}
