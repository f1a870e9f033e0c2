import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Languages of code blocks, by what is done with a block. Another language, or none, is an error. */
export const LANGUAGES = {
	js: 'run', javascript: 'run',
	sh: 'shell', bash: 'shell',
	json: 'parsed', diff: 'parsed', rust: 'compared', toml: 'compared',
	text: 'shown', mermaid: 'shown',
};

const markdownIn = (folder) => readdirSync(join(ROOT, folder))
	.filter((name) => name.endsWith('.md'))
	.map((name) => join(folder, name));

/** The pages for readers and contributors, those of `docs/` and the READMEs of the pallets, as paths from the root. */
export const pagePaths = () => [
	'README.md',
	'CONTRIBUTING.md',
	...markdownIn('docs'),
	...readdirSync(join(ROOT, 'pallets')).map((name) => join('pallets', name, 'README.md')),
].filter((path) => existsSync(join(ROOT, path)));

/**
 * The code blocks of a page in order: language, what comes after the language, first line and text.
 *
 * A fence that is indented, or made of tildes, is found too.
 */
export function blocksOf(text) {
	const blocks = [];
	let open;
	for (const [index, line] of text.split('\n').entries()) {
		const fence = /^(\s*)(`{3,}|~{3,})\s*([^\s,{]*)(.*)$/.exec(line);
		if (!open && fence) {
			const [, indent, marks, language, rest] = fence;
			open = { indent, marks, language, rest: rest.trim(), line: index + 2, lines: [] };
		} else if (open && line.trim() === open.marks) {
			const { language, rest, line: first, lines } = open;
			blocks.push({ language, rest, line: first, text: lines.join('\n') });
			open = undefined;
		} else if (open) {
			open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
		}
	}
	if (open) throw new Error(`the code block that begins at line ${open.line - 1} has no end`);
	return blocks;
}

/** A page with its blocks. */
export function readPage(path) {
	const text = readFileSync(join(ROOT, path), 'utf8');
	try {
		return { path, text, blocks: blocksOf(text) };
	} catch (error) {
		throw new Error(`${path}: ${error.message}`);
	}
}

/** All pages with their blocks. */
export const readPages = () => pagePaths().map(readPage);

/** The blocks of a page that are dealt with in some way, such as `run`. */
export const blocksFor = ({ blocks }, purpose) => blocks.filter(({ language }) => LANGUAGES[language] === purpose);

/**
 * The script of a page: its JavaScript blocks in order, each on the lines that it has on the page. Nothing where the
 * page has none.
 */
export function scriptOf(page) {
	const blocks = blocksFor(page, 'run');
	if (blocks.length === 0) return undefined;
	const lines = [];
	for (const { line, text } of blocks) {
		while (lines.length < line - 1) lines.push('');
		lines.push(...text.split('\n'));
	}
	return `${lines.join('\n')}\n`;
}

/** The well-known accounts that a script signs with, such as `//Eve//stash`. */
export const accountsIn = (script) => new Set(script.match(/\/\/[A-Z][a-z]+(?:\/\/stash)?(?=['"`])/g) ?? []);

/**
 * Scripts in groups, so that two of different groups share no account: those of one group run one after the other, and
 * groups run at once.
 *
 * - `scripts`: each with the set of its `accounts`.
 */
export function lanesOf(scripts) {
	let lanes = [];
	for (const script of scripts) {
		const sharing = lanes.filter((lane) =>
			lane.some(({ accounts }) => [...accounts].some((account) => script.accounts.has(account))));
		lanes = [...lanes.filter((lane) => !sharing.includes(lane)), [...sharing.flat(), script]];
	}
	return lanes;
}

/** The anchor that a heading has on a forge. */
export const anchorOf = (heading) => heading.trim().toLowerCase()
	.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
	.replace(/[^\p{L}\p{N} _-]/gu, '')
	.replaceAll(' ', '-');

/** The text of a page without its code blocks. */
export const proseOf = (text) => text.replace(/^(\s*)(```|~~~)[^]*?^\1\2\s*$/gm, '');

/** The anchors of a page. */
export const anchorsOf = (text) =>
	new Set([...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading)));

/** The links of a page to files of the checkout that do not exist, or to headings that they do not have. */
export function brokenLinks({ path, text }) {
	return [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target]) => target)
		.filter((target) => !/^[a-z]+:/.test(target))
		.filter((target) => {
			const [file, anchor] = target.split('#');
			const absolute = file ? resolve(ROOT, dirname(path), file) : join(ROOT, path);
			if (!existsSync(absolute) || relative(ROOT, absolute).startsWith('..')) return true;
			if (!anchor) return false;
			const page = absolute.endsWith('.md') ? absolute : join(absolute, 'README.md');
			return !existsSync(page) || !anchorsOf(readFileSync(page, 'utf8')).has(anchor);
		});
}

/** Rows of the tables below a heading, as lists of cells, without the heads. */
export function rowsOf(text) {
	return text.split('\n')
		.filter((line) => line.startsWith('|'))
		.filter((line, index, lines) => !/^\|[-:| ]+\|$/.test(line) && !/^\|[-:| ]+\|$/.test(lines[index + 1] ?? ''))
		.map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

/** What is in backticks in a text. */
export const quoted = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word);

/** The long options that a text begins a word with, such as `--chain`. */
export const optionsIn = (text) => [...text.matchAll(/(?:^|[\s,[])(--[a-z][a-z-]*)/g)].map(([, option]) => option);

const withoutComment = (line) => line.replace(/(?:^|\s)#.*$/, '').replace(/[>|].*$/, '');

/** The words after the name of the node in each command on a page that starts it, in a shell block or in the text. */
export function nodeCommandsOf(page) {
	const lines = blocksFor(page, 'shell').flatMap(({ text }) => text.replace(/\\\n/g, ' ').split('\n'));
	return [...lines.map(withoutComment), ...quoted(proseOf(page.text))]
		.map((line) => /^palisade-node +(.*)$/.exec(line)?.[1])
		.filter((rest) => rest !== undefined)
		.map((rest) => rest.trim().split(/\s+/));
}

/** The words of a command that name what the node has to do, such as `key` and `insert`. */
export function subcommandOf(words) {
	const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
	return end < 0 ? words : words.slice(0, end);
}
