//! Tests by topic.

mod assessment;
mod attacks;
mod bad_input;
mod confinement;
mod consensus_faults;
mod disputes;
mod documentation;
mod downtime;
mod interruptions;
mod known_failures;
mod model;
mod panel;
mod reads;
mod records;
mod recourse;
mod recovery;
mod stages;
mod state;

use crate::{mock::*, types::*};
use palisade_primitives::{EpochIndex, OffenceId, OffenceKind};
use sp_arithmetic::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// `parts` percent.
pub fn percent(parts: u32) -> Perbill {
	Perbill::from_percent(parts)
}

/// Has the consensus report an equivocation of `validator` in `epoch`, on behalf of `reporter`.
pub fn equivocate(validator: AccountId, epoch: EpochIndex, reporter: Option<AccountId>) {
	let details =
		OffenceDetails { offender: (validator, 0u128), reporters: reporter.into_iter().collect() };
	<Slashing as OnOffenceHandler<_, _, _>>::on_offence(&[details], &[percent(1)], epoch);
}

/// Reports an alleged offence in the current epoch. Returns its id.
pub fn report(reporter: AccountId, validator: AccountId, kind: OffenceKind) -> OffenceId {
	let before = Slashing::open_offences(&validator);
	frame_support::assert_ok!(Slashing::report_offence(
		signed(reporter),
		validator,
		kind,
		now(),
		evidence("I saw it"),
	));
	let mut after = Slashing::open_offences(&validator);
	after.retain(|view| before.iter().all(|other| other.id != view.id));
	after[0].id
}

/// Returns the members of the panel of an offence.
pub fn members(id: OffenceId) -> Vec<AccountId> {
	let view = Slashing::offence_view(id).expect("there is such an offence");
	view.panel.into_iter().map(|seat| seat.member).collect()
}

/// Returns the secret salt of a member.
pub fn salt(member: AccountId) -> [u8; 32] {
	[member as u8; 32]
}

/// Has the members of a panel commit to these verdicts, in order; the remaining members do not
/// vote.
pub fn commit(id: OffenceId, verdicts: &[Verdict]) {
	for (member, verdict) in members(id).into_iter().zip(verdicts) {
		let commitment = crate::panel::commitment(id, &member, *verdict, salt(member));
		frame_support::assert_ok!(Slashing::commit_ballot(signed(member), id, commitment));
	}
}

/// Has the members of a panel reveal these verdicts, in order.
pub fn reveal(id: OffenceId, verdicts: &[Verdict]) {
	for (member, verdict) in members(id).into_iter().zip(verdicts) {
		frame_support::assert_ok!(Slashing::reveal_ballot(
			signed(member),
			id,
			*verdict,
			salt(member)
		));
	}
}

/// Ends epochs until an offence reaches a stage.
pub fn run_to(id: OffenceId, wanted: impl Fn(Stage) -> bool) {
	for _ in 0..100 {
		if wanted(offence(id).stage) {
			return;
		}
		next_epoch();
	}
	panic!("{:?} for ever", offence(id).stage);
}

/// Returns whether ballots can be committed.
pub fn is_committing(stage: Stage) -> bool {
	matches!(stage, Stage::Disputed { phase: Phase::Committing, .. })
}

/// Returns whether the stage is final.
pub fn is_final(stage: Stage) -> bool {
	matches!(stage, Stage::Applied { .. } | Stage::Dismissed)
}

/// Has a panel judge an offence with these ballots.
pub fn judge(id: OffenceId, verdicts: &[Verdict]) {
	run_to(id, is_committing);
	commit(id, verdicts);
	next_epoch();
	reveal(id, verdicts);
	next_epoch();
}
