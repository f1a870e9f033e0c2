//! BABE and GRANDPA authorities weighted by stake.
//!
//! `pallet-babe` and `pallet-grandpa` give every authority the weight 1: whoever splits a stake over ten
//! validators leads ten times as often and has ten votes on finality. The two types here take the place
//! of those pallets in the session keys of a runtime and set the weights that the validators were elected
//! with, so that
//!
//! - BABE: P(an authority leads a slot) = 1 - (1 - c)^(stake / total stake), the formula of Ouroboros
//!   Praos (David, Gaži, Kiayias, Russell, 2017, section 3.2);
//! - GRANDPA: a block is final when more than two thirds of the *stake* has voted for it.
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
//! where `Staking` implements [`ElectedStake`]. Validators, not the number of delegators, determine the
//! cost: the stakes of the active and of the next set are asked for once a session each.
//!
//! # Limits
//!
//! A validator whose elected stake is unknown keeps the smallest weight, 1, and is logged: it stays an
//! authority, because a set without it could not be told from the one the session pallet has announced.

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

/// The keys of `validators` with weights in proportion to their stake in `session`.
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
		// One answer is missing only where none was given.
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
