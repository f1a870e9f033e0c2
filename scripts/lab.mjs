// Prints what blocks cost at several numbers of validators: declared weights, and measurements beside them.
//
// lab.mjs boundary ROOT SIZES REPEAT [HARNESS RUNTIME]: without the latter nothing is measured.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tablesOf } from './budget.mjs';
import { fastest } from './fastest.mjs';
import { functionNamed, palletsOf, weightAt } from './generated-weights.mjs';

/** The components that are a number of validators. */
const VALIDATORS = ['v', 's'];

/** The components of a function at a number of validators: within their ranges, all others at their largest. */
export function componentsAt({ ranges }, size) {
	return Object.fromEntries(Object.entries(ranges).map(([name, [low, high]]) =>
		[name, VALIDATORS.includes(name) ? Math.min(high, Math.max(low, size)) : high]));
}

/** Milliseconds that a benchmark takes: the mean of its fastest repetitions. */
export function millisecondsOf(repetitions) {
	const kept = fastest(repetitions).map(({ extrinsic_time: nanoseconds }) => nanoseconds / 1e6);
	return kept.reduce((sum, time) => sum + time, 0) / kept.length;
}

/** Whether these are the largest components, which the harness takes by itself. */
const areLargest = ({ ranges }, at) => Object.entries(ranges).every(([name, [, high]]) => at[name] === high);

/**
 * Groups the functions that one start of the harness can measure, which compiles the Wasm each time:
 * of one pallet, at their largest components, or at equal ones.
 */
export function runsOf(pallets, names, size) {
	const runs = new Map();
	for (const name of new Set(names)) {
		const [pallet, call] = name.split('.');
		const found = functionNamed(pallets, name);
		const at = componentsAt(found, size);
		const range = areLargest(found, at) ? [] : Object.values(at);
		const key = `${pallet} ${range}`;
		if (!runs.has(key)) runs.set(key, { pallet, range, calls: new Map() });
		runs.get(key).calls.set(call, at);
	}
	return [...runs.values()];
}

const keyOf = (name, at) => `${name} ${Object.values(at)}`;

/** Measures functions in Wasm, unless they have been: adds milliseconds by name and components to `known`. */
function measure(pallets, names, size, { harness, runtime, repeat }, known) {
	const isUnknown = (name) => !known.has(keyOf(name, componentsAt(functionNamed(pallets, name), size)));
	const folder = mkdtempSync(join(tmpdir(), 'lab-'));
	try {
		for (const { pallet, range, calls } of runsOf(pallets, names.filter(isUnknown), size)) {
			const file = join(folder, 'results.json');
			const limits = range.length > 0 ? ['--low', range.join(','), '--high', range.join(',')] : [];
			execFileSync(harness, [
				'pallet', '--runtime', runtime, '--genesis-builder', 'runtime', '--genesis-builder-preset', 'development',
				'--pallet', `palisade_${pallet.replaceAll('-', '_')}`, '--extrinsic', [...calls.keys()].join(','), ...limits,
				'--steps', '2', '--repeat', repeat, '--min-duration', '0', '--quiet', '--json-file', file,
			], { stdio: ['ignore', 'ignore', 'pipe'] });
			for (const { benchmark, time_results: repetitions } of JSON.parse(readFileSync(file, 'utf8'))) {
				const at = calls.get(benchmark);
				const there = repetitions.filter(({ components }) => components.every(([name, value]) => at[name] === value));
				if (there.length === 0) throw new Error(`${pallet}.${benchmark} was not measured at ${Object.values(at)}`);
				known.set(keyOf(`${pallet}.${benchmark}`, at), millisecondsOf(there));
			}
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const milliseconds = (value) => (value === undefined ? '–' : value.toFixed(1));
const row = (cells) => `| ${cells.join(' | ')} |`;
const HEAD = ['computation', 'reads', 'writes', 'weight', 'measured'];

/**
 * The declared weight of a function or of a share that the runtime gives away, in milliseconds, what
 * was measured, and how to name it.
 */
function partAt(pallets, costs, name, size, measured) {
	if (!name.includes('.')) return { shown: `${name}, at most`, weight: costs[name] / 1e3 };
	const found = functionNamed(pallets, name);
	const at = componentsAt(found, size);
	const { time, reads, writes } = weightAt(found, at);
	const computation = time / 1e9;
	const weight = computation + (reads * costs.read + writes * costs.write) / 1e3;
	const shown = [name, ...Object.entries(at).map(([component, value]) => `${component} = ${value}`)].join(', ');
	return { shown, computation, reads, writes, weight, measured: measured.get(keyOf(name, at)) };
}

function cellsOf({ computation, reads, writes, weight, measured }) {
	return [milliseconds(computation), reads ?? '–', writes ?? '–', milliseconds(weight), milliseconds(measured)];
}

const SUMMED = ['computation', 'reads', 'writes', 'weight', 'measured'];

/** A sum of parts, where what is missing counts nothing; nothing where all are missing. */
function sumOf(parts, key) {
	const given = parts.map((part) => part[key]).filter((value) => value !== undefined);
	return given.length > 0 ? given.reduce((sum, value) => sum + value, 0) : undefined;
}

/** The tables at one number of validators: of each block its parts and their sum, and what hooks do in one step. */
export function tableAt(size, pallets, tables, measured) {
	const { boundary, costs, hooks = {} } = tables;
	const lines = ['', `## ${size} validators`, '', row(['block', 'part', ...HEAD]), row(['---', '---', ...HEAD.map(() => '---:')])];
	for (const [block, parts] of Object.entries(boundary)) {
		const entries = parts.map((name) => partAt(pallets, costs, name, size, measured));
		for (const entry of entries) lines.push(row([block, entry.shown, ...cellsOf(entry)]));
		const sum = Object.fromEntries(SUMMED.map((key) => [key, sumOf(entries, key)]));
		const share = Math.round((sum.weight * 1e5) / costs.block);
		lines.push(row([block, `**sum, ${share} % of a block**`, ...cellsOf(sum)]));
	}
	lines.push('', row(['a step', ...HEAD]), row(['---', ...HEAD.map(() => '---:')]));
	for (const name of Object.values(hooks).flat()) {
		const entry = partAt(pallets, costs, name, size, measured);
		lines.push(row([entry.shown, ...cellsOf(entry)]));
	}
	return lines.join('\n');
}

function run([, root, sizes, repeat, harness, runtime]) {
	const tables = tablesOf(readFileSync(join(root, 'benchmarking/budget.toml'), 'utf8'));
	const pallets = palletsOf(root);
	const names = [...Object.values(tables.boundary), ...Object.values(tables.hooks ?? {})].flat()
		.filter((name) => name.includes('.'));
	console.log('Milliseconds. Weights count the reads and writes; what is measured is computation, with the state in memory.');
	const measured = new Map();
	for (const size of sizes.split(',').map(Number)) {
		if (harness) measure(pallets, names, size, { harness, runtime, repeat }, measured);
		console.log(tableAt(size, pallets, tables, measured));
	}
}

if (process.argv[1]?.endsWith('lab.mjs')) {
	try {
		run(process.argv.slice(2));
	} catch (error) {
		console.error(`lab: ${error.stderr?.toString().trim().split('\n').at(-1) || error.message}`);
		process.exitCode = 1;
	}
}
