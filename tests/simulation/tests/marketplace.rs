//! The market for delegation in the runtime: real offences, real proxies, all pallets together.

use frame_support::traits::InstanceFilter;
use palisade_delegation_marketplace::{
	types::{Asset, Breach, ClientRequirements, DealTerms, Expired, ListingTerms, Requirements},
	Call, Error,
};
use palisade_primitives::{Affiliation, CaseInspect, EpochClock, OffenceKind, RewardClass};
use palisade_runtime::{
	configs::{accounts::ProxyType, delegation_marketplace::Proxies},
	AccountId, Balances, DelegationMarketplace, PalisadeStaking, RuntimeCall, Slashing,
};
use palisade_simulation::{Account, Chain, Refused, Simulation, UNIT};
use palisade_slashing::types::{Evidence, Verdict};
use sp_runtime::Perbill;

const STAKES: [(&str, u128); 4] = [("Alice", 1_000), ("Bob", 500), ("Charlie", 250), ("Dave", 100)];

fn network() -> Simulation {
	let mut chain = STAKES
		.iter()
		.fold(Chain::new(), |chain, (name, stake)| chain.validator(name, stake * UNIT))
		.account("Alice", 5_000 * UNIT)
		.account("Dave", 500 * UNIT)
		.account("Eve", 500 * UNIT)
		.start();
	chain.run_to_epoch_sparsely(1, 50);
	chain.run_blocks(2);
	chain
}

fn terms() -> ListingTerms<AccountId> {
	ListingTerms {
		capacity: 1_000 * UNIT,
		minimum_delegation: 10 * UNIT,
		commission: Perbill::from_percent(3),
		minimum_term: 10,
		cover: 50 * UNIT,
		exit_fee: Perbill::from_percent(5),
		score_floor: None,
		expiry: 1_000,
		requirements: ClientRequirements::default(),
	}
}

/// Eve's deal of 200 units with Dave. Returns its number.
fn deal(chain: &mut Simulation) -> u64 {
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	chain.submit(&dave, Call::open_listing { terms: terms() }).expect("Dave can list");
	let listing = chain.execute(|| DelegationMarketplace::listings_of(&dave.id())[0].clone());
	let offer = Call::make_offer {
		listing: listing.id,
		version: listing.version,
		amount: 200 * UNIT,
		terms: DealTerms { commission: Perbill::from_percent(3), term: 10 },
		expiry: 1_000,
		accept_open_case: false,
	};
	chain.submit(&eve, offer).expect("it is at the terms of the listing");
	chain.execute(|| DelegationMarketplace::deals_of(&eve.id())[0].id)
}

/// Whether a deal shows that its validator has an open case.
fn view_is_open(chain: &mut Simulation, deal: u64) -> bool {
	chain.execute(|| DelegationMarketplace::deal_view(deal).expect("it is there").open_offence)
}

#[test]
fn cover_pays_for_what_an_offence_costs_and_the_deal_can_be_left() {
	let mut chain = network();
	let (alice, dave, eve) =
		(Account::new("Alice"), Account::new("Dave").id(), Account::new("Eve"));
	let deal = deal(&mut chain);
	let epoch = chain.execute(<PalisadeStaking as EpochClock>::current_epoch);
	chain.run_to_epoch_sparsely(epoch + 1, 50);
	let report = palisade_slashing::Call::report_offence {
		validator: dave.clone(),
		kind: OffenceKind::InvalidBlock,
		epoch: epoch + 1,
		evidence: Evidence::Inline(b"it did".to_vec()),
		most: u128::MAX,
	};
	chain.submit(&alice, report).expect("it has the deposit");
	let view = chain.execute(|| DelegationMarketplace::deal_view(deal).expect("it is there"));
	assert_eq!((view.value, view.cover_owed, view.breach), (200 * UNIT, 0, None));
	assert_eq!(view.exit_fee, 10 * UNIT);
	assert!(chain.execute(|| PalisadeStaking::has_open_case(&dave)));
	assert!(view_is_open(&mut chain, deal));
	// No further deal is made with Dave unless the delegator says that it knows.
	let take = |requirements| {
		let terms = DealTerms { commission: Perbill::from_percent(3), term: 10 };
		Call::take_best { amount: 10 * UNIT, terms, requirements }
	};
	let silent = Requirements { maximum_exit_fee: Perbill::from_percent(5), ..Default::default() };
	let no_match = Error::<palisade_runtime::Runtime>::NoMatch;
	assert_eq!(chain.submit(&eve, take(silent.clone())), Err(Refused::Failed(no_match.into())));
	let aware = Requirements { accept_open_case: true, ..silent };
	let quote = |wanted: &Requirements| {
		let wanted = wanted.clone();
		let eve = eve.id();
		move || DelegationMarketplace::quote(&eve, 10 * UNIT, 10, &wanted)
	};
	let quoted = chain.execute(quote(&aware)).expect("Dave is the only one that lists");
	assert!(quoted.open_offence);

	let offence = chain.execute(|| Slashing::open_offences(&dave)[0].id);
	let rule = palisade_slashing::Call::rule { offence, verdict: Verdict::Uphold };
	chain.dispatch(frame_system::RawOrigin::Root.into(), rule).expect("the root may");
	chain.next_block();
	chain.next_block();
	let view = chain.execute(|| DelegationMarketplace::deal_view(deal).expect("it is there"));
	let lost = 200 * UNIT - view.value;
	assert!((20 * UNIT).abs_diff(lost) <= 1, "a tenth: {lost}");
	assert!(lost - view.cover_owed <= 2, "{} of {lost}", view.cover_owed);
	assert_eq!((view.breach, view.exit_fee), (Some(Breach::Jailed), 0));

	let before = chain.execute(|| Balances::free_balance(eve.id()));
	chain.submit(&alice, Call::claim_cover { deal }).expect("any account may claim a cover");
	assert_eq!(chain.execute(|| Balances::free_balance(eve.id())), before + view.cover_owed);
	chain.submit(&eve, Call::exit_deal { deal, maximum_fee: 0 }).expect("for nothing");
	let exits = chain.execute(|| PalisadeStaking::exits(eve.id()));
	assert!(view.value - exits[0].amount <= 1);
	chain.check_books();
}

#[test]
fn an_operator_does_not_sell_the_liability_for_what_it_is_about_to_do() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let epoch = chain.execute(<PalisadeStaking as EpochClock>::current_epoch);
	chain.submit(&dave, palisade_staking::Call::leave_validators {}).expect("Dave can leave");
	// Dave is a member of the set until the end of the epoch, and of the next one if elected.
	let own = Asset::Exits { validator: dave.id(), epoch };
	let sell = Call::offer_for_sale {
		asset: own,
		price: 90 * UNIT,
		expiry: epoch + 20,
		accept_open_case: true,
	};
	let liable = Error::<palisade_runtime::Runtime>::SelfStakeLiable;
	assert_eq!(chain.submit(&dave, sell), Err(Refused::Failed(liable.into())));
	chain.check_books();
}

#[test]
fn those_who_act_for_each_other_belong_together() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let are_affiliated = |chain: &mut Simulation| {
		chain.execute(|| {
			let there = Proxies::are_affiliated(&dave.id(), &eve.id());
			assert_eq!(there, Proxies::are_affiliated(&eve.id(), &dave.id()));
			there
		})
	};
	assert!(!are_affiliated(&mut chain));
	let add = pallet_proxy::Call::add_proxy {
		delegate: eve.id().into(),
		proxy_type: ProxyType::Governance,
		delay: 0,
	};
	chain.submit(&dave, add).expect("Dave has the deposit");
	assert!(are_affiliated(&mut chain));
	assert!(Proxies::are_affiliated(&dave.id(), &dave.id()));
	// Dave has named Eve. Its word binds Dave alone.
	chain.execute(|| {
		assert!(Proxies::is_bound_to(&dave.id(), &eve.id()));
		assert!(!Proxies::is_bound_to(&eve.id(), &dave.id()));
	});
}

#[test]
fn a_proxy_for_staking_keeps_up_deals_and_gives_nothing_away() {
	let id = Account::new("Eve").id();
	let terms = DealTerms { commission: Perbill::one(), term: 1 };
	let asset = Asset::Position { validator: id, class: RewardClass::Liquid, amount: UNIT };
	let may = |call: Call<palisade_runtime::Runtime>| {
		let call = RuntimeCall::from(call);
		assert!(!ProxyType::NonTransfer.filter(&call), "{call:?}");
		ProxyType::Staking.filter(&call)
	};
	assert!(may(Call::claim_deal { deal: 0 }));
	assert!(may(Call::claim_cover { deal: 0 }));
	assert!(may(Call::terminate_deal { deal: 0 }));
	assert!(may(Call::reap { item: Expired::Deal(0) }));
	// A deal with an accomplice, for a fee.
	let offer = Call::make_offer {
		listing: 0,
		version: 0,
		amount: 1,
		terms,
		expiry: 1,
		accept_open_case: true,
	};
	assert!(!may(offer));
	assert!(!may(Call::take_best { amount: 1, terms, requirements: Default::default() }));
	assert!(!may(Call::exit_deal { deal: 0, maximum_fee: 0 }));
	// A sale to an accomplice, for nothing.
	assert!(!may(Call::offer_for_sale { asset, price: 1, expiry: 1, accept_open_case: true }));
	let buy =
		Call::buy_position { sale: 0, maximum_price: 1, minimum_value: 0, accept_open_case: true };
	assert!(!may(buy));
}
