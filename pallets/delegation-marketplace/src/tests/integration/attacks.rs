//! Attacks through calls of the staking pallet.

use super::*;

/// The rewards of a deal and a plain delegation of 500 units each, from epoch 2 until epoch 7.
fn earned(change: impl Fn(EpochIndex)) -> (Balance, Balance) {
	let mut earned = (0, 0);
	PayoutOfEpoch::set(30_000_000_000_001);
	Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let id = list(1, terms());
		let one = deal(10, id, 500);
		next_epoch();
		assert_ok!(Staking::claim_rewards(signed(30), 1));
		while now() < 7 {
			change(now());
			next_epoch();
		}
		let plain = Staking::positions(30)[0].liquid_rewards;
		earned = (view(one).rewards, plain);
	});
	earned
}

#[test]
fn a_change_of_commission_does_not_touch_a_deal() {
	let (deal, plain) = earned(|_| {});
	// The deal keeps 95 of 100 parts, the delegation 90.
	assert!((deal * 90).abs_diff(plain * 95) < 1_000, "{deal} {plain}");
	let (same, less) = earned(|epoch| {
		// Announced at the end of an epoch, and again in the next.
		if epoch == 3 || epoch == 4 {
			assert_ok!(Staking::set_commission(signed(1), percent(100)));
		}
	});
	assert_eq!(same, deal);
	assert!(less < plain);
	let (same, more) = earned(|epoch| {
		if epoch == 2 {
			assert_ok!(Staking::set_commission(signed(1), percent(0)));
		}
	});
	assert_eq!(same, deal);
	assert!(more > plain);
}
