//! The history of trades.
//!
//! The only code that writes [`Trades`] and [`NextTrade`].

use crate::{types::*, *};
use alloc::vec::Vec;
use palisade_primitives::Balance;

impl<T: Config> Pallet<T> {
	/// Records a trade in place of the oldest.
	pub(crate) fn note_trade(validator: T::AccountId, amount: Balance, kind: TradeKind) {
		let number = NextTrade::<T>::mutate(|next| {
			let number = *next;
			*next = next.wrapping_add(1);
			number
		});
		let place = number.checked_rem(MAX_TRADES).unwrap_or_default();
		Trades::<T>::insert(place, Trade { validator, amount, kind, epoch: Self::now() });
	}

	/// The last trades, the latest first.
	pub fn last_trades(most: u32) -> Vec<TradeOf<T>> {
		let next = NextTrade::<T>::get();
		(1..=most.min(MAX_TRADES))
			.filter_map(|back| {
				let place = next.wrapping_sub(back).checked_rem(MAX_TRADES)?;
				Trades::<T>::get(place)
			})
			.collect()
	}
}
