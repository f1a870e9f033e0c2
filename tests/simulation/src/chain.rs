use crate::{Account, Simulation};
use palisade_primitives::RewardClass;
use palisade_runtime::{
	clock::{EpochPeriods, GovernancePeriods, Pace},
	configs::consensus::NETWORK_EPOCH_CONFIG,
	constants::{currency::UNIT, time::DEFAULT_BLOCK_TIME},
	AccountId, BabeConfig, Balance, BalancesConfig, ClockConfig, GenesisParametersConfig,
	PalisadeStakingConfig, RuntimeGenesisConfig, SessionConfig, TechnicalCommitteeConfig,
};
use palisade_staking::types::RewardPolicy;
use sp_runtime::{BuildStorage, Perbill};
use std::collections::BTreeMap;

/// A validator's free balance besides its stake, for fees and deposits.
const POCKET_MONEY: Balance = 1_000 * UNIT;

/// The pace of a simulated chain without a call of [`Chain::clock`]. Epochs last ten minutes, so
/// that a test need not make thousands of blocks; all else is as on a chain of value.
pub const PACE: Pace = Pace::new(2_000, 300);

/// Builder of a simulated chain.
#[derive(Default)]
pub struct Chain {
	clock: Option<ClockConfig>,
	validators: Vec<(Account, Balance)>,
	balances: BTreeMap<AccountId, Balance>,
	committee: Vec<AccountId>,
	commission: Perbill,
	delegations: Vec<(AccountId, AccountId, Balance, RewardClass)>,
}

impl Chain {
	/// A chain without accounts.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a validator with a stake and some free balance. Planck.
	pub fn validator(mut self, name: &str, stake: Balance) -> Self {
		let account = Account::new(name);
		*self.balances.entry(account.id()).or_default() += stake + POCKET_MONEY;
		self.validators.push((account, stake));
		self
	}

	/// Sets the clock of the chain. Default: [`PACE`], and the periods of a chain of value.
	pub fn clock(
		mut self,
		pace: Pace,
		epochs: EpochPeriods,
		governance: GovernancePeriods,
	) -> Self {
		self.clock = Some(ClockConfig { pace, epochs, governance, ..Default::default() });
		self
	}

	/// Sets the commission of all validators. Default: none.
	pub fn commission(mut self, commission: Perbill) -> Self {
		self.commission = commission;
		self
	}

	/// Adds a delegation, and the balance for it. Planck.
	pub fn delegation(
		mut self,
		delegator: AccountId,
		to: &str,
		amount: Balance,
		class: RewardClass,
	) -> Self {
		*self.balances.entry(delegator.clone()).or_default() += amount + UNIT;
		self.delegations.push((delegator, Account::new(to).id(), amount, class));
		self
	}

	/// Adds an account with a balance, or adds to its balance. Planck.
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
	/// If the chain has no validator, or the runtime refuses the genesis.
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
			palisade_staking: PalisadeStakingConfig {
				validators: self
					.validators
					.iter()
					.map(|(account, stake)| {
						(account.id(), *stake, self.commission, RewardPolicy::Compound)
					})
					.collect(),
				delegations: self.delegations,
				..Default::default()
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
