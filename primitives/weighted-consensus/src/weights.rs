use alloc::vec::Vec;

/// Bits that the sum of all weights may have. One below 64, because each weight may be rounded up to one
/// and BABE adds the weights in a `u64`.
const SUM_BITS: u32 = 63;

/// Consensus weights in proportion to `stakes`, one for each, in the same order.
///
/// Stakes whose sum has at most 63 bits are their own weights. Larger ones are all divided by the same
/// power of two, the smallest that brings an upper bound of the sum, `largest stake × next power of two
/// of their number`, below 2^63; the quotient is rounded to the nearest, halves up. A weight is never zero.
///
/// The sum never overflows a `u64`, for up to 2^32 stakes. The rounding error of a weight is at most one
/// half, so any stake that is at least a 2^-32 part of the largest keeps its proportion to better than one
/// part per million among up to 2^10 validators (its weight is then at least 2^20).
pub fn consensus_weights(stakes: &[u128]) -> Vec<u64> {
	let largest = stakes.iter().copied().max().unwrap_or_default();
	let largest_bits = u128::BITS.saturating_sub(largest.leading_zeros());
	let count_bits = usize::BITS.saturating_sub(stakes.len().saturating_sub(1).leading_zeros());
	let shift = largest_bits.saturating_add(count_bits).saturating_sub(SUM_BITS);

	stakes
		.iter()
		.map(|stake| {
			let half = match shift {
				0 => 0,
				_ => (stake >> shift.saturating_sub(1)) & 1,
			};
			let weight = (stake >> shift).saturating_add(half).max(1);
			u64::try_from(weight).unwrap_or(u64::MAX)
		})
		.collect()
}
