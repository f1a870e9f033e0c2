//! Detection of downtime: validators that miss their expected blocks.
//!
//! At the end of each epoch the staking pallet reports the authored blocks of each member of the
//! set, and the blocks expected from its stake, rounded down. Over a window of epochs
//!
//! ```text
//! missed = max(0, Σ expected − Σ made)
//! ```
//!
//! so that good luck in one epoch makes up for bad luck in another. The validator commits an
//! offence if it misses more than [`DowntimeRules::tolerated`] blocks plus
//! [`DowntimeRules::tolerated_part`] of the expected ones. The offence belongs to the epoch in
//! which the limit was exceeded, and counting starts anew then. Epochs in which a brake kept
//! validators from returning into service ([`Duty::Serving`]) are left out: neither their expected
//! nor their authored blocks count.
//!
//! Expected blocks are the validator's share of the blocks that were authored, so that a halt of
//! the chain is no downtime. The staking pallet expects no blocks from an offline validator that
//! stays in the set for want of candidates.
//!
//! The window is divided into [`DOWNTIME_SLOTS`] slots of equal length, whole epochs rounded down,
//! but at least one. The oldest slot is dropped when a new one begins: the counted epochs are at
//! least seven eighths of the slots' total, and at most all. Each validator has one record of
//! constant size, read and written once in each epoch that it serves.
//!
//! The only code that writes [`FoundDown`] and [`LivenessWindows`].

use crate::{intake::DOWNTIME_EVIDENCE, types::*, *};
use codec::Encode;
use frame_support::traits::Get;
use palisade_primitives::{
	Basis, Conduct, ConductObserver, Duty, EpochIndex, Interruptions, OffenceKind, OffenceReport,
	Subject,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;

impl LivenessWindow {
	/// Advances to the slot numbered `part`, dropping slots older than the window.
	fn move_to(&mut self, part: u32) {
		if part < self.latest {
			// Governance has lengthened the slots: counting starts anew with their new numbers.
			*self = Self { latest: part, ..Self::default() };
			return;
		}
		let passed = part.saturating_sub(self.latest).min(DOWNTIME_SLOTS) as usize;
		self.parts.rotate_right(passed);
		self.parts.iter_mut().take(passed).for_each(|blocks| *blocks = Blocks::default());
		self.latest = part;
	}

	/// Adds the blocks of an epoch to the latest slot.
	fn add(&mut self, blocks: u32, expected: u32) {
		if let Some(latest) = self.parts.first_mut() {
			latest.made = latest.made.saturating_add(blocks);
			latest.expected = latest.expected.saturating_add(expected);
		}
	}

	/// Returns the expected and authored blocks in the window.
	pub fn total(&self) -> Blocks {
		self.parts.iter().fold(Blocks::default(), |sum, blocks| Blocks {
			expected: sum.expected.saturating_add(blocks.expected),
			made: sum.made.saturating_add(blocks.made),
		})
	}

	/// Returns the missed blocks in the window.
	pub fn missed(&self) -> u32 {
		let Blocks { expected, made } = self.total();
		expected.saturating_sub(made)
	}

	/// Returns the number of blocks that may be missed in the window.
	pub fn tolerated(&self, rules: &DowntimeRules) -> u32 {
		let part = rules.tolerated_part.mul_floor(self.total().expected);
		rules.tolerated.saturating_add(part)
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the number of the slot that contains `epoch`.
	fn part_of(epoch: EpochIndex) -> u32 {
		let length = T::DowntimeRules::get().window.checked_div(DOWNTIME_SLOTS);
		epoch.checked_div(length.unwrap_or_default().max(1)).unwrap_or_default()
	}

	/// Counts the blocks of a validator in an epoch, unless a brake kept validators from returning
	/// into service in it.
	fn count_blocks(validator: &T::AccountId, epoch: EpochIndex, blocks: u32, expected: u32) {
		if T::Interruptions::epochs(Duty::Serving, epoch, epoch.saturating_add(1)) > 0 {
			return;
		}
		let mut liveness = LivenessWindows::<T>::get(validator).unwrap_or_default();
		liveness.move_to(Self::part_of(epoch));
		liveness.add(blocks, expected);
		if liveness.missed() > liveness.tolerated(&T::DowntimeRules::get()) {
			// Reported in the next block, because the staking pallet is in the middle of ending the
			// epoch. Validators beyond the bound are found again after the next epoch.
			let found =
				FoundDown::<T>::mutate(|found| found.try_push((validator.clone(), epoch)).is_ok());
			if found {
				LivenessWindows::<T>::remove(validator);
				return;
			}
		}
		LivenessWindows::<T>::insert(validator, liveness);
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
				Self::count_blocks(validator, epoch, blocks, expected);
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
				| Conduct::WentOnline,
			) => {},
		}
	}
}
