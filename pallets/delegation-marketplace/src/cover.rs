//! Cover: the operator's own money stands before its clients'.
//!
//! The cover of a listing is held of the validator. All deals of the listing have a part of it, in proportion to what
//! they are worth. When the validator is slashed everything that is liable loses the same part, so what the deals of a
//! listing lose together is known without looking at them:
//!
//! ```text
//! lost   = value of the deals − ⌊value × (liable − loss) / liable⌋
//! payout = min(what is left of the cover, lost)
//! ```
//!
//! and each deal is owed its part of the payout, by an index: see [`Cover`]. A slash therefore costs the same for one
//! deal and for a million; it looks at the listings of the validator, at most [`MAX_LISTINGS`].
//!
//! - A deal is covered from the epoch on in which it is liable: one that waits loses nothing, and is paid nothing.
//! - What leaves stays liable for what happened before, and stays covered for it until it could be withdrawn: what left
//!   in an epoch is a [`Leavers`] of its own, so that those who stay do not pay for it, nor it for them. Until then it
//!   counts in the capacity, so that nobody dilutes it.
//! - Payouts are held with the validator until they are claimed, and the cover of a listing is not free before
//!   nothing is covered any more.
//! - Every part is rounded down. What that leaves is the validator's when the listing is removed.

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	storage::{with_storage_layer, with_transaction_unchecked, TransactionOutcome},
	BoundedVec,
};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, DealId, EpochClock, EpochIndex, StakeInspect,
};
use palisade_share_pool::Cover;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> From<palisade_share_pool::Error> for Error<T> {
	fn from(_: palisade_share_pool::Error) -> Self {
		// Amounts that no currency has, or what the checks of this pallet have excluded.
		Self::Overflow
	}
}

impl<T: Config> Pallet<T> {
	/// The epoch that runs.
	pub(crate) fn now() -> EpochIndex {
		T::Clock::current_epoch()
	}

	/// What has left a listing.
	pub(crate) fn leavers(listing: ListingId) -> Vec<Leavers> {
		Leaving::<T>::get(listing).unwrap_or_default().into_inner()
	}

	pub(crate) fn store_leavers(listing: ListingId, leavers: Vec<Leavers>) -> DispatchResult {
		if leavers.is_empty() {
			Leaving::<T>::remove(listing);
			return Ok(());
		}
		let leavers: BoundedVec<_, _> = leavers.try_into().map_err(|_| Error::<T>::Overflow)?;
		Leaving::<T>::insert(listing, leavers);
		Ok(())
	}

	/// Covers what has waited in an epoch that is over.
	pub(crate) fn activate_waiting(id: ListingId, listing: &mut ListingOf<T>, now: EpochIndex) {
		let Some(waiting) = listing.waiting.take_if(|waiting| waiting.epoch < now) else {
			return;
		};
		let activation = listing.pool.activate(waiting.deposits);
		Activations::<T>::insert(id, waiting.epoch, activation);
	}

	/// Covers a new deal that is worth `value`. Active at once, or with the next epoch.
	pub(crate) fn begin_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		value: Balance,
		active_from: EpochIndex,
	) -> Result<Coverage, Error<T>> {
		let now = Self::now();
		Self::activate_waiting(id, listing, now);
		let mut coverage = Coverage { settled: listing.pool.index, ..Default::default() };
		if active_from > now {
			let fresh = || Waiting { epoch: now, deposits: Default::default() };
			let waiting = listing.waiting.get_or_insert_with(fresh);
			coverage.waiting = Some((now, waiting.deposits.deposit(value)?));
		} else {
			coverage.shares = listing.pool.enter(value)?;
		}
		Ok(coverage)
	}

	/// Takes the shares of what has waited, and adds what was paid since.
	pub(crate) fn settle_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		coverage: &mut Coverage,
	) -> Result<(), Error<T>> {
		Self::activate_waiting(id, listing, Self::now());
		if let Some((epoch, units)) = coverage.waiting {
			let Some(mut activation) = Activations::<T>::get(id, epoch) else {
				// It waits still.
				let waits = listing.waiting.as_ref().is_some_and(|waiting| waiting.epoch == epoch);
				return if waits { Ok(()) } else { Err(Error::Undecodable) };
			};
			let taken = activation.take(units, None)?;
			coverage.waiting = None;
			coverage.shares = taken.shares;
			coverage.settled = activation.index.net;
			listing.pool.covered.burn(taken.leftover);
			match activation.units_left {
				0 => Activations::<T>::remove(id, epoch),
				_ => Activations::<T>::insert(id, epoch, activation),
			}
		}
		Self::settle_payouts(&listing.pool, coverage)
	}

	/// Adds what a pool has paid since.
	pub(crate) fn settle_payouts(pool: &Cover, coverage: &mut Coverage) -> Result<(), Error<T>> {
		let paid = pool.paid(coverage.shares, coverage.settled)?;
		coverage.settled = pool.index;
		coverage.unclaimed = coverage.unclaimed.checked_add(paid).ok_or(Error::Overflow)?;
		Ok(())
	}

	/// Ends the cover of a deal that left with `epoch`. As long as it is liable it is covered for what happened before,
	/// with all else that `owner` closed in that epoch; returns whether it is, which needs a cover.
	pub(crate) fn leave_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		owner: &T::AccountId,
		mut coverage: Coverage,
		epoch: EpochIndex,
	) -> Result<bool, DispatchError> {
		Self::settle_cover(id, listing, &mut coverage)?;
		let value = listing.pool.leave(coverage.shares).map_err(Error::<T>::from)?;
		if listing.cover == 0 && coverage.unclaimed == 0 {
			return Ok(false);
		}
		listing.pool.claim(coverage.unclaimed).map_err(Error::<T>::from)?;

		let since = T::Stake::exits_held_since(&listing.validator);
		let mut all = Self::leavers(id);
		Self::end_covers(id, listing, &mut all, since);
		let index = match all.binary_search_by_key(&epoch, |leavers| leavers.epoch) {
			Ok(index) => index,
			Err(index) => {
				all.insert(index, Leavers { epoch, pool: Cover::default() });
				index
			},
		};
		let pool = &mut all.get_mut(index).ok_or(Error::<T>::Overflow)?.pool;
		// All that is left of it may be less than a planck: it has its part of the debts all the same.
		let shares = pool.admit(value.max(1));
		let unclaimed = coverage.unclaimed;
		let left = Coverage { waiting: None, shares, settled: pool.index, unclaimed };
		Self::add_leaving_cover(id, epoch, owner, pool, left)?;
		pool.owed = pool.owed.checked_add(unclaimed).ok_or(Error::<T>::Overflow)?;
		Self::store_leavers(id, all)?;
		Ok(true)
	}

	/// Puts aside what is no longer liable, so that slashes need not look at it.
	fn end_covers(
		id: ListingId,
		listing: &mut ListingOf<T>,
		all: &mut Vec<Leavers>,
		since: EpochIndex,
	) {
		all.retain(|Leavers { epoch, pool }| {
			let is_liable = *epoch >= since;
			if !is_liable {
				listing.ended = listing.ended.saturating_add(1);
				listing.ended_owed = listing.ended_owed.saturating_add(pool.owed);
				Ended::<T>::insert(id, epoch, pool);
			}
			is_liable
		});
	}

	/// The cover of what left a listing with an epoch.
	fn pool_of(id: ListingId, epoch: EpochIndex) -> Result<Cover, Error<T>> {
		let all = Self::leavers(id);
		let found = all.into_iter().find(|leavers| leavers.epoch == epoch);
		found
			.map(|leavers| leavers.pool)
			.or_else(|| Ended::<T>::get(id, epoch))
			.ok_or(Error::Undecodable)
	}

	/// Adds a part of the cover of what left in `epoch` to what `owner` has of it.
	fn add_leaving_cover(
		id: ListingId,
		epoch: EpochIndex,
		owner: &T::AccountId,
		pool: &Cover,
		added: Coverage,
	) -> Result<(), Error<T>> {
		let mut coverage = LeavingCover::<T>::get((id, epoch, owner))
			.unwrap_or(Coverage { settled: pool.index, ..Default::default() });
		Self::settle_payouts(pool, &mut coverage)?;
		coverage.shares = coverage.shares.plus(added.shares)?;
		coverage.unclaimed =
			coverage.unclaimed.checked_add(added.unclaimed).ok_or(Error::Overflow)?;
		LeavingCover::<T>::insert((id, epoch, owner), coverage);
		Ok(())
	}

	/// Gives the cover of all that somebody closed with a validator in an epoch to the new owner of the exits.
	pub(crate) fn move_leaving_cover(
		validator: &T::AccountId,
		epoch: EpochIndex,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> DispatchResult {
		let listings = Operators::<T>::get(validator).unwrap_or_default().listings;
		for id in listings {
			let Some(mut coverage) = LeavingCover::<T>::take((id, epoch, from)) else { continue };
			let pool = Self::pool_of(id, epoch)?;
			Self::settle_payouts(&pool, &mut coverage)?;
			Self::add_leaving_cover(id, epoch, to, &pool, coverage)?;
		}
		Ok(())
	}

	/// Pays what is owed for what somebody closed in an epoch, and forgets it once it need not be kept. Returns
	/// whether there was anything to do.
	pub(crate) fn pay_leaving_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		epoch: EpochIndex,
		owner: &T::AccountId,
	) -> Result<bool, DispatchError> {
		let Some(mut coverage) = LeavingCover::<T>::get((id, epoch, owner)) else {
			return Ok(false);
		};
		let mut pool = Self::pool_of(id, epoch)?;
		let before = pool.owed;
		Self::settle_payouts(&pool, &mut coverage)?;
		let amount = core::mem::take(&mut coverage.unclaimed);
		let is_over = !Self::is_kept(&listing.validator, epoch);
		if amount == 0 && !is_over {
			return Ok(false);
		}
		pool.claim(amount).map_err(Error::<T>::from)?;
		if is_over {
			pool.leave(coverage.shares).map_err(Error::<T>::from)?;
			LeavingCover::<T>::remove((id, epoch, owner));
		} else {
			LeavingCover::<T>::insert((id, epoch, owner), coverage);
		}
		Self::store_pool(id, listing, epoch, pool, before)?;
		let validator = listing.validator.clone();
		let paid = with_storage_layer(|| Self::pay_cover(id, &validator, owner, amount));
		match paid {
			// Who cannot be paid must not keep the listing from being removed.
			Err(_) if is_over => {
				Self::forfeit(HoldReason::Cover, &validator, amount);
				Self::deposit_event(Event::PaymentFailed { who: owner.clone(), amount });
			},
			paid => paid?,
		}
		Ok(true)
	}

	/// Stores the cover of what left with an epoch, which owed so much `before`; without shares it is gone, and what
	/// rounding has left of its payouts is the operator's cover again.
	fn store_pool(
		id: ListingId,
		listing: &mut ListingOf<T>,
		epoch: EpochIndex,
		pool: Cover,
		before: Balance,
	) -> DispatchResult {
		let is_gone = pool.is_empty();
		if is_gone {
			listing.cover = listing.cover.saturating_add(pool.owed);
		}
		let mut all = Self::leavers(id);
		match all.iter().position(|leavers| leavers.epoch == epoch) {
			Some(index) if is_gone => drop(all.remove(index)),
			Some(index) => {
				all.get_mut(index).ok_or(Error::<T>::Undecodable)?.pool = pool;
			},
			None => {
				let owed = if is_gone { 0 } else { pool.owed };
				listing.ended_owed = listing.ended_owed.saturating_sub(before).saturating_add(owed);
				if is_gone {
					listing.ended = listing.ended.saturating_sub(1);
					Ended::<T>::remove(id, epoch);
				} else {
					Ended::<T>::insert(id, epoch, pool);
				}
				return Ok(());
			},
		}
		Self::store_leavers(id, all)
	}

	/// Pays out of what is held of the validator.
	fn pay_cover(
		id: ListingId,
		validator: &T::AccountId,
		owner: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		Self::pay_held(HoldReason::Cover, validator, owner, amount)?;
		let who = owner.clone();
		Self::deposit_event(Event::CoverClaimed { listing: id, who, amount });
		Ok(())
	}

	pub(crate) fn do_claim_cover(deal_id: DealId) -> DispatchResult {
		let mut deal = Self::running_deal(deal_id)?;
		let id = deal.listing;
		let mut listing = Self::listing(id)?;
		Self::settle_cover(id, &mut listing, &mut deal.coverage)?;
		let amount = core::mem::take(&mut deal.coverage.unclaimed);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		listing.pool.claim(amount).map_err(Error::<T>::from)?;
		Self::pay_cover(id, &listing.validator, &deal.owner, amount)?;
		Listings::<T>::insert(id, listing);
		Deals::<T>::insert(deal_id, deal);
		Ok(())
	}

	pub(crate) fn do_claim_exit_cover(
		owner: T::AccountId,
		id: ListingId,
		epoch: EpochIndex,
	) -> DispatchResult {
		let mut listing = Self::listing(id)?;
		let is_done = Self::pay_leaving_cover(id, &mut listing, epoch, &owner)?;
		ensure!(is_done, Error::<T>::NothingToClaim);
		Listings::<T>::insert(id, listing);
		Ok(())
	}

	/// All that a listing's validator has on hold for its cover. Planck.
	pub(crate) fn held_for(id: ListingId, listing: &ListingOf<T>) -> Balance {
		let owed =
			listing.cover.saturating_add(listing.pool.owed).saturating_add(listing.ended_owed);
		Self::leavers(id).iter().fold(owed, |sum, leavers| sum.saturating_add(leavers.pool.owed))
	}

	/// Has a listing pay for its part of a slash for `epoch`: everything of `base` lost its part of `loss`.
	fn pay_for_slash(
		id: ListingId,
		epoch: EpochIndex,
		base: Balance,
		loss: Balance,
	) -> Result<(), Error<T>> {
		let Some(mut listing) = Listings::<T>::get(id) else { return Ok(()) };
		Self::activate_waiting(id, &mut listing, Self::now());
		let mut all = Self::leavers(id);
		// What left in the epoch before was there when the set was elected.
		let since = T::Stake::exits_held_since(&listing.validator).max(epoch.saturating_sub(1));
		let is_liable = |leavers: &&mut Leavers| leavers.epoch >= since;
		let mut losses: Vec<(&mut Cover, Balance)> = core::iter::once(&mut listing.pool)
			.chain(all.iter_mut().filter(is_liable).map(|leavers| &mut leavers.pool))
			.map(|pool| {
				let lost = pool.lose(base, loss);
				(pool, lost)
			})
			.collect();
		let lost = losses.iter().fold(0, |sum: Balance, (_, lost)| sum.saturating_add(*lost));
		if lost == 0 {
			Listings::<T>::insert(id, listing);
			return Ok(());
		}
		let payout = lost.min(listing.cover);
		let mut paid: Balance = 0;
		for (pool, lost_here) in &mut losses {
			let part = Cover::part_of(payout, *lost_here, lost);
			// Without shares there is nobody who has lost anything.
			if part > 0 && pool.pay(part).is_ok() {
				paid = paid.saturating_add(part);
			}
		}
		listing.cover = listing.cover.saturating_sub(paid);
		listing.version = listing.version.saturating_add(1);
		Self::deposit_event(Event::CoverPaid { listing: id, lost, paid, left: listing.cover });
		Listings::<T>::insert(id, listing);
		if !all.is_empty() {
			// As many as there were.
			let _ = Self::store_leavers(id, all);
		}
		Ok(())
	}

	/// Counts a breach of all deals of a validator, or takes it back.
	fn count_breach(validator: &T::AccountId, count: impl FnOnce(&mut Operator)) {
		Operators::<T>::mutate_exists(validator, |operator| {
			if let Some(operator) = operator {
				count(operator);
			}
		});
	}
}

/// Pays for slashes, and notes who breaks deals.
impl<T: Config> ConductObserver<T::AccountId> for Pallet<T> {
	fn observe(validator: &T::AccountId, epoch: EpochIndex, conduct: Conduct) {
		match conduct {
			Conduct::Slashed { amount, base } => {
				let Some(operator) = Operators::<T>::get(validator) else { return };
				for listing in operator.listings {
					if let Err(error) = Self::pay_for_slash(listing, epoch, base, amount) {
						log::error!(target: LOG_TARGET, "the cover of {listing}: {error:?}");
					}
				}
			},
			Conduct::WentOffline => Self::count_breach(validator, |operator| {
				operator.absences = operator.absences.saturating_add(1);
			}),
			Conduct::Jailed => Self::count_breach(validator, |operator| {
				operator.breaches = operator.breaches.saturating_add(1);
			}),
			Conduct::Released => Self::count_breach(validator, |operator| {
				operator.breaches = operator.breaches.saturating_sub(1);
			}),
			_ => {},
		}
	}
}

impl<T: Config> Pallet<T> {
	/// What a deal's part of the cover comes to: what is owed to it, and what would be paid if all were lost. Planck.
	pub(crate) fn cover_of(
		id: ListingId,
		listing: &ListingOf<T>,
		coverage: &Coverage,
	) -> (Balance, Balance) {
		let (mut listing, mut coverage) = (listing.clone(), coverage.clone());
		let settled = with_transaction_unchecked(|| {
			TransactionOutcome::Rollback(Self::settle_cover(id, &mut listing, &mut coverage))
		});
		if settled.is_err() {
			return (0, 0);
		}
		let all = listing.pool.covered.stake;
		let value = listing.pool.covered.value_of(coverage.shares);
		(coverage.unclaimed, Cover::part_of(listing.cover, value, all).min(value))
	}

	/// What the cover of a listing owes to `owner` for what it has closed in an epoch; `None` if nothing of it is covered.
	fn owed_for_exits(id: ListingId, epoch: EpochIndex, owner: &T::AccountId) -> Option<Balance> {
		let mut coverage = LeavingCover::<T>::get((id, epoch, owner))?;
		Self::settle_payouts(&Self::pool_of(id, epoch).ok()?, &mut coverage).ok()?;
		Some(coverage.unclaimed)
	}

	/// What all covers of a validator owe to `owner` for what it has closed in an epoch. Looks at as many listings as a
	/// validator can have. Planck.
	pub(crate) fn cover_of_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Balance {
		let listings = Operators::<T>::get(validator).unwrap_or_default().listings;
		listings
			.into_iter()
			.filter_map(|id| Self::owed_for_exits(id, epoch, owner))
			.fold(0, Balance::saturating_add)
	}

	/// For `DelegationMarketplaceApi::exit_cover`. Looks at all epochs of which there is something: not for a call.
	pub fn exit_cover(
		owner: &T::AccountId,
		validator: &T::AccountId,
	) -> Vec<(ListingId, EpochIndex, Balance)> {
		let listings = Operators::<T>::get(validator).unwrap_or_default().listings;
		let of_listing = |id: ListingId| {
			let liable = Self::leavers(id).into_iter().map(|leavers| leavers.epoch);
			let epochs: Vec<_> = liable.chain(Ended::<T>::iter_key_prefix(id)).collect();
			epochs.into_iter().filter_map(move |epoch| {
				Self::owed_for_exits(id, epoch, owner).map(|owed| (id, epoch, owed))
			})
		};
		listings.into_iter().flat_map(of_listing).collect()
	}
}
