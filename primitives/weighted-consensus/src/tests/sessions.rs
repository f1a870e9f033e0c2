//! Weights follow the stakes from session to session.

use super::mock::*;
use codec::Decode;
use frame_support::traits::OneSessionHandler;
use sp_consensus_babe::{ConsensusLog as BabeLog, BABE_ENGINE_ID};
use sp_consensus_grandpa::{ConsensusLog as GrandpaLog, GRANDPA_ENGINE_ID};
use sp_runtime::{ConsensusEngineId, DigestItem};

/// The logs for `engine`, decoded.
fn announced<Log: Decode>(logs: &[DigestItem], engine: ConsensusEngineId) -> Vec<Log> {
	logs.iter()
		.filter_map(|log| log.as_consensus())
		.filter(|(id, _)| *id == engine)
		.map(|(_, mut data)| Log::decode(&mut data).expect("a log of this engine"))
		.collect()
}

fn babe(stakes: &[(AccountId, u64)]) -> Vec<(sp_consensus_babe::AuthorityId, u64)> {
	stakes.iter().map(|(who, weight)| (keys(*who).babe, *weight)).collect()
}

fn grandpa(stakes: &[(AccountId, u64)]) -> Vec<(sp_consensus_grandpa::AuthorityId, u64)> {
	stakes.iter().map(|(who, weight)| (keys(*who).grandpa, *weight)).collect()
}

#[test]
fn genesis_weights_are_the_genesis_stakes() {
	chain(&[(1, 1_000), (2, 500), (3, 100)]).execute_with(|| {
		let weights = [(1, 1_000), (2, 500), (3, 100)];
		assert_eq!(Babe::authorities().into_inner(), babe(&weights));
		assert_eq!(Babe::next_epoch().authorities, babe(&weights));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&weights));
	});
}

#[test]
fn babe_announces_a_session_ahead_the_weights_that_it_will_enact() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Elections::elect(2, &[(1, 10), (2, 70)]);

		let logs = run_to_session(1);
		let [BabeLog::NextEpochData(next)] = &announced::<BabeLog>(&logs, BABE_ENGINE_ID)[..]
		else {
			panic!("one announcement each session");
		};
		assert_eq!(next.authorities, babe(&[(1, 10), (2, 70)]));
		assert_eq!(Babe::authorities().into_inner(), babe(&[(1, 1_000), (2, 500)]));

		run_to_session(2);
		assert_eq!(Babe::authorities().into_inner(), babe(&[(1, 10), (2, 70)]));
	});
}

#[test]
fn grandpa_signals_the_weights_of_the_session_that_begins() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Elections::elect(2, &[(1, 10), (3, 70)]);

		run_to_session(1);
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(1, 1_000), (2, 500)]));

		let logs = run_to_session(2);
		let [GrandpaLog::ScheduledChange(change)] =
			&announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID)[..]
		else {
			panic!("one signal for one change");
		};
		assert_eq!(change.next_authorities, grandpa(&[(1, 10), (3, 70)]));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(1, 10), (3, 70)]));
	});
}

#[test]
fn grandpa_keeps_its_set_while_nothing_is_elected() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		run_to_session(3);
		assert_eq!(pallet_grandpa::CurrentSetId::<Test>::get(), 0);
		assert_eq!(Grandpa::session_for_set(0), Some(3));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(1, 1_000), (2, 500)]));
	});
}

#[test]
fn grandpa_counts_a_set_for_each_election() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Elections::elect(2, &[(1, 1_000), (2, 500)]);
		Elections::elect(3, &[(1, 1_000), (2, 501)]);
		run_to_session(3);
		assert_eq!(pallet_grandpa::CurrentSetId::<Test>::get(), 2);
		assert_eq!(Grandpa::session_for_set(1), Some(2));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(1, 1_000), (2, 501)]));
	});
}

#[test]
fn a_forced_change_after_a_stall_is_weighted_too() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Grandpa::note_stalled(RuntimeOrigin::root(), 7, 1).expect("root may");
		let logs = run_to_session(1);
		let [GrandpaLog::ForcedChange(median, change)] =
			&announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID)[..]
		else {
			panic!("one signal for one change");
		};
		assert_eq!((*median, change.delay), (1, 7));
		assert_eq!(change.next_authorities, grandpa(&[(1, 1_000), (2, 500)]));
	});
}

#[test]
fn a_pending_change_keeps_its_own_weights() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Elections::elect(2, &[(1, 1), (2, 2)]);
		run_to_session(1);
		let other = grandpa(&[(9, 9)]);
		Grandpa::schedule_change(other.clone(), 100, None).expect("none is pending");
		run_to_session(2);
		let pending = Grandpa::pending_change().expect("still pending");
		assert_eq!(pending.next_authorities.into_inner(), other);
	});
}

#[test]
fn a_set_whose_epoch_begins_while_a_forced_change_is_pending_is_not_announced() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Grandpa::note_stalled(RuntimeOrigin::root(), EPOCH + 1, 1).expect("root may");
		Elections::elect(2, &[(1, 10), (3, 70)]);
		Elections::elect(3, &[(3, 5)]);
		run_to_session(1);
		let forced = Grandpa::pending_change().expect("the change waits");
		assert_eq!(forced.next_authorities.into_inner(), grandpa(&[(1, 1_000), (2, 500)]));

		let set = pallet_grandpa::CurrentSetId::<Test>::get();

		let logs = run_to_session(2);
		assert_eq!(announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID), []);
		// The forced set is in charge of the sessions that began meanwhile.
		assert_eq!(pallet_grandpa::CurrentSetId::<Test>::get(), set);
		assert_eq!(Grandpa::session_for_set(set), Some(2));

		let logs = run_to_session(3);
		let [GrandpaLog::ScheduledChange(change)] =
			&announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID)[..]
		else {
			panic!("the change is over");
		};
		assert_eq!(change.next_authorities, grandpa(&[(3, 5)]));
	});
}

#[test]
fn a_validator_whose_stake_is_unknown_stays_with_the_smallest_weight() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		// The session pallet keeps its set; the election no longer knows validator 2.
		Elections::elect(0, &[(1, 1_000)]);
		run_to_session(1);
		assert_eq!(Babe::authorities().into_inner(), babe(&[(1, 1_000), (2, 1)]));
	});
}

#[test]
fn disabling_is_told_to_the_nodes() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		run_to_session(1);
		<crate::WeightedBabe<Test, Elections> as OneSessionHandler<AccountId>>::on_disabled(1);
		<crate::WeightedGrandpa<Test, Elections> as OneSessionHandler<AccountId>>::on_disabled(1);
		let logs = System::digest().logs;
		assert!(announced::<BabeLog>(&logs, BABE_ENGINE_ID).contains(&BabeLog::OnDisabled(1)));
		assert!(announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID)
			.contains(&GrandpaLog::OnDisabled(1)));
	});
}

#[test]
fn a_set_without_anybody_leaves_the_last_one_in_charge() {
	chain(&[(1, 1_000), (2, 500)]).execute_with(|| {
		Elections::elect(2, &[]);
		Elections::elect(4, &[(3, 70)]);

		let logs = run_to_session(1);
		let [BabeLog::NextEpochData(next)] = &announced::<BabeLog>(&logs, BABE_ENGINE_ID)[..]
		else {
			panic!("one announcement each session");
		};
		assert_eq!(next.authorities, babe(&[(1, 1_000), (2, 500)]));

		let logs = run_to_session(2);
		assert!(announced::<GrandpaLog<u64>>(&logs, GRANDPA_ENGINE_ID).is_empty());
		assert_eq!(Babe::authorities().into_inner(), babe(&[(1, 1_000), (2, 500)]));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(1, 1_000), (2, 500)]));
		assert_eq!(Grandpa::session_for_set(0), Some(2));

		run_to_session(4);
		assert_eq!(Babe::authorities().into_inner(), babe(&[(3, 70)]));
		assert_eq!(Grandpa::grandpa_authorities(), grandpa(&[(3, 70)]));
	});
}
