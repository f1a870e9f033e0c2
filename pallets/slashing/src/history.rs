//! The history of decisions, of each validator and of the chain. An allegation that was withdrawn
//! is no decision.
//!
//! The only code that writes [`History`], [`RecentDecisions`] and [`NextDecision`].

use crate::{types::*, *};
use palisade_primitives::OffenceId;
use sp_arithmetic::Perbill;

impl<T: Config> Pallet<T> {
	/// Stores a decision in the history of the validator and of the chain.
	pub(crate) fn remember(id: OffenceId, offence: &mut Offence<T::AccountId>, part: Perbill) {
		let decision = Decision {
			offence: id,
			validator: offence.validator.clone(),
			kind: offence.kind,
			epoch: offence.epoch,
			decided: Self::now(),
			part,
			fraction: offence.fraction,
			amount: offence.slashed,
		};
		Self::change_history(&offence.validator, |history| {
			if history.is_full() {
				history.remove(0);
			}
			// The oldest decision was removed above.
			let _ = history.try_push(decision.clone());
		});
		let number = NextDecision::<T>::mutate(|next| {
			let number = *next;
			*next = number.wrapping_add(1);
			number
		});
		offence.decision = number;
		RecentDecisions::<T>::insert(Self::place_of(number), decision);
	}

	/// Corrects the fraction and the amount of an offence's decision after the penalty was raised.
	pub(crate) fn correct_decision(id: OffenceId, offence: &Offence<T::AccountId>) {
		let correct = |decision: &mut Decision<T::AccountId>| {
			if decision.offence == id {
				decision.fraction = offence.fraction;
				decision.amount = offence.slashed;
			}
		};
		Self::change_history(&offence.validator, |history| history.iter_mut().for_each(correct));
		let place = Self::place_of(offence.decision);
		if let Some(mut recent) = RecentDecisions::<T>::get(place) {
			correct(&mut recent);
			RecentDecisions::<T>::insert(place, recent);
		}
	}

	/// Changes the history of a validator. Leaves one that cannot be decoded as it is.
	fn change_history(validator: &T::AccountId, change: impl FnOnce(&mut HistoryOf<T::AccountId>)) {
		let stored = History::<T>::try_get(validator).ok();
		match Self::decoded(stored, || History::<T>::contains_key(validator)) {
			Ok(history) => {
				let mut history = history.unwrap_or_default();
				change(&mut history);
				History::<T>::insert(validator, history);
			},
			Err(_) => {
				log::error!(target: LOG_TARGET, "the history of {validator:?} cannot be decoded");
			},
		}
	}

	/// Returns the key of a decision in [`RecentDecisions`].
	pub(crate) fn place_of(number: u32) -> u32 {
		number.checked_rem(RECENT).unwrap_or_default()
	}
}
