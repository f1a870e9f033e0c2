// Weights from the fastest repetitions of a benchmark.
//
// fastest.mjs keep ALL KEPT: of results in JSON, keeps the fastest repetitions of each group.
// fastest.mjs merge ALL KEPT OUTPUT: of weights written from all repetitions and from those kept,
//   takes the times of the latter and all else of the former: JSON has no proof sizes.

import { readFileSync, writeFileSync } from 'node:fs';

/** The part of the repetitions that is kept, and how many are kept at least. */
const PART = 4;
const LEAST = 3;

/** Of the repetitions of a benchmark with equal components, the fastest quarter, and at least three. */
export function fastest(repetitions) {
	const groups = new Map();
	for (const repetition of repetitions) {
		const key = JSON.stringify(repetition.components);
		if (!groups.has(key)) groups.set(key, []);
		groups.get(key).push(repetition);
	}
	return [...groups.values()].flatMap((group) => {
		const kept = Math.max(LEAST, Math.ceil(group.length / PART));
		return group.sort((one, other) => one.extrinsic_time - other.extrinsic_time).slice(0, kept);
	});
}

const FUNCTION = /^\tfn (\w+)\((.*)\) -> Weight( \{|;)$/;
const COMMENT = /^\t\t\/\/ Fastest run: /;
const BASE = /^(\t\tWeight::from_parts\()([\d_]+)(, [\d_]+\).*)$/;
const ERROR = /^\t\t\t\/\/ Standard error: /;
const TIME_SLOPE = /^\t\t\t\.saturating_add\(Weight::from_parts\([\d_]+, 0\)\.saturating_mul\(\w+\.into\(\)\)\)$/;

/** Walks over the functions of weights that are in blocks, and over what is between them. */
function* partsOf(text, name) {
	let body;
	for (const line of text.split('\n')) {
		const found = FUNCTION.exec(line);
		if (found && line.endsWith('{')) {
			body = { name: found[1], lines: [line] };
		} else if (body) {
			body.lines.push(line);
			if (line === '\t}') {
				yield body;
				body = undefined;
			}
		} else {
			yield { lines: [line] };
		}
	}
	if (body) throw new Error(`${name}: ${body.name} does not end`);
}

function timesOf({ name, lines }) {
	const base = lines.map((line) => BASE.exec(line)).find(Boolean);
	const fastestRun = lines.find((line) => COMMENT.test(line));
	if (!base || !fastestRun) throw new Error(`the weight of ${name} has another form than that of the template`);
	return { base: base[2], fastestRun, slopes: lines.filter((line) => ERROR.test(line) || TIME_SLOPE.test(line)) };
}

/** A function's lines, with the times of another. */
function withTimes(lines, times) {
	return lines.flatMap((line) => {
		if (ERROR.test(line) || TIME_SLOPE.test(line)) return [];
		if (COMMENT.test(line)) return [times.fastestRun];
		const base = BASE.exec(line);
		return base ? [`${base[1]}${times.base}${base[3]}`, ...times.slopes] : [line];
	});
}

/** The components of a signature, with an underscore where a body does not use them. */
function signatureFor(line, body) {
	return line.replace(/_?\b_?(\w+): u32/g, (_, component) =>
		(body.includes(`(${component}.into())`) ? `${component}: u32` : `_${component}: u32`));
}

export function merged(all, kept) {
	const times = new Map();
	for (const part of partsOf(kept, 'the weights kept')) {
		if (part.name) times.set(part.name, timesOf(part));
	}
	const signatures = new Map();
	const seen = new Set();
	const lines = [];
	for (const part of partsOf(all, 'the weights of all')) {
		if (!part.name) {
			lines.push(...part.lines);
			continue;
		}
		timesOf(part);
		const own = times.get(part.name);
		if (!own) throw new Error(`no repetition of ${part.name} was kept`);
		seen.add(part.name);
		const body = withTimes(part.lines, own);
		body[0] = signatureFor(body[0], body.slice(1).join('\n'));
		signatures.set(part.name, FUNCTION.exec(body[0])[2]);
		lines.push(...body);
	}
	for (const name of times.keys()) {
		if (!seen.has(name)) throw new Error(`${name} is only among the weights kept`);
	}
	if (seen.size === 0) throw new Error('there are no weights');
	// The declarations of the trait have the names of the implementations.
	return lines
		.map((line) => {
			const [, name, , end] = FUNCTION.exec(line) ?? [];
			return end === ';' && signatures.has(name) ? `\tfn ${name}(${signatures.get(name)}) -> Weight;` : line;
		})
		.join('\n');
}

function run([command, all, kept, output]) {
	if (command === 'keep') {
		const results = JSON.parse(readFileSync(all, 'utf8'));
		for (const result of results) result.time_results = fastest(result.time_results);
		writeFileSync(kept, JSON.stringify(results));
	} else {
		writeFileSync(output, merged(readFileSync(all, 'utf8'), readFileSync(kept, 'utf8')));
	}
}

if (process.argv[1]?.endsWith('fastest.mjs')) {
	try {
		run(process.argv.slice(2));
	} catch (error) {
		console.error(`fastest: ${error.message}`);
		process.exitCode = 1;
	}
}
