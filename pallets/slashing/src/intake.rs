//! Intake of reports from the consensus, from other pallets, and from accounts.
//!
//! The only code that writes [`EvidenceOf`], [`AddedEvidenceOf`] and [`Defences`].

use crate::{allegations::Security, offence::Cause, types::*, *};
use codec::{Decode, Encode};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{fungible::MutateHold, Get},
	BoundedVec,
};
use palisade_primitives::{
	Affiliation, Balance, Basis, EpochIndex, ExposureInspect, OffenceId, OffenceIntake,
	OffenceKind, OffenceReport, SlashControl,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Convert, DispatchError, DispatchResult};

/// The subject of the evidence hash of downtime.
pub(crate) const DOWNTIME_EVIDENCE: &[u8] = b"palisade/downtime";

/// Returns the id of an offence: `blake2_256(SCALE(validator, epoch, kind, evidence))`.
pub fn offence_id<AccountId: Encode>(
	validator: &AccountId,
	epoch: EpochIndex,
	kind: OffenceKind,
	evidence: H256,
) -> OffenceId {
	H256((validator, epoch, kind, evidence).using_encoded(blake2_256))
}

impl<T: Config> Pallet<T> {
	/// Converts evidence to its stored form. Fails with [`Error::EvidenceTooLarge`] or
	/// [`Error::EvidenceMalformed`].
	pub(crate) fn stored_evidence(evidence: Evidence) -> Result<StoredEvidence, Error<T>> {
		let large = |_| Error::EvidenceTooLarge;
		Ok(match evidence {
			Evidence::Inline(bytes) => {
				ensure!(!bytes.is_empty(), Error::EvidenceMalformed);
				StoredEvidence::Inline(bytes.try_into().map_err(large)?)
			},
			Evidence::Header(bytes) => {
				let bytes: BoundedVec<u8, _> = bytes.try_into().map_err(large)?;
				let mut input = bytes.as_slice();
				let header = frame_system::pallet_prelude::HeaderFor::<T>::decode(&mut input);
				ensure!(header.is_ok() && input.is_empty(), Error::EvidenceMalformed);
				StoredEvidence::Header(bytes)
			},
			Evidence::Document { hash, uri } => {
				ensure!(!uri.is_empty(), Error::EvidenceMalformed);
				ensure!(core::str::from_utf8(&uri).is_ok(), Error::EvidenceMalformed);
				StoredEvidence::Document { hash, uri: uri.try_into().map_err(large)? }
			},
		})
	}

	/// Returns the validator's share of the stake elected in `epoch`, rounded down. Fails with
	/// [`Error::NotExposed`] if the validator was not active.
	fn share_of(validator: &T::AccountId, epoch: EpochIndex) -> Result<Perbill, Error<T>> {
		let own = T::Stake::exposure(epoch, validator).ok_or(Error::NotExposed)?.power;
		let total = T::Stake::exposed_total(epoch).power;
		Ok(Perbill::from_rational(own, total))
	}

	/// Notes an offence in the record of its validator. Fails with [`Error::TooManyOffences`] if
	/// the record is full.
	fn note_offence(
		record: &mut ValidatorRecord,
		id: OffenceId,
		basis: Basis,
		doublings: u32,
	) -> Result<(), Error<T>> {
		if basis == Basis::Alleged {
			ensure!(record.alleged < MAX_ALLEGED, Error::TooManyOffences);
			record.alleged = record.alleged.saturating_add(1);
			record.alleged_open = record.alleged_open.saturating_add(1);
			if doublings > 0 {
				record.alleged_at_a_price = record.alleged_at_a_price.saturating_add(1);
			}
		} else {
			record.proven_open = record.proven_open.saturating_add(1);
			record.incriminating = record.incriminating.saturating_add(1);
		}
		record.offences.try_push(id).map_err(|_| Error::TooManyOffences)
	}

	/// Opens an offence, for which the security is already held. Returns its id.
	fn open(
		report: OffenceReport<T::AccountId>,
		security: Security,
	) -> Result<OffenceId, DispatchError> {
		let OffenceReport { validator, kind, epoch, evidence, reporter, basis } = report;
		let id = offence_id(&validator, epoch, kind, evidence);
		if let Some(before) = Self::stored_offence(id)? {
			ensure!(before.is_reportable_again(), Error::<T>::AlreadyReported);
			Self::forget((before.basis, before.due), id, &before);
		}
		let now = Self::now();
		ensure!(epoch <= now, Error::<T>::EpochNotBegun);
		ensure!(Self::is_reportable(epoch), Error::<T>::ReportTooOld);
		let share = Self::share_of(&validator, epoch)?;
		let mut record = Self::record_of(&validator)?;
		Self::note_offence(&mut record, id, basis, security.doublings)?;
		T::Stake::open_case(&validator, epoch, basis)?;

		let windows = Self::windows();
		let penalty = T::Penalties::convert(kind);
		let objection = match basis {
			Basis::Proven => windows.veto,
			Basis::Alleged => windows.dispute,
		};
		// Whole epochs: the running epoch does not count.
		let due = now.saturating_add(1).saturating_add(objection);
		let mut offence = Offence {
			validator: validator.clone(),
			kind,
			epoch,
			basis,
			evidence,
			reporter: reporter.clone(),
			deposit: security.deposit,
			doublings: security.doublings,
			bond: None,
			fee: T::BondAmounts::get().fee,
			reporter_fees: security.fees,
			accused_fees: 0,
			paid: 0,
			owed: 0,
			reported: now,
			stage: Stage::Reported,
			due,
			jailed_until: 0,
			on_probation: record.probation.is_some_and(|probation| probation.covers(epoch)),
			share: if kind == OffenceKind::DoubleSign { share } else { Perbill::zero() },
			penalty,
			correlation: windows.correlation,
			repetition: windows.repetition,
			sentence: penalty.sentence,
			fraction: Perbill::zero(),
			slashed: 0,
			rewarded: 0,
			decision: 0,
			since: now,
			held: false,
			withdrawn: false,
			most: Perbill::one(),
		};
		let proven = basis == Basis::Proven;
		Self::deposit_event(Event::OffenceReported {
			offence: id,
			validator: validator.clone(),
			kind,
			epoch,
			evidence,
			proven,
			reporter,
			due,
		});
		if proven {
			Self::jail_at_once(&mut offence, &mut record);
		}
		Self::note_allegation(id, &offence)?;
		Self::store_record(&validator, record);
		Self::schedule(id, (basis, due));
		Self::store_offence(id, offence);
		Ok(id)
	}

	/// Returns the amount held of a party for two panels. Planck.
	pub(crate) fn panel_fees(fee: Balance) -> Balance {
		fee.saturating_mul(2)
	}

	pub(crate) fn do_report(
		who: T::AccountId,
		validator: T::AccountId,
		kind: OffenceKind,
		epoch: EpochIndex,
		evidence: Evidence,
		most: Balance,
	) -> DispatchResult {
		ensure!(kind.needs_panel(), Error::<T>::KindNotReportable);
		// Not by the word of the accused, which could keep any account from reporting.
		ensure!(!T::Affiliation::is_bound_to(&who, &validator), Error::<T>::ReportsItself);
		let evidence = Self::stored_evidence(evidence)?;
		let hash = H256(evidence.using_encoded(blake2_256));
		// Whatever another report costs now.
		let known = Self::stored_offence(offence_id(&validator, epoch, kind, hash))?;
		let is_new = known.is_none_or(|known| known.is_reportable_again());
		ensure!(is_new, Error::<T>::AlreadyReported);
		let security = Self::security(&who, &validator);
		// The other places are for reporters without another report.
		ensure!(security.doublings <= MAX_DOUBLINGS, Error::<T>::TooManyOffences);
		ensure!(security.sum() <= most, Error::<T>::DepositTooHigh);
		T::Currency::hold(&HoldReason::Report.into(), &who, security.sum())
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		let reporter = Some(who);
		let basis = Basis::Alleged;
		let report = OffenceReport { validator, kind, epoch, evidence: hash, reporter, basis };
		let id = Self::open(report, security)?;
		EvidenceOf::<T>::insert(id, evidence);
		Ok(())
	}

	pub(crate) fn do_dispute(
		who: T::AccountId,
		id: OffenceId,
		grounds: Grounds,
		evidence: Evidence,
	) -> DispatchResult {
		let mut offence = Self::offence(id)?;
		ensure!(offence.validator == who, Error::<T>::NotAccused);
		ensure!(offence.bond.is_none(), Error::<T>::AlreadyDisputed);
		let is_in_time = offence.stage == Stage::Reported && Self::is_in_time(&offence);
		ensure!(is_in_time, Error::<T>::DisputeWindowOver);
		let evidence = Self::stored_evidence(evidence)?;
		let bond = T::BondAmounts::get().dispute;
		let fees = Self::panel_fees(offence.fee);
		T::Currency::hold(&HoldReason::Dispute.into(), &who, bond.saturating_add(fees))
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		(offence.bond, offence.accused_fees) = (Some(bond), fees);
		Self::store_offence(id, offence);
		Defences::<T>::insert(id, Defence { grounds, evidence });
		Self::deposit_event(Event::OffenceDisputed { offence: id, grounds, bond });
		Ok(())
	}

	pub(crate) fn do_add_evidence(
		who: T::AccountId,
		id: OffenceId,
		evidence: Evidence,
	) -> DispatchResult {
		let offence = Self::offence(id)?;
		let is_party = offence.validator == who || offence.reporter.as_ref() == Some(&who);
		ensure!(is_party, Error::<T>::NotParty);
		ensure!(offence.stage == Stage::Reported, Error::<T>::EvidenceClosed);
		let evidence = Self::stored_evidence(evidence)?;
		let hash = H256(evidence.using_encoded(blake2_256));
		let is_stored = || AddedEvidenceOf::<T>::contains_key(id);
		let added = Self::decoded(AddedEvidenceOf::<T>::get(id), is_stored)?;
		let mut added = added.unwrap_or_default();
		let own = added.iter().filter(|added| added.by == who);
		ensure!(count(own.count()) < MAX_ADDED, Error::<T>::TooMuchEvidence);
		let by = who.clone();
		added.try_push(AddedEvidence { by, evidence }).map_err(|_| Error::<T>::TooMuchEvidence)?;
		AddedEvidenceOf::<T>::insert(id, added);
		Self::deposit_event(Event::EvidenceAdded { offence: id, by: who, evidence: hash });
		Ok(())
	}

	pub(crate) fn do_withdraw_report(who: T::AccountId, id: OffenceId) -> DispatchResult {
		let mut offence = Self::offence(id)?;
		let is_its_own = offence.basis == Basis::Alleged && offence.reporter.as_ref() == Some(&who);
		ensure!(is_its_own, Error::<T>::NotReporter);
		// Other accounts have at least the next epoch to report instead: before the panel is drawn,
		// and before the epoch of the offence can no longer be reported.
		let last = Self::due_of(&offence).saturating_sub(1);
		let next = Self::now().saturating_add(1);
		let is_in_time = offence.stage == Stage::Reported
			&& next <= last
			&& Self::is_reportable_in(offence.epoch, next);
		ensure!(is_in_time, Error::<T>::TooLateToWithdraw);
		offence.withdrawn = true;
		Self::transition(id, offence, Cause::Withdrawn)
	}

	/// Removes the evidence and the defence of an offence.
	pub(crate) fn forget_evidence(id: OffenceId) {
		AddedEvidenceOf::<T>::remove(id);
		EvidenceOf::<T>::remove(id);
		Defences::<T>::remove(id);
	}

	/// Takes in a report by the chain itself. Emits [`Event::ReportRefused`] if the report fails.
	/// Returns whether it was taken in or known.
	pub(crate) fn report_or_log(report: OffenceReport<T::AccountId>) -> bool {
		let OffenceReport { validator, kind, epoch, .. } = report.clone();
		match <Self as OffenceIntake<_>>::report(report) {
			Ok(_) => true,
			Err(reason) => {
				Self::deposit_event(Event::ReportRefused { validator, kind, epoch, reason });
				false
			},
		}
	}
}

impl<T: Config> OffenceIntake<T::AccountId> for Pallet<T> {
	fn report(mut report: OffenceReport<T::AccountId>) -> Result<OffenceId, DispatchError> {
		let OffenceReport { validator, kind, epoch, evidence, .. } = &report;
		let id = offence_id(validator, *epoch, *kind, *evidence);
		if Self::stored_offence(id)?.is_some_and(|offence| !offence.is_reportable_again()) {
			Self::deposit_event(Event::OffenceKnown { offence: id });
			return Ok(id);
		}
		let validator = report.validator.clone();
		if *kind == OffenceKind::DoubleSign {
			let record = ValidatorRecords::<T>::get(&validator).unwrap_or_default();
			if let Some(offence) = Self::covering_offence(&record, *epoch) {
				Self::deposit_event(Event::OffenceKnown { offence });
				return Ok(offence);
			}
		}
		// No reward for reporting oneself, or the validator that the reporter is bound to.
		report.reporter =
			report.reporter.filter(|reporter| !T::Affiliation::is_bound_to(reporter, &validator));
		with_storage_layer(|| Self::open(report, Security::default()))
	}
}
