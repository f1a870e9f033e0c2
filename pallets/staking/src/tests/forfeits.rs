//! Forfeits of self-stake, for a fault of the validator.

use crate::{mock::*, types::*, Error};
use frame_support::{assert_noop, assert_ok, traits::Imbalance};
use palisade_primitives::SlashControl;

#[test]
fn a_forfeit_spares_no_minimum_and_takes_a_candidate_offline() {
	PayoutOfEpoch::set(0);
	Chain::new().validator(1, 1_000).validator(2, 1_000).execute(|| {
		SelfStakeGrace::set(0);
		MinimumSelfStake::set(1_000 * UNIT);
		run_to_epoch(2);
		// The self-stake is at the minimum: a fine takes nothing, and ends no service.
		assert_eq!(Staking::take_self_stake(&2, 10 * UNIT).map(|taken| taken.peek()), Ok(0));
		assert_eq!(validator(2).state, State::Active);
		let taken = Staking::forfeit_self_stake(&2, 10 * UNIT).expect("it is a validator").peek();
		assert!(taken.abs_diff(10 * UNIT) <= 2, "{taken}");
		assert_eq!(validator(2).state, State::Offline);
		check();
		run_to_epoch(4);
		assert_noop!(Staking::go_online(signed(2)), Error::<Test>::SelfStakeTooSmall);
		assert_ok!(Staking::increase_self_stake(signed(2), 11 * UNIT));
		run_to_epoch(5);
		assert_ok!(Staking::go_online(signed(2)));
	});
}
