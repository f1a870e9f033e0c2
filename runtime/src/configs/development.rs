//! Pallets that are absent from the default build.

use crate::*;

#[cfg(feature = "sudo")]
impl pallet_sudo::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "upgrade-rehearsal")]
impl pallet_remark::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_remark::weights::SubstrateWeight<Runtime>;
}
