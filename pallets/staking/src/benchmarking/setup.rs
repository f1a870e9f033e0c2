//! The initial states of the benchmarks.

use crate::{exits::exit_class_mut, holder::Holder, ledger::ValidatorLedger, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_election_provider_support::SortedListProvider;
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get,
};
use palisade_primitives::{
	Balance, DealControl, DealId, EpochIndex, Exposure, RewardClass, MAX_INTERRUPTED_EPOCHS,
};
use palisade_share_pool::{ExitPool, Index, RewardIndexes, Shares};
use sp_arithmetic::{FixedU64, Perbill};
use sp_runtime::DispatchError;

/// The benchmarks' access to the runtime, besides [`Config`].
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account session keys and all that the gates require.
	fn make_eligible(validator: &AccountId);

	/// Sets the number of seats of the validator set.
	fn set_seats(seats: u32);

	/// Marks judging as interrupted in `epoch`.
	fn interrupt_judging(epoch: EpochIndex);
}

/// The first epoch of the benchmarks, later than all periods of the pallet.
pub const FIRST_EPOCH: EpochIndex = 1_000;

/// A large number of positions.
pub const CROWD: u32 = 100_000;

/// Both classes.
pub const CLASSES: [RewardClass; 2] = [RewardClass::Compounding, RewardClass::Liquid];

/// The kinds of pending deposits of a position.
const KINDS_OF_POSITION: [DepositKind; 4] = [
	DepositKind::fresh(RewardClass::Compounding),
	DepositKind::fresh(RewardClass::Liquid),
	DepositKind::returning(RewardClass::Compounding),
	DepositKind::returning(RewardClass::Liquid),
];

/// An amount above all minimums. Planck.
pub fn unit<T: Config>() -> Balance {
	T::MinimumSelfStake::get()
		.max(T::MinimumDelegation::get())
		.max(T::Currency::minimum_balance())
		.max(1_000_000)
}

/// `count` times [`unit`]. Planck.
pub fn units<T: Config>(count: u32) -> Balance {
	unit::<T>().saturating_mul(count.into())
}

/// The commission of validators and deals.
pub fn commission<T: Config>() -> Perbill {
	T::MaximumCommission::get() / 2
}

/// The longest liability of stake, with judging interrupted in as many epochs as can move a
/// deadline.
pub fn liable_epochs<T: Config>() -> EpochIndex {
	Pallet::<T>::liable_epochs().saturating_add(MAX_INTERRUPTED_EPOCHS)
}

/// Marks judging as interrupted in `epochs`.
pub fn interrupt_judging<T: Config>(epochs: core::ops::Range<EpochIndex>) {
	epochs.for_each(T::BenchmarkHelper::interrupt_judging);
}

fn refused(_: palisade_share_pool::Error) -> BenchmarkError {
	BenchmarkError::Stop("the pool refused")
}

fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

/// Begins [`FIRST_EPOCH`] with an empty set. Judging was interrupted in the epochs before, so that
/// the liability of stake is as long as possible.
pub fn start<T: Config>() -> Result<(), BenchmarkError> {
	interrupt_judging::<T>(FIRST_EPOCH.saturating_sub(MAX_INTERRUPTED_EPOCHS)..FIRST_EPOCH);
	CurrentEpoch::<T>::put(FIRST_EPOCH);
	OldestExposure::<T>::put(FIRST_EPOCH);
	NextSet::<T>::kill();
	Pallet::<T>::endow_pot()?;
	Ok(())
}

/// Ends the running epoch. [`NextSet`] is the set of the next.
pub fn end_epoch<T: Config>() {
	Pallet::<T>::begin_epoch(now::<T>().saturating_add(1));
}

/// The running epoch.
pub fn now<T: Config>() -> EpochIndex {
	CurrentEpoch::<T>::get()
}

/// Mints a large balance to an account.
pub fn endow<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	T::Currency::mint_into(who, units::<T>(1_000_000))?;
	Ok(())
}

/// An account with a large balance.
pub fn rich<T: Config>(name: &'static str, index: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account(name, index, 0);
	endow::<T>(&who)?;
	Ok(who)
}

/// Mints `amount` into the pot.
pub fn fill_pot<T: Config>(amount: Balance) -> Result<(), BenchmarkError> {
	T::Currency::mint_into(&Pallet::<T>::pot(), amount)?;
	Ok(())
}

/// The record of a validator.
pub fn record<T: Config>(validator: &T::AccountId) -> Result<Validator, BenchmarkError> {
	Ok(ledger::<T>(validator)?.record)
}

/// The ledger of a validator.
pub(crate) fn ledger<T: Config>(
	validator: &T::AccountId,
) -> Result<ValidatorLedger<T>, BenchmarkError> {
	ValidatorLedger::<T>::load(validator).map_err(failed)
}

/// The position of `who` with `validator`.
pub fn position<T: Config>(who: &T::AccountId, validator: &T::AccountId) -> Option<Position> {
	Holder::<T>::load(who).ok()?.delegation(validator)?.position()
}

/// A candidate with a record of maximum size: self-stake in both classes, each closed once, so that
/// every deposit must look up the closing, and a slash and a case for each liable epoch.
pub fn validator<T: Config>(index: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account("validator", index, 0);
	register::<T>(&who)?;
	Ok(who)
}

/// Registers an account as such a validator.
pub fn register<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	T::BenchmarkHelper::make_eligible(who);
	endow::<T>(who)?;
	Pallet::<T>::insert_new(who, units::<T>(30), commission::<T>(), RewardPolicy::Compound)?;

	let now = now::<T>();
	let mut record = ledger::<T>(who)?;
	record.pool.compounding.generation = 1;
	record.own.compounding.generation = 1;
	record.pool.liquid.class.generation = 1;
	for class in CLASSES {
		let closed = ClosedClass { epoch: 0, index: RewardIndexes::default() };
		ClosedClasses::<T>::insert((who, class, 0), closed);
		record.set_closed_in(class, 0);
	}
	let kind = DepositKind::fresh(RewardClass::Liquid);
	fill_pot::<T>(units::<T>(10))?;
	record
		.with_own(|record, own| record.deposit(own, kind, units::<T>(10), now))
		.map_err(failed)?;
	let mut liability = Liability::default();
	for epoch in now.saturating_sub(liable_epochs::<T>())..=now {
		let _ = liability.slashes.try_push(SlashedEpoch { epoch, amount: unit::<T>() });
		let _ = liability.cases.try_push(OpenCases { epoch, proven: 0, alleged: 1 });
	}
	record.store_liability(liability);
	record.save();
	Ok(())
}

/// Adds a validator to the running and to the next set.
pub fn serve<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	let now = now::<T>();
	let mut record = ledger::<T>(validator)?;
	record.serving = Some(now);
	record.state = State::Active;
	let mut exposures = Exposures::<T>::get(now).unwrap_or_default();
	let mut next = NextSet::<T>::get();
	exposures.try_push(exposure_of::<T>(validator, &record)).map_err(|_| "the set is full")?;
	next.try_push(elected_of::<T>(validator, &record)).map_err(|_| "the set is full")?;
	Exposures::<T>::insert(now, exposures);
	NextSet::<T>::put(next);
	record.save();
	Ok(())
}

/// The exposure of a validator, with waiting rewards and exits as large as the stake.
pub fn exposure_of<T: Config>(
	validator: &T::AccountId,
	record: &Validator,
) -> Exposure<T::AccountId> {
	Exposure {
		validator: validator.clone(),
		elected: record.pool.stake(),
		compounding: record.pool.compounding.stake,
		liquid: record.pool.liquid.class.stake,
		waiting: record.pool.stake(),
		left: record.pool.stake(),
		bonus: T::MaxElectionBonus::get(),
	}
}

/// A seat for a validator.
pub fn elected_of<T: Config>(
	validator: &T::AccountId,
	record: &Validator,
) -> Elected<T::AccountId> {
	Elected {
		validator: validator.clone(),
		stake: record.pool.stake(),
		factor: FixedU64::from_u32(1),
		rotation: false,
	}
}

/// Fills the running and the next set with other members, so that reading the sets has the highest
/// cost.
pub fn fill_sets<T: Config>() {
	let now = now::<T>();
	let mut exposures = Exposures::<T>::get(now).unwrap_or_default();
	let mut next = NextSet::<T>::get();
	for index in 0..T::MaxActiveValidators::get() {
		let validator: T::AccountId = account("member", index, 0);
		let stake = units::<T>(10);
		let bonus = T::MaxElectionBonus::get();
		let _ = next.try_insert(
			0,
			Elected {
				validator: validator.clone(),
				stake,
				factor: FixedU64::from_u32(1),
				rotation: false,
			},
		);
		let _ = exposures.try_insert(
			0,
			Exposure {
				validator,
				elected: stake,
				compounding: stake,
				liquid: stake,
				waiting: stake,
				left: stake,
				bonus,
			},
		);
	}
	Exposures::<T>::insert(now, exposures);
	NextSet::<T>::put(next);
}

/// Pays a reward to a validator and its delegators.
pub fn reward<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	let mut record = ledger::<T>(validator)?;
	let amount = units::<T>(100);
	fill_pot::<T>(amount)?;
	let commission = record.commission.current;
	let paid = record.pool.reward(amount, commission).map_err(refused)?;
	let own = &mut record.own.compounding;
	own.shares = own.shares.plus(paid.operator_shares).map_err(refused)?;
	record.commission_due = record.commission_due.saturating_add(paid.to_operator);
	record.save();
	Ok(())
}

/// Deposits `amount` into the position of `who` for each of `kinds`.
pub fn deposit<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
	kinds: &[DepositKind],
	amount: Balance,
) -> Result<(), BenchmarkError> {
	let now = now::<T>();
	let mut record = ledger::<T>(validator)?;
	let mut holder = Holder::<T>::load(who).map_err(failed)?;
	let delegation = holder.delegation_or_new(&mut record).map_err(failed)?;
	let mut position = delegation.position().ok_or("it can be decoded")?;
	for kind in kinds {
		fill_pot::<T>(amount)?;
		record.deposit(&mut position, *kind, amount, now).map_err(failed)?;
	}
	delegation.set_position(&position);
	holder.save_with(&mut record);
	record.save();
	Ok(())
}

/// Gives `who` an unsettled position with `validator`: stake in both classes, unsettled rewards,
/// and deposits of every kind from an ended epoch with unclaimed shares of other owners. The
/// compounding stake is so large that its exit changes the validator's bag. Ends two epochs; the
/// validator serves afterwards if `serves`.
pub fn stale_position<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
	serves: bool,
) -> Result<(), BenchmarkError> {
	let [compounding, liquid] = CLASSES.map(DepositKind::fresh);
	deposit::<T>(who, validator, &[compounding], units::<T>(1_000))?;
	deposit::<T>(who, validator, &[liquid], units::<T>(10))?;
	serve::<T>(validator)?;
	end_epoch::<T>();
	stale_deposits::<T>(who, validator)?;
	if !serves {
		NextSet::<T>::kill();
	}
	end_epoch::<T>();
	reward::<T>(validator)
}

/// Gives `who` and another account deposits of every kind with `validator`, which serves.
pub fn stale_deposits<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
) -> Result<(), BenchmarkError> {
	deposit::<T>(who, validator, &KINDS_OF_POSITION, unit::<T>())?;
	let other = account("other", now::<T>(), 0);
	deposit::<T>(&other, validator, &KINDS_OF_POSITION, unit::<T>())
}

/// Gives `who` the maximum number of delegations, each as large as the one to `validator`, and a
/// reward account.
pub fn fill_delegations<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
) -> Result<T::AccountId, BenchmarkError> {
	// One place is left for a deal.
	fill_delegations_but::<T>(who, validator, 1)
}

/// As [`fill_delegations`], with `places` places left.
pub fn fill_delegations_but<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
	places: u32,
) -> Result<T::AccountId, BenchmarkError> {
	let reward_account = rich::<T>("reward account", 0)?;
	let mut holder = Holder::<T>::load(who).map_err(failed)?;
	holder.record.reward_account = Some(reward_account.clone());
	let mut index = 0;
	let mut delegation = match holder.delegation(validator) {
		Some(delegation) => delegation.clone(),
		None => Delegation::new(validator.clone()),
	};
	// No exits that a withdrawal would read.
	delegation.oldest_exit = Some(EpochIndex::MAX);
	let taken = T::MaxDelegations::get().saturating_sub(holder.record.deals).saturating_sub(places);
	while (holder.record.delegations.len() as u32) < taken {
		delegation.validator = account("delegated to", index, 0);
		let _ = holder.record.delegations.try_insert(0, delegation.clone());
		index = index.saturating_add(1);
	}
	holder.save();
	Ok(reward_account)
}

/// An exit.
pub fn chunk<T: Config>(epoch: EpochIndex, class: RewardClass) -> ExitChunk<T::AccountId> {
	let shares = Shares(unit::<T>().saturating_mul(1_000));
	ExitChunk { epoch, class, shares, deal: None, destination: None }
}

/// Gives `who` exits from `validator`, of ended epochs, each worth `assets`. If `shared`, each pool
/// also holds exits of others.
pub fn add_exits<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
	chunks: Vec<ExitChunk<T::AccountId>>,
	assets: Balance,
	shared: bool,
) -> Result<(), BenchmarkError> {
	let mut record = ledger::<T>(validator)?;
	let mut holder = Holder::<T>::load(who).map_err(failed)?;
	let delegation = holder.delegation_or_new(&mut record).map_err(failed)?;
	for chunk in chunks {
		let mut pool = ExitPools::<T>::get(validator, chunk.epoch).unwrap_or_else(|| ExitPool {
			rise: RewardIndexes {
				gross: Index((1u128 << 80).into()),
				net: Index((1u128 << 79).into()),
			},
			..Default::default()
		});
		let owners: u128 = if shared { 2 } else { 1 };
		for _ in 0..owners {
			exit_class_mut(&mut pool, chunk.class).add(assets, chunk.shares).map_err(refused)?;
		}
		let reward = match chunk.class {
			RewardClass::Compounding => 0,
			RewardClass::Liquid => pool.last_reward(chunk.shares, chunk.deal).map_err(refused)?,
		};
		// One planck more for rounding; the remainder is dust.
		let rewards = reward.saturating_add(1).saturating_mul(owners);
		pool.unclaimed = pool.unclaimed.saturating_add(rewards);
		fill_pot::<T>(assets.saturating_mul(owners).saturating_add(rewards))?;
		ExitPools::<T>::insert(validator, chunk.epoch, pool);
		Pallet::<T>::add_exit(who, delegation, chunk, MAX_STORED_EXITS).map_err(failed)?;
	}
	holder.save_with(&mut record);
	record.save();
	Ok(())
}

/// Gives other accounts exits from `validator`, of ended epochs: each account the maximum number.
pub fn add_exits_of_others<T: Config>(
	validator: &T::AccountId,
	chunks: Vec<ExitChunk<T::AccountId>>,
) -> Result<(), BenchmarkError> {
	for (index, chunks) in (0u32..).zip(chunks.chunks(MAX_EXITS as usize)) {
		let other = account("other", index, 0);
		add_exits::<T>(&other, validator, chunks.to_vec(), unit::<T>(), true)?;
	}
	Ok(())
}

/// Gives `who` one exit less than the maximum from `validator`, none of which is mature.
pub fn fill_exits<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
) -> Result<(), BenchmarkError> {
	let newest = now::<T>().saturating_sub(1);
	let chunks = (0..MAX_EXITS.saturating_sub(1))
		.map(|age| chunk::<T>(newest.saturating_sub(age), RewardClass::Liquid))
		.collect();
	add_exits::<T>(who, validator, chunks, unit::<T>(), true)
}

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
	liquid.deal_weight = palisade_share_pool::DealWeight::of(deals, commission::<T>());
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
		note_author::<T>(&serving);
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
		Exposures::<T>::insert(epoch, &exposures);
		EpochResults::<T>::insert(epoch, &results);
	}
	Exposures::<T>::insert(now, exposures);
	NextSet::<T>::put(next);
	Ok(account("serving", count.saturating_sub(1), 0))
}

/// Records a block of a validator.
pub fn note_author<T: Config>(author: &T::AccountId) {
	BlocksAuthored::<T>::mutate(|authored| {
		let _ = authored.try_insert(author.clone(), 1);
	});
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
		note_author::<T>(&who);
		if !T::CandidateList::contains(&who) {
			insert_candidate::<T>(who.clone(), record.pool.stake())?;
		}
		let _ = T::CandidateList::on_update(&who, record.pool.stake());
		Validators::<T>::insert(&who, &record);
	}
	fill_pot::<T>(units::<T>(1_000).saturating_mul(count.into()))?;
	T::Currency::mint_into(&Pallet::<T>::fee_pot(), units::<T>(1_000))?;
	OldestExposure::<T>::put(now.saturating_sub(liable_epochs::<T>()));
	Exposures::<T>::insert(now, exposures);
	NextSet::<T>::put(next);
	Ok(account("candidate", count.saturating_sub(1), 0))
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

/// Adds [`CROWD`] delegators, `count` of them with a validator and the rest with another: the
/// database has the same size for each `count`. The benchmarked code must not read the delegators.
pub fn crowd<T: Config>(validator: &T::AccountId, count: u32) -> Result<(), BenchmarkError> {
	crowd_of::<T>(validator, count, CROWD)
}

/// As [`crowd`], with `all` delegators in total.
pub fn crowd_of<T: Config>(
	validator: &T::AccountId,
	count: u32,
	all: u32,
) -> Result<(), BenchmarkError> {
	let one: T::AccountId = account("crowd", 0, 0);
	deposit::<T>(&one, validator, &CLASSES.map(DepositKind::fresh), unit::<T>())?;
	let mut delegator = Delegators::<T>::get(&one).ok_or("it has delegated")?;
	for index in 1..all {
		if index == count {
			delegator.delegations[0].validator = account("validator of others", 0, 0);
		}
		Delegators::<T>::insert(account::<T::AccountId>("crowd", index, 0), &delegator);
	}
	let mut record = ledger::<T>(validator)?;
	record.holders = count.into();
	record.save();
	Ok(())
}

/// Checks the result of the epoch boundary of [`busy_boundary`].
pub fn has_turned<T: Config>(validator: &T::AccountId, count: u32) -> Result<(), BenchmarkError> {
	let ended = now::<T>().saturating_sub(1);
	let results = EpochResults::<T>::get(ended).ok_or("there are results")?;
	assert_eq!(results.len(), count as usize);
	assert!(results.iter().all(|result| result.reward > 0));
	let exposures = Exposures::<T>::get(ended.saturating_add(1)).ok_or("there is a set")?;
	assert_eq!(exposures.len(), count as usize);
	assert!(ExitPools::<T>::contains_key(validator, ended));
	let activated = Activations::<T>::get(validator, ended).ok_or("deposits became shares")?;
	assert_eq!(activated.len(), DepositKind::ALL.len());
	let record = record::<T>(validator)?;
	assert_eq!(record.state, State::Waiting);
	assert!(record.own.pending.is_empty());
	assert_eq!(T::CandidateList::get_score(validator).ok(), Some(record.pool.stake()));
	assert!(BlocksAuthored::<T>::get().is_empty());
	Ok(())
}

/// Removes the slashes of a validator, so that there is room for another slash.
pub fn forget_slashes<T: Config>(validator: &T::AccountId) {
	Liabilities::<T>::mutate(validator, |liability| {
		if let Some(liability) = liability {
			liability.slashes = Default::default();
		}
	});
}

/// A validator of the running set with `count` delegators.
pub fn crowded<T: Config>(count: u32) -> Result<T::AccountId, BenchmarkError> {
	let validator = validator::<T>(0)?;
	crowd::<T>(&validator, count)?;
	serve::<T>(&validator)?;
	forget_slashes::<T>(&validator);
	Ok(validator)
}

/// A deal with `validator` whose deposit became shares an epoch ago and has earned since, with
/// unclaimed shares of other owners. Ends two epochs; the validator serves afterwards if `serves`.
pub fn stale_deal<T: Config>(
	validator: &T::AccountId,
	serves: bool,
) -> Result<(T::AccountId, DealId), BenchmarkError> {
	let owner = rich::<T>("owner", 0)?;
	serve::<T>(validator)?;
	end_epoch::<T>();
	let other = rich::<T>("other", 0)?;
	let amount = units::<T>(10);
	let open = <Pallet<T> as DealControl<_>>::open_deal;
	open(&other, validator, amount, commission::<T>())?;
	let deal = open(&owner, validator, amount, commission::<T>())?;
	if !serves {
		NextSet::<T>::kill();
	}
	end_epoch::<T>();
	reward::<T>(validator)?;
	Ok((owner, deal))
}

/// For the benchmarks of the pallet that judges: begins [`FIRST_EPOCH`] with `count` members in the
/// set. The first member has the highest slashing cost, with exits of all liable epochs. Returns
/// the members.
pub fn slashable<T: Config>(count: u32) -> Result<Vec<T::AccountId>, BenchmarkError> {
	start::<T>()?;
	let validator = validator::<T>(0)?;
	let owner = rich::<T>("owner", 0)?;
	deposit::<T>(&owner, &validator, &CLASSES.map(DepositKind::fresh), units::<T>(10))?;
	let now = now::<T>();
	let reportable = T::ReportEpochs::get().saturating_add(MAX_INTERRUPTED_EPOCHS);
	let epochs = now.saturating_sub(reportable).saturating_sub(1)..now;
	let chunks = epochs.flat_map(|epoch| CLASSES.map(|class| chunk::<T>(epoch, class))).collect();
	add_exits_of_others::<T>(&validator, chunks)?;
	forget_slashes::<T>(&validator);
	serve::<T>(&validator)?;
	// Registered early, so that past offences can be the validator's own.
	let mut record = ledger::<T>(&validator)?;
	record.registered = 0;
	record.save();
	let mut members = alloc::vec![validator];
	let mut exposures = Exposures::<T>::get(now).unwrap_or_default();
	let template = exposures.first().cloned().ok_or("one is there")?;
	for index in 1..count {
		let member: T::AccountId = account("member", index, 0);
		let exposure = Exposure { validator: member.clone(), ..template.clone() };
		exposures.try_push(exposure).map_err(|_| "the set is full")?;
		members.push(member);
	}
	for age in 0..=reportable {
		Exposures::<T>::insert(now.saturating_sub(age), &exposures);
	}
	Ok(members)
}

/// Advances the running epoch by `epochs`.
pub fn skip_epochs<T: Config>(epochs: u32) {
	CurrentEpoch::<T>::mutate(|epoch| *epoch = epoch.saturating_add(epochs));
}

/// Empties the next set.
pub fn retire_all<T: Config>() {
	NextSet::<T>::kill();
}

/// Takes a validator offline.
pub fn go_offline<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	Ok(Pallet::<T>::do_go_offline(validator)?)
}

/// Gives two accounts unsettled positions with a validator, with deposits of different epochs, and
/// the maximum number of delegations.
pub fn stale_positions<T: Config>(
	owner: &T::AccountId,
	to: &T::AccountId,
	validator: &T::AccountId,
) -> Result<(), BenchmarkError> {
	stale_position::<T>(owner, validator, true)?;
	stale_deposits::<T>(to, validator)?;
	end_epoch::<T>();
	for who in [owner, to] {
		fill_delegations::<T>(who, validator)?;
	}
	Ok(())
}

/// Gives two accounts almost the maximum number of exits from a validator, and the maximum number
/// of delegations. Half of the owner's exits are of the returned epoch, of deals with different
/// commissions: these exits fit in with the other account's.
pub fn movable_exits<T: Config>(
	owner: &T::AccountId,
	to: &T::AccountId,
	validator: &T::AccountId,
) -> Result<EpochIndex, BenchmarkError> {
	let epoch = now::<T>();
	skip_epochs::<T>(MAX_EXITS);
	let half = MAX_EXITS / 2;
	let exits = (0..MAX_EXITS).map(|index| match index < half {
		true => ExitChunk {
			deal: Some(Perbill::from_percent(index)),
			..chunk::<T>(epoch, RewardClass::Liquid)
		},
		false => chunk::<T>(epoch.saturating_add(index), RewardClass::Compounding),
	});
	add_exits::<T>(owner, validator, exits.collect(), unit::<T>(), true)?;
	let exits =
		(half..MAX_EXITS).map(|age| chunk::<T>(epoch.saturating_sub(age), RewardClass::Liquid));
	add_exits::<T>(to, validator, exits.collect(), unit::<T>(), true)?;
	for who in [owner, to] {
		fill_delegations::<T>(who, validator)?;
	}
	Ok(epoch)
}
