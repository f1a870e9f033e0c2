import assert from 'node:assert/strict';

import { DEVELOPERS, developer } from './accounts.js';
import { eventOf } from './extrinsics.js';
import { waitFor } from './waiting.js';

/** Two thirds of the technical committee of the presets, of which Charlie is the third member. */
const COMMITTEE = ['Alice', 'Bob'];

/**
 * Submits a referendum on `call`, pays for its decision, and has all endowed accounts say aye.
 *
 * - `origin`: with which it speaks, such as `{ system: 'Root' }`.
 *
 * Resolves to its index and its track.
 */
export async function propose(chain, origin, call) {
	const { api } = chain;
	const preimage = { Lookup: { hash: call.method.hash.toHex(), len: call.method.encodedLength } };
	const index = (await api.query.referenda.referendumCount()).toNumber();
	const proposal = await chain.submit(api.tx.utility.batchAll([
		api.tx.preimage.notePreimage(call.method.toHex()),
		api.tx.referenda.submit(origin, preimage, { After: 0 }),
		api.tx.referenda.placeDecisionDeposit(index),
	]), developer('Alice'));
	const [submitted, track] = eventOf(proposal, 'referenda', 'Submitted');
	assert.equal(submitted.toNumber(), index);

	// All at once, because the decision period has few blocks. Nearly everything that the endowed accounts have, so that
	// even the strictest threshold at the beginning of the period is met; the rest pays the fees.
	const voters = DEVELOPERS.flatMap((name) => [developer(name), developer(`${name}//stash`)]);
	await Promise.all(voters.map(async (voter) => {
		const { data: { free } } = await api.query.system.account(voter.address);
		if (free.isZero()) return;
		const vote = { Standard: { vote: { aye: true, conviction: 'Locked1x' }, balance: free.muln(9).divn(10) } };
		await chain.submit(api.tx.convictionVoting.vote(index, vote), voter);
	}));
	return { index, track: track.toNumber() };
}

/** Twice the longest way of a referendum to its enactment, and what finality may lag, as a limit. */
export function enactment(chain, track) {
	const [, rules] = chain.api.consts.referenda.tracks.find(([id]) => id.toNumber() === track);
	const blocks = [rules.preparePeriod, rules.decisionPeriod, rules.confirmPeriod, rules.minEnactmentPeriod]
		.reduce((sum, period) => sum + period.toNumber(), 0);
	return chain.blocks(2 * blocks + 100);
}

/** Has two thirds of the technical committee make `call`, and resolves to the outcome. */
export async function motion(chain, call) {
	const { api } = chain;
	const { encodedLength } = call.method;
	const [first] = COMMITTEE;
	const proposal = await chain.submit(
		api.tx.technicalCommittee.propose(COMMITTEE.length, call, encodedLength),
		developer(first),
	);
	const { proposalIndex, proposalHash } = eventOf(proposal, 'technicalCommittee', 'Proposed');
	await Promise.all(COMMITTEE.map((name) =>
		chain.submit(api.tx.technicalCommittee.vote(proposalHash, proposalIndex, true), developer(name))));
	const { weight } = await call.paymentInfo(developer(first));
	const close = api.tx.technicalCommittee.close(proposalHash, proposalIndex, weight, encodedLength);
	return chain.submit(close, developer(first));
}

/**
 * Has `call` dispatched as root in the fastest way: the technical committee puts it on the whitelist, and a referendum
 * dispatches it. Resolves to the number and the hash of the block in which that happens.
 */
export async function whitelisted(chain, call) {
	const { api } = chain;
	const whitelist = api.tx.whitelist.whitelistCall(call.method.hash);
	eventOf(await motion(chain, whitelist), 'whitelist', 'CallWhitelisted');
	const from = await chain.best();
	const dispatch = api.tx.whitelist.dispatchWhitelistedCallWithPreimage(call);
	const { track } = await propose(chain, { Origins: 'WhitelistedCaller' }, dispatch);
	const name = `${call.method.section}.${call.method.method}`;
	const dispatched = await waitFor(`${name} to be dispatched`, enactment(chain, track), () =>
		chain.findEvent('whitelist', 'WhitelistedCallDispatched', from, ({ callHash }) =>
			callHash.eq(call.method.hash)));
	assert.ok(dispatched.data.result.isOk, `${name}: ${dispatched.data.result}`);
	return dispatched;
}
