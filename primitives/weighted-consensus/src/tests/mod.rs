//! Tests by topic.

mod mock;
mod sessions;
mod weights;
