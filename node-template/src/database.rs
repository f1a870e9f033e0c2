//! Opens the database, and names the cause if that fails.
//!
//! Nothing here removes or repairs a file: the remains of a damaged database belong to the
//! operator.

use crate::{client::FullBackend, errors};
use sc_service::{Configuration, DatabaseSource, Error as ServiceError};
use std::{panic::PanicHookInfo, path::Path, sync::Arc};

/// The file that makes a folder a ParityDB database.
const METADATA_FILE: &str = "metadata";

/// The file that ParityDB leaves in a folder even if it finds no database there.
const LOCK_FILE: &str = "lock";

/// Opens the database of the chain, and creates it if there is none.
pub fn open(config: &Configuration) -> Result<Arc<FullBackend>, ServiceError> {
	ensure_complete(&config.database)?;
	sc_service::new_db_backend(config.db_config())
		.map_err(|error| cannot_open(&config.database, error))
}

/// Refuses a folder that has the files of a database but lacks the one that describes them.
///
/// ParityDB would take such a folder for an empty one and overwrite its files.
pub fn ensure_complete(database: &DatabaseSource) -> Result<(), ServiceError> {
	let Some(path) = database.path() else { return Ok(()) };
	if path.join(METADATA_FILE).exists() {
		return Ok(());
	}
	// ParityDB handles a folder that cannot be read or does not exist yet.
	let Ok(entries) = std::fs::read_dir(path) else { return Ok(()) };
	if entries.flatten().any(|entry| entry.file_name() != LOCK_FILE) {
		return Err(ServiceError::Other(format!(
			"cannot open the database at {}: it holds files, but the file `{METADATA_FILE}` that \
			 describes them is missing",
			path.display(),
		)));
	}
	Ok(())
}

/// The error for a database that does not open. Names the path, which the SDK's error does not.
pub fn cannot_open(database: &DatabaseSource, error: sp_blockchain::Error) -> ServiceError {
	let reason = match error {
		sp_blockchain::Error::Backend(reason) => reason,
		other => other.to_string(),
	};
	ServiceError::Other(format!("cannot open the database at {}: {reason}", location(database)))
}

/// Ends the process with one line when the storage engine panics.
///
/// Some damage shows only when a value is read, in places where the SDK cannot return an error and
/// panics. The operator of a damaged disk needs the path, not a backtrace and an invitation to
/// report a bug. Call this after the SDK has set its own hook, which still handles all other
/// panics.
pub fn report_damage(database: &DatabaseSource) {
	let location = location(database);
	let next = std::panic::take_hook();
	std::panic::set_hook(Box::new(move |panic| {
		if !comes_from_storage(panic) {
			return next(panic);
		}
		let reason = panic.payload_as_str().unwrap_or("no reason given");
		errors::print(&format!("the database at {location} is damaged: {reason}"));
		std::process::exit(1);
	}));
}

fn comes_from_storage(panic: &PanicHookInfo) -> bool {
	let in_engine = panic.location().is_some_and(|place| place.file().contains("parity-db"));
	let about_engine =
		panic.payload_as_str().is_some_and(|reason| reason.starts_with("Critical database error"));
	in_engine || about_engine
}

fn location(database: &DatabaseSource) -> String {
	database.path().map_or_else(|| database.to_string(), |path: &Path| path.display().to_string())
}
