//! What calls declare for the work of another pallet: listings that leave the order book and return,
//! and locks of sellers.

use super::*;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{LockableCurrency, WithdrawReasons},
};
use palisade_primitives::{ConductObserver, PositionTransfer};
use palisade_staking::currency::StakeAwareCurrency;

/// The weight registered with the block besides that of calls.
fn registered() -> frame_support::weights::Weight {
	*System::block_weight().get(DispatchClass::Mandatory)
}

#[test]
fn a_validator_that_comes_and_goes_pays_for_its_listings() {
	Chain::with_validators(2).execute(|| {
		for _ in 0..MAX_LISTINGS {
			list(1, terms());
		}
		let declared = |call: palisade_staking::Call<Test>| call.get_dispatch_info().call_weight;
		let calls = [
			declared(palisade_staking::Call::go_offline {}),
			declared(palisade_staking::Call::go_online {}),
			declared(palisade_staking::Call::leave_validators {}),
		];
		let before = registered();
		assert_ok!(Staking::go_offline(signed(1)));
		let of_one = registered().saturating_sub(before);
		assert_eq!(of_one, <Marketplace as ConductObserver<AccountId>>::candidacy_weight());
		assert!(of_one.ref_time() > 0);
		for declared in calls {
			assert!(declared.all_gt(of_one), "{declared:?}");
		}
		// As often as it likes.
		let before = registered();
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::leave_validators(signed(1)));
		let both = registered().saturating_sub(before);
		assert!(calls[1].saturating_add(calls[2]).all_gt(both));
	});
}

#[test]
fn a_purchase_declares_the_weight_of_the_locks_of_the_seller() {
	let chain = Chain::with_validators(2).delegation(30, 1, 100, RewardClass::Liquid).account(30);
	chain.execute(|| {
		next_epoch();
		// Account 30 has voted with all it has.
		let amount = free(30) + 50 * UNIT;
		type Voting = StakeAwareCurrency<Balances, Staking>;
		<Voting as LockableCurrency<_>>::set_lock(
			*b"pyconvot",
			&30,
			amount,
			WithdrawReasons::all(),
		);
		let asset = Asset::Position { validator: 1, class: RewardClass::Liquid, amount: 40 * UNIT };
		let sale = sell(30, asset, 40 * UNIT);
		let call = Call::<Test>::buy_position {
			sale,
			maximum_price: Balance::MAX,
			minimum_value: 0,
			accept_open_case: false,
		};
		let declared = call.get_dispatch_info().call_weight;
		let normal = || *System::block_weight().get(DispatchClass::Normal);
		let before = normal();
		let bought = Marketplace::buy_position(signed(11), sale, Balance::MAX, 0, false);
		let used = bought.expect("it is for sale").actual_weight.expect("locks are refunded");
		let of_locks = normal().saturating_sub(before);
		assert_eq!(of_locks, <Staking as PositionTransfer<AccountId>>::lock_weight());
		assert_eq!(used.saturating_add(of_locks), declared);
	});
}
