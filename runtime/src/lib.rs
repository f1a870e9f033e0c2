//! The Palisade runtime: composition only.
//!
//! The pallets are listed below in groups, with fixed indices and room in each group. [`configs`]
//! configures them, one file per domain; `apis` implements the runtime APIs; [`genesis_presets`]
//! defines the initial states.

#![cfg_attr(not(feature = "std"), no_std)]
// The tuple of all pallets is long, and macros recurse over it.
#![recursion_limit = "512"]
// The runtime macros generate items without documentation.
#![allow(missing_docs)]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benches;
#[cfg(test)]
mod budget;
pub mod clock;
pub mod configs;
pub mod constants;
pub mod finality;
pub mod genesis_parameters;
pub mod genesis_presets;
pub mod interruptions;
pub mod nonces;
pub mod offences;
pub mod session_members;
#[cfg(test)]
mod tests;
pub mod token;
pub mod weights;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use configs::consensus::SessionKeys;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

/// Any signature scheme that an account may use.
pub type Signature = MultiSignature;
/// An account: a public key or the hash of one.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of the chain's currency. Planck.
pub type Balance = u128;
/// The number of transactions that an account has sent.
pub type Nonce = u32;
/// A hash of a block, a call or a state.
pub type Hash = sp_core::H256;
/// The height of a block.
pub type BlockNumber = u32;
/// The form in which a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction or inherent, before it is checked.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// The signed part of a transaction.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The transaction extensions, in the order in which they run.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// Migrations that fit into the first block of an upgrade. Longer ones go to
/// `MultiBlockMigrations`.
pub type SingleBlockMigrations = ();

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The block types of the node. Transactions are opaque bytes, so that the types survive upgrades.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// The header of a block.
	pub type Header = super::Header;
	/// A block whose transactions are bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
}

// The version is also written to a section of the Wasm, where only a literal number is understood.
macro_rules! version {
	($spec_version:tt) => {
		/// The version of the runtime. `spec_version` rises with every release whose behaviour
		/// differs; `transaction_version` rises when a call, its arguments or the transaction
		/// extensions change.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: Cow::Borrowed("palisade"),
			impl_name: Cow::Borrowed("palisade-node"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 0,
			apis: RUNTIME_API_VERSIONS,
			transaction_version: 1,
			system_version: 1,
		};
	};
}
#[cfg(not(feature = "upgrade-rehearsal"))]
version!(100);
#[cfg(feature = "upgrade-rehearsal")]
version!(101);

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// Genesis is built and hooks run in the order of this list. The order matters: stakes need
	// parameters and balances, and the first session needs stakes.

	// 0 to 9: the chain itself.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(3)]
	pub type MultiBlockMigrations = pallet_migrations;
	#[runtime::pallet_index(4)]
	pub type GenesisParameters = genesis_parameters;
	// Before the pallets whose deadlines it moves.
	#[runtime::pallet_index(5)]
	pub type Interruptions = interruptions;
	#[runtime::pallet_index(6)]
	pub type Clock = crate::clock;
	#[runtime::pallet_index(7)]
	pub type Finality = crate::finality;

	// 10 to 19: currency and fees.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;

	// 20 to 39: stake, slashing and the market.
	#[runtime::pallet_index(20)]
	pub type VoterList = pallet_bags_list<Instance1>;
	// Not `Staking`: clients take a pallet of that name for the staking pallet of the SDK, and fail on
	// its storage and calls.
	#[runtime::pallet_index(21)]
	pub type PalisadeStaking = palisade_staking;
	#[runtime::pallet_index(22)]
	pub type Slashing = palisade_slashing;
	#[runtime::pallet_index(23)]
	pub type DelegationMarketplace = palisade_delegation_marketplace;

	// 40 to 49: consensus. BABE first, since it reads the slot that the others rely on. Session
	// before authorship, since the author of an epoch's first block belongs to the new set.
	#[runtime::pallet_index(40)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(41)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(42)]
	pub type SessionMembers = crate::session_members;
	#[runtime::pallet_index(43)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(44)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(45)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(46)]
	pub type AuthorityDiscovery = pallet_authority_discovery;

	// 60 to 69: accounts.
	#[runtime::pallet_index(60)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(61)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(62)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(63)]
	pub type Identity = pallet_identity;
	#[runtime::pallet_index(64)]
	pub type Nonces = crate::nonces;

	// 80 to 99: governance.
	#[runtime::pallet_index(80)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(81)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(82)]
	pub type ConvictionVoting = pallet_conviction_voting;
	#[runtime::pallet_index(83)]
	pub type Referenda = pallet_referenda;
	#[runtime::pallet_index(84)]
	pub type Origins = crate::configs::governance::origins;
	#[runtime::pallet_index(85)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(86)]
	pub type TechnicalCommittee = pallet_collective<Instance1>;
	#[runtime::pallet_index(87)]
	pub type Treasury = pallet_treasury;

	// 100 to 109: brakes.
	#[runtime::pallet_index(100)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(101)]
	pub type TxPause = pallet_tx_pause;

	// 250 and above: only in builds for development and rehearsal.
	#[cfg(feature = "sudo")]
	#[runtime::pallet_index(250)]
	pub type Sudo = pallet_sudo;
	#[cfg(feature = "upgrade-rehearsal")]
	#[runtime::pallet_index(251)]
	pub type Remark = pallet_remark;
}
