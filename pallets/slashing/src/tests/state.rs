//! The `try_state` checks find inconsistencies.

use super::*;
use crate::{EvidenceOf, Offences, OpenAllegations, Panels, ReportsBy, Schedule, ValidatorRecords};
use palisade_primitives::Basis;

/// Breaks a chain with an offence before a panel and an offence with an applied penalty.
fn broken(damage: impl FnOnce(OffenceId, OffenceId), complaint: &str) {
	Chain::with_validators(20).account(50).start().execute_with(|| {
		equivocate(2, 1, None);
		let applied = open_offence(2);
		let judged = report(50, 1, OffenceKind::Other);
		run_to(judged, is_committing);
		run_to(applied, is_final);
		check();
		damage(judged, applied);
		let found = Slashing::check_state().expect_err("something is wrong");
		assert_eq!(found, complaint);
	});
}

fn alter(id: OffenceId, change: impl FnOnce(&mut Offence<AccountId>)) {
	Offences::<Test>::mutate(id, |offence| change(offence.as_mut().unwrap()));
}

#[test]
fn damage_to_the_schedule_and_to_evidence_is_found() {
	broken(|id, _| alter(id, |it| it.due += 1), "an offence is not due when it says");
	broken(
		|id, _| Schedule::<Test>::remove((Basis::Alleged, offence(id).due), id),
		"an offence is not due when it says",
	);
	broken(
		|id, _| Schedule::<Test>::insert((Basis::Proven, 500), id, ()),
		"an offence is due twice",
	);
	broken(
		|_, _| Schedule::<Test>::insert((Basis::Proven, 500), OffenceId::zero(), ()),
		"an unknown offence is scheduled",
	);
	broken(
		|id, _| Schedule::<Test>::insert((Basis::Proven, 0), id, ()),
		"an offence that is due would be passed over",
	);
	broken(
		|id, _| alter(id, |it| it.evidence = Default::default()),
		"an offence has another number than it should",
	);
	broken(
		|id, _| {
			let stored = EvidenceOf::<Test>::get(id).unwrap();
			EvidenceOf::<Test>::insert(OffenceId::zero(), stored);
		},
		"evidence without an offence",
	);
	broken(
		|id, _| sp_io::storage::set(&Offences::<Test>::hashed_key_for(id), &[1]),
		"an offence cannot be decoded",
	);
}

#[test]
fn damage_to_offences_and_records_is_found() {
	broken(|id, _| alter(id, |it| it.slashed = 1), "an offence was slashed without a conviction");
	broken(
		|_, id| alter(id, |it| it.deposit = 1),
		"a deposit is held for an offence that is decided",
	);
	broken(|_, id| alter(id, |it| it.rewarded = u128::MAX), "a reporter got more than was slashed");
	broken(|id, _| alter(id, |it| it.deposit += 1), "a report's deposit is not held");
	broken(|id, _| alter(id, |it| it.bond = Some(1)), "a dispute's bond is not held");
	broken(|_, _| ValidatorRecords::<Test>::remove(1), "an offence has no record");
	broken(
		|_, _| ValidatorRecords::<Test>::mutate(1, |it| it.as_mut().unwrap().alleged = 7),
		"allegations are not counted",
	);
	broken(
		|_, _| ValidatorRecords::<Test>::mutate(1, |it| it.as_mut().unwrap().alleged_open = 7),
		"allegations are not counted",
	);
	broken(
		|_, _| {
			ValidatorRecords::<Test>::mutate(1, |it| it.as_mut().unwrap().alleged_at_a_price = 1)
		},
		"allegations at a price are not counted",
	);
	broken(
		|_, _| ValidatorRecords::<Test>::mutate(2, |it| it.as_mut().unwrap().proven_open = 1),
		"open proofs are not counted",
	);
	broken(
		|_, _| ValidatorRecords::<Test>::mutate(1, |it| it.as_mut().unwrap().incriminating = 1),
		"offences that speak against a validator are not counted",
	);
	broken(
		|_, _| ValidatorRecords::<Test>::insert(7, ValidatorRecord::default()),
		"a record is empty",
	);
	broken(
		|_, _| {
			ValidatorRecords::<Test>::mutate(2, |it| {
				let convictions = &mut it.as_mut().unwrap().convictions;
				convictions.try_push(convictions[0]).unwrap();
			})
		},
		"a conviction is noted twice",
	);
	broken(|id, _| alter(id, |it| it.since = 1_000), "a window has begun in the future");
	broken(
		|_, id| alter(id, |it| it.stage = Stage::Dismissed),
		"an offence was slashed without a conviction",
	);
}

#[test]
fn damage_to_what_is_noted_of_allegations_is_found() {
	let noted = |id| {
		let Offence { kind, epoch, .. } = offence(id);
		(kind, epoch)
	};
	broken(
		|id, _| OpenAllegations::<Test>::remove(noted(id), id),
		"an undecided allegation is not noted",
	);
	broken(
		|id, _| {
			OpenAllegations::<Test>::mutate(noted(id), id, |it| it.as_mut().unwrap().reported += 1)
		},
		"an undecided allegation is not noted",
	);
	broken(
		|id, _| {
			let allegation = OpenAllegations::<Test>::get(noted(id), id).unwrap();
			OpenAllegations::<Test>::insert(noted(id), OffenceId::zero(), allegation);
		},
		"an allegation without an offence",
	);
	let uncounted = "the reports of an account are not counted";
	broken(|_, _| ReportsBy::<Test>::remove(1, 50), uncounted);
	broken(|_, _| ReportsBy::<Test>::insert(1, 50, 2), uncounted);
	broken(|_, _| ReportsBy::<Test>::insert(1, 51, 1), uncounted);
	broken(
		|_, _| sp_io::storage::set(&ReportsBy::<Test>::hashed_key_for(1, 50), &[1]),
		"a number of reports cannot be decoded",
	);
}

#[test]
fn damage_to_panels_is_found() {
	broken(|id, _| Panels::<Test>::remove(id), "a panel at the wrong time");
	broken(
		|id, _| {
			Panels::<Test>::mutate(id, |panel| {
				let panel = panel.as_mut().unwrap();
				panel[0] = panel[1].clone();
			})
		},
		"a member has two seats",
	);
	broken(
		|id, _| {
			Panels::<Test>::mutate(id, |panel| {
				panel.as_mut().unwrap().pop();
			})
		},
		"a panel has an even number of seats",
	);
}

#[test]
fn a_record_that_cannot_be_decoded_is_never_overwritten() {
	use crate::{Error, Event};
	use frame_support::assert_noop;
	use palisade_primitives::{OffenceRecord, ValidatorGate};

	Chain::with_validators(20).account(50).start().execute_with(|| {
		equivocate(2, 1, None);
		let (proven, alleged) = (open_offence(2), report(50, 1, OffenceKind::Other));
		run_to(alleged, is_committing);
		let keys = [1, 2].map(ValidatorRecords::<Test>::hashed_key_for);
		keys.iter().for_each(|key| sp_io::storage::set(key, &[0xff; 3]));
		for who in [1, 2] {
			let corrupt = || Error::<Test>::RecordCorrupt;
			assert_noop!(Slashing::unjail(signed(who)), corrupt());
			assert_noop!(Slashing::pardon(root(), who), corrupt());
			let kind = OffenceKind::Other;
			let evidence = evidence("it did");
			assert_noop!(
				Slashing::report_offence(signed(50), who, kind, 1, evidence, u128::MAX),
				corrupt()
			);
			// It could be jailed, banned or convicted.
			assert_eq!(Slashing::admit(&who), Err(corrupt().into()));
			assert!(!Slashing::is_clean(&who));
			assert!(!Slashing::is_new_proof(&who, 1, proof(7)));
		}
		// Decisions are carried out, and forgotten in time.
		take_events();
		cancel(alleged);
		run_to(proven, is_final);
		assert!(offence(proven).slashed > 0);
		run_to_epoch(60);
		assert_eq!(Offences::<Test>::iter().count(), 0);
		let events = take_events();
		for validator in [1, 2] {
			assert!(events.contains(&Event::RecordKept { validator }), "{events:?}");
		}
		for key in keys {
			assert_eq!(sp_io::storage::get(&key).map(|bytes| bytes.to_vec()), Some(vec![0xff; 3]));
		}
	});
}
