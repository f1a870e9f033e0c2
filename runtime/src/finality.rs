//! Notices epochs in which finality stood still, from the authors of blocks.
//!
//! GRANDPA hands over to the set of an epoch in that epoch's first block, once that block is final. Until then the
//! set before it is the last that can finalize, however many epochs go by, and has to stay liable: the
//! epochs of the stall must not count for the time in which its double votes can be reported and its stake
//! stays bonded. A runtime cannot see what is final, so the authors say it.
//!
//! # How it counts
//!
//! - In the second half of an epoch each author puts the number of the highest block that is final to its
//!   node into its block ([`Call::note`], an inherent). In the first half finality may just be a few
//!   blocks behind.
//! - When the epoch ends, finality stood still in it if more of these numbers were below the epoch's first
//!   block than not. The epoch then counts as interrupted for [`Duty::Judging`], which moves the windows
//!   of offences, the ends of exits, and all that is kept for them, by at most
//!   [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS).
//! - An epoch without such a number, as of authors whose nodes say nothing, counts as final.
//!
//! # What a lie can do
//!
//! An author can say any number below that of its own block. Authors of more than half of the blocks of the
//! second half of an epoch can make that epoch count or not. Making it count keeps stake bonded for up to 28
//! epochs longer; making it not count lets the stake of a set go at the usual time, although
//! that set can still finalize. Whoever makes that many blocks can also keep reports out of them.

use crate::Interruptions;
use frame_support::{inherent::IsFatalError, pallet_prelude::*};
use frame_system::pallet_prelude::*;
use palisade_primitives::{Duty, EpochIndex};
use sp_inherents::{InherentData, InherentIdentifier};

pub use pallet::*;

/// Under which the node hands over the number of the highest block that is final.
pub const INHERENT_IDENTIFIER: InherentIdentifier = *b"finalnum";

/// What the authors of an epoch have said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tally<BlockNumber> {
	/// Blocks whose author had finalized the first block of the epoch.
	pub reached: u32,
	/// Blocks whose author had not.
	pub behind: u32,
	/// The last block that was counted.
	pub counted: BlockNumber,
}

impl<BlockNumber> Tally<BlockNumber> {
	/// Whether finality stood still.
	pub const fn has_stalled(&self) -> bool {
		self.behind > self.reached
	}
}

/// Why an inherent is refused. None is: nodes may differ in what is final to them.
#[derive(Encode)]
pub enum InherentError {}

impl IsFatalError for InherentError {
	fn is_fatal_error(&self) -> bool {
		match *self {}
	}
}

// The macros of the SDK expect what they have made sure of.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_babe::Config
	{
	}

	/// What the authors of the running epoch have said.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageValue<_, Tally<BlockNumberFor<T>>, ValueQuery>;

	/// What happens.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Finality stood still in an epoch. The epoch does not count for the windows of offences, nor for
		/// exits.
		EpochNotFinal {
			/// The epoch, which has ended.
			epoch: EpochIndex,
			/// Blocks whose author had finalized the first block of the epoch.
			reached: u32,
			/// Blocks whose author had not.
			behind: u32,
		},
	}

	/// Why a call is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A block can only be final before it is built on.
		NotBeforeThisBlock,
		/// An author says it once in a block.
		AlreadyNoted,
		/// In the first half of an epoch finality may just be late.
		TooEarly,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Notes the number of the highest block that is final to the node of the author.
		///
		/// An inherent of blocks in the second half of an epoch; a transaction cannot make it.
		///
		/// # Errors
		///
		/// [`Error::NotBeforeThisBlock`], [`Error::AlreadyNoted`], [`Error::TooEarly`]. A block with such an
		/// inherent is not valid.
		#[pallet::call_index(0)]
		#[pallet::weight((
			<T as frame_system::Config>::DbWeight::get().reads_writes(5, 1),
			DispatchClass::Mandatory,
		))]
		pub fn note(
			origin: OriginFor<T>,
			#[pallet::compact] number: BlockNumberFor<T>,
		) -> DispatchResult {
			ensure_none(origin)?;
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(number < now, Error::<T>::NotBeforeThisBlock);
			ensure!(Self::is_second_half(), Error::<T>::TooEarly);
			let (_, first) = pallet_babe::EpochStart::<T>::get();
			Claims::<T>::try_mutate(|claims| {
				ensure!(claims.counted < now, Error::<T>::AlreadyNoted);
				claims.counted = now;
				let count = match number >= first {
					true => &mut claims.reached,
					false => &mut claims.behind,
				};
				*count = count.saturating_add(1);
				Ok(())
			})
		}
	}

	#[pallet::inherent]
	impl<T: Config> ProvideInherent for Pallet<T> {
		type Call = Call<T>;
		type Error = InherentError;
		const INHERENT_IDENTIFIER: InherentIdentifier = INHERENT_IDENTIFIER;

		fn create_inherent(data: &InherentData) -> Option<Self::Call> {
			let number = data.get_data(&INHERENT_IDENTIFIER).ok().flatten()?;
			Self::is_second_half().then_some(Call::note { number })
		}

		fn is_inherent(call: &Self::Call) -> bool {
			matches!(call, Call::note { .. })
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(block: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state(block).map_err(Into::into)
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Whether the slot of the running block is in the second half of its epoch.
	fn is_second_half() -> bool {
		let start = pallet_babe::Pallet::<T>::current_epoch_start();
		let passed = (*pallet_babe::CurrentSlot::<T>::get()).saturating_sub(*start);
		passed >= <T as pallet_babe::Config>::EpochDuration::get().div_ceil(2)
	}

	/// Closes an epoch: it counts as interrupted where finality stood still in it. Called when the epoch
	/// ends, before deadlines are looked at.
	pub fn close(ended: EpochIndex) {
		let claims = Claims::<T>::take();
		if claims.has_stalled() {
			Interruptions::count_epoch(Duty::Judging, ended);
			let Tally { reached, behind, .. } = claims;
			Self::deposit_event(Event::EpochNotFinal { epoch: ended, reached, behind });
		}
	}

	/// Checks what must always hold.
	#[cfg(any(feature = "try-runtime", test))]
	fn check_state(block: BlockNumberFor<T>) -> Result<(), &'static str> {
		let claims = Claims::<T>::get();
		let number = claims.reached.saturating_add(claims.behind);
		ensure!(claims.counted <= block, "a block was counted that is not made yet");
		let (_, first) = pallet_babe::EpochStart::<T>::get();
		ensure!(number == 0 || claims.counted >= first, "claims of an epoch that is over");
		ensure!(
			BlockNumberFor::<T>::from(number) <= block,
			"more claims were counted than there are blocks"
		);
		Ok(())
	}
}

impl Config for crate::Runtime {}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Finality, Runtime, RuntimeEvent, RuntimeOrigin, System};
	use frame_support::{assert_noop, assert_ok};
	use palisade_primitives::Interruptions as _;

	/// The first block of the epoch in which the tests run.
	const FIRST: u32 = 100;

	/// Runs the test in the second half of epoch 5, and checks the state after it.
	fn execute(test: impl FnOnce()) {
		sp_io::TestExternalities::new_empty().execute_with(|| {
			pallet_babe::EpochStart::<Runtime>::put((50, FIRST));
			in_slot(<Runtime as pallet_babe::Config>::EpochDuration::get() / 2);
			System::set_block_number(FIRST + 50);
			test();
			assert_ok!(Finality::check_state(System::block_number()));
		});
	}

	/// Goes to the slot of this number in the running epoch.
	fn in_slot(passed: u64) {
		let start = pallet_babe::Pallet::<Runtime>::current_epoch_start();
		pallet_babe::CurrentSlot::<Runtime>::put(start + passed);
	}

	/// Authors of so many blocks say this number.
	fn blocks_with(blocks: u32, number: u32) {
		for _ in 0..blocks {
			System::set_block_number(System::block_number() + 1);
			assert_ok!(Finality::note(RuntimeOrigin::none(), number));
		}
	}

	fn interrupted() -> u32 {
		Interruptions::epochs(Duty::Judging, 5, 6)
	}

	#[test]
	fn most_of_the_authors_decide_whether_an_epoch_counts() {
		for (reached, behind, counts) in
			[(0, 0, true), (3, 2, true), (3, 3, true), (3, 4, false), (0, 1, false)]
		{
			execute(|| {
				blocks_with(reached, FIRST);
				blocks_with(behind, FIRST - 1);
				Finality::close(5);
				assert_eq!(interrupted(), u32::from(!counts), "{reached} of {behind}");
				let events: Vec<_> = System::events().into_iter().map(|it| it.event).collect();
				let told =
					RuntimeEvent::Finality(Event::EpochNotFinal { epoch: 5, reached, behind });
				assert_eq!(events.contains(&told), !counts);
				assert_eq!(
					Claims::<Runtime>::get(),
					Tally::default(),
					"the next epoch starts anew"
				);
			});
		}
	}

	#[test]
	fn an_epoch_that_a_brake_interrupted_counts_once() {
		execute(|| {
			Interruptions::count_epoch(Duty::Judging, 5);
			blocks_with(2, 1);
			Finality::close(5);
			assert_eq!(interrupted(), 1);
			assert_eq!(Interruptions::epochs(Duty::Judging, 0, 99), 1);
		});
	}

	#[test]
	fn only_judging_waits_for_finality() {
		execute(|| {
			blocks_with(2, 1);
			Finality::close(5);
			for duty in Duty::ALL {
				let waits = u32::from(duty == Duty::Judging);
				assert_eq!(Interruptions::epochs(duty, 0, 99), waits, "{duty:?}");
				assert_eq!(Interruptions::blocks(duty), 0, "{duty:?}");
			}
		});
	}

	#[test]
	fn bad_claims_are_refused_and_change_nothing() {
		execute(|| {
			let now = System::block_number();
			let note = |number| Finality::note(RuntimeOrigin::none(), number);
			assert_noop!(note(now), Error::<Runtime>::NotBeforeThisBlock);
			assert_noop!(note(u32::MAX), Error::<Runtime>::NotBeforeThisBlock);
			assert_noop!(Finality::note(RuntimeOrigin::root(), 1), DispatchError::BadOrigin);
			let who = RuntimeOrigin::signed([1; 32].into());
			assert_noop!(Finality::note(who, 1), DispatchError::BadOrigin);
			assert_ok!(note(now - 1));
			assert_noop!(note(now - 1), Error::<Runtime>::AlreadyNoted);
			System::set_block_number(now + 1);
			in_slot(<Runtime as pallet_babe::Config>::EpochDuration::get() / 2 - 1);
			assert_noop!(note(1), Error::<Runtime>::TooEarly);
		});
	}

	#[test]
	fn a_node_is_asked_in_the_second_half_only_and_may_say_nothing() {
		execute(|| {
			let mut data = InherentData::new();
			assert_eq!(Finality::create_inherent(&data), None);
			assert_ok!(data.put_data(INHERENT_IDENTIFIER, &7u32));
			let inherent = Finality::create_inherent(&data);
			assert_eq!(inherent, Some(Call::note { number: 7 }));
			assert!(inherent.is_some_and(|call| Finality::is_inherent(&call)));
			in_slot(0);
			assert_eq!(Finality::create_inherent(&data), None);
			in_slot(<Runtime as pallet_babe::Config>::EpochDuration::get() / 2);
			let mut garbled = InherentData::new();
			assert_ok!(garbled.put_data(INHERENT_IDENTIFIER, &1u8));
			assert_eq!(Finality::create_inherent(&garbled), None);
		});
	}

	#[test]
	fn a_corrupted_state_is_reported() {
		execute(|| {
			let corrupt = |reached, behind, counted| {
				Claims::<Runtime>::put(Tally { reached, behind, counted });
				Finality::check_state(System::block_number())
			};
			let late = Err("a block was counted that is not made yet");
			assert_eq!(corrupt(1, 1, 10_000), late);
			let old = Err("claims of an epoch that is over");
			assert_eq!(corrupt(1, 1, FIRST - 1), old);
			let many = Err("more claims were counted than there are blocks");
			assert_eq!(corrupt(100, 100, FIRST + 20), many);
			assert_eq!(corrupt(10, 10, FIRST + 20), Ok(()));
		});
	}
}
