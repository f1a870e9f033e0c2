//! No transaction is valid twice, whatever becomes of its account.

use palisade_primitives::RewardClass;
use palisade_runtime::{AccountId, RuntimeCall, RuntimeOrigin, System};
use palisade_simulation::{Account, Chain, Refused, Simulation, UNIT};
use sp_runtime::transaction_validity::InvalidTransaction;

fn chain() -> Simulation {
	Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.account("Bob", 1_000 * UNIT)
		.account("Charlie", 1_000 * UNIT)
		.start()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

fn transfer_all(to: AccountId) -> RuntimeCall {
	pallet_balances::Call::transfer_all { dest: to.into(), keep_alive: false }.into()
}

fn nonce(chain: &mut Simulation, who: &Account) -> u32 {
	chain.execute(|| *System::account_nonce(who.id()))
}

/// Bob's account is reaped, and funded again by Charlie.
fn reap_and_fund(chain: &mut Simulation) {
	let (bob, charlie) = (Account::new("Bob"), Account::new("Charlie"));
	assert_eq!(chain.submit(&bob, transfer_all(charlie.id())), Ok(()));
	assert!(!chain.execute(|| System::account_exists(&bob.id())));
	let give = pallet_balances::Call::transfer_keep_alive { dest: bob.id().into(), value: UNIT };
	assert_eq!(chain.submit(&charlie, give), Ok(()));
}

#[test]
fn an_account_that_was_reaped_does_not_accept_its_old_transactions() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	// More transactions than blocks.
	for _ in 0..20 {
		assert_eq!(chain.submit(&bob, remark()), Ok(()));
	}
	let spent = nonce(&mut chain, &bob) + 1;
	assert!(spent > chain.block_number());
	reap_and_fund(&mut chain);
	for old in 0..spent {
		let stale = Refused::Invalid(InvalidTransaction::Stale.into());
		assert_eq!(chain.submit_with_nonce(&bob, remark(), old), Err(stale), "nonce {old}");
	}
	assert_eq!(chain.submit_with_nonce(&bob, remark(), spent), Ok(()));
}

#[test]
fn a_new_account_starts_with_the_block_number() {
	let mut chain = chain();
	chain.run_blocks(50);
	reap_and_fund(&mut chain);
	let block = chain.block_number();
	assert_eq!(nonce(&mut chain, &Account::new("Bob")), block);
	// Those of genesis start with zero.
	assert_eq!(nonce(&mut chain, &Account::new("Alice")), 0);
	// The metadata and the runtime API know a nonce as a number of 32 bits.
	let account = chain.execute(|| System::account(Account::new("Bob").id()));
	assert_eq!(codec::Encode::encode(&account)[..4], block.to_le_bytes());
}

#[test]
fn a_staker_is_not_reaped() {
	let mut chain = chain();
	let bob = Account::new("Bob");
	let delegate = palisade_staking::Call::delegate {
		validator: Account::new("Alice").id(),
		amount: 500 * UNIT,
		class: RewardClass::Liquid,
		min_shares_out: 0,
	};
	assert_eq!(chain.submit(&bob, delegate), Ok(()));
	assert_eq!(chain.submit(&bob, transfer_all(Account::new("Charlie").id())), Ok(()));
	assert!(chain.execute(|| System::account_exists(&bob.id())));
	assert_eq!(nonce(&mut chain, &bob), 2);
	// Nor by root, which the balances refuse.
	let kill = pallet_balances::Call::force_set_balance { who: bob.id().into(), new_free: 0 };
	let _ = chain.dispatch(RuntimeOrigin::root(), kill);
	assert!(chain.execute(|| System::account_exists(&bob.id())));
}
