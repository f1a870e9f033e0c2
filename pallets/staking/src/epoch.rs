//! The end of an epoch and the start of the next.

use crate::{types::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, ElectedStake, EpochClock, EpochIndex, EpochPayout, Exposure,
	Participation,
};
use palisade_share_pool::{RewardIndexes, RewardSplit};
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Saturating, PerThing, Perbill,
	Rounding,
};
use sp_runtime::DispatchError;
use sp_staking::SessionIndex;

/// The share of participation in the performance. The rest is authorship.
pub const PARTICIPATION_SHARE: Perbill = Perbill::from_parts(875_000_000);

/// Most epochs whose exposures and results are removed at one boundary. One is added, so removal
/// catches up.
const PRUNED_AT_ONCE: u32 = 2;

/// ⌊a·b/c⌋; zero if infinite or out of range.
pub(crate) fn mul_div_floor(a: Balance, b: Balance, c: Balance) -> Balance {
	multiply_by_rational_with_rounding(a, b, c, Rounding::Down).unwrap_or_default()
}

/// The performance of a validator: 7/8 participation, 1/8 authorship.
///
/// Authorship is `authored / expected`, at most one. `expected` is rounded down: a validator that
/// can expect less than one block loses nothing by bad luck.
pub fn performance(participation: Perbill, authored: u32, expected: u32) -> Perbill {
	let authorship = match expected {
		0 => Perbill::one(),
		expected => Perbill::from_rational(authored.min(expected), expected),
	};
	let authorship_share = PARTICIPATION_SHARE.left_from_one();
	let participated = PARTICIPATION_SHARE.saturating_mul(participation);
	participated.saturating_add(authorship_share.saturating_mul(authorship))
}

/// The performance of a member that was kept in the set while offline: the part of the expected
/// blocks that it authored. It is not fined for missed blocks, so without blocks it is unpaid.
fn part_made(authored: u32, expected: u32) -> Perbill {
	match expected {
		0 => Perbill::zero(),
		expected => Perbill::from_rational(authored.min(expected), expected),
	}
}

/// The result of a member of a set.
struct Account {
	result: EpochResult,
	/// The weight of the stake in the split of the payout.
	weight: Balance,
}

impl<T: Config> Pallet<T> {
	/// Performance and payout of each member of the set of the ended epoch, in its order, and the
	/// two parts of the budget: the maximum that may be minted, and the fees. Planck.
	fn account_for(
		epoch: EpochIndex,
		set: &[Exposure<T::AccountId>],
	) -> (Vec<Account>, Balance, Balance) {
		let authored = BlocksAuthored::<T>::take();
		let blocks = authored.values().fold(0u32, |sum, count| sum.saturating_add(*count));
		let sum = |value: &dyn Fn(&Exposure<T::AccountId>) -> Balance| {
			set.iter().fold(0, |sum: Balance, exposure| sum.saturating_add(value(exposure)))
		};
		let elected = sum(&|exposure| exposure.elected);
		let staked = sum(&Exposure::stake);
		let weight_of = |exposure: &Exposure<T::AccountId>| {
			let stake = exposure.stake();
			stake.saturating_add(exposure.bonus.mul_floor(stake))
		};
		let weights = sum(&weight_of);

		let mintable = T::EpochPayout::payout(staked, T::Currency::total_issuance());
		// An overflowing issuance could not be minted.
		let mintable = mintable.min(Balance::MAX.saturating_sub(T::Currency::total_issuance()));
		let fees =
			T::Currency::balance(&Self::fee_pot()).saturating_sub(T::Currency::minimum_balance());
		let budget = mintable.saturating_add(fees);
		let kept_offline: BTreeSet<_> =
			KeptOffline::<T>::take(epoch).unwrap_or_default().into_iter().collect();

		let accounts = set
			.iter()
			.map(|exposure| {
				let validator = &exposure.validator;
				let authored = authored.get(validator).copied().unwrap_or_default();
				let expected = mul_div_floor(blocks.into(), exposure.elected, elected);
				let expected = u32::try_from(expected).unwrap_or(u32::MAX);
				// Blocks authored without a duty are no credit for an epoch with one.
				let conduct = match kept_offline.contains(validator) {
					true => Conduct::Authored { blocks: 0, expected: 0 },
					false => Conduct::Authored { blocks: authored, expected },
				};
				T::ConductObserver::observe(validator, epoch, conduct);

				let performance = match kept_offline.contains(validator) {
					true => part_made(authored, expected),
					false => {
						let participation = T::Participation::participation(epoch, validator);
						performance(participation, authored, expected)
					},
				};
				let weight = weight_of(exposure);
				let reward = performance.mul_floor(mul_div_floor(budget, weight, weights));
				Account { result: EpochResult { performance, reward }, weight }
			})
			.collect();
		(accounts, mintable, fees)
	}

	/// Credits a reward to a validator in memory. Returns the amount credited, in planck.
	fn credit(
		validator: &T::AccountId,
		record: &mut Validator,
		epoch: EpochIndex,
		amount: Balance,
	) -> Balance {
		let Ok(RewardSplit { operator_shares, to_operator, unassigned, .. }) =
			record.pool.reward(amount, record.commission.current)
		else {
			let validator = validator.clone();
			Self::deposit_event(Event::RewardFailed { validator, epoch, amount });
			return 0;
		};
		let holding = &mut record.own.compounding;
		if holding.shares.is_zero() {
			holding.generation = record.pool.compounding.generation;
		}
		// The class holds these shares already, so their sum fits.
		holding.shares.0 = holding.shares.0.saturating_add(operator_shares.0);
		record.commission_due = record.commission_due.saturating_add(to_operator);
		amount.saturating_sub(unassigned)
	}

	/// Ends the epoch for a validator of its set, in memory: compounding, exits and deposits, in
	/// this order. `before` are the reward indexes before the reward of the epoch.
	fn end_epoch_of(
		validator: &T::AccountId,
		record: &mut Validator,
		ended: EpochIndex,
		before: RewardIndexes,
	) -> Result<(), DispatchError> {
		if record.compounding.is_due(record.pool.compounding.waiting, ended) {
			record.pool.compounding.compound();
			record.compounding.since = ended.saturating_add(1);
		}

		let nobody_leaves =
			record.pool.compounding.leaving.is_zero() && record.pool.liquid.class.leaving.is_zero();
		if !nobody_leaves {
			let dust = ExitPools::<T>::try_mutate(validator, ended, |exits| {
				let exits = exits.get_or_insert_with(Default::default);
				record.pool.close_exits(exits, before)
			})
			.map_err(Error::<T>::from)?;
			record.dust = record.dust.saturating_add(dust);
		}

		let mut activated = Activated::default();
		for kind in DepositKind::ALL {
			if record.deposits.of(kind).is_empty() {
				continue;
			}
			let pending = core::mem::take(record.deposits.of_mut(kind));
			let assets = pending.assets;
			let index = record.pool.liquid.index;
			let activation =
				pending.activate(record.class_mut(kind.class), index).map_err(Error::<T>::from)?;
			if activation.shares.is_zero() {
				// A slash has left too little to buy a share.
				record.dust = record.dust.saturating_add(assets);
			}
			if kind.source == Source::Deal {
				let liquid = &mut record.pool.liquid;
				liquid.deal_shares =
					liquid.deal_shares.plus(activation.shares).map_err(Error::<T>::from)?;
				liquid.deal_weight = liquid.deal_weight.plus(activation.deal_weight);
			}
			// The bound is the number of kinds.
			let _ = activated.try_push((kind, activation));
		}
		if !activated.is_empty() {
			Activations::<T>::insert(validator, ended, activated);
		}
		Ok(())
	}

	/// Ends the epoch `ended` for a validator of its set. A jailed or banned validator is paid
	/// nothing. Returns the amount credited, in planck.
	fn turn(
		validator: &T::AccountId,
		record: &mut Validator,
		ended: EpochIndex,
		result: &mut EpochResult,
	) -> Balance {
		if matches!(record.state, State::Jailed { .. } | State::Banned) {
			*result = EpochResult::default();
		}
		let before = record.pool.liquid.index;
		result.reward = match result.reward {
			0 => 0,
			reward => Self::credit(validator, record, ended, reward),
		};
		if let Err(error) = Self::end_epoch_of(validator, record, ended, before) {
			log::error!(target: LOG_TARGET, "the epoch of {validator:?} did not end: {error:?}");
		}
		// Not a member of the next set until elected: the deposits of the epoch are shares now.
		record.serving = None;
		let mut own = core::mem::take(&mut record.own);
		if let Err(error) = Self::settle(validator, record, &mut own) {
			log::error!(target: LOG_TARGET, "own stake of {validator:?}: {error:?}");
		}
		record.own = own;
		record.commission.roll(ended.saturating_add(1));
		Self::check_self_stake(validator, record);
		result.reward
	}

	/// Adds a validator to the set of `epoch`, in memory. Returns its exposure.
	fn begin_epoch_of(
		record: &mut Validator,
		elected: &Elected<T::AccountId>,
		epoch: EpochIndex,
	) -> Exposure<T::AccountId> {
		let validator = &elected.validator;
		let left = epoch
			.checked_sub(1)
			.and_then(|before| ExitPools::<T>::get(validator, before))
			.map_or(0, |exits| exits.assets_left());
		record.serving = Some(epoch);
		record.commission.roll(epoch);
		// Valid in every state.
		let _ = Self::transition(validator, record, lifecycle::Change::Elected);
		Exposure {
			validator: validator.clone(),
			elected: elected.stake,
			compounding: record.pool.compounding.stake,
			liquid: record.pool.liquid.class.stake,
			waiting: record.pool.compounding.waiting,
			left,
			bonus: Self::bonus_of(elected.factor),
		}
	}

	/// Ends the running epoch and begins `epoch` with its elected set.
	pub(crate) fn begin_epoch(epoch: EpochIndex) {
		let ended = CurrentEpoch::<T>::get();
		let ended_set = Exposures::<T>::get(ended).unwrap_or_default();
		let is_genesis = epoch == 0;
		let next_set = NextSet::<T>::get();
		let next: BTreeMap<&T::AccountId, usize> = next_set
			.iter()
			.enumerate()
			.map(|(index, elected)| (&elected.validator, index))
			.collect();
		let mut begun: Vec<Option<Exposure<T::AccountId>>> = Vec::new();
		begun.resize(next_set.len(), None);

		let mut results = ResultsOf::<T>::default();
		if !is_genesis {
			let (accounts, mintable, fees) = Self::account_for(ended, &ended_set);
			let mut paid: Balance = 0;
			for (exposure, mut account) in ended_set.iter().zip(accounts) {
				let validator = &exposure.validator;
				let Some(mut record) = Validators::<T>::get(validator) else {
					log::error!(target: LOG_TARGET, "no record of {validator:?}");
					let _ = results.try_push(EpochResult::default());
					continue;
				};
				if account.weight == 0 {
					account.result.reward = 0;
				}
				let before = record.pool.stake();
				let credited = Self::turn(validator, &mut record, ended, &mut account.result);
				paid = paid.saturating_add(credited);
				let _ = results.try_push(account.result);
				match next
					.get(validator)
					.and_then(|index| begun.get_mut(*index).zip(next_set.get(*index)))
				{
					Some((slot, elected)) => {
						*slot = Some(Self::begin_epoch_of(&mut record, elected, epoch));
					},
					None => {
						// Valid in every state.
						let change = lifecycle::Change::NotElected;
						let _ = Self::transition(validator, &mut record, change);
					},
				}
				Self::store_and_rank(validator, record, before);
			}
			Self::settle_payout(ended, paid, mintable, fees);
			EpochResults::<T>::insert(ended, results);
		}

		for (elected, slot) in next_set.iter().zip(begun.iter_mut()) {
			if slot.is_some() {
				continue;
			}
			let validator = &elected.validator;
			let Some(mut record) = Validators::<T>::get(validator) else {
				log::error!(target: LOG_TARGET, "no record of {validator:?}");
				continue;
			};
			*slot = Some(Self::begin_epoch_of(&mut record, elected, epoch));
			Validators::<T>::insert(validator, record);
		}

		let mut exposures = ExposuresOf::<T>::default();
		for exposure in begun.into_iter().flatten() {
			// At most as many as the set, which has the same bound.
			let _ = exposures.try_push(exposure);
		}
		Exposures::<T>::insert(epoch, exposures);
		CurrentEpoch::<T>::put(epoch);
		Self::recall(epoch);
		Self::prune(epoch);
	}

	/// Restores the duties of members that were kept offline in the set of `epoch` and are online
	/// at its start.
	fn recall(epoch: EpochIndex) {
		KeptOffline::<T>::mutate_exists(epoch, |kept| {
			if let Some(members) = kept {
				members.retain(|member| {
					Validators::<T>::get(member).is_some_and(|record| !record.state.is_electable())
				});
				if members.is_empty() {
					*kept = None;
				}
			}
		});
	}

	/// Moves the credited rewards into the pot: the fees pay their part of the budget, rounded
	/// down, and the rest is minted.
	fn settle_payout(epoch: EpochIndex, paid: Balance, mintable: Balance, fees: Balance) {
		let budget = mintable.saturating_add(fees);
		let from_fees = mul_div_floor(paid, fees, budget);
		let minted = paid.saturating_sub(from_fees);
		let pot = Self::pot();
		let moved =
			T::Currency::transfer(&Self::fee_pot(), &pot, from_fees, Preservation::Preserve);
		// Neither fails: the fees exist, the issuance does not overflow, and the pot exists.
		if from_fees > 0 && moved.is_err() || T::Currency::mint_into(&pot, minted).is_err() {
			log::error!(target: LOG_TARGET, "{paid} could not be put into the pot");
		}
		Self::deposit_event(Event::EpochPaid { epoch, minted, from_fees });
	}

	/// Removes the exposures and results of epochs that can no longer be slashed.
	fn prune(epoch: EpochIndex) {
		let mut oldest = OldestExposure::<T>::get();
		for _ in 0..PRUNED_AT_ONCE {
			if Self::is_liable_for(oldest, epoch) {
				break;
			}
			Exposures::<T>::remove(oldest);
			EpochResults::<T>::remove(oldest);
			oldest = oldest.saturating_add(1);
		}
		OldestExposure::<T>::put(oldest);
	}
}

impl<T: Config> EpochClock for Pallet<T> {
	fn current_epoch() -> EpochIndex {
		Self::now()
	}
}

impl<T: Config> ElectedStake<T::AccountId> for Pallet<T> {
	fn elected_stakes(session: SessionIndex, validators: &[&T::AccountId]) -> Vec<Option<Balance>> {
		let stakes: BTreeMap<T::AccountId, Balance> = match Exposures::<T>::get(session) {
			Some(set) => {
				set.into_iter().map(|exposure| (exposure.validator, exposure.elected)).collect()
			},
			None => NextSet::<T>::get()
				.into_iter()
				.map(|elected| (elected.validator, elected.stake))
				.collect(),
		};
		validators.iter().map(|validator| stakes.get(*validator).copied()).collect()
	}
}

/// Counts the blocks of each validator.
impl<T: Config + pallet_authorship::Config>
	pallet_authorship::EventHandler<T::AccountId, frame_system::pallet_prelude::BlockNumberFor<T>>
	for Pallet<T>
{
	fn note_author(author: T::AccountId) {
		BlocksAuthored::<T>::mutate(|authored| match authored.get_mut(&author) {
			Some(blocks) => *blocks = blocks.saturating_add(1),
			// Only members of the set author blocks, and the bound holds all members.
			None => drop(authored.try_insert(author, 1)),
		});
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let set = Self::elect(index);
		(!set.is_empty()).then(|| set.into_iter().map(|elected| elected.validator).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let set = Self::elect_at_genesis(index);
		(!set.is_empty()).then(|| set.into_iter().map(|elected| elected.validator).collect())
	}

	fn end_session(_: SessionIndex) {}

	fn start_session(index: SessionIndex) {
		Self::begin_epoch(index);
	}
}

/// The set is announced for each session, even if unchanged: stakes have changed, and the proofs of
/// key ownership are made with the announcement.
impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, Balance> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, Balance)>> {
		let set = Self::elect(index);
		(!set.is_empty())
			.then(|| set.into_iter().map(|elected| (elected.validator, elected.stake)).collect())
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(T::AccountId, Balance)>> {
		let set = Self::elect_at_genesis(index);
		(!set.is_empty())
			.then(|| set.into_iter().map(|elected| (elected.validator, elected.stake)).collect())
	}

	fn end_session(ended: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(ended)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}
}

/// The identification of a validator in an offence report: its stake at the election.
pub struct ElectedWith<T>(core::marker::PhantomData<T>);

impl<T: Config> sp_runtime::traits::Convert<T::AccountId, Option<Balance>> for ElectedWith<T> {
	fn convert(validator: T::AccountId) -> Option<Balance> {
		Exposures::<T>::get(Pallet::<T>::now())
			.unwrap_or_default()
			.into_iter()
			.find(|exposure| exposure.validator == validator)
			.map(|exposure| exposure.elected)
	}
}
