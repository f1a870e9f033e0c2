//! The first validators and delegations, and the first sets.

use crate::{types::*, *};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use frame_support::traits::{Contains, Get};
use palisade_primitives::EpochIndex;
use sp_runtime::traits::Zero;

impl<T: Config> GenesisConfig<T> {
	/// Whether the sets of the first sessions would have members. Fails with a sentence that names
	/// the reason, for a runtime that returns it from `build_state`: building panics with it.
	///
	/// Refuses a genesis without validators too, unless it asks for paused elections. Building does
	/// not: an empty genesis builds.
	///
	/// - `has_keys`: whether the genesis gives an account session keys.
	/// - `minimum`: the least number of eligible candidates.
	pub fn check(
		&self,
		has_keys: impl Fn(&T::AccountId) -> bool,
		minimum: u32,
	) -> Result<(), String> {
		let mut known = BTreeSet::new();
		for (who, ..) in &self.validators {
			if !known.insert(who) {
				return Err(format!("{who:?} is a validator twice: name it once"));
			}
			if !has_keys(who) {
				return Err(without_keys(who));
			}
		}
		let named = count(known.len());
		match self.election_mode {
			ElectionMode::Paused => Ok(()),
			_ if named == 0 => Err(NO_VALIDATOR.into()),
			ElectionMode::Normal if named < minimum => Err(too_few(named, minimum)),
			_ => Ok(()),
		}
	}
}

/// The reason why a genesis without validators does not start.
const NO_VALIDATOR: &str =
	"the genesis elects no validator, because it names none: name validators, \
	or begin with the election mode `Paused`, in which the keys of the session pallet name the first \
	authorities";

fn without_keys(who: &impl core::fmt::Debug) -> String {
	format!(
		"the genesis validator {who:?} has no session keys: add its keys to the genesis of the \
		 session pallet"
	)
}

fn too_few(eligible: u32, minimum: u32) -> String {
	format!(
		"the genesis elects no validator, because {eligible} can be elected and the least number \
		 is {minimum}: name more validators, or lower the minimum"
	)
}

impl<T: Config> Pallet<T> {
	/// # Panics
	///
	/// If a validator is registered twice, its self-stake or commission is out of bounds, a
	/// delegation would be refused as a call, or the sessions have begun. Admission is not checked.
	#[allow(clippy::expect_used, clippy::panic)] // A chain whose genesis is not sound must not start.
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		assert!(
			!CurrentEpoch::<T>::exists(),
			"the genesis elects no validator: declare the staking pallet before the session pallet"
		);
		Self::endow_pot().expect("the pot can be endowed");
		// The session pallet's keys name the authorities of a chain without validators.
		Self::begin_with_mode(match genesis.validators.is_empty() {
			true => ElectionMode::Paused,
			false => genesis.election_mode,
		});
		for (who, self_stake, commission, reward_policy) in &genesis.validators {
			assert!(!Validators::<T>::contains_key(who), "{who:?} is a validator twice");
			assert!(
				*self_stake >= T::MinimumSelfStake::get() && !self_stake.is_zero(),
				"the self-stake of {who:?} is too small"
			);
			assert!(
				*commission <= T::MaximumCommission::get(),
				"the commission of {who:?} is too high"
			);
			Self::insert_new(who, *self_stake, *commission, *reward_policy)
				.unwrap_or_else(|error| panic!("{who:?} cannot be a validator: {error:?}"));
		}
		for (who, validator, amount, class) in &genesis.delegations {
			// Genesis may stake all that an account owns.
			let collect = || Self::collect_to_the_last(who, *amount);
			Self::delegate_collected(who, validator, *amount, *class, 0, collect).unwrap_or_else(
				|error| panic!("{who:?} cannot delegate to {validator:?}: {error:?}"),
			);
		}
	}

	/// The election at genesis, when the sets of two epochs are needed before the first begins:
	/// both are one set.
	///
	/// # Panics
	///
	/// With the reason, if a validator has no session keys or the set has no member: the chain
	/// would begin with authorities that the genesis does not name as validators, or have no block.
	pub(crate) fn elect_at_genesis(epoch: EpochIndex) -> ElectedOf<T> {
		if epoch > 0 {
			return NextSet::<T>::get();
		}
		let set = Self::elect(epoch);
		if let Some(reason) = Self::flaw_of_genesis(&set) {
			#[allow(clippy::panic)] // A chain whose genesis is not sound must not start.
			{
				panic!("{reason}");
			}
		}
		set
	}

	/// The reason why a chain must not start with this set.
	fn flaw_of_genesis(set: &ElectedOf<T>) -> Option<String> {
		// The election has taken candidates without keys offline.
		if let Some(who) = Validators::<T>::iter_keys().find(|who| !T::SessionKeys::contains(who)) {
			return Some(without_keys(&who));
		}
		if !set.is_empty() || Self::election_mode() == ElectionMode::Paused {
			return None;
		}
		let seed = Self::rotation_seed(0);
		let election::Outcome { elected, refused, .. } =
			Self::outcome(Self::seats(), seed, election::Terms::new(0, Self::minimum_in_force()));
		let refusals: Vec<_> = refused
			.iter()
			.map(|refused| format!("; {:?} is refused: {:?}", refused.validator, refused.reason))
			.collect();
		let minimum = T::MinimumActiveValidators::get().clamp(1, Self::seats());
		Some([too_few(count(elected.len()), minimum), refusals.concat()].concat())
	}
}
