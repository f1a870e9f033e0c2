//! Sales of positions, deals and exits.

use super::{buy, exits_worth};
use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Balance, Basis, EpochIndex, PositionInspect, RewardClass, ValidatorInspect,
};

/// The price in most tests.
const PRICE: Balance = 90 * UNIT;

/// Two validators; account 30 has 500 liquid and 400 compounding units with the first.
fn chain() -> Chain {
	Chain::with_validators(2).delegation(30, 1, 500, RewardClass::Liquid).delegation(
		30,
		1,
		400,
		RewardClass::Compounding,
	)
}

/// A position of this many units with validator 1.
fn position(class: RewardClass, units: Balance) -> Asset<AccountId> {
	Asset::Position { validator: 1, class, amount: units * UNIT }
}

/// The exits from validator 1 in an epoch.
fn exits(epoch: EpochIndex) -> Asset<AccountId> {
	Asset::Exits { validator: 1, epoch }
}

fn staked(who: AccountId, class: RewardClass) -> Balance {
	<Staking as PositionInspect<_>>::position_value(&who, &1, class)
}

#[test]
fn a_position_of_each_class_is_sold_at_its_price() {
	for class in [RewardClass::Liquid, RewardClass::Compounding] {
		chain().execute(|| {
			let before = staked(30, class);
			let asset = position(class, 100);
			take_events();
			let sale = sell(30, asset.clone(), PRICE);
			let listed = Event::PositionListed {
				sale,
				seller: 30,
				asset: asset.clone(),
				price: PRICE,
				expiry: 1_000,
			};
			assert_eq!(take_events(), vec![listed]);
			assert_eq!(deposits(30), UNIT);
			// The position stays with the seller until it is bought.
			assert_eq!(staked(30, class), before);
			check();

			let (seller, buyer) = (free(30), free(11));
			let pool = <Staking as ValidatorInspect<_>>::stake_of(&1);
			assert_ok!(Marketplace::buy_position(signed(11), sale, PRICE, 100 * UNIT, false));
			let sold = Event::PositionSold {
				sale,
				seller: 30,
				buyer: 11,
				asset,
				value: 100 * UNIT,
				price: PRICE,
			};
			assert_eq!(take_events(), vec![sold]);
			assert_eq!(free(30), seller + PRICE + UNIT);
			assert_eq!(free(11), buyer - PRICE);
			assert_eq!((deposits(30), deposits(11)), (0, 0));
			assert_nearly(staked(11, class), 100 * UNIT, 1);
			assert_nearly(staked(30, class), before - 100 * UNIT, 1);
			assert_eq!(<Staking as ValidatorInspect<_>>::stake_of(&1), pool);
			assert_noop!(
				Marketplace::buy_position(signed(12), sale, PRICE, 0, false),
				Error::<Test>::UnknownSale
			);
			let kind = TradeKind::Position { price: PRICE };
			let trade = Trade { validator: 1, amount: 100 * UNIT, kind, epoch: 1 };
			assert_eq!(Marketplace::last_trades(8), vec![trade]);
		});
	}
}

#[test]
fn a_deal_is_sold_with_its_terms_its_rewards_and_its_cover() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 500);
		run_to_epoch(4);
		reward(one, 4);
		slash(1, 4, percent(10));
		let (rewards, owed, value) = (view(one).rewards, view(one).cover_owed, worth(10, one));
		assert!(rewards > UNIT);
		assert_nearly(owed, 500 * UNIT - value, 2);
		let terms_before = deal_of(one);
		// The value includes rewards and payouts.
		let all = value + rewards + owed;
		let sale = sell(10, Asset::Deal(one), PRICE);
		// One deposit for the deal, one for the sale.
		assert_eq!(deposits(10), 2 * UNIT);
		let (seller, buyer) = (free(10), free(11));
		take_events();
		buy(11, sale);
		let asset = Asset::Deal(one);
		let sold =
			Event::PositionSold { sale, seller: 10, buyer: 11, asset, value: all, price: PRICE };
		assert_eq!(take_events(), vec![sold]);
		check();

		// The deposit of the deal is now held of the buyer.
		assert_eq!((deposits(10), deposits(11)), (0, UNIT));
		assert_eq!((free(10), free(11)), (seller + PRICE + 2 * UNIT, buyer - PRICE - UNIT));
		let moved = Moved::not_since(now());
		assert_eq!(deal_of(one), DealOf::<Test> { owner: 11, moved, ..terms_before });
		assert!(Marketplace::deals_of(&10).is_empty());
		assert_eq!(Marketplace::deals_of(&11).len(), 1);
		assert_eq!((worth(10, one), worth(11, one)), (0, value));
		let kind = TradeKind::DealSold { price: PRICE };
		assert_eq!(Marketplace::last_trades(1)[0].kind, kind);

		// All unclaimed rewards belong to the buyer.
		assert_noop!(Marketplace::claim_deal(signed(10), one), Error::<Test>::NotYourDeal);
		let before = free(11);
		assert_ok!(Marketplace::claim_deal(signed(11), one));
		assert_eq!(free(11), before + rewards);
		assert_eq!(claim_cover(one), owed);
		assert_eq!(free(11), before + rewards + owed);
		assert_noop!(
			Marketplace::exit_deal(signed(10), one, Balance::MAX),
			Error::<Test>::NotYourDeal
		);
		let before = free(11);
		assert_ok!(Marketplace::exit_deal(signed(11), one, Balance::MAX));
		// The term was not over: the exit costs 2 %.
		assert_eq!(free(11), before - percent(2).mul_floor(value));
	});
}

#[test]
fn a_deal_that_waits_can_be_sold() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let sale = sell(10, Asset::Deal(one), PRICE);
		buy(11, sale);
		check();
		next_epoch();
		slash(1, 2, percent(10));
		assert_eq!(worth(11, one), 90 * UNIT);
		let before = free(11);
		assert_nearly(claim_cover(one), 10 * UNIT, 1);
		assert!(free(11) > before);
	});
}

#[test]
fn the_new_owner_of_a_deal_says_anew_whether_it_renews_itself() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		for party in [1, 10] {
			assert_ok!(Marketplace::set_automatic_renewal(signed(party), one, true));
		}
		assert_ok!(Marketplace::renew_deal(signed(10), one, at(4, 9)));
		// The deal has renewed itself once before the sale.
		run_to_epoch(7);
		assert_eq!(view(one).end, 10);
		let sale = sell(10, Asset::Deal(one), PRICE);
		buy(11, sale);
		let deal = deal_of(one);
		assert_eq!((deal.delegator_renews, deal.operator_renews), (false, true));
		// The renewal is kept, and the seller's proposal does not bind the buyer.
		assert_eq!((deal.end, deal.proposal), (10, None));
		run_to_epoch(10);
		assert_eq!(view(one).end, 10);
		assert_ok!(Marketplace::renew_deal(signed(1), one, at(4, 9)));
		let proposal = Proposal { by: Party::Operator, terms: at(4, 9), made: 10, end: 10 };
		assert_eq!(deal_of(one).proposal, Some(proposal));

		// The next owner can accept the validator's proposal.
		let sale = sell(11, Asset::Deal(one), PRICE);
		buy(12, sale);
		assert_ok!(Marketplace::renew_deal(signed(12), one, at(4, 9)));
		assert_eq!((deal_of(one).terms, deal_of(one).end), (at(4, 9), 19));
		assert_ok!(Marketplace::set_automatic_renewal(signed(12), one, true));
		run_to_epoch(20);
		assert_eq!(view(one).end, 28);
	});
}

#[test]
fn exits_are_sold_with_their_cover() {
	Chain::with_validators(2).execute(|| {
		let (id, other) = (list(1, terms()), list(1, terms()));
		let deals = [deal(10, id, 100), deal(10, other, 200), deal(11, id, 50)];
		run_to_epoch(6);
		for (owner, deal) in [(10, deals[0]), (10, deals[1]), (11, deals[2])] {
			assert_ok!(Marketplace::exit_deal(signed(owner), deal, Balance::MAX));
		}
		slash(1, 6, percent(10));
		let value = exits_worth(10, 1, 6);
		assert_nearly(value, 270 * UNIT, 2);
		let sale = sell(10, exits(6), PRICE);
		let (seller, buyer) = (free(10), free(12));
		// The value includes the payouts owed by covers.
		let owed: Balance = Marketplace::exit_cover(&10, &1).iter().map(|(.., owed)| owed).sum();
		assert_nearly(owed, 30 * UNIT, 2);
		take_events();
		buy(12, sale);
		let sold = Event::PositionSold {
			sale,
			seller: 10,
			buyer: 12,
			asset: exits(6),
			value: value + owed,
			price: PRICE,
		};
		assert_eq!(take_events(), vec![sold]);
		assert_eq!((free(10), free(12)), (seller + PRICE + UNIT, buyer - PRICE));
		assert_eq!((exits_worth(10, 1, 6), exits_worth(12, 1, 6)), (0, value));
		check();
		let kind = TradeKind::Exits { price: PRICE };
		assert_eq!(Marketplace::last_trades(1)[0].kind, kind);

		// Earlier and later payouts belong to the buyer.
		slash(1, 6, percent(20));
		assert_nearly(claim_exit(12, id, 6), 20 * UNIT, 2);
		assert_nearly(claim_exit(12, other, 6), 40 * UNIT, 2);
		assert_nearly(claim_exit(11, id, 6), 10 * UNIT, 2);
		for listing in [id, other] {
			assert_noop!(
				Marketplace::claim_exit_cover(signed(20), 10, listing, 6),
				Error::<Test>::NothingToClaim
			);
		}
		check();
		run_to_epoch(27);
		let before = free(12);
		let value = exits_worth(12, 1, 6);
		assert_ok!(withdraw(12));
		assert_nearly(free(12) - before, value, 2);
		assert!(withdraw(10).is_err());
	});
}

#[test]
fn exits_join_those_of_their_buyer() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [deal(10, id, 100), deal(11, id, 200), deal(10, id, 50)];
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), deals[0], Balance::MAX));
		assert_ok!(Marketplace::exit_deal(signed(11), deals[1], Balance::MAX));
		slash(1, 6, percent(10));
		let sale = sell(10, exits(6), PRICE);
		buy(11, sale);
		check();
		// The seller exits with more in that epoch: these exits are its own.
		assert_ok!(Marketplace::exit_deal(signed(10), deals[2], Balance::MAX));
		check();
		slash(1, 6, percent(20));
		assert_nearly(claim_exit(11, id, 6), 60 * UNIT, 4);
		assert_nearly(claim_exit(10, id, 6), 10 * UNIT, 3);
		// The records of the deals are reaped with nothing left to pay.
		run_to_epoch(35);
		for deal in deals {
			assert_ok!(Marketplace::reap(signed(20), Expired::Deal(deal)));
			check();
		}
		assert!(ExitCohorts::<Test>::get(id).is_none());
	});
}

#[test]
fn exits_of_plain_delegations_are_sold_too() {
	chain().execute(|| {
		undelegate(30, RewardClass::Liquid, 200 * UNIT);
		next_epoch();
		let sale = sell(30, exits(1), PRICE);
		assert_ok!(Marketplace::buy_position(signed(11), sale, PRICE, 200 * UNIT, false));
		assert_eq!(exits_worth(11, 1, 1), 200 * UNIT);
	});
}

#[test]
fn the_price_is_paid_exactly_and_never_more_than_the_buyer_says() {
	chain().execute(|| {
		let price = 123_456_789_012_345;
		let sale = sell(30, position(RewardClass::Liquid, 100), price);
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, price - 1, 0, false),
			Error::<Test>::PriceTooHigh
		);
		let (seller, buyer) = (free(30), free(11));
		assert_ok!(Marketplace::buy_position(signed(11), sale, price + 1, 0, false));
		assert_eq!((free(30), free(11)), (seller + price + UNIT, buyer - price));
	});
}

#[test]
fn who_cannot_pay_does_not_get_it() {
	chain().account_with(40, 90 * UNIT).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let assets = [(30, position(RewardClass::Liquid, 100)), (10, Asset::Deal(one))];
		for (seller, asset) in assets {
			// The buyer must keep the existential deposit.
			let sale = sell(seller, asset, PRICE);
			assert_noop!(
				Marketplace::buy_position(signed(40), sale, PRICE, 0, false),
				Error::<Test>::InsufficientFunds
			);
		}
		// The deposit of a deal must be paid too.
		let last = NextId::<Test>::get() - 1;
		assert_ok!(Marketplace::withdraw_sale(signed(10), last));
		let sale = sell(10, Asset::Deal(one), 89_500_000_000_000);
		assert_noop!(
			Marketplace::buy_position(signed(40), sale, PRICE, 0, false),
			Error::<Test>::InsufficientFunds
		);
	});
}

#[test]
fn what_was_given_up_meanwhile_cannot_be_bought() {
	chain().execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		let sales = [
			sell(30, position(RewardClass::Liquid, 100), PRICE),
			sell(30, position(RewardClass::Compounding, 400), PRICE),
			sell(10, Asset::Deal(one), PRICE),
		];
		for class in [RewardClass::Liquid, RewardClass::Compounding] {
			undelegate(30, class, staked(30, class));
		}
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		let exits = sell(10, exits(6), PRICE);
		run_to_epoch(27);
		assert_ok!(withdraw(10));
		for sale in sales.into_iter().chain([exits]) {
			assert_noop!(
				Marketplace::buy_position(signed(11), sale, PRICE, 0, false),
				Error::<Test>::NotOwned
			);
		}
	});
}

#[test]
fn an_asset_is_offered_once_at_a_time() {
	chain().execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let sales = [
			(10, Asset::Deal(one)),
			(30, position(RewardClass::Liquid, 300)),
			(30, position(RewardClass::Compounding, 300)),
		]
		.map(|(seller, asset)| (seller, asset.clone(), sell(seller, asset, PRICE)));
		check();
		let again = [
			(10, Asset::Deal(one)),
			(30, position(RewardClass::Liquid, 200)),
			(30, position(RewardClass::Compounding, 1)),
		];
		for (seller, asset) in again {
			assert_noop!(
				Marketplace::offer_for_sale(signed(seller), asset, PRICE, 1_000, false),
				Error::<Test>::AlreadyForSale
			);
		}
		for (seller, asset, sale) in sales {
			assert_ok!(Marketplace::withdraw_sale(signed(seller), sale));
			buy(11, sell(seller, asset, PRICE));
		}
		// The rest of a position can be offered then.
		buy(12, sell(30, position(RewardClass::Liquid, 200), PRICE));
		check();
	});
}

#[test]
fn an_asset_below_the_buyers_minimum_is_not_bought() {
	chain().execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		next_epoch();
		let sale = sell(10, Asset::Deal(one), PRICE);
		slash(1, 2, percent(10));
		// The payout owed counts, until the seller claims it.
		let value = Marketplace::sale_view(sale).unwrap().value;
		assert_nearly(value, 100 * UNIT, 1);
		claim_cover(one);
		assert_eq!(Marketplace::sale_view(sale).unwrap().value, 90 * UNIT);
		for expected in [value, 90 * UNIT + 1] {
			assert_noop!(
				Marketplace::buy_position(signed(11), sale, PRICE, expected, false),
				Error::<Test>::ValueTooLow
			);
		}
		assert_ok!(Marketplace::buy_position(signed(11), sale, PRICE, 90 * UNIT, false));

		// A slashed position is worth less than the amount for sale.
		let sale = sell(30, position(RewardClass::Liquid, 450), PRICE);
		slash(1, 2, percent(20));
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, PRICE, 0, false),
			Error::<Test>::NotOwned
		);
		assert_ok!(Marketplace::withdraw_sale(signed(30), sale));
		let partial = sell(30, position(RewardClass::Liquid, 400), PRICE);
		assert_ok!(Marketplace::buy_position(signed(11), partial, PRICE, 400 * UNIT, false));
	});
}

#[test]
fn while_an_offence_is_open_both_parties_must_say_that_they_know() {
	for basis in [Basis::Proven, Basis::Alleged] {
		chain().execute(|| {
			let id = list(1, terms());
			let one = deal(10, id, 100);
			run_to_epoch(6);
			let other = deal(11, id, 100);
			assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
			let assets = [
				(30, position(RewardClass::Liquid, 100)),
				(11, Asset::Deal(other)),
				(10, exits(6)),
			];
			let before = assets.clone().map(|(seller, asset)| sell(seller, asset, PRICE));
			accuse(1, 6, basis);
			for ((seller, asset), unknowing) in assets.into_iter().zip(before) {
				assert_noop!(
					Marketplace::offer_for_sale(signed(seller), asset.clone(), PRICE, 100, false),
					Error::<Test>::OffenceOpen
				);
				// The seller has not accepted the open case.
				assert_noop!(
					Marketplace::buy_position(signed(12), unknowing, PRICE, 0, true),
					Error::<Test>::OffenceOpen
				);
				assert_ok!(Marketplace::withdraw_sale(signed(seller), unknowing));
				let sale = NextId::<Test>::get();
				assert_ok!(Marketplace::offer_for_sale(signed(seller), asset, PRICE, 100, true));
				assert!(Marketplace::sale_view(sale).unwrap().open_offence);
				assert_noop!(
					Marketplace::buy_position(signed(12), sale, PRICE, 0, false),
					Error::<Test>::OffenceOpen
				);
				assert_ok!(Marketplace::buy_position(signed(12), sale, PRICE, 0, true));
				check();
			}
		});
	}
}

#[test]
fn no_account_buys_its_own_asset() {
	chain().execute(|| {
		let sale = sell(30, position(RewardClass::Liquid, 100), PRICE);
		assert_noop!(
			Marketplace::buy_position(signed(30), sale, PRICE, 0, false),
			Error::<Test>::OwnSale
		);
		// A validator cannot buy any asset staked with itself.
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		for sale in [sale, sell(10, Asset::Deal(one), PRICE), sell(11, exits(6), PRICE)] {
			assert_noop!(
				Marketplace::buy_position(signed(1), sale, PRICE, 0, false),
				Error::<Test>::OwnListing
			);
		}
	});
}

#[test]
fn a_deal_whose_terms_have_changed_is_not_bought() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let sale = sell(10, Asset::Deal(one), PRICE);
		let assert_refused = || {
			assert_noop!(
				Marketplace::buy_position(signed(11), sale, Balance::MAX, 0, false),
				Error::<Test>::WrongVersion
			);
		};
		// Seller and validator agree on a higher commission, to the harm of the buyer.
		for party in [1, 10] {
			assert_ok!(Marketplace::renew_deal(signed(party), one, at(90, 4)));
		}
		assert_refused();
		// An equal commission for a longer term.
		for party in [1, 10] {
			assert_ok!(Marketplace::renew_deal(signed(party), one, at(5, 9)));
		}
		assert_refused();
		assert_ok!(Marketplace::withdraw_sale(signed(10), sale));
		buy(11, sell(10, Asset::Deal(one), PRICE));
	});
}

#[test]
fn a_deal_that_has_renewed_itself_is_not_bought_as_what_it_was() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		for party in [1, 10] {
			assert_ok!(Marketplace::set_automatic_renewal(signed(party), one, true));
		}
		let sale = sell(10, Asset::Deal(one), PRICE);
		run_to_epoch(6);
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, PRICE, 0, false),
			Error::<Test>::WrongVersion
		);
	});
}

#[test]
fn what_has_expired_is_not_for_sale() {
	chain().execute(|| {
		let asset = position(RewardClass::Liquid, 100);
		assert_ok!(Marketplace::offer_for_sale(signed(30), asset, PRICE, 4, false));
		run_to_epoch(3);
		assert!(Marketplace::sale_view(0).is_some());
		next_epoch();
		assert_noop!(
			Marketplace::buy_position(signed(11), 0, PRICE, 0, false),
			Error::<Test>::SaleExpired
		);
	});
}

#[test]
fn a_sale_can_be_withdrawn() {
	chain().execute(|| {
		let sale = sell(30, position(RewardClass::Liquid, 100), PRICE);
		assert_noop!(Marketplace::withdraw_sale(signed(11), sale), Error::<Test>::NotYourSale);
		take_events();
		assert_ok!(Marketplace::withdraw_sale(signed(30), sale));
		assert_eq!(take_events(), vec![Event::SaleWithdrawn { sale }]);
		assert_eq!(deposits(30), 0);
		assert_noop!(
			Marketplace::buy_position(signed(11), sale, PRICE, 0, false),
			Error::<Test>::UnknownSale
		);
		assert_noop!(Marketplace::withdraw_sale(signed(30), sale), Error::<Test>::UnknownSale);
	});
}

#[test]
fn nothing_is_listed_that_the_seller_does_not_own() {
	chain().execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		let foreign = [
			position(RewardClass::Liquid, 100),
			Asset::Deal(one),
			Asset::Deal(7),
			exits(1),
			Asset::Position { validator: 77, class: RewardClass::Liquid, amount: UNIT },
		];
		for asset in foreign {
			assert_noop!(
				Marketplace::offer_for_sale(signed(12), asset, PRICE, 100, false),
				Error::<Test>::NotOwned
			);
		}
		let not_as_much = [
			position(RewardClass::Liquid, 501),
			position(RewardClass::Compounding, 401),
			position(RewardClass::Liquid, 0),
			Asset::Position { validator: 2, class: RewardClass::Liquid, amount: UNIT },
		];
		for asset in not_as_much {
			assert_noop!(
				Marketplace::offer_for_sale(signed(30), asset, PRICE, 100, false),
				Error::<Test>::NotOwned
			);
		}
		// A validator's own stake is not for sale.
		assert_noop!(
			Marketplace::offer_for_sale(
				signed(1),
				position(RewardClass::Compounding, 100),
				PRICE,
				100,
				false
			),
			Error::<Test>::NotOwned
		);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert_noop!(
			Marketplace::offer_for_sale(signed(10), Asset::Deal(one), PRICE, 100, false),
			Error::<Test>::NotOwned
		);
	});
}

#[test]
fn exits_of_self_stake_are_not_for_sale_while_they_are_liable() {
	Chain::with_validators(2).execute(|| {
		undelegate(1, RewardClass::Compounding, 100 * UNIT);
		for asset in [exits(1), position(RewardClass::Compounding, 100)] {
			let refused = Marketplace::offer_for_sale(signed(1), asset, PRICE, 100, true);
			assert!(refused.is_err());
		}
		assert_noop!(
			Marketplace::offer_for_sale(signed(1), exits(1), PRICE, 100, true),
			Error::<Test>::SelfStakeLiable
		);
	});
}

#[test]
fn what_covers_owe_for_exits_is_told_epoch_by_epoch() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		// Each epoch leaves records that were not cleaned up.
		for _ in 0..30 {
			let deal = deal(10, id, 20);
			next_epoch();
			assert_ok!(Marketplace::exit_deal(signed(10), deal, Balance::MAX));
		}
		let left = now();
		slash(1, left, percent(10));
		let owed = Marketplace::cover_of_exits(&10, &1, left);
		assert_nearly(owed, 2 * UNIT, 2);
		// Exits of the epoch before were part of the exposure at the election; earlier exits were
		// not.
		assert_nearly(Marketplace::cover_of_exits(&10, &1, left - 1), 2 * UNIT, 2);
		assert_eq!(Marketplace::cover_of_exits(&10, &1, left - 2), 0);
		let all: Balance = Marketplace::exit_cover(&10, &1).iter().map(|(.., owed)| owed).sum();
		assert_nearly(all, 4 * UNIT, 4);
	});
}
