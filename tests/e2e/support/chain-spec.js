import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { requiredFile } from './environment.js';
import { say } from './output.js';
import { dataPath } from './workspace.js';

/**
 * Genesis patch for one block in every slot, for tests that are not about who produces it.
 *
 * Primary authors are as good as ruled out: next to secondary ones they would make a fork in every fourth slot or so,
 * and what a client has seen in a block would often be undone a moment later. Each of n validators is the secondary
 * author of a slot with probability 1/n.
 */
export const BLOCK_IN_EVERY_SLOT = {
	babe: { epochConfig: { c: [1, 1_000_000], allowed_slots: 'PrimaryAndSecondaryVRFSlots' } },
};

/** Genesis patch for blocks by primary authors only, in about one slot of three. */
export const PRIMARY_SLOTS_ONLY = {
	babe: { epochConfig: { c: [1, 3], allowed_slots: 'PrimarySlots' } },
};

/** Genesis patch for values of the clock, such as `{ pace: { epochSlots: 40 } }`. */
export const clock = (values) => ({ clock: values });

const EXPORT_SECONDS = 600;

const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const INTEGER_OF_MANY_DIGITS = /^-?\d{16,}$/;
const TAG = '\u0001integer:';

/**
 * Parses JSON without loss: an integer too long for a number becomes a tagged string.
 *
 * Balances in a genesis are JSON numbers beyond 2^53, which `JSON.parse` alone would round.
 */
export function parseExactly(json) {
	return JSON.parse(
		json.replace(TOKEN, (token) =>
			INTEGER_OF_MANY_DIGITS.test(token) ? JSON.stringify(TAG + token) : token),
	);
}

/** The inverse of [`parseExactly`]. */
export function stringifyExactly(value) {
	return JSON.stringify(value).replace(/"\\u0001integer:(-?\d+)"/g, '$1');
}

/** An integer of many digits for a genesis patch, where a number would be rounded. */
export function exactly(integer) {
	return `${TAG}${integer}`;
}

/** `target` with `patch` merged into it: objects field by field, anything else replaced. */
export function merge(target, patch) {
	const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
	if (!isObject(target) || !isObject(patch)) {
		return patch;
	}
	const merged = { ...target };
	for (const [key, value] of Object.entries(patch)) {
		merged[key] = key in merged ? merge(merged[key], value) : value;
	}
	return merged;
}

/** `spec` with a genesis changed by a patch. */
export function alterSpec(spec, genesis = {}) {
	const runtimeGenesis = { ...spec.genesis?.runtimeGenesis };
	const field = ['patch', 'config'].find((name) => name in runtimeGenesis);
	if (!field) {
		throw new Error('the exported chain spec has no genesis.runtimeGenesis with a patch or a config');
	}
	runtimeGenesis[field] = merge(runtimeGenesis[field], genesis);
	return { ...spec, bootNodes: [], genesis: { ...spec.genesis, runtimeGenesis } };
}

const exportSpec = async (...options) => {
	const { stdout } = await promisify(execFile)(
		requiredFile('PALISADE_NODE'),
		['export-chain-spec', ...options],
		{ maxBuffer: 256 * 1024 * 1024, timeout: EXPORT_SECONDS * 1000 },
	);
	return stdout;
};

/** The specs of the node's own chains, by id: each is asked for once. */
const exported = new Map();

/**
 * Writes the spec of one of the node's own chains, with the runtime of the node and a changed genesis, and returns its
 * path.
 *
 * - `chain`: the id of the chain, such as `dev` or `rehearsal`.
 * - `name`: of the file; unique within a test file.
 */
export async function writePlainSpec(chain, genesis, name = chain) {
	say(`making the spec of the chain ${name}`);
	if (!exported.has(chain)) {
		exported.set(chain, exportSpec('--chain', chain));
	}
	const spec = alterSpec(parseExactly(await exported.get(chain)), genesis);
	const path = dataPath(`${name}.json`);
	writeFileSync(path, stringifyExactly(spec));
	return path;
}

/** As [`writePlainSpec`], with the state of genesis spelled out; the node refuses a genesis that cannot be built. */
export async function writeSpec(chain, genesis, name = chain) {
	const plain = await writePlainSpec(chain, genesis, name);
	// No node has to compile the runtime only to build the state, at each start.
	const raw = dataPath(`${name}-raw.json`);
	await exportSpec('--chain', plain, '--raw', '--output', raw);
	return raw;
}
