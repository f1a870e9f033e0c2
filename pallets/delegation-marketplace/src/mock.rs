//! The test runtime: balances, and the project's staking pallet, with epochs that end on demand.

#[cfg(feature = "runtime-benchmarks")]
use crate::benchmarking::{Kind, NextSet, Way};
use crate::{self as palisade_delegation_marketplace, types::*, *};
#[cfg(feature = "runtime-benchmarks")]
use frame_benchmarking::BenchmarkError;
use frame_support::{
	derive_impl, parameter_types,
	traits::{fungible::InspectHold, ConstU128, ConstU32, Everything},
};
use palisade_primitives::{
	Attestation, Balance, Basis, Conduct, DealId, Diversity, Duty, EpochIndex, OffenceRecord,
	Region, Reputation, RewardClass, SlashControl, Subject, ValidatorControl, ValidatorGate,
};
#[cfg(feature = "runtime-benchmarks")]
use palisade_staking::benchmarking as staking;
use palisade_staking::types::RewardPolicy;
use palisade_test_support::chain;
pub use palisade_test_support::{
	chain::{Genesis, TestChain},
	session::EndSession,
	stubs::{
		Declared, DustAccount, Entities, FixedPayout, InterruptedBlocks, InterruptedEpochs,
		SetInterruptions, StakingPalletId, ToTheTreasury,
	},
	AccountId, TREASURY, UNIT, WEALTH,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::{BTreeMap, BTreeSet};

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		CandidateList: pallet_bags_list::<Instance1>,
		Staking: palisade_staking,
		Marketplace: palisade_delegation_marketplace,
		Session: pallet_session,
		Historical: pallet_session::historical,
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

parameter_types! {
	pub static ActiveValidators: u32 = 100;
	pub static MinimumSelfStake: Balance = 100 * UNIT;
	pub static PayoutOfEpoch: Balance = 0;
	/// The bonus on self-stake in elections.
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
	/// Validators that a gate refuses.
	pub static Refused: BTreeSet<AccountId> = BTreeSet::new();
	/// Validators without a clean record.
	pub static Offenders: BTreeSet<AccountId> = BTreeSet::new();
	/// Scores.
	pub static Scores: BTreeMap<AccountId, u32> = BTreeMap::new();
	/// Buckets of diversity.
	pub static Buckets: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// Regions.
	pub static Regions: BTreeMap<AccountId, [u8; 4]> = BTreeMap::new();
	/// The stakes of entities.
	pub static EntityStakes: BTreeMap<AccountId, Balance> = BTreeMap::new();
	/// Levels of attestation.
	pub static Attested: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// The observed ratings and outcomes of deals.
	pub static Conducts: Vec<(Subject<AccountId>, EpochIndex, Conduct)> = Vec::new();
}

/// The largest number of blocks by which a request waits.
pub const MAX_INTERRUPTION: u32 = 600;

/// No randomness: nothing here draws.
pub struct NoRandomness;
impl frame_support::traits::Randomness<H256, u64> for NoRandomness {
	fn random(_: &[u8]) -> (H256, u64) {
		(H256::zero(), 0)
	}
}

/// Refuses the validators that tests name.
pub struct Gate;
impl ValidatorGate<AccountId> for Gate {
	fn admit(validator: &AccountId) -> DispatchResult {
		match Refused::get().contains(validator) {
			true => Err(DispatchError::Other("refused")),
			false => Ok(()),
		}
	}
}

/// The validators' record, score, place and attestation, as tests set them.
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

/// Records observations.
pub struct Witness;
impl palisade_primitives::ConductObserver<AccountId> for Witness {
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		let subject = match subject {
			Subject::Validator(who) => Subject::Validator(*who),
			Subject::Delegator(who) => Subject::Delegator(*who),
		};
		Conducts::mutate(|conducts| conducts.push((subject, epoch, conduct)));
	}
}

type ToTreasury = palisade_test_support::stubs::ToTreasury<Balances>;

impl palisade_staking::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CandidateList = CandidateList;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type SessionKeys = Everything;
	type EpochPayout = FixedPayout<PayoutOfEpoch>;
	type Participation = ();
	type ElectionWeight = ();
	type ValidatorGate = ();
	type Locks = ();
	type ConductObserver = Marketplace;
	type OnSlash = Marketplace;
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
	type Interruptions = SetInterruptions;
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

/// The setup of benchmarks.
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
	fn start(validators: u32, is_full: bool) -> Result<Vec<AccountId>, BenchmarkError> {
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
		let validators = (0..validators).map(start).collect::<Result<_, BenchmarkError>>()?;
		if is_full {
			staking::fill_sets::<Test>();
		}
		Ok(validators)
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

	fn end_epoch(next: NextSet<AccountId>) -> Result<(), BenchmarkError> {
		match next {
			NextSet::AsNow => {},
			NextSet::With(validator) => staking::serve::<Test>(validator)?,
			NextSet::Empty => staking::retire_all::<Test>(),
		}
		staking::end_epoch::<Test>();
		Ok(())
	}

	fn skip_epochs(number: u32) -> Result<(), BenchmarkError> {
		staking::skip_epochs::<Test>(number);
		Ok(())
	}

	fn reward(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::reward::<Test>(validator)
	}

	fn near_bag(validator: &AccountId, index: u32, way: Way) -> Result<Balance, BenchmarkError> {
		match way {
			Way::Up => staking::between_bags_of_others::<Test>(validator, staking::Move::Up, index),
			Way::Down => {
				staking::about_to_fall::<Test>(validator)?;
				Ok(staking::unit::<Test>())
			},
		}
	}

	fn set_stake(validator: &AccountId, stake: Balance) -> Result<(), BenchmarkError> {
		staking::set_stake::<Test>(validator, stake)
	}

	fn go_offline(validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::go_offline::<Test>(validator)
	}

	fn fill_account(
		who: &AccountId,
		validator: &AccountId,
		places: u32,
	) -> Result<(), BenchmarkError> {
		staking::fill_delegations_but::<Test>(who, validator, places).map(drop)
	}

	fn fill_exits(who: &AccountId, validator: &AccountId) -> Result<(), BenchmarkError> {
		staking::fill_exits::<Test>(who, validator)
	}

	fn movable(
		from: &AccountId,
		to: &AccountId,
		validator: &AccountId,
		kind: Kind,
	) -> Result<Asset<AccountId>, BenchmarkError> {
		let validator = *validator;
		Ok(match kind {
			Kind::Position => {
				staking::stale_positions::<Test>(from, to, &validator)?;
				let (class, amount) = (RewardClass::Compounding, staking::units::<Test>(10));
				Asset::Position { validator, class, amount }
			},
			Kind::Exits => {
				let epoch = staking::movable_exits::<Test>(from, to, &validator)?;
				Asset::Exits { validator, epoch }
			},
		})
	}
}

/// The description of a test chain, which starts in epoch 1.
#[derive(Default)]
pub struct Chain(Genesis<RewardPolicy>);

impl TestChain for Chain {
	type Runtime = Test;
	type Policy = RewardPolicy;

	fn genesis(&mut self) -> &mut Genesis<RewardPolicy> {
		&mut self.0
	}

	fn config(self) -> impl BuildStorage {
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
		// The first epoch whose exposures are recorded.
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

	/// Validators 1 to `number`, each with 1,000 units of self-stake and a commission of 10 %, and
	/// the accounts 10 to 20.
	pub fn with_validators(number: AccountId) -> Self {
		(1..=number).fold(Self::new(), |chain, who| chain.validator(who, 1_000)).accounts(10..=20)
	}

	/// Adds a validator with this many units of self-stake, which compounds.
	pub fn validator(mut self, who: AccountId, units: Balance) -> Self {
		let commission = Perbill::from_percent(10);
		self.0.validators.push((who, units * UNIT, commission, RewardPolicy::Compound));
		self.account(who)
	}

	/// Adds a delegation of this many units at genesis.
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

	/// Adds an account with this balance.
	pub fn account_with(mut self, who: AccountId, balance: Balance) -> Self {
		self.0.balances.insert(who, balance);
		self
	}
}

/// Checks the invariants of the pallets.
pub fn check() {
	Marketplace::check_state().expect("the invariants hold");
	#[cfg(feature = "try-runtime")]
	<Staking as frame_support::traits::Hooks<_>>::try_state(0)
		.expect("the invariants of staking hold");
	CandidateList::do_try_state().expect("the list is sound");
}

/// Ends the block and begins the next.
pub fn next_block() {
	chain::next_block::<Test, Session>();
}

/// Marks the running epoch as interrupted for a duty.
pub fn interrupt_epoch(duty: Duty) {
	palisade_test_support::stubs::interrupt(duty, now());
}

/// Marks the running epoch as interrupted for these duties, and ends it.
pub fn next_epoch_without(duties: &[Duty]) {
	duties.iter().copied().for_each(interrupt_epoch);
	next_epoch();
}

/// Runs `number` interrupted blocks of a duty, the running one the first of them.
pub fn interrupt_blocks(duty: Duty, number: u32) {
	interrupt_epoch(duty);
	InterruptedBlocks::mutate(|blocks| *blocks.entry(duty).or_default() += number);
	System::set_block_number(System::block_number() + u64::from(number));
}

/// Jumps to the block `number`.
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
	chain::run_to_epoch::<Staking>(epoch, next_epoch);
}

/// The running epoch.
pub fn now() -> EpochIndex {
	<Staking as palisade_primitives::EpochClock>::current_epoch()
}

/// The events of the pallet since they were last taken.
pub fn take_events() -> Vec<Event<Test>> {
	chain::take_events::<Test, _>()
}

/// The free balance of an account.
pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}

/// The balance of an account on hold for a reason.
pub fn held(who: AccountId, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The deposits held of an account.
pub fn deposits(who: AccountId) -> Balance {
	held(who, HoldReason::Deposit)
}

/// The funds of an account in escrow.
pub fn escrow(who: AccountId) -> Balance {
	held(who, HoldReason::Escrow)
}

/// The cover held of an account.
pub fn cover(who: AccountId) -> Balance {
	held(who, HoldReason::Cover)
}

/// An origin signed by `who`.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// A percentage.
pub fn percent(parts: u32) -> Perbill {
	Perbill::from_percent(parts)
}

/// Slashes the exposure of a validator in an epoch.
pub fn slash(validator: AccountId, epoch: EpochIndex, fraction: Perbill) {
	let loss = <Staking as SlashControl<_>>::slash(&validator, epoch, fraction);
	drop(loss.expect("it can be slashed"));
}

/// Jails a validator.
pub fn jail(validator: AccountId, until: EpochIndex) {
	<Staking as ValidatorControl<_>>::jail(&validator, until).expect("it can be jailed");
}

/// Opens a case.
pub fn accuse(validator: AccountId, epoch: EpochIndex, basis: Basis) {
	<Staking as SlashControl<_>>::open_case(&validator, epoch, basis).expect("it can be accused");
}

/// The terms of a listing in most tests: 1,000 units at 5 %, from 10 units and 4 epochs on, with a
/// cover of 100 units and an exit fee of 2 %.
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

/// The terms of an offer.
pub fn at(commission: u32, term: u32) -> DealTerms {
	DealTerms { commission: percent(commission), term }
}

/// Offers this many units on the current version of a listing. Returns the number of the offer.
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

/// Makes a deal of this many units at the terms of a listing, for 4 epochs. Returns its number.
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

/// A deal as the runtime API shows it.
pub fn view(id: DealId) -> crate::runtime_api::MarketDealView<AccountId> {
	Marketplace::deal_view(id).expect("there is such a deal")
}
