//! Stake: who has it, who may touch it, what it earns.

use crate::{Balance, EpochIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};
use sp_staking::SessionIndex;

/// What becomes of the rewards of a delegation.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Class {
	/// They become stake.
	Compounding,
	/// They are paid out when claimed.
	Liquid,
}

/// The stake with which validators were elected into the set of a session.
///
/// Implemented by whoever elects the validators; used to give BABE and GRANDPA authorities a weight in
/// proportion to what they have at stake.
pub trait ElectedStake<ValidatorId> {
	/// Stakes of `validators` in the set of `session`, in the same order, in planck; `None` for those that
	/// are not in that set.
	///
	/// Must answer for the active session and for the one planned next, and must not change its answer
	/// for a session once that session's set is known: nodes are told of the weights one session ahead
	/// and would otherwise disagree with the chain.
	fn elected_stakes(session: SessionIndex, validators: &[&ValidatorId]) -> Vec<Option<Balance>>;
}

/// Everyone has the same stake: one head, one vote.
impl<ValidatorId> ElectedStake<ValidatorId> for () {
	fn elected_stakes(_: SessionIndex, validators: &[&ValidatorId]) -> Vec<Option<Balance>> {
		validators.iter().map(|_| Some(1)).collect()
	}
}

/// What stood behind a validator when an epoch began, and is liable for what it does in it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Exposure<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The stake that it was elected with one epoch before, which is its weight in consensus. Planck.
	#[codec(compact)]
	pub elected: Balance,
	/// Stake of the compounding class. Planck.
	#[codec(compact)]
	pub compounding: Balance,
	/// Stake of the liquid class. Planck.
	#[codec(compact)]
	pub liquid: Balance,
	/// Rewards that wait to become stake. Planck.
	#[codec(compact)]
	pub waiting: Balance,
	/// What left with the epoch before: it earns nothing any more, but was there when the validator was elected
	/// and gives it weight in consensus. Planck.
	#[codec(compact)]
	pub left: Balance,
	/// By what part more than its stake counts when rewards are split.
	pub bonus: Perbill,
}

impl<AccountId> Exposure<AccountId> {
	/// All that earns. Planck.
	pub fn stake(&self) -> Balance {
		self.compounding.saturating_add(self.liquid)
	}

	/// All that is liable. Planck.
	pub fn liable(&self) -> Balance {
		self.stake().saturating_add(self.waiting).saturating_add(self.left)
	}
}

/// Who would lose what by a slash. Planck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Impact {
	/// All together.
	pub total: Balance,
	/// The validator, from its own stake that has not left.
	pub validator: Balance,
	/// Its delegators, from stake that has not left, with deposits that wait and come from exits.
	pub delegators: Balance,
	/// What has left, by the epoch in which it did.
	pub exits: Vec<(EpochIndex, Balance)>,
}

/// Reads who has how much at stake.
pub trait StakeInspect<AccountId> {
	/// Whether `who` is registered as a validator, in whatever state.
	fn is_validator(who: &AccountId) -> bool;

	/// The active stake behind `validator`. Planck.
	fn stake_of(validator: &AccountId) -> Balance;

	/// Value of all that `who` has staked: positions, deals, and deposits that wait to become active. Exits
	/// and rewards that were not claimed are not part of it. Planck.
	fn staked_by(who: &AccountId) -> Balance;

	/// Value of the active position of `who` with `validator` in `class`. Planck.
	fn position_value(who: &AccountId, validator: &AccountId, class: Class) -> Balance;

	/// The validators of the running epoch, in the order of the session.
	fn active_validators() -> Vec<AccountId>;

	/// What stood behind `validator` in `epoch`; `None` if it was not active then, or that is so long ago
	/// that it can no longer be slashed.
	fn exposure(epoch: EpochIndex, validator: &AccountId) -> Option<Exposure<AccountId>>;

	/// The same of all that were active in `epoch`, in the order of the session.
	fn exposures(epoch: EpochIndex) -> Vec<Exposure<AccountId>>;

	/// Value of all that `who` has with `validator` and that can be slashed: its position, its deals, deposits
	/// and exits. Planck.
	fn at_risk(who: &AccountId, validator: &AccountId) -> Balance;

	/// Who would lose what if the loss for `epoch` were brought to `fraction`; `None` where it cannot be slashed.
	fn impact(validator: &AccountId, epoch: EpochIndex, fraction: Perbill) -> Option<Impact>;

	/// What `who` is doing; `None` if it is not registered as a validator.
	fn standing(who: &AccountId) -> Option<Standing>;

	/// Whether `validator` has to answer for an offence, proven or alleged, that holds exits.
	fn has_open_case(validator: &AccountId) -> bool;

	/// The oldest epoch whose exits from `validator` cannot be withdrawn now, because their bonding period is not over
	/// or an open case holds them.
	fn exits_held_since(validator: &AccountId) -> EpochIndex;

	/// The account to which the rewards of `who` are paid.
	fn reward_account(who: &AccountId) -> AccountId;
}

impl<AccountId: Clone> StakeInspect<AccountId> for () {
	fn is_validator(_: &AccountId) -> bool {
		false
	}

	fn stake_of(_: &AccountId) -> Balance {
		0
	}

	fn staked_by(_: &AccountId) -> Balance {
		0
	}

	fn position_value(_: &AccountId, _: &AccountId, _: Class) -> Balance {
		0
	}

	fn active_validators() -> Vec<AccountId> {
		Vec::new()
	}

	fn exposure(_: EpochIndex, _: &AccountId) -> Option<Exposure<AccountId>> {
		None
	}

	fn exposures(_: EpochIndex) -> Vec<Exposure<AccountId>> {
		Vec::new()
	}

	fn at_risk(_: &AccountId, _: &AccountId) -> Balance {
		0
	}

	fn impact(_: &AccountId, _: EpochIndex, _: Perbill) -> Option<Impact> {
		None
	}

	fn standing(_: &AccountId) -> Option<Standing> {
		None
	}

	fn has_open_case(_: &AccountId) -> bool {
		false
	}

	fn exits_held_since(_: &AccountId) -> EpochIndex {
		0
	}

	fn reward_account(who: &AccountId) -> AccountId {
		who.clone()
	}
}

/// Says how much of what somebody owns is locked.
pub trait LockInspect<AccountId> {
	/// The largest amount that `who` must not own less of, staked funds included. Planck.
	fn locked(who: &AccountId) -> Balance;
}

/// Nothing is.
impl<AccountId> LockInspect<AccountId> for () {
	fn locked(_: &AccountId) -> Balance {
		0
	}
}

/// What stands behind an accusation.
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
pub enum Backing {
	/// A proof that anyone can check. New delegations are refused until the case is closed.
	Proof,
	/// Somebody's word. New delegations go on, so that a false report starves nobody.
	Allegation,
}

/// What a validator is doing, or was before it was jailed.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
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
pub enum Standing {
	/// It can be elected.
	Online,
	/// It does not want to be elected, or cannot because its own stake is too small.
	Offline,
	/// It is giving up.
	Leaving,
	/// It is in jail.
	Jailed,
	/// It was banned, and still is.
	Banned,
}

/// Acts on the stake behind a validator. For the pallet that judges offences.
pub trait StakeControl<AccountId> {
	/// What was taken. Dropping it burns it.
	type Loss;

	/// Holds the exits of `validator` that are liable for `epoch` until the case is closed, but none longer
	/// than the bonding period and a slack that the staking pallet states.
	fn open_case(validator: &AccountId, epoch: EpochIndex, backing: Backing) -> DispatchResult;

	/// Closes one case that was opened with the same arguments. Opened twice, it has to be closed twice.
	fn close_case(validator: &AccountId, epoch: EpochIndex, backing: Backing) -> DispatchResult;

	/// Brings the loss of what stood behind `validator` in `epoch` to `fraction` of it, all slashes for
	/// that epoch together; takes nothing where they have come to as much already.
	///
	/// The loss is spread in proportion over the active stake and the exits of the epoch before and later, so
	/// that stake which left loses what stake which stayed loses.
	fn slash(
		validator: &AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	) -> Result<Self::Loss, DispatchError>;

	/// Keeps `validator` from being elected until the epoch `until` has begun and it goes online again. Returns
	/// what it was doing.
	fn jail(validator: &AccountId, until: EpochIndex) -> Result<Standing, DispatchError>;

	/// Lets a jailed `validator` be elected again, once its time is over, if it still may validate.
	fn unjail(validator: &AccountId) -> DispatchResult;

	/// Takes back that `validator` was jailed: it does again what it did before, or is offline where its own stake
	/// has become too small. One that is not jailed, or was jailed before, stays as it is.
	fn release(validator: &AccountId, standing: Standing) -> DispatchResult;

	/// The same for one that was banned.
	fn unban(validator: &AccountId, standing: Standing) -> DispatchResult;

	/// Keeps `validator` from being elected for ever.
	fn ban(validator: &AccountId) -> DispatchResult;
}

/// Number of a deal.
pub type DealId = u64;

/// A deal as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealStatus<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Its part of the rewards.
	pub commission: Perbill,
	/// What the deal is worth, rewards not included. Planck.
	pub value: Balance,
	/// Rewards that can be claimed. Planck.
	pub rewards: Balance,
	/// The first epoch in which it is liable and earns: the next one while its deposit waits, else the one that runs.
	pub active_from: EpochIndex,
	/// Whether it has left against its owner's will, because a slash has left nearly nothing of it. It earns nothing
	/// any more.
	pub lapsed: bool,
}

/// Opens, changes and closes deals: positions of the liquid class with a commission of their own. For the
/// pallet in which the parties agree on them.
pub trait DealControl<AccountId> {
	/// Whether `validator` takes deals now.
	fn takes_deals(validator: &AccountId) -> bool;

	/// Moves `amount` from the free balance of `owner` into a new deal with `validator`.
	fn open_deal(
		owner: &AccountId,
		validator: &AccountId,
		amount: Balance,
		commission: Perbill,
	) -> Result<DealId, DispatchError>;

	/// Changes the commission of a deal from the next reward on.
	fn amend_deal(owner: &AccountId, deal: DealId, commission: Perbill) -> DispatchResult;

	/// Ends a deal: what is in it leaves with this epoch and can be withdrawn after the bonding period. Its
	/// rewards are paid, or can be claimed with those of the owner's position where that is not possible. A deal whose
	/// deposit is not active yet cannot be closed. Returns the epoch with which it left: this one, or one before if it had
	/// lapsed.
	fn close_deal(owner: &AccountId, deal: DealId) -> Result<EpochIndex, DispatchError>;

	/// Pays the rewards of a deal to its owner. Returns how much it was. Planck.
	fn claim_deal(owner: &AccountId, deal: DealId) -> Result<Balance, DispatchError>;

	/// Gives a deal, with the rewards that it has not been paid, to another owner.
	fn move_deal(owner: &AccountId, deal: DealId, to: &AccountId) -> DispatchResult;

	/// Gives stake worth `amount` of the position of `owner` in `class` to another owner. Rewards that were
	/// not claimed stay. The pool is not touched. Returns what the moved stake is worth. Planck.
	fn move_position(
		owner: &AccountId,
		validator: &AccountId,
		class: Class,
		amount: Balance,
		to: &AccountId,
	) -> Result<Balance, DispatchError>;

	/// Gives the exits of `owner` from `validator` in `epoch` to another owner. Returns what they are worth
	/// now. Planck.
	fn move_exits(
		owner: &AccountId,
		validator: &AccountId,
		epoch: EpochIndex,
		to: &AccountId,
	) -> Result<Balance, DispatchError>;

	/// What a deal is worth, rewards not included. Planck.
	fn deal_value(owner: &AccountId, deal: DealId) -> Balance;

	/// A deal as it is now; `None` if `owner` has no such deal.
	fn deal_status(owner: &AccountId, deal: DealId) -> Option<DealStatus<AccountId>>;

	/// What the exits of `owner` from `validator` in `epoch` are worth now. Planck.
	fn exits_value(owner: &AccountId, validator: &AccountId, epoch: EpochIndex) -> Balance;
}

/// Says how much an epoch pays.
pub trait EpochPayout {
	/// Most that may be minted for an epoch in which `staked` of `issuance` was at stake. Planck. What
	/// nobody earns is not minted.
	fn payout(staked: Balance, issuance: Balance) -> Balance;
}

/// Nothing.
impl EpochPayout for () {
	fn payout(_: Balance, _: Balance) -> Balance {
		0
	}
}
