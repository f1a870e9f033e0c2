//! Deals with a validator that cannot be elected any more because a rule of the chain has changed.

use super::*;
use palisade_primitives::{Conduct, Subject, ValidatorStatus};

#[test]
fn a_higher_minimum_self_stake_is_no_breach_of_a_deal() {
	Chain::with_validators(2).execute(|| {
		let (first, second) =
			(deal(10, list(1, terms()), 1_000), deal(11, list(1, terms()), 1_000));
		next_epoch();
		Staking::set_status(&1, ValidatorStatus::BelowMinimum);
		// No fee, since the stake earns nothing. No breach, since the validator has kept its word.
		let (_, fee, breach) = exit(first);
		assert_eq!((fee, breach), (0, None));
		// Nor once the validator is back.
		Staking::set_status(&1, ValidatorStatus::Online);
		let (_, fee, breach) = exit(second);
		assert_eq!((fee, breach), (20 * UNIT as i128, None));
		let broken =
			|conduct: &(Subject<AccountId>, u32, Conduct)| conduct.2 == Conduct::DealBroken;
		assert!(!Conducts::take().iter().any(broken));
	});
}

#[test]
fn a_listing_leaves_the_book_while_its_validator_is_below_the_minimum() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let suspended = || Listings::<Test>::get(id).expect("it is listed").suspended;
		Staking::set_status(&1, ValidatorStatus::BelowMinimum);
		assert!(suspended());
		assert!(take_best(10, 100 * UNIT, DealTerms { commission: percent(10), term: 4 }).is_err());
		check();
		Staking::set_status(&1, ValidatorStatus::Online);
		assert!(!suspended());
		check();
		// Leaving is a breach, also from below the minimum.
		Staking::set_status(&1, ValidatorStatus::BelowMinimum);
		let absences = || Operators::<Test>::get(1).map_or(0, |operator| operator.absences);
		assert_eq!(absences(), 0);
		Staking::set_status(&1, ValidatorStatus::Leaving);
		assert_eq!(absences(), 1);
		check();
	});
}
