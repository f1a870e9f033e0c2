//! The commands of the node.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	client::{FullBackend, FullClient},
	database, genesis,
	service::{self, Components},
};
use palisade_runtime::{opaque::Block, BlockNumber};
use sc_cli::{CliConfiguration, Error, Result, RunCmd, Runner, SubstrateCli};
use sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker};
use sc_service::{ChainSpec, Configuration};
use std::{fs::File, path::Path, sync::Arc};

/// Runs the command that the arguments name, or a node.
pub fn run(cli: &Cli) -> Result<()> {
	let Some(subcommand) = &cli.subcommand else { return run_node(cli) };
	match subcommand {
		Subcommand::Key(command) => command.run(cli),
		Subcommand::BuildSpec(command) => create_runner(cli, command)?.sync_run(|config| {
			ensure_sound_genesis(command.shared_params().chain.as_deref(), &*config.chain_spec)?;
			command.run(config.chain_spec, config.network)
		}),
		Subcommand::ExportChainSpec(command) => {
			let spec = cli.load_spec(&command.chain)?;
			ensure_sound_genesis(Some(&command.chain), &*spec)?;
			command.run(spec)
		},
		Subcommand::CheckBlock(command) => create_runner(cli, command)?.async_run(|config| {
			let Components { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((command.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportBlocks(command) => create_runner(cli, command)?.async_run(|config| {
			let Components { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((command.run(client, config.database), task_manager))
		}),
		Subcommand::ImportBlocks(command) => {
			ensure_readable(command.input.as_deref())?;
			create_runner(cli, command)?.async_run(|config| {
				let Components { client, task_manager, import_queue, .. } =
					service::new_partial(&config)?;
				Ok((command.run(client, import_queue), task_manager))
			})
		},
		Subcommand::ExportState(command) => create_runner(cli, command)?.async_run(|config| {
			let Components { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((command.run(client, config.chain_spec), task_manager))
		}),
		Subcommand::PurgeChain(command) => {
			create_runner(cli, command)?.sync_run(|config| command.run(config.database))
		},
		Subcommand::Revert(command) => create_runner(cli, command)?.async_run(|config| {
			let Components { client, backend, task_manager, .. } = service::new_partial(&config)?;
			Ok((
				command.run::<Block, _, _>(client, backend, Some(Box::new(revert_consensus))),
				task_manager,
			))
		}),
		Subcommand::ChainInfo(command) => create_runner(cli, command)?.sync_run(|config| {
			database::ensure_complete(&config.database)?;
			command.run::<Block>(&config).map_err(|error| match error {
				Error::Client(error) => database::cannot_open(&config.database, error).into(),
				other => other,
			})
		}),
	}
}

/// Runs a node until it is stopped.
fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = create_runner(cli, &cli.run)?;
	keep_rpc_ports(&cli.run, runner.config_mut());
	let (storage_monitor, consent) = (cli.storage_monitor.clone(), cli.consent);
	runner.run_node_until_exit(|config| async move {
		match config.network.network_backend {
			NetworkBackendType::Libp2p => {
				service::new_full::<NetworkWorker<_, _>>(config, storage_monitor, consent)
			},
			NetworkBackendType::Litep2p => {
				service::new_full::<Litep2pNetworkBackend>(config, storage_monitor, consent)
			},
		}
		.map_err(Error::Service)
	})
}

/// The runner of a command. Damage to the database is reported in one line.
fn create_runner<T: CliConfiguration>(cli: &Cli, command: &T) -> Result<Runner<Cli>> {
	let runner = cli.create_runner(command)?;
	database::report_damage(&runner.config().database);
	Ok(runner)
}

/// Builds the genesis state of a chain that is described by a file, so that an unsound one is
/// refused with its reason where it is made, and not by each node. Tests build the known chains.
fn ensure_sound_genesis(chain: Option<&str>, spec: &dyn ChainSpec) -> Result<()> {
	match chain.is_some_and(|chain| !chain_spec::is_known(chain)) {
		true => genesis::check(spec).map_err(Error::Input),
		false => Ok(()),
	}
}

/// Names an unreadable file, which the SDK's error does not.
fn ensure_readable(path: Option<&Path>) -> Result<()> {
	let Some(path) = path else { return Ok(()) };
	File::open(path)
		.map(drop)
		.map_err(|error| Error::Input(format!("cannot read `{}`: {error}", path.display())))
}

/// Makes the node fail if its JSON-RPC port is taken, instead of listening on a random one.
///
/// The SDK falls back to a random port, and clients of the requested port would then reach another
/// node unnoticed. Endpoints given with `--experimental-rpc-endpoint` state themselves whether they
/// allow that.
fn keep_rpc_ports(command: &RunCmd, config: &mut Configuration) {
	if !command.rpc_params.experimental_rpc_endpoint.is_empty() {
		return;
	}
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
	}
}

/// Reverts the records of BABE and GRANDPA for the blocks that are about to be reverted.
fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: BlockNumber,
) -> Result<()> {
	sc_consensus_babe::revert(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert(client, blocks)?;
	Ok(())
}
