//! Deals with validators that have left or are banned.

use super::*;
use frame_support::assert_noop;
use palisade_primitives::{ValidatorControl, ValidatorStatus};

#[test]
fn any_account_ends_the_deals_of_a_banned_validator() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		let end = || Marketplace::terminate_deal(signed(11), deal);
		assert_noop!(end(), Error::<Test>::NotYourDeal);
		assert_ok!(Staking::ban(&1));
		let before = free(10);
		take_events();
		assert_ok!(end());
		// The validator has broken the deal, and the owner pays no fee.
		let events = take_events();
		assert!(
			matches!(events.last(), Some(Event::DealEnded { fee: 0, breach: Some(_), .. })),
			"{events:?}"
		);
		assert!(free(10) >= before);
		assert_noop!(end(), Error::<Test>::DealFinished);
	});
}

#[test]
fn any_account_ends_the_deals_of_a_validator_that_has_left() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 100);
		next_epoch();
		let end = || Marketplace::terminate_deal(signed(11), deal);
		for status in [ValidatorStatus::Offline, ValidatorStatus::Jailed] {
			Staking::set_status(&1, status);
			assert_noop!(end(), Error::<Test>::NotYourDeal);
		}
		leave_validators(1);
		assert_ok!(end());
	});
}
