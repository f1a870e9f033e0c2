//! What the pallet stores, and what governance sets.

// Derived code casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Credit, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, Class, DealId, EpochIndex};
use palisade_share_pool::{Cover, Index, Pending, Shares};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// Listings of a validator at a time, in whatever state: a slash looks at all of them.
pub const MAX_LISTINGS: u32 = 8;

/// Times that the terms of an offer can be countered.
pub const MAX_ROUNDS: u8 = 8;

/// Bids on a request.
pub const MAX_BIDS: u32 = 64;

/// Validators over which a request is spread.
pub const MAX_PARTS: u32 = 8;

/// The last trades that are kept.
pub const MAX_TRADES: u32 = 256;

/// Entries of the order book that a match looks at.
pub const MAX_LOOKS: u32 = 32;

/// Entries of the order book that a read looks at.
pub const MAX_SCAN: u32 = 10_000;

/// Epochs of which exits of deals can be covered at a time.
pub const MAX_LEAVERS: u32 = 64;

/// Parts per billion of commission between two levels of the order book.
pub const LEVEL: u32 = 1_000_000;

/// Words of 64 levels of the order book: 1,001 levels, from no commission to all.
pub const LEVEL_WORDS: usize = 16;

/// The best rating.
pub const MAX_RATING: u8 = 5;

/// Number of a listing.
pub type ListingId = u64;
/// Number of an offer.
pub type OfferId = u64;
/// Number of a request.
pub type RequestId = u64;
/// Number of a sale.
pub type SaleId = u64;

/// A part of money.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// Terms of a listing in a runtime.
pub type ListingTermsOf<T> = ListingTerms<<T as frame_system::Config>::AccountId>;
/// A listing in a runtime.
pub type ListingOf<T> = Listing<<T as frame_system::Config>::AccountId>;
/// An offer in a runtime.
pub type OfferOf<T> = Offer<<T as frame_system::Config>::AccountId>;
/// Terms of a request in a runtime.
pub type RequestTermsOf<T> = RequestTerms<BlockNumberFor<T>>;
/// A request in a runtime.
pub type RequestOf<T> = Request<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// The bids on a request in a runtime, the earliest first.
pub type BidsOf<T> = BoundedVec<Bid<<T as frame_system::Config>::AccountId>, ConstU32<MAX_BIDS>>;
/// A deal in a runtime.
pub type DealOf<T> = Deal<<T as frame_system::Config>::AccountId>;
/// Something for sale in a runtime.
pub type AssetOf<T> = Asset<<T as frame_system::Config>::AccountId>;
/// A sale in a runtime.
pub type SaleOf<T> = Sale<<T as frame_system::Config>::AccountId>;
/// A trade in a runtime.
pub type TradeOf<T> = Trade<<T as frame_system::Config>::AccountId>;

/// How interruptions have moved a deadline in epochs.
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
pub struct Moved {
	/// Interruptions before this epoch have moved it.
	#[codec(compact)]
	pub to: EpochIndex,
	/// By so many epochs, in the whole life of the record: at most
	/// [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS).
	#[codec(compact)]
	pub by: EpochIndex,
}

impl Moved {
	/// A deadline of a record that is made in `epoch`.
	pub fn not_since(epoch: EpochIndex) -> Self {
		Self { to: epoch, by: 0 }
	}
}

/// Whom a listing is for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClientRequirements<AccountId> {
	/// Only for this delegator. Such a listing is not in the order book.
	pub reserved_for: Option<AccountId>,
	/// Most that one deal may take. Planck.
	pub maximum_delegation: Option<Balance>,
	/// Longest term. Epochs.
	pub maximum_term: Option<u32>,
}

impl<AccountId> Default for ClientRequirements<AccountId> {
	fn default() -> Self {
		Self { reserved_for: None, maximum_delegation: None, maximum_term: None }
	}
}

/// What a validator offers.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ListingTerms<AccountId> {
	/// How much it takes in all deals of the listing. Planck.
	#[codec(compact)]
	pub capacity: Balance,
	/// Least amount of a deal. Planck.
	#[codec(compact)]
	pub minimum_delegation: Balance,
	/// Its part of the rewards.
	pub commission: Perbill,
	/// Shortest term. Epochs.
	#[codec(compact)]
	pub minimum_term: u32,
	/// Its own money that pays for what deals lose by slashes. Planck.
	#[codec(compact)]
	pub cover: Balance,
	/// Part of a deal that leaving before the end of its term costs; see [`Rules::maximum_exit_fee`].
	pub exit_fee: Perbill,
	/// Score that the validator promises to keep.
	pub score_floor: Option<u32>,
	/// The first epoch in which nothing can be offered any more.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// Whom it is for.
	pub requirements: ClientRequirements<AccountId>,
}

/// Deposits of an epoch that are not covered before they are active.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Waiting {
	/// The epoch in which they were made.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// What they are.
	pub deposits: Pending,
}

/// A listing.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Listing<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Rises whenever the terms change or the cover pays, so that nobody agrees to what it has not seen.
	#[codec(compact)]
	pub version: u32,
	/// What is offered.
	pub terms: ListingTerms<AccountId>,
	/// How interruptions have moved its expiry.
	pub moved: Moved,
	/// Whether nothing can be offered any more.
	pub closed: bool,
	/// What is taken of the capacity. That of a covered deal is free again once its cover has ended. Planck.
	#[codec(compact)]
	pub filled: Balance,
	/// Deals that run.
	#[codec(compact)]
	pub deals: u32,
	/// What is left of the cover. Planck.
	#[codec(compact)]
	pub cover: Balance,
	/// What of it belongs to whom.
	pub pool: Cover,
	/// Deals that are not active yet.
	pub waiting: Option<Waiting>,
	/// Its level in the order book, while it is there.
	pub level: Option<u16>,
	/// Epochs whose exits are not covered any more, but whose owners may have something to claim.
	#[codec(compact)]
	pub ended: u32,
	/// What they have to claim. Planck.
	#[codec(compact)]
	pub ended_owed: Balance,
	/// What is held of the validator for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

impl<AccountId> Listing<AccountId> {
	/// What can still be taken. Planck.
	pub fn capacity_left(&self) -> Balance {
		self.terms.capacity.saturating_sub(self.filled)
	}

	/// Whether something can be offered in `epoch`.
	pub fn is_open(&self, epoch: EpochIndex) -> bool {
		!self.closed && epoch < self.terms.expiry
	}
}

/// What left in an epoch and is still liable, with its part of the cover.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Leavers {
	/// The epoch in which the deals were closed.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// What was in them.
	pub pool: Cover,
}

/// Somebody's part of a [`Cover`].
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
pub struct Coverage {
	/// A deposit that waits for the end of an epoch, and its units.
	pub waiting: Option<(EpochIndex, Balance)>,
	/// Its shares.
	pub shares: Shares,
	/// The index up to which it was settled.
	pub settled: Index,
	/// Payouts that were settled and not paid. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
}

/// What the pallet knows of a validator.
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
pub struct Operator {
	/// Its listings, in whatever state.
	pub listings: BoundedVec<ListingId, ConstU32<MAX_LISTINGS>>,
	/// How often it broke all its deals by being jailed.
	#[codec(compact)]
	pub breaches: u32,
	/// How often it broke all its deals by going offline.
	#[codec(compact)]
	pub absences: u32,
}

/// Who.
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
pub enum Party {
	/// The validator.
	Operator,
	/// The other side.
	Delegator,
}

impl Party {
	/// The other one.
	pub fn other(self) -> Self {
		match self {
			Self::Operator => Self::Delegator,
			Self::Delegator => Self::Operator,
		}
	}
}

/// What two parties agree on.
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
pub struct DealTerms {
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// How long. Epochs.
	#[codec(compact)]
	pub term: u32,
}

/// An offer.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId> {
	/// On this listing.
	#[codec(compact)]
	pub listing: ListingId,
	/// The version of the listing that the delegator has seen.
	#[codec(compact)]
	pub version: u32,
	/// Whose it is.
	pub delegator: AccountId,
	/// How much. In escrow. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The terms that were named last.
	pub terms: DealTerms,
	/// How often they were countered.
	pub round: u8,
	/// Whose answer is awaited.
	pub turn: Party,
	/// The first epoch in which it does not hold any more.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// How interruptions have moved its expiry.
	pub moved: Moved,
	/// Part of it that goes to the treasury, as it was when the offer was made.
	pub fee: Perbill,
	/// What is held of the delegator for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What a delegator demands of a listing and its validator.
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
pub struct Requirements {
	/// Least part of the listing's capacity that is covered, rounded up.
	pub minimum_cover: Perbill,
	/// Highest fee for leaving early, as a part of the deal.
	pub maximum_exit_fee: Perbill,
	/// Whether nothing may speak against it.
	pub clean_record: bool,
	/// Least score.
	pub minimum_score: Option<u32>,
	/// The most crowded bucket of diversity that will do.
	pub maximum_bucket: Option<u8>,
	/// Least level of its attestation.
	pub minimum_attestation: u8,
}

/// What a delegator asks for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RequestTerms<BlockNumber> {
	/// How much. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// Highest commission.
	pub maximum_commission: Perbill,
	/// How long. Epochs.
	#[codec(compact)]
	pub term: u32,
	/// Who can win.
	pub requirements: Requirements,
	/// Whether bids are secret until the closing block.
	pub sealed: bool,
	/// Over how many validators it may be spread.
	pub parts: u32,
	/// The last block for bids.
	pub closing: BlockNumber,
}

/// A request.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Request<AccountId, BlockNumber> {
	/// Whose it is.
	pub delegator: AccountId,
	/// What is asked for. The amount is in escrow. Late bids move the closing block.
	pub terms: RequestTerms<BlockNumber>,
	/// The block to which late bids can move it.
	pub latest: BlockNumber,
	/// The last block in which bids can be revealed.
	pub reveal_until: BlockNumber,
	/// The last block in which it can be settled.
	pub settle_until: BlockNumber,
	/// Interruptions of so many blocks since genesis have moved the four blocks above.
	#[codec(compact)]
	pub interrupted: u32,
	/// By so many blocks interruptions can still move them. Once none is left no bid is forfeited.
	#[codec(compact)]
	pub can_wait: u32,
	/// Part of it that goes to the treasury, as it was when the request was made.
	pub fee: Perbill,
	/// What is held for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
	/// What is held for storing each deal that can come of it. Planck.
	#[codec(compact)]
	pub deal_deposit: Balance,
}

/// What a validator bids.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BidTerms {
	/// The listing of its own whose cover, exit fee and floor the deal gets.
	#[codec(compact)]
	pub listing: ListingId,
	/// Its part of the rewards.
	pub commission: Perbill,
	/// Most that it takes. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// What it adds to the cover of the listing if it wins. Planck.
	#[codec(compact)]
	pub cover: Balance,
}

/// What is known of a bid.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum BidStage {
	/// A hash of it: see [`commitment`](crate::auction::commitment).
	Committed(H256),
	/// All of it.
	Open(BidTerms),
}

/// A bid.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Bid<AccountId> {
	/// Whose it is.
	pub validator: AccountId,
	/// What is known of it.
	pub stage: BidStage,
	/// What is held for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A renewal that one party has proposed.
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
pub struct Proposal {
	/// Which one.
	pub by: Party,
	/// What it proposes.
	pub terms: DealTerms,
	/// When it did.
	#[codec(compact)]
	pub made: EpochIndex,
	/// The end of the term then: a proposal does not outlive the term in which it was made.
	#[codec(compact)]
	pub end: EpochIndex,
}

/// A deal that has ended.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Finished {
	/// In this epoch.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// Whether ratings of it count.
	pub counts: bool,
	/// Whether the delegator has rated it.
	pub rated_by_delegator: bool,
	/// Whether the operator has rated it.
	pub rated_by_operator: bool,
}

/// A deal.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deal<AccountId> {
	/// Whose it is.
	pub owner: AccountId,
	/// With this validator.
	pub validator: AccountId,
	/// On this listing.
	#[codec(compact)]
	pub listing: ListingId,
	/// What was put in. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// What was agreed.
	pub terms: DealTerms,
	/// The epoch in which it was opened.
	#[codec(compact)]
	pub opened: EpochIndex,
	/// The first epoch in which its term is over, renewals that happen by themselves not included.
	#[codec(compact)]
	pub end: EpochIndex,
	/// How interruptions have moved its end, and that of a proposal.
	pub moved: Moved,
	/// Part of it that leaving before costs.
	pub exit_fee: Perbill,
	/// Score that the validator has promised to keep.
	pub score_floor: Option<u32>,
	/// How often the validator had been jailed when this one was opened or renewed.
	#[codec(compact)]
	pub breaches: u32,
	/// How often it had gone offline.
	#[codec(compact)]
	pub absences: u32,
	/// Whether the parties belonged together when they made it.
	pub related: bool,
	/// Whether the delegator wants it to renew itself.
	pub delegator_renews: bool,
	/// Whether the operator does.
	pub operator_renews: bool,
	/// A renewal that one party has proposed.
	pub proposal: Option<Proposal>,
	/// Its part of the cover.
	pub coverage: Coverage,
	/// How it ended, once it has.
	pub finished: Option<Finished>,
	/// Whether it takes of the listing's capacity.
	pub occupies: bool,
	/// What is held of the owner for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

impl<AccountId> Deal<AccountId> {
	/// Whether both parties want it to renew itself.
	pub fn renews_itself(&self) -> bool {
		self.delegator_renews && self.operator_renews
	}

	/// The first epoch in which its term is over, as seen in `epoch`: where both want it, it renews itself for as long
	/// as it was agreed on last, again and again.
	pub fn end_as_of(&self, epoch: EpochIndex) -> EpochIndex {
		if !self.renews_itself() || epoch < self.end || self.terms.term == 0 {
			return self.end;
		}
		let over = epoch.saturating_sub(self.end);
		let rounds = over.checked_div(self.terms.term).unwrap_or_default().saturating_add(1);
		self.end.saturating_add(self.terms.term.saturating_mul(rounds))
	}
}

/// Why a deal can be left without a fee before its end.
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
pub enum Breach {
	/// The validator was jailed or banned.
	Jailed,
	/// The validator gives up, or has.
	Left,
	/// The validator is offline, or was, or a gate of the chain keeps it out: it cannot or could not be elected.
	NotElectable,
	/// Nearly nothing was left of the stake after a slash, and it has left.
	Lapsed,
	/// The commission is above what was agreed.
	Commission,
	/// The score of the validator is below what it promised.
	Score,
}

/// Something that can be sold.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Asset<AccountId> {
	/// Stake with a validator.
	Position {
		/// The validator.
		validator: AccountId,
		/// In this class.
		class: Class,
		/// Worth so much. Planck.
		#[codec(compact)]
		amount: Balance,
	},
	/// A deal, with its rewards that were not claimed and its cover.
	Deal(#[codec(compact)] DealId),
	/// All exits from a validator in an epoch, with their cover.
	Exits {
		/// The validator.
		validator: AccountId,
		/// The epoch.
		#[codec(compact)]
		epoch: EpochIndex,
	},
}

/// Something that is for sale.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sale<AccountId> {
	/// Whose it is.
	pub seller: AccountId,
	/// What it is.
	pub asset: Asset<AccountId>,
	/// What it costs. Planck.
	#[codec(compact)]
	pub price: Balance,
	/// The first epoch in which it is not for sale any more.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// How interruptions have moved its expiry.
	pub moved: Moved,
	/// Whether it is for sale while the validator has to answer for an offence.
	pub despite_offence: bool,
	/// The terms of a deal and their end when it was put up for sale: it cannot be bought at others.
	pub terms: Option<(DealTerms, EpochIndex)>,
	/// By so many epochs interruptions have moved that end since the deal was made.
	#[codec(compact)]
	pub end_moved_by: EpochIndex,
	/// What is held of the seller for storing it. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// What was traded.
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
pub enum TradeKind {
	/// A deal was agreed on; its price is the commission.
	Deal {
		/// What was agreed.
		terms: DealTerms,
	},
	/// A position was sold.
	Position {
		/// For so much. Planck.
		#[codec(compact)]
		price: Balance,
	},
	/// A deal was sold.
	DealSold {
		/// For so much. Planck.
		#[codec(compact)]
		price: Balance,
	},
	/// Exits were sold.
	Exits {
		/// For so much. Planck.
		#[codec(compact)]
		price: Balance,
	},
}

/// A trade.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Trade<AccountId> {
	/// The validator with which the stake is.
	pub validator: AccountId,
	/// What the stake was worth. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// What was traded, at what price.
	pub kind: TradeKind,
	/// When.
	#[codec(compact)]
	pub epoch: EpochIndex,
}

/// What can be cleaned.
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
pub enum Item {
	/// A listing that has expired.
	Listing(#[codec(compact)] ListingId),
	/// An offer that has expired; without a reward also one whose listing has changed or is gone.
	Offer(#[codec(compact)] OfferId),
	/// A request that nobody has settled in time, with its bids.
	Request(#[codec(compact)] RequestId),
	/// A deal that has ended and is no longer liable, and that could be rated as long as that.
	Deal(#[codec(compact)] DealId),
	/// A sale that has expired.
	Sale(#[codec(compact)] SaleId),
}

/// Deposits, in planck, and what of them goes to whoever cleans up.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposits {
	/// For a listing.
	#[codec(compact)]
	pub listing: Balance,
	/// For an offer, and the deal that comes of it.
	#[codec(compact)]
	pub offer: Balance,
	/// For a request.
	#[codec(compact)]
	pub request: Balance,
	/// For a bid. Forfeited by those who do not reveal theirs.
	#[codec(compact)]
	pub bid: Balance,
	/// For a sale.
	#[codec(compact)]
	pub sale: Balance,
	/// What whoever cleans up gets of it, rounded down.
	pub cleaner: Perbill,
}

/// The rules of the market.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Rules {
	/// Part of each deal that goes to the treasury.
	pub protocol_fee: Perbill,
	/// Most that leaving a deal early may cost, as a part of it.
	pub maximum_exit_fee: Perbill,
	/// Longest time that a request is open for bids. Blocks.
	#[codec(compact)]
	pub bidding: u32,
	/// A bid in so many last blocks before the close moves it by as many. Blocks.
	#[codec(compact)]
	pub extension: u32,
	/// By how much late bids can move the close, all together. Blocks.
	#[codec(compact)]
	pub extensions: u32,
	/// Time to reveal bids. Blocks.
	#[codec(compact)]
	pub reveal: u32,
	/// Time to settle a request. Blocks.
	#[codec(compact)]
	pub settlement: u32,
	/// The part of the active stake that an entity may come to by a request.
	pub concentration: Perbill,
	/// By how much more where a request cannot be filled otherwise.
	pub concentration_slack: Perbill,
	/// Least amount of a deal whose ratings count. Planck.
	#[codec(compact)]
	pub rated_amount: Balance,
	/// Least time that it has run. Epochs.
	#[codec(compact)]
	pub rated_epochs: u32,
}
