//! Brakes: they stop single calls, or all calls but those that repair the chain.

use crate::{
	clock::{SafeModeDuration, SafeModeExtension},
	configs::{
		call_policy::{policy_of, policy_of_call},
		governance::origins::TechnicalCommitteeMajority,
	},
	*,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOf, EitherOfDiverse},
};
use frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureWithSuccess};
use pallet_tx_pause::RuntimeCallNameOf;

parameter_types! {
	/// No account can stop the chain by placing a deposit.
	pub const NotForSale: Option<Balance> = None;
	pub const NoReleaseDelay: Option<BlockNumber> = None;
}

/// Calls that work in safe mode: calls that blocks are made of, calls of governance, and calls that
/// repair the chain. For the project's own pallets, [`call_policy`](super::call_policy) decides.
pub struct AllowedInSafeMode;
impl Contains<RuntimeCall> for AllowedInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		#[cfg(feature = "sudo")]
		if matches!(call, RuntimeCall::Sudo(..)) {
			return true;
		}
		if let Some(policy) = policy_of_call(call) {
			return policy.works_in_safe_mode();
		}
		matches!(
			call,
			RuntimeCall::System(..)
				| RuntimeCall::Timestamp(..)
				| RuntimeCall::Finality(..)
				| RuntimeCall::MultiBlockMigrations(..)
				| RuntimeCall::Babe(..)
				| RuntimeCall::Grandpa(..)
				| RuntimeCall::Session(..)
				// The calls that these carry are filtered again.
				| RuntimeCall::Utility(..)
				| RuntimeCall::Multisig(..)
				| RuntimeCall::Proxy(..)
				| RuntimeCall::Scheduler(..)
				| RuntimeCall::Preimage(..)
				| RuntimeCall::ConvictionVoting(..)
				| RuntimeCall::Referenda(..)
				| RuntimeCall::Whitelist(..)
				| RuntimeCall::TechnicalCommittee(..)
				| RuntimeCall::SafeMode(..)
				| RuntimeCall::TxPause(..)
		)
	}
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = AllowedInSafeMode;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeExtension;
	type EnterDepositAmount = NotForSale;
	type ExtendDepositAmount = NotForSale;
	type ForceEnterOrigin = EitherOf<
		EnsureRootWithSuccess<AccountId, SafeModeDuration>,
		EnsureWithSuccess<TechnicalCommitteeMajority, AccountId, SafeModeDuration>,
	>;
	type ForceExtendOrigin = EitherOf<
		EnsureRootWithSuccess<AccountId, SafeModeExtension>,
		EnsureWithSuccess<TechnicalCommitteeMajority, AccountId, SafeModeExtension>,
	>;
	type ForceExitOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TechnicalCommitteeMajority>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoReleaseDelay;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

/// Calls that cannot be paused. Pausing the inherent would stop the chain for good, pausing reports
/// would let equivocations go unpunished, and pausing governance would make the pausing authority
/// permanent. For the project's own pallets, [`call_policy`](super::call_policy) decides.
pub struct NeverPaused;
impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		if policy_of(pallet, call).is_some_and(|policy| !policy.can_be_paused()) {
			return true;
		}
		let never: [&[u8]; 18] = [
			b"System",
			b"Timestamp",
			b"Finality",
			b"MultiBlockMigrations",
			b"Babe",
			b"Grandpa",
			b"Session",
			// These carry the calls of a validator that cannot sign itself. The calls that they
			// carry are filtered again.
			b"Utility",
			b"Multisig",
			b"Proxy",
			b"Scheduler",
			b"Preimage",
			b"ConvictionVoting",
			b"Referenda",
			b"Whitelist",
			b"TechnicalCommittee",
			b"SafeMode",
			b"TxPause",
		];
		never.contains(&Vec::<u8>::from(pallet.clone()).as_slice())
	}
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TechnicalCommitteeMajority>;
	type UnpauseOrigin = EitherOfDiverse<EnsureRoot<AccountId>, TechnicalCommitteeMajority>;
	type WhitelistedCalls = NeverPaused;
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}
