//! Errors as the operator reads them: each in one line.

use crate::cli::Cli;
use clap::error::ErrorKind;
use sc_cli::{Error as CliError, SubstrateCli};
use sc_service::Error as ServiceError;
use std::{thread::sleep, time::Duration};

/// Longer than the SDK's logger buffers a line, which is 50 milliseconds.
const LOG_DELAY: Duration = Duration::from_millis(100);

/// Prints an error as the one line that starts with `error: `.
pub fn print(reason: &str) {
	// The logger writes from its own thread. Without the pause, the log before the error would
	// appear below it.
	sleep(LOG_DELAY);
	eprintln!("error: {}", one_line(reason));
}

/// The error in the arguments, without the usage text that follows it.
pub fn describe_usage(error: &clap::Error) -> String {
	if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
		return "error: a subcommand is missing; --help lists them".into();
	}
	error
		.render()
		.to_string()
		.lines()
		.map(str::trim)
		.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
		.filter(|line| !line.is_empty())
		.fold(String::new(), |text, line| match text.as_str() {
			"" => line.into(),
			introduction if introduction.ends_with(':') => format!("{text} {line}"),
			_ => format!("{text}; {line}"),
		})
}

/// The error, without the names of the layers that it passed through.
pub fn describe(error: &CliError) -> String {
	match error {
		CliError::Input(reason) | CliError::Service(ServiceError::Other(reason)) => reason.clone(),
		CliError::Application(reason) | CliError::Service(ServiceError::Application(reason)) => {
			with_causes(&**reason)
		},
		CliError::NetworkKeyNotFound(path) => format!(
			"a validator needs a network key that stays the same, and there is none at {path}; \
			 create it with `{} key generate-node-key --file {path}`, or pass \
			 --unsafe-force-node-key-generation to start with a new one",
			Cli::executable_name(),
			path = path.display(),
		),
		_ => with_causes(error),
	}
}

/// The text of an error, and of its causes as far as the text does not repeat them.
fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
	let mut text = error.to_string();
	let mut cause = error.source();
	while let Some(inner) = cause {
		let reason = inner.to_string();
		if !text.contains(&reason) {
			text = format!("{text}: {reason}");
		}
		cause = inner.source();
	}
	text
}

/// The text on one line.
fn one_line(text: &str) -> String {
	text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::path::PathBuf;

	fn usage_error(arguments: &[&str]) -> String {
		let arguments = ["palisade-node"].iter().chain(arguments);
		match Cli::try_from_iter(arguments) {
			Ok(_) => panic!("the arguments were accepted"),
			Err(error) => describe_usage(&error),
		}
	}

	#[test]
	fn an_unknown_flag_is_named_in_one_line() {
		let line = usage_error(&["--rpc-prot", "9944"]);
		assert!(line.starts_with("error: unexpected argument '--rpc-prot' found"), "{line}");
		assert!(!line.contains('\n') && !line.contains("Usage"), "{line}");
	}

	#[test]
	fn the_values_that_are_possible_stay_in_the_line() {
		let line = usage_error(&["--database", "rocksdb"]);
		assert!(line.contains("rocksdb") && line.contains("paritydb"), "{line}");
		assert!(!line.contains('\n'), "{line}");
	}

	#[test]
	fn a_missing_subcommand_does_not_print_the_help() {
		assert!(!usage_error(&["key"]).contains('\n'));
	}

	#[test]
	fn the_names_of_the_layers_are_left_out() {
		let error = CliError::Service(ServiceError::Other("the disk is full".into()));
		assert_eq!(describe(&error), "the disk is full");
		let error = CliError::Service(ServiceError::Application("the disk is full".into()));
		assert_eq!(describe(&error), "the disk is full");
	}

	#[test]
	fn a_missing_network_key_names_the_command_that_creates_it() {
		let error = CliError::NetworkKeyNotFound(PathBuf::from("/data/secret"));
		let line = one_line(&describe(&error));
		assert!(line.contains("key generate-node-key --file /data/secret"), "{line}");
	}

	#[test]
	fn a_cause_is_told_once() {
		let cause = std::io::Error::other("no such device");
		let error = CliError::Service(ServiceError::Io(cause));
		assert_eq!(describe(&error), "no such device");
		let cause = std::io::Error::other("no such device");
		let error = CliError::Service(ServiceError::Telemetry(cause.into()));
		assert_eq!(describe(&error), "IO Error: no such device");
	}
}
