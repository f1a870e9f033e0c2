//! The stored records of the pallet, and the parameters that governance sets.

// Derived code casts variant indices.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Credit, ConstU32},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass, StakeMark};
use palisade_share_pool::{Cover, Index, Pending, Shares};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

mod auction;
mod deal;
mod listing;
mod sale;

pub use auction::*;
pub use deal::*;
pub use listing::*;
pub use sale::*;

/// The largest number of listings of a validator, open or closed. A slash looks at all of them.
pub const MAX_LISTINGS: u32 = 8;

/// The number of times that the terms of an offer can be countered.
pub const MAX_ROUNDS: u8 = 8;

/// The largest number of bids on a request.
pub const MAX_BIDS: u32 = 64;

/// The largest number of validators over which a request is spread.
pub const MAX_PARTS: u32 = 8;

/// The number of last trades that are kept.
pub const MAX_TRADES: u32 = 256;

/// The number of entries of the order book that a match looks at.
pub const MAX_LOOKS: u32 = 32;

/// The number of places of the order book at which a block looks for expired listings.
pub const SWEPT_IN_A_BLOCK: u32 = 4;

/// The number of entries of the order book that a read looks at.
pub const MAX_SCAN: u32 = 10_000;

/// The largest number of exit epochs of a listing that are covered at a time.
pub const MAX_EXIT_COHORTS: u32 = 64;

/// The commission between two levels of the order book. Parts per billion.
pub const LEVEL: u32 = 1_000_000;

/// The bitmap of the order book: words of 64 levels, for 1,001 levels from 0 % to 100 %.
pub const LEVEL_WORDS: usize = 16;

/// The best rating.
pub const MAX_RATING: u8 = 5;

/// The number of a listing.
pub type ListingId = u64;
/// The number of an offer.
pub type OfferId = u64;
/// The number of a request.
pub type RequestId = u64;
/// The number of a sale.
pub type SaleId = u64;

/// An imbalance of the currency, to be resolved.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// The terms of a listing in a runtime.
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
/// An asset for sale in a runtime.
pub type AssetOf<T> = Asset<<T as frame_system::Config>::AccountId>;
/// A sale in a runtime.
pub type SaleOf<T> = Sale<<T as frame_system::Config>::AccountId>;
/// A trade in a runtime.
pub type TradeOf<T> = Trade<<T as frame_system::Config>::AccountId>;

/// The moves of a deadline, in epochs, by interruptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Moved {
	/// The deadline accounts for interruptions before this epoch.
	#[codec(compact)]
	pub to: EpochIndex,
	/// The sum of all moves over the life of the record. Epochs, at most
	/// [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS).
	#[codec(compact)]
	pub by: EpochIndex,
}

impl Moved {
	/// The start for a record made in `epoch`: no moves yet.
	pub fn not_since(epoch: EpochIndex) -> Self {
		Self { to: epoch, by: 0 }
	}
}

/// A record that can be removed after its expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Expired {
	/// A listing that has expired.
	Listing(#[codec(compact)] ListingId),
	/// An offer that has expired, or, without a reward, one whose listing has changed, closed or is
	/// gone.
	Offer(#[codec(compact)] OfferId),
	/// A request that was not settled in time, with its bids.
	Request(#[codec(compact)] RequestId),
	/// A deal that has ended, is no longer liable, and whose time for ratings is over.
	Deal(#[codec(compact)] DealId),
	/// A sale that has expired, or whose seller has given the asset up.
	Sale(#[codec(compact)] SaleId),
}

/// The deposits for stored records, in planck, and the reward for their removal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Deposits {
	/// The deposit of a listing.
	#[codec(compact)]
	pub listing: Balance,
	/// The deposit of an offer, and of the deal that comes of it.
	#[codec(compact)]
	pub offer: Balance,
	/// The deposit of a request.
	#[codec(compact)]
	pub request: Balance,
	/// The deposit of a bid. A bidder forfeits it by an act of its own after which the bid cannot
	/// win: see [`Fault`].
	#[codec(compact)]
	pub bid: Balance,
	/// The deposit of a sale.
	#[codec(compact)]
	pub sale: Balance,
	/// The caller's part of the deposit for removing a record, rounded down.
	pub cleaner: Perbill,
}

/// The rules of the market.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Rules {
	/// The part of each deal that goes to the treasury.
	pub protocol_fee: Perbill,
	/// The highest fee of an early exit, as a part of the deal.
	pub maximum_exit_fee: Perbill,
	/// The longest time for bids on a request. Blocks.
	#[codec(compact)]
	pub bidding: u32,
	/// The extension by a late bid. A bid within this many blocks of the close moves the close to
	/// this many blocks after the bid. Blocks.
	#[codec(compact)]
	pub extension: u32,
	/// The sum of all extensions by late bids. Blocks.
	#[codec(compact)]
	pub extensions: u32,
	/// The time to reveal bids. Blocks.
	#[codec(compact)]
	pub reveal: u32,
	/// The time to settle a request. Blocks.
	#[codec(compact)]
	pub settlement: u32,
	/// The part of the active stake that an entity may reach by a request.
	pub concentration: Perbill,
	/// The part added to it where a request cannot be filled otherwise.
	pub concentration_slack: Perbill,
	/// The least amount of a deal whose ratings count. Planck.
	#[codec(compact)]
	pub rated_amount: Balance,
	/// The least duration of a deal whose ratings count. Epochs.
	#[codec(compact)]
	pub rated_epochs: u32,
}
