//! What the tests of several crates share. For tests only.
//!
//! | module | holds |
//! |---|---|
//! | [`accesses`] | the storage accesses of a call |
//! | [`chain`] | the builder of a test chain, its blocks, epochs and events |
//! | [`config`] | macros that configure the balances, the candidates' list and the sessions in a mock |
//! | [`dice`] | random numbers from a seed |
//! | [`equivocation`] | an equivocation as the consensus reports it |
//! | [`model`] | how a model refuses a step, and the journal of a run against it |
//! | [`session`] | session keys, sessions that end on demand, the author of a block |
//! | [`storage`] | the storage root, and storage for fast reads |
//! | [`stubs`] | stubs of the traits of `palisade-primitives`, set by tests |
//!
//! The stubs keep their settings per thread: a test begins with the defaults, and one that starts
//! several chains resets what it has changed.
//!
//! No pallet of this project is a dependency: the pallets' own tests use this crate, and a cycle
//! would compile a pallet twice, with types that differ.

pub mod accesses;
pub mod chain;
pub mod config;
pub mod dice;
pub mod equivocation;
pub mod model;
pub mod session;
mod settings;
pub mod storage;
pub mod stubs;

use palisade_primitives::Balance;

/// Wide enough to tell the accounts of the pallets apart.
pub type AccountId = u128;

/// One unit of the test currency, in planck.
pub const UNIT: Balance = 1_000_000_000_000;

/// The default balance of an account, in planck.
pub const WEALTH: Balance = 1_000_000 * UNIT;

/// The account of the treasury.
pub const TREASURY: AccountId = 888_888;
