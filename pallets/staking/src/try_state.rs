//! The pallet's invariants, checked after every test and by `try-runtime`.

use crate::{ledger::ValidatorLedger, position::Held, types::*, *};
use alloc::collections::BTreeMap;
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use palisade_primitives::{Balance, EpochIndex, RewardClass};
use palisade_share_pool::{DealWeight, Shares};

/// The holders' shares by validator, class and generation.
type Counted<T> = BTreeMap<(<T as frame_system::Config>::AccountId, RewardClass, u32), Shares>;

/// The holders' exits by validator, epoch and class.
type CountedExits<T> =
	BTreeMap<(<T as frame_system::Config>::AccountId, EpochIndex, RewardClass), Shares>;

/// The holders' units of deposits by validator, epoch and kind.
type CountedUnits<T> = BTreeMap<(<T as frame_system::Config>::AccountId, EpochIndex, u8), Balance>;

struct Count<T: Config> {
	shares: Counted<T>,
	leaving: BTreeMap<(T::AccountId, RewardClass), Shares>,
	exits: CountedExits<T>,
	exit_values: BTreeMap<(T::AccountId, EpochIndex, RewardClass), Balance>,
	units: CountedUnits<T>,
	deals: BTreeMap<T::AccountId, (Shares, DealWeight)>,
	unclaimed: BTreeMap<T::AccountId, Balance>,
	holders: BTreeMap<T::AccountId, u64>,
}

fn add(sum: &mut Shares, shares: Shares) -> Result<(), &'static str> {
	*sum = sum.plus(shares).map_err(|_| "a sum of shares overflows")?;
	Ok(())
}

fn kind_index(kind: DepositKind) -> u8 {
	DepositKind::ALL
		.iter()
		.position(|other| *other == kind)
		.and_then(|index| u8::try_from(index).ok())
		.unwrap_or(u8::MAX)
}

impl<T: Config> Count<T> {
	fn position(
		&mut self,
		ledger: &ValidatorLedger<T>,
		position: &Position,
	) -> Result<(), &'static str> {
		let validator = &ledger.account;
		let overflow = "a reward cannot be counted";
		let mut earned = position.unclaimed;
		if !position.liquid.shares.is_zero() {
			let liquid = &position.liquid;
			let reward = ledger
				.indexes(liquid.generation)
				.map_err(|_| overflow)?
				.net
				.since(liquid.settled)
				.earned(liquid.shares)
				.map_err(|_| overflow)?;
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
				let reward = ledger
					.indexes(activation.generation)
					.map_err(|_| overflow)?
					.net
					.since(activation.index.net)
					.earned(activation.shares_of(deposit.units))
					.map_err(|_| overflow)?;
				earned = earned.saturating_add(reward);
			}
		}
		let unclaimed = self.unclaimed.entry(validator.clone()).or_default();
		*unclaimed = unclaimed.saturating_add(earned);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Checks all invariants. Returns the first violation.
	pub(crate) fn check_state() -> Result<(), &'static str> {
		let count = Self::count()?;
		let mut owed: Balance = 0;
		for (validator, record) in Validators::<T>::iter() {
			ensure!(
				record.confined_from.is_none() || record.state.is_confined(),
				"a validator that is not confined has a state before"
			);
			let ledger = ValidatorLedger::<T>::stored(validator, record);
			owed = owed.saturating_add(Self::check_validator(&ledger, &count)?);
		}
		for (validator, _) in Activations::<T>::iter_keys() {
			ensure!(Validators::<T>::contains_key(validator), "an activation has no validator");
		}
		for validator in Liabilities::<T>::iter_keys() {
			ensure!(Validators::<T>::contains_key(validator), "a liability has no validator");
		}
		let deposits = Exits::<T>::iter().count();
		let with_exits = Delegators::<T>::iter_values()
			.flat_map(|delegator| delegator.delegations)
			.filter(|delegation| delegation.oldest_exit.is_some())
			.count();
		ensure!(deposits == with_exits, "exits belong to no delegation");

		let in_pools = Self::check_exit_pools(&count)?;
		let owed = owed.saturating_add(in_pools);
		let pot = T::Currency::total_balance(&Self::pot());
		let is_used = Validators::<T>::iter().next().is_some();
		ensure!(
			!is_used || pot >= owed.saturating_add(T::Currency::minimum_balance()),
			"the pot holds less than it owes"
		);
		Self::check_sets()
	}

	/// Sums up the records of all holders.
	fn count() -> Result<Count<T>, &'static str> {
		let mut count = Count::<T> {
			shares: Default::default(),
			leaving: Default::default(),
			exits: Default::default(),
			exit_values: Default::default(),
			units: Default::default(),
			deals: Default::default(),
			unclaimed: Default::default(),
			holders: Default::default(),
		};
		for (validator, record) in Validators::<T>::iter() {
			ensure!(
				record.confined_from.is_none() || record.state.is_confined(),
				"a validator that is not confined has a state before"
			);
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
					"own stake is with the delegations"
				);
				count.position(&ledger, &position)?;
				let holders = count.holders.entry(validator.clone()).or_default();
				*holders = holders.saturating_add(1);
				Self::count_exits(&who, delegation, &mut count)?;
			}
			let deals = Deals::<T>::iter_prefix(&who).count();
			ensure!(deals == delegator.deals as usize, "the number of deals is wrong");
		}
		for (owner, _, deal) in Deals::<T>::iter() {
			ensure!(Delegators::<T>::contains_key(&owner), "a deal has no owner");
			Self::count_deal_of(&deal, &mut count)?;
		}
		Ok(count)
	}

	fn count_exits(
		who: &T::AccountId,
		delegation: &Delegation<T::AccountId>,
		count: &mut Count<T>,
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
				add(count.exits.entry(key.clone()).or_default(), chunk.shares)?;
				let value = ledger.exit_value(chunk);
				let values = count.exit_values.entry(key).or_default();
				*values = values.saturating_add(value);
				continue;
			}
			let key = (validator.clone(), chunk.class);
			add(count.leaving.entry(key).or_default(), chunk.shares)?;
			let generation = ledger.class(chunk.class).generation;
			let key = (validator.clone(), chunk.class, generation);
			add(count.shares.entry(key).or_default(), chunk.shares)?;
			if let Some(commission) = chunk.deal {
				let (shares, weight) = count.deals.entry(validator.clone()).or_default();
				add(shares, chunk.shares)?;
				*weight = weight.plus(DealWeight::of(chunk.shares, commission));
			}
		}
		Ok(())
	}

	fn count_deal_of(deal: &Deal<T::AccountId>, count: &mut Count<T>) -> Result<(), &'static str> {
		let validator = deal.validator.clone();
		let record = Validators::<T>::get(&validator).ok_or("a deal has no validator")?;
		let holders = count.holders.entry(validator.clone()).or_default();
		*holders = holders.saturating_add(1);
		let unclaimed = count.unclaimed.entry(validator.clone()).or_default();
		*unclaimed = unclaimed.saturating_add(deal.unclaimed);
		if let Some((epoch, units)) = deal.pending {
			let key = (validator, epoch, kind_index(DepositKind::deal()));
			let sum = count.units.entry(key).or_default();
			*sum = sum.saturating_add(units);
			return Ok(());
		}
		let key = (validator.clone(), RewardClass::Liquid, deal.generation);
		add(count.shares.entry(key).or_default(), deal.shares)?;
		if deal.generation == record.pool.liquid.class.generation {
			let (shares, weight) = count.deals.entry(validator).or_default();
			add(shares, deal.shares)?;
			*weight = weight.plus(DealWeight::of(deal.shares, deal.commission));
		}
		Ok(())
	}

	/// Checks a validator. Returns the liabilities of its record. Planck.
	fn check_validator(
		ledger: &ValidatorLedger<T>,
		count: &Count<T>,
	) -> Result<Balance, &'static str> {
		let liquid = &ledger.pool.liquid;
		let mut owed = ledger.commission_due.saturating_add(ledger.dust);
		let mut deals = count.deals.get(&ledger.account).copied().unwrap_or_default();
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			Self::check_class(ledger, class, count, &mut deals)?;
			owed = owed.saturating_add(ledger.class(class).assets());
		}
		let (deal_shares, deal_weight) = deals;
		ensure!(deal_shares == liquid.deal_shares, "the shares of deals are not theirs");
		ensure!(deal_weight == liquid.deal_weight, "the weight of deals is not theirs");
		let unclaimed = count.unclaimed.get(&ledger.account).copied().unwrap_or_default();
		ensure!(unclaimed <= liquid.unclaimed, "the settled rewards exceed the unclaimed rewards");
		owed = owed.saturating_add(liquid.unclaimed);

		for kind in DepositKind::ALL {
			Self::check_pending(ledger, kind, count)?;
			owed = owed.saturating_add(ledger.deposits.of(kind).assets);
		}
		Self::check_cases(ledger)?;

		let holders = count.holders.get(&ledger.account).copied().unwrap_or_default();
		ensure!(holders == ledger.holders, "the number of holders is wrong");
		Self::check_candidate(ledger)?;
		// The required amount may have changed since registration.
		let held = T::Currency::balance_on_hold(&HoldReason::Registration.into(), &ledger.account);
		let is_wanted = T::RegistrationDeposit::get() > 0;
		ensure!(held > 0 || !is_wanted, "a deposit is not held");
		Ok(owed)
	}

	/// Checks a class of a validator. Adds the shares and the weight of deals whose activation is
	/// not settled yet to those of `deals`.
	fn check_class(
		ledger: &ValidatorLedger<T>,
		class: RewardClass,
		count: &Count<T>,
		deals: &mut (Shares, DealWeight),
	) -> Result<(), &'static str> {
		let validator = &ledger.account;
		let pool = ledger.class(class);
		let mut shares = count
			.shares
			.get(&(validator.clone(), class, pool.generation))
			.copied()
			.unwrap_or_default();
		for (epoch, kind, activation) in Self::activations(validator, class) {
			let units = count
				.units
				.get(&(validator.clone(), epoch, kind_index(kind)))
				.copied()
				.unwrap_or_default();
			ensure!(
				units == activation.units_left,
				"the units of an activation are not those of its owners"
			);
			ensure!(units > 0, "an activation is empty");
			if activation.generation == pool.generation {
				add(&mut shares, activation.shares_left)?;
				if kind.source == Source::Deal {
					add(&mut deals.0, activation.shares_left)?;
					deals.1 = deals.1.plus(activation.deal_weight);
				}
			}
		}
		ensure!(shares == pool.shares, "the shares of a class are not those of its holders");
		let leaving = count.leaving.get(&(validator.clone(), class)).copied().unwrap_or_default();
		ensure!(leaving == pool.leaving, "the leaving shares do not match the exits");
		ensure!(!pool.shares.is_zero() || pool.assets() == 0, "assets without shares");
		let closed = pool
			.generation
			.checked_sub(1)
			.and_then(|last| ClosedClasses::<T>::get((validator, class, last)))
			.map(|closed| closed.epoch);
		ensure!(closed == ledger.closed_in(class), "the epoch of a closed class is not recorded");
		Ok(())
	}

	/// Checks the pending deposits of one kind.
	fn check_pending(
		ledger: &ValidatorLedger<T>,
		kind: DepositKind,
		count: &Count<T>,
	) -> Result<(), &'static str> {
		let pending = ledger.deposits.of(kind);
		if pending.units == 0 {
			return Ok(());
		}
		let now = Self::now();
		ensure!(ledger.serves(now), "deposits wait with a validator that is not in the set");
		let units = count
			.units
			.get(&(ledger.account.clone(), now, kind_index(kind)))
			.copied()
			.unwrap_or_default();
		ensure!(units == pending.units, "deposits are not those of their owners");
		Ok(())
	}

	/// Checks what the record of a validator notes of its cases.
	fn check_cases(ledger: &ValidatorLedger<T>) -> Result<(), &'static str> {
		let liability = Liabilities::<T>::get(&ledger.account).unwrap_or_default();
		let with_cases = liability.cases.iter().map(|cases| cases.epoch);
		ensure!(with_cases.eq(ledger.cases.iter().copied()), "the epochs of cases are not noted");
		let proven = liability.cases.iter().filter(|cases| cases.proven > 0);
		ensure!(
			proven.map(|cases| cases.epoch).max() == ledger.proven,
			"the last case with a proof is not noted"
		);
		Ok(())
	}

	/// Checks the place of a validator in the candidate list.
	fn check_candidate(ledger: &ValidatorLedger<T>) -> Result<(), &'static str> {
		let validator = &ledger.account;
		ensure!(
			T::CandidateList::contains(validator) == ledger.state.is_electable(),
			"the candidate list does not match the online validators"
		);
		if ledger.state.is_electable() {
			let score = T::CandidateList::get_score(validator).map_err(|_| "no score")?;
			ensure!(score == ledger.pool.stake(), "the score is not the stake");
		}
		Ok(())
	}

	fn activations(
		validator: &T::AccountId,
		class: RewardClass,
	) -> impl Iterator<Item = (EpochIndex, DepositKind, palisade_share_pool::Activation)> {
		Activations::<T>::iter_prefix(validator).flat_map(move |(epoch, activated)| {
			activated
				.into_iter()
				.filter(move |(kind, _)| kind.class == class)
				.map(move |(kind, activation)| (epoch, kind, activation))
		})
	}

	/// Checks the exit pools. Returns their liabilities. Planck.
	fn check_exit_pools(count: &Count<T>) -> Result<Balance, &'static str> {
		let mut owed: Balance = 0;
		let mut counted = 0;
		for (validator, epoch, mut pool) in ExitPools::<T>::iter() {
			ensure!(Validators::<T>::contains_key(&validator), "an exit pool has no validator");
			ensure!(!pool.is_empty(), "an exit pool is empty");
			owed = owed.saturating_add(pool.assets_left()).saturating_add(pool.unclaimed);
			for class in [RewardClass::Compounding, RewardClass::Liquid] {
				let key = (validator.clone(), epoch, class);
				let mut shares = count.exits.get(&key).copied().unwrap_or_default();
				counted += usize::from(!shares.is_zero());
				add(&mut shares, Self::closed_shares(&validator, epoch, class, count)?)?;
				let exits = exits::exit_class_mut(&mut pool, class);
				ensure!(shares == exits.shares_left, "an exit pool is not that of its owners");
				let values = count.exit_values.get(&key).copied().unwrap_or_default();
				ensure!(values <= exits.assets_left, "the exits exceed their pool");
			}
		}
		ensure!(counted == count.exits.len(), "exits have no pool");
		Ok(owed)
	}

	/// Unclaimed shares of the generations of a class that were closed in an epoch.
	fn closed_shares(
		validator: &T::AccountId,
		epoch: EpochIndex,
		class: RewardClass,
		count: &Count<T>,
	) -> Result<Shares, &'static str> {
		let mut shares = Shares::ZERO;
		for (generation, closed) in ClosedClasses::<T>::iter_prefix((validator, class)) {
			if closed.epoch != epoch {
				continue;
			}
			let key = (validator.clone(), class, generation);
			add(&mut shares, count.shares.get(&key).copied().unwrap_or_default())?;
			for (_, _, activation) in Self::activations(validator, class) {
				if activation.generation == generation {
					add(&mut shares, activation.shares_left)?;
				}
			}
		}
		Ok(shares)
	}

	fn check_sets() -> Result<(), &'static str> {
		let now = Self::now();
		let set = Exposures::<T>::get(now).unwrap_or_default();
		for exposure in &set {
			let record = Validators::<T>::get(&exposure.validator)
				.ok_or("a member of the set is no validator")?;
			ensure!(record.serves(now), "a member of the set does not serve");
		}
		let serving = Validators::<T>::iter_values().filter(|record| record.serves(now)).count();
		ensure!(serving == set.len(), "a serving validator is not in the set");
		ensure!(
			Validators::<T>::iter_values()
				.all(|record| record.state != State::Active || record.serves(now)),
			"an active validator is not in the set"
		);
		for epoch in KeptOffline::<T>::iter_keys() {
			let of_set = epoch == now || epoch == now.saturating_add(1);
			ensure!(of_set, "members were kept in a past set");
			let kept = KeptOffline::<T>::get(epoch).ok_or("kept members cannot be decoded")?;
			ensure!(!kept.is_empty(), "an empty record of kept members");
		}
		for epoch in OldestExposure::<T>::get()..now {
			let exposures = Exposures::<T>::get(epoch).map(|set| set.len());
			let results = EpochResults::<T>::get(epoch).map(|results| results.len());
			ensure!(exposures == results, "results are not those of the set");
		}
		Ok(())
	}
}
