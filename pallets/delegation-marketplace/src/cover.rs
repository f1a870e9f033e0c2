//! Cover: the validator's own funds compensate its clients for slashes.
//!
//! The cover of a listing is held of the validator. All deals of the listing share it, in
//! proportion to their values. A slash takes an equal part of all liable stake, so the loss of a
//! listing's deals is known without visiting them:
//!
//! ```text
//! lost   = value of the deals − ⌊value × (liable − loss) / liable⌋
//! payout = min(what is left of the cover, lost)
//! ```
//!
//! Each deal is owed its part of the payout, by an index: see [`Cover`]. The cost of a slash
//! therefore does not depend on the number of deals. It visits the listings of the validator, at
//! most [`MAX_LISTINGS`].
//!
//! - A deal is covered from the epoch in which it becomes liable: a deal that is not active yet
//!   loses nothing, and is paid nothing.
//! - Exited stake stays liable for earlier offences, and stays covered for them until it could be
//!   withdrawn. The exits of an epoch form an [`ExitCohort`] of their own, so that remaining deals
//!   and exits do not pay for each other. Until its cover ends, exited stake uses capacity, so that
//!   its cover is not diluted.
//! - Payouts are held of the validator until they are claimed. The cover of a listing is released
//!   only when nothing is covered any more.
//! - Every part is rounded down. The remainders go to the validator when the listing is removed.
//!
//! The only code that writes [`Activations`].

use crate::{types::*, *};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	storage::{with_transaction_unchecked, TransactionOutcome},
	traits::Get,
	weights::Weight,
};
use palisade_primitives::{
	Balance, CaseInspect, Conduct, ConductObserver, DealId, EpochClock, EpochIndex, OnSlash,
	Subject,
};
use palisade_share_pool::Cover;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> From<palisade_share_pool::Error> for Error<T> {
	fn from(_: palisade_share_pool::Error) -> Self {
		// The amounts exceed every currency, or violate a condition that this pallet has checked.
		Self::Overflow
	}
}

impl<T: Config> Pallet<T> {
	/// The running epoch.
	pub(crate) fn now() -> EpochIndex {
		T::Clock::current_epoch()
	}

	/// Activates the cover of deposits of an epoch that is over.
	pub(crate) fn activate_waiting(id: ListingId, listing: &mut ListingOf<T>, now: EpochIndex) {
		let Some(waiting) = listing.waiting.take_if(|waiting| waiting.epoch < now) else {
			return;
		};
		let activation = listing.pool.activate(waiting.deposits);
		Activations::<T>::insert(id, waiting.epoch, activation);
	}

	/// Covers a new deal worth `value`: at once if it is active, else with the next epoch.
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

	/// Converts an activated deposit into shares, and settles payouts.
	pub(crate) fn settle_cover(
		id: ListingId,
		listing: &mut ListingOf<T>,
		coverage: &mut Coverage,
	) -> Result<(), Error<T>> {
		Self::activate_waiting(id, listing, Self::now());
		if let Some((epoch, units)) = coverage.waiting {
			let Some(mut activation) = Activations::<T>::get(id, epoch) else {
				// The deposit is not active yet.
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

	/// Adds the payouts of a pool since the last settlement.
	pub(crate) fn settle_payouts(pool: &Cover, coverage: &mut Coverage) -> Result<(), Error<T>> {
		let paid = pool.paid(coverage.shares, coverage.settled)?;
		coverage.settled = pool.index;
		coverage.unclaimed = coverage.unclaimed.checked_add(paid).ok_or(Error::Overflow)?;
		Ok(())
	}

	/// Moves a deal's cover to the exit cohort of `epoch`, together with all other exits of `owner`
	/// in that epoch. As long as it is liable it is covered for earlier offences. Returns whether
	/// it is, which needs a cover or unclaimed payouts.
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
		let mut all = Self::cohorts(id)?;
		Self::end_covers(id, listing, &mut all, since);
		let index = match all.binary_search_by_key(&epoch, |cohorts| cohorts.epoch) {
			Ok(index) => index,
			Err(index) => {
				all.insert(index, ExitCohort { epoch, pool: Cover::default() });
				index
			},
		};
		let pool = &mut all.get_mut(index).ok_or(Error::<T>::Overflow)?.pool;
		// The value may round to zero: the deal still needs a share, to hold its unclaimed payouts.
		let shares = pool.admit(value.max(1));
		let unclaimed = coverage.unclaimed;
		let left = Coverage { waiting: None, shares, settled: pool.index, unclaimed };
		Self::add_leaving_cover(id, epoch, owner, pool, left)?;
		pool.owed = pool.owed.checked_add(unclaimed).ok_or(Error::<T>::Overflow)?;
		Self::store_cohorts(id, all)?;
		Ok(true)
	}

	/// Pays a payout out of the cover held of the validator.
	pub(crate) fn pay_cover(
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
		Self::store_listing(id, listing);
		Self::store_deal(deal_id, deal);
		Ok(())
	}

	/// The funds held of the validator for a listing's cover and its unclaimed payouts. Planck.
	/// Fails with [`Error::Undecodable`].
	pub(crate) fn held_for(id: ListingId, listing: &ListingOf<T>) -> Result<Balance, Error<T>> {
		let owed =
			listing.cover.saturating_add(listing.pool.owed).saturating_add(listing.ended_owed);
		let cohorts = Self::cohorts(id)?;
		Ok(cohorts.iter().fold(owed, |sum, cohorts| sum.saturating_add(cohorts.pool.owed)))
	}

	/// Pays a listing's part of a slash for `epoch`: all of `base` lost `loss` in proportion.
	fn pay_for_slash(
		id: ListingId,
		epoch: EpochIndex,
		base: Balance,
		loss: Balance,
	) -> Result<(), Error<T>> {
		let mut listing = Listings::<T>::get(id).ok_or(Error::Undecodable)?;
		let mut all = Self::cohorts(id)?;
		Self::activate_waiting(id, &mut listing, Self::now());
		// Exits of the epoch before were part of the exposure when the set was elected.
		let since = T::Stake::exits_held_since(&listing.validator).max(epoch.saturating_sub(1));
		let is_liable = |cohorts: &&mut ExitCohort| cohorts.epoch >= since;
		let mut losses: Vec<(&mut Cover, Balance)> = core::iter::once(&mut listing.pool)
			.chain(all.iter_mut().filter(is_liable).map(|cohorts| &mut cohorts.pool))
			.map(|pool| {
				let lost = pool.lose(base, loss);
				(pool, lost)
			})
			.collect();
		let lost = losses.iter().fold(0, |sum: Balance, (_, lost)| sum.saturating_add(*lost));
		if lost == 0 {
			Self::store_listing(id, listing);
			return Ok(());
		}
		let payout = lost.min(listing.cover);
		let mut paid: Balance = 0;
		for (pool, lost_here) in &mut losses {
			let part = Cover::part_of(payout, *lost_here, lost);
			// A pool without shares has no holder with a loss.
			if part > 0 && pool.pay(part).is_ok() {
				paid = paid.saturating_add(part);
			}
		}
		listing.cover = listing.cover.saturating_sub(paid);
		listing.version = listing.version.saturating_add(1);
		Self::deposit_event(Event::CoverPaid { listing: id, lost, paid, left: listing.cover });
		Self::store_listing(id, listing);
		if !all.is_empty() {
			// The number of cohorts is unchanged.
			let _ = Self::store_cohorts(id, all);
		}
		Ok(())
	}
}

/// Pays the cover of a validator's listings.
impl<T: Config> OnSlash<T::AccountId> for Pallet<T> {
	fn on_slash(
		validator: &T::AccountId,
		epoch: EpochIndex,
		base: Balance,
		loss: Balance,
	) -> Weight {
		let operator = Self::operator_or_log(validator).unwrap_or_default();
		if operator.listings.is_empty() {
			return T::DbWeight::get().reads(1);
		}
		for listing in operator.listings {
			if let Err(error) = Self::pay_for_slash(listing, epoch, base, loss) {
				log::error!(target: LOG_TARGET, "the cover of {listing}: {error:?}");
			}
		}
		T::WeightInfo::on_slash()
	}
}

/// Counts the events that break the deals of a validator, and keeps its listings in the order book
/// only while it can be elected.
impl<T: Config> ConductObserver<T::AccountId> for Pallet<T> {
	fn candidacy_weight() -> Weight {
		T::WeightInfo::suspend_listings(MAX_LISTINGS)
	}

	fn observe(subject: Subject<&T::AccountId>, _: EpochIndex, conduct: Conduct) {
		let Subject::Validator(validator) = subject else { return };
		match conduct {
			Conduct::WentOffline => {
				Self::count_breach(validator, |operator| {
					operator.absences = operator.absences.saturating_add(1);
				});
				Self::set_suspended(validator, true);
			},
			Conduct::Jailed => {
				Self::count_breach(validator, |operator| {
					operator.breaches = operator.breaches.saturating_add(1);
				});
				Self::set_suspended(validator, true);
			},
			// The rule has changed: no deal is broken.
			Conduct::FellBelowMinimum => Self::set_suspended(validator, true),
			Conduct::WentOnline => Self::set_suspended(validator, false),
			Conduct::Released => Self::count_breach(validator, |operator| {
				operator.breaches = operator.breaches.saturating_sub(1);
			}),
			Conduct::Authored { .. }
			| Conduct::Voted { .. }
			| Conduct::Offended { .. }
			| Conduct::Slashed { .. }
			| Conduct::DealKept
			| Conduct::DealBroken
			| Conduct::Rated { .. }
			| Conduct::JobDone
			| Conduct::JobFailed
			| Conduct::Attested { .. }
			| Conduct::AttestationLapsed
			| Conduct::Contradicted => {},
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A deal's unclaimed payouts, and the payout if its whole stake were lost. Planck.
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
}
