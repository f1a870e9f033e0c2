//! Benchmarks of the calls, hooks and traits.
//!
//! Each benchmark sets up the worst case. Unless stated otherwise, that is:
//!
//! - The validator's record has its maximum length: a slash and a case for each liable epoch, and
//!   stake in both classes. Each class was closed once, so that a deposit must look up the closing.
//! - The delegator has the maximum number of delegations, each of maximum length, and a reward
//!   account.
//! - The position has four deposits that became shares an epoch ago, one of each kind, with
//!   unclaimed shares of other owners: each deposit needs a record read and written.
//! - The validator, if its stake changes, is taken from between two others of its bag and becomes
//!   the last of the next bag.
//!
//! Benchmarks marked `extra` only show independence of a quantity and provide no weights. The
//! figures include the cost of the runtime's gates, observers and listeners, because the runtime's
//! are measured.

use crate::{types::*, *};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	traits::{fungible::Inspect, EnsureOrigin, Get, WithdrawReasons},
	BoundedVec,
};
use frame_system::RawOrigin;
use palisade_primitives::{
	Balance, Basis, DealControl, PositionInspect, PositionTransfer, RewardClass, SlashControl,
	ValidatorControl, MAX_INTERRUPTED_EPOCHS,
};
use sp_arithmetic::Perbill;

mod boundaries;
mod holders;
mod setup;

use boundaries::*;
pub use boundaries::{about_to_be_jailed, about_to_fall, between_bags_of_others, set_stake, Move};
use holders::*;
pub use holders::{
	crowd_of, fill_delegations_but, fill_exits, movable_exits, slashable, stale_positions,
};
use setup::*;
pub use setup::{
	end_epoch, fill_sets, prove_offence, retire_all, reward, serve, skip_epochs, start, unit,
	units, validator, BenchmarkHelper,
};

/// A large number of candidates.
const CANDIDATES: u32 = 10_000;

/// A validator with the maximum number of delegations to others, each with an unsettled position. A
/// deal costs less than such a delegation.
fn holder_of_all<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	start::<T>()?;
	let who = validator::<T>(u32::MAX)?;
	stale_position::<T>(&who, &validator::<T>(0)?, false)?;
	let mut holder = Delegators::<T>::get(&who).ok_or("it has delegated")?;
	// Each deposit with a validator is of another epoch.
	let mut template = holder.delegations[0].clone();
	let mut position = template.position().ok_or("it can be decoded")?;
	let epoch = position.pending[0].epoch;
	let activated =
		Activations::<T>::get(&template.validator, epoch).ok_or("deposits wait for it")?;
	for (age, deposit) in (0..).zip(position.pending.iter_mut()) {
		deposit.epoch = epoch - age;
		Activations::<T>::insert(&template.validator, epoch - age, &activated);
	}
	template.set_position(&position);
	holder.delegations[0] = template.clone();
	for index in 1..T::MaxDelegations::get() {
		let validator = validator::<T>(index)?;
		for deposit in &position.pending {
			Activations::<T>::insert(&validator, deposit.epoch, &activated);
		}
		let mut delegation = template.clone();
		delegation.validator = validator;
		holder.delegations.try_push(delegation).map_err(|_| "as many as it can have")?;
	}
	Delegators::<T>::insert(&who, holder);
	Ok(who)
}

#[benchmarks(where T: pallet_authorship::Config)]
mod benchmarks {
	use super::*;

	/// The first of two bags already has a candidate: the new candidate becomes the last of that
	/// bag.
	#[benchmark]
	fn register_validator() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let self_stake = units::<T>(30);
		T::BenchmarkHelper::make_eligible(&caller);
		endow::<T>(&caller)?;
		surround::<T>(&account("candidate", 0, 0), self_stake, 0)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller.clone()),
			self_stake,
			T::MaximumCommission::get(),
			RewardPolicy::Compound,
		);

		assert_eq!(record::<T>(&caller)?.state, State::Waiting);
		assert!(T::CandidateList::contains(&caller));
		Ok(())
	}

	#[benchmark]
	fn set_commission() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		let commission = commission::<T>() / 2;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), commission);

		let announced = record::<T>(&caller)?.commission.announced;
		assert_eq!(announced.map(|announced| announced.value), Some(commission));
		Ok(())
	}

	/// Texts of maximum length, in multi-byte characters.
	#[benchmark]
	fn set_profile() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		let text = |bytes: u32| "é".repeat(bytes as usize / 2).into_bytes();
		let name = BoundedVec::truncate_from(text(MAX_NAME));
		let website = BoundedVec::truncate_from(text(MAX_WEBSITE));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), name, website, Some([1; 32]));

		let profile = Profiles::<T>::get(&caller).ok_or("it has a profile")?;
		assert_eq!(profile.website.len(), MAX_WEBSITE as usize);
		Ok(())
	}

	#[benchmark]
	fn set_compounding() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), MAX_COMPOUNDING_EPOCHS, unit::<T>());

		assert_eq!(record::<T>(&caller)?.compounding.frequency, MAX_COMPOUNDING_EPOCHS);
		Ok(())
	}

	#[benchmark]
	fn set_delegation_policy() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), true, unit::<T>());

		assert!(record::<T>(&caller)?.delegation_policy.closed);
		Ok(())
	}

	/// The validator is not in the set, so that the deposit is active immediately and the
	/// validator's bag changes.
	#[benchmark]
	fn increase_self_stake() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		let before = record::<T>(&caller)?.pool.stake();
		let amount = between_bags::<T>(&caller, Move::Up)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), amount);

		assert_eq!(record::<T>(&caller)?.pool.stake(), before + amount);
		Ok(())
	}

	/// The validator is not in the set, so that the exit closes immediately and the validator's bag
	/// changes. The validator has the maximum number of delegations, and one exit less than the
	/// maximum.
	#[benchmark]
	fn decrease_self_stake() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		fill_exits::<T>(&caller, &caller)?;
		fill_delegations::<T>(&caller, &caller)?;
		let amount = between_bags::<T>(&caller, Move::Down)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), RewardClass::Compounding, Amount::Exact(amount));

		let exits = Exits::<T>::get(&caller, &caller).ok_or("it has exits")?;
		assert_eq!(exits.len(), MAX_EXITS as usize);
		Ok(())
	}

	/// The candidate stands between two others.
	#[benchmark]
	fn go_offline() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		between_bags::<T>(&caller, Move::Up)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert_eq!(record::<T>(&caller)?.state, State::Offline);
		assert!(!T::CandidateList::contains(&caller));
		Ok(())
	}

	/// A member of a full set returns from jail to a bag with other candidates. All members of the
	/// set are in jail: another one is disabled.
	#[benchmark]
	fn go_online() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		between_bags::<T>(&caller, Move::Up)?;
		<Pallet<T> as ValidatorControl<_>>::jail(&caller, now::<T>())?;
		serve_confined::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert_eq!(record::<T>(&caller)?.state, State::Waiting);
		assert!(T::CandidateList::contains(&caller));
		Ok(())
	}

	/// A candidate between two others, with self-stake in both classes, one exit less than the
	/// maximum, and the maximum number of delegations.
	#[benchmark]
	fn leave_validators() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		fill_exits::<T>(&caller, &caller)?;
		Exits::<T>::mutate(&caller, &caller, |exits| exits.as_mut().and_then(|all| all.pop()));
		fill_delegations::<T>(&caller, &caller)?;
		between_bags::<T>(&caller, Move::Up)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		let record = record::<T>(&caller)?;
		assert_eq!(record.state, State::Leaving);
		assert_eq!(record.self_stake(), 0);
		Ok(())
	}

	/// Paid to a reward account.
	#[benchmark]
	fn claim_commission() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		register::<T>(&caller)?;
		fill_delegations::<T>(&caller, &caller)?;
		reward::<T>(&caller)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		assert_eq!(record::<T>(&caller)?.commission_due, 0);
		Ok(())
	}

	/// A validator with dust, a profile and delegations to others, whose classes were closed as
	/// often as the removal clears; the next set is full.
	#[benchmark]
	fn remove_validator() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		let profile =
			Profile { name: Default::default(), website: Default::default(), contact: None };
		Pallet::<T>::do_set_profile(validator.clone(), profile)?;
		Pallet::<T>::do_go_offline(&validator)?;
		let closed = ClosedClass { epoch: 0, index: Default::default(), exchange: None };
		for generation in 0..MAX_LIABLE_EPOCHS {
			ClosedClasses::<T>::insert(
				(&validator, RewardClass::Liquid, generation),
				closed.clone(),
			);
		}
		Validators::<T>::mutate(&validator, |record| {
			if let Some(record) = record {
				record.state = State::Leaving;
				record.own = Position::default();
				record.cases = Default::default();
				record.pool = Default::default();
				record.dust = units::<T>(1);
			}
		});
		fill_delegations::<T>(&validator, &account("delegated to", u32::MAX, 0))?;
		fill_sets::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), validator.clone());

		assert!(!Validators::<T>::contains_key(&validator));
		Ok(())
	}

	/// With a validator of the running set, so that the deposit is pending.
	#[benchmark]
	fn delegate() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		endow::<T>(&caller)?;
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		fill_delegations::<T>(&caller, &validator)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller.clone()),
			validator.clone(),
			unit::<T>(),
			RewardClass::Compounding,
			1,
		);

		let position = position::<T>(&caller, &validator).ok_or("it has delegated")?;
		assert_eq!(position.pending.len(), 1);
		assert_eq!(position.pending[0].epoch, now::<T>());
		Ok(())
	}

	/// With a validator no longer in the running set, so that the deposit is active immediately and
	/// the validator's bag changes.
	#[benchmark]
	fn delegate_waiting() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		endow::<T>(&caller)?;
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, false)?;
		fill_delegations::<T>(&caller, &validator)?;
		let before = record::<T>(&validator)?.pool.stake();
		let amount = between_bags::<T>(&validator, Move::Up)?;

		#[extrinsic_call]
		delegate(
			RawOrigin::Signed(caller.clone()),
			validator.clone(),
			amount,
			RewardClass::Liquid,
			1,
		);

		assert_eq!(record::<T>(&validator)?.pool.stake(), before + amount);
		Ok(())
	}

	/// From a validator of the running set. The delegator has one exit less than the maximum.
	#[benchmark]
	fn undelegate() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		fill_exits::<T>(&caller, &validator)?;
		fill_delegations::<T>(&caller, &validator)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller.clone()),
			validator.clone(),
			RewardClass::Compounding,
			Amount::Exact(unit::<T>()),
		);

		let exits = Exits::<T>::get(&caller, &validator).ok_or("it has exits")?;
		assert!(exits.len() > (MAX_EXITS + MAX_DEAL_EXITS / 2) as usize);
		assert!(!record::<T>(&validator)?.pool.compounding.leaving.is_zero());
		Ok(())
	}

	/// From a validator no longer in the running set, so that the exit closes immediately and the
	/// validator's bag changes. The delegator has one exit less than the maximum.
	#[benchmark]
	fn undelegate_waiting() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, false)?;
		fill_exits::<T>(&caller, &validator)?;
		fill_delegations::<T>(&caller, &validator)?;
		let amount = between_bags::<T>(&validator, Move::Down)?;

		#[extrinsic_call]
		undelegate(
			RawOrigin::Signed(caller.clone()),
			validator.clone(),
			RewardClass::Compounding,
			Amount::Exact(amount),
		);

		let exits = Exits::<T>::get(&caller, &validator).ok_or("it has exits")?;
		assert!(exits.len() > (MAX_EXITS + MAX_DEAL_EXITS / 2) as usize);
		assert!(ExitPools::<T>::contains_key(&validator, now::<T>()));
		Ok(())
	}

	/// Both classes of an unsettled position, and its rewards to another account. The validator is
	/// banned.
	#[benchmark]
	fn push_out() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let holder = rich::<T>("holder", 0)?;
		let validator = validator::<T>(0)?;
		stale_position::<T>(&holder, &validator, false)?;
		fill_exits::<T>(&holder, &validator)?;
		fill_delegations::<T>(&holder, &validator)?;
		Validators::<T>::mutate(&validator, |record| {
			if let Some(record) = record {
				record.state = State::Banned;
			}
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), holder.clone(), validator.clone());

		let position = position::<T>(&holder, &validator).ok_or("it has exits")?;
		assert!(position.is_empty());
		assert!(ExitPools::<T>::contains_key(&validator, now::<T>()));
		Ok(())
	}

	/// The maximum number of exits of one ended epoch, from both classes. The validator is no
	/// longer in the running set, so that the stake is active immediately and the validator's bag
	/// changes.
	#[benchmark]
	fn cancel_undelegation() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, false)?;
		let stake = record::<T>(&validator)?.pool.stake();
		let amount = between_bags::<T>(&validator, Move::Up)?;
		let exits = (0..MAX_EXITS).map(|index| ExitChunk {
			destination: Some(account("destination", index, 0)),
			..chunk::<T>(now::<T>() - 1, CLASSES[index as usize % 2])
		});
		let assets = amount / Balance::from(MAX_EXITS);
		add_exits::<T>(&caller, &validator, exits.collect(), assets, true)?;
		fill_delegations::<T>(&caller, &validator)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), validator.clone(), now::<T>() - 1);

		assert!(Exits::<T>::get(&caller, &validator).is_none());
		assert!(record::<T>(&validator)?.pool.stake() > stake);
		Ok(())
	}

	/// Each exit is the whole stake with another validator, for the delegator and for the epoch.
	#[benchmark]
	fn withdraw(n: Linear<1, MAX_WITHDRAWALS>) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		endow::<T>(&caller)?;
		let epoch = now::<T>() - liable_epochs::<T>();
		let mut last = None;
		for index in 0..n {
			let validator = validator::<T>(index)?;
			let exits = vec![chunk::<T>(epoch, RewardClass::Liquid)];
			add_exits::<T>(&caller, &validator, exits, unit::<T>(), false)?;
			last = Some(validator);
		}
		fill_delegations::<T>(&caller, &account("delegated to", u32::MAX, 0))?;
		let before = T::Currency::balance(&caller);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()));

		let last = last.ok_or("there is one at least")?;
		assert!(position::<T>(&caller, &last).is_none());
		assert_eq!(record::<T>(&last)?.holders, 0);
		assert!(T::Currency::balance(&caller) >= before + unit::<T>().saturating_mul(n.into()));
		Ok(())
	}

	/// As [`undelegate_waiting`].
	#[benchmark]
	fn redelegate() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let from = validator::<T>(0)?;
		let to = validator::<T>(1)?;
		stale_position::<T>(&caller, &from, false)?;
		fill_exits::<T>(&caller, &from)?;
		fill_delegations::<T>(&caller, &from)?;
		let amount = between_bags::<T>(&from, Move::Down)?;

		#[extrinsic_call]
		_(
			RawOrigin::Signed(caller.clone()),
			from.clone(),
			to.clone(),
			RewardClass::Compounding,
			Amount::Exact(amount),
		);

		let exits = Exits::<T>::get(&caller, &from).ok_or("it has exits")?;
		assert!(exits.iter().any(|chunk| chunk.destination.as_ref() == Some(&to)));
		Ok(())
	}

	/// The maximum number of exits, each of another epoch. The destination is no longer in the
	/// running set, so that the stake is active immediately and the validator's bag changes. The
	/// delegator has an unsettled position with both validators.
	#[benchmark]
	fn complete_redelegation(n: Linear<1, MAX_EXITS>) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let from = validator::<T>(0)?;
		let to = validator::<T>(1)?;
		stale_position::<T>(&caller, &from, false)?;
		stale_position::<T>(&caller, &to, false)?;
		let stake = record::<T>(&to)?.pool.stake();
		let amount = between_bags::<T>(&to, Move::Up)?;
		let newest = now::<T>() - liable_epochs::<T>();
		let exits = (0..n).map(|age| ExitChunk {
			destination: Some(to.clone()),
			..chunk::<T>(newest - age, CLASSES[age as usize % 2])
		});
		let assets = amount / Balance::from(n);
		add_exits::<T>(&caller, &from, exits.collect(), assets, true)?;
		fill_delegations::<T>(&caller, &from)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), from.clone(), to.clone());

		assert!(Exits::<T>::get(&caller, &from).is_none());
		assert!(record::<T>(&to)?.pool.stake() > stake);
		Ok(())
	}

	#[benchmark]
	fn change_class() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		fill_delegations::<T>(&caller, &validator)?;
		let amount = Amount::Exact(units::<T>(10));
		let before = record::<T>(&validator)?.pool.liquid.class.stake;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), validator.clone(), RewardClass::Liquid, amount);

		assert!(record::<T>(&validator)?.pool.liquid.class.stake > before);
		Ok(())
	}

	/// Paid to a reward account. Both classes were closed since the deposits.
	#[benchmark]
	fn claim_rewards() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		let reward_account = fill_delegations::<T>(&caller, &validator)?;
		close_classes::<T>(&validator)?;
		let before = T::Currency::balance(&reward_account);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), validator.clone());

		assert!(T::Currency::balance(&reward_account) > before);
		let position = position::<T>(&caller, &validator).ok_or("it has delegated")?;
		assert!(position.pending.is_empty() && position.unclaimed == 0);
		Ok(())
	}

	/// The validator is no longer in the running set, so that the rewards are active immediately
	/// and the validator's bag changes.
	#[benchmark]
	fn restake_rewards() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, false)?;
		let before = record::<T>(&validator)?.pool.stake();
		let amount = between_bags::<T>(&validator, Move::Up)?;
		Delegators::<T>::mutate(&caller, |delegator| {
			let delegation = delegator.as_mut().and_then(|found| found.delegations.get_mut(0));
			if let Some(delegation) = delegation {
				let mut position = delegation.position().unwrap_or_default();
				position.unclaimed += amount;
				delegation.set_position(&position);
			}
		});
		Validators::<T>::mutate(&validator, |record| {
			if let Some(record) = record {
				record.pool.liquid.unclaimed += amount;
			}
		});
		fill_delegations::<T>(&caller, &validator)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), validator.clone(), RewardClass::Liquid);

		assert!(record::<T>(&validator)?.pool.stake() >= before + amount);
		let position = position::<T>(&caller, &validator).ok_or("it has delegated")?;
		assert_eq!(position.unclaimed, 0);
		Ok(())
	}

	#[benchmark]
	fn set_reward_account() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		fill_delegations::<T>(&caller, &validator)?;
		let account: T::AccountId = account("another", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), Some(account.clone()));

		let delegator = Delegators::<T>::get(&caller).ok_or("it has delegated")?;
		assert_eq!(delegator.reward_account, Some(account));
		Ok(())
	}

	#[benchmark]
	fn permit_claims() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let validator = validator::<T>(0)?;
		stale_position::<T>(&caller, &validator, true)?;
		fill_delegations::<T>(&caller, &validator)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), true);

		let delegator = Delegators::<T>::get(&caller).ok_or("it has delegated")?;
		assert!(delegator.open_claims);
		Ok(())
	}

	#[benchmark]
	fn force_epoch() -> Result<(), BenchmarkError> {
		let origin =
			T::ForceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ElectionMode::Normal);

		assert_eq!(NextElectionMode::<T>::get(), ElectionMode::Normal);
		Ok(())
	}

	/// A banned member of a full set returns to a bag with other candidates. All members of the set
	/// are banned: another one is disabled.
	#[benchmark]
	fn set_validator_state() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let origin =
			T::ForceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let validator = validator::<T>(0)?;
		between_bags::<T>(&validator, Move::Up)?;
		<Pallet<T> as ValidatorControl<_>>::ban(&validator)?;
		serve_confined::<T>(&validator)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, validator.clone(), State::Waiting);

		assert_eq!(record::<T>(&validator)?.state, State::Waiting);
		assert!(T::CandidateList::contains(&validator));
		Ok(())
	}

	/// All stake of an account: see [`holder_of_all`].
	#[benchmark]
	fn staked_by() -> Result<(), BenchmarkError> {
		let who = holder_of_all::<T>()?;

		let staked: Balance;
		#[block]
		{
			staked = <Pallet<T> as PositionInspect<_>>::staked_by(&who);
		}

		assert!(staked > unit::<T>().saturating_mul(T::MaxDelegations::get().into()));
		Ok(())
	}

	/// A lock of an account: see [`holder_of_all`]. There are more exits than count as its cover,
	/// of all delegations, and the lock exceeds them all. Exits are of epochs of their own.
	#[benchmark]
	fn stake_lock() -> Result<(), BenchmarkError> {
		let who = holder_of_all::<T>()?;
		let validators = T::MaxDelegations::get();
		let each = MAX_COVERING_EXITS.div_ceil(validators);
		let newest = CurrentEpoch::<T>::get().saturating_sub(1);
		for index in 0..validators {
			let epochs = (0..each).map(|age| newest.saturating_sub(age));
			let chunks = epochs.map(|epoch| chunk::<T>(epoch, RewardClass::Liquid)).collect();
			add_exits::<T>(&who, &validator::<T>(index)?, chunks, unit::<T>(), true)?;
		}
		let amount = Balance::MAX;
		let reasons = WithdrawReasons::all();

		#[block]
		{
			Pallet::<T>::extend_stake_lock(*b"measured", &who, amount, reasons);
		}

		assert_eq!(Pallet::<T>::largest_stake_lock(&who), amount);
		Ok(())
	}

	/// The author is the last of a full page, in the largest set.
	#[benchmark]
	fn note_author() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let members: alloc::vec::Vec<T::AccountId> =
			(0..T::MaxActiveValidators::get()).map(|index| account("author", index, 0)).collect();
		boundaries::authored::<T>(members.iter());
		let first = BlocksAuthored::<T>::get(0).ok_or("there is a page")?;
		let (author, _) = first.last().cloned().ok_or("it is full")?;

		#[block]
		{
			<Pallet<T> as pallet_authorship::EventHandler<_, _>>::note_author(author.clone());
		}

		assert_eq!(Pallet::<T>::blocks_of(&author), 2);
		Ok(())
	}

	/// A slash of everything for an epoch `e` epochs ago, with an exit pool of each epoch since the
	/// one before. Judging was interrupted in as many epochs as that age takes. Both classes are
	/// closed and the self-stake leaves them. The validator, between two others, ceases to be a
	/// candidate. The sets are full.
	#[benchmark]
	fn slash(e: Linear<1, { liable_epochs::<T>() }>) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		endow::<T>(&validator)?;
		serve::<T>(&validator)?;
		fill_sets::<T>();
		let epoch = now::<T>();
		// The exposure exceeds the current stake: the slash takes all.
		let mut set = Pallet::<T>::exposures_of(epoch).ok_or("there is a set")?;
		let member = set.iter_mut().find(|member| member.validator == validator);
		member.ok_or("it is in the set")?.compounding = units::<T>(1_000);
		set_exposures::<T>(set);
		CurrentEpoch::<T>::put(epoch + e);
		interrupt_judging::<T>(epoch..epoch + e.min(MAX_INTERRUPTED_EPOCHS));
		let oldest = epoch - 1;
		let exits = (0..=e).map(|later| chunk::<T>(oldest + later, CLASSES[later as usize % 2]));
		let exits = exits.rev().take(MAX_EXITS as usize - 1).collect();
		add_exits::<T>(&validator, &validator, exits, unit::<T>(), true)?;
		let others = (0..=e).map(|later| chunk::<T>(oldest + later, RewardClass::Liquid)).collect();
		add_exits_of_others::<T>(&validator, others)?;
		fill_delegations::<T>(&validator, &validator)?;
		between_bags::<T>(&validator, Move::Up)?;
		forget_slashes::<T>(&validator);

		#[block]
		{
			drop(<Pallet<T> as SlashControl<_>>::slash(&validator, epoch, Perbill::one())?);
		}

		let record = record::<T>(&validator)?;
		let liability = Liabilities::<T>::get(&validator).ok_or("it has lost something")?;
		assert_eq!(liability.slashes.len(), 1);
		assert_eq!(record.pool.stake(), 0);
		assert_eq!(record.pool.compounding.generation, 2);
		assert_eq!(record.pool.liquid.class.generation, 2);
		assert_eq!(record.state, State::Offline);
		Ok(())
	}

	#[benchmark]
	fn open_case() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let epoch = now::<T>();
		Liabilities::<T>::mutate(&validator, |liability| {
			if let Some(liability) = liability {
				liability.cases.pop();
			}
		});

		#[block]
		{
			<Pallet<T> as SlashControl<_>>::open_case(&validator, epoch, Basis::Proven)?;
		}

		assert_eq!(record::<T>(&validator)?.proven, Some(epoch));
		Ok(())
	}

	#[benchmark]
	fn close_case() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let epoch = now::<T>();
		let before = record::<T>(&validator)?.cases.len();

		#[block]
		{
			<Pallet<T> as SlashControl<_>>::close_case(&validator, epoch, Basis::Alleged)?;
		}

		assert_eq!(record::<T>(&validator)?.cases.len(), before - 1);
		Ok(())
	}

	/// A member of a full set and a candidate between two others. All other members are banned, and
	/// none of them is disabled yet. A ban costs as much.
	#[benchmark]
	fn jail() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		serve::<T>(&validator)?;
		fill_sets::<T>();
		about_to_be_jailed::<T>(&validator)?;
		let until = now::<T>() + 1;

		#[block]
		{
			<Pallet<T> as ValidatorControl<_>>::jail(&validator, until)?;
		}

		assert_eq!(record::<T>(&validator)?.state, State::Jailed { until });
		assert!(!T::CandidateList::contains(&validator));
		let confined = ConfinedMembers::<T>::get().len();
		assert_eq!(confined as u32, T::MaxActiveValidators::get());
		assert!(!DisabledMembers::<T>::get().is_empty());
		Ok(())
	}

	/// With a validator outside the running set, so that the validator's bag changes.
	#[benchmark]
	fn open_deal() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let owner = rich::<T>("owner", 0)?;
		let validator = validator::<T>(0)?;
		fill_delegations::<T>(&owner, &validator)?;
		let amount = between_bags::<T>(&validator, Move::Up)?;
		let deal;

		#[block]
		{
			deal = <Pallet<T> as DealControl<_>>::open_deal(
				&owner,
				&validator,
				amount,
				commission::<T>(),
			)?;
		}

		assert!(Deals::<T>::contains_key(&owner, deal));
		Ok(())
	}

	/// A deal whose deposit became shares an epoch ago, with unclaimed shares of other owners.
	#[benchmark]
	fn amend_deal() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let (owner, deal) = stale_deal::<T>(&validator, true)?;

		#[block]
		{
			<Pallet<T> as DealControl<_>>::amend_deal(&owner, deal, Perbill::zero())?;
		}

		let deal = Deals::<T>::get(&owner, deal).ok_or("it is there")?;
		assert_eq!(deal.commission, Perbill::zero());
		assert!(deal.pending.is_none() && deal.unclaimed > 0);
		Ok(())
	}

	/// As [`amend_deal`], with a validator no longer in the running set, so that the exit closes
	/// immediately and the validator's bag changes. The owner has the maximum number of exits and a
	/// reward account.
	#[benchmark]
	fn close_deal() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let (owner, deal) = stale_deal::<T>(&validator, false)?;
		fill_exits::<T>(&owner, &validator)?;
		fill_delegations::<T>(&owner, &validator)?;
		let target = about_to_fall::<T>(&validator)?;

		#[block]
		{
			<Pallet<T> as DealControl<_>>::close_deal(&owner, deal)?;
		}

		assert!(!Deals::<T>::contains_key(&owner, deal));
		assert!(record::<T>(&validator)?.pool.stake() < target);
		Ok(())
	}

	/// As [`amend_deal`], paid to a reward account. The class was closed since the deposit.
	#[benchmark]
	fn claim_deal() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let (owner, deal) = stale_deal::<T>(&validator, true)?;
		fill_delegations::<T>(&owner, &validator)?;
		close_classes::<T>(&validator)?;
		let paid;

		#[block]
		{
			paid = <Pallet<T> as DealControl<_>>::claim_deal(&owner, deal)?;
		}

		assert!(paid > 0);
		Ok(())
	}

	/// The only stake of an account, of a class that was closed since, to an account without stake:
	/// the reference to the one account is dropped, and one to the other taken.
	#[benchmark]
	fn move_deal() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = validator::<T>(0)?;
		let (owner, deal) = stale_deal::<T>(&validator, true)?;
		close_classes::<T>(&validator)?;
		let to = rich::<T>("taker", 0)?;

		#[block]
		{
			<Pallet<T> as PositionTransfer<_>>::move_deal(&owner, deal, &to)?;
		}

		assert!(Deals::<T>::contains_key(&to, deal));
		assert!(!Delegators::<T>::contains_key(&owner));
		Ok(())
	}

	/// Between two accounts with the maximum number of delegations, both with unsettled positions
	/// with deposits of different epochs.
	#[benchmark]
	fn move_position() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let owner = rich::<T>("owner", 0)?;
		let to = rich::<T>("taker", 0)?;
		let validator = validator::<T>(0)?;
		stale_positions::<T>(&owner, &to, &validator)?;
		let moved;

		#[block]
		{
			moved = <Pallet<T> as PositionTransfer<_>>::move_position(
				&owner,
				&validator,
				RewardClass::Compounding,
				units::<T>(10),
				&to,
			)?;
		}

		assert!(moved >= units::<T>(9));
		let position = position::<T>(&to, &validator).ok_or("it has got it")?;
		assert!(position.pending.is_empty());
		Ok(())
	}

	/// All stake of an account, the maximum number of exits of deals, to an account without stake:
	/// the reference to the one account is dropped, and one to the other taken.
	#[benchmark]
	fn move_exits() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let owner = rich::<T>("owner", 0)?;
		let to = rich::<T>("taker", 0)?;
		let validator = validator::<T>(0)?;
		let epoch = only_exits::<T>(&owner, &validator)?;

		#[block]
		{
			<Pallet<T> as PositionTransfer<_>>::move_exits(&owner, &validator, epoch, &to)?;
		}

		let exits = Exits::<T>::get(&to, &validator).ok_or("it has got them")?;
		assert_eq!(exits.len(), MAX_DEAL_EXITS as usize);
		assert!(!Delegators::<T>::contains_key(&owner));
		Ok(())
	}

	/// `v` validators served and serve again. Each is paid; the set is unchanged, and no stake
	/// changes its bag. They were elected for the set after it, which is taken.
	#[benchmark]
	fn begin_epoch(v: Linear<1, { T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let one = boundary::<T>(v)?;
		prepare_members::<T>()?;
		let ended = now::<T>();

		#[block]
		{
			Pallet::<T>::begin_epoch(ended + 1);
			Pallet::<T>::elect(ended + 2);
		}

		has_been_taken::<T>(v)?;
		has_gone_on::<T>(&one, v)
	}

	/// `v` validators served, `v` others follow. Each of the former is paid, its stake changes its
	/// bag, stake of both classes leaves, and deposits of every kind become shares. Two old sets
	/// are pruned. The set after it, which is taken, has `v` members in neither.
	#[benchmark]
	fn begin_busy_epoch(
		v: Linear<1, { T::MaxActiveValidators::get() }>,
	) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let one = busy_boundary::<T>(v)?;
		prepare_newcomers::<T>(v)?;
		let ended = now::<T>();

		#[block]
		{
			Pallet::<T>::begin_epoch(ended + 1);
			Pallet::<T>::elect(ended + 2);
		}

		has_been_taken::<T>(v)?;
		has_turned::<T>(&one, v)
	}

	/// For `s` seats with three candidates each, the two heavier of which are passed over. As many
	/// seats as possible are drawn, and all candidates that cannot get one are drawn before those
	/// that can. All members of the set before are dropped, and their stakes are counted.
	#[benchmark]
	fn prepare_election(
		s: Linear<1, { T::MaxActiveValidators::get() }>,
	) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let rotation = worst_election::<T>(s)?;
		let epoch = now::<T>() + 2;

		#[block]
		{
			Pallet::<T>::prepare(epoch);
		}

		let prepared = PreparedSet::<T>::get().ok_or("there is a prepared set")?;
		assert_eq!(prepared.elected.len(), s as usize);
		let drawn = prepared.elected.iter().filter(|member| member.rotation).count();
		assert_eq!(drawn as u32, rotation);
		Ok(())
	}

	/// As [`prepare_election`](self), and taken at once: an election that was not prepared.
	#[benchmark]
	fn elect(s: Linear<1, { T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		start::<T>()?;
		let rotation = worst_election::<T>(s)?;

		#[block]
		{
			Pallet::<T>::elect(now::<T>() + 1);
		}

		let set = NextSet::<T>::get();
		assert_eq!(set.len(), s as usize);
		assert_eq!(set.iter().filter(|member| member.rotation).count() as u32, rotation);
		Ok(())
	}

	/// 100 seats for 10,000 candidates.
	#[benchmark(extra)]
	fn elect_100_of_10000() -> Result<(), BenchmarkError> {
		let seats = 100.min(T::MaxActiveValidators::get());
		start::<T>()?;
		candidates::<T>(CANDIDATES)?;
		T::BenchmarkHelper::set_seats(seats);

		#[block]
		{
			Pallet::<T>::elect(now::<T>() + 1);
		}

		assert_eq!(NextSet::<T>::get().len(), seats as usize);
		Ok(())
	}

	/// 1,000 seats, or the maximum number, for 10,000 candidates.
	#[benchmark(extra)]
	fn elect_1000_of_10000() -> Result<(), BenchmarkError> {
		let seats = 1_000.min(T::MaxActiveValidators::get());
		start::<T>()?;
		candidates::<T>(CANDIDATES)?;
		T::BenchmarkHelper::set_seats(seats);

		#[block]
		{
			Pallet::<T>::elect(now::<T>() + 1);
		}

		assert_eq!(NextSet::<T>::get().len(), seats as usize);
		Ok(())
	}

	/// All work between two epochs with a set of 1,000 validators, or of the maximum size.
	#[benchmark(extra)]
	fn epoch_boundary_1000() -> Result<(), BenchmarkError> {
		let seats = 1_000.min(T::MaxActiveValidators::get());
		start::<T>()?;
		candidates::<T>(seats * election::CANDIDATES_PER_SEAT)?;
		let one = boundary::<T>(seats)?;
		T::BenchmarkHelper::set_seats(seats);
		let ended = now::<T>();

		#[block]
		{
			Pallet::<T>::begin_epoch(ended + 1);
			Pallet::<T>::elect(ended + 2);
		}

		assert_eq!(NextSet::<T>::get().len(), seats as usize);
		has_gone_on::<T>(&one, seats)
	}

	/// An epoch boundary for a validator with one delegator; 99,999 others delegate to another
	/// validator.
	#[benchmark(extra)]
	fn turn_with_1_position() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let one = busy_boundary::<T>(1)?;
		crowd::<T>(&one, 1)?;
		let ended = now::<T>();

		#[block]
		{
			Pallet::<T>::begin_epoch(ended + 1);
		}

		has_turned::<T>(&one, 1)
	}

	/// An epoch boundary for a validator with 100,000 delegators. Must cost as much as with one.
	#[benchmark(extra)]
	fn turn_with_100000_positions() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let one = busy_boundary::<T>(1)?;
		crowd::<T>(&one, CROWD)?;
		let ended = now::<T>();

		#[block]
		{
			Pallet::<T>::begin_epoch(ended + 1);
		}

		has_turned::<T>(&one, 1)
	}

	/// A slash of a validator with one delegator; 99,999 others delegate to another validator.
	#[benchmark(extra)]
	fn slash_with_1_position() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = crowded::<T>(1)?;
		let epoch = now::<T>();

		#[block]
		{
			drop(<Pallet<T> as SlashControl<_>>::slash(&validator, epoch, Perbill::one())?);
		}

		assert_eq!(record::<T>(&validator)?.pool.stake(), 0);
		Ok(())
	}

	/// A slash of a validator with 100,000 delegators. Must cost as much as with one.
	#[benchmark(extra)]
	fn slash_with_100000_positions() -> Result<(), BenchmarkError> {
		start::<T>()?;
		let validator = crowded::<T>(CROWD)?;
		let epoch = now::<T>();

		#[block]
		{
			drop(<Pallet<T> as SlashControl<_>>::slash(&validator, epoch, Perbill::one())?);
		}

		assert_eq!(record::<T>(&validator)?.pool.stake(), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::TestChain::start(crate::mock::Chain::new()),
		crate::mock::Test
	);
}
