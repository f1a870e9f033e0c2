//! The first nonce of an account.
//!
//! An account that is reaped and funded again must not accept its old transactions, of which the
//! immortal ones never expire. A new account therefore starts with a nonce that no earlier account
//! of its key can have used:
//!
//! ```text
//! first nonce = max(block number, highest nonce of all reaped accounts)
//! ```
//!
//! The block number alone would do if no account signed more than one transaction per block. The
//! nonce of a reaped account that has signed more is noted. An account can raise the number only by
//! its own transactions, one for each, so the nonces do not run out.

use crate::{AccountId, Nonce, Runtime, System};
use frame_support::{
	pallet_prelude::*,
	traits::{Get, OnKilledAccount},
};
use sp_runtime::type_with_default::TypeWithDefault;

pub use pallet::*;

// The SDK's macros call `expect` where they have checked the value.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The configuration of the pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// The highest nonce of the reaped accounts, if it was above the block number.
	#[pallet::storage]
	pub type HighestSpent<T: Config> = StorageValue<_, Nonce, ValueQuery>;
}

/// The nonce of an account. Encoded and described in the metadata as a [`Nonce`].
pub type AccountNonce = TypeWithDefault<Nonce, FirstNonce>;

/// The nonce with which a new account starts.
#[derive(Debug)]
pub struct FirstNonce;
impl Get<Nonce> for FirstNonce {
	fn get() -> Nonce {
		System::block_number().max(HighestSpent::<Runtime>::get())
	}
}

/// Notes the nonces of reaped accounts.
pub struct NoteSpentNonce;
impl OnKilledAccount<AccountId> for NoteSpentNonce {
	fn on_killed_account(who: &AccountId) {
		// The account is still stored: `frame_system` removes it afterwards.
		let spent = *frame_system::Account::<Runtime>::get(who).nonce;
		if spent > FirstNonce::get() {
			HighestSpent::<Runtime>::put(spent);
		}
	}
}
