//! Economic values that a chain sets at genesis.
//!
//! Parameters have defaults in the code. A chain that starts with other values, such as a test
//! network of validators with little stake, names them in its genesis. From then on governance
//! changes them like all other parameters.

use crate::{
	clock::EpochPeriods,
	configs::parameters::{
		dynamic_params::{
			delegation_marketplace::{Parameters as MarketValue, Rules},
			slashing::{
				Collusion, Downtime, DowntimeRules, FalseAttestation, InvalidBlock, Other,
				Parameters as SlashingValue, Windows,
			},
			staking::Parameters as Value,
		},
		RuntimeParameters,
	},
	Balance, BlockNumber, Parameters, RuntimeOrigin,
};
use alloc::{format, string::String};
use frame_support::pallet_prelude::*;
use palisade_slashing::types::{Penalty, Sentence};
use serde::{Deserialize, Serialize};

/// The windows of judging. Epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JudgingTimes {
	/// Epochs in which an offence can be reported.
	pub report: u32,
	/// Epochs in which governance can stop a proven penalty.
	pub veto: u32,
	/// Epochs in which the accused can dispute.
	pub dispute: u32,
	/// Epochs in which a panel commits.
	pub commit: u32,
	/// Epochs in which a panel reveals.
	pub reveal: u32,
	/// Epochs over which equivocations of several validators aggravate each other.
	pub correlation: u32,
	/// Epochs in which a second offence costs more.
	pub repetition: u32,
	/// Epochs of probation.
	pub probation: u32,
	/// Epochs by which a hold postpones the end of a window.
	pub hold: u32,
	/// Epochs in jail, whatever the offence.
	pub jail: u32,
}

/// The periods of the market. Blocks, except for `rated_epochs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarketTimes {
	/// The period for which a request is open for bids.
	pub bidding: BlockNumber,
	/// The last part of that period: a bid in it extends the period by as much.
	pub extension: BlockNumber,
	/// The maximum of all such extensions.
	pub extensions: BlockNumber,
	/// The period in which sealed bids are revealed.
	pub reveal: BlockNumber,
	/// The period in which a request is settled.
	pub settlement: BlockNumber,
	/// The minimum duration of a deal that can be rated. Epochs.
	pub rated_epochs: u32,
}

impl<T: Config> GenesisConfig<T> {
	/// Fails with a message if the periods of `clock` would shorten a window.
	pub fn check(&self, clock: &EpochPeriods) -> Result<(), String> {
		let defaults = Windows::get();
		let windows = self.judging.map_or(defaults, |judging| judging.windows());
		let at_most = |name: &str, value: u32, other: &str, most: u32| match value <= most {
			true => Ok(()),
			false => Err(format!("{name} ({value}) must not exceed {other} ({most})")),
		};
		at_most("judging.report", windows.report, "epochs.report", clock.report)?;
		// A window that has begun, and two panels that commit and reveal.
		let panels = windows.commit.saturating_add(windows.reveal).saturating_mul(2);
		let all = windows.veto.max(windows.dispute).saturating_add(panels).saturating_add(1);
		let name = "the longer of judging.veto and judging.dispute + twice judging.commit and judging.reveal + 1";
		at_most(name, all, "epochs.dispute", clock.dispute)
	}
}

impl<T: Config> GenesisConfig<T> {
	/// The least number of eligible candidates of an election.
	pub fn least_validators(&self) -> u32 {
		use crate::configs::parameters::dynamic_params::staking as params;
		let seats = self.active_validators.unwrap_or_else(params::ActiveValidators::get);
		let least =
			self.minimum_active_validators.unwrap_or_else(params::MinimumActiveValidators::get);
		least.clamp(1, seats.clamp(1, crate::constants::bounds::MAX_VALIDATORS))
	}
}

impl JudgingTimes {
	/// The windows as a parameter of the pallet.
	fn windows(&self) -> palisade_slashing::types::Windows {
		palisade_slashing::types::Windows {
			report: self.report,
			veto: self.veto,
			dispute: self.dispute,
			commit: self.commit,
			reveal: self.reveal,
			correlation: self.correlation,
			repetition: self.repetition,
			probation: self.probation,
			hold: self.hold,
		}
	}

	/// The parameters that governance would set for these times.
	fn values(&self) -> [SlashingValue; 6] {
		let jail =
			|penalty: Penalty| Some(Penalty { sentence: Sentence::Jail(self.jail), ..penalty });
		[
			SlashingValue::Windows(Windows, Some(self.windows())),
			SlashingValue::InvalidBlock(InvalidBlock, jail(InvalidBlock::get())),
			SlashingValue::Downtime(Downtime, jail(Downtime::get())),
			SlashingValue::FalseAttestation(FalseAttestation, jail(FalseAttestation::get())),
			SlashingValue::Collusion(Collusion, jail(Collusion::get())),
			SlashingValue::Other(Other, jail(Other::get())),
		]
	}
}

impl MarketTimes {
	/// The parameter that governance would set for these times.
	fn value(&self) -> MarketValue {
		let rules = palisade_delegation_marketplace::types::Rules {
			bidding: self.bidding,
			extension: self.extension,
			extensions: self.extensions,
			reveal: self.reveal,
			settlement: self.settlement,
			rated_epochs: self.rated_epochs,
			..Rules::get()
		};
		MarketValue::Rules(Rules, Some(rules))
	}
}

/// Sets a parameter as governance would.
///
/// # Panics
///
/// If the parameter cannot be set: a chain must not start with values other than those it names.
fn set(value: RuntimeParameters) {
	let set = Parameters::set_parameter(RuntimeOrigin::root(), value);
	assert!(set.is_ok(), "a parameter of genesis cannot be set: {set:?}");
}

pub use pallet::*;

// The SDK's macros call `expect` where they have checked the value.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The configuration of the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// Values that differ from the defaults.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The minimum self-stake of a validator. Planck.
		pub minimum_self_stake: Option<Balance>,
		/// The minimum stake of a delegator with a validator in a class. Planck.
		pub minimum_delegation: Option<Balance>,
		/// Seats of the active set.
		pub active_validators: Option<u32>,
		/// The minimum size of an elected set; with fewer electable validators the set stays as it
		/// is.
		pub minimum_active_validators: Option<u32>,
		/// Epochs over which a validator's missed blocks are counted.
		pub downtime_window: Option<u32>,
		/// Blocks that a validator may miss in the downtime window.
		pub downtime_tolerated: Option<u32>,
		/// The windows of judging.
		pub judging: Option<JudgingTimes>,
		/// The periods of the market.
		pub market: Option<MarketTimes>,
		/// The runtime.
		#[serde(skip)]
		pub _runtime: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If a value cannot be set: a chain must not start with values other than those it names.
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
				set(RuntimeParameters::Staking(value));
			}
			for value in self.judging.iter().flat_map(JudgingTimes::values) {
				set(RuntimeParameters::Slashing(value));
			}
			if let Some(market) = &self.market {
				set(RuntimeParameters::DelegationMarketplace(market.value()));
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
			let value = SlashingValue::DowntimeRules(DowntimeRules, Some(rules));
			set(RuntimeParameters::Slashing(value));
		}
	}
}
