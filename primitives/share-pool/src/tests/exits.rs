//! Exits.

use super::*;
use crate::{DealWeight, Error, ExitClass, ExitPool};

/// Exits with `assets`, whose shares `owners` hold.
fn exits_of(assets: u128, owners: &[u128]) -> ExitClass {
	let mut exits = ExitClass::default();
	exits.add(assets, Shares(owners.iter().sum())).unwrap();
	exits
}

#[test]
fn leaving_shares_become_exits_at_the_price_of_the_boundary() {
	let mut pool = pool(1_000, 0);
	pool.compounding.leaving = Shares(400_000);
	pool.reward(100, Perbill::zero()).unwrap();
	let mut exits = ExitPool::default();
	assert_eq!(pool.close_exits(&mut exits, RewardIndexes::default()), Ok(0));
	// ⌊400,000·1,101/1,001,000⌋.
	assert_eq!(exits.compounding.assets, 439);
	assert_eq!(exits.compounding.shares, Shares(400_000));
	assert_eq!(pool.compounding.shares, Shares(600_000));
	assert!(pool.compounding.leaving.is_zero());
	assert_eq!(pool.compounding.assets(), 661);
	assert_eq!(exits.assets_left(), 439);
}

#[test]
fn who_leaves_earns_until_the_boundary() {
	let mut pool = pool(0, 3_000);
	let deal = open_deal(&mut pool.liquid, 1_000, Perbill::from_percent(50));
	pool.reward(4_000, Perbill::from_percent(10)).unwrap();
	let before = pool.liquid.index;
	// A third of the standard shares and the deal.
	pool.liquid.class.leaving = Shares(1_000_000).plus(deal).unwrap();
	pool.liquid.leaving_deal_shares = deal;
	pool.liquid.leaving_deal_weight = DealWeight::of(deal, Perbill::from_percent(50));
	pool.reward(8_000, Perbill::from_percent(20)).unwrap();
	let unclaimed = pool.liquid.unclaimed;
	let mut exits = ExitPool::default();
	pool.close_exits(&mut exits, before).unwrap();

	assert_eq!(exits.last_reward(Shares(1_000_000), None), Ok(1_599));
	assert_eq!(exits.last_reward(deal, Some(Perbill::from_percent(50))), Ok(1_000));
	assert_eq!(exits.unclaimed, 2_599);
	assert_eq!(pool.liquid.unclaimed, unclaimed - 2_599);
	assert_eq!((pool.liquid.deal_shares, pool.liquid.deal_weight), Default::default());
	assert_eq!(
		(pool.liquid.leaving_deal_shares, pool.liquid.leaving_deal_weight),
		Default::default()
	);
	assert_eq!(pool.liquid.class.shares, Shares(2_000_000));
	assert_eq!(exits.liquid.shares, Shares(2_000_000));
}

#[test]
fn last_rewards_cover_every_claim_to_them() {
	let mut numbers = Numbers(16);
	for _ in 0..200 {
		let mut pool = pool(0, numbers.amount(1 << 50));
		let mut leaving = Vec::new();
		for _ in 0..8 {
			let (assets, own) = (numbers.amount(1 << 50), numbers.commission());
			let deal = numbers.below(2) == 0;
			let shares = match deal {
				true => open_deal(&mut pool.liquid, assets, own),
				false => pool.liquid.class.deposit(assets).unwrap(),
			};
			leaving.push((shares, deal.then_some(own)));
		}
		pool.reward(numbers.amount(1 << 50), numbers.commission()).unwrap();
		let before = pool.liquid.index;
		for (shares, own) in &leaving {
			let liquid = &mut pool.liquid;
			liquid.class.leaving = liquid.class.leaving.plus(*shares).unwrap();
			if let Some(own) = own {
				liquid.leaving_deal_shares = liquid.leaving_deal_shares.plus(*shares).unwrap();
				liquid.leaving_deal_weight =
					liquid.leaving_deal_weight.plus(DealWeight::of(*shares, *own));
			}
		}
		pool.reward(numbers.amount(1 << 50), numbers.commission()).unwrap();
		let mut exits = ExitPool::default();
		pool.close_exits(&mut exits, before).unwrap();
		let claims: u128 =
			leaving.iter().map(|(shares, own)| exits.last_reward(*shares, *own).unwrap()).sum();
		assert!(claims <= exits.unclaimed && exits.unclaimed < claims + 8);
	}
}

#[test]
fn withdrawals_do_not_depend_on_their_order() {
	let mut numbers = Numbers(17);
	for _ in 0..200 {
		let owners: Vec<u128> = (0..7).map(|_| numbers.amount(1 << 60)).collect();
		let fresh = exits_of(numbers.amount(1 << 60), &owners);
		let assets = fresh.assets;
		let mut exits = fresh.clone();
		let mut forwards: Vec<u128> = Vec::new();
		let mut dust = 0;
		for shares in &owners {
			let out = exits.withdraw(Shares(*shares)).unwrap();
			forwards.push(out.assets);
			dust += out.dust;
		}
		assert_eq!(forwards.iter().sum::<u128>() + dust, assets);
		assert!(dust < 7);
		assert_eq!((exits.assets_left, exits.shares_left), (0, Shares::ZERO));
		let mut exits = fresh;
		let mut backwards: Vec<u128> = owners
			.iter()
			.rev()
			.map(|shares| exits.withdraw(Shares(*shares)).unwrap().assets)
			.collect();
		backwards.reverse();
		assert_eq!(forwards, backwards);
	}
}

#[test]
fn splitting_an_exit_costs_at_most_one_unit_for_each_piece() {
	let mut numbers = Numbers(18);
	for _ in 0..1_000 {
		let owners = [1 + numbers.amount(1 << 60), numbers.amount(1 << 60)];
		let exits = exits_of(numbers.amount(1 << 60), &owners);
		let cut = numbers.below(owners[0]);
		let pieces = exits.value_of(Shares(cut)) + exits.value_of(Shares(owners[0] - cut));
		let merged = exits.value_of(Shares(owners[0]));
		assert!(pieces <= merged && merged <= pieces + 1);
	}
}

#[test]
fn slash_between_withdrawals_leaves_enough_for_all_others() {
	let mut exits = exits_of(12, &[1, 1]);
	assert_eq!(exits.withdraw(Shares(1)).unwrap().assets, 6);
	// If both sums were rounded separately, `assets` would go 12, 11, 10 and `assets_left` 6, 5, 4:
	// less than half of 10.
	exits.slash(100, 5);
	exits.slash(100, 5);
	let last = exits.withdraw(Shares(1)).unwrap();
	assert_eq!((last.assets, last.dust), (4, 0));
}

#[test]
fn withdrawals_with_slashes_between_add_up_to_the_assets() {
	let mut numbers = Numbers(19);
	for _ in 0..500 {
		let mut owners: Vec<u128> =
			(0..1 + numbers.below(8)).map(|_| numbers.amount(1 << 40)).collect();
		let most = 1 << (1 + numbers.below(50));
		let assets = numbers.amount(most);
		let mut exits = exits_of(assets, &owners);
		let (mut out, mut dust, mut slashed) = (0, 0, 0);
		while !owners.is_empty() {
			if numbers.below(2) == 0 {
				let before = exits.assets_left;
				let (base, loss) = (1_000_000, numbers.below(400_000));
				let taken = exits.slash(base, loss);
				let exact = ratio(BigInt::from(before) * loss, base);
				assert_eq!(whole(taken), exact.ceil(), "never less than the exact part");
				slashed += taken;
			}
			let shares = owners.swap_remove(numbers.below(owners.len() as u128) as usize);
			let withdrawn = exits.withdraw(Shares(shares)).expect("there is enough for all");
			out += withdrawn.assets;
			dust += withdrawn.dust;
		}
		assert_eq!(out + dust + slashed, assets);
		assert_eq!(exits.assets_left, 0);
	}
}

#[test]
fn more_shares_than_are_left_cannot_be_withdrawn() {
	let mut exits = exits_of(100, &[5, 5]);
	exits.withdraw(Shares(5)).unwrap();
	let before = exits.clone();
	assert_eq!(exits.withdraw(Shares(6)), Err(Error::Insufficient));
	assert_eq!(exits, before);
}

#[test]
fn last_to_withdraw_and_the_last_burn_leave_dust() {
	let mut exits = exits_of(10, &[1, 1, 1]);
	assert_eq!(exits.withdraw(Shares(1)).unwrap().dust, 0);
	assert_eq!(exits.burn(Shares(1)), 0);
	let last = exits.withdraw(Shares(1)).unwrap();
	assert_eq!((last.assets, last.dust), (3, 4));
	let mut exits = exits_of(10, &[1]);
	assert_eq!(exits.burn(Shares(1)), 10);
	assert_eq!(exits.value_of(Shares::ZERO), 0);
	assert_eq!(ExitClass::default().value_of(Shares(1)), 0);
}

#[test]
fn pool_of_exits_is_empty_when_all_have_withdrawn() {
	let mut exits = ExitPool::default();
	assert!(exits.is_empty());
	exits.compounding.add(5, Shares(5)).unwrap();
	exits.liquid.add(7, Shares(5)).unwrap();
	assert_eq!(exits.assets_left(), 12);
	exits.compounding.withdraw(Shares(5)).unwrap();
	assert!(!exits.is_empty());
	exits.liquid.withdraw(Shares(5)).unwrap();
	assert!(exits.is_empty());
}

#[test]
fn last_who_leaves_takes_all_but_dust() {
	let mut pool = pool(1_000, 1_000);
	pool.compounding.leaving = pool.compounding.shares;
	pool.liquid.class.leaving = pool.liquid.class.shares;
	pool.reward(2_000_000, Perbill::zero()).unwrap();
	let mut exits = ExitPool::default();
	let dust = pool.close_exits(&mut exits, RewardIndexes::default()).unwrap();
	assert_eq!(exits.compounding.assets + exits.liquid.assets + dust, 1_002_000);
	assert_eq!(dust, 1_000, "what the virtual shares earned");
	assert_eq!(pool.stake(), 0);
}

#[test]
fn failed_closing_of_exits_changes_nothing() {
	let mut pool = pool(1_000, 1_000);
	pool.compounding.leaving = Shares(1_000);
	pool.liquid.class.leaving = Shares(1_000_001);
	let mut exits = ExitPool::default();
	let before = pool.clone();
	assert_eq!(pool.close_exits(&mut exits, RewardIndexes::default()), Err(Error::Insufficient));
	assert_eq!((pool, exits), (before, ExitPool::default()));
}

#[test]
fn those_who_join_pay_the_price_of_those_who_are_there() {
	let mut exits = ExitClass::default();
	// The first exits keep the number of their shares of the class.
	assert_eq!(exits.join(600, Shares(200)), Ok(Shares(200)));
	// Later exits do not, whatever a share of the class costs: three planck are one share.
	assert_eq!(exits.join(300, Shares(300_000)), Ok(Shares(100)));
	assert_eq!(exits.join(302, Shares(1)), Ok(Shares(100)));
	assert_eq!((exits.assets_left, exits.shares_left), (1_202, Shares(400)));
	// Assets worth less than a share are refused; zero assets get a share too.
	let before = exits.clone();
	assert_eq!(exits.join(3, Shares(3_000)), Err(Error::NothingBought));
	assert_eq!(exits, before);
	assert_eq!(exits.join(0, Shares(7)), Ok(Shares(1)));
}

#[test]
fn those_who_have_lost_all_get_nothing_of_what_comes() {
	let mut exits = ExitClass::default();
	exits.join(1_000, Shares(1_000)).unwrap();
	exits.slash(1, 1);
	let joined = exits.join(500, Shares(500_000)).unwrap();
	assert_eq!(exits.value_of(Shares(1_000)), 0);
	assert_eq!(exits.value_of(joined), 499);
}

#[test]
fn roundings_of_those_who_come_and_go_do_not_add_up() {
	let mut exits = exits_of(1_000_003, &[300, 700]);
	for _ in 0..1_000 {
		let joined = exits.join(2_005, Shares(2)).unwrap();
		exits.withdraw(joined).unwrap();
	}
	assert!(exits.value_of(Shares(300)) >= 300_000);
	assert!(exits.value_of(Shares(300)) + exits.value_of(Shares(700)) <= exits.assets_left);
	exits.withdraw(Shares(700)).unwrap();
	exits.withdraw(Shares(300)).unwrap();
	assert_eq!((exits.assets_left, exits.shares_left), (0, Shares::ZERO));
}
