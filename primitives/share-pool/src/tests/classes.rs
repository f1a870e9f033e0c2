//! Assets and shares.

use super::*;
use crate::{math::mul_div_ceil, vault::Redeemed, Error};

#[test]
fn first_deposit_gets_a_thousand_shares_for_each_planck() {
	let mut class = Vault::default();
	assert_eq!(class.deposit(7), Ok(Shares(7_000)));
	assert_eq!((class.stake, class.shares), (7, Shares(7_000)));
	assert_eq!(class.value_of(Shares(7_000)), 7);
}

#[test]
fn deposit_buys_the_formula_rounded_down() {
	// ⌊10·(3,000 + 1,000)/(7 + 1)⌋ = 5,000 and ⌊10·(3,001 + 1,000)/(8 + 1)⌋ = ⌊4,445.5…⌋.
	assert_eq!(class(7, 3_000).deposit(10), Ok(Shares(5_000)));
	assert_eq!(class(8, 3_001).deposit(10), Ok(Shares(4_445)));
}

#[test]
fn withdrawal_burns_the_formula_rounded_up() {
	assert_eq!(class(8, 3_001).shares_to_withdraw(10), Ok(Shares(4_446)));
	assert_eq!(class(7, 3_000).shares_to_withdraw(10), Ok(Shares(5_000)));
	assert_eq!(mul_div_ceil(1, 1, 0), Err(Error::Overflow));
}

#[test]
fn redeemed_shares_are_worth_the_formula_rounded_down() {
	// ⌊1,500·(8 + 1)/(3,001 + 1,000)⌋ = ⌊3.37…⌋.
	let mut class = class(8, 3_001);
	assert_eq!(class.value_of(Shares(1_500)), 3);
	assert_eq!(class.redeem(Shares(1_500)), Ok(Redeemed { assets: 3, dust: 0 }));
	assert_eq!((class.stake, class.shares), (5, Shares(1_501)));
}

#[test]
fn shares_burned_to_withdraw_are_worth_the_withdrawal() {
	let mut numbers = Numbers(1);
	for _ in 0..2_000 {
		let class = class(numbers.amount(1 << 90), 1_000 * numbers.amount(1 << 90));
		let assets = 1 + numbers.below(class.stake);
		let burned = class.shares_to_withdraw(assets).unwrap();
		assert!(ratio(burned.0, 1) * price(&class) >= whole(assets));
		assert!(ratio(burned.0 - 1, 1) * price(&class) < whole(assets), "not one too many");
	}
}

#[test]
fn deposit_that_buys_no_share_is_refused() {
	let mut class = class(1_000_000, 1);
	let before = class.clone();
	assert_eq!(class.deposit(900), Err(Error::NothingBought));
	assert_eq!(class.deposit(0), Err(Error::NothingBought));
	assert_eq!(class, before);
}

#[test]
fn more_shares_than_there_are_cannot_be_redeemed() {
	let mut class = class(10, 10_000);
	let before = class.clone();
	assert_eq!(class.redeem(Shares(10_001)), Err(Error::Insufficient));
	assert_eq!(class, before);
	assert_eq!(class.value_of(Shares(u128::MAX)), 10, "never more than all assets");
}

#[test]
fn last_share_leaves_nothing_behind() {
	let mut class = class(1_000, 10_000);
	class.waiting = 99;
	// ⌊10,000·1,100/11,000⌋.
	assert_eq!(class.redeem(Shares(10_000)), Ok(Redeemed { assets: 1_000, dust: 99 }));
	assert_eq!(class, Vault::default());
	assert_eq!(class.deposit(5), Ok(Shares(5_000)), "at the initial price");
}

#[test]
fn redeeming_takes_from_stake_and_waiting_rewards_in_proportion() {
	let mut class = class(900, 1_000_000);
	class.waiting = 100;
	let assets = class.redeem(Shares(500_500)).unwrap().assets;
	assert_eq!(assets, 500);
	assert_eq!((class.stake, class.waiting), (450, 50));
	// 33 of 500 assets, 3.3 of them from the waiting rewards: rounded down there and up at the
	// stake.
	let assets = class.redeem(Shares(33_033)).unwrap().assets;
	assert_eq!(assets, 33);
	assert_eq!((class.stake, class.waiting), (420, 47));
}

#[test]
fn burned_shares_are_in_favour_of_the_others() {
	let mut class = class(1_000, 1_000_000);
	assert_eq!(class.burn(Shares(500_000)), 0);
	assert_eq!(class.assets(), 1_000);
	assert_eq!(class.value_of(Shares(500_000)), 999);
	assert_eq!(class.burn(Shares(500_000)), 1_000, "no holder is left");
	assert_eq!(class.assets(), 0);
}

#[test]
fn compound_turns_what_waits_into_stake_at_the_same_price() {
	let mut class = class(1_000, 1_000_000);
	class.waiting = 77;
	let before = price(&class);
	assert_eq!(class.compound(), 77);
	assert_eq!((class.stake, class.waiting), (1_077, 0));
	assert_eq!(price(&class), before);
	assert_eq!(class.compound(), 0);
}

#[test]
fn reward_raises_the_value_and_waits_to_become_stake() {
	let mut pool = pool(1_000_000, 0);
	pool.reward(1_000, Perbill::zero()).unwrap();
	assert_eq!((pool.compounding.stake, pool.compounding.waiting), (1_000_000, 1_000));
	assert_eq!(pool.compounding.value_of(pool.compounding.shares), 1_000_999);
}

#[test]
fn fee_buys_shares_at_the_price_after_the_reward() {
	let mut pool = pool(1_000, 0);
	let shares = pool.compounding.shares.0;
	let paid = pool.reward(100, Perbill::from_percent(30)).unwrap();
	// f = 30; ⌊30·(1,000,000 + 1,000)/(1,000 + 100 − 30 + 1)⌋ = ⌊28,039.2…⌋.
	assert_eq!(paid.operator_shares, Shares(28_039));
	assert_eq!(pool.compounding.shares, Shares(shares + 28_039));
	assert_eq!(pool.compounding.assets(), 1_100);
	assert_eq!(pool.compounding.value_of(paid.operator_shares), 29, "30 less the rounding");
	assert_eq!((paid.compounding, paid.liquid, paid.to_operator, paid.unassigned), (100, 0, 0, 0));
}

#[test]
fn commission_of_everything_leaves_the_holders_what_they_had() {
	let mut pool = pool(1_000_000, 0);
	let holders = pool.compounding.shares;
	let paid = pool.reward(500_000, Perbill::one()).unwrap();
	assert_eq!(pool.compounding.value_of(holders), 1_000_000);
	assert_eq!(pool.compounding.value_of(paid.operator_shares), 500_000);
}

#[test]
fn reward_is_split_by_stake_and_the_rounding_goes_to_the_liquid_class() {
	let mut pool = pool(1_000, 2_000);
	let paid = pool.reward(100, Perbill::zero()).unwrap();
	assert_eq!((paid.compounding, paid.liquid), (33, 67));
	assert_eq!(pool.compounding.waiting, 33);
	assert_eq!(pool.liquid.unclaimed, 67);
	assert_eq!(pool.stake(), 3_000, "a reward is not stake yet");
}

#[test]
fn what_waits_earns_nothing() {
	let mut pool = pool(1_000, 1_000);
	pool.compounding.waiting = 1_000_000;
	let paid = pool.reward(100, Perbill::zero()).unwrap();
	assert_eq!((paid.compounding, paid.liquid), (50, 50));
}

#[test]
fn reward_without_stake_is_unassigned() {
	let mut pool = Pool::default();
	let paid = pool.reward(100, Perbill::from_percent(10)).unwrap();
	assert_eq!(paid.unassigned, 100);
	assert_eq!((paid.compounding, paid.liquid, paid.to_operator), (0, 0, 0));
	assert_eq!(pool, Pool::default());
}

#[test]
fn all_values_together_are_never_more_than_the_assets() {
	let mut numbers = Numbers(2);
	for _ in 0..300 {
		let mut class = Vault::default();
		let mut held: Vec<Shares> = (0..8)
			.filter_map(|_| {
				let most = 1 << (1 + numbers.below(60));
				let shares = class.deposit(numbers.amount(most)).ok();
				class.slash(10, numbers.below(8));
				class.waiting += numbers.below(most);
				shares
			})
			.collect();
		held.retain(|shares| !shares.is_zero());
		let claims: u128 = held.iter().map(|shares| class.value_of(*shares)).sum();
		assert!(claims <= class.assets());
	}
}

#[test]
fn splitting_a_position_costs_at_most_one_unit_for_each_piece() {
	let mut numbers = Numbers(3);
	for _ in 0..2_000 {
		let class = class(numbers.amount(1 << 70), 2_000 + numbers.amount(1 << 80));
		let all = 2 + numbers.below(class.shares.0 - 1);
		let cut = 1 + numbers.below(all - 1);
		let pieces = class.value_of(Shares(cut)) + class.value_of(Shares(all - cut));
		let merged = class.value_of(Shares(all));
		assert!(pieces <= merged && merged <= pieces + 1);
	}
}

#[test]
fn shares_add_and_subtract_with_errors() {
	assert_eq!(Shares(u128::MAX).plus(Shares(1)), Err(Error::Overflow));
	assert_eq!(Shares(1).minus(Shares(2)), Err(Error::Insufficient));
	assert_eq!(Shares(3).minus(Shares(2)).unwrap().plus(Shares::ZERO), Ok(Shares(1)));
	assert!(Shares::ZERO.is_zero() && !Shares(1).is_zero());
}
