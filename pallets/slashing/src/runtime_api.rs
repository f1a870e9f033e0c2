//! The runtime API for wallets and tools.

use crate::types::*;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use palisade_primitives::{Balance, EpochIndex, Impact, Milliblocks, OffenceId, OffenceKind};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_core::H256;

/// An offence with its evidence, defence and panel.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OffenceView<AccountId> {
	/// The id of the offence.
	pub id: OffenceId,
	/// The offence. Its `due` is the epoch in which the current stage ends, the hold and the
	/// interruptions known so far included.
	pub offence: Offence<AccountId>,
	/// The fraction of the exposure that the offence would cost if it were upheld now.
	pub expected_fraction: Perbill,
	/// The evidence, if an account reported the offence.
	pub evidence: Option<StoredEvidence>,
	/// The defence, if the accused disputed.
	pub defence: Option<Defence>,
	/// The evidence that the parties added, in order.
	pub added: Vec<AddedEvidence<AccountId>>,
	/// The seats of the panel; empty without a panel.
	pub panel: Vec<Seat<AccountId>>,
}

/// The loss of an account if all undecided offences of a validator were upheld now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ExpectedLoss {
	/// The value of the account's stake and exits with the validator. Planck.
	pub at_risk: Balance,
	/// The total loss. Planck.
	pub loss: Balance,
	/// The loss by offence.
	pub offences: Vec<OffenceLoss>,
}

/// The loss of an account if an offence were upheld now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OffenceLoss {
	/// The offence.
	pub offence: OffenceId,
	/// The epoch in which the current window ends, the hold and the interruptions known so far
	/// included.
	pub due: EpochIndex,
	/// The loss in addition to that of the preceding offences in the list. Planck.
	pub loss: Balance,
}

/// A pending duty of a panel member.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Duty {
	/// The offence that the panel judges.
	pub offence: OffenceId,
	/// Whether ballots are being committed or revealed.
	pub phase: Phase,
	/// The epoch in which the window ends: the first epoch that is too late.
	pub due: EpochIndex,
	/// The member's ballot so far.
	pub ballot: Ballot,
}

/// The missed blocks of a validator.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DowntimeView {
	/// The counted epochs, and the expected and authored blocks in the window.
	pub blocks: Blocks,
	/// Missed blocks: expected less authored, at least zero. Thousandths of a block.
	pub missed: Milliblocks,
	/// The missed blocks above which the validator is down. Thousandths of a block.
	pub tolerated: Milliblocks,
}

sp_api::decl_runtime_apis! {
	/// Reads of the slashing pallet. Amounts in planck, times in epochs.
	pub trait SlashingApi<AccountId> where AccountId: codec::Codec {
		/// Returns an offence, or `None` if it is not stored.
		fn offence(id: OffenceId) -> Option<OffenceView<AccountId>>;

		/// Returns the undecided offences of `validator`.
		fn open_offences(validator: AccountId) -> Vec<OffenceView<AccountId>>;

		/// Returns the amount held of `reporter` for its next report of an alleged offence of
		/// `validator`: the deposit and the fees of two panels.
		fn report_deposit(reporter: AccountId, validator: AccountId) -> Balance;

		/// Returns the record of `validator`: its offences, convictions, jail, probation and ban.
		fn validator_record(validator: AccountId) -> ValidatorRecord;

		/// Returns the loss of `who` with `validator` if all undecided offences of `validator` were
		/// upheld now.
		fn expected_loss(who: AccountId, validator: AccountId) -> ExpectedLoss;

		/// Returns the loss of the validator, its delegators and each exit if slashes for `epoch`
		/// came to a cumulative `fraction` of its exposure, or `None` if it cannot be slashed.
		fn impact(validator: AccountId, epoch: EpochIndex, fraction: Perbill) -> Option<Impact>;

		/// Returns the last decisions on `validator`, the latest first.
		fn history(validator: AccountId) -> Vec<Decision<AccountId>>;

		/// Returns at most `most` of the last decisions on all validators, the latest first.
		fn decisions(most: u32) -> Vec<Decision<AccountId>>;

		/// Returns those of the last decisions that slashed something, for one kind of offence or
		/// for all, the latest first.
		fn slashes(kind: Option<OffenceKind>) -> Vec<Decision<AccountId>>;

		/// Returns the duties of `member` on panels.
		fn duties(member: AccountId) -> Vec<Duty>;

		/// Returns the commitment of `member` to a ballot.
		fn ballot_commitment(
			offence: OffenceId,
			member: AccountId,
			verdict: Verdict,
			salt: [u8; 32],
		) -> H256;

		/// Returns the missed blocks of `validator`.
		fn downtime(validator: AccountId) -> DowntimeView;
	}
}
