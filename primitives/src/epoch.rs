//! The epoch clock.

/// Index of an epoch. An epoch is a session, and an epoch of BABE.
pub type EpochIndex = sp_staking::SessionIndex;

/// The current epoch. All pallets measure times of an epoch or longer with this clock and no other:
/// two clocks that disagree can trap funds.
pub trait EpochClock {
	/// The running epoch, never a planned one.
	fn current_epoch() -> EpochIndex;
}

/// Time stands still.
impl EpochClock for () {
	fn current_epoch() -> EpochIndex {
		0
	}
}
