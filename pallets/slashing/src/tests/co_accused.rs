//! Which validators judge when others are accused of the same fault.

use super::*;

const KIND: OffenceKind = OffenceKind::Collusion;

/// Returns the panels that judge an offence for thirty seeds of the draw.
fn panels(id: OffenceId) -> Vec<Vec<AccountId>> {
	let offence = offence(id);
	let seeds = (0..30).map(|seed| {
		Seed::set(seed);
		Slashing::panel_seed(id, 1)
	});
	seeds.map(|seed| Slashing::draw_panel(&offence, 1, seed).0.unwrap_or_default()).collect()
}

/// Returns the accounts that judge an offence for one of thirty seeds.
fn judges(id: OffenceId) -> Vec<AccountId> {
	let mut judges: Vec<_> = panels(id).into_iter().flatten().collect();
	judges.sort_unstable();
	judges.dedup();
	judges
}

#[test]
fn the_accused_chooses_no_panel_by_allegations_after_the_report() {
	Chain::with_validators(12).accounts([50, 51]).execute(|| {
		let id = report(50, 1, KIND);
		let before = panels(id);
		// In the epoch of the report, and in the next, by an accomplice and by the accused.
		for validator in 2..=5 {
			report(51, validator, KIND);
		}
		assert_eq!(panels(id), before);
		next_epoch();
		for validator in 6..=9 {
			report(1, validator, KIND);
		}
		assert_eq!(panels(id), before);
		run_to(id, is_committing);
		assert_eq!(members(id).len(), 7);
		assert_eq!(judges(id), (2..=12).collect::<Vec<_>>());
	});
}

#[test]
fn an_attacker_does_not_seat_its_validators_by_reporting_all_others() {
	// The validators 1 to 3 are those of the attacker.
	for victims in [4..=12, 4..=7] {
		Chain::with_validators(12).accounts([50, 51]).execute(|| {
			for validator in victims.clone() {
				report(50, validator, KIND);
			}
			next_epoch();
			// By the account that reported the others, and by another account.
			let ids = [report(50, 12, KIND), report(51, 11, KIND)];
			let [own, of_other] = ids.map(|id| {
				run_to(id, is_committing);
				panels(id)
			});
			let has_others = |panel: &Vec<AccountId>| panel.iter().any(|member| *member > 3);
			assert!(own.iter().chain(&of_other).all(has_others), "{victims:?}");
			assert_eq!(judges(ids[0]), (1..=11).collect::<Vec<_>>());
			// Eight of twelve are too many to bar, four are not.
			let is_barred = |member: &AccountId| victims == (4..=7) && victims.contains(member);
			let wanted: Vec<_> = (1..=10).chain([12]).filter(|who| !is_barred(who)).collect();
			assert_eq!(judges(ids[1]), wanted);
		});
	}
}

#[test]
fn allegations_bar_at_most_a_third_of_the_stake() {
	for (units, are_barred) in [(1_000, true), (20_000, false)] {
		let chain = Chain::with_validators(9).validator(10, units).accounts([50, 51]);
		chain.execute(|| {
			for validator in [2, 3, 10] {
				report(51, validator, KIND);
			}
			next_epoch();
			let id = report(50, 1, KIND);
			let judges = judges(id);
			for validator in [2, 3, 10] {
				assert_eq!(!judges.contains(&validator), are_barred, "{validator}: {judges:?}");
			}
		});
	}
}

#[test]
fn co_accused_do_not_judge() {
	Chain::with_validators(15).accounts([50, 51]).execute(|| {
		let group: Vec<_> = (2..=5).map(|validator| report(51, validator, KIND)).collect();
		// Accused of something else.
		report(51, 6, OffenceKind::Other);
		next_epoch();
		let id = report(50, 1, KIND);
		next_epoch();
		// A reporter bars no judge of its next allegation.
		let next = report(50, 7, KIND);
		assert_eq!(judges(next), [1, 6].into_iter().chain(8..=15).collect::<Vec<_>>());
		run_to(id, is_committing);
		assert_eq!(members(id).len(), 7);
		assert_eq!(judges(id), (6..=15).collect::<Vec<_>>());
		// Once the others are decided, an acquitted validator judges again.
		for other in group {
			cancel(other);
		}
		assert_eq!(judges(id), (2..=15).collect::<Vec<_>>());
	});
}

#[test]
fn the_accused_of_a_proof_does_not_judge_even_without_jail() {
	Chain::with_validators(8).account(50).execute(|| {
		Penalties::mutate(|all| {
			if let Some(penalty) = all.get_mut(&OffenceKind::DoubleSign) {
				penalty.sentence = Sentence::None;
			}
		});
		for validator in 1..=5 {
			equivocate(validator, now(), Some(50));
			assert!(is_active(validator));
		}
		let id = open_offence(1);
		assert_eq!(judges(id), [6, 7, 8]);
	});
}
