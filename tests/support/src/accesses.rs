//! The storage accesses of a call, counted as the benchmarks count them, and a random search for more
//! than a benchmark has.

use crate::AccountId;
use codec::Encode;
use frame_benchmarking::Benchmarking;
use frame_support::traits::StorageInfoTrait;
use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{
	set_and_run_with_externalities, with_externalities, Error, Extension, ExtensionStore,
	Externalities, MultiRemovalResults,
};
use sp_io::hashing::{blake2_128, twox_128};
use std::{
	any::{Any, TypeId},
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};

/// The keys that were read and written. A key counts once as read, unless it was written before, and
/// once as written. A step of an iteration reads the key from which it goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accesses {
	/// The keys read.
	pub reads: BTreeSet<Vec<u8>>,
	/// The keys written, changed or not.
	pub writes: BTreeSet<Vec<u8>>,
}

impl Accesses {
	/// Leaves out the keys that the benchmarks do not count.
	fn counted(mut self) -> Self {
		self.reads.retain(|key| is_counted(key));
		self.writes.retain(|key| is_counted(key));
		self
	}

	fn forget(&mut self, key: &[u8]) {
		self.reads.remove(key);
		self.writes.remove(key);
	}

	fn read(&mut self, key: &[u8]) {
		if !self.writes.contains(key) {
			self.reads.insert(key.to_vec());
		}
	}

	fn write(&mut self, key: &[u8]) {
		self.writes.insert(key.to_vec());
	}
}

/// Runs `act` on the storage of the running test chain. Returns its result and its accesses.
pub fn accesses_of<Outcome>(act: impl FnOnce() -> Outcome) -> (Outcome, Accesses) {
	with_externalities(|inner| {
		let mut recorder = Recorder {
			inner,
			accesses: Accesses::default(),
			before: Vec::new(),
			whitelist: Vec::new(),
		};
		let outcome = set_and_run_with_externalities(&mut recorder, act);
		let Recorder { mut accesses, whitelist, .. } = recorder;
		whitelist.iter().for_each(|free| accesses.forget(&free.key));
		(outcome, accesses)
	})
	.expect("a test chain runs")
}

/// The storage of a test chain, whose accesses are recorded. Child tries are not recorded: no
/// pallet of this project has any.
struct Recorder<'a> {
	inner: &'a mut dyn Externalities,
	accesses: Accesses,
	/// The keys written before each open transaction: writes that are rolled back do not count.
	before: Vec<BTreeSet<Vec<u8>>>,
	/// The keys that a benchmark does not count.
	whitelist: Vec<TrackedStorageKey>,
}

impl Externalities for Recorder<'_> {
	fn set_offchain_storage(&mut self, key: &[u8], value: Option<&[u8]>) {
		self.inner.set_offchain_storage(key, value)
	}

	fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.read(key);
		self.inner.storage(key)
	}

	fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.read(key);
		self.inner.storage_hash(key)
	}

	fn child_storage_hash(&mut self, child_info: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.child_storage_hash(child_info, key)
	}

	fn child_storage(&mut self, child_info: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.child_storage(child_info, key)
	}

	fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.read(key);
		self.inner.next_storage_key(key)
	}

	fn next_child_storage_key(&mut self, child_info: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.inner.next_child_storage_key(child_info, key)
	}

	fn kill_child_storage(
		&mut self,
		child_info: &ChildInfo,
		maybe_limit: Option<u32>,
		maybe_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.inner.kill_child_storage(child_info, maybe_limit, maybe_cursor)
	}

	fn clear_prefix(
		&mut self,
		prefix: &[u8],
		maybe_limit: Option<u32>,
		maybe_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		let mut key = self.inner.next_storage_key(prefix);
		while let Some(next) = key.take_if(|next| next.starts_with(prefix)) {
			self.accesses.write(&next);
			key = self.inner.next_storage_key(&next);
		}
		self.inner.clear_prefix(prefix, maybe_limit, maybe_cursor)
	}

	fn clear_child_prefix(
		&mut self,
		child_info: &ChildInfo,
		prefix: &[u8],
		maybe_limit: Option<u32>,
		maybe_cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.inner.clear_child_prefix(child_info, prefix, maybe_limit, maybe_cursor)
	}

	fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.accesses.write(&key);
		self.inner.place_storage(key, value)
	}

	fn place_child_storage(
		&mut self,
		child_info: &ChildInfo,
		key: Vec<u8>,
		value: Option<Vec<u8>>,
	) {
		self.inner.place_child_storage(child_info, key, value)
	}

	fn storage_root(&mut self, state_version: StateVersion) -> Vec<u8> {
		self.inner.storage_root(state_version)
	}

	fn child_storage_root(
		&mut self,
		child_info: &ChildInfo,
		state_version: StateVersion,
	) -> Vec<u8> {
		self.inner.child_storage_root(child_info, state_version)
	}

	fn storage_append(&mut self, key: Vec<u8>, value: Vec<u8>) {
		self.accesses.read(&key);
		self.accesses.write(&key);
		self.inner.storage_append(key, value)
	}

	fn storage_start_transaction(&mut self) {
		self.before.push(self.accesses.writes.clone());
		self.inner.storage_start_transaction()
	}

	fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
		if let Some(writes) = self.before.pop() {
			self.accesses.writes = writes;
		}
		self.inner.storage_rollback_transaction()
	}

	fn storage_commit_transaction(&mut self) -> Result<(), ()> {
		self.before.pop();
		self.inner.storage_commit_transaction()
	}

	// What a benchmark asks for. Each runs once, on a chain of its own.

	fn wipe(&mut self) {}

	fn commit(&mut self) {}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		Default::default()
	}

	fn reset_read_write_count(&mut self) {
		self.accesses = Accesses::default();
	}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		self.whitelist.clone()
	}

	fn set_whitelist(&mut self, new: Vec<TrackedStorageKey>) {
		self.whitelist = new;
	}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		Vec::new()
	}
}

impl ExtensionStore for Recorder<'_> {
	fn extension_by_type_id(&mut self, type_id: TypeId) -> Option<&mut dyn Any> {
		self.inner.extension_by_type_id(type_id)
	}

	fn register_extension_with_type_id(
		&mut self,
		type_id: TypeId,
		extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		self.inner.register_extension_with_type_id(type_id, extension)
	}

	fn deregister_extension_by_type_id(&mut self, type_id: TypeId) -> Result<(), Error> {
		self.inner.deregister_extension_by_type_id(type_id)
	}
}

/// The prefix of the accounts.
fn accounts() -> Vec<u8> {
	[twox_128(b"System"), twox_128(b"Account")].concat()
}

fn account_key(who: AccountId) -> Vec<u8> {
	let encoded = who.encode();
	[accounts(), blake2_128(&encoded).to_vec(), encoded].concat()
}

/// Whether the benchmarks count a key: not those of the chain itself. Accounts count.
fn is_counted(key: &[u8]) -> bool {
	let is_of_chain = key.starts_with(b":") || key.starts_with(&twox_128(b"System"));
	!is_of_chain || key.starts_with(&accounts())
}

/// The accesses of the measured part of a benchmark with its largest components.
pub fn accesses_of_benchmark<Pallet: Benchmarking>(name: &str) -> Accesses {
	let all = Pallet::benchmarks(true);
	let benchmark = all.iter().find(|benchmark| benchmark.name == name.as_bytes());
	let components = &benchmark.unwrap_or_else(|| panic!("no benchmark {name}")).components;
	let most: Vec<_> = components.iter().map(|(component, _, most)| (*component, *most)).collect();
	let (result, accesses) =
		accesses_of(|| Pallet::run_benchmark(name.as_bytes(), &most, &[], false, 1));
	if let Err(error) = result {
		panic!("{name}: {error:?}");
	}
	accesses.counted()
}

/// The most that a call accessed.
#[derive(Clone, Debug, Default)]
struct Most {
	/// The most reads and the most writes of calls that succeeded, which may be of two calls.
	reads: BTreeSet<Vec<u8>>,
	writes: BTreeSet<Vec<u8>>,
	/// The most reads of a call that was refused. It leaves no writes.
	refused: BTreeSet<Vec<u8>>,
}

/// The cost of a write, in reads: that of the default weights of databases.
const READS_PER_WRITE: usize = 4;

thread_local! {
	static SEARCH: RefCell<Option<BTreeMap<String, Most>>> = const { RefCell::new(None) };
}

/// Runs `act`, and notes its accesses under `declared` while a [`search`] runs: the benchmarks of the
/// declared weight, joined by `+` where weights are added and by `|` where the greater counts. The
/// account of the `signer` is free: it pays the fee.
pub fn observe<Done, Refused>(
	declared: Option<String>,
	signer: Option<AccountId>,
	act: impl FnOnce() -> Result<Done, Refused>,
) -> Result<Done, Refused> {
	let declared = declared.filter(|_| SEARCH.with_borrow(Option::is_some));
	let Some(declared) = declared else { return act() };
	let (outcome, mut accesses) = accesses_of(act);
	if let Some(signer) = signer {
		accesses.forget(&account_key(signer));
	}
	let Accesses { reads, writes } = accesses.counted();
	SEARCH.with_borrow_mut(|search| {
		let most = search.get_or_insert_default().entry(declared).or_default();
		if outcome.is_err() {
			if reads.len() > most.refused.len() {
				most.refused = reads;
			}
			return;
		}
		if reads.len() > most.reads.len() {
			most.reads = reads;
		}
		if writes.len() > most.writes.len() {
			most.writes = writes;
		}
	});
	outcome
}

/// How many keys of each storage item there are, for people.
fn by_item<AllPallets: StorageInfoTrait>(keys: &BTreeSet<Vec<u8>>) -> BTreeMap<String, usize> {
	let items = AllPallets::storage_info();
	let mut counted = BTreeMap::new();
	for key in keys {
		let item = items.iter().find(|item| key.starts_with(&item.prefix));
		let name = item.map_or("another key".to_string(), |item| {
			let [pallet, storage] = [&item.pallet_name, &item.storage_name];
			format!("{}::{}", String::from_utf8_lossy(pallet), String::from_utf8_lossy(storage))
		});
		*counted.entry(name).or_default() += 1;
	}
	counted
}

/// Runs `random`, which calls [`observe`], and compares the most accesses of each call with those of
/// its benchmarks, each on a new `chain` with the default settings. Panics where the benchmarks have
/// fewer reads or fewer writes: they are not the worst case. Also panics unless this many calls were
/// made.
pub fn search<AllPallets: StorageInfoTrait, Pallet: Benchmarking>(
	calls: usize,
	random: impl FnOnce(),
	chain: fn() -> sp_io::TestExternalities,
) {
	SEARCH.set(Some(BTreeMap::new()));
	let begun = std::time::Instant::now();
	random();
	eprintln!("searched for {:?}", begun.elapsed());
	let found = SEARCH.take().unwrap_or_default();
	assert!(found.len() >= calls, "only {} calls were made: {:?}", found.len(), found.keys());
	let names: BTreeSet<_> = found.keys().flat_map(|declared| declared.split(['|', '+'])).collect();
	let measure = |name| {
		// The settings are those of a thread.
		let run = move || chain().execute_with(|| accesses_of_benchmark::<Pallet>(name));
		std::thread::scope(|scope| scope.spawn(run).join().expect("the benchmark runs"))
	};
	let measured: BTreeMap<_, _> = names.into_iter().map(|name| (name, measure(name))).collect();
	let mut faults = Vec::new();
	for (declared, most) in &found {
		let keys = |of: fn(&Accesses) -> &BTreeSet<Vec<u8>>| {
			let sums =
				declared.split('|').map(|sum| sum.split('+').map(|name| of(&measured[name])));
			let most = sums.max_by_key(|parts| parts.clone().map(BTreeSet::len).sum::<usize>());
			most.expect("there is one").collect::<Vec<_>>()
		};
		let reads = keys(|accesses| &accesses.reads);
		let writes = keys(|accesses| &accesses.writes);
		let number = |keys: &[&BTreeSet<_>]| keys.iter().map(|keys| keys.len()).sum::<usize>();
		let at_cost = number(&reads) + READS_PER_WRITE * number(&writes);
		let compared = [
			("reads", &most.reads, number(&reads), &reads),
			("writes", &most.writes, number(&writes), &writes),
			("reads of a refused call", &most.refused, at_cost, &reads),
		];
		for (what, found, most, measured) in compared {
			eprintln!("{declared}: {} of {most} {what}", found.len());
			if found.len() > most {
				let measured: Vec<_> =
					measured.iter().map(|keys| by_item::<AllPallets>(keys)).collect();
				let found = by_item::<AllPallets>(found);
				faults.push(format!(
					"{declared}: {what}\n  found    {found:?}\n  measured {measured:?}"
				));
			}
		}
	}
	assert!(faults.is_empty(), "benchmarks are not the worst case:\n{}", faults.join("\n"));
}
