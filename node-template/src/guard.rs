//! Keeps a node from authoring next to another node with its keys.
//!
//! A node that starts from an old database, or as a stand-in for another node, cannot know which
//! blocks its keys have signed. The network tells: a block from the network whose author is one of
//! the node's own keys was signed elsewhere, or after the database was written. The guard then
//! stops the node from authoring until the epoch ends.
//!
//! The guard does not cover GRANDPA, whose votes the network does not keep: `docs/restart.md` says
//! how to restart a voter.

use crate::client::FullClient;
use futures::StreamExt;
use palisade_runtime::{opaque::Block, opaque::Header, Hash};
use sc_client_api::BlockchainEvents;
use sp_api::ProvideRuntimeApi;
use sp_consensus::{BlockOrigin, SyncOracle};
use sp_consensus_babe::{AuthorityId, BabeApi, Slot, SlotDuration};
use sp_core::crypto::key_types::BABE;
use sp_keystore::KeystorePtr;
use sp_timestamp::Timestamp;
use std::{
	collections::BTreeMap,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc, Mutex, PoisonError,
	},
};

/// A view of the network by which the author of blocks skips slots while another node may sign for
/// them.
#[derive(Clone)]
pub struct AuthorshipGuard<Oracle> {
	oracle: Oracle,
	keystore: KeystorePtr,
	slot_duration: SlotDuration,
	others: Arc<Mutex<Others>>,
	/// Whether the last slot was skipped, so that each change is logged once.
	skips: Arc<AtomicBool>,
}

impl<Oracle> AuthorshipGuard<Oracle> {
	/// Guards the keys of `keystore`. `oracle` is the node's own view of the network.
	pub fn new(oracle: Oracle, keystore: KeystorePtr, slot_duration: SlotDuration) -> Self {
		let (others, skips) = Default::default();
		Self { oracle, keystore, slot_duration, others, skips }
	}

	fn now(&self) -> Slot {
		Slot::from_timestamp(Timestamp::current(), self.slot_duration)
	}

	fn with_others<R>(&self, f: impl FnOnce(&mut Others) -> R) -> R {
		f(&mut self.others.lock().unwrap_or_else(PoisonError::into_inner))
	}

	/// Returns whether another node has signed for a key of this node in this epoch.
	fn is_in_doubt(&self) -> bool {
		let keys = self.keystore.sr25519_public_keys(BABE);
		let now = self.now();
		let until = self.with_others(|others| others.doubt(now, keys.into_iter().map(Into::into)));
		if let (Some(end), false) = (until, self.skips.swap(until.is_some(), Ordering::Relaxed)) {
			log::error!(
				"Another node has authored blocks with a key of this node, or this database is \
				 older than the last block of this node. Authoring again from slot {end} on. Make \
				 sure that no other node runs with these keys.",
			);
		}
		until.is_some()
	}

	/// Reads the blocks that come from the network for as long as the node runs.
	pub async fn watch(self, client: Arc<FullClient>)
	where
		Oracle: Send + Sync,
	{
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
		let author = usize::try_from(digest.authority_index())
			.ok()
			.and_then(|index| epoch.authorities.into_iter().nth(index));
		if let Some((author, _)) = author {
			let epoch = Epoch { start: epoch.start_slot, duration: epoch.duration };
			self.with_others(|others| others.note(author, digest.slot(), epoch, now));
		}
	}
}

impl<Oracle: SyncOracle> SyncOracle for AuthorshipGuard<Oracle> {
	fn is_major_syncing(&self) -> bool {
		self.oracle.is_major_syncing() || self.is_in_doubt()
	}

	fn is_offline(&self) -> bool {
		self.oracle.is_offline()
	}
}

/// An epoch of BABE. Those before and after it are as long.
#[derive(Clone, Copy)]
struct Epoch {
	/// The first slot.
	start: Slot,
	/// The number of slots.
	duration: u64,
}

impl Epoch {
	/// The first slot of the epoch after the one of `slot`.
	fn next_after(&self, slot: Slot) -> Slot {
		let passed = slot.saturating_sub(*self.start);
		let epochs = passed.checked_div(self.duration).unwrap_or_default().saturating_add(1);
		self.start + epochs.saturating_mul(self.duration)
	}
}

/// The keys with which other nodes have authored, and the slot in which the doubt about each ends.
#[derive(Default)]
struct Others(BTreeMap<AuthorityId, Slot>);

impl Others {
	/// Notes a block that another node has authored, if it is at most an epoch old.
	fn note(&mut self, author: AuthorityId, slot: Slot, epoch: Epoch, now: Slot) {
		if now.saturating_sub(*slot) <= epoch.duration {
			self.0.insert(author, epoch.next_after(now));
		}
	}

	/// The slot in which the doubt about the last of the keys ends; none if no key is in doubt.
	fn doubt(&mut self, now: Slot, keys: impl Iterator<Item = AuthorityId>) -> Option<Slot> {
		self.0.retain(|_, end| now < *end);
		keys.filter_map(|key| self.0.get(&key).copied()).max()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::{crypto::UncheckedFrom, sr25519::Public};

	fn epoch() -> Epoch {
		Epoch { start: 1_000.into(), duration: 100 }
	}

	fn key(seed: u8) -> AuthorityId {
		Public::unchecked_from([seed; 32]).into()
	}

	fn doubt(others: &mut Others, now: u64, keys: &[u8]) -> Option<Slot> {
		others.doubt(now.into(), keys.iter().copied().map(key))
	}

	#[test]
	fn a_block_of_an_own_key_stops_authoring_until_the_epoch_ends() {
		let mut others = Others::default();
		others.note(key(1), 1_010.into(), epoch(), 1_012.into());
		assert_eq!(doubt(&mut others, 1_012, &[1, 2]), Some(1_100.into()));
		assert_eq!(doubt(&mut others, 1_099, &[1]), Some(1_100.into()));
		assert_eq!(doubt(&mut others, 1_100, &[1]), None);
	}

	#[test]
	fn a_block_of_the_epoch_before_stops_authoring_in_this_one() {
		let mut others = Others::default();
		others.note(key(1), 1_099.into(), epoch(), 1_103.into());
		assert_eq!(doubt(&mut others, 1_103, &[1]), Some(1_200.into()));
	}

	#[test]
	fn blocks_of_other_keys_and_old_blocks_stop_nothing() {
		let mut others = Others::default();
		others.note(key(1), 1_010.into(), epoch(), 1_111.into());
		others.note(key(2), 1_110.into(), epoch(), 1_111.into());
		assert_eq!(doubt(&mut others, 1_111, &[1, 3]), None);
	}

	#[test]
	fn a_key_inserted_later_is_guarded() {
		let mut others = Others::default();
		others.note(key(1), 1_010.into(), epoch(), 1_012.into());
		assert_eq!(doubt(&mut others, 1_013, &[]), None);
		assert_eq!(doubt(&mut others, 1_014, &[1]), Some(1_100.into()));
	}

	#[test]
	fn forgotten_doubts_take_no_room() {
		let mut others = Others::default();
		for seed in 0..50 {
			others.note(key(seed), 1_010.into(), epoch(), 1_012.into());
		}
		assert_eq!(doubt(&mut others, 1_100, &[1]), None);
		assert!(others.0.is_empty());
	}
}
