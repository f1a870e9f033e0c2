//! The size of a penalty.
//!
//! ```text
//! fraction = min(1, base × factor) × part
//!
//! base   = the fraction of the kind; for equivocations
//!          max(that fraction, min(1, 3 × share)), where share is the stake of all validators
//!          that equivocated fewer epochs apart than the correlation window, as a part of the
//!          stake that their sets were elected with
//! factor = 2^k, or 4^k on probation, for k earlier epochs with an offence of the same kind within
//!          the repetition window
//! part   = the part of the penalty left by the verdict and by appeals
//! ```
//!
//! Shares and products of parts are rounded down to a billionth. The staking pallet rounds up the
//! amount that a fraction takes.
//!
//! An isolated fault of one operator costs the least; a fault shared by a third of the stake costs
//! everything.
//!
//! An earlier offence counts only if it is at least [`REPEATED_AFTER`] epochs older. A validator is
//! jailed when it is reported, but the set of the next epoch is already elected by then, so that
//! its offence in that epoch belongs to the same fault.
//!
//! Only offences with an applied penalty count. When a penalty is applied, the penalties that it
//! raises are reassessed and the difference is slashed. The order of reports and decisions
//! therefore does not matter.
//!
//! The only code that writes [`Equivocations`] and [`Reviews`].

use crate::{types::*, *};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::traits::Get;
use palisade_primitives::{EpochIndex, OffenceId, OffenceKind, MAX_INTERRUPTED_EPOCHS};
use sp_arithmetic::{traits::Saturating, PerThing, Perbill};
use sp_runtime::traits::Convert;

/// The least distance in epochs between an offence and its repetition.
pub const REPEATED_AFTER: EpochIndex = 2;

/// The factor by which the fraction of an equivocation exceeds the share of the stake involved.
pub const CORRELATION_FACTOR: u32 = 3;

/// Returns the fraction for a validator with offences in `earlier` earlier epochs.
pub(crate) fn repeated(base: Perbill, earlier: u32, on_probation: bool) -> Perbill {
	let doublings = if on_probation { earlier.saturating_mul(2) } else { earlier };
	// Thirty doublings of the smallest part exceed one.
	let factor = 1u64.checked_shl(doublings.min(30)).unwrap_or(u64::MAX);
	let parts = u64::from(base.deconstruct()).saturating_mul(factor);
	Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX).min(Perbill::ACCURACY))
}

/// Returns the fraction for an equivocation with `share` of the stake involved.
pub(crate) fn correlated(base: Perbill, share: Perbill) -> Perbill {
	base.max(share.saturating_mul_int(CORRELATION_FACTOR))
}

/// Returns whether an offence of `epoch` repeats one of the epoch `earlier`.
fn is_repetition(earlier: EpochIndex, epoch: EpochIndex, window: u32) -> bool {
	(REPEATED_AFTER..=window).contains(&epoch.saturating_sub(earlier))
}

/// Saturating products of [`Perbill`].
pub(crate) trait PerbillExt {
	/// Returns the product, rounded down.
	fn saturating_mul_perbill(self, other: Perbill) -> Perbill;
	/// Returns the product, at most one.
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
	/// Returns the fraction of an offence, before the verdict's part is applied.
	pub(crate) fn assess(offence: &Offence<T::AccountId>, record: &ValidatorRecord) -> Perbill {
		let windows = Self::windows();
		let mut base = T::Penalties::convert(offence.kind).fraction;
		if offence.kind == OffenceKind::DoubleSign {
			base = correlated(base, Self::offending_share(offence, windows.correlation));
		}
		let earlier = Self::earlier_offences(offence, record, windows.repetition);
		repeated(base, earlier, offence.on_probation)
	}

	/// Returns the first and the last epoch whose equivocations are correlated with one of `epoch`.
	fn correlated_epochs(epoch: EpochIndex, window: u32) -> (EpochIndex, EpochIndex) {
		let apart = window.saturating_sub(1);
		(epoch.saturating_sub(apart), epoch.saturating_add(apart))
	}

	/// Returns the total share of the validators that equivocated within the correlation window,
	/// the offence included. A validator counts once, with its largest share.
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

	/// Returns the number of earlier epochs with a conviction of the same kind.
	fn earlier_offences(
		offence: &Offence<T::AccountId>,
		record: &ValidatorRecord,
		window: u32,
	) -> u32 {
		let epochs: BTreeSet<EpochIndex> = record
			.convictions
			.iter()
			.filter(|conviction| conviction.kind == offence.kind)
			.filter(|conviction| is_repetition(conviction.epoch, offence.epoch, window))
			.map(|conviction| conviction.epoch)
			.collect();
		count(epochs.len())
	}

	/// Records a conviction. Drops convictions that no longer matter, and the oldest one if the
	/// record is full.
	pub(crate) fn note_conviction(offence: &Offence<T::AccountId>, record: &mut ValidatorRecord) {
		let Offence { kind, epoch, .. } = *offence;
		let memory = Self::windows()
			.repetition
			.saturating_add(T::DecisionEpochs::get())
			.saturating_add(MAX_INTERRUPTED_EPOCHS);
		let now = Self::now();
		let convictions = &mut record.convictions;
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
		// The oldest conviction was removed above if the record was full.
		let _ = convictions.try_insert(index, conviction);
	}

	/// Records an equivocation with an applied penalty. Of several in one epoch, the one with the
	/// highest fraction is kept.
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
				// Only members of an epoch's set can equivocate in it.
				log::error!(target: LOG_TARGET, "more equivocations in {epoch} than validators");
			}
		});
	}

	/// Removes the equivocations of an epoch.
	pub(crate) fn forget_equivocations(epoch: EpochIndex) {
		Equivocations::<T>::remove(epoch);
	}

	/// Schedules the reassessment of the penalties that an offence raises.
	pub(crate) fn review_others(id: OffenceId, offence: &Offence<T::AccountId>) {
		let windows = Self::windows();
		let now = Self::now();
		// Later offences of the same validator.
		let record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		for other in record.offences.into_iter().filter(|other| *other != id) {
			let Some(mut later) = Offences::<T>::get(other) else { continue };
			let is_affected = later.kind == offence.kind
				&& is_repetition(offence.epoch, later.epoch, windows.repetition)
				&& matches!(later.stage, Stage::Applied { .. });
			if is_affected {
				Self::reschedule(other, &mut later, now);
				Self::store_offence(other, later);
			}
		}
		// Correlated equivocations of other validators.
		if offence.kind == OffenceKind::DoubleSign {
			let (next, last) = Self::correlated_epochs(offence.epoch, windows.correlation);
			Reviews::<T>::mutate(|review| {
				*review = Some(match review.take() {
					// Restart: any of the equivocations already reassessed may be affected by this
					// one.
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

	/// Reassesses an applied penalty. Slashes the difference if the penalty is higher now.
	pub(crate) fn reassess(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		let Stage::Applied { part } = offence.stage else { return };
		if Self::now() > Self::decision_deadline(offence.epoch) {
			// Some of the liable stake may have been withdrawn.
			return;
		}
		let record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		let fraction = part.saturating_mul_perbill(Self::assess(offence, &record));
		if fraction <= offence.fraction {
			return;
		}
		let before = offence.slashed;
		offence.fraction = fraction;
		Self::slash(id, offence);
		let amount = offence.slashed.saturating_sub(before);
		Self::correct_decision(id, offence);
		Self::deposit_event(Event::PenaltyRaised { offence: id, fraction, amount });
	}

	/// Reassesses one more equivocation of the running review. Returns its epoch, or `None` if the
	/// review is complete.
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
					Self::store_offence(id, offence);
				}
				return Some(review.next);
			}
			review.next = review.next.saturating_add(1);
			review.seen = 0;
		}
		Reviews::<T>::kill();
		None
	}

	/// Returns the number of equivocations read to assess one of `epoch`.
	pub(crate) fn correlated_count(epoch: EpochIndex) -> u32 {
		let (first, last) = Self::correlated_epochs(epoch, Self::windows().correlation);
		(first..=last)
			.filter_map(Equivocations::<T>::decode_len)
			.fold(0, |sum: u32, length| sum.saturating_add(count(length)))
	}
}
