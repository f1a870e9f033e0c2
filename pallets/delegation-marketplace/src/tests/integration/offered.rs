//! A sale sells what was offered: neither what joins the asset later, by whichever account, nor
//! what its seller has given up and regained.

use super::*;
use palisade_primitives::{PositionInspect, ValidatorControl};
use palisade_staking::types::{Amount, State};

const LIQUID: RewardClass = RewardClass::Liquid;

/// The price of the exits of 10 units, and of a position.
const PRICE: Balance = 9 * UNIT;

/// Two validators, and account 30 with 1,010 liquid units with the first.
fn chain() -> Chain {
	Chain::with_validators(2).delegation(30, 1, 1_010, LIQUID).account(30)
}

/// Account 30 undelegates 10 units, and offers these exits for less than they are worth.
fn offer_exits() -> SaleId {
	assert_ok!(Staking::undelegate(signed(30), 1, LIQUID, Amount::Exact(10 * UNIT)));
	sell(30, exits(now()), PRICE)
}

fn exits(epoch: EpochIndex) -> Asset<AccountId> {
	Asset::Exits { validator: 1, epoch }
}

fn offer_position() -> SaleId {
	sell(30, Asset::Position { validator: 1, class: LIQUID, amount: 300 * UNIT }, PRICE)
}

/// Validator 1 leaves, and is in no set.
fn leave() {
	assert_ok!(Staking::leave_validators(signed(1)));
	next_epoch();
	next_epoch();
}

/// The exits of account 30 from validator 1.
fn worth_of_exits(epoch: EpochIndex) -> Balance {
	<Staking as PositionInspect<_>>::exits_value(&30, &1, epoch)
}

/// Checks that a sale cannot be bought, that views show so, and that any account can reap it.
fn assert_over(sale: SaleId) {
	let bought = Marketplace::buy_position(signed(11), sale, Balance::MAX, 0, true);
	assert_noop!(bought, Error::<Test>::SaleOver);
	assert!(Marketplace::sale_view(sale).expect("it is there").over);
	assert_ok!(Marketplace::reap(signed(20), Expired::Sale(sale)));
	check();
}

#[test]
fn exits_for_sale_to_which_all_stake_is_pushed_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		leave();
		let (sale, epoch) = (offer_exits(), now());
		assert_ok!(Staking::push_out(signed(11), 30, 1));
		assert!(worth_of_exits(epoch) > 1_000 * UNIT);
		assert_over(sale);
		// They can be offered anew.
		let sale = sell(30, exits(epoch), 900 * UNIT);
		assert_ok!(Marketplace::buy_position(signed(11), sale, 900 * UNIT, 0, false));
	});
}

#[test]
fn exits_for_sale_that_a_deal_of_a_gone_validator_joins_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		let deal = deal(30, list(1, terms()), 500);
		next_epoch();
		leave();
		let (sale, epoch) = (offer_exits(), now());
		assert_ok!(Marketplace::terminate_deal(signed(11), deal));
		assert!(worth_of_exits(epoch) > 500 * UNIT);
		assert_over(sale);
	});
}

#[test]
fn exits_for_sale_that_a_deal_joins_at_its_end_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		let deal = deal(30, list(1, terms()), 500);
		run_to_epoch(8);
		let (sale, epoch) = (offer_exits(), now());
		assert_ok!(Marketplace::terminate_deal(signed(1), deal));
		assert!(worth_of_exits(epoch) > 500 * UNIT);
		assert_over(sale);
	});
}

#[test]
fn exits_for_sale_that_shares_of_a_closed_class_join_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		next_epoch();
		let (sale, epoch) = (offer_exits(), now());
		// The price of the class collapses: its shares are exits of this epoch.
		slash(1, epoch, Perbill::from_parts(999_990_000));
		assert_ok!(<Staking as ValidatorControl<_>>::ban(&1));
		next_epoch();
		next_epoch();
		let before = worth_of_exits(epoch);
		assert!(before > 0);
		assert_ok!(Staking::push_out(signed(11), 30, 1));
		assert!(worth_of_exits(epoch) > 50 * before);
		assert_over(sale);
	});
}

#[test]
fn exits_for_sale_to_which_their_seller_adds_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		let sale = offer_exits();
		assert_ok!(Staking::undelegate(signed(30), 1, LIQUID, Amount::All));
		assert_over(sale);
	});
}

#[test]
fn exits_that_were_cancelled_and_made_again_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		let (sale, epoch) = (offer_exits(), now());
		assert_ok!(Staking::cancel_undelegation(signed(30), 1, epoch));
		assert_ok!(Staking::undelegate(signed(30), 1, LIQUID, Amount::Exact(10 * UNIT)));
		assert_over(sale);
	});
}

#[test]
fn exits_as_they_were_offered_are_bought_whatever_happens_in_other_epochs() {
	chain().execute(|| {
		let (sale, epoch) = (offer_exits(), now());
		next_epoch();
		slash(1, now(), Perbill::from_percent(1));
		assert_ok!(Staking::undelegate(signed(30), 1, LIQUID, Amount::Exact(20 * UNIT)));
		assert!(!Marketplace::sale_view(sale).expect("it is there").over);
		assert_ok!(Marketplace::buy_position(signed(11), sale, PRICE, 0, false));
		assert_eq!(worth_of_exits(epoch), 0);
	});
}

#[test]
fn a_position_that_was_given_up_and_regained_within_an_epoch_is_not_bought_at_the_old_price() {
	chain().execute(|| {
		next_epoch();
		let sale = offer_position();
		assert_ok!(Staking::undelegate(signed(30), 1, LIQUID, Amount::All));
		assert_ok!(Staking::cancel_undelegation(signed(30), 1, now()));
		assert_over(sale);

		let sale = offer_position();
		for class in [RewardClass::Compounding, LIQUID] {
			assert_ok!(Staking::change_class(signed(30), 1, class, Amount::All));
		}
		assert_over(sale);
	});
}

#[test]
fn a_position_that_was_pushed_out_and_regained_is_not_bought_at_the_old_price() {
	chain().execute(|| {
		leave();
		let (sale, epoch) = (offer_position(), now());
		assert_ok!(Staking::push_out(signed(11), 30, 1));
		// Governance takes the validator back.
		assert_ok!(Staking::increase_self_stake(signed(1), 500 * UNIT));
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 1, State::Waiting));
		assert_ok!(Staking::cancel_undelegation(signed(30), 1, epoch));
		assert!(Staking::position_value(&30, &1, LIQUID) >= 300 * UNIT);
		assert_over(sale);
	});
}

#[test]
fn exits_for_sale_that_get_a_cover_are_not_bought_at_the_old_price() {
	chain().execute(|| {
		let deal = deal(30, covered_by(100), 500);
		next_epoch();
		// The class of the deal closes, and the cover owes 100 units for the loss.
		slash(1, now(), Perbill::from_parts(999_990_000));
		next_epoch();
		assert_ok!(Staking::increase_self_stake(signed(1), 500 * UNIT));
		next_epoch();
		assert_ok!(Staking::set_validator_state(RuntimeOrigin::root(), 1, State::Waiting));
		let compounding = RewardClass::Compounding;
		assert_ok!(Staking::delegate(signed(30), 1, 20 * UNIT, compounding, 0));
		next_epoch();
		let some = Amount::Exact(10 * UNIT);
		assert_ok!(Staking::undelegate(signed(30), 1, compounding, some));
		let (sale, epoch) = (sell(30, exits(now()), PRICE), now());
		run_to_epoch(epoch + 20);
		let value = |sale| Marketplace::sale_view(sale).expect("it is there").value;
		let before = value(sale);
		// The deal has lapsed: its exits are too old for the cover, which joins these.
		assert_ok!(Marketplace::terminate_deal(signed(1), deal));
		assert!(value(sale) > before + 90 * UNIT);
		assert_over(sale);
	});
}
