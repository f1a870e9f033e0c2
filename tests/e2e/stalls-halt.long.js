import assert from 'node:assert/strict';

import { developer } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { command } from './support/command.js';
import { announcedChange } from './support/consensus.js';
import { whitelisted } from './support/governance.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { PATIENCE_SECONDS, waitFor } from './support/waiting.js';

/** Blocks between the announcement of the forced change and its application. */
const DELAY = 4;

/** Blocks that each validator makes and cannot import before the next step. */
const ATTEMPTS = 5;

scenario('a forced change on a block that is not final', (step) => {
	let network;
	let chain;
	let api;
	let left;

	/** The last final block, and the higher one that is taken for it. */
	let halted;
	let tooHigh;

	/** The last block that can be imported. */
	let last;

	const connect = async () => {
		api = await network.bob.connect();
		chain = new Chain(api);
	};
	const force = async (best) => {
		const noted = await whitelisted(chain, api.tx.grandpa.noteStalled(DELAY, best));
		const start = await chain.reach((await chain.epochAt(noted.blockHash)) + 1);
		const header = await api.rpc.chain.getHeader(start);
		assert.equal(announcedChange(api, header).best, best);
		return header.number.toNumber();
	};
	const isRefused = (times) => Promise.all(left.map((node) =>
		node.hasLogged('Not applying authority set change forced at block', PATIENCE_SECONDS, times)));
	const bestOf = (nodes) => Promise.all(nodes.map((node) => node.bestNumber()));

	step('follows a set that was announced in the stall', async () => {
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		left = [network.bob, network.charlie, network.dave];
		await connect();
		await network.bob.finalises(2);
		halted = await network.lose(network.alice, 'stop');
		const { blockHash } = await whitelisted(
			chain,
			api.tx.palisadeStaking.setValidatorState(developer('Alice').address, 'Offline'),
		);
		await chain.reach((await chain.epochAt(blockHash)) + 1);
		tooHigh = await chain.best();
		assert.ok(tooHigh > halted);
		last = (await force(tooHigh)) + DELAY - 1;
	});

	step('keeps all nodes from importing any further block', async () => {
		await isRefused(ATTEMPTS);
		assert.deepEqual(await bestOf(left), left.map(() => last));
	});

	step('is not cured by voters that come back', async () => {
		await network.alice.start();
		await network.isConnected();
		const [alice] = network.nodes;
		await waitFor(`Alice to see block ${last}`, PATIENCE_SECONDS, async () => (await alice.bestNumber()) >= last);
		await isRefused(2 * ATTEMPTS);
		assert.deepEqual(await bestOf(network.nodes), network.nodes.map(() => last));
		assert.ok((await network.alice.finalisedNumber()) <= halted);
	});

	step('is cured by a revert to before the note, on all nodes', async () => {
		await Promise.all(network.nodes.map((node) => node.stop()));
		for (const { storage } of network.nodes) {
			await command('revert', ...storage, String(last - tooHigh));
		}
		await Promise.all(left.map((node) => node.start()));
		await network.isConnected();
		await connect();
		await network.bob.advances(ATTEMPTS);
	});

	step('can then be made on the last final block', async () => {
		assert.equal(Math.max(...await Promise.all(left.map((node) => node.finalisedNumber()))), halted);
		const forcedAt = await force(halted);
		await Promise.all(left.map((node) => node.hasFinalised(forcedAt + DELAY + 1)));
	});
});
