//! Records about all members of a set, in pages.
//!
//! The members are sorted by account. What one member needs is found by two small reads, of the
//! first accounts of all pages and of one page, whatever the size of the set: of `n` members about
//! `n / 32` accounts and 32 entries. What the whole set needs costs one access per 32 members.

use crate::{count, Config};
use frame_support::{traits::Get, BoundedVec};

/// Members per page.
pub const MEMBERS_PER_PAGE: u32 = 32;

/// The number of pages that hold a set of this maximum size.
pub struct PagesOf<MaxActiveValidators>(core::marker::PhantomData<MaxActiveValidators>);

impl<MaxActiveValidators: Get<u32>> Get<u32> for PagesOf<MaxActiveValidators> {
	fn get() -> u32 {
		MaxActiveValidators::get().div_ceil(MEMBERS_PER_PAGE)
	}
}

/// The first account of each page, in ascending order.
pub type FirstsOf<T> =
	BoundedVec<<T as frame_system::Config>::AccountId, PagesOf<<T as Config>::MaxActiveValidators>>;

/// The page that holds `who` if it is a member. `None` for an account before all members.
pub(crate) fn page_of<AccountId: Ord>(firsts: &[AccountId], who: &AccountId) -> Option<u32> {
	firsts.partition_point(|first| first <= who).checked_sub(1).map(count)
}
