//! The cover of exits: exited stake stays liable for earlier offences, and covered for them, until
//! it could be withdrawn.
//!
//! The exits of an epoch form an [`ExitCohort`] of their own. A cohort that is no longer liable is
//! set aside, so that slashes need not visit it: its owners can still claim its payouts.
//!
//! The only code that writes [`ExitCohorts`], [`EndedCohorts`] and [`CohortCovers`].

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{ensure, storage::with_storage_layer, BoundedVec};
use palisade_primitives::{Balance, EpochIndex};
use palisade_share_pool::Cover;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The liable exit cohorts of a listing. Fails with [`Error::Undecodable`] on a record that
	/// cannot be decoded, instead of treating it as empty: the payouts that it owes would be lost.
	pub(crate) fn cohorts(listing: ListingId) -> Result<Vec<ExitCohort>, Error<T>> {
		match ExitCohorts::<T>::get(listing) {
			Some(cohorts) => Ok(cohorts.into_inner()),
			None if ExitCohorts::<T>::contains_key(listing) => Err(Error::Undecodable),
			None => Ok(Vec::new()),
		}
	}

	/// The part of `owner` in the cover of the exit cohort of `epoch`, if it has one. Fails with
	/// [`Error::Undecodable`] on a record that cannot be decoded.
	fn cohort_cover(
		id: ListingId,
		epoch: EpochIndex,
		owner: &T::AccountId,
	) -> Result<Option<Coverage>, Error<T>> {
		let key = (id, epoch, owner);
		let coverage = CohortCovers::<T>::get(key);
		ensure!(coverage.is_some() || !CohortCovers::<T>::contains_key(key), Error::Undecodable);
		Ok(coverage)
	}

	pub(crate) fn store_cohorts(listing: ListingId, cohorts: Vec<ExitCohort>) -> DispatchResult {
		if cohorts.is_empty() {
			ExitCohorts::<T>::remove(listing);
			return Ok(());
		}
		let cohorts: BoundedVec<_, _> = cohorts.try_into().map_err(|_| Error::<T>::Overflow)?;
		ExitCohorts::<T>::insert(listing, cohorts);
		Ok(())
	}

	/// Moves cohorts that are no longer liable aside, so that slashes do not visit them.
	pub(crate) fn end_covers(
		id: ListingId,
		listing: &mut ListingOf<T>,
		all: &mut Vec<ExitCohort>,
		since: EpochIndex,
	) {
		all.retain(|ExitCohort { epoch, pool }| {
			let is_liable = *epoch >= since;
			if !is_liable {
				listing.ended = listing.ended.saturating_add(1);
				listing.ended_owed = listing.ended_owed.saturating_add(pool.owed);
				EndedCohorts::<T>::insert(id, epoch, pool);
			}
			is_liable
		});
	}

	/// The cover of the exits from a listing in `epoch`.
	pub(crate) fn pool_of(id: ListingId, epoch: EpochIndex) -> Result<Cover, Error<T>> {
		let all = Self::cohorts(id)?;
		let found = all.into_iter().find(|cohorts| cohorts.epoch == epoch);
		found
			.map(|cohorts| cohorts.pool)
			.or_else(|| EndedCohorts::<T>::get(id, epoch))
			.ok_or(Error::Undecodable)
	}

	/// Adds to the part of `owner` in the cover of the exit cohort of `epoch`.
	pub(crate) fn add_leaving_cover(
		id: ListingId,
		epoch: EpochIndex,
		owner: &T::AccountId,
		pool: &Cover,
		added: Coverage,
	) -> Result<(), Error<T>> {
		let mut coverage = Self::cohort_cover(id, epoch, owner)?
			.unwrap_or(Coverage { settled: pool.index, ..Default::default() });
		Self::settle_payouts(pool, &mut coverage)?;
		coverage.shares = coverage.shares.plus(added.shares)?;
		coverage.unclaimed =
			coverage.unclaimed.checked_add(added.unclaimed).ok_or(Error::Overflow)?;
		CohortCovers::<T>::insert((id, epoch, owner), coverage);
		Ok(())
	}

	/// Transfers the cover of all exits of `from` from a validator in `epoch` to the new owner of
	/// the exits.
	pub(crate) fn move_leaving_cover(
		validator: &T::AccountId,
		epoch: EpochIndex,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> DispatchResult {
		let listings = Self::operator(validator)?.listings;
		for id in listings {
			let Some(mut coverage) = Self::cohort_cover(id, epoch, from)? else { continue };
			CohortCovers::<T>::remove((id, epoch, from));
			let pool = Self::pool_of(id, epoch)?;
			Self::settle_payouts(&pool, &mut coverage)?;
			Self::add_leaving_cover(id, epoch, to, &pool, coverage)?;
		}
		Ok(())
	}

	/// Pays `owner` the payouts owed for its exits in `epoch`, and removes their record once it
	/// need not be kept. Returns whether there was anything to do.
	pub(crate) fn pay_leaving_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		epoch: EpochIndex,
		owner: &T::AccountId,
	) -> Result<bool, DispatchError> {
		let Some(mut coverage) = Self::cohort_cover(id, epoch, owner)? else {
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
			CohortCovers::<T>::remove((id, epoch, owner));
		} else {
			CohortCovers::<T>::insert((id, epoch, owner), coverage);
		}
		Self::store_pool(id, listing, epoch, pool, before)?;
		let validator = listing.validator.clone();
		let paid = with_storage_layer(|| Self::pay_cover(id, &validator, owner, amount));
		match paid {
			// A failed payment must not keep the listing from being removed.
			Err(_) if is_over => {
				Self::forfeit(HoldReason::Cover, &validator, amount);
				Self::deposit_event(Event::PaymentFailed { who: owner.clone(), amount });
			},
			paid => paid?,
		}
		Ok(true)
	}

	/// Stores the cover of an exit cohort, which owed `before` until now. A cohort without shares
	/// is removed, and the rounding remainders of its payouts become cover of the listing again.
	pub(crate) fn store_pool(
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
		let mut all = Self::cohorts(id)?;
		match all.iter().position(|cohorts| cohorts.epoch == epoch) {
			Some(index) if is_gone => drop(all.remove(index)),
			Some(index) => {
				all.get_mut(index).ok_or(Error::<T>::Undecodable)?.pool = pool;
			},
			None => {
				let owed = if is_gone { 0 } else { pool.owed };
				listing.ended_owed = listing.ended_owed.saturating_sub(before).saturating_add(owed);
				if is_gone {
					listing.ended = listing.ended.saturating_sub(1);
					EndedCohorts::<T>::remove(id, epoch);
				} else {
					EndedCohorts::<T>::insert(id, epoch, pool);
				}
				return Ok(());
			},
		}
		Self::store_cohorts(id, all)
	}

	pub(crate) fn do_claim_exit_cover(
		owner: T::AccountId,
		id: ListingId,
		epoch: EpochIndex,
	) -> DispatchResult {
		let mut listing = Self::listing(id)?;
		let is_done = Self::pay_leaving_cover(id, &mut listing, epoch, &owner)?;
		ensure!(is_done, Error::<T>::NothingToClaim);
		Self::store_listing(id, listing);
		Ok(())
	}

	/// The payouts that a listing's cover owes to `owner` for its exits in `epoch`; `None` if none
	/// of them is covered.
	fn owed_for_exits(id: ListingId, epoch: EpochIndex, owner: &T::AccountId) -> Option<Balance> {
		let mut coverage = CohortCovers::<T>::get((id, epoch, owner))?;
		Self::settle_payouts(&Self::pool_of(id, epoch).ok()?, &mut coverage).ok()?;
		Some(coverage.unclaimed)
	}

	/// The payouts that all covers of a validator owe to `owner` for its exits in `epoch`. Visits
	/// all listings of the validator. Planck.
	pub(crate) fn cover_of_exits(
		owner: &T::AccountId,
		validator: &T::AccountId,
		epoch: EpochIndex,
	) -> Balance {
		Self::known_listings(validator)
			.into_iter()
			.filter_map(|id| Self::owed_for_exits(id, epoch, owner))
			.fold(0, Balance::saturating_add)
	}

	/// For `DelegationMarketplaceApi::exit_cover`. Visits all exit epochs: not for use in a call.
	pub fn exit_cover(
		owner: &T::AccountId,
		validator: &T::AccountId,
	) -> Vec<(ListingId, EpochIndex, Balance)> {
		let of_listing = |id: ListingId| {
			let liable = Self::cohorts(id).unwrap_or_default();
			let liable = liable.into_iter().map(|cohorts| cohorts.epoch);
			let epochs: Vec<_> = liable.chain(EndedCohorts::<T>::iter_key_prefix(id)).collect();
			epochs.into_iter().filter_map(move |epoch| {
				Self::owed_for_exits(id, epoch, owner).map(|owed| (id, epoch, owed))
			})
		};
		Self::known_listings(validator).into_iter().flat_map(of_listing).collect()
	}
}
