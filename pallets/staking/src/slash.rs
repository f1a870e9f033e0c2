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

use crate::{
	lifecycle::Change,
	position::{exit_class_mut, keep_unless_empty},
	types::*,
	*,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::{Balanced, Credit},
		tokens::{Fortitude, Precision, Preservation},
	},
	BoundedVec,
};
use palisade_primitives::{
	Balance, Basis, CaseInspect, Conduct, ConductObserver, EpochIndex, Exposure, ExposureInspect,
	Impact, PositionInspect, RewardClass, SlashControl, ValidatorControl, ValidatorInspect,
	ValidatorStatus,
};
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

/// The increase of the cumulative loss for an epoch from `before` to `fraction` of `exposed`, and
/// the amount to take of the remaining `base`. Planck, both rounded up.
///
/// If other epochs were slashed or stake was withdrawn, `base` can be less than the exposure
/// without `before`. The amount is then reduced in proportion: no owner loses more than the
/// fraction, in any order of verdicts.
fn loss(exposed: Balance, before: Balance, fraction: Perbill, base: Balance) -> (Balance, Balance) {
	let wanted = fraction.mul_ceil(exposed).saturating_sub(before);
	let left = exposed.saturating_sub(before);
	if base >= left {
		return (wanted, wanted);
	}
	let loss = multiply_by_rational_with_rounding(wanted, base, left, Rounding::Up);
	(wanted, loss.unwrap_or(base).min(base))
}

impl<T: Config> Pallet<T> {
	/// The open cases and slashes of a validator, without epochs that can no longer be slashed.
	/// Fails with [`Error::Undecodable`] on a record that cannot be decoded, instead of treating it
	/// as empty.
	pub(crate) fn liability(
		validator: &T::AccountId,
		now: EpochIndex,
	) -> Result<Liability, Error<T>> {
		let Some(mut liability) = Liabilities::<T>::get(validator) else {
			ensure!(!Liabilities::<T>::contains_key(validator), Error::<T>::Undecodable);
			return Ok(Liability::default());
		};
		let first = Self::first_liable(now);
		liability.slashes.retain(|slashed| slashed.epoch >= first);
		liability.cases.retain(|cases| cases.epoch >= first);
		Ok(liability)
	}

	/// Stores `liability` and copies the epochs of its cases to `record`, which the caller stores.
	pub(crate) fn store_liability(
		validator: &T::AccountId,
		record: &mut Validator,
		liability: Liability,
	) {
		let epochs = liability.cases.iter().map(|cases| cases.epoch);
		// Both lists have the same bound.
		record.cases = BoundedVec::truncate_from(epochs.collect());
		let mut latest = liability.cases.iter().rev();
		record.proven = latest.find(|cases| cases.proven > 0).map(|cases| cases.epoch);
		if liability == Liability::default() {
			Liabilities::<T>::remove(validator);
		} else {
			Liabilities::<T>::insert(validator, liability);
		}
	}

	fn do_open_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		let now = Self::now();
		ensure!(Self::is_reportable(epoch, now), Error::<T>::EpochNotReportable);
		let mut liability = Self::liability(validator, now)?;
		let open = &mut liability.cases;
		let index = match open.iter().position(|cases| cases.epoch >= epoch) {
			Some(index) if open.get(index).is_some_and(|at| at.epoch == epoch) => index,
			found => {
				let index = found.unwrap_or(open.len());
				let new = OpenCases { epoch, proven: 0, alleged: 0 };
				open.try_insert(index, new).map_err(|_| Error::<T>::TooManyCases)?;
				index
			},
		};
		let cases = open.get_mut(index).ok_or(Error::<T>::UnknownCase)?;
		let count = match basis {
			Basis::Proven => &mut cases.proven,
			Basis::Alleged => &mut cases.alleged,
		};
		*count = count.checked_add(1).ok_or(Error::<T>::TooManyCases)?;
		Self::store_liability(validator, &mut record, liability);
		Validators::<T>::insert(validator, record);
		Self::deposit_event(Event::CaseOpened {
			validator: validator.clone(),
			epoch,
			proven: basis == Basis::Proven,
		});
		Ok(())
	}

	fn do_close_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		let now = Self::now();
		if !Self::is_liable_for(epoch, now) {
			// The case has expired: it holds no exits.
			return Ok(());
		}
		let mut liability = Self::liability(validator, now)?;
		let cases = liability
			.cases
			.iter_mut()
			.find(|cases| cases.epoch == epoch)
			.ok_or(Error::<T>::UnknownCase)?;
		let count = match basis {
			Basis::Proven => &mut cases.proven,
			Basis::Alleged => &mut cases.alleged,
		};
		*count = count.checked_sub(1).ok_or(Error::<T>::UnknownCase)?;
		liability.cases.retain(|cases| cases.proven > 0 || cases.alleged > 0);
		Self::store_liability(validator, &mut record, liability);
		Validators::<T>::insert(validator, record);
		Self::deposit_event(Event::CaseClosed {
			validator: validator.clone(),
			epoch,
			proven: basis == Basis::Proven,
		});
		Ok(())
	}

	/// The first epoch whose exits are liable for `epoch`: they were bonded at its set's election.
	pub(crate) fn first_liable_exits(epoch: EpochIndex) -> EpochIndex {
		epoch.saturating_sub(1)
	}

	/// The assets liable for `epoch` besides the validator's stake: its exits since the epoch
	/// before, and pending deposits that come from exits. Planck.
	pub(crate) fn liable_besides_stake(
		validator: &T::AccountId,
		record: &Validator,
		epoch: EpochIndex,
		now: EpochIndex,
	) -> Balance {
		(Self::first_liable_exits(epoch)..=now)
			.filter_map(|epoch| ExitPools::<T>::get(validator, epoch))
			.fold(record.deposits.liable(), |sum, exits| sum.saturating_add(exits.assets_left()))
	}

	/// Slashes up to a cumulative `fraction` of the exposure in `epoch`. Returns the amount taken
	/// now, in planck.
	fn do_slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Balance, DispatchError> {
		let mut record = Self::validator(validator)?;
		let now = Self::now();
		let exposure = <Self as ExposureInspect<_>>::exposure(epoch, validator)
			.ok_or(Error::<T>::NotExposed)?;
		let mut liability = Self::liability(validator, now)?;
		let slashes = &mut liability.slashes;
		let index = slashes.iter().position(|slashed| slashed.epoch == epoch);
		let before = index.and_then(|index| slashes.get(index)).map_or(0, |slashed| slashed.amount);
		ensure!(epoch >= record.registered, Error::<T>::NotExposed);
		let ranked = record.pool.stake();
		let base = record
			.pool
			.assets()
			.saturating_add(Self::liable_besides_stake(validator, &record, epoch, now));
		let (wanted, loss) = loss(exposure.liable(), before, fraction, base);
		if loss == 0 {
			return Ok(0);
		}

		let mut unlocking = BTreeMap::new();
		let mut taken = record.pool.slash(base, loss);
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let kind = DepositKind::returning(class);
			let part = record.deposits.of_mut(kind).slash(base, loss);
			taken = taken.saturating_add(part);
		}
		for exit_epoch in Self::first_liable_exits(epoch)..=now {
			let Some(mut exits) = ExitPools::<T>::get(validator, exit_epoch) else { continue };
			taken = taken.saturating_add(exits.slash(base, loss));
			unlocking.insert(exit_epoch, exits.assets_left());
			ExitPools::<T>::insert(validator, exit_epoch, exits);
		}

		// The remainder of each part is rounded down. The excess taken by it is dust.
		record.dust = record.dust.saturating_add(taken.saturating_sub(loss));
		let taken = loss;

		match index.and_then(|index| slashes.get_mut(index)) {
			Some(slashed) => slashed.amount = slashed.amount.saturating_add(wanted),
			None => slashes
				.try_push(SlashedEpoch { epoch, amount: wanted })
				.map_err(|_| Error::<T>::TooManyCases)?,
		}
		Self::store_liability(validator, &mut record, liability);
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			if record.class(class).has_collapsed() {
				Self::close_class(validator, &mut record, class, now)?;
			}
		}
		Self::check_self_stake(validator, &mut record);
		let stake = record.pool.stake();
		Self::store_and_rank(validator, record, ranked);
		T::StakingListener::on_slash(validator, stake, &unlocking, taken);
		T::ConductObserver::observe(validator, epoch, Conduct::Slashed { amount: taken, base });
		Self::deposit_event(Event::Slashed {
			validator: validator.clone(),
			epoch,
			fraction,
			amount: taken,
		});
		Ok(taken)
	}

	/// Closes a class whose price has collapsed, before its shares outgrow every precision: all its
	/// assets exit with this epoch, and a new generation begins.
	fn close_class(
		validator: &T::AccountId,
		record: &mut Validator,
		class: RewardClass,
		now: EpochIndex,
	) -> DispatchResult {
		let generation = record.class(class).generation;
		let index = record.pool.liquid.index;
		ExitPools::<T>::try_mutate(validator, now, |exits| {
			let exits = exits.get_or_insert_with(Default::default);
			match class {
				RewardClass::Compounding => record.pool.close_compounding(exits),
				RewardClass::Liquid => record.pool.close_liquid(exits),
			}
		})
		.map_err(Error::<T>::from)?;
		let closed = ClosedClass { epoch: now, index };
		ClosedClasses::<T>::insert((validator, class, generation), closed);
		record.set_closed_in(class, now);

		// Self-stake earns shares of the new generation, so it must not hold shares of the old one.
		let mut own = core::mem::take(&mut record.own);
		Self::settle(validator, record, &mut own)?;
		let (shares, held) = own.held(class);
		if !shares.is_zero() && held == generation {
			Self::take_from(&mut own, class, shares)?;
			record.own = own;
			let chunk = ExitChunk { epoch: now, class, shares, deal: None, destination: None };
			if Self::note_own_exit(validator, record, chunk, MAX_STORED_EXITS).is_err() {
				// No place for the exit. The price is below a thousandth, and a slash must not
				// fail.
				Self::burn_own_exit(validator, record, class, shares, now);
			}
		} else {
			record.own = own;
		}
		Self::deposit_event(Event::ClassClosed { validator: validator.clone(), class, generation });
		Ok(())
	}

	/// Burns shares of the self-stake in the exits of an epoch.
	fn burn_own_exit(
		validator: &T::AccountId,
		record: &mut Validator,
		class: RewardClass,
		shares: palisade_share_pool::Shares,
		epoch: EpochIndex,
	) {
		ExitPools::<T>::mutate_exists(validator, epoch, |exits| {
			let Some(mut pool) = exits.take() else { return };
			let dust = exit_class_mut(&mut pool, class).burn(shares);
			record.dust = record.dust.saturating_add(dust);
			*exits = keep_unless_empty(pool, record);
		});
	}

	/// The assets liable for `epoch`, and the amount that a slash up to a cumulative `fraction`
	/// would take of them. Planck. `None` if the epoch cannot be slashed.
	fn prospect(
		validator: &T::AccountId,
		record: &Validator,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Option<(Balance, Balance)> {
		if epoch < record.registered {
			return None;
		}
		let now = Self::now();
		let exposure = <Self as ExposureInspect<_>>::exposure(epoch, validator)?;
		let before = Self::liability(validator, now)
			.ok()?
			.slashes
			.iter()
			.find(|slashed| slashed.epoch == epoch)
			.map_or(0, |slashed| slashed.amount);
		let base = record
			.pool
			.assets()
			.saturating_add(Self::liable_besides_stake(validator, record, epoch, now));
		let (_, loss) = loss(exposure.liable(), before, fraction, base);
		Some((base, loss))
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
		let record = Validators::<T>::get(validator)?;
		let (base, loss) = Self::prospect(validator, &record, epoch, fraction)?;
		Some(value.saturating_sub(palisade_share_pool::retained(value, base, loss)))
	}

	/// See [`Impact`].
	pub(crate) fn impact_of_slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Option<Impact> {
		let record = Validators::<T>::get(validator)?;
		let (base, total) = Self::prospect(validator, &record, epoch, fraction)?;
		let lost = |value: Balance| {
			value.saturating_sub(palisade_share_pool::retained(value, base, total))
		};
		let own = record.self_stake().min(record.pool.assets());
		let others = record.pool.assets().saturating_sub(own);
		let exits = (Self::first_liable_exits(epoch)..=Self::now())
			.filter_map(|left| Some((left, ExitPools::<T>::get(validator, left)?.assets_left())))
			.map(|(left, assets)| (left, lost(assets)))
			.collect();
		Some(Impact {
			total,
			validator: lost(own),
			delegators: lost(others.saturating_add(record.deposits.liable())),
			exits,
		})
	}
}

impl<T: Config> SlashControl<T::AccountId> for Pallet<T> {
	type Loss = Credit<T::AccountId, T::Currency>;

	fn open_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		with_storage_layer(|| Self::do_open_case(validator, epoch, basis))
	}

	fn close_case(validator: &T::AccountId, epoch: EpochIndex, basis: Basis) -> DispatchResult {
		with_storage_layer(|| Self::do_close_case(validator, epoch, basis))
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
}

impl<T: Config> ValidatorControl<T::AccountId> for Pallet<T> {
	fn jail(validator: &T::AccountId, until: EpochIndex) -> Result<ValidatorStatus, DispatchError> {
		Self::do_jail(validator, until)
	}

	fn unjail(validator: &T::AccountId) -> DispatchResult {
		Self::do_go_online(validator)
	}

	fn release(validator: &T::AccountId, status: ValidatorStatus) -> DispatchResult {
		Self::do_release(validator, status, Change::Release)
	}

	fn unban(validator: &T::AccountId, status: ValidatorStatus) -> DispatchResult {
		Self::do_release(validator, status, Change::Unban)
	}

	fn ban(validator: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(validator)?;
		Self::transition(validator, &mut record, Change::Ban)?;
		Validators::<T>::insert(validator, record);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Whether `who` is registered as a validator.
	pub fn is_validator(who: &T::AccountId) -> bool {
		Validators::<T>::contains_key(who)
	}

	/// The validators of the running epoch, in the order of the session.
	pub fn active_validators() -> alloc::vec::Vec<T::AccountId> {
		Exposures::<T>::get(Self::now())
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
}

impl<T: Config> PositionInspect<T::AccountId> for Pallet<T> {
	fn exits_value(owner: &T::AccountId, validator: &T::AccountId, epoch: EpochIndex) -> Balance {
		Self::value_of_exits(owner, validator, epoch)
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
		Exposures::<T>::get(epoch)?.into_iter().find(|exposure| exposure.validator == *validator)
	}

	fn exposures(epoch: EpochIndex) -> alloc::vec::Vec<Exposure<T::AccountId>> {
		Exposures::<T>::get(epoch).unwrap_or_default().into_inner()
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
