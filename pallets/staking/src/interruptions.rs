//! Extension of the staking periods by interruptions of judging and of finality.
//!
//! A brake of the chain is safe mode, a pause of single calls, or a migration over several blocks.
//! While a brake refuses a call of [`Duty::Judging`](palisade_primitives::Duty::Judging), offences
//! cannot be reported, disputed or judged in time, and the pallet that judges moves its deadlines.
//! While finality stands still, the last set that can finalize can still commit offences. For a
//! delayed judgement to reach the same stake, each period that begins with an epoch `e` is extended
//! by
//!
//! ```text
//! m(e, now) = min(epochs from e on and before now that count for no liability, 28)
//! ```
//!
//! | period | begins with | ends when `now` is |
//! |---|---|---|
//! | reports | the offence | later than `e + ReportEpochs + m` |
//! | redelegation | the exit | `e + RedelegationEpochs + m` |
//! | bonding | the exit | `e + BondingEpochs + m` |
//! | exits held by an open case | the exit | `e + BondingEpochs + CaseSlackEpochs + m` |
//! | stored records | the offence | later than `e + BondingEpochs + CaseSlackEpochs + m` |
//!
//! The stored records are exposures, cases and slashes.
//!
//! # Invariants
//!
//! Let `f(e) = e + m(e, now)`. From an epoch to the next `m` falls by at most one, so `f` never
//! falls as `e` rises: exits mature in the order of their epochs, and exposures are pruned in the
//! order of their epochs. As `now` rises by one, `m` rises by at most one, so a mature exit stays
//! mature.
//!
//! An offence of epoch `o` reaches the exits of `o − 1` and later. All of these exits are mature
//! only when `now ≥ f(o − 1) + BondingEpochs ≥ f(o) − 1 + BondingEpochs`. Therefore, with
//! or without brakes:
//!
//! - while the offence can be reported, none of these exits can be withdrawn or arrive at another
//!   validator, because `ReportEpochs + 1` is less than both periods;
//! - while an open case awaits its decision, its exits are held and its exposure and earlier
//!   slashes are stored. That lasts until `o + BondingEpochs + CaseSlackEpochs − 2 + m(o)` at the
//!   latest.
//!
//! An interruption of more than 28 epochs extends nothing further, because the stored records must
//! be bounded.

use crate::{types::Validator, *};
use frame_support::traits::Get;
use palisade_primitives::{
	first_epoch, moved_deadline, EpochIndex, Interruptions, MAX_INTERRUPTED_EPOCHS,
};

impl<T: Config> Pallet<T> {
	/// The extension of a period that began with `epoch`, as known in `now`. Epochs.
	pub(crate) fn longer_by(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		if epoch >= now {
			return 0;
		}
		T::Interruptions::liability(epoch, now).min(MAX_INTERRUPTED_EPOCHS)
	}

	/// Whether `epochs`, extended by interruptions, have passed from `epoch` to `now`.
	pub(crate) fn have_passed(epochs: u32, epoch: EpochIndex, now: EpochIndex) -> bool {
		let passed = now.saturating_sub(epoch);
		// Most periods are not over, and then no storage is read.
		passed >= epochs && passed >= epochs.saturating_add(Self::longer_by(epoch, now))
	}

	/// Whether exits of `epoch` can be withdrawn, unless held by a case.
	pub(crate) fn is_mature(epoch: EpochIndex, now: EpochIndex) -> bool {
		Self::have_passed(T::BondingEpochs::get(), epoch, now)
	}

	/// Whether redelegations of `epoch` can be completed, unless held by a case.
	pub(crate) fn can_arrive(epoch: EpochIndex, now: EpochIndex) -> bool {
		Self::have_passed(T::RedelegationEpochs::get(), epoch, now)
	}

	/// The first epoch by which `epochs` have passed from `epoch`, as known in `now`. Interruptions
	/// after that epoch do not move it.
	fn passed_from(epochs: u32, epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		let first = epoch.saturating_add(epochs);
		let latest = first.saturating_add(MAX_INTERRUPTED_EPOCHS);
		moved_deadline(first, latest, |until| Self::longer_by(epoch, until.min(now)))
	}

	/// The first epoch in which exits of `epoch` can be withdrawn, as known in `now`.
	pub(crate) fn withdrawable_from(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		Self::passed_from(T::BondingEpochs::get(), epoch, now)
	}

	/// The first epoch in which redelegations of `epoch` can be completed, as known in `now`.
	pub(crate) fn arrives_from(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		Self::passed_from(T::RedelegationEpochs::get(), epoch, now)
	}

	/// Whether an offence of `epoch` can be reported in `now`.
	pub(crate) fn is_reportable(epoch: EpochIndex, now: EpochIndex) -> bool {
		let reported = T::ReportEpochs::get().saturating_add(1);
		epoch <= now && !Self::have_passed(reported, epoch, now)
	}

	/// Epochs for which an exit can still be slashed, without interruptions.
	pub(crate) fn liable_epochs() -> EpochIndex {
		T::BondingEpochs::get().saturating_add(T::CaseSlackEpochs::get())
	}

	/// Whether stake can still be slashed for `epoch`, which must not be in the future.
	pub(crate) fn is_liable_for(epoch: EpochIndex, now: EpochIndex) -> bool {
		!Self::have_passed(Self::liable_epochs().saturating_add(1), epoch, now)
	}

	/// Whether the validator has an open case whose epoch can still be slashed.
	pub(crate) fn has_liable_case(record: &Validator, now: EpochIndex) -> bool {
		record.cases.last().is_some_and(|latest| Self::is_liable_for(*latest, now))
	}

	/// The earliest epoch for which stake can still be slashed.
	pub(crate) fn first_liable(now: EpochIndex) -> EpochIndex {
		Self::first_not_passed(Self::liable_epochs().saturating_add(1), now)
	}

	/// The earliest epoch whose exits are not mature.
	pub(crate) fn first_immature(now: EpochIndex) -> EpochIndex {
		Self::first_not_passed(T::BondingEpochs::get(), now)
	}

	/// The earliest epoch from which fewer than `epochs` have passed to `now`. Found by bisection,
	/// because `f` never falls; without interruptions a single epoch is examined.
	pub(crate) fn first_not_passed(epochs: u32, now: EpochIndex) -> EpochIndex {
		let is_running = |epoch| !Self::have_passed(epochs, epoch, now);
		// The answer without interruptions.
		let first = now.saturating_add(1).saturating_sub(epochs);
		match first.checked_sub(1) {
			Some(before) if is_running(before) => {
				first_epoch(first.saturating_sub(MAX_INTERRUPTED_EPOCHS)..before, is_running)
			},
			_ => first,
		}
	}
}
