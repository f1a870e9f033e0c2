//! The Wasm build of the runtime that tests upgrade a network to. There is nothing to call: the build script
//! does the work.
