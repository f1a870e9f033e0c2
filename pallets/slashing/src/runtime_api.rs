//! What wallets and tools ask.

use crate::types::*;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{Balance, EpochIndex, Impact, OffenceId, OffenceKind};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// An offence with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OffenceView<AccountId> {
	/// Its number.
	pub id: OffenceId,
	/// What it is, the stage that it is in, and in `due` the epoch in which that ends: with a hold,
	/// and with the interruptions that are known.
	pub offence: Offence<AccountId>,
	/// Part of the exposure that it would come to if it were upheld now.
	pub expected_fraction: Perbill,
	/// What shows it, where somebody has said so.
	pub evidence: Option<StoredEvidence>,
	/// What the accused says, where it has disputed.
	pub defence: Option<Defence>,
	/// Those who judge.
	pub panel: Vec<Seat<AccountId>>,
}

/// What somebody would lose if all open offences of a validator were upheld now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ExpectedLoss {
	/// Value of all that it has with the validator, exits included. Planck.
	pub at_risk: Balance,
	/// What it would lose. Planck.
	pub loss: Balance,
	/// The same, offence by offence.
	pub offences: Vec<OffenceLoss>,
}

/// What an account would lose if an offence were upheld now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OffenceLoss {
	/// The offence.
	pub offence: OffenceId,
	/// The epoch in which its window ends: with a hold, and with the interruptions that are known.
	pub due: EpochIndex,
	/// What the account would lose besides what the offences before in the list cost. Planck.
	pub loss: Balance,
}

/// Something that a member of a panel has to do.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Duty {
	/// The offence that it judges.
	pub offence: OffenceId,
	/// Whether it is to commit or to reveal.
	pub phase: Phase,
	/// The epoch in which it is too late.
	pub due: EpochIndex,
	/// What it has done.
	pub ballot: Ballot,
}

/// How many blocks a validator has missed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DowntimeView {
	/// Blocks that could be expected in the window, and that were made.
	pub blocks: Blocks,
	/// The difference.
	pub missed: u32,
	/// What may be missed.
	pub tolerated: u32,
}

sp_api::decl_runtime_apis! {
	/// Reads of the slashing pallet. Amounts in planck, times in epochs.
	pub trait SlashingApi<AccountId> where AccountId: codec::Codec {
		/// An offence.
		fn offence(id: OffenceId) -> Option<OffenceView<AccountId>>;

		/// The offences of `validator` that are not decided.
		fn open_offences(validator: AccountId) -> Vec<OffenceView<AccountId>>;

		/// What is held now of whoever reports `validator` without proof.
		fn report_deposit(validator: AccountId) -> Balance;

		/// What is known of `validator`: its offences, jail, probation and ban.
		fn dossier(validator: AccountId) -> Dossier;

		/// What `who` would lose with `validator` if all of its open offences were upheld now.
		fn expected_loss(who: AccountId, validator: AccountId) -> ExpectedLoss;

		/// What a loss of `fraction` for `epoch` would cost the validator, its delegators, and each exit.
		fn impact(validator: AccountId, epoch: EpochIndex, fraction: Perbill) -> Option<Impact>;

		/// The last decisions on `validator`, the latest first.
		fn history(validator: AccountId) -> Vec<Decision<AccountId>>;

		/// The last decisions on all, the latest first, at most so many.
		fn decisions(most: u32) -> Vec<Decision<AccountId>>;

		/// Those of the last decisions by which something was slashed, for a reason or for any; the latest first.
		fn slashes(kind: Option<OffenceKind>) -> Vec<Decision<AccountId>>;

		/// What `member` has to do as a member of panels.
		fn duties(member: AccountId) -> Vec<Duty>;

		/// What `member` has to commit to for a ballot.
		fn ballot_commitment(
			offence: OffenceId,
			member: AccountId,
			verdict: Verdict,
			salt: [u8; 32],
		) -> H256;

		/// How many blocks `validator` has missed.
		fn downtime(validator: AccountId) -> DowntimeView;
	}
}
