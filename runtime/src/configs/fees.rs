//! Balances and transaction fees.

use crate::{
	configs::parameters::dynamic_params::fees::{ByteFee, StakersShare, TreasuryShare},
	constants::currency::{EXISTENTIAL_DEPOSIT, MILLI},
	*,
};
use frame_support::{
	parameter_types,
	traits::{
		fungible::{Balanced, Credit},
		ConstU128, ConstU32, ConstU8, Get, Imbalance, OnUnbalanced, VariantCountOf,
	},
	weights::ConstantMultiplier,
};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{FixedPointNumber, Perquintill};

/// The highest fee per byte of a transaction that governance can set. Planck.
pub const MAX_BYTE_FEE: Balance = 10 * MILLI;

/// The lowest fee per byte of a transaction: blocks full of data are never free. Planck.
pub const MIN_BYTE_FEE: Balance = 100_000;

/// Planck per picosecond of reference time. The base weight of a transaction, about 0.1 ms, costs
/// about a thousandth of a unit.
const FEE_PER_REF_TIME: Balance = 10;

/// [`ByteFee`], within its bounds.
pub struct BoundedByteFee;
impl Get<Balance> for BoundedByteFee {
	fn get() -> Balance {
		ByteFee::get().clamp(MIN_BYTE_FEE, MAX_BYTE_FEE)
	}
}

parameter_types! {
	/// Target fullness of blocks, as a share of the space for normal transactions.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// Speed at which fees follow the fullness: they double in about a day of full blocks.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// The lower bound of computation fees: a tenth of the base.
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
	/// The upper bound of computation fees: a thousand times the base.
	pub MaximumMultiplier: Multiplier = Multiplier::saturating_from_integer(1_000);
}

/// Splits fees between the treasury, the stakers and the author; tips go to the author alone.
pub struct SplitFees;
impl OnUnbalanced<Credit<AccountId, Balances>> for SplitFees {
	fn on_unbalanceds(mut fees_then_tips: impl Iterator<Item = Credit<AccountId, Balances>>) {
		let Some(fees) = fees_then_tips.next() else { return };
		let treasury_part = TreasuryShare::get().mul_floor(fees.peek());
		let (to_treasury, rest) = fees.split(treasury_part);
		let stakers_part = StakersShare::get().mul_floor(rest.peek());
		let (to_stakers, mut to_author) = rest.split(stakers_part);
		if let Some(tips) = fees_then_tips.next() {
			to_author.subsume(tips);
		}
		credit_or_burn(Treasury::account_id(), to_treasury);
		credit_or_burn(PalisadeStaking::fee_pot(), to_stakers);
		match Authorship::author() {
			Some(author) => credit_or_burn(author, to_author),
			None => credit_or_burn(Treasury::account_id(), to_author),
		}
	}
}

/// Pays `credit` to `who`. If the account would stay below the existential deposit, the amount is
/// burned and leaves the issuance.
fn credit_or_burn(who: AccountId, credit: Credit<AccountId, Balances>) {
	if let Err(rest) = Balances::resolve(&who, credit) {
		drop(rest);
	}
}

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type LengthToFee = ConstantMultiplier<Balance, BoundedByteFee>;
	type OnChargeTransaction = FungibleAdapter<Balances, SplitFees>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
	type WeightToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_REF_TIME>>;
}
