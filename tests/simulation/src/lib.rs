//! Runs the real runtime through epochs, natively and without a node.
//!
//! [`Chain`] is a builder that starts a [`Simulation`]. The simulation makes blocks: real headers
//! with BABE digests and VRF signatures of well-known keys, the timestamp inherent, and signed
//! transactions that pay fees. The books are checked at the end of each epoch
//! ([`Simulation::check_books`]).
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

/// Times in blocks, of which a chain with [`PACE`] makes one every 6 s on average.
pub mod time {
	/// Blocks per minute.
	pub const MINUTES: u32 = 10;
	/// Blocks per hour.
	pub const HOURS: u32 = 60 * MINUTES;
	/// Blocks per day.
	pub const DAYS: u32 = 24 * HOURS;
}
pub use simulation::{Finality, Refused, Simulation};
