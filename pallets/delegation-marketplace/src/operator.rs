//! The validators with listings, and the events that break their deals.
//!
//! The only code that writes [`Operators`].

use crate::{types::*, *};

impl<T: Config> Pallet<T> {
	/// The record of a validator, empty for one without listings.
	pub(crate) fn operator(validator: &T::AccountId) -> Operator {
		Operators::<T>::get(validator).unwrap_or_default()
	}

	/// Stores the record of a validator that has a listing.
	pub(crate) fn store_operator(validator: &T::AccountId, operator: Operator) {
		Operators::<T>::insert(validator, operator);
	}

	/// Removes a listing from the record of its validator, and the record with the last listing.
	pub(crate) fn forget_listing(validator: &T::AccountId, id: ListingId) {
		Operators::<T>::mutate_exists(validator, |known| {
			let Some(mut operator) = known.take() else { return };
			operator.listings.retain(|other| *other != id);
			*known = (!operator.listings.is_empty()).then_some(operator);
		});
	}

	/// Updates the count of breaches of all deals of a validator.
	pub(crate) fn count_breach(validator: &T::AccountId, count: impl FnOnce(&mut Operator)) {
		Operators::<T>::mutate_exists(validator, |operator| {
			if let Some(operator) = operator {
				count(operator);
			}
		});
	}
}
