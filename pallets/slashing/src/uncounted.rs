//! What a set did in an epoch, until it is counted.
//!
//! The first block of an epoch ends the epoch before for each validator. To leave room in it, the
//! blocks of all members are stored in one record there. The following blocks add them to the
//! [windows](crate::downtime) of the members, as many per block as half of the limit for due
//! offences allows: in the reference runtime some 300 members, each of 0.08 milliseconds.
//!
//! A query before that counts the stored blocks too. If the next epoch ends first, because there
//! were too few blocks, its first block counts the rest. No blocks are left out, and none are
//! counted twice or in another order.
//!
//! The only code that writes [`UncountedBlocks`].

use crate::{types::*, *};
use frame_support::{traits::Get, weights::Weight};
use palisade_primitives::{Conduct, ConductObserver, EpochIndex, Observation, Subject};

impl<T: Config> Pallet<T> {
	/// Stores the blocks of the members of a set, after the rest of the epoch before was counted.
	pub(crate) fn note_set(epoch: EpochIndex, set: &[Observation<T::AccountId>]) {
		Self::count_uncounted(u32::MAX);
		let mut members = alloc::vec::Vec::with_capacity(set.len());
		for Observation { validator, conduct } in set {
			let Conduct::Authored { blocks, expected } = *conduct else {
				Self::observe(Subject::Validator(validator), epoch, *conduct);
				continue;
			};
			if Self::has_duty(validator, epoch, blocks, expected) {
				members.push(Authored { validator: validator.clone(), blocks, expected });
			}
		}
		if members.is_empty() {
			return;
		}
		// At most as many as the set, which has the same bound.
		let members = AuthoredOf::<T>::truncate_from(members);
		UncountedBlocks::<T>::put((epoch, members));
	}

	/// Adds the stored blocks of at most `most` members to their windows, in the order of the set.
	/// Returns their number.
	pub(crate) fn count_uncounted(most: u32) -> u32 {
		let Some((epoch, members)) = UncountedBlocks::<T>::get() else {
			if UncountedBlocks::<T>::exists() {
				log::error!(target: LOG_TARGET, "the blocks of an epoch cannot be decoded");
				UncountedBlocks::<T>::kill();
			}
			return 0;
		};
		let counted = members.len().min(most as usize);
		let mut members = members.into_inner();
		let rest = members.split_off(counted);
		for Authored { validator, blocks, expected } in members {
			Self::count_blocks(&validator, epoch, blocks, expected);
		}
		match rest.is_empty() {
			true => UncountedBlocks::<T>::kill(),
			false => {
				let members = AuthoredOf::<T>::truncate_from(rest);
				UncountedBlocks::<T>::put((epoch, members));
			},
		}
		count(counted)
	}

	/// Counts the stored blocks of as many members as weigh at most `limit`. Returns the weight.
	pub(crate) fn count_within(limit: Weight) -> Weight {
		let base = T::WeightInfo::count_blocks(0);
		if !UncountedBlocks::<T>::exists() || !base.all_lte(limit) {
			return Weight::zero();
		}
		let each = T::WeightInfo::count_blocks(1).saturating_sub(base);
		let most = limit.saturating_sub(base).checked_div_per_component(&each);
		let most = most.map_or(u32::MAX, |most| u32::try_from(most).unwrap_or(u32::MAX));
		T::WeightInfo::count_blocks(Self::count_uncounted(most))
	}

	/// Returns the window of a validator, with the blocks that are not counted yet.
	pub(crate) fn window_of(validator: &T::AccountId) -> LivenessWindow {
		let mut window = LivenessWindows::<T>::get(validator).unwrap_or_default();
		let uncounted = UncountedBlocks::<T>::get().into_iter().flat_map(|(_, members)| members);
		for Authored { blocks, expected, .. } in uncounted.filter(|it| it.validator == *validator) {
			window.count(&T::DowntimeRules::get(), blocks, expected);
		}
		window
	}
}
