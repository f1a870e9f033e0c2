//! Block production, finality, sessions and equivocations.

use crate::{
	clock,
	constants::{bounds, time},
	*,
};
use alloc::vec::Vec;
use frame_support::traits::{ConstU32, ConstU64};
use palisade_primitives::MAX_INTERRUPTED_EPOCHS;
use palisade_weighted_consensus::{WeightedBabe, WeightedGrandpa};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{impl_opaque_keys, traits::OpaqueKeys};
use sp_staking::SessionIndex;

/// Slot assignment on a network: primary leaders only, as in Ouroboros Praos.
pub const NETWORK_EPOCH_CONFIG: BabeEpochConfiguration = BabeEpochConfiguration {
	c: time::PRIMARY_PROBABILITY,
	allowed_slots: AllowedSlots::PrimarySlots,
};

/// Slot assignment on a development chain: a slot without a primary leader goes to a secondary one,
/// for a steady block time.
pub const DEVELOPMENT_EPOCH_CONFIG: BabeEpochConfiguration = BabeEpochConfiguration {
	c: time::PRIMARY_PROBABILITY,
	allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots,
};

impl_opaque_keys! {
	/// The keys with which a validator takes part in consensus; registered by `Session::set_keys`.
	pub struct SessionKeys {
		/// Votes on finality.
		pub grandpa: WeightedGrandpa<Runtime, PalisadeStaking>,
		/// Claims slots and signs blocks.
		pub babe: WeightedBabe<Runtime, PalisadeStaking>,
		/// Signs the addresses at which the validator can be reached.
		pub authority_discovery: AuthorityDiscovery,
	}
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = clock::EpochSlots;
	type ExpectedBlockTime = clock::ExpectedBlockTime;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<{ bounds::MAX_VALIDATORS }>;
	// The cost of a report is independent of the number of delegators.
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_babe::EquivocationReportSystem<
		Self,
		Reports,
		SessionMembers,
		clock::ReportLongevity,
	>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<{ bounds::MAX_VALIDATORS }>;
	type MaxNominators = ConstU32<0>;
	// A session has at most one new set. A report needs the entries of its set and of the one
	// before. Interruptions extend the report window.
	type MaxSetIdSessionEntries =
		ConstU64<{ (bounds::REPORT_EPOCHS + MAX_INTERRUPTED_EPOCHS) as u64 + 2 }>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Reports,
		SessionMembers,
		clock::ReportLongevity,
	>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = PalisadeStaking;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = sp_runtime::traits::ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = ElectAndForget;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// The staking pallet disables the jailed and the banned.
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = configs::staking::KeyDeposit;
}

impl crate::session_members::Config for Runtime {}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = Offender;
	// The slashing pallet takes in the proofs, and the staking pallet disables the jailed.
	type OnOffenceHandler = ();
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = ConstU32<{ bounds::MAX_VALIDATORS }>;
}

/// Elects by stake and records the set. Forgets the reports of a session once its report window is
/// over, and its members once all its cases are decided.
pub struct ElectAndForget;

impl ElectAndForget {
	/// Records a set and returns its accounts.
	fn note(session: SessionIndex, set: Option<Vec<Offender>>) -> Option<Vec<AccountId>> {
		let set = set?;
		SessionMembers::note(session, &set);
		Some(set.into_iter().map(|(validator, _)| validator).collect())
	}
}

impl pallet_session::SessionManager<AccountId> for ElectAndForget {
	fn new_session(index: SessionIndex) -> Option<Vec<AccountId>> {
		let set =
			<PalisadeStaking as pallet_session::historical::SessionManager<_, _>>::new_session(
				index,
			);
		Self::note(index, set)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<AccountId>> {
		let set =
			<PalisadeStaking as pallet_session::historical::SessionManager<_, _>>::new_session_genesis(
				index,
			);
		Self::note(index, set)
	}

	fn start_session(index: SessionIndex) {
		<PalisadeStaking as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(ended: SessionIndex) {
		Finality::close(ended);
		<PalisadeStaking as pallet_session::SessionManager<_>>::end_session(ended);
		let periods = clock::epochs();
		for forgotten in Interruptions::over_with(ended, periods.report) {
			crate::offences::forget(forgotten);
		}
		let decided = periods.decision().saturating_add(1);
		for forgotten in Interruptions::over_with(ended, decided) {
			SessionMembers::forget(forgotten);
		}
	}
}

/// Receives reports of equivocations, and has the offender judged.
type Reports = palisade_slashing::ReportProofs<
	Runtime,
	crate::offences::ReportOncePerSession<Offences>,
	crate::offences::Sessions,
>;

type Offender = crate::session_members::Identification;

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
