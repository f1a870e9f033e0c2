//! Validators that do not make the blocks that could be expected of them.
//!
//! At the end of each epoch the staking pallet tells how many blocks each member of the set has made, and how many
//! could be expected from its stake, rounded down. Over a window of epochs
//!
//! ```text
//! missed = max(0, Σ expected − Σ made)
//! ```
//!
//! so that bad luck in one epoch is made up for by good luck in another. Missed blocks that are
//! more than [`DowntimeRules::tolerated`] and [`DowntimeRules::tolerated_part`] of the expected
//! ones are an offence, of the epoch in which it came to that; counting begins anew then. An epoch
//! in which a brake kept validators from returning into service ([`Duty::Serving`]) is left out:
//! neither the blocks that could be expected in it count, nor those that were made. What all have
//! missed together because the chain stood still is nobody's: what is expected of one is its part
//! of the blocks that were made. Of a member that is kept in the set although it is not online,
//! because there are too few candidates, the staking pallet expects none.
//!
//! The window is divided into [`DOWNTIME_SLOTS`] parts, the oldest of which is forgotten when a new one begins:
//! it covers at least seven eighths of what governance has set, and at most all. One record of constant size for
//! each validator, read and written once in each epoch that it serves.

use crate::{intake::DOWNTIME_EVIDENCE, types::*, *};
use codec::Encode;
use frame_support::traits::Get;
use palisade_primitives::{
	Accusation, Backing, Conduct, ConductObserver, Duty, EpochIndex, Interruptions, OffenceKind,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;

impl Tally {
	/// Moves on to the part with this number: what is older than the window is forgotten.
	fn move_to(&mut self, part: u32) {
		if part < self.latest {
			// Governance has made the parts longer: their numbers begin anew.
			*self = Self { latest: part, ..Self::default() };
			return;
		}
		let passed = part.saturating_sub(self.latest).min(DOWNTIME_SLOTS) as usize;
		self.parts.rotate_right(passed);
		self.parts.iter_mut().take(passed).for_each(|blocks| *blocks = Blocks::default());
		self.latest = part;
	}

	/// Adds what an epoch came to.
	fn add(&mut self, blocks: u32, expected: u32) {
		if let Some(latest) = self.parts.first_mut() {
			latest.made = latest.made.saturating_add(blocks);
			latest.expected = latest.expected.saturating_add(expected);
		}
	}

	/// All of the window.
	pub fn total(&self) -> Blocks {
		self.parts.iter().fold(Blocks::default(), |sum, blocks| Blocks {
			expected: sum.expected.saturating_add(blocks.expected),
			made: sum.made.saturating_add(blocks.made),
		})
	}

	/// Blocks that were missed in the window.
	pub fn missed(&self) -> u32 {
		let Blocks { expected, made } = self.total();
		expected.saturating_sub(made)
	}

	/// Blocks that may be missed in the window.
	pub fn tolerated(&self, rules: &DowntimeRules) -> u32 {
		let part = rules.tolerated_part.mul_floor(self.total().expected);
		rules.tolerated.saturating_add(part)
	}
}

impl<T: Config> Pallet<T> {
	/// The number of the part of the window that an epoch belongs to.
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
		let mut tally = Tallies::<T>::get(validator).unwrap_or_default();
		tally.move_to(Self::part_of(epoch));
		tally.add(blocks, expected);
		if tally.missed() > tally.tolerated(&T::DowntimeRules::get()) {
			// Reported in the next block: whoever counts is in the middle of something. If too many are found at
			// once, the rest is found again after the next epoch.
			let found =
				FoundDown::<T>::mutate(|found| found.try_push((validator.clone(), epoch)).is_ok());
			if found {
				Tallies::<T>::remove(validator);
				return;
			}
		}
		Tallies::<T>::insert(validator, tally);
	}

	/// Reports validators that were found to be down, at most so many. Returns how many it were.
	pub(crate) fn report_found(most: u32) -> u32 {
		let mut found = FoundDown::<T>::get();
		if found.is_empty() {
			return 0;
		}
		let number = found.len().min(most as usize);
		let reported: alloc::vec::Vec<_> = found.drain(..number).collect();
		FoundDown::<T>::put(found);
		for (validator, epoch) in reported {
			Self::take_in_or_say(Accusation {
				validator,
				kind: OffenceKind::Downtime,
				epoch,
				evidence: H256((DOWNTIME_EVIDENCE, epoch).using_encoded(blake2_256)),
				reporter: None,
				backing: Backing::Proof,
			});
		}
		count(number)
	}
}

impl<T: Config> ConductObserver<T::AccountId> for Pallet<T> {
	fn observe(validator: &T::AccountId, epoch: EpochIndex, conduct: Conduct) {
		if let Conduct::Authored { blocks, expected } = conduct {
			Self::count_blocks(validator, epoch, blocks, expected);
		}
	}
}
