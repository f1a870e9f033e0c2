//! What an epoch pays: the inflation curve of nominated proof of stake.
//!
//! Inflation is highest where an ideal part of the issuance is staked. Below it rises linearly, above it halves
//! with every `falloff` (Web3 Foundation, *Token Economics*, "Inflation model"):
//!
//! ```text
//! x ≤ ideal   I(x) = minimum + (maximum − minimum) · x / ideal
//! x > ideal   I(x) = minimum + (maximum − minimum) · 2^((ideal − x) / falloff)
//! ```

use core::marker::PhantomData;
use frame_support::traits::Get;
use palisade_primitives::{Balance, EpochPayout};
use sp_arithmetic::{traits::Saturating, Perquintill};

/// Milliseconds of a year of 365.25 days.
pub const MILLISECONDS_PER_YEAR: u64 = 31_557_600_000;

/// The form of the curve. Inflation is that of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InflationCurve {
	/// Inflation where nothing is staked.
	pub minimum: Perquintill,
	/// Inflation where the ideal part is staked.
	pub maximum: Perquintill,
	/// The ideal part of the issuance that is staked.
	pub ideal_stake: Perquintill,
	/// How much more than the ideal part halves what is above the minimum. Below 1 % counts as 1 %.
	pub falloff: Perquintill,
}

impl InflationCurve {
	/// Inflation of a year in which `staked` of `issuance` is staked.
	pub fn inflation(&self, staked: Balance, issuance: Balance) -> Perquintill {
		let part = Perquintill::from_rational(staked, issuance.max(1));
		let falloff = self.falloff.max(Perquintill::from_percent(1));
		// The curve divides by the ideal part.
		let ideal = self.ideal_stake.max(Perquintill::from_percent(1));
		let height = pallet_staking_reward_fn::compute_inflation(part, ideal, falloff);
		let above = self.maximum.saturating_sub(self.minimum);
		self.minimum.saturating_add(above.saturating_mul(height))
	}

	/// What an epoch of `milliseconds` pays, rounded down. Planck.
	pub fn epoch_payout(&self, staked: Balance, issuance: Balance, milliseconds: u64) -> Balance {
		let of_a_year = self.inflation(staked, issuance).mul_floor(issuance);
		crate::epoch::part(of_a_year, milliseconds.into(), MILLISECONDS_PER_YEAR.into())
	}
}

/// Pays what a curve says for epochs of a fixed length.
pub struct NposPayout<Curve, EpochMilliseconds>(PhantomData<(Curve, EpochMilliseconds)>);

impl<Curve: Get<InflationCurve>, EpochMilliseconds: Get<u64>> EpochPayout
	for NposPayout<Curve, EpochMilliseconds>
{
	fn payout(staked: Balance, issuance: Balance) -> Balance {
		Curve::get().epoch_payout(staked, issuance, EpochMilliseconds::get())
	}
}
