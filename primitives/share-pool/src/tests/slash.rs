//! Losses in proportion.

use super::*;
use crate::{retained, ExitPool, Pending};

#[test]
fn the_rest_is_the_exact_part_rounded_down() {
	let mut numbers = Numbers(7);
	for _ in 0..2_000 {
		let base = numbers.amount(u128::MAX >> 1);
		let (amount, loss) = (numbers.below(base) + 1, numbers.below(base + 1));
		let exact = ratio(BigInt::from(amount) * (base - loss), base);
		assert_eq!(whole(retained(amount, base, loss)), exact.floor());
	}
}

#[test]
fn nothing_is_kept_where_everything_is_lost() {
	assert_eq!(retained(5, 10, 10), 0);
	assert_eq!(retained(5, 10, 11), 0);
	assert_eq!(retained(5, 0, 0), 0);
	assert_eq!(retained(5, 10, 0), 5);
}

#[test]
fn stake_loses_and_so_do_rewards_that_wait() {
	let mut pool = pool(1_000, 3_000);
	pool.compounding.waiting = 100;
	assert_eq!(pool.slash(4_100, 410), 410);
	assert_eq!((pool.compounding.stake, pool.compounding.waiting), (900, 90));
	assert_eq!(pool.liquid.class.stake, 2_700);
	assert_eq!(pool.stake(), 3_600);
}

#[test]
fn rounding_of_a_slash_is_at_most_one_unit_for_each_part() {
	let mut numbers = Numbers(8);
	for _ in 0..500 {
		let mut pool = pool(numbers.amount(1 << 60), numbers.amount(1 << 60));
		let mut pending = Pending::default();
		pending.deposit(numbers.amount(1 << 60)).unwrap();
		let mut exits = ExitPool::default();
		exits.compounding.add(numbers.amount(1 << 60), Shares(1_000)).unwrap();
		exits.liquid.add(numbers.amount(1 << 60), Shares(1_000)).unwrap();
		let held = |pool: &Pool, pending: &Pending, exits: &ExitPool| {
			pool.stake() + pending.assets + exits.assets_left()
		};
		let base = held(&pool, &pending, &exits);
		let loss = numbers.below(base + 1);
		let taken = pool.slash(base, loss) + pending.slash(base, loss) + exits.slash(base, loss);
		assert_eq!(held(&pool, &pending, &exits), base - taken);
		assert!(loss <= taken && taken < loss + 5, "five parts");
	}
}

#[test]
fn slash_costs_who_left_as_much_as_who_stayed() {
	let mut numbers = Numbers(9);
	for _ in 0..500 {
		let mut pool = Pool::default();
		let stake = 1_000 + numbers.amount(1 << 60);
		let stayed = pool.compounding.deposit(stake).unwrap();
		let left = pool.compounding.deposit(stake).unwrap();
		pool.compounding.leaving = left;
		let mut exits = ExitPool::default();
		pool.close_exits(&mut exits, RewardIndexes::default()).unwrap();
		let mut hops = 2;
		for _ in 0..1 + numbers.below(4) {
			let base = pool.stake() + exits.assets_left();
			let loss = numbers.below(base + 1);
			pool.slash(base, loss);
			exits.slash(base, loss);
			hops += 1;
		}
		let stayed = pool.compounding.value_of(stayed);
		let left = exits.compounding.value_of(left);
		assert!(stayed.abs_diff(left) <= hops);
	}
}

#[test]
fn pending_deposits_lose_like_stake() {
	let mut pool = pool(1_000_000, 0);
	let mut pending = Pending::default();
	let units = pending.deposit(1_000_000).unwrap();
	assert_eq!(pool.slash(2_000_000, 200_000) + pending.slash(2_000_000, 200_000), 200_000);
	assert_eq!(pending.value_of(units), 900_000);
	assert_eq!(pool.compounding.value_of(pool.compounding.shares), 900_000);
}

#[test]
fn slash_of_all_but_a_millionth_keeps_a_millionth() {
	let mut pool = pool(5_000_000_000, 7_000_000_000);
	let shares = pool.compounding.shares;
	assert_eq!(pool.slash(12_000_000_000, 11_999_988_000), 11_999_988_000);
	assert_eq!((pool.compounding.stake, pool.liquid.class.stake), (5_000, 7_000));
	assert_eq!(pool.compounding.value_of(shares), 5_000);
}
