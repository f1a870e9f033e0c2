//! Sales: positions, deals and exits change owners.
//!
//! A sale does not touch the pool of the validator: a holder exits at once, at a discount, and the
//! buyer gets the later proceeds. The asset stays with the seller until it is bought. Payment and
//! transfer are one step. The purchase is refused if the seller no longer owns the asset, if its
//! value is below the buyer's minimum, or if the terms of a deal have changed.
//!
//! - An owner offers an asset once: a position of each class, a deal, the exits of each epoch. A
//!   sale ends with the ownership of its seller and does not begin again when the seller gets the
//!   asset back, at another time and at its old price. It is over when the asset is bought, and
//!   when a deal has ended.
//! - The offer notes the mark of a position or of exits, and the sale is over once it changes. Of a
//!   position: with any stake that leaves it for exits or for the other class, by the seller or by
//!   an account that pushes the seller out. Of exits: with any exit or cover that joins them, by
//!   whichever account, and with any that is taken from them. What was not offered is not sold.
//! - Any account can [`reap`](Call::reap) a sale that is over.
//! - Liability travels with the asset: slashes and cover apply to it as before the sale.
//! - A deal keeps its terms, its unclaimed rewards and the payouts that its cover owes. The new
//!   owner decides anew on automatic renewal.
//! - Self-stake is not for sale by its validator, which would sell the liability for its own
//!   offences: neither the stake, nor its exits while an offence that reaches them can be
//!   committed, reported or judged. A sale shows whether its seller is related to the validator.
//! - While the validator has an open case, an asset can be sold only if both seller and buyer have
//!   accepted that.
//!
//! The only code that writes [`Sales`] and [`SaleOfAsset`].

use crate::{types::*, *};
use frame_support::{ensure, traits::Get, weights::Weight};
use palisade_primitives::{
	Balance, DealControl, DealId, EpochIndex, PositionInspect, PositionTransfer, StakeMark,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn sale(id: SaleId) -> Result<SaleOf<T>, Error<T>> {
		Self::sale_now(id).ok_or(Error::UnknownSale)
	}

	/// Removes a sale.
	pub(crate) fn remove_sale(id: SaleId, sale: &SaleOf<T>) {
		Sales::<T>::remove(id);
		SaleOfAsset::<T>::remove(&sale.seller, sale.asset.key());
	}

	/// Whether a sale is over before its expiry: its seller does not own the whole asset, or the
	/// asset is no longer what was offered.
	pub(crate) fn is_over(sale: &SaleOf<T>) -> bool {
		!Self::owns(&sale.seller, &sale.asset)
			|| Self::mark_of(&sale.seller, &sale.asset) != sale.mark
	}

	/// What tells a position or exits of `who` from those at another time. A deal is known by its
	/// number.
	fn mark_of(who: &T::AccountId, asset: &AssetOf<T>) -> Option<StakeMark> {
		match asset {
			Asset::Position { validator, .. } => T::Stake::position_mark(who, validator),
			Asset::Exits { validator, epoch } => T::Stake::exits_mark(who, validator, *epoch),
			Asset::Deal(_) => None,
		}
	}

	/// Ends the sale of the exits of an epoch, if there is one: they have got a cover that was not
	/// offered.
	pub(crate) fn end_sale_of_exits(
		seller: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) {
		let asset = Asset::Exits { validator: validator.clone(), epoch };
		let Some(id) = SaleOfAsset::<T>::get(seller, asset.key()) else { return };
		let Some(mut sale) = Sales::<T>::get(id) else { return };
		sale.mark = None;
		Sales::<T>::insert(id, sale);
	}

	/// The validator of an asset; `None` for a deal that is gone.
	pub(crate) fn validator_of(asset: &AssetOf<T>) -> Option<T::AccountId> {
		match asset {
			Asset::Position { validator, .. } | Asset::Exits { validator, .. } => {
				Some(validator.clone())
			},
			Asset::Deal(id) => Deals::<T>::get(id).map(|deal| deal.validator),
		}
	}

	/// The current value of an asset of `who`: of a deal with its rewards, of deals and exits with
	/// the payouts that covers owe. Planck.
	pub(crate) fn value_of(who: &T::AccountId, asset: &AssetOf<T>) -> Balance {
		match asset {
			Asset::Position { validator, class, amount } => {
				T::Stake::position_value(who, validator, *class).min(*amount)
			},
			Asset::Deal(id) => Self::value_of_deal(who, *id),
			Asset::Exits { validator, epoch } => {
				let exits = T::Stake::exits_value(who, validator, *epoch);
				exits.saturating_add(Self::cover_of_exits(who, validator, *epoch))
			},
		}
	}

	fn value_of_deal(who: &T::AccountId, id: DealId) -> Balance {
		let Some(status) = T::Stake::deal_status(who, id) else { return 0 };
		let owed = Deals::<T>::get(id)
			.and_then(|deal| Some((Listings::<T>::get(deal.listing)?, deal)))
			.map_or(0, |(listing, deal)| {
				let (owed, _) = Self::cover_of(deal.listing, &listing, &deal.coverage);
				owed
			});
		status.value.saturating_add(status.rewards).saturating_add(owed)
	}

	/// The terms of a deal, and their end.
	fn terms_of(asset: &AssetOf<T>) -> Option<(DealTerms, EpochIndex)> {
		Self::deal_of(asset).map(|deal| (deal.terms, deal.end_as_of(Self::now())))
	}

	/// The deal for sale; `None` for another asset.
	pub(crate) fn deal_of(asset: &AssetOf<T>) -> Option<DealOf<T>> {
		let Asset::Deal(id) = asset else { return None };
		Self::deal_now(*id)
	}

	/// Whether `who` owns the whole asset.
	fn owns(who: &T::AccountId, asset: &AssetOf<T>) -> bool {
		match asset {
			Asset::Position { validator, class, amount } => {
				*amount > 0
					&& who != validator
					&& T::Stake::position_value(who, validator, *class) >= *amount
			},
			Asset::Deal(id) => Self::running_deal(*id).is_ok_and(|deal| deal.owner == *who),
			Asset::Exits { validator, epoch } => T::Stake::exits_value(who, validator, *epoch) > 0,
		}
	}

	/// Refuses exits of the self-stake that are still liable: their buyer would bear the offences
	/// of the seller.
	fn ensure_no_own_liability(who: &T::AccountId, asset: &AssetOf<T>) -> Result<(), Error<T>> {
		let Asset::Exits { validator, epoch } = asset else { return Ok(()) };
		let may_move = T::Stake::may_move_exits(who, validator, *epoch);
		ensure!(may_move, Error::SelfStakeLiable);
		Ok(())
	}

	pub(crate) fn do_offer_for_sale(
		who: T::AccountId,
		asset: AssetOf<T>,
		price: Balance,
		expiry: EpochIndex,
		accept_open_case: bool,
	) -> DispatchResult {
		ensure!(price > 0, Error::<T>::ZeroPrice);
		ensure!(expiry > Self::now(), Error::<T>::AlreadyExpired);
		ensure!(Self::owns(&who, &asset), Error::<T>::NotOwned);
		Self::ensure_no_own_liability(&who, &asset)?;
		let validator = Self::validator_of(&asset).ok_or(Error::<T>::NotOwned)?;
		Self::ensure_no_case(&validator, accept_open_case)?;
		let is_new = !SaleOfAsset::<T>::contains_key(&who, asset.key());
		ensure!(is_new, Error::<T>::AlreadyForSale);
		let deposit = T::Deposits::get().sale;
		Self::hold(HoldReason::Deposit, &who, deposit)?;
		let id = Self::next_id();
		let sale = Sale {
			seller: who.clone(),
			terms: Self::terms_of(&asset),
			mark: Self::mark_of(&who, &asset),
			asset: asset.clone(),
			price,
			expiry,
			moved: Moved::not_since(Self::now()),
			made: Self::now(),
			end_moved_by: Self::deal_of(&asset).map_or(0, |deal| deal.moved.by),
			accept_open_case,
			deposit,
		};
		SaleOfAsset::<T>::insert(&who, asset.key(), id);
		Sales::<T>::insert(id, sale);
		Self::deposit_event(Event::PositionListed { sale: id, seller: who, asset, price, expiry });
		Ok(())
	}

	pub(crate) fn do_withdraw_sale(who: T::AccountId, id: SaleId) -> DispatchResult {
		let sale = Self::sale(id)?;
		ensure!(sale.seller == who, Error::<T>::NotYourSale);
		Self::remove_sale(id, &sale);
		Self::release(HoldReason::Deposit, &who, sale.deposit)?;
		Self::deposit_event(Event::SaleWithdrawn { sale: id });
		Ok(())
	}

	/// The weight of a purchase of any asset, the locks of the seller aside.
	pub(crate) fn weight_of_purchase() -> Weight {
		T::WeightInfo::buy_position().max(T::WeightInfo::buy_deal()).max(T::WeightInfo::buy_exits())
	}

	pub(crate) fn do_buy_position(
		who: T::AccountId,
		id: SaleId,
		maximum_price: Balance,
		minimum_value: Balance,
		accept_open_case: bool,
	) -> DispatchResult {
		let sale = Self::sale(id)?;
		let is_over = Self::is_over(&sale);
		let Sale {
			seller, asset, price, expiry, terms, accept_open_case: is_offered, deposit, ..
		} = sale.clone();
		ensure!(seller != who, Error::<T>::OwnSale);
		ensure!(Self::now() < expiry, Error::<T>::SaleExpired);
		ensure!(Self::validator_of(&asset).as_ref() != Some(&who), Error::<T>::OwnListing);
		ensure!(price <= maximum_price, Error::<T>::PriceTooHigh);
		ensure!(Self::owns(&seller, &asset), Error::<T>::NotOwned);
		ensure!(!is_over, Error::<T>::SaleOver);
		Self::ensure_no_own_liability(&seller, &asset)?;
		ensure!(Self::terms_of(&asset) == terms, Error::<T>::WrongVersion);
		let value = Self::value_of(&seller, &asset);
		ensure!(value >= minimum_value, Error::<T>::ValueTooLow);
		let validator = Self::validator_of(&asset).ok_or(Error::<T>::NotOwned)?;
		Self::ensure_no_case(&validator, accept_open_case && is_offered)?;

		Self::remove_sale(id, &sale);
		Self::release(HoldReason::Deposit, &seller, deposit)?;
		Self::pay(&who, &seller, price).map_err(|_| Error::<T>::InsufficientFunds)?;
		let kind = match &asset {
			Asset::Position { class, amount, .. } => {
				T::Stake::move_position(&seller, &validator, *class, *amount, &who)?;
				TradeKind::Position { price }
			},
			Asset::Deal(deal) => {
				Self::move_deal(*deal, &seller, &who)?;
				TradeKind::DealSold { price }
			},
			Asset::Exits { epoch, .. } => {
				T::Stake::move_exits(&seller, &validator, *epoch, &who)?;
				Self::move_leaving_cover(&validator, *epoch, &seller, &who)?;
				TradeKind::Exits { price }
			},
		};
		Self::note_trade(validator, value, kind);
		Self::deposit_event(Event::PositionSold {
			sale: id,
			seller,
			buyer: who,
			asset,
			value,
			price,
		});
		Ok(())
	}

	/// Transfers a deal to a new owner.
	fn move_deal(id: DealId, from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		let mut deal = Self::running_deal(id)?;
		T::Stake::move_deal(from, id, to)?;
		Self::release(HoldReason::Deposit, from, deal.deposit)?;
		Self::hold(HoldReason::Deposit, to, deal.deposit)?;
		deal.end = deal.end_as_of(Self::now());
		deal.owner = to.clone();
		deal.delegator_renews = false;
		deal.ties = Ties::default();
		deal.proposal = deal.proposal.filter(|proposal| proposal.by == Party::Operator);
		Self::store_sold_deal(id, deal, from);
		Ok(())
	}
}
