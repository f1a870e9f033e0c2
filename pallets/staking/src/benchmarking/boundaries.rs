//! The initial states of epoch boundaries and elections, and the order of candidates.

use super::setup::*;
use crate::{authorship::AuthorsOf, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_election_provider_support::SortedListProvider;
use frame_support::traits::{fungible::Mutate, Get};
use palisade_primitives::{Balance, DisableMembers, Exposure, RewardClass};
use palisade_share_pool::{DealWeight, Shares};
use sp_arithmetic::Perbill;

/// The direction of a change of a candidate's stake.
#[derive(Clone, Copy)]
pub enum Move {
	/// Up.
	Up,
	/// Down.
	Down,
}

/// Puts a candidate between two others of its bag, and another candidate into the next bag, of
/// which the first will become the last. Returns the change of stake that moves the candidate to
/// the middle of that bag. Planck.
pub fn between_bags<T: Config>(
	validator: &T::AccountId,
	way: Move,
) -> Result<Balance, BenchmarkError> {
	between_bags_of_others::<T>(validator, way, 0)
}

/// As [`between_bags`], for one of several candidates with separate neighbours.
pub fn between_bags_of_others<T: Config>(
	validator: &T::AccountId,
	way: Move,
	index: u32,
) -> Result<Balance, BenchmarkError> {
	let stake = record::<T>(validator)?.pool.stake();
	surround::<T>(validator, stake, index)?;
	let is_up = matches!(way, Move::Up);
	let last = account("last", index, 0);
	let upper = T::CandidateList::score_update_worst_case(validator, is_up);
	insert_candidate::<T>(account("last", index, 0), upper)?;
	let lower = T::CandidateList::score_update_worst_case(&last, false);
	Ok(stake.abs_diff(lower.saturating_add(upper) / 2))
}

/// Sets the stake of a candidate outside the set so that the exit of a unit moves the candidate to
/// the end of the bag below. Returns the stake below which the candidate changes its bag. Planck.
pub fn about_to_fall<T: Config>(validator: &T::AccountId) -> Result<Balance, BenchmarkError> {
	between_bags::<T>(validator, Move::Down)?;
	let target = T::CandidateList::score_update_worst_case(validator, false);
	set_stake::<T>(validator, target.saturating_add(unit::<T>()))?;
	Ok(target)
}

/// Puts a candidate, listed or not, between two others that have no other neighbours.
pub fn surround<T: Config>(
	validator: &T::AccountId,
	stake: Balance,
	index: u32,
) -> Result<(), BenchmarkError> {
	let _ = T::CandidateList::on_remove(validator);
	insert_candidate::<T>(account("before", index, 0), stake)?;
	insert_candidate::<T>(validator.clone(), stake)?;
	insert_candidate::<T>(account("after", index, 0), stake)
}

/// Makes a member of the running set an active candidate between two others. All other members are
/// banned, and as many as the limit allows are disabled by the next change. Also for the benchmarks
/// of the pallet that judges.
pub fn about_to_be_jailed<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	let mut record = ledger::<T>(validator)?;
	(record.state, record.confined_from) = (State::Active, None);
	let stake = record.pool.stake();
	record.save();
	surround::<T>(validator, stake, u32::MAX)?;
	let set = Pallet::<T>::exposures_of(now::<T>()).unwrap_or_default();
	let others = set.into_iter().filter(|member| member.validator != *validator);
	let confined =
		others.map(|Exposure { validator, power, .. }| Confined { validator, power, until: None });
	ConfinedMembers::<T>::put(ConfinedOf::<T>::truncate_from(confined.collect()));
	DisabledMembers::<T>::kill();
	T::Disabling::set_disabled(&[]);
	Ok(())
}

/// Sets the stake of a candidate, within its bag, by its compounding class.
pub fn set_stake<T: Config>(
	validator: &T::AccountId,
	stake: Balance,
) -> Result<(), BenchmarkError> {
	let mut record = ledger::<T>(validator)?;
	let others = record.pool.liquid.class.stake;
	record.pool.compounding.stake = stake.saturating_sub(others);
	fill_pot::<T>(stake)?;
	record.save();
	Ok(())
}

fn insert_candidate<T: Config>(who: T::AccountId, score: Balance) -> Result<(), BenchmarkError> {
	T::CandidateList::on_insert(who, score).map_err(|_| "the list refused a candidate")?;
	Ok(())
}

/// The record of a validator of the running set with all possible work at the epoch boundary. Stake
/// of both classes and of deals leaves, and deposits of every kind are pending, also those of the
/// self-stake. A commission was announced, and the change of stake changes the bag.
pub fn busy_record<T: Config>(validator: &T::AccountId) -> Result<Validator, BenchmarkError> {
	let now = now::<T>();
	let mut record = ledger::<T>(validator)?;
	record.commission.announced =
		Some(Announced { value: Perbill::zero(), from: now.saturating_add(1) });

	let liquid = &mut record.pool.liquid;
	let deals = liquid.class.deposit(units::<T>(4)).map_err(refused)?;
	let deal = Some(commission::<T>());
	liquid.deal_shares = deals;
	liquid.deal_weight = DealWeight::of(deals, commission::<T>());
	record.serving = Some(now);
	record.state = State::Active;
	let half = Shares(deals.0 / 2);
	record.leave(RewardClass::Liquid, half, deal, now).map_err(failed)?;
	for class in CLASSES {
		record.leave(class, half, None, now).map_err(failed)?;
	}

	let mut own = core::mem::take(&mut record.own);
	for kind in KINDS_OF_POSITION {
		record.deposit(&mut own, kind, units::<T>(100), now).map_err(failed)?;
		// Deposits of others, with unclaimed shares later.
		record.deposits.of_mut(kind).deposit(unit::<T>()).map_err(refused)?;
	}
	record.own = own;
	let deposits = record.deposits.of_mut(DepositKind::deal());
	let deal_units = deposits.deposit(unit::<T>()).map_err(refused)?;
	deposits.add_deal(deal_units, commission::<T>());
	Ok(record.record)
}

/// Prepares an epoch boundary of maximum cost: `count` busy validators serve, and as many others
/// follow. Returns one of the former.
pub fn busy_boundary<T: Config>(count: u32) -> Result<T::AccountId, BenchmarkError> {
	let now = now::<T>();
	let template = validator::<T>(0)?;
	let waiting = record::<T>(&template)?;
	let busy = busy_record::<T>(&template)?;
	fill_pot::<T>(units::<T>(1_000).saturating_mul(count.into()))?;
	T::Currency::mint_into(&Pallet::<T>::fee_pot(), units::<T>(1_000))?;

	let mut exposures = ExposuresOf::<T>::default();
	let mut next = ElectedOf::<T>::default();
	for index in 0..count {
		let serving: T::AccountId = account("serving", index, 0);
		exposures.try_push(exposure_of::<T>(&serving, &waiting)).map_err(|_| "the set is full")?;
		Validators::<T>::insert(&serving, &busy);
		surround::<T>(&serving, busy.pool.stake(), index)?;

		let elected: T::AccountId = account("elected", index, 0);
		next.try_push(elected_of::<T>(&elected, &waiting)).map_err(|_| "the set is full")?;
		Validators::<T>::insert(&elected, &waiting);
		insert_candidate::<T>(elected, waiting.pool.stake())?;
	}
	// Two sets are old enough to be pruned.
	let oldest = now.saturating_sub(liable_epochs::<T>()).saturating_sub(1);
	OldestExposure::<T>::put(oldest);
	let mut results = ResultsOf::<T>::default();
	for _ in &exposures {
		let _ = results.try_push(EpochResult::default());
	}
	for epoch in [oldest, oldest.saturating_add(1)] {
		Pallet::<T>::insert_exposures(epoch, exposures.clone());
		EpochResults::<T>::insert(epoch, &results);
	}
	authored::<T>(exposures.iter().map(|exposure| &exposure.validator));
	set_exposures::<T>(exposures);
	NextSet::<T>::put(next);
	Ok(account("serving", count.saturating_sub(1), 0))
}

/// Records a block of each member of the running set.
pub fn authored<'a, T: Config>(members: impl Iterator<Item = &'a T::AccountId>) {
	let _ = Pallet::<T>::take_blocks();
	Pallet::<T>::begin_counting(members);
	for page in 0.. {
		let Some(mut authors) = BlocksAuthored::<T>::get(page) else { break };
		authors.iter_mut().for_each(|(_, blocks)| *blocks = 1);
		BlocksAuthored::<T>::insert(page, authors);
	}
}

/// Prepares an ordinary epoch boundary: `count` validators serve, are paid and serve again. Returns
/// one of the validators.
pub fn boundary<T: Config>(count: u32) -> Result<T::AccountId, BenchmarkError> {
	let now = now::<T>();
	let mut record = record::<T>(&validator::<T>(0)?)?;
	record.serving = Some(now);
	record.state = State::Active;
	let mut exposures = ExposuresOf::<T>::default();
	let mut next = ElectedOf::<T>::default();
	for index in 0..count {
		let who: T::AccountId = account("candidate", index, 0);
		exposures.try_push(exposure_of::<T>(&who, &record)).map_err(|_| "the set is full")?;
		next.try_push(elected_of::<T>(&who, &record)).map_err(|_| "the set is full")?;
		if !T::CandidateList::contains(&who) {
			insert_candidate::<T>(who.clone(), record.pool.stake())?;
		}
		let _ = T::CandidateList::on_update(&who, record.pool.stake());
		Validators::<T>::insert(&who, &record);
	}
	fill_pot::<T>(units::<T>(1_000).saturating_mul(count.into()))?;
	T::Currency::mint_into(&Pallet::<T>::fee_pot(), units::<T>(1_000))?;
	OldestExposure::<T>::put(now.saturating_sub(liable_epochs::<T>()));
	authored::<T>(exposures.iter().map(|exposure| &exposure.validator));
	set_exposures::<T>(exposures);
	NextSet::<T>::put(next);
	Ok(account("candidate", count.saturating_sub(1), 0))
}

/// Prepares the election for the set after the next: of the members of the next set.
pub fn prepare_members<T: Config>() -> Result<(), BenchmarkError> {
	let elected = NextSet::<T>::get();
	elected.iter().for_each(|elected| T::BenchmarkHelper::make_eligible(&elected.validator));
	prepare::<T>(elected, record::<T>(&validator::<T>(u32::MAX)?)?)
}

/// Prepares the election for the set after the next: of `count` validators in no set before.
pub fn prepare_newcomers<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	let record = record::<T>(&validator::<T>(u32::MAX)?)?;
	let mut set = ElectedOf::<T>::default();
	for index in 0..count {
		let who: T::AccountId = account("newcomer", index, 0);
		T::BenchmarkHelper::make_eligible(&who);
		set.try_push(elected_of::<T>(&who, &record)).map_err(|_| "the set is full")?;
		insert_candidate::<T>(who.clone(), record.pool.stake())?;
		Validators::<T>::insert(who, &record);
	}
	prepare::<T>(set, record)
}

/// Prepares the election of `elected` for the set after the next. As many candidates as possible
/// were passed over, each with this `record` without self-stake.
fn prepare<T: Config>(elected: ElectedOf<T>, mut record: Validator) -> Result<(), BenchmarkError> {
	let epoch = now::<T>().saturating_add(2);
	record.own = Position::default();
	let mut passed_over = PassedOver::default();
	for index in 0..MAX_REMOVED {
		let who: T::AccountId = account("passed over", index, 0);
		T::BenchmarkHelper::make_eligible(&who);
		insert_candidate::<T>(who.clone(), record.pool.stake())?;
		Validators::<T>::insert(&who, &record);
		passed_over.try_push(who).map_err(|_| "too many")?;
	}
	PreparedFor::<T>::put(epoch);
	let noted = elected.iter().cycle().take(NotedOf::<T>::bound());
	let noted = noted.map(|Elected { validator, stake, .. }| Noted {
		validator: validator.clone(),
		weight: *stake,
	});
	let noted = NotedOf::<T>::truncate_from(noted.collect());
	let reserves = elected.clone();
	let (seed, seats) = ([1; 32], Pallet::<T>::seats());
	let prepared = Prepared { epoch, seed, seats, elected, reserves, noted, passed_over };
	PreparedSet::<T>::put(prepared);
	Ok(())
}

/// Checks that the set after the next are the `count` validators of an election that was prepared.
pub fn has_been_taken<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	assert!(!PreparedSet::<T>::exists());
	assert_eq!(NextSet::<T>::get().len(), count as usize);
	Ok(())
}

/// Checks the result of the epoch boundary of [`boundary`].
pub fn has_gone_on<T: Config>(validator: &T::AccountId, count: u32) -> Result<(), BenchmarkError> {
	let ended = now::<T>().saturating_sub(1);
	let results = EpochResults::<T>::get(ended).ok_or("there are results")?;
	assert_eq!(results.len(), count as usize);
	assert!(results.iter().all(|result| result.reward > 0));
	let record = record::<T>(validator)?;
	assert!(record.serves(ended.saturating_add(1)));
	assert_eq!(T::CandidateList::get_score(validator).ok(), Some(record.pool.stake()));
	Ok(())
}

/// Adds `count` candidates, with stakes in no order.
pub fn candidates<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	add_candidates::<T>(count, 0)
}

/// As [`candidates`], of which `too_small` have too little self-stake and more stake than all
/// others.
pub fn add_candidates<T: Config>(count: u32, too_small: u32) -> Result<(), BenchmarkError> {
	let template = record::<T>(&validator::<T>(u32::MAX)?)?;
	for index in 0..count {
		let who: T::AccountId = account("candidate", index, 0);
		let mut record = template.clone();
		let more = units::<T>(index.wrapping_mul(2_654_435_761) % 1_000);
		record.pool.compounding.stake = record.pool.compounding.stake.saturating_add(more);
		if index < too_small {
			let more = units::<T>(1_000);
			record.pool.compounding.stake = record.pool.compounding.stake.saturating_add(more);
			record.own = Position::default();
		}
		T::BenchmarkHelper::make_eligible(&who);
		insert_candidate::<T>(who.clone(), record.pool.stake())?;
		Validators::<T>::insert(who, record);
	}
	Ok(())
}

/// Notes the weights of all candidates of [`add_candidates`] for the draw of an election in which
/// only the `left` lightest can still get a seat, as adversaries would: these have next to no
/// weight, so that all others are drawn before them.
pub fn worst_draw<T: Config>(left: u32) {
	let mut candidates: Vec<_> = T::CandidateList::iter()
		.filter_map(|who| Some((T::CandidateList::get_score(&who).ok()?, who)))
		.collect();
	// The heaviest first, and of equals the lower account.
	candidates.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
	// The heaviest beyond the bound are elected in any case.
	candidates.drain(..candidates.len().saturating_sub(NotedOf::<T>::bound()));
	let seated = candidates.len().saturating_sub(left as usize);
	let noted = candidates.into_iter().enumerate().map(|(place, (_, validator))| {
		let weight = if place < seated { Balance::MAX >> 32 } else { 1 };
		Noted { validator, weight }
	});
	RotationWeights::<T>::put(NotedOf::<T>::truncate_from(noted.collect()));
}

/// Makes `count` validators of small stake, which an election drops, the members of the set before.
pub fn former_members<T: Config>(count: u32) -> Result<(), BenchmarkError> {
	let mut record = record::<T>(&validator::<T>(u32::MAX)?)?;
	record.pool.compounding.stake = 1;
	let mut before = ElectedOf::<T>::default();
	for index in 0..count {
		let who: T::AccountId = account("former", index, 0);
		T::BenchmarkHelper::make_eligible(&who);
		before.try_push(elected_of::<T>(&who, &record)).map_err(|_| "the set is full")?;
		Validators::<T>::insert(who, &record);
	}
	NextSet::<T>::put(before);
	Ok(())
}

/// The worst election for `seats` seats with three candidates each, of which as many have lost
/// their keys as an election removes. Returns the number of rotation seats.
pub fn worst_election<T: Config>(seats: u32) -> Result<u32, BenchmarkError> {
	let spare = election::CANDIDATES_PER_SEAT.saturating_sub(1);
	let candidates = seats.saturating_mul(election::CANDIDATES_PER_SEAT);
	add_candidates::<T>(candidates, seats.saturating_mul(spare))?;
	let mut heaviest: Vec<_> = T::CandidateList::iter()
		.filter_map(|who| Some((T::CandidateList::get_score(&who).ok()?, who)))
		.collect();
	heaviest.sort_unstable_by(|a, b| b.cmp(a));
	for (_, validator) in heaviest.iter().take(MAX_REMOVED as usize).take(candidates as usize / 2) {
		T::BenchmarkHelper::remove_keys(validator);
	}
	former_members::<T>(seats)?;
	T::BenchmarkHelper::set_seats(seats);
	T::BenchmarkHelper::set_most_rotation();
	let rotation = T::RotationShare::get().mul_floor(seats);
	worst_draw::<T>(rotation);
	Ok(rotation)
}

/// Checks the result of the epoch boundary of [`busy_boundary`].
pub fn has_turned<T: Config>(validator: &T::AccountId, count: u32) -> Result<(), BenchmarkError> {
	let ended = now::<T>().saturating_sub(1);
	let results = EpochResults::<T>::get(ended).ok_or("there are results")?;
	assert_eq!(results.len(), count as usize);
	assert!(results.iter().all(|result| result.reward > 0));
	let exposures = Pallet::<T>::exposures_of(ended.saturating_add(1)).ok_or("there is a set")?;
	assert_eq!(exposures.len(), count as usize);
	assert!(ExitPools::<T>::contains_key(validator, ended));
	let activated = Activations::<T>::get(validator, ended).ok_or("deposits became shares")?;
	assert_eq!(activated.len(), DepositKind::ALL.len());
	let record = record::<T>(validator)?;
	assert_eq!(record.state, State::Waiting);
	assert!(record.own.pending.is_empty());
	assert_eq!(T::CandidateList::get_score(validator).ok(), Some(record.pool.stake()));
	let blocks = |page: AuthorsOf<T>| page.into_iter().map(|(_, blocks)| blocks).sum::<u32>();
	assert_eq!(BlocksAuthored::<T>::iter_values().map(blocks).sum::<u32>(), 0);
	Ok(())
}
