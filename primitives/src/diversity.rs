//! The location of validators, and what they share.

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A validator's region: a code of letters and digits, such as a country code, padded with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Region(pub [u8; 4]);

/// Tells how much a validator adds to the diversity of the set.
pub trait Diversity<AccountId> {
	/// How crowded the surroundings of `validator` are: 0 if it shares no dependency, higher the
	/// more validators share its dependencies; `None` if it has declared none.
	fn bucket(validator: &AccountId) -> Option<u8>;

	/// The region that `validator` has declared.
	fn region(validator: &AccountId) -> Option<Region>;

	/// The active stake behind all validators of the entity of `validator`; `None` if it has
	/// declared no entity. Planck.
	fn entity_stake(validator: &AccountId) -> Option<Balance>;
}

/// No validator has declared anything.
impl<AccountId> Diversity<AccountId> for () {
	fn bucket(_: &AccountId) -> Option<u8> {
		None
	}

	fn region(_: &AccountId) -> Option<Region> {
		None
	}

	fn entity_stake(_: &AccountId) -> Option<Balance> {
		None
	}
}
