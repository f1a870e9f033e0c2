//! What comes in: from the chain's own proofs, from other pallets, from anybody.

use crate::{types::*, *};
use codec::{Decode, Encode};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{fungible::MutateHold, Get},
	weights::Weight,
	BoundedVec,
};
use palisade_primitives::{
	Accusation, Affiliation, Backing, Balance, EpochIndex, OffenceId, OffenceIntake, OffenceKind,
	StakeControl, StakeInspect,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Convert, DispatchError, DispatchResult};
use sp_staking::{
	offence::{OffenceDetails, OnOffenceHandler},
	SessionIndex,
};

/// What stands for the evidence of an equivocation of BABE or GRANDPA: those of a validator in a session are one.
const CONSENSUS_EVIDENCE: &[u8] = b"palisade/consensus-equivocation";

/// The same for downtime.
pub(crate) const DOWNTIME_EVIDENCE: &[u8] = b"palisade/downtime";

/// The number of an offence.
pub fn offence_id<AccountId: Encode>(
	validator: &AccountId,
	epoch: EpochIndex,
	kind: OffenceKind,
	evidence: H256,
) -> OffenceId {
	H256((validator, epoch, kind, evidence).using_encoded(blake2_256))
}

impl<T: Config> Pallet<T> {
	/// Evidence as it is stored; an error where it is too large, or not what it says it is.
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

	/// By what share of the stake of `epoch` a validator was elected; an error where it was not active.
	fn share_of(validator: &T::AccountId, epoch: EpochIndex) -> Result<Perbill, Error<T>> {
		let (mut own, mut total) = (None, 0u128);
		for exposure in T::Stake::exposures(epoch) {
			total = total.saturating_add(exposure.elected);
			if exposure.validator == *validator {
				own = Some(exposure.elected);
			}
		}
		let own = own.ok_or(Error::NotExposed)?;
		Ok(Perbill::from_rational(own, total))
	}

	/// Takes in an accusation for which `deposit` is held. Returns its number.
	fn open(
		accusation: Accusation<T::AccountId>,
		deposit: Balance,
	) -> Result<OffenceId, DispatchError> {
		let Accusation { validator, kind, epoch, evidence, reporter, backing } = accusation;
		let id = offence_id(&validator, epoch, kind, evidence);
		ensure!(!Offences::<T>::contains_key(id), Error::<T>::AlreadyReported);
		let now = Self::now();
		ensure!(epoch <= now, Error::<T>::EpochNotBegun);
		let windows = Self::windows();
		ensure!(Self::is_reportable(epoch), Error::<T>::ReportTooOld);
		let share = Self::share_of(&validator, epoch)?;
		let mut dossier = Dossiers::<T>::get(&validator).unwrap_or_default();
		if backing == Backing::Allegation {
			let has_room = dossier.alleged < MAX_ALLEGED && dossier.alleged_open < MAX_ALLEGED_OPEN;
			ensure!(has_room, Error::<T>::TooManyOffences);
			dossier.alleged = dossier.alleged.saturating_add(1);
			dossier.alleged_open = dossier.alleged_open.saturating_add(1);
		}
		let noted = dossier.offences.try_push(id);
		noted.map_err(|_| Error::<T>::TooManyOffences)?;
		T::Stake::open_case(&validator, epoch, backing)?;

		let objection = match backing {
			Backing::Proof => windows.veto,
			Backing::Allegation => windows.dispute,
		};
		// Whole epochs: the running one does not count.
		let due = now.saturating_add(1).saturating_add(objection);
		let mut offence = Offence {
			validator: validator.clone(),
			kind,
			epoch,
			backing,
			evidence,
			reporter: reporter.clone(),
			deposit,
			bond: None,
			reported: now,
			stage: Stage::Reported,
			due,
			jailed_until: 0,
			on_probation: dossier.probation.is_some_and(|probation| probation.covers(epoch)),
			share: if kind == OffenceKind::DoubleSign { share } else { Perbill::zero() },
			fraction: Perbill::zero(),
			slashed: 0,
			rewarded: 0,
			fee: 0,
			decision: 0,
			since: now,
			held: false,
			most: Perbill::one(),
		};
		let proven = backing == Backing::Proof;
		Self::deposit_event(Event::OffenceReported {
			offence: id,
			validator: validator.clone(),
			kind,
			epoch,
			proven,
			reporter,
			due,
		});
		if proven {
			let sentence = T::Penalties::convert(kind).sentence;
			Self::jail_at_once(&mut offence, &mut dossier, sentence);
		}
		Self::store_dossier(&validator, dossier);
		if !NextDue::<T>::contains_key(backing) {
			NextDue::<T>::insert(backing, now);
		}
		Schedule::<T>::insert((backing, due), id, ());
		Offences::<T>::insert(id, offence);
		Ok(id)
	}

	/// What is held of whoever reports `validator` without proof. Planck.
	pub fn report_deposit(validator: &T::AccountId) -> Balance {
		let open = Dossiers::<T>::get(validator).map_or(0, |dossier| dossier.alleged_open);
		let factor = 1u128.checked_shl(open).unwrap_or(u128::MAX);
		T::Deposits::get().report.saturating_mul(factor)
	}

	pub(crate) fn do_report(
		who: T::AccountId,
		validator: T::AccountId,
		kind: OffenceKind,
		epoch: EpochIndex,
		evidence: Evidence,
	) -> DispatchResult {
		ensure!(kind.is_adjudicated(), Error::<T>::KindNotReportable);
		ensure!(!T::Affiliation::are_affiliated(&who, &validator), Error::<T>::ReportsItself);
		let evidence = Self::stored_evidence(evidence)?;
		let deposit = Self::report_deposit(&validator);
		T::Currency::hold(&HoldReason::Report.into(), &who, deposit)
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		let accusation = Accusation {
			validator,
			kind,
			epoch,
			evidence: H256(evidence.using_encoded(blake2_256)),
			reporter: Some(who),
			backing: Backing::Allegation,
		};
		let id = Self::open(accusation, deposit)?;
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
		let bond = T::Deposits::get().dispute;
		T::Currency::hold(&HoldReason::Dispute.into(), &who, bond)
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		offence.bond = Some(bond);
		Offences::<T>::insert(id, offence);
		Defences::<T>::insert(id, Defence { grounds, evidence });
		Self::deposit_event(Event::OffenceDisputed { offence: id, grounds, bond });
		Ok(())
	}

	/// Takes in what the chain itself has found out. What cannot be taken in is said.
	pub(crate) fn take_in_or_say(accusation: Accusation<T::AccountId>) {
		let Accusation { validator, kind, epoch, .. } = accusation.clone();
		if let Err(reason) = <Self as OffenceIntake<_>>::take_in(accusation) {
			Self::deposit_event(Event::ReportRefused { validator, kind, epoch, reason });
		}
	}
}

impl<T: Config> OffenceIntake<T::AccountId> for Pallet<T> {
	fn take_in(mut accusation: Accusation<T::AccountId>) -> Result<OffenceId, DispatchError> {
		let Accusation { validator, kind, epoch, evidence, .. } = &accusation;
		let id = offence_id(validator, *epoch, *kind, *evidence);
		if Offences::<T>::contains_key(id) {
			Self::deposit_event(Event::OffenceKnown { offence: id });
			return Ok(id);
		}
		// Nobody is rewarded for what it, or somebody that it belongs together with, has done.
		let validator = accusation.validator.clone();
		accusation.reporter = accusation
			.reporter
			.filter(|reporter| !T::Affiliation::are_affiliated(reporter, &validator));
		with_storage_layer(|| Self::open(accusation, 0))
	}
}

/// Equivocations of BABE and GRANDPA, proven, with proofs of who owns the keys.
impl<T: Config, Identification>
	OnOffenceHandler<T::AccountId, (T::AccountId, Identification), Weight> for Pallet<T>
{
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, (T::AccountId, Identification)>],
		_: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		for details in offenders {
			Self::take_in_or_say(Accusation {
				validator: details.offender.0.clone(),
				kind: OffenceKind::DoubleSign,
				epoch: session,
				evidence: H256(blake2_256(CONSENSUS_EVIDENCE)),
				reporter: details.reporters.first().cloned(),
				backing: Backing::Proof,
			});
		}
		let each = T::WeightInfo::on_offence(T::MaxActiveValidators::get());
		each.saturating_mul(offenders.len() as u64)
	}
}
