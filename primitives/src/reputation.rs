//! What other pallets know of a validator, for the accounts and pallets that choose among
//! validators.

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The best score that a validator can have.
pub const MAX_SCORE: u32 = 1_000;

/// A validator's region: a code of letters and digits, such as a country code, padded with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Region(pub [u8; 4]);

/// Scores how well a validator has performed.
pub trait Reputation<AccountId> {
	/// The score of `validator`, at most [`MAX_SCORE`]; `None` while too little is known of it.
	fn score(validator: &AccountId) -> Option<u32>;
}

/// No validator has a score.
impl<AccountId> Reputation<AccountId> for () {
	fn score(_: &AccountId) -> Option<u32> {
		None
	}
}

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

/// Tells the attestation level of a validator's hardware.
pub trait Attestation<AccountId> {
	/// The level; 0 if the hardware is not attested, or its attestation has expired.
	fn level(validator: &AccountId) -> u8;
}

/// No hardware is attested.
impl<AccountId> Attestation<AccountId> for () {
	fn level(_: &AccountId) -> u8 {
		0
	}
}

/// Tells whether a validator's offence record is clean.
pub trait OffenceRecord<AccountId> {
	/// Whether the validator has no conviction on record, no jail, ban or probation in force, and
	/// no open case that is proven or upheld.
	fn is_clean(validator: &AccountId) -> bool;
}

/// Every record is clean.
impl<AccountId> OffenceRecord<AccountId> for () {
	fn is_clean(_: &AccountId) -> bool {
		true
	}
}
