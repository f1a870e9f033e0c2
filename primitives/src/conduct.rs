//! The conduct of validators and of the parties of deals.

use crate::{Balance, EpochIndex, OffenceKind};
use impl_trait_for_tuples::impl_for_tuples;

/// Something that a validator did or failed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
	/// Blocks authored in the epoch, and the number expected from the validator's stake.
	Authored {
		/// Blocks authored.
		blocks: u32,
		/// Blocks expected, rounded down.
		expected: u32,
	},
	/// The validator was convicted of an offence.
	Offended {
		/// The kind of the offence.
		kind: OffenceKind,
		/// How strongly the conviction counts against the validator, as governance has set it for
		/// the kind.
		signal: u32,
	},
	/// Part of the validator's exposure was slashed. All liable stake lost the same fraction.
	Slashed {
		/// The loss. Planck.
		amount: Balance,
		/// The liable stake before the slash. Planck.
		base: Balance,
	},
	/// The validator left the candidates: it went offline, is leaving, or its self-stake fell below
	/// the minimum.
	WentOffline,
	/// The validator was jailed or banned.
	Jailed,
	/// The jailing or ban was reversed.
	Released,
	/// The validator kept a deal to the end of its term.
	DealKept,
	/// The validator broke a deal.
	DealBroken,
	/// The other party of a deal rated the validator.
	Rated {
		/// The rating, from 1 (worst) to 5 (best).
		rating: u8,
		/// The value of the deal. Planck.
		amount: Balance,
		/// How long the deal ran. Epochs.
		epochs: u32,
	},
}

/// Receives what validators did, for example to compute their reputation.
pub trait ConductObserver<AccountId> {
	/// Records that `validator` showed this conduct in `epoch`.
	fn observe(validator: &AccountId, epoch: EpochIndex, conduct: Conduct);
}

#[impl_for_tuples(8)]
impl<AccountId> ConductObserver<AccountId> for Tuple {
	fn observe(validator: &AccountId, epoch: EpochIndex, conduct: Conduct) {
		for_tuples!( #( Tuple::observe(validator, epoch, conduct); )* );
	}
}
