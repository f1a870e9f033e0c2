//! The example of the crate documentation.

use super::*;
use crate::panel::commitment;
use frame_support::assert_ok;
use palisade_primitives::OffenceKind;

#[docify::export]
#[test]
fn a_false_report_costs_its_author() {
	// Nine validators with 1,000 units each; account 50 reports the first, without proof.
	Chain::with_validators(9).account(50).execute(|| {
		let kind = OffenceKind::Collusion;
		assert_ok!(Slashing::report_offence(
			signed(50),
			1,
			kind,
			now(),
			evidence("a rumour"),
			u128::MAX
		));
		let offence = open_offence(1);
		let own = free(1);

		// The accused disputes the facts. Both sides now have funds held.
		let defence = evidence("logs of that epoch");
		assert_ok!(Slashing::dispute(signed(1), offence, Grounds::FactsDisputed, defence));
		assert_eq!((held(50), held(1)), (1_000 * UNIT, 500 * UNIT));

		// After the window a panel of seven others is drawn. Each member commits to a secret
		// ballot.
		next_epoch();
		next_epoch();
		let panel = members(offence);
		assert_eq!(panel.len(), 7);
		for member in &panel {
			let ballot = commitment(offence, member, Verdict::Cancel, salt(*member));
			assert_ok!(Slashing::commit_ballot(signed(*member), offence, ballot));
		}

		// In the next epoch the members reveal their ballots.
		next_epoch();
		for member in &panel {
			let (verdict, salt) = (Verdict::Cancel, salt(*member));
			assert_ok!(Slashing::reveal_ballot(signed(*member), offence, verdict, salt, None));
		}

		// Nothing was slashed. The reporter forfeits its deposit: 40 % to the accused, the rest to
		// the treasury.
		next_epoch();
		assert!(Slashing::open_offences(&1).is_empty());
		assert_eq!(at_risk(1, 1), 1_000 * UNIT);
		assert_eq!(free(50), WEALTH - 1_000 * UNIT);
		assert_eq!(free(1), own + 400 * UNIT);
	});
}
