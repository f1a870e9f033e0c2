//! Sales that the staking pallet refuses.

use super::*;

#[test]
fn too_small_a_rest_or_part_of_a_position_does_not_change_hands() {
	Chain::with_validators(1).delegation(30, 1, 500, RewardClass::Liquid).execute(|| {
		let part = |amount| Asset::Position { validator: 1, class: RewardClass::Liquid, amount };
		for amount in [UNIT - 1, 499 * UNIT + 1] {
			let sale = sell(30, part(amount), UNIT);
			assert_noop!(
				Marketplace::buy_position(signed(11), sale, UNIT, 0, false),
				palisade_staking::Error::<Test>::BelowMinimumDelegation
			);
		}
	});
}
