//! The example of the documentation.

use crate::{mock::integration::*, *};
use frame_support::assert_ok;

#[docify::export]
#[test]
fn a_deal_is_negotiated_and_pays_its_own_commission() {
	// Validators 1 and 2 have 1,000 units each, and a default commission of 10 %.
	Chain::with_validators(2).execute(|| {
		// Validator 1 lists 1,000 units of capacity at 5 %, for 4 epochs or longer, with a cover of
		// 100 units.
		let listing = list(1, terms());
		assert_eq!(cover(1), 100 * UNIT);

		// Account 10 offers 1,000 units for 8 epochs, at 2 %. They are in escrow until the
		// validator answers.
		let offer = NextId::<Test>::get();
		let (amount, wanted) = (1_000 * UNIT, at(2, 8));
		assert_ok!(Marketplace::make_offer(
			signed(10),
			listing,
			0,
			amount,
			wanted,
			now() + 5,
			false
		));
		assert_eq!(escrow(10), 1_000 * UNIT);

		// The validator counters with 3 %, and account 10 accepts: the deal is made.
		assert_ok!(Marketplace::counter_offer(signed(1), offer, 0, at(3, 8)));
		assert_ok!(Marketplace::accept_offer(signed(10), offer, 1));
		assert_eq!(escrow(10), 0);
		let deal = Marketplace::deals_of(&10)[0].id;
		assert_eq!(deal_of(deal).terms, at(3, 8));

		// The deal is active with the next epoch, which pays 3,000 units for 3,000 units of stake.
		next_epoch();
		PayoutOfEpoch::set(3_000 * UNIT);
		next_epoch();

		// The deal gets 1,000 of them, less 3 %: neither the 5 % of the listing nor the validator's
		// 10 %.
		let before = free(10);
		assert_ok!(Marketplace::claim_deal(signed(10), deal));
		let claimed = free(10) - before;
		assert!(970 * UNIT - claimed <= 2, "all but what rounding takes");
	});
}
