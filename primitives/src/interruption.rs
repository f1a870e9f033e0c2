//! Times in which a brake kept accounts from a call that a deadline waits for.

use crate::EpochIndex;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What accounts do before a deadline. All calls of a duty share one clock, which stands still while a
/// brake (safe mode, a pause, a migration over several blocks) refuses one of them.
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
	/// Bid, reveal, settle, renew, claim in the marketplace.
	#[codec(index = 1)]
	Trading,
	/// Keep a validator in service: go online, return from jail. No downtime counts while it is
	/// interrupted.
	#[codec(index = 2)]
	Serving,
}

impl Duty {
	/// All duties.
	pub const ALL: [Self; 3] = [Self::Judging, Self::Trading, Self::Serving];
}

/// Most epochs that [`Interruptions::epochs`] answers. No deadline is moved further, so that
/// storage that is kept until a deadline stays bounded.
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
