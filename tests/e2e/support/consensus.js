import { bnToU8a, u8aConcat } from '@polkadot/util';
import { ed25519Verify, sr25519Verify } from '@polkadot/util-crypto';

import { DEVELOPERS, developer, developerGrandpaKey } from './accounts.js';
import { abandonWaits } from './waiting.js';

const SLOT_CLAIMS = { 1: 'primary', 2: 'secondary plain', 3: 'secondary VRF' };

/** The author's index, the slot and the kind of claim in the BABE pre-digest of `header`. */
export function slotClaim(header) {
	const log = header.digest.logs.find((item) => item.isPreRuntime && item.asPreRuntime[0].toUtf8() === 'BABE');
	if (!log) {
		throw new Error(`block ${header.number} has no BABE pre-digest`);
	}
	return decodeSlotClaim(log.asPreRuntime[1].toU8a(true));
}

/** Decodes a BABE pre-digest: all kinds start with the kind, the authority's index and the slot. */
export function decodeSlotClaim(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const kind = SLOT_CLAIMS[view.getUint8(0)];
	if (!kind) {
		throw new Error(`unknown kind ${view.getUint8(0)} of BABE pre-digest`);
	}
	return { kind, authority: view.getUint32(1, true), slot: Number(view.getBigUint64(5, true)) };
}

/** Whether `key` sealed `header`, which is a signature of the header without the seal. */
export function isSealedBy(api, header, key) {
	const logs = [...header.digest.logs];
	const seal = logs.pop();
	const unsealed = api.registry.createType('Header', {
		parentHash: header.parentHash,
		number: header.number,
		stateRoot: header.stateRoot,
		extrinsicsRoot: header.extrinsicsRoot,
		digest: { logs },
	});
	return sr25519Verify(unsealed.hash, seal.asSeal[1].toU8a(true), key);
}

/** BABE's authorities in the state of a block, by default the best: key as hex, and weight. */
export async function babeAuthorities(api, hash) {
	const authorities = await (hash ? api.query.babe.authorities.at(hash) : api.query.babe.authorities());
	return authorities.map(([key, weight]) => ({ key: key.toHex(), weight: weight.toBigInt() }));
}

/** GRANDPA's authorities in the state of the best block: key as hex, and weight. */
export async function grandpaAuthorities(api) {
	const encoded = await api.rpc.state.call('GrandpaApi_grandpa_authorities', '0x');
	return api.registry
		.createType('Vec<([u8; 32], u64)>', encoded.toU8a(true))
		.map(([key, weight]) => ({ key: key.toHex(), weight: weight.toBigInt() }));
}

const PRECOMMIT = Uint8Array.of(1);
const SCHEDULED_CHANGE = 1;
const FORCED_CHANGE = 2;

/** What a voter signs to precommit to a block in a round of a set. */
export function precommitPayload({ hash, number }, round, setId) {
	return u8aConcat(
		PRECOMMIT,
		hash,
		bnToU8a(number, { bitLength: 32 }),
		bnToU8a(round, { bitLength: 64 }),
		bnToU8a(setId, { bitLength: 64 }),
	);
}

/**
 * The last justification of a node: the block that it finalises, and the GRANDPA set that signed it, which is not part
 * of it. Nothing where the node has none.
 *
 * - `setIds`: those that come into question.
 */
export async function lastJustification(api, setIds) {
	const finalised = (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber();
	const proof = await api.rpc.grandpa.proveFinality(finalised);
	if (proof.isNone) return undefined;
	const encoded = api.registry.createType('(Hash, Bytes)', proof.unwrap().toU8a(true))[1];
	const { round, commit } = api.registry.createType('GrandpaJustification', encoded.toU8a(true));
	const { precommit, signature, id } = commit.precommits[0];
	const target = { hash: precommit.targetHash.toU8a(), number: precommit.targetNumber.toNumber() };
	const setId = setIds.find((candidate) =>
		ed25519Verify(precommitPayload(target, round, candidate), signature.toU8a(), id.toU8a()));
	return { hash: commit.targetHash.toHex(), number: commit.targetNumber.toNumber(), setId };
}

/**
 * The change of GRANDPA's set that a block announces: its kind, its delay in blocks and the new authorities; of a
 * forced one also the block on which the new set starts to vote. Nothing where it announces none.
 */
export function announcedChange(api, header) {
	const changes = header.digest.logs
		.filter((log) => log.isConsensus && log.asConsensus[0].toUtf8() === 'FRNK')
		.map((log) => log.asConsensus[1].toU8a(true))
		.filter(([kind]) => kind === SCHEDULED_CHANGE || kind === FORCED_CHANGE)
		.map(([kind, ...bytes]) => {
			const change = '(Vec<([u8; 32], u64)>, u32)';
			const encoded = Uint8Array.from(bytes);
			const [best, [authorities, delay]] = kind === FORCED_CHANGE
				? api.registry.createType(`(u32, ${change})`, encoded)
				: [undefined, api.registry.createType(change, encoded)];
			return {
				isForced: kind === FORCED_CHANGE,
				best: best?.toNumber(),
				delay: delay.toNumber(),
				authorities: authorities.map(([key, weight]) => ({ key: key.toHex(), weight: weight.toBigInt() })),
			};
		});
	return changes.find(({ isForced }) => isForced) ?? changes[0];
}

/** Keys that are not well known, and their owners. */
const learned = new Map();

/** Remembers that a developer validates with this key from now on. */
export function learnKey(key, name) {
	learned.set(key, name);
}

/** The developer to whom a BABE or GRANDPA key belongs, which is a well-known one or was learned. */
export function ownerOf(key) {
	if (learned.has(key)) return learned.get(key);
	const toHex = ({ publicKey }) => `0x${Buffer.from(publicKey).toString('hex')}`;
	return DEVELOPERS.find((name) =>
		[toHex(developer(name)), toHex(developerGrandpaKey(name))].includes(key));
}

/** The part of the whole weight that each owner has, by name. */
export function sharesOf(authorities) {
	const total = authorities.reduce((sum, { weight }) => sum + weight, 0n);
	return Object.fromEntries(
		authorities.map(({ key, weight }) => [ownerOf(key) ?? key, Number((weight * 1_000_000n) / total) / 1_000_000]),
	);
}

/** Counts who authors the blocks that a node imports, on every fork. */
export class AuthorWatch {
	#stop;
	blocks = [];
	counts = Object.fromEntries(DEVELOPERS.map((name) => [name, 0]));

	/** Starts to count; ends with the connection. */
	static async start(api) {
		const watch = new AuthorWatch();
		let authorities = await babeAuthorities(api);
		const note = async (header) => {
			// Nobody authored the genesis block.
			if (header.number.toNumber() === 0) return;
			try {
				authorities = await babeAuthorities(api, header.hash);
			} catch {
				// The state of a losing fork may be gone already: the authorities are those of the block before.
			}
			const { authority, slot, kind } = slotClaim(header);
			const author = ownerOf(authorities[authority]?.key) ?? 'unknown';
			watch.blocks.push({ author, slot, kind, number: header.number.toNumber(), hash: header.hash.toHex() });
			watch.counts[author] = (watch.counts[author] ?? 0) + 1;
		};
		watch.#stop = await api.rpc.chain.subscribeAllHeads((header) => {
			note(header).catch(abandonWaits);
		});
		return watch;
	}

	/** Whether each of `names` has authored a block. */
	hasSeen(names) {
		return names.every((name) => this.counts[name] > 0);
	}

	stop() {
		this.#stop?.();
	}

	toString() {
		return Object.entries(this.counts).filter(([, count]) => count > 0).map((entry) => entry.join(': ')).join(', ');
	}
}
