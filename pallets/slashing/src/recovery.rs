//! Jail, bans, and the return to service.

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use palisade_primitives::{
	ElectionWeight, EpochIndex, OffenceId, ValidatorControl, ValidatorGate, ValidatorInspect,
	ValidatorStatus, WeightPart,
};
use sp_arithmetic::{
	traits::{One, Saturating},
	FixedU64, PerThing,
};
use sp_runtime::{DispatchError, DispatchResult};

/// Retires the session keys of banned validators, so that they are never used again.
pub trait KeyRetirement<AccountId> {
	/// Makes the current keys of `validator`, and those of `epoch`, unusable for every account.
	fn retire(validator: &AccountId, epoch: EpochIndex);
}

/// Retires no keys: other accounts can use them.
impl<AccountId> KeyRetirement<AccountId> for () {
	fn retire(_: &AccountId, _: EpochIndex) {}
}

impl<T: Config> Pallet<T> {
	/// Reports that the staking pallet refused to jail, ban or release a validator.
	fn note_refusal(validator: &T::AccountId, reason: DispatchError) {
		log::error!(target: LOG_TARGET, "the state of {validator:?} is kept: {reason:?}");
		let validator = validator.clone();
		Self::deposit_event(Event::ConfinementFailed { validator, reason });
	}

	/// Jails a validator for an offence.
	fn jail(offence: &mut Offence<T::AccountId>, record: &mut ValidatorRecord, until: EpochIndex) {
		if record.banned {
			return;
		}
		let validator = &offence.validator;
		// A ban by governance stays. Once governance lifts it, the jail in the record still keeps
		// the validator from being elected.
		if T::Stake::status(validator) != Some(ValidatorStatus::Banned) {
			if let Err(reason) = T::Stake::jail(validator, until) {
				return Self::note_refusal(validator, reason);
			}
		}
		let jail = record.jail.get_or_insert(Jail { until, reasons: 0, at_least: 0 });
		jail.until = jail.until.max(until);
		jail.reasons = jail.reasons.saturating_add(1);
		offence.jailed_until = until;
		let (validator, until) = (validator.clone(), jail.until);
		Self::deposit_event(Event::ValidatorJailed { validator, until });
	}

	/// Jails the accused of a proven offence before its decision.
	pub(crate) fn jail_at_once(offence: &mut Offence<T::AccountId>, record: &mut ValidatorRecord) {
		let until = match offence.penalty.sentence {
			Sentence::None => return,
			Sentence::Jail(epochs) => offence.reported.saturating_add(epochs),
			// Until the ban.
			Sentence::Ban => Self::decision_deadline(offence.epoch).saturating_add(1),
		};
		Self::jail(offence, record, until);
	}

	/// Carries out the sentence of a conviction. For a proven offence the jail term began with the
	/// report; a verdict can have shortened it since.
	pub(crate) fn carry_out_sentence(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		record: &mut ValidatorRecord,
	) {
		match offence.sentence {
			Sentence::None => Self::ease_jail(id, offence, record, None),
			Sentence::Jail(epochs) if offence.jailed_until == 0 => {
				Self::jail(offence, record, Self::now().saturating_add(epochs));
			},
			Sentence::Jail(epochs) => {
				let until = offence.reported.saturating_add(epochs);
				if until < offence.jailed_until {
					Self::ease_jail(id, offence, record, Some(until));
				}
			},
			Sentence::Ban => {
				if record.banned {
					return;
				}
				let validator = &offence.validator;
				if let Err(reason) = T::Stake::ban(validator) {
					return Self::note_refusal(validator, reason);
				}
				(record.jail, record.banned) = (None, true);
				T::KeyRetirement::retire(validator, offence.epoch);
				Self::deposit_event(Event::ValidatorBanned { validator: validator.clone() });
			},
		}
	}

	/// Lifts the jail for an offence, or ends it in the epoch `until`; jail for other offences
	/// remains.
	///
	/// A validator that has left jail, by its own choice or by governance, keeps its state.
	pub(crate) fn ease_jail(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		record: &mut ValidatorRecord,
		until: Option<EpochIndex>,
	) {
		if offence.jailed_until == 0 {
			return;
		}
		offence.jailed_until = until.unwrap_or_default();
		let Some(mut jail) = record.jail.take() else { return };
		let validator = &offence.validator;
		let is_jailed = T::Stake::status(validator) == Some(ValidatorStatus::Jailed);
		let released = T::Stake::release(validator);
		if let Err(reason) = released {
			Self::note_refusal(validator, reason);
		}
		if until.is_none() {
			jail.reasons = jail.reasons.saturating_sub(1);
		}
		if jail.reasons == 0 {
			if released.is_ok() {
				Self::deposit_event(Event::ValidatorReleased { validator: validator.clone() });
			}
			return;
		}
		let others = record.offences.iter().filter(|other| **other != id);
		jail.until = others
			.filter_map(Offences::<T>::get)
			.map(|other| other.jailed_until)
			.fold(offence.jailed_until, Ord::max)
			.max(jail.at_least);
		if is_jailed {
			if let Err(reason) = T::Stake::jail(validator, jail.until) {
				Self::note_refusal(validator, reason);
			}
		}
		record.jail = Some(jail);
		let (validator, until) = (validator.clone(), jail.until);
		Self::deposit_event(Event::ValidatorJailed { validator, until });
	}

	pub(crate) fn do_unjail(who: T::AccountId) -> DispatchResult {
		let mut record = Self::record_of(&who)?;
		ensure!(!record.banned, Error::<T>::Banned);
		let jail = record.jail.take().ok_or(Error::<T>::NotJailed)?;
		let now = Self::now();
		ensure!(now >= jail.until, Error::<T>::JailNotOver);
		ensure!(record.proven_open == 0, Error::<T>::OffenceOpen);
		let probation_until = now.saturating_add(Self::windows().probation);
		record.probation = Some(Probation { from: now, until: probation_until });
		with_storage_layer(|| {
			// First, because the staking pallet asks this pallet's gate.
			Self::store_record(&who, record);
			match T::Stake::status(&who) {
				// An account that left and was removed as a validator can register again. A
				// validator that governance brought online is online.
				None | Some(ValidatorStatus::Online) => Ok(()),
				Some(_) => T::Stake::unjail(&who),
			}
		})?;
		Self::deposit_event(Event::ValidatorUnjailed { validator: who, probation_until });
		Ok(())
	}

	pub(crate) fn do_pardon(who: T::AccountId) -> DispatchResult {
		let mut record = Self::record_of(&who)?;
		let is_banned = core::mem::take(&mut record.banned);
		let is_jailed = record.jail.take().is_some();
		ensure!(is_banned || is_jailed, Error::<T>::NothingToPardon);
		// Otherwise a later dismissal could end the jail for another offence.
		ensure!(record.proven_open == 0, Error::<T>::OffenceOpen);
		let is_validator = T::Stake::status(&who).is_some();
		if is_banned {
			let lifted = with_storage_layer(|| T::Stake::unban(&who));
			// A removed validator is not banned there if it was removed before the ban.
			if is_validator {
				lifted?;
			}
		}
		if is_validator && is_jailed {
			T::Stake::release(&who)?;
		}
		for id in &record.offences {
			Self::remit_jail(*id);
		}
		Self::store_record(&who, record);
		Self::deposit_event(Event::ValidatorPardoned { validator: who });
		Ok(())
	}
}

/// Refuses validators that are jailed, have not returned from jail, or are banned.
impl<T: Config> ValidatorGate<T::AccountId> for Pallet<T> {
	fn admit(validator: &T::AccountId) -> DispatchResult {
		let record = Self::record_of(validator)?;
		ensure!(!record.banned, Error::<T>::Banned);
		ensure!(record.jail.is_none(), Error::<T>::InJail);
		Ok(())
	}
}

/// Discounts the election stake of validators on probation.
impl<T: Config> ElectionWeight<T::AccountId> for Pallet<T> {
	fn factor(validator: &T::AccountId) -> FixedU64 {
		let probation = ValidatorRecords::<T>::get(validator).and_then(|record| record.probation);
		match probation.is_some_and(|probation| probation.covers(Self::now())) {
			true => {
				let discount = T::ProbationDiscount::get();
				let discount = FixedU64::from_rational(
					discount.deconstruct().into(),
					sp_arithmetic::Perbill::ACCURACY.into(),
				);
				FixedU64::one().saturating_sub(discount)
			},
			false => FixedU64::one(),
		}
	}

	fn breakdown(validator: &T::AccountId) -> Vec<WeightPart> {
		alloc::vec![WeightPart { source: b"probation".to_vec(), factor: Self::factor(validator) }]
	}
}
