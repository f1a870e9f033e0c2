//! Members of the running set that are kept from making blocks.

use crate::{
	disabling::within_limit, mock::*, types::*, ConfinedMembers, DisabledMembers, NextSet,
};
use frame_support::assert_ok;
use palisade_primitives::{Balance, Milliblocks, ValidatorControl};
use sp_arithmetic::Perbill;

/// The disabled members of the running set.
fn disabled() -> Vec<AccountId> {
	let validators = Session::validators();
	Session::disabled_validators().iter().map(|index| validators[*index as usize]).collect()
}

/// Validators 1 to `number` with 100 units each, all in the set.
fn equal(number: AccountId) -> Chain {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(100);
	(1..=number).fold(Chain::new(), |chain, who| chain.validator(who, 100))
}

fn force(who: AccountId, state: State) {
	assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), who, state));
}

#[test]
fn a_jailed_member_is_disabled_from_the_block_of_the_jailing_on() {
	equal(7).execute(|| {
		assert_ok!(Staking::jail(&3, 50));
		assert_eq!(disabled(), vec![3]);
		next_block();
		assert_eq!(disabled(), vec![3]);
	});
}

#[test]
fn a_member_that_is_jailed_stays_disabled_in_the_set_that_was_elected_before() {
	equal(7).execute(|| {
		assert_ok!(Staking::jail(&3, 50));
		next_epoch();
		assert!(Session::validators().contains(&3));
		assert_eq!(disabled(), vec![3]);
		// It was not elected again.
		next_epoch();
		assert!(!Session::validators().contains(&3));
		assert_eq!(disabled(), vec![]);
		assert!(ConfinedMembers::<Test>::get().is_empty());
	});
}

#[test]
fn a_validator_that_is_jailed_before_its_set_begins_is_disabled_with_it() {
	equal(7).account(9).execute(|| {
		ActiveValidators::set(6);
		next_epoch();
		next_epoch();
		assert!(!Session::validators().contains(&7));
		assert_ok!(Staking::increase_self_stake(signed(7), 50 * UNIT));
		// Elected for the next epoch, and not in the running set.
		next_epoch();
		assert_ok!(Staking::jail(&7, 50));
		assert_eq!(disabled(), vec![]);
		next_epoch();
		assert_eq!(disabled(), vec![7]);
	});
}

#[test]
fn a_member_is_enabled_with_its_release() {
	equal(7).execute(|| {
		assert_ok!(Staking::jail(&3, 50));
		assert_ok!(Staking::release(&3));
		assert_eq!(disabled(), vec![]);
		assert_ok!(Staking::ban(&3));
		assert_eq!(disabled(), vec![3]);
		assert_ok!(Staking::unban(&3));
		assert_eq!(disabled(), vec![]);
		// By governance, and by the validator once its term is over.
		force(3, State::Jailed { until: 0 });
		assert_eq!(disabled(), vec![3]);
		assert_ok!(Staking::go_online(signed(3)));
		assert_eq!(disabled(), vec![]);
		force(3, State::Banned);
		force(3, State::Waiting);
		assert_eq!(disabled(), vec![]);
	});
}

#[test]
fn reports_disable_less_than_a_third_of_the_members() {
	equal(7).execute(|| {
		for who in [2, 4, 6] {
			assert_ok!(Staking::jail(&who, 50));
		}
		// Equal cases: the lower accounts.
		assert_eq!(disabled(), vec![2, 4]);
		// A released member gives its place to the next.
		assert_ok!(Staking::release(&2));
		assert_eq!(disabled(), vec![4, 6]);
	});
}

#[test]
fn reports_disable_less_than_a_third_of_the_weight() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(100);
	let stakes = [1_000, 300, 300, 300, 300, 300, 300];
	let chain =
		(1..).zip(stakes).fold(Chain::new(), |chain, (who, stake)| chain.validator(who, stake));
	chain.execute(|| {
		// 1,000 of 2,800 is more than a third: its votes and blocks are needed.
		assert_ok!(Staking::ban(&1));
		assert_eq!(disabled(), vec![]);
		// The next that fit.
		assert_ok!(Staking::jail(&2, 50));
		assert_ok!(Staking::jail(&3, 50));
		assert_eq!(disabled(), vec![2, 3]);
	});
}

#[test]
fn a_graver_case_takes_the_place_of_a_lesser_one() {
	equal(4).execute(|| {
		assert_ok!(Staking::jail(&1, 20));
		assert_eq!(disabled(), vec![1]);
		assert_ok!(Staking::jail(&2, 10));
		assert_eq!(disabled(), vec![1]);
		// A longer term.
		assert_ok!(Staking::jail(&2, 30));
		assert_eq!(disabled(), vec![2]);
		assert_ok!(Staking::ban(&3));
		assert_eq!(disabled(), vec![3]);
		assert_ok!(Staking::ban(&1));
		// Both are banned: the lower account.
		assert_eq!(disabled(), vec![1]);
	});
}

#[test]
fn no_blocks_are_expected_of_a_member_that_was_disabled() {
	equal(7).execute(|| {
		assert_ok!(Staking::jail(&3, 50));
		assert_ok!(Staking::release(&3));
		assert_eq!(DisabledMembers::<Test>::get().into_inner(), vec![3]);
		for author in [1, 2, 4, 5, 6, 7] {
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(author);
		}
		Authored::take();
		next_epoch();
		let told = Authored::take();
		let of = |who| told.iter().find(|(validator, ..)| *validator == who).unwrap().2;
		assert_eq!(of(3), (0, Milliblocks(0)));
		assert_eq!(of(2), (1, Milliblocks(1_000)));
		// Nor in an epoch in which it was enabled in vain.
		assert!(DisabledMembers::<Test>::get().is_empty());
	});
}

/// All the rules at once, on sets of all sizes.
#[test]
fn a_choice_is_within_both_limits_and_leaves_out_no_member_that_fits() {
	use palisade_test_support::dice::Dice;
	let mut dice = Dice(11);
	for _ in 0..2_000 {
		let members = dice.between(1, 40);
		let powers: Vec<Balance> = (0..members).map(|_| dice.amount((0, 4))).collect();
		let total: Balance = powers.iter().sum();
		let mut confined = Vec::new();
		for (power, validator) in powers.iter().copied().zip(0u128..) {
			let until = match dice.below(8) {
				0..4 => continue,
				4 => None,
				_ => Some(dice.between(1, 3)),
			};
			confined.push(Confined { validator, power, until });
		}
		let chosen = within_limit(&mut confined, members, total);
		let power_of = |who: &AccountId| powers[*who as usize];
		let sum: Balance = chosen.iter().map(power_of).sum();
		assert!(3 * chosen.len() < members as usize || chosen.is_empty());
		assert!(3 * sum < total || chosen.is_empty());
		// Gravest first.
		let gravity =
			|one: &Confined<AccountId>| (one.until.map_or(u32::MAX, |end| end), one.power);
		assert!(confined.windows(2).all(|pair| gravity(&pair[0]) >= gravity(&pair[1])));
		// A member that was passed over did not fit with the graver ones that were chosen.
		let mut before = 0;
		let mut number = 0;
		for member in &confined {
			let fits = 3 * (before + member.power) < total && 3 * (number + 1) < members;
			assert_eq!(chosen.contains(&member.validator), fits, "{member:?} of {confined:?}");
			if fits {
				before += member.power;
				number += 1;
			}
		}
	}
}

#[test]
fn a_jailing_that_fails_disables_no_member() {
	equal(7).execute(|| {
		assert!(Staking::jail(&99, 50).is_err());
		assert_eq!(disabled(), vec![]);
		assert_ok!(Staking::jail(&3, 50));
		assert!(Staking::leave_validators(signed(3)).is_err());
		assert_eq!(disabled(), vec![3]);
	});
}

#[test]
fn members_that_make_no_blocks_do_not_raise_the_number_of_authors_that_can_be_disabled() {
	MaximumElectionLoss::set(Perbill::zero());
	equal(7).execute(|| {
		MinimumActiveValidators::set(7);
		for who in [1, 2, 3, 4] {
			assert_ok!(Staking::go_offline(signed(who)));
		}
		run_to_epoch(3);
		assert_eq!(Session::validators().len(), 7);
		// Of three members that make blocks none can be spared, though two of seven could.
		for who in [5, 6, 7] {
			assert_ok!(Staking::ban(&who));
			assert_eq!(disabled(), vec![]);
		}
	});
}

#[test]
fn a_member_that_is_not_in_the_session_does_not_count_as_an_author() {
	equal(4).execute(|| {
		assert_ok!(Staking::jail(&1, 50));
		assert_eq!(disabled(), vec![1]);
		// The session pallet leaves out members without keys. The members on duty are noted when
		// the epoch begins.
		let begin_with = |members: Vec<AccountId>| {
			pallet_session::Validators::<Test>::put(members);
			let now = Staking::now();
			Staking::begin_duty(now, &Staking::exposures_of(now).unwrap());
		};
		begin_with(vec![1, 2, 3]);
		assert_ok!(Staking::jail(&2, 60));
		assert_eq!(disabled(), vec![]);
		begin_with(vec![1, 2, 3, 4]);
	});
}

#[test]
fn a_set_that_is_kept_in_jail_goes_on_making_blocks() {
	equal(7).execute(|| {
		for who in 1..=7 {
			assert_ok!(Staking::jail(&who, 50));
		}
		run_to_epoch(3);
		assert_eq!(NextSet::<Test>::get().len(), 7);
		assert_eq!(disabled(), vec![]);
	});
}

#[test]
fn a_member_that_is_exonerated_within_the_epoch_keeps_its_pay() {
	equal(7).execute(|| {
		PayoutOfEpoch::set(700 * UNIT);
		assert_ok!(Staking::jail(&3, 50));
		assert_ok!(Staking::release(&3));
		next_epoch();
		let results = crate::EpochResults::<Test>::get(0).expect("the epoch has ended");
		assert_eq!(results[2].performance, Perbill::one());
		assert_eq!(results[2].reward, results[1].reward);
		// It authored nothing, and has no credit.
		assert!(validator(3).credit.is_zero());
	});
}

#[test]
fn a_disabled_member_does_not_lower_what_is_expected_of_the_others() {
	equal(4).execute(|| {
		assert_ok!(Staking::jail(&4, 50));
		// Of twelve blocks, a member on duty that skips a quarter of its part makes three.
		for author in [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3] {
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(author);
		}
		Authored::take();
		next_epoch();
		let told = Authored::take();
		let of = |who| told.iter().find(|(validator, ..)| *validator == who).unwrap().2;
		assert_eq!([of(1), of(2), of(3)], [5, 4, 3].map(|made| (made, Milliblocks(4_000))));
		assert_eq!(of(4), (0, Milliblocks::ZERO));
		let results = crate::EpochResults::<Test>::get(0).expect("the epoch has ended");
		assert!(results[2].performance < Perbill::one());
		assert_eq!(results[1].performance, Perbill::one());
	});
}

#[test]
fn a_member_that_is_disabled_late_does_not_raise_what_is_expected_of_the_others() {
	equal(4).execute(|| {
		for author in [1, 2, 3, 4, 1, 2, 3, 4] {
			<Staking as pallet_authorship::EventHandler<_, _>>::note_author(author);
		}
		assert_ok!(Staking::jail(&4, 50));
		Authored::take();
		next_epoch();
		let told = Authored::take();
		assert!(told[..3].iter().all(|(.., due)| *due == (2, Milliblocks(2_000))), "{told:?}");
	});
}
