//! The command line.

use crate::chain_spec;
use sc_cli::{
	BuildSpecCmd, ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd, SubstrateCli,
};
use sc_storage_monitor::StorageMonitorParams;

/// The arguments of the node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// The command to run; without one, a node runs.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run a node.
	#[command(flatten)]
	pub run: RunCmd,

	/// When to stop a node whose disk fills up.
	#[command(flatten)]
	pub storage_monitor: StorageMonitorParams,

	/// What this node does only on request.
	#[command(flatten)]
	pub consent: Consent,
}

/// What the node does only if its operator asks for it, because it can do harm.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct Consent {
	/// Author blocks even if another node has authored with the keys of this node in this epoch.
	///
	/// Two nodes with the same keys sign two blocks for one slot, for which the validator is
	/// slashed.
	#[arg(long)]
	pub author_in_doubt: bool,

	/// Serve `sync_state_genSyncSpec`, a chain spec from which light clients start.
	///
	/// Finality on this chain is weighted by stake. Light clients that count validators instead
	/// take votes of a small part of the stake for finality.
	#[arg(long)]
	pub serve_light_sync_state: bool,
}

/// The commands of the node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Create, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Print a chain spec. Use `export-chain-spec` instead, which replaces this command.
	BuildSpec(BuildSpecCmd),

	/// Write the spec of a chain as JSON.
	ExportChainSpec(ExportChainSpecCmd),

	/// Execute a block of the database again and check the result.
	CheckBlock(CheckBlockCmd),

	/// Write blocks of the database to a file.
	ExportBlocks(ExportBlocksCmd),

	/// Import blocks from a file.
	ImportBlocks(ImportBlocksCmd),

	/// Write the state at a block as a raw chain spec.
	ExportState(ExportStateCmd),

	/// Remove the database of a chain. The keystore and the network key stay.
	PurgeChain(PurgeChainCmd),

	/// Take back the newest blocks that are not finalized yet.
	Revert(RevertCmd),

	/// Print the best and the finalized block of the database.
	ChainInfo(ChainInfoCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Palisade Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the project that built this node".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_arguments_do_not_contradict_each_other() {
		Cli::command().debug_assert();
	}
}
