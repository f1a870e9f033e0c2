//! A node for a Palisade chain: BABE block production, GRANDPA finality, JSON-RPC.

mod backoff;
mod chain_spec;
mod cli;
mod client;
mod command;
mod database;
mod equivocation;
mod errors;
mod finality;
mod genesis;
mod guard;
mod round_state;
mod rpc;
mod service;

use cli::Cli;
use sc_cli::SubstrateCli;
use std::process::ExitCode;

/// The exit code for invalid arguments, as usual for command line tools.
const USAGE_ERROR: u8 = 2;

/// Every error is reported in exactly one line, so that operators see the reason at once and
/// scripts can match it.
fn main() -> ExitCode {
	let cli = match Cli::try_from_iter(std::env::args_os()) {
		Ok(cli) => cli,
		// `--help` and `--version` arrive here too, and belong on stdout in full.
		Err(answer) if !answer.use_stderr() => answer.exit(),
		Err(error) => {
			eprintln!("{}", errors::describe_usage(&error));
			return ExitCode::from(USAGE_ERROR);
		},
	};

	match command::run(&cli) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			errors::print(&errors::describe(&error));
			ExitCode::FAILURE
		},
	}
}
