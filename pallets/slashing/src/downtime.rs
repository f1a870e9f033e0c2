//! Detection of downtime: validators that miss their expected blocks.
//!
//! At the end of each epoch the staking pallet reports the authored blocks of each member of the
//! set, and the blocks expected of it in thousandths, by what the runtime
//! [expects](palisade_primitives::ExpectedProduction) of its consensus. Over a window of epochs
//!
//! ```text
//! missed = max(0, Σ expected − Σ made)
//! ```
//!
//! so that good luck in one epoch makes up for bad luck in another, and fractions of a block add up
//! until a block is due. The validator commits an offence if it misses more than
//!
//! ```text
//! tolerated = tolerated_part · Σ expected + outage
//! outage    = DowntimeRules::tolerated
//! outage    = min(DowntimeRules::tolerated, ¼ Σ expected + 3 √Σ expected)   after half a window
//! ```
//!
//! in blocks, rounded down to thousandths. The second bound of the outage finds validators of which
//! the window expects few blocks: a quarter of these, and three standard deviations of their
//! number. With a tolerated part of 5 %, an idle validator is found as soon as it misses more than
//! [`DowntimeRules::tolerated`] and its part, and at the latest after half a window and 18.4
//! expected blocks. An honest one authors as few by bad luck with a probability of about 10⁻⁸.
//!
//! The offence belongs to the epoch in which the limit was exceeded, and counting starts anew then.
//! Epochs in which a brake kept validators from returning into service ([`Duty::Serving`]) are left
//! out: neither their expected nor their authored blocks count.
//!
//! Expected blocks are the validator's share of the blocks that were authored, so that a halt of
//! the chain is no downtime. The staking pallet expects no blocks from an offline validator that
//! stays in the set for want of candidates. A jailed or banned validator can stay in sets that were
//! elected before, unpaid and possibly disabled: an epoch without any block of such a validator is
//! not counted.
//!
//! # Window
//!
//! The window is counted in epochs in which the validator was expected to author blocks. Time
//! outside the set neither counts nor forgets: leaving and returning, or a rotation of the set,
//! does not shorten the count.
//!
//! The window is divided into [`DOWNTIME_SLOTS`] slots of equal length, whole epochs rounded down,
//! but at least one. The oldest slot is dropped when a new one begins: the counted epochs are at
//! least seven eighths of the slots' total, and at most all. Where fewer than [`KEPT_BLOCKS`] would
//! be left of the expected ones, the oldest slot is kept as a part of the one after it, so that the
//! smallest validators are found too, once enough is expected of them. Each validator has one
//! record of constant size, read and written once for each epoch that it serves, in the blocks
//! [after its end](crate::uncounted).
//!
//! The only code that writes [`FoundDown`] and [`LivenessWindows`].

use crate::{intake::DOWNTIME_EVIDENCE, types::*, *};
use codec::Encode;
use frame_support::traits::Get;
use palisade_primitives::{
	Basis, Conduct, ConductObserver, Duty, EpochIndex, Interruptions, Milliblocks, Observation,
	OffenceKind, OffenceReport, Subject, ValidatorInspect, ValidatorStatus, MILLIBLOCKS_PER_BLOCK,
};
use sp_arithmetic::{traits::IntegerSquareRoot, Perbill};
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// The expected blocks that a window keeps, however old: more than twice those that an idle
/// validator must miss to be found.
pub const KEPT_BLOCKS: Milliblocks = Milliblocks::of_blocks(40);

/// The part of the expected blocks that a validator can miss by an outage.
pub const OUTAGE_PART: Perbill = Perbill::from_percent(25);

/// The standard deviations by which bad luck can exceed [`OUTAGE_PART`].
const DEVIATIONS: u64 = 3;

impl DowntimeRules {
	/// Returns the length of a slot of the window. Epochs.
	fn slot(&self) -> u32 {
		self.window.checked_div(DOWNTIME_SLOTS).unwrap_or_default().max(1)
	}
}

impl Blocks {
	/// Adds other blocks.
	fn add(&mut self, other: Self) {
		self.epochs = self.epochs.saturating_add(other.epochs);
		self.expected = self.expected.plus(other.expected);
		self.made = self.made.saturating_add(other.made);
	}
}

impl LivenessWindow {
	/// Begins a slot. Drops the oldest one, unless too little would be left.
	fn begin_slot(&mut self) {
		let oldest = self.parts.last().copied().unwrap_or_default();
		self.parts.rotate_right(1);
		if let Some(latest) = self.parts.first_mut() {
			*latest = Blocks::default();
		}
		if self.total().expected < KEPT_BLOCKS {
			if let Some(last) = self.parts.last_mut() {
				last.add(oldest);
			}
		}
	}

	/// Adds the blocks of an epoch. An epoch without any is not counted.
	pub fn count(&mut self, rules: &DowntimeRules, blocks: u32, expected: Milliblocks) {
		if blocks == 0 && expected.is_zero() {
			return;
		}
		if self.parts.first().is_some_and(|latest| latest.epochs >= rules.slot()) {
			self.begin_slot();
		}
		if let Some(latest) = self.parts.first_mut() {
			latest.add(Blocks { epochs: 1, expected, made: blocks });
		}
	}

	/// Returns the counted epochs, and the expected and authored blocks in the window.
	pub fn total(&self) -> Blocks {
		self.parts.iter().fold(Blocks::default(), |mut sum, blocks| {
			sum.add(*blocks);
			sum
		})
	}

	/// Returns the missed blocks in the window.
	pub fn missed(&self) -> Milliblocks {
		let Blocks { expected, made, .. } = self.total();
		expected.minus(Milliblocks::of_blocks(made))
	}

	/// Returns the blocks that may be missed in the window.
	pub fn tolerated(&self, rules: &DowntimeRules) -> Milliblocks {
		let Blocks { epochs, expected, .. } = self.total();
		let half = rules.slot().saturating_mul(DOWNTIME_SLOTS / 2);
		let always = Milliblocks::of_blocks(rules.tolerated);
		let outage = match epochs < half {
			true => always,
			false => always.min(expected.part(OUTAGE_PART).plus(luck(expected))),
		};
		expected.part(rules.tolerated_part).plus(outage)
	}

	/// Returns whether the validator misses more blocks than tolerated.
	pub fn is_down(&self, rules: &DowntimeRules) -> bool {
		self.missed() > self.tolerated(rules)
	}
}

/// Returns the bad luck of an honest validator that is hardly ever exceeded: [`DEVIATIONS`] times
/// the square root of the expected blocks, in thousandths rounded down.
fn luck(expected: Milliblocks) -> Milliblocks {
	// √(e / 1000) · 1000 = √(e · 1000).
	let deviation = expected.0.saturating_mul(MILLIBLOCKS_PER_BLOCK.into()).integer_sqrt();
	Milliblocks(deviation.saturating_mul(DEVIATIONS))
}

impl<T: Config> Pallet<T> {
	/// Whether the validator is jailed or banned.
	fn is_confined(validator: &T::AccountId) -> bool {
		let status = T::Stake::status(validator);
		matches!(status, Some(ValidatorStatus::Jailed | ValidatorStatus::Banned))
	}

	/// Returns whether the blocks of a validator in an epoch count: no brake kept validators from
	/// returning into service in it, and the validator authored some or is not confined.
	pub(crate) fn has_duty(
		validator: &T::AccountId,
		epoch: EpochIndex,
		blocks: u32,
		expected: Milliblocks,
	) -> bool {
		let is_idle = blocks == 0 && (expected.is_zero() || Self::is_confined(validator));
		!is_idle && T::Interruptions::epochs(Duty::Serving, epoch, epoch.saturating_add(1)) == 0
	}

	/// Counts the blocks of a validator in an epoch.
	pub(crate) fn count_blocks(
		validator: &T::AccountId,
		epoch: EpochIndex,
		blocks: u32,
		expected: Milliblocks,
	) {
		let rules = T::DowntimeRules::get();
		let is_stored = || LivenessWindows::<T>::contains_key(validator);
		let stored = Self::decoded(LivenessWindows::<T>::get(validator), is_stored);
		let Ok(stored) = stored else {
			log::error!(target: LOG_TARGET, "the window of {validator:?} cannot be decoded");
			return;
		};
		let mut liveness = stored.unwrap_or_default();
		liveness.count(&rules, blocks, expected);
		if liveness.is_down(&rules) && Self::note_down(validator, epoch) {
			LivenessWindows::<T>::remove(validator);
		} else {
			LivenessWindows::<T>::insert(validator, liveness);
		}
	}

	/// Notes a validator that is reported in the next block, because the staking pallet is in the
	/// middle of ending the epoch. Returns whether it was noted. Otherwise, beyond the bound or if
	/// the record cannot be decoded, the validator is found again after the next epoch.
	fn note_down(validator: &T::AccountId, epoch: EpochIndex) -> bool {
		let Ok(found) = Self::decoded(FoundDown::<T>::try_get().ok(), FoundDown::<T>::exists)
		else {
			log::error!(target: LOG_TARGET, "the validators found down cannot be decoded");
			return false;
		};
		let mut found = found.unwrap_or_default();
		let is_noted = found.try_push((validator.clone(), epoch)).is_ok();
		if is_noted {
			FoundDown::<T>::put(found);
		}
		is_noted
	}

	/// Reports at most `most` of the validators found down. Returns the number reported.
	pub(crate) fn report_found(most: u32) -> u32 {
		let mut found = FoundDown::<T>::get();
		if found.is_empty() {
			return 0;
		}
		let number = found.len().min(most as usize);
		let reported: alloc::vec::Vec<_> = found.drain(..number).collect();
		FoundDown::<T>::put(found);
		for (validator, epoch) in reported {
			Self::report_or_log(OffenceReport {
				validator,
				kind: OffenceKind::Downtime,
				epoch,
				evidence: H256((DOWNTIME_EVIDENCE, epoch).using_encoded(blake2_256)),
				reporter: None,
				basis: Basis::Proven,
			});
		}
		count(number)
	}
}

/// Counts the blocks of validators.
impl<T: Config> ConductObserver<T::AccountId> for Pallet<T> {
	fn observe(subject: Subject<&T::AccountId>, epoch: EpochIndex, conduct: Conduct) {
		match (subject, conduct) {
			(Subject::Validator(validator), Conduct::Authored { blocks, expected }) => {
				if Self::has_duty(validator, epoch, blocks, expected) {
					Self::count_blocks(validator, epoch, blocks, expected);
				}
			},
			// This pallet's own reports, and conduct that is no offence by itself.
			(
				Subject::Validator(_) | Subject::Delegator(_),
				Conduct::Authored { .. }
				| Conduct::Voted { .. }
				| Conduct::Offended { .. }
				| Conduct::Slashed { .. }
				| Conduct::WentOffline
				| Conduct::Jailed
				| Conduct::Released
				| Conduct::DealKept
				| Conduct::DealBroken
				| Conduct::Rated { .. }
				| Conduct::JobDone
				| Conduct::JobFailed
				| Conduct::Attested { .. }
				| Conduct::AttestationLapsed
				| Conduct::Contradicted
				| Conduct::WentOnline
				| Conduct::FellBelowMinimum,
			) => {},
		}
	}

	fn observe_set(epoch: EpochIndex, set: &[Observation<T::AccountId>]) {
		Self::note_set(epoch, set);
	}
}
