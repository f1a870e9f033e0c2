//! Election weights, participation and rewards.

use crate::{Balance, EpochIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_arithmetic::{
	traits::{One, Saturating},
	FixedU64, PerThing, Perbill,
};

/// One source's part of a validator's election weight.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct WeightPart {
	/// The name of the source, such as `reputation`.
	pub source: Vec<u8>,
	/// The factor of this source; 1 is neutral.
	pub factor: FixedU64,
}

/// Weighs a validator's stake in the election. A tuple multiplies the factors of its members,
/// saturating.
pub trait ElectionWeight<AccountId> {
	/// The factor of `validator`; 1 is neutral. The caller bounds it: see [`bounded_factor`].
	fn factor(validator: &AccountId) -> FixedU64;

	/// The factor of each source.
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

/// `factor` clamped to the range from 1 − `bound` to 1 + `bound`.
pub fn bounded_factor(factor: FixedU64, bound: Perbill) -> FixedU64 {
	let bound = FixedU64::from_rational(bound.deconstruct().into(), Perbill::ACCURACY.into());
	factor.clamp(FixedU64::one().saturating_sub(bound), FixedU64::one().saturating_add(bound))
}

/// Tells how much validators took part in consensus.
pub trait Participation<AccountId> {
	/// The share of the expected votes that each of `validators` cast in `epoch`, in their order; 1
	/// is full participation. A validator without an answer counts as absent.
	fn of_set(epoch: EpochIndex, validators: &[&AccountId]) -> Vec<Perbill>;
}

/// Every validator took part in full.
impl<AccountId> Participation<AccountId> for () {
	fn of_set(_: EpochIndex, validators: &[&AccountId]) -> Vec<Perbill> {
		alloc::vec![Perbill::one(); validators.len()]
	}
}

/// The rewards of an epoch.
pub trait EpochPayout {
	/// Most that may be minted for an epoch in which `staked` of `issuance` was at stake. Rewards
	/// that no validator earns are not minted. Planck.
	fn payout(staked: Balance, issuance: Balance) -> Balance;
}

/// No rewards.
impl EpochPayout for () {
	fn payout(_: Balance, _: Balance) -> Balance {
		0
	}
}
