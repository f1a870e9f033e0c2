//! The example in the crate's documentation.

use crate::{mock::*, types::Amount};
use frame_support::assert_ok;
use palisade_primitives::RewardClass;

#[docify::export]
#[test]
fn delegate_earn_and_leave() {
	Chain::new().validator(1, 1_000).validator(2, 1_000).account(10).execute(|| {
		// Deposits of an epoch are active in the next.
		assert_ok!(Staking::delegate(signed(10), 1, 500 * UNIT, RewardClass::Liquid, 0));
		run_to_epoch(1);
		assert_eq!(validator(1).pool.stake(), 2_000 * UNIT);

		// Two epochs later there are rewards to claim.
		run_to_epoch(3);
		assert_ok!(Staking::claim_rewards(signed(10), 1));

		// Leaving takes the bonding period.
		assert_ok!(Staking::undelegate(signed(10), 1, RewardClass::Liquid, Amount::All));
		run_to_epoch(3 + 21);
		assert_ok!(Staking::withdraw(signed(10)));
		assert!(free(10) > WEALTH);
	});
}
