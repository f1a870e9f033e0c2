//! The size of a penalty.
//!
//! ```text
//! fraction = min(1, base × factor) × part
//!
//! base   = the fraction of the kind; for equivocations
//!          max(that fraction, min(1, 3 × share)), where share is the stake of all validators
//!          that equivocated fewer epochs apart than the correlation window, as a part of the
//!          stake that their sets were elected with
//! factor = 2^k, or 4^k on probation, for k repetitions
//! part   = the part of the slash left by the verdict and by appeals
//! ```
//!
//! Shares and products of parts are rounded down to a billionth. The staking pallet rounds up the
//! amount that a fraction takes. The fraction of the kind and both windows are those in force when
//! the offence was reported: no later change reaches it.
//!
//! An isolated fault of one operator costs the least; a fault shared by a third of the stake costs
//! everything.
//!
//! # One fault
//!
//! Offences of one kind at most [`FAULT_SPAN`] epochs apart are one fault. A validator is jailed
//! when it is reported, but the sets of the running and of the next epoch are named by then: an
//! outage that is found at the end of its first epoch can last for two more.
//!
//! A fault costs once, and an epoch costs as much as the gravest of its offences. Two convictions
//! exclude each other if they belong to one fault, or to one epoch. Of all convictions, those bear
//! the penalty that cost the most together while none excludes another. The others are charged
//! nothing, or the rest of that sum. An offence is applied only after the earlier offences
//! of its fault are decided, so that the first epoch of the fault is charged before a later one. A
//! proven offence waits for proven ones only.
//!
//! ```text
//! kept    = min Π (1 − fraction_i) over such choices of convictions i
//! charged = 1 − (1 − charged so far) × kept ÷ Π (1 − charged_j) over all epochs j
//! ```
//!
//! `charged` is what the staking pallet slashes of the exposure of the epoch, rounded up to a
//! billionth. `kept` depends on the convictions alone, not on their order, and a further conviction
//! never raises it.
//!
//! # Repetition
//!
//! A conviction makes a later offence of its kind a repetition if the offence was committed in an
//! epoch after that of the report, belongs to another fault, and is within the repetition window.
//! `k` is the length of the longest chain of convictions of which each is a repetition of the one
//! before, and the offence of the last. A lasting fault that is reported in slices therefore counts
//! once, because no slice was committed after the report of another.
//!
//! Only offences with an applied penalty count. When a penalty is applied, the penalties that it
//! raises are reassessed and the difference is slashed. More convictions never lower a penalty or a
//! charge. The order of decisions therefore does not matter.
//!
//! # Limits
//!
//! Stake that left in the epoch before a fault is liable for the first epoch of the fault alone. If
//! that epoch is reported only after the penalty for a later epoch of the fault was applied, this
//! stake is not charged, because the fault has been paid for.
//!
//! The only code that writes [`Equivocations`] and [`Reviews`].

use crate::{types::*, *};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use frame_support::traits::Get;
use palisade_primitives::{Basis, EpochIndex, OffenceId, OffenceKind, MAX_INTERRUPTED_EPOCHS};
use sp_arithmetic::{traits::Saturating, PerThing, Perbill, Perquintill};

/// The largest distance in epochs between two offences of one fault.
pub const FAULT_SPAN: EpochIndex = 2;

/// The factor by which the fraction of an equivocation exceeds the share of the stake involved.
pub const CORRELATION_FACTOR: u32 = 3;

/// Returns the fraction for an offence that is the `repetitions`-th repetition.
pub(crate) fn repeated(base: Perbill, repetitions: u32, on_probation: bool) -> Perbill {
	let doublings = if on_probation { repetitions.saturating_mul(2) } else { repetitions };
	// Thirty doublings of the smallest part exceed one.
	let factor = 1u64.checked_shl(doublings.min(30)).unwrap_or(u64::MAX);
	let parts = u64::from(base.deconstruct()).saturating_mul(factor);
	Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX).min(Perbill::ACCURACY))
}

/// Returns the fraction for an equivocation with `share` of the stake involved.
pub(crate) fn correlated(base: Perbill, share: Perbill) -> Perbill {
	base.max(share.saturating_mul_int(CORRELATION_FACTOR))
}

impl Conviction {
	/// Returns whether at most one of two convictions bears a penalty: they belong to one fault, or
	/// to one epoch.
	fn excludes(&self, other: &Self) -> bool {
		let apart = self.epoch.abs_diff(other.epoch);
		apart == 0 || (self.kind == other.kind && apart <= FAULT_SPAN)
	}

	/// Returns whether an offence of `epoch` repeats this one: it belongs to another fault, and was
	/// committed after the report.
	fn is_repeated_in(&self, epoch: EpochIndex) -> bool {
		epoch.saturating_sub(self.epoch) > FAULT_SPAN && epoch > self.reported
	}
}

/// Returns how often an offence of `epoch` was repeated: the length of the longest chain of
/// `convictions` of which each repeats the one before, and the offence the last. The convictions
/// are in ascending order of epochs.
pub(crate) fn repetitions<'a>(
	convictions: impl Iterator<Item = &'a Conviction>,
	epoch: EpochIndex,
) -> u32 {
	let longest = |chains: &[(&Conviction, u32)], epoch| {
		let before = chains.iter().filter(|(conviction, _)| conviction.is_repeated_in(epoch));
		before.map(|(_, length)| *length).max().unwrap_or_default()
	};
	let mut chains = Vec::new();
	for conviction in convictions {
		let length = longest(&chains, conviction.epoch).saturating_add(1);
		chains.push((conviction, length));
	}
	longest(&chains, epoch)
}

/// Returns `part` of the rest after a loss of `lost`, rounded down.
fn keep(part: Perquintill, lost: Perbill) -> Perquintill {
	let parts = u64::from(Perbill::ACCURACY.saturating_sub(lost.deconstruct()));
	let left = Perquintill::from_parts(parts.saturating_mul(u64::from(Perbill::ACCURACY)));
	Perquintill::from_parts(left.mul_floor(part.deconstruct()))
}

/// Returns the convictions linked with `conviction`, itself included: those that exclude it, those
/// that exclude one of these, and so on. In ascending order of epochs.
fn linked_with<'a>(all: &'a [Conviction], conviction: &'a Conviction) -> Vec<&'a Conviction> {
	let mut linked = vec![conviction];
	let mut others: Vec<_> = all.iter().filter(|other| *other != conviction).collect();
	let mut next = 0;
	while let Some(one) = linked.get(next).copied() {
		let (more, rest): (Vec<_>, _) = others.into_iter().partition(|other| one.excludes(other));
		linked.extend(more);
		(others, next) = (rest, next.saturating_add(1));
	}
	linked.sort_by_key(|conviction| conviction.epoch);
	linked
}

/// The kinds of the chosen convictions that can exclude a later one, by how many epochs ago.
type Chosen = [Option<OffenceKind>; FAULT_SPAN as usize + 1];

/// Returns `chosen` as it is `epochs` later.
fn aged(chosen: Chosen, epochs: EpochIndex) -> Chosen {
	let mut later = Chosen::default();
	let kept = later.iter_mut().skip(usize::try_from(epochs).unwrap_or(usize::MAX));
	kept.zip(chosen).for_each(|(place, kind)| *place = kind);
	later
}

/// Returns the least part of the stake that a choice of `convictions` leaves, of which none
/// excludes another. The convictions are in ascending order of epochs.
fn least_kept(convictions: &[&Conviction]) -> Perquintill {
	let mut least = BTreeMap::from([(Chosen::default(), Perquintill::one())]);
	let mut last = convictions.first().map_or(0, |conviction| conviction.epoch);
	for conviction in convictions {
		let mut next = BTreeMap::new();
		let mut note = |chosen, kept: Perquintill| {
			let noted = next.entry(chosen).or_insert(kept);
			*noted = kept.min(*noted);
		};
		for (chosen, kept) in least {
			let mut chosen = aged(chosen, conviction.epoch.saturating_sub(last));
			note(chosen, kept);
			let is_free = !chosen.contains(&Some(conviction.kind));
			if let (Some(place @ None), true) = (chosen.first_mut(), is_free) {
				*place = Some(conviction.kind);
				note(chosen, keep(kept, conviction.fraction));
			}
		}
		(least, last) = (next, conviction.epoch);
	}
	least.into_values().min().unwrap_or_else(Perquintill::one)
}

/// Returns the fraction of the exposure of its epoch to charge in all, so that the faults and epochs
/// linked with `conviction` cost once. Returns `None` if nothing is missing. `all` are the
/// convictions of the validator, this one included.
pub(crate) fn charge(all: &[Conviction], conviction: &Conviction) -> Option<Perbill> {
	let linked = linked_with(all, conviction);
	let mut charges = BTreeMap::<EpochIndex, Perbill>::new();
	for conviction in &linked {
		let charged = charges.entry(conviction.epoch).or_default();
		*charged = conviction.charged.max(*charged);
	}
	let own = charges.get(&conviction.epoch).copied().unwrap_or_default();
	let left = charges.into_values().fold(Perquintill::one(), keep);
	let least = least_kept(&linked);
	if least >= left {
		return None;
	}
	let kept = u128::from(keep(Perquintill::one(), own).deconstruct())
		.saturating_mul(least.deconstruct().into())
		.checked_div(left.deconstruct().into())
		.and_then(|parts| parts.checked_div(Perbill::ACCURACY.into()))
		.and_then(|parts| u32::try_from(parts).ok())
		.unwrap_or_default();
	Some(Perbill::from_parts(Perbill::ACCURACY.saturating_sub(kept)))
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
		let mut base = offence.penalty.fraction;
		if offence.kind == OffenceKind::DoubleSign {
			base = correlated(base, Self::offending_share(offence));
		}
		let earlier = record.convictions.iter().filter(|conviction| {
			conviction.kind == offence.kind
				&& offence.epoch.saturating_sub(conviction.epoch) <= offence.repetition
		});
		repeated(base, repetitions(earlier, offence.epoch), offence.on_probation)
	}

	/// Returns the first and the last epoch whose equivocations are correlated with one of `epoch`.
	fn correlated_epochs(epoch: EpochIndex, window: u32) -> (EpochIndex, EpochIndex) {
		let apart = window.saturating_sub(1);
		(epoch.saturating_sub(apart), epoch.saturating_add(apart))
	}

	/// Returns the total share of the validators that equivocated within the correlation window,
	/// the offence included. A validator counts once, with its largest share.
	fn offending_share(offence: &Offence<T::AccountId>) -> Perbill {
		let mut shares = BTreeMap::from([(offence.validator.clone(), offence.share)]);
		let (first, last) = Self::correlated_epochs(offence.epoch, offence.correlation);
		for epoch in first..=last {
			for other in Equivocations::<T>::get(epoch).unwrap_or_default() {
				let share = shares.entry(other.validator).or_default();
				*share = (*share).max(other.share);
			}
		}
		shares.into_values().fold(Perbill::zero(), Saturating::saturating_add)
	}

	/// Records a conviction. Drops convictions that no longer matter, and the oldest one if the
	/// record is full. Returns whether the conviction is the first of its kind and epoch.
	pub(crate) fn note_conviction(
		offence: &Offence<T::AccountId>,
		record: &mut ValidatorRecord,
	) -> bool {
		let Offence { kind, epoch, reported, fraction, .. } = *offence;
		let convictions = &mut record.convictions;
		let is_same = |other: &&mut Conviction| (other.kind, other.epoch) == (kind, epoch);
		if let Some(known) = convictions.iter_mut().find(is_same) {
			known.reported = known.reported.min(reported);
			known.fraction = known.fraction.max(fraction);
			return false;
		}
		let memory = Self::windows()
			.repetition
			.max(offence.repetition)
			.saturating_add(T::DecisionEpochs::get())
			.saturating_add(MAX_INTERRUPTED_EPOCHS);
		let now = Self::now();
		convictions.retain(|conviction| now.saturating_sub(conviction.epoch) <= memory);
		let mut index = convictions.partition_point(|other| other.epoch <= epoch);
		if convictions.is_full() {
			if index == 0 {
				return true;
			}
			convictions.remove(0);
			index = index.saturating_sub(1);
		}
		let charged = Perbill::zero();
		let conviction = Conviction { kind, epoch, reported, fraction, charged };
		// The oldest conviction was removed above if the record was full.
		let _ = convictions.try_insert(index, conviction);
		true
	}

	/// Slashes what an offence costs beyond the charges so far.
	pub(crate) fn charge(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		record: &mut ValidatorRecord,
	) {
		let all = record.convictions.clone();
		let noted = record.convictions.iter_mut().find(|conviction| {
			(conviction.kind, conviction.epoch) == (offence.kind, offence.epoch)
		});
		let Some(noted) = noted else {
			// The record is full of later convictions.
			let fraction = offence.fraction;
			Self::slash(id, offence, fraction);
			return;
		};
		if let Some(charged) = charge(&all, noted) {
			if Self::slash(id, offence, charged) {
				noted.charged = charged;
			}
		}
	}

	/// Returns the undecided or unexecuted offence of an earlier epoch of the fault, for which an
	/// offence has to wait. No allegation delays a proven offence.
	pub(crate) fn earlier_of_fault(
		offence: &Offence<T::AccountId>,
	) -> Option<(OffenceId, Offence<T::AccountId>)> {
		let record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		let open = match offence.basis {
			Basis::Proven => record.proven_open,
			Basis::Alleged => record.proven_open.saturating_add(record.alleged_open),
		};
		// The offence itself is one of them.
		if open <= 1 {
			return None;
		}
		let others = record.offences.into_iter();
		let mut others = others.filter_map(|id| Some((id, Offences::<T>::get(id)?)));
		others.find(|(_, other)| {
			let apart = offence.epoch.checked_sub(other.epoch);
			other.kind == offence.kind
				&& (other.basis == Basis::Proven || offence.basis == Basis::Alleged)
				&& apart.is_some_and(|apart| (1..=FAULT_SPAN).contains(&apart))
				&& !matches!(other.stage, Stage::Applied { .. } | Stage::Dismissed)
		})
	}

	/// Records an equivocation with an applied penalty. Of several in one epoch, the one with the
	/// highest fraction is kept.
	pub(crate) fn note_equivocation(id: OffenceId, offence: &Offence<T::AccountId>) {
		if offence.kind != OffenceKind::DoubleSign {
			return;
		}
		let Offence { validator, share, epoch, .. } = offence.clone();
		let is_stored = || Equivocations::<T>::contains_key(epoch);
		let Ok(noted) = Self::decoded(Equivocations::<T>::get(epoch), is_stored) else {
			log::error!(target: LOG_TARGET, "the equivocations of {epoch} cannot be decoded");
			return;
		};
		let mut noted = noted.unwrap_or_default();
		if let Some(other) = noted.iter_mut().find(|other| other.validator == validator) {
			let before = Offences::<T>::get(other.offence).map(|offence| offence.fraction);
			if before.is_none_or(|before| before < offence.fraction) {
				other.offence = id;
			}
		} else if noted.try_push(Equivocation { validator, offence: id, share }).is_err() {
			// Only members of an epoch's set can equivocate in it.
			log::error!(target: LOG_TARGET, "more equivocations in {epoch} than validators");
		}
		Equivocations::<T>::insert(epoch, noted);
	}

	/// Removes the equivocations of an epoch.
	pub(crate) fn forget_equivocations(epoch: EpochIndex) {
		Equivocations::<T>::remove(epoch);
	}

	/// Schedules the reassessment of the penalties that an offence raises.
	pub(crate) fn review_others(id: OffenceId, offence: &Offence<T::AccountId>) {
		let now = Self::now();
		// Later offences of the same validator.
		let record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		let mut convictions = record.convictions.iter();
		let conviction = convictions.find(|conviction| {
			(conviction.kind, conviction.epoch) == (offence.kind, offence.epoch)
		});
		for other in record.offences.into_iter().filter(|other| *other != id) {
			let Some(mut later) = Offences::<T>::get(other) else { continue };
			let is_affected = later.kind == offence.kind
				&& conviction.is_some_and(|conviction| conviction.is_repeated_in(later.epoch))
				&& matches!(later.stage, Stage::Applied { .. });
			if is_affected {
				Self::reschedule(other, &mut later, now);
				Self::store_offence(other, later);
			}
		}
		// Correlated equivocations of other validators.
		if offence.kind == OffenceKind::DoubleSign {
			let window = offence.correlation.max(Self::windows().correlation);
			let (next, last) = Self::correlated_epochs(offence.epoch, window);
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
		let validator = offence.validator.clone();
		let mut record = ValidatorRecords::<T>::get(&validator).unwrap_or_default();
		let fraction = part.saturating_mul_perbill(Self::assess(offence, &record));
		if fraction <= offence.fraction {
			return;
		}
		let before = offence.slashed;
		offence.fraction = fraction;
		Self::note_conviction(offence, &mut record);
		Self::charge(id, offence, &mut record);
		Self::store_record(&validator, record);
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
