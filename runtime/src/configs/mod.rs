//! How each pallet is configured, one file for each domain.

pub mod accounts;
pub mod call_policy;
pub mod consensus;
pub mod delegation_marketplace;
#[cfg(any(feature = "sudo", feature = "upgrade-rehearsal"))]
mod development;
pub mod fees;
pub mod governance;
// The macros of the SDK count fields in `usize` and store `u8`.
#[allow(clippy::cast_possible_truncation)]
pub mod parameters;
pub mod safety;
pub mod slashing;
pub mod staking;
pub mod system;
