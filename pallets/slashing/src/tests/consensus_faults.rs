//! Reports by the consensus: equivocations, with proofs of key ownership.

use super::*;
use crate::{Error, Event};
use frame_support::assert_ok;
use palisade_primitives::ExposureInspect;

#[test]
fn an_equivocation_is_one_however_often_it_is_reported() {
	Chain::with_validators(8).execute(|| {
		equivocate(1, 1, None);
		let id = open_offence(1);
		take_events();
		equivocate(1, 1, Some(3));
		assert_eq!(take_events(), [Event::OffenceKnown { offence: id }]);
		assert_eq!(open_offence(1), id);
		run_to(id, is_final);
		equivocate(1, 1, Some(3));
		assert_eq!(offence(id).slashed, 500 * UNIT);
		assert!(Slashing::open_offences(&1).is_empty());
	});
}

#[test]
fn an_equivocation_that_is_too_old_is_refused_and_said_so() {
	Chain::with_validators(8).execute(|| {
		run_to_epoch(12);
		take_events();
		equivocate(1, 1, None);
		assert_eq!(
			take_events(),
			[Event::ReportRefused {
				validator: 1,
				kind: OffenceKind::DoubleSign,
				epoch: 1,
				reason: Error::<Test>::ReportTooOld.into(),
			}]
		);
		equivocate(1, 2, None);
		assert_eq!(Slashing::open_offences(&1).len(), 1);
	});
}

#[test]
fn governance_vetoes_and_everything_is_as_before() {
	Chain::with_validators(8).delegation(100, 1, 500).execute(|| {
		equivocate(1, 1, Some(2));
		let id = open_offence(1);
		assert_ok!(Slashing::rule(root(), id, Verdict::Cancel));
		assert_eq!(offence(id).stage, Stage::Cancelled);
		next_block();
		assert_eq!(offence(id).stage, Stage::Dismissed);
		assert_eq!(status(1), ValidatorStatus::Online);
		assert_eq!(validator_record(1).jail, None);
		assert_eq!(Staking::exposure(1, &1).map(|it| it.liable()), Some(1_500 * UNIT));
		for _ in 0..60 {
			next_epoch();
			assert_eq!(at_risk(1, 1), 1_000 * UNIT);
			assert_eq!(at_risk(100, 1), 500 * UNIT);
		}
		assert_eq!(Slashing::offence_view(id), None);
	});
}

#[test]
fn who_equivocated_itself_is_not_rewarded_for_the_report() {
	Chain::with_validators(8).execute(|| {
		equivocate(1, 1, Some(1));
		Entities::set([(3, 2)].into());
		equivocate(2, 1, Some(3));
		for id in [1, 2].map(open_offence) {
			assert_eq!(offence(id).reporter, None);
			run_to(id, is_final);
			assert_eq!(offence(id).rewarded, 0);
			assert!(offence(id).slashed > 0);
		}
	});
}
