//! The delegator's record.
//!
//! [`Holder`] is the only code that writes [`Delegators`].

use crate::{ledger::ValidatorLedger, types::*, *};
use frame_support::{ensure, traits::Get};
use sp_runtime::SaturatedConversion;
use sp_staking::OnStakingUpdate;

/// A delegator's record in memory, with its account.
pub(crate) struct Holder<T: Config> {
	who: T::AccountId,
	pub(crate) record: DelegatorOf<T>,
	/// Whether a record is stored.
	is_stored: bool,
}

impl<T: Config> Holder<T> {
	/// The record of `who`, empty for a new delegator. Fails with [`Error::Undecodable`] on a
	/// record that cannot be decoded, instead of treating it as absent.
	pub(crate) fn load(who: &T::AccountId) -> Result<Self, Error<T>> {
		let (record, is_stored) = match Delegators::<T>::get(who) {
			Some(record) => (record, true),
			None => {
				let is_new = !Delegators::<T>::contains_key(who);
				ensure!(is_new, Error::<T>::Undecodable);
				(DelegatorOf::<T>::default(), false)
			},
		};
		Ok(Self { who: who.clone(), record, is_stored })
	}

	/// The record of a delegator, empty for a validator without one. Fails with
	/// [`Error::NotDelegator`] on any other account.
	pub(crate) fn load_settings(who: &T::AccountId) -> Result<Self, Error<T>> {
		let holder = Self::load(who)?;
		let is_known = holder.is_stored || Validators::<T>::contains_key(who);
		ensure!(is_known, Error::<T>::NotDelegator);
		Ok(holder)
	}

	/// Whether there is a place for another delegation or deal. A deal takes a place too, so that
	/// it can always be closed: its remainder is an exit.
	pub(crate) fn has_place(&self) -> bool {
		let delegations = &self.record.delegations;
		let others = delegations.iter().filter(|entry| entry.validator != self.who).count();
		let taken = others.saturating_add(self.record.deals as usize);
		taken < T::MaxDelegations::get() as usize
	}

	/// The delegation of the holder to `validator`.
	pub(crate) fn delegation(
		&mut self,
		validator: &T::AccountId,
	) -> Option<&mut Delegation<T::AccountId>> {
		self.record.delegations.iter_mut().find(|delegation| delegation.validator == *validator)
	}

	/// The delegation of the holder to the validator. Creates it if absent, and counts it in the
	/// validator's record.
	pub(crate) fn delegation_or_new(
		&mut self,
		ledger: &mut ValidatorLedger<T>,
	) -> Result<&mut Delegation<T::AccountId>, Error<T>> {
		let has_place = self.has_place();
		let validator = &ledger.account;
		let delegations = &mut self.record.delegations;
		let index = match delegations.iter().position(|entry| entry.validator == *validator) {
			Some(index) => index,
			None => {
				// The exits of the self-stake have a place beyond the limit: a slash must not fail
				// for lack of one.
				ensure!(*validator == self.who || has_place, Error::<T>::TooManyDelegations);
				delegations
					.try_push(Delegation::new(validator.clone(), Pallet::<T>::this_block()))
					.map_err(|_| Error::<T>::TooManyDelegations)?;
				ledger.holders = ledger.holders.saturating_add(1);
				delegations.len().saturating_sub(1)
			},
		};
		delegations.get_mut(index).ok_or(Error::<T>::NotDelegator)
	}

	/// Settles the position of the holder with the validator, edits it and puts it back. The
	/// position is in the validator's record for the validator itself, and in the holder's record
	/// for a delegator. Fails with [`Error::NotDelegator`] if there is none.
	pub(crate) fn with_position<R>(
		&mut self,
		ledger: &mut ValidatorLedger<T>,
		edit: impl FnOnce(&mut ValidatorLedger<T>, &mut Position) -> Result<R, Error<T>>,
	) -> Result<R, Error<T>> {
		if self.who == ledger.account {
			return ledger.with_own(edit);
		}
		let delegation = self.delegation(&ledger.account).ok_or(Error::<T>::NotDelegator)?;
		let mut position = delegation.open::<T>()?;
		ledger.settle(&mut position)?;
		let result = edit(ledger, &mut position)?;
		delegation.set_position(&position);
		Ok(result)
	}

	/// Removes the delegation to the validator if empty, and stores the record as
	/// [`save`](Self::save) does.
	pub(crate) fn save_with(mut self, ledger: &mut ValidatorLedger<T>) -> Result<(), Error<T>> {
		self.forget_if_empty(ledger);
		self.save()
	}

	/// Removes the delegation to the validator if empty.
	pub(crate) fn forget_if_empty(&mut self, ledger: &mut ValidatorLedger<T>) {
		let validator = &ledger.account;
		let before = self.record.delegations.len();
		self.record.delegations.retain(|entry| entry.validator != *validator || !entry.is_empty());
		if self.record.delegations.len() < before {
			ledger.holders = ledger.holders.saturating_sub(1);
			T::StakingListener::on_unstake(&self.who);
		}
	}

	/// Stores the record, or removes an empty one. A validator's record stays for its reward
	/// account. The record holds a reference to the account. Fails with [`Error::AccountNotKept`],
	/// except for a validator.
	pub(crate) fn save(self) -> Result<(), Error<T>> {
		let Self { who, record, is_stored } = self;
		let is_empty = record.delegations.is_empty() && record.deals == 0;
		let is_validator = Validators::<T>::contains_key(&who);
		if is_empty && !is_validator {
			if is_stored {
				Pallet::<T>::drop_reference(&who);
			}
			Delegators::<T>::remove(&who);
			return Ok(());
		}
		match (is_stored, is_validator) {
			(true, _) => {},
			(false, false) => Pallet::<T>::take_reference(&who)?,
			// The record of a slashed validator's exits must not fail.
			(false, true) => Pallet::<T>::take_further_reference(&who)?,
		}
		Delegators::<T>::insert(&who, record);
		Ok(())
	}
}

impl<AccountId> Delegation<AccountId> {
	/// The decoded position. Fails with [`Error::Undecodable`].
	pub(crate) fn open<T: Config>(&self) -> Result<Position, Error<T>> {
		self.position().ok_or(Error::<T>::Undecodable)
	}
}

impl<T: Config> Pallet<T> {
	/// The delegation of `who` to `validator`, as stored.
	pub(crate) fn delegation_of(
		who: &T::AccountId,
		validator: &T::AccountId,
	) -> Option<Delegation<T::AccountId>> {
		let delegations = Delegators::<T>::get(who)?.delegations;
		delegations.into_iter().find(|delegation| delegation.validator == *validator)
	}

	/// The number of the block, of which delegations that begin in it keep a note.
	pub(crate) fn this_block() -> u64 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The account to which the rewards of `who` are paid.
	pub(crate) fn reward_account_of(who: &T::AccountId) -> T::AccountId {
		Delegators::<T>::get(who)
			.and_then(|delegator| delegator.reward_account)
			.unwrap_or_else(|| who.clone())
	}
}
