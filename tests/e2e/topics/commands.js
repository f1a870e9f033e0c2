import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { command } from '../support/command.js';
import { scenario } from '../support/scenario.js';
import { dataPath } from '../support/workspace.js';

const BLOCKS = 4;

/** What `chain-info` says of the chain in `storage`. */
async function chainInfo(storage) {
	const printed = await command('chain-info', ...storage);
	return JSON.parse(printed.slice(printed.indexOf('{'), printed.lastIndexOf('}') + 1));
}

/**
 * The commands of the node, on the data of a node that they stop.
 *
 * - `start`: resolves to the node.
 */
export const commands = (start) => scenario('the commands on the data of a stopped node', (step) => {
	let node;
	let bestBlock;
	const blocksFile = dataPath('blocks.json');

	step('a node makes a chain and stops', async () => {
		node = await start();
		await node.hasFinalised(BLOCKS);
		bestBlock = await node.bestNumber();
		await node.stop();
	});

	step('chain-info names the best and the final block', async () => {
		const { best_number: best, finalized_number: final } = await chainInfo(node.storage);
		assert.ok(best >= bestBlock);
		assert.ok(final >= BLOCKS);
	});

	step('check-block executes a block again', async () => {
		await command('check-block', ...node.storage, '2');
	});

	step('check-block refuses a block that does not exist', async () => {
		await assert.rejects(command('check-block', ...node.storage, '1000000'), { code: 1 });
	});

	step('export-blocks writes what import-blocks reads into another database', async () => {
		await command('export-blocks', ...node.storage, '--to', String(BLOCKS), blocksFile);
		assert.ok(readFileSync(blocksFile, 'utf8').length > 0);
		const [chain, spec] = node.storage;
		const elsewhere = [chain, spec, '--base-path', dataPath('imported')];
		await command('import-blocks', ...elsewhere, blocksFile);
		assert.equal((await chainInfo(elsewhere)).best_number, BLOCKS);
	});

	step('export-state writes a specification that starts at a block', async () => {
		const printed = await command('export-state', ...node.storage, '2');
		assert.ok(printed.includes('"genesis"'));
	});

	step('revert takes back what is not final, and no more', async () => {
		const { finalized_number: final } = await chainInfo(node.storage);
		await command('revert', ...node.storage, '1000');
		const { best_number: best, finalized_number: still } = await chainInfo(node.storage);
		assert.deepEqual([best, still], [final, final]);
	});

	step('purge-chain removes the database and leaves the keys', async () => {
		const chain = join(dataPath('Alice'), 'chains', 'palisade_dev');
		assert.ok(statSync(join(chain, 'paritydb')).isDirectory());
		await command('purge-chain', ...node.storage, '-y');
		assert.ok(!existsSync(join(chain, 'paritydb', 'full')));
		assert.ok(existsSync(chain));
	});
});
