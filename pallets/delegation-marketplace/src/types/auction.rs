//! Requests for delegations, and the bids on them.

use super::*;

/// The demands of a delegator on a listing and its validator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Requirements {
	/// The least part of the listing's capacity that is covered, rounded up.
	pub minimum_cover: Perbill,
	/// The highest fee for an early exit, as a part of the deal.
	pub maximum_exit_fee: Perbill,
	/// Whether the validator must have a clean record.
	pub clean_record: bool,
	/// Whether a validator with an open case, proven or alleged, is acceptable: its stake may be
	/// slashed for an offence of the past. Clients that leave the field out refuse it.
	pub accept_open_case: bool,
	/// The least score.
	pub minimum_score: Option<u32>,
	/// The most crowded diversity bucket that is allowed.
	pub maximum_bucket: Option<u8>,
	/// The least level of attestation.
	pub minimum_attestation: u8,
}

/// The terms of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct RequestTerms<BlockNumber> {
	/// The amount of the request. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The highest commission.
	pub maximum_commission: Perbill,
	/// The term. Epochs.
	#[codec(compact)]
	pub term: u32,
	/// The demands on bidders.
	pub requirements: Requirements,
	/// Whether bids are sealed until the closing block.
	pub sealed: bool,
	/// The number of validators over which the request may be spread.
	pub parts: u32,
	/// The last block for bids.
	pub closing: BlockNumber,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Request<AccountId, BlockNumber> {
	/// The author of the request.
	pub delegator: AccountId,
	/// The terms of the request. The amount is in escrow. Late bids move the closing block.
	pub terms: RequestTerms<BlockNumber>,
	/// The last block to which late bids can move the closing block.
	pub latest: BlockNumber,
	/// The last block for reveals.
	pub reveal_until: BlockNumber,
	/// The last block for settlement.
	pub settle_until: BlockNumber,
	/// The interruptions since genesis for which the four blocks above account. Blocks.
	#[codec(compact)]
	pub interrupted: u32,
	/// The interruptions that can still move them. Blocks. At zero no bid is forfeited.
	#[codec(compact)]
	pub can_wait: u32,
	/// The protocol fee of the deals, fixed when the request was made.
	pub fee: Perbill,
	/// The deposit held of the delegator for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
	/// The deposit held of the delegator for each deal that can come of the request. Planck.
	#[codec(compact)]
	pub deal_deposit: Balance,
}

/// The terms of a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BidTerms {
	/// The bidder's listing, which supplies cover, exit fee and score floor of the deal.
	#[codec(compact)]
	pub listing: ListingId,
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// The most that the bidder takes. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The cover added to the listing if the bid wins. Planck.
	#[codec(compact)]
	pub cover: Balance,
}

/// The stage of a bid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum BidStage {
	/// A commitment: see [`commitment`](crate::auction::commitment).
	Committed(H256),
	/// An open or revealed bid.
	Open(BidTerms),
}

/// The reason for which a bidder forfeits the deposit of its bid: the bid cannot win by an act of
/// its own maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Fault {
	/// The bid was not revealed.
	Unrevealed,
	/// The validator is offline, is leaving or has left, is in jail or is banned.
	NotOnline,
	/// The staking pallet takes no deals for the validator: an offence of the validator was proven,
	/// or a slash has left nearly nothing of its liquid stake.
	TakesNoDeals,
	/// The validator no longer has the clean record that the request requires.
	Record,
	/// The validator no longer has the level of attestation that the request requires.
	Attestation,
	/// A slash has taken the cover that the request requires, or wiped the deals of the listing
	/// out.
	Cover,
}

/// A bid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Bid<AccountId> {
	/// The bidder.
	pub validator: AccountId,
	/// The stage of the bid.
	pub stage: BidStage,
	/// The value of [`NextId`](crate::NextId) when the bid was made. Terms of a listing with this
	/// number or a higher one were set later.
	#[codec(compact)]
	pub made: u64,
	/// The active stake of the bidder's entity when the bid was made. Planck.
	#[codec(compact)]
	pub stake: Balance,
	/// The deposit held of the bidder for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}
