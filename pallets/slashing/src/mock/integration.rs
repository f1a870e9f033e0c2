//! The test runtime with the real staking pallet, and sessions that end on demand.

use crate::{self as palisade_slashing, types::*, *};
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, Everything},
};
use palisade_primitives::{Balance, ByStake};
#[cfg(feature = "runtime-benchmarks")]
use palisade_primitives::{Duty, EpochIndex};
use palisade_staking::types::State;
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::{EndSession, SessionKeys, SetAuthor},
	stubs::{
		Declared, DustAccount, FixedPayout, InterruptedEpochs, SetInterruptions, SetRandomness,
		StakingPalletId,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;

// Each runtime has a copy of this module.
#[allow(clippy::duplicate_mod)]
#[path = "common.rs"]
mod common;

pub use super::stubs::*;
pub use common::*;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		CandidateList: pallet_bags_list::<Instance1>,
		Staking: palisade_staking,
		Slashing: palisade_slashing,
		Session: pallet_session,
		Historical: pallet_session::historical,
		Authorship: pallet_authorship,
	}
);

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

palisade_test_support::configure_sessions!(Test, palisade_staking::epoch::ElectedWith<Test>);

parameter_types! {
	pub static ActiveValidators: u32 = 20;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
	pub const MaxElectionBonus: Perbill = Perbill::from_percent(20);
}

impl palisade_staking::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type SessionKeys = Everything;
	type EpochPayout = FixedPayout<PayoutOfEpoch>;
	type ExpectedProduction = ByStake<SessionKeys>;
	type Participation = ();
	type ElectionWeight = Slashing;
	type ValidatorGate = Slashing;
	type Locks = ();
	type LockableCurrency = Balances;
	type FeeReserve = ();
	type Disabling = palisade_staking::epoch::DisableInSession<Test>;
	type ConductObserver = Slashing;
	type OnSlash = Payer;
	type StakingListener = ();
	type NextSessionRotation = ();
	type Randomness = SetRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type SelfStakeGrace = ConstU32<7>;
	type MaximumElectionLoss = palisade_test_support::stubs::OneThird;
	type MinimumDelegation = ConstU128<UNIT>;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = ConstU32<1>;
	type RotationShare = ();
	type MaximumCommission = ();
	type MaximumCommissionIncrease = ();
	type CommissionPeriod = ();
	type RegistrationDeposit = ConstU128<{ 10 * UNIT }>;
	type MaxActiveValidators = ConstU32<100>;
	type MaxDelegations = ConstU32<64>;
	type MaxElectionBonus = MaxElectionBonus;
	type BondingEpochs = ConstU32<21>;
	type ReportEpochs = ConstU32<10>;
	type RedelegationEpochs = ConstU32<12>;
	type Interruptions = SetInterruptions;
	type CaseSlackEpochs = ConstU32<7>;
	type PalletId = StakingPalletId;
	type DustAccount = DustAccount;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The setup that the benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl palisade_staking::BenchmarkHelper<AccountId> for Helper {
	fn make_eligible(_: &AccountId) {}

	fn set_seats(seats: u32) {
		ActiveValidators::set(seats);
	}

	fn set_session(members: &[AccountId]) {
		pallet_session::Validators::<Test>::put(members.to_vec());
	}

	fn interrupt_judging(epoch: EpochIndex) {
		palisade_test_support::stubs::interrupt(Duty::Judging, epoch);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Test> for Helper {
	fn set_active(number: u32) -> Result<Vec<AccountId>, frame_benchmarking::BenchmarkError> {
		palisade_staking::benchmarking::slashable::<Test>(number)
	}

	fn set_panel(seats: u32) {
		ThePanelRules::mutate(|rules| {
			rules.seats = seats;
			rules.seats_of_second = seats;
		});
	}

	fn set_about_to_be_jailed(
		validator: &AccountId,
	) -> Result<(), frame_benchmarking::BenchmarkError> {
		palisade_staking::benchmarking::about_to_be_jailed::<Test>(validator)
	}

	fn crowd(
		validator: &AccountId,
		number: u32,
		all: u32,
	) -> Result<(), frame_benchmarking::BenchmarkError> {
		palisade_staking::benchmarking::crowd_of::<Test>(validator, number, all)
	}

	fn skip_epochs(epochs: u32) {
		palisade_staking::benchmarking::skip_epochs::<Test>(epochs);
	}

	fn equivocation(_: &AccountId) -> Option<RuntimeCall> {
		None
	}
}

impl pallet_authorship::Config for Test {
	type FindAuthor = SetAuthor;
	type EventHandler = Staking;
}

/// The chain on which the benchmarks are tested.
#[cfg(feature = "runtime-benchmarks")]
pub fn chain() -> sp_io::TestExternalities {
	Chain::with_validators(4).start()
}

palisade_test_support::chain_on_staking!(Chain, Test, {
	// The first epoch that began with recorded exposures.
	next_epoch();
	System::reset_events();
});

/// Rewards become stake.
pub const COMPOUND: Policy = Policy::Compound;

/// Checks the invariants of the pallets around staking, and that no reference to an account is left
/// over or counted twice.
fn check_stake() {
	<Staking as frame_support::traits::Hooks<_>>::try_state(0)
		.expect("the invariants of staking hold");
	CandidateList::do_try_state().expect("the list is sound");
	palisade_test_support::chain::check_references::<Test>(&Staking::references());
}

/// What runs in each block.
type Hooked = (Slashing, Session, Authorship);

/// Makes a block authored by `author`.
pub fn block_by(author: AccountId) {
	palisade_test_support::chain::block_by(author, next_block);
}

/// Returns the state of a validator.
pub fn state(who: AccountId) -> State {
	palisade_staking::Validators::<Test>::get(who).expect("there is such a validator").state
}

/// Returns the state of a validator before its jailing or ban.
pub fn state_before(who: AccountId) -> Option<State> {
	palisade_staking::Validators::<Test>::get(who)?.confined_from
}
