//! The Wasm builds of the runtime that only tests of a running network use. There is nothing to call: the
//! build script does the work.
