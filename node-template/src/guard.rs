//! Keeps a node from authoring next to another node with its keys.
//!
//! A node that starts from an old database, or as a stand-in for another node, cannot know which
//! blocks its keys have signed. The network tells: a block from the network whose author is one of
//! the node's own keys was signed elsewhere, or after the database was written. The guard then
//! withholds the key from the author of blocks until the epoch ends.
//!
//! The keystore may hold keys that a validator has replaced, and keys of several validators. Which
//! validator is the node's own is written nowhere, so the guard judges by the set of the epoch in
//! which the key has authored. A validator has one key in an epoch:
//!
//! - An own key that was an authority beside the author belongs to another validator, and is not
//!   withheld. A thief who registers a replaced key cannot silence the key that replaced it.
//! - An own key that was no authority in that epoch may have replaced the author since, and is
//!   withheld with it.
//!
//! The guard does not cover GRANDPA, whose votes the network does not keep: `docs/restart.md` says
//! how to restart a voter.

use crate::client::FullClient;
use futures::StreamExt;
use palisade_runtime::{opaque::Block, opaque::Header, Hash};
use sc_client_api::BlockchainEvents;
use sp_api::ProvideRuntimeApi;
use sp_consensus::BlockOrigin;
use sp_consensus_babe::{AuthorityId, BabeApi, Slot, SlotDuration};
use sp_core::{
	crypto::{key_types::BABE, KeyTypeId},
	ecdsa, ed25519, sr25519,
};
use sp_keystore::{Error, Keystore, KeystorePtr};
use sp_timestamp::Timestamp;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The keystore of the author of blocks. Withholds the keys for which another node may sign.
#[derive(Clone)]
pub struct AuthorshipGuard {
	keystore: KeystorePtr,
	slot_duration: SlotDuration,
	others: Arc<Mutex<Others>>,
}

impl AuthorshipGuard {
	/// Guards the keys of `keystore`.
	pub fn new(keystore: KeystorePtr, slot_duration: SlotDuration) -> Self {
		Self { keystore, slot_duration, others: Default::default() }
	}

	fn now(&self) -> Slot {
		Slot::from_timestamp(Timestamp::current(), self.slot_duration)
	}

	fn others(&self) -> MutexGuard<'_, Others> {
		self.others.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// Returns whether another node may sign for this key in this epoch.
	fn withholds(&self, key_type: KeyTypeId, key: &sr25519::Public) -> bool {
		if key_type != BABE {
			return false;
		}
		let now = self.now();
		let mut others = self.others();
		// The author of blocks asks for each authority. Reading the keystore may read files.
		if others.judged != Some(now) {
			let keys = self.keystore.sr25519_public_keys(BABE);
			for (author, end) in others.judge(now, keys.into_iter().map(Into::into).collect()) {
				log::error!(
					"Another node has authored blocks with a key of this node, or this database is \
					 older than the last block of this node. Authoring with the key {author}, or \
					 with one that may have replaced it, again from slot {end} on. Make sure that \
					 no other node runs with these keys.",
				);
			}
		}
		others.withheld.contains(&AuthorityId::from(*key))
	}

	/// Reads the blocks that come from the network for as long as the node runs.
	pub async fn watch(self, client: Arc<FullClient>) {
		let mut imported = client.every_import_notification_stream();
		while let Some(block) = imported.next().await {
			if block.origin != BlockOrigin::Own {
				self.note(&client, block.hash, &block.header);
			}
		}
	}

	/// Notes the author of a recent block.
	fn note(&self, client: &FullClient, hash: Hash, header: &Header) {
		let Ok(digest) = sc_consensus_babe::find_pre_digest::<Block>(header) else { return };
		let now = self.now();
		// Without the state, as after a warp sync, the author is unknown.
		let Ok(epoch) = client.runtime_api().current_epoch(hash) else { return };
		let Ok(index) = usize::try_from(digest.authority_index()) else { return };
		let authorities = epoch.authorities.into_iter().map(|(key, _)| key).collect();
		let epoch = Epoch { start: epoch.start_slot, duration: epoch.duration, authorities };
		self.others().note(index, digest.slot(), epoch, now);
	}
}

impl Keystore for AuthorshipGuard {
	fn sr25519_public_keys(&self, key_type: KeyTypeId) -> Vec<sr25519::Public> {
		self.keystore.sr25519_public_keys(key_type)
	}

	fn sr25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<sr25519::Public, Error> {
		self.keystore.sr25519_generate_new(key_type, seed)
	}

	fn sr25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		msg: &[u8],
	) -> Result<Option<sr25519::Signature>, Error> {
		if self.withholds(key_type, public) {
			return Ok(None);
		}
		self.keystore.sr25519_sign(key_type, public, msg)
	}

	fn sr25519_vrf_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		data: &sr25519::vrf::VrfSignData,
	) -> Result<Option<sr25519::vrf::VrfSignature>, Error> {
		if self.withholds(key_type, public) {
			return Ok(None);
		}
		self.keystore.sr25519_vrf_sign(key_type, public, data)
	}

	fn sr25519_vrf_pre_output(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		input: &sr25519::vrf::VrfInput,
	) -> Result<Option<sr25519::vrf::VrfPreOutput>, Error> {
		if self.withholds(key_type, public) {
			return Ok(None);
		}
		self.keystore.sr25519_vrf_pre_output(key_type, public, input)
	}

	fn ed25519_public_keys(&self, key_type: KeyTypeId) -> Vec<ed25519::Public> {
		self.keystore.ed25519_public_keys(key_type)
	}

	fn ed25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ed25519::Public, Error> {
		self.keystore.ed25519_generate_new(key_type, seed)
	}

	fn ed25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &ed25519::Public,
		msg: &[u8],
	) -> Result<Option<ed25519::Signature>, Error> {
		self.keystore.ed25519_sign(key_type, public, msg)
	}

	fn ecdsa_public_keys(&self, key_type: KeyTypeId) -> Vec<ecdsa::Public> {
		self.keystore.ecdsa_public_keys(key_type)
	}

	fn ecdsa_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ecdsa::Public, Error> {
		self.keystore.ecdsa_generate_new(key_type, seed)
	}

	fn ecdsa_sign(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		msg: &[u8],
	) -> Result<Option<ecdsa::Signature>, Error> {
		self.keystore.ecdsa_sign(key_type, public, msg)
	}

	fn ecdsa_sign_prehashed(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		msg: &[u8; 32],
	) -> Result<Option<ecdsa::Signature>, Error> {
		self.keystore.ecdsa_sign_prehashed(key_type, public, msg)
	}

	fn insert(&self, key_type: KeyTypeId, suri: &str, public: &[u8]) -> Result<(), ()> {
		self.keystore.insert(key_type, suri, public)
	}

	fn keys(&self, key_type: KeyTypeId) -> Result<Vec<Vec<u8>>, Error> {
		self.keystore.keys(key_type)
	}

	fn has_keys(&self, public_keys: &[(Vec<u8>, KeyTypeId)]) -> bool {
		let is_withheld = |(key, key_type): &(Vec<u8>, KeyTypeId)| {
			sr25519::Public::try_from(&key[..]).is_ok_and(|key| self.withholds(*key_type, &key))
		};
		self.keystore.has_keys(public_keys) && !public_keys.iter().any(is_withheld)
	}
}

/// An epoch of BABE. Those before and after it are as long.
#[derive(Clone)]
struct Epoch {
	/// The first slot.
	start: Slot,
	/// The number of slots.
	duration: u64,
	/// The keys of the set, by their index.
	authorities: Vec<AuthorityId>,
}

impl Epoch {
	/// The first slot of the epoch after the one of `slot`.
	fn next_after(&self, slot: Slot) -> Slot {
		let passed = slot.saturating_sub(*self.start);
		let epochs = passed.checked_div(self.duration).unwrap_or_default().saturating_add(1);
		self.start + epochs.saturating_mul(self.duration)
	}
}

/// The doubt about a key with which another node has authored.
struct Doubt {
	/// The first slot of the last epoch in which the other node has authored.
	epoch: Slot,
	/// The slot in which the doubt ends.
	end: Slot,
}

/// The keys with which other nodes have authored, and what follows for the keys of this node.
#[derive(Default)]
struct Others {
	/// By author. Any author: its key may be inserted into the keystore later.
	doubts: BTreeMap<AuthorityId, Doubt>,
	/// The authorities of the epochs of the doubts, by first slot.
	sets: BTreeMap<Slot, BTreeSet<AuthorityId>>,
	/// The slot for which the keys of this node were judged; none after a new block.
	judged: Option<Slot>,
	/// Those that the node must not author with.
	withheld: BTreeSet<AuthorityId>,
	/// Those with which another node has authored, so that each is logged once.
	told: BTreeSet<AuthorityId>,
}

impl Others {
	/// Notes a block that another node has authored, if it is at most an epoch old.
	///
	/// - `index`: of the author among the authorities of `epoch`.
	fn note(&mut self, index: usize, slot: Slot, epoch: Epoch, now: Slot) {
		if now.saturating_sub(*slot) > epoch.duration {
			return;
		}
		let end = epoch.next_after(now);
		let Some(author) = epoch.authorities.get(index).cloned() else { return };
		let last = self.doubts.get(&author).map_or(epoch.start, |it| it.epoch.max(epoch.start));
		self.doubts.insert(author, Doubt { epoch: last, end });
		self.sets.entry(epoch.start).or_insert_with(|| epoch.authorities.into_iter().collect());
		self.judged = None;
	}

	/// Judges the keys of this node: those in doubt are withheld until the next call.
	///
	/// Returns the keys with which another node has authored that the last call did not know, each
	/// with the slot in which the doubt ends.
	fn judge(&mut self, now: Slot, own: Vec<AuthorityId>) -> Vec<(AuthorityId, Slot)> {
		self.doubts.retain(|_, doubt| now < doubt.end);
		let doubts = &self.doubts;
		self.sets.retain(|start, _| doubts.values().any(|doubt| doubt.epoch == *start));

		let authors: Vec<_> =
			own.iter().filter_map(|key| doubts.get(key).map(|doubt| (key, doubt))).collect();
		let is_beside = |key: &AuthorityId, doubt: &Doubt| {
			self.sets.get(&doubt.epoch).is_some_and(|set| set.contains(key))
		};
		let is_in_doubt = |key: &&AuthorityId| {
			authors.iter().any(|(author, doubt)| author == key || !is_beside(key, doubt))
		};
		self.withheld = own.iter().filter(is_in_doubt).cloned().collect();
		self.judged = Some(now);

		let told = std::mem::replace(
			&mut self.told,
			authors.iter().map(|(key, _)| (*key).clone()).collect(),
		);
		authors
			.into_iter()
			.filter(|(key, _)| !told.contains(key))
			.map(|(key, doubt)| (key.clone(), doubt.end))
			.collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_consensus_babe::authorship::claim_slot;
	use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
	use sp_core::{crypto::UncheckedFrom, Pair};
	use sp_keystore::testing::MemoryKeystore;

	/// The epoch of the slots 1000 to 1099, with the keys 0 to 3.
	fn epoch() -> Epoch {
		Epoch { start: 1_000.into(), duration: 100, authorities: (0..4).map(key).collect() }
	}

	/// The epoch after it, in which the key 4 has replaced the key 1.
	fn next_epoch() -> Epoch {
		Epoch { start: 1_100.into(), duration: 100, authorities: [0, 4, 2, 3].map(key).into() }
	}

	fn key(seed: u8) -> AuthorityId {
		sr25519::Public::unchecked_from([seed; 32]).into()
	}

	/// The keys that are withheld, of a node with the keys `own`.
	fn withheld(others: &mut Others, now: u64, own: &[u8]) -> Vec<u8> {
		others.judge(now.into(), own.iter().copied().map(key).collect());
		own.iter().copied().filter(|seed| others.withheld.contains(&key(*seed))).collect()
	}

	#[test]
	fn a_block_of_an_own_key_stops_authoring_until_the_epoch_ends() {
		let mut others = Others::default();
		others.note(1, 1_010.into(), epoch(), 1_012.into());
		assert_eq!(withheld(&mut others, 1_012, &[1]), [1]);
		assert_eq!(withheld(&mut others, 1_099, &[1]), [1]);
		assert!(withheld(&mut others, 1_100, &[1]).is_empty());
	}

	#[test]
	fn a_block_of_the_epoch_before_stops_authoring_in_this_one() {
		let mut others = Others::default();
		others.note(1, 1_099.into(), epoch(), 1_103.into());
		assert_eq!(withheld(&mut others, 1_103, &[1]), [1]);
		assert_eq!(withheld(&mut others, 1_199, &[1]), [1]);
		assert!(withheld(&mut others, 1_200, &[1]).is_empty());
	}

	#[test]
	fn blocks_of_other_keys_and_old_blocks_stop_nothing() {
		let mut others = Others::default();
		others.note(1, 1_010.into(), epoch(), 1_111.into());
		others.note(2, 1_110.into(), next_epoch(), 1_111.into());
		assert!(withheld(&mut others, 1_111, &[1, 3]).is_empty());
	}

	#[test]
	fn a_thief_of_a_replaced_key_does_not_stop_the_key_that_replaced_it() {
		let mut others = Others::default();
		// Registered by the thief, the old key 1 is in the set beside the new key 2.
		others.note(1, 1_010.into(), epoch(), 1_012.into());
		assert_eq!(withheld(&mut others, 1_012, &[1, 2]), [1]);
		// The next epoch begins with the thief's last block in mind.
		others.note(1, 1_099.into(), epoch(), 1_103.into());
		assert_eq!(withheld(&mut others, 1_103, &[1, 2]), [1]);
	}

	#[test]
	fn a_key_that_may_have_replaced_one_in_doubt_is_in_doubt_too() {
		let mut others = Others::default();
		others.note(1, 1_099.into(), epoch(), 1_103.into());
		assert_eq!(withheld(&mut others, 1_103, &[1, 4]), [1, 4]);
		assert!(withheld(&mut others, 1_200, &[1, 4]).is_empty());
	}

	#[test]
	fn the_doubt_about_a_successor_ends_with_a_block_beside_it() {
		let mut others = Others::default();
		let mut both = next_epoch();
		both.authorities.push(key(1));
		others.note(1, 1_099.into(), epoch(), 1_103.into());
		others.note(4, 1_104.into(), both.clone(), 1_104.into());
		// One of the epoch before may arrive later.
		others.note(1, 1_098.into(), epoch(), 1_105.into());
		assert_eq!(withheld(&mut others, 1_105, &[1, 4]), [1]);
	}

	#[test]
	fn a_key_inserted_later_is_guarded() {
		let mut others = Others::default();
		others.note(1, 1_010.into(), epoch(), 1_012.into());
		assert!(withheld(&mut others, 1_013, &[]).is_empty());
		assert_eq!(withheld(&mut others, 1_014, &[1]), [1]);
	}

	#[test]
	fn each_doubt_is_told_once() {
		let mut others = Others::default();
		others.note(1, 1_010.into(), epoch(), 1_012.into());
		assert_eq!(others.judge(1_012.into(), vec![key(1), key(4)]), [(key(1), 1_100.into())]);
		others.note(1, 1_020.into(), epoch(), 1_021.into());
		assert_eq!(others.judge(1_021.into(), vec![key(1), key(4)]), []);
		others.judge(1_100.into(), vec![key(1), key(4)]);
		others.note(1, 1_101.into(), epoch(), 1_102.into());
		assert_eq!(others.judge(1_102.into(), vec![key(1), key(4)]), [(key(1), 1_200.into())]);
	}

	#[test]
	fn forgotten_doubts_take_no_room() {
		let mut others = Others::default();
		for index in 0..4 {
			others.note(index, 1_010.into(), epoch(), 1_012.into());
		}
		assert!(withheld(&mut others, 1_100, &[1]).is_empty());
		assert!(others.doubts.is_empty() && others.sets.is_empty());
	}

	#[test]
	fn the_author_of_blocks_claims_no_slot_with_a_key_in_doubt() {
		let keystore = MemoryKeystore::new();
		let generated = [(); 2].map(|()| {
			keystore.sr25519_generate_new(BABE, None).expect("the keystore is in memory")
		});
		let guard = AuthorshipGuard::new(Arc::new(keystore), SlotDuration::from_millis(2_000));
		let slot = guard.now();
		let claimed_by = |key: &sr25519::Public| {
			let epoch = sp_consensus_babe::Epoch {
				epoch_index: 0,
				start_slot: slot,
				duration: 1_000,
				authorities: vec![((*key).into(), 1)],
				randomness: [0; 32],
				// A slot that the only authority does not lead is its secondary slot.
				config: BabeEpochConfiguration {
					c: (1, 4),
					allowed_slots: AllowedSlots::PrimaryAndSecondaryPlainSlots,
				},
			};
			let keystore: KeystorePtr = Arc::new(guard.clone());
			claim_slot(slot, &epoch.into(), &keystore).is_some()
		};
		let [one, other] = &generated;
		assert!(claimed_by(one) && claimed_by(other));

		let authorities = generated.iter().map(|key| (*key).into()).collect();
		let epoch = Epoch { start: slot, duration: 1_000, authorities };
		guard.others().note(0, slot, epoch, slot);
		assert!(!claimed_by(one) && claimed_by(other));

		// A block that was begun before is not sealed.
		let seal =
			|key| guard.sr25519_sign(BABE, key, b"block").expect("the keystore is in memory");
		assert!(seal(one).is_none() && seal(other).is_some());
		let has = |key: &sr25519::Public| guard.has_keys(&[(key.to_vec(), BABE)]);
		assert!(!has(one) && has(other));
	}

	#[test]
	fn keys_of_other_kinds_are_not_withheld() {
		use sp_core::crypto::key_types::AUTHORITY_DISCOVERY;

		let (pair, phrase, _) = sr25519::Pair::generate_with_phrase(None);
		let (keystore, public) = (MemoryKeystore::new(), pair.public());
		for key_type in [BABE, AUTHORITY_DISCOVERY] {
			keystore.insert(key_type, &phrase, &public).expect("the keystore is in memory");
		}
		let guard = AuthorshipGuard::new(Arc::new(keystore), SlotDuration::from_millis(2_000));
		let slot = guard.now();
		let epoch = Epoch { start: slot, duration: 1_000, authorities: vec![public.into()] };
		guard.others().note(0, slot, epoch, slot);
		assert!(!guard.has_keys(&[(public.to_vec(), BABE)]));
		assert!(guard.has_keys(&[(public.to_vec(), AUTHORITY_DISCOVERY)]));
	}
}
