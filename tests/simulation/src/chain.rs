use crate::{Account, Simulation};
use palisade_primitives::Class;
use palisade_runtime::{
	clock::{EpochPeriods, GovernancePeriods, Pace},
	configs::consensus::NETWORK_EPOCH_CONFIG,
	constants::{currency::UNIT, time::DEFAULT_BLOCK_TIME},
	AccountId, BabeConfig, Balance, BalancesConfig, ClockConfig, GenesisParametersConfig,
	RuntimeGenesisConfig, SessionConfig, StakingConfig, TechnicalCommitteeConfig,
};
use palisade_staking::types::RewardPolicy;
use sp_runtime::{BuildStorage, Perbill};
use std::collections::BTreeMap;

/// What a validator owns besides its stake, to pay fees and deposits with.
const POCKET_MONEY: Balance = 1_000 * UNIT;

/// How fast a simulated chain goes where [`Chain::clock`] is not called: epochs of ten minutes, so that a test need
/// not make thousands of blocks; all else as on a chain of value.
pub const PACE: Pace = Pace::new(2_000, 300);

/// Describes a chain to simulate.
#[derive(Default)]
pub struct Chain {
	clock: Option<ClockConfig>,
	validators: Vec<(Account, Balance)>,
	balances: BTreeMap<AccountId, Balance>,
	committee: Vec<AccountId>,
	commission: Perbill,
	delegations: Vec<(AccountId, AccountId, Balance, Class)>,
}

impl Chain {
	/// A chain without accounts.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a validator with a stake, in planck, and some free balance besides.
	pub fn validator(mut self, name: &str, stake: Balance) -> Self {
		let account = Account::new(name);
		*self.balances.entry(account.id()).or_default() += stake + POCKET_MONEY;
		self.validators.push((account, stake));
		self
	}

	/// The clock of the chain; [`PACE`], and the periods of a chain of value, where this is not called.
	pub fn clock(
		mut self,
		pace: Pace,
		epochs: EpochPeriods,
		governance: GovernancePeriods,
	) -> Self {
		self.clock = Some(ClockConfig { pace, epochs, governance, ..Default::default() });
		self
	}

	/// The commission of all validators; none where this is not called.
	pub fn commission(mut self, commission: Perbill) -> Self {
		self.commission = commission;
		self
	}

	/// Adds a delegation of an account, in planck, and the balance for it.
	pub fn delegation(
		mut self,
		delegator: AccountId,
		to: &str,
		amount: Balance,
		class: Class,
	) -> Self {
		*self.balances.entry(delegator.clone()).or_default() += amount + UNIT;
		self.delegations.push((delegator, Account::new(to).id(), amount, class));
		self
	}

	/// Adds an account with a balance, in planck, or gives it more.
	pub fn account(mut self, name: &str, balance: Balance) -> Self {
		*self.balances.entry(Account::new(name).id()).or_default() += balance;
		self
	}

	/// Makes an account a member of the technical committee.
	pub fn committee_member(mut self, name: &str) -> Self {
		self.committee.push(Account::new(name).id());
		self
	}

	/// Starts the chain.
	///
	/// # Panics
	///
	/// If it has no validator, or the runtime refuses the genesis.
	pub fn start(self) -> Simulation {
		assert!(!self.validators.is_empty(), "a chain needs a validator");
		let clock = self.clock.unwrap_or_else(|| ClockConfig {
			pace: PACE,
			governance: GovernancePeriods::human(DEFAULT_BLOCK_TIME),
			..Default::default()
		});
		let pace = clock.pace;
		let genesis = RuntimeGenesisConfig {
			clock,
			balances: BalancesConfig {
				balances: self.balances.into_iter().collect(),
				..Default::default()
			},
			genesis_parameters: GenesisParametersConfig {
				minimum_self_stake: Some(UNIT),
				minimum_active_validators: Some(1),
				..Default::default()
			},
			staking: StakingConfig {
				validators: self
					.validators
					.iter()
					.map(|(account, stake)| {
						(account.id(), *stake, self.commission, RewardPolicy::Compound)
					})
					.collect(),
				delegations: self.delegations,
			},
			babe: BabeConfig { epoch_config: NETWORK_EPOCH_CONFIG, ..Default::default() },
			session: SessionConfig {
				keys: self
					.validators
					.iter()
					.map(|(account, _)| (account.id(), account.id(), account.session_keys()))
					.collect(),
				..Default::default()
			},
			technical_committee: TechnicalCommitteeConfig {
				members: self.committee,
				..Default::default()
			},
			..Default::default()
		};
		let storage = genesis.build_storage().expect("the genesis is sound");
		let validators = self.validators.into_iter().map(|(account, _)| account).collect();
		Simulation::new(storage.into(), validators, pace)
	}
}
