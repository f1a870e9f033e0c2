import assert from 'node:assert/strict';

import { randomAsU8a } from '@polkadot/util-crypto';

import { VALIDATORS, developer } from './support/accounts.js';
import { BLOCK_IN_EVERY_SLOT, exactly, merge } from './support/chain-spec.js';
import { eventOf, submit, submitFailing } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import { BILLION, UNIT } from './support/staking.js';
import { waitFor } from './support/waiting.js';

const EPOCH_SECONDS = 40;
const STAKE = 250_000n * UNIT;
const DELEGATION = 50_000n * UNIT;
const DEPOSIT = 1_000n * UNIT;

// Four validators with the same stake can expect five of the twenty blocks of an epoch each. Without the one that is
// stopped there are fifteen, of which three could be expected of it: twelve are missing after four epochs. The others
// make two more than is expected of them in each of these. The two epochs before, in which a block more or less is
// luck, have a standard deviation of 2.7 blocks: that one of them misses twelve there has a probability below 1e-4.
const TOLERATED = 11;
const WINDOW = 80;

const SLASHED = BILLION / 20n;

/** The local chain with equal stakes and less patience. Each validator has one delegator. */
const GENESIS = merge(BLOCK_IN_EVERY_SLOT, {
	genesisParameters: { downtimeWindow: WINDOW, downtimeTolerated: TOLERATED },
	staking: {
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
	let api;

	const ask = (name, ...args) => api.call.slashingApi[name](...args);
	const epoch = async () => (await api.query.staking.currentEpoch()).toNumber();
	const free = async ({ address }) => (await api.query.system.account(address)).data.free.toBigInt();
	const reservedBy = async ({ address }) => (await api.query.system.account(address)).data.reserved.toBigInt();
	const openOf = async ({ address }) => (await ask('openOffences', address))[0];
	const stateOf = async ({ address }) => (await api.query.staking.validators(address)).unwrap().state;
	const activeSet = async () => (await api.call.stakingApi.activeSet()).map(({ validator }) => validator.toString());
	const decisionOn = async ({ address }, kind) =>
		(await ask('history', address)).find((decision) => decision.kind.type === kind);
	const reach = (wanted) => waitFor(`epoch ${wanted}`, (wanted + 1) * EPOCH_SECONDS, async () => (await epoch()) >= wanted);
	const phaseOf = async ({ address }) => {
		const { stage } = (await openOf({ address }))?.offence ?? {};
		return stage?.isDisputed ? stage.asDisputed.phase.type : stage?.type;
	};

	/** What somebody did not do, who is accused of it. */
	let offence;
	let panel;
	const ballots = new Map();

	step('starts with nothing to answer for', 300, async () => {
		network = await Network.start(GENESIS);
		api = await network.alice.connect();
		await network.alice.finalises(1, 60);
		for (const name of VALIDATORS) {
			assert.equal(await openOf(developer(name)), undefined);
			assert.equal((await ask('history', developer(name).address)).length, 0);
		}
		assert.equal((await ask('decisions', 10)).length, 0);
		assert.equal((await ask('downtime', bob.address)).tolerated.toNumber(), TOLERATED);
		// From here on it makes no blocks. It is found out in the end.
		await network.bob.stop();
	});

	step('takes a report with a deposit', 60, async () => {
		const wrong = (kind, evidence) =>
			submitFailing(api, api.tx.slashing.reportOffence(charlie.address, kind, 0, evidence), ferdie);
		assert.equal(await wrong('DoubleSign', { Inline: 'it did' }), 'slashing.KindNotReportable');
		assert.equal(await wrong('Collusion', { Inline: '' }), 'slashing.EvidenceMalformed');
		const itself = api.tx.slashing.reportOffence(charlie.address, 'Collusion', 0, { Inline: 'I did' });
		assert.equal(await submitFailing(api, itself, charlie), 'slashing.ReportsItself');

		const now = await epoch();
		const report = api.tx.slashing.reportOffence(charlie.address, 'Collusion', now, { Inline: 'it did' });
		const outcome = await submit(api, report, ferdie);
		const reported = eventOf(outcome, 'slashing', 'OffenceReported');
		offence = reported.offence.toHex();
		assert.equal(reported.validator.toString(), charlie.address);
		assert.equal(reported.proven.isTrue, false);
		assert.equal(await reservedBy(ferdie), DEPOSIT);
		assert.equal((await ask('reportDeposit', charlie.address)).toBigInt(), 2n * DEPOSIT);
		assert.equal((await ask('reportDeposit', bob.address)).toBigInt(), DEPOSIT);
		assert.equal(await submitFailing(api, report, ferdie), 'slashing.AlreadyReported');
	});

	step('shows what is at stake', 60, async () => {
		const view = await openOf(charlie);
		assert.equal(view.id.toHex(), offence);
		assert.deepEqual((await ask('offence', offence)).unwrap().toHuman(), view.toHuman());
		assert.ok((await ask('offence', `0x${'00'.repeat(32)}`)).isNone);
		assert.equal(view.offence.stage.type, 'Reported');
		assert.equal(view.evidence.unwrap().asInline.toUtf8(), 'it did');
		assert.equal(view.expectedFraction.toBigInt(), SLASHED);

		const expected = await ask('expectedLoss', eve.address, charlie.address);
		assertNear(expected.atRisk.toBigInt(), DELEGATION, 'what Eve has with Charlie', 10n * UNIT);
		assertNear(expected.loss.toBigInt(), expected.atRisk.toBigInt() / 20n, 'what Eve would lose');
		assert.equal(expected.offences[0][0].toHex(), offence);

		const impact = (await ask('impact', charlie.address, view.offence.epoch, BILLION / 10n)).unwrap();
		const liable = (STAKE + DELEGATION) / 10n;
		assertNear(impact.total.toBigInt(), liable, 'a tenth of what stands behind Charlie', UNIT);
		assertNear(impact.validator.toBigInt() + impact.delegators.toBigInt(), impact.total.toBigInt(), 'the parts of it');
	});

	step('lets the accused dispute it', 60, async () => {
		const dispute = () => api.tx.slashing.dispute(offence, 'NotSo', { Document: { hash: offence, uri: 'https://logs' } });
		assert.equal(await submitFailing(api, dispute(), ferdie), 'slashing.NotAccused');
		const unknown = api.tx.slashing.dispute(`0x${'00'.repeat(32)}`, 'NotSo', { Inline: 'no' });
		assert.equal(await submitFailing(api, unknown, charlie), 'slashing.UnknownOffence');
		const disputed = eventOf(await submit(api, dispute(), charlie), 'slashing', 'OffenceDisputed');
		assert.equal(disputed.bond.toBigInt(), DEPOSIT);
		assert.equal(await submitFailing(api, dispute(), charlie), 'slashing.AlreadyDisputed');
		const { defence } = await openOf(charlie);
		assert.equal(defence.unwrap().grounds.type, 'NotSo');
	});

	step('draws a panel without the parties, whose members commit', 4 * EPOCH_SECONDS + 60, async () => {
		await waitFor('a panel', 3 * EPOCH_SECONDS + 60, async () => (await phaseOf(charlie)) === 'Committing');
		const view = await openOf(charlie);
		panel = VALIDATORS.filter((name) => view.panel.some(({ member }) => member.eq(developer(name).address)));
		assert.deepEqual(panel, ['Alice', 'Bob', 'Dave']);
		const stranger = api.tx.slashing.commitBallot(offence, offence);
		assert.equal(await submitFailing(api, stranger, charlie), 'slashing.NotOnPanel');
		for (const name of panel) {
			const member = developer(name);
			const [duty] = await ask('duties', member.address);
			assert.equal(duty.phase.type, 'Committing');
			const salt = randomAsU8a(32);
			const verdict = 'Cancel';
			const commitment = await ask('ballotCommitment', offence, member.address, verdict, salt);
			ballots.set(name, { verdict, salt });
			await submit(api, api.tx.slashing.commitBallot(offence, commitment), member);
		}
	});

	step('cancels by ballots, and the deposit of the reporter is gone', 4 * EPOCH_SECONDS + 60, async () => {
		await waitFor('the ballots', 2 * EPOCH_SECONDS + 60, async () => (await phaseOf(charlie)) === 'Revealing');
		const [first] = panel;
		const other = api.tx.slashing.revealBallot(offence, 'Uphold', ballots.get(first).salt);
		assert.equal(await submitFailing(api, other, developer(first)), 'slashing.BallotMismatch');
		for (const name of panel) {
			const { verdict, salt } = ballots.get(name);
			const outcome = await submit(api, api.tx.slashing.revealBallot(offence, verdict, salt), developer(name));
			eventOf(outcome, 'slashing', 'BallotRevealed');
		}
		const before = { charlie: await free(charlie), ferdie: await free(ferdie) };
		const decision = await waitFor('the verdict', 2 * EPOCH_SECONDS + 60, () => decisionOn(charlie, 'Collusion'));
		assert.equal(decision.offence.toHex(), offence);
		assert.equal(decision.part.toBigInt(), 0n);
		assert.equal(decision.amount.toBigInt(), 0n);
		// All of the reporter's deposit is gone, 40 % of it to the accused, which has its own back.
		assert.equal(await reservedBy(ferdie), 0n);
		assert.equal(await free(ferdie), before.ferdie);
		assert.equal(await free(charlie) - before.charlie, DEPOSIT + (DEPOSIT * 4n) / 10n);
		assert.equal(await openOf(charlie), undefined);
		const lost = await ask('expectedLoss', eve.address, charlie.address);
		assert.equal(lost.loss.toBigInt(), 0n);
	});

	step('finds out who makes no blocks, and jails it', 8 * EPOCH_SECONDS, async () => {
		const open = await waitFor('an offence of Bob', 7 * EPOCH_SECONDS, async (note) => {
			const { blocks, missed } = await ask('downtime', bob.address);
			note(`missed: ${missed} of ${blocks.expected}`);
			return openOf(bob);
		});
		assert.equal(open.offence.kind.type, 'Downtime');
		assert.equal(open.offence.backing.type, 'Proof');
		assert.equal((await stateOf(bob)).type, 'Jailed');
		for (const name of ['Alice', 'Charlie', 'Dave']) {
			assert.equal(await openOf(developer(name)), undefined);
		}
		await network.bob.start();
		assert.equal(await submitFailing(api, api.tx.slashing.unjail(), bob), 'slashing.JailNotOver');
		assert.equal(await submitFailing(api, api.tx.slashing.unjail(), charlie), 'slashing.NotJailed');
	});

	step('slashes it after the window, and its delegator', 4 * EPOCH_SECONDS + 60, async () => {
		const expected = await ask('expectedLoss', eve.address, bob.address);
		const decision = await waitFor('the slash', 3 * EPOCH_SECONDS + 60, () => decisionOn(bob, 'Downtime'));
		assert.equal(decision.fraction.toBigInt(), SLASHED);
		const { atRisk } = await ask('expectedLoss', eve.address, bob.address);
		assertNear(expected.atRisk.toBigInt() - atRisk.toBigInt(), expected.loss.toBigInt(), 'what Eve has lost', UNIT);
		const [slash] = await ask('slashes', 'Downtime');
		assert.equal(slash.validator.toString(), bob.address);
		assertNear(slash.amount.toBigInt(), (STAKE + DELEGATION) / 20n, 'what was slashed', UNIT);
	});

	step('lets it come back once its time is over, on probation', 8 * EPOCH_SECONDS, async () => {
		const { jail } = await ask('dossier', bob.address);
		await reach(jail.unwrap().until.toNumber());
		assert.equal(await submitFailing(api, api.tx.staking.goOnline(), bob), 'staking.OffenceOpen');
		const outcome = await submit(api, api.tx.slashing.unjail(), bob);
		const { probationUntil } = eventOf(outcome, 'slashing', 'ValidatorUnjailed');
		assert.ok(probationUntil.toNumber() > await epoch());
		assert.ok((await stateOf(bob)).isWaiting);
		await waitFor('Bob to be a validator again', 4 * EPOCH_SECONDS, async () =>
			(await activeSet()).includes(bob.address));
		await Promise.all(network.nodes.map((node) => node.finalises(2, 60)));
	});
});
