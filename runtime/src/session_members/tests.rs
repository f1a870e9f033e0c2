//! A release with a fourth session key.

use super::*;
use crate::{AuthorityDiscovery, Babe, Grandpa};
use codec::Encode;
use frame_support::{
	derive_impl,
	storage::unhashed,
	traits::{ConstU128, OnRuntimeUpgrade, StorageVersion},
};
use pallet_session::{KeyOwner, NextKeys, QueuedKeys, SessionHandler};
use sp_core::crypto::key_types;
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConvertInto, IdentityLookup},
	BoundToRuntimeAppPublic,
};

impl_opaque_keys! {
	/// The keys before the release.
	pub struct ThreeKeys {
		pub grandpa: Grandpa,
		pub babe: Babe,
		pub authority_discovery: AuthorityDiscovery,
	}
}

/// The new kind of key, of eight bytes.
pub struct Beacon;
impl BoundToRuntimeAppPublic for Beacon {
	type Public = UintAuthorityId;
}

impl_opaque_keys! {
	/// The keys of the release.
	pub struct FourKeys {
		pub grandpa: Grandpa,
		pub babe: Babe,
		pub authority_discovery: AuthorityDiscovery,
		pub beacon: Beacon,
	}
}

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Session: pallet_session,
		Recorded: crate::session_members,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

/// Handles the four kinds of keys by doing nothing.
pub struct Nothing;
impl SessionHandler<AccountId> for Nothing {
	const KEY_TYPE_IDS: &'static [KeyTypeId] =
		&[key_types::GRANDPA, key_types::BABE, key_types::AUTHORITY_DISCOVERY, key_types::DUMMY];
	fn on_genesis_session<Keys: OpaqueKeys>(_: &[(AccountId, Keys)]) {}
	fn on_new_session<Keys: OpaqueKeys>(_: bool, _: &[(AccountId, Keys)], _: &[(AccountId, Keys)]) {
	}
	fn on_disabled(_: u32) {}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession =
		pallet_session::PeriodicSessions<frame_support::traits::ConstU64<10>, ()>;
	type NextSessionRotation = ();
	type SessionManager = ();
	type SessionHandler = Nothing;
	type Keys = FourKeys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl Config for Test {}

/// Gives each validator a beacon that no other has.
pub struct WithBeacon;
impl KeyUpgrade<ThreeKeys, FourKeys> for WithBeacon {
	fn upgrade(validator: &AccountId, old: ThreeKeys) -> FourKeys {
		let ThreeKeys { grandpa, babe, authority_discovery } = old;
		let number = validator.using_encoded(sp_io::hashing::twox_64);
		let beacon = UintAuthorityId(u64::from_le_bytes(number));
		FourKeys { grandpa, babe, authority_discovery, beacon }
	}
}

type Release = UpgradeKeys<1, 2, Test, ThreeKeys, FourKeys, WithBeacon>;

const SESSION: SessionIndex = 7;

fn account(number: u8) -> AccountId {
	[number; 32].into()
}

fn three(number: u8) -> ThreeKeys {
	ThreeKeys::decode(&mut [number; 96].as_slice()).expect("keys are numbers")
}

fn grandpa(number: u8) -> (KeyTypeId, Vec<u8>) {
	(key_types::GRANDPA, vec![number; 32])
}

/// A chain of two validators as the release before has left it.
fn before_the_release(test: impl FnOnce()) {
	sp_io::TestExternalities::new_empty().execute_with(|| {
		pallet_session::CurrentIndex::<Test>::put(SESSION);
		pallet_session::Validators::<Test>::put(vec![account(1), account(2)]);
		let queued: Vec<_> = [1, 2].map(|number| (account(number), three(number))).into();
		unhashed::put(&QueuedKeys::<Test>::hashed_key(), &queued);
		for number in [1, 2] {
			unhashed::put(&NextKeys::<Test>::hashed_key_for(account(number)), &three(number));
			for kind in ThreeKeys::key_ids() {
				KeyOwner::<Test>::insert((*kind, vec![number; 32]), account(number));
			}
		}
		for session in [SESSION - 1, SESSION] {
			let member = |number| Member {
				account: account(number),
				stake: 100 * Balance::from(number),
				keys: three(number).encode().try_into().expect("they are short enough"),
			};
			let members: MembersOf = vec![member(1), member(2)].try_into().expect("they are two");
			Members::<Test>::insert(session, members);
		}
		StorageVersion::new(1).put::<Pallet<Test>>();
		test();
	});
}

#[test]
fn without_a_migration_a_new_key_loses_the_keys_of_all_validators() {
	before_the_release(|| {
		assert_eq!(NextKeys::<Test>::get(account(1)), None);
		assert_eq!(Recorded::keys_of(SESSION, &account(1)), None);
		assert!(Recorded::prove(grandpa(1)).is_none());
	});
}

#[test]
fn a_migration_keeps_the_keys_of_all_validators_and_adds_the_new_one() {
	before_the_release(|| {
		Release::on_runtime_upgrade();
		for number in [1, 2] {
			let who = account(number);
			let expected = WithBeacon::upgrade(&who, three(number));
			assert_eq!(NextKeys::<Test>::get(&who), Some(expected.clone()));
			assert!(QueuedKeys::<Test>::get().contains(&(who.clone(), expected.clone())));
			for kind in FourKeys::key_ids() {
				let key = expected.get_raw(*kind);
				assert_eq!(Session::key_owner(*kind, key), Some(who.clone()));
			}
			for session in [SESSION - 1, SESSION] {
				assert_eq!(Recorded::keys_of(session, &who), Some(expected.clone()));
			}
		}
	});
}

#[test]
fn an_offence_of_before_the_release_can_be_reported_after_it() {
	before_the_release(|| {
		Release::on_runtime_upgrade();
		let proof = Recorded::prove(grandpa(2)).expect("it is a validator's key");
		assert_eq!(proof.session, SESSION);
		assert_eq!(Recorded::check_proof(grandpa(2), proof), Some((account(2), 200)));
		let of_before =
			MembershipProof { session: SESSION - 1, trie_nodes: Vec::new(), validator_count: 2 };
		assert_eq!(Recorded::check_proof(grandpa(1), of_before), Some((account(1), 100)));
		assert!(Recorded::prove(grandpa(3)).is_none());
	});
}

#[test]
fn sessions_go_on_with_the_new_keys() {
	before_the_release(|| {
		Release::on_runtime_upgrade();
		for _ in 0..3 {
			Session::rotate_session();
			assert_eq!(Session::validators(), vec![account(1), account(2)]);
		}
		let set = [(account(1), 100), (account(2), 200)];
		Recorded::note(SESSION + 3, &set);
		assert!(Recorded::keys_of(SESSION + 3, &account(2)).is_some());
	});
}

#[test]
fn the_migration_runs_once() {
	before_the_release(|| {
		Release::on_runtime_upgrade();
		assert_eq!(StorageVersion::get::<Pallet<Test>>(), 2);
		let root = || sp_io::storage::root(sp_core::storage::StateVersion::V1);
		let before = root();
		Release::on_runtime_upgrade();
		assert_eq!(root(), before);
	});
}

#[test]
fn keys_of_another_type_are_left_as_they_are() {
	before_the_release(|| {
		Members::<Test>::mutate(SESSION, |members| {
			let members = members.as_mut().expect("they were recorded");
			members[0].keys = vec![1; 95].try_into().expect("they are short enough");
		});
		Release::on_runtime_upgrade();
		assert_eq!(Recorded::keys_of(SESSION, &account(1)), None);
		assert!(Recorded::keys_of(SESSION, &account(2)).is_some());
	});
}
