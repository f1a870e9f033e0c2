import assert from 'node:assert/strict';

import { randomAsU8a } from '@polkadot/util-crypto';

import { VALIDATORS, developer } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT, exactly, merge } from './support/chain-spec.js';
import { errorName, eventOf } from './support/extrinsics.js';
import { enactment, motion, propose } from './support/governance.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { BILLION, UNIT } from './support/staking.js';
import { waitFor } from './support/waiting.js';

const STAKE = 250_000n * UNIT;
const DELEGATION = 50_000n * UNIT;
const DEPOSIT = 1_000n * UNIT;

/** The pay of a panel. That of two is held of the reporter, and of an accused that disputes. */
const FEE = 210n * UNIT;
const HELD = DEPOSIT + 2n * FEE;

// Four validators with the same stake can expect five of the twenty blocks of an epoch each. Without the one that is
// stopped there are fifteen, of which 3.75 are expected of it: fifteen are missing after four epochs. The others make
// 1.25 more than is expected of them in each of these. The two epochs before, in which a block more or less is
// luck, have a standard deviation of 2.7 blocks: that one of them misses fifteen there has a probability below 1e-6.
const TOLERATED = 14;
const WINDOW = 80;

/** The reason of a ballot. */
const REASON = { hash: `0x${'07'.repeat(32)}`, uri: 'https://why' };

const SLASHED = BILLION / 20n;

/** Epochs by which the committee puts a decision off. */
const HOLD = 2;

/**
 * The rehearsal chain with equal stakes, less patience, and two epochs of veto: a motion of the committee is four
 * extrinsics, one after the other. Each validator has one delegator.
 */
const GENESIS = merge(BLOCK_IN_EVERY_SLOT, {
	clock: { epochs: { bonding: 10, dispute: 7 } },
	genesisParameters: { downtimeWindow: WINDOW, downtimeTolerated: TOLERATED, judging: { veto: 2 } },
	palisadeStaking: {
		validators: VALIDATORS.map((name) => [developer(name).address, exactly(STAKE), 0, 'Compound']),
		delegations: VALIDATORS.map((name) =>
			[developer('Eve').address, developer(name).address, exactly(DELEGATION), 'Compounding']),
	},
});

const assertNear = (actual, expected, what, tolerance = 1_000n) => {
	const difference = actual > expected ? actual - expected : expected - actual;
	assert.ok(difference <= tolerance, `${what}: ${actual} instead of ${expected}`);
};

scenario('slashing', (step) => {
	const charlie = developer('Charlie');
	const bob = developer('Bob');
	const eve = developer('Eve');
	const ferdie = developer('Ferdie');
	let network;
	let chain;
	let api;

	const askAt = async (hash, name, ...args) => (await chain.at(hash)).call.slashingApi[name](...args);
	const ask = (name, ...args) => askAt(undefined, name, ...args);
	const reservedBy = async ({ address }) => (await api.query.system.account(address)).data.reserved.toBigInt();
	const openOf = async ({ address }) => (await ask('openOffences', address))[0];
	const activeSet = async () => (await api.call.stakingApi.activeSet()).map(({ validator }) => validator.toString());
	const decisionOn = async ({ address }, kind) =>
		(await ask('history', address)).find((decision) => decision.kind.type === kind);
	const phaseOf = async ({ address }) => {
		const { stage } = (await openOf({ address }))?.offence ?? {};
		return stage?.isDisputed ? stage.asDisputed.phase.type : stage?.type;
	};

	/** The id of the offence, which is falsely reported. */
	let offence;
	let panel;
	const ballots = new Map();

	/** What Eve has to lose for the blocks that Bob did not make. */
	let exposed;

	step('starts with nothing to answer for', async () => {
		network = await Network.start(GENESIS);
		api = await network.alice.connect();
		chain = new Chain(api);
		await network.alice.finalises(1);
		for (const name of VALIDATORS) {
			assert.equal(await openOf(developer(name)), undefined);
			assert.equal((await ask('history', developer(name).address)).length, 0);
		}
		assert.equal((await ask('decisions', 10)).length, 0);
		assert.equal((await ask('downtime', bob.address)).tolerated.toNumber(), TOLERATED * 1_000);
		// From here on it makes no blocks. It is found out in the end.
		await network.bob.stop();
	});

	step('takes a report with a deposit', async () => {
		const report = (kind, epoch, evidence, most = HELD) =>
			api.tx.slashing.reportOffence(charlie.address, kind, epoch, evidence, most);
		const [reasons, itself] = await Promise.all([
			chain.refusals(
				ferdie,
				report('DoubleSign', 0, { Inline: 'it did' }),
				report('Collusion', 0, { Inline: '' }),
				report('Collusion', 0, { Inline: 'it did' }, HELD - 1n),
			),
			chain.submitFailing(report('Collusion', 0, { Inline: 'I did' }), charlie),
		]);
		assert.deepEqual(reasons, [
			'slashing.KindNotReportable', 'slashing.EvidenceMalformed', 'slashing.DepositTooHigh',
		]);
		assert.equal(itself, 'slashing.ReportsItself');

		// The dispute has time until the end of the epoch after that of the report.
		const now = await chain.atStartOfEpoch();
		const last = () => report('Collusion', now, { Inline: 'it did' });
		const [outcome, again] = await chain.inOrder(ferdie, chain.sending(last(), ferdie), chain.failing(last(), ferdie));
		assert.equal(again, 'slashing.AlreadyReported');
		const reported = eventOf(outcome, 'slashing', 'OffenceReported');
		offence = reported.offence.toHex();
		assert.equal(reported.validator.toString(), charlie.address);
		assert.equal(reported.proven.isTrue, false);
		assert.equal(await reservedBy(ferdie), HELD);
		// An allegation makes the next of its reporter dearer, and that of no other account.
		assert.ok((await ask('reportDeposit', ferdie.address, charlie.address)).toBigInt() > HELD);
		assert.equal((await ask('reportDeposit', eve.address, charlie.address)).toBigInt(), HELD);
		assert.equal((await ask('reportDeposit', ferdie.address, bob.address)).toBigInt(), HELD);
	});

	step('shows what is at stake', async () => {
		const hash = (await api.rpc.chain.getBlockHash()).toHex();
		const [view] = await askAt(hash, 'openOffences', charlie.address);
		assert.equal(view.id.toHex(), offence);
		assert.deepEqual((await askAt(hash, 'offence', offence)).unwrap().toHuman(), view.toHuman());
		assert.ok((await ask('offence', `0x${'00'.repeat(32)}`)).isNone);
		assert.equal(view.offence.stage.type, 'Reported');
		assert.equal(view.evidence.unwrap().asInline.toUtf8(), 'it did');
		assert.equal(view.expectedFraction.toBigInt(), SLASHED);

		const expected = await askAt(hash, 'expectedLoss', eve.address, charlie.address);
		assertNear(expected.atRisk.toBigInt(), DELEGATION, 'what Eve has with Charlie', 10n * UNIT);
		assertNear(expected.loss.toBigInt(), expected.atRisk.toBigInt() / 20n, 'what Eve would lose');
		assert.equal(expected.offences[0].offence.toHex(), offence);
		assert.equal(expected.offences[0].due.toNumber(), view.offence.due.toNumber());

		const impact = (await askAt(hash, 'impact', charlie.address, view.offence.epoch, BILLION / 10n)).unwrap();
		const liable = (STAKE + DELEGATION) / 10n;
		assertNear(impact.total.toBigInt(), liable, 'a tenth of what stands behind Charlie', UNIT);
		assertNear(impact.validator.toBigInt() + impact.delegators.toBigInt(), impact.total.toBigInt(), 'the parts of it');
	});

	step('lets the accused dispute it', async () => {
		const dispute = (id, evidence) => api.tx.slashing.dispute(id, 'FactsDisputed', evidence);
		const own = () => dispute(offence, { Document: { hash: offence, uri: 'https://logs' } });
		const [stranger, [unknown, outcome, again]] = await Promise.all([
			chain.submitFailing(own(), ferdie),
			chain.inOrder(
				charlie,
				chain.failing(dispute(`0x${'00'.repeat(32)}`, { Inline: 'no' }), charlie),
				chain.sending(own(), charlie),
				chain.failing(own(), charlie),
			),
		]);
		assert.deepEqual([stranger, unknown, again], [
			'slashing.NotAccused', 'slashing.UnknownOffence', 'slashing.AlreadyDisputed',
		]);
		assert.equal(eventOf(outcome, 'slashing', 'OffenceDisputed').bond.toBigInt(), DEPOSIT);
		// Both sides can add evidence until the panel is drawn.
		const [early, added] = await Promise.all([
			chain.submitFailing(api.tx.slashing.addEvidence(offence, { Inline: 'me too' }), eve),
			chain.submit(api.tx.slashing.addEvidence(offence, { Inline: 'more logs' }), charlie),
		]);
		assert.equal(early, 'slashing.NotParty');
		assert.equal(eventOf(added, 'slashing', 'EvidenceAdded').by.toString(), charlie.address);
		const view = await openOf(charlie);
		assert.equal(view.defence.unwrap().grounds.type, 'FactsDisputed');
		assert.equal(view.added[0].evidence.asInline.toUtf8(), 'more logs');
	});

	step('draws a panel without the parties, whose members commit', async () => {
		await waitFor('a panel', chain.epochs(4), async () => (await phaseOf(charlie)) === 'Committing');
		const view = await openOf(charlie);
		panel = VALIDATORS.filter((name) => view.panel.some(({ member }) => member.eq(developer(name).address)));
		assert.deepEqual(panel, ['Alice', 'Bob', 'Dave']);
		const verdict = 'Cancel';
		// All at once: the members have this epoch.
		const [stranger] = await Promise.all([
			chain.submitFailing(api.tx.slashing.commitBallot(offence, offence), charlie),
			...panel.map(async (name) => {
				const member = developer(name);
				const [duty] = await ask('duties', member.address);
				assert.equal(duty.phase.type, 'Committing');
				const salt = randomAsU8a(32);
				const commitment = await ask('ballotCommitment', offence, member.address, verdict, salt);
				ballots.set(name, { verdict, salt });
				await chain.submit(api.tx.slashing.commitBallot(offence, commitment), member);
			}),
		]);
		assert.equal(stranger, 'slashing.NotOnPanel');
	});

	step('cancels by ballots, and the deposit of the reporter is gone', async () => {
		await waitFor('the ballots', chain.epochs(2), async () => (await phaseOf(charlie)) === 'Revealing');
		const reveal = (name, verdict = ballots.get(name).verdict) =>
			api.tx.slashing.revealBallot(offence, verdict, ballots.get(name).salt, REASON);
		const [first, ...others] = panel;
		const [[mismatch, revealed], ...more] = await Promise.all([
			chain.inOrder(
				developer(first),
				chain.failing(reveal(first, 'Uphold'), developer(first)),
				chain.sending(reveal(first), developer(first)),
			),
			...others.map((name) => chain.submit(reveal(name), developer(name))),
		]);
		assert.equal(mismatch, 'slashing.BallotMismatch');
		const ballotBlocks = [];
		for (const outcome of [revealed, ...more]) {
			const { reason } = eventOf(outcome, 'slashing', 'BallotRevealed');
			assert.equal(reason.unwrap().uri.toUtf8(), REASON.uri);
			ballotBlocks.push((await api.rpc.chain.getHeader(outcome.blockHash)).number.toNumber());
		}
		// Nothing is sent from here to the verdict, for which a member would get fees.
		const before = await chain.hashOf(Math.max(...ballotBlocks));

		const decision = await waitFor('the verdict', chain.epochs(2), () => decisionOn(charlie, 'Collusion'));
		assert.equal(decision.offence.toHex(), offence);
		assert.equal(decision.part.toBigInt(), 0n);
		assert.equal(decision.amount.toBigInt(), 0n);
		// All of the reporter's deposit is gone, 40 % of it to the accused, which has its own back. The reporter has paid
		// one panel, and has the fee of the second back.
		assert.equal(await reservedBy(ferdie), 0n);
		const { blockHash } = await chain.findEvent('slashing', 'OffenceDismissed', 1);
		const gained = async (who) => (await chain.free(who, blockHash)) - (await chain.free(who, before));
		assert.equal(await gained(ferdie), FEE);
		assert.equal(await gained(charlie), HELD + (DEPOSIT * 4n) / 10n);
		assert.equal(await openOf(charlie), undefined);
		const lost = await ask('expectedLoss', eve.address, charlie.address);
		assert.equal(lost.loss.toBigInt(), 0n);
	});

	step('finds out who makes no blocks, and jails it', async () => {
		const { blockHash, open } = await waitFor('an offence of Bob', chain.epochs(7), async (note) => {
			const blockHash = (await api.rpc.chain.getBlockHash()).toHex();
			const { blocks, missed } = await askAt(blockHash, 'downtime', bob.address);
			note(`thousandths of blocks missed: ${missed} of ${blocks.expected}`);
			const [open] = await askAt(blockHash, 'openOffences', bob.address);
			return open && { blockHash, open };
		});
		assert.equal(open.offence.kind.type, 'Downtime');
		assert.equal(open.offence.basis.type, 'Proven');
		const { state } = (await (await chain.at(blockHash)).query.palisadeStaking.validators(bob.address)).unwrap();
		assert.equal(state.type, 'Jailed');
		for (const name of ['Alice', 'Charlie', 'Dave']) {
			assert.equal((await askAt(blockHash, 'openOffences', developer(name).address)).length, 0);
		}
		exposed = await askAt(blockHash, 'expectedLoss', eve.address, bob.address);
		// At once: the jail is over after two epochs.
		const [early, free] = await Promise.all([bob, charlie].map((who) =>
			chain.submitFailing(api.tx.slashing.unjail(), who)));
		assert.deepEqual([early, free], ['slashing.JailNotOver', 'slashing.NotJailed']);
	});

	step('is held by the committee once, and eased by a referendum meanwhile', async () => {
		const { id, offence: { due } } = await openOf(bob);
		const hold = () => api.tx.slashing.hold(id);
		const held = eventOf(await motion(chain, hold()), 'slashing', 'OffenceHeld');
		assert.ok(held.offence.eq(id));
		assert.equal(held.due.toNumber(), due.toNumber() + HOLD);
		const again = eventOf(await motion(chain, hold()), 'technicalCommittee', 'Executed').result;
		assert.equal(errorName(api.registry, again.asErr), 'slashing.AlreadyHeld');

		const from = await chain.best();
		const half = api.tx.slashing.rule(id, { Reduce: { to: BILLION / 2n, sentence: 'Ban' } });
		const { track } = await propose(chain, { Origins: 'SlashAppeal' }, half);
		const { blockHash, data } = await waitFor('the appeal', enactment(chain, track), () =>
			chain.findEvent('slashing', 'PenaltyEased', from));
		assert.equal(data.to.toBigInt(), BILLION / 2n);
		// What the committee put off has not been decided without the referendum.
		assert.ok((await chain.epochAt(blockHash)) < held.due.toNumber());
		const [view] = await askAt(blockHash, 'openOffences', bob.address);
		assert.equal(view.expectedFraction.toBigInt(), SLASHED / 2n);
		// Not before: on a slow machine the veto could be over by the time that the node answers.
		await network.bob.start();
	});

	step('slashes it after the window, and its delegator', async () => {
		const decision = await waitFor('the slash', chain.epochs(7), () => decisionOn(bob, 'Downtime'));
		assert.equal(decision.fraction.toBigInt(), SLASHED / 2n);
		const { atRisk } = await ask('expectedLoss', eve.address, bob.address);
		assertNear(exposed.atRisk.toBigInt() - atRisk.toBigInt(), exposed.loss.toBigInt() / 2n, 'what Eve has lost', UNIT);
		const [slash] = await ask('slashes', 'Downtime');
		assert.equal(slash.validator.toString(), bob.address);
		assertNear(slash.amount.toBigInt(), (STAKE + DELEGATION) / 40n, 'what was slashed', UNIT);
	});

	step('lets it come back once its time is over, on probation', async () => {
		const { jail } = await ask('validatorRecord', bob.address);
		await chain.reach(jail.unwrap().until.toNumber());
		assert.equal(await chain.submitFailing(api.tx.palisadeStaking.goOnline(), bob), 'slashing.InJail');
		const outcome = await chain.submit(api.tx.slashing.unjail(), bob);
		const { probationUntil } = eventOf(outcome, 'slashing', 'ValidatorUnjailed');
		assert.ok(probationUntil.toNumber() > await chain.epochAt(outcome.blockHash));
		const { state } = (await (await chain.at(outcome.blockHash)).query.palisadeStaking.validators(bob.address)).unwrap();
		assert.ok(state.isWaiting);
		await waitFor('Bob to be a validator again', chain.epochs(4), async () =>
			(await activeSet()).includes(bob.address));
		await Promise.all(network.nodes.map((node) => node.finalises(2)));
	});
});
