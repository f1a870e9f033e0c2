//! Unusable input gives one line on stderr, a failing exit code and no panic.

use std::{
	fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Command, ExitStatus, Stdio},
	sync::atomic::{AtomicUsize, Ordering},
	thread::sleep,
	time::{Duration, Instant},
};

/// The timeout of a command that refuses its input. Far longer than it needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The id of the chain in [`chain_spec`].
const CHAIN_ID: &str = "test_chain";

/// A well-formed chain spec without a runtime, so that no genesis block can be built.
fn chain_spec() -> String {
	format!(
		r#"{{
			"name": "Test",
			"id": "{CHAIN_ID}",
			"chainType": "Local",
			"bootNodes": [],
			"telemetryEndpoints": null,
			"protocolId": "test",
			"properties": null,
			"genesis": {{ "raw": {{ "top": {{}}, "childrenDefault": {{}} }} }}
		}}"#
	)
}

/// The folder of a test, removed after it.
struct Folder(PathBuf);

impl Folder {
	fn new() -> Self {
		static COUNTER: AtomicUsize = AtomicUsize::new(0);
		let number = COUNTER.fetch_add(1, Ordering::Relaxed);
		let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
			.join(format!("cli-{}-{number}", std::process::id()));
		fs::create_dir_all(&path).expect("the folder for tests is writable");
		Self(path)
	}

	/// The path of an entry of the folder, as an argument.
	fn path(&self, name: &str) -> String {
		self.0.join(name).to_str().expect("the path is Unicode").into()
	}

	/// Writes a file and returns its path.
	fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
		let path = self.0.join(name);
		fs::create_dir_all(path.parent().expect("the file is in the folder"))
			.expect("the folder for tests is writable");
		fs::write(&path, content).expect("the folder for tests is writable");
		self.path(name)
	}

	/// Writes a file into the database folder of the test chain, and returns the folder's path.
	fn database_file(&self, name: &str, content: &str) -> String {
		let folder = format!("chains/{CHAIN_ID}/paritydb/full");
		self.file(&format!("{folder}/{name}"), content);
		self.path(&folder)
	}
}

impl Drop for Folder {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

/// The outcome of a command.
struct Outcome {
	status: ExitStatus,
	stderr: String,
}

impl Outcome {
	/// The only line on stderr, for a command that failed before it wrote a log.
	fn only_line(&self) -> &str {
		assert_eq!(self.stderr.lines().count(), 1, "not one line: {}", self.stderr);
		self.error_line()
	}

	/// The only error line, for a command that may have written a log before it.
	fn error_line(&self) -> &str {
		assert!(!self.status.success(), "it succeeded: {}", self.stderr);
		assert!(!self.stderr.contains("panicked"), "it panicked: {}", self.stderr);
		let mut lines = self.stderr.lines().filter(|line| line.starts_with("error: "));
		let line = lines.next().unwrap_or_else(|| panic!("no error line: {}", self.stderr));
		assert!(lines.next().is_none(), "more than one error line: {}", self.stderr);
		line
	}
}

/// Runs the node, which must end by itself.
fn node(arguments: &[&str]) -> Outcome {
	let mut child = Command::new(env!("CARGO_BIN_EXE_palisade-node"))
		.args(arguments)
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(Stdio::piped())
		.spawn()
		.expect("the node can be started");
	let started = Instant::now();
	let ended = loop {
		if child.try_wait().expect("the node can be waited for").is_some() {
			break true;
		}
		if started.elapsed() > PATIENCE {
			child.kill().expect("the node can be stopped");
			break false;
		}
		sleep(Duration::from_millis(20));
	};
	let output = child.wait_with_output().expect("the node has ended");
	let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
	assert!(ended, "{arguments:?} did not end: {stderr}");
	Outcome { status: output.status, stderr }
}

/// Runs a node of the test chain with unusable `arguments`.
fn node_of_test_chain(folder: &Folder, arguments: &[&str]) -> Outcome {
	let spec = folder.file("chain.json", chain_spec());
	let base_path = folder.path("");
	let mut all = vec!["--chain", &spec, "--base-path", &base_path, "--no-prometheus"];
	all.extend(arguments);
	node(&all)
}

/// Runs a command on the database of the test chain.
fn chain_info(folder: &Folder) -> Outcome {
	let spec = folder.file("chain.json", chain_spec());
	node(&["chain-info", "--chain", &spec, "--base-path", &folder.path("")])
}

/// A port that stays taken while the listener lives.
fn taken_port() -> (TcpListener, String) {
	let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
	let address = listener.local_addr().expect("the listener has an address");
	(listener, address.port().to_string())
}

fn assert_contains(line: &str, words: &[&str]) {
	for word in words {
		assert!(line.contains(word), "`{word}` is not in: {line}");
	}
}

#[test]
fn an_unknown_flag_is_one_line() {
	let outcome = node(&["--no-such-flag"]);
	assert_eq!(outcome.status.code(), Some(2));
	assert_contains(outcome.only_line(), &["--no-such-flag"]);
}

#[test]
fn an_unknown_subcommand_is_one_line() {
	assert_contains(node(&["mine-blocks"]).only_line(), &["mine-blocks"]);
	assert_contains(node(&["key"]).only_line(), &["subcommand"]);
}

#[test]
fn a_port_that_is_no_port_is_one_line() {
	assert_contains(node(&["--rpc-port", "99999"]).only_line(), &["99999", "--rpc-port"]);
}

#[test]
fn rocksdb_is_refused() {
	let outcome = node(&["--database", "rocksdb"]);
	assert_contains(outcome.only_line(), &["rocksdb", "paritydb"]);
}

#[test]
fn an_unknown_network_backend_is_refused() {
	let outcome = node(&["--network-backend", "carrier-pigeon"]);
	assert_contains(outcome.only_line(), &["carrier-pigeon", "libp2p", "litep2p"]);
}

#[test]
fn an_unknown_chain_lists_the_known_ones() {
	for command in [&["--chain", "atlantis"][..], &["export-chain-spec", "--chain", "atlantis"]] {
		let outcome = node(command);
		assert_contains(
			outcome.only_line(),
			&["atlantis", "development", "dev", "local", "staging"],
		);
	}
}

#[test]
fn a_folder_is_no_chain_spec() {
	let folder = Folder::new();
	let path = folder.path("");
	assert_contains(node(&["--chain", &path]).only_line(), &[&path]);
}

#[test]
fn a_broken_chain_spec_names_the_file() {
	let folder = Folder::new();
	let whole = chain_spec();
	let contents: [&[u8]; 6] = [
		b"",
		b"not JSON at all",
		b"[]",
		b"\xff\xfe\x00",
		&whole.as_bytes()[..whole.len() / 2],
		br#"{"name": "No id"}"#,
	];
	for content in contents {
		let path = folder.file("broken.json", content);
		assert_contains(node(&["--chain", &path]).only_line(), &[&path]);
	}
}

#[test]
fn a_chain_spec_with_a_broken_genesis_names_the_file() {
	let folder = Folder::new();
	let path = folder.file("broken.json", chain_spec().replace("\"top\"", "\"summit\""));
	assert_contains(node(&["--chain", &path]).only_line(), &[&path]);
}

#[test]
fn a_chain_without_a_runtime_does_not_start() {
	let folder = Folder::new();
	let outcome = node_of_test_chain(&folder, &["--rpc-port", "0", "--port", "0"]);
	assert_contains(outcome.error_line(), &["genesis", CHAIN_ID]);
}

#[test]
fn a_node_without_its_runtime_says_so() {
	if palisade_runtime::WASM_BINARY.is_some() {
		return;
	}
	let outcome = node(&["--dev"]);
	assert_contains(outcome.only_line(), &["SKIP_WASM_BUILD"]);
}

#[test]
fn every_known_chain_has_a_genesis() {
	if palisade_runtime::WASM_BINARY.is_none() {
		return;
	}
	let folder = Folder::new();
	for (chain, id) in
		[("dev", "palisade_dev"), ("local", "palisade_local"), ("staging", "palisade_staging")]
	{
		let path = folder.path("exported.json");
		let outcome = node(&["export-chain-spec", "--chain", chain, "--output", &path]);
		assert!(outcome.status.success(), "{}", outcome.stderr);
		let spec = fs::read_to_string(&path).expect("the spec was written");
		assert_contains(&spec, &[&format!("\"{id}\""), "\"telemetryEndpoints\": null", "UNIT"]);
	}
}

#[test]
fn a_new_chain_compiles_its_runtime_once() {
	if palisade_runtime::WASM_BINARY.is_none() {
		return;
	}
	let folder = Folder::new();
	let base_path = folder.path("");
	let arguments = [
		"export-state",
		"--chain",
		"dev",
		"--base-path",
		&base_path,
		"--log",
		"wasm-runtime=debug",
	];
	// With the database of the first run, there is no genesis left to compute.
	for run in ["first", "second"] {
		let outcome = node(&arguments);
		assert!(outcome.status.success(), "{}", outcome.stderr);
		let lines = outcome.stderr.lines();
		let compilations = lines.filter(|line| line.contains("Prepared new runtime")).count();
		assert_eq!(compilations, 1, "{run}: {}", outcome.stderr);
	}
}

#[test]
fn a_bad_network_key_is_one_line() {
	let folder = Folder::new();
	let outcome = node_of_test_chain(&folder, &["--node-key", "not-hexadecimal"]);
	assert_contains(outcome.only_line(), &["node key"]);
}

#[test]
fn a_validator_without_a_network_key_learns_the_command_that_creates_it() {
	let folder = Folder::new();
	let outcome = node_of_test_chain(&folder, &["--validator"]);
	assert_contains(
		outcome.only_line(),
		&["palisade-node key generate-node-key --file", &folder.path("chains")],
	);
}

#[test]
fn a_bad_node_name_is_one_line() {
	let folder = Folder::new();
	let outcome = node_of_test_chain(&folder, &["--name", "https://example.org"]);
	assert_contains(outcome.only_line(), &["https://example.org"]);
}

#[test]
fn a_taken_rpc_port_stops_the_node() {
	let folder = Folder::new();
	let (_listener, port) = taken_port();
	let outcome = node_of_test_chain(&folder, &["--rpc-port", &port, "--port", "0"]);
	assert_contains(outcome.error_line(), &[&format!("127.0.0.1:{port}"), "--rpc-port"]);
}

#[test]
fn a_taken_port_of_peers_stops_the_node() {
	let (_listener, port) = taken_port();
	let address = format!("/ip4/127.0.0.1/tcp/{port}");
	for arguments in [["--port", &port], ["--listen-addr", &address]] {
		let folder = Folder::new();
		let outcome = node_of_test_chain(&folder, &[&["--rpc-port", "0"], &arguments[..]].concat());
		assert_contains(outcome.error_line(), &[&format!(":{port}:"), arguments[0]]);
	}
}

#[test]
fn a_taken_prometheus_port_stops_the_node() {
	let folder = Folder::new();
	let spec = folder.file("chain.json", chain_spec());
	let (_listener, port) = taken_port();
	let outcome = node(&[
		"--chain",
		&spec,
		"--base-path",
		&folder.path(""),
		"--rpc-port",
		"0",
		"--port",
		"0",
		"--prometheus-port",
		&port,
	]);
	assert_contains(outcome.error_line(), &[&format!("127.0.0.1:{port}"), "--prometheus-port"]);
}

#[test]
fn a_damaged_database_is_named_and_left_alone() {
	let damages = [
		"rubbish",
		"",
		"version=1\n",
		"version=abc\nsalt=00\n",
		// The storage engine panics over a salt of this length.
		"version=8\nsalt=00\n",
	];
	for damage in damages {
		let folder = Folder::new();
		let path = folder.database_file("metadata", damage);
		assert_contains(chain_info(&folder).error_line(), &[&path]);
		let outcome = node_of_test_chain(&folder, &["--rpc-port", "0", "--port", "0"]);
		assert_contains(outcome.error_line(), &[&path]);
		let left = fs::read_to_string(Path::new(&path).join("metadata"));
		assert_eq!(left.expect("the file is still there"), damage);
	}
}

#[test]
fn a_database_that_lost_its_description_is_not_written_over() {
	let folder = Folder::new();
	let path = folder.database_file("table_00_00", "what is left");
	assert_contains(chain_info(&folder).error_line(), &[&path, "metadata"]);
	let outcome = node_of_test_chain(&folder, &["--rpc-port", "0", "--port", "0"]);
	assert_contains(outcome.error_line(), &[&path, "metadata"]);
	assert!(!Path::new(&path).join("metadata").exists());
}

#[test]
fn a_database_that_is_a_file_is_named() {
	let folder = Folder::new();
	let path = folder.file(&format!("chains/{CHAIN_ID}/paritydb"), "a file");
	assert_contains(chain_info(&folder).error_line(), &[&path]);
}

#[test]
fn bad_key_commands_are_one_line() {
	let folder = Folder::new();
	let spec = folder.file("chain.json", chain_spec());
	let insert = |key_type, suri| {
		node(&[
			"key",
			"insert",
			"--chain",
			&spec,
			"--base-path",
			&folder.path(""),
			"--scheme",
			"sr25519",
			"--key-type",
			key_type,
			"--suri",
			suri,
		])
	};
	insert("a type that is too long", "//Alice").only_line();
	insert("babe", "these words are no secret phrase").only_line();
	let broken = folder.file("node-key", "not a key");
	node(&["key", "inspect-node-key", "--file", &broken]).only_line();
	let missing = folder.path("missing");
	node(&["key", "inspect-node-key", "--file", &missing]).only_line();
}

#[test]
fn a_missing_file_of_blocks_is_named() {
	let folder = Folder::new();
	let spec = folder.file("chain.json", chain_spec());
	let missing = folder.path("missing");
	let outcome =
		node(&["import-blocks", "--chain", &spec, "--base-path", &folder.path(""), &missing]);
	assert_contains(outcome.only_line(), &[&missing]);
}
