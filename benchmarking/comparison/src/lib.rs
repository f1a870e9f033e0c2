//! A runtime with this project's staking pallet and the SDK's, to compare their costs: in Wasm, in
//! one runtime, on one machine, each with its own benchmarks. `benchmarking/compare.sh` runs it.
//!
//! Both have a bags list with equal bags, and the limits usual for each. Parts that would only add
//! to the cost, such as listeners, are left out. No chain should run this.

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]
// The runtime macros generate items without documentation.
#![allow(missing_docs)]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

#[cfg(test)]
mod tests;

use alloc::{borrow::Cow, vec, vec::Vec};
use frame_election_provider_support::{
	bounds::{ElectionBounds, ElectionBoundsBuilder},
	onchain, SequentialPhragmen, VoteWeight,
};
use frame_support::{
	derive_impl,
	genesis_builder_helper::{build_state, get_preset},
	instances::{Instance1, Instance2},
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, Everything},
	weights::constants::RocksDbWeight,
	PalletId,
};
use frame_system::EnsureRoot;
use palisade_primitives::Balance;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature, Perbill,
};
use sp_version::RuntimeVersion;

pub type Signature = MultiSignature;
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
pub type BlockNumber = u32;
pub type Hash = <Runtime as frame_system::Config>::Hash;
pub type Address = MultiAddress<AccountId, ()>;
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, ()>;
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("palisade-comparison"),
	impl_name: Cow::Borrowed("palisade-comparison"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(10)]
	pub type Candidates = pallet_bags_list<Instance1>;
	#[runtime::pallet_index(11)]
	pub type Ours = palisade_staking;

	#[runtime::pallet_index(20)]
	pub type Voters = pallet_bags_list<Instance2>;
	#[runtime::pallet_index(21)]
	pub type Theirs = pallet_staking;
}

/// The unit of the currency. Planck.
const UNIT: Balance = 1_000_000_000_000;

/// The smallest balance of an account. Planck.
const EXISTENTIAL_DEPOSIT: Balance = UNIT / 1_000;

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type Block = Block;
	type DbWeight = RocksDbWeight;
	type Lookup = sp_runtime::traits::AccountIdLookup<AccountId, ()>;
	type Version = Version;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<3_000>;
	type WeightInfo = ();
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type MaxLocks = ConstU32<50>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = ();
	type EventHandler = Ours;
}

/// Bags of each list.
const BAGS: usize = 200;

/// Upper bounds of the bags: powers of 1.2 from the existential deposit, and no bound for the last.
static BAGS_OF_CANDIDATES: [Balance; BAGS] = {
	let mut thresholds = [Balance::MAX; BAGS];
	let mut threshold = EXISTENTIAL_DEPOSIT;
	let mut bag = 0;
	while bag < BAGS - 1 {
		thresholds[bag] = threshold;
		threshold = threshold / 5 * 6;
		bag += 1;
	}
	thresholds
};

/// The bags of [`BAGS_OF_CANDIDATES`] below the largest weight of a vote.
static BAGS_OF_VOTERS: [VoteWeight; 120] = {
	let mut thresholds = [VoteWeight::MAX; 120];
	let mut bag = 0;
	while bag < 119 {
		thresholds[bag] = BAGS_OF_CANDIDATES[bag] as VoteWeight;
		bag += 1;
	}
	thresholds
};

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
	pub const BagsOfCandidates: &'static [Balance] = &BAGS_OF_CANDIDATES;
	pub const BagsOfVoters: &'static [VoteWeight] = &BAGS_OF_VOTERS;
}

impl pallet_bags_list::Config<Instance1> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Ours;
	type BagThresholds = BagsOfCandidates;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = Balance;
	type WeightInfo = ();
}

impl pallet_bags_list::Config<Instance2> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Theirs;
	type BagThresholds = BagsOfVoters;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = VoteWeight;
	type WeightInfo = ();
}

parameter_types! {
	pub storage Seats: u32 = 100;
	pub const StakingPalletId: PalletId = PalletId(*b"compared");
	pub const RotationShare: Perbill = Perbill::from_percent(10);
	pub const MaximumCommission: Perbill = Perbill::from_percent(50);
	pub const MaximumCommissionIncrease: Perbill = Perbill::from_percent(1);
	pub const MaxElectionBonus: Perbill = Perbill::from_percent(20);
	pub DustAccount: AccountId = AccountId::new([0; 32]);
}

/// Pays a unit per epoch.
pub struct Payout;
impl palisade_primitives::EpochPayout for Payout {
	fn payout(_: Balance, _: Balance) -> Balance {
		UNIT
	}
}

/// Constant randomness.
pub struct NoRandomness;
impl frame_support::traits::Randomness<Hash, BlockNumber> for NoRandomness {
	fn random(_: &[u8]) -> (Hash, BlockNumber) {
		Default::default()
	}
}

/// Every validator is eligible.
pub struct BenchmarkHelper;
impl palisade_staking::BenchmarkHelper<AccountId> for BenchmarkHelper {
	fn make_eligible(_: &AccountId) {}

	fn set_seats(seats: u32) {
		Seats::set(&seats);
	}
}

impl palisade_staking::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = Candidates;
	type ForceOrigin = EnsureRoot<AccountId>;
	type SessionKeys = Everything;
	type EpochPayout = Payout;
	type ExpectedProduction = palisade_primitives::Equal;
	type Participation = ();
	type ElectionWeight = ();
	type ValidatorGate = ();
	type Locks = ();
	type LockableCurrency = Balances;
	type FeeReserve = ();
	type ConductObserver = ();
	type OnSlash = ();
	type StakingListener = ();
	type NextSessionRotation = ();
	type Randomness = NoRandomness;
	type MinimumSelfStake = ConstU128<{ 100 * UNIT }>;
	type MinimumDelegation = ConstU128<{ 10 * UNIT }>;
	type ActiveValidators = Seats;
	type MinimumActiveValidators = ConstU32<1>;
	type RotationShare = RotationShare;
	type MaximumCommission = MaximumCommission;
	type MaximumCommissionIncrease = MaximumCommissionIncrease;
	type CommissionPeriod = ();
	type RegistrationDeposit = ConstU128<UNIT>;
	type MaxActiveValidators = ConstU32<1_000>;
	type MaxDelegations = ConstU32<64>;
	type MaxElectionBonus = MaxElectionBonus;
	type Interruptions = ();
	type BondingEpochs = ConstU32<21>;
	type ReportEpochs = ConstU32<14>;
	type RedelegationEpochs = ConstU32<16>;
	type CaseSlackEpochs = ConstU32<7>;
	type PalletId = StakingPalletId;
	type DustAccount = DustAccount;
	type WeightInfo = palisade_staking::weights::SubstrateWeight<Runtime>;
	type BenchmarkHelper = BenchmarkHelper;
}

parameter_types! {
	pub Bounds: ElectionBounds = ElectionBoundsBuilder::default().build();
}

/// Elects on chain.
pub struct OnChain;
impl onchain::Config for OnChain {
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type DataProvider = Theirs;
	type WeightInfo = ();
	type MaxBackersPerWinner = ConstU32<10_000>;
	type MaxWinnersPerPage = ConstU32<1_000>;
	type Bounds = Bounds;
	type Sort = ConstBool<true>;
}

/// The sizes of benchmarks that take many accounts.
pub struct Sizes;
impl pallet_staking::BenchmarkingConfig for Sizes {
	type MaxValidators = ConstU32<1_000>;
	type MaxNominators = ConstU32<1_000>;
}

impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type UnixTime = Timestamp;
	type CurrencyToVote = sp_staking::currency_to_vote::U128CurrencyToVote;
	type ElectionProvider = onchain::OnChainExecution<OnChain>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChain>;
	type NominationsQuota = pallet_staking::FixedNominationsQuota<16>;
	type HistoryDepth = ConstU32<84>;
	type RewardRemainder = ();
	type RuntimeEvent = RuntimeEvent;
	type Slash = ();
	type Reward = ();
	type SessionsPerEra = ConstU32<6>;
	type BondingDuration = ConstU32<28>;
	type SlashDeferDuration = ConstU32<27>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type SessionInterface = ();
	type EraPayout = ();
	type NextNewSession = ();
	type MaxExposurePageSize = ConstU32<512>;
	type MaxValidatorSet = ConstU32<1_000>;
	type VoterList = Voters;
	type TargetList = pallet_staking::UseValidatorsMap<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	type MaxControllersInDeprecationBatch = ConstU32<5_900>;
	type EventListeners = ();
	type Filter = frame_support::traits::Nothing;
	type BenchmarkingConfig = Sizes;
	type WeightInfo = ();
}

frame_benchmarking::define_benchmarks!(
	[palisade_staking, Ours]
	[pallet_staking, Theirs]
);

/// The only preset: empty.
const PRESET: &str = sp_genesis_builder::DEV_RUNTIME_PRESET;

sp_api::impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as sp_runtime::traits::Block>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, |id| {
				(id.as_str() == PRESET).then(|| b"{}".to_vec())
			})
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			vec![PRESET.into()]
		}
	}

	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use frame_benchmarking::BenchmarkBatch;
			use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};

			let whitelist: Vec<TrackedStorageKey> =
				AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}
}
