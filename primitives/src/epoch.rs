//! The one clock.

/// Number of an epoch, which is a session, which is an epoch of BABE.
pub type EpochIndex = sp_staking::SessionIndex;

/// Says which epoch it is. Every pallet counts time that is longer than an epoch with this clock, and with
/// no other: two clocks that disagree have trapped funds elsewhere.
pub trait EpochClock {
	/// The epoch that runs. Never one that is only planned.
	fn current_epoch() -> EpochIndex;
}

/// Time stands still.
impl EpochClock for () {
	fn current_epoch() -> EpochIndex {
		0
	}
}
