//! Which convictions count, at the bounds of the rules.

use super::*;
use crate::{assessment::charge, Reviews};
use palisade_primitives::{test::Call, OffenceIntake};
use sp_core::H256;

/// A conviction for an offence that was reported in its epoch, and not charged yet.
fn conviction(epoch: EpochIndex, fraction: Perbill) -> Conviction {
	let (kind, charged) = (OffenceKind::Other, Perbill::zero());
	Conviction { kind, epoch, reported: epoch, fraction, charged }
}

#[test]
fn the_repetition_window_includes_its_last_epoch_and_no_more() {
	Chain::with_validators(9).account(50).execute(|| {
		let mut next = offence(report(50, 1, OffenceKind::Other));
		let mut record = ValidatorRecord::default();
		record.convictions.try_push(conviction(1, percent(5))).unwrap();
		for (apart, expected) in [(next.repetition, 10), (next.repetition + 1, 5)] {
			next.epoch = 1 + apart;
			assert_eq!(Slashing::assess(&next, &record), percent(expected));
		}
	});
}

#[test]
fn of_two_proofs_of_an_epoch_the_earlier_report_and_the_graver_penalty_count_in_any_order() {
	Chain::with_validators(9).account(50).execute(|| {
		let noted = offence(report(50, 1, OffenceKind::Other));
		let early = Offence { reported: 2, fraction: percent(50), ..noted.clone() };
		let late = Offence { reported: 6, fraction: percent(10), ..noted };
		for order in [[&early, &late], [&late, &early]] {
			let mut record = ValidatorRecord::default();
			let are_new = order.map(|proof| Slashing::note_conviction(proof, &mut record));
			assert_eq!(are_new, [true, false]);
			let [both] = &record.convictions[..] else { panic!("one conviction") };
			assert_eq!((both.reported, both.fraction), (2, percent(50)));
		}
	});
}

#[test]
fn a_conviction_is_remembered_while_its_repetition_can_be_decided() {
	Chain::with_validators(9).account(50).execute(|| {
		TheWindows::mutate(|windows| windows.repetition = 10);
		let next = offence(report(50, 1, OffenceKind::Other));
		let mut record = ValidatorRecord::default();
		record.convictions.try_push(conviction(1, percent(5))).unwrap();
		// An offence of the last epoch of the window, decided as late as can be.
		let last = 1 + next.repetition;
		run_to_epoch(last + DecisionEpochs::get());
		let next = Offence { epoch: last, reported: last, ..next };
		Slashing::note_conviction(&next, &mut record);
		let epochs: Vec<_> = record.convictions.iter().map(|conviction| conviction.epoch).collect();
		assert_eq!(epochs, [1, last]);
		assert_eq!(Slashing::assess(&next, &record), percent(10));
	});
}

#[test]
fn an_offence_waits_for_one_of_its_fault_two_epochs_before() {
	Chain::with_validators(20).execute(|| {
		run_to_epoch(3);
		let [first, last] = [1, 3].map(|epoch| {
			equivocate(1, epoch, None);
			*validator_record(1).offences.last().expect("it is new")
		});
		assert_ok!(dispute(first));
		run_to(first, is_committing);
		// Upheld, but the panel judges the first epoch of the fault.
		assert_eq!(offence(last).stage, Stage::Upheld);
		Staking::take_calls();
		judge(first, &[Verdict::Uphold; 7]);
		next_epoch();
		assert!(is_final(offence(first).stage) && is_final(offence(last).stage));
		let slashes: Vec<_> = Staking::take_calls()
			.into_iter()
			.filter(|call| matches!(call, Call::Slash(..)))
			.collect();
		assert_eq!(slashes, [Call::Slash(1, 1, percent(50))]);
	});
}

#[test]
fn equivocations_as_far_apart_as_the_window_are_not_correlated() {
	for (second, expected) in [(5, 63), (6, 50)] {
		Chain::with_validators(10).execute(|| {
			equivocate(1, 1, None);
			run_to_epoch(second);
			equivocate(2, second, None);
			run_to_epoch(second + 4);
			let id = validator_record(1).offences[0];
			let parts = offence(id).fraction.deconstruct();
			assert_eq!(parts / 10_000_000, expected, "epoch {second}");
		});
	}
}

#[test]
fn a_lighter_equivocation_of_an_epoch_does_not_take_the_place_of_a_graver_one() {
	Chain::with_validators(10).execute(|| {
		equivocate(1, 1, None);
		let grave = open_offence(1);
		run_to(grave, is_final);
		assert_eq!(offence(grave).fraction, percent(50));
		let proof = proven_report(OffenceKind::DoubleSign, H256::repeat_byte(9));
		let light = <Slashing as OffenceIntake<_>>::report(proof).expect("it is new");
		let to = percent(1);
		assert_ok!(Slashing::rule(root(), light, Verdict::Reduce { to, sentence: Sentence::Ban }));
		run_to(light, is_final);
		// The equivocation of another validator raises the graver one.
		equivocate(2, now(), None);
		run_to_epoch(now() + 4);
		assert!(offence(grave).fraction > percent(60), "{:?}", offence(grave).fraction);
	});
}

#[test]
fn a_review_that_begins_anew_passes_over_none() {
	Chain::with_validators(20).execute(|| {
		for who in [1, 2] {
			equivocate(who, 1, None);
		}
		run_to_epoch(5);
		// The running review has passed the first equivocation of epoch 1.
		Reviews::<Test>::put(Review { next: 1, seen: 1, last: 5 });
		let id = validator_record(1).offences[0];
		Slashing::review_others(id, &Offence { epoch: 5, ..offence(id) });
		assert_eq!(Reviews::<Test>::get(), Some(Review { next: 1, seen: 0, last: 9 }));
	});
}

#[test]
fn a_charge_is_rounded_up_to_a_billionth() {
	// The product of what the three leave is less than 10^-18 below a whole billionth. The
	// convictions without a cost link them.
	let costs = [7_920, 314_189, 718_608_607];
	let [first, second, third] = costs.map(Perbill::from_parts);
	let none = Perbill::zero();
	let all: Vec<_> = [(1, first), (3, none), (5, second), (7, none), (9, third)]
		.map(|(epoch, fraction)| conviction(epoch, fraction))
		.into();
	let billion = 1_000_000_000;
	let left = costs.into_iter().fold(1, |left: u128, cost| left * (billion - u128::from(cost)));
	let kept = left / billion.pow(2);
	let charged = Perbill::from_parts((billion - kept) as u32);
	assert_eq!(charge(&all, &all[0]), Some(charged));
}
