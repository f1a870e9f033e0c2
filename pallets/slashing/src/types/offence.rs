//! Offences, and how a panel judges them.

use super::*;

/// The verdict of a panel, governance or an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Verdict {
	/// Guilty.
	Uphold,
	/// Guilty, but only a part of the penalty is due, or a lighter sentence.
	Reduce {
		/// The part of the slash that remains.
		to: Perbill,
		/// The heaviest sentence that remains. The sentence of the offence, if that is lighter:
		/// `Ban` leaves the sentence as it is.
		sentence: Sentence,
	},
	/// Not guilty.
	Cancel,
}

impl Verdict {
	/// Returns the part of the slash that is due.
	pub fn part(self) -> Perbill {
		match self {
			Self::Uphold => Perbill::one(),
			Self::Reduce { to, .. } => to,
			Self::Cancel => Perbill::zero(),
		}
	}

	/// Returns the heaviest sentence that is due.
	pub fn sentence(self) -> Sentence {
		match self {
			Self::Uphold => Sentence::Ban,
			Self::Reduce { sentence, .. } => sentence,
			Self::Cancel => Sentence::None,
		}
	}

	/// Returns the verdict that leaves `part` of the slash, and of the sentence `full` at most
	/// `sentence`.
	pub fn of(part: Perbill, sentence: Sentence, full: Sentence) -> Self {
		match part {
			part if part == Perbill::zero() => Self::Cancel,
			part if part == Perbill::one() && sentence >= full => Self::Uphold,
			to => Self::Reduce { to, sentence },
		}
	}
}

/// The authority behind a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Authority {
	/// A proven offence that was not disputed within the veto window.
	Unchallenged,
	/// A panel.
	Panel,
	/// Governance.
	Governance,
	/// The decision deadline passed: a proven offence is upheld, an alleged one is cancelled.
	Timeout,
	/// An appeal.
	Appeal,
	/// The reporter, which withdrew its allegation.
	Reporter,
}

/// The phase of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Phase {
	/// Members commit to ballots, which stay secret.
	Committing,
	/// Members reveal their ballots.
	Revealing,
	/// Governance has to rule.
	Governing,
}

/// The stage of an offence. See [`crate::offence`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Stage {
	/// Reported. The accused can dispute the offence, and governance can rule on it.
	Reported,
	/// Being judged.
	Disputed {
		/// The number of the judging panel, 1 or 2; 0 if no panel could be drawn.
		round: u8,
		/// The phase of the dispute.
		phase: Phase,
	},
	/// The accused is guilty.
	Upheld,
	/// The accused is guilty, but only this part of the penalty is due.
	Reduced {
		/// The part of the penalty that remains.
		to: Perbill,
	},
	/// The accused is not guilty.
	Cancelled,
	/// The penalty was applied. Final.
	Applied {
		/// The part of the penalty that was due.
		part: Perbill,
	},
	/// The offence was dismissed without a penalty. Final.
	Dismissed,
}

impl Stage {
	/// Returns whether the offence is undecided.
	pub fn is_open(self) -> bool {
		matches!(self, Self::Reported | Self::Disputed { .. })
	}
}

/// An offence and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offence<AccountId> {
	/// The accused.
	pub validator: AccountId,
	/// The kind of the offence.
	pub kind: OffenceKind,
	/// The epoch in which the offence was committed.
	pub epoch: EpochIndex,
	/// Whether the offence is proven or alleged.
	pub basis: Basis,
	/// The hash of the evidence. Of an equivocation: [`crate::consensus::proof_hash`].
	pub evidence: H256,
	/// The account that receives the reporter's reward, if any.
	pub reporter: Option<AccountId>,
	/// The deposit held of the reporter, fees not included; zero once settled. Planck.
	pub deposit: Balance,
	/// How often the deposit was doubled for its place: see [`PLACES_AT_A_PRICE`].
	pub doublings: u32,
	/// The bond held of the accused, fees not included: `None` until the accused disputes, zero
	/// once settled. Planck.
	pub bond: Option<Balance>,
	/// The pay of a panel, set when the offence was reported. Planck.
	pub fee: Balance,
	/// The amount held of the reporter for panels, besides the deposit. Planck.
	pub reporter_fees: Balance,
	/// The amount held of the accused for panels, besides the bond. Planck.
	pub accused_fees: Balance,
	/// What was paid to panels so far. Planck.
	pub paid: Balance,
	/// What the accused owes the reporter for the panels that it paid, after the slash. Planck.
	pub owed: Balance,
	/// The epoch of the report.
	pub reported: EpochIndex,
	/// The current stage.
	pub stage: Stage,
	/// The epoch in which the offence is next serviced if no account acts. Excludes the
	/// interruptions after `since`.
	pub due: EpochIndex,
	/// The end of the jail term for this offence. Zero if the offence did not jail the validator,
	/// was dismissed or was pardoned.
	pub jailed_until: EpochIndex,
	/// The validator's share of the stake elected in the offence's epoch, rounded down. Set for
	/// equivocations only.
	pub share: Perbill,
	/// Whether the validator was on probation in the offence's epoch.
	pub on_probation: bool,
	/// The penalty of the kind when the offence was reported.
	pub penalty: Penalty,
	/// The correlation window when the offence was reported. Epochs.
	pub correlation: u32,
	/// The repetition window when the offence was reported. Epochs.
	pub repetition: u32,
	/// The heaviest sentence that can be due: that of `penalty`, unless a verdict or an appeal
	/// made it lighter.
	pub sentence: Sentence,
	/// The fraction of the exposure that the offence costs; zero until the penalty is applied.
	pub fraction: Perbill,
	/// The amount slashed for the offence so far. Planck.
	pub slashed: Balance,
	/// The rewards granted to the reporter so far, failed payments included. Planck.
	pub rewarded: Balance,
	/// The number of the decision, once it is executed.
	pub decision: u32,
	/// The epoch from which interruptions of the current window still have to be added to `due`:
	/// the epoch in which the window began, or the last `due` that was moved by interruptions.
	pub since: EpochIndex,
	/// Whether the offence was held.
	pub held: bool,
	/// Whether the reporter withdrew its allegation.
	pub withdrawn: bool,
	/// The largest part of the slash that can be due; an appeal lowers it below one.
	pub most: Perbill,
}

/// An undecided allegation, as panels are drawn by it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Allegation<AccountId> {
	/// The accused.
	pub validator: AccountId,
	/// The reporter, if any.
	pub reporter: Option<AccountId>,
	/// The epoch of the report.
	pub reported: EpochIndex,
}

impl<AccountId> Offence<AccountId> {
	/// Returns the part of the deposit that is the price of the place. Planck.
	pub fn price_of_place(&self) -> Balance {
		let base = self.deposit.checked_shr(self.doublings).unwrap_or_default();
		self.deposit.saturating_sub(base)
	}

	/// Returns whether the allegation was withdrawn, so that it can be reported again.
	pub fn is_reportable_again(&self) -> bool {
		self.withdrawn && self.stage == Stage::Dismissed
	}
}

/// Evidence, as submitted in a call.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Evidence {
	/// The bytes of the evidence, such as a text.
	Inline(Vec<u8>),
	/// The SCALE-encoded header of a block.
	Header(Vec<u8>),
	/// A document too large to be stored on chain.
	Document {
		/// The Blake2-256 hash of the document.
		hash: H256,
		/// The address of the document, in UTF-8.
		uri: Vec<u8>,
	},
}

/// Evidence, as stored: [`Evidence`] within the size bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum StoredEvidence {
	/// The bytes of the evidence, such as a text.
	Inline(BoundedVec<u8, ConstU32<MAX_EVIDENCE>>),
	/// The SCALE-encoded header of a block.
	Header(BoundedVec<u8, ConstU32<MAX_EVIDENCE>>),
	/// A document too large to be stored on chain.
	Document {
		/// The Blake2-256 hash of the document.
		hash: H256,
		/// The address of the document, in UTF-8.
		uri: BoundedVec<u8, ConstU32<MAX_URI>>,
	},
}

/// The grounds of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Grounds {
	/// The validator did not commit the offence.
	FactsDisputed,
	/// The validator's software was at fault, not its operation.
	SoftwareFault,
	/// The network was at fault.
	NetworkFault,
	/// The validator's keys were stolen.
	KeysStolen,
	/// The validator's conduct was right, or too slight for the penalty.
	Disproportionate,
}

/// The defence of the accused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Defence {
	/// The grounds of the dispute.
	pub grounds: Grounds,
	/// The evidence of the defence.
	pub evidence: StoredEvidence,
}

/// Evidence that a party added after the report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct AddedEvidence<AccountId> {
	/// The reporter or the accused.
	pub by: AccountId,
	/// The evidence.
	pub evidence: StoredEvidence,
}

/// The evidence that the parties of an offence added.
pub type AddedEvidences<AccountId> =
	BoundedVec<AddedEvidence<AccountId>, ConstU32<{ 2 * MAX_ADDED }>>;

/// The reason of a ballot: a document that is not stored on chain.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Reason {
	/// The Blake2-256 hash of the document.
	pub hash: H256,
	/// The address of the document, in UTF-8.
	pub uri: BoundedVec<u8, ConstU32<MAX_URI>>,
}

/// The ballot of a panel member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Ballot {
	/// The member has not committed to a ballot.
	Missing,
	/// The member committed to a ballot with this hash.
	Committed(H256),
	/// The member revealed this verdict.
	Revealed(Verdict),
}

/// A seat on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Seat<AccountId> {
	/// The member in the seat.
	pub member: AccountId,
	/// The member's ballot.
	pub ballot: Ballot,
}

/// The panel that judges an offence.
pub type Panel<AccountId> = BoundedVec<Seat<AccountId>, ConstU32<MAX_PANEL>>;
