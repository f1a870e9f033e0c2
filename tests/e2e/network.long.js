import assert from 'node:assert/strict';

import { VALIDATORS } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { PRIMARY_SLOTS_ONLY } from './support/chain-spec.js';
import { AuthorWatch } from './support/consensus.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { Limit, PATIENCE_SECONDS, waitFor } from './support/waiting.js';

const EPOCHS = 30;

/** The genesis stakes, which are the shares of the primary slots nearly. */
const STAKES = { Alice: 1_000, Bob: 500, Charlie: 250, Dave: 100 };

/** The part of the slots that have a primary author, if all of the stake takes part. */
const PRIMARY = 1 / 3;

/** Blocks that finality may be behind: it takes only every other block at most, and a machine may be busy. */
const LAG_BLOCKS = 30;

/** An event within so many standard deviations happens in all but one of a million runs. */
const DEVIATIONS = 5;

scenario(`a network over ${EPOCHS} epochs`, (step) => {
	let network;
	let chain;
	let api;
	let authors;
	let from;
	let greatestLag = 0;

	step('starts', async () => {
		network = await Network.start(PRIMARY_SLOTS_ONLY);
		api = await network.alice.connect();
		chain = new Chain(api);
		authors = await AuthorWatch.start(api);
		from = (await chain.epochAt()) + 1;
	});

	step('keeps finalising', async () => {
		const seconds = PATIENCE_SECONDS + 3 * EPOCHS * chain.epochSeconds;
		const limit = new Limit(EPOCHS + 1, 'epochs', () => chain.epochAt(), seconds);
		await waitFor(`epoch ${from + EPOCHS}`, limit, async (note) => {
			const [best, finalised, epoch] = [
				await network.alice.bestNumber(), await network.alice.finalisedNumber(), await chain.epochAt(),
			];
			greatestLag = Math.max(greatestLag, best - finalised);
			note(`epoch ${epoch}, finality was ${greatestLag} blocks behind at most, ${authors}`);
			return epoch >= from + EPOCHS;
		}, { every: 2 });
		assert.ok(greatestLag <= LAG_BLOCKS, `finality was ${greatestLag} blocks behind`);
		authors.stop();
	});

	step('has authors by their stake', async () => {
		const total = VALIDATORS.reduce((sum, name) => sum + STAKES[name], 0);
		const chances = Object.fromEntries(
			VALIDATORS.map((name) => [name, 1 - (1 - PRIMARY) ** (STAKES[name] / total)]),
		);
		const claims = authors.blocks.length;
		const ofAll = VALIDATORS.reduce((sum, name) => sum + chances[name], 0);
		for (const name of VALIDATORS) {
			const share = chances[name] / ofAll;
			const deviation = Math.sqrt(claims * share * (1 - share));
			const difference = Math.abs(authors.counts[name] - claims * share);
			assert.ok(difference < DEVIATIONS * deviation, `${name} has ${authors.counts[name]} of ${claims} blocks`);
		}
	});

	step('pays for every epoch, once', async () => {
		const paid = await chain.epochsPaid(1, await network.alice.finalisedNumber());
		assert.deepEqual(paid, [...paid].sort((a, b) => a - b));
		assert.equal(new Set(paid).size, paid.length);
		for (let epoch = from; epoch < from + EPOCHS - 2; epoch += 1) {
			assert.ok(paid.includes(epoch), `epoch ${epoch} is not among those paid: ${paid}`);
		}
	});
});
