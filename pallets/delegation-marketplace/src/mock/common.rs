//! The parts of a test runtime that do not depend on its staking pallet: the configuration of the
//! other pallets, and the actions and reads of tests.
//!
//! A module of each test runtime, which is `super` here.

use super::*;
use crate::runtime_api::MarketDealView;
use frame_support::{
	assert_ok, derive_impl,
	traits::{fungible::InspectHold, ConstU128, ConstU32},
};
use palisade_primitives::{DealControl, DealId, DealStatus, EpochClock, EpochIndex, SlashControl};
use palisade_test_support::{chain, stubs};

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<{ UNIT / 1_000 }>;
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Clock = Staking;
	type Interruptions = SetInterruptions;
	type Stake = Staking;
	type ValidatorGate = Gate;
	type Affiliation = Declared;
	type Offences = Said;
	type Reputation = Said;
	type Diversity = Said;
	type Attestation = Said;
	type ConductObserver = Witness;
	type Treasury = stubs::ToTreasury<Balances>;
	type Deposits = TheDeposits;
	type Rules = TheRules;
	type MaxTerm = ConstU32<10_000>;
	type MaxInterruption = ConstU32<MAX_INTERRUPTION>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The description of a test chain, which starts in epoch 1.
#[derive(Default)]
pub struct Chain(pub Genesis<Policy>);

impl Chain {
	pub fn new() -> Self {
		Self::default().account(TREASURY)
	}

	/// Validators 1 to `number`, each with 1,000 units of self-stake and a commission of 10 %, and
	/// the accounts 10 to 20.
	pub fn with_validators(number: AccountId) -> Self {
		(1..=number).fold(Self::new(), |chain, who| chain.validator(who, 1_000)).accounts(10..=20)
	}

	/// Adds a validator with this many units of self-stake, which compounds.
	pub fn validator(mut self, who: AccountId, units: Balance) -> Self {
		self.0.validators.push((who, units * UNIT, percent(10), COMPOUND));
		self.account(who)
	}
}

/// Checks the invariants.
pub fn check() {
	Marketplace::check_state().expect("the invariants hold");
	check_stake();
}

/// Jumps to the block `number`.
pub fn run_to_block(number: u64) {
	System::set_block_number(number);
}

/// Ends epochs until `epoch` runs.
pub fn run_to_epoch(epoch: EpochIndex) {
	chain::run_to_epoch::<Staking>(epoch, next_epoch);
}

/// The running epoch.
pub fn now() -> EpochIndex {
	<Staking as EpochClock>::current_epoch()
}

/// The events of the pallet since they were last taken.
pub fn take_events() -> Vec<Event<Test>> {
	chain::take_events::<Test, _>()
}

/// The free balance of an account.
pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

/// The balance of an account on hold for a reason.
pub fn held(who: AccountId, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The deposits held of an account.
pub fn deposits(who: AccountId) -> Balance {
	held(who, HoldReason::Deposit)
}

/// The funds of an account in escrow.
pub fn escrow(who: AccountId) -> Balance {
	held(who, HoldReason::Escrow)
}

/// The cover held of an account.
pub fn cover(who: AccountId) -> Balance {
	held(who, HoldReason::Cover)
}

/// An origin signed by `who`.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A percentage.
pub fn percent(parts: u32) -> Perbill {
	Perbill::from_percent(parts)
}

/// Slashes the exposure of a validator in an epoch.
pub fn slash(validator: AccountId, epoch: EpochIndex, fraction: Perbill) {
	let loss = <Staking as SlashControl<_>>::slash(&validator, epoch, fraction);
	drop(loss.expect("it can be slashed"));
}

/// The terms of a listing in most tests: 1,000 units at 5 %, from 10 units and 4 epochs on, with a
/// cover of 100 units and an exit fee of 2 %.
pub fn terms() -> ListingTerms<AccountId> {
	ListingTerms {
		capacity: 1_000 * UNIT,
		minimum_delegation: 10 * UNIT,
		commission: percent(5),
		minimum_term: 4,
		cover: 100 * UNIT,
		exit_fee: percent(2),
		score_floor: None,
		expiry: 1_000,
		requirements: ClientRequirements::default(),
	}
}

/// Opens a listing. Returns its number.
pub fn list(validator: AccountId, terms: ListingTerms<AccountId>) -> ListingId {
	let id = NextId::<Test>::get();
	assert_ok!(Marketplace::open_listing(signed(validator), terms));
	id
}

/// A listing.
pub fn listing(id: ListingId) -> ListingOf<Test> {
	Listings::<Test>::get(id).expect("there is such a listing")
}

/// The terms of an offer.
pub fn at(commission: u32, term: u32) -> DealTerms {
	DealTerms { commission: percent(commission), term }
}

/// Offers this many units on the current version of a listing. Returns the number of the offer.
pub fn offer(who: AccountId, listing_id: ListingId, units: Balance, terms: DealTerms) -> OfferId {
	let id = NextId::<Test>::get();
	let version = listing(listing_id).version;
	assert_ok!(Marketplace::make_offer(
		signed(who),
		listing_id,
		version,
		units * UNIT,
		terms,
		now() + 5,
		false,
	));
	id
}

/// Makes a deal of this many units at the terms of a listing, for 4 epochs. Returns its number.
pub fn deal(who: AccountId, listing_id: ListingId, units: Balance) -> DealId {
	let id = next_deal();
	offer(who, listing_id, units, at(100, 4));
	assert!(Deals::<Test>::contains_key(id), "the deal was made at once");
	id
}

/// A deal.
pub fn deal_of(id: DealId) -> DealOf<Test> {
	Deals::<Test>::get(id).expect("there is such a deal")
}

/// A deal as the runtime API shows it.
pub fn view(id: DealId) -> MarketDealView<AccountId> {
	Marketplace::deal_view(id).expect("there is such a deal")
}

/// A listing of validator 1 with a cover of this many units.
pub fn covered_by(units: Balance) -> ListingId {
	list(1, ListingTerms { cover: units * UNIT, ..terms() })
}

/// Proposes a renewal, or agrees to one.
pub fn renew(who: AccountId, id: DealId, terms: DealTerms) {
	assert_ok!(Marketplace::renew_deal(signed(who), id, terms));
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

/// A deal as the staking pallet shows it.
pub fn staked_deal(owner: AccountId, deal: DealId) -> Option<DealStatus<AccountId>> {
	<Staking as DealControl<_>>::deal_status(&owner, deal)
}

/// The value of a deal.
pub fn worth(owner: AccountId, deal: DealId) -> Balance {
	staked_deal(owner, deal).map_or(0, |deal| deal.value)
}

/// Checks an amount, up to `planck` lost by rounding down.
#[track_caller]
pub fn assert_nearly(amount: Balance, exact: Balance, planck: Balance) {
	assert!(amount <= exact, "{amount} is more than {exact}");
	assert!(exact - amount <= planck, "{amount} is not {exact}");
}

/// Claims the payouts for a deal, by another account. Returns the amount that the owner got.
pub fn claim_cover(deal: DealId) -> Balance {
	let owner = deal_of(deal).owner;
	let before = free(owner);
	assert_ok!(Marketplace::claim_cover(signed(20), deal));
	free(owner) - before
}

/// Claims the payouts for exits, by another account. Returns the amount that the owner got.
pub fn claim_exit(owner: AccountId, listing: ListingId, epoch: EpochIndex) -> Balance {
	let before = free(owner);
	assert_ok!(Marketplace::claim_exit_cover(signed(20), owner, listing, epoch));
	free(owner) - before
}

/// Puts an asset up for sale. Returns the number of the sale.
pub fn sell(who: AccountId, asset: Asset<AccountId>, price: Balance) -> SaleId {
	let id = NextId::<Test>::get();
	assert_ok!(Marketplace::offer_for_sale(signed(who), asset, price, 1_000, false));
	id
}
