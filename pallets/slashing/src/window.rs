//! How long accounts have to act, and what moves the end of that time.
//!
//! All windows are counted in epochs. A window ends when the epoch begins in which the offence is
//! due, and the hook carries on in the first blocks of that epoch.
//!
//! | window | begins with | ends |
//! |---|---|---|
//! | report | the offence | [`Windows::report`] whole epochs after that of the offence |
//! | veto, of what is proven | the report | [`Windows::veto`] whole epochs after that of the report |
//! | dispute, of what is alleged | the report | [`Windows::dispute`] whole epochs after that of the report |
//! | commit | the draw of a panel | after [`Windows::commit`] epochs, that of the draw included |
//! | reveal | the end of commit | after [`Windows::reveal`] epochs, that of the end included |
//! | governing | too few members, or ballots, for a panel | with the decision deadline |
//!
//! The decision deadline is [`Config::DecisionEpochs`] after the offence. No window of an offence
//! ends later.
//!
//! # Hold
//!
//! [`Config::HoldOrigin`] can hold an undecided offence once. Whatever window runs ends
//! [`Windows::hold`] epochs later, and stays what it is: the accused can still dispute, members can
//! still commit or reveal, governance can rule. No window begins early and none is cut short. A
//! hold leaves enough time before the decision deadline for the panels that can follow, as if they
//! were two without a quorum; it is shortened where that is needed, and refused where nothing is
//! left of it. It is refused while governance has to decide: that window lasts until the decision
//! deadline already. So a hold never decides anything by itself: neither does an allegation fall
//! because of it, nor is a proof applied without the window that the proof has.
//!
//! # Interruptions
//!
//! While a brake keeps accounts from judging ([`Duty::Judging`]), no window passes: an epoch that
//! was interrupted for a block or longer does not count. With `interrupted(a, b)` for the number of
//! such epochs from `a` on and before `b`, a window that began in `since` ends in the smallest
//!
//! ```text
//! due' = due + interrupted(since, due')
//! ```
//!
//! but not beyond the decision deadline. The report window and the decision deadline, which begin
//! with the offence, are moved by
//! [`liability`](palisade_primitives::Interruptions::liability) in the same way: by the epochs in
//! which finality stood still as well, and by no more than [`MAX_INTERRUPTED_EPOCHS`]. Panels go on
//! while finality stands still. The staking pallet keeps liable stake by the same clock. Calls, hook
//! and reads all ask this module when a window ends, so they agree.
//! When an offence is due, the hook looks whether its window was interrupted, and then moves `due`
//! instead of carrying on.
//!
//! Time in jail passes meanwhile: that it ends hurts no validator, and what is proven and undecided
//! keeps it from [returning](Call::unjail).

use crate::{offence::Cause, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{
	moved_deadline, Duty, EpochIndex, Interruptions, OffenceId, OffenceKind, MAX_INTERRUPTED_EPOCHS,
};
use sp_runtime::DispatchResult;

/// A time in which accounts can act on an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
	/// Any account with evidence reports. Other pallets and the consensus report what is proven.
	Report,
	/// The accused disputes what is proven; governance rules; the committee holds.
	Veto,
	/// The accused disputes what is alleged; governance rules; the committee holds.
	Dispute,
	/// Members of the panel commit to ballots; governance rules; the committee holds.
	Commit,
	/// Members of the panel reveal ballots; governance rules; the committee holds.
	Reveal,
	/// Governance rules, where no panel has decided.
	Governing,
	/// What a hold adds to the window that runs, so that a referendum can end.
	Hold,
}

impl Window {
	/// All windows.
	pub const ALL: [Self; 7] = [
		Self::Report,
		Self::Veto,
		Self::Dispute,
		Self::Commit,
		Self::Reveal,
		Self::Governing,
		Self::Hold,
	];
}

impl<T: Config> Pallet<T> {
	/// How long what takes, within the bounds.
	pub fn windows() -> Windows {
		let windows = T::Windows::get();
		// A window that has begun, and two panels that commit and reveal, fit into the longest
		// dispute, and leave an epoch to object.
		let most = T::MaxDisputeEpochs::get();
		let panel = most.saturating_sub(2).saturating_div(2);
		let commit = windows.commit.clamp(1, panel.saturating_sub(1).max(1));
		let reveal = windows.reveal.clamp(1, panel.saturating_sub(commit).max(1));
		let panels = commit.saturating_add(reveal).saturating_mul(2);
		let objection = most.saturating_sub(panels).saturating_sub(1);
		// What is reported on the last day, held, and judged by two panels is decided in time.
		let longest_hold = T::DecisionEpochs::get()
			.saturating_sub(T::MaxReportEpochs::get())
			.saturating_sub(most)
			.saturating_sub(1);
		Windows {
			report: windows.report.min(T::MaxReportEpochs::get()),
			veto: windows.veto.min(objection),
			dispute: windows.dispute.min(objection),
			commit,
			reveal,
			correlation: windows.correlation.clamp(1, MAX_CORRELATION_EPOCHS),
			hold: windows.hold.min(longest_hold),
			..windows
		}
	}

	/// Epochs for which a window lasts at least, whatever came before it. For tests that compare it
	/// with the fastest way to act in it.
	///
	/// Windows that begin with a report are longer by the rest of the epoch in which it comes; at
	/// worst that is nothing. Commit, reveal and governing begin in the first blocks of an epoch,
	/// as soon as the hook has done the steps that were due before.
	pub fn least_epochs(window: Window) -> EpochIndex {
		let windows = Self::windows();
		match window {
			Window::Report => windows.report,
			Window::Veto => windows.veto,
			Window::Dispute => windows.dispute,
			Window::Commit => windows.commit,
			Window::Reveal => windows.reveal,
			Window::Governing => {
				// Reported on the last day, held, and judged by two panels without a quorum.
				let objection = windows.veto.max(windows.dispute).saturating_add(1);
				let panels = windows.commit.saturating_add(windows.reveal).saturating_mul(2);
				T::DecisionEpochs::get()
					.saturating_sub(windows.report)
					.saturating_sub(objection)
					.saturating_sub(panels)
					.saturating_sub(windows.hold)
			},
			Window::Hold => windows.hold,
		}
	}

	/// The end of a time that begins with an offence and lasts for so many epochs that count for
	/// liability.
	fn moved_since(epoch: EpochIndex, epochs: EpochIndex) -> EpochIndex {
		let end = epoch.saturating_add(epochs);
		let latest = end.saturating_add(MAX_INTERRUPTED_EPOCHS);
		moved_deadline(end, latest, |until| T::Interruptions::liability(epoch, until))
	}

	/// The epoch in which an offence of `epoch` must be decided, as far as that can be said now.
	pub fn decision_deadline(epoch: EpochIndex) -> EpochIndex {
		Self::moved_since(epoch, T::DecisionEpochs::get())
	}

	/// Whether an offence of `epoch` can still be reported.
	pub(crate) fn is_reportable(epoch: EpochIndex) -> bool {
		let now = Self::now();
		let window = Self::windows().report;
		now.saturating_sub(epoch) <= window
			|| now < Self::moved_since(epoch, window.saturating_add(1))
	}

	/// The epoch in which an offence is forgotten: when it can no longer be reported, and makes the
	/// penalty of no other higher.
	pub(crate) fn forgotten_in(offence: &Offence<T::AccountId>) -> EpochIndex {
		let decided = Self::decision_deadline(offence.epoch).saturating_add(1);
		match offence.kind {
			OffenceKind::DoubleSign => {
				let last = offence.epoch.saturating_add(MAX_CORRELATION_EPOCHS);
				decided.max(Self::decision_deadline(last))
			},
			_ => decided,
		}
	}

	/// The epoch in which an offence goes on if no account does anything, as far as that can be
	/// said now.
	pub fn due_of(offence: &Offence<T::AccountId>) -> EpochIndex {
		let deadline = || Self::decision_deadline(offence.epoch);
		match offence.stage {
			Stage::Disputed { phase: Phase::Governing, .. } => deadline(),
			stage if stage.is_open() => moved_deadline(offence.due, deadline(), |until| {
				T::Interruptions::epochs(Duty::Judging, offence.since, until)
			}),
			_ => offence.due,
		}
	}

	/// Whether the window that an offence is in has not ended.
	pub(crate) fn is_in_time(offence: &Offence<T::AccountId>) -> bool {
		let now = Self::now();
		now < offence.due || now < Self::due_of(offence)
	}

	/// Epochs of the window of an offence that is due in which judging was interrupted.
	pub(crate) fn interruption_of(offence: &Offence<T::AccountId>) -> EpochIndex {
		T::Interruptions::epochs(Duty::Judging, offence.since, offence.due)
	}

	/// Moves the end of the window of an offence by the epochs in which it was interrupted. Returns
	/// it; where the hook is late it may have passed as well, and be moved again.
	pub(crate) fn make_good(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		epochs: EpochIndex,
	) -> EpochIndex {
		let deadline = Self::decision_deadline(offence.epoch);
		let due = offence.due.saturating_add(epochs).min(deadline);
		offence.since = offence.due;
		Self::deposit_event(Event::WindowMoved { offence: id, due });
		due
	}

	/// Puts off the end of the window of an offence to `until`. Returns it, without the
	/// interruptions that will be made good when it is due; this is later than what was due before.
	pub(crate) fn put_off(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		until: EpochIndex,
	) -> EpochIndex {
		let interrupted = Self::due_of(offence).saturating_sub(offence.due);
		offence.held = true;
		Self::deposit_event(Event::OffenceHeld { offence: id, due: until });
		until.saturating_sub(interrupted)
	}

	/// The last epoch in which a window can end that is put off: what follows keeps its time before
	/// the decision deadline.
	fn latest_end(offence: &Offence<T::AccountId>, windows: &Windows) -> EpochIndex {
		let panel = windows.commit.saturating_add(windows.reveal);
		let second = |round| if round < 2 { panel } else { 0 };
		let follows = match offence.stage {
			Stage::Reported => panel.saturating_mul(2).saturating_add(1),
			Stage::Disputed { round, phase: Phase::Committing } => {
				windows.reveal.saturating_add(second(round)).saturating_add(1)
			},
			Stage::Disputed { round, phase: Phase::Revealing } => second(round).saturating_add(1),
			// It lasts until then already.
			_ => 0,
		};
		Self::decision_deadline(offence.epoch).saturating_sub(follows)
	}

	pub(crate) fn do_hold(id: OffenceId) -> DispatchResult {
		let offence = Self::offence(id)?;
		ensure!(offence.stage.is_open(), Error::<T>::AlreadyDecided);
		ensure!(!offence.held, Error::<T>::AlreadyHeld);
		let is_governing = matches!(offence.stage, Stage::Disputed { phase: Phase::Governing, .. });
		ensure!(!is_governing, Error::<T>::NoTimeToHold);
		let windows = Self::windows();
		// It may have ended in this very epoch, or the hook may be late.
		let end = Self::due_of(&offence).max(Self::now());
		let until = end.saturating_add(windows.hold).min(Self::latest_end(&offence, &windows));
		ensure!(until > end, Error::<T>::NoTimeToHold);
		Self::transition(id, offence, Cause::Held { until })
	}
}
