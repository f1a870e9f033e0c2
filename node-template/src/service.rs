//! Assembles the node: database and client, import queue, network, JSON-RPC, and the workers that
//! author, vote and report.

use crate::{
	backoff, database,
	equivocation::{EquivocationReporter, NoPool},
	finality::FinalNumber,
	genesis::GenesisOnDemand,
	rpc,
};
use futures::{FutureExt, StreamExt};
use jsonrpsee::RpcModule;
use palisade_runtime::{opaque::Block, Hash, RuntimeApi};
use sc_authority_discovery::{Role as DiscoveryRole, WorkerConfig as DiscoveryConfig};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::Backend;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeParams, BabeWorkerHandle, SlotProportion};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState,
	VotingRulesBuilder,
};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkConfiguration},
	multiaddr::Protocol,
	service::traits::NetworkService,
	Event, Multiaddr, NetworkBackend, NetworkEventStream, NotificationService, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::{
	config::{PrometheusConfig, RpcConfiguration},
	BuildNetworkParams, Configuration, Error as ServiceError, KeystoreContainer, PartialComponents,
	Role, SpawnTasksParams, TFullBackend, TFullClient, TaskManager, WarpSyncConfig,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{
	inherents::{BabeCreateInherentDataProviders, InherentDataProvider as SlotProvider},
	SlotDuration,
};
use sp_core::crypto::{key_types, KeyTypeId};
use sp_inherents::CreateInherentDataProviders;
use sp_keystore::{Keystore, KeystorePtr};
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::{
	io::{Error as IoError, ErrorKind},
	net::{Ipv6Addr, SocketAddr, TcpListener},
	path::PathBuf,
	sync::Arc,
};
use substrate_prometheus_endpoint::Registry;

/// The executor of the runtime. It offers the SDK's host functions and no others: a runtime that
/// runs here runs in any node of this SDK release.
pub type RuntimeExecutor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;

/// Access to the chain.
pub type FullClient = TFullClient<Block, RuntimeApi, RuntimeExecutor>;

/// The database.
pub type FullBackend = TFullBackend<Block>;

/// The fork choice among blocks that are not final.
type SelectChain = LongestChain<FullBackend, Block>;

/// The pool of transactions; `--pool-type` chooses its kind.
type TransactionPool = TransactionPoolHandle<Block, FullClient>;

/// The import pipeline of a block: BABE's checks, then GRANDPA's. The outermost layer reports an
/// author that signed two blocks for one slot.
type BlockImport = EquivocationReporter<
	BabeBlockImport<
		Block,
		FullClient,
		GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>,
		BabeCreateInherentDataProviders<Block>,
		SelectChain,
	>,
>;

/// The state that GRANDPA's block import shares with its voter.
type GrandpaLink = LinkHalf<Block, FullClient, SelectChain>;

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
const JUSTIFICATION_PERIOD: u32 = 512;

/// GRANDPA's gossip duration as one part in this number of a slot.
///
/// A round waits for up to four gossip durations, so a sixth of a slot finalizes within a slot.
const GOSSIP_SHARE: u32 = 6;

/// The part of a slot in which an author may build its block.
///
/// The runtime lets a block compute for a third of a slot on the reference machine. Half a slot
/// gives slower machines time to fill a block too: the proposer reserves a tenth for sealing, so
/// nine twentieths of a slot remain for transactions, a third more than the budget. The other half
/// remains for the network to carry the block, and for all nodes to execute it before the next
/// author builds on it. A larger part would let slow authors cause forks.
const PROPOSAL_SLOT_PORTION: f32 = 0.5;

/// The session keys: their names in the runtime and their types in the keystore.
const SESSION_KEYS: [(&str, KeyTypeId); 3] = [
	("grandpa", key_types::GRANDPA),
	("babe", key_types::BABE),
	("authority_discovery", key_types::AUTHORITY_DISCOVERY),
];

/// The parts of [`Components`] that belong to the consensus of this chain.
pub struct ConsensusComponents {
	block_import: BlockImport,
	babe_link: BabeLink<Block>,
	babe_worker: BabeWorkerHandle<Block>,
	grandpa_link: GrandpaLink,
	telemetry: Option<Telemetry>,
}

/// The handles that the tasks of a running node share.
struct Node {
	role: Role,
	slot_duration: SlotDuration,
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	keystore: KeystorePtr,
	select_chain: SelectChain,
	transaction_pool: Arc<TransactionPool>,
	network: Arc<dyn NetworkService>,
	sync_service: Arc<SyncingService<Block>>,
	prometheus_registry: Option<Registry>,
	telemetry: Option<TelemetryHandle>,
}

/// The network access of GRANDPA's voter.
struct GrandpaNetwork {
	protocol_name: ProtocolName,
	notifications: Box<dyn NotificationService>,
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
	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

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

/// Builds and starts a node whose network runs on the backend `N`.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	storage_monitor: StorageMonitorParams,
) -> Result<TaskManager, ServiceError> {
	ensure_rpc_ports_are_free(&config.rpc)?;
	ensure_peer_ports_are_free(&config.network)?;
	ensure_prometheus_port_is_free(config.prometheus_config.as_ref())?;

	let PartialComponents {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain,
		import_queue,
		transaction_pool,
		other:
			ConsensusComponents { block_import, babe_link, babe_worker, grandpa_link, mut telemetry },
	} = new_partial(&config)?;

	let prometheus_registry = config.prometheus_registry().cloned();
	let metrics = N::register_notification_metrics(prometheus_registry.as_ref());
	let mut net_config =
		FullNetworkConfiguration::<_, _, N>::new(&config.network, prometheus_registry.clone());

	let protocol_name = sc_consensus_grandpa::protocol_standard_name(
		&client.chain_info().genesis_hash,
		&config.chain_spec,
	);
	let (grandpa_protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
		protocol_name.clone(),
		metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(grandpa_protocol);
	let grandpa_network = GrandpaNetwork { protocol_name, notifications };

	let warp_sync_provider = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	));
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync_provider)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let node = Node {
		slot_duration: babe_link.config().slot_duration(),
		role: config.role,
		client,
		backend,
		keystore: keystore_container.keystore(),
		select_chain,
		transaction_pool,
		network,
		sync_service,
		prometheus_registry,
		telemetry: telemetry.as_ref().map(Telemetry::handle),
	};
	let voter_state = SharedVoterState::empty();
	let rpc_builder = node.rpc_builder(babe_worker, &grandpa_link, voter_state.clone());

	// The JSON-RPC server consumes the configuration; keep what later steps need.
	let node_name = config.network.node_name.clone();
	let force_authoring = config.force_authoring;
	let offchain_workers_enabled = config.offchain_worker.enabled;
	let grandpa_enabled = !config.disable_grandpa;
	let discovery = discovery_config(&config);
	let database_path = config.database.path().map(PathBuf::from);
	let rpc_address = rpc_address(&config.rpc);

	// This also creates the keys of a development account, so it precedes the consensus.
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: node.client.clone(),
		backend: node.backend.clone(),
		task_manager: &mut task_manager,
		keystore: node.keystore.clone(),
		transaction_pool: node.transaction_pool.clone(),
		rpc_builder,
		network: node.network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: node.sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	if offchain_workers_enabled {
		node.spawn_offchain_workers(&task_manager)?;
	}
	if node.role.is_authority() {
		warn_about_missing_keys(&*node.keystore, rpc_address);
		node.spawn_authority_discovery(discovery, &task_manager);
		node.spawn_block_author(block_import, babe_link, force_authoring, &task_manager)?;
	}
	if grandpa_enabled {
		node.spawn_finality_voter(
			grandpa_link,
			grandpa_network,
			voter_state,
			node_name,
			&task_manager,
		)?;
	}
	if let Some(path) = database_path {
		StorageMonitorService::try_spawn(
			storage_monitor,
			path,
			&task_manager.spawn_essential_handle(),
		)
		.map_err(|error| ServiceError::Application(error.into()))?;
	}
	Ok(task_manager)
}

impl Node {
	/// The builder of this chain's JSON-RPC methods. The server calls it more than once.
	fn rpc_builder(
		&self,
		babe_worker: BabeWorkerHandle<Block>,
		grandpa_link: &GrandpaLink,
		voter_state: SharedVoterState,
	) -> Box<dyn Fn(SubscriptionTaskExecutor) -> Result<RpcModule<()>, ServiceError>> {
		let client = self.client.clone();
		let transaction_pool = self.transaction_pool.clone();
		let select_chain = self.select_chain.clone();
		let keystore = self.keystore.clone();
		let authority_set = grandpa_link.shared_authority_set().clone();
		let justification_stream = grandpa_link.justification_stream();
		let finality_proofs = FinalityProofProvider::new_for_service(
			self.backend.clone(),
			Some(authority_set.clone()),
		);

		Box::new(move |subscription_executor| {
			rpc::create(rpc::Dependencies {
				client: client.clone(),
				transaction_pool: transaction_pool.clone(),
				select_chain: select_chain.clone(),
				keystore: keystore.clone(),
				babe_worker: babe_worker.clone(),
				voter_state: voter_state.clone(),
				authority_set: authority_set.clone(),
				justification_stream: justification_stream.clone(),
				finality_proofs: finality_proofs.clone(),
				subscription_executor,
			})
			.map_err(ServiceError::Application)
		})
	}

	/// Runs the runtime's offchain workers after each new best block.
	fn spawn_offchain_workers(&self, task_manager: &TaskManager) -> Result<(), ServiceError> {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			is_validator: self.role.is_authority(),
			keystore: Some(self.keystore.clone()),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(self.offchain_transaction_pool()),
			network_provider: Arc::new(self.network.clone()),
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(self.client.clone(), task_manager.spawn_handle()).boxed(),
		);
		Ok(())
	}

	/// Publishes the addresses of this validator and finds those of the others.
	fn spawn_authority_discovery(&self, config: DiscoveryConfig, task_manager: &TaskManager) {
		let dht_events =
			self.network.event_stream("authority-discovery").filter_map(|event| async move {
				match event {
					Event::Dht(event) => Some(event),
					_ => None,
				}
			});
		let (worker, _) = sc_authority_discovery::new_worker_and_service_with_config(
			config,
			self.client.clone(),
			Arc::new(self.network.clone()),
			Box::pin(dht_events),
			DiscoveryRole::PublishAndDiscover(self.keystore.clone()),
			self.prometheus_registry.clone(),
			task_manager.spawn_handle(),
		);
		task_manager.spawn_handle().spawn(
			"authority-discovery-worker",
			Some("networking"),
			worker.run(),
		);
	}

	/// Authors blocks in the slots that BABE assigns to the keys of this node.
	fn spawn_block_author(
		&self,
		block_import: BlockImport,
		babe_link: BabeLink<Block>,
		force_authoring: bool,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let proposer = ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.transaction_pool.clone(),
			self.prometheus_registry.as_ref(),
			self.telemetry.clone(),
		);
		let author = sc_consensus_babe::start_babe(BabeParams {
			keystore: self.keystore.clone(),
			client: self.client.clone(),
			select_chain: self.select_chain.clone(),
			env: proposer,
			block_import,
			sync_oracle: self.sync_service.clone(),
			justification_sync_link: self.sync_service.clone(),
			create_inherent_data_providers: self.inherent_data_providers(),
			force_authoring,
			backoff_authoring_blocks: Some(backoff::strategy(babe_link.config().epoch_length)),
			babe_link,
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SLOT_PORTION),
			max_block_proposal_slot_portion: None,
			telemetry: self.telemetry.clone(),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking(
			"babe-proposer",
			Some("block-authoring"),
			author,
		);
		Ok(())
	}

	/// The slot, the time and the height of finality that go into each block of this node.
	fn inherent_data_providers(
		&self,
	) -> impl CreateInherentDataProviders<
		Block,
		(),
		InherentDataProviders = (SlotProvider, TimestampProvider, FinalNumber),
	> {
		let (client, slot_duration) = (self.client.clone(), self.slot_duration);
		move |_: Hash, _: ()| {
			let (slot, timestamp) = slot_and_time(slot_duration);
			let number = FinalNumber(client.chain_info().finalized_number);
			async move { Ok((slot, timestamp, number)) }
		}
	}

	/// Follows GRANDPA's votes, and votes if this node holds a voter's key.
	fn spawn_finality_voter(
		&self,
		link: GrandpaLink,
		network: GrandpaNetwork,
		voter_state: SharedVoterState,
		node_name: String,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let config = sc_consensus_grandpa::Config {
			gossip_duration: self.slot_duration.as_duration() / GOSSIP_SHARE,
			justification_generation_period: JUSTIFICATION_PERIOD,
			observer_enabled: false,
			local_role: self.role,
			name: Some(node_name),
			// Without a keystore the voter only watches, whatever keys an earlier run left behind.
			keystore: self.role.is_authority().then(|| self.keystore.clone()),
			telemetry: self.telemetry.clone(),
			protocol_name: network.protocol_name,
		};
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config,
			link,
			network: self.network.clone(),
			sync: self.sync_service.clone(),
			notification_service: network.notifications,
			voting_rule: VotingRulesBuilder::default().build(),
			prometheus_registry: self.prometheus_registry.clone(),
			shared_voter_state: voter_state,
			telemetry: self.telemetry.clone(),
			// Voters that vote twice are reported through the pool.
			offchain_tx_pool_factory: self.offchain_transaction_pool(),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}

	/// The pool for reports that the node writes itself.
	fn offchain_transaction_pool(&self) -> OffchainTransactionPoolFactory<Block> {
		OffchainTransactionPoolFactory::new(self.transaction_pool.clone())
	}
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

/// The slot and the time, against which incoming blocks are checked.
fn inherent_data_providers(slot_duration: SlotDuration) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_: Hash, _: ()| async move { Ok(slot_and_time(slot_duration)) })
}

/// The current slot and time.
fn slot_and_time(slot_duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	(SlotProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration), timestamp)
}

/// The authority discovery of a validator.
fn discovery_config(config: &Configuration) -> DiscoveryConfig {
	DiscoveryConfig {
		publish_non_global_ips: config.network.allow_non_globals_in_dht,
		public_addresses: config.network.public_addresses.clone(),
		// Every node of this chain signs its records, so an unsigned record is a forgery.
		strict_record_validation: true,
		persisted_cache_directory: config.network.net_config_path.clone(),
		..Default::default()
	}
}

/// Fails if a requested JSON-RPC port is taken.
///
/// The server itself would fail too, but only after the network has started, and its error does not
/// name the address.
fn ensure_rpc_ports_are_free(config: &RpcConfiguration) -> Result<(), ServiceError> {
	let required = config
		.addr
		.iter()
		.flatten()
		.filter(|endpoint| !endpoint.is_optional && !endpoint.retry_random_port);
	for endpoint in required {
		TcpListener::bind(endpoint.listen_addr).map_err(|error| {
			cannot_listen("JSON-RPC", endpoint.listen_addr, error, "--rpc-port")
		})?;
	}
	Ok(())
}

/// Fails if a port for peers is taken.
///
/// The network would only log that, or not notice: it binds its ports in a way that lets two nodes
/// of one user share them, and each then receives some of the other's connections.
fn ensure_peer_ports_are_free(config: &NetworkConfiguration) -> Result<(), ServiceError> {
	for address in config.listen_addresses.iter().filter_map(tcp_address) {
		let mut probe = address;
		// Bound here, `[::]` would also take the port of `0.0.0.0`. The network does not do that.
		if address.ip() == Ipv6Addr::UNSPECIFIED {
			probe.set_ip(Ipv6Addr::LOCALHOST.into());
		}
		match TcpListener::bind(probe) {
			Err(error) if error.kind() == ErrorKind::AddrInUse => {
				return Err(cannot_listen("peers", address, error, "--port or --listen-addr"));
			},
			// A machine without IPv6 cannot listen on one of the default addresses.
			_ => {},
		}
	}
	Ok(())
}

/// The address on which the network listens with TCP, directly or below WebSocket.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	match (parts.next()?, parts.next()?) {
		(Protocol::Ip4(ip), Protocol::Tcp(port)) => Some((ip, port).into()),
		(Protocol::Ip6(ip), Protocol::Tcp(port)) => Some((ip, port).into()),
		_ => None,
	}
}

/// Fails if the port of the metrics is taken.
///
/// The server itself would only log that, and the operator would watch another program.
fn ensure_prometheus_port_is_free(config: Option<&PrometheusConfig>) -> Result<(), ServiceError> {
	let Some(PrometheusConfig { port: address, .. }) = config else { return Ok(()) };
	TcpListener::bind(address)
		.map(drop)
		.map_err(|error| cannot_listen("Prometheus", *address, error, "--prometheus-port"))
}

/// The error for a taken port. `flags` choose another one.
fn cannot_listen(purpose: &str, address: SocketAddr, error: IoError, flags: &str) -> ServiceError {
	ServiceError::Other(format!(
		"cannot listen for {purpose} on {address}: {error}; choose another port with {flags}"
	))
}

/// The address of the JSON-RPC server for an operator on this machine; `None` if any port will do.
fn rpc_address(config: &RpcConfiguration) -> Option<SocketAddr> {
	let mut addresses = config.addr.iter().flatten().map(|endpoint| endpoint.listen_addr);
	addresses.find(|address| address.port() != 0)
}

/// Warns a validator without session keys, and names the way to create them.
///
/// Only a warning: the keys may be inserted through JSON-RPC while the node runs.
fn warn_about_missing_keys(keystore: &dyn Keystore, rpc_address: Option<SocketAddr>) {
	let missing = missing_session_keys(keystore);
	if missing.is_empty() {
		return;
	}
	let server = rpc_address.map_or_else(|| "<JSON-RPC address>".into(), |it| it.to_string());
	log::warn!(
		"This validator cannot work yet, its keystore has no key for: {}. Create all session keys \
		 with: curl -H 'Content-Type: application/json' -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\
		 \"method\":\"author_rotateKeysWithOwner\",\"params\":[\"0x<account id of the \
		 validator>\"]}}' http://{server}",
		missing.join(", "),
	);
}

/// The session keys that the keystore lacks.
fn missing_session_keys(keystore: &dyn Keystore) -> Vec<&'static str> {
	SESSION_KEYS
		.into_iter()
		.filter(|(_, key_type)| keystore.keys(*key_type).map_or(true, |keys| keys.is_empty()))
		.map(|(name, _)| name)
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_keystore::testing::MemoryKeystore;

	#[test]
	fn a_new_keystore_lacks_every_session_key() {
		let keystore = MemoryKeystore::new();
		assert_eq!(missing_session_keys(&keystore), ["grandpa", "babe", "authority_discovery"]);
	}

	#[test]
	fn a_key_that_is_there_is_not_missed() {
		let keystore = MemoryKeystore::new();
		keystore.sr25519_generate_new(key_types::BABE, None).expect("the keystore is in memory");
		assert_eq!(missing_session_keys(&keystore), ["grandpa", "authority_discovery"]);
		keystore.ed25519_generate_new(key_types::GRANDPA, None).expect("the keystore is in memory");
		keystore
			.sr25519_generate_new(key_types::AUTHORITY_DISCOVERY, None)
			.expect("the keystore is in memory");
		assert!(missing_session_keys(&keystore).is_empty());
	}

	#[test]
	fn the_port_of_peers_is_found_below_websocket_and_only_for_tcp() {
		let address = |text: &str| tcp_address(&text.parse().expect("the address is valid"));
		let socket = |text: &str| Some(text.parse::<SocketAddr>().expect("the address is valid"));
		assert_eq!(address("/ip4/0.0.0.0/tcp/30333"), socket("0.0.0.0:30333"));
		assert_eq!(address("/ip6/::/tcp/30333/ws"), socket("[::]:30333"));
		assert_eq!(address("/ip4/0.0.0.0/udp/30333/webrtc-direct"), None);
		assert_eq!(address("/dns/localhost/tcp/30333"), None);
	}

	#[test]
	fn a_round_of_finality_fits_into_a_slot() {
		const { assert!(4 < GOSSIP_SHARE) };
	}
}
