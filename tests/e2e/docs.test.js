import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, parseExactly, writeSpec } from './support/chain-spec.js';
import { command } from './support/command.js';
import { Network } from './support/network.js';
import { say } from './support/output.js';
import {
	accountsIn, lanesOf, nodeCommandsOf, optionsIn, proseOf, quoted, readPage, readPages, rowsOf, scriptOf, subcommandOf,
} from './support/pages.js';
import { scenario } from './support/scenario.js';
import { within } from './support/waiting.js';
import { dataPath, watchOver } from './support/workspace.js';

/** Where the pages connect to: the first validator of `make network`. */
const ADDRESS = 'ws://127.0.0.1:9944';

/** Epochs that the scripts of all pages may take, one after the other. */
const EPOCHS = 40;

const LIBRARIES = fileURLToPath(new URL('node_modules', import.meta.url));

const PAGES = readPages();

/** Pallets and runtime APIs all of whose calls and reads a test has to show. */
const OURS = ['palisadeStaking', 'slashing', 'delegationMarketplace'];
const OUR_READS = ['stakingApi', 'slashingApi', 'delegationMarketplaceApi'];

/** The page for wallets, exchanges and indexers: all that it names is looked up. */
const WALLETS = 'docs/wallets-and-exchanges.md';

/** What other pages name of these is looked up too. Names of other pallets may be those of parameters. */
const LOOKED_UP = ['balances', 'palisadeStaking', ...OUR_READS];

/** What the scripts of pages print, where a page is about what it shows. */
const PRINTED = {
	[WALLETS]: [
		/^1 \w+ = 1000000000000 planck, addresses begin with the type \d+$/m,
		/^ +free: [1-9]\d*n,$/m,
		/^[1-9]\d* planck are staked, leaving or unclaimed, on \w+$/m,
		/^ +'\d+: 3000000000000 planck from 5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw'$/m,
		/^epoch \d+; /m,
	],
};

/** The pages that have code to run, each with what it is known by, its code and the accounts that it signs with. */
const SCRIPTS = PAGES
	.map((page) => ({ path: page.path, code: scriptOf(page) }))
	.filter(({ code }) => code)
	.map((script) => ({ ...script, accounts: accountsIn(script.code) }));

/**
 * Runs the script of a page as a module of its own, and resolves to what it printed.
 *
 * - `url`: of the node, in the place of the address on the page.
 */
async function run({ path, code }, url) {
	const folder = dataPath('pages');
	mkdirSync(folder, { recursive: true });
	const file = join(folder, `${path.replaceAll('/', '-')}.mjs`);
	writeFileSync(file, code.replaceAll(ADDRESS, url));
	// Connections and subscriptions of a page stay open.
	const main = `await import(${JSON.stringify(pathToFileURL(file))}); process.exit(0);`;
	const running = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', main]);
	watchOver(running.child);
	const { stdout } = await running.catch(({ stdout: printed, stderr, code: status }) => {
		throw new Error(`${path} ended with ${status}:\n${printed}${stderr}`);
	});
	return stdout;
}

scenario('the code on the pages', (step) => {
	let network;
	let chain;

	step('needs the network that the pages speak of', async () => {
		assert.ok(SCRIPTS.length > 0);
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		chain = new Chain(await network.alice.connect());
		await network.alice.finalises(1);
		symlinkSync(LIBRARIES, dataPath('node_modules'));
	});

	step('needs a node that knows the commands and options on the pages', async () => {
		const helps = new Map();
		const helpOf = async (...words) => {
			const key = words.join(' ');
			if (!helps.has(key)) helps.set(key, await command(...words, '--help'));
			return helps.get(key);
		};
		const commands = PAGES.flatMap((page) => nodeCommandsOf(page).map((words) => ({ path: page.path, words })));
		assert.ok(commands.length > 0);
		for (const { path, words } of commands) {
			const names = subcommandOf(words);
			for (const [index, name] of names.entries()) {
				const help = await helpOf(...names.slice(0, index));
				assert.match(help, new RegExp(`^  ${name}( |$)`, 'm'), `${path}: no command ${names.join(' ')}`);
			}
			const known = optionsIn(await helpOf(...names));
			const unknown = optionsIn(words.join('\n')).filter((option) => !known.includes(option));
			assert.deepEqual(unknown, [], `${path}: ${words.join(' ')}`);
		}
	});

	step('has a genesis that can be built', async () => {
		const patches = PAGES.flatMap(({ path, blocks }) =>
			(path === 'docs/genesis.md' ? blocks.filter(({ language }) => language === 'json') : []));
		assert.ok(patches.length > 0);
		for (const [index, { text }] of patches.entries()) {
			await writeSpec('rehearsal', parseExactly(text), `genesis-${index}`);
		}
	});

	step('is about calls and reads that exist, and leaves none without a test', async () => {
		const { api } = chain;
		const rows = rowsOf(readPage('docs/coverage.md').text);
		const named = new Set(rows.flatMap(([, interfaces]) => quoted(interfaces)));
		const exists = (name) => {
			const [section, method] = name.split('.');
			return [api.tx, api.call].some((all) => all[section]?.[method] !== undefined);
		};
		assert.deepEqual([...named].filter((name) => !exists(name)), []);

		const all = [[api.tx, OURS], [api.call, OUR_READS]].flatMap(([of, sections]) =>
			sections.flatMap((section) => Object.keys(of[section]).map((method) => `${section}.${method}`)));
		assert.ok(all.length > OURS.length);
		assert.deepEqual(all.filter((name) => !named.has(name)), []);
	});

	step('names storage, events, constants and errors that exist', async () => {
		const { api } = chain;
		const interfaces = [api.tx, api.call, api.query, api.consts, api.events, api.errors];
		// What the page of the genesis names are its fields.
		const pages = PAGES.filter(({ path }) => path !== 'docs/genesis.md');
		const unknown = pages.flatMap(({ path, text }) => quoted(proseOf(text))
			.map((name) => /^([a-z]\w*)\.(\w+)$/.exec(name) ?? [])
			.filter(([, section]) => (path === WALLETS ? section : LOOKED_UP.includes(section)))
			.filter(([, section, item]) => interfaces.every((all) => all[section]?.[item] === undefined))
			.map(([name]) => `${path}: ${name}`));
		assert.deepEqual(unknown, []);
	});

	step('shows on some pages what a test can look for', () => {
		assert.deepEqual(Object.keys(PRINTED).filter((path) => !SCRIPTS.some((script) => script.path === path)), []);
	});

	// At once, but for pages that share an account: all failures are told, not only the first.
	step(`works as it stands on ${SCRIPTS.map(({ path }) => path).join(', ')}`, async () => {
		const failures = [];
		const follow = async (lane) => {
			for (const script of lane) {
				try {
					const printed = await run(script, network.alice.url);
					say(`${script.path} has run and printed:\n${printed}`);
					for (const pattern of PRINTED[script.path] ?? []) assert.match(printed, pattern, script.path);
				} catch (error) {
					failures.push(error.message);
				}
			}
		};
		await within(chain.epochs(EPOCHS), 'the scripts of all pages', Promise.all(lanesOf(SCRIPTS).map(follow)));
		assert.ok(failures.length === 0, failures.join('\n\n'));
	});
});
