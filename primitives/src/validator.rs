//! The status of validators, who may change it, and who may validate.

use crate::{Balance, EpochIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// The status of a validator.
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
	/// The validator cannot be elected, because the minimum self-stake has risen above its
	/// self-stake. Not the validator's breach of a promise.
	BelowMinimum,
}

/// Reads the status, stake and reward account of validators.
pub trait ValidatorInspect<AccountId> {
	/// The status of a validator, or `None` if `who` is not registered as one.
	fn status(who: &AccountId) -> Option<ValidatorStatus>;

	/// The active stake of a validator, its own and its delegators'. Planck.
	fn stake_of(validator: &AccountId) -> Balance;

	/// The account to which rewards of `who` are paid.
	fn reward_account(who: &AccountId) -> AccountId;

	/// Whether the validator is leaving, banned or unknown, and neither in the running nor in the
	/// next set.
	fn is_gone(validator: &AccountId) -> bool;
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

	fn is_gone(_: &AccountId) -> bool {
		true
	}
}

/// Keeps validators from being elected. For the pallet that judges offences.
///
/// The staking pallet remembers the state of a validator before its jailing or ban, to which a
/// reversal returns the validator. A jailing or ban by governance is not reversed.
pub trait ValidatorControl<AccountId> {
	/// Jails a validator: it cannot be elected until the epoch `until` has begun and it has been
	/// unjailed. The later end of two jail terms counts. A banned validator stays banned.
	fn jail(validator: &AccountId, until: EpochIndex) -> DispatchResult;

	/// Lets a jailed validator be elected again once its time in jail is over, if it meets the
	/// requirements.
	fn unjail(validator: &AccountId) -> DispatchResult;

	/// Reverses a jailing: the validator returns to its state before, or goes offline if its
	/// self-stake has become too small. A validator that is not jailed keeps its state.
	fn release(validator: &AccountId) -> DispatchResult;

	/// Bans a validator: it can never be elected again unless it is unbanned.
	fn ban(validator: &AccountId) -> DispatchResult;

	/// Reverses a ban, as [`release`](Self::release) does a jailing.
	fn unban(validator: &AccountId) -> DispatchResult;
}

/// Keeps members of the running validator set from making blocks. For the staking pallet, which
/// decides which members are disabled.
pub trait DisableMembers<AccountId> {
	/// Disables exactly these members of the running set, and enables all others. In force until
	/// the next call, or until the set ends.
	fn set_disabled(members: &[AccountId]);

	/// The members of the running set that have a part in its session, the disabled included.
	fn members() -> Vec<AccountId>;
}

/// No member is ever disabled.
impl<AccountId> DisableMembers<AccountId> for () {
	fn set_disabled(_: &[AccountId]) {}

	fn members() -> Vec<AccountId> {
		Vec::new()
	}
}

/// Decides whether an account may validate, by a condition of its own.
///
/// A tuple admits an account only if all members do. It refuses with the error of the first.
pub trait ValidatorGate<AccountId> {
	/// Admits `validator` to registration and election now, or fails with the gate's own error.
	fn admit(validator: &AccountId) -> DispatchResult;

	/// All errors that keep `validator` from being admitted now.
	fn refusals(validator: &AccountId) -> Vec<DispatchError> {
		Self::admit(validator).err().into_iter().collect()
	}
}

#[impl_for_tuples(8)]
impl<AccountId> ValidatorGate<AccountId> for Tuple {
	fn admit(validator: &AccountId) -> DispatchResult {
		for_tuples!( #( Tuple::admit(validator)?; )* );
		Ok(())
	}

	fn refusals(validator: &AccountId) -> Vec<DispatchError> {
		let mut refusals = Vec::new();
		for_tuples!( #( refusals.extend(Tuple::refusals(validator)); )* );
		refusals
	}
}
