//! The stake that is liable for what a validator does in an epoch.

use crate::{Balance, EpochIndex};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Perbill;
use sp_staking::SessionIndex;

/// The stake of a validator at the beginning of an epoch, which is liable for what it does in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Exposure<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The validator's weight in consensus: its stake at the election, one epoch before. Planck.
	#[codec(compact)]
	pub power: Balance,
	/// Stake of the compounding class. Planck.
	#[codec(compact)]
	pub compounding: Balance,
	/// Stake of the liquid class. Planck.
	#[codec(compact)]
	pub liquid: Balance,
	/// Rewards that wait to become stake. Planck.
	#[codec(compact)]
	pub waiting: Balance,
	/// Exits of the epoch before. They earn nothing, but were there at the election and give the
	/// validator weight in consensus. Planck.
	#[codec(compact)]
	pub left: Balance,
	/// By what part more than its stake the validator counts when rewards are split.
	pub bonus: Perbill,
}

impl<AccountId> Exposure<AccountId> {
	/// The stake that earns. Planck.
	pub fn stake(&self) -> Balance {
		self.compounding.saturating_add(self.liquid)
	}

	/// The stake that is liable. Planck.
	pub fn liable(&self) -> Balance {
		self.stake().saturating_add(self.waiting).saturating_add(self.left)
	}
}

/// The sums over the exposures of an epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ExposedTotal {
	/// The weights in consensus. Planck.
	#[codec(compact)]
	pub power: Balance,
	/// The stake that earns. Planck.
	#[codec(compact)]
	pub stake: Balance,
}

impl ExposedTotal {
	/// The sums over `exposures`, saturating.
	pub fn of<'a, AccountId: 'a>(
		exposures: impl IntoIterator<Item = &'a Exposure<AccountId>>,
	) -> Self {
		exposures.into_iter().fold(Self::default(), |Self { power, stake }, exposure| Self {
			power: power.saturating_add(exposure.power),
			stake: stake.saturating_add(exposure.stake()),
		})
	}
}

/// A member of the set of the next epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PlannedMember<AccountId> {
	/// The validator.
	pub validator: AccountId,
	/// The validator's weight in consensus. Planck.
	#[codec(compact)]
	pub power: Balance,
}

/// Reads the exposures of past epochs and of the running one, and the set of the next.
pub trait ExposureInspect<AccountId> {
	/// The exposure of a validator in `epoch`. `None` if the validator was not active in that
	/// epoch, or if the epoch can no longer be slashed.
	fn exposure(epoch: EpochIndex, validator: &AccountId) -> Option<Exposure<AccountId>>;

	/// The exposures of all validators that were active in `epoch`, in the order of the session.
	fn exposures(epoch: EpochIndex) -> Vec<Exposure<AccountId>>;

	/// The sums over the exposures of `epoch`, at the cost of one record. Zero without a set.
	fn exposed_total(epoch: EpochIndex) -> ExposedTotal;

	/// The members of the set of the next epoch, in the order of the session. Their exposures are
	/// known when that epoch begins.
	fn planned() -> Vec<PlannedMember<AccountId>>;
}

impl<AccountId> ExposureInspect<AccountId> for () {
	fn exposure(_: EpochIndex, _: &AccountId) -> Option<Exposure<AccountId>> {
		None
	}

	fn exposures(_: EpochIndex) -> Vec<Exposure<AccountId>> {
		Vec::new()
	}

	fn exposed_total(_: EpochIndex) -> ExposedTotal {
		ExposedTotal::default()
	}

	fn planned() -> Vec<PlannedMember<AccountId>> {
		Vec::new()
	}
}

/// The stakes with which validators were elected into the set of a session. Gives BABE and GRANDPA
/// authorities a weight in proportion to their stake.
pub trait ElectedStake<ValidatorId> {
	/// Stakes of `validators` in the set of `session`, in the order of `validators`, in planck;
	/// `None` for a validator that is not in that set.
	///
	/// Answers for the active session and for the one planned next. The answer for a session must
	/// not change once its set is known: nodes learn the weights one session ahead and would
	/// otherwise disagree with the chain.
	fn elected_stakes(session: SessionIndex, validators: &[&ValidatorId]) -> Vec<Option<Balance>>;
}

/// All validators have equal stakes: one head, one vote.
impl<ValidatorId> ElectedStake<ValidatorId> for () {
	fn elected_stakes(_: SessionIndex, validators: &[&ValidatorId]) -> Vec<Option<Balance>> {
		validators.iter().map(|_| Some(1)).collect()
	}
}
