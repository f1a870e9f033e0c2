import assert from 'node:assert/strict';

import { hexToString } from '@polkadot/util';

import { developer } from './support/accounts.js';
import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { AuthorWatch } from './support/consensus.js';
import { submitFailing } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { pause, waitFor } from './support/waiting.js';

const OFFENDER = 'Alice';
const BABE_EQUIVOCATION = 'babe:equivocatio';

// Both nodes author in a slot of Alice's, which is every fourth on average, and each node that has seen it reports it in
// a block of its own. 60 slots without one of hers have probability (3/4)^60 = 3e-8; the rest is for the report.
const REPORT_SECONDS = 180;

// In these fifteen blocks every node is likely to have had the chance to put its own report on chain.
const MORE_REPORTS_SECONDS = 30;

scenario('an equivocation', (step) => {
	let network;
	let api;
	let authors;
	let twin;
	let first;
	let slot;

	/** The offence events of the finalised blocks, with the block that has them. */
	const offences = [];
	let looked = 0;
	const lookAtFinalisedBlocks = async () => {
		const finalised = await network.bob.finalisedNumber();
		for (; looked < finalised; looked += 1) {
			const blockHash = await api.rpc.chain.getBlockHash(looked + 1);
			for (const { event, phase } of await api.query.system.events.at(blockHash)) {
				if (event.section !== 'offences' || event.method !== 'Offence') continue;
				const [kind, timeSlot] = event.data.map((field) => field.toHex());
				offences.push({
					kind,
					timeSlot,
					name: hexToString(kind),
					blockHash: blockHash.toHex(),
					index: phase.asApplyExtrinsic.toNumber(),
				});
			}
		}
	};

	step('needs two nodes with the same key', 480, async () => {
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		api = await network.bob.connect();
		authors = await AuthorWatch.start(api);
		await network.bob.finalises(1, 60);
		assert.equal((await api.query.offences.reports.entries()).length, 0);
		twin = await network.startTwinOf(OFFENDER);
	});

	step('is seen and reported on chain', REPORT_SECONDS + 30, async () => {
		first = await waitFor('an offence on the finalised chain', REPORT_SECONDS, async (note) => {
			await lookAtFinalisedBlocks();
			note(`looked at ${looked} blocks; authors: ${authors}`);
			return offences[0];
		});
		assert.equal(first.name, BABE_EQUIVOCATION);
		slot = Number(Buffer.from(first.timeSlot.slice(-16), 'hex').readBigUInt64LE());
	});

	step('is two blocks of one author in one slot', 30, async () => {
		const blocks = authors.blocks.filter((block) => block.slot === slot && block.author === OFFENDER);
		assert.equal(new Set(blocks.map(({ hash }) => hash)).size, 2, JSON.stringify(blocks));
	});

	step('is reported by a call that proves who owns the key', 60, async () => {
		const { block } = await api.rpc.chain.getBlock(first.blockHash);
		const { method: { section, method, args } } = block.extrinsics[first.index];
		assert.equal(`${section}.${method}`, 'babe.reportEquivocationUnsigned');
		const [evidence, ownership] = args;
		assert.equal(evidence.offender.toHex(), `0x${Buffer.from(developer(OFFENDER).publicKey).toString('hex')}`);
		assert.equal(evidence.slot.toNumber(), slot);
		assert.ok(ownership.trieNodes.length > 0);
		assert.equal(ownership.validatorCount.toNumber(), network.nodes.length);

		// The same evidence once more, by an account that would like the reward.
		const again = api.tx.babe.reportEquivocation(evidence, ownership);
		assert.equal(await submitFailing(api, again, developer('Ferdie')), 'babe.DuplicateOffenceReport');
	});

	step('disables its author', 30, async () => {
		const validators = (await api.query.session.validators.at(first.blockHash)).map(String);
		const disabled = await api.query.session.disabledValidators.at(first.blockHash);
		assert.deepEqual(disabled.map(([index]) => validators[index.toNumber()]), [developer(OFFENDER).address]);
	});

	step('is reported once, whoever else has seen it', MORE_REPORTS_SECONDS + 120, async () => {
		await pause(MORE_REPORTS_SECONDS);
		await twin.stop();
		await network.bob.finalises(3, 60);
		await lookAtFinalisedBlocks();

		const times = offences.map(({ name, timeSlot }) => `${name} ${timeSlot}`);
		assert.equal(new Set(times).size, times.length, times.join('\n'));
		for (const { kind, timeSlot } of offences) {
			const reports = await api.query.offences.concurrentReportsIndex(kind, timeSlot);
			assert.equal(reports.length, 1);
			const { offender: [account] } = (await api.query.offences.reports(reports[0])).unwrap();
			assert.equal(account.toString(), developer(OFFENDER).address);
		}
	});

	step('does not stop the chain', 120, async () => {
		await Promise.all(network.nodes.map((node) => node.finalises(2, 90)));
	});
});
