//! The conduct of a set, and its participation.

use crate::{epoch::performance, mock::*, types::*, EpochResults};
use frame_support::assert_ok;
use palisade_primitives::{EpochIndex, Milliblocks, ValidatorControl};
use sp_arithmetic::Perbill;

fn members_of(epoch: EpochIndex) -> Vec<AccountId> {
	let set = Staking::exposures_of(epoch).expect("the epoch has a set");
	set.into_iter().map(|exposure| exposure.validator).collect()
}

fn performances(epoch: EpochIndex) -> Vec<Perbill> {
	let results = EpochResults::<Test>::get(epoch).expect("the epoch is over");
	results.into_iter().map(|result| result.performance).collect()
}

#[test]
fn a_set_is_observed_once_whole_in_its_order_and_before_it_is_paid() {
	ActiveValidators::set(3);
	let chain = (1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 500 + 100 * who));
	chain.execute(|| {
		for epoch in 0..6 {
			// Whatever becomes of its members meanwhile.
			let done = match epoch {
				1 => Staking::jail(&4, 9),
				2 => Staking::ban(&3),
				3 => Staking::leave_validators(signed(2)),
				_ => Ok(()),
			};
			assert_ok!(done);
			Sets::take();
			Authored::take();
			let issued = Balances::total_issuance();
			next_epoch();
			let members = members_of(epoch);
			assert_eq!(Sets::take(), [(epoch, members.clone(), issued)]);
			let observed: Vec<_> =
				Authored::take().into_iter().map(|(who, of, _)| (of, who)).collect();
			let expected: Vec<_> = members.into_iter().map(|who| (epoch, who)).collect();
			assert_eq!(observed, expected);
		}
	});
	ActiveValidators::set(4);
}

#[test]
fn a_member_that_is_kept_offline_is_observed_with_the_set_and_owes_nothing() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		MinimumActiveValidators::set(2);
		run_to_epoch(1);
		assert_ok!(Staking::go_offline(signed(2)));
		run_to_epoch(3);
		assert_eq!(members_of(3), [1, 2]);
		assert_ok!(Staking::jail(&2, 50));
		Sets::take();
		Authored::take();
		(0..10).for_each(|_| block_by(1));
		(0..4).for_each(|_| block_by(2));
		next_epoch();
		assert_eq!(
			Sets::take().into_iter().map(|(_, members, _)| members).collect::<Vec<_>>(),
			[[1, 2]]
		);
		// The first is on duty alone.
		let (due, none) = (Milliblocks(10_000), Milliblocks::ZERO);
		assert_eq!(Authored::take(), [(1, 3, (10, due)), (2, 3, (0, none))]);
		// In jail the member is paid for no block.
		assert_eq!(EpochResults::<Test>::get(3).unwrap()[1], EpochResult::default());
		MinimumActiveValidators::set(1);
	});
}

#[test]
fn members_without_an_answer_did_not_participate_and_more_answers_are_of_no_one() {
	Chain::new().validator(1, 3_000).validator(2, 2_000).validator(3, 1_000).execute(|| {
		let (all, none) = (Perbill::one(), performance(Perbill::zero(), Perbill::one()));
		for (answers, expected) in [
			(0, [none, none, none]),
			(1, [all, none, none]),
			(2, [all, all, none]),
			(3, [all, all, all]),
			(4, [all, all, all]),
			(1_000, [all, all, all]),
		] {
			Answers::set(Some(answers));
			let epoch = crate::CurrentEpoch::<Test>::get();
			assert_eq!(members_of(epoch), [1, 2, 3]);
			let before = Balances::total_issuance();
			next_epoch();
			assert_eq!(performances(epoch), expected, "{answers} answers");
			// No more is minted than the payout.
			assert!(Balances::total_issuance() - before <= PayoutOfEpoch::get());
		}
		Answers::set(None);
	});
}
