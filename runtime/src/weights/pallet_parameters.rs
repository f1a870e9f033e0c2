//! Weights of `pallet_parameters`, measured. Do not edit: `make weights PALLET=pallet_parameters` makes this file.
//!
//! - date: 2026-11-20
//! - machine: Intel(R) Xeon(R) Processor
//! - command: `palisade-weights pallet --pallet pallet_parameters --steps 50 --repeat 20`
//! - execution: Compiled, preset `development`
//! - SDK benchmarking library: 64.0.0

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_parameters`.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_parameters::WeightInfo for WeightInfo<T> {
	/// Storage: `Parameters::Parameters` (r:1 w:1)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	fn set_parameter() -> Weight {
		// Fastest run: 10_829 ns.
		Weight::from_parts(12_280_000, 3501)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}
