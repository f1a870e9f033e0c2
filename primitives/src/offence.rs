//! What validators are accused of.

use crate::{Backing, EpochIndex};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::DispatchError;

/// What somebody is accused of.
#[allow(clippy::cast_possible_truncation)] // The derived code casts the index of a variant.
#[derive(
	Clone,
	Copy,
	Debug,
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
pub enum OffenceKind {
	/// It signed two different things where it may sign one: blocks of a slot, votes of a round, checkpoints.
	DoubleSign,
	/// It made a block that breaks the rules.
	InvalidBlock,
	/// It did not make the blocks that could be expected of it.
	Downtime,
	/// What it attested of its hardware is not so.
	FalseAttestation,
	/// It acted together with others against the chain.
	Collusion,
	/// Anything else.
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

	/// Whether no proof that the chain can check exists, so that people have to judge.
	pub fn is_adjudicated(self) -> bool {
		!matches!(self, Self::DoubleSign | Self::Downtime)
	}
}

/// An accusation: a hash of who is accused of what, when, on what evidence.
pub type OffenceId = H256;

/// What a validator is accused of, by a pallet that has checked what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accusation<AccountId> {
	/// Who is accused.
	pub validator: AccountId,
	/// Of what.
	pub kind: OffenceKind,
	/// When it was: the stake that stood behind the validator then is liable.
	pub epoch: EpochIndex,
	/// The hash of what shows it. Two accusations with the same are one.
	pub evidence: H256,
	/// Who gets the reward.
	pub reporter: Option<AccountId>,
	/// Whether it is proven. If so, it is applied unless somebody objects; else a panel judges.
	pub backing: Backing,
}

/// Takes in what validators are accused of. For pallets that find out about it.
pub trait OffenceIntake<AccountId> {
	/// Takes in an accusation. One that is known already is not taken in again: its number is returned.
	fn take_in(accusation: Accusation<AccountId>) -> Result<OffenceId, DispatchError>;
}

/// Nobody judges.
impl<AccountId> OffenceIntake<AccountId> for () {
	fn take_in(_: Accusation<AccountId>) -> Result<OffenceId, DispatchError> {
		Err(DispatchError::Unavailable)
	}
}

/// Says who belongs together.
pub trait Affiliation<AccountId> {
	/// Whether both have declared to belong to the same entity, or are one and the same.
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool;
}

/// Nobody has declared anything.
impl<AccountId: PartialEq> Affiliation<AccountId> for () {
	fn are_affiliated(one: &AccountId, other: &AccountId) -> bool {
		one == other
	}
}
