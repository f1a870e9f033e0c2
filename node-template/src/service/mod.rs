//! Assembles the node: database and client, import queue, network, JSON-RPC, and the workers that
//! author, vote and report.

mod node;
mod partial;
mod ports;
mod session_keys;

pub use partial::{new_partial, Components};

use crate::{
	cli::Consent,
	client::{FullBackend, FullClient},
};
use node::{Consensus, GrandpaNetwork, Node, TaskOptions};
use palisade_runtime::{opaque::Block, Hash};
use partial::{ConsensusComponents, GrandpaLink};
use sc_consensus_grandpa::{warp_proof, SharedVoterState};
use sc_network::{config::FullNetworkConfiguration, NetworkBackend, NotificationMetrics};
use sc_service::{
	BuildNetworkParams, Configuration, Error as ServiceError, SpawnTasksParams, TaskManager,
	WarpSyncConfig,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::Telemetry;
use std::{path::PathBuf, sync::Arc};

/// Builds and starts a node whose network runs on the backend `N`.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
	storage_monitor: StorageMonitorParams,
	consent: Consent,
) -> Result<TaskManager, ServiceError> {
	ports::ensure_free(&config)?;

	let components = new_partial(&config)?;
	let ConsensusComponents { block_import, babe_link, babe_worker, grandpa_link, mut telemetry } =
		components.other;
	let mut task_manager = components.task_manager;

	let metrics = N::register_notification_metrics(config.prometheus_registry());
	let (net_config, grandpa_network) =
		network_config::<N>(&config, &components.client, metrics.clone());
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: components.client.clone(),
			transaction_pool: components.transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue: components.import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(warp_sync(components.backend.clone(), &grandpa_link)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let node = Node {
		slot_duration: babe_link.config().slot_duration(),
		role: config.role,
		client: components.client,
		backend: components.backend,
		keystore: components.keystore_container.keystore(),
		select_chain: components.select_chain,
		transaction_pool: components.transaction_pool,
		network,
		sync_service,
		prometheus_registry: config.prometheus_registry().cloned(),
		telemetry: telemetry.as_ref().map(Telemetry::handle),
	};
	let voter_state = SharedVoterState::empty();
	let sync_state_spec = consent.serve_light_sync_state.then(|| config.chain_spec.cloned_box());
	let rpc_builder =
		node.rpc_builder(babe_worker, &grandpa_link, voter_state.clone(), sync_state_spec);
	let consensus =
		Consensus { block_import, babe_link, grandpa_link, grandpa_network, voter_state };

	// The JSON-RPC server consumes the configuration; keep what later steps need.
	let options = TaskOptions::new(&config, consent.author_in_doubt);
	let database_path = config.database.path().map(PathBuf::from);

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
	node.spawn(consensus, options, &task_manager)?;
	if let Some(path) = database_path {
		monitor_storage(storage_monitor, path, &task_manager)?;
	}
	Ok(task_manager)
}

/// The configuration of the network, with GRANDPA's protocol, and GRANDPA's access to it.
fn network_config<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	client: &FullClient,
	metrics: NotificationMetrics,
) -> (FullNetworkConfiguration<Block, Hash, N>, GrandpaNetwork) {
	let registry = config.prometheus_registry().cloned();
	let mut net_config = FullNetworkConfiguration::new(&config.network, registry);
	let genesis_hash = client.chain_info().genesis_hash;
	let protocol_name =
		sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
	let grandpa_network = GrandpaNetwork::join(protocol_name, &mut net_config, metrics);
	(net_config, grandpa_network)
}

/// Proves the sets of GRANDPA's voters to nodes that start without the chain.
fn warp_sync(backend: Arc<FullBackend>, grandpa_link: &GrandpaLink) -> WarpSyncConfig<Block> {
	let authority_set = grandpa_link.shared_authority_set().clone();
	let provider = warp_proof::NetworkProvider::new(backend, authority_set, Vec::new());
	WarpSyncConfig::WithProvider(Arc::new(provider))
}

/// Stops the node when the disk of its database is almost full.
fn monitor_storage(
	params: StorageMonitorParams,
	path: PathBuf,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	StorageMonitorService::try_spawn(params, path, &task_manager.spawn_essential_handle())
		.map_err(|error| ServiceError::Application(error.into()))
}
