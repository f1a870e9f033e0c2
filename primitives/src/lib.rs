//! The traits and types through which the Palisade pallets meet.
//!
//! A pallet never names another pallet's `Config`: it calls one of these traits, and the runtime
//! chooses the implementation. Each trait is implemented for `()`, so that a pallet can be used
//! without its neighbours. Traits that can have several sources are implemented for tuples too.
//!
//! | trait | answers or does |
//! |---|---|
//! | [`EpochClock`] | the current epoch |
//! | [`Interruptions`] | how long a brake has kept accounts from a duty |
//! | [`ElectedStake`] | the stake with which a validator was elected |
//! | [`ValidatorInspect`] | the status and the stake of a validator |
//! | [`ValidatorControl`] | jails, bans, and reverses either |
//! | [`ExposureInspect`] | the stake that is liable for an epoch |
//! | [`PositionInspect`] | what an account has staked |
//! | [`PositionTransfer`] | transfers positions, exits and deals |
//! | [`LockInspect`] | the locked part of an account's balance |
//! | [`CaseInspect`] | which cases are open |
//! | [`SlashControl`] | slashes; holds exits while a case is open; takes fines of self-stake |
//! | [`DealControl`] | opens, amends and closes deals |
//! | [`EpochPayout`] | the rewards of an epoch |
//! | [`Participation`] | the participation of validators in an epoch |
//! | [`ExpectedProduction`] | the blocks expected of each validator in an epoch |
//! | [`ValidatorGate`] | whether an account may validate |
//! | [`ElectionWeight`] | the factor by which a validator's stake counts in the election |
//! | [`OnSlash`] | acts on slashes, such as by paying a cover |
//! | [`ConductObserver`] | receives reports of the conduct of validators and delegators |
//! | [`OffenceIntake`] | accepts reports of offences |
//! | [`Affiliation`] | whether two accounts belong to one entity |
//! | [`OffenceRecord`] | whether a validator's offence record is clean |
//! | [`Reputation`] | a validator's reputation score |
//! | [`Diversity`] | a validator's location and how crowded it is |
//! | [`Attestation`] | the attestation level of a validator's hardware |
//!
//! [`WeightedDraw`] draws seats by stake.
//!
//! Amounts are in planck, the smallest unit of the chain's currency.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod attestation;
mod conduct;
mod deal;
mod diversity;
mod election;
mod epoch;
mod exposure;
mod interruption;
mod offence;
mod position;
mod production;
mod reputation;
mod sampling;
mod slash;
#[cfg(feature = "test")]
pub mod test;
mod validator;

pub use attestation::Attestation;
pub use conduct::{Conduct, ConductObserver, Observation, Subject};
pub use deal::{DealControl, DealId, DealStatus};
pub use diversity::{Diversity, Region};
pub use election::{bounded_factor, ElectionWeight, EpochPayout, Participation, WeightPart};
pub use epoch::{EpochClock, EpochIndex};
pub use exposure::{ElectedStake, ExposedTotal, Exposure, ExposureInspect, PlannedMember};
pub use interruption::{first_epoch, moved_deadline, Duty, Interruptions, MAX_INTERRUPTED_EPOCHS};
pub use offence::{
	Affiliation, Basis, OffenceId, OffenceIntake, OffenceKind, OffenceRecord, OffenceReport,
};
pub use position::{LockInspect, PositionInspect, PositionTransfer, RewardClass, StakeMark};
pub use production::{ByStake, Equal, ExpectedProduction, Milliblocks, MILLIBLOCKS_PER_BLOCK};
pub use reputation::{Reputation, MAX_SCORE};
pub use sampling::WeightedDraw;
pub use slash::{CaseInspect, Impact, OnSlash, SlashControl};
pub use validator::{
	DisableMembers, ValidatorControl, ValidatorGate, ValidatorInspect, ValidatorStatus,
};

/// An amount of the chain's currency, in planck.
pub type Balance = u128;
