import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, randomAsU8a } from '@polkadot/util-crypto';

await cryptoWaitReady();

/** The prefix of the addresses of every preset of the chain. */
const SS58_PREFIX = 42;

const keyring = new Keyring({ type: 'sr25519', ss58Format: SS58_PREFIX });
const ed25519Keyring = new Keyring({ type: 'ed25519', ss58Format: SS58_PREFIX });

export const VALIDATORS = ['Alice', 'Bob', 'Charlie', 'Dave'];
export const DEVELOPERS = [...VALIDATORS, 'Eve', 'Ferdie'];

const pairs = new Map();

/** The well-known account of a developer, such as `Alice` or `Alice//stash`. */
export function developer(name) {
	if (!pairs.has(name)) {
		pairs.set(name, keyring.addFromUri(`//${name}`));
	}
	return pairs.get(name);
}

/** The well-known GRANDPA key of a developer. */
export function developerGrandpaKey(name) {
	return ed25519Keyring.createFromUri(`//${name}`);
}

/** An account that nobody has used before. */
export function stranger() {
	return keyring.addFromSeed(randomAsU8a(32));
}
