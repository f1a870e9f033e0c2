//! Elected sets, and the results of their epochs.

use super::*;

/// How the next validator sets are determined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(serde::Serialize, serde::Deserialize)]
pub enum ElectionMode {
	/// An election in each epoch.
	#[default]
	Normal,
	/// No elections: the set is kept.
	Paused,
	/// One election at the next boundary without the minimum of candidates and without the limit on
	/// the stake it loses, then [`Normal`](Self::Normal), also if no candidate was eligible.
	ForceOnce,
}

/// The mode before genesis, a migration or governance has set one.
pub struct NotBegun;

impl Get<ElectionMode> for NotBegun {
	fn get() -> ElectionMode {
		ElectionMode::Paused
	}
}

/// A member of the set elected for the next epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Elected<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The stake when the set was taken, which becomes the weight in consensus. Planck.
	#[codec(compact)]
	pub stake: Balance,
	/// The bounded factor by which the stake counted.
	pub factor: FixedU64,
	/// Whether the member was drawn for a rotation seat.
	pub rotation: bool,
}

/// Most validators that cease to be candidates by one election.
pub const MAX_REMOVED: u32 = 16;

/// Candidates that were passed over for a seat.
pub type PassedOver<AccountId> = BoundedVec<AccountId, ConstU32<MAX_REMOVED>>;

/// An election that was held ahead of the time when its set is taken.
#[derive(CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound)]
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo)]
#[scale_info(skip_type_params(MaxMembers, MaxExamined))]
pub struct Prepared<AccountId, MaxMembers, MaxExamined>
where
	AccountId: Clone + core::fmt::Debug + PartialEq + Eq,
	MaxMembers: Get<u32>,
	MaxExamined: Get<u32>,
{
	/// The epoch that the set serves.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The seed of the draw.
	pub seed: [u8; 32],
	/// The number of seats.
	#[codec(compact)]
	pub seats: u32,
	/// The elected, with their stakes at the election.
	pub elected: BoundedVec<Elected<AccountId>, MaxMembers>,
	/// The candidates that take the seats of elected validators that lose them, in this order.
	pub reserves: BoundedVec<Elected<AccountId>, MaxMembers>,
	/// The candidates with their weights, for the draw of the election after it.
	pub noted: BoundedVec<Noted<AccountId>, MaxExamined>,
	/// The candidates that cease to be candidates when the set is taken, unless they mend what they
	/// were passed over for.
	pub passed_over: PassedOver<AccountId>,
}

/// Most announced rises of the minimum self-stake that wait to come into force.
pub const MAX_RISES: u32 = 8;

/// The minimum self-stake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SelfStakeMinimum {
	/// The minimum in force. Planck.
	#[codec(compact)]
	pub in_force: Balance,
	/// The announced rises, the earliest first, each to a higher minimum than the one before.
	pub rises: BoundedVec<Rise, ConstU32<MAX_RISES>>,
}

/// An announced rise of the minimum self-stake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Rise {
	/// The higher minimum. Planck.
	#[codec(compact)]
	pub minimum: Balance,
	/// The first epoch with the higher minimum in force.
	#[codec(compact)]
	pub from: EpochIndex,
}

/// A jailed or banned member of the running set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Confined<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The validator's weight in consensus. Planck.
	#[codec(compact)]
	pub power: Balance,
	/// The end of the jail term, `None` for a banned validator.
	pub until: Option<EpochIndex>,
}

/// A candidate with its weight at an election.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Noted<AccountId> {
	/// The candidate.
	pub validator: AccountId,
	/// The candidate's stake times its bounded factor. Planck.
	#[codec(compact)]
	pub weight: Balance,
}

/// The number of candidates that an election examines at most.
pub struct MaxExamined<T>(core::marker::PhantomData<T>);

impl<T: Config> Get<u32> for MaxExamined<T> {
	fn get() -> u32 {
		T::MaxActiveValidators::get().saturating_mul(crate::election::CANDIDATES_PER_SEAT)
	}
}

/// The candidates of an election with their weights, the heaviest first.
pub type NotedOf<T> = BoundedVec<Noted<<T as frame_system::Config>::AccountId>, MaxExamined<T>>;

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

/// The members of a set that make blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct OnDuty {
	/// Their number.
	#[codec(compact)]
	pub members: u32,
	/// Their weight in consensus. Planck.
	#[codec(compact)]
	pub power: Balance,
}

/// The exposures of the set of an epoch, in the order of the session.
pub type ExposuresOf<T> = BoundedVec<
	Exposure<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// The set elected for the next epoch.
pub type ElectedOf<T> =
	BoundedVec<Elected<<T as frame_system::Config>::AccountId>, <T as Config>::MaxActiveValidators>;

/// An election that was held ahead.
pub type PreparedOf<T> = Prepared<
	<T as frame_system::Config>::AccountId,
	<T as Config>::MaxActiveValidators,
	MaxExamined<T>,
>;

/// The results of an epoch, in the order of its exposures.
pub type ResultsOf<T> = BoundedVec<EpochResult, <T as Config>::MaxActiveValidators>;

/// The jailed and banned members of the running set.
pub type ConfinedOf<T> = BoundedVec<
	Confined<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// Members of a set of whom no blocks are expected.
pub type KeptOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxActiveValidators>;
