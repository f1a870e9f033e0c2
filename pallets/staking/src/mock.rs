//! The mock runtime: balances, bags list, and sessions that end on demand.

use crate::{self as palisade_staking, ledger::ValidatorLedger, types::*, *};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, Contains, LockIdentifier},
};
use palisade_primitives::{
	Balance, ByStake, Conduct, ConductObserver, Duty, ElectionWeight, EpochIndex, Milliblocks,
	Observation, Participation, RewardClass, Subject, ValidatorGate, WeightPart,
};
use palisade_test_support::chain;
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::{self, EndSession, Progress, SetAuthor, SetProgress},
	stubs::{
		DustAccount, FixedPayout, InterruptedEpochs, Seed, SetInterruptions, SetRandomness,
		StakingPalletId,
	},
	AccountId, UNIT, WEALTH,
};
use sp_arithmetic::{FixedU64, Perbill};
use sp_runtime::{DispatchError, DispatchResult, ModuleError};
use std::collections::{BTreeMap, BTreeSet};

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		CandidateList: pallet_bags_list::<Instance1>,
		Staking: palisade_staking,
		Session: pallet_session,
		Historical: pallet_session::historical,
		Authorship: pallet_authorship,
		Voting: pallet_conviction_voting,
	}
);

palisade_test_support::configure_balances!(Test);

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

palisade_test_support::configure_sessions!(Test, epoch::ElectedWith<Test>);

parameter_types! {
	pub static ActiveValidators: u32 = 4;
	pub static MinimumActiveValidators: u32 = 1;
	pub static RotationShare: Perbill = Perbill::zero();
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static SelfStakeGrace: EpochIndex = 7;
	pub static MaximumElectionLoss: Perbill = Perbill::from_parts(333_333_333);
	pub static MinimumDelegation: Balance = UNIT;
	pub static MaximumCommission: Perbill = Perbill::from_percent(50);
	pub static MaximumCommissionIncrease: Perbill = Perbill::from_percent(5);
	pub static CommissionPeriod: EpochIndex = 1;
	pub static MaxElectionBonus: Perbill = Perbill::from_percent(20);
	pub static PayoutOfEpoch: Balance = 1_000 * UNIT;
	pub static FeeReserve: Balance = 0;
	pub static Gates: BTreeMap<AccountId, Vec<DispatchError>> = BTreeMap::new();
	pub static Factors: BTreeMap<AccountId, FixedU64> = BTreeMap::new();
	pub static Participations: BTreeMap<AccountId, Perbill> = BTreeMap::new();
	/// The number of answers that [`Votes`] gives, if not one for each validator.
	pub static Answers: Option<usize> = None;
	pub static WithoutKeys: Vec<AccountId> = Vec::new();
	/// The observed conduct, blocks excepted.
	pub static Conducts: Vec<(AccountId, EpochIndex, Conduct)> = Vec::new();
	/// The validators that joined the candidates, by epoch.
	pub static WentOnline: Vec<(AccountId, EpochIndex)> = Vec::new();
	/// The blocks authored and expected per validator and epoch, as observed.
	pub static Authored: Vec<(AccountId, EpochIndex, (u32, Milliblocks))> = Vec::new();
	/// The members of each set whose conduct was observed, and the issuance then.
	pub static Sets: Vec<(EpochIndex, Vec<AccountId>, Balance)> = Vec::new();
	/// The slashes, with the liable stake before and the loss.
	pub static Slashes: Vec<(AccountId, EpochIndex, Balance, Balance)> = Vec::new();
}

/// Session keys for all accounts except those in [`WithoutKeys`].
pub struct Keys;
impl Contains<AccountId> for Keys {
	fn contains(who: &AccountId) -> bool {
		!WithoutKeys::get().contains(who)
	}
}

/// An error of a gate.
pub const fn refusal(number: u8) -> DispatchError {
	DispatchError::Module(ModuleError { index: 200, error: [number, 0, 0, 0], message: None })
}

/// A gate that refuses the accounts in [`Gates`].
pub struct Gate;
impl ValidatorGate<AccountId> for Gate {
	fn admit(validator: &AccountId) -> DispatchResult {
		Self::refusals(validator).first().copied().map_or(Ok(()), Err)
	}

	fn refusals(validator: &AccountId) -> Vec<DispatchError> {
		Gates::get().get(validator).cloned().unwrap_or_default()
	}
}

/// The election factors in [`Factors`]; 1 for all other accounts.
pub struct Weight;
impl ElectionWeight<AccountId> for Weight {
	fn factor(validator: &AccountId) -> FixedU64 {
		Factors::get().get(validator).copied().unwrap_or(FixedU64::from_u32(1))
	}

	fn breakdown(validator: &AccountId) -> Vec<WeightPart> {
		vec![WeightPart { source: b"test".to_vec(), factor: Self::factor(validator) }]
	}
}

/// The participation in [`Participations`]; full for all other accounts. As many answers as
/// [`Answers`].
pub struct Votes;
impl Participation<AccountId> for Votes {
	fn of_set(_: EpochIndex, validators: &[&AccountId]) -> Vec<Perbill> {
		let of = |who: &&AccountId| Participations::get().get(*who).copied();
		let mut answers: Vec<_> =
			validators.iter().map(|who| of(who).unwrap_or(Perbill::one())).collect();
		answers.resize(Answers::get().unwrap_or(answers.len()), Perbill::one());
		answers
	}
}

/// The lock of a pallet that does not count staked funds.
pub const VESTING: LockIdentifier = *b"vesting ";

/// The locks of the balances by pallets that count staked funds.
pub struct BalanceLocks;
impl palisade_primitives::LockInspect<AccountId> for BalanceLocks {
	fn locked(who: &AccountId) -> Balance {
		let locks = pallet_balances::Locks::<Test>::get(who);
		let of_votes = locks.iter().filter(|lock| lock.id != VESTING);
		of_votes.map(|lock| lock.amount).max().unwrap_or_default()
	}
}

/// Records conduct; blocks go to [`Authored`], because each epoch has some, and joined candidates
/// to [`WentOnline`], because each validator of genesis is one.
pub struct Witness;
impl ConductObserver<AccountId> for Witness {
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		let Subject::Validator(validator) = subject else { panic!("no delegator is reported") };
		match conduct {
			Conduct::Authored { blocks, expected } => {
				Authored::mutate(|authored| authored.push((*validator, epoch, (blocks, expected))));
			},
			Conduct::WentOnline => WentOnline::mutate(|online| online.push((*validator, epoch))),
			_ => Conducts::mutate(|conducts| conducts.push((*validator, epoch, conduct))),
		}
	}

	fn observe_set(epoch: EpochIndex, set: &[Observation<AccountId>]) {
		let members = set.iter().map(|observation| observation.validator).collect();
		Sets::mutate(|sets| sets.push((epoch, members, Balances::total_issuance())));
		for Observation { validator, conduct } in set {
			Self::observe(Subject::Validator(validator), epoch, *conduct);
		}
	}
}

/// Records slashes, as a cover that costs [`COVER`] would.
pub struct Payer;
impl palisade_primitives::OnSlash<AccountId> for Payer {
	fn on_slash(
		validator: &AccountId,
		epoch: EpochIndex,
		base: Balance,
		loss: Balance,
	) -> frame_support::weights::Weight {
		Slashes::mutate(|slashes| slashes.push((*validator, epoch, base, loss)));
		COVER
	}
}

/// The weight of [`Payer`].
pub const COVER: frame_support::weights::Weight = frame_support::weights::Weight::from_parts(7, 3);

/// Marks judging as interrupted in these epochs and in no others.
pub fn set_interrupted(epochs: impl IntoIterator<Item = EpochIndex>) {
	InterruptedEpochs::set(epochs.into_iter().map(|epoch| (Duty::Judging, epoch)).collect());
}

/// The epochs in which judging was interrupted.
pub fn interrupted() -> BTreeSet<EpochIndex> {
	InterruptedEpochs::get().into_iter().map(|(_, epoch)| epoch).collect()
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type SessionKeys = Keys;
	type EpochPayout = FixedPayout<PayoutOfEpoch>;
	type ExpectedProduction = ByStake<session::SessionKeys>;
	type Participation = Votes;
	type ElectionWeight = Weight;
	type ValidatorGate = Gate;
	type Locks = BalanceLocks;
	type LockableCurrency = Balances;
	type FeeReserve = FeeReserve;
	type Disabling = epoch::DisableInSession<Test>;
	type ConductObserver = Witness;
	type OnSlash = Payer;
	type StakingListener = ();
	type NextSessionRotation = SetProgress;
	type Randomness = SetRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type SelfStakeGrace = SelfStakeGrace;
	type MaximumElectionLoss = MaximumElectionLoss;
	type MinimumDelegation = MinimumDelegation;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = MinimumActiveValidators;
	type RotationShare = RotationShare;
	type MaximumCommission = MaximumCommission;
	type MaximumCommissionIncrease = MaximumCommissionIncrease;
	type CommissionPeriod = CommissionPeriod;
	type RegistrationDeposit = ConstU128<{ 10 * UNIT }>;
	type MaxActiveValidators = ConstU32<100>;
	type MaxDelegations = ConstU32<64>;
	type MaxElectionBonus = MaxElectionBonus;
	type Interruptions = SetInterruptions;
	type BondingEpochs = ConstU32<21>;
	type ReportEpochs = ConstU32<14>;
	type RedelegationEpochs = ConstU32<16>;
	type CaseSlackEpochs = ConstU32<7>;
	type PalletId = StakingPalletId;
	type DustAccount = DustAccount;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// All accounts have keys and are admitted.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Helper {
	fn make_eligible(_: &AccountId) {}

	fn remove_keys(validator: &AccountId) {
		WithoutKeys::mutate(|without| without.push(*validator));
	}

	fn set_seats(seats: u32) {
		ActiveValidators::set(seats);
	}

	fn set_most_rotation() {
		RotationShare::set(Perbill::from_percent(50));
	}

	fn set_session(members: &[AccountId]) {
		pallet_session::Validators::<Test>::put(members.to_vec());
	}

	fn interrupt_judging(epoch: EpochIndex) {
		palisade_test_support::stubs::interrupt(Duty::Judging, epoch);
	}
}

impl pallet_authorship::Config for Test {
	type FindAuthor = SetAuthor;
	type EventHandler = Staking;
}

impl pallet_conviction_voting::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = currency::StakeAwareCurrency<Balances, Staking>;
	type Polls = tests::voting::OnePoll;
	type MaxTurnout = frame_support::traits::TotalIssuanceOf<Balances, AccountId>;
	type MaxVotes = ConstU32<8>;
	type VoteLockingPeriod = ConstU64<10>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

/// Builder of a test chain, which starts in epoch 0.
#[derive(Default)]
pub struct Chain(Genesis<RewardPolicy>);

palisade_test_support::chain_on_staking!(Chain, Test, {});

impl Chain {
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a validator with `units` of compounding self-stake and no commission.
	pub fn validator(self, who: AccountId, units: Balance) -> Self {
		self.validator_with(who, units, Perbill::zero(), RewardPolicy::Compound)
	}

	/// Adds a validator.
	pub fn validator_with(
		mut self,
		who: AccountId,
		units: Balance,
		commission: Perbill,
		policy: RewardPolicy,
	) -> Self {
		self.0.validators.push((who, units * UNIT, commission, policy));
		self.account(who)
	}

	/// Adds a delegation of `units` at genesis.
	pub fn delegation(
		mut self,
		who: AccountId,
		validator: AccountId,
		units: Balance,
		class: RewardClass,
	) -> Self {
		self.0.delegations.push((who, validator, units * UNIT, class));
		self.account(who)
	}
}

/// Checks the invariants of the pallet and of the list of candidates, and that no reference to an
/// account is left over or counted twice.
pub fn check() {
	Staking::check_state().expect("the invariants hold");
	CandidateList::do_try_state().expect("the list is sound");
	chain::check_references::<Test>(&Staking::references());
}

/// Ends the block and begins the next.
pub fn next_block() {
	chain::next_block::<Test, (Staking, Session, Authorship)>();
}

/// Ends the block and begins one in the last quarter of the epoch.
pub fn late_block() {
	Progress::set(Some(prepared::PREPARED_AT));
	next_block();
	Progress::set(None);
}

/// Ends the epoch.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
}

/// Marks judging as interrupted in the running epoch.
pub fn interrupt_epoch() {
	palisade_test_support::stubs::interrupt(Duty::Judging, CurrentEpoch::<Test>::get());
}

/// Ends epochs until `epoch` runs.
pub fn run_to_epoch(epoch: EpochIndex) {
	chain::run_to_epoch::<Staking>(epoch, next_epoch);
}

/// Makes a block by `author`.
pub fn block_by(author: AccountId) {
	chain::block_by(author, next_block);
}

/// The open cases and slashes of a validator.
pub fn liability(who: AccountId) -> Liability {
	Liabilities::<Test>::get(who).unwrap_or_default()
}

/// The ledger of a validator.
pub fn ledger(who: AccountId) -> ValidatorLedger<Test> {
	ValidatorLedger::find(&who).expect("there is such a validator")
}

/// The record of a validator.
pub fn validator(who: AccountId) -> Validator {
	Validators::<Test>::get(who).expect("there is such a validator")
}

/// The events of the pallet since they were last taken.
pub fn take_events() -> Vec<Event<Test>> {
	chain::take_events::<Test, _>()
}

/// The value of an account's exits, rewards of their last epochs included.
pub fn leaving(who: AccountId) -> Balance {
	Staking::exits(who).iter().map(|exit| exit.amount).sum()
}

/// The free balance of an account.
pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

/// An origin signed by `who`.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Makes the first position of `who` undecodable, in a decodable record.
pub fn corrupt_position(who: AccountId) {
	let position =
		Delegators::<Test>::get(who).unwrap().delegations[0].position().unwrap().encode();
	let key = Delegators::<Test>::hashed_key_for(who);
	let mut record = sp_io::storage::get(&key).unwrap().to_vec();
	let at = record.windows(position.len()).position(|part| part == position).unwrap();
	// The number of pending deposits, the last field.
	record[at + position.len() - 1] = 0xfc;
	sp_io::storage::set(&key, &record);
}
