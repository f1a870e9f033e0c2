//! What others say of a validator. Read by whoever chooses among validators.

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The best score that a validator can have.
pub const MAX_SCORE: u32 = 1_000;

/// Where a validator runs: a code of letters and digits, such as that of a country, filled up with zeros.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Region(pub [u8; 4]);

/// Says how well a validator has done.
pub trait Reputation<AccountId> {
	/// The score of `validator`, at most [`MAX_SCORE`]; `None` as long as too little is known of it.
	fn score(validator: &AccountId) -> Option<u32>;
}

/// Nothing is known of anybody.
impl<AccountId> Reputation<AccountId> for () {
	fn score(_: &AccountId) -> Option<u32> {
		None
	}
}

/// Says how much a validator adds to the diversity of the set.
pub trait Diversity<AccountId> {
	/// How crowded the place of `validator` is: 0 where it stands apart, more where it shares what it depends on with
	/// more others; `None` where it has not declared what it depends on.
	fn bucket(validator: &AccountId) -> Option<u8>;

	/// Where it has declared to run.
	fn region(validator: &AccountId) -> Option<Region>;

	/// The active stake behind all validators of its entity; `None` if it has declared none. Planck.
	fn entity_stake(validator: &AccountId) -> Option<Balance>;
}

/// Nobody has declared anything.
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

/// Says how well the hardware of a validator is attested.
pub trait Attestation<AccountId> {
	/// The level: 0 where it is not, or no longer.
	fn level(validator: &AccountId) -> u8;
}

/// Nothing is.
impl<AccountId> Attestation<AccountId> for () {
	fn level(_: &AccountId) -> u8 {
		0
	}
}

/// Says whether a validator has offended.
pub trait OffenceRecord<AccountId> {
	/// Whether nothing that is remembered speaks against `validator`: it was not convicted, is not on probation and has
	/// not to answer for anything.
	fn is_clean(validator: &AccountId) -> bool;
}

/// Nobody remembers anything.
impl<AccountId> OffenceRecord<AccountId> for () {
	fn is_clean(_: &AccountId) -> bool {
		true
	}
}
