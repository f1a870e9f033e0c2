import assert from 'node:assert/strict';

import { u8aToHex } from '@polkadot/util';

import { VALIDATORS, developer, stranger } from './support/accounts.js';
import { Chain } from './support/chain.js';
import { BLOCK_IN_EVERY_SLOT } from './support/chain-spec.js';
import { babeAuthorities, isSealedBy, slotClaim } from './support/consensus.js';
import { errorName, eventOf } from './support/extrinsics.js';
import { Network } from './support/network.js';
import { scenario } from './support/scenario.js';
import {
	BILLION, UNIT, drawSeats, expectedBlocks, payoutOf, performanceOf, pots, rotationSeed, stakersPartOf,
} from './support/staking.js';
import { waitFor } from './support/waiting.js';

// The newcomer has a slot with probability 1/5: none of 120 with probability (4/5)^120 = 2e-12.
const AUTHORSHIP_BLOCKS = 120;

const GENESIS_STAKES = { Alice: 1_000_000n, Bob: 500_000n, Charlie: 250_000n, Dave: 100_000n };
const OWN_STAKE = 100_000n * UNIT;
const DELEGATION = 50_000n * UNIT;
const TAKEN_BACK = 20_000n * UNIT;
const REDELEGATION = 5_000n * UNIT;
const STAKE = OWN_STAKE + 2n * DELEGATION;

/** Parts per billion. */
const COMMISSION = 100_000_000n;
const TENTH = 100_000_000;

/** Planck that rounding may take from an amount of many units. */
const ROUNDING = 1_000n;

const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0n);

const assertNear = (actual, expected, what, tolerance = ROUNDING) => {
	const difference = actual > expected ? actual - expected : expected - actual;
	assert.ok(difference <= tolerance, `${what}: ${actual} instead of ${expected}`);
};

scenario('staking', (step) => {
	const operator = stranger();
	const saver = stranger();
	const earner = stranger();
	const eve = developer('Eve');
	const ferdie = developer('Ferdie');
	const dave = developer('Dave');
	let network;
	let newcomer;
	let chain;
	let api;
	let keys;
	let bonding;
	let redelegation;

	/** The epoch in which all of the newcomer's stake was there, and the first in whose set it is. */
	let joined;
	let first;

	/** What came of the exits in the first epoch, and the epoch in which the rest left. */
	let exits;
	let left;

	const at = (hash) => chain.at(hash);
	const epochAt = (hash) => chain.epochAt(hash);
	const free = (account, hash) => chain.free(account, hash);
	const ask = async (name, args = [], hash = undefined) => (await at(hash)).call.stakingApi[name](...args);
	const pageOf = async (validator, hash) => (await ask('validator', [validator.address], hash)).unwrap();

	/** What `who` has with `validator`, in planck. */
	const positionOf = async (who, validator, hash) => {
		const views = await ask('positions', [who.address], hash);
		const view = views.find((position) => position.validator.eq(validator.address));
		assert.ok(view, 'there is such a position');
		const amounts = [
			'compounding', 'liquid', 'pendingCompounding', 'pendingLiquid', 'compoundingRewards', 'liquidRewards',
		];
		return Object.fromEntries(amounts.map((name) => [name, view[name].toBigInt()]));
	};

	/** The exits of `who`, oldest first. */
	const exitsOf = async (who, hash) =>
		(await ask('exits', [who.address], hash)).map((exit) => ({
			validator: exit.validator.toString(),
			class: exit.class.type,
			epoch: exit.epoch.toNumber(),
			withdrawable: exit.withdrawable.toNumber(),
			amount: exit.amount.toBigInt(),
			held: exit.held.isTrue,
			destination: exit.redelegation.isSome ? exit.redelegation.unwrap()[0].toString() : null,
		}));

	step('starts with the stakes of genesis, all in the pot of the pallet', async () => {
		network = await Network.start(BLOCK_IN_EVERY_SLOT);
		newcomer = await network.startAnother('Newcomer');
		api = await network.alice.connect();
		chain = new Chain(api);
		bonding = api.consts.palisadeStaking.bondingEpochs.toNumber();
		redelegation = api.consts.palisadeStaking.redelegationEpochs.toNumber();
		const genesis = api.genesisHash.toHex();

		const set = await ask('activeSet', [], genesis);
		const members = set.map(({ validator }) => validator.toString());
		assert.deepEqual(members.sort(), VALIDATORS.map((name) => developer(name).address).sort());
		for (const name of VALIDATORS) {
			const validator = developer(name);
			const stake = GENESIS_STAKES[name] * UNIT;
			const exposure = set.find((member) => member.validator.eq(validator.address));
			assertNear(exposure.power.toBigInt(), stake, `the stake that ${name} was elected with`);
			assertNear(exposure.liquid.toBigInt(), stake / 10n, `the liquid stake of ${name}`);
			assertNear((await positionOf(eve, validator, genesis)).compounding, stake / 10n, `Eve with ${name}`);
			assertNear((await positionOf(ferdie, validator, genesis)).liquid, stake / 10n, `Ferdie with ${name}`);
		}
		const total = sumOf(Object.values(GENESIS_STAKES)) * UNIT;
		const deposit = api.consts.balances.existentialDeposit.toBigInt();
		assert.equal(await free({ address: pots(api).stake }, genesis), total + deposit);
		assert.equal(await free({ address: pots(api).fees }, genesis), deposit);
		assert.ok(redelegation < bonding);
	});

	step('gives new accounts the means', async () => {
		await chain.submit(api.tx.utility.batchAll([
			api.tx.balances.transferKeepAlive(operator.address, OWN_STAKE + 1_000n * UNIT),
			api.tx.balances.transferKeepAlive(saver.address, DELEGATION + 10n * UNIT),
			api.tx.balances.transferKeepAlive(earner.address, DELEGATION + 10n * UNIT),
		]), developer('Alice//stash'));
	});

	step('refuses a validator without session keys, too little stake or too high a commission', async () => {
		const register = (stake, commission) => api.tx.palisadeStaking.registerValidator(stake, commission, 'Payout');
		const unknown = api.tx.palisadeStaking.delegate(operator.address, DELEGATION, 'Liquid', 0);
		const admission = async (who) =>
			(await ask('admission', [who.address])).map((error) => errorName(api.registry, error));
		assert.deepEqual(await admission(operator), ['palisadeStaking.NoSessionKeys']);
		keys = await newcomer.rpc('author_rotateKeysWithOwner', u8aToHex(operator.publicKey));
		const [refusals, delegation] = await Promise.all([
			chain.inOrder(
				operator,
				chain.failing(register(OWN_STAKE, COMMISSION), operator),
				chain.sending(api.tx.session.setKeys(keys.keys, keys.proof), operator),
				chain.failing(register(9_999n * UNIT, COMMISSION), operator),
				chain.failing(register(OWN_STAKE, 500_000_001n), operator),
				chain.failing(register(OWN_STAKE + 2_000n * UNIT, COMMISSION), operator),
			),
			chain.submitFailing(unknown, earner),
		]);
		assert.equal(delegation, 'palisadeStaking.UnknownValidator');
		assert.deepEqual(refusals.filter((reason) => typeof reason === 'string'), [
			'palisadeStaking.NoSessionKeys', 'palisadeStaking.SelfStakeTooSmall', 'palisadeStaking.CommissionTooHigh', 'palisadeStaking.InsufficientFunds',
		]);
		assert.ok((await ask('validator', [operator.address])).isNone);
		assert.deepEqual(await admission(operator), []);
	});

	// With the delegations of the next test all of it is in one epoch: it is elected with what it has at the end of that.
	step('registers a validator with the keys of its node', async () => {
		await chain.atStartOfEpoch();
		const register = () => api.tx.palisadeStaking.registerValidator(OWN_STAKE, COMMISSION, 'Payout');
		const [registration, profiled, again] = await chain.inOrder(
			operator,
			chain.sending(register(), operator),
			chain.sending(api.tx.palisadeStaking.setProfile('Newcomer', 'https://newcomer.example', null), operator),
			chain.failing(register(), operator),
		);
		assert.equal(again, 'palisadeStaking.AlreadyRegistered');
		const [validator, stake, commission] = eventOf(registration, 'palisadeStaking', 'ValidatorRegistered');
		assert.deepEqual(
			[validator.toString(), stake.toBigInt(), commission.toBigInt()],
			[operator.address, OWN_STAKE, COMMISSION],
		);
		joined = await epochAt(registration.blockHash);
		const { data } = await api.query.system.account(operator.address);
		assert.ok(data.reserved.toBigInt() >= api.consts.palisadeStaking.registrationDeposit.toBigInt());

		const page = await pageOf(operator, profiled.blockHash);
		assert.equal(page.state.type, 'Waiting');
		assert.ok(page.serving.isFalse);
		assert.equal(page.profile.unwrap().name.toUtf8(), 'Newcomer');
		assert.equal(page.commission.toBigInt(), COMMISSION);
		assert.equal(page.rewardPolicy.type, 'Payout');
		assertNear(page.selfStake.toBigInt(), OWN_STAKE, 'own stake');
		assert.equal(page.history.length, 0);
		assert.ok((await api.query.voterList.listNodes(operator.address)).isSome);
	});

	step('takes delegations, active at once with one that waits, in the next epoch with one that serves', async () => {
		const delegate = (validator, amount, kind) => api.tx.palisadeStaking.delegate(validator.address, amount, kind, 0);
		const [from, to] = [dave.address, operator.address];
		const redelegate = api.tx.palisadeStaking.redelegate(from, to, 'Compounding', { Exact: REDELEGATION });
		const arrive = api.tx.palisadeStaking.completeRedelegation(from, to);
		const [saved, earned, [redelegated, tooEarly], [deposited, tooLittle], own] = await Promise.all([
			chain.submit(delegate(operator, DELEGATION, 'Compounding'), saver),
			chain.submit(delegate(operator, DELEGATION, 'Liquid'), earner),
			chain.inOrder(eve, chain.sending(redelegate, eve), chain.failing(arrive, eve)),
			chain.inOrder(
				ferdie,
				chain.sending(delegate(developer('Alice'), 1_000n * UNIT, 'Liquid'), ferdie),
				chain.failing(delegate(operator, UNIT, 'Liquid'), ferdie),
			),
			chain.submitFailing(delegate(operator, UNIT, 'Liquid'), operator),
		]);
		assert.equal(tooEarly, 'palisadeStaking.NotYetWithdrawable');
		assert.equal(tooLittle, 'palisadeStaking.BelowMinimumDelegation');
		assert.equal(own, 'palisadeStaking.CannotDelegateToSelf');
		const outcomes = [saved, earned, redelegated, deposited];
		const epochs = await Promise.all(outcomes.map(({ blockHash }) => epochAt(blockHash)));
		assert.deepEqual(epochs, epochs.map(() => joined), 'all of the stake came in one epoch');

		for (const [outcome, who, kind] of [[saved, saver, 'Compounding'], [earned, earner, 'Liquid']]) {
			const [delegator, validator, into, amount, active] = eventOf(outcome, 'palisadeStaking', 'Delegated');
			assert.deepEqual([delegator.toString(), validator.toString()], [who.address, operator.address]);
			assert.deepEqual([into.type, amount.toBigInt()], [kind, DELEGATION]);
			assert.equal(active.toNumber(), await epochAt(outcome.blockHash));
			assertNear((await ask('stakedBy', [who.address], outcome.blockHash)).toBigInt(), DELEGATION, 'staked');
		}
		assertNear((await positionOf(saver, operator, saved.blockHash)).compounding, DELEGATION, 'the compounding stake');
		assertNear((await positionOf(earner, operator, earned.blockHash)).liquid, DELEGATION, 'the liquid stake');

		const waiting = await positionOf(ferdie, developer('Alice'), deposited.blockHash);
		assertNear(waiting.liquid, 100_000n * UNIT, 'the stake of Ferdie');
		assertNear(waiting.pendingLiquid, 1_000n * UNIT, 'what Ferdie has added');

		const left = await epochAt(redelegated.blockHash);
		const [exit] = await exitsOf(eve, redelegated.blockHash);
		assert.equal(eventOf(redelegated, 'palisadeStaking', 'Redelegated')[5].toNumber(), left + redelegation);
		assert.deepEqual([exit.epoch, exit.destination], [left, operator.address]);
		assert.equal(exit.withdrawable, left + bonding);
	});

	step('shows whom an election would come to', async () => {
		// The last block before the boundary at which the newcomer is elected cannot be known yet: any will do.
		const hash = (await api.rpc.chain.getBlockHash()).toHex();
		const { next, preview, refused } = await ask('electionPreview', [], hash);
		const seats = preview.map(({ validator, stake }) => [validator.toString(), stake.toBigInt()]);
		assert.equal(seats.length, VALIDATORS.length + 1);
		assertNear(seats.find(([address]) => address === operator.address)[1], STAKE, 'the stake in the preview');
		const stakes = seats.map(([, stake]) => stake);
		assert.deepEqual(stakes, [...stakes].sort((a, b) => (a < b ? 1 : -1)), 'the heaviest come first');
		assert.ok(preview.every(({ factor, rotation }) => factor.toBigInt() === BILLION && rotation.isFalse));
		assert.equal(refused.length, 0);
		if ((await epochAt(hash)) === joined) {
			assert.ok(!next.some(({ validator }) => validator.eq(operator.address)));
		}
	});

	step('elects one epoch ahead, with a draw that any account can repeat', async () => {
		const boundary = await chain.reach(joined + 1);
		const { next } = await ask('electionPreview', [], boundary);
		const elected = next.find(({ validator }) => validator.eq(operator.address));
		assertNear(elected.stake.toBigInt(), STAKE, 'the stake that the newcomer is elected with');
		const state = await at(boundary);
		const queued = (await state.query.session.queuedKeys()).find(([account]) => account.eq(operator.address));
		assert.equal(queued[1].toHex(), keys.keys);
		assert.ok(!(await ask('activeSet', [], boundary)).some(({ validator }) => validator.eq(operator.address)));
		const { liquid, pendingLiquid } = await positionOf(ferdie, developer('Alice'), boundary);
		assert.equal(pendingLiquid, 0n);
		assertNear(liquid, 101_000n * UNIT, 'what is active');

		// It was held by the first block that found three quarters of the epoch over, with what the block before had drawn.
		const { number: start } = await api.rpc.chain.getHeader(await chain.startOf(joined));
		const isNext = ({ epoch }) => epoch.toNumber() === joined + 2;
		const { blockHash: held } = await chain.findEvent('palisadeStaking', 'SetPrepared', start.toNumber(), isNext);
		const shown = await ask('electionPreview', [], held);
		const accounts = (set) => set.map(({ validator }) => validator.toString());
		assert.deepEqual(accounts(next), accounts(shown.preview), 'the set that was shown is the one that was taken');
		const before = await chain.parentOf(held);
		const { babe } = (await at(before)).query;
		const announced = (await babe.nextRandomness()).toU8a();
		const ofBlock = (await babe.authorVrfRandomness()).unwrap().toU8a();
		const seed = rotationSeed(announced, ofBlock, joined + 2);
		const events = await (await at(boundary)).query.system.events();
		const { event } = events.find(({ event }) => api.events.palisadeStaking.SetElected.is(event));
		assert.equal(event.data.epoch.toNumber(), joined + 2);
		assert.equal(event.data.seed.toHex(), u8aToHex(seed));
		const weights = next.map(({ stake }) => stake.toBigInt());
		for (const seats of [1, 3, weights.length]) {
			const drawn = await ask('rotationDraw', [u8aToHex(seed), weights, seats]);
			assert.deepEqual(drawn.map((index) => index.toNumber()), drawSeats(seed, weights, seats));
		}
	});

	step('has the newcomer in the set in the epoch after', async () => {
		first = joined + 2;
		const start = await chain.reach(first);
		// At once, because the exits are to be made in this epoch. What comes of them is looked at later.
		const undelegate = (kind, amount) => api.tx.palisadeStaking.undelegate(operator.address, kind, { Exact: amount });
		exits = await Promise.all([
			chain.inOrder(
				saver,
				chain.sending(undelegate('Compounding', TAKEN_BACK), saver),
				chain.failing(api.tx.palisadeStaking.withdraw(), saver),
			),
			chain.inOrder(
				earner,
				chain.sending(undelegate('Liquid', TAKEN_BACK), earner),
				chain.failing(api.tx.palisadeStaking.withdraw(), earner),
				chain.failing(undelegate('Liquid', DELEGATION), earner),
			),
		]);

		const state = await at(start);
		const validators = (await state.query.session.validators()).map(String);
		assert.equal(validators.length, VALIDATORS.length + 1);
		const set = await ask('activeSet', [], start);
		assert.deepEqual(set.map(({ validator }) => validator.toString()), validators);
		const exposure = set[validators.indexOf(operator.address)];
		assertNear(exposure.power.toBigInt(), STAKE, 'the stake that it was elected with');
		assertNear(exposure.compounding.toBigInt(), DELEGATION, 'its compounding stake');
		assertNear(exposure.liquid.toBigInt(), OWN_STAKE + DELEGATION, 'its liquid stake');

		const { babe } = api.registry.createType(api.tx.session.setKeys.meta.args[0].type.toString(), keys.keys);
		const authorities = await babeAuthorities(api, start);
		const { weight } = authorities.find(({ key }) => key === babe.toHex());
		const share = Number(weight) / Number(sumOf(authorities.map((authority) => authority.weight)));
		assert.ok(Math.abs(share - 200 / 2045) < 0.001, `the newcomer has ${share} of the weight`);

		const page = await pageOf(operator, start);
		assert.equal(page.state.type, 'Active');
		assert.ok(page.serving.isTrue);
		assert.equal(page.holders.toNumber(), 2);
	});

	step('lets stake go, not before its time', async () => {
		const [[saved, savedEarly], [earned, earnedEarly, tooMuch]] = exits;
		assert.deepEqual([savedEarly, earnedEarly], ['palisadeStaking.NotYetWithdrawable', 'palisadeStaking.NotYetWithdrawable']);
		assert.equal(tooMuch, 'palisadeStaking.InsufficientStake');

		for (const [outcome, who, kind] of [[saved, saver, 'Compounding'], [earned, earner, 'Liquid']]) {
			assert.equal(await epochAt(outcome.blockHash), first, 'it left in the first epoch');
			const [, , from, amount, epoch, withdrawable] = eventOf(outcome, 'palisadeStaking', 'Undelegated');
			assertNear(amount.toBigInt(), TAKEN_BACK, 'what leaves');
			assert.deepEqual([from.type, epoch.toNumber(), withdrawable.toNumber()], [kind, first, first + bonding]);
			const [exit, ...others] = await exitsOf(who, outcome.blockHash);
			assert.deepEqual(others, []);
			assertNear(exit.amount, TAKEN_BACK, 'what the exit is worth');
			delete exit.amount;
			assert.deepEqual(exit, {
				validator: operator.address,
				class: kind,
				epoch: first,
				withdrawable: first + bonding,
				held: false,
				destination: null,
			});
		}

		// A tenth of what stood behind the validator, from each in proportion.
		const lossIn = async (epoch) =>
			ask('expectedLoss', [operator.address, epoch, TENTH, DELEGATION], earned.blockHash);
		assertNear((await lossIn(first)).unwrap().toBigInt(), DELEGATION / 10n, 'the expected loss');
		assert.ok((await lossIn(joined)).isNone, 'it did not serve then');
	});

	step('pays for an epoch what was earned in it, and mints no more', async () => {
		const paidAt = await chain.reach(first + 1);
		const last = await chain.parentOf(paidAt);

		// Who made the blocks, by the blocks themselves.
		const validators = (await (await at(last)).query.session.validators()).map(String);
		const authored = validators.map(() => 0n);
		const beforeFirst = await chain.parentOf(await chain.startOf(first));
		for (let hash = last; hash !== beforeFirst;) {
			const header = await api.rpc.chain.getHeader(hash);
			authored[slotClaim(header).authority] += 1n;
			hash = header.parentHash.toHex();
		}
		for (const [, page] of await (await at(last)).query.palisadeStaking.blocksAuthored.entries()) {
			for (const [account, blocks] of page.unwrap()) {
				assert.equal(blocks.toBigInt(), authored[validators.indexOf(account.toString())]);
			}
		}

		const set = await ask('activeSet', [], last);
		const elected = set.map((exposure) => exposure.power.toBigInt());
		const stakes = set.map(({ compounding, liquid }) => compounding.toBigInt() + liquid.toBigInt());
		const results = (await (await at(paidAt)).query.palisadeStaking.epochResults(first)).unwrap();
		// Here nearly all slots are secondary ones, which stake does not weigh.
		const { c } = (await (await at(last)).query.babe.epochConfig()).unwrap();
		const expected = expectedBlocks(elected, sumOf(authored), c.map((number) => number.toBigInt()));
		const records = await (await at(last)).query.palisadeStaking.validators.multi(validators);
		const credits = records.map((record) => record.unwrap().credit.toBigInt());
		const budgets = results.map(({ performance, reward }, index) => {
			const fair = performanceOf(authored[index], expected[index], credits[index]);
			assertNear(performance.toBigInt(), fair, 'the performance', 1n);
			return Number(reward) / (Number(performance) / 1e9) / (Number(stakes[index]) / Number(sumOf(stakes)));
		});
		assert.ok(Math.max(...budgets) - Math.min(...budgets) < 1e-8 * budgets[0], `in proportion: ${budgets}`);

		const events = await (await at(paidAt)).query.system.events();
		const [epoch, minted, fromFees] = eventOf({ events }, 'palisadeStaking', 'EpochPaid');
		assert.equal(epoch.toNumber(), first);
		const paid = minted.toBigInt() + fromFees.toBigInt();
		assert.equal(sumOf(results.map(({ reward }) => reward.toBigInt())), paid);
		const issuance = async (hash) => (await (await at(hash)).query.balances.totalIssuance()).toBigInt();
		assert.equal((await issuance(paidAt)) - (await issuance(last)), minted.toBigInt());
		const mintable = Number(minted) * (budgets[0] / Number(paid));
		const curve = payoutOf(sumOf(stakes), await issuance(last), chain.epochSeconds * 1000);
		assert.ok(Math.abs(mintable / curve - 1) < 1e-6, `mints up to ${mintable}, the curve says ${curve}`);

		const view = await pageOf(operator, paidAt);
		const index = validators.indexOf(operator.address);
		assert.equal(view.history.length, 1);
		assert.deepEqual(view.history[0].reward.toBigInt(), results[index].reward.toBigInt());
		const realised = (await ask('realisedYield', [operator.address, 100], paidAt)).unwrap();
		assert.equal(realised.served.toNumber(), 1);
		const perEpoch = Number(results[index].reward) / Number(stakes[index]);
		assert.ok(Math.abs(Number(realised.perEpoch) / 1e18 / perEpoch - 1) < 1e-6);
		assert.ok(Math.abs(Number(realised.perEpochAfterCommission) / Number(realised.perEpoch) - 0.9) < 1e-6);

		// Both delegators had the same stake, of which two fifths leave, and get the same.
		const reward = results[index].reward.toBigInt();
		const each = ((reward * DELEGATION) / stakes[index]) * (BILLION - COMMISSION) / BILLION;
		const [saved] = await exitsOf(saver, paidAt);
		const [earned] = await exitsOf(earner, paidAt);
		assert.ok(each > 0n);
		assertNear(saved.amount, TAKEN_BACK + (each * 2n) / 5n, 'the compounding exit with its reward');
		assertNear(earned.amount, TAKEN_BACK + (each * 2n) / 5n, 'the liquid exit with its reward');
		const compounding = await positionOf(saver, operator, paidAt);
		const liquid = await positionOf(earner, operator, paidAt);
		assertNear(compounding.compounding, DELEGATION - TAKEN_BACK + (each * 3n) / 5n, 'compounding stake');
		assert.equal(compounding.liquidRewards, 0n);
		assertNear(liquid.liquid, DELEGATION - TAKEN_BACK, 'liquid stake');
		assertNear(liquid.liquidRewards, (each * 3n) / 5n, 'liquid rewards');
		const commission = (reward * (OWN_STAKE + DELEGATION)) / stakes[index] * COMMISSION / BILLION;
		assertNear(view.commissionDue.toBigInt(), commission, 'the commission');
	});

	step('pays rewards to whom they belong, and lets redelegated stake arrive', async () => {
		const claim = () => api.tx.palisadeStaking.claimRewards(operator.address);
		const claimFor = api.tx.palisadeStaking.claimRewardsFor(earner.address, operator.address);
		assert.equal(await chain.submitFailing(claimFor, ferdie), 'palisadeStaking.ClaimNotPermitted');
		// What can be claimed is known for the rest of an epoch.
		await chain.atStartOfEpoch();
		const due = (await pageOf(operator)).commissionDue.toBigInt();
		const { liquidRewards } = await positionOf(earner, operator);
		const [[claimed, again, , rest], nothing, commission, arrived] = await Promise.all([
			chain.inOrder(
				earner,
				chain.sending(claim(), earner),
				chain.failing(claim(), earner),
				chain.sending(api.tx.palisadeStaking.permitClaims(true), earner),
				chain.sending(api.tx.palisadeStaking.undelegate(operator.address, 'Liquid', 'All'), earner),
			),
			chain.submitFailing(claim(), saver),
			chain.submit(api.tx.palisadeStaking.claimCommission(), operator),
			chain.submit(api.tx.palisadeStaking.completeRedelegation(dave.address, operator.address), eve),
		]);
		assert.deepEqual([again, nothing], ['palisadeStaking.NothingToClaim', 'palisadeStaking.NothingToClaim']);
		const [delegator, validator, to, amount] = eventOf(claimed, 'palisadeStaking', 'RewardsClaimed');
		assert.deepEqual([delegator, validator, to].map(String), [earner.address, operator.address, earner.address]);
		assert.equal(amount.toBigInt(), liquidRewards);
		assert.equal(eventOf(commission, 'palisadeStaking', 'CommissionClaimed')[2].toBigInt(), due);
		assertNear(eventOf(arrived, 'palisadeStaking', 'RedelegationCompleted')[3].toBigInt(), REDELEGATION, 'what arrives', UNIT);
		const { compounding, pendingCompounding } = await positionOf(eve, operator, arrived.blockHash);
		assert.equal(compounding, 0n);
		assertNear(pendingCompounding, REDELEGATION, 'what waits', UNIT);
		left = await epochAt(rest.blockHash);
		assert.ok(left > first);
	});

	step('gives stake back after the bonding period, to whom it belongs', async () => {
		assert.equal(await chain.submitFailing(api.tx.palisadeStaking.withdraw(), saver), 'palisadeStaking.NotYetWithdrawable');
		await chain.reach(first + bonding);
		const [saved] = await exitsOf(saver);
		const [earned, later] = await exitsOf(earner);
		assert.equal(later.withdrawable, left + bonding);
		const [forSaver, [own, again]] = await Promise.all([
			chain.submit(api.tx.palisadeStaking.withdrawFor(saver.address), ferdie),
			chain.inOrder(
				earner,
				chain.sending(api.tx.palisadeStaking.withdraw(), earner),
				chain.failing(api.tx.palisadeStaking.withdraw(), earner),
			),
		]);
		for (const [outcome, who, exit] of [[forSaver, saver, saved], [own, earner, earned]]) {
			const [delegator, validator, amount, exits] = eventOf(outcome, 'palisadeStaking', 'Withdrawn');
			assert.deepEqual([delegator, validator].map(String), [who.address, operator.address]);
			assert.equal(amount.toBigInt(), exit.amount);
			assert.ok(amount.toBigInt() > TAKEN_BACK);
			assert.equal(exits.toNumber(), 1);
		}
		assert.equal(again, 'palisadeStaking.NotYetWithdrawable');
		assert.deepEqual((await exitsOf(earner)).map(({ epoch }) => epoch), [left]);
		assert.equal(await chain.submitFailing(api.tx.palisadeStaking.withdraw(), saver), 'palisadeStaking.NoExits');
	});

	step('has blocks by the newcomer, sealed with its key', async () => {
		const { babe } = api.registry.createType(api.tx.session.setKeys.meta.args[0].type.toString(), keys.keys);
		let looked = (await api.rpc.chain.getHeader(await chain.startOf(first))).number.toNumber() - 1;
		await waitFor('a block by the newcomer', chain.blocks(AUTHORSHIP_BLOCKS), async (note) => {
			for (const best = await network.alice.bestNumber(); looked < best;) {
				looked += 1;
				const header = await api.rpc.chain.getHeader(await chain.hashOf(looked));
				const { key } = (await babeAuthorities(api, header.hash))[slotClaim(header).authority];
				note(`looked at blocks up to ${looked}`);
				if (key === babe.toHex()) {
					assert.ok(isSealedBy(api, header, key));
					return true;
				}
			}
			return false;
		});
		await newcomer.finalises(1);
	});

	step('accounts for every planck', async () => {
		const height = (await chain.best()) - 1;
		const hash = await chain.hashOf(height);
		const events = (await Promise.all(Array.from({ length: height }, async (_, index) =>
			(await at(await chain.hashOf(index + 1))).query.system.events()))).flat();
		const data = (section, method) =>
			events.map(({ event }) => event)
				.filter((event) => event.section === section && event.method === method)
				.map((event) => event.data);
		const amounts = (list, field) => sumOf(list.map((fields) => fields[field].toBigInt()));
		const of = (list, account) => list.filter(([who]) => who.eq(account.address));
		const fees = data('transactionPayment', 'TransactionFeePaid');

		// What the delegators have at the end is what they had, without stake and fees and with what they were paid.
		for (const [who, rewards] of [[saver, 0n], [earner, amounts(of(data('palisadeStaking', 'RewardsClaimed'), earner), 3)]]) {
			const withdrawn = amounts(of(data('palisadeStaking', 'Withdrawn'), who), 2);
			const spent = amounts(of(fees, who), 1);
			assert.equal(await free(who, hash), 10n * UNIT - spent + rewards + withdrawn);
		}

		// Of the fees those who stake get their part, and the epochs pay it out.
		const collected = sumOf(fees.map(([, fee, tip]) => stakersPartOf(fee.toBigInt() - tip.toBigInt())));
		const deposit = api.consts.balances.existentialDeposit.toBigInt();
		const paidOut = amounts(data('palisadeStaking', 'EpochPaid'), 2);
		assert.ok(paidOut > 0n);
		assert.equal((await free({ address: pots(api).fees }, hash)) - deposit + paidOut, collected);

		// The pot holds what everybody has, and next to nothing besides.
		const validators = [...VALIDATORS.map(developer), operator];
		const owed = [];
		for (const who of [...validators, eve, ferdie, saver, earner]) {
			const views = await ask('positions', [who.address], hash);
			owed.push(...views.flatMap((view) =>
				[view.compounding, view.liquid, view.pendingCompounding, view.pendingLiquid, view.liquidRewards]
					.map((value) => value.toBigInt())));
			owed.push(...(await exitsOf(who, hash)).map(({ amount }) => amount));
		}
		for (const validator of validators) {
			owed.push((await pageOf(validator, hash)).commissionDue.toBigInt());
		}
		const rest = (await free({ address: pots(api).stake }, hash)) - deposit - sumOf(owed);
		assert.ok(rest >= 0n, `the pot lacks ${-rest}`);
		assert.ok(rest < ROUNDING, `the pot has ${rest} without an owner`);
	});
});
