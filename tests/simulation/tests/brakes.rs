//! Brakes in the runtime: they stop the clocks of the calls that they refuse, and the defence goes
//! on.

use frame_support::traits::Get;
use palisade_delegation_marketplace::{
	auction::commitment,
	types::{
		BidTerms, ClientRequirements, DealTerms, Expired, ListingTerms, RequestTerms, Requirements,
		Rules,
	},
	Call,
};
use palisade_primitives::{Duty, Interruptions as _};
use palisade_runtime::{
	clock::{EpochPeriods, GovernancePeriods, Pace},
	configs::{
		accounts::ProxyType,
		parameters::{dynamic_params::delegation_marketplace as params, RuntimeParameters},
	},
	constants::time::DEFAULT_BLOCK_TIME,
	AccountId, Balances, DelegationMarketplace, Interruptions, PalisadeStaking, Runtime,
	RuntimeCall, RuntimeOrigin,
};
use palisade_simulation::{Account, Chain, Refused, Simulation, UNIT};
use sp_runtime::Perbill;

const SALT: [u8; 32] = [9; 32];

fn network() -> Simulation {
	network_from(Chain::new())
}

fn network_from(chain: Chain) -> Simulation {
	let mut chain = [("Alice", 1_000), ("Dave", 100)]
		.iter()
		.fold(chain, |chain, (name, stake)| chain.validator(name, stake * UNIT))
		.account("Dave", 500 * UNIT)
		.account("Eve", 500 * UNIT)
		.start();
	chain.run_to_epoch_sparsely(1, 50);
	chain.run_blocks(2);
	chain
}

fn filtered() -> Refused {
	Refused::Failed(frame_system::Error::<Runtime>::CallFiltered.into())
}

fn enter_safe_mode(chain: &mut Simulation) {
	let enter = pallet_safe_mode::Call::force_enter {};
	assert!(chain.dispatch(RuntimeOrigin::root(), enter).is_ok());
}

fn exit_safe_mode(chain: &mut Simulation) {
	let exit = pallet_safe_mode::Call::force_exit {};
	assert!(chain.dispatch(RuntimeOrigin::root(), exit).is_ok());
}

fn pause(chain: &mut Simulation, pallet: &str, call: &str) {
	let name = |name: &str| name.as_bytes().to_vec().try_into().expect("short enough");
	let pause = pallet_tx_pause::Call::pause { full_name: (name(pallet), name(call)) };
	assert!(chain.dispatch(RuntimeOrigin::root(), pause).is_ok());
}

/// A request as a wallet shows it.
fn request_of(
	chain: &mut Simulation,
	request: u64,
) -> palisade_delegation_marketplace::types::RequestOf<Runtime> {
	chain.execute(|| DelegationMarketplace::request_view(request).expect("it is there")).request
}

/// The total on hold of an account.
fn on_hold(chain: &mut Simulation, who: &Account) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	chain.execute(|| Balances::total_balance_on_hold(&who.id()))
}

fn interrupted(chain: &mut Simulation, duty: Duty) -> u32 {
	chain.execute(|| Interruptions::blocks(duty))
}

/// Eve's sealed request, which takes bids for ten blocks, and Dave's bid for it. Returns the
/// request's number.
fn sealed_request(chain: &mut Simulation) -> (u64, BidTerms) {
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	// A day to reveal is 48 epochs of the simulated chain.
	let rules = Rules { reveal: 100, settlement: 100, ..chain.execute(params::Rules::get) };
	let value = params::Parameters::Rules(params::Rules, Some(rules));
	let key_value = RuntimeParameters::DelegationMarketplace(value);
	chain
		.dispatch(RuntimeOrigin::root(), pallet_parameters::Call::set_parameter { key_value })
		.expect("the root may set parameters");
	let terms = ListingTerms::<AccountId> {
		capacity: 1_000 * UNIT,
		minimum_delegation: 10 * UNIT,
		commission: Perbill::from_percent(5),
		minimum_term: 1,
		cover: 0,
		exit_fee: Perbill::zero(),
		score_floor: None,
		expiry: 1_000,
		requirements: ClientRequirements::default(),
	};
	chain.submit(&dave, Call::open_listing { terms }).expect("Dave can list");
	let listing = chain.execute(|| DelegationMarketplace::listings_of(&dave.id())[0].id);
	let terms = RequestTerms {
		amount: 20 * UNIT,
		maximum_commission: Perbill::from_percent(5),
		term: 2,
		requirements: Requirements::default(),
		sealed: true,
		parts: 1,
		closing: chain.block_number() + 10,
	};
	chain.submit(&eve, Call::open_request { terms }).expect("Eve can ask");
	let request = chain.execute(|| DelegationMarketplace::requests(None, 1)[0].id);
	let terms =
		BidTerms { listing, commission: Perbill::from_percent(2), amount: 20 * UNIT, cover: 0 };
	(request, terms)
}

#[test]
fn a_sealed_bid_survives_safe_mode() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let (request, terms) = sealed_request(&mut chain);
	enter_safe_mode(&mut chain);
	let hash = commitment(request, &dave.id(), &terms, SALT);
	let commit = Call::commit_bid { request, commitment: hash };
	assert_eq!(chain.submit(&dave, commit.clone()), Err(filtered()));
	chain.run_blocks(50);
	exit_safe_mode(&mut chain);
	// The bidding period is over by block number, but not by the market's clock.
	let view = chain.execute(|| DelegationMarketplace::request_view(request).expect("it is there"));
	assert!(view.request.terms.closing >= chain.block_number());
	assert_eq!(chain.submit(&dave, commit), Ok(()));

	// Reveals go on in safe mode.
	let closing = view.request.terms.closing;
	while chain.block_number() <= closing + 1 {
		chain.next_block();
	}
	enter_safe_mode(&mut chain);
	let before = chain.execute(|| Balances::free_balance(dave.id()));
	let reveal = Call::reveal_bid { request, terms, salt: SALT };
	assert_eq!(chain.submit(&dave, reveal), Ok(()));
	exit_safe_mode(&mut chain);
	let view = chain.execute(|| DelegationMarketplace::request_view(request).expect("it is there"));
	while chain.block_number() <= view.request.reveal_until + 5 {
		chain.next_block();
	}
	assert_eq!(chain.submit(&dave, Call::settle_request { request }), Ok(()));
	assert!(chain.execute(|| Balances::free_balance(dave.id())) + UNIT >= before);
	assert_eq!(
		chain.execute(|| DelegationMarketplace::deals_of(&Account::new("Eve").id()).len()),
		1
	);
	chain.check_books();
}

#[test]
fn a_pause_of_ratings_does_not_lock_the_escrow_of_an_auction() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let before = on_hold(&mut chain, &eve);
	let (request, terms) = sealed_request(&mut chain);
	let hash = commitment(request, &dave.id(), &terms, SALT);
	assert_eq!(chain.submit(&dave, Call::commit_bid { request, commitment: hash }), Ok(()));
	let opened = request_of(&mut chain, request);
	pause(&mut chain, "DelegationMarketplace", "rate_deal");
	while chain.block_number() <= opened.terms.closing {
		chain.next_block();
	}
	let reveal = Call::reveal_bid { request, terms, salt: SALT };
	assert_eq!(chain.submit(&dave, reveal), Ok(()));
	while chain.block_number() <= opened.reveal_until {
		chain.next_block();
	}
	let now = request_of(&mut chain, request);
	assert_eq!((now.settle_until, now.can_wait), (opened.settle_until, opened.can_wait));
	assert_eq!(chain.submit(&dave, Call::settle_request { request }), Ok(()));
	// Only the deposit of the deal is left.
	assert!(on_hold(&mut chain, &eve) < before + 20 * UNIT);
	chain.check_books();
}

#[test]
fn safe_mode_that_never_ends_frees_an_escrow_after_28_epochs() {
	// Epochs of ten slots, with a block in one slot of three.
	let pace = Pace::new(2_000, 10);
	let governance = GovernancePeriods::human(DEFAULT_BLOCK_TIME);
	let mut chain = network_from(Chain::new().clock(pace, EpochPeriods::default(), governance));
	let bound = 28 * 10 * 2_000 / 6_000;
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let before = [&dave, &eve].map(|who| on_hold(&mut chain, who));
	let (request, terms) = sealed_request(&mut chain);
	let hash = commitment(request, &dave.id(), &terms, SALT);
	assert_eq!(chain.submit(&dave, Call::commit_bid { request, commitment: hash }), Ok(()));
	let listing = Call::close_listing { listing: terms.listing };
	assert_eq!(chain.submit(&dave, listing), Ok(()));
	let opened = request_of(&mut chain, request);
	assert_eq!(opened.can_wait, bound);
	enter_safe_mode(&mut chain);
	while chain.block_number() < opened.settle_until + bound {
		chain.next_block();
	}
	let clean = Call::reap { item: Expired::Request(request) };
	let too_early = palisade_delegation_marketplace::Error::<Runtime>::StillNeeded;
	assert_eq!(chain.submit(&dave, clean.clone()), Err(Refused::Failed(too_early.into())));
	chain.next_block();
	assert!(chain.execute(palisade_runtime::SafeMode::is_entered));
	assert_eq!(chain.submit(&dave, clean), Ok(()));
	// The bidder gets its deposit back too, although it did not reveal.
	assert_eq!([&dave, &eve].map(|who| on_hold(&mut chain, who)), before);
	chain.check_books();
}

#[test]
fn safe_mode_moves_no_term_of_a_deal() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let (_, bid) = sealed_request(&mut chain);
	let offer = Call::make_offer {
		listing: bid.listing,
		version: 0,
		amount: 20 * UNIT,
		terms: DealTerms { commission: Perbill::from_percent(5), term: 2 },
		expiry: 1_000,
		accept_open_case: false,
	};
	assert_eq!(chain.submit(&eve, offer), Ok(()));
	let deal = |chain: &mut Simulation| {
		chain.execute(|| DelegationMarketplace::deals_of(&eve.id())[0].clone())
	};
	let opened = deal(&mut chain);
	enter_safe_mode(&mut chain);
	chain.run_to_epoch_sparsely(opened.end, 50);
	let over = deal(&mut chain);
	assert_eq!((over.end, over.exit_fee), (opened.end, 0));
	assert_eq!(chain.submit(&dave, Call::terminate_deal { deal: over.id }), Ok(()));
	chain.check_books();
}

#[test]
fn safe_mode_stops_no_clock_whose_calls_go_on() {
	let mut chain = network();
	enter_safe_mode(&mut chain);
	chain.run_blocks(20);
	exit_safe_mode(&mut chain);
	chain.next_block();
	// The blocks in which safe mode was entered and left both count.
	for _ in 0..2 {
		for duty in Duty::ALL {
			let expected = match duty {
				Duty::Offering | Duty::Bidding => 21,
				Duty::Judging | Duty::Serving | Duty::Renewing | Duty::Claiming => 0,
			};
			assert_eq!(interrupted(&mut chain, duty), expected, "{duty:?}");
		}
		chain.run_blocks(20);
	}
}

#[test]
fn a_proxy_for_staking_brings_its_validator_back_and_defends_it_in_safe_mode() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let add = pallet_proxy::Call::add_proxy {
		delegate: eve.id().into(),
		proxy_type: ProxyType::Staking,
		delay: 0,
	};
	assert_eq!(chain.submit(&dave, add), Ok(()));
	enter_safe_mode(&mut chain);
	let in_daves_name = |call: RuntimeCall| pallet_proxy::Call::<Runtime>::proxy {
		real: dave.id().into(),
		force_proxy_type: Some(ProxyType::Staking),
		call: Box::new(call),
	};
	let is_offline = |chain: &mut Simulation| {
		use palisade_primitives::{ValidatorInspect, ValidatorStatus};
		chain.execute(|| PalisadeStaking::status(&dave.id())) == Some(ValidatorStatus::Offline)
	};
	let offline = in_daves_name(palisade_staking::Call::go_offline {}.into());
	assert_eq!(chain.submit(&eve, offline), Ok(()));
	assert!(is_offline(&mut chain));
	let online = in_daves_name(palisade_staking::Call::go_online {}.into());
	assert_eq!(chain.submit(&eve, online), Ok(()));
	assert!(!is_offline(&mut chain));
	// The call passes the filter and the pallet refuses it: the validator is not in jail.
	let unjail = in_daves_name(palisade_slashing::Call::unjail {}.into());
	chain.take_events();
	assert_eq!(chain.submit(&eve, unjail), Ok(()));
	let refused = chain.take_events().into_iter().find_map(|event| match event {
		palisade_runtime::RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => {
			Some(result)
		},
		_ => None,
	});
	assert_eq!(refused, Some(Err(palisade_slashing::Error::<Runtime>::NotJailed.into())));
}
