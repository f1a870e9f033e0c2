#!/usr/bin/env node
// Checks the pages of the documentation as far as that takes no node: links, shell, JSON, diffs, configurations, and
// the table of what is covered by which test. Prints each fault, and ends with an error where there is one.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	LANGUAGES, ROOT, blocksFor, brokenLinks, proseOf, quoted, readPages, rowsOf,
} from '../e2e/support/pages.js';

const MAKEFILE = readFileSync(join(ROOT, 'Makefile'), 'utf8');
const TARGETS = new Set([...MAKEFILE.matchAll(/^([a-z-]+):/gm)].map(([, target]) => target));
const VARIABLES = new Set([...MAKEFILE.matchAll(/\$\(if \$\(([A-Z_]+)\)/g)].map(([, variable]) => variable));

const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const contentOf = (path) => readFileSync(join(ROOT, path), 'utf8');

/** The faults of a call of make. */
function checkMake(where, words) {
	for (const word of words) {
		const [variable] = word.split('=');
		const known = word.includes('=') ? VARIABLES.has(variable) : TARGETS.has(word);
		if (!known) fault(where, `make knows no ${word}`);
	}
}

/** The faults of a call of a script: it exists and is for all, and its help names the options. */
function checkScript(where, [path, ...words]) {
	if (!existsSync(join(ROOT, path))) {
		fault(where, `${path} does not exist`);
		return;
	}
	const help = execFileSync(join(ROOT, path), ['--help'], { encoding: 'utf8' });
	for (const option of words.filter((word) => word.startsWith('-'))) {
		if (!help.split(/[^\w-]+/).includes(option)) fault(where, `${path} knows no ${option}`);
	}
}

/** Checks a command by its first word; what a node is told is checked where there is a node. */
function checkCommand(where, command) {
	const [first, ...words] = command.replace(/(?:^|\s)#.*$/, '').trim().split(/\s+/);
	if (first === 'make') {
		checkMake(where, words);
	} else if (/^(scripts|benchmarking)\/[a-z-]+\.sh$/.test(first)) {
		checkScript(where, [first, ...words]);
	}
}

function checkShell(where, text) {
	try {
		execFileSync('bash', ['-n'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] });
	} catch (error) {
		fault(where, error.stderr.toString().trim());
	}
	for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
		checkCommand(where, line);
	}
}

/** A diff without what git adds: each hunk has as many lines as it says. */
function checkDiff(where, text) {
	const lines = text.split('\n');
	let hunks = 0;
	for (let at = 0; at < lines.length;) {
		const head = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(lines[at]);
		at += 1;
		if (!head) continue;
		hunks += 1;
		let [before, after] = [Number(head[1] ?? 1), Number(head[2] ?? 1)];
		for (; before > 0 || after > 0; at += 1) {
			const sign = lines[at]?.[0] ?? (lines[at] === '' ? ' ' : undefined);
			if (![' ', '+', '-'].includes(sign) || /^(---|\+\+\+) /.test(lines[at])) {
				fault(where, `a hunk ends at '${lines[at]}'`);
				return;
			}
			if (sign !== '+') before -= 1;
			if (sign !== '-') after -= 1;
		}
		if (/^[+\- ]/.test(lines[at] ?? '') && !/^--- /.test(lines[at])) {
			fault(where, `a hunk goes on at '${lines[at]}'`);
		}
	}
	if (hunks === 0) fault(where, 'a diff without a hunk');
}

/** The types that the configuration of a pallet asks for, but for those of benchmarks. */
const asked = new Map();
function typesOf(crate) {
	if (!asked.has(crate)) {
		const source = contentOf(`pallets/${crate.replaceAll('_', '-')}/src/lib.rs`);
		const [body] = /^\tpub trait Config[^]*?^\t\}/m.exec(source);
		const types = [...body.matchAll(/^\t\ttype (\w+)/gm)].map(([, name]) => name);
		asked.set(crate, types.filter((name) => name !== 'BenchmarkHelper'));
	}
	return asked.get(crate);
}

/** Compares the whole configurations of our pallets in a block with those that the pallets ask for. */
function checkConfigurations(where, text) {
	const clean = text.replace(/^[+ ](?=.*)/gm, (sign) => (sign === '+' ? '' : ' '));
	for (const [, crate, body] of clean.matchAll(/^impl palisade_(\w+)::Config for Runtime \{\n([^]*?)^\}/gm)) {
		// An excerpt says so.
		if (/^\s*\/\/ …$/m.test(body)) continue;
		const named = [...body.matchAll(/^\s+type (\w+)/gm)].map(([, name]) => name);
		const missing = typesOf(crate).filter((name) => !named.includes(name));
		const unknown = named.filter((name) => !typesOf(crate).includes(name));
		if (missing.length > 0) fault(where, `palisade-${crate} asks for ${missing.join(', ')} too`);
		if (unknown.length > 0) fault(where, `palisade-${crate} does not ask for ${unknown.join(', ')}`);
	}
}

/** Whether a file has a test of this name: of Rust, or of Node.js. */
function hasTest(path, name) {
	const text = contentOf(path);
	return path.endsWith('.rs')
		? new RegExp(`#\\[test\\][^{}]*\\bfn ${name}\\(`).test(text)
		: [`step('${name}'`, `test('${name}'`, `it('${name}'`].some((call) => text.includes(call));
}

function checkCoverage({ path: page, text }) {
	const rows = rowsOf(text);
	if (rows.length === 0) fault(page, 'no row');
	for (const [feature, interfaces, tests] of rows) {
		const where = `${page}, ${feature}`;
		if (quoted(interfaces).length === 0) fault(where, 'no call and no read');
		const pairs = tests.split('<br>').map(quoted);
		for (const [path, name] of pairs) {
			if (!path || !name) {
				fault(where, 'a test is a path and a name');
			} else if (!existsSync(join(ROOT, path))) {
				fault(where, `${path} does not exist`);
			} else if (!hasTest(path, name)) {
				fault(where, `${path} has no test '${name}'`);
			}
		}
	}
}

for (const page of readPages()) {
	for (const { language, line } of page.blocks) {
		if (!LANGUAGES[language]) fault(`${page.path}:${line}`, `a block in '${language}', which no test deals with`);
	}
	for (const target of brokenLinks(page)) fault(page.path, `${target} does not exist`);
	for (const { text, line } of blocksFor(page, 'shell')) checkShell(`${page.path}:${line}`, text);
	for (const { language, text, line } of page.blocks) {
		const where = `${page.path}:${line}`;
		if (language === 'diff') checkDiff(where, text);
		if (language === 'diff' || language === 'rust') checkConfigurations(where, text);
		if (language === 'json') {
			try {
				JSON.parse(text);
			} catch (error) {
				fault(where, error.message);
			}
		}
	}
	// Commands in the text.
	for (const command of quoted(proseOf(page.text))) {
		if (/^(make|scripts\/\S+\.sh)( |$)/.test(command)) checkCommand(page.path, command);
	}
	if (page.path === 'docs/coverage.md') checkCoverage(page);
}

for (const text of faults) console.log(text);
process.exit(faults.length > 0 ? 1 : 0);
