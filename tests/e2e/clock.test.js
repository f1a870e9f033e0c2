import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, clock, merge, parseExactly, writePlainSpec } from './support/chain-spec.js';
import { requiredFile } from './support/environment.js';
import { startNode } from './support/network.js';
import { scenario } from './support/scenario.js';

/** The clock of the rehearsal chain: milliseconds, slots and epochs. */
const REHEARSAL = { slotDuration: 1_000, epochSlots: 20, bonding: 9, report: 1 };

/** Another clock that fits together. */
const OTHER = { slotDuration: 2_000, epochSlots: 10 };

/** Genesis in which two values contradict each other, and what the refusal says of each. */
const CONTRADICTIONS = [];

/** Asserts that a node shows a clock: in its constants, in the configuration of BABE, and in the blocks it makes. */
async function showsClock(node, api, { slotDuration, epochSlots }) {
	const chain = new Chain(api);
	assert.equal(api.consts.timestamp.minimumPeriod.toNumber(), slotDuration / 2);
	assert.equal(api.consts.babe.epochDuration.toNumber(), epochSlots);
	const { slotDuration: ofBabe, epochLength, c: [primary, outOf] } = await api.call.babeApi.configuration();
	assert.equal(ofBabe.toNumber(), slotDuration);
	assert.equal(epochLength.toNumber(), epochSlots);
	assert.equal(
		api.consts.babe.expectedBlockTime.toNumber(),
		Math.floor((slotDuration * outOf.toNumber()) / primary.toNumber()),
	);
	return chain;
}
