//! The initial states of chains.
//!
//! | preset | validators | block time | epoch | bonding | governance |
//! |---|---|---|---|---|---|
//! | `development` | one | 2 s | 1 minute | 21 epochs | an epoch stands for a day |
//! | `local` | four | 6 s on average | 2 minutes | 21 epochs | an epoch stands for a day |
//! | `rehearsal` | four | 3 s on average | 20 s | 9 epochs | within blocks |
//! | `steady` | four | 12 s | 100 blocks, 20 minutes | 21 epochs | in days |
//! | `staging` | four | 6 s on average | 1 day | 21 epochs | in days |
//!
//! The validator of `development` is Alice, with a stake of 1,000,000 units. The networks of four
//! have stakes of 1,000,000, 500,000, 250,000 and 100,000 units. In `staging` all of it is
//! self-stake, and the keys are placeholders to replace: their secrets do not exist. In the other
//! networks the validators are Alice, Bob, Charlie and Dave; Eve (compounding) and Ferdie (liquid)
//! each delegate a tenth of every stake.
//!
//! Block times are averages where only primary slots have blocks. Slots are of 1 s in `rehearsal`.
//!
//! All run on one Wasm: the times are values of genesis, see [`clock`](crate::clock).
//!
//! The minimum self-stake is scaled to these stakes: 100,000 units in `staging`, 10,000 in the
//! others. The others need one validator for a set, where a chain of value needs four.
//!
//! The well-known accounts (Alice to Ferdie, each with its `//stash`) own 10,000,000 units each,
//! except in `staging`. Anyone can sign for them: such a chain must never hold anything of value.

use crate::{
	clock::{Calendar, EpochPeriods, GovernancePeriods, Pace, DAY, HOUR, MINUTE},
	configs::consensus::{DEVELOPMENT_EPOCH_CONFIG, NETWORK_EPOCH_CONFIG},
	constants::{
		currency::UNIT,
		time::{DEFAULT_BLOCK_TIME, DEFAULT_PACE},
	},
	genesis_parameters::{JudgingTimes, MarketTimes},
	AccountId, BabeConfig, Balance, BalancesConfig, ClockConfig, GenesisParametersConfig,
	PalisadeStakingConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	TechnicalCommitteeConfig,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use palisade_primitives::RewardClass;
use palisade_staking::types::RewardPolicy;
use serde_json::Value;
use sp_consensus_babe::BabeEpochConfiguration;
use sp_core::ByteArray;
use sp_crypto_hashing::blake2_256;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// The id of the preset for a network of four on one machine.
pub const LOCAL_PRESET: &str = "local";

/// The id of the preset for rehearsals and tests: the network of [`LOCAL_PRESET`], accelerated.
pub const REHEARSAL_PRESET: &str = "rehearsal";

/// The id of the preset with slots of 12 s, all of which have a block, and epochs of 100 blocks.
pub const STEADY_PRESET: &str = "steady";

/// The id of the preset for a public test network.
pub const STAGING_PRESET: &str = "staging";

/// The balance of each well-known account on a development chain.
pub const ENDOWMENT: Balance = 10_000_000 * UNIT;

/// The stakes of a network of four.
pub const NETWORK_STAKES: [Balance; 4] =
	[1_000_000 * UNIT, 500_000 * UNIT, 250_000 * UNIT, 100_000 * UNIT];

/// A validator at genesis.
pub struct Validator {
	/// The account that owns the stake.
	pub account: AccountId,
	/// The session keys of the validator's node.
	pub keys: SessionKeys,
	/// The validator's stake. Planck.
	pub stake: Balance,
}

/// The requirements for stakes.
struct Economy {
	/// The minimum self-stake of a validator. Planck.
	minimum_self_stake: Balance,
	/// The minimum size of an elected set; with fewer electable validators the set stays as it is.
	minimum_active_validators: u32,
}

/// For chains of well-known accounts.
const DEVELOPMENT_ECONOMY: Economy =
	Economy { minimum_self_stake: 10_000 * UNIT, minimum_active_validators: 1 };

/// For a public test network.
const STAGING_ECONOMY: Economy =
	Economy { minimum_self_stake: 100_000 * UNIT, minimum_active_validators: 4 };

/// The pace of a chain, and the periods of judging and trading.
struct Times {
	slots: BabeEpochConfiguration,
	pace: Pace,
	epochs: EpochPeriods,
	governance: GovernancePeriods,
	judging: Option<JudgingTimes>,
	market: Option<MarketTimes>,
}

impl Times {
	/// A chain in which an epoch stands for a day of a chain of value.
	const fn epoch_for_a_day(slots: BabeEpochConfiguration, pace: Pace, block_time: u64) -> Self {
		let day = pace.epoch_duration();
		Self {
			slots,
			pace,
			epochs: EpochPeriods::LONGEST,
			governance: GovernancePeriods::paced(day, block_time),
			judging: None,
			market: Some(market_times(Calendar { day, block_time })),
		}
	}
}

/// The periods of the market: a day each to bid, to reveal and to settle; extensions of ten
/// minutes, two hours in all.
const fn market_times(time: Calendar) -> MarketTimes {
	MarketTimes {
		bidding: time.blocks(DAY),
		extension: time.blocks(10 * MINUTE),
		extensions: time.blocks(2 * HOUR),
		reveal: time.blocks(DAY),
		settlement: time.blocks(DAY),
		rated_epochs: 7,
	}
}

/// Rewards appear while a newcomer watches.
const DEVELOPMENT_TIMES: Times =
	Times::epoch_for_a_day(DEVELOPMENT_EPOCH_CONFIG, Pace::new(2_000, 30), 2_000);

/// Rewards within minutes.
const LOCAL_TIMES: Times =
	Times::epoch_for_a_day(NETWORK_EPOCH_CONFIG, Pace::new(2_000, 60), 6_000);

/// Periods of days on a chain of value pass within minutes.
const REHEARSAL_TIMES: Times = Times {
	slots: NETWORK_EPOCH_CONFIG,
	pace: Pace::new(1_000, 20),
	epochs: EpochPeriods::SHORT,
	governance: GovernancePeriods::rehearsal(),
	judging: Some(JudgingTimes {
		report: 1,
		veto: 1,
		dispute: 1,
		commit: 1,
		reveal: 1,
		correlation: 2,
		repetition: 30,
		probation: 2,
		hold: 2,
		jail: 2,
	}),
	market: Some(MarketTimes {
		bidding: 14_400,
		extension: 5,
		extensions: 50,
		reveal: 15,
		settlement: 300,
		rated_epochs: 2,
	}),
};

/// Steady block times.
const STEADY_TIMES: Times = Times {
	slots: DEVELOPMENT_EPOCH_CONFIG,
	pace: Pace::new(12_000, 100),
	epochs: EpochPeriods::LONGEST,
	governance: GovernancePeriods::human(12_000),
	judging: None,
	market: Some(market_times(Calendar { day: DAY, block_time: 12_000 })),
};

/// Periods in days.
const STAGING_TIMES: Times = Times {
	slots: NETWORK_EPOCH_CONFIG,
	pace: DEFAULT_PACE,
	epochs: EpochPeriods::LONGEST,
	governance: GovernancePeriods::human(DEFAULT_BLOCK_TIME),
	judging: None,
	market: None,
};

/// The commission of the genesis validators.
const COMMISSION: Perbill = Perbill::from_percent(5);

impl Validator {
	/// A validator with well-known keys.
	fn well_known(sr25519: Sr25519Keyring, ed25519: Ed25519Keyring, stake: Balance) -> Self {
		Self {
			account: sr25519.to_account_id(),
			keys: SessionKeys {
				grandpa: ed25519.public().into(),
				babe: sr25519.public().into(),
				authority_discovery: sr25519.public().into(),
			},
			stake,
		}
	}

	/// A validator whose keys are hashes of their purposes: their secrets do not exist. Shows where
	/// a chain's own keys go.
	fn placeholder(index: u8, stake: Balance) -> Option<Self> {
		let bytes = |purpose: &str| {
			blake2_256(&[b"palisade staging ", purpose.as_bytes(), &[index]].concat())
		};
		Some(Self {
			account: AccountId::from(bytes("account")),
			keys: SessionKeys {
				grandpa: ByteArray::from_slice(&bytes("grandpa")).ok()?,
				babe: ByteArray::from_slice(&bytes("babe")).ok()?,
				authority_discovery: ByteArray::from_slice(&bytes("authority discovery")).ok()?,
			},
			stake,
		})
	}
}

/// A genesis with `validators`, `endowed` accounts, and a technical `committee`. Each of the
/// `delegators` holds a tenth of the stake of every validator, in its class.
fn genesis(
	times: Times,
	economy: Economy,
	validators: Vec<Validator>,
	delegators: &[(AccountId, RewardClass)],
	endowed: Vec<AccountId>,
	committee: Vec<AccountId>,
) -> Value {
	let tenth = |stake: Balance| stake / 10;
	let delegated = |stake: Balance| tenth(stake).saturating_mul(delegators.len() as Balance);
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: endowed.into_iter().map(|account| (account, ENDOWMENT)).collect::<Vec<_>>(),
		},
		genesis_parameters: GenesisParametersConfig {
			minimum_self_stake: Some(economy.minimum_self_stake),
			minimum_active_validators: Some(economy.minimum_active_validators),
			judging: times.judging,
			market: times.market,
		},
		clock: ClockConfig { pace: times.pace, epochs: times.epochs, governance: times.governance },
		palisade_staking: PalisadeStakingConfig {
			validators: validators
				.iter()
				.map(|validator| {
					let self_stake = validator.stake.saturating_sub(delegated(validator.stake));
					(validator.account.clone(), self_stake, COMMISSION, RewardPolicy::Compound)
				})
				.collect::<Vec<_>>(),
			delegations: delegators
				.iter()
				.flat_map(|(delegator, class)| {
					validators.iter().map(move |validator| {
						let amount = tenth(validator.stake);
						(delegator.clone(), validator.account.clone(), amount, *class)
					})
				})
				.collect::<Vec<_>>(),
		},
		babe: BabeConfig { epoch_config: times.slots },
		session: SessionConfig {
			keys: validators
				.into_iter()
				.map(|validator| (validator.account.clone(), validator.account, validator.keys))
				.collect::<Vec<_>>(),
		},
		technical_committee: TechnicalCommitteeConfig { members: committee },
	})
}

fn development() -> Value {
	let alice =
		Validator::well_known(Sr25519Keyring::Alice, Ed25519Keyring::Alice, NETWORK_STAKES[0]);
	genesis(
		DEVELOPMENT_TIMES,
		DEVELOPMENT_ECONOMY,
		vec![alice],
		&[],
		well_known_accounts(),
		committee(),
	)
}

/// A network of the well-known accounts.
fn network(times: Times) -> Value {
	let validators = [
		(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
		(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
		(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
	]
	.into_iter()
	.zip(NETWORK_STAKES)
	.map(|((sr25519, ed25519), stake)| Validator::well_known(sr25519, ed25519, stake))
	.collect();
	let delegators = [
		(Sr25519Keyring::Eve.to_account_id(), RewardClass::Compounding),
		(Sr25519Keyring::Ferdie.to_account_id(), RewardClass::Liquid),
	];
	genesis(times, DEVELOPMENT_ECONOMY, validators, &delegators, well_known_accounts(), committee())
}

fn staging() -> Value {
	let validators: Vec<_> = (0u8..)
		.zip(NETWORK_STAKES)
		.filter_map(|(index, stake)| Validator::placeholder(index, stake))
		.collect();
	let accounts: Vec<_> = validators.iter().map(|validator| validator.account.clone()).collect();
	genesis(STAGING_TIMES, STAGING_ECONOMY, validators, &[], accounts.clone(), accounts)
}

fn well_known_accounts() -> Vec<AccountId> {
	Sr25519Keyring::well_known().map(|key| key.to_account_id()).collect()
}

/// The technical committee of a development chain.
fn committee() -> Vec<AccountId> {
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie]
		.map(|key| key.to_account_id())
		.to_vec()
}

/// The preset with this id, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		sp_genesis_builder::DEV_RUNTIME_PRESET => development(),
		LOCAL_PRESET => network(LOCAL_TIMES),
		REHEARSAL_PRESET => network(REHEARSAL_TIMES),
		STEADY_PRESET => network(STEADY_TIMES),
		STAGING_PRESET => staging(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The ids of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[
		sp_genesis_builder::DEV_RUNTIME_PRESET,
		LOCAL_PRESET,
		REHEARSAL_PRESET,
		STEADY_PRESET,
		STAGING_PRESET,
	]
	.map(PresetId::from)
	.to_vec()
}
