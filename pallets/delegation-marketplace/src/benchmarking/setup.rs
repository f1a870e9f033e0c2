//! The initial states of the benchmarks: listings, deals, requests and sales.

use super::{BenchmarkHelper, NextSet, Way};
use crate::{types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::{account, whitelisted_caller, BenchmarkError};
use frame_support::traits::{fungible::Mutate, Get};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, CaseInspect, DealId, EpochIndex, ExposureInspect};
use palisade_share_pool::{Cover, Pending};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_runtime::DispatchError;

/// A large number of listings. Fewer in the tests of the benchmarks, which run natively: they show
/// that the benchmarks work, not what they cost.
pub const CROWD: u32 = if cfg!(test) { 1_000 } else { 100_000 };

/// The epochs until a listing expires.
pub const OPEN_EPOCHS: u32 = 1_000;

/// The level of the benchmarked listing. Lower levels hold the listings that a match visits before
/// it.
pub const LEVEL_OF_ONE: u32 = MAX_LOOKS;

/// The first level of the validator's other listings.
pub const LEVEL_OF_OTHERS: u32 = 150;

/// The first level of the crowd's listings.
pub const LEVEL_OF_CROWD: u32 = 200;

/// The running epoch.
pub fn now<T: Config>() -> EpochIndex {
	Pallet::<T>::now()
}

/// An amount above all minimums. Planck.
pub fn unit<T: Config>() -> Balance {
	T::BenchmarkHelper::unit()
}

/// A small part of a unit.
pub fn part<T: Config>() -> Balance {
	unit::<T>() / 1_000
}

fn refused(_: palisade_share_pool::Error) -> BenchmarkError {
	BenchmarkError::Stop("the pool refused")
}

/// The error of a benchmark whose set-up a call refused.
pub fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

/// Mints a large balance to an account.
pub fn endow<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	let riches = unit::<T>().saturating_mul(1_000_000);
	<T::Currency as Mutate<_>>::mint_into(who, riches)?;
	Ok(())
}

/// An account with a large balance.
pub fn rich<T: Config>(name: &'static str, index: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account(name, index, 0);
	endow::<T>(&who)?;
	Ok(who)
}

/// An account without a role.
pub fn anybody<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let who = whitelisted_caller();
	endow::<T>(&who)?;
	Ok(who)
}

/// A validator.
pub fn validator<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let validators = T::BenchmarkHelper::start(1, false)?;
	Ok(validators.into_iter().next().ok_or("there is one")?)
}

/// The record of a listing.
pub fn listing<T: Config>(id: ListingId) -> Result<ListingOf<T>, BenchmarkError> {
	Pallet::<T>::listing(id).map_err(failed)
}

/// The lowest commission of a level.
pub fn commission_of(level: u32) -> Perbill {
	Perbill::from_parts(level.saturating_mul(LEVEL))
}

/// The terms of a listing on a level.
pub fn terms<T: Config>(level: u32, capacity: Balance, minimum: Balance) -> ListingTermsOf<T> {
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
pub fn roomy_terms<T: Config>(level: u32) -> ListingTermsOf<T> {
	terms::<T>(level, unit::<T>().saturating_mul(100), unit::<T>())
}

/// Opens a listing. Returns its number.
pub fn open<T: Config>(
	validator: &T::AccountId,
	terms: ListingTermsOf<T>,
) -> Result<ListingId, BenchmarkError> {
	let id = NextId::<T>::get();
	Pallet::<T>::do_open_listing(validator.clone(), terms)?;
	Ok(id)
}

/// Opens other listings until a validator has `number`.
pub fn open_others<T: Config>(validator: &T::AccountId, number: u32) -> Result<(), BenchmarkError> {
	let before = Operators::<T>::get(validator).unwrap_or_default().listings.len();
	for index in before as u32..number {
		open::<T>(validator, roomy_terms::<T>(LEVEL_OF_OTHERS.saturating_add(index)))?;
	}
	Ok(())
}

/// The account that exited listings.
pub fn leaver<T: Config>() -> T::AccountId {
	account("leaver", 0, 0)
}

/// Makes a listing as costly as possible to settle: deposits whose owners have not taken their
/// shares of the cover; others whose epoch is over; and exits of all liable epochs. The cover has
/// paid `payout` to each of them.
pub fn load<T: Config>(id: ListingId, payout: Balance) -> Result<(), BenchmarkError> {
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
pub fn add_leavers<T: Config>(id: ListingId, payout: Balance) -> Result<(), BenchmarkError> {
	let validator = listing::<T>(id)?.validator;
	let mut all = Pallet::<T>::cohorts(id).unwrap_or_default();
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
pub fn leave<T: Config>(
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
pub fn with_fee(staked: Balance) -> Balance {
	staked.saturating_add(staked / 50)
}

/// Makes a deal at the terms of a listing, the only deal of `who`. Returns its number.
pub fn deal<T: Config>(
	id: ListingId,
	who: &T::AccountId,
	amount: Balance,
	term: u32,
) -> Result<DealId, BenchmarkError> {
	let version = listing::<T>(id)?.version;
	let terms = DealTerms { commission: Perbill::one(), term };
	let expiry = now::<T>().saturating_add(1);
	Pallet::<T>::do_make_offer(who.clone(), id, version, amount, terms, expiry, true)?;
	let mut deals = DealsOf::<T>::iter_key_prefix(who);
	Ok(deals.next().ok_or("it was made at once")?)
}

/// The number of deals of `who`.
pub fn deals_of<T: Config>(who: &T::AccountId) -> u32 {
	DealsOf::<T>::iter_key_prefix(who).count() as u32
}

/// A deal whose shares and payouts were not settled recently.
pub struct Stale<T: Config> {
	pub validator: T::AccountId,
	pub listing: ListingId,
	pub owner: T::AccountId,
	pub deal: DealId,
}

/// The cover of a listing.
#[derive(PartialEq, Eq)]
pub enum Covered {
	/// The cover has paid, and has funds left.
	Yes,
	/// The listing has no cover.
	No,
}

/// Makes a stale deal. It and another deal fill their listing. The validator stays in the set if
/// `serves`; the owner has no place for a further deal.
pub fn stale_deal<T: Config>(
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
	T::BenchmarkHelper::end_epoch(NextSet::With(&validator))?;
	deal::<T>(listing, &other, amount, term)?;
	let deal = deal::<T>(listing, &owner, amount, term)?;
	// Two epochs, so that other deposits wait with an epoch of their own.
	for _ in 0..2 {
		let next = if serves { NextSet::AsNow } else { NextSet::Empty };
		T::BenchmarkHelper::end_epoch(next)?;
	}
	T::BenchmarkHelper::reward(&validator)?;
	match covered {
		Covered::Yes => burden::<T>(&validator)?,
		Covered::No => load::<T>(listing, 0)?,
	}
	Ok(Stale { validator, listing, owner, deal })
}

/// A stale deal about to be closed: the validator is not in the set, and falls into another bag.
/// The owner has as many exits and delegations as possible. All exit cohorts of the listing are no
/// longer liable, but were not moved aside yet.
pub fn deal_to_close<T: Config>(term: u32, covered: Covered) -> Result<Stale<T>, BenchmarkError> {
	let stale = stale_deal::<T>(term, covered, false)?;
	T::BenchmarkHelper::skip_epochs(MAX_EXIT_COHORTS)?;
	T::BenchmarkHelper::fill_exits(&stale.owner, &stale.validator)?;
	T::BenchmarkHelper::fill_account(&stale.owner, &stale.validator, 1)?;
	T::BenchmarkHelper::near_bag(&stale.validator, 0, Way::Down)?;
	Ok(stale)
}

/// Checks that a deal was closed, and is covered with the other exits of this epoch.
pub fn has_left<T: Config>(stale: &Stale<T>) {
	let deal = Deals::<T>::get(stale.deal);
	assert!(deal.is_some_and(|deal| deal.finished.is_some() && deal.occupies));
	// All other cohorts are no longer liable.
	assert_eq!(Pallet::<T>::cohorts(stale.listing).unwrap_or_default().len(), 1);
	assert!(EndedCohorts::<T>::iter_key_prefix(stale.listing).count() > 1);
	let coverage = CohortCovers::<T>::get((stale.listing, now::<T>(), &stale.owner));
	assert!(coverage.is_some_and(|coverage| coverage.unclaimed > 0));
}

/// A listing that one deal fills.
pub struct Vacancy<T: Config> {
	pub validator: T::AccountId,
	pub listing: ListingId,
	pub delegator: T::AccountId,
	pub amount: Balance,
}

/// Opens a listing that one deal fills, for a delegator that is the caller.
pub fn vacancy<T: Config>(validator: T::AccountId) -> Result<Vacancy<T>, BenchmarkError> {
	vacancy_for::<T>(validator, anybody::<T>()?)
}

/// Opens a listing that one deal fills, for a delegator that does not call: its account counts.
pub fn vacancy_for_other<T: Config>(validator: T::AccountId) -> Result<Vacancy<T>, BenchmarkError> {
	vacancy_for::<T>(validator, rich::<T>("delegator", 0)?)
}

fn vacancy_for<T: Config>(
	validator: T::AccountId,
	delegator: T::AccountId,
) -> Result<Vacancy<T>, BenchmarkError> {
	let amount = with_fee(T::BenchmarkHelper::near_bag(&validator, 0, Way::Up)?);
	let listing = open::<T>(&validator, terms::<T>(LEVEL_OF_ONE, amount, amount))?;
	burden::<T>(&validator)?;
	T::BenchmarkHelper::fill_account(&delegator, &validator, 1)?;
	Ok(Vacancy { validator, listing, delegator, amount })
}

/// Makes an offer for the whole listing at a lower commission. Returns the number of the offer.
pub fn offer<T: Config>(vacancy: &Vacancy<T>) -> Result<OfferId, BenchmarkError> {
	let id = NextId::<T>::get();
	Pallet::<T>::do_make_offer(
		vacancy.delegator.clone(),
		vacancy.listing,
		0,
		vacancy.amount,
		DealTerms { commission: Perbill::zero(), term: 1 },
		now::<T>().saturating_add(1),
		true,
	)?;
	Ok(id)
}

/// Checks that the delegator's deal filled the listing.
pub fn is_filled<T: Config>(vacancy: &Vacancy<T>) -> Result<(), BenchmarkError> {
	let listing = listing::<T>(vacancy.listing)?;
	assert_eq!((listing.deals, listing.level), (1, None));
	assert!(listing.filled < vacancy.amount, "there was a fee");
	assert!(listing.waiting.is_none());
	assert_eq!(deals_of::<T>(&vacancy.delegator), 1);
	Ok(())
}

/// A vacancy that a match visits last. The listings before it have levels of their own, and
/// validators of which an offence is proven, which is checked last.
pub fn hidden_vacancy<T: Config>() -> Result<Vacancy<T>, BenchmarkError> {
	let mut validators = T::BenchmarkHelper::start(MAX_LOOKS, false)?;
	let one = validators.pop().ok_or("there is one")?;
	let vacancy = vacancy::<T>(one)?;
	let capacity = vacancy.amount.saturating_mul(2);
	for (level, validator) in validators.iter().enumerate() {
		open::<T>(validator, terms::<T>(level as u32, capacity, unit::<T>().min(capacity)))?;
		T::BenchmarkHelper::refuse_deals(validator)?;
	}
	Ok(vacancy)
}

/// Adds [`CROWD`] listings, `number` of them open, on the levels above the benchmarked one. The
/// size of the state hardly depends on `number`.
pub fn crowd<T: Config>(number: u32) -> Result<(), BenchmarkError> {
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
pub fn block_in<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(blocks.into())
}

/// Opens a request for the largest number of validators. The last block for bids is the next one.
pub fn request<T: Config>(
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
pub fn requirements<T: Config>() -> Requirements {
	Requirements {
		minimum_cover: Perbill::from_percent(1),
		maximum_exit_fee: Perbill::from_percent(1),
		// The longest record of a validator has open cases.
		accept_open_case: true,
		..T::BenchmarkHelper::requirements()
	}
}

/// The terms of a request.
pub fn request_terms<T: Config>(amount: Balance, sealed: bool) -> RequestTermsOf<T> {
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
pub fn bid_terms<T: Config>(listing: ListingId, commission: Perbill, amount: Balance) -> BidTerms {
	BidTerms { listing, commission, amount, cover: part::<T>() }
}

/// A listing that a bid fills, and that returns to a level of its own without the bid.
fn kept_listing<T: Config>(
	validator: &T::AccountId,
	index: u32,
	amount: Balance,
) -> Result<ListingId, BenchmarkError> {
	let id = Pallet::<T>::next_id();
	let mut listing = Listing {
		validator: validator.clone(),
		version: 0,
		terms: terms::<T>(LEVEL_OF_CROWD.saturating_add(index), amount, amount),
		terms_from: id,
		moved: Moved::not_since(now::<T>()),
		closed: false,
		filled: 0,
		reserved: amount,
		bids: 1,
		deals: 0,
		cover: 0,
		pool: Cover::default(),
		waiting: None,
		level: None,
		suspended: false,
		lapsed: false,
		ended: 0,
		ended_owed: 0,
		deposit: 0,
	};
	Pallet::<T>::place(id, &mut listing);
	Listings::<T>::insert(id, listing);
	Operators::<T>::try_mutate(validator, |operator| {
		operator.get_or_insert_default().listings.try_push(id)
	})
	.map_err(|_| "a validator has few")?;
	Ok(id)
}

/// Fills the first `number` places with bids of other validators. Each open bid fills a listing of
/// its own.
pub fn fill_bids<T: Config>(
	id: RequestId,
	number: u32,
	stage: BidStage,
	deposit: Balance,
) -> Result<(), BenchmarkError> {
	let mut bids = BidsOf::<T>::default();
	for index in 0..number {
		let validator = rich::<T>("bidder", index)?;
		Pallet::<T>::hold(HoldReason::Deposit, &validator, deposit)?;
		let mut stage = stage.clone();
		if let BidStage::Open(terms) = &mut stage {
			Pallet::<T>::hold(HoldReason::Cover, &validator, terms.cover)?;
			terms.listing = kept_listing::<T>(&validator, index, terms.amount)?;
		}
		let made = NextId::<T>::get();
		bids.try_push(Bid { validator, stage, made, stake: unit::<T>(), deposit })
			.map_err(|_| "there is room")?;
	}
	Bids::<T>::insert(id, bids);
	Ok(())
}

/// A request whose bids can be settled.
pub struct Contest<T: Config> {
	pub request: RequestId,
	pub delegator: T::AccountId,
}

/// The bidders of [`contest`] whose deals cannot be made: all but one of the parts, in two rounds.
pub const IN_VAIN: u32 = 2 * (MAX_PARTS - 1);

/// A request with `bids` bids. All of them meet the requirements, and each is for one part. In the
/// order of settlement:
///
/// - The first bidder gets a part in the first round.
/// - The entities of most bidders have too much stake to get a part, but only because they are
///   affiliated with the first bidder. The settlement asks for each of them, and visits them in
///   every round.
/// - [`IN_VAIN`] bidders get the other parts in the first two rounds, but no deals: the delegator
///   has no place for the exits of these, with this validator, which is checked last.
/// - The last bidders get the other parts in the third round.
pub fn contest<T: Config>(bids: u32) -> Result<Contest<T>, BenchmarkError> {
	let validators = T::BenchmarkHelper::start(bids, true)?;
	let active = T::Stake::exposed_total(now::<T>()).stake;
	let cap = T::Rules::get().concentration.mul_floor(active);
	let blocked = 1..bids.saturating_sub(IN_VAIN).saturating_sub(MAX_PARTS).saturating_add(1);
	let in_vain = blocked.end..blocked.end.saturating_add(IN_VAIN);

	let first = validators.first().ok_or("there is one")?;
	let last = validators.last().ok_or("there is one")?;
	let amount = with_fee(T::BenchmarkHelper::near_bag(last, bids, Way::Up)?);
	let delegator = rich::<T>("delegator", 0)?;
	let mut offered = Vec::new();
	for (index, validator) in (0..bids).zip(&validators) {
		endow::<T>(validator)?;
		let listing = open::<T>(validator, terms::<T>(index, amount, amount))?;
		if blocked.contains(&index) {
			T::BenchmarkHelper::affiliate(validator, first)?;
		} else {
			T::BenchmarkHelper::near_bag(validator, index, Way::Up)?;
			load::<T>(listing, part::<T>())?;
		}
		if in_vain.contains(&index) {
			// With the first deal, there is no place for another.
			T::BenchmarkHelper::fill_exits(&delegator, validator)?;
		}
		offered.push((validator, bid_terms::<T>(listing, Perbill::from_parts(index), amount)));
	}

	T::BenchmarkHelper::fill_account(&delegator, last, MAX_PARTS)?;
	let request = request::<T>(&delegator, amount.saturating_mul(MAX_PARTS.into()), false)?;
	for (validator, terms) in offered {
		Pallet::<T>::do_bid(validator.clone(), request, terms)?;
	}
	Bids::<T>::mutate(request, |all| {
		let all = all.iter_mut().flat_map(|all| all.iter_mut());
		for (index, bid) in (0u32..).zip(all) {
			// Room for one part, which the first bidder takes from its entity.
			bid.stake = if blocked.contains(&index) { cap.saturating_sub(amount) } else { 0 };
		}
	});
	let until = Pallet::<T>::request(request).map_err(failed)?.settle_until;
	frame_system::Pallet::<T>::set_block_number(until);
	Ok(Contest { request, delegator })
}

/// Checks the result of a settlement.
pub fn is_settled<T: Config>(contest: &Contest<T>) {
	assert!(!Requests::<T>::contains_key(contest.request));
	assert!(!Bids::<T>::contains_key(contest.request));
	assert_eq!(deals_of::<T>(&contest.delegator), MAX_PARTS);
}

/// Puts an asset up for sale. Returns the number of the sale.
pub fn sale<T: Config>(who: &T::AccountId, asset: AssetOf<T>) -> Result<SaleId, BenchmarkError> {
	let id = NextId::<T>::get();
	let expiry = now::<T>().saturating_add(1);
	Pallet::<T>::do_offer_for_sale(who.clone(), asset, unit::<T>(), expiry, true)?;
	Ok(id)
}

/// The record of a deal.
pub fn deal_record<T: Config>(id: DealId) -> Result<DealOf<T>, BenchmarkError> {
	Pallet::<T>::deal(id).map_err(failed)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::integration::{Chain, Marketplace, Test, TestChain};
	use palisade_primitives::OnSlash;

	/// The most costly settlement: its deals fail as often as possible, and the affiliation of two
	/// bidders is asked once, though they are visited in every round.
	#[test]
	fn the_worst_settlement_asks_once_about_two_bidders_and_fails_as_often_as_it_can() {
		use crate::Event;
		use palisade_test_support::stubs::Asked;
		Chain::new().start().execute_with(|| {
			let contest = contest::<Test>(MAX_BIDS).expect("it can be set up");
			Asked::set(Some(Vec::new()));
			frame_system::Pallet::<Test>::reset_events();
			Marketplace::do_settle_request(contest.request).expect("it can be settled");
			is_settled(&contest);
			let events = frame_system::Pallet::<Test>::read_events_for_pallet::<Event<Test>>();
			let skipped = events.iter().filter(|event| matches!(event, Event::BidSkipped { .. }));
			assert_eq!(skipped.count(), IN_VAIN as usize);
			let mut asked = Asked::take().expect("it is noted");
			// Each deal that is made asks about its parties besides.
			asked.retain(|(one, other)| ![one, other].contains(&&contest.delegator));
			let settled: std::collections::BTreeSet<_> = asked.iter().collect();
			assert!(asked.len() >= MAX_BIDS as usize, "{}", asked.len());
			assert_eq!(asked.len(), settled.len(), "a question was asked twice");
		});
	}

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
