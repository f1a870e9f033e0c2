//! Compiles the runtime to Wasm with its benchmarks.

use std::{env, path::PathBuf};
use substrate_wasm_builder::WasmBuilder;

fn main() {
	// Not as this script is compiled: checkouts that share the build output share the script too.
	let manifest = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
	let runtime = PathBuf::from(manifest).join("../runtime/Cargo.toml");
	let runtime = runtime.canonicalize().expect("the runtime is part of the workspace");
	WasmBuilder::new()
		.with_project(runtime)
		.expect("this is the manifest of the runtime")
		.import_memory()
		.export_heap_base()
		.enable_feature("runtime-benchmarks")
		.set_file_name("benchmarks")
		.build();
}
