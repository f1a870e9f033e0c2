//! Closing a class beside exits of another price.

use crate::*;

#[test]
fn a_class_joins_exits_of_another_price_at_their_price() {
	for (assets, shares) in [(1_000, 2_000_000), (1_000_000, 7), (5, 1_000)] {
		let mut pool = Pool::default();
		let owned = pool.compounding.deposit(1_000).unwrap();
		let mut exits = ExitPool::default();
		exits.compounding.add(assets, Shares(shares)).unwrap();
		let closing = pool.close_compounding(&mut exits).unwrap();
		let mut exchange = closing.exchange.unwrap();
		// Neither side gains more than a share by it.
		let of_exits = exits.compounding.value_of(Shares(shares));
		let per_share = assets.div_ceil(shares);
		assert!(of_exits >= assets && of_exits - assets <= per_share, "{of_exits} of {assets}");
		let of_class = exits.compounding.value_of(exchange.worth(owned));
		assert!(of_class + closing.dust <= 1_000);
		assert!(of_class + closing.dust + 1 + per_share >= 1_000, "{of_class}");
		// All shares are exchanged, and the last owner receives the rest.
		let (first, last) = (Shares(owned.0 / 3), Shares(owned.0 - owned.0 / 3));
		let all = exchange.for_shares;
		let taken = exchange.take(first).unwrap();
		assert_eq!(exchange.take(last).unwrap().plus(taken).unwrap(), all);
		assert_eq!(exchange, Exchange { shares: Shares::ZERO, for_shares: Shares::ZERO });
		assert_eq!(exchange.take(Shares(1)), Err(Error::Insufficient));
		assert_eq!(exchange.worth(Shares(1)), Shares::ZERO);
	}
}

#[test]
fn assets_below_the_smallest_share_of_the_exits_are_dust() {
	let mut pool = Pool::default();
	let owned = pool.liquid.class.deposit(1).unwrap();
	let mut exits = ExitPool::default();
	exits.liquid.add(1_000_000, Shares(1)).unwrap();
	let closing = pool.close_liquid(&mut exits).unwrap();
	assert_eq!(closing.dust, 1);
	assert_eq!(closing.exchange.unwrap().worth(owned), Shares::ZERO);
	assert_eq!(exits.liquid.value_of(Shares(1)), 1_000_000);
	assert!(pool.liquid.class.shares.is_zero());
}

#[test]
fn without_other_exits_the_shares_keep_their_number() {
	let mut pool = Pool::default();
	let owned = pool.compounding.deposit(1_000).unwrap();
	let mut exits = ExitPool::default();
	assert_eq!(pool.close_compounding(&mut exits), Ok(Closing::default()));
	assert_eq!(exits.compounding.shares_left, owned);
}
