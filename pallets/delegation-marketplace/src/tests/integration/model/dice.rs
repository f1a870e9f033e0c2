//! Random choices among the accounts.

use super::actions::{DELEGATORS, VALIDATORS};
use crate::mock::integration::*;
pub use palisade_test_support::dice::Dice;

/// Chooses accounts.
pub trait ChooseAccount {
	fn validator(&mut self) -> AccountId;
	fn delegator(&mut self) -> AccountId;
	/// Mostly `right`, sometimes another account.
	fn mostly(&mut self, right: AccountId) -> AccountId;
}

impl ChooseAccount for Dice {
	fn validator(&mut self) -> AccountId {
		self.pick(&VALIDATORS).expect("there are some")
	}

	fn delegator(&mut self) -> AccountId {
		self.pick(&DELEGATORS).expect("there are some")
	}

	fn mostly(&mut self, right: AccountId) -> AccountId {
		match self.below(20) {
			0 => self.validator(),
			1 => self.delegator(),
			_ => right,
		}
	}
}
