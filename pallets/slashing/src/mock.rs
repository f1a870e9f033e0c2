//! A mock runtime with balances, the project's staking pallet, and sessions that end on request.

use crate::{self as palisade_slashing, types::*, *};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{InspectHold, MutateHold},
		ConstU128, ConstU32, Everything,
	},
	weights::Weight,
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use palisade_primitives::{Balance, Duty, EpochIndex, OffenceId, OffenceKind, RewardClass};
use palisade_staking::types::RewardPolicy;
use palisade_test_support::chain;
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::{EndSession, SetAuthor},
	stubs::{
		Declared, DustAccount, Entities, FixedPayout, InterruptedEpochs, Seed, SetInterruptions,
		SetRandomness, StakingPalletId, Stalled, ToTheTreasury,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;
use sp_runtime::{traits::Convert, BuildStorage};
use std::collections::BTreeMap;

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

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<{ UNIT / 1_000 }>;
}

palisade_test_support::configure_sessions!(Test, palisade_staking::epoch::ElectedWith<Test>);

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
	pub static ActiveValidators: u32 = 20;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
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
	/// Validators whose keys were retired.
	pub static Retired: Vec<AccountId> = Vec::new();
	/// The weight of those who act on a slash.
	pub static CoverWeight: Weight = Weight::zero();
	/// The observed conduct.
	pub static Conducts: Vec<(AccountId, EpochIndex, palisade_primitives::Conduct)> = Vec::new();
}

/// Signs for two thirds of a committee, which may hold.
pub const COMMITTEE: AccountId = 777_001;

/// Signs for a referendum on an appeal, which may rule and pardon.
pub const APPEAL: AccountId = 777_002;

frame_support::ord_parameter_types! {
	pub const Committee: AccountId = COMMITTEE;
	pub const Appeal: AccountId = APPEAL;
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

/// Has a brake interrupt a duty in the current epoch.
pub fn interrupt(duty: Duty) {
	palisade_test_support::stubs::interrupt(duty, now());
}

/// Records the validators whose keys were retired.
pub struct Retire;
impl KeyRetirement<AccountId> for Retire {
	fn retire(validator: &AccountId, _: EpochIndex) {
		Retired::mutate(|retired| retired.push(*validator));
	}
}

type ToTreasury = palisade_test_support::stubs::ToTreasury<Balances>;

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
	type SessionKeys = Everything;
	type EpochPayout = FixedPayout<PayoutOfEpoch>;
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

/// A builder of test chains, which start in epoch 1.
#[derive(Default)]
pub struct Chain(Genesis<RewardPolicy>);

impl TestChain for Chain {
	type Runtime = Test;
	type Policy = RewardPolicy;

	fn genesis(&mut self) -> &mut Genesis<RewardPolicy> {
		&mut self.0
	}

	fn config(self) -> impl BuildStorage {
		InterruptedEpochs::take();
		RuntimeGenesisConfig {
			balances: self.0.balances(),
			session: self.0.session(),
			staking: palisade_staking::GenesisConfig {
				validators: self.0.validators,
				delegations: self.0.delegations,
			},
			..Default::default()
		}
	}

	fn prepare() {
		// The first epoch that began with recorded exposures.
		next_epoch();
		System::reset_events();
	}

	fn check() {
		check();
	}
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
		self.0.validators.push((who, units * UNIT, Perbill::zero(), RewardPolicy::Compound));
		self.account(who)
	}

	/// Adds a delegation of this many units at genesis.
	pub fn delegation(mut self, who: AccountId, validator: AccountId, units: Balance) -> Self {
		self.0.delegations.push((who, validator, units * UNIT, RewardClass::Compounding));
		self.account(who)
	}
}

/// Checks the invariants of the pallets.
pub fn check() {
	Slashing::check_state().expect("the invariants hold");
	#[cfg(feature = "try-runtime")]
	<Staking as frame_support::traits::Hooks<_>>::try_state(0)
		.expect("the invariants of staking hold");
	CandidateList::do_try_state().expect("the list is sound");
}

/// Ends the block and begins the next.
pub fn next_block() {
	chain::next_block::<Test, (Slashing, Session, Authorship)>();
}

/// Ends the epoch, and runs the first blocks of the next one, in which due offences are serviced.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
	next_block();
}

/// Ends epochs until `epoch` is current.
pub fn run_to_epoch(epoch: EpochIndex) {
	chain::run_to_epoch::<Staking>(epoch, next_epoch);
}

/// Returns the current epoch.
pub fn now() -> EpochIndex {
	<Staking as palisade_primitives::EpochClock>::current_epoch()
}

/// Makes a block authored by `author`.
pub fn block_by(author: AccountId) {
	chain::block_by(author, next_block);
}

/// Returns and clears the events of the pallet.
pub fn take_events() -> Vec<Event<Test>> {
	chain::take_events::<Test, _>()
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
