//! Rules that governance changes: the minimum self-stake and the maximum commission.

use crate::{mock::*, types::*, Error, Event, NextSet, SelfStakeRule};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	Balance, Conduct, EpochIndex, RewardClass, SlashControl, ValidatorControl, ValidatorInspect,
	ValidatorStatus,
};
use sp_arithmetic::Perbill;

fn next_set() -> Vec<AccountId> {
	NextSet::<Test>::get().iter().map(|elected| elected.validator).collect()
}

fn stake_of_next_set() -> Balance {
	NextSet::<Test>::get().iter().map(|elected| elected.stake).sum()
}

/// Four validators with 200 units of their own, and sixteen with 100 of their own and 10,050 of
/// delegations: 163,200 units, of which 800 are with the four.
fn few_small_and_many_large() -> Chain {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(20);
	let small = (1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 200));
	(5..=20).fold(small, |chain, who| {
		chain.validator(who, 100).delegation(100 + who, who, 10_050, RewardClass::Compounding)
	})
}

/// Validators 1 to 4 with 400 to 100 units.
fn four() -> Chain {
	PayoutOfEpoch::set(0);
	(1..=4).fold(Chain::new(), |chain, who| chain.validator(who, 500 - 100 * who))
}

#[test]
fn a_higher_minimum_comes_into_force_after_the_grace() {
	few_small_and_many_large().execute(|| {
		run_to_epoch(2);
		MinimumSelfStake::set(150 * UNIT);
		take_events();
		next_epoch();
		let announced = Event::SelfStakeMinimumAnnounced { minimum: 150 * UNIT, from: 10 };
		assert!(take_events().contains(&announced));
		for epoch in 3..10 {
			assert_eq!(Staking::now(), epoch);
			assert_eq!(next_set().len(), 20, "in {epoch}");
			let view = Staking::self_stake_minimum();
			assert_eq!((view.in_force, view.newest), (100 * UNIT, 150 * UNIT));
			assert_eq!(view.announced, vec![Rise { minimum: 150 * UNIT, from: 10 }]);
			next_epoch();
		}
		assert_eq!(Staking::self_stake_minimum().in_force, 150 * UNIT);
		assert!(next_set().len() < 20);
	});
}

#[test]
fn a_validator_that_adds_stake_during_the_grace_keeps_its_seat() {
	few_small_and_many_large().execute(|| {
		MinimumSelfStake::set(150 * UNIT);
		next_epoch();
		for who in 5..=20 {
			assert_ok!(Staking::increase_self_stake(signed(who), 50 * UNIT));
		}
		run_to_epoch(12);
		assert_eq!(next_set().len(), 20);
	});
}

#[test]
fn a_higher_minimum_does_not_hand_consensus_to_a_few_small_validators() {
	few_small_and_many_large().execute(|| {
		MinimumSelfStake::set(150 * UNIT);
		run_to_epoch(7);
		assert_eq!((next_set().len(), stake_of_next_set()), (20, 163_200 * UNIT));
		take_events();
		next_epoch();
		// Not 4 with 800.
		assert_eq!((next_set().len(), stake_of_next_set()), (15, 112_450 * UNIT));
		assert!(take_events().contains(&Event::MembersRetained { epoch: 9, members: 11 }));
		// The heaviest stay, the lower accounts first; they serve as before.
		assert!((1..=15).all(|who| next_set().contains(&who)));
		assert!(validator(5).state.is_electable());
		assert_eq!(validator(16).state, State::BelowMinimum);
		let mut before = stake_of_next_set();
		for _ in 0..20 {
			next_epoch();
			let stake = stake_of_next_set();
			assert!(3 * stake >= 2 * before - 3, "{stake} of {before}");
			before = stake;
		}
		// In the end those that meet the rule are left, and two heavy ones: without either the set
		// would lose more than a third.
		assert_eq!(next_set(), vec![1, 2, 3, 4, 5, 6]);
		assert_ok!(Staking::force_epoch(RuntimeOrigin::root(), ElectionMode::ForceOnce));
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn stake_that_newcomers_bring_counts_as_stake_that_is_kept() {
	four().account(9).execute(|| {
		assert_ok!(Staking::register_validator(
			signed(9),
			600 * UNIT,
			Perbill::zero(),
			RewardPolicy::Compound
		));
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(300 * UNIT);
		next_epoch();
		// 600 + 400 + 300 of 1,000 before.
		assert_eq!(next_set(), vec![9, 1, 2]);
	});
}

#[test]
fn the_banned_and_jailed_are_never_kept_and_do_not_count() {
	four().execute(|| {
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(150 * UNIT);
		// 700 of 1,000 units.
		assert_ok!(Staking::ban(&1));
		assert_ok!(Staking::jail(&2, 50));
		next_epoch();
		// Of the 300 that are left, the 100 below the minimum are a hair more than the limit.
		assert_eq!(next_set(), vec![3, 4]);
		assert!(validator(4).state.is_electable());
	});
	// Nor are those kept that go by their own choice.
	MinimumSelfStake::set(100 * UNIT);
	four().execute(|| {
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::leave_validators(signed(2)));
		next_epoch();
		assert_eq!(next_set(), vec![3, 4]);
	});
}

#[test]
fn fewer_seats_and_refusing_gates_lose_no_more_than_the_limit() {
	four().execute(|| {
		ActiveValidators::set(1);
		next_epoch();
		// 400 and 300 of 1,000.
		assert_eq!(next_set(), vec![1, 2]);
		next_epoch();
		assert_eq!(next_set(), vec![1, 2], "400 of 700 is less than two thirds");
		ActiveValidators::set(4);
		next_epoch();
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		Gates::set((1..=3).map(|who| (who, vec![refusal(1)])).collect());
		next_epoch();
		assert_eq!(next_set(), vec![4, 1, 2]);
		Gates::set(Default::default());
	});
}

#[test]
fn a_limit_of_the_whole_is_no_limit() {
	MaximumElectionLoss::set(Perbill::one());
	four().execute(|| {
		ActiveValidators::set(1);
		next_epoch();
		assert_eq!(next_set(), vec![1]);
	});
}

#[test]
fn a_rule_that_changes_is_no_conduct_of_a_validator() {
	four().execute(|| {
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(150 * UNIT);
		Conducts::take();
		next_epoch();
		assert_eq!(validator(4).state, State::BelowMinimum);
		assert_eq!(Staking::status(&4), Some(ValidatorStatus::BelowMinimum));
		let of_4 = |conducts: Vec<(AccountId, EpochIndex, Conduct)>| -> Vec<_> {
			conducts.into_iter().filter(|(who, ..)| *who == 4).map(|(.., it)| it).collect()
		};
		// Told to pallets that follow the candidates, and not as an absence.
		assert_eq!(Conducts::get().len(), 1);
		assert_eq!(of_4(Conducts::take()), vec![Conduct::FellBelowMinimum]);
		// To leave then is its own choice.
		assert_ok!(Staking::leave_validators(signed(4)));
		assert_eq!(of_4(Conducts::take()), vec![Conduct::WentOffline]);
		// Going offline, and a slash, are its own as well., and a slash, are.
		assert_ok!(Staking::go_offline(signed(1)));
		drop(Staking::slash(&3, 1, Perbill::from_percent(50)).unwrap());
		assert_eq!(validator(3).state, State::Offline);
		let offline: Vec<_> = Conducts::take()
			.into_iter()
			.filter(|(.., conduct)| *conduct == Conduct::WentOffline)
			.map(|(who, ..)| who)
			.collect();
		assert_eq!(offline, vec![1, 3]);
	});
}

#[test]
fn a_validator_below_the_minimum_can_return_leave_and_be_jailed() {
	four().account(10).execute(|| {
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(150 * UNIT);
		next_epoch();
		assert_noop!(Staking::go_offline(signed(4)), Error::<Test>::NotOnline);
		assert_noop!(Staking::go_online(signed(4)), Error::<Test>::SelfStakeTooSmall);
		let delegate = Staking::delegate(signed(10), 4, 10 * UNIT, RewardClass::Liquid, 0);
		assert_noop!(delegate, Error::<Test>::ValidatorOffline);
		let force = |state| Staking::set_validator_state(RuntimeOrigin::root(), 4, state);
		assert_noop!(force(State::BelowMinimum), Error::<Test>::InvalidTransition);
		assert_ok!(Staking::jail(&4, 50));
		assert_ok!(Staking::release(&4));
		assert_eq!(validator(4).state, State::BelowMinimum);
		assert_ok!(Staking::increase_self_stake(signed(4), 50 * UNIT));
		assert_ok!(Staking::go_online(signed(4)));
		assert_eq!(validator(4).state, State::Waiting);
		next_epoch();
		assert!(next_set().contains(&4));
		MinimumSelfStake::set(160 * UNIT);
		next_epoch();
		assert_eq!(validator(4).state, State::BelowMinimum);
		assert_ok!(Staking::leave_validators(signed(4)));
	});
}

#[test]
fn a_newcomer_and_a_decrease_must_meet_a_higher_minimum_at_once() {
	four().account(9).execute(|| {
		MinimumSelfStake::set(150 * UNIT);
		next_epoch();
		let register = |stake| {
			let policy = RewardPolicy::Compound;
			Staking::register_validator(signed(9), stake, Perbill::zero(), policy)
		};
		assert_noop!(register(149 * UNIT), Error::<Test>::SelfStakeTooSmall);
		assert_ok!(register(150 * UNIT));
		let decrease = |who, units| {
			let amount = Amount::Exact(units * UNIT);
			Staking::decrease_self_stake(signed(who), RewardClass::Compounding, amount)
		};
		assert_noop!(decrease(3, 51), Error::<Test>::SelfStakeTooSmall);
		assert_ok!(decrease(3, 50));
		assert_noop!(decrease(4, 1), Error::<Test>::SelfStakeTooSmall);
		assert_ok!(Staking::go_offline(signed(4)));
		assert_noop!(Staking::go_online(signed(4)), Error::<Test>::SelfStakeTooSmall);
	});
}

#[test]
fn a_lower_minimum_is_in_force_at_once() {
	four().execute(|| {
		MinimumSelfStake::set(150 * UNIT);
		next_epoch();
		MinimumSelfStake::set(50 * UNIT);
		assert_eq!(Staking::minimum_in_force(), 50 * UNIT);
		run_to_epoch(20);
		assert_eq!(next_set(), vec![1, 2, 3, 4]);
		assert!(SelfStakeRule::<Test>::get().unwrap().rises.is_empty());
	});
}

/// A model of the minimum: of every epoch it remembers what governance had set, and in force is the
/// least of what was set within the grace.
#[test]
fn the_minimum_in_force_is_the_least_that_was_set_within_the_grace() {
	use palisade_test_support::dice::Dice;
	const GRACE: EpochIndex = 5;
	let mut dice = Dice(7);
	for _ in 0..200 {
		let mut set: Vec<Balance> = vec![10];
		let mut rule = SelfStakeMinimum::new(10);
		for epoch in 1..60 {
			let current = match dice.one_in(3) {
				true => dice.between(1, 20).into(),
				false => set[set.len() - 1],
			};
			set.push(current);
			rule.update(current, epoch, GRACE);
			let within = set.iter().rev().take(GRACE as usize + 1);
			assert_eq!(rule.in_force, *within.min().unwrap(), "{set:?} {rule:?}");
			assert_eq!(rule.newest(), current);
			let ordered = rule.rises.windows(2);
			assert!(ordered
				.map(|it| (&it[0], &it[1]))
				.all(|(a, b)| a.minimum < b.minimum && a.from <= b.from));
		}
	}
}

#[test]
fn more_rises_than_fit_only_wait_longer() {
	let mut rule = SelfStakeMinimum::new(1);
	for epoch in 0..20 {
		rule.update(epoch as Balance + 2, epoch, 100);
		assert!(rule.rises.len() <= MAX_RISES as usize);
		assert_eq!(rule.newest(), epoch as Balance + 2);
	}
	let last = rule.rises.last().unwrap().clone();
	assert_eq!(last, Rise { minimum: 21, from: 119 });
	rule.update(21, 118, 100);
	assert!(rule.in_force < 21);
	rule.update(21, 119, 100);
	assert_eq!((rule.in_force, rule.rises.len()), (21, 0));
}

#[test]
fn a_shorter_grace_applies_to_announced_rises_too() {
	let mut rule = SelfStakeMinimum::new(10);
	// By mistake, of years.
	rule.update(20, 1, 2_000);
	rule.update(20, 2, 3);
	assert_eq!((rule.in_force, rule.rises[0].from), (10, 5));
	// A later rise does not wait for the first.
	rule.update(30, 3, 3);
	rule.update(30, 5, 3);
	assert_eq!(rule.in_force, 20);
	rule.update(30, 6, 3);
	assert_eq!((rule.in_force, rule.rises.len()), (30, 0));
}

#[test]
fn a_lower_maximum_commission_applies_to_all_from_the_next_epoch() {
	PayoutOfEpoch::set(0);
	let commission = Perbill::from_percent(50);
	let with = |chain: Chain, who| {
		chain.validator_with(who, 1_000 - 100 * who, commission, RewardPolicy::Compound)
	};
	(1..=5).fold(Chain::new(), with).execute(|| {
		MaximumCommission::set(Perbill::from_percent(20));
		let of = |who| validator(who).commission.current;
		assert_eq!(of(1), commission);
		assert_ok!(Staking::set_commission(signed(2), Perbill::from_percent(10)));
		take_events();
		next_epoch();
		assert_eq!((of(1), of(2)), (Perbill::from_percent(20), Perbill::from_percent(10)));
		let capped =
			|who| Event::CommissionCapped { validator: who, commission: Perbill::from_percent(20) };
		let events = take_events();
		assert!([1, 3, 4].iter().all(|who| events.contains(&capped(*who))));
		assert!(!events.contains(&capped(2)));
		// A validator outside the set earns nothing; the limit applies where it begins to.
		assert_ok!(Staking::increase_self_stake(signed(5), 5_000 * UNIT));
		run_to_epoch(3);
		assert_eq!(of(5), Perbill::from_percent(20));
		// Once.
		take_events();
		next_epoch();
		assert!(!take_events().contains(&capped(1)));
	});
}

#[test]
fn a_fine_of_one_planck_does_not_make_a_changed_rule_the_validators_fault() {
	// Both losses meet a validator that a higher minimum has outgrown, and that keeps its seat.
	let fine = || drop(Staking::take_self_stake(&1, 1).unwrap());
	let slash = || drop(Staking::slash(&1, 1, Perbill::from_parts(1)).unwrap());
	for lose in [&fine as &dyn Fn(), &slash] {
		four().execute(|| {
			next_epoch();
			SelfStakeGrace::set(0);
			MinimumSelfStake::set(450 * UNIT);
			next_epoch();
			assert!(next_set().contains(&1));
			Conducts::take();
			lose();
			assert!(validator(1).state.is_electable());
			assert!(!Conducts::get().iter().any(|(.., it)| *it == Conduct::WentOffline));
			next_epoch();
			// The limit on what an election loses still counts it.
			assert!(next_set().contains(&1));
			MinimumSelfStake::set(100 * UNIT);
		});
	}
}

#[test]
fn a_loss_that_crosses_the_minimum_is_the_validators_own() {
	four().execute(|| {
		next_epoch();
		drop(Staking::forfeit_self_stake(&1, 301 * UNIT).unwrap());
		assert_eq!(validator(1).state, State::Offline);
		// In jail too: a reversal does not bring it back.
		assert_ok!(Staking::jail(&2, 50));
		drop(Staking::slash(&2, 1, Perbill::from_percent(90)).unwrap());
		assert_ok!(Staking::release(&2));
		assert_eq!(validator(2).state, State::Offline);
		assert_ok!(Staking::jail(&3, 50));
		let amount = Amount::Exact(150 * UNIT);
		assert_ok!(Staking::decrease_self_stake(signed(3), RewardClass::Compounding, amount));
		assert_ok!(Staking::release(&3));
		assert_eq!(validator(3).state, State::Offline);
	});
}

#[test]
fn a_minimum_that_rises_during_a_wrongful_jailing_is_not_the_validators_fault() {
	four().execute(|| {
		assert_ok!(Staking::jail(&4, 50));
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(150 * UNIT);
		next_epoch();
		assert_ok!(Staking::release(&4));
		assert_eq!(validator(4).state, State::BelowMinimum);
		assert_eq!(Staking::status(&4), Some(ValidatorStatus::BelowMinimum));
	});
}
