//! The values that a genesis may choose, and their effects.

use super::*;
use crate::{
	genesis_presets::{get_preset, preset_names},
	*,
};
use frame_support::traits::Get;
use pallet_referenda::TracksInfo;
use sp_consensus_babe::SlotDuration;

/// The initial state of a chain with `clock`, or the reason why it does not start.
fn start(clock: serde_json::Value) -> Result<sp_io::TestExternalities, String> {
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("defaults are JSON");
	merge(&mut config["clock"], clock);
	build(config)
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

fn build(config: serde_json::Value) -> Result<sp_io::TestExternalities, String> {
	use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilderV1;
	let mut externalities = sp_io::TestExternalities::new_empty();
	externalities.execute_with(|| Runtime::build_state(config.to_string().into_bytes()))?;
	Ok(externalities)
}

/// Lets a genesis without validators begin with the authorities of a preset.
fn pause(config: &mut serde_json::Value) {
	let patch = get_preset(&"development".into()).expect("the preset exists");
	let patch: serde_json::Value = serde_json::from_slice(&patch).expect("presets are JSON");
	config["palisadeStaking"]["electionMode"] = "Paused".into();
	config["session"]["keys"] = patch["session"]["keys"].clone();
}

/// The initial state of a chain of a preset.
pub(super) fn preset(id: &str) -> sp_io::TestExternalities {
	let patch = get_preset(&id.into()).expect("the preset exists");
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("defaults are JSON");
	merge(&mut config, serde_json::from_slice(&patch).expect("presets are JSON"));
	build(config).expect("the preset builds")
}

fn refusal(clock: serde_json::Value) -> String {
	start(clock).expect_err("the genesis is refused")
}

#[test]
fn a_chain_of_value_counts_days() {
	preset("staging").execute_with(|| {
		assert_eq!(pace(), Pace { slot_duration: 2_000, epoch_slots: 43_200, block_compute: 666 });
		assert_eq!(EpochMilliseconds::get(), DAY);
		assert_eq!((BondingEpochs::get(), ReportEpochs::get(), DisputeEpochs::get()), (21, 10, 7));
		assert_eq!((DecisionEpochs::get(), RedelegationEpochs::get()), (26, 12));
		assert_eq!(block_time(), 6_000);
		assert_eq!(days(1), 14_400);
		assert_eq!(governance().root.decision, 28 * 14_400);
		let windows = configs::parameters::dynamic_params::slashing::Windows::get();
		assert_eq!((windows.report, windows.veto, windows.dispute), (10, 2, 2));
		assert_eq!((windows.commit, windows.reveal, windows.correlation), (1, 1, 7));
		assert_eq!((windows.repetition, windows.probation), (30, 7));
		let rules = configs::parameters::dynamic_params::delegation_marketplace::Rules::get();
		assert_eq!((rules.bidding, rules.reveal, rules.settlement), (14_400, 14_400, 14_400));
		type MaxTerm = <Runtime as palisade_delegation_marketplace::Config>::MaxTerm;
		assert_eq!(<MaxTerm as Get<u32>>::get(), 3_650);
		type MaxInterruption =
			<Runtime as palisade_delegation_marketplace::Config>::MaxInterruption;
		assert_eq!(<MaxInterruption as Get<u32>>::get(), 28 * days(1));
	});
}

#[test]
fn a_genesis_without_a_clock_counts_days_too() {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("it is JSON");
	pause(&mut config);
	build(config).expect("the defaults fit").execute_with(|| {
		assert_eq!(EpochMilliseconds::get(), DAY);
		assert_eq!(epochs(), EpochPeriods::LONGEST);
		assert_eq!(governance(), GovernancePeriods::human(6_000));
	});
	// A state without the values reads as the defaults.
	sp_io::TestExternalities::new_empty().execute_with(|| assert_eq!(pace(), Pace::default()));
}

#[test]
fn the_presets_for_people_who_watch_have_short_epochs() {
	let minutes = |id: &str| preset(id).execute_with(EpochMilliseconds::get) / MINUTE;
	assert_eq!(minutes("development"), 1);
	assert_eq!(minutes("local"), 2);
	preset("rehearsal").execute_with(|| {
		assert_eq!(pace(), Pace { slot_duration: 1_000, epoch_slots: 20, block_compute: 333 });
		assert_eq!(BondingEpochs::get(), 9);
		assert!(BondingEpochs::get() < constants::bounds::BONDING_EPOCHS);
		assert_eq!(governance(), GovernancePeriods::rehearsal());
	});
}

#[test]
fn governance_takes_as_many_epochs_where_an_epoch_stands_for_a_day() {
	let in_epochs = |id: &str| {
		preset(id).execute_with(|| {
			let epoch = EpochMilliseconds::get() / block_time();
			(u64::from(governance().root.decision) / epoch, u64::from(governance().safe_mode))
		})
	};
	assert_eq!(in_epochs("staging"), (28, 2_400));
	assert_eq!(in_epochs("local"), (28, 3));
	assert_eq!(in_epochs("development"), (28, 5));
}

#[test]
fn slots_of_twelve_seconds_and_epochs_of_a_hundred_blocks() {
	preset("steady").execute_with(|| {
		assert_eq!(Babe::slot_duration(), 12_000);
		assert_eq!(block_time(), 12_000);
		assert_eq!(EpochSlots::get(), 100);
		// A third of the slot would be 4 s.
		assert_eq!(pace().block_compute, MAX_BLOCK_COMPUTE);
		assert_eq!(days(1), 7_200);
	});
}

#[test]
fn babe_timestamps_payouts_and_the_api_read_the_clock() {
	use sp_consensus_babe::runtime_decl_for_babe_api::BabeApiV2;
	for id in preset_names() {
		preset(id.as_ref()).execute_with(|| {
			let pace = pace();
			assert_eq!(
				<Runtime as pallet_babe::Config>::EpochDuration::get(),
				pace.epoch_slots,
				"{id}"
			);
			let half: u64 = <Runtime as pallet_timestamp::Config>::MinimumPeriod::get();
			assert_eq!(2 * half, pace.slot_duration);
			let configuration = <Runtime as BabeApiV2<Block>>::configuration();
			assert_eq!(
				configuration.slot_duration(),
				SlotDuration::from_millis(pace.slot_duration)
			);
			assert_eq!(configuration.epoch_length, pace.epoch_slots);
		});
	}
}

#[test]
fn the_metadata_shows_the_clock_of_the_chain() {
	use codec::{Decode, Encode};
	let constant = |id: &str, of: &str, name: &str| {
		preset(id).execute_with(|| {
			let metadata = Runtime::metadata();
			let encoded = metadata.encode();
			let metadata = frame_metadata::RuntimeMetadataPrefixed::decode(&mut &encoded[..])
				.expect("metadata");
			let frame_metadata::RuntimeMetadata::V14(metadata) = metadata.1 else {
				panic!("the metadata has version 14")
			};
			let pallet =
				metadata.pallets.into_iter().find(|pallet| pallet.name == of).expect("a pallet");
			pallet.constants.into_iter().find(|it| it.name == name).expect("a constant").value
		})
	};
	for (id, slots, bonding) in [("staging", 43_200u64, 21u32), ("rehearsal", 20, 9)] {
		assert_eq!(constant(id, "Babe", "EpochDuration"), slots.encode());
		assert_eq!(constant(id, "PalisadeStaking", "BondingEpochs"), bonding.encode());
	}
	assert_ne!(
		constant("staging", "Referenda", "Tracks"),
		constant("rehearsal", "Referenda", "Tracks")
	);
}

#[test]
fn every_track_has_the_periods_of_genesis() {
	preset("rehearsal").execute_with(|| {
		let tracks: Vec<_> = configs::governance::Tracks::tracks().collect();
		assert_eq!(tracks.len(), 5);
		for track in tracks {
			assert_eq!((track.info.prepare_period, track.info.decision_period), (2, 20));
			let same = configs::governance::Tracks::info(track.id).expect("the track exists");
			assert_eq!(*same, track.info);
		}
		assert!(configs::governance::Tracks::info(2).is_none());
	});
}

#[test]
fn each_value_out_of_bounds_is_refused_by_name() {
	use serde_json::json;
	for (patch, said) in [
		(json!({"pace": {"slotDuration": 999}}), "pace.slotDuration is 999, below the least of 1000"),
		(json!({"pace": {"slotDuration": 60_002}}), "pace.slotDuration is 60002, above"),
		(json!({"pace": {"slotDuration": 2_001}}), "must be even"),
		(json!({"pace": {"epochSlots": 9}}), "pace.epochSlots is 9, below the least of 10"),
		(
			json!({"pace": {"epochSlots": 302_401}}),
			"pace.epochSlots times pace.slotDuration (604802000) must not exceed seven days",
		),
		(json!({"pace": {"blockCompute": 332}}), "pace.blockCompute is 332, below"),
		(
			json!({"pace": {"blockCompute": 667}}),
			"pace.blockCompute (667) must not exceed a third of pace.slotDuration (666)",
		),
		(
			json!({"pace": {"slotDuration": 12_000, "epochSlots": 100, "blockCompute": 2_001}}),
			"pace.blockCompute is 2001, above the most of 2000",
		),
		(json!({"epochs": {"bonding": 22}}), "epochs.bonding is 22, above the most of 21"),
		(json!({"epochs": {"report": 0}}), "epochs.report is 0, below"),
		(json!({"epochs": {"report": 11}}), "epochs.report is 11, above"),
		(json!({"epochs": {"dispute": 5}}), "epochs.dispute is 5, below the least of 6"),
		(json!({"epochs": {"dispute": 8}}), "epochs.dispute is 8, above"),
		(json!({"epochs": {"decisionSlack": 0}}), "epochs.decisionSlack is 0, below"),
		(json!({"epochs": {"caseSlack": 1}}), "epochs.caseSlack is 1, below"),
		(json!({"epochs": {"caseSlack": 8}}), "epochs.caseSlack is 8, above"),
		(
			json!({"epochs": {"bonding": 20}}),
			"epochs.report + epochs.dispute + epochs.decisionSlack + 1 (21) must not exceed epochs.bonding (20)",
		),
		(
			json!({"governance": {"root": {"prepare": 0}}}),
			"governance.root.prepare is 0, below the least of 1",
		),
		(
			json!({"governance": {"slashAppeal": {"confirm": 403_201}}}),
			"governance.slashAppeal.confirm (403201) must not exceed governance.slashAppeal.decision (403200)",
		),
		(
			json!({"governance": {"undecidingTimeout": 1}}),
			"governance.root.prepare (1200) must not exceed governance.undecidingTimeout (1)",
		),
		(
			json!({"governance": {"whitelistExpiration": 1}}),
			"must not exceed governance.whitelistExpiration (1)",
		),
		(json!({"governance": {"safeMode": 0}}), "governance.safeMode is 0, below"),
		(
			json!({"governance": {"treasurySpend": u32::MAX}}),
			"governance.treasurySpend is 4294967295, above",
		),
	] {
		let error = refusal(patch.clone());
		assert!(error.contains(said), "{patch}: {error}");
	}
}

#[test]
fn windows_that_the_clock_would_shorten_are_refused() {
	use serde_json::json;
	let judging = |commit: u32, veto: u32| {
		json!({
			"report": 10, "veto": veto, "dispute": 2, "commit": commit, "reveal": 1, "hold": 7,
			"correlation": 7, "repetition": 30, "probation": 7, "jail": 7,
		})
	};
	let start = |judging: serde_json::Value, clock: serde_json::Value| {
		let mut config =
			serde_json::to_value(RuntimeGenesisConfig::default()).expect("defaults are JSON");
		pause(&mut config);
		config["genesisParameters"]["judging"] = judging;
		merge(&mut config["clock"], clock);
		build(config).map(|_| ())
	};
	assert_eq!(start(judging(1, 2), json!({})), Ok(()));
	for (values, clock) in [
		(judging(2, 2), json!({})),
		(judging(1, 3), json!({})),
		// The defaults need seven.
		(json!(null), json!({"epochs": {"dispute": 6}})),
	] {
		let error = start(values, clock).expect_err("the windows do not fit");
		assert!(error.contains("must not exceed epochs.dispute"), "{error}");
	}
	let late = serde_json::json!({"epochs": {"report": 9}});
	let error = start(judging(1, 2), late).expect_err("reports come later than the clock allows");
	assert!(error.contains("judging.report (10) must not exceed epochs.report (9)"), "{error}");
}

#[test]
fn every_extreme_of_an_accepted_clock_passes_the_integrity_tests_of_the_pallets() {
	use frame_support::traits::IntegrityTest;
	let least =
		EpochPeriods { bonding: 9, report: 1, dispute: 6, decision_slack: 1, case_slack: 2 };
	for epochs in [least, EpochPeriods::LONGEST, EpochPeriods::SHORT] {
		assert_eq!(epochs.check(), Ok(()));
		preset("staging").execute_with(|| {
			EpochPeriodsOf::<Runtime>::put(epochs);
			AllPalletsWithSystem::integrity_test();
		});
	}
}

#[test]
fn no_accepted_clock_frees_stake_or_closes_a_window_before_an_offence_is_decided() {
	use constants::bounds;
	use palisade_slashing::Window;
	let mut accepted = Vec::new();
	for bonding in 0..=bounds::BONDING_EPOCHS + 1 {
		for report in 0..=bounds::REPORT_EPOCHS + 1 {
			for dispute in 5..=bounds::DISPUTE_EPOCHS + 1 {
				for decision_slack in 0..=4 {
					for case_slack in 1..=bounds::CASE_SLACK_EPOCHS + 1 {
						let periods =
							EpochPeriods { bonding, report, dispute, decision_slack, case_slack };
						if periods.check().is_ok() {
							accepted.push(periods);
						}
					}
				}
			}
		}
	}
	preset("staging").execute_with(|| {
		for periods in &accepted {
			EpochPeriodsOf::<Runtime>::put(periods);
			let EpochPeriods { bonding, report, case_slack, .. } = *periods;
			// Exits of the epoch before the offence.
			assert!(periods.decision() < bonding + case_slack, "{periods:?}");
			assert!(bonding <= periods.decision(), "{periods:?}");
			assert!(report + 1 < periods.redelegation(), "{periods:?}");
			assert!(periods.redelegation() <= bonding, "{periods:?}");
			for window in Window::ALL {
				assert!(Slashing::least_epochs(window) > 0, "{window:?} of {periods:?}");
			}
		}
	});
	let shortest = accepted.iter().map(|periods| periods.bonding).min();
	assert_eq!(shortest, Some(EpochPeriods::SHORT.bonding));
	assert!(accepted.contains(&EpochPeriods::LONGEST));
}

#[test]
fn an_unknown_value_of_the_clock_is_refused() {
	let config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("defaults are JSON");
	let mut config = config;
	config["clock"]["pace"]["slotLength"] = 3_000.into();
	let error = build(config).expect_err("it is refused");
	assert!(error.contains("slotLength"), "{error}");
}

#[test]
#[should_panic(expected = "must not exceed a third of pace.slotDuration (666)")]
fn a_clock_that_does_not_fit_builds_no_storage() {
	use sp_runtime::BuildStorage;
	let mut genesis = RuntimeGenesisConfig::default();
	genesis.clock.pace.block_compute = 700;
	let _ = genesis.build_storage();
}

#[test]
fn the_periods_of_every_preset_pass_the_integrity_tests_of_the_pallets() {
	use frame_support::traits::IntegrityTest;
	for id in preset_names() {
		preset(id.as_ref()).execute_with(AllPalletsWithSystem::integrity_test);
	}
}
