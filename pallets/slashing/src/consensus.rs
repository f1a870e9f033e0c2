//! Proofs of equivocations from the consensus.
//!
//! Each proof is an offence of its own: its evidence hash is that of the kind of equivocation and
//! of the slot or round in which the validator equivocated ([`proof_hash`]). Two proofs of one
//! fault, such as two pairs of three blocks, are one offence. A dismissal therefore covers the
//! fault that was judged and no other: a proof of another fault opens an offence, and the old proof
//! opens none.
//!
//! A validator can sign any number of conflicting messages. At most [`MAX_PROOFS`] proofs of an
//! epoch are judged at a time, because they add nothing to a penalty that is due in full. Further
//! proofs are taken once one of the judged ones was dismissed or reduced.
//!
//! A proof that opens no offence is an error of the call that brings it, and is known to the
//! transaction pool: no proof is taken into blocks for free over and over.

use crate::{intake::offence_id, types::*, *};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use palisade_primitives::{
	Basis, EpochIndex, ExposureInspect, OffenceId, OffenceKind, OffenceReport,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_staking::{
	offence::{Kind, Offence as ConsensusOffence, OffenceError, ReportOffence},
	SessionIndex,
};

/// The domain separator of the hashes of proofs.
pub const PROOF_SUBJECT: &[u8] = b"palisade/equivocation";

/// The number of the error for a proof that this pallet refuses.
pub const REFUSED: u8 = 0;

/// Returns the evidence hash of an equivocation of this kind in this time slot:
/// `blake2_256(SCALE(PROOF_SUBJECT, kind, time_slot))`, where the subject is 21 raw bytes without a
/// length prefix, and `time_slot` is the slot of BABE, or the set and the round of GRANDPA.
pub fn proof_hash(kind: Kind, time_slot: &impl Encode) -> H256 {
	H256(blake2_256(&[PROOF_SUBJECT, &(kind, time_slot).encode()].concat()))
}

/// Returns the session of a time slot of the consensus, if it is known without the proof.
pub trait SessionOf<TimeSlot> {
	/// Returns the session.
	fn session_of(time_slot: &TimeSlot) -> Option<SessionIndex>;
}

/// No session is known without the proof: the transaction pool does not drop known proofs.
impl<TimeSlot> SessionOf<TimeSlot> for () {
	fn session_of(_: &TimeSlot) -> Option<SessionIndex> {
		None
	}
}

/// Takes in proofs of equivocations, as the `ReportOffence` of the consensus pallets.
///
/// Passes each new proof on to `R` first, such as `pallet-offences`, which can record and disable
/// the validator. `R` may know the validator's equivocations of the session already.
///
/// The first reporter alone is rewarded. The SDK's pallets name at most one, the signer of the
/// report or the author of its block; a shared reward would invite the first reporter to name
/// accounts of its own.
pub struct ReportProofs<T, R = (), S = ()>(PhantomData<(T, R, S)>);

impl<T, R, S, Identification, O> ReportOffence<T::AccountId, (T::AccountId, Identification), O>
	for ReportProofs<T, R, S>
where
	T: Config,
	R: ReportOffence<T::AccountId, (T::AccountId, Identification), O>,
	S: SessionOf<O::Slot>,
	O: ConsensusOffence<(T::AccountId, Identification)>,
{
	fn report_offence(reporters: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
		let (epoch, evidence) = (offence.session_index(), proof_hash(O::ID, &offence.slot()));
		let offenders = offence.offenders().into_iter().map(|(validator, _)| validator);
		let new: Vec<_> = offenders
			.filter(|validator| Pallet::<T>::is_new_proof(validator, epoch, evidence))
			.collect();
		if new.is_empty() {
			return Err(OffenceError::DuplicateReport);
		}
		let reporter = reporters.first().cloned();
		match R::report_offence(reporters, offence) {
			Ok(()) | Err(OffenceError::DuplicateReport) => {},
			Err(error) => return Err(error),
		}
		let mut taken = false;
		for validator in new {
			taken |= Pallet::<T>::report_proof(validator, epoch, evidence, reporter.clone());
		}
		match taken {
			true => Ok(()),
			// The call that brought the proof fails: a proof that is refused pays for its block.
			false => Err(OffenceError::Other(REFUSED)),
		}
	}

	fn is_known_offence(offenders: &[(T::AccountId, Identification)], time_slot: &O::Slot) -> bool {
		let evidence = proof_hash(O::ID, time_slot);
		S::session_of(time_slot).is_some_and(|epoch| {
			let mut offenders = offenders.iter();
			!offenders.any(|(validator, _)| Pallet::<T>::is_new_proof(validator, epoch, evidence))
		})
	}
}

impl<AccountId> Offence<AccountId> {
	/// Returns whether all of the penalty is due, or can still be.
	fn is_unreduced(&self) -> bool {
		let part = self.stage.part().unwrap_or(Perbill::one()).min(self.most);
		part == Perbill::one() && self.sentence == self.penalty.sentence
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the offence that stands for further equivocations of the validator in an epoch, if
	/// no more of their proofs are taken in now.
	pub(crate) fn covering_offence(
		record: &ValidatorRecord,
		epoch: EpochIndex,
	) -> Option<OffenceId> {
		let judged = record.offences.iter().filter(|id| {
			Offences::<T>::get(id).is_some_and(|offence| {
				offence.kind == OffenceKind::DoubleSign
					&& offence.epoch == epoch
					&& offence.is_unreduced()
			})
		});
		judged.copied().nth(MAX_PROOFS.saturating_sub(1) as usize)
	}

	/// Returns whether a proof of an equivocation of `epoch`, by its evidence hash, would open an
	/// offence now.
	pub fn is_new_proof(validator: &T::AccountId, epoch: EpochIndex, evidence: H256) -> bool {
		let id = offence_id(validator, epoch, OffenceKind::DoubleSign, evidence);
		if Offences::<T>::contains_key(id) {
			return false;
		}
		let is_in_time = epoch <= Self::now() && Self::is_reportable(epoch);
		if !is_in_time || T::Stake::exposure(epoch, validator).is_none() {
			return false;
		}
		let Ok(record) = Self::record_of(validator) else { return false };
		!record.offences.is_full() && Self::covering_offence(&record, epoch).is_none()
	}

	/// Takes in a proof of an equivocation that the consensus has checked. Emits
	/// [`Event::ReportRefused`] if the report is refused. Returns whether it was taken in or known.
	pub fn report_proof(
		validator: T::AccountId,
		epoch: EpochIndex,
		evidence: H256,
		reporter: Option<T::AccountId>,
	) -> bool {
		Self::report_or_log(OffenceReport {
			validator,
			kind: OffenceKind::DoubleSign,
			epoch,
			evidence,
			reporter,
			basis: Basis::Proven,
		})
	}
}
