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
		History::<T>::mutate(&offence.validator, |history| {
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
		History::<T>::mutate(&offence.validator, |history| history.iter_mut().for_each(correct));
		RecentDecisions::<T>::mutate(Self::place_of(offence.decision), |recent| {
			recent.iter_mut().for_each(correct)
		});
	}

	/// Returns the key of a decision in [`RecentDecisions`].
	pub(crate) fn place_of(number: u32) -> u32 {
		number.checked_rem(RECENT).unwrap_or_default()
	}
}
