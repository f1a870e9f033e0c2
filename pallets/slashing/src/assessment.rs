//! How high a penalty is.
//!
//! ```text
//! fraction = min(1, base × factor) × part
//!
//! base   = the fraction of the kind; for equivocations
//!          max(that fraction, min(1, 3 × share)), where share is the stake of all validators that have
//!          equivocated less than the correlation window apart, of the stake that their sets were elected with
//! factor = 2^k, and 4^k on probation, for k earlier epochs with an offence of the same kind within the repetition
//!          window
//! part   = what the verdict has left of it
//! ```
//!
//! Shares and parts of parts are rounded down to a billionth; what a fraction takes is rounded up, by the staking pallet.
//!
//! A single fault of one operator costs the least, one that a third of the stake shares costs everything.
//!
//! An earlier offence counts as such if it was at least [`REPEATED_AFTER`] epochs before: a validator is jailed when
//! it is reported, but the set of the next epoch is elected by then, so that what it does there is the same fault.
//!
//! Only offences whose penalties were applied count. When one is, those that it makes worse are looked at again, and
//! the difference is slashed: in which order they are reported or decided makes no difference.

use crate::{types::*, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::traits::Get;
use palisade_primitives::{EpochIndex, OffenceId, OffenceKind, MAX_INTERRUPTED_EPOCHS};
use sp_arithmetic::{traits::Saturating, PerThing, Perbill};
use sp_runtime::traits::Convert;

/// Epochs after an offence from which on the next one is a repetition.
pub const REPEATED_AFTER: EpochIndex = 2;

/// By how much more than its share of the stake the fraction of an equivocation is.
pub const CORRELATION_FACTOR: u32 = 3;

/// The fraction for one that has offended in `earlier` epochs before.
pub(crate) fn repeated(base: Perbill, earlier: u32, on_probation: bool) -> Perbill {
	let doublings = if on_probation { earlier.saturating_mul(2) } else { earlier };
	// Thirty doublings make the smallest part more than all.
	let factor = 1u64.checked_shl(doublings.min(30)).unwrap_or(u64::MAX);
	let parts = u64::from(base.deconstruct()).saturating_mul(factor);
	Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX).min(Perbill::ACCURACY))
}

/// The fraction for an equivocation that `share` of the stake has a part in.
pub(crate) fn correlated(base: Perbill, share: Perbill) -> Perbill {
	base.max(share.saturating_mul_int(CORRELATION_FACTOR))
}

/// Whether an offence of `epoch` repeats one of an `earlier` epoch.
fn is_repetition(earlier: EpochIndex, epoch: EpochIndex, window: u32) -> bool {
	(REPEATED_AFTER..=window).contains(&epoch.saturating_sub(earlier))
}

/// Products of parts.
pub(crate) trait PerbillExt {
	/// A part of a part, rounded down.
	fn saturating_mul_perbill(self, other: Perbill) -> Perbill;
	/// So many times a part, at most all.
	fn saturating_mul_int(self, times: u32) -> Perbill;
}

impl PerbillExt for Perbill {
	fn saturating_mul_perbill(self, other: Perbill) -> Perbill {
		Perbill::from_parts(self.mul_floor(other.deconstruct()))
	}

	fn saturating_mul_int(self, times: u32) -> Perbill {
		let parts = self.deconstruct().saturating_mul(times);
		Perbill::from_parts(parts.min(Perbill::ACCURACY))
	}
}

impl<T: Config> Pallet<T> {
	/// The penalty of an offence, before what a verdict leaves of it.
	pub(crate) fn assess(offence: &Offence<T::AccountId>, dossier: &Dossier) -> Perbill {
		let windows = Self::windows();
		let mut base = T::Penalties::convert(offence.kind).fraction;
		if offence.kind == OffenceKind::DoubleSign {
			base = correlated(base, Self::offending_share(offence, windows.correlation));
		}
		let earlier = Self::earlier_offences(offence, dossier, windows.repetition);
		repeated(base, earlier, offence.on_probation)
	}

	/// The epochs whose equivocations are punished together with one of `epoch`: the first and the last.
	fn correlated_epochs(epoch: EpochIndex, window: u32) -> (EpochIndex, EpochIndex) {
		let apart = window.saturating_sub(1);
		(epoch.saturating_sub(apart), epoch.saturating_add(apart))
	}

	/// The stake of all who have equivocated around the epoch of an offence, itself included; each once, with the
	/// largest of its shares.
	fn offending_share(offence: &Offence<T::AccountId>, window: u32) -> Perbill {
		let mut shares = BTreeMap::from([(offence.validator.clone(), offence.share)]);
		let (first, last) = Self::correlated_epochs(offence.epoch, window);
		for epoch in first..=last {
			for other in Equivocations::<T>::get(epoch).unwrap_or_default() {
				let share = shares.entry(other.validator).or_default();
				*share = (*share).max(other.share);
			}
		}
		shares.into_values().fold(Perbill::zero(), Saturating::saturating_add)
	}

	/// In how many earlier epochs the validator has offended in the same way.
	fn earlier_offences(offence: &Offence<T::AccountId>, dossier: &Dossier, window: u32) -> u32 {
		let epochs: BTreeSet<EpochIndex> = dossier
			.convictions
			.iter()
			.filter(|conviction| conviction.kind == offence.kind)
			.filter(|conviction| is_repetition(conviction.epoch, offence.epoch, window))
			.map(|conviction| conviction.epoch)
			.collect();
		count(epochs.len())
	}

	/// Notes in a dossier that its owner was found guilty. Forgets what makes no difference any more, and if there are
	/// too many the oldest.
	pub(crate) fn note_conviction(offence: &Offence<T::AccountId>, dossier: &mut Dossier) {
		let Offence { kind, epoch, .. } = *offence;
		let memory = Self::windows()
			.repetition
			.saturating_add(T::DecisionEpochs::get())
			.saturating_add(MAX_INTERRUPTED_EPOCHS);
		let now = Self::now();
		let convictions = &mut dossier.convictions;
		convictions.retain(|conviction| now.saturating_sub(conviction.epoch) <= memory);
		let conviction = Conviction { kind, epoch };
		if convictions.contains(&conviction) {
			return;
		}
		let mut index = convictions.partition_point(|other| other.epoch <= epoch);
		if convictions.is_full() {
			if index == 0 {
				return;
			}
			convictions.remove(0);
			index = index.saturating_sub(1);
		}
		// There is room now.
		let _ = convictions.try_insert(index, conviction);
	}

	/// Notes an equivocation whose penalty is applied; of several of an epoch the one with the highest.
	pub(crate) fn note_equivocation(id: OffenceId, offence: &Offence<T::AccountId>) {
		if offence.kind != OffenceKind::DoubleSign {
			return;
		}
		let Offence { validator, share, epoch, .. } = offence.clone();
		Equivocations::<T>::mutate(epoch, |noted| {
			let noted = noted.get_or_insert_with(Default::default);
			if let Some(other) = noted.iter_mut().find(|other| other.validator == validator) {
				let before = Offences::<T>::get(other.offence).map(|offence| offence.fraction);
				if before.is_none_or(|before| before < offence.fraction) {
					other.offence = id;
				}
				return;
			}
			let pushed = noted.try_push(Equivocation { validator, offence: id, share });
			if pushed.is_err() {
				// Only members of the set of an epoch can equivocate in it.
				log::error!(target: LOG_TARGET, "more equivocations in {epoch} than validators");
			}
		});
	}

	/// Has the penalties looked at again that an offence makes higher.
	pub(crate) fn review_others(id: OffenceId, offence: &Offence<T::AccountId>) {
		let windows = Self::windows();
		let now = Self::now();
		// What the same validator has done later.
		let dossier = Dossiers::<T>::get(&offence.validator).unwrap_or_default();
		for other in dossier.offences.into_iter().filter(|other| *other != id) {
			let Some(mut later) = Offences::<T>::get(other) else { continue };
			let is_affected = later.kind == offence.kind
				&& is_repetition(offence.epoch, later.epoch, windows.repetition)
				&& matches!(later.stage, Stage::Applied { .. });
			if is_affected {
				Self::reschedule(other, &mut later, now);
				Offences::<T>::insert(other, later);
			}
		}
		// What others have done at about the same time.
		if offence.kind == OffenceKind::DoubleSign {
			let (next, last) = Self::correlated_epochs(offence.epoch, windows.correlation);
			Reviews::<T>::mutate(|review| {
				*review = Some(match review.take() {
					// Begins anew: it is not known which of those that were looked at this one makes worse.
					Some(running) => Review {
						next: running.next.min(next),
						seen: 0,
						last: running.last.max(last),
					},
					None => Review { next, seen: 0, last },
				});
			});
		}
	}

	/// Looks at a penalty that was applied again. Slashes by how much it has become higher.
	pub(crate) fn reassess(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		let Stage::Applied { part } = offence.stage else { return };
		if Self::now() > Self::decision_deadline(offence.epoch) {
			// Part of what was liable may be gone.
			return;
		}
		let dossier = Dossiers::<T>::get(&offence.validator).unwrap_or_default();
		let fraction = part.saturating_mul_perbill(Self::assess(offence, &dossier));
		if fraction <= offence.fraction {
			return;
		}
		let before = offence.slashed;
		offence.fraction = fraction;
		Self::slash(id, offence);
		let amount = offence.slashed.saturating_sub(before);
		let correct = |decision: &mut Decision<T::AccountId>| {
			if decision.offence == id {
				decision.fraction = fraction;
				decision.amount = offence.slashed;
			}
		};
		History::<T>::mutate(&offence.validator, |history| history.iter_mut().for_each(correct));
		Recent::<T>::mutate(Self::place_of(offence.decision), |recent| {
			recent.iter_mut().for_each(correct)
		});
		Self::deposit_event(Event::PenaltyRaised { offence: id, fraction, amount });
	}

	/// Looks at one more penalty of the review that runs. Returns its epoch if there was one.
	pub(crate) fn review_next() -> Option<EpochIndex> {
		let mut review = Reviews::<T>::get()?;
		while review.next <= review.last {
			let noted = Equivocations::<T>::get(review.next).unwrap_or_default();
			if let Some(equivocation) = noted.get(review.seen as usize) {
				let id = equivocation.offence;
				review.seen = review.seen.saturating_add(1);
				Reviews::<T>::put(review);
				if let Some(mut offence) = Offences::<T>::get(id) {
					Self::reassess(id, &mut offence);
					Offences::<T>::insert(id, offence);
				}
				return Some(review.next);
			}
			review.next = review.next.saturating_add(1);
			review.seen = 0;
		}
		Reviews::<T>::kill();
		None
	}

	/// Equivocations that are looked at to punish one of `epoch`.
	pub(crate) fn correlated_count(epoch: EpochIndex) -> u32 {
		let (first, last) = Self::correlated_epochs(epoch, Self::windows().correlation);
		(first..=last)
			.filter_map(Equivocations::<T>::decode_len)
			.fold(0, |sum: u32, length| sum.saturating_add(count(length)))
	}
}
