//! What surrounds the market on both test chains: its parameters, and what tests say about
//! validators.

use crate::types::{Deposits, Rules};
use frame_support::parameter_types;
use palisade_primitives::{
	Attestation, Balance, Conduct, ConductObserver, Diversity, EpochIndex, OffenceRecord, Region,
	Reputation, Subject, ValidatorGate,
};
use palisade_test_support::{AccountId, UNIT};
use sp_arithmetic::Perbill;
use sp_runtime::{DispatchError, DispatchResult};
use std::collections::{BTreeMap, BTreeSet};

parameter_types! {
	pub static TheDeposits: Deposits = Deposits {
		listing: 10 * UNIT,
		offer: UNIT,
		request: 2 * UNIT,
		bid: 3 * UNIT,
		sale: UNIT,
		cleaner: Perbill::from_percent(10),
	};
	pub static TheRules: Rules = Rules {
		protocol_fee: Perbill::zero(),
		maximum_exit_fee: Perbill::from_percent(50),
		bidding: 1_000,
		extension: 5,
		extensions: 20,
		reveal: 10,
		settlement: 50,
		concentration: Perbill::one(),
		concentration_slack: Perbill::zero(),
		rated_amount: 100 * UNIT,
		rated_epochs: 2,
	};
	/// Validators that a gate refuses.
	pub static Refused: BTreeSet<AccountId> = BTreeSet::new();
	/// Validators without a clean record.
	pub static Offenders: BTreeSet<AccountId> = BTreeSet::new();
	/// Scores.
	pub static Scores: BTreeMap<AccountId, u32> = BTreeMap::new();
	/// Buckets of diversity.
	pub static Buckets: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// Regions.
	pub static Regions: BTreeMap<AccountId, [u8; 4]> = BTreeMap::new();
	/// The stakes of entities.
	pub static EntityStakes: BTreeMap<AccountId, Balance> = BTreeMap::new();
	/// Levels of attestation.
	pub static Attested: BTreeMap<AccountId, u8> = BTreeMap::new();
	/// The observed ratings and outcomes of deals.
	pub static Conducts: Vec<(Subject<AccountId>, EpochIndex, Conduct)> = Vec::new();
}

/// The largest number of blocks by which a request waits.
pub const MAX_INTERRUPTION: u32 = 600;

/// Refuses the validators that tests name.
pub struct Gate;
impl ValidatorGate<AccountId> for Gate {
	fn admit(validator: &AccountId) -> DispatchResult {
		match Refused::get().contains(validator) {
			true => Err(DispatchError::Other("refused")),
			false => Ok(()),
		}
	}
}

/// The validators' record, score, place and attestation, as tests set them.
pub struct Said;
impl OffenceRecord<AccountId> for Said {
	fn is_clean(validator: &AccountId) -> bool {
		!Offenders::get().contains(validator)
	}
}
impl Reputation<AccountId> for Said {
	fn score(validator: &AccountId) -> Option<u32> {
		Scores::get().get(validator).copied()
	}
}
impl Diversity<AccountId> for Said {
	fn bucket(validator: &AccountId) -> Option<u8> {
		Buckets::get().get(validator).copied()
	}
	fn region(validator: &AccountId) -> Option<Region> {
		Regions::get().get(validator).copied().map(Region)
	}
	fn entity_stake(validator: &AccountId) -> Option<Balance> {
		EntityStakes::get().get(validator).copied()
	}
}
impl Attestation<AccountId> for Said {
	fn level(validator: &AccountId) -> u8 {
		Attested::get().get(validator).copied().unwrap_or_default()
	}
}

/// Records observations.
pub struct Witness;
impl ConductObserver<AccountId> for Witness {
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		let subject = match subject {
			Subject::Validator(who) => Subject::Validator(*who),
			Subject::Delegator(who) => Subject::Delegator(*who),
		};
		Conducts::mutate(|conducts| conducts.push((subject, epoch, conduct)));
	}
}
