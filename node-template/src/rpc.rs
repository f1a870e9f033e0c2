//! The JSON-RPC methods that the node adds to the standard ones of the SDK.

use crate::round_state::RoundStates;
use jsonrpsee::types::ErrorObjectOwned;
use palisade_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash, Nonce};
use pallet_transaction_payment_rpc::{
	TransactionPayment, TransactionPaymentApiServer, TransactionPaymentRuntimeApi,
};
use sc_client_api::AuxStore;
use sc_consensus_babe::{BabeApi, BabeWorkerHandle};
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::ChainSpec;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use sc_transaction_pool_api::TransactionPool;
use sp_api::ProvideRuntimeApi;
use sp_block_builder::BlockBuilder;
use sp_blockchain::{Error as BlockchainError, HeaderBackend, HeaderMetadata};
use sp_consensus::SelectChain;
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_frame_rpc_system::{AccountNonceApi, System, SystemApiServer};

/// The parts of the node that the methods need.
pub struct Dependencies<Client, Pool, BestChain, Backend> {
	/// The chain.
	pub client: Arc<Client>,
	/// The pool of pending transactions.
	pub transaction_pool: Arc<Pool>,
	/// The fork choice.
	pub select_chain: BestChain,
	/// The keys of the node.
	pub keystore: KeystorePtr,
	/// BABE's epochs.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// The state of GRANDPA's current round.
	pub voter_state: SharedVoterState,
	/// The GRANDPA authorities.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// The justifications of blocks that GRANDPA finalizes.
	pub justification_stream: GrandpaJustificationStream<Block>,
	/// Proofs that an older block is final.
	pub finality_proofs: Arc<FinalityProofProvider<Backend, Block>>,
	/// The chain spec, if the node serves the state from which light clients start.
	pub sync_state_spec: Option<Box<dyn ChainSpec>>,
	/// The executor of subscriptions.
	pub subscription_executor: SubscriptionTaskExecutor,
}

/// The method that makes a chain spec from which light clients start.
const SYNC_STATE_METHOD: &str = "sync_state_genSyncSpec";

/// The method that names the GRANDPA voters without a vote.
const ROUND_STATE_METHOD: &str = "grandpa_roundState";

/// The code of errors that the node's own methods answer with.
const NOT_SERVED: i32 = 9_001;

/// The answer to [`SYNC_STATE_METHOD`] unless the operator has asked to serve it.
fn not_served() -> ErrorObjectOwned {
	let reason = "this node does not serve a state for light clients: finality on this chain is \
	              weighted by stake, and light clients that count validators would take the votes \
	              of a small part of the stake for finality; to serve it all the same, start the \
	              node with --serve-light-sync-state";
	ErrorObjectOwned::owned(NOT_SERVED, reason, None::<()>)
}

/// The methods of `system_*` that need the runtime, `payment_*`, `babe_*` and `grandpa_*`.
pub fn create<Client, Pool, BestChain, Backend>(
	dependencies: Dependencies<Client, Pool, BestChain, Backend>,
) -> Result<jsonrpsee::RpcModule<()>, Box<dyn std::error::Error + Send + Sync>>
where
	Client: ProvideRuntimeApi<Block>
		+ HeaderBackend<Block>
		+ HeaderMetadata<Block, Error = BlockchainError>
		+ AuxStore
		+ Send
		+ Sync
		+ 'static,
	Client::Api: AccountNonceApi<Block, AccountId, Nonce>
		+ TransactionPaymentRuntimeApi<Block, Balance>
		+ BabeApi<Block>
		+ BlockBuilder<Block>,
	Pool: TransactionPool + 'static,
	BestChain: SelectChain<Block> + 'static,
	Backend: sc_client_api::Backend<Block> + Send + Sync + 'static,
{
	let Dependencies {
		client,
		transaction_pool,
		select_chain,
		keystore,
		babe_worker,
		voter_state,
		authority_set,
		justification_stream,
		finality_proofs,
		sync_state_spec,
		subscription_executor,
	} = dependencies;

	let mut methods = jsonrpsee::RpcModule::new(());
	methods.merge(System::new(client.clone(), transaction_pool).into_rpc())?;
	methods.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	match sync_state_spec {
		Some(spec) => {
			let (authorities, babe) = (authority_set.clone(), babe_worker.clone());
			methods.merge(SyncState::new(spec, client.clone(), authorities, babe)?.into_rpc())?;
		},
		None => {
			methods.register_method(SYNC_STATE_METHOD, |_, _, _| Err::<(), _>(not_served()))?;
		},
	}
	methods.merge(Babe::new(client, babe_worker, keystore, select_chain).into_rpc())?;
	let (voters, state) = (authority_set.clone(), voter_state.clone());
	methods.merge(
		Grandpa::new(
			subscription_executor,
			authority_set,
			voter_state,
			justification_stream,
			finality_proofs,
		)
		.into_rpc(),
	)?;
	// The SDK's method answers with an error where weights are stakes.
	methods.remove_method(ROUND_STATE_METHOD);
	methods
		.register_method(ROUND_STATE_METHOD, move |_, _, _| RoundStates::read(&voters, &state))?;
	Ok(methods)
}
