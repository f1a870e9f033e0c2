//! A runtime with sessions, BABE and GRANDPA, whose stakes the tests set for each session.

use crate::{WeightedBabe, WeightedGrandpa};
use codec::Encode;
use frame_support::{
	derive_impl,
	traits::{ConstU32, ConstU64, Hooks},
};
use palisade_primitives::ElectedStake;
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryPlainPreDigest},
	BABE_ENGINE_ID,
};
use sp_runtime::{
	impl_opaque_keys,
	traits::{ConvertInto, OpaqueKeys},
	BuildStorage, Digest, DigestItem,
};
use sp_staking::SessionIndex;
use std::{cell::RefCell, collections::BTreeMap};

pub type AccountId = u64;

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		Babe: pallet_babe,
		Session: pallet_session,
		Grandpa: pallet_grandpa,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_timestamp::Config for Test {
	type Moment = u64;
	type OnTimestampSet = Babe;
	type MinimumPeriod = ConstU64<1>;
	type WeightInfo = ();
}

impl pallet_babe::Config for Test {
	type EpochDuration = ConstU64<EPOCH>;
	type ExpectedBlockTime = ConstU64<1>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<10>;
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = ();
}

impl pallet_grandpa::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<10>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<8>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = ();
}

impl_opaque_keys! {
	pub struct Keys {
		pub grandpa: WeightedGrandpa<Test, Elections>,
		pub babe: WeightedBabe<Test, Elections>,
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = Elections;
	type SessionHandler = <Keys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = Keys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU64<0>;
}

/// Slots in an epoch; the tests author a block in each.
pub const EPOCH: u64 = 3;

thread_local! {
	static STAKES: RefCell<BTreeMap<SessionIndex, Vec<(AccountId, u128)>>> = const {
		RefCell::new(BTreeMap::new())
	};
}

/// The validators elected by a test: those of the latest session that it has set.
pub struct Elections;

impl Elections {
	pub fn elect(session: SessionIndex, stakes: &[(AccountId, u128)]) {
		STAKES.with_borrow_mut(|all| all.insert(session, stakes.to_vec()));
	}

	fn set_of(session: SessionIndex) -> Vec<(AccountId, u128)> {
		STAKES.with_borrow(|all| {
			all.range(..=session).next_back().map(|(_, set)| set.clone()).unwrap_or_default()
		})
	}
}

impl ElectedStake<AccountId> for Elections {
	fn elected_stakes(session: SessionIndex, validators: &[&AccountId]) -> Vec<Option<u128>> {
		let set: std::collections::BTreeMap<_, _> = Self::set_of(session).into_iter().collect();
		validators.iter().map(|validator| set.get(*validator).copied()).collect()
	}
}

impl pallet_session::SessionManager<AccountId> for Elections {
	fn new_session(session: SessionIndex) -> Option<Vec<AccountId>> {
		// As in an election: returns a set only if there is a new one.
		STAKES.with_borrow(|all| {
			all.get(&session).map(|set| set.iter().map(|(who, _)| *who).collect())
		})
	}
	fn start_session(_: SessionIndex) {}
	fn end_session(_: SessionIndex) {}
}

/// The keys of validator `who`.
pub fn keys(who: AccountId) -> Keys {
	let mut bytes = [0u8; 32];
	bytes[..8].copy_from_slice(&who.to_le_bytes());
	Keys {
		grandpa: sp_core::ed25519::Public::from_raw(bytes).into(),
		babe: sp_core::sr25519::Public::from_raw(bytes).into(),
	}
}

/// A chain whose validators begin with `stakes`.
pub fn chain(stakes: &[(AccountId, u128)]) -> sp_io::TestExternalities {
	STAKES.with_borrow_mut(BTreeMap::clear);
	Elections::elect(0, stakes);
	let everyone: Vec<AccountId> = (1..=9).collect();
	let genesis = RuntimeGenesisConfig {
		session: pallet_session::GenesisConfig {
			keys: stakes.iter().map(|(who, _)| (*who, *who, keys(*who))).collect(),
			non_authority_keys: everyone
				.into_iter()
				.filter(|who| stakes.iter().all(|(validator, _)| validator != who))
				.map(|who| (who, who, keys(who)))
				.collect(),
		},
		..Default::default()
	};
	genesis.build_storage().expect("the genesis is sound").into()
}

/// Authors blocks, one per slot, up to the first of `session`. Returns the logs of that block.
pub fn run_to_session(session: SessionIndex) -> Vec<DigestItem> {
	loop {
		let number = System::block_number() + 1;
		let slot = SecondaryPlainPreDigest { authority_index: 0, slot: (number + 10).into() };
		let logs =
			vec![DigestItem::PreRuntime(BABE_ENGINE_ID, PreDigest::SecondaryPlain(slot).encode())];
		System::reset_events();
		System::initialize(&number, &Default::default(), &Digest { logs });
		Babe::on_initialize(number);
		Session::on_initialize(number);
		Grandpa::on_initialize(number);
		Grandpa::on_finalize(number);
		Babe::on_finalize(number);
		let logs = System::digest().logs;
		if Session::current_index() == session {
			return logs;
		}
	}
}
