//! Offences and reports of them.

use crate::EpochIndex;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use impl_trait_for_tuples::impl_for_tuples;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::DispatchError;

/// What a report is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Basis {
	/// A proof that any node can verify. The validator accepts no new delegations until the case is
	/// closed.
	Proven,
	/// The statement of a reporter. New delegations are accepted, so that a false report costs the
	/// validator none.
	Alleged,
}

/// The kind of an offence.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum OffenceKind {
	/// The validator signed two conflicting messages: two blocks of one slot, two votes of one
	/// round, or two checkpoints.
	DoubleSign,
	/// The validator authored a block that breaks the rules.
	InvalidBlock,
	/// The validator authored too few of the blocks expected of it.
	Downtime,
	/// The validator's hardware attestation is false.
	FalseAttestation,
	/// The validator colluded with others against the chain.
	Collusion,
	/// Any other offence.
	Other,
}

impl OffenceKind {
	/// All kinds.
	pub const ALL: [Self; 6] = [
		Self::DoubleSign,
		Self::InvalidBlock,
		Self::Downtime,
		Self::FalseAttestation,
		Self::Collusion,
		Self::Other,
	];

	/// Whether the kind has no proof that the chain can check, so that a panel must judge it.
	pub fn needs_panel(self) -> bool {
		!matches!(self, Self::DoubleSign | Self::Downtime)
	}
}

/// The id of an offence: a hash of validator, kind, epoch and evidence.
pub type OffenceId = H256;

/// A report of an offence, filed by a pallet that has checked the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffenceReport<AccountId> {
	/// The accused validator.
	pub validator: AccountId,
	/// The kind of the offence.
	pub kind: OffenceKind,
	/// The epoch of the offence. The validator's exposure of this epoch is liable.
	pub epoch: EpochIndex,
	/// The hash of the evidence. Two reports of the same validator, kind, epoch and evidence are
	/// one offence.
	pub evidence: H256,
	/// The account that receives the reward, if any.
	pub reporter: Option<AccountId>,
	/// Whether the offence is proven. A proven offence is applied unless it is disputed; otherwise
	/// a panel judges.
	pub basis: Basis,
}

/// Accepts reports of offences, for the pallets that detect them.
pub trait OffenceIntake<AccountId> {
	/// Files a report and returns its id. A report that is already known is not filed again: its id
	/// is returned.
	fn report(report: OffenceReport<AccountId>) -> Result<OffenceId, DispatchError>;
}

/// No reports are accepted: every call fails with `DispatchError::Unavailable`.
impl<AccountId> OffenceIntake<AccountId> for () {
	fn report(_: OffenceReport<AccountId>) -> Result<OffenceId, DispatchError> {
		Err(DispatchError::Unavailable)
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

/// Tells which accounts belong to one entity.
pub trait Affiliation<AccountId> {
	/// Whether both accounts are equal, or belong to one entity by the word of either. To be shown:
	/// what works against an account asks [`is_bound_to`](Self::is_bound_to) of it.
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool;

	/// Whether `who` equals `other`, or belongs to it by its own word or by what it cannot be rid
	/// of. The word of `other` alone does not count: `other` could shut `who` out by it.
	fn is_bound_to(who: &AccountId, other: &AccountId) -> bool;
}

/// Accounts are affiliated if they are equal, or if any member of the tuple says so. Without
/// members, an account is affiliated only with itself.
#[impl_for_tuples(8)]
impl<AccountId: PartialEq> Affiliation<AccountId> for Tuple {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		for_tuples!( #( if Tuple::are_affiliated(one, other) { return true } )* );
		one == other
	}

	fn is_bound_to(who: &AccountId, other: &AccountId) -> bool {
		for_tuples!( #( if Tuple::is_bound_to(who, other) { return true } )* );
		who == other
	}
}
