//! With what a chain starts.
//!
//! | preset | validators | slots | keys |
//! |---|---|---|---|
//! | `development` | Alice, stake 1,000,000 units | primary and secondary: a block every 2 s | well known |
//! | `local` | Alice, Bob, Charlie, Dave, stakes 1,000,000, 500,000, 250,000 and 100,000 units, of which a tenth each is delegated by Eve (compounding) and Ferdie (liquid) | primary only: a block every 6 s on average | well known |
//! | `staging` | four, stakes as in `local`, all their own | primary only | nobody's: placeholders to replace |
//!
//! The least own stake of a validator is scaled to these stakes: 10,000 units in the first two, 100,000 in
//! `staging`; and the first two do with one validator, where a chain of value needs four.
//!
//! The well-known accounts (Alice to Ferdie, each with its `//stash`) own 10,000,000 units each in the first
//! two. Anyone can sign for them: such a chain must never hold anything of value.

use crate::{
	configs::consensus::{DEVELOPMENT_EPOCH_CONFIG, NETWORK_EPOCH_CONFIG},
	constants::currency::UNIT,
	AccountId, BabeConfig, Balance, BalancesConfig, GenesisParametersConfig, RuntimeGenesisConfig,
	SessionConfig, SessionKeys, StakingConfig, TechnicalCommitteeConfig,
};
use alloc::{vec, vec::Vec};
use frame_support::build_struct_json_patch;
use palisade_primitives::Class;
use palisade_staking::types::RewardPolicy;
use serde_json::Value;
use sp_consensus_babe::BabeEpochConfiguration;
use sp_core::ByteArray;
use sp_crypto_hashing::blake2_256;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::Perbill;

/// Id of the preset for a network of four on one machine.
pub const LOCAL_PRESET: &str = "local";

/// Id of the preset for a public test network.
pub const STAGING_PRESET: &str = "staging";

/// What each well-known account owns on a chain for development.
pub const ENDOWMENT: Balance = 10_000_000 * UNIT;

/// The stakes of a network of four.
pub const NETWORK_STAKES: [Balance; 4] =
	[1_000_000 * UNIT, 500_000 * UNIT, 250_000 * UNIT, 100_000 * UNIT];

/// A validator at genesis.
pub struct Validator {
	/// The account that owns the stake.
	pub account: AccountId,
	/// The keys of its node.
	pub keys: SessionKeys,
	/// Its stake, in planck.
	pub stake: Balance,
}

/// What a chain asks of those who stake.
struct Economy {
	/// Least own stake of a validator, in planck.
	minimum_self_stake: Balance,
	/// Where fewer validators can be elected, the set stays as it is.
	minimum_active_validators: u32,
}

/// For chains of well-known accounts.
const DEVELOPMENT_ECONOMY: Economy =
	Economy { minimum_self_stake: 10_000 * UNIT, minimum_active_validators: 1 };

/// For a public test network.
const STAGING_ECONOMY: Economy =
	Economy { minimum_self_stake: 100_000 * UNIT, minimum_active_validators: 4 };

/// The commission of the validators of genesis.
const COMMISSION: Perbill = Perbill::from_percent(5);

impl Validator {
	/// A validator whose keys are well known.
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

	/// A validator whose keys are hashes of what they are for: nobody has, or will have, their secrets.
	/// Shows where a chain's own keys go.
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

/// A genesis with `validators`, `endowed` accounts, and a technical `committee`. Each of the `delegators` holds
/// a tenth of the stake of every validator, in its class.
fn genesis(
	epoch_config: BabeEpochConfiguration,
	economy: Economy,
	validators: Vec<Validator>,
	delegators: &[(AccountId, Class)],
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
		},
		staking: StakingConfig {
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
		babe: BabeConfig { epoch_config },
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
		DEVELOPMENT_EPOCH_CONFIG,
		DEVELOPMENT_ECONOMY,
		vec![alice],
		&[],
		well_known_accounts(),
		committee(),
	)
}

fn local() -> Value {
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
		(Sr25519Keyring::Eve.to_account_id(), Class::Compounding),
		(Sr25519Keyring::Ferdie.to_account_id(), Class::Liquid),
	];
	genesis(
		NETWORK_EPOCH_CONFIG,
		DEVELOPMENT_ECONOMY,
		validators,
		&delegators,
		well_known_accounts(),
		committee(),
	)
}

fn staging() -> Value {
	let validators: Vec<_> = (0u8..)
		.zip(NETWORK_STAKES)
		.filter_map(|(index, stake)| Validator::placeholder(index, stake))
		.collect();
	let accounts: Vec<_> = validators.iter().map(|validator| validator.account.clone()).collect();
	genesis(NETWORK_EPOCH_CONFIG, STAGING_ECONOMY, validators, &[], accounts.clone(), accounts)
}

fn well_known_accounts() -> Vec<AccountId> {
	Sr25519Keyring::well_known().map(|key| key.to_account_id()).collect()
}

/// The technical committee of a chain for development.
fn committee() -> Vec<AccountId> {
	[Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie]
		.map(|key| key.to_account_id())
		.to_vec()
}

/// The preset with this id, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		sp_genesis_builder::DEV_RUNTIME_PRESET => development(),
		LOCAL_PRESET => local(),
		STAGING_PRESET => staging(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The ids of all presets.
pub fn preset_names() -> Vec<PresetId> {
	[sp_genesis_builder::DEV_RUNTIME_PRESET, LOCAL_PRESET, STAGING_PRESET]
		.map(PresetId::from)
		.to_vec()
}
