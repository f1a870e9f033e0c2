//! Locks of staked funds: what a vote with stake locks of the balances.
//!
//! A vote with staked funds locks more than the free balance. The balances hold only the part of
//! the lock that stake and exits do not cover, so that the account can still pay fees and take the
//! vote back:
//!
//! ```text
//! lock of the balances = amount − covered        covered ≤ stake + exits
//! ```
//!
//! When stake or exits worth `p` leave the account, for its balances or for another owner, with
//! `rest` of stake and exits remaining, then
//!
//! ```text
//! covered := max(min(covered, rest), covered − p)
//! ```
//!
//! The balances then lock what has arrived, as far as the vote says. They never lock more than has
//! arrived: a slash has destroyed stake that voted, and does not take the free balance for it. For
//! the same reason a lock that shrinks never locks more of the balances than before.
//!
//! At most [`MAX_COVERING_EXITS`] exits count, so that the weight of a lock is bounded: see
//! [`WeightInfo::stake_lock`](crate::WeightInfo::stake_lock), which the calls that set locks declare.
//! The balances of an account with more exits may lock more than without that bound.
//!
//! The only code that writes [`StakeLocks`]. A record holds a reference to its account.

use crate::{types::*, *};
use frame_support::{
	traits::{Get, LockIdentifier, LockableCurrency, WithdrawReasons},
	weights::Weight,
};
use palisade_primitives::Balance;

impl StakeLock {
	/// The part that the balances lock. Planck.
	fn on_balances(&self) -> Balance {
		self.amount.saturating_sub(self.covered)
	}

	/// Covers all but `on_balances`.
	fn lock_on_balances(&mut self, on_balances: Balance) {
		self.covered = self.amount.saturating_sub(on_balances);
	}
}

impl<T: Config> Pallet<T> {
	/// Sets the lock `id` of `who`, stake included, to `amount`. A smaller lock than before locks
	/// no more of the balances than before.
	pub(crate) fn set_stake_lock(
		id: LockIdentifier,
		who: &T::AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
	) {
		if amount == 0 || reasons.is_empty() {
			return Self::remove_stake_lock(id, who);
		}
		let uncovered = || amount.saturating_sub(Self::covering(who, amount));
		let is_stored = Self::put_stake_lock(id, who, |before| {
			let on_balances = match before {
				Some(before) if amount <= before.amount => match before.on_balances() {
					0 => 0,
					on_balances => uncovered().min(on_balances),
				},
				_ => uncovered(),
			};
			let mut lock = StakeLock { id, amount, covered: 0, reasons: reasons.bits() };
			lock.lock_on_balances(on_balances);
			lock
		});
		if !is_stored {
			T::LockableCurrency::set_lock(id, who, amount, reasons);
		}
	}

	/// Raises the lock `id` of `who`, stake included, to at least `amount`, for more `reasons`.
	pub(crate) fn extend_stake_lock(
		id: LockIdentifier,
		who: &T::AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
	) {
		if amount == 0 || reasons.is_empty() {
			return;
		}
		let uncovered = amount.saturating_sub(Self::covering(who, amount));
		let is_stored = Self::put_stake_lock(id, who, |before| {
			let (locked, on_balances, with) = before
				.map_or((0, 0, 0), |before| (before.amount, before.on_balances(), before.reasons));
			let reasons = reasons.bits() | with;
			let mut lock = StakeLock { id, amount: amount.max(locked), covered: 0, reasons };
			lock.lock_on_balances(on_balances.max(uncovered));
			lock
		});
		if !is_stored {
			T::LockableCurrency::extend_lock(id, who, amount, reasons);
		}
	}

	/// Removes the lock `id` of `who`.
	pub(crate) fn remove_stake_lock(id: LockIdentifier, who: &T::AccountId) {
		T::LockableCurrency::remove_lock(id, who);
		let Some(mut locks) = StakeLocks::<T>::get(who) else { return };
		locks.retain(|lock| lock.id != id);
		if locks.is_empty() {
			StakeLocks::<T>::remove(who);
			Self::drop_reference(who);
		} else {
			StakeLocks::<T>::insert(who, locks);
		}
	}

	/// The largest lock of `who`, stake included. Planck.
	pub(crate) fn largest_stake_lock(who: &T::AccountId) -> Balance {
		let locks = StakeLocks::<T>::get(who).unwrap_or_default();
		locks.iter().map(|lock| lock.amount).max().unwrap_or_default()
	}

	/// Locks of the balances what the locks of `who` still say, after stake or exits worth `gone`
	/// have left the account. The records must be stored.
	pub(crate) fn renew_stake_locks(who: &T::AccountId, gone: Balance) {
		let Some(mut locks) = StakeLocks::<T>::get(who) else { return };
		if locks.iter().all(|lock| lock.covered == 0) {
			return;
		}
		let covered = locks.iter().map(|lock| lock.covered).max().unwrap_or_default();
		let rest = Self::covering(who, covered);
		for lock in locks.iter_mut() {
			let covered = lock.covered.min(rest).max(lock.covered.saturating_sub(gone));
			if covered < lock.covered {
				lock.covered = covered;
				Self::lock_balances(who, lock);
			}
		}
		StakeLocks::<T>::insert(who, locks);
	}

	/// The stake and the exits of `who`, which cover its locks. Exits are read only as far as the
	/// stake is not `enough`. Planck.
	pub(crate) fn covering(who: &T::AccountId, enough: Balance) -> Balance {
		let staked = Self::all_stake_of(who);
		match enough.saturating_sub(staked) {
			0 => staked,
			missing => staked.saturating_add(Self::exits_up_to(who, missing)),
		}
	}

	/// The weight of a withdrawal of this many exits of `who`, with that of its locks.
	pub(crate) fn weight_of_withdrawal(who: &T::AccountId, exits: u32) -> Weight {
		let withdrawal = T::WeightInfo::withdraw(exits);
		match StakeLocks::<T>::contains_key(who) {
			true => withdrawal.saturating_add(T::WeightInfo::stake_lock()),
			false => withdrawal,
		}
	}

	/// Stores the lock `id` that `change` makes of the lock before, and locks the balances for it.
	/// Returns whether the lock could be stored. If not, the caller sets it on the balances alone,
	/// as if nothing were staked: the record is full or cannot be decoded, or there is no account.
	fn put_stake_lock(
		id: LockIdentifier,
		who: &T::AccountId,
		change: impl FnOnce(Option<&StakeLock>) -> StakeLock,
	) -> bool {
		let stored = StakeLocks::<T>::get(who);
		let is_new = stored.is_none();
		if is_new && StakeLocks::<T>::contains_key(who) {
			return false;
		}
		let mut locks = stored.unwrap_or_default();
		let lock = change(locks.iter().find(|lock| lock.id == id));
		locks.retain(|lock| lock.id != id);
		if locks.try_push(lock.clone()).is_err() {
			return false;
		}
		if is_new && Self::take_further_reference(who).is_err() {
			return false;
		}
		StakeLocks::<T>::insert(who, locks);
		Self::lock_balances(who, &lock);
		true
	}

	/// Locks of the balances the part that is not covered.
	fn lock_balances(who: &T::AccountId, lock: &StakeLock) {
		match lock.on_balances() {
			0 => T::LockableCurrency::remove_lock(lock.id, who),
			amount => {
				let reasons = WithdrawReasons::from_bits_truncate(lock.reasons);
				T::LockableCurrency::set_lock(lock.id, who, amount, reasons)
			},
		}
	}

	/// The part of `own`, the balance of an account with `stake`, that counts as its own where the
	/// account locks funds: a staker keeps [`Config::FeeReserve`] for fees. Planck.
	pub(crate) fn lockable(own: Balance, stake: Balance) -> Balance {
		match stake {
			0 => own,
			_ => own.saturating_sub(T::FeeReserve::get()),
		}
	}
}
