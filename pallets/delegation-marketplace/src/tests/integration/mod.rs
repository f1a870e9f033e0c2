//! Tests with the real staking pallet: of the exact amounts that its shares give, and of states
//! that only this pallet has.

mod attacks;
mod cover;
mod deals;
mod documentation;
mod model;
mod offered;
mod references;
mod rule_changes;
mod sales;
mod suspensions;

use crate::{mock::integration::*, types::*, *};
use frame_support::{assert_noop, assert_ok};
use palisade_primitives::{Balance, DealId, EpochIndex, ExposureInspect, RewardClass};
use palisade_test_support::dice::Dice;
use sp_arithmetic::Perbill;
use sp_core::U256;
