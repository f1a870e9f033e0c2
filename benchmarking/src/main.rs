//! Measures the weights of a runtime's calls and hooks, in Wasm, on the machine that it runs on.
//!
//! A thin command on the SDK's benchmarking library. It takes the Wasm of a runtime built with
//! `runtime-benchmarks`, and needs no node and no chain spec. `make weights` builds both and runs
//! it for each pallet with the template in `benchmarking/templates`.

use clap::{Parser, Subcommand};
use frame_benchmarking_cli::PalletCmd;
use sp_runtime::traits::BlakeTwo256;
use std::process::ExitCode;

/// Measures the weights of the calls and hooks of a runtime.
#[derive(Parser)]
#[command(name = "palisade-weights", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Runs the benchmarks of pallets and writes their weights, or lists them with `--list`.
	Pallet(Box<PalletCmd>),
}

fn main() -> ExitCode {
	let Command::Pallet(pallet) = Cli::parse().command;
	if let Err(problem) = sc_cli::LoggerBuilder::new("info").init() {
		eprintln!("error: {problem}");
		return ExitCode::FAILURE;
	}
	// The library adds the host functions of benchmarks; the runtime needs no others.
	match pallet.run_with_spec::<BlakeTwo256, ()>(None) {
		Ok(()) => ExitCode::SUCCESS,
		Err(problem) => {
			eprintln!("error: {problem}");
			ExitCode::FAILURE
		},
	}
}
