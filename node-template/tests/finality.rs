//! Finality counts stake, not validators: justifications with real votes, verified by the node's
//! own code.

use codec::Encode;
use finality_grandpa::voter_set::VoterSet;
use palisade_runtime::opaque::Block;
use palisade_weighted_consensus::consensus_weights;
use sc_consensus_grandpa::GrandpaJustification;
use sp_consensus_grandpa::{localized_payload, AuthorityId};
use sp_core::{ed25519, Pair, H256};

const UNIT: u128 = 1_000_000_000_000;
const ROUND: u64 = 1;
const SET_ID: u64 = 3;

struct Network {
	voters: Vec<ed25519::Pair>,
	set: VoterSet<AuthorityId>,
}

impl Network {
	/// A voter set with these stakes, in units.
	fn new(stakes: &[u128]) -> Self {
		let voters: Vec<ed25519::Pair> = (0..stakes.len())
			.map(|index| Pair::from_string(&format!("//{index}"), None).expect("a valid path"))
			.collect();
		let stakes: Vec<u128> = stakes.iter().map(|stake| stake * UNIT).collect();
		let set = VoterSet::new(
			voters
				.iter()
				.map(|voter| AuthorityId::from(voter.public()))
				.zip(consensus_weights(&stakes)),
		)
		.expect("weights are neither zero nor too large");
		Self { voters, set }
	}

	/// Whether the votes of these voters finalize a block.
	fn finalises(&self, who: &[usize]) -> bool {
		let (target_hash, target_number) = (H256::repeat_byte(9), 9);
		let precommit = finality_grandpa::Precommit { target_hash, target_number };
		let payload = localized_payload(
			ROUND,
			SET_ID,
			&finality_grandpa::Message::Precommit(precommit.clone()),
		);
		let precommits = who
			.iter()
			.map(|voter| finality_grandpa::SignedPrecommit {
				precommit: precommit.clone(),
				signature: self.voters[*voter].sign(&payload).into(),
				id: self.voters[*voter].public().into(),
			})
			.collect();
		let justification: GrandpaJustification<Block> =
			sp_consensus_grandpa::GrandpaJustification {
				round: ROUND,
				commit: finality_grandpa::Commit { target_hash, target_number, precommits },
				votes_ancestries: Vec::new(),
			}
			.into();
		GrandpaJustification::<Block>::decode_and_verify_finalizes(
			&justification.encode(),
			(target_hash, target_number),
			SET_ID,
			&self.set,
		)
		.is_ok()
	}
}

#[test]
fn two_thirds_of_the_heads_without_the_stake_finalise_nothing() {
	// Bob, Charlie and Dave are three of four validators and hold 46 % of the stake.
	let network = Network::new(&[1_000_000, 500_000, 250_000, 100_000]);
	assert!(!network.finalises(&[1, 2, 3]));
	// Six of seven validators with 60 % do not suffice either.
	let network = Network::new(&[4_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000]);
	assert!(!network.finalises(&[1, 2, 3, 4, 5, 6]));
}

#[test]
fn two_thirds_of_the_stake_finalise_with_half_of_the_heads() {
	// Alice and Bob hold 81 %.
	let network = Network::new(&[1_000_000, 500_000, 250_000, 100_000]);
	assert!(network.finalises(&[0, 1]));
	assert!(!network.finalises(&[0]));
	assert!(network.finalises(&[0, 1, 2, 3]));
}

#[test]
fn exactly_two_thirds_are_not_enough() {
	let network = Network::new(&[1_000, 1_000, 1_000]);
	assert!(!network.finalises(&[0, 1]));
	assert!(network.finalises(&[0, 1, 2]));
	// A little more than two thirds suffice.
	let network = Network::new(&[1_001, 1_000, 1_000]);
	assert!(network.finalises(&[0, 1]));
	assert!(!network.finalises(&[1, 2]));
}

#[test]
fn no_votes_finalise_nothing() {
	assert!(!Network::new(&[1_000]).finalises(&[]));
}

#[test]
fn one_vote_twice_counts_once() {
	let network = Network::new(&[1_000_000, 500_000, 250_000, 100_000]);
	assert!(!network.finalises(&[0, 0, 0]));
}
