import assert from 'node:assert/strict';

import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

import { developer, developerGrandpaKey } from './support/accounts.js';
import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { babeAuthorities, grandpaAuthorities, isSealedBy, sharesOf, slotClaim } from './support/consensus.js';
import { submit, submitFailing } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { waitFor } from './support/waiting.js';

scenario('session keys', (step) => {
	let network;
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

	const sessionKeys = (encoded) => api.registry.createType(api.tx.session.setKeys.meta.args[0].type.toString(), encoded);

	const currentSession = async () => (await api.query.session.currentIndex()).toNumber();

	// Three sessions of 20 slots of 2 s would be the worst case; the rest is room for a slow machine.
	const reach = (index) => waitFor(`session ${index}`, 150, async () => (await currentSession()) >= index);

	step('belong to the validators from genesis', 300, async () => {
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		api = await network.alice.connect();
		alice = await validator('Alice');
		assert.ok(alice, 'Alice validates');
		oldKeys = (await api.query.session.nextKeys(alice.address)).unwrap();
		assert.equal(oldKeys.babe.toHex(), u8aToHex(developer('Alice').publicKey));
		await network.alice.finalises(1, 60);
	});

	step('come with a proof from the RPC of the node that keeps them', 60, async () => {
		newKeys = await network.alice.rpc('author_rotateKeysWithOwner', u8aToHex(alice.publicKey));
		assert.ok(newKeys.proof, 'the node gives a proof of ownership');
		assert.equal(await network.alice.rpc('author_hasSessionKeys', newKeys.keys), true);
		assert.equal(await network.bob.rpc('author_hasSessionKeys', newKeys.keys), false);
		assert.notEqual(newKeys.keys, oldKeys.toHex());
	});

	step('are refused with a proof that is not one', 90, async () => {
		const { keys, proof } = newKeys;
		const flipped = `0x${(BigInt(proof) ^ 1n).toString(16).padStart(proof.length - 2, '0')}`;
		for (const wrong of [flipped, proof.slice(0, -2), '0x']) {
			assert.equal(await submitFailing(api, api.tx.session.setKeys(keys, wrong), alice), 'session.InvalidProof');
		}
	});

	step('are refused from somebody whom the proof does not name', 60, async () => {
		const bob = await validator('Bob');
		const { keys, proof } = newKeys;
		assert.equal(await submitFailing(api, api.tx.session.setKeys(keys, proof), bob), 'session.InvalidProof');
	});

	step('are refused where another validator has them, even with a valid proof', 60, async () => {
		const charlie = await validator('Charlie');
		const bobsKeys = (await api.query.session.nextKeys((await validator('Bob')).address)).unwrap();
		const statement = u8aConcat(stringToU8a('POP_'), charlie.publicKey);
		const proof = u8aConcat(...bobsKeys.defKeys.map((key) =>
			(key === 'grandpa' ? developerGrandpaKey('Bob') : developer('Bob')).sign(statement)));
		const attempt = api.tx.session.setKeys(bobsKeys.toHex(), u8aToHex(proof));
		assert.equal(await submitFailing(api, attempt, charlie), 'session.DuplicatedKey');
		const kept = (await api.query.session.nextKeys(charlie.address)).unwrap();
		assert.equal(kept.babe.toHex(), u8aToHex(developer('Charlie').publicKey));
	});

	step('are accepted with their proof, for a later session', 90, async () => {
		const before = await currentSession();
		const { keys, proof } = newKeys;
		const { blockHash } = await submit(api, api.tx.session.setKeys(keys, proof), alice, { until: 'finalised' });
		session = (await api.query.session.currentIndex.at(blockHash)).toNumber();
		assert.ok(session >= before);
		assert.equal((await api.query.session.nextKeys(alice.address)).unwrap().toHex(), keys);
		const active = await babeAuthorities(api, blockHash);
		assert.ok(active.some(({ key }) => key === oldKeys.babe.toHex()), 'the old key is still the active one');
	});

	step('are queued in the next session', 180, async () => {
		await reach(session + 1);
		const queued = (await api.query.session.queuedKeys())
			.find(([account]) => account.toString() === alice.address);
		assert.equal(queued[1].toHex(), newKeys.keys);
		if ((await currentSession()) === session + 1) {
			const active = (await babeAuthorities(api)).map(({ key }) => key);
			assert.ok(active.includes(oldKeys.babe.toHex()));
		}
	});

	step('are active in the session after that', 180, async () => {
		await reach(session + 2);
		const { babe, grandpa } = sessionKeys(newKeys.keys);
		const producers = (await babeAuthorities(api)).map(({ key }) => key);
		assert.ok(producers.includes(babe.toHex()));
		assert.ok(!producers.includes(oldKeys.babe.toHex()));
		const voters = (await grandpaAuthorities(api)).map(({ key }) => key);
		assert.ok(voters.includes(grandpa.toHex()));
		assert.ok(!voters.includes(oldKeys.grandpa.toHex()));
	});

	// The other three own less of the stake than finality needs: a finalised block has a vote by the new key.
	step('author and finalise blocks', 180, async () => {
		const { babe, grandpa } = sessionKeys(newKeys.keys);
		assert.ok(sharesOf(await grandpaAuthorities(api))[grandpa.toHex()] > 1 / 3);
		let checked = await network.alice.bestNumber();
		const sealed = await waitFor('a block sealed with the new key', 120, async (note) => {
			const best = await network.alice.bestNumber();
			for (; checked <= best; checked += 1) {
				const header = await api.rpc.chain.getHeader(await api.rpc.chain.getBlockHash(checked));
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
		await waitFor(`Bob to have block ${sealed} finalised`, 60, async () => (await network.bob.finalisedNumber()) >= sealed);
	});
});
