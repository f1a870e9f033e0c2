//! The blocks of the running epoch, and the credit for blocks beyond those expected.
//!
//! The only code that writes [`AuthorPages`] and [`BlocksAuthored`].
//!
//! # Counting
//!
//! The counters of the set are [in pages](crate::pages) of [`MEMBERS_PER_PAGE`]. A block costs two
//! reads and a write of about a kilobyte each, whatever the size of the set. The boundary of epochs
//! reads and writes each page once.
//!
//! # Order of pallets
//!
//! `pallet-authorship` looks up the author in its `on_initialize`, by an index into the validators
//! of the session. In the first block of a session this index refers
//!
//! - with Aura to the validators of the session that ends: the pallet `Authorship` must come before
//!   `Session` in the runtime. The block counts for the epoch that ends.
//! - with BABE to those of the session that begins: `Authorship` must come after `Session`. The
//!   block counts for the epoch that begins.
//!
//! # Credit
//!
//! Authorship is paid from sums carried across epochs, in thousandths of a block:
//!
//! ```text
//! available  = credit + 1000 · blocks authored
//! paid       = min(available, expected)
//! authorship = paid / expected, rounded down to a billionth
//! credit     = min(available − paid, 32 blocks)
//! ```
//!
//! The credit is a field of the validator's record, so that it outlasts epochs outside the set. It
//! begins at zero and only authored blocks add to it:
//!
//! - From its registration on, a validator is paid for no more blocks than it authored. Splitting
//!   a stake, leaving and returning, or registering again yields nothing.
//! - An idle validator is paid for at most [`MAX_CREDIT`], which it authored before.
//! - The luck of an honest validator evens out. In the long run it loses at most about one block
//!   in 64 to the bound of the credit, which is 0.2 % of its reward; until the credit has built up,
//!   of the first `n` blocks expected about `√(2n/π)` more.
//!
//! The loss has its cause in luck between epochs. It is smaller for a larger validator, whose luck
//! evens out within an epoch, so several small validators are never paid better than one.

use crate::{pages::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::dispatch::DispatchClass;
use palisade_primitives::Milliblocks;
use sp_arithmetic::Perbill;

/// The maximum credit of a validator for blocks beyond those expected.
pub const MAX_CREDIT: Milliblocks = Milliblocks::of_blocks(32);

/// Adds the blocks of an epoch to the credit and pays the expectation from it. Returns the paid
/// part of the expectation, rounded down.
///
/// Without any expectation the part is 1. An expectation that rounds to zero is paid in full while
/// there is credit.
pub fn pay_authorship(
	credit: &mut Milliblocks,
	authored: u32,
	expected: Option<Milliblocks>,
) -> Perbill {
	let available = credit.plus(Milliblocks::of_blocks(authored));
	let paid = available.min(expected.unwrap_or_default());
	*credit = available.minus(paid).min(MAX_CREDIT);
	match expected {
		Some(expected) if expected.is_zero() && available.is_zero() => Perbill::zero(),
		Some(expected) => paid.part_of(expected),
		None => Perbill::one(),
	}
}

impl<T: Config> Pallet<T> {
	/// Counts a block of a member of the running set.
	fn count_block(author: &T::AccountId) {
		let firsts = AuthorPages::<T>::get();
		// Only members of the set author blocks.
		let Some(page) = page_of(&firsts, author) else { return };
		BlocksAuthored::<T>::mutate(page, |authors| {
			let Some(authors) = authors else { return };
			if let Ok(place) = authors.binary_search_by(|(member, _)| member.cmp(author)) {
				if let Some((_, blocks)) = authors.get_mut(place) {
					*blocks = blocks.saturating_add(1);
				}
			}
		});
	}

	/// Begins to count the blocks of a set, whose members are all different.
	pub(crate) fn begin_counting<'a>(members: impl Iterator<Item = &'a T::AccountId>) {
		let mut members: Vec<_> = members.cloned().collect();
		members.sort_unstable();
		let mut firsts = FirstsOf::<T>::default();
		for (page, members) in (0..).zip(members.chunks(MEMBERS_PER_PAGE as usize)) {
			// Neither bound is exceeded: the set has an equal bound.
			let _ = members.first().map(|first| firsts.try_push(first.clone()));
			let counters = members.iter().map(|member| (member.clone(), 0)).collect();
			BlocksAuthored::<T>::insert(page, AuthorsOf::<T>::truncate_from(counters));
		}
		AuthorPages::<T>::put(firsts);
	}

	/// Returns the blocks of each member of the running set and forgets them.
	pub(crate) fn take_blocks() -> BTreeMap<T::AccountId, u32> {
		(0..count(AuthorPages::<T>::take().len()))
			.filter_map(BlocksAuthored::<T>::take)
			.flatten()
			.collect()
	}

	/// The blocks that a validator has authored in the running epoch.
	pub fn blocks_of(validator: &T::AccountId) -> u32 {
		let firsts = AuthorPages::<T>::get();
		let authors = page_of(&firsts, validator).and_then(BlocksAuthored::<T>::get);
		let find = |(member, blocks)| (member == *validator).then_some(blocks);
		authors.into_iter().flatten().find_map(find).unwrap_or_default()
	}
}

/// Counts the blocks of each validator, and registers the weight of doing so.
impl<T: Config + pallet_authorship::Config>
	pallet_authorship::EventHandler<T::AccountId, frame_system::pallet_prelude::BlockNumberFor<T>>
	for Pallet<T>
{
	fn note_author(author: T::AccountId) {
		// The authorship pallet registers none.
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			T::WeightInfo::note_author(),
			DispatchClass::Mandatory,
		);
		Self::count_block(&author);
	}
}

#[cfg(any(feature = "try-runtime", test))]
impl<T: Config> Pallet<T> {
	/// Checks that the counters are those of the running set.
	pub(crate) fn check_authors(
		set: &[palisade_primitives::Exposure<T::AccountId>],
	) -> Result<(), &'static str> {
		use frame_support::ensure;
		let mut members: Vec<_> = set.iter().map(|exposure| exposure.validator.clone()).collect();
		members.sort_unstable();
		let firsts = AuthorPages::<T>::get();
		let mut counted = Vec::new();
		for (page, first) in (0..).zip(&firsts) {
			let authors = BlocksAuthored::<T>::get(page).ok_or("a page of authors is missing")?;
			ensure!(
				authors.first().is_some_and(|(author, _)| author == first),
				"a page of authors begins with another"
			);
			counted.extend(authors.into_iter().map(|(author, _)| author));
		}
		ensure!(counted == members, "the counted authors are not the set");
		ensure!(
			BlocksAuthored::<T>::iter_keys().count() == firsts.len(),
			"a page of authors is left over"
		);
		Ok(())
	}
}

/// The counters of a page: blocks by author.
pub type AuthorsOf<T> = frame_support::BoundedVec<
	(<T as frame_system::Config>::AccountId, u32),
	frame_support::traits::ConstU32<MEMBERS_PER_PAGE>,
>;
