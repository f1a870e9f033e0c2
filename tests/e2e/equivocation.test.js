import assert from 'node:assert/strict';

import { bnToU8a, hexToString, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

import { developer } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, clock, merge } from './support/chain-spec.js';
import { AuthorWatch } from './support/consensus.js';
import { DispatchFailed, errorName, eventOf } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { BILLION, UNIT } from './support/staking.js';
import { waitFor } from './support/waiting.js';

const OFFENDER = 'Dave';
const BABE_EQUIVOCATION = 'babe:equivocatio';

// Both nodes author in a slot of Dave's, which is every fourth on average: 120 slots without one of hers have
// probability (3/4)^120 = 1e-15. Then every node that has seen both blocks reports them in a block of its own.
const EQUIVOCATION_BLOCKS = 120;
const REPORT_BLOCKS = 60;

// In these blocks a twin of Dave's that is not kept from authoring signs with probability 1 - (3/4)^16 = 99 %.
const QUIET_BLOCKS = 16;

// In these fifteen blocks every node is likely to have had the chance to put its own report on chain.
const MORE_REPORTS_BLOCKS = 15;

/** It is applied when one whole epoch has passed after the one of the report; exits of Dave's have to be made before. */
const GENESIS = merge(BLOCK_IN_EVERY_SLOT, clock({ pace: { epochSlots: 40 } }));

const EXIT = 5_000n * UNIT;
const HALF = BILLION / 2n;

scenario('an equivocation', (step) => {
	const offender = developer(OFFENDER);
	let network;
	let chain;
	let api;
	let authors;
	let twin;
	let slot;
	let evidence;
	let ownership;

	/** What delegators have with the offender, exits included, before anything is slashed. */
	const staked = new Map();
	const slashingAt = async (hash, name, ...args) => (await chain.at(hash)).call.slashingApi[name](...args);
	const slashing = (name, ...args) => slashingAt(undefined, name, ...args);
	const atRisk = async (name, hash) =>
		(await slashingAt(hash, 'expectedLoss', developer(name).address, offender.address)).atRisk.toBigInt();

	/** The offence events and the unsigned reports in the blocks of the best chain that another is built on. */
	let offences = [];
	let reports = [];
	let looked = 0;
	const lookAtBlocks = async () => {
		const last = (await chain.best()) - 1;
		for (; looked < last; looked += 1) {
			const blockHash = await chain.hashOf(looked + 1);
			const { block: { extrinsics } } = await api.rpc.chain.getBlock(blockHash);
			for (const { event, phase } of await api.query.system.events.at(blockHash)) {
				const call = phase.isApplyExtrinsic && extrinsics[phase.asApplyExtrinsic.toNumber()].method;
				if (event.section === 'offences' && event.method === 'Offence') {
					const [kind, timeSlot] = event.data.map((field) => field.toHex());
					offences.push({ kind, timeSlot, name: hexToString(kind), blockHash });
				} else if (event.section === 'system' && call.method === 'reportEquivocationUnsigned') {
					const error = event.method === 'ExtrinsicFailed' && errorName(api.registry, event.data[0]);
					reports.push({ call, error });
				}
			}
		}
	};

	const doubleAuthored = () => authors.blocks
		.map((block) => authors.blocks.filter((other) => other.slot === block.slot && other.author === OFFENDER))
		.find(({ length }) => length > 1);

	step('is prevented by a node that sees another node author with its key', async () => {
		network = await Network.start(GENESIS);
		api = await network.bob.connect();
		chain = new Chain(api);
		authors = await AuthorWatch.start(api);
		await network.bob.finalises(1);
		twin = await network.startTwinOf(OFFENDER, () =>
			waitFor(`a block of ${OFFENDER}`, chain.blocks(EQUIVOCATION_BLOCKS), () =>
				authors.blocks.some(({ author }) => author === OFFENDER)));
		await twin.hasLogged('Another node has authored', chain.blocks(QUIET_BLOCKS));
		await network.bob.advances(QUIET_BLOCKS);
		assert.equal(doubleAuthored(), undefined);
		await twin.stop();
		assert.equal((await api.query.offences.reports.entries()).length, 0);
	});

	step('needs two nodes with the same key, and the consent of an operator', async () => {
		// What comes of it should be reported in its own epoch.
		await chain.atStartOfEpoch();
		await twin.start('--author-in-doubt');
	});

	step('is two blocks of one author in one slot', async () => {
		const [first, second] = await waitFor('two such blocks', chain.blocks(EQUIVOCATION_BLOCKS), async (note) => {
			note(`authors: ${authors}`);
			return doubleAuthored();
		});
		slot = first.slot;
		const [firstHeader, secondHeader] = await Promise.all(
			[first, second].map(async ({ hash }) => (await api.rpc.chain.getHeader(hash)).toHex()),
		);
		evidence = { offender: offender.publicKey, slot, firstHeader, secondHeader };
		// Asked at the block itself: a later session has another proof.
		const proof = await api.rpc.state.call(
			'BabeApi_generate_key_ownership_proof',
			u8aToHex(u8aConcat(bnToU8a(slot, { bitLength: 64 }), offender.publicKey)),
			first.hash,
		);
		ownership = api.registry.createType('Option<Bytes>', proof.toU8a(true)).unwrap().toU8a(true);
	});

	step('is reported by the nodes that see it, with a proof of who owns the key', async () => {
		const report = await waitFor('a report on the chain', chain.blocks(REPORT_BLOCKS), async () => {
			await lookAtBlocks();
			return reports.find(({ error }) => !error);
		});
		const [reported, membership] = report.call.args;
		assert.equal(reported.offender.toHex(), u8aToHex(offender.publicKey));
		assert.equal(membership.validatorCount.toNumber(), network.nodes.length);
	});

	// Both while the offence is open, which is one whole epoch at least.
	step('jails its author at once, and has its stake answer for it', async () => {
		const more = api.tx.palisadeStaking.delegate(offender.address, 100n * UNIT, 'Liquid', 0);
		// An exit now is too late.
		const leave = api.tx.palisadeStaking.undelegate(offender.address, 'Liquid', { Exact: EXIT });
		const [refused, left] = await chain.inOrder(
			developer('Ferdie'),
			chain.failing(more, developer('Ferdie')),
			chain.sending(leave, developer('Ferdie')),
		);
		assert.equal(refused, 'palisadeStaking.ValidatorJailed');
		eventOf(left, 'palisadeStaking', 'Undelegated');
		for (const name of ['Eve', 'Ferdie']) {
			staked.set(name, await atRisk(name, left.blockHash));
		}

		const [{ blockHash }] = offences;
		for (const hash of [blockHash, left.blockHash]) {
			const [open] = await slashingAt(hash, 'openOffences', offender.address);
			assert.equal(open.offence.kind.type, 'DoubleSign');
			assert.equal(open.offence.stage.type, 'Reported');
			assert.equal(open.expectedFraction.toBigInt(), HALF);
			const { state } = (await (await chain.at(hash)).query.palisadeStaking.validators(offender.address)).unwrap();
			assert.equal(state.type, 'Jailed');
		}
	});

	// Within the window for reports, which is one epoch after that of the equivocation.
	step('can be reported by any account with both blocks', async () => {
		const report = () => api.tx.babe.reportEquivocation(evidence, u8aToHex(ownership));
		const outcome = await chain.submit(report(), developer('Ferdie')).catch((error) => error);
		if (outcome instanceof Error) {
			// The nodes were faster.
			assert.ok(outcome instanceof DispatchFailed, String(outcome));
			assert.equal(outcome.reason, 'babe.DuplicateOffenceReport');
		} else {
			// The nodes may have reported another slot of the session.
			eventOf(outcome, 'slashing', 'OffenceReported');
		}
		assert.equal(await chain.submitFailing(report(), developer('Ferdie')), 'babe.DuplicateOffenceReport');
		await lookAtBlocks();
		// However often, once for each session.
		const recorded = offences.filter(({ name }) => name === BABE_EQUIVOCATION);
		assert.ok(recorded.length > 0);
		assert.equal(new Set(recorded.map(({ timeSlot }) => timeSlot)).size, recorded.length);
	});

	step('is refused as evidence once it is altered', async () => {
		const altered = (change) => api.tx.babe.reportEquivocation({ ...evidence, ...change }, u8aToHex(ownership));
		const { firstHeader } = evidence;
		const tampered = `${firstHeader.slice(0, -2)}${firstHeader.endsWith('00') ? '01' : '00'}`;
		const changes = [
			{ secondHeader: firstHeader },
			{ slot: slot + 1 },
			{ firstHeader: tampered },
			{ offender: developer('Bob').publicKey },
		];
		const reasons = await chain.refusals(developer('Eve'), ...changes.map(altered));
		assert.deepEqual(reasons, changes.map(() => 'babe.InvalidEquivocationProof'));
	});

	step('disables its author from the block of the report on, whatever its session', async () => {
		const { blockHash } = await waitFor('a recorded offence', chain.epochs(2), async () => {
			await lookAtBlocks();
			return offences.length > 0 && offences[0];
		});
		const validators = (await api.query.session.validators.at(blockHash)).map(String);
		const disabled = await api.query.session.disabledValidators.at(blockHash);
		assert.deepEqual(disabled.map(([index]) => validators[index.toNumber()]), [offender.address]);
	});

	step('is an offence once, however many nodes have seen it', async () => {
		await network.bob.advances(MORE_REPORTS_BLOCKS);
		await twin.stop();
		await network.bob.hasFinalised(await chain.best());
		// Once more from the first block: now all of them are final.
		[offences, reports, looked] = [[], [], 0];
		await lookAtBlocks();

		const times = offences.map(({ name, timeSlot }) => `${name} ${timeSlot}`);
		assert.equal(new Set(times).size, times.length, times.join('\n'));
		for (const { kind, timeSlot, blockHash } of offences) {
			// When it was recorded: it is forgotten once it can no longer be reported.
			const then = await api.at(blockHash);
			const known = await then.query.offences.concurrentReportsIndex(kind, timeSlot);
			assert.equal(known.length, 1);
			const { offender: [account] } = (await then.query.offences.reports(known[0])).unwrap();
			assert.equal(account.toString(), offender.address);
		}
	});

	step('costs half of the stake after the window, also of those who left', async () => {
		const decisions = await waitFor('the penalties', chain.epochs(5), async () => {
			const open = await slashing('openOffences', offender.address);
			const history = await slashing('history', offender.address);
			return open.length === 0 && history.length > 0 && history;
		});
		// One for each of at most three slots in each epoch in which the twin was seen. All are one fault, which costs once.
		for (const decision of decisions) {
			assert.equal(decision.kind.type, 'DoubleSign');
			assert.equal(decision.fraction.toBigInt(), HALF);
		}
		const perEpoch = decisions.map(({ epoch }) => epoch.toNumber());
		assert.ok(perEpoch.every((epoch) => perEpoch.filter((other) => other === epoch).length <= 3), perEpoch.join());
		assert.ok(Math.max(...perEpoch) - Math.min(...perEpoch) <= 2, 'the twin was seen after the jail worked');
		assert.equal(decisions.filter(({ amount }) => amount.toBigInt() > 0n).length, 1);
		for (const [name, before] of staked) {
			const left = await atRisk(name);
			const expected = before >> 1n;
			const difference = left > expected ? left - expected : expected - left;
			assert.ok(difference < UNIT, `${name} has ${left} left of ${before}, not ${expected}`);
		}
		const exits = await api.call.stakingApi.exits(developer('Ferdie').address);
		const left = exits.find(({ validator }) => validator.eq(offender.address)).amount.toBigInt();
		assert.ok(left <= (EXIT >> 1n) + UNIT, `${left} of the exit`);
	});

	step('bans its author and its keys for ever', async () => {
		const { state } = (await api.query.palisadeStaking.validators(offender.address)).unwrap();
		assert.equal(state.type, 'Banned');
		assert.ok((await slashing('validatorRecord', offender.address)).banned.isTrue);
		assert.equal(await chain.submitFailing(api.tx.slashing.unjail(), offender), 'slashing.Banned');
		assert.equal(await chain.submitFailing(api.tx.palisadeStaking.goOnline(), offender), 'palisadeStaking.ValidatorBanned');
		assert.ok((await api.query.session.nextKeys(offender.address)).isNone);
		const owner = await api.query.session.keyOwner(['babe', u8aToHex(offender.publicKey)]);
		assert.ok(owner.isSome && !owner.unwrap().eq(offender.address));
	});

	step('does not stop the chain', async () => {
		authors.stop();
		await Promise.all(network.nodes.map((node) => node.finalises(2)));
	});
});
