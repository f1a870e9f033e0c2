//! Slashing: the effect of a verdict of another pallet on stake.
//!
//! A slash brings the cumulative loss of a validator's exposure in an epoch to a fraction of that
//! exposure. Repeated reports and the order of slashes for one epoch do not change the sum. The
//! loss is spread in proportion over
//!
//! - the current stake, including deposits after the epoch, because the shares of a class are
//!   fungible. Therefore a validator with a proven offence refuses new delegations until the
//!   verdict,
//! - the exits of the epoch before and of later epochs, unless withdrawn, and
//! - pending deposits that come from exits.
//!
//! Exited stake and remaining stake lose the same amount per planck. Stake is liable for one epoch
//! more than it earns: the set of an epoch is elected at the start of the epoch before, and stake
//! that exits in between still gives the members their weight in consensus.
//!
//! An open case holds these exits for at most the bonding period and [`Config::CaseSlackEpochs`],
//! extended by interruptions of judging: see [`interruptions`](crate::interruptions).
//!
//! Slashes of several epochs multiply: each takes its fraction of the exposure that the others have
//! left. Stake deposited since then bears a part of each loss, so the sum can depend on the order
//! of the slashes. In any order, no owner loses more than the fractions.
//!
//! The cost is bounded by the number of epochs since the offence, and independent of the number of
//! delegators.

use crate::{ledger::ValidatorLedger, lifecycle::Change, self_stake::Levy, types::*, *};
use alloc::collections::BTreeMap;
use core::ops::RangeInclusive;
use frame_support::{
	dispatch::DispatchClass,
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::{Balanced, Credit},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use frame_system::Pallet as System;
use palisade_primitives::{
	Balance, Basis, CaseInspect, Conduct, ConductObserver, EpochIndex, ExposedTotal, Exposure,
	ExposureInspect, Impact, OnSlash, PlannedMember, PositionInspect, RewardClass, SlashControl,
	StakeMark, Subject, ValidatorControl, ValidatorInspect, ValidatorStatus,
};
use palisade_share_pool::retained;
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

/// The loss by a slash of an epoch. Planck.
#[derive(Clone, Copy)]
struct Loss {
	/// The assets that are liable for the epoch.
	base: Balance,
	/// The amount to take of them, rounded up.
	amount: Balance,
	/// The increase of the cumulative loss of the exposure, rounded up.
	increase: Balance,
}

impl Loss {
	/// The loss that raises the cumulative loss of `exposed` from `before` to `fraction`.
	///
	/// If other epochs were slashed or stake was withdrawn, `base` can be less than the exposure
	/// without `before`. The amount is then reduced in proportion: no owner loses more than the
	/// fraction, in any order of verdicts.
	fn new(exposed: Balance, before: Balance, fraction: Perbill, base: Balance) -> Self {
		let increase = fraction.mul_ceil(exposed).saturating_sub(before);
		let left = exposed.saturating_sub(before);
		if base >= left {
			return Self { base, amount: increase, increase };
		}
		let amount = multiply_by_rational_with_rounding(increase, base, left, Rounding::Up);
		Self { base, amount: amount.unwrap_or(base).min(base), increase }
	}

	/// The part of the loss that falls on `value`. Planck, rounded up.
	fn of(&self, value: Balance) -> Balance {
		value.saturating_sub(retained(value, self.base, self.amount))
	}
}

/// The effect of a slash.
struct Assessment {
	/// The loss.
	loss: Loss,
	/// The validator's open cases, and its slashes before.
	liability: Liability,
}

impl<T: Config> ValidatorLedger<T> {
	/// The assets liable for `epoch`: the stake, the exits since the epoch before, and pending
	/// deposits that come from exits. Planck.
	fn liable_for(&self, epoch: EpochIndex, now: EpochIndex) -> Balance {
		let besides = Pallet::<T>::liable_exits(epoch, now)
			.filter_map(|epoch| self.exit_pool(epoch))
			.fold(self.deposits.liable(), |sum, exits| sum.saturating_add(exits.assets_left()));
		self.pool.assets().saturating_add(besides)
	}

	/// The effect of a slash up to a cumulative `fraction` of the exposure in `epoch`. Fails with
	/// [`Error::NotExposed`] if the epoch cannot be slashed.
	fn assess(
		&self,
		epoch: EpochIndex,
		fraction: Perbill,
		now: EpochIndex,
	) -> Result<Assessment, Error<T>> {
		ensure!(epoch >= self.registered, Error::<T>::NotExposed);
		let exposure = <Pallet<T> as ExposureInspect<_>>::exposure(epoch, &self.account)
			.ok_or(Error::<T>::NotExposed)?;
		let liability = Pallet::<T>::liability(&self.account, now)?;
		let (before, base) = (liability.slashed(epoch), self.liable_for(epoch, now));
		let loss = Loss::new(exposure.liable(), before, fraction, base);
		Ok(Assessment { loss, liability })
	}

	/// Spreads the loss by a slash of `epoch` over the assets liable for it. Returns the assets
	/// left in the exits, by epoch, in planck.
	fn spread(
		&mut self,
		loss: Loss,
		epoch: EpochIndex,
		now: EpochIndex,
	) -> BTreeMap<EpochIndex, Balance> {
		let Loss { base, amount, .. } = loss;
		let mut unlocking = BTreeMap::new();
		let mut taken = self.pool.slash(base, amount);
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let deposits = self.deposits.of_mut(DepositKind::returning(class));
			taken = taken.saturating_add(deposits.slash(base, amount));
		}
		let exits = Pallet::<T>::liable_exits(epoch, now);
		taken = taken.saturating_add(self.slash_exits(exits, base, amount, &mut unlocking));
		// The remainder of each part is rounded down. The excess taken by it is dust.
		self.dust = self.dust.saturating_add(taken.saturating_sub(amount));
		unlocking
	}
}

impl<T: Config> Pallet<T> {
	/// The first epoch whose exits are liable for `epoch`: they were bonded at its set's election.
	pub(crate) fn first_liable_exits(epoch: EpochIndex) -> EpochIndex {
		epoch.saturating_sub(1)
	}

	/// The epochs whose exits are liable for `epoch`.
	fn liable_exits(epoch: EpochIndex, now: EpochIndex) -> RangeInclusive<EpochIndex> {
		Self::first_liable_exits(epoch)..=now
	}

	/// Slashes up to a cumulative `fraction` of the exposure in `epoch`. Returns the amount taken
	/// now, in planck.
	fn do_slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Balance, Error<T>> {
		let mut ledger = ValidatorLedger::<T>::load(validator)?;
		let now = Self::now();
		let Assessment { loss, mut liability } = ledger.assess(epoch, fraction, now)?;
		let Loss { base, amount, increase } = loss;
		if amount == 0 {
			return Ok(0);
		}

		let self_stake = ledger.self_stake();
		let unlocking = ledger.spread(loss, epoch, now);
		liability.add_slash::<T>(epoch, increase)?;
		ledger.store_liability(liability);
		ledger.close_collapsed(now)?;
		ledger.check_self_stake(self_stake);
		let stake = ledger.pool.stake();
		ledger.save();
		T::StakingListener::on_slash(validator, stake, &unlocking, amount);
		let weight = T::OnSlash::on_slash(validator, epoch, base, amount);
		System::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
		let conduct = Conduct::Slashed { amount, base };
		T::ConductObserver::observe(Subject::Validator(validator), epoch, conduct);
		Self::deposit_event(Event::Slashed {
			validator: validator.clone(),
			epoch,
			fraction,
			amount,
		});
		Ok(amount)
	}

	/// The loss of stake worth `value`, if `epoch` were slashed up to a cumulative `fraction`. The
	/// stake is bonded or exited in the epoch before or later. Planck. `None` if the epoch cannot
	/// be slashed.
	pub fn expected_loss(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
		value: Balance,
	) -> Option<Balance> {
		let ledger = ValidatorLedger::<T>::find(validator)?;
		let Assessment { loss, .. } = ledger.assess(epoch, fraction, Self::now()).ok()?;
		Some(loss.of(value))
	}

	/// See [`Impact`].
	pub(crate) fn impact_of_slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Option<Impact> {
		let ledger = ValidatorLedger::<T>::find(validator)?;
		let now = Self::now();
		let Assessment { loss, .. } = ledger.assess(epoch, fraction, now).ok()?;
		let own = ledger.self_stake().min(ledger.pool.assets());
		let others = ledger.pool.assets().saturating_sub(own);
		let exits = Self::liable_exits(epoch, now)
			.filter_map(|left| Some((left, ledger.exit_pool(left)?.assets_left())))
			.map(|(left, assets)| (left, loss.of(assets)))
			.collect();
		Some(Impact {
			total: loss.amount,
			validator: loss.of(own),
			delegators: loss.of(others.saturating_add(ledger.deposits.liable())),
			exits,
		})
	}
}

impl<T: Config> SlashControl<T::AccountId> for Pallet<T> {
	type Loss = Credit<T::AccountId, T::Currency>;

	fn open_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		with_storage_layer(|| Ok(Self::do_open_case(validator, epoch, basis)?))
	}

	fn close_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		with_storage_layer(|| Ok(Self::do_close_case(validator, epoch, basis)?))
	}

	fn slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Self::Loss, DispatchError> {
		with_storage_layer(|| {
			let taken = Self::do_slash(validator, epoch, fraction)?;
			T::Currency::withdraw(
				&Self::pot(),
				taken,
				Precision::Exact,
				Preservation::Preserve,
				Fortitude::Force,
			)
		})
	}

	fn take_self_stake(
		validator: &T::AccountId,
		most: Balance,
	) -> Result<Self::Loss, DispatchError> {
		Self::levy(validator, most, Levy::Fine)
	}

	fn forfeit_self_stake(
		validator: &T::AccountId,
		most: Balance,
	) -> Result<Self::Loss, DispatchError> {
		Self::levy(validator, most, Levy::Forfeit)
	}
}

impl<T: Config> Pallet<T> {
	/// Takes up to `most` planck of the validator's own out of the pot.
	fn levy(
		validator: &T::AccountId,
		most: Balance,
		levy: Levy,
	) -> Result<Credit<T::AccountId, T::Currency>, DispatchError> {
		with_storage_layer(|| {
			let taken = Self::do_take_self_stake(validator, most, levy)?;
			T::Currency::withdraw(
				&Self::pot(),
				taken,
				Precision::Exact,
				Preservation::Preserve,
				Fortitude::Force,
			)
		})
	}
}

impl<T: Config> ValidatorControl<T::AccountId> for Pallet<T> {
	fn jail(validator: &T::AccountId, until: EpochIndex) -> DispatchResult {
		Self::do_confine(validator, Change::Jail(until))
	}

	fn unjail(validator: &T::AccountId) -> DispatchResult {
		Self::do_go_online(validator)
	}

	fn release(validator: &T::AccountId) -> DispatchResult {
		Self::do_confine(validator, Change::Release)
	}

	fn ban(validator: &T::AccountId) -> DispatchResult {
		Self::do_confine(validator, Change::Ban)
	}

	fn unban(validator: &T::AccountId) -> DispatchResult {
		Self::do_confine(validator, Change::Unban)
	}
}

impl<T: Config> Pallet<T> {
	/// Whether `who` is registered as a validator.
	pub fn is_validator(who: &T::AccountId) -> bool {
		Validators::<T>::contains_key(who)
	}

	/// The validators of the running epoch, in the order of the session.
	pub fn active_validators() -> alloc::vec::Vec<T::AccountId> {
		Self::exposures_of(Self::now())
			.unwrap_or_default()
			.into_iter()
			.map(|exposure| exposure.validator)
			.collect()
	}

	/// The losses if `epoch` were slashed up to a cumulative `fraction`. `None` if the epoch cannot
	/// be slashed.
	pub fn impact(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Option<Impact> {
		Self::impact_of_slash(validator, epoch, fraction)
	}
}

impl<T: Config> ValidatorInspect<T::AccountId> for Pallet<T> {
	fn stake_of(validator: &T::AccountId) -> Balance {
		Validators::<T>::get(validator).map_or(0, |record| record.pool.stake())
	}

	fn status(who: &T::AccountId) -> Option<ValidatorStatus> {
		Validators::<T>::get(who).map(|record| record.state.status())
	}

	fn reward_account(who: &T::AccountId) -> T::AccountId {
		Self::reward_account_of(who)
	}

	fn is_gone(validator: &T::AccountId) -> bool {
		ValidatorLedger::<T>::find(validator).is_none_or(|ledger| ledger.is_gone(Self::now()))
	}
}

impl<T: Config> PositionInspect<T::AccountId> for Pallet<T> {
	fn exits_value(owner: &T::AccountId, validator: &T::AccountId, epoch: EpochIndex) -> Balance {
		Self::value_of_exits(owner, validator, epoch)
	}

	fn position_mark(who: &T::AccountId, validator: &T::AccountId) -> Option<StakeMark> {
		Self::delegation_of(who, validator).map(|delegation| delegation.position_mark())
	}

	fn exits_mark(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Option<StakeMark> {
		let delegation = Self::delegation_of(owner, validator)?;
		Self::mark_of_exits(owner, &delegation, epoch)
	}

	fn staked_by(who: &T::AccountId) -> Balance {
		Self::all_stake_of(who)
	}

	fn position_value(who: &T::AccountId, validator: &T::AccountId, class: RewardClass) -> Balance {
		Self::active_value(who, validator, class)
	}

	fn at_risk(who: &T::AccountId, validator: &T::AccountId) -> Balance {
		Self::all_at_risk(who, validator)
	}
}

impl<T: Config> ExposureInspect<T::AccountId> for Pallet<T> {
	fn exposure(epoch: EpochIndex, validator: &T::AccountId) -> Option<Exposure<T::AccountId>> {
		let now = Self::now();
		if epoch > now || !Self::is_liable_for(epoch, now) {
			return None;
		}
		Self::exposure_of(epoch, validator)
	}

	fn exposures(epoch: EpochIndex) -> alloc::vec::Vec<Exposure<T::AccountId>> {
		Self::exposures_of(epoch).unwrap_or_default().into_inner()
	}

	fn exposed_total(epoch: EpochIndex) -> ExposedTotal {
		Self::total_of(epoch)
	}

	fn planned() -> alloc::vec::Vec<PlannedMember<T::AccountId>> {
		let set = NextSet::<T>::get().into_iter();
		set.map(|Elected { validator, stake, .. }| PlannedMember { validator, power: stake })
			.collect()
	}
}

impl<T: Config> CaseInspect<T::AccountId> for Pallet<T> {
	fn has_open_case(validator: &T::AccountId) -> bool {
		let now = Self::now();
		Validators::<T>::get(validator).is_some_and(|record| Self::has_liable_case(&record, now))
	}

	fn exits_held_since(validator: &T::AccountId) -> EpochIndex {
		let now = Self::now();
		let bonding = Self::first_immature(now);
		let Some(record) = Validators::<T>::get(validator) else { return bonding };
		Self::held_from(&record, now).map_or(bonding, |held| held.min(bonding))
	}
}
