import assert from 'node:assert/strict';

import { VALIDATORS } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { PRIMARY_SLOTS_ONLY } from './support/chain-spec.js';
import { AuthorWatch, babeAuthorities, grandpaAuthorities, sharesOf } from './support/consensus.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { waitFor } from './support/waiting.js';

// Dave's 5.4 % of the stake makes him a primary author in a slot with probability 1 - (2/3)^0.054 = 0.0217, and a block has
// a primary claim of his with probability 0.065. None of 300 blocks is his with probability 0.935^300 = 2e-9. They are
// counted from the last test on: what he authored before only makes it shorter.
const DAVE_BLOCKS = 300;

// Votes that are on their way when a validator stops may still finalise a block: of the two that finality is behind the
// best one at most, and of what the others had not imported yet.
const BLOCKS_IN_FLIGHT = 3;
const BLOCKS_WITHOUT_FINALITY = 8;

scenario('four validators with primary slots only', (step) => {
	let network;
	let api;
	let authors;
	let halted;

	step('start and find each other', async () => {
		network = await Network.start(PRIMARY_SLOTS_ONLY);
		api = await network.alice.connect();
		authors = await AuthorWatch.start(api);
	});

	step('weigh as much as their stake, in block production and in finality', async () => {
		const expected = { Alice: 1000 / 1850, Bob: 500 / 1850, Charlie: 250 / 1850, Dave: 100 / 1850 };
		for (const authorities of [await babeAuthorities(api), await grandpaAuthorities(api)]) {
			const shares = sharesOf(authorities);
			assert.deepEqual(Object.keys(shares).sort(), VALIDATORS);
			for (const name of VALIDATORS) {
				assert.ok(Math.abs(shares[name] - expected[name]) < 0.001, `${name} has ${shares[name]}`);
			}
		}
	});

	step('finalise the same blocks', async () => {
		await Promise.all(network.nodes.map((node) => node.finalises(2)));
		const height = Math.min(...await Promise.all(network.nodes.map((node) => node.finalisedNumber())));
		const hashes = await Promise.all(network.nodes.map((node) => node.rpc('chain_getBlockHash', height)));
		assert.equal(new Set(hashes).size, 1);
	});

	step('go on when one is killed', async () => {
		await network.charlie.kill();
		await network.alice.finalises(2);
	});

	step('take the killed one back, which catches up', async () => {
		const missed = await network.alice.finalisedNumber();
		await network.charlie.start('--serve-light-sync-state');
		await network.charlie.hasFinalised(missed);
		await network.charlie.finalises(1);
	});

	// Light clients that count validators are misled by finality that is weighted by stake.
	step('serve a state for light clients only if the operator asks for it', async () => {
		const spec = (node) => node.rpc('sync_state_genSyncSpec', true);
		await assert.rejects(spec(network.alice), /9001: .*--serve-light-sync-state/);
		const { lightSyncState } = await spec(network.charlie);
		assert.ok(lightSyncState.grandpaAuthoritySet.startsWith('0x'));
	});

	step('finalise while half of the validators, but less than a third of the stake, is away', async () => {
		await Promise.all([network.charlie.stop(), network.dave.stop()]);
		await network.alice.advances(BLOCKS_IN_FLIGHT);
		await network.alice.finalises(2);
	});

	step('produce blocks but finalise none while more than a third of the stake is away', async () => {
		await Promise.all([network.dave.start(), network.bob.stop()]);
		await network.alice.advances(BLOCKS_IN_FLIGHT);
		halted = await network.alice.finalisedNumber();
		await network.alice.advances(BLOCKS_WITHOUT_FINALITY);
		assert.equal(await network.alice.finalisedNumber(), halted);
		assert.ok((await network.dave.finalisedNumber()) <= halted);
	});

	step('finalise again once the stake is back', async () => {
		const best = await network.alice.bestNumber();
		await Promise.all([network.bob.start(), network.charlie.start()]);
		for (const node of network.nodes) {
			await node.hasFinalised(best);
		}
		assert.ok(best > halted);
	});

	step('still weigh as much as their stake in a later session', async () => {
		const session = async () => (await api.query.session.currentIndex()).toNumber();
		// One may have had no block while half of the stake was away.
		await waitFor('the third session', new Chain(api).epochs(4), async () => (await session()) >= 3);
		const shares = [sharesOf(await babeAuthorities(api)), sharesOf(await grandpaAuthorities(api))];
		for (const { Alice, Dave } of shares) {
			assert.ok(Math.abs(Alice - 1000 / 1850) < 0.001 && Math.abs(Dave - 100 / 1850) < 0.001, JSON.stringify(shares));
		}
	});

	step('have all authored blocks', async () => {
		await waitFor('a block by each validator', network.alice.blocks(DAVE_BLOCKS), async (note) => {
			note(String(authors));
			return authors.hasSeen(VALIDATORS);
		}, { every: 2 });
		authors.stop();
		assert.deepEqual(new Set(authors.blocks.map(({ kind }) => kind)), new Set(['primary']));
	});
});
