//! Invalid inputs and their errors. A refused call changes nothing.

use crate::{mock::*, types::*, *};
use frame_support::{assert_noop, assert_ok, traits::Imbalance, BoundedVec};
use palisade_primitives::{
	Basis, DealControl, PositionInspect, PositionTransfer, RewardClass,
	RewardClass::{Compounding, Liquid},
	SlashControl, ValidatorControl,
};
use sp_arithmetic::Perbill;
use sp_runtime::DispatchError::BadOrigin;

type Refused = Error<Test>;

/// Validator 1 is in the set, validators 2 and 3 are not. Delegator 10 has 100 in the liquid class
/// with 1, account 11 has no stake, and 12 is no validator.
fn chain() -> Chain {
	ActiveValidators::set(1);
	Chain::new()
		.validator(1, 1_000)
		.validator(2, 500)
		.validator(3, 500)
		.delegation(10, 1, 100, Liquid)
		.accounts([11, 12])
}

const CLASSES: [RewardClass; 2] = [Compounding, Liquid];

#[test]
fn an_amount_of_zero() {
	chain().execute(|| {
		for class in CLASSES {
			assert_noop!(Staking::delegate(signed(10), 1, 0, class, 0), Refused::ZeroAmount);
			let nothing = Amount::Exact(0);
			assert_noop!(Staking::undelegate(signed(10), 1, class, nothing), Refused::ZeroAmount);
			assert_noop!(
				Staking::redelegate(signed(10), 1, 2, class, nothing),
				Refused::ZeroAmount
			);
			assert_noop!(Staking::change_class(signed(10), 1, class, nothing), Refused::ZeroAmount);
			assert_noop!(
				Staking::decrease_self_stake(signed(1), class, nothing),
				Refused::ZeroAmount
			);
		}
		assert_noop!(Staking::increase_self_stake(signed(1), 0), Refused::ZeroAmount);
		assert_noop!(Staking::delegate_many(signed(10), BoundedVec::new()), Refused::ZeroAmount);
		assert_noop!(Staking::open_deal(&10, &1, 0, Perbill::zero()), Refused::ZeroAmount);

		MinimumSelfStake::set(0);
		let register = Staking::register_validator;
		assert_noop!(
			register(signed(12), 0, Perbill::zero(), RewardPolicy::Compound),
			Refused::ZeroAmount
		);
	});
}

#[test]
fn an_amount_below_the_minimum() {
	chain().execute(|| {
		for class in CLASSES {
			assert_noop!(
				Staking::delegate(signed(11), 1, UNIT - 1, class, 0),
				Refused::BelowMinimumDelegation
			);
		}
		assert_noop!(
			Staking::open_deal(&11, &1, UNIT - 1, Perbill::zero()),
			Refused::BelowMinimumDelegation
		);
		assert_noop!(
			Staking::change_class(signed(10), 1, Compounding, Amount::Exact(UNIT - 1)),
			Refused::BelowMinimumDelegation
		);
		assert_ok!(Staking::set_delegation_policy(signed(1), false, 50 * UNIT));
		assert_noop!(
			Staking::delegate(signed(11), 1, 50 * UNIT - 1, Liquid, 0),
			Refused::BelowMinimumDelegation
		);
	});
}

#[test]
fn more_than_is_owned() {
	chain().execute(|| {
		let more = Amount::Exact(100 * UNIT + 1);
		assert_noop!(Staking::undelegate(signed(10), 1, Liquid, more), Refused::InsufficientStake);
		assert_noop!(
			Staking::redelegate(signed(10), 1, 2, Liquid, more),
			Refused::InsufficientStake
		);
		assert_noop!(
			Staking::change_class(signed(10), 1, Compounding, more),
			Refused::InsufficientStake
		);
		// The other class has no stake.
		for amount in [Amount::All, Amount::Exact(1)] {
			assert_noop!(
				Staking::undelegate(signed(10), 1, Compounding, amount),
				Refused::InsufficientStake
			);
			assert_noop!(
				Staking::redelegate(signed(10), 1, 2, Compounding, amount),
				Refused::InsufficientStake
			);
			assert_noop!(
				Staking::change_class(signed(10), 1, Liquid, amount),
				Refused::InsufficientStake
			);
			assert_noop!(
				Staking::decrease_self_stake(signed(1), Liquid, amount),
				Refused::InsufficientStake
			);
		}
		assert_noop!(
			Staking::decrease_self_stake(signed(1), Compounding, Amount::Exact(1_001 * UNIT)),
			Refused::InsufficientStake
		);
	});
}

#[test]
fn more_than_any_currency_has() {
	chain().execute(|| {
		assert_noop!(Staking::delegate(signed(10), 1, u128::MAX, Liquid, 0), Refused::Overflow);
		assert_noop!(
			Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(u128::MAX)),
			Refused::Overflow
		);
		assert_noop!(
			Staking::change_class(signed(10), 1, Compounding, Amount::Exact(u128::MAX)),
			Refused::Overflow
		);
	});
}

#[test]
fn funds_that_are_not_there() {
	chain().execute(|| {
		// The existential deposit has to stay.
		for amount in [WEALTH, WEALTH + 1, WEALTH - UNIT / 1_000 + 1] {
			assert_noop!(
				Staking::delegate(signed(11), 1, amount, Liquid, 0),
				Refused::InsufficientFunds
			);
			assert_noop!(
				Staking::increase_self_stake(signed(1), amount),
				Refused::InsufficientFunds
			);
			assert_noop!(
				Staking::register_validator(
					signed(12),
					amount,
					Perbill::zero(),
					RewardPolicy::Payout
				),
				Refused::InsufficientFunds
			);
		}
		// The stake is not transferable, and an account without funds has none.
		assert_noop!(Staking::delegate(signed(99), 1, UNIT, Liquid, 0), Refused::InsufficientFunds);
		// The deposit of the registration counts.
		let all_but_the_deposit = WEALTH - 10 * UNIT;
		assert_noop!(
			Staking::register_validator(
				signed(12),
				all_but_the_deposit,
				Perbill::zero(),
				RewardPolicy::Payout
			),
			Refused::InsufficientFunds
		);
	});
}

#[test]
fn a_validator_that_is_unknown() {
	chain().execute(|| {
		assert_noop!(Staking::delegate(signed(10), 12, UNIT, Liquid, 0), Refused::UnknownValidator);
		assert_noop!(
			Staking::delegate_many(
				signed(10),
				BoundedVec::truncate_from(vec![(1, UNIT, Liquid, 0), (12, UNIT, Liquid, 0)])
			),
			Refused::UnknownValidator
		);
		assert_noop!(
			Staking::undelegate(signed(10), 12, Liquid, Amount::All),
			Refused::UnknownValidator
		);
		assert_noop!(Staking::cancel_undelegation(signed(10), 12, 0), Refused::UnknownValidator);
		for (from, to) in [(1, 12), (12, 1)] {
			assert_noop!(
				Staking::redelegate(signed(10), from, to, Liquid, Amount::All),
				Refused::UnknownValidator
			);
			assert_noop!(
				Staking::complete_redelegation(signed(10), from, to),
				Refused::UnknownValidator
			);
		}
		assert_noop!(
			Staking::change_class(signed(10), 12, Compounding, Amount::All),
			Refused::UnknownValidator
		);
		assert_noop!(Staking::claim_rewards(signed(10), 12), Refused::UnknownValidator);
		assert_noop!(Staking::restake_rewards(signed(10), 12, Liquid), Refused::UnknownValidator);
		assert_noop!(Staking::remove_validator(signed(10), 12), Refused::UnknownValidator);
		assert_noop!(
			Staking::set_validator_state(RuntimeOrigin::root(), 12, State::Offline),
			Refused::UnknownValidator
		);

		assert_noop!(
			Staking::open_deal(&10, &12, UNIT, Perbill::zero()),
			Refused::UnknownValidator
		);
		assert_noop!(Staking::open_case(&12, 0, Basis::Proven), Refused::UnknownValidator);
		assert_noop!(Staking::close_case(&12, 0, Basis::Proven), Refused::UnknownValidator);
		assert_noop!(Staking::jail(&12, 1), Refused::UnknownValidator);
		assert_noop!(Staking::ban(&12), Refused::UnknownValidator);
		let slash = Staking::slash(&12, 0, Perbill::one()).map(|loss| loss.peek());
		assert_eq!(slash, Err(Refused::UnknownValidator.into()));
	});
}

#[test]
fn calls_of_validators_by_other_accounts() {
	chain().execute(|| {
		let who = || signed(12);
		assert_noop!(Staking::set_commission(who(), Perbill::zero()), Refused::UnknownValidator);
		assert_noop!(
			Staking::set_profile(who(), Default::default(), Default::default(), None),
			Refused::UnknownValidator
		);
		assert_noop!(Staking::set_compounding(who(), 1, 0), Refused::UnknownValidator);
		assert_noop!(Staking::set_delegation_policy(who(), true, 0), Refused::UnknownValidator);
		assert_noop!(Staking::increase_self_stake(who(), UNIT), Refused::UnknownValidator);
		assert_noop!(
			Staking::decrease_self_stake(who(), Liquid, Amount::All),
			Refused::UnknownValidator
		);
		assert_noop!(Staking::go_offline(who()), Refused::UnknownValidator);
		assert_noop!(Staking::go_online(who()), Refused::UnknownValidator);
		assert_noop!(Staking::leave_validators(who()), Refused::UnknownValidator);
		assert_noop!(Staking::claim_commission(who()), Refused::UnknownValidator);
	});
}

#[test]
fn a_commission_above_the_maximum() {
	chain().execute(|| {
		let too_high = Perbill::from_parts(500_000_001);
		assert_noop!(
			Staking::register_validator(signed(12), 100 * UNIT, too_high, RewardPolicy::Payout),
			Refused::CommissionTooHigh
		);
		assert_noop!(Staking::set_commission(signed(1), too_high), Refused::CommissionTooHigh);
		assert_noop!(
			Staking::set_commission(signed(1), Perbill::one()),
			Refused::CommissionTooHigh
		);
		assert_noop!(
			Staking::set_commission(signed(1), Perbill::from_parts(50_000_001)),
			Refused::CommissionRisesTooFast
		);
		assert_ok!(Staking::register_validator(
			signed(12),
			100 * UNIT,
			Perbill::from_percent(50),
			RewardPolicy::Payout
		));
	});
}

#[test]
fn a_registration_without_session_keys_or_admission() {
	chain().execute(|| {
		let register = || {
			Staking::register_validator(
				signed(12),
				100 * UNIT,
				Perbill::zero(),
				RewardPolicy::Compound,
			)
		};
		WithoutKeys::set(vec![12]);
		assert_noop!(register(), Refused::NoSessionKeys);
		WithoutKeys::set(vec![]);
		for error in (0..7).map(refusal) {
			Gates::mutate(|gates| gates.insert(12, vec![error]));
			assert_noop!(register(), error);
		}
		Gates::set(Default::default());
		assert_ok!(register());
		assert_noop!(register(), Refused::AlreadyRegistered);

		assert_ok!(Staking::go_offline(signed(12)));
		WithoutKeys::set(vec![12]);
		assert_noop!(Staking::go_online(signed(12)), Refused::NoSessionKeys);
	});
}

#[test]
fn own_stake_below_the_minimum() {
	chain().execute(|| {
		assert_noop!(
			Staking::register_validator(
				signed(12),
				100 * UNIT - 1,
				Perbill::zero(),
				RewardPolicy::Payout
			),
			Refused::SelfStakeTooSmall
		);
		for amount in [Amount::All, Amount::Exact(900 * UNIT + 1)] {
			assert_noop!(
				Staking::decrease_self_stake(signed(1), Compounding, amount),
				Refused::SelfStakeTooSmall
			);
		}
		assert_ok!(Staking::go_offline(signed(1)));
		assert_ok!(Staking::decrease_self_stake(signed(1), Compounding, Amount::All));
		assert_noop!(Staking::go_online(signed(1)), Refused::SelfStakeTooSmall);
		assert_noop!(
			Staking::set_validator_state(RuntimeOrigin::root(), 1, State::Waiting),
			Refused::SelfStakeTooSmall
		);
	});
}

/// Calls that add stake to validator 1 are refused.
fn assert_takes_no_delegations(error: impl Fn() -> Refused) {
	for (who, class) in [(10, Liquid), (10, Compounding), (11, Liquid), (11, Compounding)] {
		assert_noop!(Staking::delegate(signed(who), 1, 10 * UNIT, class, 0), error());
	}
	assert_noop!(
		Staking::delegate_many(
			signed(10),
			BoundedVec::truncate_from(vec![(2, 10 * UNIT, Liquid, 0), (1, 10 * UNIT, Liquid, 0)])
		),
		error()
	);
	assert_noop!(Staking::restake_rewards(signed(10), 1, Liquid), error());
	assert_noop!(Staking::cancel_undelegation(signed(10), 1, 1), error());
	assert_noop!(Staking::complete_redelegation(signed(10), 2, 1), error());
	assert_noop!(Staking::open_deal(&10, &1, 10 * UNIT, Perbill::zero()), error());
}

/// Delegator 10 has rewards and an exit with validator 1, and a redelegation that could arrive
/// there. Epoch 16.
fn prepare() {
	assert_ok!(Staking::delegate(signed(10), 2, 20 * UNIT, Liquid, 0));
	assert_ok!(Staking::redelegate(signed(10), 2, 1, Liquid, Amount::All));
	run_to_epoch(1);
	assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
	run_to_epoch(16);
}

#[test]
fn delegating_to_a_validator_in_jail() {
	chain().execute(|| {
		prepare();
		assert_ok!(Staking::jail(&1, 17));
		assert_takes_no_delegations(|| Refused::ValidatorJailed);
		assert_noop!(Staking::go_online(signed(1)), Refused::ValidatorJailed);
		assert_noop!(Staking::leave_validators(signed(1)), Refused::ValidatorJailed);
		assert_noop!(Staking::go_offline(signed(1)), Refused::NotOnline);
		// The end of the jail term is not enough: the validator has to go online.
		run_to_epoch(17);
		assert_takes_no_delegations(|| Refused::ValidatorJailed);
		assert_ok!(Staking::go_online(signed(1)));
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0));
	});
}

#[test]
fn delegating_to_a_validator_that_was_reported() {
	chain().execute(|| {
		prepare();
		assert_ok!(Staking::open_case(&1, 16, Basis::Alleged));
		assert_ok!(Staking::open_case(&1, 16, Basis::Proven));
		assert_ok!(Staking::open_case(&1, 14, Basis::Proven));
		assert_takes_no_delegations(|| Refused::ProvenOffencePending);
		assert_ok!(Staking::close_case(&1, 16, Basis::Proven));
		assert_takes_no_delegations(|| Refused::ProvenOffencePending);
		assert_ok!(Staking::close_case(&1, 14, Basis::Proven));
		// An allegation without proof does not stop delegations.
		assert_ok!(Staking::delegate(signed(10), 1, 10 * UNIT, Liquid, 0));
	});
}

#[test]
fn delegating_to_a_validator_that_was_banned() {
	chain().execute(|| {
		prepare();
		assert_ok!(Staking::ban(&1));
		assert_takes_no_delegations(|| Refused::ValidatorBanned);
		assert_noop!(Staking::go_online(signed(1)), Refused::ValidatorBanned);
		assert_noop!(Staking::leave_validators(signed(1)), Refused::ValidatorBanned);
		assert_noop!(Staking::increase_self_stake(signed(1), UNIT), Refused::ValidatorBanned);
	});
}

#[test]
fn delegating_to_a_validator_that_is_offline() {
	chain().execute(|| {
		prepare();
		assert_ok!(Staking::go_offline(signed(1)));
		assert_takes_no_delegations(|| Refused::ValidatorOffline);
		assert_noop!(Staking::go_offline(signed(1)), Refused::NotOnline);
	});
}

#[test]
fn delegating_to_a_validator_that_leaves() {
	chain().execute(|| {
		prepare();
		assert_ok!(Staking::leave_validators(signed(1)));
		assert_takes_no_delegations(|| Refused::ValidatorLeaving);
		assert_noop!(Staking::leave_validators(signed(1)), Refused::AlreadyLeaving);
		assert_noop!(Staking::remove_validator(signed(10), 1), Refused::ValidatorInUse);
	});
}

#[test]
fn delegating_to_a_validator_that_is_closed() {
	chain().execute(|| {
		assert_ok!(Staking::set_delegation_policy(signed(1), true, 0));
		assert_noop!(Staking::delegate(signed(10), 1, UNIT, Liquid, 0), Refused::ValidatorClosed);
	});
}

#[test]
fn delegating_to_oneself() {
	chain().execute(|| {
		assert_noop!(
			Staking::delegate(signed(1), 1, UNIT, Liquid, 0),
			Refused::CannotDelegateToSelf
		);
		assert_noop!(
			Staking::undelegate(signed(1), 1, Compounding, Amount::All),
			Refused::CannotDelegateToSelf
		);
		assert_noop!(Staking::restake_rewards(signed(1), 1, Liquid), Refused::CannotDelegateToSelf);
		assert_noop!(
			Staking::redelegate(signed(1), 1, 2, Compounding, Amount::All),
			Refused::CannotDelegateToSelf
		);
		assert_noop!(
			Staking::redelegate(signed(2), 1, 2, Liquid, Amount::All),
			Refused::CannotDelegateToSelf
		);
		assert_noop!(
			Staking::open_deal(&1, &1, UNIT, Perbill::zero()),
			Refused::CannotDelegateToSelf
		);
		assert_noop!(
			Staking::move_position(&10, &1, Liquid, UNIT, &1),
			Refused::CannotDelegateToSelf
		);
	});
}

#[test]
fn redelegating_to_the_same_validator() {
	chain().execute(|| {
		assert_noop!(
			Staking::redelegate(signed(10), 1, 1, Liquid, Amount::All),
			Refused::SameValidator
		);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 1), Refused::SameValidator);
	});
}

#[test]
fn fewer_shares_than_wanted() {
	chain().execute(|| {
		for class in CLASSES {
			assert_noop!(
				Staking::delegate(signed(11), 1, UNIT, class, 1_000 * UNIT + 1),
				Refused::SlippageExceeded
			);
			assert_noop!(
				Staking::delegate(signed(11), 1, UNIT, class, u128::MAX),
				Refused::SlippageExceeded
			);
		}
	});
}

#[test]
fn calls_of_delegators_by_other_accounts() {
	chain().execute(|| {
		for who in [11, 12, 2] {
			assert_noop!(
				Staking::undelegate(signed(who), 1, Liquid, Amount::All),
				Refused::NotDelegator
			);
			assert_noop!(
				Staking::redelegate(signed(who), 1, 3, Liquid, Amount::All),
				Refused::NotDelegator
			);
			assert_noop!(
				Staking::change_class(signed(who), 1, Compounding, Amount::All),
				Refused::NotDelegator
			);
			assert_noop!(Staking::claim_rewards(signed(who), 1), Refused::NotDelegator);
			assert_noop!(Staking::restake_rewards(signed(who), 1, Liquid), Refused::NotDelegator);
			assert_noop!(Staking::cancel_undelegation(signed(who), 1, 0), Refused::NoExits);
			assert_noop!(Staking::complete_redelegation(signed(who), 1, 2), Refused::NoExits);
			assert_noop!(Staking::withdraw(signed(who)), Refused::NoExits);
			assert_noop!(Staking::withdraw_for(signed(10), who), Refused::NoExits);
		}
		assert_noop!(Staking::set_reward_account(signed(11), Some(12)), Refused::NotDelegator);
		assert_noop!(Staking::permit_claims(signed(11), true), Refused::NotDelegator);
		// An operator can have both.
		assert_ok!(Staking::set_reward_account(signed(2), Some(12)));
		assert_ok!(Staking::permit_claims(signed(2), true));
	});
}

#[test]
fn exits_that_are_not_there_or_not_due() {
	chain().execute(|| {
		assert_ok!(Staking::undelegate(signed(10), 1, Liquid, Amount::Exact(10 * UNIT)));
		assert_ok!(Staking::redelegate(signed(10), 1, 2, Liquid, Amount::Exact(10 * UNIT)));
		run_to_epoch(13);
		assert_noop!(Staking::withdraw(signed(10)), Refused::NotYetWithdrawable);
		assert_noop!(Staking::withdraw_for(signed(11), 10), Refused::NotYetWithdrawable);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Refused::NotYetWithdrawable);
		assert_noop!(Staking::complete_redelegation(signed(10), 2, 1), Refused::NoExits);
		for epoch in [1, 13, u32::MAX] {
			assert_noop!(Staking::cancel_undelegation(signed(10), 1, epoch), Refused::NoExits);
		}
		assert_ok!(Staking::open_case(&1, 0, Basis::Alleged));
		run_to_epoch(21);
		assert_noop!(Staking::withdraw(signed(10)), Refused::HeldByCase);
		assert_noop!(Staking::complete_redelegation(signed(10), 1, 2), Refused::HeldByCase);
	});
}

#[test]
fn more_exits_than_can_wait() {
	chain().execute(|| {
		// One of each class in each of sixteen epochs.
		assert_ok!(Staking::delegate(signed(10), 1, 100 * UNIT, Compounding, 0));
		for epoch in 1..=16 {
			run_to_epoch(epoch);
			for class in CLASSES {
				assert_ok!(Staking::undelegate(signed(10), 1, class, Amount::Exact(UNIT)));
			}
		}
		run_to_epoch(17);
		for class in CLASSES {
			assert_noop!(
				Staking::undelegate(signed(10), 1, class, Amount::Exact(UNIT)),
				Refused::TooManyExits
			);
			assert_noop!(
				Staking::redelegate(signed(10), 1, 2, class, Amount::All),
				Refused::TooManyExits
			);
		}
	});
}

#[test]
fn claims_without_rewards_or_permission() {
	chain().execute(|| {
		assert_noop!(Staking::claim_rewards(signed(10), 1), Refused::NothingToClaim);
		assert_noop!(Staking::claim_rewards(signed(1), 1), Refused::NothingToClaim);
		assert_noop!(Staking::restake_rewards(signed(10), 1, Liquid), Refused::NothingToClaim);
		assert_noop!(Staking::claim_commission(signed(1)), Refused::NothingToClaim);
		run_to_epoch(1);
		for who in [10, 11, 1] {
			assert_noop!(
				Staking::claim_rewards_for(signed(12), who, 1),
				Refused::ClaimNotPermitted
			);
		}
		// Not even the holder, by the call for other accounts.
		assert_noop!(Staking::claim_rewards_for(signed(10), 10, 1), Refused::ClaimNotPermitted);
		assert_ok!(Staking::permit_claims(signed(10), true));
		assert_noop!(Staking::claim_rewards_for(signed(12), 10, 2), Refused::NotDelegator);
		assert_noop!(Staking::claim_rewards_for(signed(12), 10, 12), Refused::UnknownValidator);
	});
}

#[test]
fn values_out_of_bounds() {
	chain().execute(|| {
		for frequency in [0, MAX_COMPOUNDING_EPOCHS + 1, u32::MAX] {
			assert_noop!(
				Staking::set_compounding(signed(1), frequency, 0),
				Refused::FrequencyOutOfBounds
			);
		}
		let text = |bytes: &[u8]| bytes.to_vec();
		for (name, website) in [(text(&[0xff]), text(b"w")), (text(b"n"), text(&[0xc3]))] {
			assert_noop!(
				Staking::set_profile(
					signed(1),
					BoundedVec::truncate_from(name),
					BoundedVec::truncate_from(website),
					None
				),
				Refused::NotUtf8
			);
		}
	});
}

#[test]
fn states_that_do_not_follow() {
	chain().execute(|| {
		assert_noop!(Staking::go_online(signed(1)), Refused::AlreadyOnline);
		for state in [State::Active, State::Leaving] {
			assert_noop!(
				Staking::set_validator_state(RuntimeOrigin::root(), 1, state),
				Refused::InvalidTransition
			);
		}
		assert_noop!(Staking::remove_validator(signed(12), 2), Refused::ValidatorInUse);
	});
}

#[test]
fn calls_of_governance_by_other_origins() {
	chain().execute(|| {
		for who in [1, 10, 12] {
			assert_noop!(Staking::force_epoch(signed(who), ElectionMode::Paused), BadOrigin);
			assert_noop!(Staking::set_validator_state(signed(who), 2, State::Offline), BadOrigin);
		}
		assert_noop!(Staking::delegate(RuntimeOrigin::root(), 1, UNIT, Liquid, 0), BadOrigin);
		assert_noop!(Staking::withdraw(RuntimeOrigin::none()), BadOrigin);
		assert_noop!(Staking::withdraw_for(RuntimeOrigin::none(), 10), BadOrigin);
		assert_noop!(Staking::claim_rewards_for(RuntimeOrigin::none(), 10, 1), BadOrigin);
		assert_noop!(Staking::remove_validator(RuntimeOrigin::none(), 1), BadOrigin);
	});
}

#[test]
fn cases_and_slashes_of_the_wrong_epoch() {
	chain().execute(|| {
		run_to_epoch(16);
		for epoch in [0, 1, 17, u32::MAX] {
			assert_noop!(Staking::open_case(&1, epoch, Basis::Proven), Refused::EpochNotReportable);
		}
		assert_ok!(Staking::open_case(&1, 2, Basis::Proven));
		assert_noop!(Staking::close_case(&1, 2, Basis::Alleged), Refused::UnknownCase);
		assert_noop!(Staking::close_case(&1, 3, Basis::Proven), Refused::UnknownCase);
		assert_ok!(Staking::close_case(&1, 2, Basis::Proven));
		assert_noop!(Staking::close_case(&1, 2, Basis::Proven), Refused::UnknownCase);

		let slash = |validator, epoch| {
			Staking::slash(&validator, epoch, Perbill::one()).map(|loss| loss.peek())
		};
		run_to_epoch(30);
		// Too long ago, not yet, never in the set.
		for (validator, epoch) in [(1, 1), (1, 31), (2, 30)] {
			assert_noop!(slash(validator, epoch), Refused::NotExposed);
		}
	});
}

#[test]
fn deals_that_cannot_be() {
	chain().execute(|| {
		let deal = Staking::open_deal(&11, &1, UNIT, Perbill::zero()).unwrap();
		assert_noop!(Staking::close_deal(&11, deal), Refused::DepositPending);
		for (owner, deal) in [(10, deal), (11, deal + 1)] {
			assert_noop!(Staking::close_deal(&owner, deal), Refused::UnknownDeal);
			assert_noop!(Staking::claim_deal(&owner, deal), Refused::UnknownDeal);
			assert_noop!(Staking::amend_deal(&owner, deal, Perbill::zero()), Refused::UnknownDeal);
			assert_noop!(Staking::move_deal(&owner, deal, &12), Refused::UnknownDeal);
		}
		assert_noop!(Staking::claim_deal(&11, deal), Refused::NothingToClaim);
		assert_noop!(Staking::move_position(&10, &1, Liquid, UNIT, &10), Refused::SameOwner);
		assert_noop!(Staking::move_exits(&10, &1, 0, &10), Refused::SameOwner);
		assert_noop!(Staking::move_exits(&10, &1, 0, &11), Refused::NoExits);
		for _ in 1..64 {
			assert_ok!(Staking::open_deal(&11, &1, UNIT, Perbill::zero()));
		}
		let one_more = frame_support::storage::with_storage_layer(|| {
			Staking::open_deal(&11, &1, UNIT, Perbill::zero())
		});
		assert_eq!(one_more, Err(Refused::TooManyDelegations.into()));
	});
}

#[test]
fn a_position_that_cannot_be_decoded_is_not_taken_for_none() {
	chain().delegation(10, 2, 50, Liquid).execute(|| {
		let before = Delegators::<Test>::get(10).unwrap().delegations[0].clone();
		corrupt_position(10);
		let validator = before.validator;
		let some = Amount::Exact(UNIT);
		assert_noop!(
			Staking::delegate(signed(10), validator, 10 * UNIT, Liquid, 0),
			Refused::Undecodable
		);
		assert_noop!(
			Staking::undelegate(signed(10), validator, Liquid, some),
			Refused::Undecodable
		);
		assert_noop!(Staking::claim_rewards(signed(10), validator), Refused::Undecodable);
		assert_eq!(Staking::position_value(&10, &validator, Liquid), 0);
		// The stake with other validators is not affected.
		let other = Delegators::<Test>::get(10).unwrap().delegations[1].validator;
		assert_ok!(Staking::undelegate(signed(10), other, Liquid, some));
		Delegators::<Test>::mutate(10, |record| {
			record.as_mut().unwrap().delegations[0] = before;
		});
	});
}
