import assert from 'node:assert/strict';

import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

import { developer, developerGrandpaKey } from '../support/accounts.js';
import { Chain } from '../support/chain.js';
import { babeAuthorities, grandpaAuthorities, isSealedBy, learnKey, sharesOf, slotClaim } from '../support/consensus.js';
import { scenario } from '../support/scenario.js';
import { waitFor } from '../support/waiting.js';

// Alice has more than half of the stake, but a slot belongs to each of the four with probability 1/4. None of 100 slots
// is hers with probability (3/4)^100 = 3e-13.
const AUTHORSHIP_BLOCKS = 100;

/**
 * Rotation of the session keys of a validator.
 *
 * - `start`: resolves to a network of four with a block in every slot.
 */
export const sessionKeys = (start) => scenario('session keys', (step) => {
	let network;
	let chain;
	let api;
	let alice;
	let oldKeys;
	let newKeys;
	let session;

	/** The account that validates for a developer: the stash where there is one. */
	const validator = async (name) => {
		const validators = (await api.query.session.validators()).map(String);
		return [developer(name), developer(`${name}//stash`)].find(({ address }) => validators.includes(address));
	};

	const decoded = (encoded) => api.registry.createType(api.tx.session.setKeys.meta.args[0].type.toString(), encoded);

	const sessionAt = async (hash) => (await api.query.session.currentIndex.at(hash)).toNumber();

	step('belong to the validators from genesis', async () => {
		network = await start();
		api = await network.alice.connect();
		chain = new Chain(api);
		alice = await validator('Alice');
		assert.ok(alice, 'Alice validates');
		oldKeys = (await api.query.session.nextKeys(alice.address)).unwrap();
		assert.equal(oldKeys.babe.toHex(), u8aToHex(developer('Alice').publicKey));
		await network.alice.finalises(1);
	});

	step('come with a proof from the RPC of the node that keeps them', async () => {
		newKeys = await network.alice.rpc('author_rotateKeysWithOwner', u8aToHex(alice.publicKey));
		assert.ok(newKeys.proof, 'the node gives a proof of ownership');
		assert.equal(await network.alice.rpc('author_hasSessionKeys', newKeys.keys), true);
		assert.equal(await network.bob.rpc('author_hasSessionKeys', newKeys.keys), false);
		assert.notEqual(newKeys.keys, oldKeys.toHex());
	});

	step('are refused with a proof that is not one', async () => {
		const { keys, proof } = newKeys;
		const flipped = `0x${(BigInt(proof) ^ 1n).toString(16).padStart(proof.length - 2, '0')}`;
		for (const wrong of [flipped, proof.slice(0, -2), '0x']) {
			assert.equal(await chain.submitFailing(api.tx.session.setKeys(keys, wrong), alice), 'session.InvalidProof');
		}
	});

	step('are refused from an account that the proof does not name', async () => {
		const bob = await validator('Bob');
		const { keys, proof } = newKeys;
		assert.equal(await chain.submitFailing(api.tx.session.setKeys(keys, proof), bob), 'session.InvalidProof');
	});

	step('are refused where another validator has them, even with a valid proof', async () => {
		const charlie = await validator('Charlie');
		const bobsKeys = (await api.query.session.nextKeys((await validator('Bob')).address)).unwrap();
		const statement = u8aConcat(stringToU8a('POP_'), charlie.publicKey);
		const proof = u8aConcat(...bobsKeys.defKeys.map((key) =>
			(key === 'grandpa' ? developerGrandpaKey('Bob') : developer('Bob')).sign(statement)));
		const attempt = api.tx.session.setKeys(bobsKeys.toHex(), u8aToHex(proof));
		assert.equal(await chain.submitFailing(attempt, charlie), 'session.DuplicatedKey');
		const kept = (await api.query.session.nextKeys(charlie.address)).unwrap();
		assert.equal(kept.babe.toHex(), u8aToHex(developer('Charlie').publicKey));
	});

	step('are accepted with their proof, for a later session', async () => {
		const { keys, proof } = newKeys;
		const { blockHash } = await chain.submit(api.tx.session.setKeys(keys, proof), alice, { until: 'finalised' });
		session = await sessionAt(blockHash);
		assert.equal((await api.query.session.nextKeys(alice.address)).unwrap().toHex(), keys);
		const active = await babeAuthorities(api, blockHash);
		assert.ok(active.some(({ key }) => key === oldKeys.babe.toHex()), 'the old key is still the active one');
		const { babe, grandpa } = decoded(keys);
		learnKey(babe.toHex(), 'Alice');
		learnKey(grandpa.toHex(), 'Alice');
	});

	step('are queued in the next session', async () => {
		const start = await chain.reach(session + 1);
		assert.equal(await sessionAt(start), session + 1);
		const queued = (await api.query.session.queuedKeys.at(start))
			.find(([account]) => account.toString() === alice.address);
		assert.equal(queued[1].toHex(), newKeys.keys);
		const active = (await babeAuthorities(api, start)).map(({ key }) => key);
		assert.ok(active.includes(oldKeys.babe.toHex()));
	});

	step('are active in the session after that', async () => {
		const start = await chain.reach(session + 2);
		const { babe, grandpa } = decoded(newKeys.keys);
		const producers = (await babeAuthorities(api, start)).map(({ key }) => key);
		assert.ok(producers.includes(babe.toHex()));
		assert.ok(!producers.includes(oldKeys.babe.toHex()));
		const voters = (await grandpaAuthorities(api)).map(({ key }) => key);
		assert.ok(voters.includes(grandpa.toHex()));
		assert.ok(!voters.includes(oldKeys.grandpa.toHex()));
	});

	// The other three own less of the stake than finality needs: a finalised block has a vote by the new key.
	step('author and finalise blocks', async () => {
		const { babe, grandpa } = decoded(newKeys.keys);
		assert.ok((await grandpaAuthorities(api)).some(({ key }) => key === grandpa.toHex()));
		assert.ok(sharesOf(await grandpaAuthorities(api)).Alice > 1 / 3);
		let checked = await network.alice.bestNumber();
		const sealed = await waitFor('a block sealed with the new key', chain.blocks(AUTHORSHIP_BLOCKS), async (note) => {
			const best = await network.alice.bestNumber();
			for (; checked <= best; checked += 1) {
				const header = await api.rpc.chain.getHeader(await chain.hashOf(checked));
				const { key } = (await babeAuthorities(api, header.hash))[slotClaim(header).authority];
				note(`looked at blocks up to ${checked}`);
				if (key === babe.toHex()) {
					assert.ok(isSealedBy(api, header, key));
					assert.ok(!isSealedBy(api, header, oldKeys.babe.toHex()));
					return header.number.toNumber();
				}
			}
			return false;
		});
		await network.bob.hasFinalised(sealed);
	});
});
