//! The rewards of an epoch: the performance of the validators, and the payout.

use crate::{authorship::pay_authorship, ledger::ValidatorLedger, types::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, EpochIndex, EpochPayout, ExpectedProduction, Exposure,
	Milliblocks, Observation, Participation,
};
use palisade_share_pool::RewardSplit;
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Saturating, PerThing, Perbill,
	Rounding,
};

/// The share of participation in the performance. The rest is authorship.
pub const PARTICIPATION_SHARE: Perbill = Perbill::from_parts(875_000_000);

/// ⌊a·b/c⌋; zero if infinite or out of range.
pub(crate) fn mul_div_floor(a: Balance, b: Balance, c: Balance) -> Balance {
	multiply_by_rational_with_rounding(a, b, c, Rounding::Down).unwrap_or_default()
}

/// The performance of a validator: 7/8 participation, 1/8 authorship.
pub fn performance(participation: Perbill, authorship: Perbill) -> Perbill {
	let authorship_share = PARTICIPATION_SHARE.left_from_one();
	let participated = PARTICIPATION_SHARE.saturating_mul(participation);
	participated.saturating_add(authorship_share.saturating_mul(authorship))
}

/// The performance of a member that was kept in the set while offline: the part of the expected
/// blocks that it authored in the epoch. It is not fined for missed blocks, so without blocks it is
/// unpaid. It neither has nor earns credit.
fn part_made(authored: u32, expected: Option<Milliblocks>) -> Perbill {
	match expected {
		Some(expected) if authored > 0 => Milliblocks::of_blocks(authored).part_of(expected),
		_ => Perbill::zero(),
	}
}

/// The parts of the budget of an epoch. Planck.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
	/// The maximum that may be minted.
	mintable: Balance,
	/// The fees.
	fees: Balance,
}

impl Budget {
	fn total(&self) -> Balance {
		self.mintable.saturating_add(self.fees)
	}
}

/// The payout of an epoch.
pub(crate) struct Payroll {
	/// The entitlement of each member of the set, in its order.
	pub(crate) dues: Vec<Due>,
	/// The budget, of which the rewards are parts.
	pub(crate) budget: Budget,
}

/// The weight of a member's stake in the split of the payout.
fn weight_of<AccountId>(exposure: &Exposure<AccountId>) -> Balance {
	let stake = exposure.stake();
	stake.saturating_add(exposure.bonus.mul_floor(stake))
}

/// The blocks of a member of the set.
struct Duty {
	/// The blocks authored.
	authored: u32,
	/// The blocks expected; `None` if consensus expected no part in the production.
	expected: Option<Milliblocks>,
	/// Whether the member was kept in the set while offline.
	is_kept_offline: bool,
	/// Whether the member was disabled in the epoch, for any time.
	is_disabled: bool,
}

impl Duty {
	/// The conduct reported. Blocks authored without a duty are no credit for an epoch with one.
	fn conduct(&self) -> Conduct {
		match self.is_kept_offline || self.is_disabled {
			true => Conduct::Authored { blocks: 0, expected: Milliblocks::ZERO },
			false => Conduct::Authored {
				blocks: self.authored,
				expected: self.expected.unwrap_or_default(),
			},
		}
	}
}

/// The entitlement of a member of the set.
pub(crate) struct Due {
	/// The reward for full performance. Planck.
	share: Balance,
	/// The participation in consensus.
	participation: Perbill,
	/// The member's blocks.
	duty: Duty,
}

impl<T: Config> Pallet<T> {
	/// The budget of an epoch in which `staked` was at stake.
	fn budget(staked: Balance) -> Budget {
		let mintable = T::EpochPayout::payout(staked, T::Currency::total_issuance());
		// An overflowing issuance could not be minted.
		let mintable = mintable.min(Balance::MAX.saturating_sub(T::Currency::total_issuance()));
		let fees =
			T::Currency::balance(&Self::fee_pot()).saturating_sub(T::Currency::minimum_balance());
		Budget { mintable, fees }
	}

	/// The blocks expected of each member of a set, in its order.
	///
	/// Members on duty divide the blocks that they made among themselves, so that none may make
	/// fewer because others made none. The expectation of the others is that of a set that is on
	/// duty as a whole.
	fn expectations(
		epoch: EpochIndex,
		set: &[Exposure<T::AccountId>],
		authored: &BTreeMap<T::AccountId, u32>,
		is_on_duty: impl Fn(&T::AccountId) -> bool,
	) -> Vec<Option<Milliblocks>> {
		let divided = |members: &[Exposure<T::AccountId>]| {
			let blocks = members.iter().filter_map(|member| authored.get(&member.validator));
			let blocks = blocks.fold(0u32, |sum, count| sum.saturating_add(*count));
			let parts = T::ExpectedProduction::of_set(epoch, blocks, members);
			parts.into_iter().chain(core::iter::repeat(None))
		};
		let whole = divided(set).zip(set);
		let on_duty: Vec<_> =
			set.iter().filter(|member| is_on_duty(&member.validator)).cloned().collect();
		if on_duty.len() == set.len() {
			return whole.map(|(part, _)| part).collect();
		}
		let mut due = divided(&on_duty);
		whole
			.map(|(part, member)| match is_on_duty(&member.validator) {
				true => due.next().flatten(),
				false => part,
			})
			.collect()
	}

	/// The payout of the ended epoch to the members of its set.
	pub(crate) fn payroll(epoch: EpochIndex, set: &[Exposure<T::AccountId>]) -> Payroll {
		let authored = Self::take_blocks();
		let sum = |value: &dyn Fn(&Exposure<T::AccountId>) -> Balance| {
			set.iter().fold(0, |sum: Balance, exposure| sum.saturating_add(value(exposure)))
		};
		let weights = sum(&weight_of);
		let budget = Self::budget(sum(&Exposure::stake));
		let kept_offline: BTreeSet<_> = Self::take_kept_offline(epoch).into_iter().collect();
		let disabled: BTreeSet<_> = Self::take_disabled().into_iter().collect();

		let is_on_duty =
			|who: &T::AccountId| !kept_offline.contains(who) && !disabled.contains(who);
		let expected = Self::expectations(epoch, set, &authored, is_on_duty);
		let duties: Vec<Duty> = set
			.iter()
			.zip(expected)
			.map(|(Exposure { validator, .. }, expected)| Duty {
				authored: authored.get(validator).copied().unwrap_or_default(),
				expected,
				is_kept_offline: kept_offline.contains(validator),
				is_disabled: disabled.contains(validator),
			})
			.collect();
		let observations: Vec<_> = set
			.iter()
			.zip(&duties)
			.map(|(exposure, duty)| {
				let (validator, conduct) = (exposure.validator.clone(), duty.conduct());
				Observation { validator, conduct }
			})
			.collect();
		T::ConductObserver::observe_set(epoch, &observations);

		let validators: Vec<_> = set.iter().map(|exposure| &exposure.validator).collect();
		let votes = T::Participation::of_set(epoch, &validators);
		let votes = votes.into_iter().chain(core::iter::repeat(Perbill::zero()));
		let dues = set
			.iter()
			.zip(duties)
			.zip(votes)
			.map(|((exposure, duty), participation)| {
				let share = mul_div_floor(budget.total(), weight_of(exposure), weights);
				Due { share, participation, duty }
			})
			.collect();
		Payroll { dues, budget }
	}

	/// Moves the credited rewards into the pot: the fees pay their part of the budget, rounded
	/// down, and the rest is minted.
	pub(crate) fn settle_payout(epoch: EpochIndex, paid: Balance, budget: Budget) {
		let from_fees = mul_div_floor(paid, budget.fees, budget.total());
		let minted = paid.saturating_sub(from_fees);
		let pot = Self::pot();
		let moved =
			T::Currency::transfer(&Self::fee_pot(), &pot, from_fees, Preservation::Preserve);
		// Neither fails: the fees exist, the issuance does not overflow, and the pot exists.
		if from_fees > 0 && moved.is_err() || T::Currency::mint_into(&pot, minted).is_err() {
			log::error!(target: LOG_TARGET, "{paid} could not be put into the pot");
		}
		Self::deposit_event(Event::EpochPaid { epoch, minted, from_fees });
	}
}

impl<T: Config> ValidatorLedger<T> {
	/// Returns the performance and the reward of an epoch. Settles the validator's credit for
	/// blocks.
	pub(crate) fn earn(&mut self, due: &Due) -> EpochResult {
		let Due { share, participation, duty } = due;
		let performance = match duty.is_kept_offline {
			true => part_made(duty.authored, duty.expected),
			false => {
				// Blocks made before the disabling are no credit either.
				let (authored, expected) = match duty.is_disabled {
					true => (0, None),
					false => (duty.authored, duty.expected),
				};
				let authorship = pay_authorship(&mut self.credit, authored, expected);
				performance(*participation, authorship)
			},
		};
		EpochResult { performance, reward: performance.mul_floor(*share) }
	}

	/// Credits a reward. Returns the amount credited, in planck.
	pub(crate) fn credit(&mut self, epoch: EpochIndex, amount: Balance) -> Balance {
		let commission = self.commission.current;
		let Ok(RewardSplit { operator_shares, to_operator, unassigned, .. }) =
			self.pool.reward(amount, commission)
		else {
			let validator = self.account.clone();
			Pallet::<T>::deposit_event(Event::RewardFailed { validator, epoch, amount });
			return 0;
		};
		let generation = self.pool.compounding.generation;
		let holding = &mut self.own.compounding;
		if holding.shares.is_zero() {
			holding.generation = generation;
		}
		// The class holds these shares already, so their sum fits.
		holding.shares.0 = holding.shares.0.saturating_add(operator_shares.0);
		self.commission_due = self.commission_due.saturating_add(to_operator);
		amount.saturating_sub(unassigned)
	}
}
