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
/// module's head. A draw among `n` indices costs O(log n).
pub struct WeightedDraw {
	stream: ChaCha20Rng,
	/// The weights. Zero for indices that have been drawn.
	weights: Vec<Balance>,
	sums: Sums,
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
		let sums = Sums::new(&weights);
		Self { stream: ChaCha20Rng::from_seed(seed), weights, sums, total }
	}
}

impl Iterator for WeightedDraw {
	type Item = usize;

	fn next(&mut self) -> Option<usize> {
		if self.total == 0 {
			return None;
		}
		let index = self.sums.index_of(below(&mut self.stream, self.total));
		let weight = core::mem::take(self.weights.get_mut(index)?);
		self.sums.subtract(index, weight);
		self.total = self.total.saturating_sub(weight);
		Some(index)
	}
}

/// The partial sums of weights: a binary indexed tree (Fenwick, 1994). The entry at the place `i`,
/// counted from one, is the sum of the weights of the `i & -i` places up to `i`.
struct Sums(Vec<Balance>);

impl Sums {
	/// The partial sums of weights whose sum fits.
	fn new(weights: &[Balance]) -> Self {
		let mut sums = Self(weights.to_vec());
		for place in 1..=weights.len() {
			let own = sums.0.get(place.saturating_sub(1)).copied().unwrap_or_default();
			if let Some(parent) = sums.entry(next_place(place)) {
				*parent = parent.saturating_add(own);
			}
		}
		sums
	}

	/// The entry at a place, counted from one.
	fn entry(&mut self, place: usize) -> Option<&mut Balance> {
		self.0.get_mut(place.checked_sub(1)?)
	}

	/// The first index `i`, counted from zero, with `w_0 + … + w_i > x`, for an `x` below the sum of
	/// all weights.
	fn index_of(&self, mut x: Balance) -> usize {
		let mut before: usize = 0;
		let mut step = match self.0.len() {
			0 => return 0,
			len => 1usize.checked_shl(len.ilog2()).unwrap_or_default(),
		};
		while step > 0 {
			// The entry at the place `before + step` is the sum of the `step` weights after
			// `before`.
			let place = before.saturating_add(step);
			match self.0.get(place.saturating_sub(1)) {
				Some(sum) if *sum <= x => {
					x = x.saturating_sub(*sum);
					before = place;
				},
				_ => {},
			}
			step >>= 1;
		}
		before
	}

	/// Lowers the weight at an index, counted from zero.
	fn subtract(&mut self, index: usize, weight: Balance) {
		let mut place = index.saturating_add(1);
		while let Some(sum) = self.entry(place) {
			*sum = sum.saturating_sub(weight);
			place = next_place(place);
		}
	}
}

/// The next place whose entry contains that of `place`.
fn next_place(place: usize) -> usize {
	place.saturating_add(place & place.wrapping_neg())
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

#[cfg(test)]
mod tests;
