//! Which listings are in the order book.

use super::{amend, anything, costing, quote, take_best};
use crate::{mock::*, runtime_api::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Hooks, weights::Weight};

/// The listings in the order book.
fn in_the_book() -> Vec<ListingId> {
	let mut listings: Vec<_> = Book::<Test>::iter_keys().map(|(_, id)| id).collect();
	listings.sort();
	listings
}

/// Runs the hook of a block with weight to spare.
fn idle() -> Weight {
	let used = Marketplace::on_idle(System::block_number(), Weight::MAX);
	check();
	used
}

#[test]
fn the_listings_of_a_validator_that_cannot_be_elected_leave_the_book_and_return_with_it() {
	type Change = (fn(), fn());
	let changes: [Change; 4] = [
		(
			|| jail(1, 3),
			|| {
				run_to_epoch(3);
				go_online(1);
			},
		),
		(|| jail(1, 100), || release(1)),
		(|| go_offline(1), || go_online(1)),
		(|| leave_validators(1), || go_online(1)),
	];
	for (out, back) in changes {
		Chain::with_validators(2).execute(|| {
			let ours = [list(1, terms()), list(1, costing(4))];
			let reserved = ClientRequirements { reserved_for: Some(11), ..Default::default() };
			list(1, ListingTerms { requirements: reserved, ..terms() });
			let other = list(2, costing(9));
			deal(10, ours[0], 100);
			out();
			assert_eq!(in_the_book(), vec![other]);
			assert_eq!(quote(10, 100 * UNIT, 4).map(|view| view.id), Some(other));
			check();
			back();
			// They are where they were, with their terms and deals.
			assert_eq!(in_the_book(), vec![ours[0], ours[1], other]);
			assert_eq!((listing(ours[0]).version, listing(ours[0]).deals), (0, 1));
			assert_eq!(quote(10, 100 * UNIT, 4).map(|view| view.id), Some(ours[1]));
			check();
		});
	}
}

#[test]
fn a_ban_takes_listings_out_of_the_book() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, terms());
		ban(1);
		assert!(in_the_book().is_empty() && listing(id).suspended);
		// Others still see the deals of the listing, and that it takes no offers.
		assert!(!Marketplace::listing_view(id).expect("it is there").open);
	});
}

#[test]
fn junk_of_validators_in_jail_does_not_keep_a_match_from_the_listing_behind_it() {
	Chain::with_validators(6).execute(|| {
		for number in 0..40u128 {
			list(1 + number / 8, costing(1));
		}
		let id = list(6, terms());
		(1..=5).for_each(|validator| jail(validator, 100));
		// A match looks at 32 places.
		assert_ok!(take_best(10, 100 * UNIT, at(5, 4)));
		assert_eq!(listing(id).deals, 1);
	});
}

#[test]
fn a_listing_with_a_suspended_validator_changes_without_returning_to_the_book() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, ListingTerms { cover: 0, ..terms() });
		let one = deal(10, id, 1_000);
		assert!(in_the_book().is_empty());
		go_offline(1);
		next_epoch();
		// Its room is free again.
		assert_ok!(Marketplace::exit_deal(signed(10), one, palisade_primitives::Balance::MAX));
		assert!(in_the_book().is_empty());
		go_online(1);
		assert_eq!(in_the_book(), vec![id]);
		assert_ok!(Marketplace::close_listing(signed(1), id));
		check();
	});
}

#[test]
fn expired_listings_leave_the_book() {
	Chain::with_validators(2).execute(|| {
		let expires = |epoch| ListingTerms { expiry: epoch, ..terms() };
		let (one, other) = (list(1, expires(3)), list(2, expires(5)));
		run_to_epoch(2);
		idle();
		assert_eq!(in_the_book(), vec![one, other]);
		next_epoch();
		take_events();
		idle();
		assert_eq!(take_events(), vec![Event::ListingExpired { listing: one }]);
		assert_eq!(in_the_book(), vec![other]);
		assert!(!listing(one).closed && listing(one).lapsed);
		// Nothing that happens to the validator brings it back.
		go_offline(1);
		go_online(1);
		assert_eq!(in_the_book(), vec![other]);
		// A later expiry does.
		amend(1, one, expires(9));
		assert_eq!(in_the_book(), vec![one, other]);
		check();
		run_to_epoch(9);
		idle();
		assert!(in_the_book().is_empty());
		// They can still be reaped for a reward.
		assert_ok!(Marketplace::reap(signed(20), Expired::Listing(one)));
	});
}

#[test]
fn each_block_looks_at_a_few_places_and_comes_round() {
	Chain::with_validators(3).execute(|| {
		let lasting = list(1, costing(2));
		for number in 0..20u32 {
			let validator = 1 + AccountId::from(number % 3);
			list(validator, ListingTerms { expiry: 3, ..costing(3 + number) });
		}
		run_to_epoch(3);
		let mut blocks = 0;
		while in_the_book() != vec![lasting] {
			let before = in_the_book().len();
			idle();
			assert!(before - in_the_book().len() <= SWEPT_IN_A_BLOCK as usize);
			blocks += 1;
			assert!(blocks <= 12, "the book was not gone through");
		}
		// It goes on from the beginning with listings that come later.
		list(2, ListingTerms { expiry: 4, ..costing(1) });
		run_to_epoch(4);
		(0..3).for_each(|_| _ = idle());
		assert_eq!(in_the_book(), vec![lasting]);
	});
}

#[test]
fn a_block_without_weight_looks_at_nothing() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, ListingTerms { expiry: 3, ..terms() });
		run_to_epoch(3);
		let root = || sp_io::storage::root(sp_runtime::StateVersion::V1);
		let before = root();
		let used = Marketplace::on_idle(System::block_number(), Weight::zero());
		assert_eq!((used, before), (Weight::zero(), root()));
		// No more is used than is there.
		let little = <() as WeightInfo>::sweep(1);
		let used = Marketplace::on_idle(System::block_number(), little);
		assert!(used.all_lte(little) && used != Weight::zero());
		assert!(!in_the_book().contains(&id));
	});
}

#[test]
fn a_listing_that_waits_for_a_brake_is_in_the_book_until_its_expiry_has_moved() {
	Chain::with_validators(1).execute(|| {
		let id = list(1, ListingTerms { expiry: 3, ..terms() });
		run_to_epoch(2);
		next_epoch_without(&[palisade_primitives::Duty::Offering]);
		idle();
		assert_eq!(in_the_book(), vec![id]);
		next_epoch();
		idle();
		assert!(in_the_book().is_empty());
	});
}

#[test]
fn the_pages_of_the_book_show_neither() {
	Chain::with_validators(3).execute(|| {
		list(1, ListingTerms { expiry: 3, ..terms() });
		list(2, terms());
		let open = list(3, terms());
		jail(2, 100);
		run_to_epoch(3);
		idle();
		let query = BookQuery {
			order: BookOrder::Commission,
			amount: None,
			term: None,
			maximum_commission: None,
			minimum_score: None,
			region: None,
		};
		let page = Marketplace::order_book(query, None, 10);
		let shown: Vec<_> = page.listings.iter().map(|view| view.id).collect();
		assert_eq!((shown, page.next), (vec![open], None));
		assert_noop!(
			Marketplace::take_best(signed(10), 100 * UNIT, at(1, 4), anything()),
			Error::<Test>::NoMatch
		);
	});
}
