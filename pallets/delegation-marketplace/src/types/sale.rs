//! Sales of positions, deals and exits, and the history of trades.

use super::*;

/// An asset that can be sold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Asset<AccountId> {
	/// Stake with a validator.
	Position {
		/// The validator.
		validator: AccountId,
		/// The reward class.
		class: RewardClass,
		/// The value. Planck.
		#[codec(compact)]
		amount: Balance,
	},
	/// A deal, with its unclaimed rewards and its cover.
	Deal(#[codec(compact)] DealId),
	/// All exits from a validator in an epoch, with their cover.
	Exits {
		/// The validator.
		validator: AccountId,
		/// The epoch of exit.
		#[codec(compact)]
		epoch: EpochIndex,
	},
}

impl<AccountId: Clone> Asset<AccountId> {
	/// The asset without an amount, under which the sale of an owner is found.
	pub fn key(&self) -> Self {
		match self.clone() {
			Self::Position { validator, class, .. } => {
				Self::Position { validator, class, amount: 0 }
			},
			asset => asset,
		}
	}
}

/// An asset for sale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Sale<AccountId> {
	/// The owner of the asset.
	pub seller: AccountId,
	/// The asset.
	pub asset: Asset<AccountId>,
	/// The price. Planck.
	#[codec(compact)]
	pub price: Balance,
	/// The first epoch in which the asset is no longer for sale.
	#[codec(compact)]
	pub expiry: EpochIndex,
	/// The moves of the expiry.
	pub moved: Moved,
	/// The epoch in which the asset was offered.
	#[codec(compact)]
	pub made: EpochIndex,
	/// The mark of a position or of exits when they were offered. The sale is over once the asset
	/// has another. `None` for a deal, and for exits that got cover since.
	pub mark: Option<StakeMark>,
	/// Whether the asset is for sale while the validator has an open case.
	pub accept_open_case: bool,
	/// The terms of a deal for sale, and their end, when the sale was opened. The deal cannot be
	/// bought at other terms.
	pub terms: Option<(DealTerms, EpochIndex)>,
	/// The moves of that end, in epochs, from the making of the deal until this record was last
	/// moved.
	#[codec(compact)]
	pub end_moved_by: EpochIndex,
	/// The deposit held of the seller for the record. Planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// The kind of a trade, with its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum TradeKind {
	/// A new deal; its price is the commission.
	Deal {
		/// The agreed terms.
		terms: DealTerms,
	},
	/// A sale of a position.
	Position {
		/// The price. Planck.
		#[codec(compact)]
		price: Balance,
	},
	/// A sale of a deal.
	DealSold {
		/// The price. Planck.
		#[codec(compact)]
		price: Balance,
	},
	/// A sale of exits.
	Exits {
		/// The price. Planck.
		#[codec(compact)]
		price: Balance,
	},
}

/// A trade.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Trade<AccountId> {
	/// The validator of the stake.
	pub validator: AccountId,
	/// The value of the stake. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The kind and the price.
	pub kind: TradeKind,
	/// The epoch of the trade.
	#[codec(compact)]
	pub epoch: EpochIndex,
}
