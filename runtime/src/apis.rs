//! The runtime APIs for nodes, wallets and tools.

use crate::*;
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	weights::Weight,
};
use palisade_delegation_marketplace::{
	runtime_api::{BookPage, BookQuery, ListingView, MarketDealView, RequestView, SaleView},
	types::{BidTerms, ListingId, Offer, OfferId, RequestId, Requirements, SaleId, Trade},
};
use palisade_primitives::{DealId, EpochIndex, Exposure, Impact, OffenceId, OffenceKind};
use palisade_slashing::{
	runtime_api::{DowntimeView, Duty, ExpectedLoss, OffenceView},
	types::{Decision, ValidatorRecord, Verdict},
};
use palisade_staking::runtime_api::{
	DealView, ElectionView, ExitView, MinimumView, PositionView, ValidatorView, YieldView,
};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, DispatchError, ExtrinsicInclusionMode, Perbill,
};
use sp_session::OpaqueGeneratedSessionKeys;

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: InherentData,
		) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			transaction: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, transaction, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_babe::BabeApi<Block> for Runtime {
		fn configuration() -> sp_consensus_babe::BabeConfiguration {
			// Set by genesis and never removed. The fallback is the network's configuration.
			let epoch_config =
				Babe::epoch_config().unwrap_or(configs::consensus::NETWORK_EPOCH_CONFIG);
			sp_consensus_babe::BabeConfiguration {
				slot_duration: Babe::slot_duration(),
				epoch_length: clock::pace().epoch_slots,
				c: epoch_config.c,
				authorities: Babe::authorities().into_inner(),
				randomness: Babe::randomness(),
				allowed_slots: epoch_config.allowed_slots,
			}
		}

		fn current_epoch_start() -> sp_consensus_babe::Slot {
			Babe::current_epoch_start()
		}

		fn current_epoch() -> sp_consensus_babe::Epoch {
			Babe::current_epoch()
		}

		fn next_epoch() -> sp_consensus_babe::Epoch {
			Babe::next_epoch()
		}

		fn generate_key_ownership_proof(
			_slot: sp_consensus_babe::Slot,
			authority_id: sp_consensus_babe::AuthorityId,
		) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
			prove_key_ownership(sp_consensus_babe::KEY_TYPE, authority_id)
				.map(sp_consensus_babe::OpaqueKeyOwnershipProof::new)
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
			key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Babe::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: sp_consensus_grandpa::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			prove_key_ownership(sp_consensus_grandpa::KEY_TYPE, authority_id)
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}
	}

	impl sp_authority_discovery::AuthorityDiscoveryApi<Block> for Runtime {
		fn authorities() -> Vec<sp_authority_discovery::AuthorityId> {
			AuthorityDiscovery::authorities()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			*System::account_nonce(account)
		}
	}

	impl palisade_staking::runtime_api::StakingApi<Block, AccountId> for Runtime {
		fn current_epoch() -> EpochIndex {
			<PalisadeStaking as palisade_primitives::EpochClock>::current_epoch()
		}

		fn positions(who: AccountId) -> Vec<PositionView<AccountId>> {
			PalisadeStaking::positions(who)
		}

		fn exits(who: AccountId) -> Vec<ExitView<AccountId>> {
			PalisadeStaking::exits(who)
		}

		fn deals(who: AccountId) -> Vec<DealView<AccountId>> {
			PalisadeStaking::deals(who)
		}

		fn admission(who: AccountId) -> Vec<DispatchError> {
			PalisadeStaking::admission(&who)
		}

		fn minimum_self_stake() -> MinimumView {
			PalisadeStaking::self_stake_minimum()
		}

		fn staked_by(who: AccountId) -> Balance {
			<PalisadeStaking as palisade_primitives::PositionInspect<_>>::staked_by(&who)
		}

		fn validator(validator: AccountId) -> Option<ValidatorView> {
			PalisadeStaking::validator_view(validator)
		}

		fn realised_yield(validator: AccountId, epochs: u32) -> Option<YieldView> {
			PalisadeStaking::realised_yield(validator, epochs)
		}

		fn active_set() -> Vec<Exposure<AccountId>> {
			PalisadeStaking::active_set()
		}

		fn election_preview() -> ElectionView<AccountId> {
			PalisadeStaking::election_preview()
		}

		fn rotation_seed(epoch: EpochIndex) -> [u8; 32] {
			PalisadeStaking::rotation_seed(epoch)
		}

		fn rotation_draw(seed: [u8; 32], weights: Vec<Balance>, seats: u32) -> Vec<u32> {
			PalisadeStaking::rotation_draw(seed, weights, seats)
		}

		fn expected_loss(
			validator: AccountId,
			epoch: EpochIndex,
			fraction: Perbill,
			value: Balance,
		) -> Option<Balance> {
			PalisadeStaking::expected_loss(&validator, epoch, fraction, value)
		}
	}

	impl palisade_slashing::runtime_api::SlashingApi<Block, AccountId> for Runtime {
		fn offence(id: OffenceId) -> Option<OffenceView<AccountId>> {
			Slashing::offence_view(id)
		}

		fn open_offences(validator: AccountId) -> Vec<OffenceView<AccountId>> {
			Slashing::open_offences(&validator)
		}

		fn report_deposit(reporter: AccountId, validator: AccountId) -> Balance {
			Slashing::report_deposit(&reporter, &validator)
		}

		fn validator_record(validator: AccountId) -> ValidatorRecord {
			Slashing::validator_record_of(&validator)
		}

		fn expected_loss(who: AccountId, validator: AccountId) -> ExpectedLoss {
			Slashing::expected_loss(&who, &validator)
		}

		fn impact(validator: AccountId, epoch: EpochIndex, fraction: Perbill) -> Option<Impact> {
			PalisadeStaking::impact(&validator, epoch, fraction)
		}

		fn history(validator: AccountId) -> Vec<Decision<AccountId>> {
			Slashing::history_of(&validator)
		}

		fn decisions(most: u32) -> Vec<Decision<AccountId>> {
			Slashing::decisions(most)
		}

		fn slashes(kind: Option<OffenceKind>) -> Vec<Decision<AccountId>> {
			Slashing::slashes(kind)
		}

		fn duties(member: AccountId) -> Vec<Duty> {
			Slashing::duties(&member)
		}

		fn ballot_commitment(
			offence: OffenceId,
			member: AccountId,
			verdict: Verdict,
			salt: [u8; 32],
		) -> Hash {
			palisade_slashing::panel::commitment(offence, &member, verdict, salt)
		}

		fn downtime(validator: AccountId) -> DowntimeView {
			Slashing::downtime_of(&validator)
		}
	}

	impl palisade_delegation_marketplace::runtime_api::DelegationMarketplaceApi<
		Block,
		AccountId,
		BlockNumber,
	> for Runtime {
		fn listing(id: ListingId) -> Option<ListingView<AccountId>> {
			DelegationMarketplace::listing_view(id)
		}

		fn listings_of(validator: AccountId) -> Vec<ListingView<AccountId>> {
			DelegationMarketplace::listings_of(&validator)
		}

		fn capacity_left(validator: AccountId) -> Balance {
			DelegationMarketplace::capacity_left(&validator)
		}

		fn order_book(
			query: BookQuery,
			from: Option<(u16, Option<ListingId>)>,
			most: u32,
		) -> BookPage<AccountId> {
			DelegationMarketplace::order_book(query, from, most)
		}

		fn quote(
			who: AccountId,
			amount: Balance,
			term: u32,
			requirements: Requirements,
		) -> Option<ListingView<AccountId>> {
			DelegationMarketplace::quote(&who, amount, term, &requirements)
		}

		fn offers_on(
			listing: ListingId,
			after: Option<OfferId>,
			most: u32,
		) -> Vec<(OfferId, Offer<AccountId>)> {
			DelegationMarketplace::offers_on(listing, after, most)
		}

		fn deal(id: DealId) -> Option<MarketDealView<AccountId>> {
			DelegationMarketplace::deal_view(id)
		}

		fn deals_of(owner: AccountId) -> Vec<MarketDealView<AccountId>> {
			DelegationMarketplace::deals_of(&owner)
		}

		fn deals_on(
			listing: ListingId,
			after: Option<DealId>,
			most: u32,
		) -> Vec<MarketDealView<AccountId>> {
			DelegationMarketplace::deals_on(listing, after, most)
		}

		fn exit_cover(
			owner: AccountId,
			validator: AccountId,
		) -> Vec<(ListingId, EpochIndex, Balance)> {
			DelegationMarketplace::exit_cover(&owner, &validator)
		}

		fn requests(
			after: Option<RequestId>,
			most: u32,
		) -> Vec<RequestView<AccountId, BlockNumber>> {
			DelegationMarketplace::requests(after, most)
		}

		fn request(id: RequestId) -> Option<RequestView<AccountId, BlockNumber>> {
			DelegationMarketplace::request_view(id)
		}

		fn bid_commitment(
			request: RequestId,
			validator: AccountId,
			terms: BidTerms,
			salt: [u8; 32],
		) -> Hash {
			palisade_delegation_marketplace::auction::commitment(request, &validator, &terms, salt)
		}

		fn sale(id: SaleId) -> Option<SaleView<AccountId>> {
			DelegationMarketplace::sale_view(id)
		}

		fn sales(after: Option<SaleId>, most: u32) -> Vec<SaleView<AccountId>> {
			DelegationMarketplace::sales(after, most)
		}

		fn trades(validator: Option<AccountId>, most: u32) -> Vec<Trade<AccountId>> {
			DelegationMarketplace::trades(validator, most)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			transaction: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(transaction, length)
		}

		fn query_fee_details(
			transaction: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(transaction, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime {
		fn query_call_info(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, length)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			// Returned as an error: a panic would show the author of the genesis a Wasm trace.
			if let Ok(genesis) = serde_json::from_slice::<RuntimeGenesisConfig>(&config) {
				genesis.clock.check()?;
				genesis.genesis_parameters.check(&genesis.clock.epochs)?;
				let session = genesis.session.keys.iter().chain(&genesis.session.non_authority_keys);
				let with_keys: BTreeSet<_> = session.map(|(_, validator, _)| validator).collect();
				configs::staking::check_authorities(&genesis)?;
				genesis.palisade_staking.check(
					|who| with_keys.contains(who),
					genesis.genesis_parameters.least_validators(),
				)?;
			}
			build_state::<RuntimeGenesisConfig>(config)?;
			for late in clock::recourse::too_slow() {
				log::warn!(target: "palisade::clock", "too late for its window: {late}");
			}
			Ok(())
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_presets::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(extra: bool) -> (
			Vec<frame_benchmarking::BenchmarkList>,
			Vec<frame_support::traits::StorageInfo>,
		) {
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};

			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use frame_benchmarking::BenchmarkBatch;
			use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};

			impl frame_system_benchmarking::Config for Runtime {}
			impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

			let whitelist: Vec<TrackedStorageKey> =
				AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			match Executive::try_runtime_upgrade(checks) {
				Ok(weight) => (weight, configs::system::RuntimeBlockWeights::get().max_block),
				Err(problem) => {
					log::error!(target: "try-runtime", "the upgrade failed: {problem:?}");
					(Weight::MAX, Weight::zero())
				},
			}
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			match Executive::try_execute_block(block, state_root_check, signature_check, select) {
				Ok(weight) => weight,
				Err(problem) => {
					log::error!(target: "try-runtime", "the block failed: {problem:?}");
					Weight::MAX
				},
			}
		}
	}
}

/// A proof that `key` belongs to a validator of the active session, for reports of its misconduct.
fn prove_key_ownership<Key: codec::Encode>(type_id: KeyTypeId, key: Key) -> Option<Vec<u8>> {
	use codec::Encode;
	use frame_support::traits::KeyOwnerProofSystem;

	SessionMembers::prove((type_id, key.encode())).map(|proof| proof.encode())
}
