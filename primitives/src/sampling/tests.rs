//! The draw against one that adds the weights up in each step.

use super::*;
use proptest::prelude::*;

/// The algorithm of the module's head, word by word.
fn naive(seed: [u8; 32], mut weights: Vec<Balance>, seats: usize) -> Vec<usize> {
	let mut stream = ChaCha20Rng::from_seed(seed);
	let mut drawn = Vec::new();
	while drawn.len() < seats {
		let total: Balance = weights.iter().sum();
		if total == 0 {
			break;
		}
		let mut x = below(&mut stream, total);
		let mut index = 0;
		while x >= weights[index] {
			x -= weights[index];
			index += 1;
		}
		weights[index] = 0;
		drawn.push(index);
	}
	drawn
}

proptest! {
	#[test]
	fn a_draw_is_that_of_a_naive_one(
		seed in any::<[u8; 32]>(),
		weights in proptest::collection::vec(
			prop_oneof![Just(0), 1u128..10, any::<u64>().prop_map(u128::from), 0..(u128::MAX >> 12)],
			0..300,
		),
	) {
		let all: Vec<_> = WeightedDraw::new(seed, weights.clone()).collect();
		prop_assert_eq!(&all, &naive(seed, weights.clone(), usize::MAX));
		prop_assert_eq!(all.len(), weights.iter().filter(|weight| **weight > 0).count());
	}
}

#[test]
fn a_draw_of_three_thousand_is_that_of_a_naive_one() {
	let weights: Vec<Balance> = (0..3_000).map(|index| 1 + index * index % 1_009).collect();
	let all: Vec<_> = WeightedDraw::new([7; 32], weights.clone()).collect();
	assert_eq!(all, naive([7; 32], weights, usize::MAX));
}

#[test]
fn partial_sums_are_exact_at_every_place() {
	for len in 0..70usize {
		let weights: Vec<Balance> = (0..len as u128).map(|index| index % 4).collect();
		let sums = Sums::new(&weights);
		let total: Balance = weights.iter().sum();
		for x in 0..total {
			let mut sum = 0;
			let expected = weights.iter().position(|weight| {
				sum += weight;
				sum > x
			});
			assert_eq!(Some(sums.index_of(x)), expected, "{x} of {weights:?}");
		}
	}
}
