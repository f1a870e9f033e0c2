//! Detects epochs in which finality stalled, from reports of block authors.
//!
//! GRANDPA hands over to the set of an epoch once that epoch's first block is final. Until then the
//! previous set is the last that can finalize, however many epochs pass, and must stay liable. The
//! epochs of a stall must therefore not shorten the time in which its double votes can be reported
//! and its stake stays bonded. A runtime cannot see what is final, so block authors report it.
//!
//! # Rules
//!
//! - Each author reports the highest block that its node considers final ([`Call::note`], an
//!   inherent). The author is behind if that block is before the first of the epoch, and more than
//!   [`USUAL_LAG`] blocks before its own. The last report of an author in an epoch counts.
//! - Finality stalled in an epoch if more than a third of the reporting authors' weight is behind
//!   at its end. The weights are those of BABE, in proportion to stake.
//! - If less than a third of the block authors' weight reported, the result of the previous epoch
//!   is kept. At genesis finality has not stalled.
//! - A stalled epoch does not count towards liability
//!   ([`Interruptions::liability`](palisade_primitives::Interruptions::liability)). The report
//!   window, the deadlines of decisions, the ends of exits, and all records kept for them move by
//!   one epoch, together by at most
//!   [`MAX_INTERRUPTED_EPOCHS`](palisade_primitives::MAX_INTERRUPTED_EPOCHS).
//!
//! # False reports
//!
//! Hiding a stall takes two thirds of the authors' weight, or the longest chain. In a stall the
//! nodes wait after each block; authors with 40 % of the stake that do not wait have the longest
//! chain, on which only they report and no report of an offence is taken. Pretending a stall takes
//! more than a third, which suffices to stop finality in earnest. Stake then stays bonded for as
//! long as they go on, up to 28 epochs. In epochs of a few blocks it takes less, since only authors
//! of blocks count.

use crate::Interruptions;
use alloc::vec;
use frame_support::{inherent::IsFatalError, pallet_prelude::*, traits::FindAuthor};
use frame_system::pallet_prelude::*;
use palisade_primitives::EpochIndex;
use sp_inherents::{InherentData, InherentIdentifier};
use sp_runtime::traits::{One, Saturating};

pub use pallet::*;

/// The inherent identifier under which the node passes the number of the highest final block.
pub const INHERENT_IDENTIFIER: InherentIdentifier = *b"finalnum";

/// The maximum usual lag of finality, in blocks: voters leave two blocks open, and a round of votes
/// takes one or two.
pub const USUAL_LAG: u32 = 8;

/// The last report of an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Word {
	/// No report, and no block authored.
	Nothing,
	/// No report in the blocks that the author made.
	Silent,
	/// The first block of the epoch is final, or may soon be.
	Reached,
	/// The first block of the epoch is not final.
	Behind,
}

/// The reports of the running epoch's authors.
#[derive(Encode, Decode, MaxEncodedLen, TypeInfo)]
#[derive(
	frame_support::CloneNoBound,
	frame_support::DebugNoBound,
	frame_support::DefaultNoBound,
	frame_support::PartialEqNoBound,
	frame_support::EqNoBound
)]
#[scale_info(skip_type_params(T))]
pub struct Words<T: Config> {
	/// The last block with a report.
	pub last: BlockNumberFor<T>,
	/// The authors' last reports, by author index.
	pub by_author: BoundedVec<Word, T::MaxAuthorities>,
}

impl<T: Config> Words<T> {
	/// The last report of an author, by author index.
	fn of(&mut self, author: usize) -> Option<&mut Word> {
		if self.by_author.is_empty() {
			let authors = pallet_babe::Authorities::<T>::decode_len().unwrap_or_default();
			self.by_author = BoundedVec::truncate_from(vec![Word::Nothing; authors]);
		}
		self.by_author.get_mut(author)
	}
}

/// The reasons to refuse an inherent. There are none: nodes may differ in their final block.
#[derive(Encode)]
pub enum InherentError {}

impl IsFatalError for InherentError {
	fn is_fatal_error(&self) -> bool {
		match *self {}
	}
}

// The SDK's macros call `expect` where they have checked the value, and cast indices of variants.
#[allow(clippy::cast_possible_truncation, clippy::expect_used)]
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
		frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_babe::Config
	{
	}

	/// The reports of the running epoch's authors.
	#[pallet::storage]
	pub type Said<T: Config> = StorageValue<_, Words<T>, ValueQuery>;

	/// Whether finality stalled in the last epoch.
	#[pallet::storage]
	pub type StandsStill<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// Events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Finality stalled in an epoch, which does not count towards liability.
		EpochNotFinal {
			/// The epoch, which has ended.
			epoch: EpochIndex,
			/// Weight of the reporting authors whose nodes considered the epoch's first block not
			/// final.
			behind: u64,
			/// Weight of all reporting authors.
			of: u64,
		},
	}

	/// Errors of the pallet.
	#[pallet::error]
	pub enum Error<T> {
		/// The reported block is not before the current one, so it cannot be final. Report an
		/// earlier block.
		NotBeforeThisBlock,
		/// The block already contains a report. Include one report per block.
		AlreadyNoted,
		/// The block has no author among the BABE authorities. Report only in blocks with a valid
		/// BABE digest.
		NoAuthor,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Reports the number of the highest block that the author's node considers final.
		///
		/// Inherent only; a transaction cannot make this call.
		///
		/// # Errors
		///
		/// [`Error::NotBeforeThisBlock`], [`Error::AlreadyNoted`], [`Error::NoAuthor`]. A block
		/// with a failing inherent is invalid.
		#[pallet::call_index(0)]
		// The digest, the first block of the epoch, the authorities, and the reports.
		#[pallet::weight((
			<T as frame_system::Config>::DbWeight::get().reads_writes(4, 1),
			DispatchClass::Mandatory,
		))]
		pub fn note(
			origin: OriginFor<T>,
			#[pallet::compact] number: BlockNumberFor<T>,
		) -> DispatchResult {
			ensure_none(origin)?;
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(number < now, Error::<T>::NotBeforeThisBlock);
			let (_, first) = pallet_babe::EpochStart::<T>::get();
			let lag = now.saturating_sub(number);
			let word = match number < first && lag > USUAL_LAG.into() {
				true => Word::Behind,
				false => Word::Reached,
			};
			let author = Self::author().ok_or(Error::<T>::NoAuthor)?;
			Said::<T>::try_mutate(|said| {
				ensure!(said.last < now, Error::<T>::AlreadyNoted);
				said.last = now;
				*said.of(author).ok_or(Error::<T>::NoAuthor)? = word;
				Ok(())
			})
		}
	}

	#[pallet::inherent]
	impl<T: Config> ProvideInherent for Pallet<T> {
		type Call = Call<T>;
		type Error = InherentError;
		const INHERENT_IDENTIFIER: InherentIdentifier = INHERENT_IDENTIFIER;

		/// Creates a report that [`Call::note`] accepts; a block with a refused one could not be
		/// authored.
		fn create_inherent(data: &InherentData) -> Option<Self::Call> {
			let number: BlockNumberFor<T> = data.get_data(&INHERENT_IDENTIFIER).ok().flatten()?;
			let now = frame_system::Pallet::<T>::block_number();
			let is_first = Said::<T>::get().last < now;
			// A block of another fork may have become final while this one was begun.
			let number = number.min(now.saturating_sub(One::one()));
			is_first.then_some(Call::note { number })
		}

		fn is_inherent(call: &Self::Call) -> bool {
			matches!(call, Call::note { .. })
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			// The weight of `on_finalize`, which may record an author without a report.
			<T as frame_system::Config>::DbWeight::get().reads_writes(3, 1)
		}

		/// Records an author that reported nothing.
		fn on_finalize(now: BlockNumberFor<T>) {
			let said = Said::<T>::get();
			if said.last == now {
				return;
			}
			let mut said = said;
			let author = Self::author().and_then(|author| said.of(author));
			if let Some(word @ Word::Nothing) = author {
				*word = Word::Silent;
				Said::<T>::put(said);
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(block: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::check_state(block).map_err(Into::into)
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The index of the running block's author.
	fn author() -> Option<usize> {
		let digest = frame_system::Pallet::<T>::digest();
		let logs = digest.logs.iter().filter_map(|log| log.as_pre_runtime());
		pallet_babe::Pallet::<T>::find_author(logs).and_then(|index| index.try_into().ok())
	}

	/// Closes an epoch. Must be called at its end, while BABE still has its authorities, and before
	/// deadlines are checked.
	pub fn close(ended: EpochIndex) {
		let said = Said::<T>::take();
		let authorities = pallet_babe::Authorities::<T>::get();
		let weight_of = |chosen: &[Word]| {
			let pairs = authorities.iter().zip(&said.by_author);
			let chosen = pairs.filter(|(_, word)| chosen.contains(word));
			chosen.fold(0u64, |sum, ((_, weight), _)| sum.saturating_add(*weight))
		};
		let made = weight_of(&[Word::Silent, Word::Reached, Word::Behind]);
		let of = weight_of(&[Word::Reached, Word::Behind]);
		let behind = weight_of(&[Word::Behind]);
		let is_known = of > 0 && of.saturating_mul(3) >= made;
		let stands_still = match is_known {
			true => behind.saturating_mul(3) > of,
			false => StandsStill::<T>::get(),
		};
		StandsStill::<T>::put(stands_still);
		// The reports, the authorities, the epoch before and the epochs without liability.
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			<T as frame_system::Config>::DbWeight::get().reads_writes(4, 3),
			DispatchClass::Mandatory,
		);
		if stands_still {
			Interruptions::lengthen_liability(ended);
			Self::deposit_event(Event::EpochNotFinal { epoch: ended, behind, of });
		}
	}

	/// Checks the invariants.
	#[cfg(any(feature = "try-runtime", test))]
	fn check_state(block: BlockNumberFor<T>) -> Result<(), &'static str> {
		let said = Said::<T>::get();
		let authors = pallet_babe::Authorities::<T>::decode_len().unwrap_or_default();
		ensure!(said.last <= block, "a block was noted that is not made yet");
		let has_said =
			said.by_author.iter().any(|word| matches!(word, Word::Reached | Word::Behind));
		let (_, first) = pallet_babe::EpochStart::<T>::get();
		ensure!(!has_said || said.last >= first, "words of an epoch that is over");
		ensure!(
			said.by_author.is_empty() || said.by_author.len() == authors,
			"there are not as many words as authors"
		);
		Ok(())
	}
}

impl Config for crate::Runtime {}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Finality, Runtime, RuntimeEvent, RuntimeOrigin, System};
	use frame_support::{assert_noop, assert_ok, traits::Hooks};
	use palisade_primitives::{Duty, Interruptions as _};
	use sp_consensus_babe::{
		digests::{PreDigest, SecondaryPlainPreDigest},
		BABE_ENGINE_ID,
	};
	use sp_runtime::{Digest, DigestItem};

	/// The first block of the tests' epoch.
	const FIRST: u32 = 100;

	/// Weights of the authorities.
	const WEIGHTS: [u64; 4] = [40, 30, 20, 10];

	/// Runs the test in epoch 5 and checks the state after it.
	fn execute(test: impl FnOnce()) {
		sp_io::TestExternalities::new_empty().execute_with(|| {
			begin_epoch(FIRST);
			System::set_block_number(FIRST + 20);
			test();
			assert_ok!(Finality::check_state(System::block_number()));
		});
	}

	fn begin_epoch(first: u32) {
		pallet_babe::EpochStart::<Runtime>::put((first - 50, first));
		let authorities: Vec<_> = (0u8..)
			.zip(WEIGHTS)
			.map(|(seed, weight)| (sp_core::sr25519::Public::from_raw([seed; 32]).into(), weight))
			.collect();
		let authorities = frame_support::WeakBoundedVec::force_from(authorities, None);
		pallet_babe::Authorities::<Runtime>::put(authorities);
	}

	/// Begins the next block, with this author.
	fn block_by(authority_index: u32) {
		let number = System::block_number() + 1;
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index,
			slot: u64::from(number).into(),
		});
		let logs = vec![DigestItem::PreRuntime(BABE_ENGINE_ID, claim.encode())];
		System::initialize(&number, &Default::default(), &Digest { logs });
	}

	/// Each of these authors makes `blocks` blocks and reports `number` in each.
	fn say(authors: &[u32], blocks: u32, number: u32) {
		for author in authors {
			for _ in 0..blocks {
				block_by(*author);
				assert_ok!(Finality::note(RuntimeOrigin::none(), number));
			}
		}
	}

	fn has_stalled(epoch: u32) -> bool {
		let before = Interruptions::liability(epoch, epoch + 1);
		assert_eq!(before, 0);
		System::reset_events();
		Finality::close(epoch);
		let told = System::events().into_iter().any(|it| {
			matches!(it.event, RuntimeEvent::Finality(Event::EpochNotFinal { epoch: told, .. }) if told == epoch)
		});
		let counts = Interruptions::liability(epoch, epoch + 1) == 1;
		assert_eq!(told, counts);
		assert_eq!(Said::<Runtime>::get(), Words::default(), "the next epoch starts anew");
		counts
	}

	#[test]
	fn a_third_of_the_weight_must_be_behind() {
		for (reached, behind, stalled) in [
			(&[][..], &[][..], false),
			(&[0, 1, 2, 3][..], &[][..], false),
			(&[][..], &[0, 1, 2, 3][..], true),
			// 30 of 100, and 40 of 100.
			(&[0, 2, 3][..], &[1][..], false),
			(&[1, 2, 3][..], &[0][..], true),
			// 20 of 60 is not more than a third, and 30 of 70 is.
			(&[0][..], &[2][..], false),
			(&[0][..], &[1][..], true),
		] {
			execute(|| {
				say(reached, 1, FIRST);
				say(behind, 1, FIRST - 1);
				assert_eq!(has_stalled(5), stalled, "{reached:?} {behind:?}");
			});
		}
	}

	#[test]
	fn a_third_of_the_stake_cannot_hide_a_stall_by_making_most_of_the_blocks() {
		execute(|| {
			say(&[0], 60, FIRST);
			say(&[1, 2, 3], 1, FIRST - 1);
			assert!(has_stalled(5));
		});
	}

	#[test]
	fn less_than_a_third_of_the_stake_cannot_pretend_a_stall() {
		execute(|| {
			say(&[1], 60, 0);
			say(&[0, 2, 3], 1, FIRST);
			assert!(!has_stalled(5));
		});
	}

	/// Each of these authors makes `blocks` blocks and reports nothing.
	fn keep_silent(authors: &[u32], blocks: u32) {
		for author in authors {
			for _ in 0..blocks {
				block_by(*author);
				Finality::on_finalize(System::block_number());
			}
		}
	}

	#[test]
	fn one_author_among_many_that_say_nothing_decides_nothing() {
		execute(|| {
			keep_silent(&[0, 2, 3], 2);
			say(&[1], 5, 0);
			keep_silent(&[0, 1], 2);
			assert!(!has_stalled(5), "30 of 100 are less than a third");
		});
	}

	#[test]
	fn an_outage_of_two_thirds_counts_as_a_stall() {
		execute(|| {
			say(&[2], 5, FIRST - 1);
			assert!(has_stalled(5), "all that make blocks are behind");
		});
	}

	#[test]
	fn an_author_that_said_something_is_not_silent() {
		execute(|| {
			say(&[0, 1], 1, FIRST - 1);
			Finality::on_finalize(System::block_number());
			keep_silent(&[0, 1], 1);
			let words = Said::<Runtime>::get().by_author.into_inner();
			assert_eq!(words, [Word::Behind, Word::Behind, Word::Nothing, Word::Nothing]);
		});
	}

	#[test]
	fn an_epoch_in_which_too_few_say_something_is_as_the_one_before() {
		execute(|| {
			say(&[0, 1], 1, FIRST - 1);
			assert!(has_stalled(5));
			assert!(has_stalled(6), "no word");
			begin_epoch(System::block_number());
			let reached = System::block_number();
			say(&[3], 3, reached);
			keep_silent(&[0, 1, 2], 1);
			assert!(has_stalled(7), "a tenth of the weight");
			say(&[0], 1, reached);
			assert!(!has_stalled(8));
			assert!(!has_stalled(9), "no word");
		});
	}

	#[test]
	fn the_last_word_of_an_author_counts() {
		execute(|| {
			say(&[0, 1, 2, 3], 3, FIRST - 1);
			say(&[0, 1], 1, FIRST);
			assert!(!has_stalled(5));
		});
	}

	#[test]
	fn finality_that_is_a_few_blocks_late_does_not_stand_still() {
		execute(|| {
			System::set_block_number(FIRST);
			for number in FIRST + 1 - USUAL_LAG..FIRST {
				block_by(number % 4);
				assert_ok!(Finality::note(RuntimeOrigin::none(), number));
			}
			assert!(!has_stalled(5));
			// One more, and finality has stalled.
			let number = System::block_number() - USUAL_LAG;
			begin_epoch(System::block_number());
			say(&[0], 1, number);
			assert!(has_stalled(6));
		});
	}

	#[test]
	fn an_epoch_that_a_brake_interrupted_counts_once() {
		execute(|| {
			Interruptions::count_epoch(Duty::Judging, 5);
			say(&[0, 1], 1, 1);
			Finality::close(5);
			assert_eq!(Interruptions::liability(0, 99), 1);
		});
	}

	#[test]
	fn no_duty_waits_for_finality() {
		execute(|| {
			say(&[0, 1], 1, 1);
			assert!(has_stalled(5));
			for duty in Duty::ALL {
				assert_eq!(Interruptions::epochs(duty, 0, 99), 0, "{duty:?}");
				assert_eq!(Interruptions::blocks(duty), 0, "{duty:?}");
			}
		});
	}

	#[test]
	fn bad_notes_are_refused_and_change_nothing() {
		execute(|| {
			block_by(1);
			let now = System::block_number();
			let note = |number| Finality::note(RuntimeOrigin::none(), number);
			assert_noop!(note(now), Error::<Runtime>::NotBeforeThisBlock);
			assert_noop!(note(u32::MAX), Error::<Runtime>::NotBeforeThisBlock);
			assert_noop!(Finality::note(RuntimeOrigin::root(), 1), DispatchError::BadOrigin);
			let who = RuntimeOrigin::signed([1; 32].into());
			assert_noop!(Finality::note(who, 1), DispatchError::BadOrigin);
			assert_ok!(note(now - 1));
			assert_noop!(note(now - 1), Error::<Runtime>::AlreadyNoted);
			block_by(4);
			assert_noop!(note(1), Error::<Runtime>::NoAuthor);
			System::initialize(&(now + 2), &Default::default(), &Default::default());
			assert_noop!(note(1), Error::<Runtime>::NoAuthor);
		});
	}

	#[test]
	fn an_honest_author_is_never_given_a_note_that_is_refused() {
		execute(|| {
			for author in [0, 3] {
				block_by(author);
				let now = System::block_number();
				for said in [0, now - 1, now, now + 1, u32::MAX] {
					let mut data = InherentData::new();
					assert_eq!(Finality::create_inherent(&data), None);
					assert_ok!(data.put_data(INHERENT_IDENTIFIER, &said));
					let inherent = Finality::create_inherent(&data);
					let Some(Call::note { number }) = inherent else {
						panic!("it is asked");
					};
					assert_eq!(number, said.min(now - 1));
					assert_ok!(frame_support::storage::with_storage_layer(|| {
						Finality::note(RuntimeOrigin::none(), number)?;
						assert_eq!(Finality::create_inherent(&data), None, "it is noted");
						Said::<Runtime>::kill();
						Ok::<_, DispatchError>(())
					}));
				}
			}
			let mut garbled = InherentData::new();
			assert_ok!(garbled.put_data(INHERENT_IDENTIFIER, &1u8));
			assert_eq!(Finality::create_inherent(&garbled), None);
			assert!(Finality::is_inherent(&Call::note { number: 1 }));
		});
	}

	#[test]
	fn a_corrupted_state_is_reported() {
		execute(|| {
			let corrupt = |last, words: &[Word]| {
				let by_author = BoundedVec::truncate_from(words.to_vec());
				Said::<Runtime>::put(Words { last, by_author });
				Finality::check_state(System::block_number())
			};
			let reached = [Word::Reached; 4];
			assert_eq!(corrupt(FIRST, &reached), Ok(()));
			assert_eq!(corrupt(10_000, &reached), Err("a block was noted that is not made yet"));
			assert_eq!(corrupt(FIRST - 1, &reached), Err("words of an epoch that is over"));
			let few = Err("there are not as many words as authors");
			assert_eq!(corrupt(FIRST, &reached[..3]), few);
			assert_eq!(corrupt(FIRST - 1, &[Word::Nothing; 4]), Ok(()));
		});
	}
}
