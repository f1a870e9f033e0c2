use palisade_runtime::{AccountId, SessionKeys};
use sp_core::{
	crypto::{SecretUri, DEV_PHRASE},
	ed25519, sr25519, Pair,
};
use sp_runtime::{traits::IdentifyAccount, MultiSigner};
use std::sync::LazyLock;

/// A signer: an account and the session keys of a node, all derived from one name.
#[derive(Clone)]
pub struct Account {
	/// Signs transactions, claims slots.
	pub sr25519: sr25519::Pair,
	/// Votes on finality.
	pub ed25519: ed25519::Pair,
}

/// The keys of the development phrase. A phrase is stretched by 2,048 rounds of hashing: without
/// optimisation, more work than many an epoch, so it is done once.
static ROOTS: LazyLock<(sr25519::Pair, ed25519::Pair)> = LazyLock::new(|| {
	let phrase = "the development phrase is valid";
	let (sr25519, _) = Pair::from_phrase(DEV_PHRASE, None).expect(phrase);
	let (ed25519, _) = Pair::from_phrase(DEV_PHRASE, None).expect(phrase);
	(sr25519, ed25519)
});

fn derived<P: Pair>(root: &P, path: &SecretUri) -> P {
	let (pair, _) = root.derive(path.junctions.iter().copied(), None).expect("hard paths exist");
	pair
}

impl Account {
	/// The account with the derivation path `//name` of the development phrase. For well-known
	/// names, its keys are those of `palisade-node --alice` and of polkadot.js.
	///
	/// # Panics
	///
	/// If `name` is not a valid derivation path.
	pub fn new(name: &str) -> Self {
		let path: SecretUri = format!("//{name}").parse().expect("a name is a valid path");
		let (sr25519, ed25519) = &*ROOTS;
		Self { sr25519: derived(sr25519, &path), ed25519: derived(ed25519, &path) }
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_name_has_the_keys_of_its_path_of_the_development_phrase() {
		for name in ["Alice", "validator7", "7", "Bob//stash"] {
			let path = format!("//{name}");
			let sr25519 = sr25519::Pair::from_string(&path, None).expect("a valid path");
			let ed25519 = ed25519::Pair::from_string(&path, None).expect("a valid path");
			let account = Account::new(name);
			assert_eq!(account.sr25519.public(), sr25519.public(), "{name}");
			assert_eq!(account.ed25519.public(), ed25519.public(), "{name}");
		}
	}
}
