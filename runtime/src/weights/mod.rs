//! Weights of the SDK's pallets, measured with this runtime by `make weights`. Pallets without a
//! file here use the weights of the SDK.

pub mod pallet_parameters;
pub mod voting;
