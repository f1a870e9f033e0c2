//! The chain itself: blocks, their limits, time, migrations.

use crate::{clock, configs::parameters::RuntimeParameters, *};
use frame_support::dispatch::DispatchClass;
use frame_support::{
	derive_impl, parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU16, ConstU32, EitherOfDiverse, InsideBoth},
	weights::{
		constants::{
			BlockExecutionWeight, ExtrinsicBaseWeight, ParityDbWeight, WEIGHT_REF_TIME_PER_MILLIS,
		},
		Weight,
	},
};
use frame_system::{
	limits::{BlockLength, BlockWeights},
	EnsureRoot,
};
use sp_runtime::Perbill;

/// Percentage of a block that normal transactions may fill; the rest is reserved for operational
/// ones.
const NORMAL_DISPATCH_PERCENT: u64 = 75;

/// Share of a block reserved for hooks: no single transaction may use it.
const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(10);

/// The maximum encoded size of a block. Bytes.
const MAX_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// The maximum size of all normal transactions of a block together: the same percentage of it.
/// Bytes.
const MAX_NORMAL_LENGTH: u32 = MAX_BLOCK_LENGTH / 4 * 3;

/// The compute budget of a block: the duration declared at genesis, at most a third of a slot. One
/// third remains to reach the other nodes, and one for them to import the block before the next
/// slot. A solo chain has no proof of validity, so the proof size is unbounded.
pub fn maximum_block_weight() -> Weight {
	let compute = clock::pace().block_compute;
	Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS.saturating_mul(compute), u64::MAX)
}

/// This percentage of [`maximum_block_weight`].
pub fn share_of_block(percent: u64) -> Weight {
	// Divided first: the proof size is the largest possible number.
	maximum_block_weight().saturating_div(100).saturating_mul(percent)
}

parameter_types! {
	pub const BlockHashCount: BlockNumber = 4096;
	pub const Version: RuntimeVersion = VERSION;
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAX_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = MAX_NORMAL_LENGTH
		})
		.build();
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(share_of_block(NORMAL_DISPATCH_PERCENT));
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(maximum_block_weight());
			weights.reserved = Some(
				maximum_block_weight().saturating_sub(share_of_block(NORMAL_DISPATCH_PERCENT)),
			);
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
		.build_or_panic();
	pub MigrationWeight: Weight = share_of_block(50);
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type BaseCallFilter = InsideBoth<SafeMode, TxPause>;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockLength = RuntimeBlockLength;
	type BlockWeights = RuntimeBlockWeights;
	type DbWeight = ParityDbWeight;
	type Hash = Hash;
	type Lookup = sp_runtime::traits::AccountIdLookup<AccountId, ()>;
	type MaxConsumers = ConstU32<128>;
	type MultiBlockMigrator = MultiBlockMigrations;
	type Nonce = nonces::AccountNonce;
	type OnKilledAccount = nonces::NoteSpentNonce;
	type SingleBlockMigrations = SingleBlockMigrations;
	// The prefix of a chain that has not registered its own.
	type SS58Prefix = ConstU16<42>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type Version = Version;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Babe;
	type MinimumPeriod = clock::MinimumPeriod;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl clock::Config for Runtime {}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	// A half-migrated state must not be used. The chain authors blocks without transactions until
	// its nodes are given a corrected runtime, as a code substitute in the chain specification.
	type FailedMigrationHandler = frame_support::migrations::FreezeChainOnFailedMigration;
	type MaxServiceWeight = MigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = AsEnsureOriginWithArg<
		EitherOfDiverse<EnsureRoot<AccountId>, configs::governance::origins::ParameterAdmin>,
	>;
	type WeightInfo = weights::pallet_parameters::WeightInfo<Runtime>;
}
