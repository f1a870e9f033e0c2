// Reads what `make weights` writes: the functions of a `weights.rs`.

import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const ITEM = /^impl<T: frame_system::Config> \S+ for \w+<T> \{$/;
const SIGNATURE = /^fn (\w+)\(([^)]*)\) -> Weight \{$/;
const RANGE = /^\/\/\/ `(\w+)` is in `\[(\d+), (\d+)\]`\.$/;
const BASE = /^Weight::from_parts\(([\d_]+), ([\d_]+)\)$/;
const SLOPE = /^\.saturating_add\(Weight::from_parts\(([\d_]+), ([\d_]+)\)\.saturating_mul\((\w+)\.into\(\)\)\)$/;
const ACCESS = /^\.saturating_add\(T::DbWeight::get\(\)\.(reads|writes)\((\d+)_u64\)\)$/;
const ACCESSES =
	/^\.saturating_add\(T::DbWeight::get\(\)\.(reads|writes)\(\((\d+)_u64\)\.saturating_mul\((\w+)\.into\(\)\)\)\)$/;

/** What a weight consists of. Time is in picoseconds, proof in bytes. */
export const PARTS = ['time', 'proof', 'reads', 'writes'];

const number = (digits) => Number(digits.replaceAll('_', ''));

/**
 * The functions that a runtime uses, by name: the range of each component, and of each part a base
 * and its slopes. A line of another form is an error, so that no part of a weight goes unseen.
 */
export function functionsOf(text, file) {
	const functions = new Map();
	let inside = false;
	let current;
	let ranges = {};
	text.split('\n').forEach((raw, index) => {
		const line = raw.trim();
		const fault = (what) => new Error(`${file}:${index + 1}: ${what}`);
		if (!inside) {
			inside = ITEM.test(line);
			return;
		}
		const range = RANGE.exec(line);
		const signature = SIGNATURE.exec(line);
		if (range) {
			ranges[range[1]] = [Number(range[2]), Number(range[3])];
		} else if (signature) {
			const components = [...signature[2].matchAll(/_?(\w+): u32/g)].map(([, name]) => name);
			for (const name of components) {
				if (!ranges[name]) throw fault(`component ${name} of ${signature[1]} has no range`);
			}
			current = { ranges, slopes: [] };
			for (const part of PARTS) current[part] = 0;
			functions.set(signature[1], current);
			ranges = {};
		} else if (line === '}') {
			if (!current) inside = false;
			current = undefined;
		} else if (current && line !== '' && !line.startsWith('//')) {
			const [base, slope] = [BASE.exec(line), SLOPE.exec(line)];
			const [access, accesses] = [ACCESS.exec(line), ACCESSES.exec(line)];
			if (base) {
				current.time += number(base[1]);
				current.proof += number(base[2]);
			} else if (slope) {
				current.slopes.push(['time', number(slope[1]), slope[3]], ['proof', number(slope[2]), slope[3]]);
			} else if (access) {
				current[access[1]] += number(access[2]);
			} else if (accesses) {
				current.slopes.push([accesses[1], number(accesses[2]), accesses[3]]);
			} else {
				throw fault(`this is no line of a measured weight: ${line}`);
			}
		}
	});
	if (functions.size === 0) throw new Error(`${file}: it has no measured weights`);
	return functions;
}

/** The weight of a function: at these components, and at the largest where none is given. */
export function weightAt({ ranges, slopes, ...base }, components = {}) {
	const weight = Object.fromEntries(PARTS.map((part) => [part, base[part]]));
	for (const [part, slope, component] of slopes) {
		weight[part] += slope * (components[component] ?? ranges[component][1]);
	}
	return weight;
}

/** The functions of each pallet of the project with measured weights, by its folder's name. */
export function palletsOf(root) {
	const pallets = new Map();
	for (const name of readdirSync(join(root, 'pallets')).sort()) {
		const file = join('pallets', name, 'src/weights.rs');
		if (existsSync(join(root, file))) {
			pallets.set(name, functionsOf(readFileSync(join(root, file), 'utf8'), file));
		}
	}
	return pallets;
}

/** The function that is named as `staking.begin_epoch`. */
export function functionNamed(pallets, name) {
	const [pallet, call] = name.split('.');
	const found = pallets.get(pallet)?.get(call);
	if (!found) throw new Error(`there is no weight ${name}`);
	return found;
}
