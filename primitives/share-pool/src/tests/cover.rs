//! Cover: stakes whose losses other funds compensate.

use super::*;
use crate::{Activation, Cover, Error, Pending, INDEX_BITS};

/// A cover whose first stake is worth `value`.
fn cover(value: u128) -> Cover {
	let mut cover = Cover::default();
	cover.enter(value).unwrap();
	cover
}

/// A cover so large that a planck cannot be divided by the shares.
fn wide_cover() -> Cover {
	Cover { covered: class(1 << 90, 1 << 100), ..Default::default() }
}

#[test]
fn stakes_enter_at_the_price_of_those_that_are_covered() {
	let mut cover = Cover::default();
	assert!(cover.is_empty());
	assert_eq!(cover.enter(2_000), Ok(Shares(2_000_000)));
	assert!(!cover.is_empty());
	assert_eq!(cover.enter(1_000), Ok(Shares(1_000_000)), "1,000·2,001,000/2,001");
	assert_eq!(cover.lose(3_000, 1_000), 1_000);
	assert_eq!(cover.enter(500), Ok(Shares(749_875)), "⌊500·3,001,000/2,001⌋");
	assert_eq!(cover, Cover { covered: class(2_500, 3_749_875), ..Default::default() });
}

#[test]
fn stake_that_buys_no_share_or_leaves_no_price_does_not_enter() {
	let mut dear = Cover { covered: class(1_000_000, 1_000), ..Default::default() };
	let before = dear.clone();
	assert_eq!(dear.enter(0), Err(Error::NothingBought));
	assert_eq!(dear.enter(500), Err(Error::NothingBought), "500·2,000/1,000,001 is less than one");
	assert_eq!(dear.enter(u128::MAX), Err(Error::Overflow));
	assert_eq!(dear, before);
	assert_eq!(dear.enter(501), Ok(Shares(1)));

	let mut none = Cover::default();
	assert_eq!(none.enter(u128::MAX / 1_000), Err(Error::Overflow));
	assert_eq!(none, Cover::default());
}

#[test]
fn what_leaves_is_worth_its_part_rounded_down() {
	let mut cover = cover(3_000);
	cover.lose(3_000, 301);
	assert_eq!(cover.leave(Shares(1_000_000)), Ok(899), "⌊1,000,000·2,700/3,001,000⌋");
	assert_eq!(cover.covered, class(1_800, 2_000_000));
	let before = cover.clone();
	assert_eq!(cover.leave(Shares(2_000_001)), Err(Error::Insufficient));
	assert_eq!(cover, before);
	assert_eq!(cover.leave(Shares(2_000_000)), Ok(1_800), "⌊2,000,000·1,801/2,001,000⌋");
	assert!(cover.is_empty());
	assert_eq!(cover, Cover::default());
}

#[test]
fn the_last_that_leaves_takes_the_price_with_it() {
	let mut cover = cover(1_000);
	let other = cover.enter(1_000).unwrap();
	assert_eq!(cover.lose(2_000, 1_999), 1_999);
	assert_eq!(cover.leave(other), Ok(0), "⌊1,000,000·2/2,001,000⌋");
	assert_eq!(cover.leave(Shares(1_000_000)), Ok(1));
	assert_eq!(cover.covered, class(0, 0));
	// A later stake enters as the first.
	assert_eq!(cover.enter(7), Ok(Shares(7_000)));
}

#[test]
fn a_loss_takes_the_covered_part_rounded_up() {
	let mut cover = cover(3_000);
	assert_eq!(cover.lose(10_000, 1_000), 300);
	assert_eq!(cover.lose(9_000, 1), 1, "of 2,700·8,999/9,000 only whole planck are kept");
	assert_eq!(cover.lose(9_000, 0), 0);
	assert_eq!(cover.covered, class(2_699, 3_000_000));
	assert_eq!(cover.lose(5, 6), 2_699, "all of it");
	assert_eq!(cover.lose(5, 5), 0, "nothing is left to lose");
	assert_eq!(cover.covered, class(0, 3_000_000));
	assert_eq!(Cover::default().lose(10, 3), 0);
}

#[test]
fn a_loss_pays_no_holder_and_a_payout_covers_no_stake() {
	let mut cover = cover(3_000);
	cover.lose(3_000, 1_000);
	assert_eq!((cover.index, cover.carry, cover.owed), Default::default());
	let covered = cover.covered.clone();
	cover.pay(1_000).unwrap();
	assert_eq!(cover.covered, covered);
}

#[test]
fn a_payout_raises_the_index_by_the_formula_and_carries_the_remainder() {
	let mut cover = cover(3);
	cover.pay(10).unwrap();
	let spread = U256::from(10) << INDEX_BITS;
	assert_eq!((cover.index.0, cover.carry), (spread / 3_000, spread % 3_000));
	let (before, carry) = (cover.index, cover.carry);
	assert!(!carry.is_zero());
	cover.pay(1).unwrap();
	let spread = (U256::from(1) << INDEX_BITS) + carry;
	assert_eq!(cover.index.since(before).0, spread / 3_000);
	assert_eq!(cover.carry, spread % 3_000);
	assert_eq!(cover.owed, 11);
}

#[test]
fn a_payout_is_divided_by_shares_and_rounded_down() {
	let mut cover = cover(2_000);
	let other = cover.enter(1_000).unwrap();
	cover.pay(301).unwrap();
	assert_eq!(cover.paid(Shares(2_000_000), Index::default()), Ok(200), "of 200⅔");
	assert_eq!(cover.paid(other, Index::default()), Ok(100), "of 100⅓");
	assert_eq!(cover.paid(other, cover.index), Ok(0));
	assert_eq!(cover.paid(Shares::ZERO, Index::default()), Ok(0));
	assert_eq!(cover.owed, 301);
}

#[test]
fn an_index_that_has_fallen_pays_nothing() {
	assert_eq!(cover(1).paid(Shares(1_000), Index(U256::MAX)), Ok(0));
}

#[test]
fn a_payout_of_nothing_changes_nothing() {
	let mut cover = cover(3);
	cover.pay(10).unwrap();
	let before = cover.clone();
	cover.pay(0).unwrap();
	assert_eq!(cover, before);
}

#[test]
fn a_payout_without_shares_is_refused() {
	let mut cover = Cover { carry: 5.into(), owed: 7, ..Default::default() };
	let before = cover.clone();
	for payout in [0, 1, u128::MAX] {
		assert_eq!(cover.pay(payout), Err(Error::Insufficient));
		assert_eq!(cover, before);
	}
}

#[test]
fn carry_lets_payouts_that_are_too_small_for_the_index_arrive() {
	let mut cover = wide_cover();
	for paid in 1..16 {
		cover.pay(1).unwrap();
		assert_eq!(cover.index, Index::default());
		assert_eq!(cover.carry, U256::from(paid) << INDEX_BITS);
	}
	cover.pay(1).unwrap();
	assert_eq!((cover.index, cover.carry), (Index(1.into()), U256::zero()));
	assert_eq!(cover.paid(Shares(1 << 100), Index::default()), Ok(16));
	assert_eq!(cover.owed, 16);
}

#[test]
fn what_was_carried_goes_to_those_who_stay() {
	let mut cover = wide_cover();
	cover.pay(8).unwrap();
	assert_eq!(cover.paid(Shares(1 << 100), cover.index), Ok(0));
	cover.leave(Shares((1 << 100) - 4)).unwrap();
	cover.pay(0).unwrap();
	assert_eq!(cover.paid(Shares(4), Index::default()), Ok(8));
	assert_eq!((cover.carry, cover.owed), (U256::zero(), 8));
}

#[test]
fn claims_reduce_the_payouts_owed() {
	let mut cover = Cover { owed: 10, ..Default::default() };
	assert_eq!(cover.claim(7), Ok(()));
	let before = cover.clone();
	assert_eq!(cover.claim(4), Err(Error::Insufficient));
	assert_eq!(cover, before);
	assert_eq!(cover.claim(3), Ok(()));
	assert_eq!(cover, Cover::default());
}

#[test]
fn who_enters_after_a_loss_is_paid_nothing_for_it() {
	let mut cover = cover(1_000);
	cover.lose(1_000, 500);
	cover.pay(400).unwrap();
	let settled = cover.index;
	let late = cover.enter(500).unwrap();
	assert_eq!(late, Shares(999_001), "⌊500·1,001,000/501⌋: as much as is left of the first");
	assert_eq!(cover.paid(late, settled), Ok(0));
	assert_eq!(cover.paid(Shares(1_000_000), Index::default()), Ok(399), "400, but for the index");

	// Both have equal parts of the next loss.
	cover.lose(1_000, 100);
	cover.pay(100).unwrap();
	assert_eq!(cover.paid(late, settled), Ok(49), "⌊100·999,001/1,999,001⌋");
	assert_eq!(cover.paid(Shares(1_000_000), settled), Ok(50), "⌊100·1,000,000/1,999,001⌋");
}

#[test]
fn who_has_left_is_paid_nothing_for_what_comes_later() {
	let mut cover = cover(1_000);
	let other = cover.enter(1_000).unwrap();
	cover.pay(1 << 20).unwrap();
	let paid = cover.paid(other, Index::default()).unwrap();
	assert_eq!(paid, (1 << 19) - 1, "half of it, less the rounding of the index");
	cover.leave(other).unwrap();
	cover.claim(paid).unwrap();
	cover.pay(1_000).unwrap();
	assert_eq!(
		cover.paid(Shares(1_000_000), Index::default()),
		Ok((1 << 19) + 999),
		"the rest is all its own"
	);
	assert_eq!(cover.owed, (1 << 19) + 1_001);
}

#[test]
fn deposits_that_wait_are_covered_from_their_activation_on() {
	let mut cover = cover(2_000);
	let mut pending = Pending::default();
	pending.deposit(300).unwrap();
	pending.deposit(700).unwrap();
	// Pending stakes lose nothing and are paid nothing.
	assert_eq!(cover.lose(2_000, 1_000), 1_000);
	cover.pay(1_000).unwrap();
	let index = cover.index;
	let mut activation = cover.activate(pending);
	// ⌊1,000·2,001,000/1,001⌋: as many shares as an equal value already has.
	let shares = Shares(1_999_000);
	let expected = Activation {
		units: 1_000,
		shares,
		units_left: 1_000,
		shares_left: shares,
		index: RewardIndexes { gross: index, net: index },
		..Default::default()
	};
	assert_eq!(activation, expected);
	assert_eq!(cover.covered, class(2_000, 3_999_000));
	assert_eq!((cover.index, cover.owed), (index, 1_000));

	// From now on they are paid, whether or not their owners have taken their shares.
	cover.lose(2_000, 400);
	cover.pay(400).unwrap();
	let taken = activation.take(300, None).unwrap();
	assert_eq!(taken.shares, Shares(599_700));
	assert_eq!(cover.paid(taken.shares, activation.index.net), Ok(59), "of 59.98");
	let taken = activation.take(700, None).unwrap();
	assert_eq!(taken.shares, Shares(1_399_300));
	assert_eq!(cover.paid(taken.shares, activation.index.net), Ok(139), "of 139.96");
	assert_eq!(cover.paid(Shares(2_000_000), index), Ok(200), "of 200.05");
}

#[test]
fn deposits_that_buy_no_share_are_not_covered() {
	let mut cover = Cover { covered: class(1_000_000, 1_000), ..Default::default() };
	let before = cover.clone();
	let mut pending = Pending::default();
	pending.deposit(400).unwrap();
	let mut activation = cover.activate(pending);
	assert_eq!(cover, before);
	assert_eq!(activation.take(400, None), Ok(Default::default()));
}

/// A cover of a million units of twelve digits, all of it lost: as many shares again do not fit.
fn lost_cover() -> (Cover, u128) {
	const MILLION_UNITS: u128 = 1_000_000_000_000_000_000;
	let mut cover = cover(MILLION_UNITS);
	assert_eq!(cover.lose(1, 1), MILLION_UNITS);
	cover.pay(1_000).unwrap();
	assert_eq!(cover.clone().enter(MILLION_UNITS), Err(Error::Overflow));
	(cover, MILLION_UNITS)
}

#[test]
fn deposits_whose_shares_do_not_fit_are_not_covered_and_block_no_activation() {
	let (mut cover, million) = lost_cover();
	let before = cover.clone();
	let mut pending = Pending::default();
	pending.deposit(million).unwrap();
	let mut activation = cover.activate(pending);
	assert_eq!(cover, before);
	assert_eq!((activation.units, activation.shares), (million, Shares::ZERO));
	assert_eq!(activation.index.net, cover.index);
	assert_eq!(activation.take(million, None), Ok(Default::default()));
	assert_eq!(activation.units_left, 0);
}

#[test]
fn who_is_admitted_enters_where_that_is_possible() {
	let mut cover = Cover::default();
	assert_eq!(cover.admit(2_000), Shares(2_000_000));
	assert_eq!(cover.lose(2_000, 1_000), 1_000);
	let mut entered = cover.clone();
	assert_eq!(cover.admit(500), entered.enter(500).unwrap());
	assert_eq!(cover, entered);
}

#[test]
fn who_is_admitted_where_no_shares_can_be_bought_gets_one_for_nothing() {
	let (mut cover, million) = lost_cover();
	let before = cover.clone();
	assert_eq!(cover.admit(million), Shares(1));
	assert_eq!(cover.covered.shares.0, before.covered.shares.0 + 1);
	assert_eq!(cover.covered.stake, 0);
	assert_eq!((cover.index, cover.carry, cover.owed), (before.index, before.carry, before.owed));
	assert_eq!(cover.leave(Shares(1)), Ok(0));
	assert_eq!(cover, before);

	let mut dear = Cover { covered: class(1_000_000, 1_000), ..Default::default() };
	assert_eq!(dear.admit(500), Shares(1));
	assert_eq!(dear.covered, class(1_000_000, 1_001));
}

#[test]
fn who_has_lost_everything_has_next_to_no_part_of_what_comes_later() {
	let mut cover = cover(1_000);
	cover.lose(1, 1);
	cover.pay(1_000).unwrap();
	let settled = cover.index;
	let late = cover.enter(1_000).unwrap();
	assert_eq!(late, Shares(1_001_000_000), "1,000·1,001,000");
	assert_eq!(cover.lose(1_000, 500), 500);
	cover.pay(500).unwrap();
	assert_eq!(cover.paid(late, settled), Ok(499), "⌊500·1,001/1,002⌋");
	assert_eq!(cover.paid(Shares(1_000_000), settled), Ok(0), "500/1,002");
	assert_eq!(
		cover.paid(Shares(1_000_000), Index::default()),
		Ok(1_000),
		"with what it had: 1,000.4"
	);
}

#[test]
fn the_largest_payout_of_the_smallest_cover_arrives() {
	let mut cover = Cover { covered: class(1, 1), ..Default::default() };
	cover.pay(u128::MAX).unwrap();
	assert_eq!(cover.paid(Shares(1), Index::default()), Ok(u128::MAX));
	assert_eq!((cover.owed, cover.carry), (u128::MAX, U256::zero()));
	let before = cover.clone();
	assert_eq!(cover.pay(1), Err(Error::Overflow), "owed");
	assert_eq!(cover, before);
	cover.claim(1).unwrap();
	assert_eq!(cover.pay(1), Ok(()));
}

#[test]
fn payouts_that_do_not_fit_are_refused_and_change_nothing() {
	let covered = class(1, 1);
	let full = Index(U256::MAX);
	for mut cover in [
		Cover { covered: covered.clone(), index: full, ..Default::default() },
		Cover { covered: covered.clone(), carry: U256::MAX, ..Default::default() },
		Cover { covered, owed: u128::MAX, ..Default::default() },
	] {
		let before = cover.clone();
		assert_eq!(cover.pay(1), Err(Error::Overflow));
		assert_eq!(cover, before);
	}
	let cover = Cover { index: full, ..Default::default() };
	assert_eq!(cover.paid(Shares(u128::MAX), Index::default()), Err(Error::Overflow));
}

#[test]
fn part_of_is_the_exact_part_rounded_down() {
	assert_eq!(Cover::part_of(100, 1, 3), 33);
	assert_eq!(Cover::part_of(100, 2, 3), 66);
	assert_eq!(Cover::part_of(100, 3, 3), 100);
	assert_eq!(Cover::part_of(u128::MAX, u128::MAX, u128::MAX), u128::MAX);
	assert_eq!(Cover::part_of(u128::MAX, 1, u128::MAX), 1);
	let mut numbers = Numbers(16);
	for _ in 0..2_000 {
		let (total, all) = (numbers.amount(u128::MAX >> 1), numbers.amount(u128::MAX >> 1));
		let lost = numbers.below(all + 1);
		let exact = ratio(BigInt::from(total) * lost, all);
		assert_eq!(whole(Cover::part_of(total, lost, all)), exact.floor());
	}
}

#[test]
fn part_of_is_nothing_of_nothing_and_never_more_than_all() {
	for (total, lost, all) in [(0, 3, 5), (7, 0, 5), (7, 0, 0), (7, 3, 0)] {
		assert_eq!(Cover::part_of(total, lost, all), 0);
	}
	assert_eq!(Cover::part_of(7, 6, 5), 7);
}

#[test]
fn parts_of_a_payout_are_not_more_than_it() {
	let mut numbers = Numbers(17);
	for _ in 0..500 {
		let losses: Vec<u128> = (0..1 + numbers.below(9)).map(|_| numbers.below(1 << 60)).collect();
		let (all, payout) = (losses.iter().sum(), numbers.amount(1 << 60));
		let parts: u128 = losses.iter().map(|lost| Cover::part_of(payout, *lost, all)).sum();
		let is_lost = u128::from(all > 0);
		assert!(parts <= payout && payout * is_lost < parts + losses.len() as u128);
	}
}

#[test]
fn a_million_holders_lose_less_than_a_planck_each_by_rounding() {
	const HOLDERS: u128 = 1_000_000;
	// The amounts repeat so that a holder's shares need not be stored.
	let stake = |holder: u128| 1_000_000 + holder % 7;
	let mut cover = Cover::default();
	let mut pending = Pending::default();
	for holder in 0..HOLDERS {
		pending.deposit(stake(holder)).unwrap();
	}
	let mut activation = cover.activate(pending);
	let all = cover.covered.stake;
	let lost = cover.lose(all, all / 10);
	cover.pay(lost).unwrap();
	for holder in 0..HOLDERS {
		let taken = activation.take(stake(holder), None).unwrap();
		let paid = cover.paid(taken.shares, activation.index.net).unwrap();
		assert!((99_998..=100_001).contains(&paid));
		cover.claim(paid).unwrap();
		cover.leave(taken.shares).unwrap();
	}
	assert!(cover.is_empty());
	assert!(cover.owed <= HOLDERS);
}
