//! The benchmarks of the calls and hooks.
//!
//! Each benchmark sets up the worst case. The accused is the costliest validator to slash, with
//! liable exits of all epochs and a full record of offences. Evidence has its maximum length.
//! Panels have their maximum size, and the last member calls.
//!
//! Benchmarks marked `extra` are no weights: they show that something adds no cost, or the cost
//! across several pallets.

use crate::{offence::Cause, types::*, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Balanced, Inspect},
	tokens::{Fortitude, Precision, Preservation},
	EnsureOrigin, Get, UnfilteredDispatchable,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use palisade_primitives::{
	Balance, Basis, Conduct, ConductObserver, EpochIndex, ExposureInspect, Milliblocks,
	Observation, OffenceId, OffenceIntake, OffenceKind, OffenceReport, PositionInspect,
	RewardClass, ValidatorControl, WeightedDraw,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_runtime::traits::Zero;

/// The number of delegators of a large pool. Fewer in the tests of the benchmarks, which run
/// natively: they show that the benchmarks work, not what they cost.
const CROWD: u32 = if cfg!(test) { 1_000 } else { 1_000_000 };

/// The setup that the benchmarks need from the runtime besides [`Config`].
pub trait BenchmarkHelper<T: Config> {
	/// Begins an epoch with `number` active validators, the first of which is the costliest to
	/// slash. They were active in all epochs that can be reported. Returns them.
	fn set_active(number: u32) -> Result<Vec<T::AccountId>, BenchmarkError>;

	/// Sets the seats of panels.
	fn set_panel(seats: u32);

	/// Makes an active validator a candidate between two others, whose jailing costs the most: all
	/// other members of the set are confined.
	fn set_about_to_be_jailed(_validator: &T::AccountId) -> Result<(), BenchmarkError> {
		Err(BenchmarkError::Skip)
	}

	/// Gives a validator `number` delegators, of `all` delegators in total.
	fn crowd(validator: &T::AccountId, number: u32, all: u32) -> Result<(), BenchmarkError>;

	/// Ends `epochs` epochs.
	fn skip_epochs(epochs: u32);

	/// Returns a call that reports an equivocation of the current epoch, with its proofs, or `None`
	/// if the runtime's consensus has no such report.
	fn equivocation(validator: &T::AccountId) -> Option<T::RuntimeCall>;
}

fn now<T: Config>() -> EpochIndex {
	Pallet::<T>::now()
}

/// More than any benchmark spends. Planck.
fn riches<T: Config>() -> Balance {
	let deposits = T::BondAmounts::get();
	deposits
		.report
		.saturating_add(deposits.dispute)
		.saturating_add(deposits.fine)
		.saturating_add(deposits.fee)
		.max(1_000_000_000_000)
		.saturating_mul(1_000)
}

fn endow<T: Config>(who: &T::AccountId) -> Result<(), BenchmarkError> {
	let credit = T::Currency::issue(riches::<T>());
	T::Currency::resolve(who, credit).map_err(|_| "it is enough to exist")?;
	Ok(())
}

fn rich<T: Config>(name: &'static str, index: u32) -> Result<T::AccountId, BenchmarkError> {
	let who = account(name, index, 0);
	endow::<T>(&who)?;
	Ok(who)
}

fn long_evidence() -> Evidence {
	Evidence::Inline(alloc::vec![b'e'; MAX_EVIDENCE as usize])
}

/// Returns the accused, without offences.
fn accused<T: Config>(active: u32) -> Result<T::AccountId, BenchmarkError> {
	let members = T::BenchmarkHelper::set_active(active.max(1))?;
	let accused = members.into_iter().next().ok_or("there is one")?;
	endow::<T>(&accused)?;
	for basis in [Basis::Proven, Basis::Alleged] {
		NextDue::<T>::insert(basis, now::<T>());
	}
	Ok(accused)
}

/// Returns the oldest epoch whose offences can be reported: most exits are liable for it.
fn oldest<T: Config>() -> EpochIndex {
	let can_be_reported = |epoch: &EpochIndex| Pallet::<T>::is_reportable(*epoch);
	(0..=now::<T>()).rev().take_while(can_be_reported).last().unwrap_or_default()
}

fn report<T: Config>(
	validator: &T::AccountId,
	kind: OffenceKind,
	basis: Basis,
	evidence: u32,
	reporter: Option<T::AccountId>,
) -> OffenceReport<T::AccountId> {
	OffenceReport {
		validator: validator.clone(),
		kind,
		epoch: oldest::<T>(),
		evidence: H256(evidence.using_encoded(sp_io::hashing::blake2_256)),
		reporter,
		basis,
	}
}

/// Reports an offence.
fn offence_of<T: Config>(
	validator: &T::AccountId,
	kind: OffenceKind,
	basis: Basis,
) -> Result<OffenceId, BenchmarkError> {
	let reporter = rich::<T>("reporter", 0)?;
	let report = report::<T>(validator, kind, basis, 0, Some(reporter));
	Ok(<Pallet<T> as OffenceIntake<_>>::report(report)?)
}

/// Fills all but one place of a validator's record with convictions of the running epoch and those
/// before it, of all other kinds, so that as many choices among them are possible as can be.
fn fill_convictions<T: Config>(validator: &T::AccountId) {
	let now = Pallet::<T>::now();
	let kinds = [
		OffenceKind::InvalidBlock,
		OffenceKind::Downtime,
		OffenceKind::FalseAttestation,
		OffenceKind::Collusion,
		OffenceKind::Other,
	];
	let all = (0..MAX_CONVICTIONS - 1).map(|index| {
		let kind = kinds[index as usize % kinds.len()];
		let epoch = now.saturating_sub(index / kinds.len() as EpochIndex);
		let fraction = Perbill::from_parts(1_000_000 + index);
		Conviction { kind, epoch, reported: now, fraction, charged: Perbill::zero() }
	});
	let mut all: Vec<_> = all.collect();
	all.reverse();
	ValidatorRecords::<T>::mutate(validator, |record| {
		record.get_or_insert_default().convictions = frame_support::BoundedVec::truncate_from(all);
	});
}

/// Fills all but one place of a validator's record with offences, each altered by `like`.
fn fill_dossier<T: Config>(
	validator: &T::AccountId,
	like: impl Fn(Offence<T::AccountId>) -> Offence<T::AccountId>,
) -> Result<(), BenchmarkError> {
	let mut index = 1;
	let mut record = ValidatorRecords::<T>::get(validator).unwrap_or_default();
	while (record.offences.len() as u32) < MAX_OFFENCES - 1 {
		let report = report::<T>(validator, OffenceKind::Downtime, Basis::Proven, index, None);
		let id = <Pallet<T> as OffenceIntake<_>>::report(report)?;
		Offences::<T>::mutate(id, |offence| {
			*offence = offence.take().map(&like);
		});
		record = ValidatorRecords::<T>::get(validator).unwrap_or_default();
		index += 1;
	}
	let proven = record.offences.iter().filter_map(Offences::<T>::get);
	let open = proven.filter(|it| it.basis == Basis::Proven && it.stage.is_open()).count() as u32;
	(record.proven_open, record.incriminating) = (open, open);
	ValidatorRecords::<T>::insert(validator, record);
	Ok(())
}

/// Turns an offence into one with an applied penalty.
fn applied<AccountId>(offence: Offence<AccountId>) -> Offence<AccountId> {
	Offence { stage: Stage::Applied { part: Perbill::one() }, ..offence }
}

/// Gives an offence a panel of `seats` funded members with these ballots, a deposit and a bond.
fn dispute_before<T: Config>(
	id: OffenceId,
	phase: Phase,
	seats: u32,
	ballot: impl Fn(u32, &T::AccountId) -> Ballot,
) -> Result<Vec<T::AccountId>, BenchmarkError> {
	let mut members = Vec::new();
	let mut panel = Panel::<T::AccountId>::default();
	for index in 0..seats {
		let member = rich::<T>("panel", index)?;
		let ballot = ballot(index, &member);
		panel.try_push(Seat { member: member.clone(), ballot }).map_err(|_| "too many seats")?;
		members.push(member);
	}
	Panels::<T>::insert(id, panel);
	let mut offence = Pallet::<T>::offence(id).map_err(|_| "it is there")?;
	use frame_support::traits::fungible::MutateHold;
	let deposits = T::BondAmounts::get();
	let reporter = offence.reporter.clone().ok_or("the offence has a reporter")?;
	let fees = deposits.fee.saturating_mul(2);
	let [by_reporter, by_accused] =
		[deposits.report, deposits.dispute].map(|amount| amount.saturating_add(fees));
	T::Currency::hold(&HoldReason::Report.into(), &reporter, by_reporter)?;
	T::Currency::hold(&HoldReason::Dispute.into(), &offence.validator, by_accused)?;
	(offence.deposit, offence.reporter_fees) = (deposits.report, fees);
	(offence.bond, offence.accused_fees) = (Some(deposits.dispute), fees);
	offence.stage = Stage::Disputed { round: 1, phase };
	Offences::<T>::insert(id, offence);
	Ok(members)
}

/// Fills the equivocations that are correlated with one of the current epoch with `n`
/// equivocations, whose penalties are not the highest.
fn equivocations<T: Config>(n: u32) {
	let window = Pallet::<T>::windows().correlation;
	let first = now::<T>().saturating_sub(window.saturating_sub(1));
	let mut left = n;
	let mut epoch = first;
	while left > 0 {
		let number = left.min(T::MaxActiveValidators::get().saturating_sub(1));
		let noted = (0..number).map(|index| Equivocation {
			validator: account("equivocator", index, 0),
			offence: OffenceId::repeat_byte(1),
			share: Perbill::from_parts(1),
		});
		let noted: Vec<_> = noted.collect();
		Equivocations::<T>::insert(epoch, frame_support::BoundedVec::truncate_from(noted));
		left -= number;
		epoch += 1;
	}
}

#[benchmarks(where T::RuntimeCall: UnfilteredDispatchable<RuntimeOrigin = T::RuntimeOrigin>)]
mod benchmarks {
	use super::*;

	/// `v` validators are active. Another account reported and withdrew the allegation, which is
	/// forgotten. The schedule is as for the first allegation of all.
	#[benchmark]
	fn report_offence(
		v: Linear<1, { T::MaxActiveValidators::get() }>,
	) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(v)?;
		fill_dossier::<T>(&accused, applied)?;
		let (kind, epoch) = (OffenceKind::InvalidBlock, now::<T>());
		let before = rich::<T>("reporter", 0)?;
		let who = accused.clone();
		Pallet::<T>::do_report(before.clone(), who, kind, epoch, long_evidence(), Balance::MAX)?;
		let record = Pallet::<T>::validator_record_of(&accused);
		let id = record.offences.last().copied().ok_or("it is noted")?;
		Pallet::<T>::do_dispute(accused.clone(), id, Grounds::KeysStolen, long_evidence())?;
		Pallet::<T>::do_add_evidence(before.clone(), id, long_evidence())?;
		Pallet::<T>::do_withdraw_report(before, id)?;
		Pallet::<T>::service_offence((Basis::Alleged, epoch), id, epoch);
		let caller = whitelisted_caller();
		endow::<T>(&caller)?;
		NextDue::<T>::remove(Basis::Alleged);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), accused.clone(), kind, epoch, long_evidence(), Balance::MAX);

		let record = Pallet::<T>::validator_record_of(&accused);
		assert_eq!((record.alleged, record.alleged_open), (1, 1));
		assert_eq!(record.offences.len() as u32, MAX_OFFENCES);
		Ok(())
	}

	/// `v` validators are active. The accused is jailed at once.
	#[benchmark]
	fn on_offence(v: Linear<1, { T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(v)?;
		fill_dossier::<T>(&accused, applied)?;
		T::BenchmarkHelper::set_about_to_be_jailed(&accused)?;
		NextDue::<T>::remove(Basis::Proven);
		let reporter = rich::<T>("reporter", 0)?;
		let evidence = consensus::proof_hash(*b"babe:equivocatio", &0u64);

		#[block]
		{
			Pallet::<T>::report_proof(accused.clone(), now::<T>(), evidence, Some(reporter));
		}

		assert_eq!(Pallet::<T>::open_offences(&accused).len(), 1);
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(accused), id, Grounds::KeysStolen, long_evidence());

		assert!(Defences::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn commit_ballot() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		let members =
			dispute_before::<T>(id, Phase::Committing, MAX_PANEL, |_, _| Ballot::Missing)?;
		let caller = members.last().cloned().ok_or("there is one")?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, H256::repeat_byte(1));

		let panel = Panels::<T>::get(id).unwrap_or_default();
		assert_eq!(
			panel.last().map(|seat| seat.ballot),
			Some(Ballot::Committed(H256::repeat_byte(1)))
		);
		Ok(())
	}

	#[benchmark]
	fn reveal_ballot() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		let verdict = Verdict::Reduce { to: Perbill::from_percent(50), sentence: Sentence::Ban };
		let salt = [7; 32];
		let uri = alloc::vec![b'u'; MAX_URI as usize].try_into().map_err(|_| "it fits")?;
		let reason = Reason { hash: H256::repeat_byte(1), uri };
		let members = dispute_before::<T>(id, Phase::Revealing, MAX_PANEL, |_, member| {
			Ballot::Committed(panel::commitment(id, member, verdict, salt))
		})?;
		let caller = members.last().cloned().ok_or("there is one")?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, verdict, salt, Some(reason));

		let panel = Panels::<T>::get(id).unwrap_or_default();
		assert_eq!(panel.last().map(|seat| seat.ballot), Some(Ballot::Revealed(verdict)));
		Ok(())
	}

	/// A panel has revealed its ballots, and both sides forfeit a part of their deposits.
	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		dispute_before::<T>(id, Phase::Revealing, MAX_PANEL, |_, _| {
			Ballot::Revealed(Verdict::Uphold)
		})?;
		let origin =
			T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let to = Perbill::from_percent(50);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Verdict::Reduce { to, sentence: Sentence::Ban });

		assert_eq!(
			Offences::<T>::get(id).map(|offence| offence.stage),
			Some(Stage::Reduced { to })
		);
		Ok(())
	}

	/// A panel has revealed its ballots. The longest postponement depends on all windows.
	#[benchmark]
	fn hold() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		dispute_before::<T>(id, Phase::Revealing, MAX_PANEL, |_, _| {
			Ballot::Revealed(Verdict::Uphold)
		})?;
		let due = Offences::<T>::get(id).map_or(0, |offence| offence.due);
		// The window has just ended, so that interruptions are looked up.
		T::BenchmarkHelper::skip_epochs(due.saturating_sub(now::<T>()));
		let origin =
			T::HoldOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		let offence = Offences::<T>::get(id).ok_or("it is there")?;
		assert!(offence.held);
		assert_eq!(offence.due, due + Pallet::<T>::windows().hold);
		assert!(Schedule::<T>::contains_key((Basis::Alleged, offence.due), id));
		Ok(())
	}

	/// All but one place of the evidence is taken.
	#[benchmark]
	fn add_evidence() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;
		let reporter = Pallet::<T>::offence(id).map_err(|_| "it is there")?.reporter;
		let reporter = reporter.ok_or("it has one")?;
		let parties = [(accused.clone(), MAX_ADDED - 1), (reporter, MAX_ADDED)];
		for (party, pieces) in parties {
			for _ in 0..pieces {
				Pallet::<T>::do_add_evidence(party.clone(), id, long_evidence())?;
			}
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(accused), id, long_evidence());

		let added = AddedEvidenceOf::<T>::decode_len(id);
		assert_eq!(added, Some(2 * MAX_ADDED as usize));
		Ok(())
	}

	/// The accused has disputed.
	#[benchmark]
	fn withdraw_report() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let reporter = rich::<T>("reporter", 0)?;
		let report = report::<T>(&accused, OffenceKind::Other, Basis::Alleged, 0, Some(reporter));
		// Other accounts have time left to report it.
		let report = OffenceReport { epoch: now::<T>(), ..report };
		let id = <Pallet<T> as OffenceIntake<_>>::report(report)?;
		dispute_before::<T>(id, Phase::Revealing, 3, |_, _| Ballot::Missing)?;
		Panels::<T>::remove(id);
		let mut offence = Pallet::<T>::offence(id).map_err(|_| "it is there")?;
		offence.stage = Stage::Reported;
		let reporter = offence.reporter.clone().ok_or("it has one")?;
		Offences::<T>::insert(id, offence);

		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), id);

		assert_eq!(Offences::<T>::get(id).map(|offence| offence.stage), Some(Stage::Cancelled));
		Ok(())
	}

	/// A member that committed to a ballot and can spend nothing is fined, and loses a part of its
	/// self-stake. The costliest validator to slash.
	#[benchmark]
	fn fine_member() -> Result<(), BenchmarkError> {
		let member = accused::<T>(1)?;
		let ballot = Ballot::Committed(H256::repeat_byte(1));
		let seat = Seat { member: member.clone(), ballot };
		let panel = Panel::<T::AccountId>::truncate_from(alloc::vec![seat]);
		let left = T::Currency::minimum_balance();
		let rest = T::Currency::balance(&member).saturating_sub(left);
		drop(T::Currency::withdraw(
			&member,
			rest,
			Precision::BestEffort,
			Preservation::Preserve,
			Fortitude::Polite,
		));
		let own = |who| {
			T::Stake::position_value(who, who, RewardClass::Compounding)
				.saturating_add(T::Stake::position_value(who, who, RewardClass::Liquid))
		};
		let before = own(&member);

		#[block]
		{
			Pallet::<T>::fine_absent(OffenceId::zero(), &panel, true);
		}

		assert!(own(&member) < before);
		Ok(())
	}

	/// The record is as large as possible. The validator returns to a bag with other candidates, as a
	/// member of a set of the largest size, all of whose other members are banned.
	#[benchmark]
	fn unjail() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(T::MaxActiveValidators::get())?;
		fill_dossier::<T>(&accused, applied)?;
		T::BenchmarkHelper::set_about_to_be_jailed(&accused)?;
		T::Stake::jail(&accused, now::<T>())?;
		ValidatorRecords::<T>::mutate(&accused, |record| {
			let jail = record.as_mut().and_then(|record| record.jail.as_mut());
			jail.map(|jail| jail.until = now::<T>())
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(accused.clone()));

		assert!(Pallet::<T>::validator_record_of(&accused).jail.is_none());
		Ok(())
	}

	#[benchmark]
	fn pardon() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		fill_dossier::<T>(&accused, applied)?;
		let origin =
			T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, accused.clone());

		assert!(Pallet::<T>::validator_record_of(&accused).jail.is_none());
		Ok(())
	}

	#[benchmark]
	fn nothing_due() {
		#[block]
		{
			<Pallet<T> as frame_support::traits::Hooks<BlockNumberFor<T>>>::on_initialize(
				Zero::zero(),
			);
		}
	}

	/// `v` validators are active, and as many were found down.
	#[benchmark]
	fn report_down(v: Linear<1, { T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(v)?;
		fill_dossier::<T>(&accused, applied)?;
		let mut found = alloc::vec![(accused.clone(), now::<T>())];
		found.resize(v as usize, (account("down", 0, 0), now::<T>()));
		T::BenchmarkHelper::set_about_to_be_jailed(&accused)?;
		NextDue::<T>::remove(Basis::Proven);
		FoundDown::<T>::put(frame_support::BoundedVec::truncate_from(found));

		#[block]
		{
			Pallet::<T>::report_found(1);
		}

		assert_eq!(Pallet::<T>::open_offences(&accused).len(), 1);
		Ok(())
	}

	/// The accused has not disputed.
	#[benchmark]
	fn end_window() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;
		let due = Offences::<T>::get(id).map_or(0, |offence| offence.due);
		T::BenchmarkHelper::skip_epochs(due - now::<T>());

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Proven, due), id, now::<T>());
		}

		assert_eq!(Offences::<T>::get(id).map(|offence| offence.stage), Some(Stage::Upheld));
		Ok(())
	}

	/// Of `v` active validators, `n` are passed over because they are in jail.
	#[benchmark]
	fn seat_panel(
		v: Linear<{ T::MaxActiveValidators::get() / 2 + 40 }, { T::MaxActiveValidators::get() }>,
		n: Linear<0, { T::MaxActiveValidators::get() / 2 }>,
	) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(v)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		T::BenchmarkHelper::set_panel(MAX_PANEL);
		let due = Offences::<T>::get(id).map_or(0, |offence| offence.due);
		let exposures = T::Stake::exposures(now::<T>());
		let weights = exposures.iter().map(|exposure| exposure.power).collect();
		// The first candidates of the draw.
		let first = WeightedDraw::new(Pallet::<T>::panel_seed(id, 1), weights).take(n as usize);
		for exposure in first.filter_map(|index| exposures.get(index)) {
			let jail = Jail { until: u32::MAX, reasons: 1, at_least: 0 };
			ValidatorRecords::<T>::mutate(&exposure.validator, |record| {
				record.get_or_insert_default().jail = Some(jail);
			});
		}

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Alleged, due), id, now::<T>());
		}

		assert_eq!(Panels::<T>::get(id).map(|panel| panel.len() as u32), Some(MAX_PANEL));
		Ok(())
	}

	/// Of `m` members, the fewest possible have revealed their ballots for a quorum; both sides
	/// forfeit a part of their deposits.
	#[benchmark]
	fn count_ballots(m: Linear<3, { MAX_PANEL }>) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::Other, Basis::Alleged)?;
		let to = Perbill::from_percent(50);
		let quorum = T::PanelRules::get().quorum.mul_ceil(m).max(m / 2 + 1);
		dispute_before::<T>(id, Phase::Revealing, m, |index, _| match index < quorum {
			true => Ballot::Revealed(Verdict::Reduce { to, sentence: Sentence::Ban }),
			false => Ballot::Missing,
		})?;
		let due = Offences::<T>::get(id).map_or(0, |offence| offence.due);

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Alleged, due), id, now::<T>());
		}

		assert_eq!(
			Offences::<T>::get(id).map(|offence| offence.stage),
			Some(Stage::Reduced { to })
		);
		Ok(())
	}

	/// The penalty of an equivocation is applied that is correlated with `n` others. The other
	/// offences of the validator are undecided, so that an earlier one of the fault is looked for
	/// among all. The faults of which it was convicted overlap as much as they can. The validator
	/// was not jailed, and is banned in a set of the largest size.
	#[benchmark]
	fn apply(n: Linear<0, { 10 * T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(T::MaxActiveValidators::get())?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;
		fill_dossier::<T>(&accused, |offence| offence)?;
		fill_convictions::<T>(&accused);
		equivocations::<T>(n);
		let offence = Pallet::<T>::offence(id).map_err(|_| "it is there")?;
		Pallet::<T>::transition(id, offence, Cause::Unchallenged)?;
		T::BenchmarkHelper::set_about_to_be_jailed(&accused)?;
		let due = now::<T>();

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Proven, due), id, due);
		}

		let offence = Offences::<T>::get(id).ok_or("it is there")?;
		assert_eq!(offence.stage, Stage::Applied { part: Perbill::one() });
		assert!(offence.slashed > 0);
		assert!(Pallet::<T>::validator_record_of(&accused).banned);
		Ok(())
	}

	/// The penalty of an equivocation was raised by `n` others. The faults of which the validator was
	/// convicted overlap as much as they can.
	#[benchmark]
	fn review(n: Linear<0, { 10 * T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;
		fill_convictions::<T>(&accused);
		equivocations::<T>(n);
		Offences::<T>::mutate(id, |offence| {
			if let Some(offence) = offence {
				*offence = applied(offence.clone());
				offence.fraction = Perbill::from_parts(1);
			}
		});
		let validator = accused.clone();
		let noted = Equivocation { validator, offence: id, share: Perbill::from_percent(1) };
		Equivocations::<T>::mutate(now::<T>(), |noted_before| {
			let noted_before = noted_before.get_or_insert_with(Default::default);
			let _ = noted_before.try_insert(0, noted);
		});
		Reviews::<T>::put(Review { next: now::<T>(), seen: 0, last: now::<T>() });

		#[block]
		{
			Pallet::<T>::review_next();
		}

		assert!(Offences::<T>::get(id).is_some_and(|offence| offence.slashed > 0));
		Ok(())
	}

	#[benchmark]
	fn forget() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1)?;
		let id = offence_of::<T>(&accused, OffenceKind::DoubleSign, Basis::Proven)?;
		fill_dossier::<T>(&accused, applied)?;
		equivocations::<T>(T::MaxActiveValidators::get());
		let evidence = Pallet::<T>::stored_evidence(long_evidence()).map_err(|_| "it fits")?;
		EvidenceOf::<T>::insert(id, &evidence);
		Defences::<T>::insert(id, Defence { grounds: Grounds::FactsDisputed, evidence });
		let offence = applied(Pallet::<T>::offence(id).map_err(|_| "it is there")?);
		let forgotten = Pallet::<T>::forgotten_in(&offence);
		let due = offence.due;
		Offences::<T>::insert(id, offence);

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Proven, due), id, forgotten);
		}

		assert!(!Offences::<T>::contains_key(id));
		Ok(())
	}

	/// The blocks of `n` members of a full set are counted, all of which are found down.
	#[benchmark]
	fn count_blocks(n: Linear<0, { T::MaxActiveValidators::get() }>) -> Result<(), BenchmarkError> {
		let all = T::MaxActiveValidators::get();
		let expected = Milliblocks::of_blocks(1_000_000);
		let conduct = Conduct::Authored { blocks: 0, expected };
		let members = (0..all).map(|index| account("member", index, 0));
		let set: Vec<_> = members.map(|validator| Observation { validator, conduct }).collect();
		for Observation { validator, .. } in &set {
			let mut window = LivenessWindow::default();
			window.parts.fill(Blocks { epochs: 1, expected: Milliblocks::of_blocks(9), made: 9 });
			LivenessWindows::<T>::insert(validator, window);
		}
		<Pallet<T> as ConductObserver<_>>::observe_set(now::<T>().saturating_sub(1), &set);

		#[block]
		{
			Pallet::<T>::count_uncounted(n);
		}

		assert_eq!(FoundDown::<T>::get().len(), n as usize);
		assert_eq!(UncountedBlocks::<T>::exists(), n < all);
		Ok(())
	}

	/// A penalty is applied to a validator with one delegator, of 1,000,000 in total.
	#[benchmark(extra)]
	fn apply_with_1_delegator() -> Result<(), BenchmarkError> {
		let (id, due) = crowded::<T>(1)?;

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Proven, due), id, due);
		}

		assert!(Offences::<T>::get(id).is_some_and(|offence| offence.slashed > 0));
		Ok(())
	}

	/// A penalty is applied to a validator with all 1,000,000 delegators: must cost as much as with
	/// one.
	#[benchmark(extra)]
	fn apply_with_1000000_delegators() -> Result<(), BenchmarkError> {
		let (id, due) = crowded::<T>(CROWD)?;

		#[block]
		{
			Pallet::<T>::service_offence((Basis::Proven, due), id, due);
		}

		assert!(Offences::<T>::get(id).is_some_and(|offence| offence.slashed > 0));
		Ok(())
	}

	/// An equivocation is reported in a set of 1,000 validators, or the maximum if smaller: the
	/// whole call, with the checks of both signatures and of the key's owner.
	#[benchmark(extra)]
	fn report_equivocation() -> Result<(), BenchmarkError> {
		let accused = accused::<T>(1_000.min(T::MaxActiveValidators::get()))?;
		let call = T::BenchmarkHelper::equivocation(&accused).ok_or(BenchmarkError::Skip)?;
		let call = <T::RuntimeCall as codec::Decode>::decode(&mut &call.encode()[..])
			.map_err(|_| "a call can be decoded")?;

		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::None.into()).map_err(|error| error.error)?;
		}

		assert_eq!(Pallet::<T>::open_offences(&accused).len(), 1);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::integration::chain(),
		crate::mock::integration::Test
	);
}

/// Returns a downtime offence whose penalty is to be applied, of a validator with this many
/// delegators.
fn crowded<T: Config>(delegators: u32) -> Result<(OffenceId, EpochIndex), BenchmarkError> {
	let accused = accused::<T>(1)?;
	T::BenchmarkHelper::crowd(&accused, delegators, CROWD)?;
	let id = offence_of::<T>(&accused, OffenceKind::Downtime, Basis::Proven)?;
	let offence = Pallet::<T>::offence(id).map_err(|_| "it is there")?;
	Pallet::<T>::transition(id, offence, Cause::Unchallenged)?;
	Ok((id, now::<T>()))
}
