//! Compiles the runtime that tests upgrade a network to, into `wbuild/palisade-runtime` of the target directory.

use std::path::Path;
use substrate_wasm_builder::WasmBuilder;

/// Asks for it. It takes a minute, and only the test of an upgrade needs it.
const ASKED_FOR: &str = "PALISADE_WASM_VARIANTS";

fn main() {
	println!("cargo:rerun-if-env-changed={ASKED_FOR}");
	if std::env::var_os(ASKED_FOR).is_none() {
		return;
	}
	// What a network that runs the node's own runtime is upgraded to.
	build("next", &["upgrade-rehearsal"]);
}

fn build(name: &str, features: &[&str]) {
	// Where the package is now, and not where this script was compiled.
	let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("Cargo says where the package is");
	let runtime = Path::new(&here).join("../../runtime/Cargo.toml");
	let runtime = runtime.canonicalize().expect("the runtime is part of the workspace");
	let builder = WasmBuilder::new()
		.with_project(runtime)
		.expect("this is the manifest of the runtime")
		.import_memory()
		.export_heap_base()
		.set_file_name(name);
	features.iter().fold(builder, |builder, feature| builder.enable_feature(*feature)).build();
}
