//! References that keep accounts alive.
//!
//! Each record of this pallet about an account holds one reference (a consumer of `frame_system`):
//! its validator's record, its delegator's record with the positions, exits and deals, and its
//! record of locks. The account is not reaped while there is a record, so its nonce does not start
//! again. The owner of a storage item takes the reference with the first write and drops it with
//! the removal.

use crate::*;
use frame_support::ensure;
use frame_system::Pallet as System;

impl<T: Config> Pallet<T> {
	/// Whether `who` can take a reference for a record and one for a deposit. Fails with
	/// [`Error::AccountNotKept`]. An account that does not exist lacks the funds in the first place.
	pub(crate) fn ensure_can_register(who: &T::AccountId) -> Result<(), Error<T>> {
		let is_kept =
			!System::<T>::account_exists(who) || System::<T>::can_accrue_consumers(who, 2);
		ensure!(is_kept, Error::<T>::AccountNotKept);
		Ok(())
	}

	/// Takes a reference for a new record about `who`. Fails with [`Error::AccountNotKept`].
	pub(crate) fn take_reference(who: &T::AccountId) -> Result<(), Error<T>> {
		System::<T>::inc_consumers(who).map_err(|_| Error::<T>::AccountNotKept)
	}

	/// As [`take_reference`](Self::take_reference), beyond the maximum number of references: for a
	/// record of an account with a record already, which must not fail.
	pub(crate) fn take_further_reference(who: &T::AccountId) -> Result<(), Error<T>> {
		System::<T>::inc_consumers_without_limit(who).map_err(|_| Error::<T>::AccountNotKept)
	}

	/// Drops the reference of a removed record about `who`.
	pub(crate) fn drop_reference(who: &T::AccountId) {
		System::<T>::dec_consumers(who);
	}
}
