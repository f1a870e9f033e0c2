//! The authoring back-off while finality stalls.
//!
//! Blocks without finality are worth little and costly: a node keeps the state changes of all
//! blocks that are not final in memory. Validators therefore author fewer blocks the further
//! finality lags. Each block of lag above a slack of 50 adds half a slot of waiting after the last
//! block.
//!
//! But epochs advance by slots, whatever finality does. Disputes must be opened, panels must commit
//! and reveal, and a referendum that ends the stall must be voted on: all of them need blocks. BABE
//! even skips an epoch without any block, with its elections. The SDK's default waits up to 100
//! slots, so that most epochs of 20 slots are skipped, and a day has 419 blocks. Here the wait ends
//! at [`MAX_WAIT`] slots, and at a tenth of an epoch.
//!
//! With a leader in every third slot (all validators online), the next block comes in the first
//! slot with a leader after the wait: `wait + 3` slots after the last one on average. The resulting
//! blocks per epoch, and the probability of an epoch without any block:
//!
//! | slots of an epoch | wait | blocks | without back-off | no block | without back-off |
//! |---|---|---|---|---|---|
//! | 43,200 (a day) | 2 | 8,640 | 14,400 | never | never |
//! | 60 | 2 | 12 | 20 | 6 of 10^11 | 3 of 10^11 |
//! | 20 | 2 | 4 | 6.7 | 7 of 10,000 | 3 of 10,000 |
//! | 10 | 1 | 2.5 | 3.3 | 26 of 1,000 | 17 of 1,000 |
//!
//! The last two columns are the worst case, with a block in the last slot before the epoch. With
//! fewer validators online, slots with a leader are rarer, with and without back-off: with half of
//! the stake, one in 5.4, and 5,800 blocks a day.
//!
//! # Why no longer wait
//!
//! Authors that do not wait gain on those that do, and a third of the stake can stop finality. With
//! a wait of five slots, a private chain of 34 % of the stake has more blocks than the chain of all
//! others and becomes the best: its authors could leave out every report. With two slots, the
//! others stay ahead of up to 40 % of the stake; without any wait, of up to 50 %.
//!
//! The lag itself has no limit, since the chain must go on for as long as the stall lasts. It grows
//! by 8,640 blocks a day: 242,000 after 28 days, compared with 12,000 for the SDK's default and
//! 403,000 without back-off.

use palisade_runtime::BlockNumber;
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;

/// The maximum number of slots that a validator waits after the last block.
const MAX_WAIT: u64 = 2;

/// A wait takes at most one part in this number of an epoch.
const WAITS_PER_EPOCH: u64 = 10;

/// The back-off for epochs of `epoch_length` slots. The module's head gives the reasons.
pub fn strategy(epoch_length: u64) -> BackoffAuthoringOnFinalizedHeadLagging<BlockNumber> {
	let max_interval = (epoch_length / WAITS_PER_EPOCH).clamp(1, MAX_WAIT);
	BackoffAuthoringOnFinalizedHeadLagging {
		max_interval: max_interval as BlockNumber,
		..Default::default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_consensus_slots::BackoffAuthoringBlocksStrategy;

	const DAY: u64 = 43_200;

	/// The blocks of each epoch of a chain without finality since genesis.
	///
	/// One slot in three has a leader; the choice is equal in every run.
	fn stall(
		strategy: &impl BackoffAuthoringBlocksStrategy<BlockNumber>,
		epoch_length: u64,
		epochs: u64,
	) -> Vec<BlockNumber> {
		let (mut number, mut head_slot, mut random) = (0, 0, 0x9e37_79b9_7f4a_7c15_u64);
		let mut blocks = Vec::new();
		for epoch in 0..epochs {
			let before = number;
			for slot in epoch * epoch_length + 1..=(epoch + 1) * epoch_length {
				// Marsaglia's xorshift.
				random ^= random << 13;
				random ^= random >> 7;
				random ^= random << 17;
				let has_leader = random % 3 == 0;
				let waits =
					strategy.should_backoff(number, head_slot.into(), 0, slot.into(), "test");
				if has_leader && !waits {
					(number, head_slot) = (number + 1, slot);
				}
			}
			blocks.push(number - before);
		}
		blocks
	}

	/// A stall longer than the bonding period.
	#[test]
	fn a_day_keeps_its_blocks_however_long_finality_stands_still() {
		let blocks = stall(&strategy(DAY), DAY, 28);
		// The first hour is not slowed down.
		assert!(blocks.iter().all(|blocks| (8_400..8_900).contains(blocks)), "{blocks:?}");
		let lag = blocks.iter().sum::<BlockNumber>();
		assert!((240_000..244_000).contains(&lag), "{lag}");
	}

	#[test]
	fn short_epochs_keep_blocks_too() {
		for (epoch_length, most_empty, average) in [(60, 0, 11.5), (20, 2, 3.8), (10, 26, 2.3)] {
			let blocks = stall(&strategy(epoch_length), epoch_length, 1_100);
			// Epochs have more blocks before the back-off reaches its maximum.
			let settled = blocks.split_at(100).1;
			let sum = settled.iter().sum::<BlockNumber>();
			assert!(f64::from(sum) / settled.len() as f64 > average, "{epoch_length}: {sum}");
			let empty = settled.iter().filter(|blocks| **blocks == 0).count();
			assert!(empty <= most_empty, "{empty} empty epochs of {epoch_length} slots");
		}
	}

	/// Blocks per day of a stall that authors with this share of the stake make on their own chain.
	/// All stake together would lead one slot in three.
	fn blocks_of_a_day(
		strategy: Option<&BackoffAuthoringOnFinalizedHeadLagging<BlockNumber>>,
		stake: f64,
	) -> BlockNumber {
		let probability = 1.0 - (2.0f64 / 3.0).powf(stake);
		let (mut number, mut head_slot, mut random) = (1_000, 0, 0x9e37_79b9_7f4a_7c15_u64);
		for slot in 1..=DAY {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			let has_leader = (random as f64 / u64::MAX as f64) < probability;
			let waits = strategy.is_some_and(|strategy| {
				strategy.should_backoff(number, head_slot.into(), 0, slot.into(), "test")
			});
			if has_leader && !waits {
				(number, head_slot) = (number + 1, slot);
			}
		}
		number - 1_000
	}

	#[test]
	fn a_third_of_the_stake_that_does_not_wait_gets_no_longer_chain_than_the_others() {
		let (they, others) =
			(blocks_of_a_day(None, 0.34), blocks_of_a_day(Some(&strategy(DAY)), 0.66));
		assert!(they < others, "{they} against {others}");
		let at = |stake: f64| {
			(blocks_of_a_day(None, stake), blocks_of_a_day(Some(&strategy(DAY)), 1.0 - stake))
		};
		assert!(at(0.38).0 < at(0.38).1 && at(0.43).0 > at(0.43).1, "{:?}", [at(0.38), at(0.43)]);
		let patient = BackoffAuthoringOnFinalizedHeadLagging { max_interval: 5, ..strategy(DAY) };
		let others = blocks_of_a_day(Some(&patient), 0.66);
		assert!(they > others, "{they} against {others}");
	}

	/// The module's claims about the SDK's default: if it changes, revisit this module.
	#[test]
	fn the_default_of_the_sdk_leaves_most_short_epochs_without_a_block() {
		let default = BackoffAuthoringOnFinalizedHeadLagging::default();
		let blocks = stall(&default, DAY, 28);
		assert!(blocks.split_at(1).1.iter().all(|blocks| (400..440).contains(blocks)));
		let blocks = stall(&default, 20, 1_000);
		let empty = blocks.iter().filter(|blocks| **blocks == 0).count();
		assert!(empty > 700, "{empty}");
	}

	#[test]
	fn nothing_changes_while_finality_is_close() {
		for epoch_length in [10, 60, DAY] {
			let strategy = strategy(epoch_length);
			assert!((0..=51).all(|lag| !strategy.should_backoff(
				lag,
				7.into(),
				0,
				8.into(),
				"test"
			)));
			assert!(strategy.should_backoff(52, 7.into(), 0, 8.into(), "test"));
		}
	}
}
