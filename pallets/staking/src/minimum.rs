//! The minimum self-stake: how a higher one comes into force.
//!
//! Governance may raise [`Config::MinimumSelfStake`] from one block to the next. The pallet notices
//! a change when an epoch begins:
//!
//! - A lower minimum is in force at once.
//! - A higher minimum is announced by [`Event::SelfStakeMinimumAnnounced`], and in force
//!   [`Config::SelfStakeGrace`] epochs later. Until then the validators that were registered
//!   before can add self-stake. A validator that registers, goes online, or takes self-stake out
//!   must meet the higher minimum at once.
//!
//! Once it is in force, candidates below it are denied a seat, and no election loses more of the
//! stake behind consensus than [`Config::MaximumElectionLoss`]: see [`election`](crate::election).
//! A validator without a seat for this reason is [`State::BelowMinimum`], not offline: the rule has
//! changed, and the validator has broken no promise.
//!
//! The only code that writes [`SelfStakeRule`].

use crate::{types::*, *};
use frame_support::traits::Get;
use palisade_primitives::{Balance, EpochIndex};

impl SelfStakeMinimum {
	/// A minimum in force without announced rises.
	pub fn new(in_force: Balance) -> Self {
		Self { in_force, rises: Default::default() }
	}

	/// The minimum after all announced rises. Planck.
	pub fn newest(&self) -> Balance {
		self.rises.last().map_or(self.in_force, |rise| rise.minimum)
	}

	/// Notices that governance has set the minimum to `current` when `epoch` begins, and lets the
	/// rises that are due come into force. Returns the rise to announce, if any.
	pub(crate) fn update(
		&mut self,
		current: Balance,
		epoch: EpochIndex,
		grace: EpochIndex,
	) -> Option<Rise> {
		// A lower minimum lowers what was announced, and no more.
		self.in_force = self.in_force.min(current);
		let mut last = self.in_force;
		self.rises.retain(|rise| {
			let is_rise = rise.minimum.min(current) > last;
			last = last.max(rise.minimum.min(current));
			is_rise
		});
		// A shorter grace applies to announced rises too. A longer one does not.
		let latest = epoch.saturating_add(grace);
		for rise in self.rises.iter_mut() {
			rise.minimum = rise.minimum.min(current);
			rise.from = rise.from.min(latest);
		}
		let announced =
			(current > self.newest()).then_some(Rise { minimum: current, from: latest });
		if let Some(rise) = announced.clone() {
			if let Err(rise) = self.rises.try_push(rise) {
				// The last rise waits as long as the new one.
				if let Some(last) = self.rises.last_mut() {
					*last = rise;
				}
			}
		}
		while let Some(rise) = self.rises.first().filter(|rise| rise.from <= epoch) {
			self.in_force = rise.minimum;
			self.rises.remove(0);
		}
		announced
	}
}

impl<T: Config> Pallet<T> {
	/// The minimum self-stake in force. Planck.
	pub(crate) fn minimum_in_force() -> Balance {
		let current = T::MinimumSelfStake::get();
		SelfStakeRule::<T>::get().map_or(current, |rule| rule.in_force.min(current))
	}

	/// The minimum self-stake in force when the next epoch begins, as far as it is known. Planck.
	pub(crate) fn minimum_in_next_epoch() -> Balance {
		let current = T::MinimumSelfStake::get();
		let stored = SelfStakeRule::<T>::get();
		let mut rule = stored.unwrap_or_else(|| SelfStakeMinimum::new(current));
		let _ = rule.update(current, Self::now().saturating_add(1), T::SelfStakeGrace::get());
		rule.in_force
	}

	/// Notices a change of the minimum self-stake when `epoch` begins.
	pub(crate) fn roll_minimum(epoch: EpochIndex) {
		let current = T::MinimumSelfStake::get();
		let stored = SelfStakeRule::<T>::get();
		let mut rule = stored.clone().unwrap_or_else(|| SelfStakeMinimum::new(current));
		if let Some(Rise { minimum, from }) = rule.update(current, epoch, T::SelfStakeGrace::get())
		{
			Self::deposit_event(Event::SelfStakeMinimumAnnounced { minimum, from });
		}
		if stored.as_ref() != Some(&rule) {
			SelfStakeRule::<T>::put(rule);
		}
	}

	/// For [`StakingApi::minimum_self_stake`](runtime_api::StakingApi::minimum_self_stake).
	pub fn self_stake_minimum() -> runtime_api::MinimumView {
		let newest = T::MinimumSelfStake::get();
		let in_force = Self::minimum_in_force();
		let announced = SelfStakeRule::<T>::get().map(|rule| rule.rises).unwrap_or_default();
		runtime_api::MinimumView { in_force, announced: announced.into_inner(), newest }
	}
}
