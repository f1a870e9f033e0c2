//! The types of the pallet's storage, calls and events.

// Derived code casts variant indices.
#![allow(clippy::cast_possible_truncation)]

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get, WrapperKeepOpaque},
	BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound, PartialEqNoBound,
};
use palisade_primitives::{
	Balance, EpochIndex, Exposure, Milliblocks, RewardClass, StakeMark, ValidatorStatus,
};
use palisade_share_pool::{Activation, Exchange, Index, Pending, Pool, RewardIndexes, Shares};
use scale_info::TypeInfo;
use sp_arithmetic::{FixedU64, Perbill};

mod election;
mod liability;
mod lock;
mod position;
mod validator;

pub use election::*;
pub use liability::*;
pub use lock::*;
pub use position::*;
pub use validator::*;
