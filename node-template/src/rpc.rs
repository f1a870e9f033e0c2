//! The JSON-RPC methods that the node adds to the standard ones of the SDK.

use palisade_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash, Nonce};
use pallet_transaction_payment_rpc::{
	TransactionPayment, TransactionPaymentApiServer, TransactionPaymentRuntimeApi,
};
use sc_consensus_babe::{BabeApi, BabeWorkerHandle};
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
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
	/// The executor of subscriptions.
	pub subscription_executor: SubscriptionTaskExecutor,
}

/// The methods of `system_*` that need the runtime, `payment_*`, `babe_*` and `grandpa_*`.
pub fn create<Client, Pool, BestChain, Backend>(
	dependencies: Dependencies<Client, Pool, BestChain, Backend>,
) -> Result<jsonrpsee::RpcModule<()>, Box<dyn std::error::Error + Send + Sync>>
where
	Client: ProvideRuntimeApi<Block>
		+ HeaderBackend<Block>
		+ HeaderMetadata<Block, Error = BlockchainError>
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
		subscription_executor,
	} = dependencies;

	let mut methods = jsonrpsee::RpcModule::new(());
	methods.merge(System::new(client.clone(), transaction_pool).into_rpc())?;
	methods.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	methods.merge(Babe::new(client, babe_worker, keystore, select_chain).into_rpc())?;
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
	Ok(methods)
}
