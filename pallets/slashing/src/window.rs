//! The windows of an offence, holds, and interruptions.
//!
//! All windows are counted in epochs. A window ends with the start of the epoch in which the
//! offence is due; the hook services the offence in the first blocks of that epoch.
//!
//! | window | begins with | ends |
//! |---|---|---|
//! | report | the offence | [`Windows::report`] whole epochs after that of the offence |
//! | veto (proven) | the report | [`Windows::veto`] whole epochs after that of the report |
//! | dispute (alleged) | the report | [`Windows::dispute`] whole epochs after that of the report |
//! | commit | the draw of a panel | after [`Windows::commit`] epochs, that of the draw included |
//! | reveal | the end of commit | after [`Windows::reveal`] epochs, that of the end included |
//! | governing | no panel, or no quorum | with the decision deadline |
//!
//! The decision deadline is [`Config::DecisionEpochs`] after the offence. No window of an offence
//! ends later.
//!
//! # Hold
//!
//! [`Config::HoldOrigin`] can hold an undecided offence once. The current window then ends
//! [`Windows::hold`] epochs later and is otherwise unchanged: the accused can still dispute,
//! members can still commit or reveal, governance can rule. No window begins early and none is cut
//! short.
//!
//! A hold leaves enough time before the decision deadline for the panels that can follow, assuming
//! two without a quorum. It is shortened to do so, and refused if nothing of it remains. A hold is
//! refused while governance has to rule, because that window already lasts until the decision
//! deadline. A hold therefore decides nothing by itself: it neither cancels an allegation nor
//! applies a proof before its window is over.
//!
//! # Interruptions
//!
//! No window passes while a brake keeps accounts from judging ([`Duty::Judging`]): an epoch that
//! was interrupted for a block or longer does not count. With `interrupted(a, b)` for the number of
//! such epochs from `a` on and before `b`, a window that began in `since` ends in the smallest
//!
//! ```text
//! due' = due + interrupted(since, due')
//! ```
//!
//! but not beyond the decision deadline. The report window and the decision deadline begin with the
//! offence. They are moved by [`liability`](palisade_primitives::Interruptions::liability) in the
//! same way: also by the epochs in which finality stalled, and by at most
//! [`MAX_INTERRUPTED_EPOCHS`]. Panels go on while finality stalls. The staking pallet holds liable
//! stake by the same clock.
//!
//! Calls, hook and reads compute the end of a window by this module only, so that they agree. If
//! the window of a due offence was interrupted, the hook moves `due` instead of going on.
//!
//! Jail terms are not interrupted: their end harms no validator, and an undecided proven offence
//! keeps the accused from [returning](Call::unjail).

use crate::{offence::Cause, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{
	moved_deadline, Duty, EpochIndex, Interruptions, OffenceId, OffenceKind, MAX_INTERRUPTED_EPOCHS,
};
use sp_runtime::DispatchResult;

/// A window in which accounts can act on an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
	/// Any account with evidence reports an allegation. Other pallets and the consensus report
	/// proven offences.
	Report,
	/// The accused disputes a proven offence; governance rules; the committee holds.
	Veto,
	/// The accused disputes an alleged offence; governance rules; the committee holds.
	Dispute,
	/// Panel members commit to ballots; governance rules; the committee holds.
	Commit,
	/// Panel members reveal ballots; governance rules; the committee holds.
	Reveal,
	/// Governance rules, because no panel decided.
	Governing,
	/// The extension of the current window by a hold, so that a referendum can end.
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
	/// Returns the window lengths set by governance, clamped to their bounds.
	pub fn windows() -> Windows {
		let windows = T::Windows::get();
		// The longest dispute must fit a window that has begun, and two panels that commit and
		// reveal, and leave the accused an epoch to dispute.
		let most = T::MaxDisputeEpochs::get();
		let panel = most.saturating_sub(2).saturating_div(2);
		let commit = windows.commit.clamp(1, panel.saturating_sub(1).max(1));
		let reveal = windows.reveal.clamp(1, panel.saturating_sub(commit).max(1));
		let panels = commit.saturating_add(reveal).saturating_mul(2);
		let objection = most.saturating_sub(panels).saturating_sub(1);
		// An offence reported in the last epoch, held, and judged by two panels is decided in time.
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

	/// Returns the minimum length of a window in epochs, whatever came before it. For tests that
	/// compare it with the fastest way to act in it.
	///
	/// Windows that begin with a report also include the rest of the epoch of the report, which can
	/// be nothing. Commit, reveal and governing begin in the first blocks of an epoch, once the
	/// hook has done the steps that were due before.
	pub fn least_epochs(window: Window) -> EpochIndex {
		let windows = Self::windows();
		match window {
			Window::Report => windows.report,
			Window::Veto => windows.veto,
			Window::Dispute => windows.dispute,
			Window::Commit => windows.commit,
			Window::Reveal => windows.reveal,
			Window::Governing => {
				// Reported in the last epoch, held, and judged by two panels without a quorum.
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

	/// Returns the end of a period of `epochs` epochs from `epoch` on, moved by the epochs that do
	/// not count for liability.
	fn moved_since(epoch: EpochIndex, epochs: EpochIndex) -> EpochIndex {
		let end = epoch.saturating_add(epochs);
		let latest = end.saturating_add(MAX_INTERRUPTED_EPOCHS);
		moved_deadline(end, latest, |until| T::Interruptions::liability(epoch, until))
	}

	/// Returns the decision deadline of an offence of `epoch`, by the interruptions known so far.
	pub fn decision_deadline(epoch: EpochIndex) -> EpochIndex {
		Self::moved_since(epoch, T::DecisionEpochs::get())
	}

	/// Returns whether an offence of `epoch` can still be reported.
	pub(crate) fn is_reportable(epoch: EpochIndex) -> bool {
		Self::is_reportable_in(epoch, Self::now())
	}

	/// Returns whether an offence of `epoch` can be reported in the epoch `at`, by the interruptions
	/// known so far.
	pub(crate) fn is_reportable_in(epoch: EpochIndex, at: EpochIndex) -> bool {
		let window = Self::windows().report;
		at.saturating_sub(epoch) <= window
			|| at < Self::moved_since(epoch, window.saturating_add(1))
	}

	/// Returns the epoch in which an offence is forgotten: it can no longer be reported then, and
	/// raises no other penalty.
	pub(crate) fn forgotten_in(offence: &Offence<T::AccountId>) -> EpochIndex {
		if offence.withdrawn {
			// Until then it takes a place, so that a withdrawal does not lower the price.
			return Self::moved_since(offence.epoch, Self::windows().report.saturating_add(1));
		}
		let decided = Self::decision_deadline(offence.epoch).saturating_add(1);
		match offence.kind {
			OffenceKind::DoubleSign => {
				let last = offence.epoch.saturating_add(MAX_CORRELATION_EPOCHS);
				decided.max(Self::decision_deadline(last))
			},
			_ => decided,
		}
	}

	/// Returns the epoch in which an offence is next serviced if no account acts, by the
	/// interruptions known so far.
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

	/// Returns whether the current window of an offence is still open.
	pub(crate) fn is_in_time(offence: &Offence<T::AccountId>) -> bool {
		let now = Self::now();
		now < offence.due || now < Self::due_of(offence)
	}

	/// Returns the number of interrupted epochs in the current window of an offence.
	pub(crate) fn interruption_of(offence: &Offence<T::AccountId>) -> EpochIndex {
		T::Interruptions::epochs(Duty::Judging, offence.since, offence.due)
	}

	/// Moves the end of an offence's window by the `epochs` in which it was interrupted. Returns
	/// the new end. If the hook is late, the new end may have passed too and is moved again.
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

	/// Postpones the end of an offence's window to `until`. Returns the new `due`: later than the
	/// old one, and without the interruptions so far, which are added when it is due.
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

	/// Returns the last epoch in which a held window can end, so that the following windows fit
	/// before the decision deadline.
	fn latest_end(offence: &Offence<T::AccountId>, windows: &Windows) -> EpochIndex {
		let panel = windows.commit.saturating_add(windows.reveal);
		let second = |round| if round < 2 { panel } else { 0 };
		let follows = match offence.stage {
			Stage::Reported => panel.saturating_mul(2).saturating_add(1),
			Stage::Disputed { round, phase: Phase::Committing } => {
				windows.reveal.saturating_add(second(round)).saturating_add(1)
			},
			Stage::Disputed { round, phase: Phase::Revealing } => second(round).saturating_add(1),
			// The governing window ends with the deadline.
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
		// The window may have ended in this epoch, or the hook may be late.
		let end = Self::due_of(&offence).max(Self::now());
		let until = end.saturating_add(windows.hold).min(Self::latest_end(&offence, &windows));
		ensure!(until > end, Error::<T>::NoTimeToHold);
		Self::transition(id, offence, Cause::Held { until })
	}
}
