//! The session keys in the keystore of a validator.

use sp_core::crypto::{key_types, KeyTypeId};
use sp_keystore::Keystore;
use std::net::SocketAddr;

/// The session keys: their names in the runtime and their types in the keystore.
const SESSION_KEYS: [(&str, KeyTypeId); 3] = [
	("grandpa", key_types::GRANDPA),
	("babe", key_types::BABE),
	("authority_discovery", key_types::AUTHORITY_DISCOVERY),
];

/// Warns a validator without session keys, and names the way to create them.
///
/// Only a warning: the keys may be inserted through JSON-RPC while the node runs.
pub fn warn_about_missing(keystore: &dyn Keystore, rpc_address: Option<SocketAddr>) {
	let missing = missing(keystore);
	if missing.is_empty() {
		return;
	}
	let server = rpc_address.map_or_else(|| "<JSON-RPC address>".into(), |it| it.to_string());
	log::warn!(
		"This validator cannot work yet, its keystore has no key for: {}. Create all session keys \
		 with: curl -H 'Content-Type: application/json' -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\
		 \"method\":\"author_rotateKeysWithOwner\",\"params\":[\"0x<account id of the \
		 validator>\"]}}' http://{server}",
		missing.join(", "),
	);
}

/// The session keys that the keystore lacks.
fn missing(keystore: &dyn Keystore) -> Vec<&'static str> {
	SESSION_KEYS
		.into_iter()
		.filter(|(_, key_type)| keystore.keys(*key_type).map_or(true, |keys| keys.is_empty()))
		.map(|(name, _)| name)
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_keystore::testing::MemoryKeystore;

	#[test]
	fn a_new_keystore_lacks_every_session_key() {
		let keystore = MemoryKeystore::new();
		assert_eq!(missing(&keystore), ["grandpa", "babe", "authority_discovery"]);
	}

	#[test]
	fn a_key_that_is_there_is_not_missed() {
		let keystore = MemoryKeystore::new();
		keystore.sr25519_generate_new(key_types::BABE, None).expect("the keystore is in memory");
		assert_eq!(missing(&keystore), ["grandpa", "authority_discovery"]);
		keystore.ed25519_generate_new(key_types::GRANDPA, None).expect("the keystore is in memory");
		keystore
			.sr25519_generate_new(key_types::AUTHORITY_DISCOVERY, None)
			.expect("the keystore is in memory");
		assert!(missing(&keystore).is_empty());
	}
}
