//! The steps, and what each does to the model.

use super::{epochs::check_preparation, ledger::*, observed::*, state::Model};
use crate::{
	mock::{AccountId, MaximumCommission},
	types::State,
};
use palisade_primitives::{Balance, DealId, EpochIndex};
use sp_arithmetic::Perbill;

/// A step.
#[derive(Clone, Debug)]
pub enum Step {
	Delegate {
		who: AccountId,
		to: Vec<(AccountId, Balance, usize, u128)>,
	},
	Undelegate {
		who: AccountId,
		from: AccountId,
		class: usize,
		amount: Option<Balance>,
		to: Option<AccountId>,
	},
	Cancel {
		who: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
	},
	Withdraw {
		who: AccountId,
		by: AccountId,
		/// The only validator, if one is named.
		from: Option<AccountId>,
	},
	PushOut {
		who: AccountId,
		validator: AccountId,
	},
	Complete {
		who: AccountId,
		from: AccountId,
		to: AccountId,
	},
	ChangeClass {
		who: AccountId,
		validator: AccountId,
		to: usize,
		amount: Option<Balance>,
	},
	Claim {
		who: AccountId,
		validator: AccountId,
		by: AccountId,
	},
	Restake {
		who: AccountId,
		validator: AccountId,
		class: usize,
	},
	PermitClaims {
		who: AccountId,
		permitted: bool,
	},
	SetRewardAccount {
		who: AccountId,
		account: Option<AccountId>,
	},
	OpenDeal {
		who: AccountId,
		validator: AccountId,
		amount: Balance,
		commission: Perbill,
	},
	AmendDeal {
		who: AccountId,
		deal: DealId,
		commission: Perbill,
	},
	CloseDeal {
		who: AccountId,
		deal: DealId,
	},
	ClaimDeal {
		who: AccountId,
		deal: DealId,
	},
	MoveDeal {
		who: AccountId,
		deal: DealId,
		to: AccountId,
	},
	MovePosition {
		who: AccountId,
		validator: AccountId,
		class: usize,
		amount: Balance,
		to: AccountId,
	},
	MoveExits {
		who: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
		to: AccountId,
	},
	Register {
		who: AccountId,
		amount: Balance,
		commission: Perbill,
		class: usize,
	},
	IncreaseSelfStake {
		who: AccountId,
		amount: Balance,
	},
	DecreaseSelfStake {
		who: AccountId,
		class: usize,
		amount: Option<Balance>,
	},
	SetCommission {
		who: AccountId,
		commission: Perbill,
	},
	SetCompounding {
		who: AccountId,
		frequency: u32,
		minimum: Balance,
	},
	SetPolicy {
		who: AccountId,
		closed: bool,
		minimum: Balance,
	},
	GoOffline {
		who: AccountId,
	},
	GoOnline {
		who: AccountId,
	},
	Leave {
		who: AccountId,
	},
	Remove {
		who: AccountId,
	},
	ClaimCommission {
		who: AccountId,
	},
	OpenCase {
		who: AccountId,
		epoch: EpochIndex,
		proven: bool,
	},
	CloseCase {
		who: AccountId,
		epoch: EpochIndex,
		proven: bool,
	},
	Slash {
		who: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
	},
	Jail {
		who: AccountId,
		until: EpochIndex,
	},
	Ban {
		who: AccountId,
	},
	ForceState {
		who: AccountId,
		state: State,
	},
	Fees {
		who: AccountId,
		amount: Balance,
	},
	Participate {
		who: AccountId,
		part: Perbill,
	},
	Parameters {
		self_stake: Balance,
		delegation: Balance,
	},
	Block {
		author: AccountId,
	},
	/// A block in the last quarter of the epoch.
	Late,
	Epoch,
}

impl Step {
	/// The account that pays the amount of the step.
	pub fn payer(&self) -> Option<AccountId> {
		match self {
			Self::Delegate { who, .. }
			| Self::OpenDeal { who, .. }
			| Self::IncreaseSelfStake { who, .. } => Some(*who),
			_ => None,
		}
	}
}

impl Model {
	/// Applies a step. `done` is the pallet's result; the model may read it where the result
	/// depends on a planck of rounding.
	pub fn apply(&mut self, step: &Step, before: &Before, done: &Done) -> Verdict {
		match *step {
			Step::Delegate { who, ref to } => self.delegate_to(before, who, to),
			Step::Undelegate { who, from, class, amount, to } => {
				self.undelegate(before, from, class, amount, Chunk { who, deal: None, to })
			},
			Step::Cancel { who, validator, epoch } => self.cancel(before, who, validator, epoch),
			Step::Withdraw { who, from, .. } => self.withdraw(before, done, who, from),
			Step::PushOut { who, validator } => self.push_out(before, done, who, validator),
			Step::Complete { who, from, to } => self.complete(before, who, from, to),
			Step::ChangeClass { who, validator, to, amount } => {
				self.change_class(before, who, validator, to, amount)
			},
			Step::Claim { who, validator, by } => self.claim(before, done, who, validator, by),
			Step::Restake { who, validator, class } => {
				self.restake(before, done, who, validator, class)
			},
			Step::OpenDeal { who, validator, amount, commission } => {
				self.open_deal(before, amount, Deal { owner: who, validator, commission })
			},
			Step::AmendDeal { who, deal, commission } => self.amend_deal(who, deal, commission),
			Step::CloseDeal { who, deal } => self.close_deal(before, done, who, deal),
			Step::ClaimDeal { who, deal } => self.claim_deal(before, done, who, deal),
			Step::MoveDeal { who, deal, to } => self.move_deal(before, who, deal, to),
			Step::MovePosition { who, validator, class, amount, to } => {
				self.move_position(before, validator, class, amount, (who, to))
			},
			Step::MoveExits { who, validator, epoch, to } => {
				self.move_exits(before, validator, epoch, (who, to))
			},
			Step::Register { who, amount, commission, class } => {
				require(commission <= MaximumCommission::get(), "too much")?;
				self.register(before, done, who, amount, class)
			},
			Step::IncreaseSelfStake { who, amount } => {
				self.increase_self_stake(before, who, amount)
			},
			Step::DecreaseSelfStake { who, class, amount } => {
				self.decrease_self_stake(before, who, class, amount)
			},
			Step::Leave { who } => self.leave_validators(before, done, who),
			Step::Remove { who } => self.remove_validator(before, done, who),
			Step::ClaimCommission { who } => self.claim_commission(before, done, who),
			Step::SetCompounding { who, frequency, minimum } => {
				self.set_compounding(who, frequency, minimum)
			},
			Step::Slash { who, epoch, fraction } => self.slash(before, done, who, epoch, fraction),
			Step::Participate { who, part } => {
				self.participation.insert(who, part);
				Ok(())
			},
			Step::Block { author } => {
				*self.authored.entry(author).or_default() += 1;
				Ok(())
			},
			Step::Epoch => {
				self.end_epoch(before, done);
				Ok(())
			},
			Step::Late => {
				check_preparation(before, done);
				Ok(())
			},
			Step::Parameters { .. } => Ok(()),
			Step::PermitClaims { .. }
			| Step::SetRewardAccount { .. }
			| Step::SetCommission { .. }
			| Step::SetPolicy { .. }
			| Step::GoOffline { .. }
			| Step::GoOnline { .. }
			| Step::OpenCase { .. }
			| Step::CloseCase { .. }
			| Step::Jail { .. }
			| Step::Ban { .. }
			| Step::ForceState { .. }
			| Step::Fees { .. } => done.require_ok(),
		}
	}
}
