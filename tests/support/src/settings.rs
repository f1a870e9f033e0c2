//! What tests set, per thread. In a private module: the macro leaves the variables behind the types
//! without documentation.

use crate::{AccountId, UNIT};
use frame_support::parameter_types;
use palisade_primitives::{Balance, Duty, EpochIndex};
use sp_arithmetic::Permill;
use std::collections::{BTreeMap, BTreeSet};

parameter_types! {
	/// The existential deposit. Planck.
	pub static ExistentialDeposit: Balance = UNIT / 1_000;
	/// Whether the next block begins a session; reset by that block.
	pub static EndSession: bool = false;
	/// How far the epoch has come, for [`SetProgress`](crate::session::SetProgress).
	pub static Progress: Option<Permill> = None;
	/// The author of the block.
	pub static Author: Option<AccountId> = None;
	/// The seed of [`SetRandomness`](crate::stubs::SetRandomness).
	pub static Seed: u8 = 0;
	/// The interrupted epochs, by duty.
	pub static InterruptedEpochs: BTreeSet<(Duty, EpochIndex)> = BTreeSet::new();
	/// The number of interrupted blocks by duty, without the running one.
	pub static InterruptedBlocks: BTreeMap<Duty, u32> = BTreeMap::new();
	/// The epochs in which finality stalled.
	pub static Stalled: BTreeSet<EpochIndex> = BTreeSet::new();
	/// The pairs of accounts declared as affiliated.
	pub static Entities: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
	/// The pairs of accounts about whose affiliation was asked, in order. Only noted if not `None`.
	pub static Asked: Option<Vec<(AccountId, AccountId)>> = None;
	/// The sum paid to the treasury, in planck.
	pub static ToTheTreasury: Balance = 0;
}
