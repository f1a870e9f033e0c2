//! The stages of an offence, and the effects of each transition.
//!
//! ```text
//!   Reported ─→ Upheld                              proven, and not disputed within the window
//!   Reported ─→ Disputed{1, Committing}             alleged or disputed: a panel was drawn
//!   Reported ─→ Disputed{0, Governing}              alleged or disputed, but too few eligible
//!                                                   validators or too little time for a panel
//!   Disputed{n, Committing} ─→ Disputed{n, Revealing}
//!   Disputed{n, Revealing} ─→ Upheld, Reduced, Cancelled     by the ballots
//!   Disputed{1, Revealing} ─→ Disputed{2, Committing}        no quorum, or withheld ballots
//!                                                   that could change the verdict
//!   Disputed{n, Revealing} ─→ Disputed{n, Governing}         the same, and no second panel
//!   Reported, Disputed ─→ Upheld, Reduced, Cancelled         governance rules
//!   Reported, Disputed ─→ Cancelled                 by an appeal
//!   Reported ─→ Cancelled                           the reporter withdraws its allegation, before
//!                                                   the last epoch of the dispute window and of the
//!                                                   report window
//!   Reported, Disputed ─→ Upheld, Cancelled         decision deadline: a proven offence is
//!                                                   upheld, an alleged one cancelled
//!   Reported, Disputed ─→ unchanged                 judging interrupted: the window ends later
//!   Reported, Disputed{n, Committing or Revealing} ─→ unchanged   held: the window ends later
//!   Upheld, Reduced ─→ Applied
//!   Cancelled ─→ Dismissed
//! ```
//!
//! Every change of stage goes through [`Pallet::transition`]. `Applied` and `Dismissed` are final:
//! an offence is applied at most once, and a cancelled offence never. An offence is held at most
//! once.
//!
//! The only code that writes [`Offences`] and [`ValidatorRecords`].

use crate::{assessment::PerbillExt, types::*, *};
use frame_support::{ensure, traits::EnsureOrigin};
use palisade_primitives::{
	Basis, Conduct, ConductObserver, EpochClock, EpochIndex, OffenceId, SlashControl, Subject,
};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

/// The cause of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
	/// The accused did not dispute a proven offence within the window.
	Unchallenged,
	/// A panel was drawn.
	Seated {
		/// The number of the panel: 1 or 2.
		round: u8,
	},
	/// Governance has to rule.
	Referred,
	/// The commit window ended.
	CommitOver,
	/// The panel reached a verdict.
	Judged(Verdict),
	/// Governance ruled.
	Ruled(Verdict),
	/// An appeal cancelled the offence.
	Appealed,
	/// The reporter withdrew its allegation.
	Withdrawn,
	/// The decision deadline passed without a decision.
	Lapsed(Basis),
	/// Judging was interrupted for this many epochs of the current window.
	Interrupted(EpochIndex),
	/// The offence was held: the current window does not end before `until`.
	Held {
		/// The epoch.
		until: EpochIndex,
	},
	/// The decision is executed.
	Executed,
}

impl Cause {
	/// Returns the verdict and its authority if the cause is a decision.
	fn decision(self) -> Option<(Verdict, Authority)> {
		Some(match self {
			Self::Unchallenged => (Verdict::Uphold, Authority::Unchallenged),
			Self::Judged(verdict) => (verdict, Authority::Panel),
			Self::Ruled(verdict) => (verdict, Authority::Governance),
			Self::Appealed => (Verdict::Cancel, Authority::Appeal),
			Self::Withdrawn => (Verdict::Cancel, Authority::Reporter),
			Self::Lapsed(Basis::Proven) => (Verdict::Uphold, Authority::Timeout),
			Self::Lapsed(Basis::Alleged) => (Verdict::Cancel, Authority::Timeout),
			_ => return None,
		})
	}
}

impl Stage {
	fn of_verdict(verdict: Verdict) -> Self {
		match verdict {
			Verdict::Uphold => Self::Upheld,
			Verdict::Reduce { to, .. } => Self::Reduced { to },
			Verdict::Cancel => Self::Cancelled,
		}
	}

	/// Returns the part of the penalty that is due, or `None` while the offence is undecided.
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
	/// Returns the current epoch.
	pub(crate) fn now() -> EpochIndex {
		T::Clock::current_epoch()
	}

	/// Returns what was read of a record. Fails with [`Error::RecordCorrupt`] if nothing was read
	/// although the record is stored: it cannot be decoded.
	pub(crate) fn decoded<Record>(
		read: Option<Record>,
		is_stored: impl FnOnce() -> bool,
	) -> Result<Option<Record>, Error<T>> {
		ensure!(read.is_some() || !is_stored(), Error::RecordCorrupt);
		Ok(read)
	}

	/// Returns an offence, or `None` if it is not stored. Fails with [`Error::RecordCorrupt`].
	pub(crate) fn stored_offence(id: OffenceId) -> Result<Option<Offence<T::AccountId>>, Error<T>> {
		Self::decoded(Offences::<T>::get(id), || Offences::<T>::contains_key(id))
	}

	/// Returns a stored offence. Fails with [`Error::UnknownOffence`] or [`Error::RecordCorrupt`].
	pub(crate) fn offence(id: OffenceId) -> Result<Offence<T::AccountId>, Error<T>> {
		Self::stored_offence(id)?.ok_or(Error::UnknownOffence)
	}

	/// Stores an offence.
	pub(crate) fn store_offence(id: OffenceId, offence: Offence<T::AccountId>) {
		Offences::<T>::insert(id, offence);
	}

	/// Removes an offence.
	pub(crate) fn remove_offence(id: OffenceId) {
		Offences::<T>::remove(id);
	}

	/// Remits the jail term of an offence.
	pub(crate) fn remit_jail(id: OffenceId) {
		let Some(mut offence) = Offences::<T>::get(id) else {
			log::error!(target: LOG_TARGET, "{id:?} cannot be decoded");
			return;
		};
		offence.jailed_until = 0;
		Self::store_offence(id, offence);
	}

	/// Returns the next stage. Fails with [`Error::InvalidTransition`]. This is the only definition
	/// of the transitions.
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
			(Reported, Cause::Withdrawn) => Cancelled,
			(Reported | Disputed { .. }, Cause::Lapsed(Basis::Proven)) => Upheld,
			(Reported | Disputed { .. }, Cause::Appealed | Cause::Lapsed(Basis::Alleged)) => {
				Cancelled
			},
			(Reported | Disputed { .. }, Cause::Interrupted(_))
			| (Reported | Disputed { phase: Committing | Revealing, .. }, Cause::Held { .. }) => stage,
			(Upheld, Cause::Executed) => Applied { part: Perbill::one() },
			(Reduced { to }, Cause::Executed) => Applied { part: to },
			(Cancelled, Cause::Executed) => Dismissed,
			_ => return Err(Error::InvalidTransition),
		})
	}

	/// Moves an offence to its next stage, applies the effects of the transition, and stores it.
	pub(crate) fn transition(
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		cause: Cause,
	) -> DispatchResult {
		offence.stage = Self::next_stage(offence.stage, cause)?;
		match (&mut offence.stage, cause) {
			// Governance overrides an appeal.
			(_, Cause::Ruled(_)) => {
				(offence.most, offence.sentence) = (Perbill::one(), offence.penalty.sentence);
			},
			(Stage::Applied { part }, _) => *part = offence.most.min(*part),
			_ => {},
		}
		let now = Self::now();
		if let Some((verdict, authority)) = cause.decision() {
			offence.sentence = offence.sentence.min(verdict.sentence());
			Self::deposit_event(Event::OffenceDecided { offence: id, verdict, authority });
			Self::settle_deposits(id, &mut offence, verdict, authority);
			Self::forget_allegation(id, &offence);
			Self::note_decision(&offence);
		}
		let due = match cause {
			Cause::Interrupted(epochs) => Self::make_good(id, &mut offence, epochs),
			Cause::Held { until } => Self::put_off(id, &mut offence, until),
			_ => {
				offence.since = now;
				// Never in the past: the hook would skip it.
				Self::enter(id, &mut offence).max(now)
			},
		};
		Self::reschedule(id, &mut offence, due);
		Self::store_offence(id, offence);
		Ok(())
	}

	/// Applies the effects of entering the stage. Returns the epoch in which the offence is due
	/// next.
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
				Self::dismiss_panel(id);
				let due = deadline();
				Self::deposit_event(Event::OffenceEscalated { offence: id, due });
				due
			},
			// Executed in the next step.
			Stage::Upheld | Stage::Reduced { .. } | Stage::Cancelled => now,
			Stage::Applied { part } => {
				Self::punish(id, offence, part);
				Self::dismiss_panel(id);
				Self::forgotten_in(offence)
			},
			Stage::Dismissed => {
				Self::acquit(id, offence);
				Self::dismiss_panel(id);
				Self::forgotten_in(offence)
			},
		}
	}

	/// Records in the validator's record whether the decision speaks against it. A proven offence
	/// did so before, and an allegation did not.
	fn note_decision(offence: &Offence<T::AccountId>) {
		let is_more = match (offence.basis, offence.stage) {
			(Basis::Proven, Stage::Cancelled) => false,
			(Basis::Alleged, Stage::Upheld | Stage::Reduced { .. }) => true,
			_ => return,
		};
		let mut record = ValidatorRecords::<T>::get(&offence.validator).unwrap_or_default();
		record.incriminating = match is_more {
			true => record.incriminating.saturating_add(1),
			false => record.incriminating.saturating_sub(1),
		};
		Self::store_record(&offence.validator, record);
	}

	/// Records in the validator's record and in the staking pallet that an offence is closed.
	fn close(offence: &Offence<T::AccountId>, record: &mut ValidatorRecord) {
		let open = match offence.basis {
			Basis::Proven => &mut record.proven_open,
			Basis::Alleged => &mut record.alleged_open,
		};
		*open = open.saturating_sub(1);
		if !offence.withdrawn {
			Self::forget_report(offence);
		}
		if matches!(offence.stage, Stage::Applied { .. }) {
			// On record as a conviction from now on.
			record.incriminating = record.incriminating.saturating_sub(1);
		}
		let closed = T::Stake::close_case(&offence.validator, offence.epoch, offence.basis);
		if let Err(error) = closed {
			log::error!(target: LOG_TARGET, "a case of {:?}: {error:?}", offence.validator);
		}
	}

	/// Applies a penalty.
	fn punish(id: OffenceId, offence: &mut Offence<T::AccountId>, part: Perbill) {
		let validator = offence.validator.clone();
		let mut record = ValidatorRecords::<T>::get(&validator).unwrap_or_default();
		offence.fraction = part.saturating_mul_perbill(Self::assess(offence, &record));
		Self::note_equivocation(id, offence);
		let is_first = Self::note_conviction(offence, &mut record);
		// The slash precedes closing the case, which releases the held exits.
		Self::charge(id, offence, &mut record);
		Self::collect_owed(id, offence);
		Self::close(offence, &mut record);
		Self::carry_out_sentence(id, offence, &mut record);
		Self::store_record(&validator, record);
		// Further proofs of one epoch say nothing new.
		if is_first || offence.basis == Basis::Alleged {
			let conduct = Conduct::Offended { kind: offence.kind, signal: offence.penalty.signal };
			T::ConductObserver::observe(Subject::Validator(&validator), offence.epoch, conduct);
		}
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

	/// Slashes up to a cumulative `fraction` of the exposure in the offence's epoch, and
	/// distributes the loss. Returns whether the staking pallet carried it out.
	pub(crate) fn slash(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		fraction: Perbill,
	) -> bool {
		match T::Stake::slash(&offence.validator, offence.epoch, fraction) {
			Ok(loss) => {
				Self::distribute_loss(id, offence, loss);
				true
			},
			Err(reason) => {
				Self::deposit_event(Event::SlashFailed { offence: id, reason });
				false
			},
		}
	}

	/// Dismisses an offence and reverses its jailing.
	fn acquit(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		let validator = offence.validator.clone();
		let mut record = ValidatorRecords::<T>::get(&validator).unwrap_or_default();
		Self::close(offence, &mut record);
		Self::ease_jail(id, offence, &mut record, None);
		Self::store_record(&validator, record);
		Self::deposit_event(Event::OffenceDismissed { offence: id, validator });
		// A withdrawal decides nothing that the next report could not: it fills no history.
		if !offence.withdrawn {
			Self::remember(id, offence, Perbill::zero());
		}
	}

	/// Returns the record of a validator. Fails with [`Error::RecordCorrupt`] if the stored
	/// one cannot be decoded.
	pub(crate) fn record_of(validator: &T::AccountId) -> Result<ValidatorRecord, Error<T>> {
		match ValidatorRecords::<T>::get(validator) {
			Some(record) => Ok(record),
			None if ValidatorRecords::<T>::contains_key(validator) => Err(Error::RecordCorrupt),
			None => Ok(ValidatorRecord::default()),
		}
	}

	/// Stores a record, or removes an empty one. Leaves what cannot be decoded as it is, for
	/// governance to repair: an empty record would lift jails and bans, and forget convictions.
	pub(crate) fn store_record(validator: &T::AccountId, record: ValidatorRecord) {
		if Self::record_of(validator).is_err() {
			log::error!(target: LOG_TARGET, "the record of {validator:?} cannot be decoded");
			Self::deposit_event(Event::RecordKept { validator: validator.clone() });
			return;
		}
		if record == ValidatorRecord::default() {
			ValidatorRecords::<T>::remove(validator);
		} else {
			ValidatorRecords::<T>::insert(validator, record);
		}
	}

	/// Returns whether the origin is an appeal. Governance takes precedence; other origins fail.
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
		Self::ensure_verdict(verdict, &offence)?;
		match is_appeal {
			true => Self::appeal(id, offence, verdict),
			false => Self::transition(id, offence, Cause::Ruled(verdict)),
		}
	}

	/// Applies an appeal. A reduction leaves the window and the panel running, because the accused
	/// can still be acquitted.
	fn appeal(
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		verdict: Verdict,
	) -> DispatchResult {
		match (verdict, offence.basis) {
			(Verdict::Cancel, _) => Self::transition(id, offence, Cause::Appealed),
			(Verdict::Reduce { to, sentence }, Basis::Proven) => {
				let is_lighter = to < offence.most || sentence < offence.sentence;
				ensure!(is_lighter, Error::<T>::AlreadyEased);
				let (to, sentence) = (to.min(offence.most), sentence.min(offence.sentence));
				(offence.most, offence.sentence) = (to, sentence);
				Self::store_offence(id, offence);
				Self::deposit_event(Event::PenaltyEased { offence: id, to, sentence });
				Ok(())
			},
			// Upholding convicts. So does reducing an allegation, which lapses without a decision.
			_ => Err(Error::<T>::AppealCannotConvict.into()),
		}
	}

	/// Fails with [`Error::NotAReduction`] if a reduction leaves nothing, or all of the penalty.
	pub(crate) fn ensure_verdict(
		verdict: Verdict,
		offence: &Offence<T::AccountId>,
	) -> Result<(), DispatchError> {
		let full = offence.penalty.sentence;
		let normal = Verdict::of(verdict.part(), verdict.sentence(), full);
		ensure!(normal == verdict, Error::<T>::NotAReduction);
		Ok(())
	}
}
