//! Deals and the rewards and slashes of the staking pallet.

use super::*;

#[test]
fn a_deal_pays_its_own_commission_to_the_unit() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (listed, lower) = (deal(10, id, 500), next_deal());
		let made = offer(11, id, 500, at(1, 4));
		assert_ok!(Marketplace::accept_offer(signed(1), made, 0));
		next_epoch();
		// Validator 1 has 2,000 of 3,000 units, and half of them are in deals.
		pay_epoch(3_000);
		assert_units(view(listed).rewards, 475);
		assert_units(claim(listed), 475);
		assert_units(claim(lower), 495);
		let again = Marketplace::claim_deal(signed(10), listed);
		assert_noop!(again, palisade_staking::Error::<Test>::NothingToClaim);
		check();
		// The validator gets the rest of the deals' rewards: 5 units and 25.
		let due = palisade_staking::Validators::<Test>::get(1).expect("a validator").commission_due;
		assert!(due.abs_diff(30 * UNIT) <= 2);
		// The self-stake of validator 1 has doubled with its rewards, the deals' stake has not:
		// 3,000 of 5,000 units.
		pay_epoch(5_000);
		pay_epoch(0);
		assert_units(claim(listed), 475);
		assert_units(claim(lower), 495);
	});
}

#[test]
fn a_deal_pays_its_exact_share_of_every_reward() {
	Chain::with_validators(2).delegation(15, 1, 777, RewardClass::Liquid).execute(|| {
		let id = list(1, ListingTerms { cover: 0, ..terms() });
		let parts = [(10, 123_456_789_012_347, 37_654_321), (11, 98_765_432_109_877, 1)];
		let deals = parts.map(|(who, amount, parts)| {
			let terms = DealTerms { commission: Perbill::from_parts(parts), term: 4 };
			let (made, deal) = (NextId::<Test>::get(), next_deal());
			assert_ok!(Marketplace::make_offer(
				signed(who),
				id,
				0,
				amount,
				terms,
				now() + 5,
				false
			));
			assert_ok!(Marketplace::accept_offer(signed(1), made, 0));
			(deal, amount, parts)
		});
		next_epoch();
		let liquid = 777 * UNIT + deals.iter().map(|(_, amount, _)| amount).sum::<Balance>();
		for round in 0..6u128 {
			let epoch = now();
			let exposure = Staking::exposure(epoch, &1).expect("it is active");
			PayoutOfEpoch::set(987_654_321_098_765 + 1_111_111 * round);
			next_epoch();
			let reward =
				palisade_staking::EpochResults::<Test>::get(epoch).expect("it was paid")[0].reward;
			assert!(reward > 100 * UNIT);
			let wide = |amount: Balance| U256::from(amount);
			let to_compounding = wide(reward) * wide(exposure.compounding) / wide(exposure.stake());
			let to_liquid = wide(reward) - to_compounding;
			for (deal, amount, parts) in deals {
				// The payment of the liquid class × the deal's part of the class × the rest after
				// commission.
				let left = 1_000_000_000 - parts;
				let exact = to_liquid * wide(amount) * left / (wide(liquid) * 1_000_000_000u64);
				let claimed = claim(deal);
				assert!(exact.as_u128().abs_diff(claimed) <= 1, "{claimed}, not {exact}");
			}
			// All of the class lose equally, so their parts of it are unchanged.
			if round == 2 {
				slash(1, now(), Perbill::from_parts(33_333_333));
			}
			check();
		}
	});
}

#[test]
fn the_epoch_in_which_a_deal_is_left_is_paid_at_its_commission_too() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		next_epoch();
		exit(deal);
		pay_epoch(3_000);
		run_to_epoch(23);
		let before = free(10);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_units(free(10) - before, 1_950);
	});
}

#[test]
fn the_commission_for_everybody_does_not_change_a_deal() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deal = deal(10, id, 1_000);
		assert_ok!(Staking::set_commission(signed(1), percent(100)));
		next_epoch();
		run_to_epoch(30);
		pay_epoch(3_000);
		assert_units(claim(deal), 950);
		assert_eq!(view(deal).breach, None);
	});
}

#[test]
fn the_commission_of_a_renewal_holds_from_the_next_reward() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		next_epoch();
		pay_epoch(3_000);
		// Rewards that were not claimed before are still paid at 5 %.
		renew(1, deal, at(20, 4));
		renew(10, deal, at(20, 4));
		assert_units(view(deal).rewards, 950);
		assert_units(claim(deal), 950);
		// Self-stake and its rewards: 3,000 of 5,000 units.
		pay_epoch(5_000);
		assert_units(claim(deal), 800);
		// An agreed change is no breach.
		assert_eq!(view(deal).breach, None);
	});
}

#[test]
fn a_deal_can_be_renewed_before_it_is_active() {
	Chain::with_validators(2).execute(|| {
		let deal = deal(10, list(1, terms()), 1_000);
		renew(10, deal, at(1, 4));
		renew(1, deal, at(1, 4));
		assert_eq!((view(deal).terms, view(deal).end), (at(1, 4), 10));
		next_epoch();
		pay_epoch(3_000);
		assert_units(claim(deal), 990);
	});
}

#[test]
fn a_deal_that_has_lost_everything_can_be_left() {
	MinimumSelfStake::set(0);
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [deal(10, id, 100), deal(11, id, 300)];
		next_epoch();
		slash(1, 2, percent(100));
		check();
		assert_eq!((view(deals[0]).value, view(deals[0]).exit_fee), (0, 0));
		// The cover is shared in proportion to the losses; each part loses a planck by rounding.
		assert_eq!(deals.map(|deal| view(deal).cover_owed), [25 * UNIT - 1, 75 * UNIT - 1]);
		// A collapsed listing accepts no new deals.
		let made = Marketplace::make_offer(signed(12), id, 1, 100 * UNIT, at(5, 4), 9, false);
		assert_noop!(made, Error::<Test>::ListingNotOpen);
		let (owner, validator, _) = exit(deals[0]);
		assert_eq!((owner, validator), (0, 0));
		check();
		run_to_epoch(35);
		assert_ok!(Marketplace::reap(signed(10), Expired::Deal(deals[0])));
		assert_eq!(free(10), WEALTH - 75 * UNIT - 1);
		assert_ok!(Marketplace::claim_cover(signed(11), deals[1]));
		assert_eq!(free(11), WEALTH - 226 * UNIT - 1);
		exit(deals[1]);
	});
}
