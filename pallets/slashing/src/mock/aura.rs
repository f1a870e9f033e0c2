//! The test runtime with Aura: all members of the set have equally many slots.

use super::stubs::*;
use crate::{self as palisade_slashing, *};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, Everything, OnFinalize, OnInitialize},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use palisade_primitives::{Balance, ByStake, EpochIndex, Equal, ExpectedProduction, Exposure};
use palisade_primitives::{Milliblocks, RewardClass};
use palisade_staking::types::RewardPolicy;
use palisade_test_support::{
	session::{EndSession, WhenTold},
	stubs::{
		Declared, DustAccount, FixedPayout, SetInterruptions, SetRandomness, StakingPalletId,
		ToTreasury,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;
use sp_consensus_aura::{sr25519::AuthorityId, AURA_ENGINE_ID};
use sp_core::sr25519::Public;
use sp_runtime::{traits::OpaqueKeys, BuildStorage, Digest, DigestItem};

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		CandidateList: pallet_bags_list::<Instance1>,
		Staking: palisade_staking,
		Slashing: palisade_slashing,
		Aura: pallet_aura,
		// Before the session: see the staking pallet.
		Authorship: pallet_authorship,
		Session: pallet_session,
		Historical: pallet_session::historical,
	}
);

/// The hooks of a block, in the right order for Aura.
pub type InOrder = (Slashing, Aura, Authorship, Session);

/// The hooks in the right order for BABE, which is wrong for Aura.
pub type AuthorAfterSession = (Slashing, Aura, Session, Authorship);

sp_runtime::impl_opaque_keys! {
	/// The session keys of a validator.
	pub struct AuraKeys {
		/// Signs blocks.
		pub aura: Aura,
	}
}

palisade_test_support::configure_balances!(Test);

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

impl pallet_aura::Config for Test {
	type AuthorityId = AuthorityId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<100>;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<2_000>;
}

impl pallet_authorship::Config for Test {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = Staking;
}

impl pallet_bags_list::Config<frame_support::instances::Instance1> for Test {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Staking;
	type BagThresholds = palisade_test_support::stubs::BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = Balance;
	type WeightInfo = ();
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = sp_runtime::traits::ConvertInto;
	type ShouldEndSession = WhenTold;
	type NextSessionRotation = ();
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Test, Staking>;
	type SessionHandler = <AuraKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = AuraKeys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = Balance;
	type FullIdentificationOf = palisade_staking::epoch::ElectedWith<Test>;
}

parameter_types! {
	pub static PayoutOfEpoch: Balance = 0;
	/// Whether production is expected by stake, which is wrong for Aura.
	pub static MeasuresByStake: bool = false;
	pub const MaxElectionBonus: Perbill = Perbill::from_percent(20);
}

/// [`Equal`], unless a test wants the wrong expectation.
pub struct Expected;
impl ExpectedProduction<AccountId> for Expected {
	fn of_set(
		epoch: EpochIndex,
		blocks: u32,
		set: &[Exposure<AccountId>],
	) -> Vec<Option<Milliblocks>> {
		match MeasuresByStake::get() {
			true => ByStake::<AuraKeys>::of_set(epoch, blocks, set),
			false => Equal::of_set(epoch, blocks, set),
		}
	}
}

impl palisade_staking::Config for Test {
	type Currency = Balances;
	type LockableCurrency = Balances;
	type FeeReserve = ();
	type Disabling = palisade_staking::epoch::DisableInSession<Test>;
	type SelfStakeGrace = ConstU32<7>;
	type MaximumElectionLoss = palisade_test_support::stubs::OneThird;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = EnsureRoot<AccountId>;
	type SessionKeys = Everything;
	type EpochPayout = FixedPayout<PayoutOfEpoch>;
	type ExpectedProduction = Expected;
	type Participation = ();
	type ElectionWeight = Slashing;
	type ValidatorGate = Slashing;
	type Locks = ();
	type ConductObserver = (Slashing, Witness);
	type OnSlash = Payer;
	type StakingListener = ();
	type NextSessionRotation = ();
	type Randomness = SetRandomness;
	type MinimumSelfStake = ConstU128<{ 100 * UNIT }>;
	type MinimumDelegation = ConstU128<UNIT>;
	type ActiveValidators = ConstU32<20>;
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
	type BenchmarkHelper = super::integration::Helper;
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Clock = Staking;
	type Interruptions = SetInterruptions;
	type Stake = Staking;
	type Affiliation = Declared;
	type ConductObserver = Witness;
	type KeyRetirement = Retire;
	type Randomness = SetRandomness;
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type AppealOrigin = EnsureSignedBy<Appeal, AccountId>;
	type HoldOrigin = EnsureSignedBy<Committee, AccountId>;
	type Treasury = ToTreasury<Balances>;
	type Penalties = SetPenalties;
	type Windows = TheWindows;
	type BondAmounts = TheBondAmounts;
	type Distribution = TheDistribution;
	type PanelRules = ThePanelRules;
	type DowntimeRules = TheDowntimeRules;
	type ProbationDiscount = ProbationDiscount;
	type MaxReportEpochs = ConstU32<10>;
	type MaxDisputeEpochs = ConstU32<7>;
	type SlackEpochs = SlackEpochs;
	type BondingEpochs = BondingEpochs;
	type DecisionEpochs = DecisionEpochs;
	type MaxActiveValidators = ConstU32<100>;
	type MaxSteps = MaxSteps;
	type MaxStepsWeight = MaxStepsWeight;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The benchmarks run with another runtime.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<Test> for Helper {
	fn set_active(_: u32) -> Result<Vec<AccountId>, frame_benchmarking::BenchmarkError> {
		Err(frame_benchmarking::BenchmarkError::Skip)
	}

	fn set_panel(_: u32) {}

	fn crowd(_: &AccountId, _: u32, _: u32) -> Result<(), frame_benchmarking::BenchmarkError> {
		Err(frame_benchmarking::BenchmarkError::Skip)
	}

	fn skip_epochs(_: u32) {}

	fn equivocation(_: &AccountId) -> Option<RuntimeCall> {
		None
	}
}

/// The keys of an account.
fn keys(who: AccountId) -> AuraKeys {
	AuraKeys { aura: Public::from_raw([who as u8; 32]).into() }
}

/// Returns a chain of validators with this many units of self-stake.
pub fn chain(validators: &[(AccountId, Balance)]) -> sp_io::TestExternalities {
	let accounts = validators.iter().map(|(who, _)| *who).chain([TREASURY]);
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: accounts.map(|who| (who, WEALTH)).collect(),
			..Default::default()
		},
		session: pallet_session::GenesisConfig {
			keys: validators.iter().map(|(who, _)| (*who, *who, keys(*who))).collect(),
			..Default::default()
		},
		staking: palisade_staking::GenesisConfig {
			validators: validators
				.iter()
				.map(|(who, units)| (*who, units * UNIT, Perbill::zero(), RewardPolicy::Compound))
				.collect(),
			delegations: Vec::<(AccountId, AccountId, Balance, RewardClass)>::new(),
			..Default::default()
		},
		..Default::default()
	};
	genesis.build_storage().expect("the genesis is sound").into()
}

/// Makes the block of the next slot with these hooks. Returns its author, which is found as the
/// node finds it: by the authorities in the state of the parent.
pub fn block<Hooked: OnInitialize<u64> + OnFinalize<u64>>() -> AccountId {
	let number = System::block_number() + 1;
	let authorities = pallet_aura::Authorities::<Test>::get();
	let key = &authorities[number as usize % authorities.len()];
	let author =
		pallet_session::KeyOwner::<Test>::get((sp_core::crypto::key_types::AURA, key.encode()))
			.expect("the author has registered its key");
	let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, number.encode());
	System::initialize(&number, &Default::default(), &Digest { logs: vec![slot] });
	Hooked::on_initialize(number);
	Hooked::on_finalize(number);
	author
}

/// Makes `blocks` blocks with these hooks, and ends the epoch with the last of them. Returns the
/// authors, in order.
pub fn epoch<Hooked: OnInitialize<u64> + OnFinalize<u64>>(blocks: u32) -> Vec<AccountId> {
	(1..=blocks)
		.map(|number| {
			EndSession::set(number == blocks);
			block::<Hooked>()
		})
		.collect()
}
