//! The test runtime with the real staking pallet, whose epochs end on demand.

#[cfg(feature = "runtime-benchmarks")]
use crate::benchmarking::{Kind, NextSet, Way};
use crate::{self as palisade_delegation_marketplace, types::*, *};
#[cfg(feature = "runtime-benchmarks")]
use frame_benchmarking::BenchmarkError;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, Everything, Randomness},
};
use palisade_primitives::{Balance, ByStake, DealId};
#[cfg(feature = "runtime-benchmarks")]
use palisade_primitives::{EpochIndex, RewardClass};
#[cfg(feature = "runtime-benchmarks")]
use palisade_staking::benchmarking as staking;
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::{EndSession, SessionKeys},
	stubs::{Declared, DustAccount, FixedPayout, SetInterruptions, StakingPalletId, ToTheTreasury},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;
use sp_core::H256;

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
		Marketplace: palisade_delegation_marketplace,
		Session: pallet_session,
		Historical: pallet_session::historical,
	}
);

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

palisade_test_support::configure_sessions!(Test, palisade_staking::epoch::ElectedWith<Test>);

parameter_types! {
	pub static ActiveValidators: u32 = 100;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
	/// The bonus on self-stake in elections.
	pub static ElectionBonus: Perbill = Perbill::zero();
	pub const MaximumCommission: Perbill = Perbill::one();
}

/// No randomness: nothing here draws.
pub struct NoRandomness;
impl Randomness<H256, u64> for NoRandomness {
	fn random(_: &[u8]) -> (H256, u64) {
		(H256::zero(), 0)
	}
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
	type ElectionWeight = ();
	type ValidatorGate = ();
	type Locks = ();
	type LockableCurrency = Balances;
	type FeeReserve = ();
	type Disabling = ();
	type ConductObserver = Marketplace;
	type OnSlash = Marketplace;
	type StakingListener = ();
	type NextSessionRotation = ();
	type Randomness = NoRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type SelfStakeGrace = ConstU32<7>;
	type MaximumElectionLoss = palisade_test_support::stubs::OneThird;
	type MinimumDelegation = ConstU128<UNIT>;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = ConstU32<1>;
	type RotationShare = ();
	type MaximumCommission = MaximumCommission;
	type MaximumCommissionIncrease = MaximumCommission;
	type CommissionPeriod = ();
	type RegistrationDeposit = ConstU128<{ 10 * UNIT }>;
	type MaxActiveValidators = ConstU32<1_000>;
	type MaxDelegations = ConstU32<64>;
	type MaxElectionBonus = ElectionBonus;
	type Interruptions = ();
	type BondingEpochs = ConstU32<21>;
	type ReportEpochs = ConstU32<10>;
	type RedelegationEpochs = ConstU32<12>;
	type CaseSlackEpochs = ConstU32<7>;
	type PalletId = StakingPalletId;
	type DustAccount = DustAccount;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The setup of benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl palisade_staking::BenchmarkHelper<AccountId> for Helper {
	fn make_eligible(_: &AccountId) {}

	fn set_seats(seats: u32) {
		ActiveValidators::set(seats);
	}

	fn interrupt_judging(_: EpochIndex) {}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Test> for Helper {
	fn start(validators: u32, is_full: bool) -> Result<Vec<AccountId>, BenchmarkError> {
		staking::start::<Test>()?;
		TheRules::mutate(|rules| {
			rules.protocol_fee = Perbill::from_percent(1);
			rules.concentration = Perbill::from_percent(6);
			rules.concentration_slack = Perbill::from_percent(90);
			(rules.rated_amount, rules.rated_epochs) = (1, 1);
		});
		let start = |index| {
			let who = staking::validator::<Test>(index)?;
			Scores::mutate(|scores| scores.insert(who, 1));
			Buckets::mutate(|buckets| buckets.insert(who, 1));
			Attested::mutate(|levels| levels.insert(who, 1));
			Ok(who)
		};
		let validators = (0..validators).map(start).collect::<Result<_, BenchmarkError>>()?;
		if is_full {
			staking::fill_sets::<Test>();
		}
		Ok(validators)
	}

	fn unit() -> Balance {
		staking::unit::<Test>()
	}

	fn requirements() -> Requirements {
		Requirements {
			clean_record: true,
			minimum_score: Some(1),
			maximum_bucket: Some(1),
			minimum_attestation: 1,
			..Default::default()
		}
	}

	fn end_epoch(next: NextSet<AccountId>) -> Result<(), BenchmarkError> {
		match next {
			NextSet::AsNow => {},
			NextSet::With(validator) => staking::serve::<Test>(validator)?,
			NextSet::Empty => staking::retire_all::<Test>(),
		}
		staking::end_epoch::<Test>();
		Ok(())
	}

	fn skip_epochs(number: u32) -> Result<(), BenchmarkError> {
		staking::skip_epochs::<Test>(number);
		Ok(())
	}

	fn reward(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::reward::<Test>(validator)
	}

	fn near_bag(validator: &AccountId, index: u32, way: Way) -> Result<Balance, BenchmarkError> {
		match way {
			Way::Up => staking::between_bags_of_others::<Test>(validator, staking::Move::Up, index),
			Way::Down => {
				staking::about_to_fall::<Test>(validator)?;
				Ok(staking::unit::<Test>())
			},
		}
	}

	fn set_stake(validator: &AccountId, stake: Balance) -> Result<(), BenchmarkError> {
		staking::set_stake::<Test>(validator, stake)
	}

	fn refuse_deals(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::prove_offence::<Test>(validator)
	}

	fn fill_account(
		who: &AccountId,
		validator: &AccountId,
		places: u32,
	) -> Result<(), BenchmarkError> {
		staking::fill_delegations_but::<Test>(who, validator, places).map(drop)
	}

	fn affiliate(one: &AccountId, other: &AccountId) -> Result<(), BenchmarkError> {
		palisade_test_support::stubs::Entities::mutate(|entities| entities.insert((*one, *other)));
		Ok(())
	}

	fn fill_exits(who: &AccountId, validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::fill_exits::<Test>(who, validator)
	}

	fn movable(
		from: &AccountId,
		to: &AccountId,
		validator: &AccountId,
		kind: Kind,
	) -> Result<Asset<AccountId>, BenchmarkError> {
		let validator = *validator;
		Ok(match kind {
			Kind::Position => {
				staking::stale_positions::<Test>(from, to, &validator)?;
				let (class, amount) = (RewardClass::Compounding, staking::units::<Test>(10));
				Asset::Position { validator, class, amount }
			},
			Kind::Exits => {
				let epoch = staking::movable_exits::<Test>(from, to, &validator)?;
				Asset::Exits { validator, epoch }
			},
		})
	}
}

palisade_test_support::chain_on_staking!(Chain, Test, {
	// The first epoch whose exposures are recorded.
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

/// Ends the block and begins the next.
pub fn next_block() {
	palisade_test_support::chain::next_block::<Test, Session>();
}

/// Ends the epoch.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
}

/// Ends an epoch that pays this many units.
pub fn pay_epoch(units: Balance) {
	PayoutOfEpoch::set(units * UNIT);
	next_epoch();
	PayoutOfEpoch::set(0);
}

/// The number of the next deal.
pub fn next_deal() -> DealId {
	palisade_staking::NextDeal::<Test>::get()
}
