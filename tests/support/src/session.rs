//! Session keys, sessions that end on demand, and the author of a block.

pub use crate::settings::{Author, EndSession, Progress};

use crate::AccountId;
use frame_support::{
	traits::{EstimateNextSessionRotation, FindAuthor, OneSessionHandler},
	weights::Weight,
	ConsensusEngineId,
};
use sp_arithmetic::Permill;
use sp_runtime::{testing::UintAuthorityId, BoundToRuntimeAppPublic};

sp_runtime::impl_opaque_keys! {
	/// The session keys of a validator.
	pub struct SessionKeys {
		/// A number that stands for a key.
		pub other: NoSessionHandler,
	}
}

/// A session handler without effect.
pub struct NoSessionHandler;

impl OneSessionHandler<AccountId> for NoSessionHandler {
	type Key = UintAuthorityId;

	fn on_genesis_session<'a, I>(_: I)
	where
		I: Iterator<Item = (&'a AccountId, Self::Key)> + 'a,
	{
	}

	fn on_new_session<'a, I>(_: bool, _: I, _: I)
	where
		I: Iterator<Item = (&'a AccountId, Self::Key)> + 'a,
	{
	}

	fn on_disabled(_: u32) {}
}

impl BoundToRuntimeAppPublic for NoSessionHandler {
	type Public = UintAuthorityId;
}

/// Ends a session where a test has set [`EndSession`].
pub struct WhenTold;
impl pallet_session::ShouldEndSession<u64> for WhenTold {
	fn should_end_session(_: u64) -> bool {
		EndSession::take()
	}
}

/// The weight of an estimate of the progress.
pub const ESTIMATE: Weight = Weight::from_parts(5, 2);

/// Estimates the [`Progress`] that a test has set.
pub struct SetProgress;
impl EstimateNextSessionRotation<u64> for SetProgress {
	fn average_session_length() -> u64 {
		0
	}

	fn estimate_current_session_progress(_: u64) -> (Option<Permill>, Weight) {
		(Progress::get(), ESTIMATE)
	}

	fn estimate_next_session_rotation(_: u64) -> (Option<u64>, Weight) {
		(None, Weight::zero())
	}
}

/// Finds the [`Author`] set by tests.
pub struct SetAuthor;
impl FindAuthor<AccountId> for SetAuthor {
	fn find_author<'a, I>(_: I) -> Option<AccountId>
	where
		I: 'a + IntoIterator<Item = (ConsensusEngineId, &'a [u8])>,
	{
		Author::get()
	}
}
