//! Offences in the runtime: real proofs, real stake, all pallets together.

use codec::Encode;
use frame_support::traits::KeyOwnerProofSystem;
use palisade_primitives::{EpochClock, OffenceKind, PositionInspect, RewardClass};
use palisade_runtime::{
	constants::bounds::REPORT_EPOCHS, Balances, Hash, Header, PalisadeStaking, Runtime, Session,
	SessionMembers, Slashing, Treasury,
};
use palisade_simulation::{Account, Chain, Finality, Refused, Simulation, UNIT};
use palisade_slashing::types::{Evidence, Stage, Verdict};
use palisade_staking::types::{Amount, State};
use sp_consensus_babe::digests::{PreDigest, SecondaryPlainPreDigest};
use sp_core::{proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_runtime::{traits::Header as _, Digest, DigestItem, Perbill};
use sp_session::MembershipProof;

const STAKES: [(&str, u128); 4] = [("Alice", 1_000), ("Bob", 500), ("Charlie", 250), ("Dave", 100)];

fn network() -> Simulation {
	let chain = STAKES
		.iter()
		.fold(Chain::new(), |chain, (name, stake)| chain.validator(name, stake * UNIT))
		.delegation(Account::new("Eve").id(), "Dave", 50 * UNIT, RewardClass::Compounding)
		.delegation(Account::new("Ferdie").id(), "Dave", 50 * UNIT, RewardClass::Compounding)
		.account("Alice", 5_000 * UNIT)
		.account("Eve", 10 * UNIT)
		.account("Ferdie", 10 * UNIT);
	let mut chain = chain.start();
	chain.run_to_epoch_sparsely(1, 50);
	chain.run_blocks(2);
	chain
}

/// A report that Dave made two blocks of a slot of the running epoch.
fn report(chain: &mut Simulation) -> pallet_babe::Call<Runtime> {
	let (dave, slot) = (Account::new("Dave"), chain.slot());
	let sealed = |state: Hash| {
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 3,
			slot: slot.into(),
		});
		let logs = vec![DigestItem::PreRuntime(sp_consensus_babe::BABE_ENGINE_ID, claim.encode())];
		let mut header = Header::new(3, Hash::default(), state, Hash::default(), Digest { logs });
		let seal = dave.sr25519.sign(header.hash().as_ref());
		header.digest.logs.push(DigestItem::Seal(sp_consensus_babe::BABE_ENGINE_ID, seal.encode()));
		header
	};
	let equivocation_proof = sp_consensus_babe::EquivocationProof {
		offender: dave.sr25519.public().into(),
		slot: slot.into(),
		first_header: sealed(Hash::repeat_byte(1)),
		second_header: sealed(Hash::repeat_byte(2)),
	};
	let key = (sp_consensus_babe::KEY_TYPE, dave.sr25519.public().encode());
	let key_owner_proof =
		chain.execute(|| SessionMembers::prove(key).expect("a key of the active session"));
	pallet_babe::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(equivocation_proof),
		key_owner_proof,
	}
}

/// Sets other session keys for `owner`.
fn set_other_keys(chain: &mut Simulation, owner: &str, keys: &Account) -> Result<(), Refused> {
	let owner = Account::new(owner);
	let id = owner.id().encode();
	let (mut grandpa, mut babe) = (keys.ed25519, keys.sr25519.clone());
	let babe_proof = babe.generate_proof_of_possession(&id);
	let proof = (grandpa.generate_proof_of_possession(&id), babe_proof, babe_proof).encode();
	chain.submit(&owner, pallet_session::Call::set_keys { keys: keys.session_keys(), proof })
}

fn state(name: &str) -> State {
	let who = Account::new(name).id();
	palisade_staking::Validators::<Runtime>::get(who).expect("it is a validator").state
}

fn at_risk(chain: &mut Simulation, who: &str) -> u128 {
	let (who, dave) = (Account::new(who).id(), Account::new("Dave").id());
	chain.execute(|| PalisadeStaking::at_risk(&who, &dave))
}

/// Validators take turns, in the order of the set.
fn is_turn_of_dave(slot: u64) -> bool {
	slot % 4 == 3
}

/// The runtime refuses blocks of a disabled validator: skips Dave's turns to the end of the epoch.
fn finish_epoch_without_dave(chain: &mut Simulation) {
	let epoch = chain.epoch();
	while chain.epoch() == epoch {
		let skip = u64::from(is_turn_of_dave(chain.slot() + 1));
		chain.next_block_after(skip);
	}
}

#[test]
fn an_equivocation_costs_half_the_stake_and_a_place_for_ever() {
	let mut chain = network();
	let dave = Account::new("Dave").id();
	if is_turn_of_dave(chain.slot()) {
		chain.next_block();
	}
	let report = report(&mut chain);
	chain.submit_bare(report).expect("the report is valid");
	assert!(matches!(chain.execute(|| state("Dave")), State::Jailed { .. }));
	// A delegator that leaves now loses the fraction that the others lose.
	let leave = palisade_staking::Call::undelegate {
		validator: dave.clone(),
		class: RewardClass::Compounding,
		amount: Amount::All,
	};
	chain.submit(&Account::new("Ferdie"), leave).expect("it can leave");
	let (issuance, treasury) = chain
		.execute(|| (Balances::total_issuance(), Balances::free_balance(Treasury::account_id())));
	let minted = chain.minted();
	let before = ["Dave", "Eve", "Ferdie"].map(|who| at_risk(&mut chain, who));
	finish_epoch_without_dave(&mut chain);
	chain.run_to_epoch_sparsely(5, 50);

	assert_eq!(chain.execute(|| state("Dave")), State::Banned);
	let decision = chain.execute(|| Slashing::history_of(&dave).remove(0));
	assert_eq!(decision.kind, OffenceKind::DoubleSign);
	assert_eq!(decision.fraction, Perbill::from_percent(50));
	for (who, before) in ["Dave", "Eve", "Ferdie"].into_iter().zip(before) {
		let left = at_risk(&mut chain, who);
		assert!(left.abs_diff(before / 2) < 10, "{who}: {left} of {before}");
	}
	// Nothing was burned: the treasury gets all but the reporter's share.
	let (issuance_now, treasury_now) = chain
		.execute(|| (Balances::total_issuance(), Balances::free_balance(Treasury::account_id())));
	assert_eq!(issuance_now - issuance, chain.minted() - minted);
	assert!(treasury_now - treasury >= decision.amount - decision.amount / 20);

	// The keys cannot be registered again, and their deposit is released.
	chain.execute(|| {
		assert!(pallet_session::NextKeys::<Runtime>::get(&dave).is_none());
		assert!(!Session::validators().contains(&dave));
	});
	let keys = Account::new("Dave");
	for owner in ["Eve", "Dave"] {
		assert!(set_other_keys(&mut chain, owner, &keys).is_err(), "{owner}");
	}
	chain.check_books();
}

#[test]
fn keys_that_were_left_to_a_friend_are_taken_from_it() {
	let mut chain = network();
	if is_turn_of_dave(chain.slot()) {
		chain.next_block();
	}
	let report = report(&mut chain);
	chain.submit_bare(report).expect("the report is valid");
	// Before it is banned, Dave takes other keys, and Eve those that Dave has used.
	set_other_keys(&mut chain, "Dave", &Account::new("Dave//2")).expect("they are its own");
	let keys = Account::new("Dave");
	set_other_keys(&mut chain, "Eve", &keys).expect("they have no owner");
	finish_epoch_without_dave(&mut chain);
	chain.run_to_epoch_sparsely(5, 50);
	chain.next_block();

	assert_eq!(chain.execute(|| state("Dave")), State::Banned);
	for name in ["Dave", "Eve"] {
		let who = Account::new(name).id();
		assert!(chain.execute(|| pallet_session::NextKeys::<Runtime>::get(who)).is_none());
	}
	for keys in ["Dave", "Dave//2"] {
		let taken = set_other_keys(&mut chain, "Eve", &Account::new(keys));
		assert!(taken.is_err(), "{keys}");
	}
	set_other_keys(&mut chain, "Eve", &Account::new("Eve")).expect("its own are free");
	chain.check_books();
}

#[test]
fn other_keys_do_not_hide_an_equivocation() {
	let mut chain = network();
	let late = report(&mut chain);
	set_other_keys(&mut chain, "Dave", &Account::new("Dave//2")).expect("they are its own");
	chain.next_block();
	// Neither a proof from before the report nor one of another slot.
	let again = report(&mut chain);
	chain.submit_bare(late.clone()).expect("the report is valid");
	let dave = Account::new("Dave").id();
	assert_eq!(chain.execute(|| Slashing::open_offences(&dave).len()), 1);
	assert!(matches!(chain.submit_bare(late), Err(Refused::Invalid(_))), "it is known");
	chain.submit_bare(again).expect("another fault is another offence");
	let open = chain.execute(|| Slashing::open_offences(&dave));
	assert_eq!(open.len(), 2);
	assert_ne!(open[0].offence.evidence, open[1].offence.evidence);
	assert!(matches!(chain.execute(|| state("Dave")), State::Jailed { .. }));
}

#[test]
fn an_equivocation_can_be_reported_until_the_window_is_over() {
	for (epochs, is_taken) in [(REPORT_EPOCHS, true), (REPORT_EPOCHS + 1, false)] {
		let mut chain = network();
		let report = report(&mut chain);
		chain.run_to_epoch_sparsely(1 + epochs, 100);
		chain.next_block();
		let outcome = chain.submit_bare(report);
		assert_eq!(outcome.is_ok(), is_taken, "after {epochs} epochs: {outcome:?}");
		let dave = Account::new("Dave").id();
		let open = chain.execute(|| Slashing::open_offences(&dave));
		assert_eq!(open.len(), usize::from(is_taken));
		for view in open {
			assert_eq!(view.offence.epoch, 1);
		}
	}
}

#[test]
fn a_proof_of_ownership_that_is_altered_is_refused() {
	let mut chain = network();
	let good = report(&mut chain);
	let pallet_babe::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof } =
		good
	else {
		unreachable!("that is what it is");
	};
	let MembershipProof { session, validator_count, .. } = key_owner_proof.clone();
	for key_owner_proof in [
		MembershipProof { session: session + 1, ..key_owner_proof.clone() },
		MembershipProof { session: 0, ..key_owner_proof.clone() },
		MembershipProof { session: 99, ..key_owner_proof.clone() },
		MembershipProof { validator_count: validator_count + 1, ..key_owner_proof.clone() },
		MembershipProof { trie_nodes: vec![vec![1]], ..key_owner_proof.clone() },
	] {
		let call = pallet_babe::Call::report_equivocation {
			equivocation_proof: equivocation_proof.clone(),
			key_owner_proof,
		};
		let Err(Refused::Failed(error)) = chain.submit(&Account::new("Eve"), call) else {
			panic!("it was taken");
		};
		assert_eq!(error, pallet_babe::Error::<Runtime>::InvalidKeyOwnershipProof.into());
	}
	let dave = Account::new("Dave").id();
	assert!(chain.execute(|| Slashing::open_offences(&dave)).is_empty());
}

#[test]
fn a_report_without_proof_is_decided_by_governance_where_there_is_no_panel() {
	let mut chain = network();
	let (dave, alice) = (Account::new("Dave").id(), Account::new("Alice"));
	let epoch = chain.execute(<PalisadeStaking as EpochClock>::current_epoch);
	let call = palisade_slashing::Call::report_offence {
		validator: dave.clone(),
		kind: OffenceKind::InvalidBlock,
		epoch,
		evidence: Evidence::Inline(b"it did".to_vec()),
		most: u128::MAX,
	};
	let refused = chain.submit(&Account::new("Eve"), call.clone());
	assert!(matches!(refused, Err(Refused::Failed(_))), "it has no such deposit");
	chain.submit(&alice, call).expect("it has the deposit");
	let id = chain.execute(|| Slashing::open_offences(&dave)[0].id);
	chain.run_to_epoch_sparsely(epoch + 4, 100);
	// Only Bob and Charlie can judge.
	let stage = chain.execute(|| Slashing::offence_view(id).expect("it is there").offence.stage);
	assert!(matches!(stage, Stage::Disputed { round: 0, .. }), "{stage:?}");
	let rule = palisade_slashing::Call::rule { offence: id, verdict: Verdict::Uphold };
	chain.dispatch(frame_system::RawOrigin::Root.into(), rule).expect("the root may");
	chain.next_block();
	chain.next_block();
	let view = chain.execute(|| Slashing::offence_view(id).expect("it is there"));
	assert_eq!(view.offence.fraction, Perbill::from_percent(10));
	chain.check_books();
}

#[test]
fn reports_are_judged_in_time_while_finality_stands_still() {
	let decided = |finality: fn(u32) -> Finality| {
		let mut chain = network();
		let (dave, alice) = (Account::new("Dave").id(), Account::new("Alice"));
		let last = chain.block_number() - 1;
		chain.set_finality(finality(last));
		// Liability excludes stalled epochs from here on.
		chain.run_to_epoch_sparsely(5, 49);
		let epoch = chain.epoch();
		let call = palisade_slashing::Call::report_offence {
			validator: dave.clone(),
			kind: OffenceKind::InvalidBlock,
			epoch: epoch - 1,
			evidence: Evidence::Inline(b"it did".to_vec()),
			most: u128::MAX,
		};
		chain.submit(&alice, call).expect("it has the deposit");
		let id = chain.execute(|| Slashing::open_offences(&dave)[0].id);
		let stage = |chain: &mut Simulation| {
			chain.execute(|| Slashing::offence_view(id).expect("it is there").offence.stage)
		};
		while matches!(stage(&mut chain), Stage::Reported) {
			chain.next_block_after(48);
		}
		(chain.epoch() - epoch, chain.execute(|| Slashing::decision_deadline(epoch - 1)) - epoch)
	};
	let (follows, deadline) = decided(|_| Finality::Follows);
	let (stands_still, moved) = decided(Finality::StandsStill);
	assert_eq!(stands_still, follows, "the window of a dispute");
	// Two epochs before the deadline do not count: that of the offence, and that of the report,
	// which will not be final either.
	assert!(moved > deadline, "{moved} instead of {deadline}");
}
