//! The Wasm build of the runtime to which tests upgrade a network. The build script does the work;
//! the crate has no items.
