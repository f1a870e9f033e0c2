//! The storage root, and storage for fast reads.

use sp_core::storage::StateVersion;
use sp_io::TestExternalities;

/// The root of the storage.
pub fn state_root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// Rewrites the storage of a chain for the fastest reads: as changes to an empty trie, without
/// removals.
pub fn compact(mut chain: TestExternalities) -> TestExternalities {
	let storage = chain.execute_with(|| {
		let mut storage = Vec::new();
		let mut key = sp_io::storage::next_key(&[]);
		while let Some(at) = key {
			let value = sp_io::storage::get(&at).expect("it has a value");
			key = sp_io::storage::next_key(&at);
			storage.push((at, value));
		}
		storage
	});
	let mut compacted = TestExternalities::new_empty();
	compacted.execute_with(|| {
		storage.into_iter().for_each(|(key, value)| sp_io::storage::set(&key, &value));
	});
	compacted
}
