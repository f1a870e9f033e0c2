//! Numbers that governance may change while the chain runs, through the `Parameters` pallet.
//!
//! Each has a default here. Those that could harm the chain have a bound besides, where they are read, that no vote
//! can exceed.

use crate::{constants::currency::UNIT, *};
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};
use sp_runtime::{Perbill, Perquintill};

/// The parameters, one module for each domain. Keys are fixed: a new parameter gets a new index.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// What a transaction costs and who receives it.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		/// Fee for each byte of a transaction, in planck; within [`MIN_BYTE_FEE`] and [`MAX_BYTE_FEE`].
		///
		/// [`MIN_BYTE_FEE`]: crate::configs::fees::MIN_BYTE_FEE
		/// [`MAX_BYTE_FEE`]: crate::configs::fees::MAX_BYTE_FEE
		#[codec(index = 0)]
		pub static ByteFee: Balance = 10_000_000;

		/// Share of each fee, tips excluded, that goes to the treasury. The author gets the rest.
		#[codec(index = 1)]
		pub static TreasuryShare: Perbill = Perbill::from_percent(80);

		/// Share of what the treasury leaves of each fee, tips excluded, that goes to those who stake. The
		/// author gets the rest.
		#[codec(index = 2)]
		pub static StakersShare: Perbill = Perbill::from_percent(50);
	}

	/// Validators, delegation, elections and what they pay. Amounts in planck.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod staking {
		/// Least own stake of a validator.
		#[codec(index = 0)]
		pub static MinimumSelfStake: Balance = 1_000_000 * UNIT;

		/// Least stake of a delegator with a validator in a class; never below
		/// [`MIN_DELEGATION`](crate::configs::staking::MIN_DELEGATION).
		#[codec(index = 1)]
		pub static MinimumDelegation: Balance = 10 * UNIT;

		/// Seats of the active set; at most
		/// [`MAX_VALIDATORS`](crate::constants::bounds::MAX_VALIDATORS).
		#[codec(index = 2)]
		pub static ActiveValidators: u32 = 100;

		/// Where fewer can be elected, the set stays as it is. Four is the least number of which one may
		/// fail.
		#[codec(index = 3)]
		pub static MinimumActiveValidators: u32 = 4;

		/// Part of the seats that is drawn among those who are not elected by stake; at most
		/// [`MAX_ROTATION`](crate::configs::staking::MAX_ROTATION).
		#[codec(index = 4)]
		pub static RotationShare: Perbill = Perbill::from_percent(10);

		/// Highest commission.
		#[codec(index = 5)]
		pub static MaximumCommission: Perbill = Perbill::from_percent(50);

		/// By how much a commission may rise at a time.
		#[codec(index = 6)]
		pub static MaximumCommissionIncrease: Perbill = Perbill::from_percent(1);

		/// Inflation of a year where nothing is staked.
		#[codec(index = 7)]
		pub static MinimumInflation: Perquintill = Perquintill::from_parts(25_000_000_000_000_000);

		/// Inflation of a year where the ideal part is staked; at most
		/// [`MAX_INFLATION`](crate::configs::staking::MAX_INFLATION).
		#[codec(index = 8)]
		pub static MaximumInflation: Perquintill = Perquintill::from_percent(10);

		/// The part of the issuance that should be staked.
		#[codec(index = 9)]
		pub static IdealStake: Perquintill = Perquintill::from_percent(75);

		/// How much more than the ideal part halves the inflation above the least.
		#[codec(index = 10)]
		pub static InflationFalloff: Perquintill = Perquintill::from_percent(5);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Fees(dynamic_params::fees::Parameters::ByteFee(
			dynamic_params::fees::ByteFee,
			Some(1),
		))
	}
}
