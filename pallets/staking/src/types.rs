//! What the pallet stores.

// Derived code casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get, WrapperKeepOpaque},
	BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use palisade_primitives::{Balance, Class, EpochIndex, Exposure, Standing};
use palisade_share_pool::{Activation, Index, Parts, Pending, Pool, Shares};
use scale_info::TypeInfo;
use sp_arithmetic::{FixedU64, Perbill};

/// Epochs of which a validator can have open cases or slashes at a time.
pub const MAX_LIABLE_EPOCHS: u32 = 64;

/// Deposits of a position that can wait at a time: one of each [`Source`] for each class.
pub const MAX_PENDING_DEPOSITS: u32 = 4;

/// Longest name of a validator, in bytes.
pub const MAX_NAME: u32 = 64;

/// Longest address of a validator's website, in bytes.
pub const MAX_WEBSITE: u32 = 128;

/// What a validator is doing.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum State {
	/// It can be elected, and is not in the set of this epoch.
	Waiting,
	/// It is in the set of this epoch, and can be elected again.
	Active,
	/// It does not want to be elected, or cannot because its own stake is too small.
	Offline,
	/// It may not be elected before this epoch has begun.
	Jailed {
		/// The first epoch in which it may go online again.
		until: EpochIndex,
	},
	/// It may never be elected again.
	Banned,
	/// It is giving up.
	Leaving,
}

impl State {
	/// Whether the validator is a candidate.
	pub fn is_electable(self) -> bool {
		matches!(self, Self::Waiting | Self::Active)
	}

	/// Whether the validator is kept from being elected, for what it did.
	pub fn is_confined(self) -> bool {
		matches!(self, Self::Jailed { .. } | Self::Banned)
	}

	/// What it is doing, for other pallets.
	pub fn standing(self) -> Standing {
		match self {
			Self::Waiting | Self::Active => Standing::Online,
			Self::Offline => Standing::Offline,
			Self::Leaving => Standing::Leaving,
			Self::Jailed { .. } => Standing::Jailed,
			Self::Banned => Standing::Banned,
		}
	}
}

/// What becomes of the rewards for a validator's own stake.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum RewardPolicy {
	/// They become stake.
	Compound,
	/// They are paid out when claimed.
	Payout,
}

impl RewardPolicy {
	/// The class in which own stake is held.
	pub fn class(self) -> Class {
		match self {
			Self::Compound => Class::Compounding,
			Self::Payout => Class::Liquid,
		}
	}
}

/// How much leaves.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Amount {
	/// This much, in planck. The shares for it are rounded up.
	Exactly(#[codec(compact)] Balance),
	/// Everything that is active.
	All,
}

/// How the next sets are found.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Forcing {
	/// By an election at each epoch boundary.
	#[default]
	Elect,
	/// The set stays as it is.
	Keep,
	/// By an election at the next boundary, even if there are fewer candidates than the least number.
	/// Afterwards as usual.
	ElectAnyway,
}

/// A commission and what it will be.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Commission {
	/// That of the running epoch, which does not change before it ends.
	pub current: Perbill,
	/// Another one, from an epoch on.
	pub announced: Option<Announced>,
}

/// A commission that will be.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Announced {
	/// The commission.
	pub value: Perbill,
	/// The first epoch in which it is taken.
	pub from: EpochIndex,
}

impl Commission {
	/// One that is not about to change.
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

	/// Takes what was announced for `epoch` or before.
	pub fn roll(&mut self, epoch: EpochIndex) {
		self.current = self.at(epoch);
		if self.announced.as_ref().is_some_and(|announced| announced.from <= epoch) {
			self.announced = None;
		}
	}
}

/// When the rewards of the compounding class become stake: when both are met.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Compounding {
	/// Epochs between two times.
	#[codec(compact)]
	pub frequency: u32,
	/// Least amount. Planck.
	#[codec(compact)]
	pub minimum: Balance,
	/// The first epoch whose rewards have waited since it last happened.
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

/// Who may delegate to a validator.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DelegationPolicy {
	/// Nobody: the validator takes no more.
	pub closed: bool,
	/// Least stake of a delegator in a class; that of the chain holds besides. Planck.
	#[codec(compact)]
	pub minimum: Balance,
}

/// Where a deposit comes from.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Source {
	/// From outside: not liable before it is active.
	Fresh,
	/// From the exits of the same validator: as liable as it was there.
	Returning,
	/// From outside, for a deal.
	Deal,
}

/// Which deposits become shares together.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DepositKind {
	/// The class that they will be part of.
	pub class: Class,
	/// Where they come from.
	pub source: Source,
}

impl DepositKind {
	/// From outside into `class`.
	pub const fn fresh(class: Class) -> Self {
		Self { class, source: Source::Fresh }
	}

	/// From the exits of the validator back into `class`.
	pub const fn returning(class: Class) -> Self {
		Self { class, source: Source::Returning }
	}

	/// From outside into a deal.
	pub const fn deal() -> Self {
		Self { class: Class::Liquid, source: Source::Deal }
	}

	/// All there are.
	pub const ALL: [Self; 5] = [
		Self::fresh(Class::Compounding),
		Self::fresh(Class::Liquid),
		Self::returning(Class::Compounding),
		Self::returning(Class::Liquid),
		Self::deal(),
	];
}

/// Deposits of the running epoch with a validator that is in its set.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Deposits {
	fresh_compounding: Pending,
	fresh_liquid: Pending,
	returning_compounding: Pending,
	returning_liquid: Pending,
	deals: Pending,
}

impl Deposits {
	/// Those of one kind.
	pub fn of(&self, kind: DepositKind) -> &Pending {
		match (kind.source, kind.class) {
			(Source::Fresh, Class::Compounding) => &self.fresh_compounding,
			(Source::Fresh, Class::Liquid) => &self.fresh_liquid,
			(Source::Returning, Class::Compounding) => &self.returning_compounding,
			(Source::Returning, Class::Liquid) => &self.returning_liquid,
			(Source::Deal, _) => &self.deals,
		}
	}

	/// Those of one kind, to change.
	pub fn of_mut(&mut self, kind: DepositKind) -> &mut Pending {
		match (kind.source, kind.class) {
			(Source::Fresh, Class::Compounding) => &mut self.fresh_compounding,
			(Source::Fresh, Class::Liquid) => &mut self.fresh_liquid,
			(Source::Returning, Class::Compounding) => &mut self.returning_compounding,
			(Source::Returning, Class::Liquid) => &mut self.returning_liquid,
			(Source::Deal, _) => &mut self.deals,
		}
	}

	/// All that wait. Planck.
	pub fn assets(&self) -> Balance {
		DepositKind::ALL
			.into_iter()
			.fold(0, |sum: Balance, kind| sum.saturating_add(self.of(kind).assets))
	}

	/// Those that are liable. Planck.
	pub fn liable(&self) -> Balance {
		self.returning_compounding.assets.saturating_add(self.returning_liquid.assets)
	}
}

/// Deposits of an epoch that have become shares, by kind: those of which somebody has not taken its own.
pub type Activated = BoundedVec<(DepositKind, Activation), ConstU32<5>>;

/// Shares of the compounding class.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct CompoundingHolding {
	/// How many.
	pub shares: Shares,
	/// Of which generation of the class.
	#[codec(compact)]
	pub generation: u32,
}

/// Shares of the liquid class.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct LiquidHolding {
	/// How many.
	pub shares: Shares,
	/// Of which generation of the class.
	#[codec(compact)]
	pub generation: u32,
	/// The index, net of commission, up to which their rewards were settled.
	pub settled: Index,
}

/// A deposit that waits, or waited when the position was last touched.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PendingDeposit {
	/// What kind.
	pub kind: DepositKind,
	/// The epoch in which it was made.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// Units of the deposits of that kind and epoch.
	#[codec(compact)]
	pub units: Balance,
}

/// What somebody has with a validator.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Position {
	/// Stake whose rewards become stake.
	pub compounding: CompoundingHolding,
	/// Stake whose rewards are paid out.
	pub liquid: LiquidHolding,
	/// Rewards that were settled and not claimed. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
	/// Deposits that were not active when the position was last touched.
	pub pending: BoundedVec<PendingDeposit, ConstU32<MAX_PENDING_DEPOSITS>>,
}

impl Position {
	/// Whether nothing is left of it.
	pub fn is_empty(&self) -> bool {
		self.compounding.shares.is_zero()
			&& self.liquid.shares.is_zero()
			&& self.unclaimed == 0
			&& self.pending.is_empty()
	}
}

/// A position of a delegator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Delegation<AccountId> {
	/// With this validator.
	pub validator: AccountId,
	/// What the delegator has: the default for a validator's own stake, which is kept with the validator. Stays
	/// encoded until it is needed, so that what somebody has with others costs little.
	position: WrapperKeepOpaque<Position>,
	/// The epoch of the oldest exit that was not withdrawn.
	pub oldest_exit: Option<EpochIndex>,
}

impl<AccountId> Delegation<AccountId> {
	/// One of nothing.
	pub fn new(validator: AccountId) -> Self {
		let position = WrapperKeepOpaque::from_encoded(Position::default().encode());
		Self { validator, position, oldest_exit: None }
	}

	/// What the delegator has; `None` where it cannot be decoded.
	pub fn position(&self) -> Option<Position> {
		self.position.try_decode()
	}

	/// Puts a position in place of the one there is.
	pub fn set_position(&mut self, position: &Position) {
		let encoded = match position.is_empty() {
			true => Position::default().encode(),
			false => position.encode(),
		};
		self.position = WrapperKeepOpaque::from_encoded(encoded);
	}

	/// Whether nothing is left of it.
	pub fn is_empty(&self) -> bool {
		// As the default position is encoded. In any other a number or a length is not zero.
		let has_nothing = || self.position.encoded().iter().all(|byte| *byte == 0);
		self.oldest_exit.is_none() && has_nothing()
	}
}

/// Somebody who has delegated.
#[derive(
	CloneNoBound,
	DebugNoBound,
	DefaultNoBound,
	PartialEqNoBound,
	EqNoBound,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxDelegations))]
pub struct Delegator<AccountId, MaxDelegations>
where
	AccountId: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxDelegations: Get<u32>,
{
	/// Where rewards are paid; the delegator's own account if nothing else was set.
	pub reward_account: Option<AccountId>,
	/// Whether anybody may have the rewards paid.
	pub open_claims: bool,
	/// Number of deals.
	#[codec(compact)]
	pub deals: u32,
	/// The positions, at most one with each validator.
	pub delegations: BoundedVec<Delegation<AccountId>, Places<MaxDelegations>>,
}

/// Places for delegations: those that can be made, and one for the exits of a validator's own stake.
pub struct Places<MaxDelegations>(core::marker::PhantomData<MaxDelegations>);

impl<MaxDelegations: Get<u32>> Get<u32> for Places<MaxDelegations> {
	fn get() -> u32 {
		MaxDelegations::get().saturating_add(1)
	}
}

/// Places for delegations, of this pallet.
pub type PlacesOf<T> = Places<<T as Config>::MaxDelegations>;

/// Somebody who has delegated, of this pallet.
pub type DelegatorOf<T> =
	Delegator<<T as frame_system::Config>::AccountId, <T as Config>::MaxDelegations>;

/// Stake that leaves or has left.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ExitChunk<AccountId> {
	/// The epoch in which it left.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// From which class.
	pub class: Class,
	/// How many shares of it.
	pub shares: Shares,
	/// The commission of the deal that it was, if it was one.
	pub deal: Option<Perbill>,
	/// Where it is going, if it is redelegated.
	pub destination: Option<AccountId>,
}

/// What became of a generation of a class that was closed.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ClosedClass {
	/// The epoch in whose exits it is.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The reward indexes at the time.
	pub index: Parts,
}

/// The epochs in which the classes of a validator were closed the last time.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ClosedIn {
	/// The compounding class.
	pub compounding: Option<EpochIndex>,
	/// The liquid class.
	pub liquid: Option<EpochIndex>,
}

/// A delegation with a commission of its own.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deal<AccountId> {
	/// With this validator.
	pub validator: AccountId,
	/// The validator's part of the rewards.
	pub commission: Perbill,
	/// Shares of the liquid class.
	pub shares: Shares,
	/// Of which generation of the class.
	#[codec(compact)]
	pub generation: u32,
	/// The index, before commission, up to which their rewards were settled.
	pub settled: Index,
	/// Rewards that were settled and not claimed. Planck.
	#[codec(compact)]
	pub unclaimed: Balance,
	/// The deposit, as long as it has not become shares: its epoch and units.
	pub pending: Option<(EpochIndex, Balance)>,
}

/// Offences of an epoch that a validator has to answer for.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OpenCases {
	/// The epoch.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// Cases with a proof.
	#[codec(compact)]
	pub proven: u32,
	/// Other cases.
	#[codec(compact)]
	pub alleged: u32,
}

/// What a validator has lost for an epoch.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SlashedEpoch {
	/// The epoch.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// What all slashes for it together have come to, as a part of the exposure. Planck.
	#[codec(compact)]
	pub amount: Balance,
}

/// What a validator has to answer for, and what it has lost. Read by who judges; kept apart from its record, which
/// everybody reads.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Liability {
	/// Offences that it has to answer for, oldest first.
	pub cases: BoundedVec<OpenCases, ConstU32<MAX_LIABLE_EPOCHS>>,
	/// What it has lost, in the order in which it was judged.
	pub slashes: BoundedVec<SlashedEpoch, ConstU32<MAX_LIABLE_EPOCHS>>,
}

/// A validator and the stake behind it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Validator {
	/// What it is doing.
	pub state: State,
	/// The epoch in which it was registered. It does not answer for offences before, of somebody who had the
	/// account then.
	#[codec(compact)]
	pub registered: EpochIndex,
	/// The epoch in whose set it is.
	pub serving: Option<EpochIndex>,
	/// What it takes of the rewards.
	pub commission: Commission,
	/// What becomes of the rewards for its own stake.
	pub reward_policy: RewardPolicy,
	/// When rewards become stake.
	pub compounding: Compounding,
	/// Who may delegate.
	pub delegation_policy: DelegationPolicy,
	/// The stake.
	pub pool: Pool,
	/// Deposits that are not active yet. Only while it is in the set.
	pub deposits: Deposits,
	/// Its own stake.
	pub own: Position,
	/// Commission from the liquid class that it has not claimed. Planck.
	#[codec(compact)]
	pub commission_due: Balance,
	/// What rounding has left over. Planck.
	#[codec(compact)]
	pub dust: Balance,
	/// The epochs in which its classes were closed the last time.
	pub closed: ClosedIn,
	/// Accounts with a position or an exit, and deals.
	#[codec(compact)]
	pub holders: u64,
	/// Epochs of which it has open cases, oldest first. Their numbers are in its [`Liability`].
	pub cases: BoundedVec<EpochIndex, ConstU32<MAX_LIABLE_EPOCHS>>,
	/// The last of them with a case that has a proof.
	pub proven: Option<EpochIndex>,
}

/// How a validator presents itself.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Profile {
	/// Its name, in UTF-8.
	pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
	/// Its website, in UTF-8.
	pub website: BoundedVec<u8, ConstU32<MAX_WEBSITE>>,
	/// Hash of how to reach it: shows, without publishing it, that what somebody was told is right.
	pub contact: Option<[u8; 32]>,
}

/// A member of the set that was elected for the next epoch.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Elected<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// Its stake at the election, which will be its weight in consensus. Planck.
	#[codec(compact)]
	pub stake: Balance,
	/// By what factor the stake counted.
	pub factor: FixedU64,
	/// Whether it was drawn for a rotation seat.
	pub rotation: bool,
}

/// What a validator did in an epoch and got for it.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct EpochResult {
	/// Its performance.
	pub performance: Perbill,
	/// The reward for all of its stake, commission included. Planck.
	#[codec(compact)]
	pub reward: Balance,
}

/// The set of an epoch with what was at stake, in the order of the session.
pub type ExposuresOf<T> = BoundedVec<
	Exposure<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// The set that was elected for the next epoch.
pub type ElectedOf<T> =
	BoundedVec<Elected<<T as frame_system::Config>::AccountId>, <T as Config>::MaxActiveValidators>;

/// The results of an epoch, in the order of its exposures.
pub type ResultsOf<T> = BoundedVec<EpochResult, <T as Config>::MaxActiveValidators>;

/// Members of a set that were kept in it although they were not online.
pub type KeptOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxActiveValidators>;

/// The exits of a delegator from a validator, oldest first.
pub type ExitsOf<T> = BoundedVec<
	ExitChunk<<T as frame_system::Config>::AccountId>,
	ConstU32<{ crate::MAX_STORED_EXITS }>,
>;
