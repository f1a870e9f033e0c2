//! The pot: the account that holds all staked funds and unpaid rewards.
//!
//! The only code that writes [`Endowment`].

use crate::*;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::{Fortitude, Precision, Preservation},
		Get,
	},
	weights::Weight,
};
use palisade_primitives::Balance;
use sp_runtime::{traits::AccountIdConversion, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The account that holds all staked funds and unpaid rewards.
	pub fn pot() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// The account of fees: its balance is added to the payout of the next epochs.
	pub fn fee_pot() -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(b"fees")
	}

	/// Mints what the pot and the fee pot lack of the existential deposit that each must hold beside
	/// its funds: all of it at first, and the difference after the deposit was raised.
	pub(crate) fn endow_pot() -> DispatchResult {
		let (needed, endowed) = (T::Currency::minimum_balance(), Endowment::<T>::get());
		let Some(lacking) = needed.checked_sub(endowed).filter(|lacking| *lacking > 0) else {
			return Ok(());
		};
		for account in [Self::pot(), Self::fee_pot()] {
			T::Currency::mint_into(&account, lacking)?;
		}
		Endowment::<T>::put(needed);
		Ok(())
	}

	/// Tops up the pots after a raise of the existential deposit, once they are in use. Returns the
	/// weight.
	pub(crate) fn top_up_pot() -> Weight {
		let weights = T::DbWeight::get();
		if Endowment::<T>::get() == 0 {
			return weights.reads(1);
		}
		if let Err(error) = Self::endow_pot() {
			log::error!(target: LOG_TARGET, "the pot lacks the existential deposit: {error:?}");
		}
		weights.reads_writes(4, 4)
	}

	/// The balance of `who` that can be staked, besides the existential deposit. Planck.
	pub(crate) fn stakeable(who: &T::AccountId) -> Balance {
		T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite)
	}

	/// Transfers `amount` from `who` to the pot, and leaves [`Config::FeeReserve`]. Fails with
	/// [`Error::InsufficientFunds`] or [`Error::NothingLeftForFees`].
	pub(crate) fn collect(who: &T::AccountId, amount: Balance) -> Result<(), Error<T>> {
		let stakeable = Self::stakeable(who);
		ensure!(stakeable >= amount, Error::<T>::InsufficientFunds);
		let left = stakeable.saturating_sub(amount);
		ensure!(left >= T::FeeReserve::get(), Error::<T>::NothingLeftForFees);
		Self::collect_to_the_last(who, amount)
	}

	/// Transfers `amount` from `who` to the pot, and leaves the existential deposit. Fails with
	/// [`Error::InsufficientFunds`].
	pub(crate) fn collect_to_the_last(who: &T::AccountId, amount: Balance) -> Result<(), Error<T>> {
		T::Currency::transfer(who, &Self::pot(), amount, Preservation::Preserve)
			.map_err(|_| Error::<T>::InsufficientFunds)?;
		Ok(())
	}

	/// Transfers `amount` from the pot to `who`.
	pub(crate) fn pay(who: &T::AccountId, amount: Balance) -> DispatchResult {
		T::Currency::transfer(&Self::pot(), who, amount, Preservation::Preserve).map(|_| ())
	}

	/// Pays out of the pot. Burns an amount that the account cannot receive, because it is below
	/// the existential deposit.
	pub(crate) fn pay_or_burn(who: &T::AccountId, amount: Balance) -> DispatchResult {
		if Self::pay(who, amount).is_ok() {
			return Ok(());
		}
		let pot = Self::pot();
		T::Currency::burn_from(
			&pot,
			amount,
			Preservation::Preserve,
			Precision::Exact,
			Fortitude::Polite,
		)?;
		Ok(())
	}
}
