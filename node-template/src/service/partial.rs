//! The parts of a node up to the import queue: database and client, transaction pool, and the
//! checks of BABE and GRANDPA.

use crate::{
	client::{FullBackend, FullClient, RuntimeExecutor},
	database,
	equivocation::{EquivocationReporter, NoPool},
	genesis::GenesisOnDemand,
};
use palisade_runtime::{opaque::Block, Hash};
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle};
use sc_consensus_grandpa::{GrandpaBlockImport, LinkHalf};
use sc_service::{
	Configuration, Error as ServiceError, KeystoreContainer, PartialComponents, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{
	inherents::{BabeCreateInherentDataProviders, InherentDataProvider as SlotProvider},
	SlotDuration,
};
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::sync::Arc;

/// The fork choice among blocks that are not final.
pub type SelectChain = LongestChain<FullBackend, Block>;

/// The pool of transactions; `--pool-type` chooses its kind.
pub type TransactionPool = TransactionPoolHandle<Block, FullClient>;

/// The import pipeline of a block: BABE's checks, then GRANDPA's. The outermost layer reports an
/// author that signed two blocks for one slot.
pub type BlockImport = EquivocationReporter<
	BabeBlockImport<
		Block,
		FullClient,
		GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>,
		BabeCreateInherentDataProviders<Block>,
		SelectChain,
	>,
>;

/// The state that GRANDPA's block import shares with its voter.
pub type GrandpaLink = LinkHalf<Block, FullClient, SelectChain>;

/// The parts of a node for commands without a network.
pub type Components = PartialComponents<
	FullClient,
	FullBackend,
	SelectChain,
	DefaultImportQueue<Block>,
	TransactionPool,
	ConsensusComponents,
>;

/// The interval of justifications that GRANDPA stores and imports without other cause. Blocks.
///
/// Smaller values shorten finality proofs and enlarge the database. 512 blocks take at least a
/// quarter of an hour.
pub const JUSTIFICATION_PERIOD: u32 = 512;

/// The parts of [`Components`] that belong to the consensus of this chain.
pub struct ConsensusComponents {
	pub block_import: BlockImport,
	pub babe_link: BabeLink<Block>,
	pub babe_worker: BabeWorkerHandle<Block>,
	pub grandpa_link: GrandpaLink,
	pub telemetry: Option<Telemetry>,
}

/// Builds everything up to the import queue: for commands that need the chain but no peers.
pub fn new_partial(config: &Configuration) -> Result<Components, ServiceError> {
	let telemetry = new_telemetry(config)?;
	let telemetry_handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());

	let (client, backend, keystore_container, task_manager) =
		new_client(config, telemetry_handle.clone())?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool = new_transaction_pool(config, client.clone(), &task_manager);

	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry_handle.clone(),
	)?;

	let babe_configuration = sc_consensus_babe::configuration(&*client)?;
	let slot_duration = babe_configuration.slot_duration();
	let (babe_block_import, babe_link) = sc_consensus_babe::block_import(
		babe_configuration,
		grandpa_block_import.clone(),
		client.clone(),
		inherent_data_providers(slot_duration),
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(NoPool),
	)?;
	let block_import = EquivocationReporter::new(
		babe_block_import,
		client.clone(),
		OffchainTransactionPoolFactory::new(transaction_pool.clone()),
		slot_duration,
	);
	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(Box::new(grandpa_block_import)),
			client: client.clone(),
			slot_duration,
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: telemetry_handle,
		})?;

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other: ConsensusComponents {
			block_import,
			babe_link,
			babe_worker,
			grandpa_link,
			telemetry,
		},
	})
}

/// The connection to the telemetry servers that the operator named, if any.
fn new_telemetry(
	config: &Configuration,
) -> Result<Option<(TelemetryWorker, Telemetry)>, sc_telemetry::Error> {
	let Some(endpoints) = config.telemetry_endpoints.clone().filter(|list| !list.is_empty()) else {
		return Ok(None);
	};
	let worker = TelemetryWorker::new(16)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}

/// Opens the database and the keystore, and writes the genesis block into a new database.
fn new_client(
	config: &Configuration,
	telemetry: Option<TelemetryHandle>,
) -> Result<(FullClient, Arc<FullBackend>, KeystoreContainer, TaskManager), ServiceError> {
	let executor: RuntimeExecutor = sc_service::new_wasm_executor(&config.executor);
	let backend = database::open(config)?;
	let genesis = GenesisOnDemand { config, backend: backend.clone(), executor: executor.clone() };
	sc_service::new_full_parts_with_genesis_builder(
		config, telemetry, executor, backend, genesis, false,
	)
}

/// The pool of transactions that are not in a block yet.
fn new_transaction_pool(
	config: &Configuration,
	client: Arc<FullClient>,
	task_manager: &TaskManager,
) -> Arc<TransactionPool> {
	Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client,
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	)
}

/// The slot and the time, against which incoming blocks are checked.
fn inherent_data_providers(slot_duration: SlotDuration) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_: Hash, _: ()| async move { Ok(slot_and_time(slot_duration)) })
}

/// The current slot and time.
pub fn slot_and_time(slot_duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	(SlotProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration), timestamp)
}
