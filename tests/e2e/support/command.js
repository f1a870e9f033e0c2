import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { requiredFile } from './environment.js';
import { say } from './output.js';

const COMMAND_SECONDS = 600;

/** Runs the node with a command; resolves to what it printed. */
export async function command(...words) {
	say(`running ${words[0]}`);
	const { stdout, stderr } = await promisify(execFile)(requiredFile('PALISADE_NODE'), words, {
		timeout: COMMAND_SECONDS * 1000,
		maxBuffer: 1 << 26,
	});
	return `${stdout}${stderr}`;
}
