//! The test runtimes: this one has a fake of the staking pallet, [`integration`] the real one.

use crate::{self as palisade_delegation_marketplace, types::*, *};
#[cfg(feature = "runtime-benchmarks")]
use frame_benchmarking::BenchmarkError;
use palisade_primitives::{
	test::{TestStake, TestStakeConfig},
	Balance, Basis, DealId, Duty, EpochIndex, RewardClass, SlashControl, ValidatorControl,
	ValidatorStatus,
};
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	stubs::{
		interrupt, Declared, Entities, InterruptedBlocks, InterruptedEpochs, SetInterruptions,
		ToTheTreasury,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;
use sp_runtime::{BuildStorage, DispatchResult};
use std::mem::take;

// Each runtime has a copy of this module.
#[allow(clippy::duplicate_mod)]
mod common;
pub mod integration;
mod stubs;

pub use common::*;
pub use stubs::*;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Marketplace: palisade_delegation_marketplace,
	}
);

/// The account that has the stake.
const POT: AccountId = 777_777;

/// The fake of the staking pallet.
pub type Staking = TestStake<Test>;

impl TestStakeConfig for Test {
	type AccountId = AccountId;
	type Currency = Balances;
	type OnSlash = Marketplace;
	type ConductObserver = Marketplace;

	fn pot() -> AccountId {
		POT
	}

	fn bonding_epochs() -> EpochIndex {
		21
	}
}

/// The benchmarks run with the real staking pallet.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Test> for Helper {
	fn start(_: u32, _: bool) -> Result<Vec<AccountId>, BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	fn unit() -> Balance {
		UNIT
	}
}

/// The fake has no reward policies.
pub type Policy = ();

/// Stands for the policy that compounds.
pub const COMPOUND: Policy = ();

impl TestChain for Chain {
	type Runtime = Test;
	type Policy = Policy;

	fn genesis(&mut self) -> &mut Genesis<Policy> {
		&mut self.0
	}

	fn config(self) -> impl BuildStorage {
		RuntimeGenesisConfig { balances: self.0.balances(), ..Default::default() }
	}

	fn start(mut self) -> sp_io::TestExternalities {
		let (validators, delegations) =
			(take(&mut self.0.validators), take(&mut self.0.delegations));
		self.start_with(|| {
			for (who, stake, ..) in validators {
				Staking::add_validator(who, stake);
			}
			for (who, validator, stake, class) in delegations {
				Staking::add_stake(who, validator, class, stake);
			}
			// The first epoch whose exposures are recorded.
			next_epoch();
			System::reset_events();
		})
	}

	fn check() {
		check();
	}
}

/// Checks that the fake can pay all stake.
fn check_stake() {
	Staking::check().expect("the pot has all stake");
}

/// Ends the block and begins the next.
pub fn next_block() {
	System::set_block_number(System::block_number() + 1);
}

/// Ends the epoch.
pub fn next_epoch() {
	Staking::next_epoch();
	next_block();
}

/// The number of the next deal.
pub fn next_deal() -> DealId {
	Staking::next_deal()
}

/// Pays a reward of this many units for a deal, of which the validator keeps its commission.
pub fn reward(deal: DealId, units: Balance) {
	Staking::reward_deal(deal, units * UNIT);
}

/// Takes a validator offline.
pub fn go_offline(validator: AccountId) {
	Staking::set_status(&validator, ValidatorStatus::Offline);
}

/// Brings a validator back that was offline or in jail.
pub fn go_online(validator: AccountId) {
	match Staking::validator(&validator).map(|validator| validator.status) {
		Some(ValidatorStatus::Jailed) => {
			Staking::unjail(&validator).expect("its jail is over");
		},
		_ => Staking::set_status(&validator, ValidatorStatus::Online),
	}
}

/// Lets a validator leave.
pub fn leave_validators(validator: AccountId) {
	Staking::set_status(&validator, ValidatorStatus::Leaving);
}

/// Sets the account to which the rewards of `who` are paid.
pub fn set_reward_account(who: AccountId, to: AccountId) {
	Staking::set_reward_account(who, to);
}

/// Unbonds a part of the position of `who` with validator 1.
pub fn undelegate(who: AccountId, class: RewardClass, amount: Balance) {
	Staking::exit(who, 1, class, amount);
}

/// Withdraws the exits of `who` that are no longer held.
pub fn withdraw(who: AccountId) -> DispatchResult {
	Staking::withdraw(&who).map(drop)
}

/// Marks the running epoch as interrupted for a duty.
pub fn interrupt_epoch(duty: Duty) {
	interrupt(duty, now());
}

/// Marks the running epoch as interrupted for these duties, and ends it.
pub fn next_epoch_without(duties: &[Duty]) {
	duties.iter().copied().for_each(interrupt_epoch);
	next_epoch();
}

/// Runs `number` interrupted blocks of a duty, the running one the first of them.
pub fn interrupt_blocks(duty: Duty, number: u32) {
	interrupt_epoch(duty);
	InterruptedBlocks::mutate(|blocks| *blocks.entry(duty).or_default() += number);
	System::set_block_number(System::block_number() + u64::from(number));
}

/// Jails a validator.
pub fn jail(validator: AccountId, until: EpochIndex) {
	Staking::jail(&validator, until).expect("it can be jailed");
}

/// Reverses a jailing.
pub fn release(validator: AccountId) {
	Staking::release(&validator).expect("it can be released");
}

/// Bans a validator.
pub fn ban(validator: AccountId) {
	Staking::ban(&validator).expect("it can be banned");
}

/// Opens a case.
pub fn accuse(validator: AccountId, epoch: EpochIndex, basis: Basis) {
	Staking::open_case(&validator, epoch, basis).expect("it can be accused");
}
