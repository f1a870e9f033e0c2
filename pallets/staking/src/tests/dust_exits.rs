//! Dust: exits too small to matter do not fill the places for others.

use crate::{
	mock::*, types::*, Delegators, Error, Exits, MAX_CLOSED_EXITS, MAX_DEAL_EXITS, MAX_EXITS,
};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{
	DealControl, DealId, PositionInspect, PositionTransfer, RewardClass::Compounding,
	RewardClass::Liquid,
};
use sp_arithmetic::Perbill;

/// Validator 1 with 12 as a delegator; 2 to 9 as destinations of redelegations. The minimum
/// delegation is a unit.
fn chain() -> Chain {
	PayoutOfEpoch::set(0);
	let chain =
		(2..=9).fold(Chain::new().validator(1, 1_000), |chain, who| chain.validator(who, 1_000));
	chain.delegation(12, 1, 1_000, Liquid).delegation(12, 1, 1_000, Compounding).accounts([13, 14])
}

/// A deal of 12 or another account at this commission, in parts per billion.
fn open(owner: AccountId, parts: u32) -> DealId {
	Staking::open_deal(&owner, &1, UNIT, Perbill::from_parts(parts)).expect("a sound deal")
}

#[test]
fn an_exit_of_dust_is_refused() {
	chain().execute(|| {
		for amount in [1, UNIT - 1] {
			let dust = Amount::Exact(amount);
			assert_noop!(
				Staking::undelegate(signed(12), 1, Liquid, dust),
				Error::<Test>::ExitTooSmall
			);
			assert_noop!(
				Staking::redelegate(signed(12), 1, 2, Liquid, dust),
				Error::<Test>::ExitTooSmall
			);
			assert_noop!(
				Staking::decrease_self_stake(signed(1), Compounding, dust),
				Error::<Test>::ExitTooSmall
			);
		}
		assert_ok!(Staking::undelegate(signed(12), 1, Liquid, Amount::Exact(UNIT)));
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, Amount::Exact(UNIT)));
	});
}

#[test]
fn what_a_slash_has_left_can_leave_however_little_it_is() {
	chain().execute(|| {
		let all_but_a_unit = Amount::Exact(999 * UNIT);
		assert_ok!(Staking::undelegate(signed(12), 1, Liquid, all_but_a_unit));
		run_to_epoch(1);
		let slash = <Staking as palisade_primitives::SlashControl<_>>::slash;
		drop(slash(&1, 1, Perbill::from_percent(50)).unwrap());
		assert!(Staking::position_value(&12, &1, Liquid) < UNIT);
		assert_ok!(Staking::undelegate(signed(12), 1, Liquid, Amount::All));
		assert_eq!(Staking::position_value(&12, &1, Liquid), 0);
	});
}

#[test]
fn the_owner_of_a_deal_does_not_prevent_its_end_by_other_exits() {
	chain().execute(|| {
		let deal = open(12, 0);
		run_to_epoch(1);
		// As many exits as it may have, in one epoch: both classes, and all destinations.
		let mut refused = 0;
		for epoch in 1..10 {
			run_to_epoch(epoch);
			for class in [Liquid, Compounding] {
				let unit = Amount::Exact(UNIT);
				refused += u32::from(Staking::undelegate(signed(12), 1, class, unit).is_err());
				for to in 2..=9 {
					let moved = Staking::redelegate(signed(12), 1, to, class, unit);
					refused += u32::from(moved.is_err());
				}
			}
		}
		assert!(refused > 0);
		assert_eq!(Exits::<Test>::get(12, 1).unwrap().len(), MAX_EXITS as usize);
		assert_ok!(Staking::close_deal(&12, deal));
		check();
	});
}

#[test]
fn every_running_deal_has_a_place_for_its_exit() {
	chain().execute(|| {
		// As many deals as an account may have besides its delegation.
		let deals: Vec<_> = (0..63).map(|parts| open(12, parts)).collect();
		run_to_epoch(1);
		for epoch in 1..33 {
			run_to_epoch(epoch);
			assert_ok!(Staking::undelegate(signed(12), 1, Liquid, Amount::Exact(UNIT)));
		}
		for deal in deals {
			assert_ok!(Staking::close_deal(&12, deal));
		}
		assert_eq!(Exits::<Test>::get(12, 1).unwrap().len(), 63 + MAX_EXITS as usize);
		// One place is left for deals.
		let last = open(12, 63);
		let more = Staking::open_deal(&12, &1, UNIT, Perbill::from_parts(64));
		assert_eq!(more, Err(Error::<Test>::TooManyExits.into()));
		// Nor are deals or exits of deals taken over for which there is no place.
		let other = open(13, 1_000);
		assert_eq!(Staking::move_deal(&13, other, &12), Err(Error::<Test>::TooManyExits.into()));
		run_to_epoch(33);
		assert_ok!(Staking::close_deal(&13, other));
		assert_noop!(Staking::move_exits(&13, &1, 33, &12).map(drop), Error::<Test>::TooManyExits);
		assert_ok!(Staking::close_deal(&12, last));
		let all = Exits::<Test>::get(12, 1).unwrap();
		assert_eq!(all.len(), (MAX_EXITS + MAX_DEAL_EXITS) as usize);
		check();
		// A withdrawal makes room. The call takes a part of them at a time.
		run_to_epoch(54);
		for _ in 0..3 {
			assert_ok!(Staking::withdraw(signed(12)));
		}
		assert!(Exits::<Test>::get(12, 1).is_none());
		open(12, 64);
		assert_eq!(Delegators::<Test>::get(12).unwrap().deals, 1);
		check();
	});
}

#[test]
fn exits_of_deals_take_no_place_of_others() {
	const { assert!(MAX_CLOSED_EXITS > MAX_EXITS) };
	chain().execute(|| {
		let deals: Vec<_> = (0..40).map(|parts| open(12, parts)).collect();
		run_to_epoch(1);
		for deal in deals {
			assert_ok!(Staking::close_deal(&12, deal));
		}
		for epoch in 1..33 {
			run_to_epoch(epoch);
			assert_ok!(Staking::undelegate(signed(12), 1, Liquid, Amount::Exact(UNIT)));
		}
		run_to_epoch(33);
		assert_noop!(
			Staking::undelegate(signed(12), 1, Liquid, Amount::Exact(UNIT)),
			Error::<Test>::TooManyExits
		);
	});
}
