//! The payout of an epoch by the inflation curve of nominated proof of stake.
//!
//! Inflation is highest where an ideal share of the issuance is staked. Below the ideal share
//! inflation rises linearly; above it, the excess over the minimum halves with every `falloff`
//! (Web3 Foundation, *Token Economics*, "Inflation model"):
//!
//! ```text
//! x ≤ ideal   I(x) = minimum + (maximum − minimum) · x / ideal
//! x > ideal   I(x) = minimum + (maximum − minimum) · 2^((ideal − x) / falloff)
//! ```

use core::marker::PhantomData;
use frame_support::traits::Get;
use palisade_primitives::{Balance, EpochPayout};
use sp_arithmetic::{traits::Saturating, Perquintill};

/// Milliseconds in a year of 365.25 days.
pub const MILLISECONDS_PER_YEAR: u64 = 31_557_600_000;

/// The parameters of the curve. Inflation is annual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InflationCurve {
	/// Inflation where nothing is staked.
	pub minimum: Perquintill,
	/// Inflation where the ideal share is staked.
	pub maximum: Perquintill,
	/// The ideal staked share of the issuance. At least 1 %.
	pub ideal_stake: Perquintill,
	/// The excess over the ideal share that halves the inflation above the minimum. At least 1 %.
	pub falloff: Perquintill,
}

impl InflationCurve {
	/// Annual inflation with `staked` of `issuance` at stake.
	pub fn inflation(&self, staked: Balance, issuance: Balance) -> Perquintill {
		let part = Perquintill::from_rational(staked, issuance.max(1));
		let falloff = self.falloff.max(Perquintill::from_percent(1));
		// The curve divides by the ideal share.
		let ideal = self.ideal_stake.max(Perquintill::from_percent(1));
		let height = pallet_staking_reward_fn::compute_inflation(part, ideal, falloff);
		let above = self.maximum.saturating_sub(self.minimum);
		self.minimum.saturating_add(above.saturating_mul(height))
	}

	/// The payout of an epoch of `milliseconds`, rounded down. Planck.
	pub fn epoch_payout(&self, staked: Balance, issuance: Balance, milliseconds: u64) -> Balance {
		let of_a_year = self.inflation(staked, issuance).mul_floor(issuance);
		crate::epoch::mul_div_floor(of_a_year, milliseconds.into(), MILLISECONDS_PER_YEAR.into())
	}
}

/// The payout by a curve, for epochs of a fixed length.
pub struct NposPayout<Curve, EpochMilliseconds>(PhantomData<(Curve, EpochMilliseconds)>);

impl<Curve: Get<InflationCurve>, EpochMilliseconds: Get<u64>> EpochPayout
	for NposPayout<Curve, EpochMilliseconds>
{
	fn payout(staked: Balance, issuance: Balance) -> Balance {
		Curve::get().epoch_payout(staked, issuance, EpochMilliseconds::get())
	}
}
