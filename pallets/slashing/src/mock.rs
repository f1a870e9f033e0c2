//! The test runtimes: this one has a fake of the staking pallet, [`integration`] the real one, and
//! [`aura`] the real one with Aura.

use crate::{self as palisade_slashing, types::*, *};
#[cfg(feature = "runtime-benchmarks")]
use frame_benchmarking::BenchmarkError;
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	traits::{OnFinalize, OnInitialize},
	weights::Weight,
};
use palisade_primitives::{
	test::{TestStake, TestStakeConfig, TestValidator},
	Balance, EpochIndex, ExposureInspect, PlannedMember, ValidatorStatus,
};
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::EndSession,
	stubs::{
		Declared, Entities, InterruptedEpochs, Seed, SetInterruptions, SetRandomness, Stalled,
		ToTheTreasury,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_runtime::BuildStorage;
use std::mem::{replace, take};

pub mod aura;
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
		Slashing: palisade_slashing,
	}
);

/// The account that has the stake.
const POT: AccountId = 777_777;

/// The fake of the staking pallet.
pub type Staking = TestStake<Test>;

impl TestStakeConfig for Test {
	type AccountId = AccountId;
	type Currency = Balances;
	type OnSlash = Payer;
	type ConductObserver = Slashing;

	fn pot() -> AccountId {
		POT
	}

	fn bonding_epochs() -> EpochIndex {
		BondingEpochs::get()
	}

	fn register(weight: Weight) {
		System::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);
	}
}

/// The benchmarks run with the real staking pallet.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Test> for Helper {
	fn set_active(_: u32) -> Result<Vec<AccountId>, BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	fn set_panel(_: u32) {}

	fn crowd(_: &AccountId, _: u32, _: u32) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	fn skip_epochs(_: u32) {}

	fn equivocation(_: &AccountId) -> Option<RuntimeCall> {
		None
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
		// The pot exists without stake too.
		self.account(POT).start_with(|| {
			for (who, stake, ..) in validators {
				Staking::add_validator(who, stake);
			}
			for (who, validator, stake, class) in delegations {
				Staking::add_stake(who, validator, class, stake);
			}
			Elected::set(Staking::planned());
			Staking::set_members(Elected::get());
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

/// What runs in each block.
type Hooked = (Slashing, Epochs);

parameter_types! {
	/// The members of the next set, elected when the epoch began.
	static Elected: Vec<PlannedMember<AccountId>> = Vec::new();
}

/// Begins an epoch where a test has set [`EndSession`]. As in the staking pallet, a validator that
/// is jailed serves for another epoch, of which the set has been elected.
pub struct Epochs;

impl OnInitialize<u64> for Epochs {
	fn on_initialize(_: u64) -> Weight {
		if EndSession::take() {
			Staking::next_epoch();
			Staking::set_members(Elected::mutate(|next| replace(next, Staking::planned())));
		}
		Weight::zero()
	}
}

impl OnFinalize<u64> for Epochs {}

fn validator(who: AccountId) -> TestValidator {
	Staking::validator(&who).expect("there is such a validator")
}

/// Returns the status of a validator.
pub fn status(who: AccountId) -> ValidatorStatus {
	validator(who).status
}

/// Returns the status of a validator before its jailing or ban.
pub fn status_before(who: AccountId) -> Option<ValidatorStatus> {
	validator(who).before.map(|(status, _)| status)
}

/// Returns the first epoch after the jail term of a validator, or `None` if it is not in jail.
pub fn jailed_until(who: AccountId) -> Option<EpochIndex> {
	let TestValidator { status, jailed_until, .. } = validator(who);
	(status == ValidatorStatus::Jailed).then_some(jailed_until)
}

/// Returns whether a validator is in the set of the epoch, and can be elected again.
pub fn is_active(who: AccountId) -> bool {
	status(who) == ValidatorStatus::Online && Staking::exposure(now(), &who).is_some()
}
