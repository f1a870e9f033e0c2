//! Tests by topic.

mod attacks;
mod auction_input;
mod auctions;
mod bad_input;
mod cover;
mod deals;
mod documentation;
mod interruptions;
mod listings;
mod model;
mod offers;
mod ratings;
mod reads;
mod reaping;
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

/// [`terms`], without cover: a deal leaves no record after its end.
pub fn uncovered() -> ListingTerms<AccountId> {
	ListingTerms { cover: 0, ..terms() }
}

/// Requirements that every listing meets.
pub fn anything() -> Requirements {
	Requirements { maximum_exit_fee: percent(100), ..Default::default() }
}

/// Makes a deal on the cheapest listing, without further requirements.
pub fn take_best(who: AccountId, amount: Balance, terms: DealTerms) -> DispatchResult {
	Marketplace::take_best(signed(who), amount, terms, anything())
}

/// The cheapest listing, without further requirements.
pub fn quote(who: AccountId, amount: Balance, term: u32) -> Option<ListingView<AccountId>> {
	Marketplace::quote(&who, amount, term, &anything())
}

/// Exits a deal. Returns the changes of the free balances of the owner and of the validator, and
/// the breach.
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

/// Ends an epoch that pays this many units.
pub fn pay_epoch(units: Balance) {
	PayoutOfEpoch::set(units * UNIT);
	next_epoch();
	PayoutOfEpoch::set(0);
}

/// Claims the rewards of a deal. Returns the amount.
pub fn claim(id: DealId) -> Balance {
	let owner = deal_of(id).owner;
	let before = free(owner);
	assert_ok!(Marketplace::claim_deal(signed(owner), id));
	free(owner) - before
}

/// Checks that an amount is this many units, less two planck of rounding at most.
pub fn assert_units(amount: Balance, units: Balance) {
	let exact = units * UNIT;
	assert!(amount <= exact && exact - amount <= 2, "{amount} is not {units} units");
}
