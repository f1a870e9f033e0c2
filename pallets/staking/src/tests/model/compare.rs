//! The comparison of the chain with the model.

use super::{chain::Twin, exact::*, ledger::*, observed::*, state::*};
use crate::{mock::*, runtime_api::ExitView, *};
use frame_support::{assert_ok, traits::fungible::Inspect};
use palisade_primitives::{Balance, EpochIndex};
use std::{borrow::Cow, collections::BTreeMap};

impl Twin {
	/// Checks all invariants, and compares the redeemable values: of all holders, or of the holders
	/// of the validators touched by the step.
	pub fn compare(&self, before: Option<&Before>) {
		assert_ok!(Staking::check_state());
		assert_eq!(Balances::total_issuance(), self.model.issuance, "issuance");
		assert_eq!(owed() + Balances::minimum_balance(), Balances::balance(&Staking::pot()), "pot");
		let now = Staking::now();
		let records: BTreeMap<_, _> = Validators::<Test>::iter().collect();
		assert!(records.keys().eq(self.model.validators.keys()), "validators");
		for (who, record) in &records {
			let model = &self.model.validators[who];
			for class in [COMPOUNDING, LIQUID] {
				model.classes[class].check();
				let pool = record.class(class_name(class));
				assert_eq!(pool.stake, model.classes[class].stake, "stake of {who}");
				assert_eq!(pool.waiting, model.classes[class].waiting, "waiting of {who}");
				assert_eq!(pool.generation, model.classes[class].generation, "generation of {who}");
			}
			model.commission.check(record.commission_due, 0, "commission");
		}

		let delegators: BTreeMap<_, _> = Delegators::<Test>::iter().collect();
		let is_touched = |validator: &AccountId, before: &Before| {
			before.records.get(validator) != records.get(validator)
				|| before.exits.contains_key(validator)
		};
		let is_concerned = |who: &AccountId| {
			let Some(before) = before.filter(|before| before.now == now) else { return true };
			let record = delegators.get(who);
			let mut deals = self.model.deals.values().filter(|deal| deal.owner == *who);
			let mut delegations = record.into_iter().flat_map(|record| &record.delegations);
			before.delegators.get(who) != record
				|| is_touched(who, before)
				|| deals.any(|deal| is_touched(&deal.validator, before))
				|| delegations.any(|it| is_touched(&it.validator, before))
		};
		for who in accounts().filter(is_concerned) {
			self.compare_positions(who);
			self.compare_exits(who, now);
			self.compare_deals(who);
		}
	}

	fn compare_positions(&self, who: AccountId) {
		let views: BTreeMap<_, _> =
			Staking::positions(who).into_iter().map(|view| (view.validator, view)).collect();
		let owner = Owner::Account(who);
		for (validator, model) in &self.model.validators {
			let view = views.get(validator);
			let model = &settled(model, owner);
			for class in [COMPOUNDING, LIQUID] {
				let claim = view.map_or(0, |view| match class {
					COMPOUNDING => view.compounding + view.pending_compounding,
					_ => view.liquid + view.pending_liquid,
				});
				let (value, pieces) = value_of(model, owner, class);
				assert!(
					claim <= value && claim + pieces >= value,
					"{who} with {validator}, class {class}: {claim}, not {value} in {pieces} pieces"
				);
			}
			let rewards = model.rewards.get(&owner).cloned().unwrap_or_default();
			rewards.check(view.map_or(0, |view| view.liquid_rewards), 1, "rewards");
		}
	}

	fn compare_exits(&self, who: AccountId, now: EpochIndex) {
		type Views = BTreeMap<(AccountId, EpochIndex, usize, Option<AccountId>), Balance>;
		let mut views = Views::new();
		for view in Staking::exits(who) {
			let ExitView { validator, class, epoch, amount, redelegation, .. } = view;
			let to = redelegation.map(|(to, _)| to);
			*views.entry((validator, epoch, class_of(class), to)).or_default() += amount;
		}
		let mut models = BTreeMap::new();
		for (validator, model) in &self.model.validators {
			for (epoch, class, chunk) in model.exits_of(who, now) {
				let (assets, reward) = model.exit_value(epoch, class, chunk, now);
				let (low, high) = around(&reward);
				let entry: &mut (Balance, Balance) =
					models.entry((*validator, epoch, class, chunk.to)).or_default();
				entry.0 += assets + low;
				entry.1 += assets + high;
			}
		}
		assert!(views.keys().eq(models.keys()), "exits of {who}: {views:?}, not {models:?}");
		for (key, amount) in &views {
			let (least, most) = models[key];
			assert!(
				least <= *amount && *amount <= most,
				"exit {key:?} of {who} is worth {amount}, not {least} to {most}"
			);
		}
	}

	fn compare_deals(&self, who: AccountId) {
		let views = Staking::deals(who);
		let ours = self.model.deals.values().filter(|deal| deal.owner == who).count();
		assert_eq!(views.len(), ours, "deals of {who}");
		for view in views {
			let deal = self.model.deals[&view.deal];
			let owner = Owner::Deal(view.deal);
			// The value is compared before the rounding remainder is distributed.
			let model = &self.model.validators[&deal.validator];
			let (value, pieces) = value_of(model, owner, LIQUID);
			let model = &settled(model, owner);
			assert!(
				view.amount <= value && view.amount + pieces >= value,
				"deal {} is worth {}, not {value} in {pieces} pieces",
				view.deal,
				view.amount
			);
			assert_eq!(view.commission, deal.commission);
			let rewards = model.rewards.get(&owner).cloned().unwrap_or_default();
			rewards.check(view.rewards, 1, "rewards of a deal");
		}
	}
}

/// The validator after a settlement of a position or a deal, before its comparison.
fn settled(validator: &Validator, owner: Owner) -> Cow<'_, Validator> {
	if validator.ready_of(owner).is_empty() {
		return Cow::Borrowed(validator);
	}
	let mut settled = validator.clone();
	settled.settle(owner);
	Cow::Owned(settled)
}

/// A holder's value with a validator in a class, and the greatest number of pieces that are each
/// rounded down.
fn value_of(model: &Validator, owner: Owner, class: usize) -> (Balance, Balance) {
	let pool = &model.classes[class];
	let is_ours = |lot: &Lot| match lot {
		Lot::Held(of) | Lot::Ready(of, ..) => *of == owner,
		_ => false,
	};
	let active: Exact =
		pool.lots.iter().filter(|(lot, _)| is_ours(lot)).map(|(_, value)| value).sum();
	let pieces = pool.lots.keys().filter(|lot| is_ours(lot)).count() as u128;
	let waiting: Balance = (0..5)
		.filter(|kind| CLASS_OF_KIND[*kind] == class)
		.map(|kind| model.deposits[kind].claim(owner))
		.sum();
	let mut closed = 0;
	let mut closed_pieces: u128 = 0;
	for (_, exits) in model.exits.iter().filter(|((_, of), _)| *of == class) {
		for (lot, generation) in exits.lots.keys().filter(|(lot, _)| is_ours(lot)) {
			closed += exits.claim(*lot, *generation);
			closed_pieces += 1;
		}
	}
	let value = floor(&active).min(pool.assets()) + waiting + closed;
	(value + closed_pieces.saturating_sub(1), pieces.saturating_sub(1) + 2 * closed_pieces)
}

/// The pallet's liabilities and its dust.
fn owed() -> Balance {
	let records: Balance = Validators::<Test>::iter_values()
		.map(|record| {
			record.commission_due
				+ record.dust
				+ record.pool.compounding.assets()
				+ record.pool.liquid.class.assets()
				+ record.pool.liquid.unclaimed
				+ record.deposits.assets()
		})
		.sum();
	let exits = ExitPools::<Test>::iter_values().map(|pool| pool.assets_left() + pool.unclaimed);
	records + exits.sum::<Balance>()
}
