//! Offers, and the deals that come of them.

use super::*;

/// A party of an offer or a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Party {
	/// The validator.
	Operator,
	/// The delegator.
	Delegator,
}

impl Party {
	/// The other party.
	pub fn other(self) -> Self {
		match self {
			Self::Operator => Self::Delegator,
			Self::Delegator => Self::Operator,
		}
	}
}

/// The terms of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DealTerms {
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// The term. Epochs.
	#[codec(compact)]
	pub term: u32,
}

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offer<AccountId> {
	/// The listing of the offer.
	#[codec(compact)]
	pub listing: ListingId,
	/// The version of the listing that the delegator has read.
	#[codec(compact)]
	pub version: u32,
	/// The author of the offer.
	pub delegator: AccountId,
	/// The amount in escrow. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The last terms.
	pub terms: DealTerms,
	/// The number of counters so far.
	pub round: u8,
	/// The party whose answer is awaited.
	pub turn: Party,
	/// The first epoch in which the offer is no longer valid.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// The moves of the expiry.
	pub moved: Moved,
	/// Whether the delegator makes the deal while the validator has an open case.
	pub accept_open_case: bool,
	/// The protocol fee of the deal, fixed when the offer was made.
	pub fee: Perbill,
	/// The deposit held of the delegator for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A proposed renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Proposal {
	/// The party that proposed.
	pub by: Party,
	/// The proposed terms.
	pub terms: DealTerms,
	/// The epoch of the proposal.
	#[codec(compact)]
	pub made: EpochIndex,
	/// The end of the term at the time of the proposal: a proposal does not outlive the term in
	/// which it was made.
	#[codec(compact)]
	pub end: EpochIndex,
}

/// The parties of a deal that are tied to the other party by their own word: by a declaration, by a
/// proxy that they have named, or because the other party gets their rewards.
///
/// The word of one party does not count against the other, which could be silenced by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Ties {
	/// Whether the delegator is tied to the validator.
	pub delegator: bool,
	/// Whether the validator is tied to the delegator.
	pub operator: bool,
}

impl Ties {
	/// The ties of either time.
	pub fn or(self, other: Self) -> Self {
		Self {
			delegator: self.delegator || other.delegator,
			operator: self.operator || other.operator,
		}
	}

	/// Whether this party is tied to the other.
	pub fn of(self, party: Party) -> bool {
		match party {
			Party::Operator => self.operator,
			Party::Delegator => self.delegator,
		}
	}
}

/// The end of a deal, and its ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Finished {
	/// The epoch in which the deal's stake exited.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// Whether ratings of the deal count, but for those of a party that is tied to the other.
	pub counts: bool,
	/// Whether the delegator has rated the validator.
	pub rated_by_delegator: bool,
	/// Whether the validator has rated the delegator.
	pub rated_by_operator: bool,
}

/// A deal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Deal<AccountId> {
	/// The owner of the deal.
	pub owner: AccountId,
	/// The validator of the deal.
	pub validator: AccountId,
	/// The listing of the deal.
	#[codec(compact)]
	pub listing: ListingId,
	/// The stake at the start, without the protocol fee. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The agreed terms.
	pub terms: DealTerms,
	/// The epoch in which the deal was made.
	#[codec(compact)]
	pub opened: EpochIndex,
	/// The first epoch after the term, without automatic renewals.
	#[codec(compact)]
	pub end: EpochIndex,
	/// The moves of the term's end and of the proposal's.
	pub moved: Moved,
	/// The fee of an early exit, as a part of the deal's value.
	pub exit_fee: Perbill,
	/// The score that the validator has promised to keep.
	pub score_floor: Option<u32>,
	/// The validator's count of jailings when the deal was made or renewed.
	#[codec(compact)]
	pub breaches: u32,
	/// The validator's count of times offline when the deal was made or renewed.
	#[codec(compact)]
	pub absences: u32,
	/// The ties of the parties when the deal was made, and from its end on those of its end too.
	/// Ties of the seller of a deal are forgotten.
	pub ties: Ties,
	/// Whether the delegator wants the deal to renew itself.
	pub delegator_renews: bool,
	/// Whether the validator wants the deal to renew itself.
	pub operator_renews: bool,
	/// The proposed renewal, if any.
	pub proposal: Option<Proposal>,
	/// The deal's part of the cover.
	pub coverage: Coverage,
	/// The end of the deal, once it has ended.
	pub finished: Option<Finished>,
	/// Whether the deal uses capacity of the listing.
	pub occupies: bool,
	/// The deposit held of the owner for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

impl<AccountId> Deal<AccountId> {
	/// Whether both parties want the deal to renew itself.
	pub fn renews_itself(&self) -> bool {
		self.delegator_renews && self.operator_renews
	}

	/// The first epoch after the term, as seen in `epoch`. A deal that renews itself does so for
	/// the last agreed term, again and again.
	pub fn end_as_of(&self, epoch: EpochIndex) -> EpochIndex {
		if !self.renews_itself() || epoch < self.end || self.terms.term == 0 {
			return self.end;
		}
		let over = epoch.saturating_sub(self.end);
		let rounds = over.checked_div(self.terms.term).unwrap_or_default().saturating_add(1);
		self.end.saturating_add(self.terms.term.saturating_mul(rounds))
	}
}

/// The reason for which a deal can be exited early without a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Breach {
	/// The validator was jailed or banned.
	Jailed,
	/// The validator is exiting, or has exited.
	Left,
	/// The validator could not or cannot be elected: it was or is offline, or a gate of the chain
	/// refuses it.
	NotElectable,
	/// A slash left nearly nothing of the stake, and the stake has exited.
	Lapsed,
	/// The commission is above the agreed one.
	Commission,
	/// The validator has no score, or one below the promised floor.
	Score,
}
