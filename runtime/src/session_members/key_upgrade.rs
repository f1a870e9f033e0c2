//! The migration of all records of session keys to keys of another type.

use super::{pallet::Config, Members, Pallet};
use crate::AccountId;
use codec::{Decode, FullCodec};
use core::marker::PhantomData;
use frame_support::{
	migrations::VersionedMigration,
	pallet_prelude::Member,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use sp_runtime::traits::OpaqueKeys;

/// The keys of another type that a validator has after a release.
pub trait KeyUpgrade<Old, New> {
	/// The new keys of a validator. A key that it did not have yet is a placeholder that differs
	/// from those of all other validators, until the validator sets another by
	/// `Session::set_keys`.
	fn upgrade(validator: &AccountId, old: Old) -> New;
}

/// Upgrades the session keys of all validators from `Old` to the runtime's: the keys set for the
/// next sessions, their owners, the queued keys, and the recorded members of past sessions, whose
/// offences can still be reported. Runs once, on records of the version `FROM`, which become `TO`.
///
/// For the release that changes the keys, which also raises the version of
/// [`session_members`](super).
pub type UpgradeKeys<const FROM: u16, const TO: u16, T, Old, New, Upgrade> = VersionedMigration<
	FROM,
	TO,
	UpgradeAllKeys<T, Old, New, Upgrade>,
	Pallet<T>,
	<T as frame_system::Config>::DbWeight,
>;

/// [`UpgradeKeys`] without the check of the version.
pub struct UpgradeAllKeys<T, Old, New, Upgrade>(PhantomData<(T, Old, New, Upgrade)>);

impl<T, Old, New, Upgrade> UncheckedOnRuntimeUpgrade for UpgradeAllKeys<T, Old, New, Upgrade>
where
	T: Config + pallet_session::Config<ValidatorId = AccountId, Keys = New>,
	Old: OpaqueKeys + Member + Decode,
	New: OpaqueKeys + Member + FullCodec,
	Upgrade: KeyUpgrade<Old, New>,
{
	fn on_runtime_upgrade() -> Weight {
		pallet_session::Pallet::<T>::upgrade_keys::<Old, _>(|validator, old| {
			Upgrade::upgrade(&validator, old)
		});
		let mut sessions: u64 = 0;
		Members::<T>::translate_values(|mut members: super::MembersOf| {
			sessions = sessions.saturating_add(1);
			for member in members.iter_mut() {
				let upgraded = member
					.keys::<Old>()
					.map(|old| Upgrade::upgrade(&member.account, old).encode())
					.and_then(|keys| keys.try_into().ok());
				match upgraded {
					Some(keys) => member.keys = keys,
					// Left as it is: its offences are no longer reportable.
					None => log::error!(
						target: "palisade::session-members",
						"the keys of {:?} are not of the type before",
						member.account,
					),
				}
			}
			Some(members)
		});
		let validators =
			pallet_session::NextKeys::<T>::iter_keys().fold(0u64, |sum, _| sum.saturating_add(1));
		// For each validator its keys, and an owner for each key of before and of now.
		let keys = Old::key_ids().len().saturating_add(T::Keys::key_ids().len()) as u64;
		let writes = validators.saturating_mul(keys.saturating_add(1));
		T::DbWeight::get().reads_writes(
			validators.saturating_add(sessions).saturating_add(1),
			writes.saturating_add(sessions).saturating_add(1),
		)
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		for members in Members::<T>::iter_values() {
			let are_new = members.iter().all(|member| member.keys::<New>().is_some());
			frame_support::ensure!(are_new, "a member has keys of another type");
		}
		let next = pallet_session::NextKeys::<T>::iter_keys();
		let mut undecodable = next.filter(|who| pallet_session::NextKeys::<T>::get(who).is_none());
		frame_support::ensure!(undecodable.next().is_none(), "a validator has lost its keys");
		Ok(())
	}
}
