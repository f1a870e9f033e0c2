//! The types of the pallet's storage, calls and events.

// Derived code casts variant indices.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get, WrapperKeepOpaque},
	BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use palisade_primitives::{Balance, EpochIndex, Exposure, RewardClass, ValidatorStatus};
use palisade_share_pool::{Activation, Index, Pending, Pool, RewardIndexes, Shares};
use scale_info::TypeInfo;
use sp_arithmetic::{FixedU64, Perbill};

/// Most epochs with open cases, and most epochs with slashes, of a validator at a time.
pub const MAX_LIABLE_EPOCHS: u32 = 64;

/// Most pending deposits of a position: one of each [`Source`] for each class, deals excepted.
pub const MAX_PENDING_DEPOSITS: u32 = 4;

/// Longest name of a validator, in bytes.
pub const MAX_NAME: u32 = 64;

/// Longest address of a validator's website, in bytes.
pub const MAX_WEBSITE: u32 = 128;

/// The state of a validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum State {
	/// A candidate outside the set of the running epoch.
	Waiting,
	/// A candidate in the set of the running epoch.
	Active,
	/// Not a candidate: went offline, or the self-stake became too small.
	Offline,
	/// Not a candidate until the jail term is over.
	Jailed {
		/// The first epoch in which the validator may go online again.
		until: EpochIndex,
	},
	/// Excluded from all elections.
	Banned,
	/// Leaving: to be removed once nothing of the validator is in use.
	Leaving,
}

impl State {
	/// Whether the validator is a candidate.
	pub fn is_electable(self) -> bool {
		matches!(self, Self::Waiting | Self::Active)
	}

	/// Whether the validator is jailed or banned.
	pub fn is_confined(self) -> bool {
		matches!(self, Self::Jailed { .. } | Self::Banned)
	}

	/// The state of a validator that is not, or not known to be, in the running set.
	pub(crate) fn outside_the_set(self) -> Self {
		match self {
			Self::Active => Self::Waiting,
			state => state,
		}
	}

	/// The state as other pallets see it.
	pub fn status(self) -> ValidatorStatus {
		match self {
			Self::Waiting | Self::Active => ValidatorStatus::Online,
			Self::Offline => ValidatorStatus::Offline,
			Self::Leaving => ValidatorStatus::Leaving,
			Self::Jailed { .. } => ValidatorStatus::Jailed,
			Self::Banned => ValidatorStatus::Banned,
		}
	}
}

/// The use of the rewards for a validator's self-stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(serde::Serialize, serde::Deserialize)]
pub enum RewardPolicy {
	/// Rewards become stake.
	Compound,
	/// Rewards are paid when claimed.
	Payout,
}

impl RewardPolicy {
	/// The class of the self-stake.
	pub fn class(self) -> RewardClass {
		match self {
			Self::Compound => RewardClass::Compounding,
			Self::Payout => RewardClass::Liquid,
		}
	}
}

/// An amount of stake to move or unbond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Amount {
	/// The given amount, in planck. The shares taken for it are rounded up.
	Exact(#[codec(compact)] Balance),
	/// All active stake.
	All,
}

/// How the next validator sets are determined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum ElectionMode {
	/// An election at each epoch boundary.
	#[default]
	Normal,
	/// No elections: the set is kept.
	Paused,
	/// One election without the minimum of candidates at the next boundary, then
	/// [`Normal`](Self::Normal).
	ForceOnce,
}

/// A current and an announced commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Commission {
	/// The commission of the running epoch, constant within the epoch.
	pub current: Perbill,
	/// A pending announcement.
	pub announced: Option<Announced>,
}

/// An announced commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Announced {
	/// The commission.
	pub value: Perbill,
	/// The first epoch in which the commission applies.
	pub from: EpochIndex,
}

impl Commission {
	/// A commission without announcement.
	pub fn new(current: Perbill) -> Self {
		Self { current, announced: None }
	}

	/// The commission in `epoch`, which must not have passed.
	pub fn at(&self, epoch: EpochIndex) -> Perbill {
		match &self.announced {
			Some(announced) if announced.from <= epoch => announced.value,
			_ => self.current,
		}
	}

	/// Applies an announcement for `epoch` or earlier.
	pub fn roll(&mut self, epoch: EpochIndex) {
		self.current = self.at(epoch);
		if self.announced.as_ref().is_some_and(|announced| announced.from <= epoch) {
			self.announced = None;
		}
	}
}

/// The conditions under which rewards of the compounding class become stake. Both must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Compounding {
	/// Epochs between two compoundings.
	#[codec(compact)]
	pub frequency: u32,
	/// Least amount of waiting rewards. Planck.
	#[codec(compact)]
	pub minimum: Balance,
	/// The first epoch after the last compounding.
	#[codec(compact)]
	pub since: EpochIndex,
}

impl Compounding {
	/// Whether `waiting` rewards become stake at the end of `epoch`.
	pub fn is_due(&self, waiting: Balance, epoch: EpochIndex) -> bool {
		waiting > 0
			&& waiting >= self.minimum
			&& epoch.saturating_add(1).saturating_sub(self.since) >= self.frequency
	}
}

/// A validator's conditions for delegations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DelegationPolicy {
	/// Whether the validator refuses further delegations.
	pub closed: bool,
	/// Least stake of a delegator in a class; the chain's minimum applies too. Planck.
	#[codec(compact)]
	pub minimum: Balance,
}

/// The source of a deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Source {
	/// From an account: not liable before activation.
	Fresh,
	/// From exits of the same validator: liable throughout.
	Returning,
	/// From an account, for a deal: not liable before activation.
	Deal,
}

/// The kind of a deposit. Deposits of one kind and epoch become shares together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DepositKind {
	/// The class of the shares.
	pub class: RewardClass,
	/// The source of the deposits.
	pub source: Source,
}

impl DepositKind {
	/// A deposit from an account into `class`.
	pub const fn fresh(class: RewardClass) -> Self {
		Self { class, source: Source::Fresh }
	}

	/// A deposit from exits of the validator into `class`.
	pub const fn returning(class: RewardClass) -> Self {
		Self { class, source: Source::Returning }
	}

	/// A deposit into a deal.
	pub const fn deal() -> Self {
		Self { class: RewardClass::Liquid, source: Source::Deal }
	}

	/// All kinds.
	pub const ALL: [Self; 5] = [
		Self::fresh(RewardClass::Compounding),
		Self::fresh(RewardClass::Liquid),
		Self::returning(RewardClass::Compounding),
		Self::returning(RewardClass::Liquid),
		Self::deal(),
	];
}

/// The deposits of the running epoch with a validator of the running set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PendingDeposits {
	fresh_compounding: Pending,
	fresh_liquid: Pending,
	returning_compounding: Pending,
	returning_liquid: Pending,
	deals: Pending,
}

impl PendingDeposits {
	/// The deposits of one kind.
	pub fn of(&self, kind: DepositKind) -> &Pending {
		match (kind.source, kind.class) {
			(Source::Fresh, RewardClass::Compounding) => &self.fresh_compounding,
			(Source::Fresh, RewardClass::Liquid) => &self.fresh_liquid,
			(Source::Returning, RewardClass::Compounding) => &self.returning_compounding,
			(Source::Returning, RewardClass::Liquid) => &self.returning_liquid,
			(Source::Deal, _) => &self.deals,
		}
	}

	/// The deposits of one kind, mutable.
	pub fn of_mut(&mut self, kind: DepositKind) -> &mut Pending {
		match (kind.source, kind.class) {
			(Source::Fresh, RewardClass::Compounding) => &mut self.fresh_compounding,
			(Source::Fresh, RewardClass::Liquid) => &mut self.fresh_liquid,
			(Source::Returning, RewardClass::Compounding) => &mut self.returning_compounding,
			(Source::Returning, RewardClass::Liquid) => &mut self.returning_liquid,
			(Source::Deal, _) => &mut self.deals,
		}
	}

	/// The sum of all pending deposits. Planck.
	pub fn assets(&self) -> Balance {
		DepositKind::ALL
			.into_iter()
			.fold(0, |sum: Balance, kind| sum.saturating_add(self.of(kind).assets))
	}

	/// The sum of the liable deposits, which come from exits. Planck.
	pub fn liable(&self) -> Balance {
		self.returning_compounding.assets.saturating_add(self.returning_liquid.assets)
	}
}

/// Activated deposits of one epoch with unclaimed shares, by kind.
pub type Activated = BoundedVec<(DepositKind, Activation), ConstU32<5>>;

/// Shares of the compounding class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct CompoundingHolding {
	/// The number of shares.
	pub shares: Shares,
	/// The generation of the class.
	#[codec(compact)]
	pub generation: u32,
}

/// Shares of the liquid class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LiquidHolding {
	/// The number of shares.
	pub shares: Shares,
	/// The generation of the class.
	#[codec(compact)]
	pub generation: u32,
	/// The index, net of commission, up to which rewards are settled.
	pub settled: Index,
}

/// A deposit that was pending when the position was last settled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PendingDeposit {
	/// The kind of the deposit.
	pub kind: DepositKind,
	/// The epoch of the deposit.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// Units of the pooled deposits of that kind and epoch.
	#[codec(compact)]
	pub units: Balance,
}

/// An account's stake with one validator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Position {
	/// Stake of the compounding class.
	pub compounding: CompoundingHolding,
	/// Stake of the liquid class.
	pub liquid: LiquidHolding,
	/// Settled, unclaimed rewards. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
	/// Deposits that were pending when the position was last settled.
	pub pending: BoundedVec<PendingDeposit, ConstU32<MAX_PENDING_DEPOSITS>>,
}

impl Position {
	/// Whether the position has no shares, rewards or deposits.
	pub fn is_empty(&self) -> bool {
		self.compounding.shares.is_zero()
			&& self.liquid.shares.is_zero()
			&& self.unclaimed == 0
			&& self.pending.is_empty()
	}
}

/// A delegator's position with one validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Delegation<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The position; default for a validator's self-stake, which is in the validator's record. Kept
	/// encoded until needed, so that a delegator's other positions cost little.
	position: WrapperKeepOpaque<Position>,
	/// The epoch of the oldest unwithdrawn exit.
	pub oldest_exit: Option<EpochIndex>,
}

impl<AccountId> Delegation<AccountId> {
	/// An empty delegation.
	pub fn new(validator: AccountId) -> Self {
		let position = WrapperKeepOpaque::from_encoded(Position::default().encode());
		Self { validator, position, oldest_exit: None }
	}

	/// The position; `None` if the position cannot be decoded.
	pub fn position(&self) -> Option<Position> {
		self.position.try_decode()
	}

	/// Replaces the position.
	pub fn set_position(&mut self, position: &Position) {
		let encoded = match position.is_empty() {
			true => Position::default().encode(),
			false => position.encode(),
		};
		self.position = WrapperKeepOpaque::from_encoded(encoded);
	}

	/// Whether the delegation has neither a position nor exits.
	pub fn is_empty(&self) -> bool {
		// The encoding of the default position. Any other position has a nonzero number or length.
		let has_nothing = || self.position.encoded().iter().all(|byte| *byte == 0);
		self.oldest_exit.is_none() && has_nothing()
	}
}

/// A delegator.
#[derive(CloneNoBound, DebugNoBound, DefaultNoBound, PartialEqNoBound, EqNoBound)]
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo)]
#[scale_info(skip_type_params(MaxDelegations))]
pub struct Delegator<AccountId, MaxDelegations>
where
	AccountId: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxDelegations: Get<u32>,
{
	/// The reward account; `None` for the delegator's own account.
	pub reward_account: Option<AccountId>,
	/// Whether any signed origin may claim the rewards to the reward account.
	pub open_claims: bool,
	/// The number of deals.
	#[codec(compact)]
	pub deals: u32,
	/// The positions, at most one per validator.
	pub delegations: BoundedVec<Delegation<AccountId>, Places<MaxDelegations>>,
}

/// Most stored delegations: `MaxDelegations`, and one for the exits of a validator's self-stake.
pub struct Places<MaxDelegations>(core::marker::PhantomData<MaxDelegations>);

impl<MaxDelegations: Get<u32>> Get<u32> for Places<MaxDelegations> {
	fn get() -> u32 {
		MaxDelegations::get().saturating_add(1)
	}
}

/// [`Places`] for this pallet's configuration.
pub type PlacesOf<T> = Places<<T as Config>::MaxDelegations>;

/// [`Delegator`] for this pallet's configuration.
pub type DelegatorOf<T> =
	Delegator<<T as frame_system::Config>::AccountId, <T as Config>::MaxDelegations>;

/// An exit of one epoch, class, deal commission and destination.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExitChunk<AccountId> {
	/// The epoch of the exit.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The class of the stake.
	pub class: RewardClass,
	/// The shares of the exit.
	pub shares: Shares,
	/// The commission of the closed deal, for an exit of a deal.
	pub deal: Option<Perbill>,
	/// The destination of a redelegation.
	pub destination: Option<AccountId>,
}

/// A closed generation of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ClosedClass {
	/// The epoch whose exits hold the generation's stake.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The reward indexes at the closing.
	pub index: RewardIndexes,
}

/// The epochs in which a validator's classes were last closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ClosedIn {
	/// The compounding class.
	pub compounding: Option<EpochIndex>,
	/// The liquid class.
	pub liquid: Option<EpochIndex>,
}

/// Liquid stake with its own commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Deal<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The validator's share of the rewards.
	pub commission: Perbill,
	/// The shares of the liquid class.
	pub shares: Shares,
	/// The generation of the class.
	#[codec(compact)]
	pub generation: u32,
	/// The index, before commission, up to which rewards are settled.
	pub settled: Index,
	/// Settled, unclaimed rewards. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
	/// The pending deposit: epoch and units.
	pub pending: Option<(EpochIndex, Balance)>,
}

/// The open cases of a validator for one epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OpenCases {
	/// The epoch of the offences.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The number of cases with a proof.
	#[codec(compact)]
	pub proven: u32,
	/// The number of cases without a proof.
	#[codec(compact)]
	pub alleged: u32,
}

/// The slashes of a validator for one epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SlashedEpoch {
	/// The epoch of the offences.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The cumulative slash of the epoch's exposure. Planck.
	#[codec(compact)]
	pub amount: Balance,
}

/// A validator's open cases and past slashes. Kept apart from [`Validator`], which most calls read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Liability {
	/// The epochs with open cases, oldest first.
	pub cases: BoundedVec<OpenCases, ConstU32<MAX_LIABLE_EPOCHS>>,
	/// The slashed epochs, in the order of the first judgement.
	pub slashes: BoundedVec<SlashedEpoch, ConstU32<MAX_LIABLE_EPOCHS>>,
}

/// A validator with its stake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Validator {
	/// The validator's state.
	pub state: State,
	/// The state before a jailing or ban by the pallet that judges offences, to which a reversal
	/// returns the validator. `None` if governance set the state, or the validator is not confined.
	pub confined_from: Option<State>,
	/// The epoch of the registration. The validator is not liable for offences of earlier epochs,
	/// which may be those of an earlier registration of the account.
	#[codec(compact)]
	pub registered: EpochIndex,
	/// The running epoch, while the validator is in its set.
	pub serving: Option<EpochIndex>,
	/// The validator's commission.
	pub commission: Commission,
	/// The use of the rewards for the self-stake.
	pub reward_policy: RewardPolicy,
	/// The conditions for compounding.
	pub compounding: Compounding,
	/// The conditions for delegations.
	pub delegation_policy: DelegationPolicy,
	/// The stake and rewards of both classes.
	pub pool: Pool,
	/// Pending deposits, only while the validator is in the running set.
	pub deposits: PendingDeposits,
	/// The self-stake.
	pub own: Position,
	/// Unclaimed commission from the liquid class. Planck.
	#[codec(compact)]
	pub commission_due: Balance,
	/// Rounding remainders. Planck.
	#[codec(compact)]
	pub dust: Balance,
	/// The epochs in which the classes were last closed.
	pub closed: ClosedIn,
	/// The number of accounts with a position or exits, plus the number of deals.
	#[codec(compact)]
	pub holders: u64,
	/// The epochs with open cases, oldest first. [`Liability`] has the numbers of cases.
	pub cases: BoundedVec<EpochIndex, ConstU32<MAX_LIABLE_EPOCHS>>,
	/// The latest of these epochs that has a case with a proof.
	pub proven: Option<EpochIndex>,
}

/// The public profile of a validator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Profile {
	/// The name, in UTF-8.
	pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
	/// The website, in UTF-8.
	pub website: BoundedVec<u8, ConstU32<MAX_WEBSITE>>,
	/// Hash of the contact details: verifies details obtained elsewhere without publishing them.
	pub contact: Option<[u8; 32]>,
}

/// A member of the set elected for the next epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Elected<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The stake at the election, which becomes the weight in consensus. Planck.
	#[codec(compact)]
	pub stake: Balance,
	/// The bounded factor by which the stake counted.
	pub factor: FixedU64,
	/// Whether the member was drawn for a rotation seat.
	pub rotation: bool,
}

/// The performance and reward of a validator in an epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct EpochResult {
	/// The performance.
	pub performance: Perbill,
	/// The reward for all stake of the validator, commission included. Planck.
	#[codec(compact)]
	pub reward: Balance,
}

/// The exposures of the set of an epoch, in the order of the session.
pub type ExposuresOf<T> = BoundedVec<
	Exposure<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// The set elected for the next epoch.
pub type ElectedOf<T> =
	BoundedVec<Elected<<T as frame_system::Config>::AccountId>, <T as Config>::MaxActiveValidators>;

/// The results of an epoch, in the order of its exposures.
pub type ResultsOf<T> = BoundedVec<EpochResult, <T as Config>::MaxActiveValidators>;

/// Members of a set that were kept although they were not online.
pub type KeptOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxActiveValidators>;

/// The exits of a delegator from a validator, oldest first.
pub type ExitsOf<T> = BoundedVec<
	ExitChunk<<T as frame_system::Config>::AccountId>,
	ConstU32<{ crate::MAX_STORED_EXITS }>,
>;
