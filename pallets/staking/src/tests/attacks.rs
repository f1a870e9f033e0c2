//! Attacks. Each test states the invariant that must hold.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::{
	Basis, ElectedStake, PositionTransfer,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use sp_arithmetic::Perbill;

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

fn elected() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

fn three() -> Chain {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 900).validator(3, 800).accounts([9, 10, 11])
}

fn rebag_after(change: impl FnOnce()) {
	three().execute(|| {
		change();
		assert!(!validator(2).state.is_electable());
		// Any signed origin may call this function of the bags list: it inserts each account that
		// has a score.
		let _ = CandidateList::rebag(signed(9), 2);
		next_epoch();
		assert!(!elected().contains(&2), "{:?} was elected", validator(2).state);
	});
}

#[test]
fn rebag_brings_back_a_banned_validator() {
	rebag_after(|| {
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&2));
	});
}

#[test]
fn rebag_brings_back_a_jailed_validator() {
	rebag_after(|| {
		assert_ok!(<Staking as ValidatorControl<_>>::jail(&2, 1_000));
	});
}

#[test]
fn rebag_brings_back_one_who_went_offline() {
	rebag_after(|| {
		assert_ok!(Staking::go_offline(signed(2)));
	});
}

#[test]
fn rebag_leaves_a_node_of_a_removed_validator() {
	three().execute(|| {
		next_epoch();
		assert_ok!(Staking::leave_validators(signed(3)));
		let _ = CandidateList::rebag(signed(9), 3);
		run_to_epoch(40);
		assert_ok!(Staking::withdraw(signed(3)));
		assert_ok!(Staking::remove_validator(signed(9), 3));
		use frame_election_provider_support::SortedListProvider;
		assert!(!CandidateList::contains(&3), "a node without a validator");
	});
}

#[test]
fn vote_twice_with_exits_that_are_given_away() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 900_000, Liquid).account(11).execute(|| {
		next_epoch();
		let vote = Vote { aye: true, conviction: Conviction::Locked1x };
		let all = AccountVote::Standard { vote, balance: 990_000 * UNIT };
		assert_ok!(Voting::vote(signed(10), 0, all));
		let now = Staking::now();
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		let moved = <Staking as PositionTransfer<_>>::move_exits(&10, &1, now, &11);
		if moved.is_ok() {
			assert_ok!(Staking::cancel_undelegation(signed(11), 1, now));
			let twice = AccountVote::Standard { vote, balance: 1_800_000 * UNIT };
			let voted = Voting::vote(signed(11), 0, twice);
			assert!(voted.is_err(), "the same stake has voted twice");
		}
	});
}

#[test]
fn earn_without_keys_in_a_set_that_is_kept() {
	MinimumActiveValidators::set(3);
	three().execute(|| {
		PayoutOfEpoch::set(900 * UNIT);
		run_to_epoch(2);
		// No elections from here on: too few candidates. No node needs to run for the same pay.
		assert_ok!(Session::purge_keys(signed(3)));
		WithoutKeys::set(vec![3]);
		run_to_epoch(5);
		assert!(!Session::validators().contains(&3));
		let stake = validator(3).pool.assets();
		next_epoch();
		assert_eq!(validator(3).pool.assets(), stake, "paid without being in the session");
	});
	WithoutKeys::set(vec![]);
}

#[test]
fn an_undecodable_delegator_is_overwritten() {
	three().delegation(10, 1, 1_000, Liquid).start().execute_with(|| {
		next_epoch();
		let key = Delegators::<Test>::hashed_key_for(10);
		frame_support::storage::unhashed::put_raw(&key, &[0xff; 7]);
		let _ = Staking::delegate(signed(10), 2, 100 * UNIT, Liquid, 0);
		let raw = frame_support::storage::unhashed::get_raw(&key).unwrap();
		assert_eq!(raw, vec![0xff; 7], "a record that cannot be decoded was overwritten");
	});
}

#[test]
fn an_undecodable_liability_is_taken_for_a_clean_record() {
	three().start().execute_with(|| {
		next_epoch();
		drop(<Staking as SlashControl<_>>::slash(&1, 1, percent(10)).unwrap());
		let key = Liabilities::<Test>::hashed_key_for(1);
		frame_support::storage::unhashed::put_raw(&key, &[0xff; 7]);
		// A second slash for the same offence would charge the validator twice.
		let again = <Staking as SlashControl<_>>::slash(&1, 1, percent(10)).map(|_| ());
		assert_noop!(again, Error::<Test>::Undecodable);
		let open = <Staking as SlashControl<_>>::open_case(&1, 1, Basis::Proven);
		assert_noop!(open, Error::<Test>::Undecodable);
	});
}

#[test]
fn no_exit_is_used_twice() {
	three().delegation(10, 1, 1_000, Liquid).execute(|| {
		next_epoch();
		let now = Staking::now();
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(<Staking as PositionTransfer<_>>::move_exits(&10, &1, now, &11));
		assert_noop!(Staking::cancel_undelegation(signed(10), 1, now), Error::<Test>::NoExits);
		assert_noop!(
			Staking::change_class(signed(10), 1, Compounding, Amount::All),
			Error::<Test>::NotDelegator
		);
		assert_ok!(Staking::cancel_undelegation(signed(11), 1, now));
		run_to_epoch(30);
		assert!(Staking::withdraw(signed(10)).is_err());
		assert!(Staking::withdraw(signed(11)).is_err());
		check();
	});
}

#[test]
fn who_leaves_one_that_waits_answers_for_what_it_did_before() {
	three().delegation(10, 1, 1_000, Liquid).execute(|| {
		next_epoch();
		let offence = Staking::now();
		assert_ok!(Staking::go_offline(signed(1)));
		run_to_epoch(offence + 3);
		assert!(!validator(1).serves(Staking::now()));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		let before = leaving(10);
		assert_ok!(<Staking as SlashControl<_>>::slash(&1, offence, percent(50)).map(drop));
		assert!(leaving(10) <= before / 2);
		assert_ok!(<Staking as SlashControl<_>>::open_case(&1, offence, Basis::Proven));
		run_to_epoch(offence + 24);
		assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::HeldByCase);
	});
}

#[test]
fn a_round_trip_around_the_boundary_earns_at_most_the_reward_of_one_epoch() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(10).execute(|| {
		run_to_epoch(2);
		assert_ok!(Staking::delegate(signed(10), 1, 1_000 * UNIT, Liquid, 0));
		next_epoch();
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		let reward_before: u128 = 0;
		assert!(leaving(10) <= 1_000 * UNIT + reward_before);
		next_epoch();
		// At most a third of 1,000 units, and then nothing for 21 epochs.
		let earned = leaving(10).saturating_sub(1_000 * UNIT);
		assert!(earned <= 334 * UNIT, "{}", earned / UNIT);
		let waited = leaving(10);
		run_to_epoch(20);
		assert_eq!(leaving(10), waited);
	});
}

#[test]
fn commission_rises_only_step_by_step() {
	three().execute(|| {
		let mut last = Perbill::zero();
		for _ in 0..10 {
			assert!(Staking::set_commission(signed(1), last + percent(6)).is_err());
			let _ = Staking::set_commission(signed(1), last + percent(5));
			let _ = Staking::go_offline(signed(1));
			let _ = Staking::go_online(signed(1));
			next_epoch();
			let now = validator(1).commission.current;
			assert!(now <= last + percent(5));
			last = now;
		}
	});
}

/// Unbonding after the election: the validator keeps the weight of the stake in the next epoch.
fn weight_without_liability(leave: impl FnOnce()) {
	three().delegation(10, 1, 10_000, Liquid).execute(|| {
		run_to_epoch(3);
		leave();
		next_epoch();
		let weight = Staking::elected_stakes(4, &[&1])[0].unwrap();
		let taken = <Staking as SlashControl<_>>::slash(&1, 4, Perbill::one())
			.map(|loss| loss.peek())
			.unwrap_or_default();
		assert!(
			taken >= weight / 10 * 9,
			"weight {} units in consensus, liable with {}",
			weight / UNIT,
			taken / UNIT
		);
	});
}

#[test]
fn vote_with_stake_of_delegators_that_has_left() {
	weight_without_liability(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
	});
}

#[test]
fn equivocate_after_leaving_for_nothing() {
	weight_without_liability(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::leave_validators(signed(1)));
	});
}

#[test]
fn be_elected_waiting_and_leave_at_once() {
	three().delegation(10, 3, 10_000, Liquid).execute(|| {
		ActiveValidators::set(2);
		// 3 is planned for the next epoch, having waited in this one.
		assert_ok!(Staking::go_offline(signed(3)));
		run_to_epoch(3);
		assert!(!validator(3).serves(3));
		assert_ok!(Staking::go_online(signed(3)));
		next_epoch();
		assert!(elected().contains(&3) && !validator(3).serves(4));
		assert_ok!(Staking::undelegate(signed(10), 3, Liquid, Amount::All));
		next_epoch();
		let weight = Staking::elected_stakes(5, &[&3])[0].unwrap();
		let taken = <Staking as SlashControl<_>>::slash(&3, 5, Perbill::one()).unwrap().peek();
		assert!(taken >= weight / 10 * 9, "weight {} liable {}", weight / UNIT, taken / UNIT);
	});
}
