//! Stakes and the sorted list of those who may be elected.

use crate::{
	constants::{bounds, currency},
	*,
};
use frame_support::{instances::Instance1, parameter_types, traits::ConstU32};

/// Bags of the candidate list.
const BAGS: usize = 200;

/// Upper bounds of the bags: the existential deposit times powers of 1.2, and no bound for the last. They
/// reach from a thousandth of a unit to 5,000 billion units.
#[allow(clippy::indexing_slicing)] // Evaluated by the compiler, which refuses an index out of bounds.
static BAG_THRESHOLDS: [Balance; BAGS] = {
	let mut thresholds = [Balance::MAX; BAGS];
	let mut threshold = currency::EXISTENTIAL_DEPOSIT;
	let mut bag = 0;
	while bag < BAGS - 1 {
		thresholds[bag] = threshold;
		threshold = threshold / 5 * 6;
		bag += 1;
	}
	thresholds
};

parameter_types! {
	pub const BagThresholds: &'static [Balance] = &BAG_THRESHOLDS;
	/// Held while an account has session keys: the account with its three keys, and for each key the
	/// record of its owner under the kind and the key.
	pub const KeyDeposit: Balance = currency::deposit(4, 4 * 32 + 3 * (4 + 32 + 32));
}

type CandidateList = Instance1;

impl pallet_bags_list::Config<CandidateList> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ScoreProvider = GenesisStakes;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<10>;
	type Score = Balance;
	type WeightInfo = pallet_bags_list::weights::SubstrateWeight<Runtime>;
}

impl genesis_stakes::Config for Runtime {
	type StakeCurrency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type MaxValidators = ConstU32<{ bounds::MAX_VALIDATORS }>;
	type ReportSessions = ConstU32<{ bounds::BONDING_EPOCHS }>;
	type OnForgotten = crate::offences::ForgetReports;
}
