//! The states of a validator, from its registration to its removal.
//!
//! ```text
//!   register ─→ Waiting ⇄ Active         elected, not elected again
//!                 │ ↑       │
//!                 ↓ │       ↓            go_offline, self-stake slashed; go_online
//!               Offline ←───┘
//!   Waiting, Active ⇄ BelowMinimum       the minimum self-stake has risen; go_online
//!                 │ ↑
//!   any but Banned ─→ Jailed ─→ Waiting, Leaving   term over: go_online, leave_validators
//!   any ─→ Banned                        left only by a reversal or by governance
//!   Jailed, Banned ─→ the state before   the jailing or ban was reversed; BelowMinimum instead of
//!                                        Waiting if the minimum has risen above the self-stake,
//!                                        Offline if the validator's own loss has crossed it
//!   Waiting, Active, Offline, BelowMinimum ─→ Leaving ─→ Waiting (go_online), or removed
//!   Banned ─→ removed                    the account stays banned
//!   any ─→ Waiting, Offline, Jailed, Banned   set_validator_state
//! ```

use crate::{holder::Holder, ledger::ValidatorLedger, types::*, *};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, EpochIndex, Milliblocks, RewardClass, Subject,
};
use palisade_share_pool::Pool;
use sp_arithmetic::Perbill;
use sp_runtime::DispatchResult;
use sp_staking::OnStakingUpdate;

/// The cause of a state change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
	/// The validator is in the set of the epoch that begins.
	Elected,
	/// The validator is not in the set of the epoch that begins.
	NotElected,
	/// The validator goes offline: voluntarily, for lack of keys, or because a slash has left too
	/// little self-stake.
	GoOffline,
	/// The minimum self-stake has risen above the validator's.
	FallBelowMinimum,
	/// The validator goes online.
	GoOnline,
	/// The validator leaves.
	Leave,
	/// The validator is jailed until an epoch.
	Jail(EpochIndex),
	/// The validator is banned.
	Ban,
	/// The jailing was reversed: the validator returns to its state before.
	Release,
	/// The ban was reversed: the validator returns to its state before.
	Unban,
	/// Governance sets the state.
	Force(State),
}

impl<T: Config> ValidatorLedger<T> {
	/// Changes the state of the validator. Saving the ledger changes its candidacy.
	pub(crate) fn transition(&mut self, change: Change) -> Result<(), Error<T>> {
		let from = self.state;
		let mut to = Pallet::<T>::next_state(from, self.confined_from, change, Pallet::<T>::now())?;
		let is_reversal = matches!(change, Change::Release | Change::Unban) && from.is_confined();
		if is_reversal && to.is_electable() && !self.reaches_minimum_in_force() {
			to = State::BelowMinimum;
		}
		self.confined_from = match change {
			Change::Jail(_) | Change::Ban => self.confined_from.or(Some(from.outside_the_set())),
			// No reversal ends what governance has set.
			Change::Force(_) => None,
			_ => self.confined_from.filter(|_| to.is_confined()),
		};
		if from == to {
			return Ok(());
		}
		self.state = to;
		let validator = &self.account;
		match (from.is_electable(), to.is_electable()) {
			(false, true) => T::StakingListener::on_validator_add(validator),
			(true, false) => T::StakingListener::on_validator_remove(validator),
			_ => {},
		}
		let conduct = match (from.is_confined(), to.is_confined()) {
			(false, true) => Some(Conduct::Jailed),
			(true, false) if is_reversal => Some(Conduct::Released),
			(false, false) if to == State::BelowMinimum => Some(Conduct::FellBelowMinimum),
			(false, false)
				if (from.is_electable() || from == State::BelowMinimum) && !to.is_electable() =>
			{
				Some(Conduct::WentOffline)
			},
			_ => None,
		};
		let is_back = !from.is_electable() && to.is_electable();
		for conduct in conduct.into_iter().chain(is_back.then_some(Conduct::WentOnline)) {
			let subject = Subject::Validator(validator);
			T::ConductObserver::observe(subject, Pallet::<T>::now(), conduct);
		}
		if self.serves(Pallet::<T>::now()) && (from.is_confined() || to.is_confined()) {
			Pallet::<T>::update_confinement(validator, to);
		}
		let validator = validator.clone();
		Pallet::<T>::deposit_event(Event::StateChanged { validator, from, to });
		Ok(())
	}

	/// Whether the self-stake reaches the minimum in force.
	pub(crate) fn reaches_minimum_in_force(&self) -> bool {
		self.self_stake() >= Pallet::<T>::minimum_in_force()
	}

	/// Notices that the self-stake has fallen from `before`. Takes a candidate offline if this very
	/// loss has brought it below the minimum in force. A jailed or banned one returns offline then.
	///
	/// One that a higher minimum has outgrown before is left to the election: a further loss does
	/// not turn a rule that has changed into its own fault.
	pub(crate) fn check_self_stake(&mut self, before: Balance) {
		if before < Pallet::<T>::minimum_in_force() || self.reaches_minimum_in_force() {
			return;
		}
		if self.state.is_electable() {
			// Valid in every candidate's state.
			let _ = self.transition(Change::GoOffline);
		} else if self.confined_from.is_some_and(State::is_electable) {
			self.confined_from = Some(State::Offline);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The state after a change of `state`. A reversal leads back to `confined_from`. Every state
	/// change goes through this function.
	pub(crate) fn next_state(
		state: State,
		confined_from: Option<State>,
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
			(Waiting | Active, Change::FallBelowMinimum) => BelowMinimum,
			(_, Change::GoOffline | Change::FallBelowMinimum) => return Err(Error::NotOnline),

			(Waiting | Active, Change::GoOnline) => return Err(Error::AlreadyOnline),
			(Jailed { until }, Change::GoOnline | Change::Leave) if now < until => {
				return Err(Error::ValidatorJailed)
			},
			(Banned, Change::GoOnline | Change::Leave) => return Err(Error::ValidatorBanned),
			(Offline | Leaving | Jailed { .. } | BelowMinimum, Change::GoOnline) => Waiting,

			(Leaving, Change::Leave) => return Err(Error::AlreadyLeaving),
			(Waiting | Active | Offline | Jailed { .. } | BelowMinimum, Change::Leave) => Leaving,

			(Banned, Change::Jail(_) | Change::Ban) => Banned,
			// The later end of two jail terms.
			(Jailed { until: before }, Change::Jail(until)) => Jailed { until: before.max(until) },
			(_, Change::Jail(until)) => Jailed { until },
			(_, Change::Ban) => Banned,

			(Jailed { .. }, Change::Release) | (Banned, Change::Unban) => {
				confined_from.unwrap_or(state)
			},
			(state, Change::Release | Change::Unban) => state,

			(_, Change::Force(Active | Leaving | BelowMinimum)) => {
				return Err(Error::InvalidTransition)
			},
			(_, Change::Force(state)) => state,
		})
	}

	pub(crate) fn do_register(
		who: &T::AccountId,
		self_stake: Balance,
		commission: Perbill,
		reward_policy: RewardPolicy,
	) -> DispatchResult {
		ensure!(!Validators::<T>::contains_key(who), Error::<T>::AlreadyRegistered);
		Self::ensure_not_banned(who)?;
		ensure!(self_stake >= T::MinimumSelfStake::get(), Error::<T>::SelfStakeTooSmall);
		ensure!(self_stake > 0, Error::<T>::ZeroAmount);
		ensure!(commission <= T::MaximumCommission::get(), Error::<T>::CommissionTooHigh);
		Self::ensure_admitted(who)?;
		Self::ensure_can_register(who)?;
		Self::insert_new(who, self_stake, commission, reward_policy)?;
		let is_enough = Self::stakeable(who) >= T::FeeReserve::get();
		ensure!(is_enough, Error::<T>::NothingLeftForFees);
		Ok(())
	}

	/// Registers a validator without checking admission, with all that it owns if it must.
	pub(crate) fn insert_new(
		who: &T::AccountId,
		self_stake: Balance,
		commission: Perbill,
		reward_policy: RewardPolicy,
	) -> DispatchResult {
		Self::endow_pot()?;
		T::Currency::hold(&HoldReason::Registration.into(), who, T::RegistrationDeposit::get())
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		Self::collect_to_the_last(who, self_stake)?;

		let now = Self::now();
		let record = Validator {
			state: State::Offline,
			confined_from: None,
			registered: now,
			serving: None,
			commission: Commission::new(commission),
			rise: None,
			reward_policy,
			compounding: Compounding { frequency: 1, minimum: 0, since: now },
			delegation_policy: DelegationPolicy::default(),
			pool: Pool::default(),
			deposits: PendingDeposits::default(),
			own: Position::default(),
			commission_due: 0,
			credit: Milliblocks::ZERO,
			dust: 0,
			closed: ClosedIn::default(),
			holders: 0,
			cases: Default::default(),
			proven: None,
		};
		let mut ledger = ValidatorLedger::<T>::new(who.clone(), record)?;
		let kind = DepositKind::fresh(reward_policy.class());
		ledger.with_own(|ledger, own| ledger.deposit(own, kind, self_stake, now))?;
		ledger.transition(Change::GoOnline)?;
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Self::deposit_event(Event::ValidatorRegistered {
			validator: who.clone(),
			self_stake,
			commission,
		});
		Ok(())
	}

	pub(crate) fn do_go_offline(who: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		ledger.transition(Change::GoOffline)?;
		ledger.save();
		Ok(())
	}

	pub(crate) fn do_go_online(who: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		Self::next_state(ledger.state, None, Change::GoOnline, Self::now())?;
		ledger.ensure_self_stake()?;
		Self::ensure_admitted(who)?;
		ledger.transition(Change::GoOnline)?;
		ledger.save();
		Ok(())
	}

	/// Jails, bans, or reverses either.
	pub(crate) fn do_confine(who: &T::AccountId, change: Change) -> DispatchResult {
		if change == Change::Unban && Self::lift_ban(who) {
			return Ok(());
		}
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		ledger.transition(change)?;
		ledger.save();
		Ok(())
	}

	pub(crate) fn do_leave_validators(who: &T::AccountId) -> DispatchResult {
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		ledger.transition(Change::Leave)?;
		let now = Self::now();
		ledger.with_own(|_, _| Ok(()))?;
		for class in [RewardClass::Compounding, RewardClass::Liquid] {
			let shares = ledger.own.held(class).shares;
			if shares.is_zero() {
				continue;
			}
			let amount = ledger.own_exit(class, shares, now)?;
			Self::deposit_event(Event::SelfStakeDecreased {
				validator: who.clone(),
				amount,
				epoch: now,
			});
		}
		ledger.save();
		T::StakingListener::on_stake_update(who, None);
		Ok(())
	}

	pub(crate) fn do_remove_validator(who: &T::AccountId) -> DispatchResult {
		let ledger = ValidatorLedger::<T>::load(who)?;
		let now = Self::now();
		let is_unused = ledger.holders == 0
			&& ledger.commission_due == 0
			&& ledger.own.is_empty()
			&& !Self::has_liable_case(&ledger, now)
			&& ledger.is_gone(now);
		ensure!(is_unused, Error::<T>::ValidatorInUse);

		// Without holders, the remaining assets have no owner.
		let rest = ledger
			.dust
			.saturating_add(ledger.pool.compounding.assets())
			.saturating_add(ledger.pool.liquid.class.assets())
			.saturating_add(ledger.pool.liquid.unclaimed);
		if rest > 0 {
			Self::pay_or_burn(&T::DustAccount::get(), rest)?;
		}
		// All of it: the deposit may have been another amount when it was taken.
		let reason = HoldReason::Registration.into();
		T::Currency::release_all(&reason, who, Precision::BestEffort)?;
		if ledger.state == State::Banned {
			Self::remember_ban(who);
		}
		ledger.forget_liability();
		ledger.forget_closed_classes();
		ledger.remove();
		Self::forget_profile(who);
		Holder::<T>::load(who)?.save()?;
		Self::deposit_event(Event::ValidatorRemoved { validator: who.clone() });
		Ok(())
	}

	pub(crate) fn do_set_validator_state(who: &T::AccountId, state: State) -> DispatchResult {
		if state == State::Offline && Self::lift_ban(who) {
			return Ok(());
		}
		let mut ledger = ValidatorLedger::<T>::load(who)?;
		if state.is_electable() {
			ledger.ensure_self_stake()?;
		}
		ledger.transition(Change::Force(state))?;
		ledger.save();
		Ok(())
	}
}
