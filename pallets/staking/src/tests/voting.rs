//! Voting with staked funds, with the SDK's conviction voting.

use crate::{mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok, parameter_types,
	storage::with_storage_layer,
	traits::{Currency, PollStatus, Polling},
};
use palisade_primitives::{
	Balance, DealControl, PositionInspect, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use pallet_conviction_voting::{AccountVote, Conviction, TallyOf, Vote};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult, TokenError};

type Refused = pallet_conviction_voting::Error<Test>;

/// A poll: the tally while ongoing, then the time and the result of its end.
#[derive(Clone)]
pub enum Poll {
	Ongoing(TallyOf<Test>),
	Ended(u64, bool),
}

parameter_types! {
	/// The only poll there is.
	pub static ThePoll: Poll = Poll::Ongoing(TallyOf::<Test>::from_parts(0, 0, 0));
}

/// One poll, number 0 of class 0.
pub struct OnePoll;

impl Polling<TallyOf<Test>> for OnePoll {
	type Index = u8;
	type Votes = Balance;
	type Class = u8;
	type Moment = u64;

	fn classes() -> Vec<u8> {
		vec![0]
	}

	fn as_ongoing(index: u8) -> Option<(TallyOf<Test>, u8)> {
		match ThePoll::get() {
			Poll::Ongoing(tally) if index == 0 => Some((tally, 0)),
			_ => None,
		}
	}

	fn access_poll<R>(
		index: u8,
		access: impl FnOnce(PollStatus<&mut TallyOf<Test>, u64, u8>) -> R,
	) -> R {
		if index != 0 {
			return access(PollStatus::None);
		}
		let mut poll = ThePoll::get();
		let result = access(match &mut poll {
			Poll::Ongoing(tally) => PollStatus::Ongoing(tally, 0),
			Poll::Ended(when, approved) => PollStatus::Completed(*when, *approved),
		});
		ThePoll::set(poll);
		result
	}

	fn try_access_poll<R>(
		index: u8,
		access: impl FnOnce(PollStatus<&mut TallyOf<Test>, u64, u8>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let before = ThePoll::get();
		Self::access_poll(index, access).inspect_err(|_| ThePoll::set(before))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn create_ongoing(_: u8) -> Result<u8, ()> {
		Err(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn end_ongoing(_: u8, _: bool) -> Result<(), ()> {
		Err(())
	}
}

/// Delegator 10 owns a million units, of which 900,000 are staked.
pub fn chain() -> Chain {
	ActiveValidators::set(1);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 500)
		.delegation(10, 1, 600_000, Liquid)
		.delegation(10, 2, 300_000, Compounding)
		.account(11)
}

/// The total balance of `who` in the voting pallet.
pub fn owned(who: AccountId) -> Balance {
	<<Test as pallet_conviction_voting::Config>::Currency as Currency<_>>::total_balance(&who)
}

fn vote(who: AccountId, units: Balance, conviction: Conviction) -> DispatchResult {
	vote_planck(who, units * UNIT, conviction)
}

pub fn vote_planck(who: AccountId, balance: Balance, conviction: Conviction) -> DispatchResult {
	let vote = Vote { aye: true, conviction };
	Voting::vote(signed(who), 0, AccountVote::Standard { vote, balance })
}

/// Ayes, and the support without conviction, in units.
fn tally() -> (Balance, Balance) {
	let Poll::Ongoing(tally) = ThePoll::get() else { panic!("the poll has ended") };
	(tally.ayes / UNIT, tally.support / UNIT)
}

pub fn spend(who: AccountId, amount: Balance) -> DispatchResult {
	Balances::transfer_allow_death(signed(who), 12, amount)
}

#[test]
fn staked_funds_vote_with_conviction() {
	chain().execute(|| {
		assert_eq!((free(10), owned(10)), (100_000 * UNIT, 1_000_000 * UNIT));
		assert_ok!(vote(10, 1_000_000, Conviction::Locked3x));
		assert_eq!(tally(), (3_000_000, 1_000_000));
		// Another vote takes its place.
		assert_ok!(vote(10, 500_000, Conviction::Locked6x));
		assert_eq!(tally(), (3_000_000, 500_000));
		// Delegated votes count the same.
		assert_ok!(Voting::delegate(signed(2), 0, 10, Conviction::Locked1x, 999_000 * UNIT));
		assert_eq!(tally(), (3_999_000, 1_499_000));
	});
}

#[test]
fn more_than_is_owned_cannot_vote() {
	chain().execute(|| {
		let more = |units| vote(10, units, Conviction::None);
		assert_noop!(more(1_000_001), Refused::InsufficientFunds);
		// Staking does not raise the total balance.
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		assert_noop!(more(1_000_001), Refused::InsufficientFunds);
		assert_noop!(
			Voting::delegate(signed(10), 0, 11, Conviction::None, 1_000_000 * UNIT + 1),
			Refused::InsufficientFunds
		);
		assert_ok!(more(1_000_000));
	});
}

#[test]
fn what_was_slashed_does_not_vote() {
	chain().execute(|| {
		drop(Staking::slash(&1, 0, Perbill::from_percent(50)).unwrap());
		assert_eq!(owned(10), 700_000 * UNIT);
		assert_noop!(vote(10, 700_001, Conviction::None), Refused::InsufficientFunds);
		assert_ok!(vote(10, 700_000, Conviction::None));
	});
}

#[test]
fn all_that_is_staked_counts_and_rewards_do_not() {
	chain().execute(|| {
		// Pending deposits, deals, self-stake; no exits, with both kinds of validators.
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(100 * UNIT)));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		assert_ok!(Staking::open_deal(&10, &1, 20 * UNIT, Perbill::zero()));
		let before = owned(10);
		assert_eq!(before + leaving(10), 1_000_000 * UNIT);
		assert!(leaving(10) > 100 * UNIT);
		assert_eq!(owned(2), WEALTH);
		run_to_epoch(21);
		assert!(Staking::positions(10)[0].liquid_rewards > UNIT);
		assert_eq!(owned(10), before);
		// The reward of its last epoch comes with an exit.
		assert_ok!(Staking::withdraw(signed(10)));
		assert!(owned(10) > 1_000_000 * UNIT && owned(10) < 1_000_001 * UNIT);
	});
}

#[test]
fn the_lock_keeps_withdrawn_funds() {
	chain().execute(|| {
		assert_ok!(vote(10, 900_000, Conviction::Locked3x));
		// Stake covers the lock, so the free balance can be spent.
		assert_ok!(spend(10, UNIT));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		ThePoll::set(Poll::Ended(System::block_number(), true));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert_eq!(free(10), 399_999 * UNIT);
		// The stake that was paid out is locked.
		assert_noop!(spend(10, 100_000 * UNIT), TokenError::Frozen);
		// Staking is no way out of the lock.
		assert_noop!(
			Staking::delegate(signed(10), 1, 100_000 * UNIT, Liquid, 0),
			Error::<Test>::InsufficientFunds
		);

		// Four periods of ten blocks after the end of the poll.
		assert_ok!(Voting::remove_vote(signed(10), Some(0), 0));
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_noop!(spend(10, 100_000 * UNIT), TokenError::Frozen);
		System::set_block_number(41);
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_ok!(spend(10, 399_998 * UNIT));
	});
}

#[test]
fn a_small_lock_keeps_a_part_of_withdrawn_funds() {
	chain().execute(|| {
		assert_ok!(vote(10, 250_000, Conviction::Locked6x));
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(10)));
		// The remaining stake covers the lock.
		assert_ok!(spend(10, 300_000 * UNIT));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(400_000 * UNIT)));
		run_to_epoch(42);
		assert_ok!(Staking::withdraw(signed(10)));
		// Of the lock, 200,000 are covered.
		let unlocked = free(10) - 50_000 * UNIT;
		assert!((450_000 * UNIT..451_000 * UNIT).contains(&unlocked), "with its last reward");
		assert_noop!(spend(10, unlocked + UNIT), TokenError::Frozen);
		assert_ok!(spend(10, unlocked - UNIT));
	});
}

#[test]
fn no_lock_is_escaped_by_an_account_that_was_emptied() {
	chain().execute(|| {
		// The stake keeps the account, with the existential deposit.
		assert_ok!(Balances::transfer_all(signed(10), 12, false));
		assert_eq!(Staking::staked_by(&10), 900_000 * UNIT);
		let voted = with_storage_layer(|| vote(10, 900_000, Conviction::Locked6x)).is_ok();
		assert_ok!(Staking::undelegate(signed(10), 2, Compounding, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw_for(signed(11), 10));
		assert_eq!(spend(10, UNIT).is_err(), voted);
	});
}

#[test]
fn stake_that_has_voted_does_not_vote_again_with_another_owner() {
	chain().execute(|| {
		assert_ok!(vote(10, 1_000_000, Conviction::Locked6x));
		let moved = Staking::move_position(&10, &1, Liquid, 600_000 * UNIT, &11);
		let voted = vote(11, 1_000_000 + 600_000, Conviction::Locked6x);
		assert!(moved.is_err() || voted.is_err(), "support of {} units", tally().1);
	});
}
