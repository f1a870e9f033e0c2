//! The validators of each session, with their keys and stakes.
//!
//! They are recorded when the session is planned, which fixes its keys. A validator that
//! equivocates and then changes its keys is still known by the old ones while its offence can be
//! reported and until the case is decided. The SDK's historical pallet proves the running session's
//! keys from those set for the next ones, by a trie that every report builds anew. Here a report is
//! one read.
//!
//! A release that adds a session key, or removes one, migrates the records by [`UpgradeKeys`].

mod key_upgrade;
#[cfg(test)]
mod tests;

pub use key_upgrade::{KeyUpgrade, UpgradeKeys};

use crate::{constants::bounds, AccountId, Balance, Interruptions};
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode};
use frame_support::{pallet_prelude::*, traits::KeyOwnerProofSystem};
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::OpaqueKeys;
use sp_session::MembershipProof;
use sp_staking::SessionIndex;

pub use pallet::*;

/// Longest encoded keys of a validator. Bytes. Room for further keys: the three of today have 96.
pub const MAX_KEY_BYTES: u32 = 512;

/// A validator of a session.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Member {
	/// The validator's account.
	pub account: AccountId,
	/// The stake with which the validator was elected. Planck.
	pub stake: Balance,
	/// The validator's session keys, encoded. The type of the keys can change with a release: see
	/// [`UpgradeKeys`].
	pub keys: BoundedVec<u8, ConstU32<MAX_KEY_BYTES>>,
}

impl Member {
	/// The validator's session keys, if they are of this type.
	fn keys<Keys: Decode>(&self) -> Option<Keys> {
		Keys::decode_all(&mut self.keys.as_slice()).ok()
	}
}

/// The validators of a session.
pub type MembersOf = BoundedVec<Member, ConstU32<{ bounds::MAX_VALIDATORS }>>;

/// The identification of an offender: its account, and the stake with which it was elected.
pub type Identification = (AccountId, Balance);

// The SDK's macros call `expect` where they have checked the value.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The version of the records. Raised with every release that changes the type of the session
	/// keys, whose migration is [`UpgradeKeys`].
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The configuration of the pallet.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_session::Config<ValidatorId = AccountId>
	{
	}

	/// The validators of each session whose offences can be undecided, in session order. Accounts
	/// cannot choose the key.
	#[pallet::storage]
	pub type Members<T: Config> = StorageMap<_, Twox64Concat, SessionIndex, MembersOf, OptionQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<frame_system::pallet_prelude::BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let mut zeroes = sp_runtime::traits::TrailingZeroInput::zeroes();
			let keys = T::Keys::decode(&mut zeroes).expect("keys are numbers");
			let length = keys.encode().len();
			assert!(length <= MAX_KEY_BYTES as usize, "no validator's keys would be recorded");
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Records the validators of a planned session, with their current keys.
	pub fn note(session: SessionIndex, validators: &[Identification]) {
		let mut members = BoundedVec::default();
		for (account, stake) in validators.iter().cloned() {
			let keys = pallet_session::Pallet::<T>::load_keys(&account);
			let Some(Ok(keys)) = keys.map(|keys| keys.encode().try_into()) else {
				// A validator without keys takes no part in the session.
				continue;
			};
			// Never fails: the set has an equal bound.
			let _ = members.try_push(Member { account, stake, keys });
		}
		Members::<T>::insert(session, members);
	}

	/// Forgets a session.
	pub fn forget(session: SessionIndex) {
		Members::<T>::remove(session);
	}

	/// The keys of a validator in a session.
	pub fn keys_of(session: SessionIndex, validator: &AccountId) -> Option<T::Keys> {
		let members = Members::<T>::get(session)?;
		let member = members.into_iter().find(|member| member.account == *validator)?;
		member.keys()
	}

	/// The owner of this key in a session whose offences can still be reported, and the number of
	/// validators of that session.
	fn owner(session: SessionIndex, kind: KeyTypeId, key: &[u8]) -> Option<(Identification, u32)> {
		let now = pallet_session::Pallet::<T>::current_index();
		let window = crate::clock::epochs().report;
		if session > now || !Interruptions::is_within(window, session, now) {
			return None;
		}
		let members = Members::<T>::get(session)?;
		let number = u32::try_from(members.len()).ok()?;
		let owner = members
			.into_iter()
			.find(|member| member.keys().is_some_and(|keys: T::Keys| keys.get_raw(kind) == key))?;
		Some(((owner.account, owner.stake), number))
	}
}

/// A proof only names the session and the number of its validators; the state has the rest.
impl<T: Config, Key: AsRef<[u8]>> KeyOwnerProofSystem<(KeyTypeId, Key)> for Pallet<T> {
	type Proof = MembershipProof;
	type IdentificationTuple = Identification;

	fn prove((kind, key): (KeyTypeId, Key)) -> Option<Self::Proof> {
		let session = pallet_session::Pallet::<T>::current_index();
		let (_, validator_count) = Self::owner(session, kind, key.as_ref())?;
		Some(MembershipProof { session, trie_nodes: Vec::new(), validator_count })
	}

	fn check_proof((kind, key): (KeyTypeId, Key), proof: Self::Proof) -> Option<Identification> {
		let (owner, validator_count) = Self::owner(proof.session, kind, key.as_ref())?;
		let is_it = proof.validator_count == validator_count && proof.trie_nodes.is_empty();
		is_it.then_some(owner)
	}
}
