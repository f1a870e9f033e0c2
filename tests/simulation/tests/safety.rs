//! Brakes stop the right calls and never the chain.

use frame_support::instances::Instance1;
use palisade_runtime::{
	configs::{accounts::ProxyType, safety::AllowedInSafeMode},
	Runtime, RuntimeCall, RuntimeOrigin, SafeMode, System,
};
use palisade_simulation::{time::HOURS, Account, Chain, Refused, Simulation, UNIT};
use sp_runtime::DispatchError;

fn chain() -> Simulation {
	Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.account("Bob", 1_000 * UNIT)
		.committee_member("Alice")
		.start()
}

fn transfer() -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive {
		dest: Account::new("Alice").id().into(),
		value: UNIT,
	}
	.into()
}

fn filtered() -> Refused {
	Refused::Failed(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn safe_mode_stops_transfers_and_blocks_go_on() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	assert!(chain.dispatch(RuntimeOrigin::root(), pallet_safe_mode::Call::force_enter {}).is_ok());
	assert_eq!(chain.submit(&bob, transfer()), Err(filtered()));
	// Each block sets the time, which is a call too.
	let before = chain.block_number();
	chain.run_blocks(10);
	assert_eq!(chain.block_number(), before + 10);
}

#[test]
fn safe_mode_ends_by_itself() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	assert!(chain.dispatch(RuntimeOrigin::root(), pallet_safe_mode::Call::force_enter {}).is_ok());
	chain.run_blocks(4 * HOURS + 1);
	assert!(!chain.execute(SafeMode::is_entered));
	assert_eq!(chain.submit(&bob, transfer()), Ok(()));
}

#[test]
fn the_committee_enters_and_leaves_safe_mode() {
	let mut chain = chain();
	let alice = Account::new("Alice");
	let motion = |call: pallet_safe_mode::Call<Runtime>| {
		let call: RuntimeCall = call.into();
		pallet_collective::Call::<Runtime, Instance1>::propose {
			threshold: 1,
			length_bound: codec::Encode::encoded_size(&call) as u32,
			proposal: Box::new(call),
		}
	};
	assert_eq!(chain.submit(&alice, motion(pallet_safe_mode::Call::force_enter {})), Ok(()));
	assert!(chain.execute(SafeMode::is_entered));
	// The committee works in safe mode too.
	assert_eq!(chain.submit(&alice, motion(pallet_safe_mode::Call::force_exit {})), Ok(()));
	assert!(!chain.execute(SafeMode::is_entered));
}

#[test]
fn no_account_enters_safe_mode_for_a_deposit() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	assert_eq!(
		chain.submit(&bob, pallet_safe_mode::Call::enter {}),
		Err(Refused::Failed(pallet_safe_mode::Error::<Runtime>::NotConfigured.into()))
	);
	assert!(!chain.execute(SafeMode::is_entered));
}

#[test]
fn what_mends_a_chain_works_in_safe_mode() {
	use frame_support::traits::Contains;
	let calls: [RuntimeCall; 4] = [
		pallet_timestamp::Call::set { now: 1 }.into(),
		frame_system::Call::apply_authorized_upgrade { code: vec![] }.into(),
		pallet_referenda::Call::place_decision_deposit { index: 0 }.into(),
		pallet_safe_mode::Call::force_exit {}.into(),
	];
	assert!(calls.iter().all(AllowedInSafeMode::contains));
	assert!(!AllowedInSafeMode::contains(&transfer()));
}

#[test]
fn a_paused_call_is_refused_until_it_is_unpaused() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	let name = |pallet: &str, call: &str| {
		(
			pallet.as_bytes().to_vec().try_into().expect("short enough"),
			call.as_bytes().to_vec().try_into().expect("short enough"),
		)
	};
	let pause = pallet_tx_pause::Call::pause { full_name: name("Balances", "transfer_keep_alive") };
	assert_eq!(chain.submit(&bob, pause.clone()), Err(Refused::Failed(DispatchError::BadOrigin)));
	assert!(chain.dispatch(RuntimeOrigin::root(), pause).is_ok());
	assert_eq!(chain.submit(&bob, transfer()), Err(filtered()));
	let unpause = pallet_tx_pause::Call::unpause { ident: name("Balances", "transfer_keep_alive") };
	assert!(chain.dispatch(RuntimeOrigin::root(), unpause).is_ok());
	assert_eq!(chain.submit(&bob, transfer()), Ok(()));

	// Calls that blocks are made of, and calls that repair the chain, are never paused.
	for (pallet, call) in [
		("Referenda", "submit"),
		("ConvictionVoting", "vote"),
		("Preimage", "note_preimage"),
		("Scheduler", "cancel"),
		("Whitelist", "whitelist_call"),
		("TechnicalCommittee", "propose"),
		("Session", "set_keys"),
		("Timestamp", "set"),
		("System", "apply_authorized_upgrade"),
		("Babe", "report_equivocation_unsigned"),
		("Grandpa", "report_equivocation_unsigned"),
		("SafeMode", "force_exit"),
		("TxPause", "unpause"),
	] {
		let pause = pallet_tx_pause::Call::pause { full_name: name(pallet, call) };
		let refused = chain.dispatch(RuntimeOrigin::root(), pause).map_err(|it| it.error);
		assert_eq!(
			refused.map(drop),
			Err(pallet_tx_pause::Error::<Runtime>::Unpausable.into()),
			"{pallet}"
		);
	}
}

#[test]
fn a_proxy_can_do_no_more_than_its_kind_allows() {
	let mut chain = chain();
	let (bob, dave) = (Account::new("Bob"), Account::new("Dave"));
	let fund =
		pallet_balances::Call::transfer_keep_alive { dest: dave.id().into(), value: 10 * UNIT };
	assert_eq!(chain.submit(&bob, fund), Ok(()));
	for kind in [ProxyType::NonTransfer, ProxyType::Governance, ProxyType::Staking] {
		let add = pallet_proxy::Call::add_proxy {
			delegate: dave.id().into(),
			proxy_type: kind,
			delay: 0,
		};
		assert_eq!(chain.submit(&bob, add), Ok(()));
		let before = chain.execute(|| palisade_runtime::Balances::free_balance(bob.id()));
		let in_bobs_name = pallet_proxy::Call::proxy {
			real: bob.id().into(),
			force_proxy_type: Some(kind),
			call: Box::new(transfer()),
		};
		assert_eq!(chain.submit(&dave, in_bobs_name), Ok(()), "the proxy call itself succeeds");
		assert_eq!(
			chain.execute(|| palisade_runtime::Balances::free_balance(bob.id())),
			before,
			"{kind:?} moved funds"
		);
	}
}

#[test]
fn a_proxy_that_moves_no_funds_does_so_by_no_detour() {
	use frame_support::traits::InstanceFilter;
	let detours: [RuntimeCall; 3] = [
		pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![Account::new("Dave").id()],
			call: Box::new(transfer()),
		}
		.into(),
		pallet_proxy::Call::proxy {
			real: Account::new("Dave").id().into(),
			force_proxy_type: None,
			call: Box::new(transfer()),
		}
		.into(),
		pallet_identity::Call::request_judgement { reg_index: 0, max_fee: UNIT }.into(),
	];
	for call in &detours {
		assert!(!ProxyType::NonTransfer.filter(call), "{call:?}");
		assert!(ProxyType::Any.filter(call));
	}
	// A batch passes the filter, and its calls are filtered again.
	let mut chain = chain();
	let (bob, dave) = (Account::new("Bob"), Account::new("Dave"));
	let fund =
		pallet_balances::Call::transfer_keep_alive { dest: dave.id().into(), value: 10 * UNIT };
	assert_eq!(chain.submit(&bob, fund), Ok(()));
	let add = pallet_proxy::Call::add_proxy {
		delegate: dave.id().into(),
		proxy_type: ProxyType::NonTransfer,
		delay: 0,
	};
	assert_eq!(chain.submit(&bob, add), Ok(()));
	let before = chain.execute(|| palisade_runtime::Balances::free_balance(bob.id()));
	let batch: RuntimeCall = pallet_utility::Call::batch_all { calls: vec![transfer()] }.into();
	let in_bobs_name = pallet_proxy::Call::proxy {
		real: bob.id().into(),
		force_proxy_type: None,
		call: Box::new(batch),
	};
	assert_eq!(chain.submit(&dave, in_bobs_name), Ok(()), "the proxy call itself succeeds");
	assert_eq!(chain.execute(|| palisade_runtime::Balances::free_balance(bob.id())), before);
}

#[test]
fn a_transaction_out_of_turn_changes_nothing() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	let nonce = chain.execute(|| *System::account_nonce(bob.id()));
	for wrong in [nonce + 1, nonce + 100] {
		assert!(matches!(
			chain.submit_with_nonce(&bob, transfer(), wrong),
			Err(Refused::Invalid(_))
		));
	}
	assert_eq!(chain.submit(&bob, transfer()), Ok(()));
	assert!(matches!(chain.submit_with_nonce(&bob, transfer(), nonce), Err(Refused::Invalid(_))));
}
