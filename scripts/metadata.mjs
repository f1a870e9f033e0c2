// Called by metadata.sh with the path of a node and, to write, --write: prints what its runtime offers to clients, and
// compares the page of errors with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { errorPage } from './errors.mjs';

// The client library is a dependency of the end-to-end tests.
const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { ApiPromise, WsProvider } = require('@polkadot/api');

// Milliseconds.
const START_LIMIT = 60_000;
const STOP_LIMIT = 10_000;

const ERROR_PAGE = new URL('../docs/errors.md', import.meta.url);

const METADATA_VERSIONS = [14, 15, 16];

const freePort = () =>
	new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});

const port = await freePort();
const log = [];
const node = spawn(process.argv[2], [
	'--dev', '--rpc-port', String(port), '--no-prometheus', '--no-telemetry',
	'--listen-addr', '/ip4/127.0.0.1/tcp/0',
]);
node.stderr.on('data', (data) => log.push(data));

/** Ends this process, after the node has removed its temporary chain. */
const end = async (code) => {
	node.removeAllListeners('exit');
	if (node.kill('SIGTERM')) {
		setTimeout(() => node.kill('SIGKILL'), STOP_LIMIT).unref();
		await once(node, 'exit');
	}
	process.exit(code);
};
const fail = (reason) => {
	console.error(`metadata: ${reason}\n${Buffer.concat(log).toString().slice(-2000)}`);
	return end(1);
};
node.on('error', (error) => fail(error.message));
node.on('exit', (code) => fail(`the node ended with code ${code}`));
process.on('unhandledRejection', (error) => fail(error.message));
const limit = setTimeout(() => fail('the node does not answer'), START_LIMIT);

const listens = () =>
	new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		}).once('error', () => resolve(false));
	});
// The client would print every attempt to connect that fails.
while (!(await listens())) {
	await sleep(200);
}
const provider = new WsProvider(`ws://127.0.0.1:${port}`);
const api = await ApiPromise.create({ provider, noInitWarn: true });
clearTimeout(limit);

/** Bytes of the metadata of one version, or a dash where the runtime does not offer it. */
const size = async (version) => {
	const argument = `0x${version.toString(16).padStart(2, '0')}000000`;
	const answer = await api.rpc.state.call('Metadata_metadata_at_version', argument);
	// An option of bytes: one byte for the option, then a length.
	const bytes = answer.toU8a(true);
	return bytes[0] === 1 ? `${(bytes.length - 1).toLocaleString('en')} bytes` : '-';
};

const variants = (type) =>
	type.isSome ? api.registry.lookup.getSiType(type.unwrap().type).def.asVariant.variants.length : 0;

const { specName, specVersion, transactionVersion } = api.runtimeVersion;
console.log(`${specName} ${specVersion}, transactions ${transactionVersion}`);
for (const version of METADATA_VERSIONS) {
	console.log(`metadata ${version}: ${await size(version)}`);
}

const metadata = api.runtimeMetadata.asLatest;
const rows = metadata.pallets.map((pallet) => ({
	index: pallet.index.toNumber(),
	pallet: pallet.name.toString(),
	calls: variants(pallet.calls),
	events: variants(pallet.events),
	errors: variants(pallet.errors),
	storage: pallet.storage.isSome ? pallet.storage.unwrap().items.length : 0,
	constants: pallet.constants.length,
}));
const columns = Object.keys(rows[0]);
const total = { index: '', pallet: `${rows.length} pallets` };
for (const column of columns.slice(2)) {
	total[column] = rows.reduce((sum, row) => sum + row[column], 0);
}
const line = (row) =>
	columns
		.map((column) =>
			column === 'pallet' ? String(row[column]).padEnd(28) : String(row[column]).padStart(9))
		.join(' ');
console.log(line(Object.fromEntries(columns.map((column) => [column, column]))));
for (const row of [...rows, total]) {
	console.log(line(row));
}
const apis = Object.keys(api.call);
console.log(`${apis.length} runtime APIs: ${apis.join(', ')}`);

const page = errorPage(api);
const written = process.argv[3] === '--write';
if (written) {
	writeFileSync(ERROR_PAGE, page);
	console.log('docs/errors.md is written');
}
const committed = existsSync(ERROR_PAGE) ? readFileSync(ERROR_PAGE, 'utf8') : '';

await api.disconnect();
if (committed !== page) {
	log.length = 0;
	await fail('docs/errors.md is not that of the runtime: scripts/metadata.sh --write writes it anew');
}
await end(0);
