//! Listings, what they cover, and their operators.

use super::*;

/// The delegators that a listing admits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ClientRequirements<AccountId> {
	/// The only delegator admitted. Such a listing is not in the order book.
	pub reserved_for: Option<AccountId>,
	/// The largest amount of a deal. Planck.
	pub maximum_delegation: Option<Balance>,
	/// The longest term. Epochs.
	pub maximum_term: Option<u32>,
}

impl<AccountId> Default for ClientRequirements<AccountId> {
	fn default() -> Self {
		Self { reserved_for: None, maximum_delegation: None, maximum_term: None }
	}
}

/// The terms that a validator offers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ListingTerms<AccountId> {
	/// The capacity of the listing, over all its deals. Planck.
	#[codec(compact)]
	pub capacity: Balance,
	/// The least amount of a deal. Planck.
	#[codec(compact)]
	pub minimum_delegation: Balance,
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// The shortest term. Epochs.
	#[codec(compact)]
	pub minimum_term: u32,
	/// The validator's own funds that compensate the listing's deals for slashes. Planck.
	#[codec(compact)]
	pub cover: Balance,
	/// The fee of an early exit, as a part of the deal; see [`Rules::maximum_exit_fee`].
	pub exit_fee: Perbill,
	/// The score that the validator promises to keep.
	pub score_floor: Option<u32>,
	/// The first epoch in which the listing takes no more offers.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// The delegators that the listing admits.
	pub requirements: ClientRequirements<AccountId>,
}

/// Deposits of an epoch that are not active yet, and therefore not covered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Waiting {
	/// The epoch of the deposits.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The deposits.
	pub deposits: Pending,
}

/// A listing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Listing<AccountId> {
	/// The validator of the listing.
	pub validator: AccountId,
	/// The version of the terms. It rises whenever the terms change or the cover pays, so that
	/// every acceptance is for terms that the party has read.
	#[codec(compact)]
	pub version: u32,
	/// The offered terms.
	pub terms: ListingTerms<AccountId>,
	/// The number that the terms were given, from [`NextId`](crate::NextId). Bids made with a lower
	/// number are for earlier terms.
	#[codec(compact)]
	pub terms_from: u64,
	/// The moves of the expiry.
	pub moved: Moved,
	/// Whether the listing is closed to offers.
	pub closed: bool,
	/// The capacity in use. The part of a covered deal is free again once its cover has ended.
	/// Planck.
	#[codec(compact)]
	pub filled: Balance,
	/// The capacity kept for bids that are not settled. Planck.
	#[codec(compact)]
	pub reserved: Balance,
	/// The number of bids on the listing that are not settled: its terms are fixed until then.
	#[codec(compact)]
	pub bids: u32,
	/// The number of running deals.
	#[codec(compact)]
	pub deals: u32,
	/// The remaining cover. Planck.
	#[codec(compact)]
	pub cover: Balance,
	/// The shares of the deals in the cover.
	pub pool: Cover,
	/// The deals that are not active yet.
	pub waiting: Option<Waiting>,
	/// The level of the listing in the order book, while it is listed there.
	pub level: Option<u16>,
	/// Whether the validator cannot be elected: it is offline, leaving, jailed or banned. The
	/// listing is out of the order book until the validator is online again.
	pub suspended: bool,
	/// Whether the listing was found to have expired and has left the order book.
	pub lapsed: bool,
	/// The number of ended exit cohorts: no longer covered, but their owners may have payouts to
	/// claim.
	#[codec(compact)]
	pub ended: u32,
	/// The unclaimed payouts of ended exit cohorts. Planck.
	#[codec(compact)]
	pub ended_owed: Balance,
	/// The deposit held of the validator for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

impl<AccountId> Listing<AccountId> {
	/// The remaining capacity. Planck.
	pub fn capacity_left(&self) -> Balance {
		self.terms.capacity.saturating_sub(self.filled).saturating_sub(self.reserved)
	}

	/// Whether the listing takes offers in `epoch`.
	pub fn is_open(&self, epoch: EpochIndex) -> bool {
		!self.closed && epoch < self.terms.expiry
	}
}

/// The deals that exited a listing in an epoch and are still liable, with their part of the cover.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExitCohort {
	/// The epoch in which the deals were closed.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The cover of these deals.
	pub pool: Cover,
}

/// An owner's part of a [`Cover`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Coverage {
	/// A deposit that is not active yet: the epoch of the deposit, and its units.
	pub waiting: Option<(EpochIndex, Balance)>,
	/// The shares in the cover.
	pub shares: Shares,
	/// The index up to which payouts were settled.
	pub settled: Index,
	/// Settled payouts that were not paid yet. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
}

/// The record of a validator in the market.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Operator {
	/// The listings of the validator, open or closed.
	pub listings: BoundedVec<ListingId, ConstU32<MAX_LISTINGS>>,
	/// The number of jailings and bans that were not reversed. Each broke all its deals.
	#[codec(compact)]
	pub breaches: u32,
	/// The number of times that the validator went offline and so broke all its deals.
	#[codec(compact)]
	pub absences: u32,
}
