//! Epochs pass: the books balance, weights follow the stakes, proofs are kept and pruned.

use palisade_runtime::{
	clock::EpochPeriods, Babe, Balances, Grandpa, PalisadeStaking, RuntimeEvent, Session,
};
use palisade_simulation::{Account, Chain, Simulation, PACE, UNIT};
use sp_runtime::Perquintill;

fn network() -> Simulation {
	Chain::new()
		.validator("Alice", 1_000_000 * UNIT)
		.validator("Bob", 500_000 * UNIT)
		.validator("Charlie", 250_000 * UNIT)
		.validator("Dave", 100_000 * UNIT)
		.account("Eve", 1_000 * UNIT)
		.start()
}

#[test]
fn an_epoch_is_a_session_of_300_slots() {
	let mut chain = network();
	chain.run_to_epoch(1);
	assert_eq!(chain.slot(), 1 + PACE.epoch_slots);
	assert_eq!(chain.execute(Babe::epoch_index), 1);
	chain.run_to_epoch(2);
	assert_eq!(chain.slot(), 1 + 2 * PACE.epoch_slots);
}

#[test]
fn consensus_weights_are_the_stakes() {
	let mut chain = network();
	for epoch in 0..3 {
		chain.run_to_epoch_sparsely(epoch, 10);
		// GRANDPA's weights change at the end of an epoch's first block.
		chain.next_block();
		chain.execute(|| {
			// The stakes at the election, one epoch before.
			let stakes: Vec<u128> =
				PalisadeStaking::active_set().iter().map(|exposure| exposure.power).collect();
			let all: u128 = stakes.iter().sum();
			assert_eq!(stakes.len(), 4);
			assert!(stakes[0] >= 1_000_000 * UNIT && stakes[3] >= 100_000 * UNIT);
			let babe: Vec<u64> = Babe::authorities().iter().map(|(_, weight)| *weight).collect();
			let grandpa: Vec<u64> =
				Grandpa::grandpa_authorities().iter().map(|(_, weight)| *weight).collect();
			assert_eq!(babe, grandpa);
			for (weight, stake) in babe.iter().zip(stakes) {
				// 1 part per million of the share: weight / sum = stake / all.
				let sum: u128 = babe.iter().map(|weight| u128::from(*weight)).sum();
				let part = |value: u128, whole: u128| Perquintill::from_rational(value, whole);
				let (ours, exact) = (part(u128::from(*weight), sum), part(stake, all));
				let difference = ours.deconstruct().abs_diff(exact.deconstruct());
				assert!(difference <= exact.deconstruct() / 1_000_000);
			}
		});
	}
}

#[test]
fn the_issuance_changes_by_mints_and_burns() {
	let mut chain = network();
	let (eve, alice) = (Account::new("Eve"), Account::new("Alice"));
	let before = chain.execute(Balances::total_issuance);
	for epoch in 1..=5 {
		let transfer =
			pallet_balances::Call::transfer_keep_alive { dest: alice.id().into(), value: UNIT };
		chain.submit(&eve, transfer).expect("Eve can pay");
		chain
			.submit(&eve, pallet_balances::Call::burn { value: UNIT, keep_alive: true })
			.expect("Eve can burn");
		// The books are checked at each epoch's end.
		chain.run_to_epoch_sparsely(epoch, 30);
	}
	let after = chain.execute(Balances::total_issuance);
	assert!(chain.minted() > 0);
	assert_eq!(before + chain.minted() - after, 5 * UNIT);
}

#[test]
fn a_stake_can_not_be_spent() {
	let mut chain = network();
	let (bob, eve) = (Account::new("Bob"), Account::new("Eve"));
	let transfer =
		pallet_balances::Call::transfer_allow_death { dest: eve.id().into(), value: 2_000 * UNIT };
	let before = chain.execute(|| Balances::free_balance(eve.id()));
	assert!(chain.submit(&bob, transfer).is_err());
	assert_eq!(chain.execute(|| Balances::free_balance(eve.id())), before);
}

#[test]
fn epochs_without_a_block_are_skipped() {
	let mut chain = network();
	chain.run_blocks(3);
	chain.next_block_after(3 * PACE.epoch_slots);
	chain.run_blocks(3);
	// One session per epoch that had a block.
	assert_eq!(chain.epoch(), 1);
	assert_eq!(chain.execute(Babe::epoch_index), 3);
	chain.run_to_epoch(2);
	assert_eq!(chain.execute(Babe::epoch_index), 4);
}

#[test]
fn who_was_a_validator_is_kept_until_its_offences_are_decided() {
	let mut chain = network();
	let decision = EpochPeriods::LONGEST.decision();
	let last = decision + 6;
	chain.run_to_epoch_sparsely(last, PACE.epoch_slots);
	chain.execute(|| {
		use palisade_runtime::{session_members::Members, Runtime};
		let kept = |session: u32| Members::<Runtime>::contains_key(session);
		assert!((last - decision - 1..=last + 1).all(kept));
		assert!((0..last - decision - 1).all(|session| !kept(session)));
	});
}

#[test]
fn rotated_keys_take_effect_two_sessions_later() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 50);
	let (bob, fresh) = (Account::new("Bob"), Account::new("Bob//2"));

	// The owner of the new keys proves, for this account, that it owns them.
	let owner = codec::Encode::encode(&bob.id());
	let proof = |owner: &[u8]| {
		use sp_core::proof_of_possession::ProofOfPossessionGenerator;
		let (mut grandpa, mut babe) = (fresh.ed25519, fresh.sr25519.clone());
		let babe_proof = babe.generate_proof_of_possession(owner);
		codec::Encode::encode(&(
			grandpa.generate_proof_of_possession(owner),
			babe_proof,
			babe.generate_proof_of_possession(owner),
		))
	};
	let call =
		|proof: Vec<u8>| pallet_session::Call::set_keys { keys: fresh.session_keys(), proof };

	let others = codec::Encode::encode(&Account::new("Dave").id());
	assert!(chain.submit(&bob, call(proof(&others))).is_err(), "a proof for another account");
	assert!(chain.submit(&bob, call(Vec::new())).is_err(), "no proof");
	chain.submit(&bob, call(proof(&owner))).expect("the keys are Bob's");
	chain.know(fresh.clone());

	let babe_key = |key: &sp_core::sr25519::Public| {
		let key = sp_consensus_babe::AuthorityId::from(*key);
		Babe::authorities().iter().any(|(authority, _)| *authority == key)
	};
	let (old_key, new_key) = (public(&bob), public(&fresh));
	chain.run_to_epoch_sparsely(2, 50);
	assert!(chain.execute(|| babe_key(&old_key) && !babe_key(&new_key)));
	chain.run_to_epoch_sparsely(3, 50);
	assert!(chain.execute(|| !babe_key(&old_key) && babe_key(&new_key)));
	// The weights remain those of the account.
	chain.execute(|| {
		let weights: Vec<u64> = Babe::authorities().iter().map(|(_, weight)| *weight).collect();
		assert!((19..21).contains(&(10 * weights[0] / weights[1])));
		assert_eq!(Session::validators().len(), 4);
	});
}

fn public(account: &Account) -> sp_core::sr25519::Public {
	sp_core::Pair::public(&account.sr25519)
}

#[test]
fn a_chain_whose_validators_have_all_purged_their_keys_goes_on() {
	let mut chain = Chain::new().validator("Alice", 1_000 * UNIT).start();
	let alice = Account::new("Alice");
	assert_eq!(chain.submit(&alice, pallet_session::Call::purge_keys {}), Ok(()));
	chain.run_to_epoch_sparsely(5, 50);
	assert_eq!(chain.execute(|| Babe::authorities().len()), 1);
	assert_eq!(chain.execute(|| Grandpa::grandpa_authorities().len()), 1);
}

#[test]
fn each_session_says_so_in_an_event() {
	let mut chain = network();
	chain.take_events();
	chain.run_to_epoch_sparsely(2, 100);
	let sessions: Vec<u32> = chain
		.take_events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::Session(pallet_session::Event::NewSession { session_index }) => {
				Some(session_index)
			},
			_ => None,
		})
		.collect();
	assert_eq!(sessions, [1, 2]);
}
