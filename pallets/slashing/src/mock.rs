//! A mock runtime with balances, the project's staking pallet, and sessions that end on request.

use crate::{self as palisade_slashing, types::*, *};
use frame_support::{
	derive_impl,
	instances::Instance1,
	parameter_types,
	traits::{
		fungible::{InspectHold, MutateHold},
		ConstU128, ConstU32, ConstU64, Contains, Hooks, OnUnbalanced,
	},
	weights::Weight,
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use palisade_primitives::{
	Affiliation, Balance, Duty, EpochIndex, OffenceId, OffenceKind, RewardClass,
	MAX_INTERRUPTED_EPOCHS,
};
use palisade_staking::types::RewardPolicy;
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::{testing::UintAuthorityId, traits::Convert, BuildStorage};
use std::collections::{BTreeMap, BTreeSet};

/// Wide enough to tell the accounts of the pallets apart.
pub type AccountId = u128;

/// The unit of the tests' currency.
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
	pub type Slashing = palisade_slashing;
	#[runtime::pallet_index(6)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(7)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(8)]
	pub type Authorship = pallet_authorship;
}

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

/// The thresholds of the bags: powers of two from one unit.
static BAG_THRESHOLDS: [Balance; 41] = {
	let mut thresholds = [Balance::MAX; 41];
	let mut bag = 0;
	while bag < 40 {
		thresholds[bag] = UNIT << bag;
		bag += 1;
	}
	thresholds
};

/// The default penalties of the tests.
pub fn default_penalties() -> BTreeMap<OffenceKind, Penalty> {
	let penalty = |percent, sentence, signal| Penalty {
		fraction: Perbill::from_percent(percent),
		sentence,
		signal,
	};
	[
		(OffenceKind::DoubleSign, penalty(50, Sentence::Ban, 100)),
		(OffenceKind::InvalidBlock, penalty(10, Sentence::Jail(20), 50)),
		(OffenceKind::Downtime, penalty(5, Sentence::Jail(4), 10)),
		(OffenceKind::FalseAttestation, penalty(5, Sentence::Jail(10), 50)),
		(OffenceKind::Collusion, penalty(5, Sentence::Jail(20), 50)),
		(OffenceKind::Other, penalty(5, Sentence::None, 20)),
	]
	.into()
}

parameter_types! {
	pub const BagThresholds: &'static [Balance] = &BAG_THRESHOLDS;
	pub static ActiveValidators: u32 = 20;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
	pub static EndSession: bool = false;
	pub static Author: Option<AccountId> = None;
	pub static Seed: u8 = 0;
	pub static Penalties: BTreeMap<OffenceKind, Penalty> = default_penalties();
	pub static TheWindows: Windows = Windows {
		report: 10,
		veto: 1,
		dispute: 1,
		commit: 1,
		reveal: 1,
		correlation: 5,
		repetition: 100,
		probation: 8,
		hold: 7,
	};
	pub static TheBondAmounts: BondAmounts =
		BondAmounts { report: 1_000 * UNIT, dispute: 500 * UNIT, fine: 10 * UNIT };
	pub static TheDistribution: Distribution = Distribution {
		reporter: Perbill::from_percent(10),
		reporter_most: 1_000 * UNIT,
		burned: Perbill::from_percent(50),
		winner: Perbill::from_percent(40),
		panel: Perbill::from_percent(40),
	};
	pub static ThePanelRules: PanelRules =
		PanelRules { seats: 7, seats_of_second: 15, quorum: Perbill::from_percent(50) };
	pub static TheDowntimeRules: DowntimeRules =
		DowntimeRules { window: 16, tolerated: 20, tolerated_part: Perbill::zero() };
	pub static ProbationDiscount: Perbill = Perbill::from_percent(10);
	pub static SlackEpochs: u32 = 3;
	pub static BondingEpochs: u32 = 21;
	pub static DecisionEpochs: u32 = 26;
	pub static MaxSteps: u32 = 1_000;
	pub static MaxStepsWeight: Weight = Weight::MAX;
	/// Pairs of accounts declared as affiliated.
	pub static Entities: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
	/// Validators whose keys were retired.
	pub static Retired: Vec<AccountId> = Vec::new();
	/// The total paid to the treasury.
	pub static ToTheTreasury: Balance = 0;
	/// The observed conduct.
	/// The weight of those who act on a slash.
	pub static CoverWeight: Weight = Weight::zero();
	pub static Conducts: Vec<(AccountId, EpochIndex, palisade_primitives::Conduct)> = Vec::new();
	/// Epochs in which duties were interrupted.
	pub static Interrupted: BTreeSet<(Duty, EpochIndex)> = BTreeSet::new();
	/// Epochs in which finality stalled.
	pub static Stalled: BTreeSet<EpochIndex> = BTreeSet::new();
	pub const StakingPalletId: PalletId = PalletId(*b"test/stk");
	pub const DustAccount: AccountId = 999_999;
}

/// The account of the treasury.
pub const TREASURY: AccountId = 888_888;

/// Signs for two thirds of a committee, which may hold.
pub const COMMITTEE: AccountId = 777_001;

/// Signs for a referendum on an appeal, which may rule and pardon.
pub const APPEAL: AccountId = 777_002;

frame_support::ord_parameter_types! {
	pub const Committee: AccountId = COMMITTEE;
	pub const Appeal: AccountId = APPEAL;
}

impl pallet_bags_list::Config<Instance1> for Test {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Staking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = Balance;
	type WeightInfo = ();
}

/// Every account has session keys.
pub struct Keys;
impl Contains<AccountId> for Keys {
	fn contains(_: &AccountId) -> bool {
		true
	}
}

/// A fixed payout.
pub struct FixedPayout;
impl palisade_primitives::EpochPayout for FixedPayout {
	fn payout(_: Balance, _: Balance) -> Balance {
		PayoutOfEpoch::get()
	}
}

/// Randomness that tests set.
pub struct SetRandomness;
impl frame_support::traits::Randomness<H256, u64> for SetRandomness {
	fn random(subject: &[u8]) -> (H256, u64) {
		let mut input = subject.to_vec();
		input.push(Seed::get());
		(H256(sp_io::hashing::blake2_256(&input)), 0)
	}
}

/// Records the observed conduct.
pub struct Witness;
impl palisade_primitives::ConductObserver<AccountId> for Witness {
	fn observe(
		subject: palisade_primitives::Subject<&AccountId>,
		epoch: EpochIndex,
		conduct: palisade_primitives::Conduct,
	) {
		let palisade_primitives::Subject::Validator(validator) = subject else {
			panic!("no delegator is reported")
		};
		Conducts::mutate(|conducts| conducts.push((*validator, epoch, conduct)));
	}
}

/// A cover that costs [`CoverWeight`].
pub struct Payer;
impl palisade_primitives::OnSlash<AccountId> for Payer {
	fn on_slash(_: &AccountId, _: EpochIndex, _: Balance, _: Balance) -> Weight {
		CoverWeight::get()
	}
}

/// The interruptions that tests set.
pub struct SetInterruptions;
impl palisade_primitives::Interruptions for SetInterruptions {
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let of_duty = (duty, from)..(duty, until.max(from));
		let interrupted = Interrupted::get().range(of_duty).count() as EpochIndex;
		interrupted.min(MAX_INTERRUPTED_EPOCHS)
	}

	fn liability(from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let interrupted = Interrupted::get();
		let counts = |epoch: &EpochIndex| {
			Stalled::get().contains(epoch) || interrupted.contains(&(Duty::Judging, *epoch))
		};
		let number = (from..until.max(from)).filter(counts).count() as EpochIndex;
		number.min(MAX_INTERRUPTED_EPOCHS)
	}

	fn blocks(_: Duty) -> u32 {
		// No window of this pallet is counted in blocks.
		0
	}
}

/// Has a brake interrupt a duty in the current epoch.
pub fn interrupt(duty: Duty) {
	Interrupted::mutate(|interrupted| interrupted.insert((duty, now())));
}

/// The affiliations that tests declare.
pub struct Declared;
impl Affiliation<AccountId> for Declared {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		let entities = Entities::get();
		one == other || entities.contains(&(*one, *other)) || entities.contains(&(*other, *one))
	}
}

/// Records the validators whose keys were retired.
pub struct Retire;
impl KeyRetirement<AccountId> for Retire {
	fn retire(validator: &AccountId, _: EpochIndex) {
		Retired::mutate(|retired| retired.push(*validator));
	}
}

/// Pays into an account, so that total issuance stays complete.
pub struct ToTreasury;
impl OnUnbalanced<CreditOf<Test>> for ToTreasury {
	fn on_nonzero_unbalanced(credit: CreditOf<Test>) {
		use frame_support::traits::{fungible::Balanced, Imbalance};
		ToTheTreasury::mutate(|total| *total += credit.peek());
		Balances::resolve(&TREASURY, credit).expect("the treasury exists");
	}
}

/// The penalties that tests set.
pub struct SetPenalties;
impl Convert<OffenceKind, Penalty> for SetPenalties {
	fn convert(kind: OffenceKind) -> Penalty {
		Penalties::get()[&kind]
	}
}

impl palisade_staking::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type SessionKeys = Keys;
	type EpochPayout = FixedPayout;
	type Participation = ();
	type ElectionWeight = Slashing;
	type ValidatorGate = Slashing;
	type Locks = ();
	type ConductObserver = Slashing;
	type OnSlash = Payer;
	type StakingListener = ();
	type Randomness = SetRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type MinimumDelegation = ConstU128<UNIT>;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = ConstU32<1>;
	type RotationShare = ();
	type MaximumCommission = ();
	type MaximumCommissionIncrease = ();
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

parameter_types! {
	pub const MaxElectionBonus: Perbill = Perbill::from_percent(20);
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
	type Treasury = ToTreasury;
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

/// The setup that the benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl palisade_staking::BenchmarkHelper<AccountId> for Helper {
	fn make_eligible(_: &AccountId) {}

	fn set_seats(seats: u32) {
		ActiveValidators::set(seats);
	}

	fn interrupt_judging(epoch: EpochIndex) {
		Interrupted::mutate(|interrupted| interrupted.insert((Duty::Judging, epoch)));
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

sp_runtime::impl_opaque_keys! {
	pub struct SessionKeys {
		pub other: OtherSessionHandler,
	}
}

/// A session handler that does nothing.
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

/// Ends a session when a test requests it.
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
	type FullIdentificationOf = palisade_staking::epoch::ElectedWith<Test>;
}

/// Returns the author that tests set.
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

/// The default balance of accounts.
pub const WEALTH: Balance = 1_000_000 * UNIT;

/// A builder of test chains.
#[derive(Default)]
pub struct Chain {
	validators: Vec<(AccountId, Balance, Perbill, RewardPolicy)>,
	delegations: Vec<(AccountId, AccountId, Balance, RewardClass)>,
	balances: BTreeMap<AccountId, Balance>,
}

impl Chain {
	pub fn new() -> Self {
		Self::default().account(TREASURY)
	}

	/// Adds validators 1 to `number`, each with 1,000 units of self-stake.
	pub fn with_validators(number: AccountId) -> Self {
		(1..=number).fold(Self::new(), |chain, who| chain.validator(who, 1_000))
	}

	/// Adds a validator with this many units of self-stake, which compounds.
	pub fn validator(mut self, who: AccountId, units: Balance) -> Self {
		self.validators.push((who, units * UNIT, Perbill::zero(), RewardPolicy::Compound));
		self.account(who)
	}

	/// Adds a delegation of this many units at genesis.
	pub fn delegation(mut self, who: AccountId, validator: AccountId, units: Balance) -> Self {
		self.delegations.push((who, validator, units * UNIT, RewardClass::Compounding));
		self.account(who)
	}

	/// Adds an account with a balance of [`WEALTH`].
	pub fn account(mut self, who: AccountId) -> Self {
		self.balances.entry(who).or_insert(WEALTH);
		self
	}

	/// Adds accounts with a balance of [`WEALTH`].
	pub fn accounts(self, who: impl IntoIterator<Item = AccountId>) -> Self {
		who.into_iter().fold(self, Self::account)
	}

	/// Starts the chain without a final check of the invariants.
	pub fn start(self) -> sp_io::TestExternalities {
		sp_tracing::try_init_simple();
		Interrupted::take();
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
			staking: palisade_staking::GenesisConfig {
				validators: self.validators,
				delegations: self.delegations,
			},
			session: pallet_session::GenesisConfig { keys, ..Default::default() },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis is sound");
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			// The first epoch that began with recorded exposures.
			next_epoch();
			System::reset_events();
		});
		chain
	}

	/// Runs `test` on the chain in epoch 1, and checks the invariants after it.
	pub fn execute(self, test: impl FnOnce()) {
		self.start().execute_with(|| {
			test();
			check();
		});
	}
}

/// Checks the invariants of the pallets.
pub fn check() {
	Slashing::check_state().expect("the invariants hold");
	#[cfg(feature = "try-runtime")]
	Staking::try_state(0).expect("the invariants of staking hold");
	CandidateList::do_try_state().expect("the list is sound");
}

/// Ends the block and begins the next.
pub fn next_block() {
	let block = System::block_number();
	Session::on_finalize(block);
	Authorship::on_finalize(block);
	System::set_block_number(block + 1);
	Slashing::on_initialize(block + 1);
	Session::on_initialize(block + 1);
	Authorship::on_initialize(block + 1);
}

/// Ends the epoch, and runs the first blocks of the next one, in which due offences are serviced.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
	next_block();
}

/// Ends epochs until `epoch` is current.
pub fn run_to_epoch(epoch: EpochIndex) {
	while now() < epoch {
		next_epoch();
	}
}

/// Returns the current epoch.
pub fn now() -> EpochIndex {
	<Staking as palisade_primitives::EpochClock>::current_epoch()
}

/// Makes a block authored by `author`.
pub fn block_by(author: AccountId) {
	Author::set(Some(author));
	next_block();
	Author::set(None);
}

/// Returns and clears the events of the pallet.
pub fn take_events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Slashing(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// Returns the free balance of an account.
pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

/// Returns the balance that this pallet holds of an account.
pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Report.into(), &who)
		+ Balances::balance_on_hold(&HoldReason::Dispute.into(), &who)
}

/// Holds funds of an account for another pallet's reason.
#[allow(dead_code)]
pub fn hold_elsewhere(who: AccountId, amount: Balance) {
	let reason = palisade_staking::HoldReason::Registration.into();
	Balances::hold(&reason, &who, amount).expect("it owns as much");
}

/// Returns the value of an account's stake and exits with a validator.
pub fn at_risk(who: AccountId, validator: AccountId) -> Balance {
	<Staking as palisade_primitives::PositionInspect<_>>::at_risk(&who, &validator)
}

/// Returns an origin signed by `who`.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Returns the governance origin.
pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Returns inline evidence of this text.
pub fn evidence(text: &str) -> Evidence {
	Evidence::Inline(text.as_bytes().to_vec())
}

/// Returns a stored offence.
pub fn offence(id: OffenceId) -> Offence<AccountId> {
	Offences::<Test>::get(id).expect("there is such an offence")
}

/// Returns the record of a validator.
pub fn validator_record(who: AccountId) -> ValidatorRecord {
	Slashing::validator_record_of(&who)
}

/// Returns the state of a validator.
pub fn state(who: AccountId) -> palisade_staking::types::State {
	palisade_staking::Validators::<Test>::get(who).expect("there is such a validator").state
}

/// Returns the state of a validator before its jailing or ban.
pub fn state_before(who: AccountId) -> Option<palisade_staking::types::State> {
	palisade_staking::Validators::<Test>::get(who)?.confined_from
}

/// Returns the only undecided offence of a validator.
pub fn open_offence(who: AccountId) -> OffenceId {
	let open = Slashing::open_offences(&who);
	assert_eq!(open.len(), 1, "{open:?}");
	open[0].id
}
