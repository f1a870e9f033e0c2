//! The initial states of positions, deals and exits.

use super::setup::*;
use crate::{exits::exit_class_mut, holder::Holder, types::*, *};
use alloc::vec::Vec;
use frame_benchmarking::{account, BenchmarkError};
use frame_support::traits::Get;
use palisade_primitives::{
	Balance, DealControl, DealId, EpochIndex, Exposure, RewardClass, SlashControl,
	MAX_INTERRUPTED_EPOCHS,
};
use palisade_share_pool::{ExitPool, Index, RewardIndexes, Shares};
use sp_arithmetic::Perbill;

/// A large number of positions.
pub const CROWD: u32 = 100_000;

/// The position of `who` with `validator`.
pub fn position<T: Config>(who: &T::AccountId, validator: &T::AccountId) -> Option<Position> {
	Holder::<T>::load(who).ok()?.delegation(validator)?.position()
}

/// Deposits `amount` into the position of `who` for each of `kinds`.
pub fn deposit<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
	kinds: &[DepositKind],
	amount: Balance,
) -> Result<(), BenchmarkError> {
	let now = now::<T>();
	exist::<T>(who)?;
	let mut record = ledger::<T>(validator)?;
	let mut holder = Holder::<T>::load(who).map_err(failed)?;
	let delegation = holder.delegation_or_new(&mut record).map_err(failed)?;
	let mut position = delegation.position().ok_or("it can be decoded")?;
	for kind in kinds {
		fill_pot::<T>(amount)?;
		record.deposit(&mut position, *kind, amount, now).map_err(failed)?;
	}
	delegation.set_position(&position);
	holder.save_with(&mut record).map_err(failed)?;
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
		None => Delegation::new(validator.clone(), Pallet::<T>::this_block()),
	};
	// No exits that a withdrawal would read.
	delegation.oldest_exit = Some(EpochIndex::MAX);
	let taken = T::MaxDelegations::get().saturating_sub(holder.record.deals).saturating_sub(places);
	while (holder.record.delegations.len() as u32) < taken {
		delegation.validator = account("delegated to", index, 0);
		let _ = holder.record.delegations.try_insert(0, delegation.clone());
		index = index.saturating_add(1);
	}
	holder.save().map_err(failed)?;
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
	exist::<T>(who)?;
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
	holder.save_with(&mut record).map_err(failed)?;
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

/// Gives `who` one exit less than the maximum from `validator`, none of which is mature, and as
/// many exits of deals as leave a place for one more.
pub fn fill_exits<T: Config>(
	who: &T::AccountId,
	validator: &T::AccountId,
) -> Result<(), BenchmarkError> {
	let newest = now::<T>().saturating_sub(1);
	let others = (0..MAX_EXITS.saturating_sub(1))
		.map(|age| chunk::<T>(newest.saturating_sub(age), RewardClass::Liquid));
	// A validator has no deals with itself.
	let taken = match who == validator {
		true => MAX_DEAL_EXITS,
		false => Delegators::<T>::get(who).map_or(1, |holder| holder.deals.saturating_add(1)),
	};
	let of_deals = (taken..MAX_DEAL_EXITS).map(|index| ExitChunk {
		deal: Some(Perbill::from_percent(index)),
		..chunk::<T>(newest, RewardClass::Liquid)
	});
	let chunks = others.chain(of_deals).collect();
	add_exits::<T>(who, validator, chunks, unit::<T>(), true)
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

/// Closes both classes of a member of the running set, by a slash of all its stake: the exposure
/// exceeds the current stake.
pub fn close_classes<T: Config>(validator: &T::AccountId) -> Result<(), BenchmarkError> {
	let now = now::<T>();
	forget_slashes::<T>(validator);
	let mut set = Pallet::<T>::exposures_of(now).ok_or("there is a set")?;
	let member = set.iter_mut().find(|member| member.validator == *validator);
	member.ok_or("it is in the set")?.compounding = units::<T>(1_000_000);
	set_exposures::<T>(set);
	drop(<Pallet<T> as SlashControl<_>>::slash(validator, now, Perbill::one())?);
	Ok(())
}

/// Gives an account the maximum number of exits of deals from a validator, with different
/// commissions. All are of the returned epoch, and the account has no other stake.
pub fn only_exits<T: Config>(
	owner: &T::AccountId,
	validator: &T::AccountId,
) -> Result<EpochIndex, BenchmarkError> {
	let epoch = now::<T>();
	skip_epochs::<T>(1);
	let chunks = (0..MAX_DEAL_EXITS).map(|index| ExitChunk {
		deal: Some(Perbill::from_percent(index)),
		..chunk::<T>(epoch, RewardClass::Liquid)
	});
	add_exits::<T>(owner, validator, chunks.collect(), unit::<T>(), true)?;
	Ok(epoch)
}

/// Gives two accounts almost the maximum number of exits from a validator, and the maximum number
/// of delegations. The owner has as many exits of deals with different commissions as possible, of
/// the returned epoch: these exits fit in with the other account's.
pub fn movable_exits<T: Config>(
	owner: &T::AccountId,
	to: &T::AccountId,
	validator: &T::AccountId,
) -> Result<EpochIndex, BenchmarkError> {
	let epoch = now::<T>();
	skip_epochs::<T>(MAX_EXITS);
	let of_deals = (0..MAX_DEAL_EXITS).map(|index| ExitChunk {
		deal: Some(Perbill::from_percent(index)),
		..chunk::<T>(epoch, RewardClass::Liquid)
	});
	let others = (1..MAX_EXITS)
		.map(|index| chunk::<T>(epoch.saturating_add(index), RewardClass::Compounding));
	add_exits::<T>(owner, validator, of_deals.chain(others).collect(), unit::<T>(), true)?;
	let exits =
		(0..MAX_EXITS).map(|age| chunk::<T>(epoch.saturating_sub(age), RewardClass::Liquid));
	add_exits::<T>(to, validator, exits.collect(), unit::<T>(), true)?;
	for who in [owner, to] {
		fill_delegations::<T>(who, validator)?;
	}
	Ok(epoch)
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
	let online = record.record.clone();
	record.save();
	let mut members = alloc::vec![validator];
	let mut exposures = Pallet::<T>::exposures_of(now).unwrap_or_default();
	let template = exposures.first().cloned().ok_or("one is there")?;
	for index in 1..count {
		let member: T::AccountId = account("member", index, 0);
		let exposure = Exposure { validator: member.clone(), ..template.clone() };
		// Online, so that it can judge others.
		Validators::<T>::insert(&member, &online);
		exposures.try_push(exposure).map_err(|_| "the set is full")?;
		members.push(member);
	}
	set_exposures::<T>(exposures.clone());
	for age in 1..=reportable {
		Pallet::<T>::insert_exposures(now.saturating_sub(age), exposures.clone());
	}
	Ok(members)
}
