//! What validators do.

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
	/// So much of the stake behind it was slashed.
	Slashed {
		/// The loss. Planck.
		amount: Balance,
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
