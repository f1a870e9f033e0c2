//! The types of the client: access to the chain, its database and its executor.

use palisade_runtime::{opaque::Block, RuntimeApi};
use sc_service::{TFullBackend, TFullClient};

/// The executor of the runtime. It offers the SDK's host functions and no others: a runtime that
/// runs here runs in any node of this SDK release.
pub type RuntimeExecutor = sc_executor::WasmExecutor<sp_io::SubstrateHostFunctions>;

/// Access to the chain.
pub type FullClient = TFullClient<Block, RuntimeApi, RuntimeExecutor>;

/// The database.
pub type FullBackend = TFullBackend<Block>;
