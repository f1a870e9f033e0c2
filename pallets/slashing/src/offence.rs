//! The states of an offence, and what a change of state does.
//!
//! ```text
//!   Reported ─→ Upheld                              proven, and nobody objects within the window
//!   Reported ─→ Disputed{1, Committing}             alleged, or disputed: a panel was drawn
//!   Reported ─→ Disputed{0, Governing}              the same, but too few are eligible
//!   Disputed{n, Committing} ─→ Disputed{n, Revealing}
//!   Disputed{n, Revealing} ─→ Upheld, Reduced, Cancelled     by the ballots
//!   Disputed{1, Revealing} ─→ Disputed{2, Committing}        no quorum
//!   Disputed{n, Revealing} ─→ Disputed{n, Governing}         no quorum, and no second panel
//!   Reported, Disputed ─→ Upheld, Reduced, Cancelled         governance decides
//!   Reported, Disputed ─→ Cancelled                 by an appeal
//!   Reported, Disputed ─→ Upheld, Cancelled         nobody has decided in time: what is proven stands, what is not
//!                                                   falls
//!   Reported, Disputed ─→ the same stage            judging was interrupted: the window ends later
//!   Reported, Disputed{n, Committing or Revealing} ─→ the same stage     held, once: the window ends later
//!   Upheld, Reduced ─→ Applied
//!   Cancelled ─→ Dismissed
//! ```
//!
//! Every call and every hook goes through [`Pallet::transition`]. From `Applied` and `Dismissed` nothing leads on: an
//! offence is applied at most once, and one that was cancelled never.

use crate::{assessment::PerbillExt, types::*, *};
use frame_support::{ensure, traits::EnsureOrigin};
use palisade_primitives::{
	Backing, Conduct, ConductObserver, EpochClock, EpochIndex, OffenceId, StakeControl,
};
use sp_arithmetic::Perbill;
use sp_runtime::{traits::Convert, DispatchError, DispatchResult};

/// Why an offence comes to another stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
	/// Nobody objected.
	Unchallenged,
	/// A panel was drawn: the first or the second.
	Seated {
		/// Which.
		round: u8,
	},
	/// Governance has to decide.
	Referred,
	/// The time to commit is over.
	CommitOver,
	/// The panel has decided.
	Judged(Verdict),
	/// Governance has decided.
	Ruled(Verdict),
	/// An appeal has cancelled it.
	Appealed,
	/// Nobody has decided in time.
	Lapsed(Backing),
	/// Accounts were kept from judging for so many epochs of the window that runs.
	Interrupted(EpochIndex),
	/// It was held: the window that runs does not end before this epoch.
	Held {
		/// The epoch.
		until: EpochIndex,
	},
	/// The decision is carried out.
	Executed,
}

impl Cause {
	/// Who has decided, where this is a decision; and what.
	fn decision(self) -> Option<(Verdict, Authority)> {
		Some(match self {
			Self::Unchallenged => (Verdict::Uphold, Authority::Nobody),
			Self::Judged(verdict) => (verdict, Authority::Panel),
			Self::Ruled(verdict) => (verdict, Authority::Governance),
			Self::Appealed => (Verdict::Cancel, Authority::Appeal),
			Self::Lapsed(Backing::Proof) => (Verdict::Uphold, Authority::Lapse),
			Self::Lapsed(Backing::Allegation) => (Verdict::Cancel, Authority::Lapse),
			_ => return None,
		})
	}
}

impl Stage {
	fn of_verdict(verdict: Verdict) -> Self {
		match Verdict::of_part(verdict.part()) {
			Verdict::Uphold => Self::Upheld,
			Verdict::Reduce { to } => Self::Reduced { to },
			Verdict::Cancel => Self::Cancelled,
		}
	}

	/// The part of the penalty that is due, where it is decided.
	pub fn part(self) -> Option<Perbill> {
		Some(match self {
			Self::Upheld => Perbill::one(),
			Self::Reduced { to } | Self::Applied { part: to } => to,
			Self::Cancelled | Self::Dismissed => Perbill::zero(),
			Self::Reported | Self::Disputed { .. } => return None,
		})
	}
}

impl<T: Config> Pallet<T> {
	/// The epoch that runs.
	pub(crate) fn now() -> EpochIndex {
		T::Clock::current_epoch()
	}

	/// An offence, or the error that there is none.
	pub(crate) fn offence(id: OffenceId) -> Result<Offence<T::AccountId>, Error<T>> {
		Offences::<T>::get(id).ok_or(Error::UnknownOffence)
	}

	/// The one function that says which stage follows.
	pub(crate) fn next_stage(stage: Stage, cause: Cause) -> Result<Stage, Error<T>> {
		use Phase::{Committing, Governing, Revealing};
		use Stage::{Applied, Cancelled, Dismissed, Disputed, Reduced, Reported, Upheld};
		Ok(match (stage, cause) {
			(Reported, Cause::Unchallenged) => Upheld,
			(Reported, Cause::Seated { round: 1 }) => Disputed { round: 1, phase: Committing },
			(Disputed { round: 1, phase: Revealing }, Cause::Seated { round: 2 }) => {
				Disputed { round: 2, phase: Committing }
			},
			(Reported, Cause::Referred) => Disputed { round: 0, phase: Governing },
			(Disputed { round, phase: Revealing }, Cause::Referred) => {
				Disputed { round, phase: Governing }
			},
			(Disputed { round, phase: Committing }, Cause::CommitOver) => {
				Disputed { round, phase: Revealing }
			},
			(Disputed { phase: Revealing, .. }, Cause::Judged(verdict)) => {
				Stage::of_verdict(verdict)
			},
			(Reported | Disputed { .. }, Cause::Ruled(verdict)) => Stage::of_verdict(verdict),
			(Reported | Disputed { .. }, Cause::Lapsed(Backing::Proof)) => Upheld,
			(Reported | Disputed { .. }, Cause::Appealed | Cause::Lapsed(Backing::Allegation)) => {
				Cancelled
			},
			(Reported | Disputed { .. }, Cause::Interrupted(_))
			| (Reported | Disputed { phase: Committing | Revealing, .. }, Cause::Held { .. }) => stage,
			(Upheld, Cause::Executed) => Applied { part: Perbill::one() },
			(Reduced { to }, Cause::Executed) => Applied { part: to },
			(Cancelled, Cause::Executed) => Dismissed,
			_ => return Err(Error::TransitionNotPossible),
		})
	}

	/// Changes the stage of an offence, does what this brings with it, and stores it.
	pub(crate) fn transition(
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		cause: Cause,
	) -> DispatchResult {
		offence.stage = Self::next_stage(offence.stage, cause)?;
		match (&mut offence.stage, cause) {
			// Above an appeal.
			(_, Cause::Ruled(_)) => offence.most = Perbill::one(),
			(Stage::Applied { part }, _) => *part = offence.most.min(*part),
			_ => {},
		}
		let now = Self::now();
		if let Some((verdict, authority)) = cause.decision() {
			Self::deposit_event(Event::OffenceDecided { offence: id, verdict, authority });
			Self::settle_deposits(id, &mut offence, verdict, authority);
		}
		let due = match cause {
			Cause::Interrupted(epochs) => Self::make_good(id, &mut offence, epochs),
			Cause::Held { until } => Self::put_off(id, &mut offence, until),
			_ => {
				offence.since = now;
				// What comes late is not passed over.
				Self::enter(id, &mut offence).max(now)
			},
		};
		Self::reschedule(id, &mut offence, due);
		Offences::<T>::insert(id, offence);
		Ok(())
	}

	/// Does what coming to its stage brings with it. Returns when the offence goes on.
	fn enter(id: OffenceId, offence: &mut Offence<T::AccountId>) -> EpochIndex {
		let now = Self::now();
		let epoch = offence.epoch;
		let deadline = || Self::decision_deadline(epoch);
		match offence.stage {
			Stage::Reported => offence.due,
			Stage::Disputed { phase: Phase::Committing, .. } => {
				now.saturating_add(Self::windows().commit).min(deadline())
			},
			Stage::Disputed { phase: Phase::Revealing, .. } => {
				let due = now.saturating_add(Self::windows().reveal).min(deadline());
				Self::deposit_event(Event::RevealBegan { offence: id, due });
				due
			},
			Stage::Disputed { phase: Phase::Governing, .. } => {
				Panels::<T>::remove(id);
				let due = deadline();
				Self::deposit_event(Event::OffenceReferred { offence: id, due });
				due
			},
			// Carried out in the next step.
			Stage::Upheld | Stage::Reduced { .. } | Stage::Cancelled => now,
			Stage::Applied { part } => {
				Self::punish(id, offence, part);
				Panels::<T>::remove(id);
				Self::forgotten_in(offence)
			},
			Stage::Dismissed => {
				Self::acquit(id, offence);
				Panels::<T>::remove(id);
				Self::forgotten_in(offence)
			},
		}
	}

	/// Notes in the dossier and in the staking pallet that an offence is decided.
	fn close(offence: &Offence<T::AccountId>, dossier: &mut Dossier) {
		if offence.backing == Backing::Allegation {
			dossier.alleged_open = dossier.alleged_open.saturating_sub(1);
		}
		let closed = T::Stake::close_case(&offence.validator, offence.epoch, offence.backing);
		if let Err(error) = closed {
			log::error!(target: LOG_TARGET, "a case of {:?}: {error:?}", offence.validator);
		}
	}

	/// Applies a penalty.
	fn punish(id: OffenceId, offence: &mut Offence<T::AccountId>, part: Perbill) {
		let validator = offence.validator.clone();
		let penalty = T::Penalties::convert(offence.kind);
		let mut dossier = Dossiers::<T>::get(&validator).unwrap_or_default();
		offence.fraction = part.saturating_mul_perbill(Self::assess(offence, &dossier));
		Self::note_equivocation(id, offence);
		Self::note_conviction(offence, &mut dossier);
		// The slash comes before the case is closed, which is what holds the exits.
		Self::slash(id, offence);
		Self::close(offence, &mut dossier);
		Self::sentence(&validator, offence, &mut dossier, penalty.sentence);
		Self::store_dossier(&validator, dossier);
		let conduct = Conduct::Offended { kind: offence.kind, signal: penalty.signal };
		T::ConductObserver::observe(&validator, offence.epoch, conduct);
		Self::deposit_event(Event::PenaltyApplied {
			offence: id,
			validator,
			kind: offence.kind,
			epoch: offence.epoch,
			fraction: offence.fraction,
			amount: offence.slashed,
		});
		Self::remember(id, offence, part);
		Self::review_others(id, offence);
	}

	/// Slashes what is due for an offence, and rewards its reporter.
	pub(crate) fn slash(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		match T::Stake::slash(&offence.validator, offence.epoch, offence.fraction) {
			Ok(loss) => Self::distribute_loss(id, offence, loss),
			Err(reason) => Self::deposit_event(Event::SlashFailed { offence: id, reason }),
		}
	}

	/// Drops an accusation, and restores what it has changed.
	fn acquit(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		let validator = offence.validator.clone();
		let mut dossier = Dossiers::<T>::get(&validator).unwrap_or_default();
		Self::close(offence, &mut dossier);
		Self::lift_jail(id, offence, &mut dossier);
		Self::store_dossier(&validator, dossier);
		Self::deposit_event(Event::OffenceDismissed { offence: id, validator });
		Self::remember(id, offence, Perbill::zero());
	}

	/// Keeps a decision for those who look at the history.
	fn remember(id: OffenceId, offence: &mut Offence<T::AccountId>, part: Perbill) {
		let decision = Decision {
			offence: id,
			validator: offence.validator.clone(),
			kind: offence.kind,
			epoch: offence.epoch,
			decided: Self::now(),
			part,
			fraction: offence.fraction,
			amount: offence.slashed,
		};
		History::<T>::mutate(&offence.validator, |history| {
			if history.is_full() {
				history.remove(0);
			}
			// There is room now.
			let _ = history.try_push(decision.clone());
		});
		let number = NextDecision::<T>::mutate(|next| {
			let number = *next;
			*next = number.wrapping_add(1);
			number
		});
		offence.decision = number;
		Recent::<T>::insert(Self::place_of(number), decision);
	}

	/// Where the decision with a number is among the last ones.
	pub(crate) fn place_of(number: u32) -> u32 {
		number.checked_rem(RECENT).unwrap_or_default()
	}

	/// Stores a dossier, or removes it where there is nothing in it.
	pub(crate) fn store_dossier(validator: &T::AccountId, dossier: Dossier) {
		if dossier == Dossier::default() {
			Dossiers::<T>::remove(validator);
		} else {
			Dossiers::<T>::insert(validator, dossier);
		}
	}

	/// Whether an origin is that of an appeal, and not that of governance.
	pub(crate) fn ensure_governance_or_appeal(
		origin: T::RuntimeOrigin,
	) -> Result<bool, DispatchError> {
		match T::GovernanceOrigin::try_origin(origin) {
			Ok(_) => Ok(false),
			Err(origin) => T::AppealOrigin::ensure_origin(origin).map(|_| true).map_err(Into::into),
		}
	}

	pub(crate) fn do_rule(id: OffenceId, verdict: Verdict, is_appeal: bool) -> DispatchResult {
		let offence = Self::offence(id)?;
		ensure!(offence.stage.is_open(), Error::<T>::AlreadyDecided);
		Self::ensure_verdict(verdict)?;
		match is_appeal {
			true => Self::appeal(id, offence, verdict),
			false => Self::transition(id, offence, Cause::Ruled(verdict)),
		}
	}

	/// Eases an offence. Window and panel go on where the penalty is only reduced: the accused may still be
	/// found not guilty.
	fn appeal(
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		verdict: Verdict,
	) -> DispatchResult {
		match (verdict, offence.backing) {
			(Verdict::Cancel, _) => Self::transition(id, offence, Cause::Appealed),
			(Verdict::Reduce { to }, Backing::Proof) => {
				ensure!(to < offence.most, Error::<T>::AlreadyEased);
				offence.most = to;
				Offences::<T>::insert(id, offence);
				Self::deposit_event(Event::PenaltyEased { offence: id, to });
				Ok(())
			},
			// Silence makes an allegation fall.
			_ => Err(Error::<T>::AppealCannotConvict.into()),
		}
	}

	/// A reduction must be one.
	pub(crate) fn ensure_verdict(verdict: Verdict) -> Result<(), DispatchError> {
		ensure!(Verdict::of_part(verdict.part()) == verdict, Error::<T>::NotAReduction);
		Ok(())
	}
}
