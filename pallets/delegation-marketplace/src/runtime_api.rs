//! What a wallet and a tool ask: `api.call.delegationMarketplaceApi.*` in polkadot.js.

use crate::types::*;
use alloc::vec::Vec;
use codec::{Codec, Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{Balance, DealId, EpochIndex, Region};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// A listing, and what is known of its validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ListingView<AccountId> {
	/// Its number.
	pub id: ListingId,
	/// The validator.
	pub validator: AccountId,
	/// The version to name in an offer.
	pub version: u32,
	/// What is offered.
	pub terms: ListingTerms<AccountId>,
	/// Whether offers are taken now.
	pub open: bool,
	/// What can still be taken. Planck.
	pub capacity_left: Balance,
	/// What is left of the cover. Planck.
	pub cover: Balance,
	/// What its deals are worth, as far as they are active. Planck.
	pub covered: Balance,
	/// Deals that run.
	pub deals: u32,
	/// The score of the validator.
	pub score: Option<u32>,
	/// Where it runs.
	pub region: Option<Region>,
	/// Its bucket of diversity.
	pub bucket: Option<u8>,
	/// The level of its attestation.
	pub attestation: u8,
	/// Whether nothing speaks against it.
	pub clean_record: bool,
	/// Whether it has to answer for an offence.
	pub open_offence: bool,
}

/// In which order listings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum BookOrder {
	/// The lowest commission first.
	Commission,
	/// The shortest term first.
	Term,
	/// The best score first; those without last.
	Score,
}

/// Which listings are shown.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BookQuery {
	/// In this order within a page. Pages follow each other by commission, in steps of 0.1 %.
	pub order: BookOrder,
	/// Those that take this amount. Planck.
	pub amount: Option<Balance>,
	/// Those that take this term. Epochs.
	pub term: Option<u32>,
	/// Those that cost no more.
	pub maximum_commission: Option<Perbill>,
	/// Those whose validator has at least this score.
	pub minimum_score: Option<u32>,
	/// Those whose validator runs there.
	pub region: Option<Region>,
}

/// A page of the order book.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BookPage<AccountId> {
	/// The listings.
	pub listings: Vec<ListingView<AccountId>>,
	/// Where the next page starts, if there is more.
	pub next: Option<(u16, Option<ListingId>)>,
}

/// A deal. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct MarketDealView<AccountId> {
	/// Its number.
	pub id: DealId,
	/// Whose it is.
	pub owner: AccountId,
	/// With this validator.
	pub validator: AccountId,
	/// On this listing.
	pub listing: ListingId,
	/// What was agreed.
	pub terms: DealTerms,
	/// What it is worth.
	pub value: Balance,
	/// Rewards that can be claimed.
	pub rewards: Balance,
	/// What its cover owes.
	pub cover_owed: Balance,
	/// What its cover would pay if everything were lost.
	pub cover: Balance,
	/// The first epoch in which its term is over.
	pub end: EpochIndex,
	/// What leaving it costs now.
	pub exit_fee: Balance,
	/// How the operator has broken it, if it has.
	pub breach: Option<Breach>,
	/// Whether the delegator and the operator want it to renew itself.
	pub renews: (bool, bool),
	/// A renewal that one party has proposed.
	pub proposal: Option<Proposal>,
	/// How it ended, once it has.
	pub finished: Option<Finished>,
}

/// Something for sale. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SaleView<AccountId> {
	/// Its number.
	pub id: SaleId,
	/// What is for sale.
	pub sale: Sale<AccountId>,
	/// With this validator.
	pub validator: Option<AccountId>,
	/// What it is worth now; less than was offered if the seller has given part of it up.
	pub value: Balance,
	/// Whether the validator has to answer for an offence, so that it may be slashed.
	pub open_offence: bool,
}

/// A request and its bids.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RequestView<AccountId, BlockNumber> {
	/// Its number.
	pub id: RequestId,
	/// What is asked for.
	pub request: Request<AccountId, BlockNumber>,
	/// The bids, the earliest first.
	pub bids: Vec<Bid<AccountId>>,
}

sp_api::decl_runtime_apis! {
	/// Reads of the market. Deadlines are those of now: moved by the interruptions until now, which may move them on.
	pub trait DelegationMarketplaceApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// A listing.
		fn listing(id: ListingId) -> Option<ListingView<AccountId>>;

		/// The listings of a validator.
		fn listings_of(validator: AccountId) -> Vec<ListingView<AccountId>>;

		/// What a validator still takes, in all listings that are open to everybody. Planck.
		fn capacity_left(validator: AccountId) -> Balance;

		/// A page of at most `most` listings that take offers, after a place that the last page has named. At most
		/// [`MAX_SCAN`] are looked at for a page, so that one may have fewer though there are more.
		fn order_book(
			query: BookQuery,
			from: Option<(u16, Option<ListingId>)>,
			most: u32,
		) -> BookPage<AccountId>;

		/// The listing with the lowest commission for `amount` and `term` now that is as demanded, among the first
		/// [`MAX_SCAN`] of the order book.
		fn quote(
			who: AccountId,
			amount: Balance,
			term: u32,
			requirements: Requirements,
		) -> Option<ListingView<AccountId>>;

		/// At most `most` offers on a listing, after one.
		fn offers_on(
			listing: ListingId,
			after: Option<OfferId>,
			most: u32,
		) -> Vec<(OfferId, Offer<AccountId>)>;

		/// A deal.
		fn deal(id: DealId) -> Option<MarketDealView<AccountId>>;

		/// The deals of a delegator.
		fn deals_of(owner: AccountId) -> Vec<MarketDealView<AccountId>>;

		/// At most `most` deals on a listing, after one.
		fn deals_on(
			listing: ListingId,
			after: Option<DealId>,
			most: u32,
		) -> Vec<MarketDealView<AccountId>>;

		/// What the covers of a validator's listings owe to `owner` for what it has closed, or bought as exits: by listing and
		/// epoch, for `claim_exit_cover`. Planck.
		fn exit_cover(
			owner: AccountId,
			validator: AccountId,
		) -> Vec<(ListingId, EpochIndex, Balance)>;

		/// At most `most` requests, after one.
		fn requests(
			after: Option<RequestId>,
			most: u32,
		) -> Vec<RequestView<AccountId, BlockNumber>>;

		/// A request.
		fn request(id: RequestId) -> Option<RequestView<AccountId, BlockNumber>>;

		/// What a validator has to commit to for a bid.
		fn bid_commitment(
			request: RequestId,
			validator: AccountId,
			terms: BidTerms,
			salt: [u8; 32],
		) -> H256;

		/// Something for sale.
		fn sale(id: SaleId) -> Option<SaleView<AccountId>>;

		/// At most `most` sales, after one.
		fn sales(after: Option<SaleId>, most: u32) -> Vec<SaleView<AccountId>>;

		/// The last trades, the latest first, at most [`MAX_TRADES`]; of one validator, if it says so.
		fn trades(validator: Option<AccountId>, most: u32) -> Vec<Trade<AccountId>>;
	}
}
