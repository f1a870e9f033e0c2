//! Invariants of the composition before the first block.

use crate::{
	configs::{
		consensus::{DEVELOPMENT_EPOCH_CONFIG, NETWORK_EPOCH_CONFIG},
		system::maximum_block_weight,
	},
	constants::currency::{EXISTENTIAL_DEPOSIT, UNIT},
	genesis_presets::{get_preset, preset_names, NETWORK_STAKES},
	*,
};
use frame_support::{
	traits::Get,
	weights::constants::{WEIGHT_REF_TIME_PER_MILLIS, WEIGHT_REF_TIME_PER_SECOND},
};
use palisade_primitives::{PositionInspect, RewardClass, ValidatorInspect};
use palisade_staking::types::RewardPolicy;
use sp_consensus_babe::AllowedSlots;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// The initial state of a chain with this preset.
fn start(preset: &str) -> sp_io::TestExternalities {
	let patch = get_preset(&preset.into()).expect("the preset exists");
	let mut externalities = sp_io::TestExternalities::new_empty();
	externalities.execute_with(|| {
		frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(
			merged_with_defaults(&patch),
		)
		.expect("the preset builds")
	});
	externalities
}

/// Merges a preset, which is a patch, into the default genesis.
fn merged_with_defaults(patch: &[u8]) -> Vec<u8> {
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
	let mut config =
		serde_json::to_value(RuntimeGenesisConfig::default()).expect("defaults are JSON");
	merge(&mut config, serde_json::from_slice(patch).expect("presets are JSON"));
	serde_json::to_vec(&config).expect("JSON can be written")
}

#[test]
fn there_are_five_presets() {
	let names: Vec<String> = preset_names().iter().map(ToString::to_string).collect();
	assert_eq!(names, ["development", "local", "rehearsal", "steady", "staging"]);
	assert!(get_preset(&"no such preset".into()).is_none());
}

#[test]
fn development_has_one_validator_and_a_steady_beat() {
	start("development").execute_with(|| {
		assert_eq!(Session::validators(), [Sr25519Keyring::Alice.to_account_id()]);
		assert_eq!(Babe::epoch_config(), Some(DEVELOPMENT_EPOCH_CONFIG));
		assert_eq!(
			DEVELOPMENT_EPOCH_CONFIG.allowed_slots,
			AllowedSlots::PrimaryAndSecondaryVRFSlots
		);
	});
}

#[test]
fn networks_use_primary_slots_only() {
	assert_eq!(NETWORK_EPOCH_CONFIG.allowed_slots, AllowedSlots::PrimarySlots);
	assert_eq!(NETWORK_EPOCH_CONFIG.c, (1, 3));
	for preset in ["local", "rehearsal", "staging"] {
		start(preset).execute_with(|| assert_eq!(Babe::epoch_config(), Some(NETWORK_EPOCH_CONFIG)));
	}
}

#[test]
fn local_has_four_validators_with_delegators() {
	for preset in ["local", "rehearsal", "steady"] {
		start(preset).execute_with(check_the_network_of_four);
	}
}

fn check_the_network_of_four() {
	{
		let stakes = [1_000_000, 500_000, 250_000, 100_000u128].map(|stake| stake * UNIT);
		assert_eq!(stakes, NETWORK_STAKES);
		let names = [
			Sr25519Keyring::Alice,
			Sr25519Keyring::Bob,
			Sr25519Keyring::Charlie,
			Sr25519Keyring::Dave,
		];
		let (eve, ferdie) =
			(Sr25519Keyring::Eve.to_account_id(), Sr25519Keyring::Ferdie.to_account_id());
		for (name, stake) in names.into_iter().zip(stakes) {
			let account = name.to_account_id();
			assert_eq!(PalisadeStaking::stake_of(&account), stake);
			let tenth = stake / 10;
			// Shares are rounded down.
			let is_tenth = |value: Balance| tenth - value <= 1;
			assert!(is_tenth(PalisadeStaking::position_value(
				&eve,
				&account,
				RewardClass::Compounding
			)));
			assert!(is_tenth(PalisadeStaking::position_value(
				&ferdie,
				&account,
				RewardClass::Liquid
			)));
		}
		assert_eq!(Session::validators().len(), 4);
		assert!(!PalisadeStaking::is_validator(&eve));
		assert_eq!(
			Balances::free_balance(PalisadeStaking::pot()),
			1_850_000 * UNIT + EXISTENTIAL_DEPOSIT
		);
	}
}

#[test]
fn presets_scale_the_least_own_stake() {
	use palisade_staking::Config;
	let least = || <Runtime as Config>::MinimumSelfStake::get() / UNIT;
	start("development").execute_with(|| assert_eq!(least(), 10_000));
	start("local").execute_with(|| assert_eq!(least(), 10_000));
	start("staging").execute_with(|| assert_eq!(least(), 100_000));
	sp_io::TestExternalities::new_empty().execute_with(|| assert_eq!(least(), 1_000_000));
}

#[test]
fn staging_has_no_well_known_key() {
	let preset = get_preset(&"staging".into()).expect("the preset exists");
	let preset = String::from_utf8(preset).expect("JSON is text");
	use sp_core::crypto::Ss58Codec;
	for key in Sr25519Keyring::iter() {
		assert!(!preset.contains(&key.to_account_id().to_ss58check()), "{key:?}");
		assert!(!preset.contains(&key.public().to_ss58check()), "{key:?}");
	}
	for key in Ed25519Keyring::iter() {
		assert!(!preset.contains(&key.public().to_ss58check()), "{key:?}");
	}
	start("staging").execute_with(|| assert_eq!(Session::validators().len(), 4));
}

#[test]
fn the_token_has_12_decimals() {
	assert_eq!(UNIT, 10u128.pow(12));
	let prefix: u16 = <Runtime as frame_system::Config>::SS58Prefix::get();
	assert_eq!(prefix, 42);
}

#[test]
fn a_block_computes_for_at_most_a_third_of_a_slot() {
	for preset in preset_names() {
		start(preset.as_ref()).execute_with(|| {
			let slot = WEIGHT_REF_TIME_PER_MILLIS * clock::pace().slot_duration;
			let weights = <Runtime as frame_system::Config>::BlockWeights::get();
			assert_eq!(weights.max_block, maximum_block_weight());
			assert!(weights.max_block.ref_time() <= slot / 3);
			assert!(weights.max_block.ref_time() <= 2 * WEIGHT_REF_TIME_PER_SECOND);
		});
	}
}

#[test]
fn an_upgrade_fits_into_a_block_of_every_preset() {
	for preset in preset_names() {
		start(preset.as_ref()).execute_with(check_that_an_upgrade_fits);
	}
}

fn check_that_an_upgrade_fits() {
	use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
	let call: RuntimeCall =
		frame_system::Call::apply_authorized_upgrade { code: Vec::new() }.into();
	let info = call.get_dispatch_info();
	let weights = <Runtime as frame_system::Config>::BlockWeights::get();
	let limit = weights.get(info.class).max_extrinsic.expect("every class has a limit");
	assert!(info.call_weight.all_lte(limit), "{:?} of {limit:?}", info.call_weight);
	assert_eq!(info.class, DispatchClass::Operational);
}

#[test]
#[should_panic(expected = "cannot be a validator")]
fn a_genesis_with_a_stake_without_an_owner_does_not_start() {
	use sp_runtime::BuildStorage;
	let _ = RuntimeGenesisConfig {
		palisade_staking: PalisadeStakingConfig {
			validators: vec![(
				Sr25519Keyring::Alice.to_account_id(),
				1_000_000 * UNIT,
				Perbill::zero(),
				RewardPolicy::Compound,
			)],
			..Default::default()
		},
		..Default::default()
	}
	.build_storage();
}

/// The patch of a preset, changed.
fn changed(
	preset: &str,
	change: impl FnOnce(&mut serde_json::Value),
) -> sp_genesis_builder::Result {
	use sp_genesis_builder::runtime_decl_for_genesis_builder::GenesisBuilder;
	let patch = get_preset(&preset.into()).expect("the preset exists");
	let mut patch = serde_json::from_slice(&patch).expect("presets are JSON");
	change(&mut patch);
	let patch = serde_json::to_vec(&patch).expect("JSON can be written");
	sp_io::TestExternalities::new_empty()
		.execute_with(|| Runtime::build_state(merged_with_defaults(&patch)))
}

#[test]
fn every_preset_elects_a_validator() {
	for preset in preset_names() {
		assert_eq!(changed(preset.as_ref(), |_| {}), Ok(()), "{preset:?}");
		start(preset.as_ref()).execute_with(|| {
			let validators = Session::validators();
			assert!(!validators.is_empty() && validators == PalisadeStaking::active_validators());
		});
	}
}

#[test]
fn a_genesis_validator_without_session_keys_is_named() {
	let error = changed("local", |patch| {
		patch["session"]["keys"].as_array_mut().expect("it is a list").remove(1);
	})
	.expect_err("Bob has no keys");
	let bob = Sr25519Keyring::Bob.to_account_id();
	assert_eq!(
		error,
		format!(
			"the genesis validator {bob:?} has no session keys: add its keys to the genesis of the \
			 session pallet"
		)
	);
}

#[test]
fn a_genesis_that_elects_no_validator_says_why() {
	let error = changed("local", |patch| {
		patch["palisadeStaking"] = serde_json::json!({ "validators": [] });
	})
	.expect_err("there is no validator");
	assert!(error.starts_with("the genesis elects no validator, because it names none"), "{error}");
	let error = changed("local", |patch| {
		patch["genesisParameters"]["minimumActiveValidators"] = 5.into();
	})
	.expect_err("there are four");
	assert!(error.contains("because 4 can be elected and the least number is 5"), "{error}");
	// The seats bound the least number.
	let fewer_seats = changed("local", |patch| {
		patch["genesisParameters"]["minimumActiveValidators"] = 5.into();
		patch["genesisParameters"]["activeValidators"] = 4.into();
	});
	assert_eq!(fewer_seats, Ok(()));
}

#[test]
fn a_paused_genesis_without_authorities_does_not_start() {
	let paused = |change: fn(&mut serde_json::Value)| {
		changed("local", |patch| {
			patch["palisadeStaking"] = serde_json::json!({ "electionMode": "Paused" });
			change(&mut patch["session"]);
		})
	};
	assert_eq!(paused(|_| {}), Ok(()));
	for change in [
		|session: &mut serde_json::Value| session["keys"] = serde_json::json!([]),
		|session: &mut serde_json::Value| {
			session["nonAuthorityKeys"] = session["keys"].take();
			session["keys"] = serde_json::json!([]);
		},
	] {
		let error = paused(change).expect_err("the chain would have no block");
		assert!(error.contains("names no authority"), "{error}");
	}
}

#[test]
fn governance_sets_the_grace_and_the_loss_of_elections_within_bounds() {
	use configs::{
		parameters::{dynamic_params::staking as params, RuntimeParameters},
		staking::{MaximumElectionLoss, SelfStakeGrace},
	};
	start("local").execute_with(|| {
		let set = |loss, grace| {
			use params::Parameters::{MaximumElectionLoss as Loss, SelfStakeGrace as Grace};
			let loss = Loss(params::MaximumElectionLoss, Some(loss));
			let grace = Grace(params::SelfStakeGrace, Some(grace));
			for parameter in [loss, grace] {
				let parameter = RuntimeParameters::Staking(parameter);
				Parameters::set_parameter(RuntimeOrigin::root(), parameter).expect("root may");
			}
			(MaximumElectionLoss::get(), SelfStakeGrace::get())
		};
		let percent = Perbill::from_percent;
		assert_eq!(set(percent(20), 9), (percent(20), 9));
		assert_eq!(set(Perbill::zero(), 0), (percent(10), 0));
		assert_eq!(set(Perbill::one(), 2_000), (percent(50), 30));
	});
}

#[cfg(not(feature = "sudo"))]
#[test]
fn no_account_is_superuser_in_the_default_build() {
	use frame_support::traits::PalletsInfoAccess;
	assert!(AllPalletsWithSystem::infos().iter().all(|pallet| pallet.name != "Sudo"));
}
