//! Tests by topic. Those in [`integration`] need the real staking pallet.

mod attacks;
mod auction_input;
mod auctions;
mod bad_input;
mod binding_bids;
mod book;
mod cover;
mod deals;
mod gone;
mod integration;
mod interruptions;
mod listings;
mod offers;
mod old_sales;
mod open_cases;
mod ratings;
mod reads;
mod reaping;
mod rule_changes;
mod sales;
mod staking_calls;
mod state;
mod ties;
mod undecodable;

use crate::{mock::*, runtime_api::ListingView, types::*, *};
use frame_support::assert_ok;
use palisade_primitives::{Balance, DealId, EpochIndex, PositionInspect};
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

/// Buys an asset at any price and value.
pub fn buy(who: AccountId, sale: SaleId) {
	assert_ok!(Marketplace::buy_position(signed(who), sale, Balance::MAX, 0, false));
}

/// The value of the exits of an epoch.
pub fn exits_worth(owner: AccountId, validator: AccountId, epoch: EpochIndex) -> Balance {
	<Staking as PositionInspect<_>>::exits_value(&owner, &validator, epoch)
}
