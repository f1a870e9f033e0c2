//! Parameters that governance may change while the chain runs, through the `Parameters` pallet.
//!
//! Each has a default here. Parameters that could harm the chain also have a bound that no vote can
//! exceed; it is applied where the parameter is read.

use crate::{
	clock::{blocks_of, DAY},
	constants::{currency::UNIT, time::DEFAULT_BLOCK_TIME},
	*,
};
use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};
use judging::{Penalty, Sentence};
use palisade_delegation_marketplace::types as market;
use palisade_slashing::types as judging;
use sp_runtime::{Perbill, Perquintill};

/// A penalty that slashes this percentage.
const fn penalty(percent: u32, sentence: Sentence, signal: u32) -> Penalty {
	Penalty { fraction: Perbill::from_percent(percent), sentence, signal }
}

/// The parameters, one module for each domain. Keys are fixed: a new parameter gets a new index.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Transaction fees and their recipients.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		/// Fee per byte of a transaction, in planck; within [`MIN_BYTE_FEE`] and [`MAX_BYTE_FEE`].
		///
		/// [`MIN_BYTE_FEE`]: crate::configs::fees::MIN_BYTE_FEE
		/// [`MAX_BYTE_FEE`]: crate::configs::fees::MAX_BYTE_FEE
		#[codec(index = 0)]
		pub static ByteFee: Balance = 10_000_000;

		/// Share of each fee, tips excluded, that goes to the treasury.
		#[codec(index = 1)]
		pub static TreasuryShare: Perbill = Perbill::from_percent(80);

		/// Share of the rest, after the treasury's share, that goes to the stakers. The author gets
		/// the remainder.
		#[codec(index = 2)]
		pub static StakersShare: Perbill = Perbill::from_percent(50);
	}

	/// Validators, delegation, elections and rewards. Amounts in planck.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod staking {
		/// The minimum self-stake of a validator.
		#[codec(index = 0)]
		pub static MinimumSelfStake: Balance = 1_000_000 * UNIT;

		/// The minimum stake of a delegator with a validator in a class; never below
		/// [`MIN_DELEGATION`](crate::configs::staking::MIN_DELEGATION).
		#[codec(index = 1)]
		pub static MinimumDelegation: Balance = 10 * UNIT;

		/// Seats of the active set; at most
		/// [`MAX_VALIDATORS`](crate::constants::bounds::MAX_VALIDATORS).
		#[codec(index = 2)]
		pub static ActiveValidators: u32 = 100;

		/// The minimum size of an elected set; with fewer electable validators the set stays as it
		/// is. Four is the smallest set of which one validator may fail.
		#[codec(index = 3)]
		pub static MinimumActiveValidators: u32 = 4;

		/// Share of the seats that is drawn among the candidates not elected by stake; at most
		/// [`MAX_ROTATION`](crate::configs::staking::MAX_ROTATION).
		#[codec(index = 4)]
		pub static RotationShare: Perbill = Perbill::from_percent(10);

		/// The highest commission.
		#[codec(index = 5)]
		pub static MaximumCommission: Perbill = Perbill::from_percent(50);

		/// The maximum increase of a commission within the commission period.
		#[codec(index = 6)]
		pub static MaximumCommissionIncrease: Perbill = Perbill::from_percent(1);

		/// Yearly inflation if nothing is staked; at most
		/// [`MAX_INFLATION`](crate::configs::staking::MAX_INFLATION).
		#[codec(index = 7)]
		pub static MinimumInflation: Perquintill = Perquintill::from_parts(25_000_000_000_000_000);

		/// Yearly inflation if the ideal share is staked; at most
		/// [`MAX_INFLATION`](crate::configs::staking::MAX_INFLATION).
		#[codec(index = 8)]
		pub static MaximumInflation: Perquintill = Perquintill::from_percent(10);

		/// The ideal staked share of the issuance.
		#[codec(index = 9)]
		pub static IdealStake: Perquintill = Perquintill::from_percent(75);

		/// The excess over the ideal share that halves the inflation above the minimum.
		#[codec(index = 10)]
		pub static InflationFalloff: Perquintill = Perquintill::from_percent(5);

		/// The free balance that staking and locks of staked funds leave for fees; at most
		/// [`MAX_FEE_RESERVE`](crate::configs::staking::MAX_FEE_RESERVE). A simple transaction costs
		/// less than a hundredth of a unit, the delegation of as many votes as there can be more than
		/// one.
		#[codec(index = 20)]
		pub static FeeReserve: Balance = 2 * UNIT;

		/// The epochs after the announcement of a rise of a commission in which further rises count
		/// together with it; at least 1, at most
		/// [`MAX_COMMISSION_PERIOD`](crate::configs::staking::MAX_COMMISSION_PERIOD).
		#[codec(index = 21)]
		pub static CommissionPeriod: u32 = 7;

		/// Epochs from the announcement of a higher minimum self-stake to its coming into force; at
		/// most [`MAX_SELF_STAKE_GRACE`](crate::configs::staking::MAX_SELF_STAKE_GRACE).
		#[codec(index = 22)]
		pub static SelfStakeGrace: u32 = 7;

		/// The largest share of the stake behind consensus that an election may lose. With less
		/// than a third, those that stay can finalize without those that are dropped. Within
		/// [`ELECTION_LOSS`](crate::configs::staking::ELECTION_LOSS).
		#[codec(index = 23)]
		pub static MaximumElectionLoss: Perbill = Perbill::from_parts(333_333_333);
	}

	/// Penalties, panels and windows. Times in epochs, amounts in planck.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod slashing {
		use super::*;

		/// Two blocks of one slot, two votes of one round, two checkpoints of one height.
		#[codec(index = 0)]
		pub static DoubleSign: Penalty = penalty(50, Sentence::Ban, 100);

		/// A block that breaks the rules.
		#[codec(index = 1)]
		pub static InvalidBlock: Penalty = penalty(10, Sentence::Jail(7), 50);

		/// Too few blocks.
		#[codec(index = 2)]
		pub static Downtime: Penalty = penalty(5, Sentence::Jail(1), 10);

		/// Hardware whose attestation is false.
		#[codec(index = 3)]
		pub static FalseAttestation: Penalty = penalty(5, Sentence::Jail(7), 50);

		/// Collusion against the chain.
		#[codec(index = 4)]
		pub static Collusion: Penalty = penalty(5, Sentence::Jail(30), 50);

		/// Any other offence.
		#[codec(index = 5)]
		pub static Other: Penalty = penalty(5, Sentence::Jail(1), 20);

		/// The windows of judging. Within the bounds of
		/// [`REPORT_EPOCHS`](crate::constants::bounds::REPORT_EPOCHS) and
		/// [`DISPUTE_EPOCHS`](crate::constants::bounds::DISPUTE_EPOCHS).
		#[codec(index = 6)]
		pub static Windows: judging::Windows = judging::Windows {
			report: 10,
			veto: 2,
			dispute: 2,
			commit: 1,
			reveal: 1,
			correlation: 7,
			repetition: 30,
			probation: 7,
			hold: 7,
		};

		/// Bonds and fines.
		#[codec(index = 7)]
		pub static BondAmounts: judging::BondAmounts = judging::BondAmounts {
			report: 1_000 * UNIT,
			dispute: 1_000 * UNIT,
			fine: 10 * UNIT,
			fee: 210 * UNIT,
		};

		/// The split of a slash and of a lost bond.
		#[codec(index = 8)]
		pub static Distribution: judging::Distribution = judging::Distribution {
			reporter: Perbill::from_percent(5),
			reporter_most: 2_000 * UNIT,
			burned: Perbill::zero(),
			winner: Perbill::from_percent(40),
			abandoned: Perbill::from_percent(10),
		};

		/// The composition of panels.
		#[codec(index = 9)]
		pub static PanelRules: judging::PanelRules = judging::PanelRules {
			seats: 7,
			seats_of_second: 15,
			quorum: Perbill::from_percent(51),
			withheld: Perbill::from_percent(1),
		};

		/// The downtime rules, over 30 days. A member of a set of a hundred with an average stake
		/// can expect a thousand blocks a week; a larger set needs a longer window.
		#[codec(index = 10)]
		pub static DowntimeRules: judging::DowntimeRules = judging::DowntimeRules {
			window: 30,
			tolerated: 1_000,
			tolerated_part: Perbill::from_percent(5),
		};

		/// The discount on the stake of a validator on probation in elections.
		#[codec(index = 11)]
		pub static ProbationDiscount: Perbill = Perbill::from_percent(10);
	}

	/// The market for delegation. Amounts in planck, times in blocks or epochs.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod delegation_marketplace {
		use super::*;

		/// Deposits for storage. The cleaner of an expired item gets at most [half of its
		/// deposit](crate::configs::delegation_marketplace::MAX_CLEANER).
		#[codec(index = 0)]
		pub static Deposits: market::Deposits = market::Deposits {
			listing: 100 * UNIT,
			offer: UNIT,
			request: 10 * UNIT,
			bid: 10 * UNIT,
			sale: UNIT,
			cleaner: Perbill::from_percent(10),
		};

		/// The rules of the market, within the bounds of
		/// [`BoundedRules`](crate::configs::delegation_marketplace::BoundedRules). No entity should
		/// reach a third of the stake, which could stop finality.
		#[codec(index = 1)]
		pub static Rules: market::Rules = market::Rules {
			protocol_fee: Perbill::zero(),
			maximum_exit_fee: Perbill::from_percent(10),
			bidding: blocks_of(DAY, DEFAULT_BLOCK_TIME),
			extension: blocks_of(DAY / 144, DEFAULT_BLOCK_TIME),
			extensions: blocks_of(DAY / 12, DEFAULT_BLOCK_TIME),
			reveal: blocks_of(DAY, DEFAULT_BLOCK_TIME),
			settlement: blocks_of(DAY, DEFAULT_BLOCK_TIME),
			concentration: Perbill::from_percent(20),
			concentration_slack: Perbill::from_percent(13),
			rated_amount: 1_000 * UNIT,
			rated_epochs: 7,
		};
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Fees(dynamic_params::fees::Parameters::ByteFee(
			dynamic_params::fees::ByteFee,
			Some(1),
		))
	}
}
