//! The choice of a step.

use super::{actions::Step, chain::Scenario, ledger::*, observed::class_name, state::*};
use crate::{
	mock::*,
	types::{self, State},
	*,
};
use palisade_primitives::{Balance, DealId, EpochIndex, PositionInspect};
use palisade_test_support::dice::Dice;
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

type Records = BTreeMap<AccountId, types::Validator>;

fn takes_delegations(record: &types::Validator) -> bool {
	record.state.is_electable() && record.proven.is_none()
}

fn is_away(record: &types::Validator) -> bool {
	!record.state.is_electable() && record.state != State::Leaving
}

fn is_banned(record: &types::Validator) -> bool {
	record.state == State::Banned
}

fn is_leaving(record: &types::Validator) -> bool {
	record.state == State::Leaving
}

fn has_cases(record: &types::Validator) -> bool {
	!record.cases.is_empty()
}

/// A random step of a chain with this model.
pub fn choose(scenario: Scenario, model: &Model, dice: &mut Dice) -> Step {
	let drawn = Drawn::new(scenario, model, dice);
	if dice.one_in(8) {
		let leaving = drawn.likely(dice, |record| is_leaving(record) || is_banned(record));
		if let Some(step) = clear(model, dice, leaving) {
			return step;
		}
	}
	match dice.below(1_000) {
		roll @ ..460 => drawn.step_of_delegator(roll, dice),
		roll @ 460..563 => drawn.step_of_holder(roll, dice),
		roll @ 563..705 => drawn.step_of_validator(roll, dice),
		roll @ 705..759 => drawn.step_of_others(roll, dice),
		roll if roll < 759 + scenario.slashes => drawn.slash(dice),
		roll if roll < 880 => {
			let set = Staking::active_validators();
			dice.pick(&set).map_or(Step::Epoch, |author| Step::Block { author })
		},
		roll if roll < 920 => Step::Late,
		_ => Step::Epoch,
	}
}

/// The candidates of a step: mostly accounts and records on which the call can succeed.
struct Drawn {
	scenario: Scenario,
	now: EpochIndex,
	records: Records,
	who: AccountId,
	other: AccountId,
	validator: AccountId,
	/// A validator that takes delegations.
	to: AccountId,
	class: usize,
	amount: Balance,
	commission: Perbill,
	/// A delegator, and one of its validators.
	held: (AccountId, AccountId),
	/// A delegator and a validator with exits.
	left: (AccountId, AccountId),
	/// The epoch of one of these exits.
	epoch: EpochIndex,
	/// The owner of a deal, and the deal.
	deal: (AccountId, DealId),
}

/// One of `records` with the wanted property; in one case of ten, `otherwise`.
fn likely(
	dice: &mut Dice,
	records: &Records,
	otherwise: AccountId,
	wanted: impl Fn(&types::Validator) -> bool,
) -> AccountId {
	let found: Vec<_> =
		records.iter().filter(|(_, record)| wanted(record)).map(|(who, _)| *who).collect();
	match dice.one_in(10) {
		true => otherwise,
		false => dice.pick(&found).unwrap_or(otherwise),
	}
}

impl Drawn {
	fn new(scenario: Scenario, model: &Model, dice: &mut Dice) -> Self {
		let now = Staking::now();
		let everybody: Vec<AccountId> = accounts().collect();
		let validators: Vec<AccountId> = VALIDATORS.collect();
		let who = dice.pick(&everybody).expect("there are accounts");
		let other = dice.pick(&everybody).expect("there are accounts");
		let validator = dice.pick(&validators).expect("there are validators");
		let records: Records = Validators::<Test>::iter().collect();
		let to = likely(dice, &records, validator, takes_delegations);
		let class = dice.below(2) as usize;
		let amount = dice.amount(scenario.amounts);
		let commission = Perbill::from_parts(dice.below(500_000_001) as u32);

		let delegations: Vec<(AccountId, AccountId)> = Delegators::<Test>::iter()
			.flat_map(|(who, delegator)| {
				delegator.delegations.into_iter().map(move |it| (who, it.validator))
			})
			.collect();
		let held = match dice.one_in(15) {
			true => (who, validator),
			false => dice.pick(&delegations).unwrap_or((who, validator)),
		};
		let exits: Vec<(AccountId, AccountId)> = Exits::<Test>::iter_keys().collect();
		let left = match dice.one_in(15) {
			true => held,
			false => dice.pick(&exits).unwrap_or(held),
		};
		let epochs: Vec<EpochIndex> = Exits::<Test>::get(left.0, left.1)
			.unwrap_or_default()
			.iter()
			.map(|chunk| chunk.epoch)
			.collect();
		let epoch = dice.pick(&epochs).unwrap_or(now);
		let class = if value_of(held, class) > 0 || dice.one_in(4) { class } else { 1 - class };
		let deals: Vec<(AccountId, DealId)> =
			model.deals.iter().map(|(id, deal)| (deal.owner, *id)).collect();
		let deal = match dice.one_in(20) {
			true => (who, dice.below(10)),
			false => dice.pick(&deals).unwrap_or((who, 0)),
		};
		Self {
			scenario,
			now,
			records,
			who,
			other,
			validator,
			to,
			class,
			amount,
			commission,
			held,
			left,
			epoch,
			deal,
		}
	}

	fn likely(&self, dice: &mut Dice, wanted: impl Fn(&types::Validator) -> bool) -> AccountId {
		likely(dice, &self.records, self.validator, wanted)
	}

	/// Part of a holder's stake: all, all but a planck, a little more than all, a random part.
	fn amount_of(&self, dice: &mut Dice, value: Balance) -> Option<Balance> {
		match dice.below(8) {
			0 | 1 => None,
			2 => Some(value),
			3 => Some(value + 1),
			4 => Some(value.saturating_sub(1)),
			5 => Some(dice.amount(self.scenario.amounts)),
			_ => Some(value / 100 * u128::from(dice.below(100)) + 1),
		}
	}

	/// A step of a delegator, except for deals and transfers.
	fn step_of_delegator(&self, roll: u64, dice: &mut Dice) -> Step {
		let Self { scenario, now, who, other, to, class, amount, epoch, .. } = *self;
		let ((holder, at), (leaver, left)) = (self.held, self.left);
		let value = value_of(self.held, class);
		match roll {
			0..110 => {
				let many = if dice.one_in(6) { dice.below(4) } else { 1 };
				let to = (0..many)
					.map(|_| {
						let to = self.likely(dice, takes_delegations);
						let least = if dice.one_in(20) { amount.saturating_mul(999) } else { 0 };
						(to, dice.amount(scenario.amounts), dice.below(2) as usize, least)
					})
					.collect();
				Step::Delegate { who, to }
			},
			110..230 => {
				let amount = self.amount_of(dice, value);
				let to = dice.one_in(2).then_some(to);
				Step::Undelegate { who: holder, from: at, class, amount, to }
			},
			230..270 => Step::Cancel { who: leaver, validator: left, epoch },
			270..310 => {
				let by = if dice.one_in(3) { who } else { leaver };
				Step::Withdraw { who: leaver, by, from: dice.one_in(3).then_some(left) }
			},
			310..340 => {
				let due: Vec<_> = Exits::<Test>::iter()
					.flat_map(|(who, from, exits)| exits.into_iter().map(move |it| (who, from, it)))
					.filter(|(_, _, chunk)| chunk.epoch + REDELEGATION <= now)
					.filter_map(|(who, from, chunk)| chunk.destination.map(|to| (who, from, to)))
					.collect();
				let (who, from, to) = match dice.one_in(5) {
					true => (leaver, left, to),
					false => dice.pick(&due).unwrap_or((leaver, left, to)),
				};
				Step::Complete { who, from, to }
			},
			340..385 => {
				let amount = self.amount_of(dice, value);
				let (who, at) = if dice.one_in(8) { (at, at) } else { (holder, at) };
				Step::ChangeClass { who, validator: at, to: 1 - class, amount }
			},
			385..425 => {
				let (who, at) = if dice.one_in(8) { (at, at) } else { (holder, at) };
				let by = if dice.one_in(4) { other } else { who };
				Step::Claim { who, validator: at, by }
			},
			425..450 => Step::Restake { who: holder, validator: at, class },
			450..456 => Step::PermitClaims { who, permitted: !dice.one_in(3) },
			456.. => {
				let account = dice.one_in(2).then_some(other);
				Step::SetRewardAccount { who, account }
			},
		}
	}

	/// A step of the owner of a deal, or a transfer.
	fn step_of_holder(&self, roll: u64, dice: &mut Dice) -> Step {
		let Self { who, other, to, class, amount, commission, epoch, .. } = *self;
		let ((holder, at), (leaver, left)) = (self.held, self.left);
		let (owner, deal) = self.deal;
		let value = value_of(self.held, class);
		match roll {
			..490 => Step::OpenDeal { who, validator: to, amount, commission },
			490..500 => Step::AmendDeal { who: owner, deal, commission },
			500..515 => Step::CloseDeal { who: owner, deal },
			515..525 => Step::ClaimDeal { who: owner, deal },
			525..533 => Step::MoveDeal { who: owner, deal, to: other },
			533..553 => {
				let amount = self.amount_of(dice, value).unwrap_or(value);
				Step::MovePosition { who: holder, validator: at, class, amount, to: other }
			},
			553.. => Step::MoveExits { who: leaver, validator: left, epoch, to: other },
		}
	}

	/// A step of a validator.
	fn step_of_validator(&self, roll: u64, dice: &mut Dice) -> Step {
		let Self { scenario, validator, class, amount, .. } = *self;
		match roll {
			..573 => {
				let commission = Perbill::from_percent(dice.below(60) as u32);
				let amount = amount.max(scenario.self_stake);
				let missing: Vec<_> =
					VALIDATORS.filter(|who| !self.records.contains_key(who)).collect();
				let who = dice.pick(&missing).unwrap_or(validator);
				Step::Register { who, amount, commission, class }
			},
			573..600 => {
				let who = if dice.one_in(2) { self.likely(dice, is_away) } else { validator };
				Step::IncreaseSelfStake { who, amount }
			},
			600..615 => {
				let own = Staking::position_value(&validator, &validator, class_name(class));
				let amount = self.amount_of(dice, own);
				Step::DecreaseSelfStake { who: validator, class, amount }
			},
			615..625 => {
				let commission = Perbill::from_percent(dice.below(30) as u32);
				Step::SetCommission { who: validator, commission }
			},
			625..635 => {
				let frequency = dice.below(6) as u32;
				let minimum = if dice.one_in(2) { 0 } else { amount };
				Step::SetCompounding { who: validator, frequency, minimum }
			},
			635..640 => {
				let minimum = if dice.one_in(2) { 0 } else { amount };
				Step::SetPolicy { who: validator, closed: dice.one_in(4), minimum }
			},
			640..646 => Step::GoOffline { who: validator },
			646..676 => Step::GoOnline { who: self.likely(dice, is_away) },
			676..681 => Step::Leave { who: validator },
			681..690 => {
				let is_going = |record: &types::Validator| is_leaving(record) || is_banned(record);
				Step::Remove { who: self.likely(dice, is_going) }
			},
			690.. => Step::ClaimCommission { who: validator },
		}
	}

	/// A step of judges, the root origin or payers of fees, or a change of the circumstances.
	fn step_of_others(&self, roll: u64, dice: &mut Dice) -> Step {
		let Self { scenario, now, who, validator, amount, .. } = *self;
		match roll {
			..720 => {
				let epoch = now.saturating_sub(dice.below(16) as u32);
				Step::OpenCase { who: validator, epoch, proven: dice.one_in(4) }
			},
			720..733 => {
				let who = self.likely(dice, has_cases);
				let case = dice.pick(&liability(who).cases);
				let (epoch, proven) =
					case.map_or((now, true), |case| (case.epoch, case.proven > 0));
				Step::CloseCase { who, epoch, proven }
			},
			733..738 => {
				let until = now + dice.below(5) as u32;
				Step::Jail { who: validator, until }
			},
			738 => Step::Ban { who: validator },
			739..746 => {
				let states = [State::Waiting, State::Waiting, State::Offline, State::Leaving];
				let state = dice.pick(&states).expect("there are states");
				Step::ForceState { who: self.likely(dice, is_banned), state }
			},
			746..751 => Step::Fees { who, amount },
			751..756 => {
				let part = Perbill::from_parts(dice.below(1_000_000_001) as u32);
				Step::Participate { who: validator, part }
			},
			756.. => {
				let Scenario { self_stake, delegation, .. } = scenario;
				let factors = [1, 1, 1, 2, 10];
				Step::Parameters {
					self_stake: self_stake * dice.pick(&factors).expect("there are factors"),
					delegation: delegation * dice.pick(&factors).expect("there are factors"),
				}
			},
		}
	}

	fn slash(&self, dice: &mut Dice) -> Step {
		let Self { now, validator, .. } = *self;
		let back = if dice.one_in(10) { 40 } else { 15 };
		let random = now.saturating_sub(dice.below(back) as u32);
		// Repeated ones, for other fractions.
		let slashed: Vec<_> = Liabilities::<Test>::iter()
			.flat_map(|(who, it)| it.slashes.into_iter().map(move |it| (who, it.epoch)))
			.collect();
		let (who, epoch) = match dice.one_in(3) {
			true => dice.pick(&slashed).unwrap_or((validator, random)),
			false => (validator, random),
		};
		let fraction = match dice.below(10) {
			0 => Perbill::one(),
			1 => Perbill::from_parts(999_600_000),
			2 => Perbill::from_parts(dice.below(1_000_000_001) as u32),
			_ => Perbill::from_parts(dice.below(100_000_000) as u32),
		};
		Step::Slash { who, epoch, fraction }
	}
}

/// The value of a position in a class. Planck.
fn value_of((holder, at): (AccountId, AccountId), class: usize) -> Balance {
	Staking::position_value(&holder, &at, class_name(class))
}

/// A step towards a leaving or banned validator without holders.
fn clear(model: &Model, dice: &mut Dice, validator: AccountId) -> Option<Step> {
	let record = Validators::<Test>::get(validator)
		.filter(|record| is_leaving(record) || is_banned(record))?;
	let deals: Vec<_> =
		model.deals.iter().filter(|(_, deal)| deal.validator == validator).collect();
	if let Some((id, deal)) = dice.pick(&deals) {
		return Some(Step::CloseDeal { who: deal.owner, deal: *id });
	}
	let holders: Vec<_> = Delegators::<Test>::iter()
		.flat_map(|(who, delegator)| {
			delegator.delegations.into_iter().map(move |delegation| (who, delegation))
		})
		.filter(|(_, delegation)| delegation.validator == validator)
		.collect();
	let (who, oldest_exit) = match dice.pick(&holders) {
		Some((who, delegation)) => (who, delegation.oldest_exit),
		None if record.commission_due > 0 => {
			return Some(Step::ClaimCommission { who: validator });
		},
		None => (validator, None),
	};
	let stake = [COMPOUNDING, LIQUID]
		.into_iter()
		.find(|class| Staking::position_value(&who, &validator, class_name(*class)) > 0);
	Some(match stake {
		Some(class) if who == validator => Step::DecreaseSelfStake { who, class, amount: None },
		Some(_) if dice.one_in(2) => Step::PushOut { who, validator },
		Some(class) => Step::Undelegate { who, from: validator, class, amount: None, to: None },
		None if oldest_exit.is_some_and(|epoch| epoch + BONDING <= Staking::now()) => {
			Step::Withdraw { who, by: who, from: dice.one_in(2).then_some(validator) }
		},
		None if oldest_exit.is_some() => Step::Epoch,
		None if holders.is_empty() && dice.one_in(2) => Step::Remove { who: validator },
		None => Step::Claim { who, validator, by: who },
	})
}
