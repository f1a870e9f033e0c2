//! Brakes in the middle of each period: stake waits for the verdict.

use crate::{cases::is_held, mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Get, Imbalance},
};
use palisade_primitives::{
	Balance,
	Basis::{Alleged, Proven},
	CaseInspect, EpochIndex, ExposureInspect, PositionInspect,
	RewardClass::{Compounding, Liquid},
	SlashControl, MAX_INTERRUPTED_EPOCHS,
};
use palisade_test_support::dice::Dice;
use sp_arithmetic::Perbill;

/// Without rewards: validators 1 and 2 with 1,000 units of self-stake each; 10 with 1,000 liquid
/// units and 11 with 1,000 compounding units with validator 1.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	set_interrupted([]);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 1_000)
		.delegation(10, 1, 1_000, Liquid)
		.delegation(11, 1, 1_000, Compounding)
}

/// Ends epochs until `epoch` runs. Epochs for which `are_interrupted` holds are interrupted.
fn run_to(epoch: EpochIndex, are_interrupted: impl Fn(EpochIndex) -> bool) {
	while CurrentEpoch::<Test>::get() < epoch {
		if are_interrupted(CurrentEpoch::<Test>::get()) {
			interrupt_epoch();
		}
		next_epoch();
	}
}

fn undelegate(who: AccountId) {
	let class = if who == 10 { Liquid } else { Compounding };
	assert_ok!(Staking::undelegate(signed(who), 1, class, Amount::All));
}

fn withdrawable(who: AccountId) -> Vec<EpochIndex> {
	Staking::exits(who).into_iter().map(|exit| exit.withdrawable).collect()
}

fn slash(epoch: EpochIndex, fraction: u32) -> Balance {
	Staking::slash(&1, epoch, Perbill::from_percent(fraction)).expect("can be slashed").peek()
}

#[test]
fn exits_wait_as_many_epochs_longer_as_judging_was_interrupted() {
	chain().execute(|| {
		run_to(3, |_| true);
		undelegate(10);
		// Earlier interruptions do not count.
		assert_eq!(withdrawable(10), [24]);
		run_to(24, |epoch| [3, 7, 8, 20].contains(&epoch));
		assert_eq!(withdrawable(10), [28]);
		// Interruptions within the extension count too.
		for epoch in 24..29 {
			run_to(epoch, |epoch| epoch == 26);
			assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		}
		assert_eq!(withdrawable(10), [29]);
		run_to(29, |_| false);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), WEALTH);
	});
}

#[test]
fn an_epoch_moves_exits_once_it_is_over() {
	chain().execute(|| {
		undelegate(10);
		run_to(20, |_| false);
		interrupt_epoch();
		assert_eq!(withdrawable(10), [21]);
		next_epoch();
		assert_eq!(withdrawable(10), [22]);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		next_epoch();
		assert_ok!(Staking::withdraw(signed(10)));
	});
}

#[test]
fn what_has_become_free_stays_free() {
	chain().execute(|| {
		undelegate(10);
		run_to(22, |epoch| epoch == 5);
		run_to(60, |_| true);
		assert_eq!(withdrawable(10), [22]);
		assert_ok!(Staking::withdraw(signed(10)));
	});
	chain().execute(|| {
		undelegate(10);
		run_to(21, |_| false);
		// The exit is mature, and stays mature in a lasting brake.
		undelegate(11);
		run_to(22, |_| true);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_noop!(Staking::withdraw(signed(11)), Error::<Test>::NotYetWithdrawable);
	});
}

#[test]
fn exits_wait_28_epochs_longer_at_most() {
	chain().execute(|| {
		undelegate(10);
		run_to(48, |_| true);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		run_to(49, |_| true);
		assert_ok!(Staking::withdraw(signed(10)));
	});
}

#[test]
fn own_stake_waits_as_long() {
	chain().execute(|| {
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, Amount::Exact(500 * UNIT)));
		run_to(23, |epoch| [0, 1, 22].contains(&epoch));
		assert_eq!(withdrawable(1), [24]);
		assert_noop!(Staking::withdraw(signed(1)), Error::<Test>::NotYetWithdrawable);
		run_to(24, |_| false);
		assert_ok!(Staking::withdraw(signed(1)));
	});
}

#[test]
fn redelegated_stake_waits_as_long_and_is_reached() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to(16, |epoch| (4..10).contains(&epoch));
		assert_eq!(Staking::exits(10)[0].redelegation, Some((2, 22)));
		let complete = || Staking::complete_redelegation(signed(10), 1, 2);
		run_to(21, |_| false);
		assert_noop!(complete(), Error::<Test>::NotYetWithdrawable);
		// The last epoch of liability is reported in the last epoch possible.
		assert_ok!(Staking::open_case(&1, 1, Proven));
		run_to(22, |_| false);
		assert_noop!(complete(), Error::<Test>::HeldByCase);
		assert_noop!(Staking::open_case(&1, 1, Proven), Error::<Test>::EpochNotReportable);
		slash(1, 10);
		assert_ok!(Staking::close_case(&1, 1, Proven));
		assert_ok!(complete());
		let arrived = Staking::position_value(&10, &2, Liquid) + pending_of(10);
		assert!(arrived.abs_diff(900 * UNIT) <= 2, "{arrived}");
	});
}

/// The pending stake with validator 2.
fn pending_of(who: AccountId) -> Balance {
	let positions = Staking::positions(who);
	let with_second = positions.iter().find(|position| position.validator == 2);
	with_second.map_or(0, |position| position.pending_liquid)
}

#[test]
fn an_offence_that_is_judged_late_reaches_stake_that_has_left() {
	chain().execute(|| {
		run_to(2, |_| false);
		undelegate(10);
		// The offence is one of the next epoch, whose set was elected with this stake.
		run_to(3, |_| false);
		run_to(17, |_| true);
		// Fourteen epochs are the report window; it is as long again.
		run_to(31, |_| false);
		assert_ok!(Staking::open_case(&1, 3, Alleged));
		// Without brakes all of it would have been free with epoch 23.
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
		run_to(37, |_| false);
		assert!(Staking::exits(10)[0].held);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		// The last epoch for a decision: 3 + 21 + 7 − 2 + 14.
		run_to(43, |_| false);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
		assert!(Staking::exposure(3, &1).is_some());
		assert!(slash(3, 10).abs_diff(300 * UNIT) <= 2);
		assert_ok!(Staking::close_case(&1, 3, Alleged));
		assert_ok!(Staking::withdraw(signed(10)));
		// Exits and remaining stake have lost as much.
		let left = WEALTH - free(10);
		let stayed = 1_000 * UNIT - Staking::position_value(&11, &1, Compounding);
		assert!(left.abs_diff(100 * UNIT) <= 2 && stayed.abs_diff(100 * UNIT) <= 2);
	});
}

#[test]
fn a_case_holds_exits_as_long_as_it_must_be_decided_and_no_longer() {
	chain().execute(|| {
		run_to(2, |_| false);
		undelegate(10);
		run_to(3, |_| false);
		assert_ok!(Staking::open_case(&1, 3, Alleged));
		run_to(34, |epoch| [5, 6, 7, 30].contains(&epoch));
		// Until 2 + 21 + 7 + 4.
		assert_ok!(Staking::withdraw(signed(10)));
	});
	chain().execute(|| {
		run_to(2, |_| false);
		undelegate(10);
		run_to(3, |_| false);
		assert_ok!(Staking::open_case(&1, 3, Alleged));
		run_to(33, |epoch| [5, 6, 7, 30].contains(&epoch));
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
	});
}

#[test]
fn offences_can_be_reported_for_as_many_epochs_as_without_brakes() {
	chain().execute(|| {
		run_to(5, |_| false);
		run_to(8, |_| true);
		run_to(22, |_| false);
		assert_noop!(Staking::open_case(&1, 4, Proven), Error::<Test>::EpochNotReportable);
		assert_ok!(Staking::open_case(&1, 5, Proven));
		next_epoch();
		assert_noop!(Staking::open_case(&1, 5, Proven), Error::<Test>::EpochNotReportable);
	});
}

#[test]
fn sets_are_kept_as_long_as_they_answer_and_then_forgotten() {
	chain().execute(|| {
		let kept = || ExposureIndexes::<Test>::iter_keys().count();
		run_to(40, |_| false);
		assert_eq!(kept(), 29);
		run_to(100, |epoch| epoch < 60);
		// Twenty epochs were interrupted; the record of the last one was removed with all earlier
		// ones.
		let now = CurrentEpoch::<Test>::get();
		for epoch in 0..=now {
			let is_kept = ExposureIndexes::<Test>::contains_key(epoch);
			assert!(is_kept || !Staking::is_liable_for(epoch, now), "{epoch}");
		}
		run_to(130, |_| false);
		assert_eq!(kept(), 29);
		// All the time.
		run_to(250, |_| true);
		assert_eq!(kept(), 29 + 28);
		run_to(400, |_| false);
		assert_eq!(kept(), 29);
	});
}

/// Interrupts a given percentage of the epochs on average, in runs.
fn interrupt_at_random(seed: u64) {
	let mut dice = Dice(seed);
	let percent = dice.below(100);
	let mut epochs = std::collections::BTreeSet::new();
	let mut epoch = 0u32;
	while epoch < 160 {
		let run = dice.below(12) as u32 + 1;
		if dice.below(100) < percent {
			epochs.extend(epoch..epoch + run);
		}
		epoch += run;
	}
	set_interrupted(epochs);
}

#[test]
fn stake_is_never_free_while_what_it_answers_for_can_be_reported_or_must_be_decided() {
	sp_io::TestExternalities::default().execute_with(|| {
		let bonding: u32 = <Test as Config>::BondingEpochs::get();
		let slack: u32 = <Test as Config>::CaseSlackEpochs::get();
		for seed in 0..12 {
			interrupt_at_random(seed);
			for now in (0..160).step_by(5) {
				let mut liable: u32 = 0;
				for offence in 0..=now {
					let moved = Staking::longer_by(offence, now);
					let must_be_decided = now <= offence + bonding + slack - 2 + moved;
					let is_liable = Staking::is_liable_for(offence, now);
					liable += u32::from(is_liable);
					assert!(is_liable || !must_be_decided);
					for exit in offence.saturating_sub(1)..=now {
						let what = || format!("{offence} {exit} {now} {:?}", interrupted());
						if Staking::is_reportable(offence, now) {
							assert!(!Staking::is_mature(exit, now), "{}", what());
							assert!(!Staking::can_arrive(exit, now), "{}", what());
						}
						// What `is_held` asks besides a case.
						if must_be_decided {
							let is_over = Staking::have_passed(bonding + slack, exit, now);
							assert!(!is_over, "{}", what());
						}
					}
				}
				assert!(liable <= bonding + slack + MAX_INTERRUPTED_EPOCHS + 1);
				assert!(liable <= MAX_LIABLE_EPOCHS);
			}
		}
	});
}

#[test]
fn time_turns_nothing_back_and_keeps_the_order() {
	sp_io::TestExternalities::default().execute_with(|| {
		for seed in 100..108 {
			interrupt_at_random(seed);
			for now in 1..160 {
				for epoch in 0..now {
					for epochs in [15, 16, 21, 28, 29] {
						let before = Staking::have_passed(epochs, epoch, now - 1);
						let after = Staking::have_passed(epochs, epoch, now);
						assert!(after || !before, "{epoch} came back in {now}");
						let next = Staking::have_passed(epochs, epoch + 1, now);
						assert!(after || !next, "{epoch} was overtaken in {now}");
					}
				}
				for epoch in 0..now {
					let shown = Staking::withdrawable_from(epoch, now);
					assert_eq!(shown <= now, Staking::is_mature(epoch, now), "{epoch} in {now}");
				}
				let first = Staking::first_immature(now);
				let found = (0..=now).find(|epoch| !Staking::is_mature(*epoch, now));
				assert_eq!(Some(first), found, "in {now} with {:?}", interrupted());
			}
		}
	});
}

#[test]
fn cases_hold_the_exits_that_each_of_them_reaches() {
	chain().execute(|| {
		let bonding: u32 = <Test as Config>::BondingEpochs::get();
		let slack: u32 = <Test as Config>::CaseSlackEpochs::get();
		let mut record = validator(1);
		let mut held = 0;
		for seed in 200..212 {
			interrupt_at_random(seed);
			let mut dice = Dice(seed);
			for now in (0..160).step_by(3) {
				let number = dice.below(5);
				let mut cases: Vec<_> =
					(0..number).map(|_| dice.below(u64::from(now) + 1) as EpochIndex).collect();
				cases.sort_unstable();
				cases.dedup();
				record.cases = cases.clone().try_into().expect("few enough");
				let open = cases.iter().filter(|offence| Staking::is_liable_for(**offence, now));
				let first = open.clone().map(|offence| Staking::first_liable_exits(*offence)).min();
				assert_eq!(Staking::has_liable_case(&record, now), open.count() > 0);
				for epoch in 0..=now {
					let expected = first.is_some_and(|first| first <= epoch)
						&& !Staking::have_passed(bonding + slack, epoch, now);
					let is_held = is_held(Staking::held_from(&record, now), epoch);
					assert_eq!(is_held, expected, "{epoch} in {now} with {cases:?}");
					held += u32::from(is_held);
				}
			}
		}
		assert!(held > 0);
	});
}

#[test]
fn others_are_told_which_exits_wait() {
	chain().execute(|| {
		run_to(10, |_| false);
		assert_ok!(Staking::open_case(&1, 4, Alleged));
		for epoch in 11..60 {
			run_to(epoch, |epoch| epoch % 3 == 0);
			let record = validator(1);
			let waits = |exit: &EpochIndex| {
				!Staking::is_mature(*exit, epoch)
					|| is_held(Staking::held_from(&record, epoch), *exit)
			};
			let found = (0..=epoch).find(waits).expect("those of this epoch wait");
			assert_eq!(Staking::exits_held_since(&1), found, "in {epoch}");
		}
	});
}

#[test]
fn a_delegator_that_leaves_later_is_never_paid_earlier() {
	chain().execute(|| {
		run_to(3, |_| false);
		undelegate(11);
		interrupt_epoch();
		next_epoch();
		undelegate(10);
		assert_eq!((withdrawable(11), withdrawable(10)), (vec![25], vec![25]));
		run_to(24, |_| false);
		for who in [10, 11] {
			assert_noop!(Staking::withdraw(signed(who)), Error::<Test>::NotYetWithdrawable);
		}
		run_to(25, |_| false);
		for who in [10, 11] {
			assert_ok!(Staking::withdraw(signed(who)));
			assert_eq!(free(who), WEALTH);
		}
	});
}

#[test]
fn leaving_again_after_a_brake_is_no_faster_way_out() {
	chain().execute(|| {
		undelegate(10);
		run_to(6, |_| true);
		assert_eq!(withdrawable(10), [27]);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		next_epoch();
		undelegate(10);
		assert_eq!(withdrawable(10), [28]);
		run_to(27, |_| false);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
	});
}

#[test]
fn redelegating_through_a_brake_is_no_faster_way_out() {
	chain().execute(|| {
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::All));
		run_to(5, |_| true);
		// As an exit it would be free with 26.
		assert_eq!(Staking::exits(10)[0].redelegation, Some((2, 21)));
		run_to(21, |_| false);
		assert_ok!(Staking::complete_redelegation(signed(10), 1, 2));
		run_to(22, |_| false);
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::All));
		assert_eq!(withdrawable(10), [43]);
	});
}

#[test]
fn stake_that_returns_in_a_brake_is_reached_by_later_verdicts() {
	chain().execute(|| {
		undelegate(10);
		run_to(20, |_| true);
		assert_ok!(Staking::cancel_undelegation(signed(10), 1, 0));
		run_to(30, |_| false);
		// Without a brake epoch 1 could be reported until 15. Nineteen epochs do not count.
		assert_ok!(Staking::open_case(&1, 1, Proven));
		assert!(slash(1, 10).abs_diff(300 * UNIT) <= 2);
		let left = Staking::position_value(&10, &1, Liquid);
		assert!(left.abs_diff(900 * UNIT) <= 2, "{left}");
	});
}
