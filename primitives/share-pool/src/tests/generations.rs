//! Classes whose price has collapsed.

use super::*;
use crate::{ExitPool, Pending, MAX_SHARES_PER_ASSET};

#[test]
fn class_has_collapsed_below_a_thousandth_of_the_initial_price() {
	assert_eq!(MAX_SHARES_PER_ASSET, 1_000_000);
	assert!(!class(7, 7_000_000).has_collapsed());
	assert!(class(7, 7_000_001).has_collapsed());
	assert!(class(0, 1).has_collapsed(), "nothing is left");
	assert!(!Vault::default().has_collapsed(), "it has no holder");
	assert!(!class(u128::MAX, u128::MAX).has_collapsed());
	let rescued = Vault { waiting: 7, ..class(0, 7_000_000) };
	assert!(!rescued.has_collapsed(), "waiting rewards count");
}

#[test]
fn slash_collapses_a_class_at_the_threshold() {
	let stake = 1_000_000_000;
	for (loss, collapsed) in [(999_000_000, false), (999_000_001, true)] {
		let mut pool = pool(stake, 0);
		pool.slash(stake, loss);
		assert_eq!(pool.compounding.has_collapsed(), collapsed);
	}
}

#[test]
fn closing_moves_everything_and_starts_at_the_initial_price() {
	let mut pool = pool(10_000_000, 20_000_000);
	open_deal(&mut pool.liquid, 5_000_000, Perbill::from_percent(1));
	pool.reward(7_000_000, Perbill::from_percent(10)).unwrap();
	pool.slash(10_000, 9_999);
	pool.compounding.leaving = Shares(1);
	pool.liquid.class.leaving = Shares(2);
	pool.liquid.leaving_deal_shares = Shares(1);
	let before = pool.clone();
	let mut exits = ExitPool::default();
	pool.close_compounding(&mut exits).unwrap();
	pool.close_liquid(&mut exits).unwrap();

	assert_eq!(exits.compounding.assets, before.compounding.assets());
	assert_eq!(exits.compounding.shares, before.compounding.shares);
	assert_eq!(exits.liquid.assets, before.liquid.class.assets());
	assert_eq!(exits.liquid.shares, before.liquid.class.shares);
	let fresh = Vault { generation: 1, ..Default::default() };
	assert_eq!(pool.compounding, fresh);
	let expected = Liquid {
		class: fresh,
		index: before.liquid.index,
		carry: before.liquid.carry,
		unclaimed: before.liquid.unclaimed,
		..Default::default()
	};
	assert_eq!(pool.liquid, expected);
	assert_eq!(pool.compounding.deposit(3), Ok(Shares(3_000)));
	assert_eq!(pool.liquid.class.deposit(3), Ok(Shares(3_000)));
}

#[test]
fn holders_of_an_old_generation_get_exactly_their_part() {
	let mut numbers = Numbers(20);
	for _ in 0..100 {
		let mut pool = Pool::default();
		let held: Vec<Shares> =
			(0..6).map(|_| pool.compounding.deposit(numbers.amount(1 << 60)).unwrap()).collect();
		let stake = pool.stake();
		pool.slash(1_000_000, 999_999);
		let left = pool.compounding.assets();
		let all = pool.compounding.shares;
		assert!(left == 0 || left <= stake / 1_000_000);
		let mut exits = ExitPool::default();
		pool.close_compounding(&mut exits).unwrap();
		let mut withdrawn = 0;
		for shares in held {
			let exact = ratio(shares.0, all.0) * whole(left);
			let out = exits.compounding.withdraw(shares).unwrap();
			assert_eq!(whole(out.assets), exact.floor());
			withdrawn += out.assets + out.dust;
		}
		assert_eq!(withdrawn, left);
		assert!(exits.is_empty());
	}
}

#[test]
fn rewards_of_an_old_generation_can_be_claimed_and_new_ones_are_not_its() {
	let mut pool = pool(0, 10_000_000);
	let old = pool.liquid.class.shares;
	pool.reward(500, Perbill::zero()).unwrap();
	pool.slash(1, 1);
	let mut exits = ExitPool::default();
	let closed_at = pool.liquid.index;
	pool.close_liquid(&mut exits).unwrap();
	let new = pool.liquid.class.deposit(1_000).unwrap();
	pool.reward(300, Perbill::zero()).unwrap();
	let liquid = &pool.liquid;
	let of_old = liquid.accrued(old, RewardIndexes::default(), closed_at).unwrap();
	let of_new = liquid.accrued(new, closed_at, liquid.index).unwrap();
	assert!((499..=500).contains(&of_old) && (299..=300).contains(&of_new));
	assert!(of_old + of_new <= liquid.unclaimed);
}

#[test]
fn shares_of_an_activation_not_yet_taken_are_closed_too() {
	let mut pool = Pool::default();
	let mut pending = Pending::default();
	pending.deposit(3_000_000).unwrap();
	pending.deposit(1_000_000).unwrap();
	let mut activation = pending.activate(&mut pool.compounding, RewardIndexes::default()).unwrap();
	pool.slash(4_000_000, 3_999_900);
	assert!(pool.compounding.has_collapsed());
	let mut exits = ExitPool::default();
	pool.close_compounding(&mut exits).unwrap();
	assert!(activation.generation < pool.compounding.generation);
	let taken = activation.take(3_000_000, None).unwrap();
	assert_eq!(exits.compounding.withdraw(taken.shares).unwrap().assets, 75);
	let taken = activation.take(1_000_000, None).unwrap();
	assert_eq!(exits.compounding.withdraw(taken.shares).unwrap().assets, 25);
	assert!(exits.is_empty());
}

#[test]
fn those_who_left_at_the_same_boundary_share_one_price_with_the_closed() {
	let mut pool = pool(1_000_000_000, 0);
	let half = Shares(pool.compounding.shares.0 / 2);
	pool.compounding.leaving = half;
	pool.slash(1_000_000, 999_990);
	let mut exits = ExitPool::default();
	pool.close_exits(&mut exits, RewardIndexes::default()).unwrap();
	assert!(pool.compounding.has_collapsed());
	pool.close_compounding(&mut exits).unwrap();
	assert_eq!(exits.compounding.value_of(half), 5_000);
	assert_eq!(exits.compounding.assets, 10_000);
}

#[test]
fn generation_stops_counting_rather_than_starting_over() {
	let mut pool = Pool::default();
	pool.compounding.generation = u32::MAX;
	pool.close_compounding(&mut ExitPool::default()).unwrap();
	assert_eq!(pool.compounding.generation, u32::MAX);
}
