import assert from 'node:assert/strict';

import { VALIDATORS } from './support/accounts.js';
import { PRIMARY_SLOTS_ONLY } from './support/chain-spec.js';
import { AuthorWatch, babeAuthorities, grandpaAuthorities, sharesOf } from './support/consensus.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { pause, waitFor } from './support/waiting.js';

// A slot has a primary author with probability 1/3 while all validators run, and with 1 - (2/3)^s while a share s of
// the stake runs. The least that runs below is Alice and Dave, 59.5 %, with 0.214. Whatever waits for n blocks for
// 240 s, which is 120 slots, fails with the probability that a binomial of 120 and 0.214 is below n: 2e-9 for n = 4.
const BLOCKS_SECONDS = 240;

// Dave's 5.4 % of the stake makes him a primary author in a slot with probability 1 - (2/3)^0.054 = 0.0217: once in 92 s.
// None of 640 slots is his with probability 0.9783^640 = 8e-7. They are counted from the last test on: what he authored
// before only makes it shorter, and most of the time it has happened by then.
const DAVE_SLOTS = 640;
const SLOT_SECONDS = 2;

// Votes that are on their way when a validator stops may still finalise a block.
const VOTES_IN_FLIGHT_SECONDS = 10;
const BLOCKS_WITHOUT_FINALITY = 3;
const SECONDS_WITHOUT_FINALITY = 30;

scenario('four validators with primary slots only', (step) => {
	let network;
	let api;
	let authors;
	let halted;

	step('start and find each other', 300, async () => {
		network = await Network.start(PRIMARY_SLOTS_ONLY);
		api = await network.alice.connect();
		authors = await AuthorWatch.start(api);
	});

	step('weigh as much as their stake, in block production and in finality', 60, async () => {
		const expected = { Alice: 1000 / 1850, Bob: 500 / 1850, Charlie: 250 / 1850, Dave: 100 / 1850 };
		for (const authorities of [await babeAuthorities(api), await grandpaAuthorities(api)]) {
			const shares = sharesOf(authorities);
			assert.deepEqual(Object.keys(shares).sort(), VALIDATORS);
			for (const name of VALIDATORS) {
				assert.ok(Math.abs(shares[name] - expected[name]) < 0.001, `${name} has ${shares[name]}`);
			}
		}
	});

	step('finalise the same blocks', BLOCKS_SECONDS + 60, async () => {
		await Promise.all(network.nodes.map((node) => node.finalises(2, BLOCKS_SECONDS)));
		const height = Math.min(...await Promise.all(network.nodes.map((node) => node.finalisedNumber())));
		const hashes = await Promise.all(network.nodes.map((node) => node.rpc('chain_getBlockHash', height)));
		assert.equal(new Set(hashes).size, 1);
	});

	step('go on when one is killed', BLOCKS_SECONDS + 60, async () => {
		await network.charlie.kill();
		await network.alice.finalises(2, BLOCKS_SECONDS);
	});

	step('take the killed one back, which catches up', BLOCKS_SECONDS + 240, async () => {
		const missed = await network.alice.finalisedNumber();
		await network.charlie.start();
		await waitFor(`Charlie to have block ${missed} finalised`, 120, async (note) => {
			const finalised = await network.charlie.finalisedNumber();
			note(`finalised: ${finalised}`);
			return finalised >= missed;
		});
		await network.charlie.finalises(1, BLOCKS_SECONDS);
	});

	step('finalise while half of the validators, but less than a third of the stake, is away', BLOCKS_SECONDS + 90, async () => {
		await Promise.all([network.charlie.stop(), network.dave.stop()]);
		await pause(VOTES_IN_FLIGHT_SECONDS);
		await network.alice.finalises(2, BLOCKS_SECONDS);
	});

	step('produce blocks but finalise none while more than a third of the stake is away', BLOCKS_SECONDS + 180, async () => {
		await Promise.all([network.dave.start(), network.bob.stop()]);
		await pause(VOTES_IN_FLIGHT_SECONDS);
		halted = await network.alice.finalisedNumber();
		await Promise.all([
			network.alice.advances(BLOCKS_WITHOUT_FINALITY, BLOCKS_SECONDS),
			pause(SECONDS_WITHOUT_FINALITY),
		]);
		assert.equal(await network.alice.finalisedNumber(), halted);
		assert.equal(await network.dave.finalisedNumber(), halted);
	});

	step('finalise again once the stake is back', BLOCKS_SECONDS + 240, async () => {
		const best = await network.alice.bestNumber();
		await Promise.all([network.bob.start(), network.charlie.start()]);
		for (const node of network.nodes) {
			await waitFor(`${node.name} to have block ${best} finalised`, 180, async (note) => {
				const finalised = await node.finalisedNumber();
				note(`finalised: ${finalised}`);
				return finalised >= best;
			});
		}
		assert.ok(best > halted);
	});

	step('still weigh as much as their stake in a later session', 150, async () => {
		await waitFor('the third session', 120, async () => (await api.query.session.currentIndex()).toNumber() >= 3);
		const shares = [sharesOf(await babeAuthorities(api)), sharesOf(await grandpaAuthorities(api))];
		for (const { Alice, Dave } of shares) {
			assert.ok(Math.abs(Alice - 1000 / 1850) < 0.001 && Math.abs(Dave - 100 / 1850) < 0.001, JSON.stringify(shares));
		}
	});

	step('have all authored blocks', DAVE_SLOTS * SLOT_SECONDS + 30, async () => {
		await waitFor('a block by each validator', DAVE_SLOTS * SLOT_SECONDS, async (note) => {
			note(String(authors));
			return authors.hasSeen(VALIDATORS);
		}, { every: 2 });
		authors.stop();
		assert.deepEqual(new Set(authors.blocks.map(({ kind }) => kind)), new Set(['primary']));
	});
});
