//! The weight of locks of staked funds: bounded, and declared by the calls that set them.

use super::voting::{chain, owned, vote_planck};
use crate::{exits::exit_class_mut, mock::*, types::*, *};
use frame_support::{assert_ok, weights::Weight};
use palisade_primitives::{Balance, EpochIndex, RewardClass::Liquid};
use palisade_share_pool::{ExitPool, Shares};
use pallet_conviction_voting::Conviction::Locked1x;

/// Gives account 10 this many exits of a unit each from a validator, of past epochs.
fn add_exits(validator: AccountId, count: u32) {
	let chunks = (1..=EpochIndex::from(count)).map(|epoch| {
		let mut pool = ExitPool::default();
		exit_class_mut(&mut pool, Liquid).add(UNIT, Shares(UNIT)).unwrap();
		ExitPools::<Test>::insert(validator, epoch, pool);
		ExitChunk { epoch, class: Liquid, shares: Shares(UNIT), deal: None, destination: None }
	});
	let chunks: Vec<_> = chunks.collect();
	Exits::<Test>::insert(10, validator, ExitsOf::<Test>::try_from(chunks).unwrap());
	Delegators::<Test>::mutate(10, |delegator| {
		let delegations = &mut delegator.as_mut().unwrap().delegations;
		let delegation = delegations.iter_mut().find(|it| it.validator == validator).unwrap();
		delegation.oldest_exit = Some(1);
	});
}

#[test]
fn more_exits_than_count_do_not_make_a_lock_heavier() {
	chain().execute(|| {
		let _ = frame_support::storage::with_storage_layer(|| -> sp_runtime::DispatchResult {
			CurrentEpoch::<Test>::put(MAX_STORED_EXITS + 2);
			let stake = Staking::all_stake_of(&10);
			add_exits(1, MAX_STORED_EXITS);
			let exits = |enough| Staking::covering(&10, enough) - stake;
			assert_eq!(exits(Balance::MAX), Balance::from(MAX_STORED_EXITS) * UNIT);
			add_exits(2, MAX_STORED_EXITS);
			const { assert!(2 * MAX_STORED_EXITS > MAX_COVERING_EXITS) };
			assert_eq!(exits(Balance::MAX), Balance::from(MAX_COVERING_EXITS) * UNIT);
			// No more are read than are needed.
			assert_eq!(exits(stake), 0);
			assert_eq!(exits(stake + 3 * UNIT), 3 * UNIT);
			// The exits belong to no pot.
			Err(Error::<Test>::Overflow.into())
		});
	});
}

#[test]
fn no_lock_registers_weight_that_no_call_has_declared() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(UNIT)));
		let before = System::block_weight().total();
		assert_ok!(vote_planck(10, owned(10), Locked1x));
		assert_ok!(Voting::remove_vote(signed(10), Some(0), 0));
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_ok!(Voting::delegate(signed(10), 0, 11, Locked1x, owned(10)));
		assert_ok!(Voting::undelegate(signed(10), 0));
		assert_ok!(Voting::unlock(signed(11), 0, 10));
		assert_eq!(System::block_weight().total(), before);
	});
}

#[test]
fn a_withdrawal_pays_for_the_locks_of_its_account_only() {
	chain().execute(|| {
		for who in [10, 11] {
			assert_ok!(Staking::delegate(signed(who), 1, 10 * UNIT, Liquid, 0));
		}
		run_to_epoch(2);
		for who in [10, 11] {
			assert_ok!(Staking::undelegate(signed(who), 1, Liquid, Amount::Exact(2 * UNIT)));
		}
		assert_ok!(vote_planck(10, owned(10), Locked1x));
		run_to_epoch(30);
		let before = System::block_weight().total();
		let paid = |who| Staking::withdraw(signed(who)).unwrap().actual_weight.unwrap();
		let (locked, free) = (paid(10), paid(11));
		assert_eq!(System::block_weight().total(), before);
		let weight_of_lock = <Test as Config>::WeightInfo::stake_lock();
		assert!(!weight_of_lock.all_lte(Weight::zero()));
		assert_eq!(locked, free + weight_of_lock);
	});
}
