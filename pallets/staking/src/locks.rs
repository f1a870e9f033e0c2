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
//! The only code that writes [`StakeLocks`]. A record holds a reference to its account.

use crate::{types::*, *};
use frame_support::traits::{Get, LockIdentifier, LockableCurrency, WithdrawReasons};
use frame_system::Pallet as System;
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
		let uncovered = amount.saturating_sub(Self::stake_and_exits_of(who));
		Self::put_stake_lock(id, who, |before| {
			let on_balances = match before {
				Some(before) if amount <= before.amount => uncovered.min(before.on_balances()),
				_ => uncovered,
			};
			let mut lock = StakeLock { id, amount, covered: 0, reasons: reasons.bits() };
			lock.lock_on_balances(on_balances);
			lock
		});
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
		let uncovered = amount.saturating_sub(Self::stake_and_exits_of(who));
		Self::put_stake_lock(id, who, |before| {
			let (locked, on_balances, with) = before
				.map_or((0, 0, 0), |before| (before.amount, before.on_balances(), before.reasons));
			let reasons = reasons.bits() | with;
			let mut lock = StakeLock { id, amount: amount.max(locked), covered: 0, reasons };
			lock.lock_on_balances(on_balances.max(uncovered));
			lock
		});
	}

	/// Removes the lock `id` of `who`.
	pub(crate) fn remove_stake_lock(id: LockIdentifier, who: &T::AccountId) {
		T::LockableCurrency::remove_lock(id, who);
		let Some(mut locks) = StakeLocks::<T>::get(who) else { return };
		locks.retain(|lock| lock.id != id);
		if locks.is_empty() {
			StakeLocks::<T>::remove(who);
			System::<T>::dec_consumers(who);
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
		let rest = Self::stake_and_exits_of(who);
		for lock in locks.iter_mut() {
			let covered = lock.covered.min(rest).max(lock.covered.saturating_sub(gone));
			if covered < lock.covered {
				lock.covered = covered;
				Self::lock_balances(who, lock);
			}
		}
		StakeLocks::<T>::insert(who, locks);
	}

	/// Stores the lock `id` that `change` makes of the lock before, and locks the balances.
	fn put_stake_lock(
		id: LockIdentifier,
		who: &T::AccountId,
		change: impl FnOnce(Option<&StakeLock>) -> StakeLock,
	) {
		let stored = StakeLocks::<T>::get(who);
		let is_new = stored.is_none();
		let is_undecodable = is_new && StakeLocks::<T>::contains_key(who);
		let mut locks = stored.unwrap_or_default();
		let index = locks.iter().position(|lock| lock.id == id);
		let lock = change(index.and_then(|index| locks.get(index)));
		let is_stored = !is_undecodable
			&& match index.and_then(|index| locks.get_mut(index)) {
				Some(place) => {
					*place = lock.clone();
					true
				},
				None => locks.try_push(lock.clone()).is_ok(),
			} && (!is_new || System::<T>::inc_consumers_without_limit(who).is_ok());
		if !is_stored {
			// Without a record the balances lock all of it, as they would without this pallet.
			let reasons = WithdrawReasons::from_bits_truncate(lock.reasons);
			return T::LockableCurrency::extend_lock(id, who, lock.amount, reasons);
		}
		StakeLocks::<T>::insert(who, locks);
		Self::lock_balances(who, &lock);
	}

	/// Locks of the balances what is not covered.
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
