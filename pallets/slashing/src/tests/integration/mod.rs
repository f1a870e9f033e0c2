//! Tests that need the real staking pallet: its arithmetic, its states, its exits.

mod confinement;
mod downtime;
mod duties;
mod exits;
mod model;
mod recovery;
mod references;
mod silence;
mod slashes;

use crate::{mock::integration::*, types::*};
use palisade_primitives::{EpochIndex, OffenceId, OffenceKind};
use sp_arithmetic::Perbill;
