// The page of errors, from the metadata of a runtime.

/** The first sentence of a text, and the rest of it. */
const SENTENCE = /^([^]*?[.!?])\s+(?=[\p{Lu}`])([^]*)$/u;

/** The crates whose pallets are ours, by the beginning of their names. */
const OURS = 'palisade_';

const HEAD = `# Errors

For developers of wallets and for operators. A failed transaction names the pallet and the error, such
as \`palisadeStaking.NotYetWithdrawable\`. A raw answer names the index of the pallet and the number of the
error.

\`scripts/metadata.sh --write\` writes this page from the documentation of the errors in the metadata.
A dash means that the documentation names no remedy, or that no call names the error.
`;

const cell = (text) => text.trim().replace(/\[(`[^`]+`)\](\([^)]*\))?/g, '$1').replaceAll('|', '\\|') || '–';

/** Documentation as one text. */
const textOf = (docs) => docs.map((line) => line.toString().trim()).join(' ').trim();

/** The first sentence, which says what happened, and the others, which say what to do. */
export function causeAndRemedy(text) {
	const [, cause, remedy] = SENTENCE.exec(text) ?? [undefined, text, ''];
	return { cause, remedy };
}

const variantsOf = (api, type) =>
	(type.isSome ? [...api.registry.lookup.getSiType(type.unwrap().type).def.asVariant.variants] : []);

/** The errors of our pallets: pallet, its index, and of each error number, name, documentation and calls. */
function errorsOf(api) {
	return [...api.runtimeMetadata.asLatest.pallets]
		.filter(({ errors }) => errors.isSome)
		.filter(({ errors }) => {
			const { path } = api.registry.lookup.getSiType(errors.unwrap().type);
			return path[0].toString().startsWith(OURS);
		})
		.map((pallet) => {
			const calls = variantsOf(api, pallet.calls).map(({ name, docs }) => ({
				name: name.toString(),
				named: new Set([...textOf(docs).matchAll(/`Error::(\w+)`/g)].map(([, error]) => error)),
			}));
			const errors = variantsOf(api, pallet.errors).map(({ index, name, docs }) => ({
				number: index.toNumber(),
				name: name.toString(),
				text: textOf(docs),
				calls: calls.filter(({ named }) => named.has(name.toString())).map((call) => call.name),
			}));
			return { pallet: pallet.name.toString(), index: pallet.index.toNumber(), errors };
		});
}

/** The page. */
export function errorPage(api) {
	const sections = errorsOf(api).map(({ pallet, index, errors }) => {
		const rows = [...errors]
			.sort((one, other) => (one.name < other.name ? -1 : 1))
			.map(({ number, name, text, calls }) => {
				const { cause, remedy } = causeAndRemedy(text);
				const named = calls.map((call) => `\`${call}\``).join(', ');
				return `| \`${name}\` | ${number} | ${[cause, remedy, named].map(cell).join(' | ')} |`;
			});
		return [
			`## ${pallet}`,
			'',
			`Index ${index}.`,
			'',
			'| error | number | cause | remedy | calls |',
			'|---|---:|---|---|---|',
			...rows,
			'',
		].join('\n');
	});
	return `${HEAD}\n${sections.join('\n')}`;
}
