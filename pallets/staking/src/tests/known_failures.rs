//! Known failures of other staking systems: a test for each applicable danger, or the test that
//! covers the danger elsewhere.
//!
//! - over-minting:
//!   `rewards::rewards_paid_are_never_more_than_minted_whatever_the_order_of_decreases`
//! - redelegation escapes a slash: `slash::redelegated_stake_keeps_its_liability`,
//!   `slash::redelegated_stake_does_not_arrive_while_its_last_epoch_can_be_reported`
//! - redelegation and exit charged twice: `slash::redelegation_plus_later_exit_is_charged_once`
//! - slash of the wrong epoch:
//!   `slash::a_slash_measures_the_epoch_of_the_offence_and_not_that_of_the_verdict`
//! - withdrawal before the slash: `slash::a_case_holds_exits_of_its_epoch_and_of_later_ones_only`,
//!   `slash::delegators_of_other_validators_do_not_wait`
//! - several slashes of an epoch: `slash::slashes_of_an_epoch_come_to_the_same_in_every_order`
//! - unbounded pruning: `epochs::no_more_than_two_epochs_are_forgotten_at_once`
//! - commission raised at the boundary:
//!   `commission::raising_at_the_boundary_and_lowering_after_gains_nothing`
//! - reports never pruned: `slash::an_unclosed_case_is_pruned_with_its_epoch`
//! - rewards expire: `rewards::rewards_do_not_expire`
//! - rounding before summing:
//!   `authorship::luck_between_epochs_evens_out`,
//!   `authorship::an_idle_validator_below_a_block_per_epoch_is_not_paid_in_full`
//! - only the first offence counts:
//!   `slash::the_same_slash_again_takes_nothing_and_a_higher_one_the_difference`

use crate::{
	authorship::{pay_authorship, MAX_CREDIT},
	epoch::performance,
	mock::*,
	types::*,
	CurrentEpoch, Error, Event, Validators,
};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect, weights::Weight};
use palisade_primitives::{
	Basis, EpochClock, ExposureInspect, Milliblocks, PositionInspect, RewardClass, SlashControl,
	ValidatorInspect,
};
use sp_arithmetic::Perbill;

use RewardClass::{Compounding, Liquid};

#[test]
fn a_cancelled_slash_is_not_applied_by_anybody() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Liquid).execute(|| {
		assert_ok!(Staking::open_case(&1, 0, Basis::Proven));
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
		assert_ok!(Staking::close_case(&1, 0, Basis::Proven));
		// No call slashes: only the pallet that judges does, and its verdict was an acquittal.
		run_to_epoch(21);
		assert_ok!(Staking::withdraw_for(signed(9), 10));
		assert_eq!(free(10), WEALTH);
		assert_eq!(Staking::stake_of(&1), 1_000 * UNIT);
	});
}

#[test]
fn two_clocks_do_not_trap_funds() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Liquid).execute(|| {
		// Exits of the last block of an epoch and of the first of the next are due an epoch apart,
		// by the one clock, which is that of the running session and not that of the planned one.
		run_to_epoch(4);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(UNIT)));
		next_epoch();
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(UNIT)));
		assert_eq!(<Staking as EpochClock>::current_epoch(), Session::current_index());
		let due: Vec<_> = Staking::exits(10).iter().map(|exit| exit.withdrawable).collect();
		assert_eq!(due, vec![25, 26]);
		for epoch in due {
			run_to_epoch(epoch - 1);
			assert_noop!(Staking::withdraw(signed(10)), Error::<Test>::NotYetWithdrawable);
			run_to_epoch(epoch);
			assert_ok!(Staking::withdraw(signed(10)));
		}
		assert_eq!(free(10), WEALTH - 998 * UNIT);
	});
}

#[test]
fn a_governable_value_that_shrinks_makes_nothing_undecodable() {
	PayoutOfEpoch::set(0);
	MaximumElectionLoss::set(Perbill::one());
	let chain = (1..=20).fold(Chain::new(), |chain, who| chain.validator(who, 1_000));
	ActiveValidators::set(20);
	chain.execute(|| {
		run_to_epoch(3);
		assert_eq!(Staking::active_validators().len(), 20);
		// Governance sets the seats, not the bound of the storage.
		ActiveValidators::set(2);
		assert_eq!(Staking::active_validators().len(), 20);
		check();
		run_to_epoch(5);
		assert_eq!(Staking::active_validators().len(), 2);
		assert_eq!(Staking::exposure(3, &20).unwrap().stake(), 1_000 * UNIT);
		ActiveValidators::set(u32::MAX);
		run_to_epoch(7);
		assert_eq!(Staking::active_validators().len(), 20);
	});
}

#[test]
fn what_cannot_be_decoded_is_an_error_and_is_not_overwritten() {
	Chain::new().validator(1, 1_000).start().execute_with(|| {
		let key = Validators::<Test>::hashed_key_for(1);
		sp_io::storage::set(&key, b"\xff\xff");
		for result in [
			Staking::increase_self_stake(signed(1), UNIT),
			Staking::set_commission(signed(1), Perbill::zero()),
			Staking::delegate(signed(10), 1, UNIT, Liquid, 0).map(|_| ()).map_err(|e| e.error),
		] {
			assert_eq!(result, Err(Error::<Test>::UnknownValidator.into()));
		}
		next_epoch();
		assert_eq!(&sp_io::storage::get(&key).unwrap()[..], b"\xff\xff");
	});
}

#[test]
fn a_ledger_has_one_owner_and_no_stake_is_bonded_twice() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		// An operator can delegate to other validators; the self-stake is stored once, with the
		// validator.
		assert_ok!(Staking::delegate(signed(1), 2, 500 * UNIT, Liquid, 0));
		for refused in [
			Staking::delegate(signed(1), 1, 500 * UNIT, Liquid, 0)
				.map(|_| ())
				.map_err(|refused| refused.error),
			Staking::undelegate(signed(1), 1, Compounding, Amount::All)
				.map(|_| ())
				.map_err(|refused| refused.error),
			Staking::redelegate(signed(1), 2, 1, Liquid, Amount::All),
			Staking::restake_rewards(signed(1), 1, Liquid),
		] {
			assert_eq!(refused, Err(Error::<Test>::CannotDelegateToSelf.into()));
		}
		run_to_epoch(1);
		assert_eq!(Staking::staked_by(&1), 1_500 * UNIT);
		assert_eq!(Staking::stake_of(&1), 1_000 * UNIT);
	});
}

#[test]
fn slashes_of_several_validators_add_up() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 2_000).validator(3, 500).execute(|| {
		let issued = Balances::total_issuance();
		for who in [1, 2, 1, 2] {
			drop(Staking::slash(&who, 0, Perbill::from_percent(10)).unwrap());
		}
		assert_eq!(Balances::total_issuance(), issued - 300 * UNIT);
		let stakes = [1, 2, 3].map(|who| Staking::stake_of(&who) / UNIT);
		assert_eq!(stakes, [900, 1_800, 500]);
	});
}

#[test]
fn a_donation_changes_no_price() {
	Chain::new().validator(1, 1_000).accounts([10, 11]).execute(|| {
		assert_ok!(Balances::transfer_allow_death(signed(11), Staking::pot(), 500_000 * UNIT));
		assert_eq!(Staking::stake_of(&1), 1_000 * UNIT);
		assert_eq!(validator(1).self_stake(), 1_000 * UNIT);
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Compounding, 100_000 * UNIT));
		PayoutOfEpoch::set(0);
		run_to_epoch(1);
		assert_eq!(Staking::position_value(&10, &1, Compounding), 100 * UNIT);
		assert_eq!(Staking::exposure(1, &1).unwrap().stake(), 1_100 * UNIT);
	});
}

#[test]
fn the_first_depositor_cannot_inflate_the_price() {
	PayoutOfEpoch::set(0);
	ActiveValidators::set(1);
	// Validator 2 is not in the set, and its liquid class is empty: deposits become shares
	// immediately.
	Chain::new().validator(1, 2_000).validator(2, 1_000).accounts([10, 11]).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 2, UNIT, Liquid, 0));
		assert_ok!(Staking::undelegate(signed(10), 2, Liquid, Amount::Exact(1)));
		assert_ok!(Balances::transfer_allow_death(signed(10), Staking::pot(), 100_000 * UNIT));
		assert_ok!(Staking::delegate(signed(11), 2, 50 * UNIT, Liquid, 50_000 * UNIT));
		assert_eq!(Staking::position_value(&11, &2, Liquid), 50 * UNIT);
		assert_ok!(Staking::undelegate(signed(11), 2, Liquid, Amount::All));
		run_to_epoch(21);
		assert_ok!(Staking::withdraw(signed(11)));
		assert!(WEALTH - free(11) <= 1);
	});
}

#[test]
fn depositing_and_leaving_makes_no_profit() {
	Chain::new().validator(1, 1_003).delegation(10, 1, 777, Compounding).account(11).execute(
		|| {
			PayoutOfEpoch::set(1_234_567);
			run_to_epoch(3);
			PayoutOfEpoch::set(0);
			for round in 0..10 {
				assert_ok!(Staking::delegate(signed(11), 1, UNIT + 7 * round, Compounding, 0));
				next_epoch();
				assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
			}
			run_to_epoch(60);
			assert_ok!(Staking::withdraw(signed(11)));
			assert!(free(11) <= WEALTH);
			assert!(WEALTH - free(11) <= 20);
		},
	);
}

#[test]
fn claims_do_not_fail_for_ever_after_a_slash() {
	for fraction in [1, 333_333_333, 999_499_999, 999_999_999, 1_000_000_000] {
		PayoutOfEpoch::set(1_000 * UNIT + 1);
		Chain::new()
			.validator(1, 1_000)
			.delegation(10, 1, 333, Liquid)
			.delegation(11, 1, 777, Compounding)
			.delegation(12, 1, 111, Liquid)
			.execute(|| {
				run_to_epoch(1);
				assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(100 * UNIT)));
				assert_ok!(Staking::delegate(signed(12), 1, 50 * UNIT, Liquid, 0));
				drop(Staking::slash(&1, 1, Perbill::from_parts(fraction)).unwrap());
				check();
				run_to_epoch(3);
				for who in [10, 12] {
					assert_ok!(Staking::claim_rewards(signed(who), 1));
					assert_ok!(Staking::undelegate(signed(who), 1, Liquid, Amount::All));
				}
				assert_ok!(Staking::undelegate(signed(11), 1, Compounding, Amount::All));
				check();
				run_to_epoch(24);
				for who in [10, 11, 12] {
					assert_ok!(Staking::withdraw(signed(who)));
					check();
				}
			});
	}
}

#[test]
fn positions_are_never_worth_more_than_the_aggregate() {
	PayoutOfEpoch::set(777_777_777_777_777);
	let holders = 10..30;
	let chain = holders.clone().fold(Chain::new().validator(1, 1_000), |chain, who| {
		let class = if who % 2 == 0 { Liquid } else { Compounding };
		chain.delegation(who, 1, who * who, class)
	});
	chain.execute(|| {
		for epoch in 1..12 {
			run_to_epoch(epoch);
			let thousandths = Perbill::from_parts(1_234_567 * epoch);
			drop(Staking::slash(&1, epoch, thousandths).unwrap());
			for class in [Liquid, Compounding] {
				let pool = validator(1);
				let own = Staking::position_value(&1, &1, class);
				let sum = holders
					.clone()
					.fold(own, |sum, who| sum + Staking::position_value(&who, &1, class));
				let all = pool.class(class).assets();
				// The gap is a planck for each holder and what the virtual shares own.
				assert!(sum <= all && all - sum <= 30, "{sum} of {all}");
			}
			check();
		}
	});
}

#[test]
fn rewards_of_a_class_without_shares_are_not_lost() {
	PayoutOfEpoch::set(1_000 * UNIT);
	Chain::new()
		.validator_with(1, 1_000, Perbill::zero(), RewardPolicy::Payout)
		.delegation(10, 1, 1_000, Compounding)
		.execute(|| {
			assert_ok!(Staking::undelegate(signed(10), 1, Compounding, Amount::All));
			run_to_epoch(1);
			assert!(validator(1).pool.compounding.shares.is_zero());
			let before = Staking::positions(1)[0].liquid_rewards;
			run_to_epoch(2);
			// All of it went to the class that has shares.
			let earned = Staking::positions(1)[0].liquid_rewards - before;
			assert!(1_000 * UNIT - earned <= 2, "{earned}");
		});
}

#[test]
fn a_failure_to_credit_is_told() {
	Chain::new().validator(1, 1_000).start().execute_with(|| {
		// A class of maximum size takes no reward.
		Validators::<Test>::mutate(1, |record| {
			record.as_mut().unwrap().pool.compounding.waiting = u128::MAX - 2_000 * UNIT;
		});
		let issued = Balances::total_issuance();
		take_events();
		next_epoch();
		next_epoch();
		let failed = take_events()
			.into_iter()
			.any(|event| matches!(event, Event::RewardFailed { validator: 1, .. }));
		assert!(failed);
		// The uncredited reward was not minted.
		assert!(Balances::total_issuance() - issued <= 1_000 * UNIT);
	});
}

#[test]
fn deposits_that_buy_no_share_are_counted_once() {
	PayoutOfEpoch::set(400_000 * UNIT);
	Chain::new().validator(1, 100).execute(|| {
		run_to_epoch(1);
		// A share is worth more than a planck now: this buys none.
		assert_ok!(Staking::increase_self_stake(signed(1), 1));
		PayoutOfEpoch::set(0);
		run_to_epoch(2);
		check();
	});
}

#[test]
fn a_claim_is_not_lost_when_the_account_cannot_take_it() {
	PayoutOfEpoch::set(1_000);
	Chain::new().validator(1, 1_000).delegation(10, 1, 1_000, Liquid).execute(|| {
		run_to_epoch(2);
		// Less than an account needs to exist: refused, and still owed.
		assert_ok!(Staking::set_reward_account(signed(10), Some(4_711)));
		let owed = Staking::positions(10)[0].liquid_rewards;
		assert!(owed > 0 && owed < Balances::minimum_balance());
		assert!(Staking::claim_rewards(signed(10), 1).is_err());
		assert_eq!(Staking::positions(10)[0].liquid_rewards, owed);
		assert_ok!(Staking::set_reward_account(signed(10), None));
		assert_ok!(Staking::claim_rewards(signed(10), 1));
	});
}

#[test]
fn order_of_offences_never_matters() {
	PayoutOfEpoch::set(0);
	let verdicts = [(0u32, 10u32), (1, 30), (2, 5)];
	let mut outcomes = std::collections::BTreeSet::new();
	for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
		Chain::new().validator(1, 1_000).delegation(10, 1, 3_000, Liquid).execute(|| {
			run_to_epoch(1);
			assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(999 * UNIT)));
			run_to_epoch(3);
			for index in order {
				let (epoch, fraction) = verdicts[index];
				drop(Staking::slash(&1, epoch, Perbill::from_percent(fraction)).unwrap());
			}
			// Rounding aside, which is a planck for each slash and class.
			let left = Staking::exits(10)[0].amount;
			outcomes.insert((Staking::stake_of(&1) / 1_000, left / 1_000));
		});
	}
	assert_eq!(outcomes.len(), 1);
}

#[test]
fn weights_do_not_overflow() {
	use crate::WeightInfo;
	let one = <() as WeightInfo>::delegate();
	assert!(one.saturating_mul(u64::MAX).all_gte(one));
	assert!(<() as WeightInfo>::withdraw(u32::MAX).all_gte(Weight::zero()));
}

#[test]
fn performance_does_not_overflow() {
	let most = Milliblocks(u64::MAX);
	for authored in [0, 1, u32::MAX] {
		for expected in [None, Some(Milliblocks::ZERO), Some(Milliblocks(1)), Some(most)] {
			for credit in [Milliblocks::ZERO, most] {
				let mut credit = credit;
				let authorship = pay_authorship(&mut credit, authored, expected);
				assert!(performance(Perbill::one(), authorship) <= Perbill::one());
				assert!(credit <= MAX_CREDIT);
			}
		}
	}
}

#[test]
fn stored_values_decode_to_what_they_were() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 500, Liquid).execute(|| {
		run_to_epoch(3);
		let record = validator(1);
		assert_eq!(Validator::decode(&mut &record.encode()[..]), Ok(record));
		assert_eq!(CurrentEpoch::<Test>::get(), 3);
	});
}
