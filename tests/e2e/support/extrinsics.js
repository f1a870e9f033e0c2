import { setTimeout as sleep } from 'node:timers/promises';

import { Limit, within } from './waiting.js';

/** Blocks in which an extrinsic should be included, or final, even if the machine skips many slots. */
const INCLUSION_BLOCKS = 60;
const FINALITY_BLOCKS = 200;

const LOOK_MILLISECONDS = 200;

/**
 * The name of a dispatch error: `pallet.Error` where a pallet returned it, `kind.Detail` or `Kind` otherwise, such as
 * `balances.VestingBalance`, `Token.FundsUnavailable` or `BadOrigin`.
 */
export function errorName(registry, error) {
	if (error.isModule) {
		const { section, name } = registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}
	const { type, inner } = error;
	const detail = inner?.type;
	return detail ? `${type}.${detail}` : type;
}

/** An extrinsic that was included in a block but failed there. */
export class DispatchFailed extends Error {
	constructor(call, name, outcome) {
		super(`${call} failed with ${name}`);
		this.reason = name;
		this.outcome = outcome;
	}
}

/** The event `section.method` among those of an outcome, with its fields, or an error that lists what is there. */
export function eventOf({ events }, section, method) {
	const found = events.find(({ event }) => event.section === section && event.method === method);
	if (!found) {
		const names = events.map(({ event }) => `${event.section}.${event.method}`).join(', ');
		throw new Error(`no event ${section}.${method} among ${names}`);
	}
	return found.event.data;
}

/** Whether the block `hash` is on the best chain once that has a higher one. */
async function isBuiltOn(api, hash) {
	const number = (await api.rpc.chain.getHeader(hash)).number.toNumber();
	while ((await api.rpc.chain.getHeader()).number.toNumber() <= number) {
		await sleep(LOOK_MILLISECONDS);
	}
	return (await api.rpc.chain.getBlockHash(number)).toHex() === hash;
}

/**
 * Sends an extrinsic and resolves once it is in a block, or finalised, with the hash of the block and the events.
 *
 * A block counts once another is built on it: on a busy machine two authors easily build on the same parent, and what
 * the test sends next must not come before what it has sent.
 *
 * - `signer`: a pair, or null to send it unsigned.
 * - `until`: `inBlock` or `finalised`.
 * - `nonce`: by default the next one that takes the pool into account.
 *
 * Rejects with the pool's error, or with [`DispatchFailed`].
 */
export async function submit(api, extrinsic, signer, { until = 'inBlock', nonce = -1 } = {}) {
	const call = `${extrinsic.method.section}.${extrinsic.method.method}`;
	let unsubscribe;
	let included;
	const outcome = new Promise((resolve, reject) => {
		const settle = (result, dispatchError) => {
			if (dispatchError) {
				reject(new DispatchFailed(call, errorName(api.registry, dispatchError), result));
			} else {
				resolve(result);
			}
		};
		const follow = ({ status, events, dispatchError, txIndex }) => {
			if (status.isInvalid || status.isDropped || status.isUsurped || status.isFinalityTimeout) {
				reject(new Error(`${call} left the pool: ${status.type}`));
			} else if (status.isFinalized) {
				settle({ blockHash: status.asFinalized.toHex(), events, index: txIndex }, dispatchError);
			} else if (status.isInBlock && until === 'inBlock') {
				const result = { blockHash: status.asInBlock.toHex(), events, index: txIndex };
				included = result;
				isBuiltOn(api, result.blockHash).then((stays) => {
					if (stays && included === result) settle(result, dispatchError);
				}, reject);
			}
		};
		const sent = signer ? extrinsic.signAndSend(signer, { nonce }, follow) : extrinsic.send(follow);
		sent.then((stop) => {
			unsubscribe = stop;
		}, reject);
	});
	try {
		const best = async () => (await api.rpc.chain.getHeader()).number.toNumber();
		const limit = new Limit(until === 'finalised' ? FINALITY_BLOCKS : INCLUSION_BLOCKS, 'blocks', best);
		return await within(limit, `${call} to be ${until}`, outcome);
	} finally {
		unsubscribe?.();
	}
}

/** Sends an extrinsic that must fail in its block, and returns the name of the dispatch error. */
export async function submitFailing(api, extrinsic, signer, options) {
	try {
		await submit(api, extrinsic, signer, options);
	} catch (error) {
		if (error instanceof DispatchFailed) return error.reason;
		throw error;
	}
	throw new Error(`${extrinsic.method.section}.${extrinsic.method.method} succeeded`);
}

/** `extrinsic` signed without asking the node for anything, so that each part of the signed payload can be wrong. */
export function signOffline(api, extrinsic, signer, nonce, { genesisHash, specVersion, transactionVersion } = {}) {
	const genesis = genesisHash ?? api.genesisHash;
	return extrinsic.sign(signer, {
		blockHash: genesis,
		genesisHash: genesis,
		nonce,
		runtimeVersion: {
			specVersion: specVersion ?? api.runtimeVersion.specVersion,
			transactionVersion: transactionVersion ?? api.runtimeVersion.transactionVersion,
		},
		signedExtensions: api.registry.signedExtensions,
		version: api.extrinsicType,
	});
}
