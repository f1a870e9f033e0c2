import { createCipheriv } from 'node:crypto';

import { bnToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a, encodeAddress } from '@polkadot/util-crypto';

/** Planck in a unit. */
export const UNIT = 10n ** 12n;

/** Parts of a whole in a `Perbill`. */
export const BILLION = 1_000_000_000n;

const MILLISECONDS_PER_YEAR = 31_557_600_000;
const DRAWN_BYTES = 16;
const ACCOUNT_BYTES = 32;

/** The accounts of the staking pallet: all stake with unpaid rewards, and fees that the next epochs pay out. */
export function pots(api) {
	const account = (suffix) => {
		const id = u8aConcat(stringToU8a('modl'), api.consts.palisadeStaking.palletId.toU8a(), stringToU8a(suffix));
		return encodeAddress(u8aConcat(id, new Uint8Array(ACCOUNT_BYTES - id.length)), api.registry.chainSS58);
	};
	return { stake: account(''), fees: account('fees') };
}

/** The part of a fee that goes to those who stake: half of what 80 % for the treasury leaves. */
export function stakersPartOf(fee) {
	const toTreasury = (fee * 80n) / 100n;
	return ((fee - toTreasury) * 50n) / 100n;
}

/** Thousandths of a block, in which expected blocks are counted. */
export const MILLIBLOCKS = 1_000n;

/** Divides blocks in proportion to weights, in thousandths. The sums of the first parts are rounded down. */
function divide(blocks, weights) {
	const all = weights.reduce((sum, weight) => sum + weight, 0n);
	let sum = 0n;
	const until = weights.map((weight) => (blocks * MILLIBLOCKS * (sum += weight)) / all);
	return until.map((end, index) => end - (until[index - 1] ?? 0n));
}

/**
 * The blocks expected of each member of a set, in thousandths, where secondary slots are allowed: a part `c` by the
 * powers of the members, in its order, and the rest equally.
 */
export function expectedBlocks(powers, blocks, [won, slots]) {
	const primary = (BILLION * won) / slots;
	const equal = divide(blocks, powers.map(() => 1n));
	return divide(blocks, powers).map((byStake, index) =>
		(byStake * primary) / BILLION + (equal[index] * (BILLION - primary)) / BILLION);
}

/**
 * What a member of a set performed, in parts per billion: 7/8 for taking part, which is full here, and 1/8 for making
 * the blocks expected of it. Expectation and credit for earlier blocks are thousandths of a block.
 */
export function performanceOf(authored, expected, credit = 0n) {
	const available = credit + authored * MILLIBLOCKS;
	const paid = available < expected ? available : expected;
	const authorship = expected === 0n ? BILLION : (BILLION * paid) / expected;
	return (BILLION * 7n) / 8n + authorship / 8n;
}

/** What an epoch mints at most, in planck, where less than the ideal part is staked. Not exact. */
export function payoutOf(staked, issuance, epochMilliseconds) {
	const [minimum, maximum, ideal] = [0.025, 0.1, 0.75];
	const inflation = minimum + (maximum - minimum) * (Number(staked) / Number(issuance) / ideal);
	return inflation * Number(issuance) * (epochMilliseconds / MILLISECONDS_PER_YEAR);
}

/**
 * The seed of the draw of the rotation seats of `epoch`, from what BABE has announced for the next epoch and from the
 * randomness of the last block before the election.
 */
export function rotationSeed(nextRandomness, blockRandomness, epoch) {
	const subject = u8aConcat(stringToU8a('palisade/rotation'), bnToU8a(epoch, { bitLength: 32 }));
	const ofEpochs = blake2AsU8a(u8aConcat(subject, nextRandomness));
	const ofBlock = blake2AsU8a(u8aConcat(subject, blockRandomness));
	// The block's is optional, and so encoded with a byte that says that it is there.
	return blake2AsU8a(blake2AsU8a(u8aConcat(ofEpochs, [1], ofBlock)));
}

/** Draws `seats` of the candidates with these `weights`, as the documentation of the election says: their indices. */
export function drawSeats(seed, weights, seats) {
	const stream = createCipheriv('chacha20', seed, new Uint8Array(16));
	const below = (bound) => {
		const mask = bound === 1n ? 0n : (1n << BigInt((bound - 1n).toString(2).length)) - 1n;
		for (;;) {
			const bytes = stream.update(new Uint8Array(DRAWN_BYTES));
			const x = ((bytes.readBigUInt64LE(8) << 64n) | bytes.readBigUInt64LE(0)) & mask;
			if (x < bound) return x;
		}
	};
	const left = [...weights];
	let total = left.reduce((sum, weight) => sum + weight, 0n);
	const drawn = [];
	while (drawn.length < seats && total > 0n) {
		let x = below(total);
		const index = left.findIndex((weight) => {
			if (x < weight) return true;
			x -= weight;
			return false;
		});
		total -= left[index];
		left[index] = 0n;
		drawn.push(index);
	}
	return drawn;
}
