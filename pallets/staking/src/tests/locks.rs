//! Locks of staked funds: the balances lock what stake and exits do not cover.

use super::voting::{chain, owned, spend, vote_planck, Poll, ThePoll};
use crate::{currency::StakeAwareCurrency, mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Inspect, LockIdentifier, LockableCurrency, WithdrawReasons},
};
use palisade_primitives::{
	Balance, DealControl, PositionInspect, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use pallet_conviction_voting::Conviction::{self, Locked1x, Locked6x};
use sp_arithmetic::Perbill;
use sp_runtime::TokenError;

type Lockable = StakeAwareCurrency<Balances, Staking>;

const FIRST: LockIdentifier = *b"firstlok";
const SECOND: LockIdentifier = *b"secondlk";

fn set(id: LockIdentifier, who: AccountId, units: Balance) {
	Lockable::set_lock(id, &who, units * UNIT, WithdrawReasons::all());
}

fn extend(id: LockIdentifier, who: AccountId, units: Balance) {
	Lockable::extend_lock(id, &who, units * UNIT, WithdrawReasons::all());
}

/// What the balances lock, in units. Rounded, because exits lose a planck.
fn locked(who: AccountId) -> Balance {
	(System::account(who).data.frozen + UNIT / 2) / UNIT
}

/// Ends the poll, approved.
fn end_poll() {
	ThePoll::set(Poll::Ended(System::block_number(), true));
}

#[test]
fn a_vote_with_all_that_is_owned_leaves_the_reserve_for_fees() {
	chain().execute(|| {
		FeeReserve::set(UNIT);
		assert_eq!(owned(10), 999_999 * UNIT);
		assert_ok!(vote_planck(10, owned(10), Locked6x));
		assert_noop!(spend(10, UNIT + 1), TokenError::Frozen);
		assert_ok!(spend(10, UNIT / 2));
		// Delegated votes leave it too.
		assert_ok!(Voting::delegate(signed(2), 0, 10, Locked6x, owned(2)));
		assert_ok!(spend(2, UNIT / 2));
		// An account without stake locks all that it votes with, as without this pallet.
		assert_ok!(vote_planck(11, owned(11), Locked6x));
		assert_noop!(spend(11, 1), TokenError::Frozen);
	});
}

#[test]
fn a_vote_that_was_slashed_does_not_take_the_fees_hostage() {
	chain().execute(|| {
		FeeReserve::set(UNIT);
		assert_ok!(vote_planck(10, owned(10), Locked6x));
		assert_eq!(locked(10), 99_999);
		drop(Staking::slash(&1, 0, Perbill::from_percent(50)).unwrap());
		assert_ok!(spend(10, UNIT / 10));
		// Nor do a new vote, an exit, a withdrawal, the end of the vote and its unlocking.
		assert_ok!(vote_planck(10, owned(10), Locked6x));
		assert_ok!(spend(10, UNIT / 10));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(locked(10), 399_999);
		assert_ok!(spend(10, UNIT / 10));
		end_poll();
		assert_ok!(Voting::remove_vote(signed(10), Some(0), 0));
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_eq!(locked(10), 399_999);
		assert_ok!(spend(10, UNIT / 10));
		System::set_block_number(1_000);
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_eq!(locked(10), 0);
	});
}

#[test]
fn a_delegated_vote_does_not_take_the_fees_hostage() {
	chain().execute(|| {
		let all = 900_000 * UNIT;
		assert_ok!(Voting::delegate(signed(10), 0, 11, Locked1x, all));
		assert_ok!(spend(10, UNIT));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(locked(10), 300_000);
		assert_ok!(spend(10, UNIT));
		assert_ok!(Voting::undelegate(signed(10), 0));
		System::set_block_number(System::block_number() + 10);
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_eq!(locked(10), 0);
		assert!(!StakeLocks::<Test>::contains_key(10));
	});
}

#[test]
fn exits_cover_a_lock_until_they_are_withdrawn() {
	chain().execute(|| {
		set(FIRST, 10, 900_000);
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(100_000 * UNIT)));
		set(FIRST, 10, 900_000);
		assert_eq!(locked(10), 0);
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(locked(10), 400_000);
	});
}

#[test]
fn stake_that_is_transferred_is_locked_in_the_balance() {
	chain().execute(|| {
		FeeReserve::set(UNIT);
		set(FIRST, 10, 850_000);
		assert_ok!(Staking::open_deal(&10, &1, 20_000 * UNIT, Perbill::zero()));
		run_to_epoch(1);
		assert_ok!(Staking::move_deal(&10, 0, &11));
		assert_eq!(locked(10), 0);
		assert_ok!(Staking::move_position(&10, &1, Liquid, 100_000 * UNIT, &11));
		assert_eq!(locked(10), 50_000);
		// The balance has room for 30,000 more, less the reserve.
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::Exact(29_999 * UNIT)));
		assert_ok!(Staking::move_exits(&10, &2, 1, &11));
		assert_eq!(locked(10), 79_999);
		assert_noop!(Staking::move_position(&10, &1, Liquid, UNIT, &11), Error::<Test>::Locked);
		assert_ok!(spend(10, UNIT / 2));
	});
}

#[test]
fn a_deal_that_has_voted_is_not_given_away_to_vote_again() {
	chain().execute(|| {
		FeeReserve::set(UNIT);
		let deals = [30_000, 20_000].map(|units| {
			Staking::open_deal(&10, &1, units * UNIT, Perbill::zero()).expect("a sound deal")
		});
		set(FIRST, 10, 930_000);
		assert_eq!(locked(10), 0);
		assert_ok!(Staking::move_deal(&10, deals[0], &11));
		assert_eq!(locked(10), 10_000);
		set(FIRST, 10, 960_000);
		assert_eq!(locked(10), 40_000);
		// The balance has room for 10,000 more, less the reserve.
		assert_noop!(Staking::move_deal(&10, deals[1], &11), Error::<Test>::Locked);
	});
}

#[test]
fn a_lock_of_the_balance_alone_keeps_no_stake_from_being_transferred() {
	chain().execute(|| {
		FeeReserve::set(UNIT);
		// More than the account has, as for one that paid fees or was slashed since.
		let (amount, reasons) = (Balances::total_balance(&10) + UNIT, WithdrawReasons::all());
		Balances::set_lock(VESTING, &10, amount, reasons);
		let last = |validator, class| {
			let amount = Staking::position_value(&10, &validator, class);
			Staking::move_position(&10, &validator, class, amount, &11)
		};
		// Stake that has voted is not transferred all the same.
		set(FIRST, 10, 900_000);
		assert_noop!(last(1, Liquid), Error::<Test>::Locked);
		Lockable::remove_lock(FIRST, &10);
		assert_ok!(last(1, Liquid));
		assert_ok!(last(2, Compounding));
		assert_eq!(Staking::staked_by(&10), 0);
		assert_noop!(spend(10, 1), TokenError::Frozen);
		Balances::remove_lock(VESTING, &10);
	});
}

#[test]
fn each_lock_is_kept_apart() {
	chain().execute(|| {
		set(FIRST, 10, 950_000);
		set(SECOND, 10, 980_000);
		assert_eq!(locked(10), 80_000);
		Lockable::remove_lock(SECOND, &10);
		assert_eq!(locked(10), 50_000);
		// An extension never lowers a lock; a lock that is set may become smaller.
		extend(FIRST, 10, 10);
		assert_eq!(locked(10), 50_000);
		extend(FIRST, 10, 990_000);
		assert_eq!(locked(10), 90_000);
		extend(SECOND, 10, 920_000);
		assert_eq!(locked(10), 90_000);
		set(FIRST, 10, 910_000);
		assert_eq!(locked(10), 20_000);
		// Stake that is paid out is locked for each.
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(locked(10), 320_000);
		Lockable::remove_lock(SECOND, &10);
		assert_eq!(locked(10), 310_000);
		// Zero, and no reasons, remove a lock.
		set(FIRST, 10, 0);
		assert_eq!(locked(10), 0);
		extend(FIRST, 10, 0);
		Lockable::extend_lock(FIRST, &10, UNIT, WithdrawReasons::empty());
		assert!(!StakeLocks::<Test>::contains_key(10));
		extend(FIRST, 10, 950_000);
		Lockable::set_lock(FIRST, &10, UNIT, WithdrawReasons::empty());
		assert!(!StakeLocks::<Test>::contains_key(10));
	});
}

#[test]
fn what_a_lock_of_the_balance_held_before_staking_stays_locked() {
	chain().execute(|| {
		// An account without stake votes, then stakes the rest, and votes with less.
		set(FIRST, 11, 600_000);
		assert_ok!(Staking::delegate(signed(11), 1, 400_000 * UNIT, Liquid, 0));
		extend(FIRST, 11, 300_000);
		assert_eq!(locked(11), 600_000);
		// Stake counts that is added later.
		set(FIRST, 11, 500_000);
		assert_eq!(locked(11), 100_000);
	});
}

#[test]
fn more_locks_than_there_are_places_lock_the_balance() {
	chain().execute(|| {
		for id in 0..MAX_STAKE_LOCKS {
			set([id as u8; 8], 10, 900_000);
		}
		assert_eq!(locked(10), 0);
		set(FIRST, 10, 900_000);
		assert_eq!(locked(10), 900_000);
		Lockable::remove_lock(FIRST, &10);
		assert_eq!(locked(10), 0);
	});
}

#[test]
fn an_undecodable_record_of_locks_is_left_alone() {
	chain().execute(|| {
		set(FIRST, 10, 900_000);
		let key = StakeLocks::<Test>::hashed_key_for(10);
		sp_io::storage::set(&key, &[0xff; 3]);
		set(FIRST, 10, 950_000);
		assert_eq!(locked(10), 950_000);
		assert_eq!(sp_io::storage::get(&key).unwrap().as_ref(), [0xff; 3]);
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		sp_io::storage::clear(&key);
		System::dec_consumers(&10);
	});
}

#[test]
fn a_second_vote_with_conviction_none_adds_to_the_lock() {
	chain().execute(|| {
		assert_ok!(vote_planck(10, 950_000 * UNIT, Conviction::None));
		assert_eq!(locked(10), 50_000);
		assert_ok!(vote_planck(10, 970_000 * UNIT, Conviction::None));
		assert_eq!(locked(10), 70_000);
		assert_ok!(vote_planck(10, 100_000 * UNIT, Conviction::None));
		// Voting only extends; unlocking takes the lock down to the vote.
		assert_eq!(locked(10), 70_000);
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_eq!(locked(10), 0);
	});
}
