//! The pallet's invariants, checked after every test and by `try-runtime`.

use crate::{ledger::ValidatorLedger, types::*, *};
use count::{add, kind_index, Count};
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

mod count;

impl<T: Config> Pallet<T> {
	/// Checks all invariants. Returns the first violation.
	pub(crate) fn check_state() -> Result<(), &'static str> {
		let count = Count::<T>::of_all()?;
		let mut owed: Balance = 0;
		for (validator, record) in Validators::<T>::iter() {
			ensure!(
				record.confined_from.is_none() || record.state.is_confined(),
				"a validator that is not confined has a state before"
			);
			ensure!(record.credit <= authorship::MAX_CREDIT, "a credit exceeds its bound");
			let ledger = ValidatorLedger::<T>::stored(validator, record);
			owed = owed.saturating_add(Self::check_validator(&ledger, &count)?);
		}
		for (validator, _) in Activations::<T>::iter_keys() {
			ensure!(Validators::<T>::contains_key(validator), "an activation has no validator");
		}
		for validator in Liabilities::<T>::iter_keys() {
			ensure!(Validators::<T>::contains_key(validator), "a liability has no validator");
		}
		for validator in Profiles::<T>::iter_keys() {
			ensure!(Validators::<T>::contains_key(validator), "a profile has no validator");
		}
		for candidate in T::CandidateList::iter() {
			ensure!(
				Validators::<T>::contains_key(&candidate),
				"an account in the candidate list is no validator"
			);
		}
		for locks in StakeLocks::<T>::iter_values() {
			ensure!(!locks.is_empty(), "an account's record of locks is empty");
			let mut ids = alloc::collections::BTreeSet::new();
			for lock in &locks {
				ensure!(ids.insert(lock.id), "two locks have one id");
				let is_sound = lock.amount > 0 && lock.covered <= lock.amount;
				ensure!(is_sound, "a lock is covered by more than it locks");
			}
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
		Self::check_sets()?;
		Self::check_references()
	}

	/// Checks that each record about an account holds a reference to it.
	fn check_references() -> Result<(), &'static str> {
		for (who, records) in Self::references() {
			let references = frame_system::Pallet::<T>::consumers(&who);
			ensure!(references >= records, "a record does not keep its account alive");
		}
		Ok(())
	}

	/// The number of records of this pallet by account, each of which holds a reference. A runtime
	/// that knows all other references can check that none is left over.
	pub fn references() -> alloc::collections::BTreeMap<T::AccountId, u32> {
		let validators = Validators::<T>::iter_keys();
		let records = validators.chain(Delegators::<T>::iter_keys());
		let mut references = alloc::collections::BTreeMap::new();
		for who in records.chain(StakeLocks::<T>::iter_keys()) {
			let count: &mut u32 = references.entry(who).or_default();
			*count = count.saturating_add(1);
		}
		references
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
			let rewards = count.exit_rewards.get(&(validator, epoch)).copied().unwrap_or_default();
			ensure!(rewards <= pool.unclaimed, "the rewards of exits exceed those of their pool");
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
			let mut held = count.shares.get(&key).copied().unwrap_or_default();
			for (_, _, activation) in Self::activations(validator, class) {
				if activation.generation == generation {
					add(&mut held, activation.shares_left)?;
				}
			}
			if let Some(exchange) = closed.exchange {
				ensure!(held == exchange.shares, "an exchange is not that of its owners");
				held = exchange.for_shares;
			}
			add(&mut shares, held)?;
		}
		Ok(shares)
	}

	fn check_sets() -> Result<(), &'static str> {
		let now = Self::now();
		Self::check_exposures()?;
		let set = Self::exposures_of(now).unwrap_or_default();
		for exposure in &set {
			let record = Validators::<T>::get(&exposure.validator)
				.ok_or("a member of the set is no validator")?;
			ensure!(record.serves(now), "a member of the set does not serve");
		}
		for member in NextSet::<T>::get() {
			ensure!(
				Validators::<T>::contains_key(&member.validator),
				"a member of the planned set is no validator"
			);
		}
		if let Some(prepared) = PreparedSet::<T>::get() {
			let is_next = prepared.epoch == now.saturating_add(2);
			ensure!(
				is_next && PreparedFor::<T>::get() == Some(prepared.epoch),
				"an election was prepared for another epoch"
			);
			let elected = prepared.elected.iter().chain(&prepared.reserves);
			let mut elected: Vec<_> = elected.map(|elected| &elected.validator).collect();
			let entries = elected.len();
			elected.sort_unstable();
			elected.dedup();
			ensure!(elected.len() == entries, "a validator was elected twice");
		}
		let serving = Validators::<T>::iter_values().filter(|record| record.serves(now)).count();
		ensure!(serving == set.len(), "a serving validator is not in the set");
		ensure!(
			Validators::<T>::iter_values()
				.all(|record| record.state != State::Active || record.serves(now)),
			"an active validator is not in the set"
		);
		let confined = ConfinedMembers::<T>::get();
		for member in &confined {
			let state = Validators::<T>::get(&member.validator).map(|record| record.state);
			let expected = state
				.and_then(|state| Confined::new(member.validator.clone(), member.power, state));
			ensure!(expected.as_ref() == Some(member), "a confined member is not confined");
		}
		let is_confined = |record: &Validator| record.serves(now) && record.state.is_confined();
		let serving = Validators::<T>::iter_values().filter(is_confined).count();
		ensure!(serving == confined.len(), "a confined member is not known");
		let disabled = DisabledMembers::<T>::get();
		let is_member = |who: &T::AccountId| set.iter().any(|member| member.validator == *who);
		ensure!(disabled.iter().all(is_member), "a disabled account is not in the set");
		let away = AwayMembers::<T>::get();
		ensure!(
			away.is_empty() || Self::election_mode() == ElectionMode::Paused,
			"members are away from a set that is not paused"
		);
		let next = NextSet::<T>::get();
		let has_seat = |who: &T::AccountId| next.iter().any(|member| member.validator == *who);
		ensure!(!away.iter().any(has_seat), "a member with a seat is away");
		for epoch in KeptOffline::<T>::iter_keys() {
			let of_set = epoch == now || epoch == now.saturating_add(1);
			ensure!(of_set, "members were kept in a past set");
			let kept = KeptOffline::<T>::get(epoch).ok_or("kept members cannot be decoded")?;
			ensure!(!kept.is_empty(), "an empty record of kept members");
		}
		for epoch in OldestExposure::<T>::get()..now {
			let exposures = Self::exposures_of(epoch).map(|set| set.len());
			let results = EpochResults::<T>::get(epoch).map(|results| results.len());
			ensure!(exposures == results, "results are not those of the set");
		}
		ensure!(
			MembersOnDuty::<T>::get() == Self::on_duty(now, &set),
			"the members on duty are not those of the set"
		);
		Self::check_authors(&set)
	}
}
