// Compares the measured weights with the budget, or says what the budget should be.
//
// budget.mjs check|print|write ROOT [RAW COMPRESSED]: the latter are files of Wasm.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, functionNamed, palletsOf, weightAt } from './generated-weights.mjs';

/** What follows this line of the budget is written, what comes before is not. */
const MARK = '# Written by `scripts/budget.sh --write`. Raise a figure only with a reason in the commit.';

const UNITS = { time: 'µs', weight: 'µs', proof: 'bytes', raw: 'bytes', compressed: 'bytes' };

/** A value of the few kinds that the budget has. */
function valueOf(text) {
	return JSON.parse(text.replace(/([\w-]+)\s*=/g, '"$1":').replace(/,\s*([\]}])/g, '$1'));
}

/** The tables of the budget, by their names with points. */
export function tablesOf(text) {
	const tables = {};
	let table;
	for (const line of text.replace(/\s*#.*$/gm, '').split('\n')) {
		const [, header] = /^\[([\w.-]+)\]$/.exec(line) ?? [];
		const [, key, value] = /^([\w-]+)\s*=\s*(.+)$/.exec(line) ?? [];
		if (header) {
			table = tables[header] ??= {};
		} else if (key && table) {
			table[key] = valueOf(value);
		} else if (line.trim() !== '') {
			throw new Error(`the budget has a line that is not understood: ${line}`);
		}
	}
	return tables;
}

/** The smallest number with this many digits before zeros that is not below a figure. */
function roundedUp(figure, digits) {
	const unit = 10 ** Math.max(0, Math.ceil(figure).toString().length - digits);
	return Math.ceil(figure / unit) * unit;
}

/** How much of a part is granted beyond what was measured: times vary, accesses do not. */
const GRANTS = {
	time: (figure) => roundedUp(figure * 1.05, 3),
	weight: (figure) => roundedUp(figure * 1.05, 3),
	proof: (figure) => roundedUp(figure, 3),
	reads: (figure) => figure,
	writes: (figure) => figure,
	raw: (figure) => roundedUp(figure * 1.01, 4),
	compressed: (figure) => roundedUp(figure * 1.01, 4),
};

/** What a part may be below its budget before a lower one is written, so that noise writes nothing. */
const SLACK = { time: 1.25, weight: 1.25, raw: 1.03, compressed: 1.03 };

function grantFor(part, figure, before) {
	const stays = SLACK[part] && before >= figure && before <= figure * SLACK[part];
	return stays ? before : GRANTS[part](figure);
}

const microseconds = (weight) => ({ ...weight, time: Math.ceil(weight.time / 1e6) });

/** The sum of the parts of a block. What is no function is a share that the runtime gives away. */
function blockOf(parts, pallets, costs) {
	const sum = { weight: 0, time: 0, proof: 0, reads: 0, writes: 0 };
	for (const name of parts) {
		if (!name.includes('.')) {
			if (!(name in costs)) throw new Error(`the table costs has no ${name}`);
			sum.weight += costs[name];
			continue;
		}
		const weight = weightAt(functionNamed(pallets, name));
		for (const part of PARTS) sum[part] += weight[part];
		sum.weight += weight.time / 1e6 + weight.reads * costs.read + weight.writes * costs.write;
	}
	return { ...microseconds(sum), weight: Math.ceil(sum.weight) };
}

/** What is measured: tables of entries of parts. */
export function measured(root, tables, wasm) {
	const pallets = palletsOf(root);
	const found = {};
	if (wasm) {
		const [raw, compressed] = wasm.map((file) => statSync(file).size);
		found.wasm = { size: { raw, compressed } };
	}
	found.blocks = {};
	for (const [block, parts] of Object.entries(tables.boundary ?? {})) {
		found.blocks[block] = blockOf(parts, pallets, tables.costs ?? {});
	}
	for (const [pallet, functions] of pallets) {
		const calls = [...functions].map(([call, weight]) => [call, microseconds(weightAt(weight))]);
		found[`calls.${pallet}`] = Object.fromEntries(calls);
	}
	return found;
}

/** What is beyond the budget, has none, or is no longer there: a line each. */
export function faultsOf(found, tables) {
	const faults = [];
	for (const [table, entries] of Object.entries(found)) {
		for (const [entry, figures] of Object.entries(entries)) {
			const granted = tables[table]?.[entry];
			if (!granted) {
				faults.push(`${table}.${entry} has no budget`);
				continue;
			}
			for (const [part, figure] of Object.entries(figures)) {
				const most = granted[part];
				const unit = UNITS[part] ? ` ${UNITS[part]}` : '';
				if (!Number.isInteger(most)) {
					faults.push(`${table}.${entry}: ${part} has no budget`);
				} else if (figure > most) {
					faults.push(`${table}.${entry}: ${part} is ${figure}${unit}, budget ${most}, ${figure - most} too many`);
				}
			}
			for (const part of Object.keys(granted)) {
				if (!(part in figures)) faults.push(`${table}.${entry}: ${part} has a budget, and is not measured`);
			}
		}
	}
	for (const table of Object.keys(tables).filter((name) => /^(blocks|calls)\b/.test(name))) {
		for (const entry of Object.keys(tables[table])) {
			if (!found[table]?.[entry]) faults.push(`${table}.${entry} has a budget, and does not exist`);
		}
	}
	return faults;
}

/** The tables as they should be. */
export function written(found, tables) {
	// The size of the Wasm stays where no Wasm was built.
	const due = found.wasm || !tables.wasm ? found : { wasm: tables.wasm, ...found };
	const lines = [MARK];
	for (const [table, entries] of Object.entries(due)) {
		lines.push('', `[${table}]`);
		for (const [entry, figures] of Object.entries(entries)) {
			const before = tables[table]?.[entry] ?? {};
			const grant = ([part, figure]) => `${part} = ${grantFor(part, figure, before[part])}`;
			const isFound = Boolean(found[table]);
			const parts = Object.entries(figures).map(isFound ? grant : ([part, most]) => `${part} = ${most}`);
			lines.push(`${entry} = { ${parts.join(', ')} }`);
		}
	}
	return `${lines.join('\n')}\n`;
}

function run([command, root, ...wasm]) {
	const file = join(root, 'benchmarking/budget.toml');
	const text = readFileSync(file, 'utf8');
	const tables = tablesOf(text);
	const found = measured(root, tables, wasm.length === 2 ? wasm : undefined);
	if (command === 'check') {
		const faults = faultsOf(found, tables);
		for (const fault of faults) console.log(`OVER BUDGET: ${fault}`);
		if (faults.length > 0) {
			console.log('benchmarking/budget.toml: make it cheaper, or raise the figure with a reason');
		}
		return faults.length > 0 ? 1 : 0;
	}
	const due = written(found, tables);
	if (command === 'print') {
		process.stdout.write(due);
		return 0;
	}
	const [kept] = text.split(MARK);
	writeFileSync(file, `${kept.trimEnd()}\n\n${due}`);
	return 0;
}

if (process.argv[1]?.endsWith('budget.mjs')) {
	try {
		process.exitCode = run(process.argv.slice(2));
	} catch (error) {
		console.error(`budget: ${error.message}`);
		process.exitCode = 1;
	}
}
