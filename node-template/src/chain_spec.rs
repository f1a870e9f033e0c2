//! The chains built into the node, and chain specs from files.

use palisade_runtime::token;
use sc_chain_spec::ChainSpecExtension;
use sc_service::{ChainType, GenericChainSpec, Properties};
use sc_sync_state_rpc::LightSyncStateExtension;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The chain spec of a Palisade chain.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// What a chain spec says to the node besides the genesis.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// The state from which light clients start. The node writes it on request only: see
	/// [`Consent::serve_light_sync_state`](crate::cli::Consent).
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub light_sync_state: LightSyncStateExtension,
}

/// A chain that is built into the node.
struct KnownChain {
	/// The names that `--chain` accepts.
	names: &'static [&'static str],
	/// The runtime preset of the genesis state.
	preset: &'static str,
	/// The display name.
	title: &'static str,
	/// The name of the chain's folder under the base path.
	id: &'static str,
	/// The name of its network protocols. Different for each chain, so that nodes of two chains on
	/// one machine do not connect.
	protocol_id: &'static str,
	/// The type sets network defaults, such as whether to connect to private addresses.
	chain_type: ChainType,
}

/// The chains that are built into the node.
///
/// No spec contains a telemetry server or a boot node: operators name their own.
static KNOWN_CHAINS: [KnownChain; 5] = [
	KnownChain {
		names: &["development", "dev"],
		preset: "development",
		title: "Palisade Development",
		id: "palisade_dev",
		protocol_id: "palisade-dev",
		chain_type: ChainType::Development,
	},
	KnownChain {
		names: &["local"],
		preset: "local",
		title: "Palisade Local",
		id: "palisade_local",
		protocol_id: "palisade-local",
		chain_type: ChainType::Local,
	},
	KnownChain {
		names: &["rehearsal"],
		preset: "rehearsal",
		title: "Palisade Rehearsal",
		id: "palisade_rehearsal",
		protocol_id: "palisade-rehearsal",
		chain_type: ChainType::Local,
	},
	KnownChain {
		names: &["steady"],
		preset: "steady",
		title: "Palisade Steady",
		id: "palisade_steady",
		protocol_id: "palisade-steady",
		chain_type: ChainType::Local,
	},
	KnownChain {
		names: &["staging"],
		preset: "staging",
		title: "Palisade Staging",
		id: "palisade_staging",
		protocol_id: "palisade-staging",
		chain_type: ChainType::Live,
	},
];

/// The chain of commands that name none. `export-chain-spec` has an equal default.
const DEFAULT_CHAIN: &str = "local";

/// The spec for the value of `--chain`: the name of a known chain, or the path of a JSON file.
///
/// Fails with a one-line message for the operator.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	let id = if id.is_empty() { DEFAULT_CHAIN } else { id };
	let spec = match KNOWN_CHAINS.iter().find(|chain| chain.names.contains(&id)) {
		Some(chain) => from_preset(chain)?,
		None => from_file(Path::new(id))?,
	};
	Ok(Box::new(spec))
}

/// Whether `id` is the name of a chain that is built into the node. An empty one names the default.
pub fn is_known(id: &str) -> bool {
	id.is_empty() || known_names().contains(&id)
}

fn from_preset(chain: &KnownChain) -> Result<ChainSpec, String> {
	let code = palisade_runtime::WASM_BINARY.ok_or(
		"this node was built without its runtime, because SKIP_WASM_BUILD was set; build it again \
		 without that variable, or name a chain spec file with --chain",
	)?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(chain.title)
		.with_id(chain.id)
		.with_protocol_id(chain.protocol_id)
		.with_chain_type(chain.chain_type.clone())
		.with_genesis_config_patch(preset(chain.preset)?)
		.with_properties(properties())
		.build())
}

/// A preset of the runtime, from native code: the SDK would compile the Wasm for it.
fn preset(name: &str) -> Result<Value, String> {
	palisade_runtime::genesis_presets::get_preset(&name.into())
		.and_then(|patch| serde_json::from_slice(&patch).ok())
		.ok_or_else(|| format!("the runtime of this node has no preset `{name}`"))
}

fn from_file(path: &Path) -> Result<ChainSpec, String> {
	if !path.exists() {
		return Err(format!(
			"unknown chain `{}`: there is no such file, and the chains known by name are {}",
			path.display(),
			known_names().join(", "),
		));
	}
	if !path.is_file() {
		return Err(format!("the chain spec `{}` is not a file", path.display()));
	}
	let unusable =
		|reason: String| format!("cannot use the chain spec `{}`: {reason}", path.display());
	let spec = ChainSpec::from_json_file(PathBuf::from(path)).map_err(unusable)?;
	// The genesis part is parsed lazily. Parsing it here makes the error of a damaged file name the
	// file.
	spec.as_json(false).map_err(unusable)?;
	Ok(spec)
}

fn known_names() -> Vec<&'static str> {
	KNOWN_CHAINS.iter().flat_map(|chain| chain.names).copied().collect()
}

/// Token and address properties for wallets.
fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".into(), token::SYMBOL.into()),
		("tokenDecimals".into(), token::DECIMALS.into()),
		("ss58Format".into(), 42.into()),
	])
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	fn count<'a>(values: impl Iterator<Item = &'a str>) -> usize {
		values.collect::<BTreeSet<_>>().len()
	}

	#[test]
	fn known_chains_share_no_name_no_folder_and_no_protocol() {
		let chains = KNOWN_CHAINS.len();
		assert_eq!(count(KNOWN_CHAINS.iter().map(|chain| chain.id)), chains);
		assert_eq!(count(KNOWN_CHAINS.iter().map(|chain| chain.title)), chains);
		assert_eq!(count(KNOWN_CHAINS.iter().map(|chain| chain.protocol_id)), chains);
		assert_eq!(count(known_names().into_iter()), known_names().len());
	}

	#[test]
	fn the_default_chain_is_known() {
		assert!(known_names().contains(&DEFAULT_CHAIN));
	}

	#[test]
	fn an_unknown_chain_lists_the_known_ones() {
		let error = load("atlantis").err().unwrap_or_default();
		assert!(error.contains("atlantis"), "{error}");
		assert!(error.contains("development, dev, local, rehearsal, steady, staging"), "{error}");
	}

	#[test]
	fn a_known_chain_names_no_telemetry_server() {
		if palisade_runtime::WASM_BINARY.is_none() {
			return;
		}
		for name in known_names() {
			let spec = load(name).expect("the chain is known");
			assert!(spec.telemetry_endpoints().is_none());
			assert_eq!(spec.properties(), properties());
		}
	}
}
