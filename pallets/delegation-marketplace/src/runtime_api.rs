//! The runtime API for wallets and tools: `api.call.delegationMarketplaceApi.*` in polkadot.js.

use crate::types::*;
use alloc::vec::Vec;
use codec::{Codec, Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{Balance, DealId, EpochIndex, Region};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// A listing, with the state of its validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ListingView<AccountId> {
	/// The number of the listing.
	pub id: ListingId,
	/// The validator.
	pub validator: AccountId,
	/// The current version, to be named in an offer.
	pub version: u32,
	/// The offered terms.
	pub terms: ListingTerms<AccountId>,
	/// Whether the listing takes offers now.
	pub open: bool,
	/// The remaining capacity. Planck.
	pub capacity_left: Balance,
	/// The remaining cover. Planck.
	pub cover: Balance,
	/// The value of its active deals. Planck.
	pub covered: Balance,
	/// The number of running deals.
	pub deals: u32,
	/// The score of the validator.
	pub score: Option<u32>,
	/// The validator's declared region.
	pub region: Option<Region>,
	/// The validator's diversity bucket.
	pub bucket: Option<u8>,
	/// The validator's level of attestation.
	pub attestation: u8,
	/// Whether the validator has a clean record.
	pub clean_record: bool,
	/// Whether the validator has an open case.
	pub open_offence: bool,
}

/// The order of listings in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum BookOrder {
	/// The lowest commission first.
	Commission,
	/// The shortest term first.
	Term,
	/// The best score first; listings without a score last.
	Score,
}

/// The filter and order of a query.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BookQuery {
	/// The order within a page. Pages follow each other by commission, in steps of 0.1 %.
	pub order: BookOrder,
	/// Only listings that take this amount. Planck.
	pub amount: Option<Balance>,
	/// Only listings that take this term. Epochs.
	pub term: Option<u32>,
	/// Only listings at this commission or less.
	pub maximum_commission: Option<Perbill>,
	/// Only listings whose validator has at least this score.
	pub minimum_score: Option<u32>,
	/// Only listings whose validator runs in this region.
	pub region: Option<Region>,
}

/// A page of the order book.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BookPage<AccountId> {
	/// The listings.
	pub listings: Vec<ListingView<AccountId>>,
	/// The start of the next page, if there is one.
	pub next: Option<(u16, Option<ListingId>)>,
}

/// A deal. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct MarketDealView<AccountId> {
	/// The number of the deal.
	pub id: DealId,
	/// The owner of the deal.
	pub owner: AccountId,
	/// The validator of the deal.
	pub validator: AccountId,
	/// The listing of the deal.
	pub listing: ListingId,
	/// The agreed terms.
	pub terms: DealTerms,
	/// The value of the stake.
	pub value: Balance,
	/// The rewards to claim.
	pub rewards: Balance,
	/// The payouts of the cover to claim.
	pub cover_owed: Balance,
	/// The payout of the cover if the whole stake were lost.
	pub cover: Balance,
	/// The first epoch after the term.
	pub end: EpochIndex,
	/// The fee of an exit now.
	pub exit_fee: Balance,
	/// The validator's breach of the deal, if any.
	pub breach: Option<Breach>,
	/// Whether the validator has an open case, so that the deal may be slashed.
	pub open_offence: bool,
	/// Whether the delegator, and whether the validator, want the deal to renew itself.
	pub renews: (bool, bool),
	/// The proposed renewal, if any.
	pub proposal: Option<Proposal>,
	/// The end of the deal, once it has ended.
	pub finished: Option<Finished>,
}

/// A sale. Amounts in planck.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SaleView<AccountId> {
	/// The number of the sale.
	pub id: SaleId,
	/// The record of the sale.
	pub sale: Sale<AccountId>,
	/// The validator of the asset; `None` for a deal that is gone.
	pub validator: Option<AccountId>,
	/// The current value of the asset. Less than was offered if the seller has given up a part.
	pub value: Balance,
	/// Whether the sale is over before its expiry: the seller does not own the asset, or the asset
	/// is no longer what was offered. It cannot be bought, and any account can reap it.
	pub over: bool,
	/// Whether the validator has an open case, so that the asset may be slashed.
	pub open_offence: bool,
	/// Whether the seller is the validator or related to it: by declaration, by a proxy or by a
	/// reward account. Such a seller may know of an offence before others.
	pub related: bool,
}

/// A request and its bids.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct RequestView<AccountId, BlockNumber> {
	/// The number of the request.
	pub id: RequestId,
	/// The record of the request.
	pub request: Request<AccountId, BlockNumber>,
	/// The bids, the earliest first.
	pub bids: Vec<Bid<AccountId>>,
	/// The bidders that have an open case. They are left out of the settlement, unless the request
	/// accepts it.
	pub open_offences: Vec<AccountId>,
}

sp_api::decl_runtime_apis! {
	/// Reads of the market. Deadlines are as of now: moved by the interruptions until now; later
	/// interruptions may move them further.
	pub trait DelegationMarketplaceApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// A listing.
		fn listing(id: ListingId) -> Option<ListingView<AccountId>>;

		/// The listings of a validator.
		fn listings_of(validator: AccountId) -> Vec<ListingView<AccountId>>;

		/// The remaining capacity of a validator, over all its open listings that are not reserved.
		/// Planck.
		fn capacity_left(validator: AccountId) -> Balance;

		/// A page of at most `most` open listings, after the place that the last page has named.
		/// The read looks at [`MAX_SCAN`] listings at most, so a page may be short of `most` though
		/// more follow.
		fn order_book(
			query: BookQuery,
			from: Option<(u16, Option<ListingId>)>,
			most: u32,
		) -> BookPage<AccountId>;

		/// The listing with the lowest commission for `amount` and `term` now that meets the
		/// requirements, whose validator has no open case unless they accept it, among the first
		/// [`MAX_SCAN`] entries of the order book.
		fn quote(
			who: AccountId,
			amount: Balance,
			term: u32,
			requirements: Requirements,
		) -> Option<ListingView<AccountId>>;

		/// At most `most` offers on a listing, after the offer `after`.
		fn offers_on(
			listing: ListingId,
			after: Option<OfferId>,
			most: u32,
		) -> Vec<(OfferId, Offer<AccountId>)>;

		/// A deal.
		fn deal(id: DealId) -> Option<MarketDealView<AccountId>>;

		/// The deals of an owner.
		fn deals_of(owner: AccountId) -> Vec<MarketDealView<AccountId>>;

		/// At most `most` deals on a listing, after the deal `after`.
		fn deals_on(
			listing: ListingId,
			after: Option<DealId>,
			most: u32,
		) -> Vec<MarketDealView<AccountId>>;

		/// The payouts that the covers of a validator's listings owe to `owner` for closed deals or
		/// bought exits: by listing and epoch, for `claim_exit_cover`. Planck.
		fn exit_cover(
			owner: AccountId,
			validator: AccountId,
		) -> Vec<(ListingId, EpochIndex, Balance)>;

		/// At most `most` requests, after the request `after`.
		fn requests(
			after: Option<RequestId>,
			most: u32,
		) -> Vec<RequestView<AccountId, BlockNumber>>;

		/// A request.
		fn request(id: RequestId) -> Option<RequestView<AccountId, BlockNumber>>;

		/// The commitment of a validator to a bid.
		fn bid_commitment(
			request: RequestId,
			validator: AccountId,
			terms: BidTerms,
			salt: [u8; 32],
		) -> H256;

		/// A sale.
		fn sale(id: SaleId) -> Option<SaleView<AccountId>>;

		/// At most `most` sales, after the sale `after`.
		fn sales(after: Option<SaleId>, most: u32) -> Vec<SaleView<AccountId>>;

		/// The last trades, the latest first, at most [`MAX_TRADES`]; only those of `validator`, if
		/// given.
		fn trades(validator: Option<AccountId>, most: u32) -> Vec<Trade<AccountId>>;
	}
}
