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
//! | [`SlashControl`] | slashes; holds exits while a case is open |
//! | [`DealControl`] | opens, amends and closes deals |
//! | [`EpochPayout`] | the rewards of an epoch |
//! | [`Participation`] | a validator's participation in an epoch |
//! | [`ValidatorGate`] | whether an account may validate |
//! | [`ElectionWeight`] | the factor by which a validator's stake counts in the election |
//! | [`ConductObserver`] | receives reports of a validator's conduct |
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

mod conduct;
mod deal;
mod election;
mod epoch;
mod exposure;
mod interruption;
mod offence;
mod position;
mod reputation;
mod sampling;
mod slash;
mod validator;

pub use conduct::{Conduct, ConductObserver};
pub use deal::{DealControl, DealId, DealStatus};
pub use election::{
	bounded_factor, ElectionWeight, EpochPayout, Participation, Refusal, ValidatorGate, WeightPart,
};
pub use epoch::{EpochClock, EpochIndex};
pub use exposure::{ElectedStake, Exposure, ExposureInspect};
pub use interruption::{first_epoch, moved_deadline, Duty, Interruptions, MAX_INTERRUPTED_EPOCHS};
pub use offence::{Affiliation, Basis, OffenceId, OffenceIntake, OffenceKind, OffenceReport};
pub use position::{LockInspect, PositionInspect, PositionTransfer, RewardClass};
pub use sampling::WeightedDraw;
pub use slash::{CaseInspect, Impact, SlashControl};
pub use validator::{ValidatorControl, ValidatorInspect, ValidatorStatus};

pub use reputation::{Attestation, Diversity, OffenceRecord, Region, Reputation, MAX_SCORE};

/// An amount of the chain's currency, in planck.
pub type Balance = u128;
