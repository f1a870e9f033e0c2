//! Jail, bans, and the way back.

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use palisade_primitives::{
	Backing, ElectionWeight, EpochIndex, OffenceId, Refusal, StakeControl, StakeInspect, Standing,
	ValidatorGate, WeightPart,
};
use sp_arithmetic::{
	traits::{One, Saturating},
	FixedU64, PerThing,
};
use sp_runtime::DispatchResult;

/// Makes sure that the session keys of a validator that was banned never come back.
pub trait KeyRetirement<AccountId> {
	/// Nobody can use the keys any more that `validator` has, nor those that it had in `epoch`.
	fn retire(validator: &AccountId, epoch: EpochIndex);
}

/// Keys can be used by others.
impl<AccountId> KeyRetirement<AccountId> for () {
	fn retire(_: &AccountId, _: EpochIndex) {}
}

impl<T: Config> Pallet<T> {
	/// Jails a validator for an offence.
	fn jail(offence: &mut Offence<T::AccountId>, dossier: &mut Dossier, until: EpochIndex) {
		if dossier.banned.is_some() {
			return;
		}
		let validator = &offence.validator;
		let standing = match T::Stake::jail(validator, until) {
			Ok(Standing::Banned) => return,
			// `Jailed` if by governance, which this does not take back.
			Ok(standing) => standing,
			Err(error) => {
				log::error!(target: LOG_TARGET, "{validator:?} cannot be jailed: {error:?}");
				return;
			},
		};
		let jail = dossier.jail.get_or_insert(Jail { until, standing, reasons: 0, at_least: 0 });
		jail.until = jail.until.max(until);
		jail.reasons = jail.reasons.saturating_add(1);
		offence.jailed_until = until;
		let (validator, until) = (validator.clone(), jail.until);
		Self::deposit_event(Event::ValidatorJailed { validator, until });
	}

	/// Jails a validator of which something is proven, before it is decided.
	pub(crate) fn jail_at_once(
		offence: &mut Offence<T::AccountId>,
		dossier: &mut Dossier,
		sentence: Sentence,
	) {
		let until = match sentence {
			Sentence::None => return,
			Sentence::Jail(epochs) => Self::now().saturating_add(epochs),
			// Until it is banned.
			Sentence::Ban => Self::decision_deadline(offence.epoch).saturating_add(1),
		};
		Self::jail(offence, dossier, until);
	}

	/// Carries out a sentence. The time in jail for what was proven began with the report.
	pub(crate) fn sentence(
		validator: &T::AccountId,
		offence: &mut Offence<T::AccountId>,
		dossier: &mut Dossier,
		sentence: Sentence,
	) {
		match sentence {
			Sentence::None => {},
			Sentence::Jail(epochs) => {
				if offence.jailed_until == 0 {
					Self::jail(offence, dossier, Self::now().saturating_add(epochs));
				}
			},
			Sentence::Ban => {
				if dossier.banned.is_some() {
					return;
				}
				if dossier.jail.is_none() {
					// To know what it was doing.
					Self::jail(offence, dossier, Self::now());
				}
				if let Err(error) = T::Stake::ban(validator) {
					log::error!(target: LOG_TARGET, "{validator:?} cannot be banned: {error:?}");
					return;
				}
				let jail = dossier.jail.take();
				dossier.banned = Some(jail.map_or(Standing::Offline, |jail| jail.standing));
				T::KeyRetirement::retire(validator, offence.epoch);
				Self::deposit_event(Event::ValidatorBanned { validator: validator.clone() });
			},
		}
	}

	/// Takes back what a dismissed offence has jailed a validator for; other offences still count.
	pub(crate) fn lift_jail(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		dossier: &mut Dossier,
	) {
		if core::mem::take(&mut offence.jailed_until) == 0 {
			return;
		}
		let Some(mut jail) = dossier.jail.take() else { return };
		let validator = &offence.validator;
		if let Err(error) = T::Stake::release(validator, jail.standing) {
			log::error!(target: LOG_TARGET, "{validator:?} cannot be released: {error:?}");
		}
		jail.reasons = jail.reasons.saturating_sub(1);
		if jail.reasons == 0 {
			Self::deposit_event(Event::ValidatorReleased { validator: validator.clone() });
			return;
		}
		let others = dossier.offences.iter().filter(|other| **other != id);
		jail.until = others
			.filter_map(Offences::<T>::get)
			.map(|other| other.jailed_until)
			.max()
			.unwrap_or_default()
			.max(jail.at_least);
		if let Err(error) = T::Stake::jail(validator, jail.until) {
			log::error!(target: LOG_TARGET, "{validator:?} cannot be jailed: {error:?}");
		}
		dossier.jail = Some(jail);
		let (validator, until) = (validator.clone(), jail.until);
		Self::deposit_event(Event::ValidatorJailed { validator, until });
	}

	/// Whether something is proven of a validator that is not decided.
	fn has_to_answer(dossier: &Dossier) -> bool {
		let offences = dossier.offences.iter().filter_map(Offences::<T>::get);
		offences
			.filter(|offence| offence.backing == Backing::Proof)
			.any(|offence| !matches!(offence.stage, Stage::Applied { .. } | Stage::Dismissed))
	}

	pub(crate) fn do_unjail(who: T::AccountId) -> DispatchResult {
		let mut dossier = Dossiers::<T>::get(&who).unwrap_or_default();
		ensure!(dossier.banned.is_none(), Error::<T>::Banned);
		let jail = dossier.jail.take().ok_or(Error::<T>::NotJailed)?;
		let now = Self::now();
		ensure!(now >= jail.until, Error::<T>::JailNotOver);
		ensure!(!Self::has_to_answer(&dossier), Error::<T>::OffenceOpen);
		let probation_until = now.saturating_add(Self::windows().probation);
		dossier.probation = Some(Probation { from: now, until: probation_until });
		with_storage_layer(|| {
			// First, because this pallet is among the gates that are asked.
			Self::store_dossier(&who, dossier);
			// One that has left and was removed can register again.
			match T::Stake::is_validator(&who) {
				true => T::Stake::unjail(&who),
				false => Ok(()),
			}
		})?;
		Self::deposit_event(Event::ValidatorUnjailed { validator: who, probation_until });
		Ok(())
	}

	pub(crate) fn do_pardon(who: T::AccountId) -> DispatchResult {
		let mut dossier = Dossiers::<T>::get(&who).unwrap_or_default();
		let (banned, jail) = (dossier.banned.take(), dossier.jail.take());
		ensure!(banned.is_some() || jail.is_some(), Error::<T>::NothingToPardon);
		// What is decided later would take it for the reason of another jail.
		ensure!(!Self::has_to_answer(&dossier), Error::<T>::OffenceOpen);
		if T::Stake::is_validator(&who) {
			if let Some(standing) = banned {
				T::Stake::unban(&who, standing)?;
			}
			if let Some(Jail { standing, .. }) = jail {
				T::Stake::release(&who, standing)?;
			}
		}
		for id in &dossier.offences {
			Offences::<T>::mutate(id, |offence| {
				if let Some(offence) = offence {
					offence.jailed_until = 0;
				}
			});
		}
		Self::store_dossier(&who, dossier);
		Self::deposit_event(Event::ValidatorPardoned { validator: who });
		Ok(())
	}
}

/// Nobody validates who is in jail, was and has not come back, or is banned.
impl<T: Config> ValidatorGate<T::AccountId> for Pallet<T> {
	fn admit(validator: &T::AccountId) -> Result<(), Refusal> {
		match Dossiers::<T>::get(validator) {
			Some(dossier) if dossier.jail.is_some() || dossier.banned.is_some() => {
				Err(Refusal::Offence)
			},
			_ => Ok(()),
		}
	}
}

/// The stake of those on probation counts less.
impl<T: Config> ElectionWeight<T::AccountId> for Pallet<T> {
	fn factor(validator: &T::AccountId) -> FixedU64 {
		let probation = Dossiers::<T>::get(validator).and_then(|dossier| dossier.probation);
		match probation.is_some_and(|probation| probation.covers(Self::now())) {
			true => {
				let malus = T::ProbationMalus::get();
				let malus = FixedU64::from_rational(
					malus.deconstruct().into(),
					sp_arithmetic::Perbill::ACCURACY.into(),
				);
				FixedU64::one().saturating_sub(malus)
			},
			false => FixedU64::one(),
		}
	}

	fn breakdown(validator: &T::AccountId) -> Vec<WeightPart> {
		alloc::vec![WeightPart { source: b"probation".to_vec(), factor: Self::factor(validator) }]
	}
}
