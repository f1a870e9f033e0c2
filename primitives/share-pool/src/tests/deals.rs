//! Deals: holdings with their own commission.

use super::*;
use crate::{DealWeight, Error, Pending, INDEX_BITS};

/// ⌊Δgross·((S−S_deal)·c + W)/P⌋.
fn operators_part(liquid: &Liquid, rise: Index, standard: Perbill) -> BigRational {
	let others = liquid.class.shares.0 - liquid.deal_shares.0;
	let weight =
		whole(others) * commission(standard) + ratio(big(liquid.deal_weight.0), 1_000_000_000);
	(weight * ratio(big(rise.0), BigInt::from(1u128 << INDEX_BITS))).floor()
}

#[test]
fn deal_pays_its_own_commission() {
	let mut pool = pool(0, 1_000_000);
	let deal = open_deal(&mut pool.liquid, 1_000_000, Perbill::from_percent(5));
	let paid = pool.reward(2_000_000, Perbill::from_percent(20)).unwrap();
	let liquid = &pool.liquid;
	// 50,000 of the deal and 200,000 of the other shares, less the rounding of the index.
	assert_eq!(paid.to_operator, 249_999);
	assert_eq!(liquid.index.gross.earned_after(deal, Perbill::from_percent(5)), Ok(949_999));
	assert_eq!(
		liquid.accrued(Shares(1_000_000_000), RewardIndexes::default(), liquid.index),
		Ok(799_999)
	);
	assert_eq!(liquid.unclaimed, 1_750_001);
}

#[test]
fn operator_receives_exactly_the_formula_whatever_the_deals() {
	let mut numbers = Numbers(12);
	for _ in 0..150 {
		let mut pool = pool(0, numbers.amount(1 << 60));
		for _ in 0..numbers.below(8) {
			let (assets, commission) = (numbers.amount(1 << 60), numbers.commission());
			open_deal(&mut pool.liquid, assets, commission);
		}
		for _ in 0..4 {
			let (before, reward, standard) =
				(pool.liquid.index, numbers.amount(1 << 60), numbers.commission());
			let paid = pool.reward(reward, standard).unwrap();
			let rise = pool.liquid.index.gross.since(before.gross);
			let exact = operators_part(&pool.liquid, rise, standard);
			assert_eq!(whole(paid.to_operator), exact);
		}
	}
}

#[test]
fn deal_earns_within_one_unit_of_the_exact_part() {
	let mut numbers = Numbers(13);
	for _ in 0..300 {
		let mut pool = pool(0, numbers.amount(1 << 60));
		let own = numbers.commission();
		let deal = open_deal(&mut pool.liquid, numbers.amount(1 << 60), own);
		let reward = numbers.amount(1 << 60);
		pool.reward(reward, numbers.commission()).unwrap();
		let exact = whole(reward)
			* ratio(deal.0, pool.liquid.class.shares.0)
			* (whole(1) - commission(own));
		let earned = whole(pool.liquid.index.gross.earned_after(deal, own).unwrap());
		assert!(earned <= exact && exact <= earned + whole(1));
	}
}

#[test]
fn claims_operator_and_dust_are_exactly_the_rewards() {
	let mut numbers = Numbers(14);
	for _ in 0..60 {
		let mut pool = Pool::default();
		let standard: Vec<Shares> = (0..1 + numbers.below(6))
			.map(|_| pool.liquid.class.deposit(numbers.amount(1 << 50)).unwrap())
			.collect();
		let deals: Vec<(Shares, Perbill)> = (0..numbers.below(6))
			.map(|_| {
				let own = numbers.commission();
				(open_deal(&mut pool.liquid, numbers.amount(1 << 50), own), own)
			})
			.collect();
		let holders = (standard.len() + deals.len()) as u128;
		let (mut rewards, mut claims, mut operator, mut settles) = (0, 0, 0, 0);
		let mut settled = RewardIndexes::default();
		for _ in 0..10 {
			let reward = numbers.amount(1 << 40);
			rewards += reward;
			operator += pool.reward(reward, numbers.commission()).unwrap().to_operator;
			if numbers.below(2) == 0 {
				continue;
			}
			let now = pool.liquid.index;
			for shares in &standard {
				let claim = pool.liquid.accrued(*shares, settled, now).unwrap();
				pool.liquid.claim(claim).unwrap();
				claims += claim;
			}
			for (shares, own) in &deals {
				let claim = now.gross.since(settled.gross).earned_after(*shares, *own).unwrap();
				pool.liquid.claim(claim).unwrap();
				claims += claim;
			}
			(settled, settles) = (now, settles + holders);
		}
		assert_eq!(claims + operator + pool.liquid.unclaimed, rewards);
		if settled == pool.liquid.index {
			// Less than a planck per settlement, for the operator's part of each of ten rewards and
			// for the carry.
			assert!(pool.liquid.unclaimed < settles + 10 + 1, "dust");
		}
	}
}

#[test]
fn weight_of_a_deal_is_taken_back_exactly() {
	let mut pending = Pending::default();
	pending.deposit(1_000).unwrap();
	pending.add_deal(300, Perbill::from_percent(7));
	pending.add_deal(700, Perbill::from_percent(1));
	assert_eq!(pending.deal_weight, DealWeight((28u128 * 1_000_000_000).into()));
	pending.remove_deal(300, Perbill::from_percent(7)).unwrap();
	assert_eq!(pending.remove_deal(701, Perbill::from_percent(1)), Err(Error::Insufficient));
	pending.remove_deal(700, Perbill::from_percent(1)).unwrap();
	assert_eq!(pending.deal_weight, DealWeight::default());
}

#[test]
fn weight_left_of_an_activation_is_never_negative() {
	let mut numbers = Numbers(15);
	for round in 0..400 {
		let mut liquid = Liquid {
			class: class(numbers.amount(1 << 60), 1_000 * numbers.amount(1 << 60)),
			..Default::default()
		};
		let mut pending = Pending::default();
		let mut deals: Vec<(u128, Perbill)> = (0..1 + numbers.below(40))
			.filter_map(|_| {
				// Odd amounts, and a slash in between so that units and planck differ.
				let units = pending.deposit(1 + numbers.amount(1 << (1 + round % 60))).ok()?;
				if numbers.below(4) == 0 {
					pending.slash(1_000, numbers.below(999));
				}
				let own = numbers.commission();
				pending.add_deal(units, own);
				Some((units, own))
			})
			.collect();
		let before = liquid.class.shares;
		let mut activation = pending.activate(&mut liquid.class, RewardIndexes::default()).unwrap();
		let all = activation.shares;
		assert_eq!(liquid.class.shares, before.plus(all).unwrap());
		(liquid.deal_shares, liquid.deal_weight) = (all, activation.deal_weight);

		let mut settled = DealWeight::default();
		let mut taken_shares = 0;
		while !deals.is_empty() {
			let (units, own) = deals.swap_remove(numbers.below(deals.len() as u128) as usize);
			// Some owners take their shares in two pieces.
			let first = numbers.below(units + 1);
			for units in [first, units - first] {
				let last = activation.units_left == units;
				let taken = activation.take(units, Some(own)).expect("never less than nothing");
				settled = settled.plus(DealWeight::of(taken.shares, own));
				taken_shares += taken.shares.0;
				if last && deals.is_empty() {
					assert!(
						taken.leftover_weight.0 <= U256::from(taken.leftover.0) * 1_000_000_000,
						"what is left weighs no more than at a commission of everything"
					);
					liquid.deal_shares = liquid.deal_shares.minus(taken.leftover).unwrap();
					liquid.deal_weight = liquid.deal_weight.minus(taken.leftover_weight).unwrap();
				}
				if activation.units_left == 0 {
					break;
				}
			}
		}
		assert_eq!(liquid.deal_weight, settled, "W is the sum of those that were taken");
		assert_eq!(liquid.deal_shares, Shares(taken_shares));
	}
}

#[test]
fn only_deals_make_the_standard_commission_irrelevant() {
	let part = |standard| {
		let mut pool = Pool::default();
		open_deal(&mut pool.liquid, 1_000, Perbill::from_percent(50));
		pool.reward(1_000, standard).unwrap().to_operator
	};
	assert_eq!(part(Perbill::zero()), part(Perbill::one()));
}

#[test]
fn deal_of_everything_and_of_nothing() {
	let mut pool = Pool::default();
	let free = open_deal(&mut pool.liquid, 1_000, Perbill::zero());
	let all = open_deal(&mut pool.liquid, 1_000, Perbill::one());
	pool.reward(1_000, Perbill::from_percent(10)).unwrap();
	let gross = pool.liquid.index.gross;
	assert_eq!(gross.earned_after(free, Perbill::zero()), gross.earned(free));
	assert_eq!(gross.earned_after(all, Perbill::one()), Ok(0));
	assert_eq!(pool.liquid.unclaimed, 501);
}
