//! What surrounds slashing on both test chains: its parameters, which tests set, and what it tells
//! others.

use crate::{types::*, KeyRetirement};
use frame_support::{parameter_types, weights::Weight};
use palisade_primitives::{
	Balance, Conduct, ConductObserver, EpochIndex, OffenceKind, OnSlash, Subject,
};
use palisade_test_support::{AccountId, UNIT};
use sp_arithmetic::Perbill;
use sp_runtime::traits::Convert;
use std::collections::BTreeMap;

/// The default penalties of the tests.
pub fn default_penalties() -> BTreeMap<OffenceKind, Penalty> {
	let penalty = |percent, sentence, signal| Penalty {
		fraction: Perbill::from_percent(percent),
		sentence,
		signal,
	};
	[
		(OffenceKind::DoubleSign, penalty(50, Sentence::Ban, 100)),
		(OffenceKind::InvalidBlock, penalty(10, Sentence::Jail(20), 50)),
		(OffenceKind::Downtime, penalty(5, Sentence::Jail(4), 10)),
		(OffenceKind::FalseAttestation, penalty(5, Sentence::Jail(10), 50)),
		(OffenceKind::Collusion, penalty(5, Sentence::Jail(20), 50)),
		(OffenceKind::Other, penalty(5, Sentence::None, 20)),
	]
	.into()
}

parameter_types! {
	pub static Penalties: BTreeMap<OffenceKind, Penalty> = default_penalties();
	pub static TheWindows: Windows = Windows {
		report: 10,
		veto: 1,
		dispute: 1,
		commit: 1,
		reveal: 1,
		correlation: 5,
		repetition: 100,
		probation: 8,
		hold: 7,
	};
	pub static TheBondAmounts: BondAmounts =
		BondAmounts { report: 1_000 * UNIT, dispute: 500 * UNIT, fine: 10 * UNIT, fee: 0 };
	pub static TheDistribution: Distribution = Distribution {
		reporter: Perbill::from_percent(10),
		reporter_most: 1_000 * UNIT,
		burned: Perbill::from_percent(50),
		winner: Perbill::from_percent(40),
		abandoned: Perbill::from_percent(10),
	};
	pub static ThePanelRules: PanelRules =
		PanelRules {
			seats: 7,
			seats_of_second: 15,
			quorum: Perbill::from_percent(50),
			withheld: Perbill::from_percent(1),
		};
	pub static TheDowntimeRules: DowntimeRules =
		DowntimeRules { window: 16, tolerated: 20, tolerated_part: Perbill::zero() };
	pub static ProbationDiscount: Perbill = Perbill::from_percent(10);
	pub static SlackEpochs: u32 = 3;
	pub static BondingEpochs: u32 = 21;
	pub static DecisionEpochs: u32 = 26;
	pub static MaxSteps: u32 = 1_000;
	pub static MaxStepsWeight: Weight = Weight::MAX;
	/// Validators whose keys were retired.
	pub static Retired: Vec<AccountId> = Vec::new();
	/// The weight of those who act on a slash.
	pub static CoverWeight: Weight = Weight::zero();
	/// The observed conduct.
	pub static Conducts: Vec<(AccountId, EpochIndex, Conduct)> = Vec::new();
}

/// Signs for two thirds of a committee, which may hold.
pub const COMMITTEE: AccountId = 777_001;

/// Signs for a referendum on an appeal, which may rule and pardon.
pub const APPEAL: AccountId = 777_002;

frame_support::ord_parameter_types! {
	pub const Committee: AccountId = COMMITTEE;
	pub const Appeal: AccountId = APPEAL;
}

/// Records the observed conduct.
pub struct Witness;
impl ConductObserver<AccountId> for Witness {
	fn observe(subject: Subject<&AccountId>, epoch: EpochIndex, conduct: Conduct) {
		let Subject::Validator(validator) = subject else { panic!("no delegator is reported") };
		Conducts::mutate(|conducts| conducts.push((*validator, epoch, conduct)));
	}
}

/// A cover that costs [`CoverWeight`].
pub struct Payer;
impl OnSlash<AccountId> for Payer {
	fn on_slash(_: &AccountId, _: EpochIndex, _: Balance, _: Balance) -> Weight {
		CoverWeight::get()
	}
}

/// Records the validators whose keys were retired.
pub struct Retire;
impl KeyRetirement<AccountId> for Retire {
	fn retire(validator: &AccountId, _: EpochIndex) {
		Retired::mutate(|retired| retired.push(*validator));
	}
}

/// The penalties that tests set.
pub struct SetPenalties;
impl Convert<OffenceKind, Penalty> for SetPenalties {
	fn convert(kind: OffenceKind) -> Penalty {
		Penalties::get()[&kind]
	}
}
