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
	/// Weight of `add_evidence`.
	fn add_evidence() -> Weight;
	/// Weight of `commit_ballot`.
	fn commit_ballot() -> Weight;
	/// Weight of `reveal_ballot`.
	fn reveal_ballot() -> Weight;
	/// Weight of `rule`.
	fn rule() -> Weight;
	/// Weight of `withdraw_report`.
	fn withdraw_report() -> Weight;
	/// Weight of `hold`.
	fn hold() -> Weight;
	/// Weight of `unjail`.
	fn unjail() -> Weight;
	/// Weight of `pardon`.
	fn pardon() -> Weight;
	/// Weight of `fine_member`.
	fn fine_member() -> Weight;
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
	fn apply(_n: u32, ) -> Weight;
	/// Weight of `review`.
	fn review(n: u32, ) -> Weight;
	/// Weight of `forget`.
	fn forget() -> Weight;
}

/// The weights of the machine named above.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
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
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 248_895 ns.
		Weight::from_parts(280_655_141, 119479)
			// Standard error: 13_256.
			.saturating_add(Weight::from_parts(162_608, 0).saturating_mul(v.into()))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 173_955 ns.
		Weight::from_parts(180_805_013, 119479)
			// Standard error: 4_222.
			.saturating_add(Weight::from_parts(165_706, 0).saturating_mul(v.into()))
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
		// Fastest run: 108_723 ns.
		Weight::from_parts(111_347_000, 3720)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
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
	fn add_evidence() -> Weight {
		// Fastest run: 108_723 ns.
		Weight::from_parts(111_347_000, 3720)
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
		// Fastest run: 41_147 ns.
		Weight::from_parts(43_401_000, 5513)
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
		// Fastest run: 48_460 ns.
		Weight::from_parts(51_165_000, 5513)
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
		// Fastest run: 1_569_700 ns.
		Weight::from_parts(1_616_246_000, 89492)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(39_u64))
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
	fn withdraw_report() -> Weight {
		// Fastest run: 1_569_700 ns.
		Weight::from_parts(1_616_246_000, 89492)
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
		// Fastest run: 76_944 ns.
		Weight::from_parts(92_032_000, 3732)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 452_274 ns.
		Weight::from_parts(479_104_000, 172980)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 594_209 ns.
		Weight::from_parts(614_457_000, 172980)
			.saturating_add(T::DbWeight::get().reads(72_u64))
			.saturating_add(T::DbWeight::get().writes(69_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn fine_member() -> Weight {
		// Fastest run: 594_209 ns.
		Weight::from_parts(614_457_000, 172980)
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
		// Fastest run: 15_068 ns.
		Weight::from_parts(16_381_000, 37487)
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 184_815 ns.
		Weight::from_parts(203_181_573, 119479)
			// Standard error: 3_115.
			.saturating_add(Weight::from_parts(209_092, 0).saturating_mul(v.into()))
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
		// Fastest run: 50_785 ns.
		Weight::from_parts(55_915_000, 5513)
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 416_948 ns.
		Weight::from_parts(343_311_609, 146452)
			// Standard error: 171_259.
			.saturating_add(Weight::from_parts(65_208, 0).saturating_mul(v.into()))
			// Standard error: 157_532.
			.saturating_add(Weight::from_parts(7_121_488, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(41_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4766).saturating_mul(n.into()))
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
		// Fastest run: 462_974 ns.
		Weight::from_parts(366_935_255, 8799)
			// Standard error: 129_377.
			.saturating_add(Weight::from_parts(44_412_113, 0).saturating_mul(m.into()))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::RecentDecisions` (r:0 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(_n: u32, ) -> Weight {
		// Fastest run: 1_226_109 ns.
		Weight::from_parts(1_373_312_155, 917347)
			.saturating_add(T::DbWeight::get().reads(138_u64))
			.saturating_add(T::DbWeight::get().writes(57_u64))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:1 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 751_613 ns.
		Weight::from_parts(767_010_479, 987836)
			// Standard error: 366.
			.saturating_add(Weight::from_parts(11_837, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(72_u64))
			.saturating_add(T::DbWeight::get().writes(48_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 63_649 ns.
		Weight::from_parts(69_600_000, 5755)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
}

/// For mocks: as above, with the database weights of the SDK.
impl WeightInfo for () {
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
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
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 248_895 ns.
		Weight::from_parts(280_655_141, 119479)
			// Standard error: 13_256.
			.saturating_add(Weight::from_parts(162_608, 0).saturating_mul(v.into()))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 173_955 ns.
		Weight::from_parts(180_805_013, 119479)
			// Standard error: 4_222.
			.saturating_add(Weight::from_parts(165_706, 0).saturating_mul(v.into()))
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
		// Fastest run: 108_723 ns.
		Weight::from_parts(111_347_000, 3720)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
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
	fn add_evidence() -> Weight {
		// Fastest run: 108_723 ns.
		Weight::from_parts(111_347_000, 3720)
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
		// Fastest run: 41_147 ns.
		Weight::from_parts(43_401_000, 5513)
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
		// Fastest run: 48_460 ns.
		Weight::from_parts(51_165_000, 5513)
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
		// Fastest run: 1_569_700 ns.
		Weight::from_parts(1_616_246_000, 89492)
			.saturating_add(RocksDbWeight::get().reads(40_u64))
			.saturating_add(RocksDbWeight::get().writes(39_u64))
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
	fn withdraw_report() -> Weight {
		// Fastest run: 1_569_700 ns.
		Weight::from_parts(1_616_246_000, 89492)
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
		// Fastest run: 76_944 ns.
		Weight::from_parts(92_032_000, 3732)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 452_274 ns.
		Weight::from_parts(479_104_000, 172980)
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 594_209 ns.
		Weight::from_parts(614_457_000, 172980)
			.saturating_add(RocksDbWeight::get().reads(72_u64))
			.saturating_add(RocksDbWeight::get().writes(69_u64))
	}
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn fine_member() -> Weight {
		// Fastest run: 594_209 ns.
		Weight::from_parts(614_457_000, 172980)
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
		// Fastest run: 15_068 ns.
		Weight::from_parts(16_381_000, 37487)
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
		// Fastest run: 184_815 ns.
		Weight::from_parts(203_181_573, 119479)
			// Standard error: 3_115.
			.saturating_add(Weight::from_parts(209_092, 0).saturating_mul(v.into()))
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
		// Fastest run: 50_785 ns.
		Weight::from_parts(55_915_000, 5513)
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 416_948 ns.
		Weight::from_parts(343_311_609, 146452)
			// Standard error: 171_259.
			.saturating_add(Weight::from_parts(65_208, 0).saturating_mul(v.into()))
			// Standard error: 157_532.
			.saturating_add(Weight::from_parts(7_121_488, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(41_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4766).saturating_mul(n.into()))
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
		// Fastest run: 462_974 ns.
		Weight::from_parts(366_935_255, 8799)
			// Standard error: 129_377.
			.saturating_add(Weight::from_parts(44_412_113, 0).saturating_mul(m.into()))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::RecentDecisions` (r:0 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(_n: u32, ) -> Weight {
		// Fastest run: 1_226_109 ns.
		Weight::from_parts(1_373_312_155, 917347)
			.saturating_add(RocksDbWeight::get().reads(138_u64))
			.saturating_add(RocksDbWeight::get().writes(57_u64))
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
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:3 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:40 w:39)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::History` (r:1 w:1)
	/// Proof: `Slashing::History` (`max_values`: None, `max_size`: Some(1601), added: 4076, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::RecentDecisions` (r:1 w:1)
	/// Proof: `Slashing::RecentDecisions` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 751_613 ns.
		Weight::from_parts(767_010_479, 987836)
			// Standard error: 366.
			.saturating_add(Weight::from_parts(11_837, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(72_u64))
			.saturating_add(RocksDbWeight::get().writes(48_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:1)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 63_649 ns.
		Weight::from_parts(69_600_000, 5755)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
}
