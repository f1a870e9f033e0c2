//! The configuration of each pallet, one file per domain.

pub mod accounts;
pub mod call_policy;
pub mod consensus;
pub mod delegation_marketplace;
#[cfg(any(feature = "sudo", feature = "upgrade-rehearsal"))]
mod development;
pub mod fees;
pub mod governance;
// The SDK's macros count fields in `usize` and store `u8`.
#[allow(clippy::cast_possible_truncation)]
pub mod parameters;
pub mod safety;
pub mod slashing;
pub mod staking;
pub mod system;
