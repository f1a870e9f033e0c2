//! Economic values of a chain's own, from its first block on.
//!
//! Parameters have their defaults in the code. A chain that starts with others, such as one for tests whose
//! validators have little, names them in its genesis; from then on governance changes them as all others.

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

/// How long judging takes. Epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JudgingTimes {
	/// In which an offence can be reported.
	pub report: u32,
	/// In which governance can stop a penalty that is proven.
	pub veto: u32,
	/// In which the accused can dispute.
	pub dispute: u32,
	/// In which a panel commits.
	pub commit: u32,
	/// In which a panel reveals.
	pub reveal: u32,
	/// In which equivocations of several validators make each other worse.
	pub correlation: u32,
	/// In which a second offence costs more.
	pub repetition: u32,
	/// For which a validator is on probation.
	pub probation: u32,
	/// By which a hold puts off the end of a window.
	pub hold: u32,
	/// In jail, whatever for.
	pub jail: u32,
}

/// How long the market takes. Blocks, but for `rated_epochs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarketTimes {
	/// For which a request is open for bids.
	pub bidding: BlockNumber,
	/// Before its end, in which a bid moves the end by as much.
	pub extension: BlockNumber,
	/// By which bids can move the end in all.
	pub extensions: BlockNumber,
	/// In which sealed bids are revealed.
	pub reveal: BlockNumber,
	/// In which a request is settled.
	pub settlement: BlockNumber,
	/// Epochs that a deal must have lasted to be rated.
	pub rated_epochs: u32,
}

impl<T: Config> GenesisConfig<T> {
	/// Says which window the periods of a clock would shorten.
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

impl JudgingTimes {
	/// The windows as the pallet has them.
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

	/// What governance would have to set for these times.
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
	/// What governance would have to set for these times.
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
/// If it cannot be set: a chain must not start with others than it names.
fn set(value: RuntimeParameters) {
	let set = Parameters::set_parameter(RuntimeOrigin::root(), value);
	assert!(set.is_ok(), "a parameter of genesis cannot be set: {set:?}");
}

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
		/// How long judging takes.
		pub judging: Option<JudgingTimes>,
		/// How long the market takes.
		pub market: Option<MarketTimes>,
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
