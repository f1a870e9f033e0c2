//! Random numbers from a seed, equal in each run.

use crate::UNIT;
use palisade_primitives::Balance;
use sp_arithmetic::Perbill;

/// The next number of SplitMix64 (Steele, Lea and Flood, 2014).
fn split_mix_64(state: &mut u64) -> u64 {
	*state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
	let word = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	word ^ (word >> 31)
}

/// Random numbers of 64 bits, and choices by them. The field is the seed.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
	/// Any number.
	pub fn roll(&mut self) -> u64 {
		split_mix_64(&mut self.0)
	}

	/// A number from 0 to `bound` − 1; 0 where `bound` is 0.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.roll() % bound.max(1)
	}

	/// A number from `least` to `most`.
	pub fn between(&mut self, least: u32, most: u32) -> u32 {
		least + self.below(u64::from(most - least + 1)) as u32
	}

	/// Whether an event of probability 1 / `bound` happens.
	pub fn one_in(&mut self, bound: u64) -> bool {
		self.below(bound) == 0
	}

	/// One of the items; none where there are none.
	pub fn pick<Item: Clone>(&mut self, items: &[Item]) -> Option<Item> {
		items.get(self.below(items.len() as u64) as usize).cloned()
	}

	/// An amount in planck. All sizes from `least` to `most` − 1 decimal places are equally likely.
	pub fn amount(&mut self, (least, most): (u32, u32)) -> Balance {
		let places = least + self.below(u64::from(most - least)) as u32;
		let unit = 10u128.pow(places);
		unit + u128::from(self.roll()) % (9 * unit)
	}

	/// An amount of at least `least` and less than `most` units, to the planck.
	pub fn units(&mut self, least: u32, most: u32) -> Balance {
		let width = UNIT * Balance::from(most - least);
		UNIT * Balance::from(least) + Balance::from(self.roll()) % width
	}

	/// A whole percentage from `least` to `most`.
	pub fn percent(&mut self, least: u32, most: u32) -> Perbill {
		Perbill::from_percent(self.between(least, most))
	}
}

/// Random numbers of 128 bits. The field is the seed.
#[derive(Clone, Debug)]
pub struct Numbers(pub u64);

impl Numbers {
	/// Any number.
	pub fn next_bits(&mut self) -> u128 {
		let high = u128::from(split_mix_64(&mut self.0)) << 64;
		high | u128::from(split_mix_64(&mut self.0))
	}

	/// A number below `limit`.
	pub fn below(&mut self, limit: u128) -> u128 {
		self.next_bits() % limit
	}

	/// A number from 1 to `most`. Small numbers are as frequent as large ones.
	pub fn amount(&mut self, most: u128) -> u128 {
		let bits = self.below(128 - u128::from(most.leading_zeros())) as u32;
		(1 + self.below(1 << (bits + 1).min(127))).min(most)
	}

	/// A commission. None and all are each as likely as one in ten.
	pub fn commission(&mut self) -> Perbill {
		match self.below(10) {
			0 => Perbill::zero(),
			1 => Perbill::one(),
			_ => Perbill::from_parts(self.below(1_000_000_001) as u32),
		}
	}
}
