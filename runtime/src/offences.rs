//! Reports of equivocations, counted once per validator and session.
//!
//! To the SDK's pallets, each slot with two blocks and each round with two votes is a separate
//! offence. A validator can sign any number of them: each report would be free, and stored for
//! ever. Here the operator's offence is that it ran its keys twice. The session therefore replaces
//! the slot and the round, and a record is forgotten once its offence can no longer be reported.

use crate::{Babe, Grandpa, Runtime, Session};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use pallet_offences::{ConcurrentReportsIndex, Reports};
use sp_consensus_babe::Slot;
use sp_runtime::Perbill;
use sp_staking::{
	offence::{Kind, Offence, OffenceError, ReportOffence},
	SessionIndex,
};

/// The kinds of reported offences: equivocations of BABE and of GRANDPA.
const KINDS: [Kind; 2] = [*b"babe:equivocatio", *b"grandpa:equivoca"];

/// The session of a time slot, if known.
pub trait InSession {
	/// The session.
	fn session(&self) -> Option<SessionIndex>;
}

impl InSession for Slot {
	fn session(&self) -> Option<SessionIndex> {
		// Epochs can be skipped, sessions cannot: only the running epoch surely equals the running
		// session.
		(*self >= Babe::current_epoch_start()).then(Session::current_index)
	}
}

impl InSession for pallet_grandpa::TimeSlot {
	fn session(&self) -> Option<SessionIndex> {
		Grandpa::session_for_set(self.set_id)
	}
}

/// An offence whose time slot is its session.
pub struct OncePerSession<O>(O);

impl<Offender, O: Offence<Offender>> Offence<Offender> for OncePerSession<O> {
	const ID: Kind = O::ID;
	type Slot = SessionIndex;

	fn offenders(&self) -> Vec<Offender> {
		self.0.offenders()
	}

	fn session_index(&self) -> SessionIndex {
		self.0.session_index()
	}

	fn validator_set_count(&self) -> u32 {
		self.0.validator_set_count()
	}

	fn slot(&self) -> SessionIndex {
		self.0.session_index()
	}

	fn slash_fraction(&self, offenders: u32) -> Perbill {
		self.0.slash_fraction(offenders)
	}
}

/// Passes the first report of each kind, validator and session on to `R`.
pub struct ReportOncePerSession<R>(PhantomData<R>);

impl<Reporter, Offender, O, R> ReportOffence<Reporter, Offender, O> for ReportOncePerSession<R>
where
	O: Offence<Offender>,
	O::Slot: InSession,
	R: ReportOffence<Reporter, Offender, OncePerSession<O>>,
{
	fn report_offence(reporters: Vec<Reporter>, offence: O) -> Result<(), OffenceError> {
		R::report_offence(reporters, OncePerSession(offence))
	}

	fn is_known_offence(offenders: &[Offender], time: &O::Slot) -> bool {
		time.session().is_some_and(|session| R::is_known_offence(offenders, &session))
	}
}

/// Removes the reports of a session that can receive no more: at most one per kind and validator.
pub fn forget(session: SessionIndex) {
	for kind in KINDS {
		for report in ConcurrentReportsIndex::<Runtime>::take(kind, session.encode()) {
			Reports::<Runtime>::remove(report);
		}
	}
}
