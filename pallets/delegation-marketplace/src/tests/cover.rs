//! Payouts of covers after slashes.

use super::exits_worth;
use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::Balance;
use sp_arithmetic::Perbill;

/// The losses by slashes and the payouts of covers, by the events since they were last taken.
fn paid_and_lost() -> (Balance, Balance) {
	take_events().into_iter().fold((0, 0), |(all_paid, all_lost), event| match event {
		Event::CoverPaid { lost, paid, .. } => (all_paid + paid, all_lost + lost),
		_ => (all_paid, all_lost),
	})
}

#[test]
fn a_payout_is_spread_over_the_deals_by_what_they_are_worth() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 300));
		next_epoch();
		take_events();
		slash(1, 2, percent(10));
		let paid =
			Event::CoverPaid { listing: id, lost: 40 * UNIT, paid: 40 * UNIT, left: 60 * UNIT };
		assert_eq!(take_events(), vec![paid]);
		assert_eq!((listing(id).cover, listing(id).pool.owed), (60 * UNIT, 40 * UNIT));
		assert_eq!((worth(10, one), worth(11, other)), (90 * UNIT, 270 * UNIT));
		check();

		// The payouts are unclaimed. Any account can claim them for the owner.
		assert_eq!(cover(1), 100 * UNIT);
		let owed = [view(one).cover_owed, view(other).cover_owed];
		assert_nearly(owed[0], 10 * UNIT, 1);
		assert_nearly(owed[1], 30 * UNIT, 1);
		assert_eq!([claim_cover(one), claim_cover(other)], owed);
		assert_eq!(
			take_events(),
			vec![
				Event::CoverClaimed { listing: id, who: 10, amount: owed[0] },
				Event::CoverClaimed { listing: id, who: 11, amount: owed[1] },
			]
		);
		assert_eq!(cover(1), 100 * UNIT - owed[0] - owed[1]);
		assert_eq!((view(one).cover_owed, view(other).cover_owed), (0, 0));
		check();
		for deal in [one, other] {
			assert_noop!(Marketplace::claim_cover(signed(20), deal), Error::<Test>::NothingToClaim);
		}
	});
}

#[test]
fn a_payout_makes_a_new_version_of_the_listing() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let other = list(1, terms());
		deal(10, id, 100);
		next_epoch();
		slash(1, 2, percent(10));
		// The other listing lost nothing.
		assert_eq!((listing(id).version, listing(other).version), (1, 0));
		// An offer on the version before the slash is refused.
		assert_noop!(
			Marketplace::make_offer(signed(11), id, 0, 100 * UNIT, at(5, 4), 100, false),
			Error::<Test>::WrongVersion
		);
	});
}

#[test]
fn no_more_is_paid_than_the_cover_holds() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 250), deal(11, id, 750));
		next_epoch();
		take_events();
		slash(1, 2, percent(50));
		let all = Event::CoverPaid { listing: id, lost: 500 * UNIT, paid: 100 * UNIT, left: 0 };
		assert_eq!(take_events(), vec![all]);
		assert_nearly(view(one).cover_owed, 25 * UNIT, 1);
		assert_nearly(view(other).cover_owed, 75 * UNIT, 1);
		check();

		// The cover has nothing left for the next slash.
		next_epoch();
		slash(1, 3, percent(50));
		let nothing = Event::CoverPaid { listing: id, lost: 250 * UNIT, paid: 0, left: 0 };
		assert_eq!(take_events(), vec![nothing]);
		assert_eq!(listing(id).version, 2);
		let claimed = claim_cover(one) + claim_cover(other);
		assert_nearly(claimed, 100 * UNIT, 2);
		assert_eq!(cover(1), 100 * UNIT - claimed);
	});
}

#[test]
fn payouts_of_several_slashes_add_up_whenever_they_are_claimed() {
	Chain::with_validators(2).execute(|| {
		let id = covered_by(200);
		let (one, other) = (deal(10, id, 300), deal(11, id, 300));
		next_epoch();
		slash(1, 2, percent(10));
		check();
		let first = claim_cover(one);
		assert_nearly(first, 30 * UNIT, 1);
		next_epoch();
		slash(1, 3, percent(10));
		check();
		// 30 and 27.
		let second = claim_cover(one);
		assert_nearly(second, 27 * UNIT, 1);
		assert_nearly(claim_cover(other), 57 * UNIT, 2);
		assert_eq!(listing(id).cover, 86 * UNIT);
		assert_eq!((worth(10, one), worth(11, other)), (243 * UNIT, 243 * UNIT));
	});
}

#[test]
fn a_raised_slash_is_paid_for_its_increase() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 200);
		next_epoch();
		slash(1, 2, percent(10));
		slash(1, 2, percent(30));
		// A slash to an equal fraction adds nothing.
		slash(1, 2, percent(30));
		assert_eq!(worth(10, one), 140 * UNIT);
		assert_nearly(view(one).cover_owed, 60 * UNIT, 2);
		assert_eq!(listing(id).version, 2);
	});
}

#[test]
fn a_deal_that_waits_is_neither_slashed_nor_paid() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let active = deal(10, id, 100);
		next_epoch();
		let waiting = deal(11, id, 300);
		assert_eq!(listing(id).pool.covered.stake, 100 * UNIT);
		take_events();
		slash(1, 2, percent(10));
		assert_eq!(paid_and_lost(), (10 * UNIT, 10 * UNIT));
		assert_eq!((worth(10, active), worth(11, waiting)), (90 * UNIT, 300 * UNIT));
		assert_nearly(view(active).cover_owed, 10 * UNIT, 1);
		assert_eq!(view(waiting).cover_owed, 0);
		assert_noop!(Marketplace::claim_cover(signed(20), waiting), Error::<Test>::NothingToClaim);
		check();
	});
}

#[test]
fn what_became_active_later_is_paid_for_later_slashes_only() {
	Chain::with_validators(2).execute(|| {
		let id = covered_by(200);
		let early = deal(10, id, 100);
		next_epoch();
		let late = deal(11, id, 300);
		slash(1, 2, percent(10));
		next_epoch();
		// The deposit has become active, but was not settled.
		assert_nearly(worth(11, late), 300 * UNIT, 1);
		assert_eq!(view(late).cover_owed, 0);
		take_events();
		slash(1, 3, percent(10));
		assert_eq!(paid_and_lost(), (39 * UNIT, 39 * UNIT));
		check();
		assert_nearly(claim_cover(late), 30 * UNIT, 1);
		assert_nearly(claim_cover(early), 19 * UNIT, 2);
		check();
		// A much later deal gets nothing of these payouts.
		run_to_epoch(8);
		let last = deal(12, id, 300);
		next_epoch();
		assert_eq!(view(last).cover_owed, 0);
		take_events();
		slash(1, 9, percent(10));
		// Of 81, 270 and 300.
		assert_eq!(paid_and_lost(), (65_100_000_000_000, 65_100_000_000_000));
		assert_nearly(claim_cover(last), 30 * UNIT, 1);
		assert_nearly(claim_cover(early), 8_100_000_000_000, 2);
		assert_nearly(claim_cover(late), 27 * UNIT, 2);
	});
}

#[test]
fn what_has_left_is_paid_for_what_happened_before() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (stays, leaves) = (deal(10, id, 300), deal(11, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), leaves, Balance::MAX));
		check();
		assert_eq!(listing(id).pool.covered.stake, 300 * UNIT);
		assert_eq!(ExitCohorts::<Test>::get(id).unwrap()[0].pool.covered.stake, 100 * UNIT);

		// The set of epoch 7 was elected when the stake had not exited.
		next_epoch();
		take_events();
		slash(1, 7, percent(10));
		assert_eq!(paid_and_lost(), (40 * UNIT, 40 * UNIT));
		assert_eq!(exits_worth(11, 1, 6), 90 * UNIT);
		check();
		assert_nearly(claim_exit(11, id, 6), 10 * UNIT, 1);
		assert_nearly(claim_cover(stays), 30 * UNIT, 1);

		// The set of the next epoch was elected after the exit.
		next_epoch();
		slash(1, 8, percent(10));
		assert_eq!(paid_and_lost(), (27 * UNIT, 27 * UNIT));
		assert_eq!(exits_worth(11, 1, 6), 90 * UNIT);
		assert_noop!(
			Marketplace::claim_exit_cover(signed(20), 11, id, 6),
			Error::<Test>::NothingToClaim
		);
		assert_nearly(claim_cover(stays), 27 * UNIT, 1);

		// An earlier offence is found late: all share the rest of the cover, in proportion.
		let before = (worth(10, stays), exits_worth(11, 1, 6));
		slash(1, 5, percent(50));
		let lost = (before.0 - worth(10, stays), before.1 - exits_worth(11, 1, 6));
		let (paid, lost_together) = paid_and_lost();
		assert_nearly(paid, 33 * UNIT, 1);
		assert!((lost.0 + lost.1).abs_diff(lost_together) <= 2);
		let part = |lost: Balance| 33 * UNIT * (lost / 1_000) / (lost_together / 1_000);
		assert!(claim_cover(stays).abs_diff(part(lost.0)) < 2_000);
		assert!(claim_exit(11, id, 6).abs_diff(part(lost.1)) < 2_000);
		assert!(listing(id).cover <= 1);
	});
}

#[test]
fn capacity_is_taken_by_what_has_left_until_it_is_cleaned() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let leaves = deal(10, id, 600);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), leaves, Balance::MAX));
		let with_deal = listing(id);
		assert_eq!((with_deal.deals, with_deal.filled), (0, 600 * UNIT));
		assert_noop!(
			Marketplace::make_offer(signed(11), id, 0, 500 * UNIT, at(5, 4), 100, false),
			Error::<Test>::CapacityExceeded
		);
		run_to_epoch(26);
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Deal(leaves)),
			Error::<Test>::StillNeeded
		);
		next_epoch();
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(leaves)));
		assert_eq!(listing(id).capacity_left(), 1_000 * UNIT);
		assert!(ExitCohorts::<Test>::get(id).is_none());
		deal(11, id, 500);
	});
}

#[test]
fn the_exits_of_an_owner_in_an_epoch_are_covered_together() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [deal(10, id, 100), deal(10, id, 200), deal(11, id, 100)];
		run_to_epoch(6);
		for (owner, deal) in [(10, deals[0]), (11, deals[2]), (10, deals[1])] {
			assert_ok!(Marketplace::exit_deal(signed(owner), deal, Balance::MAX));
		}
		check();
		slash(1, 6, percent(10));
		check();
		assert_nearly(claim_exit(10, id, 6), 30 * UNIT, 2);
		assert_nearly(claim_exit(11, id, 6), 10 * UNIT, 1);
	});
}

#[test]
fn payouts_owed_at_exit_are_paid_later() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 100);
		run_to_epoch(6);
		slash(1, 6, percent(10));
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		check();
		slash(1, 6, percent(20));
		assert_nearly(claim_exit(10, id, 6), 20 * UNIT, 2);
		// Reaping pays as well, and removes the record.
		slash(1, 6, percent(30));
		run_to_epoch(27);
		let before = free(10);
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(one)));
		// The payout, and nine tenths of the deposit.
		assert_nearly(free(10) - before, 10 * UNIT + 900_000_000_000, 2);
		assert_eq!(CohortCovers::<Test>::iter().count(), 0);
		assert_noop!(
			Marketplace::claim_exit_cover(signed(20), 10, id, 6),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn payouts_owed_by_an_exhausted_cover_are_still_paid() {
	Chain::with_validators(2).execute(|| {
		let id = covered_by(5);
		let (one, other) = (deal(10, id, 50), deal(11, id, 50));
		run_to_epoch(6);
		slash(1, 6, percent(20));
		assert_eq!(listing(id).cover, 0);
		claim_cover(one);
		// This owner cannot be paid any more.
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert!(Deals::<Test>::get(one).is_none());
		assert_eq!(listing(id).filled, 50 * UNIT);
		// This owner can be paid.
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		assert!(deal_of(other).occupies);
		assert_nearly(claim_exit(11, id, 6), 2_500_000_000_000, 2);
	});
}

#[test]
fn what_could_be_withdrawn_is_no_longer_covered() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (leaves, stays) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), leaves, Balance::MAX));
		run_to_epoch(27);
		assert_ok!(withdraw(10));
		// The deal has lost nothing, and is paid nothing.
		take_events();
		slash(1, 6, percent(10));
		assert_eq!(paid_and_lost().0, 100 * UNIT - listing(id).cover);
		assert!((100 * UNIT - worth(11, stays)).abs_diff(100 * UNIT - listing(id).cover) <= 1);
		let before = free(10);
		assert_ok!(Marketplace::claim_exit_cover(signed(20), 10, id, 6));
		assert_eq!(free(10), before);
		assert!(ExitCohorts::<Test>::get(id).is_none());
	});
}

#[test]
fn exits_are_covered_through_the_last_epoch_that_holds_them_though_others_leave() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (leaves, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), leaves, Balance::MAX));
		run_to_epoch(26);
		assert!(withdraw(10).is_err());
		// The next exit moves cohorts aside that are not liable any more.
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		slash(1, 6, percent(10));
		assert_eq!(exits_worth(10, 1, 6), 90 * UNIT);
		assert_nearly(claim_exit(10, id, 6), 10 * UNIT, 1);
	});
}

#[test]
fn what_a_case_holds_is_covered_as_long_as_it_is_held() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let leaves = deal(10, id, 100);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), leaves, Balance::MAX));
		accuse(1, 6, palisade_primitives::Basis::Alleged);
		run_to_epoch(29);
		assert!(withdraw(10).is_err());
		assert_noop!(
			Marketplace::reap(signed(20), Expired::Deal(leaves)),
			Error::<Test>::StillNeeded
		);
		slash(1, 6, percent(10));
		check();
		assert_eq!(exits_worth(10, 1, 6), 90 * UNIT);
		assert_nearly(claim_exit(10, id, 6), 10 * UNIT, 1);
	});
}

#[test]
fn exits_of_many_epochs_need_not_be_cleaned_for_more() {
	Chain::with_validators(2).accounts(100..=180).execute(|| {
		let id = list(1, ListingTerms { capacity: 10_000 * UNIT, ..terms() });
		let deals: Vec<_> = (100..=180u128).map(|who| (who, deal(who, id, 10))).collect();
		run_to_epoch(6);
		for (who, deal) in &deals {
			assert_ok!(Marketplace::exit_deal(signed(*who), *deal, Balance::MAX));
			next_epoch();
		}
		check();
		// A slash visits the liable cohorts.
		let liable = ExitCohorts::<Test>::get(id).unwrap().len() as u32;
		assert!(liable <= 22, "{liable}");
		assert_eq!(listing(id).ended + liable, 81);
		assert_ok!(Marketplace::close_listing(signed(1), id));
		run_to_epoch(now() + 21);
		for (_, deal) in deals {
			assert_ok!(Marketplace::reap(signed(20), Expired::Deal(deal)));
		}
		check();
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_eq!(cover(1), 0);
	});
}

#[test]
fn payouts_owed_for_exits_that_are_no_longer_liable_are_still_paid() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let (one, other) = (deal(10, id, 100), deal(11, id, 100));
		run_to_epoch(6);
		slash(1, 6, percent(10));
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		run_to_epoch(30);
		// The next exit moves ended cohorts aside.
		assert_ok!(Marketplace::exit_deal(signed(11), other, Balance::MAX));
		assert!(EndedCohorts::<Test>::contains_key(id, 6));
		assert_eq!((listing(id).ended, ExitCohorts::<Test>::get(id).unwrap().len()), (1, 1));
		check();
		let [(of, epoch, owed)] = Marketplace::exit_cover(&10, &1)[..] else { panic!("one") };
		assert_eq!((of, epoch), (id, 6));
		assert_nearly(owed, 10 * UNIT, 1);
		assert_eq!(claim_exit(10, id, 6), owed);
		assert!(!EndedCohorts::<Test>::contains_key(id, 6));
		assert_eq!((listing(id).ended, listing(id).ended_owed), (0, 0));
		check();
		assert_ok!(Marketplace::reap(signed(20), Expired::Deal(one)));
	});
}

#[test]
fn a_payout_below_the_existential_deposit_goes_to_the_treasury_in_the_end() {
	Chain::with_validators(2).account_with(40, 2 * UNIT).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 10);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		// A buyer of the exits also exits with all its stake.
		let sale = NextId::<Test>::get();
		let exits = Asset::Exits { validator: 1, epoch: 6 };
		assert_ok!(Marketplace::offer_for_sale(signed(10), exits, UNIT, 99, false));
		assert_ok!(Marketplace::buy_position(signed(40), sale, UNIT, 0, false));
		assert_ok!(Balances::transfer_allow_death(signed(40), 20, free(40)));
		assert_eq!(free(40), 0);
		// A tenth of the existential deposit.
		let dust = UNIT / 10_000;
		slash(1, 6, Perbill::from_parts(10_000));
		let claim = || Marketplace::claim_exit_cover(signed(20), 40, id, 6);
		assert_noop!(claim(), sp_runtime::TokenError::CannotCreate);
		run_to_epoch(27);
		let treasury = free(TREASURY);
		take_events();
		assert_ok!(claim());
		let [Event::PaymentFailed { who: 40, amount }] = take_events()[..] else { panic!("one") };
		assert_nearly(amount, dust, 1);
		assert_eq!(free(TREASURY), treasury + amount);
		assert!(ExitCohorts::<Test>::get(id).is_none());
	});
}

#[test]
fn each_listing_of_a_validator_pays_for_its_own_deals() {
	Chain::with_validators(2).execute(|| {
		let (large, small, unused) = (covered_by(100), covered_by(5), covered_by(50));
		let (one, other) = (deal(10, large, 100), deal(11, small, 100));
		next_epoch();
		take_events();
		slash(1, 2, percent(10));
		assert_eq!(
			take_events(),
			vec![
				Event::CoverPaid {
					listing: large,
					lost: 10 * UNIT,
					paid: 10 * UNIT,
					left: 90 * UNIT
				},
				Event::CoverPaid { listing: small, lost: 10 * UNIT, paid: 5 * UNIT, left: 0 },
			]
		);
		assert_nearly(claim_cover(one), 10 * UNIT, 1);
		assert_nearly(claim_cover(other), 5 * UNIT, 1);
		assert_eq!(listing(unused).cover, 50 * UNIT);
		// A listing of validator 2, which the slash does not concern.
		let elsewhere = list(2, terms());
		deal(10, elsewhere, 100);
		next_epoch();
		slash(1, 3, percent(10));
		assert_eq!(listing(elsewhere).cover, 100 * UNIT);
	});
}

#[test]
fn what_no_validator_of_the_set_has_is_covered_at_once() {
	Chain::new().validator(1, 2_000).validator(2, 1_000).accounts(10..=20).execute(|| {
		// Both are in the sets of the first epochs; then there is one seat less.
		run_to_epoch(3);
		go_offline(2);
		next_epoch();
		go_online(2);
		let id = list(2, terms());
		let one = deal(10, id, 100);
		assert_eq!(deal_of(one).end, 8);
		assert!(listing(id).waiting.is_none());
		assert_eq!(listing(id).pool.covered.stake, 100 * UNIT);
		// The deal loses its part for the earlier offence, and is paid.
		slash(2, 1, percent(10));
		let lost = 100 * UNIT - worth(10, one);
		assert!(lost > 9 * UNIT);
		assert!(claim_cover(one).abs_diff(lost) <= 2);
	});
}

#[test]
fn no_cover_pays_nothing_and_keeps_nothing() {
	Chain::with_validators(2).execute(|| {
		let id = covered_by(0);
		let one = deal(10, id, 50);
		assert_eq!((cover(1), view(one).cover), (0, 0));
		run_to_epoch(6);
		take_events();
		slash(1, 6, percent(10));
		let nothing = Event::CoverPaid { listing: id, lost: 5 * UNIT, paid: 0, left: 0 };
		assert_eq!(take_events(), vec![nothing]);
		assert_noop!(Marketplace::claim_cover(signed(20), one), Error::<Test>::NothingToClaim);
		// The deal is too small for its ratings to count, so its record is removed at once, with
		// its deposit released.
		assert_ok!(Marketplace::exit_deal(signed(10), one, Balance::MAX));
		assert!(Deals::<Test>::get(one).is_none());
		assert_eq!((deposits(10), listing(id).filled), (0, 0));
		assert!(ExitCohorts::<Test>::get(id).is_none());
	});
}

#[test]
fn what_rounding_leaves_is_the_operators_when_the_listing_is_removed() {
	Chain::with_validators(2).execute(|| {
		let id = list(1, terms());
		let deals = [(10, deal(10, id, 70)), (11, deal(11, id, 110)), (12, deal(12, id, 130))];
		next_epoch();
		slash(1, 2, Perbill::from_parts(123_456_789));
		run_to_epoch(6);
		let mut claimed = 0;
		for (owner, deal) in deals {
			claimed += claim_cover(deal);
			assert_ok!(Marketplace::exit_deal(signed(owner), deal, Balance::MAX));
		}
		assert_ok!(Marketplace::close_listing(signed(1), id));
		assert_noop!(Marketplace::close_listing(signed(1), id), Error::<Test>::StillNeeded);
		run_to_epoch(27);
		for (_, deal) in deals {
			assert_ok!(Marketplace::reap(signed(20), Expired::Deal(deal)));
		}
		let paid = 100 * UNIT - listing(id).cover;
		assert!(paid > claimed && paid - claimed <= 3, "{paid} {claimed}");
		let before = free(1);
		take_events();
		assert_ok!(Marketplace::close_listing(signed(1), id));
		let rest = 100 * UNIT - claimed;
		let removed = Event::ListingRemoved { listing: id, validator: 1, cover: rest };
		assert_eq!(take_events(), vec![removed]);
		assert_eq!((cover(1), deposits(1)), (0, 0));
		// And the deposit of the listing.
		assert_eq!(free(1), before + rest + 10 * UNIT);
		assert!(Operators::<Test>::get(1).is_none());
	});
}
