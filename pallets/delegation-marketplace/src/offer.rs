//! Offers: negotiation, acceptance, refusal and withdrawal.
//!
//! The only code that writes [`Offers`] and [`OffersOn`].

use crate::{deal::Entry, types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{Balance, EpochIndex};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn offer(id: OfferId) -> Result<OfferOf<T>, Error<T>> {
		Self::offer_now(id).ok_or(Error::UnknownOffer)
	}

	#[allow(clippy::too_many_arguments)]
	pub(crate) fn do_make_offer(
		who: T::AccountId,
		id: ListingId,
		version: u32,
		amount: Balance,
		terms: DealTerms,
		expiry: EpochIndex,
		accept_open_case: bool,
	) -> DispatchResult {
		let listing = Self::listing_as_seen(id, version)?;
		Self::ensure_fits(&listing, &who, amount, terms.term)?;
		ensure!(expiry > Self::now(), Error::<T>::AlreadyExpired);
		Self::ensure_no_case(&listing.validator, accept_open_case)?;
		let deposit = T::Deposits::get().offer;
		let fee = T::Rules::get().protocol_fee;
		Self::hold(HoldReason::Deposit, &who, deposit)?;
		if terms.commission >= listing.terms.commission {
			let terms = DealTerms { commission: listing.terms.commission, ..terms };
			let entry = Entry { owner: who, amount, terms, fee, deposit };
			return Self::make_deal(id, listing, entry).map(|_| ());
		}
		Self::hold_in_escrow(&who, amount)?;
		let offer = Offer {
			listing: id,
			version,
			delegator: who.clone(),
			amount,
			terms,
			round: 0,
			turn: Party::Operator,
			expiry,
			moved: Moved::not_since(Self::now()),
			accept_open_case,
			fee,
			deposit,
		};
		let number = Self::next_id();
		Offers::<T>::insert(number, offer);
		OffersOn::<T>::insert(id, number, ());
		Self::deposit_event(Event::OfferMade {
			offer: number,
			listing: id,
			delegator: who,
			amount,
			terms,
			expiry,
		});
		Ok(())
	}

	/// The party of `who`, if its answer is awaited in the round that it has read.
	fn ensure_turn(
		offer: &OfferOf<T>,
		listing: &ListingOf<T>,
		who: &T::AccountId,
		round: u8,
	) -> Result<Party, Error<T>> {
		let party = if *who == offer.delegator {
			Party::Delegator
		} else if *who == listing.validator {
			Party::Operator
		} else {
			return Err(Error::NotYourOffer);
		};
		ensure!(party == offer.turn, Error::NotYourTurn);
		ensure!(round == offer.round, Error::WrongRound);
		ensure!(Self::now() < offer.expiry, Error::OfferExpired);
		Ok(party)
	}

	pub(crate) fn do_counter_offer(
		who: T::AccountId,
		id: OfferId,
		round: u8,
		terms: DealTerms,
	) -> DispatchResult {
		let mut offer = Self::offer(id)?;
		let listing = Self::listing_as_seen(offer.listing, offer.version)?;
		let party = Self::ensure_turn(&offer, &listing, &who, round)?;
		Self::ensure_term(&listing, terms.term)?;
		ensure!(offer.round < MAX_ROUNDS, Error::<T>::TooManyRounds);
		offer.round = offer.round.saturating_add(1);
		offer.turn = party.other();
		offer.terms = terms;
		let round = offer.round;
		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::OfferCountered { offer: id, by: party, round, terms });
		Ok(())
	}

	pub(crate) fn do_accept_offer(who: T::AccountId, id: OfferId, round: u8) -> DispatchResult {
		let offer = Self::offer(id)?;
		let listing = Self::listing_as_seen(offer.listing, offer.version)?;
		Self::ensure_turn(&offer, &listing, &who, round)?;
		Self::ensure_no_case(&listing.validator, offer.accept_open_case)?;
		let Offer { listing: listing_id, delegator, amount, terms, fee, deposit, .. } = offer;
		Self::ensure_fits(&listing, &delegator, amount, terms.term)?;
		Self::forget_offer(id, listing_id);
		Self::release(HoldReason::Escrow, &delegator, amount)?;
		let entry = Entry { owner: delegator, amount, terms, fee, deposit };
		let deal = Self::make_deal(listing_id, listing, entry)?;
		Self::deposit_event(Event::OfferAccepted { offer: id, deal });
		Ok(())
	}

	pub(crate) fn do_refuse_offer(who: T::AccountId, id: OfferId) -> DispatchResult {
		let offer = Self::offer(id)?;
		let listing = Self::listing(offer.listing)?;
		ensure!(listing.validator == who, Error::<T>::NotYourListing);
		Self::return_offer(id, &offer)?;
		Self::release(HoldReason::Deposit, &offer.delegator, offer.deposit)?;
		Self::deposit_event(Event::OfferRefused { offer: id });
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(who: T::AccountId, id: OfferId) -> DispatchResult {
		let offer = Self::offer(id)?;
		ensure!(offer.delegator == who, Error::<T>::NotYourOffer);
		Self::return_offer(id, &offer)?;
		Self::release(HoldReason::Deposit, &who, offer.deposit)?;
		Self::deposit_event(Event::OfferWithdrawn { offer: id });
		Ok(())
	}

	/// Removes an offer and releases its escrow. The deposit is left to the caller.
	pub(crate) fn return_offer(id: OfferId, offer: &OfferOf<T>) -> DispatchResult {
		Self::forget_offer(id, offer.listing);
		Self::release(HoldReason::Escrow, &offer.delegator, offer.amount)
	}

	fn forget_offer(id: OfferId, listing: ListingId) {
		Offers::<T>::remove(id);
		OffersOn::<T>::remove(listing, id);
	}

	pub(crate) fn do_take_best(
		who: T::AccountId,
		amount: Balance,
		terms: DealTerms,
		wanted: &Requirements,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let (id, listing) = Self::best_listing(&who, amount, terms, wanted, MAX_LOOKS)
			.ok_or(Error::<T>::NoMatch)?;
		let deposit = T::Deposits::get().offer;
		Self::hold(HoldReason::Deposit, &who, deposit)?;
		let terms = DealTerms { commission: listing.terms.commission, ..terms };
		let fee = T::Rules::get().protocol_fee;
		let entry = Entry { owner: who, amount, terms, fee, deposit };
		Self::make_deal(id, listing, entry).map(|_| ())
	}
}
