//! Stakes and the sorted list of candidates.

use crate::{
	clock,
	configs::parameters::dynamic_params::staking as params,
	constants::{bounds, currency},
	*,
};
use alloc::{string::String, vec::Vec};
use frame_support::{
	instances::Instance1,
	parameter_types,
	traits::{ConstU32, Contains, Get, LockIdentifier, Randomness},
	PalletId,
};
use frame_system::EnsureRoot;
use palisade_primitives::{ByStake, EpochIndex, Equal, ExpectedProduction, Exposure, Milliblocks};
use palisade_staking::{
	payout::{InflationCurve, NposPayout},
	types::ElectionMode,
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{
	traits::{BlakeTwo256, Hash as _},
	PerThing, Perbill, Perquintill,
};

/// Bags of the candidate list.
const BAGS: usize = 200;

/// Upper bounds of the bags: the existential deposit times powers of 1.2, and no bound for the
/// last. They reach from a thousandth of a unit to 5,000 billion units.
#[allow(clippy::indexing_slicing)] // Evaluated at compile time, with bounds checked.
static BAG_THRESHOLDS: [Balance; BAGS] = {
	let mut thresholds = [Balance::MAX; BAGS];
	let mut threshold = currency::EXISTENTIAL_DEPOSIT;
	let mut bag = 0;
	while bag < BAGS - 1 {
		thresholds[bag] = threshold;
		threshold = threshold / 5 * 6;
		bag += 1;
	}
	thresholds
};

parameter_types! {
	pub const BagThresholds: &'static [Balance] = &BAG_THRESHOLDS;
	/// The deposit held while an account has session keys. It pays for the account's entry with its
	/// three keys, and for one owner record per key, which is stored under key type and key.
	/// Planck.
	pub const KeyDeposit: Balance = currency::deposit(4, 4 * 32 + 3 * (4 + 32 + 32));
}

type CandidateList = Instance1;

impl pallet_bags_list::Config<CandidateList> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = PalisadeStaking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<10>;
	type Score = Balance;
	type WeightInfo = pallet_bags_list::weights::SubstrateWeight<Runtime>;
}

impl genesis_parameters::Config for Runtime {}

/// The lower bound of the minimum delegation that governance can set, since each delegation is
/// stored. Planck.
pub const MIN_DELEGATION: Balance = currency::UNIT;

/// The highest share of rotation seats that governance can set.
pub const MAX_ROTATION: Perbill = Perbill::from_percent(33);

/// The highest yearly inflation that governance can set.
pub const MAX_INFLATION: Perquintill = Perquintill::from_percent(20);

/// [`params::MinimumDelegation`], within its bound.
pub struct MinimumDelegation;
impl Get<Balance> for MinimumDelegation {
	fn get() -> Balance {
		params::MinimumDelegation::get().max(MIN_DELEGATION)
	}
}

/// The largest reserve for fees that governance can set: a larger one would only keep small accounts
/// from staking. Planck.
pub const MAX_FEE_RESERVE: Balance = 100 * currency::UNIT;

/// [`params::FeeReserve`], within its bound.
pub struct FeeReserve;
impl Get<Balance> for FeeReserve {
	fn get() -> Balance {
		params::FeeReserve::get().min(MAX_FEE_RESERVE)
	}
}

/// The longest period of commissions that governance can set: after a mistake, operators need not
/// wait for years. Epochs.
pub const MAX_COMMISSION_PERIOD: EpochIndex = 90;

/// [`params::CommissionPeriod`], within its bounds.
pub struct CommissionPeriod;
impl Get<EpochIndex> for CommissionPeriod {
	fn get() -> EpochIndex {
		params::CommissionPeriod::get().clamp(1, MAX_COMMISSION_PERIOD)
	}
}

/// The longest grace for a higher minimum self-stake that governance can set: with a longer one, a
/// mistake in the minimum could not be mended for months. Epochs.
pub const MAX_SELF_STAKE_GRACE: EpochIndex = 30;

/// [`params::SelfStakeGrace`], within its bound.
pub struct SelfStakeGrace;
impl Get<EpochIndex> for SelfStakeGrace {
	fn get() -> EpochIndex {
		params::SelfStakeGrace::get().min(MAX_SELF_STAKE_GRACE)
	}
}

/// The least and the largest share of the stake that governance can let an election lose. With
/// less, a set could hardly be renewed; with more, an election could hand consensus to a minority.
pub const ELECTION_LOSS: (Perbill, Perbill) =
	(Perbill::from_percent(10), Perbill::from_percent(50));

/// [`params::MaximumElectionLoss`], within its bounds.
pub struct MaximumElectionLoss;
impl Get<Perbill> for MaximumElectionLoss {
	fn get() -> Perbill {
		params::MaximumElectionLoss::get().clamp(ELECTION_LOSS.0, ELECTION_LOSS.1)
	}
}

/// Fails with a sentence if a genesis with paused elections names no authority: the chain would
/// never have a block.
pub fn check_authorities(genesis: &RuntimeGenesisConfig) -> Result<(), String> {
	let is_paused = genesis.palisade_staking.election_mode == ElectionMode::Paused;
	if is_paused && genesis.session.keys.is_empty() {
		return Err(NO_AUTHORITY.into());
	}
	Ok(())
}

/// The reason why a genesis without authorities does not start.
const NO_AUTHORITY: &str =
	"the genesis begins with paused elections and names no authority: put the keys of the first \
	 authorities into `session.keys`; those in `session.nonAuthorityKeys` make no blocks";

/// [`params::RotationShare`], within its bound.
pub struct RotationShare;
impl Get<Perbill> for RotationShare {
	fn get() -> Perbill {
		params::RotationShare::get().min(MAX_ROTATION)
	}
}

/// The inflation curve, with its heights within their bound.
pub struct Curve;
impl Get<InflationCurve> for Curve {
	fn get() -> InflationCurve {
		InflationCurve {
			minimum: params::MinimumInflation::get().min(MAX_INFLATION),
			maximum: params::MaximumInflation::get().min(MAX_INFLATION),
			ideal_stake: params::IdealStake::get(),
			falloff: params::InflationFalloff::get(),
		}
	}
}

/// Accounts that have session keys.
pub struct HaveSessionKeys;
impl Contains<AccountId> for HaveSessionKeys {
	fn contains(who: &AccountId) -> bool {
		pallet_session::NextKeys::<Runtime>::contains_key(who)
	}
}

/// The seed of the draw of rotation seats. It combines two values: the randomness of the last
/// epochs, which is public while stakes can still change, and that of the last block before the
/// election, which is unknown until that block is authored. Its author can only withhold the block:
/// the weights of the draw were noted an epoch before.
pub struct RotationRandomness;
impl Randomness<Hash, BlockNumber> for RotationRandomness {
	fn random(subject: &[u8]) -> (Hash, BlockNumber) {
		let (of_epochs, known) = pallet_babe::RandomnessFromOneEpochAgo::<Runtime>::random(subject);
		let (of_block, _) = pallet_babe::ParentBlockRandomness::<Runtime>::random(subject);
		(BlakeTwo256::hash_of(&(of_epochs, of_block)), known)
	}
}

/// The lock of `pallet_conviction_voting`, which does not export it.
pub const VOTE_LOCK: LockIdentifier = *b"pyconvot";

/// The balance that votes have locked. Votes count staked funds. All other locks, such as those of
/// vesting, are of the balance alone: an account whose balance is locked can give up stake.
pub struct BalanceLocks;
impl palisade_primitives::LockInspect<AccountId> for BalanceLocks {
	fn locked(who: &AccountId) -> Balance {
		let locks = pallet_balances::Locks::<Runtime>::get(who);
		let of_votes = locks.iter().find(|lock| lock.id == VOTE_LOCK);
		of_votes.map_or(0, |lock| lock.amount)
	}
}

/// The production by BABE. Primary slots are won in proportion to stake. Secondary slots, where
/// they are allowed, go to each member equally often: with a block in each slot, `1 − c` of the
/// blocks. Each of both parts is rounded down to thousandths.
pub struct BabeProduction;

type ByPrimarySlots = ByStake<SessionKeys>;

impl ExpectedProduction<AccountId> for BabeProduction {
	fn of_set(
		epoch: EpochIndex,
		blocks: u32,
		set: &[Exposure<AccountId>],
	) -> Vec<Option<Milliblocks>> {
		let by_stake = ByPrimarySlots::of_set(epoch, blocks, set);
		let config = pallet_babe::EpochConfig::<Runtime>::get();
		let Some(BabeEpochConfiguration { c: (won, slots), allowed_slots }) = config else {
			return by_stake;
		};
		if allowed_slots == AllowedSlots::PrimarySlots {
			return by_stake;
		}
		let primary = Perbill::from_rational(won, slots);
		let equal = Equal::of_set(epoch, blocks, set);
		let parts = by_stake.into_iter().zip(equal);
		parts
			.map(|(by_stake, equal)| {
				let by_stake = by_stake.unwrap_or_default().part(primary);
				Some(by_stake.plus(equal?.part(primary.left_from_one())))
			})
			.collect()
	}

	fn integrity_test() {
		<ByPrimarySlots as ExpectedProduction<AccountId>>::integrity_test();
	}
}

parameter_types! {
	pub const StakingPalletId: PalletId = PalletId(*b"palis/st");
	/// A validator with a full profile, and its entry in the candidate list.
	pub const RegistrationDeposit: Balance = currency::deposit(3, 1_500);
	pub const MaxElectionBonus: Perbill = Perbill::from_percent(20);
}

impl palisade_staking::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = VoterList;
	type ForceOrigin = EnsureRoot<AccountId>;
	type SessionKeys = HaveSessionKeys;
	type EpochPayout = NposPayout<Curve, clock::EpochMilliseconds>;
	type ExpectedProduction = BabeProduction;
	type Participation = ();
	type ElectionWeight = Slashing;
	type ValidatorGate = Slashing;
	type Locks = BalanceLocks;
	type LockableCurrency = Balances;
	type FeeReserve = FeeReserve;
	type Disabling = palisade_staking::epoch::DisableInSession<Runtime>;
	type ConductObserver = (Slashing, DelegationMarketplace);
	type OnSlash = DelegationMarketplace;
	type StakingListener = ();
	type NextSessionRotation = Babe;
	type Randomness = RotationRandomness;
	type MinimumSelfStake = params::MinimumSelfStake;
	type SelfStakeGrace = SelfStakeGrace;
	type MaximumElectionLoss = MaximumElectionLoss;
	type MinimumDelegation = MinimumDelegation;
	type ActiveValidators = params::ActiveValidators;
	type MinimumActiveValidators = params::MinimumActiveValidators;
	type RotationShare = RotationShare;
	type MaximumCommission = params::MaximumCommission;
	type MaximumCommissionIncrease = params::MaximumCommissionIncrease;
	type CommissionPeriod = CommissionPeriod;
	type RegistrationDeposit = RegistrationDeposit;
	type MaxActiveValidators = ConstU32<{ bounds::MAX_VALIDATORS }>;
	type MaxDelegations = ConstU32<{ bounds::MAX_DELEGATIONS }>;
	type MaxElectionBonus = MaxElectionBonus;
	type Interruptions = Interruptions;
	type BondingEpochs = clock::BondingEpochs;
	type ReportEpochs = clock::ReportEpochs;
	type RedelegationEpochs = clock::RedelegationEpochs;
	type CaseSlackEpochs = clock::CaseSlackEpochs;
	type PalletId = StakingPalletId;
	type DustAccount = configs::governance::TreasuryAccount;
	type WeightInfo = palisade_staking::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = BenchmarkHelper;
}

/// The setup for staking's benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct BenchmarkHelper;

#[cfg(feature = "runtime-benchmarks")]
impl palisade_staking::BenchmarkHelper<AccountId> for BenchmarkHelper {
	fn make_eligible(validator: &AccountId) {
		use codec::{Decode, Encode};
		use sp_runtime::traits::TrailingZeroInput;
		// Keys that differ from those of all other validators. They never sign.
		let seed = validator.encode();
		let keys = SessionKeys::decode(&mut TrailingZeroInput::new(&seed))
			.expect("keys are bytes, of which there is no end");
		pallet_session::NextKeys::<Runtime>::insert(validator, keys);
	}

	fn remove_keys(validator: &AccountId) {
		pallet_session::NextKeys::<Runtime>::remove(validator);
	}

	fn set_seats(seats: u32) {
		let seats = params::Parameters::ActiveValidators(params::ActiveValidators, Some(seats));
		let parameter = crate::configs::parameters::RuntimeParameters::Staking(seats);
		Parameters::set_parameter(RuntimeOrigin::root(), parameter)
			.expect("the root may set parameters");
	}

	fn set_most_rotation() {
		let share = params::Parameters::RotationShare(params::RotationShare, Some(MAX_ROTATION));
		let parameter = crate::configs::parameters::RuntimeParameters::Staking(share);
		Parameters::set_parameter(RuntimeOrigin::root(), parameter)
			.expect("the root may set parameters");
	}

	fn set_session(members: &[AccountId]) {
		pallet_session::Validators::<Runtime>::put(members.to_vec());
	}

	fn interrupt_judging(epoch: palisade_primitives::EpochIndex) {
		Interruptions::count_epoch(palisade_primitives::Duty::Judging, epoch);
	}
}
