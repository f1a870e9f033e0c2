import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';

import { VALIDATORS, developer, stranger } from '../support/accounts.js';
import { Chain } from '../support/chain.js';
import { AuthorWatch } from '../support/consensus.js';
import { requiredFile } from '../support/environment.js';
import { eventOf } from '../support/extrinsics.js';
import { enactment, propose } from '../support/governance.js';
import { scenario } from '../support/scenario.js';
import { waitFor } from '../support/waiting.js';

const ROOT_TRACK = 0;

// A slot belongs to each of the four with probability 1/4. One of them has none of 100 blocks with probability below
// 4 · (3/4)^100 = 1.3e-12.
const AUTHORSHIP_BLOCKS = 100;

/** Blocks in which the nodes should import one with the upgrade in it and compile the new runtime. */
const UPGRADE_BLOCKS = 60;

/**
 * A referendum that replaces the runtime of a running network.
 *
 * - `start`: resolves to a network of four with a block in every slot.
 */
export const upgrade = (start) => scenario('an upgrade of the runtime', (step) => {
	let network;
	let chain;
	let api;
	let code;
	let codeHash;
	let version;
	let referendum;
	let upgradedAt;
	const witness = stranger();
	const owner = developer('Eve');

	const versions = async () =>
		Promise.all(network.nodes.map(async (node) => (await node.rpc('state_getRuntimeVersion')).specVersion));

	const storedCodeHash = () => network.alice.rpc('state_getStorageHash', '0x3a636f6465');

	const stored = async () => ({
		balance: (await api.query.system.account(witness.address)).toHex(),
		proxies: (await api.query.proxy.proxies(owner.address)).toHex(),
		identity: (await api.query.identity.identityOf(owner.address)).toHex(),
	});
	let before;

	step('starts from a network on one version', async () => {
		code = readFileSync(requiredFile('PALISADE_WASM_NEXT'));
		codeHash = blake2AsHex(code);
		network = await start();
		api = await network.alice.connect();
		chain = new Chain(api);
		[version] = await versions();
		assert.deepEqual(await versions(), VALIDATORS.map(() => version));
		assert.equal(api.tx.remark, undefined);
		assert.ok(
			code.length < api.consts.system.blockLength.max.operational.toNumber(),
			`the next runtime has ${code.length} bytes, more than a block takes: it must be the compressed one`,
		);
	});

	step('has something to preserve', async () => {
		const unit = 10n ** 12n;
		await chain.submit(api.tx.utility.batchAll([
			api.tx.balances.transferKeepAlive(witness.address, 7n * unit),
			api.tx.proxy.addProxy(developer('Ferdie').address, 'Any', 3),
			api.tx.identity.setIdentity({ display: { Raw: 'Eve' } }),
		]), owner, { until: 'finalised' });
		before = await stored();
		assert.notEqual(before.identity, '0x');
		assert.equal((await api.query.proxy.proxies(owner.address))[0].length, 1);
	});

	step('cannot be authorised by an account, nor applied without being authorised', async () => {
		const codeBefore = await storedCodeHash();
		const nobody = developer('Ferdie');
		assert.equal(await chain.submitFailing(api.tx.system.authorizeUpgrade(codeHash), nobody), 'BadOrigin');
		assert.equal(await chain.submitFailing(api.tx.system.setCode(u8aToHex(code)), nobody), 'BadOrigin');
		const apply = () => api.tx.system.applyAuthorizedUpgrade(u8aToHex(code));
		assert.equal(await chain.submitFailing(apply(), nobody), 'system.NothingAuthorized');
		await assert.rejects(network.alice.rpc('author_submitExtrinsic', apply().toHex()), /1010: Invalid Transaction/);
		assert.equal(await storedCodeHash(), codeBefore);
		assert.deepEqual(await versions(), VALIDATORS.map(() => version));
	});

	step('is proposed to a referendum and voted for', async () => {
		const { index, track } = await propose(chain, { system: 'Root' }, api.tx.system.authorizeUpgrade(codeHash));
		assert.equal(track, ROOT_TRACK);
		referendum = index;
	});

	step('is approved, confirmed and thereby authorised', async () => {
		const limit = enactment(chain, ROOT_TRACK);
		const authorized = await waitFor(`referendum ${referendum} to authorise the upgrade`, limit, async (note) => {
			const finalised = await api.rpc.chain.getFinalizedHead();
			const known = await api.query.referenda.referendumInfoFor.at(finalised, referendum);
			if (known.isNone) {
				note('not final yet');
				return false;
			}
			const info = known.unwrap();
			note(info.isOngoing ? `ongoing, deciding: ${info.asOngoing.deciding}` : info.type);
			assert.ok(info.isOngoing || info.isApproved, `the referendum is ${info.type}`);
			const authorization = await api.query.system.authorizedUpgrade.at(finalised);
			return authorization.isSome && authorization.unwrap();
		});
		assert.equal(authorized.codeHash.toHex(), codeHash);
		assert.ok(authorized.checkVersion.isTrue);
		assert.deepEqual(await versions(), VALIDATORS.map(() => version));
	});

	step('cannot be replaced by other code', async () => {
		const other = Uint8Array.from(code);
		other[other.length - 1] ^= 1;
		const apply = api.tx.system.applyAuthorizedUpgrade(u8aToHex(other));
		assert.equal(await chain.submitFailing(apply, developer('Ferdie')), 'system.Unauthorized');
		assert.deepEqual(await versions(), VALIDATORS.map(() => version));
		assert.ok((await api.query.system.authorizedUpgrade()).isSome);
	});

	step('is applied by any account', async () => {
		const apply = api.tx.system.applyAuthorizedUpgrade(u8aToHex(code));
		const signed = (await apply.signAsync(developer('Ferdie'), { nonce: -1 })).toHex();
		// A client mixes up the old types and the new ones around the upgrade: none is connected while it happens.
		await api.disconnect();
		await network.alice.rpc('author_submitExtrinsic', signed);
		await waitFor(`version ${version + 1} on all four nodes`, network.alice.blocks(UPGRADE_BLOCKS), async (note) => {
			const now = await versions();
			note(now.join(', '));
			return now.every((specVersion) => specVersion === version + 1);
		});
		assert.equal(await storedCodeHash(), codeHash);
		upgradedAt = await network.alice.bestNumber();
	});

	step('leaves all four producing and finalising', async () => {
		api = await network.alice.connect();
		chain = new Chain(api);
		assert.equal(api.runtimeVersion.specVersion.toNumber(), version + 1);
		const authors = await AuthorWatch.start(api);
		await waitFor('a block by each validator on the new version', chain.blocks(AUTHORSHIP_BLOCKS), async (note) => {
			note(String(authors));
			return authors.hasSeen(VALIDATORS);
		});
		authors.stop();
		for (const node of network.nodes) {
			await node.hasFinalised(upgradedAt + 1);
		}
	});

	step('brings its new call', async () => {
		const remark = u8aToHex(Buffer.from('an extrinsic that did not exist before'));
		const sender = developer('Bob');
		const outcome = await chain.submit(api.tx.remark.store(remark), sender);
		const [who, hash] = eventOf(outcome, 'remark', 'Stored');
		assert.equal(who.toString(), sender.address);
		assert.equal(hash.toHex(), blake2AsHex(remark));
	});

	step('preserves what was stored', async () => {
		assert.deepEqual(await stored(), before);
		assert.ok((await api.query.referenda.referendumInfoFor(referendum)).unwrap().isApproved);
	});
});
