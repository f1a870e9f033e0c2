//! What validators do, and the parties of deals.

use crate::{Balance, EpochIndex, OffenceKind};
use impl_trait_for_tuples::impl_for_tuples;

/// Something that a validator did or failed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
	/// It made blocks: so many, where its stake let so many be expected, rounded down.
	Authored {
		/// Blocks that it made in the epoch.
		blocks: u32,
		/// Blocks that could be expected of it.
		expected: u32,
	},
	/// It was found guilty.
	Offended {
		/// Of what.
		kind: OffenceKind,
		/// How much it says of the validator, as governance has set it for the kind.
		signal: u32,
	},
	/// Part of the stake behind it was slashed: everything that is liable lost the same part.
	Slashed {
		/// The loss. Planck.
		amount: Balance,
		/// What was liable before. Planck.
		base: Balance,
	},
	/// It could be elected and cannot any more: it went offline, gives up, or its own stake has become too small.
	WentOffline,
	/// It was jailed or banned.
	Jailed,
	/// It should not have been, and is no longer.
	Released,
	/// It kept to a deal until the end of its term.
	DealKept,
	/// It broke a deal.
	DealBroken,
	/// The other party of a deal has said how content it is.
	Rated {
		/// From 1 to 5, the best.
		rating: u8,
		/// What was in the deal. Planck.
		amount: Balance,
		/// How long it ran. Epochs.
		epochs: u32,
	},
}

/// Something that keeps track of how validators behave.
pub trait ConductObserver<AccountId> {
	/// `validator` did this in `epoch`.
	fn observe(validator: &AccountId, epoch: EpochIndex, conduct: Conduct);
}

#[impl_for_tuples(8)]
impl<AccountId> ConductObserver<AccountId> for Tuple {
	fn observe(validator: &AccountId, epoch: EpochIndex, conduct: Conduct) {
		for_tuples!( #( Tuple::observe(validator, epoch, conduct); )* );
	}
}
