//! Payouts of covers beside the shares of the staking pallet.

use super::*;

#[test]
fn what_waits_when_everything_is_lost_can_leave() {
	Chain::with_validators(2).execute(|| {
		// Further shares at the price after the slash would overflow.
		let id = list(1, ListingTerms { capacity: 10_000_000 * UNIT, ..terms() });
		let lost = deal(10, id, 900_000);
		next_epoch();
		let waits = deal(11, id, 900_000);
		slash(1, 2, percent(100));
		next_epoch();
		check();
		assert_eq!(worth(11, waits), 900_000 * UNIT);
		assert_ok!(Marketplace::exit_deal(signed(11), waits, Balance::MAX));
		assert_ok!(Marketplace::exit_deal(signed(10), lost, Balance::MAX));
		check();
		// A collapsed share price is no base for new deals.
		assert!(
			Marketplace::make_offer(signed(12), id, 1, 100 * UNIT, at(5, 4), 99, false).is_err()
		);
	});
}

#[test]
fn a_deal_that_has_lost_everything_is_paid_and_can_leave() {
	Chain::with_validators(2).execute(|| {
		let id = covered_by(150);
		let (one, other) = (deal(10, id, 100), deal(11, id, 200));
		next_epoch();
		slash(1, 2, percent(100));
		assert_eq!((worth(10, one), worth(11, other)), (0, 0));
		check();
		assert_nearly(claim_cover(one), 50 * UNIT, 1);
		// The deal has no value left for the fee.
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		check();
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		check();
		assert_nearly(claim_exit(11, id, 2), 100 * UNIT, 1);
		// The deal had already got all its payouts.
		assert!(Deals::<Test>::get(one).is_none());
		run_to_epoch(23);
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(other)));
		assert_eq!(listing(id).filled, 0);
	});
}

/// A sufficient cover pays the losses to a planck for each slash: slightly more where loss and
/// value were both rounded down, slightly less where rounding went the other way.
#[test]
fn a_large_cover_pays_what_was_lost_and_no_more() {
	for seed in 0..20 {
		Chain::with_validators(2).execute(|| {
			let mut dice = Dice(seed);
			let id = covered_by(100_000);
			let mut deals = Vec::new();
			let open = |dice: &mut Dice, deals: &mut Vec<(AccountId, DealId, Balance, u32)>| {
				let owner = 10 + u128::from(dice.below(10));
				let amount = 10 * UNIT + u128::from(dice.below(50_000_000_000_000));
				let deal = next_deal();
				let version = listing(id).version;
				assert_ok!(Marketplace::make_offer(
					signed(owner),
					id,
					version,
					amount,
					at(5, 4),
					1_000,
					false
				));
				deals.push((owner, deal, amount, 0));
			};
			for _ in 0..8 {
				open(&mut dice, &mut deals);
			}
			let mut claimed: std::collections::BTreeMap<DealId, Balance> = Default::default();
			for _ in 0..6 {
				next_epoch();
				let fraction = Perbill::from_parts(1 + dice.below(300_000_000) as u32);
				slash(1, now(), fraction);
				check();
				for (_, _, _, slashes) in deals.iter_mut() {
					*slashes += 1;
				}
				// Some owners claim, and some new deals are made.
				let (_, some, ..) = deals[dice.below(deals.len() as u64) as usize];
				if Marketplace::deal_view(some).unwrap().cover_owed > 0 {
					*claimed.entry(some).or_default() += claim_cover(some);
				}
				open(&mut dice, &mut deals);
			}
			for (owner, deal, amount, slashes) in deals {
				let lost = amount - worth(owner, deal);
				let owed = view(deal).cover_owed;
				if owed > 0 {
					*claimed.entry(deal).or_default() += claim_cover(deal);
				}
				let paid = claimed.get(&deal).copied().unwrap_or_default();
				let bound = Balance::from(2 * slashes + 1);
				assert!(paid <= lost + bound, "{paid} for {lost} in {slashes}");
				assert!(lost <= paid + bound, "{paid} for {lost} in {slashes}");
			}
		});
	}
}

#[test]
fn a_deal_that_waits_while_everything_is_lost_can_be_ended() {
	let wealth = 4_000_000 * UNIT;
	let rich = Chain::with_validators(2).account_with(1, wealth).account_with(10, wealth);
	rich.account_with(11, wealth).execute(|| {
		let much = ListingTerms { capacity: wealth, cover: wealth / 2, ..terms() };
		let id = list(1, much);
		let one = deal(10, id, 1_500_000);
		next_epoch();
		let other = deal(11, id, 1_500_000);
		slash(1, 2, percent(100));
		check();
		assert!(view(one).cover_owed.abs_diff(1_500_000 * UNIT) < 2);
		next_epoch();
		// Nothing is covered any more, not even deposits that waited.
		slash(1, 3, percent(50));
		check();
		assert_eq!(view(other).cover_owed, 0);
		assert_ok!(Marketplace::claim_cover(signed(10), one));
		check();
		assert_ok!(Marketplace::exit_deal(signed(11), other, u128::MAX));
		check();
		assert_ok!(Marketplace::exit_deal(signed(10), one, u128::MAX));
	});
}
