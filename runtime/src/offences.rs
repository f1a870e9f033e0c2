//! Reports of equivocations, recorded once per validator and session.
//!
//! To the SDK's pallets, each slot with two blocks and each round with two votes is a separate
//! offence. A validator can sign any number of them: each report would be free, and stored for
//! ever. Here `pallet-offences` records one for each kind, session and validator, and forgets it
//! once its offence can no longer be reported. The slashing pallet takes in the proofs themselves,
//! by the slot or the round: see [`ReportProofs`](palisade_slashing::ReportProofs).

use crate::{Babe, Grandpa, Runtime, Session};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use palisade_slashing::SessionOf;
use pallet_offences::{ConcurrentReportsIndex, Reports};
use sp_consensus_babe::Slot;
use sp_runtime::Perbill;
use sp_staking::{
	offence::{Kind, Offence, OffenceError, ReportOffence},
	SessionIndex,
};

/// The kinds of reported offences: equivocations of BABE and of GRANDPA.
const KINDS: [Kind; 2] = [*b"babe:equivocatio", *b"grandpa:equivoca"];

/// The sessions of time slots.
pub struct Sessions;

impl SessionOf<Slot> for Sessions {
	fn session_of(slot: &Slot) -> Option<SessionIndex> {
		// Epochs can be skipped, sessions cannot: only the running epoch surely equals the running
		// session.
		(*slot >= Babe::current_epoch_start()).then(Session::current_index)
	}
}

impl SessionOf<pallet_grandpa::TimeSlot> for Sessions {
	fn session_of(slot: &pallet_grandpa::TimeSlot) -> Option<SessionIndex> {
		Grandpa::session_for_set(slot.set_id)
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
	R: ReportOffence<Reporter, Offender, OncePerSession<O>>,
{
	fn report_offence(reporters: Vec<Reporter>, offence: O) -> Result<(), OffenceError> {
		R::report_offence(reporters, OncePerSession(offence))
	}

	/// The session of a time slot is not known here:
	/// [`ReportProofs`](palisade_slashing::ReportProofs) answers instead.
	fn is_known_offence(_: &[Offender], _: &O::Slot) -> bool {
		false
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
