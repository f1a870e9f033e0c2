//! Locks of staked funds.

use super::*;
use frame_support::traits::LockIdentifier;

/// Most locks of an account's staked funds, as many as the reference runtime allows on balances.
/// Further locks are set on the balances alone, as if nothing were staked.
pub const MAX_STAKE_LOCKS: u32 = 50;

/// A lock of an account's funds, stake included.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct StakeLock {
	/// The lock's id, unique for the account.
	pub id: LockIdentifier,
	/// The locked amount. Planck.
	#[codec(compact)]
	pub amount: Balance,
	/// The part covered by stake and exits; the balances lock the rest. Planck.
	#[codec(compact)]
	pub covered: Balance,
	/// The reasons for withdrawals that the lock refuses, as the bits of `WithdrawReasons`.
	pub reasons: u8,
}

/// The locks of an account.
pub type StakeLocksOf = BoundedVec<StakeLock, ConstU32<MAX_STAKE_LOCKS>>;
