//! Reproducible draws, weighted by stake.
//!
//! ```text
//! stream  = ChaCha20(key = seed, nonce = 0, counter = 0), read as little-endian u128
//! weights = w_1 … w_n, total T = Σ w
//! repeat: take u128 x masked to the bits of T − 1 until x < T;
//!   draw the first i with w_1 + … + w_i > x; remove it, T −= w_i
//! ```

use crate::Balance;
use alloc::vec::Vec;
use rand_chacha::{
	rand_core::{RngCore, SeedableRng},
	ChaCha20Rng,
};

/// A draw without replacement, with probabilities in proportion to weights. Yields indices; an
/// index of weight zero is never drawn. Reproducible from the seed by the algorithm in this
/// module's head.
pub struct WeightedDraw {
	stream: ChaCha20Rng,
	/// The weights. Zero for indices that have been drawn.
	weights: Vec<Balance>,
	total: Balance,
}

impl WeightedDraw {
	/// Begins a draw among the indices of `weights`.
	pub fn new(seed: [u8; 32], mut weights: Vec<Balance>) -> Self {
		// A saturated sum would bias the draw. Halve the weights until the sum fits; no real
		// currency needs this.
		let total = loop {
			let sum = weights.iter().try_fold(0, |sum: Balance, weight| sum.checked_add(*weight));
			match sum {
				Some(sum) => break sum,
				None => weights.iter_mut().for_each(|weight| *weight >>= 1),
			}
		};
		Self { stream: ChaCha20Rng::from_seed(seed), weights, total }
	}
}

impl Iterator for WeightedDraw {
	type Item = usize;

	fn next(&mut self) -> Option<usize> {
		if self.total == 0 {
			return None;
		}
		let mut x = below(&mut self.stream, self.total);
		let (index, weight) = self.weights.iter_mut().enumerate().find(|(_, weight)| {
			let is_found = x < **weight;
			x = x.saturating_sub(**weight);
			is_found
		})?;
		self.total = self.total.saturating_sub(core::mem::take(weight));
		Some(index)
	}
}

/// A uniform random number below `bound`, which is not zero.
fn below(stream: &mut ChaCha20Rng, bound: Balance) -> Balance {
	let largest = bound.saturating_sub(1);
	let mask = Balance::MAX.checked_shr(largest.leading_zeros()).unwrap_or_default();
	loop {
		let mut bytes = [0; 16];
		stream.fill_bytes(&mut bytes);
		let x = Balance::from_le_bytes(bytes) & mask;
		if x < bound {
			return x;
		}
	}
}
