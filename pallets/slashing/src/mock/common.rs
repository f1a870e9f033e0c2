//! The parts of a test runtime that do not depend on its staking pallet: the configuration of the
//! other pallets, and the actions and reads of tests.
//!
//! A module of each test runtime, which is `super` here.

use super::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{fungible::InspectHold, ConstU32},
};
use frame_system::{EnsureRoot, EnsureSignedBy};
use palisade_primitives::{
	Duty, EpochClock, EpochIndex, OffenceId, OffenceKind, PositionInspect, RewardClass,
};
use palisade_test_support::{chain, stubs};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::DispatchResult;

palisade_test_support::configure_balances!(Test);

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
	type Treasury = stubs::ToTreasury<Balances>;
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

/// A builder of test chains, which start in epoch 1.
#[derive(Default)]
pub struct Chain(pub Genesis<Policy>);

impl Chain {
	pub fn new() -> Self {
		InterruptedEpochs::take();
		Self::default().account(TREASURY)
	}

	/// Adds validators 1 to `number`, each with 1,000 units of self-stake.
	pub fn with_validators(number: AccountId) -> Self {
		(1..=number).fold(Self::new(), |chain, who| chain.validator(who, 1_000))
	}

	/// Adds a validator with this many units of self-stake, which compounds.
	pub fn validator(mut self, who: AccountId, units: Balance) -> Self {
		self.0.validators.push((who, units * UNIT, Perbill::zero(), COMPOUND));
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
	check_stake();
}

/// Ends the block and begins the next.
pub fn next_block() {
	chain::next_block::<Test, Hooked>();
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
	<Staking as EpochClock>::current_epoch()
}

/// Has a brake interrupt a duty in the current epoch.
pub fn interrupt(duty: Duty) {
	stubs::interrupt(duty, now());
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

/// Returns the value of an account's stake and exits with a validator.
pub fn at_risk(who: AccountId, validator: AccountId) -> Balance {
	<Staking as PositionInspect<_>>::at_risk(&who, &validator)
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

/// Returns the only undecided offence of a validator.
pub fn open_offence(who: AccountId) -> OffenceId {
	let open = Slashing::open_offences(&who);
	assert_eq!(open.len(), 1, "{open:?}");
	open[0].id
}

/// `parts` percent.
pub fn percent(parts: u32) -> Perbill {
	Perbill::from_percent(parts)
}

/// The evidence hash of the `number`-th proof of an equivocation.
pub fn proof(number: u32) -> H256 {
	consensus::proof_hash(*b"test:equivocatio", &number)
}

/// Has the consensus report an equivocation of `validator` in `epoch`, on behalf of `reporter`.
/// Always by the same proof.
pub fn equivocate(validator: AccountId, epoch: EpochIndex, reporter: Option<AccountId>) {
	Slashing::report_proof(validator, epoch, proof(0), reporter);
}

/// Reports an alleged offence in the current epoch. Returns its id.
pub fn report(reporter: AccountId, validator: AccountId, kind: OffenceKind) -> OffenceId {
	let before = Slashing::open_offences(&validator);
	assert_ok!(Slashing::report_offence(
		signed(reporter),
		validator,
		kind,
		now(),
		evidence("I saw it"),
		u128::MAX,
	));
	let mut after = Slashing::open_offences(&validator);
	after.retain(|view| before.iter().all(|other| other.id != view.id));
	after[0].id
}

/// Returns the secret salt of a member.
pub fn salt(member: AccountId) -> [u8; 32] {
	[member as u8; 32]
}

/// Ends epochs until an offence reaches a stage.
pub fn run_to(id: OffenceId, wanted: impl Fn(Stage) -> bool) {
	for _ in 0..100 {
		if wanted(offence(id).stage) {
			return;
		}
		next_epoch();
	}
	panic!("{:?} for ever", offence(id).stage);
}

/// Returns whether the stage is final.
pub fn is_final(stage: Stage) -> bool {
	matches!(stage, Stage::Applied { .. } | Stage::Dismissed)
}

/// Makes jail for this many epochs the sentence of a kind of offence.
pub fn jail_for(kind: OffenceKind, epochs: u32) {
	Penalties::mutate(|all| {
		if let Some(penalty) = all.get_mut(&kind) {
			penalty.sentence = Sentence::Jail(epochs);
		}
	});
}

/// Governance upholds an offence, and its penalty is applied.
pub fn uphold(id: OffenceId) {
	assert_ok!(Slashing::rule(root(), id, Verdict::Uphold));
	next_block();
}

/// Governance cancels an offence, which is dismissed.
pub fn cancel(id: OffenceId) {
	assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
	next_block();
}

/// Has the accused dispute the facts of an offence.
pub fn dispute(id: OffenceId) -> DispatchResult {
	let accused = signed(offence(id).validator);
	Slashing::dispute(accused, id, Grounds::FactsDisputed, evidence("I did not"))
}

/// Checks an amount, but for the rounding of a few slashes.
#[track_caller]
pub fn near(value: u128, wanted: u128) {
	assert!(value.abs_diff(wanted) < 20, "{value} is not {wanted}");
}
