//! What else but stake decides who validates and what it earns.

use crate::EpochIndex;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_arithmetic::{
	traits::{One, Saturating},
	FixedU64, PerThing, Perbill,
};

/// Why an account may not validate.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Refusal {
	/// It has no session keys.
	NoSessionKeys,
	/// Its own stake is below the least that is asked for.
	SelfStakeTooSmall,
	/// Its reputation is below what is asked for.
	LowReputation,
	/// Its hardware is not attested, or no longer.
	NotAttested,
	/// Too much of what it depends on is concentrated with it.
	Concentrated,
	/// It has to answer for an offence.
	Offence,
	/// A reason of the chain's own, by number.
	Other(u8),
}

/// Something that may keep an account from validating. Those in a tuple must all agree.
pub trait ValidatorGate<AccountId> {
	/// Whether `validator` may be registered and elected now; else why not.
	fn admit(validator: &AccountId) -> Result<(), Refusal>;
}

#[impl_for_tuples(8)]
impl<AccountId> ValidatorGate<AccountId> for Tuple {
	fn admit(validator: &AccountId) -> Result<(), Refusal> {
		for_tuples!( #( Tuple::admit(validator)?; )* );
		Ok(())
	}
}

/// One part of the factor of a validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct WeightPart {
	/// Who says so: the name of a source, such as `reputation`.
	pub source: Vec<u8>,
	/// Its factor; 1 is neutral.
	pub factor: FixedU64,
}

/// Something that makes the stake of a validator count more or less. The factors of those in a tuple are
/// multiplied.
pub trait ElectionWeight<AccountId> {
	/// The factor of `validator`; 1 is neutral. Whoever uses it bounds it: see [`bounded_factor`].
	fn factor(validator: &AccountId) -> FixedU64;

	/// The factor, source by source.
	fn breakdown(validator: &AccountId) -> Vec<WeightPart>;
}

#[impl_for_tuples(8)]
impl<AccountId> ElectionWeight<AccountId> for Tuple {
	fn factor(validator: &AccountId) -> FixedU64 {
		let mut product = FixedU64::one();
		for_tuples!( #( product = product.saturating_mul(Tuple::factor(validator)); )* );
		product
	}

	fn breakdown(validator: &AccountId) -> Vec<WeightPart> {
		let mut parts = Vec::new();
		for_tuples!( #( parts.extend(Tuple::breakdown(validator)); )* );
		parts
	}
}

/// `factor` within 1 − `bound` and 1 + `bound`.
pub fn bounded_factor(factor: FixedU64, bound: Perbill) -> FixedU64 {
	let bound = FixedU64::from_rational(bound.deconstruct().into(), Perbill::ACCURACY.into());
	factor.clamp(FixedU64::one().saturating_sub(bound), FixedU64::one().saturating_add(bound))
}

/// Says how much a validator took part in what it was elected for.
pub trait Participation<AccountId> {
	/// Its part of the votes that could be expected of `validator` in `epoch`; 1 is full.
	fn participation(epoch: EpochIndex, validator: &AccountId) -> Perbill;
}

/// Everybody took part in full.
impl<AccountId> Participation<AccountId> for () {
	fn participation(_: EpochIndex, _: &AccountId) -> Perbill {
		Perbill::one()
	}
}
