//! Traits and types at which the Palisade pallets meet.
//!
//! A pallet never names another pallet's `Config`: it asks for one of these traits, and the runtime
//! says who answers. Each trait has an implementation for `()`, so that a pallet can be used without
//! its neighbours; those that can have several sources are implemented for tuples too.
//!
//! | trait | asks |
//! |---|---|
//! | [`EpochClock`] | which epoch it is |
//! | [`Interruptions`] | for how long a brake has kept accounts from a duty |
//! | [`ElectedStake`] | with what stake somebody was elected |
//! | [`StakeInspect`] | who has how much at stake |
//! | [`LockInspect`] | how much of somebody's funds is locked |
//! | [`StakeControl`] | to slash, jail, ban, and to hold exits while an offence is open |
//! | [`DealControl`] | to open, amend and close delegations with a commission of their own, and to move positions |
//! | [`EpochPayout`] | how much an epoch pays to stakers |
//! | [`Participation`] | how much a validator took part in an epoch |
//! | [`ValidatorGate`] | whether an account may validate |
//! | [`ElectionWeight`] | by what factor its stake counts |
//! | [`ConductObserver`] | to be told what a validator did |
//! | [`OffenceIntake`] | to judge what a validator is accused of |
//! | [`Affiliation`] | whether two accounts belong together |
//! | [`OffenceRecord`] | whether a validator has offended |
//! | [`Reputation`] | how well it has done |
//! | [`Diversity`] | where it runs, and how crowded it is there |
//! | [`Attestation`] | how well its hardware is attested |
//!
//! [`WeightedDraw`] draws by stake, for whoever has seats to fill.
//!
//! Amounts are in planck, the smallest unit of the chain's currency.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod conduct;
mod election;
mod epoch;
mod interruption;
mod offence;
mod sampling;
mod stake;
mod standing;

pub use conduct::{Conduct, ConductObserver};
pub use election::{
	bounded_factor, ElectionWeight, Participation, Refusal, ValidatorGate, WeightPart,
};
pub use epoch::{EpochClock, EpochIndex};
pub use interruption::{first_epoch, moved_deadline, Duty, Interruptions, MAX_INTERRUPTED_EPOCHS};
pub use offence::{Accusation, Affiliation, OffenceId, OffenceIntake, OffenceKind};
pub use sampling::WeightedDraw;
pub use stake::{
	Backing, Class, DealControl, DealId, DealStatus, ElectedStake, EpochPayout, Exposure, Impact,
	LockInspect, StakeControl, StakeInspect, Standing,
};

pub use standing::{Attestation, Diversity, OffenceRecord, Region, Reputation, MAX_SCORE};

/// An amount of the chain's currency, in planck.
pub type Balance = u128;
