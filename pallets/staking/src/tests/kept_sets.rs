//! Sets that are kept for want of candidates or by order of governance.

use crate::{mock::*, types::*, KeptOffline, NextSet};
use frame_support::assert_ok;
use palisade_primitives::{RewardClass, SlashControl, ValidatorControl};
use sp_arithmetic::Perbill;

fn next_set() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

/// Validators 1 to 4 with 400 to 100 units, and no elections.
fn paused() -> Chain {
	PayoutOfEpoch::set(0);
	(1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 500 - 100 * who))
}

fn pause() {
	assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::Paused));
}

#[test]
fn a_kept_set_is_not_handed_to_a_single_jailed_member() {
	paused().execute(|| {
		pause();
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::ban(&2));
		assert_ok!(Staking::jail(&3, 100));
		next_epoch();
		// Not 3 and 4, of which 3 makes no block.
		assert_eq!(next_set(), vec![4]);
		// The only member that makes blocks stays, and the jailed one does not return.
		next_epoch();
		assert_eq!(next_set(), vec![4]);
	});
}

#[test]
fn a_set_of_which_no_member_can_make_blocks_is_kept_whole() {
	paused().execute(|| {
		pause();
		assert_ok!(Staking::ban(&1));
		drop(Staking::slash(&3, 0, Perbill::one()).unwrap());
		next_epoch();
		assert_eq!(next_set(), vec![2, 4]);
		assert_ok!(Staking::ban(&2));
		assert_ok!(Staking::jail(&4, 100));
		next_epoch();
		assert_eq!(next_set(), vec![2, 4]);
		// No blocks are expected of either.
		assert_eq!(KeptOffline::<Test>::get(3).unwrap().into_inner(), vec![2, 4]);
	});
}

#[test]
fn a_member_without_keys_leaves_a_kept_set() {
	paused().execute(|| {
		pause();
		WithoutKeys::set(vec![1, 2]);
		next_epoch();
		assert_eq!(next_set(), vec![3, 4]);
		WithoutKeys::set(vec![]);
	});
}

#[test]
fn a_member_without_own_stake_does_not_validate_on_with_that_of_its_delegators() {
	let delegated = |chain: Chain| chain.delegation(10, 3, 500, RewardClass::Compounding);
	MinimumActiveValidators::set(4);
	MaximumElectionLoss::set(Perbill::zero());
	delegated(paused()).execute(|| {
		assert_ok!(Staking::leave_validators(signed(3)));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 4]);
	});
	// Nor does one that has left one planck of own stake, as one below the minimum can.
	delegated(paused()).execute(|| {
		assert_ok!(Staking::go_offline(signed(3)));
		let all_but_one = Amount::Exact(200 * UNIT - 1);
		assert_ok!(Staking::decrease_self_stake(signed(3), RewardClass::Compounding, all_but_one));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 4]);
	});
}

#[test]
fn a_member_that_a_slash_takes_a_little_below_the_minimum_is_kept() {
	MinimumActiveValidators::set(4);
	MaximumElectionLoss::set(Perbill::zero());
	paused().execute(|| {
		// 95 units of a minimum of 100.
		drop(Staking::slash(&4, 0, Perbill::from_percent(5)).unwrap());
		assert_eq!(validator(4).state, State::Offline);
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_kept_set_takes_back_a_member_that_was_in_jail_and_does_not_shrink_to_a_dead_one() {
	PayoutOfEpoch::set(0);
	MinimumActiveValidators::set(4);
	(1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 100)).execute(|| {
		// The fourth is offline for good: three are left, and no election comes about.
		assert_ok!(Staking::go_offline(signed(4)));
		run_to_epoch(3);
		assert_eq!(next_set(), vec![1, 2, 3]);
		// Each of the others is in jail once.
		for who in 1..=3 {
			let until = Staking::now() + 2;
			assert_ok!(Staking::jail(&who, until));
			next_epoch();
			let others: Vec<_> = (1..=3).filter(|other| *other != who).collect();
			let mut set = next_set();
			set.sort_unstable();
			assert_eq!(set, others);
			run_to_epoch(until);
			assert_ok!(Staking::go_online(signed(who)));
			next_epoch();
			let mut set = next_set();
			set.sort_unstable();
			assert_eq!(set, vec![1, 2, 3], "{who} is back");
		}
		assert_ok!(Staking::go_online(signed(4)));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn newcomers_take_the_free_seats_of_a_kept_set_and_no_more() {
	PayoutOfEpoch::set(0);
	MinimumActiveValidators::set(4);
	let chain = (1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 200));
	chain.account(8).account(9).execute(|| {
		let register = |who, units| {
			let policy = RewardPolicy::Compound;
			Staking::register_validator(signed(who), units * UNIT, Perbill::zero(), policy)
		};
		// All four are refused, and none but the newcomers would be eligible.
		Gates::set((1..=4).map(|who| (who, vec![refusal(1)])).collect());
		assert_ok!(register(8, 900));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		// One of them is banned: its seat is free.
		assert_ok!(Staking::ban(&1));
		next_epoch();
		assert_eq!(next_set(), vec![2, 3, 4, 8]);
		assert_ok!(register(9, 1_000));
		next_epoch();
		assert_eq!(next_set(), vec![2, 3, 4, 8]);
		Gates::set(Default::default());
	});
}

#[test]
fn a_kept_set_does_not_lose_too_much_stake_by_members_that_go_offline() {
	PayoutOfEpoch::set(0);
	MinimumActiveValidators::set(4);
	paused().execute(|| {
		// 400 and 300 of 1,000 units.
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::go_offline(signed(2)));
		next_epoch();
		// Online members first, then the heaviest.
		assert_eq!(next_set(), vec![3, 4, 1]);
		assert_eq!(KeptOffline::<Test>::get(2).unwrap().into_inner(), vec![1]);
	});
}

#[test]
fn a_paused_set_keeps_members_that_go_offline() {
	paused().execute(|| {
		pause();
		assert_ok!(Staking::go_offline(signed(4)));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		assert_ok!(Staking::go_offline(signed(1)));
		run_to_epoch(4);
		assert_eq!(next_set().len(), 4);
	});
}
