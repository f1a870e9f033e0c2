import { existsSync } from 'node:fs';

const MEANING = {
	PALISADE_NODE: 'the node binary',
	PALISADE_WASM_NEXT: 'the runtime Wasm built with the feature upgrade-rehearsal',
};

/** The file that the environment variable `name` points at; an error in one line where it does not. */
export function requiredFile(name) {
	const path = process.env[name];
	if (!path) {
		throw new Error(`${name} is not set: it must be the path of ${MEANING[name]}`);
	}
	if (!existsSync(path)) {
		throw new Error(`${name} is ${path}, which does not exist: it must be the path of ${MEANING[name]}`);
	}
	return path;
}
