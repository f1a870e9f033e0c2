//! The election of the next validator set.
//!
//! The only code that writes [`NextSet`], [`KeptOffline`], [`AwayMembers`], [`RotationWeights`] and
//! [`NextElectionMode`]. When elections are held: see [`prepared`](crate::prepared).
//!
//! Candidates are the online validators with sufficient self-stake, taken from the sorted list. An
//! election goes as follows:
//!
//! 1. The first `3 × seats` entries of the list are examined.
//! 2. Candidates refused by the gate are dropped, with an event.
//! 3. The stake is multiplied by the bounded factor of the election weight, and the candidates are
//!    sorted. The lower account wins ties.
//! 4. All seats are filled in this order, except for a governed share if there are more candidates
//!    than seats.
//! 5. The remaining seats are *rotation seats*, filled by a [`draw`] among the candidates that the
//!    election before had noted, with the weights of that time. A drawn candidate that already has a
//!    seat, or that is no candidate any more, is passed over.
//! 6. Seats that the draw leaves empty are filled in the order of step 3.
//! 7. The next candidates in this order are the *reserves*, as many as there are seats.
//!
//! The stake that counts is that to come when the epoch ends, before rewards: without the stake
//! that leaves with the epoch, and with the deposits that become stake then.
//!
//! The author of the block before the election knows the seed of the draw, and can still move stake
//! in that block. By then, the order of the draw is fixed: the noted weights are those of the
//! election before. The author can only withhold its block, and give up a seat of its own to the
//! next in that order. A candidate takes part in the draw from its second election on. After
//! elections that were paused, the first has no draw.
//!
//! A candidate due for a seat is passed over, with an event, if it has no session keys or less than
//! the minimum self-stake in force. This does not change the odds of the other candidates. Up to
//! [`MAX_REMOVED`] such validators per election cease to be candidates, and so cannot keep others
//! from being examined: one without session keys goes offline, which is its own fault. One whose
//! self-stake the minimum has outgrown becomes [`State::BelowMinimum`], which is not.
//!
//! # Most stake lost
//!
//! An election that drops members of the set before, because a minimum has risen, a gate refuses
//! them or the seats are fewer, must not hand consensus to a small part of the stake. If the
//! elected have less than `1 − MaximumElectionLoss` of the current stake of the members before,
//! members that were dropped keep their seats, the heaviest first, until the set has that much.
//! They serve and are paid as before, and the next election decides anew. The set may then exceed
//! the seats, up to [`Config::MaxActiveValidators`].
//!
//! Not counted among the members before, and never kept in this way, are the jailed and the banned,
//! those that went offline or leave by their own choice, and those without session keys or stake.
//! The last of them, of whom the loss of even one would exceed the limit, keep their seats until
//! others have enough stake, they meet the rule again, or governance forces an election by
//! `ForceOnce`, which has no such limit.
//!
//! # Kept sets
//!
//! With fewer eligible candidates than the minimum, and while elections are paused, the set is
//! kept:
//!
//! 1. Its members that can make blocks keep their seats: those that are online, with session keys
//!    and stake. A gate or a higher minimum self-stake does not take their seats.
//! 2. With too few candidates, but not while elections are paused, the eligible candidates outside
//!    the set take the free seats. Former members return in this way, out of jail or from offline,
//!    so that a kept set does not shrink with each absence.
//! 3. Members that are offline or leaving drop out, unless the set would lose more of its stake
//!    than `MaximumElectionLoss`: then the heaviest of them stay until it has that much. While
//!    elections are paused all stay, because no candidate could replace them.
//! 4. If no member is online and no candidate is eligible, all members that are offline or leaving
//!    stay. If there are none, the whole set does: a chain without authorities has no later block.
//!
//! Members that drop out while elections are paused return once they are online, with session keys
//! and stake, also after a jail term: a pause must not wear the set down. The banned do not return.
//! [`AwayMembers`] has them until elections go on.
//!
//! The jailed and the banned never stay by rule 3, nor members without session keys, without stake,
//! or, of those that are not candidates any more, with less self-stake than [`KEPT_SELF_STAKE`] of
//! the minimum. The last group would validate with the stake of its delegators alone.
//!
//! A kept member can be offline or leaving. Such a member is expected to author no blocks in that
//! epoch, unless it is online at the start. [`Config::ConductObserver`] is not told of its missed
//! blocks, so no pallet counts them as downtime. It is paid for the blocks that it authored, and
//! nothing without any.
//!
//! # Checking a draw
//!
//! The weights are those of [`RotationWeights`] in the block before the election, in its order. The
//! event [`Event::SetPrepared`] of that election contains the seed, which is
//! `blake2_256(Randomness::random(b"palisade/rotation" ++ SCALE(epoch)))`. So does
//! [`Event::SetElected`], also for an election that was not prepared. Anyone can repeat
//! [`draw`] with the seed, by the runtime API or independently:
//!
//! ```text
//! stream  = ChaCha20(key = seed, nonce = 0, counter = 0), read as little-endian u128
//! weights = w_1 … w_n, total T = Σ w
//! repeat for each seat: take u128 x masked to the bits of T − 1 until x < T;
//!   the candidate i is the first with w_1 + … + w_i > x; remove it, T −= w_i
//! ```

use crate::{ledger::ValidatorLedger, lifecycle::Change, types::*, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_election_provider_support::SortedListProvider;
use frame_support::{
	ensure,
	traits::{Contains, Get, Randomness},
};
use palisade_primitives::{
	bounded_factor, Balance, ElectionWeight, EpochIndex, ValidatorGate, WeightedDraw,
};
use sp_arithmetic::{traits::One, FixedPointNumber, FixedU64, PerThing, Perbill};
use sp_runtime::DispatchError;

/// Candidates examined per seat.
pub const CANDIDATES_PER_SEAT: u32 = 3;

/// The share of the minimum self-stake that a member of a kept set must have. Less than the whole,
/// because a slash takes a member below the minimum just when candidates are few.
pub const KEPT_SELF_STAKE: Perbill = Perbill::from_percent(50);

/// The subject of the randomness for the rotation.
pub const ROTATION_SUBJECT: &[u8] = b"palisade/rotation";

/// A candidate for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate<AccountId> {
	validator: AccountId,
	stake: Balance,
	factor: FixedU64,
	weight: Balance,
}

/// A candidate without a seat.
pub(crate) struct Refused<AccountId> {
	pub validator: AccountId,
	/// The reason of the refusal.
	pub reason: DispatchError,
	/// The change by which it ceases to be a candidate. `None` for one that a gate refused, or that
	/// has lost its seat.
	removal: Option<Change>,
}

impl<AccountId> Refused<AccountId> {
	/// A validator that does not cease to be a candidate by the refusal.
	fn without_removal(validator: AccountId, reason: impl Into<DispatchError>) -> Self {
		Self { validator, reason: reason.into(), removal: None }
	}
}

/// The candidates of an election.
struct Candidates<T: Config> {
	/// The candidates, heaviest first.
	by_weight: Vec<Candidate<T::AccountId>>,
	/// The candidates refused by a gate.
	refused: Vec<Refused<T::AccountId>>,
}

/// What an election goes by, besides the candidates.
#[derive(Clone, Copy)]
pub(crate) struct Terms {
	/// The minimum self-stake. Planck.
	minimum: Balance,
	/// The epoch at whose end the set is taken. Stake counts as it will be, or is, by then.
	ending: EpochIndex,
}

impl Terms {
	/// The terms for the set of `epoch`, with a `minimum` self-stake in planck.
	pub(crate) fn new(epoch: EpochIndex, minimum: Balance) -> Self {
		Self { minimum, ending: ending_before(epoch) }
	}
}

/// The epoch at whose end the set of `epoch` is taken.
fn ending_before(epoch: EpochIndex) -> EpochIndex {
	epoch.saturating_sub(2)
}

/// The result of an election.
pub(crate) struct Outcome<T: Config> {
	/// The elected by weight, heaviest first, then those of the rotation seats in the order drawn,
	/// then those of seats that the draw left empty.
	pub(crate) elected: ElectedOf<T>,
	/// The candidates without a seat, heaviest first.
	reserves: ElectedOf<T>,
	/// The candidates with their weights, for the draw of the next election. Empty without
	/// rotation seats.
	noted: NotedOf<T>,
	/// The candidates refused by a gate or passed over.
	pub(crate) refused: Vec<Refused<T::AccountId>>,
}

/// The set that follows from an election.
struct Taken<T: Config> {
	/// The members: the elected, then members of the set before that keep their seats. A kept set
	/// if there are too few elected.
	set: ElectedOf<T>,
	/// The elected that have lost their seats since the election.
	lost: Vec<Refused<T::AccountId>>,
	/// The number of members of the set before that keep their seats, though not elected.
	retained: u32,
	/// The number of the elected and the least number, if there are too few.
	too_few: Option<(u32, u32)>,
}

impl<T: Config> Taken<T> {
	/// With those alone among the lost that have not kept a seat as members of the set before.
	fn settled(mut self) -> Self {
		if !self.lost.is_empty() {
			let members: BTreeSet<_> = self.set.iter().map(|elected| &elected.validator).collect();
			self.lost.retain(|lost| !members.contains(&lost.validator));
		}
		self
	}
}

/// Draws `seats` candidates by `weights`, without replacement, with probabilities proportional to
/// the weights. Returns their indices in the order drawn; fewer than `seats` if fewer candidates
/// have a positive weight.
///
/// Reproducible from the seed: see [the module](self).
pub fn draw(seed: [u8; 32], weights: &[Balance], seats: usize) -> Vec<usize> {
	WeightedDraw::new(seed, weights.to_vec()).take(seats).collect()
}

impl<T: Config> Pallet<T> {
	/// Seats of the next set.
	pub(crate) fn seats() -> u32 {
		T::ActiveValidators::get().clamp(1, T::MaxActiveValidators::get())
	}

	/// The share by which a factor raises the weight of the stake when rewards are split. A factor
	/// below one leaves the rewards of delegators unchanged.
	pub(crate) fn bonus_of(factor: FixedU64) -> Perbill {
		let bonus = factor.into_inner().saturating_sub(FixedU64::one().into_inner());
		Perbill::from_rational(bonus, FixedU64::DIV).min(T::MaxElectionBonus::get())
	}

	/// What denies a candidate a seat, if anything, and how it ceases to be a candidate.
	fn shortcoming(validator: &T::AccountId, minimum: Balance) -> Option<(Error<T>, Change)> {
		if let Err(error) = Self::ensure_session_keys(validator) {
			return Some((error, Change::GoOffline));
		}
		let self_stake = Validators::<T>::get(validator)
			.filter(|record| record.state.is_electable())
			.map_or(0, |record| record.self_stake());
		(self_stake < minimum).then_some((Error::SelfStakeTooSmall, Change::FallBelowMinimum))
	}

	/// The stake of a member of the set before that can keep its seat. Planck.
	fn stake_of_able(validator: &T::AccountId, ending: EpochIndex) -> Option<Balance> {
		let record = Validators::<T>::get(validator)?;
		let is_able = record.state.is_electable() && T::SessionKeys::contains(validator);
		Some(record.stake_to_come(ending)).filter(|stake| is_able && *stake > 0)
	}

	/// The stake of a member of the set before that can keep its seat though it is offline or
	/// leaving: see [the module](self). Planck.
	fn stake_of_idle(validator: &T::AccountId, ending: EpochIndex) -> Option<Balance> {
		let record = Validators::<T>::get(validator)?;
		let least = KEPT_SELF_STAKE.mul_ceil(Self::minimum_in_force()).max(1);
		let is_idle = !record.state.is_electable()
			&& !record.state.is_confined()
			&& T::SessionKeys::contains(validator)
			&& record.self_stake() >= least;
		Some(record.stake_to_come(ending)).filter(|stake| is_idle && *stake > 0)
	}

	/// Adds members of the set `before` until the election loses no more than `most` of their
	/// stake. Returns their number.
	///
	/// - `stake_of`: the stake of a member that can keep its seat.
	fn retain_members(
		set: &mut ElectedOf<T>,
		before: &ElectedOf<T>,
		most: Perbill,
		stake_of: impl Fn(&T::AccountId) -> Option<Balance>,
	) -> u32 {
		let elected: BTreeMap<_, _> =
			set.iter().map(|elected| (elected.validator.clone(), elected.stake)).collect();
		let mut total = elected.values().fold(0, |sum: Balance, stake| sum.saturating_add(*stake));
		let mut stake_before: Balance = 0;
		let mut dropped = Vec::new();
		for member in before {
			let stake = match elected.get(&member.validator) {
				Some(stake) => *stake,
				None => {
					let Some(stake) = stake_of(&member.validator) else { continue };
					dropped.push((member.validator.clone(), stake));
					stake
				},
			};
			stake_before = stake_before.saturating_add(stake);
		}
		let least = most.left_from_one().mul_ceil(stake_before);
		dropped.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
		let mut retained: u32 = 0;
		for (validator, stake) in dropped {
			if total >= least {
				break;
			}
			let factor = Self::factor_of(&validator);
			if set.try_push(Elected { validator, stake, factor, rotation: false }).is_err() {
				break;
			}
			total = total.saturating_add(stake);
			retained = retained.saturating_add(1);
		}
		retained
	}

	/// The bounded factor by which a candidate's stake counts.
	fn factor_of(validator: &T::AccountId) -> FixedU64 {
		bounded_factor(T::ElectionWeight::factor(validator), T::MaxElectionBonus::get())
	}

	/// The candidates by weight, heaviest first, and the candidates refused by a gate.
	fn candidates(seats: u32, ending: EpochIndex) -> Candidates<T> {
		let scanned = seats.saturating_mul(CANDIDATES_PER_SEAT) as usize;
		let mut refused = Vec::new();
		let mut by_weight = Vec::with_capacity(scanned);
		for validator in T::CandidateList::iter().take(scanned) {
			if let Err(reason) = T::ValidatorGate::admit(&validator) {
				refused.push(Refused::without_removal(validator, reason));
				continue;
			}
			let Some(record) = Validators::<T>::get(&validator) else { continue };
			let stake = record.stake_to_come(ending);
			let factor = Self::factor_of(&validator);
			let weight = factor.saturating_mul_int(stake);
			if weight > 0 {
				by_weight.push(Candidate { validator, stake, factor, weight });
			}
		}
		by_weight.sort_unstable_by(|a, b| {
			b.weight.cmp(&a.weight).then_with(|| a.validator.cmp(&b.validator))
		});
		Candidates { by_weight, refused }
	}

	/// The seed of the rotation of the set of `epoch`.
	pub fn rotation_seed(epoch: EpochIndex) -> [u8; 32] {
		let (random, _) = T::Randomness::random(&[ROTATION_SUBJECT, &epoch.encode()].concat());
		sp_io::hashing::blake2_256(&random.encode())
	}

	/// The result of an election for `seats` seats at present.
	pub(crate) fn outcome(seats: u32, seed: [u8; 32], terms: Terms) -> Outcome<T> {
		let Candidates { by_weight: candidates, mut refused } =
			Self::candidates(seats, terms.ending);
		let share = T::RotationShare::get();
		let rotation = match candidates.len() > seats as usize {
			true => share.mul_floor(seats) as usize,
			false => 0,
		};
		let by_weight = (seats as usize).saturating_sub(rotation);
		let mut set = ElectedOf::<T>::default();
		let mut seat = |set: &mut ElectedOf<T>, candidate: &Candidate<T::AccountId>, rotation| {
			let Candidate { validator, stake, factor, .. } = candidate.clone();
			if let Some((reason, removal)) = Self::shortcoming(&validator, terms.minimum) {
				let removal = Some(removal);
				refused.push(Refused { validator, reason: reason.into(), removal });
				return;
			}
			// At most as many as the seats, which have the same bound.
			let _ = set.try_push(Elected { validator, stake, factor, rotation });
		};

		let mut others = candidates.iter();
		while set.len() < by_weight {
			let Some(candidate) = others.next() else { break };
			seat(&mut set, candidate, false);
		}
		let others = others.as_slice();
		let mut left: BTreeMap<_, _> =
			others.iter().map(|candidate| (&candidate.validator, candidate)).collect();
		if set.len() < seats as usize && !left.is_empty() {
			let noted = RotationWeights::<T>::get();
			let weights = noted.iter().map(|noted| noted.weight).collect();
			let mut draw = WeightedDraw::new(seed, weights);
			while set.len() < seats as usize && !left.is_empty() {
				let Some(index) = draw.next() else { break };
				let drawn = noted.get(index).and_then(|noted| left.remove(&noted.validator));
				if let Some(candidate) = drawn {
					seat(&mut set, candidate, true);
				}
			}
		}
		let mut reserves = others.iter().filter(|it| left.contains_key(&it.validator));
		while set.len() < seats as usize {
			let Some(candidate) = reserves.next() else { break };
			seat(&mut set, candidate, false);
		}
		// As many as the seats at most, which have the same bound.
		let reserves = ElectedOf::<T>::truncate_from(
			reserves
				.take(seats as usize)
				.map(|Candidate { validator, stake, factor, .. }| Elected {
					validator: validator.clone(),
					stake: *stake,
					factor: *factor,
					rotation: false,
				})
				.collect(),
		);
		let noted = match share.is_zero() {
			true => NotedOf::<T>::default(),
			// At most as many as were examined, which have the same bound.
			false => NotedOf::<T>::truncate_from(
				candidates
					.iter()
					.map(|Candidate { validator, weight, .. }| Noted {
						validator: validator.clone(),
						weight: *weight,
					})
					.collect(),
			),
		};
		Outcome { elected: set, reserves, noted, refused }
	}

	/// The elected as a member at present. Fails if it has lost its seat.
	fn still_elected(
		elected: &Elected<T::AccountId>,
		Terms { minimum, ending }: Terms,
	) -> Result<Elected<T::AccountId>, Error<T>> {
		let record = Validators::<T>::get(&elected.validator).ok_or(Error::UnknownValidator)?;
		ensure!(record.state.is_electable(), Error::NotOnline);
		let stake = record.stake_to_come(ending);
		ensure!(stake > 0 && record.self_stake() >= minimum, Error::SelfStakeTooSmall);
		Self::ensure_session_keys(&elected.validator)?;
		Ok(Elected { stake, ..elected.clone() })
	}

	/// The set that follows from an election if it is taken at present.
	///
	/// - `reserves`: the candidates that take the seats that the elected have lost, in this order.
	/// - `is_fresh`: the election was held in this block, so that nothing has changed since.
	fn taken(
		mode: ElectionMode,
		seats: u32,
		elected: ElectedOf<T>,
		reserves: ElectedOf<T>,
		terms: Terms,
		is_fresh: bool,
	) -> Taken<T> {
		let mut lost = Vec::new();
		let mut set = match is_fresh {
			true => elected,
			false => {
				let still = elected.into_iter().filter_map(|elected| {
					let still = Self::still_elected(&elected, terms);
					let validator = elected.validator;
					still
						.map_err(|reason| lost.push(Refused::without_removal(validator, reason)))
						.ok()
				});
				// No more than were elected.
				ElectedOf::<T>::truncate_from(still.collect())
			},
		};
		let empty = lost.len();
		let reserves = reserves.iter().filter_map(|it| Self::still_elected(it, terms).ok());
		for reserve in reserves.take(empty) {
			// No more than have lost a seat.
			let _ = set.try_push(reserve);
		}
		let (least, most_lost) = Self::demands(mode, seats);
		let eligible = count(set.len());
		if eligible < least {
			let most_lost = T::MaximumElectionLoss::get();
			let set = Self::kept_set(&set, seats, most_lost, terms.ending);
			return Taken { set, lost, retained: 0, too_few: Some((eligible, least)) }.settled();
		}
		let before = NextSet::<T>::get();
		let stake_of = |member: &_| Self::stake_of_able(member, terms.ending);
		let retained = Self::retain_members(&mut set, &before, most_lost, stake_of);
		Taken { set, lost, retained, too_few: None }.settled()
	}

	/// Notes the candidates with their weights, for the draw of the next election.
	fn note_weights(noted: NotedOf<T>) {
		match noted.is_empty() {
			true => RotationWeights::<T>::kill(),
			false => RotationWeights::<T>::put(noted),
		}
	}

	/// The candidates that were passed over and have no seat in the set, up to [`MAX_REMOVED`].
	fn passed_over(
		refused: Vec<Refused<T::AccountId>>,
		set: &ElectedOf<T>,
	) -> PassedOver<T::AccountId> {
		let members: BTreeSet<_> = set.iter().map(|elected| &elected.validator).collect();
		let without_seat = refused
			.into_iter()
			.filter(|refused| refused.removal.is_some() && !members.contains(&refused.validator))
			.map(|refused| refused.validator)
			.take(MAX_REMOVED as usize);
		PassedOver::truncate_from(without_seat.collect())
	}

	/// Removes candidates that were passed over, and still have a shortcoming and no seat in the
	/// set, so that they take no place in the next election.
	fn remove_passed_over(passed_over: PassedOver<T::AccountId>, set: &ElectedOf<T>) {
		let minimum = Self::minimum_in_force();
		for validator in passed_over {
			if set.iter().any(|elected| elected.validator == validator) {
				continue;
			}
			let change = Self::shortcoming(&validator, minimum).map(|(_, change)| change);
			if let Some((change, mut ledger)) = change.zip(ValidatorLedger::<T>::find(&validator)) {
				// A validator that is no candidate any more cannot cease to be one.
				if ledger.transition(change).is_ok() {
					ledger.save();
				}
			}
		}
	}

	/// The least number of eligible candidates for an election, and the most stake that the election
	/// may lose.
	fn demands(mode: ElectionMode, seats: u32) -> (u32, Perbill) {
		match mode {
			ElectionMode::ForceOnce => (1, Perbill::one()),
			_ => {
				let minimum = T::MinimumActiveValidators::get().clamp(1, seats);
				(minimum, T::MaximumElectionLoss::get())
			},
		}
	}

	/// Holds the election for the set of `epoch`, and reports the candidates that were refused.
	fn hold_election(
		epoch: EpochIndex,
		terms: Terms,
	) -> (PreparedOf<T>, Vec<Refused<T::AccountId>>) {
		let (seed, seats) = (Self::rotation_seed(epoch), Self::seats());
		let Outcome { elected, reserves, noted, refused } = Self::outcome(seats, seed, terms);
		for Refused { validator, reason, .. } in &refused {
			let (validator, reason) = (validator.clone(), *reason);
			Self::deposit_event(Event::CandidateRefused { validator, reason });
		}
		let passed_over = PassedOver::default();
		(Prepared { epoch, seed, seats, elected, reserves, noted, passed_over }, refused)
	}

	/// Holds the election for the set of `epoch`, which is taken when the running epoch ends.
	///
	/// Also returns the number of candidates that ceased to be candidates.
	pub(crate) fn elect_ahead(epoch: EpochIndex) -> (PreparedOf<T>, u32) {
		let terms = Terms::new(epoch, Self::minimum_in_next_epoch());
		let (mut prepared, refused) = Self::hold_election(epoch, terms);
		let (elected, none) = (prepared.elected.clone(), ElectedOf::<T>::default());
		let (mode, seats) = (Self::election_mode(), prepared.seats);
		let Taken { set, .. } = Self::taken(mode, seats, elected, none, terms, true);
		// Keys are a matter of one call: a candidate that could set them in time again would keep
		// its place in the list, and others from being examined.
		let (keyless, outgrown) = Self::passed_over(refused, &set)
			.into_iter()
			.partition::<Vec<_>, _>(|validator| Self::ensure_session_keys(validator).is_err());
		let removed = count(keyless.len());
		Self::remove_passed_over(PassedOver::truncate_from(keyless), &set);
		prepared.passed_over = PassedOver::truncate_from(outgrown);
		let rotation = count(prepared.elected.iter().filter(|elected| elected.rotation).count());
		let (seats, seed) = (count(prepared.elected.len()), prepared.seed);
		Self::deposit_event(Event::SetPrepared { epoch, seats, rotation, seed });
		(prepared, removed)
	}

	/// The set that would be taken for `epoch` at present, whether it is a kept set, and the
	/// candidates without a seat.
	///
	/// While elections are paused and there is no set yet, that of an election without the pause.
	pub(crate) fn preview(epoch: EpochIndex) -> (ElectedOf<T>, bool, Vec<Refused<T::AccountId>>) {
		let mode = Self::election_mode();
		let terms = Terms::new(epoch, Self::minimum_in_next_epoch());
		let prepared = Self::prepared_for(epoch).filter(|_| mode != ElectionMode::Paused);
		let is_fresh = prepared.is_none();
		let (seats, elected, reserves, mut refused) = match prepared {
			Some(Prepared { seats, elected, reserves, passed_over, .. }) => {
				let refused = passed_over.into_iter().filter_map(|validator| {
					let (reason, change) = Self::shortcoming(&validator, terms.minimum)?;
					Some(Refused { validator, reason: reason.into(), removal: Some(change) })
				});
				(seats, elected, reserves, refused.collect())
			},
			None => {
				let seed = Self::rotation_seed(epoch);
				let seats = Self::seats();
				let outcome = Self::outcome(seats, seed, terms);
				(seats, outcome.elected, outcome.reserves, outcome.refused)
			},
		};
		let has_set = NextSet::<T>::decode_len().is_some_and(|members| members > 0);
		if mode == ElectionMode::Paused && has_set {
			return (Self::paused_set(terms.ending), true, refused);
		}
		if mode == ElectionMode::Paused {
			return (elected, false, refused);
		}
		let Taken { set, lost, too_few, .. } =
			Self::taken(mode, seats, elected, reserves, terms, is_fresh);
		refused.extend(lost);
		(set, too_few.is_some(), refused)
	}

	/// Takes the set of `epoch`, stores it and returns it. Holds its election first if it was not
	/// prepared. Empty only if there has never been a set.
	pub(crate) fn elect(epoch: EpochIndex) -> ElectedOf<T> {
		let prepared = Self::take_prepared(epoch);
		let mode = Self::election_mode();
		if mode == ElectionMode::Paused {
			Self::deposit_event(Event::SetKept { epoch });
			// Weights from before the pause are not those of the candidates after it.
			Self::note_weights(Default::default());
			let set = Self::paused_set(ending_before(epoch));
			Self::note_away(&set);
			return Self::keep(epoch, set);
		}
		let terms = Terms::new(epoch, Self::minimum_in_force());
		let (election, refused) = match prepared {
			Some(prepared) => (prepared, None),
			None => {
				let (election, refused) = Self::hold_election(epoch, terms);
				(election, Some(refused))
			},
		};
		let Prepared { seed, seats, elected, reserves, noted, passed_over, .. } = election;
		Self::note_weights(noted);
		let Taken { set, lost, retained, too_few } =
			Self::taken(mode, seats, elected, reserves, terms, refused.is_some());
		for Refused { validator, reason, .. } in lost {
			Self::deposit_event(Event::SeatLost { epoch, validator, reason });
		}
		let passed_over = refused.map_or(passed_over, |refused| Self::passed_over(refused, &set));
		if mode == ElectionMode::ForceOnce {
			// Once, whatever the result: a later candidate must not be elected alone.
			Self::begin_with_mode(ElectionMode::Normal);
		}
		if let Some((eligible, minimum)) = too_few {
			if mode == ElectionMode::ForceOnce {
				Self::deposit_event(Event::ForcedElectionFailed { epoch });
			}
			Self::deposit_event(Event::TooFewCandidates { epoch, eligible, minimum });
			let set = Self::keep(epoch, set);
			Self::remove_passed_over(passed_over, &set);
			return set;
		}
		Self::remove_passed_over(passed_over, &set);
		if retained > 0 {
			Self::deposit_event(Event::MembersRetained { epoch, members: retained });
		}
		let rotation = count(set.iter().filter(|elected| elected.rotation).count());
		Self::deposit_event(Event::SetElected { epoch, seats: count(set.len()), rotation, seed });
		NextSet::<T>::put(&set);
		set
	}

	/// The set before, with current stakes, without losing more than `most` of it by members that
	/// are not online. `newcomers` take free ones of `seats`: see [the module](self).
	fn kept_set(
		newcomers: &[Elected<T::AccountId>],
		seats: u32,
		most: Perbill,
		ending: EpochIndex,
	) -> ElectedOf<T> {
		let mut before = NextSet::<T>::get();
		for member in before.iter_mut() {
			if let Some(record) = Validators::<T>::get(&member.validator) {
				member.stake = record.stake_to_come(ending);
			}
		}
		let mut set = before.clone();
		set.retain(|member| Self::stake_of_able(&member.validator, ending).is_some());
		// Too few candidates are no reason to begin with them.
		let newcomers = if before.is_empty() { &[] } else { newcomers };
		for newcomer in newcomers {
			if set.len() >= seats as usize {
				break;
			}
			if !set.iter().any(|member| member.validator == newcomer.validator) {
				// Fewer than the seats, which have the same bound.
				let _ = set.try_push(newcomer.clone());
			}
		}
		let most = if set.is_empty() { Perbill::zero() } else { most };
		let stake_of = |member: &_| Self::stake_of_idle(member, ending);
		Self::retain_members(&mut set, &before, most, stake_of);
		if set.is_empty() {
			set = before;
		}
		set
	}

	/// The set that is kept while elections are paused, with the members that are back.
	fn paused_set(ending: EpochIndex) -> ElectedOf<T> {
		let back: Vec<_> = AwayMembers::<T>::get()
			.into_iter()
			.filter_map(|validator| {
				let stake = Self::stake_of_able(&validator, ending)?;
				let factor = Self::factor_of(&validator);
				Some(Elected { validator, stake, factor, rotation: false })
			})
			.collect();
		Self::kept_set(&back, T::MaxActiveValidators::get(), Perbill::zero(), ending)
	}

	/// Notes the members of the paused set that have no seat in `set`, so that they can return.
	fn note_away(set: &ElectedOf<T>) {
		let seated: BTreeSet<_> = set.iter().map(|elected| &elected.validator).collect();
		let mut away = AwayMembers::<T>::get();
		let was_away = away.clone();
		for Elected { validator, .. } in NextSet::<T>::get() {
			if !away.contains(&validator) {
				// All have been members of one set, which has the same bound.
				let _ = away.try_push(validator);
			}
		}
		let may_return = |validator: &T::AccountId| {
			Validators::<T>::get(validator).is_some_and(|record| record.state != State::Banned)
		};
		away.retain(|validator| !seated.contains(validator) && may_return(validator));
		if away != was_away {
			AwayMembers::<T>::put(away);
		}
	}

	/// Stores a kept set, and records its members that are not online.
	fn keep(epoch: EpochIndex, set: ElectedOf<T>) -> ElectedOf<T> {
		let is_online = |validator: &T::AccountId| {
			Validators::<T>::get(validator).is_some_and(|record| record.state.is_electable())
		};
		let validators = set.iter().map(|elected| elected.validator.clone());
		let offline = validators.filter(|validator| !is_online(validator)).collect();
		// At most as many as the set, which has the same bound.
		let offline = KeptOf::<T>::truncate_from(offline);
		if !offline.is_empty() {
			KeptOffline::<T>::insert(epoch, offline);
		}
		NextSet::<T>::put(&set);
		set
	}

	/// The members that were kept offline in the set of an ended epoch. Forgets them.
	pub(crate) fn take_kept_offline(epoch: EpochIndex) -> KeptOf<T> {
		KeptOffline::<T>::take(epoch).unwrap_or_default()
	}

	/// Restores the duties of members that were kept offline in the set of `epoch` and are online
	/// at its start.
	pub(crate) fn recall(epoch: EpochIndex) {
		KeptOffline::<T>::mutate_exists(epoch, |kept| {
			if let Some(members) = kept {
				members.retain(|member| {
					Validators::<T>::get(member).is_some_and(|record| !record.state.is_electable())
				});
				if members.is_empty() {
					*kept = None;
				}
			}
		});
	}

	/// How the next sets are determined.
	pub(crate) fn election_mode() -> ElectionMode {
		NextElectionMode::<T>::get()
	}

	/// Sets how the first sets are determined.
	pub(crate) fn begin_with_mode(mode: ElectionMode) {
		NextElectionMode::<T>::put(mode);
	}

	/// Sets how the next sets are found.
	pub(crate) fn set_election_mode(mode: ElectionMode) {
		NextElectionMode::<T>::put(mode);
		if mode != ElectionMode::Paused {
			AwayMembers::<T>::kill();
			// What governance means to mend may have been elected already: it is elected anew.
			Self::forget_prepared();
		}
		Self::deposit_event(Event::ElectionForced { mode });
	}
}
