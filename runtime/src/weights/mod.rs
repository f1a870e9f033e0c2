//! Weights of the SDK's pallets, measured with this runtime by `make weights`. Pallets that are not here have
//! the weights that the SDK brings along.

pub mod pallet_parameters;
pub mod voting;
