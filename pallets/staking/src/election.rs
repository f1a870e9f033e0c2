//! The election of the next validator set.
//!
//! The only code that writes [`NextSet`], [`KeptOffline`] and [`NextElectionMode`].
//!
//! Candidates are the online validators with sufficient self-stake, taken from the sorted list. At
//! each epoch boundary:
//!
//! 1. The first `3 × seats` entries of the list are examined.
//! 2. Candidates refused by the gate are dropped, with an event.
//! 3. The stake is multiplied by the bounded factor of the election weight, and the candidates are
//!    sorted. The lower account wins ties.
//! 4. All seats are filled in this order, except for a governed share if there are more candidates
//!    than seats.
//! 5. The remaining seats are *rotation seats*: [`draw`] fills them from the remaining candidates.
//!
//! A candidate due for a seat is passed over, with an event, if it has no session keys or less than
//! the minimum self-stake. This does not change the odds of the other candidates. Both are the
//! validator's own fault: up to [`MAX_TAKEN_OFFLINE`] such validators per election are taken
//! offline, and so cannot keep others from being examined.
//!
//! With fewer eligible candidates than the minimum, the set is kept, except for the members that
//! cannot or must not author blocks: the jailed and the banned, and those without session keys,
//! without stake, or with less self-stake than [`KEPT_SELF_STAKE`] of the minimum. The last group
//! would validate with the stake of its delegators alone. If no member were left, the whole set is
//! kept: a chain without authorities has no later block.
//!
//! A kept member can be offline or leaving. Such a member is expected to author no blocks in that
//! epoch, unless it is online at the start. [`Config::ConductObserver`] is not told of its missed
//! blocks, so no pallet counts them as downtime. It is paid for the blocks that it authored, and
//! nothing without any.
//!
//! # Checking a draw
//!
//! The event [`Event::SetElected`] contains the seed, which is
//! `blake2_256(Randomness::random(b"palisade/rotation" ++ SCALE(epoch)))`. Anyone can repeat
//! [`draw`] with the seed, by the runtime API or independently:
//!
//! ```text
//! stream  = ChaCha20(key = seed, nonce = 0, counter = 0), read as little-endian u128
//! weights = w_1 … w_n, total T = Σ w
//! repeat for each seat: take u128 x masked to the bits of T − 1 until x < T;
//!   the candidate i is the first with w_1 + … + w_i > x; remove it, T −= w_i
//! ```

use crate::{ledger::ValidatorLedger, types::*, *};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Encode;
use frame_election_provider_support::SortedListProvider;
use frame_support::traits::{Contains, Get, Randomness};
use palisade_primitives::{
	bounded_factor, Balance, ElectionWeight, EpochIndex, ValidatorGate, WeightedDraw,
};
use sp_arithmetic::{traits::One, FixedPointNumber, FixedU64, Perbill};
use sp_runtime::DispatchError;

/// Candidates examined per seat.
pub const CANDIDATES_PER_SEAT: u32 = 3;

/// Most candidates that one election takes offline, of those refused by their own fault.
pub const MAX_TAKEN_OFFLINE: u32 = 16;

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
	/// Whether the candidate itself can remove the reason.
	pub is_own_fault: bool,
}

/// The candidates of an election.
struct Candidates<T: Config> {
	/// The candidates, heaviest first.
	by_weight: Vec<Candidate<T::AccountId>>,
	/// The candidates refused by a gate.
	refused: Vec<Refused<T::AccountId>>,
}

/// The result of an election.
pub(crate) struct Outcome<T: Config> {
	/// The members by weight, heaviest first, then those of the rotation seats in the order drawn.
	pub set: ElectedOf<T>,
	/// The candidates refused by a gate or passed over.
	pub refused: Vec<Refused<T::AccountId>>,
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

	/// The candidate's own fault that denies it a seat, if any.
	fn shortcoming(validator: &T::AccountId) -> Option<Error<T>> {
		if let Err(error) = Self::ensure_session_keys(validator) {
			return Some(error);
		}
		let self_stake = Validators::<T>::get(validator)
			.filter(|record| record.state.is_electable())
			.map_or(0, |record| record.self_stake());
		(self_stake < T::MinimumSelfStake::get()).then_some(Error::SelfStakeTooSmall)
	}

	/// The candidates by weight, heaviest first, and the candidates refused by a gate.
	fn candidates(seats: u32) -> Candidates<T> {
		let scanned = seats.saturating_mul(CANDIDATES_PER_SEAT) as usize;
		let mut refused = Vec::new();
		let mut by_weight = Vec::with_capacity(scanned);
		for validator in T::CandidateList::iter().take(scanned) {
			if let Err(reason) = T::ValidatorGate::admit(&validator) {
				refused.push(Refused { validator, reason, is_own_fault: false });
				continue;
			}
			// The score is the stake.
			let Ok(stake) = T::CandidateList::get_score(&validator) else { continue };
			let factor =
				bounded_factor(T::ElectionWeight::factor(&validator), T::MaxElectionBonus::get());
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
	pub(crate) fn outcome(seats: u32, seed: [u8; 32]) -> Outcome<T> {
		let Candidates { by_weight: candidates, mut refused } = Self::candidates(seats);
		let rotation = match candidates.len() > seats as usize {
			true => T::RotationShare::get().mul_floor(seats) as usize,
			false => 0,
		};
		let by_weight = (seats as usize).saturating_sub(rotation);
		let mut set = ElectedOf::<T>::default();
		let mut seat = |set: &mut ElectedOf<T>, candidate: &Candidate<T::AccountId>, rotation| {
			let Candidate { validator, stake, factor, .. } = candidate.clone();
			if let Some(reason) = Self::shortcoming(&validator) {
				refused.push(Refused { validator, reason: reason.into(), is_own_fault: true });
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

	/// Takes a candidate offline, so that it takes no place in the next election.
	fn exclude(validator: &T::AccountId) {
		if let Some(mut ledger) = ValidatorLedger::<T>::find(validator) {
			ledger.take_offline();
			ledger.save();
		}
	}

	/// Elects the set of `epoch`, stores it and returns it. Empty only if there has never been a
	/// set.
	pub(crate) fn elect(epoch: EpochIndex) -> ElectedOf<T> {
		let mode = Self::election_mode();
		if mode == ElectionMode::Paused {
			Self::deposit_event(Event::SetKept { epoch });
			return Self::keep_set(epoch);
		}
		let seats = Self::seats();
		let seed = Self::rotation_seed(epoch);
		let Outcome { set, refused } = Self::outcome(seats, seed);
		let mut taken_offline = 0;
		for Refused { validator, reason, is_own_fault } in refused {
			if is_own_fault && taken_offline < MAX_TAKEN_OFFLINE {
				Self::exclude(&validator);
				taken_offline = taken_offline.saturating_add(1);
			}
			Self::deposit_event(Event::CandidateRefused { validator, reason });
		}
		let eligible = count(set.len());
		let minimum = match mode {
			ElectionMode::ForceOnce => 1,
			_ => T::MinimumActiveValidators::get().clamp(1, seats),
		};
		if eligible < minimum {
			Self::deposit_event(Event::TooFewCandidates { epoch, eligible, minimum });
			return Self::keep_set(epoch);
		}
		if mode == ElectionMode::ForceOnce {
			NextElectionMode::<T>::kill();
		}
		let rotation = count(set.iter().filter(|elected| elected.rotation).count());
		Self::deposit_event(Event::SetElected { epoch, seats: count(set.len()), rotation, seed });
		NextSet::<T>::put(&set);
		set
	}

	/// Keeps the set, with current stakes, without the members that cannot or must not author
	/// blocks: see [the module](self). Records the members that are not online.
	fn keep_set(epoch: EpochIndex) -> ElectedOf<T> {
		let mut set = NextSet::<T>::get();
		let least = KEPT_SELF_STAKE.mul_ceil(T::MinimumSelfStake::get()).max(1);
		let (mut able, mut offline) = (BTreeSet::new(), BTreeSet::new());
		for elected in set.iter_mut() {
			let Some(record) = Validators::<T>::get(&elected.validator) else { continue };
			elected.stake = record.pool.stake();
			if !record.state.is_electable() {
				offline.insert(elected.validator.clone());
			}
			let has_keys = T::SessionKeys::contains(&elected.validator);
			if !record.state.is_confined()
				&& has_keys && elected.stake > 0
				&& record.self_stake() >= least
			{
				able.insert(elected.validator.clone());
			}
		}
		let mut kept = set.clone();
		kept.retain(|elected| able.contains(&elected.validator));
		let set = if kept.is_empty() { set } else { kept };
		let validators = set.iter().map(|elected| elected.validator.clone());
		let offline = validators.filter(|validator| offline.contains(validator)).collect();
		// At most as many as the set, which has the same bound.
		let offline = KeptOf::<T>::truncate_from(offline);
		if !offline.is_empty() {
			KeptOffline::<T>::insert(epoch, offline);
		}
		NextSet::<T>::put(&set);
		set
	}

	/// Expects no blocks in the running epoch from members that were disabled in it.
	pub(crate) fn excuse(epoch: EpochIndex, members: &[T::AccountId]) {
		if members.is_empty() {
			return;
		}
		let mut excused = KeptOffline::<T>::get(epoch).unwrap_or_default();
		for member in members {
			if !excused.contains(member) {
				// At most as many as the set, which has the same bound.
				let _ = excused.try_push(member.clone());
			}
		}
		KeptOffline::<T>::insert(epoch, excused);
	}

	/// The members of whom no blocks were expected in an ended epoch. Forgets them.
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
		Self::deposit_event(Event::ElectionForced { mode });
	}
}
