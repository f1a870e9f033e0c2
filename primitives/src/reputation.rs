//! Scores of validators.

/// The best score that a validator can have.
pub const MAX_SCORE: u32 = 1_000;

/// Scores how well a validator has performed.
pub trait Reputation<AccountId> {
	/// The score of `validator`, at most [`MAX_SCORE`]; `None` while too little is known of it.
	fn score(validator: &AccountId) -> Option<u32>;
}

/// No validator has a score.
impl<AccountId> Reputation<AccountId> for () {
	fn score(_: &AccountId) -> Option<u32> {
		None
	}
}
