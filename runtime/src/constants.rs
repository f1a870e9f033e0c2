//! Units of money and time.

/// Units of money.
pub mod currency {
	use crate::Balance;

	/// The smallest amount that can be owned. A [`UNIT`] has 10^12 of them.
	pub const PLANCK: Balance = 1;
	/// A thousandth of a [`UNIT`].
	pub const MILLI: Balance = 1_000_000_000 * PLANCK;
	/// The unit that wallets show: 12 decimals.
	pub const UNIT: Balance = 1_000 * MILLI;

	/// What an account must hold to exist.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

	/// Deposit for `items` storage items that hold `bytes` bytes together: what keeps the state small.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		let items = (items as Balance).saturating_mul(100 * MILLI);
		items.saturating_add((bytes as Balance).saturating_mul(MILLI))
	}
}

/// Units of time.
///
/// Periods of governance and deposits are counted in blocks. A network uses BABE's primary slots only:
/// one slot in three has a block on average, hence a block each 6 seconds on average. A development chain
/// fills each slot, so its periods are over three times as fast.
pub mod time {
	use crate::BlockNumber;

	/// Length of a BABE slot, in milliseconds. Can never change on a running chain.
	pub const SLOT_DURATION: u64 = 2_000;

	/// c of BABE: the probability that a slot has at least one primary leader.
	pub const PRIMARY_PROBABILITY: (u64, u64) = (1, 3);

	/// Average time between two blocks of a network, in milliseconds: one slot / c.
	pub const EXPECTED_BLOCK_TIME: u64 =
		SLOT_DURATION * PRIMARY_PROBABILITY.1 / PRIMARY_PROBABILITY.0;

	/// Blocks that a network makes in a minute, on average.
	pub const MINUTES: BlockNumber = 10;
	const _: () = assert!(MINUTES as u64 * EXPECTED_BLOCK_TIME == 60_000);
	/// Blocks that a network makes in an hour, on average.
	pub const HOURS: BlockNumber = MINUTES * 60;
	/// Blocks that a network makes in a day, on average.
	pub const DAYS: BlockNumber = HOURS * 24;

	/// Length of an epoch, which is a session, in slots: ten minutes; 40 seconds in a fast runtime. Can
	/// never change on a running chain.
	pub const EPOCH_DURATION_IN_SLOTS: u64 = if cfg!(feature = "fast-runtime") { 20 } else { 300 };

	/// `blocks`, or `fast` of them in a runtime built for tests.
	pub const fn or_fast(blocks: BlockNumber, fast: BlockNumber) -> BlockNumber {
		if cfg!(feature = "fast-runtime") {
			fast
		} else {
			blocks
		}
	}
}

/// Sizes that bound storage; never derived from a governable value. Counted in epochs, so a runtime built for
/// tests has fewer of them.
pub mod bounds {
	use super::time::or_fast;

	/// Most validators that an active set can have.
	pub const MAX_VALIDATORS: u32 = 1_000;

	/// Epochs that stake waits, and stays liable, after the one in which it left.
	pub const BONDING_EPOCHS: u32 = or_fast(21, 9);

	/// Epochs in which an offence can be reported, after the one in which it was committed.
	pub const REPORT_EPOCHS: u32 = or_fast(10, 1);

	/// Epochs from the report of an offence to the end of a second panel, at most.
	pub const DISPUTE_EPOCHS: u32 = or_fast(7, 6);

	/// Epochs that are then left for governance before stake that left could be withdrawn, at least.
	pub const DECISION_SLACK_EPOCHS: u32 = or_fast(3, 1);

	/// Epochs after an offence in which it must be decided. An open case holds exits of the epoch before the offence
	/// for an epoch longer.
	pub const DECISION_EPOCHS: u32 = BONDING_EPOCHS + CASE_SLACK_EPOCHS - 2;

	/// Epochs that redelegated stake waits after the one in which it left: until the next one, the last for which
	/// it is liable, can no longer be reported.
	pub const REDELEGATION_EPOCHS: u32 = REPORT_EPOCHS + 2;

	/// Epochs for which an open case can hold stake beyond the bonding period.
	pub const CASE_SLACK_EPOCHS: u32 = or_fast(7, 1);

	/// Most validators that somebody can delegate to.
	pub const MAX_DELEGATIONS: u32 = 64;
}
