//! Bad input: each has an error of its own, and changes nothing.

use super::*;
use frame_support::assert_noop;
use palisade_primitives::{test as fake, EpochIndex};
use sp_runtime::{DispatchError, DispatchResult};

type Refused = Error<Test>;

/// Validators 1 to 3, a listing of validator 1, and account 21, with 50 units.
fn with_listing(test: impl FnOnce(ListingId)) {
	let chain = Chain::with_validators(3).account_with(21, 50 * UNIT);
	chain.execute(|| test(list(1, terms())));
}

/// [`with_listing`], with an offer of account 10 of 50 units at 1 %, and a deal of account 11.
fn with_offer(test: impl FnOnce(ListingId, OfferId, DealId)) {
	with_listing(|id| {
		let (offer, deal) = (offer(10, id, 50, at(1, 4)), deal(11, id, 100));
		test(id, offer, deal);
		if Offers::<Test>::contains_key(offer) {
			assert_eq!((escrow(10), deposits(10)), (50 * UNIT, UNIT));
			assert_eq!(free(10), WEALTH - 51 * UNIT);
		}
	});
}

/// Invalid terms to open or amend a listing with.
fn unsound_terms() -> Vec<(ListingTerms<AccountId>, Refused)> {
	vec![
		(ListingTerms { minimum_delegation: 0, ..terms() }, Refused::ZeroAmount),
		(ListingTerms { capacity: 0, ..terms() }, Refused::CapacityTooSmall),
		(ListingTerms { capacity: 10 * UNIT - 1, ..terms() }, Refused::CapacityTooSmall),
		(ListingTerms { minimum_term: 0, ..terms() }, Refused::TermTooShort),
		(ListingTerms { minimum_term: 10_001, ..terms() }, Refused::TermTooLong),
		(ListingTerms { expiry: now(), ..terms() }, Refused::AlreadyExpired),
		(ListingTerms { expiry: 0, ..terms() }, Refused::AlreadyExpired),
		(ListingTerms { exit_fee: percent(51), ..terms() }, Refused::ExitFeeTooHigh),
		(ListingTerms { score_floor: Some(1), ..terms() }, Refused::ScoreNotReached),
		(ListingTerms { cover: 2 * WEALTH, ..terms() }, Refused::InsufficientFunds),
		(ListingTerms { cover: Balance::MAX, ..terms() }, Refused::InsufficientFunds),
	]
}

#[test]
fn a_listing_needs_sound_terms() {
	with_listing(|id| {
		for (terms, error) in unsound_terms() {
			assert_noop!(Marketplace::open_listing(signed(2), terms), error);
		}
		for (terms, error) in unsound_terms() {
			assert_noop!(Marketplace::amend_listing(signed(1), id, terms), error);
		}
	});
}

#[test]
fn the_deposit_of_a_listing_must_be_there_besides_the_cover() {
	let poor = 1_100 * UNIT;
	Chain::with_validators(2).validator(4, 1_000).account_with(4, poor).execute(|| {
		// The balance after stake and registration.
		let left = free(4);
		let with = |cover| {
			let terms = ListingTerms { cover, ..terms() };
			Marketplace::open_listing(signed(4), terms)
		};
		assert_noop!(with(left), Refused::InsufficientFunds);
		assert_noop!(with(left - 10 * UNIT + 1), Refused::InsufficientFunds);
		// The account must also keep the existential deposit.
		assert_ok!(with(left - 10 * UNIT - UNIT / 1_000));
	});
}

#[test]
fn only_who_can_be_elected_sells_capacity() {
	with_listing(|id| {
		let open = |who| Marketplace::open_listing(signed(who), terms());
		assert_noop!(open(10), Refused::NotAdmitted);
		assert_noop!(open(99), Refused::NotAdmitted);
		crate::mock::Refused::set([1].into());
		assert_noop!(open(1), Refused::NotAdmitted);
		let amend = || Marketplace::amend_listing(signed(1), id, terms());
		assert_noop!(amend(), Refused::NotAdmitted);
		crate::mock::Refused::set([].into());
		jail(1, 9);
		assert_noop!(open(1), Refused::NotAdmitted);
		assert_noop!(amend(), Refused::NotAdmitted);
		go_offline(2);
		assert_noop!(open(2), Refused::NotAdmitted);
		leave_validators(3);
		assert_noop!(open(3), Refused::NotAdmitted);
	});
}

#[test]
fn a_validator_that_cannot_be_elected_sells_no_capacity() {
	with_listing(|id| {
		let offer = |commission| {
			Marketplace::make_offer(signed(10), id, 0, 100 * UNIT, at(commission, 4), 9, false)
		};
		let best = || take_best(10, 100 * UNIT, at(100, 4));
		crate::mock::Refused::set([1].into());
		assert_noop!(offer(5), Refused::NotAdmitted);
		assert_noop!(best(), Refused::NoMatch);
		crate::mock::Refused::set([].into());
		go_offline(1);
		assert_noop!(offer(5), Refused::NotAdmitted);
		assert_noop!(best(), Refused::NoMatch);
	});
}

#[test]
fn a_listing_is_changed_by_its_validator_only() {
	with_listing(|id| {
		for who in [2, 10] {
			let amended = Marketplace::amend_listing(signed(who), id, terms());
			assert_noop!(amended, Refused::NotYourListing);
			let closed = Marketplace::close_listing(signed(who), id);
			assert_noop!(closed, Refused::NotYourListing);
		}
		let amended = Marketplace::amend_listing(signed(1), id + 1, terms());
		assert_noop!(amended, Refused::UnknownListing);
		assert_noop!(Marketplace::close_listing(signed(1), id + 1), Refused::UnknownListing);
		let cleaned = Marketplace::reap(signed(10), Expired::Listing(id + 1));
		assert_noop!(cleaned, Refused::UnknownListing);
		assert_noop!(Marketplace::reap(signed(10), Expired::Listing(id)), Refused::StillNeeded);
	});
}

#[test]
fn a_closed_listing_is_neither_changed_nor_sold_of() {
	with_offer(|id, offer, _| {
		assert_ok!(Marketplace::close_listing(signed(1), id));
		let amended = Marketplace::amend_listing(signed(1), id, terms());
		assert_noop!(amended, Refused::ListingNotOpen);
		assert_noop!(Marketplace::close_listing(signed(1), id), Refused::StillNeeded);
		assert_noop!(Marketplace::reap(signed(12), Expired::Listing(id)), Refused::StillNeeded);
		for commission in [1, 5] {
			let terms = at(commission, 4);
			let made = Marketplace::make_offer(signed(12), id, 0, 50 * UNIT, terms, 9, false);
			assert_noop!(made, Refused::ListingNotOpen);
		}
		let accepted = Marketplace::accept_offer(signed(1), offer, 0);
		assert_noop!(accepted, Refused::ListingNotOpen);
		let best = take_best(12, 50 * UNIT, at(9, 4));
		assert_noop!(best, Refused::NoMatch);
	});
}

#[test]
fn an_offer_must_fit_its_listing() {
	with_listing(|id| {
		// At the listing's commission the deal is made at once; below it the amount is in escrow.
		for commission in [5, 1] {
			let with = |who,
			            listing,
			            version,
			            amount,
			            term,
			            expiry: EpochIndex|
			 -> DispatchResult {
				let terms = at(commission, term);
				Marketplace::make_offer(signed(who), listing, version, amount, terms, expiry, false)
			};
			let most = 1_000 * UNIT;
			assert_noop!(with(10, id + 1, 0, most, 4, 9), Refused::UnknownListing);
			assert_noop!(with(10, id, 1, most, 4, 9), Refused::WrongVersion);
			assert_noop!(with(1, id, 0, most, 4, 9), Refused::OwnListing);
			assert_noop!(with(10, id, 0, most + 1, 4, 9), Refused::CapacityExceeded);
			assert_noop!(with(10, id, 0, Balance::MAX, 4, 9), Refused::CapacityExceeded);
			assert_noop!(with(10, id, 0, 10 * UNIT - 1, 4, 9), Refused::AmountTooSmall);
			assert_noop!(with(10, id, 0, 0, 4, 9), Refused::AmountTooSmall);
			assert_noop!(with(10, id, 0, most, 3, 9), Refused::TermTooShort);
			assert_noop!(with(10, id, 0, most, 0, 9), Refused::TermTooShort);
			assert_noop!(with(10, id, 0, most, 10_001, 9), Refused::TermTooLong);
			assert_noop!(with(10, id, 0, most, 4, now()), Refused::AlreadyExpired);
			assert_noop!(with(10, id, 0, most, 4, 0), Refused::AlreadyExpired);
		}
		assert_eq!((free(10), escrow(10), deposits(10)), (WEALTH, 0, 0));
	});
}

#[test]
fn an_offer_must_be_paid() {
	with_listing(|id| {
		let with = |units: Balance, commission| {
			let terms = at(commission, 4);
			Marketplace::make_offer(signed(21), id, 0, units * UNIT, terms, 9, false)
		};
		// 50 units suffice for 49 and the deposit, but not for the existential deposit too.
		assert_noop!(with(51, 1), Refused::InsufficientFunds);
		assert_noop!(with(49, 1), Refused::InsufficientFunds);
		assert_noop!(with(49, 5), fake::INSUFFICIENT_FUNDS);
		let best = take_best(21, 49 * UNIT, at(9, 4));
		assert_noop!(best, fake::INSUFFICIENT_FUNDS);
		TheDeposits::mutate(|deposits| deposits.offer = 60 * UNIT);
		for commission in [1, 5] {
			assert_noop!(with(20, commission), Refused::InsufficientFunds);
		}
		let best = take_best(21, 20 * UNIT, at(9, 4));
		assert_noop!(best, Refused::InsufficientFunds);
		TheDeposits::mutate(|deposits| deposits.offer = UNIT);
		assert_ok!(with(48, 1));
		assert_eq!(escrow(21), 48 * UNIT);
	});
}

#[test]
fn the_protocol_fee_must_be_paid() {
	with_listing(|id| {
		TheRules::mutate(|rules| rules.protocol_fee = percent(100));
		let made = Marketplace::make_offer(signed(21), id, 0, 49 * UNIT, at(5, 4), 9, false);
		assert_noop!(made, Refused::InsufficientFunds);
		// The fee would leave nothing to stake.
		let made = Marketplace::make_offer(signed(21), id, 0, 20 * UNIT, at(5, 4), 9, false);
		assert_noop!(made, fake::ZERO_AMOUNT);
	});
}

#[test]
fn a_counter_is_of_whom_it_concerns() {
	with_offer(|_, offer, _| {
		let counter = |who, offer, round, term| {
			Marketplace::counter_offer(signed(who), offer, round, at(2, term))
		};
		assert_noop!(counter(1, offer + 9, 0, 4), Refused::UnknownOffer);
		assert_noop!(counter(2, offer, 0, 4), Refused::NotYourOffer);
		assert_noop!(counter(11, offer, 0, 4), Refused::NotYourOffer);
		assert_noop!(counter(10, offer, 0, 4), Refused::NotYourTurn);
		assert_noop!(counter(1, offer, 1, 4), Refused::WrongRound);
		assert_noop!(counter(1, offer, 0, 3), Refused::TermTooShort);
		assert_noop!(counter(1, offer, 0, 10_001), Refused::TermTooLong);
		run_to_epoch(6);
		assert_noop!(counter(1, offer, 0, 4), Refused::OfferExpired);
	});
}

#[test]
fn an_answer_is_of_whom_it_concerns() {
	with_offer(|_, offer, _| {
		let accept = |who, offer, round| Marketplace::accept_offer(signed(who), offer, round);
		assert_noop!(accept(1, offer + 9, 0), Refused::UnknownOffer);
		assert_noop!(accept(2, offer, 0), Refused::NotYourOffer);
		assert_noop!(accept(10, offer, 0), Refused::NotYourTurn);
		assert_noop!(accept(1, offer, 1), Refused::WrongRound);
		let refuse = |who, offer| Marketplace::refuse_offer(signed(who), offer);
		assert_noop!(refuse(1, offer + 9), Refused::UnknownOffer);
		assert_noop!(refuse(2, offer), Refused::NotYourListing);
		assert_noop!(refuse(10, offer), Refused::NotYourListing);
		let withdraw = |who, offer| Marketplace::withdraw_offer(signed(who), offer);
		assert_noop!(withdraw(10, offer + 9), Refused::UnknownOffer);
		assert_noop!(withdraw(1, offer), Refused::NotYourOffer);
		assert_noop!(withdraw(11, offer), Refused::NotYourOffer);
		let reap = |offer| Marketplace::reap(signed(12), Expired::Offer(offer));
		assert_noop!(reap(offer + 9), Refused::UnknownOffer);
		assert_noop!(reap(offer), Refused::StillNeeded);
		run_to_epoch(6);
		assert_noop!(accept(1, offer, 0), Refused::OfferExpired);
	});
}

#[test]
fn a_match_needs_an_amount_and_a_listing() {
	with_listing(|_| {
		let best = |amount, commission, term| take_best(10, amount, at(commission, term));
		assert_noop!(best(0, 100, 4), Refused::ZeroAmount);
		assert_noop!(best(100 * UNIT, 4, 4), Refused::NoMatch);
		assert_noop!(best(100 * UNIT, 100, 3), Refused::NoMatch);
		assert_noop!(best(100 * UNIT, 100, 0), Refused::NoMatch);
		assert_noop!(best(100 * UNIT, 100, 10_001), Refused::NoMatch);
		assert_noop!(best(Balance::MAX, 100, 4), Refused::NoMatch);
		assert_noop!(best(1, 100, 4), Refused::NoMatch);
	});
}

#[test]
fn a_deal_is_ended_by_its_parties_only() {
	with_offer(|_, _, deal| {
		run_to_epoch(3);
		let exit = |who, deal| Marketplace::exit_deal(signed(who), deal, Balance::MAX);
		assert_noop!(exit(11, deal + 1), Refused::UnknownDeal);
		assert_noop!(exit(10, deal), Refused::NotYourDeal);
		assert_noop!(exit(1, deal), Refused::NotYourDeal);
		let least = Marketplace::exit_deal(signed(11), deal, 2 * UNIT - 1);
		assert_noop!(least, Refused::FeeTooHigh);
		let end = |who, deal| Marketplace::terminate_deal(signed(who), deal);
		assert_noop!(end(1, deal + 1), Refused::UnknownDeal);
		assert_noop!(end(11, deal), Refused::NotYourDeal);
		assert_noop!(end(2, deal), Refused::NotYourDeal);
		assert_noop!(end(1, deal), Refused::TermNotOver);
		assert_noop!(Marketplace::reap(signed(12), Expired::Deal(deal)), Refused::StillNeeded);
	});
}

#[test]
fn a_deal_is_ended_once() {
	with_offer(|_, _, deal| {
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), deal, Balance::MAX));
		assert_noop!(Marketplace::exit_deal(signed(11), deal, Balance::MAX), Refused::DealFinished);
		assert_noop!(Marketplace::terminate_deal(signed(1), deal), Refused::DealFinished);
		let renewed = Marketplace::renew_deal(signed(1), deal, at(5, 4));
		assert_noop!(renewed, Refused::DealFinished);
		let set = Marketplace::set_automatic_renewal(signed(1), deal, true);
		assert_noop!(set, Refused::DealFinished);
		assert_noop!(Marketplace::claim_deal(signed(11), deal), Refused::DealFinished);
		assert_noop!(Marketplace::claim_cover(signed(11), deal), Refused::DealFinished);
		assert_noop!(Marketplace::reap(signed(12), Expired::Deal(deal)), Refused::StillNeeded);
	});
}

#[test]
fn a_deal_that_waits_cannot_be_ended() {
	with_offer(|_, _, deal| {
		let early = Marketplace::exit_deal(signed(11), deal, Balance::MAX);
		assert_noop!(early, fake::DEPOSIT_PENDING);
	});
}

#[test]
fn a_renewal_is_of_the_parties_and_bounded() {
	with_offer(|_, _, deal| {
		let renew = |who, deal, term| Marketplace::renew_deal(signed(who), deal, at(5, term));
		assert_noop!(renew(11, deal + 1, 4), Refused::UnknownDeal);
		assert_noop!(renew(10, deal, 4), Refused::NotYourDeal);
		assert_noop!(renew(2, deal, 4), Refused::NotYourDeal);
		assert_noop!(renew(11, deal, 0), Refused::TermTooShort);
		assert_noop!(renew(11, deal, u32::MAX), Refused::TermTooLong);
		// Five epochs are left.
		assert_noop!(renew(11, deal, 9_996), Refused::TermTooLong);
		assert_ok!(renew(11, deal, 9_995));
		let set = |who, deal| Marketplace::set_automatic_renewal(signed(who), deal, true);
		assert_noop!(set(11, deal + 1), Refused::UnknownDeal);
		assert_noop!(set(10, deal), Refused::NotYourDeal);
		run_to_epoch(6);
		assert_noop!(set(11, deal), Refused::TermOver);
		assert_noop!(set(1, deal), Refused::TermOver);
	});
}

#[test]
fn only_owed_payouts_are_paid() {
	with_offer(|id, _, deal| {
		run_to_epoch(3);
		let claim = |who, deal| Marketplace::claim_deal(signed(who), deal);
		assert_noop!(claim(11, deal + 1), Refused::UnknownDeal);
		assert_noop!(claim(10, deal), Refused::NotYourDeal);
		assert_noop!(claim(1, deal), Refused::NotYourDeal);
		assert_noop!(claim(11, deal), fake::NOTHING_TO_CLAIM);
		assert_noop!(Marketplace::claim_cover(signed(11), deal + 1), Refused::UnknownDeal);
		assert_noop!(Marketplace::claim_cover(signed(11), deal), Refused::NothingToClaim);
		let of_exits =
			|listing, epoch| Marketplace::claim_exit_cover(signed(11), 11, listing, epoch);
		assert_noop!(of_exits(id + 9, 3), Refused::UnknownListing);
		assert_noop!(of_exits(id, 3), Refused::NothingToClaim);
		assert_ok!(Marketplace::exit_deal(signed(11), deal, Balance::MAX));
		assert_noop!(of_exits(id, 3), Refused::NothingToClaim);
		assert_noop!(of_exits(id, 2), Refused::NothingToClaim);
	});
}

#[test]
fn a_rating_is_of_the_parties_once_and_after_the_end() {
	with_offer(|_, _, deal| {
		let rate = |who, deal, rating| Marketplace::rate_deal(signed(who), deal, rating);
		assert_noop!(rate(11, deal + 1, 5), Refused::UnknownDeal);
		assert_noop!(rate(11, deal, 5), Refused::DealNotFinished);
		run_to_epoch(6);
		assert_ok!(Marketplace::exit_deal(signed(11), deal, Balance::MAX));
		assert_noop!(rate(10, deal, 5), Refused::NotYourDeal);
		assert_noop!(rate(11, deal, 0), Refused::RatingOutOfBounds);
		assert_noop!(rate(11, deal, 6), Refused::RatingOutOfBounds);
		assert_ok!(rate(11, deal, 5));
		assert_noop!(rate(11, deal, 5), Refused::AlreadyRated);
	});
}

#[test]
fn everything_is_signed() {
	with_offer(|id, offer, deal| {
		let unsigned = RuntimeOrigin::none;
		let calls = [
			Marketplace::open_listing(unsigned(), terms()),
			Marketplace::amend_listing(unsigned(), id, terms()),
			Marketplace::close_listing(unsigned(), id),
			Marketplace::make_offer(unsigned(), id, 0, 50 * UNIT, at(5, 4), 9, false),
			Marketplace::counter_offer(unsigned(), offer, 0, at(2, 4)),
			Marketplace::accept_offer(unsigned(), offer, 0),
			Marketplace::refuse_offer(unsigned(), offer),
			Marketplace::withdraw_offer(unsigned(), offer),
			Marketplace::take_best(unsigned(), 50 * UNIT, at(5, 4), anything()),
			Marketplace::exit_deal(RuntimeOrigin::root(), deal, Balance::MAX),
			Marketplace::terminate_deal(unsigned(), deal),
			Marketplace::renew_deal(unsigned(), deal, at(5, 4)),
			Marketplace::set_automatic_renewal(unsigned(), deal, true),
			Marketplace::rate_deal(unsigned(), deal, 5),
			Marketplace::claim_deal(unsigned(), deal),
			Marketplace::claim_cover(unsigned(), deal),
			Marketplace::claim_exit_cover(unsigned(), 11, id, 1),
			Marketplace::reap(unsigned(), Expired::Offer(offer)),
		];
		for call in calls {
			assert_eq!(call, Err(DispatchError::BadOrigin));
		}
	});
}
