//! The initial states of the benchmarks: accounts, validators and their sets.

use crate::{ledger::ValidatorLedger, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	Get,
};
use palisade_primitives::{
	Balance, Basis, EpochIndex, ExposedTotal, Exposure, RewardClass, MAX_INTERRUPTED_EPOCHS,
};
use palisade_share_pool::RewardIndexes;
use sp_arithmetic::{FixedU64, Perbill};
use sp_runtime::DispatchError;

/// The benchmarks' access to the runtime, besides [`Config`].
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account session keys and all that the gates require.
	fn make_eligible(validator: &AccountId);

	/// Takes the session keys of an account, if the runtime has any.
	fn remove_keys(_validator: &AccountId) {}

	/// Sets the number of seats of the validator set.
	fn set_seats(seats: u32);

	/// Sets the largest share of rotation seats, if the runtime has any.
	fn set_most_rotation() {}

	/// Makes these accounts the validators of the running session. Only for a runtime that disables
	/// members of the set.
	fn set_session(_members: &[AccountId]) {}

	/// Marks judging as interrupted in `epoch`.
	fn interrupt_judging(epoch: EpochIndex);
}

/// The first epoch of the benchmarks, later than all periods of the pallet.
pub const FIRST_EPOCH: EpochIndex = 1_000;

/// Both classes.
pub const CLASSES: [RewardClass; 2] = [RewardClass::Compounding, RewardClass::Liquid];

/// The kinds of pending deposits of a position.
pub const KINDS_OF_POSITION: [DepositKind; 4] = [
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

/// The error of a benchmark whose set-up a pool refused.
pub fn refused(_: palisade_share_pool::Error) -> BenchmarkError {
	BenchmarkError::Stop("the pool refused")
}

/// The error of a benchmark whose set-up the pallet refused.
pub fn failed<T: Config>(error: Error<T>) -> BenchmarkError {
	DispatchError::from(error).into()
}

/// Begins [`FIRST_EPOCH`] with an empty set. Judging was interrupted in the epochs before, so that
/// the liability of stake is as long as possible.
pub fn start<T: Config>() -> Result<(), BenchmarkError> {
	interrupt_judging::<T>(FIRST_EPOCH.saturating_sub(MAX_INTERRUPTED_EPOCHS)..FIRST_EPOCH);
	CurrentEpoch::<T>::put(FIRST_EPOCH);
	OldestExposure::<T>::put(FIRST_EPOCH);
	NextSet::<T>::kill();
	Pallet::<T>::begin_with_mode(ElectionMode::Normal);
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

/// Gives `who` a large balance, unless the account exists.
pub fn exist<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	match frame_system::Pallet::<T>::account_exists(who) {
		true => Ok(()),
		false => endow::<T>(who),
	}
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
		let closed = ClosedClass { epoch: 0, index: RewardIndexes::default(), exchange: None };
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
	let mut exposures = Pallet::<T>::exposures_of(now).unwrap_or_default();
	let mut next = NextSet::<T>::get();
	exposures.try_push(exposure_of::<T>(validator, &record)).map_err(|_| "the set is full")?;
	next.try_push(elected_of::<T>(validator, &record)).map_err(|_| "the set is full")?;
	set_exposures::<T>(exposures);
	NextSet::<T>::put(next);
	record.save();
	Ok(())
}

/// Replaces the running set, all of whose members are in the session and on duty.
pub fn set_exposures<T: Config>(exposures: ExposuresOf<T>) {
	let members: Vec<_> = exposures.iter().map(|exposure| exposure.validator.clone()).collect();
	T::BenchmarkHelper::set_session(&members);
	let power = ExposedTotal::of(&exposures).power;
	MembersOnDuty::<T>::put(OnDuty { members: count(members.len()), power });
	Pallet::<T>::insert_exposures(now::<T>(), exposures);
}

/// The exposure of a validator, with waiting rewards and exits as large as the stake.
pub fn exposure_of<T: Config>(
	validator: &T::AccountId,
	record: &Validator,
) -> Exposure<T::AccountId> {
	Exposure {
		validator: validator.clone(),
		power: record.pool.stake(),
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
	let mut exposures = Pallet::<T>::exposures_of(now).unwrap_or_default();
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
				power: stake,
				compounding: stake,
				liquid: stake,
				waiting: stake,
				left: stake,
				bonus,
			},
		);
	}
	set_exposures::<T>(exposures);
	NextSet::<T>::put(next);
}

/// Makes a confined validator the last member of a full running set, all members of which are
/// confined.
pub fn serve_confined<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	let now = now::<T>();
	let mut record = ledger::<T>(validator)?;
	record.serving = Some(now);
	let exposure = exposure_of::<T>(validator, &record);
	record.save();
	fill_sets::<T>();
	let mut exposures = Pallet::<T>::exposures_of(now).unwrap_or_default();
	exposures.pop();
	exposures.try_push(exposure).map_err(|_| "a place is free")?;
	let confined = exposures.iter().map(|exposure| {
		let (validator, power) = (exposure.validator.clone(), exposure.power);
		Confined { validator, power, until: None }
	});
	ConfinedMembers::<T>::put(ConfinedOf::<T>::truncate_from(confined.collect()));
	set_exposures::<T>(exposures);
	Ok(())
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

/// Removes the slashes of a validator, so that there is room for another slash.
pub fn forget_slashes<T: Config>(validator: &T::AccountId) {
	Liabilities::<T>::mutate(validator, |liability| {
		if let Some(liability) = liability {
			liability.slashes = Default::default();
		}
	});
}

/// Advances the running epoch by `epochs`.
pub fn skip_epochs<T: Config>(epochs: u32) {
	CurrentEpoch::<T>::mutate(|epoch| *epoch = epoch.saturating_add(epochs));
}

/// Empties the next set.
pub fn retire_all<T: Config>() {
	NextSet::<T>::kill();
}

/// Opens a case with a proof, so that a validator that stays online takes no stake.
pub fn prove_offence<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	Ok(Pallet::<T>::do_open_case(validator, now::<T>(), Basis::Proven)
		.map_err(DispatchError::from)?)
}
