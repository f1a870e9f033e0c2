//! The clock of the chain: chosen at genesis, never changed afterwards.
//!
//! How long slots and epochs are, how many epochs stake stays liable, and how long governance takes are values
//! of genesis. No call writes them, and an upgrade must not: BABE counts epochs from the genesis slot on, exits
//! and offences carry the epoch of their deadline. What bounds storage is a constant of the code, in
//! [`bounds`](crate::constants::bounds).
//!
//! A genesis that names no clock has [`Pace::default`] and the others: a day for an epoch, governance in days.
//! A clock whose values do not fit together is refused with a sentence that names the two that contradict.
//!
//! | value of genesis | read by |
//! |---|---|
//! | `clock.pace.slotDuration` | timestamps, BABE, payouts |
//! | `clock.pace.epochSlots` | BABE, sessions, payouts, the longevity of reports |
//! | `clock.pace.blockCompute` | the limits of blocks, migrations, scheduled calls, steps of offences |
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
	/// The longest that the bounds allow.
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

	/// How fast the chain goes. Read in each block.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type PaceOf<T: Config> = StorageValue<_, Pace, ValueQuery>;

	/// Periods that are counted in epochs. Read where a session ends, and by most calls.
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
		/// How fast the chain goes.
		pub pace: Pace,
		/// Periods that are counted in epochs.
		pub epochs: EpochPeriods,
		/// The periods of governance.
		pub governance: GovernancePeriods,
		/// The runtime.
		#[serde(skip)]
		pub _runtime: core::marker::PhantomData<T>,
	}

	impl<T: Config> GenesisConfig<T> {
		/// Says which two values contradict each other.
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

/// How fast the chain goes.
pub fn pace() -> Pace {
	PaceOf::<Runtime>::get()
}

/// Periods that are counted in epochs.
pub fn epochs() -> EpochPeriods {
	EpochPeriodsOf::<Runtime>::get()
}

/// The periods of governance.
pub fn governance() -> GovernancePeriods {
	GovernancePeriodsOf::<Runtime>::get()
}

/// Average time between two blocks: a slot, or a slot / c where only primary leaders make blocks. Milliseconds.
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

/// So many days in blocks.
pub fn days(days: u64) -> BlockNumber {
	blocks_of(days.saturating_mul(DAY), block_time())
}

/// So many epochs in blocks.
pub fn epochs_in_blocks(epochs: u32) -> BlockNumber {
	blocks_of(pace().epoch_duration().saturating_mul(epochs.into()), block_time())
}

parameter_types! {
	/// Slots of an epoch.
	pub EpochSlots: u64 = pace().epoch_slots;
	/// Milliseconds of an epoch.
	pub EpochMilliseconds: u64 = pace().epoch_duration();
	/// Half a slot, in milliseconds: BABE takes twice this for the length of a slot.
	pub MinimumPeriod: u64 = pace().slot_duration / 2;
	/// Average time between two blocks. Milliseconds.
	pub ExpectedBlockTime: u64 = block_time();
	/// How long a report waits for a place in a block, in blocks. In slots it would be the report window; a
	/// network has a block in one slot of three, so no report expires in the pool while it is of use.
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
