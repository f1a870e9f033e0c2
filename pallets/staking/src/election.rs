//! Who validates next.
//!
//! Candidates are the validators that are online with enough stake of their own, from the sorted list. At each
//! epoch boundary:
//!
//! 1. The first `3 × seats` of the list are looked at.
//! 2. Those that a gate refuses are dropped, with an event.
//! 3. Stake is multiplied by the bounded factor of the election weight and sorted; ties go to the lower
//!    account.
//! 4. All seats but a governed share are filled in this order.
//! 5. The rest are *rotation seats*: [`draw`] fills them from the candidates that are left.
//!
//! Whoever would get a seat without session keys or with less than the least own stake is passed over, with an
//! event; passing over does not change the odds of the others. Either is its own doing: it is taken offline, up to
//! [`MAX_TAKEN_OFFLINE`] at a time, and so cannot keep others from being looked at.
//!
//! If fewer can be elected than the least number, the set stays as it is. A member that is kept so
//! although it is not online, because it went offline, left, or is in jail, is expected to make no
//! blocks in that epoch, unless it is online again when the epoch begins: what it misses is not
//! told to [`Config::ConductObserver`], so that no other pallet takes it for downtime. It is paid
//! the part of the blocks that it made, and nothing where it made none.
//!
//! # Checking a draw
//!
//! The seed is in the event [`Event::SetElected`]; it is
//! `blake2_256(Randomness::random(b"palisade/rotation" ++ SCALE(epoch)))`. Anyone can repeat [`draw`] with it, by
//! the runtime API or on their own:
//!
//! ```text
//! stream  = ChaCha20(key = seed, nonce = 0, counter = 0), read as little-endian u128
//! weights = w_1 … w_n, total T = Σ w
//! repeat for each seat: take u128 x masked to the bits of T − 1 until x < T;
//!   the candidate i is the first with w_1 + … + w_i > x; remove it, T −= w_i
//! ```

use crate::{lifecycle::Change, types::*, *};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Encode;
use frame_election_provider_support::{ScoreProvider, SortedListProvider};
use frame_support::traits::{Contains, Get, Randomness};
use palisade_primitives::{
	bounded_factor, Balance, ElectionWeight, EpochIndex, Refusal, ValidatorGate, WeightedDraw,
};
use sp_arithmetic::{traits::One, FixedPointNumber, FixedU64, Perbill};

/// Candidates that are looked at for each seat.
pub const CANDIDATES_PER_SEAT: u32 = 3;

/// Candidates that an election takes offline at most, of those that cannot be elected by their own doing.
pub const MAX_TAKEN_OFFLINE: u32 = 16;

/// Says what the randomness of the rotation is for.
pub const ROTATION_SUBJECT: &[u8] = b"palisade/rotation";

/// Somebody who can be elected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate<AccountId> {
	validator: AccountId,
	stake: Balance,
	factor: FixedU64,
	weight: Balance,
}

/// What an election comes to.
pub(crate) struct Outcome<T: Config> {
	/// The first in the order of weight; those of rotation seats after them, in the order of the draw.
	pub set: ElectedOf<T>,
	/// Whom a gate refused, and who was passed over.
	pub refused: Vec<(T::AccountId, Refusal)>,
}

/// Draws `seats` of the candidates whose `weights` are given, without replacement, with probabilities in
/// proportion to the weights. Returns their indices in the order of the draw; fewer where fewer have a weight
/// above zero.
///
/// Reproducible from the seed: see [the module](self).
pub fn draw(seed: [u8; 32], weights: &[Balance], seats: usize) -> Vec<usize> {
	WeightedDraw::new(seed, weights.to_vec()).take(seats).collect()
}

/// The score by which the list of candidates is kept: the stake.
impl<T: Config> ScoreProvider<T::AccountId> for Pallet<T> {
	type Score = Balance;

	fn score(validator: &T::AccountId) -> Option<Balance> {
		// Anyone can have the list take in whoever has a score: only candidates may have one.
		Validators::<T>::get(validator)
			.filter(|record| record.state.is_electable())
			.map(|record| record.pool.stake())
	}

	#[cfg(any(feature = "runtime-benchmarks", feature = "std"))]
	fn set_score_of(validator: &T::AccountId, score: Balance) {
		Validators::<T>::mutate(validator, |record| {
			if let Some(record) = record {
				record.pool.compounding.stake = score;
			}
		});
	}
}

impl<T: Config> Pallet<T> {
	/// Seats of the next set.
	pub(crate) fn seats() -> u32 {
		T::ActiveValidators::get().clamp(1, T::MaxActiveValidators::get())
	}

	/// By what part more than its stake a factor makes it count when rewards are split: what makes it count
	/// less does not touch what delegators earn.
	pub(crate) fn bonus_of(factor: FixedU64) -> Perbill {
		let bonus = factor.into_inner().saturating_sub(FixedU64::one().into_inner());
		Perbill::from_rational(bonus, FixedU64::DIV).min(T::MaxElectionBonus::get())
	}

	/// Why a candidate cannot have a seat, by its own doing.
	fn shortcoming(validator: &T::AccountId) -> Option<Refusal> {
		if !T::SessionKeys::contains(validator) {
			return Some(Refusal::NoSessionKeys);
		}
		let own_stake = Validators::<T>::get(validator)
			.filter(|record| record.state.is_electable())
			.map_or(0, |record| record.own_stake());
		(own_stake < T::MinimumSelfStake::get()).then_some(Refusal::SelfStakeTooSmall)
	}

	/// The candidates by weight, the heaviest first; and those that a gate refuses.
	#[allow(clippy::type_complexity)]
	fn candidates(seats: u32) -> (Vec<Candidate<T::AccountId>>, Vec<(T::AccountId, Refusal)>) {
		let scanned = seats.saturating_mul(CANDIDATES_PER_SEAT) as usize;
		let mut refused = Vec::new();
		let mut candidates = Vec::with_capacity(scanned);
		for validator in T::CandidateList::iter().take(scanned) {
			if let Err(reason) = T::ValidatorGate::admit(&validator) {
				refused.push((validator, reason));
				continue;
			}
			// The score is the stake.
			let Ok(stake) = T::CandidateList::get_score(&validator) else { continue };
			let factor =
				bounded_factor(T::ElectionWeight::factor(&validator), T::MaxElectionBonus::get());
			let weight = factor.saturating_mul_int(stake);
			if weight > 0 {
				candidates.push(Candidate { validator, stake, factor, weight });
			}
		}
		candidates.sort_unstable_by(|a, b| {
			b.weight.cmp(&a.weight).then_with(|| a.validator.cmp(&b.validator))
		});
		(candidates, refused)
	}

	/// The seed of the rotation of the set of `epoch`.
	pub fn rotation_seed(epoch: EpochIndex) -> [u8; 32] {
		let (random, _) = T::Randomness::random(&[ROTATION_SUBJECT, &epoch.encode()].concat());
		sp_io::hashing::blake2_256(&random.encode())
	}

	/// The set that an election for so many seats comes to now.
	pub(crate) fn outcome(seats: u32, seed: [u8; 32]) -> Outcome<T> {
		let (candidates, mut refused) = Self::candidates(seats);
		let rotation = match candidates.len() > seats as usize {
			true => T::RotationShare::get().mul_floor(seats) as usize,
			false => 0,
		};
		let by_weight = (seats as usize).saturating_sub(rotation);
		let mut set = ElectedOf::<T>::default();
		let mut seat = |set: &mut ElectedOf<T>, candidate: &Candidate<T::AccountId>, rotation| {
			let Candidate { validator, stake, factor, .. } = candidate.clone();
			if let Some(reason) = Self::shortcoming(&validator) {
				refused.push((validator, reason));
				return;
			}
			// Not more than the seats, which have the same bound.
			let _ = set.try_push(Elected { validator, stake, factor, rotation });
		};

		let mut others = candidates.iter();
		while set.len() < by_weight {
			let Some(candidate) = others.next() else { break };
			seat(&mut set, candidate, false);
		}
		let others = others.as_slice();
		let weights = others.iter().map(|candidate| candidate.weight).collect();
		let mut draw = WeightedDraw::new(seed, weights);
		while set.len() < seats as usize {
			let Some(index) = draw.next() else { break };
			if let Some(candidate) = others.get(index) {
				seat(&mut set, candidate, true);
			}
		}
		Outcome { set, refused }
	}

	/// Takes a candidate offline, so that it is in nobody's way at the next election.
	fn take_offline(validator: &T::AccountId) {
		let Some(mut record) = Validators::<T>::get(validator) else { return };
		// Possible from every state in which it is a candidate.
		let _ = Self::transition(validator, &mut record, Change::GoOffline);
		Validators::<T>::insert(validator, record);
	}

	/// Elects the set of `epoch`, and stores and returns it. Empty only where there has never been one.
	pub(crate) fn elect(epoch: EpochIndex) -> ElectedOf<T> {
		let mode = ElectionMode::<T>::get();
		if mode == Forcing::Keep {
			Self::deposit_event(Event::SetKept { epoch });
			return Self::keep_set(epoch);
		}
		let seats = Self::seats();
		let seed = Self::rotation_seed(epoch);
		let Outcome { set, refused } = Self::outcome(seats, seed);
		let mut taken_offline = 0;
		for (validator, reason) in refused {
			let is_its_own_doing =
				matches!(reason, Refusal::NoSessionKeys | Refusal::SelfStakeTooSmall);
			if is_its_own_doing && taken_offline < MAX_TAKEN_OFFLINE {
				Self::take_offline(&validator);
				taken_offline = taken_offline.saturating_add(1);
			}
			Self::deposit_event(Event::CandidateRefused { validator, reason });
		}
		let eligible = count(set.len());
		let minimum = match mode {
			Forcing::ElectAnyway => 1,
			_ => T::MinimumActiveValidators::get().clamp(1, seats),
		};
		if eligible < minimum {
			Self::deposit_event(Event::TooFewCandidates { epoch, eligible, minimum });
			return Self::keep_set(epoch);
		}
		if mode == Forcing::ElectAnyway {
			ElectionMode::<T>::kill();
		}
		let rotation = count(set.iter().filter(|elected| elected.rotation).count());
		Self::deposit_event(Event::SetElected { epoch, seats: count(set.len()), rotation, seed });
		NextSet::<T>::put(&set);
		set
	}

	/// The same at genesis, where the sets of two epochs are named before the first begins: they are one.
	pub(crate) fn elect_at_genesis(epoch: EpochIndex) -> ElectedOf<T> {
		match epoch {
			0 => Self::elect(epoch),
			_ => NextSet::<T>::get(),
		}
	}

	/// The set as it is, with the stakes of now. Those that were banned, have no session keys or no stake any
	/// more, go on only if nobody else is left. Notes those that are not online.
	fn keep_set(epoch: EpochIndex) -> ElectedOf<T> {
		let mut set = NextSet::<T>::get();
		let mut offline = BTreeSet::new();
		for elected in set.iter_mut() {
			if let Some(record) = Validators::<T>::get(&elected.validator) {
				elected.stake = record.pool.stake();
				if !record.state.is_electable() {
					offline.insert(elected.validator.clone());
				}
			}
		}
		let mut kept = set.clone();
		kept.retain(|elected| {
			elected.stake > 0
				&& T::SessionKeys::contains(&elected.validator)
				&& Validators::<T>::get(&elected.validator)
					.is_some_and(|record| record.state != State::Banned)
		});
		let set = if kept.is_empty() { set } else { kept };
		let validators = set.iter().map(|elected| elected.validator.clone());
		let offline = validators.filter(|validator| offline.contains(validator)).collect();
		// As many as the set, which has the same bound.
		let offline = KeptOf::<T>::truncate_from(offline);
		if !offline.is_empty() {
			KeptOffline::<T>::insert(epoch, offline);
		}
		NextSet::<T>::put(&set);
		set
	}
}
