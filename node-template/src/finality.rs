//! Reports the latest final block to the runtime in each block of this node.
//!
//! The runtime keeps the stake of a set liable while no later set can finalize: see
//! [`palisade_runtime::finality`].

use palisade_runtime::{finality::INHERENT_IDENTIFIER, BlockNumber};
use sp_inherents::{Error, InherentData, InherentDataProvider, InherentIdentifier};

/// The number of the highest block that is final to this node.
pub struct FinalNumber(pub BlockNumber);

#[async_trait::async_trait]
impl InherentDataProvider for FinalNumber {
	async fn provide_inherent_data(&self, data: &mut InherentData) -> Result<(), Error> {
		data.put_data(INHERENT_IDENTIFIER, &self.0)
	}

	async fn try_handle_error(
		&self,
		_: &InherentIdentifier,
		_: &[u8],
	) -> Option<Result<(), Error>> {
		// Nodes may differ in their finalized blocks, so the runtime refuses no number for that
		// reason.
		None
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_runtime_reads_the_number_that_the_node_writes() {
		let mut data = InherentData::new();
		futures::executor::block_on(FinalNumber(77).provide_inherent_data(&mut data))
			.expect("there is nothing of that name yet");
		let read = data.get_data::<BlockNumber>(&INHERENT_IDENTIFIER).ok().flatten();
		assert_eq!(read, Some(77));
	}
}
