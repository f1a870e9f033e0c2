//! BABE and GRANDPA authorities weighted by stake.
//!
//! `pallet-babe` and `pallet-grandpa` give every authority the weight 1. An owner who splits a
//! stake over ten validators leads ten times as many slots and has ten votes on finality. The two
//! types of this crate replace those pallets in the session keys of a runtime. They set the weights
//! with which the validators were elected, so that
//!
//! - BABE: P(an authority leads a slot) = 1 - (1 - c)^(stake / total stake), the formula of
//!   Ouroboros Praos (David, Gaži, Kiayias, Russell, 2017, section 3.2);
//! - GRANDPA: a block is final once more than two thirds of the *stake* has voted for it.
//!
//! # Use
//!
//! ```ignore
//! impl_opaque_keys! {
//!     pub struct SessionKeys {
//!         pub grandpa: WeightedGrandpa<Runtime, Staking>,
//!         pub babe: WeightedBabe<Runtime, Staking>,
//!     }
//! }
//! ```
//!
//! where `Staking` implements [`ElectedStake`]. The cost depends on the number of validators, not
//! of delegators: the stakes of the active and of the next set are read once per session.
//!
//! # Limits
//!
//! A validator whose elected stake is unknown gets the smallest weight, 1, and an error is logged.
//! The validator stays an authority: the set must equal the one that the session pallet has
//! announced.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod babe;
mod grandpa;
mod weights;

pub use babe::WeightedBabe;
pub use grandpa::WeightedGrandpa;
pub use weights::consensus_weights;

use alloc::vec::Vec;
use palisade_primitives::ElectedStake;
use sp_staking::SessionIndex;

const LOG_TARGET: &str = "palisade::weighted-consensus";

/// The keys of `validators` with weights in proportion to their stakes in `session`.
fn weighted<'a, ValidatorId, Key, Stake>(
	session: SessionIndex,
	validators: impl Iterator<Item = (&'a ValidatorId, Key)>,
) -> Vec<(Key, u64)>
where
	ValidatorId: core::fmt::Debug + 'a,
	Stake: ElectedStake<ValidatorId>,
{
	let (validators, keys): (Vec<&ValidatorId>, Vec<Key>) = validators.unzip();
	let known = Stake::elected_stakes(session, &validators);
	let stakes: Vec<u128> = validators
		.iter()
		// An answer is missing only if the implementation returned too few.
		.zip(known.into_iter().chain(core::iter::repeat(None)))
		.map(|(validator, stake)| {
			stake.unwrap_or_else(|| {
				log::error!(
					target: LOG_TARGET,
					"no stake known of validator {validator:?} in session {session}",
				);
				0
			})
		})
		.collect();
	keys.into_iter().zip(consensus_weights(&stakes)).collect()
}

#[cfg(test)]
mod tests;
