import { within } from './waiting.js';

const INCLUSION_SECONDS = 60;
const FINALITY_SECONDS = 120;

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

/**
 * Sends an extrinsic and resolves once it is in a block, or finalised, with the hash of the block and the events.
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
	const outcome = new Promise((resolve, reject) => {
		const follow = ({ status, events, dispatchError, txIndex }) => {
			if (status.isInvalid || status.isDropped || status.isUsurped || status.isFinalityTimeout) {
				reject(new Error(`${call} left the pool: ${status.type}`));
			} else if (status.isFinalized || (status.isInBlock && until === 'inBlock')) {
				const blockHash = (status.isFinalized ? status.asFinalized : status.asInBlock).toHex();
				const result = { blockHash, events, index: txIndex };
				if (dispatchError) {
					reject(new DispatchFailed(call, errorName(api.registry, dispatchError), result));
				} else {
					resolve(result);
				}
			}
		};
		const sent = signer ? extrinsic.signAndSend(signer, { nonce }, follow) : extrinsic.send(follow);
		sent.then((stop) => {
			unsubscribe = stop;
		}, reject);
	});
	try {
		const seconds = until === 'finalised' ? FINALITY_SECONDS : INCLUSION_SECONDS;
		return await within(seconds, `${call} to be ${until}`, outcome);
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
