//! Stake that has left waits as much longer as what it is liable for could not be judged or still happened.
//!
//! While a brake of the chain (safe mode, a pause of single calls, a migration over several blocks) refuses
//! a call of [`Duty::Judging`](palisade_primitives::Duty::Judging) offences cannot be reported, disputed or
//! judged in time, and the deadlines of the pallet that judges move. While finality stands still the last set
//! that can finalize can still commit offences. So that an offence that is found or judged later reaches the
//! same stake, every period that begins with an epoch `e` becomes longer by
//!
//! ```text
//! m(e, now) = min(epochs from e on and before now that count for no liability, 28)
//! ```
//!
//! | period | begins with | is over when `now` is |
//! |---|---|---|
//! | reports | the offence | later than `e + ReportEpochs + m` |
//! | redelegation | the exit | `e + RedelegationEpochs + m` |
//! | bonding | the exit | `e + BondingEpochs + m` |
//! | exits that an open case holds | the exit | `e + BondingEpochs + CaseSlackEpochs + m` |
//! | exposures, cases, losses that are kept | the offence | later than `e + BondingEpochs + CaseSlackEpochs + m` |
//!
//! # What holds
//!
//! Let `f(e) = e + m(e, now)`. Of two epochs that follow each other the later one has at most one such
//! epoch fewer, so `f` never falls as `e` rises: exits become free in the order in which they were made,
//! and sets are forgotten in the order in which they served. As `now` rises by one `m` rises by one at most, so
//! what has become free stays free.
//!
//! An offence of epoch `o` reaches the exits of `o − 1` and later. All of them are free only when
//! `now ≥ f(o − 1) + BondingEpochs ≥ f(o) − 1 + BondingEpochs`. Therefore, with or without brakes:
//!
//! - as long as the offence can be reported, none of these exits can be withdrawn or arrive elsewhere, because
//!   `ReportEpochs + 1` is less than both periods;
//! - as long as an open case has to be decided, which is until `o + BondingEpochs + CaseSlackEpochs − 2 + m(o)`
//!   at the latest, its exits are held, and its exposure and earlier losses are kept.
//!
//! An interruption of more than 28 epochs moves nothing further: what is kept must be bounded.

use crate::{types::Validator, *};
use frame_support::traits::Get;
use palisade_primitives::{
	first_epoch, moved_deadline, EpochIndex, Interruptions, MAX_INTERRUPTED_EPOCHS,
};

impl<T: Config> Pallet<T> {
	/// By how much longer a period is that began with `epoch`, as known in `now`. Epochs.
	pub(crate) fn longer_by(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		if epoch >= now {
			return 0;
		}
		T::Interruptions::liability(epoch, now).min(MAX_INTERRUPTED_EPOCHS)
	}

	/// Whether so many epochs have passed from `epoch` to `now`, and as many more as judging was interrupted.
	pub(crate) fn have_passed(epochs: u32, epoch: EpochIndex, now: EpochIndex) -> bool {
		let passed = now.saturating_sub(epoch);
		// Most periods are not over: then nothing is read.
		passed >= epochs && passed >= epochs.saturating_add(Self::longer_by(epoch, now))
	}

	/// Whether exits of `epoch` can be withdrawn, unless a case holds them.
	pub(crate) fn is_mature(epoch: EpochIndex, now: EpochIndex) -> bool {
		Self::have_passed(T::BondingEpochs::get(), epoch, now)
	}

	/// Whether stake that left for another validator in `epoch` can arrive there, unless a case holds it.
	pub(crate) fn can_arrive(epoch: EpochIndex, now: EpochIndex) -> bool {
		Self::have_passed(T::RedelegationEpochs::get(), epoch, now)
	}

	/// The first epoch in which so many have passed from `epoch` on, as known in `now`. What is interrupted later
	/// than that moves it no further.
	fn passed_from(epochs: u32, epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		let first = epoch.saturating_add(epochs);
		let latest = first.saturating_add(MAX_INTERRUPTED_EPOCHS);
		moved_deadline(first, latest, |until| Self::longer_by(epoch, until.min(now)))
	}

	/// The first epoch in which exits of `epoch` can be withdrawn, as known in `now`.
	pub(crate) fn withdrawable_from(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		Self::passed_from(T::BondingEpochs::get(), epoch, now)
	}

	/// The first epoch in which stake that left for another validator in `epoch` can arrive, as known in `now`.
	pub(crate) fn arrives_from(epoch: EpochIndex, now: EpochIndex) -> EpochIndex {
		Self::passed_from(T::RedelegationEpochs::get(), epoch, now)
	}

	/// Whether an offence of `epoch` can be reported in `now`.
	pub(crate) fn is_reportable(epoch: EpochIndex, now: EpochIndex) -> bool {
		let reported = T::ReportEpochs::get().saturating_add(1);
		epoch <= now && !Self::have_passed(reported, epoch, now)
	}

	/// Epochs for which stake that has left can still be slashed, where judging was never interrupted.
	pub(crate) fn liable_epochs() -> EpochIndex {
		T::BondingEpochs::get().saturating_add(T::CaseSlackEpochs::get())
	}

	/// Whether stake can still be slashed for `epoch`, which must not be in the future.
	pub(crate) fn is_liable_for(epoch: EpochIndex, now: EpochIndex) -> bool {
		!Self::have_passed(Self::liable_epochs().saturating_add(1), epoch, now)
	}

	/// Whether a case of the validator is open whose epoch can still be slashed.
	pub(crate) fn has_liable_case(record: &Validator, now: EpochIndex) -> bool {
		record.cases.last().is_some_and(|latest| Self::is_liable_for(*latest, now))
	}

	/// The earliest epoch that stake can still be slashed for.
	pub(crate) fn first_liable(now: EpochIndex) -> EpochIndex {
		Self::first_not_passed(Self::liable_epochs().saturating_add(1), now)
	}

	/// The earliest epoch whose exits are not mature.
	pub(crate) fn first_immature(now: EpochIndex) -> EpochIndex {
		Self::first_not_passed(T::BondingEpochs::get(), now)
	}

	/// The earliest epoch from which to `now` not so many `epochs` have passed. Found by bisection,
	/// because `f` never falls; without an interruption a single epoch is looked at.
	pub(crate) fn first_not_passed(epochs: u32, now: EpochIndex) -> EpochIndex {
		let is_running = |epoch| !Self::have_passed(epochs, epoch, now);
		// Where nothing was interrupted.
		let first = now.saturating_add(1).saturating_sub(epochs);
		match first.checked_sub(1) {
			Some(before) if is_running(before) => {
				first_epoch(first.saturating_sub(MAX_INTERRUPTED_EPOCHS)..before, is_running)
			},
			_ => first,
		}
	}
}
