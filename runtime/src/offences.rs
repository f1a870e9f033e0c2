//! An equivocation counts once for each validator and session.
//!
//! Two blocks in a slot, or two votes in a round, are offences of their own to the SDK's pallets, and a
//! validator can sign as many of them as it likes: each report would be free, and kept for ever. What an
//! operator is accused of is one thing, having run its keys twice, so the session takes the place of the
//! slot and the round; and what is recorded is forgotten when it can no longer be reported.

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

/// The kinds of offences that are reported: equivocations of BABE and of GRANDPA.
const KINDS: [Kind; 2] = [*b"babe:equivocatio", *b"grandpa:equivoca"];

/// The session that a time belongs to, as far as it is known.
pub trait InSession {
	/// Its session.
	fn session(&self) -> Option<SessionIndex>;
}

impl InSession for Slot {
	fn session(&self) -> Option<SessionIndex> {
		// Epochs can be skipped, sessions cannot: only the running epoch is surely the running session.
		(*self >= Babe::current_epoch_start()).then(Session::current_index)
	}
}

impl InSession for pallet_grandpa::TimeSlot {
	fn session(&self) -> Option<SessionIndex> {
		Grandpa::session_for_set(self.set_id)
	}
}

/// An offence whose time is its session.
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

/// Passes reports on to `R`, the first of each kind, validator and session.
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

/// Removes the reports of a session of which none can come any more: at most one for each kind and validator.
pub fn forget(session: SessionIndex) {
	for kind in KINDS {
		for report in ConcurrentReportsIndex::<Runtime>::take(kind, session.encode()) {
			Reports::<Runtime>::remove(report);
		}
	}
}
