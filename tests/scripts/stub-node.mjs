#!/usr/bin/env node
// Stands in for the node in tests of the scripts: takes its arguments, listens where it would.
//
//   STUB_RECORD  file to which each start appends its process id and its arguments
//   STUB_DIES    name of a validator that ends at once with an error, like one with a bad database
//   STUB_LIMIT   seconds after which it ends by itself, so that no failed test leaves it behind
import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

const args = process.argv.slice(2);
if (args.join(' ') === 'key inspect-node-key') {
	console.log('12D3KooWStub');
	process.exit(0);
}
appendFileSync(process.env.STUB_RECORD, `${process.pid} ${args.join(' ')}\n`);
if (args.includes(`--${process.env.STUB_DIES}`)) {
	console.error('Error: stub was told to die');
	process.exit(3);
}
const value = (name) => args[args.indexOf(name) + 1];
if (args.includes('--base-path')) {
	mkdirSync(value('--base-path'), { recursive: true });
}
createServer().listen(Number(value('--rpc-port')), '127.0.0.1');
setTimeout(() => process.exit(4), 1000 * Number(process.env.STUB_LIMIT ?? 20));
