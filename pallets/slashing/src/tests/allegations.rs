//! What allegations cost in storage accesses, however many there are.

use super::*;
use crate::{Offences, OpenAllegations, ReportsBy, ValidatorRecords};
use palisade_primitives::{Exposure, ExposureInspect};
use palisade_test_support::accesses::{accesses_of, Accesses};

/// Account `who` reports validator `whom` for epoch 1.
fn allege(who: AccountId, whom: AccountId, kind: OffenceKind, text: &str) {
	let report = Slashing::report_offence(signed(who), whom, kind, 1, evidence(text), u128::MAX);
	assert_ok!(report);
}

/// The number of keys read that begin with the first 32 bytes of `key`: those of its storage item.
fn reads_of(accesses: &Accesses, key: &[u8]) -> usize {
	accesses.reads.iter().filter(|read| read.starts_with(&key[..32])).count()
}

#[test]
fn a_report_reads_no_other_offence_for_its_price() {
	Chain::with_validators(20).accounts(50..60).execute(|| {
		for number in 0..25 {
			allege(51, 1, OffenceKind::Other, &format!("junk no. {number}"));
		}
		let known = *validator_record(1).offences.last().expect("there are some");
		let ((), accesses) = accesses_of(|| allege(52, 1, OffenceKind::Other, "I saw it"));
		// The offence itself, which is new.
		assert_eq!(reads_of(&accesses, &Offences::<Test>::hashed_key_for(known)), 1);
		assert!(accesses.reads.len() < 25, "{}", accesses.reads.len());
		let (price, accesses) = accesses_of(|| Slashing::report_deposit(&51, &1));
		assert_eq!(price, 128_000 * UNIT);
		// The record, and the number of reports of the account.
		assert_eq!(accesses.reads.len(), 2);
	});
}

#[test]
fn what_is_counted_of_reports_is_gone_with_the_reports() {
	Chain::with_validators(20).accounts(50..60).execute(|| {
		for number in 0..6 {
			allege(51, 1, OffenceKind::Other, &format!("no. {number}"));
		}
		allege(52, 1, OffenceKind::Collusion, "I saw it");
		assert_eq!(
			(ReportsBy::<Test>::get(1, 51), ReportsBy::<Test>::get(1, 52)),
			(Some(6), Some(1))
		);
		assert_eq!(validator_record(1).alleged_at_a_price, 5);
		assert_eq!(OpenAllegations::<Test>::iter().count(), 7);
		let ids: Vec<_> = Slashing::open_offences(&1).into_iter().map(|view| view.id).collect();
		assert_ok!(Slashing::withdraw_report(signed(51), ids[0]));
		assert_eq!(OpenAllegations::<Test>::iter().count(), 6);
		uphold(ids[1]);
		cancel(ids[2]);
		// A withdrawn report counts until it is forgotten, a judged one does not.
		assert_eq!(ReportsBy::<Test>::get(1, 51), Some(4));
		// Three are not judged: they lapse.
		run_to_epoch(40);
		assert_eq!(ReportsBy::<Test>::iter().count(), 0);
		assert_eq!(OpenAllegations::<Test>::iter().count(), 0);
		assert_eq!(validator_record(1).alleged_at_a_price, 0);
	});
}

#[test]
fn a_panel_is_drawn_without_reading_the_allegations_of_other_kinds_and_times() {
	Chain::with_validators(30).accounts(50..60).execute(|| {
		for validator in 2..=30 {
			for who in 51..58 {
				allege(who, validator, OffenceKind::Other, &format!("{who} saw it"));
			}
		}
		for validator in 2..=4 {
			allege(51, validator, OffenceKind::Collusion, "I saw it");
		}
		next_epoch();
		let id = report(50, 1, OffenceKind::Collusion);
		let candidates: Vec<Exposure<AccountId>> = Staking::exposures(now());
		assert_eq!(candidates.len(), 30);
		let mut read = 0;
		let (barred, accesses) =
			accesses_of(|| Slashing::barred_by_allegations(&candidates, &offence(id), &mut read));
		assert_eq!(barred.into_iter().collect::<Vec<_>>(), [2, 3, 4]);
		// The judged offence, which the test reads.
		assert_eq!(reads_of(&accesses, &Offences::<Test>::hashed_key_for(id)), 1);
		assert_eq!(reads_of(&accesses, &ValidatorRecords::<Test>::hashed_key_for(1)), 0);
		// Three that bar, the judged one, and the ends of the four epochs from 0 to 4.
		assert_eq!(read, 2 * 4 + 5);
		assert!(accesses.reads.len() <= read as usize + 1, "{}", accesses.reads.len());
	});
}

#[test]
fn allegations_against_more_than_a_third_are_not_all_read() {
	Chain::with_validators(30).accounts(50..60).execute(|| {
		for validator in 2..=30 {
			for who in 51..58 {
				allege(who, validator, OffenceKind::Collusion, &format!("{who} saw it"));
			}
		}
		next_epoch();
		let id = report(50, 1, OffenceKind::Collusion);
		let mut read = 0;
		let candidates: Vec<Exposure<AccountId>> = Staking::exposures(now());
		let barred = Slashing::barred_by_allegations(&candidates, &offence(id), &mut read);
		assert!(barred.is_empty());
		assert!(read < 2 * 29 * 7, "{read}");
	});
}
