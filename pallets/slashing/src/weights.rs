//! Weights of `palisade_slashing`, measured. Do not edit: `make weights PALLET=palisade_slashing` makes this file.
//!
//! - date: 2026-11-28
//! - machine: AMD EPYC
//! - command: `palisade-weights pallet --pallet palisade_slashing --steps 50 --repeat 20`
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 331_058 ns.
		Weight::from_parts(339_674_368, 119479)
			// Standard error: 2_634.
			.saturating_add(Weight::from_parts(181_681, 0).saturating_mul(v.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 263_612 ns.
		Weight::from_parts(289_701_175, 119479)
			// Standard error: 3_978.
			.saturating_add(Weight::from_parts(130_487, 0).saturating_mul(v.into()))
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
		// Fastest run: 120_655 ns.
		Weight::from_parts(134_792_000, 3720)
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
		// Fastest run: 44_222 ns.
		Weight::from_parts(59_562_000, 5513)
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
		// Fastest run: 60_162 ns.
		Weight::from_parts(70_222_000, 5513)
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
		// Fastest run: 1_595_215 ns.
		Weight::from_parts(1_660_888_000, 89492)
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
		// Fastest run: 81_552 ns.
		Weight::from_parts(90_268_000, 3732)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 433_829 ns.
		Weight::from_parts(451_932_000, 172980)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 625_567 ns.
		Weight::from_parts(656_925_000, 172980)
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
		// Fastest run: 14_237 ns.
		Weight::from_parts(15_398_000, 37487)
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 260_847 ns.
		Weight::from_parts(276_528_952, 119479)
			// Standard error: 1_434.
			.saturating_add(Weight::from_parts(181_534, 0).saturating_mul(v.into()))
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
		// Fastest run: 50_805 ns.
		Weight::from_parts(58_910_000, 5513)
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
	/// Storage: `Slashing::Dossiers` (r:531 w:0)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 374_087 ns.
		Weight::from_parts(385_609_000, 146024)
			// Standard error: 5_619.
			.saturating_add(Weight::from_parts(80_280, 0).saturating_mul(v.into()))
			// Standard error: 12_341.
			.saturating_add(Weight::from_parts(6_159_867, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(v.into()))
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
		// Fastest run: 465_298 ns.
		Weight::from_parts(361_777_667, 8799)
			// Standard error: 116_317.
			.saturating_add(Weight::from_parts(44_426_553, 0).saturating_mul(m.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::Recent` (r:0 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 2_464_898 ns.
		Weight::from_parts(2_591_969_452, 917347)
			// Standard error: 494.
			.saturating_add(Weight::from_parts(124, 0).saturating_mul(n.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:0)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::Recent` (r:1 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 1_911_515 ns.
		Weight::from_parts(1_988_737_774, 987836)
			// Standard error: 633.
			.saturating_add(Weight::from_parts(8_984, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(88_u64))
			.saturating_add(T::DbWeight::get().writes(72_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 62_065 ns.
		Weight::from_parts(67_676_000, 5757)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
}

/// For mocks: as above, with the database weights of the SDK.
impl WeightInfo for () {
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 331_058 ns.
		Weight::from_parts(339_674_368, 119479)
			// Standard error: 2_634.
			.saturating_add(Weight::from_parts(181_681, 0).saturating_mul(v.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 263_612 ns.
		Weight::from_parts(289_701_175, 119479)
			// Standard error: 3_978.
			.saturating_add(Weight::from_parts(130_487, 0).saturating_mul(v.into()))
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
		// Fastest run: 120_655 ns.
		Weight::from_parts(134_792_000, 3720)
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
		// Fastest run: 44_222 ns.
		Weight::from_parts(59_562_000, 5513)
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
		// Fastest run: 60_162 ns.
		Weight::from_parts(70_222_000, 5513)
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
		// Fastest run: 1_595_215 ns.
		Weight::from_parts(1_660_888_000, 89492)
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
		// Fastest run: 81_552 ns.
		Weight::from_parts(90_268_000, 3732)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 433_829 ns.
		Weight::from_parts(451_932_000, 172980)
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 625_567 ns.
		Weight::from_parts(656_925_000, 172980)
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
		// Fastest run: 14_237 ns.
		Weight::from_parts(15_398_000, 37487)
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
		// Fastest run: 260_847 ns.
		Weight::from_parts(276_528_952, 119479)
			// Standard error: 1_434.
			.saturating_add(Weight::from_parts(181_534, 0).saturating_mul(v.into()))
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
		// Fastest run: 50_805 ns.
		Weight::from_parts(58_910_000, 5513)
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
	/// Storage: `Slashing::Dossiers` (r:531 w:0)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:0 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// `v` is in `[540, 1000]`.
	/// `n` is in `[0, 500]`.
	fn seat_panel(v: u32, n: u32, ) -> Weight {
		// Fastest run: 374_087 ns.
		Weight::from_parts(385_609_000, 146024)
			// Standard error: 5_619.
			.saturating_add(Weight::from_parts(80_280, 0).saturating_mul(v.into()))
			// Standard error: 12_341.
			.saturating_add(Weight::from_parts(6_159_867, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(40_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 3).saturating_mul(v.into()))
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
		// Fastest run: 465_298 ns.
		Weight::from_parts(361_777_667, 8799)
			// Standard error: 116_317.
			.saturating_add(Weight::from_parts(44_426_553, 0).saturating_mul(m.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::Recent` (r:0 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 2_464_898 ns.
		Weight::from_parts(2_591_969_452, 917347)
			// Standard error: 494.
			.saturating_add(Weight::from_parts(124, 0).saturating_mul(n.into()))
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
	/// Storage: `Slashing::Dossiers` (r:1 w:0)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::Recent` (r:1 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 1_911_515 ns.
		Weight::from_parts(1_988_737_774, 987836)
			// Standard error: 633.
			.saturating_add(Weight::from_parts(8_984, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(88_u64))
			.saturating_add(RocksDbWeight::get().writes(72_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(255), added: 2730, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:0 w:1)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Defences` (r:0 w:1)
	/// Proof: `Slashing::Defences` (`max_values`: None, `max_size`: Some(2084), added: 4559, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn forget() -> Weight {
		// Fastest run: 62_065 ns.
		Weight::from_parts(67_676_000, 5757)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
}
