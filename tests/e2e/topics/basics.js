import assert from 'node:assert/strict';

import { developer, stranger } from '../support/accounts.js';
import { Chain } from '../support/chain.js';
import { DispatchFailed, eventOf, signOffline } from '../support/extrinsics.js';
import { scenario } from '../support/scenario.js';
import { waitFor } from '../support/waiting.js';

const PALLETS = [
	'authorship', 'babe', 'balances', 'convictionVoting', 'grandpa', 'offences', 'palisadeStaking', 'preimage',
	'referenda', 'scheduler', 'session', 'system', 'timestamp', 'transactionPayment',
];

/**
 * A client of a chain with one validator.
 *
 * - `start`: resolves to the node.
 */
export const basics = (start) => scenario('a development chain', (step) => {
	let node;
	let chain;
	let api;
	let unit;

	const nonceOf = async ({ address }) => (await api.query.system.account(address)).nonce.toNumber();

	step('a client connects and reads the metadata', async () => {
		node = await start();
		api = await node.connect();
		chain = new Chain(api);
		unit = 10n ** BigInt(api.registry.chainDecimals[0]);
		assert.equal(api.registry.chainDecimals[0], 12);
		assert.equal(api.registry.chainSS58, 42);
		const pallets = [...Object.keys(api.query), ...Object.keys(api.tx)];
		assert.deepEqual(PALLETS.filter((pallet) => !pallets.includes(pallet)), []);
	});

	step('the constants agree with each other and with the consensus', async () => {
		const { babe, balances, system } = api.consts;
		const { slotDuration, epochLength } = await api.call.babeApi.configuration();
		assert.equal(slotDuration.toNumber(), chain.slotMilliseconds);
		assert.equal(babe.epochDuration.toNumber(), epochLength.toNumber());
		assert.equal(babe.expectedBlockTime.toNumber(), slotDuration.toNumber(), 'a block in every slot');
		assert.ok(balances.existentialDeposit.toBigInt() > 0n);
		assert.ok(system.blockLength.max.normal.toNumber() > 0);
		assert.equal(api.runtimeVersion.specVersion.toNumber(), system.version.specVersion.toNumber());
	});

	step('the only validator produces and finalises blocks', async () => {
		await node.finalises(2);
	});

	step('each derived query that a wallet makes at its start has an answer', async () => {
		const { accounts, balances, bounties, chain: blocks, session, technicalCommittee, treasury, tx } = api.derive;
		const { address } = developer('Alice');
		const queries = {
			'accounts.flags': () => accounts.flags(address),
			'accounts.idAndIndex': () => accounts.idAndIndex(address),
			'accounts.identity': () => accounts.identity(address),
			'accounts.info': () => accounts.info(address),
			'balances.account': () => balances.account(address),
			'balances.all': () => balances.all(address),
			'balances.votingBalances': () => balances.votingBalances([address]),
			'bounties.bounties': () => bounties.bounties(),
			'chain.bestNumber': () => blocks.bestNumber(),
			'chain.bestNumberFinalized': () => blocks.bestNumberFinalized(),
			'chain.bestNumberLag': () => blocks.bestNumberLag(),
			'technicalCommittee.proposals': () => technicalCommittee.proposals(),
			'treasury.proposals': () => treasury.proposals(),
			'tx.signingInfo': () => tx.signingInfo(address),
		};
		assert.ok(['info', 'progress', 'indexes'].every((name) => name in session));
		// polkadot.js takes a chain without eras for one whose era began with session 1, and fails in session 0.
		await chain.reach(1);
		for (const [name, query] of Object.entries(session)) {
			queries[`session.${name}`] = () => query();
		}
		const answers = await Promise.all(Object.entries(queries).map(async ([name, query]) => {
			const answer = await query().catch(({ message }) => message);
			return typeof answer === 'string' || answer === undefined ? [`${name}: ${answer}`] : [];
		}));
		assert.deepEqual(answers.flat(), []);
		assert.ok((await session.info()).currentIndex.toNumber() >= 1);
		assert.equal(api.derive.staking, undefined, 'no query for the staking pallet of the SDK is offered');
	});

	step('a transfer is included, then finalised, and costs the fee that the event says', async () => {
		const sender = developer('Bob');
		const receiver = stranger();
		const amount = 25n * unit;
		const before = await chain.free(sender);

		const transfer = api.tx.balances.transferKeepAlive(receiver.address, amount);
		const outcome = await chain.submit(transfer, sender, { until: 'finalised' });

		const [from, to, moved] = eventOf(outcome, 'balances', 'Transfer');
		assert.deepEqual([from.toString(), to.toString(), moved.toBigInt()], [sender.address, receiver.address, amount]);
		const [payer, fee, tip] = eventOf(outcome, 'transactionPayment', 'TransactionFeePaid');
		assert.deepEqual([payer.toString(), tip.toBigInt()], [sender.address, 0n]);
		assert.ok(fee.toBigInt() > 0n);
		assert.equal(before - (await chain.free(sender)), amount + fee.toBigInt());
		assert.equal(await chain.free(receiver), amount);

		const { block } = await api.rpc.chain.getBlock(outcome.blockHash);
		const height = block.header.number.toNumber();
		assert.ok((await node.finalisedNumber()) >= height);
		assert.equal(await node.rpc('chain_getBlockHash', height), outcome.blockHash);

		// A new account starts with the number of its block, and the client signs with it.
		assert.equal(await nonceOf(receiver), height);
		assert.equal((await api.rpc.system.accountNextIndex(receiver.address)).toNumber(), height);
		await chain.submit(api.tx.system.remark('0x05'), receiver);
		assert.equal(await nonceOf(receiver), height + 1);
	});

	step('a used nonce is refused', async () => {
		const sender = developer('Charlie');
		await chain.submit(api.tx.system.remark('0x01'), sender);
		const nonce = await nonceOf(sender);
		const stale = signOffline(api, api.tx.system.remark('0x02'), sender, nonce - 1);
		await assert.rejects(node.rpc('author_submitExtrinsic', stale.toHex()), /1010.*outdated/);
		assert.equal(await nonceOf(sender), nonce);
	});

	step('a nonce of the future waits in the pool until the gap is filled', async () => {
		const sender = developer('Dave');
		const nonce = await nonceOf(sender);
		const early = signOffline(api, api.tx.system.remark('0x03'), sender, nonce + 1);
		await node.rpc('author_submitExtrinsic', early.toHex());
		await node.advances(3);
		assert.equal(await nonceOf(sender), nonce, 'the extrinsic from the future was not executed');
		assert.deepEqual(await node.rpc('author_pendingExtrinsics'), [], 'nor is it ready');

		await chain.submit(api.tx.system.remark('0x04'), sender, { nonce });
		await waitFor('the extrinsic that waited to be executed', chain.blocks(30), async () => (await nonceOf(sender)) === nonce + 2);
	});

	step('an account that cannot pay the fee is refused by the pool', async () => {
		const pauper = stranger();
		const transfer = signOffline(api, api.tx.balances.transferKeepAlive(developer('Bob').address, 1), pauper, 0);
		await assert.rejects(node.rpc('author_submitExtrinsic', transfer.toHex()), /1010.*[Ii]nability to pay some fees/);
	});

	step('a transfer beyond the funds fails in its block, moves nothing and costs the fee', async () => {
		const sender = developer('Bob');
		const receiver = stranger();
		const before = await chain.free(sender);
		const transfer = api.tx.balances.transferKeepAlive(receiver.address, before + unit);
		const failure = await chain.submit(transfer, sender).catch((error) => error);
		assert.ok(failure instanceof DispatchFailed, String(failure));
		assert.equal(failure.reason, 'Token.FundsUnavailable');
		const [, fee] = eventOf(failure.outcome, 'transactionPayment', 'TransactionFeePaid');
		assert.equal(before - (await chain.free(sender)), fee.toBigInt());
		assert.equal(await chain.free(receiver), 0n);
	});

	step('an error of a pallet is decoded by its name', async () => {
		const unknown = api.tx.preimage.unnotePreimage(`0x${'11'.repeat(32)}`);
		assert.equal(await chain.submitFailing(unknown, developer('Bob')), 'preimage.NotNoted');
	});
});
