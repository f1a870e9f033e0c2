//! Weights of `palisade_slashing`, measured. Do not edit: `make weights PALLET=palisade_slashing` makes this file.
//!
//! - date: 2026-11-28
//! - machine: AMD EPYC
//! - command: `palisade-weights pallet --pallet palisade_slashing --steps 20 --repeat 10`
//! - execution: Compiled, preset `development`
//! - SDK benchmarking library: 64.0.0

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports, missing_docs)]

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What the calls and hooks of the pallet cost.
pub trait WeightInfo {
	/// Weight of `report_offence`.
	fn report_offence(v: u32, ) -> Weight;
	/// Weight of `on_offence`.
	fn on_offence(v: u32, ) -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
	/// Weight of `commit_ballot`.
	fn commit_ballot() -> Weight;
	/// Weight of `reveal_ballot`.
	fn reveal_ballot() -> Weight;
	/// Weight of `rule`.
	fn rule() -> Weight;
	/// Weight of `hold`.
	fn hold() -> Weight;
	/// Weight of `unjail`.
	fn unjail() -> Weight;
	/// Weight of `pardon`.
	fn pardon() -> Weight;
	/// Weight of `nothing_due`.
	fn nothing_due() -> Weight;
	/// Weight of `report_down`.
	fn report_down(v: u32, ) -> Weight;
	/// Weight of `end_window`.
	fn end_window() -> Weight;
	/// Weight of `seat_panel`.
	fn seat_panel(v: u32, n: u32, ) -> Weight;
	/// Weight of `count_ballots`.
	fn count_ballots(m: u32, ) -> Weight;
	/// Weight of `apply`.
	fn apply(n: u32, ) -> Weight;
	/// Weight of `review`.
	fn review(n: u32, ) -> Weight;
	/// Weight of `forget`.
	fn forget() -> Weight;
}

/// The weights of the machine named above.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_offence(v: u32, ) -> Weight {
		// Fastest run: 251_870 ns.
		Weight::from_parts(260_918_791, 119479)
			// Standard error: 4_146.
			.saturating_add(Weight::from_parts(173_262, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn on_offence(v: u32, ) -> Weight {
		// Fastest run: 188_852 ns.
		Weight::from_parts(193_260_230, 119479)
			// Standard error: 2_423.
			.saturating_add(Weight::from_parts(177_891, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Fastest run: 123_961 ns.
		Weight::from_parts(131_926_000, 3720)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn commit_ballot() -> Weight {
		// Fastest run: 51_005 ns.
		Weight::from_parts(57_407_000, 5513)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn reveal_ballot() -> Weight {
		// Fastest run: 60_803 ns.
		Weight::from_parts(66_895_000, 5513)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:34 w:34)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn rule() -> Weight {
		// Fastest run: 1_603_062 ns.
		Weight::from_parts(1_650_641_000, 89492)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(39_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn hold() -> Weight {
		// Fastest run: 80_370 ns.
		Weight::from_parts(84_258_000, 3732)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn unjail() -> Weight {
		// Fastest run: 415_947 ns.
		Weight::from_parts(424_232_000, 172980)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 604_459 ns.
		Weight::from_parts(616_431_000, 172980)
			.saturating_add(T::DbWeight::get().reads(72_u64))
			.saturating_add(T::DbWeight::get().writes(69_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:0)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:2 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Reviews` (r:1 w:0)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	fn nothing_due() -> Weight {
		// Fastest run: 14_156 ns.
		Weight::from_parts(15_269_000, 37487)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:1)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_down(v: u32, ) -> Weight {
		// Fastest run: 190_616 ns.
		Weight::from_parts(198_307_177, 119479)
			// Standard error: 3_723.
			.saturating_add(Weight::from_parts(217_007, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn end_window() -> Weight {
		// Fastest run: 58_570 ns.
		Weight::from_parts(64_590_000, 5513)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:531 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 382_214 ns.
		Weight::from_parts(24_219_128, 146513)
			// Standard error: 33_947.
			.saturating_add(Weight::from_parts(377_170, 0).saturating_mul(v.into()))
			// Standard error: 31_226.
			.saturating_add(Weight::from_parts(6_517_635, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(41_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:34 w:34)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `m` is in `[3, 31]`.
	fn count_ballots(m: u32, ) -> Weight {
		// Fastest run: 466_341 ns.
		Weight::from_parts(369_238_697, 8799)
			// Standard error: 180_140.
			.saturating_add(Weight::from_parts(44_127_422, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(m.into()))
	}
	/// Storage: `Slashing::Offences` (r:63 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:13 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(477), added: 2952, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Leaving` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Leaving` (`max_values`: None, `max_size`: Some(9746), added: 12221, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `SessionMembers::Members` (r:1 w:0)
	/// Proof: `SessionMembers::Members` (`max_values`: None, `max_size`: Some(144014), added: 146489, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:3 w:3)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDecision` (r:1 w:1)
	/// Proof: `Slashing::NextDecision` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:0 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 2_096_362 ns.
		Weight::from_parts(2_168_332_818, 917347)
			// Standard error: 1_219.
			.saturating_add(Weight::from_parts(9_023, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(154_u64))
			.saturating_add(T::DbWeight::get().writes(81_u64))
	}
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:14 w:0)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(477), added: 2952, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Leaving` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Leaving` (`max_values`: None, `max_size`: Some(9746), added: 12221, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:1 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 1_658_495 ns.
		Weight::from_parts(1_709_590_796, 987836)
			// Standard error: 1_265.
			.saturating_add(Weight::from_parts(9_051, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(88_u64))
			.saturating_add(T::DbWeight::get().writes(72_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 66_995 ns.
		Weight::from_parts(71_733_000, 5757)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
}

/// For mocks: as above, with the database weights of the SDK.
impl WeightInfo for () {
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_offence(v: u32, ) -> Weight {
		// Fastest run: 251_870 ns.
		Weight::from_parts(260_918_791, 119479)
			// Standard error: 4_146.
			.saturating_add(Weight::from_parts(173_262, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn on_offence(v: u32, ) -> Weight {
		// Fastest run: 188_852 ns.
		Weight::from_parts(193_260_230, 119479)
			// Standard error: 2_423.
			.saturating_add(Weight::from_parts(177_891, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Fastest run: 123_961 ns.
		Weight::from_parts(131_926_000, 3720)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn commit_ballot() -> Weight {
		// Fastest run: 51_005 ns.
		Weight::from_parts(57_407_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn reveal_ballot() -> Weight {
		// Fastest run: 60_803 ns.
		Weight::from_parts(66_895_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:34 w:34)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn rule() -> Weight {
		// Fastest run: 1_603_062 ns.
		Weight::from_parts(1_650_641_000, 89492)
			.saturating_add(RocksDbWeight::get().reads(40_u64))
			.saturating_add(RocksDbWeight::get().writes(39_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn hold() -> Weight {
		// Fastest run: 80_370 ns.
		Weight::from_parts(84_258_000, 3732)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn unjail() -> Weight {
		// Fastest run: 415_947 ns.
		Weight::from_parts(424_232_000, 172980)
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 604_459 ns.
		Weight::from_parts(616_431_000, 172980)
			.saturating_add(RocksDbWeight::get().reads(72_u64))
			.saturating_add(RocksDbWeight::get().writes(69_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:0)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:2 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Reviews` (r:1 w:0)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	fn nothing_due() -> Weight {
		// Fastest run: 14_156 ns.
		Weight::from_parts(15_269_000, 37487)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:1)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_down(v: u32, ) -> Weight {
		// Fastest run: 190_616 ns.
		Weight::from_parts(198_307_177, 119479)
			// Standard error: 3_723.
			.saturating_add(Weight::from_parts(217_007, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn end_window() -> Weight {
		// Fastest run: 58_570 ns.
		Weight::from_parts(64_590_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:531 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 382_214 ns.
		Weight::from_parts(24_219_128, 146513)
			// Standard error: 33_947.
			.saturating_add(Weight::from_parts(377_170, 0).saturating_mul(v.into()))
			// Standard error: 31_226.
			.saturating_add(Weight::from_parts(6_517_635, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(41_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 2).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:34 w:34)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `m` is in `[3, 31]`.
	fn count_ballots(m: u32, ) -> Weight {
		// Fastest run: 466_341 ns.
		Weight::from_parts(369_238_697, 8799)
			// Standard error: 180_140.
			.saturating_add(Weight::from_parts(44_127_422, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(m.into()))
	}
	/// Storage: `Slashing::Offences` (r:63 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:13 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(477), added: 2952, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Leaving` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Leaving` (`max_values`: None, `max_size`: Some(9746), added: 12221, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `SessionMembers::Members` (r:1 w:0)
	/// Proof: `SessionMembers::Members` (`max_values`: None, `max_size`: Some(144014), added: 146489, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:3 w:3)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDecision` (r:1 w:1)
	/// Proof: `Slashing::NextDecision` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:0 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 2_096_362 ns.
		Weight::from_parts(2_168_332_818, 917347)
			// Standard error: 1_219.
			.saturating_add(Weight::from_parts(9_023, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(154_u64))
			.saturating_add(RocksDbWeight::get().writes(81_u64))
	}
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:14 w:0)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(477), added: 2952, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Leaving` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Leaving` (`max_values`: None, `max_size`: Some(9746), added: 12221, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:1 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 1_658_495 ns.
		Weight::from_parts(1_709_590_796, 987836)
			// Standard error: 1_265.
			.saturating_add(Weight::from_parts(9_051, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(88_u64))
			.saturating_add(RocksDbWeight::get().writes(72_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 66_995 ns.
		Weight::from_parts(71_733_000, 5757)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
}
