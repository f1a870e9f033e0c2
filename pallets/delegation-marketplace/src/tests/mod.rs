//! Tests by topic.

mod attacks;
mod auction_input;
mod auctions;
mod bad_input;
mod cleaning;
mod cover;
mod deals;
mod documentation;
mod interruptions;
mod listings;
mod model;
mod offers;
mod ratings;
mod reads;
mod sales;
mod state;

use crate::{mock::*, runtime_api::ListingView, types::*, *};
use frame_support::assert_ok;
use palisade_primitives::{Balance, DealId};
use sp_runtime::DispatchResult;

/// Amends a listing.
pub fn amend(validator: AccountId, id: ListingId, terms: ListingTerms<AccountId>) {
	assert_ok!(Marketplace::amend_listing(signed(validator), id, terms));
}

/// [`terms`], at another commission.
pub fn costing(commission: u32) -> ListingTerms<AccountId> {
	ListingTerms { commission: percent(commission), ..terms() }
}

/// [`terms`], without cover: a deal that has ended leaves nothing behind.
pub fn uncovered() -> ListingTerms<AccountId> {
	ListingTerms { cover: 0, ..terms() }
}

/// What demands nothing of a listing.
pub fn anything() -> Requirements {
	Requirements { maximum_exit_fee: percent(100), ..Default::default() }
}

/// Makes a deal on the cheapest listing, whatever else it is like.
pub fn take_best(who: AccountId, amount: Balance, terms: DealTerms) -> DispatchResult {
	Marketplace::take_best(signed(who), amount, terms, anything())
}

/// The cheapest listing, whatever else it is like.
pub fn quote(who: AccountId, amount: Balance, term: u32) -> Option<ListingView<AccountId>> {
	Marketplace::quote(&who, amount, term, &anything())
}

/// Leaves a deal. Returns what that has changed of what its owner and the validator can spend, and how it was broken.
pub fn exit(id: DealId) -> (i128, i128, Option<Breach>) {
	let deal = deal_of(id);
	let before = (free(deal.owner), free(deal.validator));
	take_events();
	assert_ok!(Marketplace::exit_deal(signed(deal.owner), id, Balance::MAX));
	let Some(Event::DealEnded { breach, by: Party::Delegator, .. }) = take_events().pop() else {
		panic!("the deal has ended");
	};
	let change = |before: Balance, after: Balance| after as i128 - before as i128;
	let changes = (change(before.0, free(deal.owner)), change(before.1, free(deal.validator)));
	(changes.0, changes.1, breach)
}

/// Has an epoch pay so many units, and ends it.
pub fn pay_epoch(units: Balance) {
	PayoutOfEpoch::set(units * UNIT);
	next_epoch();
	PayoutOfEpoch::set(0);
}

/// Claims the rewards of a deal. Returns how much they are.
pub fn claim(id: DealId) -> Balance {
	let owner = deal_of(id).owner;
	let before = free(owner);
	assert_ok!(Marketplace::claim_deal(signed(owner), id));
	free(owner) - before
}

/// Checks that somebody got so many units, but for two planck of rounding at most, and not more.
pub fn assert_units(amount: Balance, units: Balance) {
	let exact = units * UNIT;
	assert!(amount <= exact && exact - amount <= 2, "{amount} is not {units} units");
}
