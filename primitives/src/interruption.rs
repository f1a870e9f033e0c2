//! Interruptions: times in which a brake refuses a call that must be made before a deadline.

use crate::EpochIndex;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::ops::Range;
use scale_info::TypeInfo;

/// A duty: the calls that accounts must make before a deadline. All calls of a duty share one
/// clock, which stops while a brake (safe mode, a pause, a multi-block migration) refuses one of
/// them. A deadline waits for the clock of its own duty only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Duty {
	/// Report, dispute, commit, reveal, hold, rule.
	#[codec(index = 0)]
	Judging,
	/// Keep a validator in service: go online, return from jail. Downtime does not count while this
	/// duty is interrupted.
	#[codec(index = 1)]
	Serving,
	/// Answer a listing, an offer or a sale of the marketplace before it expires.
	#[codec(index = 2)]
	Offering,
	/// Bid on a request of the marketplace, reveal the bid, settle the request.
	#[codec(index = 3)]
	Bidding,
	/// Renew a deal of the marketplace before its term ends, or stop its automatic renewal.
	#[codec(index = 4)]
	Renewing,
	/// Rate a deal that has ended and claim its cover before its record is removed.
	#[codec(index = 5)]
	Claiming,
}

impl Duty {
	/// All duties.
	pub const ALL: [Self; 6] = [
		Self::Judging,
		Self::Serving,
		Self::Offering,
		Self::Bidding,
		Self::Renewing,
		Self::Claiming,
	];
}

/// The maximum of [`Interruptions::epochs`], and so the most epochs by which a deadline moves in
/// all. Funds and records held until a deadline become free even if a brake never ends.
pub const MAX_INTERRUPTED_EPOCHS: EpochIndex = 28;

/// The deadline `end`, moved by the interrupted epochs before it and capped at `latest`: the
/// smallest `deadline` of at least `end + interrupted(deadline)`.
///
/// `interrupted(until)` is the number of interrupted epochs before `until`, as
/// [`Interruptions::epochs`] returns it. It must rise by at most one from an epoch to the next,
/// since the deadline is found by bisection. Without an interruption it is called once.
pub fn moved_deadline(
	end: EpochIndex,
	latest: EpochIndex,
	interrupted: impl Fn(EpochIndex) -> EpochIndex,
) -> EpochIndex {
	let is_reached = |deadline: EpochIndex| deadline >= end.saturating_add(interrupted(deadline));
	if latest <= end {
		return latest;
	}
	if is_reached(end) {
		return end;
	}
	first_epoch(end.saturating_add(1)..latest, is_reached)
}

/// The first of `epochs` for which `holds` returns true, or the end of the range. Found by
/// bisection: once `holds` is true, it must stay true for all later epochs.
pub fn first_epoch(epochs: Range<EpochIndex>, holds: impl Fn(EpochIndex) -> bool) -> EpochIndex {
	let Range { start: mut low, end: mut high } = epochs;
	while low < high {
		let middle = low.midpoint(high);
		match holds(middle) {
			true => high = middle,
			false => low = middle.saturating_add(1),
		}
	}
	high
}

/// Counts how long duties were interrupted. Deadlines are moved by these counts, and found by
/// bisection: from an epoch to the next, a count may rise by at most one in `until`, and fall by at
/// most one in `from`.
pub trait Interruptions {
	/// Epochs in `from..until` in which `duty` was interrupted for at least one block, at most
	/// [`MAX_INTERRUPTED_EPOCHS`].
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex;

	/// Epochs in `from..until` that do not count towards the end of liability, at most
	/// [`MAX_INTERRUPTED_EPOCHS`]. Two kinds of epochs count here:
	///
	/// - epochs in which judging was interrupted: an offence that is found later must still reach
	///   stake that has left;
	/// - epochs in which finality stalled: the last set that can finalize must stay liable.
	///
	/// Reports, decision deadlines and exits wait for these epochs. The result is never below
	/// [`epochs`](Self::epochs) of [`Duty::Judging`].
	fn liability(from: EpochIndex, until: EpochIndex) -> EpochIndex {
		Self::epochs(Duty::Judging, from, until)
	}

	/// Blocks since genesis, the current one excluded, in which `duty` was interrupted. Never
	/// decreases.
	fn blocks(duty: Duty) -> u32;
}

/// A chain without brakes: no interruptions.
impl Interruptions for () {
	fn epochs(_: Duty, _: EpochIndex, _: EpochIndex) -> EpochIndex {
		0
	}

	fn blocks(_: Duty) -> u32 {
		0
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{vec, vec::Vec};

	/// Finds the deadline epoch by epoch, as a reference for the bisection.
	fn step_by_step(
		end: EpochIndex,
		latest: EpochIndex,
		interrupted: impl Fn(EpochIndex) -> EpochIndex,
	) -> EpochIndex {
		(end..latest).find(|due| *due >= end + interrupted(*due)).unwrap_or(latest)
	}

	#[test]
	fn a_deadline_moves_by_each_interrupted_epoch_before_it() {
		// All interruption patterns over 12 epochs.
		for pattern in 0u32..1 << 12 {
			let interrupted =
				|until: EpochIndex| (pattern & ((1 << until.min(12)) - 1)).count_ones();
			for end in 0..6 {
				for latest in [end, end + 1, end + 4, end + MAX_INTERRUPTED_EPOCHS] {
					assert_eq!(
						moved_deadline(end, latest, interrupted),
						step_by_step(end, latest, interrupted),
						"{pattern:b} from {end} to {latest}"
					);
				}
			}
		}
	}

	#[test]
	fn a_deadline_is_never_beyond_the_latest() {
		assert_eq!(moved_deadline(9, 4, |_| 0), 4);
		assert_eq!(moved_deadline(EpochIndex::MAX, EpochIndex::MAX, |_| 28), EpochIndex::MAX);
	}

	#[test]
	fn the_first_epoch_is_found_wherever_it_is() {
		for (start, end) in [(0, 0), (3, 3), (0, 1), (5, 40)] {
			for first in start..=end {
				assert_eq!(first_epoch(start..end, |epoch| epoch >= first), first);
			}
		}
	}

	#[test]
	fn interruptions_are_asked_seldom() {
		let asked = core::cell::RefCell::new(Vec::new());
		let ask = |answer: EpochIndex| {
			let asked = &asked;
			move |until| {
				asked.borrow_mut().push(until);
				answer
			}
		};
		assert_eq!(moved_deadline(10, 38, ask(0)), 10);
		assert_eq!(asked.take(), vec![10]);
		assert_eq!(moved_deadline(10, 38, ask(28)), 38);
		assert!(asked.take().len() <= 6);
	}
}
