import assert from 'node:assert/strict';
import test from 'node:test';

import { alterSpec, merge, parseExactly, stringifyExactly } from './chain-spec.js';
import { decodeSlotClaim } from './consensus.js';
import { peerIdOf } from './node.js';
import {
	accountsIn, anchorOf, blocksOf, brokenLinks, lanesOf, nodeCommandsOf, optionsIn, rowsOf, scriptOf, subcommandOf,
} from './pages.js';
import { drawSeats, expectedBlocks, performanceOf } from './staking.js';
import { Limit, waitFor, within } from './waiting.js';

test('JSON keeps integers beyond the precision of numbers', () => {
	const json = '{"balance":340282366920938463463374607431768211455,"list":[["a",-12345678901234567890],1.5,2e3,7]}';
	assert.equal(stringifyExactly(parseExactly(json)), json.replace('2e3', '2000'));
});

test('JSON keeps strings with digits, escapes and great length', () => {
	const value = { text: 'a "12345678901234567890" \\', code: `0x${'0123456789'.repeat(1_000_000)}` };
	assert.deepEqual(parseExactly(JSON.stringify(value)), value);
	assert.equal(stringifyExactly(value), JSON.stringify(value));
});

test('a genesis patch is merged field by field', () => {
	const genesis = { babe: { epochConfig: { c: [1, 4], allowed_slots: 'PrimarySlots' } }, balances: { balances: [] } };
	assert.deepEqual(merge(genesis, { babe: { epochConfig: { c: [1, 3] } }, session: {} }), {
		babe: { epochConfig: { c: [1, 3], allowed_slots: 'PrimarySlots' } },
		balances: { balances: [] },
		session: {},
	});
});

test('a chain spec gets another genesis and keeps the rest', () => {
	const spec = { name: 'n', bootNodes: ['b'], genesis: { runtimeGenesis: { code: '0x00', patch: { a: { b: 1 } } } } };
	assert.deepEqual(alterSpec(spec, { a: { c: 2 } }), {
		name: 'n',
		bootNodes: [],
		genesis: { runtimeGenesis: { code: '0x00', patch: { a: { b: 1, c: 2 } } } },
	});
	assert.throws(() => alterSpec({ genesis: { raw: {} } }), /no genesis\.runtimeGenesis/);
});

test('a slot claim is decoded and an unknown kind is an error', () => {
	const bytes = Uint8Array.from([1, 3, 0, 0, 0, 0x15, 0xcd, 0x5b, 7, 0, 0, 0, 0, 9, 9]);
	assert.deepEqual(decodeSlotClaim(bytes), { kind: 'primary', authority: 3, slot: 123456789 });
	assert.throws(() => decodeSlotClaim(Uint8Array.from([0, ...bytes.subarray(1)])), /unknown kind 0/);
});

test('a peer id is derived from the network key', () => {
	const key = `0x${'1'.padStart(64, '0')}`;
	assert.equal(peerIdOf(key), '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp');
});

// The stream of ChaCha20 under a key of zeros starts with 76…, bd…, da… in steps of 16 bytes (RFC 8439, A.1).
test('seats are drawn with the documented stream', () => {
	assert.deepEqual(drawSeats(new Uint8Array(32), [1n, 1n, 1n, 1n], 5), [2, 1, 0, 3]);
	assert.deepEqual(drawSeats(new Uint8Array(32), [0n, 1n << 100n, 0n], 2), [1]);
});

test('performance is what was made of what could be expected', () => {
	assert.equal(performanceOf(0n, 0n), 1_000_000_000n);
	assert.equal(performanceOf(9n, 3_000n), 1_000_000_000n);
	assert.equal(performanceOf(1n, 2_000n), 937_500_000n);
	assert.equal(performanceOf(0n, 2_000n), 875_000_000n);
	assert.equal(performanceOf(0n, 2_000n, 1_000n), 937_500_000n);
	assert.equal(performanceOf(1n, 2_000n, 5_000n), 1_000_000_000n);
	assert.deepEqual(expectedBlocks([1n, 1n, 1n], 10n, [1n, 1n]), [3_333n, 3_333n, 3_334n]);
	assert.deepEqual(expectedBlocks([9n, 1n], 300n, [1n, 2n]), [210_000n, 90_000n]);
});

test('a limit counts what the chain does, and ends when the chain has gone too far', async () => {
	let block = 100;
	const limit = () => new Limit(3, 'blocks', async () => (block += 1));
	await assert.rejects(waitFor('it', limit(), async () => false, { every: 0 }), /it: not within 3 blocks/);
	assert.equal(block, 105);
	const fast = new Limit(3, 'blocks', async () => (block += 10));
	await assert.rejects(within(fast, 'this', new Promise(() => {})), /this: not within 3 blocks/);
	assert.equal(await within(limit(), 'that', Promise.resolve(7)), 7);
});

test('a limit is bound in seconds where a chain stands still', async () => {
	const still = () => new Limit(3, 'blocks', async () => 1, 0.2);
	await assert.rejects(waitFor('it', still(), async () => false, { every: 0 }), /it: not within 3 blocks/);
	await assert.rejects(within(still(), 'this', new Promise(() => {})), /this: not within 0\.2 s/);
});

const PAGE = [
	'# A page', '', '```js', "const me = keyring.addFromUri('//Eve//stash');", '```', '', 'Text.', '', '```js', 'send(me);', '```',
	'', '~~~rust,ignore', '```', '~~~', '', '```sh', 'palisade-node key insert --suri "…" \\', '  --chain x # a --comment', '```',
].join('\n');

test('the blocks of a page are found in order, and its script keeps their lines', () => {
	const blocks = blocksOf(PAGE);
	assert.deepEqual(blocks.map(({ language, line }) => [language, line]), [['js', 4], ['js', 10], ['rust', 14], ['sh', 18]]);
	const lines = scriptOf({ blocks }).split('\n');
	assert.deepEqual([lines[3], lines[9]], ["const me = keyring.addFromUri('//Eve//stash');", 'send(me);']);
	assert.equal(scriptOf({ blocks: blocks.slice(2) }), undefined);
	assert.throws(() => blocksOf('```js\nlet x;'), /line 1 has no end/);
});

test('scripts that share an account run one after the other', () => {
	assert.deepEqual([...accountsIn(scriptOf({ blocks: blocksOf(PAGE) }))], ['//Eve//stash']);
	const script = (...accounts) => ({ accounts: new Set(accounts) });
	const [a, b, c] = [script('//Eve'), script('//Bob'), script('//Bob', '//Eve')];
	assert.deepEqual(lanesOf([a, b]), [[a], [b]]);
	assert.deepEqual(lanesOf([a, b, c]), [[a, b, c]]);
});

test('commands of a node are found with their options', () => {
	const text = `${PAGE}\nand \`palisade-node revert --base-path … 3\`.`;
	const commands = nodeCommandsOf({ text, blocks: blocksOf(text) });
	assert.deepEqual(commands.map(subcommandOf), [['key', 'insert'], ['revert']]);
	assert.deepEqual(commands.map((words) => optionsIn(words.join('\n'))), [['--suri', '--chain'], ['--base-path']]);
	assert.deepEqual(subcommandOf(['chain-info']), ['chain-info']);
});

test('links to what does not exist are found', () => {
	assert.equal(anchorOf('2. Bring `the` voters back'), '2-bring-the-voters-back');
	const links = '[a](README.md#delegate) [b](README.md#no) [c](no.md) [d](https://e.f) [g](pallets/staking#calls)';
	assert.deepEqual(brokenLinks({ path: 'CONTRIBUTING.md', text: links }), ['README.md#no', 'no.md']);
});

test('rows are those of tables without their heads', () => {
	assert.deepEqual(rowsOf('|a|b|\n|---|--:|\n| 1 | x \\| y |\n\ntext'), [['1', 'x \\| y']]);
});
