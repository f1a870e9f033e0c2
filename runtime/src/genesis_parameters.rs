//! Economic values of a chain's own, from its first block on.
//!
//! Parameters have their defaults in the code. A chain that starts with others, such as one for tests whose
//! validators have little, names them in its genesis; from then on governance changes them as all others.

use crate::{
	configs::parameters::{
		dynamic_params::{
			slashing::{DowntimeRules, Parameters as SlashingValue},
			staking::Parameters as Value,
		},
		RuntimeParameters,
	},
	Balance, Parameters, RuntimeOrigin,
};
use frame_support::pallet_prelude::*;

pub use pallet::*;

// The macros of the SDK expect what they have made sure of.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// Values that differ from the defaults.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Least own stake of a validator. Planck.
		pub minimum_self_stake: Option<Balance>,
		/// Least stake of a delegator with a validator in a class. Planck.
		pub minimum_delegation: Option<Balance>,
		/// Seats of the active set.
		pub active_validators: Option<u32>,
		/// Where fewer can be elected, the set stays as it is.
		pub minimum_active_validators: Option<u32>,
		/// Epochs over which the blocks are counted that a validator misses.
		pub downtime_window: Option<u32>,
		/// Blocks that a validator may miss in them.
		pub downtime_tolerated: Option<u32>,
		/// The runtime.
		#[serde(skip)]
		pub _runtime: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If a value cannot be set: a chain must not start with others than it names.
		fn build(&self) {
			use crate::configs::parameters::dynamic_params::staking::{
				ActiveValidators, MinimumActiveValidators, MinimumDelegation, MinimumSelfStake,
			};
			let values = [
				self.minimum_self_stake
					.map(|value| Value::MinimumSelfStake(MinimumSelfStake, Some(value))),
				self.minimum_delegation
					.map(|value| Value::MinimumDelegation(MinimumDelegation, Some(value))),
				self.active_validators
					.map(|value| Value::ActiveValidators(ActiveValidators, Some(value))),
				self.minimum_active_validators.map(|value| {
					Value::MinimumActiveValidators(MinimumActiveValidators, Some(value))
				}),
			];
			for value in values.into_iter().flatten() {
				let set = Parameters::set_parameter(
					RuntimeOrigin::root(),
					RuntimeParameters::Staking(value),
				);
				assert!(set.is_ok(), "a parameter of genesis cannot be set: {set:?}");
			}
			if self.downtime_window.is_none() && self.downtime_tolerated.is_none() {
				return;
			}
			let defaults = DowntimeRules::get();
			let rules = palisade_slashing::types::DowntimeRules {
				window: self.downtime_window.unwrap_or(defaults.window),
				tolerated: self.downtime_tolerated.unwrap_or(defaults.tolerated),
				..defaults
			};
			let set = Parameters::set_parameter(
				RuntimeOrigin::root(),
				RuntimeParameters::Slashing(SlashingValue::DowntimeRules(
					DowntimeRules,
					Some(rules),
				)),
			);
			assert!(set.is_ok(), "a parameter of genesis cannot be set: {set:?}");
		}
	}
}
