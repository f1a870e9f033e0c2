//! The calls of validators, and the states of a validator.
//!
//! ```text
//!   register ─→ Waiting ⇄ Active         elected, not elected again
//!                 │ ↑       │
//!                 ↓ │       ↓            go_offline, self-stake too small; go_online
//!               Offline ←───┘
//!                 │ ↑
//!   any but Banned ─→ Jailed ─→ Waiting, Leaving   term over: go_online, leave_validators
//!   any ─→ Banned                        left only by a reversal or by governance
//!   Jailed, Banned ─→ Waiting, Offline, Leaving   the jailing or ban was reversed
//!   Waiting, Active, Offline ─→ Leaving ─→ Waiting (go_online), or removed
//!   any ─→ Waiting, Offline, Jailed, Banned   set_validator_state
//! ```

use crate::{position::Holder, types::*, *};
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
		Contains, Get,
	},
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, EpochIndex, Refusal, RewardClass, ValidatorGate,
	ValidatorStatus,
};
use palisade_share_pool::{Pool, Shares};
use sp_arithmetic::{traits::Saturating, Perbill};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};
use sp_staking::OnStakingUpdate;

/// The cause of a state change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
	/// The validator is in the set of the epoch that begins.
	Elected,
	/// The validator is not in the set of the epoch that begins.
	NotElected,
	/// The validator goes offline, voluntarily or for lack of self-stake.
	GoOffline,
	/// The validator goes online.
	GoOnline,
	/// The validator leaves.
	Leave,
	/// The validator is jailed until an epoch.
	Jail(EpochIndex),
	/// The validator is banned.
	Ban,
	/// The jailing was reversed: the validator returns to a status.
	Release(ValidatorStatus),
	/// The ban was reversed: the validator returns to a status.
	Unban(ValidatorStatus),
	/// Governance sets the state.
	Force(State),
}

impl<T: Config> Pallet<T> {
	/// The state after a change. Every state change goes through this function.
	pub(crate) fn next_state(
		state: State,
		change: Change,
		now: EpochIndex,
	) -> Result<State, Error<T>> {
		use State::*;
		Ok(match (state, change) {
			(Waiting, Change::Elected) => Active,
			(Active, Change::NotElected) => Waiting,
			// An earlier election does not bring a validator online.
			(state, Change::Elected | Change::NotElected) => state,

			(Waiting | Active, Change::GoOffline) => Offline,
			(_, Change::GoOffline) => return Err(Error::NotOnline),

			(Waiting | Active, Change::GoOnline) => return Err(Error::AlreadyOnline),
			(Jailed { until }, Change::GoOnline | Change::Leave) if now < until => {
				return Err(Error::ValidatorJailed)
			},
			(Banned, Change::GoOnline | Change::Leave) => return Err(Error::ValidatorBanned),
			(Offline | Leaving | Jailed { .. }, Change::GoOnline) => Waiting,

			(Leaving, Change::Leave) => return Err(Error::AlreadyLeaving),
			(Waiting | Active | Offline | Jailed { .. }, Change::Leave) => Leaving,

			(Banned, Change::Jail(_) | Change::Ban) => Banned,
			// The later end of two jail terms.
			(Jailed { until: before }, Change::Jail(until)) => Jailed { until: before.max(until) },
			(_, Change::Jail(until)) => Jailed { until },
			(_, Change::Ban) => Banned,

			(state @ Jailed { .. }, Change::Release(ValidatorStatus::Jailed)) => state,
			(Jailed { .. }, Change::Release(status)) | (Banned, Change::Unban(status)) => {
				match status {
					ValidatorStatus::Online => Waiting,
					ValidatorStatus::Leaving => Leaving,
					ValidatorStatus::Offline
					| ValidatorStatus::Jailed
					| ValidatorStatus::Banned => Offline,
				}
			},
			(state, Change::Release(_) | Change::Unban(_)) => state,

			(_, Change::Force(Active | Leaving)) => return Err(Error::InvalidTransition),
			(_, Change::Force(state)) => state,
		})
	}

	/// Changes the state of a validator in memory, and its candidacy.
	pub(crate) fn transition(
		validator: &T::AccountId,
		record: &mut Validator,
		change: Change,
	) -> Result<(), Error<T>> {
		let from = record.state;
		let to = Self::next_state(from, change, Self::now())?;
		if from == to {
			return Ok(());
		}
		record.state = to;
		match (from.is_electable(), to.is_electable()) {
			(false, true) => {
				let inserted = T::CandidateList::on_insert(validator.clone(), record.pool.stake());
				if inserted.is_err() {
					log::error!(target: LOG_TARGET, "{validator:?} is a candidate already");
				}
				T::StakingListener::on_validator_add(validator);
			},
			(true, false) => {
				if T::CandidateList::on_remove(validator).is_err() {
					log::error!(target: LOG_TARGET, "{validator:?} was no candidate");
				}
				T::StakingListener::on_validator_remove(validator);
			},
			_ => {},
		}
		let is_release = matches!(change, Change::Release(_) | Change::Unban(_));
		let conduct = match (from.is_confined(), to.is_confined()) {
			(false, true) => Some(Conduct::Jailed),
			(true, false) if is_release => Some(Conduct::Released),
			(false, false) if from.is_electable() && !to.is_electable() => {
				Some(Conduct::WentOffline)
			},
			_ => None,
		};
		if let Some(conduct) = conduct {
			T::ConductObserver::observe(validator, Self::now(), conduct);
		}
		Self::deposit_event(Event::StateChanged { validator: validator.clone(), from, to });
		Ok(())
	}

	/// Takes a candidate offline whose self-stake is below the minimum.
	pub(crate) fn check_self_stake(validator: &T::AccountId, record: &mut Validator) {
		if !record.state.is_electable() || record.self_stake() >= T::MinimumSelfStake::get() {
			return;
		}
		// Valid in every candidate's state.
		let _ = Self::transition(validator, record, Change::GoOffline);
	}

	/// Stores a validator, and updates its stake in the list of candidates if it differs from
	/// `before`.
	pub(crate) fn store_and_rank(validator: &T::AccountId, record: Validator, before: Balance) {
		let stake = record.pool.stake();
		if record.state.is_electable()
			&& stake != before
			&& T::CandidateList::on_update(validator, stake).is_err()
		{
			log::error!(target: LOG_TARGET, "{validator:?} is no candidate");
		}
		Validators::<T>::insert(validator, record);
	}

	/// Whether `who` may validate. Fails with the reason of the refusal.
	fn ensure_admitted(who: &T::AccountId) -> DispatchResult {
		ensure!(T::SessionKeys::contains(who), Error::<T>::NoSessionKeys);
		T::ValidatorGate::admit(who).map_err(|refusal| {
			match refusal {
				Refusal::NoSessionKeys => Error::<T>::NoSessionKeys,
				Refusal::SelfStakeTooSmall => Error::<T>::SelfStakeTooSmall,
				Refusal::LowReputation => Error::<T>::ReputationTooLow,
				Refusal::NotAttested => Error::<T>::NotAttested,
				Refusal::Concentrated => Error::<T>::TooConcentrated,
				Refusal::Offence => Error::<T>::OffenceOpen,
				Refusal::Other(_) => Error::<T>::NotAdmitted,
			}
			.into()
		})
	}

	/// Mints the existential deposit to the pot and to the fee pot, unless present.
	pub(crate) fn endow_pot() -> DispatchResult {
		for account in [Self::pot(), Self::fee_pot()] {
			if T::Currency::balance(&account) < T::Currency::minimum_balance() {
				T::Currency::mint_into(&account, T::Currency::minimum_balance())?;
			}
		}
		Ok(())
	}

	pub(crate) fn do_register(
		who: &T::AccountId,
		self_stake: Balance,
		commission: Perbill,
		reward_policy: RewardPolicy,
	) -> DispatchResult {
		ensure!(!Validators::<T>::contains_key(who), Error::<T>::AlreadyRegistered);
		ensure!(self_stake >= T::MinimumSelfStake::get(), Error::<T>::SelfStakeTooSmall);
		ensure!(self_stake > 0, Error::<T>::ZeroAmount);
		ensure!(commission <= T::MaximumCommission::get(), Error::<T>::CommissionTooHigh);
		Self::ensure_admitted(who)?;
		Self::insert_new(who, self_stake, commission, reward_policy)
	}

	/// Registers a validator without checking admission.
	pub(crate) fn insert_new(
		who: &T::AccountId,
		self_stake: Balance,
		commission: Perbill,
		reward_policy: RewardPolicy,
	) -> DispatchResult {
		Self::endow_pot()?;
		T::Currency::hold(&HoldReason::Registration.into(), who, T::RegistrationDeposit::get())
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		Self::collect(who, self_stake)?;

		let now = Self::now();
		let mut record = Validator {
			state: State::Offline,
			registered: now,
			serving: None,
			commission: Commission::new(commission),
			reward_policy,
			compounding: Compounding { frequency: 1, minimum: 0, since: now },
			delegation_policy: DelegationPolicy::default(),
			pool: Pool::default(),
			deposits: PendingDeposits::default(),
			own: Position::default(),
			commission_due: 0,
			dust: 0,
			closed: ClosedIn::default(),
			holders: 0,
			cases: Default::default(),
			proven: None,
		};
		let mut own = Position::default();
		let kind = DepositKind::fresh(reward_policy.class());
		Self::deposit(&mut record, &mut own, kind, self_stake, now)?;
		record.own = own;
		Self::transition(who, &mut record, Change::GoOnline)?;
		Validators::<T>::insert(who, record);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::ValidatorRegistered {
			validator: who.clone(),
			self_stake,
			commission,
		});
		Ok(())
	}

	pub(crate) fn do_set_commission(who: &T::AccountId, commission: Perbill) -> DispatchResult {
		let mut record = Self::validator(who)?;
		ensure!(commission <= T::MaximumCommission::get(), Error::<T>::CommissionTooHigh);
		let now = Self::now();
		// The announced commission may be in force: it is not applied while a validator is not
		// elected.
		record.commission.roll(now);
		let current = record.commission.current;
		let rise = commission.saturating_sub(current);
		ensure!(rise <= T::MaximumCommissionIncrease::get(), Error::<T>::CommissionRisesTooFast);
		let notice = if commission > current { 2 } else { 1 };
		let from = now.saturating_add(notice);
		record.commission.announced = Some(Announced { value: commission, from });
		Validators::<T>::insert(who, record);
		T::StakingListener::on_validator_update(who);
		Self::deposit_event(Event::CommissionAnnounced {
			validator: who.clone(),
			commission,
			from,
		});
		Ok(())
	}

	pub(crate) fn do_set_profile(who: T::AccountId, profile: Profile) -> DispatchResult {
		ensure!(Validators::<T>::contains_key(&who), Error::<T>::UnknownValidator);
		let is_text = |bytes: &[u8]| core::str::from_utf8(bytes).is_ok();
		ensure!(is_text(&profile.name) && is_text(&profile.website), Error::<T>::NotUtf8);
		Profiles::<T>::insert(&who, profile);
		Self::deposit_event(Event::ProfileSet { validator: who });
		Ok(())
	}

	pub(crate) fn do_set_compounding(
		who: &T::AccountId,
		frequency: u32,
		minimum: Balance,
	) -> DispatchResult {
		let mut record = Self::validator(who)?;
		let is_in_bounds = (1..=MAX_COMPOUNDING_EPOCHS).contains(&frequency);
		ensure!(is_in_bounds, Error::<T>::FrequencyOutOfBounds);
		record.compounding.frequency = frequency;
		record.compounding.minimum = minimum;
		Validators::<T>::insert(who, record);
		Self::deposit_event(Event::CompoundingSet { validator: who.clone(), frequency, minimum });
		Ok(())
	}

	pub(crate) fn do_set_delegation_policy(
		who: &T::AccountId,
		policy: DelegationPolicy,
	) -> DispatchResult {
		let mut record = Self::validator(who)?;
		let DelegationPolicy { closed, minimum } = policy;
		record.delegation_policy = policy;
		Validators::<T>::insert(who, record);
		Self::deposit_event(Event::DelegationPolicySet { validator: who.clone(), closed, minimum });
		Ok(())
	}

	pub(crate) fn do_increase_self_stake(who: &T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut record = Self::validator(who)?;
		let before = record.pool.stake();
		ensure!(record.state != State::Banned, Error::<T>::ValidatorBanned);
		let now = Self::now();
		let mut own = core::mem::take(&mut record.own);
		Self::settle(who, &mut record, &mut own)?;
		let kind = DepositKind::fresh(record.reward_policy.class());
		Self::deposit(&mut record, &mut own, kind, amount, now)?;
		record.own = own;
		Self::collect(who, amount)?;
		Self::store_and_rank(who, record, before);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::SelfStakeIncreased { validator: who.clone(), amount });
		Ok(())
	}

	pub(crate) fn do_decrease_self_stake(
		who: &T::AccountId,
		class: RewardClass,
		amount: Amount,
	) -> DispatchResult {
		let mut record = Self::validator(who)?;
		let before = record.pool.stake();
		let now = Self::now();
		let mut own = core::mem::take(&mut record.own);
		Self::settle(who, &mut record, &mut own)?;
		let shares = Self::shares_for_amount(&record, &own, class, amount)?;
		record.own = own;
		let amount = Self::own_exit(who, &mut record, class, shares, now)?;
		let is_enough = record.self_stake() >= T::MinimumSelfStake::get();
		ensure!(is_enough || !record.state.is_electable(), Error::<T>::SelfStakeTooSmall);
		Self::store_and_rank(who, record, before);
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::SelfStakeDecreased {
			validator: who.clone(),
			amount,
			epoch: now,
		});
		Ok(())
	}

	/// Moves self-stake into the exits of the epoch. Returns its value in planck.
	fn own_exit(
		who: &T::AccountId,
		record: &mut Validator,
		class: RewardClass,
		shares: Shares,
		now: EpochIndex,
	) -> Result<Balance, DispatchError> {
		let mut own = core::mem::take(&mut record.own);
		Self::take_from(&mut own, class, shares)?;
		record.own = own;
		let (amount, shares) = Self::leave(who, record, class, shares, None, now)?;
		let chunk = ExitChunk { epoch: now, class, shares, deal: None, destination: None };
		Self::note_own_exit(who, record, chunk, MAX_EXITS)?;
		Ok(amount)
	}

	/// Records an exit of the self-stake in the operator's own record.
	pub(crate) fn note_own_exit(
		who: &T::AccountId,
		record: &mut Validator,
		chunk: ExitChunk<T::AccountId>,
		bound: u32,
	) -> DispatchResult {
		let mut holder = Holder::<T>::load(who)?;
		let delegation = holder.delegation_or_new(who, record)?;
		Self::add_exit(who, delegation, chunk, bound)?;
		holder.store(who, record);
		Ok(())
	}

	pub(crate) fn do_go_offline(who: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(who)?;
		Self::transition(who, &mut record, Change::GoOffline)?;
		Validators::<T>::insert(who, record);
		Ok(())
	}

	pub(crate) fn do_go_online(who: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(who)?;
		Self::next_state(record.state, Change::GoOnline, Self::now())?;
		let is_enough = record.self_stake() >= T::MinimumSelfStake::get();
		ensure!(is_enough, Error::<T>::SelfStakeTooSmall);
		Self::ensure_admitted(who)?;
		Self::transition(who, &mut record, Change::GoOnline)?;
		Validators::<T>::insert(who, record);
		Ok(())
	}

	/// Jails a validator. Returns its status before.
	pub(crate) fn do_jail(
		who: &T::AccountId,
		until: EpochIndex,
	) -> Result<ValidatorStatus, DispatchError> {
		let mut record = Self::validator(who)?;
		let status = record.state.status();
		Self::transition(who, &mut record, Change::Jail(until))?;
		Validators::<T>::insert(who, record);
		Ok(status)
	}

	/// Reverses a jailing or ban of a validator with `change`, to `status`, or to offline if its
	/// self-stake is too small to be online.
	pub(crate) fn do_release(
		who: &T::AccountId,
		status: ValidatorStatus,
		change: fn(ValidatorStatus) -> Change,
	) -> DispatchResult {
		let mut record = Self::validator(who)?;
		let is_enough = record.self_stake() >= T::MinimumSelfStake::get();
		let status = match status {
			ValidatorStatus::Online if !is_enough => ValidatorStatus::Offline,
			status => status,
		};
		Self::transition(who, &mut record, change(status))?;
		Validators::<T>::insert(who, record);
		Ok(())
	}

	pub(crate) fn do_leave_validators(who: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(who)?;
		Self::transition(who, &mut record, Change::Leave)?;
		let now = Self::now();
		let mut own = core::mem::take(&mut record.own);
		Self::settle(who, &mut record, &mut own)?;
		record.own = own;
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let (shares, _) = record.own.held(class);
			if shares.is_zero() {
				continue;
			}
			let amount = Self::own_exit(who, &mut record, class, shares, now)?;
			Self::deposit_event(Event::SelfStakeDecreased {
				validator: who.clone(),
				amount,
				epoch: now,
			});
		}
		Validators::<T>::insert(who, record);
		T::StakingListener::on_stake_update(who, None);
		Ok(())
	}

	pub(crate) fn do_claim_commission(who: &T::AccountId) -> DispatchResult {
		let mut record = Self::validator(who)?;
		let amount = core::mem::take(&mut record.commission_due);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		let to = Self::reward_account_of(who);
		Self::pay(&to, amount)?;
		Validators::<T>::insert(who, record);
		Self::deposit_event(Event::CommissionClaimed { validator: who.clone(), to, amount });
		Ok(())
	}

	pub(crate) fn do_remove_validator(who: &T::AccountId) -> DispatchResult {
		let record = Self::validator(who)?;
		let now = Self::now();
		let is_unused = record.state == State::Leaving
			&& record.holders == 0
			&& record.commission_due == 0
			&& record.own.is_empty()
			&& !Self::has_liable_case(&record, now)
			&& !record.serves(now)
			&& !NextSet::<T>::get().iter().any(|elected| elected.validator == *who);
		ensure!(is_unused, Error::<T>::ValidatorInUse);

		// Without holders, the remaining assets have no owner.
		let rest = record
			.dust
			.saturating_add(record.pool.compounding.assets())
			.saturating_add(record.pool.liquid.class.assets())
			.saturating_add(record.pool.liquid.unclaimed);
		if rest > 0 {
			Self::pay_or_burn(&T::DustAccount::get(), rest)?;
		}
		// All of it: the deposit may have been another amount when it was taken.
		let reason = HoldReason::Registration.into();
		T::Currency::release_all(&reason, who, Precision::BestEffort)?;
		Validators::<T>::remove(who);
		Profiles::<T>::remove(who);
		Liabilities::<T>::remove(who);
		// One entry per price collapse. Entries beyond the limit stay, reachable only by their key.
		let _ = ClosedClasses::<T>::clear_prefix((who,), MAX_LIABLE_EPOCHS, None);
		Holder::<T>::load(who)?.store_as_is();
		Self::deposit_event(Event::ValidatorRemoved { validator: who.clone() });
		Ok(())
	}

	/// Pays out of the pot. Burns an amount that the account cannot receive, because it is below
	/// the existential deposit.
	fn pay_or_burn(who: &T::AccountId, amount: Balance) -> DispatchResult {
		if Self::pay(who, amount).is_ok() {
			return Ok(());
		}
		let pot = Self::pot();
		T::Currency::burn_from(
			&pot,
			amount,
			Preservation::Preserve,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	pub(crate) fn do_set_validator_state(who: &T::AccountId, state: State) -> DispatchResult {
		let mut record = Self::validator(who)?;
		if state.is_electable() {
			let is_enough = record.self_stake() >= T::MinimumSelfStake::get();
			ensure!(is_enough, Error::<T>::SelfStakeTooSmall);
		}
		Self::transition(who, &mut record, Change::Force(state))?;
		Validators::<T>::insert(who, record);
		Ok(())
	}

	/// # Panics
	///
	/// If a validator is registered twice, its self-stake or commission is out of bounds, or a
	/// delegation would be refused as a call. Admission is not checked.
	#[allow(clippy::expect_used, clippy::panic)] // A chain whose genesis is not sound must not start.
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		Self::endow_pot().expect("the pot can be endowed");
		for (who, self_stake, commission, reward_policy) in &genesis.validators {
			assert!(!Validators::<T>::contains_key(who), "{who:?} is a validator twice");
			assert!(
				*self_stake >= T::MinimumSelfStake::get() && !self_stake.is_zero(),
				"the own stake of {who:?} is too small"
			);
			assert!(
				*commission <= T::MaximumCommission::get(),
				"the commission of {who:?} is too high"
			);
			Self::insert_new(who, *self_stake, *commission, *reward_policy)
				.unwrap_or_else(|error| panic!("{who:?} cannot be a validator: {error:?}"));
		}
		for (who, validator, amount, class) in &genesis.delegations {
			Self::do_delegate(who, validator, *amount, *class, 0).unwrap_or_else(|error| {
				panic!("{who:?} cannot delegate to {validator:?}: {error:?}")
			});
		}
	}
}
