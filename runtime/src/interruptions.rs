//! Counts how long a brake has kept accounts from a duty: the clocks behind the deadlines of its
//! calls.
//!
//! A duty is interrupted while one of its calls, as listed in
//! [`call_policy`](crate::configs::call_policy), cannot be made. There are three brakes: safe mode
//! that does not let the call through, a pause of the call, and a multi-block migration, during
//! which no transaction is taken at all.
//!
//! # Rules
//!
//! - A block counts for a duty if the duty is interrupted at the block's beginning or at its end.
//!   It is added at the end, so that no deadline moves during its own block.
//! - An epoch counts as a whole if one of its blocks counts.
//! - Epochs that do not count towards liability are those in which judging was interrupted, and
//!   those in which finality stalled; see [`finality`](crate::finality).
//! - A record stores a deadline at block `d` together with `blocks(duty) = b`. The deadline is over
//!   in block `n` if `n > d + blocks(duty) − b`. An interruption that begins by `d` keeps it open;
//!   once the interruption ends, as many blocks are left as before it. A later interruption does
//!   not reopen it.
//! - A deadline in epochs moves by the interrupted epochs in the same way, but at most by
//!   [`MAX_INTERRUPTED_EPOCHS`]. The pallet remembers the last [`REMEMBERED`] of each duty.
//!
//! # Cost
//!
//! A block without brakes: three reads. Any other block: one write per interrupted duty, and
//! another in the first block of an interrupted epoch.

use crate::configs::call_policy::{calls_of, CallPolicy};
use alloc::vec::Vec;
use frame_support::{migrations::MultiStepMigrator, pallet_prelude::*};
use frame_system::pallet_prelude::BlockNumberFor;
use palisade_primitives::{Duty, EpochClock, EpochIndex, MAX_INTERRUPTED_EPOCHS};

pub use pallet::*;

/// The number of latest interrupted epochs remembered per duty. At least the maximum by which
/// deadlines move.
pub const REMEMBERED: u32 = 64;
const _: () = assert!(REMEMBERED >= MAX_INTERRUPTED_EPOCHS);

/// Whether each duty is interrupted, in the order of [`Duty::ALL`].
pub type Interrupted = [bool; Duty::ALL.len()];

// The SDK's macros call `expect` where they have checked the value.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The configuration of the pallet.
	#[pallet::config]
	pub trait Config:
		frame_system::Config + pallet_safe_mode::Config + pallet_tx_pause::Config
	{
		/// The epoch clock.
		type Clock: EpochClock;
	}

	/// The duties interrupted at the beginning of the running block. Removed at its end.
	#[pallet::storage]
	pub type AtBegin<T: Config> = StorageValue<_, Interrupted, OptionQuery>;

	/// Blocks since genesis in which each duty was interrupted. Accounts cannot choose the key,
	/// neither here nor below.
	#[pallet::storage]
	pub type Blocks<T: Config> = StorageMap<_, Twox64Concat, Duty, u32, ValueQuery>;

	/// The last epochs in which each duty was interrupted, oldest first.
	#[pallet::storage]
	pub type Epochs<T: Config> =
		StorageMap<_, Twox64Concat, Duty, BoundedVec<EpochIndex, ConstU32<REMEMBERED>>, ValueQuery>;

	/// The last epochs that do not count towards liability, oldest first: those in which judging
	/// was interrupted or finality stalled.
	#[pallet::storage]
	pub type NoLiability<T: Config> =
		StorageValue<_, BoundedVec<EpochIndex, ConstU32<REMEMBERED>>, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Records the duties interrupted before the first call of the block.
		fn on_initialize(block: BlockNumberFor<T>) -> Weight {
			let interrupted = Self::interrupted(block);
			if interrupted.contains(&true) {
				AtBegin::<T>::put(interrupted);
			}
			Self::weight_of_hooks(interrupted.contains(&true))
		}

		/// Counts the block for each duty interrupted at its beginning or end.
		fn on_finalize(block: BlockNumberFor<T>) {
			let before = AtBegin::<T>::take().unwrap_or_default();
			let after = Self::interrupted(block);
			let epoch = T::Clock::current_epoch();
			for ((duty, before), after) in Duty::ALL.into_iter().zip(before).zip(after) {
				if before || after {
					Self::count(duty, epoch);
				}
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(block: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state(block).map_err(Into::into)
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Whether a brake refuses a call.
	fn is_refused(
		(pallet, policy): (&str, &CallPolicy),
		in_safe_mode: bool,
		something_is_paused: bool,
	) -> bool {
		let is_stopped = in_safe_mode && !policy.works_in_safe_mode();
		is_stopped
			|| something_is_paused
				&& pallet_tx_pause::Pallet::<T>::is_paused_unbound(
					Vec::from(pallet.as_bytes()),
					Vec::from(policy.call.as_bytes()),
				)
	}

	/// The duties interrupted in the running `block`.
	fn interrupted(block: BlockNumberFor<T>) -> Interrupted {
		if T::MultiBlockMigrator::ongoing() {
			return [true; Duty::ALL.len()];
		}
		// Safe mode ends at the beginning of the following block, in a hook that runs after this
		// one.
		let in_safe_mode =
			pallet_safe_mode::EnteredUntil::<T>::get().is_some_and(|until| block <= until);
		let something_is_paused = pallet_tx_pause::PausedCalls::<T>::iter_keys().next().is_some();
		if !in_safe_mode && !something_is_paused {
			return Interrupted::default();
		}
		Duty::ALL.map(|duty| {
			calls_of(duty).any(|call| Self::is_refused(call, in_safe_mode, something_is_paused))
		})
	}

	/// Counts the running block and its `epoch` for a duty.
	fn count(duty: Duty, epoch: EpochIndex) {
		Blocks::<T>::mutate(duty, |blocks| *blocks = blocks.saturating_add(1));
		Self::count_epoch(duty, epoch);
	}

	/// Counts an epoch for a duty.
	pub(crate) fn count_epoch(duty: Duty, epoch: EpochIndex) {
		Epochs::<T>::mutate(duty, |epochs| Self::remember(epochs, epoch));
		if duty == Duty::Judging {
			Self::lengthen_liability(epoch);
		}
	}

	/// Excludes an epoch, the running or the ending one, from liability.
	pub(crate) fn lengthen_liability(epoch: EpochIndex) {
		NoLiability::<T>::mutate(|epochs| Self::remember(epochs, epoch));
	}

	/// Adds an epoch that is not older than the remembered ones.
	fn remember(epochs: &mut BoundedVec<EpochIndex, ConstU32<REMEMBERED>>, epoch: EpochIndex) {
		// Periods are found by bisection, which needs each epoch once and in order.
		if epochs.last().is_some_and(|last| *last >= epoch) {
			return;
		}
		if epochs.is_full() {
			epochs.remove(0);
		}
		// Never fails: there is room.
		let _ = epochs.try_push(epoch);
	}

	/// The number of `epochs` in `from..until`, capped at [`MAX_INTERRUPTED_EPOCHS`].
	fn within(epochs: &[EpochIndex], from: EpochIndex, until: EpochIndex) -> EpochIndex {
		let number = epochs.iter().filter(|epoch| (from..until).contains(*epoch)).count();
		u32::try_from(number).unwrap_or(u32::MAX).min(MAX_INTERRUPTED_EPOCHS)
	}

	/// The maximum reads and writes of both hooks.
	fn weight_of_hooks(is_interrupted: bool) -> Weight {
		let weight = <T as frame_system::Config>::DbWeight::get();
		// The cursor of migrations, the end of safe mode, the first paused call, the record of the
		// block's beginning.
		let always = weight.reads(4);
		if !is_interrupted {
			return always;
		}
		let duties = u64::try_from(Duty::ALL.len()).unwrap_or(u64::MAX);
		let calls = Duty::ALL.into_iter().flat_map(calls_of).count();
		let calls = u64::try_from(calls).unwrap_or(u64::MAX);
		// Each call, at the beginning and at the end of the block; the epoch; two records per duty,
		// the epochs without liability, and the record of the block's beginning.
		let reads =
			calls.saturating_mul(2).saturating_add(2).saturating_add(duties.saturating_mul(2));
		let writes = duties.saturating_mul(2).saturating_add(3);
		always.saturating_add(weight.reads_writes(reads, writes))
	}

	/// Checks the invariants.
	#[cfg(any(feature = "try-runtime", test))]
	fn check_state(block: BlockNumberFor<T>) -> Result<(), &'static str> {
		let now = T::Clock::current_epoch();
		for duty in Duty::ALL {
			let blocks = Blocks::<T>::get(duty);
			let epochs = Epochs::<T>::get(duty);
			frame_support::ensure!(
				BlockNumberFor::<T>::from(blocks) <= block,
				"more blocks were interrupted than there are"
			);
			frame_support::ensure!(
				epochs.windows(2).all(|pair| matches!(pair, [one, other] if one < other)),
				"interrupted epochs are not sorted"
			);
			frame_support::ensure!(
				epochs.last().is_none_or(|last| *last <= now),
				"an epoch was interrupted that has not begun"
			);
			frame_support::ensure!(
				u32::try_from(epochs.len()).is_ok_and(|epochs| epochs <= blocks),
				"an epoch was interrupted in no block"
			);
		}
		let no_liability = NoLiability::<T>::get();
		frame_support::ensure!(
			no_liability.windows(2).all(|pair| matches!(pair, [one, other] if one < other)),
			"epochs without liability are not sorted"
		);
		frame_support::ensure!(
			no_liability.last().is_none_or(|last| *last <= now),
			"an epoch without liability has not begun"
		);
		let oldest = no_liability.first().copied().unwrap_or(EpochIndex::MAX);
		frame_support::ensure!(
			Epochs::<T>::get(Duty::Judging)
				.iter()
				.all(|epoch| no_liability.contains(epoch) || *epoch < oldest),
			"an epoch without judging counts for liability"
		);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// The epochs whose period of `epochs` ends with the epoch `ended`. A period is extended by the
	/// epochs since its start that do not count towards liability. Each epoch is yielded once,
	/// after all earlier ones; several end together after an interruption of several epochs.
	pub fn over_with(ended: EpochIndex, epochs: u32) -> impl Iterator<Item = EpochIndex> {
		let no_liability = NoLiability::<T>::get();
		let is_over = move |epoch: EpochIndex, ended: EpochIndex| {
			let longer_by = Self::within(&no_liability, epoch, ended.saturating_add(1));
			ended.saturating_sub(epoch) >= epochs.saturating_add(longer_by)
		};
		let latest = ended.checked_sub(epochs);
		let first = latest.map_or(1, |latest| latest.saturating_sub(MAX_INTERRUPTED_EPOCHS));
		(first..=latest.unwrap_or_default()).filter(move |epoch| {
			let was_over = ended.checked_sub(1).is_some_and(|before| is_over(*epoch, before));
			is_over(*epoch, ended) && !was_over
		})
	}

	/// Whether an offence of `epoch` can still be reported in `now`, within a window of `epochs`
	/// extended by the epochs that do not count towards liability.
	pub fn is_within(epochs: u32, epoch: EpochIndex, now: EpochIndex) -> bool {
		use palisade_primitives::Interruptions;
		let age = now.saturating_sub(epoch);
		age <= epochs || age <= epochs.saturating_add(Self::liability(epoch, now))
	}
}

impl<T: Config> palisade_primitives::Interruptions for Pallet<T> {
	fn epochs(duty: Duty, from: EpochIndex, until: EpochIndex) -> EpochIndex {
		Self::within(&Epochs::<T>::get(duty), from, until)
	}

	fn liability(from: EpochIndex, until: EpochIndex) -> EpochIndex {
		Self::within(&NoLiability::<T>::get(), from, until)
	}

	fn blocks(duty: Duty) -> u32 {
		Blocks::<T>::get(duty)
	}
}

impl Config for crate::Runtime {
	type Clock = crate::PalisadeStaking;
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		configs::call_policy::POLICIES, Interruptions, MultiBlockMigrations, Runtime, RuntimeCall,
		RuntimeOrigin, SafeMode, System, TxPause,
	};
	use frame_support::{
		assert_ok,
		traits::{Contains, Hooks},
	};
	use palisade_primitives::Interruptions as _;

	/// Runs the test in block 1, before any hook, and checks the state after it.
	fn execute(test: impl FnOnce()) {
		sp_io::TestExternalities::new_empty().execute_with(|| {
			System::set_block_number(1);
			test();
			assert_ok!(Interruptions::check_state(System::block_number()));
		});
	}

	/// Runs a block in which `calls` happen, and moves on to the next.
	fn block_with(calls: impl FnOnce()) {
		let block = System::block_number();
		Interruptions::on_initialize(block);
		SafeMode::on_initialize(block);
		calls();
		Interruptions::on_finalize(block);
		assert_eq!(AtBegin::<Runtime>::get(), None);
		System::set_block_number(block + 1);
	}

	fn blocks_pass(number: u32) {
		(0..number).for_each(|_| block_with(|| {}));
	}

	fn begin_epoch(epoch: EpochIndex) {
		palisade_staking::CurrentEpoch::<Runtime>::put(epoch);
	}

	fn blocks() -> [u32; Duty::ALL.len()] {
		Duty::ALL.map(Interruptions::blocks)
	}

	/// `number` blocks of the two duties whose calls safe mode stops.
	fn offering_and_bidding(number: u32) -> [u32; Duty::ALL.len()] {
		[0, 0, number, number, 0, 0]
	}

	fn full_name(pallet: &str, call: &str) -> pallet_tx_pause::RuntimeCallNameOf<Runtime> {
		let name = |name: &str| name.as_bytes().to_vec().try_into().expect("short enough");
		(name(pallet), name(call))
	}

	fn pause(pallet: &str, call: &str) {
		assert_ok!(TxPause::pause(RuntimeOrigin::root(), full_name(pallet, call)));
	}

	fn unpause(pallet: &str, call: &str) {
		assert_ok!(TxPause::unpause(RuntimeOrigin::root(), full_name(pallet, call)));
	}

	fn enter_safe_mode() {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
	}

	fn exit_safe_mode() {
		assert_ok!(SafeMode::force_exit(RuntimeOrigin::root()));
	}

	#[test]
	fn nothing_is_counted_or_written_without_a_brake() {
		execute(|| {
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			blocks_pass(10);
			System::set_block_number(1);
			assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
			System::set_block_number(11);
			assert_eq!(blocks(), [0; Duty::ALL.len()]);
			assert_eq!(Interruptions::epochs(Duty::Bidding, 0, EpochIndex::MAX), 0);
		});
	}

	#[test]
	fn safe_mode_stops_the_clocks_of_offers_and_bids_only() {
		execute(|| {
			blocks_pass(3);
			block_with(enter_safe_mode);
			// This block counts too: its later calls were refused.
			assert_eq!(blocks(), offering_and_bidding(1));
			blocks_pass(4);
			assert_eq!(blocks(), offering_and_bidding(5));
			block_with(exit_safe_mode);
			assert_eq!(blocks(), offering_and_bidding(6));
			blocks_pass(5);
			assert_eq!(blocks(), offering_and_bidding(6));
		});
	}

	#[test]
	fn no_block_after_safe_mode_has_ended_by_itself_counts() {
		execute(|| {
			block_with(enter_safe_mode);
			let until = pallet_safe_mode::EnteredUntil::<Runtime>::get().expect("it was entered");
			// Blocks 1 to `until`.
			blocks_pass(until - 1);
			assert_eq!(blocks(), offering_and_bidding(until));
			blocks_pass(3);
			assert!(!SafeMode::is_entered());
			assert_eq!(blocks(), offering_and_bidding(until));
		});
	}

	#[test]
	fn a_pause_stops_the_clock_of_its_call_only() {
		execute(|| {
			block_with(|| pause("DelegationMarketplace", "bid"));
			blocks_pass(2);
			assert_eq!(blocks(), [0, 0, 0, 3, 0, 0]);
			block_with(|| pause("PalisadeStaking", "increase_self_stake"));
			assert_eq!(blocks(), [0, 1, 0, 4, 0, 0]);
			block_with(|| unpause("DelegationMarketplace", "bid"));
			assert_eq!(blocks(), [0, 2, 0, 5, 0, 0]);
			block_with(|| unpause("PalisadeStaking", "increase_self_stake"));
			assert_eq!(blocks(), [0, 3, 0, 5, 0, 0]);
			// No deadline waits for these calls.
			block_with(|| pause("PalisadeStaking", "withdraw"));
			block_with(|| pause("Balances", "transfer_keep_alive"));
			blocks_pass(5);
			assert_eq!(blocks(), [0, 3, 0, 5, 0, 0]);
		});
	}

	#[test]
	fn a_pause_of_ratings_stops_the_clock_of_no_auction_no_offer_and_no_term() {
		execute(|| {
			block_with(|| pause("DelegationMarketplace", "rate_deal"));
			blocks_pass(9);
			assert_eq!(blocks(), [0, 0, 0, 0, 0, 10]);
			block_with(|| unpause("DelegationMarketplace", "rate_deal"));
			block_with(|| pause("DelegationMarketplace", "buy_position"));
			assert_eq!(blocks(), [0, 0, 1, 0, 0, 11]);
		});
	}

	#[test]
	fn a_pause_from_before_an_upgrade_neither_stops_a_call_that_can_no_longer_be_paused_nor_its_clock(
	) {
		execute(|| {
			let dispute = full_name("Slashing", "dispute");
			assert!(TxPause::pause(RuntimeOrigin::root(), dispute.clone()).is_err());
			pallet_tx_pause::PausedCalls::<Runtime>::insert(dispute, ());
			let call: RuntimeCall = palisade_slashing::Call::dispute {
				offence: Default::default(),
				grounds: palisade_slashing::types::Grounds::FactsDisputed,
				evidence: palisade_slashing::types::Evidence::Inline(Vec::new()),
			}
			.into();
			type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
			assert!(Filter::contains(&call));
			blocks_pass(3);
			assert_eq!(Interruptions::blocks(Duty::Judging), 0);
		});
	}

	#[test]
	fn a_migration_over_several_blocks_stops_all_clocks() {
		use pallet_migrations::{Cursor, MigrationCursor};
		execute(|| {
			blocks_pass(2);
			Cursor::<Runtime>::put(MigrationCursor::Stuck);
			assert!(MultiBlockMigrations::ongoing());
			blocks_pass(3);
			// The migration ends in its last block.
			block_with(Cursor::<Runtime>::kill);
			assert_eq!(blocks(), [4; Duty::ALL.len()]);
			blocks_pass(3);
			assert_eq!(blocks(), [4; Duty::ALL.len()]);
		});
	}

	#[test]
	fn an_epoch_counts_as_a_whole_once_it_is_over() {
		execute(|| {
			let epochs = |from, until| Interruptions::epochs(Duty::Offering, from, until);
			for epoch in 0..10 {
				begin_epoch(epoch);
				blocks_pass(2);
				if [3, 4, 7].contains(&epoch) {
					block_with(enter_safe_mode);
					block_with(exit_safe_mode);
				}
				blocks_pass(2);
			}
			assert_eq!(epochs(0, 10), 3);
			assert_eq!((epochs(0, 3), epochs(0, 4), epochs(3, 5), epochs(5, 7)), (0, 1, 2, 0));
			assert_eq!((epochs(4, 8), epochs(8, 10), epochs(5, 4)), (2, 0, 0));
			assert_eq!(Interruptions::epochs(Duty::Judging, 0, 10), 0);
			assert_eq!(Interruptions::blocks(Duty::Bidding), 6);
		});
	}

	#[test]
	fn the_first_block_of_an_epoch_counts_for_that_epoch() {
		execute(|| {
			begin_epoch(4);
			blocks_pass(1);
			pallet_migrations::Cursor::<Runtime>::put(pallet_migrations::MigrationCursor::Stuck);
			// The session begins after the hook.
			block_with(|| begin_epoch(5));
			assert_eq!(Epochs::<Runtime>::get(Duty::Judging).into_inner(), [5]);
		});
	}

	#[test]
	fn the_epochs_that_deadlines_move_by_and_the_records_are_bounded() {
		execute(|| {
			block_with(enter_safe_mode);
			for epoch in 1..200 {
				begin_epoch(epoch);
				enter_safe_mode_again();
				blocks_pass(1);
			}
			let remembered = Epochs::<Runtime>::get(Duty::Bidding);
			assert_eq!(remembered.len(), 64);
			assert_eq!(
				remembered.first().copied().zip(remembered.last().copied()),
				Some((136, 199))
			);
			assert_eq!(Interruptions::epochs(Duty::Bidding, 0, 200), MAX_INTERRUPTED_EPOCHS);
			assert_eq!(Interruptions::epochs(Duty::Bidding, 190, 200), 10);
			assert_eq!(Interruptions::blocks(Duty::Bidding), 200);
		});

		fn enter_safe_mode_again() {
			if !SafeMode::is_entered() {
				enter_safe_mode();
			}
		}
	}

	/// The rule by which deadlines in blocks move.
	fn is_over(block: u32, deadline: u32, noted: u32) -> bool {
		block > deadline + Interruptions::blocks(Duty::Bidding) - noted
	}

	#[test]
	fn a_deadline_moves_by_as_much_and_does_not_come_back() {
		execute(|| {
			blocks_pass(1);
			let (noted, within, before) = (Interruptions::blocks(Duty::Bidding), 10, 4);
			let see = |block: u32, is_open: [bool; 2]| {
				assert_eq!(System::block_number(), block);
				let seen = [within, before].map(|deadline| !is_over(block, deadline, noted));
				assert_eq!(seen, is_open, "in block {block}");
			};
			blocks_pass(3);
			see(5, [true, false]);
			// Blocks 5 to 19 are interrupted.
			block_with(enter_safe_mode);
			for block in 6..20 {
				see(block, [true, false]);
				blocks_pass(1);
			}
			exit_safe_mode();
			// Six blocks were left, from 5 to 10.
			for block in 20..26 {
				see(block, [true, false]);
				blocks_pass(1);
			}
			see(26, [false, false]);
		});
	}

	#[test]
	fn each_call_that_a_deadline_waits_for_is_let_through_or_stops_its_clock() {
		let mut refused = 0;
		for (pallet, rows) in POLICIES {
			for row in *rows {
				let Some(duty) = row.duty else { continue };
				let name = full_name(pallet, row.call);
				execute(|| {
					let before = Interruptions::blocks(duty);
					let is_paused = TxPause::pause(RuntimeOrigin::root(), name.clone()).is_ok();
					blocks_pass(1);
					let has_stopped = Interruptions::blocks(duty) > before;
					assert_eq!(is_paused, has_stopped, "{pallet}::{} is paused", row.call);
					refused += u32::from(is_paused);
				});
				execute(|| {
					let before = Interruptions::blocks(duty);
					enter_safe_mode();
					blocks_pass(1);
					let has_stopped = Interruptions::blocks(duty) > before;
					assert!(row.works_in_safe_mode() || has_stopped, "{pallet}::{}", row.call);
				});
			}
		}
		assert!(refused > 0);
	}

	#[test]
	fn a_duty_without_an_interruption_can_be_done() {
		// The brakes agree with the clocks.
		execute(|| {
			enter_safe_mode();
			blocks_pass(1);
			let bid: RuntimeCall = palisade_delegation_marketplace::Call::commit_bid {
				request: 0,
				commitment: Default::default(),
			}
			.into();
			let unjail: RuntimeCall = palisade_slashing::Call::unjail {}.into();
			type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
			assert!(!Filter::contains(&bid) && Filter::contains(&unjail));
			assert_eq!(blocks(), offering_and_bidding(1));
		});
	}

	#[test]
	fn each_epoch_is_forgotten_once_it_cannot_be_reported_any_more() {
		sp_io::TestExternalities::new_empty().execute_with(|| {
			for patterns in [[0, 0], [20, 24], [15, 60], [0, 180]] {
				let is_interrupted =
					|epoch: EpochIndex| (patterns[0]..patterns[1]).contains(&epoch);
				let mut next = 0;
				for ended in 0..180 {
					let past: Vec<_> = (0..=ended).filter(|epoch| is_interrupted(*epoch)).collect();
					let kept = past.iter().skip(past.len().saturating_sub(64)).copied();
					let kept: BoundedVec<EpochIndex, ConstU32<REMEMBERED>> =
						kept.collect::<Vec<_>>().try_into().expect("64 at most");
					NoLiability::<Runtime>::put(kept);
					let forgotten: Vec<_> = Interruptions::over_with(ended, 10).collect();
					for epoch in forgotten {
						assert_eq!(epoch, next, "in the order of epochs, each once");
						next += 1;
					}
					// An epoch is forgotten exactly when its offences can no longer be reported.
					assert!(
						Interruptions::is_within(10, next, ended + 1),
						"{next} at the end of {ended}"
					);
					if let Some(last) = next.checked_sub(1) {
						assert!(!Interruptions::is_within(10, last, ended + 1), "{last}");
					}
				}
			}
		});
	}

	#[test]
	fn safe_mode_in_each_epoch_delays_no_verdict_and_excuses_no_downtime() {
		execute(|| {
			for epoch in 1..=60 {
				begin_epoch(epoch);
				block_with(enter_safe_mode);
				block_with(exit_safe_mode);
				blocks_pass(1);
			}
			let epochs = Duty::ALL.map(|duty| Interruptions::epochs(duty, 0, 61));
			assert_eq!(epochs, offering_and_bidding(MAX_INTERRUPTED_EPOCHS));
		});
	}

	#[test]
	fn safe_mode_leaves_the_accused_a_way_to_its_bond_or_stops_its_clock() {
		type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
		execute(|| {
			block_with(enter_safe_mode);
			blocks_pass(3);
			// A validator's funds are at stake. These calls could fund the bond of a dispute.
			let account = crate::AccountId::from([1; 32]);
			let ways: [RuntimeCall; 3] = [
				palisade_staking::Call::claim_commission {}.into(),
				palisade_staking::Call::claim_rewards { validator: account.clone() }.into(),
				pallet_balances::Call::transfer_keep_alive { dest: account.into(), value: 1 }
					.into(),
			];
			let has_a_way = ways.iter().any(Filter::contains);
			let stands_still = Interruptions::blocks(Duty::Judging) > 0;
			assert!(has_a_way || stands_still);
		});
	}

	#[test]
	fn a_pause_by_a_name_that_is_no_call_stops_no_clock() {
		execute(|| {
			block_with(|| {
				for (pallet, call) in [
					("slashing", "dispute"),
					("Slashing", "Dispute"),
					("Slashing", "dispute "),
					("Slashing", ""),
					("PalisadeStaking", "unjail"),
					("", "rule"),
				] {
					pause(pallet, call);
				}
			});
			blocks_pass(3);
			assert_eq!(blocks(), [0; Duty::ALL.len()]);
		});
	}

	#[test]
	fn a_pause_of_one_block_excuses_the_downtime_of_its_own_epoch_only() {
		execute(|| {
			begin_epoch(3);
			block_with(|| pause("PalisadeStaking", "increase_self_stake"));
			block_with(|| unpause("PalisadeStaking", "increase_self_stake"));
			begin_epoch(4);
			blocks_pass(2);
			let serving = |epoch| Interruptions::epochs(Duty::Serving, epoch, epoch + 1);
			assert_eq!([2, 3, 4].map(serving), [0, 1, 0]);
			assert_eq!(Interruptions::epochs(Duty::Judging, 0, 5), 0);
		});
	}

	#[test]
	fn a_migration_that_is_stuck_keeps_reports_open_for_28_epochs_longer_and_not_for_ever() {
		execute(|| {
			pallet_migrations::Cursor::<Runtime>::put(pallet_migrations::MigrationCursor::Stuck);
			for epoch in 1..120 {
				begin_epoch(epoch);
				assert_eq!(Interruptions::is_within(10, 1, epoch), epoch <= 39, "in {epoch}");
				blocks_pass(1);
			}
			assert_eq!(Interruptions::epochs(Duty::Judging, 1, 120), MAX_INTERRUPTED_EPOCHS);
		});
	}

	#[test]
	fn an_epoch_is_remembered_once_and_in_order() {
		sp_io::TestExternalities::new_empty().execute_with(|| {
			for epoch in [3, 4, 4, 3, 6, 5, 4, 6] {
				Interruptions::lengthen_liability(epoch);
			}
			assert_eq!(NoLiability::<Runtime>::get().into_inner(), [3, 4, 6]);
			assert_eq!(Interruptions::liability(0, 9), 3);
		});
	}

	#[test]
	fn a_corrupted_state_is_reported() {
		let check = || Interruptions::check_state(System::block_number());
		sp_io::TestExternalities::new_empty().execute_with(|| {
			System::set_block_number(100);
			begin_epoch(10);
			let corrupt = |blocks: u32, epochs: &[EpochIndex]| {
				Blocks::<Runtime>::insert(Duty::Serving, blocks);
				let epochs: BoundedVec<EpochIndex, ConstU32<REMEMBERED>> =
					epochs.to_vec().try_into().expect("few enough");
				Epochs::<Runtime>::insert(Duty::Serving, epochs);
				check()
			};
			assert_eq!(corrupt(7, &[1, 2, 10]), Ok(()));
			assert_eq!(corrupt(101, &[1]), Err("more blocks were interrupted than there are"));
			assert_eq!(corrupt(7, &[1, 1]), Err("interrupted epochs are not sorted"));
			assert_eq!(corrupt(7, &[11]), Err("an epoch was interrupted that has not begun"));
			assert_eq!(corrupt(1, &[1, 2]), Err("an epoch was interrupted in no block"));
		});
	}
}
