//! The schedule: services due offences in a bounded number of steps per block.
//!
//! The only code that writes [`Schedule`] and [`NextDue`].

use crate::{offence::Cause, types::*, *};
use frame_support::{dispatch::DispatchClass, traits::Get, weights::Weight};
use palisade_primitives::{Basis, EpochIndex, OffenceId, OffenceKind};
use sp_runtime::DispatchResult;

/// The weight registered with the block in the mandatory class, for example by those who act on a
/// slash.
fn registered<T: Config>() -> Weight {
	*frame_system::Pallet::<T>::block_weight().get(DispatchClass::Mandatory)
}

/// The remaining budget of a block.
struct Budget {
	steps: u32,
	spent: Weight,
	limit: Weight,
	/// The weight registered with the block before the first step.
	registered: Weight,
}

impl Budget {
	/// Returns whether another step can begin.
	fn is_left<T: Config>(&self) -> bool {
		let registered = registered::<T>().saturating_sub(self.registered);
		self.steps > 0 && self.spent.saturating_add(registered).all_lte(self.limit)
	}

	/// Returns how many steps of this weight can begin.
	fn steps_of(&self, weight: Weight) -> u32 {
		let left = self.limit.saturating_sub(self.spent);
		let most = left.checked_div_per_component(&weight).unwrap_or(u64::MAX);
		self.steps.min(u32::try_from(most).unwrap_or(u32::MAX).saturating_add(1))
	}

	fn spend(&mut self, steps: u32, weight: Weight) {
		self.steps = self.steps.saturating_sub(steps);
		self.spent = self.spent.saturating_add(weight);
	}
}

impl<T: Config> Pallet<T> {
	/// Adds a new offence to the schedule.
	pub(crate) fn schedule(id: OffenceId, due: (Basis, EpochIndex)) {
		let (basis, _) = due;
		if !NextDue::<T>::contains_key(basis) {
			NextDue::<T>::insert(basis, Self::now());
		}
		Schedule::<T>::insert(due, id, ());
	}

	/// Moves an offence to another epoch of the schedule.
	pub(crate) fn reschedule(id: OffenceId, offence: &mut Offence<T::AccountId>, due: EpochIndex) {
		if offence.due != due {
			Schedule::<T>::remove((offence.basis, offence.due), id);
		}
		Schedule::<T>::insert((offence.basis, due), id, ());
		offence.due = due;
	}

	/// Services everything that is due: counts the blocks of the last set, reports validators found
	/// down, then services proven offences, then alleged ones, then reassesses penalties. Returns
	/// the weight.
	pub(crate) fn service_schedule() -> Weight {
		let mut budget = Budget {
			steps: T::MaxSteps::get(),
			spent: T::WeightInfo::nothing_due(),
			limit: T::MaxStepsWeight::get(),
			registered: registered::<T>(),
		};
		// At most half: a large set does not keep offences waiting.
		let counting = Self::count_within(budget.limit.saturating_div(2));
		budget.spend(0, counting);
		let each = T::WeightInfo::report_down(T::MaxActiveValidators::get());
		let found = Self::report_found(budget.steps_of(each));
		budget.spend(found, each.saturating_mul(found.into()));

		let now = Self::now();
		for basis in [Basis::Proven, Basis::Alleged] {
			let Some(mut next) = NextDue::<T>::get(basis) else { continue };
			while budget.is_left::<T>() {
				if let Some(id) = Schedule::<T>::iter_key_prefix((basis, next)).next() {
					budget.spend(1, Self::service_offence((basis, next), id, now));
				} else if next < now {
					next = next.saturating_add(1);
					NextDue::<T>::insert(basis, next);
					budget.spend(1, T::DbWeight::get().reads_writes(1, 1));
				} else {
					break;
				}
			}
		}

		while budget.is_left::<T>() && Reviews::<T>::exists() {
			let looked_at = Self::review_next().map_or(0, Self::correlated_count);
			budget.spend(1, T::WeightInfo::review(looked_at));
		}
		budget.spent
	}

	/// Services a due offence. Returns the weight.
	pub(crate) fn service_offence(
		due: (Basis, EpochIndex),
		id: OffenceId,
		now: EpochIndex,
	) -> Weight {
		let Some(mut offence) = Offences::<T>::get(id) else {
			log::error!(target: LOG_TARGET, "{id:?} is due, and not there");
			Schedule::<T>::remove(due, id);
			if Offences::<T>::contains_key(id) {
				// It cannot be decoded. It is serviced once it is repaired.
				Schedule::<T>::insert((due.0, now.saturating_add(1)), id, ());
			}
			return T::WeightInfo::end_window();
		};
		if offence.due > due.1 {
			// It was repaired and rescheduled since it could not be decoded.
			Schedule::<T>::remove(due, id);
			return T::WeightInfo::end_window();
		}
		// Unless the offence could not be decoded when it was due.
		offence.due = due.1;
		let is_contested = offence.basis == Basis::Alleged || offence.bond.is_some();
		let is_open = offence.stage.is_open();
		let is_late = is_open && Self::is_late(&offence);
		let interrupted = if is_open { Self::interruption_of(&offence) } else { 0 };
		let (weight, done) = match offence.stage {
			// Revealed ballots count even at the decision deadline.
			Stage::Disputed { phase: Phase::Revealing, round } if is_late => {
				Self::count_ballots(id, offence, round)
			},
			Stage::Reported | Stage::Disputed { .. } if is_late => Self::lapse(id, offence),
			Stage::Reported | Stage::Disputed { .. } if interrupted > 0 => {
				let done = Self::transition(id, offence, Cause::Interrupted(interrupted));
				(T::WeightInfo::end_window(), done)
			},
			Stage::Reported if is_contested => Self::seat_panel(id, offence, 1),
			Stage::Reported => {
				let done = Self::transition(id, offence, Cause::Unchallenged);
				(T::WeightInfo::end_window(), done)
			},
			Stage::Disputed { phase: Phase::Committing, .. } => {
				let done = Self::transition(id, offence, Cause::CommitOver);
				(T::WeightInfo::end_window(), done)
			},
			Stage::Disputed { phase: Phase::Revealing, round } => {
				Self::count_ballots(id, offence, round)
			},
			// The decision deadline has moved.
			Stage::Disputed { phase: Phase::Governing, .. } => {
				let mut offence = offence;
				let deadline = Self::decision_deadline(offence.epoch);
				Self::reschedule(id, &mut offence, deadline);
				Self::store_offence(id, offence);
				(T::WeightInfo::end_window(), Ok(()))
			},
			Stage::Upheld | Stage::Reduced { .. } | Stage::Cancelled => Self::execute(id, offence),
			Stage::Applied { .. } | Stage::Dismissed => {
				Self::review_or_forget(due, id, offence, now)
			},
		};
		if let Err(error) = done {
			// Unreachable: every transition above is valid. Unschedule the offence so that it is
			// not retried forever.
			log::error!(target: LOG_TARGET, "{id:?} does not go on: {error:?}");
			Schedule::<T>::remove(due, id);
		}
		weight
	}

	/// Executes the decision on an offence. It waits until the earlier offences of its fault are
	/// decided, a proven one until the proven ones are, and is executed after them.
	fn execute(id: OffenceId, offence: Offence<T::AccountId>) -> (Weight, DispatchResult) {
		let is_guilty = offence.stage.part().is_some_and(|part| !part.is_zero());
		let mut first = (id, offence.clone());
		while let Some(earlier) = is_guilty.then(|| Self::earlier_of_fault(&first.1)).flatten() {
			let (other, now) = (earlier.1.due, Self::now());
			if earlier.1.stage.is_open() && other <= now {
				let due = (earlier.1.basis, other);
				return (Self::service_offence(due, earlier.0, now), Ok(()));
			}
			if earlier.1.stage.is_open() {
				// Not later than the decision deadline of the earlier epoch.
				let due = Self::due_of(&earlier.1).max(now.saturating_add(1));
				let mut offence = offence;
				Self::reschedule(id, &mut offence, due);
				Self::store_offence(id, offence);
				return (T::WeightInfo::forget(), Ok(()));
			}
			first = earlier;
		}
		let (first, offence) = first;
		Self::execute_now(first, offence)
	}

	/// Executes the decision on an offence, whatever else is undecided.
	fn execute_now(id: OffenceId, offence: Offence<T::AccountId>) -> (Weight, DispatchResult) {
		let looked_at = match offence.kind {
			OffenceKind::DoubleSign => Self::correlated_count(offence.epoch),
			_ => 0,
		};
		// The panel may be paid, as when ballots are counted.
		let panel = Panels::<T>::decode_len(id)
			.map_or(Weight::zero(), |members| T::WeightInfo::count_ballots(count(members)));
		let done = Self::transition(id, offence, Cause::Executed);
		(T::WeightInfo::apply(looked_at).saturating_add(panel), done)
	}

	/// Removes an executed offence if its time is over, and assesses it again otherwise.
	fn review_or_forget(
		due: (Basis, EpochIndex),
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		now: EpochIndex,
	) -> (Weight, DispatchResult) {
		let forgotten = Self::forgotten_in(&offence);
		if now >= forgotten {
			Self::forget(due, id, &offence);
			return (T::WeightInfo::forget(), Ok(()));
		}
		let looked_at = Self::correlated_count(offence.epoch);
		Self::reassess(id, &mut offence);
		Self::reschedule(id, &mut offence, forgotten);
		Self::store_offence(id, offence);
		(T::WeightInfo::review(looked_at), Ok(()))
	}

	/// Returns whether an offence has reached its decision deadline.
	pub(crate) fn is_late(offence: &Offence<T::AccountId>) -> bool {
		Self::now() >= Self::decision_deadline(offence.epoch)
	}

	/// Decides an offence that has reached its decision deadline.
	pub(crate) fn lapse(id: OffenceId, offence: Offence<T::AccountId>) -> (Weight, DispatchResult) {
		let basis = offence.basis;
		// At most the weight of counting a panel's ballots, which settles deposits as well.
		let weight = T::WeightInfo::count_ballots(MAX_PANEL);
		(weight, Self::transition(id, offence, Cause::Lapsed(basis)))
	}

	/// Removes a forgotten offence.
	pub(crate) fn forget(due: (Basis, EpochIndex), id: OffenceId, offence: &Offence<T::AccountId>) {
		Schedule::<T>::remove(due, id);
		Self::remove_offence(id);
		Self::forget_evidence(id);
		if offence.kind == OffenceKind::DoubleSign {
			Self::forget_equivocations(offence.epoch);
		}
		let validator = &offence.validator;
		let mut record = ValidatorRecords::<T>::get(validator).unwrap_or_default();
		record.offences.retain(|other| *other != id);
		if let Some(jail) = record.jail.as_mut() {
			jail.at_least = jail.at_least.max(offence.jailed_until);
		}
		if offence.basis == Basis::Alleged {
			record.alleged = record.alleged.saturating_sub(1);
			if offence.doublings > 0 {
				record.alleged_at_a_price = record.alleged_at_a_price.saturating_sub(1);
			}
			if offence.withdrawn {
				Self::forget_report(offence);
			}
		}
		Self::store_record(validator, record);
	}
}
