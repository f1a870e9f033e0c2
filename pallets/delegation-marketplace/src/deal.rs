//! Deals: how they are made, renewed, ended and rated.
//!
//! # Term and fee
//!
//! A deal runs until somebody ends it. Before the end of its term only the owner can, for the fee of its listing, a part of
//! what the deal is worth, rounded down, which the operator gets; nothing where the operator has broken it. After the end both can, for
//! nothing. A deal whose stake is not active yet cannot be ended. One of which a slash has left so little that it has left
//! by itself the operator can end at any time. Not to be elected because others have more stake is the risk of the
//! delegator.
//!
//! # Breach
//!
//! The operator has broken a deal if, since it was made,
//!
//! - it was jailed or banned, unless that was taken back, or
//! - it went offline, gave up, or had too little stake of its own, so that it could not be elected,
//!
//! or if now
//!
//! - it is kept out by a gate, so that it cannot be elected, or
//! - a slash has left so little of the stake that it has left, or
//! - its commission on the deal is above what was agreed, or
//! - its score is below what it promised, or there is none.
//!
//! # Renewal
//!
//! By both: each proposes the same terms; a proposal dies with the term in which it was made. By itself: if both have said
//! before the end that they want it, for as long as was agreed on last, until one of them no longer does. Fee and promised
//! score stay what they were.
//!
//! An epoch in which a brake refuses renewals makes the term longer by one, up to 28 in its whole
//! life. A brake that refuses other calls does not: see [`interruptions`](crate::interruptions).
//!
//! # Ratings
//!
//! Both parties may rate a deal that has ended, once, until it is cleaned up. Ratings, and that a deal was kept or
//! broken, are passed on only for deals that were large enough and have run long enough, between accounts that
//! do not belong together: by what they have declared, by a proxy, or by an account that gets the rewards of both.
//!
//! # Protocol fee
//!
//! A part of each deal, [`Rules::protocol_fee`], rounded down, goes to the treasury; the rest is staked.

use crate::{types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{
	Affiliation, Balance, Conduct, ConductObserver, DealControl, DealId, EpochIndex, StakeInspect,
	Standing, ValidatorGate,
};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn deal(id: DealId) -> Result<DealOf<T>, Error<T>> {
		Self::deal_now(id).ok_or(Error::UnknownDeal)
	}

	/// A deal that has not ended.
	pub(crate) fn running_deal(id: DealId) -> Result<DealOf<T>, Error<T>> {
		let deal = Self::deal(id)?;
		ensure!(deal.finished.is_none(), Error::DealFinished);
		Ok(deal)
	}

	/// The party of a deal that `who` is.
	fn party_of(deal: &DealOf<T>, who: &T::AccountId) -> Result<Party, Error<T>> {
		if *who == deal.owner {
			Ok(Party::Delegator)
		} else if *who == deal.validator {
			Ok(Party::Operator)
		} else {
			Err(Error::NotYourDeal)
		}
	}

	/// Makes a deal with free funds of `who`, whose deposit is held already. The listing is stored.
	pub(crate) fn make_deal(
		id: ListingId,
		mut listing: ListingOf<T>,
		who: &T::AccountId,
		amount: Balance,
		terms: DealTerms,
		fee: Perbill,
		deposit: Balance,
	) -> Result<DealId, DispatchError> {
		let validator = listing.validator.clone();
		ensure!(Self::is_admitted(&validator), Error::<T>::NotAdmitted);
		let fee = fee.mul_floor(amount);
		Self::pay_treasury(who, fee)?;
		let amount = amount.saturating_sub(fee);
		let deal_id = T::Stake::open_deal(who, &validator, amount, terms.commission)?;
		let status = T::Stake::deal_status(who, deal_id).ok_or(Error::<T>::UnknownDeal)?;
		let coverage = Self::begin_cover(id, &mut listing, amount, status.active_from)?;
		listing.filled = listing.filled.saturating_add(amount);
		listing.deals = listing.deals.saturating_add(1);
		Self::place(id, &mut listing);

		let opened = Self::now();
		let end = status.active_from.saturating_add(terms.term);
		let operator = Operators::<T>::get(&validator).unwrap_or_default();
		let deal = Deal {
			owner: who.clone(),
			validator: validator.clone(),
			listing: id,
			amount,
			terms,
			opened,
			end,
			moved: Moved::not_since(opened),
			exit_fee: listing.terms.exit_fee,
			score_floor: listing.terms.score_floor,
			breaches: operator.breaches,
			absences: operator.absences,
			related: Self::are_related(who, &listing.validator),
			delegator_renews: false,
			operator_renews: false,
			proposal: None,
			coverage,
			finished: None,
			occupies: true,
			deposit,
		};
		Listings::<T>::insert(id, listing);
		Deals::<T>::insert(deal_id, deal);
		DealsOf::<T>::insert(who, deal_id, ());
		DealsOn::<T>::insert(id, deal_id, ());
		Self::note_trade(validator.clone(), amount, TradeKind::Deal { terms });
		Self::deposit_event(Event::DealMade {
			deal: deal_id,
			listing: id,
			owner: who.clone(),
			validator,
			amount,
			terms,
			end,
		});
		if fee > 0 {
			Self::deposit_event(Event::ProtocolFeePaid { deal: deal_id, amount: fee });
		}
		Ok(deal_id)
	}

	/// How the operator has broken a deal, if it has.
	pub(crate) fn breach_of(id: DealId, deal: &DealOf<T>) -> Option<Breach> {
		let operator = Operators::<T>::get(&deal.validator).unwrap_or_default();
		if operator.breaches > deal.breaches {
			return Some(Breach::Jailed);
		}
		match T::Stake::standing(&deal.validator) {
			None | Some(Standing::Leaving) => return Some(Breach::Left),
			Some(Standing::Online) if T::ValidatorGate::admit(&deal.validator).is_ok() => {},
			Some(_) => return Some(Breach::NotElectable),
		}
		if operator.absences > deal.absences {
			return Some(Breach::NotElectable);
		}
		let status = T::Stake::deal_status(&deal.owner, id);
		if status.as_ref().is_some_and(|status| status.lapsed) {
			return Some(Breach::Lapsed);
		}
		if status.is_some_and(|status| status.commission > deal.terms.commission) {
			return Some(Breach::Commission);
		}
		(!Self::reaches(&deal.validator, deal.score_floor)).then_some(Breach::Score)
	}

	/// What leaving a deal costs now. Planck.
	pub(crate) fn exit_fee_of(id: DealId, deal: &DealOf<T>) -> (Balance, Option<Breach>) {
		let breach = Self::breach_of(id, deal);
		let now = Self::now();
		if breach.is_some() || now >= deal.end_as_of(now) {
			return (0, breach);
		}
		let value = T::Stake::deal_value(&deal.owner, id);
		(deal.exit_fee.mul_floor(value), None)
	}

	/// Whether two accounts belong together: by what they have declared, by a proxy, or because one of them gets the
	/// rewards of both.
	fn are_related(one: &T::AccountId, other: &T::AccountId) -> bool {
		let of_one = T::Stake::reward_account(one);
		let of_other = T::Stake::reward_account(other);
		T::Affiliation::are_affiliated(one, other)
			|| of_one == of_other
			|| of_one == *other
			|| of_other == *one
	}

	/// Whether a deal was large and long enough, and between strangers, to say something about its parties.
	fn counts(deal: &DealOf<T>, now: EpochIndex) -> bool {
		let rules = T::Rules::get();
		deal.amount >= rules.rated_amount
			&& now.saturating_sub(deal.opened) >= rules.rated_epochs
			&& !deal.related
			&& !Self::are_related(&deal.owner, &deal.validator)
	}

	pub(crate) fn do_exit_deal(
		who: T::AccountId,
		id: DealId,
		maximum_fee: Balance,
	) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		ensure!(deal.owner == who, Error::<T>::NotYourDeal);
		let (fee, breach) = Self::exit_fee_of(id, &deal);
		ensure!(fee <= maximum_fee, Error::<T>::FeeTooHigh);
		let validator = deal.validator.clone();
		Self::finish(id, deal, Party::Delegator, fee, breach)?;
		// Last, so that the rewards can be part of it.
		Self::pay(&who, &validator, fee).map_err(|_| Error::<T>::FeeNotPaid)?;
		Ok(())
	}

	pub(crate) fn do_end_deal(who: T::AccountId, id: DealId) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		ensure!(deal.validator == who, Error::<T>::NotYourDeal);
		let now = Self::now();
		let is_over = now >= deal.end_as_of(now);
		let has_lapsed = || T::Stake::deal_status(&deal.owner, id).is_some_and(|deal| deal.lapsed);
		ensure!(is_over || has_lapsed(), Error::<T>::TermNotOver);
		let breach = Self::breach_of(id, &deal);
		Self::finish(id, deal, Party::Operator, 0, breach)
	}

	/// Closes a deal. Its record is kept as long as it can be rated or is covered.
	fn finish(
		id: DealId,
		mut deal: DealOf<T>,
		by: Party,
		fee: Balance,
		breach: Option<Breach>,
	) -> DispatchResult {
		let epoch = T::Stake::close_deal(&deal.owner, id)?;
		let now = Self::now();
		let mut listing = Self::listing(deal.listing)?;
		let coverage = core::mem::take(&mut deal.coverage);
		// What has lapsed can be so old that it could be withdrawn.
		let epoch = epoch.max(T::Stake::exits_held_since(&deal.validator));
		deal.occupies =
			Self::leave_cover(deal.listing, &mut listing, &deal.owner, coverage, epoch)?;
		listing.deals = listing.deals.saturating_sub(1);
		if !deal.occupies {
			listing.filled = listing.filled.saturating_sub(deal.amount);
			Self::place(deal.listing, &mut listing);
		}
		Listings::<T>::insert(deal.listing, listing);

		let counts = Self::counts(&deal, now);
		let conduct = match breach {
			Some(_) => Some(Conduct::DealBroken),
			None => (now >= deal.end_as_of(now)).then_some(Conduct::DealKept),
		};
		if let Some(conduct) = conduct.filter(|_| counts) {
			T::ConductObserver::observe(&deal.validator, now, conduct);
		}
		deal.proposal = None;
		deal.finished =
			Some(Finished { epoch, counts, rated_by_delegator: false, rated_by_operator: false });
		if counts || deal.occupies {
			Deals::<T>::insert(id, deal);
		} else {
			Self::release(HoldReason::Deposit, &deal.owner, deal.deposit)?;
			Self::forget_deal(id, &deal);
		}
		Self::deposit_event(Event::DealEnded { deal: id, by, fee, breach });
		Ok(())
	}

	/// Removes the record of a deal.
	pub(crate) fn forget_deal(id: DealId, deal: &DealOf<T>) {
		Deals::<T>::remove(id);
		DealsOf::<T>::remove(&deal.owner, id);
		DealsOn::<T>::remove(deal.listing, id);
	}

	pub(crate) fn do_renew_deal(who: T::AccountId, id: DealId, terms: DealTerms) -> DispatchResult {
		let mut deal = Self::running_deal(id)?;
		let party = Self::party_of(&deal, &who)?;
		let now = Self::now();
		ensure!(terms.term > 0, Error::<T>::TermTooShort);
		let end = deal.end_as_of(now).max(now).saturating_add(terms.term);
		ensure!(end.saturating_sub(now) <= T::MaxTerm::get(), Error::<T>::TermTooLong);
		let term_end = deal.end_as_of(now);
		let is_agreed = deal.proposal.is_some_and(|proposal| {
			let is_of_this_term =
				proposal.end == term_end && (now < term_end || proposal.made >= term_end);
			proposal.by == party.other() && proposal.terms == terms && is_of_this_term
		});
		if !is_agreed {
			deal.proposal = Some(Proposal { by: party, terms, made: now, end: term_end });
			Deals::<T>::insert(id, deal);
			Self::deposit_event(Event::RenewalProposed { deal: id, by: party, terms });
			return Ok(());
		}
		if terms.commission != deal.terms.commission {
			T::Stake::amend_deal(&deal.owner, id, terms.commission)?;
		}
		(deal.terms, deal.end, deal.proposal) = (terms, end, None);
		// Whatever was broken before, both go on; but a jail that lasts can be taken back.
		let operator = Operators::<T>::get(&deal.validator).unwrap_or_default();
		let is_jailed = matches!(
			T::Stake::standing(&deal.validator),
			Some(Standing::Jailed | Standing::Banned)
		);
		deal.breaches = operator.breaches.saturating_sub(is_jailed.into());
		deal.absences = operator.absences;
		Deals::<T>::insert(id, deal);
		Self::deposit_event(Event::DealRenewed { deal: id, terms, end });
		Ok(())
	}

	pub(crate) fn do_set_automatic_renewal(
		who: T::AccountId,
		id: DealId,
		renews: bool,
	) -> DispatchResult {
		let mut deal = Self::running_deal(id)?;
		let party = Self::party_of(&deal, &who)?;
		let now = Self::now();
		// What has renewed itself until now stays renewed.
		deal.end = deal.end_as_of(now);
		ensure!(!renews || now < deal.end, Error::<T>::TermOver);
		match party {
			Party::Delegator => deal.delegator_renews = renews,
			Party::Operator => deal.operator_renews = renews,
		}
		Deals::<T>::insert(id, deal);
		Self::deposit_event(Event::AutomaticRenewalSet { deal: id, by: party, renews });
		Ok(())
	}

	pub(crate) fn do_rate_deal(who: T::AccountId, id: DealId, rating: u8) -> DispatchResult {
		let mut deal = Self::deal(id)?;
		let party = Self::party_of(&deal, &who)?;
		let finished = deal.finished.as_mut().ok_or(Error::<T>::DealNotFinished)?;
		ensure!((1..=MAX_RATING).contains(&rating), Error::<T>::RatingOutOfBounds);
		let (is_rated, rated) = match party {
			Party::Delegator => (&mut finished.rated_by_delegator, &deal.validator),
			Party::Operator => (&mut finished.rated_by_operator, &deal.owner),
		};
		ensure!(!*is_rated, Error::<T>::AlreadyRated);
		*is_rated = true;
		let (counts, epochs) = (finished.counts, finished.epoch.saturating_sub(deal.opened));
		if counts {
			let conduct = Conduct::Rated { rating, amount: deal.amount, epochs };
			T::ConductObserver::observe(rated, Self::now(), conduct);
		}
		Deals::<T>::insert(id, deal);
		Self::deposit_event(Event::DealRated { deal: id, by: party, rating, counts });
		Ok(())
	}

	pub(crate) fn do_claim_deal(who: T::AccountId, id: DealId) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		ensure!(deal.owner == who, Error::<T>::NotYourDeal);
		T::Stake::claim_deal(&who, id).map(|_| ())
	}
}
