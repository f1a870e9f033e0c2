//! A sale ends with the ownership of its seller, and does not live again.

use super::{buy, exits_worth};
use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, RewardClass};

const PRICE: Balance = 90 * UNIT;

/// Two validators; account 30 has 500 liquid units with the first.
fn chain() -> Chain {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid)
}

fn position(units: Balance) -> Asset<AccountId> {
	Asset::Position { validator: 1, class: RewardClass::Liquid, amount: units * UNIT }
}

/// Checks that a sale cannot be bought, is shown as over, and is reaped by any account.
fn assert_over(sale: SaleId) {
	let bought = Marketplace::buy_position(signed(12), sale, Balance::MAX, 0, false);
	assert!(bought.is_err());
	assert!(Marketplace::sale_view(sale).expect("it is there").over);
	let before = free(20);
	assert_ok!(Marketplace::reap(signed(20), Expired::Sale(sale)));
	assert_eq!(free(20), before + UNIT / 10);
	check();
}

#[test]
fn a_deal_that_comes_back_is_not_for_sale_at_its_old_price() {
	chain().execute(|| {
		let one = deal(10, list(1, terms()), 100);
		// It is offered for little, and sold.
		let old = sell(10, Asset::Deal(one), UNIT);
		buy(11, old);
		// Years later the seller buys it back for more.
		run_to_epoch(20);
		buy(10, sell(11, Asset::Deal(one), PRICE));
		assert_eq!(deal_of(one).owner, 10);
		// No record of the old sale is left, and there cannot have been another.
		assert_eq!(Sales::<Test>::iter_keys().count(), 0);
		assert_noop!(
			Marketplace::buy_position(signed(12), old, UNIT, 0, false),
			Error::<Test>::UnknownSale
		);
		assert_eq!(deposits(10), UNIT);
	});
}

#[test]
fn a_second_sale_of_an_asset_does_not_outlive_the_first() {
	chain().execute(|| {
		let one = deal(10, list(1, terms()), 100);
		sell(10, Asset::Deal(one), PRICE);
		// This one would live again when the seller buys the deal back.
		assert_noop!(
			Marketplace::offer_for_sale(signed(10), Asset::Deal(one), UNIT, 1_000, false),
			Error::<Test>::AlreadyForSale
		);
		let exits = Asset::Exits { validator: 1, epoch: 1 };
		undelegate(30, RewardClass::Liquid, 100 * UNIT);
		sell(30, exits.clone(), PRICE);
		assert_noop!(
			Marketplace::offer_for_sale(signed(30), exits, UNIT, 1_000, false),
			Error::<Test>::AlreadyForSale
		);
		// A position is one asset for each class, whatever the amount.
		sell(30, position(100), PRICE);
		assert_noop!(
			Marketplace::offer_for_sale(signed(30), position(200), UNIT, 1_000, false),
			Error::<Test>::AlreadyForSale
		);
	});
}

#[test]
fn a_position_that_was_given_up_and_regained_is_not_for_sale_at_its_old_price() {
	chain().execute(|| {
		let sale = sell(30, position(300), UNIT);
		next_epoch();
		undelegate(30, RewardClass::Liquid, 400 * UNIT);
		assert_noop!(
			Marketplace::buy_position(signed(12), sale, UNIT, 0, false),
			Error::<Test>::NotOwned
		);
		// Years later the seller delegates again.
		run_to_epoch(20);
		Staking::add_stake(30, 1, RewardClass::Liquid, 500 * UNIT);
		assert_noop!(
			Marketplace::buy_position(signed(12), sale, UNIT, 0, false),
			Error::<Test>::SaleOver
		);
		assert_over(sale);
		// It can be offered anew.
		buy(12, sell(30, position(300), PRICE));
	});
}

#[test]
fn a_position_that_only_grew_is_still_for_sale() {
	chain().execute(|| {
		let sale = sell(30, position(300), PRICE);
		next_epoch();
		Staking::add_stake(30, 1, RewardClass::Liquid, 500 * UNIT);
		assert!(!Marketplace::sale_view(sale).expect("it is there").over);
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Sale(sale)),
			Error::<Test>::StillNeeded
		);
		buy(12, sale);
	});
}

#[test]
fn a_sale_of_what_is_gone_is_reaped_before_its_expiry() {
	chain().execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		let of_deal = sell(10, Asset::Deal(one), PRICE);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		let of_exits = sell(10, Asset::Exits { validator: 1, epoch: 6 }, PRICE);
		assert!(exits_worth(10, 1, 6) > 0);
		run_to_epoch(27);
		assert_ok!(withdraw(10));
		for sale in [of_deal, of_exits] {
			assert_noop!(
				Marketplace::buy_position(signed(12), sale, PRICE, 0, false),
				Error::<Test>::NotOwned
			);
			assert_over(sale);
		}
	});
}
