//! What the pallet stores, and what governance sets.

// Derived code casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Credit, ConstU32},
	BoundedVec,
};
use palisade_primitives::{Backing, Balance, EpochIndex, OffenceId, OffenceKind, Standing};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// Most bytes of evidence that are stored.
pub const MAX_EVIDENCE: u32 = 2_048;

/// Longest address at which evidence can be found, in bytes.
pub const MAX_URI: u32 = 256;

/// Most members of a panel.
pub const MAX_PANEL: u32 = 31;

/// Offences of a validator that are remembered at a time, decided or not.
pub const MAX_OFFENCES: u32 = 64;

/// Those of them that are alleged. The rest is for what is proven: a validator can have as many proven offences only if
/// it goes on to offend in each epoch, while it is in jail.
pub const MAX_ALLEGED: u32 = 32;

/// Those of them that are alleged and not decided.
pub const MAX_ALLEGED_OPEN: u32 = 8;

/// The last decisions that are kept for each validator.
pub const HISTORY: u32 = 16;

/// The last decisions that are kept of all.
pub const RECENT: u32 = 256;

/// Parts into which the window of downtime is divided.
pub const DOWNTIME_SLOTS: u32 = 8;

/// Most epochs by which equivocations can be apart that are punished as one.
pub const MAX_CORRELATION_EPOCHS: u32 = 16;

/// Convictions of a validator that make the next one cost more.
pub const MAX_CONVICTIONS: u32 = 32;

/// A part of money.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

/// How long a convicted validator does not validate.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Sentence {
	/// It goes on.
	None,
	/// For so many epochs from the report or, where a panel has judged, from the verdict.
	Jail(u32),
	/// For ever.
	Ban,
}

/// What an offence costs.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Penalty {
	/// Part of the exposure that is lost for a first offence.
	pub fraction: Perbill,
	/// For how long the validator does not validate.
	pub sentence: Sentence,
	/// How much a conviction says of the validator to those who rate it.
	pub signal: u32,
}

/// How long what takes, in epochs.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Windows {
	/// How old an offence may be when it is reported.
	pub report: u32,
	/// Whole epochs in which the accused can dispute what is proven, and governance can object.
	pub veto: u32,
	/// Whole epochs in which the accused can answer what is not proven, before a panel is drawn.
	pub dispute: u32,
	/// In which the members of a panel commit to their ballots.
	pub commit: u32,
	/// In which they reveal them.
	pub reveal: u32,
	/// Equivocations of less than so many epochs apart are punished as one.
	pub correlation: u32,
	/// For how long an offence makes the next one of its kind cost more.
	pub repetition: u32,
	/// For how long a validator that comes back from jail is on probation.
	pub probation: u32,
	/// By how much [`hold`](crate::Call::hold) puts off the end of the window that runs.
	pub hold: u32,
}

/// What is at stake in a dispute. Planck.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Deposits {
	/// Held of whoever reports what it cannot prove. Twice as much with each allegation against the same validator that
	/// is open: to fill up its places costs more than the penalties that this would keep away.
	pub report: Balance,
	/// Held of an accused that disputes.
	pub dispute: Balance,
	/// What a member of a panel pays at most that does not reveal a ballot.
	pub fine: Balance,
}

/// Who gets what. What is left goes to the treasury.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Shares {
	/// Part of what is slashed that goes to the reporter.
	pub reporter: Perbill,
	/// Most that a reporter gets for an offence. Planck.
	pub reporter_most: Balance,
	/// Part of the rest of what is slashed that is burned.
	pub burned: Perbill,
	/// Part of a forfeited deposit that goes to the other side.
	pub winner: Perbill,
	/// Part of a forfeited deposit that goes to the members of the panel that revealed their ballots.
	pub panel: Perbill,
}

/// How a panel is made up.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PanelRules {
	/// Members of the first panel, if as many are eligible.
	pub seats: u32,
	/// Members of the second, where the first had no quorum.
	pub seats_of_second: u32,
	/// Least part of the members whose ballots must be revealed. More than half are asked for in any case.
	pub quorum: Perbill,
}

/// When a validator is down.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DowntimeRules {
	/// Epochs that are looked at. Rounded to [`DOWNTIME_SLOTS`] equal parts, of which the last is not over.
	pub window: u32,
	/// Blocks that may be missing in the window of those that could be expected.
	pub tolerated: u32,
	/// Part of those that could be expected that may be missing besides. Who leads a slot is drawn, and of two who lead
	/// the same one makes no block: the more a validator can expect, the more it misses without being down.
	pub tolerated_part: Perbill,
}

/// What the panel or governance says.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Verdict {
	/// Guilty.
	Uphold,
	/// Guilty, but only this part of the penalty is due.
	Reduce {
		/// The part that remains.
		to: Perbill,
	},
	/// Not guilty.
	Cancel,
}

impl Verdict {
	/// The part of the penalty that is due.
	pub fn part(self) -> Perbill {
		match self {
			Self::Uphold => Perbill::one(),
			Self::Reduce { to } => to,
			Self::Cancel => Perbill::zero(),
		}
	}

	/// The verdict that leaves this part of the penalty.
	pub fn of_part(part: Perbill) -> Self {
		match part {
			part if part == Perbill::one() => Self::Uphold,
			part if part == Perbill::zero() => Self::Cancel,
			to => Self::Reduce { to },
		}
	}
}

/// Who has decided.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Authority {
	/// Nobody objected to what was proven.
	Nobody,
	/// A panel.
	Panel,
	/// Governance.
	Governance,
	/// Nobody has decided in time: what is proven stands, what is not falls.
	Lapse,
	/// An appeal.
	Appeal,
}

/// Where a panel has got to.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Phase {
	/// Members commit to ballots that nobody else can read.
	Committing,
	/// Members reveal them.
	Revealing,
	/// Governance has to decide.
	Governing,
}

/// Where an offence has got to. See [`crate::offence`].
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Stage {
	/// It was reported. The accused can dispute it, and governance can object.
	Reported,
	/// It is being judged.
	Disputed {
		/// The panel that judges: the first or the second; zero where none could be drawn.
		round: u8,
		/// Where it has got to.
		phase: Phase,
	},
	/// The accused is guilty.
	Upheld,
	/// The accused is guilty, but only this part of the penalty is due.
	Reduced {
		/// The part that remains.
		to: Perbill,
	},
	/// The accused is not guilty.
	Cancelled,
	/// The penalty was paid.
	Applied {
		/// Part of the penalty that was due.
		part: Perbill,
	},
	/// There is no penalty, and never will be for this offence.
	Dismissed,
}

impl Stage {
	/// Whether nothing is decided.
	pub fn is_open(self) -> bool {
		matches!(self, Self::Reported | Self::Disputed { .. })
	}
}

/// What somebody is accused of, and what has become of it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offence<AccountId> {
	/// Who is accused.
	pub validator: AccountId,
	/// Of what.
	pub kind: OffenceKind,
	/// When it was.
	pub epoch: EpochIndex,
	/// Whether it is proven.
	pub backing: Backing,
	/// The hash of the evidence.
	pub evidence: H256,
	/// Who gets the reward.
	pub reporter: Option<AccountId>,
	/// Held of the reporter. Planck.
	pub deposit: Balance,
	/// Held of the accused, which has disputed if it is there. Planck.
	pub bond: Option<Balance>,
	/// When it was reported.
	pub reported: EpochIndex,
	/// Where it has got to.
	pub stage: Stage,
	/// The epoch in which it goes on if no account does anything. Interruptions since `since` are
	/// not in it.
	pub due: EpochIndex,
	/// Until when it has jailed the validator; zero if it has not, or it was dismissed or pardoned.
	pub jailed_until: EpochIndex,
	/// Part of the stake of its epoch that the validator was elected with. Set for equivocations.
	pub share: Perbill,
	/// Whether the validator was on probation then.
	pub on_probation: bool,
	/// Part of the exposure that it has come to.
	pub fraction: Perbill,
	/// What was slashed for it. Planck.
	pub slashed: Balance,
	/// What the reporter got of it. Planck.
	pub rewarded: Balance,
	/// What the panel gets of what will be slashed. Planck.
	pub fee: Balance,
	/// The number of the decision.
	pub decision: u32,
	/// The epoch from which on interruptions of the window that runs are to be added to `due`: that
	/// in which the window began, or the last `due` that was moved by interruptions.
	pub since: EpochIndex,
	/// Whether it was held.
	pub held: bool,
	/// The largest part of the penalty that can be due: an appeal makes it less than all.
	pub most: Perbill,
}

/// What shows that somebody has done something, as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Evidence {
	/// Its bytes, such as a text.
	Inline(Vec<u8>),
	/// The header of a block, encoded.
	Header(Vec<u8>),
	/// Something too large for the chain.
	Document {
		/// The Blake2 hash of it, 256 bits.
		hash: H256,
		/// Where it can be found, in UTF-8.
		uri: Vec<u8>,
	},
}

/// The same, as it is stored.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum StoredEvidence {
	/// Its bytes, such as a text.
	Inline(BoundedVec<u8, ConstU32<MAX_EVIDENCE>>),
	/// The header of a block, encoded.
	Header(BoundedVec<u8, ConstU32<MAX_EVIDENCE>>),
	/// Something too large for the chain.
	Document {
		/// The Blake2 hash of it, 256 bits.
		hash: H256,
		/// Where it can be found, in UTF-8.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
}

/// Why somebody says that it should not be punished.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Grounds {
	/// It did not do it.
	NotSo,
	/// Its software was at fault, and not how it was run.
	SoftwareFault,
	/// The network was at fault.
	NetworkFault,
	/// Its keys were stolen.
	KeysStolen,
	/// What it did was right, or too slight for the penalty.
	Disproportionate,
}

/// What the accused says.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Defence {
	/// Why.
	pub grounds: Grounds,
	/// What shows it.
	pub evidence: StoredEvidence,
}

/// What a member of a panel has said.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ballot {
	/// Nothing.
	Missing,
	/// It has committed to a ballot.
	Committed(H256),
	/// It has revealed it.
	Revealed(Verdict),
}

/// A place in a panel.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat<AccountId> {
	/// Who has it.
	pub member: AccountId,
	/// What it has said.
	pub ballot: Ballot,
}

/// Those who judge an offence.
pub type Panel<AccountId> = BoundedVec<Seat<AccountId>, ConstU32<MAX_PANEL>>;

/// That a validator is in jail, or was and has not come back.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Jail {
	/// The first epoch in which it can come back.
	pub until: EpochIndex,
	/// What it was doing before.
	pub standing: Standing,
	/// For how many offences.
	pub reasons: u32,
	/// The first epoch in which it could come back if there were only the offences that are forgotten.
	pub at_least: EpochIndex,
}

/// That somebody was found guilty.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Conviction {
	/// Of what.
	pub kind: OffenceKind,
	/// When it was.
	pub epoch: EpochIndex,
}

/// Epochs in which a validator is looked at more closely.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Probation {
	/// The first of them.
	pub from: EpochIndex,
	/// The first after them.
	pub until: EpochIndex,
}

impl Probation {
	/// Whether `epoch` is one of them.
	pub fn covers(self, epoch: EpochIndex) -> bool {
		(self.from..self.until).contains(&epoch)
	}
}

/// What is known of a validator.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Dossier {
	/// Its offences, decided or not, that are not forgotten.
	pub offences: BoundedVec<OffenceId, ConstU32<MAX_OFFENCES>>,
	/// Those of them that are alleged.
	pub alleged: u32,
	/// Those of them that are alleged and not decided.
	pub alleged_open: u32,
	/// What it was found guilty of, as far as it makes the next offence cost more; the latest epochs last.
	pub convictions: BoundedVec<Conviction, ConstU32<MAX_CONVICTIONS>>,
	/// Whether it is in jail.
	pub jail: Option<Jail>,
	/// When it was last on probation.
	pub probation: Option<Probation>,
	/// What it was doing before it was banned, if it is.
	pub banned: Option<Standing>,
}

/// A decision.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Decision<AccountId> {
	/// What was decided.
	pub offence: OffenceId,
	/// Who was accused.
	pub validator: AccountId,
	/// Of what.
	pub kind: OffenceKind,
	/// When it was.
	pub epoch: EpochIndex,
	/// When it was decided.
	pub decided: EpochIndex,
	/// Part of the penalty that was due; zero if none was.
	pub part: Perbill,
	/// Part of the exposure that was slashed.
	pub fraction: Perbill,
	/// What was slashed. Planck.
	pub amount: Balance,
}

/// An equivocation whose penalty was applied.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Equivocation<AccountId> {
	/// Who has equivocated.
	pub validator: AccountId,
	/// The offence.
	pub offence: OffenceId,
	/// Part of the stake of its epoch that the validator was elected with.
	pub share: Perbill,
}

/// Looks at the penalties of equivocations again, because there was another one.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Review {
	/// The epoch that is next.
	pub next: EpochIndex,
	/// Equivocations of it that were looked at.
	pub seen: u32,
	/// The last epoch.
	pub last: EpochIndex,
}

/// Blocks that could be expected of a validator, and blocks that it made.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Blocks {
	/// Could be expected.
	#[codec(compact)]
	pub expected: u32,
	/// Were made.
	#[codec(compact)]
	pub made: u32,
}

/// The same over the last parts of the window of downtime.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Tally {
	/// The number of the latest part.
	#[codec(compact)]
	pub latest: u32,
	/// The parts, the latest first.
	pub parts: [Blocks; DOWNTIME_SLOTS as usize],
}
