//! Validator registration, delegation, rewards, compounding and elections, at a cost independent of
//! the number of delegators.
//!
//! [`Config::ExpectedProduction`] must describe the consensus of the runtime: `ByStake` for BABE
//! weighted by stake, `Equal` for Aura and for BABE without weights. With the wrong one, honest
//! validators lose rewards and are jailed for downtime. The author of a block must be looked up
//! before the session changes with Aura, and after with BABE: see [`authorship`].
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | epoch | a session, which is a BABE epoch: the pallet's only clock |
//! | validator | an account with a node and self-stake; see [`State`](types::State) |
//! | delegator | an account that has delegated stake to validators |
//! | class | the use of rewards: *compounding* rewards become stake, *liquid* rewards are claimed |
//! | position | a delegator's stake with one validator, in both classes |
//! | deal | liquid stake with its own commission; opened by other pallets through `DealControl` |
//! | exit | stake unbonding since one epoch: liable until withdrawn after the bonding period |
//! | exposure | the stake at risk behind a validator, recorded at the start of an epoch |
//! | case | an open offence of a validator; holds the liable exits |
//!
//! # Calls by role
//!
//! *Validators*: [`register_validator`](Call::register_validator) after setting session keys,
//! [`set_commission`](Call::set_commission), [`set_compounding`](Call::set_compounding),
//! [`set_delegation_policy`](Call::set_delegation_policy), [`set_profile`](Call::set_profile),
//! [`increase_self_stake`](Call::increase_self_stake),
//! [`decrease_self_stake`](Call::decrease_self_stake), [`go_offline`](Call::go_offline),
//! [`go_online`](Call::go_online), [`claim_commission`](Call::claim_commission),
//! [`leave_validators`](Call::leave_validators).
//!
//! *Delegators*: [`delegate`](Call::delegate), [`delegate_all`](Call::delegate_all),
//! [`delegate_many`](Call::delegate_many),
//! [`change_class`](Call::change_class), [`claim_rewards`](Call::claim_rewards),
//! [`restake_rewards`](Call::restake_rewards), [`undelegate`](Call::undelegate),
//! [`cancel_undelegation`](Call::cancel_undelegation), [`withdraw`](Call::withdraw),
//! [`redelegate`](Call::redelegate), [`complete_redelegation`](Call::complete_redelegation),
//! [`set_reward_account`](Call::set_reward_account), [`permit_claims`](Call::permit_claims).
//!
//! *Any signed origin*: [`claim_rewards_for`](Call::claim_rewards_for) where the holder permits it,
//! [`withdraw_for`](Call::withdraw_for), [`withdraw_from`](Call::withdraw_from),
//! [`push_out`](Call::push_out), [`remove_validator`](Call::remove_validator).
//!
//! *Governance*: [`force_epoch`](Call::force_epoch),
//! [`set_validator_state`](Call::set_validator_state), and the economic parameters in [`Config`].
//!
//! # Epoch boundary
//!
//! At the end of an epoch, for each validator of the ended set, the pallet credits the reward,
//! closes the exits of the epoch at the price after the reward, converts the deposits of the epoch
//! into shares at that price, and applies an announced commission. A commission above the maximum
//! is lowered to it. Then the next set, elected one
//! epoch earlier, begins: the exposure of each member is recorded. Then the set after that is
//! elected. The boundary costs O(validators).
//!
//! Stake earns in each epoch at whose start it is active: a deposit becomes active with the next
//! epoch, and exiting stake earns until the end of the running epoch. A validator outside the set
//! earns nothing, so its deposits activate and its exits close immediately. Exiting stake is liable
//! for the next epoch too, because that epoch's set was elected while the stake was bonded; the
//! bonding period counts from the epoch of the exit.
//!
//! # Rewards
//!
//! A validator is paid `payout × w/Σw × performance` with `w = stake × (1 + bonus)`, stake and
//! bonus as of the start of the epoch, and
//!
//! ```text
//! performance = 7/8 participation + 1/8 authorship
//! authorship  = min(1, (credit + blocks authored) / blocks expected), 1 if none expected
//! ```
//!
//! Expected blocks are counted in thousandths, by [`Config::ExpectedProduction`]. Blocks beyond
//! those expected are credit for later epochs: see [`authorship`].
//!
//! Unearned rewards are not minted. Each reward is split between both classes by the arithmetic of
//! [`palisade_share_pool`]. Rewards do not expire.
//!
//! # Election
//!
//! See [`election`].
//!
//! # Slashing
//!
//! Another pallet judges offences and acts through `SlashControl` and `ValidatorControl`. See
//! [`slash`]. While a brake of the chain prevents judging, all periods are extended by the length
//! of the interruption: see [`interruptions`].
//!
//! # Funds
//!
//! One pot account holds all staked funds and unpaid rewards, so that a slash is one withdrawal and
//! takes effect immediately. Ownership is accounted in storage and never derived from the pot's
//! balance, so a donation to the pot changes nothing. The pot also holds the existential deposit,
//! minted at genesis or with the first registration, and topped up by an upgrade that raises it.
//!
//! # Example
//!
//! `tests::documentation` runs this example: a chain of two validators from a delegator's view.
#![doc = docify::embed!("src/tests/documentation.rs", delegate_earn_and_leave)]
//!
//! # Limits
//!
//! - A delegator has at most [`Config::MaxDelegations`] delegations and deals together, and at most
//!   [`MAX_EXITS`] unwithdrawn exits per validator; exits of the same epoch count as one. Exits of
//!   deals do not count: each running deal has a place for its exit, so that the owner cannot
//!   prevent the end of a deal by other exits. Such an owner may have to withdraw before it opens
//!   or buys another deal with the validator: see [`MAX_DEAL_EXITS`].
//! - An exit of a part of a position is worth [`Config::MinimumDelegation`] at least. All of a
//!   position can always leave.
//! - The number of delegators per validator is unlimited.
//! - `min_shares_out` is checked against the price at dispatch. A delegation to a validator of the
//!   running set buys its shares at the end of the epoch, at the price after the reward: the shares
//!   have the same value, but may be fewer.
//! - An epoch cannot be cut short: BABE decides its length. [`force_epoch`](Call::force_epoch) only
//!   decides whether the end of the epoch elects a new set.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod activations;
mod admission;
pub mod authorship;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod cases;
mod claims;
mod classes;
pub mod currency;
mod deals;
mod delegation;
pub mod disabling;
pub mod election;
pub mod epoch;
mod exits;
pub mod exposures;
mod genesis;
mod holder;
pub mod inspect;
pub mod interruptions;
mod ledger;
mod lifecycle;
mod locks;
pub mod migrations;
pub mod minimum;
#[cfg(test)]
mod mock;
pub mod pages;
pub mod payout;
mod position;
mod pot;
pub mod prepared;
mod redelegation;
mod references;
mod rewards;
pub mod runtime_api;
mod self_stake;
mod session;
mod settings;
pub mod slash;
#[cfg(test)]
mod tests;
mod transfers;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
mod undelegation;
pub mod weights;
mod winding_up;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use weights::WeightInfo;

/// Most exits of a delegator from one validator that can be unbonding at a time, exits of deals
/// excepted.
pub const MAX_EXITS: u32 = 32;

/// [`MAX_EXITS`], and four more for exits of closed classes, which must not fail.
pub const MAX_CLOSED_EXITS: u32 = MAX_EXITS + 4;

/// Most exits of deals per owner and validator. The running deals of the owner, with all
/// validators, count too, so that each of them has a place for its exit.
pub const MAX_DEAL_EXITS: u32 = 64;

/// Most stored exits per delegator and validator.
pub const MAX_STORED_EXITS: u32 = MAX_CLOSED_EXITS + MAX_DEAL_EXITS;

/// Most delegations per call.
pub const MAX_DELEGATIONS_PER_CALL: u32 = 16;

/// Most exits that one call withdraws.
pub const MAX_WITHDRAWALS: u32 = 32;

/// The largest number of exits of an account that count as cover of its locks. Two for each of 64
/// delegations: exits of one epoch from one validator count as one.
pub const MAX_COVERING_EXITS: u32 = 128;

/// Most epochs between two compoundings of rewards.
pub const MAX_COMPOUNDING_EPOCHS: u32 = 1_000;

pub(crate) const LOG_TARGET: &str = "palisade::staking";

/// The number of `entries` as a `u32`, saturating. No collection here comes near that bound.
pub(crate) fn count(entries: usize) -> u32 {
	u32::try_from(entries).unwrap_or(u32::MAX)
}

// The macros of the SDK use `expect` on checked values and cast variant indices.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{authorship::AuthorsOf, exposures::*, pages::FirstsOf, types::*, WeightInfo, *};
	use alloc::vec::Vec;
	use frame_election_provider_support::SortedListProvider;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, Mutate, MutateHold},
			Contains, EstimateNextSessionRotation, LockableCurrency, Randomness,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use palisade_primitives::{
		Balance, ConductObserver, DealId, DisableMembers, ElectionWeight, EpochIndex, EpochPayout,
		ExpectedProduction, Interruptions, LockInspect, OnSlash, Participation, RewardClass,
		ValidatorGate, MAX_INTERRUPTED_EPOCHS,
	};
	use palisade_share_pool::ExitPool;
	use sp_arithmetic::Perbill;
	use sp_staking::OnStakingUpdate;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The pallet's configuration. Governance may change values that are not `#[pallet::constant]`
	/// while the chain runs.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The native currency of stake, rewards and deposits.
		type Currency: Balanced<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's hold reasons.
		type RuntimeHoldReason: From<HoldReason>;

		/// The candidates, sorted at least roughly by stake. This pallet provides the scores.
		type CandidateList: SortedListProvider<Self::AccountId, Score = Balance>;

		/// The origin of [`force_epoch`](Call::force_epoch) and
		/// [`set_validator_state`](Call::set_validator_state).
		type ForceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The accounts with session keys.
		type SessionKeys: Contains<Self::AccountId>;

		/// The budget that may be minted for an epoch.
		type EpochPayout: EpochPayout;

		/// The blocks expected of each member of a set, which must describe the consensus of the
		/// runtime: [`ByStake`](palisade_primitives::ByStake) for BABE weighted by stake,
		/// [`Equal`](palisade_primitives::Equal) for Aura and for BABE without weights. Rewards for
		/// authorship and the detection of downtime compare validators with it.
		type ExpectedProduction: ExpectedProduction<Self::AccountId>;

		/// The participation of validators in an epoch: the share of the votes expected of each.
		type Participation: Participation<Self::AccountId>;

		/// The factor by which a candidate's stake counts in elections.
		type ElectionWeight: ElectionWeight<Self::AccountId>;

		/// Conditions for validating in addition to the rules of this pallet.
		type ValidatorGate: ValidatorGate<Self::AccountId>;

		/// The balance that an account must retain because of locks that count staked funds, such
		/// as those of votes. No lock of the balance alone belongs here, such as that of vesting:
		/// it would keep an account from giving up stake that the lock never counted.
		type Locks: LockInspect<Self::AccountId>;

		/// The balances, which hold the part of a lock that stake does not cover: see
		/// [`currency`](crate::currency).
		type LockableCurrency: LockableCurrency<Self::AccountId, Balance = Balance>;

		/// The free balance that staking leaves for fees, besides the existential deposit. Locks of
		/// staked funds leave it too. Planck.
		type FeeReserve: Get<Balance>;

		/// Keeps jailed and banned members of the running set from making blocks, for example
		/// [`DisableInSession`](epoch::DisableInSession).
		type Disabling: DisableMembers<Self::AccountId>;

		/// Receives the conduct of validators, for scores.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Acts on slashes, for example by paying a cover.
		type OnSlash: OnSlash<Self::AccountId>;

		/// Listener for stake changes, by the SDK's interface.
		type StakingListener: OnStakingUpdate<Self::AccountId, Balance>;

		/// How far the running epoch has come. The election of a set is prepared when three
		/// quarters are over; without an estimate, as with `()`, it is held when the epoch ends.
		/// The type of `pallet_session::Config::NextSessionRotation`.
		type NextSessionRotation: EstimateNextSessionRotation<BlockNumberFor<Self>>;

		/// The randomness that seeds the draw of the rotation seats. Should not be known one epoch
		/// ahead: the weights of the draw are noted by the election before.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// Least self-stake of a validator. A rise comes into force after
		/// [`Config::SelfStakeGrace`]: see [`minimum`]. Planck.
		type MinimumSelfStake: Get<Balance>;

		/// Epochs between the announcement of a higher minimum self-stake and its coming into
		/// force.
		type SelfStakeGrace: Get<EpochIndex>;

		/// Largest share of the stake behind consensus that an election may lose: see
		/// [`election`].
		type MaximumElectionLoss: Get<Perbill>;

		/// Least stake of a delegator with one validator in one class. Planck.
		type MinimumDelegation: Get<Balance>;

		/// Seats of the validator set, bounded by [`Config::MaxActiveValidators`].
		type ActiveValidators: Get<u32>;

		/// Least number of eligible candidates. With fewer, the validator set is kept unchanged.
		type MinimumActiveValidators: Get<u32>;

		/// Share of the seats that is drawn among the candidates not elected by stake.
		type RotationShare: Get<Perbill>;

		/// Highest commission a validator may announce.
		type MaximumCommission: Get<Perbill>;

		/// Largest rise of a commission within [`Config::CommissionPeriod`].
		type MaximumCommissionIncrease: Get<Perbill>;

		/// Epochs after the announcement of a rise in which further rises count together with it.
		type CommissionPeriod: Get<EpochIndex>;

		/// Deposit held from an account while the account is registered as a validator. Planck.
		#[pallet::constant]
		type RegistrationDeposit: Get<Balance>;

		/// Most members of a validator set.
		#[pallet::constant]
		type MaxActiveValidators: Get<u32>;

		/// Most delegations of an account; each deal counts as one.
		#[pallet::constant]
		type MaxDelegations: Get<u32>;

		/// Largest deviation of a candidate's election factor from 1, in either direction.
		#[pallet::constant]
		type MaxElectionBonus: Get<Perbill>;

		/// The epochs in which brakes prevented judging; `()` on a chain without brakes. The pallet
		/// that judges must move its deadlines by exactly as much.
		type Interruptions: Interruptions;

		/// Bonding period: epochs from an exit until the stake can be withdrawn.
		#[pallet::constant]
		type BondingEpochs: Get<u32>;

		/// Epochs after the epoch of an offence in which the offence can be reported.
		#[pallet::constant]
		type ReportEpochs: Get<u32>;

		/// Epochs from the exit of redelegated stake until its arrival. Must exceed the report
		/// period of the epoch after the exit, the last epoch for which the stake is liable.
		#[pallet::constant]
		type RedelegationEpochs: Get<u32>;

		/// Epochs for which an open case can hold an exit beyond the bonding period.
		#[pallet::constant]
		type CaseSlackEpochs: Get<u32>;

		/// The pallet's id, from which its accounts are derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Receives a validator's rounding remainders when the validator is removed.
		type DustAccount: Get<Self::AccountId>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// The benchmarks' access to the runtime.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Reasons for holds on funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a registered validator.
		#[codec(index = 0)]
		Registration,
	}

	/// The running epoch.
	#[pallet::storage]
	pub type CurrentEpoch<T: Config> = StorageValue<_, EpochIndex, ValueQuery>;

	/// The registered validators. The hash is cryptographic because an account id can be chosen.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Validator, OptionQuery>;

	/// The open cases and past slashes of validators. Absent for a validator that has neither.
	#[pallet::storage]
	pub type Liabilities<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Liability, OptionQuery>;

	/// Accounts that were banned as validators when they were removed. Kept until the ban is lifted.
	#[pallet::storage]
	pub type BannedAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// The public profiles of validators.
	#[pallet::storage]
	pub type Profiles<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Profile, OptionQuery>;

	/// The delegators with their positions.
	#[pallet::storage]
	pub type Delegators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, DelegatorOf<T>, OptionQuery>;

	/// The unwithdrawn exits, by delegator and validator.
	#[pallet::storage]
	pub type Exits<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		ExitsOf<T>,
		OptionQuery,
	>;

	/// The pooled unwithdrawn exits from a validator, by epoch of the exit. The epoch is hashed
	/// cheaply because no account can choose epochs.
	#[pallet::storage]
	pub type ExitPools<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		EpochIndex,
		ExitPool,
		OptionQuery,
	>;

	/// Activated deposits with unclaimed shares, by validator and epoch of the deposit. One record
	/// holds all kinds, because a position is settled as a whole.
	#[pallet::storage]
	pub type Activations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		EpochIndex,
		Activated,
		OptionQuery,
	>;

	/// Generations of classes that were closed after a price collapse; by validator, class and
	/// generation.
	#[pallet::storage]
	pub type ClosedClasses<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Twox64Concat, RewardClass>,
			NMapKey<Twox64Concat, u32>,
		),
		ClosedClass,
		OptionQuery,
	>;

	/// The deals, by owner.
	#[pallet::storage]
	pub type Deals<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		DealId,
		Deal<T::AccountId>,
		OptionQuery,
	>;

	/// The id of the next deal.
	#[pallet::storage]
	pub type NextDeal<T: Config> = StorageValue<_, DealId, ValueQuery>;

	/// The exposures of the set of an epoch, by epoch and page, sorted by account. Kept as long as
	/// offences of that epoch can be slashed. Hashed cheaply because no account can choose epochs or
	/// pages.
	#[pallet::storage]
	pub type Exposures<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		EpochIndex,
		Twox64Concat,
		u32,
		ExposurePageOf<T>,
		OptionQuery,
	>;

	/// The index of the pages of [`Exposures`], by epoch.
	#[pallet::storage]
	pub type ExposureIndexes<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, ExposureIndexOf<T>, OptionQuery>;

	/// The performance and rewards of the set of an epoch, kept as long as the exposures.
	#[pallet::storage]
	pub type EpochResults<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, ResultsOf<T>, OptionQuery>;

	/// The oldest epoch with stored exposures.
	#[pallet::storage]
	pub type OldestExposure<T: Config> = StorageValue<_, EpochIndex, ValueQuery>;

	/// The set elected for the next epoch.
	#[pallet::storage]
	pub type NextSet<T: Config> = StorageValue<_, ElectedOf<T>, ValueQuery>;

	/// The epoch of the last set whose election was prepared, so that it is prepared only once.
	/// Absent before the first, and after governance has set the election mode.
	#[pallet::storage]
	pub type PreparedFor<T: Config> = StorageValue<_, EpochIndex, OptionQuery>;

	/// The election that was prepared, until its set is taken.
	#[pallet::storage]
	pub type PreparedSet<T: Config> = StorageValue<_, PreparedOf<T>, OptionQuery>;

	/// The candidates of the last election with their weights, among which the next election draws
	/// for the rotation seats. Absent without rotation seats. One record holds all, because the
	/// draw reads all.
	#[pallet::storage]
	pub type RotationWeights<T: Config> = StorageValue<_, NotedOf<T>, ValueQuery>;

	/// Members of the set of an epoch that were kept for want of candidates although they were not
	/// online. No blocks are expected of these members. Stored until the end of that epoch; absent
	/// if there are no such members. Hashed cheaply because no account can choose epochs.
	#[pallet::storage]
	pub type KeptOffline<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, KeptOf<T>, OptionQuery>;

	/// The members that have dropped out of the set while elections are paused and may return to it,
	/// as after a jail term. Absent while elections are not paused.
	#[pallet::storage]
	pub type AwayMembers<T: Config> = StorageValue<_, KeptOf<T>, ValueQuery>;

	/// The jailed and banned members of the running set, the gravest case first.
	#[pallet::storage]
	pub type ConfinedMembers<T: Config> = StorageValue<_, ConfinedOf<T>, ValueQuery>;

	/// The number of members of the running set on duty, and their weight in consensus.
	#[pallet::storage]
	pub type MembersOnDuty<T: Config> = StorageValue<_, OnDuty, ValueQuery>;

	/// The members of the running set that were disabled in its epoch, for any time. No blocks are
	/// expected of these members.
	#[pallet::storage]
	pub type DisabledMembers<T: Config> = StorageValue<_, KeptOf<T>, ValueQuery>;

	/// The first author of each page of [`BlocksAuthored`], in ascending order.
	#[pallet::storage]
	pub type AuthorPages<T: Config> = StorageValue<_, FirstsOf<T>, ValueQuery>;

	/// Blocks authored in the running epoch by each member of its set, by page. The members are
	/// sorted by account. A block changes one page, and no account chooses a page: hence the cheap
	/// hash.
	#[pallet::storage]
	pub type BlocksAuthored<T: Config> =
		StorageMap<_, Twox64Concat, u32, AuthorsOf<T>, OptionQuery>;

	/// The locks by pallets that vote with staked funds. The hash is cryptographic because an account
	/// id can be chosen.
	#[pallet::storage]
	pub type StakeLocks<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, StakeLocksOf, OptionQuery>;

	/// The existential deposit that was minted to the pot, and as much to the fee pot. Planck.
	#[pallet::storage]
	pub type Endowment<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// The minimum self-stake in force, and its announced rises. Absent before the first epoch.
	#[pallet::storage]
	pub type SelfStakeRule<T: Config> = StorageValue<_, SelfStakeMinimum, OptionQuery>;

	/// How the next sets are determined. Paused on a chain whose genesis did not know the pallet,
	/// until governance decides: see [`migrations`].
	#[pallet::storage]
	pub type NextElectionMode<T: Config> = StorageValue<_, ElectionMode, ValueQuery, NotBegun>;

	/// Events. Amounts in planck.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator was registered.
		ValidatorRegistered {
			/// The validator.
			validator: T::AccountId,
			/// The self-stake. Planck.
			self_stake: Balance,
			/// The validator's commission, in parts per billion.
			commission: Perbill,
		},
		/// A validator was removed and its registration deposit released.
		ValidatorRemoved {
			/// The former validator.
			validator: T::AccountId,
		},
		/// A validator changed state.
		StateChanged {
			/// The validator.
			validator: T::AccountId,
			/// The previous state.
			from: State,
			/// The new state.
			to: State,
		},
		/// A validator set its public profile.
		ProfileSet {
			/// The validator.
			validator: T::AccountId,
		},
		/// A validator announced a commission.
		CommissionAnnounced {
			/// The validator.
			validator: T::AccountId,
			/// The announced commission, in parts per billion.
			commission: Perbill,
			/// The first epoch in which the commission applies.
			from: EpochIndex,
		},
		/// A validator set the conditions under which compounding rewards become stake.
		CompoundingSet {
			/// The validator.
			validator: T::AccountId,
			/// Least number of epochs between two compoundings.
			frequency: u32,
			/// Least amount of rewards that is compounded. Planck.
			minimum: Balance,
		},
		/// A validator set its delegation policy.
		DelegationPolicySet {
			/// The validator.
			validator: T::AccountId,
			/// Whether the validator refuses further delegations.
			closed: bool,
			/// Least stake of a delegator in a class, if above the chain's minimum. Planck.
			minimum: Balance,
		},
		/// A validator increased its self-stake.
		SelfStakeIncreased {
			/// The validator.
			validator: T::AccountId,
			/// The added self-stake. Planck.
			amount: Balance,
		},
		/// Self-stake began to unbond.
		SelfStakeDecreased {
			/// The validator.
			validator: T::AccountId,
			/// The value of the exit at dispatch. Planck.
			amount: Balance,
			/// The epoch of the exit.
			epoch: EpochIndex,
		},
		/// A part of a validator's self-stake was taken for a fine.
		SelfStakeTaken {
			/// The validator.
			validator: T::AccountId,
			/// The amount taken. Planck.
			amount: Balance,
		},
		/// A validator's commission was paid.
		CommissionClaimed {
			/// The validator.
			validator: T::AccountId,
			/// The account that received the commission.
			to: T::AccountId,
			/// The commission. Planck.
			amount: Balance,
		},
		/// Stake was delegated.
		Delegated {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The class of the stake.
			class: RewardClass,
			/// The delegated amount. Planck.
			amount: Balance,
			/// The first epoch in which the stake is active.
			active: EpochIndex,
		},
		/// Stake began to unbond.
		Undelegated {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The class of the stake.
			class: RewardClass,
			/// The value of the exit at dispatch; a withdrawal pays the value at that time. Planck.
			amount: Balance,
			/// The epoch of the exit.
			epoch: EpochIndex,
			/// The first epoch in which the exit can be withdrawn. Later interruptions of judging
			/// postpone that epoch.
			withdrawable: EpochIndex,
		},
		/// Exits were returned to the stake.
		UndelegationCancelled {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The epoch of the exits.
			epoch: EpochIndex,
			/// The value of the returned exits. Planck.
			amount: Balance,
		},
		/// Exits from a validator were paid out.
		Withdrawn {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The amount paid, rewards of the exits' last epoch included. Planck.
			amount: Balance,
			/// The number of exits.
			exits: u32,
		},
		/// The stake of a holder began to unbond from a validator that has left or is banned, by any
		/// account, and the holder's rewards were paid.
		PushedOut {
			/// The holder: a delegator, or the validator itself.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The value of the exits at dispatch. Planck.
			amount: Balance,
			/// The rewards paid, for the validator with its commission. Planck.
			rewards: Balance,
			/// The epoch of the exits.
			epoch: EpochIndex,
		},
		/// Mature exits from a validator were not paid, while others were.
		WithdrawalSkipped {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// Why the exits cannot be paid now.
			reason: DispatchError,
		},
		/// Stake began to move from one validator to another.
		Redelegated {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator that loses the stake.
			from: T::AccountId,
			/// The destination of the stake.
			to: T::AccountId,
			/// The class of the stake.
			class: RewardClass,
			/// The value of the exit at dispatch. Planck.
			amount: Balance,
			/// The first epoch in which the redelegation can be completed. Later interruptions of
			/// judging postpone that epoch.
			completable: EpochIndex,
		},
		/// Redelegated stake arrived at its destination.
		RedelegationCompleted {
			/// The delegator.
			delegator: T::AccountId,
			/// The previous validator.
			from: T::AccountId,
			/// The destination of the stake.
			to: T::AccountId,
			/// The value of the arrived stake. Planck.
			amount: Balance,
		},
		/// Stake moved to the other class.
		ClassChanged {
			/// The delegator, or the validator for its self-stake.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The new class of the stake.
			to: RewardClass,
			/// The value of the stake. Planck.
			amount: Balance,
		},
		/// Rewards were paid.
		RewardsClaimed {
			/// The delegator, or the validator for its self-stake.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The account that received the rewards.
			to: T::AccountId,
			/// The rewards. Planck.
			amount: Balance,
		},
		/// Rewards were delegated.
		RewardsRestaked {
			/// The delegator.
			delegator: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The class of the new stake.
			class: RewardClass,
			/// The rewards. Planck.
			amount: Balance,
		},
		/// An account set its reward account.
		RewardAccountSet {
			/// The delegator or validator.
			delegator: T::AccountId,
			/// The reward account; `None` for the account itself.
			account: Option<T::AccountId>,
		},
		/// An account permitted or forbade others to claim its rewards.
		ClaimsPermitted {
			/// The delegator or validator.
			delegator: T::AccountId,
			/// Whether any signed origin may trigger the payment of rewards.
			permitted: bool,
		},
		/// A deal was opened.
		DealOpened {
			/// The owner of the deal.
			owner: T::AccountId,
			/// The deal's id.
			deal: DealId,
			/// The validator.
			validator: T::AccountId,
			/// The stake of the deal. Planck.
			amount: Balance,
			/// The deal's commission, in parts per billion.
			commission: Perbill,
		},
		/// The commission of a deal changed.
		DealAmended {
			/// The owner of the deal.
			owner: T::AccountId,
			/// The deal's id.
			deal: DealId,
			/// The new commission, in parts per billion.
			commission: Perbill,
		},
		/// A deal was closed; its stake began to unbond.
		DealClosed {
			/// The owner of the deal.
			owner: T::AccountId,
			/// The deal's id.
			deal: DealId,
			/// The value of the exit at dispatch. Planck.
			amount: Balance,
			/// The epoch of the exit.
			epoch: EpochIndex,
		},
		/// The rewards of a deal were paid.
		DealRewardsClaimed {
			/// The owner of the deal.
			owner: T::AccountId,
			/// The deal's id.
			deal: DealId,
			/// The rewards. Planck.
			amount: Balance,
		},
		/// A deal was transferred to another owner.
		DealMoved {
			/// The previous owner.
			from: T::AccountId,
			/// The new owner.
			to: T::AccountId,
			/// The deal's id.
			deal: DealId,
		},
		/// Stake was transferred to another owner.
		PositionMoved {
			/// The previous owner.
			from: T::AccountId,
			/// The new owner.
			to: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The class of the stake.
			class: RewardClass,
			/// The value of the stake. Planck.
			amount: Balance,
		},
		/// Exits were transferred to another owner.
		ExitsMoved {
			/// The previous owner.
			from: T::AccountId,
			/// The new owner.
			to: T::AccountId,
			/// The validator.
			validator: T::AccountId,
			/// The epoch of the exits.
			epoch: EpochIndex,
			/// The value of the exits. Planck.
			amount: Balance,
		},
		/// The rewards of an epoch were paid into the pot.
		EpochPaid {
			/// The epoch that ended.
			epoch: EpochIndex,
			/// The newly minted part. Planck.
			minted: Balance,
			/// The part taken from the fee pot. Planck.
			from_fees: Balance,
		},
		/// A validator's reward was not credited because its pool overflowed.
		RewardFailed {
			/// The validator.
			validator: T::AccountId,
			/// The epoch that ended.
			epoch: EpochIndex,
			/// The uncredited reward. Planck.
			amount: Balance,
		},
		/// Stake was not settled at the end of an epoch, and was left as it was: exits and deposits of
		/// the epoch, or the self-stake. Its owners cannot use it until its next settlement.
		SettlementFailed {
			/// The validator.
			validator: T::AccountId,
			/// The epoch that ended.
			epoch: EpochIndex,
			/// Why the settlement failed.
			reason: DispatchError,
		},
		/// A candidate was refused by a gate, or passed over for a seat.
		CandidateRefused {
			/// The candidate.
			validator: T::AccountId,
			/// The reason of the refusal: this pallet's or a gate's error.
			reason: DispatchError,
		},
		/// The election for a validator set was held. The set is taken when the running epoch ends.
		SetPrepared {
			/// The epoch that the set serves.
			epoch: EpochIndex,
			/// The number of elected validators.
			seats: u32,
			/// The number of those drawn for rotation seats.
			rotation: u32,
			/// The seed of the draw.
			seed: [u8; 32],
		},
		/// An elected validator lost its seat before the set was taken. The next of the reserves
		/// that can serve takes it.
		SeatLost {
			/// The epoch that the set serves.
			epoch: EpochIndex,
			/// The validator.
			validator: T::AccountId,
			/// What denies it the seat.
			reason: DispatchError,
		},
		/// A validator set was taken: it is the next but one.
		SetElected {
			/// The epoch that the set serves.
			epoch: EpochIndex,
			/// The number of members.
			seats: u32,
			/// The number of members drawn for rotation seats.
			rotation: u32,
			/// The seed of the draw.
			seed: [u8; 32],
		},
		/// Too few candidates were eligible, so the members of the set that can make blocks were
		/// kept. The eligible candidates outside the set took the free seats.
		TooFewCandidates {
			/// The epoch that the set serves.
			epoch: EpochIndex,
			/// The number of eligible candidates.
			eligible: u32,
			/// The least number of eligible candidates.
			minimum: u32,
		},
		/// Members of the set before keep their seats in addition to the elected, because the
		/// election would have lost too much of the stake behind consensus.
		MembersRetained {
			/// The epoch that the set serves.
			epoch: EpochIndex,
			/// The number of members that keep their seats.
			members: u32,
		},
		/// A higher minimum self-stake was noticed.
		SelfStakeMinimumAnnounced {
			/// The minimum. Planck.
			minimum: Balance,
			/// The first epoch with this minimum in force.
			from: EpochIndex,
		},
		/// A validator's commission was lowered to the chain's maximum.
		CommissionCapped {
			/// The validator.
			validator: T::AccountId,
			/// The commission from this epoch on, in parts per billion.
			commission: Perbill,
		},
		/// The validator set was kept by order of governance.
		SetKept {
			/// The epoch that the set serves.
			epoch: EpochIndex,
		},
		/// The one election that governance had forced did not come about for want of candidates. The
		/// next elections are normal.
		ForcedElectionFailed {
			/// The epoch that the set serves.
			epoch: EpochIndex,
		},
		/// Governance set the election mode.
		ElectionForced {
			/// The new mode.
			mode: ElectionMode,
		},
		/// Stake was slashed.
		Slashed {
			/// The validator.
			validator: T::AccountId,
			/// The epoch of the offence.
			epoch: EpochIndex,
			/// The cumulative slash of the epoch's exposure, in parts per billion.
			fraction: Perbill,
			/// The amount taken by this slash. Planck.
			amount: Balance,
		},
		/// A class was closed after a price collapse, and a new generation began.
		ClassClosed {
			/// The validator.
			validator: T::AccountId,
			/// The class.
			class: RewardClass,
			/// The closed generation.
			generation: u32,
		},
		/// A case was opened against a validator.
		CaseOpened {
			/// The validator.
			validator: T::AccountId,
			/// The epoch of the offence.
			epoch: EpochIndex,
			/// Whether the report carries a proof.
			proven: bool,
		},
		/// A case against a validator was closed.
		CaseClosed {
			/// The validator.
			validator: T::AccountId,
			/// The epoch of the offence.
			epoch: EpochIndex,
			/// Whether the report carried a proof.
			proven: bool,
		},
	}

	/// Errors. A failed call changes nothing.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller is already a validator. No registration is needed; use `go_online` to become
		/// a candidate again.
		AlreadyRegistered,
		/// The account is not a registered validator. Pass a registered validator, or register
		/// first.
		UnknownValidator,
		/// The account has no delegation to this validator, or no record to attach settings to.
		/// Delegate first.
		NotDelegator,
		/// The account has no session keys. Set them with the session pallet first.
		NoSessionKeys,
		/// The self-stake would be below [`Config::MinimumSelfStake`], which may have risen. Stake
		/// more, or go offline before decreasing the self-stake.
		SelfStakeTooSmall,
		/// The commission is above [`Config::MaximumCommission`]. Choose a lower commission.
		CommissionTooHigh,
		/// The commission would rise by more than [`Config::MaximumCommissionIncrease`] within
		/// [`Config::CommissionPeriod`]. Announce a smaller rise, and the next one after the period.
		CommissionRisesTooFast,
		/// The number of epochs is zero or above [`MAX_COMPOUNDING_EPOCHS`]. Choose a number within
		/// the bounds.
		FrequencyOutOfBounds,
		/// The name or website is not UTF-8. Encode the text in UTF-8.
		NotUtf8,
		/// The validator is not online. There is nothing to take offline.
		NotOnline,
		/// The validator is already online. There is nothing to do.
		AlreadyOnline,
		/// The validator is already leaving. Use `go_online` to stay instead.
		AlreadyLeaving,
		/// The validator is banned. Choose another validator; only governance or a reversal by the
		/// pallet that judges lifts a ban.
		ValidatorBanned,
		/// The validator is jailed. Choose another validator, or wait until the jail term is over.
		ValidatorJailed,
		/// The validator is offline, or its self-stake is below the minimum, and it takes no
		/// delegations. Choose another validator, or wait until this one is online.
		ValidatorOffline,
		/// The validator is leaving and takes no delegations. Choose another validator.
		ValidatorLeaving,
		/// A proven offence of the validator is undecided, and the validator takes no delegations
		/// until the decision. Wait, or choose another validator.
		ProvenOffencePending,
		/// The validator's policy is closed to delegations. Choose another validator.
		ValidatorClosed,
		/// The validator is neither leaving nor banned, is in the running or the next set, has an
		/// open case, or holds stake, exits, deals or unclaimed commission. Retry once none of that
		/// holds.
		ValidatorInUse,
		/// The validator is neither leaving nor banned, or is in the running or the next set, so its
		/// holders act for themselves. Retry once the validator has left both sets.
		ValidatorNotGone,
		/// The amount is zero, or the list of delegations is empty. Pass at least one nonzero
		/// amount.
		ZeroAmount,
		/// The stake in this class would be below the minimum of the chain or of the validator.
		/// Stake more.
		BelowMinimumDelegation,
		/// The delegation would buy fewer shares than `min_shares_out`. Lower the limit, or retry
		/// at another price.
		SlippageExceeded,
		/// The amount exceeds the active stake in this class; deposits of the running epoch do not
		/// count. Choose a smaller amount, or wait for the next epoch.
		InsufficientStake,
		/// The account's transferable balance does not cover the amount. Add funds, or choose a
		/// smaller amount.
		InsufficientFunds,
		/// The account would keep less than [`Config::FeeReserve`] for fees. Stake less, or use
		/// `delegate_all` without the reserve.
		NothingLeftForFees,
		/// The account has no balance of its own that keeps it alive, or the maximum number of
		/// records that rely on it. Fund the account, or remove another record.
		AccountNotKept,
		/// A validator cannot delegate to itself. Use `increase_self_stake` or
		/// `decrease_self_stake`.
		CannotDelegateToSelf,
		/// The account has [`Config::MaxDelegations`] delegations and deals. End one of them first.
		TooManyDelegations,
		/// The account has the maximum number of exits from this validator, or no place for the
		/// exit of another deal. Withdraw mature exits first.
		TooManyExits,
		/// The exit is worth less than [`Config::MinimumDelegation`] and leaves stake behind. Exit
		/// with more, or with all of it.
		ExitTooSmall,
		/// There is no such exit from this validator. Check the validator and the epoch of the
		/// exit.
		NoExits,
		/// The waiting period of the exits is not over. Retry once it is.
		NotYetWithdrawable,
		/// An open case of the validator holds the exits. Retry once the case is closed.
		HeldByCase,
		/// The exits are self-stake, and an offence of the validator that reaches them can still be
		/// committed, reported or judged. Transfer them after the report period and after the
		/// decision of every case.
		SelfStakeLiable,
		/// Both validators are the same account. Choose two different validators.
		SameValidator,
		/// Both owners are the same account. Choose another new owner.
		SameOwner,
		/// The holder does not permit others to claim its rewards. Ask the holder to use
		/// `permit_claims`.
		ClaimNotPermitted,
		/// There are no rewards or no commission to pay. Retry once some have been earned.
		NothingToClaim,
		/// The class was closed after a slash had left almost nothing. Undelegate the remaining
		/// stake of the closed class first.
		ClassClosed,
		/// The class was closed in this epoch and takes stake again from the next epoch. Retry in
		/// the next epoch.
		ClassReopens,
		/// The transfer would leave less than the account's locks require, for example because
		/// staked funds have voted. Transfer less, or remove the locks first.
		Locked,
		/// The owner has no deal with this id. Check the owner and the id.
		UnknownDeal,
		/// The deposit is not active yet. Retry in the next epoch.
		DepositPending,
		/// The validator was not in the set of that epoch, was registered later, or the epoch is
		/// too old. Check the validator and the epoch.
		NotExposed,
		/// Offences of that epoch cannot be reported: the epoch is in the future, or the report
		/// period is over. Choose another epoch.
		EpochNotReportable,
		/// The number of liable epochs or of cases of the validator has reached its bound. Retry
		/// once an older case is closed or no longer liable.
		TooManyCases,
		/// The validator has no open case of this kind for the epoch. Check the epoch and the kind.
		UnknownCase,
		/// Governance cannot set this state. Choose waiting, offline, jailed or banned.
		InvalidTransition,
		/// A stored record cannot be decoded; another version of the chain wrote it, and it is left
		/// unchanged. Migrate the record first.
		Undecodable,
		/// The arithmetic overflowed: no currency has such amounts. Choose a smaller amount.
		Overflow,
		/// The amount is worth less than the smallest share. Choose a larger amount.
		TooSmallForShares,
	}

	/// The genesis configuration.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Validators: account, self-stake in planck, commission, reward policy. Each account must
		/// own its self-stake and the registration deposit.
		pub validators: Vec<(T::AccountId, Balance, Perbill, RewardPolicy)>,
		/// Delegations: delegator, validator, amount in planck, class.
		pub delegations: Vec<(T::AccountId, T::AccountId, Balance, RewardClass)>,
		/// How the sets are determined. A genesis without validators begins with `Paused`: the keys
		/// of the session pallet name the authorities until governance lets an election take place.
		/// [`GenesisConfig::check`] wants it to say so.
		pub election_mode: ElectionMode,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If a validator or a delegation is invalid: such a chain must not start. The genesis of
		/// the session pallet panics with the reason if a validator has no session keys, or if no
		/// validator is elected.
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let bonding = T::BondingEpochs::get();
			// The epoch after the one in which stake leaves is the last for which it is liable.
			let reportable = T::ReportEpochs::get().saturating_add(1);
			assert!(
				reportable < T::RedelegationEpochs::get(),
				"redelegated stake would escape a report"
			);
			assert!(
				reportable < bonding,
				"stake could be withdrawn before its offences are reported"
			);
			assert!(
				T::RedelegationEpochs::get() <= bonding,
				"redelegating would take longer than withdrawing"
			);
			let liable = Self::liable_epochs().saturating_add(MAX_INTERRUPTED_EPOCHS);
			assert!(
				liable < MAX_LIABLE_EPOCHS,
				"the cases and slashes of all epochs that are liable must fit, brakes included"
			);
			assert!(Self::pot() != Self::fee_pot(), "account ids are too short for two pots");
			assert!(T::MaxActiveValidators::get() > 0, "a set needs a seat");
			assert!(T::MaxDelegations::get() > 0, "a delegator needs a validator");
			<T::ExpectedProduction as ExpectedProduction<T::AccountId>>::integrity_test();
		}

		/// Holds the election for the set after the next, once in an epoch.
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::prepare_if_due(now)
		}

		fn on_runtime_upgrade() -> Weight {
			Self::top_up_pot()
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Registers the caller as a validator and as a candidate for the following elections.
		///
		/// The registration deposit is held until the validator is removed.
		///
		/// - `self_stake`: the self-stake, in planck.
		/// - `commission`: the validator's share of delegators' rewards, in parts per billion.
		/// - `reward_policy`: the use of the rewards for the self-stake.
		///
		/// Errors: [`Error::AlreadyRegistered`], [`Error::ValidatorBanned`],
		/// [`Error::NoSessionKeys`], one error per gate
		/// refusal, [`Error::SelfStakeTooSmall`], [`Error::ZeroAmount`],
		/// [`Error::CommissionTooHigh`], [`Error::InsufficientFunds`],
		/// [`Error::NothingLeftForFees`], [`Error::AccountNotKept`].
		#[pallet::call_index(0)]
		pub fn register_validator(
			origin: OriginFor<T>,
			#[pallet::compact] self_stake: Balance,
			commission: Perbill,
			reward_policy: RewardPolicy,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(&who, self_stake, commission, reward_policy)
		}

		/// Announces a new commission.
		///
		/// A lower commission applies from the next epoch, a higher one from the epoch after it, so
		/// that each delegator has an epoch's notice. A new announcement replaces a pending one.
		/// Rises that follow each other within [`Config::CommissionPeriod`] are together at most
		/// [`Config::MaximumCommissionIncrease`].
		///
		/// - `commission`: parts per billion.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::CommissionTooHigh`],
		/// [`Error::CommissionRisesTooFast`].
		#[pallet::call_index(1)]
		pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_commission(&who, commission)
		}

		/// Sets the validator's public profile.
		///
		/// - `name`, `website`: in UTF-8.
		/// - `contact`: hash of the contact details.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotUtf8`].
		#[pallet::call_index(2)]
		pub fn set_profile(
			origin: OriginFor<T>,
			name: BoundedVec<u8, ConstU32<MAX_NAME>>,
			website: BoundedVec<u8, ConstU32<MAX_WEBSITE>>,
			contact: Option<[u8; 32]>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_profile(who, Profile { name, website, contact })
		}

		/// Sets when the rewards of the compounding class become stake: as soon as both conditions
		/// are met. Waiting rewards already count in the price of the class.
		///
		/// - `frequency_in_epochs`: epochs between two compoundings, from 1 to
		///   [`MAX_COMPOUNDING_EPOCHS`].
		/// - `minimum_amount`: least amount of rewards to compound, in planck.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::FrequencyOutOfBounds`].
		#[pallet::call_index(3)]
		pub fn set_compounding(
			origin: OriginFor<T>,
			frequency_in_epochs: u32,
			#[pallet::compact] minimum_amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_compounding(&who, frequency_in_epochs, minimum_amount)
		}

		/// Sets the validator's delegation policy.
		///
		/// - `closed`: whether the validator refuses further delegations.
		/// - `minimum`: least stake of a delegator in a class, in planck. The chain's minimum
		///   applies too.
		///
		/// Errors: [`Error::UnknownValidator`].
		#[pallet::call_index(4)]
		pub fn set_delegation_policy(
			origin: OriginFor<T>,
			closed: bool,
			#[pallet::compact] minimum: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_delegation_policy(&who, DelegationPolicy { closed, minimum })
		}

		/// Increases the validator's self-stake.
		///
		/// - `amount`: in planck.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ZeroAmount`],
		/// [`Error::InsufficientFunds`], [`Error::NothingLeftForFees`],
		/// [`Error::ValidatorBanned`], [`Error::ClassReopens`], [`Error::TooSmallForShares`].
		#[pallet::call_index(5)]
		pub fn increase_self_stake(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_increase_self_stake(&who, amount)
		}

		/// Unbonds self-stake of the validator. The exit can be withdrawn after the bonding period.
		///
		/// An online validator must keep [`Config::MinimumSelfStake`].
		///
		/// - `class`: the class of the self-stake.
		/// - `amount`: in planck, or all active stake.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ZeroAmount`],
		/// [`Error::InsufficientStake`], [`Error::ExitTooSmall`], [`Error::SelfStakeTooSmall`],
		/// [`Error::TooManyExits`].
		#[pallet::call_index(6)]
		pub fn decrease_self_stake(
			origin: OriginFor<T>,
			class: RewardClass,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decrease_self_stake(&who, class, amount)
		}

		/// Withdraws the validator's candidacy. The validator stays in the sets elected before.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotOnline`].
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::go_offline().saturating_add(T::ConductObserver::candidacy_weight())
		)]
		pub fn go_offline(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_go_offline(&who)
		}

		/// Makes the validator a candidate again: after being offline, after a jail term, or to
		/// cancel leaving.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::AlreadyOnline`],
		/// [`Error::ValidatorBanned`], [`Error::ValidatorJailed`], [`Error::SelfStakeTooSmall`],
		/// [`Error::NoSessionKeys`], one error per gate refusal.
		#[pallet::call_index(8)]
		#[pallet::weight(
			T::WeightInfo::go_online().saturating_add(T::ConductObserver::candidacy_weight())
		)]
		pub fn go_online(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_go_online(&who)
		}

		/// Ends the validator's candidacy and unbonds the active self-stake. Deposits of the
		/// running epoch stay: once active, they need
		/// [`decrease_self_stake`](Self::decrease_self_stake).
		///
		/// Delegators undelegate by themselves. Refused during a jail term: leaving would otherwise
		/// clear the jail.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::AlreadyLeaving`],
		/// [`Error::ValidatorBanned`], [`Error::ValidatorJailed`], [`Error::TooManyExits`].
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::leave_validators().saturating_add(T::ConductObserver::candidacy_weight())
		)]
		pub fn leave_validators(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave_validators(&who)
		}

		/// Pays the validator's commission from the liquid class to its reward account.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NothingToClaim`].
		#[pallet::call_index(10)]
		pub fn claim_commission(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_commission(&who)
		}

		/// Removes a leaving or banned validator that has no stake, exits, deals or open cases left,
		/// and releases its deposit. A ban outlasts the removal. Any signed origin may call it.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ValidatorInUse`].
		#[pallet::call_index(11)]
		pub fn remove_validator(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_remove_validator(&validator)
		}

		/// Delegates stake to a validator.
		///
		/// - `amount`: in planck.
		/// - `class`: the use of the rewards.
		/// - `min_shares_out`: least number of shares, at the price at dispatch.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`],
		/// [`Error::CannotDelegateToSelf`], [`Error::ValidatorOffline`],
		/// [`Error::ValidatorJailed`], [`Error::ValidatorBanned`], [`Error::ValidatorLeaving`],
		/// [`Error::ProvenOffencePending`], [`Error::ValidatorClosed`],
		/// [`Error::BelowMinimumDelegation`], [`Error::SlippageExceeded`],
		/// [`Error::InsufficientFunds`], [`Error::NothingLeftForFees`],
		/// [`Error::TooManyDelegations`], [`Error::ClassClosed`], [`Error::ClassReopens`],
		/// [`Error::TooSmallForShares`], [`Error::AccountNotKept`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::delegate().max(T::WeightInfo::delegate_waiting()))]
		pub fn delegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			#[pallet::compact] amount: Balance,
			class: RewardClass,
			#[pallet::compact] min_shares_out: u128,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let waits = Self::do_delegate(&who, &validator, amount, class, min_shares_out)?;
			let weight = match waits {
				true => T::WeightInfo::delegate(),
				false => T::WeightInfo::delegate_waiting(),
			};
			Ok(Some(weight).into())
		}

		/// Delegates stake to several validators. All or nothing.
		///
		/// - `delegations`: validator, amount in planck, class and least number of shares, as for
		///   [`delegate`](Self::delegate).
		///
		/// Errors: those of [`delegate`](Self::delegate); [`Error::ZeroAmount`] for an empty list.
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::delegate()
				.max(T::WeightInfo::delegate_waiting())
				.saturating_mul(delegations.len() as u64)
		)]
		pub fn delegate_many(
			origin: OriginFor<T>,
			delegations: BoundedVec<
				(T::AccountId, Balance, RewardClass, u128),
				ConstU32<MAX_DELEGATIONS_PER_CALL>,
			>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(!delegations.is_empty(), Error::<T>::ZeroAmount);
			delegations.into_iter().try_for_each(|(validator, amount, class, min_shares_out)| {
				Self::do_delegate(&who, &validator, amount, class, min_shares_out)?;
				Ok(())
			})
		}

		/// Unbonds stake from a validator. The exit belongs to the running epoch, stays liable, and
		/// can be withdrawn after the bonding period.
		///
		/// A remainder below [`Config::MinimumDelegation`] is unbonded too, and a smaller amount is
		/// refused. From a class that was closed after a slash, all stake is unbonded.
		///
		/// - `amount`: in planck, or all active stake. Deposits of the running epoch stay.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`], [`Error::NotDelegator`],
		/// [`Error::InsufficientStake`], [`Error::ExitTooSmall`], [`Error::TooManyExits`],
		/// [`Error::CannotDelegateToSelf`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::undelegate().max(T::WeightInfo::undelegate_waiting()))]
		pub fn undelegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			class: RewardClass,
			amount: Amount,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let waits = Self::do_undelegate(&who, &validator, class, amount)?;
			let weight = match waits {
				true => T::WeightInfo::undelegate(),
				false => T::WeightInfo::undelegate_waiting(),
			};
			Ok(Some(weight).into())
		}

		/// Returns the exits of an epoch to the stake, redelegations included. Exits of deals do
		/// not return.
		///
		/// An exit that the validator's epoch has not yet closed is simply undone. A closed exit is
		/// deposited at the current price and stays as liable as before.
		///
		/// - `epoch`: the epoch of the exits.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NoExits`], [`Error::ValidatorOffline`],
		/// [`Error::ValidatorJailed`], [`Error::ValidatorBanned`], [`Error::ValidatorLeaving`],
		/// [`Error::ProvenOffencePending`], [`Error::ClassClosed`], [`Error::ClassReopens`].
		#[pallet::call_index(15)]
		pub fn cancel_undelegation(
			origin: OriginFor<T>,
			validator: T::AccountId,
			epoch: EpochIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_undelegation(&who, &validator, epoch)
		}

		/// Pays out the caller's mature exits from all validators, oldest first for each validator,
		/// at most [`MAX_WITHDRAWALS`] exits. Skips exits that cannot be paid now, for example
		/// because a case holds them, with an event for each such validator.
		///
		/// Errors, if no exit is paid: [`Error::NoExits`], [`Error::NotYetWithdrawable`], or the
		/// reason why the first mature exit cannot be paid, for example [`Error::HeldByCase`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::withdraw(
			MAX_WITHDRAWALS.saturating_add(PlacesOf::<T>::get())
		).saturating_add(T::WeightInfo::stake_lock()))]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let withdrawn = Self::do_withdraw(&who, None)?;
			Ok(Some(Self::weight_of_withdrawal(&who, withdrawn)).into())
		}

		/// Pays out the mature exits of `who` to `who`, as [`withdraw`](Self::withdraw) does. Any
		/// signed origin may call it.
		///
		/// Errors: those of [`withdraw`](Self::withdraw).
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::withdraw(
			MAX_WITHDRAWALS.saturating_add(PlacesOf::<T>::get())
		).saturating_add(T::WeightInfo::stake_lock()))]
		pub fn withdraw_for(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let withdrawn = Self::do_withdraw(&who, None)?;
			Ok(Some(Self::weight_of_withdrawal(&who, withdrawn)).into())
		}

		/// Starts to move stake from one validator to another. The stake unbonds from the first
		/// validator and waits as long as the first validator's offences can be reported. Then
		/// [`complete_redelegation`] delegates the stake to the second validator.
		///
		/// - `class`: the class of the stake, at both validators.
		/// - `amount`: in planck, or all active stake.
		///
		/// Errors: those of [`undelegate`](Self::undelegate); [`Error::SameValidator`];
		/// [`Error::UnknownValidator`] for either validator.
		///
		/// [`complete_redelegation`]: Self::complete_redelegation
		#[pallet::call_index(18)]
		pub fn redelegate(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
			class: RewardClass,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_redelegate(&who, &from, &to, class, amount)
		}

		/// Delegates redelegated stake to its destination after the waiting period. If the
		/// destination refuses delegations, the exit can be cancelled, or withdrawn after the
		/// bonding period.
		///
		/// Errors: [`Error::NoExits`], [`Error::NotYetWithdrawable`], [`Error::HeldByCase`], and
		/// those of [`delegate`](Self::delegate).
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::complete_redelegation(MAX_EXITS))]
		pub fn complete_redelegation(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let exits = Self::do_complete_redelegation(&who, &from, &to)?;
			Ok(Some(T::WeightInfo::complete_redelegation(exits)).into())
		}

		/// Moves stake to the other class immediately and without a gap in rewards.
		///
		/// A remainder below [`Config::MinimumDelegation`] moves too.
		///
		/// - `to`: the new class of the stake.
		/// - `amount`: in planck, or all active stake.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`], [`Error::NotDelegator`],
		/// [`Error::InsufficientStake`], [`Error::BelowMinimumDelegation`], [`Error::ClassClosed`],
		/// [`Error::ClassReopens`].
		#[pallet::call_index(20)]
		pub fn change_class(
			origin: OriginFor<T>,
			validator: T::AccountId,
			to: RewardClass,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change_class(&who, &validator, to, amount)
		}

		/// Pays the caller's rewards from a validator to the caller's reward account.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotDelegator`], [`Error::NothingToClaim`].
		#[pallet::call_index(21)]
		pub fn claim_rewards(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_rewards(&who, &validator)
		}

		/// Pays the rewards of `who` to the reward account of `who`, who must have permitted it.
		/// Any signed origin may call it.
		///
		/// Errors: those of [`claim_rewards`](Self::claim_rewards); [`Error::ClaimNotPermitted`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::claim_rewards())]
		pub fn claim_rewards_for(
			origin: OriginFor<T>,
			who: T::AccountId,
			validator: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			let permitted =
				Delegators::<T>::get(&who).is_some_and(|delegator| delegator.open_claims);
			ensure!(permitted, Error::<T>::ClaimNotPermitted);
			Self::do_claim_rewards(&who, &validator)
		}

		/// Delegates the caller's rewards from a validator to that validator.
		///
		/// - `class`: the class of the new stake.
		///
		/// Errors: those of [`claim_rewards`](Self::claim_rewards) and of
		/// [`delegate`](Self::delegate).
		#[pallet::call_index(23)]
		pub fn restake_rewards(
			origin: OriginFor<T>,
			validator: T::AccountId,
			class: RewardClass,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_restake_rewards(&who, &validator, class)
		}

		/// Sets the caller's reward account.
		///
		/// - `account`: the reward account; `None` for the caller's own account.
		///
		/// Errors: [`Error::NotDelegator`] for an account that is neither delegator nor validator.
		#[pallet::call_index(24)]
		pub fn set_reward_account(
			origin: OriginFor<T>,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_reward_account(who, account)
		}

		/// Permits or forbids any signed origin to claim the caller's rewards to the caller's
		/// reward account.
		///
		/// Errors: [`Error::NotDelegator`] for an account that is neither delegator nor validator.
		#[pallet::call_index(25)]
		pub fn permit_claims(origin: OriginFor<T>, permitted: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_permit_claims(who, permitted)
		}

		/// Sets how the next validator sets are determined. For [`Config::ForceOrigin`].
		///
		/// - `mode`: regular elections, no elections, or one election without the minimum of
		///   candidates.
		#[pallet::call_index(26)]
		pub fn force_epoch(origin: OriginFor<T>, mode: ElectionMode) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			Self::set_election_mode(mode);
			Ok(())
		}

		/// Sets a validator's state. For [`Config::ForceOrigin`]; besides a reversal by the pallet
		/// that judges, the only way to lift a ban.
		///
		/// - `state`: [`State::Waiting`], [`State::Offline`], [`State::Jailed`] or
		///   [`State::Banned`]. For a banned account that was removed as a validator,
		///   [`State::Offline`] lifts the ban.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::InvalidTransition`],
		/// [`Error::SelfStakeTooSmall`].
		#[pallet::call_index(27)]
		pub fn set_validator_state(
			origin: OriginFor<T>,
			validator: T::AccountId,
			state: State,
		) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			Self::do_set_validator_state(&validator, state)
		}

		/// Delegates all of the caller's balance that can be staked: all but locks, the existential
		/// deposit and, if kept, [`Config::FeeReserve`].
		///
		/// - `class`: the use of the rewards.
		/// - `min_shares_out`: least number of shares, at the price at dispatch.
		/// - `keep_reserve`: whether the reserve for fees stays free. Without it, the caller needs
		///   funds from another account for the next fee.
		///
		/// Errors: those of [`delegate`](Self::delegate), [`Error::NothingLeftForFees`] excepted.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::delegate().max(T::WeightInfo::delegate_waiting()))]
		pub fn delegate_all(
			origin: OriginFor<T>,
			validator: T::AccountId,
			class: RewardClass,
			#[pallet::compact] min_shares_out: u128,
			keep_reserve: bool,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let waits =
				Self::do_delegate_all(&who, &validator, class, min_shares_out, keep_reserve)?;
			let weight = match waits {
				true => T::WeightInfo::delegate(),
				false => T::WeightInfo::delegate_waiting(),
			};
			Ok(Some(weight).into())
		}

		/// Pays out the mature exits of `who` from one validator to `who`, as
		/// [`withdraw`](Self::withdraw) does from all. Any signed origin may call it.
		///
		/// Errors: those of [`withdraw`](Self::withdraw).
		#[pallet::call_index(29)]
		#[pallet::weight(T::WeightInfo::withdraw(MAX_WITHDRAWALS)
			.saturating_add(T::WeightInfo::stake_lock()))]
		pub fn withdraw_from(
			origin: OriginFor<T>,
			who: T::AccountId,
			validator: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let withdrawn = Self::do_withdraw(&who, Some(&validator))?;
			Ok(Some(Self::weight_of_withdrawal(&who, withdrawn)).into())
		}

		/// Unbonds all stake of `who` from a validator that has left or is banned, into the exits of
		/// `who`, and pays the rewards to the reward account of `who`. Any signed origin may call it,
		/// so that the validator can be removed although its holders do not return.
		///
		/// - `who`: a delegator, or the validator itself for its self-stake and commission. Deals are
		///   ended by the pallet that made them.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ValidatorNotGone`],
		/// [`Error::NotDelegator`], [`Error::InsufficientStake`], [`Error::TooManyExits`].
		#[pallet::call_index(30)]
		pub fn push_out(
			origin: OriginFor<T>,
			who: T::AccountId,
			validator: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_push_out(&who, &validator)
		}
	}
}

impl<T: Config> From<palisade_share_pool::Error> for Error<T> {
	fn from(error: palisade_share_pool::Error) -> Self {
		match error {
			palisade_share_pool::Error::Overflow => Self::Overflow,
			palisade_share_pool::Error::Insufficient => Self::InsufficientStake,
			palisade_share_pool::Error::NothingBought => Self::TooSmallForShares,
		}
	}
}
