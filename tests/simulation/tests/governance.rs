//! Governance with production values.

use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, OriginTrait, StorePreimage},
};
use palisade_runtime::{
	configs::{
		fees::{MAX_BYTE_FEE, MIN_BYTE_FEE},
		governance::{origins::Origin, Tracks},
		parameters::{dynamic_params::fees, RuntimeParameters},
	},
	Balances, OriginCaller, Preimage, Referenda, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
	System, TransactionPayment,
};
use palisade_simulation::{
	time::{DAYS, HOURS, MINUTES},
	Account, Chain, Refused, Simulation, UNIT,
};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::TracksInfo;
use sp_runtime::{
	traits::{BadOrigin, BlakeTwo256, Hash},
	DispatchError, Perbill,
};

fn chain() -> Simulation {
	Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.account("Bob", 10_000_000 * UNIT)
		.account("Charlie", 100_000 * UNIT)
		.account("Dave", 1_000 * UNIT)
		.committee_member("Alice")
		.committee_member("Bob")
		.committee_member("Charlie")
		.start()
}

fn set_byte_fee(fee: u128) -> RuntimeCall {
	pallet_parameters::Call::set_parameter {
		key_value: RuntimeParameters::Fees(fees::Parameters::ByteFee(fees::ByteFee, Some(fee))),
	}
	.into()
}

fn origin(of: Origin) -> RuntimeOrigin {
	RuntimeOrigin::from(of)
}

/// Submits a referendum on `call`, pays its decision deposit, and has Bob, who owns nearly all
/// funds, vote aye.
fn propose_and_vote(chain: &mut Simulation, speaks_as: OriginCaller, call: RuntimeCall) {
	let bob = Account::new("Bob");
	let proposal = chain.execute(|| Preimage::bound(call).expect("it can be noted"));
	assert_eq!(
		chain.submit(
			&bob,
			pallet_referenda::Call::submit {
				proposal_origin: Box::new(speaks_as),
				proposal,
				enactment_moment: frame_support::traits::schedule::DispatchTime::After(0),
			},
		),
		Ok(())
	);
	let deposit = pallet_referenda::Call::place_decision_deposit { index: 0 };
	assert_eq!(chain.submit(&bob, deposit), Ok(()));
	let vote = pallet_conviction_voting::Call::vote {
		poll_index: 0,
		vote: AccountVote::Standard {
			vote: Vote { aye: true, conviction: Conviction::None },
			balance: 9_000_000 * UNIT,
		},
	};
	assert_eq!(chain.submit(&bob, vote), Ok(()));
}

#[test]
fn tracks_are_sorted_and_every_origin_has_one() {
	chain().execute(check_tracks);
}

fn check_tracks() {
	assert_eq!(Tracks::check_integrity(), Ok(()));
	let root: OriginCaller = RuntimeOrigin::root().caller().clone();
	assert_eq!(Tracks::track_for(&root), Ok(0));
	for (of, id) in [
		(Origin::WhitelistedCaller, 1),
		(Origin::ParameterAdmin, 10),
		(Origin::Treasurer, 11),
		(Origin::SlashAppeal, 20),
	] {
		let caller: OriginCaller = of.into();
		assert_eq!(Tracks::track_for(&caller), Ok(id));
		assert!(Tracks::info(id).is_some());
	}
	let nobody: OriginCaller = RuntimeOrigin::none().caller().clone();
	assert_eq!(Tracks::track_for(&nobody), Err(()));
}

/// The figures of the tables at the head of the tracks' file.
#[test]
fn curves_are_as_documented() {
	chain().execute(check_curves);
}

fn check_curves() {
	let at = |days: u32| Perbill::from_rational(days, 28);
	let close = |have: Perbill, want_percent: u32| {
		let want = Perbill::from_percent(want_percent);
		have.deconstruct().abs_diff(want.deconstruct()) < 2_000_000
	};
	let track = |id| Tracks::info(id).expect("the track exists").into_owned();
	let (approval, support) = (|id| track(id).min_approval, |id| track(id).min_support);

	for id in [0, 1, 10, 11, 20] {
		assert!(close(approval(id).threshold(at(0)), 100), "track {id}");
		assert!(close(approval(id).threshold(at(28)), 50), "track {id}");
		assert!(close(support(id).threshold(at(0)), 50), "track {id}");
		assert_eq!(track(id).decision_period, 28 * DAYS);
	}
	for id in [0, 10, 11] {
		assert!(close(approval(id).threshold(at(4)), 80), "track {id}");
	}
	for id in [0, 11] {
		assert!(close(support(id).threshold(at(14)), 25), "track {id}");
		assert!(close(support(id).threshold(at(28)), 0), "track {id}");
	}
	assert!(close(approval(1).threshold(Perbill::from_rational(16u32, 28 * 24)), 96));
	assert!(close(support(1).threshold(at(1)), 20));
	assert!(close(support(1).threshold(at(28)), 5));
	assert!(close(support(10).threshold(at(7)), 10));
	assert!(close(approval(20).threshold(at(17)), 50));
	assert!(close(support(20).threshold(at(12)), 1));

	let confirm = |id| track(id).confirm_period;
	let enactment = |id| track(id).min_enactment_period;
	assert_eq!([0, 1, 10, 11, 20].map(confirm), [DAYS, 10 * MINUTES, 3 * HOURS, DAYS, 3 * HOURS]);
	assert_eq!(
		[0, 1, 10, 11, 20].map(enactment),
		[DAYS, 10 * MINUTES, 10 * MINUTES, DAYS, 10 * MINUTES]
	);
}

#[test]
fn a_whitelisted_upgrade_is_authorised_by_referendum_within_the_hour() {
	let mut chain = chain();
	let code_hash = sp_core::H256::repeat_byte(7);
	let upgrade: RuntimeCall = frame_system::Call::authorize_upgrade { code_hash }.into();
	let upgrade_hash =
		chain.execute(|| Preimage::note(upgrade.encode().into()).expect("it can be noted"));

	// The committee whitelists the call.
	let whitelist: RuntimeCall =
		pallet_whitelist::Call::whitelist_call { call_hash: upgrade_hash }.into();
	let length = whitelist.encoded_size() as u32;
	let alice = Account::new("Alice");
	let motion = pallet_collective::Call::<Runtime, frame_support::instances::Instance1>::propose {
		threshold: 2,
		proposal: Box::new(whitelist.clone()),
		length_bound: length,
	};
	assert_eq!(chain.submit(&alice, motion), Ok(()));
	let hash = BlakeTwo256::hash_of(&whitelist);
	for name in ["Alice", "Bob"] {
		let vote = pallet_collective::Call::<Runtime, frame_support::instances::Instance1>::vote {
			proposal: hash,
			index: 0,
			approve: true,
		};
		assert_eq!(chain.submit(&Account::new(name), vote), Ok(()));
	}
	let close = pallet_collective::Call::<Runtime, frame_support::instances::Instance1>::close {
		proposal_hash: hash,
		index: 0,
		proposal_weight_bound: frame_support::weights::Weight::from_parts(1_000_000_000, 100_000),
		length_bound: length,
	};
	assert_eq!(chain.submit(&alice, close), Ok(()));

	// A referendum dispatches it.
	let dispatch =
		pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage { call: Box::new(upgrade) };
	let start = chain.block_number();
	propose_and_vote(&mut chain, Origin::WhitelistedCaller.into(), dispatch.into());
	while chain.execute(System::authorized_upgrade).is_none() {
		assert!(chain.block_number() < start + HOURS, "it takes too long");
		chain.next_block();
	}
	let authorised = chain.execute(|| System::authorized_upgrade().map(|it| *it.code_hash()));
	assert_eq!(authorised, Some(code_hash));

	// Code other than the authorised one changes nothing.
	let other = frame_system::Call::apply_authorized_upgrade { code: b"other".to_vec() };
	assert!(matches!(chain.submit(&alice, other), Err(Refused::Failed(_) | Refused::Invalid(_))));
	assert!(chain.execute(System::authorized_upgrade).is_some());
}

#[test]
fn a_referendum_changes_a_parameter() {
	let mut chain = chain();
	let call = set_byte_fee(5_000_000);
	let start = chain.block_number();
	propose_and_vote(&mut chain, Origin::ParameterAdmin.into(), call);
	// Two hours to prepare, three to confirm, ten minutes to enact.
	while chain.execute(fees::ByteFee::get) != 5_000_000 {
		assert!(chain.block_number() < start + 6 * HOURS, "it takes too long");
		chain.next_block();
	}
	assert_eq!(chain.execute(|| TransactionPayment::length_to_fee(10)), 50_000_000);
}

#[test]
fn only_the_parameter_admin_and_root_set_parameters() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	assert_eq!(chain.submit(&bob, set_byte_fee(1)), Err(Refused::Failed(DispatchError::BadOrigin)));
	for of in [Origin::Treasurer, Origin::WhitelistedCaller, Origin::SlashAppeal] {
		chain.execute(|| {
			assert_noop!(dispatch(set_byte_fee(1), origin(of)), BadOrigin);
		});
	}
	assert!(chain.dispatch(origin(Origin::ParameterAdmin), set_byte_fee(1)).is_ok());
	assert!(chain.dispatch(RuntimeOrigin::root(), set_byte_fee(2)).is_ok());
	assert_eq!(chain.execute(fees::ByteFee::get), 2);
}

fn dispatch(call: RuntimeCall, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	sp_runtime::traits::Dispatchable::dispatch(call, origin)
		.map(drop)
		.map_err(|problem| problem.error)
}

#[test]
fn no_vote_moves_the_byte_fee_out_of_its_bounds() {
	let mut chain = chain();
	assert!(chain.dispatch(RuntimeOrigin::root(), set_byte_fee(u128::MAX)).is_ok());
	assert_eq!(chain.execute(|| TransactionPayment::length_to_fee(1)), MAX_BYTE_FEE);
	assert_eq!(chain.execute(|| TransactionPayment::length_to_fee(1_000)), 1_000 * MAX_BYTE_FEE);
	assert!(chain.dispatch(RuntimeOrigin::root(), set_byte_fee(0)).is_ok());
	assert_eq!(chain.execute(|| TransactionPayment::length_to_fee(1_000)), 1_000 * MIN_BYTE_FEE);
}

#[test]
fn the_treasurer_pays_out_of_the_treasury() {
	let mut chain = chain();
	let dave = Account::new("Dave");
	chain.execute(|| {
		let treasury = palisade_runtime::Treasury::account_id();
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(Account::new("Bob").id()),
			treasury.into(),
			100 * UNIT
		));
	});
	let spend = pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount: 40 * UNIT,
		beneficiary: Box::new(dave.id()),
		valid_from: None,
	};
	chain.execute(|| {
		assert_noop!(
			dispatch(spend.clone().into(), RuntimeOrigin::signed(Account::new("Bob").id())),
			BadOrigin
		);
	});
	assert!(chain.dispatch(origin(Origin::Treasurer), spend).is_ok());
	let before = chain.execute(|| Balances::free_balance(dave.id()));
	assert!(chain
		.dispatch(
			RuntimeOrigin::signed(Account::new("Bob").id()),
			pallet_treasury::Call::payout { index: 0 }
		)
		.is_ok());
	assert_eq!(chain.execute(|| Balances::free_balance(dave.id())), before + 40 * UNIT);
}

#[test]
fn a_referendum_without_support_is_not_enacted() {
	let mut chain = chain();
	let dave = Account::new("Dave");
	let proposal = chain.execute(|| Preimage::bound(set_byte_fee(1)).expect("it can be noted"));
	let submit = pallet_referenda::Call::submit {
		proposal_origin: Box::new(Origin::ParameterAdmin.into()),
		proposal,
		enactment_moment: frame_support::traits::schedule::DispatchTime::After(0),
	};
	assert_eq!(chain.submit(&dave, submit), Ok(()));
	// Dave cannot pay for a decision.
	let deposit = pallet_referenda::Call::place_decision_deposit { index: 0 };
	assert!(chain.submit(&dave, deposit).is_err());
	chain.run_blocks(100);
	assert_ne!(chain.execute(fees::ByteFee::get), 1);
	assert!(chain.execute(|| Referenda::ensure_ongoing(0)).is_ok());
}

#[test]
fn the_committee_cancels_no_referendum() {
	let mut chain = chain();
	let replace: RuntimeCall =
		pallet_collective::Call::<_, frame_support::instances::Instance1>::set_members {
			new_members: vec![Account::new("Dave").id()],
			prime: None,
			old_count: 3,
		}
		.into();
	propose_and_vote(&mut chain, RuntimeOrigin::root().caller().clone(), replace);
	let committee: RuntimeOrigin =
		pallet_collective::RawOrigin::<_, frame_support::instances::Instance1>::Members(3, 3)
			.into();
	let cancel: RuntimeCall = pallet_referenda::Call::cancel { index: 0 }.into();
	chain.execute(|| {
		assert_noop!(dispatch(cancel, committee), BadOrigin);
	});
	assert!(chain.execute(|| Referenda::ensure_ongoing(0)).is_ok());
}

#[test]
fn fees_go_to_the_treasury_the_stakers_and_the_author() {
	let mut chain = chain();
	let (bob, dave) = (Account::new("Bob"), Account::new("Dave"));
	let author = Account::new("Alice");
	let treasury = palisade_runtime::Treasury::account_id();
	let balance = |who: &palisade_runtime::AccountId| Balances::free_balance(who);
	let stakers = palisade_runtime::PalisadeStaking::fee_pot();
	let balances = || [balance(&treasury), balance(&stakers), balance(&author.id())];
	let before = chain.execute(balances);
	chain.take_events();
	let transfer =
		pallet_balances::Call::transfer_keep_alive { dest: dave.id().into(), value: UNIT };
	assert_eq!(chain.submit(&bob, transfer), Ok(()));
	let fee = chain
		.take_events()
		.into_iter()
		.find_map(|event| match event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => Some(actual_fee),
			_ => None,
		})
		.expect("a fee was paid");
	let after = chain.execute(balances);
	let to_treasury = fee * 4 / 5;
	let to_stakers = (fee - to_treasury) / 2;
	let parts = [to_treasury, to_stakers, fee - to_treasury - to_stakers];
	assert_eq!([0, 1, 2].map(|index: usize| after[index] - before[index]), parts);
}
