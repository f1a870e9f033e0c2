//! The genesis block of a new database.
//!
//! A chain spec describes the genesis state as JSON, and the chain's own Wasm turns it into the
//! state. The SDK compiles that Wasm once for this purpose, discards the result, and compiles it
//! again to run the chain. Compiling is by far the most expensive part of a start. Here the
//! executor that runs the chain also computes the genesis state: one compilation.

use crate::client::{FullBackend, RuntimeExecutor};
use codec::{Decode, Encode};
use palisade_runtime::{opaque::Block, Hash};
use sc_client_api::Backend;
use sc_service::{BuildGenesisBlock, ChainSpec, Configuration, GenesisBlockBuilder};
use serde::Deserialize;
use serde_json::Value;
use sp_core::{
	storage::{well_known_keys, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_genesis_builder::PresetId;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use sp_state_machine::BasicExternalities;
use std::sync::Arc;

/// Builds the genesis block of a chain, only for a database without one.
///
/// The SDK's builder computes the genesis state when it is created: every start and every command
/// on the database would pay for it.
pub struct GenesisOnDemand<'a> {
	/// The configuration, which names the chain.
	pub config: &'a Configuration,
	/// The backend to which the block is written.
	pub backend: Arc<FullBackend>,
	/// The executor, which later runs the chain and keeps the compiled Wasm.
	pub executor: RuntimeExecutor,
}

impl BuildGenesisBlock<Block> for GenesisOnDemand<'_> {
	type BlockImportOperation = <FullBackend as Backend<Block>>::BlockImportOperation;

	fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
		let Self { config, backend, executor } = self;
		state(&*config.chain_spec, &executor)
			.map_err(sp_blockchain::Error::Storage)
			.and_then(|state| {
				let commit = !config.no_genesis();
				GenesisBlockBuilder::new_with_storage(state, commit, backend, executor)
			})
			.and_then(|builder| builder.build_genesis_block())
			.map_err(|error| {
				let chain = config.chain_spec.id();
				sp_blockchain::Error::Application(
					format!("cannot build the genesis block of chain `{chain}`: {error}").into(),
				)
			})
	}
}

/// Whether the genesis state of a chain can be built. Fails with the runtime's reason, for commands
/// that write a chain spec without building its state.
pub fn check(spec: &dyn ChainSpec) -> Result<(), String> {
	let Some(description) = Description::of(spec)? else { return Ok(()) };
	description.build(&RuntimeExecutor::builder().build()).map(drop).map_err(|error| {
		format!("cannot build the genesis state of chain `{}`: {error}", spec.id())
	})
}

/// The genesis state of a chain.
fn state(spec: &dyn ChainSpec, executor: &RuntimeExecutor) -> Result<Storage, String> {
	match Description::of(spec)? {
		Some(description) => description.build(executor),
		// Raw state, which needs no Wasm, or a form that only the SDK knows.
		None => spec.as_storage_builder().build_storage(),
	}
}

/// A genesis state as JSON, and the Wasm that interprets it.
#[derive(Deserialize)]
struct Description {
	#[serde(default, with = "sp_core::bytes")]
	code: Vec<u8>,
	/// The full configuration.
	config: Option<Value>,
	/// The differences from the runtime's default.
	patch: Option<Value>,
}

/// The part of a chain spec that this module reads.
#[derive(Deserialize)]
struct SpecFile {
	genesis: SpecGenesis,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpecGenesis {
	runtime_genesis: Option<Description>,
}

impl Description {
	/// The description in a chain spec; `None` if the spec contains raw state.
	fn of(spec: &dyn ChainSpec) -> Result<Option<Self>, String> {
		let json = spec.as_json(false)?;
		let spec: SpecFile = serde_json::from_str(&json).map_err(|error| error.to_string())?;
		Ok(spec.genesis.runtime_genesis)
	}

	fn build(self, executor: &RuntimeExecutor) -> Result<Storage, String> {
		let Self { code, config, patch } = self;
		let runtime = Runtime { executor, code: &code };
		let config = match (config, patch) {
			(Some(config), None) => config,
			(None, Some(patch)) => {
				let mut config = runtime.default_config()?;
				sc_chain_spec::json_merge(&mut config, patch);
				config
			},
			_ => return Err("the genesis part must have either `config` or `patch`".into()),
		};
		let mut state = runtime.build_state(&config)?;
		state.top.insert(well_known_keys::CODE.to_vec(), code);
		Ok(state)
	}
}

/// The genesis runtime API of a Wasm that is not on a chain yet.
struct Runtime<'a> {
	executor: &'a RuntimeExecutor,
	code: &'a [u8],
}

impl Runtime<'_> {
	/// The configuration that a patch modifies.
	fn default_config(&self) -> Result<Value, String> {
		let none: Option<PresetId> = None;
		let mut state = BasicExternalities::new_empty();
		let answer = self.call(&mut state, "GenesisBuilder_get_preset", &none.encode())?;
		let config: Option<Vec<u8>> =
			Decode::decode(&mut &answer[..]).map_err(|error| error.to_string())?;
		let config = config.ok_or("the runtime has no default configuration")?;
		serde_json::from_slice(&config).map_err(|error| error.to_string())
	}

	/// The state of a configuration.
	fn build_state(&self, config: &Value) -> Result<Storage, String> {
		let config = serde_json::to_vec(config).map_err(|error| error.to_string())?;
		let mut state = BasicExternalities::new_empty();
		let answer = self.call(&mut state, "GenesisBuilder_build_state", &config.encode())?;
		sp_genesis_builder::Result::decode(&mut &answer[..])
			.map_err(|error| error.to_string())?
			.map_err(|error| error.to_string())?;
		Ok(state.into_storages())
	}

	fn call(
		&self,
		state: &mut BasicExternalities,
		method: &str,
		data: &[u8],
	) -> Result<Vec<u8>, String> {
		// The executor caches the compiled Wasm under this hash. The client later uses the hash of
		// the code in the state, which is equal.
		let hash: Hash = BlakeTwo256::hash(self.code);
		let code = RuntimeCode {
			code_fetcher: &WrappedRuntimeCode(self.code.into()),
			heap_pages: None,
			hash: hash.encode(),
		};
		self.executor
			.call(state, &code, method, data, CallContext::Offchain)
			.0
			.map_err(|error| error.to_string())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain_spec;
	use sc_chain_spec::GenesisConfigBuilderRuntimeCaller;
	use sc_service::GenericChainSpec;

	fn executor() -> RuntimeExecutor {
		RuntimeExecutor::builder().build()
	}

	/// Compares the states byte by byte and names a differing key: a dump of two states of two
	/// megabytes is no help.
	fn assert_same(ours: &Storage, theirs: &Storage) {
		for (key, value) in &theirs.top {
			assert!(ours.top.get(key) == Some(value), "{key:02x?} differs");
		}
		assert_eq!(ours.top.len(), theirs.top.len());
		assert!(ours.children_default.is_empty() && theirs.children_default.is_empty());
	}

	#[test]
	fn every_preset_gives_the_state_that_the_sdk_computes_in_wasm() {
		let Some(code) = palisade_runtime::WASM_BINARY else { return };
		let (executor, sdk) = (executor(), GenesisConfigBuilderRuntimeCaller::<()>::new(code));
		let presets = sdk.preset_names().expect("the runtime names its presets");
		assert!(presets.len() >= 3);
		for preset in presets {
			let name = preset.as_ref();
			let spec = chain_spec::load(name).expect("there is a chain of every preset");
			let ours = state(&*spec, &executor).expect("the preset describes a state");
			let mut theirs = sdk
				.get_storage_for_named_preset(Some(&name.to_string()))
				.expect("the preset describes a state");
			theirs.top.insert(well_known_keys::CODE.to_vec(), code.into());
			assert_same(&ours, &theirs);
		}
	}

	#[test]
	fn a_file_gives_the_state_of_the_chain_it_was_exported_from() {
		if palisade_runtime::WASM_BINARY.is_none() {
			return;
		}
		let executor = executor();
		let spec = chain_spec::load("local").expect("the chain is known");
		let json = spec.as_json(false).expect("a chain spec can be written");
		let file = <GenericChainSpec>::from_json_bytes(json.into_bytes()).expect("it can be read");
		let before = state(&*spec, &executor).expect("the preset describes a state");
		assert_same(&state(&file, &executor).expect("the file does too"), &before);
		// Raw state needs no Wasm and gives an equal state.
		let mut raw = spec.cloned_box();
		raw.set_storage(before.clone());
		let json = raw.as_json(true).expect("a chain spec can be written");
		let raw = <GenericChainSpec>::from_json_bytes(json.into_bytes()).expect("it can be read");
		assert_same(&state(&raw, &executor).expect("the file spells it out"), &before);
	}

	#[test]
	fn a_genesis_that_elects_no_validator_is_refused_with_the_reason() {
		if palisade_runtime::WASM_BINARY.is_none() {
			return;
		}
		let spec = chain_spec::load("local").expect("the chain is known");
		assert_eq!(check(&*spec), Ok(()));
		let json = spec.as_json(false).expect("a chain spec can be written");
		let mut json: Value = serde_json::from_str(&json).expect("a chain spec is JSON");
		let patch = &mut json["genesis"]["runtimeGenesis"]["patch"];
		patch["session"]["keys"].as_array_mut().expect("it is a list").remove(0);
		let file = <GenericChainSpec>::from_json_bytes(json.to_string().into_bytes())
			.expect("it can be read");
		let error = check(&file).err().unwrap_or_default();
		assert!(error.starts_with("cannot build the genesis state of chain `palisade_local`"));
		assert!(error.contains("has no session keys"), "{error}");
	}

	#[test]
	fn a_genesis_of_two_kinds_or_of_none_is_refused() {
		for (config, patch) in [(Some(Value::Null), Some(Value::Null)), (None, None)] {
			let description = Description { code: Vec::new(), config, patch };
			let error = description.build(&executor()).err().unwrap_or_default();
			assert!(error.contains("either `config` or `patch`"), "{error}");
		}
	}
}
