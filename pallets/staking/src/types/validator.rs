//! Validators: states, settings and records.

use super::*;

/// Longest name of a validator, in bytes.
pub const MAX_NAME: u32 = 64;

/// Longest address of a validator's website, in bytes.
pub const MAX_WEBSITE: u32 = 128;

/// The state of a validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum State {
	/// A candidate outside the set of the running epoch.
	Waiting,
	/// A candidate in the set of the running epoch.
	Active,
	/// Not a candidate: went offline, or the self-stake became too small.
	Offline,
	/// Not a candidate until the jail term is over.
	Jailed {
		/// The first epoch in which the validator may go online again.
		until: EpochIndex,
	},
	/// Excluded from all elections.
	Banned,
	/// Leaving: to be removed once nothing of the validator is in use.
	Leaving,
	/// Not a candidate: the minimum self-stake has risen above the validator's self-stake.
	BelowMinimum,
}

impl State {
	/// Whether the validator is a candidate.
	pub fn is_electable(self) -> bool {
		matches!(self, Self::Waiting | Self::Active)
	}

	/// Whether the validator is jailed or banned.
	pub fn is_confined(self) -> bool {
		matches!(self, Self::Jailed { .. } | Self::Banned)
	}

	/// The state of a validator that is not, or not known to be, in the running set.
	pub(crate) fn outside_the_set(self) -> Self {
		match self {
			Self::Active => Self::Waiting,
			state => state,
		}
	}

	/// The state as other pallets see it.
	pub fn status(self) -> ValidatorStatus {
		match self {
			Self::Waiting | Self::Active => ValidatorStatus::Online,
			Self::Offline => ValidatorStatus::Offline,
			Self::Leaving => ValidatorStatus::Leaving,
			Self::Jailed { .. } => ValidatorStatus::Jailed,
			Self::Banned => ValidatorStatus::Banned,
			Self::BelowMinimum => ValidatorStatus::BelowMinimum,
		}
	}
}

/// The use of the rewards for a validator's self-stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[derive(serde::Serialize, serde::Deserialize)]
pub enum RewardPolicy {
	/// Rewards become stake.
	Compound,
	/// Rewards are paid when claimed.
	Payout,
}

impl RewardPolicy {
	/// The class of the self-stake.
	pub fn class(self) -> RewardClass {
		match self {
			Self::Compound => RewardClass::Compounding,
			Self::Payout => RewardClass::Liquid,
		}
	}
}

/// A current and an announced commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Commission {
	/// The commission of the running epoch, constant within the epoch.
	pub current: Perbill,
	/// A pending announcement.
	pub announced: Option<Announced>,
}

/// An announced commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Announced {
	/// The commission.
	pub value: Perbill,
	/// The first epoch in which the commission applies.
	pub from: EpochIndex,
}

/// The last rise of a commission, of those that count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct CommissionRise {
	/// The lowest commission in force since before the first of these rises was announced.
	pub base: Perbill,
	/// The epoch in which the last of them was announced.
	#[codec(compact)]
	pub announced: EpochIndex,
}

impl Commission {
	/// A commission without announcement.
	pub fn new(current: Perbill) -> Self {
		Self { current, announced: None }
	}

	/// Lowers the current commission to `most`. Returns whether it was above.
	pub(crate) fn cap(&mut self, most: Perbill) -> bool {
		let is_above = self.current > most;
		self.current = self.current.min(most);
		is_above
	}

	/// The commission in `epoch`, which must not have passed.
	pub fn at(&self, epoch: EpochIndex) -> Perbill {
		match &self.announced {
			Some(announced) if announced.from <= epoch => announced.value,
			_ => self.current,
		}
	}

	/// Applies an announcement for `epoch` or earlier.
	pub fn roll(&mut self, epoch: EpochIndex) {
		self.current = self.at(epoch);
		if self.announced.as_ref().is_some_and(|announced| announced.from <= epoch) {
			self.announced = None;
		}
	}
}

/// The conditions under which rewards of the compounding class become stake. Both must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Compounding {
	/// Epochs between two compoundings.
	#[codec(compact)]
	pub frequency: u32,
	/// Least amount of waiting rewards. Planck.
	#[codec(compact)]
	pub minimum: Balance,
	/// The first epoch after the last compounding.
	#[codec(compact)]
	pub since: EpochIndex,
}

impl Compounding {
	/// Whether `waiting` rewards become stake at the end of `epoch`.
	pub fn is_due(&self, waiting: Balance, epoch: EpochIndex) -> bool {
		waiting > 0
			&& waiting >= self.minimum
			&& epoch.saturating_add(1).saturating_sub(self.since) >= self.frequency
	}
}

/// A validator's conditions for delegations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DelegationPolicy {
	/// Whether the validator refuses further delegations.
	pub closed: bool,
	/// Least stake of a delegator in a class; the chain's minimum applies too. Planck.
	#[codec(compact)]
	pub minimum: Balance,
}

/// A closed generation of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ClosedClass {
	/// The epoch whose exits hold the generation's stake.
	#[codec(compact)]
	pub epoch: EpochIndex,
	/// The reward indexes at the closing.
	pub index: RewardIndexes,
	/// What the generation's shares are exchanged for; `None` for as many shares of the exits.
	pub exchange: Option<Exchange>,
}

impl ClosedClass {
	/// The shares of the exits for `shares` of the generation.
	pub fn worth(&self, shares: Shares) -> Shares {
		self.exchange.map_or(shares, |exchange| exchange.worth(shares))
	}
}

/// The epochs in which a validator's classes were last closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ClosedIn {
	/// The compounding class.
	pub compounding: Option<EpochIndex>,
	/// The liquid class.
	pub liquid: Option<EpochIndex>,
}

/// A validator with its stake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Validator {
	/// The validator's state.
	pub state: State,
	/// The state before a jailing or ban by the pallet that judges offences, to which a reversal
	/// returns the validator. `None` if governance set the state, or the validator is not confined.
	pub confined_from: Option<State>,
	/// The epoch of the registration. The validator is not liable for offences of earlier epochs,
	/// which may be those of an earlier registration of the account.
	#[codec(compact)]
	pub registered: EpochIndex,
	/// The running epoch, while the validator is in its set.
	pub serving: Option<EpochIndex>,
	/// The validator's commission.
	pub commission: Commission,
	/// The last rise of the commission, if any.
	pub rise: Option<CommissionRise>,
	/// The use of the rewards for the self-stake.
	pub reward_policy: RewardPolicy,
	/// The conditions for compounding.
	pub compounding: Compounding,
	/// The conditions for delegations.
	pub delegation_policy: DelegationPolicy,
	/// The stake and rewards of both classes.
	pub pool: Pool,
	/// Pending deposits, only while the validator is in the running set.
	pub deposits: PendingDeposits,
	/// The self-stake.
	pub own: Position,
	/// Unclaimed commission from the liquid class. Planck.
	#[codec(compact)]
	pub commission_due: Balance,
	/// Blocks authored beyond those expected, which pay for later expectations.
	pub credit: Milliblocks,
	/// Rounding remainders. Planck.
	#[codec(compact)]
	pub dust: Balance,
	/// The epochs in which the classes were last closed.
	pub closed: ClosedIn,
	/// The number of accounts with a position or exits, plus the number of deals.
	#[codec(compact)]
	pub holders: u64,
	/// The epochs with open cases, oldest first. [`Liability`] has the numbers of cases.
	pub cases: BoundedVec<EpochIndex, ConstU32<MAX_LIABLE_EPOCHS>>,
	/// The latest of these epochs that has a case with a proof.
	pub proven: Option<EpochIndex>,
}

/// The public profile of a validator.
#[derive(Clone, Debug, PartialEq, Eq)]
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Profile {
	/// The name, in UTF-8.
	pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
	/// The website, in UTF-8.
	pub website: BoundedVec<u8, ConstU32<MAX_WEBSITE>>,
	/// Hash of the contact details: verifies details obtained elsewhere without publishing them.
	pub contact: Option<[u8; 32]>,
}
