//! Traits and types at which the Palisade pallets meet.
//!
//! A pallet never names another pallet's `Config`: it asks for one of these traits, and the runtime
//! says who answers. Each trait has an implementation for `()`, so that a pallet can be used without
//! its neighbours.

#![cfg_attr(not(feature = "std"), no_std)]

use sp_staking::SessionIndex;

/// The stake with which a validator was elected into the set of a session.
///
/// Implemented by whoever elects the validators; used to give BABE and GRANDPA authorities a weight in
/// proportion to what they have at stake.
pub trait ElectedStake<ValidatorId> {
	/// Stake of `validator` in the set of `session`, in planck; `None` if it is not in that set.
	///
	/// Must answer for the active session and for the one planned next, and must not change its answer
	/// for a session once that session's set is known: nodes are told of the weights one session ahead
	/// and would otherwise disagree with the chain.
	fn elected_stake(session: SessionIndex, validator: &ValidatorId) -> Option<u128>;
}

/// Everyone has the same stake: one head, one vote.
impl<ValidatorId> ElectedStake<ValidatorId> for () {
	fn elected_stake(_: SessionIndex, _: &ValidatorId) -> Option<u128> {
		Some(1)
	}
}
