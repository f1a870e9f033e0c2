//! Runs the real runtime through epochs, natively and without a node.
//!
//! A [`Chain`] is described with a builder and started; a [`Simulation`] makes blocks on it: real headers
//! with BABE digests and VRF signatures of well-known keys, the timestamp inherent, signed transactions that
//! pay fees. At the end of each epoch the books are checked ([`Simulation::check_books`]).
//!
//! ```
//! use palisade_simulation::{Account, Chain, UNIT};
//!
//! let (alice, bob) = (Account::new("Alice"), Account::new("Bob"));
//! let mut chain = Chain::new()
//!     .validator("Alice", 1_000 * UNIT)
//!     .account("Bob", 10 * UNIT)
//!     .start();
//!
//! let transfer = pallet_balances::Call::transfer_keep_alive {
//!     dest: alice.id().into(),
//!     value: UNIT,
//! };
//! chain.submit(&bob, transfer).unwrap();
//! chain.run_to_epoch(2);
//! assert_eq!(chain.epoch(), 2);
//! ```

mod account;
mod chain;
mod simulation;

pub use account::Account;
pub use chain::{Chain, PACE};
pub use palisade_runtime::constants::currency::{MILLI, UNIT};

/// Times in blocks, of which a chain with [`PACE`] makes one each 6 s on average.
pub mod time {
	/// Blocks of a minute.
	pub const MINUTES: u32 = 10;
	/// Blocks of an hour.
	pub const HOURS: u32 = 60 * MINUTES;
	/// Blocks of a day.
	pub const DAYS: u32 = 24 * HOURS;
}
pub use simulation::{Finality, Refused, Simulation};
