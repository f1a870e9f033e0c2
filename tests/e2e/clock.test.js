import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { Chain } from './support/chain.js';
import { clock, parseExactly, writePlainSpec } from './support/chain-spec.js';
import { slotClaim } from './support/consensus.js';
import { requiredFile } from './support/environment.js';
import { startNode } from './support/network.js';
import { scenario } from './support/scenario.js';
import { dataPath } from './support/workspace.js';

/** The pace of the rehearsal chain, as its documentation says. */
const REHEARSAL = { slotDuration: 1_000, epochSlots: 20 };

/** Another one, that fits together, for the development chain. */
const OTHER = { slotDuration: 1_000, epochSlots: 12, blockCompute: 333 };

/** Blocks of which the slots and the times are compared. */
const BLOCKS = 4;

/** Seconds in which the node should refuse a genesis. */
const REFUSAL_SECONDS = 600;

/** Clocks that do not fit together, one of each kind, and what the refusal has to name. The runtime's tests have all. */
const CONTRADICTIONS = [
	[{ pace: { slotDuration: 500 } }, /pace\.slotDuration is 500, below the least of 1000/],
	[
		{ pace: { slotDuration: 1_000, blockCompute: 400 } },
		/pace\.blockCompute \(400\) must not exceed a third of pace\.slotDuration \(333\)/,
	],
	[
		{ epochs: { report: 3, dispute: 6, bonding: 9 } },
		/epochs\.report \+ epochs\.dispute \+ epochs\.decisionSlack \+ 1 \(11\) must not exceed epochs\.bonding \(9\)/,
	],
	[
		{ governance: { root: { confirm: 21, decision: 20 } } },
		/governance\.root\.confirm \(21\) must not exceed governance\.root\.decision \(20\)/,
	],
];

/** The clock in the genesis of a plain specification. */
const clockOf = (path) => {
	const { patch, config } = parseExactly(readFileSync(path, 'utf8')).genesis.runtimeGenesis;
	return (patch ?? config).clock;
};

/** Asserts that the constants, BABE and the blocks of a chain have this pace. */
async function keepsPace(node, api, { slotDuration, epochSlots }) {
	assert.equal(api.consts.timestamp.minimumPeriod.toNumber(), slotDuration / 2);
	assert.equal(api.consts.babe.epochDuration.toNumber(), epochSlots);
	const configuration = await api.call.babeApi.configuration();
	assert.equal(configuration.slotDuration.toNumber(), slotDuration);
	assert.equal(configuration.epochLength.toNumber(), epochSlots);

	const chain = new Chain(api);
	assert.deepEqual([chain.slotMilliseconds, chain.epochSlots], [slotDuration, epochSlots]);
	await node.advances(BLOCKS);
	const genesisSlot = (await api.query.babe.genesisSlot()).toNumber();
	for (const number of Array.from({ length: BLOCKS }, (_, index) => index + 1)) {
		const hash = await chain.hashOf(number);
		const { slot } = slotClaim(await api.rpc.chain.getHeader(hash));
		const { babe, timestamp } = (await chain.at(hash)).query;
		assert.equal(Math.floor((await timestamp.now()).toNumber() / slotDuration), slot);
		assert.equal((await babe.epochIndex()).toNumber(), Math.floor((slot - genesisSlot) / epochSlots));
	}
}

/** The refusal of a command of the node, as it was printed. */
async function refusal(...words) {
	const options = { timeout: REFUSAL_SECONDS * 1000, maxBuffer: 1 << 28 };
	const outcome = await promisify(execFile)(requiredFile('PALISADE_NODE'), words, options).catch((error) => error);
	assert.ok(outcome instanceof Error, `${words.join(' ')} was not refused`);
	assert.equal(outcome.signal, null, `${words.join(' ')} did not end`);
	return `${outcome.stdout}${outcome.stderr}`;
}

scenario('the clock of a chain', (step) => {
	step('is that of its genesis, on the rehearsal chain', async () => {
		const node = await startNode({ chain: 'rehearsal', name: 'Rehearsal' });
		const api = await node.connect();
		await keepsPace(node, api, REHEARSAL);

		const { consts } = api;
		const { epochs, governance, pace } = clockOf(await writePlainSpec('rehearsal'));
		assert.deepEqual([pace.slotDuration, pace.epochSlots], [REHEARSAL.slotDuration, REHEARSAL.epochSlots]);
		// Only primary slots have a block: one of three.
		assert.equal(consts.babe.expectedBlockTime.toNumber(), 3 * pace.slotDuration);
		assert.equal(consts.palisadeStaking.bondingEpochs.toNumber(), epochs.bonding);
		assert.equal(consts.palisadeStaking.redelegationEpochs.toNumber(), epochs.report + 2);
		assert.equal(consts.convictionVoting.voteLockingPeriod.toNumber(), governance.voteLocking);
		assert.equal(consts.referenda.undecidingTimeout.toNumber(), governance.undecidingTimeout);
		assert.equal(consts.treasury.spendPeriod.toNumber(), governance.treasurySpend);
		const [, root] = consts.referenda.tracks.find(([id]) => id.toNumber() === 0);
		assert.deepEqual(
			[root.preparePeriod, root.decisionPeriod, root.confirmPeriod, root.minEnactmentPeriod].map(Number),
			['prepare', 'decision', 'confirm', 'enactment'].map((name) => governance.root[name]),
		);
		await node.stop();
	});

	step('can be another one, on the same Wasm', async () => {
		const node = await startNode({ genesis: clock({ pace: OTHER }), name: 'Other' });
		const api = await node.connect();
		await keepsPace(node, api, OTHER);
		assert.equal(api.consts.babe.expectedBlockTime.toNumber(), OTHER.slotDuration);
		const chain = new Chain(api);
		const startOf = async (epoch) => (await chain.at(await chain.reach(epoch))).call.babeApi.currentEpochStart();
		const [first, second] = [await startOf(1), await startOf(2)];
		assert.equal(second.toNumber() - first.toNumber(), OTHER.epochSlots);
		await node.stop();
	});

	step('is refused with a sentence that names the values that do not fit together', async () => {
		for (const [index, [values, sentence]] of CONTRADICTIONS.entries()) {
			const path = await writePlainSpec('rehearsal', clock(values), `contradiction-${index}`);
			assert.match(await refusal('export-chain-spec', '--chain', path, '--raw'), sentence);
		}
	});

	step('is refused in the same way by a node that should start with it', async () => {
		const [[values, sentence]] = CONTRADICTIONS;
		const path = await writePlainSpec('rehearsal', clock(values), 'contradiction-at-start');
		const words = ['--chain', path, '--base-path', dataPath('refused'), '--no-prometheus', '--no-telemetry'];
		assert.match(await refusal(...words), sentence);
	});
});
