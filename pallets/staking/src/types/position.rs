//! Positions: deposits, delegations, exits and deals.

use super::*;

/// Most pending deposits of a position: one of each [`Source`] for each class, deals excepted.
pub const MAX_PENDING_DEPOSITS: u32 = 4;

/// An amount of stake to move or unbond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Amount {
	/// The given amount, in planck. The shares taken for it are rounded up.
	Exact(#[codec(compact)] Balance),
	/// All active stake.
	All,
}

impl Amount {
	/// Whether the amount is all, or `least` or more.
	pub fn is_at_least(self, least: Balance) -> bool {
		match self {
			Self::All => true,
			Self::Exact(amount) => amount >= least,
		}
	}
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
	/// The block in which the delegation began.
	#[codec(compact)]
	pub begun: u64,
	/// How often stake has left the position for exits or for the other class.
	#[codec(compact)]
	pub departures: u32,
	/// How often exits have been cancelled.
	#[codec(compact)]
	pub cancellations: u32,
}

impl<AccountId> Delegation<AccountId> {
	/// An empty delegation that begins in a block.
	pub fn new(validator: AccountId, begun: u64) -> Self {
		let position = WrapperKeepOpaque::from_encoded(Position::default().encode());
		let (oldest_exit, departures, cancellations) = (None, 0, 0);
		Self { validator, position, oldest_exit, begun, departures, cancellations }
	}

	/// Counts a departure of stake from the position.
	pub(crate) fn count_departure(&mut self) {
		self.departures = self.departures.saturating_add(1);
	}

	/// The mark of the position.
	pub fn position_mark(&self) -> StakeMark {
		StakeMark::of(&(self.begun, self.departures))
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

/// The exits of a delegator from a validator, oldest first.
pub type ExitsOf<T> = BoundedVec<
	ExitChunk<<T as frame_system::Config>::AccountId>,
	ConstU32<{ crate::MAX_STORED_EXITS }>,
>;
