//! Validators, delegation, rewards, compounding and election, at a cost that does not depend on the number
//! of delegators.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | epoch | a session, which is an epoch of BABE: the only clock |
//! | validator | an account that runs a node and answers with its own stake; see [`State`](types::State) |
//! | delegator | an account that has stake with validators |
//! | class | what becomes of the rewards: *compounding* rewards become stake, *liquid* rewards are claimed |
//! | position | what a delegator has with a validator, in both classes |
//! | deal | liquid stake with a commission of its own; opened by other pallets through `DealControl` |
//! | exit | stake that has left and can be withdrawn after the bonding period; until then it is liable |
//! | exposure | what stood behind a validator when an epoch began |
//! | case | an offence that a validator has to answer for; holds its exits |
//!
//! # Who does what
//!
//! *Validators*: [`register_validator`](Call::register_validator) once their session keys are set,
//! [`set_commission`](Call::set_commission), [`set_compounding`](Call::set_compounding),
//! [`set_delegation_policy`](Call::set_delegation_policy), [`set_profile`](Call::set_profile),
//! [`increase_self_stake`](Call::increase_self_stake), [`decrease_self_stake`](Call::decrease_self_stake),
//! [`go_offline`](Call::go_offline), [`go_online`](Call::go_online),
//! [`claim_commission`](Call::claim_commission), [`leave_validators`](Call::leave_validators); in the end
//! anyone can [`remove_validator`](Call::remove_validator).
//!
//! *Delegators*: [`delegate`](Call::delegate), [`delegate_many`](Call::delegate_many),
//! [`change_class`](Call::change_class), [`claim_rewards`](Call::claim_rewards),
//! [`restake_rewards`](Call::restake_rewards), [`undelegate`](Call::undelegate),
//! [`cancel_undelegation`](Call::cancel_undelegation), [`withdraw`](Call::withdraw),
//! [`redelegate`](Call::redelegate), [`complete_redelegation`](Call::complete_redelegation),
//! [`set_reward_account`](Call::set_reward_account), [`permit_claims`](Call::permit_claims).
//!
//! *Anyone*: [`claim_rewards_for`](Call::claim_rewards_for) where the holder permits it,
//! [`withdraw_for`](Call::withdraw_for).
//!
//! *Governance*: [`force_epoch`](Call::force_epoch),
//! [`set_validator_state`](Call::set_validator_state), and the economic values that [`Config`] takes.
//!
//! # An epoch
//!
//! At the end of an epoch, for each validator of its set: its reward is credited, exits of the epoch are
//! closed at the price after it, deposits of the epoch become shares at that price, an announced commission
//! is taken. Then the next set, elected one epoch before, begins: what stands behind each member is
//! recorded as its exposure. Then the set after that is elected. All of it costs O(validators).
//!
//! Stake earns in every epoch that it begins: a deposit becomes active with the next epoch, stake that
//! leaves earns until the end of the running one. With a validator that is not in the set nothing can be
//! earned, so there deposits are active and exits are closed at once. What leaves is liable for the next epoch
//! too, whose set was elected while it was there; the bonding period counts from the epoch in which it leaves.
//!
//! # Rewards
//!
//! A validator is paid `payout × w/Σw × performance` with `w = stake × (1 + bonus)`, stake and bonus as the
//! epoch began, and
//!
//! ```text
//! performance = 7/8 participation + 1/8 authorship
//! authorship  = min(1, blocks made / ⌊blocks expected from its stake⌋), 1 where none are expected
//! ```
//!
//! What is not earned is not minted. The reward is divided among both classes by the arithmetic of
//! [`palisade_share_pool`]. Nothing expires.
//!
//! # Election
//!
//! See [`election`].
//!
//! # Slashing
//!
//! Another pallet judges; it acts through `StakeControl`. See [`slash`]. While a brake of the chain keeps it from
//! judging all periods become longer by as much: see [`interruptions`].
//!
//! # Money
//!
//! All staked funds and unpaid rewards are in one pot account, so that a slash is one withdrawal and is
//! real at once. What belongs to whom is counted, never read from a balance: nothing can be donated. The pot
//! holds the existential deposit besides, minted once at genesis or with the first registration.
//!
//! # Example
//!
//! A chain of two validators, and what a delegator sees: `tests::documentation` runs it.
#![doc = docify::embed!("src/tests/documentation.rs", delegate_earn_and_leave)]
//!
//! # Limits
//!
//! - At most [`Config::MaxDelegations`] validators and deals per delegator and [`MAX_EXITS`] exits per delegator and
//!   validator that were not withdrawn; exits of the same epoch count as one.
//! - Nothing limits the delegators of a validator.
//! - `min_shares_out` is compared with the price when the delegation is taken in. With a validator of the
//!   running set the shares are made at the end of the epoch, at the price after its reward: they are worth
//!   the same, but may be fewer.
//! - An epoch cannot be cut short: BABE decides how long it is. [`force_epoch`](Call::force_epoch) only says
//!   whether its end elects a new set.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod currency;
mod deals;
mod delegation;
pub mod election;
pub mod epoch;
pub mod inspect;
pub mod interruptions;
mod lifecycle;
#[cfg(test)]
mod mock;
pub mod payout;
mod position;
pub mod runtime_api;
pub mod slash;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use weights::WeightInfo;

/// Exits of a delegator from a validator that can wait at a time.
pub const MAX_EXITS: u32 = 32;

/// The same, with room for stake that leaves because a class was closed: one for each class and one more.
pub const MAX_STORED_EXITS: u32 = MAX_EXITS + 4;

/// Delegations that one call can make.
pub const MAX_DELEGATIONS_PER_CALL: u32 = 16;

/// Exits that one call can withdraw.
pub const MAX_WITHDRAWALS: u32 = 32;

/// Most epochs between two times that rewards become stake.
pub const MAX_COMPOUNDING_EPOCHS: u32 = 1_000;

pub(crate) const LOG_TARGET: &str = "palisade::staking";

/// A number of entries of what is in storage or in memory, which are never as many as a `u32` can count.
pub(crate) fn count(entries: usize) -> u32 {
	u32::try_from(entries).unwrap_or(u32::MAX)
}

// The macros of the SDK expect what they have made sure of, and cast indices of variants.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use crate::{types::*, WeightInfo, *};
	use alloc::vec::Vec;
	use frame_election_provider_support::SortedListProvider;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Balanced, Mutate, MutateHold},
			Contains, Randomness,
		},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use palisade_primitives::{
		Balance, Class, ConductObserver, DealId, ElectionWeight, EpochIndex, EpochPayout,
		Interruptions, LockInspect, Participation, Refusal, ValidatorGate, MAX_INTERRUPTED_EPOCHS,
	};
	use palisade_share_pool::ExitPool;
	use sp_arithmetic::Perbill;
	use sp_staking::OnStakingUpdate;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime. Values that are not `#[pallet::constant]` may change while the
	/// chain runs, by governance.
	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// The money.
		type Currency: Balanced<Self::AccountId, Balance = Balance>
			+ Mutate<Self::AccountId, Balance = Balance>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The reasons for which the runtime holds funds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Candidates sorted by stake, at least roughly. Its scores come from this pallet.
		type CandidateList: SortedListProvider<Self::AccountId, Score = Balance>;

		/// Who may force elections and the states of validators.
		type ForceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Accounts that have session keys.
		type SessionKeys: Contains<Self::AccountId>;

		/// Says what an epoch pays.
		type EpochPayout: EpochPayout;

		/// Says how much a validator took part.
		type Participation: Participation<Self::AccountId>;

		/// Says by what factor stake counts.
		type ElectionWeight: ElectionWeight<Self::AccountId>;

		/// Says who may validate, besides the rules of this pallet.
		type ValidatorGate: ValidatorGate<Self::AccountId>;

		/// Says how much of what somebody owns is locked, such as by votes with staked funds.
		type Locks: LockInspect<Self::AccountId>;

		/// Told of what validators do.
		type ConductObserver: ConductObserver<Self::AccountId>;

		/// Told of what changes, in the terms of the SDK.
		type StakingListener: OnStakingUpdate<Self::AccountId, Balance>;

		/// Where the draw of the rotation seats starts. Should not be foreseeable when candidates can still
		/// change their stake.
		type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

		/// Least own stake of a validator. Planck.
		type MinimumSelfStake: Get<Balance>;

		/// Least stake of a delegator with a validator in a class. Planck.
		type MinimumDelegation: Get<Balance>;

		/// Seats of the active set; [`Config::MaxActiveValidators`] is the bound.
		type ActiveValidators: Get<u32>;

		/// Where fewer can be elected, the set stays as it is.
		type MinimumActiveValidators: Get<u32>;

		/// Part of the seats that is drawn among those who are not elected by stake.
		type RotationShare: Get<Perbill>;

		/// Highest commission.
		type MaximumCommission: Get<Perbill>;

		/// By how much a commission may rise at a time.
		type MaximumCommissionIncrease: Get<Perbill>;

		/// Held as long as somebody is registered as a validator. Planck.
		#[pallet::constant]
		type RegistrationDeposit: Get<Balance>;

		/// Most validators that an active set can have.
		#[pallet::constant]
		type MaxActiveValidators: Get<u32>;

		/// Most validators that somebody can delegate to; each deal counts as one.
		#[pallet::constant]
		type MaxDelegations: Get<u32>;

		/// By how much a factor of an election weight can differ from 1.
		#[pallet::constant]
		type MaxElectionBonus: Get<Perbill>;

		/// Says for how long brakes have kept accounts from judging offences; `()` on a chain without brakes. The
		/// pallet that judges must move its deadlines by as much, and by no more.
		type Interruptions: Interruptions;

		/// Epochs that stake waits after the one in which it left.
		#[pallet::constant]
		type BondingEpochs: Get<u32>;

		/// Epochs in which an offence can be reported, after the one in which it was committed.
		#[pallet::constant]
		type ReportEpochs: Get<u32>;

		/// Epochs that redelegated stake waits after the one in which it left: longer than reports of the next
		/// one, the last for which it is liable, are taken.
		#[pallet::constant]
		type RedelegationEpochs: Get<u32>;

		/// Epochs for which an open case can hold an exit beyond the bonding period.
		#[pallet::constant]
		type CaseSlackEpochs: Get<u32>;

		/// From which the accounts of this pallet are derived.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// Gets what rounding has left over when a validator is removed.
		type DustAccount: Get<Self::AccountId>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// What the benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what a validator stores.
		#[codec(index = 0)]
		Registration,
	}

	/// The epoch that runs.
	#[pallet::storage]
	pub type CurrentEpoch<T: Config> = StorageValue<_, EpochIndex, ValueQuery>;

	/// The validators. Hashed by a cryptographic hash because anybody can choose an account.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Validator, OptionQuery>;

	/// What validators have to answer for and have lost. None where there was never anything.
	#[pallet::storage]
	pub type Liabilities<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Liability, OptionQuery>;

	/// How validators present themselves.
	#[pallet::storage]
	pub type Profiles<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Profile, OptionQuery>;

	/// The delegators and their positions.
	#[pallet::storage]
	pub type Delegators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, DelegatorOf<T>, OptionQuery>;

	/// What left and was not withdrawn, by delegator and validator.
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

	/// What left a validator in an epoch and was not withdrawn. Nobody can choose epochs.
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

	/// Deposits of an epoch that have become shares, as long as an owner has not taken its own; by validator and
	/// epoch. All kinds in one record, because a position is brought up to date as a whole.
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

	/// Generations of classes that were closed because their price had collapsed; by validator, class and
	/// generation.
	#[pallet::storage]
	pub type ClosedClasses<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Twox64Concat, Class>,
			NMapKey<Twox64Concat, u32>,
		),
		ClosedClass,
		OptionQuery,
	>;

	/// Deals, by owner.
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

	/// The number that the next deal gets.
	#[pallet::storage]
	pub type NextDeal<T: Config> = StorageValue<_, DealId, ValueQuery>;

	/// What stood behind the set of an epoch as it began, for as long as offences of that epoch can be slashed.
	/// One record for all, because the epoch boundary reads all.
	#[pallet::storage]
	pub type Exposures<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, ExposuresOf<T>, OptionQuery>;

	/// What the set of an epoch did and got, for as long as its exposures are kept.
	#[pallet::storage]
	pub type Results<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, ResultsOf<T>, OptionQuery>;

	/// The oldest epoch whose exposures are kept.
	#[pallet::storage]
	pub type OldestExposure<T: Config> = StorageValue<_, EpochIndex, ValueQuery>;

	/// The set that was elected for the next epoch.
	#[pallet::storage]
	pub type NextSet<T: Config> = StorageValue<_, ElectedOf<T>, ValueQuery>;

	/// Members of the set of an epoch that were kept in it for want of candidates, although they
	/// were not online when it was named: no blocks are expected of them. Until the end of that
	/// epoch; none where there are none. Hashed cheaply because no account can choose epochs.
	#[pallet::storage]
	pub type KeptOffline<T: Config> =
		StorageMap<_, Twox64Concat, EpochIndex, KeptOf<T>, OptionQuery>;

	/// Blocks that were made in the running epoch, by author. One record, because the epoch boundary reads all.
	#[pallet::storage]
	pub type Authored<T: Config> =
		StorageValue<_, BoundedBTreeMap<T::AccountId, u32, T::MaxActiveValidators>, ValueQuery>;

	/// How the next sets are found.
	#[pallet::storage]
	pub type ElectionMode<T: Config> = StorageValue<_, Forcing, ValueQuery>;

	/// What happened. Amounts in planck.
	#[allow(missing_docs)] // The fields have the names of what they are.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A validator was registered.
		ValidatorRegistered { validator: T::AccountId, self_stake: Balance, commission: Perbill },
		/// Nothing is left of a validator.
		ValidatorRemoved { validator: T::AccountId },
		/// A validator does something else now.
		StateChanged { validator: T::AccountId, from: State, to: State },
		/// A validator presents itself anew.
		ProfileSet { validator: T::AccountId },
		/// A commission was announced.
		CommissionAnnounced { validator: T::AccountId, commission: Perbill, from: EpochIndex },
		/// It was said when rewards become stake.
		CompoundingSet { validator: T::AccountId, frequency: u32, minimum: Balance },
		/// It was said who may delegate.
		DelegationPolicySet { validator: T::AccountId, closed: bool, minimum: Balance },
		/// Own stake was added.
		SelfStakeIncreased { validator: T::AccountId, amount: Balance },
		/// Own stake leaves with `epoch`.
		SelfStakeDecreased { validator: T::AccountId, amount: Balance, epoch: EpochIndex },
		/// Commission was paid.
		CommissionClaimed { validator: T::AccountId, to: T::AccountId, amount: Balance },
		/// Stake was delegated; it is active from `active` on.
		Delegated {
			delegator: T::AccountId,
			validator: T::AccountId,
			class: Class,
			amount: Balance,
			active: EpochIndex,
		},
		/// Stake leaves with `epoch`. What it is worth then can be withdrawn from `withdrawable` on, or as much later
		/// as judging is interrupted until then.
		Undelegated {
			delegator: T::AccountId,
			validator: T::AccountId,
			class: Class,
			amount: Balance,
			epoch: EpochIndex,
			withdrawable: EpochIndex,
		},
		/// Exits of an epoch went back into the stake.
		UndelegationCancelled {
			delegator: T::AccountId,
			validator: T::AccountId,
			epoch: EpochIndex,
			amount: Balance,
		},
		/// Exits were paid out.
		Withdrawn { delegator: T::AccountId, validator: T::AccountId, amount: Balance, exits: u32 },
		/// Stake leaves one validator for another, where it can arrive from `completable` on, or as much later as
		/// judging is interrupted until then.
		Redelegated {
			delegator: T::AccountId,
			from: T::AccountId,
			to: T::AccountId,
			class: Class,
			amount: Balance,
			completable: EpochIndex,
		},
		/// Stake that left one validator arrived at another.
		RedelegationCompleted {
			delegator: T::AccountId,
			from: T::AccountId,
			to: T::AccountId,
			amount: Balance,
		},
		/// Stake changed its class.
		ClassChanged {
			delegator: T::AccountId,
			validator: T::AccountId,
			to: Class,
			amount: Balance,
		},
		/// Rewards were paid.
		RewardsClaimed {
			delegator: T::AccountId,
			validator: T::AccountId,
			to: T::AccountId,
			amount: Balance,
		},
		/// Rewards became stake.
		RewardsRestaked {
			delegator: T::AccountId,
			validator: T::AccountId,
			class: Class,
			amount: Balance,
		},
		/// It was said where rewards are paid.
		RewardAccountSet { delegator: T::AccountId, account: Option<T::AccountId> },
		/// It was said whether anybody may have rewards paid.
		ClaimsPermitted { delegator: T::AccountId, permitted: bool },
		/// A deal was opened.
		DealOpened {
			owner: T::AccountId,
			deal: DealId,
			validator: T::AccountId,
			amount: Balance,
			commission: Perbill,
		},
		/// The commission of a deal was changed.
		DealAmended { owner: T::AccountId, deal: DealId, commission: Perbill },
		/// A deal has ended: its stake leaves with `epoch`.
		DealClosed { owner: T::AccountId, deal: DealId, amount: Balance, epoch: EpochIndex },
		/// The rewards of a deal were paid.
		DealRewardsClaimed { owner: T::AccountId, deal: DealId, amount: Balance },
		/// A deal has another owner.
		DealMoved { from: T::AccountId, to: T::AccountId, deal: DealId },
		/// Stake has another owner.
		PositionMoved {
			from: T::AccountId,
			to: T::AccountId,
			validator: T::AccountId,
			class: Class,
			amount: Balance,
		},
		/// Exits have another owner.
		ExitsMoved {
			from: T::AccountId,
			to: T::AccountId,
			validator: T::AccountId,
			epoch: EpochIndex,
			amount: Balance,
		},
		/// An epoch was paid: what was `minted`, and what came `from_fees`.
		EpochPaid { epoch: EpochIndex, minted: Balance, from_fees: Balance },
		/// A validator could not be paid because its numbers are beyond all bounds.
		RewardFailed { validator: T::AccountId, epoch: EpochIndex, amount: Balance },
		/// A gate refused a candidate, or it was passed over because it cannot have a seat.
		CandidateRefused { validator: T::AccountId, reason: Refusal },
		/// A set was elected: so many seats, so many of them by rotation, drawn with this seed.
		SetElected { epoch: EpochIndex, seats: u32, rotation: u32, seed: [u8; 32] },
		/// The set stays as it is, because there are too few candidates.
		TooFewCandidates { epoch: EpochIndex, eligible: u32, minimum: u32 },
		/// The set stays as it is, because governance wants it so.
		SetKept { epoch: EpochIndex },
		/// It was said how the next sets are found.
		ElectionForced { mode: Forcing },
		/// Stake was slashed.
		Slashed { validator: T::AccountId, epoch: EpochIndex, fraction: Perbill, amount: Balance },
		/// A class was closed because nearly nothing is left of it; a new one begins.
		ClassClosed { validator: T::AccountId, class: Class, generation: u32 },
		/// A validator has to answer for an offence.
		CaseOpened { validator: T::AccountId, epoch: EpochIndex, proven: bool },
		/// An offence was decided.
		CaseClosed { validator: T::AccountId, epoch: EpochIndex, proven: bool },
	}

	/// Why a call was refused. Nothing has changed then.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is a validator already.
		AlreadyRegistered,
		/// There is no such validator.
		UnknownValidator,
		/// The account has not delegated to this validator.
		NotDelegator,
		/// The account has no session keys. Set them with the session pallet first.
		NoSessionKeys,
		/// A gate does not admit the account because of its reputation.
		ReputationTooLow,
		/// A gate does not admit the account because its hardware is not attested.
		NotAttested,
		/// A gate does not admit the account because too much is concentrated with it.
		TooConcentrated,
		/// A gate does not admit the account because it has to answer for an offence.
		OffenceOpen,
		/// A gate of the chain's own does not admit the account.
		NotAdmitted,
		/// The validator's own stake would be below the least that is asked for.
		SelfStakeTooSmall,
		/// The commission is above the highest that is allowed.
		CommissionTooHigh,
		/// The commission would rise by more than is allowed at a time.
		CommissionRisesTooFast,
		/// The number of epochs is zero or above the bound.
		FrequencyOutOfBounds,
		/// The text is not UTF-8.
		NotUtf8,
		/// The validator is not online.
		NotOnline,
		/// The validator is online already.
		AlreadyOnline,
		/// The validator is giving up already.
		AlreadyLeaving,
		/// The validator was banned for ever.
		ValidatorBanned,
		/// The validator is jailed.
		ValidatorJailed,
		/// The validator is offline and takes no delegations.
		ValidatorOffline,
		/// The validator is giving up and takes no delegations.
		ValidatorLeaving,
		/// The validator has to answer for an offence that was proven and takes no delegations until then.
		ValidatorReported,
		/// The validator takes no delegations.
		ValidatorClosed,
		/// Somebody still has something with the validator, or it has not claimed all.
		ValidatorInUse,
		/// The amount is zero.
		ZeroAmount,
		/// The stake in this class would be below the least that is asked for.
		BelowMinimumDelegation,
		/// The delegation would buy fewer shares than wanted.
		FewerSharesThanWanted,
		/// More than there is. Deposits of the running epoch do not count.
		MoreThanOwned,
		/// The account does not own enough that is free.
		InsufficientFunds,
		/// A validator's own stake has calls of its own.
		OwnStake,
		/// The account has as many delegations and deals as it can.
		TooManyDelegations,
		/// As many exits from this validator wait as can. Withdraw those that are due.
		TooManyExits,
		/// No exit from this validator is there.
		NoExits,
		/// The exits cannot be withdrawn yet.
		NotYetWithdrawable,
		/// The exits are held because the validator has to answer for an offence.
		HeldByCase,
		/// The validators are one and the same.
		SameValidator,
		/// The owners are one and the same.
		SameOwner,
		/// The holder has not permitted others to have its rewards paid.
		ClaimNotPermitted,
		/// There are no rewards to pay.
		NothingToClaim,
		/// The class was closed after a slash had left nearly nothing. Undelegate what is left first.
		ClassClosed,
		/// The class was closed in this epoch and takes stake from the next on.
		ClassReopens,
		/// The account has voted with what it wants to give away.
		Locked,
		/// There is no such deal of this owner.
		UnknownDeal,
		/// The deposit is not active yet.
		NotActiveYet,
		/// The validator was not active in that epoch, or that is too long ago.
		NotExposed,
		/// The epoch is not one whose offences can be reported.
		EpochNotReportable,
		/// As many epochs are liable as can be.
		TooManyCases,
		/// There is no such case.
		UnknownCase,
		/// This change of state is not possible.
		TransitionNotPossible,
		/// What is stored cannot be decoded. It was written by another version of the chain and is left alone.
		Undecodable,
		/// The numbers are larger than any currency has.
		Overflow,
		/// The amount is worth less than the smallest share.
		TooSmallForShares,
	}

	/// With what a chain starts.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Validators: own stake in planck, commission, what becomes of the rewards. Each must own its stake
		/// and its deposit.
		pub validators: Vec<(T::AccountId, Balance, Perbill, RewardPolicy)>,
		/// Delegations: delegator, validator, amount in planck, class.
		pub delegations: Vec<(T::AccountId, T::AccountId, Balance, Class)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If a validator or a delegation would be refused as a call: such a chain must not start.
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
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers the caller as a validator, which can be elected from the next epoch on.
		///
		/// A deposit is held until the validator is removed.
		///
		/// - `self_stake`: own stake, in planck.
		/// - `commission`: part of the rewards of delegators that the validator keeps, parts per billion.
		/// - `reward_policy`: what becomes of the rewards for the own stake.
		///
		/// Errors: [`Error::AlreadyRegistered`], [`Error::NoSessionKeys`], one for each reason of a gate,
		/// [`Error::SelfStakeTooSmall`], [`Error::CommissionTooHigh`], [`Error::InsufficientFunds`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_validator())]
		pub fn register_validator(
			origin: OriginFor<T>,
			#[pallet::compact] self_stake: Balance,
			commission: Perbill,
			reward_policy: RewardPolicy,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(&who, self_stake, commission, reward_policy)
		}

		/// Announces another commission.
		///
		/// A lower one is taken from the next epoch on, a higher one an epoch later, so that every delegator
		/// has an epoch's notice. An announcement replaces the one before.
		///
		/// - `commission`: parts per billion.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::CommissionTooHigh`],
		/// [`Error::CommissionRisesTooFast`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_commission())]
		pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_commission(&who, commission)
		}

		/// Says how the validator presents itself.
		///
		/// - `name`, `website`: in UTF-8.
		/// - `contact`: hash of how to reach it.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotUtf8`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_profile())]
		pub fn set_profile(
			origin: OriginFor<T>,
			name: BoundedVec<u8, ConstU32<MAX_NAME>>,
			website: BoundedVec<u8, ConstU32<MAX_WEBSITE>>,
			contact: Option<[u8; 32]>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_profile(who, Profile { name, website, contact })
		}

		/// Says when the rewards of the compounding class become stake: when both conditions are met. Until
		/// then they wait, and count in the price of the class.
		///
		/// - `frequency_in_epochs`: epochs between two times, from 1 to [`MAX_COMPOUNDING_EPOCHS`].
		/// - `minimum_amount`: least amount, in planck.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::FrequencyOutOfBounds`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_compounding())]
		pub fn set_compounding(
			origin: OriginFor<T>,
			frequency_in_epochs: u32,
			#[pallet::compact] minimum_amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_compounding(&who, frequency_in_epochs, minimum_amount)
		}

		/// Says who may delegate to the validator.
		///
		/// - `closed`: nobody, as long as it is set.
		/// - `minimum`: least stake of a delegator in a class, in planck; that of the chain holds besides.
		///
		/// Errors: [`Error::UnknownValidator`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_delegation_policy())]
		pub fn set_delegation_policy(
			origin: OriginFor<T>,
			closed: bool,
			#[pallet::compact] minimum: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_delegation_policy(&who, DelegationPolicy { closed, minimum })
		}

		/// Adds to the validator's own stake.
		///
		/// - `amount`: in planck.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ZeroAmount`], [`Error::InsufficientFunds`],
		/// [`Error::ValidatorBanned`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::increase_self_stake())]
		pub fn increase_self_stake(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_increase_self_stake(&who, amount)
		}

		/// Takes from the validator's own stake. It can be withdrawn after the bonding period.
		///
		/// While the validator is online the least own stake must stay.
		///
		/// - `class`: own stake has a class too.
		/// - `amount`: in planck, or all.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ZeroAmount`], [`Error::MoreThanOwned`],
		/// [`Error::SelfStakeTooSmall`], [`Error::TooManyExits`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::decrease_self_stake())]
		pub fn decrease_self_stake(
			origin: OriginFor<T>,
			class: Class,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decrease_self_stake(&who, class, amount)
		}

		/// Keeps the validator from being elected. It stays in the sets that were elected before.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotOnline`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::go_offline())]
		pub fn go_offline(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_go_offline(&who)
		}

		/// Makes the validator a candidate again: after it was offline, after its time in jail, or because
		/// it changed its mind about leaving.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::AlreadyOnline`], [`Error::ValidatorBanned`],
		/// [`Error::ValidatorJailed`], [`Error::SelfStakeTooSmall`], [`Error::NoSessionKeys`], one for each
		/// reason of a gate.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::go_online())]
		pub fn go_online(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_go_online(&who)
		}

		/// Gives up validating: the validator is not elected any more and its own stake leaves.
		///
		/// Its delegators have to leave by themselves. Not possible while it is jailed: it would come back
		/// as if nothing had happened.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::AlreadyLeaving`], [`Error::ValidatorBanned`],
		/// [`Error::ValidatorJailed`].
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::leave_validators())]
		pub fn leave_validators(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave_validators(&who)
		}

		/// Pays the validator's commission from the liquid class, to its reward account.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NothingToClaim`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::claim_commission())]
		pub fn claim_commission(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_commission(&who)
		}

		/// Removes a validator that has left and with which nobody has anything any more, and returns its
		/// deposit. Anyone can.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::ValidatorInUse`].
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::remove_validator())]
		pub fn remove_validator(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_remove_validator(&validator)
		}

		/// Delegates to a validator.
		///
		/// - `amount`: in planck.
		/// - `class`: what becomes of the rewards.
		/// - `min_shares_out`: least number of shares, at the price when the call is executed.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`], [`Error::OwnStake`],
		/// [`Error::ValidatorJailed`] and the like, [`Error::ValidatorReported`],
		/// [`Error::ValidatorClosed`], [`Error::BelowMinimumDelegation`],
		/// [`Error::FewerSharesThanWanted`], [`Error::InsufficientFunds`],
		/// [`Error::TooManyDelegations`], [`Error::ClassClosed`], [`Error::ClassReopens`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::delegate().max(T::WeightInfo::delegate_waiting()))]
		pub fn delegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			#[pallet::compact] amount: Balance,
			class: Class,
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

		/// Delegates to several validators. All or nothing.
		///
		/// - `delegations`: validator, amount in planck, class, least number of shares, as for
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
				(T::AccountId, Balance, Class, u128),
				ConstU32<MAX_DELEGATIONS_PER_CALL>,
			>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(!delegations.is_empty(), Error::<T>::ZeroAmount);
			delegations.into_iter().try_for_each(|(validator, amount, class, min_shares_out)| {
				Self::do_delegate(&who, &validator, amount, class, min_shares_out).map(|_| ())
			})
		}

		/// Takes stake back from a validator. It leaves with this epoch, stays liable, and can be withdrawn
		/// after the bonding period.
		///
		/// What would be left below the least delegation leaves too. Of a class that was closed after a
		/// slash, everything leaves.
		///
		/// - `amount`: in planck, or all that is active. Deposits of the running epoch stay.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`], [`Error::NotDelegator`],
		/// [`Error::MoreThanOwned`], [`Error::TooManyExits`], [`Error::OwnStake`].
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::undelegate().max(T::WeightInfo::undelegate_waiting()))]
		pub fn undelegate(
			origin: OriginFor<T>,
			validator: T::AccountId,
			class: Class,
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

		/// Puts the exits of an epoch back into the stake, redelegations included. In the epoch in which they
		/// leave nothing has happened; later they are deposited at the price of then, and are as liable
		/// as they were.
		///
		/// - `epoch`: the epoch in which the stake left.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NoExits`], [`Error::ValidatorJailed`] and the like,
		/// [`Error::ValidatorReported`],
		/// [`Error::ClassClosed`], [`Error::ClassReopens`].
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::cancel_undelegation())]
		pub fn cancel_undelegation(
			origin: OriginFor<T>,
			validator: T::AccountId,
			epoch: EpochIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_undelegation(&who, &validator, epoch)
		}

		/// Pays out the caller's exits from all validators whose bonding period is over, oldest first, at most
		/// [`MAX_WITHDRAWALS`] of them.
		///
		/// Errors: [`Error::NoExits`], [`Error::NotYetWithdrawable`], [`Error::HeldByCase`].
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::withdraw(
			MAX_WITHDRAWALS.saturating_add(PlacesOf::<T>::get())
		))]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let withdrawn = Self::do_withdraw(&who)?;
			Ok(Some(T::WeightInfo::withdraw(withdrawn)).into())
		}

		/// The same for somebody else. Anyone can: the money goes to the one whose it is.
		///
		/// Errors: those of [`withdraw`](Self::withdraw).
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::withdraw(
			MAX_WITHDRAWALS.saturating_add(PlacesOf::<T>::get())
		))]
		pub fn withdraw_for(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let withdrawn = Self::do_withdraw(&who)?;
			Ok(Some(T::WeightInfo::withdraw(withdrawn)).into())
		}

		/// Moves stake from one validator to another. It leaves the first with this epoch and waits as long
		/// as offences of the first can be reported; then [`complete_redelegation`] brings it to the other.
		///
		/// - `class`: the class it is in, and will be in.
		/// - `amount`: in planck, or all that is active.
		///
		/// Errors: those of [`undelegate`](Self::undelegate); [`Error::SameValidator`];
		/// [`Error::UnknownValidator`] for either.
		///
		/// [`complete_redelegation`]: Self::complete_redelegation
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::redelegate())]
		pub fn redelegate(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
			class: Class,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_redelegate(&who, &from, &to, class, amount)
		}

		/// Delegates what was redelegated from one validator to another and has waited long enough. If the
		/// other does not take it any more it can be cancelled, or withdrawn after the bonding period.
		///
		/// Errors: [`Error::NoExits`], [`Error::NotYetWithdrawable`], [`Error::HeldByCase`], and those of
		/// [`delegate`](Self::delegate).
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

		/// Moves stake into the other class, at once: it goes on to earn without a gap.
		///
		/// - `to`: the class that it will be in.
		/// - `amount`: in planck, or all that is active.
		///
		/// Errors: [`Error::ZeroAmount`], [`Error::UnknownValidator`], [`Error::NotDelegator`],
		/// [`Error::MoreThanOwned`], [`Error::BelowMinimumDelegation`], [`Error::ClassClosed`],
		/// [`Error::ClassReopens`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::change_class())]
		pub fn change_class(
			origin: OriginFor<T>,
			validator: T::AccountId,
			to: Class,
			amount: Amount,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_change_class(&who, &validator, to, amount)
		}

		/// Pays the caller's rewards from a validator, to its reward account.
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::NotDelegator`], [`Error::NothingToClaim`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::claim_rewards())]
		pub fn claim_rewards(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_rewards(&who, &validator)
		}

		/// The same for somebody who has permitted it: the money goes to its reward account.
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

		/// Delegates the caller's rewards from a validator to it.
		///
		/// - `class`: what becomes of the rewards of that stake.
		///
		/// Errors: those of [`claim_rewards`](Self::claim_rewards) and of [`delegate`](Self::delegate).
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::restake_rewards())]
		pub fn restake_rewards(
			origin: OriginFor<T>,
			validator: T::AccountId,
			class: Class,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_restake_rewards(&who, &validator, class)
		}

		/// Says where the caller's rewards are paid.
		///
		/// - `account`: its own where it is none.
		///
		/// Errors: [`Error::NotDelegator`] for an account that has delegated nothing and is no validator.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::set_reward_account())]
		pub fn set_reward_account(
			origin: OriginFor<T>,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_reward_account(who, account)
		}

		/// Says whether anybody may have the caller's rewards paid to its reward account.
		///
		/// Errors: [`Error::NotDelegator`] for an account that has delegated nothing and is no validator.
		#[pallet::call_index(25)]
		#[pallet::weight(T::WeightInfo::permit_claims())]
		pub fn permit_claims(origin: OriginFor<T>, permitted: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_permit_claims(who, permitted)
		}

		/// Says how the next sets are found. For governance.
		///
		/// - `mode`: by elections as usual, not at all, or once by whoever is there.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::force_epoch())]
		pub fn force_epoch(origin: OriginFor<T>, mode: Forcing) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			ElectionMode::<T>::put(mode);
			Self::deposit_event(Event::ElectionForced { mode });
			Ok(())
		}

		/// Changes what a validator is doing. For governance: the only way back from a ban.
		///
		/// - `state`: [`State::Waiting`], [`State::Offline`], [`State::Jailed`] or [`State::Banned`].
		///
		/// Errors: [`Error::UnknownValidator`], [`Error::TransitionNotPossible`],
		/// [`Error::SelfStakeTooSmall`].
		#[pallet::call_index(27)]
		#[pallet::weight(T::WeightInfo::set_validator_state())]
		pub fn set_validator_state(
			origin: OriginFor<T>,
			validator: T::AccountId,
			state: State,
		) -> DispatchResult {
			T::ForceOrigin::ensure_origin(origin)?;
			Self::do_set_validator_state(&validator, state)
		}
	}
}

impl<T: Config> From<palisade_share_pool::Error> for Error<T> {
	fn from(error: palisade_share_pool::Error) -> Self {
		match error {
			palisade_share_pool::Error::Overflow => Self::Overflow,
			palisade_share_pool::Error::Insufficient => Self::MoreThanOwned,
			palisade_share_pool::Error::NothingBought => Self::TooSmallForShares,
		}
	}
}
