#!/usr/bin/env node
// usage: storage-owners.mjs [ROOT]
//
// Checks that each storage item of the pallets is written by its owner only: the file that
// storage-owners.txt names. All other code may name an item only to read it, in the form
// `Item::<T>::get(…)` with a method of READS. Any other mention is a fault: another method,
// `<Item<T>>::`, an alias, or an import. Storage cannot be written without naming its item either:
// keys, prefixes and storage traits are refused. Tests and benchmarks are excepted.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../..');
const TABLE = 'tests/scripts/storage-owners.txt';

/** The methods that leave storage as it is. */
const READS = new Set(`contains_key decode_len decode_non_dedup_len exists get hashed_key hashed_key_for iter iter_from
	iter_key_prefix iter_key_prefix_from iter_keys iter_keys_from iter_prefix iter_prefix_from iter_prefix_values
	iter_values try_get`.split(/\s+/));

/** Code that writes storage without naming an item. */
const RAW = [
	/\bstorage_alias\b/, /\bunhashed\b/, /\bstorage\s+as\b/,
	/\bstorage\s*::\s*(?:\{[^}]*\b)?(?:hashed|child|migration|generator|self)\b/,
	/\bsp_io\s*::\s*(?:default_child_)?storage\s*::\s*(?!(?:root|get|exists|read|next_key)\b)\w+/,
	/\bsp_io\s*::\s*\{/, /\buse\s+sp_io\s*::\s*storage\b/, /\bsp_io\s+as\b/,
	/\b(?:put|take|clear|move|remove)_storage_\w+/, /\bmove_(?:pallet|prefix)\b/,
	/\b(?:Iterable|Counted)?Storage(?:Prefixed|Double|N|Decode\w+|Append\w*|Try\w+)?(?:Map|Value|Append)\b/,
	/\b(?:storage|final|module)_prefix\b/, /\.\s*drain\s*\(\s*\)/,
];

/** The modules of a pallet that are not in a chain: the attribute that says so must be there. */
const EXCEPTED = [
	['benchmarking', '#[cfg(feature = "runtime-benchmarks")]'], ['mock', '#[cfg(test)]'], ['tests', '#[cfg(test)]'],
];

const faults = [];

/** The Rust files below a folder. */
function rustFiles(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true })
		.sort((one, other) => (one.name < other.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return entry.name === 'target' ? [] : rustFiles(path);
			return entry.name.endsWith('.rs') ? [path] : [];
		});
}

/** The code of a file: without comments, without the contents of strings, without modules of tests. */
function codeOf(path) {
	let code = readFileSync(path, 'utf8').replace(
		/\/\/[^\n]*|\/\*[^]*?\*\/|\bb?r(#+)"[^]*?"\1|"(?:\\[^]|[^"\\])*"|'(?:\\[^']+|[^'\\])'/g,
		(match) => (match.startsWith('/') ? ' ' : match.replace(/[^\n"]/g, ' ')),
	);
	for (;;) {
		const start = /#\[cfg\(test\)\]\s*(?:pub(?:\([a-z]+\))?\s+)?mod\s+\w+\s*\{/.exec(code);
		if (!start) return code;
		let [end, depth] = [start.index + start[0].length, 1];
		for (; depth > 0 && end < code.length; end += 1) depth += { '{': 1, '}': -1 }[code[end]] ?? 0;
		code = code.slice(0, start.index) + code.slice(end);
	}
}

const DECLARED =
	/#\s*\[\s*pallet\s*::\s*storage\s*\](?:\s*#\s*\[[^\]]*\])*\s*(?:pub(?:\([a-z ]+\))?\s+)?type\s+(\w+)\s*<[^;]*;/g;

/** The storage items that a file declares. */
function itemsOf(code) {
	return [...code.matchAll(DECLARED)].map(([, item]) => item);
}

/**
 * The mentions of a storage item: the method that is named with it, or `undefined` for any other mention. A variant of
 * an enum may have the name of an item.
 */
function mentionsOf(code, item) {
	const mentions = [];
	for (const match of code.matchAll(new RegExp(`\\b${item}\\b`, 'g'))) {
		const [before, after] = [code.slice(0, match.index), code.slice(match.index + item.length)];
		// A variant: of an enum, or with fields. Storage items are never built.
		const isOfEnum = /(?:\b[A-Z]\w*|>)\s*::\s*$/.test(before) && !/^\s*(?:::|<|as\b)/.test(after);
		if (isOfEnum || /^\s*[({]/.test(after)) continue;
		const method = /^\s*::\s*<[^;(){}]*?>\s*::\s*(\w+)/.exec(after);
		mentions.push(method?.[1]);
	}
	return mentions;
}

function refuseRawWrites(path, code) {
	// Declarations name the storage types.
	const others = code.replace(DECLARED, ' ');
	for (const raw of RAW) {
		const found = raw.exec(others);
		if (found) faults.push(`${path}: storage is reached without its item: ${found[0].trim()}`);
	}
}

const rows = readFileSync(join(ROOT, TABLE), 'utf8').split('\n')
	.filter((line) => line && !line.startsWith('#')).map((line) => line.split(' '));
const ownerOf = new Map(rows.map(([pallet, item, owner]) => [`${pallet} ${item}`, owner]));
if (ownerOf.size < rows.length) faults.push(`${TABLE}: an item has two owners`);

/** Checks the items of a pallet in its own code. Returns them. */
function checkPallet(pallet) {
	const folder = join(ROOT, 'pallets', pallet, 'src');
	const lib = readFileSync(join(folder, 'lib.rs'), 'utf8');
	for (const [module, attribute] of EXCEPTED) {
		const declared = new RegExp(`^(.*)\\n(?:pub(?:\\([a-z]+\\))? )?mod ${module};`, 'm').exec(lib);
		if (declared && declared[1] !== attribute) faults.push(`${pallet} lib.rs: ${module} is not behind ${attribute}`);
	}
	const files = rustFiles(folder)
		.map((path) => [relative(folder, path), codeOf(path)])
		.filter(([path]) => !EXCEPTED.some(([module]) => path === `${module}.rs` || path.startsWith(`${module}/`)));
	const items = files.flatMap(([, code]) => itemsOf(code));
	const [inTable, inCode] = [rows.filter(([of]) => of === pallet).map(([, item]) => item).sort(), [...items].sort()];
	for (const item of inCode.filter((one) => !inTable.includes(one))) faults.push(`${pallet} ${item} has no owner`);
	for (const item of inTable.filter((one) => !inCode.includes(one))) faults.push(`${pallet} has no ${item}`);

	for (const [path, code] of files) refuseRawWrites(`${pallet} ${path}`, code);
	for (const item of items) {
		const owner = ownerOf.get(`${pallet} ${item}`);
		const writers = files.flatMap(([path, code]) => {
			const mentions = mentionsOf(code.replace(DECLARED, ' '), item);
			if (mentions.includes(undefined)) faults.push(`${pallet} ${path}: ${item} is named without a method`);
			return mentions.some((method) => method && !READS.has(method)) ? [path] : [];
		});
		for (const path of writers.filter((one) => one !== owner)) {
			faults.push(`${pallet} ${path}: ${item} is written, which is left to ${owner}`);
		}
		if (!writers.includes(owner)) faults.push(`${pallet} ${owner}: ${item} is not written by its owner`);
	}
	return items;
}

/** Checks the items of pallets in the code of others. */
function checkOthers(path, code, pallets) {
	for (const [pallet, items] of pallets) {
		const crate = `palisade_${pallet.replaceAll('-', '_')}`;
		if (new RegExp(`\\b${crate}\\s+as\\b`).test(code)) faults.push(`${path}: ${crate} is renamed`);
		const imported = new RegExp(`\\buse\\s+(?:::)?\\s*${crate}\\b[^;]*;`, 'g');
		const imports = [...code.matchAll(imported)].map(([all]) => all);
		const all = new RegExp(`\\b${crate}\\s*::\\s*(?:pallet\\s*::\\s*)?(?:\\*|\\{[^;]*\\B\\*)`);
		if (imports.some((one) => all.test(one))) faults.push(`${path}: all of ${crate} is imported`);
		for (const item of items) {
			if (imports.some((one) => new RegExp(`\\b${item}\\b`).test(one))) {
				faults.push(`${path}: ${item} is imported`);
			}
			const named = new RegExp(`\\b${crate}\\s*::\\s*(?:pallet\\s*::\\s*)?${item}\\b`, 'g');
			for (const { index } of code.matchAll(named)) {
				const [method] = mentionsOf(code.slice(index), item);
				if (!READS.has(method)) faults.push(`${path}: ${item} is not only read`);
			}
		}
	}
}

const hasCode = (name) => existsSync(join(ROOT, 'pallets', name, 'src/lib.rs'));
const names = readdirSync(join(ROOT, 'pallets')).filter(hasCode);
const pallets = names.map((name) => [name, checkPallet(name)]);
const isTest = (path) => /(?:^|\/)(?:tests|benches)(?:\/|\.rs$)|(?:^|\/)(?:mock|benchmarking)(?:\/|\.rs$)|^primitives\/src\/test\.rs$/.test(path);
for (const folder of ['pallets', 'primitives', 'runtime', 'node-template', 'patches']) {
	for (const file of rustFiles(join(ROOT, folder))) {
		const path = relative(ROOT, file);
		if (isTest(path)) continue;
		const code = codeOf(file);
		checkOthers(path, code, pallets.filter(([pallet]) => !path.startsWith(`pallets/${pallet}/`)));
		if (!path.startsWith('pallets/')) refuseRawWrites(path, code);
	}
}

for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
