//! A runtime to test with: balances, and the staking pallet of the project, whose epochs end when told to.

use crate::{self as palisade_delegation_marketplace, types::*, *};
#[cfg(feature = "runtime-benchmarks")]
use frame_benchmarking::BenchmarkError;
use frame_support::{
	derive_impl,
	instances::Instance1,
	parameter_types,
	traits::{
		fungible::{Balanced, InspectHold},
		ConstU128, ConstU32, ConstU64, Contains, Hooks, OnUnbalanced,
	},
	PalletId,
};
use palisade_primitives::{
	Affiliation, Attestation, Backing, Balance, Class, Conduct, DealId, Diversity, Duty,
	EpochIndex, Interruptions, OffenceRecord, Refusal, Region, Reputation, StakeControl,
	ValidatorGate, MAX_INTERRUPTED_EPOCHS,
};
#[cfg(feature = "runtime-benchmarks")]
use palisade_staking::benchmarking as staking;
use palisade_staking::types::RewardPolicy;
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::{testing::UintAuthorityId, BuildStorage};
use std::collections::{BTreeMap, BTreeSet};

/// Wide enough to tell the accounts of the pallets apart.
pub type AccountId = u128;

/// The unit of the tests' money.
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
	#[runtime::pallet_index(5)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type CandidateList = pallet_bags_list<Instance1>;
	#[runtime::pallet_index(3)]
	pub type Staking = palisade_staking;
	#[runtime::pallet_index(4)]
	pub type Marketplace = palisade_delegation_marketplace;
	#[runtime::pallet_index(6)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(7)]
	pub type Historical = pallet_session::historical;
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

/// Bounds of the bags: powers of two from a unit.
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
	pub const StakingPalletId: PalletId = PalletId(*b"test/stk");
	pub const DustAccount: AccountId = 999_999;
	pub static ActiveValidators: u32 = 100;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
	pub static EndSession: bool = false;
	/// What a validator can be elected with, besides its own stake.
	pub static ElectionBonus: Perbill = Perbill::zero();
	pub static TheDeposits: Deposits = Deposits {
		listing: 10 * UNIT,
		offer: UNIT,
		request: 2 * UNIT,
		bid: 3 * UNIT,
		sale: UNIT,
		cleaner: Perbill::from_percent(10),
	};
	pub static TheRules: Rules = Rules {
		protocol_fee: Perbill::zero(),
		maximum_exit_fee: Perbill::from_percent(50),
		bidding: 1_000,
		extension: 5,
		extensions: 20,
		reveal: 10,
		settlement: 50,
		concentration: Perbill::one(),
		concentration_slack: Perbill::zero(),
		rated_amount: 100 * UNIT,
		rated_epochs: 2,
	};
	/// Validators that a gate keeps out.
	pub static Refused: BTreeSet<AccountId> = BTreeSet::new();
	/// Pairs that have declared to belong together.
	pub static Entities: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
	/// Those who have offended.
	pub static Offenders: BTreeSet<AccountId> = BTreeSet::new();
	/// Scores.
	pub static Scores: BTreeMap<AccountId, u32> = BTreeMap::new();
	/// Buckets of diversity.
	pub static Buckets: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// Regions.
	pub static Regions: BTreeMap<AccountId, [u8; 4]> = BTreeMap::new();
	/// What entities have at stake.
	pub static EntityStakes: BTreeMap<AccountId, Balance> = BTreeMap::new();
	/// Levels of attestation.
	pub static Attested: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// What was observed of ratings and deals.
	pub static Conducts: Vec<(AccountId, EpochIndex, Conduct)> = Vec::new();
	/// Epochs in which duties were interrupted.
	pub static InterruptedEpochs: BTreeSet<(Duty, EpochIndex)> = BTreeSet::new();
	/// In how many blocks, without the running one.
	pub static InterruptedBlocks: BTreeMap<Duty, u32> = BTreeMap::new();
	/// What went to the treasury.
	pub static ToTheTreasury: Balance = 0;
}

/// Most blocks that a request waits.
pub const MAX_INTERRUPTION: u32 = 600;

/// Where the treasury's money is.
pub const TREASURY: AccountId = 888_888;

impl pallet_bags_list::Config<Instance1> for Test {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = Staking;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<0>;
	type Score = Balance;
	type WeightInfo = ();
}

/// Everybody has keys.
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

/// No randomness: nothing here draws.
pub struct NoRandomness;
impl frame_support::traits::Randomness<H256, u64> for NoRandomness {
	fn random(_: &[u8]) -> (H256, u64) {
		(H256::zero(), 0)
	}
}

/// Keeps out whom tests refuse.
pub struct Gate;
impl ValidatorGate<AccountId> for Gate {
	fn admit(validator: &AccountId) -> Result<(), Refusal> {
		match Refused::get().contains(validator) {
			true => Err(Refusal::LowReputation),
			false => Ok(()),
		}
	}
}

/// The entities that tests declare.
pub struct Declared;
impl Affiliation<AccountId> for Declared {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		let entities = Entities::get();
		one == other || entities.contains(&(*one, *other)) || entities.contains(&(*other, *one))
	}
}

/// What tests say of validators.
pub struct Said;
impl OffenceRecord<AccountId> for Said {
	fn is_clean(validator: &AccountId) -> bool {
		!Offenders::get().contains(validator)
	}
}
impl Reputation<AccountId> for Said {
	fn score(validator: &AccountId) -> Option<u32> {
		Scores::get().get(validator).copied()
	}
}
impl Diversity<AccountId> for Said {
	fn bucket(validator: &AccountId) -> Option<u8> {
		Buckets::get().get(validator).copied()
	}
	fn region(validator: &AccountId) -> Option<Region> {
		Regions::get().get(validator).copied().map(Region)
	}
	fn entity_stake(validator: &AccountId) -> Option<Balance> {
		EntityStakes::get().get(validator).copied()
	}
}
impl Attestation<AccountId> for Said {
	fn level(validator: &AccountId) -> u8 {
		Attested::get().get(validator).copied().unwrap_or_default()
	}
}

/// What tests interrupt.
pub struct Brakes;
impl Interruptions for Brakes {
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let of_duty = (duty, from)..(duty, until.max(from));
		let number = InterruptedEpochs::get().range(of_duty).count() as u32;
		number.min(MAX_INTERRUPTED_EPOCHS)
	}

	fn blocks(duty: Duty) -> u32 {
		InterruptedBlocks::get().get(&duty).copied().unwrap_or_default()
	}
}

/// Keeps what is observed.
pub struct Witness;
impl palisade_primitives::ConductObserver<AccountId> for Witness {
	fn observe(validator: &AccountId, epoch: EpochIndex, conduct: Conduct) {
		Conducts::mutate(|conducts| conducts.push((*validator, epoch, conduct)));
	}
}

/// An account, so that no money disappears.
pub struct ToTreasury;
impl OnUnbalanced<CreditOf<Test>> for ToTreasury {
	fn on_nonzero_unbalanced(credit: CreditOf<Test>) {
		use frame_support::traits::Imbalance;
		ToTheTreasury::mutate(|total| *total += credit.peek());
		Balances::resolve(&TREASURY, credit).expect("the treasury exists");
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
	type ElectionWeight = ();
	type ValidatorGate = ();
	type Locks = ();
	type ConductObserver = Marketplace;
	type StakingListener = ();
	type Randomness = NoRandomness;
	type MinimumSelfStake = MinimumSelfStake;
	type MinimumDelegation = ConstU128<UNIT>;
	type ActiveValidators = ActiveValidators;
	type MinimumActiveValidators = ConstU32<1>;
	type RotationShare = ();
	type MaximumCommission = MaximumCommission;
	type MaximumCommissionIncrease = MaximumCommission;
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

parameter_types! {
	pub const MaximumCommission: Perbill = Perbill::one();
}

impl Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Clock = Staking;
	type Interruptions = Brakes;
	type Stake = Staking;
	type ValidatorGate = Gate;
	type Affiliation = Declared;
	type Offences = Said;
	type Reputation = Said;
	type Diversity = Said;
	type Attestation = Said;
	type ConductObserver = Witness;
	type Treasury = ToTreasury;
	type Deposits = TheDeposits;
	type Rules = TheRules;
	type MaxTerm = ConstU32<10_000>;
	type MaxInterruption = ConstU32<MAX_INTERRUPTION>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// What the benchmarks need.
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
	fn start(validators: u32) -> Result<Vec<AccountId>, BenchmarkError> {
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
		(0..validators).map(start).collect()
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

	fn fill_set() {
		staking::fill_sets::<Test>();
	}

	fn serve(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::serve::<Test>(validator)
	}

	fn end_epoch(goes_on: bool) {
		if !goes_on {
			staking::retire_all::<Test>();
		}
		staking::end_epoch::<Test>();
	}

	fn skip_epochs(epochs: u32) {
		staking::skip_epochs::<Test>(epochs);
	}

	fn reward(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::reward::<Test>(validator)
	}

	fn rise(validator: &AccountId, index: u32) -> Result<Balance, BenchmarkError> {
		staking::between_bags_of_others::<Test>(validator, staking::Move::Up, index)
	}

	fn fall(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::about_to_fall::<Test>(validator).map(|_| ())
	}

	fn set_stake(validator: &AccountId, stake: Balance) -> Result<(), BenchmarkError> {
		staking::set_stake::<Test>(validator, stake)
	}

	fn go_offline(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::go_offline::<Test>(validator)
	}

	fn fill_delegations(
		who: &AccountId,
		validator: &AccountId,
		places: u32,
	) -> Result<(), BenchmarkError> {
		staking::fill_delegations_but::<Test>(who, validator, places).map(|_| ())
	}

	fn fill_exits(who: &AccountId, validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::fill_exits::<Test>(who, validator)
	}

	fn fill_affiliations(_: &AccountId) -> Result<(), BenchmarkError> {
		Ok(())
	}

	fn positions(
		from: &AccountId,
		to: &AccountId,
		validator: &AccountId,
	) -> Result<Balance, BenchmarkError> {
		staking::stale_positions::<Test>(from, to, validator)?;
		Ok(staking::units::<Test>(10))
	}

	fn exits(
		from: &AccountId,
		to: &AccountId,
		validator: &AccountId,
	) -> Result<EpochIndex, BenchmarkError> {
		staking::movable_exits::<Test>(from, to, validator)
	}
}

sp_runtime::impl_opaque_keys! {
	pub struct SessionKeys {
		pub other: OtherSessionHandler,
	}
}

/// Takes no part in anything.
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

/// Ends a session when a test says so.
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

/// What accounts own unless it is said otherwise.
pub const WEALTH: Balance = 1_000_000 * UNIT;

/// Describes a chain to test with.
#[derive(Default)]
pub struct Chain {
	validators: Vec<(AccountId, Balance, Perbill, RewardPolicy)>,
	delegations: Vec<(AccountId, AccountId, Balance, Class)>,
	balances: BTreeMap<AccountId, Balance>,
}

impl Chain {
	pub fn new() -> Self {
		Self::default().account(TREASURY)
	}

	/// Validators 1 to `number`, each with 1,000 units of its own and a commission of 10 %, and the accounts 10 to 20.
	pub fn with_validators(number: AccountId) -> Self {
		(1..=number).fold(Self::new(), |chain, who| chain.validator(who, 1_000)).accounts(10..=20)
	}

	/// Adds a validator with this many units of own stake, which compounds.
	pub fn validator(mut self, who: AccountId, units: Balance) -> Self {
		let commission = Perbill::from_percent(10);
		self.validators.push((who, units * UNIT, commission, RewardPolicy::Compound));
		self.account(who)
	}

	/// Adds a delegation of this many units at genesis.
	pub fn delegation(
		mut self,
		who: AccountId,
		validator: AccountId,
		units: Balance,
		class: Class,
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

	/// Adds an account that owns this much.
	pub fn account_with(mut self, who: AccountId, balance: Balance) -> Self {
		self.balances.insert(who, balance);
		self
	}

	/// Starts the chain in epoch 1, without checking anything at the end.
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
			// The first epoch that began with its exposures recorded.
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
	Marketplace::check_state().expect("the invariants hold");
	#[cfg(feature = "try-runtime")]
	Staking::try_state(0).expect("the invariants of staking hold");
	CandidateList::do_try_state().expect("the list is sound");
}

/// Ends the block and begins the next.
pub fn next_block() {
	let block = System::block_number();
	Session::on_finalize(block);
	System::set_block_number(block + 1);
	Session::on_initialize(block + 1);
}

/// Says that a call of a duty was refused in the epoch that runs.
pub fn interrupt_epoch(duty: Duty) {
	InterruptedEpochs::mutate(|epochs| epochs.insert((duty, now())));
}

/// Says that these duties were interrupted in the epoch that runs, and ends it.
pub fn next_epoch_without(duties: &[Duty]) {
	duties.iter().copied().for_each(interrupt_epoch);
	next_epoch();
}

/// Runs so many blocks in which a call of a duty is refused, the running one the first of them.
pub fn interrupt_blocks(duty: Duty, number: u32) {
	interrupt_epoch(duty);
	InterruptedBlocks::mutate(|blocks| *blocks.entry(duty).or_default() += number);
	System::set_block_number(System::block_number() + u64::from(number));
}

/// Begins the block `number`, without what happens between.
pub fn run_to_block(number: u64) {
	System::set_block_number(number);
}

/// Ends the epoch.
pub fn next_epoch() {
	EndSession::set(true);
	next_block();
}

/// Ends epochs until `epoch` runs.
pub fn run_to_epoch(epoch: EpochIndex) {
	while now() < epoch {
		next_epoch();
	}
}

/// The epoch that runs.
pub fn now() -> EpochIndex {
	<Staking as palisade_primitives::EpochClock>::current_epoch()
}

/// The events of the pallet since they were last taken.
pub fn take_events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Marketplace(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// What an account can spend.
pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

/// What is held of an account for a reason.
pub fn held(who: AccountId, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// What is held of an account for storing things.
pub fn deposits(who: AccountId) -> Balance {
	held(who, HoldReason::Deposit)
}

/// What is held of an account in escrow.
pub fn escrow(who: AccountId) -> Balance {
	held(who, HoldReason::Escrow)
}

/// What is held of an account as cover.
pub fn cover(who: AccountId) -> Balance {
	held(who, HoldReason::Cover)
}

/// An origin signed by `who`.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// So many parts of a hundred.
pub fn percent(parts: u32) -> Perbill {
	Perbill::from_percent(parts)
}

/// Slashes what stood behind a validator in an epoch.
pub fn slash(validator: AccountId, epoch: EpochIndex, fraction: Perbill) {
	let loss = <Staking as StakeControl<_>>::slash(&validator, epoch, fraction);
	drop(loss.expect("it can be slashed"));
}

/// Jails a validator.
pub fn jail(validator: AccountId, until: EpochIndex) {
	<Staking as StakeControl<_>>::jail(&validator, until).expect("it can be jailed");
}

/// Opens a case.
pub fn accuse(validator: AccountId, epoch: EpochIndex, backing: Backing) {
	<Staking as StakeControl<_>>::open_case(&validator, epoch, backing).expect("it can be accused");
}

/// What a listing offers in most tests: 1,000 units at 5 %, from 10 units and 4 epochs on, with a cover of 100 units and
/// a fee of 2 %.
pub fn terms() -> ListingTerms<AccountId> {
	ListingTerms {
		capacity: 1_000 * UNIT,
		minimum_delegation: 10 * UNIT,
		commission: percent(5),
		minimum_term: 4,
		cover: 100 * UNIT,
		exit_fee: percent(2),
		score_floor: None,
		expiry: 1_000,
		requirements: ClientRequirements::default(),
	}
}

/// Opens a listing. Returns its number.
pub fn list(validator: AccountId, terms: ListingTerms<AccountId>) -> ListingId {
	let id = NextId::<Test>::get();
	frame_support::assert_ok!(Marketplace::open_listing(signed(validator), terms));
	id
}

/// A listing.
pub fn listing(id: ListingId) -> ListingOf<Test> {
	Listings::<Test>::get(id).expect("there is such a listing")
}

/// What an offer names.
pub fn at(commission: u32, term: u32) -> DealTerms {
	DealTerms { commission: percent(commission), term }
}

/// Offers so many units on a listing as it is. Returns the number of the offer.
pub fn offer(who: AccountId, listing_id: ListingId, units: Balance, terms: DealTerms) -> OfferId {
	let id = NextId::<Test>::get();
	let version = listing(listing_id).version;
	frame_support::assert_ok!(Marketplace::make_offer(
		signed(who),
		listing_id,
		version,
		units * UNIT,
		terms,
		now() + 5,
	));
	id
}

/// Makes a deal of so many units at the terms of a listing, for 4 epochs. Returns its number.
pub fn deal(who: AccountId, listing_id: ListingId, units: Balance) -> DealId {
	let id = palisade_staking::NextDeal::<Test>::get();
	offer(who, listing_id, units, at(100, 4));
	assert!(Deals::<Test>::contains_key(id), "the deal was made at once");
	id
}

/// A deal.
pub fn deal_of(id: DealId) -> DealOf<Test> {
	Deals::<Test>::get(id).expect("there is such a deal")
}

/// What a wallet shows of a deal.
pub fn view(id: DealId) -> crate::runtime_api::MarketDealView<AccountId> {
	Marketplace::deal_view(id).expect("there is such a deal")
}
