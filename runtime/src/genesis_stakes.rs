//! The validators of genesis, with the stakes that they began with.
//!
//! A chain needs validators from its first block on. This pallet holds the set that genesis names: each
//! stake is held on the balance of its validator, gives the validator its weight in consensus, and stays
//! until the set is replaced.

use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	pallet_prelude::*,
	traits::fungible::{InspectHold, MutateHold},
};
use palisade_primitives::ElectedStake;
use pallet_session::historical;
use sp_staking::SessionIndex;

pub use pallet::*;

/// Something that keeps records of a session as long as its offences can be reported.
pub trait OnForgotten {
	/// Offences of `session` can no longer be reported.
	fn forgotten(session: SessionIndex);
}

// The macros of the SDK expect what they have made sure of.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ historical::Config
	{
		/// Where the stakes are held.
		type StakeCurrency: MutateHold<
			Self::AccountId,
			Balance = u128,
			Reason = <Self as Config>::RuntimeHoldReason,
		>;

		/// The reasons for which the runtime holds funds.
		type RuntimeHoldReason: From<HoldReason>;

		/// Most validators there can be.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Sessions for which an offence can be reported after it was committed. What proves who was a
		/// validator is kept for as long.
		#[pallet::constant]
		type ReportSessions: Get<SessionIndex>;

		/// Told of each session whose offences can no longer be reported.
		type OnForgotten: OnForgotten;
	}

	/// Why funds are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The stake of a validator.
		#[codec(index = 0)]
		Stake,
	}

	/// The validators, in the order of genesis.
	#[pallet::storage]
	pub type Validators<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// The stake of each validator, in planck. The keys are those of genesis: nobody can choose them.
	#[pallet::storage]
	pub type Stakes<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, u128, OptionQuery>;

	/// The validators to begin with.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Validators and their stakes, in planck. Each must own its stake.
		pub stakes: Vec<(T::AccountId, u128)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		/// # Panics
		///
		/// If there are too many validators, one twice, or one that does not own its stake: such a chain
		/// must not start.
		fn build(&self) {
			for (validator, stake) in &self.stakes {
				assert!(*stake > 0, "the stake of {validator:?} is zero");
				let held = T::StakeCurrency::hold(&HoldReason::Stake.into(), validator, *stake);
				assert!(held.is_ok(), "{validator:?} does not own its stake of {stake}: {held:?}");
				Stakes::<T>::insert(validator, stake);
				let listed = Validators::<T>::try_append(validator);
				assert!(listed.is_ok(), "more than {} validators", T::MaxValidators::get());
			}
			let problem = Pallet::<T>::check_state();
			assert!(problem.is_ok(), "genesis stakes: {problem:?}");
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<frame_system::pallet_prelude::BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: frame_system::pallet_prelude::BlockNumberFor<T>,
		) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state().map_err(Into::into)
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The validators that can take part, which are those with session keys, and their stakes in planck.
	pub fn validators() -> Vec<(T::AccountId, u128)> {
		Validators::<T>::get()
			.into_iter()
			.filter(|validator| pallet_session::NextKeys::<T>::contains_key(validator))
			.filter_map(|validator| Self::stake_of(&validator).map(|stake| (validator, stake)))
			.collect()
	}

	/// The stake of `validator`, in planck.
	pub fn stake_of(validator: &T::AccountId) -> Option<u128> {
		Stakes::<T>::get(validator)
	}

	/// The invariants: no validator twice, each with a stake that is held in full, no stake without one.
	pub(crate) fn check_state() -> Result<(), &'static str> {
		let mut seen = alloc::collections::BTreeSet::new();
		for validator in Validators::<T>::get() {
			let stake = Self::stake_of(&validator).ok_or("a validator has no stake")?;
			ensure!(
				T::StakeCurrency::balance_on_hold(&HoldReason::Stake.into(), &validator) >= stake,
				"a stake is not held in full"
			);
			ensure!(seen.insert(validator), "a validator stands twice in the set");
		}
		ensure!(Stakes::<T>::iter_keys().count() == seen.len(), "a stake belongs to no validator");
		Ok(())
	}
}

impl<T: Config> ElectedStake<T::AccountId> for Pallet<T> {
	fn elected_stake(_: SessionIndex, validator: &T::AccountId) -> Option<u128> {
		Self::stake_of(validator)
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(_: SessionIndex) -> Option<Vec<T::AccountId>> {
		Some(Self::validators().into_iter().map(|(validator, _)| validator).collect())
	}

	fn start_session(_: SessionIndex) {}

	fn end_session(ended: SessionIndex) {
		let first_reportable = ended.saturating_sub(T::ReportSessions::get());
		historical::Pallet::<T>::prune_up_to(first_reportable);
		if let Some(forgotten) = first_reportable.checked_sub(1) {
			T::OnForgotten::forgotten(forgotten);
		}
	}
}

/// The set is named anew for each session, although it stays the same: the proofs of who owned which key
/// are made when it is named, and keys may have been rotated.
impl<T: Config> historical::SessionManager<T::AccountId, u128> for Pallet<T> {
	fn new_session(_: SessionIndex) -> Option<Vec<(T::AccountId, u128)>> {
		Some(Self::validators())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(ended: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(ended)
	}
}

/// What an offence report says of a validator: its stake.
pub struct ValidatorStake<T>(PhantomData<T>);

impl<T: Config> sp_runtime::traits::Convert<T::AccountId, Option<u128>> for ValidatorStake<T> {
	fn convert(validator: T::AccountId) -> Option<u128> {
		Pallet::<T>::stake_of(&validator)
	}
}

/// The score by which the sorted list of candidates is kept: the stake.
impl<T: Config> frame_election_provider_support::ScoreProvider<T::AccountId> for Pallet<T> {
	type Score = u128;

	fn score(validator: &T::AccountId) -> Option<u128> {
		Self::stake_of(validator)
	}

	#[cfg(any(feature = "runtime-benchmarks", feature = "std"))]
	fn set_score_of(validator: &T::AccountId, score: u128) {
		Stakes::<T>::insert(validator, score);
	}
}
