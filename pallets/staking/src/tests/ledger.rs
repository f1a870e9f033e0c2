//! The validator's ledger: a stored record and its rank in the candidate list never differ.

use crate::{ledger::ValidatorLedger, lifecycle::Change, mock::*, types::*, *};
use frame_election_provider_support::SortedListProvider;
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Balance, Basis, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError;

/// The stake that ranks a validator; `None` for one that is not in the candidate list.
fn rank(who: AccountId) -> Option<Balance> {
	CandidateList::contains(&who).then(|| CandidateList::get_score(&who).expect("it is listed"))
}

/// Runs `last` after the compounding class of validator 1 was left with one share, which belongs to
/// the deposits of delegators 10 and 11. Each is too small for a share, and delegator 10 has
/// settled: the share is burned when delegator 11 settles.
fn with_a_share_to_burn(last: impl FnOnce()) {
	MinimumSelfStake::set(1);
	MinimumDelegation::set(1);
	// A share of the class is worth ten planck afterwards.
	PayoutOfEpoch::set(40_000 * UNIT);
	let chain = Chain::new().validator_with(1, 1, Perbill::zero(), RewardPolicy::Payout);
	let chain = chain.delegation(10, 1, 1, Liquid).delegation(11, 1, 1, Liquid);
	chain.delegation(12, 1, 1, Compounding).account(13).execute(|| {
		run_to_epoch(1);
		PayoutOfEpoch::set(0);
		for who in [10, 11] {
			assert_ok!(Staking::delegate(signed(who), 1, 6, Compounding, 0));
		}
		run_to_epoch(2);
		assert_ok!(Staking::undelegate(signed(12), 1, Compounding, Amount::All));
		run_to_epoch(3);
		assert_ok!(Staking::claim_rewards(signed(10), 1));
		let before = validator(1);
		assert_eq!(before.pool.compounding.shares.0, 1);
		assert!(before.pool.compounding.stake > 0);

		last();
		let after = validator(1);
		assert!(after.pool.compounding.shares.is_zero());
		assert_eq!(after.dust, before.dust + before.pool.compounding.stake);
		assert_eq!(rank(1), Some(before.pool.stake() - before.pool.compounding.stake));
	});
}

#[test]
fn a_claim_that_burns_the_last_share_of_a_class_changes_the_rank() {
	with_a_share_to_burn(|| {
		assert_ok!(Staking::claim_rewards(signed(11), 1));
	});
}

#[test]
fn a_transfer_that_burns_the_last_share_of_a_class_changes_the_rank() {
	with_a_share_to_burn(|| {
		assert_ok!(<Staking as PositionTransfer<_>>::move_position(&11, &1, Liquid, UNIT / 2, &13));
	});
}

#[test]
fn a_call_that_changes_stake_and_state_leaves_the_rank_of_the_record() {
	PayoutOfEpoch::set(0);
	let chain = Chain::new().validator(1, 100).validator(2, 1_000).validator(3, 1_000);
	chain.delegation(10, 1, 100, Liquid).execute(|| {
		assert_eq!(rank(1), Some(200 * UNIT));
		// Takes stake and goes offline for lack of self-stake.
		assert_ok!(Staking::slash(&1, 0, Perbill::from_percent(10)).map(drop));
		assert_eq!((validator(1).state, rank(1)), (State::Offline, None));
		check();
		run_to_epoch(2);
		assert_ok!(Staking::increase_self_stake(signed(1), 20 * UNIT));
		assert_eq!(rank(1), None);
		assert_ok!(Staking::go_online(signed(1)));
		assert_eq!(rank(1), Some(200 * UNIT));
		check();

		// Takes out the self-stake and leaves.
		run_to_epoch(4);
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_eq!((validator(1).state, rank(1)), (State::Leaving, None));
		check();
		run_to_epoch(5);
		assert_eq!((validator(1).pool.stake(), rank(1)), (90 * UNIT, None));
	});
}

#[test]
fn a_released_validator_is_ranked_by_its_stake_of_now() {
	PayoutOfEpoch::set(0);
	let chain = Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000);
	chain.delegation(10, 1, 500, Liquid).execute(|| {
		for is_ban in [false, true] {
			let before = validator(1).pool.stake();
			let confined = match is_ban {
				false => Staking::jail(&1, 100),
				true => Staking::ban(&1),
			};
			assert_ok!(confined);
			assert_eq!(rank(1), None);
			check();
			let part = Amount::Exact(100 * UNIT);
			assert_ok!(Staking::undelegate(signed(10), 1, Liquid, part));
			run_to_epoch(Staking::now() + 2);
			assert_eq!(rank(1), None);
			let reversed = match is_ban {
				false => Staking::release(&1),
				true => Staking::unban(&1),
			};
			assert_ok!(reversed);
			let stake = validator(1).pool.stake();
			assert!(before.abs_diff(stake + 100 * UNIT) <= 1);
			assert_eq!(rank(1), Some(stake));
			check();
		}
	});
}

#[test]
fn a_ledger_that_is_not_saved_leaves_record_and_rank() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		let before = validator(1);
		let mut ledger = ledger(1);
		ledger.pool.compounding.stake += UNIT;
		assert_ok!(ledger.transition(Change::GoOffline).map_err(DispatchError::from));
		assert_eq!((ledger.state, validator(1)), (State::Offline, before.clone()));
		assert_eq!(rank(1), Some(before.pool.stake()));
		drop(ledger);
		check();
	});
}

#[test]
fn a_ledger_is_saved_under_its_own_account_only() {
	Chain::new().validator(1, 1_000).validator(2, 2_000).execute(|| {
		let (one, two) = (validator(1), validator(2));
		ledger(1).save();
		assert_eq!((validator(1), validator(2)), (one.clone(), two.clone()));
		assert_eq!((rank(1), rank(2)), (Some(one.pool.stake()), Some(two.pool.stake())));
		let unknown = ValidatorLedger::<Test>::load(&3).map(drop).map_err(DispatchError::from);
		assert_eq!(unknown, Err(Error::<Test>::UnknownValidator.into()));
	});
}

#[test]
fn a_failed_edit_of_self_stake_leaves_it_in_the_ledger() {
	Chain::new().validator(1, 1_000).execute(|| {
		let mut ledger = ledger(1);
		let own = ledger.own.clone();
		let failed: Result<(), _> = ledger.with_own(|ledger, _| {
			assert!(ledger.own.is_empty(), "the position is not in two places");
			Err(Error::Overflow)
		});
		assert!(failed.is_err());
		assert_eq!((&ledger.own, ledger.self_stake()), (&own, 1_000 * UNIT));
	});
}

#[test]
fn a_redelegating_validator_moves_its_delegation_and_not_its_self_stake() {
	PayoutOfEpoch::set(0);
	let chain = Chain::new().validator(1, 1_000).validator(2, 1_000).validator(3, 1_000);
	chain.delegation(2, 1, 100, Liquid).execute(|| {
		let own = validator(2);
		assert_ok!(Staking::redelegate(signed(2), 1, 3, Liquid, Amount::All));
		run_to_epoch(17);
		assert_eq!((validator(1).holders, validator(3).holders), (1, 0));
		assert_ok!(Staking::complete_redelegation(signed(2), 1, 3));
		assert_eq!((validator(1).holders, validator(3).holders), (0, 1));
		assert_eq!((validator(2).own, validator(2).holders), (own.own, own.holders));
		check();
		run_to_epoch(18);
		assert_eq!((rank(1), rank(3)), (Some(1_000 * UNIT), Some(1_100 * UNIT)));
	});
}

#[test]
fn exits_of_self_stake_are_no_redelegation() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		let part = Amount::Exact(100 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, part));
		run_to_epoch(17);
		let no_exits = Error::<Test>::NoExits;
		assert_noop!(Staking::complete_redelegation(signed(1), 1, 2), no_exits);
		assert!(Exits::<Test>::contains_key(1, 1));
	});
}

#[test]
fn exposures_are_in_the_order_of_the_set_for_new_and_for_old_members() {
	ActiveValidators::set(3);
	let chain = (1..=5).fold(Chain::new(), |chain, who| chain.validator(who, 1_000 - who * 10));
	chain.account(10).execute(|| {
		let mut new_members = 0;
		for epoch in 1..=8 {
			let changed = match epoch {
				2 => Staking::delegate(signed(10), 5, 9_000 * UNIT, Liquid, 0)
					.map(drop)
					.map_err(|failed| failed.error),
				4 => Staking::go_offline(signed(1)),
				6 => Staking::go_online(signed(1)),
				_ => Ok(()),
			};
			assert_ok!(changed);
			let before = Staking::active_validators();
			let next: Vec<_> =
				NextSet::<Test>::get().into_iter().map(|elected| elected.validator).collect();
			next_epoch();
			assert_eq!(Staking::active_validators(), next);
			new_members += next.iter().filter(|who| !before.contains(who)).count();
			for who in 1..=5 {
				assert_eq!(validator(who).serves(epoch), next.contains(&who));
			}
			check();
		}
		assert!(new_members >= 3, "the set has changed {new_members} times");
	});
}

#[test]
fn a_case_changes_the_record_and_leaves_the_rank() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		let before = rank(1);
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		assert_eq!((validator(1).proven, rank(1)), (Some(0), before));
		check();
		assert_ok!(Staking::close_case(&1, 0, Basis::Proven));
		assert_eq!((validator(1).proven, rank(1)), (None, before));
	});
}
