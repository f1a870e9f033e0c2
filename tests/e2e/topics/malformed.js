import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { compactToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

import { developer } from '../support/accounts.js';
import { signOffline } from '../support/extrinsics.js';
import { scenario } from '../support/scenario.js';

const MEBIBYTE = 1024 * 1024;

// What the node says of bytes that are no extrinsic, of an extrinsic that the runtime cannot decode, and of one whose
// signature does not fit. Random bytes may be any of them.
const NO_EXTRINSIC = /1040: Client error: Could not decode/;
const NO_CALL = /1002: Verification Error/;
const BAD_SIGNATURE = /1010: Invalid Transaction: Transaction has a bad signature/;
const ANY = /10\d\d: /;

/**
 * Input that a node must refuse.
 *
 * - `start`: resolves to a node.
 */
export const malformed = (start) => scenario('malformed input', (step) => {
	const sender = developer('Bob');
	let node;
	let api;
	let before;

	const account = async () => (await api.query.system.account(sender.address)).toHex();
	const nonce = async () => (await api.query.system.account(sender.address)).nonce.toNumber();

	/** Asserts that the node refuses the bytes and that nothing came of them. */
	const refused = async (bytes, reason) => {
		await assert.rejects(node.rpc('author_submitExtrinsic', u8aToHex(bytes)), reason);
		assert.deepEqual(await node.rpc('author_pendingExtrinsics'), []);
	};

	/** A valid transfer, to be spoiled. */
	const transfer = async (payload) =>
		signOffline(api, api.tx.balances.transferKeepAlive(developer('Eve').address, 10n ** 12n), sender, await nonce(), payload);

	/** `body` behind its length, as an extrinsic is sent. */
	const withLength = (body, length = body.length) => u8aConcat(compactToU8a(length), body);

	step('comes to a node that works', async () => {
		node = await start();
		api = await node.connect();
		await node.advances(1);
		before = await account();
	});

	step('random bytes are refused', async () => {
		await refused(randomBytes(200), ANY);
		await refused(withLength(randomBytes(200)), ANY);
		await refused(new Uint8Array(), ANY);
	});

	step('a truncated extrinsic is refused', async () => {
		const body = (await transfer()).toU8a(true);
		await refused(withLength(body).subarray(0, -10), NO_EXTRINSIC);
		await refused(withLength(body.subarray(0, -10)), NO_CALL);
	});

	step('a wrong length is refused', async () => {
		const body = (await transfer()).toU8a(true);
		await refused(withLength(body, body.length + 1), NO_EXTRINSIC);
		await refused(withLength(body, 2 ** 30 - 1), NO_EXTRINSIC);
		await refused(withLength(body, body.length - 1), ANY);
	});

	step('a bad signature is refused', async () => {
		const signed = await transfer();
		const bytes = signed.toU8a();
		const at = Buffer.from(bytes).indexOf(Buffer.from(signed.signature.toU8a(true).subarray(-64)));
		assert.ok(at > 0);
		bytes[at] ^= 1;
		await refused(bytes, BAD_SIGNATURE);
	});

	step('a payload signed for another runtime or another chain is refused', async () => {
		const { specVersion, transactionVersion } = api.runtimeVersion;
		for (const payload of [
			{ specVersion: specVersion.addn(1) },
			{ transactionVersion: transactionVersion.addn(1) },
			{ genesisHash: `0x${'42'.repeat(32)}` },
		]) {
			await refused((await transfer(payload)).toU8a(), BAD_SIGNATURE);
		}
	});

	step('a call that this runtime does not have is refused', async () => {
		const { method } = await transfer();
		for (const [pallet, call] of [[0xfe, 0], [method.callIndex[0], 0xfe]]) {
			const body = (await transfer()).toU8a(true);
			const at = body.length - method.toU8a().length;
			assert.deepEqual([...body.subarray(at, at + 2)], [...method.callIndex]);
			body.set([pallet, call], at);
			await refused(withLength(body), NO_CALL);
		}
	});

	step('an extrinsic larger than a block is refused', async () => {
		const size = 6 * MEBIBYTE;
		assert.ok(size > api.consts.system.blockLength.max.normal.toNumber());
		const remark = signOffline(api, api.tx.system.remark(`0x${'00'.repeat(size)}`), sender, await nonce());
		assert.ok(remark.encodedLength > size);
		await refused(remark.toU8a(), /1010: Invalid Transaction: Transaction would exhaust the block limits/);
	});

	step('a request larger than the limit is refused', async () => {
		const size = 16 * MEBIBYTE;
		assert.equal(await node.announce(size), 413);
		// The node may close the connection while the rest of the body is still on its way.
		const answer = await node.post('0'.repeat(size)).then(({ status }) => status, ({ cause }) => cause?.code);
		assert.ok([413, 'EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(answer), String(answer));
	});

	step('a request that is not JSON-RPC is refused', async () => {
		for (const body of ['{', '[]', '{"jsonrpc":"2.0","id":1}', 'null', '\0'.repeat(100)]) {
			const { status, text } = await node.post(body);
			assert.ok(status >= 400 || JSON.parse(text).error, `status ${status}: ${text.slice(0, 200)}`);
		}
		await assert.rejects(node.rpc('palisade_noSuchMethod'), /-32601/);
	});

	step('leaves the node and the account as they were', async () => {
		await node.advances(2);
		await node.finalises(1);
		assert.equal(await account(), before);
		assert.deepEqual(await node.rpc('author_pendingExtrinsics'), []);
	});
});
