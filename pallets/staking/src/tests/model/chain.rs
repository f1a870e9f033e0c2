//! A chain beside its model: each step runs on both, and then they are compared.

use super::{actions::Step, calls::execute, generator, ledger::*, observed::*, state::*};
use crate::{mock::*, types::RewardPolicy};
use palisade_primitives::Balance;
use palisade_test_support::{
	dice::Dice,
	model::{kind_of, Journal},
	storage::{compact, state_root},
};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

/// The parameters of a chain.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
	/// Decimal places of the amounts.
	pub amounts: (u32, u32),
	/// The budget of an epoch.
	pub payout: Balance,
	/// Least self-stake.
	pub self_stake: Balance,
	/// Least delegation.
	pub delegation: Balance,
	/// The number of slashes in a thousand steps.
	pub slashes: u64,
}

/// A chain and its model.
pub struct Twin {
	scenario: Scenario,
	chain: Option<sp_io::TestExternalities>,
	pub model: Model,
	steps: u32,
	pub journal: Journal,
}

/// Steps after which the storage is written anew.
const COMPACTED_AFTER: u32 = 40;

/// One refused call in this many is checked for side effects.
const ROOTS_ONE_IN: u32 = 8;

impl Twin {
	/// Runs `test` with a new chain.
	pub fn run(scenario: Scenario, test: impl FnOnce(&mut Self)) {
		MinimumSelfStake::set(scenario.self_stake.max(1));
		MinimumDelegation::set(scenario.delegation.max(1));
		PayoutOfEpoch::set(scenario.payout);
		Participations::set(BTreeMap::new());
		let mut chain = Chain::new().accounts(accounts());
		let mut stakes = Vec::new();
		for who in AT_GENESIS {
			let (policy, class) = match who % 2 {
				0 => (RewardPolicy::Payout, LIQUID),
				_ => (RewardPolicy::Compound, COMPOUNDING),
			};
			chain = chain.validator_with(who, 1, Perbill::from_percent(10), policy);
			stakes.push((who, UNIT, class));
		}
		let mut chain = chain.start();
		let model = chain.execute_with(|| Model::of_genesis(&stakes));
		let mut twin =
			Self { scenario, chain: Some(chain), model, steps: 0, journal: Journal::new(scenario) };
		twin.on_chain(|twin| twin.compare(None));
		// These accounts have one unit from genesis.
		let mut dice = Dice(0);
		for (who, _, class) in stakes {
			let stake = dice.amount(scenario.amounts).max(scenario.self_stake);
			let amount = stake.abs_diff(UNIT).max(1);
			twin.on_chain(|twin| match stake < UNIT {
				true => twin.perform(Step::DecreaseSelfStake { who, class, amount: Some(amount) }),
				false => twin.perform(Step::IncreaseSelfStake { who, amount }),
			});
		}
		test(&mut twin);
	}

	fn on_chain(&mut self, act: impl FnOnce(&mut Self)) {
		let mut chain = self.chain.take().expect("it is put back");
		chain.execute_with(|| act(self));
		if self.steps.is_multiple_of(COMPACTED_AFTER) {
			chain = compact(chain);
		}
		self.chain = Some(chain);
	}

	/// Does a random step and compares.
	pub fn step(&mut self, entropy: u64) {
		self.steps += 1;
		self.on_chain(|twin| {
			let step = generator::choose(twin.scenario, &twin.model, &mut Dice(entropy));
			twin.perform(step);
		});
	}

	/// Does a step on both sides and compares.
	fn perform(&mut self, step: Step) {
		let before = Before::look(&step);
		self.journal.begin(format!("epoch {}: {step:?}", before.now));
		System::reset_events();
		let root = self.steps.is_multiple_of(ROOTS_ONE_IN).then(state_root);
		let result = execute(&step);
		let done = Done {
			failed: result.is_err(),
			events: take_events(),
			gained: before
				.free
				.iter()
				.map(|(who, before)| (*who, free(*who).saturating_sub(*before)))
				.collect(),
			taken: *result.as_ref().unwrap_or(&0),
			issuance: Balances::total_issuance(),
		};
		self.journal.end(&kind_of(&step), &result);

		// `take_events` has reset them on both sides of a refused call.
		let mut after = self.model.clone();
		match (after.apply(&step, &before, &done), result) {
			(Ok(()), Ok(_)) => self.model = after,
			(Err(_), Err(_)) => {
				let left = root.as_ref().map(|_| state_root());
				assert_eq!(root, left, "a refused call has changed something");
				// Nothing to compare: neither the chain nor the model has changed.
				return;
			},
			(Ok(()), Err(error)) => panic!("refused without a reason: {error:?}"),
			(Err(refusal), Ok(_)) => panic!("not refused, although: {refusal:?}"),
		}
		self.compare(Some(&before));
	}
}
