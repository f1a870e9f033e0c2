//! What the model takes from the pallet: the state before a step, and the step's result.

use super::{actions::Step, ledger::*, state::*};
use crate::{
	mock::*,
	types::{self, DelegatorOf, ExitChunk},
	*,
};
use frame_support::traits::{
	fungible::Inspect,
	tokens::{Fortitude, Preservation},
};
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass as ClassName};
use std::collections::BTreeMap;

/// The state of the chain before a step that the model does not hold.
pub struct Before {
	pub now: EpochIndex,
	pub records: BTreeMap<AccountId, types::Validator>,
	pub liabilities: BTreeMap<AccountId, types::Liability>,
	pub delegators: BTreeMap<AccountId, DelegatorOf<Test>>,
	pub free: BTreeMap<AccountId, Balance>,
	pub spendable: BTreeMap<AccountId, Balance>,
	pub exits: BTreeMap<AccountId, Vec<ExitChunk<AccountId>>>,
	pub next_deal: DealId,
	pub fees: Balance,
	pub issuance: Balance,
	/// Members of the running set without duties.
	pub kept_offline: Vec<AccountId>,
	/// Members of the running set that were disabled in its epoch.
	pub disabled: Vec<AccountId>,
	/// The members of the next set.
	pub next_set: Vec<AccountId>,
	/// The elected of the set after it, if its election was held.
	pub prepared: Option<Vec<AccountId>>,
}

/// The pallet's name of a class.
pub fn class_name(class: usize) -> ClassName {
	match class {
		COMPOUNDING => ClassName::Compounding,
		_ => ClassName::Liquid,
	}
}

/// The class of that name.
pub fn class_of(name: ClassName) -> usize {
	match name {
		ClassName::Compounding => COMPOUNDING,
		ClassName::Liquid => LIQUID,
	}
}

impl Before {
	pub fn look(step: &Step) -> Self {
		let exits_of = match step {
			Step::Cancel { who, .. }
			| Step::Withdraw { who, .. }
			| Step::Complete { who, .. }
			| Step::MoveExits { who, .. } => Some(*who),
			_ => None,
		};
		let spendable = |who: &AccountId| {
			Balances::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
		};
		let kept_offline =
			KeptOffline::<Test>::get(Staking::now()).unwrap_or_default().into_inner();
		Self {
			kept_offline,
			disabled: DisabledMembers::<Test>::get().into_inner(),
			next_set: NextSet::<Test>::get().iter().map(|elected| elected.validator).collect(),
			prepared: PreparedSet::<Test>::get()
				.map(|prepared| prepared.elected.iter().map(|elected| elected.validator).collect()),
			now: Staking::now(),
			records: Validators::<Test>::iter().collect(),
			liabilities: Liabilities::<Test>::iter().collect(),
			delegators: Delegators::<Test>::iter().collect(),
			free: accounts().map(|who| (who, free(who))).collect(),
			spendable: step.payer().map(|who| (who, spendable(&who))).into_iter().collect(),
			exits: exits_of
				.map(Exits::<Test>::iter_prefix)
				.into_iter()
				.flatten()
				.map(|(validator, exits)| (validator, exits.into_inner()))
				.collect(),
			next_deal: NextDeal::<Test>::get(),
			fees: Balances::balance(&Staking::fee_pot()) - Balances::minimum_balance(),
			issuance: Balances::total_issuance(),
		}
	}

	pub fn knows(&self, who: AccountId, validator: AccountId) -> bool {
		self.delegators.get(&who).is_some_and(|delegator| {
			delegator.delegations.iter().any(|delegation| delegation.validator == validator)
		})
	}

	pub fn takes_delegations(&self, validator: AccountId) -> Verdict {
		let record = &self.records[&validator];
		require(record.state.is_electable(), "it is not online")?;
		let counts = |case: &types::OpenCases| self.now - case.epoch <= LIABLE;
		let cases = &self.liabilities.get(&validator).cloned().unwrap_or_default().cases;
		let is_reported = cases.iter().any(|case| case.proven > 0 && counts(case));
		require(!is_reported, "it is reported")
	}

	pub fn minimum(&self, validator: AccountId) -> Balance {
		MinimumDelegation::get().max(self.records[&validator].delegation_policy.minimum)
	}

	pub fn is_held(&self, validator: AccountId, epoch: EpochIndex) -> bool {
		let cases = &self.liabilities.get(&validator).cloned().unwrap_or_default().cases;
		let holds =
			|case: &types::OpenCases| case.epoch <= epoch + 1 && self.now - case.epoch <= LIABLE;
		self.now < epoch + LIABLE && cases.iter().any(holds)
	}

	pub fn reward_account(&self, who: AccountId) -> AccountId {
		self.delegators.get(&who).and_then(|delegator| delegator.reward_account).unwrap_or(who)
	}
}

/// The result of a step.
pub struct Done {
	pub failed: bool,
	pub events: Vec<Event<Test>>,
	pub gained: BTreeMap<AccountId, Balance>,
	/// The slashed amount.
	pub taken: Balance,
	pub issuance: Balance,
}

impl Done {
	pub fn require_ok(&self) -> Verdict {
		if self.failed {
			return Err(Refusal::Unsure);
		}
		Ok(())
	}

	pub fn paid_to(&self, who: AccountId) -> Balance {
		self.gained.get(&who).copied().unwrap_or_default()
	}

	pub fn find<Found>(&self, find: impl Fn(&Event<Test>) -> Option<Found>) -> Found {
		self.events.iter().find_map(find).expect("there is such an event")
	}
}
