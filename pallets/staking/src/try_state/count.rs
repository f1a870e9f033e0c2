//! The sums of the records of all holders, which the records of the validators must match.

use crate::{ledger::ValidatorLedger, position::Held, types::*, *};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::{DealWeight, Shares};

/// The holders' shares by validator, class and generation.
type Counted<T> = BTreeMap<(<T as frame_system::Config>::AccountId, RewardClass, u32), Shares>;

/// The holders' exits by validator, epoch and class.
type CountedExits<T> =
	BTreeMap<(<T as frame_system::Config>::AccountId, EpochIndex, RewardClass), Shares>;

/// The holders' units of deposits by validator, epoch and kind.
type CountedUnits<T> = BTreeMap<(<T as frame_system::Config>::AccountId, EpochIndex, u8), Balance>;

/// The sums of the holders' records.
pub(super) struct Count<T: Config> {
	pub(super) shares: Counted<T>,
	pub(super) leaving: BTreeMap<(T::AccountId, RewardClass), Shares>,
	pub(super) exits: CountedExits<T>,
	pub(super) exit_values: BTreeMap<(T::AccountId, EpochIndex, RewardClass), Balance>,
	pub(super) exit_rewards: BTreeMap<(T::AccountId, EpochIndex), Balance>,
	pub(super) units: CountedUnits<T>,
	pub(super) deals: BTreeMap<T::AccountId, (Shares, DealWeight)>,
	pub(super) unclaimed: BTreeMap<T::AccountId, Balance>,
	pub(super) holders: BTreeMap<T::AccountId, u64>,
}

/// Adds shares to a sum.
pub(super) fn add(sum: &mut Shares, shares: Shares) -> Result<(), &'static str> {
	*sum = sum.plus(shares).map_err(|_| "a sum of shares overflows")?;
	Ok(())
}

/// The index of a kind of deposits.
pub(super) fn kind_index(kind: DepositKind) -> u8 {
	DepositKind::ALL
		.iter()
		.position(|other| *other == kind)
		.and_then(|index| u8::try_from(index).ok())
		.unwrap_or(u8::MAX)
}

const INDEX_ABOVE: &str = "rewards are settled beyond the index of the class";
const NOT_COUNTABLE: &str = "a reward cannot be counted";
const UNKNOWN_GENERATION: &str = "shares of an unknown generation";

/// The rewards of a deal that are not settled yet. Planck.
fn accrued<T: Config>(
	ledger: &ValidatorLedger<T>,
	deal: &Deal<T::AccountId>,
) -> Result<Balance, &'static str> {
	let (generation, settled, shares) = match deal.pending {
		None => (deal.generation, deal.settled, deal.shares),
		Some((epoch, _)) if ledger.serves(epoch) => return Ok(0),
		Some((epoch, units)) => {
			let mut activated = Activations::<T>::get(&ledger.account, epoch).unwrap_or_default();
			let kind = DepositKind::deal();
			let activation = activations::activation_mut::<T>(&mut activated, kind)
				.map_err(|_| "the deposit of a deal is lost")?;
			(activation.generation, activation.index.gross, activation.shares_of(units))
		},
	};
	if shares.is_zero() {
		return Ok(0);
	}
	let index = ledger.indexes(generation).map_err(|_| UNKNOWN_GENERATION)?.gross;
	ensure!(settled <= index, INDEX_ABOVE);
	index.since(settled).earned_after(shares, deal.commission).map_err(|_| NOT_COUNTABLE)
}

impl<T: Config> Count<T> {
	fn position(
		&mut self,
		ledger: &ValidatorLedger<T>,
		position: &Position,
	) -> Result<(), &'static str> {
		let validator = &ledger.account;
		let mut earned = position.unclaimed;
		if !position.liquid.shares.is_zero() {
			let liquid = &position.liquid;
			let index = ledger.indexes(liquid.generation).map_err(|_| UNKNOWN_GENERATION)?.net;
			ensure!(liquid.settled <= index, INDEX_ABOVE);
			let reward =
				index.since(liquid.settled).earned(liquid.shares).map_err(|_| NOT_COUNTABLE)?;
			earned = earned.saturating_add(reward);
		}
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let Held { shares, generation } = position.held(class);
			if !shares.is_zero() {
				let key = (validator.clone(), class, generation);
				add(self.shares.entry(key).or_default(), shares)?;
			}
		}
		for deposit in &position.pending {
			let key = (validator.clone(), deposit.epoch, kind_index(deposit.kind));
			let units = self.units.entry(key).or_default();
			*units = units.saturating_add(deposit.units);
			if deposit.kind.class == RewardClass::Compounding || ledger.serves(deposit.epoch) {
				continue;
			}
			let mut activated = Activations::<T>::get(validator, deposit.epoch).unwrap_or_default();
			if let Ok(activation) = activations::activation_mut::<T>(&mut activated, deposit.kind) {
				let index =
					ledger.indexes(activation.generation).map_err(|_| UNKNOWN_GENERATION)?;
				ensure!(activation.index.net <= index.net, INDEX_ABOVE);
				let reward = index
					.net
					.since(activation.index.net)
					.earned(activation.shares_of(deposit.units))
					.map_err(|_| NOT_COUNTABLE)?;
				earned = earned.saturating_add(reward);
			}
		}
		let unclaimed = self.unclaimed.entry(validator.clone()).or_default();
		*unclaimed = unclaimed.saturating_add(earned);
		Ok(())
	}

	/// Sums up the records of all holders.
	pub(super) fn of_all() -> Result<Self, &'static str> {
		let mut count = Self {
			shares: Default::default(),
			leaving: Default::default(),
			exits: Default::default(),
			exit_values: Default::default(),
			exit_rewards: Default::default(),
			units: Default::default(),
			deals: Default::default(),
			unclaimed: Default::default(),
			holders: Default::default(),
		};
		for (validator, record) in Validators::<T>::iter() {
			let ledger = ValidatorLedger::<T>::stored(validator, record);
			count.position(&ledger, &ledger.own)?;
		}
		for (who, delegator) in Delegators::<T>::iter() {
			let mut seen = alloc::collections::BTreeSet::new();
			for delegation in &delegator.delegations {
				let validator = &delegation.validator;
				let ledger =
					ValidatorLedger::<T>::find(validator).ok_or("a delegation has no validator")?;
				ensure!(seen.insert(validator.clone()), "two delegations to one validator");
				ensure!(!delegation.is_empty(), "a delegation is empty");
				let position = delegation.position().ok_or("a position cannot be decoded")?;
				ensure!(
					who != *validator || position.is_empty(),
					"self-stake is with the delegations"
				);
				count.position(&ledger, &position)?;
				let holders = count.holders.entry(validator.clone()).or_default();
				*holders = holders.saturating_add(1);
				count.exits_of(&who, delegation)?;
			}
			let is_used = !delegator.delegations.is_empty() || delegator.deals > 0;
			ensure!(
				is_used || Validators::<T>::contains_key(&who),
				"a delegator has neither stake nor deals"
			);
			let deals = Deals::<T>::iter_prefix(&who).count();
			ensure!(deals == delegator.deals as usize, "the number of deals is wrong");
		}
		for (owner, _, deal) in Deals::<T>::iter() {
			ensure!(Delegators::<T>::contains_key(&owner), "a deal has no owner");
			count.deal(&deal)?;
		}
		Ok(count)
	}

	fn exits_of(
		&mut self,
		who: &T::AccountId,
		delegation: &Delegation<T::AccountId>,
	) -> Result<(), &'static str> {
		let validator = &delegation.validator;
		let exits = Exits::<T>::get(who, validator).unwrap_or_default();
		let oldest = exits.first().map(|chunk| chunk.epoch);
		ensure!(oldest == delegation.oldest_exit, "the oldest exit is not noted");
		ensure!(
			exits.windows(2).all(|pair| matches!(pair, [a, b] if a.epoch <= b.epoch)),
			"exits are not sorted"
		);
		let ledger = ValidatorLedger::<T>::find(validator).ok_or("an exit has no validator")?;
		for chunk in &exits {
			ensure!(!chunk.shares.is_zero(), "an exit is empty");
			if !ledger.is_open(chunk.class, chunk.epoch) {
				let key = (validator.clone(), chunk.epoch, chunk.class);
				add(self.exits.entry(key.clone()).or_default(), chunk.shares)?;
				let value = ledger.exit_value(chunk);
				let values = self.exit_values.entry(key).or_default();
				*values = values.saturating_add(value);
				if chunk.class == RewardClass::Liquid {
					let pool = ExitPools::<T>::get(validator, chunk.epoch).unwrap_or_default();
					let reward =
						pool.last_reward(chunk.shares, chunk.deal).map_err(|_| NOT_COUNTABLE)?;
					let key = (validator.clone(), chunk.epoch);
					let rewards = self.exit_rewards.entry(key).or_default();
					*rewards = rewards.saturating_add(reward);
				}
				continue;
			}
			let key = (validator.clone(), chunk.class);
			add(self.leaving.entry(key).or_default(), chunk.shares)?;
			let generation = ledger.class(chunk.class).generation;
			let key = (validator.clone(), chunk.class, generation);
			add(self.shares.entry(key).or_default(), chunk.shares)?;
			if let Some(commission) = chunk.deal {
				let (shares, weight) = self.deals.entry(validator.clone()).or_default();
				add(shares, chunk.shares)?;
				*weight = weight.plus(DealWeight::of(chunk.shares, commission));
			}
		}
		Ok(())
	}

	fn deal(&mut self, deal: &Deal<T::AccountId>) -> Result<(), &'static str> {
		let validator = deal.validator.clone();
		let ledger = ValidatorLedger::<T>::find(&validator).ok_or("a deal has no validator")?;
		let holders = self.holders.entry(validator.clone()).or_default();
		*holders = holders.saturating_add(1);
		let unclaimed = self.unclaimed.entry(validator.clone()).or_default();
		*unclaimed =
			unclaimed.saturating_add(deal.unclaimed).saturating_add(accrued(&ledger, deal)?);
		if let Some((epoch, units)) = deal.pending {
			let key = (validator, epoch, kind_index(DepositKind::deal()));
			let sum = self.units.entry(key).or_default();
			*sum = sum.saturating_add(units);
			return Ok(());
		}
		let key = (validator.clone(), RewardClass::Liquid, deal.generation);
		add(self.shares.entry(key).or_default(), deal.shares)?;
		if deal.generation == ledger.pool.liquid.class.generation {
			let (shares, weight) = self.deals.entry(validator).or_default();
			add(shares, deal.shares)?;
			*weight = weight.plus(DealWeight::of(deal.shares, deal.commission));
		}
		Ok(())
	}
}
