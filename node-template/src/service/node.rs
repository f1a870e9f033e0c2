//! The tasks of a running node: the workers that author, vote and report.

use super::{
	partial::{
		slot_and_time, BlockImport, GrandpaLink, SelectChain, TransactionPool, JUSTIFICATION_PERIOD,
	},
	ports, session_keys,
};
use crate::{
	backoff,
	client::{FullBackend, FullClient},
	finality::FinalNumber,
	guard::AuthorshipGuard,
	rpc,
};
use futures::{FutureExt, StreamExt};
use jsonrpsee::RpcModule;
use palisade_runtime::{opaque::Block, Hash};
use sc_authority_discovery::{Role as DiscoveryRole, WorkerConfig as DiscoveryConfig};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::Backend;
use sc_consensus_babe::{BabeLink, BabeParams, BabeWorkerHandle, SlotProportion};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaParams, SharedVoterState, VotingRulesBuilder,
};
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, Event, NetworkBackend,
	NetworkEventStream, NotificationMetrics, NotificationService, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::{ChainSpec, Configuration, Error as ServiceError, Role, TaskManager};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{inherents::InherentDataProvider as SlotProvider, SlotDuration};
use sp_inherents::CreateInherentDataProviders;
use sp_keystore::KeystorePtr;
use sp_timestamp::InherentDataProvider as TimestampProvider;
use std::{net::SocketAddr, sync::Arc};
use substrate_prometheus_endpoint::Registry;

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

/// The handles that the tasks of a running node share.
pub struct Node {
	pub role: Role,
	pub slot_duration: SlotDuration,
	pub client: Arc<FullClient>,
	pub backend: Arc<FullBackend>,
	pub keystore: KeystorePtr,
	pub select_chain: SelectChain,
	pub transaction_pool: Arc<TransactionPool>,
	pub network: Arc<dyn NetworkService>,
	pub sync_service: Arc<SyncingService<Block>>,
	pub prometheus_registry: Option<Registry>,
	pub telemetry: Option<TelemetryHandle>,
}

/// The network access of GRANDPA's voter.
pub struct GrandpaNetwork {
	protocol_name: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

impl GrandpaNetwork {
	/// Adds GRANDPA's notification protocol to the network.
	pub fn join<N: NetworkBackend<Block, Hash>>(
		protocol_name: ProtocolName,
		net_config: &mut FullNetworkConfiguration<Block, Hash, N>,
		metrics: NotificationMetrics,
	) -> Self {
		let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			protocol_name.clone(),
			metrics,
			net_config.peer_store_handle(),
		);
		net_config.add_notification_protocol(protocol);
		Self { protocol_name, notifications }
	}
}

/// What the tasks need of the node's configuration, which the JSON-RPC server consumes.
pub struct TaskOptions {
	node_name: String,
	force_authoring: bool,
	author_in_doubt: bool,
	offchain_workers: bool,
	grandpa: bool,
	discovery: DiscoveryConfig,
	rpc_address: Option<SocketAddr>,
}

impl TaskOptions {
	/// - `author_in_doubt`: whether to author next to another node with the keys of this one.
	pub fn new(config: &Configuration, author_in_doubt: bool) -> Self {
		Self {
			node_name: config.network.node_name.clone(),
			force_authoring: config.force_authoring,
			author_in_doubt,
			offchain_workers: config.offchain_worker.enabled,
			grandpa: !config.disable_grandpa,
			discovery: discovery_config(config),
			rpc_address: ports::rpc_address(&config.rpc),
		}
	}
}

/// The parts of the consensus that its tasks consume.
pub struct Consensus {
	/// The import of the node's own blocks.
	pub block_import: BlockImport,
	/// BABE's epochs.
	pub babe_link: BabeLink<Block>,
	/// GRANDPA's block import.
	pub grandpa_link: GrandpaLink,
	/// GRANDPA's network access.
	pub grandpa_network: GrandpaNetwork,
	/// The state of GRANDPA's current round.
	pub voter_state: SharedVoterState,
}

impl Node {
	/// Spawns the tasks that the node's role and configuration ask for.
	pub fn spawn(
		&self,
		consensus: Consensus,
		options: TaskOptions,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let Consensus { block_import, babe_link, grandpa_link, grandpa_network, voter_state } =
			consensus;
		if options.offchain_workers {
			self.spawn_offchain_workers(task_manager)?;
		}
		if self.role.is_authority() {
			session_keys::warn_about_missing(&*self.keystore, options.rpc_address);
			self.spawn_authority_discovery(options.discovery, task_manager);
			let guard = self.authorship_guard(options.author_in_doubt, task_manager);
			let force_authoring = options.force_authoring;
			self.spawn_block_author(block_import, babe_link, guard, force_authoring, task_manager)?;
		}
		if options.grandpa {
			let name = options.node_name;
			self.spawn_finality_voter(
				grandpa_link,
				grandpa_network,
				voter_state,
				name,
				task_manager,
			)?;
		}
		Ok(())
	}

	/// The builder of this chain's JSON-RPC methods. The server calls it more than once.
	///
	/// - `sync_state_spec`: the chain spec, if the node serves the state for light clients.
	pub fn rpc_builder(
		&self,
		babe_worker: BabeWorkerHandle<Block>,
		grandpa_link: &GrandpaLink,
		voter_state: SharedVoterState,
		sync_state_spec: Option<Box<dyn ChainSpec>>,
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
				sync_state_spec: sync_state_spec.as_ref().map(|spec| spec.cloned_box()),
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

	/// The keystore of the author of blocks.
	///
	/// Unless the operator consents, the node does not author next to another with its keys.
	fn authorship_guard(
		&self,
		author_in_doubt: bool,
		task_manager: &TaskManager,
	) -> AuthorshipGuard {
		let guard = AuthorshipGuard::new(self.keystore.clone(), self.slot_duration);
		if !author_in_doubt {
			let watch = guard.clone().watch(self.client.clone());
			task_manager.spawn_handle().spawn("authorship-guard", Some("block-authoring"), watch);
		}
		guard
	}

	/// Authors blocks in the slots that BABE assigns to the keys of this node.
	fn spawn_block_author(
		&self,
		block_import: BlockImport,
		babe_link: BabeLink<Block>,
		guard: AuthorshipGuard,
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
			keystore: Arc::new(guard),
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_round_of_finality_fits_into_a_slot() {
		const { assert!(4 < GOSSIP_SHARE) };
	}
}
