//! Equivocations are proven, reported, recorded once, and the offender is disabled.

use codec::Encode;
use frame_support::traits::Get;
use palisade_primitives::{PositionInspect, RewardClass};
use palisade_runtime::{
	clock::{EpochPeriods, GovernancePeriods, Pace},
	configs::parameters::{dynamic_params::slashing as params, RuntimeParameters},
	constants::bounds::{BONDING_EPOCHS, REPORT_EPOCHS},
	finality, Balances, Hash, Header, PalisadeStaking, Runtime, RuntimeEvent, RuntimeOrigin,
	Session, SessionMembers, Slashing,
};
use palisade_simulation::{Account, Chain, Finality, Refused, Simulation, UNIT};
use sp_consensus_babe::digests::{PreDigest, SecondaryPlainPreDigest};
use sp_core::Pair;
use sp_runtime::{
	traits::Header as _, transaction_validity::InvalidTransaction, Digest, DigestItem,
};
use sp_session::MembershipProof;

fn network() -> Simulation {
	let mut chain = Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.validator("Bob", 500 * UNIT)
		.validator("Charlie", 250 * UNIT)
		.validator("Dave", 100 * UNIT)
		.account("Eve", 1_000 * UNIT)
		.start();
	chain.run_blocks(5);
	chain
}

/// A proof that the key belongs to a validator of the active session.
fn prove(
	chain: &mut Simulation,
	type_id: sp_core::crypto::KeyTypeId,
	key: &[u8],
) -> MembershipProof {
	use frame_support::traits::KeyOwnerProofSystem;
	chain.execute(|| SessionMembers::prove((type_id, key)).expect("a key of the active session"))
}

/// Two blocks for one slot, both sealed by `who`.
fn two_blocks(
	who: &Account,
	index: u32,
	slot: u64,
) -> sp_consensus_babe::EquivocationProof<Header> {
	let sealed = |state: Hash| {
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: index,
			slot: slot.into(),
		});
		let logs = vec![DigestItem::PreRuntime(sp_consensus_babe::BABE_ENGINE_ID, claim.encode())];
		let mut header = Header::new(3, Hash::default(), state, Hash::default(), Digest { logs });
		let seal = who.sr25519.sign(header.hash().as_ref());
		header.digest.logs.push(DigestItem::Seal(sp_consensus_babe::BABE_ENGINE_ID, seal.encode()));
		header
	};
	sp_consensus_babe::EquivocationProof {
		offender: who.sr25519.public().into(),
		slot: slot.into(),
		first_header: sealed(Hash::repeat_byte(1)),
		second_header: sealed(Hash::repeat_byte(2)),
	}
}

/// Two votes in one round, for different blocks.
fn two_votes(who: &Account, set_id: u64) -> sp_consensus_grandpa::EquivocationProof<Hash, u32> {
	two_votes_in_round(who, set_id, 7)
}

fn two_votes_in_round(
	who: &Account,
	set_id: u64,
	round: u64,
) -> sp_consensus_grandpa::EquivocationProof<Hash, u32> {
	let vote = |target_hash: Hash| {
		let vote = finality_grandpa::Prevote { target_hash, target_number: 3 };
		let payload = sp_consensus_grandpa::localized_payload(
			round,
			set_id,
			&finality_grandpa::Message::Prevote(vote.clone()),
		);
		(vote, who.ed25519.sign(&payload).into())
	};
	sp_consensus_grandpa::EquivocationProof::new(
		set_id,
		sp_consensus_grandpa::Equivocation::Prevote(finality_grandpa::Equivocation {
			round_number: round,
			identity: who.ed25519.public().into(),
			first: vote(Hash::repeat_byte(1)),
			second: vote(Hash::repeat_byte(2)),
		}),
	)
}

fn offences(chain: &mut Simulation) -> Vec<[u8; 16]> {
	chain
		.take_events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::Offences(pallet_offences::Event::Offence { kind, .. }) => Some(kind),
			_ => None,
		})
		.collect()
}

fn babe_report(
	chain: &mut Simulation,
	proof: sp_consensus_babe::EquivocationProof<Header>,
	owner: &Account,
) -> pallet_babe::Call<palisade_runtime::Runtime> {
	let key = owner.sr25519.public().encode();
	pallet_babe::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(proof),
		key_owner_proof: prove(chain, sp_consensus_babe::KEY_TYPE, &key),
	}
}

#[test]
fn two_blocks_in_a_slot_are_an_offence() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let proof = two_blocks(&dave, 3, chain.slot());
	let report = babe_report(&mut chain, proof, &dave);
	chain.submit_bare(report).expect("the report is valid");
	assert_eq!(offences(&mut chain), [*b"babe:equivocatio"]);
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
}

#[test]
fn two_votes_in_a_round_are_an_offence() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let set_id = chain.execute(pallet_grandpa::CurrentSetId::<palisade_runtime::Runtime>::get);
	let key = dave.ed25519.public().encode();
	let report = pallet_grandpa::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(two_votes(&dave, set_id)),
		key_owner_proof: prove(&mut chain, sp_consensus_grandpa::KEY_TYPE, &key),
	};
	chain.submit_bare(report).expect("the report is valid");
	assert_eq!(offences(&mut chain), [*b"grandpa:equivoca"]);
}

#[test]
fn an_offence_is_recorded_once() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let proof = two_blocks(&dave, 3, chain.slot());
	let report = babe_report(&mut chain, proof, &dave);
	chain.submit_bare(report.clone()).expect("the report is valid");
	offences(&mut chain);
	chain.next_block();
	assert_eq!(chain.submit_bare(report), Err(Refused::Invalid(InvalidTransaction::Stale.into())));
	assert!(offences(&mut chain).is_empty());
}

#[test]
fn anyone_can_report_with_a_signature_and_pays_nothing_for_a_valid_report() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let proof = two_blocks(&dave, 3, chain.slot());
	let key = dave.sr25519.public().encode();
	let report = pallet_babe::Call::report_equivocation {
		equivocation_proof: Box::new(proof),
		key_owner_proof: prove(&mut chain, sp_consensus_babe::KEY_TYPE, &key),
	};
	let before = chain.execute(|| palisade_runtime::Balances::free_balance(eve.id()));
	chain.submit(&eve, report).expect("the report is valid");
	assert_eq!(offences(&mut chain), [*b"babe:equivocatio"]);
	assert_eq!(chain.execute(|| palisade_runtime::Balances::free_balance(eve.id())), before);
}

#[test]
fn no_validator_is_accused_with_a_key_of_no_validator() {
	let mut chain = network();
	let (eve, charlie) = (Account::new("Eve"), Account::new("Charlie"));
	let proof = two_blocks(&eve, 2, chain.slot());
	let report = babe_report(&mut chain, proof, &charlie);
	assert_eq!(
		chain.submit_bare(report),
		Err(Refused::Invalid(InvalidTransaction::BadProof.into()))
	);
	assert!(offences(&mut chain).is_empty());
	assert!(chain.execute(Session::disabled_validators).is_empty());
}

#[test]
fn one_block_twice_is_no_offence() {
	let mut chain = network();
	let dave = Account::new("Dave");
	let mut proof = two_blocks(&dave, 3, chain.slot());
	proof.second_header = proof.first_header.clone();
	let report = babe_report(&mut chain, proof, &dave);
	assert!(matches!(chain.submit_bare(report), Err(Refused::Failed(_))));
	assert!(offences(&mut chain).is_empty());
}

#[test]
fn a_seal_of_another_author_is_no_offence() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let mut proof = two_blocks(&eve, 3, chain.slot());
	proof.offender = dave.sr25519.public().into();
	let report = babe_report(&mut chain, proof, &dave);
	assert!(matches!(chain.submit_bare(report), Err(Refused::Failed(_))));
	assert!(offences(&mut chain).is_empty());
}

#[test]
fn no_more_than_a_third_of_the_validators_is_stopped() {
	let mut chain = network();
	for (index, name) in [(2, "Charlie"), (3, "Dave")] {
		let offender = Account::new(name);
		let proof = two_blocks(&offender, index, chain.slot());
		let report = babe_report(&mut chain, proof, &offender);
		chain.submit_bare(report).expect("the report is valid");
	}
	assert_eq!(offences(&mut chain).len(), 2);
	assert_eq!(chain.execute(Session::disabled_validators).len(), 1);
}

/// Dave equivocates in a block that is not its own, and the report is in the chain.
fn dave_equivocates(chain: &mut Simulation) {
	// The first block of an epoch has no room for transactions.
	chain.next_block();
	if chain.slot() % 4 == 3 {
		chain.next_block();
	}
	let dave = Account::new("Dave");
	let proof = two_blocks(&dave, 3, chain.slot());
	let report = babe_report(chain, proof, &dave);
	chain.submit_bare(report).expect("the report is valid");
}

/// The authors of the blocks from now to the end of the epoch, by their places in the set.
fn authors_of_epoch(chain: &mut Simulation) -> std::collections::BTreeSet<u32> {
	let (epoch, first) = (chain.epoch(), chain.headers().len());
	chain.run_to_epoch_sparsely(epoch + 1, 5);
	let author = |header: &Header| {
		header.digest.logs.iter().find_map(|log| match log {
			DigestItem::PreRuntime(sp_consensus_babe::BABE_ENGINE_ID, claim) => {
				let claim: PreDigest = codec::Decode::decode(&mut claim.as_slice()).ok()?;
				Some(claim.authority_index())
			},
			_ => None,
		})
	};
	chain.headers()[first..].iter().filter_map(author).collect()
}

#[test]
fn an_offender_makes_no_block_in_any_set_that_it_is_still_in() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 30);
	dave_equivocates(&mut chain);
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
	assert_eq!(authors_of_epoch(&mut chain), [0, 1, 2].into());
	// The set of the next session was elected before.
	assert_eq!(chain.epoch(), 2);
	assert_eq!(chain.execute(Session::validators).len(), 4);
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
	assert_eq!(authors_of_epoch(&mut chain), [0, 1, 2].into());
	// Dave was not elected for this one.
	assert_eq!(chain.execute(Session::validators).len(), 3);
	assert!(chain.execute(Session::disabled_validators).is_empty());
	chain.run_blocks(8);
}

#[test]
fn a_report_that_crosses_the_end_of_the_session_disables_the_offender() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 30);
	let dave = Account::new("Dave");
	let proof = two_blocks(&dave, 3, chain.slot());
	let report = babe_report(&mut chain, proof, &dave);
	chain.run_to_epoch_sparsely(2, 30);
	while chain.slot() % 4 == 3 || chain.slot() % 4 == 2 {
		chain.next_block();
	}
	assert_eq!(chain.submit_bare(report), Ok(()));
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
	assert_eq!(authors_of_epoch(&mut chain), [0, 1, 2].into());
}

#[test]
fn a_validator_whose_jailing_is_reversed_makes_blocks_again() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 30);
	dave_equivocates(&mut chain);
	let id = chain.execute(|| Slashing::open_offences(&Account::new("Dave").id())[0].id);
	let veto = palisade_slashing::Call::rule {
		offence: id,
		verdict: palisade_slashing::types::Verdict::Cancel,
	};
	chain.dispatch(RuntimeOrigin::root(), veto).expect("the root may");
	// The offence is dismissed in the next block.
	chain.run_blocks(2);
	assert!(chain.execute(Session::disabled_validators).is_empty());
	assert_eq!(authors_of_epoch(&mut chain), [0, 1, 2, 3].into());
}

#[test]
fn governance_that_jails_a_validator_stops_its_blocks_at_once() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 30);
	if chain.slot() % 4 == 3 {
		chain.next_block();
	}
	let jail = palisade_staking::Call::set_validator_state {
		validator: Account::new("Dave").id(),
		state: palisade_staking::types::State::Jailed { until: 30 },
	};
	chain.dispatch(RuntimeOrigin::root(), jail).expect("the root may");
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
	assert_eq!(authors_of_epoch(&mut chain), [0, 1, 2].into());
}

#[test]
fn a_validator_that_equivocates_a_hundred_times_is_recorded_once_and_judged_by_three_proofs() {
	let mut chain = network();
	let (dave, eve) = (Account::new("Dave"), Account::new("Eve"));
	let key = dave.ed25519.public().encode();
	let proof = prove(&mut chain, sp_consensus_grandpa::KEY_TYPE, &key);
	let report = |round| pallet_grandpa::Call::report_equivocation {
		equivocation_proof: Box::new(two_votes_in_round(&dave, 0, round)),
		key_owner_proof: proof.clone(),
	};
	for round in 1..=palisade_slashing::types::MAX_PROOFS.into() {
		assert_eq!(chain.submit(&eve, report(round)), Ok(()));
	}
	let before = chain.execute(|| palisade_runtime::Balances::free_balance(eve.id()));
	for round in 4..100 {
		assert!(matches!(chain.submit(&eve, report(round)), Err(Refused::Failed(_))));
	}
	assert_eq!(offences(&mut chain).len(), 1);
	// The other reports were not free.
	assert!(chain.execute(|| palisade_runtime::Balances::free_balance(eve.id())) < before);
	assert_eq!(
		chain.execute(|| pallet_offences::Reports::<palisade_runtime::Runtime>::iter().count()),
		1
	);
}

#[test]
fn reports_are_forgotten_after_the_report_window() {
	let mut chain = network();
	chain.run_to_epoch_sparsely(1, 300);
	chain.run_blocks(2);
	assert_ne!(chain.slot() % 4, 3, "not in a block of Dave's");
	let dave = Account::new("Dave");
	let proof = two_blocks(&dave, 3, chain.slot());
	let report = babe_report(&mut chain, proof, &dave);
	chain.submit_bare(report).expect("the report is valid");
	let kept = |chain: &mut Simulation| {
		chain.execute(|| {
			(
				pallet_offences::Reports::<palisade_runtime::Runtime>::iter().count(),
				pallet_offences::ConcurrentReportsIndex::<palisade_runtime::Runtime>::iter()
					.count(),
			)
		})
	};
	// Skip Dave's turns while it is disabled.
	while !chain.slot().is_multiple_of(4) {
		let skip = u64::from(chain.slot() % 4 == 2);
		chain.next_block_after(skip);
	}
	chain.run_to_epoch_sparsely(1 + REPORT_EPOCHS, 300);
	assert_eq!(kept(&mut chain), (1, 1));
	chain.run_to_epoch_sparsely(4 + REPORT_EPOCHS, 300);
	assert_eq!(kept(&mut chain), (0, 0));
}

/// A report that Dave voted twice with the set of the running epoch, and Ferdie's exit from Dave.
fn double_vote_and_exit(chain: &mut Simulation) -> pallet_grandpa::Call<palisade_runtime::Runtime> {
	let dave = Account::new("Dave");
	let leave = palisade_staking::Call::undelegate {
		validator: dave.id(),
		class: RewardClass::Compounding,
		amount: palisade_staking::types::Amount::All,
	};
	chain.submit(&Account::new("Ferdie"), leave).expect("it can leave");
	let set_id = chain.execute(pallet_grandpa::CurrentSetId::<Runtime>::get);
	let key = dave.ed25519.public().encode();
	pallet_grandpa::Call::report_equivocation_unsigned {
		equivocation_proof: Box::new(two_votes(&dave, set_id)),
		key_owner_proof: prove(chain, sp_consensus_grandpa::KEY_TYPE, &key),
	}
}

fn network_with_a_delegator_of_dave() -> Simulation {
	let mut chain = Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.validator("Bob", 500 * UNIT)
		.validator("Charlie", 250 * UNIT)
		.validator("Dave", 100 * UNIT)
		.delegation(Account::new("Ferdie").id(), "Dave", 50 * UNIT, RewardClass::Compounding)
		.account("Ferdie", 10 * UNIT)
		.start();
	chain.run_to_epoch_sparsely(2, 49);
	chain.run_blocks(2);
	chain
}

fn at_risk(chain: &mut Simulation, who: &str) -> u128 {
	let (who, dave) = (Account::new(who).id(), Account::new("Dave").id());
	chain.execute(|| PalisadeStaking::at_risk(&who, &dave))
}

/// Ferdie withdraws its exits from Dave. Returns whether there were any.
fn withdraw(chain: &mut Simulation) -> bool {
	let ferdie = Account::new("Ferdie");
	let before = chain.execute(|| Balances::free_balance(ferdie.id()));
	let withdraw = palisade_staking::Call::withdraw {};
	let outcome = chain.submit(&ferdie, withdraw);
	let after = chain.execute(|| Balances::free_balance(ferdie.id()));
	outcome.is_ok() && after > before
}

/// The epochs in which finality stalled, by their events.
fn epochs_not_final(chain: &mut Simulation) -> Vec<u32> {
	chain
		.take_events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::Finality(finality::Event::EpochNotFinal { epoch, .. }) => Some(epoch),
			_ => None,
		})
		.collect()
}

fn finality_stops(chain: &mut Simulation) {
	let last = chain.block_number() - 1;
	chain.set_finality(Finality::StandsStill(last));
}

#[test]
fn the_last_set_that_can_finalize_stays_liable_through_a_stall_that_is_longer_than_bonding() {
	let mut chain = network_with_a_delegator_of_dave();
	let report = double_vote_and_exit(&mut chain);
	let stake = at_risk(&mut chain, "Ferdie");
	finality_stops(&mut chain);
	// Epoch 2 began with a final block; epoch 28 is the next one that does.
	chain.run_to_epoch_sparsely(28, 49);
	chain.set_finality(Finality::Follows);
	chain.run_to_epoch_sparsely(28 + REPORT_EPOCHS - 1, 49);
	assert_eq!(epochs_not_final(&mut chain), (3..28).collect::<Vec<_>>());
	assert!(!withdraw(&mut chain), "its stake is bonded as long as the set is liable");

	if chain.slot() % 4 == 3 {
		// Dave, who would be disabled, could not finish its block.
		chain.next_block();
	}
	chain.submit_bare(report).expect("it can be reported");
	let session = chain.execute(|| Slashing::open_offences(&Account::new("Dave").id()));
	assert_eq!(session.first().map(|view| view.offence.epoch), Some(2));
	let reported = chain.epoch();
	// Dave is still in the set.
	assert_eq!(chain.execute(Session::disabled_validators), [3]);
	chain.run_to_epoch_sparsely(reported + 6, 49);
	let left = at_risk(&mut chain, "Ferdie");
	assert!(left < stake && left > 0, "{left} of {stake} is left");
	// The bonding period, extended by the epochs that do not count towards liability.
	chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS + 25 - 1, 49);
	assert!(!withdraw(&mut chain));
	chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS + 25, 49);
	chain.next_block();
	assert!(withdraw(&mut chain));
	chain.check_books();
}

#[test]
fn downtime_jails_the_validators_that_finality_waits_for_before_a_change_is_forced() {
	let names = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "George"];
	let chain = Chain::new();
	let mut chain =
		names.iter().fold(chain, |chain, name| chain.validator(name, 1_000 * UNIT)).start();
	let accounts = names.map(Account::new);
	let (online, gone) = accounts.split_at(4);
	chain.run_to_epoch(2);
	// A thousand missed blocks are some days of a validator with a twentieth of the stake; here an
	// epoch has only 171 blocks.
	let rules = chain.execute(params::DowntimeRules::get);
	let rules = palisade_slashing::types::DowntimeRules { tolerated: 20, ..rules };
	let value = params::Parameters::DowntimeRules(params::DowntimeRules, Some(rules));
	let set =
		pallet_parameters::Call::set_parameter { key_value: RuntimeParameters::Slashing(value) };
	chain.dispatch(RuntimeOrigin::root(), set).expect("root may");
	// The absent validators have three votes of seven.
	chain.set_absent(gone);
	finality_stops(&mut chain);
	let is_elected = |chain: &mut Simulation, account: &Account| {
		let next = chain.execute(palisade_staking::NextSet::<Runtime>::get);
		next.iter().any(|elected| elected.validator == account.id())
	};
	let of_absence = chain.epoch();
	while gone.iter().any(|account| is_elected(&mut chain, account)) {
		assert!(chain.epoch() <= of_absence + 4, "the absent are still elected");
		let next = chain.epoch() + 1;
		chain.run_to_epoch(next);
	}
	assert!(online.iter().all(|account| is_elected(&mut chain, account)));
	for account in gone {
		let state = chain.execute(|| palisade_staking::Validators::<Runtime>::get(account.id()));
		let state = state.map(|record| record.state);
		assert!(matches!(state, Some(palisade_staking::types::State::Jailed { .. })), "{state:?}");
	}

	// The set of the next epoch is forced: all of its voters are online.
	let note = pallet_grandpa::Call::note_stalled { delay: 5, best_finalized_block_number: 1 };
	chain.dispatch(RuntimeOrigin::root(), note).expect("root may");
	let next = chain.epoch() + 1;
	chain.run_to_epoch(next);
	chain.next_block();
	let forced = chain.headers().last().and_then(|header| {
		header.digest().convert_first(|log| {
			use sp_consensus_grandpa::{ConsensusLog, GRANDPA_ENGINE_ID};
			match log.consensus_try_to::<ConsensusLog<u32>>(&GRANDPA_ENGINE_ID) {
				Some(ConsensusLog::ForcedChange(_, change)) => Some(change.next_authorities),
				_ => None,
			}
		})
	});
	let forced = forced.expect("the first block of the epoch forces its set");
	let keys: std::collections::BTreeSet<_> = forced.into_iter().map(|(key, _)| key).collect();
	let key = |account: &Account| account.ed25519.public().into();
	assert_eq!(keys, online.iter().map(key).collect());
}

#[test]
fn no_epoch_of_a_chain_that_finalizes_is_longer() {
	for finality in [Finality::Follows, Finality::Unknown] {
		let mut chain = network_with_a_delegator_of_dave();
		let report = double_vote_and_exit(&mut chain);
		chain.set_finality(finality);
		chain.run_to_epoch_sparsely(2 + REPORT_EPOCHS + 1, 49);
		chain.next_block();
		assert!(matches!(chain.submit_bare(report), Err(Refused::Invalid(_))));
		chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS - 1, 49);
		chain.next_block();
		assert!(!withdraw(&mut chain), "{finality:?}");
		chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS, 49);
		chain.next_block();
		assert!(withdraw(&mut chain), "{finality:?}");
		assert!(epochs_not_final(&mut chain).is_empty(), "{finality:?}");
	}
}

#[test]
fn a_stall_without_end_keeps_stake_for_28_epochs_longer_only() {
	let mut chain = network_with_a_delegator_of_dave();
	let report = double_vote_and_exit(&mut chain);
	finality_stops(&mut chain);
	let longer = 28;
	chain.run_to_epoch_sparsely(2 + REPORT_EPOCHS + longer + 1, 49);
	chain.next_block();
	assert!(matches!(chain.submit_bare(report), Err(Refused::Invalid(_))));
	chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS + longer - 1, 49);
	chain.next_block();
	assert!(!withdraw(&mut chain));
	chain.run_to_epoch_sparsely(2 + BONDING_EPOCHS + longer, 49);
	chain.next_block();
	assert!(withdraw(&mut chain));
	chain.check_books();
}

#[test]
fn an_author_that_says_what_cannot_be_makes_no_block() {
	let mut chain = network_with_a_delegator_of_dave();
	chain.set_finality(Finality::Unknown);
	chain.run_blocks(2);
	let note = |number| finality::Call::<Runtime>::note { number };
	let number = chain.block_number();
	let refused = Err(Refused::Invalid(InvalidTransaction::BadMandatory.into()));
	assert_eq!(chain.submit_bare(note(number)), refused);
	assert_eq!(chain.submit_bare(note(number - 1)), Ok(()));
	assert_eq!(chain.submit_bare(note(number - 1)), refused, "twice in a block");
	// A transaction cannot report it either.
	chain.next_block();
	let signed = chain.submit(&Account::new("Ferdie"), note(1));
	assert!(signed.is_err(), "{signed:?}");
	let last = chain.execute(finality::Said::<Runtime>::get).last;
	assert_eq!(last, number, "what is refused leaves no trace");
}

#[test]
fn finality_that_is_a_few_blocks_late_moves_nothing_in_the_shortest_epochs() {
	let mut chain = Chain::new()
		.validator("Alice", 1_000 * UNIT)
		.validator("Bob", 500 * UNIT)
		.clock(Pace::new(1_000, 10), EpochPeriods::SHORT, GovernancePeriods::rehearsal())
		.start();
	// A block in every third slot, each five blocks ahead of finality.
	while chain.epoch() < 30 {
		let lags = chain.block_number().saturating_sub(4);
		chain.set_finality(Finality::StandsStill(lags));
		chain.next_block_after(2);
	}
	assert!(epochs_not_final(&mut chain).is_empty());
}
