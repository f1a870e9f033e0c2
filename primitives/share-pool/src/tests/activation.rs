//! Deposits that become shares together.

use super::*;
use crate::{Activation, DealWeight, Error, Pending};

#[test]
fn units_are_planck_until_a_slash() {
	let mut pending = Pending::default();
	assert!(pending.is_empty());
	assert_eq!(pending.deposit(5), Ok(5));
	assert_eq!(pending.deposit(7), Ok(7));
	assert_eq!((pending.assets, pending.units), (12, 12));
	assert!(!pending.is_empty());
}

#[test]
fn deposit_after_a_slash_neither_pays_for_it_nor_gains() {
	let mut pending = Pending::default();
	let early = pending.deposit(1_000).unwrap();
	assert_eq!(pending.slash(1_000, 333), 333);
	let late = pending.deposit(1_000).unwrap();
	assert_eq!(late, 1_499, "⌊1,000·1,000/667⌋");
	assert_eq!((pending.value_of(early), pending.value_of(late)), (667, 999));
}

#[test]
fn deposit_that_buys_no_unit_is_refused() {
	let mut pending = Pending { assets: 10, units: 3, ..Default::default() };
	let before = pending.clone();
	assert_eq!(pending.deposit(3), Err(Error::NothingBought));
	assert_eq!(Pending::default().deposit(0), Err(Error::NothingBought));
	assert_eq!(pending, before);
	let mut lost = Pending { assets: 0, units: 3, ..Default::default() };
	assert_eq!(lost.deposit(1_000), Err(Error::NothingBought), "it would pay for the others");
	assert_eq!(lost.value_of(3), 0);
	assert_eq!(Pending::default().value_of(3), 0);
}

#[test]
fn activation_buys_shares_at_the_price_of_the_class() {
	let mut class = class(2_000, 1_000_000);
	let mut pending = Pending::default();
	pending.deposit(300).unwrap();
	pending.deposit(700).unwrap();
	let index = parts(5, 4);
	let mut activation = pending.activate(&mut class, index).unwrap();
	// ⌊1,000·1,001,000/2,001⌋.
	assert_eq!(activation.shares, Shares(500_249));
	assert_eq!((activation.index, activation.units_left), (index, 1_000));
	assert_eq!((class.stake, class.shares), (3_000, Shares(1_500_249)));
	let first = activation.take(300, None).unwrap();
	assert_eq!(first.shares, Shares(150_074));
	assert!(first.leftover.is_zero());
	let last = activation.take(700, None).unwrap();
	assert_eq!(last.shares, Shares(350_174));
	assert_eq!(last.leftover, Shares(1));
}

#[test]
fn order_of_taking_does_not_matter() {
	let mut numbers = Numbers(10);
	for _ in 0..200 {
		let units: Vec<u128> = (0..6).map(|_| numbers.amount(1 << 60)).collect();
		let all = units.iter().sum();
		let shares = Shares(numbers.amount(1 << 70));
		let fresh = Activation {
			units: all,
			shares,
			units_left: all,
			shares_left: shares,
			..Default::default()
		};
		let forwards: Vec<_> = {
			let mut activation = fresh.clone();
			units.iter().map(|units| activation.take(*units, None).unwrap()).collect()
		};
		let mut backwards: Vec<_> = {
			let mut activation = fresh.clone();
			units.iter().rev().map(|units| activation.take(*units, None).unwrap()).collect()
		};
		backwards.reverse();
		let taken = |of: &[crate::Taken]| of.iter().map(|taken| taken.shares).collect::<Vec<_>>();
		assert_eq!(taken(&forwards), taken(&backwards));
		let leftover = forwards.last().unwrap().leftover;
		assert_eq!(leftover, backwards[0].leftover);
		assert!(leftover.0 < 6, "less than a share for each owner");
		let sum: u128 = forwards.iter().map(|taken| taken.shares.0).sum();
		assert_eq!(sum + leftover.0, shares.0);
	}
}

#[test]
fn splitting_units_costs_at_most_one_share_for_each_piece() {
	let mut numbers = Numbers(11);
	for _ in 0..1_000 {
		let activation = Activation {
			units: numbers.amount(1 << 60) + 1,
			shares: Shares(numbers.amount(1 << 70)),
			..Default::default()
		};
		let cut = numbers.below(activation.units);
		let pieces = activation.shares_of(cut).0 + activation.shares_of(activation.units - cut).0;
		assert!(pieces <= activation.shares.0 && activation.shares.0 <= pieces + 1);
	}
}

#[test]
fn more_units_than_are_left_cannot_be_taken() {
	let mut class = Vault::default();
	let mut pending = Pending::default();
	pending.deposit(10).unwrap();
	let mut activation = pending.activate(&mut class, RewardIndexes::default()).unwrap();
	activation.take(4, None).unwrap();
	let before = activation.clone();
	assert_eq!(activation.take(7, None), Err(Error::Insufficient));
	assert_eq!(activation.take(6, Some(Perbill::one())), Err(Error::Insufficient), "no deal");
	assert_eq!(activation, before);
}

#[test]
fn leftover_is_handed_out_once() {
	let mut activation = Activation {
		units: 2,
		shares: Shares(5),
		units_left: 2,
		shares_left: Shares(5),
		deal_weight: DealWeight(7.into()),
		..Default::default()
	};
	activation.take(1, None).unwrap();
	let last = activation.take(1, None).unwrap();
	assert_eq!((last.leftover, last.leftover_weight), (Shares(1), DealWeight(7.into())));
	assert_eq!(activation.take(0, None), Ok(Default::default()));
}

#[test]
fn deposits_that_a_slash_left_too_little_of_do_not_become_stake() {
	// A share is worth 500 planck.
	let mut class = class(1_000_000, 1_000);
	let mut pending = Pending::default();
	pending.deposit(1_000).unwrap();
	pending.slash(1_000, 600);
	let before = class.clone();
	let mut activation = pending.activate(&mut class, RewardIndexes::default()).unwrap();
	assert_eq!(activation.shares, Shares::ZERO);
	assert_eq!(class, before, "they have no owner");
	assert_eq!(activation.take(1_000, None), Ok(Default::default()));
}

#[test]
fn deposits_that_a_slash_left_nothing_of_can_be_taken_all_the_same() {
	let mut class = Vault::default();
	let mut pending = Pending::default();
	let units = pending.deposit(1_000).unwrap();
	pending.add_deal(units, Perbill::from_percent(3));
	assert_eq!(pending.slash(1, 1), 1_000);
	let mut activation = pending.activate(&mut class, RewardIndexes::default()).unwrap();
	assert_eq!(class, Vault::default());
	assert_eq!(activation.take(units, Some(Perbill::from_percent(3))), Ok(Default::default()));
}

#[test]
fn activation_of_nothing_changes_nothing() {
	let mut class = class(10, 10_000);
	let before = class.clone();
	let activation = Pending::default().activate(&mut class, parts(1, 1)).unwrap();
	assert_eq!((activation.units, activation.shares), (0, Shares::ZERO));
	assert_eq!(activation.shares_of(5), Shares::ZERO);
	assert_eq!(class, before);
}

#[test]
fn activation_remembers_the_generation() {
	let mut class = Vault { generation: 3, ..Default::default() };
	let mut pending = Pending::default();
	pending.deposit(1).unwrap();
	assert_eq!(pending.activate(&mut class, RewardIndexes::default()).unwrap().generation, 3);
}

#[test]
fn activated_shares_earn_from_the_boundary_on() {
	let mut pool = pool(0, 1_000);
	pool.reward(1_000, Perbill::zero()).unwrap();
	let mut pending = Pending::default();
	pending.deposit(1_000).unwrap();
	let mut activation = pending.activate(&mut pool.liquid.class, pool.liquid.index).unwrap();
	pool.reward(1_000, Perbill::zero()).unwrap();
	let taken = activation.take(1_000, None).unwrap();
	let liquid = &pool.liquid;
	assert_eq!(liquid.accrued(taken.shares, activation.index, liquid.index), Ok(499));
	assert_eq!(
		liquid.accrued(Shares(1_000_000), RewardIndexes::default(), liquid.index),
		Ok(1_499)
	);
}
