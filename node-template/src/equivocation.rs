//! Reports authors that sign two blocks for one slot.
//!
//! BABE's block import detects them too. In this SDK release it only sees headers whose seals its
//! verifier has removed, and the runtime refuses a proof with unsigned headers. This module
//! therefore remembers the sealed headers. The reports of BABE's import go to [`NoPool`]: in the
//! transaction pool, an unsigned report would displace the valid one.

use crate::client::FullClient;
use futures::future::BoxFuture;
use palisade_runtime::{
	opaque::{Block, Header, UncheckedExtrinsic},
	Hash,
};
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sc_transaction_pool_api::{
	error::Error as PoolError, LocalTransactionPool, OffchainTransactionPoolFactory,
};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_consensus_babe::{
	check_equivocation_proof, AuthorityId, AuthorityIndex, BabeApi, EquivocationProof, Slot,
	SlotDuration,
};
use sp_timestamp::Timestamp;
use std::{
	collections::{btree_map::Entry, BTreeMap},
	error::Error,
	sync::{Arc, Mutex, PoisonError},
};

/// The number of slots for which a block is remembered. Older blocks are not reported, so that a
/// node that catches up with the chain does not repeat old reports.
const MEMORY_SLOTS: u64 = 1_000;

/// The maximum number of blocks remembered. BABE has about one author per slot, rarely more.
const MEMORY_BLOCKS: usize = 4_096;

/// A block import that reports a block's author to the runtime if it has already imported another
/// block of that author and slot.
///
/// Must wrap BABE's import: further inside, a block may lack its seal.
#[derive(Clone)]
pub struct EquivocationReporter<I> {
	inner: I,
	client: Arc<FullClient>,
	transaction_pool: OffchainTransactionPoolFactory<Block>,
	slot_duration: SlotDuration,
	memory: Arc<Mutex<Memory>>,
}

impl<I> EquivocationReporter<I> {
	/// Wraps `inner`. Reports go to `transaction_pool`.
	pub fn new(
		inner: I,
		client: Arc<FullClient>,
		transaction_pool: OffchainTransactionPoolFactory<Block>,
		slot_duration: SlotDuration,
	) -> Self {
		Self { inner, client, transaction_pool, slot_duration, memory: Default::default() }
	}

	/// Remembers an imported block, and reports its author if that is due.
	///
	/// The block is in the chain whether or not the report succeeds, so a failure is only logged.
	fn examine(&self, header: Header) {
		let Ok(pre_digest) = sc_consensus_babe::find_pre_digest::<Block>(&header) else { return };
		let (slot, author) = (pre_digest.slot(), pre_digest.authority_index());
		let now = Slot::from_timestamp(Timestamp::current(), self.slot_duration);
		if slot + MEMORY_SLOTS < now {
			return;
		}
		let pair = {
			let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
			memory.remember(slot, author, header)
		};
		let Some((first, second)) = pair else { return };
		let blocks = format!("{:?} and {:?} of slot {slot}", first.hash(), second.hash());
		match self.report(slot, author, first, second) {
			Ok(offender) => log::info!("Reported {offender}, who is the author of both {blocks}"),
			Err(error) => log::warn!("Cannot report the author of both {blocks}: {error}"),
		}
	}

	/// Submits a report of the author of both blocks to the transaction pool.
	fn report(
		&self,
		slot: Slot,
		author: AuthorityIndex,
		first_header: Header,
		second_header: Header,
	) -> Result<AuthorityId, Box<dyn Error>> {
		// Only the state of the block itself surely belongs to the epoch of its slot: its parent
		// may be in the epoch before, and the best block in the epoch after.
		let imported = second_header.hash();
		let epoch = self.client.runtime_api().current_epoch(imported)?;
		if slot < epoch.start_slot || epoch.start_slot + epoch.duration <= slot {
			return Err(format!("the slot is not in epoch {}", epoch.epoch_index).into());
		}
		let (offender, _) = usize::try_from(author)
			.ok()
			.and_then(|index| epoch.authorities.get(index))
			.ok_or("the epoch has no such author")?;
		let offender = offender.clone();

		let proof =
			EquivocationProof { offender: offender.clone(), slot, first_header, second_header };
		// On forks with different epochs, one index may stand for two authors.
		if !check_equivocation_proof(proof.clone()) {
			return Err("they are not both signed by that author".into());
		}
		let ownership = self
			.client
			.runtime_api()
			.generate_key_ownership_proof(imported, slot, offender.clone())?
			.ok_or("the key of the author belongs to no validator")?;

		let best = self.client.info().best_hash;
		let mut api = self.client.runtime_api();
		api.register_extension(self.transaction_pool.offchain_transaction_pool(best));
		api.submit_report_equivocation_unsigned_extrinsic(best, proof, ownership)?
			.ok_or("the transaction pool refuses the report; the chain may have one already")?;
		Ok(offender)
	}
}

/// The futures are written as `async_trait` expands them.
impl<I> BlockImport<Block> for EquivocationReporter<I>
where
	I: BlockImport<Block> + Send + Sync,
{
	type Error = I::Error;

	fn check_block<'a, 'b>(
		&'a self,
		block: BlockCheckParams<Block>,
	) -> BoxFuture<'b, Result<ImportResult, Self::Error>>
	where
		'a: 'b,
		Self: 'b,
	{
		self.inner.check_block(block)
	}

	fn import_block<'a, 'b>(
		&'a self,
		block: BlockImportParams<Block>,
	) -> BoxFuture<'b, Result<ImportResult, Self::Error>>
	where
		'a: 'b,
		Self: 'b,
	{
		Box::pin(async move {
			let header = block.post_header();
			let result = self.inner.import_block(block).await?;
			if matches!(result, ImportResult::Imported(_)) {
				self.examine(header);
			}
			Ok(result)
		})
	}
}

/// Drops the reports of BABE's block import, which the runtime would refuse.
pub struct NoPool;

impl LocalTransactionPool for NoPool {
	type Block = Block;
	type Hash = Hash;
	type Error = PoolError;

	fn submit_local(&self, _: Hash, _: UncheckedExtrinsic) -> Result<Hash, PoolError> {
		// An error would be logged, although the author is about to be reported.
		Ok(Hash::default())
	}
}

/// The blocks of the newest slots.
#[derive(Default)]
struct Memory(BTreeMap<(Slot, AuthorityIndex), Authored>);

/// The blocks of one author in one slot.
enum Authored {
	Once(Box<Header>),
	/// More than one block; the first two were returned.
	Repeatedly,
}

impl Memory {
	/// Remembers a sealed header. Returns the first two different headers of an author and slot, in
	/// order of arrival, and only once.
	fn remember(
		&mut self,
		slot: Slot,
		author: AuthorityIndex,
		header: Header,
	) -> Option<(Header, Header)> {
		let pair = match self.0.entry((slot, author)) {
			Entry::Vacant(entry) => {
				entry.insert(Authored::Once(Box::new(header)));
				None
			},
			Entry::Occupied(mut entry) => match entry.get() {
				Authored::Once(first) if **first != header => {
					match entry.insert(Authored::Repeatedly) {
						Authored::Once(first) => Some((*first, header)),
						Authored::Repeatedly => None,
					}
				},
				_ => None,
			},
		};
		self.forget();
		pair
	}

	/// Drops blocks that are too old, and the oldest if there are too many.
	fn forget(&mut self) {
		let Some((&(newest, _), _)) = self.0.last_key_value() else { return };
		let oldest = newest.saturating_sub(MEMORY_SLOTS);
		self.0 = self.0.split_off(&(oldest, 0));
		while self.0.len() > MEMORY_BLOCKS {
			self.0.pop_first();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: AuthorityIndex = 0;
	const BOB: AuthorityIndex = 1;

	fn header(number: u32) -> Header {
		Header {
			number,
			parent_hash: Default::default(),
			state_root: Default::default(),
			extrinsics_root: Default::default(),
			digest: Default::default(),
		}
	}

	fn slot(number: u64) -> Slot {
		number.into()
	}

	#[test]
	fn the_same_block_twice_is_no_equivocation() {
		let mut memory = Memory::default();
		assert_eq!(memory.remember(slot(7), ALICE, header(1)), None);
		assert_eq!(memory.remember(slot(7), ALICE, header(1)), None);
	}

	#[test]
	fn blocks_of_two_authors_or_two_slots_are_no_equivocation() {
		let mut memory = Memory::default();
		assert_eq!(memory.remember(slot(7), ALICE, header(1)), None);
		assert_eq!(memory.remember(slot(7), BOB, header(2)), None);
		assert_eq!(memory.remember(slot(8), ALICE, header(2)), None);
	}

	#[test]
	fn a_second_block_is_told_with_the_first() {
		let mut memory = Memory::default();
		memory.remember(slot(7), ALICE, header(1));
		memory.remember(slot(8), BOB, header(2));
		assert_eq!(memory.remember(slot(7), ALICE, header(3)), Some((header(1), header(3))));
	}

	#[test]
	fn a_third_block_is_not_told_again() {
		let mut memory = Memory::default();
		memory.remember(slot(7), ALICE, header(1));
		memory.remember(slot(7), ALICE, header(2));
		for number in [1, 2, 3] {
			assert_eq!(memory.remember(slot(7), ALICE, header(number)), None);
		}
	}

	#[test]
	fn a_block_is_remembered_for_as_long_as_it_can_be_reported() {
		let mut memory = Memory::default();
		memory.remember(slot(7), ALICE, header(1));
		memory.remember(slot(7 + MEMORY_SLOTS), BOB, header(2));
		assert_eq!(memory.remember(slot(7), ALICE, header(3)), Some((header(1), header(3))));
	}

	#[test]
	fn old_slots_are_forgotten() {
		let mut memory = Memory::default();
		memory.remember(slot(7), ALICE, header(1));
		memory.remember(slot(8 + MEMORY_SLOTS), BOB, header(2));
		assert_eq!(memory.0.len(), 1);
		// The forgotten headers do not come back.
		assert_eq!(memory.remember(slot(7), ALICE, header(3)), None);
		assert_eq!(memory.remember(slot(7), ALICE, header(4)), None);
		assert_eq!(memory.0.len(), 1);
	}

	#[test]
	fn the_memory_is_bounded_and_keeps_the_newest() {
		let mut memory = Memory::default();
		let authors = 2 * u32::try_from(MEMORY_BLOCKS).expect("the bound is small");
		for author in 0..authors {
			memory.remember(slot(7), author, header(author));
		}
		assert_eq!(memory.0.len(), MEMORY_BLOCKS);
		memory.remember(slot(8), ALICE, header(1));
		assert_eq!(memory.0.len(), MEMORY_BLOCKS);
		assert_eq!(memory.remember(slot(8), ALICE, header(2)), Some((header(1), header(2))));
	}
}
