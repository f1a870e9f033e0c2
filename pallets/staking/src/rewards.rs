//! The rewards of an epoch: the performance of the validators, and the payout.
//!
//! The only code that writes [`BlocksAuthored`].

use crate::{ledger::ValidatorLedger, types::*, *};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::Preservation,
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, EpochIndex, EpochPayout, Exposure, Observation,
	Participation,
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
///
/// Authorship is `authored / expected`, at most one. `expected` is rounded down: a validator that
/// can expect less than one block loses nothing by bad luck.
pub fn performance(participation: Perbill, authored: u32, expected: u32) -> Perbill {
	let authorship = match expected {
		0 => Perbill::one(),
		expected => Perbill::from_rational(authored.min(expected), expected),
	};
	let authorship_share = PARTICIPATION_SHARE.left_from_one();
	let participated = PARTICIPATION_SHARE.saturating_mul(participation);
	participated.saturating_add(authorship_share.saturating_mul(authorship))
}

/// The performance of a member that was kept in the set while offline: the part of the expected
/// blocks that it authored. It is not fined for missed blocks, so without blocks it is unpaid.
fn part_made(authored: u32, expected: u32) -> Perbill {
	match expected {
		0 => Perbill::zero(),
		expected => Perbill::from_rational(authored.min(expected), expected),
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
	/// Performance and reward of each member of the set, in its order.
	pub(crate) results: Vec<EpochResult>,
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
	/// The blocks expected, rounded down.
	expected: u32,
	/// Whether the member was kept in the set while offline.
	is_kept_offline: bool,
}

impl Duty {
	/// The conduct reported. Blocks authored without a duty are no credit for an epoch with one.
	fn conduct(&self) -> Conduct {
		match self.is_kept_offline {
			true => Conduct::Authored { blocks: 0, expected: 0 },
			false => Conduct::Authored { blocks: self.authored, expected: self.expected },
		}
	}

	/// The performance, given the participation in consensus.
	fn performance(&self, participation: Perbill) -> Perbill {
		match self.is_kept_offline {
			true => part_made(self.authored, self.expected),
			false => performance(participation, self.authored, self.expected),
		}
	}
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

	/// The payout of the ended epoch to the members of its set.
	pub(crate) fn payroll(epoch: EpochIndex, set: &[Exposure<T::AccountId>]) -> Payroll {
		let authored = BlocksAuthored::<T>::take();
		let blocks = authored.values().fold(0u32, |sum, count| sum.saturating_add(*count));
		let sum = |value: &dyn Fn(&Exposure<T::AccountId>) -> Balance| {
			set.iter().fold(0, |sum: Balance, exposure| sum.saturating_add(value(exposure)))
		};
		let elected = sum(&|exposure| exposure.power);
		let weights = sum(&weight_of);
		let budget = Self::budget(sum(&Exposure::stake));
		let kept_offline: BTreeSet<_> = Self::take_kept_offline(epoch).into_iter().collect();

		let duties: Vec<Duty> = set
			.iter()
			.map(|exposure| {
				let validator = &exposure.validator;
				let expected = mul_div_floor(blocks.into(), exposure.power, elected);
				Duty {
					authored: authored.get(validator).copied().unwrap_or_default(),
					expected: u32::try_from(expected).unwrap_or(u32::MAX),
					is_kept_offline: kept_offline.contains(validator),
				}
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
		let results = set
			.iter()
			.zip(&duties)
			.zip(votes)
			.map(|((exposure, duty), participation)| {
				let performance = duty.performance(participation);
				let weight = weight_of(exposure);
				let share = mul_div_floor(budget.total(), weight, weights);
				EpochResult { performance, reward: performance.mul_floor(share) }
			})
			.collect();
		Payroll { results, budget }
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

/// Counts the blocks of each validator.
impl<T: Config + pallet_authorship::Config>
	pallet_authorship::EventHandler<T::AccountId, frame_system::pallet_prelude::BlockNumberFor<T>>
	for Pallet<T>
{
	fn note_author(author: T::AccountId) {
		BlocksAuthored::<T>::mutate(|authored| match authored.get_mut(&author) {
			Some(blocks) => *blocks = blocks.saturating_add(1),
			// Only members of the set author blocks, and the bound holds all members.
			None => drop(authored.try_insert(author, 1)),
		});
	}
}
