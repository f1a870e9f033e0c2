//! Attacks through calls of the staking pallet.

use super::*;
use palisade_primitives::PositionInspect;
use palisade_staking::types::Amount;
use palisade_test_support::stubs::Entities;

/// The rewards of a deal and a plain delegation of 500 units each, from epoch 2 until epoch 7.
fn earned(change: impl Fn(EpochIndex)) -> (Balance, Balance) {
	let mut earned = (0, 0);
	PayoutOfEpoch::set(30_000_000_000_001);
	Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 500);
		next_epoch();
		assert_ok!(Staking::claim_rewards(signed(30), 1));
		while now() < 7 {
			change(now());
			next_epoch();
		}
		let plain = Staking::positions(30)[0].liquid_rewards;
		earned = (view(one).rewards, plain);
	});
	earned
}

#[test]
fn a_change_of_commission_does_not_touch_a_deal() {
	let (deal, plain) = earned(|_| {});
	// The deal keeps 95 of 100 parts, the delegation 90.
	assert!((deal * 90).abs_diff(plain * 95) < 1_000, "{deal} {plain}");
	let (same, less) = earned(|epoch| {
		// Announced at the end of an epoch, and again in the next.
		if epoch == 3 || epoch == 4 {
			assert_ok!(Staking::set_commission(signed(1), percent(100)));
		}
	});
	assert_eq!(same, deal);
	assert!(less < plain);
	let (same, more) = earned(|epoch| {
		if epoch == 2 {
			assert_ok!(Staking::set_commission(signed(1), percent(0)));
		}
	});
	assert_eq!(same, deal);
	assert!(more > plain);
}

#[test]
fn an_operator_does_not_sell_the_liability_for_what_it_is_about_to_do() {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		next_epoch();
		let left = now();
		let own = Asset::Exits { validator: 1, epoch: left };
		let offer =
			|expiry| Marketplace::offer_for_sale(signed(1), own.clone(), 350 * UNIT, expiry, true);
		let some = Amount::Exact(400 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), RewardClass::Compounding, some));
		// It sells the exits, is paid, and double-signs in the next epoch.
		assert_noop!(offer(left + 20), Error::<Test>::SelfStakeLiable);
		next_epoch();
		assert_noop!(offer(left + 20), Error::<Test>::SelfStakeLiable);
		slash(1, left + 1, percent(50));
		// The loss is its own.
		assert_units(Staking::exits_value(&1, &1, left), 200);

		// Ten epochs for reports, after the one for which the exits are liable.
		run_to_epoch(left + 11);
		assert_noop!(offer(left + 20), Error::<Test>::SelfStakeLiable);
		run_to_epoch(left + 12);
		let sale = NextId::<Test>::get();
		assert_ok!(offer(left + 20));
		assert!(Marketplace::sale_view(sale).expect("it is for sale").related);
		assert_ok!(Marketplace::buy_position(signed(11), sale, 350 * UNIT, 0, false));
		assert_units(Staking::exits_value(&11, &1, left), 200);
	});
}

#[test]
fn a_sale_shows_that_its_seller_belongs_to_the_validator() {
	let chain = || Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid);
	let of_30 = |prepare: fn()| {
		let mut related = false;
		chain().execute(|| {
			prepare();
			let asset =
				Asset::Position { validator: 1, class: RewardClass::Liquid, amount: 100 * UNIT };
			let sale = sell(30, asset, UNIT);
			related = Marketplace::sale_view(sale).expect("it is for sale").related;
		});
		related
	};
	assert!(!of_30(|| {}));
	assert!(of_30(|| {
		assert_ok!(Staking::set_reward_account(signed(1), Some(30)));
	}));
	assert!(of_30(|| Entities::set([(30, 1)].into())));
	Entities::set([].into());
}

#[test]
fn an_owner_does_not_prevent_the_end_of_its_deal_by_other_exits() {
	let liquid = RewardClass::Liquid;
	Chain::with_validators(2).delegation(10, 1, 500, liquid).execute(|| {
		let one = deal(10, list(1, terms()), 100);
		let dust = Amount::Exact(1);
		assert_noop!(
			Staking::undelegate(signed(10), 1, liquid, dust).map(drop).map_err(|e| e.error),
			palisade_staking::Error::<Test>::ExitTooSmall
		);
		let unit = Amount::Exact(UNIT);
		for _ in 0..32 {
			assert_ok!(Staking::undelegate(signed(10), 1, liquid, unit));
			next_epoch();
		}
		assert_noop!(
			Staking::undelegate(signed(10), 1, liquid, unit).map(drop).map_err(|e| e.error),
			palisade_staking::Error::<Test>::TooManyExits
		);
		assert_ok!(Marketplace::terminate_deal(signed(1), one));
		check();
	});
}
