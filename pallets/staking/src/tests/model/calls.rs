//! The steps as calls.

use super::{actions::Step, ledger::*, observed::class_name};
use crate::{
	mock::*,
	types::{Amount, RewardPolicy},
};
use frame_support::{
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
	storage::with_storage_layer,
	traits::{fungible::Mutate, tokens::Preservation},
};
use palisade_primitives::{
	Balance, Basis, DealControl, PositionTransfer, SlashControl, ValidatorControl,
};
use palisade_test_support::accesses::observe;
use sp_runtime::DispatchError;

fn exactly_or_all(amount: Option<Balance>) -> Amount {
	amount.map_or(Amount::All, Amount::Exact)
}

fn without_weight(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|error| error.error)
}

fn basis(proven: bool) -> Basis {
	match proven {
		true => Basis::Proven,
		false => Basis::Alleged,
	}
}

/// Executes a step on the chain, or changes nothing. Returns the slashed amount.
pub fn execute(step: &Step) -> Result<Balance, DispatchError> {
	let signer = signer_of(step);
	observe(benchmark_of(step), signer, || with_storage_layer(|| call(step.clone())))
}

/// The account that signs a step's call, if any.
fn signer_of(step: &Step) -> Option<AccountId> {
	Some(match step {
		Step::Withdraw { by, .. } | Step::Claim { by, .. } => *by,
		Step::PushOut { .. } | Step::Remove { .. } => 11,
		Step::Delegate { who, .. }
		| Step::Undelegate { who, .. }
		| Step::Cancel { who, .. }
		| Step::Complete { who, .. }
		| Step::ChangeClass { who, .. }
		| Step::Restake { who, .. }
		| Step::PermitClaims { who, .. }
		| Step::SetRewardAccount { who, .. }
		| Step::Register { who, .. }
		| Step::IncreaseSelfStake { who, .. }
		| Step::DecreaseSelfStake { who, .. }
		| Step::SetCommission { who, .. }
		| Step::SetCompounding { who, .. }
		| Step::SetPolicy { who, .. }
		| Step::GoOffline { who }
		| Step::GoOnline { who }
		| Step::Leave { who }
		| Step::ClaimCommission { who } => *who,
		_ => return None,
	})
}

/// The benchmarks of a step's call: see [`observe`]. `None` for a step that is no call.
fn benchmark_of(step: &Step) -> Option<String> {
	let name = match step {
		Step::Delegate { to, .. } if to.is_empty() => return None,
		Step::Delegate { to, .. } => {
			let each = ["delegate", "delegate_waiting"];
			return Some(each.map(|name| vec![name; to.len()].join("+")).join("|"));
		},
		Step::Undelegate { to: None, .. } => "undelegate|undelegate_waiting",
		Step::Undelegate { .. } => "redelegate",
		Step::Cancel { .. } => "cancel_undelegation",
		Step::Withdraw { .. } => "withdraw+stake_lock",
		Step::PushOut { .. } => "push_out",
		Step::Complete { .. } => "complete_redelegation",
		Step::ChangeClass { .. } => "change_class",
		Step::Claim { .. } => "claim_rewards",
		Step::Restake { .. } => "restake_rewards",
		Step::PermitClaims { .. } => "permit_claims",
		Step::SetRewardAccount { .. } => "set_reward_account",
		Step::OpenDeal { .. } => "open_deal",
		Step::AmendDeal { .. } => "amend_deal",
		Step::CloseDeal { .. } => "close_deal",
		Step::ClaimDeal { .. } => "claim_deal",
		Step::MoveDeal { .. } => "move_deal",
		Step::MovePosition { .. } => "move_position",
		Step::MoveExits { .. } => "move_exits",
		Step::Register { .. } => "register_validator",
		Step::IncreaseSelfStake { .. } => "increase_self_stake",
		Step::DecreaseSelfStake { .. } => "decrease_self_stake",
		Step::SetCommission { .. } => "set_commission",
		Step::SetCompounding { .. } => "set_compounding",
		Step::SetPolicy { .. } => "set_delegation_policy",
		Step::GoOffline { .. } => "go_offline",
		Step::GoOnline { .. } => "go_online",
		Step::Leave { .. } => "leave_validators",
		Step::Remove { .. } => "remove_validator",
		Step::ClaimCommission { .. } => "claim_commission",
		Step::OpenCase { .. } => "open_case",
		Step::CloseCase { .. } => "close_case",
		Step::Slash { .. } => "slash",
		Step::Jail { .. } | Step::Ban { .. } => "jail",
		Step::ForceState { .. } => "set_validator_state",
		Step::Fees { .. }
		| Step::Participate { .. }
		| Step::Parameters { .. }
		| Step::Block { .. }
		| Step::Late
		| Step::Epoch => return None,
	};
	Some(name.into())
}

fn delegate(who: AccountId, to: Vec<(AccountId, Balance, usize, u128)>) -> DispatchResult {
	let to: Vec<_> = to
		.into_iter()
		.map(|(validator, amount, class, least)| (validator, amount, class_name(class), least))
		.collect();
	match *to.as_slice() {
		[(validator, amount, class, least)] => {
			without_weight(Staking::delegate(signed(who), validator, amount, class, least))
		},
		_ => Staking::delegate_many(signed(who), to.try_into().expect("not too many")),
	}
}

fn call(step: Step) -> Result<Balance, DispatchError> {
	match step {
		Step::Delegate { who, to } => delegate(who, to),
		Step::Undelegate { who, from, class, amount, to } => {
			let (class, amount) = (class_name(class), exactly_or_all(amount));
			match to {
				None => without_weight(Staking::undelegate(signed(who), from, class, amount)),
				Some(to) => Staking::redelegate(signed(who), from, to, class, amount),
			}
		},
		Step::Cancel { who, validator, epoch } => {
			Staking::cancel_undelegation(signed(who), validator, epoch)
		},
		Step::Withdraw { who, by, from } => without_weight(match from {
			Some(validator) => Staking::withdraw_from(signed(by), who, validator),
			None if who == by => Staking::withdraw(signed(who)),
			None => Staking::withdraw_for(signed(by), who),
		}),
		Step::PushOut { who, validator } => Staking::push_out(signed(11), who, validator),
		Step::Complete { who, from, to } => {
			without_weight(Staking::complete_redelegation(signed(who), from, to))
		},
		Step::ChangeClass { who, validator, to, amount } => {
			Staking::change_class(signed(who), validator, class_name(to), exactly_or_all(amount))
		},
		Step::Claim { who, validator, by } => match who == by {
			true => Staking::claim_rewards(signed(who), validator),
			false => Staking::claim_rewards_for(signed(by), who, validator),
		},
		Step::Restake { who, validator, class } => {
			Staking::restake_rewards(signed(who), validator, class_name(class))
		},
		Step::PermitClaims { who, permitted } => Staking::permit_claims(signed(who), permitted),
		Step::SetRewardAccount { who, account } => {
			Staking::set_reward_account(signed(who), account)
		},
		Step::OpenDeal { who, validator, amount, commission } => {
			<Staking as DealControl<_>>::open_deal(&who, &validator, amount, commission).map(|_| ())
		},
		Step::AmendDeal { who, deal, commission } => {
			<Staking as DealControl<_>>::amend_deal(&who, deal, commission)
		},
		Step::CloseDeal { who, deal } => {
			<Staking as DealControl<_>>::close_deal(&who, deal).map(|_| ())
		},
		Step::ClaimDeal { who, deal } => {
			<Staking as DealControl<_>>::claim_deal(&who, deal).map(|_| ())
		},
		Step::MoveDeal { who, deal, to } => {
			<Staking as PositionTransfer<_>>::move_deal(&who, deal, &to)
		},
		Step::MovePosition { who, validator, class, amount, to } => {
			let class = class_name(class);
			<Staking as PositionTransfer<_>>::move_position(&who, &validator, class, amount, &to)
				.map(|_| ())
		},
		Step::MoveExits { who, validator, epoch, to } => {
			<Staking as PositionTransfer<_>>::move_exits(&who, &validator, epoch, &to).map(|_| ())
		},
		Step::Register { who, amount, commission, class } => {
			let policy = match class {
				COMPOUNDING => RewardPolicy::Compound,
				_ => RewardPolicy::Payout,
			};
			Staking::register_validator(signed(who), amount, commission, policy)
		},
		Step::IncreaseSelfStake { who, amount } => {
			Staking::increase_self_stake(signed(who), amount)
		},
		Step::DecreaseSelfStake { who, class, amount } => {
			Staking::decrease_self_stake(signed(who), class_name(class), exactly_or_all(amount))
		},
		Step::SetCommission { who, commission } => Staking::set_commission(signed(who), commission),
		Step::SetCompounding { who, frequency, minimum } => {
			Staking::set_compounding(signed(who), frequency, minimum)
		},
		Step::SetPolicy { who, closed, minimum } => {
			Staking::set_delegation_policy(signed(who), closed, minimum)
		},
		Step::GoOffline { who } => Staking::go_offline(signed(who)),
		Step::GoOnline { who } => Staking::go_online(signed(who)),
		Step::Leave { who } => Staking::leave_validators(signed(who)),
		Step::Remove { who } => Staking::remove_validator(signed(11), who),
		Step::ClaimCommission { who } => Staking::claim_commission(signed(who)),
		Step::OpenCase { who, epoch, proven } => {
			<Staking as SlashControl<_>>::open_case(&who, epoch, basis(proven))
		},
		Step::CloseCase { who, epoch, proven } => {
			<Staking as SlashControl<_>>::close_case(&who, epoch, basis(proven))
		},
		Step::Slash { who, epoch, fraction } => {
			let loss = <Staking as SlashControl<_>>::slash(&who, epoch, fraction)?;
			return Ok(frame_support::traits::Imbalance::peek(&loss));
		},
		Step::Jail { who, until } => <Staking as ValidatorControl<_>>::jail(&who, until),
		Step::Ban { who } => <Staking as ValidatorControl<_>>::ban(&who),
		Step::ForceState { who, state } => {
			Staking::set_validator_state(RuntimeOrigin::root(), who, state)
		},
		Step::Fees { who, amount } => {
			Balances::transfer(&who, &Staking::fee_pot(), amount, Preservation::Preserve)
				.map(|_| ())
		},
		Step::Participate { who, part } => {
			Participations::mutate(|parts| parts.insert(who, part));
			Ok(())
		},
		Step::Parameters { self_stake, delegation } => {
			MinimumSelfStake::set(self_stake);
			MinimumDelegation::set(delegation);
			Ok(())
		},
		Step::Block { author } => {
			block_by(author);
			Ok(())
		},
		Step::Late => {
			late_block();
			Ok(())
		},
		Step::Epoch => {
			next_epoch();
			Ok(())
		},
	}
	.map(|()| 0)
}
