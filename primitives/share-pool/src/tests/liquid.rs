//! The liquid class: rewards are paid out.

use super::*;
use crate::{Error, INDEX_BITS};

#[test]
fn index_rises_by_the_formula_and_carries_the_remainder() {
	let mut liquid = pool(0, 3).liquid;
	liquid.reward(10, Perbill::from_percent(25)).unwrap();
	let spread = U256::from(10) << INDEX_BITS;
	let gross = spread / 3_000;
	assert_eq!(liquid.index.gross.0, gross);
	assert_eq!(liquid.index.net.0, gross * 3 / 4);
	assert_eq!(liquid.carry, spread % 3_000);
	let (before, carry) = (liquid.index, liquid.carry);
	liquid.reward(1, Perbill::from_percent(50)).unwrap();
	let spread = (U256::from(1) << INDEX_BITS) + carry;
	assert_eq!(liquid.index.gross.since(before.gross).0, spread / 3_000);
	assert_eq!(liquid.index.net.since(before.net).0, spread / 3_000 / 2);
	assert_eq!(liquid.carry, spread % 3_000);
}

#[test]
fn carry_lets_rewards_that_are_too_small_for_the_index_arrive() {
	// More shares than the index can divide a planck by.
	let mut liquid = Liquid { class: class(1 << 90, 1 << 100), ..Default::default() };
	for _ in 0..16 {
		liquid.reward(1, Perbill::zero()).unwrap();
	}
	assert_eq!(liquid.index.gross, Index(1.into()));
	assert_eq!(liquid.carry, U256::zero());
	assert_eq!(liquid.accrued(Shares(1 << 100), RewardIndexes::default(), liquid.index), Ok(16));
}

#[test]
fn operator_never_receives_more_than_the_reward() {
	let mut liquid = Liquid { class: class(1 << 90, 1 << 100), ..Default::default() };
	let paid: Vec<u128> = (0..16).map(|_| liquid.reward(1, Perbill::one()).unwrap()).collect();
	assert_eq!(paid.iter().sum::<u128>(), 1);
	assert_eq!(paid.last(), Some(&1), "though 16 arrive at once");
	assert_eq!(liquid.unclaimed, 15);
}

#[test]
fn operator_receives_the_standard_commission() {
	let mut pool = pool(0, 1_000_000);
	let paid = pool.reward(999, Perbill::from_percent(10)).unwrap();
	assert_eq!(paid.to_operator, 99);
	assert_eq!(pool.liquid.unclaimed, 900);
	// 899.1 less the rounding of the index.
	assert_eq!(
		pool.liquid.accrued(pool.liquid.class.shares, RewardIndexes::default(), pool.liquid.index),
		Ok(899)
	);
}

#[test]
fn reward_without_shares_is_refused() {
	let mut liquid = Liquid::default();
	assert_eq!(liquid.reward(1, Perbill::zero()), Err(Error::Insufficient));
	assert_eq!(liquid, Liquid::default());
}

#[test]
fn settling_at_the_same_index_is_worth_nothing() {
	let mut pool = pool(0, 1_000);
	pool.reward(555, Perbill::from_percent(5)).unwrap();
	let (liquid, now) = (&pool.liquid, pool.liquid.index);
	assert_eq!(liquid.accrued(liquid.class.shares, now, now), Ok(0));
	assert_eq!(now.gross.since(now.gross).earned_after(Shares(7), Perbill::zero()), Ok(0));
}

#[test]
fn index_that_fell_is_worth_nothing() {
	let liquid = Liquid::default();
	let later = parts(7u128 << 96, 7u128 << 96);
	assert_eq!(liquid.accrued(Shares(1_000), later, RewardIndexes::default()), Ok(0));
}

#[test]
fn settling_often_never_earns_more_and_at_most_one_less_each_time() {
	let mut numbers = Numbers(4);
	for _ in 0..200 {
		let mut pool = pool(0, 1 + numbers.amount(1 << 60));
		let shares = Shares(1 + numbers.below(pool.liquid.class.shares.0));
		let deal = numbers.commission();
		let (mut standard, mut special) = (0, 0);
		let mut settled = RewardIndexes::default();
		let settles = 1 + numbers.below(20);
		for _ in 0..settles {
			pool.reward(numbers.amount(1 << 50), numbers.commission()).unwrap();
			let now = pool.liquid.index;
			standard += pool.liquid.accrued(shares, settled, now).unwrap();
			special += now.gross.since(settled.gross).earned_after(shares, deal).unwrap();
			settled = now;
		}
		let once = pool.liquid.accrued(shares, RewardIndexes::default(), settled).unwrap();
		assert!(standard <= once && once < standard + settles);
		let once = settled.gross.earned_after(shares, deal).unwrap();
		assert!(special <= once && once < special + settles);
	}
}

#[test]
fn splitting_a_position_costs_at_most_one_unit_of_rewards_for_each_piece() {
	let mut numbers = Numbers(5);
	for _ in 0..1_000 {
		let index = Index((U256::from(numbers.amount(1 << 80)) << 64) / 1_000);
		let (all, deal) = (2 + numbers.amount(1 << 80), numbers.commission());
		let cut = 1 + numbers.below(all - 1);
		for earned in [
			(|index: Index, shares, _| index.earned(shares).unwrap())
				as fn(Index, Shares, Perbill) -> u128,
			|index, shares, deal| index.earned_after(shares, deal).unwrap(),
		] {
			let pieces = earned(index, Shares(cut), deal) + earned(index, Shares(all - cut), deal);
			let merged = earned(index, Shares(all), deal);
			assert!(pieces <= merged && merged <= pieces + 1);
		}
	}
}

#[test]
fn index_earns_the_exact_fraction_rounded_down() {
	let mut numbers = Numbers(6);
	for _ in 0..1_000 {
		let index =
			Index(U256::from(numbers.amount(1 << 100)) * U256::from(numbers.amount(1 << 40)));
		let (shares, deal) = (numbers.amount(1 << 80), numbers.commission());
		let exact = ratio(big(index.0) * shares, BigInt::from(1u128 << INDEX_BITS));
		assert_eq!(whole(index.earned(Shares(shares)).unwrap()), exact.floor());
		let kept = exact * (whole(1) - commission(deal));
		assert_eq!(whole(index.earned_after(Shares(shares), deal).unwrap()), kept.floor());
	}
}

#[test]
fn claims_reduce_the_unclaimed_rewards() {
	let mut liquid = Liquid { unclaimed: 10, ..Default::default() };
	assert_eq!(liquid.claim(7), Ok(()));
	assert_eq!(liquid.claim(4), Err(Error::Insufficient));
	assert_eq!(liquid.unclaimed, 3);
}

#[test]
fn commission_of_everything_leaves_the_holders_nothing() {
	let mut pool = pool(0, 1_000);
	let paid = pool.reward(1 << 40, Perbill::one()).unwrap();
	assert!(paid.to_operator == 1 << 40 || paid.to_operator + 1 == 1 << 40);
	assert_eq!(pool.liquid.index.net, Index::default());
}
