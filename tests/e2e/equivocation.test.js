import assert from 'node:assert/strict';

import { hexToString } from '@polkadot/util';

import { developer } from './support/accounts.js';
import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { AuthorWatch } from './support/consensus.js';
import { submitFailing } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { pause, waitFor } from './support/waiting.js';

// Bob, not Alice: whoever votes twice with more than a third of the stake can split finality itself, and then there is
// no one chain left to look for the report on.
const OFFENDER = 'Bob';

// Both nodes author in a slot of Bob's, which is every fourth on average, and each node that has seen it reports it in a
// block of its own. 60 slots without one of Bob's have probability (3/4)^60 = 3e-8; the rest is for the report.
const REPORT_SECONDS = 180;

// Long enough for every node to have reported what it saw, and for double votes, which go on where authoring does not.
const MORE_REPORTS_SECONDS = 30;

scenario('an equivocation', (step) => {
	let network;
	let api;
	let authors;
	let twin;
	let first;
	const accountsOfOffender = [developer(OFFENDER).address, developer(`${OFFENDER}//stash`).address];

	/** The offence events of the canonical blocks, with the block that has them. */
	const offences = [];
	let looked = 0;
	const lookUpTo = async (number) => {
		for (; looked < number; looked += 1) {
			const blockHash = await api.rpc.chain.getBlockHash(looked + 1);
			for (const { event, phase } of await api.query.system.events.at(blockHash)) {
				if (event.section !== 'offences' || event.method !== 'Offence') continue;
				const [kind, timeSlot] = event.data;
				offences.push({
					kind: kind.toHex(),
					name: hexToString(kind.toHex()),
					timeSlot: timeSlot.toHex(),
					blockHash: blockHash.toHex(),
					index: phase.asApplyExtrinsic.toNumber(),
				});
			}
		}
	};

	step('needs two nodes with the same keys', 480, async () => {
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		api = await network.alice.connect();
		authors = await AuthorWatch.start(api);
		await network.alice.finalises(1, 60);
		assert.equal((await api.query.offences.reports.entries()).length, 0);
		twin = await network.startTwinOf(OFFENDER);
	});

	step('is seen and reported on chain', REPORT_SECONDS + 30, async () => {
		first = await waitFor('an offence on the finalised chain', REPORT_SECONDS, async (note) => {
			await lookUpTo(await network.alice.finalisedNumber());
			note(`looked at ${looked} blocks; authors: ${authors}`);
			return offences[0];
		});
		assert.match(first.name, /^(babe:equivocatio|grandpa:equivoca)$/);
	});

	step('is reported by a call that proves who owns the key', 60, async () => {
		const { block } = await api.rpc.chain.getBlock(first.blockHash);
		const extrinsic = block.extrinsics[first.index];
		const { section, method } = extrinsic.method;
		assert.match(`${section}.${method}`, /^(babe|grandpa)\.reportEquivocationUnsigned$/);
		const [, ownership] = extrinsic.method.args;
		assert.ok(ownership.trieNodes.length > 0);
		assert.equal(ownership.validatorCount.toNumber(), network.nodes.length);

		// The same evidence once more, by an account that would like the reward.
		const again = api.tx[section].reportEquivocation(...extrinsic.method.args);
		assert.equal(await submitFailing(api, again, developer('Ferdie')), `${section}.DuplicateOffenceReport`);
	});

	step('is two blocks of one author in one slot, where it is of block production', 60, async () => {
		if (!first.name.startsWith('babe')) return;
		const slot = Number(Buffer.from(first.timeSlot.slice(2), 'hex').readBigUInt64LE());
		const blocks = authors.blocks.filter((block) => block.slot === slot && block.author === OFFENDER);
		assert.ok(new Set(blocks.map(({ hash }) => hash)).size >= 2, JSON.stringify(blocks));
	});

	step('disables its author', 30, async () => {
		const validators = (await api.query.session.validators.at(first.blockHash)).map(String);
		const index = validators.findIndex((account) => accountsOfOffender.includes(account));
		const disabled = await api.query.session.disabledValidators.at(first.blockHash);
		assert.deepEqual(disabled.map(([validator]) => validator.toNumber()), [index]);
	});

	step('is reported once, whoever else has seen it', MORE_REPORTS_SECONDS + 120, async () => {
		await pause(MORE_REPORTS_SECONDS);
		await twin.stop();
		await network.alice.finalises(3, 60);
		await lookUpTo(await network.alice.finalisedNumber());

		const times = offences.map(({ kind, timeSlot }) => `${kind} ${timeSlot}`);
		assert.equal(new Set(times).size, times.length, times.join('\n'));

		for (const { kind, timeSlot } of offences) {
			const reports = await api.query.offences.concurrentReportsIndex(kind, timeSlot);
			assert.equal(reports.length, 1);
			const { offender: [account] } = (await api.query.offences.reports(reports[0])).unwrap();
			assert.ok(accountsOfOffender.includes(account.toString()), account.toString());
		}
	});

	step('does not stop the chain', 120, async () => {
		await Promise.all(network.nodes.map((node) => node.finalises(2, 90)));
	});
});
