//! Tests by topic, on a fake of the staking pallet; those in [`integration`] on the real one.

mod allegations;
mod assessment;
mod attacks;
mod aura;
mod bad_input;
mod co_accused;
mod consensus_faults;
mod convictions;
mod court;
mod disputes;
mod documentation;
mod downtime;
mod failures;
mod integration;
mod interruptions;
mod known_failures;
mod panel;
mod penalties;
mod places;
mod prices;
mod proofs;
mod reads;
mod records;
mod recourse;
mod recovery;
mod refunds;
mod second_thoughts;
mod stages;
mod state;
mod uncounted;
mod undecodable;

use crate::{mock::*, types::*};
use frame_support::assert_ok;
use palisade_primitives::{
	Basis, EpochIndex, OffenceId, OffenceKind, OffenceReport, ValidatorStatus,
};
use sp_arithmetic::Perbill;
use sp_core::H256;

/// Returns the members of the panel of an offence.
pub fn members(id: OffenceId) -> Vec<AccountId> {
	let view = Slashing::offence_view(id).expect("there is such an offence");
	view.panel.into_iter().map(|seat| seat.member).collect()
}

/// Has the members of a panel commit to these verdicts, in order; the remaining members do not
/// vote.
pub fn commit(id: OffenceId, verdicts: &[Verdict]) {
	for (member, verdict) in members(id).into_iter().zip(verdicts) {
		let commitment = crate::panel::commitment(id, &member, *verdict, salt(member));
		assert_ok!(Slashing::commit_ballot(signed(member), id, commitment));
	}
}

/// Has the members of a panel reveal these verdicts, in order.
pub fn reveal(id: OffenceId, verdicts: &[Verdict]) {
	for (member, verdict) in members(id).into_iter().zip(verdicts) {
		assert_ok!(Slashing::reveal_ballot(signed(member), id, *verdict, salt(member), None));
	}
}

/// Returns a pallet's report of a proven offence of validator 1 in epoch 1, without a reporter.
pub fn proven_report(kind: OffenceKind, evidence: H256) -> OffenceReport<AccountId> {
	let basis = Basis::Proven;
	OffenceReport { validator: 1, kind, epoch: 1, evidence, reporter: None, basis }
}

/// Returns whether ballots can be committed.
pub fn is_committing(stage: Stage) -> bool {
	matches!(stage, Stage::Disputed { phase: Phase::Committing, .. })
}

/// Has a panel judge an offence with these ballots.
pub fn judge(id: OffenceId, verdicts: &[Verdict]) {
	run_to(id, is_committing);
	commit(id, verdicts);
	next_epoch();
	reveal(id, verdicts);
	next_epoch();
}
