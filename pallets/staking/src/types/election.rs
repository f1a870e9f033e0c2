//! Elected sets, and the results of their epochs.

use super::*;

/// How the next validator sets are determined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(serde::Serialize, serde::Deserialize)]
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

/// The jailed and banned members of the running set.
pub type ConfinedOf<T> = BoundedVec<
	Confined<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// Members of a set of whom no blocks are expected.
pub type KeptOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, <T as Config>::MaxActiveValidators>;
