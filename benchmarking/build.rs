//! Compiles the runtime to Wasm with its benchmarks.

use std::path::Path;
use substrate_wasm_builder::WasmBuilder;

fn main() {
	let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/Cargo.toml");
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
