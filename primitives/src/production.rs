//! The blocks that consensus lets the members of a set author.
//!
//! Blocks are counted whole, expectations in thousandths of a block: a member with a small part in
//! the production is expected to author less than a block per epoch.

use crate::{Balance, EpochIndex, Exposure};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{iter::Sum, marker::PhantomData};
use scale_info::TypeInfo;
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use sp_core::crypto::key_types;
use sp_runtime::traits::OpaqueKeys;

/// The thousandths of a block.
pub const MILLIBLOCKS_PER_BLOCK: u32 = 1_000;

/// A number of blocks, in thousandths of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Milliblocks(#[codec(compact)] pub u64);

impl Milliblocks {
	/// No blocks.
	pub const ZERO: Self = Self(0);

	/// Returns whole blocks in thousandths.
	pub const fn of_blocks(blocks: u32) -> Self {
		// The largest product is below 2^42.
		#[allow(clippy::arithmetic_side_effects)]
		Self(blocks as u64 * MILLIBLOCKS_PER_BLOCK as u64)
	}

	/// Whether there are none.
	pub fn is_zero(self) -> bool {
		self.0 == 0
	}

	/// Returns the sum, saturating.
	pub fn plus(self, other: Self) -> Self {
		Self(self.0.saturating_add(other.0))
	}

	/// Returns the difference, at least zero.
	pub fn minus(self, other: Self) -> Self {
		Self(self.0.saturating_sub(other.0))
	}

	/// Returns `self / whole`, rounded down and at most one. All of nothing is one.
	pub fn part_of(self, whole: Self) -> Perbill {
		match whole {
			Self::ZERO => Perbill::one(),
			whole => Perbill::from_rational(self.0.min(whole.0), whole.0),
		}
	}

	/// Returns this part, rounded down.
	pub fn part(self, part: Perbill) -> Self {
		Self(part.mul_floor(self.0))
	}
}

impl Sum for Milliblocks {
	fn sum<Items: Iterator<Item = Self>>(items: Items) -> Self {
		items.fold(Self::ZERO, Self::plus)
	}
}

/// Tells how many of an epoch's blocks each member of the set was expected to author.
///
/// Rewards for authorship and the detection of downtime measure members against this. It must
/// describe the consensus of the runtime: by any other measure honest members lose rewards and are
/// found down.
pub trait ExpectedProduction<AccountId> {
	/// Returns the expectation of each member of `set`, in its order, for an `epoch` in which the
	/// set authored `blocks` blocks.
	///
	/// `None` for a member from which consensus expected no part in the production: it is paid for
	/// authorship in full. A member whose part rounds to zero has an expectation of zero instead:
	/// it is paid for authorship while it has authored more than was expected before.
	fn of_set(
		epoch: EpochIndex,
		blocks: u32,
		set: &[Exposure<AccountId>],
	) -> Vec<Option<Milliblocks>>;

	/// Panics if the types of the runtime show that its consensus contradicts this expectation. For
	/// integrity tests.
	fn integrity_test() {}
}

/// Divides `blocks` in proportion to `weights`.
///
/// The sums of the first parts are rounded down to thousandths, so that each part is less than a
/// thousandth away from the exact one, no member is favoured, and all add up to `blocks`. `None`
/// for a member without weight, and for all if there are no blocks.
fn divide(blocks: u32, weights: impl Iterator<Item = Balance> + Clone) -> Vec<Option<Milliblocks>> {
	let all = Milliblocks::of_blocks(blocks);
	let total = weights.clone().fold(0, Balance::saturating_add);
	let (mut weight_before, mut before) = (0 as Balance, Milliblocks::ZERO);
	weights
		.map(|weight| {
			weight_before = weight_before.saturating_add(weight);
			let parts = multiply_by_rational_with_rounding(
				all.0.into(),
				weight_before,
				total,
				Rounding::Down,
			);
			let until = Milliblocks(u64::try_from(parts.unwrap_or_default()).unwrap_or(u64::MAX));
			let part = until.minus(before);
			before = until;
			(weight > 0 && blocks > 0).then_some(part)
		})
		.collect()
}

/// Members produce in proportion to their stake at the election, [`Exposure::power`]: BABE and
/// similar protocols whose authorities are weighted by stake.
///
/// `Keys` are the session keys of the runtime, by which the integrity test knows Aura. It cannot
/// see whether BABE is weighted.
pub struct ByStake<Keys>(PhantomData<Keys>);

impl<AccountId, Keys: OpaqueKeys> ExpectedProduction<AccountId> for ByStake<Keys> {
	fn of_set(_: EpochIndex, blocks: u32, set: &[Exposure<AccountId>]) -> Vec<Option<Milliblocks>> {
		divide(blocks, set.iter().map(|exposure| exposure.power))
	}

	fn integrity_test() {
		assert!(
			!Keys::key_ids().contains(&key_types::AURA),
			"Aura gives all members equally many slots, whatever their stake: expect `Equal`"
		);
	}
}

/// All members produce equally much: Aura, and BABE without weights.
pub struct Equal;

impl<AccountId> ExpectedProduction<AccountId> for Equal {
	fn of_set(_: EpochIndex, blocks: u32, set: &[Exposure<AccountId>]) -> Vec<Option<Milliblocks>> {
		divide(blocks, set.iter().map(|_| 1))
	}
}

/// Nothing is expected.
impl<AccountId> ExpectedProduction<AccountId> for () {
	fn of_set(_: EpochIndex, _: u32, set: &[Exposure<AccountId>]) -> Vec<Option<Milliblocks>> {
		alloc::vec![None; set.len()]
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn set(powers: &[Balance]) -> Vec<Exposure<u32>> {
		(1..)
			.zip(powers)
			.map(|(validator, power)| Exposure {
				validator,
				power: *power,
				compounding: *power,
				liquid: 0,
				waiting: 0,
				left: 0,
				bonus: Perbill::zero(),
			})
			.collect()
	}

	/// The session keys of a runtime with BABE.
	#[derive(Clone)]
	struct BabeKeys;
	type Stake = ByStake<BabeKeys>;

	impl OpaqueKeys for BabeKeys {
		type KeyTypeIdProviders = ();

		fn key_ids() -> &'static [sp_core::crypto::KeyTypeId] {
			&[key_types::BABE]
		}

		fn get_raw(&self, _: sp_core::crypto::KeyTypeId) -> &[u8] {
			&[]
		}

		fn ownership_proof_is_valid(&self, _: &[u8], _: &[u8]) -> bool {
			false
		}
	}

	#[test]
	fn expectations_add_up_to_the_blocks_and_none_is_a_thousandth_off() {
		for blocks in [1, 7, 100, 14_400, u32::MAX] {
			for powers in [vec![1, 1, 1], vec![999, 1], vec![u128::MAX / 4; 3], vec![3, 5, 7, 11]] {
				let set = set(&powers);
				let parts = Stake::of_set(0, blocks, &set);
				let sum: Milliblocks = parts.iter().map(|part| part.unwrap()).sum();
				assert_eq!(sum, Milliblocks::of_blocks(blocks));
				let total: f64 = powers.iter().map(|power| *power as f64).sum();
				for (part, power) in parts.iter().zip(&powers) {
					let exact = f64::from(blocks) * 1_000.0 * (*power as f64) / total;
					assert!((part.unwrap().0 as f64 - exact).abs() < 1.0 + exact * 1e-12);
				}
			}
		}
	}

	#[test]
	fn equal_slots_do_not_depend_on_stake() {
		let parts = Equal::of_set(0, 10, &set(&[100_000, 1_000, 0]));
		assert_eq!(parts, [3_333, 3_333, 3_334].map(|part| Some(Milliblocks(part))));
	}

	#[test]
	fn nothing_is_expected_without_blocks_or_without_weight() {
		assert_eq!(Stake::of_set(0, 0, &set(&[5, 5])), [None, None]);
		assert_eq!(Equal::of_set(0, 0, &set(&[5])), [None]);
		assert_eq!(Stake::of_set(0, 1, &set(&[0, 5])), [None, Some(Milliblocks(1_000))]);
		assert_eq!(Stake::of_set(0, 1, &set(&[0])), [None]);
		assert_eq!(<() as ExpectedProduction<u32>>::of_set(0, 9, &set(&[1])), [None]);
		// A thousandth of a thousandth is still expected.
		assert_eq!(
			Stake::of_set(0, 1, &set(&[1, 999_999])),
			[Some(Milliblocks(0)), Some(Milliblocks(1_000))]
		);
	}

	#[test]
	fn parts_saturate() {
		let most = Milliblocks(u64::MAX);
		assert_eq!(most.plus(most), most);
		assert_eq!(Milliblocks(1).minus(most), Milliblocks::ZERO);
		assert_eq!(most.part_of(Milliblocks(1)), Perbill::one());
		assert_eq!(Milliblocks(1).part_of(Milliblocks(4)), Perbill::from_percent(25));
		assert_eq!(Milliblocks(7).part(Perbill::from_percent(50)), Milliblocks(3));
	}
}
