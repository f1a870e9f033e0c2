//! An equivocation as a consensus pallet reports it.

use crate::AccountId;
use sp_arithmetic::Perbill;
use sp_staking::{
	offence::{Kind, Offence},
	SessionIndex,
};

/// Two votes of a validator in a round, with the fields that the reports of the consensus pallets
/// have.
pub struct TwoVotes {
	/// The validator.
	pub offender: AccountId,
	/// The session of the round.
	pub session: SessionIndex,
	/// The round, which is the time slot.
	pub round: u64,
}

impl Offence<(AccountId, u128)> for TwoVotes {
	const ID: Kind = *b"test:equivocatio";
	type Slot = u64;

	fn offenders(&self) -> Vec<(AccountId, u128)> {
		vec![(self.offender, 0)]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		20
	}

	fn slot(&self) -> u64 {
		self.round
	}

	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::from_percent(1)
	}
}
