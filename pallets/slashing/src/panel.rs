//! Panels: the draw, the ballots and the verdict.
//!
//! A panel is drawn when the window in which the accused can dispute is over. Its members are drawn
//! from the validators of the current epoch, by stake and without replacement. A panel has
//! [`PanelRules::seats`] members, or as many as are eligible; always an odd number, and at least
//! [`LEAST_MEMBERS`]. The accused, the reporter, validators that are bound to either of them by
//! their own word, validators that are not online, or jailed or banned, and the co-accused are not
//! eligible. The seed is in
//! the event [`Event::PanelSeated`], so that any observer can repeat the draw, which is a
//! [`WeightedDraw`] among the exposures of the epoch:
//!
//! ```text
//! seed = blake2_256(Randomness::random(b"palisade/panel" ++ SCALE(offence, round)))
//! ```
//!
//! A validator is co-accused if it has an undecided offence of the kind at most [`FAULT_SPAN`]
//! epochs apart. Any account can allege, so an allegation bars a validator only if
//!
//! - it was reported in an epoch before that of the judged offence's report: no account bars
//!   members once the case is known,
//! - neither the accused nor the reporter of the judged offence reported it, and
//! - the validators that are barred by allegations are at most a third of the set, by heads and by
//!   stake. Otherwise allegations bar no validator.
//!
//! Ballots are secret during the commit window: each member first commits to a hash, and reveals
//! the ballot behind it later ([`commitment`]). The hash covers the member, so that a copied hash
//! is useless.
//!
//! The verdict is the median of the revealed ballots, where upholding counts as all of the penalty
//! and cancelling as none: the median of the parts of the slash, and by itself the median of the
//! sentences. Of two middle ballots, the one better for the accused counts. At least half of the
//! revealed ballots do not want a higher penalty, and at least half do not want a lower one. A
//! quorum is a majority of the members, and at least the part [`PanelRules::quorum`]. Without a
//! quorum a second, larger panel is drawn; after the second, governance has to rule. So it is if
//! ballots that were committed to and not revealed could change the verdict, whatever they were:
//! silence decides nothing.
//!
//! Members that reveal their ballots are paid a fixed fee, whatever the verdict, and the others are
//! fined. A member that withheld a ballot that could have changed the verdict loses a part of its
//! self-stake besides. See [`deposits`].
//!
//! A ballot can carry a reason, the hash and the address of a document, which the event of the
//! reveal shows.
//!
//! The only code that writes [`Panels`].

use crate::{assessment::FAULT_SPAN, types::*, *};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Get, Randomness},
	weights::Weight,
};
use palisade_primitives::{
	Affiliation, Basis, ExposureInspect, OffenceId, ValidatorInspect, ValidatorStatus, WeightedDraw,
};
use sp_arithmetic::Perbill;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult};

/// The least number of members of a panel.
pub const LEAST_MEMBERS: u32 = 3;

/// The domain separator of the draw's randomness.
pub const PANEL_SUBJECT: &[u8] = b"palisade/panel";

/// The domain separator of ballot commitments.
pub const BALLOT_SUBJECT: &[u8] = b"palisade/ballot";

/// Returns the commitment of `member` to a ballot of `verdict` with `salt`, which no other account
/// should be able to guess: `blake2_256(SCALE(BALLOT_SUBJECT, offence, member, verdict, salt))`,
/// where the subject is 15 raw bytes without a length prefix.
pub fn commitment<AccountId: Encode>(
	offence: OffenceId,
	member: &AccountId,
	verdict: Verdict,
	salt: [u8; 32],
) -> H256 {
	let ballot = (offence, member, verdict, salt).encode();
	H256(blake2_256(&[BALLOT_SUBJECT, &ballot].concat()))
}

/// Returns the median of the ballots' parts of a penalty, or of their sentences: the lower of two
/// middle ones, or `None` without ballots.
pub fn median<Choice: Ord + Copy>(mut choices: Vec<Choice>) -> Option<Choice> {
	choices.sort_unstable();
	let middle = choices.len().checked_sub(1)?.checked_div(2)?;
	choices.get(middle).copied()
}

/// Returns whether `withheld` further ballots, anything from `least` to `most`, could change the
/// median of the `choices`.
fn could_change<Choice: Ord + Copy>(
	choices: &[Choice],
	withheld: usize,
	least: Choice,
	most: Choice,
) -> bool {
	let with = |choice| {
		let withheld = core::iter::repeat_n(choice, withheld);
		median(choices.iter().copied().chain(withheld).collect())
	};
	with(least) != with(most)
}

/// Returns the largest odd number of seats that is at most `seats`, within the bounds.
fn odd(seats: u32) -> u32 {
	let seats = seats.clamp(LEAST_MEMBERS, MAX_PANEL);
	match seats.checked_rem(2) {
		Some(0) => seats.saturating_sub(1),
		_ => seats,
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the seed of a panel's draw if the panel were drawn in this block.
	pub fn panel_seed(id: OffenceId, round: u8) -> [u8; 32] {
		let subject = [PANEL_SUBJECT, &(id, round).encode()].concat();
		let (random, _) = T::Randomness::random(&subject);
		blake2_256(&random.encode())
	}

	/// Returns whether an account is eligible to judge an offence, allegations against it aside.
	/// Adds the number of offences read to `read`.
	fn is_eligible(who: &T::AccountId, offence: &Offence<T::AccountId>, read: &mut u32) -> bool {
		let is_related = |to: &T::AccountId| T::Affiliation::is_bound_to(who, to);
		if is_related(&offence.validator) || offence.reporter.as_ref().is_some_and(is_related) {
			return false;
		}
		// Members that are kept in the set while offline have no duty. Those that leave have no
		// stake to lose by silence.
		if T::Stake::status(who) != Some(ValidatorStatus::Online) {
			return false;
		}
		let Ok(record) = Self::record_of(who) else { return false };
		record.jail.is_none() && !record.banned && !Self::is_co_accused(&record, offence, read)
	}

	/// Returns whether the validator with this record has an undecided proven offence of the kind
	/// and time of another, which bars it from judging the other. Reads no more offences than it
	/// takes to find all that can matter.
	fn is_co_accused(
		record: &ValidatorRecord,
		offence: &Offence<T::AccountId>,
		read: &mut u32,
	) -> bool {
		let mut left = record.proven_open;
		record.offences.iter().rev().any(|id| {
			if left == 0 {
				return false;
			}
			*read = read.saturating_add(1);
			let Some(other) = Offences::<T>::get(id).filter(|it| it.basis == Basis::Proven) else {
				return false;
			};
			let is_final = matches!(other.stage, Stage::Applied { .. } | Stage::Dismissed);
			if !is_final {
				left = left.saturating_sub(1);
			}
			other.kind == offence.kind
				&& other.epoch.abs_diff(offence.epoch) <= FAULT_SPAN
				&& other.stage.is_open()
		})
	}

	/// Draws the members of a panel, `None` if too few validators are eligible. Also returns the
	/// number of candidates examined, of all candidates, and of records and offences read besides.
	pub(crate) fn draw_panel(
		offence: &Offence<T::AccountId>,
		round: u8,
		seed: [u8; 32],
	) -> (Option<Vec<T::AccountId>>, u32, u32, u32) {
		let rules = T::PanelRules::get();
		let seats = match round {
			1 => odd(rules.seats),
			_ => odd(rules.seats_of_second.max(rules.seats.saturating_add(2))),
		};
		let candidates = T::Stake::exposures(Self::now());
		let weights = candidates.iter().map(|exposure| exposure.power).collect();
		let (mut looked_at, mut read) = (0u32, 0u32);
		let barred = Self::barred_by_allegations(&candidates, offence, &mut read);
		let mut members: Vec<T::AccountId> = WeightedDraw::new(seed, weights)
			.filter_map(|index| candidates.get(index))
			.map(|exposure| exposure.validator.clone())
			.inspect(|_| looked_at = looked_at.saturating_add(1))
			.filter(|validator| !barred.contains(validator))
			.filter(|validator| Self::is_eligible(validator, offence, &mut read))
			.take(seats as usize)
			.collect();
		let is_enough = count(members.len()) >= LEAST_MEMBERS;
		members.truncate(odd(count(members.len())) as usize);
		(is_enough.then_some(members), looked_at, count(candidates.len()), read)
	}

	/// Seats a panel, or refers the offence to governance if no panel can be drawn in time. Returns
	/// the weight.
	pub(crate) fn seat_panel(
		id: OffenceId,
		offence: Offence<T::AccountId>,
		round: u8,
	) -> (Weight, DispatchResult) {
		let windows = Self::windows();
		let over = Self::now().saturating_add(windows.commit).saturating_add(windows.reveal);
		let seed = Self::panel_seed(id, round);
		let is_in_time = over < Self::decision_deadline(offence.epoch);
		let (members, looked_at, candidates, read) = match is_in_time {
			true => Self::draw_panel(&offence, round, seed),
			false => (None, 0, 0, 0),
		};
		let weight = T::WeightInfo::seat_panel(candidates, looked_at.saturating_sub(MAX_PANEL))
			.saturating_add(T::DbWeight::get().reads(read.into()));
		let Some(members) = members else {
			return (weight, Self::transition(id, offence, offence::Cause::Referred));
		};
		let due = Self::now().saturating_add(windows.commit);
		let seats = members.iter().cloned();
		let seats = seats.map(|member| Seat { member, ballot: Ballot::Missing }).collect();
		// Within the bound: seats are clamped to it.
		Panels::<T>::insert(id, Panel::<T::AccountId>::truncate_from(seats));
		Self::deposit_event(Event::PanelSeated { offence: id, round, seed, members, due });
		(weight, Self::transition(id, offence, offence::Cause::Seated { round }))
	}

	/// Returns the panel of an offence whose window of phase `wanted` is open, or `error`.
	fn panel_in(
		id: OffenceId,
		wanted: Phase,
		error: Error<T>,
	) -> Result<Panel<T::AccountId>, DispatchError> {
		let offence = Self::offence(id)?;
		let is_now = matches!(offence.stage, Stage::Disputed { phase, .. } if phase == wanted)
			&& Self::is_in_time(&offence);
		ensure!(is_now, error);
		Ok(Panels::<T>::get(id).ok_or(Error::<T>::NotOnPanel)?)
	}

	/// Returns the member's ballot, mutably. Fails with [`Error::NotOnPanel`].
	fn ballot_of<'a>(
		panel: &'a mut Panel<T::AccountId>,
		who: &T::AccountId,
	) -> Result<&'a mut Ballot, Error<T>> {
		let seat = panel.iter_mut().find(|seat| seat.member == *who);
		seat.map(|seat| &mut seat.ballot).ok_or(Error::NotOnPanel)
	}

	pub(crate) fn do_commit(who: T::AccountId, id: OffenceId, commitment: H256) -> DispatchResult {
		let mut panel = Self::panel_in(id, Phase::Committing, Error::NotCommitting)?;
		let ballot = Self::ballot_of(&mut panel, &who)?;
		ensure!(*ballot == Ballot::Missing, Error::<T>::AlreadyCommitted);
		*ballot = Ballot::Committed(commitment);
		Panels::<T>::insert(id, panel);
		Self::deposit_event(Event::BallotCommitted { offence: id, member: who });
		Ok(())
	}

	pub(crate) fn do_reveal(
		who: T::AccountId,
		id: OffenceId,
		verdict: Verdict,
		salt: [u8; 32],
		reason: Option<Reason>,
	) -> DispatchResult {
		let mut panel = Self::panel_in(id, Phase::Revealing, Error::NotRevealing)?;
		let ballot = Self::ballot_of(&mut panel, &who)?;
		let committed = match *ballot {
			Ballot::Missing => return Err(Error::<T>::NotCommitted.into()),
			Ballot::Committed(hash) => hash,
			Ballot::Revealed(_) => return Err(Error::<T>::AlreadyRevealed.into()),
		};
		let is_it = commitment(id, &who, verdict, salt) == committed;
		ensure!(is_it, Error::<T>::BallotMismatch);
		Self::ensure_verdict(verdict, &Self::offence(id)?)?;
		let is_readable = reason.as_ref().is_none_or(|reason| {
			!reason.uri.is_empty() && core::str::from_utf8(&reason.uri).is_ok()
		});
		ensure!(is_readable, Error::<T>::EvidenceMalformed);
		*ballot = Ballot::Revealed(verdict);
		Panels::<T>::insert(id, panel);
		Self::deposit_event(Event::BallotRevealed { offence: id, member: who, verdict, reason });
		Ok(())
	}

	/// Dismisses the panel of an offence, if there is one.
	pub(crate) fn dismiss_panel(id: OffenceId) {
		Panels::<T>::remove(id);
	}

	/// Counts the ballots of an offence and fines the members that did not reveal. Returns the
	/// weight.
	pub(crate) fn count_ballots(
		id: OffenceId,
		mut offence: Offence<T::AccountId>,
		round: u8,
	) -> (Weight, DispatchResult) {
		let panel = Panels::<T>::get(id).unwrap_or_default();
		let absent = count(panel.len()).saturating_sub(count(revealed(&panel).count()));
		let fines = T::WeightInfo::fine_member().saturating_mul(absent.into());
		let weight = T::WeightInfo::count_ballots(MAX_PANEL).saturating_add(fines);
		let full = offence.penalty.sentence;
		let parts: Vec<Perbill> = revealed(&panel).map(|(_, verdict)| verdict.part()).collect();
		let sentences: Vec<Sentence> =
			revealed(&panel).map(|(_, verdict)| verdict.sentence().min(full)).collect();
		let withheld = panel.iter().filter(|seat| matches!(seat.ballot, Ballot::Committed(_)));
		let withheld = withheld.count();
		let could_decide = withheld > 0
			&& (could_change(&parts, withheld, Perbill::zero(), Perbill::one())
				|| could_change(&sentences, withheld, Sentence::None, full));
		let is_late = Self::is_late(&offence);
		// At the decision deadline, a window can end while a brake keeps members from revealing.
		if !(is_late && Self::interruption_of(&offence) > 0) {
			Self::fine_absent(id, &panel, could_decide);
		}
		let (cast, seats) = (count(parts.len()), count(panel.len()));
		let majority = seats.checked_div(2).unwrap_or_default().saturating_add(1);
		let quorum = majority.max(T::PanelRules::get().quorum.mul_ceil(seats));
		// At the decision deadline there is no next panel.
		let is_settled = cast >= quorum && (is_late || !could_decide);
		match median(parts).zip(median(sentences)) {
			Some((part, sentence)) if is_settled => {
				let verdict = Verdict::of(part, sentence, full);
				(weight, Self::transition(id, offence, offence::Cause::Judged(verdict)))
			},
			_ => {
				let withheld = count(withheld);
				Self::deposit_event(match cast >= quorum {
					true => Event::VerdictOpen { offence: id, round, withheld },
					false => Event::QuorumMissed { offence: id, round, revealed: cast, seats },
				});
				let (more, done) = match round {
					_ if is_late => Self::lapse(id, offence),
					1 => {
						Self::pay_panel(id, &mut offence);
						Self::seat_panel(id, offence, 2)
					},
					_ => {
						Self::pay_panel(id, &mut offence);
						let done = Self::transition(id, offence, offence::Cause::Referred);
						(Weight::zero(), done)
					},
				};
				(weight.saturating_add(more), done)
			},
		}
	}
}

/// Iterates over the members that revealed a ballot, with their verdicts.
pub(crate) fn revealed<AccountId>(
	panel: &Panel<AccountId>,
) -> impl Iterator<Item = (&AccountId, Verdict)> {
	panel.iter().filter_map(|seat| match seat.ballot {
		Ballot::Revealed(verdict) => Some((&seat.member, verdict)),
		Ballot::Missing | Ballot::Committed(_) => None,
	})
}
