//! Compiles the runtime to Wasm.

#[cfg(feature = "metadata-hash")]
#[path = "src/token.rs"]
mod token;

fn main() {
	#[cfg(feature = "std")]
	build_wasm();
}

#[cfg(feature = "std")]
fn build_wasm() {
	// The builder enables in Wasm every feature that is enabled natively. Our scripts compile
	// native code with the check features, so that the node and the tests share one dependency
	// tree. This variable removes them from the Wasm, which then equals that of a chain.
	println!("cargo:rerun-if-env-changed=PALISADE_PLAIN_WASM");
	if std::env::var_os("PALISADE_PLAIN_WASM").is_some() {
		std::env::remove_var("CARGO_FEATURE_RUNTIME_BENCHMARKS");
		std::env::remove_var("CARGO_FEATURE_TRY_RUNTIME");
	}

	let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
	#[cfg(feature = "metadata-hash")]
	let builder = builder.enable_metadata_hash(token::SYMBOL, token::DECIMALS);
	builder.build();
}
