//! Rare handling: the pallet's first epoch, a raised existential deposit, closed classes beside exits
//! of another price, records that cannot be decoded, and rises of commissions within a period.

use crate::{mock::*, types::*, *};
use frame_support::{
	assert_noop, assert_ok, storage::unhashed, traits::fungible::Inspect, traits::Hooks,
};
use palisade_primitives::{
	Balance, PositionInspect, RewardClass,
	RewardClass::{Compounding, Liquid},
	SlashControl,
};
use palisade_share_pool::{DealWeight, Pending, Shares};
use palisade_test_support::stubs::ExistentialDeposit;
use sp_arithmetic::Perbill;

fn percent(value: u32) -> Perbill {
	Perbill::from_percent(value)
}

#[test]
fn pruning_starts_with_the_first_epoch_of_the_pallet() {
	Chain::new().validator(1, 1_000).execute(|| {
		// The pallet is added to a chain in session 1,000: it has no epoch before.
		CurrentEpoch::<Test>::kill();
		Staking::remove_exposures(0);
		OldestExposure::<Test>::kill();
		take_events();
		let issuance = Balances::total_issuance();
		Staking::begin_epoch(1_000);
		assert_eq!(OldestExposure::<Test>::get(), 1_000);
		// No epoch has ended, so none is paid or stored.
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(take_events(), []);
		assert_eq!(EpochResults::<Test>::iter().count(), 0);
		for epoch in 1_001..1_040 {
			Staking::begin_epoch(epoch);
		}
		let kept = Staking::liable_epochs();
		assert_eq!(OldestExposure::<Test>::get(), 1_039 - kept);
		assert_eq!(ExposureIndexes::<Test>::iter().count(), kept as usize + 1);
	});
}

#[test]
fn a_raised_existential_deposit_tops_up_the_pots_at_once() {
	Chain::new().validator(1, 1_000).account(10).execute(|| {
		let (pot, fees) = (Staking::pot(), Staking::fee_pot());
		let before = (free(pot), free(fees));
		Staking::on_runtime_upgrade();
		assert_eq!((free(pot), free(fees)), before);

		let old = Balances::minimum_balance();
		ExistentialDeposit::set(UNIT);
		assert!(Staking::check_state().is_err());
		Staking::on_runtime_upgrade();
		let raise = UNIT - old;
		assert_eq!((free(pot), free(fees)), (before.0 + raise, before.1 + raise));
		check();
		// All that is owed can be paid.
		assert_ok!(Staking::leave_validators(signed(1)));
		run_to_epoch(30);
		let _ = Staking::decrease_self_stake(signed(1), Compounding, Amount::All);
		run_to_epoch(60);
		assert_ok!(Staking::withdraw(signed(1)));
		// A lower one gives nothing back, and a raise to an earlier height takes nothing more.
		ExistentialDeposit::set(old);
		Staking::on_runtime_upgrade();
		ExistentialDeposit::set(UNIT);
		let before = free(pot);
		Staking::on_runtime_upgrade();
		assert_eq!(free(pot), before);
		ExistentialDeposit::set(old);
	});
}

#[test]
fn an_upgrade_endows_no_pot_that_is_not_in_use() {
	Chain::new().execute(|| {
		Endowment::<Test>::kill();
		let before = free(Staking::pot());
		Staking::on_runtime_upgrade();
		assert_eq!(free(Staking::pot()), before);
		Staking::endow_pot().unwrap();
	});
}

/// The values of the exits of `who` and of its stake in the closed class.
fn value(who: AccountId) -> Balance {
	let positions = Staking::positions(who);
	leaving(who) + positions.iter().map(|it| it.liquid + it.compounding).sum::<Balance>()
}

/// Delegators 10 and 11 have 100,000 units each in a class of validator 2, which does not serve. By
/// tiny exits first, 10 has made the price of the epoch's exits another one than that of the class.
/// Then 10 leaves, and a slash closes the class.
fn exits_beside_a_closed_class(class: RewardClass) {
	ActiveValidators::set(1);
	PayoutOfEpoch::set(0);
	Chain::new()
		.validator(1, 900_000)
		.validator(2, 100)
		.delegation(10, 2, 100_000, class)
		.delegation(11, 2, 100_000, class)
		.execute(|| {
			let now = CurrentEpoch::<Test>::get();
			assert!(!validator(2).serves(now));
			// Shares worth a little less than two planck: their exit is worth one.
			let mut record = ledger(2);
			let tiny = Shares(record.class(class).shares_for(2).unwrap().0 - 1);
			let mut holder = crate::holder::Holder::<Test>::load(&10).unwrap();
			let epoch = now;
			holder
				.with_position(&mut record, |ledger, position| {
					position.take(class, tiny)?;
					let departure = ledger.leave(class, tiny, None, epoch)?;
					assert_eq!(departure.value, 1);
					Ok(())
				})
				.unwrap();
			let delegation = holder.delegation(&2).unwrap();
			let chunk = ExitChunk { epoch, class, shares: tiny, deal: None, destination: None };
			Staking::add_exit(&10, delegation, chunk, MAX_EXITS).unwrap();
			holder.save_with(&mut record).unwrap();
			record.save();
			assert_ok!(Staking::undelegate(signed(10), 2, class, Amount::Exact(99_000 * UNIT)));
			let before = (value(10), value(11));
			assert!(before.0.abs_diff(before.1) < 10, "{before:?}");

			// As after a slash of nearly all: the price of class and exits falls alike.
			let mut record = ledger(2);
			let generation = record.class(class).generation;
			let (base, left) = (record.pool.assets(), 1_000 * UNIT);
			record.pool.slash(base, base - left);
			record.slash_exits(epoch..=epoch, base, base - left, &mut Default::default());
			record.save();
			let before = (value(10), value(11));
			let mut record = ledger(2);
			record.close_class(class, now).unwrap();
			record.save();
			assert_eq!(validator(2).class(class).generation, generation + 1);
			let after = (value(10), value(11));
			for (before, after) in [(before.0, after.0), (before.1, after.1)] {
				assert!(before.abs_diff(after) <= 4, "{before} became {after}");
			}
			// Both leave with it, and nothing is left over.
			for who in [10, 11] {
				let _ = Staking::undelegate(signed(who), 2, class, Amount::All);
			}
			check();
			run_to_epoch(21);
			for (who, due) in [(10, after.0), (11, after.1)] {
				let before = free(who);
				assert_ok!(Staking::withdraw(signed(who)));
				assert!((free(who) - before).abs_diff(due) <= 4);
			}
		});
}

#[test]
fn closing_a_class_does_not_mix_exits_of_different_prices() {
	exits_beside_a_closed_class(Liquid);
	exits_beside_a_closed_class(Compounding);
}

#[test]
fn settings_do_not_overwrite_an_undecodable_record() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 100, Liquid).execute(|| {
		assert_ok!(Staking::permit_claims(signed(1), true));
		for who in [1, 10] {
			let key = Delegators::<Test>::hashed_key_for(who);
			let before = unhashed::get_raw(&key).unwrap();
			unhashed::put_raw(&key, &[0xff]);
			let undecodable = Error::<Test>::Undecodable;
			assert_noop!(Staking::set_reward_account(signed(who), None), undecodable);
			let undecodable = Error::<Test>::Undecodable;
			assert_noop!(Staking::permit_claims(signed(who), true), undecodable);
			unhashed::put_raw(&key, &before);
		}
	});
}

#[test]
fn shares_without_an_owner_do_not_remove_an_undecodable_pool_of_exits() {
	Chain::new().validator(1, 1_000).delegation(10, 1, 100, Liquid).execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		next_epoch();
		let key = ExitPools::<Test>::hashed_key_for(1, 0);
		let before = unhashed::get_raw(&key).expect("there are exits");
		unhashed::put_raw(&key, &[0xff]);
		ledger(1).burn_exit(Liquid, Shares(1), 0);
		assert_eq!(unhashed::get_raw(&key).unwrap(), [0xff]);
		unhashed::put_raw(&key, &before);
	});
}

#[test]
fn exits_and_closings_do_not_overwrite_an_undecodable_pool_of_exits() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).delegation(10, 1, 100, Liquid).execute(|| {
		let garbage = |epoch| {
			let key = ExitPools::<Test>::hashed_key_for(1, epoch);
			unhashed::put_raw(&key, &[0xff]);
			key
		};
		// By the end of an epoch with exits.
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		let key = garbage(0);
		take_events();
		next_epoch();
		assert_eq!(unhashed::get_raw(&key).unwrap(), [0xff]);
		let failed = Event::SettlementFailed {
			validator: 1,
			epoch: 0,
			reason: Error::<Test>::Undecodable.into(),
		};
		assert!(take_events().contains(&failed));
		// By a slash that closes a class.
		let key_of_closing = garbage(1);
		let slashed = Staking::slash(&1, 1, Perbill::from_parts(999_999_999));
		assert_eq!(slashed.err(), Some(Error::<Test>::Undecodable.into()));
		assert_eq!(unhashed::get_raw(&key_of_closing).unwrap(), [0xff]);
		// Once it can be decoded, the exits of the epoch leave with the next one that ends.
		unhashed::kill(&key);
		unhashed::kill(&key_of_closing);
		let record = validator(1);
		assert!(!record.pool.liquid.class.leaving.is_zero());
		let mut record = ledger(1);
		record.close_exits(0, Default::default()).unwrap();
		record.save();
	});
}

#[test]
fn self_stake_that_is_not_settled_keeps_its_deposits() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).execute(|| {
		assert_ok!(Staking::increase_self_stake(signed(1), 50 * UNIT));
		let pending = validator(1).own.pending;
		assert_eq!(pending.len(), 1);
		// The deposits of the epoch become shares, but the position claims more than there are.
		let set_units = |units| {
			Validators::<Test>::mutate(1, |record| {
				record.as_mut().unwrap().own.pending[0].units = units;
			});
		};
		set_units(51 * UNIT);
		let pending = pending.into_iter().map(|it| PendingDeposit { units: 51 * UNIT, ..it });
		let pending: Vec<_> = pending.collect();
		take_events();
		next_epoch();
		let events = take_events();
		assert!(
			events.iter().any(|event| matches!(
				event,
				Event::SettlementFailed { validator: 1, epoch: 0, .. }
			)),
			"{events:?}"
		);
		assert_eq!(validator(1).own.pending, pending);
		set_units(50 * UNIT);
		assert_ok!(Staking::increase_self_stake(signed(1), UNIT));
		assert_eq!(validator(1).own.pending.len(), 1);
		assert!(validator(1).self_stake().abs_diff(1_051 * UNIT) <= 1);
	});
}

#[test]
fn deposits_are_not_lost_where_those_of_another_kind_cannot_become_shares() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).account(10).execute(|| {
		assert_ok!(Staking::delegate(signed(10), 1, 50 * UNIT, Liquid, 0));
		// A weight of deals that outgrows its type when a planck becomes a thousand shares.
		let weight = DealWeight::of(Shares(u128::MAX), Perbill::one());
		let deal_weight = (0..128).fold(weight, |weight, _| weight.plus(weight));
		let set_deals = |deals| {
			Validators::<Test>::mutate(1, |record| {
				*record.as_mut().unwrap().deposits.of_mut(DepositKind::deal()) = deals;
			});
		};
		set_deals(Pending { assets: 1, units: 1, deal_weight });
		let before = validator(1);
		take_events();
		next_epoch();
		assert!(take_events().contains(&Event::SettlementFailed {
			validator: 1,
			epoch: 0,
			reason: Error::<Test>::Overflow.into(),
		}));
		let after = validator(1);
		assert_eq!(after.deposits, before.deposits);
		assert_eq!(after.pool, before.pool);
		// Once the weight fits, the other deposits of the epoch become shares.
		set_deals(Pending::default());
		let mut record = ledger(1);
		record.activate_deposits(0).unwrap();
		record.save();
		assert_eq!(Staking::position_value(&10, &1, Liquid), 50 * UNIT);
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::All));
	});
}

#[test]
fn a_commission_rises_only_so_much_within_a_period() {
	CommissionPeriod::set(7);
	let announce = |value| Staking::set_commission(signed(1), percent(value));
	Chain::new().validator_with(1, 1_000, percent(10), RewardPolicy::Payout).execute(|| {
		assert_ok!(announce(13));
		run_to_epoch(2);
		assert_eq!(validator(1).commission.current, percent(13));
		// Together five percent, however often it is announced.
		assert_noop!(announce(16), Error::<Test>::CommissionRisesTooFast);
		assert_ok!(announce(15));
		run_to_epoch(8);
		assert_noop!(announce(16), Error::<Test>::CommissionRisesTooFast);
		run_to_epoch(9);
		assert_ok!(announce(20));
		// A lower commission is the base of what follows within the period.
		assert_ok!(announce(12));
		run_to_epoch(10);
		assert_eq!(validator(1).commission.current, percent(12));
		assert_noop!(announce(18), Error::<Test>::CommissionRisesTooFast);
		assert_ok!(announce(17));
	});
}

#[test]
fn without_a_rise_before_the_period_does_not_matter() {
	CommissionPeriod::set(7);
	let announce = |value| Staking::set_commission(signed(1), percent(value));
	Chain::new().validator_with(1, 1_000, percent(10), RewardPolicy::Payout).execute(|| {
		assert_ok!(announce(4));
		run_to_epoch(1);
		assert_ok!(announce(9));
		// An announcement that is replaced was never in force.
		assert_ok!(announce(0));
		assert_ok!(announce(9));
		assert_noop!(announce(10), Error::<Test>::CommissionRisesTooFast);
	});
}
