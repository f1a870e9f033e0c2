//! The clock of the chain: set at genesis and never changed.
//!
//! Genesis sets the lengths of slots and epochs, the epochs for which stake stays liable, and the
//! periods of governance. No call writes these values, and an upgrade must not: BABE counts epochs
//! from the genesis slot, and exits and offences carry the epoch of their deadline. Bounds of
//! storage are constants of the code, in [`bounds`](crate::constants::bounds).
//!
//! A genesis without a clock has the defaults, such as [`Pace::default`]: epochs of a day,
//! governance in days. A genesis whose values contradict each other is refused with a message that
//! names the two.
//!
//! | value of genesis | read by |
//! |---|---|
//! | `clock.pace.slotDuration` | timestamps, BABE, payouts |
//! | `clock.pace.epochSlots` | BABE, sessions, payouts, the longevity of reports |
//! | `clock.pace.blockCompute` | block limits, migrations, scheduled calls, steps of offences |
//! | `clock.epochs` | staking, slashing, session members |
//! | `clock.governance` | referenda, votes, committee, whitelist, treasury, safe mode, identity |

mod periods;
pub mod recourse;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use periods::*;

use crate::{constants::time, BlockNumber, Runtime};
use frame_support::{pallet_prelude::*, parameter_types};
use sp_consensus_babe::AllowedSlots;

impl Default for Pace {
	/// Slots of 2 s, an epoch of a day, blocks that compute for a third of a slot.
	fn default() -> Self {
		time::DEFAULT_PACE
	}
}

impl Default for EpochPeriods {
	/// The maximum that the bounds allow.
	fn default() -> Self {
		Self::LONGEST
	}
}

impl Default for GovernancePeriods {
	/// In days, for a network of primary slots of the default length.
	fn default() -> Self {
		Self::human(time::DEFAULT_BLOCK_TIME)
	}
}

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

	/// The pace of the chain. Read in each block.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type PaceOf<T: Config> = StorageValue<_, Pace, ValueQuery>;

	/// Periods in epochs. Read at the end of each session, and by most calls.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type EpochPeriodsOf<T: Config> = StorageValue<_, EpochPeriods, ValueQuery>;

	/// The periods of governance.
	#[pallet::storage]
	pub type GovernancePeriodsOf<T: Config> = StorageValue<_, GovernancePeriods, ValueQuery>;

	/// The clock of the chain.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The pace of the chain.
		pub pace: Pace,
		/// Periods in epochs.
		pub epochs: EpochPeriods,
		/// The periods of governance.
		pub governance: GovernancePeriods,
		/// The runtime.
		#[serde(skip)]
		pub _runtime: core::marker::PhantomData<T>,
	}

	impl<T: Config> GenesisConfig<T> {
		/// Fails with a message if two values contradict each other.
		pub fn check(&self) -> Result<(), alloc::string::String> {
			self.pace.check()?;
			self.epochs.check()?;
			self.governance.check()
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If two values contradict each other: such a chain must not start.
		fn build(&self) {
			let fits = self.check();
			assert!(fits.is_ok(), "the clock does not fit together: {fits:?}");
			log::info!(
				target: "palisade::clock",
				"slots of {} ms, epochs of {} slots, bonding of {} epochs",
				self.pace.slot_duration,
				self.pace.epoch_slots,
				self.epochs.bonding,
			);
			PaceOf::<T>::put(self.pace);
			EpochPeriodsOf::<T>::put(self.epochs);
			GovernancePeriodsOf::<T>::put(self.governance);
		}
	}
}

/// The pace of the chain.
pub fn pace() -> Pace {
	PaceOf::<Runtime>::get()
}

/// Periods in epochs.
pub fn epochs() -> EpochPeriods {
	EpochPeriodsOf::<Runtime>::get()
}

/// The periods of governance.
pub fn governance() -> GovernancePeriods {
	GovernancePeriodsOf::<Runtime>::get()
}

/// The average block time: a slot, or a slot / c if only primary leaders author blocks.
/// Milliseconds.
pub fn block_time() -> u64 {
	let slot = pace().slot_duration;
	match pallet_babe::EpochConfig::<Runtime>::get() {
		Some(config) if config.allowed_slots != AllowedSlots::PrimarySlots => slot,
		Some(config) => {
			let (numerator, denominator) = config.c;
			slot.saturating_mul(denominator).checked_div(numerator).unwrap_or(slot)
		},
		None => slot
			.saturating_mul(time::PRIMARY_PROBABILITY.1)
			.checked_div(time::PRIMARY_PROBABILITY.0)
			.unwrap_or(slot),
	}
}

/// This number of days, in blocks.
pub fn days(days: u64) -> BlockNumber {
	blocks_of(days.saturating_mul(DAY), block_time())
}

/// This number of epochs, in blocks.
pub fn epochs_in_blocks(epochs: u32) -> BlockNumber {
	blocks_of(pace().epoch_duration().saturating_mul(epochs.into()), block_time())
}

parameter_types! {
	/// Slots per epoch.
	pub EpochSlots: u64 = pace().epoch_slots;
	/// Length of an epoch. Milliseconds.
	pub EpochMilliseconds: u64 = pace().epoch_duration();
	/// Half a slot: BABE doubles this to get the slot's length. Milliseconds.
	pub MinimumPeriod: u64 = pace().slot_duration / 2;
	/// The average block time. Milliseconds.
	pub ExpectedBlockTime: u64 = block_time();
	/// How long a report waits for a place in a block. Blocks. The report window has this number of
	/// slots; a network has a block in one slot of three, so no report expires in the pool while it
	/// is of use.
	pub ReportLongevity: u64 = u64::from(epochs().report).saturating_mul(pace().epoch_slots);

	/// [`EpochPeriods::bonding`].
	pub BondingEpochs: u32 = epochs().bonding;
	/// [`EpochPeriods::report`].
	pub ReportEpochs: u32 = epochs().report;
	/// [`EpochPeriods::dispute`].
	pub DisputeEpochs: u32 = epochs().dispute;
	/// [`EpochPeriods::decision_slack`].
	pub DecisionSlackEpochs: u32 = epochs().decision_slack;
	/// [`EpochPeriods::case_slack`].
	pub CaseSlackEpochs: u32 = epochs().case_slack;
	/// [`EpochPeriods::decision`].
	pub DecisionEpochs: u32 = epochs().decision();
	/// [`EpochPeriods::redelegation`].
	pub RedelegationEpochs: u32 = epochs().redelegation();

	/// [`GovernancePeriods::undeciding_timeout`].
	pub UndecidingTimeout: BlockNumber = governance().undeciding_timeout;
	/// [`GovernancePeriods::vote_locking`].
	pub VoteLockingPeriod: BlockNumber = governance().vote_locking;
	/// [`GovernancePeriods::committee_motion`].
	pub CommitteeMotionDuration: BlockNumber = governance().committee_motion;
	/// [`GovernancePeriods::whitelist_expiration`].
	pub WhitelistExpiration: BlockNumber = governance().whitelist_expiration;
	/// [`GovernancePeriods::treasury_spend`].
	pub SpendPeriod: BlockNumber = governance().treasury_spend;
	/// [`GovernancePeriods::treasury_payout`].
	pub PayoutPeriod: BlockNumber = governance().treasury_payout;
	/// [`GovernancePeriods::safe_mode`].
	pub SafeModeDuration: BlockNumber = governance().safe_mode;
	/// [`GovernancePeriods::safe_mode_extension`].
	pub SafeModeExtension: BlockNumber = governance().safe_mode_extension;
	/// [`GovernancePeriods::username_acceptance`].
	pub UsernameAcceptance: BlockNumber = governance().username_acceptance;
	/// [`GovernancePeriods::username_grace`].
	pub UsernameGrace: BlockNumber = governance().username_grace;
}
