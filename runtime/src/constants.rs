//! Units of currency, default times, bounds of storage.

/// Units of currency.
pub mod currency {
	use crate::Balance;

	/// The smallest amount. A [`UNIT`] has 10^12 planck.
	pub const PLANCK: Balance = 1;
	/// A thousandth of a [`UNIT`].
	pub const MILLI: Balance = 1_000_000_000 * PLANCK;
	/// The token that wallets show, with the [decimals](crate::token::DECIMALS) that they show.
	pub const UNIT: Balance = 1_000 * MILLI;
	const _: () = assert!(UNIT == Balance::pow(10, crate::token::DECIMALS as u32));

	/// The minimum balance of an account.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

	/// The deposit for `items` storage items that hold `bytes` bytes together. It keeps the state
	/// small.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		let items = (items as Balance).saturating_mul(100 * MILLI);
		items.saturating_add((bytes as Balance).saturating_mul(MILLI))
	}
}

/// The times of a chain whose genesis names none: see [`clock`](crate::clock).
pub mod time {
	use crate::clock::Pace;

	/// Slots of 2 s, epochs of a day.
	pub const DEFAULT_PACE: Pace = Pace::new(2_000, 43_200);

	/// BABE's c: the probability that a slot has at least one primary leader.
	pub const PRIMARY_PROBABILITY: (u64, u64) = (1, 3);

	/// The average block time of a network with [`DEFAULT_PACE`]: one slot / c. Milliseconds.
	pub const DEFAULT_BLOCK_TIME: u64 =
		DEFAULT_PACE.slot_duration * PRIMARY_PROBABILITY.1 / PRIMARY_PROBABILITY.0;
}

/// Bounds of storage, never derived from a value of genesis or of governance. Those in epochs are
/// the maximum that a genesis can set.
pub mod bounds {
	/// The maximum number of validators in an active set.
	pub const MAX_VALIDATORS: u32 = 1_000;

	/// Epochs that stake waits, and stays liable, after the one in which it left.
	pub const BONDING_EPOCHS: u32 = 21;

	/// Epochs in which an offence can be reported, after the one in which it was committed.
	pub const REPORT_EPOCHS: u32 = 10;

	/// Epochs from the report of an offence to the end of a second panel.
	pub const DISPUTE_EPOCHS: u32 = 7;

	/// Epochs that the longest periods leave to governance before stake that left can be withdrawn.
	pub const DECISION_SLACK_EPOCHS: u32 = 3;

	/// Epochs for which an open case can hold stake beyond the bonding period.
	pub const CASE_SLACK_EPOCHS: u32 = 7;

	/// The maximum number of validators per delegator.
	pub const MAX_DELEGATIONS: u32 = 64;
}
