//! The parameters that governance sets.

use super::*;

/// The sentence of a convicted validator, in ascending order of severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Sentence {
	/// The validator is only slashed.
	None,
	/// Jail for this many epochs. The jail term starts with the report of a proven offence, and
	/// with the execution of the verdict on an alleged one.
	Jail(u32),
	/// A permanent ban.
	Ban,
}

/// The penalty of a kind of offence. An offence keeps the penalty that was in force when it was
/// reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Penalty {
	/// The fraction of the exposure slashed for a first offence.
	pub fraction: Perbill,
	/// Jail, a ban, or neither.
	pub sentence: Sentence,
	/// The severity of a conviction, passed on to [`Config::ConductObserver`].
	pub signal: u32,
}

/// The lengths of the windows, in epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Windows {
	/// Report window: whole epochs after that of the offence.
	pub report: u32,
	/// Veto window of a proven offence: whole epochs after that of the report.
	pub veto: u32,
	/// Dispute window of an alleged offence: whole epochs after that of the report. A panel is
	/// drawn when it ends.
	pub dispute: u32,
	/// Commit window of a panel.
	pub commit: u32,
	/// Reveal window of a panel.
	pub reveal: u32,
	/// Correlation window: equivocations fewer epochs apart than this are penalized together.
	pub correlation: u32,
	/// Repetition window: a conviction raises the penalty of an offence of its kind that was
	/// committed at most this many epochs later, but after the report.
	pub repetition: u32,
	/// Length of the probation after a return from jail.
	pub probation: u32,
	/// Epochs by which a [`hold`](crate::Call::hold) postpones the end of the current window.
	pub hold: u32,
}

/// The amounts of deposits, bonds and fines. Planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BondAmounts {
	/// The deposit on a report of an alleged offence. Doubles with every [`PLACES_AT_A_PRICE`]
	/// remembered alleged offences of the validator, except in the [`PLACES_AT_BASE`] places.
	pub report: Balance,
	/// The bond of an accused that disputes.
	pub dispute: Balance,
	/// The fine of a panel member that does not reveal a ballot.
	pub fine: Balance,
	/// The pay of a panel: each member that reveals its ballot gets an equal part for each seat,
	/// whatever the verdict. Held twice, for two panels, of the party that has a panel called.
	pub fee: Balance,
}

/// The distribution of slashes and forfeited deposits. The remainder goes to the treasury.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Distribution {
	/// The reporter's part of a slash.
	pub reporter: Perbill,
	/// The cap on a reporter's reward for one offence. Planck.
	pub reporter_most: Balance,
	/// The burned part of a slash, after the reporter's reward and its refund for the panel.
	pub burned: Perbill,
	/// The part of a forfeited deposit that goes to the winning side.
	pub winner: Perbill,
	/// The part of the base deposit that a reporter forfeits if the allegation lapses because no
	/// panel and no governance judged it: what other reports have added to the deposit is returned.
	/// A reporter that withdraws its allegation forfeits that too, besides this part.
	pub abandoned: Perbill,
}

/// The size and the quorum of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PanelRules {
	/// Seats of the first panel. Made odd and kept within the bounds; fewer if fewer validators are
	/// eligible.
	pub seats: u32,
	/// Seats of the second panel, at least two more than `seats`. It is drawn if the first panel
	/// had no quorum.
	pub seats_of_second: u32,
	/// The least part of the members that must reveal their ballots, rounded up. A majority is
	/// always required.
	pub quorum: Perbill,
	/// The part of its self-stake that a member loses if it committed to a ballot that could have
	/// changed the verdict, and did not reveal it.
	pub withheld: Perbill,
}

/// The downtime that is an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DowntimeRules {
	/// The length of the downtime window, in epochs in which blocks are expected of the validator.
	/// Rounded down to a multiple of [`DOWNTIME_SLOTS`], at least one epoch per slot; the latest
	/// slot is still running.
	pub window: u32,
	/// The number of expected blocks in the window that may be missed. Of a validator with few
	/// expected blocks less: see [`downtime`](crate::downtime).
	pub tolerated: u32,
	/// The additional part of the expected blocks that may be missed, rounded down. Slot leaders
	/// are drawn, and of two leaders of one slot only one authors a block. A validator with more
	/// expected blocks therefore misses more of them without being down.
	pub tolerated_part: Perbill,
}
