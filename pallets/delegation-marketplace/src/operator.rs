//! The validators with listings, and the events that break their deals.
//!
//! The only code that writes [`Operators`].

use crate::{types::*, *};

impl<T: Config> Pallet<T> {
	/// The record of a validator, empty for one without listings. Fails with
	/// [`Error::Undecodable`] on a record that cannot be decoded, instead of treating it as empty:
	/// the cover of its listings would not be paid, and breaches of its deals would be forgotten.
	pub(crate) fn operator(validator: &T::AccountId) -> Result<Operator, Error<T>> {
		match Operators::<T>::get(validator) {
			Some(operator) => Ok(operator),
			None if Operators::<T>::contains_key(validator) => Err(Error::Undecodable),
			None => Ok(Operator::default()),
		}
	}

	/// The listings of a validator, for reads: none if the record cannot be decoded.
	pub(crate) fn known_listings(validator: &T::AccountId) -> impl IntoIterator<Item = ListingId> {
		Self::operator(validator).unwrap_or_default().listings
	}

	/// As [`operator`](Self::operator), for hooks, which leave a record that cannot be decoded as
	/// it is, and go on.
	pub(crate) fn operator_or_log(validator: &T::AccountId) -> Option<Operator> {
		let operator = Self::operator(validator);
		if operator.is_err() {
			log::error!(target: LOG_TARGET, "the listings of {validator:?} cannot be decoded");
		}
		operator.ok()
	}

	/// Stores the record of a validator that has a listing.
	pub(crate) fn store_operator(validator: &T::AccountId, operator: Operator) {
		Operators::<T>::insert(validator, operator);
	}

	/// Removes a listing from the record of its validator, and the record with the last listing.
	/// Fails with [`Error::Undecodable`].
	pub(crate) fn forget_listing(validator: &T::AccountId, id: ListingId) -> Result<(), Error<T>> {
		let mut operator = Self::operator(validator)?;
		operator.listings.retain(|other| *other != id);
		match operator.listings.is_empty() {
			true => Operators::<T>::remove(validator),
			false => Operators::<T>::insert(validator, operator),
		}
		Ok(())
	}

	/// Updates the count of breaches of all deals of a validator, if it has listings.
	pub(crate) fn count_breach(validator: &T::AccountId, count: impl FnOnce(&mut Operator)) {
		let Some(mut operator) = Self::operator_or_log(validator) else { return };
		if !operator.listings.is_empty() {
			count(&mut operator);
			Operators::<T>::insert(validator, operator);
		}
	}
}
