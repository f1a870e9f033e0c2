//! Listings, bids and deals of a validator that a higher minimum self-stake takes out of the
//! candidates.

use super::*;
use palisade_primitives::{ValidatorInspect, ValidatorStatus};

#[test]
fn a_higher_minimum_self_stake_costs_a_validator_neither_its_deposit_nor_its_word() {
	Chain::with_validators(3).execute(|| {
		let on: Vec<_> = (1..=2).map(|who| list(who, terms())).collect();
		let running = next_deal();
		offer(10, on[0], 300, at(100, 20));
		for who in [2, 3] {
			assert_ok!(Staking::increase_self_stake(signed(who), 1_000 * UNIT));
		}
		let request = NextId::<Test>::get();
		let wanted = RequestTerms {
			amount: 300 * UNIT,
			maximum_commission: percent(8),
			term: 4,
			requirements: Requirements { maximum_exit_fee: percent(2), ..Default::default() },
			sealed: false,
			parts: 1,
			closing: System::block_number() + 20,
		};
		assert_ok!(Marketplace::open_request(signed(11), wanted));
		let before = free(1);
		for (who, commission) in [(1, 3), (2, 6)] {
			let terms = BidTerms {
				listing: on[who as usize - 1],
				commission: percent(commission),
				amount: 300 * UNIT,
				cover: 0,
			};
			assert_ok!(Marketplace::bid(signed(who), request, terms));
		}
		MinimumSelfStake::set(1_500 * UNIT);
		let last = System::block_number() + 20;
		while System::block_number() <= last {
			next_epoch();
		}
		assert_eq!(Staking::status(&1), Some(ValidatorStatus::BelowMinimum));
		assert!(listing(on[0]).suspended && !listing(on[1]).suspended);
		check();
		take_events();
		assert_ok!(Marketplace::settle_request(signed(20), request));
		let events = take_events();
		assert!(events.contains(&Event::BidLeftOut { request, validator: 1 }));
		assert_eq!(free(1), before);
		let is_won = |event: &Event<Test>| matches!(event, Event::DealMade { validator: 2, .. });
		assert!(events.iter().any(is_won));
		let (_, fee, breach) = exit(running);
		assert_eq!((fee, breach), (0, None));
		check();
		// Back above the minimum, the listing is in the book again.
		assert_ok!(Staking::increase_self_stake(signed(1), 500 * UNIT));
		assert_ok!(Staking::go_online(signed(1)));
		assert!(!listing(on[0]).suspended);
		check();
	});
}
