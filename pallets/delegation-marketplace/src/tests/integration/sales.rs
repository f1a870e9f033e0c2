//! Sales that the staking pallet refuses.

use super::*;

#[test]
fn too_small_a_rest_or_part_of_a_position_does_not_change_hands() {
	Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let part = |amount| Asset::Position { validator: 1, class: RewardClass::Liquid, amount };
		for amount in [UNIT - 1, 499 * UNIT + 1] {
			let sale = sell(30, part(amount), UNIT);
			assert_noop!(
				Marketplace::buy_position(signed(11), sale, UNIT, 0, false),
				palisade_staking::Error::<Test>::BelowMinimumDelegation
			);
			assert_ok!(Marketplace::withdraw_sale(signed(30), sale));
		}
	});
}

#[test]
fn a_position_that_was_given_up_and_regained_is_not_for_sale_at_its_old_price() {
	use palisade_staking::types::Amount;
	let liquid = RewardClass::Liquid;
	Chain::with_validators(1).delegation(30, 1, 500, liquid).account(30).execute(|| {
		let asset = Asset::Position { validator: 1, class: liquid, amount: 300 * UNIT };
		let sale = sell(30, asset.clone(), UNIT);
		// More stake does not end it.
		assert_ok!(Staking::delegate(signed(30), 1, 50 * UNIT, liquid, 0));
		next_epoch();
		assert!(!Marketplace::sale_view(sale).expect("it is there").over);
		assert_ok!(Staking::undelegate(signed(30), 1, liquid, Amount::All));
		run_to_epoch(30);
		assert_ok!(Staking::withdraw(signed(30)));
		assert_ok!(Staking::delegate(signed(30), 1, 500 * UNIT, liquid, 0));
		next_epoch();
		let bought = Marketplace::buy_position(signed(11), sale, UNIT, 0, false);
		assert_noop!(bought, Error::<Test>::SaleOver);
		assert_ok!(Marketplace::reap(signed(20), Expired::Sale(sale)));

		// Nor does stake that went to the other class and back.
		let sale = sell(30, asset, UNIT);
		next_epoch();
		for class in [RewardClass::Compounding, liquid] {
			assert_ok!(Staking::change_class(signed(30), 1, class, Amount::All));
		}
		let bought = Marketplace::buy_position(signed(11), sale, UNIT, 0, false);
		assert_noop!(bought, Error::<Test>::SaleOver);
	});
}
