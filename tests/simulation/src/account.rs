use palisade_runtime::{AccountId, SessionKeys};
use sp_core::{ed25519, sr25519, Pair};
use sp_runtime::{traits::IdentifyAccount, MultiSigner};

/// A signer: an account and the session keys of a node, all derived from one name.
#[derive(Clone)]
pub struct Account {
	/// Signs transactions, claims slots.
	pub sr25519: sr25519::Pair,
	/// Votes on finality.
	pub ed25519: ed25519::Pair,
}

impl Account {
	/// The account with the derivation path `//name` of the development phrase. For well-known
	/// names, its keys are those of `palisade-node --alice` and of polkadot.js.
	///
	/// # Panics
	///
	/// If `name` is not a valid derivation path.
	pub fn new(name: &str) -> Self {
		let path = format!("//{name}");
		Self {
			sr25519: Pair::from_string(&path, None).expect("a name is a valid path"),
			ed25519: Pair::from_string(&path, None).expect("a name is a valid path"),
		}
	}

	/// The account id.
	pub fn id(&self) -> AccountId {
		MultiSigner::from(self.sr25519.public()).into_account()
	}

	/// The session keys of the account's node.
	pub fn session_keys(&self) -> SessionKeys {
		SessionKeys {
			grandpa: self.ed25519.public().into(),
			babe: self.sr25519.public().into(),
			authority_discovery: self.sr25519.public().into(),
		}
	}
}
