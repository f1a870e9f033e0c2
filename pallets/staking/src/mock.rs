//! The mock runtime: balances, bags list, and sessions that end on demand.

use crate::{self as palisade_staking, ledger::ValidatorLedger, types::*, *};
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, Contains, Hooks},
	PalletId,
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, Duty, ElectionWeight, EpochIndex, Interruptions,
	Participation, RewardClass, Subject, ValidatorGate, WeightPart, MAX_INTERRUPTED_EPOCHS,
};
use sp_arithmetic::{FixedU64, Perbill};
use sp_runtime::{
	testing::UintAuthorityId, BuildStorage, DispatchError, DispatchResult, ModuleError,
};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};

/// Wide enough for distinct pallet accounts.
pub type AccountId = u128;

/// One unit of the test currency, in planck.
pub const UNIT: Balance = 1_000_000_000_000;

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
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type CandidateList = pallet_bags_list<Instance1>;
	#[runtime::pallet_index(4)]
	pub type Staking = palisade_staking;
	#[runtime::pallet_index(5)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(6)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(7)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(8)]
	pub type Voting = pallet_conviction_voting;
}

use frame_support::instances::Instance1;

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

impl pallet_timestamp::Config for Test {
	type Moment = u64;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<1>;
	type WeightInfo = ();
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<{ UNIT / 1_000 }>;
}

/// The bag thresholds: powers of two from a unit.
static BAG_THRESHOLDS: [Balance; 41] = {
	let mut thresholds = [Balance::MAX; 41];
	let mut bag = 0;
	while bag < 40 {
		thresholds[bag] = UNIT << bag;
		bag += 1;
	}
	thresholds
};

parameter_types! {
	pub const BagThresholds: &'static [Balance] = &BAG_THRESHOLDS;
	pub static ActiveValidators: u32 = 4;
	pub static MinimumActiveValidators: u32 = 1;
	pub static RotationShare: Perbill = Perbill::zero();
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static MinimumDelegation: Balance = UNIT;
	pub static MaximumCommission: Perbill = Perbill::from_percent(50);
	pub static MaximumCommissionIncrease: Perbill = Perbill::from_percent(5);
	pub static MaxElectionBonus: Perbill = Perbill::from_percent(20);
	pub static PayoutOfEpoch: Balance = 1_000 * UNIT;
	pub static Gates: BTreeMap<AccountId, Vec<DispatchError>> = BTreeMap::new();
	pub static Factors: BTreeMap<AccountId, FixedU64> = BTreeMap::new();
	pub static Participations: BTreeMap<AccountId, Perbill> = BTreeMap::new();
	pub static WithoutKeys: Vec<AccountId> = Vec::new();
	/// The observed conduct, blocks excepted.
	pub static Conducts: Vec<(AccountId, EpochIndex, Conduct)> = Vec::new();
	/// The blocks authored and expected per validator and epoch, as observed.
	pub static Authored: Vec<(AccountId, EpochIndex, (u32, u32))> = Vec::new();
	/// The slashes, with the liable stake before and the loss.
	pub static Slashes: Vec<(AccountId, EpochIndex, Balance, Balance)> = Vec::new();
	pub static EndSession: bool = false;
	pub static Seed: u8 = 0;
	pub const StakingPalletId: PalletId = PalletId(*b"test/stk");
	pub const DustAccount: AccountId = 999_999;
}

impl pallet_bags_list::Config<Instance1> for Test {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Staking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = Balance;
	type WeightInfo = ();
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

/// The participation in [`Participations`]; full for all other accounts.
pub struct Votes;
impl Participation<AccountId> for Votes {
	fn of_set(_: EpochIndex, validators: &[&AccountId]) -> Vec<Perbill> {
		let of = |who: &&AccountId| Participations::get().get(*who).copied();
		validators.iter().map(|who| of(who).unwrap_or(Perbill::one())).collect()
	}
}

/// The locks of the balances.
pub struct BalanceLocks;
impl palisade_primitives::LockInspect<AccountId> for BalanceLocks {
	fn locked(who: &AccountId) -> Balance {
		System::account(who).data.frozen
	}
}

/// A fixed payout.
pub struct FixedPayout;
impl palisade_primitives::EpochPayout for FixedPayout {
	fn payout(_: Balance, _: Balance) -> Balance {
		PayoutOfEpoch::get()
	}
}

/// Randomness set by tests.
pub struct SetRandomness;
impl frame_support::traits::Randomness<sp_core::H256, u64> for SetRandomness {
	fn random(subject: &[u8]) -> (sp_core::H256, u64) {
		let mut input = subject.to_vec();
		input.push(Seed::get());
		(sp_core::H256(sp_io::hashing::blake2_256(&input)), 0)
	}
}

/// Records conduct; blocks go to [`Authored`], because each epoch has some.
pub struct Witness;
impl ConductObserver<AccountId> for Witness {
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		let Subject::Validator(validator) = subject else { panic!("no delegator is reported") };
		match conduct {
			Conduct::Authored { blocks, expected } => {
				Authored::mutate(|authored| authored.push((*validator, epoch, (blocks, expected))));
			},
			_ => Conducts::mutate(|conducts| conducts.push((*validator, epoch, conduct))),
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

thread_local! {
	/// The epochs in which judging was interrupted.
	static INTERRUPTED: RefCell<BTreeSet<EpochIndex>> = const { RefCell::new(BTreeSet::new()) };
}

/// Marks judging as interrupted in these epochs and in no others.
pub fn set_interrupted(epochs: impl IntoIterator<Item = EpochIndex>) {
	INTERRUPTED.set(epochs.into_iter().collect());
}

/// The epochs in which judging was interrupted.
pub fn interrupted() -> BTreeSet<EpochIndex> {
	INTERRUPTED.with_borrow(Clone::clone)
}

/// The interruptions of judging set by tests; no other duty is interrupted.
pub struct Brakes;
impl Interruptions for Brakes {
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		if duty != Duty::Judging {
			return 0;
		}
		let number = INTERRUPTED.with_borrow(|epochs| {
			epochs.iter().filter(|epoch| (from..until).contains(*epoch)).count()
		});
		(number as u32).min(MAX_INTERRUPTED_EPOCHS)
	}

	fn blocks(_: Duty) -> u32 {
		0
	}
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type SessionKeys = Keys;
	type EpochPayout = FixedPayout;
	type Participation = Votes;
	type ElectionWeight = Weight;
	type ValidatorGate = Gate;
	type Locks = BalanceLocks;
	type ConductObserver = Witness;
	type OnSlash = Payer;
	type StakingListener = ();
	type Randomness = SetRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type MinimumDelegation = MinimumDelegation;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = MinimumActiveValidators;
	type RotationShare = RotationShare;
	type MaximumCommission = MaximumCommission;
	type MaximumCommissionIncrease = MaximumCommissionIncrease;
	type RegistrationDeposit = ConstU128<{ 10 * UNIT }>;
	type MaxActiveValidators = ConstU32<100>;
	type MaxDelegations = ConstU32<64>;
	type MaxElectionBonus = MaxElectionBonus;
	type Interruptions = Brakes;
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

	fn set_seats(seats: u32) {
		ActiveValidators::set(seats);
	}

	fn interrupt_judging(epoch: EpochIndex) {
		INTERRUPTED.with_borrow_mut(|epochs| epochs.insert(epoch));
	}
}

sp_runtime::impl_opaque_keys! {
	pub struct SessionKeys {
		pub other: OtherSessionHandler,
	}
}

/// A session handler without effect.
pub struct OtherSessionHandler;
impl frame_support::traits::OneSessionHandler<AccountId> for OtherSessionHandler {
	type Key = UintAuthorityId;

	fn on_genesis_session<'a, I>(_: I)
	where
		I: Iterator<Item = (&'a AccountId, Self::Key)> + 'a,
	{
	}

	fn on_new_session<'a, I>(_: bool, _: I, _: I)
	where
		I: Iterator<Item = (&'a AccountId, Self::Key)> + 'a,
	{
	}

	fn on_disabled(_: u32) {}
}

impl sp_runtime::BoundToRuntimeAppPublic for OtherSessionHandler {
	type Public = UintAuthorityId;
}

/// Ends a session on a test's demand.
pub struct WhenTold;
impl pallet_session::ShouldEndSession<u64> for WhenTold {
	fn should_end_session(_: u64) -> bool {
		EndSession::take()
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = sp_runtime::traits::ConvertInto;
	type ShouldEndSession = WhenTold;
	type NextSessionRotation = ();
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Test, Staking>;
	type SessionHandler = (OtherSessionHandler,);
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = Balance;
	type FullIdentificationOf = epoch::ElectedWith<Test>;
}

parameter_types! {
	pub static Author: Option<AccountId> = None;
}

/// The author set by tests.
pub struct SetAuthor;
impl frame_support::traits::FindAuthor<AccountId> for SetAuthor {
	fn find_author<'a, I>(_: I) -> Option<AccountId>
	where
		I: 'a + IntoIterator<Item = (frame_support::ConsensusEngineId, &'a [u8])>,
	{
		Author::get()
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

/// The initial balance of accounts.
pub const WEALTH: Balance = 1_000_000 * UNIT;

/// Builder of a test chain.
#[derive(Default)]
pub struct Chain {
	validators: Vec<(AccountId, Balance, Perbill, RewardPolicy)>,
	delegations: Vec<(AccountId, AccountId, Balance, RewardClass)>,
	balances: BTreeMap<AccountId, Balance>,
}

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
		self.validators.push((who, units * UNIT, commission, policy));
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
		self.delegations.push((who, validator, units * UNIT, class));
		self.account(who)
	}

	/// Adds an account that owns [`WEALTH`].
	pub fn account(mut self, who: AccountId) -> Self {
		self.balances.entry(who).or_insert(WEALTH);
		self
	}

	/// Adds accounts that own [`WEALTH`].
	pub fn accounts(self, who: impl IntoIterator<Item = AccountId>) -> Self {
		who.into_iter().fold(self, Self::account)
	}

	/// Starts the chain in epoch 0, without a check of the invariants at the end.
	pub fn start(self) -> sp_io::TestExternalities {
		sp_tracing::try_init_simple();
		let keys = self
			.validators
			.iter()
			.map(|(who, ..)| (*who, *who, SessionKeys { other: UintAuthorityId(*who as u64) }))
			.collect();
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: self.balances.into_iter().collect(),
				..Default::default()
			},
			staking: GenesisConfig { validators: self.validators, delegations: self.delegations },
			session: pallet_session::GenesisConfig { keys, ..Default::default() },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis is sound");
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| System::set_block_number(1));
		chain
	}

	/// Runs `test` on the chain, then checks the invariants.
	pub fn execute(self, test: impl FnOnce()) {
		self.start().execute_with(|| {
			test();
			check();
		});
	}
}

/// Checks the invariants of the pallet and of the list of candidates.
pub fn check() {
	Staking::check_state().expect("the invariants hold");
	CandidateList::do_try_state().expect("the list is sound");
}

/// Ends the block and begins the next.
pub fn next_block() {
	let block = System::block_number();
	Session::on_finalize(block);
	Authorship::on_finalize(block);
	System::set_block_number(block + 1);
	Session::on_initialize(block + 1);
	Authorship::on_initialize(block + 1);
}

/// Ends the epoch.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
}

/// Marks judging as interrupted in the running epoch.
pub fn interrupt_epoch() {
	INTERRUPTED.with_borrow_mut(|epochs| epochs.insert(CurrentEpoch::<Test>::get()));
}

/// Ends epochs until `epoch` runs.
pub fn run_to_epoch(epoch: EpochIndex) {
	while Staking::now() < epoch {
		next_epoch();
	}
}

/// Makes a block by `author`.
pub fn block_by(author: AccountId) {
	Author::set(Some(author));
	next_block();
	Author::set(None);
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
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Staking(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
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
