//! The references to accounts. After each test the mock compares those of every account with the
//! records about it.

use super::*;

#[test]
#[should_panic(expected = "the references to 1")]
fn a_reference_that_is_left_over_is_noticed() {
	Chain::with_validators(1).execute(|| {
		assert!(System::inc_consumers(&1).is_ok());
	});
}

#[test]
#[should_panic(expected = "the references to 1")]
fn a_reference_that_is_missing_is_noticed() {
	Chain::with_validators(1).execute(|| System::dec_consumers(&1));
}
