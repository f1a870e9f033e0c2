//! Stakes become weights.

use crate::consensus_weights;
use proptest::prelude::*;
use sp_core::U512;

const UNIT: u128 = 1_000_000_000_000;

/// Relative error of the share that `weights` give to `index` against the share of its stake, in parts per
/// billion, rounded up; computed exactly.
fn share_error_ppb(stakes: &[u128], weights: &[u64], index: usize) -> u128 {
	let stake_sum = stakes.iter().fold(U512::zero(), |sum, stake| sum + U512::from(*stake));
	let weight_sum = weights.iter().fold(U512::zero(), |sum, weight| sum + U512::from(*weight));
	let (ours, exact) =
		(U512::from(weights[index]) * stake_sum, U512::from(stakes[index]) * weight_sum);
	let difference = if ours > exact { ours - exact } else { exact - ours };
	((difference * U512::from(1_000_000_000u32) + exact - U512::one()) / exact).as_u128()
}

#[test]
fn no_stakes_no_weights() {
	assert!(consensus_weights(&[]).is_empty());
}

#[test]
fn small_stakes_are_their_own_weights() {
	assert_eq!(consensus_weights(&[1_000, 500, 100]), vec![1_000, 500, 100]);
}

#[test]
fn a_stake_of_zero_still_has_a_weight() {
	assert_eq!(consensus_weights(&[0]), vec![1]);
	assert_eq!(consensus_weights(&[u128::MAX, 0, 1])[1..], [1, 1]);
}

#[test]
fn a_network_keeps_its_proportions() {
	let stakes = [1_000_000 * UNIT, 500_000 * UNIT, 250_000 * UNIT, 100_000 * UNIT];
	let weights = consensus_weights(&stakes);
	for index in 0..stakes.len() {
		assert!(share_error_ppb(&stakes, &weights, index) <= 1, "{weights:?}");
	}
}

#[test]
fn a_thousand_of_the_largest_stakes_do_not_overflow() {
	let weights = consensus_weights(&[u128::MAX; 1_000]);
	let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
	assert!(sum <= u128::from(u64::MAX));
	assert!(weights.iter().all(|weight| *weight == weights[0]));
}

#[test]
fn order_is_kept_where_stakes_differ_by_more_than_rounding() {
	let weights = consensus_weights(&[u128::MAX, u128::MAX / 2, u128::MAX / 4]);
	assert!(weights[0] > weights[1] && weights[1] > weights[2]);
}

proptest! {
	#[test]
	fn never_zero_and_never_overflowing(stakes in prop::collection::vec(any::<u128>(), 0..1_000)) {
		let weights = consensus_weights(&stakes);
		prop_assert_eq!(weights.len(), stakes.len());
		prop_assert!(weights.iter().all(|weight| *weight > 0));
		let sum = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight));
		prop_assert!(sum.is_some());
	}

	#[test]
	fn shares_are_kept_to_one_part_per_million(
		largest in UNIT..u128::MAX,
		// Parts of the largest, down to a 2^-32 part.
		parts in prop::collection::vec(1u128..=1 << 32, 1..1_000),
	) {
		let stakes: Vec<u128> = parts
			.into_iter()
			.map(|part| ((largest >> 32) * part).max(1))
			.chain([largest])
			.filter(|stake| *stake >= largest >> 32)
			.collect();
		let weights = consensus_weights(&stakes);
		for index in 0..stakes.len() {
			prop_assert!(share_error_ppb(&stakes, &weights, index) <= 1_000);
		}
	}
}
