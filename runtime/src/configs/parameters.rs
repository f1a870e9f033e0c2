//! Numbers that governance may change while the chain runs, through the `Parameters` pallet.
//!
//! Each has a default here and, where it is read, a bound that no vote can exceed.

use crate::*;
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};
use sp_runtime::Perbill;

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
