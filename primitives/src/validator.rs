//! What a validator is doing, and who may change it.

use crate::{Balance, EpochIndex};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// What a validator is doing, or did before it was jailed or banned.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum ValidatorStatus {
	/// The validator can be elected.
	Online,
	/// The validator does not want to be elected, or its self-stake is too small.
	Offline,
	/// The validator is leaving.
	Leaving,
	/// The validator is in jail.
	Jailed,
	/// The validator is banned.
	Banned,
}

/// Reads what validators are doing.
pub trait ValidatorInspect<AccountId> {
	/// The status of a validator, or `None` if `who` is not registered as one.
	fn status(who: &AccountId) -> Option<ValidatorStatus>;

	/// The active stake of a validator, its own and its delegators'. Planck.
	fn stake_of(validator: &AccountId) -> Balance;

	/// The account to which rewards of `who` are paid.
	fn reward_account(who: &AccountId) -> AccountId;
}

impl<AccountId: Clone> ValidatorInspect<AccountId> for () {
	fn status(_: &AccountId) -> Option<ValidatorStatus> {
		None
	}

	fn stake_of(_: &AccountId) -> Balance {
		0
	}

	fn reward_account(who: &AccountId) -> AccountId {
		who.clone()
	}
}

/// Keeps validators from being elected. For the pallet that judges offences.
pub trait ValidatorControl<AccountId> {
	/// Jails a validator: it cannot be elected until the epoch `until` has begun and it has been
	/// unjailed. Returns the status before.
	fn jail(validator: &AccountId, until: EpochIndex) -> Result<ValidatorStatus, DispatchError>;

	/// Lets a jailed validator be elected again once its time in jail is over, if it meets the
	/// requirements.
	fn unjail(validator: &AccountId) -> DispatchResult;

	/// Reverses a jailing: the validator returns to `status`, or goes offline where its self-stake
	/// has become too small. A validator that is not in jail, or was there before, stays as it is.
	fn release(validator: &AccountId, status: ValidatorStatus) -> DispatchResult;

	/// Bans a validator: it can never be elected again unless it is unbanned.
	fn ban(validator: &AccountId) -> DispatchResult;

	/// Reverses a ban, as [`release`](Self::release) does a jailing.
	fn unban(validator: &AccountId, status: ValidatorStatus) -> DispatchResult;
}
