//! The validator's record and its rank in the candidate list.
//!
//! [`ValidatorLedger`] is the only code that writes [`Validators`], and the only code that changes
//! the candidate list: a stored record and its rank cannot differ.

use crate::{types::*, *};
use core::ops::{Deref, DerefMut};
use frame_election_provider_support::{ScoreProvider, SortedListProvider};
use palisade_primitives::{Balance, EpochIndex};
use palisade_share_pool::Vault;

/// A validator's record in memory, with its account. [`save`](Self::save) stores it.
///
/// Dereferences to the record.
pub(crate) struct ValidatorLedger<T: Config> {
	pub(crate) account: T::AccountId,
	pub(crate) record: Validator,
	/// The stake that ranks the validator in the candidate list, as far as stored; `None` for a
	/// validator that is not a candidate. Planck.
	ranked: Option<Balance>,
}

impl<T: Config> Deref for ValidatorLedger<T> {
	type Target = Validator;

	fn deref(&self) -> &Validator {
		&self.record
	}
}

impl<T: Config> DerefMut for ValidatorLedger<T> {
	fn deref_mut(&mut self) -> &mut Validator {
		&mut self.record
	}
}

impl<T: Config> ValidatorLedger<T> {
	/// The ledger of an account that is not registered yet. The record holds a reference to the
	/// account. Fails with [`Error::AccountNotKept`].
	pub(crate) fn new(account: T::AccountId, record: Validator) -> Result<Self, Error<T>> {
		Pallet::<T>::take_reference(&account)?;
		Ok(Self { account, record, ranked: None })
	}

	/// The ledger of a record as it is stored.
	pub(crate) fn stored(account: T::AccountId, record: Validator) -> Self {
		let ranked = rank(&record);
		Self { account, record, ranked }
	}

	/// Loads the validator's record. Fails with [`Error::UnknownValidator`].
	pub(crate) fn load(account: &T::AccountId) -> Result<Self, Error<T>> {
		Self::find(account).ok_or(Error::<T>::UnknownValidator)
	}

	/// Loads the validator's record, if `account` is registered.
	pub(crate) fn find(account: &T::AccountId) -> Option<Self> {
		Validators::<T>::get(account).map(|record| Self::stored(account.clone(), record))
	}

	/// Stores the record. Updates the candidate list if the validator became or ceased to be a
	/// candidate, or if a candidate's stake changed.
	pub(crate) fn save(self) {
		let Self { account, record, ranked } = self;
		let listed = match (ranked, rank(&record)) {
			(None, Some(stake)) => T::CandidateList::on_insert(account.clone(), stake),
			(Some(_), None) => T::CandidateList::on_remove(&account),
			(Some(before), Some(stake)) if before != stake => {
				T::CandidateList::on_update(&account, stake)
			},
			_ => Ok(()),
		};
		// Cannot fail: the list holds exactly the candidates.
		if listed.is_err() {
			log::error!(target: LOG_TARGET, "the candidate list differs from {account:?}");
		}
		Validators::<T>::insert(account, record);
	}

	/// Removes the record of a validator that is not a candidate.
	pub(crate) fn remove(self) {
		Validators::<T>::remove(&self.account);
		Pallet::<T>::drop_reference(&self.account);
	}
}

/// The stake that ranks a validator in the candidate list; `None` for one that is not a candidate.
fn rank(record: &Validator) -> Option<Balance> {
	record.state.is_electable().then(|| record.pool.stake())
}

impl Validator {
	/// The stake when the running `epoch` has ended, its rewards apart: without the stake that
	/// leaves with it, and with the waiting rewards and the deposits that become stake. Planck.
	/// After the end of `epoch`, the stake.
	pub fn stake_to_come(&self, epoch: EpochIndex) -> Balance {
		if !self.serves(epoch) {
			return self.pool.stake();
		}
		let mut compounding = self.pool.compounding.clone();
		if self.compounding.is_due(compounding.waiting, epoch) {
			compounding.compound();
		}
		let stays = |mut class: Vault| {
			// As when the exits are closed: an error changes nothing.
			let _ = class.redeem(class.leaving);
			class.stake
		};
		let liquid = self.pool.liquid.class.clone();
		stays(compounding).saturating_add(stays(liquid)).saturating_add(self.deposits.assets())
	}

	/// Whether the validator is in the set of the running `epoch`: deposits and exits are then
	/// deferred to its end.
	pub fn serves(&self, epoch: EpochIndex) -> bool {
		self.serving == Some(epoch)
	}
}

/// The score in the candidate list: the stake.
impl<T: Config> ScoreProvider<T::AccountId> for Pallet<T> {
	type Score = Balance;

	fn score(validator: &T::AccountId) -> Option<Balance> {
		// Any account can have the list insert an account with a score: only candidates have one.
		Validators::<T>::get(validator).and_then(|record| rank(&record))
	}

	#[cfg(any(feature = "runtime-benchmarks", feature = "std"))]
	fn set_score_of(validator: &T::AccountId, score: Balance) {
		Validators::<T>::mutate(validator, |record| {
			if let Some(record) = record {
				record.pool.compounding.stake = score;
			}
		});
	}
}
