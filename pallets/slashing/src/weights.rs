//! Weights of `palisade_slashing`, measured. Do not edit: `make weights PALLET=palisade_slashing` makes this file.
//!
//! - date: 2026-11-21
//! - machine: Intel(R) Xeon(R) Processor
//! - command: `palisade-weights pallet --pallet palisade_slashing --steps 5 --repeat 5`
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
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_offence(v: u32, ) -> Weight {
		// Fastest run: 180_156 ns.
		Weight::from_parts(196_367_674, 119479)
			// Standard error: 1_264.
			.saturating_add(Weight::from_parts(155_271, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn on_offence(v: u32, ) -> Weight {
		// Fastest run: 129_041 ns.
		Weight::from_parts(144_619_342, 119479)
			// Standard error: 1_061.
			.saturating_add(Weight::from_parts(155_507, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 99_547 ns.
		Weight::from_parts(113_512_000, 3712)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn commit_ballot() -> Weight {
		// Fastest run: 45_691 ns.
		Weight::from_parts(54_725_000, 5513)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn reveal_ballot() -> Weight {
		// Fastest run: 49_259 ns.
		Weight::from_parts(60_152_000, 5513)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 1_103_313 ns.
		Weight::from_parts(1_229_374_000, 89492)
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(39_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 310_134 ns.
		Weight::from_parts(354_967_000, 172413)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 485_676 ns.
		Weight::from_parts(518_070_000, 172413)
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
		// Fastest run: 8_780 ns.
		Weight::from_parts(10_167_000, 37487)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:1)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_down(v: u32, ) -> Weight {
		// Fastest run: 133_194 ns.
		Weight::from_parts(147_063_999, 119479)
			// Standard error: 1_134.
			.saturating_add(Weight::from_parts(184_979, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn end_window() -> Weight {
		// Fastest run: 37_188 ns.
		Weight::from_parts(44_015_000, 5513)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 310_991 ns.
		Weight::from_parts(321_724_000, 141489)
			// Standard error: 16_254.
			.saturating_add(Weight::from_parts(95_454, 0).saturating_mul(v.into()))
			// Standard error: 35_321.
			.saturating_add(Weight::from_parts(5_355_043, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(37_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 7).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 340_742 ns.
		Weight::from_parts(280_873_671, 8799)
			// Standard error: 93_710.
			.saturating_add(Weight::from_parts(32_627_542, 0).saturating_mul(m.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(m.into()))
	}
	/// Storage: `Slashing::Offences` (r:63 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:12 w:12)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(469), added: 2944, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Recent` (r:0 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 1_095_997 ns.
		Weight::from_parts(1_337_833_755, 917347)
			// Standard error: 2_620.
			.saturating_add(Weight::from_parts(42_535, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(127_u64))
			.saturating_add(T::DbWeight::get().writes(58_u64))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(n.into()))
	}
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:14 w:0)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ExitPools` (r:12 w:12)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(469), added: 2944, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 699_288 ns.
		Weight::from_parts(893_696_669, 987836)
			// Standard error: 2_075.
			.saturating_add(Weight::from_parts(43_658, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(61_u64))
			.saturating_add(T::DbWeight::get().writes(49_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 38_519 ns.
		Weight::from_parts(47_730_000, 5757)
			.saturating_add(T::DbWeight::get().reads(2_u64))
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
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1271), added: 3746, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::EvidenceOf` (r:0 w:1)
	/// Proof: `Slashing::EvidenceOf` (`max_values`: None, `max_size`: Some(2083), added: 4558, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_offence(v: u32, ) -> Weight {
		// Fastest run: 180_156 ns.
		Weight::from_parts(196_367_674, 119479)
			// Standard error: 1_264.
			.saturating_add(Weight::from_parts(155_271, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn on_offence(v: u32, ) -> Weight {
		// Fastest run: 129_041 ns.
		Weight::from_parts(144_619_342, 119479)
			// Standard error: 1_061.
			.saturating_add(Weight::from_parts(155_507, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 99_547 ns.
		Weight::from_parts(113_512_000, 3712)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn commit_ballot() -> Weight {
		// Fastest run: 45_691 ns.
		Weight::from_parts(54_725_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:1)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	fn reveal_ballot() -> Weight {
		// Fastest run: 49_259 ns.
		Weight::from_parts(60_152_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 1_103_313 ns.
		Weight::from_parts(1_229_374_000, 89492)
			.saturating_add(RocksDbWeight::get().reads(40_u64))
			.saturating_add(RocksDbWeight::get().writes(39_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:0)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 310_134 ns.
		Weight::from_parts(354_967_000, 172413)
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Slashing::Dossiers` (r:1 w:1)
	/// Proof: `Slashing::Dossiers` (`max_values`: None, `max_size`: Some(2292), added: 4767, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:63 w:63)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	fn pardon() -> Weight {
		// Fastest run: 485_676 ns.
		Weight::from_parts(518_070_000, 172413)
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
		// Fastest run: 8_780 ns.
		Weight::from_parts(10_167_000, 37487)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
	}
	/// Storage: `Slashing::FoundDown` (r:1 w:1)
	/// Proof: `Slashing::FoundDown` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Slashing::NextDue` (r:1 w:0)
	/// Proof: `Slashing::NextDue` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn report_down(v: u32, ) -> Weight {
		// Fastest run: 133_194 ns.
		Weight::from_parts(147_063_999, 119479)
			// Standard error: 1_134.
			.saturating_add(Weight::from_parts(184_979, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Panels` (r:1 w:0)
	/// Proof: `Slashing::Panels` (`max_values`: None, `max_size`: Some(2048), added: 4523, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:1)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	fn end_window() -> Weight {
		// Fastest run: 37_188 ns.
		Weight::from_parts(44_015_000, 5513)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 310_991 ns.
		Weight::from_parts(321_724_000, 141489)
			// Standard error: 16_254.
			.saturating_add(Weight::from_parts(95_454, 0).saturating_mul(v.into()))
			// Standard error: 35_321.
			.saturating_add(Weight::from_parts(5_355_043, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(37_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 4768).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(0, 7).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 340_742 ns.
		Weight::from_parts(280_873_671, 8799)
			// Standard error: 93_710.
			.saturating_add(Weight::from_parts(32_627_542, 0).saturating_mul(m.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(m.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(m.into())))
			.saturating_add(Weight::from_parts(0, 2603).saturating_mul(m.into()))
	}
	/// Storage: `Slashing::Offences` (r:63 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:12 w:12)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(469), added: 2944, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Recent` (r:0 w:1)
	/// Proof: `Slashing::Recent` (`max_values`: None, `max_size`: Some(109), added: 2584, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Schedule` (r:0 w:2)
	/// Proof: `Slashing::Schedule` (`max_values`: None, `max_size`: Some(45), added: 2520, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn apply(n: u32, ) -> Weight {
		// Fastest run: 1_095_997 ns.
		Weight::from_parts(1_337_833_755, 917347)
			// Standard error: 2_620.
			.saturating_add(Weight::from_parts(42_535, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(127_u64))
			.saturating_add(RocksDbWeight::get().writes(58_u64))
			.saturating_add(Weight::from_parts(0, 4).saturating_mul(n.into()))
	}
	/// Storage: `Slashing::Reviews` (r:1 w:1)
	/// Proof: `Slashing::Reviews` (`max_values`: Some(1), `max_size`: Some(12), added: 507, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Equivocations` (r:14 w:0)
	/// Proof: `Slashing::Equivocations` (`max_values`: None, `max_size`: Some(68014), added: 70489, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ExitPools` (r:12 w:12)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:0)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Listings` (r:8 w:8)
	/// Proof: `DelegationMarketplace::Listings` (`max_values`: None, `max_size`: Some(469), added: 2944, mode: `MaxEncodedLen`)
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
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Activations` (r:0 w:8)
	/// Proof: `DelegationMarketplace::Activations` (`max_values`: None, `max_size`: Some(192), added: 2667, mode: `MaxEncodedLen`)
	/// `n` is in `[0, 10000]`.
	fn review(n: u32, ) -> Weight {
		// Fastest run: 699_288 ns.
		Weight::from_parts(893_696_669, 987836)
			// Standard error: 2_075.
			.saturating_add(Weight::from_parts(43_658, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(61_u64))
			.saturating_add(RocksDbWeight::get().writes(49_u64))
	}
	/// Storage: `Slashing::Offences` (r:1 w:1)
	/// Proof: `Slashing::Offences` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
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
		// Fastest run: 38_519 ns.
		Weight::from_parts(47_730_000, 5757)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
}
