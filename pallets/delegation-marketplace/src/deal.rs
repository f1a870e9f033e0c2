//! Deals: how they are made, renewed, ended and rated.
//!
//! # Term and fee
//!
//! A deal runs until a party ends it. Before the end of its term only the owner can, for an exit
//! fee to the validator: a part of the deal's value, set by the listing, rounded down. The fee is
//! waived if the validator has broken the deal, or cannot be elected any more. After the end both
//! parties can, without a fee. A deal whose stake is not active yet cannot be ended. A validator can
//! end a lapsed deal at any time: a slash has left so little of it that it exited by itself. A lost
//! election for lack of stake is the risk of the delegator. Any account can end a deal with a
//! validator that has left or is banned: the validator has broken it, and could not be removed
//! otherwise.
//!
//! # Breach
//!
//! The validator has broken a deal if, since it was made,
//!
//! - the validator was jailed or banned, unless that was reversed, or
//! - it went offline, gave up, or had too little self-stake, so that it could not be elected,
//!
//! or if now
//!
//! - a gate refuses the validator, so that it cannot be elected, or
//! - a slash has left so little of the stake that it exited by itself, or
//! - the commission of the deal is above the agreed one, or
//! - the score of the validator is missing, or below the promised floor.
//!
//! No breach is a validator that cannot be elected because the chain's minimum self-stake has risen
//! above its self-stake: the rule has changed, and the validator has kept its word. The owner can
//! then exit without a fee, since the stake earns nothing, and the deal does not count as broken.
//!
//! # Renewal
//!
//! By both parties: each proposes equal terms. A proposal expires with the term in which it was
//! made. Automatically: if both parties have turned automatic renewal on before the end of the
//! term, the deal renews itself for the last agreed term, until one party turns it off. Exit fee
//! and promised score stay as they were.
//!
//! An epoch in which a brake refuses renewals makes the term longer by one, up to 28 over the life
//! of the deal. A brake that refuses other calls does not: see
//! [`interruptions`](crate::interruptions).
//!
//! # Ratings
//!
//! Both parties may rate a deal that has ended, once, until its record is removed. Ratings, and
//! whether a deal was kept or broken, are passed on only for deals that were large and long enough.
//!
//! A party that is tied to the other by its own word does not make the other's reputation: by a
//! declaration, by a proxy that it has named, or by naming the other as its reward account. Each
//! word counts only for the party that gives it, or an operator could silence a delegator by naming
//! it:
//!
//! | tied | delegator's rating | operator's rating | deal kept | deal broken |
//! |---|---|---|---|---|
//! | neither | counts | counts | counts | counts |
//! | the delegator | – | counts | – | – |
//! | the operator | counts | – | – | counts |
//! | both | – | – | – | – |
//!
//! Ties count as they were when the deal was made, and as they are at its end. A reward account
//! that both share is no tie: each can name the account that the other has named.
//!
//! # Protocol fee
//!
//! A part of each deal, [`Rules::protocol_fee`], rounded down, goes to the treasury; the rest is
//! staked.
//!
//! The only code that writes [`Deals`], [`DealsOf`] and [`DealsOn`].

use crate::{types::*, *};
use frame_support::{ensure, traits::Get};
use palisade_primitives::{
	Affiliation, Balance, CaseInspect, Conduct, ConductObserver, DealControl, DealId, EpochIndex,
	Subject, ValidatorGate, ValidatorInspect, ValidatorStatus,
};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};

/// A delegator's part in a deal to be made.
pub(crate) struct Entry<AccountId> {
	/// The owner of the deal.
	pub owner: AccountId,
	/// The amount to delegate, protocol fee included. Planck.
	pub amount: Balance,
	/// The agreed terms.
	pub terms: DealTerms,
	/// The protocol fee, as a part of the amount.
	pub fee: Perbill,
	/// The deposit for the record, on hold already. Planck.
	pub deposit: Balance,
}

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

	/// The party of `who` in a deal.
	fn party_of(deal: &DealOf<T>, who: &T::AccountId) -> Result<Party, Error<T>> {
		if *who == deal.owner {
			Ok(Party::Delegator)
		} else if *who == deal.validator {
			Ok(Party::Operator)
		} else {
			Err(Error::NotYourDeal)
		}
	}

	/// Makes a deal with free funds of its owner. Stores the listing.
	pub(crate) fn make_deal(
		id: ListingId,
		mut listing: ListingOf<T>,
		entry: Entry<T::AccountId>,
	) -> Result<DealId, DispatchError> {
		let Entry { owner, amount, terms, fee, deposit } = entry;
		let validator = listing.validator.clone();
		ensure!(Self::is_admitted(&validator), Error::<T>::NotAdmitted);
		let fee = fee.mul_floor(amount);
		Self::pay_treasury(&owner, fee)?;
		let amount = amount.saturating_sub(fee);
		let deal_id = T::Stake::open_deal(&owner, &validator, amount, terms.commission)?;
		let status = T::Stake::deal_status(&owner, deal_id).ok_or(Error::<T>::UnknownDeal)?;
		let coverage = Self::begin_cover(id, &mut listing, amount, status.active_from)?;
		listing.filled = listing.filled.saturating_add(amount);
		listing.deals = listing.deals.saturating_add(1);
		Self::place(id, &mut listing);

		let opened = Self::now();
		let end = status.active_from.saturating_add(terms.term);
		let operator = Self::operator(&validator)?;
		let deal = Deal {
			owner: owner.clone(),
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
			ties: Self::ties(&owner, &listing.validator),
			delegator_renews: false,
			operator_renews: false,
			proposal: None,
			coverage,
			finished: None,
			occupies: true,
			deposit,
		};
		Self::store_listing(id, listing);
		Self::store_deal(deal_id, deal);
		DealsOf::<T>::insert(&owner, deal_id, ());
		DealsOn::<T>::insert(id, deal_id, ());
		Self::note_trade(validator.clone(), amount, TradeKind::Deal { terms });
		Self::deposit_event(Event::DealMade {
			deal: deal_id,
			listing: id,
			owner,
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

	/// The validator's breach of a deal, if any. Fails with [`Error::Undecodable`] if the record
	/// that counts its breaches cannot be decoded.
	pub(crate) fn breach_of(id: DealId, deal: &DealOf<T>) -> Result<Option<Breach>, Error<T>> {
		let operator = Self::operator(&deal.validator)?;
		Ok(Self::breach_with(&operator, id, deal))
	}

	/// The breach of a deal of the validator with the record `operator`, if any.
	fn breach_with(operator: &Operator, id: DealId, deal: &DealOf<T>) -> Option<Breach> {
		if operator.breaches > deal.breaches {
			return Some(Breach::Jailed);
		}
		match T::Stake::status(&deal.validator) {
			None | Some(ValidatorStatus::Leaving) => return Some(Breach::Left),
			Some(ValidatorStatus::Online) if T::ValidatorGate::admit(&deal.validator).is_ok() => {},
			// The rule has changed, not the validator.
			Some(ValidatorStatus::BelowMinimum) => {},
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

	/// The fee of an exit now, in planck, and the breach that waives it. Fails with
	/// [`Error::Undecodable`].
	pub(crate) fn exit_fee_of(
		id: DealId,
		deal: &DealOf<T>,
	) -> Result<(Balance, Option<Breach>), Error<T>> {
		let breach = Self::breach_of(id, deal)?;
		let now = Self::now();
		let is_below = || T::Stake::status(&deal.validator) == Some(ValidatorStatus::BelowMinimum);
		if breach.is_some() || now >= deal.end_as_of(now) || is_below() {
			return Ok((0, breach));
		}
		let status = T::Stake::deal_status(&deal.owner, id);
		let value = status.map_or(0, |status| status.value);
		Ok((deal.exit_fee.mul_floor(value), None))
	}

	/// Whether two accounts are related by the word of either: by declaration, by a proxy, or
	/// because one account gets the rewards of both. To be shown: see [`Ties`] for what counts.
	pub(crate) fn are_related(one: &T::AccountId, other: &T::AccountId) -> bool {
		let of_one = T::Stake::reward_account(one);
		let of_other = T::Stake::reward_account(other);
		T::Affiliation::are_affiliated(one, other)
			|| of_one == of_other
			|| of_one == *other
			|| of_other == *one
	}

	/// The ties of the parties of a deal now.
	fn ties(delegator: &T::AccountId, operator: &T::AccountId) -> Ties {
		let is_tied = |who: &T::AccountId, other: &T::AccountId| {
			T::Affiliation::is_bound_to(who, other) || T::Stake::reward_account(who) == *other
		};
		Ties { delegator: is_tied(delegator, operator), operator: is_tied(operator, delegator) }
	}

	/// Whether a deal was large and long enough for ratings.
	fn is_notable(deal: &DealOf<T>, now: EpochIndex) -> bool {
		let rules = T::Rules::get();
		deal.amount >= rules.rated_amount && now.saturating_sub(deal.opened) >= rules.rated_epochs
	}

	pub(crate) fn do_exit_deal(
		who: T::AccountId,
		id: DealId,
		maximum_fee: Balance,
	) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		ensure!(deal.owner == who, Error::<T>::NotYourDeal);
		let (fee, breach) = Self::exit_fee_of(id, &deal)?;
		ensure!(fee <= maximum_fee, Error::<T>::FeeTooHigh);
		let validator = deal.validator.clone();
		Self::finish(id, deal, Party::Delegator, fee, breach)?;
		// The fee is paid last, so that the rewards of the deal can fund it.
		Self::pay(&who, &validator, fee).map_err(|_| Error::<T>::FeeNotPaid)?;
		Ok(())
	}

	pub(crate) fn do_terminate_deal(who: T::AccountId, id: DealId) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		// No party of a deal with a validator that is gone may ever return.
		let is_gone = T::Stake::is_gone(&deal.validator);
		ensure!(deal.validator == who || is_gone, Error::<T>::NotYourDeal);
		let now = Self::now();
		let is_over = now >= deal.end_as_of(now);
		let has_lapsed = || T::Stake::deal_status(&deal.owner, id).is_some_and(|deal| deal.lapsed);
		ensure!(is_gone || is_over || has_lapsed(), Error::<T>::TermNotOver);
		let breach = Self::breach_of(id, &deal)?;
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
		// A lapsed deal may have exited so long ago that it could already be withdrawn.
		let epoch = epoch.max(T::Stake::exits_held_since(&deal.validator));
		deal.occupies =
			Self::leave_cover(deal.listing, &mut listing, &deal.owner, coverage, epoch)?;
		if deal.occupies {
			// The exits of a deal that lapsed are of another epoch than its cover.
			Self::end_sale_of_exits(&deal.owner, &deal.validator, epoch);
		}
		listing.deals = listing.deals.saturating_sub(1);
		if !deal.occupies {
			listing.filled = listing.filled.saturating_sub(deal.amount);
			Self::place(deal.listing, &mut listing);
		}
		Self::store_listing(deal.listing, listing);

		deal.ties = deal.ties.or(Self::ties(&deal.owner, &deal.validator));
		let Ties { delegator, operator } = deal.ties;
		let counts = Self::is_notable(&deal, now) && !(delegator && operator);
		let is_kept = now >= deal.end_as_of(now) && !operator;
		let conduct = match breach {
			Some(_) => Some(Conduct::DealBroken),
			None => is_kept.then_some(Conduct::DealKept),
		};
		if let Some(conduct) = conduct.filter(|_| counts && !delegator) {
			T::ConductObserver::observe(Subject::Validator(&deal.validator), now, conduct);
		}
		deal.proposal = None;
		deal.finished =
			Some(Finished { epoch, counts, rated_by_delegator: false, rated_by_operator: false });
		if counts || deal.occupies {
			Self::store_deal(id, deal);
		} else {
			Self::release(HoldReason::Deposit, &deal.owner, deal.deposit)?;
			Self::forget_deal(id, &deal);
		}
		Self::deposit_event(Event::DealEnded { deal: id, by, fee, breach });
		Ok(())
	}

	/// Stores the record of a deal.
	pub(crate) fn store_deal(id: DealId, deal: DealOf<T>) {
		Deals::<T>::insert(id, deal);
	}

	/// Stores the record of a deal that `from` has sold.
	pub(crate) fn store_sold_deal(id: DealId, deal: DealOf<T>, from: &T::AccountId) {
		DealsOf::<T>::remove(from, id);
		DealsOf::<T>::insert(&deal.owner, id, ());
		Self::store_deal(id, deal);
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
			Self::store_deal(id, deal);
			Self::deposit_event(Event::RenewalProposed { deal: id, by: party, terms });
			return Ok(());
		}
		if terms.commission != deal.terms.commission {
			T::Stake::amend_deal(&deal.owner, id, terms.commission)?;
		}
		(deal.terms, deal.end, deal.proposal) = (terms, end, None);
		// The renewal forgives earlier breaches. A current jailing is counted out, because its
		// reversal would subtract it.
		let operator = Self::operator(&deal.validator)?;
		let is_jailed = matches!(
			T::Stake::status(&deal.validator),
			Some(ValidatorStatus::Jailed | ValidatorStatus::Banned)
		);
		deal.breaches = operator.breaches.saturating_sub(is_jailed.into());
		deal.absences = operator.absences;
		Self::store_deal(id, deal);
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
		// Renewals until now are kept.
		deal.end = deal.end_as_of(now);
		ensure!(!renews || now < deal.end, Error::<T>::TermOver);
		match party {
			Party::Delegator => deal.delegator_renews = renews,
			Party::Operator => deal.operator_renews = renews,
		}
		Self::store_deal(id, deal);
		Self::deposit_event(Event::AutomaticRenewalSet { deal: id, by: party, renews });
		Ok(())
	}

	pub(crate) fn do_rate_deal(who: T::AccountId, id: DealId, rating: u8) -> DispatchResult {
		let mut deal = Self::deal(id)?;
		let party = Self::party_of(&deal, &who)?;
		let finished = deal.finished.as_mut().ok_or(Error::<T>::DealNotFinished)?;
		ensure!((1..=MAX_RATING).contains(&rating), Error::<T>::RatingOutOfBounds);
		let (is_rated, rated) = match party {
			Party::Delegator => {
				(&mut finished.rated_by_delegator, Subject::Validator(&deal.validator))
			},
			Party::Operator => (&mut finished.rated_by_operator, Subject::Delegator(&deal.owner)),
		};
		ensure!(!*is_rated, Error::<T>::AlreadyRated);
		*is_rated = true;
		let counts = finished.counts && !deal.ties.of(party);
		let epochs = finished.epoch.saturating_sub(deal.opened);
		if counts {
			let conduct = Conduct::Rated { rating, amount: deal.amount, epochs };
			T::ConductObserver::observe(rated, Self::now(), conduct);
		}
		Self::store_deal(id, deal);
		Self::deposit_event(Event::DealRated { deal: id, by: party, rating, counts });
		Ok(())
	}

	pub(crate) fn do_claim_deal(who: T::AccountId, id: DealId) -> DispatchResult {
		let deal = Self::running_deal(id)?;
		ensure!(deal.owner == who, Error::<T>::NotYourDeal);
		T::Stake::claim_deal(&who, id).map(|_| ())
	}
}
