//! Weights of `palisade_staking`, measured. Do not edit: `make weights PALLET=palisade_staking` makes this file.
//!
//! - date: 2026-11-28
//! - machine: AMD EPYC
//! - command: `palisade-weights pallet --pallet palisade_staking --steps 20 --repeat 10`
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
	/// Weight of `register_validator`.
	fn register_validator() -> Weight;
	/// Weight of `set_commission`.
	fn set_commission() -> Weight;
	/// Weight of `set_profile`.
	fn set_profile() -> Weight;
	/// Weight of `set_compounding`.
	fn set_compounding() -> Weight;
	/// Weight of `set_delegation_policy`.
	fn set_delegation_policy() -> Weight;
	/// Weight of `increase_self_stake`.
	fn increase_self_stake() -> Weight;
	/// Weight of `decrease_self_stake`.
	fn decrease_self_stake() -> Weight;
	/// Weight of `go_offline`.
	fn go_offline() -> Weight;
	/// Weight of `go_online`.
	fn go_online() -> Weight;
	/// Weight of `leave_validators`.
	fn leave_validators() -> Weight;
	/// Weight of `claim_commission`.
	fn claim_commission() -> Weight;
	/// Weight of `remove_validator`.
	fn remove_validator() -> Weight;
	/// Weight of `delegate`.
	fn delegate() -> Weight;
	/// Weight of `delegate_waiting`.
	fn delegate_waiting() -> Weight;
	/// Weight of `undelegate`.
	fn undelegate() -> Weight;
	/// Weight of `undelegate_waiting`.
	fn undelegate_waiting() -> Weight;
	/// Weight of `push_out`.
	fn push_out() -> Weight;
	/// Weight of `cancel_undelegation`.
	fn cancel_undelegation() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw(n: u32, ) -> Weight;
	/// Weight of `redelegate`.
	fn redelegate() -> Weight;
	/// Weight of `complete_redelegation`.
	fn complete_redelegation(n: u32, ) -> Weight;
	/// Weight of `change_class`.
	fn change_class() -> Weight;
	/// Weight of `claim_rewards`.
	fn claim_rewards() -> Weight;
	/// Weight of `restake_rewards`.
	fn restake_rewards() -> Weight;
	/// Weight of `set_reward_account`.
	fn set_reward_account() -> Weight;
	/// Weight of `permit_claims`.
	fn permit_claims() -> Weight;
	/// Weight of `force_epoch`.
	fn force_epoch() -> Weight;
	/// Weight of `set_validator_state`.
	fn set_validator_state() -> Weight;
	/// Weight of `staked_by`.
	fn staked_by() -> Weight;
	/// Weight of `stake_lock`.
	fn stake_lock() -> Weight;
	/// Weight of `note_author`.
	fn note_author() -> Weight;
	/// Weight of `slash`.
	fn slash(e: u32, ) -> Weight;
	/// Weight of `open_case`.
	fn open_case() -> Weight;
	/// Weight of `close_case`.
	fn close_case() -> Weight;
	/// Weight of `jail`.
	fn jail() -> Weight;
	/// Weight of `open_deal`.
	fn open_deal() -> Weight;
	/// Weight of `amend_deal`.
	fn amend_deal() -> Weight;
	/// Weight of `close_deal`.
	fn close_deal() -> Weight;
	/// Weight of `claim_deal`.
	fn claim_deal() -> Weight;
	/// Weight of `move_deal`.
	fn move_deal() -> Weight;
	/// Weight of `move_position`.
	fn move_position() -> Weight;
	/// Weight of `move_exits`.
	fn move_exits() -> Weight;
	/// Weight of `begin_epoch`.
	fn begin_epoch(v: u32, ) -> Weight;
	/// Weight of `begin_busy_epoch`.
	fn begin_busy_epoch(v: u32, ) -> Weight;
	/// Weight of `elect`.
	fn elect(s: u32, ) -> Weight;
}

/// The weights of the machine named above.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn register_validator() -> Weight {
		// Fastest run: 212_497 ns.
		Weight::from_parts(220_702_000, 6280)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Fastest run: 47_528 ns.
		Weight::from_parts(50_544_000, 6148)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Profiles` (r:0 w:1)
	/// Proof: `Staking::Profiles` (`max_values`: None, `max_size`: Some(277), added: 2752, mode: `MaxEncodedLen`)
	fn set_profile() -> Weight {
		// Fastest run: 27_071 ns.
		Weight::from_parts(28_754_000, 4742)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn set_compounding() -> Weight {
		// Fastest run: 32_581 ns.
		Weight::from_parts(34_455_000, 4742)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn set_delegation_policy() -> Weight {
		// Fastest run: 32_681 ns.
		Weight::from_parts(34_965_000, 4742)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn increase_self_stake() -> Weight {
		// Fastest run: 152_896 ns.
		Weight::from_parts(158_116_000, 11570)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn decrease_self_stake() -> Weight {
		// Fastest run: 166_361 ns.
		Weight::from_parts(172_652_000, 17593)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn go_offline() -> Weight {
		// Fastest run: 85_349 ns.
		Weight::from_parts(88_776_000, 8925)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn go_online() -> Weight {
		// Fastest run: 98_013 ns.
		Weight::from_parts(101_930_000, 6280)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn leave_validators() -> Weight {
		// Fastest run: 185_085 ns.
		Weight::from_parts(191_878_000, 17593)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_commission() -> Weight {
		// Fastest run: 111_568 ns.
		Weight::from_parts(117_018_000, 17593)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ClosedClasses` (r:65 w:64)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Profiles` (r:0 w:1)
	/// Proof: `Staking::Profiles` (`max_values`: None, `max_size`: Some(277), added: 2752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:0 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	fn remove_validator() -> Weight {
		// Fastest run: 334_264 ns.
		Weight::from_parts(363_749_000, 170770)
			.saturating_add(T::DbWeight::get().reads(73_u64))
			.saturating_add(T::DbWeight::get().writes(72_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn delegate() -> Weight {
		// Fastest run: 159_547 ns.
		Weight::from_parts(163_194_000, 17593)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn delegate_waiting() -> Weight {
		// Fastest run: 205_805 ns.
		Weight::from_parts(212_406_000, 17593)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	fn undelegate() -> Weight {
		// Fastest run: 119_203 ns.
		Weight::from_parts(123_470_000, 17593)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn undelegate_waiting() -> Weight {
		// Fastest run: 196_046 ns.
		Weight::from_parts(201_446_000, 17593)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn push_out() -> Weight {
		// Fastest run: 196_046 ns.
		Weight::from_parts(201_446_000, 17593)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn cancel_undelegation() -> Weight {
		// Fastest run: 323_614 ns.
		Weight::from_parts(332_591_000, 17593)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:32 w:32)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:32 w:32)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:32 w:32)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// `n` is in `[1, 32]`.
	fn withdraw(n: u32, ) -> Weight {
		// Fastest run: 197_238 ns.
		Weight::from_parts(146_125_789, 17593)
			// Standard error: 97_200.
			.saturating_add(Weight::from_parts(50_660_438, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4696).saturating_mul(n.into()))
	}
	/// Storage: `Staking::Validators` (r:2 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn redelegate() -> Weight {
		// Fastest run: 201_997 ns.
		Weight::from_parts(208_519_000, 17593)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:2 w:2)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:32 w:32)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// `n` is in `[1, 32]`.
	fn complete_redelegation(n: u32, ) -> Weight {
		// Fastest run: 233_406 ns.
		Weight::from_parts(238_251_239, 17593)
			// Standard error: 37_741.
			.saturating_add(Weight::from_parts(9_462_679, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2743).saturating_mul(n.into()))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	fn change_class() -> Weight {
		// Fastest run: 128_069 ns.
		Weight::from_parts(132_787_000, 17593)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_rewards() -> Weight {
		// Fastest run: 147_064 ns.
		Weight::from_parts(150_861_000, 17593)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn restake_rewards() -> Weight {
		// Fastest run: 168_915 ns.
		Weight::from_parts(174_355_000, 17593)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	fn set_reward_account() -> Weight {
		// Fastest run: 51_998 ns.
		Weight::from_parts(54_311_000, 17593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	fn permit_claims() -> Weight {
		// Fastest run: 51_987 ns.
		Weight::from_parts(54_231_000, 17593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::NextElectionMode` (r:0 w:1)
	/// Proof: `Staking::NextElectionMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn force_epoch() -> Weight {
		// Fastest run: 10_069 ns.
		Weight::from_parts(10_981_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_validator_state() -> Weight {
		// Fastest run: 84_448 ns.
		Weight::from_parts(88_295_000, 6280)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:65 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:256 w:0)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	fn staked_by() -> Weight {
		// Fastest run: 2_145_064 ns.
		Weight::from_parts(2_224_592_000, 862686)
			.saturating_add(T::DbWeight::get().reads(322_u64))
	}
	/// Storage: `Staking::Validators` (r:65 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:256 w:0)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:64 w:0)
	/// Storage: `Staking::ExitPools` (r:128 w:0)
	/// Storage: `Staking::StakeLocks` (r:1 w:1)
	/// Storage: `Balances::Locks` (r:1 w:1)
	/// Storage: `Balances::Freezes` (r:1 w:0)
	/// Storage: `System::Account` (r:1 w:1)
	fn stake_lock() -> Weight {
		Weight::from_parts(3_000_000_000, 1742686)
			.saturating_add(T::DbWeight::get().reads(518_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Fastest run: 88_425 ns.
		Weight::from_parts(93_694_000, 37487)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:58 w:58)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// `e` is in `[1, 56]`.
	fn slash(e: u32, ) -> Weight {
		// Fastest run: 457_244 ns.
		Weight::from_parts(491_438_953, 119479)
			// Standard error: 109_495.
			.saturating_add(Weight::from_parts(12_553_807, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(14_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2743).saturating_mul(e.into()))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	fn open_case() -> Weight {
		// Fastest run: 63_538 ns.
		Weight::from_parts(66_724_000, 5565)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	fn close_case() -> Weight {
		// Fastest run: 63_058 ns.
		Weight::from_parts(65_812_000, 5565)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn jail() -> Weight {
		// Fastest run: 76_653 ns.
		Weight::from_parts(79_298_000, 8925)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextDeal` (r:1 w:1)
	/// Proof: `Staking::NextDeal` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Deals` (r:0 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	fn open_deal() -> Weight {
		// Fastest run: 199_032 ns.
		Weight::from_parts(204_281_000, 17593)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	fn amend_deal() -> Weight {
		// Fastest run: 61_736 ns.
		Weight::from_parts(64_570_000, 4742)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn close_deal() -> Weight {
		// Fastest run: 257_902 ns.
		Weight::from_parts(268_410_000, 17593)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_deal() -> Weight {
		// Fastest run: 141_283 ns.
		Weight::from_parts(146_223_000, 17593)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:2)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:63 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn move_deal() -> Weight {
		// Fastest run: 281_275 ns.
		Weight::from_parts(287_536_000, 237366)
			.saturating_add(T::DbWeight::get().reads(67_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:64 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:2 w:2)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn move_position() -> Weight {
		// Fastest run: 352_939 ns.
		Weight::from_parts(362_035_000, 241118)
			.saturating_add(T::DbWeight::get().reads(71_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:64 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:2 w:2)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:0)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn move_exits() -> Weight {
		// Fastest run: 449_028 ns.
		Weight::from_parts(464_437_000, 241118)
			.saturating_add(T::DbWeight::get().reads(70_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:1)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:2)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:6 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::KeptOffline` (r:2 w:1)
	/// Proof: `Staking::KeptOffline` (`max_values`: None, `max_size`: Some(32014), added: 34489, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::LivenessWindows` (r:1000 w:1000)
	/// Proof: `Slashing::LivenessWindows` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1000 w:1000)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1000 w:0)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1000 w:1000)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Staking::OldestExposure` (r:1 w:1)
	/// Proof: `Staking::OldestExposure` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::EpochResults` (r:0 w:2)
	/// Proof: `Staking::EpochResults` (`max_values`: None, `max_size`: Some(20014), added: 22489, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:2 w:2)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn begin_epoch(v: u32, ) -> Weight {
		// Fastest run: 261_959 ns.
		Weight::from_parts(2_479_421_323, 119479)
			// Standard error: 517_978.
			.saturating_add(Weight::from_parts(49_497_859, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(13_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 3752).saturating_mul(v.into()))
	}
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:1)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:3)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:6 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::KeptOffline` (r:2 w:1)
	/// Proof: `Staking::KeptOffline` (`max_values`: None, `max_size`: Some(32014), added: 34489, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::LivenessWindows` (r:1000 w:1000)
	/// Proof: `Slashing::LivenessWindows` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:2000 w:2000)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:2000 w:1000)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3000 w:3000)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `Staking::OldestExposure` (r:1 w:1)
	/// Proof: `Staking::OldestExposure` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:0 w:1000)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::EpochResults` (r:0 w:3)
	/// Proof: `Staking::EpochResults` (`max_values`: None, `max_size`: Some(20014), added: 22489, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn begin_busy_epoch(v: u32, ) -> Weight {
		// Fastest run: 323_273 ns.
		Weight::from_parts(324_796_000, 119479)
			// Standard error: 521_421.
			.saturating_add(Weight::from_parts(151_997_118, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(13_u64))
			.saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 7935).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextElectionMode` (r:1 w:0)
	/// Proof: `Staking::NextElectionMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:91 w:0)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3001 w:48)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:3000 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:3000 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Staking::Validators` (r:3000 w:16)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:16 w:16)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextSet` (r:0 w:1)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// `s` is in `[1, 1000]`.
	fn elect(s: u32, ) -> Weight {
		// Fastest run: 434_431 ns.
		Weight::from_parts(436_094_000, 226633)
			// Standard error: 327_248.
			.saturating_add(Weight::from_parts(107_433_136, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(113_u64))
			.saturating_add(T::DbWeight::get().reads((12_u64).saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(48_u64))
			.saturating_add(Weight::from_parts(0, 14295).saturating_mul(s.into()))
	}
}

/// For mocks: as above, with the database weights of the SDK.
impl WeightInfo for () {
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn register_validator() -> Weight {
		// Fastest run: 212_497 ns.
		Weight::from_parts(220_702_000, 6280)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Fastest run: 47_528 ns.
		Weight::from_parts(50_544_000, 6148)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Profiles` (r:0 w:1)
	/// Proof: `Staking::Profiles` (`max_values`: None, `max_size`: Some(277), added: 2752, mode: `MaxEncodedLen`)
	fn set_profile() -> Weight {
		// Fastest run: 27_071 ns.
		Weight::from_parts(28_754_000, 4742)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn set_compounding() -> Weight {
		// Fastest run: 32_581 ns.
		Weight::from_parts(34_455_000, 4742)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn set_delegation_policy() -> Weight {
		// Fastest run: 32_681 ns.
		Weight::from_parts(34_965_000, 4742)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn increase_self_stake() -> Weight {
		// Fastest run: 152_896 ns.
		Weight::from_parts(158_116_000, 11570)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn decrease_self_stake() -> Weight {
		// Fastest run: 166_361 ns.
		Weight::from_parts(172_652_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn go_offline() -> Weight {
		// Fastest run: 85_349 ns.
		Weight::from_parts(88_776_000, 8925)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Slashing::ValidatorRecords` (r:1 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn go_online() -> Weight {
		// Fastest run: 98_013 ns.
		Weight::from_parts(101_930_000, 6280)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn leave_validators() -> Weight {
		// Fastest run: 185_085 ns.
		Weight::from_parts(191_878_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_commission() -> Weight {
		// Fastest run: 111_568 ns.
		Weight::from_parts(117_018_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ClosedClasses` (r:65 w:64)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Profiles` (r:0 w:1)
	/// Proof: `Staking::Profiles` (`max_values`: None, `max_size`: Some(277), added: 2752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:0 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	fn remove_validator() -> Weight {
		// Fastest run: 334_264 ns.
		Weight::from_parts(363_749_000, 170770)
			.saturating_add(RocksDbWeight::get().reads(73_u64))
			.saturating_add(RocksDbWeight::get().writes(72_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn delegate() -> Weight {
		// Fastest run: 159_547 ns.
		Weight::from_parts(163_194_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn delegate_waiting() -> Weight {
		// Fastest run: 205_805 ns.
		Weight::from_parts(212_406_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	fn undelegate() -> Weight {
		// Fastest run: 119_203 ns.
		Weight::from_parts(123_470_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn undelegate_waiting() -> Weight {
		// Fastest run: 196_046 ns.
		Weight::from_parts(201_446_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn push_out() -> Weight {
		// Fastest run: 196_046 ns.
		Weight::from_parts(201_446_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn cancel_undelegation() -> Weight {
		// Fastest run: 323_614 ns.
		Weight::from_parts(332_591_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:32 w:32)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:32 w:32)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:32 w:32)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// `n` is in `[1, 32]`.
	fn withdraw(n: u32, ) -> Weight {
		// Fastest run: 197_238 ns.
		Weight::from_parts(146_125_789, 17593)
			// Standard error: 97_200.
			.saturating_add(Weight::from_parts(50_660_438, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 4696).saturating_mul(n.into()))
	}
	/// Storage: `Staking::Validators` (r:2 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn redelegate() -> Weight {
		// Fastest run: 201_997 ns.
		Weight::from_parts(208_519_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:2 w:2)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:32 w:32)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// `n` is in `[1, 32]`.
	fn complete_redelegation(n: u32, ) -> Weight {
		// Fastest run: 233_406 ns.
		Weight::from_parts(238_251_239, 17593)
			// Standard error: 37_741.
			.saturating_add(Weight::from_parts(9_462_679, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2743).saturating_mul(n.into()))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1 w:1)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	fn change_class() -> Weight {
		// Fastest run: 128_069 ns.
		Weight::from_parts(132_787_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_rewards() -> Weight {
		// Fastest run: 147_064 ns.
		Weight::from_parts(150_861_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn restake_rewards() -> Weight {
		// Fastest run: 168_915 ns.
		Weight::from_parts(174_355_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	fn set_reward_account() -> Weight {
		// Fastest run: 51_998 ns.
		Weight::from_parts(54_311_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	fn permit_claims() -> Weight {
		// Fastest run: 51_987 ns.
		Weight::from_parts(54_231_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::NextElectionMode` (r:0 w:1)
	/// Proof: `Staking::NextElectionMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn force_epoch() -> Weight {
		// Fastest run: 10_069 ns.
		Weight::from_parts(10_981_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:2 w:2)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_validator_state() -> Weight {
		// Fastest run: 84_448 ns.
		Weight::from_parts(88_295_000, 6280)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:65 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:256 w:0)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	fn staked_by() -> Weight {
		// Fastest run: 2_145_064 ns.
		Weight::from_parts(2_224_592_000, 862686)
			.saturating_add(RocksDbWeight::get().reads(322_u64))
	}
	/// Storage: `Staking::Validators` (r:65 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:256 w:0)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:64 w:0)
	/// Storage: `Staking::ExitPools` (r:128 w:0)
	/// Storage: `Staking::StakeLocks` (r:1 w:1)
	/// Storage: `Balances::Locks` (r:1 w:1)
	/// Storage: `Balances::Freezes` (r:1 w:0)
	/// Storage: `System::Account` (r:1 w:1)
	fn stake_lock() -> Weight {
		Weight::from_parts(3_000_000_000, 1742686)
			.saturating_add(RocksDbWeight::get().reads(518_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Fastest run: 88_425 ns.
		Weight::from_parts(93_694_000, 37487)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:0)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:58 w:58)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:1 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ClosedClasses` (r:0 w:2)
	/// Proof: `Staking::ClosedClasses` (`max_values`: None, `max_size`: Some(137), added: 2612, mode: `MaxEncodedLen`)
	/// `e` is in `[1, 56]`.
	fn slash(e: u32, ) -> Weight {
		// Fastest run: 457_244 ns.
		Weight::from_parts(491_438_953, 119479)
			// Standard error: 109_495.
			.saturating_add(Weight::from_parts(12_553_807, 0).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(17_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2743).saturating_mul(e.into()))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	fn open_case() -> Weight {
		// Fastest run: 63_538 ns.
		Weight::from_parts(66_724_000, 5565)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Liabilities` (r:1 w:1)
	/// Proof: `Staking::Liabilities` (`max_values`: None, `max_size`: Some(2100), added: 4575, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	fn close_case() -> Weight {
		// Fastest run: 63_058 ns.
		Weight::from_parts(65_812_000, 5565)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:1 w:1)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn jail() -> Weight {
		// Fastest run: 76_653 ns.
		Weight::from_parts(79_298_000, 8925)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextDeal` (r:1 w:1)
	/// Proof: `Staking::NextDeal` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:4 w:4)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Deals` (r:0 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	fn open_deal() -> Weight {
		// Fastest run: 199_032 ns.
		Weight::from_parts(204_281_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	fn amend_deal() -> Weight {
		// Fastest run: 61_736 ns.
		Weight::from_parts(64_570_000, 4742)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:1)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:1)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:1 w:1)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3 w:3)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	fn close_deal() -> Weight {
		// Fastest run: 257_902 ns.
		Weight::from_parts(268_410_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:1)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:1 w:1)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:1 w:0)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_deal() -> Weight {
		// Fastest run: 141_283 ns.
		Weight::from_parts(146_223_000, 17593)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Deals` (r:1 w:2)
	/// Proof: `Staking::Deals` (`max_values`: None, `max_size`: Some(189), added: 2664, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:63 w:0)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	fn move_deal() -> Weight {
		// Fastest run: 281_275 ns.
		Weight::from_parts(287_536_000, 237366)
			.saturating_add(RocksDbWeight::get().reads(67_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// Storage: `Parameters::Parameters` (r:2 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:64 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:2 w:2)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn move_position() -> Weight {
		// Fastest run: 352_939 ns.
		Weight::from_parts(362_035_000, 241118)
			.saturating_add(RocksDbWeight::get().reads(71_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::Validators` (r:64 w:1)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Delegators` (r:2 w:2)
	/// Proof: `Staking::Delegators` (`max_values`: None, `max_size`: Some(14128), added: 16603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exits` (r:2 w:2)
	/// Proof: `Staking::Exits` (`max_values`: None, `max_size`: Some(2221), added: 4696, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1 w:0)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn move_exits() -> Weight {
		// Fastest run: 449_028 ns.
		Weight::from_parts(464_437_000, 241118)
			.saturating_add(RocksDbWeight::get().reads(70_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:1)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:2)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:6 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::KeptOffline` (r:2 w:1)
	/// Proof: `Staking::KeptOffline` (`max_values`: None, `max_size`: Some(32014), added: 34489, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::LivenessWindows` (r:1000 w:1000)
	/// Proof: `Slashing::LivenessWindows` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:1000 w:1000)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:1000 w:0)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:1000 w:1000)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Staking::OldestExposure` (r:1 w:1)
	/// Proof: `Staking::OldestExposure` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::EpochResults` (r:0 w:2)
	/// Proof: `Staking::EpochResults` (`max_values`: None, `max_size`: Some(20014), added: 22489, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:2 w:2)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn begin_epoch(v: u32, ) -> Weight {
		// Fastest run: 261_959 ns.
		Weight::from_parts(2_479_421_323, 119479)
			// Standard error: 517_978.
			.saturating_add(Weight::from_parts(49_497_859, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(21_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 3752).saturating_mul(v.into()))
	}
	/// Storage: `Staking::NextSet` (r:1 w:0)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// Storage: `Staking::CurrentEpoch` (r:1 w:1)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Exposures` (r:1 w:3)
	/// Proof: `Staking::Exposures` (`max_values`: None, `max_size`: Some(116014), added: 118489, mode: `MaxEncodedLen`)
	/// Storage: `Staking::BlocksAuthored` (r:1 w:1)
	/// Proof: `Staking::BlocksAuthored` (`max_values`: Some(1), `max_size`: Some(36002), added: 36497, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:6 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Staking::KeptOffline` (r:2 w:1)
	/// Proof: `Staking::KeptOffline` (`max_values`: None, `max_size`: Some(32014), added: 34489, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::Epochs` (r:1 w:0)
	/// Proof: `Interruptions::Epochs` (`max_values`: None, `max_size`: Some(267), added: 2742, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::LivenessWindows` (r:1000 w:1000)
	/// Proof: `Slashing::LivenessWindows` (`max_values`: None, `max_size`: Some(116), added: 2591, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Validators` (r:2000 w:2000)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `Staking::ExitPools` (r:2000 w:1000)
	/// Proof: `Staking::ExitPools` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3000 w:3000)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:1 w:1)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `Staking::OldestExposure` (r:1 w:1)
	/// Proof: `Staking::OldestExposure` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Interruptions::NoLiability` (r:1 w:0)
	/// Proof: `Interruptions::NoLiability` (`max_values`: Some(1), `max_size`: Some(258), added: 753, mode: `MaxEncodedLen`)
	/// Storage: `Staking::Activations` (r:0 w:1000)
	/// Proof: `Staking::Activations` (`max_values`: None, `max_size`: Some(891), added: 3366, mode: `MaxEncodedLen`)
	/// Storage: `Staking::EpochResults` (r:0 w:3)
	/// Proof: `Staking::EpochResults` (`max_values`: None, `max_size`: Some(20014), added: 22489, mode: `MaxEncodedLen`)
	/// `v` is in `[1, 1000]`.
	fn begin_busy_epoch(v: u32, ) -> Weight {
		// Fastest run: 323_273 ns.
		Weight::from_parts(324_796_000, 119479)
			// Standard error: 521_421.
			.saturating_add(Weight::from_parts(151_997_118, 0).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(19_u64))
			.saturating_add(RocksDbWeight::get().reads((8_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
			.saturating_add(RocksDbWeight::get().writes((8_u64).saturating_mul(v.into())))
			.saturating_add(Weight::from_parts(0, 7935).saturating_mul(v.into()))
	}
	/// Storage: `Staking::CurrentEpoch` (r:1 w:0)
	/// Proof: `Staking::CurrentEpoch` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextElectionMode` (r:1 w:0)
	/// Proof: `Staking::NextElectionMode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `Parameters::Parameters` (r:4 w:0)
	/// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListBags` (r:91 w:0)
	/// Proof: `VoterList::ListBags` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::ListNodes` (r:3001 w:48)
	/// Proof: `VoterList::ListNodes` (`max_values`: None, `max_size`: Some(170), added: 2645, mode: `MaxEncodedLen`)
	/// Storage: `Slashing::ValidatorRecords` (r:3000 w:0)
	/// Proof: `Slashing::ValidatorRecords` (`max_values`: None, `max_size`: Some(2290), added: 4765, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:3000 w:0)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Staking::Validators` (r:3000 w:16)
	/// Proof: `Staking::Validators` (`max_values`: None, `max_size`: Some(1277), added: 3752, mode: `MaxEncodedLen`)
	/// Storage: `DelegationMarketplace::Operators` (r:16 w:16)
	/// Proof: `DelegationMarketplace::Operators` (`max_values`: None, `max_size`: Some(121), added: 2596, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::Lock` (r:1 w:0)
	/// Proof: `VoterList::Lock` (`max_values`: Some(1), `max_size`: Some(0), added: 495, mode: `MaxEncodedLen`)
	/// Storage: `VoterList::CounterForListNodes` (r:1 w:1)
	/// Proof: `VoterList::CounterForListNodes` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Staking::NextSet` (r:0 w:1)
	/// Proof: `Staking::NextSet` (`max_values`: Some(1), `max_size`: Some(57002), added: 57497, mode: `MaxEncodedLen`)
	/// `s` is in `[1, 1000]`.
	fn elect(s: u32, ) -> Weight {
		// Fastest run: 434_431 ns.
		Weight::from_parts(436_094_000, 226633)
			// Standard error: 327_248.
			.saturating_add(Weight::from_parts(107_433_136, 0).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads(113_u64))
			.saturating_add(RocksDbWeight::get().reads((12_u64).saturating_mul(s.into())))
			.saturating_add(RocksDbWeight::get().writes(48_u64))
			.saturating_add(Weight::from_parts(0, 14295).saturating_mul(s.into()))
	}
}
