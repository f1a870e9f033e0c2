//! What accounts have staked with validators, and its transfer to other owners.

use crate::{Balance, DealId, EpochIndex};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult, Weight,
};

/// How the rewards of a position are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(serde::Serialize, serde::Deserialize)]
pub enum RewardClass {
	/// Rewards become stake.
	Compounding,
	/// Rewards are claimed.
	Liquid,
}

/// Tells stake of an owner from what the owner had at another time: two marks are equal only if the
/// stake between them stayed with the owner and is what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct StakeMark(H256);

impl StakeMark {
	/// The mark of stake with this history.
	pub fn of(history: &impl Encode) -> Self {
		Self(BlakeTwo256::hash_of(history))
	}
}

/// Reads what accounts have staked.
pub trait PositionInspect<AccountId> {
	/// Value of all that `who` has staked: positions, deals, and deposits that are not active yet.
	/// Exits and unclaimed rewards are not part of it. Planck.
	fn staked_by(who: &AccountId) -> Balance;

	/// Value of the active position of `who` with `validator` in `class`. Planck.
	fn position_value(who: &AccountId, validator: &AccountId, class: RewardClass) -> Balance;

	/// The mark of the position of `who` with `validator`. Changes whenever stake leaves the
	/// position for exits or for the other class, and when `who` delegates anew. Stays the same when
	/// the position grows, is slashed, or changes its owner in part. `None` without a delegation.
	fn position_mark(who: &AccountId, validator: &AccountId) -> Option<StakeMark>;

	/// The mark of the exits of `owner` from `validator` in `epoch`. Changes whenever an exit is
	/// added to them or taken from them, and when `owner` cancels exits from the validator. Stays
	/// the same when they are slashed. `None` without exits of the epoch.
	fn exits_mark(owner: &AccountId, validator: &AccountId, epoch: EpochIndex)
		-> Option<StakeMark>;

	/// Value of the exits of `owner` from `validator` in `epoch`. Planck.
	fn exits_value(owner: &AccountId, validator: &AccountId, epoch: EpochIndex) -> Balance;

	/// Value of all that `who` can lose by a slash of `validator`: position, deals, deposits and
	/// exits. Planck.
	fn at_risk(who: &AccountId, validator: &AccountId) -> Balance;
}

impl<AccountId> PositionInspect<AccountId> for () {
	fn staked_by(_: &AccountId) -> Balance {
		0
	}

	fn position_value(_: &AccountId, _: &AccountId, _: RewardClass) -> Balance {
		0
	}

	fn position_mark(_: &AccountId, _: &AccountId) -> Option<StakeMark> {
		None
	}

	fn exits_mark(_: &AccountId, _: &AccountId, _: EpochIndex) -> Option<StakeMark> {
		None
	}

	fn exits_value(_: &AccountId, _: &AccountId, _: EpochIndex) -> Balance {
		0
	}

	fn at_risk(_: &AccountId, _: &AccountId) -> Balance {
		0
	}
}

/// Transfers stake to other owners without unbonding it: no pool changes.
pub trait PositionTransfer<AccountId> {
	/// The largest weight that a transfer registers with the block, besides its own: that of the
	/// locks of the giver. A call that transfers declares it, and can refund it.
	fn lock_weight() -> Weight {
		Weight::zero()
	}

	/// Transfers stake worth `amount` of the position of `owner` in `class`. Unclaimed rewards stay
	/// with `owner`. Returns the value of the stake transferred. Planck.
	fn move_position(
		owner: &AccountId,
		validator: &AccountId,
		class: RewardClass,
		amount: Balance,
		to: &AccountId,
	) -> Result<Balance, DispatchError>;

	/// Whether [`move_exits`](Self::move_exits) may transfer the exits of `owner` from `validator`
	/// in `epoch`. Not where `owner` is the validator itself and can still cause their slash: the
	/// liability for an offence must not be sold by the account that commits it.
	fn may_move_exits(owner: &AccountId, validator: &AccountId, epoch: EpochIndex) -> bool;

	/// Transfers the exits of `owner` from `validator` in `epoch`. Returns their value. Planck.
	fn move_exits(
		owner: &AccountId,
		validator: &AccountId,
		epoch: EpochIndex,
		to: &AccountId,
	) -> Result<Balance, DispatchError>;

	/// Transfers a deal, with its unclaimed rewards.
	fn move_deal(owner: &AccountId, deal: DealId, to: &AccountId) -> DispatchResult;
}

/// Reads how much of an account's balance is locked by pallets that count staked funds.
pub trait LockInspect<AccountId> {
	/// The balance that `who` must retain, staked funds included: its largest lock that counts
	/// staked funds. Planck.
	fn locked(who: &AccountId) -> Balance;
}

/// No account has a lock.
impl<AccountId> LockInspect<AccountId> for () {
	fn locked(_: &AccountId) -> Balance {
		0
	}
}
