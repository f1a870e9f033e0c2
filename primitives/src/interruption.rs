//! Times in which a brake kept accounts from a call that a deadline waits for.

use crate::EpochIndex;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What accounts do before a deadline. All calls of a duty share one clock, which stands still
/// while a brake (safe mode, a pause, a migration over several blocks) refuses one of them. A
/// deadline waits for the clock of its own duty, and for no other.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Duty {
	/// Report, dispute, commit, reveal, hold, rule.
	#[codec(index = 0)]
	Judging,
	/// Keep a validator in service: go online, return from jail. No downtime counts while it is
	/// interrupted.
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
	/// Rate a deal that has ended and claim its cover, before its record is removed.
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

/// Most epochs that [`Interruptions::epochs`] answers. No deadline is moved further in all, so that
/// what is held or stored until a deadline becomes free even if a brake never ends.
pub const MAX_INTERRUPTED_EPOCHS: EpochIndex = 28;

/// Says for how long a duty was interrupted. A deadline is moved by as much.
pub trait Interruptions {
	/// Epochs from `from` on and before `until` in which `duty` was interrupted for a block or
	/// longer, at most [`MAX_INTERRUPTED_EPOCHS`].
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex;

	/// Epochs from `from` on and before `until` that count for no liability, at most
	/// [`MAX_INTERRUPTED_EPOCHS`]: those in which judging was interrupted, because an offence that is
	/// found later must still reach stake that has left; and those in which finality stood still,
	/// because the last set that can finalize must stay liable. Reports, decision deadlines and exits
	/// wait for them. Never less than [`epochs`](Self::epochs) of [`Duty::Judging`].
	fn liability(from: EpochIndex, until: EpochIndex) -> EpochIndex {
		Self::epochs(Duty::Judging, from, until)
	}

	/// Blocks since genesis, without the running one, in which `duty` was interrupted. Never falls.
	fn blocks(duty: Duty) -> u32;
}

/// A chain without brakes.
impl Interruptions for () {
	fn epochs(_: Duty, _: EpochIndex, _: EpochIndex) -> EpochIndex {
		0
	}

	fn blocks(_: Duty) -> u32 {
		0
	}
}
