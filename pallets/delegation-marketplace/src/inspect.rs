//! Reads for the runtime API.

use crate::{book::Place, runtime_api::*, types::*, *};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{
	Attestation, Balance, CaseInspect, DealControl, DealId, Diversity, OffenceRecord, Reputation,
};

/// The longest page.
const MAX_PAGE: u32 = 1_000;

fn page(most: u32) -> usize {
	most.min(MAX_PAGE) as usize
}

impl<T: Config> Pallet<T> {
	fn view_of(id: ListingId, listing: ListingOf<T>) -> ListingView<T::AccountId> {
		let validator = listing.validator.clone();
		let is_open = listing.is_open(Self::now()) && Self::is_admitted(&validator);
		ListingView {
			id,
			version: listing.version,
			open: is_open,
			capacity_left: listing.capacity_left(),
			cover: listing.cover,
			covered: listing.pool.covered.stake,
			deals: listing.deals,
			score: T::Reputation::score(&validator),
			region: T::Diversity::region(&validator),
			bucket: T::Diversity::bucket(&validator),
			attestation: T::Attestation::level(&validator),
			clean_record: T::Offences::is_clean(&validator),
			open_offence: T::Stake::has_open_case(&validator),
			terms: listing.terms,
			validator,
		}
	}

	/// For `DelegationMarketplaceApi::listing`.
	pub fn listing_view(id: ListingId) -> Option<ListingView<T::AccountId>> {
		Some(Self::view_of(id, Self::listing_now(id)?))
	}

	/// For `DelegationMarketplaceApi::listings_of`.
	pub fn listings_of(validator: &T::AccountId) -> Vec<ListingView<T::AccountId>> {
		Self::known_listings(validator).into_iter().filter_map(Self::listing_view).collect()
	}

	/// For `DelegationMarketplaceApi::capacity_left`.
	pub fn capacity_left(validator: &T::AccountId) -> Balance {
		Self::listings_of(validator)
			.into_iter()
			.filter(|view| view.open && view.terms.requirements.reserved_for.is_none())
			.fold(0, |sum, view| sum.saturating_add(view.capacity_left))
	}

	fn is_wanted(query: &BookQuery, view: &ListingView<T::AccountId>) -> bool {
		let terms = &view.terms;
		let wanted = &terms.requirements;
		let takes_amount = query.amount.is_none_or(|amount| {
			amount >= terms.minimum_delegation
				&& amount <= view.capacity_left
				&& wanted.maximum_delegation.is_none_or(|most| amount <= most)
		});
		let takes_term = query.term.is_none_or(|term| {
			term >= terms.minimum_term && wanted.maximum_term.is_none_or(|most| term <= most)
		});
		let has_score =
			query.minimum_score.is_none_or(|least| view.score.is_some_and(|score| score >= least));
		view.open
			&& takes_amount
			&& takes_term
			&& has_score
			&& query.maximum_commission.is_none_or(|most| terms.commission <= most)
			&& query.region.is_none_or(|region| view.region == Some(region))
	}

	/// For `DelegationMarketplaceApi::order_book`.
	pub fn order_book(query: BookQuery, from: Option<Place>, most: u32) -> BookPage<T::AccountId> {
		let mut listings = Vec::new();
		let mut next = None;
		let mut looks: u32 = 0;
		for (place, id) in Self::book_from(from.unwrap_or((0, None))) {
			if listings.len() >= page(most) || looks >= MAX_SCAN {
				break;
			}
			looks = looks.saturating_add(1);
			next = Some(place);
			let view = Self::listing_view(id);
			listings.extend(view.filter(|view| Self::is_wanted(&query, view)));
		}
		let has_more = next.is_some_and(|place| Self::book_from(place).next().is_some());
		match query.order {
			BookOrder::Commission => listings.sort_by_key(|view| view.terms.commission),
			BookOrder::Term => listings.sort_by_key(|view| view.terms.minimum_term),
			BookOrder::Score => listings.sort_by_key(|view| core::cmp::Reverse(view.score)),
		}
		BookPage { listings, next: next.filter(|_| has_more) }
	}

	/// For `DelegationMarketplaceApi::quote`.
	pub fn quote(
		who: &T::AccountId,
		amount: Balance,
		term: u32,
		wanted: &Requirements,
	) -> Option<ListingView<T::AccountId>> {
		let terms = DealTerms { commission: sp_arithmetic::PerThing::one(), term };
		let (id, listing) = Self::best_listing(who, amount, terms, wanted, MAX_SCAN)?;
		Some(Self::view_of(id, listing))
	}

	/// For `DelegationMarketplaceApi::offers_on`.
	pub fn offers_on(
		listing: ListingId,
		after: Option<OfferId>,
		most: u32,
	) -> Vec<(OfferId, OfferOf<T>)> {
		let ids = match after {
			Some(id) => {
				let from = OffersOn::<T>::hashed_key_for(listing, id);
				OffersOn::<T>::iter_key_prefix_from(listing, from)
			},
			None => OffersOn::<T>::iter_key_prefix(listing),
		};
		ids.take(page(most)).filter_map(|id| Some((id, Self::offer_now(id)?))).collect()
	}

	/// For `DelegationMarketplaceApi::deal`.
	pub fn deal_view(id: DealId) -> Option<MarketDealView<T::AccountId>> {
		let deal = Self::deal_now(id)?;
		let status = T::Stake::deal_status(&deal.owner, id);
		let is_running = deal.finished.is_none();
		let (exit_fee, breach) = match is_running {
			true => Self::exit_fee_of(id, &deal).unwrap_or_default(),
			false => (0, None),
		};
		let (cover_owed, cover) = Self::listing_now(deal.listing)
			.filter(|_| is_running)
			.map_or((0, 0), |listing| Self::cover_of(deal.listing, &listing, &deal.coverage));
		Some(MarketDealView {
			id,
			end: deal.end_as_of(Self::now()),
			value: status.as_ref().map_or(0, |status| status.value),
			rewards: status.map_or(0, |status| status.rewards),
			cover_owed,
			cover,
			exit_fee,
			breach,
			open_offence: T::Stake::has_open_case(&deal.validator),
			renews: (deal.delegator_renews, deal.operator_renews),
			owner: deal.owner,
			validator: deal.validator,
			listing: deal.listing,
			terms: deal.terms,
			proposal: deal.proposal,
			finished: deal.finished,
		})
	}

	/// For `DelegationMarketplaceApi::deals_of`.
	pub fn deals_of(owner: &T::AccountId) -> Vec<MarketDealView<T::AccountId>> {
		DealsOf::<T>::iter_key_prefix(owner)
			.take(page(MAX_PAGE))
			.filter_map(Self::deal_view)
			.collect()
	}

	/// For `DelegationMarketplaceApi::deals_on`.
	pub fn deals_on(
		listing: ListingId,
		after: Option<DealId>,
		most: u32,
	) -> Vec<MarketDealView<T::AccountId>> {
		let ids = match after {
			Some(id) => {
				let from = DealsOn::<T>::hashed_key_for(listing, id);
				DealsOn::<T>::iter_key_prefix_from(listing, from)
			},
			None => DealsOn::<T>::iter_key_prefix(listing),
		};
		ids.take(page(most)).filter_map(Self::deal_view).collect()
	}

	/// For `DelegationMarketplaceApi::request`.
	pub fn request_view(id: RequestId) -> Option<RequestView<T::AccountId, BlockNumberFor<T>>> {
		let request = Self::request_now(id)?;
		let bids = Bids::<T>::get(id).unwrap_or_default().into_inner();
		let bidders = bids.iter().map(|bid| bid.validator.clone());
		let open_offences = bidders.filter(T::Stake::has_open_case).collect();
		Some(RequestView { id, request, bids, open_offences })
	}

	/// For `DelegationMarketplaceApi::requests`.
	pub fn requests(
		after: Option<RequestId>,
		most: u32,
	) -> Vec<RequestView<T::AccountId, BlockNumberFor<T>>> {
		let ids = match after {
			Some(id) => Requests::<T>::iter_keys_from(Requests::<T>::hashed_key_for(id)),
			None => Requests::<T>::iter_keys(),
		};
		ids.take(page(most)).filter_map(Self::request_view).collect()
	}

	/// For `DelegationMarketplaceApi::sale`.
	pub fn sale_view(id: SaleId) -> Option<SaleView<T::AccountId>> {
		let sale = Self::sale_now(id)?;
		let validator = Self::validator_of(&sale.asset);
		Some(SaleView {
			id,
			value: Self::value_of(&sale.seller, &sale.asset),
			over: Self::is_over(&sale),
			open_offence: validator.as_ref().is_some_and(T::Stake::has_open_case),
			related: validator.as_ref().is_some_and(|it| Self::are_related(&sale.seller, it)),
			validator,
			sale,
		})
	}

	/// For `DelegationMarketplaceApi::sales`.
	pub fn sales(after: Option<SaleId>, most: u32) -> Vec<SaleView<T::AccountId>> {
		let ids = match after {
			Some(id) => Sales::<T>::iter_keys_from(Sales::<T>::hashed_key_for(id)),
			None => Sales::<T>::iter_keys(),
		};
		ids.take(page(most)).filter_map(Self::sale_view).collect()
	}

	/// For `DelegationMarketplaceApi::trades`.
	pub fn trades(validator: Option<T::AccountId>, most: u32) -> Vec<TradeOf<T>> {
		Self::last_trades(MAX_TRADES)
			.into_iter()
			.filter(|trade| validator.as_ref().is_none_or(|only| trade.validator == *only))
			.take(page(most))
			.collect()
	}
}
