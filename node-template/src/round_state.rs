//! The votes of GRANDPA's current rounds, as the method `grandpa_roundState` gives them.
//!
//! The SDK's method counts weights in 32 bits, and refuses to answer where weights are stakes. This
//! one has its name and the form of its answer, but its weights are parts per billion of the whole,
//! so that clients that know the SDK's can read it.

use jsonrpsee::types::ErrorObjectOwned;
use palisade_runtime::{BlockNumber, Hash};
use sc_consensus_grandpa::{report, AuthorityId, SharedAuthoritySet, SharedVoterState};
use serde::Serialize;
use std::collections::BTreeSet;

/// The whole weight in an answer.
const WHOLE: u32 = 1_000_000_000;

/// The code and the text with which the SDK's method answers where the node has no voter.
const NOT_READY: (i32, &str) = (1, "GRANDPA RPC endpoint not ready");

/// The votes of a round of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Votes {
	/// The weight of the votes, rounded down. Parts per billion.
	current_weight: u32,
	/// The voters whose vote is missing.
	missing: BTreeSet<AuthorityId>,
}

/// The state of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Round {
	/// The number of the round, at most that of 32 bits.
	round: u32,
	/// A billion.
	total_weight: u32,
	/// The weight from which on the round decides, rounded up. Parts per billion.
	threshold_weight: u32,
	/// The prevotes.
	prevotes: Votes,
	/// The precommits.
	precommits: Votes,
}

/// The answer: the rounds in which this node votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoundStates {
	/// The number of the voter set, at most that of 32 bits.
	set_id: u32,
	/// The current round.
	best: Round,
	/// Earlier rounds that have not ended yet.
	background: Vec<Round>,
}

impl RoundStates {
	/// Reads the rounds of this node's voter.
	///
	/// Errors as the SDK's method where the node has no voter, or has just started.
	pub fn read(
		authorities: &SharedAuthoritySet<Hash, BlockNumber>,
		state: &SharedVoterState,
	) -> Result<Self, ErrorObjectOwned> {
		let (code, reason) = NOT_READY;
		let state =
			state.voter_state().ok_or_else(|| ErrorObjectOwned::owned(code, reason, None::<()>))?;
		let voters = authorities.current_authorities();
		Ok(Self::new(
			authorities.set_id(),
			voters.iter().map(|(id, _)| id.clone()).collect(),
			state,
		))
	}

	fn new(
		set_id: u64,
		voters: BTreeSet<AuthorityId>,
		state: report::VoterState<AuthorityId>,
	) -> Self {
		let (number, best) = state.best_round;
		let mut background: Vec<_> = state
			.background_rounds
			.into_iter()
			.map(|(number, round)| Round::new(number, round, &voters))
			.collect();
		background.sort_by_key(|round| round.round);
		Self { set_id: in_32_bits(set_id), best: Round::new(number, best, &voters), background }
	}
}

impl Round {
	fn new(
		number: u64,
		state: report::RoundState<AuthorityId>,
		voters: &BTreeSet<AuthorityId>,
	) -> Self {
		let total = state.total_weight.get();
		let missing = |voted: &std::collections::HashSet<AuthorityId>| {
			voters.iter().filter(|voter| !voted.contains(voter)).cloned().collect()
		};
		Self {
			round: in_32_bits(number),
			total_weight: WHOLE,
			threshold_weight: part(state.threshold_weight.get(), total, u128::div_ceil),
			prevotes: Votes {
				current_weight: part(state.prevote_current_weight.0, total, |a, b| a / b),
				missing: missing(&state.prevote_ids),
			},
			precommits: Votes {
				current_weight: part(state.precommit_current_weight.0, total, |a, b| a / b),
				missing: missing(&state.precommit_ids),
			},
		}
	}
}

/// A weight as parts per billion of the `total`, which is not zero.
fn part(weight: u64, total: u64, divide: impl Fn(u128, u128) -> u128) -> u32 {
	let parts = divide(u128::from(weight).saturating_mul(WHOLE.into()), total.max(1).into());
	u32::try_from(parts).unwrap_or(WHOLE).min(WHOLE)
}

/// A number, or the largest of 32 bits.
fn in_32_bits(number: u64) -> u32 {
	u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;
	use finality_grandpa::voter_set::VoterSet;
	use sp_core::{crypto::UncheckedFrom, ed25519::Public};

	/// A billion tokens of 12 decimals.
	const STAKE: u64 = 10_u64.pow(18);

	fn voter(seed: u8) -> AuthorityId {
		Public::unchecked_from([seed; 32]).into()
	}

	/// A round of three voters with a half, three tenths and two tenths of a large stake, of whom
	/// some have voted.
	fn round(prevotes: &[u8], precommits: &[u8]) -> report::RoundState<AuthorityId> {
		let weights = [STAKE / 2, STAKE / 10 * 3, STAKE / 10 * 2];
		let voters = VoterSet::new((0..).map(voter).zip(weights)).expect("it is not empty");
		let weight =
			|votes: &[u8]| votes.iter().map(|seed| weights[usize::from(*seed)]).sum::<u64>();
		let ids = |votes: &[u8]| votes.iter().copied().map(voter).collect();
		report::RoundState {
			total_weight: voters.total_weight(),
			threshold_weight: voters.threshold(),
			prevote_current_weight: weight(prevotes).into(),
			prevote_ids: ids(prevotes),
			precommit_current_weight: weight(precommits).into(),
			precommit_ids: ids(precommits),
		}
	}

	fn states(state: report::VoterState<AuthorityId>) -> RoundStates {
		RoundStates::new(7, (0..3).map(voter).collect(), state)
	}

	#[test]
	fn large_stakes_are_given_as_parts_per_billion() {
		let rounds = report::VoterState {
			background_rounds: Default::default(),
			best_round: (5, round(&[0, 1], &[1])),
		};
		let RoundStates { set_id, best, background } = states(rounds);
		assert_eq!((set_id, best.round, background.len()), (7, 5, 0));
		assert_eq!((best.total_weight, best.threshold_weight), (1_000_000_000, 666_666_667));
		assert_eq!(best.prevotes.current_weight, 800_000_000);
		assert_eq!(best.precommits.current_weight, 300_000_000);
	}

	#[test]
	fn the_voters_without_a_vote_are_named() {
		let rounds = report::VoterState {
			background_rounds: [(4, round(&[0, 1, 2], &[0, 1])), (3, round(&[], &[]))].into(),
			best_round: (5, round(&[0, 1], &[])),
		};
		let missing = |votes: &Votes, seeds: &[u8]| {
			assert_eq!(votes.missing, seeds.iter().copied().map(voter).collect());
		};
		let RoundStates { best, background, .. } = states(rounds);
		missing(&best.prevotes, &[2]);
		missing(&best.precommits, &[0, 1, 2]);
		assert_eq!(background.iter().map(|round| round.round).collect::<Vec<_>>(), [3, 4]);
		missing(&background[1].prevotes, &[]);
		missing(&background[1].precommits, &[2]);
	}

	#[test]
	fn an_answer_has_the_form_of_the_sdk() {
		let rounds = report::VoterState {
			background_rounds: Default::default(),
			best_round: (5, round(&[0, 1, 2], &[0, 1, 2])),
		};
		let votes = serde_json::json!({ "currentWeight": 1_000_000_000, "missing": [] });
		let best = serde_json::json!({
			"round": 5,
			"totalWeight": 1_000_000_000,
			"thresholdWeight": 666_666_667,
			"prevotes": votes.clone(),
			"precommits": votes,
		});
		let expected = serde_json::json!({ "setId": 7, "best": best, "background": [] });
		let answer = serde_json::to_value(states(rounds)).expect("it can be written");
		assert_eq!(answer, expected);
	}

	#[test]
	fn no_weight_is_too_large_and_none_is_rounded_to_a_decision() {
		assert_eq!(part(u64::MAX, u64::MAX, |a, b| a / b), WHOLE);
		assert_eq!(part(u64::MAX - 1, u64::MAX, |a, b| a / b), WHOLE - 1);
		assert_eq!(part(1, u64::MAX, u128::div_ceil), 1);
		assert_eq!((in_32_bits(9), in_32_bits(u64::MAX)), (9, u32::MAX));
	}
}
