//! Open cases and slashes of a validator.

use super::*;

/// Most epochs with open cases, and most epochs with slashes, of a validator at a time.
pub const MAX_LIABLE_EPOCHS: u32 = 64;

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
