import assert from 'node:assert/strict';
import { after } from 'node:test';

import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';

import { VALIDATORS, developer, developerGrandpaKey } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, clock, merge } from './support/chain-spec.js';
import {
	announcedChange, babeAuthorities, grandpaAuthorities, lastJustification, ownerOf, precommitPayload, sharesOf,
	slotClaim,
} from './support/consensus.js';
import { errorName, eventOf } from './support/extrinsics.js';
import { enactment, propose, whitelisted } from './support/governance.js';
import { Network } from './support/network.js';
import { endAllNodes } from './support/node.js';
import { scenario } from './support/scenario.js';
import { PATIENCE_SECONDS, waitFor } from './support/waiting.js';

/** Alice has 54 % of the stake: the others can finalise nothing without her, and author in three slots of four. */
const GONE = 'Alice';
const LEFT = VALIDATORS.filter((name) => name !== GONE);

/** Blocks without finality after which a validator waits for two slots, the tenth part of an epoch. */
const LAG_OF_FULL_WAIT = 54;
const LONGEST_WAIT = 2;

/** Lag at which a validator would wait for four slots, did the wait not end at two. */
const LAG_OF_LONGER_WAIT = 58;

/** One of so many blocks comes in the first slot after the wait: that all come later has a probability of 1e-6. */
const BLOCKS_AFTER_WAIT = 10;

/** Blocks whose authors say who is missing. */
const BLOCKS_TO_LOOK_AT = 40;

const EPOCHS_OF_STALL = 4;

/** Blocks between the announcement of the forced change and its application. */
const DELAY = 4;

/** Part of the weight by which rewards may change a share. */
const TOLERANCE = 0.001;

/** Epochs from the proposal of a change of storage, which takes less than one, to that change. */
const EPOCHS_TO_MEND = 2;

/** Slot of its epoch in which the storage is to be changed: early, because slots without a block delay it. */
const SLOT_OF_MEND = 5;

/** Times that the change of storage may come in another epoch than planned. */
const ATTEMPTS_TO_MEND = 3;

/** What was refused before all attempts can be reported after them. */
const REPORT_EPOCHS = ATTEMPTS_TO_MEND * (EPOCHS_TO_MEND + 1);

/** With the disputes of the rehearsal chain, the shortest that such a window for reports allows. */
const BONDING_EPOCHS = REPORT_EPOCHS + 8;

/** Epochs that pass while no node runs. */
const EPOCHS_OF_PAUSE = 2;

/** Slots that a validator without peers leaves out. */
const SLOTS_ALONE = 5;

const nodesOf = (network, names) => names.map((name) => network[name.toLowerCase()]);

/** The set that the pallet counts in the state of a block, by default the best. */
const setIdAt = async (chain, hash) => (await (await chain.at(hash)).query.grandpa.currentSetId()).toNumber();

/** The last justification, with the set that the pallet says is in charge of its block. */
async function justified(chain) {
	const last = await setIdAt(chain);
	const justification = await lastJustification(chain.api, Array.from({ length: last + 1 }, (_, id) => id));
	if (!justification) return undefined;
	// A block that announces a set is the last of the set before.
	const expected = await setIdAt(chain, await chain.parentOf(justification.hash));
	return { ...justification, expected };
}

/** As [`justified`], of a block from `number` on. */
const justifiedFrom = (chain, number) =>
	waitFor(`a justification of block ${number} or a later one`, chain.blocks(100), async () => {
		const justification = await justified(chain);
		return justification?.number >= number && justification;
	});

scenario('finality that stands still', (step) => {
	let network;
	let chain;
	let api;

	/** The last block that was finalised before the stall. */
	let halted;

	// The other network needs the machine.
	after(endAllNodes);

	/** What each node that is left holds for final. */
	const finalisedByLeft = () => Promise.all(nodesOf(network, LEFT).map((node) => node.finalisedNumber()));

	step('takes more than a third of the stake', async () => {
		const epochs = { report: REPORT_EPOCHS, bonding: BONDING_EPOCHS };
		network = await Network.start(merge(BLOCK_IN_EVERY_SLOT, clock({ epochs })));
		api = await network.bob.connect();
		chain = new Chain(api);
		await network.bob.finalises(2);
		assert.ok(sharesOf(await grandpaAuthorities(api))[GONE] > 1 / 3);
		halted = await network.lose(network.alice, 'stop');
	});

	step('lets blocks, epochs and rewards go on', async () => {
		const epoch = await chain.epochAt();
		await chain.reach(epoch + EPOCHS_OF_STALL);
		assert.deepEqual(await finalisedByLeft(), LEFT.map(() => halted));
		const paid = await chain.epochsPaid(halted + 1, (await chain.best()) - 1);
		for (let past = epoch; past < epoch + EPOCHS_OF_STALL; past += 1) {
			assert.equal(paid.filter((other) => other === past).length, 1, `epoch ${past} among ${paid}`);
		}
	});

	step('slows blocks down, to no more than two slots of waiting', async () => {
		const last = halted + LAG_OF_LONGER_WAIT + BLOCKS_AFTER_WAIT;
		await chain.reachBlock(last + 2);
		assert.deepEqual(await finalisedByLeft(), LEFT.map(() => halted));
		const slots = [];
		for (let number = halted; number <= last; number += 1) {
			slots.push(slotClaim(await api.rpc.chain.getHeader(await chain.hashOf(number))).slot);
		}
		const waits = slots.slice(1).map((slot, index) => slot - slots[index] - 1);
		// The first wait follows the block with a lag of nought.
		assert.ok(waits.slice(LAG_OF_FULL_WAIT).every((wait) => wait >= LONGEST_WAIT), `waits of ${waits}`);
		assert.ok(waits.slice(LAG_OF_LONGER_WAIT).includes(LONGEST_WAIT), `waits of ${waits}`);
		const limit = chain.blocks(10);
		await Promise.all(nodesOf(network, LEFT).map((node) =>
			node.hasLogged('Backing off claiming new slot for block authorship: finality is lagging.', limit)));
	});

	step('counts for no liability', async () => {
		const last = await chain.epochAt(await chain.hashOf(halted));
		const { data } = await waitFor('an epoch that is not final', chain.epochs(4), () =>
			chain.findEvent('finality', 'EpochNotFinal', halted + 1));
		assert.ok(data.epoch.toNumber() > last, `epoch ${data.epoch} after ${last}`);
		assert.equal(data.behind.toBigInt(), data.of.toBigInt());
	});

	// One of the three that are left has none of forty blocks with probability 3 · (2/3)^40 = 3e-7.
	step('is caused by validators that author no blocks either', async () => {
		const start = await chain.startOf((await chain.epochAt(await chain.hashOf(halted))) + 1);
		const first = (await api.rpc.chain.getHeader(start)).number.toNumber();
		const last = await chain.best();
		assert.ok(last - first >= BLOCKS_TO_LOOK_AT, `${last - first} blocks`);
		const authors = new Set();
		for (let number = first; number <= last; number += 1) {
			const header = await api.rpc.chain.getHeader(await chain.hashOf(number));
			const authorities = await babeAuthorities(api, header.hash);
			authors.add(ownerOf(authorities[slotClaim(header).authority].key));
		}
		const validators = (await api.query.session.validators()).map(String);
		const silent = VALIDATORS.filter((name) => validators.includes(developer(name).address) && !authors.has(name));
		assert.deepEqual(silent, [GONE]);
	});

	step('names the validators without a vote', async () => {
		const key = u8aToHex(developerGrandpaKey(GONE).publicKey);
		const { best } = await network.bob.rpc('grandpa_roundState');
		const { totalWeight, thresholdWeight, prevotes, precommits } = best;
		assert.deepEqual([totalWeight, thresholdWeight], [1_000_000_000, 666_666_667]);
		// A client that knows the SDK's method reads the answer.
		assert.equal((await api.rpc.grandpa.roundState()).best.totalWeight.toNumber(), totalWeight);
		// Without its prevote no other validator precommits; where it had cast one, only its precommit is missing.
		const { missing } = prevotes.missing.length > 0 ? prevotes : precommits;
		assert.deepEqual(missing.map((address) => u8aToHex(decodeAddress(address))), [key]);
		const owner = await api.query.session.keyOwner(['gran', key]);
		assert.ok(owner.unwrap().eq(developer(GONE).address));
	});

	step('ends with the voters that come back, without a call', async () => {
		const best = await chain.best();
		await network.alice.start();
		await Promise.all(network.nodes.map((node) => node.hasFinalised(best)));
	});

	step('leaves the nodes and the pallet with one count of sets', async () => {
		const { setId, expected } = await justifiedFrom(chain, await chain.best());
		assert.equal(setId, expected);
	});

	step('can be for good', async () => {
		halted = await network.lose(network.alice, 'kill');
		await chain.reach((await chain.epochAt()) + 1);
		assert.deepEqual(await finalisedByLeft(), LEFT.map(() => halted));
	});

	step('leaves root the power to take validators out of the next set', async () => {
		const { blockHash } = await whitelisted(
			chain,
			api.tx.palisadeStaking.setValidatorState(developer(GONE).address, 'Offline'),
		);
		const next = (await chain.epochAt(blockHash)) + 1;
		const nextSet = (await (await chain.at(await chain.reach(next))).query.palisadeStaking.nextSet())
			.map(({ validator }) => validator.toString());
		assert.deepEqual(nextSet.sort(), LEFT.map((name) => developer(name).address).sort());
	});

	/** The block that announces the forced change, and the number of sets that were announced before it in the stall. */
	let forcedAt;
	let unseen;

	step('is noted by root, and the next epoch forces its set', async () => {
		const best = Math.max(...await finalisedByLeft());
		assert.equal(best, halted);
		const noted = await whitelisted(chain, api.tx.grandpa.noteStalled(DELAY, best));
		const then = await chain.at(noted.blockHash);
		assert.deepEqual((await then.query.grandpa.stalled()).toJSON(), [DELAY, best]);

		const start = await chain.reach((await chain.epochAt(noted.blockHash)) + 1);
		const header = await api.rpc.chain.getHeader(start);
		const change = announcedChange(api, header);
		assert.ok(change.isForced);
		assert.deepEqual([change.best, change.delay], [best, DELAY]);
		const shares = sharesOf(change.authorities);
		assert.deepEqual(Object.keys(shares).sort(), LEFT);
		const expected = { Bob: 500 / 850, Charlie: 250 / 850, Dave: 100 / 850 };
		for (const name of LEFT) {
			assert.ok(Math.abs(shares[name] - expected[name]) < TOLERANCE, `${name} has ${shares[name]}`);
		}

		forcedAt = header.number.toNumber();
		unseen = 0;
		for (let number = best + 1; number < forcedAt; number += 1) {
			const announced = announcedChange(api, await api.rpc.chain.getHeader(await chain.hashOf(number)));
			assert.ok(!announced?.isForced);
			if (announced) unseen += 1;
		}
		assert.ok(unseen > 0, 'sets were announced during the stall');
	});

	step('ends with the set that was forced', async () => {
		const left = nodesOf(network, LEFT);
		await Promise.all(left.map((node) => node.hasFinalised(forcedAt + DELAY + 1)));
		const limit = chain.blocks(10);
		for (const node of left) {
			await node.hasLogged('Pausing old validator set: Forced change scheduled after inactivity', limit);
			await node.hasLogged(`Applying authority set change forced at block #${forcedAt}`, limit);
		}
	});

	const sessionAt = async (hash) => (await (await chain.at(hash)).query.session.currentIndex()).toNumber();

	/** A set as the nodes count it, and as the pallet does. */
	let counts;

	/** The forced set as the nodes count it, and its session. */
	let forced;

	step('leaves the nodes behind by the sets that were announced during it', async () => {
		const { hash, setId, expected } = await justifiedFrom(chain, forcedAt + DELAY + 1);
		counts = { nodes: setId, pallet: expected };
		assert.equal(counts.pallet - counts.nodes, unseen);
		const session = await sessionAt(await chain.hashOf(forcedAt));
		forced = { setId: setId - ((await sessionAt(await chain.parentOf(hash))) - session), session };
	});

	/** The set of a session, as the nodes count: since the forced one each session has another. */
	const setOf = (session) => forced.setId + session - forced.session;

	step('stays finalised from set to set', async () => {
		const start = await chain.reach((await chain.epochAt()) + 2);
		const { number } = await api.rpc.chain.getHeader(start);
		await Promise.all(nodesOf(network, LEFT).map((node) => node.hasFinalised(number.toNumber())));
		const { setId, expected } = await justifiedFrom(chain, number.toNumber());
		assert.ok(setId > counts.nodes);
		assert.equal(expected - setId, unseen);
	});

	/** A report of two votes of a validator in one round of a set, of a session for which the set voted. */
	const doubleVote = async (name, setId, session) => {
		const key = developerGrandpaKey(name);
		const round = 1_000;
		const [first, second] = [1, 2].map((number) => [
			{ targetHash: key.publicKey, targetNumber: number },
			key.sign(precommitPayload({ hash: key.publicKey, number }, round, setId)),
		]);
		const Precommit = { roundNumber: round, identity: key.publicKey, first, second };
		const validatorCount = (await (await chain.at(await chain.startOf(session))).query.session.validators()).length;
		return api.tx.grandpa.reportEquivocation(
			{ setId, equivocation: { Precommit } },
			{ session, trieNodes: [], validatorCount },
		);
	};

	const assertOffence = (outcome) => {
		const [kind] = eventOf(outcome, 'offences', 'Offence');
		assert.equal(kind.toUtf8(), 'grandpa:equivoca');
	};

	step('leaves double votes of the set before it to be punished', async () => {
		const setId = forced.setId - 1;
		const session = (await api.query.grandpa.setIdSession(setId)).unwrap().toNumber();
		assert.ok(session < forced.session);
		assertOffence(await chain.submit(await doubleVote(GONE, setId, session), developer('Bob')));
	});

	/** A node without keys that has passed the forced change. */
	let full;

	step('is passed by a new node that syncs all blocks', async () => {
		full = await network.startAnother('Full', { flags: ['--sync', 'full', '-l', 'grandpa=debug'] });
		await full.hasFinalised(await network.bob.finalisedNumber());
		const number = forcedAt + DELAY + 1;
		assert.equal(await full.rpc('chain_getBlockHash', number), await chain.hashOf(number));
		const { setId } = await justifiedFrom(chain, number);
		await full.hasLogged(new RegExp(`Starting new voter with set ID ${setId}\\b`), chain.blocks(100));
	});

	step('is passed by a new node with a copy of the database of one that passed it', async () => {
		const known = await full.bestNumber();
		assert.ok(known > forcedAt + DELAY);
		await full.stop();
		// The copied database knows no set of the epoch after next.
		const start = await chain.reach((await chain.epochAt()) + 2);
		const { number } = await api.rpc.chain.getHeader(start);
		const node = await network.startAnother('Copy', { databaseOf: full });
		const [, copied] = node.log().match(/Highest known block at #(\d+)/);
		assert.ok(Number(copied) >= known && Number(copied) < number.toNumber(), `starts with block ${copied}`);
		await node.hasFinalised(number.toNumber() + 1);
		assert.equal(await node.rpc('chain_getBlockHash', number.toNumber()), start);
		await node.stop();
	});

	step('is not passed by a new node that warps', async () => {
		const flags = ['--sync', 'warp', '-l', 'sync=debug'];
		const node = await network.startAnother('Warp', { flags, isArchive: false });
		const limit = chain.blocks(100);
		await node.hasLogged('Started warp sync with', limit);
		await node.hasLogged('Bad warp proof response', limit, LEFT.length);
		assert.deepEqual([await node.bestNumber(), await node.finalisedNumber()], [0, 0]);
		await node.stop();
	});

	/** The session of a double vote that cannot be punished yet. */
	let unpunished;

	step('keeps double votes from being punished', async () => {
		await chain.atStartOfEpoch();
		unpunished = await sessionAt();
		assert.equal((await setIdAt(chain)) - setOf(unpunished), unseen);
		const report = await doubleVote('Dave', setOf(unpunished), unpunished);
		const reason = await chain.submitFailing(report, developer('Bob'));
		assert.equal(reason, 'grandpa.InvalidEquivocationProof');
	});

	/** Sets the pallet's count of sets to that of the nodes, where it is dispatched in this session. */
	const countAsNodes = (session) => {
		const { currentSetId, setIdSession } = api.query.grandpa;
		const items = [[currentSetId.key(), api.createType('u64', setOf(session))]];
		for (let past = forced.session; past <= session; past += 1) {
			items.push([setIdSession.key(setOf(past)), api.createType('u32', past)]);
		}
		return api.tx.system.setStorage(items.map(([key, value]) => [key, u8aToHex(value.toU8a())]));
	};

	/** Has the count set in a later epoch, and resolves to whether that was the one for which it was meant. */
	const isMended = async () => {
		await chain.atStartOfEpoch();
		const header = await api.rpc.chain.getHeader();
		const hash = header.hash.toHex();
		const session = (await sessionAt(hash)) + EPOCHS_TO_MEND;
		const start = (await (await chain.at(hash)).call.babeApi.currentEpochStart()).toNumber();
		const slot = start + EPOCHS_TO_MEND * chain.epochSlots + SLOT_OF_MEND;
		const when = header.number.toNumber() + slot - slotClaim(header).slot;
		await whitelisted(chain, api.tx.scheduler.schedule(when, null, 0, countAsNodes(session)));
		await chain.reachBlock(when + 1);
		const { data, blockHash } = await chain.findEvent('scheduler', 'Dispatched', when, ({ task }) =>
			task[0].toNumber() === when);
		assert.ok(data.result.isOk, `${data.result}`);
		return (await sessionAt(blockHash)) === session;
	};

	step('no longer does so once root has set the count of sets', async () => {
		// Where slots without a block have delayed it into another epoch, it is done anew.
		for (let attempt = 1; !await isMended(); attempt += 1) {
			assert.ok(attempt < ATTEMPTS_TO_MEND, 'the count is set in the epoch for which it was meant');
		}
		// Of one epoch before the count was set, and of the one in which it was.
		const reports = await Promise.all([unpunished, await sessionAt()].map((session) =>
			doubleVote('Dave', setOf(session), session)));
		const bob = developer('Bob');
		const outcomes = await chain.inOrder(bob, ...reports.map((report) => chain.sending(report, bob)));
		outcomes.forEach(assertOffence);
	});

	step('leaves the nodes and the pallet with one count of sets after that', async () => {
		const start = await chain.reach((await chain.epochAt()) + 2);
		const { number } = await api.rpc.chain.getHeader(start);
		const { setId, expected } = await justifiedFrom(chain, number.toNumber());
		assert.equal(setId, expected);
	});
});

scenario('blocks that stand still', (step) => {
	let network;
	let chain;
	let api;

	/** The first block after the pause, and the one before. */
	let first;
	let before;

	const connect = async () => {
		api = await network.alice.connect();
		chain = new Chain(api);
	};

	const stopAll = () => Promise.all(network.nodes.map((node) => node.stop()));

	step('stand still once all validators are offline', async () => {
		network = await Network.start(
			merge(BLOCK_IN_EVERY_SLOT, { genesisParameters: { minimumActiveValidators: VALIDATORS.length } }),
			'-of-two',
		);
		await connect();
		await network.alice.finalises(2);
		before = await api.rpc.chain.getHeader();
		await stopAll();
		const { slot } = slotClaim(before);
		const until = slot + EPOCHS_OF_PAUSE * chain.epochSlots + 1;
		await waitFor(`slot ${until}`, PATIENCE_SECONDS, async (note) => {
			const now = Math.floor(Date.now() / chain.slotMilliseconds);
			note(`slot ${now}`);
			return now >= until;
		});
	});

	step('go on, and all nodes agree on the first', async () => {
		const from = before.number.toNumber();
		await Promise.all(network.nodes.map((node) => node.start()));
		await network.isConnected();
		await connect();
		let parent = before;
		first = await waitFor('the first block after the pause', chain.blocks(20), async () => {
			for (let number = from; number <= (await chain.best()); number += 1) {
				const header = await api.rpc.chain.getHeader(await chain.hashOf(number));
				if (slotClaim(header).slot - slotClaim(parent).slot > chain.epochSlots) return header;
				parent = header;
			}
			return false;
		});
		const number = first.number.toNumber();
		await Promise.all(network.nodes.map((node) => node.hasFinalised(number + 1)));
		const hashes = await Promise.all(network.nodes.map((node) => node.rpc('chain_getBlockHash', number)));
		assert.equal(new Set(hashes).size, 1, hashes.join(', '));
		// Until it was final another one may have taken its place.
		first = await api.rpc.chain.getHeader(hashes[0]);
		before = await api.rpc.chain.getHeader(first.parentHash);
		await network.alice.hasLogged('Epoch(s) skipped: from ', chain.blocks(10));
	});

	step('skip epochs, and end one session', async () => {
		const clockAt = async ({ hash }) => {
			const { babe, session, palisadeStaking } = (await chain.at(hash.toHex())).query;
			const clock = await Promise.all([babe.epochIndex(), session.currentIndex(), palisadeStaking.currentEpoch()]);
			return clock.map((index) => index.toNumber());
		};
		const [then, now] = [await clockAt(before), await clockAt(first)];
		const [epochs, sessions, stakingEpochs] = now.map((index, position) => index - then[position]);
		const genesisSlot = (await api.query.babe.genesisSlot()).toNumber();
		assert.equal(now[0], Math.floor((slotClaim(first).slot - genesisSlot) / chain.epochSlots));
		assert.ok(epochs >= EPOCHS_OF_PAUSE, `${epochs} epochs`);
		assert.deepEqual([sessions, stakingEpochs], [1, 1]);

		const events = await chain.eventsOf(first.hash.toHex());
		const count = (name) => events.filter(({ section, method }) => `${section}.${method}` === name).length;
		assert.deepEqual(['session.NewSession', 'palisadeStaking.EpochPaid', 'palisadeStaking.SetElected'].map(count), [1, 1, 1]);
	});

	step('keep being finalised in the epochs after that', async () => {
		const start = await chain.reach((await chain.epochAt()) + 1);
		const { number } = await api.rpc.chain.getHeader(start);
		await Promise.all(network.nodes.map((node) => node.hasFinalised(number.toNumber())));
		const { setId, expected } = await justifiedFrom(chain, number.toNumber());
		assert.equal(setId, expected);
	});

	step('can be synced by a new node that warps', async () => {
		const node = await network.startAnother('Warp-of-two', { flags: ['--sync', 'warp'], isArchive: false });
		await node.hasFinalised(await network.alice.finalisedNumber());
		await node.stop();
	});

	step('are not made by a validator without peers, unless by force', async () => {
		await stopAll();
		await network.alice.start('-l', 'babe=debug');
		const best = await network.alice.bestNumber();
		await network.alice.hasLogged(
			'Skipping proposal slot. Waiting for the network.',
			PATIENCE_SECONDS,
			SLOTS_ALONE,
		);
		assert.equal(await network.alice.bestNumber(), best);
		await network.alice.stop();
		await network.alice.start('--force-authoring');
		await network.alice.advances(SLOTS_ALONE);
		assert.ok((await network.alice.finalisedNumber()) <= best);
	});

	step('are replaced where another validator alone has made more', async () => {
		const { alice, bob } = network;
		const final = await alice.finalisedNumber();
		const blocksOf = async (node) => {
			const hashes = [];
			for (let number = final + 1; number <= (await node.bestNumber()); number += 1) {
				hashes.push(await node.rpc('chain_getBlockHash', number));
			}
			return hashes;
		};
		// Without force, to read its blocks while it makes no more.
		await alice.stop();
		await alice.start();
		const shorter = await blocksOf(alice);
		await alice.stop();

		await bob.start('--force-authoring');
		const ahead = final + shorter.length + SLOTS_ALONE - (await bob.bestNumber());
		await bob.advances(ahead);
		await bob.stop();
		await bob.start();
		const longer = await blocksOf(bob);
		const replaced = shorter.filter((hash, index) => hash !== longer[index]);
		assert.ok(replaced.length >= SLOTS_ALONE, `${replaced.length} blocks`);
		assert.ok(longer.length >= shorter.length + SLOTS_ALONE);

		await alice.start();
		await Promise.all([alice, bob].map((node) => node.hasFinalised(final + longer.length)));
		for (const node of [alice, bob]) {
			assert.deepEqual((await blocksOf(node)).slice(0, longer.length), longer);
		}
	});

	step('go on as before with the others', async () => {
		const best = await network.alice.bestNumber();
		await Promise.all([network.charlie, network.dave].map((node) => node.start()));
		await network.isConnected();
		await Promise.all(network.nodes.map((node) => node.hasFinalised(best)));
		await connect();
	});

	const setAt = async (hash) =>
		(await (await chain.at(hash)).query.palisadeStaking.nextSet()).map(({ validator }) => validator.toString());
	const assertSet = async (hash, names) =>
		assert.deepEqual((await setAt(hash)).sort(), names.map((name) => developer(name).address).sort());

	/** The first event `palisadeStaking.SetElected` from a block on with so many seats. */
	const elected = (from, seats, epochs) =>
		waitFor(`a set of ${seats}`, chain.epochs(epochs), () =>
			chain.findEvent('palisadeStaking', 'SetElected', from, (data) => data.seats.toNumber() === seats));

	step('a set is not renewed by fewer candidates than the least number', async () => {
		await chain.atStartOfEpoch();
		const from = await chain.best();
		await Promise.all([
			chain.submit(api.tx.palisadeStaking.goOffline(), developer('Charlie')),
			chain.submit(api.tx.session.purgeKeys(), developer('Dave')),
		]);
		const { data, blockHash } = await waitFor('too few candidates', chain.epochs(3), () =>
			chain.findEvent('palisadeStaking', 'TooFewCandidates', from));
		assert.deepEqual(
			[data.epoch.toNumber(), data.eligible.toNumber(), data.minimum.toNumber()],
			[(await chain.epochAt(blockHash)) + 1, 2, VALIDATORS.length],
		);
		const refused = (await chain.eventsOf(blockHash))
			.filter(({ section, method }) => section === 'palisadeStaking' && method === 'CandidateRefused')
			.map((event) => [event.data.validator.toString(), errorName(api.registry, event.data.reason)]);
		assert.deepEqual(refused, [[developer('Dave').address, 'palisadeStaking.NoSessionKeys']]);
		// Members without keys drop out. One that is offline stays only if the set would lose too
		// much of its stake.
		const kept = await setAt(blockHash);
		for (const [name, stays] of [['Alice', true], ['Bob', true], ['Dave', false]]) {
			assert.equal(kept.includes(developer(name).address), stays, name);
		}
	});

	step('a set is renewed once anyway', async () => {
		const { blockHash, number } = await whitelisted(chain, api.tx.palisadeStaking.forceEpoch('ForceOnce'));
		const { data, ...election } = await elected(number, 2, 2);
		assert.equal(data.epoch.toNumber(), (await chain.epochAt(blockHash)) + 2);
		await assertSet(election.blockHash, ['Alice', 'Bob']);
		// Once: the next election lacks candidates again.
		await waitFor('too few candidates again', chain.epochs(3), () =>
			chain.findEvent('palisadeStaking', 'TooFewCandidates', election.number));
	});

	step('a set is renewed with a lower least number and validators that return', async () => {
		const from = await chain.best();
		const least = { Staking: { MinimumActiveValidators: [null, 3] } };
		const [{ track }] = await Promise.all([
			propose(chain, { Origins: 'ParameterAdmin' }, api.tx.parameters.setParameter(least)),
			chain.submit(api.tx.palisadeStaking.goOnline(), developer('Charlie')),
		]);
		await waitFor('the lower number', enactment(chain, track), () =>
			chain.findEvent('parameters', 'Updated', from));
		const { blockHash, number } = await elected(from, 3, 3);
		await assertSet(blockHash, ['Alice', 'Bob', 'Charlie']);

		const dave = developer('Dave');
		const { keys, proof } = await network.dave.rpc('author_rotateKeysWithOwner', u8aToHex(dave.publicKey));
		await chain.submit(api.tx.session.setKeys(keys, proof), dave);
		await chain.submit(api.tx.palisadeStaking.goOnline(), dave);
		const full = await elected(number, VALIDATORS.length, 3);
		await assertSet(full.blockHash, VALIDATORS);
		await Promise.all(network.nodes.map((node) => node.finalises(2)));
	});
});
