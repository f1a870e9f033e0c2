//! The pallet's storage types, and the parameters that governance sets.

// Derived code casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{fungible::Credit, ConstU32},
	BoundedVec,
};
use palisade_primitives::{Balance, Basis, EpochIndex, Milliblocks, OffenceId, OffenceKind};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

mod offence;
mod parameters;

pub use offence::*;
pub use parameters::*;

/// The largest evidence stored. Bytes.
pub const MAX_EVIDENCE: u32 = 2_048;

/// The longest address of a document. Bytes.
pub const MAX_URI: u32 = 256;

/// The largest number of members of a panel.
pub const MAX_PANEL: u32 = 31;

/// The largest number of remembered offences of a validator, decided or not.
pub const MAX_OFFENCES: u32 = 80;

/// The largest number of remembered alleged offences of a validator. The remaining places are for
/// proven offences: at least those of all epochs that can be reported, [`MAX_PROOFS`] equivocations
/// and downtime in each. A validator fills them only if it returns from jail and offends again.
pub const MAX_ALLEGED: u32 = 32;

/// The number of places for alleged offences whose deposit does not rise. A reporter gets one of
/// them while it has no other undecided or withdrawn report against the validator.
pub const PLACES_AT_BASE: u32 = 8;

/// The number of alleged offences in the other places with which the deposit of a report doubles,
/// from the first of them on. To fill all places takes 512 deposits.
pub const PLACES_AT_A_PRICE: u32 = 4;

/// The number of doublings of the deposit in the last place.
pub const MAX_DOUBLINGS: u32 = (MAX_ALLEGED - PLACES_AT_BASE) / PLACES_AT_A_PRICE;

/// The largest number of pieces of evidence that each party can add to an offence.
pub const MAX_ADDED: u32 = 4;

/// The number of latest decisions kept for each validator.
pub const HISTORY: u32 = 16;

/// The number of latest decisions kept for all validators together.
pub const RECENT: u32 = 256;

/// The number of slots of the downtime window.
pub const DOWNTIME_SLOTS: u32 = 8;

/// The upper bound of [`Windows::correlation`]. Epochs.
pub const MAX_CORRELATION_EPOCHS: u32 = 16;

/// The largest number of convictions kept in a validator's record.
pub const MAX_CONVICTIONS: u32 = 32;

/// The largest number of proofs of equivocations of a validator in an epoch that are judged at a
/// time: a proof for each way to equivocate. Further proofs add nothing to a penalty that is due in
/// full, and are taken once one of these was dismissed or reduced.
pub const MAX_PROOFS: u32 = 3;

/// An imbalance of the currency.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

/// The jail of a validator that has not returned yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Jail {
	/// The first epoch in which the validator can unjail.
	pub until: EpochIndex,
	/// The number of offences behind the jail.
	pub reasons: u32,
	/// The jail term of the forgotten offences alone: a dismissal of the others cannot end the jail
	/// earlier.
	pub at_least: EpochIndex,
}

/// The conviction of a validator for its offences of one kind and epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Conviction {
	/// The kind of the offences.
	pub kind: OffenceKind,
	/// The epoch of the offences.
	pub epoch: EpochIndex,
	/// The epoch of the earliest report of these offences.
	pub reported: EpochIndex,
	/// The fraction of the exposure that the gravest of these offences costs.
	pub fraction: Perbill,
	/// The fraction of the epoch's exposure charged in all when these offences last were. Less than
	/// `fraction` if other convictions bear the penalty: see [`crate::assessment`].
	pub charged: Perbill,
}

/// The probation of a validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Probation {
	/// The first epoch of the probation.
	pub from: EpochIndex,
	/// The first epoch after the probation.
	pub until: EpochIndex,
}

impl Probation {
	/// Returns whether `epoch` is within the probation.
	pub fn covers(self, epoch: EpochIndex) -> bool {
		(self.from..self.until).contains(&epoch)
	}
}

/// The record of a validator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ValidatorRecord {
	/// The remembered offences, decided or not.
	pub offences: BoundedVec<OffenceId, ConstU32<MAX_OFFENCES>>,
	/// The number of `offences` that are alleged.
	pub alleged: u32,
	/// The number of the `alleged` offences whose deposit was doubled for its place.
	pub alleged_at_a_price: u32,
	/// The number of `offences` that are alleged and not yet applied or dismissed.
	pub alleged_open: u32,
	/// The number of `offences` that are proven and not yet applied or dismissed.
	pub proven_open: u32,
	/// The number of `offences` that speak against the validator until they are applied: those
	/// proven and undecided, and those decided against it.
	pub incriminating: u32,
	/// The convictions that can still raise a later penalty, by ascending epoch; at most one of
	/// each kind and epoch.
	pub convictions: BoundedVec<Conviction, ConstU32<MAX_CONVICTIONS>>,
	/// The jail, if the validator is jailed.
	pub jail: Option<Jail>,
	/// The last probation.
	pub probation: Option<Probation>,
	/// Whether the validator is banned.
	pub banned: bool,
}

/// An executed decision on an offence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Decision<AccountId> {
	/// The offence.
	pub offence: OffenceId,
	/// The accused.
	pub validator: AccountId,
	/// The kind of the offence.
	pub kind: OffenceKind,
	/// The epoch of the offence.
	pub epoch: EpochIndex,
	/// The epoch in which the decision was executed.
	pub decided: EpochIndex,
	/// The part of the penalty that was due; zero if the offence was dismissed.
	pub part: Perbill,
	/// The fraction of the exposure that the offence costs, later raises included.
	pub fraction: Perbill,
	/// The amount slashed, later raises included. Planck.
	pub amount: Balance,
}

/// The decisions on a validator, the latest last.
pub type HistoryOf<AccountId> = BoundedVec<Decision<AccountId>, ConstU32<HISTORY>>;

/// An equivocation with an applied penalty.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Equivocation<AccountId> {
	/// The convicted validator.
	pub validator: AccountId,
	/// The offence.
	pub offence: OffenceId,
	/// The validator's share of the stake elected in the offence's epoch.
	pub share: Perbill,
}

/// A reassessment of the penalties of equivocations after another one was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Review {
	/// The next epoch to reassess.
	pub next: EpochIndex,
	/// The number of equivocations of `next` already reassessed.
	pub seen: u32,
	/// The last epoch to reassess.
	pub last: EpochIndex,
}

/// The expected and authored blocks of a validator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Blocks {
	/// The counted epochs: those in which the validator was expected to author blocks, or did.
	#[codec(compact)]
	pub epochs: u32,
	/// Expected blocks, in thousandths.
	pub expected: Milliblocks,
	/// Authored blocks.
	#[codec(compact)]
	pub made: u32,
}

/// The blocks of a member of a set in an epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Authored<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The number of blocks authored.
	#[codec(compact)]
	pub blocks: u32,
	/// The blocks expected.
	pub expected: Milliblocks,
}

/// The blocks of the members of a set, in its order.
pub type AuthoredOf<T> = BoundedVec<
	Authored<<T as frame_system::Config>::AccountId>,
	<T as Config>::MaxActiveValidators,
>;

/// The [`Blocks`] of the latest slots of the downtime window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LivenessWindow {
	/// The blocks of each slot, the latest first.
	pub parts: [Blocks; DOWNTIME_SLOTS as usize],
}
