//! Random numbers, and choices by them.

use super::actions::{DELEGATORS, VALIDATORS};
use crate::mock::*;
use palisade_primitives::Balance;
use sp_arithmetic::Perbill;

/// Random numbers: SplitMix64.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
	pub fn roll(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		x ^ (x >> 31)
	}

	pub fn below(&mut self, bound: u32) -> u32 {
		(self.roll() % u64::from(bound.max(1))) as u32
	}

	pub fn between(&mut self, least: u32, most: u32) -> u32 {
		least + self.below(most - least + 1)
	}

	pub fn one_in(&mut self, bound: u32) -> bool {
		self.below(bound) == 0
	}

	pub fn pick<Item: Clone>(&mut self, items: &[Item]) -> Option<Item> {
		items.get(self.below(items.len() as u32) as usize).cloned()
	}

	/// An amount of units, to the planck.
	pub fn units(&mut self, least: u32, most: u32) -> Balance {
		let width = UNIT * Balance::from(most - least);
		UNIT * Balance::from(least) + Balance::from(self.roll()) % width
	}

	pub fn percent(&mut self, least: u32, most: u32) -> Perbill {
		percent(self.between(least, most))
	}

	pub fn validator(&mut self) -> AccountId {
		self.pick(&VALIDATORS).expect("there are some")
	}

	pub fn delegator(&mut self) -> AccountId {
		self.pick(&DELEGATORS).expect("there are some")
	}

	/// Mostly `right`, sometimes another account.
	pub fn mostly(&mut self, right: AccountId) -> AccountId {
		match self.below(20) {
			0 => self.validator(),
			1 => self.delegator(),
			_ => right,
		}
	}
}
