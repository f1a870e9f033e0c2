//! Deals: positions of the liquid class with a commission of their own.

use crate::{Balance, EpochIndex};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

/// Number of a deal.
pub type DealId = u64;

/// A deal as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealStatus<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// Value of the stake in the deal, rewards not included. Planck.
	pub value: Balance,
	/// Rewards that can be claimed. Planck.
	pub rewards: Balance,
	/// The first epoch in which the deal is liable and earns: the next epoch while its deposit is
	/// not active yet, the running epoch afterwards.
	pub active_from: EpochIndex,
	/// Whether the deal was closed because a slash left nearly nothing of it. A lapsed deal earns
	/// nothing.
	pub lapsed: bool,
}

/// Opens, amends and closes deals. For the pallet in which the parties agree on them.
pub trait DealControl<AccountId> {
	/// Whether `validator` accepts deals now.
	fn accepts_deals(validator: &AccountId) -> bool;

	/// Moves `amount` from the free balance of `owner` into a new deal with `validator`.
	fn open_deal(
		owner: &AccountId,
		validator: &AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError>;

	/// Sets the commission of a deal from the next reward on.
	fn amend_deal(owner: &AccountId, deal: DealId, commission: Perbill) -> DispatchResult;

	/// Closes a deal. Its stake becomes an exit of the running epoch, which can be withdrawn after
	/// the bonding period. Its rewards are paid; where that is not possible, they can be claimed
	/// with those of the owner's position. A deal whose deposit is not active yet cannot be closed.
	/// Returns the epoch of the exit: the running epoch, or an earlier one if the deal had lapsed.
	fn close_deal(owner: &AccountId, deal: DealId) -> Result<EpochIndex, DispatchError>;

	/// Pays the rewards of a deal to its owner. Returns their amount. Planck.
	fn claim_deal(owner: &AccountId, deal: DealId) -> Result<Balance, DispatchError>;

	/// A deal as it is now; `None` if `owner` has no such deal.
	fn deal_status(owner: &AccountId, deal: DealId) -> Option<DealStatus<AccountId>>;
}
