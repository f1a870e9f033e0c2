//! The smallest and the largest amounts.

use super::*;
use crate::{DealWeight, Error, ExitClass, ExitPool, Pending, INDEX_BITS};

#[test]
fn one_planck_is_a_deposit() {
	let mut pool = pool(1, 1);
	pool.reward(1, Perbill::from_percent(10)).unwrap();
	assert_eq!(pool.compounding.redeem(Shares(1_000)).unwrap().assets, 1);
	assert_eq!(pool.liquid.class.redeem(Shares(1_000)).unwrap().assets, 1);
	assert_eq!(pool.stake(), 0);
}

#[test]
fn largest_deposit_leaves_a_price() {
	// (S + V) must fit.
	let most = (u128::MAX - VIRTUAL_SHARES) / VIRTUAL_SHARES;
	let mut class = Vault::default();
	let shares = class.deposit(most).unwrap();
	assert_eq!(class.value_of(shares), most);
	assert_eq!(class.redeem(shares).unwrap().assets, most);
}

#[test]
fn deposit_that_would_leave_no_price_is_refused() {
	for assets in [u128::MAX, u128::MAX / 1_000, (u128::MAX - 1_000) / 1_000 + 1] {
		let mut class = Vault::default();
		assert_eq!(class.deposit(assets), Err(Error::Overflow));
		assert_eq!(class, Vault::default());
	}
	// Few shares: the assets overflow.
	let mut class = class(u128::MAX - 10, 1_000);
	let before = class.clone();
	assert_eq!(class.deposit(u128::MAX), Err(Error::Overflow));
	assert_eq!(class, before);
	class.waiting = 9;
	assert_eq!(class.shares_for(1), Ok(Shares(0)));
	assert_eq!(class.value_of(Shares(1)), u128::MAX / 2_000);
	class.waiting = 10;
	assert_eq!(class.shares_for(1), Err(Error::Overflow));
	assert_eq!(class.shares_to_withdraw(1), Err(Error::Overflow));
}

#[test]
fn reward_that_does_not_fit_is_refused_and_changes_nothing() {
	let most = (u128::MAX - VIRTUAL_SHARES) / VIRTUAL_SHARES;
	for (compounding, liquid, commission) in
		[(1_000, 0, 0), (0, 1_000, 0), (1_000, 0, 50), (most, 0, 100), (most, 1_000, 100)]
	{
		let mut pool = pool(compounding, liquid);
		pool.reward(10, Perbill::zero()).unwrap();
		let before = pool.clone();
		assert_eq!(pool.reward(u128::MAX, Perbill::from_percent(commission)), Err(Error::Overflow));
		assert_eq!(pool, before);
	}
	let mut pool = pool(0, 1_000);
	pool.liquid.unclaimed = u128::MAX - 5;
	let before = pool.clone();
	assert_eq!(pool.reward(6, Perbill::zero()), Err(Error::Overflow));
	assert_eq!(pool, before);
	assert!(pool.reward(5, Perbill::zero()).is_ok());
}

#[test]
fn reward_that_would_leave_no_price_is_refused() {
	let most = (u128::MAX - VIRTUAL_SHARES) / VIRTUAL_SHARES;
	// First the operator's shares fit, but not together with the virtual ones; then the assets fit,
	// but not together with the virtual unit.
	let full = Pool {
		compounding: class(u128::MAX - 10, 1_000),
		liquid: Liquid { class: class(0, 0), ..Default::default() },
	};
	for (mut pool, reward, commission) in
		[(pool(most, 0), 1, Perbill::one()), (full, 10, Perbill::zero())]
	{
		let before = pool.clone();
		assert_eq!(pool.reward(reward, commission), Err(Error::Overflow));
		assert_eq!(pool, before);
	}
}

#[test]
fn largest_reward_of_the_smallest_liquid_class_arrives() {
	let mut liquid = Liquid { class: class(1, 1), ..Default::default() };
	assert_eq!(liquid.reward(u128::MAX, Perbill::zero()), Ok(0));
	assert_eq!(liquid.accrued(Shares(1), RewardIndexes::default(), liquid.index), Ok(u128::MAX));
	assert_eq!(liquid.index.gross.0 >> INDEX_BITS, U256::from(u128::MAX));
	let before = liquid.clone();
	assert_eq!(liquid.reward(1, Perbill::zero()), Err(Error::Overflow), "unclaimed");
	assert_eq!(liquid, before);
}

#[test]
fn claims_that_do_not_fit_are_errors() {
	let index = Index(U256::MAX);
	assert_eq!(index.earned(Shares(u128::MAX)), Err(Error::Overflow));
	assert_eq!(index.earned_after(Shares(u128::MAX), Perbill::zero()), Err(Error::Overflow));
	assert_eq!(index.earned_after(Shares(u128::MAX), Perbill::one()), Ok(0));
	let mut liquid =
		Liquid { class: class(1, 1), index: parts(U256::MAX, 0), ..Default::default() };
	let before = liquid.clone();
	assert_eq!(liquid.reward(1, Perbill::zero()), Err(Error::Overflow));
	assert_eq!(liquid, before);
}

#[test]
fn pending_deposits_that_do_not_fit_are_refused() {
	let mut pending = Pending::default();
	pending.deposit(u128::MAX).unwrap();
	pending.add_deal(u128::MAX, Perbill::one());
	let before = pending.clone();
	assert_eq!(pending.deposit(1), Err(Error::Overflow));
	assert_eq!(pending, before);
	assert_eq!(pending.value_of(u128::MAX), u128::MAX);
	let mut class = Vault::default();
	assert_eq!(pending.activate(&mut class, RewardIndexes::default()), Err(Error::Overflow));
	assert_eq!(class, Vault::default());
	// Few assets for many units.
	let mut pending = Pending { assets: 1, units: u128::MAX, ..Default::default() };
	assert_eq!(pending.deposit(2), Err(Error::Overflow));
}

#[test]
fn exits_that_do_not_fit_are_refused() {
	let mut exits = ExitClass::default();
	exits.add(u128::MAX, Shares(u128::MAX)).unwrap();
	let before = exits.clone();
	assert_eq!(exits.add(1, Shares(0)), Err(Error::Overflow));
	assert_eq!(exits.add(0, Shares(1)), Err(Error::Overflow));
	assert_eq!(exits, before);
	assert_eq!(exits.slash(u128::MAX, 1), 1);
	assert_eq!(exits.withdraw(Shares(u128::MAX)).unwrap().assets, u128::MAX - 1);

	let mut pool = pool(10, 10);
	let full = ExitClass { assets_left: u128::MAX, ..Default::default() };
	let mut exits = ExitPool { compounding: full.clone(), liquid: full, ..Default::default() };
	let before = (pool.clone(), exits.clone());
	assert_eq!(pool.close_compounding(&mut exits), Err(Error::Overflow));
	assert_eq!(pool.close_liquid(&mut exits), Err(Error::Overflow));
	pool.compounding.leaving = Shares(10_000);
	let leaving = pool.clone();
	assert_eq!(pool.close_exits(&mut exits, RewardIndexes::default()), Err(Error::Overflow));
	assert_eq!((&pool, &exits), (&leaving, &before.1));
	pool.compounding.leaving = Shares::ZERO;
	assert_eq!((pool, exits), before);
}

#[test]
fn last_reward_that_does_not_fit_changes_nothing() {
	let mut pool = pool(0, 1_000);
	pool.reward(1_000, Perbill::zero()).unwrap();
	pool.liquid.class.leaving = Shares(500_000);
	let mut exits = ExitPool { unclaimed: u128::MAX, ..Default::default() };
	let before = (pool.clone(), exits.clone());
	assert_eq!(pool.close_exits(&mut exits, RewardIndexes::default()), Err(Error::Overflow));
	assert_eq!((&pool, &exits), (&before.0, &before.1));
	pool.liquid.leaving_deal_shares = Shares(1);
	pool.liquid.leaving_deal_weight = DealWeight(U256::MAX);
	assert_eq!(pool.close_exits(&mut exits, RewardIndexes::default()), Err(Error::Insufficient));
}

#[test]
fn million_holders_cost_as_much_as_one_and_lose_less_than_a_planck_each() {
	const HOLDERS: u128 = 1_000_000;
	let mut pool = Pool::default();
	// The amounts repeat so that a holder's shares need not be stored.
	let stake = |holder: u128| 1_000_000 + holder % 7;
	let mut pending = Pending::default();
	for holder in 0..HOLDERS {
		pending.deposit(stake(holder)).unwrap();
	}
	let deposited = pending.assets;
	let mut activation = pending.activate(&mut pool.liquid.class, pool.liquid.index).unwrap();
	let paid = pool.reward(HOLDERS * 1_000, Perbill::from_percent(10)).unwrap();
	assert_eq!(paid.to_operator.abs_diff(HOLDERS * 100), 1, "less the rounding of the index");
	let mut worth = 0;
	for holder in 0..HOLDERS {
		let taken = activation.take(stake(holder), None).unwrap();
		let claim = pool.liquid.accrued(taken.shares, activation.index, pool.liquid.index).unwrap();
		pool.liquid.claim(claim).unwrap();
		worth += pool.liquid.class.value_of(taken.shares);
	}
	assert_eq!(activation.units_left, 0);
	assert!(pool.liquid.unclaimed < HOLDERS + 2);
	assert!(worth <= deposited && deposited - worth < HOLDERS);
}

#[test]
fn slash_of_all_but_a_millionth_keeps_a_pool_usable() {
	let mut pool = pool(1_000_000_000_000, 0);
	let before = pool.compounding.shares;
	pool.slash(1_000_000, 999_999);
	assert_eq!(pool.compounding.value_of(before), 1_000_000);
	let late = pool.compounding.deposit(1_000_000_000_000).unwrap();
	let value = pool.compounding.value_of(late);
	assert!((999_999_999_999..=1_000_000_000_000).contains(&value));
	assert!(pool.compounding.value_of(before) <= 1_000_000);
	pool.reward(1_000_000, Perbill::zero()).unwrap();
	assert!(pool.compounding.value_of(late) > 1_000_000_000_000);
}
